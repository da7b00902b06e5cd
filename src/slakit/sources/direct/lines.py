"""Files of JSON lines straight into tables: a line that is what a `Shape` says, and sound in every value."""

import tempfile
from pathlib import Path
from typing import Final

from slakit.engines.audit.databases import DuckDB
from slakit.events.cloud_events import EventReader
from slakit.events.reading import LONGEST_LINE, Meter
from slakit.sources.direct.learning import Learning
from slakit.sources.direct.line_files import LONGEST_TAKEN, LineFile, line_file, read_chosen
from slakit.sources.direct.line_values import LineValues
from slakit.sources.direct.loading import Loading
from slakit.sources.direct.lookups import Lookups
from slakit.sources.direct.shapes import Gap, shape_of
from slakit.sources.direct.telling import Plain, Telling

_READ: Final = frozenset(("id", "source", "time", "recordedtime", "datacontenttype"))
"""The attributes that are read or looked at, besides the type."""
_TYPE: Final = r'"type": ?"([^"\\]+)"'
literal = DuckDB.dialect.literal


def take_lines(path: Path, loading: Loading, meter: Meter) -> None:
    """Take every line of a file."""
    lines = _Lines(path, loading)
    with tempfile.TemporaryDirectory(prefix="slakit-") as folder:
        told = line_file(path, Path(folder), meter)
        lines.put(told)
    for event_type in lines.types():
        lines.take_type(event_type)
    lines.take_one_by_one()


class _Lines:
    """The lines of one file on their way into tables."""

    def __init__(self, path: Path, loading: Loading) -> None:
        self._path = path
        self._loading = loading
        self._file = loading.begin(str(path))
        self._is_extension = EventReader(loading.vocabulary, loading.zone).is_extension
        self._taken: list[str] = []
        self._count = 0

    def put(self, told: LineFile) -> None:
        """Put the lines into a table, with the type that each seems to tell."""
        self._count = told.lines
        self._values = LineValues(
            self._loading.vocabulary, self._loading.zone, told.may_hold_control_characters
        )
        found = (
            f"read_csv({literal(str(told.path))}, columns = {{'text': 'VARCHAR'}}, header = false, delim = '',"
            f" quote = '', escape = '', comment = '', nullstr = '\\0', new_line = '\\n', auto_detect = false,"
            f" strict_mode = false, compression = 'none', max_line_size = {LONGEST_TAKEN})"
        )
        self._loading.execute(
            "CREATE TEMPORARY TABLE lines AS SELECT CAST(ROW_NUMBER() OVER () AS BIGINT) AS line,"
            f" regexp_extract(text, {literal(_TYPE)}, 1) AS type, text FROM {found}"
        )
        if self._loading.number("SELECT COUNT(*) FROM lines") != told.lines:
            self._loading.execute(
                "DELETE FROM lines"
            )  # it has changed while it was read; line by line all is well

    def types(self) -> list[str]:
        """The event types of the vocabulary that lines seem to tell."""
        found = self._loading.rows("SELECT DISTINCT type FROM lines ORDER BY type")
        return [str(one) for (one,) in found if str(one) in self._loading.vocabulary.events]

    def take_type(self, event_type: str) -> None:
        """Take the plain lines of one type, in rounds: each learns from what those before it left."""
        fields, table = self._loading.vocabulary.events[event_type].fields, self._loading.table(event_type)
        self._taken.append(event_type)
        learning = Learning(
            self._loading.database,
            "text",
            lambda text: shape_of(text, event_type, fields, self._is_extension),
            fields,
            ("data",),
            _READ,
        )
        telling = self._telling(event_type)
        rows = (
            f"SELECT CAST({self._file} AS BIGINT) AS file, line AS number, text FROM lines"
            f" WHERE type = {literal(event_type)} AND NOT contains(text, {literal(chr(92))})"
            f" AND strlen(text) <= {LONGEST_LINE}"
        )
        rest = f"{rows} AND line NOT IN (SELECT line FROM {table} WHERE file = {self._file})"
        for fitting in learning.rounds(f"({rows}) t", f"({rest}) t"):
            self._loading.put(telling, fitting)
        telling.lookups.drop()

    def take_one_by_one(self) -> None:
        """Take the lines that are in no table yet."""
        taken = f"SELECT line FROM ({self._loading.taken(self._file, self._taken)}) t" if self._taken else "0"
        query = f"SELECT line FROM range(1, {self._count + 1}) r(line) WHERE line NOT IN ({taken})"
        left = {int(str(line)) for (line,) in self._loading.rows(query)}
        self._loading.execute("DROP TABLE lines")
        if left:
            read_chosen(self._path, left, self._take_line)

    def _take_line(self, line: bytes | None, number: int) -> None:
        if (told := self._loading.reader.of_line_if_any(line, number)) is not None:
            self._loading.add(told, self._file, number)

    def _telling(self, event_type: str) -> Telling:
        """How events of a type stand in the lines that fit."""
        fields = self._loading.vocabulary.events[event_type].fields
        lookups = Lookups(self._loading.database, "line")
        found: dict[str, Plain] = {}
        for name, field in fields.items():
            plain = self._values.field(_column("data", name), field, lookups)
            found[name] = plain.there() if field.required else plain
        return Telling(
            event_type,
            self._values.name(_column("source")).there(),
            self._values.name(_column("id")).there(),
            self._values.time(_column("time")).there(),
            self._values.time(_column("recordedtime")),
            found,
            (f"COALESCE({_column('datacontenttype')}, 'application/json') = 'application/json'",),
            lookups,
        )


def _column(*path: str) -> str:
    return Gap(path, "text").column
