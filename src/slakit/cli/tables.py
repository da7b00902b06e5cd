"""Where tables go: JSON lines, CSV or Parquet files that are written whole or not at all, or a table of a database.

The ending says which. A table of a database is made anew in one transaction: whoever reads it sees the old one or all
of the new one. One that is there already in SQLite or PostgreSQL is emptied and filled, so that its indexes, the rights
that were given on it and the views of it stay. Only a table with the very same columns is replaced, so that none is lost that somebody else wrote,
however the target spells its name.
"""

import csv
import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from slakit.cli.results import must_have_folder, path_written_whole, results, unwritten
from slakit.cli.wording import Refused, Voice
from slakit.reports.rows import Cell, ColumnType, as_json_lines

if TYPE_CHECKING:
    import duckdb
    import psycopg

Rows = Iterable[tuple[Cell, ...]]
Columns = Mapping[str, ColumnType]

ENDINGS: Final = (".jsonl", ".csv", ".parquet", ".sqlite", ".db", ".duckdb")
_BY_DUCKDB: Final = (".parquet", ".duckdb")
_BESIDE_A_DATABASE: Final = ("", "-journal", ".wal")
"""What stands behind its name in the names of a database and of the files that SQLite and DuckDB put beside one."""
_ADDRESSES: Final = ("postgresql://", "postgres://")
AT_ONCE: Final = 10_000
"""Rows that are handed to a database together."""
_SQL_TYPES: Final[dict[ColumnType, str]] = {"text": "TEXT", "count": "BIGINT"}


def must_be_writable(target: str, table: str, columns: Columns, voice: Voice) -> None:
    """Raise `Refused` for what `write_table` would refuse and can be known before anything is read.

    That is an ending that is not known, a package that is missing, a folder or a server that is not there, and a table that
    stands where it would write and has other columns.
    """
    if target.startswith(_ADDRESSES):
        address, _, named = target.partition("#")
        with _postgresql(address, named or table, voice) as server:
            _must_be_alike(_in_postgresql(server, named or table), columns, named or table, voice)
        return
    file, _, named = target.partition("#")
    ending = Path(file).suffix.lower()
    if ending not in ENDINGS:
        raise _unknown_ending(target, voice)
    if ending in _BY_DUCKDB:
        _must_have_duckdb(voice)
    must_have_folder(file, voice)
    if not Path(file).is_file():
        return
    match ending:
        case ".sqlite" | ".db":
            with _told(file, voice, sqlite3.Error), closing(sqlite3.connect(file)) as database:
                _must_be_alike(_in_sqlite(database, named or table), columns, target, voice)
        case ".duckdb":
            with _duckdb(voice) as memory, _told(file, voice, _duckdb_error()):
                memory.execute(f"ATTACH '{_escaped(file)}' AS target (READ_ONLY)")
                _must_be_alike(_in_duckdb(memory, named or table), columns, target, voice)
        case _:
            pass


def write_table(target: str, table: str, columns: Columns, rows: Rows, voice: Voice) -> None:
    """Write rows to a file or a database; `table` is its name in a database where the target names none behind a `#`.

    Raises `Refused` for an ending that is not known, a package that is missing, and what cannot be written.
    """
    if target.startswith(_ADDRESSES):
        address, _, named = target.partition("#")
        _to_postgresql(address, named or table, columns, rows, voice)
        return
    file, _, named = target.partition("#")
    match Path(file).suffix.lower():
        case ".jsonl":
            with results(target, voice) as stream:
                stream.writelines(line + "\n" for line in as_json_lines(columns, rows))
        case ".csv":
            with results(target, voice) as stream:
                writer = csv.writer(stream, lineterminator="\n")
                writer.writerow(columns)
                writer.writerows(rows)
        case ".parquet":
            _to_parquet(target, columns, rows, voice)
        case ".sqlite" | ".db":
            _to_sqlite(file, named or table, columns, rows, voice)
        case ".duckdb":
            _to_duckdb(file, named or table, columns, rows, voice)
        case _:
            raise _unknown_ending(target, voice)


def _unknown_ending(target: str, voice: Voice) -> Refused:
    return Refused(
        voice.said("unknown ending", file=target), voice.said("endings", allowed=voice.listed(ENDINGS))
    )


def _to_sqlite(file: str, table: str, columns: Columns, rows: Rows, voice: Voice) -> None:
    marks = ", ".join("?" * len(columns))
    with (
        _whole_or_gone(file),
        _told(file, voice, sqlite3.Error),
        closing(sqlite3.connect(file, isolation_level=None)) as database,
    ):
        database.execute("BEGIN IMMEDIATE")
        standing = _in_sqlite(database, table)
        _must_be_alike(standing, columns, f"{file}#{table}", voice)
        if standing:
            database.execute(f"DELETE FROM {_quoted(table)}")  # noqa: S608 -- a quoted name
        else:
            database.execute(f"CREATE TABLE {_quoted(table)} ({_declared(columns)})")
        database.executemany(f"INSERT INTO {_quoted(table)} VALUES ({marks})", rows)  # noqa: S608 -- a quoted name
        database.execute("COMMIT")


def _to_postgresql(address: str, table: str, columns: Columns, rows: Rows, voice: Voice) -> None:
    with _postgresql(address, table, voice) as database:
        from psycopg import sql

        standing = _in_postgresql(database, table)
        _must_be_alike(standing, columns, table, voice)
        name = sql.Identifier(*table.split(".", 1))
        declared = sql.SQL(", ").join(
            sql.SQL("{} {}").format(sql.Identifier(column), sql.SQL(_SQL_TYPES[kind]))
            for column, kind in columns.items()
        )
        if standing:
            # whoever reads meanwhile still sees the old rows, which `TRUNCATE` takes away from him
            database.execute(sql.SQL("DELETE FROM {}").format(name))
        else:
            database.execute(sql.SQL("CREATE TABLE {} ({})").format(name, declared))
        with (
            database.cursor() as cursor,
            cursor.copy(sql.SQL("COPY {} FROM STDIN").format(name)) as copy,
        ):
            for row in rows:
                copy.write_row(row)


