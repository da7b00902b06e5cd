import os
import pickle
import subprocess
import sys
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from slakit import calendars
from slakit.calendars import (
    DAY,
    DURATION_REASONS,
    EARLIEST,
    HOUR,
    LATEST,
    MINUTE,
    SECOND,
    TIME_REASONS,
    Calendar,
    Day,
    Duration,
    UnknownTimeZone,
    UnreadableDuration,
    day_of,
    duration_in_words,
    end_of_day,
    hours_of_day,
    instant_on_clock,
    is_leap_year,
    months_as_30_days,
    months_of,
    parse_day,
    parse_duration,
    parse_instant,
    parse_local,
    parse_time,
    show_day,
    show_day_long,
    show_duration,
    show_time,
    show_utc,
    start_of_day,
    time_zone,
    time_zone_data_version,
    window_length,
)
from slakit.calendars.zones import end_of_gap, instants_at, offset_at
from slakit.errors import SlakitError, UnreadableTime

with warnings.catch_warnings():
    # under LC_ALL=C its import warns of a call that Python will drop
    warnings.simplefilter("ignore", DeprecationWarning)
    import jdatetime

TEHRAN = time_zone("Asia/Tehran")
APIA = time_zone("Pacific/Apia")
FIRST = Day("jalali", 1300, 1, 1)
LAST = Day("jalali", 1500, 12, 29)

# the second digit of the day in March on which each of the years 1300 to 1501 begins (1: the 21st, 0: the 20th),
# computed from the equinox at 52.5 degrees east
NEW_YEAR_DAYS = (
    "122112211121112111211121112111211"
    "121112111111111111111111111111111"
    "111111111011101110111011101110111"
    "011101110011001100110011001100110"
    "011001100010001000100010001000100"
    "010001000000001111111111111111111"
    "1111"
)


def refused(read: Callable[[str], object], text: str) -> UnreadableTime:
    """The error with which a text is refused."""
    with pytest.raises(UnreadableTime) as caught:
        read(text)
    assert caught.value.text == text
    return caught.value


def local(text: str) -> int:
    return parse_local(text, TEHRAN)


def clock(instant: int) -> str:
    return show_time(instant, TEHRAN, "jalali")


# --- days ------------------------------------------------------------------------------------------------


def test_each_year_begins_on_the_day_of_the_equinox() -> None:
    expected = [date(1921 + index, 3, 20 + int(digit)) for index, digit in enumerate(NEW_YEAR_DAYS)]
    found = [date.fromordinal(Day("jalali", year, 1, 1).ordinal) for year in range(1300, 1501)]
    assert [*found, date.fromordinal(LAST.ordinal + 1)] == expected


def test_the_leap_years_from_1390_to_1450_are_these_fifteen() -> None:
    leap = [1391, 1395, 1399, 1403, 1408, 1412, 1416, 1420, 1424, 1428, 1432, 1436, 1441, 1445, 1449]
    assert [year for year in range(1390, 1451) if is_leap_year(year)] == leap


def test_every_supported_day_has_the_name_that_jdatetime_gives_it() -> None:
    for ordinal in range(FIRST.ordinal, LAST.ordinal + 1):
        gregorian = date.fromordinal(ordinal)
        oracle = jdatetime.GregorianToJalali(gregorian.year, gregorian.month, gregorian.day)
        day = Day.from_ordinal(ordinal, "jalali")
        assert (day.year, day.month, day.day) == oracle.getJalaliList()
        assert day.ordinal == ordinal


def test_a_day_has_a_name_in_both_calendars() -> None:
    day = Day("jalali", 1398, 12, 29)
    assert day.named_in("gregorian") == Day("gregorian", 2020, 3, 19)
    assert day.named_in("gregorian").named_in("jalali") == day
    assert day.named_in("jalali") is day


def test_days_of_two_calendars_differ_and_their_ordinals_agree() -> None:
    jalali, gregorian = Day("jalali", 1398, 12, 29), Day("gregorian", 2020, 3, 19)
    assert jalali != gregorian
    assert jalali.ordinal == gregorian.ordinal == date(2020, 3, 19).toordinal()


