"""Verdicts: what a check says of one occasion, and why something is no occasion at all."""

from collections.abc import Iterator, Mapping
from itertools import product

from msgspec import field

from slakit.checks import Condition, Duty, Grid, Points
from slakit.events.event import Event, FieldValue
from slakit.findings import Cure, Grade, Outcome, joined_items
from slakit.values import Value
from slakit.verdicts.facts import Facts
from slakit.verdicts.truth import EVERY_SERVICE, Fields, Truth, all_of


class Verdict(Value, frozen=True):
    """What a check says of one occasion, before it becomes a finding.

    `settled` is the end of the window that was measured, or of the period that passed without what it asks for; what the
    violation opens is counted from there.
    """

    occasion: dict[str, str]
    time: int
    outcome: Outcome
    reason: str
    figures: dict[str, int | str] = field(default_factory=dict)
    evidence: tuple[tuple[str, Event], ...] = ()
    cures: tuple[Cure, ...] = ()
    grade: Grade | None = None
    settled: int | None = None


def event_occasion(event: Event) -> dict[str, str]:
    """The occasion that an event is: its identity."""
    return {"event": event.id, "source": event.source}


class Outside(Value, frozen=True):
    """Why an occasion is not, or perhaps not, under a norm, and the events that show it."""

    outcome: Outcome
    reason: str
    evidence: tuple[tuple[str, Event], ...] = ()
    unclear: tuple[str, ...] = ()
    failing: tuple[str, ...] = ()

    def verdict(self, occasion: dict[str, str], time: int, *proof: tuple[str, Event]) -> Verdict:
        """The verdict on an occasion that is outside, shown by the events of a proof in their roles."""
        named = (("unclear", self.unclear), ("failing", self.failing))
        figures: dict[str, int | str] = {name: ", ".join(fields) for name, fields in named if fields}
        evidence = (*self.evidence, *proof)
        return Verdict(occasion, time, self.outcome, self.reason, figures, evidence)


def outside_of(
    duty: Duty, known: Facts, fields: Fields, instant: int, service: str | None, event: Event | None = None
) -> Outside | None:
    """Why an occasion is not under the norm: out of the term, outside the annex, or excused; nothing if it is."""
    if outside := known.in_term(instant, service):
        return Outside(*outside)
    if service is not None and service != EVERY_SERVICE and service not in duty.annex:
        return Outside(Outcome.NOT_APPLICABLE, "outside-annex")
    excuse = excuse_of(duty, known, fields, instant, event)
    return excuse if excuse and excuse.outcome is Outcome.NOT_APPLICABLE else None


def excuse_of(
    duty: Duty,
    known: Facts,
    fields: Fields,
    instant: int,
    event: Event | None = None,
    *,
    is_less: bool = False,
) -> Outside | None:
    """The exception that excuses an occasion, else one that perhaps does; nothing if none was in force for it.

    An occasion that leaves a matched field unrecorded invokes no exception: a charge that names no exemption has none.
    Where a point is the occasion, `event` is that point. One that only lowers excuses what is less than was announced.
    """
    if not duty.unless:
        return None
    excuses = [
        (one.truth, one.version.event)
        for excuse in duty.unless
        if (is_less or not excuse.only_less) and all(mine in fields for mine, _ in excuse.matching)
        for one in (
            known.in_force_at(excuse.spans, excuse.matching, event)
            if event
            else known.in_force(excuse.spans, excuse.matching, fields, instant)
        )
    ]
    for truth, granting in sorted(excuses, key=lambda excuse: excuse[0] is None):
        if truth:
            return Outside(Outcome.NOT_APPLICABLE, "excused", (("excuse", granting),))
        return Outside(Outcome.UNDETERMINED, "perhaps-excused", (("excuse", granting),))
    return None


def doubted(
    verdict: Verdict, duty: Duty, known: Facts, fields: Fields, event: Event | None = None
) -> Verdict:
    """A breach that an exception perhaps excuses is undetermined; what was kept needs no excuse.

    Only here is it known that a value is less than the one announced, which some exceptions excuse and nothing else.
    """
    if verdict.outcome is not Outcome.VIOLATED:
        return verdict
    difference = verdict.figures.get("difference")
    is_less = isinstance(difference, int) and difference < 0
    excuse = excuse_of(duty, known, fields, verdict.time, event, is_less=is_less)
    if excuse is None:
        return verdict
    evidence = (*excuse.evidence, *verdict.evidence)
    return Verdict(verdict.occasion, verdict.time, excuse.outcome, excuse.reason, evidence=evidence)


