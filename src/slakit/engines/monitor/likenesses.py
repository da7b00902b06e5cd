"""Duties to treat like cases alike: every point that was compared is kept, by its class, to the end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from slakit.changes import Cause, Change
from slakit.checks import Duty, Same
from slakit.engines.monitor.kept import Name, name_of
from slakit.engines.monitor.live import Ground, Kept
from slakit.engines.monitor.watch import Alarm, State, Told, Watch, by_instant, first_after, told_changes
from slakit.events.event import Event, FieldValue
from slakit.findings import Finding, Outcome, finding_id
from slakit.verdicts.classes import Class, Classes, without_agreements
from slakit.verdicts.members import Listed, treatment, was_open_to_others
from slakit.verdicts.same import class_of, same_verdict
from slakit.verdicts.treated import lacks_condition
from slakit.verdicts.truth import order
from slakit.verdicts.verdict import Outside, Verdict, event_occasion, shown


@dataclass(slots=True)
class Group:
    """A class with its members, how many hold each value, and what was told of it.

    `is_closed` says that a member has an agreement of its own of which nothing shows that others could have had it.
    """

    members: list[Event] = field(default_factory=list)
    counts: dict[FieldValue, int] = field(default_factory=dict)
    told: Told = field(default_factory=dict)
    is_closed: bool = False


class LikenessWatch(Watch):
    """Watches a check that compares points that are alike.

    That a class is equal is no news before the term ends; that it is not is told at the point by which it is not, and so
    is that others in equal conditions had no such agreement and got something else.
    """

    def __init__(self, duty: Duty, ground: Ground, *, keeps_broken: bool = False) -> None:
        super().__init__(duty, ground, keeps_broken=keeps_broken)
        assert isinstance(duty.check, Same)
        self.check: Same = duty.check
        check = duty.check
        self.kept = Kept(ground.annex, (check.of.where, check.lawful, check.version, duty.unless))
        self.types = self.kept.types | {check.of.event}
        self.groups: dict[Class, Group] = {}
        self.alike: dict[tuple[FieldValue | None, ...], list[Class]] = {}
        self.outside: dict[Name, tuple[Event, Told]] = {}
        self.alarm = Alarm[None]()
        self._live = ground.live(-1, self.kept)
        self._set_alarm(-1)

    def settle(self, at: int) -> list[Change]:
        """Sort the points of the instant into their classes; judge the classes that they make unequal."""
        batch, self.batch = self.batch, []
        ended = bool(self.alarm.due(at))
        changes: list[Change] = []
        if batch:
            if not self.kept.types.isdisjoint([event.type for event in batch]):
                self.kept.take(batch)
            for event in batch:
                if event.type == self.check.of.event:
                    changes += self._sort(event, at, [event])
        if ended:
            changes += self._judge_all(at, batch)
            self._set_alarm(at)
        return changes

    def reground(self, at: int, because: tuple[Cause, ...]) -> list[Change]:
        """Sort every point anew."""
        told_before = {
            name: finding for group in self.groups.values() for name, finding in group.told.items()
        }
        told_outside = {name: told for name, (_, told) in self.outside.items()}
        events = [event for event, _ in self.outside.values()]
        events += [event for group in self.groups.values() for event in group.members]
        self.groups, self.alike, self.outside = {}, {}, {}
        changes: list[Change] = []
        for event in sorted(events, key=order):
            changes += self._sort(event, at, (), told_outside.pop(name_of(event), {}))
        for one, group in self.groups.items():
            finding = self.finding(self._verdict(one, at))
            if finding.id in told_before:
                group.told[finding.id] = told_before.pop(finding.id)
        changes += self._judge_all(at, ())
        changes += [Change(at, None, finding) for finding in told_before.values()]
        changes += [Change(at, None, finding) for told in told_outside.values() for finding in told.values()]
        self._set_alarm(at)
        return [Change(one.at, one.finding, one.before, because) for one in changes]

    def findings(self, at: int) -> Iterator[tuple[Told, list[Finding]]]:
        """Every class, and every point that is in none as far as is known."""
        for one, group in self.groups.items():
            yield group.told, [self.finding(self._verdict(one, at))]
        for event, told in self.outside.values():
            sorted_as = self._class(event, at)
            assert isinstance(
                sorted_as, Outside
            )  # only what is known of the term changes it, and that sorts anew
            yield told, [self.finding(_outside(sorted_as, event))]

    def open_verdicts(self, at: int) -> Iterator[Verdict]:
        """The verdicts on every class and on every point that is kept outside."""
        for one in self.groups:
            yield self._verdict(one, at)
        for event, _ in self.outside.values():
            sorted_as = self._class(event, at)
            if isinstance(sorted_as, Outside):
                yield _outside(sorted_as, event)

    def wakes(self) -> int | None:
        """The end of the term."""
        return self.alarm.next()

    def kept_events(self) -> Iterator[Event]:
        """All points that were compared, and what tells them apart."""
        yield from self.kept.events()
        for group in self.groups.values():
            yield from group.members
        for event, _ in self.outside.values():
            yield event

    def state(self) -> State:
        """Every point that was compared or is kept outside, and what tells them apart."""
        points = {name_of(event): event for group in self.groups.values() for event in group.members}
        points |= {name: event for name, (event, _) in self.outside.items()}
        told = {name: one for group in self.groups.values() for name, one in group.told.items()}
        told |= {name: one for _, of_point in self.outside.values() for name, one in of_point.items()}
        return State({name_of(event): event for event in self.kept.events()}, points, set(), told)

    def restore(self, state: State, at: int) -> list[Change]:
        """Go on with the points of another watch."""
        for _, together in by_instant(state.kept.values()):
            self.kept.take(together)
        changes: list[Change] = []
        for event in sorted(state.open.values(), key=order):
            of_point = finding_id(self.duty.norm, event_occasion(event))
            told = {of_point: state.told[of_point]} if of_point in state.told else {}
            changes += self._sort(event, at, (), told)
        for one, group in self.groups.items():
            group.told = state.told_of([self.finding(self._verdict(one, at))])
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
        group = self.groups.get(sorted_as)
        if group is None:
            group = self.groups[sorted_as] = Group()
            self.alike.setdefault(sorted_as.alike, []).append(sorted_as)
        group.members.append(event)
        value = treatment(self.check, event)
        group.counts[value] = group.counts.get(value, 0) + 1
        live = self._live.as_of(at)
        group.is_closed = group.is_closed or not was_open_to_others(self.check, live, event)
        if because and len(group.counts) > 1 and self._tells(group, value):
            yield from self._judge(sorted_as, at, because)
        for one in self._newly_not_offered(sorted_as) if because else ():
            yield from self._judge(one, at, because)

    def _tells(self, group: Group, value: FieldValue) -> bool:
        """Whether a member tells more than that it got what is usual in a class that is told to be unequal."""
        for finding in group.told.values():
            usual = finding.figures.get("usual")
            differing = sum(count for one, count in group.counts.items() if shown(one) != usual)
            lacks = lacks_condition(self.check, len(group.members), differing, len(group.counts))
            return shown(value) != usual or lacks != (finding.reason == "probably-incomplete")
        return True

    def _newly_not_offered(self, grown: Class) -> list[Class]:
        """The classes with an agreement of their own of which it now shows that others got something else without it.

        It shows for good: more members add to it, or make the class itself unequal, which is told of each.
        """
        return [
            one
            for one in self.alike[grown.alike]
            if (group := self.groups[one]).is_closed and not group.told
            if grown in (one, without_agreements(self.check, one))
            if self._others_got_something_else(one, group)
        ]

    def _others_got_something_else(self, one: Class, group: Group) -> bool:
        without = self.groups.get(without_agreements(self.check, one))
        return (
            without is not None and without is not group and not without.counts.keys() <= group.counts.keys()
        )

    # --- one class ---

    def _verdict(self, one: Class, at: int) -> Verdict:
        classes = Classes(
            {other: Listed(self.check, self.groups[other].members) for other in self.alike[one.alike]}
        )
        return same_verdict(self.check, self._live.as_of(at), one, classes)

    def _judge(self, one: Class, at: int, because: Sequence[Event]) -> Iterator[Change]:
        verdict = self._verdict(one, at)
        horizon = self.ground.horizon
        ended = horizon is not None and at >= horizon
        if verdict.outcome is Outcome.VIOLATED or verdict.grade is not None or ended or self.groups[one].told:
            yield from told_changes(self.groups[one].told, [self.finding(verdict)], at, because, final=ended)

    def _judge_all(self, at: int, because: Sequence[Event]) -> list[Change]:
        return [change for one in self.groups for change in self._judge(one, at, because)]

    def _set_alarm(self, at: int) -> None:
        if (instant := first_after(at, [self.ground.horizon])) is not None:
            self.alarm.set(instant, None)


def _outside(outside: Outside, event: Event) -> Verdict:
    return outside.verdict(event_occasion(event), event.time, "event", event)
