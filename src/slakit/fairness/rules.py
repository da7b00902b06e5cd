"""What a norm declares about evidence and size, and whether a difference is of a size that matters."""

from dataclasses import dataclass

from slakit.fairness.sums import Sums

WHOLE = 2 / 3
"""The share of the error that a presumption from the whole may take; what is examined too shares the rest."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a norm declares about evidence and size.

    `materiality` is the smallest difference that matters: a difference of shares if `by_difference`, else the share of
    the expected number that is missing. `budget` is the chance of any false presumption in a fair year that the norm
    allows itself, of which `online` is spent while the year runs. `hypotheses` is how many service-and-group pairs the
    norm declares, seen or not; `periods` how many periods the year has.
    """

    materiality: float
    by_difference: bool
    budget: float
    online: float
    hypotheses: int
    periods: int
    unit_declared: bool = True
    least_cases: int = 10
    least_expected: float = 5.0
    screen_ratio: float = 0.8
    screen_cases: int = 30
    review_rate: float = 0.4
    equality_confidence: float = 0.95

    @property
    def alpha(self) -> float:
        """The chance of any false presumption that is spent at the end of the year."""
        return self.budget * (1 - self.online)


def enough(sums: Sums, rules: Rules) -> bool:
    """Whether there are cases enough to say anything."""
    return sums.cases >= rules.least_cases and sums.expected >= rules.least_expected


def matters(sums: Sums, rules: Rules) -> bool:
    """Whether there are cases enough, and the group gets less by as much as matters."""
    return enough(sums, rules) and shortfall(sums, rules) >= rules.materiality


def shortfall(sums: Sums, rules: Rules) -> float:
    """How much the group gets less: of a share, or of the number that was expected."""
    if rules.by_difference:
        return -sums.difference if sums.difference is not None else 0.0
    return 1 - sums.observed / sums.expected if sums.expected else 0.0
