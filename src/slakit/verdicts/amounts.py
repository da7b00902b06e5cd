"""What a violation costs: tiers, bases and caps, as ranges of whole units."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from slakit.checks import Amount, Cap, Sum, Tariff, Tier
from slakit.events.event import FieldValue
from slakit.findings import Outcome
from slakit.verdicts.facts import Facts
from slakit.verdicts.verdict import Outside, Verdict

MILLION = 1_000_000
LEVELS = (
    ("at-worst-millionths", "available-millionths"),
    ("reached-at-worst-millionths", "reached-millionths"),
)
"""The figures of the level that was reached, at worst and at best."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """At least so much and at most so much, in whole units; `most = None`: nobody knows how much."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Debt:
    """What a violation opened, when, and how much is due; `capped` says that the cap left less than the tier.

    `excuse` is the exception that perhaps leaves nothing due.
    """

    occasion: dict[str, str]
    verdict: Verdict
    opened: int
    fields: Mapping[str, FieldValue]
    amount: Amounts
    cap: Amounts | None = None
    capped: bool = False
    excuse: Outside | None = None

    def perhaps_excused(self, excuse: Outside) -> "Debt":
        """The debt of which an exception perhaps leaves nothing due."""
        return replace(self, excuse=excuse, amount=replace(self.amount, least=0))

    @property
    def sure(self) -> bool:
        """Whether the violation that opened it is certain."""
        return self.verdict.outcome is Outcome.VIOLATED

    @property
    def counted_at(self) -> int:
        """The instant that says to which period of a cap it belongs: the start of its window, or its opening."""
        return self.opened if self.verdict.settled is None else self.verdict.time


def due_of(tariff: Tariff, known: Facts, debt: Debt) -> Debt:
    """A debt with what its tier and its base make due, before any cap."""
    base = _base(tariff.base, known, debt) if tariff.base else Amounts(0, 0)
    (worst, best), (soonest, latest) = _level(debt.verdict), _delay(debt, known)
    least = _amount(_tier(tariff.tiers, best, soonest), base.least) or 0
    most = _amount(_tier(tariff.tiers, worst, latest), base.most)
    cap = (
        None
        if tariff.cap is None
        else Amounts(_amount(tariff.cap.amount, base.least) or 0, _amount(tariff.cap.amount, base.most))
    )
    return replace(debt, amount=Amounts(least, most), cap=cap)


def capped(tariff: Tariff | None, debts: Sequence[Debt]) -> Iterator[Debt]:
    """The debts, each with no more than the earlier ones have left of the cap of its period."""
    spent: dict[tuple[object, ...], Amounts] = {}
    for debt in debts:
        if tariff is None or tariff.cap is None or debt.cap is None:
            yield debt
            continue
        group = _group(tariff.cap, debt)
        used = spent.get(group, Amounts(0, 0))
        left = Amounts(
            0 if used.most is None else max(0, debt.cap.least - used.most),
            None if debt.cap.most is None else max(0, debt.cap.most - used.least),
        )
        amount = Amounts(min(debt.amount.least, left.least), _least_of(debt.amount.most, left.most))
        spent[group] = Amounts(
            used.least + amount.least,
            None if used.most is None or amount.most is None else used.most + amount.most,
        )
        yield replace(debt, amount=amount, capped=amount.most != debt.amount.most)


def _group(cap: Cap, debt: Debt) -> tuple[object, ...]:
    """What debts share a cap: the period that they belong to, and what the cap takes by itself."""
    period = next(
        (window.start for window in cap.windows if window.start <= debt.counted_at < window.end), None
    )
    return period, *(debt.fields.get(name) for name in cap.each)


def _least_of(one: int | None, other: int | None) -> int | None:
    known_ones = [amount for amount in (one, other) if amount is not None]
    return min(known_ones, default=None)


def _amount(amount: Amount | None, base: int | None) -> int | None:
    """An amount in whole units, a share rounded up to one; nothing without a tier; of an unknown base, unknown."""
    if amount is None:
        return 0
    if amount.share is None:
        return amount.fixed or 0
    return None if base is None else -(-amount.share * base // MILLION)


def _tier(tiers: Sequence[Tier], level: int | None, delay: int | None) -> Amount | None:
    """The last tier that applies; a delay without a bound is longer than any."""
    applying = [
        tier.due
        for tier in tiers
        if (tier.below is None or (level is not None and level < tier.below))
        and (tier.longer is None or delay is None or delay > tier.longer)
    ]
    return applying[-1] if applying else None


def _level(verdict: Verdict) -> tuple[int | None, int | None]:
    """The level that was reached, at worst and at best; nothing if the norm measures none."""
    for worst, best in LEVELS:
        reached = verdict.figures.get(worst), verdict.figures.get(best)
        if isinstance(reached[0], int) and isinstance(reached[1], int):
            return reached[0], reached[1]
    return None, None


def _delay(debt: Debt, known: Facts) -> tuple[int, int | None]:
    """How late what was owed came, at least and at most; what has not come has no bound yet."""
    late = debt.verdict.figures.get("late")
    if isinstance(late, int):
        return late, late
    return max(0, known.at - debt.opened), None


def _base(base: Sum, known: Facts, debt: Debt) -> Amounts:
    """What a share is of: the sum in the window measured, or the last amount not later than the opening."""
    if debt.verdict.settled is not None:
        parts = list(_parts(base, known, debt, debt.verdict.time, debt.verdict.settled))
        if not parts and not base.of.complete:
            return Amounts(0, None)
        least = sum(said or 0 for sure, said in parts if sure)
        unknown = any(said is None for _, said in parts)
        return Amounts(least, None if unknown else sum(said or 0 for _, said in parts))
    parts = list(_parts(base, known, debt, None, debt.opened + 1))
    last_sure = max((at for at, (sure, _) in enumerate(parts) if sure), default=0)
    possible = [said for _, said in parts[last_sure:]]
    amounts = [said for said in possible if said is not None]
    if not amounts or len(amounts) < len(possible):
        return Amounts(0, None)
    return Amounts(min(amounts) if any(sure for sure, _ in parts) else 0, max(amounts))


def _parts(
    base: Sum, known: Facts, debt: Debt, since: int | None, until: int
) -> Iterator[tuple[bool, int | None]]:
    """The events of a base that match a debt: whether they certainly do, and their amount if it is recorded."""
    for event, truth in known.points_for(base.of, base.matching, debt.fields):
        if (since is None or event.time >= since) and event.time < until:
            said = event.data.get(base.field)
            yield truth is True, said if isinstance(said, int) else None
