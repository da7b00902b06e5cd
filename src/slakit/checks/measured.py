"""**measured**: a share or a sum in each window of time."""

from dataclasses import dataclass

from slakit.checks.conditions import Condition, Pair
from slakit.checks.lengths import WorkingTime
from slakit.checks.occasions import Grid, Period, Points, Spans


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time that is measured by itself, `[start, end)`; a window that is the whole term has no `name`.

    `length` is the denominator in microseconds: the day count, or the service hours, are already applied.
    """

    name: str | None
    start: int
    end: int
    length: int


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Spans while which an outage that they match does not count; `items` is their field that names the items hit."""

    spans: Spans
    matching: tuple[Pair, ...]
    items: str | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """**measured** — the share of each window in which no counted span is open, for each item.

    Overlaps are united and clipped at the window; with `hours`, only time in them is looked at. What is certainly
    excluded does not count. A span of which it is unknown whether it counts widens the figure, and so does time that
    nobody watched. `target` is in millionths. With `calendar`, `hours` are its regular hours, and those
    that its days off leave, as they are known, are looked at; they are the length of a window as well.
    """

    of: Spans
    each: Pair
    items: tuple[str, ...]
    windows: tuple[Window, ...]
    target: int | None
    observed: Spans | None
    excluding: tuple[Exclusion, ...] = ()
    hours: tuple[tuple[int, int], ...] | None = None
    calendar: WorkingTime | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The condition of a point that a matching one follows in a time; `within = None`: only the time is reported.

    `complete` says that the log holds every answer, so that what is unanswered is at least as late as it is old.
    """

    by: Points
    matching: tuple[Pair, ...]
    within: int | None
    closed: bool
    complete: bool


@dataclass(frozen=True, slots=True)
class MeasuredShare:
    """**measured** — of the points in each window, a share meets a condition, for each item or for all together.

    A percentile that is at most a bound is the share of what is answered within it: by nearest rank, the value at
    rank `p` of `n` is at most the bound exactly if so many are. Points that may not be counted, and answers that are
    open, widen the share to a range. `target` is in millionths.
    """

    of: Points
    meets: Condition | Answered
    each: Pair | None
    items: tuple[str, ...]
    windows: tuple[Window, ...]
    target: int | None


@dataclass(frozen=True, slots=True)
class Limited:
    """**measured** — the points of a period are no more than `limit`, or the sum of their field is not.

    Each place in the grid is counted apart, and in it the points that agree in the fields of `apart_by`. A point of which it
    is unknown whether it counts, and an amount that is not recorded, widen the figure to a range.
    """

    of: Points
    grid: Grid
    apart_by: tuple[str, ...]
    sum: str | None
    limit: int
    periods: tuple[Period, ...]
