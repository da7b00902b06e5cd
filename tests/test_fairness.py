"""Counts between groups: exact tails, effects, evidence over time, families, order and publication."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from scipy import stats

from slakit.fairness.blocks import Block
from slakit.fairness.counts import Cell, Counts, Hypothesis, Sizes, tables_of
from slakit.fairness.decision import Missing, Standing, decide, missing_of
from slakit.fairness.evidence import (
    ODDS_GRID,
    heaviest_bet,
    log_likelihood,
    log_mean,
    log_wealth,
    log_wealth_of_levels,
    odds_range,
)
from slakit.fairness.families import attainable, discoveries, scanned
from slakit.fairness.order import out_of_order
from slakit.fairness.publication import hidden_groups
from slakit.fairness.rules import Rules
from slakit.fairness.sums import Sums, blocks
from slakit.fairness.tails import lower_tail
from slakit.fairness.totals import BETS, Blocks, totals_of
from slakit.fairness.waiting import File, waiting_counts, waiting_sizes, waiting_tables_in_python

TABLES = [
    Block(40, 13, 21, 4),
    Block(9, 4, 5, 0),
    Block(200, 3, 150, 1),
    Block(35, 30, 6, 6),
    Block(1000, 400, 30, 5),
]


# --- blocks and tails, against another implementation ---------------------------------------------------------------


@pytest.mark.parametrize("block", TABLES, ids=str)
def test_a_block_has_the_hypergeometric_distribution(block: Block) -> None:
    """To nine digits, as scipy has it."""
    places = range(block.lowest, min(block.m, block.d) + 1)
    assert block.distribution() == pytest.approx(
        stats.hypergeom(block.n, block.m, block.d).pmf(places), rel=1e-9, abs=1e-300
    )


@pytest.mark.parametrize("block", TABLES, ids=str)
@pytest.mark.parametrize("odds", [0.3, 0.9, 2.5])
def test_a_block_has_the_non_central_distribution(block: Block, odds: float) -> None:
    """With other odds for the group, as scipy's Fisher's non-central hypergeometric distribution has it."""
    oracle = stats.nchypergeom_fisher(block.n, block.m, block.d, odds)
    assert math.exp(block.log_probability(odds)) == pytest.approx(oracle.pmf(block.a), rel=1e-9)


@pytest.mark.parametrize("block", [block for block in TABLES if block.variance < 25], ids=str)
def test_the_tail_of_one_block_is_that_of_fishers_exact_test(block: Block) -> None:
    """One-sided: so few or fewer."""
    table = [[block.a, block.m - block.a], [block.others_counted, block.others - block.others_counted]]
    assert Sums.of(Counter([block])).lower_tail == pytest.approx(
        stats.fisher_exact(table, alternative="less")[1], abs=1e-9
    )


def test_the_tail_of_several_blocks_is_counted_out() -> None:
    """The convolution gives what adding up every combination gives."""
    several = [Block(9, 4, 5, 1), Block(7, 3, 3, 0), Block(6, 2, 3, 1)]
    places = [range(block.lowest, min(block.m, block.d) + 1) for block in several]
    total = math.fsum(
        math.prod(one.distribution()[at - one.lowest] for one, at in zip(several, combination, strict=True))
        for combination in product(*places)
        if sum(combination) <= sum(block.a for block in several)
    )
    assert Sums.of(Counter(several)).lower_tail == pytest.approx(total, abs=1e-12)


STRATA = [
    Block(40, 13, 21, 4),
    Block(9, 4, 5, 0),
    Block(35, 30, 6, 6),
    Block(60, 20, 7, 1),
    Block(60, 20, 7, 1),
]


def test_the_tail_of_several_strata_is_that_of_scipys_distributions() -> None:
    """The convolution of scipy's hypergeometric distributions, to nine digits, far out in the tail too."""
    whole = np.array([1.0])
    for block in STRATA:
        whole = np.convolve(whole, stats.hypergeom(block.n, block.m, block.d).pmf(range(block.m + 1)))
    observed = sum(block.a for block in STRATA)
    assert Sums.of(Counter(STRATA)).lower_tail == pytest.approx(whole[: observed + 1].sum(), rel=1e-9)
    fewest = [replace_a(block, block.lowest) for block in STRATA]
    least = math.prod(stats.hypergeom(block.n, block.m, block.d).pmf(block.lowest) for block in STRATA)
    assert Sums.of(Counter(fewest)).lower_tail == pytest.approx(least, rel=1e-9)
    assert Sums.of(Counter(STRATA)).smallest_tail == pytest.approx(least, rel=1e-9)


