"""Arrivals: events as they come, late, repeated and out of order, put back into the order in which they happened."""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto

from slakit.events.event import Event
from slakit.events.reading import says_the_same
from slakit.verdicts.truth import order

LONG_AGO = -(2**62)
"""An instant before all others."""


class Arrival(Enum):
    """What becomes of an event that has come."""

    TAKEN = auto()
    REPEATED = auto()
    CONFLICTING = auto()
    TOO_LATE = auto()


@dataclass(slots=True)
class Arrivals:
    """The events that wait until their instant is over, and those that are remembered in case they come again.

    An instant is over when an event more than `lateness` younger has come, or when it is said to be. What is younger
    than `watermark` less `remembers` is known when it comes again. Both lengths are microseconds.
    """

    lateness: int
    remembers: int
    watermark: int = LONG_AGO
    waiting: list[tuple[tuple[int, int, str, str], Event]] = field(default_factory=list)
    remembered: dict[tuple[str, str], Event] = field(default_factory=dict)
    ages: list[tuple[int, tuple[str, str]]] = field(default_factory=list)

    def take(self, event: Event) -> Arrival:
        """Take in an event, unless it is known or its instant is over."""
        name = event.source, event.id
        if (known := self.remembered.get(name)) is not None:
            return Arrival.REPEATED if says_the_same(event, known) else Arrival.CONFLICTING
        if event.time < self.watermark:
            return Arrival.TOO_LATE
        self.remembered[name] = event
        heapq.heappush(self.ages, (event.time, name))
        heapq.heappush(self.waiting, (order(event), event))
        self.advance(event.time - self.lateness)
        return Arrival.TAKEN

    def advance(self, to: int) -> None:
        """Every instant before `to` is over."""
        if to <= self.watermark:
            return
        self.watermark = to
        while self.ages and self.ages[0][0] < to - self.remembers:
            self.remembered.pop(heapq.heappop(self.ages)[1], None)

    def restore(self, watermark: int, waiting: Iterable[Event], remembered: Iterable[Event]) -> None:
        """Go on as other arrivals would that had these."""
        self.watermark = watermark
        for event in waiting:
            heapq.heappush(self.waiting, (order(event), event))
        for event in remembered:
            name = event.source, event.id
            self.remembered[name] = event
            heapq.heappush(self.ages, (event.time, name))

    def over(self) -> list[Event]:
        """The events of the instants that are over, in order; they wait no longer."""
        events: list[Event] = []
        waiting, watermark = self.waiting, self.watermark
        while waiting and waiting[0][0][0] < watermark:
            events.append(heapq.heappop(waiting)[1])
        return events
