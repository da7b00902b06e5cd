"""A judgement: all findings of one log, and what they were judged by."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from slakit.calendars import show_utc
from slakit.engines import reference
from slakit.errors import UnsupportedByEngine
from slakit.events.event import Log
from slakit.findings import Finding, Outcome
from slakit.verdicts.judging import tainting

if TYPE_CHECKING:
    from slakit.engines.audit.databases import Database
    from slakit.loading import Edition
    from slakit.tallies import Tallied, TellingApart


Engine = Literal["auto", "reference", "audit", "spark"]

AUDIT_FROM: Final = 10_000
"""Events from which on the audit engine is chosen where none is named: it takes longer to begin, and less for each."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Findings of a norm that were only counted: nothing is to be said of them but what they have in common.

    `service`, `since` and `took` tell them apart as `slakit.tallies` says, where that was asked. What taints one
    finding of a norm taints all of them.
    """

    norm: str
    clause: str
    outcome: Outcome
    reason: str
    count: int
    service: str | None = None
    since: int | None = None
    took: int | None = None
    tainted: bool = False

    @property
    def told_since(self) -> int:
        """`since`; raises `ValueError` where nobody asked for it, so that nothing can be put into its month."""
        if self.since is None:
            raise ValueError(
                "this judgement counts findings without telling when they lie; judge with `in_full=True`, or with the "
                "`TellingApart` of what is to be made of it"
            )
        return self.since


@dataclass(frozen=True, slots=True, repr=False)
class Judgement:
    """The findings of a log as of an instant, in the order of the text.

    `at` and `known_at` are microseconds UTC; `known_at` is absent where everything recorded counts. `counted` are
    findings that are not among `findings`: none, unless it was asked to tell only the others in full. `engine` is the
    one that judged; `unsupported` is what kept another one from it that would have been chosen.
    """

    findings: tuple[Finding, ...]
    at: int
    known_at: int | None
    log: Log
    norms_without_occasion: tuple[str, ...]
    clauses: tuple[str, ...]
    """The clauses with norms, in the order of the text."""
    counted: tuple[Counted, ...] = ()
    engine: Literal["reference", "audit", "spark"] = "reference"
    unsupported: UnsupportedByEngine | None = None

    def __repr__(self) -> str:
        """As of when, and how many findings of each outcome: the findings may be millions."""
        told = ", ".join(f"{count} {outcome.value}" for outcome, count in self.totals().items() if count)
        return f"<Judgement as of {show_utc(self.at)}: {told or 'no findings'}>"

    def counts(self) -> dict[str, dict[Outcome, int]]:
        """How many findings of each outcome each clause has, in the order of the text."""
        counts = {clause: dict.fromkeys(Outcome, 0) for clause in self.clauses}
        for finding in self.findings:
            counts[finding.clause][finding.outcome] += 1
        for counted in self.counted:
            counts[counted.clause][counted.outcome] += counted.count
        return {clause: of_clause for clause, of_clause in counts.items() if any(of_clause.values())}

    def totals(self) -> dict[Outcome, int]:
        """How many findings of each outcome there are in all."""
        of_clauses = self.counts().values()
        return {outcome: sum(counts[outcome] for counts in of_clauses) for outcome in Outcome}

    def violated(self) -> Iterable[Finding]:
        """The findings of broken norms."""
        return (finding for finding in self.findings if finding.outcome is Outcome.VIOLATED)


def judge(
    edition: "Edition",
    log: Log,
    at: int,
    known_at: int | None = None,
    *,
    engine: "Engine | Database" = "auto",
    in_full: "bool | TellingApart" = True,
) -> Judgement:
    """Judge a log by an edition, as of the instant `at`, with what was recorded by `known_at`.

    A pure function: no clock is read, and the order of the events does not matter. All engines find the same; `auto`
    takes the one that is quick for a log of this size. `spark` is the audit engine on a Spark of this machine; another
    database that the audit engine shall put the log into is given itself, such as `Spark(session)` or
    `PostgreSQL(connection)`, and is closed. Unless findings are wanted `in_full`, an engine may only count those that
    are kept or not applicable; a `TellingApart` says by what these are told apart besides outcome and reason. Raises
    `ValueError` for an engine that there is not, `UnsupportedByEngine` if the engine that is named cannot judge the log, and `EngineUnavailable` if there is no Spark.
    """
    chosen = engine_for(log, engine)
    unsupported = None
    if chosen != "reference":
        database = None if chosen == "audit" else chosen
        try:
            return _audited(edition, log, at, known_at, in_full=in_full, database=database)
        except UnsupportedByEngine as gap:
            if engine != "auto":
                raise
            unsupported = gap
    findings = reference.judge(edition.duties, edition.term, log.events, at, known_at, log.set_aside)
    idle = idle_norms(edition, {finding.norm for finding in findings})
    clauses = clauses_with_norms(edition)
    return Judgement(tuple(findings), at, known_at, log, idle, clauses, unsupported=unsupported)


def engine_for(log: Log, engine: "Engine | Database") -> 'Literal["reference", "audit"] | Database':
    """What judges a log: the reference engine, the audit engine with a database of its own, or with this one.

    Raises `EngineUnavailable` if Spark is asked for and there is none.
    """
    must_be_engine(engine)
    if engine == "spark":
        from slakit.engines.audit.spark import Spark, session_at

        return Spark(session_at())
    if engine == "auto":
        return "audit" if len(log.events) >= AUDIT_FROM else "reference"
    return engine


def must_be_engine(engine: object) -> None:
    """Raise `ValueError` for what is neither the name of an engine nor a database that the audit engine knows."""
    names = get_args(Engine)
    if not (engine in names if isinstance(engine, str) else hasattr(engine, "dialect")):
        raise ValueError(f"an engine is one of {', '.join(names)}, or a database, not {engine!r}")


def _audited(
    edition: "Edition",
    log: Log,
    at: int,
    known_at: int | None,
    *,
    in_full: "bool | TellingApart",
    database: "Database | None" = None,
) -> Judgement:
    from slakit.engines import audit  # an engine of SQL is loaded only for a log that needs it

    given = edition.duties, edition.term, log.events, at, known_at, log.set_aside
    counted: tuple[Counted, ...] = ()
    findings: Sequence[Finding]
    if in_full is True:
        findings = audit.judge(*given, database=database)
    else:
        survey = audit.survey(*given, database=database, apart=in_full or None)
        findings, counted = survey.findings, tuple(_counted(survey.counts, edition, log))
    seen = {finding.norm for finding in findings} | {one.norm for one in counted}
    idle = idle_norms(edition, seen)
    clauses = clauses_with_norms(edition)
    return Judgement(tuple(findings), at, known_at, log, idle, clauses, counted, engine_name(database))


def engine_name(database: "Database | None") -> Literal["audit", "spark"]:
    """What the audit engine is called on a database."""
    return "spark" if database and database.dialect.name == "spark" else "audit"


def _counted(
    counts: "Mapping[str, Mapping[Tallied, int]]", edition: "Edition", log: Log
) -> Iterator[Counted]:
    for duty in edition.duties:
        if of_norm := counts.get(duty.norm):
            is_tainted = bool(tainting(duty, edition.term, log.set_aside))
            for alike, count in of_norm.items():
                outcome, reason, service, since, took = alike
                yield Counted(
                    duty.norm, duty.clause, outcome, reason, count, service, since, took, is_tainted
                )


def idle_norms(edition: "Edition", seen: set[str]) -> tuple[str, ...]:
    """The norms without a finding, in the order of the text."""
    return tuple(duty.norm for duty in edition.duties if duty.norm not in seen)


def clauses_with_norms(edition: "Edition") -> tuple[str, ...]:
    """The clauses that are checked, in the order of the text."""
    return tuple(dict.fromkeys(duty.clause for duty in edition.duties))
