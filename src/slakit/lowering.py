"""From what an agreement writes to what an engine knows: taxonomies, facts, choices and dates resolved.

A `Setting` is all that a rule kind may ask while it lowers a norm. It notes which interpretation choices were
asked for, so that every finding can say which it rests on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from slakit.calendars import (
    Day,
    Duration,
    end_of_day,
    hours_on,
    parse_day,
    parse_duration,
    periods,
    start_of_day,
    window_length,
)
from slakit.checks import (
    ALWAYS,
    Among,
    Between,
    ClearDays,
    Condition,
    Established,
    Every,
    Given,
    Grid,
    Not,
    Pair,
    Period,
    Points,
    Some,
    Spans,
    Value,
    Window,
    WorkingDays,
    WorkingHours,
    WorkingTime,
)
from slakit.errors import SlakitError
from slakit.selectors import GivenOrNot, NotAmong, Range
from slakit.working_time import civil_time

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.calendars import Calendar, Cycle, DayCount
    from slakit.checks import Duty, Length
    from slakit.selectors import EventSelector, RecordSelector, Wanted
    from slakit.vocabulary import FieldOfEvent, Vocabulary

DAY = 86_400_000_000
HOUR = 3_600_000_000
YEAR = 366
YEARS_AFTER = 3
"""How many years after the term clear days are still counted without a calendar."""
EVERY_SERVICE = "*"
PER_CENT = 10_000
"""Millionths in one per cent."""


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
    """What surrounds a norm: vocabulary, services, term, choices, established facts, the definitions of a month and a year."""

    vocabulary: "Vocabulary"
    zone: "ZoneInfo"
    first_day: Day
    last_day: Day
    services: tuple[str, ...]
    edition: str
    calendar: "Calendar"
    choices: Mapping[str, str]
    month_days: int | None = None
    year_days: int | None = None
    facts: tuple[EstablishedFact, ...] = ()
    calendars: Mapping[str, Callable[[], WorkingTime]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    counted_by: set[str] = field(default_factory=set)
    lowered: "Callable[[str], Duty] | None" = None

    def choice(self, name: str) -> str:
        """The option that the agreement takes for an interpretation choice."""
        if name not in self.choices:
            raise NotLowerable(f"no interpretation choice is named `{name}`")
        self.asked.add(name)
        return self.choices[name]

    def duty(self, norm: str) -> "Duty":
        """Another norm of the agreement as a duty; a finding that rests on it rests on its choices too."""
        if self.lowered is None:
            raise NotLowerable(f"no norm is named `{norm}`")
        mine = set(self.asked)
        duty = self.lowered(norm)
        self.asked |= mine
        return duty

    # --- lengths and days ---

    def length(self, words: str) -> int:
        """A duration in words as microseconds; months and years only where the agreement defines them."""
        duration = parse_duration(words)
        defined = {"months": self.month_days, "years": self.year_days}
        if duration.unit not in defined:
            return duration.microseconds
        if (days := defined[duration.unit]) is None:
            raise NotLowerable(f"`{words}`: the agreement does not say how long that is")
        return duration.amount * days * DAY

    def clock(self, words: str) -> tuple["Length", str]:
        """A duration in words as what a clock counts, and as findings show it: elapsed time, clear days, working time.

        The interpretation choice `hour-clock` makes clear days of a bound of whole days of 24 hours.
        """
        duration = parse_duration(words)
        match duration.unit:
            case "working-days":
                return WorkingDays(duration.amount, self._calendar(words, duration.of)), words
            case "working-hours":
                return WorkingHours(duration.amount * HOUR, self._calendar(words, duration.of)), words
            case "civil-days":
                return self._clear_days(duration.amount, words, duration.of), words
        length = self.length(words)
        if self.choice("hour-clock") == "clear-civil-days" and length % DAY == 0:
            return self._clear_days(length // DAY, words, None), str(Duration(length // DAY, "civil-days"))
        return length, words

    def calendar_of(self, name: str) -> WorkingTime:
        """A calendar that the agreement names."""
        return self._calendar(name, name)

    def _calendar(self, words: str, name: str | None) -> WorkingTime:
        if name is None or name not in self.calendars:
            raise NotLowerable(f"`{words}`: the agreement names no such calendar")
        self.counted_by.add(name)
        return self.calendars[name]()

    def _clear_days(self, amount: int, words: str, name: str | None) -> ClearDays:
        """Clear days, by the calendar whose working days the last one moves to, or by the bare days of the zone."""
        if name is not None:
            return ClearDays(amount, self._calendar(words, name), moves=True)
        return ClearDays(amount, self._civil_time)

    @cached_property
    def _civil_time(self) -> WorkingTime:
        """The days of the zone around the term: the year before it, and the years in which what arose in it ends."""
        return civil_time(self.first_day.plus(-YEAR), self.last_day.plus(YEARS_AFTER * YEAR), self.zone)

    def end_of(self, day: str) -> int:
        """The first instant after a day."""
        return end_of_day(parse_day(day), self.zone)

    def start_of(self, day: str) -> int:
        """The first instant of a day."""
        return start_of_day(parse_day(day), self.zone)

    def windows(
        self,
        unit: "Literal['term'] | Cycle",
        day_count: "DayCount" = "actual",
        hours: tuple[tuple[int, int], ...] | None = None,
    ) -> tuple[Window, ...]:
        """The windows that the term falls into; the length of each is counted in days as the norm says, or in hours."""
        if unit == "term":
            return (self._window(None, self.first_day, self.last_day, day_count, hours),)
        return tuple(
            self._window(one.name, one.first, one.last, day_count, hours)
            for one in periods(self.first_day, self.last_day, unit)
        )

    def _window(
        self,
        name: str | None,
        first: Day,
        last: Day,
        day_count: "DayCount",
        hours: tuple[tuple[int, int], ...] | None,
    ) -> Window:
        start, end = start_of_day(first, self.zone), end_of_day(last, self.zone)
        if hours is None:
            return Window(name, start, end, window_length(first, last, self.zone, day_count))
        inside = (min(until, end) - max(since, start) for since, until in hours)
        return Window(name, start, end, sum(length for length in inside if length > 0))

    def service_hours(self, weekly: Mapping[str, tuple[str, ...]]) -> tuple[tuple[int, int], ...]:
        """The hours of a weekly table through the term, in order, as instants; hours that touch are one."""
        united: list[tuple[int, int]] = []
        for number in range(self.last_day.ordinal - self.first_day.ordinal + 1):
            day = self.first_day.plus(number)
            for since, until in sorted(
                hours_on(day, hours, self.zone) for hours in weekly.get(day.weekday, ())
            ):
                if united and since <= united[-1][1]:
                    united[-1] = (united[-1][0], max(until, united[-1][1]))
                elif since < until:
                    united.append((since, until))
        return tuple(united)

    def periods(self, cycle: "Cycle | Literal['term']") -> tuple[Period, ...]:
        """The periods of the agreement's calendar within the term, clipped at its edges; `term` is the whole of it."""
        first, last = self.first_day.named_in(self.calendar), self.last_day.named_in(self.calendar)
        if cycle == "term":
            return (Period("term", start_of_day(first, self.zone), end_of_day(last, self.zone)),)
        return tuple(
            Period(period.name, start_of_day(period.first, self.zone), end_of_day(period.last, self.zone))
            for period in periods(first, last, cycle)
        )

    @property
    def days(self) -> tuple[int, ...]:
        """The first instants of the days of the term, and the instant at which it ends."""
        count = self.last_day.ordinal - self.first_day.ordinal + 1
        return (
            *(start_of_day(self.first_day.plus(number), self.zone) for number in range(count)),
            end_of_day(self.last_day, self.zone),
        )

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
            attested=self.vocabulary.attested(selector.record),
            within=self.vocabulary.within_key(selector.record),
            ends_named=self.vocabulary.names_ends(selector.record),
            unknown=self.vocabulary.unknown_in_key(selector.record),
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


def millionths(percentage: str) -> int:
    """A percentage in millionths, exactly.

    >>> millionths("99.5%")
    995000
    """
    whole, _, fraction = percentage.removesuffix("%").partition(".")
    return int(whole) * PER_CENT + int(fraction.ljust(4, "0") or "0")