def replace_a(block: Block, a: int) -> Block:
    return Block(block.n, block.m, block.d, a)


def test_mantel_haenszel_over_several_strata_is_that_of_exact_fractions() -> None:
    """Difference, ratio, and what scipy's distributions expect with their variance, to nine digits."""
    sums = Sums.of(Counter(STRATA))
    of_scipy = [stats.hypergeom(block.n, block.m, block.d) for block in STRATA]
    assert sums.expected == pytest.approx(sum(one.mean() for one in of_scipy), rel=1e-9)
    assert sums.variance == pytest.approx(sum(one.var() for one in of_scipy), rel=1e-9)
    ours = sum(Fraction(one.a * one.others, one.n) for one in STRATA)
    theirs = sum(Fraction(one.others_counted * one.m, one.n) for one in STRATA)
    weight = sum(Fraction(one.m * one.others, one.n) for one in STRATA)
    assert sums.ratio == pytest.approx(float(ours / theirs), rel=1e-9)
    assert sums.difference == pytest.approx(float((ours - theirs) / weight), rel=1e-9)


@pytest.mark.parametrize("short", [10, 18, 26, 36])
@pytest.mark.parametrize(
    "block",
    [Block(60, 6, 57, 6), Block(60, 6, 3, 0), Block(30, 12, 15, 6)],
    ids=["nearly all", "few", "half"],
)
def test_above_the_bound_the_tail_is_as_good_as_counted_out(block: Block, short: int) -> None:
    """Within a half of a hundredth of scipy's distributions convolved, however skew and however far out."""
    times = math.ceil(60 / block.variance)
    seen = round(times * block.expected) - short
    whole = np.array([1.0])
    for _ in range(times):
        whole = np.convolve(whole, stats.hypergeom(block.n, block.m, block.d).pmf(range(block.m + 1)))
    found = lower_tail(Counter({block: times}), seen, times * block.expected, times * block.variance)
    assert found == pytest.approx(whole[: seen + 1].sum(), rel=5e-3 if short > 12 else 0.1)


def test_a_normal_tail_of_skew_blocks_would_be_wrong_by_a_factor() -> None:
    """Where nearly all are approved it accuses too soon: at four standard deviations by more than twice."""
    block, times = Block(60, 6, 57, 6), 229
    expected, variance = times * block.expected, times * block.variance
    seen = round(expected - 4 * math.sqrt(variance))
    normal = stats.norm.cdf((seen + 0.5 - expected) / math.sqrt(variance))
    assert lower_tail(Counter({block: times}), seen, expected, variance) > 2 * normal


def test_no_such_table_is_refused() -> None:
    """More of the group with the outcome than the margins allow."""
    with pytest.raises(ValueError, match=r"no such table: n=4, m=2, d=2, a=3"):
        Block(4, 2, 2, 3)


def test_blocks_of_one_group_alone_are_left_out_and_those_without_chance_are_kept() -> None:
    """What all or nobody got is no chance, but it is a size."""
    kept = blocks([Block(4, 4, 2, 2), Block(4, 0, 2, 0), Block(4, 2, 0, 0), Block(4, 2, 4, 2)])
    assert kept == Counter([Block(4, 2, 0, 0), Block(4, 2, 4, 2)])


# --- how large ------------------------------------------------------------------------------------------------------


def test_the_mantel_haenszel_figures_of_a_known_table() -> None:
    """Two strata, worked by hand: risks 8/20 against 12/20 and 3/10 against 6/10."""
    sums = Sums.of(Counter([Block(40, 20, 20, 8), Block(20, 10, 9, 3)]))
    assert sums.difference == pytest.approx(-(2 + 3 / 2) / 15)
    assert sums.ratio == pytest.approx((8 * 20 / 40 + 3 * 10 / 20) / (12 * 20 / 40 + 6 * 10 / 20))
    assert (sums.cases, sums.others, sums.observed, sums.expected) == (30, 30, 11, 14.5)


