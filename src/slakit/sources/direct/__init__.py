"""Files of JSON lines straight into tables of DuckDB: what is plain never becomes an object of Python.

A line is plain if it is what a `Shape` says and every value in it is known to be sound. Any other is read from its file
again by the reader of single lines, which alone says what is wrong with it; so both ways find the same events, and set
the same lines aside for the same reasons.
"""

import errno
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from slakit.engines.audit.databases import DuckDB
from slakit.engines.audit.in_tables import EventsInTables, told_in
from slakit.engines.audit.room import lack_of_room_named, new_database
from slakit.engines.audit.stored import kinds_of
from slakit.engines.audit.tables import Row, columns_of, written
from slakit.errors import InvalidDocument
from slakit.events.cloud_events import EventReader
from slakit.events.event import Event, Log, SetAside
from slakit.events.reading import (
    LONGEST_LINE,
    LineReader,
    Meter,
    Progress,
    cannot_read,
    says_the_same,
    total_size,
)
from slakit.sources.direct.line_files import LONGEST_TAKEN, LineFile, line_file, read_chosen
from slakit.sources.direct.placing import OWN_COLUMNS, Drop, placed, read_table
from slakit.sources.direct.plain_values import Looked, expression, looked_up, proofs
from slakit.sources.direct.shapes import Shape, shape_of, structure

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.vocabulary import FieldOfEvent, Vocabulary

LOOKED_AT: Final = 500
"""Lines of a type that shapes are learnt from at a time."""
ROUNDS: Final = 4
"""How often shapes are learnt from lines of a type that none fits."""
MOST_SHAPES: Final = 60
"""Shapes of a type that are compared with at a time: the most frequent."""
READ_TOGETHER: Final = 50_000
"""Events that are read one by one and put into tables together."""
_TYPE: Final = r'"type": ?"([^"\\]+)"'


@lack_of_room_named()
def read_into_tables(
    files: Sequence[Path], vocabulary: "Vocabulary", zone: "ZoneInfo", progress: Progress | None = None
) -> Log | None:
    """The log that files of JSON lines tell together, as `read_log` tells it, with its events in tables of DuckDB.

    None if no table can hold it: a field is a list of numbers or times, or the times of the log lie so far apart that no
    column can hold its order. Raises `InvalidDocument` as `read_log` does, and `OutOfRoom` where there is not enough memory
    or disk.
    """
    if any(_holds_numbers(field) for kind in vocabulary.events.values() for field in kind.fields.values()):
        return None
    loading = _Loading(vocabulary, zone)
    meter = Meter(progress, total_size(files))
    for path in files:
        try:
            loading.take(path, meter)
        except OSError as problem:
            if problem.errno == errno.ENOSPC:  # of the copy, not of the file
                raise
            raise InvalidDocument([cannot_read(path, problem)]) from problem
    meter.end()
    return loading.log()


