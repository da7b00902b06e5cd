"""The files that faults lie in, for reports that show their lines or name things by their ids."""

import os
import re
from functools import lru_cache
from pathlib import PurePath

from slakit.document import LARGEST_FILE, Document, read
from slakit.errors import InvalidDocument
from slakit.source import Place

_LINE_END = re.compile(r"\r\n|\r|\n")

IDS = (
    "id", "case", "norm", "term", "authority", "fact", "choice", "event", "record", "service", "party", "rule",
    "clause", "heading",
)  # fmt: skip
"""The keys that tell an item of a list from its neighbours; the first that an item has is its id."""


def relative(file: str) -> str:
    """A file as a forge names it: relative to the working folder, with slashes.

    Where there is no way from the working folder (another drive), the absolute path.
    """
    return _relative_to(os.getcwd(), file)  # noqa: PTH109  a text, which is quick to remember things by


@lru_cache(maxsize=256)
def _relative_to(folder: str, file: str) -> str:
    try:
        shown = os.path.relpath(file, folder)
    except ValueError:
        shown = os.path.abspath(file)  # noqa: PTH100  no link is followed: the path stays the one that was named
    return PurePath(shown).as_posix()


class Sources:
    """Files by their names, as lines and as documents; what cannot be read has neither.

    A command that reads its documents by `read` has them read once.
    """

    def __init__(self) -> None:
        self._documents: dict[str, Document | None] = {}
        self._lines: dict[str, list[str]] = {}

    def read(self, path: str | os.PathLike[str]) -> Document:
        """Read a document as `slakit.document.read` does, and keep it."""
        document = read(path)
        self._documents[document.name] = document
        return document

    def document(self, file: str) -> Document | None:
        """The file as a document; nothing where it is none."""
        if file not in self._documents:
            try:
                self._documents[file] = read(file)
            except InvalidDocument:
                self._documents[file] = None
        return self._documents[file]

    def lines(self, file: str) -> list[str]:
        """The lines of a file without their ends; bytes that are no UTF-8 are shown as U+FFFD."""
        if file not in self._lines:
            self._lines[file] = _LINE_END.split(_content(file).decode("utf-8-sig", errors="replace"))
        return self._lines[file]

    def path(self, place: Place | None) -> tuple[str, ...]:
        """The way to a place by keys and ids, such as ``("clauses", "5.4", "norms", "notice", "at-least")``.

        An item without an id goes by its position, a single value in a list by itself. Empty where the file is
        no readable document.
        """
        document = self.document(place.file) if place else None
        if place is None or document is None:
            return ()
        steps: list[str] = []
        value = document.data
        for step in document.path_of(place):
            match value:
                case dict():
                    value = value[step]
                    steps.append(str(step))
                case list() if isinstance(step, int):
                    value = value[step]
                    steps.append(name_of_item(value, step))
        return tuple(steps)

    def written(self, place: Place) -> str | None:
        """The text at a place of one line; nothing for a longer place."""
        lines = self.lines(place.file)
        if place.line != place.end_line or not 1 <= place.line <= len(lines):
            return None
        return lines[place.line - 1][place.column - 1 : place.end_column - 1]


def name_of_item(item: object, position: int) -> str:
    """What a person calls an item of a list: its id if it has one, its text, else its position."""
    match item:
        case dict():
            named = (item[key] for key in IDS if isinstance(item.get(key), str))
            return next(named, str(position))
        case str():
            return item
        case _:
            return str(position)


def _content(file: str) -> bytes:
    try:
        with open(file, "rb") as stream:  # noqa: PTH123  the name is shown as it was given, and so it is opened
            return stream.read(LARGEST_FILE)
    except (OSError, ValueError):
        return b""
