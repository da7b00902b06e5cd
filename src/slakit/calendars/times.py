"""Days and times as people write them: read, with a reason where that is refused, and shown."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from slakit.calendars.days import (
    EARLIEST,
    EPOCH_ORDINAL,
    FIRST_YEAR,
    LAST_YEAR,
    LATEST,
    Calendar,
    Day,
    day_text,
    objection,
)
from slakit.calendars.instants import DAY, HOUR, MINUTE, SECOND, Instant
from slakit.calendars.zones import (
    end_of_day,
    instants_at,
    offset_at,
    readings_at,
    start_of_day,
    steady_offset,
)
from slakit.errors import UnreadableTime
from slakit.text import ascii_digits

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

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
    days = _day_read("-", year, month, day, text).ordinal - EPOCH_ORDINAL
    local_time = days * DAY + _clock_read(hour, minute, second, fraction, text)
    return _supported(local_time - _offset_read(offset, text), text)


def parse_local(text: str, zone: "ZoneInfo") -> Instant:
    """The instant at which the zone's clocks show `1398/05/10 09:01`, or `2019-08-01T09:01:00`.

    Seconds and a fraction may follow; a Gregorian day may have a T. A time that the clocks jump
    over raises `UnreadableTime` ("gap"), one that they show twice too ("repeated-hour"), unless
    its offset stands behind it: `1398/06/30 23:30 +03:30`. An offset that the zone does not have
    at that time is "wrong-offset". ``candidates`` of the error are the instants to choose from.
    A day alone means its first instant.

    >>> from slakit.calendars import time_zone
    >>> show_utc(parse_local("1398/05/10 09:01", time_zone("Asia/Tehran")))
    '2019-08-01T04:31:00Z'
    """
    match = _LOCAL.fullmatch(text)
    if match is None or match[2] + (match[5] or " ") == "/T":
        raise UnreadableTime(_why_unread(text, _LOCAL, _INSTANT), text)
    year, mark, month, day, _, hour, minute, second, fraction, offset = match.groups()
    read = _day_read(mark, year, month, day, text)
    local = (read.ordinal - EPOCH_ORDINAL) * DAY
    if hour is None:
        return _supported(_whole_day(read, local, zone, text), text)
    local += _clock_read(hour, minute, second, fraction, text)
    instants = instants_at(local, zone)
    if not instants:
        raise UnreadableTime("gap", text, readings_at(local, zone))
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
        raise UnreadableTime("gap", text, readings_at(midnight, zone))
    return start


def _day_read(mark: str, year: str, month: str, day: str, text: str) -> Day:
    calendar: Calendar = "jalali" if mark == "/" else "gregorian"
    y, m, d = int(year), int(month), int(day)
    if reason := objection(calendar, y, m, d):
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

    >>> from slakit.calendars import time_zone
    >>> show_time(1564633860000000, time_zone("Asia/Tehran"), "jalali")
    '1398/05/10 09:01'
    """
    steady = steady_offset(instant // HOUR, zone)
    offset = offset_at(instant, zone) if steady is None else steady
    local = instant + offset
    text = f"{day_text(EPOCH_ORDINAL + local // DAY, calendar)} {show_clock(local % DAY, seconds=seconds)}"
    if steady is not None or len(instants_at(local, zone)) == 1:
        return text
    return f"{text} {_show_offset(offset)}"


def show_utc(instant: Instant) -> str:
    """The instant in RFC 3339, in UTC, with seconds always and a fraction only where it is not zero.

    >>> show_utc(1564633860000000)
    '2019-08-01T04:31:00Z'
    """
    days, clock = divmod(instant, DAY)
    return f"{day_text(EPOCH_ORDINAL + days, 'gregorian')}T{show_clock(clock, seconds=True)}Z"


def show_clock(clock: int, *, seconds: bool | Literal["auto"]) -> str:
    """So many microseconds after midnight as `show_time` shows them: `09:01`, or with their seconds `09:01:00`."""
    whole, fraction = divmod(clock, SECOND)
    hours_to_seconds = _hours_to_seconds(whole)
    if seconds is True or (seconds == "auto" and clock % MINUTE):
        return hours_to_seconds + (_show_fraction(fraction) if fraction else "")
    return hours_to_seconds[:5]


@lru_cache(maxsize=100_000)
def _hours_to_seconds(second_of_day: int) -> str:
    """A clock of which a day has 86,400, kept since logs say each many times."""
    minutes, seconds = divmod(second_of_day, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def show_seconds(microseconds: int) -> str:
    """Seconds below a minute with two digits, and as many of a fraction as it has."""
    whole, fraction = divmod(microseconds, SECOND)
    return f"{whole:02}" + (_show_fraction(fraction) if fraction else "")


def _show_fraction(microseconds: int) -> str:
    return f".{microseconds:06}".rstrip("0")


def _show_offset(offset: int) -> str:
    minutes, rest = divmod(abs(offset), MINUTE)
    seconds = f":{rest // SECOND:02}" if rest else ""
    return f"{'-' if offset < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}{seconds}"
