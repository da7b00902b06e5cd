"""A log judged by the old edition, and by the new text in the term of the old one: what would have been found otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from slakit.comparison.transposing import kept_calendars, transposed, with_hours
from slakit.engines import reference
from slakit.findings import Finding

if TYPE_CHECKING:
    from slakit.events.event import Log
    from slakit.loading import Edition


@dataclass(frozen=True, slots=True)
class Replayed:
    """A finding of which outcome or grade would have been another; absent where there would have been none."""

    id: str
    norm: str
    old: Finding | None
    new: Finding | None


@dataclass(frozen=True, slots=True)
class Replay:
    """What a log came to under both texts, as of an instant: how many findings, and those that differ."""

    at: int
    judged: int
    changed: tuple[Replayed, ...]


def replayed(old: "Edition", new: "Edition", log: "Log", at: int | None = None) -> Replay:
    """Judge a log by both editions as of `at`; without it, when the old term and all that happened are over.

    The new text is judged in the term of the old one, with its own services, and with its hours on the old days off.
    """
    at = max([old.term.end, *(event.time for event in log.events)]) if at is None else at
    was = kept_calendars(new, old)
    calendars = tuple(
        with_hours(was[named.name], named) if named.name in was else named for named in new.calendars
    )
    later = transposed(new, old).altered(annex_document=new.annex_document, calendars=calendars)
    before = _by_id(reference.judge(old.duties, old.term, log.events, at, None, log.set_aside))
    after = _by_id(reference.judge(later.duties, old.term, log.events, at, None, log.set_aside))
    changed = [
        Replayed(name, one.norm, was, now)
        for name in [*before, *(name for name in after if name not in before)]
        for was, now in [(before.get(name), after.get(name))]
        for one in [was or now]
        if one and _said(was) != _said(now)
    ]
    return Replay(at, len(before.keys() | after.keys()), tuple(changed))


def _by_id(findings: Iterable[Finding]) -> dict[str, Finding]:
    return {finding.id: finding for finding in findings}


def _said(finding: Finding | None) -> object:
    return finding and (finding.outcome, finding.grade)
