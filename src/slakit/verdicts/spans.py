"""Spans: a record from its opening to its closing, made of the events of its type."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from slakit.checks import Spans
from slakit.events.event import Event
from slakit.values import Value
from slakit.verdicts.truth import EVERY_SERVICE, Fields, Key, Truth, order

Within = tuple[frozenset[tuple[str, str]], ...]
"""For each field of a key, the pairs of a wider word and a narrower one."""


CLOCKS_APART: Final = 24 * 60 * 60 * 1_000_000
"""How far the clocks of two sources, or the zones that they write, may be apart at most: a day."""


class Version(Value, frozen=True):
    """What a span says from an instant on; with `perhaps`, it is not known whether it still stands."""

    since: int
    fields: Fields
    event: Event
    perhaps: bool = False


class Span(Value, frozen=True):
    """A record from its opening to its closing; without versions, only its closing is recorded.

    `early` is an end of it that is told for a time before its start, where no other is: how long it lasts is not known.
    """

    key: Key
    versions: tuple[Version, ...]
    closing: Event | None
    early: Event | None = None

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
        if self.closing is not None and self.closing.time <= instant:
            return None
        for version in reversed(self.versions):
            if version.since <= instant:
                return version
        return None


def span_of_point(event: Event) -> Span:
    """A point as a span that it opens and nothing closes."""
    return Span((), (Version(event.time, event.data, event),), None)


def event_types_of(record: Spans) -> tuple[str, ...]:
    """The types of the events that spans of a record are made of."""
    return (record.opens, *record.amends, *((record.closes,) if record.closes else ()))


def spans_of(record: Spans, events: Iterable[Event], annex: frozenset[str]) -> list[Span]:
    """The spans of a record, in the order of their beginnings, from the events of its types in any order.

    Opening what is open gives it a new version that replaces all that it said. Amending what is not open has no
    effect; closing what is not open leaves a span of which only the closing is recorded.
    """
    making = Making(record, annex)
    for _, simultaneous in groupby(sorted(events, key=order), key=lambda event: event.time):
        making.at_one_instant(list(simultaneous))
    return sorted(making.spans(), key=beginning)


def beginning(span: Span) -> tuple[int, int, str, str, str]:
    """The order of spans: that of their first events; several that one event began, for every service, by their keys."""
    return *order(span.first), str(span.key)


class Making:
    """Spans in the making: what is open, by key, and what was closed.

    At one instant, a closing ends what was open before; then openings and amendments count; then a closing that found
    nothing open ends what has just opened. An amendment or closing that leaves a field of the key unrecorded is of
    every open span that agrees in the rest. A closing of which the key is open nowhere is of what is open in narrower
    places: what was withdrawn from the portal stands on no part of it. One that says of the place that it is not known
    may be of what is open in any: whether that still stands is not known, until it is opened anew. An event for `*`
    opens a span for each service of the annex where the key names the service; where it does not, the one span is for
    every service.

    What somebody attests replaces what was said before, but not what another attested: a field of which two attest
    otherwise is unrecorded until they agree. Whoever is not named is one of them.

    Where the key names a span by an identifier and the log holds every opening and closing, a closing that found
    nothing open may be the end of what opens under its key within a day: until something else ends that, it is not
    known how long it lasts.
    """

    def __init__(self, record: Spans, annex: frozenset[str]) -> None:
        self.record = record
        self.annex = annex
        self.open: dict[Key, list[Version]] = {}
        self.closed: list[Span] = []
        self.early: dict[Key, Event] = {}
        """What ended nothing, by key: perhaps what opens within a day."""
        self.in_doubt: dict[Key, Event] = {}
        """Of what is open, the end that is told for a time before its start."""
        self.changed: dict[Key, None] = {}
        """The keys that an opening or an amendment has changed, for whoever follows what happens."""

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
                self._perhaps_close(event)
                self.closed += [Span(key, (), event) for key, _ in self.keys_opened(event)]
                self._await_opening(event)

    def spans(self) -> list[Span]:
        """All spans, the open ones included."""
        return self.closed + [self.span_open(key) for key in self.open]

    def span_open(self, key: Key) -> Span:
        """What is open under a key."""
        return Span(key, tuple(self.open[key]), None, self.in_doubt.get(key))

    def reopen(self, span: Span) -> None:
        """Go on with a span that is open."""
        self.open[span.key] = list(span.versions)
        if span.early is not None:
            self.in_doubt[span.key] = span.early

    def keys_opened(self, event: Event) -> Iterator[tuple[Key, Fields]]:
        """The keys that an event opens, each with the fields that it has there."""
        service, opened = self.record.service, [event.data]
        if service and service in self.record.key and event.data.get(service) == EVERY_SERVICE:
            opened = [{**event.data, service: one} for one in sorted(self.annex)]
        for fields in opened:
            yield tuple(fields.get(name) for name in self.record.key), fields

    def key_wanted(self, event: Event) -> Key:
        """The key that an amendment or a closing is about, as far as it is recorded."""
        return tuple(event.data.get(name) for name in self.record.key)

    def perhaps_wanted(self, event: Event) -> Key:
        """The key that an amendment or a closing is about, where a word that says that a field is not known names none."""
        wanted = self.key_wanted(event)
        places = places_unknown(wanted, self.record.unknown)
        return tuple(None if place in places else word for place, word in enumerate(wanted))

    def _meant(self, event: Event) -> list[Key]:
        wanted = self.key_wanted(event)
        if is_one(wanted):
            return [wanted] if wanted in self.open else []
        return [key for key in self.open if is_meant(wanted, key)]

    def _meant_within(self, event: Event) -> list[Key]:
        if not self.record.within:
            return []
        wanted = self.key_wanted(event)
        return [key for key in self.open if is_meant(wanted, key, self.record.within)]

    def _open(self, event: Event) -> None:
        for key, fields in self.keys_opened(event):
            early = self.early.pop(key, None)
            if early is not None and key not in self.open and event.time - early.time <= CLOCKS_APART:
                self.in_doubt[key] = early
            self.open.setdefault(key, []).append(Version(event.time, fields, event))
            self.changed[key] = None

    def _amend(self, event: Event) -> None:
        """Whatever an amendment names by `*`, each span that it means stays the one that its key says."""
        said = {name: value for name, value in event.data.items() if name not in self.record.key}
        for key in self._meant(event):
            versions = self.open[key]
            fields = {**versions[-1].fields, **said}
            for name in self._contested(versions, event):
                fields.pop(name, None)
            versions.append(Version(event.time, fields, event, versions[-1].perhaps))
            self.changed[key] = None

    def _contested(self, versions: Sequence[Version], event: Event) -> Iterator[str]:
        """The fields of an attestation of which another one, since the span was opened, said otherwise last."""
        if self.record.attested is None:
            return
        by, names = self.record.attested
        given = [*reversed([event, *_amending(versions, self.record.opens)])]
        for name in names:
            if name in event.data:
                last = {one.data.get(by): one.data[name] for one in given if name in one.data}
                if len(set(last.values())) > 1:
                    yield name

    def _close(self, event: Event) -> bool:
        meant = self._meant(event) or self._meant_within(event)
        self.closed += [Span(key, tuple(self.open.pop(key)), event) for key in meant]
        for key in meant:
            self.in_doubt.pop(key, None)
        return bool(meant)

    def _perhaps_close(self, event: Event) -> None:
        """Leave open whether what was open before an instant still is, where a closing may be of it."""
        if not places_unknown(self.key_wanted(event), self.record.unknown):
            return
        wanted = self.perhaps_wanted(event)
        for key, versions in self.open.items():
            is_told = versions[-1].perhaps or self._is_opened_at(versions, event.time)
            if is_meant(wanted, key) and not is_told:
                versions.append(Version(event.time, versions[-1].fields, event, perhaps=True))
                self.changed[key] = None

    def _is_opened_at(self, versions: Sequence[Version], instant: int) -> bool:
        return any(one.since == instant and one.event.type == self.record.opens for one in versions)

    def _await_opening(self, event: Event) -> None:
        """Keep an end that ended nothing until it is too old to be that of something that opens."""
        if not self.record.ends_named:
            return
        while self.early and event.time - next(iter(self.early.values())).time > CLOCKS_APART:
            del self.early[next(iter(self.early))]
        for key, _ in self.keys_opened(event):
            if None not in key:
                self.early.pop(key, None)
                self.early[key] = event


def _amending(versions: Sequence[Version], opens: str) -> Iterator[Event]:
    """What amended a span since it was last opened, the latest first."""
    for version in reversed(versions):
        if version.event.type == opens:
            return
        yield version.event


def is_one(wanted: Key) -> bool:
    """Whether the key of an amendment or a closing can mean one span alone."""
    return None not in wanted and EVERY_SERVICE not in wanted


def is_wide(wanted: Key, within: Within) -> bool:
    """Whether a key may mean narrower ones."""
    return any(mine == wide for mine, pairs in zip(wanted, within, strict=False) for wide, _ in pairs)


def places_unknown(wanted: Key, unknown: tuple[frozenset[str], ...]) -> frozenset[int]:
    """The fields, by their place in a key, of which its word says that they are not known."""
    return frozenset(place for place, words in enumerate(unknown) if wanted[place] in words)


def is_meant(wanted: Key, key: Key, within: Within = ()) -> bool:
    """Whether a key is among those that the key of an amendment or a closing means, or, with pairs of words, is narrower."""
    if not within:
        return all(mine in (None, EVERY_SERVICE, its) for mine, its in zip(wanted, key, strict=True))
    return all(
        mine in (None, EVERY_SERVICE, its) or (mine, its) in pairs
        for mine, its, pairs in zip(wanted, key, within, strict=True)
    )


def while_it_stands(version: Version, truth: Truth) -> Truth:
    """An answer that holds while a version stands: unknown, where yes, if it is not known whether it does."""
    return None if truth and version.perhaps else truth


def unless_in_doubt(span: Span, truth: Truth) -> Truth:
    """An answer that holds as long as a span lasts: unknown, where yes, if the one end that is told lies before its start."""
    return None if truth and span.early else truth


def lasting(span: Span, end: int) -> Iterator[tuple[Version, int]]:
    """Each version of a span with the instant at which it stops speaking."""
    until = end if span.closed is None else min(span.closed, end)
    ends = [*(version.since for version in span.versions[1:]), until]
    yield from zip(span.versions, ends, strict=False)


def proof_of(span: Span, role: str) -> Iterator[tuple[str, Event]]:
    """The events that a span is made of, as evidence of how long it lasts; an end that is told for a time before its start is shown as that."""
    yield from (("early-end" if event is span.early else role, event) for event in made_of(span))


def made_of(span: Span) -> Iterator[Event]:
    """The events from which a span can be made anew."""
    if span.early:
        yield span.early
    yield from events_of(span)


def events_of(span: Span) -> Iterator[Event]:
    """The events of a span from its opening on."""
    yield from (version.event for version in span.versions)
    if span.closing:
        yield span.closing
