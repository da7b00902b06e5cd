"""A log in tables, asked: each question once, its answer kept, and events made of the rows that are told.

A query takes milliseconds to plan, whatever it finds. So of what is *few* all is told by one query, and looked through
here; what is more is asked by queries that look it up.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Final, Self, TypeVar, cast

from slakit.checks import Points
from slakit.engines.audit.databases import Columns, Database
from slakit.engines.audit.queries import Queries, view_of
from slakit.engines.audit.tables import EVENT_COLUMNS, Row
from slakit.events.event import Event
from slakit.verdicts.facts import Facts

Answer = TypeVar("Answer")
FEW: Final = 1_000
"""Events of a type that are told all at once, and looked through."""
LISTED: Final = 1_000
"""Numbers that stand in a query; more are put into a table."""


@dataclass(frozen=True)
class Asked(Facts):
    """A log in tables, and what was asked of it.

    With `wanted`, the points that are the occasions of a check, and a table with the rows of some of them, only those
    are told and asked about.
    """

    database: Database = field(kw_only=True)
    queries: Queries = field(kw_only=True)
    wanted: tuple[Points, str] | None = field(default=None, kw_only=True)
    kept: dict[Hashable, object] = field(default_factory=dict, kw_only=True, repr=False)
    """What was answered already, by its question."""
    tables: Iterator[int] = field(default_factory=count, kw_only=True, repr=False)
    """Numbers for the names of tables, each given once."""
    numbers: dict[str, dict[tuple[str, str], int]] = field(default_factory=dict, kw_only=True, repr=False)
    """The `n` of every event that was told, by its type."""

    # --- asking ---

    def once(self, question: Hashable, ask: Callable[[], Answer]) -> Answer:
        """The answer to a question, kept when it was asked first."""
        if question not in self.kept:
            self.kept[question] = ask()
        return cast("Answer", self.kept[question])

    def rows(self, query: str) -> list[Row]:
        """The rows that a query answers."""
        return cast("list[Row]", list(self.database.rows(query)))

    # --- some of the occasions ---

    def only(self, points: Points, table: str) -> Self:
        """The same facts, with no other occasions than those of which the rows stand in a table."""
        return replace(self, wanted=(points, table))

    def forget(self) -> None:
        """Let go of what was answered about the wanted occasions alone, which nobody asks about again."""
        assert self.wanted is not None
        points, table = self.wanted
        for question in [one for one in self.kept if isinstance(one, tuple) and table in one]:
            del self.kept[question]
        self.numbers.pop(points.event, None)
        self.database.drop(table)

    def wanted_of(self, event_type: str) -> str | None:
        """The table of the rows that are wanted of a type, if not all are."""
        return self.wanted[1] if self.wanted and self.wanted[0].event == event_type else None

    # --- events ---

    def few(self, event_type: str, wanted: str | None = None) -> Mapping[int, Event] | None:
        """The known events of a type, or the wanted ones in a table, by their place in the order; nothing if there are many."""

        def ask() -> Mapping[int, Event] | None:
            if not self.queries.store.holds(event_type):
                return {}
            columns = ", ".join(self.columns(event_type))
            rows = self.rows(f"SELECT {columns} FROM {wanted or view_of(event_type)} LIMIT {FEW + 1}")
            return dict(sorted(self.told(event_type, rows).items())) if len(rows) <= FEW else None

        return self.once(("few", event_type, wanted), ask)

    def columns(self, event_type: str) -> tuple[str, ...]:
        """The columns that an event of a type is made of."""
        return tuple(self.queries.store.columns(event_type))

    def told(self, event_type: str, rows: Iterable[Row]) -> dict[int, Event]:
        """The events of a type that rows of their columns are, by their place in the order."""
        store = self.queries.store
        events = {cast("int", row[0]): store.event(event_type, row) for row in rows}
        of_type = self.numbers.setdefault(event_type, {})
        of_type.update(((event.source, event.id), number) for number, event in events.items())
        return events

    def events(self, event_type: str, numbers: Iterable[int]) -> dict[int, Event]:
        """The events of a type by their place in the order."""
        wanted, columns = sorted(set(numbers)), self.columns(event_type)
        if columns == EVENT_COLUMNS[:1]:
            return self.told(event_type, ((number,) for number in wanted))
        query = f"SELECT {', '.join(columns)} FROM {view_of(event_type)} WHERE {self.numbered(wanted)}"
        return self.told(event_type, self.rows(query)) if wanted else {}

    def number(self, event: Event) -> int:
        """The place of an event in the order."""
        told = self.numbers.setdefault(event.type, {})
        if (event.source, event.id) not in told:
            told[event.source, event.id] = self._asked_number(
                event
            )  # it was told before something was forgotten
        return told[event.source, event.id]

    def _asked_number(self, event: Event) -> int:
        literal = self.queries.dialect.literal
        ((number,),) = self.rows(
            f"SELECT n FROM {view_of(event.type)} WHERE source = {literal(event.source)} AND id = {literal(event.id)}"
        )
        return cast("int", number)

    # --- tables of its own ---

    def put_rows(self, letter: str, names: Sequence[str], rows: Sequence[Row]) -> str:
        """Put rows of whole numbers into a new table; its name begins with a letter."""
        return self.put_table(letter, [(name, "BIGINT") for name in names], rows)

    def put_table(self, letter: str, columns: Columns, rows: Sequence[Row]) -> str:
        """Put rows into a new table; its name begins with a letter."""
        table = f"{letter}_{next(self.tables)}"
        self.database.create(table, columns, rows)
        return table

    def put_query(self, letter: str, query: str) -> str:
        """Keep what a query answers in a new table; its name begins with a letter."""
        table = f"{letter}_{next(self.tables)}"
        self.database.keep(table, query)
        return table

    def put_events(self, event_type: str, numbers: Sequence[int]) -> str:
        """Keep the rows of the events with these numbers in a new table."""
        query = f"SELECT * FROM {view_of(event_type)} WHERE {self.numbered(numbers)}"
        return self.put_query("w", query)

    def numbered(self, numbers: Sequence[int]) -> str:
        """The test that a known event has one of these numbers."""
        if not numbers:
            return "FALSE"
        test, besides = f"n IN ({self.listed(numbers)})", self.queries.store.happened_with(numbers)
        return test if besides is None else f"{besides} AND {test}"

    def listed(self, numbers: Sequence[int]) -> str:
        """Numbers as a query has them between the brackets of `IN`: a list, or a query of a table if they are many."""
        if len(numbers) <= LISTED:
            return ", ".join(map(str, numbers)) or "NULL"
        return f"SELECT n FROM {self.put_rows('w', ('n',), [(number,) for number in numbers])}"
