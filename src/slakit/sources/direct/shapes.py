"""How lines of JSON are built: what a program writes in one order, a query can compare whole.

A `Shape` is the text of a line with a gap for each value. A line that is what its shape gives with the values that were
read of it holds each key once, in one object each, no other key, and values of the kind that the gap has: the text
between the gaps is compared, quotes and all. So nothing is parsed twice, and no line passes that the reader of lines
would set aside for how it is built. Shapes are learnt from lines; one that is never learnt costs time and nothing else.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal

from slakit.events.cloud_events import ATTRIBUTES
from slakit.sources.direct.lookups import once

if TYPE_CHECKING:
    from slakit.vocabulary import FieldOfEvent

Held = Literal["text", "whole", "as-written", "yes-or-no", "list", "as-it-stands"]
"""What a value is in JSON; a whole number may be read as it is written, and what is read as it stands keeps its quotes."""
COLUMNS: Final[Mapping[Held, str]] = {
    "text": "VARCHAR",
    "whole": "BIGINT",
    "as-written": "VARCHAR",
    "yes-or-no": "BOOLEAN",
    "list": "JSON",
    "as-it-stands": "JSON",
}
"""The types of DuckDB that values are read as."""

BACKSLASH: Final = chr(92)
"""What begins an escape in a text of JSON."""
_TEXT: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_MORE_THAN_TWO_BYTES: Final = r"[^\x00-\x{7ff}]"
"""A character that UTF-8 tells in more than two bytes."""
_NEEDED: Final = ("id", "source", "time")
_SPACINGS: Final = ((",", ":"), (", ", ": "))
"""What may stand between members, and between a key and its value."""


def held_by(field: "FieldOfEvent") -> Held:
    """What values of a field are in JSON."""
    if field.list:
        return "list"
    if field.type in ("integer", "rial"):
        return "whole"
    return "yes-or-no" if field.type == "boolean" else "text"


class WrittenAnew:
    """How texts are compared that DuckDB has written anew: none but the characters that have to be are escaped."""


@dataclass(frozen=True, slots=True)
class InAscii:
    """How texts are compared that hold ASCII alone: all other characters are escaped, in gaps with these names."""

    names: frozenset[str]


Escapes = WrittenAnew | InAscii | None
"""How texts that hold an escape are compared; None where none does."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A value in a line: the attribute or the field that it is of, and what it is."""

    path: tuple[str, ...]
    held: Held

    @property
    def column(self) -> str:
        """The column that holds the value as it was read; no line has a member of such a name, and no table a column."""
        return f'"$.{".".join(self.path)}"'

    @property
    def read(self) -> str:
        """The value as it was read, in a query where `j` is what was read of the line."""
        return "j" + "".join(f'."{name}"' for name in self.path)

    @property
    def taken_out(self) -> str:
        """The value in its column, in such a query; null for a whole number that is written as none, or is too large."""
        value = once(f"TRY_CAST({self.read} AS BIGINT)") if self.held == "as-written" else self.read
        return f"{value} AS {self.column}"


