"""Logs straight into tables of DuckDB: what is plain never becomes an object of Python.

A line or a row is plain if it is built as it should be and every value in it is known to be sound. Any other is read
again by the reader of single lines or rows, which alone says what is wrong with it; so both ways find the same events,
and set the same lines aside for the same reasons.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from slakit.engines.audit.room import lack_of_room_named
from slakit.events.event import Log
from slakit.events.files import Meter, Progress, total_size
from slakit.sources.direct.lines import Lines
from slakit.sources.direct.loading import Loading
from slakit.sources.direct.tables import Files, RowsOfText

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.vocabulary import FieldOfEvent, Vocabulary

__all__ = ["Files", "Lines", "RowsOfText", "Straight", "read_into_tables"]

Straight = Lines | Files | RowsOfText
"""What goes straight into tables: a file of JSON lines, or a table."""


@lack_of_room_named()
def read_into_tables(
    sources: Sequence[Straight],
    vocabulary: "Vocabulary",
    zone: "ZoneInfo",
    progress: Progress | None = None,
) -> Log | None:
    """The log that files of JSON lines and tables tell together, with its events in tables of DuckDB.

    None if no table can hold it, or no query can read it: a field is a list of numbers or times, the times of the log lie
    so far apart that no column can hold its order, every row of a table is wrong. Raises `InvalidDocument` as whoever
    reads lines and rows one by one, and `OutOfRoom` where there is not enough memory or disk.
    """
    if not can_be_held(vocabulary):
        return None
    loading, lines = Loading(vocabulary, zone), [one.path for one in sources if isinstance(one, Lines)]
    meter = Meter(progress, total_size(lines) if len(lines) == len(sources) else 0)
    for source in sources:
        if not source.take(loading, meter):
            loading.database.close()
            return None
    meter.end()
    return loading.log()


def can_be_held(vocabulary: "Vocabulary") -> bool:
    """Whether tables can hold the events of a vocabulary: none has a field that is a list of what is no text."""
    return not any(
        _holds_numbers(field) for kind in vocabulary.events.values() for field in kind.fields.values()
    )


def _holds_numbers(field: "FieldOfEvent") -> bool:
    return field.list and field.type not in ("identifier", "text", "service", "value")
