"""Duties to treat like cases alike: of each class a summary is kept to the end, and whoever may have to be named."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from slakit.changes import Cause, Change
from slakit.checks import Duty, Same
from slakit.engines.monitor.kept import Kept, Name, name_of
from slakit.engines.monitor.kept_classes import KeptClasses, classes_of, packed_of, unpack
from slakit.engines.monitor.like_cases import LikeCases
from slakit.engines.monitor.live import Ground
from slakit.engines.monitor.summary import Summary
from slakit.engines.monitor.told_classes import ToldClasses, whole
from slakit.engines.monitor.watch import (
    Alarm,
    AtOnce,
    State,
    Told,
    Watch,
    by_instant,
    first_after,
    told_changes,
)
from slakit.events.event import Event, FieldValue
from slakit.findings import Finding, Outcome, finding_id
from slakit.verdicts.alike import Read, reads_class
from slakit.verdicts.classes import Class, without_agreements
from slakit.verdicts.members import treatment, was_open_to_others
from slakit.verdicts.same import class_of, said_by_tariff, same_verdict
from slakit.verdicts.treated import lacks_condition
from slakit.verdicts.truth import order
from slakit.verdicts.verdict import Outside, Verdict, event_occasion, shown

CLASSES_REMEMBERED: Final = 1024
"""Of so many points the fields are remembered at most that tell their class."""


MANY: Final = 100
"""Where so many of a class differ, it is told anew when a tenth more do; each telling names them all."""


class LikenessWatch(Watch):
    """Watches a check that compares points that are alike.

    That a class is equal is no news before the term ends; that it is not is told at the point by which it is not, and so
    is that others in equal conditions had no such agreement and got something else. Who differs beside `MANY` others is
    told with those who come next.

    A member that is surely under the agreement is taken into `bound` for good. One of which only a proof or a renewal of
    the term says whether it is under it is `loose`, and kept, since another may say otherwise; `cases` are of both, and are
    `bound` itself while there is none.
    """

    def __init__(self, duty: Duty, ground: Ground, *, keeps_broken: bool = False) -> None:
        super().__init__(duty, ground, keeps_broken=keeps_broken)
        assert isinstance(duty.check, Same)
        self.check: Same = duty.check
        check = duty.check
        self.kept = Kept(ground.annex, (check.of.where, check.lawful, check.version, duty.unless))
        self.types = self.kept.types | {check.of.event}
        self.cases = self.bound = LikeCases(check)
        self.loose: dict[Name, Event] = {}
        self.told = ToldClasses()
        self.outside: dict[Name, tuple[Event, Told]] = {}
        self.alarm = Alarm[None]()
        self._live = ground.live(-1, self.kept)
        self._read = reads_class(duty)
        self._class_by_fields: dict[Read, Summary] = {}
        """The class of a point, by the fields on which it rests, as long as what is kept and the classes stay as they are."""
        self._at_once = self.told_at_once(check.of.event)
        self._kept_classes = KeptClasses()
        self._set_alarm(-1)

    def settle(self, at: int) -> list[Change]:
        """Sort the points of the instant into their classes; judge the classes that they make unequal."""
        batch, self.batch = self.batch, []
        ended = bool(self.alarm.due(at))
        changes: list[Change] = []
        if batch:
            if not self.kept.types.isdisjoint([event.type for event in batch]):
                self._class_by_fields.clear()
                self.kept.take(batch)
            for event in batch:
                if event.type == self.check.of.event:
                    told = self._at_once.take(event) if self._at_once else None
                    changes += self._sort(event, at, [event]) if told is None else told
        if ended:
            changes += self._judge_all(at, batch)
            self._set_alarm(at)
        return changes

    def told_at_once(self, event_type: str) -> AtOnce | None:
        """Most points are of a class that is known by their fields."""
        must_settle = self._read is None or event_type in self.kept.types | self.ground.types
        return None if must_settle or event_type != self.check.of.event else AtOnce(self._take_at_once)

    def _take_at_once(self, event: Event) -> Sequence[Change] | None:
        """Take a point into its class, if the same fields have told it before and only counting it is left."""
        summary = self._class_by_fields.get(self._read(event)) if self._read else None
        if summary is None or self.check.value not in event.data or event.time not in self.ground.binding:
            return None
        if self.bound is not self.cases:
            return None
        self.cases.take_into(summary, event)
        return self._told_of(summary, event, event.time)

    def reground(self, at: int, because: tuple[Cause, ...]) -> list[Change]:
        """Sort every point anew that the term does not bind for good."""
        self._class_by_fields.clear()
        # in the order of the classes, which a store keeps, and not in that in which they were told
        told_before = {
            name: finding for one in self.cases.summaries for name, finding in self.told.of(one).items()
        }
        told_outside = {name: told for name, (_, told) in self.outside.items()}
        events = [*self.loose.values(), *(event for event, _ in self.outside.values())]
        changes = list(self._sort_anew(events, at, told_outside))
        self.told = ToldClasses()
        for one in self.cases.summaries:
            finding = self.finding(self._verdict(one, at))
            if finding.id in told_before:
                self.told.put(one, {finding.id: told_before.pop(finding.id)})
        changes += self._judge_all(at, ())
        changes += [Change(at, None, finding) for finding in told_before.values()]
        changes += [Change(at, None, finding) for told in told_outside.values() for finding in told.values()]
        self._set_alarm(at)
        return [Change(one.at, one.finding, one.before, because) for one in changes]

    def findings(self, at: int) -> Iterator[tuple[Told, list[Finding]]]:
        """Every class, and every point that is in none as far as is known."""
        for one in self.cases.summaries:
            before = self.told.of(one)
            told = dict(before)
            yield told, [self.finding(self._verdict(one, at))]
            if told != before:
                self.told.put(one, told, before)
        for event, told in self.outside.values():
            sorted_as = self._class(event, at)
            assert isinstance(
                sorted_as, Outside
            )  # only what is known of the term changes it, and that sorts anew
            yield told, [self.finding(_outside(sorted_as, event))]

    def open_verdicts(self, at: int) -> Iterator[Verdict]:
        """The verdicts on every class and on every point that is kept outside."""
        for one in self.cases.summaries:
            yield self._verdict(one, at)
        for event, _ in self.outside.values():
            sorted_as = self._class(event, at)
            if isinstance(sorted_as, Outside):
                yield _outside(sorted_as, event)

    def wakes(self) -> int | None:
        """The end of the term."""
        return self.alarm.next()

    def kept_events(self) -> Iterator[Event]:
        """The points that a finding may show, and what tells points apart."""
        yield from self.kept.events()
        yield from self.cases.shown()
        yield from self.loose.values()
        for event, _ in self.outside.values():
            yield event

    def state(self) -> State:
        """The classes of the points that the term binds, the points that may be named or sorted anew, and what tells them apart."""
        named = chain.from_iterable(summary.named.awake for summary in self.bound.summaries.values())
        points = {name_of(event): event for event in named} | self.loose
        points |= {name: event for name, (event, _) in self.outside.items()}
        told, evidence = self.told.state()
        told |= {name: one for _, of_point in self.outside.values() for name, one in of_point.items()}
        classes = tuple(self._kept_classes.of(self.bound))
        packed = {f"of {name}": piece for name, piece in packed_of(self.bound)}
        packed |= {f"told {name}": piece for name, piece in evidence.items()}
        kept = {name_of(event): event for event in self.kept.events()}
        return State(kept, points, set(), told, classes, packed)

    def restore(self, state: State, at: int) -> list[Change]:
        """Go on with the classes and the points of another watch; one that stored no classes stored all their members."""
        for _, together in by_instant(state.kept.values()):
            self.kept.take(together)
        self.cases = self.bound = classes_of(self.check, state.classes)
        unpack(self.bound, state.packed_of("of"))
        state = replace(state, told=whole(state.told, state.packed_of("told")))
        told: dict[Name, Told] = {}
        anew: list[Event] = []
        for event in sorted(state.open.values(), key=order):
            sorted_as = self._class(event, at)
            summary = None if isinstance(sorted_as, Outside) else self.bound.summaries.get(sorted_as)
            if summary is None or self.ground.leaves_open(event.time):
                of_point = finding_id(self.duty.norm, event_occasion(event))
                told[name_of(event)] = {of_point: state.told[of_point]} if of_point in state.told else {}
                anew.append(event)
            else:
                summary.named.append(event)
        changes = list(self._sort_anew(anew, at, told))
        for one in self.cases.summaries:
            self.told.put(one, state.told_of([self.finding(self._verdict(one, at))]))
        self.alarm.due(at)
        self._set_alarm(at)
        return changes

    # --- one point ---

    def _class(self, event: Event, at: int) -> Class | Outside:
        live = self._live.as_of(at)
        return class_of(self.check, self.duty, live, event, live.held(self.check.of.where, event))

    def _sort(
        self, event: Event, at: int, because: Sequence[Event], told: Told | None = None
    ) -> Iterator[Change]:
        told = {} if told is None else told
        sorted_as = self._class(event, at)
        if isinstance(sorted_as, Outside):
            verdict = _outside(sorted_as, event)
            stays = self.ground.leaves_open(event.time) or self.must_stay([verdict])
            yield from told_changes(told, [self.finding(verdict)], at, because, final=not stays)
            if stays:
                self.outside[name_of(event)] = event, told
            return
        for finding in told.values():
            yield Change(at, None, finding)
        summary = self._take(sorted_as, event, at)
        if because:
            self._remember(summary, event)
            yield from self._told_of(summary, event, at)

    def _told_of(self, summary: Summary, event: Event, at: int) -> list[Change]:
        """What an event tells that was taken into a class."""
        changes: list[Change] = []
        if summary.are_unequal and self._tells(summary, treatment(self.check, event)):
            changes += self._judge(summary.one, at, (event,))
        if not self.cases.are_open:
            for other in self._newly_not_offered(summary.one):
                changes += self._judge(other, at, (event,))
        return changes

    def _remember(self, one: Summary, event: Event) -> None:
        """Remember the class of a point for those that come with the same fields."""
        if self._read is None:
            return
        if len(self._class_by_fields) >= CLASSES_REMEMBERED:
            self._class_by_fields.clear()
        self._class_by_fields[self._read(event)] = one

    def _take(self, one: Class, event: Event, at: int) -> Summary:
        """Take in a member that comes after all others."""
        if not self.ground.leaves_open(event.time):
            if self.bound is not self.cases:
                self._take_into(self.bound, one, event, at)
        else:
            if self.bound is self.cases:
                self.cases = LikeCases(self.check).then(self.bound)
            self.loose[name_of(event)] = event
        return self._take_into(self.cases, one, event, at)

    def _take_into(self, cases: LikeCases, one: Class, event: Event, at: int) -> Summary:
        live = self._live.as_of(at)
        said = None if one in cases.summaries else said_by_tariff(self.check, live, event)
        summary = cases.take(one, event, said)
        if not summary.is_closed and not was_open_to_others(self.check, live, event):
            cases.close(summary)
        return summary

    def _sort_anew(self, events: Iterable[Event], at: int, told: dict[Name, Told]) -> Iterator[Change]:
        """Sort points that were in a class or in none, beside those that the term binds, which stay where they are."""
        bound = self.bound
        begins = min((one.first.time for one in bound.summaries.values()), default=None)
        self.cases = self.bound = LikeCases(self.check)
        self.loose, self.outside = {}, {}
        in_order = sorted(events, key=order)
        before = [event for event in in_order if begins is not None and event.time < begins]
        for event in before:
            yield from self._sort(event, at, (), told.pop(name_of(event), {}))
        earlier = self.bound
        self.bound = earlier.then(bound) if earlier.summaries else bound
        self.cases = self.cases.then(bound) if self.loose else self.bound
        for event in in_order[len(before) :]:
            yield from self._sort(event, at, (), told.pop(name_of(event), {}))

    def _tells(self, summary: Summary, value: FieldValue) -> bool:
        """Whether a member tells more than that it got what is usual in a class that is told to be unequal."""
        for finding in self.told.short_of(summary.one):
            if self._names_no_recipient(finding) and summary.are_of_one is False:
                return True
            usual = finding.figures.get("usual")
            if shown(value) != usual:
                return self._tells_more(finding, summary)
            limit, values, differing = self.check.incomplete, len(summary.got), 0
            if limit is not None and values <= limit.values:  # more say it by themselves, however many differ
                differing = sum(count for got, count in summary.counts.items() if shown(got) != usual)
            lacks = lacks_condition(self.check, summary.count, differing, values)
            return lacks != (finding.reason == "probably-incomplete")
        return True

    def _tells_more(self, finding: Finding, summary: Summary) -> bool:
        """Whether so many more differ than a finding says that it is told anew, or that it says another thing."""
        told, differing = finding.figures.get("differing"), summary.differing
        if not isinstance(told, int) or told < MANY:
            return True
        lacks = lacks_condition(self.check, summary.count, differing, len(summary.got))
        return lacks != (finding.reason == "probably-incomplete") or (differing - told) * 10 >= told

    def _names_no_recipient(self, finding: Finding) -> bool:
        """Whether a finding says that it is open whose the cases are."""
        not_recorded = str(finding.figures.get("not-recorded", ""))
        return self.check.recipient is not None and self.check.recipient in not_recorded.split(", ")

    def _newly_not_offered(self, grown: Class) -> list[Class]:
        """The classes with an agreement of their own of which it now shows that others got something else without it.

        It shows for good: more members add to it, or make the class itself unequal, which is told of each.
        """
        summaries = self.cases.alike(grown)
        closed = [one for one, summary in summaries.items() if summary.is_closed and one not in self.told]
        if not closed:
            return []
        conditions = without_agreements(self.check, grown)
        alike = [one for one in summaries if without_agreements(self.check, one) == conditions]
        return [
            one
            for one in closed
            if one in alike and one != conditions
            if any(summaries[one].are_unequal_with(summaries[other]) for other in alike)
        ]

    # --- one class ---

    def _verdict(self, one: Class, at: int) -> Verdict:
        return same_verdict(self.check, self._live.as_of(at), one, self.cases.classes(one))

    def _judge(self, one: Class, at: int, because: Sequence[Event]) -> list[Change]:
        verdict, told = self._verdict(one, at), self.told.short_of(one)
        horizon = self.ground.horizon
        ended = horizon is not None and at >= horizon
        if verdict.outcome is Outcome.VIOLATED or verdict.grade is not None or ended or told:
            return self.told.tell(one, self.finding(verdict), at, because, final=ended)
        return []

    def _judge_all(self, at: int, because: Sequence[Event]) -> list[Change]:
        return [change for one in self.cases.summaries for change in self._judge(one, at, because)]

    def _set_alarm(self, at: int) -> None:
        if (instant := first_after(at, [self.ground.horizon])) is not None:
            self.alarm.set(instant, None)


def _outside(outside: Outside, event: Event) -> Verdict:
    return outside.verdict(event_occasion(event), event.time, ("event", event))
