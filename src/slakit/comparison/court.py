"""A norm of two editions before one engine: what each finds of a log, and whether that shows a weakening."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cached_property
from math import prod
from typing import Final

from slakit.checks import (
    ClearDays,
    Compared,
    CoveredBefore,
    CoveredThroughout,
    DoneBy,
    Duty,
    Followed,
    Grid,
    Length,
    Limited,
    Measured,
    MeasuredShare,
    Recurring,
    Remedied,
    Term,
    WorkingDays,
    WorkingHours,
    WorkingTime,
)
from slakit.engines import reference
from slakit.events.event import Event
from slakit.findings import Finding, Outcome
from slakit.strength import Relation
from slakit.verdicts.judging import event_types_read

DAY: Final = 86_400_000_000
GRADES: Final = ("advisory", "review", "presumption", "breach")
LONG: Final = 10
"""So many events of a log take as long again as a short one."""
DOUBTFUL: Final = frozenset({Outcome.PENDING, Outcome.UNDETERMINED})
SETTLED: Final = frozenset({Outcome.FULFILLED, Outcome.NOT_APPLICABLE})
ACCUSING: Final = frozenset({Outcome.VIOLATED, Outcome.UNDETERMINED})
"""Outcomes that a grade is told of; an advisory beside what is fulfilled accuses nobody."""


class Shown(Enum):
    """How a log shows a weakening.

    The old edition finds a violation, and the new one is sure that nothing is violated, or only not sure that it is. Or
    the old one leaves open what the new one finds in order: evidence that a person must judge, and need no longer.
    """

    CLEARLY = "clearly"
    DOUBTFULLY = "doubtfully"
    OPENLY = "openly"


@dataclass(frozen=True)
class Court:
    """One norm in two editions; `new` is absent where the norm is gone. Both are judged in the term of the old one.

    `beside` are norms of the new edition that may find violated what the old norm did: of two that were one. So
    `were_beside` are norms of the old edition that may have found violated what the new one does.
    """

    old: Duty | None
    new: Duty | None
    old_term: Term
    new_term: Term
    expected: Relation = Relation.APART
    """How the new norm stands to the old one by order, if that is known."""
    beside: tuple[Duty, ...] = ()
    were_beside: tuple[Duty, ...] = ()

    @cached_property
    def _all(self) -> tuple[Duty, ...]:
        """Every duty that is asked of a log."""
        return tuple(
            duty for duty in (self.old, self.new, *self.beside, *self.were_beside) if duty is not None
        )

    @cached_property
    def reads(self) -> frozenset[str]:
        """The event types that the norm reads in either edition."""
        return frozenset().union(*(event_types_read((duty.check, duty.unless)) for duty in self._all))

    @cached_property
    def _slack(self) -> int:
        """Long enough after everything for every time of the norm to be up."""
        lengths = [0, *(length for duty in self._all for length in lengths_in(duty.check))]
        return max(lengths) + DAY

    @cached_property
    def weight(self) -> int:
        """About how many times longer than a short question this one takes to judge: windows, periods and places."""
        duties = [duty for duty in (self.old, self.new) if duty]
        counted = any(not isinstance(length, int) for duty in duties for length in clocks_in(duty.check))
        return 1 + max((size_of_question(duty.check) for duty in duties), default=0) // 20 + 4 * counted

    def weight_of(self, events: Sequence[Event]) -> int:
        """About how many times longer than a short log this one takes; the weight of groups counts that already."""
        return 1 if self._is_of_groups else 1 + len(events) // LONG

    @cached_property
    def _is_of_groups(self) -> bool:
        return any(isinstance(duty.check, Compared) for duty in (self.old, self.new) if duty)

    @cached_property
    def _over(self) -> int:
        """When both terms and all that is due by a day are over."""
        dues = [due for duty in self._all for due in instants_in(duty.check)]
        return max([self.old_term.end, self.new_term.end, *dues])

    def at(self, events: Sequence[Event]) -> int:
        """When a log is judged: when both terms, all that happened and all that was due are over."""
        return max([self._over, *(event.time for event in events)]) + self._slack

    def findings(self, events: Sequence[Event]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """What the old and what the new edition finds of a log."""
        at = self.at(events)
        return _found(self.old, self.old_term, events, at), _found(self.new, self.new_term, events, at)

    def tellings(
        self, events: Sequence[Event], old: Sequence[Finding], new: Sequence[Finding]
    ) -> list[tuple[Finding, Shown]]:
        """The findings of the old edition that the new one does not share, in its norm or in one that stands beside it."""
        told = tellings(old, new)
        return tellings(old, [*new, *self.found_beside(events)]) if told and self.beside else told

    def found_beside(self, events: Sequence[Event]) -> tuple[Finding, ...]:
        """What the norms that stand beside the new one find of a log."""
        at = self.at(events)
        return tuple(one for duty in self.beside for one in _found(duty, self.new_term, events, at))

    def reversed(self) -> "Court":
        """The same norm, asked what only the new edition finds violated."""
        return Court(
            self.new, self.old, self.new_term, self.old_term, self.expected.turned(),
            self.were_beside, self.beside,
        )  # fmt: skip


def _found(duty: Duty | None, term: Term, events: Sequence[Event], at: int) -> tuple[Finding, ...]:
    return tuple(reference.judge([duty], term, events, at)) if duty else ()


def first_way(told: Sequence[tuple[Finding, Shown]]) -> Shown | None:
    """How findings that were told show a weakening, at the clearest."""
    ways = {way for _, way in told}
    return next((way for way in Shown if way in ways), None)


def tellings(old: Sequence[Finding], new: Sequence[Finding]) -> list[tuple[Finding, Shown]]:
    """The findings of the old edition that the new one does not share, each with how it shows a weakening.

    A finding is held against those of its occasion; one that falls on somebody else, or is owed to somebody else, is
    another. Where the new edition has none of that id it counts only if nothing at all is violated as gravely, for then
    the same occasion may go by another id. What is only left open is told where nothing is held against anybody.
    """
    return list(_violations(old, new)) or list(_open_questions(old, new))


def _violations(old: Sequence[Finding], new: Sequence[Finding]) -> Iterator[tuple[Finding, Shown]]:
    after = {_held_by(finding): finding for finding in sorted(new, key=_gravity)}
    occasions = {occasion_of(finding) for finding in new}
    gravest = max(map(_gravity, new), default=0)
    for finding in old:
        now = after.get(_held_by(finding))
        against = _gravity(now) if now else 0 if occasion_of(finding) in occasions else gravest
        if _gravity(finding) > against:
            is_sure = now is None or finding.outcome in DOUBTFUL or now.outcome not in DOUBTFUL
            yield finding, Shown.CLEARLY if is_sure else Shown.DOUBTFULLY


def _open_questions(old: Sequence[Finding], new: Sequence[Finding]) -> Iterator[tuple[Finding, Shown]]:
    if any(finding.outcome in ACCUSING for finding in new):
        return
    unsettled = {occasion_of(finding) for finding in new if finding.outcome not in SETTLED}
    for finding in old:
        settled = occasion_of(finding) not in unsettled
        if settled and finding.outcome in DOUBTFUL:
            yield finding, Shown.OPENLY


def occasion_of(finding: Finding) -> str:
    """What a finding is about, whatever the norm is called: its id without the norm."""
    return finding.id.partition("/")[2]


def _held_by(finding: Finding) -> tuple[str, str, str | None]:
    return occasion_of(finding), finding.bearer, finding.counterparty


def _gravity(finding: Finding) -> int:
    """How grave a violation or a presumption is, by its grade from 2 on; 0 for what is none.

    What counts presume is undetermined, and is held against somebody all the same. A presumption that names no group
    weighs less than one that does.
    """
    if finding.grade is None or finding.outcome not in ACCUSING:
        return 0
    return 2 * GRADES.index(finding.grade.value) + 2 - (finding.reason == "small-group-disadvantaged")


def lengths_in(check: object) -> list[int]:
    """About how long every time in a check is, in microseconds."""
    match check:
        case WorkingTime() | Grid():
            return []
        case ClearDays(amount=amount) | WorkingDays(amount=amount):
            return [(2 * amount + 30) * DAY]
        case WorkingHours(amount=amount):
            return [4 * amount + 30 * DAY]
        case tuple():
            return [length for part in check for length in lengths_in(part)]
    if not is_dataclass(check):
        return []
    found = []
    for field in fields(check):
        value = getattr(check, field.name)
        if field.name in ("lead", "within", "apart", "longer") and type(value) is int:
            found.append(value)
        else:
            found += lengths_in(value)
    if isinstance(check, Remedied):  # its time begins when that of what it answers is up
        own = [check.within] if isinstance(check.within, int) else lengths_in(check.within)
        found += [max(lengths_in(check.of), default=0) + length for length in own]
    return found


def instants_in(check: object) -> list[int]:
    """Every instant that a check names: dues, and the edges of what is valid for a time."""
    if isinstance(check, tuple):
        return [instant for part in check for instant in instants_in(part)]
    if not is_dataclass(check) or isinstance(check, WorkingTime):
        return []
    found = []
    for field in fields(check):
        value = getattr(check, field.name)
        if field.name in ("due", "since", "until") and type(value) is int:
            found.append(value)
        else:
            found += instants_in(value)
    return found


def size_of_question(check: object) -> int:
    """How many windows and periods a check has, each for so many items or places; an answered one counts as well.

    Groups are compared by logs of many events, whatever the check.
    """
    match check:
        case Measured(windows=windows, items=items, hours=hours):
            return len(windows) * len(items) * (10 if hours else 1)
        case MeasuredShare(windows=windows, items=items):
            return len(windows) * max(len(items), 1)
        case Recurring(periods=periods, grid=grid) | Limited(periods=periods, grid=grid):
            return len(periods) * prod(len(values) for _, values in grid.axes)
        case CoveredThroughout(grid=grid) | DoneBy(grid=grid):
            return prod(len(values) for _, values in grid.axes)
        case Remedied(of=of):
            return sum(size_of_question(duty.check) for duty in of)
        case Compared():
            return 100
        case _:
            return 0


def clocks_in(check: object) -> list[Length]:
    """The lengths of a check that a clock counts."""
    match check:
        case CoveredBefore(lead=length) | Followed(within=length) | Remedied(within=length) if (
            length is not None
        ):
            return [length]
        case _:
            return []