@dataclass(frozen=True, slots=True)
class Shape:
    """The text of a line: what stands in it as it is, and the gaps between."""

    parts: tuple[str | Gap, ...]
    comma: str

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps, in their order."""
        return tuple(part for part in self.parts if isinstance(part, Gap))

    def text(self, literal: Callable[[str], str], *, escaped: bool = False) -> str:
        """The text of a line as an expression, with nothing for a value that is missing; `escaped` are its texts if need be."""
        parts = (
            literal(part) if isinstance(part, str) else self._filled(part, escaped=escaped)
            for part in self.parts
        )
        return f"concat({', '.join(parts)})"

    def around(self, literal: Callable[[str], str], names: Collection[str]) -> "tuple[list[str], list[Gap]]":
        """The text of a line but for the gaps with texts that have one of some names, and these gaps, which lie between."""
        pieces, gaps = [list[str]()], list[Gap]()
        for part in self.parts:
            if isinstance(part, Gap) and part.held == "text" and part.path[-1] in names:
                gaps.append(part)
                pieces.append([])
            else:
                pieces[-1].append(
                    literal(part) if isinstance(part, str) else self._filled(part, escaped=False)
                )
        return [f"concat({', '.join(piece)})" for piece in pieces], gaps

    def _filled(self, gap: Gap, *, escaped: bool) -> str:
        if gap.held == "list":
            spaced = f"""replace({gap.column}, '","', '"{self.comma}"')"""  # read values are written without spaces
            return gap.column if self.comma == "," else spaced
        return with_escapes(gap.column) if escaped and gap.held == "text" else gap.column


def with_escapes(text: str) -> str:
    """A text as it stands between quotes, in a query, if it holds no other control character than a line feed."""
    for character, said in (("'\\'", "'\\\\'"), ("'\"'", "'\\\"'"), ("chr(10)", "'\\n'")):
        text = f"replace({text}, {character}, {said})"
    return text


def shape_of(
    line: str, event_type: str, fields: Mapping[str, "FieldOfEvent"], is_extension: Callable[[str], bool]
) -> Shape | None:
    """The shape of a line that tells an event of a type, or None if it has anything that a shape cannot say.

    `fields` are those that the type has, and `is_extension` says which other attributes a log may have.
    """
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or told.get("type") != event_type or told.get("specversion") != "1.0":
        return None
    written = _TEXT.sub(_without_escapes, line) if BACKSLASH in line else line
    for comma, colon in _SPACINGS:
        if json.dumps(told, ensure_ascii=False, separators=(comma, colon)) == written:
            parts = _Parts(comma, colon)
            return parts.shape() if parts.take_attributes(told, fields, is_extension) else None
    return None


def _without_escapes(text: re.Match[str]) -> str:
    """A text of JSON with none but those escapes that it needs."""
    return json.dumps(json.loads(text[0]), ensure_ascii=False) if BACKSLASH in text[0] else text[0]


def shape_of_fields(text: str, fields: Mapping[str, "FieldOfEvent"]) -> Shape | None:
    """The shape of the fields of an event by themselves, in one object; None if they have anything that none can say."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    for comma, colon in _SPACINGS:
        if json.dumps(told, ensure_ascii=False, separators=(comma, colon)) == text:
            parts = _Parts(comma, colon)
            return parts.shape() if parts.take_fields(told, fields, ()) else None
    return None


class _Parts:
    """A shape in the making."""

    def __init__(self, comma: str, colon: str) -> None:
        self._comma = comma
        self._colon = colon
        self._parts: list[str | Gap] = []
        self._text = ""

    def shape(self) -> Shape:
        return Shape((*self._parts, self._text), self._comma)

    def take_attributes(
        self,
        told: Mapping[str, object],
        fields: Mapping[str, "FieldOfEvent"],
        is_extension: Callable[[str], bool],
    ) -> bool:
        """Take a whole event, if all of it is plain."""
        self._text += "{"
        for place, (name, value) in enumerate(told.items()):
            self._key(name, place)
            if name == "data" and isinstance(value, dict):
                if not self.take_fields(value, fields, ("data",)):
                    return False
            elif name in ("specversion", "type"):
                self._text += json.dumps(value, ensure_ascii=False)
            elif not (name in ATTRIBUTES or is_extension(name)) or not self._take((name,), value, "text"):
                return False
        self._text += "}"
        has_all = all(told.get(name) is not None for name in _NEEDED)
        return has_all and told.get("data_base64") is None and not isinstance(told.get("data"), str)

    def take_fields(
        self, told: Mapping[str, object], fields: Mapping[str, "FieldOfEvent"], within: tuple[str, ...]
    ) -> bool:
        """Take the fields of an event, which stand within these keys, if all of them are plain."""
        self._text += "{"
        for place, (name, value) in enumerate(told.items()):
            self._key(name, place)
            if name not in fields or not self._take((*within, name), value, held_by(fields[name])):
                return False
        self._text += "}"
        return True

    def _key(self, name: str, place: int) -> None:
        self._text += (self._comma if place else "") + _quoted(name) + self._colon

    def _take(self, path: tuple[str, ...], value: object, held: Held) -> bool:
        """Take a value if it is of the kind that it has to be, or nothing."""
        if value is None:
            self._text += "null"
            return True
        if not _is(value, held):
            return False
        quote = '"' if held == "text" else ""
        self._parts += [self._text + quote, Gap(path, held)]
        self._text = quote
        return True


