"""One part of a log, judged by itself: a monitor of the norms of a lane, whose state travels as bytes.

A line that cannot be read may be of any part, so every part is given it and doubts what it must; one of them tells it.
"""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from slakit.changes import Report
from slakit.checks import CoveredBefore
from slakit.engines.monitor import Engine
from slakit.events.event import Event, SetAside
from slakit.findings import Finding
from slakit.monitoring import Monitor
from slakit.monitoring.partitions import Lane, part_of_value
from slakit.monitoring.store import Store
from slakit.monitoring.warning import Warned, Warnings
from slakit.verdicts.planned import OF_PLANS
from slakit.verdicts.truth import order

if TYPE_CHECKING:
    from slakit.loading import Edition


class Line(NamedTuple):
    """A line and where it stands."""

    file: str
    number: int
    text: bytes


class Part:
    """A part of a lane: `number` of so many `parts`. Without `packed` it is new.

    Raises `StoreRefused` if the bytes are those of another agreement or another lateness.
    """

    def __init__(
        self, edition: "Edition", lane: Lane, number: int, parts: int, lateness: int, packed: bytes | None
    ) -> None:  # fmt: skip
        self._number = number
        self._parts = parts
        self.monitor = Monitor(edition, lateness=lateness)
        norms = frozenset(lane.norms)
        duties = [duty for duty in edition.duties if duty.norm in norms]
        self.monitor.engine = Engine(duties, edition.term)
        self._store = Store.unpacked(packed)
        self._told = self._store.load(self.monitor)[1]
        about = self._store.about()
        self._seq = int(about.get("told", "0"))
        self._warned: dict[str, int] = json.loads(about.get("warned", "{}"))
        self._split = lane.split
        self._acts = {
            duty.norm: duty.check.of.opens for duty in duties if isinstance(duty.check, CoveredBefore)
        }

    def feed(self, lines: Iterable[Line]) -> None:
        """Judge the lines of one delivery, whose order among themselves is not known."""
        events: list[tuple[Event, Line]] = []
        for line in lines:
            read = self._read(line)
            if isinstance(read, SetAside):
                told = self.monitor.feed(line.text)
                if crc32(line.text) % self._parts == self._number:
                    self._told += told
            else:
                events.append((read, line))
        for event, _ in sorted(events, key=lambda one: order(one[0])):
            self._told += self.monitor.take(event)

    def advance(self, to: int) -> None:
        """Every instant before `to` is over."""
        self._told += self.monitor.advance(to)

    def close(self, at: int) -> None:
        """Judge what is open as of an instant, and end."""
        self._told += self.monitor.close(at)

    def told(self) -> Iterator[tuple[int, Report]]:
        """What was told since it was last asked, each with its number in this part."""
        told, self._told = self._told, []
        for report in told:
            self._seq += 1
            yield self._seq, report

    def warned(self, before: int) -> list[Warned]:
        """What has come within a length, in microseconds, of its deadline since this was last asked, the most urgent first.

        Every part knows of every plan; the part that the planned act will come to warns of it.
        """
        warnings = Warnings(self.monitor, before, self._warned)
        fresh = [one for one in warnings.new() if self._warns_of(one.finding)]
        self._warned = warnings.deadlines()
        return fresh

    def packed(self) -> bytes:
        """All that it must know in order to go on, as bytes."""
        self._store.commit(self.monitor, [], "", whole=True)
        self._store.put("told", str(self._seq))
        self._store.put("warned", json.dumps(self._warned))
        return self._store.packed()

    def _warns_of(self, finding: Finding) -> bool:
        """Whether this part warns of what is pending: of a plan only one does, that of its act if the plan names it."""
        if finding.reason not in OF_PLANS:
            return True
        field = None if self._split is None else self._split.fields.get(self._acts[finding.norm])
        named = finding.occasion.get(field or "")
        if field is None or named is None:
            return part_of_value(finding.id, self._parts) == self._number
        of_type = self.monitor.edition.vocabulary.events[self._acts[finding.norm]].fields[field].type
        value = int(named) if of_type in ("integer", "rial") else named
        return part_of_value(value, self._parts) == self._number

    def _read(self, line: Line) -> Event | SetAside:
        self.monitor.stands_at(line.file, line.file, line.number)
        return self.monitor.reader.of_line(line.text, line.number)
