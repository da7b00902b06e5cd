"""Files of JSON lines as DuckDB's reader of lines can take them: what has to be known before, and a copy where need be.

That reader stops at text that is not UTF-8, takes a carriage return anywhere for the end of a line, and skips empty lines.
So empty lines are looked for where it tells less than the file holds. A file with anything else of that is copied, with a
mark in the place of each line that the reader cannot take.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from glob import has_magic
from pathlib import Path
from typing import BinaryIO, Final

from slakit.engines.audit.in_tables import FileAsItWas
from slakit.events.reading import BYTE_ORDER_MARK, LONGEST_LINE, Meter, lines_of
from slakit.sources.direct.line_types import types_told

LONGEST_TAKEN: Final = LONGEST_LINE + 2
"""Bytes of a line that the reader of lines has to take, with its end."""

_AT_ONCE: Final = 2**16
"""Bytes that are looked through together: few enough to stay at hand."""
_LOOKED_AT: Final = 64
"""Of so many parts the types of one are looked at."""
_DELETE: Final = b"\x7f"
_ESCAPED_CONTROL: Final = re.compile(rb"\\(?:[bfnrt]|u00(?:[0189]|7[fF]))")
_ABOVE_ASCII: Final = b"\xc2"
"""What begins each other control character above U+007E in a text."""
_MARK: Final = b"-\n"
"""Stands for a line that only the reader of single lines can take; it is no JSON."""


@dataclass(frozen=True, slots=True)
class LineFile:
    """A file of lines that DuckDB can take as they are: none too long, each in UTF-8 and ended by a line feed.

    There may be a carriage return before that.

    `size` counts the bytes of all lines, with one for the end of each: as many as there are in what DuckDB tells, unless
    some lines are empty. `lines` counts these ends, and `as_it_was` is the file before it was looked at. `may_hold_control_characters` is whether a text may hold any, escaped or as it is. `is_ascii` is whether it surely holds ASCII alone. `types` is how often some lines begin to tell an event of each type.
    """

    path: Path
    as_it_was: FileAsItWas
    size: int
    lines: int
    may_hold_control_characters: bool
    may_hold_escapes: bool
    is_ascii: bool
    types: Counter[bytes]


def as_it_is(path: Path, meter: Meter) -> LineFile | None:
    """A file of lines itself, or None if it cannot be taken so.

    Whether some are empty shows only when DuckDB tells less than is counted here.
    """
    if has_magic(str(path)):
        return None
    size, lines, last, controls, escapes, is_ascii, types = 0, 0, b"\n", False, False, True, Counter[bytes]()
    as_it_was = FileAsItWas.of(str(path.absolute()))
    with path.open("rb") as stream:
        for number, whole in enumerate(_parts(stream)):
            returns = whole.count(b"\r") if b"\r" in whole else 0
            if len(whole) > LONGEST_LINE or _cannot_be_taken(whole, returns):
                return None
            is_ascii = is_ascii and whole.isascii()
            has_escapes = b"\\" in whole
            escapes = escapes or has_escapes
            controls = controls or _DELETE in whole or (not is_ascii and _ABOVE_ASCII in whole)
            controls = controls or (has_escapes and _ESCAPED_CONTROL.search(whole) is not None)
            if number % _LOOKED_AT == 0:
                types.update(types_told(whole))
            size += len(whole) - returns
            last = whole[-1:]
            ended = whole.count(b"\n")
            lines += ended
            meter.count(len(whole), ended)
    unended = last != b"\n"
    return LineFile(
        path.absolute(), as_it_was, size + unended, lines + unended, controls, escapes, is_ascii, types
    )


def _parts(stream: BinaryIO) -> Iterator[bytes]:
    """What a stream tells behind a byte order mark, in parts of whole lines; a part with a line that is too long may end in it."""
    first = True
    while part := stream.read(_AT_ONCE):
        if not part.endswith(b"\n"):
            part += stream.readline(LONGEST_LINE)
        yield part.removeprefix(BYTE_ORDER_MARK) if first else part
        first = False


def _cannot_be_taken(part: bytes, returns: int) -> bool:
    if b"\0" in part or (returns and part.count(b"\r\n") < returns):
        return True
    if part.isascii():
        return False
    try:
        part.decode()
    except UnicodeDecodeError:
        return True
    return False


def empty_lines(path: Path) -> Iterator[tuple[int, int]]:
    """After how many lines that are not empty empty ones stand, and how many empty lines there are up to there."""
    full = empty = told = 0
    with path.open("rb") as stream:
        for whole in _parts(stream):
            if not whole.startswith((b"\n", b"\r\n")) and b"\n\n" not in whole and b"\n\r\n" not in whole:
                full += whole.count(b"\n")
                continue
            for line in whole.split(b"\n")[:-1]:
                if line not in (b"", b"\r"):
                    if empty > told:
                        yield full, empty
                        told = empty
                    full += 1
                else:
                    empty += 1
    if empty > told:
        yield full, empty


def copied(path: Path, folder: Path) -> LineFile:
    """A file in `folder` that tells what `path` does."""
    with path.open("rb") as stream:
        return _copied(stream, folder / "lines.jsonl")


def _copied(stream: BinaryIO, copy: Path) -> LineFile:
    size, lines, types = 0, 0, Counter[bytes]()
    with copy.open("wb") as written:
        for number, line in enumerate(lines_of(stream, Meter(None, 0))):
            taken = b"" if line is None else line.rstrip(b"\r\n") + b"\n"
            if not taken.strip() or _cannot_be_taken(taken, taken.count(b"\r")):
                taken = _MARK
            size += written.write(taken)
            lines += 1
            if number % _LOOKED_AT == 0:
                types.update(types_told(taken))
    return LineFile(
        copy,
        FileAsItWas.of(str(copy)),
        size,
        lines,
        may_hold_control_characters=True,
        may_hold_escapes=True,
        is_ascii=False,
        types=types,
    )


ReadsLine = Callable[[bytes | None, int], None]


def read_chosen(path: Path, numbers: set[int] | None, read: ReadsLine) -> None:
    """Read lines of a file one by one, as they stand there; without numbers, all of them."""
    last = max(numbers, default=0) if numbers is not None else None
    with path.open("rb") as stream:
        for number, line in enumerate(lines_of(stream, Meter(None, 0)), start=1):
            if last is not None and number > last:
                return
            if numbers is None or number in numbers:
                read(line, number)
