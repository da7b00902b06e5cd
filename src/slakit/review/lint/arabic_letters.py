"""An Arabic yeh or kaf where Persian is written by the editors."""

import re
from collections.abc import Iterator
from functools import lru_cache

from slakit.consistency.plain import group
from slakit.document import Document, Path
from slakit.errors import Fault
from slakit.review.lint.edition import EditionDocuments, fault_within, sayings
from slakit.review.lint.rule import Page, Rule
from slakit.text import ARABIC_LETTERS, persian_letters

_ARABIC = re.compile(f"[{''.join(ARABIC_LETTERS)}]")
_QUOTATION = re.compile("«([^«»]*)»")
_NO_WORD = " \n\"'«»،؛.:()؟[]{},!"
"""What a word ends at."""
_OTHER_LANGUAGES = frozenset({"ar", "ckb", "ku", "ur"})
"""Languages that are written with these letters."""


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    for document in edition.documents:
        for path, text in _sayings(document):
            if not _is_signed(edition, document, path, text):
                yield from _told(edition, document, path)


@lru_cache(maxsize=16)
def _sayings(document: Document) -> tuple[tuple[Path, str], ...]:
    """The texts with an Arabic letter; they are kept, since many agreements share a vocabulary."""
    if not _ARABIC.search(document.text):
        return ()
    return tuple((path, text) for path, text in sayings(document.data) if _ARABIC.search(text))


def _is_signed(edition: EditionDocuments, document: Document, path: Path, text: str) -> bool:
    """Whether a text is the source's own: its letters are those that were signed; other languages keep theirs."""
    if path[-1] in _OTHER_LANGUAGES:
        return True
    match path:
        case ("clauses", _, "text", language):
            return language == edition.language
        case ("office", language) | ("services", _, "title" | "office", language):
            return document is edition.annex and language == edition.language
        case ("clauses", _, "defines", _, "fa") | ("title", "fa"):
            return edition.signed is None or text in edition.signed.text
    return False


def _told(edition: EditionDocuments, document: Document, path: Path) -> Iterator[Fault]:
    """One fault for a text, at its first such letter that is no quotation of the signed text."""
    written = _without_quotations(edition, document.written(path))
    found = _ARABIC.search(written)
    count = len(_ARABIC.findall(written))
    if found is None:
        return
    letters = "\n".join(sorted({f"U+{ord(letter):04X}" for letter in _ARABIC.findall(written)}))
    line_end = written.find("\n", found.start())
    word = _word_around(written, found.start(), len(written) if line_end < 0 else line_end)
    cured = persian_letters(word)
    yield fault_within(document, path, found.start(), 1, word=word, cured=cured, count=count, letters=letters)


def _without_quotations(edition: EditionDocuments, written: str) -> str:
    """A text with what it quotes of the signed text made blank, of the same length; a draft has its clauses instead."""
    clauses = (str(group(clause.get("text")).get(edition.language)) for _, clause in edition.clauses)
    signed = edition.signed.text if edition.signed else "\n".join(clauses)
    return _QUOTATION.sub(lambda found: " " * len(found[0]) if found[1] in signed else found[0], written)


def _word_around(text: str, at: int, end: int) -> str:
    """The word that has the letter at a place: up to the next space or mark on either side."""
    start = max(text.rfind(mark, 0, at) for mark in _NO_WORD) + 1
    stop = min((found for mark in _NO_WORD if (found := text.find(mark, at)) >= 0), default=end)
    return text[start : min(stop, end)]


RULE = Rule(
    name="arabic-letters",
    severity="warning",
    check=_check,
    avoid="name: {fa: ميز امانت, en: The lending desk}",
    prefer="name: {fa: میز امانت, en: The lending desk}",
    en=Page(
        summary="A name or a sentence of the editors is written with an Arabic yeh or kaf.",
        why="It looks the same and is another word: a search does not find it, and two names that look alike differ.",
        exceptions="The signed text keeps its own letters: texts of clauses, titles of the annex, "
        "a title or a defined word that stands so in the signed text, and what a sentence quotes of it between «». Arabic, Kurdish and Urdu are written with them. "
        "Comments are not looked at.",
    ),
    fa=Page(
        summary="نام یا جمله‌ای از ویراستاران با «ی» یا «ک» عربی نوشته شده است.",
        why="همان‌گونه دیده می‌شود ولی واژهٔ دیگری است: جست‌وجو آن را نمی‌یابد، و دو نام که یکسان دیده می‌شوند یکی نیستند.",
        exceptions="متن امضاشده حروف خود را نگه می‌دارد: متن بندها، عنوان‌های پیوست، "
        "عنوان یا اصطلاحی که در متن امضاشده همین‌گونه آمده است، و آنچه جمله‌ای در گیومه از آن نقل می‌کند. عربی و کردی و اردو با همین حروف نوشته می‌شوند. "
        "یادداشت‌های پس از # دیده نمی‌شوند.",
    ),
)
