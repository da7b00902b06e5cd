"""What holds of every day, instant, zone and duration."""

import warnings
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from slakit.calendars import (
    DAY,
    DURATION_REASONS,
    EARLIEST,
    LATEST,
    TIME_REASONS,
    Calendar,
    Day,
    DayCount,
    Duration,
    Instant,
    Unit,
    day_of,
    end_of_day,
    parse_day,
    parse_duration,
    parse_instant,
    parse_local,
    parse_time,
    show_day,
    show_time,
    show_utc,
    start_of_day,
    time_zone,
    window_length,
)
from slakit.errors import UnreadableTime

with warnings.catch_warnings():
    # under LC_ALL=C its import warns of a call that Python will drop
    warnings.simplefilter("ignore", DeprecationWarning)
    import jdatetime

# and so do its dates
ignoring_its_locale = pytest.mark.filterwarnings("ignore:.*getlocale:DeprecationWarning")

FIRST = Day("jalali", 1300, 1, 1).ordinal
LAST = Day("jalali", 1500, 12, 29).ordinal
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TEHRAN = time_zone("Asia/Tehran")

# a change of half an hour, of a whole day and of odd seconds; two midnights in one night; winter as the exception
ZONES = [
    "Asia/Tehran",
    "UTC",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Africa/Monrovia",
    "America/Havana",
    "America/New_York",
    "America/St_Johns",
    "Europe/Dublin",
    "Africa/Casablanca",
    "Antarctica/Troll",
]
zones = st.sampled_from(ZONES).map(time_zone)
calendars = st.sampled_from(["jalali", "gregorian"])
ordinals = st.integers(FIRST, LAST)
days = st.builds(Day.from_ordinal, ordinals, calendars)
inner_days = st.builds(Day.from_ordinal, st.integers(FIRST + 2, LAST - 2), calendars)
day_counts = st.sampled_from(["actual", "30-day-months"])

# around the nights on which Tehran's clocks changed, and anywhere
changes = [parse_instant(f"{year}-03-21T20:30:00Z") for year in (2019, 2021, 2022)]
changes += [parse_instant(f"{year}-09-21T19:30:00Z") for year in (2019, 2021, 2022)]
instants = st.integers(EARLIEST, LATEST) | st.builds(
    int.__add__, st.sampled_from(changes), st.integers(-DAY, DAY)
)

LIMITS: dict[Unit, int] = {
    "microseconds": 10**15,
    "seconds": 10**9,
    "minutes": 10**8,
    "hours": 1_756_800,
    "days": 73_200,
    "weeks": 10_457,
    "months": 2_400,
    "years": 200,
    "working-days": 73_200,
    "working-hours": 1_756_800,
}
durations = st.sampled_from(list(LIMITS)).flatmap(
    lambda unit: st.builds(
        Duration,
        st.integers(1, LIMITS[unit]),
        st.just(unit),
        st.none() | st.from_regex("[a-z][a-z0-9]*(-[a-z0-9]+)*", fullmatch=True)
        if unit.startswith("working")
        else st.none(),
    )
)


@given(days)
def test_a_day_shown_is_read_back(day: Day) -> None:
    assert parse_day(show_day(day)) == day


@given(days, calendars)
def test_a_day_keeps_its_place_under_another_name(day: Day, calendar: Calendar) -> None:
    other = day.named_in(calendar)
    assert other.ordinal == day.ordinal
    assert other.named_in(day.calendar) == day


@ignoring_its_locale
@given(ordinals)
def test_a_day_is_the_one_that_jdatetime_and_python_mean(ordinal: int) -> None:
    jalali, gregorian = Day.from_ordinal(ordinal, "jalali"), Day.from_ordinal(ordinal, "gregorian")
    assert date(gregorian.year, gregorian.month, gregorian.day).toordinal() == ordinal
    assert jdatetime.date(jalali.year, jalali.month, jalali.day).togregorian().toordinal() == ordinal
    assert jalali.weekday == gregorian.weekday == f"{date.fromordinal(ordinal):%A}".lower()


@ignoring_its_locale
@given(st.integers(1250, 1550), st.integers(0, 13), st.integers(0, 32))
def test_exactly_the_days_that_jdatetime_has_exist(year: int, month: int, day: int) -> None:
    try:
        jdatetime.date(year, month, day)
        expected = 1300 <= year <= 1500
    except ValueError:
        expected = False
    try:
        found = parse_day(f"{year}/{month:02}/{day:02}") == Day("jalali", year, month, day)
    except UnreadableTime:
        found = False
    assert found is expected


@given(instants, zones, calendars, st.sampled_from([True, "auto"]))
def test_a_time_shown_is_read_back(
    instant: Instant, zone: ZoneInfo, calendar: Calendar, seconds: Literal[True, "auto"]
) -> None:
    shown = show_time(instant, zone, calendar, seconds=seconds)
    assert parse_local(shown, zone) == parse_time(shown, zone) == instant


