"""What a sieve leaves: the rows of the events that no query settled, in a table for each norm."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from slakit.checks import Points
from slakit.engines.audit.alike import Alike
from slakit.engines.audit.found import Found
from slakit.engines.audit.queries import view_of
from slakit.engines.audit.sieve import Sieved


class Sifted(NamedTuple):
    """The occasions of a norm, what a sieve said of them, and the events that it looked at if they were gathered."""

    points: Points
    sieved: Sieved
    gathered: Alike | None


def put_rest(found: Found, sifted: Sequence[Sifted]) -> Iterator[str]:
    """For each norm a new table of the rows of the events that are not settled.

    A log is looked through once for all events of a type that are alike to those that some norm does not settle.
    """
    asked: dict[str, tuple[Alike, set[int]]] = {}
    for points, sieved, gathered in sifted:
        if gathered is not None and sieved.alike:
            asked.setdefault(points.event, (gathered, set()))[1].update(sieved.alike)
    together = {
        event_type: gathered.put_all_of(found, sorted(firsts))
        for event_type, (gathered, firsts) in asked.items()
    }
    for points, sieved, _ in sifted:
        if not sieved.alike:
            yield found.put_events(points.event, sieved.rest)
        elif not sieved.rest and len(sieved.alike) == len(asked[points.event][1]):
            yield together[points.event]
        else:
            yield found.put_query("w", _some_of(found, together[points.event], points.event, sieved))


def _some_of(found: Found, together: str, event_type: str, sieved: Sieved) -> str:
    """Those of the rows in a table that are alike to what one norm does not settle, and others by their numbers."""
    query = f"SELECT * FROM {together} WHERE alike IN ({found.listed(sieved.alike)})"
    if sieved.rest:
        query += f" UNION ALL SELECT x.*, x.n AS alike FROM {view_of(event_type)} x WHERE {found.numbered(sieved.rest)}"
    return query
