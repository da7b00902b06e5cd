"""Time zones: where the days and the clocks of a zone lie among the instants."""

import re
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, cast

from slakit.calendars.days import EARLIEST, EPOCH, EPOCH_ORDINAL, LAST_ORDINAL, LATEST, Calendar, Day, periods
from slakit.calendars.instants import DAY, HOUR, MINUTE, Instant
from slakit.errors import UnreadableTime
from slakit.shipped import content_of
from slakit.text import ascii_digits

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_FIRST_SHOWN: Final = EARLIEST - 2 * DAY
_LAST_SHOWN: Final = LATEST + 2 * DAY
_MICROSECOND: Final = timedelta(microseconds=1)


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


@cache
def time_zone_data_version() -> str:
    """The edition of the IANA time-zone data in use, such as "2026b"; findings name it."""
    from importlib import import_module

    version: str = import_module("tzdata").IANA_VERSION  # the package ships no types
    return version


def offset_at(instant: Instant, zone: "ZoneInfo") -> int:
    """What the zone's clocks are ahead of UTC at an instant, in microseconds."""
    if not _FIRST_SHOWN <= instant <= _LAST_SHOWN:
        raise UnreadableTime("out-of-range", f"instant {instant}")
    return _offset(_local_at(instant, zone), zone)


def _local_at(instant: int, zone: "ZoneInfo") -> datetime:
    # arguments by their place: by name they take longer than all else here
    return zone.fromutc((EPOCH + timedelta(0, 0, instant)).replace(tzinfo=zone))


@lru_cache(maxsize=4096)
def steady_offset(hour: int, zone: "ZoneInfo") -> int | None:
    """The offset of a whole hour since the epoch in UTC, if the zone's clocks show each time of it once; else nothing.

    A change of the clocks lies in the middle of the times that are shown twice: where it lies outside the hour and some
    of those within, they reach over an end of it.
    """
    offset = _offset_shown_once(hour, zone)
    return offset if offset == _offset_shown_once(hour + 1, zone) else None


