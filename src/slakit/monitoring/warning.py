"""Warnings before a breach: duties whose time is nearly up, each told once. A warning is no finding."""

from slakit.findings import Finding
from slakit.monitoring import Monitor


class Warnings:
    """What of a monitor is to be warned of, a length of time before it is due; `before` is in microseconds.

    A duty is warned of once, and again if its deadline has moved since. Nothing of it is in a ledger or counts for an
    answer: what is warned of may still be fulfilled.
    """

    def __init__(self, monitor: Monitor, before: int) -> None:
        self._monitor = monitor
        self._before = before
        self._warned: dict[str, int] = {}

    def new(self) -> list[tuple[Finding, int]]:
        """The pending findings that come within the length, each with its deadline, the most urgent first."""
        found = [
            (finding, due)
            for finding in self._monitor.due_within(self._before)
            if isinstance(due := finding.figures["due"], int)
        ]
        fresh = [(finding, due) for finding, due in found if self._warned.get(finding.id) != due]
        self._warned = {finding.id: due for finding, due in found}
        return fresh

    def stands(self, name: str, due: int) -> bool:
        """Whether what was warned of under the id of a finding is still to be warned of, as of the last `new`."""
        return self._warned.get(name) == due