def excused_by(excuse: Outside | None, verdict: Verdict) -> Verdict:
    """The verdict on an occasion that an exception excuses, or perhaps does; what was kept, or may be yet, needs none.

    What is certainly excused is so whatever else is open; what is perhaps excused is only no longer a breach.
    """
    if excuse is None or verdict.outcome in (Outcome.FULFILLED, Outcome.PENDING, Outcome.NOT_APPLICABLE):
        return verdict
    if excuse.outcome is not Outcome.NOT_APPLICABLE and verdict.outcome is not Outcome.VIOLATED:
        return verdict
    evidence = (*excuse.evidence, *verdict.evidence)
    return Verdict(verdict.occasion, verdict.time, excuse.outcome, excuse.reason, verdict.figures, evidence)


def scope(known: Facts, condition: Condition, fields: Fields, instant: int) -> Outside | None:
    """Why something is not, or perhaps not, what the norm speaks of; nothing if it is."""
    return _spoken_of(known, condition, fields, instant, known.truth(condition, fields, instant))


def _spoken_of(
    known: Facts, condition: Condition, fields: Fields, instant: int, truth: Truth
) -> Outside | None:
    if truth is None:
        unclear = known.unclear(condition, fields, instant)
        return Outside(Outcome.UNDETERMINED, "scope-unknown", unclear=unclear)
    if truth:
        return None
    return Outside(Outcome.NOT_APPLICABLE, "out-of-scope", failing=known.failing(condition, fields, instant))


def _service_of(fields: Fields, name: str | None) -> str | None:
    value = fields.get(name) if name else None
    return value if isinstance(value, str) else None


def point_outside(duty: Duty, known: Facts, points: Points, event: Event, fits: Truth) -> Outside | None:
    """Why a point is no occasion for a verdict; nothing if it is."""
    spoken_of = _spoken_of(known, points.where, event.data, event.time, fits)
    if known.proves_term(event):
        return spoken_of
    service = _service_of(event.data, points.service)
    return outside_of(duty, known, event.data, event.time, service, event) or spoken_of


def point_doubted(verdict: Verdict, duty: Duty, known: Facts, event: Event) -> Verdict:
    """The verdict on a point, or that an exception perhaps excuses it; a breach names those that it named in vain."""
    if known.proves_term(event):
        return verdict
    found = doubted(verdict, duty, known, event.data, event)
    if found.outcome is not Outcome.VIOLATED:
        return found
    named = _named_in_vain(duty, event.data)
    if not named:
        return found
    figures: dict[str, int | str] = {**found.figures, "named-in-vain": joined_items(named)}
    return found.altered(figures=figures)


def _named_in_vain(duty: Duty, fields: Fields) -> list[str]:
    """The exceptions that an occasion names, each once, by the field that is called after its record."""
    names = (
        (excuse.spans.record, fields[excuse.spans.record])
        for excuse in duty.unless
        if excuse.spans.record in fields and excuse.spans.record in (mine for mine, _ in excuse.matching)
    )
    return list(dict.fromkeys(f"{field}={shown(value)}" for field, value in names))


def shown(value: FieldValue) -> int | str:
    """A value as a figure holds it."""
    if isinstance(value, tuple):
        return joined_items(value)
    return ("yes" if value else "no") if isinstance(value, bool) else value


def shown_key(value: FieldValue | None) -> str:
    """A value as an occasion holds it; what is not recorded is empty."""
    return "" if value is None else str(shown(value))


def places(grid: Grid) -> Iterator[dict[str, str]]:
    """Every place of a grid; a grid without axes is one place."""
    names = [name for name, _ in grid.axes]
    for values in product(*(items for _, items in grid.axes)):
        yield dict(zip(names, values, strict=True))


def at_place(fields: Fields, place: Mapping[str, str]) -> Truth:
    """Whether something with these fields is at a place of a grid; what is not recorded leaves it unknown."""
    return all_of(
        None if axis not in fields else fields[axis] in (value, EVERY_SERVICE)
        for axis, value in place.items()
    )
