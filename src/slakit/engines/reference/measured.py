"""**measured** — a figure over the term meets a target, or is only reported."""

from collections.abc import Iterator, Sequence

from slakit.checks import Duty, Measured
from slakit.engines.reference.covered_throughout import events_of
from slakit.engines.reference.intervals import Intervals
from slakit.engines.reference.known import EVERY_SERVICE, Known, Span, whole
from slakit.engines.reference.verdicts import Verdict
from slakit.events.event import Event, FieldValue
from slakit.findings import Cure, Outcome

MILLION = 1_000_000


def measured(check: Measured, duty: Duty, known: Known) -> Iterator[Verdict]:
    """The share of the window in which no counted span is open, for each item; overlaps count once."""
    start, end = known.binding_since(), min(known.at, known.term.end)
    spans = known.opened_spans(check.of)
    watched = known.opened_spans(check.observed) if check.observed else []
    for item in check.items:
        down, perhaps = Intervals(), Intervals()
        evidence: list[tuple[str, Event]] = []
        for span in spans:
            if not _names_item(span.versions[-1].fields.get(check.each[0]), item):
                continue
            truth = known.truth(check.of.where, span.versions[-1].fields, span.opened)
            until = end if span.closed is None else min(span.closed, end)
            if truth is False or span.opened >= end or until <= start:
                continue
            (down if truth else perhaps).add(max(span.opened, start), until)
            evidence += [("act", event) for event in events_of(span)]
        unseen = _unseen(check, watched, item, start, end)
        figures: dict[str, int | str] = {
            "down": down.length,
            "perhaps-down": perhaps.without(down).length,
            "unobserved": unseen.without(down).without(perhaps).length,
            "window": check.window,
        }
        yield _measure(check, known, {check.each[1]: item}, figures, tuple(evidence))


def _names_item(value: FieldValue | None, item: str) -> bool:
    named = value if isinstance(value, tuple) else (value,)
    return item in named or EVERY_SERVICE in named


def _unseen(check: Measured, watched: Sequence[Span], item: str, start: int, end: int) -> Intervals:
    """The time in which nobody watched; none where the norm asks for no proof of watching."""
    if check.observed is None:
        return Intervals()
    seen = Intervals()
    for span in watched:
        if item in span.key or EVERY_SERVICE in span.key:
            seen.add(span.opened, end if span.closed is None else span.closed)
    return Intervals([(start, end)]).without(seen)


def _measure(
    check: Measured, known: Known, occasion: dict[str, str], figures: dict[str, int | str],
    evidence: tuple[tuple[str, Event], ...],
) -> Verdict:  # fmt: skip
    down, window = whole(figures["down"]), check.window
    worst = down + whole(figures["perhaps-down"]) + whole(figures["unobserved"])
    figures["available-millionths"] = (window - down) * MILLION // window
    figures["at-worst-millionths"] = max(0, (window - worst) * MILLION // window)
    time, over = known.term.start, known.at >= known.term.end
    if check.target is None:
        reason = "no-target" if whole(figures["unobserved"]) == 0 else "no-target-partly-observed"
        return Verdict(occasion, time, Outcome.UNDETERMINED, reason, figures, evidence)
    figures["target-millionths"] = check.target
    if (window - down) * MILLION < check.target * window:
        allowed = window - check.target * window // MILLION
        return Verdict(
            occasion,
            time,
            Outcome.VIOLATED,
            "below-target",
            figures,
            evidence,
            (Cure("down-at-most", allowed),),
        )
    if not over:
        return Verdict(occasion, time, Outcome.PENDING, "measuring", figures, evidence)
    if (window - worst) * MILLION < check.target * window:
        return Verdict(occasion, time, Outcome.UNDETERMINED, "perhaps-below-target", figures, evidence)
    return Verdict(occasion, time, Outcome.FULFILLED, "met-target", figures, evidence)
