"""Lint: each rule speaks of its bad fixture and not of its good one, in the words beside it; waivers decide for all."""

import hashlib
import shutil
import sys
import tomllib
from pathlib import Path
from textwrap import dedent, indent

import pytest

from slakit.calendars import Day, parse_day
from slakit.consistency import inconsistencies
from slakit.document import parse, read
from slakit.errors import Fault
from slakit.loading import load
from slakit.messages import Language, render, rules
from slakit.review.lint import LINT_RULES, WAIVABLE, EditionDocuments, edition_documents, lint, reviewed
from slakit.review.lint.pages import pages
from slakit.rules import RULE_KINDS

ROOT = Path(__file__).parents[1]
LINT = Path(__file__).parent / "lint"
HAMADAN = ROOT / "agreements" / "hamadan-governorate" / "1398"
LANGUAGES: tuple[Language, ...] = ("en", "fa")
TODAY = parse_day("1404/06/01")
NAMES = sorted(folder.name for folder in LINT.iterdir() if folder.is_dir() and folder.name != "good")


def make(name: str, kind: str, folder: Path) -> None:
    """Copy the good edition and change it as a fixture says; the digest of the signed text is filled in."""
    shutil.copytree(LINT / "good", folder, dirs_exist_ok=True)
    told = tomllib.loads((LINT / name / f"{kind}.toml").read_text("utf-8")) if name != "good" else {}
    for change in told.get("change", ()):
        for file in change.get("files", [change.get("file")]):
            text = (folder / file).read_text("utf-8")
            assert text.count(change["old"]) == 1, f"{name}/{kind}: {change['old']!r} in {file}"
            (folder / file).write_text(text.replace(change["old"], change["new"]), "utf-8", newline="")
    sign(folder)


def sign(folder: Path) -> None:
    digest = hashlib.sha256((folder / "text.fa.txt").read_bytes()).hexdigest()
    file = folder / "agreement.yaml"
    file.write_text(file.read_text("utf-8").replace("0" * 64, digest), "utf-8", newline="")


def documents(folder: Path) -> EditionDocuments:
    """An edition that `load` accepts, as lint reads it, with the names of its files alone."""
    edition = load(folder)
    around = [edition.agreement_document, edition.annex_document, edition.vocabulary_document]
    assert (
        inconsistencies(edition.agreement_document, edition.annex_document, edition.vocabulary_document) == []
    )
    cases = tuple(read(file) for file in sorted((folder / "cases").glob("*.yaml")))
    return edition_documents(around[0], around[1], around[2], cases)


def told(name: str, kind: str, folder: Path, today: Day | None = TODAY) -> list[Fault]:
    make(name, kind, folder)
    return lint(documents(folder), today)


def messages(name: str, folder: Path, language: Language) -> str:
    faults = told(name, "bad", folder)
    return "".join(f"{render(fault, language)}\n" for fault in faults).replace(f"{folder}/", "")


# --- the fixtures ----------------------------------------------------------------------------------------


def test_of_the_good_edition_no_rule_tells_anything(tmp_path: Path) -> None:
    assert told("good", "good", tmp_path) == []


def test_every_rule_has_its_folder_with_both_fixtures_and_both_texts_and_no_other_folder_is_there() -> None:
    assert sorted(LINT_RULES) == NAMES
    for name in NAMES:
        assert sorted(file.name for file in (LINT / name).iterdir()) == [
            "bad.toml", "expected.en.txt", "expected.fa.txt", "good.toml"
        ]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_speaks_of_its_bad_fixture_with_its_own_severity(name: str, tmp_path: Path) -> None:
    severities = {fault.severity for fault in told(name, "bad", tmp_path) if fault.rule == name}
    assert severities == {LINT_RULES[name].severity}


@pytest.mark.parametrize("name", NAMES)
def test_of_a_good_fixture_no_rule_tells_anything(name: str, tmp_path: Path) -> None:
    assert told(name, "good", tmp_path) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_bad_fixture_gives_exactly_the_messages_that_stand_beside_it(
    name: str, language: Language, tmp_path: Path
) -> None:
    expected = (LINT / name / f"expected.{language}.txt").read_text("utf-8")
    assert messages(name, tmp_path, language) == expected


