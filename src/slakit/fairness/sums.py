"""What is said of many blocks together: expected and observed, exact tails, and how large the difference is.

Blocks are kept as a multiset, so that parts that were counted apart (by a file, a partition, a machine) add up to
exactly what one pass would have given, in whatever order they come.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist

from slakit.fairness.blocks import Block

Blocks = Counter[Block]
"""A multiset of blocks; adding two of them is counting what both have counted."""

EXACT_BELOW = 25.0
"""Up to this variance the tail is exact; above it, the normal tail with continuity correction is as good."""
_NEGLIGIBLE = 1e-22
_NORMAL = NormalDist()


def blocks(several: Iterable[Block]) -> Blocks:
    """The multiset of the blocks that compare anybody: of the group and of others.

    Blocks in which everybody or nobody has the outcome say nothing of chance, but they do of how large a difference is.
    """
    return Counter(block for block in several if 0 < block.m < block.n)


@dataclass(frozen=True)
class Sums:
    """The sums over blocks: the group's cases, observed and expected counts, and their variance under equality."""

    blocks: Mapping[Block, int]

    def _sum(self, terms: Iterable[float]) -> float:
        return math.fsum(terms)

    @cached_property
    def cases(self) -> int:
        """The group's cases that have comparable others."""
        return sum(block.m * times for block, times in self.blocks.items())

    @cached_property
    def others(self) -> int:
        """The comparable cases of others."""
        return sum(block.others * times for block, times in self.blocks.items())

    @cached_property
    def observed(self) -> int:
        """How many of the group's cases have the counted outcome."""
        return sum(block.a * times for block, times in self.blocks.items())

    @cached_property
    def expected(self) -> float:
        """How many would, if the group did not matter."""
        return math.fsum(block.expected * times for block, times in self.blocks.items())

    @cached_property
    def variance(self) -> float:
        """The variance of that number if the group does not matter."""
        return math.fsum(block.variance * times for block, times in self.blocks.items())

    # --- how likely so few are ---

    @cached_property
    def lower_tail(self) -> float:
        """The probability of so few or fewer with the counted outcome, if the group does not matter (one-sided)."""
        if self.variance == 0:
            return 1.0
        if self.variance >= EXACT_BELOW:
            return _NORMAL.cdf((self.observed + 0.5 - self.expected) / math.sqrt(self.variance))
        return _exact_lower_tail(self.blocks, self.observed)

    @cached_property
    def smallest_tail(self) -> float:
        """The smallest tail that the margins allow (Tarone 1990): with none so small, nothing could ever be found."""
        return math.exp(
            math.fsum(
                _log_smallest(block.n, block.m, block.d) * times for block, times in self.blocks.items()
            )
        )

    # --- how large the difference is ---

    @cached_property
    def _weight(self) -> float:
        return math.fsum(block.m * block.others / block.n * times for block, times in self.blocks.items())

    @cached_property
    def difference(self) -> float | None:
        """The Mantel-Haenszel risk difference, group minus comparable others; below zero is to the group's disadvantage."""
        if not self._weight:
            return None
        excess = (
            (block.a * block.others - block.others_counted * block.m) / block.n * times
            for block, times in self.blocks.items()
        )
        return math.fsum(excess) / self._weight

    @cached_property
    def difference_error(self) -> float | None:
        """The standard error of `difference` (Sato, Greenland and Robins 1989): right for many small blocks too.

        Where all or none have the outcome that error is none at all; then the one under equality is taken.
        """
        if self.difference is None:
            return None
        spread, mixed = [], []
        for block, times in self.blocks.items():
            n, m, r, a, c = block.n, block.m, block.others, block.a, block.others_counted
            spread.append((m * m * c - r * r * a + m * r * (r - m) / 2) / (n * n) * times)
            mixed.append((a * (r - c) + c * (m - a)) / (2 * n) * times)
        variance = (self.difference * math.fsum(spread) + math.fsum(mixed)) / self._weight**2
        return math.sqrt(variance) if variance > 0 else math.sqrt(self.variance) / self._weight

    @cached_property
    def ratio(self) -> float | None:
        """The Mantel-Haenszel risk ratio; nothing where no comparable other has the outcome."""
        ours, theirs = self._ratio_parts
        return ours / theirs if theirs else None

    @cached_property
    def ratio_range(self) -> tuple[float, float] | None:
        """The range of the ratio with 95 % confidence (Greenland and Robins 1985)."""
        ours, theirs = self._ratio_parts
        if not ours or not theirs:
            return None
        spread = math.fsum(
            (block.d * block.m * block.others - block.a * block.others_counted * block.n)
            / (block.n * block.n)
            * times
            for block, times in self.blocks.items()
        )
        half = _NORMAL.inv_cdf(0.975) * math.sqrt(max(spread, 0.0) / (ours * theirs))
        return ours / theirs * math.exp(-half), ours / theirs * math.exp(half)

    @cached_property
    def _ratio_parts(self) -> tuple[float, float]:
        items = self.blocks.items()
        return (
            math.fsum(block.a * block.others / block.n * times for block, times in items),
            math.fsum(block.others_counted * block.m / block.n * times for block, times in items),
        )

    def difference_range(self, confidence: float = 0.95) -> tuple[float, float] | None:
        """The two-sided range of `difference`."""
        if self.difference is None or self.difference_error is None:
            return None
        half = _NORMAL.inv_cdf((1 + confidence) / 2) * self.difference_error
        return self.difference - half, self.difference + half

    def detectable_difference(self, alpha: float, power: float = 0.8) -> float | None:
        """The smallest risk difference that a one-sided test at `alpha` would find with this power in these blocks."""
        if not self._weight or not self.variance:
            return None
        quantiles = _NORMAL.inv_cdf(1 - alpha) + _NORMAL.inv_cdf(power)
        return quantiles * math.sqrt(self.variance) / self._weight


def _log_smallest(n: int, m: int, d: int) -> float:
    low = max(0, d - (n - m))
    return Block(n, m, d, low).log_probability()


def _exact_lower_tail(counted: Mapping[Block, int], observed: int) -> float:
    """The lower tail by convolution; what is improbable beyond any use is cut off at both ends."""
    offset, whole = 0, [1.0]
    for block, times in sorted(counted.items()):
        one = block.distribution()
        for _ in range(times):
            offset += block.lowest
            whole = _convolved(whole, one)
            skipped = next(at for at, chance in enumerate(whole) if chance > _NEGLIGIBLE)
            kept = next(at for at, chance in enumerate(reversed(whole)) if chance > _NEGLIGIBLE)
            offset += skipped
            whole = whole[skipped : len(whole) - kept]
    return min(1.0, math.fsum(whole[: max(0, observed - offset + 1)]))


def _convolved(ours: list[float], theirs: tuple[float, ...]) -> list[float]:
    whole = [0.0] * (len(ours) + len(theirs) - 1)
    for at, mine in enumerate(ours):
        for further, its in enumerate(theirs):
            whole[at + further] += mine * its
    return whole
