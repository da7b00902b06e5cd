"""Text in pieces of one direction: what a word processor, which knows no marks, must be told of each run."""

import unicodedata
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from slakit.text import DISTURBING, visible

Direction = Literal["ltr", "rtl"]

_OPENS: Final[dict[str, Direction | None]] = {"\u2066": "ltr", "\u2067": "rtl", "\u2068": None}
_CLOSES: Final = "\u2069"
_LEFT_TO_RIGHT_MARK: Final = "\u200e"


class Piece(NamedTuple):
    """A piece of text and the direction that it is read in."""

    text: str
    direction: Direction


def directed(text: str, direction: Direction) -> Iterator[Piece]:
    r"""The pieces of a text by its isolates, which are left out; what is not isolated has the direction given.

    An isolate of no direction of its own (U+2068) takes that of its first letter, as UAX 9 says. Between two
    marks (U+200E) a piece that runs from left to right does so in a text from right to left too, whatever it begins with:
    word processors take the direction of a run for a wish. What could disturb the text is written as its name.

    >>> [tuple(piece) for piece in directed("بند \u20665-4\u2069", "rtl")]
    [('بند ', 'rtl'), ('\u200e5-4\u200e', 'ltr')]
    """
    directions: list[Direction] = [direction]
    piece = ""
    for at, character in enumerate(text):
        if character not in _OPENS and character != _CLOSES:
            piece += visible(character) if DISTURBING.match(character) else character
            continue
        if piece:
            yield _piece(piece, directions[-1], direction)
            piece = ""
        if character in _OPENS:
            directions.append(_OPENS[character] or _first_strong(text[at + 1 :]))
        elif len(directions) > 1:
            directions.pop()
    if piece:
        yield _piece(piece, directions[-1], direction)


def _piece(text: str, direction: Direction, around: Direction) -> Piece:
    is_turned = direction == "ltr" and around == "rtl"
    return Piece(f"{_LEFT_TO_RIGHT_MARK}{text}{_LEFT_TO_RIGHT_MARK}" if is_turned else text, direction)


def _first_strong(text: str) -> Direction:
    """The direction of the first letter of an isolate that begins here, but for isolates inside it (UAX 9, P2 and P3)."""
    depth = 0
    for character in text:
        if character in _OPENS:
            depth += 1
        elif character == _CLOSES:
            depth -= 1
        if depth < 0:
            break
        if depth == 0 and unicodedata.bidirectional(character) in ("L", "R", "AL"):
            return "ltr" if unicodedata.bidirectional(character) == "L" else "rtl"
    return "ltr"
