"""Pieces: some dozens of events, or of what a finding names, that are not asked for soon, packed into few bytes.

What names an event lies by itself and is written plainly, since it is asked for each time a class is told; its fields
hardly ever are. All of it is JSON inside, which unlike msgpack holds integers of any size.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, repeat
from typing import Final, cast

import msgspec

from slakit.events.event import Event, FieldValue
from slakit.findings import Evidence
from slakit.values import Value

TOGETHER: Final = 32
"""So many make a piece: what they have in common is written once."""
FASTEST: Final = 1
"""The level of zlib that takes half the time of the usual one, and a tenth more bytes."""

Fields = dict[str, FieldValue]
Column = str | list[str]
"""A text of each, or the one text that all of them share."""


class _Names(Value, frozen=True, array_like=True):
    """What names events, in columns; when each was recorded is left out where it is the time of each."""

    sources: Column
    ids: list[str]
    types: Column
    times: list[int]
    recorded: list[int] | None

    @staticmethod
    def of(named: Sequence[Event] | Sequence[Evidence]) -> "_Names":
        """The names of events, or of what names events."""
        times, recorded = [one.time for one in named], [one.recorded for one in named]
        return _Names(
            _column([one.source for one in named]),
            [one.id for one in named],
            _column([one.type for one in named]),
            times,
            None if times == recorded else recorded,
        )

    def columns(self) -> tuple[Iterable[str], Iterable[str], Iterable[str], Iterable[int], Iterable[int]]:
        """What names each event, column by column, in the order in which an event and evidence have them."""
        recorded = self.times if self.recorded is None else self.recorded
        return _each(self.sources), self.ids, _each(self.types), self.times, recorded


class _Events(Value, frozen=True, array_like=True):
    """Events but for their fields: what names them, and where they were read."""

    names: _Names
    lines: list[int | None]


class _Evidence(Value, frozen=True, array_like=True):
    """The parts that events play, and what names them."""

    roles: Column
    names: _Names


class _FieldsOfAll:
    """The fields of the events of a piece, unpacked when one of them is asked for."""

    __slots__ = ("_packed", "_unpacked")

    def __init__(self, packed: bytes) -> None:
        self._packed = packed
        self._unpacked: list[Fields] | None = None

    def __getitem__(self, place: int) -> Fields:
        if self._unpacked is None:
            try:
                written = zlib.decompress(self._packed)
            except zlib.error as problem:
                raise ValueError(str(problem)) from problem
            self._unpacked = msgspec.json.decode(written, type=list[Fields])
        return self._unpacked[place]


class _FieldsOfOne(Value, frozen=True, eq=False):
    """The fields of one event of a piece: a mapping which, as all values, the collector of cycles need not look at."""

    of_all: _FieldsOfAll
    place: int

    def __getitem__(self, name: str) -> FieldValue:
        return self.of_all[self.place][name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.of_all[self.place])

    def __len__(self) -> int:
        return len(self.of_all[self.place])

    __contains__, get, keys, items, values, __eq__ = (
        Mapping.__contains__, Mapping.get, Mapping.keys, Mapping.items, Mapping.values, Mapping.__eq__,
    )  # fmt: skip


Mapping.register(_FieldsOfOne)


def packed_events(events: Sequence[Event]) -> bytes:
    """Some events as one piece."""
    named = _Events(_Names.of(events), [one.line for one in events])
    fields = zlib.compress(msgspec.json.encode([one.data for one in events]), FASTEST)
    return msgspec.msgpack.encode((msgspec.json.encode(named), fields))


def events_in(piece: bytes) -> list[Event]:
    """The events of a piece, each as it was. Raises `ValueError` for bytes that are no piece of events."""
    return [one.altered(data=dict(one.data)) for one in named_in(piece)]


def named_in(piece: bytes) -> list[Event]:
    """The events of a piece, with fields that are only unpacked when one is asked for: whoever names them does not.

    Raises `ValueError` for bytes that are no piece of events.
    """
    written, fields = msgspec.msgpack.decode(piece, type=tuple[bytes, bytes])
    named = msgspec.json.decode(written, type=_Events)
    of_each = map(_FieldsOfOne, repeat(_FieldsOfAll(fields)), count())
    return list(map(Event, *named.names.columns(), cast("Iterator[Fields]", of_each), named.lines))


def packed_evidence(evidence: Sequence[Evidence]) -> bytes:
    """Some evidence as one piece."""
    return msgspec.json.encode(_Evidence(_column([one.role for one in evidence]), _Names.of(evidence)))


def evidence_in(piece: bytes) -> list[Evidence]:
    """The evidence of a piece, each as it was. Raises `ValueError` for bytes that are no piece of evidence."""
    named = msgspec.json.decode(piece, type=_Evidence)
    return list(map(Evidence, _each(named.roles), *named.names.columns()))


def _column(texts: list[str]) -> Column:
    return texts[0] if texts.count(texts[0]) == len(texts) else texts


def _each(column: Column) -> Iterable[str]:
    return repeat(column) if isinstance(column, str) else column
