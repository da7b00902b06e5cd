"""The agreement as a page and its days as a calendar: every signed word, every reason, every deadline."""

import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from slakit import Edition, diff, load
from slakit.cli import main
from slakit.exports.akoma_ntoso import akoma_ntoso
from slakit.reports.calendar_file import calendar_file
from slakit.reports.deadlines import Deadline, deadlines
from slakit.reports.names import Names
from slakit.reports.pages.agreement import agreement_page
from slakit.reports.pages.defined_words import DefinedWords
from slakit.reports.pages.page import Telling

ROOT = Path(__file__).parents[1]
HAMADAN = ROOT / "agreements" / "hamadan-governorate" / "1398"
EXAMPLES = ROOT / "agreements" / "examples"
WRITTEN = 1_584_649_800_000_000


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(HAMADAN)


@pytest.fixture(scope="module")
def page(edition: Edition) -> str:
    return agreement_page(edition, "en")


def section(page: str, number: str) -> str:
    """The part of the page about a clause."""
    found = re.search(
        rf'<section class="beside" id="clause-{re.escape(number)}".*?</section>', page, re.DOTALL
    )
    assert found
    return found[0]


def text_of(html: str) -> str:
    """What is read of a piece of HTML."""
    plain = re.sub(r"<[^>]*>", "", html)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        plain = plain.replace(entity, character)
    return plain


# --- the page -----------------------------------------------------------------------------------------------------


def test_every_signed_word_stands_on_the_page_as_it_was_signed(edition: Edition, page: str) -> None:
    quotes = re.findall(r'<blockquote class="signed" lang="fa" dir="rtl">(.*?)</blockquote>', page, re.DOTALL)
    assert [text_of(quote) for quote in quotes] == [
        clause.text["fa"].strip() for clause in edition.agreement.clauses if clause.clause
    ]
    headings = re.findall(r'<h3 class="of-text".*?>(.*?)(?: <small.*)?</h3>', page)
    assert [text_of(heading) for heading in headings] == [
        clause.text["fa"].strip() for clause in edition.agreement.clauses if clause.heading
    ]


def test_every_link_leads_somewhere_and_no_anchor_is_there_twice(edition: Edition, page: str) -> None:
    ids = Counter(re.findall(r' id="([^"]*)"', page))
    assert [name for name, count in ids.items() if count > 1] == []
    assert [link for link in re.findall(r'href="#([^"]*)"', page) if link not in ids] == []
    clauses = {f"clause-{clause.clause}" for clause in edition.agreement.clauses if clause.clause}
    norms = {f"norm-{norm.id}" for _, norm in edition.agreement.norms()}
    assert (clauses | norms) - set(ids) == set()


def test_a_clause_says_what_it_demands_defines_or_why_it_is_not_checked(page: str) -> None:
    demands = text_of(section(page, "5.4"))
    assert (
        "obliged: Information technology management of the governorate, towards Clients and citizens"
        in demands
    )
    assert "72 hours" in demands
    defines = text_of(section(page, "3.7"))
    assert "“fault receipt” means: The acknowledgement that a fault" in defines
    assert "No clause uses it: No clause says who must give a fault receipt" in defines
    assert "Not checked. The sentence says what a service level agreement is." in text_of(
        section(page, "1.a")
    )
    assert "Clause 6.a says otherwise; clause 6.a prevails for: The end of" in text_of(section(page, "3.4"))


def test_a_defined_word_leads_to_its_definition(page: str) -> None:
    assert '<a class="term" href="#term-site">سايت</a>' in section(page, "5.5")
    assert '<a class="term" href="#term-recipient">recipient</a>' in section(page, "5.1")
    assert "#term-site" not in section(page, "3.3")  # its own definition


def test_a_word_inside_another_is_no_defined_word(edition: Edition) -> None:
    words = DefinedWords(edition.agreement.clauses)
    clause = edition.agreement.clause("5.5").model_copy(
        update={"text": {"fa": "سايتها وبسايت سايت", "en": "sites, website, Site"}}
    )
    signed, translation = words.linked_passages(clause, Telling(Names(edition, "en")))
    assert signed.pieces == (("سايتها وبسايت ", ""), ("سايت", "term-site"), ("", ""))
    assert translation is not None
    assert translation.pieces == (("sites, website, ", ""), ("Site", "term-site"), ("", ""))


