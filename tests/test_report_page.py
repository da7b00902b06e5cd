"""The compliance report as a page: every count is right, nothing of a log is markup, and a million findings stay readable."""

import dataclasses
import json
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import pytest

from slakit import Edition, Judgement, Outcome, check, load
from slakit.calendars import Language
from slakit.cli import main
from slakit.engines.audit.in_tables import EventsInTables
from slakit.errors import UnsupportedByEngine
from slakit.events.event import Event
from slakit.findings import Evidence, Finding, Grade
from slakit.judgement import judge
from slakit.reports.anchors import finding_anchor
from slakit.reports.names import Names
from slakit.reports.pages import gathering
from slakit.reports.pages.gathering import CLOSEST, Gathered, fair_shares, gathered
from slakit.reports.pages.markup import markup
from slakit.reports.pages.page import Telling
from slakit.reports.pages.report import report_contents, report_page, telling_apart
from slakit.reports.pages.words import PAGE_WORDS
from slakit.sources import read_for_audit

ROOT = Path(__file__).parents[1]
AGREEMENT = ROOT / "agreements" / "hamadan-governorate" / "1398"
YEAR = ROOT / "examples" / "hamadan-1398" / "year.jsonl"
AT = "1399/02/01 00:00"


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(AGREEMENT)


@pytest.fixture(scope="module")
def year(edition: Edition) -> Judgement:
    return check(edition, YEAR, at=AT)


@pytest.fixture(scope="module")
def page(edition: Edition, year: Judgement) -> "Page":
    return Page(report_page(year, edition, "en"))


@pytest.fixture(scope="module")
def persian_page(edition: Edition, year: Judgement) -> "Page":
    return Page(report_page(year, edition, "fa"))


class Page(HTMLParser):
    """A page taken apart: its tags with their attributes, and the text inside each element with an id."""

    VOID = frozenset({"meta", "br", "input", "link", "img", "hr"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, str | None]] = []
        self.crossed: list[str] = []
        self.pieces: dict[str, list[str]] = {}
        self.feed(html)
        self.close()
        self.texts = {name: "".join(pieces) for name, pieces in self.pieces.items()}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append((tag, dict(attrs).get("id")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """An element ends; one that another began in is crossed."""
        if not self.open or self.open.pop()[0] != tag:
            self.crossed.append(tag)

    def handle_data(self, data: str) -> None:
        """Text, of every open element."""
        for _, name in self.open:
            if name:
                self.pieces.setdefault(name, []).append(data)

    def all_of(self, name: str) -> list[str]:
        """The values of an attribute, in the order of the page."""
        return [value for _, attributes in self.tags if (value := attributes.get(name)) is not None]

    def classed(self, name: str) -> list[dict[str, str | None]]:
        """The attributes of the elements of a class."""
        return [found for _, found in self.tags if name in (found.get("class") or "").split()]


# --- text as HTML -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<script>&\"'", "&lt;script&gt;&amp;&#34;&#39;"),
        ("\u20665-4\u2069", '<bdi dir="ltr">5-4</bdi>'),
        ("\u2067الف \u2068ب\u2069\u2069", '<bdi dir="rtl">الف <bdi>ب</bdi></bdi>'),
        ("a\u2068b", "a⟨FSI⟩b"),
        ("a\u2069b", "a⟨PDI⟩b"),
        ("a\u202eb\u202c", "a⟨RLO⟩b⟨PDF⟩"),
        ("a\x00\x1b\ud800", "a⟨U+0000⟩⟨U+001B⟩⟨U+D800⟩"),
        ("می\u200cشود\nو", "می\u200cشود\nو"),
    ],
)
def test_a_text_becomes_html_that_neither_runs_nor_turns_what_stands_around_it(
    text: str, expected: str
) -> None:
    assert str(markup(text, "fa")) == expected


def test_a_quotation_in_english_stands_apart() -> None:
    assert str(markup("row 4 (“ثبت <b>”)", "en")) == "row 4 (“<bdi>ثبت &lt;b&gt;</bdi>”)"


