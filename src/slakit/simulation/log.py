"""A made-up year as a log: CloudEvents in the words of the vocabulary `e-government-portal/v1`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from slakit.calendars import Day, show_utc, start_of_day
from slakit.simulation.year import DAYS_OF_YEAR, Request, Year

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

SOURCE = "/simulation"
OPENS = 8 * 60
"""The minute of the day at which the offices open."""
MINUTES_OPEN = 8 * 60
MINUTE = 60_000_000

Made = tuple[int, dict[str, object]]
"""The instant of an event in microseconds UTC, and the event."""


def events(year: Year, first: Day, zone: "ZoneInfo") -> Iterator[dict[str, object]]:
    """The events of a made-up year that begins on a day, in a time zone, in the order of time.

    Every request is submitted, taken up, paid for, and, but for files that are never decided, decided. What would
    happen after the year is left out.
    """
    clock = _Clock(first, zone)
    made = [_announced(clock, service, fee) for service, fee in year.fees.items()]
    for request in year.requests():
        made += _of_request(clock, request)
    for _, event in sorted(made, key=lambda one: (one[0], str(one[1]["id"]))):
        yield event


class _Clock:
    """Instants of the days of a year."""

    def __init__(self, first: Day, zone: "ZoneInfo") -> None:
        self._first, self._zone = first, zone
        self._starts: dict[int, int] = {}

    def at(self, day: int, minute: int) -> int:
        """The instant of a minute of a day, counted from the first day of the year."""
        if day not in self._starts:
            self._starts[day] = start_of_day(self._first.plus(day), self._zone)
        return self._starts[day] + minute * MINUTE


def _announced(clock: _Clock, service: str, fee: int) -> Made:
    said: dict[str, object] = {
        "service": service,
        "fee-kind": "service-fee",
        "amount": fee,
        "channel": "portal",
    }
    return _event(f"fee-{service}", "fee.announced", clock.at(0, 0), said)


def _of_request(clock: _Clock, request: Request) -> Iterator[Made]:
    minute, name = OPENS + request.number % MINUTES_OPEN, f"r{request.number}"
    about: dict[str, object] = {
        "request": name,
        "service": request.service,
        "recipient": f"p{request.number}",
        "channel": request.channel,
        "household": f"h{request.household}",
        "nationality": request.nationality,
        "category": request.category,
        "office": request.office,
    }
    submitted = clock.at(request.submitted, minute)
    yield _event(f"{name}-submitted", "request.submitted", submitted, about)
    paid: dict[str, object] = {
        "service": request.service, "recipient": about["recipient"], "amount": request.fee,
        "fee-kind": "service-fee", "documents": [request.category], "nationality": request.nationality,
        "channel": "portal",
    }  # fmt: skip
    yield _event(f"{name}-paid", "fee.charged", submitted, paid)
    if request.started < DAYS_OF_YEAR:
        yield _event(
            f"{name}-started", "request.started", clock.at(request.started, minute), {"request": name}
        )
    if request.decided is not None and request.decided < DAYS_OF_YEAR:
        said: dict[str, object] = {"request": name, "decision": "approved" if request.approved else "refused"}
        yield _event(f"{name}-decided", "request.decided", clock.at(request.decided, minute + 1), said)


def _event(name: str, event_type: str, instant: int, data: dict[str, object]) -> Made:
    return instant, {
        "specversion": "1.0",
        "id": name,
        "source": SOURCE,
        "type": event_type,
        "time": show_utc(instant),
        "data": data,
    }
