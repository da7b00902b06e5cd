"""**same** — like cases are alike, exactly."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic

from slakit.checks import Duty, Same
from slakit.events.event import Event, FieldValue
from slakit.findings import Grade, Outcome
from slakit.verdicts.cases import is_valid, lawful_value
from slakit.verdicts.classes import Class, Classes, without_agreements
from slakit.verdicts.facts import Facts, InForce
from slakit.verdicts.members import Listed, OfClass, treatment
from slakit.verdicts.recipients import Recipients
from slakit.verdicts.spans import Version
from slakit.verdicts.treated import Place, Treated, treated_as, unequal_verdict
from slakit.verdicts.truth import Truth, order
from slakit.verdicts.verdict import (
    Outside,
    Verdict,
    event_occasion,
    excuse_of,
    point_outside,
    shown,
    shown_key,
)


def same(check: Same, duty: Duty, known: Facts) -> Iterator[Verdict]:
    """Points that are alike hold the same value. Only what is recorded may tell them apart."""
    events: dict[Class, list[Event]] = {}
    for event, fits in known.points(check.of):
        sorted_as = class_of(check, duty, known, event, fits)
        if isinstance(sorted_as, Outside):
            yield sorted_as.verdict(event_occasion(event), event.time, ("event", event))
        else:
            events.setdefault(sorted_as, []).append(event)
    classes = Classes({one: Listed(check, some) for one, some in events.items()})
    for one in classes.members:
        yield same_verdict(check, known, one, classes)
    if summed := known.summed_classes(check, duty):
        for one in summed.classes.members:
            yield same_verdict(check, summed.known, one, summed.classes)


def class_of(check: Same, duty: Duty, known: Facts, event: Event, fits: Truth) -> Class | Outside:
    """The class of a point, or why it is not compared with any."""
    outside = point_outside(duty, known, check.of, event, fits) or excuse_of(
        duty, known, event.data, event.time, event
    )
    if outside:
        return outside
    if check.value not in event.data or any(name not in event.data for name in check.alike):
        return Outside(Outcome.UNDETERMINED, "not-comparable")
    return known.of_alike(check, lambda: _read_of_class(check), event, lambda: _class_of(check, known, event))


@dataclass(frozen=True, slots=True)
class Against(Generic[OfClass]):
    """Others who got something else than all members of a class.

    Either they are in equal conditions and had no such agreement (`were_not_offered`), or nothing recorded tells them apart,
    but for an agreement that was not open to others.
    """

    others: Sequence[OfClass]
    were_not_offered: bool


def same_verdict(check: Same, known: Facts, one: Class, classes: Classes[OfClass]) -> Verdict:
    """The verdict on one class, beside the others that it may be one with.

    Its evidence is the least that shows it: of those treated alike the first and the last, else a pair that is not.
    """
    members = classes.members[one]
    treated = treated_in(check, known, members)
    place = Place(_occasion_of(check, one), *_open_of(check, one))
    if members.are_unequal:
        if check.another_version and "tariff" not in place.unclear:
            place = replace(place, unclear=("tariff", *place.unclear))
        if check.recipient and members.are_of_one is None:
            place = replace(place, not_recorded=(*place.not_recorded, check.recipient))
        return unequal_verdict(check, known, place, treated)
    figures, since = place.figures | treated.figures, members.first.time
    varies = len(members.counts) > 1
    if against := against_all(check, known, one, classes):
        mine, theirs = _shown_against(check, members, against.others)
        role = "treated-otherwise" if against.were_not_offered else "perhaps-alike"
        proof = (*(("compared", case) for case in mine), *((role, case) for case in theirs))
        if not against.were_not_offered:
            reason = "condition-of-one-not-recorded" if varies else "condition-not-recorded"
            return Verdict(place.occasion, since, Outcome.UNDETERMINED, reason, figures, proof)
        figures |= _others_told(against.others, members)
        return Verdict(
            place.occasion, since, Outcome.UNDETERMINED, "not-offered-to-others", figures, proof, grade=Grade.REVIEW
        )  # fmt: skip
    proof = tuple(("compared", member) for member in (members.first, members.last)[: members.size])
    horizon = known.horizon()
    if horizon is None or known.at < horizon:
        reason = "of-one-recipient-so-far" if varies else "equal-so-far"
        return Verdict(place.occasion, since, Outcome.PENDING, reason, figures, proof)
    reason = "equal" if members.size > 1 else "nobody-alike"
    if varies:
        reason = "of-one-recipient"
    return Verdict(place.occasion, since, Outcome.FULFILLED, reason, figures, proof)


def treated_in(check: Same, known: Facts, members: OfClass) -> Treated[OfClass]:
    """How the members of a class were treated, measured by the tariff of the first."""
    return treated_as(members, said_by_tariff(check, known, members.first))


def against_all(check: Same, known: Facts, one: Class, classes: Classes[OfClass]) -> Against[OfClass] | None:
    """Those who stand against a class that is equal in itself: who were not offered its agreement, else who may be of it.

    Who was not offered an agreement has none, or else another one; of whom something is not recorded that tells
    conditions apart, it is open.
    """
    members = classes.members[one]

    def unlike(several: Iterable[Class]) -> list[OfClass]:
        return [
            other for other in map(classes.members.__getitem__, several) if members.are_unequal_with(other)
        ]

    conditions = without_agreements(check, one)
    if conditions != one and not members.were_open_to_others(known):
        others = classes.but_for_agreements(check, one)
        if found := unlike(other for other in others if other == conditions) or unlike(others):
            return Against(found, were_not_offered=True)
        rivals = unlike(classes.may_be_but_for_agreements(check, one))
    else:
        rivals = unlike(classes.may_be(one))
    return Against(rivals, were_not_offered=False) if rivals else None


def _shown_against(
    check: Same, members: OfClass, several: Sequence[OfClass]
) -> tuple[list[Event], list[Event]]:
    """Members of a class and of others, of whom one got something else than another recipient.

    The two that are closest in time, and somebody else if they are of one recipient; of a class in which one recipient
    got several values the first of each of two, beside another recipient.
    """
    first = members.first
    if len(members.counts) > 1:
        return [first, members.first_but(treatment(check, first))], _of_others_than(first, several)
    member, other = members.closest(members.counts.keys(), several)
    if Recipients.of(check.recipient, (member, other)).are_one is not True:
        return [member], [other]
    if another := members.recipients.other_than(member):
        return [member, another], [other]
    return [member], [other, *_of_others_than(member, several)]


def _of_others_than(case: Event, several: Sequence[OfClass]) -> list[Event]:
    """The first case of another recipient among some classes, if there is one."""
    found = (one.recipients.other_than(case) for one in several)
    return sorted((one for one in found if one is not None), key=order)[:1]


def _others_told(several: Sequence[OfClass], members: OfClass) -> dict[str, int | str]:
    """How many were not offered what members of a class have, and what most of these got, if possible that no member did."""
    counts = Counter[FieldValue]()
    for others in sorted(several, key=lambda one: order(one.first)):
        counts.update(others.counts)
    unlike = [one for one in counts if one not in members.counts] or counts
    usual = max(unlike, key=lambda one: counts[one])
    figures: dict[str, int | str] = {"others-compared": counts.total(), "others-usual": shown(usual)}
    return figures


def _open_of(check: Same, one: Class) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of what would tell a class apart: those that are not recorded, and those that were perhaps in force."""
    on_record = {"tariff", *(difference.field for difference in check.lawful if difference.record)}
    names = ("tariff", *check.told_apart, *(difference.field for difference in check.lawful))
    told = zip(names, (one.version, *one.apart), strict=True)
    left_open = [name for name, value in told if value is None]
    return (
        tuple(name for name in left_open if name not in on_record),
        tuple(name for name in left_open if name in on_record),
    )


