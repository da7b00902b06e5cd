"""YAML text to a document: plain data, with the place of every key and value.

The loader is strict (`slakit.yaml_reading` says on what) and tells all mistakes of a file together.
"""

import json
import os
import pathlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import NamedTuple

from slakit import shipped
from slakit.errors import Fault, InvalidDocument
from slakit.frozen import Frozen
from slakit.source import Place, Source
from slakit.yaml_characters import BYTE_ORDER_MARK
from slakit.yaml_events import ParserName, parser_in_use
from slakit.yaml_reading import Reading, clause_of
from slakit.yaml_spots import Spot

__all__ = ["Document", "Path", "parse", "parser_in_use", "read", "reading_instead", "shipped_document"]

Path = tuple[str | int, ...]

LARGEST_FILE = 4 * 1024 * 1024
"""Bytes that a file may have."""


class Written(NamedTuple):
    """A document as text, and where each piece of it stands there."""

    source: Source
    root: Spot


class Document(Frozen):
    r"""A YAML file as plain data that knows where each piece was written.

    ``data`` holds dicts with text keys, lists, text, numbers, yes-or-no (bool) and None; ``text`` is the
    file as it was read. A path is the keys and positions (from 0) that lead to a value.

    >>> document = parse(b"clauses:\n  - clause: '5.4'\n", "a.yaml")
    >>> document.data
    {'clauses': [{'clause': '5.4'}]}
    >>> str(document.place_of(("clauses", 0, "clause"))), document.written(("clauses", 0, "clause"))
    ('a.yaml:2:13', "'5.4'")
    """

    name: str
    data: object
    _text: Callable[[], str]
    _written: Callable[[], Written]

    __eq__ = object.__eq__  # a document is equal to itself alone, and so is quick to remember things by
    __hash__ = object.__hash__

    def __repr__(self) -> str:
        """Its name alone: what it says may be thousands of lines."""
        return f"<Document {self.name}>"

    def __reduce__(self) -> tuple[Callable[[bytes, str], "Document"], tuple[object, ...]]:
        """What is sent to another process is the file; it is read anew there."""
        return parse, (self.text.encode(), self.name)

    @property
    def text(self) -> str:
        """The file as it was read."""
        return self._text()

    @property
    def _source(self) -> Source:
        return self._written().source

    @property
    def _root(self) -> Spot:
        return self._written().root

    def place_of(self, path: Path, *, key: bool = False) -> Place:
        """The place of a value, or of its key where ``key`` is asked for.

        An item of a list and the whole document have no key: their own place is given instead.
        Raises KeyError for a path that the document does not have.
        """
        spot = self._spot(path)
        keys = self._spot(path[:-1]).keys if key and path else None
        if keys is not None and isinstance(path[-1], str):
            return self._source.place(*keys[path[-1]])
        return self._source.place(spot.start, spot.end)

    def offset(self, line: int, column: int) -> int:
        """The offset in ``text`` of a line and a column, both counted from 1; the end of the text for what lies beyond."""
        try:
            return min(self._source.offset(line, column), len(self.text))
        except IndexError:
            return len(self.text)

    def path_at(self, offset: int) -> tuple[Path, bool]:
        r"""The path of the smallest piece that an offset lies in or ends at, and whether it lies in its key.

        >>> document = parse(b"clauses:\n  - clause: '5.4'\n", "a.yaml")
        >>> document.path_at(24), document.path_at(14)
        ((('clauses', 0, 'clause'), False), (('clauses', 0, 'clause'), True))
        """
        path: Path = ()
        spot = self._root
        while spot.items:
            for key, (start, end) in (spot.keys or {}).items():
                if start <= offset <= end:
                    return (*path, key), True
            inner = (step for step, held in spot.items.items() if held.start <= offset <= held.end)
            if (step := next(inner, None)) is None:
                break
            path, spot = (*path, step), spot.items[step]
        return path, False

    def written(self, path: Path) -> str:
        """The text of a value exactly as it stands in the file, quotes and all.

        Raises KeyError for a path that the document does not have.
        """
        spot = self._spot(path)
        return self.text[spot.start : spot.end]

    def path_of(self, place: Place) -> Path:
        r"""The path of the innermost value or key that a place of this document lies in: `place_of`, backwards.

        >>> document = parse(b"a:\n  - b: c\n", "a.yaml")
        >>> document.path_of(document.place_of(("a", 0, "b"), key=True))
        ('a', 0, 'b')
        """
        start = self._source.offset(place.line, place.column)
        end = self._source.offset(place.end_line, place.end_column)
        path: Path = ()
        spot = self._root
        while (spot.start, spot.end) != (start, end):
            for key, (first, last) in (spot.keys or {}).items():
                if first <= start and end <= last:
                    return (*path, key)
            for step, inner in (spot.items or {}).items():
                if inner.start <= start and end <= inner.end:
                    path, spot = (*path, step), inner
                    break
            else:
                break
        return path

    def clause_at(self, path: Path) -> str | None:
        """The number of the clause that a path lies in, if it lies in one of the document's clauses."""
        match path, self.data:
            case ("clauses", int(position), *_), {"clauses": list(clauses)} if 0 <= position < len(clauses):
                return clause_of(clauses[position])
            case _:
                return None

    def _spot(self, path: Path) -> Spot:
        spot = self._root
        for step in path:
            if spot.items is None or step not in spot.items:
                raise KeyError(path)
            spot = spot.items[step]
        return spot


