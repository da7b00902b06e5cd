"""**measured** — no more than a limit in each period."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from slakit.checks import Duty, Limited, Period
from slakit.events.event import Event
from slakit.findings import Cure, Outcome
from slakit.verdicts.facts import Facts
from slakit.verdicts.truth import Fields, Truth, all_of, whole
from slakit.verdicts.verdict import (
    Verdict,
    at_place,
    event_occasion,
    excuse_of,
    places,
    point_outside,
    shown_key,
)

Place = dict[str, str]


@dataclass(frozen=True, slots=True)
class Counted:
    """A point with what it adds to the figure: at least `low` and at most `high`; no `high` if that is unbounded."""

    event: Event
    fits: Truth
    low: int
    high: int | None


def limited(check: Limited, duty: Duty, known: Facts) -> Iterator[Verdict]:
    """For each place, period and class of points, no more than the limit; each period that has begun is judged."""
    counted = [
        _counted(
            check, event, None if outside or excuse_of(duty, known, event.data, event.time, event) else True
        )
        for event, fits in known.points(check.of)
        for outside in [point_outside(duty, known, check.of, event, fits)]
        if outside is None or outside.outcome is Outcome.UNDETERMINED
    ]
    yield from (
        Verdict(event_occasion(one.event), one.event.time, Outcome.UNDETERMINED, "class-not-recorded", {},
                (("event", one.event),))
        for one in counted
        if not _is_classed(check, one.event.data) and _counts_somewhere(check, one)
    )  # fmt: skip
    for place in places(check.grid):
        here = [_seen_from(one, at_place(one.event.data, place)) for one in counted]
        for period in check.periods:
            within = [
                one for one in here
                if one.fits is not False and period.start <= one.event.time < period.end
            ]  # fmt: skip
            if period.start <= known.at:
                yield from _of_classes(check, known, place, period, within)


def _counts_somewhere(check: Limited, one: Counted) -> bool:
    """Whether a point lies in a period, and perhaps at a place."""
    in_period = any(period.start <= one.event.time < period.end for period in check.periods)
    return in_period and any(at_place(one.event.data, place) is not False for place in places(check.grid))


def _counted(check: Limited, event: Event, fits: Truth) -> Counted:
    """A point that counts, or perhaps does; an amount that is not recorded is nothing or more."""
    if check.sum is None:
        return _seen_from(Counted(event, fits=True, low=1, high=1), fits)
    if check.sum not in event.data:
        return Counted(event, fits, 0, None)
    amount = whole(event.data[check.sum])
    return _seen_from(Counted(event, fits=True, low=amount, high=amount), fits)


def _seen_from(one: Counted, fits: Truth) -> Counted:
    """A point seen from one place or class: if it perhaps does not count there, it perhaps adds nothing."""
    together = all_of((one.fits, fits))
    if together is not None or one.fits is None:
        return Counted(one.event, together, one.low, one.high)
    return Counted(one.event, None, min(0, one.low), None if one.high is None else max(0, one.high))


# --- classes ---


def _is_classed(check: Limited, fields: Fields) -> bool:
    """Whether all fields that tell the classes apart are recorded."""
    return all(name in fields for name in check.apart_by)


def _of_classes(
    check: Limited, known: Facts, place: Place, period: Period, within: Sequence[Counted]
) -> Iterator[Verdict]:
    """A verdict for each class of points; where nothing tells classes apart, all points are one, even if there is none."""
    keys = {
        tuple(shown_key(one.event.data[name]) for name in check.apart_by)
        for one in within
        if _is_classed(check, one.event.data)
    } or ({()} if not check.apart_by else set())
    for key in sorted(keys):
        of_class = dict(zip(check.apart_by, key, strict=True))
        meant = [_seen_from(one, _in_class(one.event.data, of_class)) for one in within]
        occasion = {**place, **of_class, "period": period.name}
        yield _limited(check, known, period, occasion, [one for one in meant if one.fits is not False])


def _in_class(fields: Fields, of_class: Place) -> Truth:
    return all_of(
        None if name not in fields else shown_key(fields[name]) == value for name, value in of_class.items()
    )


# --- the figure ---


def _limited(
    check: Limited, known: Facts, period: Period, occasion: Place, meant: Sequence[Counted]
) -> Verdict:
    """The verdict on the points of one class: what is certain breaks the limit, what is possible leaves it open."""
    figures: dict[str, int | str] = {"from": period.start, "until": period.end, "limit": check.limit}
    if over := _first_over([(one.event, one.low) for one in meant], check.limit):
        return _exceeded(check, occasion, meant, over, figures)
    evidence = tuple(("counted" if one.fits else "perhaps-counted", one.event) for one in meant)
    figures["total"] = sum(one.low for one in meant)
    if known.at < period.end:
        return Verdict(occasion, period.start, Outcome.PENDING, "within-limit-so-far", figures, evidence)
    unknown = sum(one.high is None for one in meant)
    highs = [(one.event, one.high) for one in meant if one.high is not None]
    if unknown:
        figures["unknown-amounts"] = unknown
        return Verdict(occasion, period.start, Outcome.UNDETERMINED, "amount-not-recorded", figures, evidence)
    if _first_over(highs, check.limit):
        figures["perhaps-total"] = sum(high for _, high in highs)
        return Verdict(occasion, period.start, Outcome.UNDETERMINED, "perhaps-over-limit", figures, evidence)
    if not check.of.complete:
        return Verdict(occasion, period.start, Outcome.UNDETERMINED, "not-all-recorded", figures, evidence)
    return Verdict(occasion, period.start, Outcome.FULFILLED, "within-limit", figures, evidence)


def _first_over(amounts: Sequence[tuple[Event, int]], limit: int) -> tuple[Event, int] | None:
    """The event by which the running total passes the limit, and the total then.

    What happens at one instant is taken together: an amount that is given back in the same instant passes nothing.
    """
    total = 0
    for _, simultaneous in groupby(amounts, key=lambda amount: amount[0].time):
        steps = list(simultaneous)
        after = total + sum(amount for _, amount in steps)
        for event, amount in steps:
            total += amount
            if total > limit and after > limit:
                return event, after
    return None


def _exceeded(
    check: Limited, occasion: Place, meant: Sequence[Counted], over: tuple[Event, int],
    figures: dict[str, int | str],
) -> Verdict:  # fmt: skip
    """The breach, at the event by which the limit was passed, with everything that was counted until then."""
    event, total = over
    figures |= {"total": total, "excess": total - check.limit}
    evidence = (
        *(
            ("counted", one.event)
            for one in meant
            if one.fits and one.event.time <= event.time and one.event != event
        ),
        ("exceeding", event),
    )
    cures = (Cure("total-at-most", check.limit),)
    return Verdict(occasion, event.time, Outcome.VIOLATED, "over-limit", figures, evidence, cures)
