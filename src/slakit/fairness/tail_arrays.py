"""How likely so few of a group are, by numpy: what `slakit.fairness.tails` says in plain Python, many sums at a time."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import NormalDist
from typing import NamedTuple, Self

import numpy as np

from slakit.fairness.arrays import (
    ArrayBlocks,
    Distributions,
    Floats,
    Ints,
    distinct_rows,
    distributions,
    log_sums,
)
from slakit.fairness.tails import CLOSE, EVIDENT, EXACT_BELOW, LOWEST_TILT, STEPS, Tilted, tail_at
from slakit.fairness.totals import NEGLIGIBLE, Blocks

_NORMAL = NormalDist()


class Asked(NamedTuple):
    """The blocks of some parts, how many of the group were seen in them, and what is expected with its variance."""

    parts: Sequence[Blocks]
    observed: int
    expected: float
    variance: float

    @property
    def deviations(self) -> float:
        """How many standard deviations what was seen lies from what is expected, whole numbers allowed for."""
        return (self.observed + 0.5 - self.expected) / math.sqrt(self.variance)


def lower_tails(several: Sequence[Asked]) -> list[float]:
    """For each, the chance of so few or fewer: as `slakit.fairness.tails` finds it."""
    exact = [one for one in several if one.variance < EXACT_BELOW]
    far = [one for one in several if one.variance >= EXACT_BELOW and one.deviations <= EVIDENT]
    counted_out, at_saddlepoint = iter(_counted_out(exact)), iter(_at_saddlepoints(far))
    tails = []
    for one in several:
        if one.variance < EXACT_BELOW:
            tails.append(next(counted_out))
        else:
            tails.append(next(at_saddlepoint) if one.deviations <= EVIDENT else _NORMAL.cdf(one.deviations))
    return tails


@dataclass(frozen=True)
class _Alike:
    """The different margins of several sums: of which sum each is, how often, its distribution, and what is above the lowest."""

    which: Ints
    times: Ints
    chances: Distributions
    most: Floats
    """How many above the lowest possible were seen, sum by sum."""

    @classmethod
    def of(cls, several: Sequence[Asked]) -> Self:
        """Those of some sums, at least one."""
        parts = [[ArrayBlocks.of(part) for part in one.parts if part] for one in several]
        margins = [np.concatenate([part.tables[:, :3] for part in one]) for one in parts]
        which = np.repeat(np.arange(len(several)), [len(one) for one in margins])
        alike = distinct_rows(np.column_stack([which, np.concatenate(margins)]))
        often = np.concatenate([part.times for one in parts for part in one])
        times = np.bincount(alike.places, weights=often).astype(np.int64)
        n, m, d = alike.rows[:, 1:].T
        lowest = np.bincount(alike.rows[:, 0], weights=np.maximum(0, d - n + m) * times)
        return cls(
            alike.rows[:, 0],
            times,
            distributions(alike.rows[:, 1:]),
            np.array([one.observed for one in several]) - lowest,
        )

    def summed(self, values: Floats) -> Floats:
        """What is given for each of the margins, added up sum by sum."""
        sums: Floats = np.bincount(self.which, values * self.times, len(self.most)).astype(np.float64)
        return sums


# --- the saddlepoint ------------------------------------------------------------------------------------------------


def _at_saddlepoints(several: Sequence[Asked]) -> list[float]:
    if not several:
        return []
    alike = _Alike.of(several)
    middle = alike.most + 0.5
    tilt, below, above = np.zeros(len(middle)), np.full(len(middle), LOWEST_TILT), np.zeros(len(middle))
    for _ in range(STEPS):
        cumulant, mean, variance = _tilted(alike, tilt)
        below, above = np.where(mean < middle, tilt, below), np.where(mean < middle, above, tilt)
        wanted = np.where(variance > 0, tilt + (middle - mean) / np.where(variance > 0, variance, 1), below)
        following = np.where((below <= wanted) & (wanted <= above), wanted, (below + above) / 2)
        moves = np.abs(following - tilt) >= CLOSE
        if not moves.any():
            break
        tilt = np.where(moves, following, tilt)
    found = zip(cumulant.tolist(), mean.tolist(), variance.tolist(), strict=True)
    return [
        tail_at(at, seen, Tilted(*there))
        for at, seen, there in zip(tilt.tolist(), middle.tolist(), found, strict=True)
    ]


def _tilted(alike: _Alike, tilt: Floats) -> tuple[Floats, Floats, Floats]:
    """The cumulants of each sum at its tilt."""
    logs, above, starts, lengths = alike.chances
    tilted = logs + above * np.repeat(tilt[alike.which], lengths)
    cumulants = log_sums(tilted, starts, lengths)
    weights = np.exp(tilted - np.repeat(cumulants, lengths))
    means = np.add.reduceat(above * weights, starts)
    variances = np.add.reduceat((above - np.repeat(means, lengths)) ** 2 * weights, starts)
    return alike.summed(cumulants), alike.summed(means), alike.summed(variances)


# --- the convolution ------------------------------------------------------------------------------------------------


def _counted_out(several: Sequence[Asked]) -> list[float]:
    if not several:
        return []
    alike = _Alike.of(several)
    whole, ends = np.exp(alike.chances.logs), [*alike.chances.starts.tolist(), len(alike.chances.logs)]
    chances = [whole[since:until] for since, until in pairwise(ends)]
    bounds = np.searchsorted(alike.which, np.arange(len(several) + 1)).tolist()
    times = alike.times.tolist()
    return [
        _lower_tail(chances[since:until], times[since:until], int(most))
        for most, (since, until) in zip(alike.most.tolist(), pairwise(bounds), strict=True)
    ]


def _lower_tail(chances: Sequence[Floats], times: Sequence[int], most: int) -> float:
    """The chance that numbers with these chances, each so often, are together at most `most`."""
    whole, skipped = np.ones(1), 0
    for one, often in zip(chances, times, strict=True):
        for factor in _powers(one, often, most + 1):
            whole = np.convolve(whole, factor)[: most + 1 - skipped]
        if len(whole) > _LONG:
            kept = np.flatnonzero(whole > NEGLIGIBLE)
            first, last = (int(kept[0]), int(kept[-1]) + 1) if len(kept) else (len(whole), len(whole))
            whole, skipped = whole[first:last], skipped + first
            if not len(whole):
                return 0.0
    return min(1.0, math.fsum(whole.tolist()))


_LONG = 64
"""From so many chances on it is looked which of them are negligible."""


def _powers(chances: Floats, times: int, room: int) -> Iterator[Floats]:
    """What the chances are to be multiplied with for so many such numbers: squares, as far as there is room."""
    square = chances
    while times:
        if times % 2:
            yield square
        times //= 2
        if times:
            square = np.convolve(square, square)[:room]
