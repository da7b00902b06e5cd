"""Many hypotheses at once: what can be found at all, and which findings are more than chance.

Tarone (1990) leaves out what could never be found, so that hopelessly small cells cost the others nothing; Benjamini
and Hochberg (1995) then hold the share of false findings. In a year in which everybody was treated alike, every
finding is false, so the bound is the chance of any finding at all.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def attainable(smallest: Mapping[Key, float], alpha: float) -> frozenset[Key]:
    """The hypotheses whose smallest attainable tail could be evidence, in a family that is cut down to them (Tarone).

    >>> sorted(attainable({"a": 0.0001, "b": 0.02, "c": 0.6}, 0.05))
    ['a', 'b']
    """
    for size in range(1, len(smallest) + 1):
        left = frozenset(key for key, tail in smallest.items() if tail <= alpha / size)
        if len(left) <= size:
            return left
    return frozenset()


def discoveries(tails: Mapping[Key, float], rate: float) -> frozenset[Key]:
    """The hypotheses that Benjamini and Hochberg reject at a false discovery rate.

    >>> sorted(discoveries({"a": 0.001, "b": 0.02, "c": 0.03, "d": 0.9}, 0.05))
    ['a', 'b', 'c']
    """
    ordered = sorted(tails.values())
    passed = [tail for rank, tail in enumerate(ordered, 1) if tail <= rank * rate / len(ordered)]
    return frozenset(key for key, tail in tails.items() if passed and tail <= max(passed))


def scanned(
    pooled: float, levels: Mapping[Key, float], smallest: Mapping[Key, float], alpha: float, share: float
) -> float:
    """One tail for a hypothesis that is looked at as a whole and level by level, such as channel by channel.

    The whole gets `share` of the error, and the levels that could show something share the rest: looking at the whole
    alone hides effects that cross, and what is given to the levels weakens the sharper look at the whole.
    """
    shown = attainable(smallest, alpha * (1 - share))
    if not shown:
        return pooled
    least = min(levels[level] for level in shown)
    return min(1.0, pooled / share, len(shown) * least / (1 - share))