@pytest.mark.parametrize("block", [one for one in TABLES if one.a and one.others_counted], ids=str)
def test_the_ratio_of_one_table_and_its_range_are_those_of_scipy(block: Block) -> None:
    """The relative risk, and the range of Katz, which that of Greenland and Robins is in one stratum."""
    oracle = stats.contingency.relative_risk(block.a, block.m, block.others_counted, block.others)
    sums = Sums.of(Counter([block]))
    assert sums.ratio == pytest.approx(oracle.relative_risk, rel=1e-9)
    katz = oracle.confidence_interval(0.95)
    assert sums.ratio_range == pytest.approx((katz.low, katz.high), rel=1e-9)


def test_the_error_of_the_difference_of_one_large_table_is_that_of_two_shares() -> None:
    """Sato's variance agrees with the textbook one where that holds."""
    sums = Sums.of(Counter([Block(4000, 1000, 2200, 400)]))
    textbook = math.sqrt(0.4 * 0.6 / 1000 + 0.6 * 0.4 / 3000)
    assert sums.difference == pytest.approx(-0.2)
    assert sums.difference_error == pytest.approx(textbook, rel=1e-3)


def test_at_the_edge_the_error_under_equality_is_taken() -> None:
    """None against all is not known without error."""
    sums = Sums.of(Counter([Block(20, 10, 10, 0)]))
    assert sums.difference_error == pytest.approx(math.sqrt(Block(20, 10, 10, 0).variance) / 5)


def test_without_comparable_others_nothing_is_said_of_size() -> None:
    """No difference, no ratio, no range, and nothing that could have been found."""
    sums = Sums.of(Counter())
    assert (sums.difference, sums.difference_error, sums.ratio, sums.ratio_range) == (None, None, None, None)
    assert (sums.difference_range(), sums.detectable_difference(0.05), sums.lower_tail) == (None, None, 1.0)


# --- evidence at any time -------------------------------------------------------------------------------------------


def wealth(periods: Sequence[Blocks]) -> list[float]:
    """What the bets are worth after each period of a year that has no others."""
    return log_wealth(totals_of(periods), of=len(periods))


@pytest.mark.parametrize("margins", [(6, 3, 3), (9, 2, 5), (12, 6, 4)])
def test_bets_against_equality_are_fair(margins: tuple[int, int, int]) -> None:
    """E[wealth] = 1 exactly, over every table of two periods, restarts included."""
    n, m, d = margins
    places = range(max(0, d - (n - m)), min(m, d) + 1)
    chances = Block(n, m, d, places[0]).distribution()
    expected = math.fsum(
        chances[one - places[0]]
        * chances[two - places[0]]
        * math.exp(wealth([Counter([Block(n, m, d, one)]), Counter([Block(n, m, d, two)])])[-1])
        for one in places
        for two in places
    )
    assert expected == pytest.approx(1.0, abs=1e-12)


def test_bets_lose_where_the_group_is_better_off() -> None:
    """Odds above those of the others make the expected wealth less than the stake."""
    block = Block(10, 5, 5, 0)
    better = block.distribution(1.5)
    expected = math.fsum(
        chance * math.exp(wealth([Counter([Block(10, 5, 5, a)])])[0]) for a, chance in enumerate(better)
    )
    assert expected < 1


def test_what_begins_late_is_found_by_the_restarts() -> None:
    """Six fair months and six bad ones are worth more with restarts than without."""
    fair, bad = Counter({Block(40, 10, 20, 5): 4}), Counter({Block(40, 10, 20, 1): 4})
    year = [fair] * 6 + [bad] * 6
    from_start_alone = math.log(
        sum(math.exp(6 * (log_likelihood(fair, bet) - log_likelihood(fair, 1)) + 6 * (log_likelihood(bad, bet) - log_likelihood(bad, 1))) for bet in BETS) / len(BETS)
    )  # fmt: skip
    assert wealth(year)[-1] > from_start_alone - math.log(2)


