"""Findings told one after the other, for logs that have more of them than fit into memory."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal

from slakit.engines import reference
from slakit.errors import UnsupportedByEngine
from slakit.events.event import Log
from slakit.findings import KEPT, Finding, Outcome
from slakit.judgement import (
    Counted,
    Engine,
    Judgement,
    clauses_with_norms,
    engine_for,
    engine_name,
    idle_norms,
)
from slakit.tallies import TellingApart, service_of

if TYPE_CHECKING:
    from slakit.engines.audit.databases import Database
    from slakit.loading import Edition


class InTurn:
    """A judgement whose findings are told one after the other.

    `findings` are all that `judge` finds, in its order, and can be gone through once. After the last of them,
    `judgement` has what is worth keeping of a large log: the findings that say more than that a norm was kept or does
    not apply, and how many others are alike, told `apart`. Raises what `judge` raises.

    >>> from slakit import load
    >>> from slakit.checking import log_of
    >>> from slakit.given_instants import instant_of
    >>> from slakit.reports.rows import telling_apart
    >>> edition = load("agreements/hamadan-governorate/1398")
    >>> told = InTurn(edition, log_of(edition, []), instant_of(edition, "1399/01/05"), apart=telling_apart(edition))
    >>> sum(finding.outcome.value == "violated" for finding in told.findings)
    1
    >>> told.judgement.totals()[Outcome.VIOLATED]
    1
    """

    def __init__(
        self,
        edition: "Edition",
        log: Log,
        at: int,
        known_at: int | None = None,
        *,
        apart: TellingApart,
        engine: "Engine | Database" = "auto",
    ) -> None:
        self.at: Final = at
        self.known_at: Final = known_at
        self.findings: Final = self._told(edition, log, engine, _Kept(apart))
        self._judgement: Judgement | None = None

    @property
    def judgement(self) -> Judgement:
        """What was found in all; raises `RuntimeError` before the last finding was told."""
        if self._judgement is None:
            raise RuntimeError("findings are still to be told; go through `findings` to their end first")
        return self._judgement

    def _told(
        self, edition: "Edition", log: Log, engine: "Engine | Database", kept: "_Kept"
    ) -> Iterator[Finding]:
        given = edition.duties, edition.term, log.events, self.at, self.known_at, log.set_aside
        judged_by: Literal["reference", "audit", "spark"] = "reference"
        unsupported, chosen = None, engine_for(log, engine)
        if chosen != "reference":
            from slakit.engines import audit  # an engine of SQL is loaded only for a log that needs it

            database = None if chosen == "audit" else chosen
            judged_by = engine_name(database)
            try:
                for finding in audit.judge_in_turn(*given, database=database):
                    yield kept.with_it(finding)
            except UnsupportedByEngine as gap:
                if engine != "auto":
                    raise
                unsupported, judged_by = gap, "reference"
        if judged_by == "reference":
            # what the other engine told before it gave up is what this one finds first
            for finding in islice(reference.judge(*given), kept.taken, None):
                yield kept.with_it(finding)
        self._judgement = Judgement(
            tuple(kept.findings), self.at, self.known_at, log, idle_norms(edition, kept.norms),
            clauses_with_norms(edition), tuple(kept.counted()), judged_by, unsupported,
        )  # fmt: skip


class _Kept:
    """What is kept of findings that are told: those that say most, and how many others are alike."""

    def __init__(self, apart: TellingApart) -> None:
        self.apart = apart
        self.taken = 0
        self.norms = set[str]()
        self.findings: list[Finding] = []
        self._counts = Counter[Counted]()
        self._shown: dict[tuple[str, Outcome], tuple[int, int]] = {}
        """How many of a norm and an outcome are kept though they are countable, and the time of the last of them."""

    def with_it(self, finding: Finding) -> Finding:
        """The finding, which is now kept or counted."""
        self.taken += 1
        self.norms.add(finding.norm)
        if finding.outcome in KEPT and finding.grade is None and not self._is_shown(finding):
            self._counts[self._alike(finding)] += 1
        else:
            self.findings.append(finding)
        return finding

    def counted(self) -> Iterator[Counted]:
        """What was only counted."""
        return (replace(one, count=count) for one, count in self._counts.items())

    def _alike(self, finding: Finding) -> Counted:
        since, took = self.apart.since(finding.time), self.apart.took(finding)
        return Counted(
            finding.norm, finding.clause, finding.outcome, finding.reason, 0, service_of(finding), since, took,
            bool(finding.tainted),
        )  # fmt: skip

    def _is_shown(self, finding: Finding) -> bool:
        """Whether it is one of the first, or happened at the instant of the last of these."""
        if not self.apart.first:
            return False
        count, time = self._shown.get((finding.norm, finding.outcome), (0, finding.time))
        if count >= self.apart.first and finding.time != time:
            return False
        self._shown[finding.norm, finding.outcome] = count + 1, finding.time
        return True
