"""Where lines of a log come from: a file, which may grow and be rotated, or a stream that cannot be read again.

A file is rotated when it is renamed and another one begins under its name, or when it is copied and cut to nothing. What
was read is known by the bytes before the position, so that the file that it went to is found again; what is not certain
is refused, since events would be lost.
"""

import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import Any, BinaryIO, Final

from slakit.errors import SlakitError
from slakit.events.files import BYTE_ORDER_MARK, must_not_be_packed
from slakit.events.sayable import LONGEST_LINE
from slakit.text import spelt_out

PAUSE: Final = 0.2
"""Seconds between two looks at a file that may have grown."""
REMEMBERED_BYTES: Final = 4096
"""So many bytes before its position a source is known by."""
_MOST_HELD: Final = 16 * REMEMBERED_BYTES
"""So many bytes of what was read are held until they are cut to those that are remembered."""
_OF_ROTATED: Final = re.compile(r"[.-][0-9]")
"""How that begins which the name of a file gets when it is rotated, such as `.1` or `-20190804`."""
_OF_PACKED: Final = re.compile(r"\.[^0-9.]+")
"""What the name of a file gets when it is packed, such as `.gz`."""


class SourceChanged(SlakitError):
    """What was read from a source before is no longer what stands there; `name` is the source."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"what was read of `{self.name}` is no longer what stands there"


class OtherSource(SourceChanged):
    """What was read before came from a source of another kind; `origin` is `file`, `stream`, `topic` or `server`."""

    def __init__(self, name: str, origin: str) -> None:
        super().__init__(name)
        self.origin = origin

    def __reduce__(self) -> tuple[type["OtherSource"], tuple[str, str]]:
        return type(self), (self.name, self.origin)

    def __str__(self) -> str:
        return f"the position is that of a {self.origin}, and `{self.name}` is none"


_ORIGINS: Final = {"offset": "file", "lines": "stream", "kafka": "topic", "served": "server"}
"""What a position is of, by the key that no other has."""


def told_of_position(position: str, key: str, name: str) -> dict[str, Any]:
    """What a position says, for a source of that name whose positions have a key. Raises `OtherSource` if it has another."""
    told: dict[str, Any] = json.loads(position)
    if key not in told:
        raise OtherSource(name, next((origin for key, origin in _ORIGINS.items() if key in told), "file"))
    return told


class FileSource:
    """The lines of a file. With `follows`, what is written to it later too; a last line counts when its end is there.

    With `is_gone_on_with`, somebody reads on later from where this one stops: to him a last line is left that is only half
    written. A file that was rotated is read to its end, and then the one that begins under its name. A named pipe ends
    where its writer lets go of it, and nobody goes on in it.
    """

    read_once = False

    def __init__(
        self,
        path: Path,
        *,
        follows: bool = False,
        is_gone_on_with: bool = False,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = spelt_out(str(path))
        self._path = path
        self._stream: BinaryIO = path.open("rb")
        self._follows = follows and self._stream.seekable()
        self._is_gone_on_with = is_gone_on_with
        self._wait = wait
        self.has_half_a_line = False
        """Whether the last line was left to whoever goes on."""
        self._lacks_end = False
        """Whether the last line that was read was whole, but for its end."""
        self._offset = 0
        self._last = bytearray()
        """What was read last: the bytes by which the source is known, as they were then, and some before them."""
        self._is_written_no_more = not self._follows
        """Whether nothing more is awaited of the file that is open."""

    def lines(self) -> Iterator[bytes | None]:
        """Each line with its end. Raises `SourceChanged` if what was read of a file that is followed is gone.

        Raises `InvalidDocument` for a file that is packed.
        """
        while True:
            line, size = line_of(self._stream)
            if self._offset == 0:
                must_not_be_packed(line, self.name)
            if self._lacks_end and line.endswith(b"\n") and line.isspace():
                self._taken(line, size)  # it is the end of the last line, and no line of its own
            elif line.endswith(b"\n"):
                yield self._taken(line, size)
            elif self._is_cut():
                self._take_rotated(self._known())
            elif line and self._is_written_no_more:
                if self._is_gone_on_with and _is_half(line, size) and not self._is_left():
                    self.has_half_a_line = True
                    return
                yield self._taken(line, size)
            elif self._is_written_no_more and (other := self._another()):
                self._go_on_with(other)
            elif not self._follows:
                return
            else:
                self._stream.seek(self._offset)
                yield None
                self._wait(PAUSE)
                self._look_whether_rotated()

    def position(self) -> str:
        """The offset, and by what the bytes before it are known."""
        return json.dumps({"offset": self._offset, "known-by": self._known()})

    def place(self) -> None:
        """Lines are counted."""

    def go_to(self, position: str) -> None:
        """Go to an offset.

        Raises `SourceChanged` if other bytes stand before it, and no rotated file has them, and `OtherSource` if it is
        no position of a file.
        """
        told = told_of_position(position, "offset", self.name)
        if not self._stream.seekable():
            raise SourceChanged(self.name)
        self._offset, known = int(told["offset"]), str(told.get("known-by"))
        if _known_by(_before(self._stream, self._offset)) != known:
            self._take_rotated(known)
        self._stream.seek(self._offset)
        self._last = bytearray(_before(self._stream, self._offset))
        self._lacks_end = bool(self._last) and not self._last.endswith(b"\n")

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()

    def _taken(self, line: bytes, size: int) -> bytes:
        self._offset += size
        self._lacks_end = not line.endswith(b"\n")
        if size == len(line):
            self._last += line
            if len(self._last) > _MOST_HELD:
                del self._last[:-REMEMBERED_BYTES]
        else:  # it is too long to be held
            self._last = bytearray(_before(self._stream, self._offset))
        return line

    def _known(self) -> str:
        return _known_by(self._last[-REMEMBERED_BYTES:])

    def _is_cut(self) -> bool:
        """Whether what was read no longer stands in the file."""
        last = self._last[-REMEMBERED_BYTES:]
        return self._stream.seekable() and _before(self._stream, self._offset) != last

    def _look_whether_rotated(self) -> None:
        """See where the writer has gone on since the last look, where he did not do so at the end of this file."""
        if self._is_cut():
            self._take_rotated(self._known())
        if self._is_left():
            self._is_written_no_more = True

    def _is_left(self) -> bool:
        """Whether whoever writes has gone on in another file, or nobody can go on in this one."""
        if other := self._another():
            other.close()
        return other is not None or not self._stream.seekable()

    def _another(self) -> BinaryIO | None:
        """Another file that stands under the name and in which a line is whole: whoever writes has gone on there."""
        try:
            if os.path.samestat(self._path.stat(), os.fstat(self._stream.fileno())):
                return None
            other = self._path.open("rb")
        except OSError:
            return None
        line, _ = line_of(other)
        if line.endswith(b"\n") or (line and not self._follows):
            return other
        other.close()
        return None

    def _go_on_with(self, other: BinaryIO) -> None:
        """Begin with another file.

        Raises `SourceChanged` if it begins as the last one did, and so is that one, changed, and if a third one had the
        name between the two.
        """
        with self._stream as last:
            last.seek(0)
            other.seek(0)
            is_changed = line_of(last) == line_of(other) or self._was_rotated_since(last)
        self._stream = other
        if is_changed:
            raise SourceChanged(self.name)
        other.seek(0)
        if other.read(len(BYTE_ORDER_MARK)) != BYTE_ORDER_MARK:
            other.seek(0)
        self._offset = other.tell()
        self._lacks_end = False
        self._last = bytearray(_before(other, self._offset))
        self._is_written_no_more = not self._follows

    def _take_rotated(self, known: str) -> None:
        """Take up the file beside this one that has what was read, where reading goes on.

        Raises `SourceChanged` if none is certain.
        """
        try:
            rotated = self._rotated(known)
        except OSError:
            rotated = None
        if rotated is None:
            raise SourceChanged(self.name)
        self._stream.close()
        self._stream = rotated
        rotated.seek(self._offset)

    def _rotated(self, known: str) -> BinaryIO | None:
        """The one file that has what was read, if no other was rotated after it, of which every line would be missing."""
        beside = self._beside()
        fitting = [one for one in beside if _is_known_by(one, self._offset, known)]
        if len(fitting) != 1 or _last_written(beside) > beside[fitting[0]].st_mtime_ns:
            return None
        return fitting[0].open("rb")

    def _was_rotated_since(self, last: BinaryIO) -> bool:
        """Whether another file was rotated after one that lies beside; where that lies elsewhere, nobody can tell."""
        try:
            beside, here = self._beside(), os.fstat(last.fileno())
        except OSError:
            return False
        is_beside = any(os.path.samestat(one, here) for one in beside.values())
        return is_beside and _last_written(beside) > here.st_mtime_ns

    def _beside(self) -> dict[Path, os.stat_result]:
        """The files that were rotated and hold something, without those that another one beside is being packed to."""
        name, beside = self._path.name, dict[Path, os.stat_result]()
        for one in self._path.parent.iterdir():
            if one.name.startswith(name) and _OF_ROTATED.match(one.name, len(name)):
                with suppress(FileNotFoundError):  # it was renamed, or packed, since it was seen
                    beside[one] = one.stat()
        return {
            one: about
            for one, about in beside.items()
            if S_ISREG(about.st_mode)
            and about.st_size > 0
            and not (_OF_PACKED.fullmatch(one.suffix) and one.with_suffix("") in beside)
        }


class StreamSource:
    """The lines of a stream that cannot be read again, such as standard input."""

    read_once = True

    def __init__(self, stream: BinaryIO, name: str = "-") -> None:
        self.name = name
        self._stream = stream
        self._lines = 0

    def lines(self) -> Iterator[bytes | None]:
        """Each line with its end. Raises `InvalidDocument` for a stream that is packed."""
        is_first = True
        while line := line_of(self._stream)[0]:
            if is_first:
                must_not_be_packed(line, self.name)
                is_first = False
            self._lines += 1
            yield line

    def position(self) -> str:
        """How many lines were read; whoever writes goes on after them."""
        return json.dumps({"lines": self._lines})

    def place(self) -> None:
        """Lines are counted."""

    def go_to(self, position: str) -> None:
        """Take what comes as what comes next. Raises `OtherSource` if the position is that of a file."""
        self._lines = int(told_of_position(position, "lines", self.name)["lines"])

    def close(self) -> None:
        """The stream is whoever's gave it."""


