"""Values as a query finds them: what each becomes in its column, and what has to be true so that it may be trusted.

What is not trusted is read by the reader of single lines or rows, which alone says what is wrong with it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from slakit.engines.audit.tables import column_of
from slakit.sources.direct.lookups import Lookups
from slakit.sources.direct.read_tables import KNOWN_AT_ONCE, NEVER_LOCAL

if TYPE_CHECKING:
    from slakit.vocabulary import FieldOfEvent


@dataclass(frozen=True, slots=True)
class Plain:
    """A value in a query, null where nothing is said.

    It may be trusted if everything in `sound` holds; what is neither true nor false does not. `local` is whether it is
    a time without an offset.
    """

    value: str
    sound: tuple[str, ...] = ()
    local: str | None = None

    def there(self) -> "Plain":
        """The value where nothing else will do than one that is said."""
        return replace(self, sound=(*self.sound, f"{self.value} IS NOT NULL"))


NEVER = ("FALSE",)
"""What makes a value that no query can vouch for."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How a query finds the events of one type in lines or rows: `part` tells it from others that a row may tell."""

    event_type: str
    source: Plain
    identity: Plain
    time: Plain
    recorded: Plain | None
    fields: Mapping[str, Plain]
    tests: tuple[str, ...]
    lookups: Lookups
    part: int = 0

    def row(self, columns: Iterable[str]) -> dict[str, str]:
        """What is put into each column of a table: what rows call `file` and `number`, and `columns`, some fields."""
        recorded = f"COALESCE({self.recorded.value}, {self.time.value})" if self.recorded else self.time.value
        own = {
            "file": "file", "line": "number", "part": str(self.part), "local": self._local(), "tie": "0",
            "time": self.time.value, "recorded": recorded, "source": self.source.value, "id": self.identity.value,
        }  # fmt: skip
        return own | {
            column_of(name): self.fields[name].value if name in self.fields else "NULL" for name in columns
        }

    def alike(self) -> dict[str, str]:
        """What all events say alike in some of the columns of `ALIKE`."""
        told = {"part": str(self.part)}
        if (local := self._local()) == NEVER_LOCAL:
            told["local"] = local
        if not self.recorded:
            told["recorded"] = KNOWN_AT_ONCE
        return told

    def sound(self) -> str:
        """What has to be true of all of it."""
        return " AND ".join(self.all_tests()) or "TRUE"

    def all_tests(self) -> list[str]:
        """What has to be true, each test by itself."""
        return list(dict.fromkeys([*self.tests, *(test for one in self._values() for test in one.sound)]))

    def _local(self) -> str:
        local = dict.fromkeys(f"COALESCE({one.local}, FALSE)" for one in self._values() if one.local)
        return f"({' OR '.join(local)})" if local else NEVER_LOCAL

    def _values(self) -> Iterator[Plain]:
        yield from (self.source, self.identity, self.time)
        if self.recorded:
            yield self.recorded
        yield from self.fields.values()


def with_required(fields: Mapping[str, Plain], declared: Mapping[str, "FieldOfEvent"]) -> dict[str, Plain]:
    """The fields of a type, where nothing that is required may be missing."""
    nothing = Plain("NULL")
    return {
        name: fields.get(name, nothing).there() if field.required else fields[name]
        for name, field in declared.items()
        if field.required or name in fields
    }