def test_days_are_counted_over_the_end_of_a_common_and_a_leap_year() -> None:
    assert parse_day("1398/12/29").plus(1) == parse_day("1399/01/01")
    assert parse_day("1399/12/29").plus(1) == parse_day("1399/12/30")
    assert parse_day("1399/12/30").plus(1) == parse_day("1400/01/01")
    assert parse_day("1400/01/01").plus(-1) == parse_day("1399/12/30")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1398/12/29", Day("jalali", 1398, 12, 29)),
        ("1398/02/31", Day("jalali", 1398, 2, 31)),
        ("1399/12/30", Day("jalali", 1399, 12, 30)),
        ("1300/01/01", FIRST),
        ("1500/12/29", LAST),
        ("2020-03-19", Day("gregorian", 2020, 3, 19)),
        ("2020-02-29", Day("gregorian", 2020, 2, 29)),
        ("1921-03-21", Day("gregorian", 1921, 3, 21)),
        ("2122-03-20", Day("gregorian", 2122, 3, 20)),
    ],
)
def test_a_day_is_read_and_shown_alike(text: str, day: Day) -> None:
    assert parse_day(text) == day
    assert show_day(day) == str(day) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1398/12/30", "no-such-date"),
        ("1398/07/31", "no-such-date"),
        ("1398/13/01", "no-such-date"),
        ("1398/00/01", "no-such-date"),
        ("1398/01/00", "no-such-date"),
        ("2019-02-29", "no-such-date"),
        ("2100-02-29", "no-such-date"),
        ("2020-04-31", "no-such-date"),
        ("1299/12/29", "out-of-range"),
        ("1501/01/01", "out-of-range"),
        ("0000/00/00", "out-of-range"),
        ("1921-03-20", "out-of-range"),
        ("2122-03-21", "out-of-range"),
        ("1920-12-31", "out-of-range"),
        ("9999-12-31", "out-of-range"),
        ("1398-12-29", "jalali-with-hyphens"),
        ("1398-02-31", "jalali-with-hyphens"),
        ("2020/03/19", "gregorian-with-slashes"),
        ("1398/5/1", "not-padded"),
        ("2020-3-19", "not-padded"),
        ("۱۳۹۸/۱۲/۲۹", "persian-digits"),
        ("١٣٩٨/١٢/٢٩", "persian-digits"),
        ("۱۳98/12/29", "persian-digits"),
        ("۲۹ اسفند", "not-a-time"),
        ("29/12/98", "not-a-time"),
        ("98/12/29", "not-a-time"),
        ("1398/12-29", "not-a-time"),
        ("1398/12/29 ", "not-a-time"),
        (" 1398/12/29", "not-a-time"),
        ("1398/12/29\n", "not-a-time"),
        ("1398/12/29 09:00", "not-a-time"),
        ("13981229", "not-a-time"),
        ("१३९८/१२/२९", "not-a-time"),
        ("", "not-a-time"),
    ],
)
def test_what_is_no_supported_day_is_refused_with_its_reason(text: str, reason: str) -> None:
    assert refused(parse_day, text).reason == reason


def test_a_day_that_does_not_exist_cannot_be_made() -> None:
    assert refused(lambda _: Day("jalali", 1398, 12, 30), "1398/12/30").reason == "no-such-date"
    assert refused(lambda _: Day("gregorian", 2123, 1, 1), "2123-01-01").reason == "out-of-range"
    assert refused(lambda _: LAST.plus(1), f"day {LAST.ordinal + 1}").reason == "out-of-range"


# --- names -----------------------------------------------------------------------------------------------


def test_months_and_weekdays_have_the_names_that_jdatetime_gives_them() -> None:
    names = [month.name for month in months_of(1398)]
    persian = [month.name for month in months_of(1398, "fa")]
    assert names == jdatetime.date.j_months_en
    assert persian == jdatetime.date.j_months_fa
    saturday = parse_day("1398/01/03")
    week = [saturday.plus(days) for days in range(7)]
    assert [day.weekday for day in week] == [name.lower() for name in jdatetime.date.j_weekdays_en]
    # the joined spellings «یکشنبه» and «پنجشنبه» are the usual ones in official letters
    spoken = [show_day_long(day, "fa").split(" ")[0].replace("\u200c", "") for day in week]
    assert spoken == [name.replace("\u200c", "") for name in jdatetime.date.j_weekdays_fa]


@pytest.mark.parametrize(
    ("text", "english", "persian"),
    [
        ("1398/12/29", "Thursday 29 Esfand 1398", "پنجشنبه ۲۹ اسفند ۱۳۹۸"),
        ("1398/01/06", "Tuesday 6 Farvardin 1398", "سه\u200cشنبه ۶ فروردین ۱۳۹۸"),
        ("2020-03-19", "Thursday 19 March 2020", "پنجشنبه ۱۹ مارس ۲۰۲۰"),
    ],
)
def test_a_day_is_shown_with_its_names_in_both_languages(text: str, english: str, persian: str) -> None:
    assert show_day_long(parse_day(text), "en") == english
    assert show_day_long(parse_day(text), "fa") == persian


def test_a_persian_date_can_have_ascii_digits() -> None:
    assert show_day_long(parse_day("1398/12/29"), "fa", "ascii") == "پنجشنبه 29 اسفند 1398"


@pytest.mark.parametrize(
    ("calendar", "year", "lengths"),
    [
        ("jalali", 1398, [31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30, 29]),
        ("jalali", 1399, [31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30, 30]),
        ("gregorian", 2019, [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]),
        ("gregorian", 2020, [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]),
        ("gregorian", 2100, [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]),
        ("gregorian", 2000, [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]),
    ],
)
def test_the_months_of_a_year_follow_one_another(calendar: Calendar, year: int, lengths: list[int]) -> None:
    months = months_of(year, calendar=calendar)
    assert [month.last.ordinal - month.first.ordinal + 1 for month in months] == lengths
    assert [month.first for month in months[1:]] == [month.last.plus(1) for month in months[:-1]]


# --- zones -----------------------------------------------------------------------------------------------


def test_a_zone_is_read_once_and_knows_its_name() -> None:
    assert time_zone("Asia/Tehran") is TEHRAN
    assert TEHRAN.key == "Asia/Tehran"


