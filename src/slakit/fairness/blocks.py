"""The comparison block: like cases of one class and period, of which some belong to a group.

If the group does not matter inside a block, the number `a` of its members with the counted outcome is hypergeometric;
if its odds are `w` times those of the others, it is Fisher's non-central hypergeometric (Fisher 1935; McCullagh and
Nelder, *Generalized Linear Models*, 2nd ed., 7.3). Nothing else is assumed: base rates may differ from block to block.
"""

import math
from functools import lru_cache
from typing import NamedTuple, Self


class _Table(NamedTuple):
    n: int
    m: int
    d: int
    a: int


class Block(_Table):
    """`n` comparable cases, `m` of the group, `d` with the counted outcome, `a` both.

    >>> Block(n=10, m=4, d=5, a=1).expected
    2.0
    """

    __slots__ = ()

    def __new__(cls, n: int, m: int, d: int, a: int) -> Self:
        """A table, if there is one with these numbers. Raises `ValueError` if not."""
        if not max(0, d - n + m) <= a <= min(m, d) or not 0 <= m <= n >= d:
            raise ValueError(f"no such table: n={n}, m={m}, d={d}, a={a}")
        return super().__new__(cls, n, m, d, a)

    @property
    def others(self) -> int:
        """How many of the cases are not of the group."""
        return self.n - self.m

    @property
    def others_counted(self) -> int:
        """How many of the others have the counted outcome."""
        return self.d - self.a

    @property
    def lowest(self) -> int:
        """The smallest `a` that the margins allow."""
        return max(0, self.d - self.others)

    @property
    def is_informative(self) -> bool:
        """Whether the margins leave more than one possible `a`."""
        return self.lowest < min(self.m, self.d)

    @property
    def expected(self) -> float:
        """The mean of `a` if the group does not matter."""
        return self.m * self.d / self.n

    @property
    def variance(self) -> float:
        """The variance of `a` if the group does not matter."""
        if self.n < 2:
            return 0.0
        return self.m * self.others * self.d * (self.n - self.d) / (self.n * self.n * (self.n - 1))

    def distribution(self, odds: float = 1.0) -> tuple[float, ...]:
        """The probabilities of `lowest`, `lowest + 1`, … when the group's odds are `odds` times those of the others.

        >>> [round(one, 4) for one in Block(4, 2, 2, 0).distribution()]
        [0.1667, 0.6667, 0.1667]
        """
        return tuple(math.exp(one) for one in self.log_distribution(odds))

    def log_probability(self, odds: float = 1.0) -> float:
        """The natural logarithm of the probability of this `a`."""
        return self.log_distribution(odds)[self.a - self.lowest]

    def log_distribution(self, odds: float = 1.0) -> tuple[float, ...]:
        """The natural logarithms of `distribution`."""
        return _log_distribution(self.n, self.m, self.d, math.log(odds))


@lru_cache(maxsize=65536)
def _log_distribution(n: int, m: int, d: int, log_odds: float) -> tuple[float, ...]:
    """Logarithms of the probabilities, by the ratio of neighbours, so that no large factorial is ever formed."""
    low, high = max(0, d - (n - m)), min(m, d)
    weights = [0.0]
    for a in range(low, high):
        ratio = (m - a) * (d - a) / ((a + 1) * (n - m - d + a + 1))
        weights.append(weights[-1] + math.log(ratio) + log_odds)
    peak = max(weights)
    whole = peak + math.log(math.fsum(math.exp(weight - peak) for weight in weights))
    return tuple(weight - whole for weight in weights)
