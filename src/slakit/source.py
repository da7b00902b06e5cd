"""Places in source files: where a person looks when something is said about a document."""

import re
from bisect import bisect_right
from functools import cached_property

from slakit.frozen import Frozen

_LINE_END = re.compile(r"\r\n|\r|\n")


class Place(Frozen):
    """A stretch of a source file, from its first character to the one after its last.

    Lines and columns count from 1. Columns count characters (code points), so that a Persian
    key moves the column by as many letters as a reader sees; a byte count would not.
    The end is exclusive: a place of no length starts and ends at the same column.

    >>> str(Place("agreement.yaml", 3, 5, 3, 16))
    'agreement.yaml:3:5'
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Source(Frozen):
    r"""The text of a file, in which an offset (characters from 0) is turned into a place.

    A line ends at LF, CR LF or a lone CR, and at no other character.

    >>> str(Source("a.yaml", "x: 1\r\ny: 2").place(6, 7))
    'a.yaml:2:1'
    """

    file: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    def place(self, start: int, end: int) -> Place:
        """The place from the character at ``start`` to before the one at ``end``."""
        return Place(self.file, *self.line_and_column(start), *self.line_and_column(max(start, end)))

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset, both counted from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        r"""The offset of the character at a line and a column; the inverse of `line_and_column`.

        Raises IndexError if there is no such line.

        >>> Source("a.yaml", "x: 1\ny: 2").offset(2, 4)
        8
        """
        return self._line_starts[line - 1] + column - 1

    def line_start(self, offset: int) -> int:
        """The offset at which the line of an offset starts."""
        return self._line_starts[bisect_right(self._line_starts, offset) - 1]
