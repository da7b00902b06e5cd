"""From rows to CloudEvents: by a mapping, or by the names of the columns where a table is native already."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from slakit.events.fields import Unfit, wrong_type
from slakit.sources.cells import TOMAN, Cells, Reading, Style, TypedTime, items_of, whole
from slakit.text import fold

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.errors import Argument
    from slakit.mapping_document import Cell, EventOfRow, MappingDocument, Moment
    from slakit.vocabulary import FieldOfEvent, Vocabulary


class EventInColumns(dict[str, object]):
    """An event as decoded JSON, with the names of the `columns` behind each of its fields and times.

    What is in no column may lie in one that holds all fields as JSON, if the row has `data`.
    """

    def __init__(self, columns: Mapping[str, str], *, has_data: bool = False) -> None:
        super().__init__(specversion="1.0")
        self.columns = columns
        self.has_data = has_data


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a row tells no event, or not one of those that it should, and in `named` the type and the id that it names."""

    unfit: Unfit
    named: Mapping[str, object]


Told = EventInColumns | Refused
"""What a row tells: an event, or why it is none."""
ATTRIBUTES: Final = ("id", "source", "type", "time")
"""The columns that every native table has."""
ROW_NUMBER_DIGITS: Final = 10
"""So many at least has a number that an id is made of, so that ids stand in the order of rows."""


class ByName:
    """Reads native tables: `id`, `source`, `type`, `time` and perhaps `recordedtime` are columns.

    Every other column is a field, or `data` holds all of them as JSON. What is null or empty is not there.
    """

    def __init__(self, vocabulary: "Vocabulary", zone: "ZoneInfo") -> None:
        self._vocabulary = vocabulary
        self._cells = Cells(Style(zone))

    def of_row(self, row: Mapping[str, object], _number: int) -> tuple[Told, ...]:
        """The event that a row tells."""
        told = EventInColumns({name: name for name in row}, has_data="data" in row)
        fields: dict[str, object] = {}
        named = {name: self._cells.name(self._cells.said(row.get(name))) for name in ("type", "id")}
        kind = self._vocabulary.events.get(str(named["type"]))
        for name, cell in row.items():
            if (said := self._cells.said(cell)) is None:
                continue
            try:
                if name in ("id", "source", "type"):
                    told[name] = self._cells.name(said)
                elif name in ("time", "recordedtime", "specversion"):
                    told[name] = said if isinstance(said, str) else self._cells.moment(said)
                elif name == "data":
                    fields |= _group(said)
                elif kind and (field := kind.fields.get(name)):
                    fields[name] = self._cells.value(said, field)
                else:
                    fields[name] = said
            except Unfit as unfit:
                field_named: dict[str, Argument] = {} if name == "data" else {"field": name}
                return (Refused(Unfit(unfit.reason, {**field_named, **unfit.arguments}), named),)
        told["data"] = fields
        return (told,)


def _group(said: object) -> Mapping[str, object]:
    if isinstance(said, str):
        try:
            said = json.loads(said)
        except (ValueError, RecursionError) as problem:
            raise Unfit("wrong-attribute", {"attribute": "data", "expected": "group"}) from problem
    if not isinstance(said, Mapping):
        raise Unfit("wrong-attribute", {"attribute": "data", "expected": "group"})
    return {name: value for name, value in said.items() if value is not None}


