"""Files of JSON lines straight into tables: a line that is what a `Shape` says, and sound in every value."""

import errno
import tempfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from slakit.engines.audit.databases import DuckDB
from slakit.engines.audit.in_tables import FileAsItWas
from slakit.errors import InvalidDocument
from slakit.events.cloud_events import EventReader
from slakit.events.fields import Times
from slakit.events.files import Meter, cannot_read
from slakit.leftovers import prefix
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
from slakit.sources.direct.shapes import Gap, shape_of
from slakit.sources.direct.telling import Telling, with_required

SHORTEST_EVENT: Final = 80
"""Bytes of a line that tells an event: no event is told in fewer."""
LOOKED_UP: Final = 2000
"""Lines, from all parts of a file, whose values are looked up before those of all others."""
FEWER: Final = 20
"""How many times fewer values they must have than they are, so that all are likely to be known by them."""
MEMORY_FOR_TEXTS: Final = 4
"""Of the memory a part of so many may be taken by the texts of a file at once; those of a larger file are taken by parts.

That takes a twentieth more CPU, and a quarter less than texts that lie among temporary files.
"""
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
            if told is None or not lines.take(told, Path(folder)):
                lines.take(copied(self.path, Path(folder)), Path(folder))
        lines.take_one_by_one()


class _Taking:
    """The lines of one file on their way into tables."""

    def __init__(self, lines: Lines, loading: Loading) -> None:
        self._path = lines.path
        self._loading = loading
        self._file = loading.begin(lines.name)
        self._is_extension = EventReader(loading.vocabulary, Times(loading.zone)).is_extension
        self._types: set[str] = set()
        self._learning: dict[str, Learning] = {}
        self._straight: str | None = None
        self._before = self._count = self._lines = self._taken = 0
        self._left: set[int] | None = None
        self._line = "line"

    def take(self, told: LineFile, folder: Path) -> bool:
        """Put the lines into tables; false if they are not what they were before, or hold what is not UTF-8.

        If nearly all of them tell one type, each goes straight into its table; those that do not fit there, and otherwise
        all, lie in the table `lines` with the type that each seems to tell, a part of a large file after the other. A part
        lies in `folder` meanwhile.
        """
        self._learning.clear()
        self._types.clear()
        self._may_hold_escapes, self._is_ascii = told.may_hold_escapes, told.is_ascii
        self._values = LineValues(
            self._loading.vocabulary, self._loading.zone, told.may_hold_control_characters
        )
        import duckdb

        event_type = told_by_nearly_all(told.types) if told.lines is not None else None
        try:
            if event_type in self._loading.vocabulary.events and self._put_straight(event_type, told):
                self._left = self._take_straight(event_type, told)
            else:
                self._left = self._take_parts(told, folder)
        except duckdb.InvalidInputException:
            if told.is_ascii:
                raise
            self._let_go()
        return self._left is not None

    def _let_go(self) -> None:
        """Let go of all that was taken."""
        self._loading.execute("DROP TABLE IF EXISTS lines")
        self._loading.take_back(self._file, self._types)
        self._before = 0

    def _take_parts(self, told: LineFile, folder: Path) -> set[int] | None:
        """Take the texts of all lines; which are left of them, or None if they are not what they were before."""
        left: set[int] = set()
        is_large = told.size * MEMORY_FOR_TEXTS > self._loading.memory
        for part in told.each_part(folder) if is_large else [told]:
            self._taken = 0
            if not self._put_texts(part):
                break
            left |= self._take_texts()
            self._before += self._lines
        else:
            if FileAsItWas.of(str(told.path)) == told.as_it_was:
                return left
        self._let_go()
        return None

    def _put_texts(self, told: LineFile) -> bool:
        """Put the lines of a file or a part into a table; false if they are not what they were before."""
        self._keep_texts(told, "", _found_in(told))
        ((count, size),) = self._loading.rows(
            "SELECT COUNT(*), COALESCE(SUM(strlen(text)), 0)::BIGINT FROM lines"
        )
        self._count, self._line = cast("int", count), f"rowid + {self._before + 1}"
        empty = told.size - self._count - cast("int", size)
        self._lines = self._count + empty
        if not empty:
            return True
        self._line = f"line + {self._before}"
        self._loading.execute("ALTER TABLE lines ADD COLUMN line BIGINT")
        return number_lines(self._loading.database, "lines", told.path, empty)

    def _take_texts(self) -> set[int]:
        """Take what can be taken of the lines in the table `lines`; the numbers of those that are left."""
        for event_type, count in self._types_of_texts().items():
            self._take_type(event_type, count)
        left = self._left_of_texts()
        self._loading.execute("DROP TABLE lines")
        return left

    def _keep_texts(self, told: LineFile, beside: str, rows: str) -> None:
        self._loading.execute(
            "CREATE OR REPLACE TEMPORARY TABLE lines AS SELECT"
            f" {type_of('text', told.types, self._loading.vocabulary)} AS type, {beside} text FROM {rows}"
        )

    def _put_straight(self, event_type: str, told: LineFile) -> bool:
        """Put each line into the table of a type, if nothing of it need be looked up."""
        found = _found_in(told)
        self._loading.database.create("few", (("text", "VARCHAR"),), [(text,) for text in told.first])
        fitting = next(self._learning_of(event_type).rounds(found, found, few="few"), None)
        self._loading.database.drop("few")
        if fitting is None:
            return False
        telling = self._telling(event_type, fitting.gaps)
        if telling.lookups:
            telling.lookups.drop()
            return False
        self._loading.put_each(telling, fitting.looked_at, fitting.fits, self._file)
        self._straight = event_type
        return True

    def _take_straight(self, event_type: str, told: LineFile) -> set[int] | None:
        """Give the lines that went straight into a table their numbers, and take the texts of those that do not fit there.

        Which are left of them, or None if they are not what they were before.
        """
        ((count, first),) = self._loading.rows(
            "SELECT COUNT(*), COALESCE(MIN(row), 0)"
            f" FROM {self._loading.table(event_type)} WHERE file = {self._file}"
        )
        self._count, since = cast("int", count), cast("int", first)
        if not self._write_numbers(event_type, told, since):
            self._loading.take_back(self._file, [event_type])
            self._straight = None
            return None
        others = f"FROM {self._loading.table(event_type)} WHERE row >= {since} AND time IS NULL"
        left = self._loading.number(f"SELECT COUNT(*) {others}")
        self._taken, self._line = self._count - left, "line"
        self._types.add(event_type)
        if left:
            self._loading.database.keep("others", f"SELECT row - {since} + 1 AS row, line {others}")
            self._loading.execute(
                f"DELETE FROM {self._loading.held(event_type)} WHERE rowid >= {since} AND time IS NULL"
            )
            numbered = f"SELECT ROW_NUMBER() OVER () AS row, text FROM {_found_in(told)}"
            self._keep_texts(told, "line,", f"({numbered}) n JOIN others USING (row)")
            self._loading.database.drop("others")
            return self._take_texts()
        return set()

    def _write_numbers(self, event_type: str, told: LineFile, since: int) -> bool:
        """Write the numbers of lines, unless they are those of the rows; false if the file is not what it was before."""
        assert told.lines is not None
        if not self._count or FileAsItWas.of(str(told.path)) != told.as_it_was:
            return False
        if (empty := told.lines - self._count) == 0 and self._loading.numbers_lines(event_type):
            return True
        table = self._loading.held(event_type, "line")
        return number_lines(self._loading.database, table, told.path, empty, first=since)

    def _types_of_texts(self) -> dict[str, int]:
        """How many lines seem to tell an event of each type of the vocabulary."""
        found = self._loading.rows(
            "SELECT type, COUNT(*) FROM lines WHERE text IS NOT NULL AND type IS NOT NULL GROUP BY type ORDER BY type"
        )
        return {str(one): cast("int", count) for one, count in found}

    def _take_type(self, event_type: str, count: int) -> None:
        """Take the plain lines of one type, in rounds: each learns from what those before it left."""
        self._types.add(event_type)
        rows = (
            f"SELECT {self._line} AS number, text FROM lines"
            f" WHERE type = {literal(event_type)} AND text IS NOT NULL"
        )
        rest = f"{rows} AND {self._line} NOT IN ({self._lines_taken([event_type])})"
        rounds = self._learning_of(event_type).rounds(
            f"({rows}) t", f"({rest}) t", first=int(event_type == self._straight)
        )
        for fitting in rounds:
            taken = self._take_fitting(event_type, fitting, count)
            self._taken += taken
            count -= taken
            if not count:
                break

    def _lines_taken(self, event_types: Iterable[str]) -> str:
        """The lines of the part at hand of which an event of some types lies in a table."""
        taken = self._loading.taken(self._file, event_types)
        return f"SELECT line FROM ({taken}) t WHERE line > {self._before}" if taken else "0"

    def _learning_of(self, event_type: str) -> Learning:
        """What is learnt of the lines of one type, part after part."""
        if event_type not in self._learning:
            fields = self._loading.vocabulary.events[event_type].fields
            self._learning[event_type] = Learning(
                self._loading.database,
                "text",
                lambda text: shape_of(text, event_type, fields, self._is_extension),
                said={
                    Gap(("specversion",), "as-it-stands"): '"1.0"',
                    Gap(("type",), "as-it-stands"): f'"{event_type}"',
                },
                may_hold_escapes=self._may_hold_escapes,
                are_ascii=self._is_ascii,
            )
        return self._learning[event_type]

    def _take_fitting(self, event_type: str, fitting: Fitting, count: int) -> int:
        """Take those of so many lines that fit, and tell how many they are."""
        telling = self._telling(event_type, fitting.gaps)
        if not telling.lookups:
            return self._loading.put(telling, fitting.rows, self._file)
        taken = self._take_known(telling, fitting, count)
        if taken < count:
            rest = fitting.those(f"number NOT IN ({self._lines_taken([event_type])})")
            # what is looked up is asked for first: so that no text is read twice
            self._loading.database.keep("fitting", f"SELECT * EXCLUDE (j, text) FROM {rest.rows}")
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
        if self._left is None or self._left:
            read_chosen(self._path, self._left, self._take_line)

    def _left_of_texts(self) -> set[int]:
        if self._taken == self._count:
            return set()
        taken = self._lines_taken(sorted(self._types))
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


def _found_in(told: LineFile) -> str:
    """What DuckDB's reader of lines finds in a file, as the column `text`."""
    return (
        f"read_csv({literal(str(told.path))}, columns = {{'text': 'VARCHAR'}}, header = false, delim = '',"
        f" quote = '', escape = '', comment = '', nullstr = '\\0', new_line = '\\n', auto_detect = false,"
        f" strict_mode = false, compression = 'none', max_line_size = {LONGEST_TAKEN})"
    )
