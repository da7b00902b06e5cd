"""Writing a Word document in two directions: what python-docx leaves to whoever writes from right to left."""

from collections.abc import Iterable, Sequence
from typing import IO, TYPE_CHECKING, Final

from docx import Document
from docx.enum.table import WD_TABLE_DIRECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from slakit.reports.word.directed import Direction, directed
from slakit.text import fit_for_xml, strip_isolates

if TYPE_CHECKING:
    from docx.table import Table
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

FONT: Final = "Tahoma"
"""A font with Persian letters that every office has."""
_SIZES: Final = {"signed": 11.5, "beside": 9.5, "cell": 9.5}
"""The size of the letters of each kind of paragraph, in points."""
_PAGE_WIDTH, _PAGE_HEIGHT, _MARGIN = 21, 29.7, 2
_TEXT_WIDTH: Final = _PAGE_WIDTH - 2 * _MARGIN
"""Of a page of A4, in centimetres."""
_AFTER_BIDI: Final = tuple(
    f"w:{name}"
    for name in (
        "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc",
        "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    )
)  # fmt: skip
"""What follows `w:bidi` among the properties of a paragraph: Office Open XML (ECMA-376, 17.3.1.26) keeps them in order."""
_AFTER_SIZE: Final = tuple(
    f"w:{name}"
    for name in (
        "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout",
        "specVanish", "oMath",
    )
)  # fmt: skip
"""What follows `w:szCs` among the properties of a run (17.3.2.28)."""
_AFTER_LANGUAGE: Final = _AFTER_SIZE[_AFTER_SIZE.index("w:lang") + 1 :]
_SOFT: Final = RGBColor(0x51, 0x5B, 0x6B)


class Writing:
    """A document that is written from its beginning to its end, in one direction unless a part has its own."""

    def __init__(self, direction: Direction, title: str) -> None:
        self.direction = direction
        self._document = Document()
        self._describe(title)
        for section in self._document.sections:
            section.page_width, section.page_height = Cm(_PAGE_WIDTH), Cm(_PAGE_HEIGHT)
            section.left_margin = section.right_margin = Cm(_MARGIN)
            if direction == "rtl":
                properties = section._sectPr  # noqa: SLF001  python-docx has no name for the direction of a section
                properties.insert_element_before(OxmlElement("w:bidi"), "w:rtlGutter", "w:docGrid")

    def _describe(self, title: str) -> None:
        """Say what the file is, in place of what the template says of itself; no day, so that nothing tells when it was made."""
        about = self._document.core_properties
        about.title, about.author, about.comments = strip_isolates(title), "slakit", ""
        for moment in about._element.xpath("dcterms:created | dcterms:modified"):  # noqa: SLF001  it can only be set
            moment.getparent().remove(moment)
        relations = self._document.part.package.rels
        for name in [name for name, one in relations.items() if one.reltype.endswith("/thumbnail")]:
            relations.pop(name)  # a picture of the empty template

    def title(self, text: str) -> None:
        """The title of the document."""
        self._fill(self._document.add_paragraph(), text, self.direction, size=20, is_bold=True)

    def heading(self, text: str, level: int, direction: str | None = None) -> None:
        """A heading, of level 1 to 3."""
        paragraph = self._document.add_heading(level=level)
        self._fill(paragraph, text, self._of(direction), size=(16, 13, 11)[level - 1], is_bold=True)

    def paragraph(self, text: str, kind: str, direction: str | None = None, *, is_bold: bool = False) -> None:
        """A paragraph of the text that is signed (`signed`), or of what stands beside it (`beside`)."""
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(4)
        if kind == "beside":
            paragraph.paragraph_format.left_indent = Cm(0.8)
        colour = _SOFT if kind == "beside" else None
        self._fill(paragraph, text, self._of(direction), size=_SIZES[kind], is_bold=is_bold, colour=colour)

    def table(
        self, heads: Sequence[str] | None, rows: Iterable[Sequence[str]], shares: Sequence[int]
    ) -> None:
        """A table, of which the first column stands where reading begins; the heads come again on each page.

        `shares` says how wide the columns are, in proportion to one another.
        """
        table = self._document.add_table(rows=0, cols=len(shares))
        table.style = "Table Grid"
        if self.direction == "rtl":
            table.table_direction = WD_TABLE_DIRECTION.RTL
        if heads:
            self._row(table, heads, is_bold=True)
            properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001  python-docx has no name for it
            properties.append(OxmlElement("w:tblHeader"))
        for row in rows:
            self._row(table, row)
        for column, share in zip(table.columns, shares, strict=True):
            column.width = Cm(_TEXT_WIDTH * share / sum(shares))
            for cell in column.cells:
                cell.width = column.width

    def save(self, stream: IO[bytes]) -> None:
        """Write the document."""
        self._document.save(stream)

    def _of(self, direction: str | None) -> Direction:
        return "rtl" if (direction or self.direction) == "rtl" else "ltr"

    def _row(self, table: "Table", cells: Sequence[str], *, is_bold: bool = False) -> None:
        added = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves this one without types
        for cell, text in zip(added.cells, cells, strict=True):
            self._fill(cell.paragraphs[0], text, self.direction, size=_SIZES["cell"], is_bold=is_bold)

    def _fill(
        self,
        paragraph: "Paragraph",
        text: str,
        direction: Direction,
        *,
        size: float,
        is_bold: bool = False,
        colour: RGBColor | None = None,
    ) -> None:
        """Fill a paragraph: its direction, and a run for each piece of the text that has one of its own."""
        if direction == "rtl":
            properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  python-docx has no name for it
            properties.insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)
        for piece in directed(text, direction):
            run = paragraph.add_run(fit_for_xml(piece.text))
            run.font.name, run.font.bold = FONT, is_bold
            run.font.size = Pt(size)
            run.font.color.rgb = colour or RGBColor(0, 0, 0)
            _tell_complex(run, size, is_bold=is_bold, is_rtl=piece.direction == "rtl")


def _tell_complex(run: "Run", size: float, *, is_bold: bool, is_rtl: bool) -> None:
    """Say again for letters from right to left what the run says for others: Word keeps the two apart."""
    run.font.cs_bold = is_bold
    run.font.rtl = is_rtl
    properties = run._r.get_or_add_rPr()  # noqa: SLF001  python-docx names none of what follows
    properties.get_or_add_rFonts().set(qn("w:cs"), FONT)
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), str(round(size * 2)))
    properties.insert_element_before(complex_size, *_AFTER_SIZE)
    if is_rtl:
        language = OxmlElement("w:lang")
        language.set(qn("w:bidi"), "fa-IR")
        properties.insert_element_before(language, *_AFTER_LANGUAGE)
