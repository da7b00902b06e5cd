"""Cases of a mapping: a row as it may stand in the table, and the events or the refusals that come of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from slakit.calendars import parse_time, show_utc, time_zone
from slakit.events.event import Event, FieldValue, SetAside
from slakit.events.fields import Times, reader_of
from slakit.events.line_reader import LineReader
from slakit.sources.translation import ByMapping, Refused, columns_of

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.mapping_document import ExpectedEvent, MappingCase, MappingDocument
    from slakit.vocabulary import Vocabulary

ROW: int = 1
"""The number of a row of a case, for ids that are made of it."""


@dataclass(frozen=True, slots=True)
class RowDifference:
    """What was expected of a row, and what came of it; an empty text stands for nothing."""

    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class RowResult:
    """A case of a mapping that was run; it holds if there is no difference."""

    case: "MappingCase"
    differences: tuple[RowDifference, ...]


def run_cases(mapping: "MappingDocument", vocabulary: "Vocabulary") -> Iterator[RowResult]:
    """Every case of a mapping, in the order of the document."""
    for case in mapping.cases:
        yield run_case(case, mapping, vocabulary)


def run_case(case: "MappingCase", mapping: "MappingDocument", vocabulary: "Vocabulary") -> RowResult:
    """Translate the row of a case, and compare what comes of it in the order of the mapping.

    Columns that the case does not name are empty.
    """
    zone = time_zone(mapping.time_zone)
    found = list(_events(case.row, mapping, vocabulary, zone))
    pairs = zip_longest(case.expect, found)
    differences = (
        RowDifference(
            _expectation(wanted, vocabulary, zone) if wanted else "", _told(event, wanted) if event else ""
        )
        for wanted, event in pairs
    )
    return RowResult(case, tuple(one for one in differences if one.expected != one.found))


def _events(
    row: Mapping[str, object], mapping: "MappingDocument", vocabulary: "Vocabulary", zone: "ZoneInfo"
) -> Iterator[Event | SetAside]:
    translation, reader = ByMapping(mapping, vocabulary), LineReader(vocabulary, zone, "row")
    cells = {**dict.fromkeys(columns_of(mapping)), **row}
    for told in translation.of_row(cells, ROW):
        if isinstance(told, Refused):
            yield reader.left(told.named, told.unfit, ROW)
        else:
            yield reader.of_data(told, ROW)


def _expectation(wanted: "ExpectedEvent", vocabulary: "Vocabulary", zone: "ZoneInfo") -> str:
    """An expectation in one line, with instants in UTC."""
    if wanted.event is None:
        return str(wanted.refused)
    times = Times(zone)
    declared = vocabulary.events[wanted.event].fields
    fields = None
    if wanted.fields is not None:
        fields = {}
        for name, value in wanted.fields.items():
            said = list(value) if isinstance(value, tuple) else value
            fields[name] = reader_of(declared[name], vocabulary, times)(said) if name in declared else said
    moments = [None if text is None else parse_time(text, zone) for text in (wanted.time, wanted.recorded)]
    return _line(wanted.event, wanted.id, moments[0], moments[1], fields)


def _told(found: Event | SetAside, wanted: "ExpectedEvent | None") -> str:
    """What came of a row, in one line of which nothing is left out that the case speaks of."""
    if isinstance(found, SetAside):
        return found.reason
    asked = wanted if wanted is not None and wanted.event is not None else None
    return _line(
        found.type,
        found.id if asked is None or asked.id is not None else None,
        found.time if asked is None or asked.time is not None else None,
        found.recorded if asked is None or asked.recorded is not None else None,
        found.data if asked is None or asked.fields is not None else None,
    )


def _line(
    event: str,
    identity: str | None,
    time: int | None,
    recorded: int | None,
    fields: Mapping[str, FieldValue] | Mapping[str, object] | None,
) -> str:
    parts = [event]
    parts += [] if identity is None else [f"id={identity}"]
    parts += [] if time is None else [f"time={show_utc(time)}"]
    parts += [] if recorded is None else [f"recorded={show_utc(recorded)}"]
    for name, value in sorted((fields or {}).items()):
        shown = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
        parts.append(f"{name}={shown}")
    return " ".join(parts)