def shown_once(instant: Instant, zone: "ZoneInfo") -> tuple[int, int] | None:
    """The day that the zone's clocks show at an instant, by its ordinal, and the microseconds after its midnight.

    Nothing near a change of the clocks, where they may show that twice, and where no years are supported.

    >>> from slakit.calendars import parse_instant
    >>> shown_once(parse_instant("2019-08-01T09:01:00+04:30"), time_zone("Asia/Tehran"))
    (737272, 32460000000)
    """
    offset = steady_offset(instant // HOUR, zone)
    if offset is None:
        return None
    days, clock = divmod(instant + offset, DAY)
    return EPOCH_ORDINAL + days, clock


@lru_cache(maxsize=4096)
def _offset_shown_once(hour: int, zone: "ZoneInfo") -> int | None:
    """The offset when an hour begins, if the clocks show that time once; nothing too where no years are supported.

    An hour ends where the next one begins, so that in a log most are looked up for the hour before.
    """
    edge = hour * HOUR
    if not _FIRST_SHOWN <= edge <= _LAST_SHOWN:
        return None
    local = _local_at(edge, zone)
    offset = _offset(local, zone)
    return offset if offset == _offset(local.replace(fold=1 - local.fold), zone) else None


def _offset(local: datetime, zone: "ZoneInfo") -> int:
    # typed as optional for the sake of other zones: a ZoneInfo always knows its offset
    return cast("timedelta", zone.utcoffset(local)) // _MICROSECOND


def readings_at(local: int, zone: "ZoneInfo") -> tuple[Instant, ...]:
    """What a local time could mean by the offsets before and after a change nearby: one or two instants."""
    naive = EPOCH + timedelta(0, 0, local)
    return tuple(sorted({local - _offset(naive.replace(fold=fold), zone) for fold in (0, 1)}))


def instants_at(local: int, zone: "ZoneInfo") -> tuple[Instant, ...]:
    """The instants at which the zone's clocks show a local time: none in a gap, two in a repeated hour."""
    readings = readings_at(local, zone)
    if len(readings) == 1:  # no change of the clocks nearby
        return readings
    return tuple(instant for instant in readings if instant + offset_at(instant, zone) == local)


def end_of_gap(local: int, zone: "ZoneInfo") -> Instant:
    """The instant at which the clocks jump over a local time that does not exist."""
    low, high = readings_at(local, zone)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle + offset_at(middle, zone) < local else (low, middle)
    return high


def start_of_day(day: Day, zone: "ZoneInfo") -> Instant:
    """The first instant of the day in the zone.

    Where midnight falls in a gap, as on 1398/01/02 in Tehran, that is the end of the gap; where
    midnight comes twice, it is the first one.

    >>> from slakit.calendars import parse_day, show_utc
    >>> show_utc(start_of_day(parse_day("1398/01/02"), time_zone("Asia/Tehran")))
    '2019-03-21T20:30:00Z'
    """
    midnight = (day.ordinal - EPOCH_ORDINAL) * DAY
    instants = instants_at(midnight, zone)
    return instants[0] if instants else end_of_gap(midnight, zone)


def end_of_day(day: Day, zone: "ZoneInfo") -> Instant:
    """The first instant after the day in the zone: the end of a span that includes the day.

    >>> from slakit.calendars import parse_day, show_utc
    >>> show_utc(end_of_day(parse_day("1398/12/29"), time_zone("Asia/Tehran")))
    '2020-03-19T20:30:00Z'
    """
    midnight = (day.ordinal + 1 - EPOCH_ORDINAL) * DAY
    instants = instants_at(midnight, zone)
    return instants[0] if instants else end_of_gap(midnight, zone)


def day_of(instant: Instant, zone: "ZoneInfo", calendar: Calendar) -> Day:
    """The day that the zone's calendar shows at an instant; `UnreadableTime` ("out-of-range") outside the span.

    It is the day whose start and end enclose the instant, except where clocks went back over
    midnight (Newfoundland until 2011): there the day before is shown once more, for less than an hour.
    """
    return Day.from_ordinal(EPOCH_ORDINAL + (instant + offset_at(instant, zone)) // DAY, calendar)


def month_starts(earliest: Instant, latest: Instant, zone: "ZoneInfo", calendar: Calendar) -> list[Instant]:
    """The beginnings of the months that the instants from one through another lie in, none after the last instant.

    Where clocks go back over midnight into the month before, the month has begun when it first begins.

    >>> from slakit.calendars import parse_day, show_utc
    >>> first, last = (start_of_day(parse_day(day), time_zone("Asia/Tehran")) for day in ("1398/11/25", "1398/12/01"))
    >>> [show_utc(start) for start in month_starts(first, last, time_zone("Asia/Tehran"), "jalali")]
    ['2020-01-20T20:30:00Z', '2020-02-19T20:30:00Z']
    """
    last = min(day_of(latest, zone, calendar).ordinal + 1, LAST_ORDINAL)
    months = periods(
        day_of(earliest, zone, calendar).first_of_month, Day.from_ordinal(last, calendar), "month"
    )
    starts = (start_of_day(month.first, zone) for month in months)
    return [start for start in starts if start <= latest]


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

    >>> from slakit.calendars import parse_day, show_utc
    >>> show_utc(instant_on_clock(parse_day("1398/05/10"), 9 * 60, time_zone("Asia/Tehran")))
    '2019-08-01T04:30:00Z'
    """
    local = (day.ordinal - EPOCH_ORDINAL) * DAY + minutes * MINUTE
    instants = instants_at(local, zone)
    if not instants:
        return end_of_gap(local, zone)
    return instants[-1] if last else instants[0]


def hours_on(day: Day, hours: str, zone: "ZoneInfo") -> tuple[Instant, Instant]:
    """The instants from which and until which hours such as `08:00-16:30` last on a day, ``[since, until)``.

    A clock time that a day leaves out stands for the end of the gap. Of one that comes twice, hours begin with the
    first and end with the second. Hours that are malformed, or do not end after they begin, raise `UnreadableTime`.

    >>> from slakit.calendars import parse_day, show_duration
    >>> since, until = hours_on(parse_day("1398/06/30"), "23:00-24:00", time_zone("Asia/Tehran"))
    >>> show_duration(until - since)
    '2:00:00'
    """
    opens, closes = hours_of_day(hours)
    return instant_on_clock(day, opens, zone), instant_on_clock(day, closes, zone, last=True)
