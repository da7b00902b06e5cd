"""The one layout of a document, as edits of its text.

Two spaces a level, lists indented under their key, one space after a hyphen, a colon and a comma, none inside
brackets, no blanks at the end of a line, one line end at the end of the file. Texts, comments and line ends keep every
byte. The data and the comments are compared before and after: what cannot be laid out without changing them stays.
"""

import json
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from slakit.document import parse
from slakit.errors import InvalidDocument
from slakit.review.edits import Edit, applied
from slakit.review.layout import BlockText, Layout, Line, Token


def layout_edits(text: str, name: str) -> tuple[Edit, ...]:
    """The edits that lay a document out; none if it already is.

    Raises InvalidDocument for a text that cannot be read: what it means is not known, so nothing of it is moved.
    """
    before = _meaning(text, name)
    layout = Layout(text)
    layout.give_columns()
    indentation = list(_indentation(layout))
    within_lines = list(_spaces(layout))
    ends = list(_end_of_file(layout))
    file_end = min((edit.start for edit in ends), default=len(text))
    ends += (edit for edit in _line_ends(layout) if edit.end <= file_end)
    for edits in ([*indentation, *within_lines, *ends], [*within_lines, *ends], ends):
        if not edits or _is_kept(before, applied(text, edits), name):
            return tuple(sorted(edits))
    return ()


def formatted(text: str, name: str) -> str:
    r"""The text in the one layout; raises InvalidDocument as `layout_edits` does.

    >>> formatted("a:\n- {b : 1,c: 2}  # why\n", "a.yaml")
    'a:\n  - {b: 1, c: 2}  # why\n'
    """
    return applied(text, layout_edits(text, name))


def _meaning(text: str, name: str) -> tuple[str, list[str]]:
    """What a reader, a person or a program, takes from a text: its data and its comments."""
    data = parse(text.encode("utf-8"), name).data
    return json.dumps(data), Layout(text).comments()


def _is_kept(meaning: tuple[str, list[str]], text: str, name: str) -> bool:
    try:
        return meaning == _meaning(text, name)
    except InvalidDocument:
        return False


# --- the beginnings of lines


def _indentation(layout: Layout) -> Iterator[Edit]:
    for line, column in zip(layout.lines, _Indenting(layout).columns(), strict=True):
        indent = layout.indent_of(line)
        if column != indent:
            yield Edit(line.start, line.start + indent, " " * column)


