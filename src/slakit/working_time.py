"""From calendar documents to instants: every day with its hours, and everything that is off."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from slakit.calendars import (
    EARLIEST,
    Day,
    end_of_day,
    hours_of_day,
    instant_on_clock,
    parse_day,
    parse_time,
    start_of_day,
)
from slakit.checks import CalendarDay, DayOff, WorkingTime

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.calendar_document import CalendarDocument, ClosureOfCalendar


def working_time(
    name: str, calendar: "CalendarDocument", others: "Sequence[CalendarDocument]", zone: "ZoneInfo"
) -> WorkingTime:
    """A working calendar, with the holidays and closures of the others that it counts as its own.

    It knows the days that all of them know. `others` are those under `holidays-of`, and theirs in turn.
    """
    every = (calendar, *others)
    first = max((parse_day(one.from_) for one in every), key=lambda day: day.ordinal)
    last = min((parse_day(one.until) for one in every), key=lambda day: day.ordinal)
    hours: dict[str, list[tuple[int, int]]] = {
        weekday: [hours_of_day(part) for part in parts] for weekday, parts in (calendar.hours or {}).items()
    }
    days = (
        CalendarDay(begins, ends, _hours(day, hours.get(day.weekday, []), zone))
        for day, begins, ends in _days(first, last, zone)
    )
    off = (part for one in every for part in _off(one, calendar.region, zone))
    return WorkingTime(
        name, tuple(days), tuple(sorted(off, key=lambda part: (part.since, part.until, part.declared)))
    )


def civil_time(first: Day, last: Day, zone: "ZoneInfo") -> WorkingTime:
    """The days from a first to a last one, each open all day: what counts days and knows no holiday."""
    days = (CalendarDay(begins, ends, ((begins, ends),)) for _, begins, ends in _days(first, last, zone))
    return WorkingTime("", tuple(days), ())


def _days(first: Day, last: Day, zone: "ZoneInfo") -> Iterator[tuple[Day, int, int]]:
    """Each day with its first instant and the first one after it, without those that a zone skipped."""
    begins = start_of_day(first, zone)
    for ordinal in range(first.ordinal, last.ordinal + 1):
        day = Day.from_ordinal(ordinal, first.calendar)
        ends = end_of_day(day, zone)
        if begins < ends:
            yield day, begins, ends
        begins = ends


def _hours(day: Day, hours: Sequence[tuple[int, int]], zone: "ZoneInfo") -> tuple[tuple[int, int], ...]:
    """The hours of a day in instants; hours that lie in a gap altogether are left out."""
    parts = (
        (instant_on_clock(day, opens, zone), instant_on_clock(day, closes, zone, last=True))
        for opens, closes in sorted(hours)
    )
    return tuple((opens, closes) for opens, closes in parts if opens < closes)


def _off(calendar: "CalendarDocument", region: str | None, zone: "ZoneInfo") -> Iterator[DayOff]:
    for holiday in calendar.holidays:
        day = parse_day(holiday.day)
        declared = EARLIEST if holiday.announced is None else start_of_day(parse_day(holiday.announced), zone)
        yield DayOff(start_of_day(day, zone), end_of_day(day, zone), declared)
    for closure in calendar.closures:
        if closure.region in (None, region):
            yield _closure(closure, zone)


def _closure(closure: "ClosureOfCalendar", zone: "ZoneInfo") -> DayOff:
    """A closure in instants; a day alone stands for all of it."""
    since = parse_time(closure.from_, zone)
    until = (
        parse_time(closure.until, zone)
        if ":" in closure.until
        else end_of_day(parse_day(closure.until), zone)
    )
    return DayOff(since, until, parse_time(closure.declared, zone))
