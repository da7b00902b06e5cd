"""What the comment of `slakit ci` repeats of its steps: their faults as a table, and what else they wrote, cut to what is read."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from typing import Final, TextIO

from slakit.cli.wording import Voice
from slakit.text import strip_isolates

MOST_FAULTS: Final = 30
"""Faults of one step that a comment names; how many more there are stands below them."""
MOST_LINES: Final = 60
"""Lines that a comment repeats of what one step wrote."""


class Overheard(StringIO):
    """What is written to a stream, which gets it at once as well."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream

    def write(self, text: str) -> int:
        """Write to the stream, and remember it."""
        self._stream.write(text)
        return super().write(text)

    def flush(self) -> None:
        """Flush the stream."""
        self._stream.flush()

    def isatty(self) -> bool:
        """Whether the stream is a terminal."""
        return self._stream.isatty()


@contextmanager
def overheard() -> Iterator[tuple[Overheard, Overheard]]:
    """Standard output and standard error, with what is written to them meanwhile."""
    results, remarks = Overheard(sys.stdout), Overheard(sys.stderr)
    with redirect_stdout(results), redirect_stderr(remarks):
        yield results, remarks


def first_faults(markdown: str, voice: Voice) -> str:
    """A listing as Markdown with the first rows of its table, the gravest, and how many more it has."""
    lines = markdown.splitlines()
    rows = [at for at, line in enumerate(lines) if line.startswith("| ")][1:]  # after the headings
    left = rows[MOST_FAULTS:]
    kept = lines[: left[0]] if left else lines
    return "\n".join([*kept, *_and_more(len(left), voice), ""])


def repeated(step: str, what: str, written: str, voice: Voice) -> str:
    """The first lines that a step wrote, as they stand, below its name; nothing if it wrote nothing."""
    lines = strip_isolates(written).replace("```", "'''").splitlines()
    if not lines:
        return ""
    shown = ["```text", *lines[:MOST_LINES], "```"]
    return "\n".join(
        [f"## slakit {step}: {what}", "", *shown, *_and_more(len(lines) - MOST_LINES, voice), ""]
    )


def _and_more(count: int, voice: Voice) -> list[str]:
    return ["", strip_isolates(voice.said("comment rest", count=voice.count(count)))] if count > 0 else []