def test_zones_come_from_the_package_even_where_the_machine_has_other_files(tmp_path: Path) -> None:
    """A machine with other rules for Tehran gives the same findings."""
    (tmp_path / "Asia").mkdir()
    (tmp_path / "Asia" / "Tehran").write_bytes(b"not a zone at all")
    program = "from slakit.calendars import *; print(show_utc(end_of_day(parse_day('1398/06/30'), time_zone('Asia/Tehran'))))"
    environment = {**os.environ, "PYTHONTZPATH": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True
    )
    assert done.stdout == "2019-09-21T20:30:00Z\n"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Asia/Teheran", "unknown time zone `Asia/Teheran`\n  help: did you mean `Asia/Tehran`?"),
        ("asia/tehran", "unknown time zone `asia/tehran`\n  help: did you mean `Asia/Tehran`?"),
        (
            "../../etc/passwd",
            "unknown time zone `../../etc/passwd`\n  help: write a name of the IANA time zones, such as `Asia/Tehran`",
        ),
        ("", "unknown time zone ``\n  help: write a name of the IANA time zones, such as `Asia/Tehran`"),
    ],
)
def test_an_unknown_zone_is_refused_with_the_names_much_like_it(name: str, message: str) -> None:
    error = refused(time_zone, name)
    assert isinstance(error, UnknownTimeZone)
    assert (str(error), error.reason) == (message, "unknown-zone")


def test_the_edition_of_the_time_zone_data_is_known() -> None:
    version = time_zone_data_version()
    assert (version[:2], len(version), version[4].isalpha()) == ("20", 5, True)


# --- what Tehran's clocks did ----------------------------------------------------------------------------

CLOCK_CHANGES = [
    ("1398", "2019-03-21T20:30:00Z", "2019-09-21T19:30:00Z"),
    ("1399", "2020-03-20T20:30:00Z", "2020-09-20T19:30:00Z"),
    ("1400", "2021-03-21T20:30:00Z", "2021-09-21T19:30:00Z"),
    ("1401", "2022-03-21T20:30:00Z", "2022-09-21T19:30:00Z"),
]


@pytest.mark.parametrize(("year", "forward", "back"), CLOCK_CHANGES)
def test_an_hour_is_missing_on_2_farvardin(year: str, forward: str, back: str) -> None:
    change = parse_instant(forward)
    for missing in ("00:00", "00:30", "00:59:59.999999"):
        error = refused(local, f"{year}/01/02 {missing}")
        assert error.reason == "gap"
        assert error.candidates[1] - error.candidates[0] == HOUR
        assert error.candidates[0] < change <= error.candidates[1]
    assert local(f"{year}/01/02 01:00") == local(f"{year}/01/02") == change
    assert local(f"{year}/01/01 23:59:59.999999") == change - 1
    assert start_of_day(parse_day(f"{year}/01/02"), TEHRAN) == change


@pytest.mark.parametrize(("year", "forward", "back"), CLOCK_CHANGES)
def test_an_hour_comes_twice_on_30_shahrivar(year: str, forward: str, back: str) -> None:
    change = parse_instant(back)
    assert refused(local, f"{year}/06/30 23:00").candidates == (change - HOUR, change)
    error = refused(local, f"{year}/06/30 23:59:59.999999")
    assert (error.reason, error.candidates) == ("repeated-hour", (change - 1, change + HOUR - 1))
    assert local(f"{year}/06/30 22:59:59.999999") == change - HOUR - 1
    assert local(f"{year}/06/31 00:00") == change + HOUR
    assert local(f"{year}/06/30 23:30 +04:30") == change - 30 * MINUTE
    assert local(f"{year}/06/30 23:30 +03:30") == change + 30 * MINUTE


def test_no_hour_is_missing_or_repeated_from_1402_on() -> None:
    day, last = parse_day("1402/01/01"), parse_day("1420/12/30")
    while day != last:
        assert end_of_day(day, TEHRAN) - start_of_day(day, TEHRAN) == DAY
        day = day.plus(1)


