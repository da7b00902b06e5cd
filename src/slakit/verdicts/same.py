"""**same** — like cases are alike, exactly."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from slakit.checks import Duty, LawfulDifference, Same
from slakit.events.event import Event, FieldValue
from slakit.findings import Grade, Outcome
from slakit.values import Value
from slakit.verdicts.cases import is_valid, lawful_value
from slakit.verdicts.facts import Facts, InForce
from slakit.verdicts.spans import Version
from slakit.verdicts.treated import Place, Treated, closest_pair, treatment, unequal_verdict
from slakit.verdicts.truth import Truth
from slakit.verdicts.verdict import (
    Outside,
    Verdict,
    event_occasion,
    excuse_of,
    point_outside,
    shown,
    shown_key,
)

Kind = tuple[FieldValue | None, ...]


class Class(Value, frozen=True):
    """Points that are alike: what must agree, and what tells them apart where it is recorded (`None`: not recorded)."""

    alike: Kind
    version: str | None
    apart: Kind

    def may_be(self, other: "Class") -> bool:
        """Whether nothing that is recorded tells the two classes apart."""
        return self.alike == other.alike and all(
            mine is None or theirs is None or mine == theirs
            for mine, theirs in zip((self.version, *self.apart), (other.version, *other.apart), strict=True)
        )


def same(check: Same, duty: Duty, known: Facts) -> Iterator[Verdict]:
    """Points that are alike hold the same value. Only what is recorded may tell them apart."""
    classes: dict[Class, list[Event]] = {}
    for event, fits in known.points(check.of):
        sorted_as = class_of(check, duty, known, event, fits)
        if isinstance(sorted_as, Outside):
            yield sorted_as.verdict(event_occasion(event), event.time, "event", event)
        else:
            classes.setdefault(sorted_as, []).append(event)
    for one in classes:
        yield same_verdict(check, known, one, classes)


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


def same_verdict(check: Same, known: Facts, one: Class, classes: Mapping[Class, Sequence[Event]]) -> Verdict:
    """The verdict on one class, beside the others that it may be one with.

    Its evidence is the least that shows it: of those treated alike the first and the last, else a pair that is not.
    """
    members = classes[one]
    values = {treatment(check, member) for member in members}
    rivals = [
        event
        for other, events in classes.items()
        if other != one and one.may_be(other)
        for event in events
        if treatment(check, event) not in values
    ]
    treated = Treated.of(check, members, _said_by_tariff(check, known, members[0]))
    place = Place(_occasion_of(check, one), _not_recorded(check, one))
    if treated.is_unequal:
        return unequal_verdict(check, known, place, treated)
    figures = place.figures | treated.figures
    if others := _not_offered(check, known, one, classes):
        figures |= {
            "others-compared": len(classes[without_agreements(check, one)]),
            "others-usual": shown(Treated.of(check, others, None).usual),
        }
        return Verdict(
            place.occasion, members[0].time, Outcome.UNDETERMINED, "not-offered-to-others", figures,
            _pair(members, "treated-otherwise", others), grade=Grade.REVIEW,
        )  # fmt: skip
    if rivals:
        return Verdict(
            place.occasion, members[0].time, Outcome.UNDETERMINED, "condition-not-recorded", figures,
            _pair(members, "perhaps-alike", rivals),
        )  # fmt: skip
    proof = tuple(("compared", member) for member in (members[0], *members[1:][-1:]))
    horizon = known.horizon()
    if horizon is None or known.at < horizon:
        return Verdict(place.occasion, members[0].time, Outcome.PENDING, "equal-so-far", figures, proof)
    reason = "equal" if len(members) > 1 else "nobody-alike"
    return Verdict(place.occasion, members[0].time, Outcome.FULFILLED, reason, figures, proof)


def _pair(
    members: Sequence[Event], role: str, others: Sequence[Event]
) -> tuple[tuple[str, Event], tuple[str, Event]]:
    """Evidence that some are treated otherwise than the members: the two that are closest in time stand for all."""
    member, other = closest_pair(members, others)
    return ("compared", member), (role, other)


def without_agreements(check: Same, one: Class) -> Class:
    """The class of those in equal conditions who have no agreement that must be open to them too; itself if it has none."""
    first = len(check.told_apart)
    apart = [
        "" if place >= first and value and check.lawful[place - first].offered else value
        for place, value in enumerate(one.apart)
    ]
    return one.altered(apart=tuple(apart))


def _not_offered(
    check: Same, known: Facts, one: Class, classes: Mapping[Class, Sequence[Event]]
) -> list[Event]:
    """Those in equal conditions without the agreement of a class who got something else and were not offered it."""
    without = without_agreements(check, one)
    if without == one or without not in classes:
        return []
    members = classes[one]
    if all(was_open_to_others(check, known, member) for member in members):
        return []
    values = {treatment(check, member) for member in members}
    return [other for other in classes[without] if treatment(check, other) not in values]


def was_open_to_others(check: Same, known: Facts, member: Event) -> bool:
    """Whether a member has no agreement of its own, or the record shows that others could have had the same."""
    return all(_was_offered(difference, check, known, member) for difference in check.lawful)


def _was_offered(difference: LawfulDifference, check: Same, known: Facts, member: Event) -> bool:
    """Whether a member has no such agreement, or the record shows that others could have had it."""
    if difference.offered is None or not lawful_value(difference, check.service, known, member):
        return True
    in_force = known.in_force_at(difference.offered, difference.matching, member)
    return any(one.truth for one in in_force)


def _not_recorded(check: Same, one: Class) -> str:
    """The names of what would tell a class apart and is not recorded."""
    names = ("tariff", *check.told_apart, *(difference.field for difference in check.lawful))
    told = zip(names, (one.version, *one.apart), strict=True)
    return ", ".join(name for name, value in told if value is None)


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


def _said_by_tariff(check: Same, known: Facts, member: Event) -> FieldValue | None:
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
    """A value as an occasion holds it, or that it is open, which is another class than one without it."""
    return "unclear" if value is None else shown_key(value)
