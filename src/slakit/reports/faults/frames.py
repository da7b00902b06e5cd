"""A code frame: the lines of a document that a fault lies in, with carets under its place.

A frame always runs from left to right. Columns are counted in cells of a terminal: a wide character takes two, a
vowel sign or a half-space none. Controls that could turn the line around are shown by their names.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final

from slakit.source import Place
from slakit.text import isolate, visible

WIDTH: Final = 100
"""Cells of a line that are shown; of a longer one, the part around the place."""
LONGEST: Final = 4 * WIDTH
"""Characters of a line that may still fit, as some of them take no cell."""
LINES: Final = 3
"""Lines that a place may have to be shown whole; of a longer one, its first line."""
QUOTED: Final = 40
"""Characters of a place in right-to-left text that are repeated behind the carets."""

_LEFT_TO_RIGHT_MARK, _LEFT_TO_RIGHT_ISOLATE, _POP_ISOLATE = "\u200e", "\u2066", "\u2069"
_KEPT: Final = "\u200c\u00a0\u202f"
"""Invisible characters that belong to Persian and to typography, and turn nothing around."""
_NO_CELL: Final = ("Mn", "Me", "Cf")


def frame(place: Place, lines: list[str]) -> Iterator[str]:
    """The frame of a place in a file of these lines; nothing if the file has no such line."""
    last = min(place.end_line, len(lines))
    if place.end_line > place.line and place.end_column == 1:
        last = min(last, place.end_line - 1)  # the line end belongs to the place, the next line does not
    if place.line > last:
        return
    is_short = last - place.line < LINES
    shown = range(place.line, last + 1 if is_short else place.line + 1)
    margin = len(str(shown[-1]))
    yield f"{'':{margin}} |"
    for number in shown:
        line = lines[number - 1]
        start = place.column - 1 if number == place.line else len(line) - len(line.lstrip())
        end = place.end_column - 1 if number == place.end_line else len(line.rstrip())
        text, marks = marked(line, start, end, is_quoted=place.line == place.end_line)
        yield f"{number:{margin}} | {text}".rstrip()
        yield f"{'':{margin}} | {marks}"
    if not is_short:
        yield f"{'':{margin}} | …"


def marked(line: str, start: int, end: int, *, is_quoted: bool = True) -> tuple[str, str]:
    """A line as it is shown, and carets under the characters from `start` to before `end`, at least one.

    In right-to-left text the marked characters are repeated behind the carets, unless they are not to be quoted.

    >>> marked("title: 日本 x", 7, 9)
    ('title: 日本 x', '       ^^^^')
    """
    end = max(start, end)
    first, last = _window(line, start, end)
    before = "…" if first > 0 else ""
    after = "…" if last < len(line) else ""
    text = before + "".join(map(_shown, line[first:last])) + after
    lead = cells(before) + sum(map(_cells_shown, line[first:start]))
    width = max(1, sum(map(_cells_shown, line[start : min(end, last)])))
    marks = " " * lead + "^" * width
    if not _is_right_to_left(line[first : min(end, last)]):
        return text, marks
    # a screen may turn Persian words around or leave them: what is meant is repeated behind the carets
    quoted = line[start:end] if end - start <= QUOTED else line[start : start + QUOTED - 1] + "…"
    named = f" {isolate(''.join(map(_shown, quoted)))}" if is_quoted and quoted.strip() else ""
    return f"{_LEFT_TO_RIGHT_MARK}{_LEFT_TO_RIGHT_ISOLATE}{text}{_POP_ISOLATE}", marks + named


def cells(text: str) -> int:
    """How many cells of a terminal a text takes.

    >>> cells("می\u200cشود"), cells("日本")
    (5, 4)
    """
    return sum(map(_cells, text))


def _window(line: str, start: int, end: int) -> tuple[int, int]:
    """The part of a long line that is shown: what stands before the place gives way first."""
    # a line may have millions of characters: no more of it is measured than could be shown
    if len(line) <= LONGEST and sum(map(_cells_shown, line)) <= WIDTH:
        return 0, len(line)
    room = WIDTH - sum(map(_cells_shown, line[start : min(end, start + WIDTH)]))
    first = start
    while first > 0 and room > WIDTH // 3:
        first -= 1
        room -= _cells_shown(line[first])
    if first < WIDTH // 10:  # so little is not worth an ellipsis
        first = 0
    last, room = first, WIDTH
    while last < len(line) and room > 0:
        room -= _cells_shown(line[last])
        last += 1
    return first, max(last, min(start + 1, len(line)))


def _shown(character: str) -> str:
    return character if character in _KEPT else visible(character)


def _cells_shown(character: str) -> int:
    return cells(_shown(character))


def _cells(character: str) -> int:
    if unicodedata.category(character) in _NO_CELL:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