def test_the_annex_is_a_table_with_every_row(edition: Edition, page: str) -> None:
    table = re.search(r'<table class="annex".*?</table>', page, re.DOTALL)
    assert table
    rows = re.findall(r'<tr id="service-svc-[0-9]+">\s*<th scope="row">([0-9]+)</th>', table[0])
    assert rows == [str(service.row) for service in edition.annex.services]
    assert re.findall(r'<th scope="col">(\w[\w ]*)</th>', table[0]) == [
        "Row", "Service", "Title", "For whom", "Remark",
    ]  # fmt: skip


def test_a_hostile_agreement_is_text(tmp_path: Path) -> None:
    folder = tmp_path / "1398"
    shutil.copytree(HAMADAN, folder)
    text = (folder / "agreement.yaml").read_text("utf-8")
    hostile = "<img src=x onerror=alert(1)>"
    text = text.replace("A charge of zero is no charge.", hostile).replace(
        "en: outage\n", f'en: "{hostile}"\n'
    )
    (folder / "agreement.yaml").write_text(text, "utf-8")
    page = agreement_page(load(folder), "en")
    assert page.count("&lt;img src=x") == 2
    assert "<img" not in page


@pytest.mark.parametrize("folder", sorted(EXAMPLES.glob("*/*")), ids=lambda folder: folder.parent.name)
@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_example_agreement_becomes_a_page(folder: Path, language: str) -> None:
    page = agreement_page(load(folder), "fa" if language == "fa" else "en")
    assert page.count('<section class="beside"') == sum(
        bool(clause.clause) for clause in load(folder).agreement.clauses
    )


# --- the days -----------------------------------------------------------------------------------------------------


def test_the_days_of_an_agreement_are_its_edges_and_what_is_due(edition: Edition) -> None:
    assert [(one.name, str(one.day), one.summary) for one in deadlines(edition, "en")] == [
        ("term-begins", "1398/01/01", "The term begins: Service level agreement of the Hamadan Governorate, 1398"),
        (
            "renewed-without-gap",
            "1398/12/29",
            "Last day: a successor must be in force when the term ends, with no gap (clause 6.b)",
        ),
        ("services-made-electronic", "1398/12/29", "Last day: a service was made electronic (clause 4.2)"),
        ("term-ends", "1398/12/29", "The term ends: Service level agreement of the Hamadan Governorate, 1398"),
    ]  # fmt: skip


def test_a_duty_of_each_period_has_a_day_in_each(edition: Edition) -> None:
    found = deadlines(load(EXAMPLES / "citizen-services-office" / "1403"), "fa")
    reports = [one for one in found if one.name.startswith("quarterly-report/")]
    assert [str(one.day) for one in reports] == ["1403/03/31", "1403/06/31", "1403/09/30", "1403/12/30"]
    assert reports[0].summary == "واپسین روز سه‌ماههٔ ۱ سال ۱۴۰۳: گزارش عملکرد منتشر شد (بند ۵.۱۵)"
    assert isinstance(reports[0], Deadline)


def test_the_calendar_file_reads_back_as_whole_days(edition: Edition) -> None:
    written = calendar_file(edition, "fa", written=WRITTEN)
    events = Calendar.from_ical(written).walk("VEVENT")
    assert [(str(one["uid"]), one.decoded("dtstart"), one.decoded("dtend")) for one in events] == [
        ("term-begins@hamadan-governorate.1398", date(2019, 3, 21), date(2019, 3, 22)),
        ("renewed-without-gap@hamadan-governorate.1398", date(2020, 3, 19), date(2020, 3, 20)),
        ("services-made-electronic@hamadan-governorate.1398", date(2020, 3, 19), date(2020, 3, 20)),
        ("term-ends@hamadan-governorate.1398", date(2020, 3, 19), date(2020, 3, 20)),
    ]
    assert [str(one["summary"]) for one in events] == [one.summary for one in deadlines(edition, "fa")]


def test_the_calendar_file_keeps_to_rfc_5545(edition: Edition) -> None:
    """Lines end with CRLF and have at most 75 octets (3.1); commas are escaped (3.3.11); each event has id and stamp."""
    written = calendar_file(edition, "fa", written=WRITTEN)
    assert written.endswith("END:VCALENDAR\r\n")
    assert not re.search(r"(?<!\r)\n", written)
    assert max(len(line.encode()) for line in written.split("\r\n")) <= 75
    assert written.count("DTSTAMP:20200319T203000Z") == written.count("\r\nUID:") == 4
    assert not re.search("[\u2066-\u2069]", written)


