"""The log as a list: every question is answered by looking through all that may be an answer to it.

What may be one is looked up by the matched fields (`Groups`), so that a log costs about as much for each of its events
whatever its length is; whether it is one is always asked.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TypeVar, cast

from slakit.checks import Condition, Pair, Points, Preceded, Spans
from slakit.engines.reference.groups import Groups
from slakit.events.event import Event
from slakit.verdicts.facts import Facts
from slakit.verdicts.spans import Span, event_types_of, spans_of
from slakit.verdicts.truth import Fields, Truth, agree, all_of, order

Answer = TypeVar("Answer")
Told = tuple[Event, Truth]
"""An event, and the answer to a condition about it."""


@dataclass(frozen=True)
class Known(Facts):
    """The events that have happened by `at` and are known by then, in one total order."""

    events: Sequence[Event] = ()
    _kept: dict[Hashable, object] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was looked for once, by the question."""

    # --- what there is ---

    @cached_property
    def _by_type(self) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = {}
        for event in self.events:
            found.setdefault(event.type, []).append(event)
        return found

    def points(self, points: Points) -> Sequence[Told]:
        """The events of a type, each with the answer to the condition."""
        return self._once(
            ("points", points),
            lambda: [
                (event, self.held(points.where, event)) for event in self._by_type.get(points.event, ())
            ],
        )

    def spans(self, spans: Spans) -> Sequence[Span]:
        """The spans of a record, by their first event."""

        def find() -> list[Span]:
            events = chain.from_iterable(self._by_type.get(kind, ()) for kind in event_types_of(spans))
            return spans_of(spans, events, self.annex)

        return self._once(("spans", spans), find)

    def held(self, condition: Condition, event: Event) -> Truth:
        """The answer to a condition about an event."""
        return self.truth(condition, event.data, event.time)

    # --- what matches ---

    def preceded(self, condition: Preceded, fields: Fields, instant: int) -> bool:
        """Whether an event not later than an instant certainly matches something with these fields."""
        firsts = (group[0] for group in self._perhaps(condition.points, condition.matching, fields))
        return any(
            event.time <= instant and fits and agree(condition.matching, fields, event.data)
            for event, fits in firsts
        )

    def answers(
        self, by: Points, matching: tuple[Pair, ...], event: Event
    ) -> tuple[Event | None, Event | None]:
        """The first point not before an event that certainly matches it, and the first that perhaps does."""
        fitting = sorted(
            (
                (answer, all_of((fits, agree(matching, event.data, answer.data))))
                for group in self._perhaps(by, matching, event.data)
                for answer, fits in _first_from(group, event.time)
            ),
            key=lambda told: order(told[0]),
        )
        sure = next((answer for answer, truth in fitting if truth), None)
        return sure, next((answer for answer, truth in fitting if truth is None), None)

    def points_for(self, points: Points, matching: tuple[Pair, ...], fields: Fields) -> Sequence[Told]:
        """The points, in order, that match these fields or perhaps do."""
        return sorted(
            (
                (event, truth)
                for group in self._perhaps(points, matching, fields)
                for event, fits in group
                if (truth := all_of((fits, agree(matching, fields, event.data)))) is not False
            ),
            key=lambda told: order(told[0]),
        )

    def candidates(self, spans: Spans | Points, matching: tuple[Pair, ...], fields: Fields) -> Sequence[Span]:
        """The opened spans of which a version may agree with these fields."""
        opened = self.opened_spans(spans)

        def group() -> Groups[int]:
            groups = Groups[int](matching)
            for number, span in enumerate(opened):
                for version in span.versions:
                    groups.add(version.fields, None, number)
            return groups

        groups = self._once(("spans in groups", spans, matching), group)
        numbers = {number for one in groups.perhaps_agreeing(fields) for number in one}
        return [opened[number] for number in sorted(numbers)]

    def opened_spans(self, spans: Spans | Points) -> Sequence[Span]:
        """The spans of which the opening is recorded; a point stands for one that it opens and nothing closes."""
        return self._once(("opened", spans), lambda: super(Known, self).opened_spans(spans))

    # --- looking ---

    def _perhaps(
        self, points: Points, matching: tuple[Pair, ...], fields: Fields
    ) -> Iterator[Sequence[Told]]:
        """The points that fit and match these fields, or perhaps do, in groups that stand alike to them."""

        def group() -> Groups[Told]:
            groups = Groups[Told](matching)
            for event, fits in self.points(points):
                if fits is not False:
                    groups.add(event.data, fits, (event, fits))
            return groups

        groups = self._once(("points in groups", points, matching), group)
        return groups.perhaps_agreeing(fields)

    def _once(self, question: Hashable, find: Callable[[], Answer]) -> Answer:
        if question not in self._kept:
            self._kept[question] = find()
        return cast("Answer", self._kept[question])


def _first_from(told: Sequence[Told], instant: int) -> Sequence[Told]:
    """The first event that is not before an instant, if there is one."""
    at = bisect_left(told, instant, key=lambda one: one[0].time)
    return told[at : at + 1]
