"""**holds** — each point satisfies a condition."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from slakit.checks import Among, Between, Condition, Duty, Every, Holds, Not, Pair, Preceded, Some
from slakit.events.event import Event
from slakit.findings import Cure, Outcome
from slakit.verdicts.alike import fields_of
from slakit.verdicts.facts import Decision, Facts
from slakit.verdicts.truth import EVERY_SERVICE, Truth, agree
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
        _decided(check, check.decided, duty, known, event)
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


def _decided(check: Holds, decided: Preceded, duty: Duty, known: Facts, event: Event) -> Verdict:
    """The verdict on a point by the decisions before it: on one of every service, by those of each of them."""
    told = known.decisions(decided, check.condition, event)
    fields = [(mine, theirs) for mine, theirs in decided.matching if event.data.get(mine) == EVERY_SERVICE]
    named = {one.event.data.get(theirs) for one in told for _, theirs in fields} - {None, EVERY_SERVICE}
    services = sorted(known.services_bound(duty.annex, event.time)) if named else []
    if not services:
        return _decided_by(check, decided, known, event, told)
    return _of_services(
        {
            service: _decided_by(
                check, decided, known, event, [one for one in told if _is_of(service, one.event, fields)]
            )
            for service in services
        }
    )


def _of_services(verdicts: Mapping[str, Verdict]) -> Verdict:
    """The gravest verdict on the services of one point, with those of which it is so, unless it is so of all."""
    gravest = min(verdicts.values(), key=_place_of)
    such = [
        service
        for service, one in verdicts.items()
        if (one.outcome, one.reason) == (gravest.outcome, gravest.reason)
    ]
    if gravest.outcome is Outcome.FULFILLED:
        return gravest.altered(evidence=_proofs(verdicts.values()))
    if len(such) == len(verdicts):
        return gravest
    figures: dict[str, int | str] = {"such-service": such[0]}
    if such[1:]:
        figures["more-services"] = len(such) - 1
    return gravest.altered(figures=gravest.figures | figures)


_GRAVEST_FIRST: Final = (Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.FULFILLED, Outcome.NOT_APPLICABLE)


def _place_of(verdict: Verdict) -> tuple[int, bool]:
    """How grave a verdict is; of two, the one that names a decision is told first."""
    return _GRAVEST_FIRST.index(verdict.outcome), verdict.reason == "no-decision-recorded"


def _proofs(verdicts: Iterable[Verdict]) -> tuple[tuple[str, Event], ...]:
    """The evidence of several verdicts, each event once."""
    proofs = [proof for verdict in verdicts for proof in verdict.evidence]
    return tuple({(role, event.source, event.id): (role, event) for role, event in proofs}.values())


def _is_of(service: str, decision: Event, fields: Iterable[Pair]) -> bool:
    """Whether a decision names a service, or every service, or does not say of which it is."""
    return all(decision.data.get(theirs) in (None, EVERY_SERVICE, service) for _, theirs in fields)


def _decided_by(
    check: Holds, decided: Preceded, known: Facts, event: Event, told: Sequence[Decision]
) -> Verdict:
    """The verdict on a point by decisions: one of a competent body that still stands is enough.

    What is found without one is open where a decision may be of this point, and of a competent body.
    """
    certain = [one for one in told if one.is_of_it]
    competent = [one for one in certain if one.meets]
    just_this = [one for one in certain if _decides(check.value, event, one.event)]
    proof = ("event", event)
    perhaps = [one for one in told if one not in just_this and _may_decide(check.value, event, one.event)]
    overruled = competent and competent[-1] not in (*just_this, *perhaps)
    if overruled and any(one in just_this for one in competent):
        return _set_otherwise(check.value, event, competent[-1].event, was_set=True)
    if competent and competent[-1] in just_this:
        return _held(check, known, competent[-1].meets, event, competent[-1].event)
    if just_this and not any(one.meets is not False for one in perhaps):
        judged = _likeliest(just_this)
        return _held(check, known, judged.meets, event, judged.event)
    if not perhaps and overruled:
        return _set_otherwise(check.value, event, competent[-1].event, was_set=False)
    if not perhaps:
        outcome, reason = (
            (Outcome.NOT_APPLICABLE, "nothing-decided")
            if check.if_decided
            else (Outcome.UNDETERMINED, "no-decision-recorded")
        )
        return Verdict(event_occasion(event), event.time, outcome, reason, {}, (proof,))
    one = _likeliest(perhaps).event
    figures = _left_open(decided, check.value, event, one)
    evidence = (("perhaps-decision", one), proof)
    return Verdict(
        event_occasion(event), event.time, Outcome.UNDETERMINED, "decision-unclear", figures, evidence
    )


def _set_otherwise(value: Pair | None, event: Event, decision: Event, *, was_set: bool) -> Verdict:
    """The verdict on a point where the last decision of a competent body set something else; an earlier one may have set this."""
    reason = "superseded" if was_set else "set-otherwise"
    assert value is not None  # without it, any decision of a competent body is enough
    figures: dict[str, int | str] = {
        "said": shown(event.data[value[0]]),
        "set": shown(decision.data[value[1]]),
    }
    evidence = (("decision", decision), ("event", event))
    return Verdict(event_occasion(event), event.time, Outcome.UNDETERMINED, reason, figures, evidence)


def _likeliest(decisions: Sequence[Decision]) -> Decision:
    """The last decision of a body that certainly is competent, else the last of one that perhaps is, else the last."""
    by_truth = {one.meets: one for one in decisions}
    return by_truth.get(True) or by_truth.get(None) or decisions[-1]


def _decides(value: Pair | None, event: Event, decision: Event) -> bool:
    """Whether a decision set just what the point says."""
    return value is None or event.data.get(value[0]) == decision.data.get(value[1])


def _may_decide(value: Pair | None, event: Event, decision: Event) -> bool:
    """Whether a decision may have set just what the point says, as far as is recorded."""
    return agree((value,) if value else (), event.data, decision.data) is not False


def _left_open(decided: Preceded, value: Pair | None, event: Event, decision: Event) -> dict[str, int | str]:
    """The fields that the point or the decision that may be of it leaves unrecorded, for the reader."""
    pairs = (*decided.matching, *((value,) if value else ()))
    names = [mine for mine, theirs in pairs if (mine in event.data) != (theirs in decision.data)]
    return {"not-recorded": ", ".join(names)} if names else {}


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
        return tuple(Cure("instead", str(shown(value))) for value in sorted(condition.yes, key=str))
    return ()
