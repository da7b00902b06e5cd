"""Comparison blocks by numpy: cases counted by stratum and group in two matrices, and the blocks that these make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from slakit.fairness.arrays import ArrayBlocks, Flags, Ints, distinct_rows
from slakit.fairness.counts import Hypothesis, Level, Sizes, Tables
from slakit.fairness.totals import Blocks

_NONE = ArrayBlocks(np.zeros((0, 4), dtype=np.int64), np.zeros(0, dtype=np.int64))


@dataclass(frozen=True)
class Strata:
    """Cases that are alike, stratum by stratum: how many each group has (`cases[group, stratum]`), and how many counted.

    `service_of` and `period_of` are the places of the service and the period of each stratum.
    """

    services: Sequence[str]
    groups: Sequence[str]
    periods: int
    service_of: Ints
    period_of: Ints
    cases: Ints
    counted: Ints

    def only(self, chosen: Flags) -> "Strata":
        """Some of the strata."""
        return replace(
            self,
            service_of=self.service_of[chosen],
            period_of=self.period_of[chosen],
            cases=self.cases[:, chosen],
            counted=self.counted[:, chosen],
        )

    def blocks(self) -> dict[Hypothesis, tuple[Blocks, ...]]:
        """The blocks of each service and group that compare anybody, period by period."""
        beside = self._beside
        n, d = self.cases.sum(axis=0)[self._stratum], self.counted.sum(axis=0)[self._stratum]
        m, a = self.cases[self._group, self._stratum], self.counted[self._group, self._stratum]
        place = self._hypothesis * self.periods + self.period_of[self._stratum]
        distinct, _, times = distinct_rows(np.stack([place, n, m, d, a], axis=1)[beside])
        starts = np.searchsorted(distinct[:, 0], np.arange(len(self._names) * self.periods + 1)).tolist()
        found: dict[Hypothesis, tuple[Blocks, ...]] = {}
        for number, name in enumerate(self._names):
            bounds = starts[number * self.periods : (number + 1) * self.periods + 1]
            if bounds[0] < bounds[-1]:
                found[name] = tuple(
                    ArrayBlocks(distinct[since:until, 1:], times[since:until]) if since < until else _NONE
                    for since, until in pairwise(bounds)
                )
        return found

    def sizes(self) -> Sizes:
        """The cases of each group of a service, and those in a stratum in which somebody of another group is."""
        return Sizes(self._summed(self._stratum >= 0), self._summed(self._beside))

    @cached_property
    def _names(self) -> list[Hypothesis]:
        return [Hypothesis(service, group) for service in self.services for group in self.groups]

    @cached_property
    def _present(self) -> tuple[Ints, Ints]:
        group, stratum = np.nonzero(self.cases)
        return group, stratum

    @property
    def _group(self) -> Ints:
        return self._present[0]

    @property
    def _stratum(self) -> Ints:
        return self._present[1]

    @property
    def _hypothesis(self) -> Ints:
        return self.service_of[self._stratum] * len(self.groups) + self._group

    @property
    def _beside(self) -> Flags:
        beside: Flags = self.cases[self._group, self._stratum] < self.cases.sum(axis=0)[self._stratum]
        return beside

    def _summed(self, chosen: Flags) -> dict[Hypothesis, int]:
        cases = self.cases[self._group, self._stratum][chosen]
        sums = np.bincount(self._hypothesis[chosen], weights=cases, minlength=len(self._names)).astype(int)
        return {name: total for name, total in zip(self._names, sums.tolist(), strict=True) if total}


def tables_by_numpy(
    strata: Strata, of_levels: Mapping[Level, Strata], sizes: Sizes | None = None
) -> dict[Hypothesis, Tables]:
    """The tables of every service and group that has cases, of the strata as a whole and at each level.

    `sizes` are given where a case stands in many strata, as a file does that waits for many days.
    """
    whole, told = strata.blocks(), sizes or strata.sizes()
    by_level = {level: part.blocks() for level, part in sorted(of_levels.items())}
    return {
        one: Tables(
            whole=whole.get(one, (_NONE,) * strata.periods),
            levels={level: blocks[one] for level, blocks in by_level.items() if one in blocks},
            cases=cases,
            with_others=told.with_others.get(one, 0),
        )
        for one, cases in sorted(told.cases.items())
    }
