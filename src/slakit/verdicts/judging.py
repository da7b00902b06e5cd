"""From duties and facts to findings: the one place where verdicts become findings."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from slakit.checks import (
    Answered,
    Check,
    Compared,
    CoveredAt,
    CoveredAtEnd,
    CoveredBefore,
    CoveredThroughout,
    DoneBy,
    Duty,
    Followed,
    Holds,
    InOrder,
    Inside,
    Limited,
    Measured,
    MeasuredShare,
    Never,
    Period,
    Points,
    Recurring,
    Remedied,
    Same,
    Spans,
    Term,
    Window,
    WorkingTime,
)
from slakit.events.event import Event, SetAside
from slakit.findings import Evidence, Finding, Grade, Outcome, finding_id
from slakit.verdicts.compared import compared
from slakit.verdicts.covered_at import covered_at, point_covered
from slakit.verdicts.covered_at_end import covered_at_end
from slakit.verdicts.covered_before import covered_before
from slakit.verdicts.covered_throughout import covered_throughout
from slakit.verdicts.facts import Facts
from slakit.verdicts.followed import done_by, followed, point_followed
from slakit.verdicts.holds import holds, point_held
from slakit.verdicts.in_order import in_order
from slakit.verdicts.inside import inside
from slakit.verdicts.limited import limited
from slakit.verdicts.measured import measured
from slakit.verdicts.measured_share import measured_share
from slakit.verdicts.never import never, point_never
from slakit.verdicts.recurring import recurring
from slakit.verdicts.remedied import remedied
from slakit.verdicts.same import same
from slakit.verdicts.spans import event_types_of
from slakit.verdicts.verdict import Verdict

MOST_TAINTING: Final = 100
"""So many lines that were set aside are named at most in a finding that they could have changed."""


def verdicts(duty: Duty, known: Facts) -> Iterator[Verdict]:  # noqa: C901, PLR0912 -- a check a line
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
        case MeasuredShare() as check:
            return measured_share(check, duty, known)
        case Remedied() as check:
            return remedied(check, duty, known, lambda answered: judged(answered, known))
        case Same() as check:
            return same(check, duty, known)
        case Never() as check:
            return never(check, duty, known)
        case Recurring() as check:
            return recurring(check, duty, known)
        case Limited() as check:
            return limited(check, duty, known)
        case Inside() as check:
            return inside(check, duty, known)
        case Compared() as check:
            return compared(check, duty, known)
        case InOrder() as check:
            return in_order(check, duty, known)


def point_verdict(duty: Duty, known: Facts, event: Event) -> Verdict:
    """The verdict of a duty's check on one event of the type that it judges one by one."""
    check = duty.check
    assert isinstance(check, Holds | CoveredAt | Followed | Never)
    fits = known.held(check.of.where, event)
    match check:
        case Holds():
            return point_held(check, duty, known, event, fits)
        case CoveredAt():
            return point_covered(check, duty, known, event, fits)
        case Followed():
            return point_followed(check, duty, known, event, fits)
        case Never():
            return point_never(check, duty, known, event, fits)


def judged(duty: Duty, known: Facts) -> list[Verdict]:
    """The verdicts of a duty, with doubt where an event was set aside that may have fulfilled it."""
    return doubted_by(verdicts(duty, known), duty.check, known.set_aside)


def doubted_by(found: Iterable[Verdict], check: Check, set_aside: Iterable[SetAside]) -> list[Verdict]:
    """Verdicts with doubt where an event was set aside that may have fulfilled the check."""
    missed = [line for line in set_aside if may_have_fulfilled(line, check)]
    return [_doubted(verdict, missed) for verdict in found]


def findings_of(duties: Sequence[Duty], known: Facts) -> list[Finding]:
    """All findings about what is known: in the order of the duties, then of their time, then of their id."""
    findings: list[Finding] = []
    for duty in duties:
        findings += findings_of_duty(duty, known)
    return findings


def findings_of_duty(duty: Duty, known: Facts) -> list[Finding]:
    """The findings of one duty, those about lines that were set aside among them, by their time and their id."""
    places = tainting(duty, known.term, known.set_aside)
    found = [finding_of(duty, verdict, places) for verdict in judged(duty, known)]
    return sorted(
        [*found, *findings_of_set_aside(duty, known)], key=lambda finding: (finding.time, finding.id)
    )


def findings_of_set_aside(duty: Duty, known: Facts) -> list[Finding]:
    """The findings about lines that were set aside and are occasions of a duty, by their time and their id."""
    found = (unreadable(duty, line, known.term) for line in known.set_aside if is_occasion(line, duty.check))
    return sorted(found, key=lambda finding: (finding.time, finding.id))


def tainting(duty: Duty, term: Term, set_aside: Iterable[SetAside]) -> tuple[str, ...]:
    """The places of the lines that were set aside and may have been events that change the findings of a duty.

    They are the first `MOST_TAINTING` of them: each line is told by itself, and to name all of them in each finding would
    take their product.
    """
    lines = tuple(set_aside)
    reads = read_by(duty, term) if lines else frozenset()
    places = (line.place for line in lines if may_be_of(line, reads))
    return tuple(islice(places, MOST_TAINTING))


