"""The texts of headings, clauses and annex rows, in order, make up the signed text with nothing left over."""

import re
from collections.abc import Iterator
from pathlib import Path as FilePath

from slakit.consistency.plain import Group, group
from slakit.consistency.telling import Telling
from slakit.document import Document, Path
from slakit.errors import Fault
from slakit.frozen import Frozen
from slakit.review.lint.edition import EditionDocuments, fault_within
from slakit.review.lint.rule import Page, Rule
from slakit.source import Source
from slakit.text import persian_digits

LAYOUT = " \t\r\n\f\N{NO-BREAK SPACE}\N{BULLET}\N{MIDDLE DOT}\N{BYTE ORDER MARK}"
"""What may stand between two texts without being text: spaces, line ends, page ends, bullets."""
_LAYOUT = re.compile(f"[{LAYOUT}]+")
_LINE_END = re.compile(r"[\r\n\f]|\Z")
_WORD_END = re.compile(r"\s|\Z")
LIKENESS = 0.6
"""How much of its letters or its words a text shares with the signed one that it stands for, from 0 to 1."""
LONGEST_DIFFERENCE = 60
"""Letters of a difference that are told."""


class _Quoted(Frozen):
    """A text that the signed text should hold next."""

    document: Document
    path: Path
    text: str


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    if edition.signed is None:
        return
    at = 0
    lacking: list[_Quoted] = []
    for quoted in _texts(edition):
        found = edition.signed.text.find(quoted.text, at)
        if found < 0:
            lacking.append(quoted)
            continue
        yield from _between(edition.signed, lacking, at, found)
        at, lacking = found + len(quoted.text), []
    if lacking:
        end = _end_of_line(edition.signed, at)
        alike = len(lacking) == 1 and _is_meant(lacking[0].text, edition.signed.text[at:end].strip(LAYOUT))
        end = end if alike else at
        yield from _between(edition.signed, lacking, at, end)
        at = end
    yield from _annex(edition, edition.signed, at)


def _between(signed: Source, lacking: list[_Quoted], start: int, end: int) -> Iterator[Fault]:
    """What is told of texts that are not in the signed text, and of the stretch of it where they should be.

    A text that is that stretch but for some letters is told once, with the first of them.
    """
    stretch = signed.text[start:end].strip(LAYOUT)
    if len(lacking) == 1 and _is_meant(lacking[0].text, stretch):
        yield _otherwise(lacking[0], stretch, _name(signed))
        return
    for quoted in lacking:
        told = Telling(quoted.document)
        yield told.fault(RULE.name, quoted.path, lacking=quoted.text.strip(), file=_name(signed))
    yield from _left_over(signed, start, end)


def _end_of_line(signed: Source, at: int) -> int:
    """Where the next line with something in it ends."""
    layout = _LAYOUT.match(signed.text, at)
    found = _LINE_END.search(signed.text, layout.end() if layout else at)
    return found.start() if found else len(signed.text)


def _is_meant(written: str, stretch: str) -> bool:
    """Whether a text is a stretch of the signed text but for some letters or words."""
    from difflib import SequenceMatcher  # only a text that is not found needs it

    longest = max(len(written), len(stretch))
    first, last = _differing(written, stretch)
    if not stretch or first + last >= longest * LIKENESS:
        return bool(stretch)
    return SequenceMatcher(None, written.split(), stretch.split(), autojunk=False).ratio() >= LIKENESS


def _differing(written: str, stretch: str) -> tuple[int, int]:
    """How many letters two texts share at their beginning, and then at their end."""
    first = _shared(written, stretch)
    return first, _shared(written[first:][::-1], stretch[first:][::-1])


def _shared(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))


def _otherwise(quoted: _Quoted, stretch: str, file: str) -> Fault:
    """The fault of a text with other letters than the signed one: the words around the first difference in both."""
    first, last = _differing(quoted.text, stretch)
    begin = max(quoted.text.rfind(sign, 0, first) for sign in " \n") + 1
    wrote, has = (_words(text, begin, len(text) - last) for text in (quoted.text, stretch))
    written = quoted.document.written(quoted.path)
    at = written.find(wrote) if wrote and written.count(wrote) == 1 else -1
    if at < 0:
        return Telling(quoted.document).fault(RULE.name, quoted.path, has=has, wrote=wrote, file=file)
    told = fault_within(quoted.document, quoted.path, at, len(wrote), has=has, wrote=wrote, file=file)
    return Fault(RULE.name, told.place, told.clause, told.arguments)


def _words(text: str, begin: int, end: int) -> str:
    """The words of a text from one offset to another, the last of them whole, but no more than a message shows."""
    found = _WORD_END.search(text, max(begin, end))
    return text[begin : found.start() if found else len(text)][:LONGEST_DIFFERENCE]