class _Indenting:
    """Finds the new column of every line, from the first to the last; lines are known by the offset of their start."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._old = {line.start: layout.indent_of(line) for line in layout.lines}
        self._new: dict[int, int] = {}
        self._first: dict[int, Token] = {}
        for token in layout.tokens:
            self._first.setdefault(layout.line_of(token.start).start, token)
        self._texts = {
            line.start: block
            for block in layout.block_texts
            for line in layout.lines_between(block.start, block.end)
        }
        self._inside = _owners(layout)
        self._structural = [line for line in layout.lines if self._is_structural(line)]

    def columns(self) -> list[int]:
        waiting: list[Line] = []
        for line in self._layout.lines:
            if self._is_comment(line):
                waiting.append(line)
            else:
                self._new[line.start] = self._column(line)
        for line in waiting:
            self._new[line.start] = self._column_of_comment(line)
        return [self._new[line.start] for line in self._layout.lines]

    def _is_comment(self, line: Line) -> bool:
        """Whether a comment stands alone on a line: its column waits for that of the line after it."""
        token = self._first.get(line.start)
        return token is not None and token.kind == "comment" and line.start not in self._inside

    def _is_structural(self, line: Line) -> bool:
        token = self._first.get(line.start)
        return token is not None and token.column is not None and line.start not in self._inside

    def _column(self, line: Line) -> int:
        old = self._old[line.start]
        if line.start in self._texts:
            return self._column_in_text(line, self._texts[line.start])
        if old == line.end - line.start:  # a blank line
            return old
        if line.start in self._inside:
            return max(old + self._shift_of(self._inside[line.start]), 0)
        token = self._first.get(line.start)
        return old if token is None or token.column is None else token.column

    def _shift_of(self, line: Line) -> int:
        return self._new[line.start] - self._old[line.start]

    def _column_in_text(self, line: Line, block: BlockText) -> int:
        """A text moves as one, so that it stands two spaces deeper than its key."""
        old = self._old[line.start]
        if block.depth is None or block.header.column is None:
            shift = self._shift_of(self._layout.line_of(block.header.start))
        else:
            shift = block.header.column - block.depth
        if old == line.end - line.start and (block.depth is None or old <= block.depth):
            return old if block.depth is None else min(old, max(block.depth + shift, 0))
        return max(old + shift, 0)

    def _column_of_comment(self, line: Line) -> int:
        """A comment goes with the line that it is in line with: the next one, or one of those it stands under."""
        old = self._old[line.start]
        at = bisect_left(self._structural, line.start, key=lambda other: other.start)
        for other in [*self._structural[at : at + 1], *self._above(at)]:
            if self._old[other.start] == old:
                return self._new[other.start]
        return old

    def _above(self, at: int) -> Iterator[Line]:
        """The lines above that hold this place open: each begins further left than the one below it."""
        least: int | None = None
        for other in reversed(self._structural[:at]):
            if least is None or self._old[other.start] < least:
                least = self._old[other.start]
                yield other


def _owners(layout: Layout) -> dict[int, Line]:
    """For each line that begins inside brackets or inside a text without a header, the line that they begin on."""
    return {
        line.start: layout.line_of(start)
        for start, end in _spans(layout)
        for line in layout.lines_between(start + 1, end)
    }


def _spans(layout: Layout) -> Iterator[tuple[int, int]]:
    """Brackets that stand in no others, and texts outside brackets."""
    opened: list[Token] = []
    for token in layout.tokens:
        if token.kind == "scalar" and not opened:
            yield token.start, token.end
        elif token.kind in ("[", "{"):
            opened.append(token)
        elif token.kind in ("]", "}"):
            first = opened.pop()
            if not opened:
                yield first.start, token.end


# --- spaces within lines, and the ends of lines


def _spaces(layout: Layout) -> Iterator[Edit]:
    for before, after in pairwise(layout.tokens):
        gap = layout.text[before.end : after.start]
        if not gap.strip(" "):
            wanted = _gap(before, after, gap)
            if wanted != gap:
                yield Edit(before.end, after.start, wanted)


def _gap(before: Token, after: Token, gap: str) -> str:
    """What ought to stand between two tokens of a line; what would be another sign without its space stays."""
    match before.kind, after.kind:
        case (_, "comment") | ("---" | "...", _):
            return gap
        case ("-", _):
            return " "
        case (":", "," | "]" | "}") | ("{" | "[" | ",", ":"):
            return gap
        case (":" | ",", "scalar" | "block-text" | "[" | "{"):
            return " "
        case ("[" | "{", _) | (_, "]" | "}" | ",") | ("scalar", ":"):
            return ""
        case _:
            return gap


def _line_ends(layout: Layout) -> Iterator[Edit]:
    said = {
        line.start for block in layout.block_texts for line in layout.lines_between(block.start, block.end)
    }
    filled: dict[int, int] = {}
    for token in layout.tokens:
        last = layout.line_of(token.end - 1)
        filled[last.start] = token.end
        if token.kind == "scalar":
            first = layout.line_of(token.start)
            said |= {line.start for line in layout.lines_between(first.start, last.start)}
    for line in layout.lines:
        start = filled.get(line.start, line.start)
        if line.start not in said and start < line.end and not layout.text[start : line.end].strip(" "):
            yield Edit(start, line.end, "")


def _end_of_file(layout: Layout) -> Iterator[Edit]:
    """One line end after the last line that says something; a block text is left as it ends."""
    text, end = layout.text, layout.tokens[-1].end
    block = layout.block_texts[-1] if layout.block_texts else None
    if block and block.end >= end:
        end = block.end
        if text[end - 1] in "\r\n" and end < len(text):
            yield Edit(end, len(text), "")
        return
    last = layout.line_of(end - 1)
    line_end = text[last.end : last.next_start] or "\n"
    if text[last.end :] != line_end:
        yield Edit(last.end, len(text), line_end)
