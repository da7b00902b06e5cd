"""Tables straight into tables of events: files of Parquet that are one table, where they lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from slakit.events.reading import Meter
from slakit.sources.direct.loading import Loading
from slakit.sources.direct.plans import Plan, Rows, plan_for
from slakit.sources.direct.rows import RowsInTurn, remark_of_left_out, take_row
from slakit.sources.needed_columns import must_have_columns
from slakit.sources.parquet_files import ParquetFile, relation
from slakit.sources.translation import ByMapping, ByName

if TYPE_CHECKING:
    from slakit.mapping_document import MappingDocument

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
        translation = (
            ByMapping(self.mapping, loading.vocabulary)
            if self.mapping
            else ByName(loading.vocabulary, loading.zone)
        )
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
            ((count,),) = duckdb.connect().execute(f"SELECT COUNT(*) FROM {relation(self.files)}").fetchall()
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
        numbers = [loading.begin(file.name) for file in self.files]
        first = self.files[0]
        columns = {name: (f"c{at}", kind) for at, (name, kind) in enumerate(first.types.items())}
        # a file that a query passes over would shift the numbers of those behind it, so none may be by its folder
        wanted = (
            f'"{name.replace(chr(34), chr(34) * 2)}"'
            + (" || ''" if name in first.partitions else "")
            + f" AS {column}"
            for name, (column, _) in columns.items()
        )
        loading.execute(
            f"CREATE TEMPORARY VIEW rows AS SELECT CAST(file_index AS BIGINT) + {numbers[0]} AS file,"
            f" file_row_number + 1 AS number, {', '.join(wanted)} FROM {relation(self.files)}"
        )
        rows = RowsInTurn(Rows(loading.database, columns), plan, loading, numbers[0])
        rows.take()
        for file, chosen in rows.left():
            loading.turn_to(file)
            for row in self.files[file - numbers[0]].chosen(chosen):
                take_row(row, translation, loading, file)
        if isinstance(translation, ByMapping):
            for file, lines in sorted(rows.left_out().items()):
                loading.remark(remark_of_left_out(self.files[file - numbers[0]].name, translation, lines))
        rows.end()
        meter.count(0, loading.number("SELECT COUNT(*) FROM rows"))
        loading.execute("DROP VIEW rows")
