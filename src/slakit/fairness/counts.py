"""Counts of like cases by group, and the comparison blocks that they make.

Only these sums travel: parts of a log that were counted apart are added, and give the blocks of the whole.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from slakit.fairness.blocks import Block
from slakit.fairness.sums import blocks
from slakit.fairness.totals import Blocks, merged


class Cell(NamedTuple):
    """Like cases of one service, class and period, of one group, and at one level of each thing that is examined too.

    `alike` is the class; `period` numbers the periods of the year from 0; `levels` are in the order in which the norm
    names what is examined, empty where it is not recorded.
    """

    service: str
    alike: tuple[str, ...]
    period: int
    group: str
    levels: tuple[str, ...] = ()


class Kind(NamedTuple):
    """What a case is alike to others in, its group, and the values of what is examined too."""

    service: str
    alike: tuple[str, ...]
    group: str
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases each cell holds, and how many of them have the counted outcome.

    >>> cell = Cell("svc-01", (), 0, "g")
    >>> (Counts.of([(cell, True)]) + Counts.of([(cell, False)])).cases[cell]
    2
    """

    cases: Counter[Cell] = field(default_factory=Counter)
    counted: Counter[Cell] = field(default_factory=Counter)

    @staticmethod
    def of(cases: Iterable[tuple[Cell, bool]]) -> "Counts":
        """The counts of cases, each with whether it has the counted outcome."""
        counts = Counts()
        for cell, counted in cases:
            counts.cases[cell] += 1
            counts.counted[cell] += counted
        return counts

    def __add__(self, other: "Counts") -> "Counts":
        """What both have counted: the order and the way of cutting a log do not matter."""
        return Counts(_sum(self.cases, other.cases), _sum(self.counted, other.counted))


def _sum(mine: Counter[Cell], its: Counter[Cell]) -> Counter[Cell]:
    whole = Counter(mine)
    whole.update(its)
    return whole


class Hypothesis(NamedTuple):
    """That a group of a service is treated as comparable others are."""

    service: str
    group: str


class Sizes(NamedTuple):
    """How many cases each group of a service has, and how many of them have comparable others."""

    cases: Mapping[Hypothesis, int]
    with_others: Mapping[Hypothesis, int]


Level = tuple[int, str]
"""One value of one of the things that are examined too: its place in the norm, and the value."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The blocks of one hypothesis: as a whole and level by level, a multiset for each period."""

    whole: tuple[Blocks, ...]
    levels: Mapping[Level, tuple[Blocks, ...]]
    cases: int
    """The group's cases, with comparable others or without."""
    with_others: int
    """Those of them beside which there is somebody of another group: in the same class and period, or waiting as long."""

    def of_year(self) -> Blocks:
        """The blocks of all periods together."""
        return merged(self.whole)


_Groups = dict[str, tuple[int, int]]
_Classes = dict[tuple[str, tuple[str, ...], int], _Groups]
"""Of each class and period, how many cases each group has, and how many of them with the counted outcome."""


def tables_of(counts: Counts, periods: int, sizes: Sizes | None = None) -> dict[Hypothesis, Tables]:
    """The blocks of every service and group that has cases.

    `sizes` are given where a case stands in many cells, as a file does that waits for many days.
    """
    whole: _Classes = defaultdict(dict)
    of_levels: dict[Level, _Classes] = defaultdict(lambda: defaultdict(dict))
    for cell, cases in counts.cases.items():
        counted, place = counts.counted[cell], (cell.service, cell.alike, cell.period)
        _count(whole[place], cell.group, cases, counted)
        for level in enumerate(cell.levels):
            if level[1]:
                _count(of_levels[level][place], cell.group, cases, counted)
    found = _blocks_by_hypothesis(whole, periods)
    by_level = {
        level: _blocks_by_hypothesis(classes, periods) for level, classes in sorted(of_levels.items())
    }
    told = sizes or _sizes(whole)
    return {
        one: Tables(
            whole=found.get(one, (Counter(),) * periods),
            levels={level: by_one[one] for level, by_one in by_level.items() if any(by_one.get(one, ()))},
            cases=cases,
            with_others=told.with_others.get(one, 0),
        )
        for one, cases in sorted(told.cases.items())
    }


def _count(groups: _Groups, group: str, cases: int, counted: int) -> None:
    had, had_counted = groups.get(group, (0, 0))
    groups[group] = had + cases, had_counted + counted


def _blocks_by_hypothesis(classes: _Classes, periods: int) -> dict[Hypothesis, tuple[Blocks, ...]]:
    found: dict[Hypothesis, list[list[Block]]] = defaultdict(lambda: [[] for _ in range(periods)])
    for (service, _, period), groups in classes.items():
        n, d = map(sum, zip(*groups.values(), strict=True))
        for group, (m, a) in groups.items():
            if m < n:
                found[Hypothesis(service, group)][period].append(Block(n, m, d, a))
    return {one: tuple(map(blocks, by_period)) for one, by_period in found.items()}


def _sizes(classes: _Classes) -> Sizes:
    sizes: Counter[Hypothesis] = Counter()
    with_others: Counter[Hypothesis] = Counter()
    for (service, _, _), groups in classes.items():
        for group, (cases, _) in groups.items():
            sizes[Hypothesis(service, group)] += cases
            with_others[Hypothesis(service, group)] += cases if len(groups) > 1 else 0
    return Sizes(sizes, with_others)
