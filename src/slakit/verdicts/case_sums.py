"""Cases that are compared, added up: what of them a comparison of groups looks at."""

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from slakit.checks import Compared, Duty
from slakit.events.event import Event
from slakit.fairness.cells import Cells
from slakit.fairness.counts import Cell, Counts, Hypothesis
from slakit.fairness.waiting import File, FilesByKind
from slakit.verdicts.cases import Case, cases_of
from slakit.verdicts.facts import Facts


@dataclass(frozen=True, slots=True)
class CaseSums:
    """The cases under a norm that compares groups, as sums.

    `sizes` are the cases that can be compared, by service and group, and `unknown` those that cannot, for something is
    not recorded; where that is the group, it is empty. `lawful` are the services with cases for which the group itself
    is a lawful difference.
    `settled` counts the cases of the periods that are over, by how they were settled, and `files` are those that waited
    or wait, where the norm asks for that: one of each unit in each class (and period).
    """

    sizes: Mapping[Hypothesis, int]
    unknown: Mapping[Hypothesis, int]
    lawful: frozenset[str]
    settled: Counts | Cells
    files: Sequence[File] | FilesByKind = ()

    def unknown_shares(self) -> dict[str, float]:
        """Of each service, the share of cases that cannot be compared."""
        known, unknown = Counter[str](), Counter[str]()
        for one, count in self.sizes.items():
            known[one.service] += count
        for one, count in self.unknown.items():
            unknown[one.service] += count
        return {service: count / (count + known[service]) for service, count in unknown.items()}

    def sizes_of(self, service: str) -> dict[str, int]:
        """How many cases each group of a service has, whether they can be compared or not."""
        sizes: Counter[str] = Counter()
        for of in (self.sizes, self.unknown):
            for one, count in of.items():
                if one.service == service and one.group:
                    sizes[one.group] += count
        return dict(sizes)


def periods_over(check: Compared, at: int) -> int:
    """How many of the periods of a check are over at an instant."""
    return sum(period.end <= at for period in check.periods)


def sums_of(check: Compared, duty: Duty, known: Facts) -> CaseSums:
    """The sums of a check, case by case."""
    cases = cases_of(check, duty, known)
    drawn = sorted(cases.comparable, key=lambda case: lot(duty, case.event.source, case.event.id))
    passed = periods_over(check, known.at)
    return CaseSums(
        Counter(Hypothesis(case.service, case.group) for case in drawn),
        cases.unknown,
        cases.lawful,
        Counts() if check.waiting else _settled_cases(check, drawn, passed),
        _waiting_files(check, drawn) if check.waiting else (),
    )


def lot(duty: Duty, source: str, event_id: str) -> str:
    """The place of a case in an order that nobody chose and that does not depend on how it fared.

    The first of a household stands for it.
    """
    return hashlib.sha256(f"{duty.norm}\n{source}\n{event_id}".encode()).hexdigest()


def _settled_cases(check: Compared, drawn: Iterable[Case], passed: int) -> Counts:
    """Cases by the period in which they were settled, one of each unit in each class and period."""
    ends = [period.end for period in check.periods[:passed]]
    counted: dict[tuple[object, ...], tuple[Cell, bool]] = {}
    for case in drawn:
        if case.settled is None or not check.periods[0].start <= case.settled:
            continue
        period = bisect_right(ends, case.settled)
        if period == passed:
            continue
        cell = Cell(case.service, case.alike, period, case.group, case.levels)
        counted.setdefault((case.unit, case.service, case.alike, period), (cell, bool(case.counted)))
    return Counts.of(counted.values())


def _waiting_files(check: Compared, drawn: Iterable[Case]) -> list[File]:
    """The files by the days on which they waited, one of each unit in each class."""
    files: dict[tuple[object, ...], File] = {}
    for case in drawn:
        file = File(
            service=case.service,
            alike=case.alike,
            group=case.group,
            ready=_day_of(case.event, check),
            finished=None if case.settled is None else bisect_right(check.days, case.settled) - 1,
            levels=case.levels,
        )
        files.setdefault((case.unit, case.service, case.alike), file)
    return list(files.values())


def _day_of(event: Event, check: Compared) -> int:
    return bisect_right(check.days, event.time) - 1
