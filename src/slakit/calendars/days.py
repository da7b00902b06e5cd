"""Days of the two calendars, their names, and the periods that they make up."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from slakit.calendars.instants import DAY, Instant
from slakit.errors import UnreadableTime
from slakit.frozen import Frozen
from slakit.text import persian_digits

Calendar = Literal["jalali", "gregorian"]
Language = Literal["en", "fa"]
Digits = Literal["persian", "ascii"]
Cycle = Literal["day", "week", "month", "quarter", "year"]
"""A period of the calendar that comes again and again."""

FIRST_YEAR: Final = 1300
LAST_YEAR: Final = 1500


def is_leap_year(year: int) -> bool:
    """Whether a Jalali year has 366 days, by the rule of eight leap years in 33.

    >>> [year for year in range(1390, 1410) if is_leap_year(year)]
    [1391, 1395, 1399, 1403, 1408]
    """
    return year % 33 in (1, 5, 9, 13, 17, 22, 26, 30)


def _new_year_ordinals() -> tuple[int, ...]:
    """The ordinal of 1 Farvardin of each supported year, and of the year after the last."""
    ordinals = [date(1921, 3, 21).toordinal()]
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        ordinals.append(ordinals[-1] + 365 + is_leap_year(year))
    return tuple(ordinals)


_NEW_YEARS: Final = _new_year_ordinals()
_FIRST_ORDINAL: Final = _NEW_YEARS[0]
LAST_ORDINAL: Final = _NEW_YEARS[-1] - 1
EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 -- naive on purpose: a zero point, not a time
EPOCH_ORDINAL: Final = EPOCH.toordinal()

EARLIEST: Final[Instant] = (_FIRST_ORDINAL + 1 - EPOCH_ORDINAL) * DAY
"""The first instant that is read: a day after the first supported day begins, so that any zone can show it."""
LATEST: Final[Instant] = (LAST_ORDINAL - EPOCH_ORDINAL) * DAY - 1
"""The last instant that is read, a day before the last supported day ends."""


def month_length(calendar: Calendar, year: int, month: int) -> int:
    """The days of a month."""
    if calendar == "jalali":
        return 31 if month <= 6 else 30 if month < 12 or is_leap_year(year) else 29
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _GREGORIAN_MONTHS[month - 1]


_GREGORIAN_MONTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _ordinal_of(calendar: Calendar, year: int, month: int, day: int) -> int:
    if calendar == "gregorian":
        return date(year, month, day).toordinal()
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return _NEW_YEARS[year - FIRST_YEAR] + before + day - 1


def objection(calendar: Calendar, year: int, month: int, day: int) -> str | None:
    """The reason why there is no such day among the supported ones, if there is one."""
    first, last = (FIRST_YEAR, LAST_YEAR) if calendar == "jalali" else (1921, 2122)
    if not first <= year <= last:
        return "out-of-range"
    if not (1 <= month <= 12 and 1 <= day <= month_length(calendar, year, month)):
        return "no-such-date"
    supported = _FIRST_ORDINAL <= _ordinal_of(calendar, year, month, day) <= LAST_ORDINAL
    return None if supported else "out-of-range"


class Day(Frozen):
    """A day of the supported span, as one calendar names it.

    Days are equal when calendar, year, month and day are: to compare or count across calendars,
    take ``ordinal``. A day that does not exist raises `UnreadableTime` ("no-such-date"), one
    outside the supported span too ("out-of-range"). ``str`` gives what `parse_day` reads.

    >>> str(Day("jalali", 1398, 12, 29).named_in("gregorian"))
    '2020-03-19'
    """

    calendar: Calendar
    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        if reason := objection(self.calendar, self.year, self.month, self.day):
            raise UnreadableTime(reason, str(self))

    def __str__(self) -> str:
        mark = "/" if self.calendar == "jalali" else "-"
        return f"{self.year:04}{mark}{self.month:02}{mark}{self.day:02}"

    @classmethod
    def from_ordinal(cls, ordinal: int, calendar: Calendar) -> "Day":
        """The day with this ordinal; `UnreadableTime` ("out-of-range") outside the supported span.

        >>> str(Day.from_ordinal(737503, "jalali"))
        '1398/12/29'
        """
        if not _FIRST_ORDINAL <= ordinal <= LAST_ORDINAL:
            raise UnreadableTime("out-of-range", f"day {ordinal}")
        if calendar == "gregorian":
            day = date.fromordinal(ordinal)
            return cls("gregorian", day.year, day.month, day.day)
        index = bisect_right(_NEW_YEARS, ordinal) - 1
        rest = ordinal - _NEW_YEARS[index]
        months, days = divmod(rest, 31) if rest < 186 else divmod(rest - 186, 30)
        return cls("jalali", FIRST_YEAR + index, months + (1 if rest < 186 else 7), days + 1)

    @property
    def ordinal(self) -> int:
        """The number of the day, the same in both calendars; day 1 is 0001-01-01 as in `datetime.date`."""
        return _ordinal_of(self.calendar, self.year, self.month, self.day)

    @property
    def weekday(self) -> str:
        """The English name of the weekday, in small letters; a name, since calendars number weekdays differently.

        >>> Day("jalali", 1398, 12, 29).weekday
        'thursday'
        """
        return _WEEKDAYS["en"][(self.ordinal - 1) % 7].lower()

    @property
    def first_of_month(self) -> "Day":
        """The first day of its month, or the first supported day if the month begins before that."""
        return Day.from_ordinal(max(_FIRST_ORDINAL, self.ordinal - self.day + 1), self.calendar)

    def named_in(self, calendar: Calendar) -> "Day":
        """The same day under its name in the given calendar."""
        return self if calendar == self.calendar else Day.from_ordinal(self.ordinal, calendar)

    def plus(self, days: int) -> "Day":
        """The day that many days later, or earlier for a negative number, in the same calendar."""
        return Day.from_ordinal(self.ordinal + days, self.calendar)


class Period(NamedTuple):
    """A day, week, month, quarter or year of a calendar, by its name, or the part of it that lies in a term."""

    name: str
    first: Day
    last: Day


def periods(first: Day, last: Day, cycle: Cycle) -> Iterator[Period]:
    """The periods of the calendar of ``first`` that have a day from ``first`` through ``last``, clipped to these.

    A week begins on Saturday in the Jalali calendar and on Monday in the Gregorian one (ISO 8601); a quarter has
    three months, a year begins with its first month. A clipped period keeps the name of the whole one.

    >>> from slakit.calendars import parse_day
    >>> [(name, str(since), str(until)) for name, since, until in
    ...  periods(parse_day("1398/11/25"), parse_day("1399/01/05"), "month")]
    [('1398/11', '1398/11/25', '1398/11/30'), ('1398/12', '1398/12/01', '1398/12/29'),
     ('1399/01', '1399/01/01', '1399/01/05')]
    """
    ordinal = first.ordinal
    while ordinal <= last.ordinal:
        day = Day.from_ordinal(ordinal, first.calendar)
        whole_from, whole_through = _whole_period(day, cycle)
        through = min(whole_through, last.ordinal)
        yield Period(_name_of_period(day, whole_from, cycle), day, Day.from_ordinal(through, first.calendar))
        ordinal = through + 1


def _whole_period(day: Day, cycle: Cycle) -> tuple[int, int]:
    """The ordinals of the first and the last day of the period that a day lies in."""
    if cycle == "day":
        return day.ordinal, day.ordinal
    if cycle == "week":
        since = day.ordinal - (day.ordinal - (1 if day.calendar == "gregorian" else 6)) % 7
        return since, since + 6
    months = {"month": 1, "quarter": 3, "year": 12}[cycle]
    first_month = (day.month - 1) // months * months + 1
    last_month = first_month + months - 1
    last_day = month_length(day.calendar, day.year, last_month)
    return (
        _ordinal_of(day.calendar, day.year, first_month, 1),
        _ordinal_of(day.calendar, day.year, last_month, last_day),
    )


def _name_of_period(day: Day, whole_from: int, cycle: Cycle) -> str:
    """The name of a period: its year, month or quarter; a week is called after its first day."""
    if cycle == "week":
        return str(Day.from_ordinal(whole_from, day.calendar))
    year, mark = f"{day.year:04}", "/" if day.calendar == "jalali" else "-"
    names = {
        "day": str(day),
        "month": str(day)[:7],
        "quarter": f"{year}{mark}q{(day.month + 2) // 3}",
        "year": year,
    }
    return names[cycle]


class Month(NamedTuple):
    """A month of a year: its name, its first day and its last day."""

    name: str
    first: Day
    last: Day


def months_of(year: int, language: Language = "en", calendar: Calendar = "jalali") -> tuple[Month, ...]:
    """The twelve months of a year, in order; `UnreadableTime` ("out-of-range") for a year outside the span.

    >>> esfand = months_of(1398)[11]
    >>> esfand.name, str(esfand.first), str(esfand.last)
    ('Esfand', '1398/12/01', '1398/12/29')
    """
    return tuple(
        Month(
            _MONTHS[calendar][language][month - 1],
            Day(calendar, year, month, 1),
            Day(calendar, year, month, month_length(calendar, year, month)),
        )
        for month in range(1, 13)
    )


# fmt: off
_MONTHS: Final[dict[Calendar, dict[Language, tuple[str, ...]]]] = {
    "jalali": {
        "en": ("Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
               "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand"),
        "fa": ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
               "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
    },
    "gregorian": {
        "en": ("January", "February", "March", "April", "May", "June",
               "July", "August", "September", "October", "November", "December"),
        "fa": ("ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن",
               "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"),
    },
}
_WEEKDAYS: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fa": ("دوشنبه", "سه\u200cشنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"),
}
# fmt: on


@lru_cache(maxsize=8192)
def day_text(ordinal: int, calendar: Calendar) -> str:
    """The day with this ordinal as text, kept for the instants that share it; raises as `Day.from_ordinal` does."""
    return str(Day.from_ordinal(ordinal, calendar))


def show_day(day: Day) -> str:
    """The day as `parse_day` reads it: `1398/12/29` or `2020-03-19`."""
    return str(day)


def show_day_long(day: Day, language: Language, digits: Digits | None = None) -> str:
    """The day with the names of its weekday and month; Persian has Persian digits unless told otherwise.

    >>> show_day_long(Day("jalali", 1398, 12, 29), "en")
    'Thursday 29 Esfand 1398'
    >>> show_day_long(Day("jalali", 1398, 12, 29), "fa")
    'پنجشنبه ۲۹ اسفند ۱۳۹۸'
    """
    weekday = _WEEKDAYS[language][(day.ordinal - 1) % 7]
    month = _MONTHS[day.calendar][language][day.month - 1]
    return in_digits(f"{weekday} {day.day} {month} {day.year}", language, digits)


def in_digits(text: str, language: Language, digits: Digits | None) -> str:
    """A text with the digits that are asked for, or else those of its language."""
    wanted = digits or ("persian" if language == "fa" else "ascii")
    return persian_digits(text) if wanted == "persian" else text
