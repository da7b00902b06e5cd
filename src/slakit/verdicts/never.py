"""**holds** — no point happens, or none while a span is in force."""

from collections.abc import Iterator, Sequence

from slakit.checks import Duty, Never, Spans
from slakit.events.event import Event
from slakit.findings import Cure, Outcome
from slakit.verdicts.facts import Facts
from slakit.verdicts.spans import Span, proof_of, unless_in_doubt
from slakit.verdicts.truth import Truth
from slakit.verdicts.verdict import Verdict, event_occasion, point_doubted, point_outside


def never(check: Never, duty: Duty, known: Facts) -> Iterator[Verdict]:
    """No point happens at all; with `during`, none while a matching span is in force."""
    for event, fits in known.points(check.of):
        yield point_never(check, duty, known, event, fits)


def point_never(check: Never, duty: Duty, known: Facts, event: Event, fits: Truth) -> Verdict:
    """The verdict on one point that is not to happen."""
    occasion, proof = event_occasion(event), ("event", event)
    if outside := point_outside(duty, known, check.of, event, fits):
        return outside.verdict(occasion, event.time, proof)
    if check.during:
        return point_doubted(_during(check, check.during, known, event), duty, known, event)
    verdict = Verdict(occasion, event.time, Outcome.VIOLATED, "happened", {}, (proof,))
    return point_doubted(verdict, duty, known, event)


def _during(check: Never, during: Spans, known: Facts, event: Event) -> Verdict:
    """The verdict on a point by the spans that are in force when it happens."""
    occasion, proof = event_occasion(event), ("event", event)
    in_force = known.in_force_at(during, check.matching, event)
    for span, _, truth in in_force:
        if unless_in_doubt(span, truth):
            figures: dict[str, int | str] = {"since": span.opened}
            cures = () if span.closed is None else (Cure("not-before", span.closed),)
            evidence = (*_said_by(span, event.time), proof)
            return Verdict(
                occasion, event.time, Outcome.VIOLATED, "happened-during", figures, evidence, cures
            )
    perhaps = [one.span for one in in_force]
    if perhaps:
        evidence = (*(one for span in perhaps for one in _said_by(span, event.time)), proof)
        return Verdict(occasion, event.time, Outcome.UNDETERMINED, "record-unclear", {}, evidence)
    if not during.complete:
        return Verdict(occasion, event.time, Outcome.UNDETERMINED, "no-evidence", {}, (proof,))
    return Verdict(occasion, event.time, Outcome.FULFILLED, "not-during", {}, (proof,))


def _said_by(span: Span, instant: int) -> Sequence[tuple[str, Event]]:
    """The events of a span that make it what it is at an instant, and what may have ended it."""
    return [one for one in proof_of(span, "record") if one[1].time <= instant]
