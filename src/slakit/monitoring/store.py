"""The store of a monitor: one SQLite file with its state, where it has read to, and all that it has told.

Every commit is one transaction, so that a process that is killed goes on as if it had not been: nothing is told twice,
and nothing that was told is lost. What was told is the ledger: rows are only added, and each holds the hash of the one
before it.

A commit writes what the monitor has done since the last one, not all that it holds; whoever goes on does it again. Now
and then, and in the end, the state is written whole, and the steps to it are left out.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from slakit.changes import Change, Incomplete, Report
from slakit.engines.monitor.watch import State
from slakit.errors import SlakitError
from slakit.events.event import Event, SetAside
from slakit.findings import Finding

if TYPE_CHECKING:
    from slakit.monitoring import Monitor, Step

SCHEMA: Final = 3
REPLAYED: Final = 4096
"""So many steps can be done again without the state being written whole; as many as it has rows, if those are more."""
APPLICATION: Final = 0x534C4B31
"""What marks an SQLite file as a store of slakit."""
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
_COUNTERS: Final = ("events", "repeated", "too_late", "too_far_ahead", "not_yet_known", "lines")
_MARK: Final = True
"""The value of a row that says all by its name."""
Key = tuple[str, str, str]
"""Section, watch and name of a row of state."""


class StoreRefused(SlakitError):
    """A store cannot be used; `reason` is a word.

    It is `corrupt`, `in-use`, `other-schema`, `other-agreement`, `other-options`, `other-source` or `no-store`.
    """

    def __init__(self, reason: str, path: Path, detail: str = "") -> None:
        super().__init__(reason, path, detail)
        self.reason = reason
        self.path = path
        self.detail = detail


class Logged(NamedTuple):
    """An event that a store keeps as it came: one JSON object on one line."""

    source: str
    id: str
    line: str


class Entry(NamedTuple):
    """One row of the ledger, as it is written."""

    seq: int
    report: str
    hash: str

    @property
    def told(self) -> Report:
        """What was told."""
        return _decoded(self.report)


class Store:
    """A store that is open; nobody else can open it meanwhile.

    Raises `StoreRefused` where the file is no store, is damaged, or is in use.
    """

    def __init__(self, path: Path, *, must_exist: bool = False) -> None:
        self.path = path
        if must_exist and not path.is_file():
            raise StoreRefused("no-store", path)
        self._rows: dict[Key, object] | None = None
        """The state as it was written whole last; nothing if it was not."""
        self._steps = 0
        try:
            self._connection = sqlite3.connect(path, timeout=1, isolation_level=None)
        except sqlite3.DatabaseError as problem:
            raise _refusal(path, problem) from problem
        try:
            self._prepare()
        except sqlite3.DatabaseError as problem:
            self.close()
            raise _refusal(path, problem) from problem
        except StoreRefused:
            self.close()
            raise

    def _prepare(self) -> None:
        run = self._connection.execute
        run("pragma locking_mode = exclusive")
        # what is unpacked into memory could have a write-ahead log too, which would not be packed again
        run(f"pragma journal_mode = {'memory' if str(self.path) == IN_MEMORY else 'wal'}")
        run("pragma synchronous = full")
        run("begin exclusive")
        (application,) = run("pragma application_id").fetchone()
        (tables,) = run("select count(*) from sqlite_schema").fetchone()
        if tables == 0:
            for statement in _statements(_TABLES + _LOG + _JOURNAL):
                run(statement)
            run(f"pragma application_id = {APPLICATION}")
            run(f"pragma user_version = {SCHEMA}")
            run("commit")
            return
        run("commit")
        if application != APPLICATION:
            raise StoreRefused("corrupt", self.path, "this is no store of slakit")
        (version,) = run("pragma user_version").fetchone()
        if version in {1, 2}:
            self._add_tables((_LOG if version == 1 else "") + _JOURNAL)
        elif version != SCHEMA:
            raise StoreRefused("other-schema", self.path, str(version))
        (sound,) = run("pragma quick_check(1)").fetchone()
        if sound != "ok":
            raise StoreRefused("corrupt", self.path, str(sound))

    def _add_tables(self, script: str) -> None:
        with _transaction(self._connection):
            for statement in _statements(script):
                self._connection.execute(statement)
            self._connection.execute(f"pragma user_version = {SCHEMA}")

    @classmethod
    def unpacked(cls, packed: bytes | None) -> "Store":
        """A store in memory: a new one, or what `packed` gave. Raises `StoreRefused` for bytes that are no store."""
        store = cls(Path(IN_MEMORY))
        if packed is not None:
            try:
                store._connection.deserialize(packed)
                store._prepare()
            except sqlite3.DatabaseError as problem:
                raise _refusal(store.path, problem) from problem
        return store

    def packed(self) -> bytes:
        """All of it as bytes, for whoever keeps them elsewhere than in a file."""
        return self._connection.serialize()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @property
    def steps_to_do_again(self) -> int:
        """How many steps lie behind the state that is written whole."""
        return self._steps

    # --- the monitor ---

    def load(self, monitor: "Monitor") -> tuple[str | None, list[Report]]:
        """Put a new monitor into the state that is stored; where the source was read to, and what is still to be told.

        An empty store takes the agreement and the options of the monitor. That of a monitor which was closed closes
        this one, and nothing is to be told. Raises `StoreRefused` if the stored agreement or options are others.
        """
        about = dict(self._connection.execute("select name, value from about").fetchall())
        wanted = _identity(monitor)
        if not about:
            with _transaction(self._connection):
                self._put_about(wanted)
            monitor.journal = []
            return None, []
        if about["digest"] != wanted["digest"]:
            raise StoreRefused("other-agreement", self.path, about["digest"])
        for name, value in wanted.items():
            if about[name] != value:
                raise StoreRefused("other-options", self.path, f"{name} {about[name]}")
        monitor.journal = []
        if "watermark" not in about:
            return None, []
        try:
            told = self._restore(monitor, about)
        except (ValueError, KeyError, TypeError) as problem:
            raise StoreRefused("corrupt", self.path, str(problem)) from problem
        if "closed" in about:
            monitor.closed_at = int(about["closed"])
            return about["position"], []
        return about["position"], told

    def commit(
        self,
        monitor: "Monitor",
        told: Sequence[Report],
        position: str,
        delivered: int = 0,
        log: Iterable[Logged] = (),
        *,
        whole: bool = False,
    ) -> list[Entry]:
        """Store what a monitor has done, where its source was read to, and what it has told, all or nothing.

        `delivered` is the number of the last row of the ledger that a sink has got. `log` are events that nobody can
        be asked for again: they are kept as they came. With `whole`, the state itself is written, so that nothing must
        be done again by whoever goes on.
        """
        steps, done = monitor.journal or [], self._steps
        whole = whole or self._rows is None or monitor.journal is None or monitor.closed_at is not None
        whole = whole or done + len(steps) > max(REPLAYED, len(self._rows or ()))
        rows = dict(_rows_of(monitor)) if whole else self._rows
        about = {name: str(getattr(monitor, name)) for name in _COUNTERS}
        about |= {"position": position, "delivered": str(delivered)}
        if monitor.closed_at is not None:
            about["closed"] = str(monitor.closed_at)
        run = self._connection
        with _transaction(run):
            if whole:
                assert rows is not None
                self._put_state(rows)
                about["watermark"] = str(monitor.arrivals.watermark)
                about["settled"] = str(monitor.engine.settled)
            else:
                run.executemany(
                    "insert into journal (step) values (?)", ((_step_text(one),) for one in steps)
                )
            self._put_about(about)
            entries = list(self._chained(told))
            run.executemany("insert into ledger values (?, ?, ?)", entries)
            run.executemany("insert into log (source, id, line) values (?, ?, ?)", log)
        self._rows = rows
        self._steps = 0 if whole else done + len(steps)
        if monitor.journal is not None:
            monitor.journal.clear()
        return entries

    def _put_state(self, rows: dict[Key, object]) -> None:
        """Write the state whole: what differs from the one that was written whole before."""
        before = self._rows or {}
        added = ((*key, _text(value)) for key, value in rows.items() if before.get(key) is not value)
        self._connection.executemany(
            "delete from state where section = ? and watch = ? and name = ?", before.keys() - rows.keys()
        )
        self._connection.executemany("insert or replace into state values (?, ?, ?, ?)", added)
        self._connection.execute("delete from journal")

    def _chained(self, told: Iterable[Report]) -> Iterator[Entry]:
        last = self._connection.execute("select seq, hash from ledger order by seq desc limit 1").fetchone()
        seq, before = last or (0, "")
        for one in told:
            seq, report = seq + 1, _text(one)
            before = chained_hash(before, report)
            yield Entry(seq, report, before)

    def _put_about(self, values: dict[str, str]) -> None:
        self._connection.executemany("insert or replace into about values (?, ?)", values.items())

    def _restore(self, monitor: "Monitor", about: dict[str, str]) -> list[Report]:
        import msgspec

        sections: dict[str, dict[str, dict[str, str]]] = {}
        for section, watch, name, value in self._connection.execute("select * from state"):
            sections.setdefault(section, {}).setdefault(watch, {})[name] = value

        def stored(section: str, watch: str, kind: Any) -> list[Any]:  # noqa: ANN401 -- what the section holds
            here = sections.get(section, {}).get(watch, {})
            return [msgspec.json.decode(value, type=kind) for value in here.values()]

        for name in _COUNTERS:
            setattr(monitor, name, int(about.get(name, "0")))  # older stores do not count all of them
        monitor.arrivals.restore(
            int(about["watermark"]), stored("waiting", "", Event), stored("remembered", "", Event)
        )
        states = {
            name: State(
                {(one.source, one.id): one for one in stored("kept", name, Event)},
                {(one.source, one.id): one for one in stored("open", name, Event)},
                set(sections.get("mark", {}).get(name, {})),
                {one.id: one for one in stored("told", name, Finding)},
            )
            for name, _ in monitor.engine.all_watches()
        }
        aside = sections.get("aside", {}).get("", {})
        lines = [msgspec.json.decode(aside[name], type=SetAside) for name in sorted(aside)]
        told = monitor.engine.restore(states, stored("term", "", Event), lines, int(about["settled"]))
        self._rows = dict(_rows_of(monitor))
        monitor.replay(self._journal())
        return list(told)

    def _journal(self) -> Iterator["Step"]:
        """What was done since the state was written whole."""
        import msgspec

        for (step,) in self._connection.execute("select step from journal order by number"):
            self._steps += 1
            told = msgspec.json.decode(step, type=dict[str, msgspec.Raw])
            if "event" in told:
                yield msgspec.json.decode(told["event"], type=Event)
            elif "aside" in told:
                yield msgspec.json.decode(told["aside"], type=SetAside)
            else:
                yield msgspec.json.decode(told["over"], type=int)

    # --- what came in ---

    def logged(self, source: str, name: str) -> str | None:
        """The line of an event that is kept; nothing if there is none of this source and id."""
        found = self._connection.execute(
            "select line from log where source = ? and id = ?", (source, name)
        ).fetchone()
        return found and str(found[0])

    def log(self) -> Iterator[str]:
        """Every event that is kept, a line each, in the order in which they came."""
        for event in self.logged_events():
            yield event.line

    def logged_events(self) -> Iterator[Logged]:
        """Every event that is kept, with its name, in the order in which they came."""
        for row in self._connection.execute("select source, id, line from log order by number"):
            yield Logged(*row)

    # --- the ledger ---

    def entries(self, after: int = 0, most: int = -1) -> Iterator[Entry]:
        """The rows of the ledger after a number: all, or not more than so many."""
        rows = "select * from ledger where seq > ? order by seq limit ?"
        for row in self._connection.execute(rows, (after, most)):
            yield Entry(*row)

    def last(self) -> int:
        """The number of the last row of the ledger; 0 if it has none."""
        (last,) = self._connection.execute("select max(seq) from ledger").fetchone()
        return last or 0

    def put(self, name: str, value: str) -> None:
        """Note a word about the store by itself, such as what a receiver has got."""
        with _transaction(self._connection):
            self._put_about({name: value})

    def first_broken(self) -> int | None:
        """The number of the first row of the ledger that is not as it was written; nothing if the chain holds."""
        before = ""
        for number, entry in enumerate(self.entries(), start=1):
            if entry.seq != number or entry.hash != chained_hash(before, entry.report):
                return number
            before = entry.hash
        return None

    def about(self) -> dict[str, str]:
        """What the store says of itself."""
        return dict(self._connection.execute("select name, value from about").fetchall())


def chained_hash(before: str, report: str) -> str:
    """The hash of a row: SHA-256 of the hash before it and of what was told."""
    return hashlib.sha256(f"{before}\n{report}".encode()).hexdigest()


class _transaction:  # noqa: N801 -- used as a word: with _transaction(…)
    """All that is done in it, or nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("begin immediate")

    def __exit__(self, kind: object, problem: object, trace: object) -> None:
        self._connection.execute("commit" if kind is None else "rollback")


