"""Watching a log while it is written: `Monitor(edition).feed(event)`."""

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from operator import sub
from typing import TYPE_CHECKING, Final, cast

from slakit.calendars import Instant, parse_duration, show_utc, time_zone
from slakit.changes import Change, Incomplete, Report
from slakit.engines.monitor import FOREVER, Engine
from slakit.engines.monitor.arrivals import LONG_AGO, Arrival, Arrivals
from slakit.events.event import Event, SetAside
from slakit.events.files import BYTE_ORDER_MARK
from slakit.events.line_reader import LineReader
from slakit.findings import Finding
from slakit.given_instants import instant_of
from slakit.loading import must_be_edition

if TYPE_CHECKING:
    from slakit.loading import Edition

Given = Event | Mapping[str, object] | str | bytes
"""What a monitor is fed with: an event, a decoded CloudEvent, or a line of JSON."""
Length = str | int | timedelta
"""A length of time: in words such as `1 hour`, in microseconds, or as Python has it."""
Step = Event | SetAside | Instant
"""What changes a monitor: an event that is taken, a line that is set aside, or the instant before which all is over."""
TOLERATED_AHEAD: Final = "1 hour"
"""How far ahead an event may lie if nothing else is said; brokers of Kafka 4 take messages as far ahead."""


class Monitor:
    """Judges an agreement event by event, and tells each finding as soon as it is certain.

    Events may come late, repeated and out of order. `lateness` is how much later than younger events one may come,
    in words such as `1 hour`, as a `timedelta` or in microseconds; an instant is judged when it is over, so the order
    of arrival never matters. One that comes later still is set aside, counted, and told: `check` over the whole log has the final
    word. What is younger than `remembers` is known when it comes again. With `known_at`, what was recorded later has
    no part in it.

    An event whose time lies further ahead of when it was received than `tolerate_ahead` is set aside as well, since it
    would make all true ones come too late; with `None`, none is. It was received when it was recorded, and not later
    than `clock` says if one is given, in microseconds UTC.

    After `close`, what was told, each finding as it was told last, is what `check` finds in the same events.
    Raises `slakit.engines.monitor.UnsupportedCheck` for a norm that the monitor cannot watch, and
    `UnreadableDuration` for a length that cannot be read. No clock is read but the one that is given.

    >>> from slakit import Monitor, load
    >>> monitor = Monitor(load("agreements/hamadan-governorate/1398"))
    >>> monitor.advance("1399/01/05 00:00")[-1].finding.reason
    'no-successor'
    """

    def __init__(
        self,
        edition: "Edition",
        *,
        lateness: Length = 0,
        remembers: Length = "1 hour",
        known_at: str | Instant | None = None,
        tolerate_ahead: Length | None = TOLERATED_AHEAD,
        clock: Callable[[], Instant] | None = None,
    ) -> None:
        must_be_edition(edition)
        self.edition = edition
        self.known_at = None if known_at is None else instant_of(edition, known_at)
        self.events = 0
        self.repeated = 0
        self.too_late = 0
        self.too_far_ahead = 0
        self.not_yet_known = 0
        self.lines = 0
        zone = time_zone(edition.agreement.time_zone)
        self.reader = LineReader(edition.vocabulary, zone)
        self.arrivals = Arrivals(length_of(lateness), length_of(remembers))
        self.engine = Engine(edition.duties, edition.term, self.known_at)
        self.closed_at: Instant | None = None
        """The instant as of which everything was judged in the end; nothing while the monitor is open."""
        self._set_aside: tuple[SetAside, ...] = ()
        """What the engine had set aside when it was asked last."""
        self._whole: str | None = None
        self._tolerates = None if tolerate_ahead is None else length_of(tolerate_ahead)
        self._clock = clock
        self.journal: list[Step] | None = None
        """Each step that changed something, in order, for whoever keeps them; nothing if nobody does."""

    @property
    def watermark(self) -> Instant | None:
        """The first instant that is not over, as far as the monitor knows; nothing before the first event."""
        return None if self.arrivals.watermark == LONG_AGO else self.arrivals.watermark

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """The lines that were no events, that contradict others, that came too late, or that lie too far ahead.

        Kept are the first thousand, and of the others those that a finding may name; each was told when it came.
        """
        if len(self._set_aside) != len(self.engine.set_aside):
            self._set_aside = tuple(self.engine.set_aside)
        return self._set_aside

    @property
    def lines_set_aside(self) -> int:
        """How many lines were set aside in all."""
        return self.engine.lines_set_aside

    def feed(self, given: Given) -> list[Report]:
        """Take in an event; what has become certain, or has changed, since instants are over that were not.

        A line that is no event is set aside and told; one with nothing in it only counts as a line. Raises `TypeError`
        for what is neither an event nor a line, and `ValueError` after `close`.
        """
        self._must_be_open()
        self.lines += 1
        told = self._of_line(given) if type(given) is bytes else self._read(given)
        return [] if told is None else self._take(told)

    def take(self, event: Event) -> list[Report]:
        """Take in an event that `reader` has read, and that need not be held against the vocabulary again."""
        self._must_be_open()
        self.lines += 1
        return self._take(event)

    def _take(self, told: Event | SetAside) -> list[Report]:
        before = self.arrivals.watermark
        if (line := self._left(told)) is not None:
            return self._put_aside(line)
        return [] if self.arrivals.watermark == before else self._settle()

    def feed_lines(self, lines: Iterable[bytes | str]) -> list[Report]:
        """Take in lines of JSON, each with its end: what `feed` would give of one after the other, at less cost.

        What is read and put in order together need not be so line by line; some thousand lines are a good measure.
        Raises `TypeError` for what are no lines, a single one among them, and `ValueError` after `close`.
        """
        self._must_be_open()
        reports: list[Report] = []
        given = _lines_in(lines)
        if given and self._is_first(self.lines + 1):
            given = [given[0].removeprefix(BYTE_ORDER_MARK), *given[1:]]
        first, self.lines = self.lines + 1, self.lines + len(given)
        told = self.reader.of_lines(given, first)
        for line in () if self._take_together(told) else self._all_left(told):
            reports += self._settle_all()
            reports += self._put_aside(line)
        reports += self._settle_all()
        return reports

    def ahead_of(self, event: Event) -> Instant | None:
        """When an event was received, if it says that it happened too long after that: it is then set aside."""
        if self._tolerates is None:
            return None
        received = event.recorded if self._clock is None else min(event.recorded, self._clock())
        return received if event.time > received + self._tolerates else None

    def stands_at(self, whole: str, part: str, line: int) -> None:
        """Say where the next line stands, if that is not simply the next line of one file: in which part of a whole."""
        self._whole = whole
        self.reader.file = part
        self.lines = line - 1

    def advance(self, to: str | Instant) -> list[Report]:
        """Say that every instant before `to` is over, though no event says so; deadlines pass without any."""
        self._must_be_open()
        self.arrivals.advance(instant_of(self.edition, to))
        self._note(self.arrivals.watermark)
        return self._settle()

    def replay(self, steps: Iterable[Step]) -> None:
        """Do again what another monitor did, which stood where this one stands; that one has told what came of it."""
        for step in steps:
            match step:
                case Event():
                    self.arrivals.take(step)
                    self._settle()
                case SetAside():
                    self.engine.put_aside(step)
                case _:
                    self.arrivals.advance(step)
                    self._settle()

    def pending(self) -> list[Finding]:
        """The findings on everything that is still open, as of the last instant that is over."""
        return list(self.engine.pending(self.arrivals.watermark - 1)) if self.watermark is not None else []

    def foreseen(self) -> list[Finding]:
        """What is planned and would be broken as planned, as of the last instant that is over, each as a pending finding.

        It is no occasion yet, so it is neither among `pending` nor told by `close`; a plan that is given up breaks nothing.
        """
        return list(self.engine.foreseen(self.arrivals.watermark - 1)) if self.watermark is not None else []

    def due_within(self, length: Length) -> list[Finding]:
        """What is pending or foreseen, and its time up within a length from the watermark on, the most urgent first.

        Each is a breach that can still be helped. What is planned and cannot be announced in time any more is among them
        however far off it is planned. What has no deadline yet, or none at all, is not.
        """
        return [finding for _, finding in self.deadlines_within(length)]

    def deadlines_within(self, length: Length) -> list[tuple[Instant, Finding]]:
        """What `due_within` tells, each with its deadline."""
        if self.watermark is None:
            return []
        until = self.watermark + length_of(length)
        urgent = [
            (one.due, one.made())
            for one in self.engine.open_duties(self.watermark - 1, with_deadline=True)
            if one.due is not None and (one.due <= until or one.too_soon)
        ]
        return sorted(urgent, key=lambda one: (one[0], one[1].id))

    def most_urgent(self, most: int) -> tuple[list[tuple[Instant | None, Finding]], int]:
        """What is pending or foreseen, each with its deadline, not more than so many, those that are due first; and how many there are.

        What has no deadline stands last.
        """
        if self.watermark is None:
            return [], 0
        duties = list(self.engine.open_duties(self.watermark - 1))
        soonest = heapq.nsmallest(most, duties, key=lambda one: FOREVER if one.due is None else one.due)
        found = [(one.due, one.made()) for one in soonest]
        found.sort(key=lambda one: (FOREVER if one[0] is None else one[0], one[1].id))
        return found, len(duties)

    def close(self, at: str | Instant) -> list[Report]:
        """Judge as of `at` and end: what is not yet told as it stands, duties that are pending among it.

        Events after `at` have no part in it. Raises `ValueError` if `at` is over already.
        """
        self._must_be_open()
        end = instant_of(self.edition, at)
        end = end if self.known_at is None else min(end, self.known_at)
        if self.arrivals.watermark > end + 1:
            raise ValueError(f"{show_utc(end)} is over: {show_utc(self.arrivals.watermark)} was reached")
        self.arrivals.advance(end + 1)
        told = self._settle()
        self.closed_at = end
        return [*told, *self.engine.close(end)]

    # --- what has come ---

    def _must_be_open(self) -> None:
        if self.closed_at is not None:
            raise ValueError("the monitor is closed")

    def _is_first(self, number: int) -> bool:
        """Whether a line is the first of a file, before which a byte order mark may stand."""
        return number == 1 and self._whole is None

    def _of_line(self, line: bytes) -> Event | SetAside | None:
        if self._is_first(self.lines):
            line = line.removeprefix(BYTE_ORDER_MARK)
        return self.reader.of_line_if_any(line, self.lines)

    def _read(self, given: Given) -> Event | SetAside | None:
        if isinstance(given, Event | Mapping):
            return self.reader.of_given(given, self.lines)
        if isinstance(given, str):
            given = _encoded(given)
        if isinstance(given, bytes):
            return self._of_line(given)
        raise TypeError(f"a monitor is fed with events, mappings and lines, not with {type(given).__name__}")

    def _left(self, told: Event | SetAside) -> SetAside | None:
        """Take an event to wait for its instant to be over; what is said of it if it is to be set aside."""
        if isinstance(told, SetAside):
            return told
        if self.known_at is not None and max(told.recorded, told.time) > self.known_at:
            self.not_yet_known += 1
            return None
        if (received := self.ahead_of(told)) is not None:
            self.too_far_ahead += 1
            return self._too_far_ahead(told, received)
        match self.arrivals.take(told):
            case Arrival.TAKEN:
                self.events += 1
                self._note(told)
                return None
            case Arrival.REPEATED:
                self.repeated += 1
                return None
            case Arrival.CONFLICTING:
                first = self.arrivals.remembered_like(told)
                assert first is not None  # it is what contradicts
                return self.reader.conflicting(told, f"{self._whole or self.reader.file}:{first.line}")
            case Arrival.TOO_LATE:
                self.too_late += 1
                return self._too_late(told)

    def _take_together(self, told: Sequence[Event | SetAside | None]) -> bool:
        """Take what came together, if all of it are new events of which nothing is to be said; whether it did."""
        if self.known_at is not None or set(map(type, told)) != {Event}:
            return False
        events = cast("Sequence[Event]", told)
        if (ahead := self._tolerates) is not None:
            times, recorded = [one.time for one in events], [one.recorded for one in events]
            if self._clock is not None and max(times) > self._clock() + ahead:
                return False
            if times != recorded and max(map(sub, times, recorded)) > ahead:
                return False
        if not self.arrivals.take_together(events):
            return False
        self.events += len(events)
        if self.journal is not None:
            self.journal += events
        return True

    def _all_left(self, told: Iterable[Event | SetAside | None]) -> Iterator[SetAside]:
        """What `_left` gives of one after the other; most are new events, which are taken without ado."""
        takes_new, journal = self.arrivals.takes_new, self.journal
        ahead = FOREVER if self._tolerates is None else self._tolerates
        # what is not too far ahead now is not so later, so that the clock need not be read for each
        latest = FOREVER if self._clock is None else self._clock() + ahead
        knows_all = self.known_at is None
        for one in told:
            if (
                knows_all
                and type(one) is Event
                and one.time <= latest
                and one.time <= one.recorded + ahead
                and takes_new(one)
            ):
                self.events += 1
                if journal is not None:
                    journal.append(one)
            elif one is not None and (line := self._left(one)) is not None:
                yield line

    def _note(self, step: Step) -> None:
        if self.journal is not None:
            self.journal.append(step)

    def _settle(self) -> list[Report]:
        return list(self.engine.settle(self.arrivals.over(), self.arrivals.watermark))

    def _settle_all(self) -> list[Change]:
        """Settle what came together."""
        return self.engine.settle(self.arrivals.all_over(), self.arrivals.watermark)

    def _put_aside(self, line: SetAside) -> list[Report]:
        self._note(line)
        incomplete, changes = self.engine.put_aside(line)
        return [incomplete, *changes]

    def _too_far_ahead(self, event: Event, received: Instant) -> SetAside:
        return self._aside(
            event, "time-ahead", {"time": show_utc(event.time), "received": show_utc(received)}
        )

    def _too_late(self, event: Event) -> SetAside:
        over = show_utc(self.arrivals.watermark)
        return self._aside(event, "came-too-late", {"time": show_utc(event.time), "over": over})

    def _aside(self, event: Event, reason: str, times: Mapping[str, str]) -> SetAside:
        line = self.lines if event.line is None else event.line
        return SetAside(self.reader.file, line, reason, times, event.type, event.id)


def _encoded(line: str) -> bytes:
    return line.encode(errors="surrogatepass")  # half a character is no UTF-8, and told as that


def _lines_in(given: Iterable[bytes | str]) -> list[bytes]:
    """Lines as bytes; raises `TypeError` for anything else."""
    lines = [] if isinstance(given, str | bytes) else list(given)
    if isinstance(given, str | bytes) or not set(map(type, lines)) <= {bytes, str}:
        raise TypeError(
            "lines are fed as a list, a file or another row of lines: `feed` takes what is no such thing"
        )
    return [line if isinstance(line, bytes) else _encoded(line) for line in lines]


def length_of(given: Length) -> int:
    """A length in microseconds, given as such, as a `timedelta`, or in words of elapsed time."""
    if isinstance(given, timedelta):
        given = given // timedelta(microseconds=1)
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise TypeError(
            f"a length is text such as `1 hour`, a timedelta, or microseconds, not {type(given).__name__}"
        )
    if isinstance(given, int):
        if given < 0:
            raise ValueError(f"a length is not negative: {given}")
        return given
    return parse_duration(given).microseconds


__all__ = ["Change", "Given", "Incomplete", "Length", "Monitor", "length_of"]
