"""**followed** — after a point, or by a day, a matching one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from slakit.checks import DoneBy, Duty, Followed, Length, Pair
from slakit.events.event import Event
from slakit.findings import Cure, Outcome
from slakit.verdicts.clocks import FOREVER, Due, due_after, is_closed
from slakit.verdicts.facts import Facts
from slakit.verdicts.pauses import Pauses, pauses
from slakit.verdicts.truth import EVERY_SERVICE, Truth, agree
from slakit.verdicts.verdict import (
    Verdict,
    event_occasion,
    excuse_of,
    excused_by,
    places,
    point_doubted,
    point_outside,
)


def followed(check: Followed, duty: Duty, known: Facts) -> Iterator[Verdict]:
    """After each point, a matching one within a time; where the text gives no time, the duty stays pending."""
    for event, fits in known.points(check.of):
        yield point_followed(check, duty, known, event, fits)


def point_followed(check: Followed, duty: Duty, known: Facts, event: Event, fits: Truth) -> Verdict:
    """The verdict on one point after which a matching one is to come."""
    if outside := point_outside(duty, known, check.of, event, fits):
        return outside.verdict(event_occasion(event), event.time, ("event", event))
    stands = _standing(check, known, event)
    if check.looks_back and (earlier := _answered_before(check, known, event, stands.since.time)):
        figures: dict[str, int | str] = {"before": event.time - earlier.time}
        evidence = [("event", event), ("answer", earlier)]
        if not check.before and (stands.since.source, stands.since.id) != (event.source, event.id):
            evidence.insert(1, ("upheld", stands.since))
        return Verdict(
            event_occasion(event), event.time, Outcome.FULFILLED, "done-before", figures, tuple(evidence)
        )
    answer, unclear = known.answers(check.by, check.matching, event)
    if check.within is None:
        unclear = unclear or (_perhaps_answered_before(check, known, event) if check.before else None)
        return _as_it_stands(check, _untimed(known, event, answer, unclear), event, stands)
    timed = _timed(check, check.within, known, event, answer, unclear)
    return point_doubted(_as_it_stands(check, timed, event, stands), duty, known, event)


@dataclass(frozen=True, slots=True)
class _Standing:
    """The first of the points just before one that say nothing else, from which on it stands; and what took its place, if anything."""

    since: Event
    replacement: Event | None = None


def _standing(check: Followed, known: Facts, event: Event) -> _Standing:
    """How a point stands among those of which the last counts; a point that need not be the last stands by itself."""
    if not check.last_of:
        return _Standing(event)
    series = [one for one, fits in known.points_for(check.of, _same(check.last_of), event.data) if fits]
    matched = _same(mine for mine, _ in check.matching)
    says_else = [agree(matched, event.data, one.data) is False for one in series]
    place = [(one.source, one.id) for one in series].index((event.source, event.id))
    first = place
    while first > 0 and not says_else[first - 1]:
        first -= 1
    later = zip(series[place:], says_else[place:], strict=True)
    return _Standing(series[first], next((one for one, says_so in later if says_so), None))


def _same(fields: Iterable[str]) -> tuple[Pair, ...]:
    return tuple((name, name) for name in fields)


def _answered_before(check: Followed, known: Facts, event: Event, since: int) -> Event | None:
    """The last certain answer before a point that counts for it: any, or one to what said the same since `since`."""
    before = [
        answer
        for answer, fits in known.points_for(check.by, check.matching, event.data)
        if fits and answer.time < event.time and (check.before or answer.time >= since)
    ]
    return before[-1] if before else None


def _perhaps_answered_before(check: Followed, known: Facts, event: Event) -> Event | None:
    """The last event before a point that perhaps answers it."""
    before = [
        answer
        for answer, fits in known.points_for(check.by, check.matching, event.data)
        if fits is None and answer.time < event.time
    ]
    return before[-1] if before else None


def _as_it_stands(check: Followed, verdict: Verdict, event: Event, stands: _Standing) -> Verdict:
    """The verdict on a point, or that another one took its place before it was answered, and before its time was up."""
    if stands.replacement is None:
        return verdict
    over, due, end = stands.replacement.time, verdict.figures.get("due"), verdict.figures.get("end")
    answered = any(role == "answer" and answer.time < over for role, answer in verdict.evidence)
    if check.within is not None and isinstance(due, int):
        is_up = not Due(due, due, is_closed(check.within, closed=check.closed)).allows(over)
    else:
        is_up = isinstance(end, int) and end <= over
    if answered or is_up:
        return verdict
    evidence = (("event", event), ("replacement", stands.replacement))
    return Verdict(verdict.occasion, event.time, Outcome.NOT_APPLICABLE, "superseded", evidence=evidence)


def _untimed(known: Facts, event: Event, answer: Event | None, unclear: Event | None) -> Verdict:
    """The verdict where no time is given: done, or pending; what may have answered is shown, and settles nothing."""
    occasion, proof, end = event_occasion(event), ("event", event), known.horizon()
    if answer and (end is None or answer.time < end):
        figures: dict[str, int | str] = {"after": answer.time - event.time}
        return Verdict(occasion, event.time, Outcome.FULFILLED, "done", figures, (proof, ("answer", answer)))
    figures = {} if end is None else {"end": end}
    reason = "no-time-given" if end is None or known.at < end else "unresolved-at-end"
    perhaps = [("perhaps-answer", unclear)] if unclear and (end is None or unclear.time < end) else []
    return Verdict(occasion, event.time, Outcome.PENDING, reason, figures, (proof, *perhaps))


def _timed(
    check: Followed, within: Length, known: Facts, event: Event, answer: Event | None, unclear: Event | None
) -> Verdict:
    """The verdict where there is a time: by its end if only what certainly pauses it counts, and if all may count."""
    occasion, proof = event_occasion(event), ("event", event)
    pausing = pauses(check.paused, known, event)
    strict = due_after(within, event.time, pausing.sure, known.calendars, closed=check.closed)
    lenient = strict
    if pausing.doubtful:
        lenient = due_after(within, event.time, pausing.perhaps, known.calendars, closed=check.closed)
    in_time = answer if answer and strict.allows(answer.time) else None
    figures = _time_allowed(check, within, strict, pausing, event, in_time.time if in_time else known.at)
    evidence = (proof, *pausing.evidence(strict))
    cures = () if strict.instant is None else (Cure("by", strict.instant),)
    if in_time:
        figures["after"] = in_time.time - event.time
        evidence = (*evidence, ("answer", in_time))
        return Verdict(occasion, event.time, Outcome.FULFILLED, "in-time", figures, evidence)
    if strict.instant is None:
        outcome = Outcome.PENDING if strict.allows(known.at) else Outcome.UNDETERMINED
        reason = "paused" if strict.not_before == FOREVER else "calendar-ends"
        return Verdict(occasion, event.time, outcome, reason, figures, evidence)
    if strict.allows(known.at):
        return Verdict(occasion, event.time, Outcome.PENDING, "due", figures, evidence)
    if answer and unclear and unclear.time > answer.time:
        unclear = None  # what came after the answer helps no more than that
    if unclear and not lenient.refuses(unclear.time):
        evidence = (*evidence, ("perhaps-answer", unclear))
        return Verdict(occasion, event.time, Outcome.UNDETERMINED, "answer-unclear", figures, evidence)
    if not lenient.refuses(answer.time if answer else known.at):
        evidence = (*evidence, *pausing.doubts(answer.time if answer else FOREVER))
        if answer:
            figures["after"] = answer.time - event.time
            evidence = (*evidence, ("answer", answer))
        return Verdict(occasion, event.time, Outcome.UNDETERMINED, "perhaps-paused", figures, evidence)
    if answer:
        figures |= {"after": answer.time - event.time, "late": answer.time - strict.instant}
        evidence = (*evidence, ("answer", answer))
        return Verdict(occasion, event.time, Outcome.VIOLATED, "late", figures, evidence, cures)
    if not check.complete:
        return Verdict(occasion, event.time, Outcome.UNDETERMINED, "no-evidence", figures, evidence)
    return Verdict(occasion, event.time, Outcome.VIOLATED, "missing", figures, evidence, cures)


def perhaps_due(check: Followed, known: Facts, event: Event) -> int | None:
    """When the time of a point is up if whatever may pause it does, where that is known."""
    if check.within is None:
        return None
    perhaps = pauses(check.paused, known, event).perhaps
    return due_after(check.within, event.time, perhaps, known.calendars, closed=check.closed).instant


def _time_allowed(
    check: Followed, within: Length, due: Due, pausing: Pauses, event: Event, until: int
) -> dict[str, int | str]:
    """The figures of a time: how long it is, when it is up, and how much of it was not counted until an instant."""
    figures: dict[str, int | str] = {"required": within if isinstance(within, int) else check.required}
    if due.instant is not None:
        figures = {"due": due.instant, **figures}
    elif due.not_before < FOREVER:
        figures["calendar-end"] = due.not_before
    until = until if due.instant is None else min(due.instant, until)
    if pausing.pausing and (paused := pausing.sure.clipped(event.time, until).length):
        figures["paused"] = paused
    return figures


def done_by(check: DoneBy, duty: Duty, known: Facts) -> Iterator[Verdict]:
    """For each place of the grid, a matching event before the due instant.

    What was done in time needs no excuse. An exception excuses the rest if it is in force at the last instant in which
    it could be done.
    """
    for place in places(check.grid):
        verdict = _done(check, known, place)
        excuse = excuse_of(duty, known, place, check.due - 1) if known.at >= check.due else None
        yield excused_by(excuse, verdict)


def _done(check: DoneBy, known: Facts, place: dict[str, str]) -> Verdict:
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
    check: DoneBy, known: Facts, place: dict[str, str], done: Event | None, figures: dict[str, int | str]
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
