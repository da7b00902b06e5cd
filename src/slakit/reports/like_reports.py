"""Reports that are alike: what of a report is of its own events alone, and by what those are known that share the rest."""

from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from slakit.changes import Cause, Change
from slakit.findings import Evidence, finding_id, is_plain

if TYPE_CHECKING:
    from slakit.findings import Finding
    from slakit.reports.figures import FigureKind

_INSTANTS: Final[frozenset["FigureKind"]] = frozenset({"instant", "deadline"})

Measure = tuple[str, "FigureKind"]
"""A figure that is an instant or a length of time, by its name, and which of them it is."""


class Example(NamedTuple):
    """What stands for what is of some events alone: ids, instants and lengths of time, as many as are asked for."""

    names: tuple[str, str]
    instants: Iterator[int]
    lengths: Iterator[int]


class Own(NamedTuple):
    """A new finding on one event, told because of it or of one other, or because time has passed, and what is of these alone.

    `places` are where these events stand among the evidence, that of the occasion first. `measures` are those figures
    that are theirs as well.
    """

    change: Change
    finding: "Finding"
    places: tuple[int, ...]
    measures: tuple[Measure, ...] = ()

    @property
    def events(self) -> tuple[Evidence, ...]:
        """The event of the occasion, and the one because of which it is told, if that is another."""
        return tuple([self.finding.evidence[place] for place in self.places])

    def alike(self) -> Hashable:
        """All that a line is written from, but what is of the events alone.

        That is their ids, when they happened and were recorded, the measures, and when the report is told.
        """
        finding, others = self.finding, self.events[1:]
        figures: dict[str, int | str | None] = dict(finding.figures)
        figures.update(dict.fromkeys([name for name, _ in self.measures]))
        return (
            shared(self.change, finding, self.events[0]),
            tuple([(one.source, one.type, one.role) for one in others]),
            self.places,
            tuple([one for place, one in enumerate(finding.evidence) if place not in self.places]),
            tuple(figures.items()),
        )

    def as_of(self, example: Example) -> "Own":
        """The same of other events."""
        finding, change = self.finding, self.change
        names, instants, lengths = example
        evidence = list(finding.evidence)
        for place, name in zip(self.places, names, strict=False):
            evidence[place] = evidence[place].altered(id=name, time=next(instants), recorded=next(instants))
        event = evidence[self.places[0]]
        occasion = {key: event.id if key == "event" else value for key, value in finding.occasion.items()}
        measured = {name: next(instants if kind in _INSTANTS else lengths) for name, kind in self.measures}
        of_it = finding.altered(
            id=finding_id(finding.norm, occasion),
            occasion=occasion,
            time=event.time,
            evidence=tuple(evidence),
            figures={**finding.figures, **measured},
        )
        because = (_cause(evidence[self.places[-1]]),) * len(change.because)
        told = change.altered(at=next(instants), finding=of_it, because=because)
        return Own(told, of_it, self.places, self.measures)


def own_of(change: Change, finding: "Finding") -> Own | None:
    """What of a change is of its events alone, without measures; nothing if it is of others, or names them with signs."""
    occasion = finding.occasion
    name, source = occasion.get("event"), occasion.get("source")
    if len(occasion) != 2 or name is None or source is None:
        return None
    place = _only_place(finding.evidence, name, source)
    if place is None or finding.evidence[place].time != finding.time:
        return None
    if is_because_of(change, finding.evidence[place]):
        return Own(change, finding, (place,))
    first = change.because[0]
    other = _only_place(finding.evidence, first.id, first.source)
    if other is None or not is_because_of(change, finding.evidence[other]):
        return None
    return Own(change, finding, (place, other))


def _only_place(evidence: tuple[Evidence, ...], name: str, source: str) -> int | None:
    """Where an event with a plain id stands among the evidence, if it stands there once."""
    places = [place for place, one in enumerate(evidence) if one.id == name and one.source == source]
    return places[0] if len(places) == 1 and is_plain(name) else None


def is_because_of(change: Change, event: Evidence) -> bool:
    """Whether no other event made a finding what it is."""
    because = change.because
    return because == (_cause(event),) * len(because)


def _cause(event: Evidence) -> Cause:
    return Cause(event.source, event.id, event.type, event.time, event.recorded)


def shared(change: Change, finding: "Finding", event: Evidence) -> tuple[Hashable, ...]:
    """What findings that are alike share, beside their figures and what else is among their evidence."""
    return (
        finding.norm,
        finding.clause,
        finding.kind,
        finding.bearer,
        finding.counterparty,
        finding.outcome,
        finding.reason,
        finding.grade,
        event.source,
        event.type,
        event.role,
        len(change.because),
        finding.cures,
        finding.choices,
        finding.tainted,
        finding.calendars,
    )