def line_of(stream: BinaryIO) -> tuple[bytes, int]:
    """The next line with its end, and how many bytes it has; of one that is too long, only so much is held."""
    line = stream.readline(LONGEST_LINE + 2)
    size = len(line)
    if size <= LONGEST_LINE + 1 or line.endswith(b"\n"):
        return line, size
    rest = line
    while not rest.endswith(b"\n") and (rest := stream.readline(LONGEST_LINE)):
        size += len(rest)
    return line + (b"\n" if rest.endswith(b"\n") else b""), size


def _is_half(line: bytes, size: int) -> bool:
    """Whether a line without its end is no JSON yet; one that is too long never will be read."""
    if line.isspace():
        return False
    try:
        json.loads(line)
    except RecursionError:
        return False
    except ValueError:
        return size <= LONGEST_LINE
    return False


def _last_written(files: dict[Path, os.stat_result]) -> int:
    return max(one.st_mtime_ns for one in files.values())


def _before(stream: BinaryIO, offset: int) -> bytes:
    """The bytes before an offset by which a source is known, from the file, whatever the stream still holds."""
    return os.pread(stream.fileno(), min(offset, REMEMBERED_BYTES), max(0, offset - REMEMBERED_BYTES))


def _known_by(before: bytes | bytearray) -> str:
    return f"{len(before)} {hashlib.sha256(before).hexdigest()}"


def _is_known_by(file: Path, offset: int, known: str) -> bool:
    with file.open("rb") as stream:
        return _known_by(_before(stream, offset)) == known
