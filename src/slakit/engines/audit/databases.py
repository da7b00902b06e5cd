"""The engines of SQL that a log can be put into and asked: each is its dialect, and how rows go in and out."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol
from weakref import finalize

from slakit.engines.audit.dialects import DUCKDB, SQLITE, Dialect
from slakit.engines.audit.room import lack_of_room_named, new_database
from slakit.engines.audit.tables import Row
from slakit.errors import UnsupportedByEngine
from slakit.leftovers import prefix

if TYPE_CHECKING:
    import duckdb

THROUGH_A_FILE_FROM: Final = 2_000
"""Rows from which on a table of DuckDB is filled through a file."""
LINES_AT_ONCE: Final = 10_000
LONGEST_ROW: Final = 2**26
"""Bytes of one row: some times the longest line of a log."""

Columns = Sequence[tuple[str, str]]
"""The name and the type of each column."""


class Database(Protocol):
    """An engine of SQL with a log in it."""

    dialect: Dialect

    def create(self, table: str, columns: Columns, rows: Sequence[Row]) -> None:
        """Make a table and fill it."""

    def define(self, view: str, query: str) -> None:
        """Give a query a name; it is answered anew whenever the name is asked."""

    def keep(self, table: str, query: str) -> None:
        """Keep what a query answers in a new table."""

    def drop(self, table: str) -> None:
        """Let go of a table that was kept."""

    def rows(self, query: str) -> Iterable[tuple[object, ...]]:
        """The rows that a query answers."""

    def close(self) -> None:
        """Let go of it."""


class SQLite:
    """The engine of the standard library, in memory: nothing to install, and an answer in microseconds.

    Raises `UnsupportedByEngine` for a query that is too deep for it to read: older versions read a hundred levels.
    """

    dialect = SQLITE

    def __init__(self) -> None:
        import sqlite3

        # it is nowhere but in memory, and gone with this, which may be in another thread
        self._connection: sqlite3.Connection = sqlite3.connect(
            ":memory:", isolation_level=None, check_same_thread=False
        )
        finalize(self, self._connection.close)

    def create(self, table: str, columns: Columns, rows: Sequence[Row]) -> None:
        """Make a table and fill it."""
        declared = ", ".join(f"{name} {kind}" for name, kind in columns)
        self._connection.execute(f"CREATE TABLE {table} ({declared})")
        marks = ", ".join("?" * len(columns))
        self._connection.execute("BEGIN")
        self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        self._connection.execute("COMMIT")

    def define(self, view: str, query: str) -> None:
        """Give a query a name."""
        self._execute(f"CREATE VIEW {view} AS {query}")

    def keep(self, table: str, query: str) -> None:
        """Keep what a query answers in a new table."""
        self._execute(f"CREATE TABLE {table} AS {query}")

    def drop(self, table: str) -> None:
        """Let go of a table."""
        self._connection.execute(f"DROP TABLE {table}")

    def rows(self, query: str) -> Iterable[tuple[object, ...]]:
        """The rows that a query answers."""
        return self._execute(query)

    def close(self) -> None:
        """Let go of it."""
        self._connection.close()

    def _execute(self, statement: str) -> Iterable[tuple[object, ...]]:
        import sqlite3

        try:
            return self._connection.execute(statement)
        except sqlite3.OperationalError as problem:
            if str(problem) != "parser stack overflow":
                raise
            raise UnsupportedByEngine("audit", "deep-question", {}) from problem


class DuckDB:
    """The embedded engine for whole logs; it needs the extra `audit`.

    What is made is temporary: it goes with the connection, and no other connection to the same database sees it.
    `slakit.engines.audit.room` says how much memory it may take. Raises `OutOfRoom` where it has not enough of it, or of
    disk.
    """

    dialect = DUCKDB

    def __init__(self, connection: "duckdb.DuckDBPyConnection | None" = None) -> None:
        self._connection = connection or new_database()
        self._connection.execute("SET TimeZone = 'UTC'")

    def create(self, table: str, columns: Columns, rows: Sequence[Row]) -> None:
        """Make a table and fill it."""
        declared = ", ".join(f"{name} {kind}" for name, kind in columns)
        self._answer(f"CREATE TEMPORARY TABLE {table} ({declared})")
        self.fill(table, columns, rows)

    def fill(self, table: str, columns: Columns, rows: Sequence[Row]) -> None:
        """Put rows into a table that has these columns, in whichever order."""
        if len(rows) >= THROUGH_A_FILE_FROM:
            self._fill_through_a_file(table, columns, rows)
        elif rows:
            lists = ", ".join(f"unnest(?::{kind}[])" for _, kind in columns)
            columns_of_rows = [list(column) for column in zip(*rows, strict=True)]
            self._answer(f"INSERT INTO {table} ({_names(columns)}) SELECT {lists}", columns_of_rows)

    def _fill_through_a_file(self, table: str, columns: Columns, rows: Sequence[Row]) -> None:
        """Fill a table from JSON lines in a file, which is twice as fast as from lists of values."""
        import tempfile
        from itertools import starmap

        from msgspec import defstruct
        from msgspec.json import Encoder

        names = [f"c{place}" for place in range(len(columns))]
        kinds = ", ".join(f"{name}: '{kind}'" for name, (_, kind) in zip(names, columns, strict=True))
        row_of = defstruct("Line", [(name, object) for name in names], gc=False)
        encode = Encoder().encode_lines
        with tempfile.TemporaryDirectory(prefix=prefix()) as folder:
            path = Path(folder) / "rows.ndjson"
            with path.open("wb") as file:
                for first in range(0, len(rows), LINES_AT_ONCE):
                    file.write(encode(list(starmap(row_of, rows[first : first + LINES_AT_ONCE]))))
            literal = self.dialect.literal(str(path))
            self._answer(
                f"INSERT INTO {table} ({_names(columns)}) SELECT {', '.join(names)} FROM read_json("
                f"{literal}, format = 'newline_delimited', columns = {{{kinds}}},"
                f" maximum_object_size = {LONGEST_ROW})"
            )

    def define(self, view: str, query: str) -> None:
        """Give a query a name."""
        self._answer(f"CREATE TEMPORARY VIEW {view} AS {query}")

    def keep(self, table: str, query: str) -> None:
        """Keep what a query answers in a new table."""
        self._answer(f"CREATE TEMPORARY TABLE {table} AS {query}")

    def drop(self, table: str) -> None:
        """Let go of a table."""
        self._answer(f"DROP TABLE {table}")

    def rows(self, query: str) -> Iterable[tuple[object, ...]]:
        """The rows that a query answers."""
        return self._answer(query)

    def close(self) -> None:
        """Let go of it."""
        self._connection.close()

    def _answer(self, statement: str, given: Sequence[object] = ()) -> list[tuple[object, ...]]:
        with lack_of_room_named():
            return self._connection.execute(statement, list(given)).fetchall()


def _names(columns: Columns) -> str:
    return ", ".join(name for name, _ in columns)