@given(instants)
def test_an_instant_shown_in_utc_is_read_back(instant: Instant) -> None:
    assert parse_instant(show_utc(instant)) == instant
    assert parse_time(show_utc(instant), TEHRAN) == instant


@given(instants, zones)
def test_a_time_is_shown_as_python_shows_it(instant: Instant, zone: ZoneInfo) -> None:
    there = (EPOCH + timedelta(microseconds=instant)).astimezone(zone)
    shown = show_time(instant, zone, "gregorian", seconds=False)
    assert shown.split(" ")[:2] == there.strftime("%Y-%m-%d %H:%M").split(" ")


@given(st.datetimes(datetime(1922, 1, 1), datetime(2122, 1, 1)), st.integers(-1439, 1439))  # noqa: DTZ001  an offset follows
def test_an_instant_is_the_one_that_python_reads(local: datetime, minutes: int) -> None:
    text = f"{local.isoformat()}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    assert parse_instant(text) == (datetime.fromisoformat(text) - EPOCH) // timedelta(microseconds=1)


def refusal(read: Callable[[str], object], text: str) -> UnreadableTime | None:
    """The error with which a text is refused, if it is."""
    try:
        read(text)
    except UnreadableTime as error:
        return error
    return None


@given(inner_days, st.integers(0, 24 * 60 - 1), zones)
def test_a_local_time_is_one_instant_or_is_refused_with_two(day: Day, minute: int, zone: ZoneInfo) -> None:
    """Nothing is guessed: what is read shows as it was written, and a choice is left to the author."""
    text = f"{day} {minute // 60:02}:{minute % 60:02}"
    error = refusal(lambda text: parse_local(text, zone), text)
    candidates = error.candidates if error else (parse_local(text, zone),)
    shown = [show_time(instant, zone, day.calendar)[: len(text)] for instant in candidates]
    if error is None:
        assert shown == [text]
    elif error.reason == "repeated-hour":
        assert shown == [text, text]
        assert candidates == tuple(sorted(candidates))
    else:
        assert error.reason == "gap"
        assert shown == sorted(shown)
        assert shown[0] < text < shown[1]


@given(instants, zones, calendars)
def test_an_instant_lies_between_the_start_and_the_end_of_its_day(
    instant: Instant, zone: ZoneInfo, calendar: Calendar
) -> None:
    assume(zone.key != "America/St_Johns")  # its clocks went back over midnight
    day = day_of(instant, zone, calendar)
    assert start_of_day(day, zone) <= instant < end_of_day(day, zone)


@given(inner_days, zones)
def test_a_day_ends_where_the_next_begins(day: Day, zone: ZoneInfo) -> None:
    assert start_of_day(day, zone) <= end_of_day(day, zone) == start_of_day(day.plus(1), zone)


@given(inner_days, zones)
def test_a_day_alone_means_its_first_instant(day: Day, zone: ZoneInfo) -> None:
    assume(start_of_day(day, zone) != end_of_day(day, zone))
    first = parse_local(str(day), zone)
    assert first == start_of_day(day, zone)
    assert day_of(first, zone, day.calendar) == day
    assert day_of(first - 1, zone, day.calendar) == day.plus(-1)


@given(inner_days, st.integers(0, 800), st.integers(1, 800), zones, day_counts)
def test_adjoining_windows_add_up(
    start: Day, first: int, second: int, zone: ZoneInfo, day_count: DayCount
) -> None:
    assume(start.ordinal + first + second < LAST - 1)
    middle, end = start.plus(first), start.plus(first + second)
    parts = window_length(start, middle, zone, day_count), window_length(middle.plus(1), end, zone, day_count)
    assert sum(parts) == window_length(start, end, zone, day_count)


@given(inner_days, st.integers(0, 800))
def test_a_window_of_30_day_months_is_near_the_actual_one(start: Day, length: int) -> None:
    """In a year at most six days 31 are left out, and at most two are filled up in February or Esfand."""
    assume(start.ordinal + length < LAST - 1)
    conventional = window_length(start, start.plus(length), time_zone("UTC"), "30-day-months") // DAY
    assert -2 * 3 <= (length + 1) - conventional <= 7 * 3


@given(durations)
def test_a_duration_shown_is_read_back(duration: Duration) -> None:
    assert parse_duration(str(duration)) == duration


@given(st.text(st.sampled_from("0123456789۱٤ /-:.+TtZz") | st.characters(), max_size=40), zones)
def test_any_text_is_read_or_refused_with_a_listed_reason(text: str, zone: ZoneInfo) -> None:
    for read, reasons in (
        (parse_day, TIME_REASONS),
        (parse_instant, TIME_REASONS),
        (lambda text: parse_local(text, zone), TIME_REASONS),
        (parse_duration, DURATION_REASONS),
    ):
        error = refusal(read, text)
        assert error is None or (error.text, error.reason in reasons) == (text, True)
