"""Pieces: some dozens of values that are not asked for soon, packed together into few bytes."""

import zlib
from collections.abc import Sequence
from typing import Any, Final, TypeVar

import msgspec

from slakit.values import Value

TOGETHER: Final = 32
"""So many values make a piece: what they have in common is written once."""
FASTEST: Final = 1
"""The level of zlib that takes half the time of the usual one, and a tenth more bytes."""

Values = TypeVar("Values", bound=list[Any])


def packed(values: Sequence[Value]) -> bytes:
    """Values as one piece. It is JSON inside, which unlike msgpack holds integers of any size."""
    return zlib.compress(msgspec.json.encode(values), FASTEST)


def unpacked(piece: bytes, kind: type[Values]) -> Values:
    """The values that were packed, as a list of their kind. Raises `ValueError` for bytes that are no piece of it."""
    try:
        written = zlib.decompress(piece)
    except zlib.error as problem:
        raise ValueError(str(problem)) from problem
    values: Values = msgspec.json.decode(written, type=kind)
    return values
