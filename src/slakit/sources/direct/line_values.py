"""Values of JSON that a query alone can tell to be sound: what the readers of fields would take them for.

`slakit.events.fields` says what is sound; here stands what surely is, and no more than that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from slakit.calendars import EARLIEST, LATEST
from slakit.engines.audit.databases import DuckDB
from slakit.engines.audit.tables import SEPARATOR
from slakit.events.event import FieldValue
from slakit.events.fields import LARGEST_NUMBER, FieldReader, Times, reader_of
from slakit.sources.direct.lookups import Lookups, once, reads
from slakit.sources.direct.telling import Plain

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.vocabulary import FieldOfEvent, Vocabulary

_TIME: Final = (
    r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?"
    r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])"
)
_UTC: Final = "%Y-%m-%dT%H:%M:%SZ"
"""A time at a whole second in UTC: read so, it costs half of what matching a pattern costs.

DuckDB lets a number have fewer digits, and spaces stand before and behind. So only a text is read so that is as long as all
of it with all digits, and that begins and ends as it should.
"""
_LENGTH_IN_UTC: Final = len("1398-12-29T23:59:59Z")
_CONTROL: Final = r"[\x00-\x1f\x7f-\x{9f}]"
literal = DuckDB.dialect.literal


@dataclass(frozen=True, slots=True)
class LineValues:
    """What values of JSON become by a vocabulary; control characters above U+007E are looked for if there may be any."""

    vocabulary: "Vocabulary"
    zone: "ZoneInfo"
    may_hold_control_characters: bool = True

    def name(self, column: str) -> Plain:
        """A text that tells one thing from another."""
        return Plain(column, (f"({column} IS NULL OR ({' AND '.join(self._named(column))}))",))

    def time(self, column: str, lookups: Lookups) -> Plain:
        """A time with its offset."""
        in_utc = (
            f"strlen({column}) = {_LENGTH_IN_UTC} AND {column} >= '19' AND {column} < '22'"
            f" AND ends_with({column}, 'Z')"
        )
        told = f"regexp_full_match({column}, '{_TIME}')"
        instant = lookups.derived(
            once(
                f"CASE WHEN {in_utc} THEN epoch_us(try_strptime({column}, '{_UTC}'))"
                f" WHEN {told} THEN epoch_us(TRY_CAST({column} AS TIMESTAMPTZ)) END"
            )
        )
        return Plain(instant, (f"({column} IS NULL OR {instant} BETWEEN {EARLIEST} AND {LATEST})",))

    def field(self, column: str, field: "FieldOfEvent", lookups: Lookups) -> Plain:
        """A field, where the column has been read as what the field is in JSON."""
        if field.list or field.type in ("day", "last-day"):
            return looked_up(column, "VARCHAR", field, self._reader(field), lookups)
        match field.type:
            case "identifier":
                return self.name(column)
            case "integer" | "rial":
                return Plain(column, (f"({column} IS NULL OR {column} {between(field)})",))
            case "instant":
                return self.time(column, lookups)
            case "boolean":
                return Plain(f"CAST({column} AS BIGINT)")
            case "value":
                return word(column, field, self.vocabulary) or self.name(column)
            case _:
                return Plain(column, (f"({column} IS NULL OR {column} <> '')",))

    def _named(self, column: str) -> list[str]:
        return [f"{column} <> ''", *(without_control(column) if self.may_hold_control_characters else ())]

    def _reader(self, field: "FieldOfEvent") -> tuple[FieldReader, Times]:
        from msgspec.json import decode

        times = Times(self.zone)
        read = reader_of(field, self.vocabulary, times)
        return (lambda said: read(decode(cast("str", said)))) if field.list else read, times


def without_control(column: str) -> tuple[str, ...]:
    """What is true of a text without invisible control characters."""
    return (f"NOT regexp_matches({column}, '{_CONTROL}')",)


def between(field: "FieldOfEvent", factor: int = 1) -> str:
    """The range of a number, before it is multiplied."""
    least = 0 if field.type == "rial" else -(LARGEST_NUMBER // factor)
    return f"BETWEEN {least} AND {LARGEST_NUMBER // factor}"


def word(column: str, field: "FieldOfEvent", vocabulary: "Vocabulary") -> Plain | None:
    """A word of a list that has no others; None if the list is open."""
    listed = vocabulary.values[cast("str", field.values)]
    if listed.open:
        return None
    return Plain(column, (f"({column} IS NULL OR {column} IN ({', '.join(map(literal, listed.values))}))",))


def looked_up(
    key: str,
    key_type: str,
    field: "FieldOfEvent",
    reader: tuple[Callable[[object], FieldValue], Times],
    lookups: Lookups,
) -> Plain:
    """A field of which each different value is read once."""
    is_text = field.list or field.type in ("identifier", "text", "service", "value")
    table = lookups.table(key, key_type, "VARCHAR" if is_text else "BIGINT", reads(*reader))
    empty = [f"{table}.value IS DISTINCT FROM {literal(SEPARATOR)}"] if field.list and field.required else []
    return Plain(
        f"{table}.value",
        (f"({key} IS NULL OR {table}.value IS NOT NULL)", *empty),
        None if field.list else f"{table}.local",
    )
