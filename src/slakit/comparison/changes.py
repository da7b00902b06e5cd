"""What a comparison says: one change of an agreement each, its strength, and what it rests on."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal

from slakit.comparison.norms import Part
from slakit.events.event import Event
from slakit.findings import Finding
from slakit.source import Place
from slakit.strength import Relation

if TYPE_CHECKING:
    from slakit.agreement import Approval
    from slakit.loading import Edition

Subject = Literal[
    "norm", "service", "term", "definition", "fact", "choice", "vocabulary", "calendar", "setting", "party", "clause",
    "authority",
]  # fmt: skip
"""What of an agreement changed."""
Kind = Literal["changed", "reworded", "renamed", "moved", "added", "removed"]
"""How it changed; what has moved has another number, or stands in another clause."""
UNTOUCHED: Final[frozenset[Kind]] = frozenset({"reworded", "renamed", "moved"})
"""Kinds of change after which an engine is asked the same."""
Ground = Literal["order", "witness", "search", "bearer", "binding", "side", "text"]
"""What a strength rests on: the order of the kind, a log that was found, a search that found none which only the old
edition finds violated, that somebody else is bound to the same, that the same is a permission or a power and no duty (or the other way round), that the party stands on another side,
the text alone."""
Showing = Literal["violated", "graver", "presumed", "another", "binding", "side", "open"]
"""What a log shows that one edition finds and the other does not."""
View = Literal["better", "worse", "same", "open"]


class Strength(StrEnum):
    """What a change does to what is promised.

    `weaker` and `incomparable` have a witness. `perhaps-weaker` is weaker by the order of the kind, but no log was
    found that shows it; of what is `unclear` nothing is claimed.
    """

    EQUAL = "equal"
    STRONGER = "stronger"
    WEAKER = "weaker"
    PERHAPS_WEAKER = "perhaps-weaker"
    INCOMPARABLE = "incomparable"
    UNCLEAR = "unclear"


WEAKENING: Final = frozenset({Strength.WEAKER, Strength.PERHAPS_WEAKER})
OPEN: Final = frozenset({Strength.INCOMPARABLE, Strength.UNCLEAR})


@dataclass(frozen=True, slots=True)
class Witness:
    """A log of which one edition finds a norm violated and the other does not, each judged in the term of the old one.

    `told` are the ids of the findings that differ so, and `shows` what they are: violations, violations that the other
    edition takes for less grave, presumptions, violations that the other edition holds against another, or asks under another key or of another side, or what the one leaves open and
    the other finds in order.
    """

    norm: str
    events: tuple[Event, ...]
    at: int
    old: tuple[Finding, ...]
    new: tuple[Finding, ...]
    told: frozenset[str]
    shows: Showing


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of what, how, how strong the new is beside the old, and what shows it.

    `witness` is a log that only the old edition finds violated, `counter` one that only the new one does; `searched` is
    how many logs were judged. `effects` are the norms that a changed definition, service or reading bears on.
    """

    subject: Subject
    name: str
    clause: str | None
    kind: Kind
    strength: Strength
    ground: Ground
    parts: tuple[Part, ...] = ()
    effects: tuple[tuple[str, Relation], ...] = ()
    recipients: View = "same"
    provider: View = "same"
    witness: Witness | None = None
    counter: Witness | None = None
    searched: int = 0
    place: Place | None = None
    was: Place | None = None
    approval: "Approval | None" = None

    @property
    def fingerprint(self) -> str:
        """What an approval names: the change itself, whatever it is told in, and however it was found."""
        said = [
            self.subject, self.name, self.kind, self.strength.value,
            [[part.name, part.old, part.new] for part in sorted(self.parts, key=lambda part: part.name)],
        ]  # fmt: skip
        canonical = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions compared, in the order of the new text; what is gone stands where it stood."""

    old: "Edition"
    new: "Edition"
    changes: tuple[Change, ...]
    unused_approvals: tuple["Approval", ...] = ()
    expired_approvals: tuple["Approval", ...] = ()

    def of_strength(self, *strengths: Strength) -> tuple[Change, ...]:
        """The changes of these strengths."""
        return tuple(change for change in self.changes if change.strength in strengths)

    @property
    def weaker(self) -> tuple[Change, ...]:
        """What is weaker, or is by the order of its kind."""
        return self.of_strength(Strength.WEAKER, Strength.PERHAPS_WEAKER)

    def counts(self) -> Mapping[Strength, int]:
        """How many changes there are of each strength."""
        return {one: len(self.of_strength(one)) for one in Strength if self.of_strength(one)}
