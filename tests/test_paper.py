"""Reports and agreements as PDF files: shaped and paged without a browser, and readable again word by word.

Where WeasyPrint finds no Pango these tests are skipped, and say so.
"""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from slakit import Edition, Judgement, check, load
from slakit.cli import main
from slakit.comparison import diff
from slakit.reports.names import Names
from slakit.reports.pages import gathering
from slakit.reports.pages.differences import Differences
from slakit.reports.pages.page import Telling
from slakit.reports.pages.report import report_contents
from slakit.text import fold, strip_isolates

try:
    from slakit.reports.paper.documents import agreement_pdf, report_pdf
    from slakit.reports.paper.fonts import STAND_INS, paper_font
    from slakit.reports.paper.printing import printed
except OSError as lacking:
    pytest.skip(f"WeasyPrint does not run here: {lacking}", allow_module_level=True)

ROOT = Path(__file__).parents[1]
AGREEMENT = ROOT / "agreements" / "hamadan-governorate" / "1398"
YEAR = ROOT / "examples" / "hamadan-1398" / "year.jsonl"
PDFTOTEXT = shutil.which("pdftotext")


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(AGREEMENT)


@pytest.fixture(scope="module")
def year(edition: Edition) -> Judgement:
    return check(edition, YEAR, at="1399/02/01 00:00")


@pytest.fixture(scope="module")
def agreement(edition: Edition) -> bytes:
    return agreement_pdf(edition, "fa")


@pytest.fixture(scope="module")
def report(edition: Edition, year: Judgement) -> bytes:
    """The report of the year with few findings in full: each takes time to lay out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gathering, "TOLD_IN_FULL", 20)
        patch.setattr(gathering, "IN_ONE_LINE", 5)
        return report_pdf(year, edition, "fa")


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page as a browser gives it to who copies it."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def words(text: str) -> str:
    """A text in its letters and digits alone: where lines end and how spaces are told is the reader's own."""
    return re.sub(r"\W", "", fold(strip_isolates(text)))


def test_each_clause_of_the_agreement_is_read_back_in_its_order(edition: Edition, agreement: bytes) -> None:
    """Where Latin words stand inside, the engine of browsers turns them around itself, whatever the file says."""
    read = words("".join(pages_of(agreement)))
    clauses = [clause for clause in edition.agreement.clauses if not re.search("[A-Za-z]", clause.text["fa"])]
    assert len(clauses) > 30
    assert [clause.clause for clause in clauses if words(clause.text["fa"]) not in read] == []


def test_a_clause_is_read_back_as_a_sentence(edition: Edition, agreement: bytes) -> None:
    read = " ".join(fold(" ".join(pages_of(agreement))).split())
    assert " ".join(fold(edition.agreement.clause("5.4").text["fa"]).split()) in read


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext (poppler-utils) is not installed")
def test_another_reader_reads_every_clause_too(edition: Edition, agreement: bytes, tmp_path: Path) -> None:
    file = tmp_path / "agreement.pdf"
    file.write_bytes(agreement)
    given = [str(PDFTOTEXT), "-enc", "UTF-8", str(file), "-"]
    read = words(subprocess.run(given, capture_output=True, check=True).stdout.decode())  # noqa: S603  our own file
    assert [one.clause for one in edition.agreement.clauses if words(one.text["fa"]) not in read] == []


def test_what_joins_and_what_does_not_is_kept(agreement: bytes) -> None:
    """Lam and alef are drawn as one and read as two, and a zero-width non-joiner is read as itself."""
    read = "".join(pages_of(agreement))
    assert "مدیریت فناوری اطلاعات استانداری" in read
    assert "سنجیده نمی\u200cشود" in read
    assert [letter for letter in STAND_INS if letter in read] == []


def test_the_annex_is_a_table_on_its_own_page(edition: Edition, agreement: bytes) -> None:
    pages = [words(page) for page in pages_of(agreement)]
    annex = next(page for page in pages if words("پیوست: خدمات") in page)
    rows = [words(f"{row.title['fa']}") for row in edition.annex.services[:5]]
    assert [row for row in rows if row not in annex] == []
    assert words("ردیف خدمت عنوان") in annex


def test_who_signs_has_room_to_sign_at_the_end(agreement: bytes) -> None:
    last = words(pages_of(agreement)[-1])
    assert words("نام و امضا") in last
    assert words("معاون هماهنگی امور اقتصادی و توسعه منابع استانداری") in last