@pytest.mark.parametrize("name", NAMES)
def test_every_fault_has_a_place(name: str, tmp_path: Path) -> None:
    assert [fault for fault in told(name, "bad", tmp_path) if fault.place is None] == []


@pytest.mark.parametrize("written", ["«ميز»", "(ميز)", "ميز،", "ميز.", "ميز؟"])
def test_a_mark_beside_a_word_with_arabic_letters_is_no_part_of_it(written: str, tmp_path: Path) -> None:
    make("arabic-letters", "bad", tmp_path)
    agreement = tmp_path / "agreement.yaml"
    text = agreement.read_text("utf-8").replace("ميز امانت", f"{written} امانت")
    agreement.write_text(text, "utf-8")
    (fault,) = [one for one in lint(documents(tmp_path), TODAY) if one.rule == "arabic-letters"]
    assert (fault.arguments["word"], fault.arguments["cured"]) == ("ميز", "میز")


# --- pages -----------------------------------------------------------------------------------------------


def test_every_rule_has_words_and_a_page_in_both_languages_and_a_name_that_no_rule_kind_has() -> None:
    for name, rule in LINT_RULES.items():
        assert rule.name == name
        assert name in rules()
        assert name not in RULE_KINDS
        for language in LANGUAGES:
            page = rule.page(language)
            assert all([page.summary, page.why, page.exceptions]), name


def test_the_pages_are_current_and_there_is_none_of_no_rule() -> None:
    made = pages(ROOT)
    stale = [path for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
    assert stale == []
    assert set((ROOT / "docs" / "lint").glob("*.md")) - made.keys() == set()


def lines_stand_in(snippet: str, folder: Path) -> bool:
    """Whether a snippet stands in a file of an edition, deeper by any indentation."""
    texts = [file.read_text("utf-8") for file in (folder / "cases" / "cases.yaml", *folder.glob("*.yaml"))]
    if "\n" not in snippet:
        return any(snippet in text for text in texts)
    return any(
        indent(dedent(snippet), " " * depth) + "\n" in text for depth in range(0, 12, 2) for text in texts
    )


@pytest.mark.parametrize("name", NAMES)
def test_what_a_page_shows_to_avoid_and_to_prefer_stands_in_the_fixtures(name: str, tmp_path: Path) -> None:
    for kind in ("bad", "good"):
        make(name, kind, tmp_path / kind)
    make("good", "good", tmp_path / "base")
    rule = LINT_RULES[name]
    if name != "nationality-without-eligibility":
        assert lines_stand_in(rule.prefer, tmp_path / "good") or lines_stand_in(
            rule.prefer, tmp_path / "base"
        )
    avoided = rule.avoid.replace("\u202e", r"\u202E")
    assert lines_stand_in(rule.avoid, tmp_path / "bad") or lines_stand_in(avoided, tmp_path / "bad")


# --- what each rule tells apart --------------------------------------------------------------------------


def changed(folder: Path, *changes: tuple[str, str], file: str = "agreement.yaml") -> list[Fault]:
    """What lint tells after changes to one file of the good edition."""
    make("good", "good", folder)
    path = folder / file
    text = path.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, "utf-8", newline="")
    return lint(documents(folder), TODAY)


CITED = 'cited-as: {number: "12/300", day: 1390/05/02, as: approved}'
MONTH = '- {term: month, fa: ماه, en: month, means: {fa: سی روز., en: Thirty days.}, used-by: ["4"], month-days: 30}'
DESK = "      - id: lent-at-the-desk\n"
ONLY = "rule: only-via\n        of: {event: book.lent}\n        by: channel\n        only: "
LENT = "      - id: lent-otherwise\n        obliges: library\n        towards: readers\n        " + ONLY
COMPLAINT = """\
      - id: answered-otherwise
        obliges: library
        towards: readers
        rule: respond-within
        of: {event: complaint.made}
        then: {event: complaint.answered, where: {channel: {not: telegram}}}
        matching: [complaint]
        within: """


