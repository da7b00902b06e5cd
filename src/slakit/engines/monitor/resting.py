"""Records that are open and cannot matter until they change: they rest, a few dozen of them in one piece of bytes."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from slakit.checks import Spans
from slakit.engines.monitor.packed_keys import PackedKeys
from slakit.events.event import Event
from slakit.values import Value
from slakit.verdicts.spans import Span, Within, is_meant, made_of, spans_of
from slakit.verdicts.truth import Key, order

TOGETHER: Final = 64
"""So many records are packed together: what they have in common is written once."""


class Rested(Value, frozen=True):
    """A record that rests: its key, and the events that it is made of."""

    key: Key
    events: tuple[Event, ...]


class Resting:
    """The open spans of a record that rest, found by their keys; they take some hundred bytes each.

    Nothing is lost: a span that is woken is what it was.
    """

    def __init__(self, record: Spans, annex: frozenset[str]) -> None:
        self._record = record
        self._annex = annex
        self._keys = PackedKeys(numbered=True)
        self._pieces: dict[int, bytes] = {}
        self._next = 0

    def __len__(self) -> int:
        return len(self._keys)

    def lay(self, spans: Sequence[Span]) -> None:
        """Pack some spans together, each with a key of its own that none here has."""
        number, self._next = self._next, self._next + 1
        self._pieces[number] = _packed([Rested(span.key, tuple(_once(made_of(span)))) for span in spans])
        for span in spans:
            self._keys.add(span.key, number)

    def woken(self, key: Key) -> Iterator[Span]:
        """The span of a key, if it rests here; it no longer does."""
        if self._pieces and (number := self._keys.number_of(key)) is not None:
            yield from self._wake(number, [one for one in _unpacked(self._pieces[number]) if one.key == key])

    def woken_by(self, wanted: Key, within: Within = ()) -> Iterator[Span]:
        """The spans that are meant by a key of which not all is recorded, or by a wider one; they no longer rest."""
        for number in list(self._pieces):
            meant = [one for one in _unpacked(self._pieces[number]) if is_meant(wanted, one.key, within)]
            yield from self._wake(number, meant)

    def packed(self) -> Iterator[tuple[str, bytes]]:
        """The pieces by their names, for whoever stores them."""
        for number, piece in self._pieces.items():
            yield f"{number}", piece

    def unpack(self, pieces: Mapping[str, bytes]) -> None:
        """Go on with the pieces of others that rested."""
        for name, piece in sorted(pieces.items(), key=lambda one: int(one[0])):
            number = int(name)
            self._pieces[number] = piece
            self._next = number + 1
            for one in _unpacked(piece):
                self._keys.add(one.key, number)

    def _wake(self, number: int, woken: Sequence[Rested]) -> Iterator[Span]:
        if not woken:
            return
        left = [one for one in _unpacked(self._pieces.pop(number)) if one not in woken]
        if left:
            self._pieces[number] = _packed(left)
        for one in woken:
            self._keys.drop(one.key)
            made = spans_of(self._record, one.events, self._annex)
            # an end before its start ended nothing, which is a span of its own that never rested
            yield from (span for span in made if span.key == one.key and span.versions)


def _once(events: Iterable[Event]) -> Iterable[Event]:
    """Events without repetitions: one that opens and amends is two versions."""
    return {order(event): event for event in events}.values()


def _packed(rested: Iterable[Rested]) -> bytes:
    # JSON, which unlike msgpack holds integers of any size
    return zlib.compress(msgspec.json.encode(list(rested)))


def _unpacked(piece: bytes) -> list[Rested]:
    """What a piece holds, also one of an older store, in msgpack. Raises `ValueError` for bytes that are no piece."""
    try:
        written = zlib.decompress(piece)
    except zlib.error as problem:
        raise ValueError(str(problem)) from problem
    decode = msgspec.json.decode if written.startswith(b"[") else msgspec.msgpack.decode
    return decode(written, type=list[Rested])
