"""Logs that tell two caps of a remedy apart: services that are down all through a window, and what is paid for it."""

from collections.abc import Iterator, Mapping, Sequence

from slakit.checks import Measured, Pair, Remedied, Window
from slakit.comparison.edges import MILLION
from slakit.comparison.telling import HOUR, Fields, Teller
from slakit.events.event import Event


def until_the_cap(check: Remedied, teller: Teller) -> Iterator[list[Event]]:
    """Windows all through which a service is down in one period of a cap, and what is paid for the first: its share, or the cap.

    Where the share reaches the cap, or nearly does, what the first window uses up bears on the second, or on another service.
    """
    tariff = check.tariff
    if tariff is None or tariff.base is None or tariff.cap is None:
        return
    cap, share = tariff.cap.amount.fixed, tariff.tiers[-1].due.share if tariff.tiers else None
    if not cap or not share:
        return
    reaching = cap * MILLION // share + 1
    half = reaching // 2
    for measured_duty in (duty.check for duty in check.of if isinstance(duty.check, Measured)):
        service, *others = teller.services
        for first, last in _under_one_cap(measured_duty.windows, tariff.cap.windows):
            alone = (first, service)
            yield _down(check, measured_duty, teller, [alone], (half, -(-half * share // MILLION)))
            for base in (reaching, reaching * 4 // 5):
                yield _down(check, measured_duty, teller, [alone, (last, service)], (base, cap))
                for other in others[:1]:
                    yield _down(check, measured_duty, teller, [alone, (first, other)], (base, cap))


def _down(
    check: Remedied,
    level: Measured,
    teller: Teller,
    windows: Sequence[tuple[Window, str]],
    amounts: tuple[int, int],
) -> list[Event]:
    """Windows all through which a service is down, each with a base of the one amount, and the other amount paid for the first."""
    assert check.tariff is not None
    assert check.tariff.base is not None
    base, paid = amounts
    story: list[Event] = []
    for number, (window, service) in enumerate(windows):
        named = {"service": service, "period": window.name or ""}
        hit: Fields = {field: f"{field}-{number}" for field in level.of.key}
        hit[level.each[0]] = (service,)
        story += teller.span(level.of, window.start, window.end - HOUR, f"outage-{number}", **hit)[0]
        owed = _agreeing(check.tariff.base.matching, named) | {check.tariff.base.field: base}
        story += teller.points(check.tariff.base.of, window.end - HOUR, f"base-{number}", **owed)[0]
        if number == 0:
            given: Fields = _agreeing(check.matching, named) | {check.tariff.field: paid}
            story += teller.points(check.by, window.end + HOUR, "remedy", **given)[0]
    return story


def _agreeing(matching: Sequence[Pair], named: Mapping[str, str]) -> Fields:
    """The fields that agree with what names an occasion."""
    return {theirs: named[ours] for ours, theirs in matching if ours in named}


def _under_one_cap(windows: Sequence[Window], periods: Sequence[Window]) -> Iterator[tuple[Window, Window]]:
    """The first and the last window that begin in the first period of a cap that has several."""
    for period in periods:
        inside = [window for window in windows if period.start <= window.start < period.end]
        if len(inside) > 1:
            yield inside[0], inside[-1]
            return
