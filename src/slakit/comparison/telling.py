"""Events made from the selections of a check: fields that satisfy a condition, and what must have come before."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING, Final

from slakit.checks import (
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
    Term,
)
from slakit.events.event import Event, FieldValue
from slakit.verdicts.judging import event_types_read
from slakit.verdicts.truth import truth_of

if TYPE_CHECKING:
    from slakit.vocabulary import FieldOfEvent, Vocabulary

Fields = dict[str, FieldValue]
HOUR: Final = 3_600_000_000
DAY: Final = 24 * HOUR
SOURCE: Final = "witness"
OTHER: Final = "other"
"""A value of a field that no condition names."""


@dataclass(frozen=True)
class Teller:
    """Tells stories about a check in the words of a vocabulary, for the services of an annex."""

    vocabulary: "Vocabulary"
    services: tuple[str, ...]
    term: Term

    def knows(self, asked: object) -> bool:
        """Whether the vocabulary has every event type that is read; another edition may have one of its own."""
        return event_types_read(asked) <= self.vocabulary.events.keys()

    # --- events ---

    def event(self, kind: str, time: int, fields: Fields, name: str) -> Event:
        """An event with every required field, and every name that another event may agree in.

        What nobody says, or cannot be said, is a plain value of its type.
        """
        declared = self.vocabulary.events[kind].fields
        data = {
            field: self.plain(field, one, time)
            for field, one in declared.items()
            if one.required or one.type in ("identifier", "service")
        }
        for field, value in fields.items():
            if field in declared:
                said = self._fitting(value, declared[field])
                if self.admits(kind, field, said):
                    data[field] = said
        return Event(SOURCE, name, kind, time, time, data)

    def admits(self, kind: str, name: str, value: FieldValue) -> bool:
        """Whether an event of a type can hold a value in a field, so that a log with it can be read."""
        field = self.vocabulary.events[kind].fields.get(name) if kind in self.vocabulary.events else None
        if field is None or field.list != isinstance(value, tuple):
            return False
        match field.type:
            case "boolean":
                return isinstance(value, bool)
            case "rial":
                return type(value) is int and value >= 0
            case "integer" | "instant" | "day" | "last-day":
                return type(value) is int
            case "value":
                listed = self.vocabulary.values[field.values or ""]
                words = value if isinstance(value, tuple) else (value,)
                return listed.open or all(word in listed.values for word in words)
            case _:
                return isinstance(value, str | tuple)

    def needs(self, kind: str, name: str) -> bool:
        """Whether an event of a type that does not say this field cannot be read."""
        declared = self.vocabulary.events.get(kind)
        return declared is not None and name in declared.fields and declared.fields[name].required

    def other_words(self, name: str, known: AbstractSet[FieldValue]) -> list[str]:
        """Two words of each closed list, or two services, that events hold in a field of this name, besides those that are known."""
        found: list[str] = []
        for event in self.vocabulary.events.values():
            field = event.fields.get(name)
            if field is not None and field.type in ("value", "service"):
                is_service = field.type == "service"
                listed = self.services if is_service else self.vocabulary.values[field.values or ""].values
                found += [word for word in listed if word not in known][:2]
        return list(dict.fromkeys(found))

    def plain(self, name: str, field: "FieldOfEvent", time: int) -> FieldValue:
        """A value of a field that nothing is asked of."""
        one: str | int | bool
        match field.type:
            case "service":
                one = self.services[0]
            case "boolean":
                one = True
            case "integer" | "rial":
                one = 1000
            case "instant" | "day" | "last-day":
                one = time
            case "value":
                one = next(iter(self.vocabulary.values[field.values or ""].values))
            case _:
                one = f"{name}-1"
        return (str(one),) if field.list else one

    def _fitting(self, value: FieldValue, field: "FieldOfEvent") -> FieldValue:
        if field.list:
            return value if isinstance(value, tuple) else (str(value),)
        return value[0] if isinstance(value, tuple) else value

    def points(self, points: Points, time: int, name: str, **fields: FieldValue) -> list[list[Event]]:
        """One event that the selection picks, in each way in which it can be picked."""
        return [
            [
                self.event(points.event, time, {**annexed, **fields}, name),
                *self._before(before, time, annexed),
            ]
            for said, before in satisfying(points.where, yes=True)
            for annexed in [self._annexed(points.event, points.where, said)]
        ]

    def _annexed(self, kind: str, where: Condition, said: Fields) -> Fields:
        """What meets a condition, with a service of the annex where any other one than some will do: no other is judged."""
        declared = self.vocabulary.events[kind].fields
        for name in [one for one, value in said.items() if value == OTHER and one in declared]:
            if declared[name].type == "service":
                fitting = ({**said, name: service} for service in self.services)
                said = next((one for one in fitting if truth_of(where, one, lambda _: True)), said)
        return said

    def _before(self, needed: Sequence[Preceded], time: int, fields: Fields) -> list[Event]:
        """The events that must have come before."""
        return [
            event
            for number, one in enumerate(needed)
            for said, _ in islice(satisfying(one.points.where, yes=True), 1)
            for event in [
                self.event(
                    one.points.event,
                    time - HOUR,
                    {**said, **{theirs: fields[ours] for ours, theirs in one.matching if ours in fields}},
                    f"before-{number}",
                )
            ]
        ]

    def span(
        self, spans: Spans, since: int, until: int | None, name: str, **fields: FieldValue
    ) -> list[list[Event]]:
        """A span that the selection picks, in each way in which it can be picked."""
        stories = []
        for said, before in satisfying(spans.where, yes=True):
            annexed = self._annexed(spans.opens, spans.where, said)
            opening = self.event(spans.opens, since, {**annexed, **fields}, name)
            story = [opening, *self._before(before, since, dict(opening.data))]
            if spans.closes and until is not None:
                key = {field: opening.data[field] for field in spans.key if field in opening.data}
                story.append(self.event(spans.closes, until, key, f"{name}-end"))
            stories.append(story)
        return stories


def _none_of(values: Iterable[str | int | bool]) -> list[str | int | bool]:
    """Values of the same type that are none of these."""
    known = set(values)
    if all(isinstance(one, bool) for one in known):
        return [one for one in (True, False) if one not in known]
    if all(isinstance(one, int) for one in known):
        return [max(int(one) for one in known) + 1]
    return [OTHER]


def satisfying(condition: Condition, *, yes: bool) -> list[tuple[Fields, tuple[Preceded, ...]]]:
    """Fields that make a condition say yes, or no, in several ways; and what must have come before."""
    match condition:
        case Among(field=name, yes=among, no=others):
            values = sorted(among, key=str) if yes else sorted(others or (), key=str) or _none_of(among)
            return [({name: value}, ()) for value in values]
        case Between(field=name, low=low, high=high):
            inside = [at for at in (low, high) if at is not None] or [0]
            outside = [
                at
                for at in (None if low is None else low - 1, None if high is None else high + 1)
                if at is not None
            ]
            return [({name: value}, ()) for value in (inside if yes else outside)]
        case Given(field=name):
            return [({name: OTHER}, ())] if yes else [({}, ())]
        case Preceded():
            return [({}, (condition,))] if yes else [({}, ())]
        case Not(part=part):
            return satisfying(part, yes=not yes)
        case Established(holds=holds, fails=fails):
            return satisfying(holds if yes else fails, yes=True)
        case Every(parts=parts) | Some(parts=parts):
            if yes is isinstance(condition, Every):
                return [
                    ({key: value for fields, _ in ways for key, value in fields.items()}, tuple(one for _, before in ways for one in before))
                    for ways in islice(product(*(satisfying(part, yes=yes) for part in parts)), 12)
                ]  # fmt: skip
            return [way for part in parts for way in satisfying(part, yes=yes)]


def theirs_of(matching: Iterable[Pair], event: Event) -> Fields:
    """What the other side must say to agree with an event."""
    return {theirs: event.data[ours] for ours, theirs in matching if ours in event.data}


def others_than(value: FieldValue, field: "FieldOfEvent", teller: Teller) -> Sequence[FieldValue]:
    """A few other values of a field, which are lists where it holds them."""
    if not field.list:
        return _others_than_one(value, field, teller)
    first = next(iter(value), "") if isinstance(value, tuple) else value
    return [(str(one),) for one in _others_than_one(first, field, teller)]


def _others_than_one(value: FieldValue, field: "FieldOfEvent", teller: Teller) -> Sequence[FieldValue]:
    match field.type:
        case "boolean":
            return [not value]
        case "integer" | "rial" | "instant" | "day" | "last-day":
            return [int(str(value)) + DAY]
        case "service":
            return [one for one in teller.services if one != value][:2]
        case "value":
            return [one for one in teller.vocabulary.values[field.values or ""].values if one != value][:3]
        case _:
            return [f"{value}-too"]
