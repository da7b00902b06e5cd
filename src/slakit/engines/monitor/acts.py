"""Duties of acts that last: each is judged by itself, and forgotten when it is over and nothing can change its verdict."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from slakit.changes import Cause, Change
from slakit.checks import CoveredBefore, Duty, Inside, Spans
from slakit.engines.monitor.indices import Index, span_name
from slakit.engines.monitor.kept import Kept, Records, match_for, name_of, sides
from slakit.engines.monitor.live import Ground
from slakit.engines.monitor.packed_keys import PackedKeys
from slakit.engines.monitor.past_notices import PastNotices
from slakit.engines.monitor.resting import TOGETHER
from slakit.engines.monitor.watch import Alarm, State, Told, Watch, by_instant, first_after, told_changes
from slakit.events.event import Event, FieldValue
from slakit.findings import Finding
from slakit.verdicts.announcements import announced_ends
from slakit.verdicts.covered_before import NEAR_MISSES
from slakit.verdicts.judging import verdicts
from slakit.verdicts.notices import Notices
from slakit.verdicts.planned import unannounced
from slakit.verdicts.spans import Span, beginning
from slakit.verdicts.verdict import Verdict

MISSES = frozenset({*NEAR_MISSES, "no-notice", "perhaps-excused"})
"""Reasons of an act that no notice announces: what is published or changes later may be named in the finding."""
HOUR, DAY = 3_600_000_000, 86_400_000_000
TIRED: Final = 2 * TOGETHER
"""So many notices that may rest are left awake, so that one that is published anew time and again is not packed each time."""


@dataclass(slots=True)
class Act:
    """An act on which something may still change, and what was told of it; `again`: one of its identity was before."""

    span: Span
    again: bool
    told: Told = field(default_factory=dict)
    awaits: bool = True
    """Whether what it is covered by may still come or change; else only something of the act or of the term can touch it."""


class ActWatch(Watch):
    """Watches a check that judges each span of one record by itself."""

    def __init__(self, duty: Duty, ground: Ground, *, keeps_broken: bool = False) -> None:
        super().__init__(duty, ground, keeps_broken=keeps_broken)
        assert isinstance(duty.check, CoveredBefore | Inside)
        self.check: CoveredBefore | Inside = duty.check
        self.kept = Kept(ground.annex, (duty.check, duty.unless, *((duty.plan,) if duty.plan else ())))
        self.types = self.kept.types
        self.open: dict[object, Act] = {}
        self.begun = PackedKeys()
        self.alarm = Alarm[object]()
        self._waiting: Index[Act] = Index()
        self._passing = Alarm[Span]()
        self._acts = self.kept.records[duty.check.of]
        self._tired: dict[object, Span] = {}
        self._past = PastNotices(duty, ground)
        self._is_matched_for_good = set(sides(duty.check.matching)[0]) <= set(duty.check.of.key)
        """Whether an act that goes on can never be matched by other values than those it began with."""
        self._notices: Notices | None = None
        if isinstance(duty.check, CoveredBefore) and not duty.check.matching:
            self._notices = Notices(duty.check.announced)

    def settle(self, at: int) -> list[Change]:
        """Judge the acts that the instant begins or changes, and those that something of it touches."""
        batch, self.batch = self.batch, []
        touched = {name: self.open[name] for name in self.alarm.due(at) if name in self.open}
        if batch:
            changed = self.kept.take(batch)
            self._put_notices(changed)
            for span in changed.get(self.check.of, ()):
                if span.versions:
                    touched[span_name(span)] = self._act(span)
                else:
                    self._acts.drop(span)
            for act in self._met(changed):
                touched[span_name(act.span)] = act
            self._forget_plans(changed)
        changes: list[Change] = []
        for act in _in_order(touched.values()):
            changes += self._judge(act, at, batch)
        self._forget(at)
        return changes

    def reground(self, at: int, because: tuple[Cause, ...]) -> list[Change]:
        """Judge every open act anew."""
        return [
            Change(one.at, one.finding, one.before, because)
            for act in _in_order(self.open.values())
            for one in self._judge(act, at, ())
        ]

    def findings(self, at: int) -> Iterator[tuple[Told, list[Finding]]]:
        """Every open act."""
        for act in _in_order(self.open.values()):
            yield act.told, [self.finding(one) for one in self._verdicts(act, at)]

    def foreseen(self, at: int) -> Iterator[Finding]:
        """What is planned and not announced in time."""
        if isinstance(self.check, CoveredBefore) and self.duty.plan is not None:
            live = self.ground.live(at, self.kept)
            found = unannounced(self.check, self.duty.plan, self.duty, live, self.begun)
            yield from map(self.finding, found)

    def open_verdicts(self, at: int) -> Iterator[Verdict]:
        """The verdicts on every open act."""
        for act in _in_order(self.open.values()):
            yield from self._verdicts(act, at)

    def wakes(self) -> int | None:
        """The next instant at which an act may outlast something."""
        return self.alarm.next()

    def kept_events(self) -> Iterator[Event]:
        """The open acts and the records that they and later ones are covered by."""
        return self.kept.events()

    def state(self) -> State:
        """The open acts, what they and later ones are covered by, and the keys of all that have begun."""
        marks = {self._mark("again", act.span) for act in self.open.values() if act.again}
        marks |= {self._mark("open", act.span) for act in self.open.values()}
        told = {name: one for act in self.open.values() for name, one in act.told.items()}
        packed = {f"begun {name}": bucket for name, bucket in self.begun.packed()}
        if self.check.by is not None:
            resting = self.kept.records[self.check.by].resting
            packed |= {f"resting {name}": piece for name, piece in resting.packed()}
        kept = {name_of(event): event for event in self.kept.events()}
        return State(kept, {}, marks, told, packed=packed)

    def restore(self, state: State, at: int) -> list[Change]:
        """Go on with the open acts of another watch."""
        by = self.check.by
        for _, together in by_instant(state.kept.values()):
            self._put_notices(self.kept.take(together))
        if (
            by is not None
        ):  # only now, since what is kept of an earlier record with the same key would wake one
            self.kept.records[by].resting.unpack(state.packed_of("resting"))
        just_now, changes = state.kept_of(at), list[Change]()
        for span in list(self._acts.spans()):
            if self._mark("open", span) not in state.marks:
                self._acts.drop(span)
                continue
            act = self._act(span)
            act.again = self._mark("again", span) in state.marks
            act.told = state.told_of(self.finding(one) for one in self._verdicts(act, at))
            changes += self._judge(act, at, just_now)
        self.begun.unpack(state.packed_of("begun"))
        for mark in state.marks:
            if mark.startswith('["begun"'):  # so they were stored before they were packed
                self.begun.add(tuple(_unlisted(json.loads(mark)[1:])))
        for span in self.kept.records[by].spans() if by else ():
            self._set_passing(span)
        return changes

    def _mark(self, word: str, span: Span) -> str:
        """What is stored of an act, which its first event names; of several that it began for every service, its key too."""
        of_each = span.key if self._acts.began_several(span) else ()
        return json.dumps([word, *name_of(span.first), *of_each], ensure_ascii=False)

    # --- one act ---

    def _act(self, span: Span) -> Act:
        """The act that a span is: one that was known, or a new one."""
        name = span_name(span)
        if (act := self.open.get(name)) is None:
            act = self.open[name] = Act(span, span.key in self.begun)
            self.begun.add(span.key)
        act.span = span
        matches = {match_for(version.fields, self.check.matching) for version in span.versions}
        self._waiting.add(name, act, matches)
        return act

    def _verdicts(self, act: Act, at: int) -> list[Verdict]:
        live = self.ground.live(
            at, self.kept, self.check.of, act=act.span, again=act.again, announcing=self._notices
        )
        return list(verdicts(self.duty, live))

    def _judge(self, act: Act, at: int, because: Sequence[Event]) -> Iterator[Change]:
        found = self._verdicts(act, at)
        stays = self.stays_open(act.span, found) or self.must_stay(found)
        act.awaits = self._awaits(act.span, found)
        yield from told_changes(act.told, map(self.finding, found), at, because, final=not stays)
        name = span_name(act.span)
        if not stays:
            del self.open[name]
            self._waiting.drop(name)
            self._acts.drop(act.span)
        elif (instant := self._looks_again(act.span, at, just_changed=bool(because))) is not None:
            self.alarm.set(instant, name)

    def stays_open(self, span: Span, found: Sequence[Verdict]) -> bool:
        """Whether something that is still to come may change the verdicts on an act."""
        ground, closed = self.ground, span.closed
        if closed is None or any(ground.leaves_open(version.since) for version in span.versions):
            return True
        outlasts = ground.term.extended is not None and closed > ground.term.end
        if isinstance(self.check, CoveredBefore):
            overran = any("overrun" in verdict.figures for verdict in found)
            return (outlasts and overran) or self._awaits(span, found)
        if self.check.by is None:
            return outlasts
        return any(one.closing is None for one in self._covering(span))

    def _awaits(self, span: Span, found: Sequence[Verdict]) -> bool:
        """Whether a record that comes or changes later may cover an act, or be named as what nearly does.

        A notice announces an act by what it says when the act begins; what comes later is told of those that none announces.
        """
        if span.closed is None or not isinstance(self.check, CoveredBefore):
            return True
        return any(verdict.reason in MISSES for verdict in found)

    def _covering(self, span: Span) -> Sequence[Span]:
        """The records that may be matched with an act."""
        by, fields = self.check.by, span.versions[-1].fields
        if by is None:
            return ()
        _, theirs = sides(self.check.matching)
        return self.kept.records[by].matched(theirs, match_for(fields, self.check.matching))

    def _looks_again(self, span: Span, at: int, *, just_changed: bool) -> int | None:
        """When time alone may change the verdict on an act: while it is open, it may come to lie outside."""
        if span.closed is not None:
            return None
        term = self.ground.term
        instants: list[int | None] = [term.start, term.end, self.ground.horizon]
        instants += [edge for one in self.ground.renewals for edge in (one.since, one.until)]
        if just_changed:
            instants.append(at)
        if isinstance(self.check, CoveredBefore) and self.check.announced.end:
            for one in (
                self._covering(span) if self._notices is None else self._announcing(self._notices, span)
            ):
                instants += announced_ends(self.check, one)
        return first_after(at, instants)

    def _announcing(self, notices: Notices, span: Span) -> Iterator[Span]:
        """The notices that may announce an act, or what it came to reach as it went on."""
        for version in span.versions:
            yield from notices.that_may_announce(version.since)

    # --- what acts are covered by ---

    def _met(self, changed: dict[Spans, list[Span]]) -> Iterator[Act]:
        """The open acts that may be covered by what is new."""
        by = self.check.by
        if by is None:
            return
        _, theirs = sides(self.check.matching)
        index = self.kept.records[by].index(theirs)
        for span in changed.get(by, ()):
            for match in index.matches(span_name(span)):
                acts = list(self.open.values()) if match is None else self._waiting.candidates(match)
                yield from (act for act in acts if act.awaits)
            self._set_passing(span)

    def _set_passing(self, span: Span) -> None:
        """Look at a record again when it may be forgotten, or laid to rest while it is open."""
        instant = self._past.rests_from(span) if span.closing is None else self._passed(span)
        if instant is not None:
            self._passing.set(instant, span)

    def _passed(self, span: Span) -> int:
        """When a closed record can cover no act that begins later, nor nearly do so."""
        assert span.closed is not None  # an open one may still cover any act
        if not isinstance(self.check, CoveredBefore) or not span.versions:
            return span.closed
        fields = span.versions[-1].fields
        announced = (fields.get(self.check.announced.start), fields.get(self.check.announced.end or ""))
        return max([span.closed, *(one for one in announced if isinstance(one, int))])

    def _forget(self, at: int) -> None:
        """Forget the closed records that no act will be covered by, and lay such open ones to rest."""
        by = self.check.by
        if by is None:
            return
        records = self.kept.records[by]
        for span in self._passing.due(at):
            if span.closing is None and not records.stands(span):
                continue  # what has become of it is looked at by itself
            if self._is_asked_for(span):
                self._passing.set(at + HOUR, span)
            elif span.closing is None and not self._past.is_past(span, at):
                self._passing.set(at + DAY, span)
            elif span.closing is None:
                self._tired[span_name(span)] = span
            else:
                records.drop(span)
                if self._notices is not None:
                    self._notices.drop(span)
        while len(self._tired) >= TIRED:
            self._lay_to_rest(records, at)

    def _is_asked_for(self, span: Span) -> bool:
        """Whether an open act may be covered by a record, or nearly be."""
        reach = self._past.reach(span)
        return any(
            reach is None or reach[0] <= version.since <= reach[1]
            for act in self._that_may_ask_for(span)
            for version in act.span.versions
        )

    def _that_may_ask_for(self, span: Span) -> Iterator[Act]:
        """The open acts that a record matches, or will if they come to be matched otherwise while they go on."""
        assert self.check.by is not None  # it is a record of these
        _, theirs = sides(self.check.matching)
        for match in self.kept.records[self.check.by].index(theirs).matches(span_name(span)):
            yield from self.open.values() if match is None else self._waiting.candidates(match)
        if not self._is_matched_for_good:
            yield from (act for act in self.open.values() if act.span.closed is None)

    def _lay_to_rest(self, records: Records, at: int) -> None:
        """Lay the notices to rest that have been tired for longest, but for those that something has happened to since."""
        first = [self._tired.pop(name) for name in list(self._tired)[:TOGETHER]]
        standing = [span for span in first if records.stands(span)]
        for span in standing:
            if self._is_asked_for(span):
                self._passing.set(at + HOUR, span)
        lying = [span for span in standing if not self._is_asked_for(span)]
        if lying:
            records.lay(lying)
        if self._notices is not None:
            for span in lying:
                self._notices.drop(span)

    def _put_notices(self, changed: dict[Spans, list[Span]]) -> None:
        """Take in the notices that have changed, where they are looked up by what they announce."""
        if self._notices is not None and self.check.by is not None:
            for span in changed.get(self.check.by, ()):
                self._notices.put(span)

    def _forget_plans(self, changed: dict[Spans, list[Span]]) -> None:
        """Forget the plans that were given up."""
        if self.duty.plan is not None:
            for span in changed.get(self.duty.plan.of, ()):
                if span.closing is not None:
                    self.kept.records[self.duty.plan.of].drop(span)


def _in_order(acts: Iterable[Act]) -> list[Act]:
    """Acts in the order of their beginnings."""
    return sorted(acts, key=lambda act: beginning(act.span))


def _unlisted(values: list[Any]) -> Iterator[FieldValue | None]:
    """Values as they were before JSON made lists of their tuples."""
    yield from (tuple(value) if isinstance(value, list) else value for value in values)
