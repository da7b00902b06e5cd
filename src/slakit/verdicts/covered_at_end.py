"""**covered** — at the end of the term, and of each extension of it, a successor is in force."""

from collections.abc import Iterator, Sequence

from slakit.calendars import show_utc
from slakit.checks import CoveredAtEnd, Duty
from slakit.events.event import Event
from slakit.findings import Cure, Outcome
from slakit.verdicts.binding import services_in
from slakit.verdicts.facts import Facts
from slakit.verdicts.truth import optional, order, whole
from slakit.verdicts.verdict import Verdict, excuse_of, excused_by


def covered_at_end(check: CoveredAtEnd, duty: Duty, known: Facts) -> Iterator[Verdict]:
    """At the end of the term a successor is in force: signed by then, effective by then.

    Where the agreement itself was renewed beyond its term, the end of each renewal is such an end too.
    An exception excuses from it if it is in force in the last instant before such an end.
    A service that a successor leaves out needs one that covers it.
    """
    told = sorted((event for points in check.by for event, fits in known.points(points) if fits), key=order)
    successors = [event for event in told if not _is_earlier_edition(check, known, event)]
    for end in _ends(known):
        excuse = excuse_of(duty, known, {}, end - 1) if known.at >= end else None
        yield excused_by(excuse, _succeeded(check, known, end, successors))
        for service in _left_out(check, duty, known, successors, end):
            yield excused_by(excuse, _service_succeeded(check, known, end, successors, service))


def _left_out(check: CoveredAtEnd, duty: Duty, known: Facts, told: Sequence[Event], end: int) -> list[str]:
    """The services of the annex that a successor leaves out which is not over by an end."""
    lasting = [event for event in told if not _has_ended(check, event, end)]
    return [
        service
        for service in sorted(duty.annex)
        if not all(_covers(check, event, service) for event in lasting) and _ends_then(known, end, service)
    ]


def _ends_then(known: Facts, end: int, service: str) -> bool:
    """Whether a service is under the agreement up to an end: that of the term, or of a renewal that covers it."""
    return end == known.term.end or any(
        one.until == end and (one.covers is None or service in one.covers) for one in known.renewals()
    )


def _covers(check: CoveredAtEnd, event: Event, service: str) -> bool:
    """Whether a successor goes on with a service; one that lists none goes on with all."""
    covered = services_in(event.data, check.covers)
    return covered is None or service in covered


def _ends(known: Facts) -> list[int]:
    """The end of the term as it is written, and those of the renewals that end later."""
    later = {
        one.until
        for one in known.renewals()
        if one.until is not None and one.until > max(one.since, known.term.end)
    }
    return [known.term.end, *sorted(later)]


def _is_earlier_edition(check: CoveredAtEnd, known: Facts, event: Event) -> bool:
    """Whether it is an edition before this one."""
    since = optional(event.data.get(check.effective))
    return since is not None and since <= known.term.start


def _service_succeeded(
    check: CoveredAtEnd, known: Facts, end: int, told: Sequence[Event], service: str
) -> Verdict:
    """The verdict on one end for a service that a successor leaves out, by those that cover it."""
    covering = [event for event in told if _covers(check, event, service)]
    verdict = _succeeded(check, known, end, covering)
    occasion = {**verdict.occasion, "service": service}
    if verdict.reason != "no-successor":
        return verdict.altered(occasion=occasion)
    leaving = next(event for event in told if event not in covering and not _has_ended(check, event, end))
    figures, evidence = {**verdict.figures, "signed": leaving.time}, (("successor", leaving),)
    return Verdict(occasion, end, Outcome.VIOLATED, "left-out", figures, evidence, verdict.cures)


def _succeeded(check: CoveredAtEnd, known: Facts, end: int, told: Sequence[Event]) -> Verdict:
    """The verdict on one end."""
    signed = [event for event in told if not _has_ended(check, event, end)]
    occasion, figures = {"term-end": show_utc(end)}, dict[str, int | str]({"end": end})
    if end > known.term.end:
        figures["written-end"] = known.term.end
    evidence = tuple(("successor", event) for event in signed)
    in_time = [event for event in signed if event.time <= end]
    timely = [
        event
        for event in in_time
        if check.effective in event.data and whole(event.data[check.effective]) <= end
    ]
    if timely:
        figures["signed"] = timely[0].time
        return Verdict(occasion, end, Outcome.FULFILLED, "renewed", figures, evidence)
    if known.at <= end:
        return Verdict(occasion, end, Outcome.PENDING, "not-yet-due", figures, evidence)
    if any(check.effective not in event.data for event in in_time):
        return Verdict(occasion, end, Outcome.UNDETERMINED, "effect-not-recorded", figures, evidence)
    if signed:
        return _not_in_time(check, signed[0], occasion, end, figures, evidence)
    if not check.complete:
        return Verdict(occasion, end, Outcome.UNDETERMINED, "no-evidence", figures)
    cures = (Cure("signed-by", end),)
    over = [event for event in told if not _is_of_the_term(check, known, event, end)]
    if not over:
        return Verdict(occasion, end, Outcome.VIOLATED, "no-successor", figures, (), cures)
    last = max(over, key=lambda event: (_effect_ends(check, event), order(event)))
    figures |= {"signed": last.time, "expired": _effect_ends(check, last)}
    return Verdict(occasion, end, Outcome.VIOLATED, "over-by-then", figures, (("successor", last),), cures)


def _effect_ends(check: CoveredAtEnd, event: Event) -> int:
    """The end of the effect of what is over."""
    assert check.expires is not None  # nothing is over where no end is recorded
    return whole(event.data[check.expires])


def _has_ended(check: CoveredAtEnd, event: Event, end: int) -> bool:
    """Whether what was signed is over at an end."""
    until = optional(event.data.get(check.expires)) if check.expires else None
    return until is not None and until <= end


def _is_of_the_term(check: CoveredAtEnd, known: Facts, event: Event, end: int) -> bool:
    """Whether what is over is none that should have followed at an end: a renewal that makes the term longer, or what ended before."""
    if _effect_ends(check, event) <= known.term.end:
        return end > known.term.end
    renewing = known.term.extended
    return renewing is not None and event.type == renewing.event


def _not_in_time(
    check: CoveredAtEnd, first: Event, occasion: dict[str, str], end: int, figures: dict[str, int | str],
    evidence: tuple[tuple[str, Event], ...],
) -> Verdict:  # fmt: skip
    """The verdict where what was signed is not in force at an end, or was signed only later."""
    cures = (Cure("signed-by", end),)
    figures["signed"] = first.time
    since = optional(first.data.get(check.effective))
    if since is not None and since > end:
        figures |= {"effective": since, "gap": since - end}
        return Verdict(
            occasion, end, Outcome.VIOLATED, "gap", figures, evidence, (*cures, Cure("effective-by", end))
        )
    figures["late"] = first.time - end
    return Verdict(occasion, end, Outcome.VIOLATED, "signed-late", figures, evidence, cures)
