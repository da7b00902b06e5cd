"""**covered** — a span lies inside the term, or inside spans of another record."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from slakit.calendars import show_utc
from slakit.checks import Duty, Inside
from slakit.findings import Cure, Outcome
from slakit.verdicts.facts import Facts
from slakit.verdicts.intervals import Intervals
from slakit.verdicts.signs import Proof, shown_by, signs
from slakit.verdicts.spans import Span, events_of, lasting, proof_of, while_it_stands
from slakit.verdicts.truth import agree, all_of
from slakit.verdicts.verdict import Outside, Verdict, doubted, outside_of, scope, shown_key

if TYPE_CHECKING:
    from slakit.events.event import Event

FOREVER = 2**62
"""Later than any instant."""


def inside(check: Inside, duty: Duty, known: Facts) -> Iterator[Verdict]:
    """Each span lies inside the term and its renewals, or inside matching spans of another record.

    Inside the term: a span that has no instant in common with it is none of its business. Inside another record: a
    span is judged if it opens within the term, and only up to the term's end.
    """
    seen_keys = known.begun_before(check.of)
    for span in known.opened_spans(check.of):
        occasion = {name: shown_key(value) for name, value in zip(check.of.key, span.key, strict=True)}
        if span.key in seen_keys:  # one identity that begins once more is another occasion
            occasion["began"] = show_utc(span.opened)
        seen_keys.add(span.key)
        if outside := _outside(check, duty, known, span):
            yield outside.verdict(occasion, span.opened, *shown_by(known, check.of.where, span))
        else:
            verdict = _inside(check, known, span, occasion)
            yield doubted(verdict, duty, known, span.versions[-1].fields)


def _outside(check: Inside, duty: Duty, known: Facts, span: Span) -> Outside | None:
    """Why a span is no occasion for a verdict; nothing if it is."""
    fields, instant, service = span.versions[-1].fields, span.opened, _service_of(check, span)
    if check.by is None:
        lasted = Intervals([(span.opened, _end_of(span, known.at))])
        under = lasted.without(lasted.without(_term(known, service))).parts
        if not under:
            return Outside(Outcome.NOT_APPLICABLE, "out-of-term")
        instant = under[0][0]
    return outside_of(duty, known, fields, instant, service) or scope(known, check.of.where, fields, instant)


def _service_of(check: Inside, span: Span) -> str | None:
    """The service that a span is of, if it is of one."""
    service = span.versions[-1].fields.get(check.of.service) if check.of.service else None
    return service if isinstance(service, str) else None


def _end_of(span: Span, last: int) -> int:
    """Up to when a span has gone; one that ends as it begins is taken to last a microsecond."""
    return max(last if span.closed is None else min(span.closed, last), span.opened + 1)


def _term(known: Facts, service: str | None) -> Intervals:
    """The term as it is written, and the spans for which it was renewed for a service, or for what is of no single one."""
    term = Intervals([(known.term.start, known.term.end)])
    for renewal in known.renewals():
        if renewal.is_of(service):
            term.add(renewal.since, FOREVER if renewal.until is None else renewal.until)
    return term


def _inside(check: Inside, known: Facts, span: Span, occasion: dict[str, str]) -> Verdict:
    """The verdict on a span by what of it, as far as it has gone, lies outside."""
    horizon = known.horizon()
    last = known.at if check.by is None or horizon is None else min(known.at, horizon)
    until = _end_of(span, last)
    judged = Intervals([(span.opened, until)])
    surely, perhaps, evidence = _allowed(check, known, span, until)
    perhaps.unite(Intervals([(one.since, over) for one, over in lasting(span, until) if one.perhaps]))
    out, doubtful = judged.without(surely).without(perhaps), judged.without(surely)
    figures: dict[str, int | str] = {"start": span.opened}
    shown = signs(known, check.of.where, span.versions[-1].fields, span.opened)
    proof = (*shown, *proof_of(span, "act"), *evidence)
    if span.closed is not None:
        figures["closed"] = span.closed
    if out.parts and (check.by is None or check.by.complete):
        return _sticking_out(check, span, occasion, out, figures, proof)
    if doubtful.parts:
        figures |= {"from": doubtful.parts[0][0], "until": doubtful.parts[0][1]}
        reason = "unclear" if perhaps.parts else "no-evidence"
        return Verdict(occasion, span.opened, Outcome.UNDETERMINED, reason, figures, proof)
    if span.closed is None and until >= known.at:
        return Verdict(occasion, span.opened, Outcome.PENDING, "inside-so-far", figures, proof)
    return Verdict(occasion, span.opened, Outcome.FULFILLED, "inside", figures, proof)


def _allowed(check: Inside, known: Facts, act: Span, end: int) -> tuple[Intervals, Intervals, Proof]:
    """Where an act may be, where it perhaps may be, and the events that say so."""
    by, fields = check.by, act.versions[-1].fields
    if by is None:
        return _term(known, _service_of(check, act)), Intervals(), ()
    surely, perhaps = Intervals(), Intervals()
    evidence: dict[tuple[str, str], Event] = {}
    for span in known.candidates(by, check.matching, fields):
        for version, until in lasting(span, end):
            fits = while_it_stands(version, known.truth(by.where, version.fields, version.since))
            truth = all_of((fits, agree(check.matching, fields, version.fields)))
            if truth is not False and version.since < end and act.opened < until:
                (surely if truth else perhaps).add(version.since, until)
                evidence |= {(event.source, event.id): event for event in events_of(span)}
    return surely, perhaps, tuple(("record", event) for event in evidence.values())


def _sticking_out(
    check: Inside, span: Span, occasion: dict[str, str], out: Intervals, figures: dict[str, int | str],
    proof: Proof,
) -> Verdict:  # fmt: skip
    """The breach, at the first instant outside; unknown if the span has no closing and need not have one recorded."""
    since, until = out.parts[0]
    at_once = since == span.opened
    cures = (Cure("not-before", until),) if at_once else (Cure("end-by", since),)
    endless = span.closed is None and not (check.closings_complete and span.early is None)
    if at_once and endless:
        return Verdict(occasion, since, Outcome.VIOLATED, "begins-outside", figures, proof, cures)
    figures |= {"from": since, "until": until, "uncovered": out.length, "gaps": len(out.parts)}
    if endless and span.early:
        figures["early-end"] = span.early.time
        return Verdict(occasion, since, Outcome.UNDETERMINED, "end-in-doubt", figures, proof)
    if endless:
        return Verdict(occasion, since, Outcome.UNDETERMINED, "end-not-recorded", figures, proof)
    return Verdict(occasion, since, Outcome.VIOLATED, "sticks-out", figures, proof, cures)
