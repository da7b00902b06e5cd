"""Days, instants, time zones, durations and day counts: the only module that knows a calendar.

An instant is an integer: microseconds since 1970-01-01T00:00:00Z. Jalali and Gregorian dates and
local times live at the edges, where they are read and shown; between the edges there are only
integers, so that 72 hours are 72 elapsed hours on every night of the year. No clock and no locale
is read, and aware datetimes are never subtracted (Python does that by the clock on the wall).

Supported are the days from 1300/01/01 (1921-03-21) to 1500/12/29 (2122-03-20), where the 33-year
rule of leap years gives the computed equinox; each of them has a name in both calendars.
"""

from slakit.calendars.day_counts import DayCount, window_length
from slakit.calendars.days import (
    EARLIEST,
    FIRST_YEAR,
    LAST_YEAR,
    LATEST,
    Calendar,
    Cycle,
    Day,
    Digits,
    Language,
    Month,
    Period,
    day_text,
    is_leap_year,
    months_of,
    periods,
    show_day,
    show_day_long,
)
from slakit.calendars.durations import (
    DURATION_REASONS,
    UNITS_OF_A_CALENDAR,
    Duration,
    Unit,
    UnreadableDuration,
    duration_in_words,
    months_as_30_days,
    parse_duration,
    show_duration,
)
from slakit.calendars.instants import DAY, HOUR, MINUTE, SECOND, WEEK, Instant
from slakit.calendars.times import (
    TIME_REASONS,
    parse_day,
    parse_instant,
    parse_local,
    parse_time,
    show_clock,
    show_seconds,
    show_time,
    show_utc,
)
from slakit.calendars.zones import (
    UnknownTimeZone,
    day_of,
    end_of_day,
    hours_of_day,
    hours_on,
    instant_on_clock,
    month_starts,
    shown_once,
    start_of_day,
    time_zone,
    time_zone_data_version,
)

__all__ = [
    "DAY",
    "DURATION_REASONS",
    "EARLIEST",
    "FIRST_YEAR",
    "HOUR",
    "LAST_YEAR",
    "LATEST",
    "MINUTE",
    "SECOND",
    "TIME_REASONS",
    "UNITS_OF_A_CALENDAR",
    "WEEK",
    "Calendar",
    "Cycle",
    "Day",
    "DayCount",
    "Digits",
    "Duration",
    "Instant",
    "Language",
    "Month",
    "Period",
    "Unit",
    "UnknownTimeZone",
    "UnreadableDuration",
    "day_of",
    "day_text",
    "duration_in_words",
    "end_of_day",
    "hours_of_day",
    "hours_on",
    "instant_on_clock",
    "is_leap_year",
    "month_starts",
    "months_as_30_days",
    "months_of",
    "parse_day",
    "parse_duration",
    "parse_instant",
    "parse_local",
    "parse_time",
    "periods",
    "show_clock",
    "show_day",
    "show_day_long",
    "show_duration",
    "show_seconds",
    "show_time",
    "show_utc",
    "shown_once",
    "start_of_day",
    "time_zone",
    "time_zone_data_version",
    "window_length",
]
