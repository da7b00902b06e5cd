"""Three answers: yes (`True`), no (`False`) and unknown (`None`), and how what two sides say is compared."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from slakit.checks import Among, Between, Condition, Established, Every, Given, Not, Pair, Preceded, Some
from slakit.events.event import Event, FieldValue

Truth = bool | None
"""Yes, no, or unknown."""
Fields = Mapping[str, FieldValue]
Key = tuple[FieldValue | None, ...]
Precedes = Callable[[Preceded], Truth]
"""Answers what a condition asks of the log."""
EVERY_SERVICE = "*"


def truth_of(condition: Condition, fields: Fields, precedes: Precedes) -> Truth:
    """The answer to a condition about something with these fields; `precedes` answers what is asked of the log."""
    return _ANSWERS[type(condition)](condition, fields, precedes)


def _among(
    value: FieldValue | None, yes: frozenset[str | int | bool], no: frozenset[str | int | bool] | None
) -> Truth:
    if value is None:
        return None
    if isinstance(value, tuple):
        return opposite(all_of(opposite(_among(item, yes, no)) for item in value))
    if value in yes:
        return True
    return False if no is None or value in no else None


def _among_of(condition: Among, fields: Fields, precedes: Precedes) -> Truth:
    return _among(fields.get(condition.field), condition.yes, condition.no)


def _between(condition: Between, fields: Fields, precedes: Precedes) -> Truth:
    number, low, high = fields.get(condition.field), condition.low, condition.high
    if not isinstance(number, int):
        return None
    return (low is None or low <= number) and (high is None or number <= high)


def _given(condition: Given, fields: Fields, precedes: Precedes) -> Truth:
    return condition.field in fields


def _preceded(condition: Preceded, fields: Fields, precedes: Precedes) -> Truth:
    return precedes(condition)


def _every(condition: Every, fields: Fields, precedes: Precedes) -> Truth:
    if not condition.parts:  # nothing is asked, of nearly every point
        return True
    return all_of([truth_of(part, fields, precedes) for part in condition.parts])


def _some(condition: Some, fields: Fields, precedes: Precedes) -> Truth:
    return opposite(all_of([opposite(truth_of(part, fields, precedes)) for part in condition.parts]))


def _not(condition: Not, fields: Fields, precedes: Precedes) -> Truth:
    return opposite(truth_of(condition.part, fields, precedes))


def _established(condition: Established, fields: Fields, precedes: Precedes) -> Truth:
    if truth_of(condition.holds, fields, precedes):
        return True
    return False if truth_of(condition.fails, fields, precedes) else None


_ANSWERS: Final[dict[type[Condition], Callable[[Any, Fields, Precedes], Truth]]] = {
    Among: _among_of,
    Between: _between,
    Given: _given,
    Preceded: _preceded,
    Every: _every,
    Some: _some,
    Not: _not,
    Established: _established,
}
"""What answers each kind of condition, looked up rather than tried one after the other: millions are asked."""


def all_of(truths: Iterable[Truth]) -> Truth:
    """No if one answer is no, else unknown if one is unknown, else yes."""
    answers = truths if isinstance(truths, list | tuple) else list(truths)
    if False in answers:
        return False
    return None if None in answers else True


def opposite(truth: Truth) -> Truth:
    """Yes and no exchanged; unknown stays unknown."""
    return None if truth is None else not truth


def agree(matching: tuple[Pair, ...], ours: Fields, theirs: Fields) -> Truth:
    """Whether two sides agree in all matched fields; a field recorded on one side only leaves it unknown.

    Neither side recording it counts as agreement: a fee of no stated kind is announced by a fee of no stated kind.
    """
    answer: Truth = True
    for mine, other in matching:
        same = _same_field(ours.get(mine), theirs.get(other))
        if same is False:
            return False
        answer = answer and same
    return answer


def _same_field(mine: FieldValue | None, other: FieldValue | None) -> Truth:
    if mine is None and other is None:
        return True
    if mine is None or other is None:
        return None
    return mine == other or EVERY_SERVICE in (mine, other)


def order(event: Event | None) -> tuple[int, int, str, str]:
    """The total order of events: when they happened, when they became known, and their identity."""
    assert event is not None
    return event.time, event.recorded, event.source, event.id


def whole(value: FieldValue) -> int:
    """A field that the vocabulary declares as a whole number or an instant."""
    assert isinstance(value, int)
    return value


def optional(value: FieldValue | None) -> int | None:
    """A whole number that need not be there."""
    return None if value is None else whole(value)
