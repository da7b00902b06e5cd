"""**followed** — after a point, or by a day, a matching one."""

from collections.abc import Iterator, Mapping
from itertools import product

from slakit.checks import DoneBy, Duty, Followed
from slakit.engines.reference.known import EVERY_SERVICE, Known, agree, all_of
from slakit.engines.reference.verdicts import Verdict, event_occasion, point_doubted, point_outside
from slakit.events.event import Event
from slakit.findings import Cure, Outcome


def followed(check: Followed, duty: Duty, known: Known) -> Iterator[Verdict]:
    """After each point, a matching one within a time; where the text gives no time, the duty stays pending."""
    for event, fits in known.points(check.of):
        if outside := point_outside(duty, known, check.of, event, fits):
            yield outside.verdict(event_occasion(event), event.time, "event", event)
            continue
        later = [(answer, meant) for answer, meant in known.points(check.by) if answer.time >= event.time]
        fitting = [
            (answer, all_of((meant, agree(check.matching, event.data, answer.data))))
            for answer, meant in later
        ]
        answer = next((answer for answer, fits_too in fitting if fits_too), None)
        unclear = next((answer for answer, fits_too in fitting if fits_too is None), None)
        if check.within is None:
            yield _untimed(known, event, answer)
        else:
            timed = _timed(check, check.within, known, event, answer, unclear)
            yield point_doubted(timed, duty, known, event)


def _untimed(known: Known, event: Event, answer: Event | None) -> Verdict:
    occasion, proof, end = event_occasion(event), ("event", event), known.horizon()
    if answer and (end is None or answer.time < end):
        figures: dict[str, int | str] = {"after": answer.time - event.time}
        return Verdict(occasion, event.time, Outcome.FULFILLED, "done", figures, (proof, ("answer", answer)))
    figures = {} if end is None else {"end": end}
    reason = "no-time-given" if end is None or known.at < end else "unresolved-at-end"
    return Verdict(occasion, event.time, Outcome.PENDING, reason, figures, (proof,))


def _timed(
    check: Followed, within: int, known: Known, event: Event, answer: Event | None, unclear: Event | None
) -> Verdict:
    occasion, proof, due = event_occasion(event), ("event", event), event.time + within
    figures: dict[str, int | str] = {"due": due, "required": within}
    cures = (Cure("by", due),)

    def timely(instant: int) -> bool:
        return instant <= due if check.closed else instant < due

    if answer and timely(answer.time):
        figures["after"] = answer.time - event.time
        return Verdict(
            occasion, event.time, Outcome.FULFILLED, "in-time", figures, (proof, ("answer", answer))
        )
    if timely(known.at):
        return Verdict(occasion, event.time, Outcome.PENDING, "due", figures, (proof,))
    if unclear and timely(unclear.time):
        evidence = (proof, ("perhaps-answer", unclear))
        return Verdict(occasion, event.time, Outcome.UNDETERMINED, "answer-unclear", figures, evidence)
    if answer:
        figures |= {"after": answer.time - event.time, "late": answer.time - due}
        return Verdict(
            occasion, event.time, Outcome.VIOLATED, "late", figures, (proof, ("answer", answer)), cures
        )
    if not check.complete:
        return Verdict(occasion, event.time, Outcome.UNDETERMINED, "no-evidence", figures, (proof,))
    return Verdict(occasion, event.time, Outcome.VIOLATED, "missing", figures, (proof,), cures)


def done_by(check: DoneBy, duty: Duty, known: Known) -> Iterator[Verdict]:
    """For each place of the grid, a matching event before the due instant."""
    for values in product(*(items for _, items in check.grid.axes)):
        place = {axis: value for (axis, _), value in zip(check.grid.axes, values, strict=True)}
        yield _done(check, known, place)


def _done(check: DoneBy, known: Known, place: dict[str, str]) -> Verdict:
    figures: dict[str, int | str] = {"due": check.due}
    here = [(event, fits) for event, fits in known.points(check.by) if _at_place(event, place)]
    done = next((event for event, fits in here if fits), None)
    unclear = next((event for event, fits in here if fits is None and event.time < check.due), None)
    if done and done.time < check.due:
        return Verdict(place, check.due, Outcome.FULFILLED, "done-in-time", figures, (("done", done),))
    if known.at < check.due:
        return Verdict(place, check.due, Outcome.PENDING, "not-yet-due", figures)
    if unclear:
        evidence = (("perhaps-done", unclear),)
        return Verdict(place, check.due, Outcome.UNDETERMINED, "unclear", figures, evidence)
    return _not_done(check, known, place, done, figures)


def _not_done(
    check: DoneBy, known: Known, place: dict[str, str], done: Event | None, figures: dict[str, int | str]
) -> Verdict:
    """The verdict on what was not done in time: recorded as late, attested as undone, or only not recorded."""
    cures = (Cure("by", check.due),)
    if done:
        figures["late"] = done.time - check.due
        return Verdict(place, check.due, Outcome.VIOLATED, "done-late", figures, (("done", done),), cures)
    attested = known.points(check.undone) if check.undone else ()
    undone = tuple(
        ("undone", event) for event, fits in attested
        if fits and event.time >= check.due and _at_place(event, place)
    )  # fmt: skip
    if undone:
        return Verdict(place, check.due, Outcome.VIOLATED, "attested-undone", figures, undone, cures)
    if check.complete:
        return Verdict(place, check.due, Outcome.VIOLATED, "not-done", figures, (), cures)
    return Verdict(place, check.due, Outcome.UNDETERMINED, "nothing-recorded", figures)


def _at_place(event: Event, place: Mapping[str, str]) -> bool:
    return all(event.data.get(axis) in (value, EVERY_SERVICE) for axis, value in place.items())
