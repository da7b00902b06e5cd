"""The comparison block: like cases of one class and period, of which some belong to a group.

If the group does not matter inside a block, the number `a` of its members with the counted outcome is hypergeometric;
if its odds are `w` times those of the others, it is Fisher's non-central hypergeometric (Fisher 1935; McCullagh and
Nelder, *Generalized Linear Models*, 2nd ed., 7.3). Nothing else is assumed: base rates may differ from block to block.
"""

import math
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """`n` comparable cases, `m` of the group, `d` with the counted outcome, `a` both.

    >>> Block(n=10, m=4, d=5, a=1).expected
    2.0
    """

    n: int
    m: int
    d: int
    a: int

    def __post_init__(self) -> None:
        if not self.lowest <= self.a <= min(self.m, self.d) or not 0 <= self.m <= self.n >= self.d:
            raise ValueError(f"no such table: n={self.n}, m={self.m}, d={self.d}, a={self.a}")

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
        return _distribution(self.n, self.m, self.d, odds)

    def log_probability(self, odds: float = 1.0) -> float:
        """The natural logarithm of the probability of this `a`."""
        return _log_distribution(self.n, self.m, self.d, odds)[self.a - self.lowest]


@lru_cache(maxsize=65536)
def _log_distribution(n: int, m: int, d: int, odds: float) -> tuple[float, ...]:
    """Logarithms of the probabilities, by the ratio of neighbours, so that no large factorial is ever formed."""
    low, high, log_odds = max(0, d - (n - m)), min(m, d), math.log(odds)
    weights = [0.0]
    for a in range(low, high):
        ratio = (m - a) * (d - a) / ((a + 1) * (n - m - d + a + 1))
        weights.append(weights[-1] + math.log(ratio) + log_odds)
    peak = max(weights)
    whole = peak + math.log(math.fsum(math.exp(weight - peak) for weight in weights))
    return tuple(weight - whole for weight in weights)


@lru_cache(maxsize=16384)
def _distribution(n: int, m: int, d: int, odds: float) -> tuple[float, ...]:
    return tuple(math.exp(one) for one in _log_distribution(n, m, d, odds))
