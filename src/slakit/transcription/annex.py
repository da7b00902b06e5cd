"""The annex as a table: its heads, its rows, and what follows them.

A row is one line, `1  10990001000  title`, or one line for each cell, as a web page is copied. Rows count from 1; a line
that is not the next number begins none.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from slakit.formats import has_format
from slakit.text import fold
from slakit.transcription.quantities import plain

Span = tuple[int, int]

_ROW: Final = re.compile(r"([0-9]{1,4})(?:[.)–-]?[\s\u00a0]+(\S.*))?", re.DOTALL)
_GAP: Final = re.compile(r"\t+|[ \u00a0]{2,}")
_CODE_FIRST: Final = re.compile(r"([0-9]{11}[A-Za-z0-9]{0,6})(?:[\s\u00a0]+(?=\S)|$)")
_COLUMNS: Final = (
    ("row", re.compile(r"ردیف|شماره|row|no\.?|#", re.IGNORECASE)),
    ("code", re.compile(r"کد|شناسه|code|id", re.IGNORECASE)),
    ("office", re.compile(r"دفتر|واحد|اداره|حوزه|دستگاه|معاونت|office|department|unit", re.IGNORECASE)),
    ("title", re.compile(r"خدمت|خدمات|عنوان|شرح|نام|service|title", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the annex: its number, and where its title, its code and its office stand."""

    number: int
    title: Span
    code: str | None = None
    office: Span | None = None
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The heads of an annex, its rows, and the lines after the last row, which belong to no row."""

    heads: tuple[Span, ...]
    rows: tuple[Row, ...]
    rest: tuple[Span, ...] = ()


def table_of(text: str, lines: tuple[Span, ...]) -> Table:
    """The table that the lines of an annex hold, its own heading first; without a row, all of them are heads."""
    grouped = _grouped(text, lines)
    heads = lines[: grouped[0][0]] if grouped else lines
    rows = [cells for _, cells in grouped]
    if not rows:
        return Table(heads, ())
    usual = Counter(map(len, rows)).most_common(1)[0][0]
    rest = rows[-1][usual:] if len(rows) > 1 else ()
    if rest:
        rows[-1] = rows[-1][:usual]
    columns = _columns(_heads(text, heads[1:]))
    return Table(
        heads, tuple(_row(text, number, cells, columns) for number, cells in enumerate(rows, 1)), rest
    )


def _grouped(text: str, lines: tuple[Span, ...]) -> list[tuple[int, tuple[Span, ...]]]:
    """For each row the position of its line, and its cells without the number."""
    grouped: list[tuple[int, tuple[Span, ...]]] = []
    for at, (start, end) in enumerate(lines[1:], start=1):
        found = _ROW.fullmatch(plain(text[start:end]))
        if found and int(found[1]) == len(grouped) + 1 and (found[2] or at + 1 < len(lines)):
            grouped.append((at, _cells(text, start + found.start(2), end) if found[2] else ()))
        elif grouped:
            position, cells = grouped[-1]
            grouped[-1] = position, (*cells, (start, end))
    if any(not cells for _, cells in grouped):
        return []
    return grouped


def _cells(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The cells of a line, of which a code that opens it is one."""
    spans: list[Span] = []
    if code := _CODE_FIRST.match(plain(text[start:end])):
        spans.append((start, start + code.end(1)))
        start += code.end()
    for gap in [*_GAP.finditer(text, start, end), None]:
        stop = gap.start() if gap else end
        if stop > start:
            spans.append((start, stop))
        start = gap.end() if gap else end
    return tuple(spans)


def _heads(text: str, lines: tuple[Span, ...]) -> list[str]:
    """The heads of the columns: the cells of the last line before the rows, or each line where those have one cell."""
    last = _GAP.split(text[slice(*lines[-1])]) if lines else []
    return last if len(last) > 1 else [text[start:end] for start, end in lines]


def _columns(heads: list[str]) -> tuple[str, ...]:
    """What the columns hold by their heads, without the number of the row; nothing if a head is not understood."""
    names = [next((name for name, known in _COLUMNS if known.search(fold(head))), "") for head in heads]
    return (
        tuple(names[1:]) if names[:1] == ["row"] and "" not in names and len(set(names)) == len(names) else ()
    )


def _row(text: str, number: int, cells: tuple[Span, ...], columns: tuple[str, ...]) -> Row:
    """A row by its columns, or by what its cells look like; what stays unclear is one title, and doubtful."""
    named = dict(zip(columns, cells, strict=True)) if len(columns) == len(cells) else {}
    code = plain(text[slice(*named["code"])]) if "code" in named else None
    if "title" in named and (code is None or has_format("service-code", code)):
        return Row(number, named["title"], code, named.get("office"))
    for at in (0, -1):
        code = plain(text[slice(*cells[at])])
        if len(cells) > 1 and has_format("service-code", code):
            others = cells[1:] if at == 0 else cells[:-1]
            return Row(number, (others[0][0], others[-1][1]), code, None, len(others) > 1)
    return Row(number, (cells[0][0], cells[-1][1]), None, None, len(cells) > 1)