@pytest.mark.parametrize(
    ("old", "new", "rule", "arguments"),
    [
        (CITED, CITED.replace("1390/05/02", "1390/06/15"), "citation-day",
         {"authority": "reading-act", "found": "1390/06/15", "said": "approved", "meant": "notified", "expected": "1390/05/02"}),
        (CITED, CITED.replace("1390/05/02", "1391/05/02"), "citation-day",
         {"authority": "reading-act", "found": "1391/05/02", "registered": "1390/05/02"}),
        (CITED, CITED.replace("as: approved", "as: in-force"), "citation-day",
         {"authority": "reading-act", "found": "1390/05/02", "said": "in-force", "meant": "approved"}),
        (CITED, CITED.replace(", as: approved", ""), None, {}),
        (CITED, "", None, {}),
        (CITED, CITED.replace("12/300", "12/301"), "citation-number",
         {"authority": "reading-act", "found": "12/301", "expected": "12/300"}),
        (CITED, CITED.replace("12/300", "12-300"), "citation-number",
         {"authority": "reading-act", "found": "12-300", "absent": "12-300"}),
        (DESK, LENT + "[telegram]\n" + DESK, "norms-contradict",
         {"norm": "lent-at-the-desk", "other": "lent-otherwise", "list": "desk, website", "other_list": "telegram", "line": 74}),
        (DESK, LENT + "[menu]\n" + DESK, None, {}),
        (DESK, LENT.replace("book.lent}", "book.lent, where: {service: talks}}") + "[telegram]\n" + DESK, None, {}),
        (DESK, LENT.replace("obliges: library", "forbids: lending-desk") + "[desk, website]\n" + DESK, "norms-contradict",
         {"norm": "lent-at-the-desk", "other": "lent-otherwise", "act": "only-via", "line": 74}),
        (DESK, LENT.replace("obliges: library", "forbids: library") + "[desk, website]\n" + DESK, None, {}),
        ('  - clause: "5"\n', COMPLAINT + '30 days\n  - clause: "5"\n', None, {}),
        ('  - clause: "5"\n', COMPLAINT + '20 days\n  - clause: "5"\n', "norms-contradict",
         {"norm": "answered-otherwise", "other": "complaint-answered", "length": "20 days", "other_length": "1 month", "line": 86}),
        ("        within: 1 month\n", "        within: 10 days\n" + COMPLAINT + "20 days\n", "norms-contradict",
         {"norm": "answered-otherwise", "other": "complaint-answered", "length": "20 days", "other_length": "10 days", "line": 86}),
        ("        within: 1 month\n", "        within: 10 days\n" + COMPLAINT + "240 hours\n", None, {}),
        ("by: 1404/12/29", "by: 1403/12/30", "day-outside-term",
         {"norm": "catalogue-electronic", "day": "1403/12/30", "first": "1404/01/01", "last": "1404/12/29"}),
        ("by: 1404/12/29", "by: 1404/01/01", None, {}),
        ("fails-when: [{where: {planned: false}}]", "fails-when: [{where: {planned: [], side: city}}]", "fact-never-established",
         {"ruled_out": "planned", "record": "closure"}),
        ("where: {amount: {from: 1}}", "where: {amount: {from: 1}, service: {given: false}}", None, {}),
        ("{record: notice, where: {channel: website}}", "{record: notice, where: {channel: website, notice: {given: false}}}",
         "condition-never-met", {"norm": "closure-announced", "field": "notice", "owner": "notice"}),
        ("{record: closure, where: {planned: true}}", "{record: closure, where: {planned: {not: [true, false]}}}",
         "condition-never-met", {"norm": "closure-announced", "field": "planned", "owner": "closure"}),
        (MONTH, MONTH.replace('used-by: ["4"], month', 'conflicts-with: {clause: "4", prevails: "5", for: {fa: هیچ., en: Nothing.}}, used-by: ["4"], month'),
         "definitions-conflict", {"term": "month", "prevails": "5", "one": "2", "other": "4"}),
        (MONTH, MONTH.replace('used-by: ["4"], month', 'conflicts-with: {clause: "4", prevails: "4", for: {fa: هیچ., en: Nothing.}}, used-by: ["4"], month'),
         None, {}),
        ("obliges: lending-desk\n        towards: readers\n        rule: only-via", "obliges: readers\n        towards: readers\n        rule: only-via",
         "one-sided-obligation", {"norm": "lent-at-the-desk", "party": "readers"}),
    ],
)  # fmt: skip
def test_a_change_gives_exactly_this_fault_or_none(
    old: str, new: str, rule: str | None, arguments: dict[str, str | int], tmp_path: Path
) -> None:
    faults = [(fault.rule, dict(fault.arguments)) for fault in changed(tmp_path, (old, new))]
    assert faults == ([(rule, arguments)] if rule else [])


