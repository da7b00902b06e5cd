"""A log that lies in the tables of a database already: its events are fetched when something is said of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from slakit.engines.audit.tables import EVENT_COLUMNS, Kind, Kinds, Row, column_of, unpacked
from slakit.events.event import Event, FieldValue

if TYPE_CHECKING:
    from slakit.vocabulary import FieldOfEvent, Vocabulary


class LogInDatabase:
    """The tables of a log in a database, by the kinds of their fields; `slakit.engines.audit.tables` says what they hold."""

    def __init__(self, kinds: Mapping[str, Kinds], *, in_order: bool = True) -> None:
        self._kinds = kinds
        self.in_order = in_order

    def holds(self, event_type: str) -> bool:
        """Whether there is a table of a type."""
        return event_type in self._kinds

    def kinds(self, event_type: str) -> Kinds:
        """The fields of a type with what their columns hold."""
        return self._kinds.get(event_type, {})

    def happened_with(self, numbers: Iterable[int]) -> str | None:
        """Nothing: a number says only which event comes before which."""
        return None

    def time_span(self, event_type: str) -> tuple[int, int] | None:
        """Nothing: the events have to be asked."""
        return None

    def happened_within(self, spans: Sequence[tuple[int, int]]) -> str | None:
        """Nothing: `time` says it."""
        return None

    def columns(self, event_type: str) -> Sequence[str]:
        """The columns of a row that an event of a type is made of."""
        return (*EVENT_COLUMNS, *map(column_of, self.kinds(event_type)))

    def event(self, event_type: str, row: Row) -> Event:
        """The event that a row of these columns is."""
        return event_of(event_type, self.kinds(event_type), row)[1]


def kinds_of(vocabulary: "Vocabulary") -> dict[str, dict[str, Kind]]:
    """What the columns of the tables of a vocabulary hold."""
    return {
        event_type: {name: _kind_of(field) for name, field in kind.fields.items()}
        for event_type, kind in vocabulary.events.items()
    }


def _kind_of(field: "FieldOfEvent") -> Kind:
    if field.list:
        return "list"
    if field.type == "boolean":
        return "yes-or-no"
    return "text" if field.type in ("identifier", "text", "service", "value") else "whole"


def event_of(event_type: str, kinds: Kinds, row: Row, line: int | None = None) -> tuple[int, Event]:
    """An event with its place in the order, from its row: `EVENT_COLUMNS`, then its fields."""
    number, time, recorded, source, name, *said = row
    data = {
        field: field_value(kind, value)
        for (field, kind), value in zip(kinds.items(), said, strict=True)
        if value is not None
    }
    assert isinstance(number, int)
    assert isinstance(time, int)
    assert isinstance(recorded, int)
    return number, Event(str(source), str(name), event_type, time, recorded, data, line)


def field_value(kind: Kind, value: str | int) -> FieldValue:
    """A value as an event holds it."""
    if kind == "list":
        return unpacked(str(value))
    return bool(value) if kind == "yes-or-no" else value
