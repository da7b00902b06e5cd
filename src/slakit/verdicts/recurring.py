"""**followed** — in each period a matching event, or one again and again."""

from collections.abc import Iterator, Mapping, Sequence

from slakit.calendars import show_utc
from slakit.checks import Duty, Period, Recurring
from slakit.events.event import Event
from slakit.findings import Cure, Outcome
from slakit.verdicts.excused_time import excused_time
from slakit.verdicts.facts import Facts
from slakit.verdicts.truth import Truth, all_of
from slakit.verdicts.verdict import Outside, Verdict, at_place, event_occasion, places

Place = dict[str, str]
Told = Sequence[tuple[Event, Truth]]
"""Events in their order, each with the answer whether it is one that was asked for, at the place."""


def recurring(check: Recurring, duty: Duty, known: Facts) -> Iterator[Verdict]:
    """For each place of the grid, a matching event in each period that has begun, or one again and again."""
    for place in places(check.grid):
        told = [
            (event, all_of((fits, at_place(event.data, place)))) for event, fits in known.points(check.by)
        ]
        here = [(event, fits) for event, fits in told if fits is not False]
        if check.apart is not None:
            yield from _again_and_again(check, check.apart, duty, known, place, here)
            continue
        for period in check.periods:
            if period.start <= known.at:
                # it is broken when the period is over, and not before
                yield _in_period(check, duty, known, place, period, here).altered(settled=period.end)


# --- in each period ---


def _in_period(
    check: Recurring, duty: Duty, known: Facts, place: Place, period: Period, here: Told
) -> Verdict:
    """The verdict on a period: it is enough that one event lies in the part of it that is under the agreement."""
    occasion, binding = {**place, "period": period.name}, known.binding()
    figures: dict[str, int | str] = {"from": period.start, "until": period.end}
    within = [(event, fits) for event, fits in here if period.start <= event.time < period.end]
    done = next((event for event, fits in within if fits and binding.includes(event.time)), None)
    outside = _excused(duty, known, place, period.start, period.end)
    if outside and outside.outcome is Outcome.NOT_APPLICABLE:
        return _told(occasion, period.start, outside, figures)
    if done:
        return Verdict(
            occasion, period.start, Outcome.FULFILLED, "done-in-period", figures, (("done", done),)
        )
    if known.at < period.end:
        return Verdict(occasion, period.start, Outcome.PENDING, "not-yet-over", figures)
    if binding.since >= period.end:
        reason = "outside-effect" if binding.is_told else "before-first-proof"
        return Verdict(occasion, period.start, Outcome.UNDETERMINED, reason, figures)
    if binding.until < min(period.end, known.term.end):
        return Verdict(occasion, period.start, Outcome.UNDETERMINED, "outside-effect", figures)
    if within:
        evidence = tuple(("perhaps-done", event) for event, _ in within)
        return Verdict(occasion, period.start, Outcome.UNDETERMINED, "unclear", figures, evidence)
    if outside:
        return _told(occasion, period.start, outside, figures)
    if not check.by.complete:
        return Verdict(occasion, period.start, Outcome.UNDETERMINED, "nothing-recorded", figures)
    cures = (Cure("by", period.end),)
    return Verdict(occasion, period.start, Outcome.VIOLATED, "not-done", figures, (), cures)


def _told(occasion: Place, time: int, outside: Outside, figures: dict[str, int | str]) -> Verdict:
    return Verdict(occasion, time, outside.outcome, outside.reason, figures, outside.evidence)


def _excused(duty: Duty, known: Facts, place: Mapping[str, str], since: int, until: int) -> Outside | None:
    """Whether exceptions, taken together, are in force all the time in which it could be done."""
    return excused_time(duty, known, place, since, until).all_of(since, until)


# --- again and again ---


def _again_and_again(
    check: Recurring, apart: int, duty: Duty, known: Facts, place: Place, here: Told
) -> Iterator[Verdict]:
    """After the start of the term, and after each event in it, the next one within the time."""
    start, end = known.binding().since, known.term.end
    within = [(event, fits) for event, fits in here if start <= event.time < end]
    sure = [event for event, fits in within if fits]
    unclear = [event for event, fits in within if fits is None]
    if known.at >= start:
        occasion = {**place, "since": show_utc(known.term.start)}
        first = (*sure[:1], None)[0]
        yield _next(check, apart, duty, known, (occasion, start, ()), (first, unclear))
    for at, event in enumerate(sure):
        following = (*sure[at + 1 : at + 2], None)[0]
        begun = ({**place, **event_occasion(event)}, event.time, (("event", event),))
        yield _next(check, apart, duty, known, begun, (following, unclear))
    for event in unclear:
        unclear_fields = known.unclear(check.by.where, event.data, event.time)
        outside = Outside(Outcome.UNDETERMINED, "scope-unknown", unclear=unclear_fields)
        yield outside.verdict({**place, **event_occasion(event)}, event.time, ("event", event))


def _next(
    check: Recurring, apart: int, duty: Duty, known: Facts,
    begun: tuple[Place, int, tuple[tuple[str, Event], ...]], following: tuple[Event | None, Sequence[Event]],
) -> Verdict:  # fmt: skip
    """The verdict on one gap: from an event, or from the start of the term, to the next event."""
    occasion, since, proof = begun
    answer, unclear = following
    due, ends = since + apart, since + apart >= known.term.end
    figures: dict[str, int | str] = {"since": since, "due": due, "required": apart}

    def timely(instant: int) -> bool:
        return instant <= due if check.closed else instant < due

    if answer and timely(answer.time):
        figures["after"] = answer.time - since
        return Verdict(
            occasion, since, Outcome.FULFILLED, "next-in-time", figures, (*proof, ("answer", answer))
        )
    if known.at < known.term.end if ends else timely(known.at):
        return Verdict(occasion, since, Outcome.PENDING, "next-due", figures, proof)
    if ends:
        return Verdict(occasion, since, Outcome.NOT_APPLICABLE, "term-ends-first", figures, proof)
    perhaps = tuple(
        ("perhaps-answer", event) for event in unclear if since <= event.time and timely(event.time)
    )
    if perhaps:
        return Verdict(occasion, since, Outcome.UNDETERMINED, "next-unclear", figures, (*proof, *perhaps))
    if due > known.binding().until:
        return Verdict(occasion, since, Outcome.UNDETERMINED, "next-outside-effect", figures, proof)
    if outside := _excused(duty, known, occasion, since, due):
        return _told(occasion, since, outside, figures)
    if not check.by.complete:
        return Verdict(occasion, since, Outcome.UNDETERMINED, "next-not-recorded", figures, proof)
    cures = (Cure("by", due),)
    if answer:
        figures |= {"after": answer.time - since, "late": answer.time - due}
        evidence = (*proof, ("answer", answer))
        return Verdict(occasion, since, Outcome.VIOLATED, "next-late", figures, evidence, cures)
    return Verdict(occasion, since, Outcome.VIOLATED, "next-missing", figures, proof, cures)
