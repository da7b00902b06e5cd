"""Rows read by column: each value that a column holds is looked at once, however many rows hold it.

The readers are those of rows (`translation`, `slakit.events.fields`), so a value means the same. A row of which every
value is already known to be sound becomes its events at once; any other is left to the reader of rows, which says what
is wrong with it and in which order. So both find the same, and what is bad costs what it did before.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from slakit.events.event import Event, FieldValue
from slakit.events.fields import Times, Unfit, reader_of, written_name
from slakit.sources.translation import ByMapping, Rule, joined

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.vocabulary import Vocabulary

MOST_VALUES: Final = 200_000
"""Values of a column that are known at a time; a column of ids or of times has as many as rows."""


class NotPlain(Exception):
    """A row, or a value of a column, that the reader of rows has to look at."""


@dataclass(slots=True)
class _Column:
    """What reads a column, or several together, and what it has read; None stands for what is not plain."""

    name: str
    columns: tuple[str, ...]
    read: Callable[[object], FieldValue | None]
    known: dict[object, FieldValue | None]

    def value(self, said: Mapping[str, object]) -> FieldValue | None:
        """The canonical value of a row, None where it says nothing; raises `NotPlain`."""
        cell = joined(said, self.columns)
        if cell is None:
            return None
        # 1, 1.0 and True are one key of a dict, and three values of a cell
        key = cell if type(cell) is str else (type(cell), cell)
        try:
            value = self.known[key] if key in self.known else self._looked_at(cell, key)
        except TypeError as problem:  # a list or a group cannot be a key
            raise NotPlain from problem
        if value is None:
            raise NotPlain
        return value

    def _looked_at(self, cell: object, key: object) -> FieldValue | None:
        if len(self.known) >= MOST_VALUES:
            self.known.clear()
        try:
            value = self.read(cell)
        except Unfit:
            value = None
        self.known[key] = value
        return value


@dataclass(frozen=True, slots=True)
class _PlainRule:
    """What makes an event of a row where all of it is plain."""

    rule: Rule
    time: _Column
    recorded: _Column | None
    fields: tuple[_Column, ...]
    constants: Mapping[str, FieldValue]
    required: frozenset[str]
    lists: tuple[str, ...]

    def event(self, source: str, said: Mapping[str, object], number: int) -> Event:
        """The event of a row; raises `NotPlain`."""
        time = self.time.value(said)
        recorded = self.recorded.value(said) if self.recorded else None
        if time is None:
            raise NotPlain
        values = dict(self.constants)
        for column in self.fields:
            value = column.value(said)
            if value is not None:
                values[column.name] = value
        if not self.required <= values.keys() or not all(values[name] for name in self.lists):
            raise NotPlain
        try:
            identity = written_name(self.rule.identity(said, number))
        except Unfit as unfit:
            raise NotPlain from unfit
        assert isinstance(time, int)
        assert recorded is None or isinstance(recorded, int)
        return Event(
            source, identity, self.rule.event, time, time if recorded is None else recorded, values, number
        )


class PlainRows:
    """Makes the events of rows that are plain in every column that a mapping reads."""

    def __init__(self, translation: ByMapping, vocabulary: "Vocabulary", zone: "ZoneInfo") -> None:
        self._translation = translation
        self._source = translation.mapping.source
        self._conditions: dict[tuple[object, ...], tuple[bool, ...]] = {}
        self._asked = tuple(
            dict.fromkeys(column for rule in translation.mapping.events for column in rule.when or {})
        )
        self._rules: tuple[_PlainRule, ...] | None = None
        try:
            written_name(self._source)
            self._rules = tuple(_plain(rule, vocabulary, zone) for rule in translation.rules)
        except (NotPlain, Unfit):
            self._rules = None  # something that is in every row is wrong, and is told of each

    def events(self, row: Mapping[str, object], number: int) -> Sequence[Event] | None:
        """The events that a row tells, or None where the reader of rows has to look at it."""
        if self._rules is None:
            return None
        said = {name: self._translation.said(cell) for name, cell in row.items()}
        try:
            applying = self._applying(said)
            events = [
                rule.event(self._source, said, number)
                for rule, applies in zip(self._rules, applying, strict=True)
                if applies
            ]
        except NotPlain:
            return None
        return events or None

    def _applying(self, said: Mapping[str, object]) -> tuple[bool, ...]:
        """Which events a row tells, by what the columns say that are asked for that."""
        key = tuple(said.get(column) for column in self._asked)
        if any(cell is not None and type(cell) is not str for cell in key):
            return tuple(rule.applies(said) for rule in self._translation.rules)
        if (known := self._conditions.get(key)) is None:
            if len(self._conditions) >= MOST_VALUES:
                self._conditions.clear()
            known = self._conditions[key] = tuple(rule.applies(said) for rule in self._translation.rules)
        return known


def _plain(rule: Rule, vocabulary: "Vocabulary", zone: "ZoneInfo") -> _PlainRule:
    """A rule of a mapping with readers that give canonical values; raises `NotPlain` for a constant that is none."""
    times = Times(zone)
    declared = vocabulary.events[rule.event].fields
    columns: list[_Column] = []
    constants: dict[str, FieldValue] = {}
    for reader in rule.readers:
        canonical = reader_of(declared[reader.name], vocabulary, times)
        if reader.columns:
            columns.append(_Column(reader.name, reader.columns, _chain(reader.read, canonical), {}))
            continue
        constants[reader.name] = canonical(reader.constant)
    moments = {name: _Column(name, at, rule.instant, {}) for name, at in rule.moments}
    required = frozenset(name for name, field in declared.items() if field.required)
    return _PlainRule(
        rule,
        moments["time"],
        moments.get("recordedtime"),
        tuple(columns),
        constants,
        required,
        tuple(name for name in required if declared[name].list),
    )


def _chain(
    first: Callable[[object], object], then: Callable[[object], FieldValue]
) -> Callable[[object], FieldValue]:
    def both(cell: object) -> FieldValue:
        return then(first(cell))

    return both
