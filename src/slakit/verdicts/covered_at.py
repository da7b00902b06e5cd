"""**covered** — at each point a matching span is in force."""

from collections.abc import Iterator, Mapping, Sequence

from slakit.checks import CoveredAt, Duty, Pair
from slakit.events.event import Event
from slakit.findings import Cure, Outcome
from slakit.verdicts.facts import Facts, InForce
from slakit.verdicts.spans import Span, Version
from slakit.verdicts.truth import Truth, agree, optional
from slakit.verdicts.verdict import Verdict, event_occasion, excuse_of, point_doubted, point_outside, shown


def covered_at(check: CoveredAt, duty: Duty, known: Facts) -> Iterator[Verdict]:
    """At each point a matching span is in force; with `value`, both also say the same."""
    for event, fits in known.points(check.of):
        yield point_covered(check, duty, known, event, fits)


def point_covered(check: CoveredAt, duty: Duty, known: Facts, event: Event, fits: Truth) -> Verdict:
    """The verdict on one point at which a matching span is to be in force."""
    occasion, proof = event_occasion(event), ("event", event)
    if outside := point_outside(duty, known, check.of, event, fits):
        return outside.verdict(occasion, event.time, proof)
    instant = optional(event.data.get(check.at)) if check.at else event.time
    if instant is None:
        return Verdict(occasion, event.time, Outcome.UNDETERMINED, "instant-not-recorded", {}, (proof,))
    found = _announced_nowhere(check, duty, known, event, _covered_point(check, known, event, instant))
    found = point_doubted(found, duty, known, event)
    return _perhaps_announced(check, known, event, found)


def _covered_point(check: CoveredAt, known: Facts, event: Event, instant: int) -> Verdict:
    occasion, proof = event_occasion(event), ("event", event)
    in_force = known.in_force_at(check.by, check.matching, event, check.at)
    sure = [one.version for one in in_force if one.truth]
    if check.value is None and sure:
        return Verdict(
            occasion, event.time, Outcome.FULFILLED, "in-force",
            {"since": sure[0].since}, (("record", sure[0].event), proof),
        )  # fmt: skip
    if check.value and sure:
        return _compared_value(check.value, sure, event, occasion)
    perhaps = [one for one in in_force if one.truth is None]
    if perhaps:
        return _unclear(check, event, perhaps)
    return _uncovered_point(check, known, event, instant)


def _perhaps_announced(check: CoveredAt, known: Facts, event: Event, found: Verdict) -> Verdict:
    """The verdict on a point, which is no breach while what perhaps is in force may say just this."""
    if found.reason != "other-than-announced" or found.outcome is not Outcome.VIOLATED or not check.value:
        return found
    perhaps = [
        one
        for one in known.in_force_at(check.by, check.matching, event, check.at)
        if one.truth is None and agree((check.value,), event.data, one.version.fields) is not False
    ]
    certain = {name: found.figures[name] for name in ("said", "announced")}
    return _unclear(check, event, perhaps, certain) if perhaps else found


def _announced_nowhere(check: CoveredAt, duty: Duty, known: Facts, event: Event, found: Verdict) -> Verdict:
    """The verdict on a point, a breach if whatever perhaps is in force certainly says something else.

    It was announced then neither there nor elsewhere. What an exception may excuse, for being less, is left open.
    """
    said = event.data.get(check.value[0]) if check.value else None
    if found.reason != "record-unclear" or said is None or not check.value or not check.by.complete:
        return found
    perhaps = [one.version.fields for one in known.in_force_at(check.by, check.matching, event, check.at)]
    told = [value for fields in perhaps if (value := fields.get(check.value[1])) is not None]
    is_meant = all(agree(check.matching, event.data, fields) for fields in perhaps)
    if not is_meant or said in told or len(told) < len(perhaps):
        return found
    is_less = isinstance(said, int) and any(isinstance(one, int) and said < one for one in told)
    if is_less and excuse_of(duty, known, event.data, event.time, event, is_less=True):
        return found
    figures: dict[str, int | str] = {"said": shown(said), "announced": shown(told[-1])}
    return Verdict(found.occasion, found.time, Outcome.VIOLATED, "announced-nowhere", figures, found.evidence)


