"""A duty that is watched: what is common to every way of watching."""

import heapq
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count, groupby
from typing import Generic, NamedTuple, TypeVar

from slakit.changes import Cause, Change, cause_of
from slakit.checks import Compared, Duty, InOrder, Limited, Measured, MeasuredShare, Same
from slakit.engines.monitor.kept import Name as EventName
from slakit.engines.monitor.kept_classes import KeptClass
from slakit.engines.monitor.live import Ground
from slakit.events.event import Event
from slakit.findings import Finding, Outcome
from slakit.verdicts.judging import finding_of
from slakit.verdicts.truth import order
from slakit.verdicts.verdict import Verdict

Name = TypeVar("Name")
Told = dict[str, Finding]
"""What was told of the findings of one occasion, by their id."""


class AtOnce(NamedTuple):
    """What takes an event of a type where nothing else is to be looked at.

    `take` tells what changes, or leaves the event as it is and gives nothing. With `alone` it takes only what is alone at
    its instant, since it may change what is found of others then; with `sets_alarm` the watch may wait for an instant since.
    """

    take: Callable[[Event], Sequence[Change] | None]
    alone: bool = False
    sets_alarm: bool = False


@dataclass(slots=True)
class State:
    """What a watch is made of: kept events, occasions that are open, marks of its own, what was told, classes.

    `packed` is what of it is bytes, by their names; each of them is never changed, but another takes its place.
    """

    kept: dict[EventName, Event] = field(default_factory=dict)
    open: dict[EventName, Event] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    told: Told = field(default_factory=dict)
    classes: tuple[KeptClass, ...] = ()
    packed: dict[str, bytes] = field(default_factory=dict)

    def packed_of(self, thing: str) -> dict[str, bytes]:
        """The packed parts whose names begin with a word, by what else their names say."""
        parts = ((name.split(" ", 1), packed) for name, packed in self.packed.items())
        return {name: packed for (of, name), packed in parts if of == thing}

    def kept_of(self, at: int) -> list[Event]:
        """The kept events of one instant."""
        return [event for event in self.kept.values() if event.time == at]

    def told_of(self, found: Iterable[Finding]) -> Told:
        """What was told of some findings."""
        return {one.id: self.told[one.id] for one in found if one.id in self.told}


class Pending(NamedTuple):
    """A duty that is pending: when its time is up, if it has one, and what makes the finding on it when it is asked for.

    What is `too_soon` cannot be done in time any more as it is planned, however far off its time is.
    """

    due: int | None
    made: Callable[[], Finding]
    too_soon: bool = False


def foreseen_as(finding: Finding) -> Pending:
    """A duty that is only foreseen, by the finding to warn by."""
    return Pending(due_in(finding), lambda: finding, finding.reason == "planned-too-soon")


def due_in(finding: Finding) -> int | None:
    """The deadline that a finding tells."""
    due = finding.figures.get("due")
    return due if isinstance(due, int) else None


def by_instant(events: Iterable[Event]) -> Iterator[tuple[int, list[Event]]]:
    """Events in their order, the simultaneous ones together."""
    for at, together in groupby(sorted(events, key=order), key=lambda event: event.time):
        yield at, list(together)


