"""**followed**: after a point, at a day, or again and again, something is done in time."""

from dataclasses import dataclass

from slakit.checks.conditions import Pair
from slakit.checks.lengths import Length, Pause
from slakit.checks.occasions import Grid, Period, Points


@dataclass(frozen=True, slots=True)
class Followed:
    """**followed** — after each point a matching one within a time; `within = None`: the text gives no time.

    `required` is the length as the agreement writes it, where it is not elapsed time.
    """

    of: Points
    by: Points
    matching: tuple[Pair, ...]
    within: Length | None
    closed: bool
    complete: bool
    paused: Pause | None = None
    required: str = ""


@dataclass(frozen=True, slots=True)
class DoneBy:
    """**followed** — for each place in the grid, a matching event not later than a day's end.

    `undone` is an event that attests that it was not done; without it or a complete log, absence is unknown.
    """

    grid: Grid
    by: Points
    undone: Points | None
    due: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Recurring:
    """**followed** — for each place in the grid, a matching event in each period, or again and again.

    With `apart`, in microseconds, there are no periods: from the start of the term on, each event must be followed by
    the next one within that time, until the term ends. A grid without axes is one place.
    """

    grid: Grid
    by: Points
    periods: tuple[Period, ...]
    apart: int | None
    closed: bool
