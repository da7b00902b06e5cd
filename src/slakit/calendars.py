"""Days, instants, time zones, durations and day counts: the only module that knows a calendar.

An instant is an integer: microseconds since 1970-01-01T00:00:00Z. Jalali and Gregorian dates and
local times live at the edges, where they are read and shown; between the edges there are only
integers, so that 72 hours are 72 elapsed hours on every night of the year. No clock and no locale
is read, and aware datetimes are never subtracted (Python does that by the clock on the wall).

Supported are the days from 1300/01/01 (1921-03-21) to 1500/12/29 (2122-03-20), where the 33-year
rule of leap years gives the computed equinox; each of them has a name in both calendars.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, cast

from slakit.errors import UnreadableTime
from slakit.frozen import Frozen
from slakit.shipped import content_of
from slakit.text import ascii_digits, persian_digits

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

Instant: TypeAlias = int
"""Microseconds since 1970-01-01T00:00:00Z."""

Calendar = Literal["jalali", "gregorian"]
Language = Literal["en", "fa"]
Digits = Literal["persian", "ascii"]
DayCount = Literal["actual", "30-day-months"]
Cycle = Literal["day", "week", "month", "quarter", "year"]
"""A period of the calendar that comes again and again."""
Unit = Literal[
    "microseconds",
    "seconds",
    "minutes",
    "hours",
    "days",
    "weeks",
    "months",
    "years",
    "civil-days",
    "working-days",
    "working-hours",
]

SECOND: Final = 1_000_000
MINUTE: Final = 60 * SECOND
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
WEEK: Final = 7 * DAY

FIRST_YEAR: Final = 1300
LAST_YEAR: Final = 1500

TIME_REASONS: Final = (
    "gap",
    "gregorian-with-slashes",
    "jalali-with-hyphens",
    "leap-second",
    "no-offset",
    "no-such-date",
    "no-such-offset",
    "no-such-time",
    "not-a-time",
    "not-padded",
    "out-of-range",
    "persian-digits",
    "repeated-hour",
    "reversed-hours",
    "too-precise",
    "unknown-zone",
    "wrong-offset",
)
"""Every reason that an `UnreadableTime` about a day or a time carries."""

DURATION_REASONS: Final = (
    "fraction",
    "iso-form",
    "leading-zero",
    "needless-calendar",
    "no-fixed-length",
    "no-unit",
    "not-a-duration",
    "not-positive",
    "persian-digits",
    "too-long",
    "unknown-unit",
)
"""Every reason that an `UnreadableDuration` carries."""


# --- days -------------------------------------------------------------------------------------------------


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
_LAST_ORDINAL: Final = _NEW_YEARS[-1] - 1
_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 -- naive on purpose: a zero point, not a time
_EPOCH_ORDINAL: Final = _EPOCH.toordinal()

EARLIEST: Final[Instant] = (_FIRST_ORDINAL + 1 - _EPOCH_ORDINAL) * DAY
"""The first instant that is read: a day after the first supported day begins, so that any zone can show it."""
LATEST: Final[Instant] = (_LAST_ORDINAL - _EPOCH_ORDINAL) * DAY - 1
"""The last instant that is read, a day before the last supported day ends."""


def _month_length(calendar: Calendar, year: int, month: int) -> int:
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


def _objection(calendar: Calendar, year: int, month: int, day: int) -> str | None:
    """The reason why there is no such day among the supported ones, if there is one."""
    first, last = (FIRST_YEAR, LAST_YEAR) if calendar == "jalali" else (1921, 2122)
    if not first <= year <= last:
        return "out-of-range"
    if not (1 <= month <= 12 and 1 <= day <= _month_length(calendar, year, month)):
        return "no-such-date"
    supported = _FIRST_ORDINAL <= _ordinal_of(calendar, year, month, day) <= _LAST_ORDINAL
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
        if reason := _objection(self.calendar, self.year, self.month, self.day):
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
        if not _FIRST_ORDINAL <= ordinal <= _LAST_ORDINAL:
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
    last_day = _month_length(day.calendar, day.year, last_month)
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
            Day(calendar, year, month, _month_length(calendar, year, month)),
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
    return _in_digits(f"{weekday} {day.day} {month} {day.year}", language, digits)


def _in_digits(text: str, language: Language, digits: Digits | None) -> str:
    wanted = digits or ("persian" if language == "fa" else "ascii")
    return persian_digits(text) if wanted == "persian" else text


# --- time zones -------------------------------------------------------------------------------------------


class UnknownTimeZone(UnreadableTime):
    """No zone of the shipped time-zone data has this name; ``suggestions`` holds names much like it."""

    suggestions: tuple[str, ...]

    def __init__(self, reason: str, text: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(reason, text)
        self.suggestions = suggestions

    def __str__(self) -> str:
        cure = "did you mean " + " or ".join(f"`{name}`" for name in self.suggestions) + "?"
        other = "write a name of the IANA time zones, such as `Asia/Tehran`"
        return f"unknown time zone `{self.text}`\n  help: {cure if self.suggestions else other}"


@cache
def time_zone(name: str) -> "ZoneInfo":
    """The zone of this IANA name, always from the `tzdata` package and never from the machine's own files.

    So that two machines with the same packages give the same findings (`time_zone_data_version`
    names the data). An unknown name raises `UnknownTimeZone`. The zone cannot be pickled: send its
    name to another process.
    """
    from io import BytesIO
    from zoneinfo import ZoneInfo

    names = _zone_names()
    if name not in names:
        from difflib import get_close_matches

        known = {known.lower(): known for known in names}
        close = get_close_matches(name.lower(), known, n=2, cutoff=0.85)
        raise UnknownTimeZone("unknown-zone", name, tuple(known[match] for match in close))
    return ZoneInfo.from_file(BytesIO(_of_tzdata(f"zoneinfo/{name}")), key=name)


@cache
def _zone_names() -> tuple[str, ...]:
    return tuple(_of_tzdata("zones").decode("ascii").split())


def _of_tzdata(path: str) -> bytes:
    if (content := content_of("tzdata", path)) is None:
        raise FileNotFoundError(f"the package tzdata lacks {path}")
    return content


def time_zone_data_version() -> str:
    """The edition of the IANA time-zone data in use, such as "2026b"; findings name it."""
    from importlib import import_module

    version: str = import_module("tzdata").IANA_VERSION  # the package ships no types
    return version


def _offset_at(instant: Instant, zone: "ZoneInfo") -> int:
    """What the zone's clocks are ahead of UTC at an instant, in microseconds."""
    if not EARLIEST - 2 * DAY <= instant <= LATEST + 2 * DAY:
        raise UnreadableTime("out-of-range", f"instant {instant}")
    local = zone.fromutc((_EPOCH + timedelta(microseconds=instant)).replace(tzinfo=zone))
    return _offset(local, zone)


