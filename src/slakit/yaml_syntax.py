"""Broken YAML, in words for a lawyer: what a YAML parser complains of becomes a fault of a known rule.

The two parsers word the same complaint differently (libyaml's C parser and ruamel's own), so a rule is
found from what both say and from the character that stands at the place. A complaint that is not
known here keeps its own words, under the rule ``yaml-syntax``.
"""

import re

from slakit.errors import Argument
from slakit.frozen import Frozen

_DOCUMENT_END = re.compile(r"(?m)^\.\.\.(?:[ \t\r\n]|\Z)")
_LONGEST_WORD = 40
_CONFLICT = re.compile(r"^<{7}(?=[ \r\n])", re.MULTILINE)
"""What git writes before the lines of which it does not know which hold."""
_REMARK = {
    closing: re.compile(rf"""(?:[^\n'"]|'[^'\n]*'|"[^"\n]*")*?[ \t]#[^\n]*{re.escape(closing)}""")
    for closing in "]}"
}
"""What begins outside of quotes after a blank, and has swallowed the bracket that closes."""
_DASH_AT_KEY = re.compile(r"[ ]*(-([a-z][a-z0-9-]*:))[ \r\n]")
_KEY_AFTER_COMMA = re.compile(r"،\s*[A-Za-z][A-Za-z0-9.-]*\s*\Z")


class Complaint(Frozen):
    """What a parser says about broken YAML; offsets count characters from 0."""

    context: str
    problem: str
    context_offset: int
    offset: int


class SyntaxMistake(Frozen):
    """A broken spot of a YAML text: the rule, where it stands and what a message needs to tell it."""

    rule: str
    start: int
    end: int
    arguments: dict[str, Argument]


def mistake_of(complaint: Complaint, text: str) -> SyntaxMistake:
    """Give the rule that a parser's complaint about ``text`` falls under, and its place."""
    if conflict := _CONFLICT.search(text):
        return _mistake("merge-conflict", conflict.start(), len(conflict[0]), sign=conflict[0].strip())
    for found_in, words, reword in _REWORDINGS:
        if found_in in complaint.context and any(word in complaint.problem for word in words):
            return reword(complaint, text)
    return _unknown(complaint, text)


def is_sign_in_brackets(complaint: Complaint, text: str) -> bool:
    """Whether the C parser stopped at a colon or question mark inside a text between brackets."""
    sign, after = (
        text[complaint.offset : complaint.offset + 1],
        text[complaint.offset + 1 : complaint.offset + 2],
    )
    if "flow" not in complaint.context and "found unexpected ':'" not in complaint.problem:
        return False
    return (
        sign == "?" or (sign == ":" and not after.isspace()) or _begins_an_item(sign, complaint.offset, text)
    )


def _begins_an_item(sign: str, offset: int, text: str) -> bool:
    return sign == ":" and text[:offset].rstrip()[-1:] in ("[", "{", ",")


def _mistake(rule: str, start: int, length: int, **arguments: Argument) -> SyntaxMistake:
    return SyntaxMistake(rule, start, start + length, arguments)


def _word_at(text: str, offset: int) -> str:
    found = re.compile(r"\S+|").match(text, offset)
    return found.group()[:_LONGEST_WORD] if found else ""


def _unknown(complaint: Complaint, text: str) -> SyntaxMistake:
    said = f"{complaint.context}: {complaint.problem}" if complaint.context else complaint.problem
    return _mistake("yaml-syntax", complaint.offset, len(_word_at(text, complaint.offset)), problem=said)


def _unclosed_quote(complaint: Complaint, text: str) -> SyntaxMistake:
    return _mistake("unclosed-quote", complaint.context_offset, 1, quote=text[complaint.context_offset])


def _unclosed_bracket(complaint: Complaint, text: str) -> SyntaxMistake:
    sign = text[complaint.offset : complaint.offset + 1]
    if sign == "،":
        return _mistake("persian-comma", complaint.offset, 1)
    if sign == ":":
        begins = max(text.rfind(mark, 0, complaint.offset) for mark in "[{,")
        if comma := _KEY_AFTER_COMMA.search(text, begins, complaint.offset):
            return _mistake("persian-comma", comma.start(), 1)
        if _is_of_one_line(text, complaint.offset):
            return _colon(complaint, text)
    opening = text[complaint.context_offset]
    closing = {"[": "]", "{": "}"}[opening]
    remark = {"remark": "#"} if _REMARK[closing].match(text, complaint.context_offset) else {}
    return _mistake(
        "unclosed-bracket", complaint.context_offset, 1, bracket=opening, closing=closing, **remark
    )


def _is_of_one_line(text: str, offset: int) -> bool:
    """Whether the text between brackets that a colon breaks begins in the line of that colon: else a bracket was left open."""
    begins = max(text.rfind(sign, 0, offset) for sign in ("[", "{", ",", ": "))
    return len(text[begins:offset].splitlines()) == 1


def _colon(complaint: Complaint, text: str) -> SyntaxMistake:
    begins = max(text.rfind(sign, 0, complaint.offset) for sign in "[{,\n")
    comma = _KEY_AFTER_COMMA.search(text, begins + 1, complaint.offset) if text[begins] in "[{," else None
    if comma:
        return _mistake("persian-comma", comma.start(), 1)
    line = text.rfind("\n", 0, complaint.offset) + 1
    if dash := _DASH_AT_KEY.match(text, text.rfind("\n", 0, max(line - 1, 0)) + 1):
        return _dash_without_space(dash)
    return _mistake("colon-out-of-place", complaint.offset, 1)


def _dash_without_space(found: re.Match[str]) -> SyntaxMistake:
    return _mistake("dash-without-space", found.start(1), len(found[1]), written=f"- {found[2]}")