# --- the command --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "begins"), [("html", "<!doctype html>"), ("ics", "BEGIN:VCALENDAR\r\n")])
def test_the_command_writes_each_format(
    name: str, begins: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "written"
    assert main(["render", str(HAMADAN), "--format", name, "--output", str(file), "--lang", "en"]) == 0
    assert capsys.readouterr() == ("", "")
    assert file.read_bytes().decode().startswith(begins)


# --- beside an older edition --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition that asks for 96 hours and had a clause that is gone."""
    folder = tmp_path_factory.mktemp("older") / "1397"
    shutil.copytree(HAMADAN, folder)
    text = (folder / "agreement.yaml").read_text("utf-8")
    text = text.replace("at-least: 72 hours", "at-least: 96 hours").replace("72ساعت قبل", "96ساعت قبل")
    gone = '  - clause: "7.4"\n    text: {fa: بند پیشین}\n    not-checkable: {fa: چیزی نمی‌خواهد}\n'
    text = text.replace("  # The rows of the annex stand", f"{gone}  # The rows of the annex stand")
    (folder / "agreement.yaml").write_text(text, "utf-8")
    return folder


def test_what_differs_is_marked_beside_its_clause(edition: Edition, older: Path) -> None:
    page = agreement_page(edition, "en", comparison=diff(load(older), edition))
    changed = section(page, "5.4")
    assert '<div class="difference d-weaker">' in changed
    assert "<del>96 hours</del> <ins>72 hours</ins>" in changed
    assert "for the recipients: worse · for the provider: better" in changed
    assert "<del>96ساعت</del><ins>72ساعت</ins>" in changed
    assert page.count('class="difference ') == 2
    elsewhere = re.search(r'<section id="differences".*?</section>', page, re.DOTALL)
    assert elsewhere
    assert "words of the clause 7.4: removed" in text_of(elsewhere[0])


def test_nothing_is_marked_where_nothing_differs(edition: Edition) -> None:
    page = agreement_page(edition, "en", comparison=diff(edition, edition))
    assert "nothing changed" in page
    assert re.findall("<del|<ins|class=.difference ", page) == []


def test_the_command_marks_differences_on_a_page_only(
    older: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "page.html"
    given = ["render", str(HAMADAN), "--against", str(older), "--lang", "en"]
    assert main([*given, "--output", str(file)]) == 0
    assert "<del>96 hours</del>" in file.read_text("utf-8")
    assert main([*given, "--format", "ics"]) == 2
    problem = "slakit: differences are marked on a page only\n"
    assert capsys.readouterr() == ("", f"{problem}  help: leave `--format` out, or use `slakit diff`\n")


@pytest.mark.parametrize(
    ("options", "begins"),
    [
        (["--output", "{}.ics"], b"BEGIN:VCALENDAR"),
        (["--output", "{}.html"], b"<!DOCTYPE html>"),
        (["--output", "{}.ics", "--format", "html"], b"<!DOCTYPE html>"),
    ],
)
def test_a_file_is_what_its_ending_says_unless_the_format_is_named(
    options: list[str], begins: bytes, tmp_path: Path
) -> None:
    """A page was written under the name of a PDF or a calendar, which nothing could open."""
    file = tmp_path / "agreement"
    given = [option.format(file) for option in options]
    assert main(["render", str(HAMADAN), *given]) == 0
    assert Path(given[1]).read_bytes().upper().startswith(begins.upper())


def test_defined_words_of_an_agreement_in_another_language_are_known(tmp_path: Path) -> None:
    """A definition could give its word in Persian and English alone, so that an agreement in French had none."""
    shutil.copytree(EXAMPLES / "larkfield-hosting" / "2025", tmp_path, dirs_exist_ok=True)
    for name in ("agreement.yaml", "services.yaml", "business-hours.yaml"):
        text = (tmp_path / name).read_text("utf-8").replace("language: en", "language: fr")
        text = re.sub(r"^        en: (.*)$", r"        word: {fr: \1}", text, flags=re.MULTILINE)
        text = re.sub(r"(?<=\{)en: |(?<=  )en: ", "fr: ", text)
        (tmp_path / name).write_text(text, "utf-8")
    french, english = load(tmp_path), load(EXAMPLES / "larkfield-hosting" / "2025")
    words = [one.words for clause in french.agreement.clauses for one in clause.defines or ()]
    assert words == [{"fr": one.en} for clause in english.agreement.clauses for one in clause.defines or ()]
    pages = [agreement_page(edition, "en") for edition in (french, english)]
    linked = [re.findall(r'href="#(term-[a-z-]+)"', page) for page in pages]
    assert linked[0] == linked[1]
    assert len(linked[0]) > 20
    assert 'showAs="Business Hours"' in akoma_ntoso(french, "en").text
