"""Stories of what is counted, added up or measured: amounts on both sides of a limit or a target."""

from collections.abc import Iterator, Sequence
from typing import Final

from slakit.checks import Answered, Exclusion, Grid, Limited, Measured, MeasuredShare, Window
from slakit.comparison.edges import MILLION, unlike
from slakit.comparison.telling import DAY, HOUR, OTHER, Fields, Teller, satisfying, theirs_of
from slakit.events.event import Event

MOST_ENDS: Final = 3
"""Periods about whose end a story is told."""
MOST_REPEATED: Final = 60
"""Events of one kind that a story has at most."""


def places(grid: Grid) -> Iterator[Fields]:
    """A few places of a grid, each value of each axis at least once."""
    if not grid.axes:
        yield {}
        return
    first: Fields = {axis: values[0] for axis, values in grid.axes if values}
    for axis, values in grid.axes:
        for value in values:
            yield {**first, axis: value}


def counted(check: Limited, teller: Teller, at: int, edges: Sequence[int]) -> Iterator[list[Event]]:
    """As many as are allowed, and one more, at once and spread over the term; or such amounts."""
    for place in places(check.grid):
        yield from _about_an_end(check, teller, place)
        for limit in sorted({check.limit, check.limit + 1, *(edge for edge in edges if edge < MILLION)}):
            if check.sum:
                yield from teller.points(check.of, at, "act", **{**place, check.sum: limit})
                yield from _given_back(check, teller, at, place, limit)
            elif limit <= MOST_REPEATED:
                for step in (1, 15 * DAY, 20 * DAY, 100 * DAY):
                    ways = [
                        teller.points(
                            check.of, teller.term.start + DAY + number * step, f"act-{number}", **place
                        )
                        for number in range(limit)
                        if teller.term.start + DAY + number * step < teller.term.end
                    ]
                    for way in zip(*ways, strict=False):
                        yield [event for events in way for event in events]


def _about_an_end(check: Limited, teller: Teller, place: Fields) -> Iterator[list[Event]]:
    """All that is allowed as a period ends, and one more as the next one begins: in a period of another cycle it is too much."""
    for period in check.periods[:-1][:MOST_ENDS]:
        if check.sum:
            steps = [(-1, {**place, check.sum: check.limit}), (0, {**place, check.sum: 1})]
        else:
            steps = [(number - check.limit, place) for number in range(check.limit + 1)]
        if len(steps) <= MOST_REPEATED:
            acts = (
                teller.points(check.of, period.end + step, f"act-{number}", **said)
                for number, (step, said) in enumerate(steps)
            )
            yield from ([event for events in way for event in events] for way in zip(*acts, strict=True))


def _given_back(check: Limited, teller: Teller, at: int, place: Fields, amount: int) -> Iterator[list[Event]]:
    """An amount at a place, and one below zero at each other place, or in another class of the same."""
    if not check.sum or not teller.admits(check.of.event, check.sum, -1):
        return
    others = [*places(check.grid)]
    others += [{name: OTHER} for name in check.apart_by]
    for beside in others:
        said: Fields = {**place, **beside, check.sum: -1}
        for back, act in zip(
            teller.points(check.of, at - HOUR, "back", **said),
            teller.points(check.of, at, "act", **{**place, check.sum: amount}),
            strict=True,
        ):
            yield [*back, *act]


def measured(check: Measured, teller: Teller, at: int, edges: Sequence[int]) -> Iterator[list[Event]]:
    """An outage of each length in a window of each duration, that which ends at the instant first, and what may be left out of the count."""
    item: Fields = {check.each[0]: (teller.services[0],)}
    yield from _excluded_elsewhere(check, teller, max(edges, default=HOUR), item)
    ending = [window for window in check.windows if window.end == at]
    for window in dict.fromkeys((*ending, *unlike(check.windows))):
        for length in reversed(edges):
            for outage in teller.span(
                check.of, window.start + DAY, window.start + DAY + length, "outage", **item
            ):
                yield outage
                for exclusion in check.excluding:
                    yield from _excluded(exclusion, outage, window, length, teller)


