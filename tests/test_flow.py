"""From a source to a monitor: where each line of a source in parts stands, however lines are fed together."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from slakit import Monitor, load
from slakit.changes import Incomplete, Report
from slakit.monitoring.flow import Flow

EDITION = load(Path(__file__).parent / "suite")


class _Parts:
    """A source whose lines stand in parts."""

    name = "topic"

    def __init__(self, places: list[tuple[str, int]]) -> None:
        self._places = places
        self._last: tuple[str, int] | None = None

    def lines(self) -> Iterator[bytes | None]:
        for place in self._places:
            self._last = place
            yield b"no json\n"

    def position(self) -> str:
        return "{}"

    def place(self) -> tuple[str, int] | None:
        return self._last

    def go_to(self, position: str) -> None:
        raise NotImplementedError(position)

    def close(self) -> None:
        return


class _Kept:
    """A sink that keeps what it is given."""

    def __init__(self) -> None:
        self.reports: list[Report] = []

    def delivered(self) -> int | None:
        return None

    def deliver(self, seq: int, report: Report) -> None:
        self.reports.append(report)

    def flush(self) -> None:
        return

    def close(self) -> None:
        return


@pytest.mark.parametrize("batch", [1, 2, 100])
def test_every_line_is_told_where_it_stands_in_its_part(batch: int) -> None:
    """Partitions take turns, and an offset is passed over where a message was compacted away."""
    places = [("topic/0", 5), ("topic/0", 6), ("topic/1", 1), ("topic/0", 7), ("topic/0", 9), ("topic/1", 2)]
    kept = _Kept()
    Flow(Monitor(EDITION), _Parts(places), kept, batch=batch).run()
    told = [(one.line.file, one.line.line) for one in kept.reports if isinstance(one, Incomplete)]
    assert told == places
