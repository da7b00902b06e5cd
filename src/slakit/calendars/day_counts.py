"""How long a stretch of days counts for, by the convention of an agreement."""

from typing import TYPE_CHECKING, Literal

from slakit.calendars.days import Day, month_length
from slakit.calendars.instants import DAY
from slakit.calendars.zones import end_of_day, start_of_day

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

DayCount = Literal["actual", "30-day-months"]


def window_length(start: Day, end: Day, zone: "ZoneInfo", day_count: DayCount) -> int:
    """The length in microseconds of the window from ``start`` through ``end``, both included.

    "actual" is the time that elapses in the zone, from the start of the first day to the end of the
    last: Farvardin 1398 has 743 hours. "30-day-months" counts every whole month as 30 days of 24
    hours and every year as 12 of them, by the agreement's definition and art. 443 of the Civil
    Procedure Code. A part of a month counts the days up to day 30: day 31 adds nothing, and the
    last day of a shorter month fills it up to 30 (29 Esfand of a common year counts two days). So
    adjoining windows add up, and a window of a day 31 alone has length zero. Months are those of
    ``start``'s calendar.

    An end before the start raises ValueError.

    >>> from slakit.calendars import HOUR, parse_day, time_zone
    >>> year = parse_day("1398/01/01"), parse_day("1398/12/29"), time_zone("Asia/Tehran")
    >>> [window_length(*year, day_count) // HOUR for day_count in ("actual", "30-day-months")]
    [8760, 8640]
    """
    if end.ordinal < start.ordinal:
        raise ValueError(f"the window ends on {end}, before it starts on {start}")
    if day_count == "actual":
        return end_of_day(end, zone) - start_of_day(start, zone)
    last = end.named_in(start.calendar)
    full = last.day == month_length(last.calendar, last.year, last.month)
    through = _months_before(last) * 30 + (30 if full else min(last.day, 30))
    return (through - _months_before(start) * 30 - min(start.day - 1, 30)) * DAY


def _months_before(day: Day) -> int:
    return day.year * 12 + day.month - 1