def test_what_is_not_on_the_whole_is_spread_over_the_levels() -> None:
    """A mean of bets: a share on the whole, and the rest in equal parts on each level."""
    (both,) = log_wealth_of_levels([0.0], [[math.log(4)], [math.log(2)]], 0.75)
    assert math.exp(both) == pytest.approx(0.75 + 0.25 * 3)
    assert log_wealth_of_levels([0.5], [], 0.75) == [0.5]


def test_an_unrecorded_circumstance_would_have_to_be_strong() -> None:
    """Plain evidence leaves only odds far below one; no evidence leaves all, and little leaves one end open or both."""
    lowest, highest = odds_range(Counter({Block(40, 20, 20, 4): 3}), 0.025)
    assert lowest is None  # three times so few: no odds of the grid are too low
    assert highest == pytest.approx(0.343, abs=0.005)
    assert odds_range(Counter(), 0.025) == (None, None)
    assert odds_range(Counter([Block(4, 2, 2, 1)]), 0.025) == (None, None)


@pytest.mark.parametrize("counted", [Counter({Block(40, 20, 20, 8): 9}), Counter({Block(60, 9, 30, 4): 40})])
def test_the_ends_of_the_range_are_just_left_out(counted: Counter[Block]) -> None:
    """At an end the mean of the bets is worth 1/alpha, and within a hundredth inside it is not."""
    alpha = 0.05
    mixture = log_mean(log_likelihood(counted, odds) for odds in ODDS_GRID)

    def is_left(odds: float) -> bool:
        return mixture - log_likelihood(counted, odds) < -math.log(alpha)

    lowest, highest = odds_range(counted, alpha)
    assert lowest is not None
    assert highest is not None
    assert (is_left(lowest), is_left(lowest * 1.01), is_left(highest / 1.01), is_left(highest)) == (
        False, True, True, False,
    )  # fmt: skip


@pytest.mark.parametrize("odds", [0.25, 0.5, 1.0, 1.7, 4.0])
@pytest.mark.parametrize("alpha", [0.05, 0.3])
def test_the_true_odds_lie_in_the_range_at_every_look(odds: float, alpha: float) -> None:
    """Over every way in which four small blocks can come out, the odds are ever left out with a chance of at most alpha."""
    margins = [(6, 3, 3), (5, 2, 2), (8, 4, 3), (6, 2, 4)]

    def chance_left_out(seen: Counter[Block], further: list[tuple[int, int, int]]) -> float:
        """The chance that the odds are left out at a look after one of the further blocks."""
        if not further:
            return 0.0
        n, m, d = further[0]
        places = range(max(0, d - n + m), min(m, d) + 1)
        whole = 0.0
        for a, chance in zip(places, Block(n, m, d, places[0]).distribution(odds), strict=True):
            counted = seen + Counter([Block(n, m, d, a)])
            lowest, highest = odds_range(counted, alpha)
            is_out = (lowest is not None and odds < lowest) or (highest is not None and odds > highest)
            whole += chance * (1.0 if is_out else chance_left_out(counted, further[1:]))
        return whole

    assert chance_left_out(Counter(), margins) <= alpha


def test_some_odds_are_left_out_by_some_outcomes() -> None:
    """The law above is no empty one: at a weak confidence a few blocks do leave odds out."""
    assert odds_range(Counter({Block(8, 4, 4, 0): 2}), 0.3).highest is not None


def test_the_heaviest_bet_tells_since_when() -> None:
    """Bad from the beginning is told of the whole; bad from the seventh month on, of what began then."""
    fair, bad = Counter({Block(40, 10, 20, 5): 4}), Counter({Block(40, 10, 20, 1): 4})
    assert heaviest_bet(totals_of([bad] * 12), 12).since == 0
    pooled = totals_of([fair] * 6 + [bad] * 6)
    assert heaviest_bet(pooled, 12).since == 6
    assert heaviest_bet(pooled, 12).log_share <= log_wealth(pooled, 12)[-1]


# --- families -------------------------------------------------------------------------------------------------------


def test_what_can_never_be_found_costs_the_others_nothing() -> None:
    """With a hundred hopeless cells, two testable ones are judged as two."""
    smallest = {"a": 0.001, "b": 0.02} | {f"hopeless-{number}": 0.5 for number in range(100)}
    assert attainable(smallest, 0.05) == {"a", "b"}


