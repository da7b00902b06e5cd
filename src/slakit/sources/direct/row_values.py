"""Cells of tables that a query alone can tell to be sound: what `slakit.sources.cells` would take them for.

A cell that has a type of its own keeps it; text is stripped, and what says nothing is nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, cast

from slakit.calendars import EARLIEST, LATEST, MINUTE, SECOND
from slakit.engines.audit.databases import DuckDB
from slakit.events.event import FieldValue
from slakit.events.fields import Times, Unfit
from slakit.sources.cells import Style, TypedTime
from slakit.sources.direct.line_values import LineValues, between, looked_up
from slakit.sources.direct.lookups import Lookups, Reads
from slakit.sources.direct.telling import Plain
from slakit.sources.parquet_files import NANOSECONDS_IN_ZONE, OF_DAYS, in_utc
from slakit.text import ascii_digits

if TYPE_CHECKING:
    from slakit.vocabulary import FieldOfEvent

Kind = Literal["text", "instant", "whole", "fraction", "yes-or-no", "list", "other"]
"""What a cell holds by its type in DuckDB; a fraction may be whole."""

_AS_TEXT: Final = ("TIMESTAMP", "DATE", "TIME", "UUID", "INTERVAL")
_WHOLE: Final = frozenset(
    sign + size for sign in ("", "U") for size in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
)
_SPACES: Final = "".join(filter(str.isspace, map(chr, range(1, 0x3001))))
_DIGITS: Final = "".join(
    one for one in map(chr, range(0x700)) if one not in "0123456789" and ascii_digits(one) != one
)
_EXACT: Final = 2**53
_MARK: Final = "\x1f"
_CLOCK: Final = rf"([^:{_MARK}]*[0-9]:)([0-5][0-9])(?::([0-5][0-9])(?:\.([0-9]{{1,6}}))?)?((?:[Zz]|[+-][0-9]{{2}}:?[0-9]{{2}})?)"
"""A time in five parts: up to its hour, minute, second, fraction, and its offset."""
literal = DuckDB.dialect.literal


@dataclass(frozen=True, slots=True)
class Said:
    """What a column says in a query, null for nothing; `type` is that of DuckDB.

    A text is `of_day` if it is that of a day or a time for which the table has a type.
    """

    sql: str
    kind: Kind
    type: str = "VARCHAR"
    of_day: bool = False

    def reads(self, read: Callable[[object], FieldValue]) -> Callable[[object], FieldValue]:
        """What reads the text as the reader of rows is given it."""
        return (lambda text: read(TypedTime(text))) if self.of_day else read


def said_by(column: str, column_type: str, *, plain: bool = False) -> Said:
    """What a column of a table says; what is `plain` says what it is."""
    if column_type == "VARCHAR":
        return Said(column if plain else _stripped(column), "text")
    if column_type == "TIMESTAMP WITH TIME ZONE":
        return Said(column, "instant", column_type)
    if column_type == NANOSECONDS_IN_ZONE:
        return Said(in_utc(column), "text", of_day=True)
    if column_type.startswith(_AS_TEXT):
        return Said(_stripped(f"CAST({column} AS VARCHAR)"), "text", of_day=column_type.startswith(OF_DAYS))
    if column_type in _WHOLE:
        return Said(column, "whole", column_type)
    if column_type in ("FLOAT", "DOUBLE"):
        return Said(f"CASE WHEN NOT isnan({column}) THEN {column} END", "fraction", column_type)
    if column_type.startswith("DECIMAL("):
        return Said(column, "fraction", column_type)
    if column_type == "BOOLEAN":
        return Said(column, "yes-or-no", column_type)
    return Said(column, "list" if column_type == "VARCHAR[]" else "other", column_type)


def plain_text(column: str) -> str:
    """The test that a text has nothing that would have to be stripped or refused.

    Most names are of visible characters of ASCII, which is found quickly: a blob that holds anything but them and spaces
    is longer when it is written as text, since that is escaped.
    """
    ends, inside = (f"[^\\x00-\\x1f\\x7f-\\x{{9f}}{but}]" for but in (_SPACES, ""))
    pattern = literal(f"{ends}(?:{inside}*{ends})?")
    as_written = f"strlen(CAST(encode({column}) AS VARCHAR)) = strlen({column})"
    is_visible = f"({column} <> '' AND {as_written} AND NOT contains({column}, ' '))"
    return f"({column} IS NULL OR {is_visible} OR regexp_full_match({column}, {pattern}))"


def _stripped(column: str) -> str:
    tidy = f"{_no_space(f'unicode({column})')} AND {_no_space(f'unicode(right({column}, 1))')}"
    return f"CASE WHEN {tidy} THEN {column} ELSE NULLIF(trim({column}, {literal(_SPACES)}), '') END"


def _no_space(code: str) -> str:
    """Whether a code point is none that Python strips, of which most are below U+0021."""
    return f"({code} > 32 AND {code} NOT IN ({', '.join(str(ord(one)) for one in _SPACES if one > ' ')}))"


@dataclass(frozen=True, slots=True)
class RowValues:
    """What the columns of a table become, by a style and by the readers of fields."""

    columns: Mapping[str, Said]
    style: Style
    values: LineValues
    lookups: Lookups

    def name(self, column: str) -> Plain:
        """What a column says as a part of an identity; `slakit.sources.cells` reads whole numbers as text."""
        return self._name(self._said(column))

    def moment(self, columns: Sequence[str], read: Callable[[object], FieldValue], times: Times) -> Plain:
        """The instant that columns tell together."""
        said = self._together(columns)
        if said is not None and said.kind == "instant":
            value = f"epoch_us({said.sql})"
            return Plain(value, (f"({said.sql} IS NULL OR {value} BETWEEN {EARLIEST} AND {LATEST})",))
        return (
            self._unlike(columns)
            if said is None or said.kind != "text"
            else self._clock(said, said.reads(read), times)
        )

    def field(
        self,
        columns: Sequence[str],
        field: "FieldOfEvent",
        reader: tuple[Callable[[object], FieldValue], Times],
        *,
        factor: int = 1,
        translated: bool = False,
    ) -> Plain:
        """A field that columns tell together, which `reader` reads where it has to be looked up."""
        said = self._together(columns)
        if said is None or said.kind == "other":
            return self._unlike(columns)
        if said.kind == "instant" and (field.type != "instant" or translated):
            said = Said(self.lookups.derived(_text(said) or ""), "text")
        if not translated and not field.list:
            if field.type == "instant":
                return self.moment(columns, *reader)
            if (plain := self._by_type(said, field, factor)) is not None:
                return plain
        if said.kind == "list":
            return self._list(said, field, reader)
        read, times = reader
        return looked_up(said.sql, said.type, field, (said.reads(read), times), self.lookups)

    def _list(
        self, said: Said, field: "FieldOfEvent", reader: tuple[Callable[[object], FieldValue], Times]
    ) -> Plain:
        from msgspec.json import decode

        read, times = reader
        key = self.lookups.derived(f"CAST(to_json({said.sql}) AS VARCHAR)")
        return looked_up(
            key, "VARCHAR", field, (lambda told: read(decode(cast("str", told))), times), self.lookups
        )

    def _by_type(self, said: Said, field: "FieldOfEvent", factor: int) -> Plain | None:
        """A field of which no value needs to be looked up; None if one does."""
        match field.type:
            case "integer" | "rial" if said.kind in ("whole", "fraction"):
                return _multiplied(said, field, factor)
            case "boolean" if said.kind == "yes-or-no":
                return Plain(f"CAST({said.sql} AS BIGINT)")
            case "text" if said.kind == "text":
                return Plain(said.sql)
            case "identifier" | "service" | "value" if said.kind != "yes-or-no":
                name = self._name(said)
                sound = self.values.field(name.value, field, self.lookups).sound
                return replace(name, sound=(*name.sound, *sound))
            case _:
                return None

    def _name(self, said: Said) -> Plain:
        match said.kind:
            case "text":
                return Plain(self._in_ascii(said.sql))
            case "whole" | "fraction":
                whole = _whole(said)
                return replace(whole, value=f"CAST({whole.value} AS VARCHAR)")
            case "instant":
                return Plain(self.lookups.derived(_text(said) or ""))
            case _:
                return Plain("NULL", (f"{said.sql} IS NULL",))

    def _clock(self, said: Said, read: Callable[[object], FieldValue], times: Times) -> Plain:
        """A time of which the hour is looked up, and what follows it is added."""
        text = self.lookups.derived(self._in_ascii(said.sql))
        told = self.lookups.derived(f"regexp_extract({text}, '^{_CLOCK}$', ['hour', 'm', 's', 'f', 'zone'])")
        hour, minute, second, fraction, zone = (
            f"struct_extract({told}, '{name}')" for name in ("hour", "m", "s", "f", "zone")
        )
        form = f"'{_MARK}' || length({fraction}) || '{_MARK}' || length({second}) || '{_MARK}'"
        key = self.lookups.derived(f"{hour} || {form} || {zone}")
        table = self.lookups.table(key, "VARCHAR", "BIGINT", _hours(read, times))
        value = (
            f"({table}.value + TRY_CAST({minute} AS BIGINT) * {MINUTE}"
            f" + COALESCE(TRY_CAST({second} AS BIGINT), 0) * {SECOND}"
            f" + COALESCE(TRY_CAST(rpad({fraction}, 6, '0') AS BIGINT), 0))"
        )
        return Plain(value, (f"({text} IS NULL OR {table}.value IS NOT NULL)",), f"{table}.local")

    def _together(self, columns: Sequence[str]) -> Said | None:
        """What one column says, or several together with spaces between; None if it cannot be said in a query."""
        every = [self._said(column) for column in columns]
        if len(every) == 1:
            return every[0]
        texts = [f"CAST({one.sql} AS VARCHAR)" if one.kind == "whole" else _text(one) for one in every]
        return (
            None
            if None in texts
            else Said(
                self.lookups.derived(" || ' ' || ".join(cast("list[str]", texts))),
                "text",
                of_day=every[0].of_day,
            )
        )

    def _unlike(self, columns: Sequence[str]) -> Plain:
        """A value of a kind that the field does not have: only nothing is sound."""
        nothing = " OR ".join(f"{self._said(column).sql} IS NULL" for column in columns)
        return Plain("NULL", (f"({nothing})",))

    def _said(self, column: str) -> Said:
        said = self.columns[column]
        if said.sql.isidentifier():  # a column as it is
            return said
        name = self.lookups.derived(said.sql)
        if said.kind == "text" and self.style.nothing:
            listed = ", ".join(map(literal, sorted(self.style.nothing)))
            name = self.lookups.derived(f"CASE WHEN {name} NOT IN ({listed}) THEN {name} END")
        return replace(said, sql=name)

    def _in_ascii(self, text: str) -> str:
        if not self.style.persian_digits:
            return text
        in_ascii = f"translate({text}, {literal(_DIGITS)}, {literal(ascii_digits(_DIGITS))})"
        return self.lookups.derived(
            f"CASE WHEN strlen({text}) = length({text}) THEN {text} ELSE {in_ascii} END"
        )


def _text(said: Said) -> str | None:
    """A cell as the text that the reader of rows is given for it, if it is one."""
    if said.kind == "instant":
        return f"strftime(make_timestamp(epoch_us({said.sql})), '%Y-%m-%dT%H:%M:%S.%fZ')"
    return said.sql if said.kind == "text" else None


def _whole(said: Said) -> Plain:
    """The whole number that a cell certainly holds."""
    if said.kind == "whole":
        return Plain(said.sql)
    exact = f" AND abs({said.sql}) <= {_EXACT}" if said.type in ("FLOAT", "DOUBLE") else ""
    is_whole = f"({said.sql} = floor({said.sql}){exact})"
    return Plain(
        f"CASE WHEN {is_whole} THEN TRY_CAST({said.sql} AS HUGEINT) END",
        (f"({said.sql} IS NULL OR {is_whole})",),
    )


def _multiplied(said: Said, field: "FieldOfEvent", factor: int) -> Plain:
    number = _whole(said)
    fits = f"{number.value} {between(field, factor)}"
    value = (
        number.value
        if (said.type, factor)
        == ("BIGINT", 1)  # an engine that sees the column itself passes rows over by it
        else f"CASE WHEN {fits} THEN CAST({number.value} AS BIGINT) * {factor} END"
    )
    return Plain(value, (*number.sound, f"({number.value} IS NULL OR {fits})"))


def _hours(read: Callable[[object], FieldValue], times: Times) -> Reads:
    """What reads the beginning of an hour, if the whole hour is one that clocks go through without a leap."""

    def look(key: object) -> tuple[str | int, bool] | None:
        hour, digits, length, zone = str(key).split(_MARK)
        places, seconds = int(digits), length != "0"
        fraction = ("." + "0" * places, "." + "9" * places) if places else ("", "")
        before = times.local
        try:
            first, last = (
                read(f"{hour}{text}{':' + text if seconds else ''}{part}{zone}")
                for text, part in zip(("00", "59"), fraction, strict=True)
            )
        except Unfit:
            return None
        assert isinstance(first, int)
        assert isinstance(last, int)
        after = 59 * MINUTE + 59 * SECOND * seconds + int(("9" * places).ljust(6, "0") if places else 0)
        return (first, times.local > before) if last - first == after else None

    return look
