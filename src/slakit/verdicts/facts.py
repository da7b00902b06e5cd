"""The facts that verdicts rest on: what an engine must find in a log, and what of it follows for every engine.

A check asks questions: which points there are, which spans, what was in force, what came after. The reference engine
answers each by looking through a list. An engine that answers them otherwise gives the same verdicts.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from slakit.checks import (
    Among,
    Between,
    Condition,
    Established,
    Every,
    Given,
    Not,
    Pair,
    Points,
    Preceded,
    Some,
    Spans,
    Term,
)
from slakit.events.event import Event, SetAside
from slakit.findings import Outcome
from slakit.verdicts.binding import Binding, Renewal, services_in
from slakit.verdicts.clocks import Calendars
from slakit.verdicts.spans import Span, Version, span_of_point, while_it_stands
from slakit.verdicts.truth import (
    EVERY_SERVICE,
    Fields,
    Key,
    Truth,
    agree,
    all_of,
    optional,
    truth_of,
    whole,
)

if TYPE_CHECKING:
    from slakit.checks import Compared, CoveredBefore, Duty, Proof, Same
    from slakit.verdicts.case_sums import CaseSums
    from slakit.verdicts.classes import Summed
    from slakit.verdicts.notices import Notices

Found = TypeVar("Found")


class InForce(NamedTuple):
    """A span in force at an instant, what it says then, and whether it is certainly one that was asked for."""

    span: Span
    version: Version
    truth: Truth


class Decision(NamedTuple):
    """An event that decides a point, certainly (`is_of_it`) or perhaps, and the answer to a condition about it."""

    event: Event
    is_of_it: bool
    meets: Truth


@dataclass(frozen=True)
class Facts(ABC):
    """A log as it is known at an instant: what has happened by `at` and was recorded by `known_at`."""

    at: int
    term: Term
    annex: frozenset[str]
    known_at: int | None = None
    set_aside: tuple[SetAside, ...] = ()

    # --- what an engine finds ---

    @abstractmethod
    def points(self, points: Points) -> Iterable[tuple[Event, Truth]]:
        """The events of a type, in order, each with the answer to the condition."""

    @abstractmethod
    def spans(self, spans: Spans) -> Sequence[Span]:
        """The spans of a record, by their first event."""

    @abstractmethod
    def preceded(self, condition: Preceded, fields: Fields, instant: int) -> bool:
        """Whether an event not later than an instant certainly matches something with these fields."""

    @abstractmethod
    def held(self, condition: Condition, event: Event) -> Truth:
        """The answer to a condition about an event."""

    @abstractmethod
    def answers(
        self, by: Points, matching: tuple[Pair, ...], event: Event
    ) -> tuple[Event | None, Event | None]:
        """The first point not before an event that certainly matches it, and the first that perhaps does."""

    # --- where an engine may look less far ---

    def candidates(self, spans: Spans | Points, matching: tuple[Pair, ...], fields: Fields) -> Sequence[Span]:
        """The opened spans among which are all that may agree with these fields in a version."""
        return self.opened_spans(spans)

    def notices(self, check: "CoveredBefore") -> "Notices | None":
        """The notices of a check by what they announce, where they are kept so."""
        return None

    def spans_at(self, spans: Spans, place: Mapping[str, str]) -> Sequence[Span]:
        """The spans of which the key names a place, or every place."""
        return [
            span
            for span in self.spans(spans)
            for key in [dict(zip(spans.key, span.key, strict=True))]
            if all(key.get(axis) in (value, EVERY_SERVICE) for axis, value in place.items())
        ]

    def spans_naming(self, spans: Spans, field: str | None, item: str) -> Sequence[Span]:
        """The opened spans of which a field ever named an item; without a field, a part of the key."""
        return [span for span in self.opened_spans(spans) if names_item(span, field, item)]

    def points_for(
        self, points: Points, matching: tuple[Pair, ...], fields: Fields
    ) -> Iterable[tuple[Event, Truth]]:
        """The points, in order, that match these fields or perhaps do."""
        for event, fits in self.points(points):
            truth = all_of((fits, agree(matching, fields, event.data)))
            if truth is not False:
                yield event, truth

    def decisions(self, decided: Preceded, condition: Condition, event: Event) -> Sequence[Decision]:
        """The events not later than one that match it or perhaps do, in order, each with the answer to a condition."""
        return [
            Decision(one, truth is True, self.held(condition, one))
            for one, truth in self.points_for(decided.points, decided.matching, event.data)
            if one.time <= event.time
        ]

    def in_force_at(
        self, by: Spans | Points, matching: tuple[Pair, ...], event: Event, field: str | None = None
    ) -> Sequence[InForce]:
        """The spans in force at an event, or at the instant in its `field`, that match it or perhaps do."""
        instant = optional(event.data.get(field)) if field else event.time
        return [] if instant is None else self.in_force(by, matching, event.data, instant)

    def agreeing(self, by: Spans | Points, matching: tuple[Pair, ...], event: Event) -> Sequence[Span]:
        """The spans of which the last version certainly agrees with an event, whatever the conditions say."""
        return [
            span
            for span in self.candidates(by, matching, event.data)
            if agree(matching, event.data, span.versions[-1].fields)
        ]

    def of_term(self, points: Points) -> Iterable[tuple[Event, Truth]]:
        """The points that the term rests on, whatever the check is."""
        return self.points(points)

    def begun_before(self, spans: Spans) -> set[Key]:
        """The keys under which spans began of which nothing is told any more; none if everything is."""
        return set()

    def of_alike(
        self,
        asked: object,
        read: Callable[[], Callable[[Event], object]],
        event: Event,
        find: Callable[[], Found],
    ) -> Found:
        """What a part of a check finds of an event by what `read` makes read of it, and by what is in force then.

        An engine may find it once for all events of which the same is read while the same is in force.
        """
        return find()

    def case_sums(self, check: "Compared", duty: "Duty") -> "CaseSums | None":
        """The sums of the cases that a check compares, where an engine adds them up by itself; else they are told one by one."""
        return None

    def summed_classes(self, check: "Same", duty: "Duty") -> "Summed[Any] | None":
        """The classes of a check that an engine adds up by itself; their members are then not among the points that it tells."""
        return None

    # --- what follows ---

    @cached_property
    def calendars(self) -> Calendars:
        """The working calendars as far as they are known."""
        return Calendars(self.known_at)

    def opened_spans(self, spans: Spans | Points) -> Sequence[Span]:
        """The spans of which the opening is recorded; a point stands for one that it opens and nothing closes."""
        if isinstance(spans, Points):
            return [span_of_point(event) for event, _ in self.points(spans)]
        return [span for span in self.spans(spans) if span.versions]

    def truth(self, condition: Condition, fields: Fields, instant: int) -> Truth:
        """The answer to a condition about something with these fields at an instant."""
        return truth_of(condition, fields, lambda preceded: self.preceded(preceded, fields, instant))

    def unclear(self, condition: Condition, fields: Fields, instant: int) -> tuple[str, ...]:
        """The fields, and the facts by their field, that leave a condition unknown; none if it is yes or no."""
        if self.truth(condition, fields, instant) is not None:
            return ()
        match condition:
            case Among(field=name) | Between(field=name) | Established(fact=name):
                return (name,)
            case Every(parts=parts) | Some(parts=parts):
                found = (name for part in parts for name in self.unclear(part, fields, instant))
                return tuple(dict.fromkeys(found))
            case Not(part=part):
                return self.unclear(part, fields, instant)
            case _:  # the others are never unknown
                return ()

    def failing(self, condition: Condition, fields: Fields, instant: int) -> tuple[str, ...]:
        """Of several conditions that are asked together, the fields and facts of those that do not hold."""
        parts = condition.parts if isinstance(condition, Every) else ()
        found = (
            name
            for part in parts
            if len(parts) > 1 and self.truth(part, fields, instant) is False
            for name in _named_in(part)
        )
        return tuple(dict.fromkeys(found))

    def in_force(
        self, spans: Spans | Points, matching: tuple[Pair, ...], fields: Fields, instant: int
    ) -> Sequence[InForce]:
        """The spans in force at an instant that match these fields or perhaps do."""
        return [
            InForce(span, version, truth)
            for span in self.candidates(spans, matching, fields)
            if (version := span.version_at(instant))
            and (truth := all_of((while_it_stands(version, self.truth(spans.where, version.fields, instant)),
                                  agree(matching, fields, version.fields)))) is not False
        ]  # fmt: skip

    def proofs_of_term(self) -> Iterator[Event]:
        """The events that prove that the agreement stood, those that are not valid too: each is judged as a part of it."""
        for proof in self.term.proof:
            yield from (event for event, fits in self.of_term(proof.of) if fits)

    @cached_property
    def _proofs(self) -> frozenset[tuple[str, str]]:
        return frozenset((event.source, event.id) for event in self.proofs_of_term())

    def proves_term(self, event: Event) -> bool:
        """Whether an event is what the agreement stands on: its signature belongs to it, whenever it was given."""
        return (event.source, event.id) in self._proofs

    @cached_property
    def _binding(self) -> Binding:
        start, end = self.term.start, self.term.end
        told, others, ends = list[int](), list[int](), list[int]()
        for proof, event in self._valid_proofs():
            since = optional(event.data.get(proof.effective)) if proof.effective else None
            until = optional(event.data.get(proof.expires)) if proof.expires else None
            if since is None:
                others.append(event.time if self.term.inferred else start)
            else:
                told.append(since)
            ends.append(end if until is None else until)
        since, until = min([*told, *others], default=start), max(ends, default=end)
        for renewal in sorted(self.renewals(), key=lambda one: one.since):
            if renewal.since <= until and renewal.covers is None:
                until = max(until, end if renewal.until is None else renewal.until)
        return Binding(min(max(start, since), end), max(start, min(until, end)), not others)

    def binding(self) -> Binding:
        """For which time the agreement is known to bind: its term, as far as the proofs that it stood reach.

        A proof reaches from the day that it gives the agreement effect, else, if the first day is only inferred, from
        when it was given; and until the last day of that effect, else to the end. Renewals of all services that go on from
        it add to it.
        A proof that is not valid proves nothing, and one that perhaps is counts only where none is certain.
        """
        return self._binding

    def is_proved(self) -> bool:
        """Whether a proof that certainly is valid is recorded; what comes later then only adds to its effect."""
        return any(valid for valid, _, _ in self._proofs_given())

    def _valid_proofs(self) -> list[tuple["Proof", Event]]:
        given = list(self._proofs_given())
        certain = [(proof, event) for valid, proof, event in given if valid]
        return certain or [(proof, event) for valid, proof, event in given if valid is None]

    def _proofs_given(self) -> Iterator[tuple[Truth, "Proof", Event]]:
        for proof in self.term.proof:
            for event, fits in self.of_term(proof.of):
                if fits:
                    yield self.held(proof.valid, event), proof, event

    @cached_property
    def _renewals(self) -> list[Renewal]:
        if self.term.extended is None:
            return []
        return [
            Renewal(
                whole(event.data[self.term.effective]),
                optional(event.data.get(self.term.expires)),
                services_in(event.data, self.term.covers),
            )
            for event, fits in self.of_term(self.term.extended)
            if fits and self.term.effective in event.data
        ]

    def renewals(self) -> list[Renewal]:
        """The spans for which the agreement itself was renewed, as known."""
        return self._renewals

    def horizon(self, service: str | None = None) -> int | None:
        """When the agreement ends, for a service or at all, its renewals included; nothing if a renewal has no end."""
        ends = [self.term.end, *(one.until for one in self.renewals() if one.is_of(service))]
        known_ends = [end for end in ends if end is not None]
        return max(known_ends) if len(known_ends) == len(ends) else None

    def in_term(self, instant: int, service: str | None = None) -> tuple[Outcome, str] | None:
        """Why an instant is not, or perhaps not, under the agreement, for a service; nothing if it is."""
        binding, is_in_term = self.binding(), self.term.start <= instant < self.term.end
        if is_in_term and instant < binding.since:
            return Outcome.UNDETERMINED, "outside-effect" if binding.is_told else "before-first-proof"
        if is_in_term and instant < binding.until:
            return None
        if any(renewal.binds(instant, service) for renewal in self.renewals()):
            return None
        if is_in_term:
            return Outcome.UNDETERMINED, "outside-effect"
        return Outcome.NOT_APPLICABLE, "out-of-term"

    def services_bound(self, annex: frozenset[str], instant: int) -> frozenset[str]:
        """The services of an annex that are under the agreement at an instant, or perhaps are: a renewal may leave some out."""
        if instant < self.term.end or all(renewal.covers is None for renewal in self.renewals()):
            return annex
        return frozenset(service for service in annex if self.in_term(instant, service) is None)


def _named_in(condition: Condition) -> Iterator[str]:
    """The fields that a condition asks for, and the facts by their field."""
    match condition:
        case Among(field=name) | Between(field=name) | Given(field=name) | Established(fact=name):
            yield name
        case Every(parts=parts) | Some(parts=parts):
            for part in parts:
                yield from _named_in(part)
        case Not(part=part):
            yield from _named_in(part)
        case _:  # what comes before is a sign of a fact, which has a name
            return


def names_item(span: Span, field: str | None, item: str) -> bool:
    """Whether a field of a span ever named an item, or every item; without a field, whether a part of its key does."""
    return bool(named_from(span, field, item))


def named_from(span: Span, field: str | None, item: str) -> list[tuple[int, int | None]]:
    """From when on and until when a field of an opened span names an item; nothing stands for the end of the span.

    What opens it once more adds to what it names, and what amends it says what it names from then on.
    """
    if field is None:
        return [(span.opened, None)] if item in span.key or EVERY_SERVICE in span.key else []
    parts, since, opening = list[tuple[int, int | None]](), None, span.versions[0].event.type
    for version in span.versions:
        if field not in version.event.data:
            continue
        value = version.fields.get(field)
        named = value if isinstance(value, tuple) else (value,)
        if item in named or EVERY_SERVICE in named:
            since = version.since if since is None else since
        elif since is not None and version.event.type != opening:
            parts.append((since, version.since))
            since = None
    return parts if since is None else [*parts, (since, None)]
