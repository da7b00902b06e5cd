"""Three answers: yes (`True`), no (`False`) and unknown (`None`), and how what two sides say is compared."""

from collections.abc import Callable, Iterable, Mapping

from slakit.checks import Among, Between, Condition, Established, Every, Given, Not, Pair, Preceded, Some
from slakit.events.event import Event, FieldValue

Truth = bool | None
"""Yes, no, or unknown."""
Fields = Mapping[str, FieldValue]
Key = tuple[FieldValue | None, ...]
EVERY_SERVICE = "*"


def truth_of(condition: Condition, fields: Fields, precedes: Callable[[Preceded], Truth]) -> Truth:
    """The answer to a condition about something with these fields; `precedes` answers what is asked of the log."""
    match condition:
        case Among(field=name, yes=yes, no=no):
            return _among(fields.get(name), yes, no)
        case Between(field=name, low=low, high=high):
            number = fields.get(name)
            if not isinstance(number, int):
                return None
            return (low is None or low <= number) and (high is None or number <= high)
        case Given(field=name):
            return name in fields
        case Preceded():
            return precedes(condition)
        case Every(parts=parts):
            return all_of(truth_of(part, fields, precedes) for part in parts)
        case Some(parts=parts):
            return opposite(all_of(opposite(truth_of(part, fields, precedes)) for part in parts))
        case Not(part=part):
            return opposite(truth_of(part, fields, precedes))
        case Established(holds=holds, fails=fails):
            if truth_of(holds, fields, precedes):
                return True
            return False if truth_of(fails, fields, precedes) else None


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


def all_of(truths: Iterable[Truth]) -> Truth:
    """No if one answer is no, else unknown if one is unknown, else yes."""
    answers = list(truths)
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