class Watch(ABC):
    """One duty, instant by instant: events are taken, then the instant is settled.

    What is told is what has become certain, and what has changed of it. `types` are the event types that it reads.
    With `keeps_broken`, what is broken or undetermined is kept to the end, since another duty answers it.
    """

    types: frozenset[str]

    def __init__(self, duty: Duty, ground: Ground, *, keeps_broken: bool = False) -> None:
        self.duty = duty
        self.ground = ground
        self.keeps_broken = keeps_broken
        self.batch: list[Event] = []

    @property
    def has_deadlines(self) -> bool:
        """Whether what is pending may have a deadline: what is counted or compared has a period instead."""
        return not isinstance(self.duty.check, Compared | InOrder | Limited | Measured | MeasuredShare | Same)

    @abstractmethod
    def settle(self, at: int) -> list[Change]:
        """Judge whatever the taken events or the time may have changed."""

    def settle_one(self, event: Event, at: int) -> list[Change]:
        """Settle an instant in which one event happens that it reads, and nothing is due that it waits for."""
        self.batch.append(event)
        return self.settle(at)

    def told_at_once(self, event_type: str) -> AtOnce | None:
        """What takes an event of a type where nothing else is to be looked at; nothing for a type of which every event must be settled."""
        return None

    @abstractmethod
    def reground(self, at: int, because: tuple[Cause, ...]) -> list[Change]:
        """Judge everything that is open anew, since something is known of the term that was not known before."""

    @abstractmethod
    def findings(self, at: int) -> Iterator[tuple[Told, list[Finding]]]:
        """What is open, as of an instant: what was told of each occasion, and what is to be said of it now."""

    def pending(self, at: int) -> Iterator[Pending]:
        """What of all that is open is pending, as of an instant, in no order."""
        for _, found in self.findings(at):
            for one in found:
                if one.outcome is Outcome.PENDING:
                    yield Pending(self.deadline(one), partial(_given, one))

    def deadline(self, finding: Finding) -> int | None:
        """The last instant at which something can still be done about a duty that is pending, if that is known."""
        return due_in(finding)

    def foreseen(self, at: int) -> Iterator[Finding]:
        """What will come to be judged unless something is done about it, as of an instant: findings to warn by, of no verdict."""
        return iter(())

    @abstractmethod
    def wakes(self) -> int | None:
        """The next instant at which time alone may change something."""

    @abstractmethod
    def kept_events(self) -> Iterator[Event]:
        """Every event that it still needs, some more than once."""

    @abstractmethod
    def state(self) -> "State":
        """All that a watch which is made anew must know in order to go on as this one would."""

    @abstractmethod
    def restore(self, state: "State", at: int) -> list[Change]:
        """Go on from the state of another watch, settled as of `at`; what that one should have told and did not."""

    @abstractmethod
    def open_verdicts(self, at: int) -> Iterator[Verdict]:
        """The verdicts on all that is kept, as of an instant."""

    def must_stay(self, found: Iterable[Verdict]) -> bool:
        """Whether verdicts are asked for by a duty that answers them, though nothing can change them any more."""
        return self.keeps_broken and any(
            one.outcome in (Outcome.VIOLATED, Outcome.UNDETERMINED) for one in found
        )

    def finding(self, verdict: Verdict) -> Finding:
        """A verdict as a finding; what was set aside is added when it is told."""
        return finding_of(self.duty, verdict, ())


class Alarm(Generic[Name]):
    """What is to be looked at again, and when; what is over by then is passed over."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, Name]] = []
        self._numbers = count()

    def set(self, instant: int, name: Name) -> None:
        """Look at something at an instant."""
        heapq.heappush(self._heap, (instant, next(self._numbers), name))

    def next(self) -> int | None:
        """The next instant that something is set to."""
        return self._heap[0][0] if self._heap else None

    def next_of(self, waits: Callable[[Name, int], bool]) -> int | None:
        """The next instant to which something is set that still waits for it; what no longer does is forgotten until then."""
        while self._heap and not waits(self._heap[0][2], self._heap[0][0]):
            heapq.heappop(self._heap)
        return self.next()

    def rings(self, at: int) -> bool:
        """Whether something is due at an instant."""
        return bool(self._heap) and self._heap[0][0] <= at

    def due(self, at: int) -> list[Name]:
        """What was set to an instant not later than `at`."""
        found: list[Name] = []
        while self._heap and self._heap[0][0] <= at:
            found.append(heapq.heappop(self._heap)[2])
        return found


def told_changes(
    told: Told, found: Iterable[Finding], at: int, because: Sequence[Event], *, final: bool
) -> Iterator[Change]:
    """What is to be told of an occasion, given what was told of it before.

    What may still come to nothing is not told: a duty that is pending. What only runs with the clock, such as how long
    something has lasted, is told when it is `final`.
    """
    now = {finding.id: finding for finding in found}
    for name, finding in now.items():
        before = told.get(name)
        if before is None:
            if finding.outcome is not Outcome.PENDING:
                told[name] = finding
                yield Change(at, finding, None, tuple(map(cause_of, because)))
        elif before is not finding and (
            _deciding(before) != _deciding(finding) or (final and before != finding)
        ):
            told[name] = finding
            yield Change(at, finding, before, tuple(map(cause_of, because)))
    for name in sorted(told.keys() - now.keys()):
        yield Change(at, None, told.pop(name), tuple(map(cause_of, because)))


def _deciding(finding: Finding) -> tuple[object, ...]:
    """What of a finding does not run with the clock."""
    return finding.outcome, finding.grade, finding.reason, finding.evidence


def _given(finding: Finding) -> Finding:
    return finding


def first_after(at: int, instants: Iterable[int | None]) -> int | None:
    """The first of some instants, or of those one microsecond after them, that is later than `at`."""
    later = [one for instant in instants if instant is not None for one in (instant, instant + 1) if one > at]
    return min(later, default=None)
