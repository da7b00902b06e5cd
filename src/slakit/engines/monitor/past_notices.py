"""Notices of what is past: open still, but no act that begins later is announced by one of them, or nearly so."""

from slakit.checks import CoveredBefore, Duty
from slakit.engines.monitor.kept import asked_for
from slakit.engines.monitor.live import Ground
from slakit.verdicts.clocks import lead_before
from slakit.verdicts.spans import Span
from slakit.verdicts.truth import EVERY_SERVICE, optional


class PastNotices:
    """Which open notices of a duty are past, as they stand.

    Each version of such a notice announces a start and an end that lie further back than the lead of any later act. So
    it announces none of them, and is no near miss of one: neither at another time within the lead, nor withdrawn.
    A notice that tells no start may mean any act, and of one that opened several spans their order must be kept: these
    are never past.
    """

    def __init__(self, duty: Duty, ground: Ground) -> None:
        self._ground = ground
        check = duty.check
        self._check = check if isinstance(check, CoveredBefore) and _only_announces(check, duty) else None
        self._lead: tuple[int, int | None] | None = None

    def rests_from(self, notice: Span) -> int | None:
        """When a notice may be past: then where the lead is elapsed time, else not before; nothing if it never is."""
        check, announced = self._check, self._announced_by(notice)
        if check is None or announced is None:
            return None
        if check.by.service is not None and notice.first.data.get(check.by.service) == EVERY_SERVICE:
            return None
        return announced[1] + (check.lead if isinstance(check.lead, int) else 0)

    def reach(self, notice: Span) -> tuple[int, int] | None:
        """Between which instants an act must begin for a notice to announce it, or nearly; nothing if that is not known."""
        check, announced = self._check, self._announced_by(notice)
        if check is None or announced is None or not isinstance(check.lead, int):
            return None
        return announced[0] - check.lead, announced[1] + check.lead

    def _announced_by(self, notice: Span) -> tuple[int, int] | None:
        """The first and the last instant that a version of a notice announces; nothing if one tells no start."""
        if self._check is None:
            return None
        announced, instants = self._check.announced, list[int]()
        for version in notice.versions:
            if (start := optional(version.fields.get(announced.start))) is None:
                return None
            end = optional(version.fields.get(announced.end)) if announced.end else None
            instants += [start] if end is None else [start, end]
        return (min(instants), max(instants)) if instants else None

    def is_past(self, notice: Span, at: int) -> bool:
        """Whether a notice is past for whatever begins after an instant."""
        check, since = self._check, self.rests_from(notice)
        if check is None or since is None or isinstance(check.lead, int):
            return since is not None and since <= at
        latest = self._latest_at(check, at)
        return latest is not None and since < latest

    def _latest_at(self, check: CoveredBefore, at: int) -> int | None:
        """When a lead begins at the latest that is over at an instant; looked up once for all notices."""
        if self._lead is None or self._lead[0] != at:
            lead = lead_before(check.lead, at, self._ground.calendars, closed=check.closed)
            self._lead = at, None if lead is None else lead.latest
        return self._lead[1]


def _only_announces(check: CoveredBefore, duty: Duty) -> bool:
    """Whether nothing else of a duty asks for the notices."""
    return check.by not in asked_for((duty.unless, check.of, check.by.where, duty.plan and duty.plan.of))
