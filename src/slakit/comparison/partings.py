"""Where one of two lengths of time is longer than the other: every instant of a term is looked at, as far as it can matter.

A calendar counts some days and not others, so that of five working days and seven days now the one and now the other is
longer. Between two instants at which a calendar or a count changes, the difference of two lengths grows or shrinks
evenly, so that it is enough to look there and just beside.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from slakit.calendars import EARLIEST
from slakit.checks import (
    Check,
    ClearDays,
    Length,
    Measured,
    MeasuredShare,
    WorkingDays,
    WorkingHours,
    WorkingTime,
)
from slakit.comparison.conditions import Size
from slakit.verdicts.clocks import Calendars, due_after, is_closed, lead_before
from slakit.verdicts.intervals import Intervals

HOUR: Final = 3_600_000_000
DAY: Final = 24 * HOUR
MOST_STATES: Final = 4
"""States of what is known of closures that are looked at; with more of them nothing is said."""
SLACK: Final = 60
"""Days on both sides of a term, and of what is counted, in which a calendar is looked at."""


@dataclass(frozen=True, slots=True)
class Partings:
    """The instants at which a new length is longer by the most, and at which it is shorter by the most, if there are such."""

    longer: int | None
    shorter: int | None

    @property
    def size(self) -> Size:
        """How much longer the new length is; nothing if it is now longer and now shorter."""
        if self.longer is not None and self.shorter is not None:
            return None
        return (self.longer is not None) - (self.shorter is not None)


@lru_cache(maxsize=32)  # the order of a field asks, and then the search for a log
def partings(  # noqa: PLR0913 -- what is asked, and of which instants
    old: Length,
    new: Length,
    start: int,
    end: int,
    *,
    ahead: bool,
    begins: tuple[int, ...] = (),
    after: bool = False,
) -> Partings | None:
    """Where two lengths part that begin at an instant of `[start, end)`, or that must be over by one of them if `ahead`.

    It holds whether or not the very end is in time. An instant of which a calendar does not tell is left out: there
    nothing can be judged. Nothing is said where there is no other one, or of too many states of what was known of closures.

    They begin at these instants alone, if it is known when they do. What comes `after` a window or deadline that ends
    with a day is counted in days from that day on, and in time from its end.
    """
    one, other = (_cut(length, start, end) for length in (old, new))
    known = _states(one, other)
    if len(known) > MOST_STATES:
        return None
    every = {at for at in _instants(one, other, start, end, ahead=ahead) if start <= at < end}
    instants = sorted(begins or every)
    longer, shorter, told = (0, 0), (0, 0), False
    for known_at in known:
        calendars = Calendars(known_at)
        for at in instants:
            reached = [
                _reached(length, at - (after and _counts_days(length)), calendars, ahead=ahead)
                for length in (one, other)
            ]
            if reached[0] is None or reached[1] is None:
                continue
            told = True
            for was, now in zip(*reached, strict=True):
                grown = was - now if ahead else now - was
                longer, shorter = max(longer, (grown, at)), max(shorter, (-grown, at))
    return Partings(*(at if by > 0 else None for by, at in (longer, shorter))) if told else None


def ends_of_levels(checks: Sequence[Check]) -> tuple[int, ...]:
    """The ends of the windows of several levels: the time of a remedy that answers them alone begins then, and at no other instant."""
    levels = [check for check in checks if isinstance(check, Measured | MeasuredShare)]
    if len(levels) < len(checks):
        return ()
    return tuple(sorted({window.end for level in levels for window in level.windows}))


def _counts_days(length: Length) -> bool:
    return isinstance(length, ClearDays | WorkingDays)


def _states(*lengths: Length) -> list[int]:
    """From when on one more closure was known, and before that: a holiday that was always known is no later state."""
    off = [part for length in lengths if not isinstance(length, int) for part in length.calendar.off]
    return sorted({EARLIEST, *(part.declared for part in off)})


def _reached(length: Length, at: int, calendars: Calendars, *, ahead: bool) -> tuple[int, int] | None:
    """The last instant that is in time for a length from `at` on, or until `at`: with a closed bound, and with an open one."""
    if ahead:
        leads = [lead_before(length, at, calendars, closed=closed) for closed in (True, False)]
        if leads[0] is None or leads[1] is None:
            return None
        return leads[0].latest - (not leads[0].closed), leads[1].latest - (not leads[1].closed)
    due = due_after(length, at, Intervals(), calendars).instant
    if due is None:
        return None
    return due - (not is_closed(length)), due - (not is_closed(length, closed=False))


def _cut(length: Length, start: int, end: int) -> Length:
    """A length by the days of its calendar that bear on a term: a calendar may know many years."""
    match length:
        case int():
            return length
        case WorkingHours(amount=amount):
            days = amount // HOUR + SLACK
        case ClearDays(amount=amount) | WorkingDays(amount=amount):
            days = 3 * amount + SLACK
    calendar, since, until = length.calendar, start - days * DAY, end + days * DAY
    near = WorkingTime(
        calendar.name,
        tuple(day for day in calendar.days if since < day.ends and day.begins < until),
        tuple(off for off in calendar.off if since < off.until and off.since < until),
    )
    if not near.days:
        return length
    match length:
        case WorkingHours():
            return WorkingHours(length.amount, near)
        case WorkingDays():
            return WorkingDays(length.amount, near)
        case ClearDays():
            return ClearDays(length.amount, near, length.moves)


def _instants(one: Length, other: Length, start: int, end: int, *, ahead: bool) -> Iterator[int]:
    """The edges of a term, and where either length changes otherwise than the time itself, with those just beside."""
    yield from (start, end - 1)
    calendars = Calendars()
    for length in (one, other):
        if not isinstance(length, int):
            for edge in _edges(length.calendar):
                yield from (edge - 1, edge, edge + 1)
                if isinstance(length, WorkingHours):
                    reached = _reached(length, edge, calendars, ahead=not ahead)
                    yield from (at + step for at in reached or () for step in (-1, 0, 1, 2))


def _edges(calendar: WorkingTime) -> set[int]:
    """Where a day begins, and where its hours, or what is off of them, begin and end."""
    found = {edge for off in calendar.off for edge in (off.since, off.until)}
    for day in calendar.days:
        found |= {day.begins, *(edge for hours in day.hours for edge in hours)}
    return found
