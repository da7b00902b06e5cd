"""Clocks: when a time is up that begins at an instant, and when one had to begin that must be over by an instant.

Elapsed time runs always. Working hours run while a calendar is open. Whole days are counted as days, and the day of the
event is none of them. What a pause covers is not counted by any clock.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeVar

from slakit.checks import CalendarDay, ClearDays, Length, WorkingDays, WorkingHours, WorkingTime
from slakit.verdicts.intervals import Intervals

Kept = TypeVar("Kept")
FOREVER = 2**62
"""An instant after all others: until then lasts what nothing ends."""


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A day of a calendar with its regular hours, and what is left of them."""

    day: CalendarDay
    open: tuple[tuple[int, int], ...]


class Calendars:
    """The working calendars as they were known at an instant, or as they are known now."""

    def __init__(self, known_at: int | None = None) -> None:
        self.known_at = known_at
        self._days: dict[int, tuple[WorkingTime, list[OpenDay]]] = {}
        self._hours: dict[int, Intervals] = {}

    def days(self, calendar: WorkingTime) -> list[OpenDay]:
        """All days of a calendar, in order, each with the hours that no known holiday or closure takes away."""
        if (
            id(calendar) not in self._days
        ):  # the calendar is kept beside its days, so that its id stays its own
            self._days[id(calendar)] = (calendar, _OPENED.days(calendar, self._known(calendar)))
        return self._days[id(calendar)][1]

    def hours(self, calendar: WorkingTime) -> Intervals:
        """The hours of a calendar that no known holiday or closure takes away; nobody may change them."""
        if id(calendar) not in self._hours:
            self.days(calendar)  # which keeps the calendar
            self._hours[id(calendar)] = _OPENED.hours(calendar, self._known(calendar))
        return self._hours[id(calendar)]

    def _known(self, calendar: WorkingTime) -> int | None:
        """When the last of what is known to be off was declared; nothing if nothing is known to be."""
        known_at = self.known_at
        return max(
            (part.declared for part in calendar.off if known_at is None or part.declared <= known_at),
            default=None,
        )


class _Opened:
    """The days and hours of the calendars that were asked for last: many logs are judged by one calendar."""

    MOST = 32

    def __init__(self) -> None:
        self._days: dict[tuple[int, int | None], tuple[WorkingTime, list[OpenDay]]] = {}
        self._hours: dict[tuple[int, int | None], tuple[WorkingTime, Intervals]] = {}

    def days(self, calendar: WorkingTime, known: int | None) -> list[OpenDay]:
        found = self._days.get((id(calendar), known))
        if found is None or found[0] is not calendar:
            found = (calendar, _opened(calendar, known))
            _kept(self._days, (id(calendar), known), found, self.MOST)
        return found[1]

    def hours(self, calendar: WorkingTime, known: int | None) -> Intervals:
        found = self._hours.get((id(calendar), known))
        if found is None or found[0] is not calendar:
            hours = Intervals()
            for since, until in (part for day in self.days(calendar, known) for part in day.open):
                hours.add(since, until)
            found = (calendar, hours)
            _kept(self._hours, (id(calendar), known), found, self.MOST)
        return found[1]


def _kept(
    known: dict[tuple[int, int | None], Kept], key: tuple[int, int | None], value: Kept, most: int
) -> None:
    """Keep one more, in place of those that were kept first; other threads may keep some meanwhile."""
    for oldest in list(known)[: len(known) + 1 - most] if len(known) >= most else ():
        known.pop(oldest, None)
    known[key] = value


_OPENED: Final = _Opened()


def _opened(calendar: WorkingTime, known: int | None) -> list[OpenDay]:
    off = Intervals()
    for part in calendar.off:
        if known is not None and part.declared <= known:
            off.add(part.since, part.until)
    starts = [since for since, _ in off.parts]
    opened = []
    for day in calendar.days:
        near = off.parts[max(bisect_right(starts, day.begins) - 1, 0) : bisect_right(starts, day.ends)]
        left = Intervals(day.hours).without(Intervals(near)).parts if near else day.hours
        opened.append(OpenDay(day, tuple(left)))
    return opened