def test_a_year_of_equal_months_conflicts_with_a_term_that_is_longer(tmp_path: Path) -> None:
    sentence = "هر ماه سی روز است."
    make("good", "good", tmp_path)
    text = (tmp_path / "text.fa.txt").read_text("utf-8").replace(sentence, "دوره يک سال با هر ماه 30روز است.")
    (tmp_path / "text.fa.txt").write_text(text, "utf-8")
    agreement = (LINT / "good" / "agreement.yaml").read_text("utf-8")
    (tmp_path / "agreement.yaml").write_text(
        agreement.replace(sentence, "دوره يک سال با هر ماه 30روز است."), "utf-8"
    )
    sign(tmp_path)
    (fault,) = lint(documents(tmp_path), TODAY)
    assert (fault.rule, dict(fault.arguments)) == (
        "definitions-conflict", {"term": "month", "days": 365, "defined": 360}
    )  # fmt: skip


def test_an_annex_without_any_code_is_told_once(tmp_path: Path) -> None:
    changes = [(f'code: "1003107600{row}", ', "") for row in range(3)]
    (fault,) = changed(tmp_path, *changes, file="services.yaml")
    assert (fault.rule, dict(fault.arguments), str(fault.place)) == (
        "service-code-missing", {"count": 3}, f"{tmp_path}/services.yaml:4:1"
    )  # fmt: skip


def test_an_edition_without_cases_is_told_once_and_a_norm_in_a_comment_is_no_case(tmp_path: Path) -> None:
    make("good", "good", tmp_path)
    file = tmp_path / "cases" / "cases.yaml"
    edition = documents(tmp_path)
    around = (edition.agreement, edition.annex, edition.vocabulary)
    assert lint(edition_documents(*around), TODAY) == []
    text = file.read_text("utf-8")
    file.write_text(text.replace("- {norm: fee-as-announced", "# - {norm: fee-as-announced"), "utf-8")
    (fault,) = lint(edition_documents(*around), TODAY)
    assert (fault.rule, fault.clause, dict(fault.arguments)) == (
        "clause-without-case", "5", {"norms": "fee-as-announced"}
    )  # fmt: skip
    file.unlink()
    (fault,) = lint(edition_documents(*around), TODAY)
    assert (fault.rule, fault.clause, dict(fault.arguments)) == ("clause-without-case", None, {"count": 4})


def test_case_files_that_expect_nothing_leave_each_clause_without_a_case(tmp_path: Path) -> None:
    make("good", "good", tmp_path)
    edition = documents(tmp_path)
    (tmp_path / "cases" / "cases.yaml").write_text("document: cases/v1\n", "utf-8")
    found = lint(edition_documents(edition.agreement, edition.annex, edition.vocabulary), TODAY)
    assert [(fault.rule, fault.clause) for fault in found] == [
        ("clause-without-case", clause) for clause in ("3", "4", "5", "6")
    ]


def test_an_arabic_translation_keeps_its_arabic_letters(tmp_path: Path) -> None:
    name = "name: {fa: کتابخانه, en: The library"
    assert changed(tmp_path, (name, name + ", ar: المكتبة العامة في المدينة")) == []
    (fault,) = changed(tmp_path, (name, "name: {fa: كتابخانه, en: The library"))
    assert (fault.arguments["word"], fault.arguments["cured"]) == ("كتابخانه", "کتابخانه")


