"""**covered** — `[start - lead, start]` of each act lies inside one span of notice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from slakit.calendars import show_utc
from slakit.checks import CoveredBefore, Duty, Every, Pair
from slakit.events.event import Event
from slakit.findings import Cure, Grade, Outcome, joined_items
from slakit.verdicts.alike import fields_of
from slakit.verdicts.announcements import (
    Announcement,
    Hit,
    Share,
    all_in_time,
    announced_shares,
    announcement,
    lapse_before,
    unannounced,
)
from slakit.verdicts.clocks import Lead, earliest_after, lead_before
from slakit.verdicts.facts import Facts, named_from
from slakit.verdicts.intervals import Intervals
from slakit.verdicts.notices import Notices
from slakit.verdicts.signs import Proof, shown_by
from slakit.verdicts.spans import Span, Version
from slakit.verdicts.truth import EVERY_SERVICE, Fields, truth_of, whole
from slakit.verdicts.verdict import Verdict, doubted, outside_of, scope, shown_key


def covered_before(check: CoveredBefore, duty: Duty, known: Facts) -> Iterator[Verdict]:
    """`[start - lead, start]` of each act lies inside one span in force that announces this start."""
    seen_keys = known.begun_before(check.of)
    acts = known.opened_spans(check.of)
    by_start = known.notices(check)
    if by_start is None and not check.matching and len(acts) > 1:  # of one act they are looked through once
        by_start = Notices(check.announced, known.opened_spans(check.by))
    for act in acts:
        fields = act.versions[-1].fields
        named = {name: shown_key(value) for name, value in zip(check.of.key, act.key, strict=True)}
        if act.key in seen_keys:  # one identity that begins once more is another occasion
            named["began"] = show_utc(act.opened)
        seen_keys.add(act.key)
        for item, part, before in _parts_of(act, check):
            occasion = dict(named)
            if check.each and item is not None:
                occasion[check.each[1]] = item
            services = known.services_bound(duty.annex, part.opened)
            outside = outside_of(duty, known, fields, part.opened, item) or scope(
                known, check.of.where, _of_item(check, fields, item, services), part.opened
            )
            proof = shown_by(known, check.of.where, part, before)
            if outside:
                yield outside.verdict(occasion, part.opened, *proof)
                continue
            lead = lead_before(check.lead, part.opened, known.calendars, closed=check.closed)
            if lead is None:
                yield _untold(check, part, occasion, proof)
                continue
            hit = Hit(part, item, lead, spoken_of(check, item, services))
            if by_start:
                notices = by_start.that_may_announce(part.opened)
            else:
                notices = known.candidates(check.by, check.matching, fields)
            shares = announced_shares(check, known, notices, hit)
            verdict = _notice_verdict(check, shares, hit, occasion, known, proof)
            if verdict is None:
                near = by_start.near(part.opened, part.opened - lead.latest) if by_start else notices
                seen = [announcement(check, known, notice, hit) for notice in near]
                verdict = _missed(check, seen, hit, occasion, proof)
                if verdict.reason == "service-not-named" and item == EVERY_SERVICE:
                    verdict = _with_unannounced(verdict, unannounced(check, known, notices, hit), hit)
            yield doubted(verdict, duty, known, fields)
            if verdict.outcome is Outcome.FULFILLED and check.announced.overrun:
                yield from _overrun(check, shares, replace(hit, act=act), occasion, known, proof)


def _best(share: Share, lead: Lead) -> Announcement:
    """Of the notices that announce an act in time, one that was not postponed if there is one, and for longest."""
    return min((one for one in share if one.in_time(lead)), key=lambda one: (one.was_postponed, one.since))


def _longest(share: Share, lead: Lead) -> Announcement:
    """Of the notices that announce an act in time, one that tells no end if there is one, else the latest."""
    return max((one for one in share if one.in_time(lead)), key=lambda one: (one.until is None, one.until))


def _untold(check: CoveredBefore, act: Span, occasion: dict[str, str], proof: Proof) -> Verdict:
    """The verdict on an act of which the calendar does not tell by when it had to be announced."""
    figures: dict[str, int | str] = {"start": act.opened, "required": check.required}
    return Verdict(occasion, act.opened, Outcome.UNDETERMINED, "calendar-ends", figures, proof)


def _parts_of(act: Span, check: CoveredBefore) -> Iterator[tuple[str | None, Span, Sequence[Version]]]:
    """Each item of an act, with the act from when on it is the act of that item: an act may reach further as it goes on.

    Where it was an amendment that named the item, what was said since the act was opened last comes with it.
    """
    named, opened = set[str | None](), 0
    for place, version in enumerate(act.versions):
        opened = place if version.event.type == check.of.opens else opened
        for item in items_of(version.fields, check.each):
            if item not in named and EVERY_SERVICE not in named:
                named.add(item)
                part = act.altered(versions=act.versions[place:]) if place else act
                yield item, part, act.versions[opened:place]


def items_of(fields: Fields, each: Pair | None) -> tuple[str | None, ...]:
    """The items of an act, each an occasion of its own."""
    if each is None:
        return (None,)
    value = fields.get(each[0])
    if isinstance(value, tuple):
        return (EVERY_SERVICE,) if EVERY_SERVICE in value else value
    return (str(value),)


def speaks_of(check: CoveredBefore, *items: str) -> bool:
    """Whether what the norm asks of the items of an act, and of nothing else, does not rule these out together."""
    if check.each is None:
        return True
    where, said = check.of.where, {check.each[0]: items}
    asked = where.parts if isinstance(where, Every) else (where,)
    return not any(
        set(fields_of(part)) == said.keys() and truth_of(part, said, lambda _: None) is False
        for part in asked
    )


def spoken_of(check: CoveredBefore, item: str | None, services: frozenset[str]) -> frozenset[str]:
    """The services of which an act of all of them has to be announced: a norm may speak of some alone."""
    return frozenset(one for one in services if speaks_of(check, one)) if item == EVERY_SERVICE else services


def _of_item(check: CoveredBefore, fields: Fields, item: str | None, services: frozenset[str]) -> Fields:
    """What is said of an act as far as it is the act of one item, or of those of all services that the norm speaks of.

    All of it is, but where the norm rules out the item, or another one that is hit too: signs of facts may match the whole list.
    """
    if check.each is None or item is None or not isinstance(hit := fields.get(check.each[0]), tuple):
        return fields
    own = services if item == EVERY_SERVICE else frozenset((item,))
    spoken = frozenset(one for one in own if speaks_of(check, one))
    if (spoken or not own) and speaks_of(check, *map(str, hit)):
        return fields
    return {**fields, check.each[0]: tuple(sorted(spoken or own))}


def _notice_verdict(
    check: CoveredBefore,
    shares: Sequence[Share],
    hit: Hit,
    occasion: dict[str, str],
    known: Facts,
    proof: Proof,
) -> Verdict | None:
    """The verdict on one act and item, from how the notices stand towards it that may announce it; nothing if none does."""
    start, lead, required = hit.act.opened, hit.lead, lead_as_figure(check)
    answer = all_in_time(shares, lead)
    if answer:
        bests = [_best(share, lead) for share in shares]
        since = max(one.since for one in bests)
        postponed = any(one.was_postponed for one in bests)
        return Verdict(
            occasion, start, Outcome.FULFILLED, "postponed-in-time" if postponed else "in-time",
            {"start": start, "since": since, "lead": start - since, "required": required},
            (*_said_until(start, bests), *proof),
            grade=Grade.ADVISORY if postponed else None,
        )  # fmt: skip
    if answer is None:
        unclear = [next(one for one in share if one.in_time(lead) is not False) for share in shares]
        evidence = (*_said_until(start, unclear), *proof)
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
    withdrawn = _withdrawn_before(shares, best) if reason == "notice-too-late" else None
    if withdrawn:
        figures |= {"given-first": withdrawn.since, "withdrawn": withdrawn.span.closed or 0}
    elif reason == "notice-too-late" and (lapse := lapse_before(check, known, best, hit)):
        figures |= {"given-first": lapse[0], "lapsed": lapse[1]}
    closing = withdrawn.span.closing if withdrawn else None
    told = [*([withdrawn] if withdrawn else []), best]
    evidence = (*_said_until(start, told), *((("notice", closing),) if closing else ()), *proof)
    cures = (Cure("notice-by", lead.latest), *later)
    return Verdict(occasion, start, Outcome.VIOLATED, reason, figures, evidence, cures)


def _withdrawn_before(shares: Sequence[Share], best: Announcement) -> Announcement | None:
    """The first notice that announced the act before another did, and was withdrawn: nobody should miss it."""
    ended = [
        one
        for share in shares
        for one in share
        if one.span.closed is not None
        and one.since < best.since
        and all((not one.in_force, not one.after, one.meant, one.fits, one.named, one.announces))
    ]
    return min(ended, key=lambda one: one.since, default=None)


def _said_until(start: int, several: Iterable[Announcement]) -> Iterator[tuple[str, Event]]:
    """What some notices said until an act began, as evidence."""
    for notice in {id(one.span): one.span for one in several}.values():
        yield from (("notice", version.event) for version in notice.versions if version.since <= start)


def lead_as_figure(check: CoveredBefore) -> int | str:
    """The lead as a figure: elapsed microseconds, or the words of the agreement."""
    return check.lead if isinstance(check.lead, int) else check.required


def _with_unannounced(verdict: Verdict, services: list[str], hit: Hit) -> Verdict:
    """The verdict on an act of all services, with those that were not announced in time where others were."""
    if not 0 < len(services) < len(hit.services):
        return verdict
    figures = {**verdict.figures, "unannounced": joined_items(services)}
    return verdict.altered(figures=figures)


NEAR_MISSES = (
    "notice-withdrawn",
    "notice-elsewhere",
    "service-not-named",
    "other-time-announced",
    "notice-after-start",
)


def _missed(
    check: CoveredBefore, seen: Sequence[Announcement], hit: Hit, occasion: dict[str, str], proof: Proof
) -> Verdict:
    """The verdict where no notice announces the act: a breach that names the nearest miss, or unknown."""
    start, lead = hit.act.opened, hit.lead
    figures: dict[str, int | str] = {"start": start, "required": lead_as_figure(check)}
    cures = (Cure("notice-by", lead.latest),)
    misses = [
        (NEAR_MISSES.index(miss), one.since, one)
        for one in seen
        if (miss := _near_miss(check, one, start, lead))
    ]
    if not check.by.complete:
        return Verdict(occasion, start, Outcome.UNDETERMINED, "no-evidence", figures, proof, cures)
    if not misses:
        return Verdict(occasion, start, Outcome.VIOLATED, "no-notice", figures, proof, cures)
    rank, _, nearest = min(misses, key=lambda miss: miss[:2])
    events = [version.event for version in nearest.span.versions]
    figures["since"] = nearest.since
    if NEAR_MISSES[rank] == "notice-withdrawn" and nearest.span.closing:
        events.append(nearest.span.closing)
        figures["withdrawn"] = nearest.span.closing.time
    if NEAR_MISSES[rank] == "other-time-announced":
        figures["announced-start"] = whole(nearest.version.fields[check.announced.start])
    evidence = (*(("notice", event) for event in events), *proof)
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
    check: CoveredBefore,
    shares: Sequence[Share],
    hit: Hit,
    occasion: dict[str, str],
    known: Facts,
    proof: Proof,
) -> Iterator[Verdict]:
    """What outlasts the announced end is another matter: unplanned until somebody attests what it was."""
    act, horizon = hit.act, known.horizon(hit.item)
    hits, ending = _hits(check, hit, act.closed if act.closed is not None else known.at)
    last = hits.parts[-1][1] if hits.parts else act.opened
    until = last if horizon is None else min(last, horizon)
    longest = [_longest(share, hit.lead) for share in shares]
    overrun = [(one.until, one) for one in longest if one.until is not None and one.until < until]
    if not overrun:
        return
    end, best = min(overrun, key=lambda one: one[0])
    attested = _attested(check, act)
    evidence: Proof = (("notice", best.version.event), *proof)
    if ending:
        evidence = (*evidence, ("end", ending))
    figures: dict[str, int | str] = {
        "announced-end": end,
        "until": until,
        "overrun": hits.clipped(end, until).length,
    }
    outcome, reason = Outcome.UNDETERMINED, "overran"
    if act.early:
        figures["early-end"] = act.early.time
        evidence = (*evidence, ("early-end", act.early))
        reason = "perhaps-overran"
    if attested:
        outcome, reason = Outcome.NOT_APPLICABLE, "overrun-attested"
    yield Verdict({**occasion, "part": "overrun"}, end, outcome, reason, figures, evidence)


def _hits(check: CoveredBefore, hit: Hit, until: int) -> tuple[Intervals, Event | None]:
    """When an act names its item, at most until an instant, and what ended it: itself, or that it named it no longer."""
    act = hit.act
    if check.each is None or hit.item is None or hit.item == EVERY_SERVICE:
        return Intervals([(act.opened, until)]), act.closing
    field, hits = check.each[0], Intervals()
    parts = named_from(act, field, hit.item)
    for since, ended in parts:
        hits.add(since, until if ended is None else ended)
    last, amends = parts[-1][1], check.of.amends
    said = (one.event for one in act.versions if one.since == last and one.event.type in amends)
    return hits, act.closing if last is None else next(event for event in said if field in event.data)


def _attested(check: CoveredBefore, act: Span) -> bool:
    """Whether it is attested what an overrun was: by what was recorded of the act while it lasted, or by what ended it."""
    field = check.announced.overrun_attested
    said = [act.versions[-1].fields, *([act.closing.data] if act.closing else [])]
    return field is not None and any(one.get(field) is not None for one in said)
