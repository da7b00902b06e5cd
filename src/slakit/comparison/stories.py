"""Logs made from a check: what it binds, and what fulfils it at the edge of every time, for a search to start from.

They need not be typical, only able to tell two checks apart: fields that satisfy each condition, and times on both
sides of every bound.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import TYPE_CHECKING, Final

from slakit.checks import (
    Among,
    Answered,
    Between,
    Check,
    Condition,
    CoveredAt,
    CoveredAtEnd,
    CoveredBefore,
    CoveredThroughout,
    DoneBy,
    Duty,
    Established,
    Every,
    Exclusion,
    Excuse,
    Followed,
    Given,
    Grid,
    Holds,
    Inside,
    Length,
    Limited,
    Measured,
    MeasuredShare,
    Never,
    Not,
    Pair,
    Points,
    Preceded,
    Recurring,
    Remedied,
    Same,
    Some,
    Spans,
    Term,
    Window,
)
from slakit.comparison.lengths import bounds
from slakit.events.event import Event, FieldValue

if TYPE_CHECKING:
    from slakit.vocabulary import FieldOfEvent, Vocabulary

Fields = dict[str, FieldValue]
HOUR: Final = 3_600_000_000
DAY: Final = 24 * HOUR
SOURCE: Final = "witness"
MOST_REPEATED: Final = 60
"""Events of one kind that a story has at most."""
MILLION: Final = 1_000_000
OTHER: Final = "other"
"""A value of a field that no condition names."""


@dataclass(frozen=True)
class Teller:
    """Tells stories about a check in the words of a vocabulary, for the services of an annex."""

    vocabulary: "Vocabulary"
    services: tuple[str, ...]
    term: Term

    # --- events ---

    def event(self, kind: str, time: int, fields: Fields, name: str) -> Event:
        """An event with every required field, and every name that another event may agree in.

        What nobody says, or cannot be said, is a plain value of its type.
        """
        declared = self.vocabulary.events[kind].fields
        data = {
            field: self.plain(field, one, time)
            for field, one in declared.items()
            if one.required or one.type in ("identifier", "service")
        }
        for field, value in fields.items():
            if field in declared:
                said = self._fitting(value, declared[field])
                if self.admits(kind, field, said):
                    data[field] = said
        return Event(SOURCE, name, kind, time, time, data)

    def admits(self, kind: str, name: str, value: FieldValue) -> bool:
        """Whether an event of a type can hold a value in a field, so that a log with it can be read."""
        field = self.vocabulary.events[kind].fields.get(name) if kind in self.vocabulary.events else None
        if field is None or field.list != isinstance(value, tuple):
            return False
        match field.type:
            case "boolean":
                return isinstance(value, bool)
            case "rial":
                return type(value) is int and value >= 0
            case "integer" | "instant" | "day" | "last-day":
                return type(value) is int
            case "value":
                listed = self.vocabulary.values[field.values or ""]
                words = value if isinstance(value, tuple) else (value,)
                return listed.open or all(word in listed.values for word in words)
            case _:
                return isinstance(value, str | tuple)

    def plain(self, name: str, field: "FieldOfEvent", time: int) -> FieldValue:
        """A value of a field that nothing is asked of."""
        one: str | int | bool
        match field.type:
            case "service":
                one = self.services[0]
            case "boolean":
                one = True
            case "integer" | "rial":
                one = 1000
            case "instant" | "day" | "last-day":
                one = time
            case "value":
                one = next(iter(self.vocabulary.values[field.values or ""].values))
            case _:
                one = f"{name}-1"
        return (str(one),) if field.list else one

    def _fitting(self, value: FieldValue, field: "FieldOfEvent") -> FieldValue:
        if field.list:
            return value if isinstance(value, tuple) else (str(value),)
        return value[0] if isinstance(value, tuple) else value

    def points(self, points: Points, time: int, name: str, **fields: FieldValue) -> list[list[Event]]:
        """One event that the selection picks, in each way in which it can be picked."""
        return [
            [self.event(points.event, time, {**said, **fields}, name), *self._before(before, time, said)]
            for said, before in satisfying(points.where, yes=True)
        ]

    def _before(self, needed: Sequence[Preceded], time: int, fields: Fields) -> list[Event]:
        """The events that must have come before."""
        return [
            event
            for number, one in enumerate(needed)
            for said, _ in islice(satisfying(one.points.where, yes=True), 1)
            for event in [
                self.event(
                    one.points.event,
                    time - HOUR,
                    {**said, **{theirs: fields[ours] for ours, theirs in one.matching if ours in fields}},
                    f"before-{number}",
                )
            ]
        ]

    def span(
        self, spans: Spans, since: int, until: int | None, name: str, **fields: FieldValue
    ) -> list[list[Event]]:
        """A span that the selection picks, in each way in which it can be picked."""
        stories = []
        for said, before in satisfying(spans.where, yes=True):
            opening = self.event(spans.opens, since, {**said, **fields}, name)
            story = [opening, *self._before(before, since, dict(opening.data))]
            if spans.closes and until is not None:
                key = {field: opening.data[field] for field in spans.key if field in opening.data}
                story.append(self.event(spans.closes, until, key, f"{name}-end"))
            stories.append(story)
        return stories


def satisfying(condition: Condition, *, yes: bool) -> list[tuple[Fields, tuple[Preceded, ...]]]:
    """Fields that make a condition say yes, or no, in several ways; and what must have come before."""
    match condition:
        case Among(field=name, yes=among, no=others):
            values = sorted(among, key=str) if yes else sorted(others or (), key=str) or [OTHER]
            return [({name: value}, ()) for value in values]
        case Between(field=name, low=low, high=high):
            inside = [at for at in (low, high) if at is not None] or [0]
            outside = [
                at
                for at in (None if low is None else low - 1, None if high is None else high + 1)
                if at is not None
            ]
            return [({name: value}, ()) for value in (inside if yes else outside)]
        case Given(field=name):
            return [({name: OTHER}, ())] if yes else [({}, ())]
        case Preceded():
            return [({}, (condition,))] if yes else [({}, ())]
        case Not(part=part):
            return satisfying(part, yes=not yes)
        case Established(holds=holds, fails=fails):
            return satisfying(holds if yes else fails, yes=True)
        case Every(parts=parts) | Some(parts=parts):
            if yes is isinstance(condition, Every):
                return [
                    ({key: value for fields, _ in ways for key, value in fields.items()}, tuple(one for _, before in ways for one in before))
                    for ways in islice(product(*(satisfying(part, yes=yes) for part in parts)), 12)
                ]  # fmt: skip
            return [way for part in parts for way in satisfying(part, yes=yes)]


def stories(duty: Duty, teller: Teller, edges: Iterable[int]) -> Iterator[list[Event]]:
    """Stories about a duty, with times on both sides of the edges (lengths in microseconds)."""
    middle = (teller.term.start + teller.term.end) // 2 // DAY * DAY
    yield from _told(duty.check, teller, middle, sorted(set(edges)))


def _told(check: Check, teller: Teller, at: int, edges: Sequence[int]) -> Iterator[list[Event]]:  # noqa: C901, PLR0912, PLR0915 -- a check a few lines
    match check:
        case Holds(of=of, condition=condition, decided=decided):
            yield from _held(of, condition, decided, check.value, teller, at)
        case Never(of=of, during=during, matching=matching):
            for act in teller.points(of, at, "act"):
                yield act
                if during:
                    shared = _theirs(matching, act[0])
                    for span in teller.span(during, at - HOUR, at + HOUR, "while", **shared):
                        yield [*act, *span]
        case Followed(of=of, by=by, matching=matching):
            for act in teller.points(of, at, "act"):
                yield act
                for answer in _answers(by, matching, act[0], teller, at, edges):
                    yield [*act, *answer]
                    if check.paused:
                        shared = _theirs(check.paused.matching, act[0])
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
                shared = _theirs((*matching, *((value,) if value else ())), act[0])
                for before in _covering(by, teller, at, shared):
                    yield [*act, *before]
                    if value and isinstance(said := shared.get(value[1]), int):
                        for other in _covering(by, teller, at, shared | {value[1]: said + 1}):
                            yield [*act, *other]
        case CoveredThroughout(grid=grid, by=spans):
            for place in _places(grid):
                for span in teller.span(spans, teller.term.start, at, "span", **place):
                    yield span
                    yield [
                        *span,
                        *(
                            replace(event, id=f"{event.id}-again", time=at + DAY, recorded=at + DAY)
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
            yield []
        case DoneBy(grid=grid, by=by, undone=undone, due=due):
            for place in _places(grid):
                for time in (due - 1, due, *(due + edge for edge in edges)):
                    yield from teller.points(by, time, "done", **place)
                if undone:
                    yield from teller.points(undone, due + DAY, "undone", **place)
            yield []
        case Recurring(by=by, grid=grid):
            yield []
            for place in _places(grid):
                for time in (at, teller.term.start, *(at + edge for edge in edges)):
                    yield from teller.points(by, time, "done", **place)
                for edge in edges:
                    yield from _again(by, place, teller, edge)
        case Limited():
            yield from _counted(check, teller, at, edges)
        case Measured():
            yield from _measured(check, teller, at, edges)
        case MeasuredShare():
            yield from _shared(check, teller, edges)
        case Inside(of=of, by=by, matching=matching):
            for span in teller.span(of, at, at + 2 * DAY, "span"):
                yield span
                if by:
                    for since, until in ((at, at + DAY), (at - DAY, at + 3 * DAY), (at - DAY, at + DAY)):
                        for around in teller.span(by, since, until, "around", **_theirs(matching, span[0])):
                            yield [*span, *around]
            yield from teller.span(of, teller.term.end - DAY, teller.term.end + DAY, "span")
        case Same():
            yield from _alike(check, teller, at)
        case Remedied():
            yield from _remedied(check, teller, at, edges)


# --- one kind of story each --------------------------------------------------------------------------------------------


def _theirs(matching: Iterable[Pair], event: Event) -> Fields:
    """What the other side must say to agree with an event."""
    return {theirs: event.data[ours] for ours, theirs in matching if ours in event.data}


def _held(
    of: Points, condition: Condition, decided: Preceded | None, value: Pair | None, teller: Teller, at: int
) -> Iterator[list[Event]]:
    for said, _ in [*satisfying(condition, yes=True), *satisfying(condition, yes=False)]:
        if decided is None:
            yield from teller.points(of, at, "act", **said)
            continue
        for act in teller.points(of, at, "act"):
            shared = _theirs((*decided.matching, *((value,) if value else ())), act[0])
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
    shared = _theirs(matching, act)
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
        shared = _theirs(check.matching, act[0]) | {check.announced.start: at}
        if check.covers:
            shared[check.covers] = (teller.services[0],)
        if check.announced.end:
            shared[check.announced.end] = at + HOUR
        for edge in edges:
            for notice in teller.span(check.by, at - edge, None, "notice", **shared):
                yield [*act, *notice]


def _covering(by: Spans | Points, teller: Teller, at: int, shared: Fields) -> Iterator[list[Event]]:
    if isinstance(by, Points):
        for time in (at - HOUR, at + HOUR):
            yield from teller.points(by, time, "before", **shared)
        return
    for since, until in ((at - HOUR, None), (at - HOUR, at + HOUR), (at - HOUR, at), (at + HOUR, None)):
        yield from teller.span(by, since, until, "before", **shared)


def _places(grid: Grid) -> Iterator[Fields]:
    """A few places of a grid, each value of each axis at least once."""
    if not grid.axes:
        yield {}
        return
    first: Fields = {axis: values[0] for axis, values in grid.axes if values}
    for axis, values in grid.axes:
        for value in values:
            yield {**first, axis: value}


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


def _counted(check: Limited, teller: Teller, at: int, edges: Sequence[int]) -> Iterator[list[Event]]:
    for place in _places(check.grid):
        for limit in sorted({check.limit, check.limit + 1, *(edge for edge in edges if edge < MILLION)}):
            if check.sum:
                yield from teller.points(check.of, at, "act", **{**place, check.sum: limit})
            elif limit <= MOST_REPEATED:
                for step in (1, 20 * DAY, 100 * DAY):
                    ways = [
                        teller.points(
                            check.of, teller.term.start + DAY + number * step, f"act-{number}", **place
                        )
                        for number in range(limit)
                        if teller.term.start + DAY + number * step < teller.term.end
                    ]
                    for way in zip(*ways, strict=False):
                        yield [event for events in way for event in events]


def _measured(check: Measured, teller: Teller, at: int, edges: Sequence[int]) -> Iterator[list[Event]]:
    item: Fields = {check.each[0]: (teller.services[0],)}
    for window in check.windows[:3]:
        for length in edges:
            for outage in teller.span(
                check.of, window.start + DAY, window.start + DAY + length, "outage", **item
            ):
                yield outage
                for exclusion in check.excluding:
                    yield from _excluded(exclusion, outage, window, length, teller)


def _excluded(
    exclusion: Exclusion, outage: list[Event], window: Window, length: int, teller: Teller
) -> Iterator[list[Event]]:
    shared = _theirs(exclusion.matching, outage[0])
    if exclusion.items:
        shared[exclusion.items] = (teller.services[0],)
    since = window.start + DAY
    for span in teller.span(exclusion.spans, since - 1, since + length + 1, "excluded", **shared):
        yield [*outage, *span]


def _shared(check: MeasuredShare, teller: Teller, edges: Sequence[int]) -> Iterator[list[Event]]:
    """Of so many points, each number that meets the level: enough to stand between two targets."""
    item: Fields = {check.each[0]: teller.services[0]} if check.each else {}
    start = check.windows[0].start + DAY
    targets = {
        target for target in (check.target, *(edge for edge in edges if 0 < edge <= MILLION)) if target
    }
    for meets, fails in _of_shares(sorted(targets)):
        story: list[Event] = []
        for number in range(meets + fails):
            kept = number < meets
            if isinstance(check.meets, Answered):
                (act, *_) = teller.points(check.of, start + number, f"act-{number}", **item)
                story += _unlike(act, number)
                if check.meets.within is not None:
                    late = check.meets.within + (0 if kept else 1)
                    shared = _theirs(check.meets.matching, story[-len(act)])
                    story += teller.points(
                        check.meets.by, start + number + late, f"answer-{number}", **shared
                    )[0]
            else:
                ways = satisfying(check.meets, yes=kept)
                for act in teller.points(check.of, start + number, f"act-{number}", **{**item, **ways[0][0]})[
                    :1
                ]:
                    story += act
        yield story


def _unlike(story: list[Event], number: int) -> list[Event]:
    """The same events with names of their own, so that each has its own answer."""
    return [
        replace(event, data={name: f"{value}-{number}" if isinstance(value, str) and value.endswith("-1") else value for name, value in event.data.items()})
        for event in story
    ]  # fmt: skip


def _of_shares(targets: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers that meet and that fail a level: for each target just below it, above the next lower one if there is one."""
    yield 0, 1
    for low, high in zip((0, *targets), targets, strict=False):
        for total in range(1, MOST_REPEATED):
            meets = (high * total - 1) // MILLION
            if meets * MILLION >= low * total and meets < total:
                yield meets, total - meets
                break


