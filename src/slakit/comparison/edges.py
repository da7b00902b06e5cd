"""The lengths and amounts at which a check decides, so that logs can be made on both sides of each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from slakit.checks import (
    Answered,
    Check,
    Compared,
    CoveredBefore,
    Followed,
    InOrder,
    Length,
    Limited,
    Measured,
    MeasuredShare,
    Recurring,
    Remedied,
    Tariff,
    Window,
)
from slakit.comparison.lengths import bounds
from slakit.verdicts.clocks import Calendars, due_after, lead_before
from slakit.verdicts.intervals import Intervals

DAY: Final = 86_400_000_000
MILLION: Final = 1_000_000
MOST_DURATIONS: Final = 6
"""Durations of windows that logs are made for: months are of three, more where clocks change, and the term may cut two short."""
NIGHTS: Final = 6
"""How many times longer than what counts of it an outage may last, with the nights and days off between."""


def edges_of(check: object) -> list[int]:
    """The lengths and amounts at which a check decides, each with what lies just beside it."""
    at = [0, *_decisive(check)]
    return sorted({edge for value in at for edge in (value - 1, value, value + 1) if edge >= 0})


def unlike(windows: Sequence[Window]) -> list[Window]:
    """The first window of each duration: a short month may show what no other one does."""
    of_duration: dict[int, Window] = {}
    for window in windows:
        of_duration.setdefault(window.end - window.start, window)
    return list(of_duration.values())[:MOST_DURATIONS]


def _decisive(check: object) -> Iterator[int]:
    match check:
        case Measured(windows=windows, target=target, hours=hours) if target is not None:
            for window in unlike(windows):
                length = (MILLION - target) * window.length // MILLION
                yield from (length,) if hours is None else (length, NIGHTS * length)
        case MeasuredShare(target=target, meets=meets):
            yield from (
                value for value in (target, meets.within if isinstance(meets, Answered) else None) if value
            )
        case Remedied():
            yield from _of_remedied(check)
        case Limited(limit=limit):
            yield limit
        case Compared(allowance=allowance):
            yield allowance.materiality
        case InOrder(tolerance=tolerance):
            yield tolerance
        case Recurring(apart=apart) if apart is not None:
            yield apart
        case Followed(within=length) | CoveredBefore(lead=length) if length is not None:
            yield from _about(length)
        case _:
            return


def _of_remedied(check: Remedied) -> Iterator[int]:
    """When a debt must be paid, what breaks the duties that open it, and where each tier begins."""
    if check.within is not None:
        yield from _about(check.within)
    for duty in check.of:
        yield from _decisive(duty.check)
        yield from _of_tiers(duty.check, check.tariff)
    for tier in check.tariff.tiers if check.tariff else ():
        yield from (value for value in (tier.longer, tier.due.fixed) if value is not None)


def _of_tiers(check: Check, tariff: Tariff | None) -> Iterator[int]:
    """How long an outage of the first window reaches each tier."""
    if isinstance(check, Measured) and tariff:
        for tier in tariff.tiers:
            if tier.below is not None:
                yield from _decisive(replace(check, windows=check.windows[:1], target=tier.below))


def until_due(length: Length | None, since: int) -> list[int]:
    """The elapsed length after which a time is up that a calendar counts from an instant, and those beside it."""
    if length is None or isinstance(length, int):
        return []
    due = due_after(length, since, Intervals(), Calendars()).instant
    return [] if due is None else [due - since + step for step in (-1, 0, 1)]


def since_latest(length: Length | None, until: int) -> list[int]:
    """The elapsed length by which something must begin before an instant if a calendar counts it, and those beside it."""
    if length is None or isinstance(length, int):
        return []
    lead = lead_before(length, until, Calendars())
    return [] if lead is None else [until - lead.latest + step for step in (-1, 0, 1)]


def _about(length: Length) -> Iterator[int]:
    """Elapsed lengths around one that a calendar counts, from the shortest on."""
    least, most = bounds(length)
    yield int(least)
    if isinstance(length, int):
        return
    yield from (int(max(least, DAY)) * times for times in (1, 2, 3, 4, 6, 8, 12))
    if most < float("inf"):
        yield int(most)
