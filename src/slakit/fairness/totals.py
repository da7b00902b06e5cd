"""What every block adds to the sums over blocks, and these sums: by plain Python, or by numpy where it is installed.

numpy (the extra `fairness`) only makes it faster. Both give the same to twelve digits.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from operator import add
from typing import NamedTuple

from slakit.fairness.blocks import Block

Blocks = Mapping[Block, int]
"""A multiset of blocks: how often each occurs."""


NEGLIGIBLE = 1e-22
"""A chance below this is of no use to anybody."""

LESS = (0.1, 0.2, 0.4, 0.7, 1.1)
BETS = tuple(math.exp(-less) for less in LESS)
"""The odds that are bet on, as a share of those of the others: from a small disadvantage to a third."""


class Totals(NamedTuple):
    """The sums over some blocks. They are added, and nothing else of the blocks is needed to judge them.

    `cases`, `others`, `observed` are the group's cases, the comparable others, and the group's with the outcome;
    `expected` and `variance` are those of `observed` if the group does not matter. `weight` to `ratio_spread` are the
    parts of the Mantel-Haenszel difference and ratio and of their errors, `log_smallest` the logarithm of the smallest
    tail that the margins allow, and the last five the logarithms of what each of `BETS` has won.
    """

    cases: float = 0
    others: float = 0
    observed: float = 0
    expected: float = 0.0
    variance: float = 0.0
    weight: float = 0.0
    spread: float = 0.0
    mixed: float = 0.0
    ours: float = 0.0
    theirs: float = 0.0
    ratio_spread: float = 0.0
    log_smallest: float = 0.0
    bet_0: float = 0.0
    bet_1: float = 0.0
    bet_2: float = 0.0
    bet_3: float = 0.0
    bet_4: float = 0.0

    @property
    def bets(self) -> tuple[float, ...]:
        """The logarithms of what each of `BETS` has won."""
        return self[-len(BETS) :]

    def plus(self, other: "Totals") -> "Totals":
        """The sums over the blocks of both."""
        return Totals._make(map(add, self, other))


def added(several: Iterable[Totals]) -> Totals:
    """The sums over the blocks of several parts."""
    parts = list(several)
    return Totals._make(map(math.fsum, zip(*parts, strict=True))) if parts else Totals()


def merged(parts: Iterable[Blocks]) -> Counter[Block]:
    """The blocks of several parts together."""
    whole = Counter[Block]()
    for part in parts:
        whole.update(part)
    return whole


def totals_of(several: Sequence[Blocks]) -> list[Totals]:
    """The sums of each of several multisets of blocks; with numpy, where it is installed and there are many."""
    if sum(map(len, several)) >= WORTH_IT and find_spec("numpy"):
        from slakit.fairness.arrays import totals_by_numpy

        return totals_by_numpy(several)
    return totals_in_python(several)


WORTH_IT = 500
"""From so many different blocks on numpy is faster, its import included."""


def totals_in_python(several: Sequence[Blocks]) -> list[Totals]:
    """The sums of each of several multisets of blocks."""
    return [
        added(
            Totals._make([term * times for term in terms_of(block)]) if times != 1 else terms_of(block)
            for block, times in counted.items()
        )
        for counted in several
    ]


@lru_cache(maxsize=65536)
def terms_of(block: Block) -> Totals:
    """What one block adds to each sum.

    >>> terms_of(Block(n=10, m=4, d=5, a=1))[:4]
    (4, 6, 1, 2.0)
    """
    n, m, d, a = block
    r, c = n - m, d - a
    log_smallest, winnings = _of_margins(n, m, d)
    above = a - max(0, d - r)
    return Totals(
        m,
        r,
        a,
        block.expected,
        block.variance,
        m * r / n,
        (m * m * c - r * r * a + m * r * (r - m) / 2) / (n * n),
        (a * (r - c) + c * (m - a)) / (2 * n),
        a * r / n,
        c * m / n,
        (d * m * r - a * c * n) / (n * n),
        log_smallest,
        *(-above * less - won for less, won in zip(LESS, winnings, strict=True)),
    )


@lru_cache(maxsize=65536)
def _of_margins(n: int, m: int, d: int) -> tuple[float, tuple[float, ...]]:
    """The logarithms of the probability of the smallest `a`, and of the mean of each bet to the power of `a` above it."""
    logs = Block(n, m, d, max(0, d - n + m)).log_distribution()
    return logs[0], tuple(_log_sum([log - above * less for above, log in enumerate(logs)]) for less in LESS)


def _log_sum(logs: Sequence[float]) -> float:
    peak = max(logs)
    return peak + math.log(math.fsum(math.exp(log - peak) for log in logs))
