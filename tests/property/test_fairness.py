"""Laws of comparing by counts."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from slakit.fairness.counts import Cell, Counts, Hypothesis, tables_of
from slakit.fairness.decision import Rules, Standing, decide
from slakit.fairness.order import out_of_order
from slakit.fairness.publication import hidden_groups

Cases = list[tuple[Cell, bool]]

CASES = st.lists(
    st.tuples(
        st.builds(
            Cell,
            service=st.sampled_from(["s", "t"]),
            alike=st.sampled_from([("x",), ("y",)]),
            period=st.integers(0, 2),
            group=st.sampled_from(["g", "h", "i"]),
            levels=st.sampled_from([("a",), ("b",), ("",)]),
        ),
        st.booleans(),
    ),
    max_size=60,
)
RULES = Rules(materiality=0.02, by_difference=True, budget=0.025, online=0.5, hypotheses=6, periods=3)


@given(CASES, st.randoms(use_true_random=False), st.integers(0, 60))
def test_parts_that_are_counted_apart_give_what_one_pass_gives(
    cases: Cases, random: Random, cut: int
) -> None:
    """However a log is cut and in whatever order it comes: the same blocks, and so the same answers."""
    whole = tables_of(Counts.of(cases), 3)
    shuffled = list(cases)
    random.shuffle(shuffled)
    assert tables_of(Counts.of(shuffled[:cut]) + Counts.of(shuffled[cut:]), 3) == whole


@given(CASES)
def test_the_names_of_groups_do_not_matter(cases: Cases) -> None:
    """Calling the groups otherwise calls the answers otherwise and changes nothing else."""
    names = {"g": "one", "h": "two", "i": "three"}
    renamed = [
        (Cell(cell.service, cell.alike, cell.period, names[cell.group], cell.levels), counted)
        for cell, counted in cases
    ]

    def standings(given_cases: Cases) -> dict[Hypothesis, Standing | None]:
        answers = decide(tables_of(Counts.of(given_cases), 3), RULES, {}, passed=3, year_is_over=True)
        return {one: answer.standing if answer else None for one, answer in answers.items()}

    expected = {Hypothesis(one.service, names[one.group]): said for one, said in standings(cases).items()}
    assert standings(renamed) == expected


@given(st.lists(st.integers(0, 12), max_size=40))
def test_what_remains_is_in_order_and_no_smaller_set_would_do(started: list[int]) -> None:
    """The length of a longest non-decreasing subsequence, by the slow way, is what remains."""
    out = out_of_order(started)
    remains = [start for place, start in enumerate(started) if place not in out]
    longest = [0] * len(started)
    for place, start in enumerate(started):
        longest[place] = 1 + max((longest[at] for at in range(place) if started[at] <= start), default=0)
    assert remains == sorted(remains)
    assert len(remains) == max(longest, default=0)


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 60), max_size=8), st.integers(1, 20))
def test_no_group_below_the_threshold_can_be_told_by_subtraction(
    sizes: dict[str, int], threshold: int
) -> None:
    """What is not named is nothing, or at least two groups with at least the threshold of cases, or everything."""
    hidden = hidden_groups(sizes, threshold)
    shown = {group for group, size in sizes.items() if size and group not in hidden}
    assert all(sizes[group] >= threshold for group in shown)
    unnamed = Counter({group: sizes[group] for group in hidden})
    assert not hidden or not shown or (len(hidden) >= 2 and unnamed.total() >= threshold)
