"""Clocks against oracles that go from day to day, from minute to minute, or from microsecond to microsecond."""

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slakit.calendar_document import CalendarDocument
from slakit.calendars import Day, day_of, parse_day, start_of_day, time_zone
from slakit.checks import CalendarDay, ClearDays, DayOff, Length, WorkingDays, WorkingHours, WorkingTime
from slakit.comparison.lengths import size_of_length
from slakit.comparison.partings import MOST_STATES, partings
from slakit.verdicts.clocks import FOREVER, Calendars, due_after, earliest_after, lead_before
from slakit.verdicts.intervals import Intervals
from slakit.working_time import civil_time, working_time

THOROUGHLY = settings(max_examples=150, deadline=None)
DAYS, LONG = 12, 10
"""A small world: twelve days of ten instants each, in which every instant can be looked at."""
END = DAYS * LONG
NOW = 50


@st.composite
def calendars(draw: st.DrawFn) -> WorkingTime:
    """A calendar of the small world: days with up to two parts of hours, and times that are off."""
    days = []
    for number in range(DAYS):
        edges = sorted(draw(st.sets(st.integers(0, LONG), max_size=4)))
        parts = [
            (a + number * LONG, b + number * LONG) for a, b in zip(edges[::2], edges[1::2], strict=False)
        ]
        days.append(CalendarDay(number * LONG, (number + 1) * LONG, tuple(parts)))
    off = draw(
        st.lists(st.tuples(st.integers(0, END), st.integers(1, 15), st.integers(0, 2 * NOW)), max_size=4)
    )
    return WorkingTime(
        "small", tuple(days), tuple(DayOff(a, a + long, declared) for a, long, declared in off)
    )


INSTANTS = st.integers(0, END - 1)
PAUSES = st.lists(st.tuples(INSTANTS, st.integers(1, 20)), max_size=3).map(
    lambda parts: [(since, since + long) for since, long in parts]
)
KNOWN_AT = st.sampled_from([None, NOW])


def united(parts: list[tuple[int, int]]) -> Intervals:
    """Parts of time as a set."""
    whole = Intervals()
    for since, until in parts:
        whole.add(since, until)
    return whole


def inside(parts: list[tuple[int, int]], instant: int) -> bool:
    """Whether an instant lies in one of several parts."""
    return any(since <= instant < until for since, until in parts)


def is_off(calendar: WorkingTime, instant: int, known_at: int | None) -> bool:
    """Whether something known takes an instant away."""
    known = [off for off in calendar.off if known_at is None or off.declared <= known_at]
    return any(off.since <= instant < off.until for off in known)


def is_open(calendar: WorkingTime, instant: int, known_at: int | None) -> bool:
    """Whether a calendar is open from an instant to the next one."""
    regular = any(inside(list(day.hours), instant) for day in calendar.days)
    return regular and not is_off(calendar, instant, known_at)


def works(calendar: WorkingTime, day: CalendarDay, known_at: int | None) -> bool:
    """Whether something is left of the hours of a day."""
    return any(is_open(calendar, instant, known_at) for instant in range(day.begins, day.ends))


def ticked(
    runs: Callable[[int], bool], amount: int, since: int, paused: list[tuple[int, int]], end: int
) -> int | None:
    """When a clock that runs at some instants has counted so many, and no pause is open."""
    for now in range(since, end + 1):
        if amount <= 0 and not inside(paused, now):
            return now
        amount -= runs(now) and not inside(paused, now)
    return None


# --- forwards ---------------------------------------------------------------------------------------------------------


@THOROUGHLY
@given(st.integers(1, 60), INSTANTS, PAUSES)
def test_elapsed_time_is_what_passes_outside_of_pauses(
    amount: int, since: int, paused: list[tuple[int, int]]
) -> None:
    """The time is up when so many instants were counted one by one, and at no instant of a pause."""
    due = due_after(amount, since, united(paused), Calendars())
    assert due.instant == ticked(lambda _: True, amount, since, paused, 10 * END)


