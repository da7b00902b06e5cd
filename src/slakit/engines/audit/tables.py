"""The tables that a log lies in: the contract between whoever fills them and the queries that read them.

For each event type that a norm reads there is one relation, a table or a view, named by `table_of`. Its columns:

    n          BIGINT, not null   the place of the event in the order of the whole log (below)
    time       BIGINT, not null   when it happened, microseconds UTC
    recorded   BIGINT, not null   when it became known, microseconds UTC
    source     text, not null     with `id` its identity
    id         text, not null
    f_<field>  one column for each field of the type, named by `column_of`; null where the field is not recorded

Numbers, instants and days are `BIGINT`; yes and no are `BIGINT` 1 and 0; words and texts are text. A list of words is
one text, its words in order, each between separators, as `packed` writes it; an empty list is one separator.

What stands in the tables is a log: each pair of `source` and `id` once, and `n` rising with time, then `recorded`,
then `source`, then `id` compared by code point. Two events never share an `n`, whatever their type.
Nothing else may be relied on: neither the order of rows nor that `n` has no gaps.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from slakit.engines.audit.dialects import Dialect
from slakit.errors import UnsupportedByEngine
from slakit.events.event import Event, FieldValue
from slakit.verdicts.truth import order

Kind = Literal["whole", "yes-or-no", "text", "list"]
"""What a column holds: a number or an instant, yes or no, one text, or a packed list."""
Kinds = Mapping[str, Kind]
Row = tuple[str | int | None, ...]

SEPARATOR = "\x1f"
EVENT_COLUMNS = ("n", "time", "recorded", "source", "id")
LARGEST = 2**63 - 1


class Store(Protocol):
    """A log in tables, and the events behind its rows."""

    in_order: bool
    """Whether an engine finds what lies in a part of time without looking through all that lies outside it."""

    def holds(self, event_type: str) -> bool:
        """Whether there may be an event of a type."""

    def kinds(self, event_type: str) -> Kinds:
        """The fields of a type with what their columns hold; none for a type that the log does not know."""

    def happened_with(self, numbers: Iterable[int]) -> str | None:
        """A test that all events with these numbers meet and few others do, where finding `n` takes more; None if it does not."""

    def time_span(self, event_type: str) -> tuple[int, int] | None:
        """The times of the first and the last event of a type, known or not; None if that has to be asked."""

    def happened_within(self, spans: Sequence[tuple[int, int]]) -> str | None:
        """The test of a row `x` that it happened in one of some spans, from a first to a last instant, where an engine passes over files by it; None if it does not."""

    def columns(self, event_type: str) -> Sequence[str]:
        """The columns of a row that an event of a type is made of, `n` first."""

    def event(self, event_type: str, row: Row) -> Event:
        """The event that a row of these columns is."""


@dataclass(frozen=True, slots=True)
class LogTable:
    """The rows of one event type, ready to be put into a table."""

    event_type: str
    kinds: Kinds
    rows: Sequence[Row]


class LogInMemory:
    """A log of `Event` objects, told once each and in order; raises `UnsupportedByEngine` for what no column holds."""

    in_order = True

    def __init__(self, events: Iterable[Event]) -> None:
        self._events = sorted({(event.source, event.id): event for event in events}.values(), key=order)
        self._numbers: dict[str, list[int]] = {}
        for number, event in enumerate(self._events):
            self._numbers.setdefault(event.type, []).append(number)
        self._kinds = {event_type: self._kinds_of(event_type) for event_type in self._numbers}

    def holds(self, event_type: str) -> bool:
        """Whether there is an event of a type."""
        return event_type in self._numbers

    def kinds(self, event_type: str) -> Kinds:
        """The fields that the events of a type hold."""
        return self._kinds.get(event_type, {})

    def happened_with(self, numbers: Iterable[int]) -> str | None:
        """Nothing: a number is a place in a list."""
        return None

    def time_span(self, event_type: str) -> tuple[int, int] | None:
        """Nothing: the events have to be asked."""
        return None

    def happened_within(self, spans: Sequence[tuple[int, int]]) -> str | None:
        """Nothing: `time` says it."""
        return None

    def columns(self, event_type: str) -> Sequence[str]:
        """The columns of a row that an event is made of: its place alone."""
        return EVENT_COLUMNS[:1]

    def event(self, event_type: str, row: Row) -> Event:
        """The event that has a place in the order."""
        (number,) = row
        assert isinstance(number, int)
        return self._events[number]

    def tables(self, event_types: Iterable[str]) -> Iterable[LogTable]:
        """The rows of each of these types."""
        for event_type in event_types:
            kinds = self.kinds(event_type)
            yield LogTable(
                event_type,
                kinds,
                [_row(number, self._events[number], kinds) for number in self._numbers.get(event_type, ())],
            )

    def _kinds_of(self, event_type: str) -> Kinds:
        kinds: dict[str, Kind] = {}
        for number in self._numbers[event_type]:
            for field, value in self._events[number].data.items():
                kind = kind_of(value)
                if kinds.setdefault(field, kind) != kind:
                    raise UnsupportedByEngine("audit", "mixed-values", {"field": field, "type": event_type})
                if isinstance(value, tuple) and not all(isinstance(one, str) for one in value):
                    raise UnsupportedByEngine(
                        "audit", "list-of-numbers", {"field": field, "type": event_type}
                    )
                if isinstance(value, int) and abs(value) > LARGEST:
                    raise UnsupportedByEngine("audit", "long-number", {"field": field, "type": event_type})
        return kinds


def _row(number: int, event: Event, kinds: Kinds) -> Row:
    said = (written(event.data.get(field)) for field in kinds)
    return (number, event.time, event.recorded, event.source, event.id, *said)


def kind_of(value: FieldValue) -> Kind:
    """What a column must hold for a value."""
    if isinstance(value, bool):
        return "yes-or-no"
    return "whole" if isinstance(value, int) else "text" if isinstance(value, str) else "list"


def written(value: FieldValue | None) -> str | int | None:
    """A value as its column holds it."""
    if isinstance(value, tuple):
        return packed(value)
    return int(value) if isinstance(value, bool) else value


def packed(words: Iterable[str]) -> str:
    """A list of words as one text in which `packed_word` finds each.

    >>> packed(["a", "b"]).replace(SEPARATOR, "|"), packed([]).replace(SEPARATOR, "|")
    ('|a|b|', '|')
    """
    return SEPARATOR + "".join(_escaped(word) + SEPARATOR for word in words)


def unpacked(text: str) -> tuple[str, ...]:
    """The words of a packed list.

    >>> unpacked(packed(["a", "50%"])), unpacked(packed([]))
    (('a', '50%'), ())
    """
    return tuple(word.replace("%1F", SEPARATOR).replace("%25", "%") for word in text.split(SEPARATOR)[1:-1])


def packed_word(word: str) -> str:
    """A word as it stands in a packed list."""
    return f"{SEPARATOR}{_escaped(word)}{SEPARATOR}"


def _escaped(word: str) -> str:
    return word.replace("%", "%25").replace(SEPARATOR, "%1F")


def table_of(event_type: str) -> str:
    """The name of the table of an event type; it needs no quotes anywhere.

    >>> table_of("fee.charged"), table_of("zone-2.fee")
    ('e_fee__charged', 'e_zone_2__fee')
    """
    return "e_" + _plain(event_type)


def column_of(field: str) -> str:
    """The name of the column of a field.

    >>> column_of("scheduled-start")
    'f_scheduled_start'
    """
    return "f_" + _plain(field)


def columns_of(first: Sequence[str], kinds: Kinds, dialect: Dialect) -> list[tuple[str, str]]:
    """The names and types of the columns of a table: its own ones, whole but for identities, then the fields."""
    own = [(name, dialect.text if name in ("source", "id") else "BIGINT") for name in first]
    return own + [
        (column_of(field), dialect.text if kind in ("text", "list") else "BIGINT")
        for field, kind in kinds.items()
    ]


_BETWEEN: Final = re.compile(r"(?<![-.])([-.])(?![-.])|[^a-z0-9]")
"""A hyphen or a dot that stands alone, or another character that is neither a small letter nor a digit."""


def _plain(name: str) -> str:
    """A name of small letters, digits and underscores, another one for each name."""
    alone = {"-": "_", ".": "__"}
    return _BETWEEN.sub(lambda found: alone[found[1]] if found[1] else f"___{ord(found[0]):x}___", name)