def _to_parquet(file: str, columns: Columns, rows: Rows, voice: Voice) -> None:
    with _duckdb(voice) as database, _told(file, voice, _duckdb_error()):
        _filled(database, "result", columns, rows)
        with path_written_whole(Path(file)) as part:
            database.execute(f"COPY result TO '{_escaped(str(part))}' (FORMAT parquet)")


def _to_duckdb(file: str, table: str, columns: Columns, rows: Rows, voice: Voice) -> None:
    with _whole_or_gone(file), _duckdb(voice) as database, _told(file, voice, _duckdb_error()):
        database.execute(f"ATTACH '{_escaped(file)}' AS target")
        database.execute("BEGIN")
        _must_be_alike(_in_duckdb(database, table), columns, f"{file}#{table}", voice)
        database.execute(f"DROP TABLE IF EXISTS target.{_quoted(table)}")
        _filled(database, f"target.{_quoted(table)}", columns, rows)
        database.execute("COMMIT")
        database.execute("DETACH target")


@contextmanager
def _postgresql(address: str, table: str, voice: Voice) -> Iterator["psycopg.Connection"]:
    """A connection with one transaction, for what is done with a table."""
    if find_spec("psycopg") is None:
        raise Refused(
            voice.said("package missing", package="psycopg"), voice.said("install extra", extra="postgresql")
        )
    import psycopg

    with _told(table, voice, psycopg.Error), psycopg.connect(address) as database:
        yield database


def _must_be_alike(standing: Sequence[str], columns: Columns, target: str, voice: Voice) -> None:
    """Raise `Refused` if a table stands there that has other columns than the one to be written."""
    if standing and list(standing) != list(columns):
        raise Refused(voice.said("table of others", table=target), voice.said("name another table"))


def _in_sqlite(database: sqlite3.Connection, table: str) -> list[str]:
    """The columns of what has the name, as the database reads it: `EV` is `ev`."""
    return [str(name) for (name,) in database.execute("SELECT name FROM pragma_table_info(?)", (table,))]


def _in_postgresql(database: "psycopg.Connection", table: str) -> list[str]:
    """The columns of what has the name, wherever the path of the connection finds it.

    Those of a view have no names here: what is written through it would go into another table.
    """
    from psycopg import sql

    named = sql.Identifier(*table.split(".", 1)).as_string(database)
    found = database.execute(
        "SELECT CASE WHEN relkind IN ('r', 'p') THEN attname ELSE '' END"
        " FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
        " WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
        (named,),
    )
    return [str(name) for (name,) in found]


def _in_duckdb(database: "duckdb.DuckDBPyConnection", table: str) -> list[str]:
    """The columns of what has the name in the attached file, as the database reads it: `EV` is `ev`."""
    found = database.execute(
        "SELECT column_name FROM duckdb_columns() WHERE database_name = 'target' AND schema_name = 'main'"
        " AND lower(table_name) = lower(?) ORDER BY column_index",
        [table],
    )
    return [str(name) for (name,) in found.fetchall()]


def _must_have_duckdb(voice: Voice) -> None:
    if find_spec("duckdb") is None:
        raise Refused(
            voice.said("package missing", package="duckdb"), voice.said("install extra", extra="audit")
        )


@contextmanager
def _duckdb(voice: Voice) -> Iterator["duckdb.DuckDBPyConnection"]:
    _must_have_duckdb(voice)
    from slakit.engines.audit.room import new_database

    with new_database() as database:
        yield database


def _duckdb_error() -> type[Exception]:
    import duckdb

    return duckdb.Error


def _filled(database: "duckdb.DuckDBPyConnection", table: str, columns: Columns, rows: Rows) -> None:
    """Make a table of the connection and fill it, column by column."""
    database.execute(f"CREATE TABLE {table} ({_declared(columns)})")
    lists = ", ".join(f"unnest(?::{_SQL_TYPES[kind]}[])" for kind in columns.values())
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        database.execute(
            f"INSERT INTO {table} SELECT {lists}", [list(part) for part in zip(*some, strict=True)]
        )


@contextmanager
def _whole_or_gone(file: str) -> Iterator[None]:
    """A database that is begun, and does not come to its end, is taken away; one that stood there keeps what it had.

    A link that leads to it is left.
    """
    database = os.path.realpath(file)
    stood_there = Path(database).exists()
    try:
        yield
    except BaseException:
        if not stood_there:
            for behind in _BESIDE_A_DATABASE:
                Path(f"{database}{behind}").unlink(missing_ok=True)
        raise


@contextmanager
def _told(file: str, voice: Voice, *errors: type[Exception]) -> Iterator[None]:
    """What a database or the system objects to, in the words of the command line."""
    caught: tuple[type[Exception], ...] = (OSError, *errors)
    try:
        yield
    except caught as problem:
        why = (getattr(problem, "strerror", None) or str(problem)).strip().partition("\n")[0]
        if (full := os.strerror(errno.ENOSPC)) in str(problem):  # however deep within what a database says
            why = full
        raise unwritten(file, OSError(why), voice) from problem


def _declared(columns: Columns) -> str:
    return ", ".join(f"{_quoted(name)} {_SQL_TYPES[kind]}" for name, kind in columns.items())


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _escaped(text: str) -> str:
    return text.replace("'", "''")
