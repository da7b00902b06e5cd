"""Taking: what one thread does with deliveries. It owns the monitor and the store, which nobody else touches.

All deliveries that wait are taken in one transaction; each of them is taken whole or not at all. Whoever is answered
that events were taken may forget them: they, the state of the monitor and what it told are in the store.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol, runtime_checkable

from slakit.calendars import Language
from slakit.changes import Incomplete, Report
from slakit.events.event import Event, Remark, SetAside, says_the_same
from slakit.events.line_reader import counted
from slakit.findings import Finding
from slakit.messages import help_for, message
from slakit.monitoring import Monitor
from slakit.monitoring.flow import Sink, delivered_of
from slakit.monitoring.store import Entry, Logged, Store
from slakit.monitoring.store_file import StoreRefused
from slakit.monitoring.warning import Warned, Warnings
from slakit.monitoring.webhook import Webhook
from slakit.reports import changes
from slakit.serving.deliveries import Delivery
from slakit.serving.troubles import Troubles
from slakit.serving.words import said
from slakit.text import strip_isolates

if TYPE_CHECKING:
    from slakit.events.cloud_events import Unread
    from slakit.loading import Edition

PLACE: Final = "http"
"""What stands for the file in the place of an event that was posted; its line is its number among all."""
MOST_REMARKS: Final = 100
"""Parts that were not read that are counted, so that names made up by a sender do not fill the memory."""
_POSITION: Final = json.dumps({"served": True})
_NOT_JUDGED: Final = frozenset({"came-too-late", "time-ahead"})
"""Why an event that can be read is set aside."""
Said = Mapping[str, object]


_Read = tuple[Event, str | None, Sequence["Unread"]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a delivery: `taken`, `refused` since events of it cannot be read, or `failed` to be kept.

    `events` says what became of each event; of a delivery that was refused, only of those at fault.
    """

    became: Literal["taken", "refused", "failed"]
    events: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many events a monitor has got, and what became of them."""

    taken: int
    repeated: int
    set_aside: int
    watermark: int | None


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where what is told goes, besides those who ask for it, and how long before a deadline, in microseconds, all are warned."""

    sink: Sink | None = None
    webhook: Webhook | None = None
    warn_before: int | None = None


def warning_line(one: Warned, edition: "Edition") -> str:
    """A warning as one line of JSON, without its end."""
    return changes.warning_line(one.finding, one.due, one.at, edition).decode()


@runtime_checkable
class Warnable(Protocol):
    """A sink that takes warnings too."""

    def warn(self, finding: Finding, due: int, at: int) -> None:
        """Take a warning."""
        ...


