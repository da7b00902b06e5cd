"""**holds** — each point satisfies a condition."""

from collections.abc import Iterator, Sequence

from slakit.checks import Among, Between, Condition, Duty, Every, Holds, Not, Pair, Preceded, Some
from slakit.events.event import Event
from slakit.findings import Cure, Outcome
from slakit.verdicts.alike import fields_of
from slakit.verdicts.facts import Facts
from slakit.verdicts.truth import Truth
from slakit.verdicts.verdict import Verdict, event_occasion, point_doubted, point_outside, shown


def holds(check: Holds, duty: Duty, known: Facts) -> Iterator[Verdict]:
    """Each point satisfies a condition, on itself or on the decision behind it."""
    for event, fits in known.points(check.of):
        yield point_held(check, duty, known, event, fits)


def point_held(check: Holds, duty: Duty, known: Facts, event: Event, fits: Truth) -> Verdict:
    """The verdict on one point that is to satisfy a condition."""
    if outside := point_outside(duty, known, check.of, event, fits):
        return outside.verdict(event_occasion(event), event.time, ("event", event))
    verdict = (
        _decided(check, check.decided, known, event)
        if check.decided
        else _held(check, known, known.held(check.condition, event), event, event)
    )
    return point_doubted(verdict, duty, known, event)


def _held(check: Holds, known: Facts, truth: Truth, event: Event, judged: Event) -> Verdict:
    """The verdict on a point by what `judged` says: the point itself, or the decision behind it."""
    occasion = event_occasion(event)
    proof: tuple[tuple[str, Event], ...] = (("event", event),)
    if judged is not event:
        proof = (("decision", judged), *proof)
    said = judged.data.get(check.shown)
    figures: dict[str, int | str] = {} if said is None else {check.shown: shown(said)}
    if not truth and isinstance(check.condition, Every):
        figures |= _open_of(check.condition, known, judged)
    match truth:
        case True:
            return Verdict(occasion, event.time, Outcome.FULFILLED, "met", figures, proof)
        case False:
            cures = _cures_of(check.condition)
            return Verdict(occasion, event.time, Outcome.VIOLATED, "not-met", figures, proof, cures)
        case None:
            reason = "not-recorded" if _lacks_a_field(check.condition, judged) else "unclassified"
            return Verdict(occasion, event.time, Outcome.UNDETERMINED, reason, figures, proof)


def _decided(check: Holds, decided: Preceded, known: Facts, event: Event) -> Verdict:
    """The verdict on a point by the decisions before it: one of a competent body that still stands is enough."""
    told = known.decisions(decided, check.condition, event)
    decisions = [one for one, _ in told]
    competent = [one for one, truth in told if truth]
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
    judged = standing if standing in just_this else just_this[-1]
    return _held(check, known, dict(_truths(told))[judged.source, judged.id], event, judged)


def _truths(told: Sequence[tuple[Event, Truth]]) -> Iterator[tuple[tuple[str, str], Truth]]:
    for one, truth in told:
        yield (one.source, one.id), truth


def _decides(value: Pair | None, event: Event, decision: Event) -> bool:
    """Whether a decision set just what the point says."""
    return value is None or event.data.get(value[0]) == decision.data.get(value[1])


def _open_of(every: Every, known: Facts, judged: Event) -> dict[str, int | str]:
    """Of several conditions the fields of those that do not hold, and of those of which it is open, for the reader."""
    figures: dict[str, list[str]] = {"failing": [], "not-recorded": [], "unclear": []}
    for part in every.parts:
        truth = known.held(part, judged)
        if truth is False:
            figures["failing"] += fields_of(part)
        elif truth is None:
            figures["not-recorded" if _lacks_a_field(part, judged) else "unclear"] += fields_of(part)
    return {name: ", ".join(dict.fromkeys(fields)) for name, fields in figures.items() if fields}


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
