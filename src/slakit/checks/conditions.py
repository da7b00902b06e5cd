"""Conditions with three answers: yes, no, and unknown."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slakit.checks.occasions import Points

Value = str | int | bool
Pair = tuple[str, str]
"""A field of the occasion and the field of the other side that it must agree with."""


@dataclass(frozen=True, slots=True)
class Among:
    """Yes if the field holds one of `yes`, no if it holds one of `no`; any other value is unknown.

    `no = None` stands for every other value. A list field answers yes if any of its items does.
    """

    field: str
    yes: frozenset[Value]
    no: frozenset[Value] | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """Yes if `low <= field <= high`; an absent bound does not bind."""

    field: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Given:
    """Yes if the field is recorded, no if it is not; never unknown."""

    field: str


@dataclass(frozen=True, slots=True)
class Preceded:
    """Yes if a matching event of the log is not later than the subject; no otherwise."""

    points: "Points"
    matching: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Every:
    """No if one part is no, else unknown if one is unknown, else yes."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Yes if one part is yes, else unknown if one is unknown, else no."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Yes and no exchanged."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class Established:
    """A fact with proof on both sides: yes if `holds` is yes, no if `fails` is yes, else unknown.

    `fact` is the field that stands for it.
    """

    holds: "Condition"
    fails: "Condition"
    fact: str = ""


Condition = Among | Between | Given | Preceded | Every | Some | Not | Established
ALWAYS = Every(())
