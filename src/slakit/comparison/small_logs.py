"""A log that shows a weakening, made as small as it can be, and what it then shows."""

from collections.abc import Callable, Container, Iterator, Sequence
from functools import partial
from typing import Final

from slakit.comparison.changes import Showing, Witness
from slakit.comparison.court import Court, Shown, first_way, occasion_of
from slakit.comparison.mutations import changed, moved
from slakit.events.event import Event
from slakit.findings import Finding, Outcome

EVENTS_AT_MOST: Final = 40
"""Events of a log that a search starts from; larger ones are slow to judge and slow to read."""
MOST_LEFT_OUT: Final = 150
"""Logs that are judged at most to leave out of a witness what it does not need; fewer if it is long."""
HOUR: Final = 3_600_000_000

Log = tuple[Event, ...]


def made_small(court: Court, log: Log, enough: Container[Shown | None]) -> Witness:
    """The witness with nothing left that could be left out, and with round times where they will do.

    What it shows must stay `enough`.
    """

    def still(smaller: Log) -> bool:
        return first_way(court.tellings(smaller, *court.findings(smaller))) in enough

    log = _with_fewer(log, still)
    if len(log) <= EVENTS_AT_MOST:
        log = _until_nothing_changes(log, still, _narrower)
        log = _until_nothing_changes(log, still, partial(_plainer, court.old_term.start))
    named = tuple(
        event.altered(source="witness", id=f"e{number}")
        for number, event in enumerate(sorted(log, key=lambda one: one.time), start=1)
    )
    log = named if still(named) else log
    old, new = court.findings(log)
    assert court.old is not None
    told = [finding for finding, _ in court.tellings(log, old, new)]
    new = (*new, *_violated_too(told, court.found_beside(log)))
    ids = {one.id for one in told} | {one.id for one in _violated_too(told, new)}
    return Witness(court.old.norm, log, court.at(log), old, new, frozenset(ids), _showing(told, new))


def _violated_too(told: Sequence[Finding], found: Sequence[Finding]) -> Iterator[Finding]:
    """Those of several findings that find an occasion of others violated."""
    occasions = {occasion_of(one) for one in told}
    return (one for one in found if one.outcome is Outcome.VIOLATED and occasion_of(one) in occasions)


def _showing(told: Sequence[Finding], new: Sequence[Finding]) -> Showing:
    """What findings are that the new edition does not share."""
    held = {occasion_of(finding): finding for finding in reversed(new) if finding.outcome is Outcome.VIOLATED}
    violated = [finding for finding in told if finding.outcome is Outcome.VIOLATED]
    if not violated:
        return "presumed" if any(finding.grade for finding in told) else "open"
    others = (held.get(occasion_of(finding)) for finding in violated)
    bound = [(finding.bearer, finding.counterparty) for finding in violated]
    if all(one and (one.bearer, one.counterparty) != who for one, who in zip(others, bound, strict=True)):
        return "another"
    return "graver" if all(occasion_of(finding) in held for finding in violated) else "violated"


def _until_nothing_changes(
    log: Log, still: Callable[[Log], bool], smaller: Callable[[Log], Iterator[Log]]
) -> Log:
    while (found := next((one for one in smaller(log) if still(one)), None)) is not None:
        log = found
    return log


def _with_fewer(log: Log, still: Callable[[Log], bool]) -> Log:
    """The log without whole stretches, then without single events, as long as it still shows the same."""
    judged, size = 0, max(len(log) // 2, 1)
    most = MOST_LEFT_OUT * EVENTS_AT_MOST // max(len(log), EVENTS_AT_MOST)
    while judged < most:
        here, before = 0, len(log)
        while here < len(log) and judged < most:
            fewer = (*log[:here], *log[here + size :])
            judged += 1
            if still(fewer):
                log = fewer
            else:
                here += size
        if size == 1 and len(log) == before:
            return log
        size = max(size // 2, 1)
    return log


def _narrower(log: Log) -> Iterator[Log]:
    """The log with one value fewer in a list."""
    for here, event in enumerate(log):
        for name, value in event.data.items():
            if isinstance(value, tuple) and len(value) > 1:
                yield from (
                    changed(log, here, {**event.data, name: tuple(one for one in value if one != left)})
                    for left in value
                )


def _plainer(midnight: int, log: Log) -> Iterator[Log]:
    """Times at a full day, hour or minute of the zone, which a midnight of it tells."""
    units = (24 * HOUR, HOUR, HOUR // 60)
    for unit in units:
        for here, event in enumerate(log):
            past = event.time - midnight
            if past % unit and not any(past % larger == 0 for larger in units if larger > unit):
                yield moved(log, here, event.time - past % unit)
