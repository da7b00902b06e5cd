"""The file of a store: an SQLite database that is made, opened for one user alone, and looked at for damage."""

import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from slakit.changes import Change, Report, in_doubt_as, is_of, may_stand_otherwise
from slakit.errors import SlakitError
from slakit.monitoring.state_rows import report_of
from slakit.monitoring.sums import SUMS

SCHEMA: Final = 10
"""Schema 4 keeps classes of like cases in place of their members, and an event that waits once; what schema 3 kept is read too.

Schema 6 packs the keys of acts that have begun and the records that rest; the keys that older ones kept are read too.
Schema 7 packs the members of classes that may have to be named, and those that the finding on a class names; what older ones
kept of each by itself is read too.
Schema 8 notes where the ledger ends; of an older one that is noted when it is opened.
Schema 9 keeps what was done between two commits as one row, and no longer as one for each event.
Schema 10 notes also of what was told before that a line casts doubt on it; of an older store that is read from the ledger.
It sums what is kept of a monitor, from the first time on that the state is written whole.
"""
APPLICATION: Final = 0x534C4B31
"""What marks an SQLite file as a store of slakit."""
UNREADABLE: Final = "a part of it cannot be read"
"""What is said of a store that SQLite finds sound, and that holds what slakit cannot have written."""
IN_MEMORY: Final = ":memory:"
"""The name by which SQLite knows a database that is in no file."""
_TABLES: Final = """
create table about (name text primary key, value text not null) without rowid;
create table state (
    section text not null, watch text not null, name text not null, value text not null,
    primary key (section, watch, name)
) without rowid;
create table ledger (seq integer primary key, report text not null, hash text not null);
create trigger ledger_is_not_changed before update on ledger begin select raise(abort, 'ledger'); end;
create trigger ledger_is_not_shortened before delete on ledger begin select raise(abort, 'ledger'); end;
"""
_LOG: Final = """
create table log (number integer primary key, source text not null, id text not null, line text not null);
create unique index log_by_name on log (source, id);
create trigger log_is_not_changed before update on log begin select raise(abort, 'log'); end;
create trigger log_is_not_shortened before delete on log begin select raise(abort, 'log'); end;
"""
"""What came in over a channel that cannot be read again; schema 1 had no such table."""
_JOURNAL: Final = "create table if not exists journal (number integer primary key, step text not null);"
"""What was done since the state was written whole; schemas 1 and 2 had no such table."""
_STANDING: Final = (
    "create table if not exists standing (id text primary key, grade text not null) without rowid;"
)
"""What stands of the ledger that is no promise kept; before schema 5 the whole ledger had to be read for it."""
_STANDS_IN_DOUBT: Final = 10
"""The first schema in which that knows of lines that cast doubt."""
_OF_THE_SYSTEM: Final = {
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
}
"""What SQLite says of what is no fault of the file, as the system says it."""
_EVERY_TABLE: Final = ("about", "state", "journal", "ledger", "standing", "log")
END: Final = "ledger"
"""The name under which it is noted where the ledger ends."""
_READ_AT_ONCE: Final = ("about", "state", "journal", "standing")
"""What is read when a monitor goes on; what was told and what came in grow with every event, and are read in part."""


class StoreRefused(SlakitError):
    """A store cannot be used; `reason` is a word.

    It is `corrupt`, `missing-table`, `shortened`, `changed`, `in-use`, `cannot-open`, `other-schema`, `other-agreement`, `other-options`, `other-source` or `no-store`.
    """

    def __init__(self, reason: str, path: Path, detail: str = "") -> None:
        super().__init__(reason, path, detail)
        self.reason = reason
        self.path = path
        self.detail = detail

    def __str__(self) -> str:
        return f"{_TOLD[self.reason].format(path=self.path, detail=self.detail)} ({self.reason})"


