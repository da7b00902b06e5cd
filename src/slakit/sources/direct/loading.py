"""A log in the making, in tables of a database of its own: what queries vouch for, and what was read one by one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from slakit.engines.audit.databases import DuckDB
from slakit.engines.audit.in_tables import MOMENT, EventsInTables, FileAsItWas, told_in
from slakit.engines.audit.room import memory_of, new_database
from slakit.engines.audit.stored import kinds_of
from slakit.engines.audit.tables import Row, column_of, columns_of, written
from slakit.events.cloud_events import Unread
from slakit.events.event import Event, Log, Remark, SetAside, says_the_same
from slakit.events.line_reader import LineReader, counted
from slakit.sources.direct.lookups import once
from slakit.sources.direct.placing import Drop, Staying, is_one_source, keep_repeated, placed
from slakit.sources.direct.read_tables import IN_ORDER, KNOWN_AT_ONCE, OWN_COLUMNS, ReadTable
from slakit.text import spelt_out

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.errors import Argument
    from slakit.sources.direct.telling import Telling
    from slakit.vocabulary import Vocabulary

READ_TOGETHER = 50_000
"""Events that are read one by one and put into tables together."""
FIRST_LOOKED_AT = 1000
"""Events of which ids are looked at before those of all are."""


@dataclass(slots=True)
class _Pile:
    """What was read one by one and does not lie in a table yet."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    count: int = 0