class ByMapping:
    """Reads the rows of a table as a mapping says; `left_out` counts those that it leaves out."""

    def __init__(self, mapping: "MappingDocument", vocabulary: "Vocabulary") -> None:
        from slakit.calendars import time_zone

        self.mapping = mapping
        self.style = Style(
            time_zone(mapping.time_zone),
            mapping.calendar,
            mapping.digits == "persian",
            frozenset(mapping.nothing),
        )
        self._cells = Cells(self.style)
        self._values = {
            name: {fold(text): (text, word) for text, word in listed.items()}
            for name, listed in mapping.values.items()
        }
        self.rules = [self._rule(rule, vocabulary) for rule in mapping.events]
        self._leaves_out = [_condition(one.when) for one in mapping.leaves_out]
        self.left_out = 0

    def of_row(self, row: Mapping[str, object], number: int) -> tuple[Told, ...]:
        """The events that a row tells, in the order of the mapping; none for one that is left out."""
        said = {name: self.said(cell) for name, cell in row.items()}
        told = tuple(self._event(rule, said, number) for rule in self.rules if rule.applies(said))
        if told:
            return told
        if self.leaves_out(said):
            self.left_out += 1
            return ()
        return (Refused(Unfit("row-of-no-event", {"mapping": self.mapping.mapping}), {}),)

    def leaves_out(self, said: Mapping[str, object]) -> bool:
        """Whether a row that tells no event is left out on purpose."""
        return any(applies(said) for applies in self._leaves_out)

    def said(self, cell: object) -> object:
        """A cell without what says nothing."""
        return self._cells.said(cell)

    def _event(self, rule: "Rule", said: Mapping[str, object], number: int) -> Told:
        told = EventInColumns(rule.columns)
        told.update(source=self.mapping.source, type=rule.event)
        try:
            told["id"] = rule.identity(said, number)
            for attribute, columns in rule.moments:
                cell = joined(said, columns)
                if cell is not None or attribute == "time":
                    told[attribute] = _in(columns, _there(self._cells.moment), cell)
            told["data"] = {
                reader.name: value for reader in rule.readers if (value := reader.value(said)) is not None
            }
        except Unfit as unfit:
            return Refused(unfit, told)
        return told

    def _rule(self, rule: "EventOfRow", vocabulary: "Vocabulary") -> "Rule":
        declared = vocabulary.events[rule.event].fields
        readers = tuple(self._reader(name, cell, declared[name]) for name, cell in rule.fields.items())
        moments = [("time", _columns(rule.time))]
        if rule.recorded:
            moments.append(("recordedtime", _columns(rule.recorded)))
        named = {reader.name: " ".join(reader.columns) for reader in readers if reader.columns}
        return Rule(
            rule.event,
            _condition(rule.when or {}),
            self._identity(rule),
            tuple(moments),
            self._cells.instant,
            readers,
            {**named, **{name: " ".join(columns) for name, columns in moments}},
        )

    def _identity(self, rule: "EventOfRow") -> Callable[[Mapping[str, object], int], str]:
        prefix = f"{rule.event}:" if rule.id.prefix is None else rule.id.prefix
        columns = rule.id.columns

        def identity(said: Mapping[str, object], number: int) -> str:
            if columns is None:
                return f"{prefix}{number:0{ROW_NUMBER_DIGITS}}"
            parts = []
            for column in columns:
                part = self._cells.name(said.get(column))
                if part is None:
                    raise Unfit("cell-empty", {"field": column})
                if not isinstance(part, str):
                    raise Unfit("wrong-field-type", {"field": column, **wrong_type("text", part).arguments})
                parts.append(part)
            return prefix + "/".join(parts)

        return identity

    def _reader(self, name: str, cell: "Cell", field: "FieldOfEvent") -> "_Reader":
        factor = (cell.factor or 1) * (TOMAN if cell.unit == "toman" else 1)
        reading = Reading(factor, cell.separator)
        if cell.constant is not None:
            return _Reader(name, (), lambda said: said, cell.constant)
        words = self._values[cell.values] if cell.values else None

        def value(said: object) -> object:
            if words is not None:
                said = _translated(items_of(said, cell.separator) if field.list else said, words)
            return self._cells.value(said, field, reading)

        return _Reader(name, _columns(cell), value)


def in_columns(unfit: Unfit, told: EventInColumns) -> Unfit:
    """What is said of an event of a row, naming the column that its writer knows instead of the field."""
    field = unfit.arguments.get("field")
    column = told.columns.get(str(field))
    if unfit.reason != "missing-field":
        return unfit if column is None else Unfit(unfit.reason, {**unfit.arguments, "field": column})
    named: dict[str, Argument] = {}
    if column is not None:
        named["column"] = column
    elif not told.has_data:
        named["absent"] = str(field)
    return Unfit(unfit.reason, {**unfit.arguments, **named})