_TOLD: Final = {
    "corrupt": "`{path}` cannot be used as a store: {detail}",
    "missing-table": "the store `{path}` is damaged: its table `{detail}` is missing",
    "shortened": "the store `{path}` is damaged: its ledger does not end as it was written",
    "changed": "the store `{path}` is damaged: the state that it keeps is not as it was written",
    "in-use": "the store `{path}` is in use, by another process or by something in this one that is not closed yet",
    "cannot-open": "cannot open the store `{path}`: {detail}",
    "other-schema": "the store `{path}` has schema {detail}, which this version does not read",
    "other-agreement": "the agreement is not the one that the store `{path}` was made with ({detail})",
    "other-options": "the store `{path}` was made with another option: {detail} (lengths are microseconds)",
    "other-source": "the store `{path}` is that of a watch, not of a server",
    "no-store": "there is no store `{path}`",
}
"""Each reason in words, for a program that shows what it caught; the command line says it in both languages, with a cure."""


def opened(path: Path, *, thoroughly: bool = False) -> sqlite3.Connection:
    """A connection to a store, which nobody else can open meanwhile; a file that is not there is made.

    All that a monitor goes on from is looked at for damage, and `thoroughly` what was told and what came in as well.
    Raises `StoreRefused` where the file is no store, is damaged, is of a later schema, or is in use.
    """
    try:
        # what is in memory alone may be gone, and closed, in another thread
        is_in_file = str(path) != IN_MEMORY
        connection = sqlite3.connect(path, timeout=1, isolation_level=None, check_same_thread=is_in_file)
    except sqlite3.DatabaseError as problem:
        raise refusal(path, problem) from problem
    try:
        _prepare(connection, path, thoroughly=thoroughly)
    except sqlite3.DatabaseError as problem:
        connection.close()
        raise refusal(path, problem) from problem
    except StoreRefused:
        connection.close()
        raise
    return connection


def unpack(connection: sqlite3.Connection, packed: bytes) -> None:
    """Put what `serialize` gave of a store into one in memory. Raises `StoreRefused` for bytes that are no store."""
    path = Path(IN_MEMORY)
    try:
        connection.deserialize(packed)
        _prepare(connection, path, thoroughly=True)
    except sqlite3.DatabaseError as problem:
        raise refusal(path, problem) from problem


def _prepare(connection: sqlite3.Connection, path: Path, *, thoroughly: bool) -> None:
    run = connection.execute
    run("pragma locking_mode = exclusive")
    # before anything of it is changed; what is to be read, and is empty, never was one
    if (_tables(connection) or thoroughly) and _application(connection) != APPLICATION:
        raise StoreRefused("corrupt", path, "this is no store of slakit")
    # what is unpacked into memory could have a write-ahead log too, which would not be packed again
    run(f"pragma journal_mode = {'memory' if str(path) == IN_MEMORY else 'wal'}")
    run("pragma synchronous = full")
    run("begin exclusive")
    if not _tables(connection):
        for statement in _statements(_TABLES, _LOG, _JOURNAL, _STANDING):
            run(statement)
        run(f"pragma application_id = {APPLICATION}")
        run(f"pragma user_version = {SCHEMA}")
        run("commit")
        return
    run("commit")
    (version,) = run("pragma user_version").fetchone()
    if version in range(1, SCHEMA):
        added = ((_LOG, 2), (_JOURNAL, 3), (_STANDING, 5))
        _add_tables(connection, version, *(table for table, since in added if version < since))
    elif version != SCHEMA:
        raise StoreRefused("other-schema", path, str(version))
    there = {name for (name,) in run("select name from sqlite_schema where type = 'table'")}
    for table in _EVERY_TABLE:
        if table not in there:
            raise StoreRefused("missing-table", path, table)
    for part in ("1",) if thoroughly else _READ_AT_ONCE:
        (sound,) = run(f"pragma quick_check({part})").fetchone()
        if sound != "ok":
            raise StoreRefused("corrupt", path, str(sound))


def _tables(connection: sqlite3.Connection) -> int:
    (count,) = connection.execute("select count(*) from sqlite_schema").fetchone()
    return int(count)


def _application(connection: sqlite3.Connection) -> int:
    (application,) = connection.execute("pragma application_id").fetchone()
    return int(application)


