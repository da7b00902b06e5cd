"""Warnings before a breach: duties whose time is nearly up, each told once. A warning is no finding."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from slakit.findings import Finding
from slakit.monitoring import Monitor
from slakit.monitoring.webhook import Notice, Webhook


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning: a duty that is due soon, as of the instant `at`; `number` is its own, of this process alone."""

    number: int
    finding: Finding
    due: int
    at: int

    @property
    def id(self) -> str:
        """The same for the same warning, over restarts too."""
        return hashlib.sha256(f"warning {self.finding.id} {self.due}".encode()).hexdigest()


class Warnings:
    """What of a monitor is to be warned of, a length of time before it is due; `before` is in microseconds.

    A duty is warned of once, and again if its deadline has moved since; `given` are the `deadlines` that others have
    warned of, of whom this goes on. Nothing of it is in a ledger or counts for an
    answer: what is warned of may still be fulfilled.
    """

    def __init__(self, monitor: Monitor, before: int, given: Mapping[str, int] | None = None) -> None:
        self._monitor = monitor
        self._given_before = dict(given or {})
        self._before = before
        self._standing: dict[str, Warned] = {}
        """The warnings that stand, by the id of the finding."""
        self._given = 0
        self._posted = 0

    def go_on_with(self, monitor: Monitor) -> None:
        """Look at another monitor, which has gone on from a store; what was warned of is not warned of again."""
        self._monitor = monitor

    def new(self) -> list[Warned]:
        """What has come within the length since this was last asked, the most urgent first."""
        before, self._standing = self._standing, {}
        fresh = []
        for due, finding in self._monitor.deadlines_within(self._before):
            at = self._monitor.watermark
            assert at is not None  # before any event nothing is due
            known = before.get(finding.id)
            if known is None or known.due != due:
                self._given += 1
                known = Warned(self._given, finding, due, at)
                if self._given_before.get(finding.id) != due:
                    fresh.append(known)
            self._standing[finding.id] = known
        self._given_before.clear()
        return fresh

    def deadlines(self) -> dict[str, int]:
        """The deadline of each warning that stood when `new` was last asked, by the id of its finding."""
        return {name: one.due for name, one in self._standing.items()}

    def standing(self, after: int = 0) -> list[Warned]:
        """The warnings that stood when `new` was last asked, in the order in which they were given, after one of them."""
        return sorted(
            (one for one in self._standing.values() if one.number > after), key=lambda one: one.number
        )

    def post(self, webhook: Webhook, written: Callable[[Warned], bytes]) -> None:
        """Send to a webhook what still stands and was not sent; what has no room there waits for the next time."""
        for one in self.standing(self._posted):
            if not webhook.notify(Notice(one.id, written(one))):
                return
            self._posted = one.number