def test_every_word_of_the_pages_is_there_in_both_languages_with_the_same_values() -> None:
    def values(words: str) -> list[str]:
        return sorted(set(re.findall(r"\{[a-z]+\}", words)))

    assert {name for name, words in PAGE_WORDS.items() if set(words) != {"en", "fa"}} == set()
    assert {name for name, words in PAGE_WORDS.items() if values(words["en"]) != values(words["fa"])} == set()


# --- the committed year -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "fixture"), [("en", "page"), ("fa", "persian_page")])
def test_the_page_is_whole_and_loads_nothing(
    language: str, fixture: str, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(fixture)
    assert (page.crossed, page.open) == ([], [])
    ids = Counter(page.all_of("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    assert [link for link in page.all_of("href") if link.removeprefix("#") not in ids] == []
    assert page.all_of("src") + page.all_of("style") == []
    assert re.findall(r"url\((?!data:font/woff2)|@import|https?:", page.html.replace("www.w3.org", "")) == []
    assert page.tags[0] == ("html", {"lang": language, "dir": "rtl" if language == "fa" else "ltr"})


def test_the_first_page_counts_every_finding(page: Page, year: Judgement) -> None:
    counts = Counter(finding.outcome for finding in year.findings)
    shown = re.findall(r'class="tile t-([a-z-]+)"><dt>[a-z]+</dt><dd><strong>([0-9,]+)</strong>', page.html)
    assert {outcome: int(count.replace(",", "")) for outcome, count in shown} == dict(counts)
    lead = (
        "Of 20 norms, 11 were broken at least once, in clauses 4.1, 4.2, 5.1, 5.2, 5.4, 5.5, 6.b, 7.1, 7.2."
    )
    assert lead in page.texts["overview"]


def test_points_of_two_norms_of_one_clause_name_whom_each_binds(edition: Edition, year: Judgement) -> None:
    """The recipient's norm and the provider's have the same text and the same kind; only their bearers differ."""
    telling = Telling(Names(edition, "en"))
    lists = report_contents(year, telling).overview.lists
    demands = {point.demand for told in lists for point in told.points if point.clause == "5.1"}
    assert len(demands) == 2
    assert all(demand.endswith(")") and "obliged: " in demand for demand in demands)


def test_every_finding_of_the_year_has_its_anchor(page: Page, year: Judgement) -> None:
    assert {finding_anchor(finding.id) for finding in year.findings} - set(page.all_of("id")) == set()


def test_what_was_broken_is_told_with_its_evidence_its_arithmetic_and_its_cure(page: Page) -> None:
    told = page.texts[finding_anchor("planned-outage-notice/outage=one-second-short,service=svc-19")]
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    assert lines[:4] == [
        "violated (breach) 1398/05/13 09:00 #",
        "The outage one-second-short of service 19 (svc-19, “Issuing or extending the 90-day movement slip”) began at 1398/05/13 09:00; it was announced at 1398/05/10 09:00:01, 71:59:59 before; 72:00:00 is required; short by 00:00:01.",
        "A notice by 1398/05/10 09:00, or a start from 1398/05/13 09:00:01, would have fulfilled it.",
        "Evidence and arithmetic",
    ]
    assert "short by00:00:01" in lines
    assert any(line.startswith("the notice") and "1398/05/10 09:00:01" in line for line in lines)


def test_the_time_line_has_a_mark_for_every_planned_outage(page: Page, year: Judgement) -> None:
    drawn = re.search(r'<svg class="strip".*?</svg>', page.html)
    assert drawn
    marks = Counter(re.findall(r'class="o-([a-z-]+)"', drawn[0]))
    notices = Counter(one.outcome.value for one in year.findings if one.norm == "planned-outage-notice")
    assert marks == notices
    assert drawn[0].count('class="grid"') == 12


def test_what_is_due_at_the_end_of_the_last_day_is_of_the_last_month(edition: Edition) -> None:
    page = report_page(check(edition, [], at=AT), edition, "en")
    table = re.search(r'<table class="months".*?</table>', page, flags=re.DOTALL)
    assert table
    assert re.findall(r'<th scope="col">(\w+)</th>', table[0])[-1] == "Esfand"
    broken = re.search(r"</span>broken</th>(.*?)</tr>", table[0], flags=re.DOTALL)
    assert broken
    assert re.findall(r"<td>([0-9]+)</td>", broken[1]) == [*["0"] * 11, "1"]


def test_drawings_hold_no_words(page: Page) -> None:
    drawings = re.findall(r"<svg.*?</svg>", page.html, flags=re.DOTALL)
    assert drawings
    assert [drawing for drawing in drawings if re.sub(r"<[^>]*>", "", drawing).strip()] == []


def test_a_bar_reaches_the_bound_exactly_if_the_notice_did(page: Page) -> None:
    """The axis is twice the bound, so the bound lies in the middle; a second less is drawn less, and 72 hours touch it."""
    rows = re.findall(
        r'<a href="#[^"]*">an outage ([\w-]+)</a>.*?<svg class="lead".*?</svg>', page.html, flags=re.DOTALL
    )
    assert {"one-second-short", "exactly-72"} <= set(rows)
    kept = re.search(r"exactly-72</a>.*?<svg class=\"lead\"(.*?)</svg>", page.html, flags=re.DOTALL)
    assert kept
    assert '<rect x="250.0" y="5" width="250.0" height="10" class="o-fulfilled" fill="#1f6b45"/>' in kept[1]
    assert '<rect x="249.0" y="0" width="2" height="20" class="bound" fill="#000000"/>' in kept[1]


def test_levels_of_months_that_had_not_ended_are_not_shown(edition: Edition, year: Judgement) -> None:
    early = check(edition, year.log, at="1398/04/10 00:00")
    page = report_page(early, edition, "en")
    head = re.search(r'<table class="levels".*?</thead>', page, flags=re.DOTALL)
    assert head
    assert re.findall(r'<th scope="col">(\w+)</th>', head[0]) == [
        "Service", "Farvardin", "Ordibehesht", "Khordad", "Term",
    ]  # fmt: skip


def test_a_level_is_rounded_down_and_a_doubtful_one_is_a_range(page: Page) -> None:
    """Service 20 was not watched for ten days of Khordad: what is known leaves 66.66 to 100 per cent open."""
    row = re.search(r'<th scope="row">20\. .*?</tr>', page.html, flags=re.DOTALL)
    assert row
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", row[0])
    assert (cells[2], cells[-1]) == ("66.66 – 100", "97.07 – 99.84")


def test_the_end_names_choices_basis_and_what_was_not_judged(edition: Edition, page: Page) -> None:
    text = page.texts["method"]
    for told in ("hour-clock=elapsed-hours@1", edition.digest, "Asia/Tehran", "plan-year", "3,000"):
        assert told in text


def test_lines_set_aside_and_idle_norms_are_told(edition: Edition, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text("this is no event <b>\n", "utf-8")
    judgement = check(edition, log, at=AT)
    text = Page(report_page(judgement, edition, "en")).texts["method"]
    assert "Lines that were set aside" in text
    assert "log.jsonl:1" in text
    assert "planned-outage-notice" in text.partition("Norms that never had an occasion")[2]


def test_persian_pages_keep_ascii_digits_when_asked(
    edition: Edition, year: Judgement, persian_page: Page
) -> None:
    some = dataclasses.replace(year, findings=year.findings[:100])
    assert not re.search("[۰-۹]", Page(report_page(some, edition, "fa", digits="ascii")).texts["overview"])
    assert re.search("[۰-۹]", persian_page.texts["overview"])


def test_a_report_of_nothing_says_so(edition: Edition) -> None:
    judgement = dataclasses.replace(check(edition, [], at="1398/02/01 00:00"), findings=())
    assert "No norm had an occasion" in Page(report_page(judgement, edition, "en")).texts["overview"]


# --- what comes from outside --------------------------------------------------------------------------------------

HOSTILE = '"><img src=x onerror=alert(1)></script><script>alert(2)</script>\u202e'


def test_nothing_of_a_log_or_an_agreement_becomes_markup(tmp_path: Path) -> None:
    folder = tmp_path / "1398"
    shutil.copytree(AGREEMENT, folder)
    text = (folder / "agreement.yaml").read_text("utf-8")
    title = "Service level agreement of the Hamadan Governorate, 1398"
    written = HOSTILE.replace("'", "''").replace("\u202e", "")
    (folder / "agreement.yaml").write_text(text.replace(f"en: {title}", f"en: '{written}'"), "utf-8")
    edition = load(folder)
    assert edition.agreement.title["en"] == written
    judgement = check(edition, YEAR, at=AT)
    finding = next(one for one in judgement.findings if one.reason == "notice-too-late")
    evidence = tuple(one.altered(id=HOSTILE, source=HOSTILE) for one in finding.evidence)
    hostile = finding.altered(
        id=f"{finding.norm}/{HOSTILE}", occasion={"outage": HOSTILE, "service": HOSTILE},
        evidence=evidence, tainted=(HOSTILE,),
    )  # fmt: skip
    for language in ("en", "fa"):
        page = Page(
            report_page(
                dataclasses.replace(judgement, findings=(hostile,)), edition, language, all_in=HOSTILE
            )
        )
        assert (page.crossed, page.open) == ([], [])
        assert {tag for tag, _ in page.tags} & {"img", "iframe", "object"} == set()
        assert [tag for tag, _ in page.tags].count("script") == 1
        assert [name for _, found in page.tags for name in found if name.startswith("on")] == []
        assert "\u202e" not in page.html
        assert "⟨RLO⟩" in page.texts[finding_anchor(hostile.id)]


# --- very many findings -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "room", "expected"),
    [([], 5, []), ([3, 1], 10, [3, 1]), ([9, 1, 9], 11, [5, 1, 5]), ([9, 9, 9], 2, [0, 1, 1])],
)
def test_room_is_shared_out_fairly(wanted: list[int], room: int, expected: list[int]) -> None:
    assert fair_shares(wanted, room) == expected


def many(count: int, outcome: Outcome, grade: Grade | None, template: Finding) -> list[Finding]:
    return [
        template.altered(id=f"{template.norm}/outage=o{at}", outcome=outcome, grade=grade)
        for at in range(count)
    ]


def test_a_page_shows_some_of_many_findings_and_counts_all(
    edition: Edition, year: Judgement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "TOLD_IN_FULL", 30)
    monkeypatch.setattr(gathering, "IN_ONE_LINE", 10)
    template = next(one for one in year.findings if one.reason == "notice-too-late")
    findings = [
        *many(1000, Outcome.VIOLATED, Grade.BREACH, template),
        *many(4, Outcome.UNDETERMINED, None, template),
        *many(500, Outcome.FULFILLED, None, template),
    ]
    page = Page(report_page(year, edition, "en", findings=iter(findings), all_in="all.jsonl"))
    section = page.texts["norm-planned-outage-notice"]
    assert len(page.classed("finding")) == 30
    assert len(page.classed("line")) == 10
    assert "violated (breach): 1,000" in section
    assert "violated (breach): 26 of 1,000 are shown here. All of them are in all.jsonl." in section
    assert "10 of 500 are shown here." in section


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_page_says_the_same_of_findings_that_are_only_counted(
    edition: Edition, year: Judgement, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts, charts, basis and the lines that are shown, as from every finding in full by the reference engine."""
    monkeypatch.setattr(gathering, "IN_ONE_LINE", 100)
    apart = dataclasses.replace(telling_apart(edition), first=100)
    counted = judge(edition, year.log, year.at, engine="audit", in_full=apart)
    assert len(counted.findings) < len(year.findings) / 2
    assert year.engine == "reference"
    assert report_page(counted, edition, language) == report_page(year, edition, language)


def test_a_page_counts_what_it_does_not_show_by_month_and_length(edition: Edition, year: Judgement) -> None:
    """Without any finding told only to be shown, no count and no chart changes."""
    apart = dataclasses.replace(telling_apart(edition), first=0)
    counted = judge(edition, year.log, year.at, engine="audit", in_full=apart)
    told, in_full = (report_contents(one, Telling(Names(edition, "en"))) for one in (counted, year))
    assert sum(one.count for one in counted.counted) > 1_000
    for part in ("overview", "months", "levels", "notices", "times", "comparisons", "basis", "idle", "log"):
        assert getattr(told, part) == getattr(in_full, part)
    assert [told.choices, told.calendars] == [in_full.choices, in_full.calendars]


def test_a_page_fetches_of_a_log_in_tables_no_more_than_it_needs(
    edition: Edition, year: Judgement, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The levels by month ask for outages, and nothing asks for all events of the year."""
    log = read_for_audit([str(YEAR)], edition)
    assert isinstance(log.events, EventsInTables)
    counted = judge(edition, log, year.at, engine="audit", in_full=telling_apart(edition))

    def all_of_them(_: object) -> Iterator[Event]:
        raise AssertionError("all events were asked for")

    monkeypatch.setattr(EventsInTables, "__iter__", all_of_them)
    assert report_page(counted, edition, "en") == report_page(year, edition, "en")


def test_what_is_kept_of_findings_does_not_grow_with_them(year: Judgement) -> None:
    template = next(one for one in year.findings if one.reason == "in-time")
    reader = template.altered(evidence=(Evidence("act", "s", "i", "outage.started", 0, 0),))
    found = gathered(many(20_000, Outcome.FULFILLED, None, reader), [0], [])
    assert found.total == 20_000
    assert sum(len(shown) for norm in found.norms.values() for shown in norm.shown.values()) == 3_000
    assert len(found.announced[template.norm].closest) == CLOSEST


def test_the_closest_calls_are_those_with_the_least_to_spare(year: Judgement) -> None:
    kept = [
        one for one in year.findings if one.norm == "planned-outage-notice" and one.outcome == "fulfilled"
    ]
    found: Gathered = gathered(kept, [0], [])
    spared = sorted(int(one.figures["lead"]) - int(one.figures["required"]) for one in kept)[:CLOSEST]
    closest = found.announced["planned-outage-notice"].closest
    assert sorted(-negated for negated, _, _ in closest) == spared


def compared(group: str, share: int, others: int, grade: Grade | None) -> Finding:
    """The finding that of a group another share fared well than of others."""
    figures: dict[str, int | str] = {
        "cases": 40, "other-cases": 400, "share-millionths": share, "share-of-others-millionths": others,
        "less-at-least-millionths": 50_000, "less-at-most-millionths": 250_000, "less-millionths": others - share,
        "observed": 10, "expected": 20, "budget-millionths": 25_000, "findable-millionths": 100_000,
    }  # fmt: skip
    return Finding(
        id=f"equal-outcomes/service=svc-07,nationality={group}",
        norm="equal-outcomes",
        clause="3.1",
        kind="equal-outcome",
        outcome=Outcome.UNDETERMINED,
        grade=grade,
        reason="presumed" if grade else "nothing-found",
        bearer="office",
        counterparty=None,
        occasion={"service": "svc-07", "nationality": group},
        time=1_560_000_000_000_000,
        figures=figures,
    )


def test_groups_stand_beside_others_and_the_gravest_comes_first(tmp_path: Path) -> None:
    """A half of the scale is a half of the drawing: the bar of the group ends where its share is, the line where others are."""
    simulated = load(ROOT / "agreements" / "examples" / "simulated-governorate" / "1398")
    (tmp_path / "log.jsonl").touch()
    nothing = check(simulated, tmp_path / "log.jsonl", at="1399/01/01 00:00")
    findings = [compared("SY", 600_000, 700_000, None), compared("PK", 500_000, 750_000, Grade.PRESUMPTION)]
    page = Page(report_page(nothing, simulated, "en", findings=findings))
    table = re.search(r'<table class="compared".*?</table>', page.html, flags=re.DOTALL)
    assert table
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", table[0], flags=re.DOTALL)
    told = [
        re.findall(r"<td>([^<]*)</td>", row) + re.findall(r'v-undetermined">([^<]*)<', row) for row in rows
    ]
    assert told == [
        ["PK", "40 / 400", "50%", "75%", "undetermined (presumption)"],
        ["SY", "40 / 400", "60%", "70%", "undetermined"],
    ]
    assert '<rect x="0.0" y="5" width="250.0" height="10" class="plain"' in rows[0]
    assert '<rect x="250.0" y="16" width="100.0" height="3" class="bound"' in rows[0]
    assert '<rect x="374.0" y="0" width="2" height="16" class="bound"' in rows[0]


def test_nothing_leads_to_a_finding_that_is_not_shown(tmp_path: Path) -> None:
    """Of so many that nothing was found of, a few are shown in one line, and others only in the table of groups."""
    simulated = load(ROOT / "agreements" / "examples" / "simulated-governorate" / "1398")
    (tmp_path / "log.jsonl").touch()
    nothing = check(simulated, tmp_path / "log.jsonl", at="1399/01/01 00:00")
    findings = [compared(f"G{number:04}", 600_000, 600_000 + number, None) for number in range(4_000)]
    page = Page(report_page(nothing, simulated, "en", findings=findings))
    ids = set(page.all_of("id"))
    assert [link for link in page.all_of("href") if link.startswith("#") and link[1:] not in ids] == []
    table = re.search(r'<table class="compared".*?</table>', page.html, flags=re.DOTALL)
    assert table
    assert "<td>G3999</td>" in table[0]  # the worst off, who comes last among the findings
    assert "nationality%3DG3999" not in "".join(ids)


# --- the command --------------------------------------------------------------------------------------------------


def test_the_command_writes_the_page_and_every_finding_beside_it(
    tmp_path: Path, year: Judgement, capsys: pytest.CaptureFixture[str]
) -> None:
    page, findings = tmp_path / "report.html", tmp_path / "findings.jsonl"
    outputs = ["--output", str(page), "--findings", str(findings)]
    assert main(["report", str(AGREEMENT), str(YEAR), "--at", "1399/02/01", "--lang", "fa", *outputs]) == 0
    assert capsys.readouterr() == ("", "")
    assert page.read_text("utf-8").startswith('<!doctype html>\n<html lang="fa" dir="rtl">')
    lines = findings.read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [finding.id for finding in year.findings]


def test_two_results_do_not_go_into_one_file(capsys: pytest.CaptureFixture[str]) -> None:
    given = ["report", str(AGREEMENT), str(YEAR), "--output", "a", "--findings", "a", "--lang", "en"]
    assert main(given) == 2
    assert capsys.readouterr().err == (
        "slakit: two outputs have the file `a`\n  help: give each of them a file of its own\n"
    )


def test_without_the_extra_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for package, extra, form in (
        ("jinja2", "report", "html"),
        ("weasyprint", "pdf", "pdf"),
        ("docx", "docx", "docx"),
    ):
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, package, None)
            given = ["report", str(AGREEMENT), str(YEAR), "--lang", "en", "--format", form, "--output", "x"]
            assert main(given) == 2
        assert capsys.readouterr().err == (
            f"slakit: the format `{form}` needs a package that is not installed\n"
            f"  help: run `pip install 'slakit[{extra}]'`\n"
        )


def test_where_the_system_lacks_a_library_the_command_names_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lacks(name: str) -> object:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return import_module(name)

    monkeypatch.setattr("slakit.cli.page_formats.import_module", lacks)
    given = ["report", str(AGREEMENT), str(YEAR), "--lang", "en", "--format", "pdf", "--output", "x"]
    assert main(given) == 2
    assert capsys.readouterr().err == (
        "slakit: `weasyprint` needs the library Pango, which is not installed\n"
        "  help: install it with the system's packages, such as `apt-get install libpangoft2-1.0-0 libharfbuzz-subset0`\n"
    )


def test_an_engine_that_cannot_judge_the_log_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As it does for `check`: the report is made by the engine that was asked for, or not at all."""

    def refusing(*_given: object, **_named: object) -> None:
        raise UnsupportedByEngine("audit", "mixed-values", {"field": "start", "type": "notice.amended"})

    monkeypatch.setattr("slakit.engines.audit.survey", refusing)
    given = ["report", str(AGREEMENT), str(YEAR), "--at", "1399/02/01", "--lang", "en", "--engine", "audit"]
    assert main(given) == 2
    answer = capsys.readouterr()
    assert answer.out == ""
    assert answer.err == (
        "slakit: the engine `audit` cannot judge this log: the field `start` of `notice.amended` holds values of"
        " several types\n  help: `--engine reference` can judge it\n"
    )