def test_a_demanded_act_that_is_never_allowed_is_a_contradiction(tmp_path: Path) -> None:
    """A rule kind that the schema of today does not know is read by its words alone."""
    make("good", "good", tmp_path)
    edition = documents(tmp_path)
    never = """\
      - id: never-answered
        forbids: library
        towards: readers
        rule: never
        of: {event: complaint.answered}
"""
    text = edition.agreement.text.replace('  - clause: "5"\n', never + '  - clause: "5"\n')
    agreement = parse(text.encode(), edition.agreement.name)
    found = lint(EditionDocuments(agreement, edition.annex, edition.vocabulary, edition.cases), TODAY)
    assert [(fault.rule, dict(fault.arguments)) for fault in found] == [
        (
            "norms-contradict",
            {"norm": "never-answered", "other": "complaint-answered", "act": "never", "line": 86},
        )
    ]


def test_every_run_that_nobody_quotes_is_told_and_a_lost_letter_on_either_side_is_seen(
    tmp_path: Path,
) -> None:
    make("good", "good", tmp_path)
    source = tmp_path / "text.fa.txt"
    text = source.read_text("utf-8")
    source.write_text("یک.\n" + text.replace("بهای هر", "دو.\r\nبهای هر") + "سه.\n", "utf-8", newline="")
    edition = documents_unsigned(tmp_path)
    told_of = [
        (str(fault.place).rsplit("/", 1)[1], fault.arguments["left"]) for fault in lint(edition, TODAY)
    ]
    assert told_of == [("text.fa.txt:1:1", "یک."), ("text.fa.txt:7:1", "دو."), ("text.fa.txt:10:1", "سه.")]


def documents_unsigned(folder: Path) -> EditionDocuments:
    """The same edition with another signed text, whose digest `load` would refuse."""
    files = [read(folder / name) for name in ("agreement.yaml", "services.yaml", "vocabulary.yaml")]
    return edition_documents(files[0], files[1], files[2], (read(folder / "cases" / "cases.yaml"),))


@pytest.mark.parametrize("at", range(0, 400, 23))
def test_a_letter_lost_from_the_signed_text_is_always_seen(at: int, tmp_path: Path) -> None:
    make("good", "good", tmp_path)
    source = tmp_path / "text.fa.txt"
    text = source.read_text("utf-8")
    if text[at : at + 1].strip():
        source.write_text(text[:at] + text[at + 1 :], "utf-8")
        assert "text-unaccounted" in {fault.rule for fault in lint(documents_unsigned(tmp_path), TODAY)}


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ("1 10031076000 امانت کتاب\n2 10031076001 تالار مطالعه\n3 10031076002 نشست‌ها", []),
        ("امانت کتاب 10031076000 1\nتالار مطالعه 10031076001 2\nنشست‌ها 10031076002 3", []),
        ("1 امانت کتاب 10031076000\n2 تالار مطالعه\n3 نشست‌ها", []),
        ("1 10031076009 امانت کتاب\n2 تالار مطالعه\n3 نشست‌ها", ["10031076009"]),
    ],
)
def test_a_row_of_the_annex_may_show_its_code_and_no_other(
    rows: str, left: list[str], tmp_path: Path
) -> None:
    """Number, code, office and title stand in whatever order the columns have; another row's code is left over."""
    make("good", "good", tmp_path)
    source = tmp_path / "text.fa.txt"
    source.write_text(f"{source.read_text('utf-8')}\n{rows}\n", "utf-8")
    told = [fault for fault in lint(documents_unsigned(tmp_path), TODAY) if fault.rule == "text-unaccounted"]
    assert [fault.arguments["left"] for fault in told] == left