@dataclass(frozen=True, slots=True)
class _Reader:
    """What reads one field of a row."""

    name: str
    columns: tuple[str, ...]
    read: Callable[[object], object]
    constant: object = None

    def value(self, said: Mapping[str, object]) -> object:
        """The JSON value, or None where the row says nothing."""
        if not self.columns:
            return self.constant
        cell = joined(said, self.columns)
        return None if cell is None else _in(self.columns, self.read, cell)


@dataclass(frozen=True, slots=True)
class Rule:
    """What makes one event of a row."""

    event: str
    applies: Callable[[Mapping[str, object]], bool]
    identity: Callable[[Mapping[str, object], int], str]
    moments: tuple[tuple[str, tuple[str, ...]], ...]
    instant: Callable[[object], int]
    """What reads each of the moments."""
    readers: tuple[_Reader, ...]
    columns: Mapping[str, str]
    """The columns behind each field and each time, as one name."""


def _condition(when: Mapping[str, Sequence[str]]) -> Callable[[Mapping[str, object]], bool]:
    """Whether columns say what is asked, however Persian letters, digits and spaces are typed."""
    asked = [(column, frozenset(map(fold, texts))) for column, texts in when.items()]

    def applies(said: Mapping[str, object]) -> bool:
        return all(not texts.isdisjoint(_written(said.get(column))) for column, texts in asked)

    return applies


def _written(cell: object) -> tuple[str, ...]:
    """How a mapping may write what a cell says: a whole number without its fraction too, `2` for 2.0."""
    if isinstance(cell, bool):
        return ("true" if cell else "false",)
    if isinstance(cell, str):
        return (fold(cell),)
    if cell is None:
        return ("",)
    number = whole(cell)
    return (str(cell),) if number is None else (str(number), str(cell))


def _translated(cell: object, words: Mapping[str, tuple[str, object]]) -> object:
    """The word that stands for what a cell says, or for each of its items; raises `Unfit`."""
    if isinstance(cell, list | tuple):
        return [_translated(item, words) for item in cell]
    for text in _written(cell):
        if text in words:
            return words[text][1]
    arguments: dict[str, Argument] = {
        "value": str(cell),
        "allowed": "\n".join(written for written, _ in words.values()),
    }
    raise Unfit("word-not-translated", arguments)


def _there(read: Callable[[object], object]) -> Callable[[object], object]:
    """What reads a cell that no event can do without."""

    def reading(cell: object) -> object:
        if cell is None:
            raise Unfit("cell-empty", {})
        return read(cell)

    return reading


def joined(said: Mapping[str, object], columns: Sequence[str]) -> object:
    """What one column says, or several together: nothing unless all of them say something."""
    if len(columns) == 1:
        return said.get(columns[0])
    cells = [said.get(column) for column in columns]
    if None in cells:
        return None
    text = " ".join(map(str, cells))
    return TypedTime(text) if isinstance(cells[0], date | TypedTime) else text


def _columns(cell: "Cell | Moment") -> tuple[str, ...]:
    return (cell.column,) if cell.column is not None else cell.columns or ()


def _in(columns: Sequence[str], read: Callable[[object], object], cell: object) -> object:
    """What is read of a cell, or `Unfit` that names the columns."""
    try:
        return read(cell)
    except Unfit as unfit:
        raise Unfit(unfit.reason, {"field": " ".join(columns), **unfit.arguments}) from None


def columns_of(mapping: "MappingDocument") -> Iterator[str]:
    """Every column that a mapping reads, each once."""
    seen: dict[str, None] = {}
    for rule in mapping.events:
        moments = [rule.time, *((rule.recorded,) if rule.recorded else ())]
        cells = [column for cell in (*moments, *rule.fields.values()) for column in _columns(cell)]
        seen |= dict.fromkeys([*(rule.when or {}), *(rule.id.columns or ()), *cells])
    for one in mapping.leaves_out:
        seen |= dict.fromkeys(one.when)
    return iter(seen)
