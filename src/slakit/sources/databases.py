"""Tables of databases: SQLite by the standard library, PostgreSQL by psycopg (the extra `postgresql`)."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit, urlunsplit

from slakit.sources.rows import Row, unusable
from slakit.spelling import VALUE_LIKENESS, suggestions

if TYPE_CHECKING:
    import psycopg

AT_ONCE: Final = 8192
"""Rows that are fetched together."""

_KNOWN_TROUBLES: Final = {
    sqlite3.SQLITE_NOTADB: "no-database",
    sqlite3.SQLITE_CORRUPT: "damaged-database",
    sqlite3.SQLITE_BUSY: "database-in-use",
    sqlite3.SQLITE_LOCKED: "database-in-use",
}
"""What can be told in the language of the reader."""


def _chosen(tables: Sequence[str], table: str | None, name: str) -> str:
    """The table that is meant: the one that is named, or the only one."""
    if table is None and len(tables) == 1:
        return tables[0]
    known = "\n".join(tables)
    if not tables:
        raise unusable("no-table", name)
    if table is None:
        raise unusable("table-not-named", name, first=tables[0], allowed=known)
    if table not in tables:
        near = suggestions(table, tables, VALUE_LIKENESS)
        raise unusable("unknown-table", name, None, table=table, allowed=known, **near)
    return table


class SQLiteTable:
    """The rows of a table or a view in an SQLite file, numbered as they come; the file is only read."""

    def __init__(self, file: Path, table: str | None) -> None:
        self._file = file
        self._table = table
        self.name = f"{file}#{table}" if table else str(file)

    @cached_property
    def columns(self) -> Sequence[str]:
        """The names of the columns."""
        with closing(self._connected()) as connection:
            try:
                return tuple(name for name, *_ in self._selected(connection).description)
            except sqlite3.Error as problem:
                raise self._broken(problem) from problem

    def rows(self) -> Iterator[Row]:
        """Every row."""
        columns, number = self.columns, 0
        with closing(self._connected()) as connection:
            try:
                found = self._selected(connection)
                while rows := found.fetchmany(AT_ONCE):
                    for row in rows:
                        number += 1
                        yield Row(number, dict(zip(columns, row, strict=True)))
            except sqlite3.Error as problem:
                raise self._broken(problem) from problem

    def _connected(self) -> sqlite3.Connection:
        try:
            connection = sqlite3.connect(f"{self._file.resolve().as_uri()}?mode=ro", uri=True)
        except sqlite3.Error as problem:
            raise self._broken(problem) from problem
        connection.text_factory = _text_or_bytes
        return connection

    def _selected(self, connection: sqlite3.Connection) -> sqlite3.Cursor:
        listed = connection.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            " ORDER BY name"
        )
        table = _chosen([str(name) for (name,) in listed], self._table, str(self._file))
        quoted = table.replace('"', '""')
        return connection.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608 -- a name that the database has listed

    def _broken(self, problem: sqlite3.Error) -> Exception:
        known = _KNOWN_TROUBLES.get(getattr(problem, "sqlite_errorcode", 0) & 0xFF)
        reason = {} if known is None else {"reason": known}
        return unusable("unreadable-table", self.name, None, kind="SQLite", problem=str(problem), **reason)


def _text_or_bytes(content: bytes) -> str | bytes:
    """A cell of text; one that is no UTF-8 stays the bytes that it is, so that only its row is set aside."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content