def test_a_scan_with_no_level_that_could_show_anything_is_the_whole_alone() -> None:
    """Levels that are too small take no part of the error."""
    assert scanned(0.03, {"x": 1.0}, {"x": 0.6}, 0.05, 0.5) == 0.03
    assert scanned(0.03, {"x": 0.001, "y": 0.5}, {"x": 1e-6, "y": 1e-6}, 0.05, 0.75) == pytest.approx(0.008)
    assert scanned(0.03, {"x": 0.01, "y": 0.5}, {"x": 1e-6, "y": 1e-6}, 0.05, 0.75) == pytest.approx(0.04)
    assert scanned(0.9, {"x": 0.9}, {"x": 1e-6}, 0.05, 0.5) == 1.0


def test_discoveries_step_up() -> None:
    """A larger tail is carried along by the smaller ones, and nothing is found among nothing."""
    assert discoveries({"a": 0.01, "b": 0.04, "c": 0.045, "d": 0.5}, 0.06) == {"a", "b", "c"}
    assert discoveries({}, 0.05) == frozenset()


# --- order and publication ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("started", "out"),
    [
        ([], set()),
        ([1], set()),
        ([1, 1, 2], set()),
        ([5, 1, 2, 3], {0}),
        ([1, 2, 3, 0], {3}),
        ([3, 1, 2, 5, 4], {0, 4}),
    ],
)
def test_the_smallest_set_out_of_order(started: list[int], out: set[int]) -> None:
    """Whoever jumped ahead, or was passed over by all."""
    assert out_of_order(started) == out


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"a": 10, "b": 10}, set()),
        ({"a": 10, "b": 9}, {"a", "b"}),
        ({"a": 100, "b": 20, "c": 9}, {"b", "c"}),
        ({"a": 100, "b": 6, "c": 5}, {"b", "c"}),
        ({"a": 100, "b": 4, "c": 3}, {"a", "b", "c"}),
        ({"a": 100, "b": 0}, set()),
    ],
)
def test_small_groups_are_hidden_together_with_what_would_tell_them(
    sizes: dict[str, int], hidden: set[str]
) -> None:
    """What is hidden is never one group, and never fewer cases than the threshold."""
    assert hidden_groups(sizes, 10) == hidden


# --- waiting --------------------------------------------------------------------------------------------------------


def test_a_file_is_at_risk_on_each_day_until_the_one_on_which_it_is_finished() -> None:
    """Two files of day 0: one finished on day 1, the other on day 6, in the next band of days waited."""
    files = [File("s", (), "g", 0, 1), File("s", (), "h", 0, 6)]
    counts = waiting_counts(files, [(0, 10)])
    at_risk = {
        (cell.alike, cell.group): (count, counts.counted[cell]) for cell, count in counts.cases.items()
    }
    assert at_risk == {
        (("1", "0"), "g"): (1, 1),
        (("1", "0"), "h"): (1, 0),
        (("6", "1"), "h"): (1, 1),
    }


def test_a_file_that_is_never_finished_counts_on_every_day_on_which_another_is() -> None:
    """And one that was ready before the term counts from its first day on."""
    files = [File("s", (), "g", -5, None), *(File("s", (), "h", -5, day) for day in (0, 1))]
    counts = waiting_counts(files, [(0, 2)])
    table = tables_of(counts, 1)[Hypothesis("s", "g")]
    assert table.of_year() == Counter([Block(3, 1, 1, 0), Block(2, 1, 1, 0)])


OURS, OTHERS = Hypothesis("s", "g"), Hypothesis("s", "h")


def test_a_file_that_is_passed_over_until_nobody_else_is_left_had_comparable_others() -> None:
    """Nine of ten of its days it waits alone; on the first it stood beside one that was taken, and that suffices."""
    stalled = File("s", (), "g", 0, None)
    taken = File("s", (), "h", 0, 0)
    year = [(0, 200)]
    assert waiting_sizes([stalled, taken], year) == Sizes({OURS: 1, OTHERS: 1}, {OURS: 1, OTHERS: 1})


