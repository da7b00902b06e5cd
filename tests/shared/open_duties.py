"""What an engine of the monitor knows to be pending without judging it anew, and what it finds when it judges."""

from collections.abc import Iterable

from slakit.checks import CoveredAtEnd, Recurring
from slakit.engines import monitor
from slakit.engines.monitor.watch import due_in
from slakit.findings import Finding, Outcome


def duties_of(engine: monitor.Engine, at: int) -> dict[str, Finding]:
    """What it knows to be open, but for what is only foreseen; those with a deadline are among those asked for alone."""
    foreseen = {finding.id for finding in engine.foreseen(at)}
    known = {made.id: (one.due, made) for one in engine.open_duties(at) for made in [one.made()]}
    urgent = {one.made().id for one in engine.open_duties(at, with_deadline=True)}
    assert {name for name, (due, _) in known.items() if due is not None} <= urgent
    if not any(isinstance(duty.check, CoveredAtEnd | Recurring) for duty in engine.duties):
        assert [due for due, _ in known.values()] == [due_in(made) for _, made in known.values()]
    return {name: made for name, (_, made) in known.items() if name not in foreseen}


def waiting_in(found: Iterable[Finding]) -> dict[str, Finding]:
    """Those of some findings that are pending."""
    return {one.id: one for one in found if one.outcome is Outcome.PENDING}
