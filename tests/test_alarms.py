"""Alarms of the running year: how many bets are won together, what stays won, and how often any is in a fair year."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slakit.fairness.alarms import Alarm, alarms_of, won
from slakit.fairness.blocks import Block
from slakit.fairness.counts import Hypothesis, Tables
from slakit.fairness.decision import Standing, decide
from slakit.fairness.rules import Rules
from slakit.fairness.summed import summed
from slakit.fairness.totals import Blocks, totals_of

RULES = Rules(materiality=0.02, by_difference=True, budget=0.05, online=0.5, hypotheses=8, periods=3)
ERROR = RULES.budget * RULES.online
ONE, TWO, THREE = (Hypothesis("s", group) for group in ("g", "h", "k"))


def tables(periods: Sequence[Blocks]) -> Tables:
    """The tables of a hypothesis of which nothing is examined besides the whole."""
    cases = sum(block.m * times for blocks in periods for block, times in blocks.items())
    return Tables(tuple(Counter(blocks) for blocks in periods), {}, cases, cases)


def raised(
    of: Mapping[Hypothesis, Sequence[Blocks]], rules: Rules = RULES, passed: int = 3
) -> dict[Hypothesis, Alarm]:
    """The alarms of hypotheses by what was seen in their periods."""
    return alarms_of(summed({one: tables(periods) for one, periods in of.items()}), rules, passed)


# --- how much is enough -----------------------------------------------------------------------------------------------


def needed(several: int) -> float:
    """The logarithm of what each of so many bets must be worth."""
    return math.log(RULES.hypotheses / (several * ERROR))


@pytest.mark.parametrize("several", [1, 2, 5, 8])
def test_each_of_several_bets_must_be_worth_less_the_more_they_are(several: int) -> None:
    """Just as much is enough for all of them, and a little less for none, if the others are worth nothing."""
    others = {Hypothesis("other", f"{number}"): 0.0 for number in range(8 - several)}
    just = {Hypothesis("one", f"{number}"): needed(several) for number in range(several)}
    less = {one: needed(several) - 1e-9 for one in just}
    assert won({**just, **others}, RULES) == just.keys()
    assert won({**less, **others}, RULES) == frozenset()


def test_one_that_is_worth_very_much_helps_the_others_only_by_being_one_more() -> None:
    worths = {ONE: 1000.0, TWO: needed(2), THREE: needed(3) - 1e-9}
    assert won(worths, RULES) == {ONE, TWO}


def test_nothing_is_won_where_nothing_is_bet() -> None:
    assert won({}, RULES) == frozenset()


# --- alarms -----------------------------------------------------------------------------------------------------------

FAIR = Counter({Block(40, 20, 20, 10): 1})


def bad(times: int, slightly: int = 0) -> Counter[Block]:
    """Blocks of forty of whom half are of the group, which gets seven of the twenty that are to be had, or slightly less than half."""
    return +Counter({Block(40, 20, 20, 7): times, Block(40, 20, 20, 8): slightly})


def worth(periods: Sequence[Blocks]) -> float:
    """The logarithm of what bets are worth in the end, as an alarm tells it that needs next to nothing."""
    easy = replace(RULES, budget=1.0, online=1.0, hypotheses=1, materiality=0.0)
    return raised({ONE: periods}, easy, len(periods))[ONE].log_worth


def test_two_differences_raise_alarms_of_which_neither_would_by_itself() -> None:
    """They are worth enough for two and not for one, in the first period that shows both."""
    periods = [bad(4), FAIR, FAIR]
    assert needed(2) <= worth(periods[:1]) < needed(1)
    assert raised({ONE: periods, TWO: [FAIR] * 3}) == {}
    both = raised({ONE: periods, TWO: periods, THREE: [FAIR] * 3})
    assert both == {one: Alarm(0, 0, None, worth(periods[:1])) for one in (ONE, TWO)}


def test_many_differences_raise_alarms_though_not_the_best_bet_on_one_would_be_enough() -> None:
    rules = replace(RULES, budget=0.064)
    of: dict[Hypothesis, list[Blocks]] = {
        Hypothesis("s", f"g{number}"): [bad(3), FAIR, FAIR] for number in range(8)
    }
    best = max(totals_of([bad(3)])[0].bets)
    assert math.log(1 / 0.032) <= worth([bad(3)]) < best < math.log(8 / 0.032)
    assert {one: alarm.period for one, alarm in raised(of, rules).items()} == dict.fromkeys(of, 0)
    assert raised(dict(list(of.items())[:7]), rules) == {}


def test_what_was_raised_alone_counts_when_another_shows_later_and_stays_when_its_bets_are_lost() -> None:
    """The first is stopped at what it was worth when it was raised, though its group is favoured ever after."""
    favoured = Counter({Block(40, 20, 20, 18): 9})
    alone, later = [bad(9), favoured, favoured], [FAIR, bad(4, slightly=1), FAIR]
    assert needed(2) <= worth(later[:2]) < needed(1)
    assert raised({TWO: later}) == {}
    both = raised({ONE: alone, TWO: later})
    assert {one: alarm.period for one, alarm in both.items()} == {ONE: 0, TWO: 1}
    assert both[ONE].log_worth == worth(alone[:1])


def test_what_does_not_matter_does_not_count_among_those_that_are_found() -> None:
    """A small difference in very many cases is worth more than enough, and helps no other."""
    small = [Counter({Block(4000, 2000, 2000, 970): 9}), FAIR, FAIR]
    by_half = replace(RULES, materiality=0.05)
    assert worth(small[:1]) > needed(1)
    assert raised({ONE: small}, by_half) == {}
    assert raised({ONE: small, TWO: [bad(4), FAIR, FAIR]}, by_half) == {}
    assert raised({ONE: small, TWO: [bad(4), FAIR, FAIR]}).keys() == {ONE, TWO}


def test_without_an_error_for_them_there_are_no_alarms() -> None:
    assert raised({ONE: [bad(99)] * 3}, replace(RULES, online=0.0)) == {}


def test_two_groups_are_presumed_to_be_worse_off_in_the_month_that_shows_both() -> None:
    of = {ONE: [bad(4), FAIR, FAIR], TWO: [bad(4), FAIR, FAIR]}
    found = decide(
        {one: tables(periods) for one, periods in of.items()}, RULES, {}, passed=1, year_is_over=False
    )
    assert [said and said.standing for said in found.values()] == [Standing.PRESUMED] * 2


PERIODS = st.lists(
    st.builds(lambda a, times: Counter({Block(40, 20, 20, a): times}), st.integers(4, 14), st.integers(1, 5)),
    min_size=3,
    max_size=3,
)


@given(st.lists(PERIODS, min_size=1, max_size=6))
def test_no_alarm_is_ever_withdrawn_or_told_otherwise(several: list[list[Blocks]]) -> None:
    """Whatever comes later, here or with other groups; and those that stand were worth enough for as many as stand."""
    of = {Hypothesis("s", f"g{number}"): periods for number, periods in enumerate(several)}
    before: dict[Hypothesis, Alarm] = {}
    for passed in range(1, 4):
        now = raised(of, passed=passed)
        assert before.items() <= now.items()
        assert all(alarm.log_worth >= needed(len(now)) for alarm in now.values())
        assert all(alarm.period == passed - 1 for one, alarm in now.items() if one not in before)
        before = now


def test_in_a_fair_year_any_alarm_is_as_rare_as_the_error_says() -> None:
    """Counted out over every way in which two groups come out in two periods; together they find more than each alone."""
    rules = replace(
        RULES,
        budget=0.6,
        online=1.0,
        hypotheses=2,
        periods=2,
        materiality=0.0,
        least_cases=0,
        least_expected=0.0,
    )
    places = list(enumerate(Block(12, 6, 6, 0).distribution()))
    together = apart = 0.0
    for drawn in product(product(places, repeat=2), repeat=2):
        of = {
            one: [Counter({Block(12, 6, 6, a): 1}) for a, _ in periods]
            for one, periods in zip((ONE, TWO), drawn, strict=True)
        }
        chance = math.prod(chance for periods in drawn for _, chance in periods)
        together += chance * bool(raised(of, rules, 2))
        apart += chance * any(raised({one: periods}, rules, 2) for one, periods in of.items())
    assert 0 < apart < together <= 0.6
