"""Files of JSON lines straight into tables: a line that is what a `Shape` says, and sound in every value."""

import errno
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from slakit.engines.audit.databases import DuckDB
from slakit.engines.audit.in_tables import FileAsItWas
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
    read_chosen,
)
from slakit.sources.direct.line_numbers import number_lines
from slakit.sources.direct.line_types import told_by_nearly_all, type_of
from slakit.sources.direct.line_values import LineValues
from slakit.sources.direct.loading import Loading
from slakit.sources.direct.lookups import Lookups
from slakit.sources.direct.shapes import Gap, Shape, shape_of
from slakit.sources.direct.telling import Telling, with_required

SHORTEST_EVENT: Final = 80
"""Bytes of a line that tells an event: no event is told in fewer."""
LOOKED_UP: Final = 2000
"""Lines, from all parts of a file, whose values are looked up before those of all others."""
FEWER: Final = 20
"""How many times fewer values they must have than they are, so that all are likely to be known by them."""
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
        self._known: dict[str, set[Shape]] = {}
        self._count = self._taken = 0
        self._is_put = self._has_texts = False
        self._line = "rowid + 1"

    def put(self, told: LineFile) -> bool:
        """Put the lines into tables; false if they are not what they were before.

        If nearly all of them tell one type, each goes straight into its table; those that do not fit there, and otherwise
        all, lie in the table `lines` with the type that each seems to tell.
        """
        self._may_hold_escapes, self._is_ascii = told.may_hold_escapes, told.is_ascii
        self._values = LineValues(
            self._loading.vocabulary, self._loading.zone, told.may_hold_control_characters
        )
        self._found = (
            f"read_csv({literal(str(told.path))}, columns = {{'text': 'VARCHAR'}}, header = false, delim = '',"
            f" quote = '', escape = '', comment = '', nullstr = '\\0', new_line = '\\n', auto_detect = false,"
            f" strict_mode = false, compression = 'none', max_line_size = {LONGEST_TAKEN})"
        )
        event_type = told_by_nearly_all(told.types, self._loading.vocabulary)
        if event_type is not None and self._put_straight(event_type):
            self._is_put = self._number(event_type, told)
        else:
            self._is_put = self._put_texts(told)
        return self._is_put

    def _put_texts(self, told: LineFile) -> bool:
        """Put the lines into a table; false if they are not what they were before."""
        self._keep_texts(told, "", self._found)
        ((count, size),) = self._loading.rows(
            "SELECT COUNT(*), COALESCE(SUM(strlen(text)), 0)::BIGINT FROM lines"
        )
        self._count, self._line = cast("int", count), "rowid + 1"
        empty = told.size - self._count - cast("int", size)
        if not empty:
            return True
        self._line = "line"
        self._loading.execute("ALTER TABLE lines ADD COLUMN line BIGINT")
        return number_lines(self._loading.database, "lines", told.path, empty)

    def _keep_texts(self, told: LineFile, beside: str, rows: str) -> None:
        self._has_texts = True
        self._loading.execute(
            "CREATE OR REPLACE TEMPORARY TABLE lines AS SELECT"
            f" {type_of('text', told.types, self._loading.vocabulary)} AS type, {beside} text FROM {rows}"
        )

    def _put_straight(self, event_type: str) -> bool:
        """Put each line into the table of a type, if nothing of it need be looked up."""
        learning = self._learning(event_type)
        fitting = next(learning.rounds(self._found, self._found), None)
        if fitting is None:
            return False
        telling = self._telling(event_type, fitting.gaps)
        if telling.lookups:
            telling.lookups.drop()
            return False
        self._loading.put_each(telling, fitting.looked_at, fitting.fits, self._file)
        self._known[event_type] = learning.known
        return True

    def _number(self, event_type: str, told: LineFile) -> bool:
        """Give the lines that went straight into a table their numbers, and keep the texts of those that do not fit there.

        False if they are not what they were before.
        """
        ((count, first),) = self._loading.rows(
            "SELECT COUNT(*), COALESCE(MIN(row), 0)"
            f" FROM {self._loading.table(event_type)} WHERE file = {self._file}"
        )
        self._count, since = cast("int", count), cast("int", first)
        if not self._write_numbers(event_type, told, since):
            self._loading.execute(f"DELETE FROM {self._loading.held(event_type)} WHERE rowid >= {since}")
            return False
        others = f"FROM {self._loading.table(event_type)} WHERE row >= {since} AND time IS NULL"
        left = self._loading.number(f"SELECT COUNT(*) {others}")
        self._taken, self._line = self._count - left, "line"
        self._types.append(event_type)
        if left:
            self._loading.database.keep("others", f"SELECT row - {since} + 1 AS row, line {others}")
            self._loading.execute(
                f"DELETE FROM {self._loading.held(event_type)} WHERE rowid >= {since} AND time IS NULL"
            )
            numbered = f"SELECT ROW_NUMBER() OVER () AS row, text FROM {self._found}"
            self._keep_texts(told, "line,", f"({numbered}) n JOIN others USING (row)")
            self._loading.database.drop("others")
        return True

    def _write_numbers(self, event_type: str, told: LineFile, since: int) -> bool:
        """Write the numbers of lines, unless they are those of the rows; false if the file is not what it was before."""
        if FileAsItWas.of(str(told.path)) != told.as_it_was:
            return False
        if (empty := told.lines - self._count) == 0 and self._loading.numbers_lines(event_type):
            return True
        table = self._loading.held(event_type, "line")
        return number_lines(self._loading.database, table, told.path, empty, first=since)

    def types(self) -> dict[str, int]:
        """How many lines seem to tell an event of each type of the vocabulary."""
        if not (self._is_put and self._has_texts):
            return {}
        found = self._loading.rows(
            "SELECT type, COUNT(*) FROM lines WHERE text IS NOT NULL AND type IS NOT NULL GROUP BY type ORDER BY type"
        )
        return {str(one): cast("int", count) for one, count in found}

    def take_type(self, event_type: str, count: int) -> None:
        """Take the plain lines of one type, in rounds: each learns from what those before it left."""
        table, learning = self._loading.table(event_type), self._learning(event_type)
        self._types.append(event_type)
        rows = (
            f"SELECT CAST({self._file} AS BIGINT) AS file, {self._line} AS number, text FROM lines"
            f" WHERE type = {literal(event_type)} AND text IS NOT NULL"
        )
        rest = f"{rows} AND {self._line} NOT IN (SELECT line FROM {table} WHERE file = {self._file})"
        for fitting in learning.rounds(f"({rows}) t", f"({rest}) t", first=int(event_type in self._known)):
            taken = self._take_fitting(event_type, fitting, count)
            self._taken += taken
            count -= taken
            if not count:
                break

    def _learning(self, event_type: str) -> Learning:
        fields = self._loading.vocabulary.events[event_type].fields
        return Learning(
            self._loading.database,
            "text",
            lambda text: shape_of(text, event_type, fields, self._is_extension),
            said={Gap(("specversion",), "text"): "1.0", Gap(("type",), "text"): event_type},
            may_hold_escapes=self._may_hold_escapes,
            are_ascii=self._is_ascii,
            known=self._known.get(event_type, set()),
        )

    def _take_fitting(self, event_type: str, fitting: Fitting, count: int) -> int:
        """Take those of so many lines that fit, and tell how many they are."""
        telling = self._telling(event_type, fitting.gaps)
        if not telling.lookups:
            return self._loading.put(telling, fitting.rows, self._file)
        taken = self._take_known(telling, fitting, count)
        if taken < count:
            table = self._loading.table(event_type)
            rest = fitting.those(f"number NOT IN (SELECT line FROM {table} WHERE file = {self._file})")
            # what is looked up is asked for first: so that no text is read twice
            self._loading.database.keep("fitting", f"SELECT file, number, j FROM {rest.rows}")
            taken += self._loading.put(telling, "fitting", self._file)
            self._loading.database.drop("fitting")
        telling.lookups.drop()
        return taken

    def _take_known(self, telling: Telling, fitting: Fitting, count: int) -> int:
        """Take those lines of which all that is looked up is known from a few of them; none if these differ too much."""
        some = fitting.those(f"number % {count // LOOKED_UP + 1} = 0")
        telling.lookups.fill(some.rows)
        if telling.lookups.count() * FEWER > LOOKED_UP:
            return 0
        return self._loading.put_known(telling, fitting.rows, self._file)

    def take_one_by_one(self) -> None:
        """Take the lines that are in no table yet; a file that changes while it is read is read so as a whole."""
        left = self._left() if self._is_put else None
        self._loading.execute("DROP TABLE IF EXISTS lines")
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
