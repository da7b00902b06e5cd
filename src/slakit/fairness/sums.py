"""What is said of many blocks together: expected and observed, exact tails, and how large the difference is.

Blocks are kept as a multiset, so that parts that were counted apart (by a file, a partition, a machine) add up to
exactly what one pass would have given, in whatever order they come.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import NormalDist

from slakit.fairness.blocks import Block
from slakit.fairness.tails import lower_tail
from slakit.fairness.totals import Blocks, Totals, added, merged, totals_of

_ROUNDING = 1e-9
_NORMAL = NormalDist()


def blocks(several: Iterable[Block]) -> Counter[Block]:
    """The multiset of the blocks that compare anybody: of the group and of others.

    Blocks in which everybody or nobody has the outcome say nothing of chance, but they do of how large a difference is.
    """
    return Counter(block for block in several if 0 < block.m < block.n)


@dataclass(frozen=True)
class Sums:
    """What is said of many blocks together, given as the parts of which they consist, such as months."""

    parts: tuple[Blocks, ...]
    totals: Totals

    @staticmethod
    def of(*parts: Blocks) -> "Sums":
        """The sums over the blocks of some parts."""
        return Sums(parts, added(totals_of(parts)))

    @cached_property
    def blocks(self) -> Blocks:
        """The blocks of all parts together."""
        return merged(self.parts)

    @property
    def cases(self) -> int:
        """The group's cases that have comparable others."""
        return int(self.totals.cases)

    @property
    def others(self) -> int:
        """The comparable cases of others."""
        return int(self.totals.others)

    @property
    def observed(self) -> int:
        """How many of the group's cases have the counted outcome."""
        return int(self.totals.observed)

    @property
    def expected(self) -> float:
        """How many would, if the group did not matter."""
        return self.totals.expected

    @property
    def variance(self) -> float:
        """The variance of that number if the group does not matter."""
        return self.totals.variance

    # --- how likely so few are ---

    @cached_property
    def lower_tail(self) -> float:
        """The probability of so few or fewer with the counted outcome, if the group does not matter (one-sided)."""
        return lower_tail(self.blocks, self.observed, self.expected, self.variance) if self.variance else 1.0

    @property
    def is_low(self) -> bool:
        """Whether `lower_tail` may be below a half.

        The number is a sum of independent yes and no of unlike chances (Vatutin and Mikhailov 1982), so that its median
        is its mean, rounded down or up (Jogdeo and Samuels 1968): from the mean rounded up on the tail is a half or more.
        """
        return self.observed < math.ceil(self.expected - _ROUNDING)

    @cached_property
    def smallest_tail(self) -> float:
        """The smallest tail that the margins allow (Tarone 1990): with none so small, nothing could ever be found."""
        return math.exp(self.totals.log_smallest)

    # --- how large the difference is ---

    @property
    def difference(self) -> float | None:
        """The Mantel-Haenszel risk difference, group minus comparable others; below zero is to the group's disadvantage."""
        weight, ours, theirs = self.totals.weight, self.totals.ours, self.totals.theirs
        return (ours - theirs) / weight if weight else None

    @property
    def difference_error(self) -> float | None:
        """The standard error of `difference` (Sato, Greenland and Robins 1989): right for many small blocks too.

        Where all or none have the outcome that error is none at all; then the one under equality is taken.
        """
        if self.difference is None:
            return None
        variance = (self.difference * self.totals.spread + self.totals.mixed) / self.totals.weight**2
        return math.sqrt(variance) if variance > 0 else math.sqrt(self.variance) / self.totals.weight

    @property
    def ratio(self) -> float | None:
        """The Mantel-Haenszel risk ratio; nothing where no comparable other has the outcome."""
        return self.totals.ours / self.totals.theirs if self.totals.theirs else None

    @property
    def ratio_range(self) -> tuple[float, float] | None:
        """The range of the ratio with 95 % confidence (Greenland and Robins 1985)."""
        ours, theirs = self.totals.ours, self.totals.theirs
        if not ours or not theirs:
            return None
        half = _NORMAL.inv_cdf(0.975) * math.sqrt(max(self.totals.ratio_spread, 0.0) / (ours * theirs))
        return ours / theirs * math.exp(-half), ours / theirs * math.exp(half)

    def difference_range(self, confidence: float = 0.95) -> tuple[float, float] | None:
        """The two-sided range of `difference`."""
        if self.difference is None or self.difference_error is None:
            return None
        half = _NORMAL.inv_cdf((1 + confidence) / 2) * self.difference_error
        return self.difference - half, self.difference + half

    def detectable_difference(self, alpha: float, power: float = 0.8) -> float | None:
        """The smallest risk difference that a one-sided test at `alpha` would find with this power in these blocks."""
        if not self.totals.weight or not self.variance:
            return None
        quantiles = _NORMAL.inv_cdf(power) - _NORMAL.inv_cdf(alpha)
        return quantiles * math.sqrt(self.variance) / self.totals.weight


def low_tails(several: Sequence[Sums]) -> list[float]:
    """The `lower_tail` of each, found together; what is a half or more, and so no evidence, is told as 1.

    With numpy where the blocks lie in its arrays.
    """
    low = [one for one in several if one.is_low and one.variance]
    if any(not isinstance(part, Counter) for one in low for part in one.parts):
        from slakit.fairness.tail_arrays import Asked, lower_tails

        asked = [Asked(one.parts, one.observed, one.expected, one.variance) for one in low]
        tails = iter(lower_tails(asked))
    else:
        tails = iter([one.lower_tail for one in low])
    return [next(tails) if one.is_low and one.variance else 1.0 for one in several]