def _alike(check: Same, teller: Teller, at: int) -> Iterator[list[Event]]:
    """Two that are treated otherwise, and then differ in one thing that may tell them apart."""
    names = (*check.told_apart, *(one.field for one in check.lawful), *check.alike)
    for first in teller.points(check.of, at, "one"):
        base = first[0]
        fields = teller.vocabulary.events[base.type].fields
        known = {
            name: teller.plain(name, fields[name], at) for name in (*check.alike, check.service, check.value)
        }
        one = replace(base, data={**known, **base.data})
        said = one.data[check.value]
        other = next(iter(_others(said, fields[check.value], teller)), said)
        two = replace(one, id="two", data={**one.data, check.value: other})
        yield [one, two]
        for name in dict.fromkeys(names):
            held = fields[name]
            value = one.data.get(name, teller.plain(name, held, at))
            for unlike in _others(value, held, teller):
                yield [
                    replace(one, data={**one.data, name: value}),
                    replace(two, data={**two.data, name: unlike}),
                ]


def _others(value: FieldValue, field: "FieldOfEvent", teller: Teller) -> Sequence[FieldValue]:
    match field.type:
        case "boolean":
            return [not value]
        case "integer" | "rial" | "instant" | "day" | "last-day":
            return [int(str(value)) + DAY]
        case "service":
            return [one for one in teller.services if one != value][:2]
        case "value":
            return [one for one in teller.vocabulary.values[field.values or ""].values if one != value][:3]
        case _:
            return [f"{value}-too"]


