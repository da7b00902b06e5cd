"""From a relation by order to a strength that is shown: the courts are asked for a witness until one has it."""

from collections.abc import Sequence
from dataclasses import dataclass

from slakit.comparison.changes import Ground, Strength, Witness
from slakit.comparison.court import Court
from slakit.comparison.stories import Teller
from slakit.comparison.witnesses import search
from slakit.events.event import Event
from slakit.strength import Relation


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
        is_weaker = relation is Relation.WEAKER
        witness, judged = self._found(courts, tellers, doubt=is_weaker)
        if is_weaker:
            strength = Strength.WEAKER if witness else Strength.PERHAPS_WEAKER
            return Proof(strength, "witness" if witness else "order", witness, None, judged)
        counter, more = self._found([court.reversed() for court in courts], tellers, doubt=False)
        if witness:
            return Proof(Strength.INCOMPARABLE, "witness", witness, counter, judged + more)
        strength = Strength.STRONGER if counter else Strength.UNCLEAR
        return Proof(strength, "search", None, counter, judged + more)

    def _found(
        self, courts: Sequence[Court], tellers: Sequence[Teller], *, doubt: bool
    ) -> tuple[Witness | None, int]:
        judged = 0
        for court in () if self.is_idle else courts:
            result = search(court, tellers, self.cases, doubt=doubt)
            judged += result.judged
            if result.witness:
                return result.witness, judged
        return None, judged
