"""The report as a Word document, and its open deadlines as a calendar file: both are read back."""

from collections import Counter
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from icalendar import Calendar

from slakit import Edition, Judgement, Outcome, check, load
from slakit.cli import main
from slakit.reports.calendar_file import open_deadlines_file
from slakit.reports.names import Names
from slakit.reports.pages import gathering
from slakit.reports.pages.overview import SHOWN_OUTCOMES
from slakit.reports.sentences import sentence
from slakit.reports.word.directed import directed
from slakit.reports.word.report import report_document

ROOT = Path(__file__).parents[1]
AGREEMENT = ROOT / "agreements" / "hamadan-governorate" / "1398"
YEAR = ROOT / "examples" / "hamadan-1398" / "year.jsonl"
WRITTEN = 1_586_000_000_000_000


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(AGREEMENT)


@pytest.fixture(scope="module")
def year(edition: Edition) -> Judgement:
    return check(edition, YEAR, at="1399/02/01 00:00")


@pytest.fixture(scope="module")
def document(edition: Edition, year: Judgement) -> WordDocument:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gathering, "TOLD_IN_FULL", 60)
        return Document(BytesIO(report_document(year, edition, "fa")))


def texts_of(document: WordDocument) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def written(text: str) -> str:
    """A text as it stands in a paragraph from right to left."""
    return "".join(piece.text for piece in directed(text, "rtl"))


def test_the_file_says_what_it_is_and_nothing_of_the_template_it_was_made_from(
    document: WordDocument,
) -> None:
    about = document.core_properties
    assert about.title.startswith("گزارش")
    assert "همدان" in about.title
    assert (about.author, about.comments, about.created, about.modified) == ("slakit", "", None, None)
    relations = document.part.package.rels.values()
    assert [one for one in relations if one.reltype.endswith("/thumbnail")] == []


def test_an_id_with_a_character_that_no_xml_holds_is_shown_with_a_mark_for_it(edition: Edition) -> None:
    """Such as U+FFFF, which JSON may hold: the file was not written, as if slakit had failed."""
    outage = {"specversion": "1.0", "id": "o\uffff", "source": "s", "type": "outage.started",
              "time": "2019-08-04T09:00:00+04:30",
              "data": {"outage": "o\uffff", "services": ["svc-19"], "planned": True, "origin": "site"}}  # fmt: skip
    judgement = check(edition, [outage], at="1399/02/01 00:00")
    told = texts_of(Document(BytesIO(report_document(judgement, edition, "en"))))
    assert any("The outage o\ufffd of service 19" in text for text in told)


def test_every_broken_norm_is_told_with_its_sentence(
    edition: Edition, year: Judgement, document: WordDocument
) -> None:
    texts = texts_of(document)
    firsts = {
        finding.norm: finding for finding in reversed(year.findings) if finding.outcome is Outcome.VIOLATED
    }
    assert len(firsts) > 10
    assert [one.id for one in firsts.values() if written(sentence(one, edition, "fa")) not in texts] == []


def test_every_clause_with_norms_stands_with_its_signed_text(
    edition: Edition, document: WordDocument
) -> None:
    texts = texts_of(document)
    with_norms = [clause for clause in edition.agreement.clauses if clause.norms]
    assert [one.clause for one in with_norms if written(one.text["fa"].strip()) not in texts] == []


def test_the_counts_are_those_of_the_judgement(
    edition: Edition, year: Judgement, document: WordDocument
) -> None:
    heads, counts = ([cell.text for cell in row.cells] for row in document.tables[1].rows)
    assert heads == ["نقض‌شده", "نامعلوم", "در انتظار", "رعایت‌شده", "خارج از شمول"]
    of_outcome = Counter(finding.outcome for finding in year.findings)
    names = Names(edition, "fa")
    assert [one.split("\n")[0] for one in counts] == [
        written(names.count(of_outcome[outcome])) for outcome in SHOWN_OUTCOMES
    ]


def test_everything_runs_from_right_to_left(document: WordDocument) -> None:
    assert [table for table in document.tables if table._tbl.tblPr.find(qn("w:bidiVisual")) is None] == []
    paragraphs = [paragraph for paragraph in document.paragraphs if paragraph.text]
    assert [one.text for one in paragraphs if one._p.get_or_add_pPr().find(qn("w:bidi")) is None] == []


def test_no_table_has_more_columns_than_a_page_has_room_for(document: WordDocument) -> None:
    assert max(len(table.columns) for table in document.tables) == 8


def test_open_duties_and_the_days_of_the_term_are_in_the_calendar(edition: Edition) -> None:
    judgement = check(edition, YEAR, at="1398/06/01 00:00")
    file = open_deadlines_file(judgement, edition, "fa", written=WRITTEN)
    events = Calendar.from_ical(file).walk("VEVENT")
    by_day = [(event.decoded("DTSTART"), str(event["SUMMARY"])) for event in events]
    assert by_day[0] == (date(2019, 3, 21), "آغاز مدت اعتبار: توافقنامه سطح خدمات استانداري همدان")
    assert (
        date(2020, 3, 19),
        "مهلت باز: در پایان مدت اعتبار باید جانشینی بی‌وقفه برقرار باشد (بند ۶.b)",
    ) in by_day
    assert (date(2020, 3, 19), "پایان مدت اعتبار: توافقنامه سطح خدمات استانداري همدان") in by_day
    assert len({str(event["UID"]) for event in events}) == len(events)


def test_what_is_due_at_an_instant_is_an_event_at_that_instant() -> None:
    """Whatever the clock of the calendar that reads it says."""
    folder = ROOT / "agreements" / "examples" / "citizen-services-office" / "1403"
    office = load(folder)
    judgement = check(
        office, ROOT / "examples" / "citizen-services-1403" / "log.jsonl", at="1403/03/01 00:00"
    )
    open_ones = {
        finding.id: finding.figures["due"]
        for finding in judgement.findings
        if finding.outcome is Outcome.PENDING and finding.reason in ("due", "next-due")
    }
    assert len(open_ones) == 2
    events = Calendar.from_ical(open_deadlines_file(judgement, office, "en", written=WRITTEN)).walk("VEVENT")
    instants = sorted(
        event.decoded("DTSTART") for event in events if isinstance(event.decoded("DTSTART"), datetime)
    )
    assert instants == sorted(
        datetime.fromtimestamp(int(due) // 1_000_000, UTC) for due in open_ones.values()
    )


def test_the_command_writes_each_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["report", str(AGREEMENT), str(YEAR), "--at", "1398/02/01", "--lang", "en"]
    file = tmp_path / "report.docx"
    assert main([*given, "--format", "docx", "--output", str(file)]) == 0
    assert file.read_bytes().startswith(b"PK")
    assert main([*given, "--format", "docx"]) == 2
    assert main([*given, "--format", "ics", "--engine", "audit"]) == 0
    assert capsys.readouterr().out.startswith("BEGIN:VCALENDAR\r\n")
