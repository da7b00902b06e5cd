"""The rows of types that have few, beside those of large types that stay in their files.

They are copied into a table, so that each of many types does not look through the files by itself. Columns of which
files do not tell how many rows say something, lists above all, cost more to read than all others. They are read once:
for these rows, and to see whether a large type says something in one that is no field of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from slakit.engines.audit.databases import DuckDB
from slakit.sources.direct.loading import Loading
from slakit.sources.direct.plans import BESIDE, Rows

MOST_COPIED: Final = 1_000_000
"""Rows that are put into a table."""
literal = DuckDB.dialect.literal


@dataclass(frozen=True, slots=True)
class Few:
    """A query of the rows of types that have few, the table that they lie in if they are not too many for one.

    `empty` are the columns in which each large type says nothing.
    """

    query: str
    table: str | None
    empty: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Others:
    """The rows in a relation of all types but some `large` ones, of which it is told what fields each has.

    `counts` tells how many rows there are of each of the other types, and `held` how many rows of all types say something
    in a column, where files tell that.
    """

    relation: str
    rows: Rows
    loading: Loading
    counts: Mapping[object, int]
    large: Mapping[str, frozenset[str]]
    held: Mapping[str, int]

    def put(self) -> "Few":
        """Put the rows into a table if they are not too many."""
        silent: Mapping[str, frozenset[str]] = {}
        query, table = self._named(self.relation), None
        if sum(self.counts.values()) <= MOST_COPIED:
            table = f"others_of_{self.relation}"
            silent = self._copy(table)
            query = f"SELECT * FROM {table}"
        empty = self._empty(query)
        return Few(query, table, {one: empty | silent.get(one, frozenset()) for one in self.large})

    def _named(self, relation: str) -> str:
        """The rows, of a relation that has the type of each."""
        return " UNION ALL ".join(f"SELECT * FROM {relation} WHERE {test}" for test in self._tests())

    def _tests(self) -> list[str]:
        """The tests of which each row meets one."""
        names = ", ".join(literal(one) for one in self.counts if isinstance(one, str)) or "NULL"
        return [f"{self._type} IN ({names})", *([f"{self._type} IS NULL"] if None in self.counts else [])]

    def _copy(self, table: str) -> Mapping[str, frozenset[str]]:
        """Copy the rows; tell of the columns of which files tell nothing those in which each large type says nothing."""
        columns = {name: column for name, (column, _) in self.rows.columns.items()}
        untold = {name: columns[name] for name in columns if name not in self.held and name not in BESIDE}
        if not untold:
            self.loading.execute(f"CREATE TEMPORARY TABLE {table} AS {self._named(self.relation)}")
            return {}
        foreign = {one: untold.keys() - fields for one, fields in self.large.items()}
        tests = self._tests()
        for one, names in foreign.items():
            some = " OR ".join(f"{untold[name]} IS NOT NULL" for name in sorted(names))
            tests += [f"({self._type} IN ({literal(one)}) AND ({some}))"] if some else []
        apart, listed = f"untold_of_{self.relation}", ", ".join(untold.values())
        self.loading.execute(
            f"CREATE TEMPORARY TABLE {apart} AS SELECT file, number, {self._type}, {listed}"
            f" FROM {self.relation} WHERE {' OR '.join(tests)}"
        )
        shown = ", ".join(f"{'u' if name in untold else 'o'}.{column}" for name, column in columns.items())
        rows = self._named(f"(SELECT * EXCLUDE ({listed}) FROM {self.relation})")
        self.loading.execute(
            f"CREATE TEMPORARY TABLE {table} AS SELECT o.file, o.number, {shown}"
            f" FROM ({rows}) o JOIN {apart} u ON u.file = o.file AND u.number = o.number"
        )
        said = self._said_in(apart, untold)
        self.loading.database.drop(apart)
        return {one: frozenset(names) - said.get(one, frozenset()) for one, names in foreign.items()}

    def _said_in(self, table: str, columns: Mapping[str, str]) -> Mapping[object, frozenset[str]]:
        """In which of some columns each large type says something, by the rows in a table."""
        counts = ", ".join(f"COUNT({column})" for column in columns.values())
        large = ", ".join(map(literal, self.large))
        told = self.loading.rows(
            f"SELECT {self._type}, {counts} FROM {table} WHERE {self._type} IN ({large}) GROUP BY ALL"
        )
        return {
            one: frozenset(name for name, count in zip(columns, counted, strict=True) if count)
            for one, *counted in told
        }

    def _empty(self, query: str) -> frozenset[str]:
        """The columns in which no large type says anything, since all that is held is held by the rows of a query."""
        asked = [name for name in self.rows.columns if name in self.held]
        counts = ", ".join(f"COUNT({self.rows.columns[name][0]})" for name in asked) or "0"
        (held,) = self.loading.rows(f"SELECT {counts} FROM ({query}) o")
        return frozenset(name for name, count in zip(asked, held, strict=False) if count == self.held[name])

    @property
    def _type(self) -> str:
        return self.rows.columns["type"][0]
