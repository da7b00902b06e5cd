"""Files of JSON lines straight into tables: a line that is what a `Shape` says, and sound in every value."""

import errno
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, cast

from slakit.engines.audit.databases import DuckDB
from slakit.engines.audit.leftovers import prefix
from slakit.errors import InvalidDocument
from slakit.events.cloud_events import EventReader
from slakit.events.reading import Meter, cannot_read
from slakit.sources.direct.learning import Fitting, Learning
from slakit.sources.direct.line_files import (
    LONGEST_TAKEN,
    LineFile,
    as_it_is,
    copied,
    empty_lines,
    read_chosen,
)
from slakit.sources.direct.line_types import type_of
from slakit.sources.direct.line_values import LineValues
from slakit.sources.direct.loading import Loading
from slakit.sources.direct.lookups import Lookups
from slakit.sources.direct.shapes import BACKSLASH, Gap, shape_of
from slakit.sources.direct.telling import Telling, with_required
from slakit.sources.direct.unordered import without_spaces

SHORTEST_EVENT: Final = 80
"""Bytes of a line that tells an event: no event is told in fewer."""
SHIFTS_TOGETHER: Final = 50_000
"""Places of empty lines that are put into a table together."""
_SHIFTS: Final = (("lines", "BIGINT"), ("empty", "BIGINT"))
literal = DuckDB.dialect.literal


@dataclass(frozen=True, slots=True)
class Lines:
    """A file of JSON lines, which is called `name` in whatever is said of one."""

    path: Path
    name: str

    def take(self, loading: Loading, meter: Meter) -> bool:
        """Take every line; they always can be taken.

        Raises `InvalidDocument` where the file cannot be read.
        """
        try:
            self._take(loading, meter)
        except OSError as problem:
            if problem.errno == errno.ENOSPC:  # of the copy, not of the file
                raise
            raise InvalidDocument([cannot_read(Path(self.name), problem)]) from problem
        return True

    def count(self) -> int:
        """How many events the lines may tell, as far as can be seen from outside."""
        return self.path.stat().st_size // SHORTEST_EVENT

    def _take(self, loading: Loading, meter: Meter) -> None:
        lines = _Taking(self, loading)
        with tempfile.TemporaryDirectory(prefix=prefix()) as folder:
            told = as_it_is(self.path, meter)
            if told is None or not lines.put(told):
                lines.put(copied(self.path, Path(folder)))
        for event_type, count in lines.types().items():
            lines.take_type(event_type, count)
        lines.take_one_by_one()


