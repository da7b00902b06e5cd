"""The log as it is known at an instant: events in order, spans, and conditions with three answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

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
from slakit.engines.reference.clocks import Calendars
from slakit.events.event import Event, FieldValue, SetAside
from slakit.findings import Outcome

Truth = bool | None
"""Yes, no, or unknown."""
Fields = Mapping[str, FieldValue]
Key = tuple[FieldValue | None, ...]
EVERY_SERVICE = "*"


@dataclass(frozen=True, slots=True)
class Version:
    """What a span says from an instant on."""

    since: int
    fields: Fields
    event: Event


@dataclass(frozen=True, slots=True)
class Span:
    """A record from its opening to its closing; without versions, only its closing is recorded."""

    key: Key
    versions: tuple[Version, ...]
    closing: Event | None

    @property
    def opened(self) -> int:
        """When it opened; a span of which only the closing is recorded never opened."""
        return self.versions[0].since

    @property
    def closed(self) -> int | None:
        """When it closed, if it did."""
        return self.closing.time if self.closing else None

    @property
    def first(self) -> Event:
        """The first event that is recorded of it."""
        if self.versions:
            return self.versions[0].event
        assert self.closing is not None  # a span is made of its opening or of its closing
        return self.closing

    def version_at(self, instant: int) -> Version | None:
        """What it says at an instant, if it is in force then."""
        if self.closed is not None and self.closed <= instant:
            return None
        said = [version for version in self.versions if version.since <= instant]
        return said[-1] if said else None


class _Making:
    """Spans in the making: what is open, by key, and what was closed.

    At one instant, a closing ends what was open before; then openings and amendments count; then a closing that found
    nothing open ends what has just opened. An amendment or closing that leaves a field of the key unrecorded is of
    every open span that agrees in the rest. An event for `*` is one for each service of the annex.
    """

    def __init__(self, record: Spans, annex: frozenset[str]) -> None:
        self.record = record
        self.annex = annex
        self.open: dict[Key, list[Version]] = {}
        self.closed: list[Span] = []

    def at_one_instant(self, events: Sequence[Event]) -> None:
        """Take in the events of one instant."""
        closings = [event for event in events if event.type == self.record.closes]
        left = [event for event in closings if not self._close(event)]
        for event in events:
            if event.type == self.record.opens:
                self._open(event)
        for event in events:
            if event.type in self.record.amends:
                self._amend(event)
        for event in left:
            if not self._close(event):
                self.closed += [Span(key, (), event) for key, _ in self._keys(event)]

    def spans(self) -> list[Span]:
        """All spans, the open ones included."""
        return self.closed + [Span(key, tuple(versions), None) for key, versions in self.open.items()]

    def _keys(self, event: Event) -> Iterator[tuple[Key, Fields]]:
        """The keys that an event opens, each with the fields that it has there."""
        service = self.record.service
        everywhere = service is not None and event.data.get(service) == EVERY_SERVICE
        for fields in (
            [{**event.data, service: one} for one in sorted(self.annex)]
            if service and everywhere
            else [event.data]
        ):
            yield tuple(fields.get(name) for name in self.record.key), fields

    def _meant(self, event: Event) -> list[Key]:
        wanted = [event.data.get(name) for name in self.record.key]
        return [
            key
            for key in self.open
            if all(mine in (None, EVERY_SERVICE, its) for mine, its in zip(wanted, key, strict=True))
        ]

    def _open(self, event: Event) -> None:
        for key, fields in self._keys(event):
            self.open.setdefault(key, []).append(Version(event.time, fields, event))

    def _amend(self, event: Event) -> None:
        for key in self._meant(event):
            versions = self.open[key]
            versions.append(Version(event.time, {**versions[-1].fields, **event.data}, event))

    def _close(self, event: Event) -> bool:
        meant = self._meant(event)
        self.closed += [Span(key, tuple(self.open.pop(key)), event) for key in meant]
        return bool(meant)


@dataclass(frozen=True)
class Known:
    """The events that have happened by `at` and are known by then, in one total order."""

    events: Sequence[Event]
    at: int
    term: Term
    annex: frozenset[str]
    known_at: int | None = None
    set_aside: tuple[SetAside, ...] = ()

    @cached_property
    def calendars(self) -> Calendars:
        """The working calendars as far as they are known."""
        return Calendars(self.known_at)

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

    def points(self, points: Points) -> Iterator[tuple[Event, Truth]]:
        """The events of a type, each with the answer to the condition."""
        for event in self.of_type(points.event):
            yield event, self.truth(points.where, event.data, event.time)

    def spans(self, spans: Spans) -> list[Span]:
        """The spans of a record, by their first event.

        Opening what is open gives it a new version that replaces all that it said. Amending what is not open has no
        effect; closing what is not open leaves a span of which only the closing is recorded.
        """
        if spans not in self._spans:
            self._spans[spans] = self._spans_of(spans)
        return self._spans[spans]

    def _spans_of(self, spans: Spans) -> list[Span]:
        making = _Making(spans, self.annex)
        kinds = (spans.opens, *spans.amends, *((spans.closes,) if spans.closes else ()))
        events = sorted((event for kind in kinds for event in self.of_type(kind)), key=order)
        for _, simultaneous in groupby(events, key=lambda event: event.time):
            making.at_one_instant(list(simultaneous))
        return sorted(making.spans(), key=lambda span: order(span.first))

    def opened_spans(self, spans: Spans | Points) -> list[Span]:
        """The spans of which the opening is recorded; a point stands for one that it opens and nothing closes."""
        if isinstance(spans, Points):
            return [
                Span((), (Version(event.time, event.data, event),), None)
                for event in self.of_type(spans.event)
            ]
        return [span for span in self.spans(spans) if span.versions]

    def truth(self, condition: Condition, fields: Fields, instant: int) -> Truth:
        """The answer to a condition about something with these fields at an instant."""
        match condition:
            case Among(field=name, yes=yes, no=no):
                return _among(fields.get(name), yes, no)
            case Between(field=name, low=low, high=high):
                number = fields.get(name)
                if not isinstance(number, int):
                    return None
                return (low is None or low <= number) and (high is None or number <= high)
            case Given(field=name):
                return name in fields
            case Preceded(points=points, matching=matching):
                return any(True for _ in self.preceding(points, matching, fields, instant))
            case Every(parts=parts):
                return all_of(self.truth(part, fields, instant) for part in parts)
            case Some(parts=parts):
                return opposite(all_of(opposite(self.truth(part, fields, instant)) for part in parts))
            case Not(part=part):
                return opposite(self.truth(part, fields, instant))
            case Established(holds=holds, fails=fails):
                if self.truth(holds, fields, instant):
                    return True
                return False if self.truth(fails, fields, instant) else None

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

    def preceding(
        self, points: Points, matching: tuple[Pair, ...], fields: Fields, instant: int
    ) -> Iterator[Event]:
        """The events not later than an instant that certainly match."""
        for event, fits in self.points(points):
            if event.time <= instant and fits and agree(matching, fields, event.data):
                yield event

    def proof_of_term(self) -> Event | None:
        """The first event that proves that the agreement stood, if one is recorded."""
        proofs = [event for points in self.term.proof for event, fits in self.points(points) if fits]
        return min(proofs, key=order, default=None)

    def proves_term(self, event: Event) -> bool:
        """Whether an event is what the agreement stands on: its signature belongs to it, whenever it was given."""
        return any(
            event.type == points.event and self.truth(points.where, event.data, event.time)
            for points in self.term.proof
        )

    def binding_since(self) -> int:
        """From when on the agreement is known to bind: its start, or the first proof if the start is inferred."""
        proof = self.proof_of_term()
        if self.term.inferred and proof:
            return max(self.term.start, proof.time)
        return self.term.start

    def renewals(self) -> list[tuple[int, int | None]]:
        """The spans for which the agreement itself was renewed, as known."""
        if self.term.extended is None:
            return []
        return [
            (whole(event.data[self.term.effective]), optional(event.data.get(self.term.expires)))
            for event, fits in self.points(self.term.extended)
            if fits and self.term.effective in event.data
        ]

    def horizon(self) -> int | None:
        """When the agreement ends, its renewals included; nothing if a renewal has no end."""
        ends = [self.term.end, *(until for _, until in self.renewals())]
        known_ends = [end for end in ends if end is not None]
        return max(known_ends) if len(known_ends) == len(ends) else None

    def in_term(self, instant: int) -> tuple[Outcome, str] | None:
        """Why an instant is not, or perhaps not, under the agreement; nothing if it is."""
        if self.term.start <= instant < self.binding_since():
            return Outcome.UNDETERMINED, "before-first-proof"
        if self.term.start <= instant < self.term.end:
            return None
        if any(since <= instant and (until is None or instant < until) for since, until in self.renewals()):
            return None
        return Outcome.NOT_APPLICABLE, "out-of-term"


def order(event: Event | None) -> tuple[int, int, str, str]:
    """The total order of events: when they happened, when they became known, and their identity."""
    assert event is not None
    return event.time, event.recorded, event.source, event.id


def whole(value: FieldValue) -> int:
    """A field that the vocabulary declares as a whole number or an instant."""
    assert isinstance(value, int)
    return value


def optional(value: FieldValue | None) -> int | None:
    """A whole number that need not be there."""
    return None if value is None else whole(value)


def _among(
    value: FieldValue | None, yes: frozenset[str | int | bool], no: frozenset[str | int | bool] | None
) -> Truth:
    if value is None:
        return None
    if isinstance(value, tuple):
        return opposite(all_of(opposite(_among(item, yes, no)) for item in value))
    if value in yes:
        return True
    return False if no is None or value in no else None


def all_of(truths: Iterable[Truth]) -> Truth:
    """No if one answer is no, else unknown if one is unknown, else yes."""
    answers = list(truths)
    if False in answers:
        return False
    return None if None in answers else True


def opposite(truth: Truth) -> Truth:
    """Yes and no exchanged; unknown stays unknown."""
    return None if truth is None else not truth


def agree(matching: tuple[Pair, ...], ours: Fields, theirs: Fields) -> Truth:
    """Whether two sides agree in all matched fields; a field recorded on one side only leaves it unknown.

    Neither side recording it counts as agreement: a fee of no stated kind is announced by a fee of no stated kind.
    """
    return all_of(_same_field(ours.get(mine), theirs.get(other)) for mine, other in matching)


def _same_field(mine: FieldValue | None, other: FieldValue | None) -> Truth:
    if mine is None and other is None:
        return True
    if mine is None or other is None:
        return None
    return mine == other or EVERY_SERVICE in (mine, other)
