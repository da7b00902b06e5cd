"""**followed**: after a point, at a day, or again and again, something is done in time."""

from dataclasses import dataclass

from slakit.checks.conditions import Pair
from slakit.checks.lengths import Length, Pause
from slakit.checks.occasions import Grid, Period, Points


@dataclass(frozen=True, slots=True)
class Followed:
    """**followed** — after each point a matching one within a time; `within = None`: the text gives no time.

    `required` is the length as the agreement writes it, where it is not elapsed time. With `before`, a matching one that
    came before the point counts too. Of points that agree in `last_of` a later one takes the place of an earlier one if it
    certainly says something else in what is matched; what answers one of those that do not answers the others too.
    """

    of: Points
    by: Points
    matching: tuple[Pair, ...]
    within: Length | None
    closed: bool
    complete: bool
    paused: Pause | None = None
    required: str = ""
    before: bool = False
    last_of: tuple[str, ...] = ()

    @property
    def looks_back(self) -> bool:
        """Whether what came before a point may answer it."""
        return self.before or bool(self.last_of)


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