class Taking:
    """A monitor and its store. Every method must be called in one and the same thread, the one that opens it."""

    def __init__(
        self,
        monitor: Callable[[], Monitor],
        store: Path,
        language: Language,
        outlets: "Outlets | None" = None,
    ) -> None:
        self._new_monitor = monitor
        self._path = store
        self._language = language
        outlets = outlets or Outlets()
        self._sink, self._webhook = outlets.sink, outlets.webhook
        self._warned_sink = _warnable(outlets.sink)
        self._warn_before = outlets.warn_before
        self._warnings: Warnings | None = None
        self._store: Store | None = None
        self._seq = 0
        self.troubles = Troubles()
        self._remarked: dict[Unread, Remark] = {}

    @property
    def has_webhook(self) -> bool:
        """Whether what is told is sent."""
        return self._webhook is not None

    def open(self) -> int:
        """Open the store and go on from it; the number of the last row of its ledger.

        Raises `StoreRefused` if it cannot be used, or if it is that of a log which can be read again.
        """
        self._monitor = self._new_monitor()
        self._monitor.reader.file = PLACE
        if self._warnings is not None:
            self._warnings.go_on_with(self._monitor)
        elif self._warn_before is not None:
            self._warnings = Warnings(self._monitor, self._warn_before)
        self._store = Store(self._path)
        try:
            position, told = self._store.load(self._monitor)
        except Exception:
            self.close()  # what was not loaded must not be written
            raise
        if position is not None and "served" not in json.loads(position):
            self.close()
            raise StoreRefused("other-source", self._path)
        try:
            self._seq = self._delivered()
        except Exception:
            self.close()  # the file of the sink is another's
            raise
        if told or position is None:
            self._store.commit(self._monitor, told, _POSITION, self._seq)
        self._pass_on((entry.seq, entry.told) for entry in self._store.entries(self._seq))
        return self._store.last()

    def end(self) -> None:
        """Write the state whole, note how far the webhook has got, and let go of it and of the store."""
        if self._store is not None:
            try:
                self._store.commit(self._monitor, [], _POSITION, self._seq, whole=True)
            except sqlite3.Error as problem:
                self.troubles.tell("the state was not written whole; its steps are in the store", problem)
        if self._webhook is not None:
            if self._store is not None:
                self._webhook.turn(self._store)
            self._webhook.close()
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        if self._store is not None:
            self._store.close()
            self._store = None

    # --- deliveries ---

    def take(self, deliveries: Sequence[Delivery]) -> list[Answer]:
        """Judge deliveries and keep them; what became of each. One that makes judging fail makes no other fail."""
        if self._store is None:
            self.open()
        try:
            return self._take(deliveries)
        except Exception as problem:  # noqa: BLE001 -- it is told, and another delivery may go better
            if len(deliveries) == 1:
                self.troubles.tell("a delivery was not taken", problem)
            self._begin_again()
        if len(deliveries) == 1:
            return [Answer("failed")]
        return [answer for one in deliveries for answer in self.take([one])]

    def tick(self, at: int | None) -> bool:
        """Let the webhook go on; if the clock has come to an instant, what lies further back than the lateness is over.

        Whether it has warned of something.
        """
        if self._store is None:
            self.open()
        assert self._store is not None  # it was opened
        if at is not None:
            self._pass_to(at - self._monitor.arrivals.lateness)
        has_warned = self._warn()
        if self._webhook is not None:
            self._webhook.turn(self._store)
        return has_warned

    def _warn(self) -> bool:
        """Warn of what has come near; a warning that is to be sent waits until it is, or until it stands no more."""
        if self._warnings is None:
            return False
        new = self._warnings.new()
        for one in new:
            if self._warned_sink is not None:
                self._warned_sink.warn(one.finding, one.due, one.at)
        if self._webhook is not None:
            self._warnings.post(self._webhook, self._posted)
        return bool(new)

    def _posted(self, one: Warned) -> bytes:
        return warning_line(one, self._monitor.edition).encode()

    def _pass_to(self, to: int) -> None:
        if to > (self._monitor.watermark or 0):
            try:
                self._commit(self._monitor.advance(to), [])
            except Exception:
                self._begin_again()
                raise

    def _take(self, deliveries: Sequence[Delivery]) -> list[Answer]:
        answers: list[Answer] = []
        told: list[Report] = []
        kept: dict[tuple[str, str], tuple[Event, Logged]] = {}
        for delivery in deliveries:
            read, refused = self._read(delivery, kept)
            if refused:
                answers.append(Answer("refused", tuple(refused)))
                continue
            events: list[Said] = []
            for event, line, unread in read:
                name = event.source, event.id
                if line is None or name in kept:
                    self._monitor.repeated += 1
                    events.append(_became(event, "repeated"))
                    continue
                kept[name] = event, Logged(*name, line)
                events.append({**self._feed(event, told), **self._remarks_on(event, unread)})
            answers.append(Answer("taken", tuple(events)))
        if any(answer.became == "taken" for answer in answers):
            self._commit(told, [line for _, line in kept.values()])
        return answers

    def _read(
        self, delivery: Delivery, kept: Mapping[tuple[str, str], tuple[Event, Logged]]
    ) -> tuple[list["_Read"], list[Said]]:
        """The events of a delivery, and what is wrong with any of them.

        Each has its line, unless it is known already, and what of it was not read.
        """
        here: dict[tuple[str, str], Event] = {name: event for name, (event, _) in kept.items()}
        read: list[_Read] = []
        refused: list[Said] = []
        for number, line in enumerate(delivery.lines, start=1):
            place = self._monitor.lines + 1 + sum(new is not None for _, new, _ in read)
            told = self._monitor.reader.of_line(line, place)
            if isinstance(told, SetAside):
                refused.append({"event": number, **self._unreadable(told)})
                continue
            unread = self._monitor.reader.unread
            known = here.setdefault((told.source, told.id), told)
            stored = self._stored(told) if known is told else known
            if stored is not None and not says_the_same(told, stored):
                refused.append({"event": number, **self._conflicting(told)})
            read.append((told, None if stored is not None else _on_one_line(line), unread))
        return read, refused

    def _stored(self, event: Event) -> Event | None:
        assert self._store is not None  # it is open while anything is taken
        line = self._store.logged(event.source, event.id)
        if line is None:
            return None
        told = self._monitor.reader.of_line(line.encode(), 0)
        assert isinstance(told, Event)  # it was read before it was kept
        return told

    def _feed(self, event: Event, told: list[Report]) -> Said:
        reports = self._monitor.take(event)
        told += reports
        for report in reports:
            if isinstance(report, Incomplete) and report.line.reason in _NOT_JUDGED:
                return {**_became(event, "set-aside"), **self._why(report.line)}
        return _became(event, "taken")

    def _remarks_on(self, event: Event, unread: Sequence["Unread"]) -> Said:
        """What is said of parts of an event that were not read, and count nothing."""
        if not unread:
            return {}
        remarks = [self._monitor.reader.remark_on(part, event.line or 0, event.id) for part in unread]
        for part, remark in zip(unread, remarks, strict=True):
            if (known := self._remarked.get(part)) is not None:
                self._remarked[part] = replace(known, lines=known.lines + 1)
            elif len(self._remarked) < MOST_REMARKS:
                self._remarked[part] = remark
        return {"remarks": [self._why(remark) for remark in remarks]}

    def _commit(self, told: Sequence[Report], log: Sequence[Logged]) -> None:
        assert self._store is not None
        entries = self._store.commit(self._monitor, told, _POSITION, self._seq, log)
        self._pass_on(zip((entry.seq for entry in entries), told, strict=True))
        self.troubles.are_over()

    def _begin_again(self) -> None:
        """Go back to what is stored: what was judged since is not kept. Raises `StoreRefused` if that fails too."""
        self.close()
        self.open()

    # --- what was told ---

    def entries(self, after: int, most: int) -> list[Entry]:
        """Rows of the ledger after a number."""
        return [] if self._store is None else list(self._store.entries(after, most))

    def warnings(self, after: int) -> list[Warned]:
        """The warnings that stand, in the order in which they were given, after one of them."""
        return [] if self._warnings is None else self._warnings.standing(after)

    def last(self) -> int:
        """The number of the last row of the ledger."""
        return 0 if self._store is None else self._store.last()

    def has_come_to(self, seq: int) -> bool:
        """Whether the ledger has come to a number, as far as is known."""
        return self._store is None or seq <= self._store.last()

    def counts(self) -> Counts:
        """How many events came, and what became of them."""
        monitor = self._monitor
        return Counts(monitor.events, monitor.repeated, monitor.lines_set_aside, monitor.watermark)

    def remarks(self) -> list[Said]:
        """What was not read of events that were taken since the server began, as it was first, with how many have it."""
        return [self._why(counted(one, one.lines)) for one in self._remarked.values()]

    def most_urgent(self, most: int) -> tuple[list[tuple[int | None, Finding]], int]:
        """The deadlines and findings on what is pending, or planned and would be broken as planned: those that are due first; and how many there are."""
        return self._monitor.most_urgent(most)

    def _delivered(self) -> int:
        if self._store is None:
            return 0
        return self._store.last() if self._sink is None else delivered_of(self._store, self._sink)

    def _pass_on(self, numbered: Iterable[tuple[int, Report]]) -> None:
        for seq, report in numbered:
            if self._sink is not None:
                self._sink.deliver(seq, report)
            self._seq = seq
        if self._sink is not None:
            self._sink.flush()

    # --- what is said of an event ---

    def _unreadable(self, line: SetAside) -> Said:
        name = {"id": line.id} if line.id is not None else {}
        return {**name, **self._why(line)}

    def _why(self, line: SetAside | Remark) -> Said:
        cure = help_for(line, self._language)
        help_ = {"help": strip_isolates(cure)} if cure else {}
        return {
            "reason": line.reason,
            "message": strip_isolates(message(line, self._language)),
            **help_,
        }

    def _conflicting(self, event: Event) -> Said:
        told = said("conflicting-id", self._language, source=event.source, id=event.id)
        return {
            "id": event.id,
            "reason": "conflicting-id",
            "message": strip_isolates(told),
            "help": said("conflicting-id help", self._language),
        }


def _warnable(sink: object) -> Warnable | None:
    return sink if isinstance(sink, Warnable) else None


def _became(event: Event, what: str) -> Said:
    return {"source": event.source, "id": event.id, "became": what}


def _on_one_line(line: bytes) -> str:
    """An event as it came; what stood on several lines on one."""
    import msgspec

    return (msgspec.json.format(line, indent=-1) if b"\n" in line or b"\r" in line else line).decode()
