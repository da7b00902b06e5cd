"""Spans in memory, looked up by what matches them instead of being looked through."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from slakit.checks import Pair
from slakit.events.event import FieldValue
from slakit.verdicts.spans import Span
from slakit.verdicts.truth import EVERY_SERVICE, Fields

Key = tuple[FieldValue | None, ...]


class ByKey:
    """Things with keys that were recorded or left open, by number; a key matches what agrees or perhaps does."""

    def __init__(self) -> None:
        self._closed: dict[Key, list[int]] = {}
        self._open: list[int] = []
        self._all: list[int] = []

    def add(self, number: int, keys: Iterable[Key]) -> None:
        """Put a thing under each of its keys; numbers come in order."""
        self._all.append(number)
        distinct = set(keys)
        if any(is_open(key) for key in distinct):
            self._open.append(number)
        else:
            for key in distinct:
                self._closed.setdefault(key, []).append(number)

    def matching(self, key: Key) -> Sequence[int]:
        """The numbers, in order, of what has this key or a key that is left open; of all if this one is open."""
        if is_open(key):
            return self._all
        found = self._closed.get(key, [])
        return sorted((*found, *self._open)) if self._open else found


class SpansByKey:
    """The opened spans of a record by the fields that match them."""

    def __init__(self, spans: Sequence[Span], matching: tuple[Pair, ...]) -> None:
        self._spans = spans
        self._matching = matching
        self._numbers = ByKey()
        for number, span in enumerate(spans):
            keys = {tuple(version.fields.get(theirs) for _, theirs in matching) for version in span.versions}
            self._numbers.add(number, keys)

    def matching(self, fields: Fields) -> Sequence[Span]:
        """All spans that may agree with these fields in a version, in order."""
        key = tuple(fields.get(mine) for mine, _ in self._matching)
        return [self._spans[number] for number in self._numbers.matching(key)]


class SpansByPlace:
    """Spans by the part of their key that names a place of a grid."""

    def __init__(self, spans: Sequence[Span], names: tuple[str, ...], axes: tuple[str, ...]) -> None:
        self._spans = spans
        self._axes = axes
        self._numbers = ByKey()
        places = [names.index(axis) if axis in names else None for axis in axes]
        for number, span in enumerate(spans):
            key = tuple(None if place is None else span.key[place] for place in places)
            if None not in key:  # what names no place is at none
                self._numbers.add(number, [key])

    def at(self, place: Mapping[str, str]) -> Sequence[Span]:
        """The spans of which the key may name a place, in order."""
        return [
            self._spans[number]
            for number in self._numbers.matching(tuple(place[axis] for axis in self._axes))
        ]


class SpansByItem:
    """Spans by the items that each ever named."""

    def __init__(self, spans: Sequence[Span], field: str | None) -> None:
        self._spans = spans
        self._naming: dict[object, list[int]] = {}
        for number, span in enumerate(spans):
            for item in dict.fromkeys(_items(span, field)):
                self._naming.setdefault(item, []).append(number)

    def naming(self, item: str) -> Sequence[Span]:
        """The spans that ever named an item or every item, in order."""
        numbers = {*self._naming.get(item, ()), *self._naming.get(EVERY_SERVICE, ())}
        return [self._spans[number] for number in sorted(numbers)]


def is_open(key: Key) -> bool:
    """Whether a key leaves a field unrecorded, or names everything."""
    return None in key or EVERY_SERVICE in key


def _items(span: Span, field: str | None) -> Iterable[object]:
    if field is None:
        return span.key
    values = (version.fields.get(field) for version in span.versions)
    return chain.from_iterable(value if isinstance(value, tuple) else (value,) for value in values)