def test_the_months_of_1398_have_these_hours() -> None:
    hours = [window_length(month.first, month.last, TEHRAN, "actual") // HOUR for month in months_of(1398)]
    assert hours == [743, 744, 744, 744, 744, 745, 720, 720, 720, 720, 720, 696]


@pytest.mark.parametrize(("year", "last", "hours"), [("1398", "29", 8760), ("1399", "30", 8784)])
def test_a_year_has_whole_days_in_spite_of_its_clock_changes(year: str, last: str, hours: int) -> None:
    start, end = parse_day(f"{year}/01/01"), parse_day(f"{year}/12/{last}")
    assert window_length(start, end, TEHRAN, "actual") == hours * HOUR


@pytest.mark.parametrize(
    ("outage", "deadline"),
    [
        ("1398/05/13 09:01", "1398/05/10 09:01"),
        ("1398/01/03 09:00", "1397/12/29 08:00"),
        ("1398/07/01 09:00", "1398/06/29 10:00"),
        ("1398/07/02 23:30", "1398/06/30 23:30 +03:30"),
    ],
)
def test_72_hours_are_elapsed_hours_over_a_clock_change(outage: str, deadline: str) -> None:
    assert clock(local(outage) - parse_duration("72 hours").microseconds) == deadline


def test_the_term_ends_at_the_end_of_its_last_day() -> None:
    end = end_of_day(parse_day("1398/12/29"), TEHRAN)
    assert show_utc(end) == "2020-03-19T20:30:00Z"
    assert day_of(end - 1, TEHRAN, "jalali") == parse_day("1398/12/29")
    assert day_of(end, TEHRAN, "jalali") == parse_day("1399/01/01")
    assert day_of(end, TEHRAN, "gregorian") == parse_day("2020-03-20")


def test_a_day_that_a_zone_skipped_is_empty_and_cannot_be_meant() -> None:
    """Samoa crossed the date line and had no 2011-12-30."""
    skipped = parse_day("2011-12-30")
    assert start_of_day(skipped, APIA) == end_of_day(skipped, APIA) == parse_instant("2011-12-30T10:00:00Z")
    error = refused(lambda text: parse_local(text, APIA), "2011-12-30")
    assert error.reason == "gap"
    assert [show_time(instant, APIA, "gregorian") for instant in error.candidates] == [
        "2011-12-29 00:00",
        "2011-12-31 00:00",
    ]


def test_a_day_begins_at_the_end_of_the_gap_that_midnight_falls_in() -> None:
    havana = time_zone("America/Havana")
    assert show_time(start_of_day(parse_day("2019-03-10"), havana), havana, "gregorian") == "2019-03-10 01:00"


def test_the_end_of_a_gap_is_found_from_any_time_in_it() -> None:
    """A gap may begin before midnight, as Toronto's of 1919 did."""
    change = parse_instant("2019-03-21T20:30:00Z")
    begin = change + 3 * HOUR + 30 * MINUTE
    for inside in (0, 1, 30 * MINUTE, HOUR - 1):
        assert end_of_gap(begin + inside, TEHRAN) == change


def test_a_day_with_two_midnights_begins_at_the_first() -> None:
    havana = time_zone("America/Havana")
    day = parse_day("2019-11-03")
    assert show_utc(start_of_day(day, havana)) == "2019-11-03T04:00:00Z"
    assert end_of_day(day, havana) - start_of_day(day, havana) == 25 * HOUR


# --- reading times ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2019-08-01T09:01:00+04:30", "2019-08-01T04:31:00Z"),
        ("2019-08-01 09:01:00+04:30", "2019-08-01T04:31:00Z"),
        ("2019-08-01t04:31:00z", "2019-08-01T04:31:00Z"),
        ("2019-08-01T04:31:00-00:00", "2019-08-01T04:31:00Z"),
        ("2019-07-31T23:31:00.000001-05:00", "2019-08-01T04:31:00.000001Z"),
        ("2019-08-01T04:31:00.5Z", "2019-08-01T04:31:00.5Z"),
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
        ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"),
        ("1921-03-22T00:00:00Z", "1921-03-22T00:00:00Z"),
        ("2122-03-19T23:59:59.999999Z", "2122-03-19T23:59:59.999999Z"),
    ],
)
def test_an_instant_is_read_from_rfc_3339_and_shown_in_utc(text: str, shown: str) -> None:
    assert show_utc(parse_instant(text)) == shown
    assert parse_time(text, TEHRAN) == parse_instant(text)