@THOROUGHLY
@given(calendars(), st.integers(1, 40), INSTANTS, PAUSES, KNOWN_AT)
def test_working_hours_are_what_passes_while_the_calendar_is_open(
    calendar: WorkingTime, amount: int, since: int, paused: list[tuple[int, int]], known_at: int | None
) -> None:
    """Counted instant by instant: open by the hours, taken away by nothing known, and paused by nothing."""
    due = due_after(WorkingHours(amount, calendar), since, united(paused), Calendars(known_at))
    runs = [is_open(calendar, now, known_at) for now in range(END)] + [False] * (9 * END)
    used_up = sum(runs[now] and not inside(paused, now) for now in range(since, END)) >= amount
    expected = ticked(lambda now: runs[now], amount, since, paused, 10 * END - 1) if used_up else None
    assert due.instant == expected


@THOROUGHLY
@given(calendars(), st.integers(1, 8), INSTANTS, PAUSES, KNOWN_AT)
def test_working_days_are_counted_day_by_day(
    calendar: WorkingTime, amount: int, since: int, paused: list[tuple[int, int]], known_at: int | None
) -> None:
    """From the day after the event on, each day with hours left of which no pause takes an instant."""
    left, expected = amount, None
    for day in calendar.days[since // LONG + 1 :]:
        at_work = [instant for a, b in day.hours for instant in range(a, b + 1)]
        if works(calendar, day, known_at) and not any(inside(paused, instant) for instant in at_work):
            left -= 1
            if left == 0:
                expected = day.hours[-1][1]
    due = due_after(WorkingDays(amount, calendar), since, united(paused), Calendars(known_at))
    assert due.instant == expected


@THOROUGHLY
@given(calendars(), st.integers(1, 8), INSTANTS, PAUSES, KNOWN_AT, st.sampled_from([0, 1]))
def test_clear_days_are_counted_day_by_day(
    calendar: WorkingTime,
    amount: int,
    since: int,
    paused: list[tuple[int, int]],
    known_at: int | None,
    moves: int,
) -> None:
    """The day of the event is left out, so many untouched days follow, and then comes the last one, on which to act."""
    left, expected = amount, None
    for day in calendar.days[since // LONG + 1 :]:
        if any(inside(paused, instant) for instant in range(day.begins, day.ends)):
            continue
        if left == 0 and (works(calendar, day, known_at) or not moves):
            expected = day.ends
            break
        left = max(left - 1, 0)
    due = due_after(
        ClearDays(amount, calendar, moves=bool(moves)), since, united(paused), Calendars(known_at)
    )
    assert (due.instant, due.closed) == (expected, False)


@THOROUGHLY
@given(calendars(), st.integers(1, 8), INSTANTS, PAUSES, KNOWN_AT)
def test_where_the_calendar_ends_first_the_time_is_not_up_before_its_end(
    calendar: WorkingTime, amount: int, since: int, paused: list[tuple[int, int]], known_at: int | None
) -> None:
    """What is not known is not guessed: in time until then is certain, and being late never is."""
    due = due_after(WorkingDays(amount, calendar), since, united(paused), Calendars(known_at))
    if due.instant is None:
        assert (due.not_before, due.allows(END - 1), due.refuses(10 * END)) == (END, True, False)


@THOROUGHLY
@given(calendars(), st.integers(1, 30), INSTANTS, INSTANTS)
def test_while_a_pause_is_open_nothing_is_late_that_was_not_late_before(
    calendar: WorkingTime, amount: int, since: int, opened: int
) -> None:
    """A pause without an end leaves either the deadline that came before it, or none at all."""
    open_pause = Intervals([(opened, FOREVER)])
    for length in (
        amount,
        WorkingHours(amount, calendar),
        WorkingDays(amount, calendar),
        ClearDays(amount, calendar),
    ):
        without = due_after(length, since, Intervals(), Calendars())
        due = due_after(length, since, open_pause, Calendars())
        assert due.instant in (None, without.instant)
        assert due.instant is None or due.instant <= opened
        assert due.instant is not None or due.not_before == FOREVER


# --- backwards --------------------------------------------------------------------------------------------------------


def latest_by_looking(fits: Callable[[int], bool], until: int) -> int | None:
    """The latest of all instants from which on a whole length fits."""
    return next((since for since in range(until - 1, -1, -1) if fits(since)), None)


@THOROUGHLY
@given(calendars(), st.integers(1, 40), INSTANTS, KNOWN_AT)
def test_so_many_working_hours_lie_before_an_instant_and_no_later_start_has_as_many(
    calendar: WorkingTime, amount: int, until: int, known_at: int | None
) -> None:
    """The latest start is found by trying every instant."""
    runs = [is_open(calendar, now, known_at) for now in range(END)]
    lead = lead_before(WorkingHours(amount, calendar), until, Calendars(known_at))
    assert (lead and lead.latest) == latest_by_looking(lambda since: sum(runs[since:until]) >= amount, until)


@THOROUGHLY
@given(calendars(), st.integers(1, 6), INSTANTS, KNOWN_AT)
def test_so_many_whole_working_days_lie_before_an_instant(
    calendar: WorkingTime, amount: int, until: int, known_at: int | None
) -> None:
    """A day is whole if the start is not after its opening and its end not after the day of the act begins."""
    today = until // LONG
    working = [day for day in calendar.days[:today] if works(calendar, day, known_at)]

    def whole(since: int) -> bool:
        return sum(since <= day.hours[0][0] for day in working) >= amount

    lead = lead_before(WorkingDays(amount, calendar), until, Calendars(known_at))
    assert (lead and (lead.latest, lead.closed)) == (
        None if (latest := latest_by_looking(whole, until)) is None else (latest, True)
    )


@THOROUGHLY
@given(calendars(), st.integers(1, 8), INSTANTS)
def test_so_many_clear_days_lie_between_two_days(calendar: WorkingTime, amount: int, until: int) -> None:
    """Neither the day of the notice nor the day of the act is one of them."""
    lead = lead_before(ClearDays(amount, calendar), until, Calendars())
    for since in range(until):
        between = until // LONG - since // LONG - 1
        assert (lead is not None and lead.allows(since)) == (between >= amount)


LENGTHS = st.sampled_from(["elapsed", "hours", "days", "clear"])


def length_of(kind: str, amount: int, calendar: WorkingTime) -> Length:
    """A length of one of the four sorts."""
    made: dict[str, Length] = {
        "elapsed": amount,
        "hours": WorkingHours(amount, calendar),
        "days": WorkingDays(amount, calendar),
        "clear": ClearDays(amount, calendar),
    }
    return made[kind]


@THOROUGHLY
@given(calendars(), LENGTHS, st.integers(1, 30), INSTANTS, KNOWN_AT)
def test_the_earliest_act_after_a_notice_is_announced_in_time_and_none_before_it_is(
    calendar: WorkingTime, kind: str, amount: int, since: int, known_at: int | None
) -> None:
    """What a finding offers as a cure is one, and it is the smallest."""
    length, known = length_of(kind, amount, calendar), Calendars(known_at)
    earliest = earliest_after(length, since, known)

    def announced(act: int) -> bool:
        lead = lead_before(length, act, known)
        return lead is not None and lead.allows(since)

    announced_acts = [act for act in range(since + 1, END) if announced(act)]
    if earliest is not None and earliest < END:
        assert announced_acts[:1] == [earliest]
    else:
        assert announced_acts == []


@THOROUGHLY
@given(calendars(), LENGTHS, st.integers(1, 30), INSTANTS, st.integers(1, 5), PAUSES)
def test_a_longer_time_is_never_up_earlier(
    calendar: WorkingTime, kind: str, amount: int, since: int, longer: int, paused: list[tuple[int, int]]
) -> None:
    """Nor is it known to be up where the shorter one is not."""
    short, long = (
        due_after(length_of(kind, much, calendar), since, united(paused), Calendars())
        for much in (amount, amount + longer)
    )
    assert short.not_before <= long.not_before
    assert long.instant is None or (short.instant is not None and short.instant <= long.instant)


# --- real days, in zones that change their clocks ---------------------------------------------------------------------

MINUTE, DAY = 60_000_000, 86_400_000_000
TEHRAN, FIRST, LAST = time_zone("Asia/Tehran"), parse_day("1397/12/20"), parse_day("1398/01/20")
WORDS = {"en": "x"}
OFFICE = CalendarDocument.model_validate(
    {
        "document": "calendar/v1", "calendar": "o", "version": "1", "title": WORDS,
        "from": str(FIRST), "until": str(LAST), "region": "hamadan", "weekend": ("thursday", "friday"),
        "hours": {
            "saturday": ("00:00-02:00", "07:30-14:30"), "sunday": ("07:30-14:30",), "monday": ("07:30-14:30",),
            "tuesday": ("22:15-24:00",), "wednesday": ("00:30-23:00",),
        },
        "holidays": ({"day": "1398/01/01", "name": WORDS}, {"day": "1398/01/12", "name": WORDS}),
        "closures": ({
            "from": "1398/01/17", "until": "1398/01/18", "region": "hamadan", "name": WORDS, "source": WORDS,
            "declared": "1398/01/19 09:00",
        },),
    }
)  # fmt: skip
TEHRAN_OFFICE = working_time("office", OFFICE, (), TEHRAN)
MINUTES = st.integers(0, (LAST.ordinal - FIRST.ordinal) * 1440 - 1)


def on_the_wall(instant: int) -> bool:
    """Whether the office is open at an instant, by what the clock and the calendar on its wall show."""
    from slakit.calendars import hours_of_day, show_time

    day, clock = show_time(instant, TEHRAN, "jalali").split(" ")[:2]
    minute = int(clock[:2]) * 60 + int(clock[3:5])
    if day in ("1398/01/01", "1398/01/12", "1398/01/17", "1398/01/18"):
        return False
    parts = (OFFICE.hours or {}).get(parse_day(day).weekday, ())  # type: ignore[call-overload] # any weekday
    return any(opens <= minute < closes for opens, closes in map(hours_of_day, parts))


@settings(max_examples=15, deadline=None)
@given(MINUTES, st.integers(1, 40 * 60))
def test_working_hours_agree_with_the_clock_on_the_wall_minute_by_minute(start: int, minutes: int) -> None:
    """Over the night on which the clocks of Tehran go forward, too."""
    since = start_of_day(FIRST, TEHRAN) + start * MINUTE
    due = due_after(WorkingHours(minutes * MINUTE, TEHRAN_OFFICE), since, Intervals(), Calendars())
    now, left, end = since, minutes, start_of_day(LAST.plus(1), TEHRAN)
    while left and now < end:
        left -= on_the_wall(now)
        now += MINUTE
    assert due.instant == (None if left else now)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, 700),
    st.integers(0, DAY - 1),
    st.integers(1, 60),
    st.sampled_from(["Asia/Tehran", "Europe/Tallinn", "America/St_Johns"]),
)
def test_clear_days_end_with_the_day_that_the_calendar_counts(
    after: int, within: int, amount: int, name: str
) -> None:
    """Whatever the clocks do in between, the day of the act is so many days and one more after the day of the event."""
    zone, first = time_zone(name), Day("gregorian", 2019, 1, 1)
    since = start_of_day(first.plus(after), zone) + within
    calendar = civil_time(first, first.plus(900), zone)
    last = day_of(since, zone, "gregorian").plus(amount + 1)
    due = due_after(ClearDays(amount, calendar), since, Intervals(), Calendars())
    assert (due.instant, due.closed) == (start_of_day(last.plus(1), zone), False)


