"""A lowered norm, and the term in which it binds."""

from dataclasses import dataclass

from slakit.checks.compared import Compared, InOrder
from slakit.checks.conditions import ALWAYS, Condition
from slakit.checks.covered import CoveredAt, CoveredAtEnd, CoveredBefore, CoveredThroughout, Inside
from slakit.checks.followed import DoneBy, Followed, Recurring
from slakit.checks.holds import Holds, Never
from slakit.checks.measured import Limited, Measured, MeasuredShare
from slakit.checks.occasions import Excuse, Points
from slakit.checks.plans import Plan
from slakit.checks.remedied import Remedied
from slakit.checks.same import Same

Check = (
    Holds
    | CoveredBefore
    | CoveredAt
    | CoveredThroughout
    | CoveredAtEnd
    | Followed
    | DoneBy
    | Measured
    | MeasuredShare
    | Remedied
    | Same
    | Never
    | Recurring
    | Limited
    | Inside
    | Compared
    | InOrder
)


@dataclass(frozen=True, slots=True)
class Proof:
    """Events that prove that the agreement stood, and the fields that say from when and until when it has effect.

    One that does not meet `valid`, such as a signature of a body without power, proves nothing.
    """

    of: Points
    effective: str | None = None
    expires: str | None = None
    valid: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Term:
    """The time in which an agreement binds: `[start, end)`, and what is known of it.

    `inferred` says that no start is written; what happens before the first `proof` is then undetermined. What lies
    outside the effect that every proof gives the agreement is undetermined too, where they say which.
    `extended` are the events that renew the agreement itself, with the fields that say from when and until when, and
    with `covers` for which services.
    """

    start: int
    end: int
    inferred: bool
    proof: tuple[Proof, ...] = ()
    extended: Points | None = None
    effective: str = "effective-from"
    expires: str = "effective-until"
    covers: str | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """A lowered norm: who owes it to whom, the check, and what its findings carry along."""

    norm: str
    clause: str
    kind: str
    bearer: str
    counterparty: str | None
    grade: str
    check: Check
    choices: tuple[str, ...]
    annex: frozenset[str]
    unless: tuple[Excuse, ...] = ()
    calendars: tuple[str, ...] = ()
    """The working calendars that the check counts by, as `name@digest`."""
    plan: Plan | None = None
    """Where what it judges is planned, if the norm says so; it decides nothing, and is only warned by."""
