"""What no line of JSON can say: a program may hand it over, and in a file it would be no event."""

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Final

from msgspec.json import Encoder

from slakit.events.fields import Unfit

LONGEST_LINE: Final = 2**20
"""Bytes of a line, without its end; a longer one is set aside unread."""
_encode: Final = Encoder().encode


def must_be_sayable(given: Mapping[str, object]) -> None:
    """Raise `Unfit` for what is longer than a line may be, and for what JSON or UTF-8 cannot say.

    An object of Python that no field reads is passed over, as an unknown field is.
    """
    try:
        line = _encode(given)
    except RecursionError:
        raise Unfit("no-json-value", {"why": "nesting"}) from None
    except (TypeError, ValueError, OverflowError):  # half a character among them
        _look_through(given)
        return
    if len(line) > LONGEST_LINE:
        raise Unfit("line-too-long", {"most": LONGEST_LINE})
    if b"null" in line:  # as which a number is written that is not finite
        _look_through(given)


def _look_through(given: Mapping[str, object]) -> None:
    size = 0
    try:
        for value in _within(given):
            if isinstance(value, float) and not isfinite(value):
                raise Unfit("no-json-value", {"why": "number-not-finite"})
            if isinstance(value, str):
                size += len(value.encode())
    except RecursionError:
        raise Unfit("no-json-value", {"why": "nesting"}) from None
    except UnicodeEncodeError:
        raise Unfit("no-json-value", {"why": "half-a-character"}) from None
    if size > LONGEST_LINE:
        raise Unfit("line-too-long", {"most": LONGEST_LINE})


def _within(value: object) -> Iterator[object]:
    """All single values, the keys of groups among them."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield name
            yield from _within(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _within(one)
    else:
        yield value
