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

_AT_ONCE: Final = 2**16
"""Bytes that are looked through together: few enough to stay at hand."""
_CONTROL: Final = (b"\x7f", b"\xc2")
"""What begins a control character above U+007E in a text."""
_MARK: Final = b"-\n"
"""Stands for a line that only the reader of single lines can take; it is no JSON."""


@dataclass(frozen=True, slots=True)
class LineFile:
    """A file of lines that DuckDB can take as they are: each not empty, in UTF-8, and ended by a line feed alone.

    `may_hold_control_characters` is whether there may be any above U+007E; those below U+0020 stand behind a backslash.
    """

    path: Path
    lines: int
    may_hold_control_characters: bool
    may_hold_escapes: bool


def as_it_is(path: Path, meter: Meter) -> LineFile | None:
    """A file of lines itself, or None if it cannot be taken so.

    Whether some are empty shows only when DuckDB has fewer than are counted here.
    """
    if has_magic(str(path)):
        return None
    lines, last, controls, escapes = 0, b"\n", False, False
    with path.open("rb") as stream:
        while part := stream.read(_AT_ONCE):
            rest = b"" if part.endswith(b"\n") else stream.readline(LONGEST_LINE)
            whole = part + rest
            # behind a byte order mark the first line might be empty
            is_marked = not lines and whole.startswith(BYTE_ORDER_MARK)
            if is_marked or len(rest) == LONGEST_LINE or _cannot_be_taken(whole):
                return None
            ends = whole.count(b"\n")
            controls = controls or any(sign in whole for sign in _CONTROL)
            escapes = escapes or b"\\" in whole
            lines += ends
            last = whole[-1:]
            meter.count(len(whole), ends)
    return LineFile(path.absolute(), lines + (last != b"\n"), controls, escapes)


def _cannot_be_taken(part: bytes) -> bool:
    if b"\r" in part or b"\0" in part:
        return True
    if part.isascii():
        return False
    try:
        part.decode()
    except UnicodeDecodeError:
        return True
    return False


def copied(path: Path, folder: Path) -> LineFile:
    """A file in `folder` that tells what `path` does."""
    with path.open("rb") as stream:
        return _copied(stream, folder / "lines.jsonl")


def _copied(stream: BinaryIO, copy: Path) -> LineFile:
    lines = 0
    with copy.open("wb") as written:
        for line in lines_of(stream, Meter(None, 0)):
            lines += 1
            taken = b"" if line is None else line.rstrip(b"\r\n") + b"\n"
            written.write(_MARK if not taken.strip() or _cannot_be_taken(taken) else taken)
    return LineFile(copy, lines, may_hold_control_characters=True, may_hold_escapes=True)


ReadsLine = Callable[[bytes | None, int], None]


def read_chosen(path: Path, numbers: set[int], read: ReadsLine) -> None:
    """Read lines of a file one by one, as they stand there; there is one at least."""
    last = max(numbers)
    with path.open("rb") as stream:
        for number, line in enumerate(lines_of(stream, Meter(None, 0)), start=1):
            if number in numbers:
                read(line, number)
            if number >= last:
                return
