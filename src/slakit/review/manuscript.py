"""A file as it is being corrected: its text, and where in it the place of a fault lies."""

from dataclasses import dataclass, field
from functools import cached_property

from slakit.document import Document, Path, parse
from slakit.errors import InvalidDocument
from slakit.review.layout import BlockText, Layout, Token
from slakit.source import Place, Source
from slakit.yaml_characters import BYTE_ORDER_MARK
from slakit.yaml_events import Broken

Siblings = tuple[Path, frozenset[str]]
"""The path of a group of keys, and the keys that stand in it."""


@dataclass(frozen=True)
class Manuscript:
    """The text of a file, with a byte order mark if it has one; offsets count its characters from 0."""

    name: str
    text: str
    _source: Source = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_source", Source(self.name, self.text.removeprefix(BYTE_ORDER_MARK)))

    @property
    def has_byte_order_mark(self) -> bool:
        """Whether the file begins with the invisible mark, which places do not count."""
        return self.text.startswith(BYTE_ORDER_MARK)

    def span(self, place: Place) -> tuple[int, int]:
        """The offsets of a place: of its first character, and of the one after its last."""
        shift = len(BYTE_ORDER_MARK) if self.has_byte_order_mark else 0
        start = self._source.offset(place.line, place.column)
        return start + shift, self._source.offset(place.end_line, place.end_column) + shift

    def written(self, place: Place) -> str:
        """What stands at a place."""
        start, end = self.span(place)
        return self.text[start:end]

    @cached_property
    def layout(self) -> Layout | None:
        """The tokens and lines, if the text is YAML and no mark shifts the offsets that a parser gives."""
        try:
            return None if BYTE_ORDER_MARK in self.text else Layout(self.text)
        except Broken:
            return None

    def end_of_text(self, offset: int) -> int:
        """Where the text or the value ends that an offset lies in; the next offset if it lies in none."""
        layout = self.layout
        pieces: list[BlockText | Token] = [*layout.block_texts, *layout.tokens] if layout else []
        return next((piece.end for piece in pieces if piece.start <= offset < piece.end), offset + 1)

    def siblings(self, place: Place) -> Siblings | None:
        """The group in which a key stands at this place; nothing if it is no key, or the text cannot be read."""
        return self._keys.get((place.line, place.column))

    @cached_property
    def _keys(self) -> dict[tuple[int, int], Siblings]:
        try:
            document = parse(self.text.encode("utf-8"), self.name)
        except InvalidDocument:
            return {}
        found: dict[tuple[int, int], Siblings] = {}
        _collect_keys(document, document.data, (), found)
        return found


def _collect_keys(
    document: Document, value: object, path: Path, found: dict[tuple[int, int], Siblings]
) -> None:
    if isinstance(value, list):
        for position, item in enumerate(value):
            _collect_keys(document, item, (*path, position), found)
    elif isinstance(value, dict):
        for key, item in value.items():
            place = document.place_of((*path, key), key=True)
            found[place.line, place.column] = path, frozenset(value)
            _collect_keys(document, item, (*path, key), found)
