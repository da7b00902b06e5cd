"""Files and places in the terms of the protocol: URIs, lines from 0, and the editor's units of a line."""

from pathlib import Path

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path
from pygls.workspace import PositionCodec

from slakit.document import Document
from slakit.source import Place


def file_of(uri: str) -> Path | None:
    """The file of a URI; of a text that has no file yet, nothing can be said."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path) if path else None


def uri_of(file: Path) -> str:
    """The URI of a file."""
    return from_fs_path(str(file)) or file.as_uri()


def range_of(place: Place, text: str, codec: PositionCodec) -> types.Range:
    """A place of a text in the units of the editor, which may count a rare character as two."""
    start = types.Position(place.line - 1, place.column - 1)
    end = types.Position(place.end_line - 1, place.end_column - 1)
    return codec.range_to_client_units(lines_of(text), types.Range(start, end))


def offset_of(position: types.Position, document: Document, codec: PositionCodec) -> int:
    """The offset in a document of a position of the editor."""
    ours = codec.position_from_client_units(lines_of(document.text), position)
    return document.offset(ours.line + 1, ours.character + 1)


def range_between(start: int, end: int, text: str, codec: PositionCodec) -> types.Range:
    """The range from one offset of a text to another, in the units of the editor."""
    edges = []
    for offset in (start, end):
        before = lines_of(text[:offset])
        edges.append(types.Position(len(before) - 1, len(before[-1])))
    return codec.range_to_client_units(lines_of(text), types.Range(edges[0], edges[1]))


def lines_of(text: str) -> list[str]:
    """The lines of a text as the protocol counts them; `str.splitlines` knows more ends of lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
