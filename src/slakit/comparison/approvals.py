"""Weakenings that the new agreement says were approved: each names the one change that it is for, and expires."""

from dataclasses import replace
from typing import TYPE_CHECKING

from slakit.calendars import parse_day
from slakit.comparison.changes import Change, Comparison

if TYPE_CHECKING:
    from slakit.agreement import Approval
    from slakit.calendars import Day


def approved(comparison: Comparison, on: "Day | None") -> Comparison:
    """A comparison with the approval of each change that has one, and the approvals that are of no use or have expired.

    An approval counts through its last day. One that fits no change, or fits it no more since the text was changed
    again, is unused.
    """
    approvals = comparison.new.agreement.approvals
    expired = tuple(one for one in approvals if on is not None and parse_day(one.until).ordinal < on.ordinal)
    counting = [one for one in approvals if one not in expired]
    changes = tuple(replace(change, approval=_approval_of(change, counting)) for change in comparison.changes)
    used = [change.approval for change in changes]
    unused = tuple(one for one in counting if one not in used)
    return replace(comparison, changes=changes, unused_approvals=unused, expired_approvals=expired)


def _approval_of(change: Change, approvals: "list[Approval]") -> "Approval | None":
    for one in approvals:
        if (one.subject, one.name, one.strength, one.change) == (
            change.subject,
            change.name,
            change.strength.value,
            change.fingerprint,
        ):
            return one
    return None
