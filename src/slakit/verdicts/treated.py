"""How the members of a class were treated: what is usual, who differs, and what those who differ have in common."""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Generic

from slakit.checks import Same
from slakit.events.event import Event, FieldValue
from slakit.fairness.blocks import Block
from slakit.findings import Cure, Grade, Outcome
from slakit.verdicts.cases import lawful_value
from slakit.verdicts.facts import Facts
from slakit.verdicts.members import (
    Members,
    OfClass,
    as_treatment,
    set_apart_by,
    to_stand_beside,
    treatment,
)
from slakit.verdicts.verdict import Verdict, shown, shown_key

MILLION = 1_000_000
LEAST_NAMED = 10
"""Where fewer differ, or fewer do not, no place is named in which they gather: it would point at persons."""
BY_CHANCE = 0.001
"""Who differs gathers somewhere if chance alone would bring as many together so rarely, all places considered."""


@dataclass(frozen=True, slots=True)
class Place:
    """A class as its finding names it, with what is not recorded of it, and what was perhaps in force for it."""

    occasion: dict[str, str]
    not_recorded: tuple[str, ...]
    unclear: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether something may tell its cases apart that the log does not settle."""
        return bool(self.not_recorded or self.unclear)

    @property
    def figures(self) -> dict[str, int | str]:
        """What the finding says of it."""
        figures = {"not-recorded": self.not_recorded, "unclear": self.unclear}
        return {name: ", ".join(fields) for name, fields in figures.items() if fields}


@dataclass(frozen=True, slots=True)
class Treated(Generic[OfClass]):
    """The members of a class, and what is usual."""

    members: OfClass
    usual: FieldValue

    @property
    def differing(self) -> int:
        """How many got something else than the usual."""
        return self.members.size - self.members.counts[self.usual]

    @property
    def figures(self) -> dict[str, int | str]:
        """What the finding says of it: sizes, and the usual treatment."""
        figures: dict[str, int | str] = {
            "compared": self.members.size,
            "usual": shown(self.usual),
            "differing": self.differing,
        }
        return figures


def treated_as(members: OfClass, said: FieldValue | None) -> Treated[OfClass]:
    """Others are measured by what the tariff says if anybody got it, or by what most got, the earliest first."""
    if said is not None and as_treatment(said) in members.counts:
        return Treated(members, as_treatment(said))
    return Treated(members, most_got(members))


def most_got(members: Members, but: Collection[FieldValue] = ()) -> FieldValue:
    """What most members got, of several the one that was given first; `but` is not looked at."""
    counts = members.counts
    return max((one for one in counts if one not in but), key=lambda one: counts[one])


def lacks_condition(check: Same, members: int, differing: int, values: int) -> bool:
    """Whether so many differ that a condition is probably missing in the agreement."""
    limit = check.incomplete
    return (
        limit is not None
        and members >= limit.cases
        and (differing * MILLION > limit.differing * members or values > limit.values)
    )


def unequal_verdict(check: Same, known: Facts, place: Place, treated: Treated[OfClass]) -> Verdict:
    """The verdict on a class in which not all were treated alike."""
    members, values = treated.members, len(treated.members.counts)
    pair = members.closest((treated.usual,), [members])
    figures = place.figures | treated.figures | {"other": shown(treatment(check, pair[1]))}
    if lacks_condition(check, members.size, treated.differing, values):
        figures["differing-millionths"] = round(treated.differing * 1000 / members.size) * 1000
        figures |= _told_apart_by(check, treated)
        return Verdict(
            place.occasion, members.first_but(treated.usual).time, Outcome.UNDETERMINED, "probably-incomplete",
            figures, (("usual", pair[0]), ("differing", pair[1])), grade=Grade.REVIEW,
        )  # fmt: skip
    differing = members.all_but(treated.usual)
    usual = [pair[0], *to_stand_beside(check, members, (pair[0], *differing))]
    if values > 2:  # the usual one and one other
        figures["other-values"] = values - 1
    if invalid := _naming_what_is_not_in_force(check, known, differing):
        figures["not-in-force"] = invalid
    figures |= _gathered(check, members, differing)
    return Verdict(
        place.occasion, differing[0].time, Outcome.VIOLATED,
        "unequal-as-recorded" if place.is_open else "unequal", figures,
        (*(("usual", event) for event in usual), *(("differing", event) for event in differing)),
        (Cure("value", shown(treated.usual)),), Grade.PRESUMPTION if place.is_open else None,
    )  # fmt: skip


def _naming_what_is_not_in_force(check: Same, known: Facts, members: Sequence[Event]) -> int:
    """How many name an exemption or an agreement that sets nobody apart: it was not in force, or does not count."""
    on_record = [difference for difference in check.lawful if difference.record is not None]
    if not on_record:
        return 0
    return sum(
        any(
            difference.field in member.data and lawful_value(difference, check.service, known, member) == ""
            for difference in on_record
        )
        for member in members
    )


# --- what those who differ have in common ---------------------------------------------------------------------------


def _told_apart_by(check: Same, treated: Treated[OfClass]) -> dict[str, int | str]:
    """The recorded field that leaves the fewest differences if cases are told apart by it, if it leaves less than half.

    A field with nearly as many values as there are cases tells everybody apart, and explains nothing.
    """
    left: list[tuple[int, int, str]] = []
    first = treated.members.first
    for name in first.data.keys() - set_apart_by(check, first):
        split = treated.members.split_by(name)
        if split and split.values**2 <= treated.members.size:
            left.append((split.differing, split.values, name))
    figures: dict[str, int | str] = {}
    if left and (fewest := min(left))[0] * 2 < treated.differing:
        figures |= {"told-apart-by": fewest[2], "explained": treated.differing - fewest[0]}
    return figures


def _gathered(check: Same, members: Members, differing: Sequence[Event]) -> dict[str, int | str]:
    """The value of an examined field at which those who differ gather more than chance would bring them together.

    Of several where it is equally rare, the one of the field that the norm names first.
    """
    tests: list[tuple[float, int, str, Block]] = []
    for place, name in enumerate(check.examined):
        of_differing = Counter(shown_key(one.data.get(name)) for one in differing)
        for value, holding in members.by_value(name).items():
            if value and holding >= LEAST_NAMED and members.size - holding >= LEAST_NAMED:
                block = Block(members.size, holding, len(differing), of_differing[value])
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
