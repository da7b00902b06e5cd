"""What a sieve leaves: the rows of the events that no query settled, in a table for each norm."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from slakit.checks import Points
from slakit.engines.audit.alike import Alike
from slakit.engines.audit.classes import Told
from slakit.engines.audit.found import Found
from slakit.engines.audit.queries import view_of
from slakit.engines.audit.sieve import Sieved


class Sifted(NamedTuple):
    """The occasions of a norm, what a sieve said of them, and the events that it looked at if they were gathered."""

    points: Points
    sieved: Sieved
    gathered: Alike | None


def put_rest(found: Found, sifted: Sequence[Sifted]) -> Iterator[tuple[str, Told | None]]:
    """For each norm a new table of the rows of the events that are not settled, and its classes that are told.

    A log is looked through once for all events of a type that are alike to those that some norm does not settle, or that
    stand for the points of classes that are told, if these are few.
    """
    asked: dict[str, tuple[Alike, set[int]]] = {}
    points_of = [one.sieved.told.firsts_of_few(found) if one.sieved.told else () for one in sifted]
    for (points, sieved, gathered), firsts in zip(sifted, points_of, strict=True):
        if gathered is not None and (sieved.alike or firsts):
            asked.setdefault(points.event, (gathered, set()))[1].update(sieved.alike, firsts)
    together = {
        event_type: gathered.put_all_of(found, sorted(firsts))
        for event_type, (gathered, firsts) in asked.items()
    }
    for (points, sieved, _), firsts in zip(sifted, points_of, strict=True):
        told = sieved.told
        if told and firsts:
            told = told.in_full(found, together[points.event])
        yield _rest(found, points, sieved, asked, together), told and told.apart(found)


def _rest(
    found: Found,
    points: Points,
    sieved: Sieved,
    asked: Mapping[str, tuple[Alike, set[int]]],
    together: Mapping[str, str],
) -> str:
    """A table of the rows of the events that one norm does not settle."""
    if not sieved.alike:
        return found.put_events(points.event, sieved.rest)
    if not sieved.rest and len(sieved.alike) == len(asked[points.event][1]):
        return together[points.event]
    return found.put_query("w", _some_of(found, together[points.event], points.event, sieved))


def _some_of(found: Found, together: str, event_type: str, sieved: Sieved) -> str:
    """Those of the rows in a table that are alike to what one norm does not settle, and others by their numbers."""
    query = f"SELECT * FROM {together} WHERE alike IN ({found.listed(sieved.alike)})"
    if sieved.rest:
        query += f" UNION ALL SELECT x.*, x.n AS alike FROM {view_of(event_type)} x WHERE {found.numbered(sieved.rest)}"
    return query
