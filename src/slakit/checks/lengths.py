"""Lengths of time as a calendar counts them, and what stops the count."""

from dataclasses import dataclass, field

from slakit.checks.conditions import Pair
from slakit.checks.occasions import Spans


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day `[begins, ends)` with its regular hours, apart and in order; a day off by the week has none."""

    begins: int
    ends: int
    hours: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class DayOff:
    """A time `[since, until)` that a holiday or a closure takes away, for whoever looks from `declared` on."""

    since: int
    until: int
    declared: int


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """A working calendar in instants: adjoining days, and what is off. Before and after them nothing is known.

    A holiday that was always known is declared long before everything else.
    """

    name: str
    days: tuple[CalendarDay, ...] = field(repr=False)
    off: tuple[DayOff, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ClearDays:
    """So many whole days: neither the day of the event nor the day of the act counts.

    With `moves`, a last day without working hours moves to the next day that has some.
    """

    amount: int
    calendar: WorkingTime
    moves: bool = False


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """So many days with working hours left; the day of the event does not count, and the last one ends with its hours."""

    amount: int
    calendar: WorkingTime


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """So many microseconds of the hours of a calendar that are not off."""

    amount: int
    calendar: WorkingTime


Length = int | ClearDays | WorkingDays | WorkingHours
"""A length of time: elapsed microseconds, or what a calendar counts."""


@dataclass(frozen=True, slots=True)
class Pause:
    """While a matching span is open, no time is counted."""

    spans: Spans
    matching: tuple[Pair, ...]