def _offset(local: datetime, zone: "ZoneInfo") -> int:
    # typed as optional for the sake of other zones: a ZoneInfo always knows its offset
    return cast("timedelta", zone.utcoffset(local)) // timedelta(microseconds=1)


def _readings(local: int, zone: "ZoneInfo") -> tuple[Instant, ...]:
    """What a local time could mean by the offsets before and after a change nearby: one or two instants."""
    naive = _EPOCH + timedelta(microseconds=local)
    return tuple(sorted({local - _offset(naive.replace(fold=fold), zone) for fold in (0, 1)}))


def _instants_at(local: int, zone: "ZoneInfo") -> tuple[Instant, ...]:
    """The instants at which the zone's clocks show a local time: none in a gap, two in a repeated hour."""
    readings = _readings(local, zone)
    if len(readings) == 1:  # no change of the clocks nearby
        return readings
    return tuple(instant for instant in readings if instant + _offset_at(instant, zone) == local)


def _end_of_gap(local: int, zone: "ZoneInfo") -> Instant:
    """The instant at which the clocks jump over a local time that does not exist."""
    low, high = _readings(local, zone)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle + _offset_at(middle, zone) < local else (low, middle)
    return high


def start_of_day(day: Day, zone: "ZoneInfo") -> Instant:
    """The first instant of the day in the zone.

    Where midnight falls in a gap, as on 1398/01/02 in Tehran, that is the end of the gap; where
    midnight comes twice, it is the first one.

    >>> show_utc(start_of_day(parse_day("1398/01/02"), time_zone("Asia/Tehran")))
    '2019-03-21T20:30:00Z'
    """
    midnight = (day.ordinal - _EPOCH_ORDINAL) * DAY
    instants = _instants_at(midnight, zone)
    return instants[0] if instants else _end_of_gap(midnight, zone)


