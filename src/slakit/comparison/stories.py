"""Logs made from a check: what it binds, and what fulfils it at the edge of every time, for a search to start from.

They need not be typical, only able to tell two checks apart: fields that satisfy each condition, and times on both
sides of every bound.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product, zip_longest
from typing import Final

from slakit.checks import (
    Check,
    Compared,
    Condition,
    CoveredAt,
    CoveredAtEnd,
    CoveredBefore,
    CoveredThroughout,
    DoneBy,
    Duty,
    Excuse,
    Followed,
    Holds,
    InOrder,
    Inside,
    Length,
    Limited,
    Measured,
    MeasuredShare,
    Never,
    Pair,
    Points,
    Preceded,
    Recurring,
    Remedied,
    Same,
    Spans,
)
from slakit.comparison.amount_stories import MOST_REPEATED, counted, measured, of_shares, places
from slakit.comparison.cap_stories import until_the_cap
from slakit.comparison.edges import MILLION, since_latest, until_due
from slakit.comparison.group_stories import of_groups
from slakit.comparison.likeness_stories import alike, of_queues
from slakit.comparison.telling import DAY, HOUR, OTHER, Fields, Teller, satisfying, theirs_of
from slakit.events.event import Event

BASE: Final = 100_000
"""The amount that a share is counted from."""
MOST_TOLD: Final = 200
"""Stories of an answered duty that are looked through for what breaks it."""
MOST_BROKEN: Final = 12
"""Of these, how many are followed by what must follow."""


def stories(duty: Duty, teller: Teller, edges: Iterable[int], at: int | None = None) -> Iterator[list[Event]]:
    """Stories about a duty at an instant, or in the middle of the term, with times on both sides of the edges (microseconds)."""
    middle = (teller.term.start + teller.term.end) // 2 // DAY * DAY
    yield from _told(duty.check, teller, middle if at is None else at, sorted(set(edges)))


def _told(check: Check, teller: Teller, at: int, edges: Sequence[int]) -> Iterator[list[Event]]:  # noqa: C901, PLR0912, PLR0915 -- a check a few lines
    match check:
        case Holds(of=of, condition=condition, decided=decided):
            yield from _held(of, condition, decided, check.value, teller, at)
        case Never(of=of, during=during, matching=matching):
            for act in teller.points(of, at, "act"):
                yield act
                if during:
                    shared = theirs_of(matching, act[0])
                    for span in teller.span(during, at - HOUR, at + HOUR, "while", **shared):
                        yield [*act, *span]
        case Followed(of=of, by=by, matching=matching):
            for act in teller.points(of, at, "act"):
                yield act
                for answer in _answers(
                    by, matching, act[0], teller, at, [*until_due(check.within, at), *edges]
                ):
                    yield [*act, *answer]
                    if check.paused:
                        shared = theirs_of(check.paused.matching, act[0])
                        for edge in edges[:4]:
                            for pause in teller.span(
                                check.paused.spans, at + 1, at + 1 + edge, "pause", **shared
                            ):
                                yield [*act, *answer, *pause]
        case CoveredBefore():
            yield from _noticed(check, teller, at, edges)
        case CoveredAt(of=of, by=by, matching=matching, value=value):
            for act in teller.points(of, at, "act"):
                yield act
                shared = theirs_of((*matching, *((value,) if value else ())), act[0])
                for before in _covering(by, teller, at, shared):
                    yield [*act, *before]
                    if value and isinstance(said := shared.get(value[1]), int):
                        for other in _covering(by, teller, at, shared | {value[1]: said + 1}):
                            yield [*act, *other]
        case CoveredThroughout(grid=grid, by=spans):
            for place in places(grid):
                for span in teller.span(spans, teller.term.start, at, "span", **place):
                    yield span
                    yield [
                        *span,
                        *(
                            event.altered(id=f"{event.id}-again", time=at + DAY, recorded=at + DAY)
                            for event in span[:1]
                        ),
                    ]
        case CoveredAtEnd():
            end = teller.term.end
            for points in check.by:
                yield from teller.points(points, end - DAY, "signed", **{check.effective: end + DAY})
                for until in (end - HOUR, end + DAY) if check.expires else ():
                    lasting: Fields = {check.effective: end - DAY, str(check.expires): until}
                    yield from teller.points(points, end - DAY, "signed", **lasting)
                if check.covers:
                    of_one: Fields = {check.effective: end - DAY, check.covers: teller.services[:1]}
                    yield from teller.points(points, end - DAY, "signed", **of_one)
            yield []
        case DoneBy(grid=grid, by=by, undone=undone, due=due):
            for place in places(grid):
                for time in (due - 1, due, *(due + edge for edge in edges)):
                    yield from teller.points(by, time, "done", **place)
                if undone:
                    yield from teller.points(undone, due + DAY, "undone", **place)
            yield []
        case Recurring(by=by, grid=grid):
            yield []
            yield from _in_each_period(check, teller)
            for place in places(grid):
                for time in (at, teller.term.start, *(at + edge for edge in edges)):
                    yield from teller.points(by, time, "done", **place)
                for edge in edges:
                    yield from _again(by, place, teller, edge)
        case Limited():
            yield from counted(check, teller, at, edges)
        case Measured():
            yield from measured(check, teller, at, edges)
        case MeasuredShare():
            yield from of_shares(check, teller, edges)
        case Inside(of=of, by=by, matching=matching):
            for span in teller.span(of, at, at + 2 * DAY, "span"):
                yield span
                if by:
                    for since, until in ((at, at + DAY), (at - DAY, at + 3 * DAY), (at - DAY, at + DAY)):
                        for around in teller.span(by, since, until, "around", **theirs_of(matching, span[0])):
                            yield [*span, *around]
            yield from teller.span(of, teller.term.end - DAY, teller.term.end + DAY, "span")
        case Compared():
            yield from of_groups(check, teller, edges)
        case InOrder():
            yield from of_queues(check, teller, at, edges)
        case Same():
            yield from alike(check, teller, at)
        case Remedied():
            yield from _remedied(check, teller, at, edges)


# --- one kind of story each --------------------------------------------------------------------------------------------


def _held(
    of: Points, condition: Condition, decided: Preceded | None, value: Pair | None, teller: Teller, at: int
) -> Iterator[list[Event]]:
    for said, _ in [*satisfying(condition, yes=True), *satisfying(condition, yes=False)]:
        if decided is None:
            yield from teller.points(of, at, "act", **said)
            continue
        for act in teller.points(of, at, "act"):
            shared = theirs_of((*decided.matching, *((value,) if value else ())), act[0])
            for decision in teller.points(decided.points, at - HOUR, "decision", **{**shared, **said}):
                yield [*act, *decision]
                if value and isinstance(amount := shared.get(value[1]), int):
                    other = teller.points(
                        decided.points, at - HOUR // 2, "later", **{**shared, **said, value[1]: amount + 1}
                    )
                    yield [*act, *decision, *other[0]]


def _answers(
    by: Points, matching: tuple[Pair, ...], act: Event, teller: Teller, at: int, edges: Sequence[int]
) -> Iterator[list[Event]]:
    shared = theirs_of(matching, act)
    for edge in edges:
        yield from teller.points(by, at + edge, "answer", **shared)
    if edges:
        yield from (
            teller.points(by, at + edges[0], "answer", **{name: OTHER})[0]
            for name in shared
            if isinstance(shared[name], str)
        )


def _noticed(check: CoveredBefore, teller: Teller, at: int, edges: Sequence[int]) -> Iterator[list[Event]]:
    item: Fields = {check.each[0]: (teller.services[0],)} if check.each else {}
    for act in teller.span(check.of, at, at + HOUR, "act", **item):
        yield act
        shared = theirs_of(check.matching, act[0]) | {check.announced.start: at}
        if check.covers:
            shared[check.covers] = (teller.services[0],)
        if check.announced.end:
            shared[check.announced.end] = at + HOUR
        for edge in (*since_latest(check.lead, at), *edges):
            for notice in teller.span(check.by, at - edge, None, "notice", **shared):
                yield [*act, *notice]
    if check.announced.end and edges:
        yield from _overrun(check, teller, at, max(edges), item)


def _overrun(check: CoveredBefore, teller: Teller, at: int, lead: int, item: Fields) -> Iterator[list[Event]]:
    """What lasts longer than it was announced, and why."""
    attested = check.announced.overrun_attested
    for said in ({}, {attested: OTHER}) if attested else ({},):
        for act in teller.span(check.of, at, at + 2 * HOUR, "act", **item, **said):
            shared = theirs_of(check.matching, act[0]) | {check.announced.start: at}
            if check.covers:
                shared[check.covers] = (teller.services[0],)
            if check.announced.end:
                shared[check.announced.end] = at + HOUR
            for notice in teller.span(check.by, at - lead, None, "notice", **shared):
                yield [*act, *notice]


def _covering(by: Spans | Points, teller: Teller, at: int, shared: Fields) -> Iterator[list[Event]]:
    if isinstance(by, Points):
        for time in (at - HOUR, at + HOUR):
            yield from teller.points(by, time, "before", **shared)
        return
    for since, until in ((at - HOUR, None), (at - HOUR, at + HOUR), (at - HOUR, at), (at + HOUR, None)):
        yield from teller.span(by, since, until, "before", **shared)


def _again(by: Points, place: Fields, teller: Teller, edge: int) -> Iterator[list[Event]]:
    """The thing again and again, so far apart."""
    if edge <= 0 or (teller.term.end - teller.term.start) // edge > MOST_REPEATED:
        return
    times = range(teller.term.start + edge, teller.term.end, edge)
    yield [
        event
        for number, time in enumerate(times)
        for event in teller.points(by, time, f"done-{number}", **place)[0]
    ]


def _in_each_period(check: Recurring, teller: Teller) -> Iterator[list[Event]]:
    """The thing once in each period, as it begins, at every place: too seldom where periods are shorter."""
    axes = [[(axis, value) for value in values] for axis, values in check.grid.axes]
    told = list(product(check.periods, product(*axes)))
    if 0 < len(told) <= MOST_REPEATED:
        yield [
            event
            for number, (period, place) in enumerate(told)
            for event in teller.points(check.by, period.start, f"done-{number}", **dict(place))[0]
        ]


def _remedied(check: Remedied, teller: Teller, at: int, edges: Sequence[int]) -> Iterator[list[Event]]:
    """What breaks an answered duty, and then what must follow: soon, in time and too late, of several amounts."""
    yield from until_the_cap(check, teller)
    for duty in check.of:
        told = list(islice(_told(duty.check, teller, at, edges), MOST_TOLD))
        # what lasts the longest breaks the most, and what is told besides may excuse it
        told.reverse()
        told.sort(key=len)
        several = [*_late_by_tiers(check, duty, teller, at), *told[:: max(len(told) // MOST_BROKEN, 1)]]
        each = [_paid_for(check, duty, broken, teller, at) for broken in several]
        for row in zip_longest(*each):
            yield from (story for story in row if story is not None)


def _late_by_tiers(check: Remedied, duty: Duty, teller: Teller, at: int) -> Iterator[list[Event]]:
    """Answers that are late by as much as a tier begins with, and by less."""
    asked = duty.check
    if not isinstance(asked, Followed) or asked.within is None or check.tariff is None:
        return
    begins = [tier.longer for tier in check.tariff.tiers if tier.longer is not None]
    for due in _times(asked.within, at)[:1] if begins else ():
        for act in teller.points(asked.of, at, "act")[:1]:
            edges = [due + 1, *(due + late + 1 for late in begins)]
            yield from (
                [*act, *answer] for answer in _answers(asked.by, asked.matching, act[0], teller, at, edges)
            )


def _paid_for(
    check: Remedied, duty: Duty, broken: list[Event], teller: Teller, at: int
) -> Iterator[list[Event]]:
    """What breaks an answered duty, and then what must follow."""
    over, named = _over(duty.check, broken, at, teller)
    yield broken
    shared = {
        theirs: value
        for said in (named, *(event.data for event in broken))
        for ours, theirs in check.matching
        if (value := said.get(ours)) is not None
    }
    base = _base(check, teller, broken, over)
    times = sorted({HOUR, *_times(check.within, over)})
    amounts = _dues(check) if check.tariff else [None]
    enough = [(time, amounts[-1]) for time in times]
    for time, amount in dict.fromkeys((*enough, *product(times, amounts))):
        said = {check.tariff.field: amount} if check.tariff and amount is not None else {}
        for paid in teller.points(check.by, over + time, "remedy", **{**shared, **said}):
            yield [*broken, *base, *paid]


def _times(within: Length | None, since: int) -> list[int]:
    """The elapsed length in which a debt must be paid, and a microsecond more."""
    if isinstance(within, int):
        return [within, within + 1]
    return until_due(within, since)[1:]


def _over(check: Check, broken: Sequence[Event], at: int, teller: Teller) -> tuple[int, Fields]:
    """When a violation is complete that these events tell of, and what names its occasion if it is one of a window or period."""
    last = max((event.time for event in broken), default=at)
    if isinstance(check, Followed) and check.within is not None and broken:
        asked = min((event.time for event in broken if event.type == check.of.event), default=last)
        return asked + next(iter(_times(check.within, asked)), last - asked), {}
    if isinstance(check, Measured | MeasuredShare) and broken:
        window = next((one for one in check.windows if one.start <= broken[0].time < one.end), None)
        if window is not None:
            named = {"period": window.name} if window.name else {}
            return window.end, {"service": teller.services[0], **named}
    if isinstance(check, Recurring):
        times = [event.time for event in broken]
        for period in check.periods:
            if not any(period.start <= time < period.end for time in times):
                return period.end, {"period": period.name, **next(places(check.grid), {})}
    return last, {}


def _base(check: Remedied, teller: Teller, broken: Sequence[Event], over: int) -> list[Event]:
    """What a share that is due is counted from."""
    if check.tariff is None or check.tariff.base is None or not broken:
        return []
    base = check.tariff.base
    said: Fields = {base.field: BASE}
    for ours, theirs in base.matching:
        said[theirs] = teller.services[0] if ours == "service" else broken[0].data.get(ours, OTHER)
    return teller.points(base.of, over - DAY, "base", **said)[0]


def _dues(check: Remedied) -> list[int]:
    """Amounts about what may be due."""
    assert check.tariff is not None
    cap = check.tariff.cap
    amounts = [*(tier.due for tier in check.tariff.tiers), *([cap.amount] if cap else [])]
    dues = {one.fixed if one.fixed is not None else (one.share or 0) * BASE // MILLION for one in amounts}
    return sorted({*dues, 1})


def excused(excuse: Excuse, story: list[Event], teller: Teller) -> Iterator[list[Event]]:
    """A story in which an exception is in force all the time."""
    if not story:
        return
    shared = {
        theirs: value for ours, theirs in excuse.matching if (value := story[0].data.get(ours)) is not None
    }
    since = min(event.time for event in story) - DAY
    until = (
        max(teller.term.end, *(event.time for event in story)) + DAY
    )  # a debt may be opened long after its event
    for span in teller.span(excuse.spans, since, until, "excuse", **shared):
        yield [*story, *span]
