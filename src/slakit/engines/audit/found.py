"""Facts found by queries: each question is asked once, for all events that it may be asked of, and kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeVar, cast

from slakit.checks import Compared, Condition, Duty, Pair, Points, Preceded, Same, Spans
from slakit.engines.audit.asking import Asked
from slakit.engines.audit.queries import SPAN_COLUMNS, Covering, view_of
from slakit.engines.audit.spans_by_key import ByKey, SpansByItem, SpansByKey, SpansByPlace
from slakit.engines.audit.tables import Kind, Kinds, Row, columns_of, written
from slakit.errors import UnsupportedByEngine
from slakit.events.event import Event
from slakit.verdicts.case_sums import CaseSums
from slakit.verdicts.facts import Decision, InForce
from slakit.verdicts.spans import Span, Version, event_types_of, span_of_point, spans_of
from slakit.verdicts.truth import Fields, Truth, agree

if TYPE_CHECKING:
    from slakit.engines.audit.class_members import InPieces
    from slakit.engines.audit.classes import Told
    from slakit.verdicts.classes import Summed

Answer = TypeVar("Answer")
FOREVER = 2**62
LOOKED_THROUGH: Final = 100_000
"""Pairs of events, or of an event and a version, that are looked through at most where a query could look them up."""


@dataclass(frozen=True)
class Found(Asked):
    """Facts found by queries, and by looking through what is few."""

    gathered: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict, kw_only=True, repr=False)
    """For event types of which many are alike, the table of those that differ, and its fields."""

    told_classes: "Told | None" = field(default=None, kw_only=True)
    """The classes of the check that is judged, where queries sorted its points into them."""

    # --- points ---

    def points(self, points: Points) -> Iterable[tuple[Event, Truth]]:
        """The events of a type, in order, each with the answer to the condition."""
        occasions = self.wanted is not None and points == self.wanted[0]
        return self._points(points, self.wanted_of(points.event) if occasions else None)

    def of_term(self, points: Points) -> Iterable[tuple[Event, Truth]]:
        """The points that the term rests on, whichever occasions are wanted."""
        return self._points(points, None)

    def _points(self, points: Points, wanted: str | None) -> Iterable[tuple[Event, Truth]]:
        few = self.few(points.event, wanted)
        if few is not None:
            return self.once(
                ("points", points, wanted),
                lambda: [(event, self._truth(points.where, event)) for event in few.values()],
            )
        columns = self.columns(points.event)
        rows = self.rows(self.queries.truths(points.event, points.where, wanted, columns))
        events = self.told(points.event, (row[1:] for row in rows))
        return ((events[cast("int", row[1])], _truth(row[0])) for row in rows)

    def _truth(self, condition: Condition, event: Event) -> Truth:
        return self.truth(condition, event.data, event.time)

    def held(self, condition: Condition, event: Event) -> Truth:
        """The answer to a condition about an event."""
        wanted = self.wanted_of(event.type)

        def ask() -> dict[int, Truth] | None:
            if self.few(event.type, wanted) is not None:
                return None
            rows = self.rows(self.queries.truths(event.type, condition, wanted))
            return {cast("int", number): _truth(truth) for truth, number in rows}

        found = self.once(("truths", event.type, condition, wanted), ask)
        return self._truth(condition, event) if found is None else found[self.number(event)]

    def answers(
        self, by: Points, matching: tuple[Pair, ...], event: Event
    ) -> tuple[Event | None, Event | None]:
        """The first point not before an event that certainly matches it, and the first that perhaps does."""
        wanted = self.wanted_of(event.type)

        def ask() -> dict[tuple[int, Truth], Event] | None:
            if self._looks_through(event.type, by):
                return None
            rows = self.rows(self.queries.answers(event.type, by, matching, wanted))
            events = self.events(by.event, (cast("int", answer) for _, _, answer in rows))
            return {
                (cast("int", number), _truth(truth)): events[cast("int", answer)]
                for number, truth, answer in rows
            }

        found = self.once(("answers", event.type, by, matching, wanted), ask)
        if found is None:
            later = [one for one in self.points_for(by, matching, event.data) if one[0].time >= event.time]
            return (
                next((answer for answer, truth in later if truth), None),
                next((answer for answer, truth in later if truth is None), None),
            )
        return found.get((self.number(event), True)), found.get((self.number(event), None))

    def decisions(self, decided: Preceded, condition: Condition, event: Event) -> Sequence[Decision]:
        """The events not later than one that match it or perhaps do, in order, each with the answer to a condition."""
        wanted = self.wanted_of(event.type)

        def ask() -> dict[int, list[Decision]] | None:
            if self._looks_through(event.type, decided.points):
                return None
            occasions = self.queries.events(event.type, wanted)
            rows = self.rows(self.queries.decisions(occasions, decided, condition))
            events = self.events(decided.points.event, (cast("int", one) for _, one, _, _ in rows))
            return _grouped(
                (number, Decision(events[cast("int", one)], is_of_it == 1, _truth(truth)))
                for number, one, is_of_it, truth in rows
            )

        found = self.once(("decisions", event.type, decided, condition, wanted), ask)
        if found is None:
            return super().decisions(decided, condition, event)
        return found.get(self.number(event), ())

    def preceded(self, condition: Preceded, fields: Fields, instant: int) -> bool:
        """Whether an event not later than an instant certainly matches something with these fields."""
        names = tuple(theirs for _, theirs in condition.matching)

        def ask() -> tuple[ByKey, list[tuple[Mapping[str, str | int], int]]]:
            by_key, firsts = ByKey(), list[tuple[Mapping[str, str | int], int]]()
            for *key, first in self._first_times(condition, names):
                if first is not None:
                    by_key.add(len(firsts), [tuple(key)])
                    said = zip(names, key, strict=True)
                    firsts.append(
                        ({name: value for name, value in said if value is not None}, cast("int", first))
                    )
            return by_key, firsts

        by_key, firsts = self.once(("first-times", condition), ask)
        ours = {mine: written(fields[mine]) for mine, _ in condition.matching if mine in fields}
        recorded = {mine: value for mine, value in ours.items() if value is not None}
        key = tuple(recorded.get(mine) for mine, _ in condition.matching)
        return any(
            first <= instant and agree(condition.matching, recorded, theirs)
            for theirs, first in (firsts[number] for number in by_key.matching(key))
        )

    def _first_times(self, condition: Preceded, names: tuple[str, ...]) -> Iterable[Row]:
        """The values of some fields of the points that certainly are what a condition asks for, and when the first was."""
        if self.few(condition.points.event) is None:
            return self.rows(self.queries.first_times(condition, names))
        firsts: dict[Row, int] = {}
        for event, truth in self._points(condition.points, None):
            if truth:
                firsts.setdefault(tuple(written(event.data.get(name)) for name in names), event.time)
        return [(*key, first) for key, first in firsts.items()]

    def time_span(self, event_type: str) -> tuple[int, int] | None:
        """The first and the last instant at which an event of a type is known to have happened, if one is."""

        def ask() -> tuple[int, int] | None:
            told = self.queries.store.time_span(event_type)
            if told and self.known_at is None and told[1] <= self.at:
                return told  # what is known then are all of them
            rows = self.rows(self.queries.time_span(event_type))
            return next(
                ((cast("int", first), cast("int", last)) for first, last in rows if first is not None), None
            )

        return self.once(("time span", event_type), ask)

    def distinct(self, event_type: str, fields: tuple[str, ...], most: int) -> Sequence[Row] | None:
        """The combinations of values that the known events of a type hold in some fields; nothing if there are more."""

        def ask() -> Sequence[Row] | None:
            if not self.queries.store.holds(event_type):
                return []
            if not fields:
                return [cast("Row", ())]
            table, held = self.gathered.get(event_type, ("", frozenset()))
            source = table if held.issuperset(fields) else view_of(event_type)
            rows = self.rows(f"{self.queries.distinct(source, fields)} LIMIT {most + 1}")
            return rows if len(rows) <= most else None

        return self.once(("distinct", event_type, fields, most), ask)

    # --- spans ---

    def spans(self, spans: Spans) -> Sequence[Span]:
        """The spans of a record, by their first event."""

        def ask() -> list[Span]:
            events = [
                event
                for event_type in dict.fromkeys(event_types_of(spans))
                for event, _ in self._points(Points(event_type), None)
            ]
            return spans_of(spans, events, self.annex)

        return self.once(("spans", replace(spans, where=Points("").where, complete=False)), ask)

    def in_force_at(
        self, by: Spans | Points, matching: tuple[Pair, ...], event: Event, field: str | None = None
    ) -> Sequence[InForce]:
        """The spans in force at an event, or at the instant in its `field`, that match it or perhaps do."""
        wanted = self.wanted_of(event.type)

        def ask() -> dict[int, list[InForce]] | None:
            if self._looks_through(event.type, by):
                return None
            if isinstance(by, Spans):
                self.put_into_a_table(by)
            occasions = self.queries.events(event.type, wanted)
            query = self.queries.in_force(occasions, Covering(by, matching, field))
            rows = self.rows(f"{query} ORDER BY n, span, version")
            spans = self._numbered_spans(by, (cast("int", row[1]) for row in rows))
            return _grouped(
                (number, InForce(span, span.versions[cast("int", version)], _truth(truth)))
                for number, numbered, version, truth, _ in rows
                for span in [spans[cast("int", numbered)]]
            )

        found = self.once(("in force", event.type, by, matching, field, wanted), ask)
        if found is None:
            return super().in_force_at(by, matching, event, field)
        return found.get(self.number(event), ())

    def agreeing(self, by: Spans | Points, matching: tuple[Pair, ...], event: Event) -> Sequence[Span]:
        """The spans of which the last version certainly agrees with an event, whatever the conditions say."""
        wanted = self.wanted_of(event.type)

        def ask() -> dict[int, list[Span]] | None:
            if self._looks_through(event.type, by):
                return None
            if isinstance(by, Spans):
                self.put_into_a_table(by)
            rows = self.rows(self.queries.agreeing(event.type, by, matching, wanted))
            spans = self._numbered_spans(by, (cast("int", numbered) for _, numbered in rows))
            return _grouped((number, spans[cast("int", numbered)]) for number, numbered in rows)

        found = self.once(("agreeing", event.type, by, matching, wanted), ask)
        if found is None:
            return super().agreeing(by, matching, event)
        return found.get(self.number(event), ())

    def _looks_through(self, event_type: str, by: Spans | Points) -> bool:
        """Whether events and what is looked for at each of them are few enough to be looked through."""
        events = self.few(event_type, self.wanted_of(event_type))
        if events is None or (isinstance(by, Points) and self.few(by.event) is None):
            return False
        versions = sum(len(span.versions) for span in self.opened_spans(by))
        return len(events) * versions <= LOOKED_THROUGH

    def _numbered_spans(self, by: Spans | Points, numbers: Iterable[int]) -> Mapping[int, Span]:
        """The spans that tables name by these numbers."""
        if isinstance(by, Points):
            return {number: span_of_point(event) for number, event in self.events(by.event, numbers).items()}
        return dict(enumerate(self.opened_spans(by)))

    def put_into_a_table(self, spans: Spans) -> None:
        """Put the versions of the opened spans of a record into a table, where they are not yet."""
        if spans not in self.queries.span_tables:
            table, kinds = f"v_{len(self.queries.span_tables)}", self.kinds_of_spans(spans)
            rows = list(_versions(self.opened_spans(spans), kinds))
            self.database.create(table, columns_of(SPAN_COLUMNS, kinds, self.queries.dialect), rows)
            self.queries.span_tables[spans] = table, kinds

    def kinds_of_spans(self, spans: Spans) -> Kinds:
        """The fields of the versions of spans: those of all the events that they are made of."""
        kinds: dict[str, Kind] = {}
        for event_type in event_types_of(spans):
            for name, kind in self.queries.store.kinds(event_type).items():
                if kinds.setdefault(name, kind) != kind:
                    raise UnsupportedByEngine("audit", "mixed-values", {"field": name, "type": event_type})
        return kinds

    # --- looked up instead of looked through ---

    def opened_spans(self, spans: Spans | Points) -> Sequence[Span]:
        """The spans of which the opening is recorded; a point stands for one that it opens and nothing closes."""

        def ask() -> Sequence[Span]:
            if isinstance(spans, Points):
                return [span_of_point(event) for event, _ in self._points(spans, None)]
            return [span for span in self.spans(spans) if span.versions]

        return self.once(("opened", spans), ask)

    def candidates(self, spans: Spans | Points, matching: tuple[Pair, ...], fields: Fields) -> Sequence[Span]:
        """The opened spans among which are all that may agree with these fields in a version."""
        by_key = self.once(
            ("candidates", spans, matching), lambda: SpansByKey(self.opened_spans(spans), matching)
        )
        return by_key.matching(fields)

    def spans_at(self, spans: Spans, place: Mapping[str, str]) -> Sequence[Span]:
        """The spans of which the key names a place, or every place."""
        axes = tuple(place)
        by_place = self.once(
            ("places", spans, axes), lambda: SpansByPlace(self.spans(spans), spans.key, axes)
        )
        return by_place.at(place)

    def spans_naming(self, spans: Spans, field: str | None, item: str) -> Sequence[Span]:
        """The opened spans of which a field ever named an item; without a field, a part of the key."""
        by_item = self.once(("items", spans, field), lambda: SpansByItem(self.opened_spans(spans), field))
        return by_item.naming(item)

    def points_for(
        self, points: Points, matching: tuple[Pair, ...], fields: Fields
    ) -> Iterable[tuple[Event, Truth]]:
        """The points, in order, that match these fields or perhaps do."""

        def ask() -> tuple[ByKey, list[tuple[Event, Truth]]]:
            by_key, told = ByKey(), [one for one in self._points(points, None) if one[1] is not False]
            for number, (event, _) in enumerate(told):
                by_key.add(number, [tuple(event.data.get(theirs) for _, theirs in matching)])
            return by_key, told

        by_key, told = self.once(("points for", points, matching), ask)
        for number in by_key.matching(tuple(fields.get(mine) for mine, _ in matching)):
            event, fits = told[number]
            agreed = agree(matching, fields, event.data)
            if agreed is not False:
                yield event, fits if agreed else None

    def case_sums(self, check: Compared, duty: Duty) -> CaseSums | None:
        """The sums of the cases that a check compares: they are added up by queries."""
        from slakit.engines.audit.case_sums import case_sums  # it asks these facts

        return case_sums(check, duty, self)

    def summed_classes(self, check: Same, duty: Duty) -> "Summed[InPieces] | None":
        """The classes of a check that queries add up."""
        if self.told_classes is None:
            return None
        from slakit.engines.audit.class_members import summed_classes  # it asks these facts

        return summed_classes(check, duty, self, self.told_classes)


def _versions(spans: Sequence[Span], kinds: Kinds) -> Iterator[Row]:
    """The rows of the versions of spans, each with the instant at which it stops speaking."""
    for number, span in enumerate(spans):
        latest = len(span.versions) - 1
        for place, (version, until) in enumerate(versions_of(span)):
            said = (written(version.fields.get(name)) for name in kinds)
            yield (number, place, version.since, until, int(place == latest), int(version.perhaps), *said)


def versions_of(span: Span) -> Iterator[tuple[Version, int]]:
    """Each version of an opened span with the instant at which it stops speaking."""
    closed = FOREVER if span.closed is None else span.closed
    ends = [*(min(later.since, closed) for _, later in pairwise(span.versions)), closed]
    yield from zip(span.versions, ends, strict=True)


def _truth(told: str | int | None) -> Truth:
    return None if told is None else bool(told)


def _grouped(pairs: Iterable[tuple[str | int | None, Answer]]) -> dict[int, list[Answer]]:
    grouped: dict[int, list[Answer]] = {}
    for number, answer in pairs:
        grouped.setdefault(cast("int", number), []).append(answer)
    return grouped