class Loading:
    """Takes the events of a log, whatever it lies in; files are numbered in the order in which they are begun."""

    def __init__(self, vocabulary: "Vocabulary", zone: "ZoneInfo") -> None:
        self._connection = new_database()
        self.memory = memory_of(self._connection)
        """How many bytes of it the tables of all sources may take; what is more lies among temporary files."""
        self.vocabulary = vocabulary
        self.zone = zone
        self.database = DuckDB(self._connection)
        self.kinds = kinds_of(vocabulary)
        self.reader = LineReader(vocabulary, zone)
        self._tables: dict[str, ReadTable] = {}
        self._staying: dict[str, list[Staying]] = {}
        self._relied_on: list[FileAsItWas] = []
        self._files: list[str] = []
        self._pile = _Pile()
        self._set_aside: list[tuple[int, int, SetAside]] = []
        self._unread: list[tuple[Unread, Remark]] = []
        self._remarks: list[Remark] = []

    def log(self) -> Log | None:
        """All that was taken; None if its times lie too far apart for any column to hold their order."""
        self._put_pile()
        drops = list(self._repetitions())
        numbering = placed(self.database, self._tables, drops, self._staying, len(self._files))
        if numbering is None:
            self.database.close()
            return None
        for staying in chain.from_iterable(self._staying.values()):
            self.database.drop(staying.marks)
        told = [*self._set_aside, *((one.file, one.part, one.set_aside) for one in drops if one.set_aside)]
        told.sort(key=lambda one: (one[0], one[2].line, one[1]))
        kinds = {event_type: self.kinds[event_type] for event_type in self._tables}
        local = sum(
            self.number(f"SELECT COUNT(*) FROM {one.view} WHERE local") for one in self._tables.values()
        )
        return Log(
            EventsInTables(self._connection, kinds, numbering, self._relied_on),
            tuple(line for *_, line in told),
            sum(drop.set_aside is None for drop in drops),
            local,
            (*self._remarks_of_events(), *self._remarks),
        )

    def begin(self, name: str) -> int:
        """The number of a file from which events are taken now."""
        self.reader.file = name = spelt_out(name)
        self._files.append(name)
        return len(self._files) - 1

    def turn_to(self, file: int) -> None:
        """What is read one by one from now on stands in this file, which was begun before."""
        self.reader.file = self._files[file]

    def put(self, telling: "Telling", rows: str, file: int | None = None) -> int:
        """Look up what rows say, put those events into their table that a query vouches for, and tell how many they are.

        Rows have the columns `file` and `number` besides those that the telling asks, the former unless all stand in one
        `file`.
        """
        telling.lookups.fill(rows)
        return self.put_known(telling, rows, file)

    def put_known(self, telling: "Telling", rows: str, file: int | None = None) -> int:
        """The same of those whose values were looked up before; no others are vouched for."""
        alike = {} if file is None else {"file": str(file)}
        ((count,),) = self.database.rows(f"{self._put_into(telling, rows, alike)} WHERE {telling.sound()}")
        assert isinstance(count, int)
        return count

    def put_each(self, telling: "Telling", rows: str, fits: str, file: int) -> None:
        """Put each line of a file into its table, in their order, with no time where it does not fit or is not vouched for.

        Nothing may be looked up for them. Their numbers are those of the rows, from 1 on where none was there before.
        """
        assert not telling.lookups
        time = telling.lookups.derived(
            once(f"CASE WHEN {fits} AND {telling.sound()} THEN {telling.time.value} END")
        )
        told = replace(telling, time=replace(telling.time, value=time))
        here = {"file": str(file)}
        if self._table(telling.event_type).is_empty:
            here["line"] = IN_ORDER
        self.execute(self._put_into(told, f"(SELECT *, 0 AS number FROM {rows}) n", here))

    def _put_into(self, telling: "Telling", rows: str, alike: dict[str, str]) -> str:
        """A statement that puts the events of rows into their table, which say `alike` besides what they all tell alike."""
        fields = [name for name in self.kinds[telling.event_type] if name in telling.fields]
        table, told = self._table(telling.event_type), telling.row(fields) | alike
        columns = table.columns_for(telling.alike() | alike, fields)
        return (
            f"INSERT INTO {table.held} ({', '.join(columns)}) SELECT {', '.join(map(told.__getitem__, columns))}"
            f" FROM {telling.lookups.joined(rows)}"
        )

    def leave_in_files(
        self, telling: "Telling", rows: str, moment: str, marks: str, files: Iterable[FileAsItWas]
    ) -> None:
        """Tell the events of rows, all of which are sound, from the files that they lie in, whenever they are asked for.

        The tables in which their values are looked up stay as well. No time of them may lack its offset; `moment` is
        the column that holds it, and `marks` the table that `put_marks` made of them.
        """
        kinds, number = self.kinds[telling.event_type], sum(map(len, self._staying.values()))
        view, said = f"staying_{number}", telling.row(kinds)
        self.execute(
            f"CREATE VIEW {view} ({', '.join(said)}, {MOMENT}) AS"
            f" SELECT {', '.join(said.values())}, {moment} FROM {telling.lookups.joined(rows)}"
        )
        self._table(telling.event_type)
        self._staying.setdefault(telling.event_type, []).append(Staying(view, marks))
        self._relied_on += files

    def put_marks(self, telling: "Telling", rows: str, test: str, table: str) -> int:
        """Put what tells the identity and the time of rows that meet a test into a table, and tell how many they are."""
        source, identity = telling.source.value, telling.identity.value
        marks = f"hash({source}, {identity}) AS hash, {telling.time.value} AS time"
        self.execute(f"CREATE TABLE {table} AS SELECT {marks} FROM {rows} WHERE {test}")
        return self.number(f"SELECT COUNT(*) FROM {table}")

    def taken(self, first: int, event_types: Iterable[str]) -> str:
        """The `file` and the `line` of each event of some types that stands in the file `first` or one behind it."""
        return " UNION ALL ".join(
            f"SELECT file, line FROM {self.table(one)} WHERE file >= {first}" for one in event_types
        )

    def take_back(self, file: int, event_types: Iterable[str]) -> None:
        """Let go of all events of some types that a query put there of a file."""
        for one in map(self._table, dict.fromkeys(event_types)):
            self.execute(
                f"DELETE FROM {one.held} WHERE rowid IN (SELECT row FROM {one.view} WHERE file = {file})"
            )

    def add(self, told: Event | SetAside, file: int, number: int, part: int = 0) -> None:
        """Take what was read of a line or a row by itself."""
        if isinstance(told, SetAside):
            self._set_aside.append((file, part, told))
            return
        said = (written(told.data.get(name)) for name in self.kinds[told.type])
        local = self.reader.lacked_offset
        row = (file, number, part, local, 0, told.time, told.recorded, told.source, told.id, *said)
        self._pile.rows.setdefault(told.type, []).append(row)
        self._pile.count += 1
        if self._pile.count >= READ_TOGETHER:
            self._put_pile()

    def remark_left_out(self, file: int, mapping: str, lines: int) -> None:
        """Note that so many rows of a file are left out on purpose, as a mapping says."""
        arguments: dict[str, Argument] = {"mapping": mapping, "lines": lines}
        self._remarks.append(Remark(self._files[file], 1, "rows-left-out", arguments, lines=lines))

    def leave_unread(self, part: Unread, file: int, number: int, identity: str, lines: int) -> None:
        """Note that so many events have a part that was not read, of which this is the first."""
        self.turn_to(file)
        self._unread.append((part, replace(self.reader.remark_on(part, number, identity), lines=lines)))

    def table(self, event_type: str) -> str:
        """The view of what was read of a type, which there is from when it is first asked for."""
        return self._table(event_type).view

    def held(self, event_type: str, column: str | None = None) -> str:
        """The table behind that view, by whose rows it tells what it tells; it holds a column that is to be changed."""
        table = self._table(event_type)
        if column is not None:
            table.hold(column)
        return table.held

    def numbers_lines(self, event_type: str) -> bool:
        """Whether that view tells the line of each row by where the row stands."""
        return self._table(event_type).tells("line")

    def _table(self, event_type: str) -> ReadTable:
        if event_type not in self._tables:
            fields = dict(columns_of((), self.kinds[event_type], self.database.dialect))
            self._tables[event_type] = ReadTable(self.database, event_type, fields)
        return self._tables[event_type]

    def execute(self, statement: str) -> None:
        """Do what a statement says."""
        self.database.rows(statement)

    def rows(self, query: str) -> Iterator[tuple[object, ...]]:
        """What a query answers."""
        return iter(self.database.rows(query))

    def number(self, query: str) -> int:
        """The one number that a query answers."""
        (value,) = next(self.rows(query))
        assert isinstance(value, int)
        return value

    def _put_pile(self) -> None:
        for event_type, rows in self._pile.rows.items():
            fields, table = list(self.kinds[event_type]), self._table(event_type)
            every = [*OWN_COLUMNS, *map(column_of, fields)]
            columns = table.columns_for(_alike(rows), fields)
            places = [every.index(column) for column in columns]
            kinds = [(column, table.kinds[column]) for column in columns]
            self.database.fill(table.held, kinds, [tuple(row[place] for place in places) for row in rows])
        self._pile = _Pile()

    def _remarks_of_events(self) -> Iterator[Remark]:
        """What of events was not read, each part once, in the order in which they were met."""
        every = [*self.reader.remarked.items(), *self._unread]
        firsts: dict[Unread, Remark] = {}
        lines: Counter[Unread] = Counter()
        for part, remark in sorted(every, key=lambda one: (self._files.index(one[1].file), one[1].line)):
            firsts.setdefault(part, remark)
            lines[part] += remark.lines
        for part, first in firsts.items():
            yield counted(first, lines[part])

    # --- repetitions ---

    def _repetitions(self) -> Iterator[Drop]:
        """The events that repeat or contradict one that was read before."""
        firsts: dict[tuple[str, str], tuple[int, Event]] = {}
        for file, _, part, event in sorted(self._events_alike(), key=lambda one: one[:3]):
            first_file, first = firsts.setdefault((event.source, event.id), (file, event))
            if event is first:
                continue
            told = None
            if not says_the_same(event, first):
                self.turn_to(file)
                told = self.reader.conflicting(event, f"{self._files[first_file]}:{first.line}")
            yield Drop(event.type, file, event.line or 0, part, told)

    def _events_alike(self) -> Iterator[tuple[int, int, int, Event]]:
        """The events whose source and id may be those of another one, with the numbers of their file and line."""
        if not self._tables or self._ascend():
            return
        views = [one.view for one in self._tables.values()]
        marks = list(chain.from_iterable(self._staying.values()))
        told = " UNION ALL ".join(f"SELECT source FROM {view}" for view in views)
        identity = "id" if not marks and is_one_source(self.database, told) else "source, id"
        parts = [f"SELECT hash({identity}) AS hash FROM {view}" for view in views]
        parts += [f"SELECT hash FROM {one.marks}" for one in marks]
        keep_repeated(self.database, "alike", "hash", " UNION ALL ".join(parts))
        if self.number("SELECT COUNT(*) FROM alike"):
            for event_type, table in self._tables.items():
                for relation in (table.view, *self._views(event_type)):
                    found = f"{relation} WHERE hash({identity}) IN (SELECT hash FROM alike)"
                    yield from told_in(self.database, event_type, self.kinds[event_type], found, number="0")

    def _ascend(self) -> bool:
        """Whether all events lie in one table and each has a longer or a later id than the one before.

        Then none repeats another, in whatever order they are looked at. Where events are counted as they are made, that is
        seen in a quarter of the time that looking for repeated ones takes; the first of them show whether it is worth it.
        """
        if len(self._tables) != 1 or any(self._staying.values()):
            return False
        (table,) = self._tables.values()
        return all(
            self.number(
                "SELECT CAST(COALESCE(BOOL_AND("
                "strlen(id) > strlen(before) OR strlen(id) = strlen(before) AND id > before), TRUE) AS INTEGER)"
                f" FROM (SELECT id, LAG(id) OVER () AS before FROM {rows}) l"
            )
            for rows in (f"(SELECT id FROM {table.view} LIMIT {FIRST_LOOKED_AT}) f", table.view)
        )

    def _views(self, event_type: str) -> list[str]:
        """The views of those events of a type that stay in their files."""
        return [one.view for one in self._staying.get(event_type, ())]


def _alike(rows: Sequence[Row]) -> dict[str, str]:
    """What rows of all columns say alike in some of `ALIKE`."""
    places = {column: place for place, column in enumerate(OWN_COLUMNS)}
    told = {}
    for column in ("file", "part", "local"):
        first, *others = {row[places[column]] for row in rows}
        if not others:
            told[column] = str(first).upper()
    if all(row[places["recorded"]] == row[places["time"]] for row in rows):
        told["recorded"] = KNOWN_AT_ONCE
    return told
