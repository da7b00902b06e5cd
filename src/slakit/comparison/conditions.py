"""Whether one condition can only say yes where another does, for every event that a log may hold."""

from collections.abc import Iterable
from dataclasses import replace

from slakit.checks import (
    ALWAYS,
    Among,
    Between,
    Condition,
    Established,
    Every,
    Given,
    Not,
    Pair,
    Points,
    Preceded,
    Some,
    Spans,
    Value,
)

Size = int | None
"""How much more the new covers than the old: 1 more, 0 as much, -1 less; nothing if neither contains the other."""


def size(*, contained: bool, containing: bool) -> Size:
    """The size of the new where the old is contained in it, contains it, both or neither.

    >>> size(contained=True, containing=False), size(contained=False, containing=False)
    (1, None)
    """
    if contained and containing:
        return 0
    return 1 if contained else -1 if containing else None


def is_within(one: Condition, other: Condition) -> bool:  # noqa: C901, PLR0912 -- a form of conditions a line
    """Whether `one` is never nearer to yes than `other`, in the order no, unknown, yes.

    A `True` is proved from the form of the conditions alone; a `False` may only mean that it could not be proved.
    """
    if one == other:
        return True
    match one, other:
        case _, Every(parts=parts) if all(is_within(one, part) for part in parts):
            return True
        case Some(parts=parts), _ if all(is_within(part, other) for part in parts):
            return True
        case Every(parts=parts), _ if any(is_within(part, other) for part in parts):
            return True
        case _, Some(parts=parts) if any(is_within(one, part) for part in parts):
            return True
        case Among(field=mine), Among(field=theirs) if mine == theirs:
            return one.yes <= other.yes and _never_more_no(other, one)
        case Between(field=mine), Between(field=theirs) if mine == theirs:
            low = other.low is None or (one.low is not None and one.low >= other.low)
            return low and (other.high is None or (one.high is not None and one.high <= other.high))
        case Among(field=mine), Between(field=theirs) if mine == theirs:
            return one.no is None and all(_is_between(value, other) for value in one.yes)
        case Between(field=mine), Not(part=Among(field=theirs) as refused) if mine == theirs:
            return refused.no is None and not any(_is_between(value, one) for value in refused.yes)
        case Not(part=mine), Not(part=theirs):
            return is_within(theirs, mine)
        case Established(), Established():
            return is_within(one.holds, other.holds) and is_within(other.fails, one.fails)
        case Preceded(), Preceded():
            return (
                set(other.matching) <= set(one.matching)
                and one.points.event == other.points.event
                and is_within(one.points.where, other.points.where)
            )
        case Among(field=mine) | Between(field=mine), Given(field=theirs):
            return False  # what is not recorded leaves the one unknown and makes the other no
        case _:
            return False


def _is_between(value: Value, bounds: Between) -> bool:
    if isinstance(value, str):
        return False
    return (bounds.low is None or bounds.low <= value) and (bounds.high is None or value <= bounds.high)


def _never_more_no(one: Among, other: Among) -> bool:
    """Whether `one` says no only to values that `other` says no to."""
    if one.no is None:
        return other.no is None and other.yes <= one.yes
    return (other.no is not None and one.no <= other.no) or (other.no is None and not (one.no & other.yes))


def size_of_selection(old: Points | Spans, new: Points | Spans) -> Size:
    """How much more a new selection covers than an old one; whether the log is complete is no matter of size."""
    if bare(old) != bare(new):
        return None
    return size(contained=is_within(old.where, new.where), containing=is_within(new.where, old.where))


def bare(selection: Points | Spans) -> Points | Spans:
    """A selection of all that could be selected, whether the log is complete or not."""
    return replace(selection, where=ALWAYS, complete=False)


def size_of_any(old: Iterable[Points | Spans], new: Iterable[Points | Spans]) -> Size:
    """How much more is covered by any of the new selections than by any of the old ones."""
    before, after = list(old), list(new)
    return size(
        contained=all(any(size_of_selection(one, other) in (0, 1) for other in after) for one in before),
        containing=all(any(size_of_selection(one, other) in (0, -1) for one in before) for other in after),
    )


def size_of_pairs(old: Iterable[Pair], new: Iterable[Pair]) -> Size:
    """How many more fields must agree."""
    before, after = set(old), set(new)
    return size(contained=before <= after, containing=after <= before)