def test_a_text_with_another_letter_is_told_once_where_it_differs(tmp_path: Path) -> None:
    """Of a clause, of the last clause, and of a row of the annex; a text that is not like what stands there is told as such."""
    make("good", "good", tmp_path)
    source = tmp_path / "text.fa.txt"
    text = source.read_text("utf-8")
    rows = "1 10031076000 امانت کتاب\n2 10031076001 تالار بزرگ مطالعه\n3 10031076002 نشست‌ها\n"
    last = text.rstrip().splitlines()[-1]
    old, new = last.split()[2], f"{last.split()[2]}‌ای"

    def told() -> list[tuple[str, dict[str, str | int]]]:
        found = [one for one in lint(documents_unsigned(tmp_path), TODAY) if one.rule == "text-unaccounted"]
        return [(str(one.place).rsplit("/", 1)[1], dict(one.arguments)) for one in found]

    source.write_text(text.replace(last, last.replace(old, new, 1)), "utf-8")
    ((place, arguments),) = told()
    assert (place.split(":")[0], arguments) == (
        "agreement.yaml", {"has": new, "wrote": old, "file": "text.fa.txt"}
    )  # fmt: skip
    source.write_text(f"{text}\n{rows}", "utf-8")
    ((place, arguments),) = told()
    assert (place.split(":")[0], arguments) == (
        "services.yaml", {"has": "بزرگ مطالعه", "wrote": "مطالعه", "file": "text.fa.txt"}
    )  # fmt: skip
    source.write_text(text.replace(last, "چیزی دیگر."), "utf-8")
    assert [sorted(arguments) for _, arguments in told()] == [["left"], ["file", "lacking"]]


ENGLISH = """\
document: agreement/v1
agreement: uptime
edition: "1"
title: {en: Hosting agreement}
language: en
time-zone: Europe/London
parties: [{party: host, name: {en: The Host}}]
term: {from: 2024-01-01, until: 2024-12-31, clause: "1"}
clauses:
  - clause: "1"
    text:
      en: %s
    not-checkable: {en: An example.}
"""


@pytest.mark.parametrize(
    ("sentence", "faults"),
    [
        ("The Host answers within two business days.", [("term-never-defined", "business days")]),
        ("The “Platform Core” and “The Host” are kept at 99.9%.", [("term-never-defined", "platform core")]),
        ("Scheduled maintenance, planned outages and severity 1 faults.",
         [("term-never-defined", "scheduled maintenance"), ("term-never-defined", "planned outages"), ("term-never-defined", "severity 1")]),
        ("The bulletin “Notice of 5 May” and “See you soon!” are quoted.", []),
        ("This section describes the services of the Host.", [("template-residue", "This section describes the services of the Host.")]),
        ("The Host is [insert name], of ____ Street.", [("template-residue", "[insert name]")]),
        ("The Host pays 10 tomans, and <amount> on request.", [("template-residue", "<amount>"), ("toman-without-rial", None)]),
        ("The Host pays 10 toman, that is 100 rial, and so on...", []),
        ("This section of the road is closed. TBD", [("template-residue", "TBD")]),
    ],
)  # fmt: skip
def test_english_texts_are_read_by_their_own_words(
    sentence: str, faults: list[tuple[str, str | None]]
) -> None:
    agreement = parse((ENGLISH % repr(sentence)).encode(), "agreement.yaml")
    annex = parse(
        b"services: [{service: a, row: 1, code: '10031076000', title: {en: Hosting for Iraqi citizens}}]",
        "services.yaml",
    )
    vocabulary = parse(b"events: {}", "vocabulary.yaml")
    found = lint(EditionDocuments(agreement, annex, vocabulary), None)
    nationality = found.pop()
    assert (nationality.rule, nationality.arguments["word"]) == ("nationality-without-eligibility", "Iraqi")
    said = [(fault.rule, next(iter(fault.arguments.values()), None)) for fault in found]
    assert sorted(said, key=str) == sorted(faults, key=str)


# --- waivers ---------------------------------------------------------------------------------------------


def waiver(**written: str) -> tuple[str, str]:
    """A change that adds a waiver for the lending desk's norm, which then owes nothing to anybody."""
    lines = {
        "rule": "one-sided-obligation",
        "reason": "{en: So signed.}",
        "approved-by": "library",
        "until": "1404/12/29",
    }
    block = "\n    ".join(f"{key}: {value}" for key, value in (lines | written).items())
    return "time-zone: Asia/Tehran\n", f"time-zone: Asia/Tehran\nwaivers:\n  - {block}\n"


ONE_SIDED = (
    "obliges: lending-desk\n        towards: readers\n        rule: only-via",
    "obliges: lending-desk\n        rule: only-via",
)


