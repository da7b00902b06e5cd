"""Rows of tables straight into tables of events: those in which every value is known to be sound."""

from collections.abc import Callable, Container, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from slakit.events.fields import Unfit
from slakit.sources.direct.loading import Loading
from slakit.sources.direct.plans import Plan, Rows
from slakit.sources.rows import Row
from slakit.sources.translation import ByMapping, ByName, Refused, in_columns

if TYPE_CHECKING:
    from slakit.events.event import Event, SetAside

MOST_LISTED: Final = 100
"""Values that a query names; more are joined."""
BY_ITSELF: Final = -1
"""Stands for the part of a row that tells no event, and has to be read to say why."""
LEFT_OUT: Final = -2
"""Stands for the part of a row that is left out on purpose."""


class RowsInTurn:
    """The rows of a table, or of several files that are one, on their way into tables of events.

    They lie in the relation `rows`, with the columns `file` and `number`, from the file `first` on.
    """

    def __init__(self, rows: Rows, plan: Plan, loading: Loading, first: int, *, read_singly: int = 0) -> None:
        """Rows of which no more than `read_singly` say the same are read by the reader of rows, sooner than a query is made."""
        self._rows = rows
        self._plan = plan
        self._loading = loading
        self._first = first
        self._read_singly = read_singly
        self._asked = [rows.columns[name][0] for name in plan.asked]
        self._told: dict[int, list[tuple[object, ...]]] = {}
        self._expected = 0

    def take(self) -> None:
        """Take the events that queries vouch for; rows that tell others lie in the table `left` then."""
        self._look_at_kinds()
        parts = [part for part in self._told if part >= 0]
        taken, event_types = 0, list[str]()
        for part in parts:
            telling = self._plan.telling(part, self._rows)
            event_types.append(telling.event_type)
            all_of_them, rest = self._telling(part), self._not_taken(part, telling.event_type)
            for told in self._plan.rounds(part, self._rows, all_of_them, rest):
                taken += self._loading.put(telling, told)
            telling.lookups.drop()
        self._loading.execute("CREATE TEMPORARY TABLE left_rows (file BIGINT, number BIGINT)")
        if taken != self._expected or BY_ITSELF in self._told:
            self._leave(dict.fromkeys(event_types))
        for part, columns in self._columns_said(parts).items():
            self._note_unread(part, columns)

    def take_left(
        self, translation: ByMapping | ByName, chosen: Callable[[int, set[int]], Iterable[Row]]
    ) -> None:
        """Take the rows that are left as the reader of rows does; `chosen` gives those of a file with such numbers."""
        found: dict[int, set[int]] = {}
        for file, number in self._numbers("SELECT file, number FROM left_rows ORDER BY file"):
            found.setdefault(file, set()).add(number)
        for file, numbers in found.items():
            self._loading.turn_to(file)
            for row in chosen(file, numbers):
                take_row(row, translation, self._loading, file)
        if isinstance(translation, ByMapping) and LEFT_OUT in self._told:
            counts = f"SELECT file, COUNT(*) FROM {self._telling(LEFT_OUT)} GROUP BY file ORDER BY file"
            for file, lines in self._numbers(counts):
                self._loading.remark_left_out(file, translation.mapping.mapping, lines)

    def end(self) -> None:
        """Let go of what was made."""
        for table in ("left_rows", "tells", "kinds"):
            self._loading.database.drop(table)

    def _look_at_kinds(self) -> None:
        """Find which rows tell what, by what they say in the columns that are asked."""
        asked = ", ".join(f"{column} AS a{at}" for at, column in enumerate(self._asked))
        self._loading.execute(
            "CREATE TEMPORARY TABLE kinds AS SELECT ROW_NUMBER() OVER () AS k, * FROM"
            f" (SELECT {asked or 'TRUE AS a'}, COUNT(*) AS rows FROM rows GROUP BY ALL) d"
        )
        tells: list[tuple[int, int]] = []
        for k, *cells, count in list(self._loading.rows("SELECT * FROM kinds")):
            assert isinstance(k, int)
            assert isinstance(count, int)
            parts = self._plan.parts(cells if self._asked else ())
            if parts and count <= self._read_singly:
                parts = ()
            self._expected += count * len(parts or ())
            for part in (LEFT_OUT,) if parts is None else parts or (BY_ITSELF,):
                tells.append((k, part))
                self._told.setdefault(part, []).append(tuple(cells))
        self._loading.database.create("tells", [("k", "BIGINT"), ("part", "BIGINT")], tells)

    def _telling(self, part: int) -> str:
        """The rows that tell a part."""
        cells = self._told[part]
        if len(self._asked) == 1 and len(cells) <= MOST_LISTED and all(type(one) is str for (one,) in cells):
            literal = self._loading.database.dialect.literal
            listed = ", ".join(literal(str(one)) for (one,) in cells)
            return f"(SELECT * FROM rows WHERE {self._asked[0]} IN ({listed})) p"
        return f"(SELECT rows.* FROM rows {self._with_kinds()} JOIN tells USING (k) WHERE part = {part}) p"

    def _not_taken(self, part: int, event_type: str) -> str:
        """The rows that tell a part of which no event lies in a table yet."""
        taken = f"SELECT file, line FROM {self._loading.table(event_type)} WHERE file >= {self._first} AND part = {part}"
        return f"(SELECT * FROM {self._telling(part)} WHERE (file, number) NOT IN ({taken})) n"

    def _with_kinds(self) -> str:
        same = [f"rows.{column} IS NOT DISTINCT FROM kinds.a{at}" for at, column in enumerate(self._asked)]
        return f"JOIN kinds ON {' AND '.join(same) or 'TRUE'}"

    def _leave(self, event_types: dict[str, None]) -> None:
        """Leave each row that tells an event which no query vouches for, with all that it tells."""
        taken = self._loading.taken(self._first, event_types) or "SELECT 0 AS file, 0 AS line WHERE FALSE"
        self._loading.execute(
            "INSERT INTO left_rows SELECT rows.file, rows.number FROM rows"
            f" {self._with_kinds()} JOIN (SELECT k, MAX(part) AS part, COUNT(*) AS events FROM tells GROUP BY k) e"
            f" USING (k) LEFT JOIN (SELECT file, line, COUNT(*) AS events FROM ({taken}) t GROUP BY file, line) t"
            " ON t.file = rows.file AND t.line = rows.number"
            f" WHERE part <> {LEFT_OUT} AND (part = {BY_ITSELF} OR COALESCE(t.events, 0) <> e.events)"
        )
        for event_type in event_types:
            self._loading.execute(
                f"DELETE FROM {self._loading.held(event_type)} WHERE rowid IN"
                f" (SELECT row FROM {self._loading.table(event_type)} WHERE file >= {self._first}"
                " AND (file, line) IN (SELECT (file, number) FROM left_rows))"
            )

    def _columns_said(self, parts: Iterable[int]) -> dict[int, frozenset[str]]:
        """Which of the columns that are not read hold something in the rows of each part, whatever it says."""
        names = dict.fromkeys(
            unread.name for part in parts for unread, _ in self._plan.unread(part, self._rows)
        )
        if not names:
            return {}
        counts = ", ".join(f"COUNT({self._rows.columns[name][0]})" for name in names)
        found = self._loading.rows(
            f"SELECT part, {counts} FROM rows {self._with_kinds()} JOIN tells USING (k) WHERE part >= 0 GROUP BY part"
        )
        return {
            cast("int", part): frozenset(name for name, count in zip(names, held, strict=True) if count)
            for part, *held in found
        }

    def _note_unread(self, part: int, columns: Container[str]) -> None:
        """Note what is not read of the rows that were taken, which may be what some columns say."""
        parts = [one for one in self._plan.unread(part, self._rows) if one[0].name in columns]
        counts = ", ".join(f"COUNT({said})" for _, said in parts)
        (held,) = self._loading.rows(f"SELECT {counts} FROM {self._telling(part)}") if parts else ((),)
        for unread, said in [one for one, count in zip(parts, held, strict=True) if count]:
            found = (
                f"{self._telling(part)} WHERE {said} IS NOT NULL"
                " AND (file, number) NOT IN (SELECT (file, number) FROM left_rows)"
            )
            if count := self._loading.number(f"SELECT COUNT(*) FROM {found}"):
                ((file, number),) = self._numbers(
                    f"SELECT file, number FROM {found} ORDER BY file, number LIMIT 1"
                )
                same = f"WHERE file = {file} AND line = {number}"
                ((identity,),) = self._loading.rows(
                    f"SELECT id FROM {self._loading.table(unread.type)} {same}"
                )
                self._loading.leave_unread(unread, file, number, str(identity), count)

    def _numbers(self, query: str) -> Iterator[tuple[int, int]]:
        """The rows of two numbers that a query answers."""
        return cast("Iterator[tuple[int, int]]", self._loading.rows(query))


def take_row(row: Row, translation: ByMapping | ByName, loading: Loading, file: int) -> None:
    """Take a row as the reader of rows does."""
    reader = loading.reader
    if isinstance(row.cells, Unfit):
        loading.add(reader.left(None, row.cells, row.number), file, row.number)
        return
    for part, told in enumerate(translation.of_row(row.cells, row.number)):
        read: Event | SetAside
        if isinstance(told, Refused):
            read = reader.left(told.named, told.unfit, row.number)
        else:
            read = reader.of_data(told, row.number, partial(in_columns, told=told))
        loading.add(read, file, row.number, part)
