"""Pauses: the time in which a matching record is open, and which no clock counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from slakit.checks import Pause
from slakit.events.event import Event
from slakit.verdicts.clocks import FOREVER, Due
from slakit.verdicts.facts import Facts
from slakit.verdicts.intervals import Intervals
from slakit.verdicts.spans import Span, proof_of, unless_in_doubt, while_it_stands
from slakit.verdicts.truth import Truth, agree, all_of


@dataclass(frozen=True, slots=True)
class Pauses:
    """When time is certainly paused, when it is certainly or perhaps paused, and the records that say so."""

    sure: Intervals
    perhaps: Intervals
    pausing: tuple[tuple[int, Span], ...]
    """Each record with when it certainly paused first."""
    doubtful: tuple[tuple[int, Span], ...]
    """Each record with when it perhaps did first."""

    def evidence(self, due: Due) -> tuple[tuple[str, Event], ...]:
        """The events of every record that paused before the time was up, or just then."""
        until = FOREVER if due.instant is None else due.instant
        return tuple(one for since, span in self.pausing if since <= until for one in proof_of(span, "pause"))

    def doubts(self, until: int) -> tuple[tuple[str, Event], ...]:
        """The events of the records of which it is not known whether they pause, or how long, and which may have by an instant."""
        return tuple(
            one for since, span in self.doubtful if since <= until for one in proof_of(span, "perhaps-pause")
        )


NONE: Final = Pauses(Intervals(), Intervals(), (), ())
"""The pauses where nothing pauses."""


def pauses(pause: Pause | None, known: Facts, event: Event) -> Pauses:
    """The pauses of a time that begins with an event; what is still open has no end yet."""
    if pause is None:
        return NONE
    sure, perhaps = Intervals(), Intervals()
    pausing: list[tuple[int, Span]] = []
    doubtful: list[tuple[int, Span]] = []
    for span in known.candidates(pause.spans, pause.matching, event.data):
        parts = [part for part in _parts(pause, span, known, event) if part[1] > event.time]
        for since, until, truth in parts:
            perhaps.add(since, until)
            if truth:
                sure.add(since, until)
        pausing += [(since, span) for since, _, truth in parts if truth][:1]
        doubtful += [(since, span) for since, _, truth in parts if truth is None][:1]
    return Pauses(sure, perhaps, tuple(pausing), tuple(doubtful))


def _parts(pause: Pause, span: Span, known: Facts, event: Event) -> Iterator[tuple[int, int, Truth]]:
    """The parts of a span, version by version, in which it pauses or perhaps does."""
    closed = FOREVER if span.closed is None else span.closed
    ends = [*(version.since for version in span.versions[1:]), closed]
    for version, until in zip(span.versions, ends, strict=True):
        fits = unless_in_doubt(span, known.truth(pause.spans.where, version.fields, version.since))
        truth = all_of((while_it_stands(version, fits), agree(pause.matching, event.data, version.fields)))
        if truth is not False:
            yield version.since, until, truth
