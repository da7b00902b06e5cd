"""**covered** — `[start - lead, start]` of each act lies inside one span of notice."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from slakit.calendars import show_utc
from slakit.checks import CoveredBefore, Duty, Pair
from slakit.events.event import Event, FieldValue
from slakit.findings import Cure, Grade, Outcome
from slakit.verdicts.clocks import Lead, earliest_after, lead_before
from slakit.verdicts.facts import Facts
from slakit.verdicts.notices import Notices
from slakit.verdicts.spans import Span, Version
from slakit.verdicts.truth import EVERY_SERVICE, Fields, Truth, agree, all_of, opposite, optional, whole
from slakit.verdicts.verdict import Verdict, doubted, outside_of, scope, shown_key


@dataclass(frozen=True, slots=True)
class Hit:
    """One act, one item that it hits, and by when it had to be announced."""

    act: Span
    item: str | None
    lead: Lead


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


def covered_before(check: CoveredBefore, duty: Duty, known: Facts) -> Iterator[Verdict]:
    """`[start - lead, start]` of each act lies inside one span in force that announces this start."""
    seen_keys = known.begun_before(check.of)
    acts = known.opened_spans(check.of)
    by_start = known.notices(check)
    if by_start is None and not check.matching and len(acts) > 1:  # of one act they are looked through once
        by_start = Notices(check.announced, known.opened_spans(check.by))
    for act in acts:
        fields, opening = act.versions[-1].fields, act.versions[0].event
        named = {name: shown_key(value) for name, value in zip(check.of.key, act.key, strict=True)}
        if act.key in seen_keys:  # one identity that begins once more is another occasion
            named["began"] = show_utc(act.opened)
        seen_keys.add(act.key)
        for item in items_of(fields, check.each):
            occasion = dict(named)
            if check.each and item is not None:
                occasion[check.each[1]] = item
            outside = outside_of(duty, known, fields, act.opened, item) or scope(
                known, check.of.where, fields, act.opened
            )
            if outside:
                yield outside.verdict(occasion, act.opened, "act", opening)
                continue
            lead = lead_before(check.lead, act.opened, known.calendars, closed=check.closed)
            if lead is None:
                yield _untold(check, act, occasion)
                continue
            hit = Hit(act, item, lead)
            if by_start:
                notices = by_start.that_may_announce(act.opened)
            else:
                notices = known.candidates(check.by, check.matching, fields)
            shares = announced_shares(check, duty, known, notices, hit)
            verdict = _notice_verdict(check, shares, act, occasion, lead, known)
            if verdict is None:
                if by_start:
                    notices = by_start.near(act.opened, act.opened - lead.latest)
                seen = [announcement(check, duty, known, notice, hit) for notice in notices]
                verdict = _missed(check, seen, act, occasion, lead)
            yield doubted(verdict, duty, known, fields)
            if verdict.outcome is Outcome.FULFILLED and check.announced.overrun:
                yield from _overrun(check, shares, hit, occasion, known)


def announced_shares(
    check: CoveredBefore, duty: Duty, known: Facts, notices: Iterable[Span], hit: Hit
) -> Sequence[Share]:
    """How the notices stand that may announce an act: towards its item, or towards each service where it hits all.

    Where no notice names every service of the annex, several may do so together.
    """
    of_act = [notice for notice in notices if _may_announce(check, notice, hit)]

    def share_of(item: str | None) -> Share:
        return [announcement(check, duty, known, notice, replace(hit, item=item)) for notice in of_act]

    whole = share_of(hit.item)
    answer = in_time(whole, hit.lead)
    if answer or hit.item != EVERY_SERVICE or check.covers is None or len(of_act) < 2:
        return [whole]
    together = [share_of(service) for service in sorted(duty.annex)]
    if not together or (answer is None and not all_in_time(together, hit.lead)):
        return [whole]
    return [whole] if all_in_time(together, hit.lead) is False else together


def in_time(share: Share, lead: Lead) -> Truth:
    """Whether one of several notices announces an act as long before as is required."""
    return opposite(all_of([opposite(one.in_time(lead)) for one in share]))


def all_in_time(shares: Iterable[Share], lead: Lead) -> Truth:
    """Whether each share is announced as long before as is required."""
    return all_of([in_time(share, lead) for share in shares])


def _best(share: Share, lead: Lead) -> Announcement:
    """Of the notices that announce an act in time, one that was not postponed if there is one, and for longest."""
    return min((one for one in share if one.in_time(lead)), key=lambda one: (one.was_postponed, one.since))


def _longest(share: Share, lead: Lead) -> Announcement:
    """Of the notices that announce an act in time, one that tells no end if there is one, else the latest."""
    return max((one for one in share if one.in_time(lead)), key=lambda one: (one.until is None, one.until))


def _untold(check: CoveredBefore, act: Span, occasion: dict[str, str]) -> Verdict:
    """The verdict on an act of which the calendar does not tell by when it had to be announced."""
    figures: dict[str, int | str] = {"start": act.opened, "required": check.required}
    evidence = (("act", act.versions[0].event),)
    return Verdict(occasion, act.opened, Outcome.UNDETERMINED, "calendar-ends", figures, evidence)


def items_of(fields: Fields, each: Pair | None) -> tuple[str | None, ...]:
    """The items of an act, each an occasion of its own."""
    if each is None:
        return (None,)
    value = fields.get(each[0])
    if isinstance(value, tuple):
        return (EVERY_SERVICE,) if EVERY_SERVICE in value else value
    return (str(value),)


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


def announcement(check: CoveredBefore, duty: Duty, known: Facts, notice: Span, hit: Hit) -> Announcement:
    """How a notice stands towards the act. The version in force when the act begins speaks; earlier ones may add lead."""
    start, fields, item = hit.act.opened, hit.act.versions[-1].fields, hit.item
    at_start, version = _speaking(notice, start)

    def fits(one: Version) -> Truth:
        return known.truth(check.by.where, one.fields, start)

    def named(one: Version) -> Truth:
        if check.covers is None or item is None:
            return True
        return _names(one.fields.get(check.covers), item, duty.annex)

    def meant(one: Version) -> Truth:
        return agree(check.matching, fields, one.fields)

    def counts(one: Version) -> Truth:
        return all_of((fits(one), named(one), meant(one)))

    count = _count(check, at_start or [version], start, counts)
    until = _announced_end(check, at_start, hit, count.perhaps) if at_start else None
    return Announcement(
        span=notice,
        version=version,
        in_force=bool(at_start) and (notice.closed is None or notice.closed > start),
        after=not at_start,
        meant=meant(version),
        fits=fits(version),
        named=named(version),
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


def _names(covers: FieldValue | None, item: str, annex: frozenset[str]) -> Truth:
    """Whether a list of services names one; `*` names all, and all of them name `*`."""
    if not isinstance(covers, tuple):
        return None
    return EVERY_SERVICE in covers or item in covers or (item == EVERY_SERVICE and annex <= set(covers))


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


def _notice_verdict(
    check: CoveredBefore,
    shares: Sequence[Share],
    act: Span,
    occasion: dict[str, str],
    lead: Lead,
    known: Facts,
) -> Verdict | None:
    """The verdict on one act and item, from how the notices stand towards it that may announce it; nothing if none does."""
    start, proof = act.opened, ("act", act.versions[0].event)
    required = lead_as_figure(check)
    answer = all_in_time(shares, lead)
    if answer:
        bests = [_best(share, lead) for share in shares]
        since = max(one.since for one in bests)
        postponed = any(one.was_postponed for one in bests)
        return Verdict(
            occasion, start, Outcome.FULFILLED, "postponed-in-time" if postponed else "in-time",
            {"start": start, "since": since, "lead": start - since, "required": required},
            (*_said_until(start, bests), proof),
            grade=Grade.ADVISORY if postponed else None,
        )  # fmt: skip
    if answer is None:
        unclear = [next(one for one in share if one.in_time(lead) is not False) for share in shares]
        evidence = (*_said_until(start, unclear), proof)
        figures: dict[str, int | str] = {"start": start, "required": required}
        return Verdict(occasion, start, Outcome.UNDETERMINED, "notice-unclear", figures, evidence)
    late = [one for share in shares for one in share if one.truth]
    if not late:
        return None
    best = min(late, key=lambda one: one.since)
    figures = {
        "start": start,
        "since": best.since,
        "lead": start - best.since,
        "required": required,
        "short": best.since - lead.latest,
    }
    earliest = earliest_after(check.lead, best.since, known.calendars, closed=check.closed)
    later = () if earliest is None else (Cure("start-from", earliest),)
    count = best.count
    reason = count.moved if count.moved in ("brought-forward", "moved-too-late") else "notice-too-late"
    evidence = (*_said_until(start, [best]), proof)
    cures = (Cure("notice-by", lead.latest), *later)
    return Verdict(occasion, start, Outcome.VIOLATED, reason, figures, evidence, cures)


def _said_until(start: int, several: Iterable[Announcement]) -> Iterator[tuple[str, Event]]:
    """What some notices said until an act began, as evidence."""
    for notice in {id(one.span): one.span for one in several}.values():
        yield from (("notice", version.event) for version in notice.versions if version.since <= start)


def lead_as_figure(check: CoveredBefore) -> int | str:
    """The lead as a figure: elapsed microseconds, or the words of the agreement."""
    return check.lead if isinstance(check.lead, int) else check.required


NEAR_MISSES = (
    "notice-withdrawn",
    "notice-elsewhere",
    "service-not-named",
    "other-time-announced",
    "notice-after-start",
)


def _missed(
    check: CoveredBefore, seen: Sequence[Announcement], act: Span, occasion: dict[str, str], lead: Lead
) -> Verdict:
    """The verdict where no notice announces the act: a breach that names the nearest miss, or unknown."""
    start, proof = act.opened, ("act", act.versions[0].event)
    figures: dict[str, int | str] = {"start": start, "required": lead_as_figure(check)}
    cures = (Cure("notice-by", lead.latest),)
    misses = [
        (NEAR_MISSES.index(miss), one.since, one)
        for one in seen
        if (miss := _near_miss(check, one, start, lead))
    ]
    if not check.by.complete:
        return Verdict(occasion, start, Outcome.UNDETERMINED, "no-evidence", figures, (proof,), cures)
    if not misses:
        return Verdict(occasion, start, Outcome.VIOLATED, "no-notice", figures, (proof,), cures)
    rank, _, nearest = min(misses, key=lambda miss: miss[:2])
    events = [version.event for version in nearest.span.versions]
    figures["since"] = nearest.since
    if NEAR_MISSES[rank] == "notice-withdrawn" and nearest.span.closing:
        events.append(nearest.span.closing)
        figures["withdrawn"] = nearest.span.closing.time
    if NEAR_MISSES[rank] == "other-time-announced":
        figures["announced-start"] = whole(nearest.version.fields[check.announced.start])
    evidence = (*(("notice", event) for event in events), proof)
    return Verdict(occasion, start, Outcome.VIOLATED, NEAR_MISSES[rank], figures, evidence, cures)


def _near_miss(check: CoveredBefore, one: Announcement, start: int, lead: Lead) -> str | None:
    """What kept a notice of this act from counting, if only one thing did."""
    if not one.meant:
        return None
    if one.after:
        return "notice-after-start" if one.announces and one.named else None
    if one.announces and one.named and one.fits and not one.in_force:
        return "notice-withdrawn"
    if one.in_force and one.announces and one.named and one.fits is False:
        return "notice-elsewhere"
    if one.in_force and one.announces and one.fits and one.named is False:
        return "service-not-named"
    if one.in_force and one.fits and one.named and one.announces is False:
        said = whole(one.version.fields[check.announced.start])
        return "other-time-announced" if abs(said - start) <= start - lead.latest else None
    return None


def _overrun(
    check: CoveredBefore, shares: Sequence[Share], hit: Hit, occasion: dict[str, str], known: Facts
) -> Iterator[Verdict]:
    """What outlasts the announced end is another matter: unplanned until somebody attests what it was."""
    act, horizon = hit.act, known.horizon()
    until = act.closed if act.closed is not None else known.at
    until = until if horizon is None else min(until, horizon)
    longest = [_longest(share, hit.lead) for share in shares]
    overrun = [(one.until, one) for one in longest if one.until is not None and one.until < until]
    if not overrun:
        return
    end, best = min(overrun, key=lambda one: one[0])
    attested = _attested(check, act)
    evidence: tuple[tuple[str, Event], ...] = (("notice", best.version.event), ("act", act.versions[0].event))
    if act.closing:
        evidence = (*evidence, ("end", act.closing))
    figures: dict[str, int | str] = {"announced-end": end, "until": until, "overrun": until - end}
    outcome, reason = Outcome.UNDETERMINED, "overran"
    if attested:
        outcome, reason = Outcome.NOT_APPLICABLE, "overrun-attested"
    yield Verdict({**occasion, "part": "overrun"}, end, outcome, reason, figures, evidence)


def _attested(check: CoveredBefore, act: Span) -> bool:
    """Whether it is attested what an overrun was: by what was recorded of the act while it lasted, or by what ended it."""
    field = check.announced.overrun_attested
    said = [act.versions[-1].fields, *([act.closing.data] if act.closing else [])]
    return field is not None and any(one.get(field) is not None for one in said)