def read(path: str | os.PathLike[str]) -> Document:
    """Read a file into a document that carries the path as its name.

    Raises InvalidDocument with every mistake in it, or with ``cannot-read`` if it cannot be opened.
    """
    from pathlib import Path as FilePath

    name = os.fspath(path)
    if (unsaved := _instead.get()) and (content := unsaved.get(os.path.realpath(name))) is not None:
        return parse(content, name)
    try:
        with FilePath(name).open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as problem:
        reason = _REASONS.get(type(problem), "unreadable-file")
        fault = Fault("cannot-read", Place(name, 1, 1, 1, 1), arguments={"file": name, "reason": reason})
        raise InvalidDocument([fault]) from problem
    return parse(content, name)


_instead: ContextVar[Mapping[str, bytes]] = ContextVar("_instead", default={})  # noqa: B039  it is never changed


Reader = Callable[[pathlib.Path], Document]
"""Reads a document: from its file, or, in an editor, from what is not saved yet."""


@contextmanager
def reading_instead(contents: Mapping[str, bytes]) -> Iterator[None]:
    """Let `read` find other contents in files than those that are saved, by their real path, within a `with`.

    So what would be written can be judged by the very functions that judge what is written.
    """
    before = _instead.set(contents)
    try:
        yield
    finally:
        _instead.reset(before)


_REASONS: dict[type[Exception], str] = {
    FileNotFoundError: "no-such-file",
    NotADirectoryError: "no-such-file",
    IsADirectoryError: "is-a-folder",
    PermissionError: "no-permission",
}


def parse(content: bytes, name: str) -> Document:
    """Read the bytes of a YAML file into a document called ``name``.

    Raises InvalidDocument with every mistake in it, in file order.
    """
    return _parse(content, name, parser_in_use())


@cache
def shipped_document(folder: str, name: str) -> Document | None:
    """A document that comes with slakit, such as `e-government-portal/v1` of `vocabularies`; nothing if there is none.

    Its data lies beside it as JSON, which is read many times faster (`slakit.schema_generation` writes it and checks
    that it is current); its YAML is read when a place in it is asked for. It is read once; do not change its data.
    """
    if (data := shipped.shipped_document(folder, name, "json")) is None:
        return None

    @cache
    def content() -> bytes:
        found = shipped.shipped_document(folder, name, "yaml")
        assert found is not None, name
        return found

    @cache
    def written() -> Written:
        return _understood(content(), f"{name}.yaml", parser_in_use())[1]

    return Document(f"{name}.yaml", json.loads(data), lambda: content().decode("utf-8"), written)


def _parse(content: bytes, name: str, parser: ParserName) -> Document:
    data, written = _understood(content, name, parser)
    return Document(name, data, lambda: written.source.text, lambda: written)


def _understood(content: bytes, name: str, parser: ParserName) -> tuple[object, Written]:
    if len(content) > LARGEST_FILE:
        place = Place(name, 1, 1, 1, 1)
        raise InvalidDocument([Fault("file-too-large", place, arguments={"most": LARGEST_FILE})])
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise InvalidDocument([_not_utf8(content, problem.start, name)]) from None
    source = Source(name, text.removeprefix(BYTE_ORDER_MARK))
    reading = Reading(source)
    if text.startswith(BYTE_ORDER_MARK):
        reading.fault("byte-order-mark", 0, 0)
    data, root = reading.result(parser)
    return data, Written(source, root)


def _not_utf8(content: bytes, start: int, name: str) -> Fault:
    source = Source(name, content[:start].decode("utf-8"))
    line, column = source.line_and_column(start_of_bad := len(source.text))
    line_start = source.line_start(start_of_bad)
    byte = len(source.text[line_start:].encode("utf-8")) + 1
    place = Place(name, line, column, line, column + 1)
    value = f"0x{content[start]:02X}"
    return Fault("not-utf-8", place, arguments={"byte": byte, "value": value})
