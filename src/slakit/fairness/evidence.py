"""Evidence that may be looked at at any time: bets against equality, and what they leave possible.

For blocks in the order of time, the product of conditional likelihood ratios is a non-negative martingale if the
group's odds are those of the others: whoever bets against equality wins H/alpha times the stake with a chance of at
most alpha/H, however often it is looked at (Ville 1939; Turner, Ly and Grünwald 2024; ter Schure et al. 2024). So an
alarm at a fixed threshold is never withdrawn. `slakit.fairness.alarms` holds the bets on many hypotheses against each other.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from operator import add, sub
from typing import NamedTuple

from slakit.fairness.blocks import Block
from slakit.fairness.totals import BETS, Totals

ODDS_GRID = tuple(math.exp(step / 10) for step in range(-20, 21, 2))
"""The odds at which a confidence sequence is looked at."""

_HALVINGS = 5
"""How often the step of the grid is halved to find an end: to less than a hundredth of the odds."""

_UNCHANGED = 0.0

BEGINNING = 0.25
"""The share of the stake that is on the whole year alone."""
_FROM_THE_FIRST, _FROM_EACH = math.log(BEGINNING), math.log(1 - BEGINNING)


def log_likelihood(counted: Mapping[Block, int], odds: float) -> float:
    """The logarithm of the probability of what was seen, if the group's odds are `odds` times those of the others."""
    return math.fsum(block.log_probability(odds) * times for block, times in sorted(counted.items()))


def log_sum(logarithms: Iterable[float]) -> float:
    """The logarithm of the sum of numbers that are given by their logarithms."""
    values = list(logarithms)
    peak = max(values)
    return peak + math.log(math.fsum(math.exp(value - peak) for value in values))


def log_mean(logarithms: Iterable[float]) -> float:
    """The logarithm of the mean of numbers that are given by their logarithms."""
    values = list(logarithms)
    return log_sum(values) - math.log(len(values))


def log_wealth(periods: Sequence[Totals], of: int) -> list[float]:
    """The logarithm of what the bets are worth after each period, of `of` periods that the year has.

    A quarter of the stake is bet from the beginning, the rest in equal parts from each period on, the first one too, so
    that what begins in the middle of the year is found as well. What is not yet bet keeps its worth.
    """
    won = [(0.0,) * len(BETS)]
    for period in periods:
        won.append(tuple(map(add, won[-1], period.bets)))
    worth = []
    for now in range(1, len(won)):
        from_each = [log_mean(map(sub, won[now], won[since])) for since in range(now)]
        restarted = log_mean([*from_each, *(_UNCHANGED,) * (of - now)])
        worth.append(log_sum((_FROM_THE_FIRST + from_each[0], _FROM_EACH + restarted)))
    return worth


class Bet(NamedTuple):
    """One of the bets whose mean `log_wealth` is: from which period on it was made, and the logarithm of its share."""

    since: int
    log_share: float


def heaviest_bet(periods: Sequence[Totals], of: int) -> Bet:
    """Of what the bets are worth after the last of some periods, the part that weighs most: since when the group lost.

    In a year of twelve periods five times as much of the stake is on the whole year as on what begins at a later one, so
    that this must have won more than five times as much to be told in its place.
    """
    shares = []
    won = (0.0,) * len(BETS)
    for since in reversed(range(len(periods))):
        won = tuple(map(add, won, periods[since].bets))
        stake = (1 - BEGINNING) / of + (since == 0) * BEGINNING
        shares.append(Bet(since, log_mean(won) + math.log(stake)))
    return max(reversed(shares), key=lambda bet: bet.log_share)


def highest_log_wealth(periods: Sequence[Totals]) -> float:
    """What no `log_wealth` of these periods passes: the best bet alone, from the best period on. It is quickly found."""
    highest = 0.0
    for won in zip(*(period.bets for period in periods), strict=True):
        now = 0.0
        for one in won:
            now = (
                now + one if now > 0 else one
            )  # a hundred thousand times: `max` would take three times as long
            if now > highest:  # noqa: PLR1730 -- as above
                highest = now
    return highest


def log_wealth_of_levels(pooled: list[float], levels: Sequence[list[float]], share: float) -> list[float]:
    """A share of the stake on the whole, the rest spread over the levels: a mean of such bets is such a bet."""
    if not levels:
        return pooled
    of_levels = (log_mean(level[at] for level in levels) for at in range(len(pooled)))
    return [
        log_sum((math.log(share) + whole, math.log(1 - share) + level))
        for whole, level in zip(pooled, of_levels, strict=True)
    ]


class OddsRange(NamedTuple):
    """The odds of a group, as a multiple of those of the others, that remain possible; nothing where no end was found."""

    lowest: float | None
    highest: float | None


def odds_range(counted: Mapping[Block, int], alpha: float) -> OddsRange:
    """The confidence sequence of the odds after these blocks: whatever they are, they lie in it at every look.

    Its upper end is the hidden-circumstance bound: a circumstance that nobody recorded would have to multiply the odds by
    the inverse of it to explain what was seen (Rosenbaum, *Observational Studies*, ch. 4; Yu and Gastwirth 2008).

    Odds are left out when the mean of all bets of `ODDS_GRID` against them is worth 1/alpha: if they are the true ones,
    this ever happens with a chance of at most alpha (Ville 1939), however often it is looked at and whenever one stops.
    The likelihood is log-concave in them, so that what remains is a range.
    """
    if not counted:
        return OddsRange(None, None)
    logs = {odds: log_likelihood(counted, odds) for odds in ODDS_GRID}
    least = log_mean(logs.values()) - math.log(1 / alpha)
    left = [odds for odds, log in logs.items() if log > least]
    before = [odds for odds in ODDS_GRID if odds < left[0]]
    after = [odds for odds in ODDS_GRID if odds > left[-1]]
    return OddsRange(
        _end(counted, least, left[0], before[-1]) if before else None,
        _end(counted, least, left[-1], after[0]) if after else None,
    )


def _end(counted: Mapping[Block, int], least: float, inside: float, outside: float) -> float:
    """Where what remains ends, between odds of the grid inside and outside; a little further out, never further in."""
    for _ in range(_HALVINGS):
        middle = math.sqrt(inside * outside)
        if log_likelihood(counted, middle) > least:
            inside = middle
        else:
            outside = middle
    return outside