def _identity(monitor: "Monitor") -> dict[str, str]:
    """What must be the same for a state to be gone on with."""
    return {
        "digest": monitor.edition.digest,
        "lateness": str(monitor.arrivals.lateness),
        "remembers": str(monitor.arrivals.remembers),
        "known-at": str(monitor.known_at),
    }


def _rows_of(monitor: "Monitor") -> Iterator[tuple[Key, object]]:
    """Every row of the state of a monitor: what it is, and the thing itself."""
    for _, event in monitor.arrivals.waiting:
        yield ("waiting", "", _name(event.source, event.id)), event
    for (source, name), event in monitor.arrivals.remembered.items():
        yield ("remembered", "", _name(source, name)), event
    for event in monitor.engine.ground.events():
        yield ("term", "", _name(event.source, event.id)), event
    for number, line in enumerate(monitor.engine.set_aside):
        yield ("aside", "", f"{number:09}"), line
    for watch, one in monitor.engine.all_watches():
        state = one.state()
        for section, events in (("kept", state.kept), ("open", state.open)):
            for (source, name), event in events.items():
                yield (section, watch, _name(source, name)), event
        for mark in state.marks:
            yield ("mark", watch, mark), _MARK
        for name, finding in state.told.items():
            yield ("told", watch, name), finding


def _name(source: str, name: str) -> str:
    return f"{source}\n{name}"


def _text(value: object) -> str:
    import msgspec

    if isinstance(value, Incomplete):
        return msgspec.json.encode({"incomplete": value}).decode()
    if isinstance(value, Change):
        return msgspec.json.encode({"change": value}).decode()
    return msgspec.json.encode(value).decode()


def _step_text(step: "Step") -> str:
    import msgspec

    kind = "event" if isinstance(step, Event) else "aside" if isinstance(step, SetAside) else "over"
    return msgspec.json.encode({kind: step}).decode()


def _decoded(report: str) -> Report:
    import msgspec

    told = msgspec.json.decode(report, type=dict[str, msgspec.Raw])
    if "incomplete" in told:
        return msgspec.json.decode(told["incomplete"], type=Incomplete)
    return msgspec.json.decode(told["change"], type=Change)


def _statements(script: str) -> Iterator[str]:
    """The statements of a script: those that end a line with a semicolon at its very end."""
    statement = ""
    for line in script.strip().splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _refusal(path: Path, problem: sqlite3.DatabaseError) -> StoreRefused:
    locked = getattr(problem, "sqlite_errorcode", 0) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return StoreRefused("in-use" if locked else "corrupt", path, str(problem))
