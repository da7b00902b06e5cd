"""From what an agreement writes to what an engine knows: taxonomies, facts, choices and dates resolved.

A `Setting` is all that a rule kind may ask while it lowers a norm. It notes which interpretation choices were
asked for, so that every finding can say which it rests on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from slakit.calendars import Day, end_of_day, parse_day, parse_duration, start_of_day, window_length
from slakit.checks import (
    ALWAYS,
    Among,
    Between,
    Condition,
    Established,
    Every,
    Given,
    Grid,
    Not,
    Pair,
    Points,
    Some,
    Spans,
    Value,
)
from slakit.errors import SlakitError
from slakit.selectors import GivenOrNot, NotAmong, Range

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.calendars import DayCount
    from slakit.selectors import EventSelector, RecordSelector, Wanted
    from slakit.vocabulary import FieldOfEvent, Vocabulary

DAY = 86_400_000_000
EVERY_SERVICE = "*"


class NotLowerable(SlakitError):
    """A norm asks for something that its agreement or vocabulary does not have; static checks find it first."""


@dataclass(frozen=True, slots=True)
class EstablishedFact:
    """How a field of a record is established: what proves it and what rules it out, and by which choice."""

    record: str
    field: str
    condition: Established
    choice: str | None


@dataclass
class Setting:
    """What surrounds a norm: vocabulary, services, term, choices, established facts, the definition of a month."""

    vocabulary: "Vocabulary"
    zone: "ZoneInfo"
    first_day: Day
    last_day: Day
    services: tuple[str, ...]
    edition: str
    choices: Mapping[str, str]
    month_days: int | None = None
    facts: tuple[EstablishedFact, ...] = ()
    asked: set[str] = field(default_factory=set)

    def choice(self, name: str) -> str:
        """The option that the agreement takes for an interpretation choice."""
        if name not in self.choices:
            raise NotLowerable(f"no interpretation choice is named `{name}`")
        self.asked.add(name)
        return self.choices[name]

    # --- lengths and days ---

    def length(self, words: str) -> int:
        """A duration in words as microseconds; months only where the agreement defines them."""
        duration = parse_duration(words)
        if duration.unit in ("months", "years"):
            if self.month_days is None:
                raise NotLowerable(f"`{words}`: the agreement does not say what a month is")
            months = duration.amount * (12 if duration.unit == "years" else 1)
            return months * self.month_days * DAY
        return duration.microseconds

    def end_of(self, day: str) -> int:
        """The first instant after a day."""
        return end_of_day(parse_day(day), self.zone)

    def start_of(self, day: str) -> int:
        """The first instant of a day."""
        return start_of_day(parse_day(day), self.zone)

    def window(self, day_count: "DayCount") -> int:
        """The length of the term in microseconds, counted as the norm says."""
        return window_length(self.first_day, self.last_day, self.zone, day_count)

    # --- selectors ---

    def points(self, selector: "EventSelector") -> Points:
        """The events that a selector picks."""
        fields = self.vocabulary.fields_of(selector.event)
        return Points(
            event=selector.event,
            where=self.condition(selector.where, fields),
            service=_service_field(fields),
            complete=self.vocabulary.is_complete(selector.event),
        )

    def spans(self, selector: "RecordSelector") -> Spans:
        """The spans that a selector picks; an established fact stands in for the field that it establishes."""
        kind = self.vocabulary.records[selector.record]
        events = self.vocabulary.record_events(selector.record)
        fields = self.vocabulary.fields_of(*events)
        return Spans(
            record=selector.record,
            opens=kind.opens,
            amends=kind.amends,
            closes=kind.closes,
            key=kind.key,
            where=self.condition(selector.where, fields, selector.record),
            complete=self.vocabulary.is_complete(*events),
            service=_service_field(fields),
        )

    def grid(self, for_each: Mapping[str, tuple[str, ...] | str]) -> Grid:
        """The places of a grid; the word `services` stands for every service of the annex."""
        return Grid(
            tuple(
                (axis, self.services if items == "services" else tuple(items))
                for axis, items in for_each.items()
            )
        )

    # --- conditions ---

    def condition(
        self, where: Mapping[str, "Wanted"], fields: Mapping[str, "FieldOfEvent"], record: str | None = None
    ) -> Condition:
        """A `where` as a condition with three answers."""
        parts = tuple(self._part(name, wanted, fields, record) for name, wanted in where.items())
        return parts[0] if len(parts) == 1 else Every(parts) if parts else ALWAYS

    def _part(
        self, name: str, wanted: "Wanted", fields: Mapping[str, "FieldOfEvent"], record: str | None
    ) -> Condition:
        for fact in self.facts:
            if (fact.record, fact.field) == (record, name) and isinstance(wanted, bool):
                if fact.choice:
                    self.asked.add(fact.choice)
                return fact.condition if wanted else Not(fact.condition)
        return self.test(name, wanted, fields[name])

    def test(self, name: str, wanted: "Wanted", declared: "FieldOfEvent") -> Condition:
        """One test of one field: a value, several, a range, `not`, or `given`."""
        match wanted:
            case Range(from_=low, to=high):
                return Between(name, low, high)
            case GivenOrNot(given=given):
                return Given(name) if given else Not(Given(name))
            case NotAmong(not_=unwanted):
                return Not(self.test(name, unwanted, declared))
            case tuple():
                return self.among(name, wanted, declared)
            case _:
                return self.among(name, (wanted,), declared)

    def among(self, name: str, values: tuple[Value, ...], declared: "FieldOfEvent") -> Among:
        """A test for certain values, with the taxonomy of the field's list spelt out."""
        if declared.type == "service":
            return Among(name, frozenset((*values, EVERY_SERVICE)))
        if declared.values is None:
            return Among(name, frozenset(values))
        listed = self.vocabulary.values[declared.values]
        wider = frozenset().union(*(self.vocabulary.within(declared.values, str(value)) for value in values))
        perhaps = self.vocabulary.perhaps_within(declared.values, wider)
        return Among(name, frozenset(wider), frozenset(listed.values) - wider - perhaps)

    def any_of(self, parts: tuple[Condition, ...]) -> Condition:
        """Yes if one part is."""
        return parts[0] if len(parts) == 1 else Some(parts)


def _service_field(fields: Mapping[str, "FieldOfEvent"]) -> str | None:
    """The field that names a service of the annex, if there is one."""
    return next((name for name, declared in fields.items() if declared.type == "service"), None)


def swapped(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """Pairs of fields seen from the other side."""
    return tuple((theirs, ours) for ours, theirs in pairs)
