"""Classes of points that are alike, and which of them may be one with another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from slakit.checks import Same
from slakit.events.event import FieldValue
from slakit.values import Value
from slakit.verdicts.members import OfClass

if TYPE_CHECKING:
    from slakit.verdicts.facts import Facts

Kind = tuple[FieldValue | None, ...]


class Class(Value, frozen=True):
    """Points that are alike: what must agree, and what tells them apart where it is recorded (`None`: not recorded)."""

    alike: Kind
    version: str | None
    apart: Kind

    @property
    def told_by(self) -> Kind:
        """All that tells it from others that are alike."""
        return (self.version, *self.apart)

    def may_be(self, other: "Class") -> bool:
        """Whether nothing that is recorded tells the two classes apart."""
        return self.alike == other.alike and all(
            mine is None or theirs is None or mine == theirs
            for mine, theirs in zip(self.told_by, other.told_by, strict=True)
        )


def without_agreements(check: Same, one: Class) -> Class:
    """The class of those in equal conditions who have no agreement that must be open to them too; itself if it has none."""
    first = len(check.told_apart)
    apart = [
        "" if place >= first and value and check.lawful[place - first].offered else value
        for place, value in enumerate(one.apart)
    ]
    return one.altered(apart=tuple(apart))


class Classes(Generic[OfClass]):
    """The members of each class, and the classes by what is recorded of them."""

    def __init__(self, members: Mapping[Class, OfClass]) -> None:
        self.members = members
        self._recorded = _ByRecord(members)
        self._conditions: dict[Class, list[Class]] | None = None
        """The classes by what they are but for agreements."""
        self._recorded_conditions: _ByRecord | None = None

    def may_be(self, one: Class) -> Iterator[Class]:
        """The other classes from which nothing that is recorded tells a class: see `Class.may_be`."""
        return self._recorded.may_be(one)

    def but_for_agreements(self, check: Same, one: Class) -> list[Class]:
        """The other classes in the same conditions as one that has an agreement, which has none or another."""
        conditions = without_agreements(check, one)
        return [other for other in self._by_conditions(check)[conditions] if other != one]

    def may_be_but_for_agreements(self, check: Same, one: Class) -> Iterator[Class]:
        """The other classes of which only agreements tell for sure that they are not one with a class."""
        by_conditions = self._by_conditions(check)
        if self._recorded_conditions is None:
            self._recorded_conditions = _ByRecord(by_conditions)
        for conditions in self._recorded_conditions.may_be(without_agreements(check, one)):
            yield from by_conditions[conditions]

    def _by_conditions(self, check: Same) -> dict[Class, list[Class]]:
        if self._conditions is None:
            self._conditions = {}
            for one in self.members:
                self._conditions.setdefault(without_agreements(check, one), []).append(one)
        return self._conditions


class _ByRecord:
    """Classes by what is recorded of them."""

    def __init__(self, classes: Iterable[Class]) -> None:
        self._recorded: dict[Kind, dict[tuple[int, ...], list[Class]]] = {}
        self._told: dict[tuple[Kind, tuple[int, ...], tuple[int, ...]], dict[Kind, list[Class]]] = {}
        for one in classes:
            self._recorded.setdefault(one.alike, {}).setdefault(_recorded(one), []).append(one)

    def may_be(self, one: Class) -> Iterator[Class]:
        """The other ones from which nothing that is recorded tells a class.

        Classes of which the same is recorded are looked up by what both they and this one have recorded.
        """
        mine = _recorded(one)
        for theirs in self._recorded.get(one.alike, {}):
            both = tuple(place for place in theirs if place in mine)
            for other in self._by(one.alike, theirs, both).get(_at(one, both), ()):
                if other != one:
                    yield other

    def _by(self, alike: Kind, recorded: tuple[int, ...], places: tuple[int, ...]) -> dict[Kind, list[Class]]:
        question = alike, recorded, places
        if question not in self._told:
            told: dict[Kind, list[Class]] = {}
            for one in self._recorded[alike][recorded]:
                told.setdefault(_at(one, places), []).append(one)
            self._told[question] = told
        return self._told[question]


@dataclass(frozen=True, slots=True)
class Summed(Generic[OfClass]):
    """Classes of which not every member is told, and the facts about those members that are."""

    known: "Facts"
    classes: Classes[OfClass]


def _recorded(one: Class) -> tuple[int, ...]:
    """The places of what is recorded of a class."""
    return tuple(place for place, value in enumerate(one.told_by) if value is not None)


def _at(one: Class, places: tuple[int, ...]) -> Kind:
    told = one.told_by
    return tuple(told[place] for place in places)
