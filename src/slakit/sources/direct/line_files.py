"""Files of JSON lines as DuckDB's reader of lines can take them: what has to be known before, and a copy where need be.

That reader stops at text that is not UTF-8, takes a carriage return anywhere for the end of a line, and skips empty lines.
So empty lines are looked for where it tells less than the file holds. A file with anything else of that is copied, if need
be when the reader has stopped, with a mark in the place of each line that the reader cannot take.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from glob import has_magic
from pathlib import Path
from typing import BinaryIO, Final

from slakit.engines.audit.in_tables import FileAsItWas
from slakit.events.files import BYTE_ORDER_MARK, Meter, lines_of
from slakit.events.sayable import LONGEST_LINE
from slakit.sources.direct.learning import LEARNT_FROM
from slakit.sources.direct.line_types import told_by_nearly_all, types_told
from slakit.text import spelt_out

LONGEST_TAKEN: Final = LONGEST_LINE + 2
"""Bytes of a line that the reader of lines has to take, with its end."""

PART: Final = 2**28
"""Bytes of a part of a large file that is read by parts."""
_AT_ONCE: Final = 2**16
"""Bytes that are looked through together: few enough to stay at hand."""
_COPIED: Final = 2**20
_LOOKED_AT: Final = 64
"""Of so many parts the types of one are looked at."""
_DELETE: Final = b"\x7f"
_ESCAPED_CONTROL: Final = re.compile(rb"\\(?:[bfnrt]|u00(?:[0189]|7[fF]))")
_ABOVE_ASCII: Final = b"\xc2"
"""What begins each other control character above U+007E in a text."""
_MARK: Final = b"-\n"
"""Stands for a line that only the reader of single lines can take; it is no JSON."""


@dataclass(frozen=True, slots=True)
class Part:
    """Whole lines of a file: where they begin and end, and their `size`, as that of a `LineFile`."""

    begin: int
    end: int
    size: int


@dataclass(frozen=True, slots=True)
class LineFile:
    """A file of lines that DuckDB can take as they are: none too long, and each ended by a line feed.

    There may be a carriage return before that. Whether all of it is UTF-8, DuckDB sees itself, and stops where it is not.

    `size` counts the bytes of all lines, with one for the end of each: as many as there are in what DuckDB tells, unless
    some lines are empty. `lines` counts these ends, None where some lines showed that the file holds several types: counting
    takes as long as all else that is looked for. `as_it_was` is the file before it was looked at.
    `may_hold_control_characters` is whether a text may hold any, escaped or as it is, and `is_ascii` whether the file surely
    holds ASCII alone. `types` is how often some lines begin to tell an event of each type. `first` are lines to learn from.
    """

    path: Path
    as_it_was: FileAsItWas
    size: int
    lines: int | None
    may_hold_control_characters: bool
    may_hold_escapes: bool
    is_ascii: bool
    types: Counter[bytes]
    first: Sequence[str]
    parts: Sequence[Part] = ()
    """The parts of a large file, one behind the other; none of a file that is no larger than one."""

    def each_part(self, folder: Path) -> Iterator["LineFile"]:
        """The file by parts, each of which lies in `folder` while it is looked at; itself if it has none."""
        if not self.parts:
            yield self
            return
        place = folder / "part.jsonl"
        # written again in place: that takes less than other memory for it
        with self.path.open("rb") as stream, place.open("wb") as copy:
            for part in self.parts:
                stream.seek(part.begin)
                copy.seek(0)
                _copy(stream, copy, part.end - part.begin)
                copy.truncate()
                copy.flush()
                yield replace(self, path=place, size=part.size, lines=None, parts=())


def as_it_is(path: Path, meter: Meter) -> LineFile | None:
    """A file of lines itself, or None if it cannot be taken so.

    Whether some are empty shows only when DuckDB tells less than is counted here.
    """
    if has_magic(str(path)) or spelt_out(str(path)) != str(path):
        return None
    as_it_was = FileAsItWas.of(str(path.absolute()))
    controls, escapes, is_ascii, types = False, False, True, Counter[bytes]()
    parts, begin, size = list[Part](), 0, 0
    counted, lines, ends = True, 0, 0
    first = list[str]()
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
                counted = counted and (not types or told_by_nearly_all(types) is not None)
            is_last = not whole.endswith(b"\n")
            if len(first) < LEARNT_FROM:
                first += _texts_of(whole)
            if counted or not number:
                # `count` looks at one byte after the other, and takes twice as long
                ends = len(whole) - len(whole.replace(b"\n", b""))
            size, lines = size + len(whole) - returns + is_last, lines + ends + is_last
            # where lines are not counted, about as many are said to be read as the last part had whose were
            meter.count(len(whole), ends)
            if (end := stream.tell()) - begin >= PART:
                parts.append(Part(begin, end, size))
                begin, size = end, 0
    if size:
        parts.append(Part(begin, end, size))
    return LineFile(
        path.absolute(),
        as_it_was,
        sum(part.size for part in parts),
        lines if counted else None,
        controls,
        escapes,
        is_ascii,
        types,
        first[:LEARNT_FROM],
        parts if len(parts) > 1 else (),
    )


def _parts(stream: BinaryIO) -> Iterator[bytes]:
    """What a stream tells behind a byte order mark, in parts of whole lines; a part with a line that is too long may end in it."""
    first = True
    while part := stream.read(_AT_ONCE):
        if not part.endswith(b"\n"):
            part += stream.readline(LONGEST_LINE)
        yield part.removeprefix(BYTE_ORDER_MARK) if first else part
        first = False


def _texts_of(part: bytes) -> Iterator[str]:
    """The texts of those lines of a part that are UTF-8 and not empty."""
    for line in part.splitlines():
        if line and (text := _in_utf_8(line)) is not None:
            yield text


def _cannot_be_taken(part: bytes, returns: int) -> bool:
    return b"\0" in part or (returns > 0 and part.count(b"\r\n") < returns)


def _in_utf_8(line: bytes) -> str | None:
    """The text of a line, or None if it is not UTF-8."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return None


def _copy(read: BinaryIO, written: BinaryIO, size: int) -> None:
    """Copy so many bytes, or all that are left."""
    while size > 0 and (some := read.read(min(size, _COPIED))):
        size -= written.write(some)


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
    first = list[str]()
    with copy.open("wb") as written:
        for number, line in enumerate(lines_of(stream, Meter(None, 0))):
            taken = b"" if line is None else line.rstrip(b"\r\n") + b"\n"
            text = _in_utf_8(taken)
            if text is None or not text.strip() or _cannot_be_taken(taken, taken.count(b"\r")):
                taken = _MARK
            elif len(first) < LEARNT_FROM:
                first.append(text.removesuffix("\n"))
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
        first=first,
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
