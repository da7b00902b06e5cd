"""The places of events among those of their instant, for all that share one.

An event is told by one number, its `spot`: where it stands, and in what. What is sorted along with a key costs as much as the
key, and one number costs a quarter of what four do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

from slakit.engines.audit.databases import DuckDB
from slakit.sources.direct.read_tables import held_table, read_table

LINES: Final = 2**36
"""More lines than any file has."""
_BITS: Final = 63
"""The bits of a number that is not negative."""
_CHANGES_SIDES: Final = "join_order,build_side_probe_side"
"""The optimizers of DuckDB that choose which side of a join is gone through."""
COMPARED: Final = "time, recorded, source, id"
"""What orders events."""


@dataclass(frozen=True, slots=True)
class Told:
    """What events are told from: the types that have a table, and for places among them views of `files` files in all."""

    event_types: Sequence[str]
    in_files: Sequence[tuple[int, str]]
    files: int

    def spots(self, wanted: str) -> str:
        """A query of the `spot` of each event that lies in a table, and of some of its columns."""
        return " UNION ALL ".join(
            f"SELECT row * {self._codes} + {_code(place)} AS spot, {wanted} FROM {read_table(one)}"
            for place, one in enumerate(self.event_types)
        )

    def spots_in_files(self, wanted: str) -> str:
        """The same of each event that stays in its file; nothing if there are none."""
        return " UNION ALL ".join(
            f"SELECT {self._position('')} * {self._codes} + {_code(place, in_files=True)} AS spot, {wanted} FROM {relation}"
            for place, relation in self.in_files
        )

    def put_ties(self, database: DuckDB, query: str) -> int:
        """Put the place of each event that is not the first of its instant, of those that a query tells with it in order, into tables.

        The query has the columns `spot` and `instant`. Tells how many events an instant has at most.
        """
        # a window with nothing in its brackets goes through what is sorted once; one for each instant takes twice as long
        database.rows(
            f"CREATE TABLE ties AS SELECT spot & {self._codes - 1} AS code, spot >> {self._shift} AS position, tie"
            " FROM (SELECT spot,"
            " turn - MAX(CASE WHEN before IS DISTINCT FROM instant THEN turn END) OVER (ROWS UNBOUNDED PRECEDING) AS tie"
            f" FROM (SELECT spot, instant, LAG(instant) OVER () AS before, ROW_NUMBER() OVER () AS turn FROM ({query}) o) l) y"
            " WHERE tie > 0"
        )
        ((most,),) = database.rows("SELECT COALESCE(MAX(tie), 0) + 1 FROM ties")
        return cast("int", most)

    def write_ties(self, database: DuckDB) -> None:
        """Write the places of events that share their instant into their tables, in the order of their rows.

        By itself the optimizer would go through the ties and look for their rows, where there are nearly as many: then each
        block of rows is written to again and again, which takes a hundred times as long.
        """
        tied = {code for (code,) in database.rows("SELECT DISTINCT code FROM ties")}
        for place, one in enumerate(self.event_types):
            if (code := _code(place)) in tied:
                table = held_table(one)
                database.rows(f"SET disabled_optimizers = '{_CHANGES_SIDES}'")
                database.rows(
                    f"UPDATE {table} SET tie = ties.tie FROM ties"
                    f" WHERE ties.code = {code} AND ties.position = {table}.rowid"
                )
                database.rows("RESET disabled_optimizers")

    def with_ties(self, database: DuckDB, most: int) -> list[tuple[int, str]]:
        """The views of what stays in files with the places of those events that share their instant, by the place of their type.

        The places of some lines that stand together are one number, so that there are far fewer to be looked for than
        events. They are grouped so that an engine sees that a row finds one at most; some join none where `n` is not asked for.
        """
        tied = {code for (code,) in database.rows("SELECT DISTINCT code FROM ties")}
        bits = (most - 1).bit_length()
        found: list[tuple[int, str]] = []
        for place, relation in self.in_files:
            if (code := _code(place, in_files=True)) not in tied:
                found.append((place, relation))
                continue
            together, table = _BITS // bits, f"ties_{place}"
            database.rows(
                f"CREATE TABLE IF NOT EXISTS {table} AS SELECT position // {together} AS block,"
                f" BIT_OR(CAST(tie AS BIGINT) << CAST(position % {together} * {bits} AS BIGINT)) AS ties"
                f" FROM ties WHERE code = {code} GROUP BY block"
            )
            position = self._position("v.")
            tie = f"(t.ties >> CAST({position} % {together} * {bits} AS BIGINT)) & {2**bits - 1}"
            view = (
                f"(SELECT v.* REPLACE (COALESCE({tie}, 0) AS tie) FROM {relation} v LEFT JOIN"
                f" (SELECT block, MAX(ties) AS ties FROM {table} GROUP BY block) t"
                f" ON t.block = {position} // {together}) v"
            )
            found.append((place, view))
        return found

    @property
    def _codes(self) -> int:
        return 1 << self._shift

    @property
    def _shift(self) -> int:
        return (2 * len(self.event_types) - 1).bit_length()

    def _position(self, of: str) -> str:
        """Where a line stands among all of all files; a wider number where there are so many files that it has to be."""
        kind = "BIGINT" if self.files * LINES * self._codes < 2**_BITS else "HUGEINT"
        return f"(CAST({of}file AS {kind}) * {LINES} + {of}line)"


def _code(place: int, *, in_files: bool = False) -> int:
    """The number of a type whose events lie in its table or stay in files."""
    return 2 * place + in_files
