"""From a source through a monitor into a sink: the loop of `slakit watch`, and what may stand at its ends.

A source gives lines and says where it has read to; a sink is told what the monitor tells. With a store, each batch of
lines is one transaction: state, position and ledger. What is committed is delivered after it, from the ledger, so that a
sink which says what it has got is given everything once.
"""

from collections.abc import Callable, Iterator
from typing import Protocol

from slakit.changes import Report
from slakit.monitoring import Monitor
from slakit.monitoring.store import Store
from slakit.monitoring.webhook import Webhook


class Source(Protocol):
    """Where lines come from.

    `lines` gives one line after the other, and `None` whenever there is none for now; it ends where the source ends.
    `position` says, after each line, where reading must go on; `go_to` goes there and raises `SourceChanged` if what
    was read is no longer what stands there.
    What is no longer there for whoever goes on, such as standard input, is `read_once`.
    """

    name: str
    read_once: bool

    def lines(self) -> Iterator[bytes | None]:
        """The lines, and `None` where there is none for now."""
        ...

    def position(self) -> str:
        """Where reading must go on."""
        ...

    def place(self) -> tuple[str, int] | None:
        """In which part of the source the last line stands, and its number there; nothing if lines are counted."""
        ...

    def go_to(self, position: str) -> None:
        """Go on from a position."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class Sink(Protocol):
    """Where findings go. `delivered` is the number of the last report that it has for certain, if it knows."""

    def delivered(self, ledger: Store) -> int | None:
        """The number of the last report of a ledger that is here for certain; nothing if that cannot be known."""
        ...

    def deliver(self, seq: int, report: Report) -> None:
        """Take a report with its number."""
        ...

    def flush(self) -> None:
        """Let go of what is held back."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


def delivered_of(store: Store, sink: Sink) -> int:
    """The number of the last row of a ledger that a sink has got, as far as it knows, or the store.

    It may have more, if the store was set back, as to a copy that was kept of it: what comes then comes twice, with the
    same number.
    """
    delivered = sink.delivered(store)
    if delivered is None:
        delivered = store.delivered()
    return min(delivered, store.last())


class Flow:
    """Lines from a source to a monitor, and what it tells to a sink, through a store if there is one."""

    def __init__(
        self,
        monitor: Monitor,
        source: Source,
        sink: Sink,
        store: Store | None = None,
        batch: int = 1000,
        webhook: Webhook | None = None,
    ) -> None:
        self.monitor = monitor
        self.source = source
        self.sink = sink
        self.store = store
        self.batch = batch
        self.webhook = webhook
        self.after_commit: list[Callable[[], None]] = []
        """What is done after each commit, such as warning of what will be due."""
        self._lines: list[bytes] = []
        """What was read and is not fed yet."""
        self._next: tuple[str, int] | None = None
        """Where the next line stands if it follows the last one; nothing if lines are counted."""
        self._told: list[Report] = []
        self._is_ahead = False
        """Whether more was judged, or is being judged, than was committed and delivered."""
        self._read = 0
        self._position: str | None = None
        """Where reading goes on after what was committed; nothing if nothing was since `resume`."""
        self._seq = 0
        """The number of the last report that was delivered."""
        monitor.reader.file = source.name

    def resume(self) -> None:
        """Go on where the store says; what its ledger holds and the sink has not got is delivered first."""
        if self.store is None:
            return
        position, self._told = self.store.load(self.monitor)
        if position is not None:
            self.source.go_to(position)
        self._seq = delivered_of(self.store, self.sink)
        for entry in self.store.entries(after=self._seq):
            self._deliver(entry.seq, self.store.told_in(entry))
        self.sink.flush()

    def has_more(self) -> bool:
        """Whether the source has a line that was not read; of one that is followed, this waits for it."""
        return any(line is not None and not line.isspace() for line in self.source.lines())

    def run(self, *, idle: Callable[[], int | None] = lambda: None) -> None:
        """Read to the end of the source. `idle` gives, whenever there is no line for now, the instant that is reached."""
        for line in self.source.lines():
            if line is None:
                self._feed()
                reached = idle()
                self._is_ahead = True
                if reached is not None and reached > (self.monitor.watermark or 0):
                    self._told += self.monitor.advance(reached)
                self.commit()
            else:
                self._take(line)
                if self._read >= self.batch:
                    self.commit()
        self.commit(whole=True)
        self._note_delivered()

    def _take(self, line: bytes) -> None:
        """Take a line, to be fed with those that stand before it in the same part of the source."""
        place = self.source.place()
        if place is not None and place != self._next:
            self._feed()
            self.monitor.stands_at(self.source.name, *place)
        self._next = place and (place[0], place[1] + 1)
        self._lines.append(line)
        self._read += 1

    def _feed(self) -> None:
        if self._lines:
            self._is_ahead = True
            lines, self._lines = self._lines, []
            self._told += self.monitor.feed_lines(lines)

    def break_off(self) -> None:
        """Write the state whole where a run was interrupted, if that is what was committed; else all is left as after a kill.

        What was read since is read again by whoever goes on. What is read once is judged first.
        """
        if self._is_ahead:
            return
        if self.source.read_once:
            self.commit(whole=True)
        elif self.store is not None and self._position is not None:
            self.store.commit(self.monitor, [], self._position, self._seq, whole=True)

    def close(self, at: int) -> None:
        """Judge as of an instant and end."""
        self._told += self.monitor.close(at)
        self.commit()
        self._note_delivered()

    def left_to_send(self, patience: float) -> int:
        """Wait until a webhook has got everything, for some seconds at most; how many reports it has not got."""
        if self.webhook is None or self.store is None:
            return 0
        return self.webhook.finish(self.store, patience)

    def commit(self, *, whole: bool = False) -> None:
        """Store what was read and told since the last commit, and deliver it; `whole` is that of the store."""
        self._feed()
        self._is_ahead = True
        told, self._told = self._told, []
        if self.store is not None:
            if self._read or told or whole:
                position = self.source.position()
                entries = self.store.commit(self.monitor, told, position, self._seq, whole=whole)
                self._position = position
                for entry, report in zip(entries, told, strict=True):
                    self._deliver(entry.seq, report)
            if self.webhook is not None:
                self.webhook.turn(self.store)
        else:
            for report in told:
                self._deliver(self._seq + 1, report)
        for done in self.after_commit:
            done()
        self.sink.flush()
        self._read = 0
        self._is_ahead = False

    def _note_delivered(self) -> None:
        """Note at the end what the last commit could not know yet: that the sink has got what it told."""
        if self.store is not None:
            self.store.put("delivered", str(self._seq))

    def _deliver(self, seq: int, report: Report) -> None:
        self.sink.deliver(seq, report)
        self._seq = seq
