"""**same**: what is alike is treated alike."""

from dataclasses import dataclass

from slakit.checks.conditions import Pair
from slakit.checks.occasions import Points, Spans


@dataclass(frozen=True, slots=True)
class LawfulDifference:
    """An attribute that may lawfully tell recipients apart, for some services, while it is valid.

    With `record` the attribute names a span (an exemption, an additional agreement) and counts only while that is in
    force; a point that names none has none. Without it, a point that lacks the attribute leaves it unknown. With
    `offered`, such a span in force shows that whoever is in equal conditions could have had the same.
    """

    field: str
    services: frozenset[str]
    since: int | None
    until: int | None
    record: Spans | None
    matching: tuple[Pair, ...]
    offered: Spans | None = None


@dataclass(frozen=True, slots=True)
class Incomplete:
    """From when on differences in a class speak of a condition that is missing in the agreement, not of violations.

    A class of at least `cases` points lacks one if more than the share `differing` (in millionths) of them differ from
    the usual value, or if they hold more than `values` different values.
    """

    cases: int
    differing: int
    values: int


@dataclass(frozen=True, slots=True)
class Same:
    """**same** — points alike in `alike` (and, where recorded, in `told_apart`) hold the same `value`.

    A point without one of `alike` is not comparable. `version` adds the tariff in force to what makes points alike; with
    `another_version` that of another instant may apply, which the log does not tell.
    Lists are alike that hold the same items. Of what is unequal in one class at least two points are of two recipients,
    where `recipient` is the field that names them. `examined` are looked through for where those who differ gather; they
    set nobody apart.
    """

    of: Points
    value: str
    alike: tuple[str, ...]
    told_apart: tuple[str, ...]
    lawful: tuple[LawfulDifference, ...]
    service: str
    version: Spans | None
    version_matching: tuple[Pair, ...]
    incomplete: Incomplete | None = None
    examined: tuple[str, ...] = ()
    another_version: bool = False
    recipient: str | None = None
