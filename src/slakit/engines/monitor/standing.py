"""The findings as they stand, gathered from what a monitor tells."""

from collections.abc import Iterable, Sequence

from slakit.changes import Change, Incomplete
from slakit.checks import Duty
from slakit.findings import Finding
from slakit.verdicts.judging import MOST_TAINTING
from slakit.verdicts.judging import in_doubt as doubted_finding


class Standing:
    """The findings as they stand, from all that a monitor has told so far."""

    def __init__(self, duties: Sequence[Duty]) -> None:
        self._places = {duty.norm: place for place, duty in enumerate(duties)}
        self._findings: dict[str, Finding] = {}

    def add(self, told: Iterable[Change | Incomplete]) -> None:
        """Take in what was told, in its order."""
        for one in told:
            if isinstance(one, Incomplete):
                self._taint(one)
            elif one.finding is None:
                self._findings.pop(one.id, None)
            else:
                self._findings[one.id] = one.finding

    def findings(self) -> list[Finding]:
        """All findings: in the order of the duties, then of their time, then of their id."""
        return sorted(self._findings.values(), key=lambda one: (self._places[one.norm], one.time, one.id))

    def _taint(self, incomplete: Incomplete) -> None:
        tainted, doubted = frozenset(incomplete.tainted), frozenset(incomplete.doubted)
        for name, finding in self._findings.items():
            if finding.norm in tainted and finding.reason != "event-set-aside":
                # a part may have said it already
                places = dict.fromkeys((*finding.tainted, incomplete.line.place))
                after = finding.altered(tainted=tuple(places)[:MOST_TAINTING])
                self._findings[name] = doubted_finding(after) if finding.norm in doubted else after
