"""The log as a list: every question is answered by looking through all of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from slakit.checks import Condition, Pair, Points, Preceded, Spans
from slakit.events.event import Event
from slakit.verdicts.facts import Facts, InForce
from slakit.verdicts.spans import Span, event_types_of, spans_of
from slakit.verdicts.truth import Fields, Truth, agree, all_of, optional


@dataclass(frozen=True)
class Known(Facts):
    """The events that have happened by `at` and are known by then, in one total order."""

    events: Sequence[Event] = ()

    @cached_property
    def _by_type(self) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = {}
        for event in self.events:
            found.setdefault(event.type, []).append(event)
        return found

    @cached_property
    def _spans(self) -> dict[Spans, list[Span]]:
        return {}

    def of_type(self, event_type: str) -> list[Event]:
        """The events of a type, in order."""
        return self._by_type.get(event_type, [])

    @cached_property
    def _points(self) -> dict[Points, list[tuple[Event, Truth]]]:
        return {}

    def points(self, points: Points) -> Iterator[tuple[Event, Truth]]:
        """The events of a type, each with the answer to the condition."""
        if points not in self._points:
            self._points[points] = [
                (event, self.truth(points.where, event.data, event.time))
                for event in self.of_type(points.event)
            ]
        yield from self._points[points]

    def spans(self, spans: Spans) -> list[Span]:
        """The spans of a record, by their first event."""
        if spans not in self._spans:
            events = [event for kind in event_types_of(spans) for event in self.of_type(kind)]
            self._spans[spans] = spans_of(spans, events, self.annex)
        return self._spans[spans]

    def preceded(self, condition: Preceded, fields: Fields, instant: int) -> bool:
        """Whether an event not later than an instant certainly matches something with these fields."""
        return any(True for _ in self._preceding(condition, fields, instant))

    def _preceding(self, condition: Preceded, fields: Fields, instant: int) -> Iterator[Event]:
        for event, fits in self.points(condition.points):
            if event.time <= instant and fits and agree(condition.matching, fields, event.data):
                yield event

    def held(self, condition: Condition, event: Event) -> Truth:
        """The answer to a condition about an event."""
        return self.truth(condition, event.data, event.time)

    def decisions(self, decided: Preceded, condition: Condition, event: Event) -> list[tuple[Event, Truth]]:
        """The events not later than one that certainly match it, in order, each with the answer to a condition."""
        return [(one, self.held(condition, one)) for one in self._preceding(decided, event.data, event.time)]

    def answers(
        self, by: Points, matching: tuple[Pair, ...], event: Event
    ) -> tuple[Event | None, Event | None]:
        """The first point not before an event that certainly matches it, and the first that perhaps does."""
        fitting = [
            (answer, all_of((fits, agree(matching, event.data, answer.data))))
            for answer, fits in self.points(by)
            if answer.time >= event.time
        ]
        sure = next((answer for answer, truth in fitting if truth), None)
        return sure, next((answer for answer, truth in fitting if truth is None), None)

    def in_force_at(
        self, by: Spans | Points, matching: tuple[Pair, ...], event: Event, field: str | None = None
    ) -> list[InForce]:
        """The spans in force at an event, or at the instant in its `field`, that match it or perhaps do."""
        instant = optional(event.data.get(field)) if field else event.time
        if instant is None:
            return []
        return [
            InForce(span, version, truth)
            for span in self.opened_spans(by)
            if (version := span.version_at(instant))
            and (truth := all_of((self.truth(by.where, version.fields, instant),
                                  agree(matching, event.data, version.fields)))) is not False
        ]  # fmt: skip

    def agreeing(self, by: Spans | Points, matching: tuple[Pair, ...], event: Event) -> list[Span]:
        """The spans of which the last version certainly agrees with an event, whatever the conditions say."""
        return [
            span for span in self.opened_spans(by) if agree(matching, event.data, span.versions[-1].fields)
        ]