def test_instants_count_microseconds_from_the_epoch() -> None:
    assert parse_instant("1970-01-01T00:00:00.000001Z") == 1
    assert parse_instant("1969-12-31T23:59:59.999999Z") == -1
    assert parse_instant("2019-08-01T04:31:00Z") == 1_564_633_860 * SECOND
    assert (show_utc(EARLIEST), show_utc(LATEST)) == ("1921-03-22T00:00:00Z", "2122-03-19T23:59:59.999999Z")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2019-08-01T09:01:00", "no-offset"),
        ("2019-08-01 09:01", "no-offset"),
        ("2019-08-01", "no-offset"),
        ("1398/05/10 09:01", "no-offset"),
        ("1398/05/10 09:01 +04:30", "not-a-time"),
        ("2019-08-01T09:01:00.1234567Z", "too-precise"),
        ("2019-08-01T09:01:00.0000000Z", "too-precise"),
        ("2016-12-31T23:59:60Z", "leap-second"),
        ("2019-08-01T24:00:00Z", "no-such-time"),
        ("2019-08-01T23:60:00Z", "no-such-time"),
        ("2019-08-01T23:59:61Z", "no-such-time"),
        ("2019-08-01T09:01:00+24:00", "no-such-offset"),
        ("2019-08-01T09:01:00+04:60", "no-such-offset"),
        ("2019-02-29T09:01:00Z", "no-such-date"),
        ("1398-05-10T09:01:00Z", "jalali-with-hyphens"),
        ("1921-03-21T23:59:59.999999Z", "out-of-range"),
        ("1921-03-22T00:00:00+00:01", "out-of-range"),
        ("2122-03-20T00:00:00Z", "out-of-range"),
        ("0001-01-01T00:00:00Z", "out-of-range"),
        ("۲۰۱۹-۰۸-۰۱T۰۹:۰۱:۰۰Z", "persian-digits"),
        ("2019-8-1T09:01:00Z", "not-padded"),
        ("2019-08-01T09:01Z", "not-a-time"),
        ("2019-08-01T09:01:00 Z", "not-a-time"),
        ("2019-08-01T09:01:00+0430", "not-a-time"),
        ("2019-08-01T09:01:00.Z", "not-a-time"),
        ("2019-08-01T09:01:00,5Z", "not-a-time"),
        ("2019-08-01T09:01:00Z\n", "not-a-time"),
        ("1564633860", "not-a-time"),
        ("", "not-a-time"),
    ],
)
def test_what_is_no_instant_is_refused_with_its_reason(text: str, reason: str) -> None:
    assert refused(parse_instant, text).reason == reason


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1398/05/10 09:01", "2019-08-01T04:31:00Z"),
        ("1398/05/10 09:01:00", "2019-08-01T04:31:00Z"),
        ("1398/05/10 09:01:30.25", "2019-08-01T04:31:30.25Z"),
        ("1398/05/10 09:01 +04:30", "2019-08-01T04:31:00Z"),
        ("1398/05/10", "2019-07-31T19:30:00Z"),
        ("2019-08-01 09:01", "2019-08-01T04:31:00Z"),
        ("2019-08-01T09:01", "2019-08-01T04:31:00Z"),
        ("2019-08-01T09:01:00", "2019-08-01T04:31:00Z"),
        ("2019-08-01T09:01:00 +04:30", "2019-08-01T04:31:00Z"),
        ("2019-08-01", "2019-07-31T19:30:00Z"),
        ("1398/12/29 23:59:59.999999", "2020-03-19T20:29:59.999999Z"),
    ],
)
def test_a_local_time_is_read_in_its_zone(text: str, shown: str) -> None:
    assert show_utc(parse_local(text, TEHRAN)) == show_utc(parse_time(text, TEHRAN)) == shown


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1398/05/10 9:01", "not-a-time"),
        ("1398/05/10  09:01", "not-a-time"),
        ("1398/05/10T09:01", "not-a-time"),
        ("1398/05/10 09:01+04:30", "not-a-time"),
        ("1398/05/10 09:01 Z", "not-a-time"),
        ("1398/05/10 09", "not-a-time"),
        ("1398/05/10 ", "not-a-time"),
        ("1398/05/10 +04:30", "not-a-time"),
        ("فردا", "not-a-time"),
        ("۱۳۹۸/۰۵/۱۰ ۰۹:۰۱", "persian-digits"),
        ("1398/5/10 09:01", "not-padded"),
        ("1398-05-10 09:01", "jalali-with-hyphens"),
        ("2019/08/01 09:01", "gregorian-with-slashes"),
        ("1398/12/30 09:01", "no-such-date"),
        ("1398/12/30", "no-such-date"),
        ("1398/05/10 24:00", "no-such-time"),
        ("1398/05/10 09:01:60", "leap-second"),
        ("1398/05/10 09:01:00.1234567", "too-precise"),
        ("1398/05/10 09:01 +25:00", "no-such-offset"),
        ("1300/01/01", "out-of-range"),
        ("1500/12/29 09:00", "out-of-range"),
    ],
)
def test_what_is_no_local_time_is_refused_with_its_reason(text: str, reason: str) -> None:
    assert refused(lambda text: parse_time(text, TEHRAN), text).reason == reason


def test_an_offset_that_the_zone_does_not_have_then_is_refused() -> None:
    error = refused(local, "1398/05/10 09:01 +03:30")
    assert (error.reason, error.candidates) == ("wrong-offset", (parse_instant("2019-08-01T04:31:00Z"),))


def test_an_offset_does_not_make_a_missing_time_exist() -> None:
    assert refused(local, "1398/01/02 00:30 +03:30").reason == "gap"


def test_an_rfc_3339_offset_counts_in_any_zone() -> None:
    assert parse_time("2019-08-01T09:01:00+00:00", TEHRAN) == parse_instant("2019-08-01T09:01:00Z")


def test_a_long_text_is_refused_at_once() -> None:
    for text in ("0" * 100_000, "1398/05/10 09:01:00." + "1" * 100_000, "1" * 100_000 + " hours"):
        assert refused(local, text).reason in TIME_REASONS
        assert refused(parse_duration, text).reason in DURATION_REASONS


# --- showing times ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "auto", "always", "never"),
    [
        ("04:31:00", "09:01", "09:01:00", "09:01"),
        ("04:31:05", "09:01:05", "09:01:05", "09:01"),
        ("04:31:00.000001", "09:01:00.000001", "09:01:00.000001", "09:01"),
        ("04:31:59.5", "09:01:59.5", "09:01:59.5", "09:01"),
    ],
)
def test_seconds_are_shown_where_they_are_not_zero_or_as_told(
    text: str, auto: str, always: str, never: str
) -> None:
    instant = parse_instant(f"2019-08-01T{text}Z")
    assert show_time(instant, TEHRAN, "jalali") == f"1398/05/10 {auto}"
    assert show_time(instant, TEHRAN, "jalali", seconds=True) == f"1398/05/10 {always}"
    assert show_time(instant, TEHRAN, "jalali", seconds=False) == f"1398/05/10 {never}"


def test_a_time_is_shown_in_either_calendar() -> None:
    assert show_time(parse_instant("2019-08-01T04:31:00Z"), TEHRAN, "gregorian") == "2019-08-01 09:01"


def test_the_offset_follows_a_time_of_the_repeated_hour_only() -> None:
    change = parse_instant("2019-09-21T19:30:00Z")
    shown = [clock(change + minutes * MINUTE) for minutes in (-61, -60, -1, 0, 59, 60)]
    assert shown == [
        "1398/06/30 22:59",
        "1398/06/30 23:00 +04:30",
        "1398/06/30 23:59 +04:30",
        "1398/06/30 23:00 +03:30",
        "1398/06/30 23:59 +03:30",
        "1398/06/31 00:00",
    ]


