"""Facts found by queries: each question is asked once, for all events that it may be asked of, and kept."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, pairwise
from typing import TypeVar, cast

from slakit.checks import Compared, Condition, Duty, Pair, Points, Preceded, Spans
from slakit.engines.audit.databases import Columns, Database
from slakit.engines.audit.queries import SPAN_COLUMNS, Covering, Queries, view_of
from slakit.engines.audit.spans_by_key import ByKey, SpansByItem, SpansByKey, SpansByPlace
from slakit.engines.audit.tables import Kind, Kinds, Row, columns_of, written
from slakit.errors import UnsupportedByEngine
from slakit.events.event import Event
from slakit.verdicts.case_sums import CaseSums
from slakit.verdicts.facts import Facts, InForce
from slakit.verdicts.spans import Span, Version, event_types_of, span_of_point, spans_of
from slakit.verdicts.truth import Fields, Truth, agree

Answer = TypeVar("Answer")
FOREVER = 2**62


@dataclass(frozen=True)
class Found(Facts):
    """A log in tables, asked by queries.

    With `wanted`, the points that are the occasions of a check, and a table that names some of them by `n`, only those
    are told and asked about.
    """

    database: Database = field(kw_only=True)
    queries: Queries = field(kw_only=True)
    wanted: tuple[Points, str] | None = field(default=None, kw_only=True)
    kept: dict[Hashable, object] = field(default_factory=dict, kw_only=True, repr=False)
    """What was answered already, by its question."""
    tables: Iterator[int] = field(default_factory=count, kw_only=True, repr=False)
    """Numbers for the names of tables, each given once."""
    gathered: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict, kw_only=True, repr=False)
    """For event types of which many are alike, the table of those that differ, and its fields."""
    numbers: dict[str, dict[tuple[str, str], int]] = field(default_factory=dict, kw_only=True, repr=False)
    """The `n` of every event that was told, by its type."""

    def only(self, points: Points, table: str) -> "Found":
        """The same facts, with no other occasions than those that a table of numbers names."""
        return replace(self, wanted=(points, table))

    def forget(self) -> None:
        """Let go of what was answered about the wanted occasions alone, which nobody asks about again."""
        assert self.wanted is not None
        points, table = self.wanted
        for question in [one for one in self.kept if isinstance(one, tuple) and table in one]:
            del self.kept[question]
        self.numbers.pop(points.event, None)
        self.database.drop(table)

    # --- points ---

    def points(self, points: Points) -> Iterator[tuple[Event, Truth]]:
        """The events of a type, in order, each with the answer to the condition."""
        return self._points(points, self._wanted(points.event) if self._are_occasions(points) else None)

    def of_term(self, points: Points) -> Iterator[tuple[Event, Truth]]:
        """The points that the term rests on, whichever occasions are wanted."""
        return self._points(points, None)

    def _points(self, points: Points, wanted: str | None) -> Iterator[tuple[Event, Truth]]:
        truths = self._truths(points.event, points.where, wanted)
        events = self._events(points.event, truths)
        return ((events[number], truth) for number, truth in truths.items())

    def held(self, condition: Condition, event: Event) -> Truth:
        """The answer to a condition about an event."""
        return self._truths(event.type, condition, self._wanted(event.type))[self._number(event)]

    def _truths(self, event_type: str, condition: Condition, wanted: str | None) -> dict[int, Truth]:
        def ask() -> dict[int, Truth]:
            if not self.queries.store.holds(event_type):
                return {}
            rows = self.rows(self.queries.truths(event_type, condition, wanted))
            return {cast("int", number): _truth(truth) for number, truth in rows}

        return self.once(("truths", event_type, condition, wanted), ask)

    def answers(
        self, by: Points, matching: tuple[Pair, ...], event: Event
    ) -> tuple[Event | None, Event | None]:
        """The first point not before an event that certainly matches it, and the first that perhaps does."""
        wanted = self._wanted(event.type)

        def ask() -> dict[tuple[int, Truth], Event]:
            if not self.queries.store.holds(by.event):
                return {}
            rows = self.rows(self.queries.answers(event.type, by, matching, wanted))
            events = self._events(by.event, {cast("int", answer) for _, _, answer in rows})
            return {
                (cast("int", number), _truth(truth)): events[cast("int", answer)]
                for number, truth, answer in rows
            }

        found, number = self.once(("answers", event.type, by, matching, wanted), ask), self._number(event)
        return found.get((number, True)), found.get((number, None))

    def decisions(
        self, decided: Preceded, condition: Condition, event: Event
    ) -> Sequence[tuple[Event, Truth]]:
        """The events not later than one that certainly match it, in order, each with the answer to a condition."""
        wanted = self._wanted(event.type)

        def ask() -> dict[int, list[tuple[Event, Truth]]]:
            rows = self.rows(self.queries.decisions(event.type, decided, condition, wanted))
            events = self._events(decided.points.event, {cast("int", one) for _, one, _ in rows})
            return _grouped(
                (number, (events[cast("int", one)], _truth(truth))) for number, one, truth in rows
            )

        found = self.once(("decisions", event.type, decided, condition, wanted), ask)
        return found.get(self._number(event), ())

    def preceded(self, condition: Preceded, fields: Fields, instant: int) -> bool:
        """Whether an event not later than an instant certainly matches something with these fields."""
        names = tuple(theirs for _, theirs in condition.matching)

        def ask() -> tuple[ByKey, list[tuple[Mapping[str, str | int], int]]]:
            by_key, firsts = ByKey(), list[tuple[Mapping[str, str | int], int]]()
            for row in self.rows(self.queries.first_times(condition, names)):
                if row[-1] is not None:
                    by_key.add(len(firsts), [row[:-1]])
                    said = zip(names, row[:-1], strict=True)
                    firsts.append(
                        ({name: value for name, value in said if value is not None}, cast("int", row[-1]))
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

    def time_span(self, event_type: str) -> tuple[int, int] | None:
        """The first and the last instant at which an event of a type is known to have happened, if one is."""

        def ask() -> tuple[int, int] | None:
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
        wanted = self._wanted(event.type)

        def ask() -> dict[int, list[InForce]]:
            span_of = self._numbered_spans(by)
            if isinstance(by, Points) and not self.queries.store.holds(by.event):
                return {}
            query = self.queries.in_force(event.type, Covering(by, matching, field), wanted)
            rows = self.rows(f"{query} ORDER BY n, span, version")
            return _grouped(
                (number, InForce(span, span.versions[cast("int", version)], _truth(truth)))
                for number, named, version, truth, _ in rows
                for span in [span_of(cast("int", named))]
            )

        found = self.once(("in force", event.type, by, matching, field, wanted), ask)
        return found.get(self._number(event), ())

    def agreeing(self, by: Spans | Points, matching: tuple[Pair, ...], event: Event) -> Sequence[Span]:
        """The spans of which the last version certainly agrees with an event, whatever the conditions say."""
        wanted = self._wanted(event.type)

        def ask() -> dict[int, list[Span]]:
            span_of = self._numbered_spans(by)
            rows = self.rows(self.queries.agreeing(event.type, by, matching, wanted))
            return _grouped((number, span_of(cast("int", named))) for number, named in rows)

        return self.once(("agreeing", event.type, by, matching, wanted), ask).get(self._number(event), ())

    def _numbered_spans(self, by: Spans | Points) -> Callable[[int], Span]:
        """What tells a span by its number in the tables; spans of a record are put into one where they are not yet."""
        if isinstance(by, Points):
            return lambda number: span_of_point(self._events(by.event, [number])[number])
        self.put_into_a_table(by)
        return self.opened_spans(by).__getitem__

    def put_into_a_table(self, spans: Spans) -> None:
        """Put the versions of the opened spans of a record into a table, where they are not yet."""
        if spans not in self.queries.span_tables:
            table, kinds = f"v_{len(self.queries.span_tables)}", self.kinds_of_spans(spans)
            rows = list(_versions(self.opened_spans(spans), kinds))
            self.database.create(table, columns_of(SPAN_COLUMNS, kinds, self.queries.dialect), rows)
            self.queries.span_tables[spans] = table, kinds

    def put_rows(self, letter: str, names: Sequence[str], rows: Sequence[Row]) -> str:
        """Put rows of whole numbers into a new table; its name begins with a letter."""
        return self.put_table(letter, [(name, "BIGINT") for name in names], rows)

    def put_table(self, letter: str, columns: Columns, rows: Sequence[Row]) -> str:
        """Put rows into a new table; its name begins with a letter."""
        table = f"{letter}_{next(self.tables)}"
        self.database.create(table, columns, rows)
        return table

    def kinds_of_spans(self, spans: Spans) -> Kinds:
        """The fields of the versions of spans: those of all the events that they are made of."""
        kinds: dict[str, Kind] = {}
        for event_type in event_types_of(spans):
            for name, kind in self.queries.store.kinds(event_type).items():
                if kinds.setdefault(name, kind) != kind:
                    raise UnsupportedByEngine("audit", "mixed-values", {"field": name, "type": event_type})
        return kinds

    def put_query(self, letter: str, query: str) -> str:
        """Keep what a query answers in a new table; its name begins with a letter."""
        table = f"{letter}_{next(self.tables)}"
        self.database.keep(table, query)
        return table

    # --- looked up instead of looked through ---

    def opened_spans(self, spans: Spans | Points) -> Sequence[Span]:
        """The spans of which the opening is recorded; a point stands for one that it opens and nothing closes."""
        return self.once(("opened", spans), lambda: super(Found, self).opened_spans(spans))

    def candidates(self, spans: Spans, matching: tuple[Pair, ...], fields: Fields) -> Sequence[Span]:
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
        """The opened spans of which a field of the last version names an item; without a field, a part of the key."""
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

    # --- asking ---

    def once(self, question: Hashable, ask: Callable[[], Answer]) -> Answer:
        """The answer to a question, kept when it was asked first."""
        if question not in self.kept:
            self.kept[question] = ask()
        return cast("Answer", self.kept[question])

    def _are_occasions(self, points: Points) -> bool:
        return self.wanted is not None and points == self.wanted[0]

    def _wanted(self, event_type: str) -> str | None:
        """The table of the numbers that are wanted of a type, if not all are."""
        return self.wanted[1] if self.wanted and self.wanted[0].event == event_type else None

    def _events(self, event_type: str, numbers: Iterable[int]) -> dict[int, Event]:
        events = self.queries.store.events(event_type, numbers)
        told = self.numbers.setdefault(event_type, {})
        told.update(((event.source, event.id), number) for number, event in events.items())
        return events

    def _number(self, event: Event) -> int:
        told = self.numbers.setdefault(event.type, {})
        if (event.source, event.id) not in told:
            told[event.source, event.id] = self._number_of(
                event
            )  # it was told before something was forgotten
        return told[event.source, event.id]

    def _number_of(self, event: Event) -> int:
        literal = self.queries.dialect.literal
        ((number,),) = self.rows(
            f"SELECT n FROM {view_of(event.type)} WHERE source = {literal(event.source)} AND id = {literal(event.id)}"
        )
        return cast("int", number)

    def rows(self, query: str) -> list[Row]:
        """The rows that a query answers."""
        return cast("list[Row]", list(self.database.rows(query)))


def _versions(spans: Sequence[Span], kinds: Kinds) -> Iterator[Row]:
    """The rows of the versions of spans, each with the instant at which it stops speaking."""
    for number, span in enumerate(spans):
        latest = len(span.versions) - 1
        for place, (version, until) in enumerate(versions_of(span)):
            said = (written(version.fields.get(name)) for name in kinds)
            yield (number, place, version.since, until, int(place == latest), *said)


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