def _dash(complaint: Complaint, _text: str) -> SyntaxMistake:
    return _mistake("dash-out-of-place", complaint.offset, 1)


def _missing_colon(complaint: Complaint, text: str) -> SyntaxMistake:
    line = text[complaint.context_offset :].splitlines()[0].rstrip()
    return _mistake("missing-colon", complaint.context_offset, len(line), word=line)


def _block_header(complaint: Complaint, text: str) -> SyntaxMistake:
    return _mistake("block-text-header", complaint.offset, 1, sign=text[complaint.context_offset])


def _escape(complaint: Complaint, text: str) -> SyntaxMistake:
    # one parser stops at the backslash and the other after it: both mean the last one before here
    start = text.rfind("\\", 0, complaint.offset + 1)
    written = text[start : start + 2]
    if "invalid Unicode" not in complaint.problem:
        return _mistake("unknown-escape", start, len(written), escape=written)
    whole = text[start : start + {"x": 4, "u": 6}.get(written[1:], 10)]
    return _mistake("forbidden-escape", start, len(whole), escape=whole)


def _reserved(complaint: Complaint, text: str) -> SyntaxMistake:
    return _mistake("reserved-character", complaint.offset, 1, character=text[complaint.offset])


def _name_sign(complaint: Complaint, text: str) -> SyntaxMistake:
    start = complaint.context_offset
    return _mistake("reserved-character", start, 1, character=text[start])


def _tag(complaint: Complaint, text: str) -> SyntaxMistake:
    start = complaint.context_offset
    word = _word_at(text, start)
    return _mistake("tag", start, len(word), written=word)


def _directive(complaint: Complaint, text: str) -> SyntaxMistake:
    word = _word_at(text, complaint.context_offset)
    return _mistake("directive", complaint.context_offset, len(word), written=word)


def _no_content(complaint: Complaint, text: str) -> SyntaxMistake:
    character = text[complaint.offset : complaint.offset + 1]
    if not character.strip():
        return _unexpected(complaint, text)
    return _mistake("reserved-character", complaint.offset, 1, character=character)


def _out_of_line(complaint: Complaint, text: str) -> SyntaxMistake:
    """A line that neither continues what stands above it nor closes it."""
    line_start = max(text.rfind("\n", 0, complaint.offset), text.rfind("\r", 0, complaint.offset)) + 1
    before = text[line_start : complaint.offset].rstrip()
    if (
        before
        and before[-1] in "\"'"
        and (opening := _opened_above(text, line_start + len(before) - 1)) is not None
    ):
        return _mistake("unclosed-quote", opening, 1, quote=text[opening])
    if before and before[-1] in "\"'])}":
        return _mistake("text-after-end", complaint.offset, 1, mark=before[-1])
    if before or complaint.offset >= len(text):
        return _unexpected(complaint, text)
    if text[complaint.offset] in "]},":
        return _reserved(complaint, text)
    if text[complaint.offset] == ":":
        return _mistake("key-is-no-text", complaint.offset, 0)
    if dash := _DASH_AT_KEY.match(text, line_start):
        return _dash_without_space(dash)
    return _mistake("bad-indentation", complaint.offset, len(_word_at(text, complaint.offset)))


def _opened_above(text: str, mark: int) -> int | None:
    """Where the text begins that a quotation mark ends, if that lies in a line above and the mark looks as if it began one.

    Then the first text was left open, and the next one, which is sound, seems to begin behind its end.
    """
    if text[mark + 1 : mark + 2].isspace() or text[mark - 1 : mark] not in (" ", "[", "{", ","):
        return None
    escape = "\\" if text[mark] == '"' else "'"
    opening = text.rfind(text[mark], 0, mark)
    while opening > 0 and text[opening - 1] == escape:
        opening = text.rfind(text[mark], 0, opening - 1)
    return opening if opening >= 0 and "\n" in text[opening:mark] else None


def _after_document(complaint: Complaint, text: str) -> SyntaxMistake:
    if _DOCUMENT_END.search(text, 0, complaint.offset):
        return _mistake("several-documents", complaint.offset, len(_word_at(text, complaint.offset)))
    return _out_of_line(complaint, text)


def _unexpected(complaint: Complaint, text: str) -> SyntaxMistake:
    word = _word_at(text, complaint.offset)
    if not word:
        return _unknown(complaint, text)
    return _mistake("unexpected-here", complaint.offset, len(word), found=word)


# (part of the context, parts of the problem, how it is told); the first that fits is taken
_REWORDINGS = (
    ("quoted scalar", ("end of stream", "document indicator", "document separator"), _unclosed_quote),
    ("quoted scalar", ("escape", "hexdecimal", "Unicode"), _escape),
    ("flow sequence", ("',' or ']'",), _unclosed_bracket),
    ("flow mapping", ("',' or '}'",), _unclosed_bracket),
    ("", ("mapping values are not allowed",), _colon),
    ("", ("sequence entries are not allowed",), _dash),
    ("simple key", ("could not find expected ':'",), _missing_colon),
    ("block scalar", ("comment or line break", "chomping", "indicator"), _block_header),
    ("next token", ("cannot start any token",), _reserved),
    ("", ("mapping keys are not allowed",), _reserved),
    ("anchor", ("alphabetic or numeric",), _name_sign),
    ("alias", ("alphabetic or numeric",), _name_sign),
    ("tag", ("",), _tag),
    ("", ("tag handle",), _tag),
    ("directive", ("",), _directive),
    ("", ("node content",), _no_content),
    ("", ("document start",), _after_document),
    ("block", ("expected key", "'-' indicator", "block end"), _out_of_line),
)
