"""What an engine of the monitor knows to be pending without judging it anew, and what it finds when it judges."""

from collections.abc import Iterable

from slakit.engines import monitor
from slakit.findings import Finding, Outcome

By = dict[tuple[int | None, str], Finding]
"""Findings by the instants at which their time is up, and by their ids."""


def duties_of(engine: monitor.Engine, at: int) -> By:
    """What it knows to be open, but for what is only foreseen; those with a deadline are among those asked for alone."""
    foreseen = {finding.id for finding in engine.foreseen(at)}
    known = {(one.due, made.id): made for one in engine.open_duties(at) for made in [one.made()]}
    urgent = {(one.due, one.made().id) for one in engine.open_duties(at, with_deadline=True)}
    assert {name for name in known if name[0] is not None} <= urgent
    return {name: made for name, made in known.items() if name[1] not in foreseen}


def waiting_in(found: Iterable[Finding]) -> By:
    """Those of some findings that are pending."""
    return {
        (due if isinstance(due := one.figures.get("due"), int) else None, one.id): one
        for one in found
        if one.outcome is Outcome.PENDING
    }