@dataclass(slots=True)
class _Pile:
    """What was read line by line and does not lie in a table yet."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    count: int = 0


class _Loading:
    """A log in the making, in tables of a database of its own."""

    def __init__(self, vocabulary: "Vocabulary", zone: "ZoneInfo") -> None:
        self._vocabulary = vocabulary
        self._zone = zone
        self._connection = new_database()
        self._database = DuckDB(self._connection)
        self._kinds = kinds_of(vocabulary)
        self._types: list[str] = []
        self._files: list[str] = []
        self._reader = LineReader(vocabulary, zone)
        self._is_extension = EventReader(vocabulary, zone).is_extension
        self._pile = _Pile()
        self._without_offset: set[tuple[int, int]] = set()
        self._set_aside: list[tuple[int, SetAside]] = []

    def log(self) -> Log | None:
        """All that was taken."""
        drops = list(self._repetitions())
        count = placed(self._database, self._types, drops)
        if count is None:
            self._database.close()
            return None
        told = [*self._set_aside, *((drop.file, drop.set_aside) for drop in drops if drop.set_aside)]
        told.sort(key=lambda one: (one[0], one[1].line))
        dropped = {(drop.file, drop.line) for drop in drops}
        kinds = {event_type: self._kinds[event_type] for event_type in self._types}
        return Log(
            EventsInTables(self._connection, kinds, count),
            tuple(line for _, line in told),
            sum(drop.set_aside is None for drop in drops),
            len(self._without_offset - dropped),
            self._reader.remarks(),
        )

    def take(self, path: Path, meter: Meter) -> None:
        """Take every line of a file."""
        self._files.append(str(path))
        self._reader.file = str(path)
        with tempfile.TemporaryDirectory(prefix="slakit-") as folder:
            told = line_file(path, Path(folder), meter)
            self._put_lines(told)
        for (event_type,) in self._rows("SELECT DISTINCT type FROM lines ORDER BY type"):
            if str(event_type) in self._vocabulary.events:
                self._take_type(str(event_type), told)
        self._take_one_by_one(path, told)
        self._execute("DROP TABLE lines")

    # --- plain lines ---

    def _put_lines(self, told: LineFile) -> None:
        """Put the lines of a file into a table, with the type that each seems to tell."""
        literal = self._database.dialect.literal
        found = (
            f"read_csv({literal(str(told.path))}, columns = {{'text': 'VARCHAR'}}, header = false, delim = '',"
            f" quote = '', escape = '', comment = '', nullstr = '\\0', new_line = '\\n', auto_detect = false,"
            f" strict_mode = false, compression = 'none', max_line_size = {LONGEST_TAKEN})"
        )
        self._execute(
            "CREATE TEMPORARY TABLE lines AS SELECT CAST(ROW_NUMBER() OVER () AS BIGINT) AS line,"
            f" regexp_extract(text, {literal(_TYPE)}, 1) AS type, text FROM {found}"
        )
        if self._number("SELECT COUNT(*) FROM lines") != told.lines:
            self._execute("DELETE FROM lines")  # it has changed while it was read; line by line all is well

    def _take_type(self, event_type: str, told: LineFile) -> None:
        """Take the plain lines of one type, in rounds: each learns from what those before it left."""
        fields, literal = self._vocabulary.events[event_type].fields, self._database.dialect.literal
        of_type = f"type = {literal(event_type)} AND NOT contains(text, {literal(chr(92))})"
        shapes = self._shapes(f"SELECT text FROM lines WHERE {of_type} LIMIT {LOOKED_AT}", event_type)
        if not shapes:
            return
        attributes = {gap.path[0] for shape in shapes for gap in shape.gaps if len(gap.path) == 1}
        read = literal(structure(sorted(attributes), fields))
        self._execute(
            f"CREATE TEMPORARY TABLE told AS SELECT line, text, TRY(json_transform(text, {read})) AS j FROM lines"
            f" WHERE {of_type} AND strlen(text) <= {LONGEST_LINE}"
        )
        table = self._table(event_type)
        looked = looked_up(self._database, fields, self._vocabulary, self._zone)
        known: set[Shape] = set()
        for _ in range(ROUNDS):
            known |= set(shapes)
            self._put_plain(event_type, shapes, attributes, looked, told)
            mine = f"SELECT line FROM {table} WHERE file = {len(self._files) - 1}"
            self._execute(f"DELETE FROM told WHERE line IN ({mine})")
            if not self._number("SELECT COUNT(*) FROM told"):
                break
            found = self._shapes(f"SELECT text FROM told LIMIT {LOOKED_AT}", event_type)
            shapes = [one for one in found if one not in known and _reads_only(one, attributes)]
            if not shapes:
                break
        self._execute("DROP TABLE told")
        for one in looked.values():
            self._execute(f"DROP TABLE {one.table}")

    def _shapes(self, query: str, event_type: str) -> list[Shape]:
        """The shapes of some lines, the most frequent first."""
        fields = self._vocabulary.events[event_type].fields
        counted: Counter[Shape] = Counter()
        for (text,) in self._rows(query):
            if shape := shape_of(str(text), event_type, fields, self._is_extension):
                counted[shape] += 1
        return [shape for shape, _ in counted.most_common(MOST_SHAPES)]

    def _put_plain(
        self,
        event_type: str,
        shapes: Sequence[Shape],
        attributes: set[str],
        looked: Mapping[str, Looked],
        told: LineFile,
    ) -> None:
        """Put the events of lines into their table that fit one of the shapes and hold nothing doubtful."""
        fields, literal = self._vocabulary.events[event_type].fields, self._database.dialect.literal
        gaps = {gap.path: gap for shape in shapes for gap in shape.gaps}
        texts = [gap.column for gap in gaps.values() if gap.held == "text"]
        fitting = " OR ".join(f"({shape.text(literal)}) = text" for shape in shapes)
        tests = [f"({fitting})", f"NOT contains(concat({', '.join(texts)}), '\"')"]
        for gap in gaps.values():
            declared = fields[gap.path[1]] if len(gap.path) > 1 else None
            tests += proofs(gap, declared, self._vocabulary, literal, told.may_hold_control_characters)
        for name, one in fields.items():
            if one.required:
                tests.append(f"{expression(name, one, looked)} IS NOT NULL")
        time = "epoch_us(TRY_CAST(j.time AS TIMESTAMPTZ))"
        recorded = time
        if "recordedtime" in attributes:
            recorded = f"COALESCE(epoch_us(TRY_CAST(j.recordedtime AS TIMESTAMPTZ)), {time})"
        shown = ", ".join([
            str(len(self._files) - 1), "line", time, recorded, "j.source", "j.id", "0",
            *(expression(name, one, looked) for name, one in fields.items()),
        ])  # fmt: skip
        joins = "".join(column.join() for column in looked.values())
        for name, column in looked.items():
            if ("data", name) in gaps:
                column.fill(f"SELECT DISTINCT {column.column} AS said FROM told WHERE {fitting}")
        self._execute(
            f"INSERT INTO {self._table(event_type)} SELECT {shown} FROM told{joins} WHERE {' AND '.join(tests)}"
        )

    # --- other lines ---

    def _take_one_by_one(self, path: Path, told: LineFile) -> None:
        """Take the lines that are in no table yet."""
        number = len(self._files) - 1
        mine = [f"SELECT line FROM {read_table(one)} WHERE file = {number}" for one in self._types]
        taken = " UNION ALL ".join(mine) or "SELECT 0 AS line"
        query = f"SELECT line FROM range(1, {told.lines + 1}) r(line) WHERE line NOT IN ({taken})"
        left = {int(str(line)) for (line,) in self._rows(query)}
        if left:
            read_chosen(path, left, self._take_line)
            self._put_pile()

    def _take_line(self, line: bytes | None, number: int) -> None:
        told, file = self._reader.of_line_if_any(line, number), len(self._files) - 1
        if told is None:
            return
        if isinstance(told, SetAside):
            self._set_aside.append((file, told))
            return
        if self._reader.lacked_offset:
            self._without_offset.add((file, number))
        said = (written(told.data.get(name)) for name in self._kinds[told.type])
        row = (file, number, told.time, told.recorded, told.source, told.id, 0, *said)
        self._pile.rows.setdefault(told.type, []).append(row)
        self._pile.count += 1
        if self._pile.count >= READ_TOGETHER:
            self._put_pile()

    def _put_pile(self) -> None:
        for event_type, rows in self._pile.rows.items():
            self._database.create("pile", self._columns(event_type), rows)
            self._execute(f"INSERT INTO {self._table(event_type)} SELECT * FROM pile")
            self._execute("DROP TABLE pile")
        self._pile = _Pile()

    # --- repetitions ---

    def _repetitions(self) -> Iterator[Drop]:
        """The events that repeat or contradict one that was read before."""
        firsts: dict[tuple[str, str], tuple[int, Event]] = {}
        for file, line, event in sorted(self._events_alike(), key=lambda one: one[:2]):
            first_file, first = firsts.setdefault((event.source, event.id), (file, event))
            if event is first:
                continue
            told = None
            if not says_the_same(event, first):
                self._reader.file = self._files[file]
                told = self._reader.conflicting(event, f"{self._files[first_file]}:{first.line}")
            yield Drop(event.type, file, line, told)

    def _events_alike(self) -> Iterator[tuple[int, int, Event]]:
        """The events whose source and id may be those of another one, with the numbers of their file and line."""
        if not self._types:
            return
        parts = (f"SELECT hash(source, id) AS h FROM {read_table(one)}" for one in self._types)
        self._database.keep(
            "alike", f"SELECT h FROM ({' UNION ALL '.join(parts)}) x GROUP BY h HAVING COUNT(*) > 1"
        )
        if self._number("SELECT COUNT(*) FROM alike"):
            for event_type in self._types:
                found = f"{read_table(event_type)} WHERE hash(source, id) IN (SELECT h FROM alike)"
                yield from told_in(self._database, event_type, self._kinds[event_type], found, number="0")

    # --- the database ---

    def _table(self, event_type: str) -> str:
        """The table of what was read of a type, made when it is first asked for."""
        if event_type not in self._types:
            declared = ", ".join(f"{name} {kind}" for name, kind in self._columns(event_type))
            self._execute(f"CREATE TABLE {read_table(event_type)} ({declared})")
            self._types.append(event_type)
        return read_table(event_type)

    def _columns(self, event_type: str) -> list[tuple[str, str]]:
        return columns_of(OWN_COLUMNS, self._kinds[event_type], self._database.dialect)

    def _rows(self, query: str) -> Iterator[tuple[object, ...]]:
        return iter(self._database.rows(query))

    def _number(self, query: str) -> int:
        (value,) = next(self._rows(query))
        assert isinstance(value, int)
        return value

    def _execute(self, statement: str) -> None:
        self._database.rows(statement)


def _holds_numbers(field: "FieldOfEvent") -> bool:
    """Whether a field is a list of what is no text."""
    return field.list and field.type not in ("identifier", "text", "service", "value")


def _reads_only(shape: Shape, attributes: set[str]) -> bool:
    """Whether a shape has no attribute but those that were read."""
    return all(gap.path[0] in attributes for gap in shape.gaps if len(gap.path) == 1)
