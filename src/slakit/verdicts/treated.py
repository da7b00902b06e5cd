"""How the members of a class were treated: what is usual, who differs, and what those who differ have in common."""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from slakit.checks import Same
from slakit.events.event import Event, FieldValue
from slakit.fairness.blocks import Block
from slakit.findings import Cure, Grade, Outcome
from slakit.verdicts.cases import lawful_value
from slakit.verdicts.facts import Facts
from slakit.verdicts.truth import order
from slakit.verdicts.verdict import Verdict, shown, shown_key

MILLION = 1_000_000
LEAST_NAMED = 10
"""Where fewer differ, or fewer do not, no place is named in which they gather: it would point at persons."""
BY_CHANCE = 0.001
"""Who differs gathers somewhere if chance alone would bring as many together so rarely, all places considered."""


@dataclass(frozen=True, slots=True)
class Place:
    """A class as its finding names it, with what is not recorded of it."""

    occasion: dict[str, str]
    not_recorded: str

    @property
    def figures(self) -> dict[str, int | str]:
        """What the finding says of it."""
        figures: dict[str, int | str] = {"not-recorded": self.not_recorded}
        return figures if self.not_recorded else {}


@dataclass(frozen=True, slots=True)
class Treated:
    """The members of a class, how many got what, and what is usual."""

    members: Sequence[Event]
    counts: Mapping[FieldValue, int]
    usual: FieldValue

    @staticmethod
    def of(check: Same, members: Sequence[Event], said: FieldValue | None) -> "Treated":
        """Others are measured by what the tariff says if anybody got it, or by what most got, the earliest first."""
        counts = Counter(treatment(check, member) for member in members)
        if said is not None and _alike(said) in counts:
            return Treated(members, counts, _alike(said))
        return Treated(members, counts, max(counts, key=lambda one: counts[one]))

    @property
    def is_unequal(self) -> bool:
        """Whether not all were treated alike."""
        return len(self.counts) > 1

    @property
    def differing(self) -> int:
        """How many got something else than the usual."""
        return len(self.members) - self.counts[self.usual]

    @property
    def figures(self) -> dict[str, int | str]:
        """What the finding says of it: sizes, and the usual treatment."""
        figures: dict[str, int | str] = {
            "compared": len(self.members),
            "usual": shown(self.usual),
            "differing": self.differing,
        }
        return figures


def treatment(check: Same, member: Event) -> FieldValue:
    """What a member got; of a list it does not matter in which order it is written."""
    return _alike(member.data[check.value])


def _alike(value: FieldValue) -> FieldValue:
    return tuple(sorted(set(value))) if isinstance(value, tuple) else value


def lacks_condition(check: Same, members: int, differing: int, values: int) -> bool:
    """Whether so many differ that a condition is probably missing in the agreement."""
    limit = check.incomplete
    return (
        limit is not None
        and members >= limit.cases
        and (differing * MILLION > limit.differing * members or values > limit.values)
    )


def unequal_verdict(check: Same, known: Facts, place: Place, treated: Treated) -> Verdict:
    """The verdict on a class in which not all were treated alike."""
    differing = [one for one in treated.members if treatment(check, one) != treated.usual]
    usual = [one for one in treated.members if treatment(check, one) == treated.usual]
    pair = closest_pair(usual, differing)
    figures = place.figures | treated.figures | {"other": shown(treatment(check, pair[1]))}
    if lacks_condition(check, len(treated.members), len(differing), len(treated.counts)):
        figures["differing-millionths"] = round(len(differing) * 1000 / len(treated.members)) * 1000
        figures |= _told_apart_by(check, treated)
        return Verdict(
            place.occasion, differing[0].time, Outcome.UNDETERMINED, "probably-incomplete", figures,
            (("usual", pair[0]), ("differing", pair[1])), grade=Grade.REVIEW,
        )  # fmt: skip
    if len(treated.counts) > 2:  # the usual one and one other
        figures["other-values"] = len(treated.counts) - 1
    if invalid := sum(_names_what_is_not_in_force(check, known, one) for one in differing):
        figures["not-in-force"] = invalid
    figures |= _gathered(check, treated, differing)
    return Verdict(
        place.occasion, differing[0].time, Outcome.VIOLATED,
        "unequal-as-recorded" if place.not_recorded else "unequal", figures,
        (("usual", pair[0]), *(("differing", event) for event in differing)),
        (Cure("value", shown(treated.usual)),), Grade.PRESUMPTION if place.not_recorded else None,
    )  # fmt: skip


