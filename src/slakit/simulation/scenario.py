"""What a made-up year is like: its size, what is fair in it, and what is done to whom."""

from dataclasses import dataclass
from enum import StrEnum


class Harm(StrEnum):
    """What is done to the affected pairs of service and group."""

    NONE = "none"
    REFUSED_MORE = "refused-more"
    """Their odds of approval are multiplied by `strength`, and their files take longer."""
    REFUSED_MORE_IN_ONE_CHANNEL = "refused-more-in-one-channel"
    """The same, in one channel alone."""
    CROSSED = "crossed"
    """The same in one channel, and the opposite in another: pooled, nothing shows."""
    STALLED = "stalled"
    """A share of their files is never decided."""
    OVERCHARGED = "overcharged"
    """A share of them pays more than the announced fee."""
    PASSED_OVER = "passed-over"
    """A share of their files is taken up long after files that came later."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A year to be made up.

    `confounded` lets the lawful case mix, the season and the difficulty differ between the groups, as they do in life.
    With `masked`, the affected groups come with easier cases, so that marginal figures hide the harm.
    `affected` pairs of service and group are harmed from `harmed_from` (a month, 1 to 12) on. `households` is the share
    of requests that come in pairs of one household and are decided together.
    """

    requests: int = 200_000
    seed: int = 1398
    confounded: bool = True
    masked: bool = False
    harm: Harm = Harm.NONE
    strength: float = 0.5
    affected: int = 12
    harmed_from: int = 1
    share_harmed: float = 0.2
    households: float = 0.0
