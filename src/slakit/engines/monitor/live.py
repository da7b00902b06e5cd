"""The facts of a log that is still being written: what is kept of it answers what a check asks."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from slakit.checks import Condition, CoveredBefore, Pair, Points, Preceded, Spans, Term
from slakit.engines.monitor.indices import match_of
from slakit.engines.monitor.kept import Kept, Name, name_of, sides
from slakit.events.event import Event, SetAside
from slakit.findings import Outcome
from slakit.verdicts.binding import Binding, Renewal
from slakit.verdicts.clocks import Calendars
from slakit.verdicts.facts import Facts, Found, InForce
from slakit.verdicts.notices import Notices
from slakit.verdicts.spans import Span, span_of_point, while_it_stands
from slakit.verdicts.truth import EVERY_SERVICE, Fields, Key, Truth, agree, all_of, optional


class Ground:
    """What stands under every duty: the term with its proofs and renewals, the annex, calendars, lines set aside."""

    def __init__(self, term: Term, annex: frozenset[str], known_at: int | None = None) -> None:
        self.term = term
        self.annex = annex
        self.known_at = known_at
        self.calendars = Calendars(known_at)
        self._set_aside: dict[tuple[str | None, str], SetAside] = {}
        self.proofs: frozenset[Name] = frozenset()
        self._is_proved = False
        self.renewals: list[Renewal] = []
        self.horizon: int | None = term.end
        self._kept = Kept(annex, (term.proof, term.extended))
        self.types = frozenset(self._kept.points)
        self._is_told = any(proof.effective or proof.expires for proof in term.proof)
        """Whether a proof may say for which time the agreement has effect."""
        self.as_known = self._facts(-1).binding()
        self.binding = self._binding()

    def take(self, events: Sequence[Event], at: int) -> bool:
        """Take in the events of one instant; whether they change what is known of the term."""
        before = self.proofs, self.renewals
        self._kept.take(events)
        facts = self._facts(at)
        self.proofs = frozenset(map(name_of, facts.proofs_of_term()))
        self._is_proved = facts.is_proved()
        self.renewals = facts.renewals()
        self.horizon = facts.horizon()
        self.as_known = facts.binding()
        self.binding = self._binding()
        return before != (self.proofs, self.renewals)

    def _facts(self, at: int) -> "Plain":
        return Plain(at=at, term=self.term, annex=self.annex, known_at=self.known_at, kept=self._kept)

    def take_aside(self, line: SetAside) -> bool:
        """Take note of a line that was set aside; whether it is the first of its sort."""
        return self._set_aside.setdefault((line.type, line.reason), line) is line

    @property
    def set_aside(self) -> Collection[SetAside]:
        """Of the lines that were set aside one of each sort: what a line casts doubt on is told by its type and reason."""
        return self._set_aside.values()

    def _binding(self) -> range:
        """The instants that are under the agreement whatever is still to come; in `Facts.in_term` all others are looked at."""
        return range(0) if self._is_unproved() else range(self.as_known.since, self.as_known.until)

    def _is_unproved(self) -> bool:
        """Whether the first valid proof, which may say from when or until when the agreement binds, is still to come."""
        return not self._is_proved and (self.term.inferred or self._is_told)

    def live(
        self,
        at: int,
        kept: Kept,
        of: Spans | None = None,
        *,
        act: Span | None = None,
        again: bool = False,
        announcing: Notices | None = None,
    ) -> "Live":
        """The facts as of an instant that a duty keeps; with an act, that one alone of its kind `of`.

        `announcing` are the kept notices by what they announce, where they are kept so.
        """
        return Live(
            at=at,
            term=self.term,
            annex=self.annex,
            known_at=self.known_at,
            kept=kept,
            ground=self,
            of=of,
            act=act,
            again=again,
            announcing=announcing,
        )

    def events(self) -> Iterator[Event]:
        """The events that it rests on."""
        return self._kept.events()

    def leaves_open(self, instant: int) -> bool:
        """Whether a proof or a renewal that comes later may still change whether an instant is under the agreement."""
        if instant in self.binding:
            return False
        if self.term.start <= instant and self._is_unproved():
            return True
        if self.term.start <= instant < self.term.end:
            return self._is_told
        return self.term.extended is not None


@dataclass(frozen=True, kw_only=True)
class Plain(Facts):
    """The facts that are kept, and nothing else."""

    kept: Kept

    def points(self, points: Points) -> Iterator[tuple[Event, Truth]]:
        """The kept events of a type, in order, each with the answer to the condition."""
        for event in list(self.kept.points[points.event].events.values()):
            yield event, self.truth(points.where, event.data, event.time)

    def spans(self, spans: Spans) -> Sequence[Span]:
        """The kept spans of a record, by their first event."""
        return self.kept.records[spans].spans()

    def preceded(self, condition: Preceded, fields: Fields, instant: int) -> bool:
        """Whether a kept event not later than an instant certainly matches something with these fields."""
        return any(True for _ in self._preceding(condition, fields, instant))

    def held(self, condition: Condition, event: Event) -> Truth:
        """The answer to a condition about an event."""
        return self.truth(condition, event.data, event.time)

    def answers(
        self, by: Points, matching: tuple[Pair, ...], event: Event
    ) -> tuple[Event | None, Event | None]:
        """The first kept point not before an event that certainly matches it, and the first that perhaps does."""
        unclear = None
        for answer in self._matched(by.event, matching, event.data):
            if answer.time < event.time:
                continue
            truth = all_of(
                (
                    self.truth(by.where, answer.data, answer.time),
                    agree(matching, event.data, answer.data),
                )
            )
            if truth:
                sure = answer
                break
            if truth is None and unclear is None:
                unclear = answer
        else:
            return None, unclear
        if unclear is None:
            unclear = self._first_unclear(by, matching, event)
        return sure, unclear

    def in_force_at(
        self, by: Spans | Points, matching: tuple[Pair, ...], event: Event, field: str | None = None
    ) -> Sequence[InForce]:
        """The kept spans in force at an event, or at the instant in its `field`, that match it or perhaps do."""
        instant = optional(event.data.get(field)) if field else event.time
        if instant is None:
            return []
        if isinstance(by, Points):
            return self._in_force(by, matching, event, instant)
        asked = matching, tuple([event.data.get(mine) for mine, _ in matching])
        return self.kept.records_of(by).in_force(
            instant, asked, lambda: self._in_force(by, matching, event, instant)
        )

    def _in_force(
        self, by: Spans | Points, matching: tuple[Pair, ...], event: Event, instant: int
    ) -> list[InForce]:
        found: list[InForce] = []
        for span in self._spans_matched(by, matching, event.data):
            version = span.version_at(instant)
            if version is None or (matches := agree(matching, event.data, version.fields)) is False:
                continue
            fits = while_it_stands(version, self.truth(by.where, version.fields, instant))
            truth = all_of((fits, matches))
            if truth is not False:
                found.append(InForce(span, version, truth))
        return found

    def agreeing(self, by: Spans | Points, matching: tuple[Pair, ...], event: Event) -> list[Span]:
        """The kept spans of which the last version certainly agrees with an event, whatever the conditions say."""
        return [
            span
            for span in self._spans_matched(by, matching, event.data)
            if agree(matching, event.data, span.versions[-1].fields)
        ]

    def candidates(self, spans: Spans | Points, matching: tuple[Pair, ...], fields: Fields) -> Sequence[Span]:
        """The opened spans among which are all that may agree with these fields in a version."""
        return self._spans_matched(spans, matching, fields)

    def of_alike(
        self,
        asked: object,
        read: Callable[[], Callable[[Event], object]],
        event: Event,
        find: Callable[[], Found],
    ) -> Found:
        """What is found of an event by what is read of it, found once until something that is kept changes."""
        return self.kept.of_alike(asked, read, event, find)

    def spans_at(self, spans: Spans, place: Mapping[str, str]) -> Sequence[Span]:
        """The kept spans of which the key names a place, or every place."""
        names = tuple(axis for axis in place if axis in spans.key)
        return [
            span
            for span in self.kept.records[spans].matched(names, match_of(place, names))
            for key in [dict(zip(spans.key, span.key, strict=True))]
            if all(key.get(axis) in (value, EVERY_SERVICE) for axis, value in place.items())
        ]

    def spans_naming(self, spans: Spans, field: str | None, item: str) -> Sequence[Span]:
        """The kept spans of which a field ever named an item; without a field, a part of the key."""
        return self.kept.records_of(spans).naming(field, item)

    def points_for(
        self, points: Points, matching: tuple[Pair, ...], fields: Fields
    ) -> Iterator[tuple[Event, Truth]]:
        """The kept points, in order, that match these fields or perhaps do."""
        for event in self._matched(points.event, matching, fields):
            truth = all_of(
                (self.truth(points.where, event.data, event.time), agree(matching, fields, event.data))
            )
            if truth is not False:
                yield event, truth

    def _preceding(self, condition: Preceded, fields: Fields, instant: int) -> Iterator[Event]:
        for event in self._matched(condition.points.event, condition.matching, fields):
            if (
                event.time <= instant
                and agree(condition.matching, fields, event.data)
                and self.truth(condition.points.where, event.data, event.time)
            ):
                yield event

    def _first_unclear(self, by: Points, matching: tuple[Pair, ...], event: Event) -> Event | None:
        return next(
            (
                answer
                for answer, truth in self.points_for(by, matching, event.data)
                if truth is None and answer.time >= event.time
            ),
            None,
        )

    def _matched(self, event_type: str, matching: tuple[Pair, ...], fields: Fields) -> Iterable[Event]:
        ours, theirs = sides(matching)
        return self.kept.points[event_type].matched(theirs, match_of(fields, ours))

    def _spans_matched(
        self, by: Spans | Points, matching: tuple[Pair, ...], fields: Fields
    ) -> Sequence[Span]:
        if isinstance(by, Points):
            return [span_of_point(event) for event in self._matched(by.event, matching, fields)]
        ours, theirs = sides(matching)
        return [
            span for span in self.kept.records_of(by).matched(theirs, match_of(fields, ours)) if span.versions
        ]


@dataclass(frozen=True, kw_only=True)
class Live(Plain):
    """The facts that occasions are judged by: what their duty keeps, and an act as the only one of its kind."""

    ground: Ground
    of: Spans | None = None
    act: Span | None = None
    again: bool = False
    announcing: Notices | None = None

    def as_of(self, at: int) -> "Live":
        """These facts as of another instant: they are those that are kept, so only the instant moves on."""
        object.__setattr__(self, "at", at)
        return self

    def spans(self, spans: Spans) -> Sequence[Span]:
        """The act that is judged, if its kind is asked for; else the kept spans."""
        if self.act is not None and spans == self.of:
            return [self.act]
        return super().spans(spans)

    def spans_naming(self, spans: Spans, field: str | None, item: str) -> Sequence[Span]:
        """The act that is judged, if its kind is asked for and it names the item; else the kept spans that do."""
        if self.act is not None and spans == self.of:
            return Facts.spans_naming(self, spans, field, item)
        return super().spans_naming(spans, field, item)

    def begun_before(self, spans: Spans) -> set[Key]:
        """The key of the act, if one with this key began before it."""
        return {self.act.key} if self.act is not None and self.again else set()

    def notices(self, check: CoveredBefore) -> Notices | None:
        """The kept notices by what they announce."""
        return self.announcing

    @property
    def calendars(self) -> Calendars:
        """The working calendars, opened once for all duties."""
        return self.ground.calendars

    def in_term(self, instant: int, service: str | None = None) -> tuple[Outcome, str] | None:
        """Why an instant is not, or perhaps not, under the agreement; of most it is known at once that it is."""
        return None if instant in self.ground.binding else super().in_term(instant, service)

    def proves_term(self, event: Event) -> bool:
        """Whether an event is what the agreement stands on."""
        return event.type in self.ground.types and name_of(event) in self.ground.proofs

    def binding(self) -> Binding:
        """For which time the agreement is known to bind, as known by now."""
        return self.ground.as_known

    def renewals(self) -> list[Renewal]:
        """The spans for which the agreement itself was renewed, as known by now."""
        return self.ground.renewals

    def horizon(self, service: str | None = None) -> int | None:
        """When the agreement ends, for a service or at all, its renewals included; nothing if a renewal has no end."""
        return self.ground.horizon if service is None else super().horizon(service)