def test_an_offset_west_of_greenwich_is_shown_with_its_sign() -> None:
    havana = time_zone("America/Havana")
    instant = parse_instant("2019-11-03T04:30:00Z")
    assert show_time(instant, havana, "gregorian") == "2019-11-03 00:30 -04:00"
    assert parse_local("2019-11-03 00:30 -04:00", havana) == instant


@pytest.mark.parametrize("instant", [EARLIEST - 2 * DAY, LATEST + 2 * DAY, 10**30, -(10**30)])
def test_an_instant_far_outside_the_span_is_not_shown(instant: int) -> None:
    for show in (show_utc, clock):
        with pytest.raises(UnreadableTime) as caught:
            show(instant)
        assert caught.value.reason == "out-of-range"


# --- durations -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "duration", "words"),
    [
        ("72 hours", Duration(72, "hours"), "72 hours"),
        ("1 hour", Duration(1, "hours"), "1 hour"),
        ("1 hours", Duration(1, "hours"), "1 hour"),
        ("72 hour", Duration(72, "hours"), "72 hours"),
        ("5 microseconds", Duration(5, "microseconds"), "5 microseconds"),
        ("30 seconds", Duration(30, "seconds"), "30 seconds"),
        ("90 minutes", Duration(90, "minutes"), "90 minutes"),
        ("3 days", Duration(3, "days"), "3 days"),
        ("2 weeks", Duration(2, "weeks"), "2 weeks"),
        ("2 months", Duration(2, "months"), "2 months"),
        ("1 year", Duration(1, "years"), "1 year"),
        ("1 working-day", Duration(1, "working-days"), "1 working-day"),
        (
            "2 working-days of office-hours",
            Duration(2, "working-days", "office-hours"),
            "2 working-days of office-hours",
        ),
        ("8 working-hours of a1", Duration(8, "working-hours", "a1"), "8 working-hours of a1"),
    ],
)
def test_a_duration_is_read_from_words_and_gives_them_back(text: str, duration: Duration, words: str) -> None:
    assert parse_duration(text) == duration
    assert str(duration) == words


UNITS = (
    "`microseconds`, `seconds`, `minutes`, `hours`, `days`, `weeks`, `months`, `years`, "
    "`civil-days`, `working-days`, `working-hours`"
)


@pytest.mark.parametrize(
    ("text", "reason", "wrong", "cure"),
    [
        ("72", "no-unit", "has no unit", "write the unit after the number, such as `72 hours`"),
        (
            "1.5 hours",
            "fraction",
            "has a fraction",
            "write a whole number of a smaller unit, such as `90 minutes`",
        ),
        ("1.5", "fraction", "has a fraction", "write a whole number of a smaller unit, such as `90 minutes`"),
        (
            "1/2 day",
            "fraction",
            "has a fraction",
            "write a whole number of a smaller unit, such as `90 minutes`",
        ),
        ("PT72H", "iso-form", "is written as a code", "write it in words, such as `72 hours`"),
        ("P1M", "iso-form", "is written as a code", "write it in words, such as `72 hours`"),
        ("۷۲ hours", "persian-digits", "has digits other than 0 to 9", "write `72 hours`"),
        (
            "0 hours",
            "not-positive",
            "is not longer than nothing",
            "write a number from 1 upwards, such as `1 hour`",
        ),
        (
            "-3 days",
            "not-positive",
            "is not longer than nothing",
            "write a number from 1 upwards, such as `1 hour`",
        ),
        (
            "072 hours",
            "leading-zero",
            "has a number that begins with 0",
            "write the number without it, such as `72 hours`",
        ),
        ("72 hrs", "unknown-unit", "has an unknown unit", f"write one of: {UNITS}"),
        (
            "72 hours of office-hours",
            "needless-calendar",
            "names a working calendar that its unit does not use",
            "write `civil-days`, `working-days` or `working-hours`, or leave out `of …`",
        ),
        ("201 years", "too-long", "is longer than 200 years", "write a shorter duration"),
        ("1000000000000000000000 hours", "too-long", "is longer than 200 years", "write a shorter duration"),
        *(
            (
                text,
                "not-a-duration",
                "is no duration",
                "write a whole number, one space and a unit, such as `72 hours`",
            )
            for text in (
                "72hours",
                "72  hours",
                " 72 hours",
                "72 hours ",
                "72 hours\n",
                "72 Hours",
                "two hours",
                "hours",
                "",
                "2 working-days of",
                "2 working-days of Office",
                "72 ساعت",
                "+3 days",
            )
        ),
    ],
)
def test_what_is_no_duration_is_refused_with_the_cure(text: str, reason: str, wrong: str, cure: str) -> None:
    error = refused(parse_duration, text)
    assert isinstance(error, UnreadableDuration)
    assert isinstance(error, ValueError)
    assert isinstance(error, SlakitError)
    assert (error.reason, str(error)) == (reason, f"the duration `{text}` {wrong}\n  help: {cure}")


def test_a_duration_that_cannot_be_written_cannot_be_made() -> None:
    assert refused(lambda _: Duration(0, "hours"), "0 hours").reason == "not-positive"
    assert refused(lambda _: Duration(2, "fortnights"), "2 fortnights").reason == "unknown-unit"  # type: ignore[arg-type]  # the mistake under test
    assert refused(lambda _: Duration(2, "days", "x"), "2 days of x").reason == "needless-calendar"
    assert Duration(200, "years").amount == 200
    assert refused(lambda _: Duration(201, "years"), "201 years").reason == "too-long"


