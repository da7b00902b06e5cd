"""The documents as they are being written: from the editor where they are open there, else from their files."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from slakit import schema
from slakit.document import Document, parse, read
from slakit.errors import InvalidDocument

SCHEMAS = {f"{name}/v1": name for name in ("agreement", "services", "vocabulary", "calendar", "cases")}
"""What stands behind `document:`, and the schema that it asks for."""
_OURS = re.compile(r"^document:[ \t]*\S", re.MULTILINE)


@dataclass(slots=True)
class Texts:
    """What is open in the editor, and the last state of each document that its schema accepted.

    While somebody writes, a document is often in no order; names are then looked up in its last state that was.
    """

    _open: dict[Path, str] = field(default_factory=dict)
    _parsed: dict[Path, tuple[object, Document]] = field(default_factory=dict)
    _sound: dict[Path, Document] = field(default_factory=dict)

    def open(self, file: Path, text: str) -> None:
        """Take the text of the editor for the document from now on."""
        self._open[file] = text

    def close(self, file: Path) -> None:
        """Go back to what is saved."""
        self._open.pop(file, None)

    def is_ours(self, file: Path) -> bool:
        """Whether a text says that it is a document of slakit; of another YAML file nothing is said."""
        return _OURS.search(self.text(file)) is not None

    def text(self, file: Path) -> str:
        """The text of a document, in order or not; empty if there is no such file."""
        if (text := self._open.get(file)) is not None:
            return text
        return file.read_text("utf-8", errors="replace") if file.is_file() else ""

    def read(self, file: Path) -> Document:
        """The document; raises `InvalidDocument` as `slakit.document.read` does."""
        text = self._open.get(file)
        state: object = text if text is not None else _saved(file)
        known = self._parsed.get(file)
        if known is None or known[0] != state:
            document = read(file) if text is None else parse(text.encode("utf-8"), str(file))
            known = self._parsed[file] = (state, document)
        return known[1]

    def sound(self, file: Path) -> Document | None:
        """The last state of a document that its schema accepted: of the editor's text, else what is saved."""
        self._keep_if_sound(file, lambda: self.read(file))
        if file not in self._sound and file in self._open:
            self._keep_if_sound(file, lambda: read(file))
        return self._sound.get(file)

    def _keep_if_sound(self, file: Path, reading: Callable[[], Document]) -> None:
        try:
            document = reading()
        except InvalidDocument:
            return
        name = schema_of(document)
        if name and self._sound.get(file) is not document and _is_sound(document, name):
            self._sound[file] = document


def _is_sound(document: Document, name: str) -> bool:
    return not schema.faults(document, schema.schema_named(name), clause_of=lambda _path: None)


def schema_of(document: Document) -> str | None:
    """The name of the schema that a document asks for."""
    match document.data:
        case {"document": str(kind)}:
            return SCHEMAS.get(kind)
    return None


def _saved(file: Path) -> object:
    """What changes whenever a file is saved anew."""
    try:
        about = file.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size