def end_of_day(day: Day, zone: "ZoneInfo") -> Instant:
    """The first instant after the day in the zone: the end of a span that includes the day.

    >>> show_utc(end_of_day(parse_day("1398/12/29"), time_zone("Asia/Tehran")))
    '2020-03-19T20:30:00Z'
    """
    midnight = (day.ordinal + 1 - _EPOCH_ORDINAL) * DAY
    instants = _instants_at(midnight, zone)
    return instants[0] if instants else _end_of_gap(midnight, zone)


def day_of(instant: Instant, zone: "ZoneInfo", calendar: Calendar) -> Day:
    """The day that the zone's calendar shows at an instant; `UnreadableTime` ("out-of-range") outside the span.

    It is the day whose start and end enclose the instant, except where clocks went back over
    midnight (Newfoundland until 2011): there the day before is shown once more, for less than an hour.
    """
    return Day.from_ordinal(_EPOCH_ORDINAL + (instant + _offset_at(instant, zone)) // DAY, calendar)


_HOURS: Final = re.compile(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")


def hours_of_day(text: str) -> tuple[int, int]:
    """The minutes after midnight between which a calendar is open, from `07:30-14:30`; the end is exclusive.

    24:00 is the end of the day. Raises `UnreadableTime` ("not-a-time", "persian-digits", "no-such-time", and
    "reversed-hours" where the end is not after the beginning).

    >>> hours_of_day("07:30-14:30")
    (450, 870)
    """
    match = _HOURS.fullmatch(text)
    if match is None:
        raise UnreadableTime("persian-digits" if _HOURS.fullmatch(ascii_digits(text)) else "not-a-time", text)
    hour, minute, last_hour, last_minute = map(int, match.groups())
    opens, closes = hour * 60 + minute, last_hour * 60 + last_minute
    if minute > 59 or last_minute > 59 or max(opens, closes) > 24 * 60:
        raise UnreadableTime("no-such-time", text)
    if opens >= closes:
        raise UnreadableTime("reversed-hours", text)
    return opens, closes


def instant_on_clock(day: Day, minutes: int, zone: "ZoneInfo", *, last: bool = False) -> Instant:
    """When the zone's clocks show so many minutes after midnight of a day.

    In a gap, that is its end; in a repeated hour, the first of the two instants, or with `last` the second one.

    >>> show_utc(instant_on_clock(parse_day("1398/05/10"), 9 * 60, time_zone("Asia/Tehran")))
    '2019-08-01T04:30:00Z'
    """
    local = (day.ordinal - _EPOCH_ORDINAL) * DAY + minutes * MINUTE
    instants = _instants_at(local, zone)
    if not instants:
        return _end_of_gap(local, zone)
    return instants[-1] if last else instants[0]


def hours_on(day: Day, hours: str, zone: "ZoneInfo") -> tuple[Instant, Instant]:
    """The instants from which and until which hours such as `08:00-16:30` last on a day, ``[since, until)``.

    A clock time that a day leaves out stands for the end of the gap. Of one that comes twice, hours begin with the
    first and end with the second. Hours that are malformed, or do not end after they begin, raise `UnreadableTime`.

    >>> since, until = hours_on(parse_day("1398/06/30"), "23:00-24:00", time_zone("Asia/Tehran"))
    >>> show_duration(until - since)
    '2:00:00'
    """
    opens, closes = hours_of_day(hours)
    return instant_on_clock(day, opens, zone), instant_on_clock(day, closes, zone, last=True)


# --- reading and showing times ----------------------------------------------------------------------------

_DAY_FORM: Final = r"([0-9]{4})([/-])([0-9]{2})\2([0-9]{2})"
_CLOCK_FORM: Final = r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?"
_DAY: Final = re.compile(_DAY_FORM)
_LOOSE_DAY: Final = re.compile(r"[0-9]{4}([/-])[0-9]{1,2}\1[0-9]{1,2}(?:[ T].*)?")
_LOCAL: Final = re.compile(
    rf"{_DAY_FORM}(?:([ T]){_CLOCK_FORM}(?: ([+-][0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}})?))?)?"
)
_INSTANT: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)


def parse_day(text: str) -> Day:
    """The day that `1398/12/29` (Jalali) or `2020-03-19` (Gregorian) names.

    Year, month and day have four, two and two ASCII digits. Anything else raises `UnreadableTime`
    with one of `TIME_REASONS`; nothing is guessed.

    >>> parse_day("1399/12/30")
    Day(calendar='jalali', year=1399, month=12, day=30)
    """
    match = _DAY.fullmatch(text)
    if match is None:
        raise UnreadableTime(_why_unread(text, _DAY), text)
    year, mark, month, day = match.groups()
    return _day_read(mark, year, month, day, text)


def parse_instant(text: str) -> Instant:
    """The instant that an RFC 3339 time with an offset names, such as `2019-08-01T09:01:00+04:30`.

    At most six fraction digits are read ("too-precise"), a time without an offset is refused
    ("no-offset"), and so is a leap second.

    >>> parse_instant("2019-08-01T09:01:00+04:30")
    1564633860000000
    """
    match = _INSTANT.fullmatch(text)
    if match is None:
        local = _LOCAL.fullmatch(text)
        raise UnreadableTime("no-offset" if local and not local[10] else _why_unread(text, _INSTANT), text)
    year, month, day, hour, minute, second, fraction, offset = match.groups()
    days = _day_read("-", year, month, day, text).ordinal - _EPOCH_ORDINAL
    local_time = days * DAY + _clock_read(hour, minute, second, fraction, text)
    return _supported(local_time - _offset_read(offset, text), text)


def parse_local(text: str, zone: "ZoneInfo") -> Instant:
    """The instant at which the zone's clocks show `1398/05/10 09:01`, or `2019-08-01T09:01:00`.

    Seconds and a fraction may follow; a Gregorian day may have a T. A time that the clocks jump
    over raises `UnreadableTime` ("gap"), one that they show twice too ("repeated-hour"), unless
    its offset stands behind it: `1398/06/30 23:30 +03:30`. An offset that the zone does not have
    at that time is "wrong-offset". ``candidates`` of the error are the instants to choose from.
    A day alone means its first instant.

    >>> show_utc(parse_local("1398/05/10 09:01", time_zone("Asia/Tehran")))
    '2019-08-01T04:31:00Z'
    """
    match = _LOCAL.fullmatch(text)
    if match is None or match[2] + (match[5] or " ") == "/T":
        raise UnreadableTime(_why_unread(text, _LOCAL, _INSTANT), text)
    year, mark, month, day, _, hour, minute, second, fraction, offset = match.groups()
    read = _day_read(mark, year, month, day, text)
    local = (read.ordinal - _EPOCH_ORDINAL) * DAY
    if hour is None:
        return _supported(_whole_day(read, local, zone, text), text)
    local += _clock_read(hour, minute, second, fraction, text)
    instants = _instants_at(local, zone)
    if not instants:
        raise UnreadableTime("gap", text, _readings(local, zone))
    if offset is not None:
        chosen = local - _offset_read(offset, text)
        if chosen not in instants:
            raise UnreadableTime("wrong-offset", text, instants)
        return _supported(chosen, text)
    if len(instants) > 1:
        raise UnreadableTime("repeated-hour", text, instants)
    return _supported(instants[0], text)


def parse_time(text: str, zone: "ZoneInfo") -> Instant:
    """The instant that either form names: RFC 3339 with an offset, or a local time in the zone."""
    return parse_instant(text) if _INSTANT.fullmatch(text) else parse_local(text, zone)


def _whole_day(day: Day, midnight: int, zone: "ZoneInfo", text: str) -> Instant:
    start = start_of_day(day, zone)
    if start == end_of_day(day, zone):
        # a zone that crossed the date line skipped the day: Samoa had no 2011-12-30
        raise UnreadableTime("gap", text, _readings(midnight, zone))
    return start


def _day_read(mark: str, year: str, month: str, day: str, text: str) -> Day:
    calendar: Calendar = "jalali" if mark == "/" else "gregorian"
    y, m, d = int(year), int(month), int(day)
    if reason := _objection(calendar, y, m, d):
        if mark == "-" and FIRST_YEAR <= y <= LAST_YEAR:
            reason = "jalali-with-hyphens"
        if mark == "/" and 1921 <= y <= 2122:
            reason = "gregorian-with-slashes"
        raise UnreadableTime(reason, text)
    return Day(calendar, y, m, d)


def _clock_read(hour: str, minute: str, second: str | None, fraction: str | None, text: str) -> int:
    """Microseconds since midnight."""
    h, m, s, f = int(hour), int(minute), int(second or "0"), fraction or ""
    if h > 23 or m > 59 or s > 60:
        raise UnreadableTime("no-such-time", text)
    if s == 60:
        raise UnreadableTime("leap-second", text)
    if len(f) > 6:
        raise UnreadableTime("too-precise", text)
    return h * HOUR + m * MINUTE + s * SECOND + int(f.ljust(6, "0"))


def _offset_read(offset: str, text: str) -> int:
    """Microseconds ahead of UTC; seconds occur in the local mean times of former days."""
    if offset in "Zz":
        return 0
    hour, minute, second = int(offset[1:3]), int(offset[4:6]), int(offset[7:9] or "0")
    if hour > 23 or minute > 59 or second > 59:
        raise UnreadableTime("no-such-offset", text)
    ahead = hour * HOUR + minute * MINUTE + second * SECOND
    return -ahead if offset[0] == "-" else ahead


def _why_unread(text: str, *forms: re.Pattern[str]) -> str:
    ascii_text = ascii_digits(text)
    if ascii_text != text and any(form.fullmatch(ascii_text) for form in forms):
        return "persian-digits"
    loose = _LOOSE_DAY.fullmatch(text)
    return "not-padded" if loose and not _DAY.match(text) else "not-a-time"


def _supported(instant: Instant, text: str) -> Instant:
    if not EARLIEST <= instant <= LATEST:
        raise UnreadableTime("out-of-range", text)
    return instant


def show_time(
    instant: Instant, zone: "ZoneInfo", calendar: Calendar, *, seconds: bool | Literal["auto"] = "auto"
) -> str:
    """What the zone's clocks and the calendar show at an instant, in the form that `parse_local` reads.

    With "auto", seconds and their fraction stand only where they are not zero; with False they are
    cut off. In a repeated hour the offset follows, so that reading it gives the same instant back.

    >>> show_time(1564633860000000, time_zone("Asia/Tehran"), "jalali")
    '1398/05/10 09:01'
    """
    offset = _offset_at(instant, zone)
    local = instant + offset
    text = f"{day_of(instant, zone, calendar)} {_show_clock(local % DAY, seconds=seconds)}"
    return f"{text} {_show_offset(offset)}" if len(_instants_at(local, zone)) > 1 else text


def show_utc(instant: Instant) -> str:
    """The instant in RFC 3339, in UTC, with seconds always and a fraction only where it is not zero.

    >>> show_utc(1564633860000000)
    '2019-08-01T04:31:00Z'
    """
    days, clock = divmod(instant, DAY)
    return f"{Day.from_ordinal(_EPOCH_ORDINAL + days, 'gregorian')}T{_show_clock(clock, seconds=True)}Z"


def _show_clock(clock: int, *, seconds: bool | Literal["auto"]) -> str:
    minutes, rest = divmod(clock, MINUTE)
    text = f"{minutes // 60:02}:{minutes % 60:02}"
    return f"{text}:{_show_seconds(rest)}" if seconds is True or (seconds == "auto" and rest) else text


def _show_seconds(microseconds: int) -> str:
    whole, fraction = divmod(microseconds, SECOND)
    return f"{whole:02}" + (f".{fraction:06}".rstrip("0") if fraction else "")


def _show_offset(offset: int) -> str:
    minutes, rest = divmod(abs(offset), MINUTE)
    seconds = f":{rest // SECOND:02}" if rest else ""
    return f"{'-' if offset < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}{seconds}"


# --- durations --------------------------------------------------------------------------------------------

_ELAPSED: Final[dict[Unit, int]] = {
    "microseconds": 1,
    "seconds": SECOND,
    "minutes": MINUTE,
    "hours": HOUR,
    "days": DAY,
    "weeks": WEEK,
}
_OF_A_CALENDAR: Final = ("civil-days", "working-days", "working-hours")
_LONGEST: Final[dict[Unit, int]] = {
    **{unit: 200 * 366 * DAY // length for unit, length in _ELAPSED.items()},
    "months": 200 * 12,
    "years": 200,
    "civil-days": 200 * 366,
    "working-days": 200 * 366,
    "working-hours": 200 * 366 * 24,
}
_UNITS: Final[dict[str, Unit]] = {name: unit for unit in _LONGEST for name in (unit, unit.removesuffix("s"))}
_DURATION: Final = re.compile(r"([0-9]+) ([a-z-]+)(?: of ([a-z][a-z0-9]*(?:-[a-z0-9]+)*))?")

_DURATION_WORDS: Final[dict[str, tuple[str, str]]] = {
    "fraction": ("has a fraction", "write a whole number of a smaller unit, such as `90 minutes`"),
    "iso-form": ("is written as a code", "write it in words, such as `72 hours`"),
    "leading-zero": ("has a number that begins with 0", "write the number without it, such as `72 hours`"),
    "needless-calendar": (
        "names a working calendar that its unit does not use",
        "write `civil-days`, `working-days` or `working-hours`, or leave out `of …`",
    ),
    "no-fixed-length": (
        "has no fixed length",
        "the agreement's definitions or a working calendar must say how long it is",
    ),
    "no-unit": ("has no unit", "write the unit after the number, such as `72 hours`"),
    "not-a-duration": ("is no duration", "write a whole number, one space and a unit, such as `72 hours`"),
    "not-positive": ("is not longer than nothing", "write a number from 1 upwards, such as `1 hour`"),
    "persian-digits": ("has digits other than 0 to 9", "write `{ascii}`"),
    "too-long": ("is longer than 200 years", "write a shorter duration"),
    "unknown-unit": ("has an unknown unit", "write one of: {units}"),
}


class UnreadableDuration(UnreadableTime):
    r"""A text is no duration, or a duration has no length of its own; ``reason`` is one of `DURATION_REASONS`.

    >>> str(UnreadableDuration("no-unit", "72"))
    'the duration `72` has no unit\n  help: write the unit after the number, such as `72 hours`'
    """

    def __str__(self) -> str:
        wrong, cure = _DURATION_WORDS[self.reason]
        units = ", ".join(f"`{unit}`" for unit in _LONGEST)
        return f"the duration `{self.text}` {wrong}\n  help: " + cure.format(
            ascii=ascii_digits(self.text), units=units
        )


class Duration(Frozen):
    """An amount of time in the words of an agreement: `72 hours`, `2 working-days of office-hours`.

    ``of`` names a working calendar and stands only with working days and hours, and with civil days, whose last day it
    then moves. The amount is at least 1
    and at most what 200 years hold. ``str`` gives the words back.

    >>> str(Duration(1, "hours"))
    '1 hour'
    """

    amount: int
    unit: Unit
    of: str | None = None

    def __post_init__(self) -> None:
        if self.unit not in _LONGEST:
            raise UnreadableDuration("unknown-unit", str(self))
        if self.amount < 1:
            raise UnreadableDuration("not-positive", str(self))
        if self.amount > _LONGEST[self.unit]:
            raise UnreadableDuration("too-long", str(self))
        if self.of is not None and self.unit not in _OF_A_CALENDAR:
            raise UnreadableDuration("needless-calendar", str(self))

    def __str__(self) -> str:
        words = f"{self.amount} {self.unit.removesuffix('s') if self.amount == 1 else self.unit}"
        return words if self.of is None else f"{words} of {self.of}"

    @property
    def microseconds(self) -> int:
        """The exact elapsed length of microseconds to weeks; a day here is 24 hours, a week seven of them.

        Months, years and working time raise `UnreadableDuration` ("no-fixed-length"): only the
        agreement can say how long they are.

        >>> parse_duration("72 hours").microseconds == parse_duration("3 days").microseconds
        True
        """
        if self.unit not in _ELAPSED:
            raise UnreadableDuration("no-fixed-length", str(self))
        return self.amount * _ELAPSED[self.unit]


def parse_duration(text: str) -> Duration:
    """The duration that the words name: a whole number, one space, a unit in the singular or plural.

    Everything else raises `UnreadableDuration`, a `ValueError` that says what to write instead.

    >>> parse_duration("2 working-days of office-hours")
    Duration(amount=2, unit='working-days', of='office-hours')
    """
    match = _DURATION.fullmatch(text)
    if match is None:
        raise UnreadableDuration(_why_no_duration(text), text)
    number, unit, of = match.groups()
    if unit not in _UNITS:
        raise UnreadableDuration("unknown-unit", text)
    if number[0] == "0" and number != "0":
        raise UnreadableDuration("leading-zero", text)
    if len(number) > 18:
        raise UnreadableDuration("too-long", text)
    try:
        return Duration(int(number), _UNITS[unit], of)
    except UnreadableDuration as error:
        raise UnreadableDuration(error.reason, text) from None


def _why_no_duration(text: str) -> str:
    if ascii_digits(text) != text:
        return "persian-digits"
    if re.fullmatch(r"[+-]?P[0-9TYMWDHS.,]+", text):
        return "iso-form"
    if re.fullmatch(r"-[0-9]+ [a-z-]+", text):
        return "not-positive"
    if re.fullmatch(r"[0-9]*[.,/][0-9]+( [a-z-]+)?", text):
        return "fraction"
    return "no-unit" if re.fullmatch("[0-9]+", text) else "not-a-duration"


def months_as_30_days(duration: Duration) -> int:
    """The length in microseconds where the agreement counts a month as 30 days and a year as 12 such months.

    That is the agreement's own definition («يک سال شمسي با فرض هر ماه 30روز»), and art. 443 of the
    Civil Procedure Code. Units with a fixed length keep it; working time has none.

    >>> months_as_30_days(parse_duration("1 year")) // DAY
    360
    """
    if duration.unit == "months":
        return duration.amount * 30 * DAY
    if duration.unit == "years":
        return duration.amount * 360 * DAY
    return duration.microseconds


def show_duration(microseconds: int) -> str:
    """A length of time as hours, minutes and seconds; hours are not gathered into days.

    >>> show_duration(71 * HOUR + 59 * MINUTE), show_duration(-MINUTE)
    ('71:59:00', '-0:01:00')
    """
    minutes, rest = divmod(abs(microseconds), MINUTE)
    sign = "-" if microseconds < 0 else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{_show_seconds(rest)}"


_PARTS: Final[dict[Language, tuple[str, str, str]]] = {
    "en": ("hour", "minute", "second"),
    "fa": ("ساعت", "دقیقه", "ثانیه"),
}


def duration_in_words(microseconds: int, language: Language, digits: Digits | None = None) -> str:
    """A length of time in words, without the parts that are zero; hours are not gathered into days.

    Persian has Persian digits unless told otherwise. A negative length begins with "minus", «منفی».

    >>> duration_in_words(71 * HOUR + 59 * MINUTE, "en")
    '71 hours 59 minutes'
    >>> duration_in_words(71 * HOUR + 59 * MINUTE, "fa")
    '۷۱ ساعت و ۵۹ دقیقه'
    """
    minutes, rest = divmod(abs(microseconds), MINUTE)
    seconds = _show_seconds(rest).removeprefix("0")
    amounts = (str(minutes // 60), str(minutes % 60), seconds)
    parts = [(amount, word) for amount, word in zip(amounts, _PARTS[language], strict=True) if amount != "0"]
    parts = parts or [("0", _PARTS[language][2])]
    if language == "en":
        words = " ".join(f"{amount} {word}{'' if amount == '1' else 's'}" for amount, word in parts)
        return _in_digits(f"minus {words}" if microseconds < 0 else words, language, digits)
    words = _in_digits(" و ".join(f"{amount} {word}" for amount, word in parts), language, digits)
    words = words.replace(".", "٫") if digits != "ascii" else words
    return f"منفی {words}" if microseconds < 0 else words


# --- day counts -------------------------------------------------------------------------------------------


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

    >>> year = parse_day("1398/01/01"), parse_day("1398/12/29"), time_zone("Asia/Tehran")
    >>> [window_length(*year, day_count) // HOUR for day_count in ("actual", "30-day-months")]
    [8760, 8640]
    """
    if end.ordinal < start.ordinal:
        raise ValueError(f"the window ends on {end}, before it starts on {start}")
    if day_count == "actual":
        return end_of_day(end, zone) - start_of_day(start, zone)
    last = end.named_in(start.calendar)
    full = last.day == _month_length(last.calendar, last.year, last.month)
    through = _months_before(last) * 30 + (30 if full else min(last.day, 30))
    return (through - _months_before(start) * 30 - min(start.day - 1, 30)) * DAY


def _months_before(day: Day) -> int:
    return day.year * 12 + day.month - 1
