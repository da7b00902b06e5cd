"""**holds** — each point satisfies a condition."""

from collections.abc import Iterator

from slakit.checks import Among, Between, Condition, Duty, Every, Holds, Not, Pair, Preceded, Some
from slakit.engines.reference.known import Known
from slakit.engines.reference.verdicts import Verdict, event_occasion, point_doubted, point_outside, shown
from slakit.events.event import Event
from slakit.findings import Cure, Outcome


def holds(check: Holds, duty: Duty, known: Known) -> Iterator[Verdict]:
    """Each point satisfies a condition, on itself or on the decision behind it."""
    for event in known.of_type(check.of.event):
        if outside := point_outside(duty, known, check.of, event):
            yield outside.verdict(event_occasion(event), event.time, "event", event)
            continue
        verdict = (
            _decided(check, check.decided, known, event)
            if check.decided
            else _held(check, known, event, event)
        )
        yield point_doubted(verdict, duty, known, event)


def _held(check: Holds, known: Known, event: Event, judged: Event) -> Verdict:
    """The verdict on a point by what `judged` says: the point itself, or the decision behind it."""
    occasion = event_occasion(event)
    proof: tuple[tuple[str, Event], ...] = (("event", event),)
    if judged is not event:
        proof = (("decision", judged), *proof)
    said = judged.data.get(check.shown)
    figures: dict[str, int | str] = {} if said is None else {check.shown: shown(said)}
    match known.truth(check.condition, judged.data, judged.time):
        case True:
            return Verdict(occasion, event.time, Outcome.FULFILLED, "met", figures, proof)
        case False:
            cures = _cures_of(check.condition)
            return Verdict(occasion, event.time, Outcome.VIOLATED, "not-met", figures, proof, cures)
        case None:
            reason = "not-recorded" if _lacks_a_field(check.condition, judged) else "unclassified"
            return Verdict(occasion, event.time, Outcome.UNDETERMINED, reason, figures, proof)


def _decided(check: Holds, decided: Preceded, known: Known, event: Event) -> Verdict:
    """The verdict on a point by the decisions before it: one of a competent body that still stands is enough."""
    decisions = list(known.preceding(decided.points, decided.matching, event.data, event.time))
    competent = [one for one in decisions if known.truth(check.condition, one.data, one.time)]
    just_this = [one for one in decisions if _decides(check.value, event, one)]
    proof = (("event", event),)
    if not just_this:
        return Verdict(
            event_occasion(event), event.time, Outcome.UNDETERMINED, "no-decision-recorded", {}, proof
        )
    standing = competent[-1] if competent else just_this[-1]
    if competent and standing not in just_this and any(one in just_this for one in competent):
        evidence = (("decision", standing), *proof)
        return Verdict(event_occasion(event), event.time, Outcome.UNDETERMINED, "superseded", {}, evidence)
    return _held(check, known, event, standing if standing in just_this else just_this[-1])


def _decides(value: Pair | None, event: Event, decision: Event) -> bool:
    """Whether a decision set just what the point says."""
    return value is None or event.data.get(value[0]) == decision.data.get(value[1])


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
