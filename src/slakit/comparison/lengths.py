"""Which of two lengths of time is longer, whenever they begin: elapsed time, clear days, working time."""

from math import inf

from slakit.checks import ClearDays, Length, WorkingDays, WorkingHours, WorkingTime
from slakit.comparison.conditions import Size, size

DAY = 86_400_000_000


def size_of_length(old: Length, new: Length) -> Size:
    """How much longer the new one is; nothing if that depends on when they begin.

    >>> size_of_length(72 * 3_600_000_000, 24 * 3_600_000_000)
    -1
    """
    if old == new:
        return 0
    if _counted_by(old) == _counted_by(new):
        return size(contained=_amount(old) <= _amount(new), containing=_amount(new) <= _amount(old))
    (least, most), (new_least, new_most) = bounds(old), bounds(new)
    return size(contained=most <= new_least, containing=new_most <= least)


def bounds(length: Length) -> tuple[float, float]:
    """The least and the most elapsed microseconds that a length may take, whenever it begins."""
    match length:
        case int():
            return length, length
        case ClearDays(amount=amount, calendar=calendar, moves=moves):
            return _days(calendar, amount)[0], inf if moves else _days(calendar, amount + 1)[1]
        case WorkingDays(amount=amount, calendar=calendar):
            return _days(calendar, max(amount - 1, 0))[0], inf
        case WorkingHours(amount=amount):
            return amount, inf


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
