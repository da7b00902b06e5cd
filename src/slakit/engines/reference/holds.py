"""**holds** — each point satisfies a condition."""

from collections.abc import Iterator

from slakit.checks import Among, Between, Condition, Duty, Every, Holds, Not, Some
from slakit.engines.reference.known import Known
from slakit.engines.reference.verdicts import Verdict, event_occasion, point_outside, shown
from slakit.events.event import Event
from slakit.findings import Cure, Outcome


def holds(check: Holds, duty: Duty, known: Known) -> Iterator[Verdict]:
    """Each point satisfies a condition."""
    for event, fits in known.points(check.of):
        occasion = event_occasion(event)
        proof: tuple[tuple[str, Event], ...] = (("event", event),)
        if outside := point_outside(duty, known, check.of, event, fits):
            yield Verdict(occasion, event.time, *outside, evidence=proof)
            continue
        judged: Event | None = event
        if check.decided:
            found = list(
                known.preceding(check.decided.points, check.decided.matching, event.data, event.time)
            )
            judged = found[-1] if found else None
        if judged is None:
            yield Verdict(occasion, event.time, Outcome.UNDETERMINED, "no-decision-recorded", evidence=proof)
            continue
        if judged is not event:
            proof = (("decision", judged), ("event", event))
        said = judged.data.get(check.shown)
        figures: dict[str, int | str] = {} if said is None else {check.shown: shown(said)}
        match known.truth(check.condition, judged.data, judged.time):
            case True:
                yield Verdict(occasion, event.time, Outcome.FULFILLED, "met", figures, proof)
            case False:
                cures = _cures_of(check.condition)
                yield Verdict(occasion, event.time, Outcome.VIOLATED, "not-met", figures, proof, cures)
            case None:
                reason = "not-recorded" if _lacks_a_field(check.condition, judged) else "unclassified"
                yield Verdict(occasion, event.time, Outcome.UNDETERMINED, reason, figures, proof)


def _lacks_a_field(condition: Condition, event: Event) -> bool:
    """Whether a field that a condition asks for is not recorded."""
    match condition:
        case Every(parts=parts) | Some(parts=parts):
            return any(_lacks_a_field(part, event) for part in parts)
        case Not(part=part):
            return _lacks_a_field(part, event)
        case Among(field=name) | Between(field=name):
            return name not in event.data
        case _:
            return False


def _cures_of(condition: Condition) -> tuple[Cure, ...]:
    """The values that would have satisfied a condition on one field."""
    if isinstance(condition, Among):
        return tuple(Cure("instead", str(value)) for value in sorted(condition.yes, key=str))
    return ()
