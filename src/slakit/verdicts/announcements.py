"""How notices stand towards an act: whether they announce it, since when they count, and until when."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from slakit.checks import CoveredBefore
from slakit.events.event import FieldValue
from slakit.verdicts.clocks import Lead
from slakit.verdicts.facts import Facts
from slakit.verdicts.spans import Span, Version, while_it_stands
from slakit.verdicts.truth import EVERY_SERVICE, Truth, agree, all_of, opposite, optional, whole


@dataclass(frozen=True, slots=True)
class Hit:
    """One act, one item that it hits, and by when it had to be announced; `services` are all that an act can hit then."""

    act: Span
    item: str | None
    lead: Lead
    services: frozenset[str]


@dataclass(frozen=True, slots=True)
class Count:
    """Since when a notice counts: certainly, and at the earliest if what is not recorded of it was as is required."""

    since: int
    perhaps: int
    moved: str | None
    """`postponed` if an earlier version with an earlier start counts, `brought-forward` if one with a later start does not."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """How one span of notice stands towards one act: what fits, and since when it announced this start."""

    span: Span
    version: Version
    in_force: bool
    after: bool
    meant: Truth
    fits: Truth
    named: Truth
    announces: Truth
    until: int | None
    count: "Count"

    @property
    def truth(self) -> Truth:
        """Whether it announces the act, as far as is known."""
        return all_of((self.in_force, self.meant, self.fits, self.named, self.announces))

    @property
    def since(self) -> int:
        """Since when it certainly counts."""
        return self.count.since

    @property
    def was_postponed(self) -> bool:
        """Whether it counts since a time when it announced an earlier start."""
        return self.count.moved == "postponed" and self.since < self.version.since

    def in_time(self, lead: Lead) -> Truth:
        """Whether it announces the act as long before as is required, as far as is known."""
        early = True if lead.allows(self.count.since) else None if lead.allows(self.count.perhaps) else False
        return all_of((self.truth, early))


Share = Sequence[Announcement]
"""How several notices stand towards one act and what it hits."""


def announced_shares(
    check: CoveredBefore, known: Facts, notices: Iterable[Span], hit: Hit
) -> Sequence[Share]:
    """How the notices stand that may announce an act: towards its item, or towards each service where it hits all.

    Where no notice names every service that is then under the agreement, several may do so together.
    """
    of_act = [notice for notice in notices if _may_announce(check, notice, hit)]

    def share_of(item: str | None) -> Share:
        return [announcement(check, known, notice, replace(hit, item=item)) for notice in of_act]

    whole = share_of(hit.item)
    answer = in_time(whole, hit.lead)
    if answer or hit.item != EVERY_SERVICE or check.covers is None or len(of_act) < 2:
        return [whole]
    together = [share_of(service) for service in sorted(hit.services)]
    if not together or (answer is None and not all_in_time(together, hit.lead)):
        return [whole]
    return [whole] if all_in_time(together, hit.lead) is False else together


def unannounced(check: CoveredBefore, known: Facts, notices: Iterable[Span], hit: Hit) -> list[str]:
    """The services that an act of all of them hits and that certainly no notice announces in time."""
    of_act = [notice for notice in notices if _may_announce(check, notice, hit)]
    shares = {
        service: [announcement(check, known, notice, replace(hit, item=service)) for notice in of_act]
        for service in sorted(hit.services)
    }
    return [service for service, share in shares.items() if in_time(share, hit.lead) is False]


def in_time(share: Share, lead: Lead) -> Truth:
    """Whether one of several notices announces an act as long before as is required."""
    return opposite(all_of([opposite(one.in_time(lead)) for one in share]))


def all_in_time(shares: Iterable[Share], lead: Lead) -> Truth:
    """Whether each share is announced as long before as is required."""
    return all_of([in_time(share, lead) for share in shares])


def _speaking(notice: Span, start: int) -> tuple[list[Version], Version]:
    """The versions of a notice until an act begins, and the one that speaks then: the last of them, else the first of all."""
    at_start = [version for version in notice.versions if version.since <= start]
    return at_start, at_start[-1] if at_start else notice.versions[0]


def _may_announce(check: CoveredBefore, notice: Span, hit: Hit) -> bool:
    """Whether a notice may announce this start; one that does not can only be a near miss."""
    _, version = _speaking(notice, hit.act.opened)
    length = _announced_length(check, version)
    end = None if length is None else whole(version.fields[check.announced.start]) + length
    return _announces(check, version, hit.act.opened, end) is not False


class _Asked(NamedTuple):
    """What is asked of each version of a notice, beside the start that it announces."""

    check: CoveredBefore
    known: Facts
    hit: Hit

    def fits(self, one: Version) -> Truth:
        """Whether it stood as required."""
        return while_it_stands(one, self.known.truth(self.check.by.where, one.fields, self.hit.act.opened))

    def named(self, one: Version) -> Truth:
        """Whether it names what is hit."""
        covers, item = self.check.covers, self.hit.item
        return covers is None or item is None or _names(one.fields.get(covers), item, self.hit.services)

    def meant(self, one: Version) -> Truth:
        """Whether it is of this act."""
        return agree(self.check.matching, self.hit.act.versions[-1].fields, one.fields)

    def counts(self, one: Version) -> Truth:
        """All of it."""
        return all_of((self.fits(one), self.named(one), self.meant(one)))


def lapse_before(
    check: CoveredBefore, known: Facts, notice: Announcement, hit: Hit
) -> tuple[int, int] | None:
    """When a notice that counts had counted before with the same start, and when it ceased to; nothing if it never had."""
    counts, said = _Asked(check, known, hit).counts, _announced_start(check, notice.version)
    before = [one for one in notice.span.versions if one.since < notice.since]
    given = [one.since for one in before if counts(one) and _announced_start(check, one) == said]
    ceased = [one.since for one in before if given and one.since > given[0] and counts(one) is False]
    return (given[0], ceased[0]) if ceased else None


def announcement(check: CoveredBefore, known: Facts, notice: Span, hit: Hit) -> Announcement:
    """How a notice stands towards the act. The version in force when the act begins speaks; earlier ones may add lead."""
    start = hit.act.opened
    at_start, version = _speaking(notice, start)
    asked = _Asked(check, known, hit)
    count = _count(check, at_start or [version], start, asked.counts)
    until = _announced_end(check, at_start, hit, count.perhaps) if at_start else None
    return Announcement(
        span=notice,
        version=version,
        in_force=bool(at_start) and (notice.closed is None or notice.closed > start),
        after=not at_start,
        meant=asked.meant(version),
        fits=asked.fits(version),
        named=asked.named(version),
        announces=_announces(check, version, start, until),
        until=until,
        count=count,
    )


def _count(
    check: CoveredBefore, versions: Sequence[Version], start: int, counts: Callable[[Version], Truth]
) -> Count:
    """Since when a notice counts, from the version that speaks back to the first that still does.

    A start that is not recorded may have been the one that was announced before and after.
    """
    count = Count(versions[-1].since, versions[-1].since, None)
    sure, said = True, _announced_start(check, versions[-1])
    for earlier, later in reversed(list(pairwise(versions))):
        before, told = _announced_start(check, earlier), _announced_start(check, later)
        step = _moved(before, said, later.since, start)
        count = replace(count, moved=count.moved or step)
        counted = counts(earlier)
        if counted is False or step in ("brought-forward", "moved-too-late"):
            break
        if step == "postponed" and not check.announced.postponed_keeps_lead:
            break
        sure = sure and bool(counted) and (before is None) == (told is None)
        count = replace(count, since=earlier.since if sure else count.since, perhaps=earlier.since)
        said = said if before is None else before
    return count


def _announced_start(check: CoveredBefore, version: Version) -> int | None:
    """The start that a version announces; nothing if it is not recorded."""
    return optional(version.fields.get(check.announced.start))


def _moved(before: int | None, after: int | None, changed: int, start: int) -> str | None:
    """How an amendment moved the announced start; `after`, if it is recorded nowhere, was not behind the start of the act."""
    if before is None or before == after:
        return None
    if after is None:
        return "brought-forward" if before > start else None
    if after < before:
        return "brought-forward"
    return "postponed" if changed < before else "moved-too-late"


def _names(covers: FieldValue | None, item: str, services: frozenset[str]) -> Truth:
    """Whether a list of services names one; `*` names all, and all of them name `*`."""
    if not isinstance(covers, tuple):
        return None
    return EVERY_SERVICE in covers or item in covers or (item == EVERY_SERVICE and services <= set(covers))


def _announces(check: CoveredBefore, version: Version, start: int, until: int | None) -> Truth:
    """Whether a version announces this very start, or a window, of which no more counts than until `until`."""
    said = _announced_start(check, version)
    if said is None:
        return None
    if said == start:
        return True
    has_window = check.announced.inside_window and _announced_length(check, version) is not None
    return has_window and until is not None and said <= start < until


def _announced_end(check: CoveredBefore, versions: Sequence[Version], hit: Hit, since: int) -> int | None:
    """The announced end: after the shortest time that stood announced in the lead, so that no late change widens it.

    A postponement moves the end with the start. `since` is when the first version that counts was given.
    """
    start = _announced_start(check, versions[-1])
    stood_until = [*(version.since for version in versions[1:]), hit.act.opened + 1]
    lengths = [
        length
        for version, until in zip(versions, stood_until, strict=True)
        if until > hit.lead.latest
        and version.since >= since
        and (length := _announced_length(check, version)) is not None
    ]
    return None if start is None or not lengths else start + min(lengths)


def _announced_length(check: CoveredBefore, version: Version) -> int | None:
    """How long the act is announced to last; nothing if that is not told, or the end lies before the start."""
    start = _announced_start(check, version)
    end = optional(version.fields.get(check.announced.end)) if check.announced.end else None
    return None if start is None or end is None or end < start else end - start


def announced_ends(check: CoveredBefore, notice: Span) -> set[int]:
    """Every instant that may be the end that a notice announces of an act."""
    starts = {_announced_start(check, version) for version in notice.versions}
    lengths = {_announced_length(check, version) for version in notice.versions}
    return {
        start + length for start in starts if start is not None for length in lengths if length is not None
    }
