"""The store of a monitor: one SQLite file with its state, where it has read to, and all that it has told.

Every commit is one transaction, so that a process that is killed goes on as if it had not been: nothing is told twice,
and nothing that was told is lost. What was told is the ledger: rows are only added, and each holds the hash of the one
before it.

A commit writes what the monitor has done since the last one, not all that it holds; whoever goes on does it again. Now
and then, and in the end, the state is written whole, and the steps to it are left out.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from weakref import finalize

from slakit.changes import Change, Report, in_doubt_as, is_of
from slakit.monitoring import sums
from slakit.monitoring.like_texts import LikeTexts
from slakit.monitoring.state_rows import (
    Key,
    counted,
    report_of,
    restore,
    rows_of,
    steps_of,
    text_of,
    texts_of_steps,
)
from slakit.monitoring.store_file import (
    END,
    IN_MEMORY,
    UNREADABLE,
    StoreRefused,
    end_of,
    end_of_ledger,
    opened,
    put_standing,
    refusal,
    transaction,
    unpack,
)

if TYPE_CHECKING:
    from slakit.monitoring import Monitor, Step

REPLAYED: Final = 4096
"""So many steps can be done again without the state being written whole; as many as it has rows, if those are more."""


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
        return report_of(self.report)


class Store:
    """A store that is open; nobody else can open it meanwhile.

    One that `must_exist` is looked at for damage in all that it holds, any other in all that a monitor goes on from.
    Raises `StoreRefused` where the file is no store, is damaged, or is in use.
    """

    def __init__(self, path: Path, *, must_exist: bool = False) -> None:
        self.path = path
        if must_exist and not path.is_file():
            raise StoreRefused("no-store", path)
        self._rows: dict[Key, object] | None = None
        """The state as it was written whole last; nothing if it was not."""
        self._steps = 0
        self._journal_sum: str | None = None
        """The sum of the steps since then; nothing while they are not summed, as in memory and in an older store."""
        self._log_sum: str | None = None
        """The sum of the events that are kept as they came; nothing while they are not summed."""
        self._is_in_file = str(path) != IN_MEMORY
        self._texts = LikeTexts()
        self._connection = opened(path, thoroughly=must_exist)
        if not self._is_in_file:
            finalize(self, self._connection.close)  # nothing is left of it, and nobody need say so

    @classmethod
    def unpacked(cls, packed: bytes | None) -> "Store":
        """A store in memory: a new one, or what `packed` gave. Raises `StoreRefused` for bytes that are no store."""
        store = cls(Path(IN_MEMORY))
        if packed is not None:
            unpack(store._connection, packed)
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
        this one, and nothing is to be told. Raises `StoreRefused` if the stored agreement or options are others, and if
        what is stored cannot be read or is less than was written.
        """
        try:
            return self._loaded(monitor)
        except (ValueError, KeyError, TypeError) as problem:
            raise StoreRefused("corrupt", self.path, UNREADABLE) from problem
        except sqlite3.DatabaseError as problem:
            raise refusal(self.path, problem) from problem

    def _loaded(self, monitor: "Monitor") -> tuple[str | None, list[Report]]:
        about = dict(self._connection.execute("select name, value from about").fetchall())
        wanted = _identity(monitor)
        if not about:
            with transaction(self._connection):
                self._put_about({**wanted, END: end_of(0, "")})
            self._log_sum = "" if self._is_in_file else None
            monitor.journal = []
            return None, []
        if about["digest"] != wanted["digest"]:
            raise StoreRefused("other-agreement", self.path, about["digest"])
        for name, value in wanted.items():
            if about[name] != value:
                raise StoreRefused("other-options", self.path, f"{name} {about[name]}")
        if about[END] != end_of(*end_of_ledger(self._connection)):
            raise StoreRefused("shortened", self.path)
        monitor.journal = []
        if "watermark" not in about:
            self._log_sum = "" if self._is_in_file else None
            return None, []
        is_as_written = sums.are_right(self._connection, about)
        try:
            told, position = self._restore(monitor, about), _position(about["position"])
        except Exception as problem:
            if is_as_written and not isinstance(problem, ValueError | KeyError | TypeError):
                raise  # it is no fault of the store
            raise StoreRefused("corrupt", self.path, UNREADABLE) from problem
        if not is_as_written:
            raise StoreRefused("changed", self.path)
        self._journal_sum, self._log_sum = about.get(sums.JOURNAL), about.get(sums.LOG)
        if "closed" in about:
            monitor.closed_at = int(about["closed"])
            return position, []
        return position, told

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
        steps, done, journal_sum = monitor.journal or [], self._steps, self._journal_sum
        whole = whole or self._rows is None or monitor.journal is None or monitor.closed_at is not None
        whole = whole or done + len(steps) > max(REPLAYED, len(self._rows or ()))
        rows = dict(rows_of(monitor)) if whole else self._rows
        about = counted(monitor)
        about |= {"position": position, "delivered": str(delivered)}
        if monitor.closed_at is not None:
            about["closed"] = str(monitor.closed_at)
        run = self._connection
        with transaction(run):
            if whole:
                assert rows is not None
                self._put_state(rows)
                about["watermark"] = str(monitor.arrivals.watermark)
                about["settled"] = str(monitor.engine.settled)
                if self._is_in_file:
                    about[sums.STATE], journal_sum = sums.of_state(run), ""
            else:
                texts = list(texts_of_steps(steps))
                run.executemany("insert into journal (step) values (?)", ((text,) for text in texts))
                if journal_sum is not None:
                    journal_sum = sums.of_journal(texts, journal_sum)
            if journal_sum is not None:
                about[sums.JOURNAL] = journal_sum
            log = list(log)
            if self._log_sum is not None:
                about[sums.LOG] = sums.of_log(log, self._log_sum)
            entries = list(self._chained(told))
            if entries:
                about[END] = end_of(entries[-1].seq, entries[-1].hash)
            self._put_about(about)
            if self._is_in_file:
                self._put_about({sums.ABOUT: sums.of_about(self.about())})
            run.executemany("insert into ledger values (?, ?, ?)", entries)
            put_standing(run, told)
            run.executemany("insert into log (source, id, line) values (?, ?, ?)", log)
        self._rows = rows
        self._steps = 0 if whole else done + len(steps)
        self._journal_sum, self._log_sum = journal_sum, about.get(sums.LOG)
        if monitor.journal is not None:
            monitor.journal.clear()
        return entries

    def _put_state(self, rows: dict[Key, object]) -> None:
        """Write the state whole: what differs from the one that was written whole before."""
        before = self._rows or {}
        added = ((*key, text_of(value)) for key, value in rows.items() if before.get(key) is not value)
        self._connection.executemany(
            "delete from state where section = ? and watch = ? and name = ?", before.keys() - rows.keys()
        )
        self._connection.executemany("insert or replace into state values (?, ?, ?, ?)", added)
        self._connection.execute("delete from journal")

    def _chained(self, told: Iterable[Report]) -> Iterator[Entry]:
        seq, before = end_of_ledger(self._connection)
        for one in told:
            seq, report = seq + 1, self._texts.text_of(one)
            before = chained_hash(before, report)
            yield Entry(seq, report, before)

    def _put_about(self, values: dict[str, str]) -> None:
        self._connection.executemany("insert or replace into about values (?, ?)", values.items())

    def _restore(self, monitor: "Monitor", about: dict[str, str]) -> list[Report]:
        told = restore(monitor, self._connection.execute("select * from state"), about)
        rows = dict(rows_of(monitor))
        # what an older schema has otherwise, or this one does not write, is put right when the state is written whole
        self._rows = {
            (section, watch, name): row if text_of(row) == value else None
            for section, watch, name, value in self._connection.execute("select * from state")
            for row in [rows.get((section, watch, name))]
        }
        monitor.replay(self._journal())
        # those that are no longer kept, too; older stores keep all, and count none
        monitor.engine.lines_set_aside = int(about.get("lines_set_aside", monitor.lines_set_aside))
        return told

    def _journal(self) -> Iterator["Step"]:
        """What was done since the state was written whole."""
        for (step,) in self._connection.execute("select step from journal order by number"):
            steps = steps_of(step)
            self._steps += len(steps)
            yield from steps

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
        """The rows of the ledger after a number: all, or not more than so many. Raises `StoreRefused` where it is damaged."""
        rows = "select * from ledger where seq > ? order by seq limit ?"
        try:
            for row in self._connection.execute(rows, (after, most)):
                yield Entry(*row)
        except sqlite3.DatabaseError as problem:
            raise refusal(self.path, problem) from problem

    def report(self, seq: int) -> Report:
        """What the row of a number tells. Raises `StoreRefused` where it is missing or cannot be read."""
        for entry in self.entries(seq - 1, 1):
            if entry.seq == seq:
                return self.told_in(entry)
        raise StoreRefused("shortened", self.path)

    def standing(self) -> Iterator[tuple[str, str]]:
        """The id of each finding that stands and is no promise kept or pending, and how it does, as `standing_as` says it."""
        yield from self._connection.execute("select id, grade from standing")

    def last(self) -> int:
        """The number of the last row of the ledger; 0 if it has none."""
        (last,) = self._connection.execute("select max(seq) from ledger").fetchone()
        return last or 0

    def put(self, name: str, value: str) -> None:
        """Note a word about the store by itself, such as what a receiver has got."""
        with transaction(self._connection):
            self._put_about({name: value})

    def first_broken(self) -> int | None:
        """The number of the first row of the ledger that is not as it was written, or is missing; nothing if all are."""
        before, number = "", 0
        for number, entry in enumerate(self.entries(), start=1):
            if entry.seq != number or entry.hash != chained_hash(before, entry.report):
                return number
            before = entry.hash
        written, _, last = self.about().get(END, end_of(0, "")).partition(" ")
        if (written, last) == (str(number), before):
            return None
        return min(number, int(written)) + 1 if written.isdecimal() and int(written) != number else number

    def first_that_stands_otherwise(self) -> str | None:
        """The id of the first finding of which it is noted otherwise whether it stands than the ledger says; nothing if of none."""
        said: dict[str, str] = {}
        for entry in self.entries():
            told = self.told_in(entry)
            if isinstance(told, Change):
                said.pop(told.id, None)
                if told.stands is not None:
                    said[told.id] = told.stands
            elif told.doubted:
                said |= {
                    name: in_doubt_as(stands) for name, stands in said.items() if is_of(name, told.doubted)
                }
        noted = dict(self.standing())
        return min((name for name, _ in said.items() ^ noted.items()), default=None)

    def state_is_as_written(self) -> bool:
        """Whether what a monitor goes on from, and the events that are kept as they came, are what was written."""
        about = self.about()
        if not sums.are_right(self._connection, about):
            return False
        return sums.LOG not in about or sums.of_log(self.logged_events()) == about[sums.LOG]

    def delivered(self) -> int:
        """The number of the last row of the ledger that a sink has got. Raises `StoreRefused` where that cannot be read."""
        try:
            return int(self.about().get("delivered", "0"))
        except ValueError as problem:
            raise StoreRefused("corrupt", self.path, UNREADABLE) from problem

    def told_in(self, entry: Entry) -> Report:
        """What a row of the ledger tells. Raises `StoreRefused` where it cannot be read."""
        try:
            return entry.told
        except (ValueError, KeyError, TypeError) as problem:
            raise StoreRefused("corrupt", self.path, UNREADABLE) from problem

    def about(self) -> dict[str, str]:
        """What the store says of itself."""
        return dict(self._connection.execute("select name, value from about").fetchall())


def chained_hash(before: str, report: str) -> str:
    """The hash of a row: SHA-256 of the hash before it and of what was told."""
    return hashlib.sha256(f"{before}\n{report}".encode()).hexdigest()


def _position(told: str) -> str:
    """Where a source was read to. Raises `TypeError` for what says no such thing."""
    if told and not isinstance(json.loads(told), dict):
        raise TypeError(told)
    return told


def _identity(monitor: "Monitor") -> dict[str, str]:
    """What must be the same for a state to be gone on with."""
    return {
        "digest": monitor.edition.digest,
        "lateness": str(monitor.arrivals.lateness),
        "remembers": str(monitor.arrivals.remembers),
        "known-at": str(monitor.known_at),
    }
