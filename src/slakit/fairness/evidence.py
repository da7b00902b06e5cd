"""Evidence that may be looked at at any time: bets against equality, and what they leave possible.

For blocks in the order of time, the product of conditional likelihood ratios is a non-negative martingale if the
group's odds are those of the others: whoever bets against equality wins H/alpha times the stake with a chance of at
most alpha/H, however often it is looked at (Ville 1939; Turner, Ly and Grünwald 2024; ter Schure et al. 2024). So an
alarm at a fixed threshold is never withdrawn.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from operator import add, sub

from slakit.fairness.blocks import Block
from slakit.fairness.totals import BETS, Totals

ODDS_GRID = tuple(math.exp(step / 10) for step in range(-20, 21, 2))
"""The odds at which a confidence sequence is looked at."""

_UNCHANGED = 0.0


def log_likelihood(counted: Mapping[Block, int], odds: float) -> float:
    """The logarithm of the probability of what was seen, if the group's odds are `odds` times those of the others."""
    return math.fsum(block.log_probability(odds) * times for block, times in sorted(counted.items()))


def log_mean(logarithms: Iterable[float]) -> float:
    """The logarithm of the mean of numbers that are given by their logarithms."""
    values = list(logarithms)
    peak = max(values)
    return peak + math.log(math.fsum(math.exp(value - peak) for value in values) / len(values))


def log_wealth(periods: Sequence[Totals], of: int) -> list[float]:
    """The logarithm of what the bets are worth after each period, of `of` periods that the year has.

    Half of the stake is bet from the beginning, the other half in equal parts from each period on, so that what begins
    in the middle of the year is found too. What is not yet bet keeps its worth.
    """
    won = [(0.0,) * len(BETS)]
    for period in periods:
        won.append(tuple(map(add, won[-1], period.bets)))
    worth = []
    for now in range(1, len(won)):
        from_each = [log_mean(map(sub, won[now], won[since])) for since in range(now)]
        restarted = log_mean([*from_each, *(_UNCHANGED,) * (of - now)])
        worth.append(log_mean((from_each[0], restarted)))
    return worth


def highest_log_wealth(periods: Sequence[Totals]) -> float:
    """What no `log_wealth` of these periods passes: the best bet alone, from the best period on. It is quickly found."""
    highest = 0.0
    for won in zip(*(period.bets for period in periods), strict=True):
        now = 0.0
        for one in won:
            now = max(0.0, now) + one
            highest = max(highest, now)
    return highest


def log_wealth_of_levels(pooled: list[float], levels: Sequence[list[float]]) -> list[float]:
    """Half of the stake on the whole, half spread over the levels: a mean of such bets is such a bet."""
    if not levels:
        return pooled
    return [log_mean((whole, log_mean(level[at] for level in levels))) for at, whole in enumerate(pooled)]


def largest_odds(counted: Mapping[Block, int], alpha: float) -> float | None:
    """The largest odds that remain possible at confidence `1 - alpha`, at any look; nothing if all of the grid do.

    Its inverse is the hidden-circumstance bound: a circumstance that nobody recorded would have to multiply the odds by
    at least as much to explain what was seen (Rosenbaum, *Observational Studies*, ch. 4; Yu and Gastwirth 2008).
    """
    if not counted:
        return None
    logs = {odds: log_likelihood(counted, odds) for odds in ODDS_GRID}
    mixture = log_mean(logs.values())
    left = [odds for odds, log in logs.items() if mixture - log < math.log(1 / alpha)]
    largest = max(left, default=ODDS_GRID[0])
    return None if largest == ODDS_GRID[-1] else largest