class _Taking:
    """The lines of one file on their way into tables."""

    def __init__(self, lines: Lines, loading: Loading) -> None:
        self._path = lines.path
        self._loading = loading
        self._file = loading.begin(lines.name)
        self._is_extension = EventReader(loading.vocabulary, loading.zone).is_extension
        self._types: list[str] = []
        self._count = self._taken = 0
        self._is_put = False
        self._line = "rowid + 1"

    def put(self, told: LineFile) -> bool:
        """Put the lines into a table, with the type that each seems to tell; false if they are not what they were before."""
        self._may_hold_escapes, self._line = told.may_hold_escapes, "rowid + 1"
        controls = told.may_hold_control_characters or told.may_hold_escapes
        self._values = LineValues(self._loading.vocabulary, self._loading.zone, controls)
        found = (
            f"read_csv({literal(str(told.path))}, columns = {{'text': 'VARCHAR'}}, header = false, delim = '',"
            f" quote = '', escape = '', comment = '', nullstr = '\\0', new_line = '\\n', auto_detect = false,"
            f" strict_mode = false, compression = 'none', max_line_size = {LONGEST_TAKEN})"
        )
        self._loading.execute(
            "CREATE OR REPLACE TEMPORARY TABLE lines AS SELECT"
            f" {type_of('text', told.types, self._loading.vocabulary)} AS type,"
            f" CAST(strlen(text) AS INTEGER) AS size, {_written(may_hold_escapes=told.may_hold_escapes)} AS text FROM {found}"
        )
        ((count, size),) = self._loading.rows("SELECT COUNT(*), COALESCE(SUM(size), 0)::BIGINT FROM lines")
        self._count = cast("int", count)
        empty = told.size - self._count - cast("int", size)
        self._is_put = not empty or self._leave_room(told.path, empty)
        return self._is_put

    def _leave_room(self, path: Path, empty: int) -> bool:
        """Give the lines the numbers that they have where so many others are empty; false if that is not so."""
        shifts, found = empty_lines(path), 0
        self._loading.database.create("shifts", _SHIFTS, [])
        while some := list(islice(shifts, SHIFTS_TOGETHER)):
            self._loading.database.fill("shifts", _SHIFTS, some)
            found = some[-1][1]
        self._loading.execute("ALTER TABLE lines ADD COLUMN line BIGINT")
        self._loading.execute(
            "UPDATE lines SET line = n.line FROM (SELECT l.row, l.row + 1 + COALESCE(s.empty, 0) AS line FROM"
            " (SELECT rowid AS row FROM lines) l ASOF LEFT JOIN shifts s ON l.row >= s.lines) n WHERE n.row = lines.rowid"
        )
        self._loading.database.drop("shifts")
        self._line = "line"
        return found == empty

    def types(self) -> dict[str, int]:
        """How many lines seem to tell an event of each type of the vocabulary."""
        found = self._loading.rows(
            "SELECT type, COUNT(*) FROM lines WHERE text IS NOT NULL AND type IS NOT NULL GROUP BY type ORDER BY type"
        )
        return {str(one): cast("int", count) for one, count in found} if self._is_put else {}

    def take_type(self, event_type: str, count: int) -> None:
        """Take the plain lines of one type, in rounds: each learns from what those before it left."""
        fields, table = self._loading.vocabulary.events[event_type].fields, self._loading.table(event_type)
        self._types.append(event_type)
        learning = Learning(
            self._loading.database,
            "text",
            lambda text: shape_of(text, event_type, fields, self._is_extension),
            said={Gap(("specversion",), "text"): "1.0", Gap(("type",), "text"): event_type},
            may_hold_escapes=self._may_hold_escapes,
        )
        rows = (
            f"SELECT CAST({self._file} AS BIGINT) AS file, {self._line} AS number, text FROM lines"
            f" WHERE type = {literal(event_type)} AND text IS NOT NULL"
        )
        rest = f"{rows} AND {self._line} NOT IN (SELECT line FROM {table} WHERE file = {self._file})"
        for fitting in learning.rounds(f"({rows}) t", f"({rest}) t"):
            taken = self._take_fitting(event_type, fitting)
            self._taken += taken
            count -= taken
            if not count:
                break

    def _take_fitting(self, event_type: str, fitting: Fitting) -> int:
        telling = self._telling(event_type, fitting.gaps)
        if not telling.lookups:
            return self._loading.put(telling, fitting.rows)
        # what is looked up is asked for first: so that no text is read twice
        self._loading.database.keep("fitting", f"SELECT file, number, j FROM {fitting.rows}")
        taken = self._loading.put(telling, "fitting")
        self._loading.database.drop("fitting")
        telling.lookups.drop()
        return taken

    def take_one_by_one(self) -> None:
        """Take the lines that are in no table yet; a file that changes while it is read is read so as a whole."""
        left = self._left() if self._is_put else None
        self._loading.execute("DROP TABLE lines")
        if left or not self._is_put:
            read_chosen(self._path, left, self._take_line)

    def _left(self) -> set[int]:
        if self._taken == self._count:
            return set()
        taken = f"SELECT line FROM ({self._loading.taken(self._file, self._types)}) t" if self._types else "0"
        query = f"SELECT {self._line} FROM lines WHERE {self._line} NOT IN ({taken})"
        return {int(str(line)) for (line,) in self._loading.rows(query)}

    def _take_line(self, line: bytes | None, number: int) -> None:
        if (told := self._loading.reader.of_line_if_any(line, number)) is not None:
            self._loading.add(told, self._file, number)

    def _telling(self, event_type: str, gaps: Collection[Gap]) -> Telling:
        """How events of a type stand in the lines that fit, which have values in these gaps."""
        said = {gap.path: gap.column for gap in gaps}
        declared = self._loading.vocabulary.events[event_type].fields
        lookups = Lookups(self._loading.database, "line")
        fields = {
            name: self._values.field(said["data", name], field, lookups)
            for name, field in declared.items()
            if ("data", name) in said
        }
        recorded, content = said.get(("recordedtime",)), said.get(("datacontenttype",))
        return Telling(
            event_type,
            self._values.name(said["source",]).there(),
            self._values.name(said["id",]).there(),
            self._values.time(said["time",], lookups).there(),
            self._values.time(recorded, lookups) if recorded else None,
            with_required(fields, declared),
            (f"COALESCE({content}, 'application/json') = 'application/json'",) if content else (),
            lookups,
        )


def _written(*, may_hold_escapes: bool) -> str:
    """A line as it is compared with what was read of it, in a query; null for one that only its reader can take.

    One that holds escapes is written anew by DuckDB, which has one way to write each character. It would leave out a
    comma before the end of an object or a list, which no JSON has.
    """
    if not may_hold_escapes:
        return "text"
    return f"CASE WHEN NOT contains(text, {literal(BACKSLASH)}) THEN text ELSE {without_spaces('text', literal)} END"
