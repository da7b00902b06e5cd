"""**same** — like cases are alike, exactly."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from slakit.checks import Duty, Same
from slakit.events.event import Event, FieldValue
from slakit.findings import Cure, Grade, Outcome
from slakit.verdicts.cases import lawful_value
from slakit.verdicts.facts import Facts
from slakit.verdicts.spans import Version
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

Kind = tuple[FieldValue | None, ...]


@dataclass(frozen=True, slots=True)
class Class:
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
    return _class_of(check, known, event)


def same_verdict(check: Same, known: Facts, one: Class, classes: Mapping[Class, Sequence[Event]]) -> Verdict:
    """The verdict on one class, beside the others that it may be one with."""
    members = classes[one]
    values = {member.data[check.value] for member in members}
    rivals = [
        event
        for other, events in classes.items()
        if other != one and one.may_be(other)
        for event in events
        if event.data[check.value] not in values
    ]
    return _same_verdict(check, known, one, members, rivals)


def _class_of(check: Same, known: Facts, event: Event) -> Class:
    return Class(
        alike=tuple(event.data[name] for name in check.alike),
        version=_shown_tariff(check, known, event),
        apart=(
            *(event.data.get(name) for name in check.told_apart),
            *(lawful_value(difference, check.service, known, event) for difference in check.lawful),
        ),
    )


def _shown_tariff(check: Same, known: Facts, event: Event) -> str | None:
    """What tells one tariff from another: what it says, so that announcing it again unchanged changes nothing.

    `""` where none was in force, `None` where it is open which one was.
    """
    tariff = _tariff_in_force(check, known, event)
    if _tariff_is_unclear(check, known, event):
        return None
    if tariff is None:
        return ""
    return shown_key(tariff.fields.get(check.value)) or tariff.event.id


def _tariff_in_force(check: Same, known: Facts, event: Event) -> Version | None:
    """The tariff that was in force, the latest if several were: a lawful change of the tariff is no discrimination."""
    if check.version is None:
        return None
    in_force = known.in_force_at(check.version, check.version_matching, event)
    return max(
        (one.version for one in in_force if one.truth), key=lambda version: version.since, default=None
    )


def _tariff_is_unclear(check: Same, known: Facts, event: Event) -> bool:
    """Whether it is open which tariff was in force: one may be, later than any that certainly is."""
    if check.version is None:
        return False
    sure = _tariff_in_force(check, known, event)
    return any(
        sure is None or one.version.since > sure.since
        for one in known.in_force_at(check.version, check.version_matching, event)
        if one.truth is None
    )


def _usual(check: Same, known: Facts, member: Event, counts: Mapping[FieldValue, int]) -> FieldValue:
    """What the others are measured by: what the tariff says if anybody got it, or what most got, the earliest first."""
    tariff = _tariff_in_force(check, known, member)
    said = tariff.fields.get(check.value) if tariff else None
    return said if said is not None and said in counts else max(counts, key=lambda value: counts[value])


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


def _same_verdict(
    check: Same, known: Facts, one: Class, members: Sequence[Event], rivals: Sequence[Event]
) -> Verdict:
    names = (*check.told_apart, *(difference.field for difference in check.lawful))
    occasion = _occasion_of(check, one)
    told_apart = zip(("tariff", *names), (one.version, *one.apart), strict=True)
    missing = ", ".join(name for name, value in told_apart if value is None)
    counts: dict[FieldValue, int] = {}
    for member in members:
        counts[member.data[check.value]] = counts.get(member.data[check.value], 0) + 1
    usual = _usual(check, known, members[0], counts)
    figures: dict[str, int | str] = {
        "compared": len(members), "usual": shown(usual), "differing": len(members) - counts[usual],
    }  # fmt: skip
    if missing:
        figures["not-recorded"] = missing
    if len(counts) > 1:
        differing = [member for member in members if member.data[check.value] != usual]
        pair = min(
            (
                (member, other)
                for other in differing
                for member in members
                if member.data[check.value] == usual
            ),
            key=lambda pair: (abs(pair[0].time - pair[1].time), order(pair[1]), order(pair[0])),
        )
        figures["other"] = shown(pair[1].data[check.value])
        grade = Grade.PRESUMPTION if missing else None
        return Verdict(
            occasion, differing[0].time, Outcome.VIOLATED, "unequal-as-recorded" if missing else "unequal", figures,
            (("usual", pair[0]), *(("differing", event) for event in differing)), (Cure("value", shown(usual)),), grade,
        )  # fmt: skip
    proof = tuple(("compared", member) for member in members)
    if rivals:
        evidence = (*proof, *(("perhaps-alike", event) for event in rivals))
        return Verdict(
            occasion, members[0].time, Outcome.UNDETERMINED, "condition-not-recorded", figures, evidence
        )
    horizon = known.horizon()
    if horizon is None or known.at < horizon:
        return Verdict(occasion, members[0].time, Outcome.PENDING, "equal-so-far", figures, proof)
    reason = "equal" if len(members) > 1 else "nobody-alike"
    return Verdict(occasion, members[0].time, Outcome.FULFILLED, reason, figures, proof)
