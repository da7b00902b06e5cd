"""Progress on a terminal: one line on stderr that is drawn over and erased in the end."""

import shutil
import sys
import time
from collections.abc import Callable
from typing import Final, TextIO

from slakit.cli.wording import Voice

PATIENCE: Final = 0.4
"""Seconds before anything is shown: short work needs no bar."""
BETWEEN: Final = 0.1
"""Seconds between two drawings."""
WIDTH: Final = 24
"""Characters of the bar."""

_ERASE: Final = "\r\x1b[K"


class Progress:
    """Draws how much of a log is read; called with the bytes read and the bytes there are, 0 where nobody knows.

    Each call but the last means `lines_between` more lines.
    """

    def __init__(
        self,
        voice: Voice,
        lines_between: int,
        *,
        is_wanted: bool = True,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._voice = voice
        self._is_wanted = is_wanted
        self._lines_between = lines_between
        self._stream = stream or sys.stderr
        self._clock = clock
        self._begun = clock()
        self._drawn = self._begun + PATIENCE - BETWEEN
        self._lines = 0
        self._is_shown = False

    def __call__(self, read: int, total: int) -> None:
        """Say that so much is read."""
        self._lines += self._lines_between
        now = self._clock()
        if self._is_wanted and now - self._drawn >= BETWEEN:
            self._drawn = now
            self._draw(self._line(read, total, now - self._begun))

    def say(self, name: str) -> None:
        """Say what is done now, if a line is shown already."""
        if self._is_shown:
            self._draw(self._voice.said(name) + " …")

    def erase(self) -> None:
        """Leave nothing behind."""
        if self._is_shown:
            self._stream.write(_ERASE)
            self._stream.flush()
            self._is_shown = False

    def _line(self, read: int, total: int, seconds: float) -> str:
        rate = self._voice.said("rate", rate=self._voice.count(round(self._lines / seconds)))
        parts = (self._voice.said("reading"), _bar(read, total), _megabytes(read), rate)
        return " ".join(filter(None, parts))

    def _draw(self, line: str) -> None:
        room = shutil.get_terminal_size().columns - 1
        self._stream.write(_ERASE + line[:room])
        self._stream.flush()
        self._is_shown = True


def _bar(read: int, total: int) -> str:
    """The share that is read, as a bar; nothing where the whole is not known.

    >>> _bar(1, 4)
    '[######..................] 25%'
    """
    if not total:
        return ""
    share = min(read / total, 1)
    done = int(WIDTH * share)
    return f"[{'#' * done}{'.' * (WIDTH - done)}] {int(100 * share)}%"


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"