@pytest.mark.parametrize(
    ("text", "microseconds"),
    [
        ("1 microsecond", 1),
        ("1 second", 1_000_000),
        ("1 minute", 60_000_000),
        ("72 hours", 259_200_000_000),
        ("3 days", 259_200_000_000),
        ("1 week", 604_800_000_000),
    ],
)
def test_units_up_to_the_week_have_an_exact_length(text: str, microseconds: int) -> None:
    assert parse_duration(text).microseconds == microseconds == months_as_30_days(parse_duration(text))


@pytest.mark.parametrize("text", ["2 months", "1 year", "2 working-days of office-hours", "8 working-hours"])
def test_months_years_and_working_time_have_no_length_of_their_own(text: str) -> None:
    error = refused(lambda text: parse_duration(text).microseconds, text)
    assert str(error) == (
        f"the duration `{text}` has no fixed length\n"
        "  help: the agreement's definitions or a working calendar must say how long it is"
    )


def test_a_month_is_30_days_and_a_year_360_where_the_agreement_says_so() -> None:
    assert months_as_30_days(parse_duration("2 months")) == 60 * DAY
    assert months_as_30_days(parse_duration("1 year")) == 360 * DAY
    working = parse_duration("2 working-days")
    assert refused(lambda _: months_as_30_days(working), "2 working-days").reason == "no-fixed-length"


@pytest.mark.parametrize(
    ("microseconds", "shown", "english", "persian"),
    [
        (71 * HOUR + 59 * MINUTE, "71:59:00", "71 hours 59 minutes", "۷۱ ساعت و ۵۹ دقیقه"),
        (72 * HOUR, "72:00:00", "72 hours", "۷۲ ساعت"),
        (HOUR + MINUTE + SECOND, "1:01:01", "1 hour 1 minute 1 second", "۱ ساعت و ۱ دقیقه و ۱ ثانیه"),
        (-MINUTE, "-0:01:00", "minus 1 minute", "منفی ۱ دقیقه"),
        (0, "0:00:00", "0 seconds", "۰ ثانیه"),
        (1, "0:00:00.000001", "0.000001 seconds", "۰٫۰۰۰۰۰۱ ثانیه"),
        (-HOUR - SECOND // 2, "-1:00:00.5", "minus 1 hour 0.5 seconds", "منفی ۱ ساعت و ۰٫۵ ثانیه"),
        (9000 * HOUR, "9000:00:00", "9000 hours", "۹۰۰۰ ساعت"),
    ],
)
def test_a_length_of_time_is_shown_in_digits_and_in_words(
    microseconds: int, shown: str, english: str, persian: str
) -> None:
    assert show_duration(microseconds) == shown
    assert duration_in_words(microseconds, "en") == english
    assert duration_in_words(microseconds, "fa") == persian


def test_a_length_of_time_in_persian_can_have_ascii_digits() -> None:
    assert duration_in_words(HOUR + SECOND // 2, "fa", "ascii") == "1 ساعت و 0.5 ثانیه"


# --- day counts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("1398/01/01", "1398/12/29", 360),
        ("1399/01/01", "1399/12/30", 360),
        ("1398/01/01", "1399/12/30", 720),
        ("1398/01/01", "1398/01/31", 30),
        ("1398/01/01", "1398/01/30", 30),
        ("1398/01/31", "1398/01/31", 0),
        ("1398/07/01", "1398/07/30", 30),
        ("1398/12/01", "1398/12/29", 30),
        ("1398/12/01", "1398/12/28", 28),
        ("1398/12/29", "1398/12/29", 2),
        ("1399/12/29", "1399/12/29", 1),
        ("1398/05/10", "1398/05/10", 1),
        ("1398/05/10", "1398/06/09", 30),
        ("1398/01/16", "1398/02/15", 30),
        ("1398/12/15", "1399/01/14", 30),
        ("2019-02-01", "2019-02-28", 30),
        ("2020-01-01", "2020-12-31", 360),
        ("1398/01/01", "2020-03-19", 360),
    ],
)
def test_a_window_of_30_day_months_has_these_days(start: str, end: str, days: int) -> None:
    assert window_length(parse_day(start), parse_day(end), TEHRAN, "30-day-months") == days * DAY


