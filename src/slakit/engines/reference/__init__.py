"""The reference engine: what every check means.

It is slow and obvious on purpose: plain Python over a list of events, each check one function, read from top to bottom
in one sitting. The other engines are measured against it. Nothing here reads a clock, a file or a locale.

Three answers run through it: yes (`True`), no (`False`) and unknown (`None`). An instant is an integer of
microseconds UTC. A span is in force from its opening on, and no longer at the instant of its closing: `[opened, closed)`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from slakit.checks import (
    Check,
    CoveredAt,
    CoveredAtEnd,
    CoveredBefore,
    CoveredThroughout,
    DoneBy,
    Duty,
    Followed,
    Holds,
    Measured,
    Points,
    Same,
    Spans,
    Term,
)
from slakit.engines.reference.covered_at import covered_at
from slakit.engines.reference.covered_at_end import covered_at_end
from slakit.engines.reference.covered_before import covered_before
from slakit.engines.reference.covered_throughout import covered_throughout
from slakit.engines.reference.followed import done_by, followed
from slakit.engines.reference.holds import holds
from slakit.engines.reference.known import Known, order
from slakit.engines.reference.measured import measured
from slakit.engines.reference.same import same
from slakit.engines.reference.verdicts import Verdict
from slakit.events.event import Event, SetAside
from slakit.findings import Evidence, Finding, Grade, Outcome, finding_id


def verdicts(duty: Duty, known: Known) -> Iterator[Verdict]:
    """The verdicts of a duty's check."""
    match duty.check:
        case Holds() as check:
            return holds(check, duty, known)
        case CoveredBefore() as check:
            return covered_before(check, duty, known)
        case CoveredAt() as check:
            return covered_at(check, duty, known)
        case CoveredThroughout() as check:
            return covered_throughout(check, duty, known)
        case CoveredAtEnd() as check:
            return covered_at_end(check, duty, known)
        case Followed() as check:
            return followed(check, duty, known)
        case DoneBy() as check:
            return done_by(check, duty, known)
        case Measured() as check:
            return measured(check, duty, known)
        case Same() as check:
            return same(check, duty, known)


def judge(
    duties: Sequence[Duty],
    term: Term,
    events: Iterable[Event],
    at: int,
    known_at: int | None = None,
    set_aside: Sequence[SetAside] = (),
) -> list[Finding]:
    """All findings of a log, as of the instant `at`, with what was recorded by `known_at` (by default, all of it).

    A pure function: neither the order of `events` nor an event that comes twice matters. Findings come in the order
    of the duties, then of their time, then of their id.
    """
    at = at if known_at is None else min(at, known_at)  # nothing is known of the time after `known_at`
    once = {(event.source, event.id): event for event in events}
    seen = sorted(
        (
            event
            for event in once.values()
            if event.time <= at and (known_at is None or event.recorded <= known_at)
        ),
        key=order,
    )
    annex = frozenset[str]().union(*(duty.annex for duty in duties))
    known = Known(seen, at, term, annex)
    findings: list[Finding] = []
    for duty in duties:
        reads = event_types_read((duty.check, duty.unless, term))
        begins = occasion_type(duty.check)
        tainting = tuple(line.place for line in set_aside if _may_be_of(line, reads))
        missed = [line for line in set_aside if _may_have_fulfilled(line, duty.check)]
        found = [_finding(duty, _doubted(verdict, missed), tainting) for verdict in verdicts(duty, known)]
        found += [
            _unreadable(duty, line, term)
            for line in set_aside
            if line.type is not None and line.type == begins
        ]
        findings += sorted(found, key=lambda finding: (finding.time, finding.id))
    return findings


def _may_be_of(line: SetAside, event_types: frozenset[str]) -> bool:
    """Whether a line that was set aside may have been an event of one of these types."""
    return line.possible_types is None or bool(line.possible_types & event_types)


def _may_have_fulfilled(line: SetAside, check: Check) -> bool:
    """Whether a line is an event that would have counted for the bearer, had its time been readable."""
    if not line.reason.startswith("time-") or not isinstance(
        check, CoveredBefore | CoveredAt | CoveredThroughout | CoveredAtEnd | Followed | DoneBy
    ):
        return False
    return line.type in event_types_read(check.by)


def _doubted(verdict: Verdict, missed: Sequence[SetAside]) -> Verdict:
    """A breach that rests on what is missing is undetermined while such an event was set aside for its time alone."""
    if verdict.outcome is not Outcome.VIOLATED or not missed:
        return verdict
    return replace(verdict, outcome=Outcome.UNDETERMINED, reason="perhaps-set-aside", grade=None, cures=())


def _service_named(check: Check, verdict: Verdict) -> dict[str, int | str]:
    """The service that a point names, for the reader: which service a fee was charged for."""
    name = check.of.service if isinstance(check, Holds | CoveredAt | Followed) else None
    for role, event in verdict.evidence:
        if role == "event" and name is not None and isinstance(service := event.data.get(name), str):
            figures: dict[str, int | str] = {"service": service}
            return figures
    return {}


def _finding(duty: Duty, verdict: Verdict, tainting: tuple[str, ...]) -> Finding:
    grade = verdict.grade
    if grade is None and verdict.outcome is Outcome.VIOLATED:
        grade = Grade(duty.grade)
    return Finding(
        id=finding_id(duty.norm, verdict.occasion),
        norm=duty.norm,
        clause=duty.clause,
        kind=duty.kind,
        outcome=verdict.outcome,
        grade=grade,
        reason=verdict.reason,
        bearer=duty.bearer,
        counterparty=duty.counterparty,
        occasion=verdict.occasion,
        time=verdict.time,
        figures=_service_named(duty.check, verdict) | verdict.figures,
        evidence=tuple(
            Evidence(role, event.source, event.id, event.type, event.time, event.recorded)
            for role, event in verdict.evidence
        ),
        cures=verdict.cures,
        choices=duty.choices,
        tainted=tainting,
    )


def _unreadable(duty: Duty, line: SetAside, term: Term) -> Finding:
    """The finding for an occasion whose event was set aside: it happened, and nothing can be said of it."""
    occasion = {"line": line.place}
    verdict = Verdict(occasion, term.start, Outcome.UNDETERMINED, "event-set-aside", {"line": line.place})
    return _finding(duty, verdict, (line.place,))


def occasion_type(check: Check) -> str | None:
    """The event type each event of which is an occasion of the check, if it has one."""
    match check:
        case CoveredBefore(of=of):
            return of.opens
        case Holds(of=of) | CoveredAt(of=of) | Followed(of=of) | Same(of=of):
            return of.event
        case _:
            return None


def event_types_read(check: object) -> frozenset[str]:
    """Every event type that a check, or any part of it, reads."""
    found: set[str] = set()
    if isinstance(check, Points):
        found.add(check.event)
    if isinstance(check, Spans):
        found |= {check.opens, *check.amends, *((check.closes,) if check.closes else ())}
    if isinstance(check, tuple | frozenset):
        return frozenset().union(*(event_types_read(part) for part in check), found)
    for name in getattr(check, "__slots__", ()):
        found |= event_types_read(getattr(check, name))
    return frozenset(found)
