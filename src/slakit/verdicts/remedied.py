"""**followed** — what the violation of other duties opens: an act in time, of the amount due."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from slakit.checks import ClearDays, Duty, Remedied, WorkingDays
from slakit.events.event import Event, FieldValue
from slakit.findings import Cure, Outcome
from slakit.verdicts.amounts import Amounts, Debt, capped, due_of
from slakit.verdicts.clocks import FOREVER, Due, due_after
from slakit.verdicts.facts import Facts
from slakit.verdicts.intervals import Intervals
from slakit.verdicts.verdict import Verdict, excuse_of


@dataclass(frozen=True, slots=True)
class Payment:
    """An event that pays a debt, in time or not, certainly or perhaps: what it is worth in units; `None`: any amount."""

    event: Event
    worth: int | None
    timely: bool
    sure: bool


@dataclass(slots=True)
class Purse:
    """What has been spent of each event while debts are paid one after the other."""

    spent: dict[tuple[str, str], int] = field(default_factory=dict)

    def pay(self, needed: int | None, payments: Iterable[Payment]) -> list[tuple[Event, int]]:
        """What each event pays of a debt, in order; a debt without a bound takes all of it.

        What came in time comes first, since what came late only pays what is left by then. Of that, what is perhaps for
        this debt comes first and is not spent by it, since it may be for any other.
        """
        taken: list[tuple[Event, int]] = []
        for one in sorted(payments, key=lambda one: (not one.timely, one.sure)):
            name, left = (one.event.source, one.event.id), needed
            if one.worth is not None:
                free = one.worth - self.spent.get(name, 0)
                left = free if needed is None else min(free, needed)
                self.spent[name] = self.spent.get(name, 0) + (left if one.sure else 0)
            if left:
                taken.append((one.event, left))
                needed = None if needed is None else needed - left
        return taken


@dataclass(frozen=True, slots=True)
class Paid:
    """What was paid of a debt: by certain events against the most that may be due, and by all against the least."""

    surely: list[tuple[Event, int]]
    perhaps: list[tuple[Event, int]]


def remedied(
    check: Remedied, duty: Duty, known: Facts, ask: Callable[[Duty], Sequence[Verdict]]
) -> Iterator[Verdict]:
    """After each violation of the answered duties, a matching point within a time, of the amount due.

    A violation that is not certain opens a debt of nothing or more, so that it can be paid but never be broken. So does
    one that an exception perhaps excuses when it is complete; one that is certainly excused then opens none.
    """
    opened = sorted(_debts(check, known, ask), key=lambda debt: (debt.opened, sorted(debt.occasion.items())))
    debts: list[Debt] = []
    for debt in opened:
        excuse = excuse_of(duty, known, debt.fields, debt.opened) if debt.opened <= known.at else None
        if excuse and excuse.outcome is Outcome.NOT_APPLICABLE:
            evidence = (*excuse.evidence, *debt.verdict.evidence)
            yield Verdict(debt.occasion, debt.opened, excuse.outcome, excuse.reason, {}, evidence)
        else:
            debts.append(debt.perhaps_excused(excuse) if excuse else debt)
    sure, all_ = Purse(), Purse()
    for debt in capped(check.tariff, debts):
        amount = debt.amount
        if check.tariff and amount.most == 0:
            reason = "cap-reached" if debt.capped else "nothing-due"
            evidence = debt.verdict.evidence
            yield Verdict(debt.occasion, debt.opened, Outcome.NOT_APPLICABLE, reason, {}, evidence)
            continue
        certain, every = _payments(check, known, debt)
        if check.tariff is None:
            sure, all_ = Purse(), Purse()  # an act without an amount may remedy more than one violation
        yield _verdict(
            check, known, debt, Paid(sure.pay(amount.most, certain), all_.pay(amount.least, every))
        )


def _debts(check: Remedied, known: Facts, ask: Callable[[Duty], Sequence[Verdict]]) -> Iterator[Debt]:
    for answered in check.of:
        for verdict in ask(answered):
            if verdict.outcome in (Outcome.VIOLATED, Outcome.UNDETERMINED):
                chain = ".".join(name for name in (answered.norm, verdict.occasion.get("for")) if name)
                debt = Debt(
                    {**verdict.occasion, "for": chain}, verdict, _opened(verdict), _fields_of(verdict),
                    Amounts(1, 1),
                )  # fmt: skip
                debt = due_of(check.tariff, known, debt) if check.tariff else debt
                yield debt if debt.sure else replace(debt, amount=replace(debt.amount, least=0))


def _opened(verdict: Verdict) -> int:
    """When a violation is complete: at the end of the window, at the deadline, else at the instant of the occasion."""
    due = verdict.figures.get("due")
    return verdict.settled or (due if isinstance(due, int) else verdict.time)


def _fields_of(verdict: Verdict) -> Mapping[str, FieldValue]:
    """What a payment is matched with: the fields of the event that is the occasion, and what names the occasion."""
    events = [event for role, event in verdict.evidence if role in ("event", "act")]
    return {**(events[0].data if events else {}), **verdict.occasion}


def _payments(check: Remedied, known: Facts, debt: Debt) -> tuple[list[Payment], list[Payment]]:
    """The payments that certainly count, and all that may."""
    certain: list[Payment] = []
    every: list[Payment] = []
    timely = _due(check, known, debt).allows
    for event, truth in known.points_for(check.by, check.matching, debt.fields):
        if event.time < debt.verdict.time:
            continue
        said = event.data.get(check.tariff.field) if check.tariff else 1
        worth = said if isinstance(said, int) else None
        every.append(Payment(event, worth, timely(event.time), sure=truth is True))
        if truth and worth is not None:
            certain.append(every[-1])
    return certain, every


def _due(check: Remedied, known: Facts, debt: Debt) -> Due:
    """When the time of a debt is up; without a time, when the agreement ends, or never if a renewal has no end."""
    if check.within is not None:
        since = _counted_from(check, debt)
        return due_after(check.within, since, Intervals(), known.calendars, closed=check.closed)
    horizon = known.horizon()
    return Due(horizon, FOREVER if horizon is None else horizon, closed=False)


def _counted_from(check: Remedied, debt: Debt) -> int:
    """From when a time runs; where days are counted, a window or a deadline that ends with a day belongs to that day."""
    ended = debt.opened in (debt.verdict.settled, debt.verdict.figures.get("due"))
    counts_days = isinstance(check.within, ClearDays | WorkingDays)
    return debt.opened - 1 if ended and counts_days else debt.opened


def _verdict(check: Remedied, known: Facts, debt: Debt, paid: Paid) -> Verdict:
    due = _due(check, known, debt)
    deadline, timely = due.instant, due.allows
    in_time = sum(part for event, part in paid.surely if timely(event.time))
    perhaps = sum(part for event, part in paid.perhaps if timely(event.time))
    figures: dict[str, int | str] = {}
    if check.within is not None:
        figures["required"] = check.within if isinstance(check.within, int) else check.required
    if deadline is not None:
        figures["due"] = deadline
    elif due.not_before < FOREVER:
        figures["calendar-end"] = due.not_before
    if check.tariff:
        figures |= _shown(debt, in_time)
    if timely(known.at) or perhaps >= debt.amount.least or deadline is None or check.within is None:
        outcome, reason = _not_broken(check, debt, in_time, due, still_time=timely(known.at))
    else:
        outcome, reason = _broken(check, debt, paid)
    if reason in ("remedied", "late"):
        figures["after"] = max(0, paid.surely[-1][0].time - debt.opened)
    if reason == "late" and deadline is not None:
        figures["late"] = paid.surely[-1][0].time - deadline
    excusing = debt.excuse.evidence if debt.excuse and reason == debt.excuse.reason else ()
    paying = tuple(("remedy", event) for event, _ in paid.surely or paid.perhaps)
    evidence = (*excusing, *debt.verdict.evidence, *paying)
    cures = (Cure("by", deadline),) if outcome is Outcome.VIOLATED and deadline is not None else ()
    return Verdict(debt.occasion, debt.opened, outcome, reason, figures, evidence, cures)


def _not_broken(
    check: Remedied, debt: Debt, in_time: int, due: Due, *, still_time: bool
) -> tuple[Outcome, str]:
    """What is said of a debt that is paid, or is not due yet, or was perhaps paid, or perhaps never opened."""
    if not debt.sure:
        return Outcome.UNDETERMINED, "perhaps-opened"
    if debt.amount.most is not None and in_time >= debt.amount.most:
        return Outcome.FULFILLED, "remedied"
    if check.within is None:
        return (Outcome.PENDING, "no-time-given") if still_time else (Outcome.PENDING, "unresolved-at-end")
    if due.instant is None:
        return (Outcome.PENDING, "calendar-ends") if still_time else (Outcome.UNDETERMINED, "calendar-ends")
    if still_time:
        return Outcome.PENDING, "due"
    return Outcome.UNDETERMINED, debt.excuse.reason if debt.excuse else "unclear"


def _broken(check: Remedied, debt: Debt, paid: Paid) -> tuple[Outcome, str]:
    """What is said of a debt that was not paid in time, whatever is doubtful."""
    total = sum(part for _, part in paid.surely)
    if debt.amount.most is not None and total >= debt.amount.most:
        return Outcome.VIOLATED, "late"
    if not check.by.complete:
        return Outcome.UNDETERMINED, "no-remedy-recorded"
    return (Outcome.VIOLATED, "too-little") if total else (Outcome.VIOLATED, "missing")


def _shown(debt: Debt, in_time: int) -> dict[str, int | str]:
    """The amounts of a debt: what is due, at least and at most, and what was paid of it in time."""
    least, most = debt.amount.least, debt.amount.most
    figures: dict[str, int | str] = {"amount-due": least, "paid": in_time}
    if most is None:
        figures["unbounded"] = "yes"
    elif most != least:
        figures["amount-due-at-most"] = most
    return figures
