"""**covered** — spans are in force during the whole term."""

from collections.abc import Iterator, Sequence

from slakit.checks import CoveredThroughout, Duty
from slakit.events.event import Event
from slakit.findings import Cure, Outcome
from slakit.verdicts.excused_time import ExcusedTime, excused_time
from slakit.verdicts.facts import Facts
from slakit.verdicts.intervals import Intervals
from slakit.verdicts.spans import Span, events_of, lasting, while_it_stands
from slakit.verdicts.verdict import Verdict, places


def covered_throughout(check: CoveredThroughout, duty: Duty, known: Facts) -> Iterator[Verdict]:
    """For each place of the grid, spans are in force during the whole term.

    Before the first record of a place nothing is known of it, unless the log is complete. The closing of a span of
    which no opening is recorded proves what comes after it, and leaves open what came before. While an exception is in
    force nothing need stand; one that is in force during the whole term excuses the place.
    """
    for place in places(check.grid):
        start, end = known.term.start, min(known.at, known.term.end)
        if known.at < start:
            yield Verdict(place, start, Outcome.PENDING, "term-not-begun")
            continue
        excused = excused_time(duty, known, place, start, end)
        outside = excused.all_of(start, end) if end == known.term.end else None
        if outside and outside.outcome is Outcome.NOT_APPLICABLE:
            yield Verdict(place, start, outside.outcome, outside.reason, {}, outside.evidence)
        else:
            yield _throughout(check, known, place, known.spans_at(check.by, place), excused)


def _throughout(
    check: CoveredThroughout, known: Facts, place: dict[str, str], here: Sequence[Span], excused: ExcusedTime
) -> Verdict:
    start, end = known.term.start, min(known.at, known.term.end)
    covered, perhaps = Intervals(), Intervals()
    for span in here:
        for version, until in lasting(span, end):
            truth = while_it_stands(version, known.truth(check.by.where, version.fields, version.since))
            if truth is not False:
                (covered if truth else perhaps).add(version.since, until)
    seen_from = start if check.by.complete else min((span.first.time for span in here), default=end)
    since, until = known.binding().clipped(end)
    seen = Intervals([(max(since, seen_from), until)])
    uncovered = seen.without(covered).without(perhaps).without(excused.surely)
    gaps = uncovered.without(excused.perhaps).parts
    unknown = (
        Intervals([(start, end)]).without(covered).without(excused.surely).without(Intervals(gaps)).parts
    )
    events = (*excused.evidence, *(("record", event) for span in here for event in events_of(span)))
    if gaps:
        return _interrupted(place, here, gaps, events, end)
    if unknown:
        figures: dict[str, int | str] = {"from": unknown[0][0], "until": unknown[0][1]}
        reason = "perhaps-excused" if uncovered.parts else "unclear" if here else "nothing-recorded"
        return Verdict(place, start, Outcome.UNDETERMINED, reason, figures, events)
    figures = {}
    if without := Intervals([(start, end)]).without(covered).length:
        figures["excused"] = without
    if known.at < known.term.end:
        return Verdict(place, start, Outcome.PENDING, "kept-so-far", {"until": known.at, **figures}, events)
    return Verdict(place, start, Outcome.FULFILLED, "kept", figures, events)


def _interrupted(
    place: dict[str, str],
    here: Sequence[Span],
    gaps: Sequence[tuple[int, int]],
    events: tuple[tuple[str, Event], ...],
    end: int,
) -> Verdict:
    """The verdict on a place that is known to have stood empty; `open` says that the last gap lasts."""
    since, until = gaps[0]
    figures: dict[str, int | str] = {
        "from": since,
        "until": until,
        "gaps": len(gaps),
        "uncovered": sum(last - first for first, last in gaps),
        "open": "yes" if gaps[-1][1] == end else "no",
    }
    elsewhere = any(span.version_at(since) for span in here)
    reason = "elsewhere" if elsewhere else "interrupted" if here else "never"
    return Verdict(place, since, Outcome.VIOLATED, reason, figures, events, (Cure("from", since),))
