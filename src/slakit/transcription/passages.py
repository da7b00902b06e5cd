"""The passages of a text: headings and clauses with their numbers, and where the annex begins.

Two forms are known: sections with numbers and titles whose paragraphs have none, as in the official seven parts, and
sections whose clauses are numbered themselves. A paragraph without a number is one by its place in the section; where
other clauses of the section have numbers of their own, as where a note follows one, it gets none of these and goes by a
letter after the clause that it follows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from slakit.review.lint.text_unaccounted import LAYOUT
from slakit.text import fold
from slakit.transcription.quantities import NUMBER_WORDS, amounts, number_of, plain
from slakit.transcription.sentences import goes_on, sentences

_LINE: Final = re.compile(r"[^\r\n\f]+")
_OF: Final = r"[\u064b-\u0655]*(?:\u200c?ی)?"
"""The ending that ties a word to what follows it, as in مادهٔ ۱, ماده‌ی ۱ and بخشِ ۱."""
_ARTICLE: Final = rf"(?:(?:ماد[ه\u06c0]|بخش|فصل){_OF}|article|section|part)"
_WORD: Final = rf"(?:{_ARTICLE}|بند{_OF}|clause)"
_MARK: Final = r"[\s\u200c]*[-–—.:)ـ]+[\s\u200c]*"
_NUMBERED: Final = re.compile(
    rf"(?P<word>{_WORD}[\s\u200c]*)?"
    r"(?P<numbers>[0-9]{1,3}(?:[-.–][0-9]{1,3}){0,2})"
    rf"(?P<mark>{_MARK}|[\s\u200c]+)(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_SPELT: Final = re.compile(
    rf"{_ARTICLE}[\s\u200c]+(?P<number>(?P<roman>[ivx]+)|{NUMBER_WORDS}){_MARK}(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_ALONE: Final = re.compile(rf"{_ARTICLE}[\s\u200c]*(?P<number>[0-9]{{1,3}})(?:{_MARK})?", re.IGNORECASE)
"""A line that only numbers a section, whose title is the next line."""
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
    first = _Splitting(text, is_flat=True)
    _split(first)
    if first.section:
        first = _Splitting(text)
        _split(first)
    return _split(_Splitting(text, is_flat=not first.section, numbered=frozenset(first.own)))


def _split(splitting: "_Splitting") -> Passages:
    """The passages as they are split; a text without sections may have an annex behind its first clause."""
    text = splitting.text
    lines = lines_of(text)
    for at, (start, end) in enumerate(lines):
        if (splitting.section or splitting.last) and _ANNEX.fullmatch(fold(text[start:end]).rstrip(" :")):
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
    """Takes line by line, and keeps the paragraph that may still go on.

    `numbered` are the sections of which some clauses have numbers of their own; a text without sections, `is_flat`, is
    one with the number 0.
    """

    text: str
    is_flat: bool = False
    numbered: frozenset[int] = frozenset()
    own: set[int] = field(default_factory=set)
    """The sections in which a clause was found that has a number of its own."""
    found: list[Passage] = field(default_factory=list)
    section: int = 0
    last: int = 0
    """The number of the last clause that has one where there is no section."""
    _of_definitions: bool = False
    _count: int = 0
    _after: str = ""
    _without: int = 0
    _used: set[str] = field(default_factory=set)
    _open: tuple[int, int, str | None] | None = None

    def take(self, start: int, end: int) -> None:
        """Take a line."""
        line = self.text[start:end]
        if number := self._heading(line):
            self.finish()
            self.section, self._count = number, 0
            self._after, self._without = str(number), 0
            self._of_definitions = bool(_OF_DEFINITIONS.search(fold(line)))
            self._add("heading", str(number), start, end)
            return
        numbers = self._numbers(line)
        if self._open and numbers is None and self._goes_on(start, line):
            self._open = (self._open[0], end, self._open[2])
            return
        self.finish()
        self._open = (start, end, numbers)
        if numbers and not self.section:
            self.last = int(numbers.partition(".")[0])

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
        if numbers:
            self.own.add(self.section)
            self._after, self._without = numbers, 0
            self._add("clause", numbers, start, end)
            return
        spans = [(0, end - start)] if self._of_definitions else sentences(line)
        if self._after and self.section in self.numbered:
            for first, last in spans:
                self._add("clause", f"{self._after}.{_letters(self._without)}", start + first, start + last)
                self._without += 1
            return
        for position, (first, last) in enumerate(spans):
            letter = f".{_letters(position)}" if len(spans) > 1 else ""
            self._add("clause", f"{self.section}.{self._count}{letter}", start + first, start + last)

    def _goes_on(self, start: int, line: str) -> bool:
        """Whether the line that begins here belongs to the open paragraph: it follows at once, on the same page, without a bullet."""
        assert self._open is not None
        between = self.text[self._open[1] : start]
        breaks = between.replace("\r\n", "\n").replace("\r", "\n").count("\n")
        other = any(mark in between for mark in ("\N{BULLET}", "\N{MIDDLE DOT}", "\f"))
        return breaks == 1 and not other and goes_on(self.text[self._open[0] : self._open[1]], line)

    def _heading(self, line: str) -> int | None:
        """The number of the section that a line begins, if it begins one."""
        if spelt := _SPELT.fullmatch(plain(line)):
            number = _roman(spelt["roman"]) if spelt["roman"] else number_of(spelt["number"])
            return number if number > self.section and _is_title(spelt["rest"]) else None
        if alone := _ALONE.fullmatch(plain(line)):
            number = int(alone["number"])
            return number if number == self.section + 1 else None
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
        """The number that a clause gives itself: `5.4`, or 4 in section 5; one of another section is none.

        In a text without sections 4 is clause 4 if it follows 3, and `4.1` belongs to it.
        """
        found = _NUMBERED.fullmatch(plain(line))
        if found is None:
            return None
        parts = [str(int(part)) for part in re.split("[-.–]", found["numbers"])]
        within = self.last if self.is_flat and not self.section else self.section
        if len(parts) > 1:
            return ".".join(parts) if int(parts[0]) == within else None
        if not (found["word"] or found["mark"].strip()):
            return None
        if self.section:
            return f"{self.section}.{parts[0]}"
        return parts[0] if self.is_flat and int(parts[0]) == within + 1 else None

    def _add(self, kind: Kind, name: str, start: int, end: int) -> None:
        free = next(one for one in _names(name) if one not in self._used)
        self._used.add(free)
        self.found.append(Passage(kind, free, start, end, self.section, self._of_definitions))


def _is_title(line: str) -> bool:
    return len(line) <= LONGEST_TITLE and not line.rstrip().endswith((".", "؛", ";", "!", "؟", "?"))


def _may_be_numbered(line: str, rest: str) -> bool:
    """Whether a number without a mark may be that of a title: what follows begins large, and is not what it counts."""
    return not rest[0].islower() and not any(found.start == 0 for found in amounts(line))


def _roman(numeral: str) -> int:
    """The number that a Roman numeral up to 39 says; 0 if it is written as no numeral is.

    >>> _roman("IV"), _roman("xix"), _roman("VX")
    (4, 19, 0)
    """
    tens, ones = ("", "x", "xx", "xxx"), ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    known = {ten + one: 10 * at + number for at, ten in enumerate(tens) for number, one in enumerate(ones)}
    return known.get(numeral.lower(), 0)


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
