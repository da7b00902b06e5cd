"""The passages of a text: headings and clauses with their numbers, and where the annex begins.

Two forms are known: sections with numbers and titles whose paragraphs have none, as in the official seven parts, and
sections whose clauses are numbered themselves. A paragraph without a number is one by its place in the section.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from slakit.review.lint.text_unaccounted import LAYOUT
from slakit.text import fold
from slakit.transcription.quantities import amounts, plain
from slakit.transcription.sentences import goes_on, sentences

_LINE: Final = re.compile(r"[^\r\n\f]+")
_NUMBERED: Final = re.compile(
    r"(?P<word>(?:ماده|بخش|فصل|بند|article|section|part|clause)[\s\u200c]*)?"
    r"(?P<numbers>[0-9]{1,3}(?:[-.–][0-9]{1,3}){0,2})(?P<mark>[\s\u200c]*[-–—.:)ـ]+[\s\u200c]*|[\s\u200c]+)(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_ANNEX: Final = re.compile(r"(?:پیوست|ضمیمه|annex|appendix|schedule)\b[^.؛!؟?]{0,60}", re.IGNORECASE)
_OF_DEFINITIONS: Final = re.compile(r"تعاریف|تعریف|اصطلاحات|definitions|interpretation", re.IGNORECASE)
_TITLES: Final = frozenset(
    {
        "مقدمه", "هدف", "اهداف", "تعاریف", "مسئولیت", "مسئولیت ها", "تعهدات متقابل خدمت گیرنده و دستگاه اجرایی",
        "تعهدات متقابل", "دوره عملکرد", "خاتمه توافق نامه", "خاتمه توافقنامه", "introduction", "purpose", "definitions",
        "responsibilities", "term", "termination",
    }
)  # fmt: skip
"""Titles of sections that are known without a number."""
LONGEST_TITLE: Final = 80

Kind = Literal["heading", "clause"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of the text from `start` to `end` with the id that it gets; `section` is the number of its section."""

    kind: Kind
    id: str
    start: int
    end: int
    section: int
    of_definitions: bool = False


@dataclass(frozen=True, slots=True)
class Passages:
    """All passages but those of the annex, in their order, and the lines of the annex, its heading first."""

    before: tuple[Passage, ...]
    annex: tuple[tuple[int, int], ...]


def lines_of(text: str) -> tuple[tuple[int, int], ...]:
    r"""The spans of the lines of a text without the layout around them; lines that hold nothing else are none.

    >>> lines_of("a\n\n \u00b7  b \n")
    ((0, 1), (7, 8))
    """
    return tuple(_inside(text, *found.span()) for found in _LINE.finditer(text) if found[0].strip(LAYOUT))


def passages_of(text: str) -> Passages:
    """The passages of a text; each character that is not layout lies in exactly one, or in a line of the annex."""
    splitting = _Splitting(text)
    lines = lines_of(text)
    for at, (start, end) in enumerate(lines):
        if splitting.section and _ANNEX.fullmatch(fold(text[start:end]).rstrip(" :")):
            splitting.finish()
            return Passages(tuple(splitting.found), lines[at:])
        splitting.take(start, end)
    splitting.finish()
    return Passages(tuple(splitting.found), ())


def _inside(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip(LAYOUT))
    return first, first + len(piece.strip(LAYOUT))


@dataclass
class _Splitting:
    """Takes line by line, and keeps the paragraph that may still go on."""

    text: str
    found: list[Passage] = field(default_factory=list)
    section: int = 0
    _of_definitions: bool = False
    _count: int = 0
    _used: set[str] = field(default_factory=set)
    _open: tuple[int, int, str | None] | None = None

    def take(self, start: int, end: int) -> None:
        """Take a line."""
        line = self.text[start:end]
        if number := self._heading(line):
            self.finish()
            self.section, self._count = number, 0
            self._of_definitions = bool(_OF_DEFINITIONS.search(fold(line)))
            self._add("heading", str(number), start, end)
            return
        numbers = self._numbers(line)
        if self._open and numbers is None and self._goes_on(start, line):
            self._open = (self._open[0], end, self._open[2])
            return
        self.finish()
        self._open = (start, end, numbers)

    def finish(self) -> None:
        """Close the paragraph that is open: as a title before the first section, else as a clause or its sentences."""
        if self._open is None:
            return
        start, end, numbers = self._open
        self._open = None
        line = self.text[start:end]
        if not self.section and _is_title(line):
            self._add("heading", "title", start, end)
            return
        self._count += 1
        number = numbers or f"{self.section}.{self._count}"
        spans = [(0, end - start)] if numbers or self._of_definitions else sentences(line)
        for position, (first, last) in enumerate(spans):
            letter = f".{_letters(position)}" if len(spans) > 1 else ""
            self._add("clause", number + letter, start + first, start + last)

    def _goes_on(self, start: int, line: str) -> bool:
        """Whether the line that begins here belongs to the open paragraph: it follows at once, on the same page, without a bullet."""
        assert self._open is not None
        between = self.text[self._open[1] : start]
        breaks = between.replace("\r\n", "\n").replace("\r", "\n").count("\n")
        other = any(mark in between for mark in ("\N{BULLET}", "\N{MIDDLE DOT}", "\f"))
        return breaks == 1 and not other and goes_on(self.text[self._open[0] : self._open[1]], line)

    def _heading(self, line: str) -> int | None:
        """The number of the section that a line begins, if it begins one."""
        found = _NUMBERED.fullmatch(plain(line))
        if found is None:
            known = fold(line).lower().rstrip(" :") in _TITLES
            return self.section + 1 if known else None
        if not found["numbers"].isdigit():
            return None
        number = int(found["numbers"])
        if not (found["word"] or found["mark"].strip() or _may_be_numbered(line, found["rest"])):
            return None
        follows = number > self.section if found["word"] else number == self.section + 1
        return number if follows and _is_title(found["rest"]) else None

    def _numbers(self, line: str) -> str | None:
        """The number that a clause gives itself: `5.4`, or 4 in section 5; one of another section is none."""
        found = _NUMBERED.fullmatch(plain(line))
        if found is None:
            return None
        parts = re.split("[-.–]", found["numbers"])
        if len(parts) == 1:
            has_mark = found["word"] or found["mark"].strip()
            return f"{self.section}.{int(parts[0])}" if has_mark and self.section else None
        return ".".join(str(int(part)) for part in parts) if int(parts[0]) == self.section else None

    def _add(self, kind: Kind, name: str, start: int, end: int) -> None:
        free = next(one for one in _names(name) if one not in self._used)
        self._used.add(free)
        self.found.append(Passage(kind, free, start, end, self.section, self._of_definitions))


def _is_title(line: str) -> bool:
    return len(line) <= LONGEST_TITLE and not line.rstrip().endswith((".", "؛", ";", "!", "؟", "?"))


def _may_be_numbered(line: str, rest: str) -> bool:
    """Whether a number without a mark may be that of a title: what follows begins large, and is not what it counts."""
    return not rest[0].islower() and not any(found.start == 0 for found in amounts(line))


def _letters(position: int) -> str:
    """The letter of a sentence by its position: a to z, then aa and so on.

    >>> _letters(0), _letters(25), _letters(26)
    ('a', 'z', 'aa')
    """
    rest, letter = divmod(position, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("a") + letter)


def _names(name: str) -> Iterator[str]:
    """The name, and further ones for passages that give themselves a number which is taken."""
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1