def test_the_day_count_decides_whether_a_month_meets_99_percent() -> None:
    """7.3 hours down in a month of 31 days fail on 720 hours, and 7.1 in Esfand on the actual 696."""
    ordibehesht, esfand = months_of(1398)[1], months_of(1398)[11]

    def meets_99_percent(down: int, first: Day, last: Day) -> tuple[bool, bool]:
        conventional = window_length(first, last, TEHRAN, "30-day-months")
        actual = window_length(first, last, TEHRAN, "actual")
        return 100 * down <= conventional, 100 * down <= actual

    assert meets_99_percent(73 * HOUR // 10, ordibehesht.first, ordibehesht.last) == (False, True)
    assert meets_99_percent(71 * HOUR // 10, esfand.first, esfand.last) == (True, False)


def test_a_window_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^the window ends on 1398/01/01, before it starts on 1398/01/02$"):
        window_length(parse_day("1398/01/02"), parse_day("1398/01/01"), TEHRAN, "actual")


# --- the module ------------------------------------------------------------------------------------------


def test_the_module_works_under_the_plainest_locale_with_warnings_as_errors() -> None:
    program = (
        "from slakit.calendars import *\n"
        "zone = time_zone('Asia/Tehran')\n"
        "print(show_time(parse_local('1398/05/10 09:01', zone), zone, 'jalali'), time_zone_data_version() > '2024')\n"
        "print(ascii(show_day_long(parse_day('1398/12/29'), 'fa')))\n"
    )
    environment = {**os.environ, "LC_ALL": "C", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-W", "error", "-c", program], env=environment, check=True, capture_output=True
    )
    assert done.stdout.decode("ascii").splitlines() == [
        "1398/05/10 09:01 True",
        ascii("پنجشنبه ۲۹ اسفند ۱۳۹۸"),
    ]


def test_importing_the_module_loads_no_zone_and_no_other_calendar() -> None:
    program = "import sys, slakit.calendars; print(sorted({'zoneinfo', 'tzdata', 'jdatetime', 'importlib.resources', 'difflib'} & sys.modules.keys()))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True
    )
    assert done.stdout == "[]\n"


def test_values_and_errors_survive_pickling() -> None:
    for value in (parse_day("1398/12/29"), parse_duration("2 working-days of office-hours")):
        assert pickle.loads(pickle.dumps(value)) == value
    for error in (
        refused(local, "1398/06/30 23:30"),
        refused(time_zone, "Asia/Teheran"),
        refused(parse_duration, "72"),
    ):
        copy = pickle.loads(pickle.dumps(error))
        assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))


def test_every_reason_that_can_be_given_is_listed() -> None:
    """The catalogues have a sentence for each listed reason, and this file a case."""
    modules = Path(calendars.__file__).parent.glob("*.py")
    source = "\n".join(module.read_text("utf-8") for module in modules)
    for reason in (*TIME_REASONS, *DURATION_REASONS):
        assert source.count(f'"{reason}"') > 1
        assert Path(__file__).read_text("utf-8").count(f'"{reason}"') > 0


# --- hours of a day -------------------------------------------------------------------------------------------------


def test_hours_of_a_day_are_minutes_after_midnight() -> None:
    """24:00 is the end of the day, and nothing is after it."""
    assert [hours_of_day(text) for text in ("00:00-24:00", "07:30-14:30")] == [(0, 1440), (450, 870)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("14:30-07:30", "reversed-hours"),
        ("09:00-09:00", "reversed-hours"),
        ("00:00-24:01", "no-such-time"),
        ("09:60-10:00", "no-such-time"),
        ("7:30-14:30", "not-a-time"),
        ("09:00", "not-a-time"),
        ("09:00-", "not-a-time"),
        ("۰۹:۰۰-۱۰:۰۰", "persian-digits"),
    ],
)
def test_hours_that_no_day_has_are_refused(text: str, reason: str) -> None:
    """Each with the reason that says what to correct."""
    assert refused(hours_of_day, text).reason == reason


@pytest.mark.parametrize(
    ("day", "minutes", "first", "last"),
    [
        ("1398/01/02", 30, "2019-03-21T20:30:00Z", "2019-03-21T20:30:00Z"),
        ("1398/01/02", 60, "2019-03-21T20:30:00Z", "2019-03-21T20:30:00Z"),
        ("1398/06/30", 23 * 60 + 30, "2019-09-21T19:00:00Z", "2019-09-21T20:00:00Z"),
        ("1398/06/30", 1440, "2019-09-21T20:30:00Z", "2019-09-21T20:30:00Z"),
    ],
)
def test_a_time_of_day_falls_on_the_end_of_a_gap_and_twice_into_a_repeated_hour(
    day: str, minutes: int, first: str, last: str
) -> None:
    """So that hours that touch a change of the clock take in all that the clock shows of them."""
    told = [
        show_utc(instant_on_clock(parse_day(day), minutes, time_zone("Asia/Tehran"), last=late))
        for late in (False, True)
    ]
    assert told == [first, last]


@pytest.mark.parametrize(
    "name", ["Asia/Tehran", "Australia/Lord_Howe", "Pacific/Apia", "Antarctica/Troll", "Asia/Kathmandu"]
)
def test_a_time_is_shown_as_the_clocks_have_it_wherever_they_change(name: str) -> None:
    """The offset of an hour is kept only where no time of it is shown twice, so about a change each instant is looked at."""
    zone = time_zone(name)
    days = range(parse_instant("2018-01-01T00:00:00Z"), parse_instant("2023-01-01T00:00:00Z"), DAY)
    changes = [day for day in days if offset_at(day, zone) != offset_at(day + DAY, zone)]
    for day in changes or [days[0]]:
        for instant in range(day - 3 * HOUR, day + DAY + 3 * HOUR, 5 * MINUTE):
            local = instant + offset_at(instant, zone)
            (shown, *offset) = show_time(instant, zone, "gregorian").split(" ")[1:]
            assert bool(offset) == (len(instants_at(local, zone)) > 1), show_utc(instant)
            assert shown == show_utc(local)[11:16]


def test_a_time_at_the_edge_of_the_years_that_are_supported_is_shown() -> None:
    for instant in (EARLIEST, LATEST - 1):
        assert parse_time(show_time(instant, time_zone("UTC"), "gregorian"), time_zone("UTC")) == instant
