"""What a watched duty keeps of the log: points and spans, found by the fields that they are matched by."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, cast

from slakit.checks import Pair, Points, Spans, WorkingTime
from slakit.engines.monitor.indices import Index, Match, Named, match_of, span_name
from slakit.engines.monitor.resting import Resting
from slakit.events.event import Event
from slakit.verdicts.facts import Found, InForce
from slakit.verdicts.spans import (
    Making,
    Span,
    beginning,
    event_types_of,
    is_one,
    is_wide,
    made_of,
    places_unknown,
)
from slakit.verdicts.truth import EVERY_SERVICE, Fields, Key, order

Name = tuple[str, str]
"""What names an event: its source and id."""
ANSWERS_KEPT: Final = 1024
"""So many answers of what is in force, or follows from it, are kept at most for each question of a duty."""


FEW_ENDED: Final = 256
"""From so many ends of forgotten spans on it is looked which of them are still needed."""


def name_of(event: Event) -> Name:
    """The source and the id of an event."""
    return event.source, event.id


@dataclass(slots=True)
class Held:
    """The kept points of one type, in order."""

    events: dict[Name, Event] = field(default_factory=dict)
    indices: dict[tuple[str, ...], Index[Event]] = field(default_factory=dict)

    def add(self, event: Event) -> None:
        """Keep an event that comes after all others."""
        self.events[name_of(event)] = event
        for names, index in self.indices.items():
            index.add(name_of(event), event, (match_of(event.data, names),))

    def drop(self, event: Event) -> None:
        """Forget an event."""
        if self.events.pop(name_of(event), None) is not None:
            for index in self.indices.values():
                index.drop(name_of(event))

    def matched(self, names: tuple[str, ...], match: Match | None) -> Iterable[Event]:
        """The events, in order, among which are all that may agree with a match."""
        if match is None:
            return self.events.values()
        if names not in self.indices:
            index = self.indices[names] = Index()
            for event in self.events.values():
                index.add(name_of(event), event, (match_of(event.data, names),))
        found = self.indices[names].candidates(match)
        return found if len(found) < 2 else sorted(found, key=order)


class Records:
    """The kept spans of one record, as they stand after each instant.

    What is in force stays so until one of them changes, so the answer to a question is kept until then. With `steady`,
    nothing but the spans themselves says whether they are asked for. Those that were laid to rest are woken by what
    happens to them.
    """

    def __init__(self, record: Spans, annex: frozenset[str], *, steady: bool = False) -> None:
        self.record = record
        self.steady = steady
        self._changed_at = 0
        self._answers: dict[object, Sequence[InForce]] = {}
        self.types = frozenset(event_types_of(record))
        self.resting = Resting(record, annex)
        self._making = Making(record, annex)
        self._open: dict[Key, Span] = {}
        self._closed: dict[object, Span] = {}
        self._all: list[Span] | None = []
        self._ended: list[tuple[frozenset[Name], Event]] = []
        """What ended spans that are forgotten, with the openings for every service of them, which may be kept for others."""
        self._ended_at_most = FEW_ENDED
        self._indices: dict[tuple[str, ...], Index[Span]] = {}
        self._named: dict[str | None, Named] = {}

    def at_one_instant(self, events: Sequence[Event]) -> list[Span]:
        """Take in the events of one instant, in order; the spans that they changed, as they are now."""
        making = self._making
        if self.resting:
            self._wake(events)
        self._changed_at = events[-1].time
        self._answers.clear()
        making.at_one_instant(events)
        self._all = None
        changed: list[Span] = []
        for span in making.closed:
            self._open.pop(span.key, None)
            self._closed[span_name(span)] = span
            changed.append(span)
        making.closed.clear()
        for key in making.changed:
            if key in making.open:
                span = self._open[key] = making.span_open(key)
                changed.append(span)
        making.changed.clear()
        for span in changed:
            self._index(span)
        return changed

    def spans(self) -> list[Span]:
        """All kept spans, by their first event."""
        if self._all is None:
            self._all = sorted([*self._closed.values(), *self._open.values()], key=beginning)
        return self._all

    def matched(self, names: tuple[str, ...], match: Match | None) -> list[Span]:
        """The spans, by their first event, among which are all that may agree with a match in a version."""
        if match is None or not names:
            return self.spans()
        found = self.index(names).candidates(match)
        return found if len(found) < 2 else sorted(found, key=beginning)

    def naming(self, field: str | None, item: str) -> list[Span]:
        """The opened spans, by their first event, of which a field names an item, as `Facts.spans_naming` says."""
        if field not in self._named:
            self._named[field] = Named(field, self.spans())
        return self._named[field].naming(item)

    def index(self, names: tuple[str, ...]) -> Index[Span]:
        """The spans by the values of some fields, in any of their versions."""
        if names not in self._indices:
            self._indices[names] = Index()
            for span in self.spans():
                self._index_in(names, span)
        return self._indices[names]

    def drop(self, span: Span) -> None:
        """Forget a span; only one that is closed can be forgotten."""
        if self._closed.pop(span_name(span), None) is not None:
            self._all = None
            self._answers.clear()
            self._drop_from_indices(span)
            if span.closing is not None and (openings := self._openings_for_all(span)):
                self._ended.append((openings, span.closing))
                if len(self._ended) > self._ended_at_most:
                    self._ended = list(self._still_ended())
                    self._ended_at_most = max(FEW_ENDED, 2 * len(self._ended))

    def stands(self, span: Span) -> bool:
        """Whether an open span is as it was when it was given."""
        return self._open.get(span.key) is span

    def lay(self, spans: Sequence[Span]) -> None:
        """Lay open spans to rest: nothing asks for them until something happens to them."""
        self.resting.lay(spans)
        self._all = None
        self._answers.clear()
        for span in spans:
            del self._open[span.key]
            del self._making.open[span.key]
            self._making.in_doubt.pop(span.key, None)
            self._drop_from_indices(span)

    def _wake(self, events: Sequence[Event]) -> None:
        """Wake the resting spans that events are about."""
        making, woken = self._making, list[Span]()
        for event in events:
            if event.type == self.record.opens:
                for key, _ in making.keys_opened(event):
                    woken += self.resting.woken(key)
            if event.type == self.record.closes or event.type in self.record.amends:
                wanted, within = making.key_wanted(event), self.record.within
                if event.type == self.record.closes and places_unknown(wanted, self.record.unknown):
                    woken += self.resting.woken_by(making.perhaps_wanted(event))
                elif event.type == self.record.closes and is_wide(wanted, within):
                    woken += self.resting.woken_by(wanted, within)
                else:
                    woken += self.resting.woken(wanted) if is_one(wanted) else self.resting.woken_by(wanted)
        if not woken:
            return
        for span in woken:
            self._open[span.key] = span
            making.reopen(span)
            self._index(span)
        in_order = sorted(making.open.items(), key=lambda one: order(one[1][0].event))
        making.open.clear()
        making.open.update(in_order)

    def in_force(
        self, instant: int, asked: object, find: Callable[[], Sequence[InForce]]
    ) -> Sequence[InForce]:
        """What is in force at an instant, of that which is `asked` for: found once until something changes."""
        if not self.steady or instant < self._changed_at:
            return find()
        if (found := self._answers.get(asked)) is None:
            if len(self._answers) >= ANSWERS_KEPT:
                self._answers.clear()
            found = self._answers[asked] = find()
        return found

    def events(self) -> Iterator[Event]:
        """The events of every kept span, and what ended the others that the same opening for every service began.

        What ended nothing is kept as long as what opens may be what it ended.
        """
        for span in self.spans():
            yield from made_of(span)
        yield from self._making.early.values()
        yield from (closing for _, closing in self._still_ended())

    def _still_ended(self) -> Iterator[tuple[frozenset[Name], Event]]:
        """What ended spans that a kept event would open anew."""
        if self._ended:
            kept = frozenset[Name]().union(*map(self._openings_for_all, self.spans()))
            yield from (one for one in self._ended if not kept.isdisjoint(one[0]))

    def began_several(self, span: Span) -> bool:
        """Whether the first event of a span began one for every service."""
        return self._is_for_all(span.first)

    def _openings_for_all(self, span: Span) -> frozenset[Name]:
        """The events that opened a span as they did one for each other service."""
        return frozenset(
            name_of(version.event) for version in span.versions if self._is_for_all(version.event)
        )

    def _is_for_all(self, event: Event) -> bool:
        service = self.record.service
        if service is None or service not in self.record.key:
            return False
        return event.type == self.record.opens and event.data.get(service) == EVERY_SERVICE

    def _index(self, span: Span) -> None:
        for names in self._indices:
            self._index_in(names, span)
        for named in self._named.values():
            named.add(span)

    def _drop_from_indices(self, span: Span) -> None:
        name = span_name(span)
        for index in self._indices.values():
            index.drop(name)
        for named in self._named.values():
            named.drop(name)

    def _index_in(self, names: tuple[str, ...], span: Span) -> None:
        matches = {match_of(version.fields, names) for version in span.versions} or {None}
        self._indices[names].add(span_name(span), span, matches)


class Kept:
    """What one duty keeps: points by their type, spans by their record, as far as `parts` of its check ask for them."""

    def __init__(self, annex: frozenset[str], parts: object) -> None:
        asked = list(asked_for(parts))
        self.points = {one.event: Held() for one in asked if isinstance(one, Points)}
        self.records = {
            one: Records(one, annex, steady=not any(True for _ in asked_for(one.where)))
            for one in asked
            if isinstance(one, Spans)
        }
        self._by_identity: dict[int, tuple[Spans, Records]] = {}
        self._changed_at = 0
        self._found: dict[int, tuple[object, Callable[[Event], object], dict[object, object]]] = {}
        self.types = frozenset(self.points).union(*(one.types for one in self.records.values()))

    def take(self, events: Sequence[Event]) -> dict[Spans, list[Span]]:
        """Take in the events of one instant, in order; the spans that they changed, by their record."""
        for event in events:
            if (held := self.points.get(event.type)) is not None:
                held.add(event)
                self._changed_at = event.time
                self._found.clear()
        changed = {}
        for spans, records in self.records.items():
            of_record = [event for event in events if event.type in records.types]
            if of_record:
                changed[spans] = records.at_one_instant(of_record)
                self._changed_at = of_record[-1].time
                self._found.clear()
        return changed

    def of_alike(
        self,
        asked: object,
        read: Callable[[], Callable[[Event], object]],
        event: Event,
        find: Callable[[], Found],
    ) -> Found:
        """What is found of an event: once for all of which the same is read, until something that is kept comes or changes.

        Whatever came before does so by then, and what it shows is the same from then on.
        """
        if event.time < self._changed_at:
            return find()
        known = self._found.get(id(asked))
        if known is None or known[0] is not asked:
            known = self._found[id(asked)] = asked, read(), {}
        _, reading, found = known
        told = reading(event)
        if told not in found:
            if len(found) >= ANSWERS_KEPT:
                found.clear()
            found[told] = find()
        return cast("Found", found[told])

    def records_of(self, spans: Spans) -> Records:
        """The kept spans of a record; what a check asks for is told by its place, since to hash it takes longer."""
        known = self._by_identity.get(id(spans))
        if known is None or known[0] is not spans:
            known = self._by_identity[id(spans)] = spans, self.records[spans]
        return known[1]

    def events(self) -> Iterator[Event]:
        """Every event that is kept, some more than once."""
        for held in self.points.values():
            yield from held.events.values()
        for records in self.records.values():
            yield from records.events()


@cache
def sides(matching: tuple[Pair, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of either side of a matching."""
    return tuple(mine for mine, _ in matching), tuple(theirs for _, theirs in matching)


def match_for(fields: Fields, matching: tuple[Pair, ...]) -> Match | None:
    """The values by which something with these fields is matched."""
    return match_of(fields, sides(matching)[0])


def asked_for(part: object) -> Iterator[Points | Spans]:
    """The points and the spans that any part of a check asks for."""
    if isinstance(part, WorkingTime):  # many days, and nothing is asked
        return
    if isinstance(part, Points | Spans):
        yield part
    if isinstance(part, tuple):
        for one in part:
            yield from asked_for(one)
    for name in getattr(part, "__slots__", ()):
        yield from asked_for(getattr(part, name))