@dataclass(frozen=True, slots=True)
class Due:
    """When a time is up: at `instant`, or at an unknown one that is not before `not_before`.

    The instant is unknown while a pause is open (then `not_before` is `FOREVER`), and where the calendar ends before
    the time is up. `closed` says that what happens at the very instant is in time.
    """

    instant: int | None
    not_before: int
    closed: bool

    def allows(self, instant: int) -> bool:
        """Whether something at an instant is certainly in time."""
        if self.instant is None:
            return instant < self.not_before
        return instant <= self.instant if self.closed else instant < self.instant

    def refuses(self, instant: int) -> bool:
        """Whether something at an instant is certainly late."""
        return self.instant is not None and not self.allows(instant)


# --- forwards ---------------------------------------------------------------------------------------------------------


def due_after(
    length: Length, since: int, pauses: Intervals, calendars: Calendars, *, closed: bool = True
) -> Due:
    """When a time is up that begins at `since`.

    Where the bound is closed, a time that is used up just when a pause opens is up when that pause ends.
    """
    closed = is_closed(length, closed=closed)
    instant = _forward(length, since, pauses, calendars)
    if instant is not None and closed:
        instant = max([instant, *(until for opens, until in pauses.parts if opens <= instant < until)])
    if instant is not None and instant < FOREVER:
        return Due(instant, instant, closed)
    if instant is not None or any(until >= FOREVER for _, until in pauses.parts):
        return Due(None, FOREVER, closed)
    assert not isinstance(length, int)  # elapsed time ends but for a pause
    ends = length.calendar.days[-1].ends
    return Due(None, ends if _knows(length.calendar, since) else since, closed)


def is_closed(length: Length, *, closed: bool = True) -> bool:
    """Whether what happens at the very instant at which a time is up is in time; clear days are over by then."""
    return closed and not isinstance(length, ClearDays)


def _forward(length: Length, since: int, pauses: Intervals, calendars: Calendars) -> int | None:
    """The first instant at which the time is used up, if the calendar goes so far."""
    match length:
        case int() if not pauses.parts:
            return since + length
        case int():
            return _used_up(length, Intervals([(since, FOREVER)]).without(pauses).parts)
        case WorkingHours(amount=amount, calendar=calendar):
            return _used_up(amount, _running(calendar, since, pauses, calendars))
        case WorkingDays():
            last = _last_working_day(length, since, pauses, calendars)
            return None if last is None else last.hours[-1][1]
        case ClearDays():
            last = _last_clear_day(length, since, pauses, calendars)
            return None if last is None else last.ends


def _used_up(amount: int, running: Iterable[tuple[int, int]]) -> int | None:
    """The first instant at which so much of the running time has passed."""
    for since, until in running:
        if amount <= until - since:
            return since + amount
        amount -= until - since
    return None


def _running(
    calendar: WorkingTime, since: int, pauses: Intervals, calendars: Calendars
) -> Iterator[tuple[int, int]]:
    """The hours of a calendar from an instant on that are neither off nor paused."""
    if _knows(calendar, since):
        days = calendars.days(calendar)
        for day in islice(days, bisect_right(days, since, key=_ends), None):
            yield from Intervals(day.open).clipped(since, FOREVER).without(pauses).parts


def _last_working_day(
    length: WorkingDays, since: int, pauses: Intervals, calendars: Calendars
) -> CalendarDay | None:
    """The last of so many working days after the day of `since`; one that a pause touches does not count."""
    counted = (
        day.day
        for day in _days_after(length.calendar, since, calendars)
        if day.open and not _pauses_hours(pauses, day.day)
    )
    return next(islice(counted, length.amount - 1, None), None)


def _last_clear_day(
    length: ClearDays, since: int, pauses: Intervals, calendars: Calendars
) -> CalendarDay | None:
    """The day after so many whole days that follow the day of `since`; a day that a pause touches does not count."""
    counted = (day for day in _days_after(length.calendar, since, calendars) if not _pauses(pauses, day.day))
    later = islice(counted, length.amount, None)
    return next((day.day for day in later if day.open or not length.moves), None)