def _excluded(
    exclusion: Exclusion, outage: list[Event], window: Window, length: int, teller: Teller
) -> Iterator[list[Event]]:
    shared = theirs_of(exclusion.matching, outage[0])
    if exclusion.items:
        shared[exclusion.items] = (teller.services[0],)
    since = window.start + DAY
    for span in teller.span(exclusion.spans, since - 1, since + length + 1, "excluded", **shared):
        yield [*outage, *span]


def _excluded_elsewhere(check: Measured, teller: Teller, length: int, item: Fields) -> Iterator[list[Event]]:
    """An outage while something else is left out, which is of another service and excludes nothing of this one."""
    since = check.windows[0].start + DAY
    for exclusion in (one for one in check.excluding if one.items):
        for outage in teller.span(check.of, since, since + length, "outage", **item):
            shared = theirs_of(exclusion.matching, outage[0]) | {str(exclusion.items): teller.services[1:2]}
            for span in teller.span(exclusion.spans, since - 1, since + length + 1, "excluded", **shared):
                yield [*outage, *span]


def of_shares(check: MeasuredShare, teller: Teller, edges: Sequence[int]) -> Iterator[list[Event]]:
    """Of so many points, each number that meets the level: enough to stand between two targets."""
    item: Fields = {check.each[0]: teller.services[0]} if check.each else {}
    start = check.windows[0].start + DAY
    targets = {
        target for target in (check.target, *(edge for edge in edges if 0 < edge <= MILLION)) if target
    }
    for meets, fails in _fractions(sorted(targets)):
        story: list[Event] = []
        for number in range(meets + fails):
            kept = number < meets
            if isinstance(check.meets, Answered):
                (act, *_) = teller.points(check.of, start + number, f"act-{number}", **item)
                story += _unlike(act, number)
                if check.meets.within is not None:
                    late = check.meets.within + (0 if kept else 1)
                    shared = theirs_of(check.meets.matching, story[-len(act)])
                    story += teller.points(
                        check.meets.by, start + number + late, f"answer-{number}", **shared
                    )[0]
            else:
                ways = satisfying(check.meets, yes=kept) or [({}, ())]
                for act in teller.points(check.of, start + number, f"act-{number}", **{**item, **ways[0][0]})[
                    :1
                ]:
                    story += act
        yield story
    if isinstance(check.meets, Answered):
        yield from _met_at_once(check, check.meets, teller, sorted(targets))


def _met_at_once(
    check: MeasuredShare, meets: Answered, teller: Teller, targets: Sequence[int]
) -> Iterator[list[Event]]:
    """What is answered at once beside what is answered by no level, in one window, and the one long after the other.

    The others make up in a longer window for the one that fails.
    """
    item: Fields = {check.each[0]: teller.services[0]} if check.each else {}
    first, last = (window.start + DAY for window in (check.windows[0], check.windows[-1]))

    def answered(number: int, since: int, after: int) -> list[Event]:
        (act, *_) = teller.points(check.of, since + number, f"act-{number}", **item)
        own = _unlike(act, number)
        shared = theirs_of(meets.matching, own[-len(act)])
        return [*own, *teller.points(meets.by, since + number + after, f"answer-{number}", **shared)[0]]

    late = 2 * (meets.within or 0) + DAY
    for met, failed in _fractions(targets):
        story = [answered(number, first, late if number < failed else 0) for number in range(met + failed)]
        yield [event for events in story for event in events]
    for target in targets:
        others = -(-target // (MILLION - target)) if target < MILLION else MOST_REPEATED
        if others < MOST_REPEATED:
            story = [
                answered(number, last if number else first, 0 if number else late)
                for number in range(others + 1)
            ]
            yield [event for events in story for event in events]


def _unlike(story: list[Event], number: int) -> list[Event]:
    """The same events with names of their own, so that each has its own answer."""
    return [
        event.altered(data={name: f"{value}-{number}" if isinstance(value, str) and value.endswith("-1") else value for name, value in event.data.items()})
        for event in story
    ]  # fmt: skip


def _fractions(targets: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers that meet and that fail a level: for each target just below it, above the next lower one if there is one."""
    yield 0, 1
    for low, high in zip((0, *targets), targets, strict=False):
        for total in range(1, MOST_REPEATED):
            meets = (high * total - 1) // MILLION
            if meets * MILLION >= low * total and meets < total:
                yield meets, total - meets
                break