@pytest.mark.parametrize(
    ("other", "beside"),
    [
        (File("s", (), "h", 15, 15), False),  # ready when ours is in its third band
        (File("s", (), "h", 1, 1), True),
        (File("s", (), "h", 5, 5), True),
        (File("s", (), "h", 6, 6), False),  # ours is in its second band from day 6 on
        (File("s", (), "h", 6, 11), False),  # ours is, and the other in its first until day 11
        (File("s", (), "h", 6, 12), True),
        (File("s", (), "g", 0, 5), False),
        (File("s", ("x",), "h", 0, 5), False),
        (File("t", (), "h", 0, 5), False),
    ],
)
def test_only_who_waits_as_long_at_the_same_time_is_comparable(other: File, *, beside: bool) -> None:
    """Of another group, of the same class and service, in the same band of days waited on the same day."""
    ours = File("s", (), "g", 0, 20)
    assert waiting_sizes([ours, other], [(0, 20)]).with_others.get(OURS, 0) == beside


def test_days_before_and_after_the_year_make_no_file_comparable() -> None:
    """Two files that met the day before the year, and part with it, did not meet in it."""
    files = [File("s", (), "g", 0, 20), File("s", (), "h", 0, 4)]
    assert waiting_sizes(files, [(0, 5)]).with_others == {OURS: 1, OTHERS: 1}
    assert waiting_sizes(files, [(5, 9)]) == Sizes({OURS: 1}, {})


def test_waiting_is_presumed_unequal_where_most_days_of_a_group_are_spent_alone() -> None:
    """Eight of ten days of the stalled group have nobody of another beside them; each of its files had, so it is judged."""
    stalled = [File("s", (), "g", day, None) for day in range(30)]
    taken = [File("s", (), "h", day, day + 1) for day in range(30) for _ in range(3)]
    own_kind = [File("s", (), "g", day, day + 100) for day in range(30)]
    year = [(0, 200), (200, 400)]
    rules = replace(RULES, by_difference=False, materiality=0.05, online=0.0)
    tables = waiting_tables_in_python([*stalled, *taken, *own_kind], year, 2)
    days_of = waiting_counts([*stalled, *taken, *own_kind], year)
    assert tables_of(days_of, 2)[OURS].with_others < 0.5 * sum(
        cases for cell, cases in days_of.cases.items() if cell.group == "g"
    )
    found = decide(tables, rules, {}, passed=2, year_is_over=True)[OURS]
    assert found is not None
    assert (found.standing, found.cases, found.with_others) == (Standing.PRESUMED, 60, 60)


# --- decisions ------------------------------------------------------------------------------------------------------

RULES = Rules(materiality=0.02, by_difference=True, budget=0.025, online=0.5, hypotheses=4, periods=2)


def answer(cells: list[tuple[Cell, int, int]], rules: Rules = RULES, **unknown: float) -> Standing | None:
    """The standing of group g of service s by counts of cells: cases, and counted ones."""
    counts = Counts(
        Counter({cell: cases for cell, cases, _ in cells}),
        Counter({cell: counted for cell, _, counted in cells}),
    )
    found = decide(tables_of(counts, 2), rules, unknown, passed=2, year_is_over=True)[Hypothesis("s", "g")]
    return found.standing if found else None


def missing_beside(compared: int, missing: int, of_others: int, of_nobody: int) -> dict[Hypothesis, Missing]:
    """What is missing of group g, of group h, and of nobody, where so many of each group are compared."""
    lacking = {OURS: missing, Hypothesis("s", "h"): of_others, Hypothesis("s", ""): of_nobody}
    return missing_of({OURS: compared, Hypothesis("s", "h"): compared}, lacking)


