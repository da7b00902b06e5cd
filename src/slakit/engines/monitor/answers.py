"""Duties to answer: each point waits for one that matches it, and what it waits for is forgotten with it."""

from collections.abc import Iterator, Sequence
from typing import Final

from slakit.changes import AnsweredChange, Cause, Change, Like
from slakit.checks import Duty, Followed, Spans
from slakit.engines.monitor.indices import match_of
from slakit.engines.monitor.kept import name_of, sides
from slakit.engines.monitor.live import Ground
from slakit.engines.monitor.points import OUTSIDE, Point, PointWatch
from slakit.engines.monitor.watch import AtOnce
from slakit.events.event import Event
from slakit.findings import Outcome
from slakit.verdicts.alike import Read, answer_like, fields_awaited, reads
from slakit.verdicts.clocks import due_after, is_closed
from slakit.verdicts.followed import perhaps_due
from slakit.verdicts.intervals import Intervals
from slakit.verdicts.spans import Span
from slakit.verdicts.verdict import Verdict

ALIKE_KEPT: Final = 1024
"""So many points that wait alike are remembered at most for each duty, and so many that were answered alike."""
NO_PAUSE: Final = Intervals()


class AnswerWatch(PointWatch):
    """Watches a check that a matching point follows each.

    Most points only wait, and most answers only end that. Whether a point waits rests on some of its fields and on what is
    in force when it happens, so one is judged, and those like it wait as it does until what is in force changes. It is the
    same with what comes in time to a point and answers it.
    """

    def __init__(self, duty: Duty, ground: Ground, *, keeps_broken: bool = False) -> None:
        super().__init__(duty, ground, keeps_broken=keeps_broken)
        assert isinstance(duty.check, Followed)
        self.followed: Followed = duty.check
        self._theirs = sides(duty.check.matching)[1]
        fields = fields_awaited(duty)
        ours, theirs = fields or ((), ())
        self._read, self._read_answer = reads(ours), reads(theirs)
        self._is_possible = fields is not None and not keeps_broken and self._stands_alone()
        """Whether points of the duty can wait, and be answered, as others were at all."""
        within = duty.check.within
        self._late_after = int(within is not None and is_closed(within, closed=duty.check.closed))
        """How long after its time is up a point is late: at once, or with the next microsecond."""
        self._waiting_alike: set[Read] = set()
        self._answered_alike: dict[tuple[Read, Read], Like] = {}

    def _stands_alone(self) -> bool:
        """Whether a point says nothing of others, nor an answer but that it is one."""
        of, by = self.check.of.event, self.followed.by.event
        in_force = self.ground.types.union(*(records.types for records in self.kept.records.values()))
        return of != by and self.kept.points.keys() == {by} and in_force.isdisjoint((of, by))

    def told_at_once(self, event_type: str) -> AtOnce | None:
        """Most points begin to wait, and most answers end that, as others did."""
        if not self._is_possible:
            return None
        if event_type == self.check.of.event:
            return AtOnce(self._wait_at_once, sets_alarm=True)
        return AtOnce(self._answer_at_once, alone=True) if event_type == self.followed.by.event else None

    def reground(self, at: int, because: tuple[Cause, ...]) -> list[Change]:
        """Judge every open point anew."""
        self._forget_alike()
        return super().reground(at, because)

    def _wait_at_once(self, event: Event) -> Sequence[Change] | None:
        """Keep a point waiting, if one that is alike waited; what came before it answers it no more than that one."""
        if event.time not in self.ground.binding or self._read(event) not in self._waiting_alike:
            return None
        due = self._due(event)
        if due <= event.time:
            return None
        self._keep_open(name_of(event), Point(event, is_pending=True, due=due), due + self._late_after)
        return ()

    def _answer_at_once(self, event: Event) -> Sequence[Change] | None:
        """Tell that a point is answered, if an answer says no more than that; one for which none waits says nothing."""
        waiting, match = self.sides[0].waiting, match_of(event.data, self._theirs)
        if match is None or not waiting.is_exact or self.kept.points[self.followed.by.event].events:
            return None
        found = waiting.candidates(match)
        if not found:
            return ()
        point = found[0]
        if len(found) > 1 or point.told or point.due is None or event.time >= point.due:
            return None
        like = self._answered_alike.get((self._read(point.event), self._read_answer(event)))
        if like is None or point.event.time not in self.ground.binding:
            return None
        name = name_of(point.event)
        del self.open[name]
        waiting.drop(name)
        return (AnsweredChange(event.time, None, like=like, event=event, point=point.event),)

    def _due(self, event: Event) -> int:
        """When the time of a point is up that nothing pauses; its own, if that is not known."""
        within = self.followed.within
        if isinstance(within, int):
            return event.time + within
        assert within is not None
        due = due_after(within, event.time, NO_PAUSE, self.ground.calendars, closed=self.followed.closed)
        return event.time if due.instant is None else due.instant

    def _take(self, events: Sequence[Event]) -> dict[Spans, list[Span]]:
        if any(event.type in records.types for records in self.kept.records.values() for event in events):
            self._forget_alike()
        return super()._take(events)

    def _conclude(
        self, point: Point, verdict: Verdict, at: int, because: Sequence[Event]
    ) -> Iterator[Change]:
        changes = list(super()._conclude(point, verdict, at, because))
        if self._is_possible and point.event.time in self.ground.binding:
            self._learn(point.event, verdict, changes, is_new=point.event.time == at)
        return iter(changes)

    def _learn(self, event: Event, verdict: Verdict, changes: Sequence[Change], *, is_new: bool) -> None:
        """Remember that a point which has just come waits, or how it is told that one was answered in time."""
        if is_new and verdict.reason == "due" and verdict.outcome is Outcome.PENDING:
            if len(self._waiting_alike) >= ALIKE_KEPT:
                self._waiting_alike.clear()
            self._waiting_alike.add(self._read(event))
        elif verdict.reason == "in-time" and len(changes) == 1 and (found := changes[0].finding) is not None:
            if len(self._answered_alike) >= ALIKE_KEPT:
                self._answered_alike.clear()
            _, answer = verdict.evidence[-1]
            alike = self._read(event), self._read_answer(answer)
            self._answered_alike[alike] = Like(found, answer_like(found, self._due))

    def _forget_alike(self) -> None:
        """Something has changed on which it rests whether a point waits."""
        self._waiting_alike.clear()
        self._answered_alike.clear()

    def _may_change(self, verdict: Verdict, event: Event, at: int) -> bool:
        """Whether a point is still to be answered, or what pauses its time may still move it."""
        if verdict.reason in OUTSIDE or verdict.reason == "superseded":
            return False
        if self._pauses_go_on(verdict, event, at) or verdict.outcome is Outcome.PENDING:
            return True
        answered = any(role == "answer" for role, _ in verdict.evidence)
        return not (answered or verdict.reason == "answer-unclear")

    def _pauses_go_on(self, verdict: Verdict, event: Event, at: int) -> bool:
        """Whether pauses may still move the deadline, or a record of one may still be closed."""
        if self.followed.paused is None:
            return False
        due = verdict.figures.get("due")
        pausing = self.sides[1]
        assert isinstance(pausing.by, Spans)
        _, theirs = sides(pausing.matching)
        spans = self.kept.records[pausing.by].matched(theirs, pausing.match_of_point(event))
        return not isinstance(due, int) or at <= due or any(span.closing is None for span in spans)

    def _instants(self, verdict: Verdict, event: Event, at: int) -> list[int]:
        instants = super()._instants(verdict, event, at)
        if verdict.reason == "perhaps-paused":
            perhaps = perhaps_due(self.followed, self._live.as_of(at), event)
            instants += () if perhaps is None else (perhaps,)
        return instants