def _add_tables(connection: sqlite3.Connection, version: int, *scripts: str) -> None:
    with transaction(connection):
        for statement in _statements(*scripts):
            connection.execute(statement)
        if version < _STANDS_IN_DOUBT:
            connection.executemany("delete from about where name = ?", ((name,) for name in SUMS))
            connection.execute("delete from standing")
            for (report,) in connection.execute("select report from ledger order by seq"):
                put_standing(connection, [report_of(report)])
        if connection.execute("select exists (select * from about)").fetchone() == (1,):
            seq, last = end_of_ledger(connection)
            connection.execute("insert or replace into about values (?, ?)", (END, end_of(seq, last)))
        connection.execute(f"pragma user_version = {SCHEMA}")


def end_of_ledger(connection: sqlite3.Connection) -> tuple[int, str]:
    """The number and the hash of the last row of the ledger; 0 and nothing if it has none."""
    last = connection.execute("select seq, hash from ledger order by seq desc limit 1").fetchone()
    return last or (0, "")


def end_of(seq: int, last: str) -> str:
    """What is noted of the end of a ledger, so that it is seen if rows are taken away from there."""
    return f"{seq} {last}"


def put_standing(connection: sqlite3.Connection, told: Iterable[Report]) -> None:
    """Note what stands of that which was told last; of a norm that is in doubt already, what comes says so itself."""
    last, doubted = dict[str, Change](), set[str]()
    for one in told:
        if isinstance(one, Change):
            if may_stand_otherwise(one):
                last[one.id] = one
        elif not doubted.issuperset(one.doubted):
            _put_standing(connection, last)
            _put_in_doubt(connection, one.doubted)
            doubted.update(one.doubted)
            last.clear()
    _put_standing(connection, last)


def _put_standing(connection: sqlite3.Connection, last: Mapping[str, Change]) -> None:
    gone = ((name,) for name, one in last.items() if one.stands is None and one.before is not None)
    connection.executemany("delete from standing where id = ?", gone)
    wrong = ((name, one.stands) for name, one in last.items() if one.stands is not None)
    connection.executemany("insert or replace into standing values (?, ?)", wrong)


def _put_in_doubt(connection: sqlite3.Connection, norms: Sequence[str]) -> None:
    violated = "select id, grade from standing where grade <> 'undetermined' and grade not like '% %'"
    standing = connection.execute(violated).fetchall()
    doubted = [(in_doubt_as(stands), name) for name, stands in standing if is_of(name, norms)]
    connection.executemany("update standing set grade = ? where id = ?", doubted)


class transaction:  # noqa: N801 -- used as a word: with transaction(…)
    """All that is done in it, or nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("begin immediate")

    def __exit__(self, kind: object, problem: object, trace: object) -> None:
        self._connection.execute("commit" if kind is None else "rollback")


def _statements(*scripts: str) -> Iterator[str]:
    """The statements of scripts: those that end a line with a semicolon at its very end."""
    statement = ""
    for line in "\n".join(scripts).strip().splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def refusal(path: Path, problem: sqlite3.DatabaseError) -> StoreRefused:
    """Why a store cannot be used, where its file cannot be read."""
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF  # an extended code holds the one that it extends
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreRefused("in-use", path, str(problem))
    if code == sqlite3.SQLITE_CANTOPEN:
        return StoreRefused("cannot-open", path, os.strerror(_why_it_does_not_open(path)))
    if code == sqlite3.SQLITE_IOERR and not os.access(path.parent, os.W_OK):
        return StoreRefused("cannot-open", path, os.strerror(errno.EACCES))
    if code in _OF_THE_SYSTEM:
        return StoreRefused("cannot-open", path, os.strerror(_OF_THE_SYSTEM[code]))
    return StoreRefused("corrupt", path, str(problem))


def _why_it_does_not_open(path: Path) -> int:
    if not path.resolve().parent.exists():  # it may be a link that leads nowhere
        return errno.ENOENT
    return errno.EISDIR if path.is_dir() else errno.EACCES
