"""Values that a query alone can tell to be sound: what the readers of fields would take them for.

`slakit.events.fields` says what is sound; here stands what surely is, and no more than that.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from slakit.engines.audit.databases import DuckDB
from slakit.engines.audit.tables import SEPARATOR, Row, column_of, written
from slakit.events.fields import LARGEST_NUMBER, FieldReader, Times, Unfit, reader_of
from slakit.sources.direct.shapes import Gap, held_by

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.vocabulary import FieldOfEvent, Vocabulary

MOST_DIFFERENT: Final = 100_000
"""Different values of a column that are looked at; a column of more has no gain from it."""

_TIME: Final = (
    r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?"
    r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])"
)
_CONTROL: Final = r"[\x00-\x1f\x7f-\x{9f}]"


@dataclass(frozen=True, slots=True)
class Looked:
    """A column of which each different value is read by the reader of its field, once, into a table."""

    database: DuckDB
    name: str
    is_list: bool
    read: FieldReader
    times: Times

    @property
    def column(self) -> str:
        """The values as they were read of lines."""
        return f'j.data."{self.name}"'

    @property
    def table(self) -> str:
        """The table of its values."""
        return f"known_{column_of(self.name)}"

    def join(self) -> str:
        """What joins it to the lines that were read."""
        return f" LEFT JOIN {self.table} ON {self.table}.said = {self.column}"

    def fill(self, different: str) -> None:
        """Read the values that a query gives and that are not known yet."""
        query = (
            f"SELECT said FROM ({different}) d"
            f" WHERE said IS NOT NULL AND said NOT IN (SELECT said FROM {self.table})"
        )
        known = [
            (said, value)
            for (said,) in self.database.rows(f"{query} LIMIT {MOST_DIFFERENT}")
            if (value := self._value(said)) is not None
        ]
        if known:
            self.database.create("seen", self._columns(), cast("list[Row]", known))
            self.database.rows(f"INSERT INTO {self.table} SELECT * FROM seen")
            self.database.rows("DROP TABLE seen")

    def make(self) -> None:
        """Make the table, with nothing in it."""
        self.database.create(self.table, self._columns(), [])

    def _columns(self) -> list[tuple[str, str]]:
        return [("said", "VARCHAR"), ("value", "VARCHAR" if self.is_list else "BIGINT")]

    def _value(self, said: object) -> str | int | None:
        """What a column holds for a value; None if the reader of lines has to look at it."""
        from msgspec.json import decode

        before = self.times.local
        try:
            value = written(self.read(decode(str(said)) if self.is_list else said))
        except Unfit:
            return None
        return value if self.times.local == before else None


def looked_up(
    database: DuckDB, fields: Mapping[str, "FieldOfEvent"], vocabulary: "Vocabulary", zone: "ZoneInfo"
) -> dict[str, Looked]:
    """The columns of a type that are looked up: days and lists."""
    found: dict[str, Looked] = {}
    for name, field in fields.items():
        if field.list or field.type in ("day", "last-day"):
            times = Times(zone)
            found[name] = Looked(database, name, field.list, reader_of(field, vocabulary, times), times)
            found[name].make()
    return found


def expression(name: str, field: "FieldOfEvent", looked: Mapping[str, Looked]) -> str:
    """The canonical value of a field, as its column holds it."""
    if name in looked:
        return f"{looked[name].table}.value"
    column = f'j.data."{name}"'
    if field.type == "instant":
        return f"epoch_us(TRY_CAST({column} AS TIMESTAMPTZ))"
    return f"CAST({column} AS BIGINT)" if held_by(field) == "yes-or-no" else column


def proofs(
    gap: Gap,
    field: "FieldOfEvent | None",
    vocabulary: "Vocabulary",
    literal: Callable[[str], str],
    may_hold_control_characters: bool,  # noqa: FBT001 -- of the file that the line stands in
) -> list[str]:
    """What has to be true of a value, in a query: a field, or an attribute if there is none."""
    column = gap.column
    named = [f"NOT regexp_matches({column}, '{_CONTROL}')"] if may_hold_control_characters else []
    is_time = f"(regexp_full_match({column}, '{_TIME}') AND TRY_CAST({column} AS TIMESTAMPTZ) IS NOT NULL)"
    if field is None:
        match gap.path[0]:
            case "id" | "source":
                return [f"{column} <> ''", *named]
            case "time":
                return [is_time]
            case "recordedtime":
                return [f"({column} IS NULL OR {is_time})"]
            case "datacontenttype":
                return [f"COALESCE({column}, 'application/json') = 'application/json'"]
            case _:
                return []
    tests = _of_field(field, column, vocabulary, literal, named)
    return [f"({column} IS NULL OR ({' AND '.join(tests)}))"] if tests else []


def _of_field(
    field: "FieldOfEvent",
    column: str,
    vocabulary: "Vocabulary",
    literal: Callable[[str], str],
    named: list[str],
) -> list[str]:
    """What has to be true of the value of a field that is there."""
    if field.list or field.type in ("day", "last-day"):
        known = f"known_{column_of(column.rpartition('.')[2].strip(chr(34)))}.value"
        empty = [f"{known} <> {literal(SEPARATOR)}"] if field.list and field.required else []
        return [f"{known} IS NOT NULL", *empty]
    match field.type:
        case "identifier":
            return [f"{column} <> ''", *named]
        case "integer" | "rial":
            least = 0 if field.type == "rial" else -LARGEST_NUMBER
            return [f"{column} BETWEEN {least} AND {LARGEST_NUMBER}"]
        case "instant":
            return [
                f"regexp_full_match({column}, '{_TIME}')",
                f"TRY_CAST({column} AS TIMESTAMPTZ) IS NOT NULL",
            ]
        case "value":
            listed = vocabulary.values[cast("str", field.values)]
            if listed.open:
                return [f"{column} <> ''", *named]
            return [f"{column} IN ({', '.join(map(literal, listed.values))})"]
        case "boolean":
            return []
        case _:
            return [f"{column} <> ''"]
