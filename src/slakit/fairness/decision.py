"""From blocks to what may be said of a group: presumed disadvantage, a case for review, equal, or nothing, and why."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from statistics import NormalDist
from types import MappingProxyType

from slakit.fairness.alarms import Alarm, alarms_of
from slakit.fairness.counts import Hypothesis, Level, Tables
from slakit.fairness.evidence import OddsRange, odds_range
from slakit.fairness.families import attainable, discoveries, scanned
from slakit.fairness.rules import WHOLE, Rules, enough, matters
from slakit.fairness.summed import Summed, summed
from slakit.fairness.sums import Sums, low_tails


@dataclass(frozen=True, slots=True)
class Missing:
    """How many cases of a group and of others beside it are compared, and how many cannot be: something is not recorded.

    `of_nobody` are those of which the group is not recorded. They are among the others' missing ones, and at worst all are
    the group's.
    """

    compared: int = 0
    missing: int = 0
    others_compared: int = 0
    others_missing: int = 0
    of_nobody: int = 0

    @property
    def share(self) -> float:
        """The share of the group's cases that cannot be compared."""
        return _share(self.missing, self.compared)

    @property
    def share_at_worst(self) -> float:
        """The same if all cases of nobody were the group's."""
        return _share(self.missing + self.of_nobody, self.compared)

    @property
    def share_of_others(self) -> float:
        """The share of the other cases that cannot be compared."""
        return _share(self.others_missing, self.others_compared)

    @property
    def is_much(self) -> bool:
        """Whether it is so much that the cases that are compared tell little of the whole."""
        return max(self.share, self.share_of_others) > MOST_UNKNOWN


def _share(missing: int, compared: int) -> float:
    return missing / (missing + compared) if missing else 0.0


def missing_of(
    compared: Mapping[Hypothesis, int], missing: Mapping[Hypothesis, int]
) -> dict[Hypothesis, Missing]:
    """What is missing of each group and of others beside it; `""` is the group of a case of which it is not recorded."""
    all_compared, all_missing = Counter[str](), Counter[str]()
    for one, count in compared.items():
        all_compared[one.service] += count
    for one, count in missing.items():
        all_missing[one.service] += count
    return {
        one: Missing(
            compared.get(one, 0),
            missing.get(one, 0),
            all_compared[one.service] - compared.get(one, 0),
            all_missing[one.service] - missing.get(one, 0),
            missing.get(Hypothesis(one.service, ""), 0),
        )
        for one in compared.keys() | missing.keys()
    }


class Standing(StrEnum):
    """What the counts say of one service and group."""

    PRESUMED = "presumed"
    REVIEW = "review"
    EQUAL = "equal"
    NOTHING_FOUND = "nothing-found"
    TOO_LITTLE = "too-little"
    UNRECORDED = "too-much-unrecorded"
    NOT_COMPARABLE = "not-comparable"


LEAST_COMPARABLE = 0.5
"""Less than this share of a group's cases with comparable others, and nothing is said of the group."""
MOST_UNKNOWN = 0.1
"""More than this share of cases of unknown class or unit, and there is no presumption.

Nor is anything else said, but that what is equal at worst is equal.
"""
WHOLE_LISTED = 0.9
"""That of the review list, which asks somebody to look: what shows at one level alone is looked for by presumptions."""
_NORMAL = NormalDist()


@dataclass(frozen=True)
class Answer:
    """What is said of one hypothesis, with the sums that it rests on.

    `whole` are the sums of the year so far, whatever `sums` are of. `level` is where the difference shows, if it shows at one
    level of what is examined too and not in the whole, and `since` the period from which on, if that is not the first.
    """

    standing: Standing
    sums: Sums
    whole: Sums
    rules: Rules
    cases: int
    with_others: int
    alarm: Alarm | None = None
    level: Level | None = None
    since: int = 0
    missing: Missing = Missing()

    @cached_property
    def least_hidden_factor(self) -> float | None:
        """By how much an unrecorded circumstance would have to multiply the odds to explain it; nothing if by nothing."""
        highest = odds_range(self.sums.blocks, self.rules.budget).highest
        return 1 / highest if highest is not None and highest < 1 else None

    @cached_property
    def odds(self) -> OddsRange:
        """The odds of the group that remain possible over the year so far, at any look: its confidence sequence."""
        return odds_range(self.whole.blocks, self.rules.budget)

    @cached_property
    def detectable(self) -> float | None:
        """The smallest difference of shares that could have been found in four of five such years."""
        return self.sums.detectable_difference(self.rules.alpha / self.rules.hypotheses)


def decide(
    tables: Mapping[Hypothesis, Tables],
    rules: Rules,
    unknown: Mapping[str, float],
    missing: Mapping[Hypothesis, Missing] = MappingProxyType({}),
    *,
    passed: int,
    year_is_over: bool,
) -> dict[Hypothesis, Answer | None]:
    """The answer to every hypothesis after `passed` periods; nothing while the year runs and no alarm was raised.

    `unknown` is, of each service, the share of cases of which the class, the group or the unit is not recorded, and
    `missing` how many these are in a group and beside it.

    While the year runs only the bets speak, for they may be looked at at any time; at its end the exact tails of the
    whole family do too, and every alarm stands.
    """
    found = summed(tables)
    alarms = alarms_of(found, rules, passed)
    of_year = _of_year(found, rules) if year_is_over else _OfYear({}, frozenset())
    return {
        one: _answer(
            table,
            rules,
            _Signs(
                alarm=alarms.get(one),
                rejected=one in of_year.rejected,
                listed=one in of_year.listed,
                level=of_year.rejected.get(one),
                may_presume=rules.unit_declared and unknown.get(one.service, 0.0) <= MOST_UNKNOWN,
                missing=missing.get(one, Missing()),
                year_is_over=year_is_over,
            ),
        )
        for one, table in found.items()
    }


