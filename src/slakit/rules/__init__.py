"""Rule kinds: what a lawyer writes, one module each. `RULE_KINDS` is the whole list.

A kind is a pydantic model whose docstring is its page. It declares its fields, which interpretation choices it reads,
the sentence of each reason in both languages, and how it lowers to a check. No kind imports another.
"""

from typing import Annotated

from pydantic import Discriminator

from slakit.norms import Norm
from slakit.rules.advance_notice import AdvanceNotice
from slakit.rules.announced_value import AnnouncedValue
from slakit.rules.at_most import AtMost
from slakit.rules.decided_by import DecidedBy
from slakit.rules.done_by import DoneByDay
from slakit.rules.equal_access import EqualAccess
from slakit.rules.equal_outcome import EqualOutcome
from slakit.rules.equal_timeliness import EqualTimeliness
from slakit.rules.equal_treatment import EqualTreatment
from slakit.rules.every import EveryPeriod
from slakit.rules.in_order import TakenInOrder
from slakit.rules.in_term import InTerm
from slakit.rules.kept_published import KeptPublished
from slakit.rules.never import NeverAllowed
from slakit.rules.only_after import OnlyAfter
from slakit.rules.only_via import OnlyVia
from slakit.rules.permitted_if import PermittedIf
from slakit.rules.remedy import Remedy
from slakit.rules.renewed import Renewed
from slakit.rules.respond_within import RespondWithin
from slakit.rules.service_level import ServiceLevel

RULE_KINDS: dict[str, type[Norm]] = {
    "advance-notice": AdvanceNotice,
    "announced-value": AnnouncedValue,
    "at-most": AtMost,
    "decided-by": DecidedBy,
    "done-by": DoneByDay,
    "equal-access": EqualAccess,
    "equal-outcome": EqualOutcome,
    "equal-timeliness": EqualTimeliness,
    "equal-treatment": EqualTreatment,
    "every": EveryPeriod,
    "in-order": TakenInOrder,
    "in-term": InTerm,
    "kept-published": KeptPublished,
    "never": NeverAllowed,
    "only-after": OnlyAfter,
    "only-via": OnlyVia,
    "permitted-if": PermittedIf,
    "remedy": Remedy,
    "renewed": Renewed,
    "respond-within": RespondWithin,
    "service-level": ServiceLevel,
}

AnyNorm = Annotated[
    AdvanceNotice
    | AnnouncedValue
    | AtMost
    | DecidedBy
    | DoneByDay
    | EqualAccess
    | EqualOutcome
    | EqualTimeliness
    | EqualTreatment
    | EveryPeriod
    | TakenInOrder
    | InTerm
    | KeptPublished
    | NeverAllowed
    | OnlyAfter
    | OnlyVia
    | PermittedIf
    | Remedy
    | Renewed
    | RespondWithin
    | ServiceLevel,
    Discriminator("rule"),
]
"""A norm of any kind; the word after `rule:` says which."""