def _pauses(pauses: Intervals, day: CalendarDay) -> bool:
    return bool(pauses.parts) and any(
        opens < day.ends and day.begins < until for opens, until in pauses.parts
    )


def _pauses_hours(pauses: Intervals, day: CalendarDay) -> bool:
    """Whether a pause is open at some time of a day's hours, their last instant included."""
    return bool(pauses.parts) and any(
        opens <= closing and opening < until
        for opening, closing in day.hours
        for opens, until in pauses.parts
    )


# --- backwards --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lead:
    """The latest instant at which something may begin; `closed` says that it may begin at this very instant."""

    latest: int
    closed: bool

    def allows(self, instant: int) -> bool:
        """Whether what begins at an instant begins in time."""
        return instant <= self.latest if self.closed else instant < self.latest


def lead_before(length: Length, until: int, calendars: Calendars, *, closed: bool = True) -> Lead | None:
    """The latest beginning of a whole length that is over by `until`; nothing if the calendar does not tell.

    Days count whole, and the day of `until` is none of them. A working day begins with its hours.
    """
    match length:
        case int():
            return Lead(until - length, closed)
        case WorkingHours(amount=amount, calendar=calendar):
            latest = _hours_before(amount, calendar, until, calendars)
            return None if latest is None else Lead(latest, closed)
        case WorkingDays(amount=amount, calendar=calendar):
            working = (day.day for day in _days_before(calendar, until, calendars) if day.open)
            first = next(islice(working, amount - 1, None), None)
            return None if first is None else Lead(first.hours[0][0], closed)
        case ClearDays(amount=amount, calendar=calendar):
            one = next(islice(_days_before(calendar, until, calendars), amount - 1, None), None)
            return None if one is None else Lead(one.day.begins, closed=False)


def _hours_before(amount: int, calendar: WorkingTime, until: int, calendars: Calendars) -> int | None:
    """The last instant from which so much working time lies before another."""
    if not _knows(calendar, until):
        return None
    days = calendars.days(calendar)
    for at in range(bisect_left(days, until, key=_begins) - 1, -1, -1):
        for opens, closes in reversed(Intervals(days[at].open).clipped(-FOREVER, until).parts):
            if amount <= closes - opens:
                return closes - amount
            amount -= closes - opens
    return None


def earliest_after(length: Length, since: int, calendars: Calendars, *, closed: bool = True) -> int | None:
    """The earliest end of a whole length that begins at `since`; nothing if the calendar does not tell."""
    if isinstance(length, int | WorkingHours):
        return due_after(length, since, Intervals(), calendars).instant
    days = calendars.days(length.calendar)
    for day in islice(days, bisect_right(days, since, key=_begins), None):
        lead = lead_before(length, day.day.begins, calendars, closed=closed)
        if lead and lead.allows(since):
            return day.day.begins
    return None


# --- days -------------------------------------------------------------------------------------------------------------


def _knows(calendar: WorkingTime, instant: int) -> bool:
    return calendar.days[0].begins <= instant < calendar.days[-1].ends


def _begins(day: OpenDay) -> int:
    return day.day.begins


def _ends(day: OpenDay) -> int:
    return day.day.ends


def _days_after(calendar: WorkingTime, instant: int, calendars: Calendars) -> Iterator[OpenDay]:
    """The days after the one of an instant; none if the calendar does not know that one."""
    if _knows(calendar, instant):
        days = calendars.days(calendar)
        yield from islice(days, bisect_right(days, instant, key=_begins), None)


def _days_before(calendar: WorkingTime, instant: int, calendars: Calendars) -> Iterator[OpenDay]:
    """The days before the one of an instant, the nearest first; none if the calendar does not know that one."""
    if _knows(calendar, instant):
        days = calendars.days(calendar)
        yield from (days[at] for at in range(bisect_right(days, instant, key=_ends) - 1, -1, -1))
