"""Periods, recurrences, limits and what lasts, held against slow answers that go day by day or event by event."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from slakit.calendars import Calendar, Cycle, Day, Instant, parse_day, periods
from slakit.checks import Check, Duty, Inside, Limited, Recurring
from slakit.engines.reference import judge
from slakit.events.event import Event, FieldValue
from slakit.findings import Finding, Outcome
from slakit.loading import load

EDITION = load(Path(__file__).parents[1] / "suite")
TERM = EDITION.term
HOUR, DAY = 3_600_000_000, 86_400_000_000
DAYS = st.integers(parse_day("1395/01/01").ordinal, parse_day("1405/01/01").ordinal)
INSTANTS = st.one_of(
    st.integers(0, 12).map(lambda weeks: TERM.start + weeks * 7 * DAY),
    st.integers(0, 12).map(lambda weeks: TERM.start + weeks * 7 * DAY - 1),
    st.integers(TERM.start - DAY, TERM.start + 90 * DAY),
    st.sampled_from([TERM.end - 1, TERM.end, TERM.end + 1]),
)


# --- periods, day by day ----------------------------------------------------------------------------------------------


def period_of(day: Day, cycle: Cycle) -> tuple[object, ...]:
    """What two days have in common that lie in one period, without any arithmetic on periods."""
    if cycle == "week":
        first = "saturday" if day.calendar == "jalali" else "monday"
        while day.weekday != first:
            day = day.plus(-1)
        return (day,)
    parts = {
        "day": (day.month, day.day),
        "month": (day.month,),
        "quarter": ((day.month - 1) // 3,),
        "year": (),
    }
    return (day.year, *parts[cycle])


@settings(max_examples=200)
@given(DAYS, st.integers(0, 800), st.sampled_from(get_args(Calendar)), st.sampled_from(get_args(Cycle)))
def test_two_days_are_in_one_period_if_the_calendar_says_so(
    first: int, length: int, calendar: Calendar, cycle: Cycle
) -> None:
    """Every day of the term is in one period, in order, and a new period begins where the calendar begins one."""
    last = Day.from_ordinal(first + length, calendar)
    told = list(periods(Day.from_ordinal(first, calendar), last, cycle))
    days = [list(range(one.first.ordinal, one.last.ordinal + 1)) for one in told]
    assert [ordinal for one in days for ordinal in one] == list(range(first, first + length + 1))
    named = [{period_of(Day.from_ordinal(ordinal, calendar), cycle) for ordinal in one} for one in days]
    assert {len(one) for one in named} == {1}
    assert len({next(iter(one)) for one in named}) == len(told) == len({one.name for one in told})


# --- what a norm of each kind finds, event by event -------------------------------------------------------------------


def duty_of(norm: str) -> Duty:
    """A duty of the suite, without its exceptions."""
    return replace(next(duty for duty in EDITION.duties if duty.norm == norm), unless=())


def found(norm: str, log: list[Event], at: Instant) -> list[Finding]:
    """What the engine finds of one norm."""
    return judge([duty_of(norm)], TERM, log, at)


def check_of(norm: str) -> Check:
    """What a norm of the suite is lowered to."""
    return duty_of(norm).check


@st.composite
def drills(draw: st.DrawFn) -> list[Event]:
    """Drills, full or not, or not known to be."""
    told = draw(st.lists(st.tuples(INSTANTS, st.sampled_from([True, True, False, None])), max_size=6))
    return [
        Event("t", f"e{at}", "drill.held", time, time, {} if full is None else {"full": full})
        for at, (time, full) in enumerate(told)
    ]


def expected_of_quarter(start: Instant, end: Instant, log: list[Event], at: Instant) -> Outcome:
    """The outcome of a quarter, straight from the words of the norm."""
    within = [event for event in log if start <= event.time < end and event.time <= at]
    if any(event.data.get("full") is True for event in within):
        return Outcome.FULFILLED
    if at < end:
        return Outcome.PENDING
    return Outcome.UNDETERMINED if any("full" not in event.data for event in within) else Outcome.VIOLATED


@given(drills(), INSTANTS)
def test_a_period_is_kept_by_one_event_in_it(log: list[Event], at: Instant) -> None:
    """Each quarter that has begun is answered by the events in it alone."""
    check = check_of("drill-each-quarter")
    assert isinstance(check, Recurring)
    expected = {
        period.name: expected_of_quarter(period.start, period.end, log, at)
        for period in check.periods
        if period.start <= at
    }
    assert {one.occasion["period"]: one.outcome for one in found("drill-each-quarter", log, at)} == expected


@st.composite
def backups_tested(draw: st.DrawFn) -> list[Event]:
    """Tests of the backups, at any time."""
    times = draw(st.lists(INSTANTS | INSTANTS.map(lambda time: time + 90 * DAY), max_size=6))
    return [Event("t", f"e{at}", "backup.tested", time, time, {}) for at, time in enumerate(times)]


@given(backups_tested(), INSTANTS | INSTANTS.map(lambda time: time + 180 * DAY), st.booleans())
def test_no_gap_is_longer_than_allowed_exactly_if_none_is_broken(
    log: list[Event],
    at: Instant,
    complete: bool,  # noqa: FBT001 -- drawn by Hypothesis
) -> None:
    """With a complete log a gap is broken if it has lasted longer than ninety days, within the term and as of now."""
    duty = duty_of("backups-tested")
    assert isinstance(duty.check, Recurring)
    assert duty.check.apart == 90 * DAY
    check = replace(duty.check, by=replace(duty.check.by, complete=complete))
    times = sorted(event.time for event in log if TERM.start <= event.time < TERM.end and event.time <= at)
    marks = [TERM.start, *times, min(at, TERM.end)]
    gaps = [later - earlier for earlier, later in pairwise(marks)]
    too_long = sum(gap > 90 * DAY for gap in gaps) if at >= TERM.start else 0
    outcomes = [one.outcome for one in judge([replace(duty, check=check)], TERM, log, at)]
    broken = Outcome.VIOLATED if complete else Outcome.UNDETERMINED
    assert outcomes.count(broken) == too_long
    assert len(outcomes) == (len(times) + 1 if at >= TERM.start else 0)


@st.composite
def copies(draw: st.DrawFn) -> list[Event]:
    """Copies of two readers, of known and unknown numbers of pages, paid for or not or not known to be."""
    rows = st.tuples(
        INSTANTS, st.sampled_from("rs"), st.sampled_from([None, 0, 1, 50, 51, 100, 101]),
        st.sampled_from([False, False, True, None]),
    )  # fmt: skip
    made = []
    for at, (time, reader, pages, paid) in enumerate(draw(st.lists(rows, max_size=6))):
        told: dict[str, FieldValue] = {"reader": reader}
        told |= {} if pages is None else {"pages": pages}
        told |= {} if paid is None else {"paid": paid}
        made.append(Event("t", f"e{at}", "copies.made", time, time, told))
    return made


def possible_totals(log: list[Event]) -> tuple[int, float]:
    """The least and the most that copies can come to, where no page is given back."""
    least, most = 0, 0.0
    for event in log:
        pages, paid = event.data.get("pages"), event.data.get("paid")
        assert isinstance(pages, int | None)
        least += pages if pages is not None and paid is False else 0
        most += 0 if paid is True else float("inf") if pages is None else pages
    return least, most


@given(copies(), INSTANTS)
def test_a_limit_is_passed_if_the_least_that_is_possible_passes_it(log: list[Event], at: Instant) -> None:
    """Each reader and month is broken, open or kept by the least and the most that the copies can come to."""
    check = check_of("copies-each-month")
    assert isinstance(check, Limited)
    expected = {}
    for period in check.periods:
        for reader in "rs":
            of = [
                event for event in log
                if event.data["reader"] == reader and period.start <= event.time < min(period.end, at + 1)
            ]  # fmt: skip
            least, most = possible_totals(of)
            if any(event.data.get("paid") is not True for event in of):
                expected[reader, period.name] = (
                    Outcome.VIOLATED if least > 100
                    else Outcome.PENDING if at < period.end
                    else Outcome.UNDETERMINED if most > 100
                    else Outcome.FULFILLED
                )  # fmt: skip
    answers = found("copies-each-month", log, at)
    assert {(one.occasion["reader"], one.occasion["period"]): one.outcome for one in answers} == expected


@st.composite
def exhibitions(draw: st.DrawFn) -> list[Event]:
    """One exhibition, and up to three permits of its room, each from one instant to another."""
    spans = [sorted(draw(st.lists(INSTANTS, min_size=2, max_size=2))) for _ in range(draw(st.integers(1, 4)))]
    (opened, closed), permits = spans[0], spans[1:]
    named = {"exhibition": "x"}
    log = [
        Event("t", "open", "exhibition.opened", opened, opened, {**named, "room": "hall", "public": True}),
        Event("t", "close", "exhibition.closed", closed, closed, named),
    ]
    for at, (since, until) in enumerate(permits):
        data = {"permit": f"p{at}"}
        granted: dict[str, FieldValue] = {**data, "room": "hall", "binding": True}
        log.append(Event("t", f"grant{at}", "permit.granted", since, since, granted))
        log.append(Event("t", f"end{at}", "permit.ended", until, until, data))
    return log


@given(exhibitions())
def test_a_span_lies_inside_if_each_of_its_edges_is_covered(log: list[Event]) -> None:
    """Between two edges nothing changes, so it is enough to look at each of them, one after the other."""
    assert isinstance(check_of("exhibition-in-permit"), Inside)
    times = {event.id: event.time for event in log}
    opened, closed = times["open"], min(max(times["close"], times["open"] + 1), TERM.end)
    permits = [(times[name], times[f"end{name[5:]}"]) for name in times if name.startswith("grant")]
    edges = {opened, *(edge for permit in permits for edge in permit if opened <= edge < closed)}
    covered = all(any(since <= edge < until for since, until in permits) for edge in edges)
    expected = Outcome.FULFILLED if covered else Outcome.VIOLATED
    if not TERM.start <= opened < TERM.end:
        expected = Outcome.NOT_APPLICABLE
    assert [one.outcome for one in found("exhibition-in-permit", log, TERM.end + DAY)] == [expected]


def test_jalali_periods_have_the_names_and_edges_of_their_calendar() -> None:
    """A week is called after its Saturday, a quarter after its year; the term cuts the first and the last."""
    term = parse_day("1398/06/30"), parse_day("1398/07/07")
    told = {
        cycle: [(one.name, str(one.first), str(one.last)) for one in periods(*term, cycle)]
        for cycle in ("week", "quarter", "year")
    }
    assert told == {
        "week": [
            ("1398/06/30", "1398/06/30", "1398/07/05"),
            ("1398/07/06", "1398/07/06", "1398/07/07"),
        ],
        "quarter": [
            ("1398/q2", "1398/06/30", "1398/06/31"),
            ("1398/q3", "1398/07/01", "1398/07/07"),
        ],
        "year": [("1398", "1398/06/30", "1398/07/07")],
    }
