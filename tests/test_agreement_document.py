"""The agreement as a Word document: every signed word, in its direction, in a file that keeps to the format."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from slakit import Edition, load
from slakit.cli import main
from slakit.reports.word.agreement import agreement_document
from slakit.reports.word.directed import Direction, directed

ROOT = Path(__file__).parents[1]
HAMADAN = ROOT / "agreements" / "hamadan-governorate" / "1398"
PARAGRAPH = "keepNext keepLines bidi spacing ind jc"
"""The properties of a paragraph that are used, in the order of ECMA-376, 17.3.1.26; the style comes first."""
RUN = "rFonts b bCs color sz szCs rtl lang"
"""The same of a run, 17.3.2.28."""


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(HAMADAN)


@pytest.fixture(scope="module")
def document(edition: Edition) -> WordDocument:
    return Document(BytesIO(agreement_document(edition, "fa")))


@pytest.mark.parametrize(
    ("text", "direction", "expected"),
    [
        ("بند ۵", "rtl", [("بند ۵", "rtl")]),
        ("\u2066۲.b\u2069: ب", "rtl", [("\u200e۲.b\u200e", "ltr"), (": ب", "rtl")]),
        ("a \u2068ب\u2069", "ltr", [("a ", "ltr"), ("ب", "rtl")]),
        ("\u2068\u2066x\u2069ب\u2069", "rtl", [("\u200ex\u200e", "ltr"), ("ب", "rtl")]),
        ("\u20685\u2069ب", "rtl", [("\u200e5\u200e", "ltr"), ("ب", "rtl")]),
        ("a\u2069b\u202e\x00\xa0", "ltr", [("a", "ltr"), ("b⟨RLO⟩⟨U+0000⟩\xa0", "ltr")]),
    ],
)
def test_a_text_falls_into_pieces_of_one_direction(
    text: str, direction: Direction, expected: list[tuple[str, str]]
) -> None:
    assert [tuple(piece) for piece in directed(text, direction)] == expected


def test_every_signed_word_is_in_the_document_as_it_was_signed(
    edition: Edition, document: WordDocument
) -> None:
    written = [paragraph.text for paragraph in document.paragraphs]
    signed = [clause.text["fa"].strip() for clause in edition.agreement.clauses]
    found = iter(written)
    assert [text for text in signed if text not in found] == []  # each after the one before


def test_persian_runs_from_right_to_left_and_what_is_apart_does_not(document: WordDocument) -> None:
    paragraphs = [paragraph for paragraph in document.paragraphs if paragraph.text]
    assert [one.text for one in paragraphs if one._p.get_or_add_pPr().find(qn("w:bidi")) is None] == []
    heading = next(one for one in paragraphs if one.text == "بند \u200e۲.b\u200e")
    assert [(run.text, run.font.rtl) for run in heading.runs] == [("بند ", True), ("\u200e۲.b\u200e", False)]
    assert document.sections[0]._sectPr.find(qn("w:bidi")) is not None


def test_an_english_document_keeps_the_signed_text_in_its_direction(edition: Edition) -> None:
    document = Document(BytesIO(agreement_document(edition, "en")))
    signed = edition.agreement.clause("5.4").text["fa"].strip()
    paragraph = next(one for one in document.paragraphs if one.text == signed)
    assert paragraph._p.get_or_add_pPr().find(qn("w:bidi")) is not None
    beside = next(one for one in document.paragraphs if one.text.startswith("The information technology"))
    assert beside._p.get_or_add_pPr().find(qn("w:bidi")) is None


def test_the_annex_is_a_table_whose_heads_come_again(edition: Edition, document: WordDocument) -> None:
    annex = document.tables[1]
    assert [cell.text for cell in annex.rows[0].cells] == [
        "ردیف", "خدمت", "عنوان", "برای چه کسانی", "یادداشت",
    ]  # fmt: skip
    assert annex.rows[0]._tr.get_or_add_trPr().find(qn("w:tblHeader")) is not None
    assert annex._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    titles = [row.cells[2].text for row in annex.rows[1:]]
    assert titles == [service.title["fa"] for service in edition.annex.services]


def test_who_signs_has_room_to_sign(document: WordDocument) -> None:
    assert [row.cells[0].text for row in document.tables[2].rows] == [
        "معاون هماهنگی امور اقتصادی و توسعه منابع استانداری"
    ]


@pytest.mark.parametrize(("tag", "order"), [("w:pPr", PARAGRAPH), ("w:rPr", RUN)])
def test_properties_keep_the_order_of_the_format(document: WordDocument, tag: str, order: str) -> None:
    """A word processor may refuse a file whose properties are in another order."""
    places = {qn(f"w:{name}"): at for at, name in enumerate(order.split())}
    found = [
        [places[child.tag] for child in properties if child.tag != qn("w:pStyle")]
        for properties in document.element.body.iter(qn(tag))
    ]
    assert found
    assert [one for one in found if one != sorted(one)] == []


def test_the_command_writes_a_document_into_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "agreement.docx"
    given = ["render", str(HAMADAN), "--format", "docx", "--lang", "en"]
    assert main([*given, "--output", str(file)]) == 0
    assert file.read_bytes().startswith(b"PK")
    assert main(given) == 2
    problem = "slakit: `docx` is no text, so it cannot stand on standard output\n"
    assert capsys.readouterr() == ("", f"{problem}  help: name a file, such as `--output FILE.docx`\n")