def closest_pair(some: Sequence[Event], others: Sequence[Event]) -> tuple[Event, Event]:
    """One of some events and one of others that are closest in time, of several pairs the earliest: what shows most plainly."""
    ordered = sorted(some, key=order)
    times = [one.time for one in ordered]

    def neighbours(other: Event) -> Iterator[Event]:
        at = bisect_left(times, other.time)
        if at < len(ordered):
            yield ordered[at]
        if at:
            yield ordered[bisect_left(times, times[at - 1])]

    return min(
        ((one, other) for other in others for one in neighbours(other)),
        key=lambda pair: (abs(pair[0].time - pair[1].time), order(pair[1]), order(pair[0])),
    )


def _names_what_is_not_in_force(check: Same, known: Facts, member: Event) -> bool:
    """Whether a member names an exemption or an agreement that sets nobody apart, for it was not in force."""
    return any(
        difference.record is not None
        and difference.field in member.data
        and lawful_value(difference, check.service, known, member) == ""
        for difference in check.lawful
    )


# --- what those who differ have in common ---------------------------------------------------------------------------


def _told_apart_by(check: Same, treated: Treated) -> dict[str, int | str]:
    """The recorded field that leaves the fewest differences if cases are told apart by it, if it leaves less than half.

    A field with nearly as many values as there are cases tells everybody apart, and explains nothing.
    """
    besides = {
        check.value,
        check.service,
        *check.alike,
        *check.told_apart,
        *(one.field for one in check.lawful),
    }
    names = {name for name in treated.members[0].data if name not in besides}
    left: list[tuple[int, int, str]] = []
    for name in names:
        if any(name not in member.data for member in treated.members):
            continue
        counts: dict[FieldValue, Counter[FieldValue]] = defaultdict(Counter)
        for member in treated.members:
            counts[member.data[name]][treatment(check, member)] += 1
        if len(counts) ** 2 <= len(treated.members):
            differing = sum(one.total() - max(one.values()) for one in counts.values())
            left.append((differing, len(counts), name))
    figures: dict[str, int | str] = {}
    if left and (fewest := min(left))[0] * 2 < treated.differing:
        figures |= {"told-apart-by": fewest[2], "explained": treated.differing - fewest[0]}
    return figures


def _gathered(check: Same, treated: Treated, differing: Sequence[Event]) -> dict[str, int | str]:
    """The value of an examined field at which those who differ gather more than chance would bring them together.

    Of several where it is equally rare, the one of the field that the norm names first.
    """
    tests: list[tuple[float, int, str, Block]] = []
    for place, name in enumerate(check.examined):
        of_all = Counter(shown_key(one.data.get(name)) for one in treated.members)
        of_differing = Counter(shown_key(one.data.get(name)) for one in differing)
        for value, members in of_all.items():
            if value and members >= LEAST_NAMED and len(treated.members) - members >= LEAST_NAMED:
                block = Block(len(treated.members), members, len(differing), of_differing[value])
                chance = math.fsum(block.distribution()[block.a - block.lowest :])
                tests.append((chance, place, value, block))
    figures: dict[str, int | str] = {}
    if tests and (rarest := min(tests))[0] * len(tests) <= BY_CHANCE:
        _, place, value, block = rarest
        figures |= {
            "gathers-in": f"{check.examined[place]}={value}",
            "gathered": block.a,
            "gathered-by-chance": round(block.expected),
        }
    return figures
