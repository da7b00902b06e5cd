"""The events of a log that was read straight into tables of DuckDB: fetched only where something is said of them."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast, overload

from slakit.engines.audit.databases import DuckDB
from slakit.engines.audit.stored import LogInDatabase, event_of
from slakit.engines.audit.tables import EVENT_COLUMNS, Kinds, Row, column_of, columns_of, table_of
from slakit.errors import Fault, InvalidDocument
from slakit.events.event import Event
from slakit.source import Place

if TYPE_CHECKING:
    import duckdb

MOMENT: Final = "moment"
"""The column of a log that stays in files which tells `time` as they do, so that an engine passes over what it need not read."""
MOST_INSTANTS: Final = 50_000
"""Instants that stand in a query."""
MOST_SPANS: Final = 50
"""Spans of time that stand in a query."""


@dataclass(frozen=True, slots=True)
class FileAsItWas:
    """A file that events lie in while they are judged: its size and when it was written last, in nanoseconds."""

    name: str
    size: int
    written: int

    @classmethod
    def of(cls, name: str) -> "FileAsItWas":
        """A file as it is now; raises `OSError` if it is not there."""
        told = Path(name).stat()
        return cls(name, told.st_size, told.st_mtime_ns)

    def must_be_as_it_was(self) -> None:
        """Raise `InvalidDocument` if the file is gone, or was written since."""
        try:
            same = FileAsItWas.of(self.name) == self
        except OSError:
            same = False
        if not same:
            raise InvalidDocument(
                [Fault("changed-while-judged", Place(self.name, 1, 1, 1, 1), arguments={"file": self.name})]
            )


@dataclass(frozen=True, slots=True)
class Numbering:
    """How many events a log has, and how their numbers `n` follow from their times.

    The events of one instant have numbers of their own, `most` for each instant, from 0 at the instant `first` on.
    `spans` are the times of the first and the last event of each type that has one.
    """

    count: int
    first: int
    most: int
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def time_of(self, number: int) -> int:
        """When an event happened, by its number.

        >>> Numbering(count=3, first=1000, most=2).time_of(5)
        1002
        """
        return number // self.most + self.first


class EventsInTables(Sequence[Event]):
    """The events of a log in the order in which they were read; they lie in tables as `slakit.engines.audit.tables` says.

    Each table has the columns `file`, `line` and `part` besides: a row of a table may tell several events, and `part`
    tells them apart. Whoever asks for one event in particular, or for all of them,
    has them all fetched.
    """

    def __init__(
        self,
        connection: "duckdb.DuckDBPyConnection",
        kinds: Mapping[str, Kinds],
        numbering: Numbering,
        files: Iterable["FileAsItWas"] = (),
    ) -> None:
        self._connection = connection
        self._kinds = kinds
        self._numbering = numbering
        self._files = tuple(dict.fromkeys(files))

    def __len__(self) -> int:
        return self._numbering.count

    @overload
    def __getitem__(self, place: int) -> Event: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Event]: ...
    def __getitem__(self, place: int | slice) -> Event | Sequence[Event]:
        return self._events[place]

    def __iter__(self) -> Iterator[Event]:
        return iter(self._events)

    def __eq__(self, other: object) -> bool:
        """Whether the same events were read, wherever they lie."""
        if self is other:
            return True
        if not isinstance(other, EventsInTables | tuple):
            return NotImplemented
        return len(self) == len(other) and self._events == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as of any events, which hold dictionaries

    def __reduce__(self) -> tuple[type[tuple[Event, ...]], tuple[tuple[Event, ...]]]:
        """What is pickled or copied are the events: a database stays where it is."""
        return tuple, (self._events,)

    @property
    def stays(self) -> bool:
        """Whether some events were left in the files that they were read from."""
        return bool(self._files)

    def database(self) -> "FilledDuckDB":
        """The tables, to be asked; what is made there besides is temporary, and goes when it is closed."""
        return FilledDuckDB(self._connection.cursor(), self._kinds, self._numbering, self._files)

    def of_types(self, event_types: Container[str]) -> tuple[Event, ...]:
        """The events of some types, in the order in which they were read; no others are fetched."""
        found: list[tuple[int, int, int, Event]] = []
        database = self.database()
        for event_type, kinds in self._kinds.items():
            if event_type in event_types:
                found += told_in(database, event_type, kinds, table_of(event_type))
        return tuple(event for *_, event in sorted(found, key=lambda one: one[:3]))

    @cached_property
    def _events(self) -> tuple[Event, ...]:
        return self.of_types(self._kinds)


class FilledDuckDB(DuckDB):
    """A DuckDB in which the log lies already, in tables that others may ask too."""

    def __init__(
        self,
        connection: "duckdb.DuckDBPyConnection",
        kinds: Mapping[str, Kinds],
        numbering: Numbering,
        files: Sequence["FileAsItWas"] = (),
    ) -> None:
        super().__init__(connection)
        self.store = _Stored(kinds, numbering, in_order=not files)
        self._files = files

    def complete(self, event_types: Iterable[str]) -> None:
        """Make a table with nothing in it for each of some types of which the log has no event."""
        for event_type in sorted(event_types):
            if not self.store.holds(event_type):
                self.create(table_of(event_type), columns_of(EVENT_COLUMNS, {}, self.dialect), [])

    def bring_here(self, event_types: Iterable[str]) -> None:
        """Put the events of some types that lie in files into tables, for who looks through them again and again."""
        for event_type in sorted(event_types) if self._files else ():
            if self.store.holds(event_type):
                table = table_of(event_type)
                self.keep(table, f"SELECT * FROM memory.main.{table}")

    def _answer(self, statement: str, given: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """What a statement answers; raises `InvalidDocument` if a file is another one than was read."""
        try:
            return super()._answer(statement, given)
        finally:
            for file in self._files:
                file.must_be_as_it_was()


class _Stored(LogInDatabase):
    """The log of a `FilledDuckDB`."""

    def __init__(self, kinds: Mapping[str, Kinds], numbering: Numbering, *, in_order: bool) -> None:
        super().__init__(kinds, in_order=in_order)
        self._numbering = numbering

    def happened_with(self, numbers: Iterable[int]) -> str | None:
        """The test of their instants, in the column by which rows of files are passed over."""
        if self.in_order:
            return None
        instants = sorted(set(map(self._numbering.time_of, numbers)))
        if len(instants) <= MOST_INSTANTS:
            return f"{MOMENT} IN ({', '.join(map(_moment, instants))})"
        return f"{MOMENT} BETWEEN {_moment(instants[0])} AND {_moment(instants[-1])}"

    def time_span(self, event_type: str) -> tuple[int, int] | None:
        """The times of the first and the last event of a type, by which its events were numbered."""
        return self._numbering.spans.get(event_type)

    def happened_within(self, spans: Sequence[tuple[int, int]]) -> str | None:
        """The test of a row `x` in the column by which rows of files are passed over."""
        if self.in_order:
            return None
        tests = (
            f"(x.{MOMENT} >= {_moment(first)} AND x.{MOMENT} <= {_moment(last)})"
            for first, last in spans_of_few(spans, MOST_SPANS)
        )
        return f"({' OR '.join(tests)})"

    def columns(self, event_type: str) -> Sequence[str]:
        """The columns of a row that an event of a type is made of: its line besides."""
        return (*super().columns(event_type), "line")

    def event(self, event_type: str, row: Row) -> Event:
        """The event that a row of these columns is, with its line."""
        *said, line = row
        return event_of(event_type, self.kinds(event_type), tuple(said), cast("int", line))[1]


def spans_of_few(spans: Sequence[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """At most so many spans that cover all of these and as little between them as can be, each from its first to its last instant.

    >>> spans_of_few([(40, 49), (1, 5), (4, 9), (10, 20), (60, 70)], 2)
    [(1, 20), (40, 70)]
    """
    apart: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if apart and first <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(last, apart[-1][1])
        else:
            apart.append((first, last))
    gaps = sorted(
        ((later - last, at) for at, ((_, last), (later, _)) in enumerate(pairwise(apart))), reverse=True
    )
    ends = [-1, *sorted(at for _, at in gaps[: most - 1]), len(apart) - 1]
    return [(apart[before + 1][0], apart[at][1]) for before, at in pairwise(ends)]


def _moment(instant: int) -> str:
    return f"make_timestamptz({instant})"


def told_in(
    database: DuckDB, event_type: str, kinds: Kinds, found: str, number: str = "n"
) -> Iterator[tuple[int, int, int, Event]]:
    """The events that a table has, or some of them, each with its file, its line and its part of that."""
    columns = ", ".join([number, *EVENT_COLUMNS[1:], *map(column_of, kinds), "file", "part", "line"])
    for row in database.rows(f"SELECT {columns} FROM {found}"):
        *said, file, part, line = row
        _, event = event_of(event_type, kinds, cast("Row", said), cast("int", line))
        yield cast("int", file), cast("int", line), cast("int", part), event
