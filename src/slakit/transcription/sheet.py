"""A YAML file in the writing: keys and values line by line, and comments for what has to be decided."""

import re
import unicodedata
from typing import Final

from slakit.review.open_points import MARK

_PLAIN_IN_BLOCK: Final = re.compile(
    r"[^\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]+"
)
_ESCAPED: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n"}


class Sheet:
    """The lines of a file, each two spaces deeper than what it belongs to."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def line(self, depth: int, text: str) -> None:
        """Write a line."""
        self._lines.append("  " * depth + text)

    def gap(self) -> None:
        """Leave a line blank, but not under a key that what comes next belongs to."""
        if not self._lines[-1].endswith(":"):
            self._lines.append("")

    def remark(self, words: str) -> None:
        """Write a comment over the whole width, for whoever opens the file."""
        self._lines += (f"# {line}" for line in words.splitlines())

    def point(self, depth: int, words: str) -> None:
        """Write an open point above the line that comes next."""
        self.line(depth, MARK + shown(words))

    def words(self, depth: int, key: str, text: str) -> None:
        """Write a key and a text of the agreement, every character of it: as it stands where YAML can hold it so."""
        if _PLAIN_IN_BLOCK.fullmatch(text) and not text[0].isspace() and text.strip() == text:
            self.line(depth, f"{key}: |-")
            for part in text.split("\n"):
                self._lines.append("  " * (depth + 1) + part if part else "")
        else:
            self.line(depth, f"{key}: {quoted(text)}")

    def text(self) -> str:
        """The file."""
        return "\n".join(self._lines) + "\n"


def quoted(text: str) -> str:
    r"""A text between double quotes, with everything escaped that YAML does not hold as it is.

    >>> quoted('a "b"\t\x00c')
    '"a \\"b\\"\\u0009\\u0000c"'
    """
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPED:
        return _ESCAPED[character]
    number = ord(character)
    if unicodedata.category(character) in ("Cc", "Zl", "Zp", "Cn", "Cs") or character == "\ufeff":
        return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
    return character


def shown(words: str) -> str:
    """Words on one line of a comment."""
    return "".join(
        " "
        if unicodedata.category(character) in ("Cc", "Zl", "Zp", "Cs", "Cn") or character == "\ufeff"
        else character
        for character in words
    )
