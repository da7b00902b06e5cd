"""Parquet: files and folders of them, read by DuckDB (the extra `audit`)."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from slakit.sources.rows import Row, unusable

if TYPE_CHECKING:
    import duckdb

AT_ONCE: Final = 8192
"""Rows that are fetched together."""
_AS_TEXT: Final = ("TIMESTAMP", "DATE", "TIME", "UUID", "INTERVAL")
"""Types whose text says all that they hold."""


class ParquetFile:
    """The rows of a Parquet file, numbered from 1.

    Where it was found `within` a folder that was named, folders between them such as `month=05` are columns too.
    """

    def __init__(self, file: Path, *, within: Path | None = None) -> None:
        self.name = str(file)
        self._file = file
        self._within = within

    @property
    def columns(self) -> Sequence[str]:
        """The names of the columns."""
        return tuple(self.types)

    @cached_property
    def types(self) -> dict[str, str]:
        """The columns with their types."""
        import duckdb

        with self._connected() as connection:
            try:
                described = connection.execute(f"DESCRIBE {self._query('*')}").fetchall()
            except duckdb.Error as problem:
                raise self._broken(problem) from problem
        return {str(name): str(kind) for name, kind, *_ in described}

    def rows(self) -> Iterator[Row]:
        """Every row in the order of the file."""
        import duckdb

        names = list(self.types)
        wanted = ", ".join(_selected(name, kind) for name, kind in self.types.items())
        with self._connected() as connection:
            try:
                found = connection.execute(self._query(wanted))
                number = 0
                while rows := found.fetchmany(AT_ONCE):
                    for row in rows:
                        number += 1
                        yield Row(number, dict(zip(names, row, strict=True)))
            except duckdb.Error as problem:
                raise self._broken(problem) from problem

    def _query(self, wanted: str) -> str:
        file = str(self._file).replace("'", "''")
        options = "hive_partitioning = false"
        if self._within is not None and any(
            "=" in part for part in self._file.relative_to(self._within).parts[:-1]
        ):
            options = "hive_partitioning = true, hive_types_autocast = false"
        return f"SELECT {wanted} FROM read_parquet('{file}', {options})"  # noqa: S608 -- the name of a file, as a literal

    def _connected(self) -> "duckdb.DuckDBPyConnection":
        if find_spec("duckdb") is None:
            raise unusable("needs-extra", self.name, package="duckdb", extra="audit")
        import duckdb

        connection = duckdb.connect()
        connection.execute("SET TimeZone = 'UTC'")
        return connection

    def _broken(self, problem: Exception) -> Exception:
        return unusable(
            "unreadable-table", self.name, kind="Parquet", problem=str(problem).partition("\n")[0]
        )


def _selected(name: str, kind: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"strftime(make_timestamp(epoch_us({quoted})), '%Y-%m-%dT%H:%M:%S.%fZ') AS {quoted}"
    return f"CAST({quoted} AS VARCHAR) AS {quoted}" if kind.startswith(_AS_TEXT) else quoted


def must_be_alike(files: Sequence[ParquetFile]) -> None:
    """Raise `InvalidDocument` at the first file whose columns are not those of the files before it."""
    first = files[0]
    for file in files[1:]:
        for name in {**first.types, **file.types}:
            before, now = first.types.get(name), file.types.get(name)
            if before != now:
                raise unusable(
                    "columns-changed", file.name, name=name, first=first.name, before=before, now=now
                )
