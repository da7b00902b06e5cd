"""Sets of instants behave as sets: each law is asked of whole numbers, one by one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from slakit.verdicts.intervals import Intervals

INSTANTS = range(9)
BOUNDS = st.tuples(st.sampled_from(INSTANTS), st.sampled_from(INSTANTS))
SETS = st.lists(BOUNDS, min_size=1, max_size=6)
OFTEN = settings(max_examples=300)
"""Parts must meet at an edge, which takes some luck."""


def united(parts: list[tuple[int, int]]) -> Intervals:
    """Parts that may overlap, put together one after the other."""
    whole = Intervals()
    for since, until in parts:
        whole.add(since, until)
    return whole


def members(of: Intervals | list[tuple[int, int]]) -> set[int]:
    """The instants in a set, or in any of some parts."""
    parts = of.parts if isinstance(of, Intervals) else of
    return {instant for since, until in parts for instant in range(since, until)}


@OFTEN
@given(SETS)
def test_what_is_put_together_is_apart_and_in_order(parts: list[tuple[int, int]]) -> None:
    """In whatever order the parts come; what touches is one part, and what is empty is none."""
    whole = united(parts)
    assert members(whole) == members(parts)
    assert whole.length == len(members(parts))
    edges = [edge for part in whole.parts for edge in part]
    assert edges == sorted(set(edges))


@OFTEN
@given(SETS, SETS, BOUNDS)
def test_sets_are_taken_from_each_other_united_shared_and_clipped(
    one: list[tuple[int, int]], other: list[tuple[int, int]], bounds: tuple[int, int]
) -> None:
    """And neither set is changed by it."""
    first, second = united(one), united(other)
    assert members(first.without(second)) == members(one) - members(other)
    assert members(first.united(second)) == members(one) | members(other)
    assert members(first.shared_with(second)) == members(one) & members(other)
    assert members(first.clipped(*bounds)) == members(one) & set(range(*bounds))
    assert (members(first), members(second)) == (members(one), members(other))


@OFTEN
@given(SETS, SETS)
def test_what_is_left_is_apart_and_in_order(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    """So that it can be asked again."""
    edges = [edge for part in united(one).without(united(other)).parts for edge in part]
    assert edges == sorted(set(edges))
