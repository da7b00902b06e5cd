"""Frozen values: what `slakit.frozen` promises of every class made with it."""

import copy
import pickle
from functools import cached_property

import pytest

from slakit.frozen import Frozen


class Span(Frozen):
    """A value with a default, a check, and something worked out when it is asked for."""

    start: int
    end: int = 10

    def __post_init__(self) -> None:
        """Refuse a span that ends before it starts."""
        if self.end < self.start:
            raise ValueError(self)

    @cached_property
    def inner(self) -> list[int]:
        """Made once."""
        return list(range(self.start, self.end))


class Other(Frozen):
    """Another class with the same fields."""

    start: int
    end: int = 10


def test_values_are_equal_and_hashed_alike_when_class_and_fields_are() -> None:
    assert Span(1) == Span(1, 10) == Span(end=10, start=1)
    assert hash(Span(1)) == hash(Span(1, 10))
    assert Span(1) != Span(2)
    assert Span(1) != Other(1)
    assert Span(1) != (1, 10)
    assert len({Span(1), Span(1, 10), Span(2)}) == 2


def test_a_value_shows_its_fields_and_is_taken_apart_by_them() -> None:
    assert repr(Span(1)) == "Span(start=1, end=10)"
    match Span(3, 4):
        case Span(start, end=end):
            assert (start, end) == (3, 4)


def test_an_altered_value_leaves_the_first_as_it_was_and_is_checked_again() -> None:
    first = Span(1)
    assert (first.altered(end=2), first) == (Span(1, 2), Span(1, 10))
    with pytest.raises(ValueError, match="start=1, end=0"):
        first.altered(end=0)


def test_nothing_of_a_value_can_be_changed() -> None:
    span = Span(1)
    with pytest.raises(AttributeError, match="`start` of Span cannot be changed"):
        span.start = 2  # type: ignore[misc]  # it must not be possible
    with pytest.raises(AttributeError, match="`start` of Span cannot be deleted"):
        del span.start
    with pytest.raises(AttributeError, match="`more` of Span cannot be changed"):
        span.more = 2
    assert span == Span(1)


def test_a_cached_property_is_kept_and_is_no_part_of_the_value() -> None:
    span = Span(1, 3)
    assert span.inner is span.inner
    assert span == Span(1, 3)
    assert repr(span) == "Span(start=1, end=3)"


def test_a_value_without_cached_properties_holds_its_fields_alone() -> None:
    assert not hasattr(Other(1), "__dict__")


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))]
)
def test_a_copy_is_equal(copied: object) -> None:
    assert callable(copied)
    assert copied(Span(1, 3)) == Span(1, 3)


@pytest.mark.parametrize(
    ("given", "named", "wrong"),
    [
        ((), {}, "start"),
        ((1,), {"start": 1}, "start"),
        ((1,), {"length": 2}, "length"),
        ((1, 2, 3), {}, "3 values"),
    ],
)
def test_fields_that_are_missing_unknown_or_given_twice_are_named(
    given: tuple[int, ...], named: dict[str, int], wrong: str
) -> None:
    with pytest.raises(TypeError, match=rf"^Span\(start, end\) cannot be made: {wrong}$"):
        Span(*given, **named)
