"""Tallies: how many findings are alike, for summaries and charts that need to know no more of them."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from slakit.calendars import DAY, Calendar, month_starts
from slakit.findings import Finding, Outcome

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


class Tallied(NamedTuple):
    """What findings of one norm have in common that are only counted; none of them has a grade.

    `service` is that of `service_of`. `since` is the beginning of the stretch of time that they lie in, and `took` the
    number of the group of lengths that their figure `after` lies in: see `TellingApart`. Both are absent where nobody
    asked for them; `took` also where a finding has no such figure.
    """

    outcome: Outcome
    reason: str
    service: str | None = None
    since: int | None = None
    took: int | None = None


@dataclass(frozen=True, slots=True)
class TellingApart:
    """By what findings that are only counted are told apart, besides norm, outcome, reason and service.

    By the month of the calendar in the zone, and by further instants `edges`, ascending: `Tallied.since` is the last of
    both that is not after the time of the finding. By the figure `after`, how long it took until something followed:
    `Tallied.took` tells how many of the ascending `lengths` (microseconds) it reaches.

    `first` tells so many of each norm and outcome in full all the same, the earliest ones, for a reader who wants to
    see some of those that are counted: whoever has them is not counted besides. They are at least so many, as far as
    there are any, and all of those at the last one's instant. Where a finding speaks of many events, `first` bounds
    the events.

    >>> from slakit.calendars import parse_day, show_utc, start_of_day, time_zone
    >>> apart = TellingApart(time_zone("Asia/Tehran"), "jalali")
    >>> show_utc(apart.since(start_of_day(parse_day("1398/02/10"), apart.zone)))
    '2019-04-20T19:30:00Z'
    """

    zone: "ZoneInfo"
    calendar: Calendar
    edges: tuple[int, ...] = ()
    lengths: tuple[int, ...] = ()
    first: int = 0

    def starts(self, earliest: int, latest: int) -> list[int]:
        """The instants that `since` can tell of what lies between two instants, both of them counted in."""
        months = month_starts(earliest, latest, self.zone, self.calendar)
        return sorted({*months, *(edge for edge in self.edges if months[0] < edge <= latest)})

    def since(self, instant: int) -> int:
        """The beginning of the stretch of time that an instant lies in."""
        starts = _starts_in_a_day(self, instant // DAY)
        return starts[bisect_right(starts, instant) - 1]

    def took(self, finding: Finding) -> int | None:
        """The number of the group of lengths that a finding belongs to, if it tells how long something took."""
        after = finding.figures.get("after")
        return bisect_right(self.lengths, after) if self.lengths and isinstance(after, int) else None


@lru_cache(maxsize=4096)
def _starts_in_a_day(apart: TellingApart, day: int) -> list[int]:
    """The beginnings of the stretches that a day of UTC has a part in, kept for the instants that share it."""
    return apart.starts(day * DAY, (day + 1) * DAY - 1)


def service_of(finding: Finding) -> str | None:
    """The service of the occasion, or the one that its event names."""
    service = finding.occasion.get("service") or finding.figures.get("service")
    return None if service is None else str(service)


def tally(findings: Iterable[Finding], apart: TellingApart) -> dict[str, Counter[Tallied]]:
    """How many findings of each norm are alike: what an engine that counts must come to.

    The plain definition, for findings that are there in full and without a grade.
    """
    counts: dict[str, Counter[Tallied]] = {}
    for finding in findings:
        since = apart.since(finding.time)
        key = Tallied(finding.outcome, finding.reason, service_of(finding), since, apart.took(finding))
        counts.setdefault(finding.norm, Counter())[key] += 1
    return counts
