"""Changes: what a monitor says while events come in, and what becomes of earlier findings.

A finding is never rewritten. A later fact supersedes it, and the change tells both and why.
"""

from slakit.events.event import Event, SetAside
from slakit.findings import KEPT, Finding, Outcome
from slakit.values import Value


class Cause(Value, frozen=True):
    """An event that made a finding what it is."""

    source: str
    id: str
    type: str
    time: int
    recorded: int


class Change(Value, frozen=True):
    """A finding that became certain, or that supersedes one told before.

    `before` is what was told of the same id; without it the finding is new. Without `finding` its occasion is no
    more, since later facts say otherwise. `at` is the instant as of which it is said, in microseconds UTC, and
    `because` are the events of that instant that touched it; none if only time has passed.
    """

    at: int
    finding: Finding | None
    before: Finding | None = None
    because: tuple[Cause, ...] = ()

    @property
    def id(self) -> str:
        """The id of the finding that it is about."""
        finding = self.finding or self.before
        assert finding is not None  # a change has two sides, and one of them is told
        return finding.id

    @property
    def grade(self) -> str | None:
        """The grade of what stands now, or `undetermined`; nothing where nothing is wrong, or its occasion is no more."""
        finding = self.finding
        if finding is None:
            return None
        if finding.grade is not None:
            return finding.grade.value
        return finding.outcome.value if finding.outcome is Outcome.UNDETERMINED else None


class Incomplete(Value, frozen=True):
    """A line was set aside: every finding of these norms, the earlier ones too, rests on an incomplete history.

    A breach of the norms in `doubted` rests on what is missing, and may be missing only because of this line: it is
    undetermined from now on.
    """

    line: SetAside
    tainted: tuple[str, ...]
    doubted: tuple[str, ...]


Report = Change | Incomplete


def is_unkept(report: Report) -> bool:
    """Whether somebody must look at a report: it tells what is neither kept nor not applicable, or takes such a thing back.

    An `Incomplete` always is one. Of all others nothing was ever told that must be taken back.
    """
    if isinstance(report, Incomplete):
        return True
    sides = [one for one in (report.finding, report.before) if one is not None]
    return any(one.outcome not in KEPT or one.grade is not None for one in sides)


def may_stand_otherwise(change: Change) -> bool:
    """Whether what stands of a finding may be another grade than before: of most, which are kept and new, nothing stood."""
    return change.before is not None or change.grade is not None


def cause_of(event: Event) -> Cause:
    """An event as the cause of a change."""
    return Cause(event.source, event.id, event.type, event.time, event.recorded)
