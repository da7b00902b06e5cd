"""Duties of a whole term, of windows and of periods: judged part by part when something may have become certain."""

from collections.abc import Iterator, Sequence

from slakit.changes import Cause, Change
from slakit.checks import (
    Answered,
    CoveredAtEnd,
    CoveredThroughout,
    Duty,
    Limited,
    Measured,
    MeasuredShare,
    Points,
    Recurring,
    Spans,
)
from slakit.engines.monitor.awaited import Awaited, awaited_of
from slakit.engines.monitor.kept import Kept, asked_for, name_of
from slakit.engines.monitor.live import Ground
from slakit.engines.monitor.parts import Part, Parts, allowed, instants_of, is_over, may_tell, parts_of
from slakit.engines.monitor.watch import (
    Alarm,
    State,
    Told,
    Watch,
    by_instant,
    due_in,
    first_after,
    told_changes,
)
from slakit.events.event import Event
from slakit.findings import Finding, Outcome
from slakit.verdicts.judging import verdicts
from slakit.verdicts.verdict import Verdict

REPORTED = frozenset({"no-target", "no-target-partly-observed", "share-reported", "time-reported"})
"""Reasons of a figure that is only reported: it is told when its window is over."""


class WholeWatch(Watch):
    """Watches a check that looks at many events together."""

    def __init__(self, duty: Duty, ground: Ground, *, keeps_broken: bool = False) -> None:
        super().__init__(duty, ground, keeps_broken=keeps_broken)
        self.kept = Kept(ground.annex, (duty.check, duty.unless))
        self.types = self.kept.types
        self.parts = Parts(parts_of(duty, ground))
        self.alarm = Alarm[int]()
        for number, part in self.parts.open.items():
            for edge in {max(part.begins, 0), part.ends, ground.term.start, ground.term.end}:
                self.alarm.set(edge, number)
                self.alarm.set(edge + 1, number)

    def settle(self, at: int) -> list[Change]:
        """Judge the parts in which something may have become certain."""
        batch, self.batch = self.batch, []
        due = {number for number in self.alarm.due(at) if number in self.parts.open}
        for number in due:
            self.parts.reach(number, at)
        if batch:
            changed = self.kept.take(batch)
            due.update(self.parts.touched(self.kept, at, batch, changed))
        changes: list[Change] = []
        for number in sorted(due):
            if self.parts.open[number].certain is None:
                changes += self._judge(number, at, batch)
        return changes

    def reground(self, at: int, because: tuple[Cause, ...]) -> list[Change]:
        """Judge every part anew."""
        changes: list[Change] = []
        for number, part in list(self.parts.open.items()):
            if part.begins <= at and part.certain is None:
                changes += self._judge(number, at, ())
                self._look_again(number, at)
        return [Change(one.at, one.finding, one.before, because) for one in changes]

    def findings(self, at: int) -> Iterator[tuple[Told, list[Finding]]]:
        """Every part that is not over."""
        for part in list(self.parts.open.values()):
            yield part.told, [self.finding(one) for one in self._verdicts(part, at)]

    def deadline(self, finding: Finding) -> int | None:
        """That of a successor is the end of the term, and that of what comes once in each period the end of the period.

        What would be due after the term, counted from the last time, is never broken.
        """
        if isinstance(self.duty.check, CoveredAtEnd):
            end = finding.figures.get("end")
            return end if isinstance(end, int) else None
        if not isinstance(self.duty.check, Recurring):
            return due_in(finding)
        until, term_end = finding.figures.get("until"), self.ground.term.end
        if isinstance(until, int):
            return min(until, term_end)
        due = due_in(finding)
        return due if due is not None and due < term_end else None

    def open_verdicts(self, at: int) -> Iterator[Verdict]:
        """The verdicts on every part that is not over."""
        for part in list(self.parts.open.values()):
            yield from self._verdicts(part, at)

    def wakes(self) -> int | None:
        """The next edge of a part, or the next deadline in one."""
        return self.alarm.next()

    def kept_events(self) -> Iterator[Event]:
        """What the parts that are not over look at."""
        return self.kept.events()

    def state(self) -> State:
        """What the parts that are not over look at, and which they are."""
        told = {name: one for part in self.parts.open.values() for name, one in part.told.items()}
        marks = {str(number) for number in self.parts.open}
        return State({name_of(event): event for event in self.kept.events()}, {}, marks, told)

    def restore(self, state: State, at: int) -> list[Change]:
        """Go on with the parts of another watch that were not over."""
        self.parts.keep({int(mark) for mark in state.marks})
        self.alarm.due(at)
        for _, together in by_instant(state.kept.values()):
            self.kept.take(together)
            for part in self.parts.open.values():
                may_tell(part, self.kept, part.begins, together)
        just_now, left = state.kept_of(at), dict(state.told)
        for number, part in list(self.parts.open.items()):
            self.parts.reach(number, at)
            if part.begins <= at:
                found = self._verdicts(part, at)
                part.told = state.told_of(map(self.finding, found))
                part.awaited = self._awaited(part, found, at)
                for name in part.told:
                    left.pop(name, None)
                self._set_alarm(number, found, at, just_now)
                self._look_again(number, at)
        for name, finding in left.items():  # it is found no longer, and taken back when its part is judged
            self.parts.at(finding.time).told[name] = finding
        return []  # what comes of a part is told when something touches it, or is due

    # --- one part ---

    def _verdicts(self, part: Part, at: int) -> list[Verdict]:
        if part.certain is not None:
            return list(part.certain)
        return list(verdicts(part.duty, self.ground.live(at, self.kept)))

    def _judge(self, number: int, at: int, because: Sequence[Event]) -> Iterator[Change]:
        part = self.parts.open[number]
        found = self._verdicts(part, at)
        is_certain = is_over(part, found, self.kept, self.ground, at)
        over = is_certain and not self.must_stay(found)
        part.awaited = self._awaited(part, found, at)
        told = [self.finding(one) for one in found if at >= part.ends or one.reason not in REPORTED]
        if part.awaited is not None and part.awaited.left is None and not is_certain:
            told = [_as_told(part.told.get(one.id), one) for one in told]
        yield from told_changes(part.told, told, at, because, final=over)
        if over:
            self.parts.close(number)
            self._forget(part)
            return
        if is_certain:
            part.certain = found
            return
        self._set_alarm(number, found, at, because)

    def _awaited(self, part: Part, found: Sequence[Verdict], at: int) -> Awaited | None:
        """What a share waits for once its window is over; nothing where its points or answers say what is in force."""
        of_records = frozenset[str]().union(*(records.types for records in self.kept.records.values()))
        if at < part.ends or not of_records.isdisjoint(self.kept.points):
            return None
        return awaited_of(part.duty, found, at, is_answered=self.keeps_broken)

    def _set_alarm(self, number: int, found: Sequence[Verdict], at: int, because: Sequence[Event]) -> None:
        """Look at a part again when time alone may change the verdicts on it."""
        part, binding = self.parts.open[number], self.ground.as_known
        instants = [*instants_of(part, found, self.kept, at), binding.since, binding.until]
        if because and isinstance(part.duty.check, CoveredThroughout | Recurring):
            instants.append(at)
        if isinstance(part.duty.check, Measured):
            instants.append(self._falls_below(part, found, at))
        if (instant := first_after(at, instants)) is not None:
            self.alarm.set(instant, number)

    def _look_again(self, number: int, at: int) -> None:
        """Look at a part again where time alone makes something else of it a microsecond later."""
        part = self.parts.open.get(number)
        if part is None or not isinstance(part.duty.check, CoveredThroughout | Recurring):
            return
        now, then = (
            [(one.outcome, one.reason) for one in self._verdicts(part, instant)] for instant in (at, at + 1)
        )
        if now != then:
            self.alarm.set(at + 1, number)

    def _falls_below(self, part: Part, found: Sequence[Verdict], at: int) -> int | None:
        """When a level is missed if nothing more happens: what is down now stays so."""
        if at >= part.ends or any(one.outcome is not Outcome.PENDING for one in found):
            return None
        if not may_tell(part, self.kept, at, ()) or not self._is_broken(part, part.ends):
            return None
        kept_until, broken_at, likely = at, part.ends, at + 1 + _still_allowed(part, found)
        tried_first = [one for one in (likely - 1, likely) if kept_until < one < broken_at]
        while broken_at - kept_until > 1:
            # right or wrong, a guess only narrows what is looked through
            middle = tried_first.pop() if tried_first else (kept_until + broken_at) // 2
            if self._is_broken(part, middle):
                broken_at = middle
            else:
                kept_until = middle
        return broken_at

    def _is_broken(self, part: Part, at: int) -> bool:
        return any(one.outcome is Outcome.VIOLATED for one in self._verdicts(part, at))

    # --- what is over ---

    def _forget(self, over: Part) -> None:
        """Forget what happened before every part that is not over: points of it, and spans that ended."""
        if any(part.ends == over.ends for part in self.parts.open.values()):
            return
        since = min((part.begins for part in self.parts.open.values()), default=over.ends)
        if since < over.ends:
            return
        asked_besides = {one.event for one in self._asked_besides() if isinstance(one, Points)}
        for points in self._counted():
            if points.event in asked_besides:
                continue
            held = self.kept.points[points.event]
            for event in [one for one in held.events.values() if one.time < since]:
                held.drop(event)
        for records in self.kept.records.values():
            for span in [one for one in records.spans() if one.closed is not None and one.closed <= since]:
                records.drop(span)

    def _asked_besides(self) -> Iterator[Points | Spans]:
        """What conditions and exceptions ask for, whenever it happened."""
        for points in self._counted():
            yield from asked_for(points.where)
        meets = getattr(self.duty.check, "meets", None)
        yield from asked_for((self.duty.unless, None if isinstance(meets, Answered) else meets))

    def _counted(self) -> list[Points]:
        """The points that only their own window or period looks at."""
        match self.duty.check:
            case MeasuredShare(of=of, meets=meets):
                by = getattr(meets, "by", None)
                return [of, by] if isinstance(by, Points) else [of]
            case Limited(of=of) | Recurring(by=of):
                return [of]
            case _:
                return []


def _still_allowed(part: Part, found: Sequence[Verdict]) -> int:
    """How long something may still be down in a part before its level is missed, as far as the verdicts on it say."""
    assert isinstance(part.duty.check, Measured)
    down = max([figure for one in found if isinstance(figure := one.figures.get("down"), int)], default=0)
    return max(0, allowed(part.duty.check) - down)


def _as_told(before: Finding | None, now: Finding) -> Finding:
    """A finding as it was told before, if only what shows it has become more: that is told when there is no more to come."""
    if before is None or (before.outcome, before.reason) != (now.outcome, now.reason):
        return now
    return before