# --- which is longer --------------------------------------------------------------------------------------------------


@st.composite
def calendars_with_fewer_hours(draw: st.DrawFn) -> tuple[WorkingTime, WorkingTime]:
    """A calendar, and one that has no other hours, but fewer: of some days a part, or none, or of which more is off."""
    calendar = draw(calendars())
    if draw(st.booleans()):
        declared = st.sampled_from([0, 2 * NOW])
        more = st.builds(
            lambda at, to: DayOff(at * LONG, (at + 1) * LONG, to), st.integers(0, DAYS - 1), declared
        )
        off = (*calendar.off, *draw(st.lists(more, max_size=3)))
        return calendar, WorkingTime(calendar.name, calendar.days, off)
    days = []
    for day in calendar.days:
        hours = draw(st.sampled_from([day.hours, day.hours, day.hours[:1], day.hours[1:], ()]))
        if draw(st.booleans()):
            hours = tuple((since, until - 1) for since, until in hours if until - since > 1)
        days.append(CalendarDay(day.begins, day.ends, hours))
    return calendar, WorkingTime(calendar.name, tuple(days), calendar.off)


@settings(max_examples=900, deadline=None)
@given(
    calendars_with_fewer_hours(),
    st.sampled_from([WorkingHours, WorkingDays, lambda amount, of: ClearDays(amount, of, moves=True)]),
    st.tuples(st.integers(1, 6), st.integers(0, 1)),
    INSTANTS,
    PAUSES,
    KNOWN_AT,
)
def test_a_length_that_is_called_longer_is_never_over_sooner(
    pair: tuple[WorkingTime, WorkingTime],
    counted: Callable[[int, WorkingTime], Length],
    amounts: tuple[int, int],
    since: int,
    paused: list[tuple[int, int]],
    known_at: int | None,
) -> None:
    """Whenever it begins, whatever pauses it, and for whoever knows of closures; backwards it begins no later."""
    amount, more = amounts
    one, other = counted(amount, pair[0]), counted(amount + more, pair[1])
    shorter, longer = (one, other) if size_of_length(one, other) == 1 else (other, one)
    if size_of_length(shorter, longer) != 1:
        return
    calendars = Calendars(known_at)
    dues = [due_after(length, since, united(paused), calendars).instant for length in (shorter, longer)]
    leads = [lead_before(length, since, calendars) for length in (shorter, longer)]
    assert dues[1] is None or (dues[0] is not None and dues[0] <= dues[1])
    assert leads[1] is None or (leads[0] is not None and leads[1].latest <= leads[0].latest)