def test_a_report_is_read_back_in_its_order(edition: Edition, year: Judgement, report: bytes) -> None:
    """What the governor reads first, the clauses, and how it was judged."""
    telling = Telling(Names(edition, "fa"))
    contents = report_contents(year, telling)
    read = words("".join(pages_of(report)))
    lead = [sentence for sentence in contents.overview.lead if not re.search("[A-Za-z]", sentence)]
    assert lead
    sentences = [*lead, *(section.signed.text for section in contents.sections), telling.said("method words")]
    assert [one for one in sentences if not re.search("[A-Za-z]", one) and words(one) not in read] == []


def test_days_are_those_of_the_agreement_and_digits_are_chosen(edition: Edition, agreement: bytes) -> None:
    first = pages_of(agreement)[0]
    assert "۱۳۹۸ اسفند ۲۹" in first or "۲۹ اسفند ۱۳۹۸" in first
    latin = pages_of(agreement_pdf(edition, "fa", digits="ascii"))[0]
    assert "29 اسفند 1398" in latin
    assert not re.search("[۰-۹]", latin)


def test_a_file_is_fit_for_an_archive_and_tells_its_structure(agreement: bytes) -> None:
    document = pypdfium2.PdfDocument(agreement)
    assert document.get_metadata_value("Title") == (
        "متن توافق\u200cنامه و الزام\u200cهای آن – توافقنامه سطح خدمات استانداري همدان – ۱۳۹۸"
    )
    assert document.is_tagged()
    headings = [bookmark.get_title() for bookmark in document.get_toc()]
    assert headings[:3] == ["توافقنامه سطح خدمات استانداري همدان", "در یک نگاه", "طرف\u200cها"]


def test_the_same_agreement_gives_the_same_file(edition: Edition) -> None:
    page = "<!doctype html><html lang=fa dir=rtl><head><title>x</title></head><body><p>می\u200cشود</p></body></html>"
    assert printed(page) == printed(page)


def test_vowel_signs_stand_over_a_parted_ligature() -> None:
    """As they do over the ligature of the font that browsers show."""
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(paper_font("Regular")))
    covered = {
        glyph
        for lookup in font["GPOS"].table.LookupList.Lookup
        for table in lookup.SubTable
        if getattr(table, "ExtSubTable", None) is not None and table.ExtSubTable.LookupType == 4
        for glyph in table.ExtSubTable.BaseCoverage.glyphs
    }
    assert {"uniFEFB.silent", "uniFEFC.silent"} <= covered


def test_what_differs_from_an_older_edition_stands_beside_its_clause_on_paper(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A PDF file tells each difference as `slakit diff` does; a Word document, which has no place for them, is refused."""
    file = tmp_path / "renewed.pdf"
    older, newer = (str(AGREEMENT.parent / edition) for edition in ("1398", "1399"))
    given = ["render", newer, "--against", older, "--lang", "en", "--output", str(file)]
    assert main([*given, "--format", "pdf"]) == 0
    text = words("".join(pages_of(file.read_bytes())))
    compared = diff(load(older), load(newer))
    differences = Differences(compared, Telling(Names(compared.new, "en")))
    told = [
        one for clause in compared.new.agreement.clauses for one in differences.of_clause(clause.clause or "")
    ]
    told += differences.elsewhere()
    assert len(told) == 6
    assert all(words(one.heading + one.verdict) in text for one in told)
    assert words("clause 5.4, norm planned-outage-notice: weaker") in text
    assert words("at-least (how long before the start): 72 hours 24 hours") in text
    file.unlink()
    assert main([*given, "--format", "docx"]) == 2
    assert capsys.readouterr().err.startswith("slakit: ")
    assert not file.exists()


def test_the_commands_write_files_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "TOLD_IN_FULL", 2)
    monkeypatch.setattr(gathering, "IN_ONE_LINE", 2)
    file = tmp_path / "larkfield.pdf"
    folder = str(ROOT / "agreements" / "examples" / "larkfield-hosting" / "2025")
    given = ["render", folder, "--format", "pdf", "--lang", "en"]
    assert main([*given, "--output", str(file)]) == 0
    assert file.read_bytes().startswith(b"%PDF-1.7")
    assert main(given) == 2
    problem = "slakit: `pdf` is no text, so it cannot stand on standard output\n"
    assert capsys.readouterr() == ("", f"{problem}  help: name a file, such as `--output FILE.pdf`\n")
