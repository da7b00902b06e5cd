"""How the rows of a table tell events, as a mapping says or the names of its columns: what queries are made of."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from slakit.engines.audit.databases import DuckDB
from slakit.engines.audit.tables import written
from slakit.events.cloud_events import Unread
from slakit.events.event import FieldValue
from slakit.events.fields import Times, Unfit, reader_of, written_name
from slakit.sources.cells import TOMAN, Cells, Style
from slakit.sources.direct.learning import Learning
from slakit.sources.direct.line_values import LineValues
from slakit.sources.direct.lookups import Lookups, once
from slakit.sources.direct.row_values import RowValues, Said, said_by
from slakit.sources.direct.shapes import BACKSLASH, Gap, held_by, shape_of_fields
from slakit.sources.direct.telling import Plain, Telling, with_required
from slakit.sources.translation import ROW_NUMBER_DIGITS, ByMapping, ByName

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.mapping_document import EventOfRow
    from slakit.sources.translation import Rule
    from slakit.vocabulary import FieldOfEvent, Vocabulary

literal = DuckDB.dialect.literal


@dataclass(frozen=True, slots=True)
class Rows:
    """The columns of a table in a query, which has `file` and `number` besides."""

    database: DuckDB
    columns: Mapping[str, tuple[str, str]]
    """What each column is called there, with its type."""
    named: str = ""
    """What the names of tables begin with in which their values are looked up."""
    plain: bool = False
    """Whether no text has anything that would have to be stripped or refused (`plain_text`)."""

    def said(self) -> dict[str, Said]:
        """What each column says."""
        return {name: said_by(*told, plain=self.plain) for name, told in self.columns.items()}


class Plan(Protocol):
    """How rows tell events; each event that a row may tell has a number, its part."""

    asked: Sequence[str]
    """The columns that say which events a row tells."""

    def parts(self, cells: Sequence[object]) -> Sequence[int] | None:
        """The parts that a row tells by what is asked; None if it is left out on purpose."""

    def telling(self, part: int, rows: Rows) -> Telling:
        """How a query finds the events of a part."""

    def rounds(self, part: int, rows: Rows, told: str, rest: str) -> Iterator[str]:
        """The rows that tell a part, as its telling asks them, in one round or several.

        `told` are all of them, and `rest` those of which none was taken yet when it is asked.
        """

    def unread(self, part: int, rows: Rows) -> Sequence[tuple[Unread, str]]:
        """What is not read of rows that tell a part, with an expression that is null where there is nothing."""


class PlanByMapping:
    """Reads rows as a mapping says; raises `Unfit` if something that is in every row of it is wrong."""

    def __init__(self, translation: ByMapping, vocabulary: "Vocabulary", zone: "ZoneInfo") -> None:
        self._translation = translation
        self._values = LineValues(vocabulary, zone)
        self._vocabulary = vocabulary
        written_name(translation.mapping.source)
        self._constants = [self._constants_of(rule) for rule in translation.rules]
        mapping = translation.mapping
        every = [*(rule.when or {} for rule in mapping.events), *(one.when for one in mapping.leaves_out)]
        self.asked: Sequence[str] = tuple(dict.fromkeys(column for when in every for column in when))

    def parts(self, cells: Sequence[object]) -> Sequence[int] | None:
        """The rules that apply."""
        said = {name: self._translation.said(cell) for name, cell in zip(self.asked, cells, strict=True)}
        told = [part for part, rule in enumerate(self._translation.rules) if rule.applies(said)]
        return None if not told and self._translation.leaves_out(said) else told

    def telling(self, part: int, rows: Rows) -> Telling:
        """How a query finds the events that a rule tells."""
        rule, document = self._translation.rules[part], self._translation.mapping.events[part]
        style, lookups = self._translation.style, Lookups(rows.database, f"{rows.named}{part}")
        values = RowValues(rows.said(), style, self._values, lookups)
        declared = self._vocabulary.events[rule.event].fields
        fields = {name: Plain(literal(value)) for name, value in self._constants[part].items()}
        for reader in rule.readers:
            if reader.columns:
                cell, field = document.fields[reader.name], declared[reader.name]
                times = Times(self._values.zone)
                fields[reader.name] = values.field(
                    reader.columns,
                    field,
                    (chain(reader.read, reader_of(field, self._vocabulary, times)), times),
                    factor=(cell.factor or 1) * (TOMAN if cell.unit == "toman" else 1),
                    translated=cell.values is not None,
                )
        moments = {
            name: values.moment(columns, rule.instant, Times(style.zone)) for name, columns in rule.moments
        }
        return Telling(
            rule.event,
            Plain(literal(self._translation.mapping.source)),
            self._identity(document, rule, values),
            moments["time"].there(),
            moments.get("recordedtime"),
            with_required(fields, declared),
            (),
            lookups,
            part,
        )

    def rounds(self, part: int, rows: Rows, told: str, rest: str) -> Iterator[str]:
        """All rows at once."""
        yield told

    def unread(self, part: int, rows: Rows) -> Sequence[tuple[Unread, str]]:
        """Nothing: a mapping names what it reads."""
        return ()

    def _identity(self, document: "EventOfRow", rule: "Rule", values: RowValues) -> Plain:
        prefix = literal(f"{rule.event}:" if document.id.prefix is None else document.id.prefix)
        if document.id.columns is None:
            number = f"printf('%0{ROW_NUMBER_DIGITS}d', number)"
            return self._values.name(f"({prefix} || {number})")
        parts = [values.name(column) for column in document.id.columns]
        joined = " || '/' || ".join(part.value for part in parts)
        named = values.lookups.derived(f"{prefix} || {joined}")
        whole = self._values.name(named).there()
        return replace(whole, sound=(*(test for part in parts for test in part.sound), *whole.sound))

    def _constants_of(self, rule: "Rule") -> dict[str, str | int]:
        """What fields always say, as their columns hold it; raises `Unfit` for what no field is."""
        declared, times = self._vocabulary.events[rule.event].fields, Times(self._values.zone)
        found: dict[str, str | int] = {}
        for reader in rule.readers:
            if not reader.columns:
                value = written(reader_of(declared[reader.name], self._vocabulary, times)(reader.constant))
                assert value is not None
                found[reader.name] = value
        return found


class PlanByName:
    """Reads rows by the names of their columns: those of the attributes of an event, and those of fields."""

    asked: Sequence[str] = ("type",)

    def __init__(self, vocabulary: "Vocabulary", zone: "ZoneInfo") -> None:
        self._vocabulary = vocabulary
        self._values = LineValues(vocabulary, zone)
        self._types = tuple(vocabulary.events)
        self._parts = {event_type: part for part, event_type in enumerate(self._types)}
        self._style = Style(zone)
        self._cells = Cells(self._style)

    def parts(self, cells: Sequence[object]) -> Sequence[int]:
        """The one event that a row tells, if its type is one of the vocabulary."""
        part = self._parts.get(cells[0]) if isinstance(cells[0], str) else None
        return () if part is None else (part,)

    def telling(self, part: int, rows: Rows) -> Telling:
        """How a query finds the events of a type."""
        event_type, lookups = self._types[part], Lookups(rows.database, f"{rows.named}{part}")
        of_lines = replace(self._values, may_hold_control_characters=not rows.plain)
        values = RowValues(rows.said(), self._style, of_lines, lookups)
        declared = self._vocabulary.events[event_type].fields
        columns = [name for name in declared if name in rows.columns and name not in BESIDE]
        said, has_data = rows.said(), "data" in rows.columns
        if has_data:
            fields = {
                name: self._values.field(Gap((name,), "text").column, field, lookups)
                for name, field in declared.items()
            }
        else:
            fields = {
                name: values.field((name,), declared[name], self._reader(declared[name])) for name in columns
            }
        names = {name: values.name(name) for name in ("source", "id")}
        identity = {
            name: replace(plain, sound=(*plain.sound, *of_lines.name(plain.value).sound)).there()
            for name, plain in names.items()
        }
        times = Times(self._style.zone)
        moments = {
            name: values.moment((name,), times.instant, times)
            for name in ("time", "recordedtime")
            if name in rows.columns
        }
        tests = [f"COALESCE({said['specversion'].sql}, '1.0') = '1.0'"] if "specversion" in said else []
        tests += [f"{said[name].sql} IS NULL" for name in columns if has_data]
        return Telling(
            event_type,
            identity["source"],
            identity["id"],
            moments["time"].there(),
            moments.get("recordedtime"),
            with_required(fields, declared),
            tuple(tests),
            lookups,
            part,
        )

    def rounds(self, part: int, rows: Rows, told: str, rest: str) -> Iterator[str]:
        """Those whose column `data` is plain, if there is one."""
        if "data" not in rows.columns:
            yield told
            return
        fields = self._vocabulary.events[self._types[part]].fields
        asked = frozenset(Gap((name,), held_by(field)) for name, field in fields.items())
        learning = Learning(rows.database, "data", lambda text: shape_of_fields(text, fields), asked)
        data = once(rows.said()["data"].sql)
        plain = (
            f"(SELECT * FROM (SELECT *, {data} AS data FROM {some}) d"
            f" WHERE data IS NULL OR NOT contains(data, {literal(BACKSLASH)})) d"
            for some in (told, rest)
        )
        yield from (one.rows for one in learning.rounds(*plain, others="data IS NULL"))

    def fields(self, part: int) -> Iterable[str]:
        """The fields of the type that is a part."""
        return self._vocabulary.events[self._types[part]].fields

    def fields_of_any(self) -> frozenset[str]:
        """The fields that any type has."""
        return frozenset(name for kind in self._vocabulary.events.values() for name in kind.fields)

    def unread(self, part: int, rows: Rows) -> Sequence[tuple[Unread, str]]:
        """Columns that are no field of the type."""
        event_type = self._types[part]
        known = self._vocabulary.events[event_type].fields
        return [
            (Unread("unknown-field", name, event_type), said.sql)
            for name, said in rows.said().items()
            if name not in known and name not in BESIDE
        ]

    def _reader(self, field: "FieldOfEvent") -> tuple[Callable[[object], FieldValue], Times]:
        times = Times(self._style.zone)
        return chain(
            lambda cell: self._cells.value(cell, field), reader_of(field, self._vocabulary, times)
        ), times


BESIDE: Final = ("id", "source", "type", "time", "recordedtime", "specversion", "data")
"""The columns of a native table that are no fields."""


def plan_for(translation: ByMapping | ByName, vocabulary: "Vocabulary", zone: "ZoneInfo") -> Plan | None:
    """How rows that are translated so tell events; None if every one of them is wrong."""
    if isinstance(translation, ByName):
        return PlanByName(vocabulary, zone)
    try:
        return PlanByMapping(translation, vocabulary, zone)
    except Unfit:
        return None


def chain(
    first: Callable[[object], object], then: Callable[[object], FieldValue]
) -> Callable[[object], FieldValue]:
    """What reads a value that `first` makes of a cell."""
    return lambda cell: then(first(cell))