@settings(max_examples=600, deadline=None)
@given(st.data(), calendars(), INSTANTS, PAUSES, KNOWN_AT)
def test_of_two_clocks_that_may_be_paused_one_is_called_longer_only_if_it_is_so_whatever_pauses_them(
    data: st.DataObject,
    calendar: WorkingTime,
    since: int,
    paused: list[tuple[int, int]],
    known_at: int | None,
) -> None:
    """A short pause takes a whole clear day, and of elapsed time no more than itself."""
    lengths = (
        st.integers(1, 6 * LONG)
        | st.builds(ClearDays, st.integers(1, 3), st.just(calendar))
        | st.builds(WorkingDays, st.integers(1, 3), st.just(calendar))
        | st.builds(WorkingHours, st.integers(1, 12), st.just(calendar))
    )
    one, other = data.draw(lengths), data.draw(lengths)
    if size_of_length(one, other, paused=True) != 1:
        return
    known = Calendars(known_at)
    dues = [due_after(length, since, united(paused), known).instant for length in (one, other)]
    assert dues[1] is None or (dues[0] is not None and dues[0] <= dues[1])


def test_clear_days_that_may_be_paused_are_not_called_shorter_than_elapsed_time() -> None:
    days = [CalendarDay(at * DAY, (at + 1) * DAY, ()) for at in range(20)]
    clear = ClearDays(5, WorkingTime("civil", tuple(days), ()))
    assert size_of_length(8 * DAY, clear) == -1
    assert size_of_length(8 * DAY, clear, paused=True) is None
    assert size_of_length(4 * DAY, clear, paused=True) == 1