def _remedied(check: Remedied, teller: Teller, at: int, edges: Sequence[int]) -> Iterator[list[Event]]:
    """What breaks an answered duty, and then what must follow, of several amounts and at several times."""
    for duty in check.of:
        for broken in islice(_told(duty.check, teller, at, edges), 40):
            yield broken
            last = max((event.time for event in broken), default=at)
            for edge in [one for one in edges if one >= HOUR][::3][-8:]:
                shared = {
                    theirs: value
                    for event in broken
                    for ours, theirs in check.matching
                    if (value := event.data.get(ours)) is not None
                }
                amounts: list[Fields] = [{}]
                if check.tariff:
                    amounts = [{check.tariff.field: due} for due in _dues(check)]
                for amount in amounts:
                    for paid in teller.points(check.by, last + edge, "remedy", **{**shared, **amount}):
                        yield [*broken, *paid]


def _dues(check: Remedied) -> list[int]:
    assert check.tariff is not None
    return sorted({tier.due.fixed for tier in check.tariff.tiers if tier.due.fixed is not None} | {1})


def excused(excuse: Excuse, story: list[Event], teller: Teller) -> Iterator[list[Event]]:
    """A story in which an exception is in force all the time."""
    if not story:
        return
    shared = {
        theirs: value for ours, theirs in excuse.matching if (value := story[0].data.get(ours)) is not None
    }
    since = min(event.time for event in story) - DAY
    until = max(event.time for event in story) + DAY
    for span in teller.span(excuse.spans, since, until, "excuse", **shared):
        yield [*story, *span]