class PostgreSQLTable:
    """The rows of a table or a view of a PostgreSQL database, numbered as they come, in one read-only transaction.

    `address` is a connection URI; a table may be named with its schema, `portal.fees`, and one outside the schema that a
    connection begins in has to be.
    """

    def __init__(self, address: str, table: str | None) -> None:
        self._address = address
        self._table = table
        shown = _without_password(address)
        self.name = f"{shown}#{table}" if table else shown

    @cached_property
    def columns(self) -> Sequence[str]:
        """The names of the columns."""
        return tuple(self._described()[1])

    def rows(self) -> Iterator[Row]:
        """Every row, fetched in parts."""
        import psycopg

        table, columns = self._described()
        number = 0
        try:
            with self._connected() as connection, connection.cursor("slakit") as cursor:
                cursor.itersize = AT_ONCE
                for row in cursor.execute(self._query(table)):
                    number += 1
                    yield Row(number, dict(zip(columns, row, strict=True)))
        except psycopg.Error as problem:
            raise self._broken(problem) from problem

    @cached_property
    def _known(self) -> tuple[tuple[str, str], list[str]]:
        import psycopg

        try:
            with self._connected() as connection:
                listed = connection.execute(
                    "SELECT table_schema, table_name, table_schema = current_schema() FROM information_schema.tables"
                    " WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
                    " UNION ALL SELECT schemaname, matviewname, schemaname = current_schema() FROM pg_matviews"
                ).fetchall()
                tables = {f"{schema}.{name}": (schema, name) for schema, name, _ in listed}
                shown = {
                    (name if here else f"{schema}.{name}"): (schema, name) for schema, name, here in listed
                }
                table = (
                    tables.get(self._table or "")
                    or shown[_chosen(sorted(shown), self._table, _without_password(self._address))]
                )
                described = connection.execute(self._query(table, " LIMIT 0")).description or ()
                return table, [column.name for column in described]
        except psycopg.Error as problem:
            raise self._broken(problem) from problem

    def _described(self) -> tuple[tuple[str, str], list[str]]:
        if find_spec("psycopg") is None:
            raise unusable("needs-extra", self.name, package="psycopg", extra="postgresql")
        return self._known

    def _query(self, table: tuple[str, str], limit: str = "") -> "psycopg.sql.Composed":
        from psycopg import sql

        return sql.SQL("SELECT * FROM {}{}").format(sql.Identifier(*table), sql.SQL(limit))

    def _connected(self) -> "psycopg.Connection":
        import psycopg

        connection = psycopg.connect(self._address, connect_timeout=10)
        connection.read_only = True
        _read_every_time(connection)
        return connection

    def _broken(self, problem: Exception) -> Exception:
        server = _without_password(self._address)
        return unusable(
            "unreadable-table", self.name, kind="PostgreSQL", problem=_why(str(problem)), server=server
        )


def _read_every_time(connection: "psycopg.Connection") -> None:
    """Have days and times that Python has no value for, such as `infinity`, told as text, so that only their row is odd."""
    from psycopg import DataError
    from psycopg.abc import AdaptContext, Buffer
    from psycopg.abc import Loader as Known
    from psycopg.adapt import Loader
    from psycopg.pq import Format

    def lenient(known: type[Known]) -> type[Loader]:
        class Lenient(Loader):
            def __init__(self, oid: int, context: AdaptContext | None = None) -> None:
                super().__init__(oid, context)
                self._known = known(oid, context)

            def load(self, data: Buffer) -> object:
                try:
                    return self._known.load(data)
                except DataError:
                    return bytes(data).decode()

        return Lenient

    for name in ("date", "timestamp", "timestamptz"):
        known = connection.adapters.get_loader(connection.adapters.types[name].oid, Format.TEXT)
        assert known is not None  # psycopg has one for each of its types
        connection.adapters.register_loader(name, lenient(known))


def _why(said: str) -> str:
    """Why a server refuses, without where it was looked for and what was tried, which would leave no room for it.

    >>> _why('connection failed: connection to server at "127.0.0.1", port 5432 failed: FATAL:  no such database')
    'FATAL: no such database'
    """
    return " ".join(said.strip().partition("\n")[0].rpartition(" failed: ")[2].split())


def _without_password(address: str) -> str:
    """The address as messages show it.

    >>> _without_password("postgresql://clerk:secret@db.example:5432/portal")
    'postgresql://clerk@db.example:5432/portal'
    """
    parts = urlsplit(address)
    user, at, host = parts.netloc.rpartition("@")
    query = "&".join(one for one in parts.query.split("&") if not one.startswith("password="))
    return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}{at}{host}", query=query))
