"""Which of two lengths of time is longer, whenever they begin: elapsed time, clear days, working time."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from math import inf

from slakit.checks import CalendarDay, ClearDays, Length, WorkingDays, WorkingHours, WorkingTime
from slakit.comparison.conditions import Size, size

DAY = 86_400_000_000
Hours = tuple[tuple[int, int], ...]


def size_of_length(old: Length, new: Length, *, paused: bool = False) -> Size:
    """How much longer the new one is; nothing if that depends on when they begin, or if they may be `paused`, on what pauses them.

    >>> size_of_length(72 * 3_600_000_000, 24 * 3_600_000_000)
    -1
    """
    if old == new:
        return 0
    if _counted_by(old) == _counted_by(new):
        return size(contained=_amount(old) <= _amount(new), containing=_amount(new) <= _amount(old))
    (least, most), (new_least, new_most) = (_bounds_when(length, paused=paused) for length in (old, new))
    return size(
        contained=most <= new_least or _is_shorter(old, new),
        containing=new_most <= least or _is_shorter(new, old),
    )


def _is_shorter(one: Length, other: Length) -> bool:
    """Whether a length is never longer than another one."""
    return _is_at_most(one, other) or _has_more_off(one, other) or _is_held_by(one, other)


def _is_at_most(one: Length, other: Length) -> bool:
    """Whether a length that a calendar counts is never longer than one that another calendar does, of the same days.

    The fewer the hours, the longer so many of them take. The fewer the days with hours, the longer so many of them
    take; but of the same day fewer hours end earlier, and begin later.
    """
    if isinstance(one, int) or isinstance(other, int) or type(one) is not type(other):
        return False
    if isinstance(one, ClearDays) and isinstance(other, ClearDays) and not (one.moves and other.moves):
        return False
    days = _side_by_side(one.calendar, other.calendar)
    if isinstance(one, WorkingHours):
        fits = all(_are_within(after.hours, before.hours) for before, after in days)
    else:
        fits = all(
            before.hours and _are_within(before.hours, after.hours) for before, after in days if after.hours
        )
    return bool(days) and fits and _amount(one) <= _amount(other)


def _has_more_off(one: Length, other: Length) -> bool:
    """Whether a length is never longer than another one of the same hours of the same days, of which more are off.

    Whatever pauses them, and whatever was known of closures: what is left of the hours is less at any time.
    """
    if isinstance(one, int) or isinstance(other, int) or type(one) is not type(other):
        return False
    if isinstance(one, ClearDays) and isinstance(other, ClearDays) and one.moves != other.moves:
        return False
    is_same = one.calendar.days == other.calendar.days and _amount(one) <= _amount(other)
    return is_same and hours_off(one.calendar) <= hours_off(other.calendar)


def differ_in_calendar(one: Length, other: Length) -> bool:
    """Whether two lengths are counted by different calendars: that may matter at no time that is looked at."""
    return not isinstance(one, int) and not isinstance(other, int) and one.calendar != other.calendar


@cache
def hours_off(calendar: WorkingTime) -> frozenset[tuple[int, int, int]]:
    """What is off of the hours of a calendar, each part with when that was declared."""
    return frozenset(
        (max(off.since, opens), min(off.until, closes), off.declared)
        for off in calendar.off
        for day in _days_touched(calendar, off.since, off.until)
        for opens, closes in day.hours
        if off.since < closes and opens < off.until
    )


def _days_touched(calendar: WorkingTime, since: int, until: int) -> Sequence[CalendarDay]:
    days = calendar.days
    first = bisect_right(days, since, key=lambda day: day.ends)
    return days[first : bisect_left(days, until, key=lambda day: day.begins)]


def _is_held_by(one: Length, days: Length) -> bool:
    """Whether so many whole working days, on none of which anything pauses, hold a time, so that it is never longer."""
    if not isinstance(days, WorkingDays) or isinstance(one, WorkingDays | ClearDays):
        return False
    if isinstance(one, WorkingHours) and one.calendar != days.calendar:
        return False
    return 0 < _amount(one) <= days.amount * _fewest_hours(days.calendar)


def _fewest_hours(calendar: WorkingTime) -> int:
    """The hours of the shortest day that has some; none where a closure leaves a part of a day."""
    found = []
    for day in calendar.days:
        off = [one for one in calendar.off if one.since < day.ends and day.begins < one.until]
        if day.hours and any(one.since > day.begins or one.until < day.ends for one in off):
            return 0
        if day.hours:
            found.append(sum(closes - opens for opens, closes in day.hours))
    return min(found, default=0)


def _side_by_side(one: WorkingTime, other: WorkingTime) -> list[tuple[CalendarDay, CalendarDay]]:
    """The days of two calendars that differ in their hours alone; none where a closure leaves a part of such hours."""
    pairs = list(zip(one.days, other.days, strict=False))
    is_same = len(one.days) == len(other.days) and one.off == other.off
    if not is_same or any((day.begins, day.ends) != (same.begins, same.ends) for day, same in pairs):
        return []
    apart = [day for day, same in pairs if day.hours != same.hours]
    is_cut = any(
        off.since < day.ends
        and day.begins < off.until
        and not (off.since <= day.begins and day.ends <= off.until)
        for off in one.off
        for day in apart
    )
    return [] if is_cut else pairs


def _are_within(hours: Hours, others: Hours) -> bool:
    """Whether all hours lie in others."""
    return all(any(opens <= since and until <= closes for opens, closes in others) for since, until in hours)


def day_apart(one: Length, other: Length, near: int) -> CalendarDay | None:
    """The day, of those in which the calendars of two lengths have other hours, that is the nearest to an instant."""
    if isinstance(one, int) or isinstance(other, int):
        return None
    days = [
        day
        for day, same in zip(one.calendar.days, other.calendar.days, strict=False)
        if day.hours != same.hours
    ]
    return min(days, key=lambda day: abs(day.begins - near), default=None)


def bounds(length: Length) -> tuple[float, float]:
    """The least and the most elapsed microseconds that a length may take, whenever it begins."""
    match length:
        case int():
            return length, length
        case ClearDays(amount=amount, calendar=calendar, moves=moves):
            # before an act so many whole days and a part of one; after one the whole last day besides
            return _days(calendar, amount)[0], inf if moves else _days(calendar, amount + 2)[1]
        case WorkingDays(amount=amount, calendar=calendar):
            return _days(calendar, max(amount - 1, 0))[0], inf
        case WorkingHours(amount=amount):
            return amount, inf


def _bounds_when(length: Length, *, paused: bool) -> tuple[float, float]:
    """The bounds of a length, of which what pauses it does not count; a minute's pause takes a whole clear day."""
    least, most = bounds(length)
    return least, inf if paused and isinstance(length, ClearDays) else most


def _days(calendar: WorkingTime, amount: int) -> tuple[int, int]:
    """The shortest and the longest run of so many days of a calendar: days are not alike where clocks change."""
    days = calendar.days
    if not 0 < amount <= len(days):
        return amount * DAY, amount * DAY
    runs = [days[at + amount - 1].ends - days[at].begins for at in range(len(days) - amount + 1)]
    return min(runs), max(runs)


def _counted_by(length: Length) -> tuple[object, ...]:
    match length:
        case int():
            return ("elapsed",)
        case ClearDays(calendar=calendar, moves=moves):
            return "clear-days", calendar, moves
        case WorkingDays(calendar=calendar):
            return "working-days", calendar
        case WorkingHours(calendar=calendar):
            return "working-hours", calendar


def _amount(length: Length) -> int:
    return length if isinstance(length, int) else length.amount
