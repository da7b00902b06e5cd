"""Rows of Parquet that stay in their files: their events are a view of them, and nothing is copied.

Of a type that has many rows each is looked at once. If nearly all of them are *plain*, so that each column says just
what the field of its name holds, a query over the files tells their events whenever they are asked for. The others go
the way of all rows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final, cast

from slakit.engines.audit.databases import DuckDB
from slakit.engines.audit.in_tables import FileAsItWas
from slakit.sources.direct.loading import Loading
from slakit.sources.direct.looking import Looking
from slakit.sources.direct.others import Others
from slakit.sources.direct.plans import BESIDE, PlanByName, Rows
from slakit.sources.direct.row_values import plain_text
from slakit.sources.direct.telling import Telling
from slakit.sources.parquet_files import ParquetFile

STAYING_FROM: Final = 100_000
"""Rows of a type from which on it is worth to look whether they can stay where they lie."""
FEW_OTHERS: Final = 20
"""How many times fewer rows may not be plain."""
_INSTANT: Final = "TIMESTAMP WITH TIME ZONE"
MOST_NAMED: Final = 50
"""Rows that a query names to leave them out, and values that it writes out instead of looking them up."""
literal = DuckDB.dialect.literal


@dataclass(frozen=True, slots=True)
class Left:
    """Queries of the rows that do not stay in their files, and the table that those of types with few lie in."""

    queries: Sequence[str]
    table: str | None = None


@dataclass(frozen=True, slots=True)
class RowsInFiles:
    """The rows of files that are one, in the relation `relation` with the columns `file` and `number`.

    `held` tells of each column how many rows hold something, where the files say so themselves.
    """

    relation: str
    rows: Rows
    plan: PlanByName
    loading: Loading
    held: Mapping[str, int]
    files: Sequence[FileAsItWas]

    def leave(self) -> "Left":
        """Leave in the files what can stay there; tell queries of all other rows."""
        rows = self.loading.rows(f"SELECT {self._type}, COUNT(*) FROM {self.relation} GROUP BY ALL")
        counts = {said: cast("int", count) for said, count in rows}
        many = {
            said: count
            for said, count in counts.items()
            if isinstance(said, str) and count >= STAYING_FROM and self.plan.parts((said,))
        }
        if not many:
            return Left([f"SELECT * FROM {self.relation}"])
        others = {said: count for said, count in counts.items() if said not in many}
        large = {
            said: frozenset(self.plan.fields(part)) for said in many for part in self.plan.parts((said,))
        }
        few = Others(self.relation, self.rows, self.loading, others, large, self.held).put()
        left = (self._leave(said, count, few.empty[said]) for said, count in many.items())
        return Left([few.query, *chain.from_iterable(left)], few.table)

    def _leave(self, event_type: str, count: int, empty: frozenset[str]) -> Iterator[str]:
        """Leave what is plain of a type; tell queries of its other rows."""
        (part,) = self.plan.parts((event_type,))
        rows = replace(self.rows, named=f"{self.relation}_", plain=True)
        telling, fields = self.plan.telling(part, rows), self.plan.fields(part)
        told = f"(SELECT * FROM {self.relation} WHERE {self._type} IN ({literal(event_type)})) p"
        apart = f"apart_{self.relation}_{part}"
        said = {self.rows.columns[name][0]: one for name, one in rows.said().items()}
        looking = Looking(self.loading, telling.lookups, told, said)
        tests = [*self._tests_of_texts(fields, empty), *telling.all_tests()]
        marks = _Marks(self.loading, telling, f"marks_{self.relation}_{part}", count)
        is_plain = looking.put_apart(apart, tests, self._of_others(fields, empty), marks.are_of_all)
        not_plain = 0 if is_plain else self.loading.number(f"SELECT COUNT(*) FROM {apart}")
        if not_plain * FEW_OTHERS > count or telling.lookups.any_local():
            telling.lookups.drop()
            if is_plain:
                marks.drop()
            yield f"SELECT * FROM {told}"
            return
        if not_plain:
            yield f"SELECT * FROM {told} SEMI JOIN {apart} USING (file, number)"
            told = f"(SELECT * FROM {told} {self._but(apart, not_plain)}) p"
        if not is_plain:
            marks.put(telling.lookups.derived_of(told))
        self.loading.leave_in_files(
            self._written_out(telling), told, self.rows.columns["time"][0], marks.table, self.files
        )
        self._note_unread(part, told, empty)

    def _but(self, apart: str, count: int) -> str:
        """What leaves some rows out: a condition where they are few, since that costs less for each row than a join."""
        if count > MOST_NAMED:
            return f"ANTI JOIN {apart} USING (file, number)"
        places = self.loading.rows(f"SELECT file, number FROM {apart}")
        named = (f"(file = {file} AND number = {number})" for file, number in places)
        return f"WHERE NOT ({' OR '.join(named)})"

    @staticmethod
    def _written_out(telling: Telling) -> Telling:
        """The same events without joining what is looked up, where that is few values."""
        found = telling.lookups.written_out(MOST_NAMED)
        if not found:
            return telling
        fields = {
            name: replace(plain, value=found.get(plain.value, plain.value), local=None)
            for name, plain in telling.fields.items()
        }
        return replace(telling, fields=fields, lookups=telling.lookups.without_tables())

    def _tests_of_texts(self, fields: Iterable[str], empty: frozenset[str]) -> Iterator[str]:
        """The tests that each text of a row is plain."""
        for name in ("id", "source", "specversion", *fields):
            column, kind = self.rows.columns.get(name, ("", ""))
            if kind == "VARCHAR" and name not in empty:
                yield plain_text(column)

    def _of_others(self, fields: Iterable[str], empty: frozenset[str]) -> Iterator[str]:
        """The columns that hold what other types have, and in which a row may say nothing."""
        own = {*fields, *BESIDE, *empty}
        for name in self.plan.fields_of_any():
            if name in self.rows.columns and name not in own:
                yield self.rows.columns[name][0]

    def _note_unread(self, part: int, told: str, empty: frozenset[str]) -> None:
        """Note which columns of the rows that stay are a field of no type."""
        known = self.plan.fields_of_any()
        for unread, said in self.plan.unread(part, self.rows):
            if unread.name in known or unread.name in empty:
                continue
            found = f"{told} WHERE {said} IS NOT NULL"
            if count := self.loading.number(f"SELECT COUNT(*) FROM {found}"):
                ((file, number, identity),) = self.loading.rows(
                    f"SELECT file, number, {self.rows.columns['id'][0]} FROM {found} ORDER BY file, number LIMIT 1"
                )
                assert isinstance(file, int)
                assert isinstance(number, int)
                self.loading.leave_unread(unread, file, number, str(identity), count)

    @property
    def _type(self) -> str:
        return self.rows.columns["type"][0]


@dataclass(frozen=True, slots=True)
class _Marks:
    """A table of what tells the identity and the time of the rows of a type, of which there are `count`."""

    loading: Loading
    telling: Telling
    table: str
    count: int

    def put(self, rows: str, test: str = "TRUE") -> int:
        """Put those of rows that meet a test there, and tell how many they are."""
        return self.loading.put_marks(self.telling, rows, test, self.table)

    def are_of_all(self, rows: str, test: str) -> bool:
        """Put those of rows that meet a test there; none if some do not."""
        if self.put(rows, test) == self.count:
            return True
        self.drop()
        return False

    def drop(self) -> None:
        """Let go of it."""
        self.loading.database.drop(self.table)


def can_stay(rows: Rows) -> bool:
    """Whether rows by name may be told by views: their events are not told by text, nor their times."""
    types = {name: kind for name, (_, kind) in rows.columns.items()}
    return (
        "data" not in types
        and types["type"] == "VARCHAR"
        and all(types.get(name, _INSTANT) == _INSTANT for name in ("time", "recordedtime"))
    )


def held_in(files: Sequence[ParquetFile], loading: Loading) -> dict[str, int]:
    """How many rows hold something in each column, of those columns of which all files say how many do not."""
    listed = ", ".join(literal(file.name) for file in files)
    counts = loading.rows(
        "SELECT path_in_schema, CAST(SUM(num_values) - SUM(stats_null_count) AS BIGINT)"
        f" FROM parquet_metadata([{listed}]) GROUP BY path_in_schema HAVING COUNT(*) = COUNT(stats_null_count)"
    )
    return {name: count for name, count in counts if isinstance(name, str) and isinstance(count, int)}
