"""Files of lines: their bytes, line by line, how far one has come, and what is said of those that cannot be read."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from slakit.errors import Fault, InvalidDocument
from slakit.events.sayable import LONGEST_LINE
from slakit.source import Place

LINES_BETWEEN_PROGRESS: Final = 8192
"""Lines between two calls of `progress`: some 50 milliseconds."""

Progress = Callable[[int, int], None]
"""Is told the bytes read so far and the bytes there are, 0 where nobody can know."""

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_PACKED: Final = re.compile(
    rb"(?P<gzip>\x1f\x8b)|(?P<bzip2>BZh[1-9]1AY&SY)|(?P<xz>\xfd7zXZ\0)|(?P<zstd>\x28\xb5\x2f\xfd)|(?P<zip>PK\x03\x04)"
)
"""What a packed file begins with: no line, and no table."""
_REASONS: Final[dict[type[Exception], str]] = {
    FileNotFoundError: "no-such-file",
    NotADirectoryError: "no-such-file",
    IsADirectoryError: "is-a-folder",
    PermissionError: "no-permission",
}


class Meter:
    """Counts bytes and lines over all files, and tells them now and then."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._lines = 0
        self._bytes = 0

    @property
    def is_watched(self) -> bool:
        """Whether anybody is told; if not, nobody needs to count."""
        return self._progress is not None

    def count(self, size: int, lines: int = 1) -> None:
        """A line or a row of so many bytes was read, or several together."""
        self._bytes += size
        before, self._lines = self._lines // LINES_BETWEEN_PROGRESS, self._lines + lines
        if self._progress:
            for _ in range(before, self._lines // LINES_BETWEEN_PROGRESS):
                self._progress(self._bytes, self._total)

    def end(self) -> None:
        """All is read."""
        if self._progress:
            self._progress(self._bytes, self._total)


def lines_of(stream: BinaryIO, meter: Meter) -> Iterator[bytes | None]:
    """Each line with its end; None for one that is too long, of which only so much is ever held."""
    first = True
    while line := stream.readline(LONGEST_LINE + 2):
        size = len(line)
        if first:
            line, first = line.removeprefix(BYTE_ORDER_MARK), False
        if len(line) > LONGEST_LINE and len(line.removesuffix(b"\n").removesuffix(b"\r")) > LONGEST_LINE:
            while not line.endswith(b"\n") and (line := stream.readline(LONGEST_LINE)):
                size += len(line)
            yield None
        else:
            yield line
        meter.count(size)


def must_not_be_packed(beginning: bytes, file: str) -> None:
    """Raise `InvalidDocument` for what begins as a packed file does."""
    if packed := _PACKED.match(beginning):
        arguments = {"file": file, "kind": packed.lastgroup or ""}
        raise InvalidDocument([Fault("packed-file", Place(file, 1, 1, 1, 1), arguments=arguments)])


def total_size(paths: Iterable[Path]) -> int:
    """The bytes of all files; raises `InvalidDocument` with every file that cannot be opened."""
    total, faults = 0, list[Fault]()
    for path in paths:
        if str(path) == "-":
            continue
        try:
            with path.open("rb"):
                total += path.stat().st_size
        except (OSError, ValueError) as problem:
            faults.append(cannot_read(path, problem))
    if faults:
        raise InvalidDocument(faults)
    return total


def cannot_read(path: Path | str, problem: Exception) -> Fault:
    """The fault of a file that the system does not give out."""
    reason = _REASONS.get(type(problem), "unreadable-file")
    return Fault("cannot-read", Place(str(path), 1, 1, 1, 1), arguments={"file": str(path), "reason": reason})
