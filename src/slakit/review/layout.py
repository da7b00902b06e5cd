"""How a document is laid out: its tokens and its lines, with the column that each line ought to begin in.

A block group stands two spaces deeper than the key or the hyphen that holds it, and a list two spaces deeper than its
key. What runs over several lines (a text, brackets) moves with the line that it begins on.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from slakit.frozen import Frozen
from slakit.yaml_events import Broken, Event, ParserName, events, parser_in_use

STEP = 2
"""Spaces of one level of indentation."""

_HEADER = re.compile(r"[|>][-+0-9]*")
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_MARK = re.compile(r"---|\.\.\.|#[^\r\n]*|[-:,?\[\]{}]")


class Token:
    """A scalar, a sign or a comment; ``column`` (from 0) is where it ought to stand if a line begins with it."""

    __slots__ = ("column", "end", "is_inside_brackets", "kind", "start")

    def __init__(self, kind: str, start: int, end: int) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.column: int | None = None
        self.is_inside_brackets = False


class BlockText(Frozen):
    """The lines of a text after ``|`` or ``>``: offsets of the first and of what follows the last.

    ``depth`` is the column (from 0) that the text begins in, or nothing where the header says so with a digit or no
    line is filled.
    """

    header: Token
    start: int
    end: int
    depth: int | None


class Line(Frozen):
    """A line without its line end; offsets count from 0."""

    start: int
    end: int
    next_start: int


class Layout:
    """The tokens of a text in order, its block texts, and its lines; raises Broken for a text that is no YAML."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.block_texts: list[BlockText] = []
        found = (match for match in _LINE.finditer(self.text) if match.end() > match.start())
        self.lines = [Line(match.start(), match.end(1), match.end()) for match in found]
        self._starts = [line.start for line in self.lines]
        self._read_tokens(list(events_of(self.text)))

    def give_columns(self) -> None:
        """Tell each token where it ought to stand; the text must be that of a document without a fault."""
        _Columns(self).give(list(events_of(self.text)))

    def comments(self) -> list[str]:
        """The comments in order, byte for byte."""
        return [self.text[token.start : token.end] for token in self.tokens if token.kind == "comment"]

    def spans_of_texts(self) -> list[tuple[int, int]]:
        """The offsets of quoted and block texts and of comments: what no edit of signs may touch."""
        quoted = [
            (token.start, token.end)
            for token in self.tokens
            if token.kind == "comment" or (token.kind == "scalar" and self.text[token.start] in "\"'")
        ]
        return sorted([*quoted, *((block.start, block.end) for block in self.block_texts)])

    def _read_tokens(self, read: list[Event]) -> None:
        reached = 0
        for event in read:
            if type(event).__name__ == "ScalarEvent" and event.end_mark.index > event.start_mark.index:
                self._read_signs(reached, event.start_mark.index)
                reached = self._read_scalar(event)
        self._read_signs(reached, len(self.text))

    def _read_signs(self, start: int, end: int) -> None:
        for found in _MARK.finditer(self.text, start, end):
            kind = "comment" if found.group()[0] == "#" else found.group()
            self.tokens.append(Token(kind, found.start(), found.end()))

    def _read_scalar(self, event: Event) -> int:
        start, end = event.start_mark.index, event.end_mark.index
        if event.style not in ("|", ">"):
            self.tokens.append(Token("scalar", start, end))
            return end
        header = _HEADER.match(self.text, start)
        assert header is not None, self.text[start:end]
        token = Token("block-text", start, header.end())
        self.tokens.append(token)
        line = self.line_of(start)
        self._read_signs(header.end(), line.end)
        block = self._block_text(token, line.next_start, end)
        self.block_texts.append(block)
        return block.end

    def _block_text(self, header: Token, start: int, end: int) -> BlockText:
        """The text below a header; blank lines after it belong to it only if they say something."""
        signs, lines = self.text[header.start : header.end], self.lines_between(start, end)
        filled = [line for line in lines if self.text[line.start : line.end].strip(" ")]
        depth = self.indent_of(filled[0]) if filled else None
        if not set(signs) & {"+", *"0123456789"} and depth is not None:
            said = [line for line in lines if line in filled or line.end - line.start > depth]
            end = said[-1].next_start
        has_digit = not set(signs).isdisjoint("0123456789")
        return BlockText(header, start, max(start, end), None if has_digit else depth)

    def indent_of(self, line: Line) -> int:
        """The spaces that a line begins with."""
        return line.end - line.start - len(self.text[line.start : line.end].lstrip(" "))

    def lines_between(self, start: int, end: int) -> list[Line]:
        """The lines that begin at an offset or after it, and before another."""
        return self.lines[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def line_of(self, offset: int) -> Line:
        """The line that an offset lies in."""
        return self.lines[max(bisect_right(self._starts, offset) - 1, 0)]


def events_of(text: str) -> Iterator[Event]:
    """The events of a text; where the compiled parser gives up, the pure one may still read it.

    Raises Broken where neither can.
    """
    parser: ParserName = parser_in_use()
    try:
        yield from list(events(text, parser))
    except Broken:
        if parser == "pure":
            raise
        yield from events(text, "pure")


class _Open:
    __slots__ = ("awaits_key", "column", "kind")

    def __init__(self, kind: str, column: int, *, awaits_key: bool = True) -> None:
        self.kind = kind
        self.column = column
        self.awaits_key = awaits_key


class _Columns:
    """Walks the events beside the tokens and tells each token its column."""

    def __init__(self, layout: Layout) -> None:
        self._tokens = {token.start: token for token in layout.tokens}
        self._hyphens = (token for token in layout.tokens if token.kind == "-")
        self._ordered = layout.tokens
        self._open: list[_Open] = []

    def give(self, read: list[Event]) -> None:
        for event in read:
            kind = type(event).__name__
            if kind == "ScalarEvent":
                self._place(event, self._next_column())
            elif kind in ("MappingStartEvent", "SequenceStartEvent"):
                self._begin(event, "map" if kind == "MappingStartEvent" else "list")
            elif kind in ("MappingEndEvent", "SequenceEndEvent"):
                self._open.pop()
        self._mark_brackets()

    def _next_column(self) -> int | None:
        """Where the node that comes now ought to stand; nothing between brackets."""
        top = self._open[-1] if self._open else None
        match top:
            case None:
                return 0
            case _Open(kind="brackets"):
                return None
            case _Open(kind="list"):
                next(self._hyphens).column = top.column
                return top.column + STEP
            case _:
                top.awaits_key = not top.awaits_key
                return top.column if not top.awaits_key else top.column + STEP

    def _begin(self, event: Event, kind: str) -> None:
        column = self._next_column()
        if event.flow_style or column is None:
            self._place(event, column)
            self._open.append(_Open("brackets", 0))
        else:
            self._open.append(_Open(kind, column))

    def _place(self, event: Event, column: int | None) -> None:
        if event.end_mark.index == event.start_mark.index:  # nothing stands here; what does is another token
            return
        token = self._tokens.get(event.start_mark.index)
        if token is not None and column is not None:
            token.column = column

    def _mark_brackets(self) -> None:
        depth = 0
        for token in self._ordered:
            depth -= token.kind in ("]", "}")
            token.is_inside_brackets = depth > 0 or token.kind in ("]", "}")
            depth += token.kind in ("[", "{")