@pytest.mark.parametrize(("clear", "days"), list(product(range(1, 4), range(1, 8))))
def test_elapsed_days_are_ordered_with_clear_days_only_where_they_are_so_at_every_time_of_a_day(
    clear: int, days: int
) -> None:
    """In a zone that never changes its clocks: three clear days after an act are more than four days, and end in the fifth."""
    zone, first = time_zone("Asia/Dubai"), Day("gregorian", 2024, 1, 1)
    counted = ClearDays(clear, civil_time(first, first.plus(40), zone))
    begins, more = start_of_day(first.plus(20), zone), list[int]()
    for at in (begins, begins + DAY // 2, begins + DAY - 1):
        due, lead = due_after(counted, at, Intervals(), Calendars()), lead_before(counted, at, Calendars())
        assert due.instant is not None
        assert lead is not None
        more += (due.instant - at - days * DAY, at - lead.latest - days * DAY)
    size = size_of_length(days * DAY, counted)
    assert size != 1 or min(more) >= 0
    assert size != -1 or max(more) <= 0


def test_fewer_hours_make_working_hours_longer_and_working_days_end_sooner() -> None:
    """Of a day that keeps some hours; a day that keeps none makes both longer, and a part that a closure leaves decides nothing."""

    def calendar(third: tuple[tuple[int, int], ...], *off: DayOff) -> WorkingTime:
        days = [
            CalendarDay(at * LONG, (at + 1) * LONG, third if at == 2 else ((at * LONG + 2, at * LONG + 6),))
            for at in range(DAYS)
        ]
        return WorkingTime("small", tuple(days), off)

    whole, shorter, closed = calendar(((22, 26),)), calendar(((22, 25),)), calendar(())
    assert size_of_length(WorkingHours(3, whole), WorkingHours(3, shorter)) == 1
    assert size_of_length(WorkingDays(3, whole), WorkingDays(3, shorter)) == -1
    assert size_of_length(WorkingDays(3, whole), WorkingDays(3, closed)) == 1
    assert size_of_length(WorkingDays(3, whole), WorkingDays(2, closed)) is None
    morning = DayOff(20, 24, 0)
    cut = [WorkingDays(3, calendar(third, morning)) for third in (((22, 26),), ((22, 25),))]
    assert size_of_length(*cut) is None


@st.composite
def lengths(draw: st.DrawFn) -> Length:
    """A length of any sort: elapsed, or counted by a calendar of the small world."""
    counted: Callable[[int, WorkingTime], Length] = draw(
        st.sampled_from([
            lambda amount, _: amount * LONG // 2,
            lambda amount, of: WorkingHours(amount * 3, of),
            WorkingDays,
            ClearDays,
            lambda amount, of: ClearDays(amount, of, moves=True),
        ])
    )  # fmt: skip
    return counted(draw(st.integers(1, 4)), draw(calendars()))


@settings(max_examples=600, deadline=None)
@given(st.data(), INSTANTS, KNOWN_AT)
def test_whole_working_days_hold_what_is_never_longer(
    data: st.DataObject, since: int, known_at: int | None
) -> None:
    """Whatever pauses them: on the days that count nothing does, so that their hours run for the other time too."""
    hours = data.draw(
        st.lists(st.sampled_from([(), ((2, 6),), ((1, 4), (5, 6))]), min_size=DAYS, max_size=DAYS)
    )
    days = [
        CalendarDay(at * LONG, (at + 1) * LONG, tuple((at * LONG + a, at * LONG + b) for a, b in parts))
        for at, parts in enumerate(hours)
    ]
    closed = data.draw(st.lists(st.integers(0, DAYS - 1), max_size=2))
    off = tuple(DayOff(at * LONG, (at + 1) * LONG, NOW) for at in closed)
    calendar = WorkingTime("small", tuple(days), off)
    whole, paused = data.draw(st.integers(1, 3)), data.draw(PAUSES)
    amount = data.draw(st.integers(4 * whole - 2, 4 * whole + 2))
    one: Length = data.draw(st.one_of(st.just(amount), st.just(WorkingHours(amount, calendar))))
    longer: Length = WorkingDays(whole, calendar)
    if size_of_length(one, longer) != 1:
        return
    known, read = Calendars(known_at), data.draw(st.booleans())
    dues = [due_after(length, since, united(paused), known, closed=read).instant for length in (one, longer)]
    leads = [lead_before(length, since, known, closed=read) for length in (one, longer)]
    assert dues[1] is None or (dues[0] is not None and dues[0] <= dues[1])
    assert leads[1] is None or (leads[0] is not None and leads[1].latest <= leads[0].latest)


def span_of(length: Length, at: int, known: Calendars, *, ahead: bool, closed: bool) -> int | None:
    """How long a length is that begins at an instant, or is over by it, up to the last instant that is in time."""
    if ahead:
        lead = lead_before(length, at, known, closed=closed)
        return None if lead is None else at - lead.latest + (not lead.closed)
    due = due_after(length, at, Intervals(), known, closed=closed)
    return None if due.instant is None else due.instant - (not due.closed) - at


@settings(max_examples=600, deadline=None)
@given(lengths(), lengths(), st.tuples(st.booleans(), st.booleans()))
def test_lengths_part_where_one_of_all_instants_says_so(
    one: Length, other: Length, read: tuple[bool, bool]
) -> None:
    """Looked at one by one, no instant of the term shows what the few did not that were looked at."""
    ahead, closed = read
    parted = partings(one, other, 0, END, ahead=ahead)
    off = [part for length in (one, other) if not isinstance(length, int) for part in length.calendar.off]
    if len({part.declared for part in off}) >= MOST_STATES:
        return
    grown = set()
    for known_at in (-1, *(part.declared for part in off)):
        known = Calendars(known_at)
        for at in range(END):
            before, after = (
                span_of(length, at, known, ahead=ahead, closed=closed) for length in (one, other)
            )
            if before is not None and after is not None:
                grown.add((after > before) - (after < before))
    if parted is None:
        assert not grown
        return
    assert parted.longer is not None or 1 not in grown
    assert parted.shorter is not None or -1 not in grown
