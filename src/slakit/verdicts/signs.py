"""What shows that an act is one that a norm speaks of: the events of it that say so, and those that came before."""

from collections.abc import Iterator, Sequence

from slakit.checks import Condition, Preceded
from slakit.events.event import Event
from slakit.verdicts.alike import fields_of, parts_of
from slakit.verdicts.facts import Facts
from slakit.verdicts.spans import Span, Version
from slakit.verdicts.truth import Fields

Proof = tuple[tuple[str, Event], ...]
"""Events with the part that each plays."""


def shown_by(known: Facts, condition: Condition, act: Span, before: Sequence[Version] = ()) -> Proof:
    """The events that show whether an act meets a condition: what began it, what was said of it later, and signs of facts.

    Where it came of what had been said `before`, that too.
    """
    asked = frozenset(fields_of(condition))
    said = (
        ("act", version.event)
        for versions in (before, act.versions)
        for place, version in enumerate(versions)
        if place == 0 or not asked.isdisjoint(version.event.data)
    )
    return (*signs(known, condition, act.versions[-1].fields, act.opened), *said)


def signs(known: Facts, condition: Condition, fields: Fields, instant: int) -> Iterator[tuple[str, Event]]:
    """The first event, not later than an instant, that is each sign that a condition asks the log for, where there is one."""
    for part in parts_of(condition):
        if isinstance(part, Preceded) and known.preceded(part, fields, instant):
            before = known.points_for(part.points, part.matching, fields)
            yield "sign", next(event for event, truth in before if truth and event.time <= instant)