def _texts(edition: EditionDocuments) -> Iterator[_Quoted]:
    """The texts of headings and clauses; one that is not in the authoritative language is no signed text."""
    for path, clause in edition.clauses:
        if isinstance(text := group(clause.get("text")).get(edition.language), str):
            yield _Quoted(edition.agreement, (*path, "text", edition.language), text.strip(LAYOUT))


def _annex(edition: EditionDocuments, signed: Source, at: int) -> Iterator[Fault]:
    """The rest of the signed text: nothing, or the rows of the annex, which are number, code, office and title.

    If no row has its title there, the file does not hold the annex, and all of the rest is left over.
    """
    titles = (group(service.get("title")).get(edition.language) for _, service in edition.services)
    if not any(isinstance(title, str) and title in signed.text[at:] for title in titles):
        yield from _left_over(signed, at, len(signed.text))
        return
    for path, service in edition.services:
        title, beside = _row(edition, service)
        at = _past(signed, at, beside)
        found = signed.text.find(title, at) if title else -1
        if title and found < 0:
            quoted = _Quoted(edition.annex, (*path, "title", edition.language), title)
            end = _end_of_line(signed, at)
            alike = _is_meant(title, signed.text[at:end].strip(LAYOUT))
            yield from _between(signed, [quoted], at, end if alike else at)
            at = _past(signed, end, beside) if alike else at
        elif title:
            yield from _left_over(signed, at, found)
            at = _past(signed, found + len(title), beside)
    yield from _left_over(signed, at, len(signed.text))


def _row(edition: EditionDocuments, service: Group) -> tuple[str | None, set[str]]:
    """The title of a row, and what may stand beside it in any order: its number, its code and its office."""
    title = group(service.get("title")).get(edition.language)
    office = group(group(edition.annex.data).get("office")).get(edition.language)
    own = group(service.get("office")).get(edition.language, office)
    row, code = str(service.get("row")), service.get("code")
    numbers = {row, *(row + mark for mark in ".)-–"), *((code,) if isinstance(code, str) else ())}
    beside = numbers | set(map(persian_digits, numbers)) | ({own} if isinstance(own, str) else set())
    return (title if isinstance(title, str) else None), beside


def _past(signed: Source, at: int, beside: set[str]) -> int:
    """Where the signed text goes on after the texts that stand there, each of which is then used up."""
    while True:
        layout = _LAYOUT.match(signed.text, at)
        start = layout.end() if layout else at
        here = max((text for text in beside if signed.text.startswith(text, start)), key=len, default=None)
        if here is None:
            return at
        beside.remove(here)
        at = start + len(here)


def _name(signed: Source) -> str:
    return FilePath(signed.file).name


def _left_over(signed: Source, start: int, end: int) -> Iterator[Fault]:
    """The fault of a stretch of the signed text that nothing quotes, from its first letter to its last."""
    stretch = signed.text[start:end]
    if left := stretch.strip(LAYOUT):
        first = start + len(stretch) - len(stretch.lstrip(LAYOUT))
        yield Fault(RULE.name, signed.place(first, first + len(left)), None, {"left": left})


RULE = Rule(
    name="text-unaccounted",
    severity="error",
    check=_check,
    avoid="fa: کتابخانه به خوانندگان خدمات می‌دهد.",
    prefer="fa: کتابخانه به خوانندگان خدمت می‌دهد.",
    en=Page(
        summary="The texts of headings, clauses and annex rows, in their order, are the signed text: "
        "nothing of it is left over and nothing is added.",
        why="A sentence that no clause quotes is a promise that nobody checks, "
        "and a text that was not signed binds nobody. "
        "Letters count as they are: a corrected letter is another text.",
        exceptions="Spaces, line ends and bullets between two texts. "
        "An annex that the file of the signed text does not hold. "
        "An agreement that names no `source` is not compared with any text.",
    ),
    fa=Page(
        summary="متن عنوان‌ها و بندها و ردیف‌های پیوست، به ترتیب، همان متن امضاشده است: نه چیزی جا مانده و نه چیزی افزوده شده است.",
        why="جمله‌ای که هیچ بندی نقل نکرده تعهدی است که کسی آن را نمی‌سنجد، و متنی که امضا نشده کسی را متعهد نمی‌کند. "
        "حروف همان‌گونه که هستند به شمار می‌آیند: حرفِ اصلاح‌شده متن دیگری است.",
        exceptions="فاصله و پایان سطر و نشان فهرست میان دو متن. "
        "پیوستی که فایل متن امضاشده آن را ندارد. "
        "توافق‌نامه‌ای که «source» ندارد با هیچ متنی مقایسه نمی‌شود.",
    ),
)
