"""From a relation by order to a strength that is shown: the courts are asked for a witness until one has it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from slakit.checks import Compared, InOrder, Same
from slakit.comparison.changes import Ground, Strength, Witness
from slakit.comparison.court import Court, Shown
from slakit.comparison.services import asked_for_first, named_last
from slakit.comparison.telling import Teller
from slakit.comparison.witnesses import MOST_JUDGED, Heard, Search, search
from slakit.events.event import Event
from slakit.strength import Relation

MOST_TO_ILLUSTRATE: Final = 400
"""Logs that are judged for the other side of what is incomparable already: it decides nothing any more."""


@dataclass(frozen=True, slots=True)
class Proof:
    """How strong a change is, what that rests on, and the logs that show it."""

    strength: Strength
    ground: Ground
    witness: Witness | None = None
    counter: Witness | None = None
    searched: int = 0


@dataclass(frozen=True, slots=True)
class Prover:
    """Proves by logs: from the cases of both editions and the stories of the tellers; not at all if it is idle."""

    cases: Sequence[tuple[Event, ...]]
    is_idle: bool = False

    def proved(self, relation: Relation, courts: Sequence[Court], tellers: Sequence[Teller]) -> Proof:
        """What a relation comes to. Weaker and incomparable need a log that shows it; stronger by its order needs none."""
        if relation in (Relation.EQUAL, Relation.STRONGER):
            return Proof(Strength(relation.value), "order")
        if relation is Relation.WEAKER:
            found = self._searches(courts, tellers)
            witness = _first(found, *Shown)
            strength = Strength.WEAKER if witness else Strength.PERHAPS_WEAKER
            return Proof(strength, "witness" if witness else "order", witness, None, _judged(found))
        return self._compared(courts, tellers)

    def _compared(self, courts: Sequence[Court], tellers: Sequence[Teller]) -> Proof:
        """What logs show where no order decides, both ways: by violations first, then by what is not sure any more."""
        if self.is_idle or not courts:
            return Proof(Strength.UNCLEAR, "order")
        forth = self._searches(courts, tellers)
        witness = _first(forth, Shown.CLEARLY)
        effort = MOST_TO_ILLUSTRATE if witness else MOST_JUDGED
        back = self._searches([court.reversed() for court in courts], tellers, effort, _turned(forth))
        counter, judged = _first(back, Shown.CLEARLY), _judged([*forth, *back])
        witness = witness or _first(forth, *Shown)
        if witness is None:
            return Proof(Strength.UNCLEAR, "search", None, counter, judged)
        return Proof(Strength.INCOMPARABLE, "witness", witness, counter or _first(back, *Shown), judged)

    def _searches(
        self,
        courts: Sequence[Court],
        tellers: Sequence[Teller],
        most: int = MOST_JUDGED,
        heard: Mapping[str, Mapping[str, Heard]] | None = None,
    ) -> list[Search]:
        """The searches of the courts, up to the first that finds what it looks for: where the order promises most first.

        `heard` is what was said of logs already, by norm.
        """
        found: list[Search] = []
        asked = [one for one in courts if one.expected not in (Relation.EQUAL, Relation.STRONGER)]
        for court in () if self.is_idle else sorted(asked, key=lambda one: one.expected is Relation.APART):
            known = (heard or {}).get(_norm_of(court))
            found.append(search(court, _of_its_services(court, tellers), self.cases, most=most, heard=known))
            if Shown.CLEARLY in found[-1].shown:
                break
        return found


def _norm_of(court: Court) -> str:
    """The norm that a court is about."""
    return next(duty.norm for duty in (court.old, court.new) if duty)


def _turned(searches: Sequence[Search]) -> dict[str, dict[str, Heard]]:
    """What was said of each log, by norm, seen from the other side: the way back asks about many of the same."""
    return {
        _norm_of(one.court): {name: heard.turned() for name, heard in one.heard.items()} for one in searches
    }


def _of_its_services(court: Court, tellers: Sequence[Teller]) -> list[Teller]:
    """Tellers who speak of the services first that the norm of a court asks for; and of the others, if like cases are compared."""
    asked = tuple(duty.check for duty in (court.old, court.new) if duty)
    of_its = [replace(one, services=asked_for_first(one.services, asked)) for one in tellers]
    if any(isinstance(check, Same | Compared | InOrder) for check in asked):
        of_others = [replace(one, services=named_last(one.services, asked)) for one in tellers]
        return [*of_its, *(one for one in of_others if one not in of_its)]
    return of_its


def _first(searches: Sequence[Search], *ways: Shown) -> Witness | None:
    """The witness of the first way in which any of the searches shows something."""
    return next(
        (witness for way in ways for one in searches if (witness := one.witness(way)) is not None), None
    )


def _judged(searches: Sequence[Search]) -> int:
    return sum(one.judged for one in searches)


def strength_shown(relation: Relation, proof: Proof) -> Strength:
    """What is weaker or apart, as far as a log shows it."""
    if proof.witness is None:
        return Strength.PERHAPS_WEAKER if relation is Relation.WEAKER else Strength.UNCLEAR
    return Strength.WEAKER if relation is Relation.WEAKER else Strength.INCOMPARABLE