def _unclear(
    check: CoveredAt, event: Event, perhaps: Sequence[InForce], certain: Mapping[str, int | str] | None = None
) -> Verdict:
    """The verdict on a point for which something perhaps is in force, with what certainly was announced besides."""
    shown = [one for found in perhaps for one in _said_by(found)]
    evidence = (*(("record", one) for one in shown), ("event", event))
    figures = {**(certain or {}), **_on_one_side(check, event, [one.version for one in perhaps])}
    return Verdict(
        event_occasion(event), event.time, Outcome.UNDETERMINED, "record-unclear", figures, evidence
    )


def _said_by(found: InForce) -> Iterator[Event]:
    """What shows what a span says: of one that perhaps was closed, what had opened it, too."""
    if found.version.perhaps:
        before = [one for one in found.span.versions if one.since <= found.version.since]
        yield next(one.event for one in reversed(before) if not one.perhaps)
    yield found.version.event


def _on_one_side(check: CoveredAt, event: Event, perhaps: Sequence[Version]) -> dict[str, int | str]:
    """The matched fields that the point or what was perhaps in force leaves unrecorded, for the reader."""
    names = [
        mine
        for mine, theirs in check.matching
        if any((mine in event.data) != (theirs in version.fields) for version in perhaps)
    ]
    return {"not-recorded": ", ".join(names)} if names else {}


def _compared_value(value: Pair, sure: Sequence[Version], event: Event, occasion: dict[str, str]) -> Verdict:
    said = event.data.get(value[0])
    same = [version for version in sure if version.fields.get(value[1]) == said]
    version = same[0] if same else sure[-1]
    evidence = (("record", version.event), ("event", event))
    announced = version.fields.get(value[1])
    if said is None or announced is None:
        return Verdict(occasion, event.time, Outcome.UNDETERMINED, "value-not-recorded", {}, evidence)
    figures: dict[str, int | str] = {
        "said": shown(said),
        "announced": shown(announced),
        "since": version.since,
    }
    if same:
        return Verdict(occasion, event.time, Outcome.FULFILLED, "as-announced", figures, evidence)
    if isinstance(said, int) and isinstance(announced, int):
        figures["difference"] = said - announced
    cures = (Cure("value", shown(announced)),)
    return Verdict(occasion, event.time, Outcome.VIOLATED, "other-than-announced", figures, evidence, cures)


def _uncovered_point(check: CoveredAt, known: Facts, event: Event, instant: int) -> Verdict:
    """No span is in force at the point: a breach that names the nearest miss, or unknown."""
    occasion, proof = event_occasion(event), ("event", event)
    matching = known.agreeing(check.by, check.matching, event)
    elsewhere = [version for span in matching if (version := span.version_at(instant))]
    told = [(span, as_required) for span in matching if (as_required := _as_required(check, known, span))]
    later = [versions[0][0] for span, versions in told if span.opened > instant]
    earlier = [
        versions[-1][1] for span, versions in told if span.closed is not None and span.closed <= instant
    ]
    last = max((one for one in earlier if one), key=lambda event: event.time, default=None)
    ended = (("record", last),) if last else ()
    if not check.by.complete:
        return Verdict(occasion, event.time, Outcome.UNDETERMINED, "no-evidence", {}, (proof,))
    if elsewhere:
        evidence = (("record", elsewhere[0].event), proof)
        return Verdict(occasion, event.time, Outcome.VIOLATED, "elsewhere", {}, evidence)
    if later:
        first = min(later, key=lambda version: version.since)
        figures: dict[str, int | str] = {"since": first.since, "early": first.since - instant}
        if last:
            figures["closed"] = last.time
        evidence = (*ended, proof, ("record", first.event))
        cures = (Cure("not-before", first.since),)
        return Verdict(occasion, event.time, Outcome.VIOLATED, "not-yet", figures, evidence, cures)
    if last:
        figures = {"closed": last.time}
        return Verdict(occasion, event.time, Outcome.VIOLATED, "no-longer", figures, (*ended, proof))
    return Verdict(occasion, event.time, Outcome.VIOLATED, "never", {}, (proof,))


def _as_required(check: CoveredAt, known: Facts, span: Span) -> list[tuple[Version, Event | None]]:
    """The versions of a span that are, or perhaps are, as the norm asks, each with what ended it.

    What stood elsewhere neither began nor ended anything.
    """
    ends = [*(version.event for version in span.versions[1:]), span.closing]
    return [
        (version, end)
        for version, end in zip(span.versions, ends, strict=False)
        if known.truth(check.by.where, version.fields, version.since) is not False
    ]