@pytest.mark.parametrize(
    ("where", "rules_told"),
    [
        ("{}", []),
        ("{party: lending-desk}", []),
        ("{norm: lent-at-the-desk}", []),
        ('{clause: "3", norm: lent-at-the-desk}', []),
        ('{clause: "4", norm: lent-at-the-desk}', ["waiver-unused", "one-sided-obligation"]),
        ("{party: library}", ["waiver-unused", "one-sided-obligation"]),
        ("{service: talks}", ["waiver-unused", "one-sided-obligation"]),
    ],
)
def test_a_waiver_fits_a_fault_that_fits_every_key_of_its_where(
    where: str, rules_told: list[str], tmp_path: Path
) -> None:
    found = changed(tmp_path, ONE_SIDED, waiver(where=where))
    assert [fault.rule for fault in found] == rules_told


def test_without_a_day_no_waiver_expires(tmp_path: Path) -> None:
    make("good", "good", tmp_path)
    assert [fault.rule for fault in changed(tmp_path, ONE_SIDED, waiver(until="1404/05/31"))] == [
        "waiver-expired", "one-sided-obligation"
    ]  # fmt: skip
    assert lint(documents(tmp_path), None) == []


def test_an_expired_waiver_beside_one_that_counts_is_told_and_the_fault_stays_set_aside(
    tmp_path: Path,
) -> None:
    old, new = waiver(until="1404/05/31")
    found = changed(tmp_path, ONE_SIDED, (old, new + waiver()[1].partition("waivers:\n")[2]))
    assert [fault.rule for fault in found] == ["waiver-expired"]


def test_what_is_set_aside_is_given_with_the_waiver_that_did_it(tmp_path: Path) -> None:
    changed(tmp_path, ONE_SIDED, waiver())
    ((fault, by),) = reviewed(documents(tmp_path), TODAY).waived
    assert (fault.rule, by.approved_by, str(by.until)) == ("one-sided-obligation", "library", "1404/12/29")


def test_no_rule_on_waivers_can_be_waived(tmp_path: Path) -> None:
    assert {"waiver-expired", "waiver-unused", "unknown-waived-rule"} == set(LINT_RULES) - set(WAIVABLE)
    assert [fault.rule for fault in changed(tmp_path, waiver(rule="waiver-unused"))] == [
        "unknown-waived-rule"
    ]


def test_a_waiver_leaves_the_digest_of_an_edition_as_it_is(tmp_path: Path) -> None:
    make("good", "good", tmp_path)
    before = load(tmp_path).digest
    changed(tmp_path, waiver())
    assert load(tmp_path).digest == before
    changed(tmp_path, ("at-least: 3 days", "at-least: 4 days"))
    assert load(tmp_path).digest != before


# --- in the large ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", sorted(file.parent.name for file in (ROOT / "tests" / "bad").glob("*/change.toml"))
)
def test_lint_reads_every_broken_edition_whose_documents_fit_their_schemas(name: str, tmp_path: Path) -> None:
    from slakit.loading import documents_of

    told_of = tomllib.loads((ROOT / "tests" / "bad" / name / "change.toml").read_text("utf-8"))
    base = HAMADAN if told_of.get("base") == "hamadan-1398" else ROOT / "tests" / "bad" / "good"
    shutil.copytree(base, tmp_path, dirs_exist_ok=True)
    for change in told_of["change"]:
        file = tmp_path / change["file"]
        if change.get("delete"):
            file.unlink()
        else:
            before = file.read_text("utf-8") if file.exists() else ""
            after = before.replace(change["old"], change["new"]) if "old" in change else change["new"]
            file.write_text(after, "utf-8", newline="")
    around, _, _ = documents_of(tmp_path)
    if around:
        for fault in lint(edition_documents(*around), TODAY):
            for language in LANGUAGES:
                assert render(fault, language)


def write_expected(names: list[str]) -> None:
    """Write the messages of the bad fixtures named, or of all: read them before they are committed."""
    from tempfile import TemporaryDirectory

    for name in names or NAMES:
        for language in LANGUAGES:
            with TemporaryDirectory() as folder:
                text = messages(name, Path(folder), language)
            (LINT / name / f"expected.{language}.txt").write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    write_expected(sys.argv[1:])
