"""Migrating: the events that a store keeps, judged anew by an agreement that has changed, into a store of its own.

The old store is not touched: its ledger is what was told by the agreement as it was.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from slakit.monitoring import TOLERATED_AHEAD, Length, Monitor
from slakit.monitoring.store import Logged, Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from slakit.calendars import Instant
    from slakit.changes import Report
    from slakit.loading import Edition

TOGETHER: Final = 1000
"""So many events are stored in one transaction."""


class Migrated(NamedTuple):
    """What became of a store: events that were judged, those that were set aside, and rows of the new ledger."""

    events: int
    set_aside: int
    rows: int


def migrated(
    old: Store,
    to: Path,
    edition: "Edition",
    clock: "Callable[[], Instant] | None" = None,
    tolerate_ahead: Length | None = TOLERATED_AHEAD,
) -> Migrated:
    """Judge every event that a store keeps by another edition, in the order in which they came, into a new store.

    The new store takes lateness and memory of the old one. It gets its name when it is whole: one that was broken off
    is begun anew. An event that the new vocabulary cannot read is kept, and set aside, and so is one that lies too far
    ahead of `clock` still for `tolerate_ahead`, which is no part of a store.
    """
    about = old.about()
    monitor = Monitor(
        edition,
        lateness=int(about["lateness"]),
        remembers=int(about["remembers"]),
        tolerate_ahead=tolerate_ahead,
        clock=clock,
    )
    monitor.reader.file = "http"
    part = to.with_name(f"{to.name}.part")
    for left in (part, part.with_name(f"{part.name}-wal"), part.with_name(f"{part.name}-shm")):
        left.unlink(missing_ok=True)
    with closing(Store(part)) as new:
        new.load(monitor)
        for lines in _together(old.logged_events()):
            told: list[Report] = []
            for event in lines:
                told += monitor.feed(event.line)
            new.commit(
                monitor, told, about["position"], 0, lines
            )  # of the new ledger nobody has got anything
        rows = new.last()
    part.rename(to)
    return Migrated(monitor.events, monitor.lines_set_aside, rows)


def _together(events: Iterator[Logged]) -> Iterator[list[Logged]]:
    """So many events at once, until there are no more."""
    lines: list[Logged] = []
    for event in events:
        lines.append(event)
        if len(lines) == TOGETHER:
            yield lines
            lines = []
    if lines:
        yield lines