@pytest.mark.parametrize(
    ("materiality", "missing", "standing"),
    [
        (0.5, (0, 0, 0), Standing.EQUAL),
        (
            0.5,
            (1000, 0, 0),
            Standing.EQUAL,
        ),  # at worst 45 % instead of 90 % have the outcome, and chance adds 2.2 %
        (0.5, (1200, 0, 0), Standing.UNRECORDED),
        (0.5, (0, 1200, 0), Standing.EQUAL),  # the others cannot have it much more often than they have
        (0.5, (500, 0, 700), Standing.UNRECORDED),  # those of nobody may all be of the group
        (0.03, (0, 0, 0), Standing.EQUAL),
        (0.03, (5, 0, 0), Standing.EQUAL),
        (0.03, (20, 0, 0), Standing.NOTHING_FOUND),
        (0.03, (0, 0, 20), Standing.NOTHING_FOUND),
        (0.03, (0, 100, 0), Standing.NOTHING_FOUND),
        (0.03, (0, 112, 0), Standing.UNRECORDED),
    ],
)
def test_equal_is_only_what_the_missing_cases_could_not_change(
    materiality: float, missing: tuple[int, int, int], standing: Standing
) -> None:
    """Nine of ten of both groups have the outcome, a thousand of each; what is missing goes against the group."""
    counts = Counts(
        Counter({cell: cases for cell, cases, _ in two_groups((1000, 900), (1000, 900))}),
        Counter({cell: counted for cell, _, counted in two_groups((1000, 900), (1000, 900))}),
    )
    rules = replace(RULES, materiality=materiality)
    found = decide(
        tables_of(counts, 2), rules, {}, missing_beside(1000, *missing), passed=2, year_is_over=True
    )[OURS]
    assert found is not None
    assert found.standing is standing


def test_of_files_that_wait_all_that_is_missing_counts_against_the_group() -> None:
    """As many files of both groups are finished as were to be expected; a tenth that is missing could be none of them."""
    files = [
        File("s", (), group, day, day + 1 + (day % 3))
        for day in range(400)
        for group in "gh"
        for _ in range(3)
    ]
    rules = replace(RULES, by_difference=False, materiality=0.1, online=0.0, least_expected=10.0)
    tables = waiting_tables_in_python(files, [(0, 200), (200, 410)], 2)
    standings = []
    for missing in (0, 20, 133, 300):
        of = missing_beside(1200, missing, 0, 0)
        found = decide(tables, rules, {}, of, passed=2, year_is_over=True)[OURS]
        assert found is not None
        standings.append(found.standing)
    assert standings == [Standing.EQUAL, Standing.EQUAL, Standing.NOTHING_FOUND, Standing.UNRECORDED]


def two_groups(mine: tuple[int, int], others: tuple[int, int]) -> list[tuple[Cell, int, int]]:
    return [(Cell("s", (), 0, "g"), *mine), (Cell("s", (), 0, "h"), *others)]


@pytest.mark.parametrize(
    ("mine", "others", "standing"),
    [
        ((100, 40), (100, 80), Standing.PRESUMED),
        ((100, 80), (100, 40), Standing.EQUAL),
        ((5000, 4000), (5000, 4001), Standing.EQUAL),
        ((100, 60), (100, 70), Standing.REVIEW),
        ((100, 76), (100, 80), Standing.NOTHING_FOUND),
        ((9, 0), (100, 80), Standing.TOO_LITTLE),
        ((100, 100), (100, 100), Standing.TOO_LITTLE),
    ],
)
def test_what_counts_say(mine: tuple[int, int], others: tuple[int, int], standing: Standing) -> None:
    """From a plain disadvantage to no data at all."""
    assert answer(two_groups(mine, others)) is standing


def test_the_rule_of_four_fifths_screens_shares_and_no_waiting() -> None:
    """Three quarters of the share lists for review; three quarters of the expected number is what chance may bring."""
    cells = two_groups((40, 24), (40, 32))
    waiting = replace(RULES, by_difference=False, materiality=0.05)
    assert answer(cells) is Standing.REVIEW
    assert answer(cells, replace(RULES, review_rate=0.0)) is Standing.REVIEW
    assert answer(cells, replace(waiting, review_rate=0.0)) is Standing.NOTHING_FOUND


def test_a_difference_that_does_not_matter_presumes_nothing() -> None:
    """A hundred thousand cases show a difference of one in a hundred; the norm calls two material."""
    assert answer(two_groups((100_000, 79_000), (100_000, 80_000))) is Standing.EQUAL


def test_without_a_unit_or_with_too_many_unknown_cases_there_is_at_most_a_review() -> None:
    """A tenth is still allowed."""
    plain = two_groups((100, 40), (100, 80))
    assert answer(plain, replace(RULES, unit_declared=False)) is Standing.REVIEW
    assert answer(plain, s=0.1) is Standing.PRESUMED
    assert answer(plain, s=0.1000001) is Standing.REVIEW


