"""Findings: one answer about one occasion of one norm (DESIGN 5).

A finding holds facts and figures, never prose: sentences are made from it by `slakit.reports`.
Instants are integer microseconds UTC, lengths of time integer microseconds, money integer rial.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Final

from msgspec import field
from msgspec.structs import force_setattr

from slakit.values import ReadOnly, Value


class Outcome(StrEnum):
    """What is to be said of an occasion. Missing evidence is `undetermined`, never a kept promise."""

    FULFILLED = "fulfilled"
    VIOLATED = "violated"
    PENDING = "pending"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not-applicable"


_BETWEEN_ITEMS: Final = re.compile(r",(?= )|%(?=2C|25)")
"""What in an item of a list could be mistaken for what stands between two, or for what is written in its place."""

_PLAIN_ID: Final = re.compile(r"[A-Za-z0-9._:\-]+")

KEPT: Final = frozenset({Outcome.FULFILLED, Outcome.NOT_APPLICABLE})
"""Outcomes of which nothing has to be told."""


class Grade(StrEnum):
    """How far a finding reaches. Only recorded facts make a `breach`; a `presumption` shifts the burden.

    >>> Grade.ADVISORY < Grade.REVIEW < Grade.PRESUMPTION < Grade.BREACH
    True
    """

    BREACH = "breach"
    PRESUMPTION = "presumption"
    REVIEW = "review"
    ADVISORY = "advisory"

    # a text would be compared by its letters
    def __lt__(self, other: str) -> bool:
        return self._reach() < other._reach() if isinstance(other, Grade) else NotImplemented

    def __le__(self, other: str) -> bool:
        return self._reach() <= other._reach() if isinstance(other, Grade) else NotImplemented

    def __gt__(self, other: str) -> bool:
        return self._reach() > other._reach() if isinstance(other, Grade) else NotImplemented

    def __ge__(self, other: str) -> bool:
        return self._reach() >= other._reach() if isinstance(other, Grade) else NotImplemented

    def _reach(self) -> int:
        return -list(Grade).index(self)


class Evidence(Value, frozen=True):
    """An event that a finding rests on, and the part it plays (`notice`, `outage` …)."""

    role: str
    source: str
    id: str
    type: str
    time: int
    recorded: int


class Cure(Value, frozen=True):
    """The smallest change that would have fulfilled the norm, such as `notice-by` an instant."""

    change: str
    value: int | str


class Finding(Value, frozen=True):
    """One answer about one occasion of one norm.

    `id` is stable: norm and occasion. `reason` is a word of the rule kind that names the sentence;
    `figures` is the arithmetic; `choices` are the interpretation choices used, as `name=option`.
    `tainted` names lines that were set aside and that could have changed the answer, the first hundred at most. `calendars` are the working
    calendars that it counts by, as `name@digest`.
    """

    id: str
    norm: str
    clause: str
    kind: str
    outcome: Outcome
    grade: Grade | None
    reason: str
    bearer: str
    counterparty: str | None
    occasion: Mapping[str, str]
    time: int
    figures: Mapping[str, int | str] = field(default_factory=ReadOnly)
    evidence: tuple[Evidence, ...] = ()
    cures: tuple[Cure, ...] = ()
    choices: tuple[str, ...] = ()
    tainted: tuple[str, ...] = ()
    calendars: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Like findings share their figures, and an engine goes on from what it has told: nobody may write into them."""
        if type(self.figures) is not ReadOnly:
            force_setattr(self, "figures", ReadOnly(self.figures))
        if type(self.occasion) is not ReadOnly:
            force_setattr(self, "occasion", ReadOnly(self.occasion))


def finding_id(norm: str, occasion: Mapping[str, str]) -> str:
    """The stable id of a finding.

    >>> finding_id("planned-outage-notice", {"outage": "o-17", "service": "svc-03"})
    'planned-outage-notice/outage=o-17,service=svc-03'
    """
    name, joint = norm, "/"
    for key, value in occasion.items():
        name = f"{name}{joint}{key}={_escaped(value)}"
        joint = ","
    return name if occasion else f"{norm}/"


def finding_ids(norm: str, source: str) -> Callable[[str], str]:
    """What gives, by the id of an event of a source, the stable id of the finding on that event.

    >>> finding_ids("fee-in-force", "portal")("e-1")
    'fee-in-force/event=e-1,source=portal'
    """
    before, after = f"{norm}/event=", f",source={_escaped(source)}"

    def of(name: str) -> str:
        return f"{before}{_escaped(name)}{after}"

    return of


def is_plain(name: str) -> bool:
    """Whether JSON, the id of a finding and a sentence all write the id of an event as it is."""
    return _PLAIN_ID.fullmatch(name) is not None


def joined_items(items: Iterable[str]) -> str:
    """The items of a list as one value, in which a comma within an item is none between two.

    >>> joined_items(["birth certificate", "card, or its copy"])
    'birth certificate, card%2C or its copy'
    """
    return ", ".join(_BETWEEN_ITEMS.sub(lambda mark: _escaped(mark[0]), item) for item in items)


def items_of(joined: str) -> list[str]:
    """The items of a list that are one value.

    >>> items_of("birth certificate, card%2C or its copy")
    ['birth certificate', 'card, or its copy']
    """
    return [item.replace("%2C", ",").replace("%25", "%") for item in joined.split(", ")]


def _escaped(value: str) -> str:
    """A value without what could be mistaken for a separator."""
    if "/" in value or "%" in value or "," in value or "=" in value:
        return value.replace("%", "%25").replace(",", "%2C").replace("=", "%3D").replace("/", "%2F")
    return value
