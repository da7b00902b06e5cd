"""What is kept of an hour of a zone, held against the standard library, where the clocks change and where years end."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from slakit.calendars import (
    DAY,
    EARLIEST,
    HOUR,
    LATEST,
    MINUTE,
    Instant,
    parse_instant,
    show_utc,
    shown_once,
    time_zone,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TEHRAN = time_zone("Asia/Tehran")


def as_python_shows(instant: Instant, zone: ZoneInfo) -> datetime:
    """What the clocks of a zone show, by the standard library alone."""
    return (EPOCH + timedelta(microseconds=instant)).astimezone(zone).replace(tzinfo=None)


def shows_it_once(instant: Instant, zone: ZoneInfo) -> bool:
    """Whether the clocks show what they show at an instant at no other, by the standard library alone."""
    shown = as_python_shows(instant, zone)
    readings = {shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return [one for one in readings if one.astimezone(zone).replace(tzinfo=None) == shown] == [
        EPOCH + timedelta(microseconds=instant)
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Asia/Tehran",
        "America/Havana",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Africa/Casablanca",
        "Africa/Monrovia",
    ],
)
def test_what_is_kept_of_an_hour_is_what_python_shows_at_each_change_of_the_clocks(name: str) -> None:
    """In all the years that are supported; and of the hours about a change most are kept."""
    zone = time_zone(name)
    changes = [
        day
        for day in range(EARLIEST, LATEST - DAY, DAY)
        if as_python_shows(day, zone) + timedelta(days=1) != as_python_shows(day + DAY, zone)
    ]
    looked_at = kept = 0
    for day in (*changes[:70], changes[-1]):
        for instant in range(day - 6 * HOUR, day + DAY + 6 * HOUR, 13 * MINUTE):
            shown = shown_once(instant, zone)
            looked_at += 1
            if shown is not None:
                midnight = datetime.fromordinal(shown[0])
                assert midnight + timedelta(microseconds=shown[1]) == as_python_shows(instant, zone)
                assert shows_it_once(instant, zone), show_utc(instant)
                kept += 1
    assert kept > 0.8 * looked_at > 0


def test_the_hours_of_tehran_are_kept_from_the_last_summer_time_on() -> None:
    since, until = parse_instant("2022-09-21T21:00:00Z"), parse_instant("2023-09-23T00:00:00Z")
    shown = [shown_once(hour, TEHRAN) for hour in range(since - 4 * HOUR, until, HOUR)]
    assert shown[1:4] == [None] * 3  # from 18:30 to 20:30 in UTC an hour is shown twice
    assert None not in (shown[0], *shown[4:])


@pytest.mark.parametrize("zone", [time_zone("UTC"), TEHRAN, time_zone("Pacific/Apia")], ids=str)
def test_no_hour_is_kept_that_is_not_wholly_among_the_years_that_are_supported(zone: ZoneInfo) -> None:
    first, last = EARLIEST - 2 * DAY, LATEST + 2 * DAY
    assert [shown_once(instant, zone) for instant in (first - 1, last - 1, last, last + 1)] == [None] * 4
    for instant in (first, first + HOUR, last - 2 * HOUR, last - HOUR):
        ordinal, clock = shown_once(instant, zone) or (0, 0)
        shown = as_python_shows(instant, zone)
        assert datetime.fromordinal(ordinal) + timedelta(microseconds=clock) == shown
