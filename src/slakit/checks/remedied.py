"""**followed**, after a violation: what is then due, and how much."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from slakit.checks.conditions import Pair
from slakit.checks.lengths import Length
from slakit.checks.measured import Window
from slakit.checks.occasions import Points

if TYPE_CHECKING:
    from slakit.checks.duties import Duty


@dataclass(frozen=True, slots=True)
class Amount:
    """So much money: `fixed` in the smallest unit, or `share` of the base in millionths."""

    fixed: int | None
    share: int | None


@dataclass(frozen=True, slots=True)
class Tier:
    """What is due where the level reached is `below` a share in millionths, or the delay `longer` than a length."""

    due: Amount
    below: int | None = None
    longer: int | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of a field of points that match an occasion: what a share is of."""

    of: Points
    field: str
    matching: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so much for what opens in one window and agrees in `each` of the occasion."""

    amount: Amount
    windows: tuple[Window, ...]
    each: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tariff:
    """How much a violation costs: the last tier that applies, up to the cap; `field` holds the amount that is paid."""

    tiers: tuple[Tier, ...]
    field: str
    base: Sum | None
    cap: Cap | None


@dataclass(frozen=True, slots=True)
class Remedied:
    """**followed** — after each violation of the answered duties, a matching point within a time, of the amount due.

    The answered duties are judged first, and a remedy may itself be answered; no duty answers itself. The time runs
    from when the violation is complete. Payments are set against what is due, the oldest debt first, each unit once.
    What is not known of the level, the delay or the base makes the amount a range. `within = None`: no time is given.
    `required` is the length as the agreement writes it, where it is not elapsed time.
    """

    of: tuple["Duty", ...]
    by: Points
    matching: tuple[Pair, ...]
    within: Length | None
    closed: bool
    tariff: Tariff | None
    required: str = ""
