"""Alarms of the running year: which of many bets against equality were won, at whatever look.

Wang and Ramdas (2022) hold the share of false findings among bets as Benjamini and Hochberg do among tails, whatever
hangs together with what: those are found of which each is worth the number of hypotheses over the error and over how
many are found. A bet that has been won is stopped there, which leaves it a bet; so what is found stays found, and the
bound holds at every look. In a year in which everybody was treated alike, some are found only if the mean of all bets
is worth one over the error, and that ever happens with a chance of at most the error (Ville 1939).
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from slakit.fairness.counts import Hypothesis, Level
from slakit.fairness.evidence import heaviest_bet, highest_log_wealth, log_wealth, log_wealth_of_levels
from slakit.fairness.rules import WHOLE, Rules, matters
from slakit.fairness.summed import Summed
from slakit.fairness.totals import Totals


class Alarm(NamedTuple):
    """An alarm while the year runs: at the end of which period it was raised, and what the bets were won on.

    That is the whole or a `level`, from the period `since` on. `log_worth` is the logarithm of what the bets were worth
    then, as a multiple of the stake.
    """

    period: int
    since: int
    level: Level | None
    log_worth: float


def alarms_of(found: Mapping[Hypothesis, Summed], rules: Rules, passed: int) -> dict[Hypothesis, Alarm]:
    """The alarms that were raised in so many periods, each at the end of the first in which it could be.

    A difference must matter where it shows: over the periods since the bet that won was made. Only those that matter
    count among those that are found, and what is found is not looked at again.
    """
    if not rules.online:
        return {}
    bets = _bets(found, rules, passed)
    alarms: dict[Hypothesis, Alarm] = {}
    for period in range(passed):
        may_be: dict[Hypothesis, Alarm] = {}
        for one, worth in bets.items():
            if one not in alarms and (alarm := _shown(found[one], rules, period, worth[period])) is not None:
                may_be[one] = alarm
        every = alarms | may_be
        alarms = {
            one: every[one] for one in won({one: alarm.log_worth for one, alarm in every.items()}, rules)
        }
    return alarms


def won(worths: Mapping[Hypothesis, float], rules: Rules) -> frozenset[Hypothesis]:
    """The most bets of which each is worth enough for so many, by the logarithms of what they are worth."""
    ordered = sorted(worths.values(), reverse=True)
    several = max(
        (count for count, log in enumerate(ordered, 1) if log >= _enough_for(count, rules)), default=0
    )
    return frozenset(one for one, log in worths.items() if several and log >= ordered[several - 1])


def _enough_for(several: int, rules: Rules) -> float:
    """The logarithm of what each of several bets must be worth, as a multiple of the stake."""
    return math.log(rules.hypotheses / (several * rules.budget * rules.online))


def _shown(found: Summed, rules: Rules, period: int, log_worth: float) -> Alarm | None:
    """The alarm at the end of a period, if the difference matters where the bets were won."""
    if log_worth < _enough_for(rules.hypotheses, rules):
        return None
    level, since = _where_won(found, rules, period + 1)
    if not matters(found.during(level, slice(since, period + 1)), rules):
        return None
    return Alarm(period, since, level, log_worth)


def _bets(found: Mapping[Hypothesis, Summed], rules: Rules, passed: int) -> dict[Hypothesis, list[float]]:
    """The logarithms of what bets were worth after each period, of all that may ever have been worth enough."""
    series = {
        one: [periods[:passed] for periods in (summed.periods, *summed.levels.values())]
        for one, summed in found.items()
    }
    highest = {one: max(map(highest_log_wealth, several)) for one, several in series.items()}
    return {one: _worth(series[one], rules) for one in won(highest, rules)}


def _worth(series: Sequence[Sequence[Totals]], rules: Rules) -> list[float]:
    """The logarithm of what the bets on the whole and on each level are worth together, after each period."""
    pooled, *levels = (log_wealth(periods, rules.periods) for periods in series)
    return log_wealth_of_levels(pooled, levels, WHOLE)


def _where_won(found: Summed, rules: Rules, passed: int) -> tuple[Level | None, int]:
    """The bet that weighs most in what all are worth: on the whole or on which level, and from which period on."""
    bets = {level: heaviest_bet(periods[:passed], rules.periods) for level, periods in found.levels.items()}
    whole = heaviest_bet(found.periods[:passed], rules.periods)
    level = max(bets, key=lambda one: bets[one].log_share, default=None)
    if level is None or bets[level].log_share + math.log(
        (1 - WHOLE) / len(bets)
    ) <= whole.log_share + math.log(WHOLE):
        return None, whole.since
    return level, bets[level].since
