"""Parquet: files and folders of them, read by DuckDB (the extra `audit`)."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from slakit.sources.cells import TypedTime
from slakit.sources.rows import Row, unusable

if TYPE_CHECKING:
    import duckdb

AT_ONCE: Final = 8192
"""Rows that are fetched together."""
_AS_TEXT: Final = ("TIMESTAMP", "DATE", "TIME", "UUID", "INTERVAL")
"""Types whose text says all that they hold."""
OF_DAYS: Final = ("TIMESTAMP", "DATE")
"""Types of days and of times with a day."""
NANOSECONDS_IN_ZONE: Final = "TIMESTAMPTZ_NS"
_NUMBERED: Final = frozenset(("file_index", "file_row_number"))


class ParquetFile:
    """The rows of a Parquet file, numbered from 1.

    Folders that it lies in, such as `month=05`, are columns too, whether the file, one of them or a pattern was named.
    """

    def __init__(self, file: Path) -> None:
        self.name = str(file)

    @property
    def columns(self) -> Sequence[str]:
        """The names of the columns."""
        return tuple(self.types)

    @cached_property
    def types(self) -> dict[str, str]:
        """The columns with their types."""
        with _connected(self.name) as connection:
            return self.described(connection)

    def described(self, connection: "duckdb.DuckDBPyConnection") -> dict[str, str]:
        """The columns with their types, asked by a connection that others use as well."""
        import duckdb

        try:
            found = connection.execute(f"DESCRIBE {self._query('*')}").fetchall()
        except duckdb.Error as problem:
            raise self._broken(problem) from problem
        return {str(name): str(kind) for name, kind, *_ in found}

    def rows(self) -> Iterator[Row]:
        """Every row in the order of the file."""
        wanted = ", ".join(_selected(name, kind) for name, kind in self.types.items())
        days = of_days(self.types)
        for number, row in enumerate(self._fetched(self._query(wanted)), start=1):
            yield Row(number, cells_of(self.types, row, days))

    def chosen(self, numbers: Iterable[int]) -> Iterator[Row]:
        """Some rows in the order of the file; it has no column of a name that `can_be_numbered` refuses."""
        wanted = ", ".join(_selected(name, kind) for name, kind in self.types.items())
        days = of_days(self.types)
        query = (
            self._query(f"file_row_number + 1, {wanted}")
            + " WHERE file_row_number + 1 IN (SELECT unnest(?::BIGINT[])) ORDER BY file_row_number"
        )
        for number, *row in self._fetched(query, [sorted(numbers)]):
            yield Row(number, cells_of(self.types, row, days))

    @property
    def partitions(self) -> tuple[str, ...]:
        """The names of the columns that folders are."""
        return tuple(
            key for key, mark, _ in (part.partition("=") for part in Path(self.path).parts[:-1]) if mark
        )

    @cached_property
    def path(self) -> str:
        """The whole path, in which DuckDB looks for such folders."""
        return os.path.abspath(self.name)  # noqa: PTH100 -- that of pathlib leaves `..` in it

    @property
    def can_be_numbered(self) -> bool:
        """Whether no column has a name by which a query asks for the place of a row."""
        return _NUMBERED.isdisjoint(map(str.lower, self.types))

    def _fetched(self, query: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        import duckdb

        with _connected(self.name) as connection:
            try:
                found = connection.execute(query, values)
                while rows := found.fetchmany(AT_ONCE):
                    yield from rows
            except duckdb.Error as problem:
                raise self._broken(problem) from problem

    def _query(self, wanted: str) -> str:
        return f"SELECT {wanted} FROM {relation([self])}"  # noqa: S608 -- the name of a file, as a literal

    def _broken(self, problem: Exception) -> Exception:
        return unusable(
            "unreadable-table", self.name, kind="Parquet", problem=str(problem).partition("\n")[0]
        )


def _connected(name: str) -> "duckdb.DuckDBPyConnection":
    """A connection by which a file of a name can be read."""
    if find_spec("duckdb") is None:
        raise unusable("needs-extra", name, package="duckdb", extra="audit")
    from slakit.engines.audit.room import new_database

    connection = new_database()
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def relation(files: Sequence[ParquetFile]) -> str:
    """Files that are alike, in a query; `file_index` and `file_row_number` count from 0."""
    are_parts = bool(files[0].partitions)
    names = (file.path if are_parts else file.name for file in files)
    listed = ", ".join("'" + name.replace("'", "''") + "'" for name in names)
    hive = "hive_partitioning = true, hive_types_autocast = false"
    return f"read_parquet([{listed}], {hive if are_parts else 'hive_partitioning = false'})"


def _selected(name: str, kind: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    return f"{as_rows_say(quoted, kind)} AS {quoted}"


def of_days(types: Mapping[str, str]) -> tuple[str, ...]:
    """The columns whose types are those of days or of times with a day."""
    return tuple(name for name, kind in types.items() if kind.startswith(OF_DAYS))


def cells_of(names: Iterable[str], row: Sequence[object], days: Sequence[str]) -> dict[str, object]:
    """The cells of a row by their columns; text in the columns of `days` is marked as that of a type."""
    cells = dict(zip(names, row, strict=True))
    for name in days:
        if isinstance(cell := cells[name], str):
            cells[name] = TypedTime(cell)
    return cells


def as_rows_say(column: str, kind: str) -> str:
    """What a column of a type gives a reader of rows, in a query."""
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"strftime(make_timestamp(epoch_us({column})), '%Y-%m-%dT%H:%M:%S.%fZ')"
    if kind == NANOSECONDS_IN_ZONE:
        return in_utc(column)
    return f"CAST({column} AS VARCHAR)" if kind.startswith(_AS_TEXT) else column


def in_utc(column: str) -> str:
    """The text of a time in nanoseconds that has a zone; where it has none of them, down to the microsecond."""
    told = f"epoch_ns({column})"
    plain = f"strftime(make_timestamp({told} // 1000), '%Y-%m-%dT%H:%M:%S.%fZ')"
    precise = f"strftime(make_timestamp_ns({told}), '%Y-%m-%dT%H:%M:%S.%nZ')"
    return f"CASE WHEN {told} % 1000 = 0 THEN {plain} ELSE {precise} END"


def must_be_alike(files: Sequence[ParquetFile]) -> None:
    """Raise `InvalidDocument` at the first file whose columns are not those of the files before it."""
    first, *others = files
    if not others:
        return
    with _connected(first.name) as connection:
        for file in files:
            file.types = file.described(connection)
            for name in {**first.types, **file.types}:
                before, now = first.types.get(name), file.types.get(name)
                if before != now:
                    raise unusable(
                        "columns-changed", file.name, name=name, first=first.name, before=before, now=now
                    )
