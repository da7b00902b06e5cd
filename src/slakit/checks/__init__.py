"""The checks: all that an engine must know, as data (DESIGN 4, 6).

A rule kind lowers to one of these; an engine implements these and nothing else. Every word of the vocabulary's
taxonomy, every interpretation choice and every duration is already resolved here: values are listed, lengths are
integer microseconds, instants are integer microseconds UTC.

Conditions have three answers: yes, no, and unknown. A field that is missing, or a word whose place in its
taxonomy is open, makes a condition unknown; unknown is never counted as kept.
"""

from slakit.checks.compared import (
    Allowance,
    Compared,
    Groups,
    InOrder,
    Justified,
)
from slakit.checks.conditions import (
    ALWAYS,
    Among,
    Between,
    Condition,
    Established,
    Every,
    Given,
    Not,
    Pair,
    Preceded,
    Some,
    Value,
)
from slakit.checks.covered import (
    Announced,
    CoveredAt,
    CoveredAtEnd,
    CoveredBefore,
    CoveredThroughout,
    Inside,
)
from slakit.checks.duties import (
    Check,
    Duty,
    Proof,
    Term,
)
from slakit.checks.followed import (
    DoneBy,
    Followed,
    Recurring,
)
from slakit.checks.holds import (
    Holds,
    Never,
)
from slakit.checks.lengths import (
    CalendarDay,
    ClearDays,
    DayOff,
    Length,
    Pause,
    WorkingDays,
    WorkingHours,
    WorkingTime,
)
from slakit.checks.measured import (
    Answered,
    Exclusion,
    Limited,
    Measured,
    MeasuredShare,
    Window,
)
from slakit.checks.occasions import (
    Excuse,
    Grid,
    Period,
    Points,
    Spans,
)
from slakit.checks.plans import Plan
from slakit.checks.remedied import (
    Amount,
    Cap,
    Remedied,
    Sum,
    Tariff,
    Tier,
)
from slakit.checks.same import (
    Incomplete,
    LawfulDifference,
    Same,
)

__all__ = [
    "ALWAYS",
    "Allowance",
    "Among",
    "Amount",
    "Announced",
    "Answered",
    "Between",
    "CalendarDay",
    "Cap",
    "Check",
    "ClearDays",
    "Compared",
    "Condition",
    "CoveredAt",
    "CoveredAtEnd",
    "CoveredBefore",
    "CoveredThroughout",
    "DayOff",
    "DoneBy",
    "Duty",
    "Established",
    "Every",
    "Exclusion",
    "Excuse",
    "Followed",
    "Given",
    "Grid",
    "Groups",
    "Holds",
    "InOrder",
    "Incomplete",
    "Inside",
    "Justified",
    "LawfulDifference",
    "Length",
    "Limited",
    "Measured",
    "MeasuredShare",
    "Never",
    "Not",
    "Pair",
    "Pause",
    "Period",
    "Plan",
    "Points",
    "Preceded",
    "Proof",
    "Recurring",
    "Remedied",
    "Same",
    "Some",
    "Spans",
    "Sum",
    "Tariff",
    "Term",
    "Tier",
    "Value",
    "Window",
    "WorkingDays",
    "WorkingHours",
    "WorkingTime",
]
