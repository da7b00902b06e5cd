"""The blocks of files that wait, by numpy: what `slakit.fairness.waiting` says in plain Python, all files at a time."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from slakit.fairness.arrays import Ints, distinct_rows
from slakit.fairness.blocks import Block
from slakit.fairness.counts import Hypothesis, Tables
from slakit.fairness.totals import Blocks
from slakit.fairness.waiting import AGE_BANDS, File

Value = TypeVar("Value", bound=Hashable)
Flags = npt.NDArray[np.bool_]


def waiting_tables_by_numpy(
    files: Sequence[File], spans: Sequence[tuple[int, int]], periods: int
) -> dict[Hypothesis, Tables]:
    """The blocks of every service and group that has files at risk in the first of the `periods` of the year.

    `spans` are these, each as `[first, last)` days.
    """
    stays = _Stays(files, spans, periods)
    blocks_of, sizes, with_others = stays.blocks(np.ones(len(files), dtype=np.bool_))
    by_level = {
        level: stays.blocks(np.array([file.levels[level[0]] == level[1] for file in files]))[0]
        for level in sorted({level for file in files for level in enumerate(file.levels) if level[1]})
    }
    empty = tuple(Blocks() for _ in range(periods))
    return {
        one: Tables(
            whole=blocks_of.get(one, empty),
            levels={level: by_one[one] for level, by_one in by_level.items() if any(by_one.get(one, ()))},
            cases=sizes[one],
            with_others=with_others.get(one, 0),
        )
        for one in sorted(sizes)
    }


_Found = tuple[dict[Hypothesis, tuple[Blocks, ...]], dict[Hypothesis, int], dict[Hypothesis, int]]


class _Stays:
    """The days that files are open in each band of days waited."""

    def __init__(self, files: Sequence[File], spans: Sequence[tuple[int, int]], periods: int) -> None:
        first, last = spans[0][0], spans[-1][1]
        self.first, self.days = first, last - first
        self.periods = periods
        self.period_of = np.repeat(np.arange(len(spans)), [until - since for since, until in spans])
        classes, self.class_of = _numbered((file.service, file.alike) for file in files)
        self.groups, self.group_of = _numbered(file.group for file in files)
        self.services = [service for service, _ in classes]
        ready = np.array([file.ready for file in files], dtype=np.int64) - first
        never = 2**40
        finished = np.array(
            [never if one.finished is None else one.finished for one in files], dtype=np.int64
        )
        self.finished = np.where(finished == never, never, finished - first)
        self.gone = np.minimum(self.finished + 1, self.days)
        self.ready = ready

    def blocks(self, chosen: Flags) -> _Found:
        """The blocks of the chosen files: by hypothesis and period, and how many files at risk, alone and beside others."""
        keys = self._finished_at(chosen)
        moments = np.unique(keys)  # a class, a band and a day on which a file was finished
        at_risk = np.zeros((len(self.groups), len(moments) + 1), dtype=np.int64)
        for band, (lower, upper) in enumerate(zip(AGE_BANDS, (*AGE_BANDS[1:], 2**41), strict=True)):
            since = np.maximum(self.ready + lower - 1, 0)
            until = np.minimum(self.gone, self.ready + upper - 1)
            open_then = chosen & (since < until)
            start = self._key(self.class_of[open_then], band, 0)
            np.add.at(
                at_risk, (self.group_of[open_then], np.searchsorted(moments, start + since[open_then])), 1
            )
            np.add.at(
                at_risk, (self.group_of[open_then], np.searchsorted(moments, start + until[open_then])), -1
            )
        at_risk = np.cumsum(at_risk[:, :-1], axis=1)
        finished = np.zeros_like(at_risk)
        in_year = self._in_year(chosen)
        np.add.at(finished, (self.group_of[in_year], np.searchsorted(moments, keys)), 1)
        return self._gathered(moments, at_risk, finished)

    def _key(self, class_of: Ints, band: int | Ints, day: int | Ints) -> Ints:
        """A number for a class, a band and a day; no stay reaches beyond the days of its class and band."""
        return (class_of * len(AGE_BANDS) + band) * (self.days + 1) + day

    def _in_year(self, chosen: Flags) -> Flags:
        return chosen & (self.finished >= 0) & (self.finished < self.days)

    def _finished_at(self, chosen: Flags) -> Ints:
        which = self._in_year(chosen)
        finished = self.finished[which]
        band = np.searchsorted(AGE_BANDS, finished - self.ready[which] + 1, side="right") - 1
        return self._key(self.class_of[which], band, finished)

    def _gathered(self, moments: Ints, at_risk: Ints, finished: Ints) -> _Found:
        day = moments % (self.days + 1)
        service, of_class = _numbered(self.services)
        of_service = of_class[moments // ((self.days + 1) * len(AGE_BANDS))]
        group, moment = np.nonzero(at_risk)
        n, d = at_risk.sum(axis=0)[moment], finished.sum(axis=0)[moment]
        m, a = at_risk[group, moment], finished[group, moment]
        hypothesis = of_service[moment] * len(self.groups) + group
        beside = m < n
        names = [Hypothesis(of, name) for of in service for name in self.groups]
        period = self.period_of[day[moment]]
        rows = np.stack([hypothesis, period, n, m, d, a], axis=1)[beside]
        distinct, _, times = distinct_rows(rows)
        found: dict[Hypothesis, tuple[Blocks, ...]] = defaultdict(
            lambda: tuple(Blocks() for _ in range(self.periods))
        )
        for (of, at, *table), count in zip(distinct.tolist(), times.tolist(), strict=True):
            found[names[of]][at][Block._make(table)] = count
        return found, _summed(names, hypothesis, m), _summed(names, hypothesis[beside], m[beside])


def _numbered(values: Iterable[Value]) -> tuple[list[Value], Ints]:
    """The different values in the order in which they come, and the place of each."""
    places: dict[Value, int] = {}
    numbers = [places.setdefault(value, len(places)) for value in values]
    return list(places), np.array(numbers, dtype=np.int64)


def _summed(names: Sequence[Hypothesis], hypothesis: Ints, counts: Ints) -> dict[Hypothesis, int]:
    sums = np.zeros(len(names), dtype=np.int64)
    seen = np.zeros(len(names), dtype=np.bool_)
    np.add.at(sums, hypothesis, counts)
    seen[hypothesis] = True
    return {name: int(total) for name, total, some in zip(names, sums, seen, strict=True) if some}
