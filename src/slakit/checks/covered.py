"""**covered**: at an instant, or during a span, something else is in force."""

from dataclasses import dataclass

from slakit.checks.conditions import Pair
from slakit.checks.lengths import Length
from slakit.checks.occasions import Grid, Points, Spans


@dataclass(frozen=True, slots=True)
class Announced:
    """How the act must agree with what was announced: its start, and when a later or moved start still counts."""

    start: str
    end: str | None
    inside_window: bool
    postponed_keeps_lead: bool
    overrun: bool
    overrun_attested: str | None


@dataclass(frozen=True, slots=True)
class CoveredBefore:
    """**covered** — `[start - lead, start]` of each act lies inside one span in force that announces this start.

    One occasion for each act and each item of the field `each` (a service); `*` in the span covers every item.
    `required` is the lead as the agreement writes it, where it is not elapsed time.
    """

    of: Spans
    each: Pair | None
    by: Spans
    matching: tuple[Pair, ...]
    covers: str | None
    lead: Length
    closed: bool
    announced: Announced
    required: str = ""


@dataclass(frozen=True, slots=True)
class CoveredAt:
    """**covered** — at each point, a matching span is in force; with `value`, both also say the same.

    A point in place of a span is one that opens and never closes. `at` names the field that holds the deciding instant; without it the point's own time decides.
    """

    of: Points
    by: Spans | Points
    matching: tuple[Pair, ...]
    value: Pair | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class CoveredThroughout:
    """**covered** — for each place in the grid, spans are in force during the whole term."""

    grid: Grid
    by: Spans


@dataclass(frozen=True, slots=True)
class CoveredAtEnd:
    """**covered** — at the end of the term, and of each renewal beyond it, a successor is in force.

    It is signed by then, effective by then, and not yet expired. With `covers`, the field that lists the services with
    which it goes on, each service that one of them leaves out is an occasion of its own.
    """

    by: tuple[Points, ...]
    effective: str
    expires: str | None
    complete: bool
    covers: str | None = None


@dataclass(frozen=True, slots=True)
class Inside:
    """**covered** — each span lies inside matching spans of another record, or inside the term and its renewals.

    Spans that adjoin count as one. `closings_complete` says that the log holds every closing of `of`, so that a span
    without one lasts.
    """

    of: Spans
    by: Spans | None
    matching: tuple[Pair, ...]
    closings_complete: bool