def read_by(duty: Duty, term: Term) -> frozenset[str]:
    """Every event type that may change a finding of a duty."""
    return event_types_read((duty.check, duty.unless, term))


def is_occasion(line: SetAside, check: Check) -> bool:
    """Whether a line that was set aside is certainly an occasion of a check."""
    return line.type is not None and line.type == occasion_type(check)


def may_be_of(line: SetAside, event_types: frozenset[str]) -> bool:
    """Whether a line that was set aside may have been an event of one of these types."""
    return line.possible_types is None or bool(line.possible_types & event_types)


def may_have_fulfilled(line: SetAside, check: Check) -> bool:
    """Whether a line is an event that would have counted for the bearer, had its time been readable, or true."""
    if isinstance(check, MeasuredShare) and isinstance(check.meets, Answered):
        check = Followed(check.of, check.meets.by, (), None, check.meets.closed, check.meets.complete)
    if not line.reason.startswith("time-"):
        return False
    if isinstance(check, InOrder):
        return line.type == check.taken.event
    if not isinstance(
        check,
        CoveredBefore
        | CoveredAt
        | CoveredThroughout
        | CoveredAtEnd
        | Followed
        | DoneBy
        | Recurring
        | Remedied
        | Inside,
    ):
        return False
    pausing = check.paused if isinstance(check, Followed) else None
    return line.type in event_types_read((check.by, pausing))


def _doubted(verdict: Verdict, missed: Sequence[SetAside]) -> Verdict:
    """A breach that rests on what is missing is undetermined while such an event was set aside for its time alone."""
    if verdict.outcome is not Outcome.VIOLATED or not missed:
        return verdict
    return verdict.altered(outcome=Outcome.UNDETERMINED, reason="perhaps-set-aside", grade=None, cures=())


def in_doubt(finding: Finding) -> Finding:
    """A finding in the doubt that `_doubted` casts on its verdict."""
    if finding.outcome is not Outcome.VIOLATED:
        return finding
    return finding.altered(outcome=Outcome.UNDETERMINED, reason="perhaps-set-aside", grade=None, cures=())


def _with_service(check: Check, verdict: Verdict) -> dict[str, int | str]:
    """The figures of a verdict, and the service that a point names, for the reader: which one a fee was charged for."""
    if (
        isinstance(check, Holds | CoveredAt | Followed | Never | Same)
        and (name := check.of.service) is not None
    ):
        for role, event in verdict.evidence:
            if role == "event" and isinstance(service := event.data.get(name), str):
                figures: dict[str, int | str] = {"service": service}
                return figures | verdict.figures
    return verdict.figures


def finding_of(duty: Duty, verdict: Verdict, tainting: tuple[str, ...]) -> Finding:
    """The finding that a verdict on a duty is, tainted by what was set aside at these places."""
    grade = verdict.grade
    if grade is None and verdict.outcome is Outcome.VIOLATED:
        grade = Grade(duty.grade)
    return Finding(  # by position, which for so many fields is five times as fast as by name
        finding_id(duty.norm, verdict.occasion),
        duty.norm,
        duty.clause,
        duty.kind,
        verdict.outcome,
        grade,
        verdict.reason,
        duty.bearer,
        duty.counterparty,
        verdict.occasion,
        verdict.time,
        _with_service(duty.check, verdict),
        tuple(
            [
                Evidence(role, event.source, event.id, event.type, event.time, event.recorded)
                for role, event in verdict.evidence
            ]
        ),
        verdict.cures,
        duty.choices,
        tainting,
        duty.calendars,
    )


def unreadable(duty: Duty, line: SetAside, term: Term) -> Finding:
    """The finding for an occasion whose event was set aside: it happened, and nothing can be said of it."""
    occasion = {"line": line.place}
    verdict = Verdict(occasion, term.start, Outcome.UNDETERMINED, "event-set-aside", {"line": line.place})
    return finding_of(duty, verdict, (line.place,))


def occasion_type(check: Check) -> str | None:
    """The event type each event of which is an occasion of the check, if it has one."""
    match check:
        case CoveredBefore(of=of) | Inside(of=of):
            return of.opens
        case Holds(of=of) | CoveredAt(of=of) | Followed(of=of) | Same(of=of):
            return of.event
        case Never(of=of) | Limited(of=of) | InOrder(of=of):
            return of.event
        case _:
            return None


def event_types_read(check: object) -> frozenset[str]:
    """Every event type that a check, or any part of it, reads."""
    found: set[str] = set()
    left = [check]
    while left:
        part = left.pop()
        if part is None or isinstance(part, _OF_NO_EVENT):
            continue
        if isinstance(part, tuple | frozenset):
            left.extend(part)
            continue
        if isinstance(part, Points):
            found.add(part.event)
        elif isinstance(part, Spans):
            found.update(event_types_of(part))
        left += [getattr(part, name) for name in getattr(part, "__slots__", ())]
    return frozenset(found)


_OF_NO_EVENT = (str, int, Window, Period, WorkingTime)
"""Parts of checks in which no event is named; some are many."""
