"""How likely so few of a group are, over many blocks: by convolution, or by a saddlepoint where that would take long.

Both start from the exact distribution of every block. The convolution leaves out nothing that is of use. The
saddlepoint (Lugannani and Rice 1980, with the correction of Daniels 1987 for whole numbers) is wrong by less than one
part in a hundred from a variance of 25 on, however far out in the tail; a normal tail is wrong by a factor there,
for it knows nothing of the skew, and the evidence lies in the tail.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import NamedTuple

from slakit.fairness.blocks import Block
from slakit.fairness.totals import NEGLIGIBLE

EXACT_BELOW = 25.0
"""Up to this variance the tail is counted out."""
EVIDENT = -1.5
"""Where so few lie no more standard deviations below what is expected, a normal tail is as good: it is no evidence."""

LOWEST_TILT = -64.0
"""At this logarithm of the odds every block lies at its lowest, as far as any number tells."""
STEPS = 80
CLOSE = 1e-10
"""The saddlepoint is found when it moves by less than this."""

_NORMAL = NormalDist()


class Margins(NamedTuple):
    """Blocks of the same `n, m, d`, so often."""

    n: int
    m: int
    d: int
    times: int

    @property
    def lowest(self) -> int:
        """The smallest `a` that these margins allow."""
        return max(0, self.d - self.n + self.m)


def lower_tail(counted: Mapping[Block, int], observed: int, expected: float, variance: float) -> float:
    """The probability that together at most `observed` have the outcome, if the group does not matter.

    `expected` and `variance` are those of their number.
    """
    if variance < EXACT_BELOW:
        return _counted_out(_alike(counted), observed)
    deviations = (observed + 0.5 - expected) / math.sqrt(variance)
    return _NORMAL.cdf(deviations) if deviations > EVIDENT else _at_saddlepoint(_alike(counted), observed)


def _alike(counted: Mapping[Block, int]) -> list[Margins]:
    alike: Counter[tuple[int, int, int]] = Counter()
    for block, times in counted.items():
        alike[block[:3]] += times
    return [Margins(*margins, times) for margins, times in sorted(alike.items())]


# --- the saddlepoint ------------------------------------------------------------------------------------------------


class Tilted(NamedTuple):
    """The sum of all blocks if the odds of the group were those of `tilt`: its cumulants there."""

    cumulant: float
    mean: float
    variance: float


def _at_saddlepoint(alike: list[Margins], observed: int) -> float:
    """The tail by the odds under which what was seen, and a half, is what is expected."""
    blocks = [(Block(n, m, d, max(0, d - n + m)).log_distribution(), times) for n, m, d, times in alike]
    middle = observed + 0.5 - sum(one.lowest * one.times for one in alike)
    below, above, tilt = LOWEST_TILT, 0.0, 0.0
    for _ in range(STEPS):
        now = _tilted(blocks, tilt)
        below, above = (tilt, above) if now.mean < middle else (below, tilt)
        wanted = tilt + (middle - now.mean) / now.variance if now.variance else below
        following = wanted if below <= wanted <= above else (below + above) / 2
        if abs(following - tilt) < CLOSE:
            break
        tilt = following
    return tail_at(tilt, middle, now)


def tail_at(tilt: float, middle: float, there: Tilted) -> float:
    """The tail that belongs to a saddlepoint at `tilt` below zero, where the mean is `middle`."""
    signed = -math.sqrt(max(0.0, 2 * (tilt * middle - there.cumulant)))
    spread = 2 * math.sinh(tilt / 2) * math.sqrt(there.variance)
    density = math.exp(-signed * signed / 2) / math.sqrt(2 * math.pi)
    return _NORMAL.cdf(signed) + density * (1 / signed - 1 / spread)


def _tilted(blocks: Iterable[tuple[tuple[float, ...], int]], tilt: float) -> Tilted:
    """The cumulants of numbers that are given by the logarithms of their chances, each so often."""
    cumulant = mean = variance = 0.0
    for logs, times in blocks:
        tilted = [log + above * tilt for above, log in enumerate(logs)]
        peak = max(tilted)
        weights = [math.exp(log - peak) for log in tilted]
        whole = math.fsum(weights)
        first = math.fsum(above * weight for above, weight in enumerate(weights)) / whole
        second = math.fsum((above - first) ** 2 * weight for above, weight in enumerate(weights)) / whole
        cumulant += times * (peak + math.log(whole))
        mean += times * first
        variance += times * second
    return Tilted(cumulant, mean, variance)


# --- the convolution ------------------------------------------------------------------------------------------------


def _counted_out(alike: list[Margins], observed: int) -> float:
    """The tail by convolution; what is above `observed` or improbable beyond any use is cut off.

    Of each block only what its number is above the lowest one possible is looked at.
    """
    most = observed - sum(one.lowest * one.times for one in alike)
    whole = _Chances(0, [1.0])
    for one in alike:
        chances = list(Block(*one[:3], one.lowest).distribution())
        whole = whole.with_(_Chances(0, chances).several(one.times, most), most)
    return min(1.0, math.fsum(whole.chances))


@dataclass(frozen=True, slots=True)
class _Chances:
    """The probabilities of `lowest`, of `lowest + 1`, and so on."""

    lowest: int
    chances: list[float]

    def with_(self, other: "_Chances", most: int) -> "_Chances":
        """The probabilities of the sum with another number, as far as it is at most `most`."""
        ours, theirs = sorted((self.chances, other.chances), key=len, reverse=True)
        lowest = self.lowest + other.lowest
        room = max(0, most - lowest + 1)
        whole = [0.0] * min(len(ours) + len(theirs) - 1, room)
        for further, its in enumerate(theirs):
            for at, mine in enumerate(ours[: max(0, room - further)], further):
                whole[at] += mine * its
        skipped = next((at for at, chance in enumerate(whole) if chance > NEGLIGIBLE), len(whole))
        kept = next((at for at, chance in enumerate(reversed(whole)) if chance > NEGLIGIBLE), 0)
        return _Chances(lowest + skipped, whole[skipped : len(whole) - kept])

    def several(self, times: int, most: int) -> "_Chances":
        """The probabilities of the sum of so many such numbers, as far as it is at most `most`."""
        if times == 1:
            return self
        half = self.several(times // 2, most)
        twice = half.with_(half, most)
        return twice if times % 2 == 0 else twice.with_(self, most)
