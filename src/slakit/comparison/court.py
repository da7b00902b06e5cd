"""A norm of two editions before one engine: what each finds of a log, and whether that shows a weakening."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cached_property
from math import prod
from typing import Final

from slakit.checks import (
    ClearDays,
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
from slakit.verdicts.judging import event_types_read

DAY: Final = 86_400_000_000
GRADES: Final = ("advisory", "review", "presumption", "breach")
DOUBTFUL: Final = frozenset({Outcome.PENDING, Outcome.UNDETERMINED})


class Shown(Enum):
    """How a log shows a weakening: the new edition is sure that nothing is violated, or only not sure that it is."""

    CLEARLY = "clearly"
    DOUBTFULLY = "doubtfully"


@dataclass(frozen=True)
class Court:
    """One norm in two editions; `new` is absent where the norm is gone. Both are judged in the term of the old one."""

    old: Duty | None
    new: Duty | None
    old_term: Term
    new_term: Term

    @cached_property
    def reads(self) -> frozenset[str]:
        """The event types that the norm reads in either edition."""
        return frozenset().union(*(
            event_types_read((duty.check, duty.unless)) for duty in (self.old, self.new) if duty
        ))  # fmt: skip

    @cached_property
    def _slack(self) -> int:
        """Long enough after everything for every time of the norm to be up."""
        lengths = [0, *(length for duty in (self.old, self.new) if duty for length in lengths_in(duty.check))]
        return max(lengths) + DAY

    @cached_property
    def weight(self) -> int:
        """About how many times longer than a short question this one takes to judge: windows, periods and places."""
        duties = [duty for duty in (self.old, self.new) if duty]
        counted = any(not isinstance(length, int) for duty in duties for length in clocks_in(duty.check))
        return 1 + max((size_of_question(duty.check) for duty in duties), default=0) // 20 + 4 * counted

    def at(self, events: Sequence[Event]) -> int:
        """When a log is judged: when both terms, all that happened and all that was due are over."""
        dues = [due for duty in (self.old, self.new) if duty for due in instants_in(duty.check)]
        return (
            max([self.old_term.end, self.new_term.end, *dues, *(event.time for event in events)])
            + self._slack
        )

    def findings(self, events: Sequence[Event]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """What the old and what the new edition finds of a log."""
        at = self.at(events)
        return _found(self.old, self.old_term, events, at), _found(self.new, self.new_term, events, at)

    def reversed(self) -> "Court":
        """The same norm, asked what only the new edition finds violated."""
        return Court(self.new, self.old, self.new_term, self.old_term)


def _found(duty: Duty | None, term: Term, events: Sequence[Event], at: int) -> tuple[Finding, ...]:
    return tuple(reference.judge([duty], term, events, at)) if duty else ()


def shown(old: Sequence[Finding], new: Sequence[Finding]) -> Shown | None:
    """What a log that was found so by two editions shows: a violation that the new one does not find, or nothing.

    A finding is held against the one of its id. Where the new edition has none of that id it counts only if nothing at
    all is violated as gravely, for then the same occasion may go by another id.
    """
    after = {finding.id: finding for finding in new}
    gravest = max(map(_gravity, new), default=0)
    found = None
    for finding in old:
        now = after.get(finding.id)
        if _gravity(finding) <= (gravest if now is None else _gravity(now)):
            continue
        if now is None or now.outcome not in DOUBTFUL:
            return Shown.CLEARLY
        found = Shown.DOUBTFULLY
    return found


def _gravity(finding: Finding) -> int:
    """How grave a violation is, by its grade from 1 on; 0 for what is none."""
    return (
        GRADES.index(finding.grade.value) + 1 if finding.outcome is Outcome.VIOLATED and finding.grade else 0
    )


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
    """How many windows and periods a check has, each for so many items or places; an answered one counts as well."""
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
        case _:
            return 0


def clocks_in(check: object) -> list[Length]:
    """The lengths of a check that a clock counts."""
    match check:
        case CoveredBefore(lead=length) | Followed(within=length) if length is not None:
            return [length]
        case _:
            return []
