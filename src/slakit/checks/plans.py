"""A plan of what a check judges once it happens. No check reads it: only warnings do."""

from dataclasses import dataclass

from slakit.checks.conditions import Pair
from slakit.checks.occasions import Spans


@dataclass(frozen=True, slots=True)
class Plan:
    """Where acts are planned: the record, its field `start` with the planned start, and the fields that act and plan share.

    Each pair of `matching` is a field of the act and the field of the plan that says it beforehand.
    """

    of: Spans
    start: str
    matching: tuple[Pair, ...]
