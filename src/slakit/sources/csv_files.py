"""CSV files: one header, then rows of as many cells.

A line `sep=;` before the header, by which spreadsheets are told what stands between two cells, is taken at its word.
A row of another width is set aside. Where every row from one on to the end of the file has one and the same other
width, it is the table that has changed its columns, and the file cannot be used as it is.
"""

import csv
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final, TextIO

from slakit.errors import InvalidDocument
from slakit.events.fields import Unfit
from slakit.events.files import cannot_read
from slakit.sources.rows import Row, unusable

LARGEST_CELL: Final = 2**20
"""Characters of a cell: a quote that is never closed must not swallow the rest of a file."""
_SEPARATOR_LINE: Final = re.compile(r'"?sep=(?P<mark>[^"\r\n])"?[\r\n]*', re.IGNORECASE)
_LONGEST_SEPARATOR_LINE: Final = len('"sep=;"\r\n')
_CODECS: Final = {"utf-8": "utf-8-sig", "windows-1256": "cp1256"}


class CsvFile:
    """The rows of a CSV file; the number of a row is the line that it begins in."""

    def __init__(self, file: Path, delimiter: str = ",", encoding: str = "utf-8") -> None:
        self.name = str(file)
        self._file = file
        self._delimiter = delimiter
        self._encoding = encoding

    @cached_property
    def columns(self) -> Sequence[str]:
        """The header; names are stripped. Raises `InvalidDocument` if there is none, or a name stands in it twice."""
        with self._opened() as stream:
            _, names = next(self._lines(stream), (1, []))
        names = [name.strip() for name in names]
        if not any(names):
            raise unusable("no-header", self.name)
        for at, name in enumerate(names):
            if name in names[:at]:
                raise unusable("column-twice", self.name, name=name)
        return names

    @cached_property
    def _separator(self) -> str | None:
        """What a line before the header says that stands between two cells, if there is such a line."""
        with self._opened() as stream:
            try:
                found = _SEPARATOR_LINE.fullmatch(stream.readline(_LONGEST_SEPARATOR_LINE))
            except (UnicodeError, OSError):
                return None  # whoever reads the rows tells it
        return found["mark"] if found else None

    @property
    def _shown(self) -> str | None:
        """The encoding that the first bytes of the file show, where it is another than the one declared."""
        with self._file.open("rb") as stream:
            is_wide = stream.read(2) in (BOM_UTF16_LE, BOM_UTF16_BE)
        return "utf-16" if is_wide and self._encoding != "utf-16" else None

    def rows(self) -> Iterator[Row]:
        """Every row below the header that is not empty."""
        columns = self.columns
        odd: list[tuple[int, int]] = []
        with self._opened() as stream:
            lines = self._lines(stream)
            next(lines)
            for number, cells in lines:
                if len(cells) != len(columns):
                    odd.append((number, len(cells)))
                    continue
                yield from self._ragged(odd)
                odd.clear()
                yield Row(number, dict(zip(columns, cells, strict=True)))
        if len(odd) > 1 and len({width for _, width in odd}) == 1:
            number, width = odd[0]
            raise unusable(
                "columns-changed-in-file",
                self.name,
                number,
                expected=len(columns),
                found=width,
                rows=len(odd),
            )
        yield from self._ragged(odd)

    def _ragged(self, odd: Sequence[tuple[int, int]]) -> Iterator[Row]:
        expected = len(self.columns)
        for number, width in odd:
            yield Row(number, Unfit("wrong-number-of-cells", {"expected": expected, "found": width}))

    def _opened(self) -> TextIO:
        try:
            codec = _CODECS.get(self._encoding, self._encoding)
            return self._file.open(encoding=codec, newline="")
        except (OSError, ValueError) as problem:
            raise InvalidDocument([cannot_read(self._file, problem)]) from problem

    def _lines(self, stream: TextIO) -> Iterator[tuple[int, list[str]]]:
        """Each row that is not empty with the line it begins in."""
        csv.field_size_limit(LARGEST_CELL)
        before = 0
        if self._separator is not None:
            stream.readline()
            before = 1
        reader = csv.reader(stream, delimiter=self._separator or self._delimiter, strict=True)
        while True:
            number = before + reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except UnicodeError as problem:
                raise unusable(
                    "not-in-encoding", self.name, number, encoding=self._encoding, shown=self._shown
                ) from problem
            except csv.Error as problem:
                raise unusable("broken-csv", self.name, number, problem=str(problem)) from problem
            except OSError as problem:
                raise InvalidDocument([cannot_read(self._file, problem)]) from problem
            if cells:
                yield number, cells