@lru_cache
def _quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def _is(value: object, held: Held) -> bool:
    match held:
        case "text":
            return isinstance(value, str)
        case "whole" | "as-written":
            return type(value) is int
        case "yes-or-no":
            return isinstance(value, bool)
        case "list":
            return isinstance(value, list) and all(isinstance(one, str) for one in value)
        case "as-it-stands":
            return True


def structure(gaps: Iterable[Gap]) -> str:
    """What DuckDB shall read of a text: values as what they are in JSON."""
    read: dict[str, Any] = {}
    for gap in sorted(gaps, key=lambda one: one.path):
        *within, name = gap.path
        group = read
        for key in within:
            group = group.setdefault(key, {})
        group[name] = COLUMNS[gap.held]
    return json.dumps(read)


def fitting(shapes: Sequence[Shape], text: str, literal: Callable[[str], str], escapes: Escapes) -> str:
    """Whether a text is what one of some shapes says, in a query; `j` is what was read of it.

    Nothing stands for a value that is missing, which no JSON has; so what was read has to be there. Without a backslash a
    value holds no quote, which would end it: what was read is the first that has its key, as in the shape. In any other
    text, values are escaped before they are compared, or their escapes are counted.
    """
    plain = any_of(f"{shape.text(literal)} = {text}" for shape in shapes)
    if escapes is None:
        return f"j IS NOT NULL AND {plain}"
    if isinstance(escapes, WrittenAnew):
        escaped = any_of(f"{shape.text(literal, escaped=True)} = {text}" for shape in shapes)
    else:
        escaped = any_of(_fits_with_escapes(shape, text, literal, escapes.names) for shape in shapes)
    backslash = f"contains({text}, {literal(BACKSLASH)})"
    return f"j IS NOT NULL AND CASE WHEN {backslash} THEN {escaped} ELSE {plain} END"


def any_of(tests: Iterable[str]) -> str:
    """Whether one of some tests holds, in a query."""
    return f"({' OR '.join(tests)})"


def _fits_with_escapes(shape: Shape, text: str, literal: Callable[[str], str], names: Collection[str]) -> str:
    """Whether a text of ASCII that holds an escape is what a shape says; gaps with these names may hold one.

    A text of JSON is no shorter than its characters ask if all beyond ASCII are escaped. So where what stands around the
    gaps is in its place, a gap holds the text that was read of it and nothing else: any other member would make it longer.
    A text that went on behind its place would hold the quote there, escaped, and then a key that no comma is before.
    """
    pieces, gaps = shape.around(literal, names)
    if not gaps:
        return "FALSE"  # what was read holds no escapes any more
    before, *between, behind = pieces
    tests = [
        f"starts_with({text}, {before})",
        f"ends_with({text}, {behind})",
    ]
    length = f"strlen({before})"
    for gap, piece in zip(gaps, [*between, None], strict=True):
        length += f" + {escaped_length(gap.column)}"
        if piece is not None:
            tests.append(f"substr({text}, {length} + 1, strlen({piece})) = {piece}")
            length += f" + strlen({piece})"
    return f"({' AND '.join(tests)} AND strlen({text}) = {length} + strlen({behind}))"


def escaped_length(text: str) -> str:
    """How many signs a text has at least where each character beyond ASCII is an escape of six signs, or two of them."""
    all_bytes, short = f"strlen({text})", f"regexp_replace({text}, '{_MORE_THAN_TWO_BYTES}', '', 'g')"
    return (
        f"CASE WHEN {all_bytes} = length({text}) THEN {all_bytes}"
        f" WHEN NOT regexp_matches({text}, '{_MORE_THAN_TWO_BYTES}') THEN 5 * {all_bytes} - 4 * length({text})"
        f" ELSE 6 * {all_bytes} - 12 * length({text}) - strlen({short}) + 8 * length({short}) END"
    )
