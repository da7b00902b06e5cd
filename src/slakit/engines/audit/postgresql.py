"""PostgreSQL as a database that a log is put into and asked, by psycopg (the extra `postgresql`)."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from slakit.engines.audit.databases import Columns
from slakit.engines.audit.dialects import POSTGRESQL
from slakit.engines.audit.tables import Row

if TYPE_CHECKING:
    import psycopg


class PostgreSQL:
    """A connection to PostgreSQL, with a log in temporary tables that nobody else sees and that go with it."""

    dialect = POSTGRESQL

    def __init__(self, connection: "psycopg.Connection") -> None:
        connection.autocommit = True
        self._connection = connection

    def create(self, table: str, columns: Columns, rows: Sequence[Row]) -> None:
        """Make a table and fill it."""
        declared = ", ".join(f"{name} {kind}" for name, kind in columns)
        self._execute(f"CREATE TEMPORARY TABLE {table} ({declared})")
        with self._connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN".encode()) as copy:
            for row in rows:
                copy.write_row(row)
        self._execute(f"ANALYZE {table}")

    def define(self, view: str, query: str) -> None:
        """Give a query a name."""
        self._execute(f"CREATE TEMPORARY VIEW {view} AS {query}")

    def keep(self, table: str, query: str) -> None:
        """Keep what a query answers in a new table."""
        self._execute(f"CREATE TEMPORARY TABLE {table} AS {query}")
        self._execute(f"ANALYZE {table}")

    def drop(self, table: str) -> None:
        """Let go of a table."""
        self._execute(f"DROP TABLE {table}")

    def rows(self, query: str) -> Iterable[tuple[object, ...]]:
        """The rows that a query answers."""
        return self._connection.execute(query.encode()).fetchall()

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def _execute(self, statement: str) -> None:
        self._connection.execute(statement.encode())  # bytes: no mark in it stands for a value
