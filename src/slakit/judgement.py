"""A judgement: all findings of one log, and what they were judged by."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from slakit.engines import reference
from slakit.events.event import Log
from slakit.findings import Finding, Outcome

if TYPE_CHECKING:
    from slakit.loading import Edition


@dataclass(frozen=True, slots=True)
class Judgement:
    """The findings of a log as of an instant, in the order of the text.

    `at` and `known_at` are microseconds UTC; `known_at` is absent where everything recorded counts.
    """

    findings: tuple[Finding, ...]
    at: int
    known_at: int | None
    log: Log
    norms_without_occasion: tuple[str, ...]

    def counts(self) -> dict[str, dict[Outcome, int]]:
        """How many findings of each outcome each clause has, in the order of the text."""
        counts: dict[str, dict[Outcome, int]] = {}
        for finding in self.findings:
            of_clause = counts.setdefault(finding.clause, dict.fromkeys(Outcome, 0))
            of_clause[finding.outcome] += 1
        return counts

    def violated(self) -> Iterable[Finding]:
        """The findings of broken norms."""
        return (finding for finding in self.findings if finding.outcome is Outcome.VIOLATED)


def judge(edition: "Edition", log: Log, at: int, known_at: int | None = None) -> Judgement:
    """Judge a log by an edition, as of the instant `at`, with what was recorded by `known_at`.

    A pure function: no clock is read, and the order of the events does not matter.
    """
    findings = reference.judge(edition.duties, edition.term, log.events, at, known_at, log.set_aside)
    seen = {finding.norm for finding in findings}
    idle = tuple(duty.norm for duty in edition.duties if duty.norm not in seen)
    return Judgement(tuple(findings), at, known_at, log, idle)
