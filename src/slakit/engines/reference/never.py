"""**holds** — no point happens, or none while a span is in force."""

from collections.abc import Iterator, Sequence

from slakit.checks import Duty, Never, Spans
from slakit.engines.reference.known import Known, Span, Truth, agree, all_of
from slakit.engines.reference.verdicts import Verdict, event_occasion, point_doubted, point_outside
from slakit.events.event import Event
from slakit.findings import Cure, Outcome


def never(check: Never, duty: Duty, known: Known) -> Iterator[Verdict]:
    """No point happens at all; with `during`, none while a matching span is in force."""
    for event in known.of_type(check.of.event):
        occasion, proof = event_occasion(event), ("event", event)
        if outside := point_outside(duty, known, check.of, event):
            yield outside.verdict(occasion, event.time, *proof)
        elif check.during:
            yield point_doubted(_during(check, check.during, known, event), duty, known, event)
        else:
            verdict = Verdict(occasion, event.time, Outcome.VIOLATED, "happened", {}, (proof,))
            yield point_doubted(verdict, duty, known, event)


def _during(check: Never, during: Spans, known: Known, event: Event) -> Verdict:
    """The verdict on a point by the spans that are in force when it happens."""
    occasion, proof = event_occasion(event), ("event", event)
    in_force = [(span, _forbids(check, during, known, event, span)) for span in known.opened_spans(during)]
    for span, truth in in_force:
        if truth:
            figures: dict[str, int | str] = {"since": span.opened}
            cures = () if span.closed is None else (Cure("not-before", span.closed),)
            evidence = (*_said_by(span, event.time), proof)
            return Verdict(
                occasion, event.time, Outcome.VIOLATED, "happened-during", figures, evidence, cures
            )
    perhaps = [span for span, truth in in_force if truth is None]
    if perhaps:
        evidence = (*(one for span in perhaps for one in _said_by(span, event.time)), proof)
        return Verdict(occasion, event.time, Outcome.UNDETERMINED, "record-unclear", {}, evidence)
    if not during.complete:
        return Verdict(occasion, event.time, Outcome.UNDETERMINED, "no-evidence", {}, (proof,))
    return Verdict(occasion, event.time, Outcome.FULFILLED, "not-during", {}, (proof,))


def _forbids(check: Never, during: Spans, known: Known, event: Event, span: Span) -> Truth:
    """Whether a span is in force at a point, and is one that the norm speaks of."""
    version = span.version_at(event.time)
    if version is None:
        return False
    fits = known.truth(during.where, version.fields, event.time)
    return all_of((fits, agree(check.matching, event.data, version.fields)))


def _said_by(span: Span, instant: int) -> Sequence[tuple[str, Event]]:
    """The events of a span that make it what it is at an instant."""
    return [("record", version.event) for version in span.versions if version.since <= instant]
