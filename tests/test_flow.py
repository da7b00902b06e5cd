"""From a source to a monitor: where each line of a source in parts stands, however lines are fed together."""

import io
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from slakit import Event, Monitor, check, load
from slakit.changes import Incomplete, Report
from slakit.events.event import SetAside
from slakit.monitoring.flow import Flow, Source
from slakit.monitoring.lines import FileSource, StreamSource
from slakit.monitoring.store import Store

EDITION = load(Path(__file__).parent / "suite")


class _Parts:
    """A source whose lines stand in parts."""

    name = "topic"
    read_once = False

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

    def delivered(self, _: Store) -> int | None:
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


REQUEST = json.dumps(
    {
        "specversion": "1.0", "id": "e1", "source": "desk", "type": "request.made", "time": "2024-05-01T09:00:00Z",
        "data": {"request": "r1", "service": "lending", "pages": 1},
    }
).encode()  # fmt: skip
MARK = b"\xef\xbb\xbf"


@pytest.mark.parametrize("batch", [1, 100])
@pytest.mark.parametrize("is_file", [True, False])
@pytest.mark.parametrize(
    "lines",
    [
        [MARK + REQUEST, b"no json"],
        [MARK, REQUEST, b"", b" \t", b"no json", b""],
        [b"", MARK + REQUEST],  # it stands at the beginning of a file and nowhere else
        [MARK + MARK + REQUEST],
    ],
)
def test_a_watch_reads_of_a_file_what_check_reads(
    lines: list[bytes], batch: int, tmp_path: Path, *, is_file: bool
) -> None:
    """A byte order mark and lines with nothing in them are no events, and every other line keeps its number."""
    file = tmp_path / "log.jsonl"
    file.write_bytes(b"\n".join(lines))
    log = check(EDITION, file, at=EDITION.term.end).log
    text = file.read_bytes()
    source: Source = FileSource(file) if is_file else StreamSource(io.BytesIO(text), str(file))
    flowing, fed = Monitor(EDITION), Monitor(EDITION)
    for monitor in (flowing, fed):
        monitor.journal = []
        monitor.reader.file = str(file)
    with closing(source):
        Flow(flowing, source, _Kept(), batch=batch).run()
    for line in text.splitlines():
        fed.feed(line)
    for monitor in (flowing, fed):
        steps = monitor.journal or []
        assert [one for one in steps if isinstance(one, Event)] == list(log.events)
        assert [one for one in steps if isinstance(one, SetAside)] == list(log.set_aside)
