"""Instants that a program gives: text in the zone of an agreement, or microseconds UTC."""

from datetime import datetime

from slakit.calendars import Instant, parse_time, time_zone
from slakit.errors import Fault, UnreadableTime
from slakit.loading import Edition


class UnreadableInstant(UnreadableTime):
    """An instant that a program gave is no time that can be understood without guessing; it says how one is written."""

    def __str__(self) -> str:
        from slakit.messages import render  # only a printed error pays for the catalogues

        arguments = {"format": "time-of-event", "value": self.text, "reason": self.reason}
        return render(Fault("malformed-value", None, arguments=arguments), "en")


def instant_of(edition: Edition, time: str | Instant) -> Instant:
    """An instant given as a number or as text, read in the zone of the agreement; raises `TypeError` for anything else."""
    if isinstance(time, str):
        try:
            return parse_time(time, time_zone(edition.agreement.time_zone))
        except UnreadableTime as problem:
            raise UnreadableInstant(problem.reason, problem.text, problem.candidates) from None
    if isinstance(time, bool) or not isinstance(time, int):
        raise TypeError(_no_instant(time))
    return time


def _no_instant(given: object) -> str:
    cure = ": give its isoformat(), with its offset" if isinstance(given, datetime) else ""
    return f"an instant is text such as `1399/02/01 00:00`, or microseconds UTC, not {type(given).__name__}{cure}"
