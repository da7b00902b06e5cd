"""Findings told one after the other: of a norm with many occasions, a part of them is judged at a time."""

from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import pairwise
from typing import Final, cast

from slakit.checks import CoveredAt, Duty, Followed, Holds, Never, Points
from slakit.engines.audit.found import FOREVER, Found
from slakit.engines.audit.queries import view_of
from slakit.findings import Finding
from slakit.verdicts.judging import finding_of, findings_of_set_aside, judged, tainting

AT_ONCE: Final = 20_000
"""Occasions of a norm that are judged together: tens of megabytes, and few enough queries."""


def findings_in_turn(duties: Sequence[Duty], found: Found, at_once: int) -> Iterator[Finding]:
    """All findings about a log in tables, in the order in which `findings_of` has them.

    Where each event of a type is an occasion by itself, what is known of a part of them is forgotten before the next.
    """
    for duty in duties:
        yield from merge(_of_duty(duty, found, at_once), findings_of_set_aside(duty, found), key=_order)


def _of_duty(duty: Duty, found: Found, at_once: int) -> Iterator[Finding]:
    places = tainting(duty, found.term, found.set_aside)
    for part, forgets in _parts(duty, found, at_once):
        findings = [finding_of(duty, verdict, places) for verdict in judged(duty, part)]
        if forgets:
            part.forget()
        yield from sorted(findings, key=_order)


def _order(finding: Finding) -> tuple[int, str]:
    return finding.time, finding.id


def _parts(duty: Duty, found: Found, at_once: int) -> Iterator[tuple[Found, bool]]:
    """The facts with some of the occasions of a duty at a time, and whether they are to be forgotten."""
    points = _points_by_themselves(duty)
    if points is None or not found.queries.store.holds(points.event):
        yield found, False
        return
    events = view_of(points.event)
    starts = found.rows(
        f"SELECT DISTINCT time FROM (SELECT time, ROW_NUMBER() OVER (ORDER BY n) AS place FROM {events}) e"
        f" WHERE place % {at_once} = 0 ORDER BY time"
    )
    for since, until in pairwise((-FOREVER, *(cast("int", time) for (time,) in starts), FOREVER)):
        named = found.put_query("p", f"SELECT * FROM {events} WHERE time >= {since} AND time < {until}")
        yield found.only(points, named), True


def _points_by_themselves(duty: Duty) -> Points | None:
    """The points each of which is an occasion that is judged without the others, at its own time."""
    match duty.check:
        case Holds(of=of) | CoveredAt(of=of) | Followed(of=of) | Never(of=of):
            return of
        case _:
            return None
