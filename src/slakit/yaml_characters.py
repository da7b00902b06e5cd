"""The characters of a YAML text that stop a reader or mislead people: which are refused, and where they stand.

Places are offsets in characters from the beginning of the text.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

BYTE_ORDER_MARK: Final = "\ufeff"
NEVER_HELD: Final = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\ud800-\\udfff\\ufffe\\uffff]"
)
"""What no text of a document may hold: an escape may write a separator that is forbidden raw, but no control character and
no half of a pair."""

# what YAML refuses (1.2.2, 5.1), the line separators that parsers read in two ways, and the byte order mark
_FORBIDDEN: Final = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff\\ufeff\\ufffe\\uffff]"
)
_RULES: Final = {BYTE_ORDER_MARK: "byte-order-mark", **dict.fromkeys("\x85\u2028\u2029", "line-separator")}
_DIRECTIVE: Final = re.compile(r"(?:\s*+#[^\r\n]*+)*+\s*+(?<![^\r\n])(%[^\r\n]*)")
_ESCAPE: Final = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
_COMMENT: Final = re.compile(r"(?:^|[ \t])#")
_TABS: Final = re.compile(r"\t+")


class Refused(NamedTuple):
    """What may not stand in a text: the rule that says so, where it stands, and what is written there."""

    rule: str
    start: int
    end: int
    written: str


def refused_in(text: str) -> Iterator[Refused]:
    """What would stop a parser of a text, one after the other: characters of their own first, then directives.

    >>> list(refused_in("%YAML 1.2"))
    [Refused(rule='directive', start=0, end=9, written='%YAML')]
    """
    for found in _FORBIDDEN.finditer(text):
        rule = _RULES.get(found.group(), "control-character")
        yield Refused(rule, *found.span(), f"U+{ord(found.group()):04X}")
    text = _FORBIDDEN.sub(" ", text)
    for start, end in _directives(text):
        yield Refused("directive", start, end, text[start:end].split()[0])


def blanked(text: str) -> str:
    """The text with what `refused_in` tells blanked out, so that all else stays where it is.

    >>> blanked("%YAML 1.2 #")
    '           '
    """
    text = _FORBIDDEN.sub(" ", text)
    for start, end in _directives(text):
        text = _without(text, start, end)
    return text


def _directives(text: str) -> Iterator[tuple[int, int]]:
    """Where the directives at the top of a text stand."""
    while "%" in text and (directive := _DIRECTIVE.match(text)):
        yield directive.span(1)
        text = _without(text, *directive.span(1))


def _without(text: str, start: int, end: int) -> str:
    return f"{text[:start]}{' ' * (end - start)}{text[end:]}"


def forbidden_escapes(text: str, start: int, end: int) -> Iterator[Refused]:
    """The escapes of a quoted text, from its first character to the one after its last, that write what no text may hold."""
    for found in _ESCAPE.finditer(text, start, end):
        if _is_forbidden(found.group()):
            yield Refused("forbidden-escape", *found.span(), found.group())


def _is_forbidden(escape: str) -> bool:
    if escape[1:] in ("0", "a", "b", "v", "f", "e"):
        return True
    code = escape[2:]
    return bool(code) and NEVER_HELD.match(chr(int(code, base=16))) is not None


_STRANGE_INDENTATION: Final = re.compile("[ \\t]*([\u00a0\u2000-\u200d\u202f\u205f\u2060\u3000])")


def strange_blanks(text: str, texts: Sequence[tuple[int, int]], lines: int) -> Iterator[int]:
    """Where something that looks like a space and is none stands in the indentation of the last lines of a text.

    The spans of quoted and block texts are given: there it is a part of what is said.
    """
    start = len(text)
    for _ in range(lines + 1):
        start = max(text.rfind("\n", 0, max(start - 1, 0)) + 1, 0)
        found = _STRANGE_INDENTATION.match(text, start)
        if found and not any(first < found.start(1) < end for first, end in texts):
            yield found.start(1)
        if not start:
            return


def is_tab(text: str, offset: int) -> bool:
    """Whether a tab stands at an offset, which may be the end of the text."""
    return text[offset : offset + 1] == "\t"


def tabs_outside_texts(
    text: str, until: int, texts: Sequence[tuple[int, int]], line_start: Callable[[int], int]
) -> Iterator[int]:
    """Where tabs begin before `until`, but for those in a quoted or a block text, whose spans are given, or in a comment.

    `line_start` tells where the line of an offset begins.
    """
    starts = [start for start, _ in texts]
    for tabs in _TABS.finditer(text, 0, until):
        tab = tabs.start()
        before = bisect_right(starts, tab)
        text_end = texts[before - 1][1] if before else 0
        line_part = text[max(text_end, line_start(tab)) : tab]
        if tab >= text_end and not _COMMENT.search(line_part):
            yield tab
