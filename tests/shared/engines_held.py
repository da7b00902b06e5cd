"""The monitor held to the reference engine while a log comes in, and to itself over restarts."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from open_duties import duties_of, waiting_in

from slakit.changes import Change
from slakit.checks import Duty, Term
from slakit.engines import monitor
from slakit.engines.reference import judge
from slakit.events.event import Event
from slakit.findings import Finding
from slakit.verdicts.truth import order


def known_at_each(
    duty: Duty, log: Sequence[Event], term: Term, instants: Iterable[int]
) -> Iterator[tuple[list[Finding], list[Finding]]]:
    """What was told by each instant, and what the reference engine finds then: with what is open, all of it is known."""
    engine, standing = monitor.Engine([duty], term), monitor.Standing([duty])
    left = sorted(log, key=order)
    for at in sorted(set(instants)):
        standing.add(engine.settle([event for event in left if event.time <= at], at + 1))
        left = [event for event in left if event.time > at]
        told, open_now, found = standing.findings(), list(engine.pending(at)), judge([duty], term, log, at)
        assert duties_of(engine, at) == waiting_in(open_now)
        known = {one.id: one for one in (*told, *open_now)}
        assert [known.get(one.id) for one in found] == found
        yield told, found


def told_over_breaks(
    duty: Duty, log: Sequence[Event], term: Term, breaks: Iterable[int], at: int
) -> tuple[list[Change], list[Change]]:
    """What an engine tells until it is closed, and what is told if it is broken off at some instants and gone on with from its state."""
    happened = sorted((event for event in log if event.time <= at), key=order)
    edges = [*sorted(one for one in set(breaks) if one <= at), at + 1]
    unbroken, broken = monitor.Engine([duty], term), monitor.Engine([duty], term)
    told, told_broken = list[Change](), list[Change]()
    for since, until in pairwise([-(2**60), *edges]):
        part = [event for event in happened if since <= event.time < until]
        told += unbroken.settle(part, until)
        told_broken += broken.settle(part, until)
        states = {name: watch.state() for name, watch in broken.all_watches()}
        fresh = monitor.Engine([duty], term)
        told_broken += fresh.restore(states, list(broken.ground.events()), broken.set_aside, broken.settled)
        broken = fresh
    return [*told, *unbroken.close(at)], [*told_broken, *broken.close(at)]