@dataclass(frozen=True, slots=True)
class _OfYear:
    """Which hypotheses the whole year rejects, each with the level at which, and which are listed for review."""

    rejected: Mapping[Hypothesis, Level | None]
    listed: frozenset[Hypothesis]


@dataclass(frozen=True, slots=True)
class _Signs:
    """What speaks against equality in one hypothesis, and whether it may be presumed from."""

    alarm: Alarm | None
    rejected: bool
    listed: bool
    level: Level | None
    may_presume: bool
    missing: Missing
    year_is_over: bool


def _of_year(summed: Mapping[Hypothesis, Summed], rules: Rules) -> _OfYear:
    alpha = rules.alpha
    tails: dict[Hypothesis, float] = {}
    to_list: dict[Hypothesis, float] = {}
    smallest: dict[Hypothesis, float] = {}
    shown: dict[Hypothesis, Level | None] = {}
    low = iter(
        low_tails([part for one in summed.values() for part in (one.of_year, *one.of_levels.values())])
    )
    for one, found in summed.items():
        pooled, of_levels = next(low), {level: next(low) for level in found.of_levels}
        least = {level: part.smallest_tail for level, part in found.of_levels.items()}
        tails[one] = scanned(pooled, of_levels, least, alpha, WHOLE)
        to_list[one] = scanned(pooled, of_levels, least, alpha, WHOLE_LISTED)
        smallest[one] = min((found.of_year.smallest_tail, *least.values()))
        shown[one] = _where(pooled, of_levels)
    within = attainable(smallest, alpha)
    rejected = discoveries({one: tails[one] for one in within}, alpha)
    listed = discoveries({one: to_list[one] for one in within}, rules.review_rate)
    return _OfYear({one: shown[one] for one in rejected}, listed)


def _where(whole: float, levels: Mapping[Level, float]) -> Level | None:
    """The level at which a difference shows, if it shows there more than in the whole: by their tails."""
    if not levels:
        return None
    tail, level = min((tail, level) for level, tail in levels.items())
    return level if tail * len(levels) < whole else None


def _answer(found: Summed, rules: Rules, signs: _Signs) -> Answer | None:
    """The answer with the sums that it rests on; while the year runs those of an alarm stay as when it was raised.

    Were they told anew each month, what is between two of them would tell of a few cases.
    """
    table, level, periods = found.table, signs.level, slice(0, None)
    sums = found.during(level, periods)
    if signs.alarm is not None and not (signs.rejected and matters(sums, rules)):
        level = signs.alarm.level
        periods = slice(signs.alarm.since, None if signs.year_is_over else signs.alarm.period + 1)
        sums = found.during(level, periods)
    standing = _standing(signs, sums, table, rules)
    if standing is None:
        return None
    whole = found.during(None, slice(0, periods.stop))
    return Answer(
        standing,
        sums,
        whole,
        rules,
        table.cases,
        table.with_others,
        signs.alarm,
        level,
        periods.start,
        signs.missing,
    )


def _standing(signs: _Signs, sums: Sums, table: Tables, rules: Rules) -> Standing | None:
    if signs.alarm is not None:
        return Standing.PRESUMED if signs.may_presume else Standing.REVIEW
    if not signs.year_is_over:
        return None
    if table.with_others < LEAST_COMPARABLE * table.cases:
        return Standing.UNRECORDED if signs.missing.is_much else Standing.NOT_COMPARABLE
    if signs.rejected and matters(sums, rules):
        return Standing.PRESUMED if signs.may_presume else Standing.REVIEW
    screened = rules.by_difference and _is_screened(sums, rules)
    if screened or (signs.listed and matters(sums, rules)):
        return Standing.REVIEW
    testable = enough(sums, rules) and sums.smallest_tail <= rules.alpha
    if testable and _is_equal(sums, rules, signs.missing):
        return Standing.EQUAL
    if signs.missing.is_much:
        return Standing.UNRECORDED
    return Standing.NOTHING_FOUND if testable else Standing.TOO_LITTLE


def _is_screened(sums: Sums, rules: Rules) -> bool:
    """Whether four fifths (29 CFR 1607.4D) are missed by enough cases.

    It is a rule for shares. How many files are taken varies so much more by chance that it would list somebody in nearly
    every fair year.
    """
    return sums.ratio is not None and sums.ratio < rules.screen_ratio and sums.cases >= rules.screen_cases


def _is_equal(sums: Sums, rules: Rules, missing: Missing) -> bool:
    """Whether even the upper bound of the disadvantage does not matter, had all that is missing gone against the group.

    Of shares, the missing cases of the group would lack the outcome, and those of others have it. Of files that wait,
    those of the group would not have been finished, and those of others in place of the group's.
    """
    quantile = _NORMAL.inv_cdf(rules.equality_confidence)
    if rules.by_difference:
        if sums.difference is None or sums.difference_error is None:
            return False
        share = sums.observed / sums.cases
        of_others = min(1.0, max(0.0, share - sums.difference))
        hidden = share * missing.share_at_worst + (1 - of_others) * missing.share_of_others
        return -sums.difference + quantile * sums.difference_error + hidden < rules.materiality
    if not sums.expected:
        return False
    shortfall = 1 - (sums.observed - quantile * math.sqrt(sums.variance)) / sums.expected
    return shortfall + missing.share_at_worst + missing.share_of_others < rules.materiality