def edges_of(check: object) -> list[int]:
    """The lengths and amounts at which a check decides, each with what lies just beside it."""
    at = [0, *_decisive(check)]
    return sorted({edge for value in at for edge in (value - 1, value, value + 1) if edge >= 0})


def _decisive(check: object) -> Iterator[int]:
    match check:
        case Measured(windows=windows, target=target) if target is not None:
            for window in windows[:3]:
                yield (MILLION - target) * window.length // MILLION
        case MeasuredShare(target=target, meets=meets):
            yield from (
                value for value in (target, meets.within if isinstance(meets, Answered) else None) if value
            )
        case Remedied(of=of, within=within, tariff=tariff):
            yield from (value for value in (within,) if value is not None)
            for duty in of:
                yield from _decisive(duty.check)
            for tier in tariff.tiers if tariff else ():
                yield from (value for value in (tier.longer, tier.due.fixed) if value is not None)
        case Limited(limit=limit):
            yield limit
        case Recurring(apart=apart) if apart is not None:
            yield apart
        case Followed(within=length) | CoveredBefore(lead=length) if length is not None:
            yield from _about(length)
        case _:
            return


def _about(length: Length) -> Iterator[int]:
    """Elapsed lengths around one that a calendar counts, from the shortest on."""
    least, most = bounds(length)
    yield int(least)
    if isinstance(length, int):
        return
    yield from (int(max(least, DAY)) * times for times in (1, 2, 3, 4, 6, 8, 12))
    if most < float("inf"):
        yield int(most)
