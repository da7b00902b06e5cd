"""The term of the next edition, and where a day of the old one falls in it."""

import re
from dataclasses import dataclass
from typing import Final

from slakit.calendars import Calendar, Day, months_of
from slakit.errors import SlakitError, UnreadableTime

_YEAR: Final = re.compile("[0-9]{4}(?![0-9])")


class NoNextTerm(SlakitError):
    """The term of the next edition does not follow from what was given.

    `reason` is a word: "no-year" (an edition is not named after a year, so the days must be given), "not-later" (the
    year of the new edition is not later), "reversed" (the first day lies after the last one) or "out-of-range".
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Terms:
    """The first and the last day of the old edition and of the new one.

    `years` is by how many years days move; where the days of the new term were given and the editions have no years,
    days move by as many days as lie between the two first days.
    """

    old_first: Day
    old_last: Day
    first: Day
    last: Day
    calendar: Calendar
    years: int | None

    def moved(self, day: Day) -> Day:
        """The day of the new edition that stands where this one stood in the old.

        The last day of a month moves to the last day of the month, so that the end of a leap year is kept.
        The day keeps the calendar that it was written in. Raises `UnreadableTime` outside the supported years.

        >>> terms = next_terms((Day("jalali", 1398, 1, 1), Day("jalali", 1398, 12, 29)), "jalali", ("1398", "1399"))
        >>> [str(terms.moved(Day("jalali", 1398, *rest))) for rest in ((5, 10), (12, 28), (12, 29))]
        ['1399/05/10', '1399/12/28', '1399/12/30']
        >>> str(terms.moved(Day("gregorian", 2020, 3, 19)))
        '2021-03-20'
        """
        if self.years is None:
            return day.plus(self.first.ordinal - self.old_first.ordinal)
        return _years_later(day.named_in(self.calendar), self.years).named_in(day.calendar)


def next_terms(
    old: tuple[Day, Day],
    calendar: Calendar,
    editions: tuple[str, str],
    first: Day | None = None,
    last: Day | None = None,
) -> Terms:
    """The terms of an old edition and of the next: by the years that the two are named after, or by the days given.

    The new term begins on the day after the old one ended, as many years later as lie between the editions, and ends
    on the last day of the old one in its own year. Raises `NoNextTerm`.

    >>> terms = next_terms((Day("jalali", 1398, 1, 1), Day("jalali", 1398, 12, 29)), "jalali", ("1398", "1399"))
    >>> str(terms.first), str(terms.last)
    ('1399/01/01', '1399/12/30')
    """
    years = _years_between(*editions)
    if last is None and years is None:
        raise NoNextTerm("no-year")
    if last is None and years is not None and years < 1:
        raise NoNextTerm("not-later")
    old_first, old_last = (day.named_in(calendar) for day in old)
    try:
        begins = first or _years_later(old_last.plus(1), max(years or 1, 1) - 1)
        ends = last or _years_later(old_last, years or 0)
    except UnreadableTime:
        raise NoNextTerm("out-of-range") from None
    if begins.ordinal > ends.ordinal:
        raise NoNextTerm("reversed")
    moves = years if years and years > 0 else None
    return Terms(old_first, old_last, begins.named_in(calendar), ends.named_in(calendar), calendar, moves)


def year_of(edition: str) -> int | None:
    """The year that an edition is named after, if it begins with one.

    >>> year_of("1399"), year_of("1399-autumn"), year_of("v2")
    (1399, 1399, None)
    """
    found = _YEAR.match(edition)
    return int(found[0]) if found else None


def _years_between(old: str, new: str) -> int | None:
    before, after = year_of(old), year_of(new)
    return None if before is None or after is None else after - before


def _years_later(day: Day, years: int) -> Day:
    """The same day of another year; the last day of a month stays the last one."""
    there = months_of(day.year + years, calendar=day.calendar)[day.month - 1]
    here = months_of(day.year, calendar=day.calendar)[day.month - 1]
    return there.last if day == here.last else Day(day.calendar, there.first.year, there.first.month, day.day)
