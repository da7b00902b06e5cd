"""**covered** — at the end of the term a successor is in force."""

from collections.abc import Iterator, Sequence

from slakit.calendars import show_utc
from slakit.checks import CoveredAtEnd, Duty
from slakit.events.event import Event
from slakit.findings import Cure, Outcome
from slakit.verdicts.facts import Facts
from slakit.verdicts.truth import optional, order, whole
from slakit.verdicts.verdict import Verdict


def covered_at_end(check: CoveredAtEnd, duty: Duty, known: Facts) -> Iterator[Verdict]:
    """At the end of the term a successor is in force: signed by then, effective by then."""
    end, occasion = known.term.end, {"term-end": show_utc(known.term.end)}
    signed = sorted(
        (
            event
            for points in check.by
            for event, fits in known.points(points)
            if fits and not _is_no_successor(check, known, event)
        ),
        key=order,
    )
    evidence = tuple(("successor", event) for event in signed)
    in_time = [event for event in signed if event.time <= end]
    timely = [
        event
        for event in in_time
        if check.effective in event.data and whole(event.data[check.effective]) <= end
    ]
    if timely:
        figures: dict[str, int | str] = {"end": end, "signed": timely[0].time}
        yield Verdict(occasion, end, Outcome.FULFILLED, "renewed", figures, evidence)
    elif known.at <= end:
        yield Verdict(occasion, end, Outcome.PENDING, "not-yet-due", {"end": end}, evidence)
    elif any(check.effective not in event.data for event in in_time):
        yield Verdict(occasion, end, Outcome.UNDETERMINED, "effect-not-recorded", {"end": end}, evidence)
    elif not signed and not check.complete:
        yield Verdict(occasion, end, Outcome.UNDETERMINED, "no-evidence", {"end": end})
    else:
        yield _not_renewed(check, signed, occasion, end, evidence)


def _is_no_successor(check: CoveredAtEnd, known: Facts, event: Event) -> bool:
    """Whether it is an edition before this one, or one that is over when this term ends."""
    since = optional(event.data.get(check.effective))
    until = optional(event.data.get(check.expires)) if check.expires else None
    return (since is not None and since <= known.term.start) or (
        until is not None and until <= known.term.end
    )


def _not_renewed(
    check: CoveredAtEnd, signed: Sequence[Event], occasion: dict[str, str], end: int,
    evidence: tuple[tuple[str, Event], ...],
) -> Verdict:  # fmt: skip
    cures = (Cure("signed-by", end),)
    figures: dict[str, int | str] = {"end": end}
    if not signed:
        return Verdict(occasion, end, Outcome.VIOLATED, "no-successor", figures, evidence, cures)
    first = signed[0]
    figures["signed"] = first.time
    since = optional(first.data.get(check.effective))
    if since is not None and since > end:
        figures |= {"effective": since, "gap": since - end}
        return Verdict(
            occasion, end, Outcome.VIOLATED, "gap", figures, evidence, (*cures, Cure("effective-by", end))
        )
    return Verdict(
        occasion, end, Outcome.VIOLATED, "signed-late", {**figures, "late": first.time - end}, evidence, cures
    )
