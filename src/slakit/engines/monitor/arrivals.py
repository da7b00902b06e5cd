"""Arrivals: events as they come, late, repeated and out of order, put back into the order in which they happened."""

import heapq
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import accumulate
from operator import ge

from slakit.events.event import Event, says_the_same
from slakit.verdicts.truth import order

LONG_AGO = -(2**62)
"""An instant before all others."""


class Arrival(Enum):
    """What becomes of an event that has come."""

    TAKEN = auto()
    REPEATED = auto()
    CONFLICTING = auto()
    TOO_LATE = auto()


Waiting = tuple[int, int, str, str, Event]
"""An event after its time, when it was recorded, and its name: what it is put into its `order` by."""


@dataclass(slots=True)
class Arrivals:
    """The events that wait until their instant is over, and those that are remembered in case they come again.

    An instant is over when an event more than `lateness` younger has come, or when it is said to be. What is younger
    than `watermark` less `remembers` is known when it comes again. Both lengths are microseconds.
    """

    lateness: int
    remembers: int
    watermark: int = LONG_AGO
    waiting: list[Waiting] = field(default_factory=list)
    """Those that came before the instants were asked for last, as a heap."""
    fresh: list[Waiting] = field(default_factory=list)
    """Those that have come since."""
    remembered: dict[str, dict[str, Event]] = field(default_factory=dict)
    """Those of each source by their ids."""
    settled: deque[Event] = field(default_factory=deque)
    """Those of the remembered events that wait no longer, in order."""
    passing: list[Waiting] = field(default_factory=list)
    """Those that have come since of which the instants are over, and were so long ago that nobody remembers them."""
    _is_sorted: bool = True
    """Whether `waiting` is in order, which makes it a heap too."""

    def take(self, event: Event) -> Arrival:
        """Take in an event, unless it is known or its instant is over."""
        if self.takes_new(event):
            return Arrival.TAKEN
        known = self.remembered_like(event)
        if known is not None and known.time >= self.watermark - self.remembers:
            return Arrival.REPEATED if says_the_same(event, known) else Arrival.CONFLICTING
        if event.time < self.watermark:
            return Arrival.TOO_LATE
        del self.remembered[event.source][
            event.id
        ]  # it is to be forgotten, which only happens when instants are over
        self.takes_new(event)
        return Arrival.TAKEN

    def takes_new(self, event: Event) -> bool:
        """Take in an event if its name is none that is remembered and its instant is not over; whether it did."""
        source, identity, time = event.source, event.id, event.time
        if time < self.watermark:
            return False
        of_source = self.remembered.get(source)
        if of_source is None:
            of_source = self.remembered[source] = {}
        elif identity in of_source:
            return False
        of_source[identity] = event
        self.fresh.append((time, event.recorded, source, identity, event))
        self.watermark = max(self.watermark, time - self.lateness)
        return True

    def take_together(self, events: Sequence[Event]) -> bool:
        """Take in events that came one after the other, if `takes_new` would take each of them; whether it did.

        What would be forgotten as soon as it is over is not remembered first: `all_over` gives it.
        """
        times = [event.time for event in events]
        sources, identities = [event.source for event in events], [event.id for event in events]
        named: dict[str, dict[str, Event]] = defaultdict(dict)
        for source, identity, event in zip(sources, identities, events, strict=True):
            named[source][identity] = event
        are_new = sum(map(len, named.values())) == len(events) and all(
            self.remembered[source].keys().isdisjoint(of_source)
            for source, of_source in named.items()
            if source in self.remembered
        )
        if not are_new or not self._are_in_time(times):
            return False
        self.watermark = max(self.watermark, max(times) - self.lateness)
        rows = list(
            zip(times, [event.recorded for event in events], sources, identities, events, strict=True)
        )
        rows.sort()
        first = bisect_left(rows, (self.watermark - self.remembers,))
        self.passing += rows[:first]
        for row in rows[first:]:
            _, _, source, identity, event = row
            self.remembered.setdefault(source, {})[identity] = event
            self.fresh.append(row)
        return True

    def _are_in_time(self, times: list[int]) -> bool:
        """Whether none of these, which come one after the other, is of an instant that is over by then."""
        if min(times) < self.watermark:
            return False
        if times == sorted(times):
            return True
        return all(map(ge, times, [one - self.lateness for one in accumulate(times, max)]))

    def remembered_like(self, event: Event) -> Event | None:
        """The event that is remembered under the name of another, if there is one."""
        return self.remembered.get(event.source, {}).get(event.id)

    def all_remembered(self) -> Iterator[Event]:
        """Every event that is remembered."""
        for of_source in self.remembered.values():
            yield from of_source.values()

    def advance(self, to: int) -> None:
        """Every instant before `to` is over."""
        self.watermark = max(self.watermark, to)

    def restore(self, watermark: int, remembered: Iterable[Event]) -> None:
        """Go on as other arrivals would that remember these; they wait if their instant is not over."""
        self.watermark = watermark
        for event in sorted(remembered, key=order):
            self.remembered.setdefault(event.source, {})[event.id] = event
            if event.time < watermark:
                self.settled.append(event)
            else:
                self.waiting.append((*order(event), event))  # what is sorted is a heap

    def over(self) -> list[Event]:
        """The events of the instants that are over, in order; they wait no longer, and in time are forgotten."""
        events: list[Event] = []
        waiting, watermark = self.waiting, self.watermark
        for one in self.fresh:
            heapq.heappush(waiting, one)
        self.fresh.clear()
        while waiting and waiting[0][0] < watermark:
            events.append(heapq.heappop(waiting)[-1])
        self._is_sorted = not waiting
        self._forget(events)
        return events

    def all_over(self) -> list[Event]:
        """What `over` gives, where many came since it was asked last: they are sorted rather than drawn one by one.

        What comes in order is not compared with all that waits.
        """
        fresh, waiting, passed = self.fresh, self.waiting, self.passing
        fresh.sort()
        is_in_order = self._is_sorted and not (waiting and fresh and fresh[0] < waiting[-1])
        waiting += fresh
        fresh.clear()
        if not is_in_order:
            waiting.sort()
            self._is_sorted = True
        last = bisect_left(waiting, (self.watermark,))
        over = waiting[:last]
        del waiting[:last]
        self._forget([one[-1] for one in over])
        if passed:
            over += passed
            over.sort()
            passed.clear()
        return [one[-1] for one in over]

    def _forget(self, events: Iterable[Event]) -> None:
        """Forget in time what waits no longer, these among it."""
        settled, since, remembered = self.settled, self.watermark - self.remembers, self.remembered
        settled += events
        while settled and settled[0].time < since:
            event = settled.popleft()
            of_source = remembered.get(event.source, {})
            if of_source.get(event.id) is event:  # another may have come under its name since
                del of_source[event.id]
                if not of_source:
                    del remembered[event.source]
