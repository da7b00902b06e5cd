"""Duties of single events: each is judged by itself, and forgotten when nothing can change its verdict."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from slakit.changes import Cause, Change, cause_of
from slakit.checks import CoveredAt, Duty, Followed, Holds, Never, Pair, Points, Spans
from slakit.engines.monitor.alike import Alike
from slakit.engines.monitor.indices import Index, Match, match_of, span_name
from slakit.engines.monitor.kept import Kept, Name, name_of, sides
from slakit.engines.monitor.live import Ground
from slakit.engines.monitor.watch import (
    Alarm,
    AtOnce,
    Pending,
    State,
    Told,
    Watch,
    by_instant,
    first_after,
    told_changes,
)
from slakit.events.event import Event
from slakit.findings import Finding, Outcome
from slakit.verdicts.judging import point_verdict
from slakit.verdicts.spans import Span
from slakit.verdicts.truth import order
from slakit.verdicts.verdict import Verdict

Check = Holds | CoveredAt | Followed | Never
OUTSIDE = frozenset(
    {
        "out-of-term",
        "before-first-proof",
        "outside-effect",
        "outside-annex",
        "excused",
        "out-of-scope",
        "scope-unknown",
    }
)
"""Reasons why a point is no occasion at all; they are settled with the instant of the point."""
MISSES = frozenset({"elsewhere", "not-yet", "no-longer", "never", "perhaps-excused"})
"""Reasons of a point that nothing covers: what opens or changes later may be named in the finding."""


@dataclass(slots=True)
class Point:
    """A point on which something may still change, what was told of it, and whether it is pending, until when if that is known.

    As long as nothing touches it and its time is not up, that does not change.
    """

    event: Event
    told: Told = field(default_factory=dict)
    is_pending: bool = False
    due: int | None = None
    wakes: int | None = None
    """When time alone may change it, as it stands now; an alarm that was set before it came to stand so is passed over."""


@dataclass(slots=True)
class Side:
    """The other side of a check: what points are matched with, and the open points by their match.

    With `forgets`, what no open point may be matched with is not needed for those to come.
    """

    by: Points | Spans
    matching: tuple[Pair, ...]
    forgets: bool
    waiting: Index[Point] = field(default_factory=Index)
    left: set[Match | None] = field(default_factory=set)
    """The matches of points that were closed since something was forgotten last."""

    def match_of_point(self, event: Event) -> Match | None:
        """The values by which a point is matched."""
        return match_of(event.data, sides(self.matching)[0])


class PointWatch(Watch):
    """Watches a check that judges each event of one type by itself."""

    def __init__(self, duty: Duty, ground: Ground, *, keeps_broken: bool = False) -> None:
        super().__init__(duty, ground, keeps_broken=keeps_broken)
        assert isinstance(duty.check, Check)
        self.check: Check = duty.check
        self.sides = list(_sides(self.check))
        others = [side.by for side in self.sides]
        self.kept = Kept(ground.annex, (*others, _conditions(self.check), duty.unless))
        self.types = self.kept.types | {self.check.of.event}
        self.open: dict[Name, Point] = {}
        self.alarm = Alarm[Name]()
        self._live = ground.live(-1, self.kept)
        self._alike = Alike(duty, self.check.of, ground, self.kept.types)

    def settle(self, at: int) -> list[Change]:
        """Judge the points of the instant, and those that something of it touches."""
        batch, self.batch = self.batch, []
        if not self.alarm.rings(at) and self.kept.types.isdisjoint([event.type for event in batch]):
            return self._settle_new(batch, at)
        touched = {name: self.open[name] for name in self.alarm.due(at) if self._waits(name, at)}
        if batch:
            changed = self._take(batch)
            for side in self.sides:
                for point in self._met(side, batch, changed):
                    touched[name_of(point.event)] = point
        if len(touched) > 1:
            touched = dict(sorted(touched.items(), key=lambda one: order(one[1].event)))
        asked_for = [event for event in batch if event.type in self.kept.types]
        causes = dict.fromkeys(touched, asked_for)
        for event in batch:
            if event.type == self.check.of.event:
                touched[name_of(event)] = Point(event)
                causes[name_of(event)] = [event]
        changes = list(
            chain.from_iterable(self._judge(point, at, causes[name]) for name, point in touched.items())
        )
        self._forget(batch)
        return changes

    def told_at_once(self, event_type: str) -> AtOnce | None:
        """Most points are alike to one that was judged, and are gone at once."""
        if event_type != self.check.of.event or self.keeps_broken or not self._alike.is_possible:
            return None
        return AtOnce(self._alike.changes)

    def _settle_new(self, batch: Sequence[Event], at: int) -> list[Change]:
        """Judge the points of an instant in which nothing else happens: they touch no other and none touches them."""
        changes: list[Change] = []
        at_once = self.told_at_once(self.check.of.event)
        for event in batch:
            if at_once is not None and (told := at_once.take(event)) is not None:
                changes += told
                continue
            verdict = self._verdict(event, at)
            if self._stays(verdict, event, at):
                changes += self._conclude(Point(event), verdict, at, (event,))
                continue
            finding = self.finding(verdict)  # most come, are judged, and are gone
            self._alike.keep(event, finding)
            changes.append(Change(at, finding, None, (cause_of(event),)))
        return changes

    def _take(self, events: Sequence[Event]) -> dict[Spans, list[Span]]:
        """Keep the events of an instant; the spans that they changed."""
        self._alike.forget()
        return self.kept.take(events)

    def reground(self, at: int, because: tuple[Cause, ...]) -> list[Change]:
        """Judge every open point anew."""
        self._alike.forget()
        changes = []
        for point in self._in_order():
            changes += [
                Change(one.at, one.finding, one.before, because) for one in self._judge(point, at, ())
            ]
        return changes

    def findings(self, at: int) -> Iterator[tuple[Told, list[Finding]]]:
        """Every open point."""
        for point in self._in_order():
            yield point.told, [self._found(point.event, at)]

    def pending(self, at: int) -> Iterator[Pending]:
        """The open points that are pending: which they are is known without judging them anew."""
        for point in self.open.values():
            if point.is_pending:
                yield Pending(point.due, partial(self._found, point.event, at))

    def open_verdicts(self, at: int) -> Iterator[Verdict]:
        """The verdicts on every open point."""
        for point in self._in_order():
            yield self._verdict(point.event, at)

    def wakes(self) -> int | None:
        """The next deadline of a point that is open."""
        return self.alarm.next_of(self._waits)

    def kept_events(self) -> Iterator[Event]:
        """The open points and what they and later ones are matched with."""
        yield from self.kept.events()
        for point in self.open.values():
            yield point.event

    def state(self) -> State:
        """The open points, and what they and later ones are matched with."""
        told = {name: one for point in self.open.values() for name, one in point.told.items()}
        opened = {name: point.event for name, point in self.open.items()}
        return State({name_of(event): event for event in self.kept.events()}, opened, set(), told)

    def restore(self, state: State, at: int) -> list[Change]:
        """Go on with the open points of another watch."""
        for _, together in by_instant(state.kept.values()):
            self._take(together)
        changes: list[Change] = []
        for event in sorted(state.open.values(), key=order):
            point = Point(event)
            point.told = state.told_of([self._found(event, at)])
            changes += self._judge(point, at, ())
        self._forget(())
        return changes

    def _in_order(self) -> list[Point]:
        return sorted(self.open.values(), key=lambda point: order(point.event))

    # --- one point ---

    def _verdict(self, event: Event, at: int) -> Verdict:
        return point_verdict(self.duty, self._live.as_of(at), event)

    def _found(self, event: Event, at: int) -> Finding:
        return self.finding(self._verdict(event, at))

    def _judge(self, point: Point, at: int, because: Sequence[Event]) -> Iterator[Change]:
        return self._conclude(point, self._verdict(point.event, at), at, because)

    def _stays(self, verdict: Verdict, event: Event, at: int) -> bool:
        return self.stays_open(verdict, event, at) or (self.keeps_broken and self.must_stay([verdict]))

    def _conclude(
        self, point: Point, verdict: Verdict, at: int, because: Sequence[Event]
    ) -> Iterator[Change]:
        """Tell a verdict, and keep the point open or close it."""
        stays = self._stays(verdict, point.event, at)
        name = name_of(point.event)
        if not stays and name not in self.open:
            yield Change(at, self.finding(verdict), None, tuple(map(cause_of, because)))
            return
        if point.told or verdict.outcome is not Outcome.PENDING:  # what is pending is not told
            yield from told_changes(point.told, [self.finding(verdict)], at, because, final=not stays)
        if not stays:
            self._close(name)
            return
        due = verdict.figures.get("due")
        point.is_pending = verdict.outcome is Outcome.PENDING
        point.due = due if isinstance(due, int) else None
        self._keep_open(name, point, first_after(at, self._instants(verdict, point.event, at)))

    def _keep_open(self, name: Name, point: Point, wakes: int | None) -> None:
        """Keep a point open, and look at it again at an instant."""
        if name not in self.open:
            self.open[name] = point
            for side in self.sides:
                side.waiting.add(name, point, (side.match_of_point(point.event),))
        point.wakes = wakes
        if wakes is not None:
            self.alarm.set(wakes, name)

    def _waits(self, name: Name, until: int) -> bool:
        """Whether a point for which an alarm was set is still open, and still waits for no later instant."""
        point = self.open.get(name)
        return point is not None and point.wakes is not None and point.wakes <= until

    def _close(self, name: Name) -> None:
        if (point := self.open.pop(name, None)) is None:
            return
        for side in self.sides:
            side.waiting.drop(name)
            side.left.add(side.match_of_point(point.event))

    def stays_open(self, verdict: Verdict, event: Event, at: int) -> bool:
        """Whether something that is still to come may change the verdict on a point."""
        return self.ground.leaves_open(event.time) or self._may_change(verdict, event, at)

    def _may_change(self, verdict: Verdict, event: Event, at: int) -> bool:
        """Whether something but what is known of the term may change it."""
        match self.check:
            case CoveredAt(at=field):
                instant = event.data.get(field) if field else None
                return (isinstance(instant, int) and instant > at) or verdict.reason in MISSES
            case Never():
                in_doubt = any(role == "early-end" for role, _ in verdict.evidence)
                return in_doubt or (verdict.reason == "happened-during" and not verdict.cures)
            case _:
                return False

    def _instants(self, verdict: Verdict, event: Event, at: int) -> list[int]:
        """The instants at which time alone may change the verdict, those that are over among them."""
        told = [verdict.figures.get(name) for name in ("due", "end", "calendar-end")]
        named = event.data.get(self.check.at) if isinstance(self.check, CoveredAt) and self.check.at else None
        return [one for one in (*told, named) if isinstance(one, int)]

    # --- the other side ---

    def _met(self, side: Side, batch: Sequence[Event], changed: dict[Spans, list[Span]]) -> Iterator[Point]:
        """The open points that may be matched with what is new on the other side."""
        if not self.open:
            return
        _, theirs = sides(side.matching)
        if isinstance(side.by, Points):
            matches = [match_of(one.data, theirs) for one in batch if one.type == side.by.event]
        else:
            index = self.kept.records[side.by].index(theirs)
            matches = [match for span in changed.get(side.by, ()) for match in index.matches(span_name(span))]
        for match in matches:
            yield from list(self.open.values()) if match is None else side.waiting.candidates(match)

    def _forget(self, batch: Sequence[Event]) -> None:
        """Forget what has come on the other sides, or what a point has left there, if it meets no open point."""
        for side in self.sides:
            left, side.left = side.left, set()
            if not side.forgets:
                continue
            _, theirs = sides(side.matching)
            types = {side.by.event} if isinstance(side.by, Points) else self.kept.records[side.by].types
            left.update(match_of(one.data, theirs) for one in batch if one.type in types)
            for match in left:
                self._forget_matched(side, match)

    def _forget_matched(self, side: Side, match: Match | None) -> None:
        """Forget what no open point may be matched with: points at once, spans when they are closed.

        Without a match, anything may be what is forgotten. What only ended nothing never covers a point, and would be
        taken anew for the end of what opens later if it outlived what had opened since.
        """
        _, theirs = sides(side.matching)
        if isinstance(side.by, Points):
            held = self.kept.points[side.by.event]
            for event in list(held.matched(theirs, match)):
                if not self._awaits(side, match_of(event.data, theirs)):
                    held.drop(event)
            return
        records = self.kept.records[side.by]
        index = records.index(theirs)
        for span in list(records.matched(theirs, match)):
            if span.closing is None:
                continue
            if not span.versions or not any(
                self._awaits(side, one) for one in index.matches(span_name(span))
            ):
                records.drop(span)

    def _awaits(self, side: Side, match: Match | None) -> bool:
        """Whether an open point may be matched by these values."""
        return bool(self.open) if match is None else side.waiting.awaits(match)


def _sides(check: Check) -> Iterator[Side]:
    """What the points of a check are matched with."""
    match check:
        case Holds(decided=decided) if decided is not None:
            yield Side(decided.points, decided.matching, forgets=False)
        case CoveredAt():
            yield Side(check.by, check.matching, forgets=False)
        case Followed():
            yield Side(check.by, check.matching, forgets=not check.looks_back)
            if check.paused is not None:
                yield Side(check.paused.spans, check.paused.matching, forgets=True)
            if check.last_of:
                yield Side(check.of, tuple((name, name) for name in check.last_of), forgets=False)
        case Never(during=during) if during is not None:
            yield Side(during, check.matching, forgets=True)
        case _:
            return


def _conditions(check: Check) -> tuple[object, ...]:
    """The conditions of a check; they may ask for events too."""
    return (check.of.where, check.condition if isinstance(check, Holds) else None)
