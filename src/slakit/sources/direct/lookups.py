"""Values that are looked up: each different one is read once by the reader of its field, into a table that is joined.

So a day, a list, a translated word or a local hour means what it means to the reader of single lines, and costs what
joining a small table costs.
"""

import re
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from typing import Final, cast

from slakit.engines.audit.databases import DuckDB
from slakit.engines.audit.tables import Row, written
from slakit.events.event import FieldValue
from slakit.events.fields import Times, Unfit

AT_ONCE: Final = 100_000
"""Different values that are read and put into a table together."""

Reads = Callable[[object], tuple[str | int, bool] | None]
"""From a value as DuckDB gives it out to what its column holds, and whether it is a time without an offset.

None if a query cannot vouch for it.
"""


def reads(read: Callable[[object], FieldValue], times: Times) -> Reads:
    """What `read` makes of a value; `times` count those without an offset."""

    def look(said: object) -> tuple[str | int, bool] | None:
        before = times.local
        try:
            value = written(read(said))
        except Unfit:
            return None
        return None if value is None else (value, times.local > before)

    return look


@dataclass(frozen=True, slots=True)
class Lookup:
    """A table of the values that an expression was found to have, and what each of them is."""

    table: str
    value_type: str
    reads: Reads


class Lookups:
    """What is looked up for the events of one type; `derived` expressions are named once and asked many times."""

    def __init__(self, database: DuckDB, name: str) -> None:
        self._database = database
        self._name = name
        self._lookups: dict[str, list[Lookup]] = {}
        self._derived: dict[str, tuple[str, int]] = {}
        self._made = 0

    def __bool__(self) -> bool:
        """Whether anything is looked up."""
        return bool(self._lookups)

    def derived(self, expression: str) -> str:
        """The name of an expression over the columns of the rows, or over what was derived before."""
        if expression not in self._derived:
            of_others = [level for name, level in self._derived.values() if _names(expression, name)]
            self._derived[expression] = f"d{len(self._derived)}", max(of_others, default=0) + 1
        return self._derived[expression][0]

    def table(self, key: str, key_type: str, value_type: str, look: Reads) -> str:
        """The table in which a key is looked up: `value` is what it was read as, `local` whether it lacks an offset."""
        self._made += 1
        table = f"known_{self._name}_{self._made}"
        self._run(f"CREATE TABLE {table} (said {key_type}, value {value_type}, local BOOLEAN)")
        self._lookups.setdefault(key, []).append(Lookup(table, value_type, look))
        return table

    def joined(self, rows: str) -> str:
        """The rows, with what is derived of them, each with what its values were read as."""
        joins = (
            f" LEFT JOIN {one.table} ON {one.table}.said = {key}"
            for key, several in self._lookups.items()
            for one in several
        )
        return self.derived_of(rows) + "".join(joins)

    def columns_in(self, expression: str, columns: Iterable[str]) -> frozenset[str]:
        """Which of the columns of the rows an expression is about, by what is derived and looked up too."""
        about = [expression]
        for one in about:
            about += [
                derived
                for derived, (name, _) in self._derived.items()
                if derived not in about and _names(one, name)
            ]
            about += [key for key in self._lookups if key not in about and self._asks(one, key)]
        return frozenset(column for column in columns if any(_names(one, column) for one in about))

    def are_of(self, few: Container[str], columns: Iterable[str]) -> bool:
        """Whether all that is derived and looked up is about a few of the columns alone."""
        every = list(columns)
        told = (*self._derived, *self._lookups)
        return all(column in few for one in told for column in self.columns_in(one, every))

    def any_in(self, expressions: Iterable[str]) -> bool:
        """Whether expressions name anything that is looked up."""
        return any(self._asks(one, key) for one in expressions for key in self._lookups)

    def named_in(self, expression: str) -> bool:
        """Whether an expression names anything that is derived or looked up."""
        return self.any_in([expression]) or any(
            _names(expression, name) for name, _ in self._derived.values()
        )

    def _asks(self, expression: str, key: str) -> bool:
        return any(_names(expression, one.table) for one in self._lookups[key])

    def fill(self, rows: str) -> None:
        """Read every value that rows have and that is not known yet."""
        for key, several in self._lookups.items():
            self._run(
                "CREATE TEMPORARY TABLE different AS SELECT ROW_NUMBER() OVER () AS k, d.said FROM"
                f" (SELECT DISTINCT {key} AS said FROM {self.derived_of(rows)}) d"
                f" ANTI JOIN {several[0].table} k ON k.said = d.said"
            )
            first = 0
            while found := self._run(
                f"SELECT k, said FROM different WHERE k > {first} AND k <= {first + AT_ONCE}"
            ):
                for one in several:
                    self._put(one, found)
                first += AT_ONCE
            self._database.drop("different")

    def count(self) -> int:
        """How many different values are known of the expression of which most are."""
        tables = (several[0].table for several in self._lookups.values())
        counts = (self._run(f"SELECT COUNT(*) FROM {table}")[0][0] for table in tables)
        return max((cast("int", count) for count in counts), default=0)

    def any_local(self) -> bool:
        """Whether any value that was read is a time without an offset."""
        return any(
            self._run(f"SELECT 1 FROM {one.table} WHERE local LIMIT 1")
            for several in self._lookups.values()
            for one in several
        )

    def written_out(self, most: int) -> dict[str, str]:
        """What each table finds, as an expression over what is derived; nothing if one of them has more values than that.

        Unlike a join, an expression costs nothing where nobody asks for it.
        """
        told: dict[str, str] = {}
        for key, several in self._lookups.items():
            for one in several:
                known = self._run(
                    f"SELECT said, value FROM {one.table} WHERE value IS NOT NULL LIMIT {most + 1}"
                )
                if len(known) > most or not all(isinstance(said, str) for said, _ in known):
                    return {}
                literal = self._database.dialect.literal
                cases = "".join(
                    f" WHEN {literal(cast('str', said))} THEN {literal(cast('str | int', value))}"
                    for said, value in known
                )
                told[f"{one.table}.value"] = (
                    f"(CASE {key}{cases} END)" if known else f"CAST(NULL AS {one.value_type})"
                )
        return told

    def without_tables(self) -> "Lookups":
        """What is derived alone; the tables are gone."""
        self.drop()
        left = Lookups(self._database, self._name)
        left._derived = dict(self._derived)
        return left

    def drop(self) -> None:
        """Let go of the tables."""
        for several in self._lookups.values():
            for one in several:
                self._database.drop(one.table)

    def derived_of(self, rows: str) -> str:
        """The rows, with what is derived of them."""
        levels: dict[int, str] = {}
        for expression, (name, level) in self._derived.items():
            levels[level] = levels.get(level, "") + f", {expression} AS {name}"
        for _, derived in sorted(
            levels.items()
        ):  # each by itself: an alias in its own level would be worked out anew
            rows = f"(SELECT *{derived} FROM {rows}) r"
        return rows

    def _put(self, lookup: Lookup, found: list[tuple[object, ...]]) -> None:
        rows = [(k, *(lookup.reads(said) or (None, False))) for k, said in found if said is not None]
        columns = [("k", "BIGINT"), ("value", lookup.value_type), ("local", "BOOLEAN")]
        self._database.create("seen", columns, cast("list[Row]", rows))
        self._run(f"INSERT INTO {lookup.table} SELECT said, value, local FROM different JOIN seen USING (k)")
        self._database.drop("seen")

    def _run(self, statement: str) -> list[tuple[object, ...]]:
        return list(self._database.rows(statement))


def once(expression: str) -> str:
    """An expression that is worked out once for each row.

    The optimizer would write it out wherever it is named; it does not do so with what may differ from time to time.
    """
    return f"CASE WHEN random() >= 0 THEN {expression} END"


def _names(expression: str, name: str) -> bool:
    return re.search(rf"\b{name}\b", expression) is not None
