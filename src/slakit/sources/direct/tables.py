"""Tables straight into tables of events: files of Parquet where they lie, and tables of text by way of one in the database."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from typing import TYPE_CHECKING, Final, cast

from slakit.engines.audit.in_tables import FileAsItWas
from slakit.engines.audit.room import new_database
from slakit.events.fields import Unfit
from slakit.events.files import Meter
from slakit.sources.direct.in_files import Left, RowsInFiles, can_stay, held_in
from slakit.sources.direct.loading import Loading
from slakit.sources.direct.plans import Plan, PlanByName, Rows, plan_for
from slakit.sources.direct.rows import RowsInTurn, take_row
from slakit.sources.needed_columns import must_have_columns
from slakit.sources.parquet_files import ParquetFile, as_rows_say, cells_of, of_days, relation
from slakit.sources.rows import Row, Table
from slakit.sources.translation import ByMapping, ByName

if TYPE_CHECKING:
    from slakit.mapping_document import MappingDocument

MOST_READ_SINGLY: Final = 200
"""Rows of a type that cost less to read one by one than to plan a query for, where they lie in a table."""
MOST_HELD: Final = 10_000
"""Rows that are read one by one and held for that in memory."""
PUT_TOGETHER: Final = 100_000
"""Rows of text that are put into a table together."""
SHORTEST_ROW: Final = 20
"""Bytes of a row of text that tells an event: an id, a time and a kind."""
_ASKED_BY: Final = ("VARCHAR", "BOOLEAN", "DOUBLE", "FLOAT", "TINYINT", "SMALLINT", "INTEGER", "BIGINT")
"""Types of columns that may say which events a row tells: what Python is given of them is what they hold."""


@dataclass(frozen=True, slots=True)
class Files:
    """Files of Parquet that were found together, and the mapping that they are read by, if there is one."""

    files: Sequence[ParquetFile]
    mapping: "MappingDocument | None"

    def take(self, loading: Loading, meter: Meter) -> bool:
        """Take every row of them; false if no query can read them.

        Raises `InvalidDocument` where they cannot be used.
        """
        import duckdb

        for file in self.files:
            must_have_columns(file, self.mapping)
        translation = translation_by(self.mapping, loading)
        plan = plan_for(translation, loading.vocabulary, loading.zone)
        if plan is None or not self._can_be_asked(plan):
            return False
        try:
            self._take(translation, plan, loading, meter)
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error:
            for file in self.files:
                for _ in file.rows():  # which raises what is said of a file that breaks off
                    pass
            raise
        return True

    def count(self) -> int:
        """How many rows there are; 0 if they cannot be read, which whoever reads them says."""
        import duckdb

        try:
            ((count,),) = new_database().execute(f"SELECT COUNT(*) FROM {relation(self.files)}").fetchall()
        except duckdb.Error:
            return 0
        return int(count)

    def _can_be_asked(self, plan: Plan) -> bool:
        first = self.files[0]
        return (
            len({file.partitions for file in self.files}) == 1
            and first.can_be_numbered
            and all(first.types[name] in _ASKED_BY for name in plan.asked)
        )

    def _take(self, translation: ByMapping | ByName, plan: Plan, loading: Loading, meter: Meter) -> None:
        as_they_are = [FileAsItWas.of(file.name) for file in self.files]
        numbers = [loading.begin(file.name) for file in self.files]
        first = self.files[0]
        rows = Rows(
            loading.database, {name: (f"c{at}", kind) for at, (name, kind) in enumerate(first.types.items())}
        )
        # a file that a query passes over would shift the numbers of those behind it, so none may be by its folder
        wanted = (
            f'"{name.replace(chr(34), chr(34) * 2)}"'
            + (" || ''" if name in first.partitions else "")
            + f" AS {column}"
            for name, (column, _) in rows.columns.items()
        )
        view = f"files_{numbers[0]}"
        loading.execute(
            f"CREATE VIEW {view} AS SELECT CAST(file_index AS BIGINT) + {numbers[0]} AS file,"
            f" file_row_number + 1 AS number, {', '.join(wanted)} FROM {relation(self.files)}"
        )
        meter.count(0, loading.number(f"SELECT COUNT(*) FROM {view}"))
        left = Left([f"SELECT * FROM {view}"])
        if isinstance(plan, PlanByName) and can_stay(rows):
            held = held_in(self.files, loading)
            left = RowsInFiles(view, rows, plan, loading, held, as_they_are).leave()
        loading.execute(f"CREATE TEMPORARY VIEW rows AS {' UNION ALL '.join(left.queries)}")
        in_turn = RowsInTurn(
            rows, plan, loading, numbers[0], read_singly=MOST_READ_SINGLY if left.table else 0
        )
        in_turn.take()
        copied = _left_in(left.table, rows, loading) if left.table else {}

        def chosen(file: int, numbers_in_it: set[int]) -> Iterator[Row]:
            here = copied.get(file, [])
            elsewhere = numbers_in_it.difference(row.number for row in here)
            there = self.files[file - numbers[0]].chosen(elsewhere) if elsewhere else ()
            return merge(here, there, key=lambda row: row.number)

        in_turn.take_left(translation, chosen)
        in_turn.end()
        loading.execute("DROP VIEW rows")


@dataclass(frozen=True, slots=True)
class RowsOfText:
    """A table whose cells are all text, such as a file of CSV, and the mapping that it is read by, if there is one.

    Its rows are read by the reader of such tables and lie in a table of text on their way.
    """

    table: Table
    mapping: "MappingDocument | None"
    size: int
    """How many bytes it has."""

    def take(self, loading: Loading, meter: Meter) -> bool:
        """Take every row; false if no query can read them. Raises `InvalidDocument` where the table cannot be used."""
        must_have_columns(self.table, self.mapping)
        translation = translation_by(self.mapping, loading)
        if (plan := plan_for(translation, loading.vocabulary, loading.zone)) is None:
            return False
        file, names = loading.begin(self.table.name), list(self.table.columns)
        rows = Rows(loading.database, {name: (f"c{at}", "VARCHAR") for at, name in enumerate(names)})
        cells = ", ".join(column for column, _ in rows.columns.values())
        loading.execute(
            "CREATE TEMPORARY TABLE texts"
            f" (file BIGINT, number BIGINT, {', '.join(f'{column} VARCHAR' for column, _ in rows.columns.values())})"
        )
        together: list[tuple[str | int | None, ...]] = []
        for row in self.table.rows():
            meter.count(0)
            if isinstance(row.cells, Unfit):
                take_row(row, translation, loading, file)
                continue
            together.append((file, row.number, *cast("Iterable[str]", row.cells.values())))
            if len(together) == PUT_TOGETHER:
                self._put(together, loading, rows)
                together.clear()
        self._put(together, loading, rows)
        loading.execute("CREATE TEMPORARY VIEW rows AS SELECT * FROM texts")
        in_turn = RowsInTurn(rows, plan, loading, file)
        in_turn.take()
        query = f"SELECT number, {cells} FROM texts SEMI JOIN left_rows USING (number) ORDER BY number"
        in_turn.take_left(
            translation,
            lambda *_: (
                Row(cast("int", number), dict(zip(names, told, strict=True)))
                for number, *told in loading.rows(query)
            ),
        )
        in_turn.end()
        loading.execute("DROP VIEW rows")
        loading.database.drop("texts")
        return True

    def count(self) -> int:
        """How many rows there may be, by what is the least that a row takes."""
        return self.size // SHORTEST_ROW

    @staticmethod
    def _put(rows: Sequence[tuple[str | int | None, ...]], loading: Loading, of: Rows) -> None:
        columns = [("file", "BIGINT"), ("number", "BIGINT"), *of.columns.values()]
        loading.database.fill("texts", columns, rows)


def _left_in(table: str, rows: Rows, loading: Loading) -> dict[int, list[Row]]:
    """By their file, in order, the rows of a table that are read one by one; none if they are too many to be held."""
    said = ", ".join(as_rows_say(*column) for column in rows.columns.values())
    days = of_days({name: kind for name, (_, kind) in rows.columns.items()})
    found = list(
        loading.rows(
            f"SELECT file, number, {said} FROM {table} SEMI JOIN left_rows USING (file, number)"
            f" ORDER BY file, number LIMIT {MOST_HELD + 1}"
        )
    )
    by_file: dict[int, list[Row]] = {}
    for file, number, *cells in found if len(found) <= MOST_HELD else ():
        row = Row(cast("int", number), cells_of(rows.columns, cells, days))
        by_file.setdefault(cast("int", file), []).append(row)
    return by_file


def translation_by(mapping: "MappingDocument | None", loading: Loading) -> ByMapping | ByName:
    """What reads rows one by one, by a mapping or by the names of their columns."""
    return ByMapping(mapping, loading.vocabulary) if mapping else ByName(loading.vocabulary, loading.zone)
