"""Many rows looked at: those that say the same in columns of few values are looked at once for all of them.

Most columns of a large table say one of few things: who told it, which service, by which channel. What is asked of
them is asked of each combination that occurs; what has a value of its own in each row is asked of each row.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from slakit.sources.direct.loading import Loading
from slakit.sources.direct.lookups import Lookups
from slakit.sources.direct.row_values import Said

LOOKED_AT: Final = 20_000
"""Rows that are looked at to see which columns have few values."""
FEWER: Final = 10
"""How many times fewer combinations there must be than rows, of those that are looked at."""
Keep = Callable[[str, str], bool]
"""Takes from a query of rows those that meet a test, and answers whether all do."""
_COMPARED: Final = ("text", "list")
"""What columns hold whose tests cost more than finding which rows say the same; others are looked at row by row."""


@dataclass(frozen=True, slots=True)
class Looking:
    """Rows of a relation `told`, called `p`, with `file` and `number`, of which each is to meet some tests.

    `said` tells what each column holds, by its name in queries. Tests may name what is derived and what is looked up.
    """

    loading: Loading
    lookups: Lookups
    told: str
    said: Mapping[str, Said]

    def put_apart(self, table: str, tests: Sequence[str], empty: Iterable[str], keep: Keep) -> bool:
        """Look up what has to be, and keep the `file` and `number` of each row that does not meet all tests in a table.

        Nor may a row say anything in the columns that are to be empty. If `keep` says that all rows meet all tests, that
        is answered, and there is no table.
        """
        asked = {test: self.lookups.columns_in(test, self.said) for test in tests}
        few = self._few_valued(frozenset().union(*asked.values()))
        told_by_few = self.lookups.are_of(few, self.said)
        of_few = [
            test
            for test, columns in asked.items()
            if columns and columns <= few and (told_by_few or not self.lookups.named_in(test))
        ]
        of_each = [*(f"{one} IS NULL" for one in empty), *(test for test in tests if test not in of_few)]
        alike, wrong = f"alike_in_{table}", ""
        if of_few:
            self._put_alike(alike, few)
        self.lookups.fill(f"{alike} p" if of_few and told_by_few else self.told)
        if of_few:
            found = (
                f"FROM {self.lookups.joined(f'{alike} p') if told_by_few else alike} WHERE NOT {_all(of_few)}"
            )
            if self.loading.number(f"SELECT COUNT(*) {found}"):
                wrong = f"(SELECT {', '.join(few)} {found}) w"
        rows = self._rows(of_each)
        is_plain = not wrong and keep(rows, _all(of_each))
        if not is_plain:
            query = f"SELECT file, number FROM {rows} WHERE NOT {_all(of_each)}"
            if wrong:
                same = " AND ".join(f"p.{one} IS NOT DISTINCT FROM w.{one}" for one in few)
                query += f" UNION SELECT file, number FROM {self.told} SEMI JOIN {wrong} ON {same}"
            self.loading.execute(f"CREATE TABLE {table} AS {query}")
        if of_few:
            self.loading.database.drop(alike)
        return is_plain

    def _rows(self, tests: Sequence[str]) -> str:
        """The rows with what some tests name of them."""
        is_looked_up = self.lookups.any_in(tests)
        return self.lookups.joined(self.told) if is_looked_up else self.lookups.derived_of(self.told)

    def _put_alike(self, table: str, few: Iterable[str]) -> None:
        """Keep each combination of what rows say in some columns in a table.

        Lists are grouped as text, in half the time, and are lists again in the end.
        """
        lists = {one for one in few if self.said[one].kind == "list"}
        keys = ", ".join(f"CAST(to_json({one}) AS VARCHAR) AS {one}" if one in lists else one for one in few)
        told = ", ".join(
            f"""from_json({one}, '["VARCHAR"]') AS {one}""" if one in lists else one for one in few
        )
        self.loading.execute(
            f"CREATE TEMPORARY TABLE {table} AS SELECT {told}"
            f" FROM (SELECT DISTINCT {keys} FROM {self.told}) k"
        )

    def _few_valued(self, columns: Iterable[str]) -> frozenset[str]:
        """The columns, of some, that together say few different things, by what the first rows say."""
        compared = sorted(one for one in columns if self.said[one].kind in _COMPARED)
        if not compared:
            return frozenset()
        looked_at = f"(SELECT {', '.join(compared)} FROM {self.told} LIMIT {LOOKED_AT}) l"
        each = ", ".join(f"approx_count_distinct(hash({one}))" for one in compared)
        rows, *different = self._numbers(f"COUNT(*), {each}", looked_at)
        in_order = [one for _, one in sorted(zip(different, compared, strict=True))]
        together = ", ".join(
            f"approx_count_distinct(hash({', '.join(in_order[: at + 1])}))" for at in range(len(in_order))
        )
        combinations = self._numbers(together, looked_at)
        return frozenset(
            one for one, count in zip(in_order, combinations, strict=True) if count * FEWER <= rows
        )

    def _numbers(self, asked: str, rows: str) -> list[int]:
        """The whole numbers that a query of rows answers."""
        (told,) = self.loading.rows(f"SELECT {asked} FROM {rows}")
        return cast("list[int]", list(told))


def _all(tests: Iterable[str]) -> str:
    """The test that all tests are met; what is neither true nor false is not."""
    return f"CASE WHEN {' AND '.join(tests) or 'TRUE'} THEN TRUE ELSE FALSE END"