def test_a_group_without_comparable_others_is_not_judged() -> None:
    """Less than half of its cases have others beside them."""
    late = replace(RULES, online=0.0)
    alone = [*two_groups((40, 0), (40, 40)), (Cell("s", (), 1, "g"), 41, 0)]
    assert answer(alone, late) is Standing.NOT_COMPARABLE
    assert answer([*alone[:2], (Cell("s", (), 1, "g"), 40, 0)], late) is Standing.PRESUMED


def test_effects_that_cross_show_in_their_level() -> None:
    """Half refused in one channel and favoured in the other: nothing in the whole, much in the one."""
    cells = [
        (Cell("s", ("x",), 0, "g", ("x",)), 200, 60),
        (Cell("s", ("x",), 0, "h", ("x",)), 200, 120),
        (Cell("s", ("y",), 0, "g", ("y",)), 200, 180),
        (Cell("s", ("y",), 0, "h", ("y",)), 200, 120),
    ]
    counts = Counts(Counter({c: n for c, n, _ in cells}), Counter({c: d for c, _, d in cells}))
    found = decide(tables_of(counts, 2), RULES, {}, passed=2, year_is_over=True)[Hypothesis("s", "g")]
    assert found is not None
    assert (found.standing, found.level) == (Standing.PRESUMED, (0, "x"))


def test_an_alarm_is_never_withdrawn() -> None:
    """A bad first half raises it; an equally good second half takes the whole back to equality, and the alarm stays."""
    cells = [
        (Cell("s", (), 0, "g"), 200, 60), (Cell("s", (), 0, "h"), 200, 140),
        (Cell("s", (), 1, "g"), 200, 140), (Cell("s", (), 1, "h"), 200, 60),
    ]  # fmt: skip
    counts = Counts(Counter({c: n for c, n, _ in cells}), Counter({c: d for c, _, d in cells}))
    tables = tables_of(counts, 2)
    for passed, over in ((1, False), (2, False), (2, True)):
        found = decide(tables, RULES, {}, passed=passed, year_is_over=over)[Hypothesis("s", "g")]
        assert found is not None
        assert found.alarm is not None
        assert (found.standing, found.alarm.period) == (Standing.PRESUMED, 0)


def test_what_begins_in_the_middle_of_the_year_matters_since_it_began() -> None:
    """Eleven fair months make it small in the year; it is large in the month in which it shows, and the alarm tells that."""
    cells = [
        (Cell("s", (), period, group), 2000, 1600 if period < 11 or group == "h" else 1400)
        for period in range(12)
        for group in ("g", "h")
    ]
    counts = Counts(Counter({c: n for c, n, _ in cells}), Counter({c: d for c, _, d in cells}))
    rules = replace(RULES, periods=12, materiality=0.05)
    found = decide(tables_of(counts, 12), rules, {}, passed=12, year_is_over=True)[OURS]
    assert found is not None
    assert found.whole.difference == pytest.approx(-0.1 / 12)
    assert found.sums.difference == pytest.approx(-0.1)
    assert (found.standing, found.since, found.sums.cases) == (Standing.PRESUMED, 11, 2000)
    assert found.alarm is not None
    assert (found.alarm.period, found.alarm.since, found.alarm.level) == (11, 11, None)


def test_what_crosses_raises_an_alarm_of_its_level() -> None:
    """Half refused in one channel and favoured in the other, in the first of two periods; the year is not over."""
    cells = [
        (Cell("s", (way,), 0, group, (way,)), 400, approved)
        for way, group, approved in (("x", "g", 120), ("x", "h", 240), ("y", "g", 360), ("y", "h", 240))
    ]
    counts = Counts(Counter({c: n for c, n, _ in cells}), Counter({c: d for c, _, d in cells}))
    found = decide(tables_of(counts, 2), RULES, {}, passed=1, year_is_over=False)[OURS]
    assert found is not None
    assert (found.standing, found.level, found.since) == (Standing.PRESUMED, (0, "x"), 0)
    assert (found.sums.cases, found.sums.observed, found.whole.cases) == (400, 120, 800)
