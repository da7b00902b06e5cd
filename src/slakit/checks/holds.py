"""**holds**: each point satisfies a condition, or there is none."""

from dataclasses import dataclass

from slakit.checks.conditions import Condition, Pair, Preceded
from slakit.checks.occasions import Points, Spans


@dataclass(frozen=True, slots=True)
class Holds:
    """**holds** — each point satisfies a condition.

    `decided` looks the condition up on the matching events not later than the point instead of on the point itself: a fee
    is announced, and a decision of a competent body must have set it. With `value`, the decision must have set just this,
    and no later one of a competent body something else. Without such a decision the answer is unknown; with `if_decided`
    a point is no occasion for which no decision is recorded that is, or may be, of it.
    """

    of: Points
    condition: Condition
    shown: str
    decided: Preceded | None = None
    value: Pair | None = None
    if_decided: bool = False


@dataclass(frozen=True, slots=True)
class Never:
    """**holds** — no point happens at all; with `during`, none while a matching span is in force."""

    of: Points
    during: Spans | None
    matching: tuple[Pair, ...]
