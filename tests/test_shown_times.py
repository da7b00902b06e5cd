"""Times that are put together of parts are those that are written at once."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slakit import load
from slakit.calendars import (
    DAY,
    EARLIEST,
    HOUR,
    LATEST,
    MINUTE,
    SECOND,
    Instant,
    day_of,
    end_of_day,
    parse_instant,
    show_utc,
    time_zone,
)
from slakit.errors import UnreadableTime
from slakit.reports import shown_times
from slakit.reports.figures import FigureKind
from slakit.reports.json_lines import names_in_all_languages
from slakit.reports.names import Names
from slakit.reports.shown_times import ShownTimes
from slakit.text import strip_isolates

ROOT = Path(__file__).parents[1]
JALALI = load(ROOT / "agreements/hamadan-governorate/1398")
GREGORIAN = load(ROOT / "benchmarks/six-rules")
ZONES = ("Asia/Tehran", "UTC", "America/Havana", "Australia/Lord_Howe", "Pacific/Apia")


def names_in(zone: str) -> list[tuple[Names, Names]]:
    """The names of an agreement of either calendar, as if it were of a zone."""
    found = [names_in_all_languages(edition) for edition in (JALALI, GREGORIAN)]
    for names in (one for pair in found for one in pair):
        names.kept["zone",] = time_zone(zone)
    return found


NAMES = [pair for zone in ZONES for pair in names_in(zone)]
SHOWN = [ShownTimes(*pair) for pair in NAMES]
both = st.sampled_from(list(zip(NAMES, SHOWN, strict=True)))

# days of the zones above on which their clocks changed, or that one of them skipped
changed = ("2019-03-21", "2019-09-21", "2022-09-21", "2019-11-03", "2020-03-08", "2019-10-05", "2011-12-30")
changes = st.sampled_from([parse_instant(f"{day}T12:00:00Z") for day in changed])
instants = st.builds(
    lambda near, by, step: near + by * step,
    changes | st.integers(EARLIEST // DAY + 400, LATEST // DAY - 400).map(DAY.__mul__),
    st.integers(-1000, 1000),
    st.sampled_from((1, SECOND, MINUTE, 7 * MINUTE + 1)),
)


@settings(max_examples=300)
@given(both, instants)
def test_an_instant_is_shown_as_it_is_in_full(
    told: tuple[tuple[Names, Names], ShownTimes], instant: Instant
) -> None:
    names, shown = told
    assert shown.utc(instant).decode() == show_utc(instant)
    in_words = [one.decode() for one in shown.in_words(instant)]
    assert in_words == [one.unmarked_instant(instant) for one in names]


@settings(max_examples=300)
@given(
    both,
    st.tuples(st.sampled_from(("instant", "deadline")), instants)
    | st.tuples(st.sampled_from(("length", "duration")), st.integers(-(10**15), 10**15)),
)
def test_a_measure_is_shown_as_it_is_in_full(
    told: tuple[tuple[Names, Names], ShownTimes], measure: tuple[FigureKind, int]
) -> None:
    names, shown = told
    kind, raw = measure
    exchanged, *in_words = [one.decode() for one in shown.measure(kind, raw)]
    assert exchanged == (show_utc(raw) if kind in ("instant", "deadline") else str(raw))
    assert in_words == [strip_isolates(one.figure(kind, raw)) for one in names]


@pytest.mark.parametrize("zone", ZONES)
def test_the_end_of_each_day_of_a_year_is_told_as_that(zone: str) -> None:
    for names in names_in(zone):
        shown = ShownTimes(*names)
        for noon in range(parse_instant("2019-01-01T12:00:00Z"), parse_instant("2020-01-01T12:00:00Z"), DAY):
            end = end_of_day(day_of(noon, names[0].zone, "gregorian"), names[0].zone)
            in_words = [one.decode() for one in shown.measure("deadline", end)[1:]]
            assert in_words == [strip_isolates(one.deadline(end)) for one in names]


@pytest.mark.parametrize("instant", [EARLIEST - 3 * DAY, LATEST + 3 * DAY])
def test_an_instant_of_no_year_that_is_supported_is_refused_as_in_full(instant: Instant) -> None:
    for shown in (SHOWN[0], SHOWN[1]):
        for show in (shown.utc, shown.in_words):
            with pytest.raises(UnreadableTime):
                show(instant)


def test_what_is_kept_of_a_stream_without_end_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown_times, "DAYS_KEPT", 5)
    monkeypatch.setattr(shown_times, "LENGTHS_KEPT", 5)
    shown = ShownTimes(*NAMES[0])
    for number in range(40):
        instant = number * (DAY + HOUR + MINUTE + SECOND)
        assert shown.utc(instant).decode() == show_utc(instant)
        assert [one.decode() for one in shown.in_words(instant)] == [
            one.unmarked_instant(instant) for one in NAMES[0]
        ]
        assert shown.measure("length", instant)[0] == str(instant).encode()
    assert [len(kept) for kept in (shown._utc_days, shown._days, shown._lengths)] == [5, 5, 5]