def _class_of(check: Same, known: Facts, event: Event) -> Class:
    return Class(
        alike=tuple(event.data[name] for name in check.alike),
        version=_shown_tariff(check, known, event),
        apart=(
            *(event.data.get(name) for name in check.told_apart),
            *(lawful_value(difference, check.service, known, event) for difference in check.lawful),
        ),
    )


def _read_of_class(check: Same) -> Callable[[Event], object]:
    """What reads of a point all that its class rests on, beside what is in force."""
    matching = (*check.version_matching, *(pair for one in check.lawful for pair in one.matching))
    read = (check.service, *check.alike, *check.told_apart, *(one.field for one in check.lawful))
    names = tuple(dict.fromkeys((*read, *(mine for mine, _ in matching))))
    for_a_time = [one for one in check.lawful if (one.since, one.until) != (None, None)]

    def reading(event: Event) -> object:
        fields = tuple(map(event.data.get, names))
        return (fields, *[is_valid(one, event.time) for one in for_a_time]) if for_a_time else fields

    return reading


def _shown_tariff(check: Same, known: Facts, event: Event) -> str | None:
    """What tells one tariff from another: what it says, so that announcing it again unchanged changes nothing.

    `""` where none was in force, `None` where it is open which one was.
    """
    if check.version is None:
        return ""
    in_force = known.in_force_at(check.version, check.version_matching, event)
    tariff = _latest(in_force)
    if any(tariff is None or one.version.since > tariff.since for one in in_force if one.truth is None):
        return None
    return "" if tariff is None else shown_key(tariff.fields.get(check.value)) or tariff.event.id


def _latest(in_force: Iterable[InForce]) -> Version | None:
    """The tariff that certainly was in force, the latest if several were: a lawful change is no discrimination."""
    certain = (one.version for one in in_force if one.truth)
    return max(certain, key=lambda version: version.since, default=None)


def said_by_tariff(check: Same, known: Facts, member: Event) -> FieldValue | None:
    """What the tariff in force says."""
    if check.version is None:
        return None
    tariff = _latest(known.in_force_at(check.version, check.version_matching, member))
    return tariff.fields.get(check.value) if tariff else None


def _occasion_of(check: Same, one: Class) -> dict[str, str]:
    """What names a class: a condition that is not recorded is left out, a lawful difference only where it does not apply."""
    occasion = {name: shown_key(value) for name, value in zip(check.alike, one.alike, strict=True)}
    if check.version:
        occasion["version"] = _or_unclear(one.version)
    lawful = (difference.field for difference in check.lawful)
    told_apart, differences = one.apart[: len(check.told_apart)], one.apart[len(check.told_apart) :]
    told = zip(check.told_apart, told_apart, strict=True)
    occasion |= {name: shown_key(value) for name, value in told if value is not None}
    said = zip(lawful, differences, strict=True)
    return occasion | {name: _or_unclear(value) for name, value in said if value != ""}


def _or_unclear(value: FieldValue | None) -> str:
    """A value as an occasion holds it, or that it is open, which is another class than one without it.

    A value that says `unclear` itself is written with a mark, for it is another class again.
    """
    if value is None:
        return "unclear"
    key = shown_key(value)
    return f"%{key}" if key.lstrip("%") == "unclear" else key
