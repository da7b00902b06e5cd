"""An agreement as a Word document (DOCX): the signed text with its norms in words, the annex, and room for signatures."""

from io import BytesIO
from typing import TYPE_CHECKING, Final

from slakit.calendars import Digits, Language
from slakit.reports.names import Names
from slakit.reports.pages.agreement import Part, annex_heads, annex_rows, signing_parties, text_parts
from slakit.reports.pages.page import Passage, Telling
from slakit.reports.pages.report import head_facts
from slakit.reports.word.writing import Writing

if TYPE_CHECKING:
    from slakit.loading import Edition


_WIDTHS: Final = {"row": 3, "service": 3, "title": 9, "code": 4, "office": 5, "for whom": 6, "note": 8}
"""How wide the columns of the annex are, in proportion to one another."""

_ROOM_TO_SIGN: Final = "\n\n\n"


def agreement_document(edition: "Edition", language: Language, *, digits: Digits = "persian") -> bytes:
    """The agreement as a DOCX file, in one language; the signed text stays in its own.

    Persian paragraphs, tables and runs are marked as running from right to left, so that dates and numbers keep
    their order in any word processor.
    """
    telling = Telling(Names(edition, language, digits))
    writing = Writing("rtl" if language == "fa" else "ltr", telling.names.words(edition.agreement.title))
    writing.title(telling.names.words(edition.agreement.title))
    writing.table(None, [[f"{name}:", words] for name, words in head_facts(telling)], (1, 4))
    writing.heading(telling.said("the text"), 1)
    for part in text_parts(telling):
        _write_part(part, writing, telling)
    writing.heading(telling.said("annex"), 1)
    heads = annex_heads(telling)
    writing.table(
        [telling.said(head) for head in heads],
        [cells for _, cells in annex_rows(telling)],
        [_WIDTHS[head] for head in heads],
    )
    _write_signatures(writing, telling)
    content = BytesIO()
    writing.save(content)
    return content.getvalue()


def _write_part(part: Part, writing: Writing, telling: Telling) -> None:
    signed = part.signed.passage
    if not part.number:
        writing.heading(signed.text, 2, signed.direction)
        return
    writing.heading(f"{telling.said('clause')} {part.number}", 3)
    _write_passage(signed, writing, "signed")
    if part.translation:
        _write_passage(part.translation.passage, writing, "beside")
    for norm in part.norms:
        writing.paragraph(f"{norm.bound}: {norm.demand}", "beside", is_bold=True)
        for title, words in norm.keys:
            writing.paragraph(f"{title}: {words}", "beside")
        if norm.note:
            writing.paragraph(f"{telling.said('note')}: {norm.note}", "beside")
    for term in part.definitions:
        writing.paragraph(f"{term.word} {telling.said('means')}: {term.means}", "beside")
        for words in filter(None, (term.unused, term.conflict)):
            writing.paragraph(words, "beside")
    if part.not_checked:
        writing.paragraph(f"{telling.said('not checked')}: {part.not_checked}", "beside")
    if part.note:
        writing.paragraph(f"{telling.said('note')}: {part.note}", "beside")


def _write_passage(passage: Passage, writing: Writing, kind: str) -> None:
    writing.paragraph(passage.text, kind, passage.direction)


def _write_signatures(writing: Writing, telling: Telling) -> None:
    """A table with a place for each party that signs."""
    writing.heading(telling.said("signature"), 1)
    writing.table(None, [[party, _ROOM_TO_SIGN] for party in signing_parties(telling)], (1, 1))
