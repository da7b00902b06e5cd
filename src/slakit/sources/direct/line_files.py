"""Files of JSON lines as DuckDB's reader of lines can take them: what has to be known before, and a copy where need be.

That reader skips empty lines, stops at text that is not UTF-8, and does not tell a carriage return from the end of a
line. A file with any of that is copied, with a mark in the place of each line that the reader cannot take, so that line
numbers stay.
"""

from collections.abc import Callable
from dataclasses import dataclass
from glob import has_magic
from pathlib import Path
from typing import BinaryIO, Final

from slakit.events.reading import BYTE_ORDER_MARK, LONGEST_LINE, Meter, lines_of

LONGEST_TAKEN: Final = 2 * LONGEST_LINE + 2
"""Bytes of a line that the reader of lines has to take."""

_MARK: Final = b"-\n"
"""Stands for a line that only the reader of single lines can take; it is no JSON."""


@dataclass(frozen=True, slots=True)
class LineFile:
    """A file of lines that DuckDB can take as they are: each not empty, in UTF-8, and ended by a line feed alone.

    `may_hold_control_characters` is whether there may be any above U+007E; those below U+0020 stand in no JSON.
    """

    path: Path
    lines: int
    may_hold_control_characters: bool


def line_file(path: Path, folder: Path, meter: Meter) -> LineFile:
    """A file of lines that tells what `path` does; it is a copy in `folder` where `path` cannot be taken itself."""
    with path.open("rb") as stream:
        found = None if has_magic(str(path)) else _looked_through(path, stream, meter)
    if found is not None:
        return found
    with path.open("rb") as stream:
        return _copied(stream, folder / "lines.jsonl")


def _looked_through(path: Path, stream: BinaryIO, meter: Meter) -> LineFile | None:
    """What there is to know of a file, or None if it cannot be taken as it is."""
    lines, last, may_hold = 0, b"\n", False
    while part := stream.read(LONGEST_LINE):
        rest = b"" if part.endswith(b"\n") else stream.readline(LONGEST_LINE)
        whole, ends = part + rest, part.count(b"\n") + rest.count(b"\n")
        if (
            len(rest) == LONGEST_LINE
            or _cannot_be_taken(last + whole)
            or (not lines and _begins_marked(part))
        ):
            return None
        may_hold = may_hold or b"\x7f" in whole or b"\xc2" in whole
        lines += ends
        last = whole[-1:]
        meter.count(len(whole), ends)
    return LineFile(path.absolute(), lines + (last != b"\n"), may_hold)


def _cannot_be_taken(part: bytes) -> bool:
    if b"\r" in part or b"\0" in part or b"\n\n" in part:
        return True
    try:
        part.decode()
    except UnicodeDecodeError:
        return True
    return False


def _begins_marked(part: bytes) -> bool:
    """Whether a byte order mark stands before the first line, which might be empty behind it."""
    return part.startswith(BYTE_ORDER_MARK)


def _copied(stream: BinaryIO, copy: Path) -> LineFile:
    lines = 0
    with copy.open("wb") as written:
        for line in lines_of(stream, Meter(None, 0)):
            lines += 1
            taken = b"" if line is None else line.rstrip(b"\r\n") + b"\n"
            written.write(_MARK if not taken.strip() or _cannot_be_taken(taken) else taken)
    return LineFile(copy, lines, may_hold_control_characters=True)


ReadsLine = Callable[[bytes | None, int], None]


def read_chosen(path: Path, numbers: set[int], read: ReadsLine) -> None:
    """Read lines of a file one by one, as they stand there."""
    with path.open("rb") as stream:
        for number, line in enumerate(lines_of(stream, Meter(None, 0)), start=1):
            if number in numbers:
                read(line, number)
