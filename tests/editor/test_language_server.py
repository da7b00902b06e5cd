"""`slakit lsp`, driven as an editor drives it: over standard input and output, with texts that are not saved."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from slakit.language_server.desk import Desk, Examined
from slakit.language_server.surroundings import surroundings_of
from slakit.language_server.texts import Texts
from slakit.text import strip_isolates

if TYPE_CHECKING:
    from tests.editor.conftest import Editor, Message

ROOT = Path(__file__).parents[2]
EDITION = ROOT / "agreements" / "hamadan-governorate" / "1398"
AGREEMENT, SERVICES = EDITION / "agreement.yaml", EDITION / "services.yaml"
CASES = EDITION / "cases" / "5.4-planned-outages.yaml"
VOCABULARY = ROOT / "src" / "slakit" / "vocabularies" / "e-government-portal" / "v1.yaml"
TEXT = AGREEMENT.read_text("utf-8")
HOSTING = ROOT / "agreements" / "examples" / "larkfield-hosting" / "2025"
HOSTED, HOURS = HOSTING / "agreement.yaml", HOSTING / "business-hours.yaml"
NOTICE = TEXT[TEXT.index("- id: planned-outage-notice") :]
NOTICE = NOTICE[: NOTICE.index("  - clause:")]


def at(text: str, words: str, *, into: int = 0) -> tuple[int, int]:
    """The line and column of some words in the norm about planned outages, or else in the whole text."""
    start = text.find(words, max(text.find("- id: planned-outage-notice"), 0))
    start = (start if start >= 0 else text.index(words)) + into
    return text.count("\n", 0, start), start - text.rfind("\n", 0, start) - 1


def at_line(file: Path, words: str) -> int:
    """The line (from 1) in which some words stand first."""
    text = file.read_text("utf-8")
    return text.count("\n", 0, text.index(words)) + 1


def in_the_notice(old: str, new: str) -> str:
    """The agreement with a change in the norm about planned outages."""
    assert NOTICE.count(old) == 1, old
    return TEXT.replace(NOTICE, NOTICE.replace(old, new))


def said(items: "list[Message]") -> list[tuple[int, str, str]]:
    """The line (from 1), the rule and the words of each diagnostic."""
    return [
        (
            item["range"]["start"]["line"] + 1,
            item["code"],
            strip_isolates(item["message"]).replace("\u2067", ""),
        )
        for item in items
    ]


# --- diagnostics -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", [AGREEMENT, SERVICES, CASES, VOCABULARY], ids=lambda file: file.name)
def test_nothing_is_said_of_a_committed_document(editor: "Editor", file: Path) -> None:
    assert editor.open(file) == []
    editor.close(file)


def test_a_text_that_is_not_saved_is_judged_as_slakit_validate_would_judge_it(
    speaking_editor: "Editor", language: str, tmp_path: Path
) -> None:
    text = in_the_notice("obliges: it-management", "obliges: it-managment").replace(
        "{planned: true,", "{planed: true,"
    )
    speaking_editor.open(AGREEMENT)
    found = speaking_editor.change(AGREEMENT, text)
    speaking_editor.change(AGREEMENT, TEXT)
    speaking_editor.close(AGREEMENT)
    for file in (SERVICES, EDITION / "source.fa.txt"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    shutil.copytree(EDITION / "cases", tmp_path / "cases")
    (tmp_path / "agreement.yaml").write_text(text, "utf-8")
    command = [sys.executable, "-m", "slakit", "validate", "--cases", "--format", "json", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)  # noqa: S603  our own
    expected = [
        (
            {"line": fault["line"] - 1, "character": fault["column"] - 1},
            {"line": fault["end-line"] - 1, "character": fault["end-column"] - 1},
            fault["rule"],
            f"{fault['message'][language]}\n{'راهنما' if language == 'fa' else 'help'}: {fault['help'][language]}",
        )
        for fault in json.loads(done.stdout)["faults"]
    ]
    actual = [
        (
            item["range"]["start"],
            item["range"]["end"],
            item["code"],
            strip_isolates(item["message"]).replace("\u2067", "").replace("\u2069", ""),
        )
        for item in found
    ]
    assert len(expected) >= 2
    assert actual == expected


def test_a_fault_in_one_document_shows_while_another_is_written(editor: "Editor") -> None:
    """A norm gets another id: the cases that name it are at fault, and none of them is open."""
    editor.open(AGREEMENT)
    editor.tell_change(AGREEMENT, in_the_notice("id: planned-outage-notice", "id: outage-notice"))
    while not (found := editor.diagnostics(CASES)):
        pass
    editor.close(AGREEMENT)
    line, rule, words = said(found)[0]
    assert (line, rule) == (at_line(CASES, "norm: planned-outage-notice"), "unknown-norm")
    assert words == "unknown norm `planned-outage-notice`\nhelp: did you mean `outage-notice`?"


def test_lint_speaks_in_the_editor_too_and_waivers_hold_there(editor: "Editor") -> None:
    """The committed edition waives its untimed duties; without that waiver each is told, as information."""
    waiver = TEXT.index("  - rule: untimed-duty\n    where: {norm: credit-for-missed-levels}")
    without = TEXT[:waiver] + TEXT[TEXT.index("  - rule: untimed-duty\n    where: {clause: ") :]
    name = "name: {fa: مدیریت فناوری اطلاعات استانداری"
    text = without.replace(name, name.replace("مدیریت", "مديريت"))
    found = editor.open(AGREEMENT, text)
    offered = editor.ask(
        "textDocument/codeAction",
        textDocument={"uri": AGREEMENT.as_uri()},
        range=found[0]["range"],
        context={"diagnostics": [found[0]]},
    )
    assert editor.change(AGREEMENT, TEXT) == []
    editor.close(AGREEMENT)
    assert [(item["code"], item["severity"]) for item in found] == [
        ("arabic-letters", 2),
        ("untimed-duty", 3),
    ]
    (fix,) = offered
    edits = fix["edit"]["changes"][AGREEMENT.as_uri()]
    assert (fix["title"], fix["isPreferred"], [edit["newText"] for edit in edits]) == (
        "mend it in 2 places", True, ["ی", "ی"]
    )  # fmt: skip
    lines = text.splitlines()
    for edit in edits:
        start = edit["range"]["start"]
        line = lines[start["line"]]
        lines[start["line"]] = (
            line[: start["character"]] + edit["newText"] + line[edit["range"]["end"]["character"] :]
        )
    assert lines == without.splitlines()


def test_the_day_of_the_editor_is_that_of_the_clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from slakit.cli.lsp import _examined
    from slakit.document import read

    shutil.copytree(ROOT / "tests" / "lint" / "good", tmp_path, dirs_exist_ok=True)
    waiver = "waivers:\n  - {rule: start-date-missing, reason: {fa: الف}, approved-by: library, until: 1404/06/31}\n"
    file = tmp_path / "agreement.yaml"
    text = re.sub(r"\nsource: .*", "", file.read_text("utf-8"))
    inferred = text.replace("from: 1404/01/01", "from: {inferred: 1404/01/01, why: {fa: الف}}") + waiver
    file.write_text(inferred, "utf-8")
    end_in_tehran = 1758573000  # when 1404/07/01 begins there
    told = []
    for now in (end_in_tehran - 1, end_in_tehran):
        monkeypatch.setattr("time.time", lambda now=now: float(now))
        told.append([fault.rule for fault in _examined([tmp_path], read, "en").faults])
    assert told == [[], ["start-date-missing", "waiver-expired"]]


def test_a_yaml_file_that_is_none_of_ours_is_left_alone(editor: "Editor", tmp_path: Path) -> None:
    assert editor.open(tmp_path / "workflow.yaml", "on: yes\njobs: &a {}\n") == []
    editor.close(tmp_path / "workflow.yaml")


def test_a_text_that_is_no_yaml_is_told_with_its_place(speaking_editor: "Editor", language: str) -> None:
    found = speaking_editor.open(AGREEMENT, "document: agreement/v1\nedition: '1398\n")
    speaking_editor.close(AGREEMENT)
    expected = {
        "en": "the quote ' that opens here is never closed",
        "fa": "علامت نقل قول ' که اینجا باز می‌شود هیچ‌جا بسته نشده است",
    }
    assert [(line, rule) for line, rule, _ in said(found)] == [(2, "unclosed-quote")], said(found)
    assert expected[language][:9] in said(found)[0][2]


def test_places_count_as_the_editor_counts(editor: "Editor") -> None:
    """A letter outside the first plane is one character in a place, and two units for the editor."""
    text = TEXT.replace("name: {fa: استانداری همدان, en: Hamadan Governorate}", 'name: {fa: "𐎠𐎠", en: 5}')
    (found,) = editor.open(AGREEMENT, text)
    editor.close(AGREEMENT)
    line = text.splitlines()[found["range"]["start"]["line"]]
    start, end = (found["range"][edge]["character"] for edge in ("start", "end"))
    assert line.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == "5"


# --- what something means ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "into", "en", "fa"),
    [
        ("rule: advance-notice", 8, "an act must be announced a stated time before it begins", "کاری باید مدت معینی پیش از آغاز آن اعلام شود"),
        ("rule: advance-notice", 8, "`notice-postponed` (`first-lead-counts`, `counts-anew`)", "`notice-postponed` (`first-lead-counts`، `counts-anew`)"),
        ("obliges: it-management", 11, "Information technology management of the governorate", "مدیریت فناوری اطلاعات استانداری"),
        ("record: outage", 9, "**record** `outage`", "**سند** `outage`"),
        ("origin: site", 9, "the organisation's site", "سایت سازمان"),
        ("{planned: true", 3, "declared as planned", "برنامه‌ریزی‌شده"),
        ("choice: planned-or-not", 9, "the label alone does not decide", "برچسب به‌تنهایی تعیین‌کننده نیست"),
        ("takes: inferred-from-last-day", 9, "this agreement takes", "این توافق‌نامه برگزیده است"),
        ('clause: "3.1"', 9, "Provider: the Hamadan Governorate", "استانداري همدان"),
        ("otherwise: [credit-for-missed-levels", 14, "`respond-within`", "`respond-within`"),
    ],
)  # fmt: skip
def test_a_name_is_explained_in_the_language_of_the_reader(
    speaking_editor: "Editor", language: str, words: str, into: int, en: str, fa: str
) -> None:
    speaking_editor.show(AGREEMENT)
    shown = speaking_editor.at("textDocument/hover", AGREEMENT, *at(TEXT, words, into=into))
    assert {"en": en, "fa": fa}[language] in shown["contents"]["value"]


def test_a_defined_word_in_the_text_of_a_clause_is_explained(
    speaking_editor: "Editor", language: str
) -> None:
    speaking_editor.show(AGREEMENT)
    shown = speaking_editor.at(
        "textDocument/hover", AGREEMENT, *at(TEXT, "خدمت دهنده: استانداري همدان", into=2)
    )
    value = shown["contents"]["value"]
    assert {"en": "**term** provider (clause 3.1)", "fa": "**اصطلاح** خدمت دهنده"}[language] in value


def test_a_field_of_a_case_is_explained_from_the_vocabulary(speaking_editor: "Editor", language: str) -> None:
    text = CASES.read_text("utf-8")
    speaking_editor.show(CASES)
    shown = speaking_editor.at("textDocument/hover", CASES, *at(text, "planned:", into=2))
    assert {"en": "declared as planned", "fa": "برنامه‌ریزی‌شده"}[language] in shown["contents"]["value"]


# --- where it is declared ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "words", "into", "target", "declared"),
    [
        (AGREEMENT, 'clause: "3.1"', 10, AGREEMENT, '"3.1"\n'),
        (AGREEMENT, "obliges: it-management", 11, AGREEMENT, "it-management\n    role"),
        (AGREEMENT, "otherwise: [credit-for-missed-levels", 14, AGREEMENT, "credit-for-missed-levels\n"),
        (AGREEMENT, "record: outage", 9, VOCABULARY, "outage:\n    title: {fa: قطعی"),
        (AGREEMENT, "{planned: true", 3, VOCABULARY, "planned: {"),
        (AGREEMENT, "origin: site", 9, VOCABULARY, "site: {title: {fa: سایت سازمان"),
        (AGREEMENT, "event: fee.charged", 9, VOCABULARY, "fee.charged:\n"),
        (AGREEMENT, "vocabulary: e-government", 14, VOCABULARY, "#"),
        (AGREEMENT, "services: services.yaml", 12, SERVICES, "#"),
        (CASES, "norm: planned-outage-notice", 9, AGREEMENT, "planned-outage-notice\n"),
        (CASES, "event: notice.published", 9, VOCABULARY, "notice.published:\n"),
        (HOSTED, "5 working-days of business-hours", 20, HOURS, "business-hours\n"),
        (HOSTED, "business-hours: business-hours.yaml", 18, HOURS, "#"),
    ],
)  # fmt: skip
def test_the_editor_is_led_to_the_declaration_also_in_another_file(
    editor: "Editor", file: Path, words: str, into: int, target: Path, declared: str
) -> None:
    text = file.read_text("utf-8")
    editor.show(file)
    place = editor.at("textDocument/definition", file, *at(text, words, into=into))
    assert place["uri"] == target.as_uri()
    start = place["range"]["start"]
    lines = target.read_text("utf-8").splitlines(keepends=True)
    assert "".join(lines[start["line"] :])[start["character"] :].startswith(declared)


def test_the_declaration_of_a_service_is_in_the_annex(editor: "Editor") -> None:
    editor.show(CASES)
    place = editor.at("textDocument/definition", CASES, *at(CASES.read_text("utf-8"), "[svc-03", into=2))
    start = place["range"]["start"]
    assert place["uri"] == SERVICES.as_uri()
    assert SERVICES.read_text("utf-8").splitlines()[start["line"]][start["character"] :] == "svc-03"


def hosted_with(old: str, written: str) -> tuple[str, tuple[int, int]]:
    """The agreement on hosting with other words where `old` stands first, and the place of `@@` in them."""
    before, _, after = HOSTED.read_text("utf-8").replace(old, written, 1).partition("@@")
    assert after, old
    return before + after, (before.count("\n"), len(before) - before.rfind("\n") - 1)


def test_the_hours_of_a_service_level_lead_to_their_calendar(
    speaking_editor: "Editor", language: str
) -> None:
    text, place = hosted_with("day-count: actual", "service-hours: business@@-hours")
    speaking_editor.show(HOSTED)
    speaking_editor.tell_change(HOSTED, text)
    led = speaking_editor.at("textDocument/definition", HOSTED, *place)
    shown = speaking_editor.at("textDocument/hover", HOSTED, *place)["contents"]["value"]
    assert led["uri"] == HOURS.as_uri()
    assert led["range"]["start"]["line"] == at_line(HOURS, "calendar: business-hours") - 1
    word = {"en": "calendar", "fa": "تقویم"}[language]
    assert f"**{word}** `business-hours`" in shown
    assert "Business Hours in England and Wales" in shown


@pytest.mark.parametrize(
    ("old", "written"),
    [
        ("day-count: actual", "service-hours: @@"),
        ("day-count: actual", "service-hours: bus@@"),
        ("within: 10 working-days of business-hours", "within: 10 working-days of @@"),
        ("within: 10 working-days of business-hours", "within: '10 working-days of busi@@'"),
    ],
)
def test_calendars_are_offered_where_one_is_named(editor: "Editor", old: str, written: str) -> None:
    text, place = hosted_with(old, written)
    editor.show(HOSTED)
    editor.tell_change(HOSTED, text)
    items = editor.at("textDocument/completion", HOSTED, *place)["items"]
    assert [(item["label"], item["detail"]) for item in items] == [("business-hours", "calendar")]


# --- what can be named -------------------------------------------------------------------------------------------


PARTIES = [
    "governorate", "recipients", "it-management", "competent-authorities", "deputy-economic-coordination",
    "inspection-and-legal-office",
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "first"),
    [
        ("obliges: it-management", "obliges: @@", PARTIES),
        ("obliges: it-management", "obliges: it-m@@", PARTIES),
        ("obliges: it-management", 'obliges: "it-m@@"', PARTIES),
        ("origin: [site, office]}", "origin: @@}", ["site", "office", "network"]),
        ("{planned: true, origin: [site, office]}", "{planned: @@}", ["true", "false"]),
        ("{planned: true, origin: [site, office]}", "{@@}", ["outage", "services", "planned"]),
        ("{planned: true, origin: [site, office]}", "{planned: true, @@}", ["outage", "services", "origin"]),
        ("[credit-for-missed-levels, damages-set]", "[@@]", ["provider-and-channels"]),
        ("[credit-for-missed-levels, damages-set]", "[damages-set, @@]", ["provider-and-channels"]),
        ("announces: {start: start", "announces: {start: @@", ["notice", "channel", "covers"]),
        ("{record: notice,", "{record: @@,", ["notice"]),
        ("rule: advance-notice", "rule: @@", ["advance-notice", "announced-value"]),
    ],
)  # fmt: skip
def test_the_names_that_fit_are_offered(editor: "Editor", old: str, new: str, first: list[str]) -> None:
    if first == ["provider-and-channels"]:
        first = [line.partition("id: ")[2] for line in TEXT.splitlines() if "- id: " in line][:1]
    marked = in_the_notice(old, new)
    before, _, after = marked.partition("@@")
    editor.show(AGREEMENT)
    editor.tell_change(AGREEMENT, before + after)
    position = before.count("\n"), len(before) - before.rfind("\n") - 1
    items = editor.at("textDocument/completion", AGREEMENT, *position)["items"]
    assert [item["label"] for item in items][: len(first)] == first
    edited = before.rstrip(new[new.index(":") + 1 : new.index("@@")].strip(' "') if "it-m" in new else "")
    start = items[0]["textEdit"]["range"]["start"]
    assert (start["line"], start["character"]) == (position[0], len(edited) - edited.rfind("\n") - 1)


def test_the_number_of_a_clause_is_offered_with_its_quotes(editor: "Editor") -> None:
    before, _, after = TEXT.partition('clause: "3.1"')
    editor.open(AGREEMENT, before + "clause: " + after)
    position = before.count("\n"), len(before) - before.rfind("\n") - 1 + len("clause: ")
    items = editor.at("textDocument/completion", AGREEMENT, *position)["items"]
    editor.close(AGREEMENT)
    assert [item["textEdit"]["newText"] for item in items if item["label"] == "3.1"] == ['"3.1"']


BROKEN = TEXT.replace("obliges: it-management", "obliges: ")


def test_names_come_from_the_saved_file_while_the_text_was_never_in_order() -> None:
    """Somebody opens an edition of which the editor has kept an unfinished text."""
    texts = Texts()
    texts.open(AGREEMENT, BROKEN)
    names = surroundings_of(AGREEMENT, texts).names
    assert list(names.parties[: len(PARTIES)]) == PARTIES


def test_names_come_from_the_text_as_it_was_opened_though_nothing_was_asked_of_it() -> None:
    """Looking at a text is enough for it to be remembered, also where it is not saved."""
    desk = Desk(lambda _named, _read, _language: Examined(frozenset({AGREEMENT}), ()), "en")
    desk.texts.open(AGREEMENT, TEXT.replace("it-management", "it-office"))
    desk.faults_around(AGREEMENT)
    desk.texts.open(AGREEMENT, BROKEN)
    names = surroundings_of(AGREEMENT, desk.texts).names
    assert "it-office" in names.parties
    assert "it-management" not in names.parties


# --- repairs -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "repaired"),
    [
        ("obliges: it-management", "obliges: it-managment", "obliges: it-management"),
        ("obliges: it-management", 'obliges: "it-managment"', 'obliges: "it-management"'),
        ("at-least: 72 hours", "at-lest: 72 hours", "at-least: 72 hours"),
        ("{planned: true,", "{planed: true,", "{planned: true,"),
        ("at-least: 72 hours", "at-least: ۷۲ hours", "at-least: 72 hours"),
    ],
)
def test_what_was_meant_is_written_at_a_click(
    speaking_editor: "Editor", language: str, old: str, new: str, repaired: str
) -> None:
    text = in_the_notice(old, new)
    found = speaking_editor.open(AGREEMENT, text)
    offered = [
        action
        for item in found
        for action in speaking_editor.ask(
            "textDocument/codeAction",
            textDocument={"uri": AGREEMENT.as_uri()},
            range=item["range"],
            context={"diagnostics": [item]},
        )
    ]
    speaking_editor.close(AGREEMENT)
    (edit,) = offered[0]["edit"]["changes"][AGREEMENT.as_uri()]
    lines = text.splitlines(keepends=True)
    start, end = edit["range"]["start"], edit["range"]["end"]
    line = lines[start["line"]]
    lines[start["line"]] = line[: start["character"]] + edit["newText"] + line[end["character"] :]
    assert "".join(lines) == in_the_notice(old, repaired)
    name = repaired.partition(":")[0] if new.startswith("at-lest") else edit["newText"].strip('"')
    expected = {"en": f"change to `{name}`", "fa": f"تغییر به «\u2066{name}\u2069»"}
    assert {action["title"] for action in offered} == {expected[language]}


# --- beginning ---------------------------------------------------------------------------------------------------


def test_the_environment_gives_the_language_where_the_editor_gives_none() -> None:
    from tests.editor.conftest import Editor as Opened

    editor = Opened([sys.executable, "-m", "slakit", "lsp"], environment={**os.environ, "SLAKIT_LANG": "fa"})
    (found,) = editor.open(AGREEMENT, TEXT.replace("calendar: jalali", "calendar: jalaly"))
    assert editor.quit() == 0
    assert "آیا منظور" in found["message"]


def test_without_the_extra_the_command_says_what_to_install() -> None:
    script = (
        "import sys, importlib.util as u\n"
        "real = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'pygls' else real(name, *a)\n"
        "from slakit.cli import main\n"
        "sys.exit(main(['lsp', '--lang', 'en']))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)  # noqa: S603  our own
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "slakit: the language server needs a package that is not installed\n  help: run `pip install 'slakit[lsp]'`\n"
    )


def test_importing_slakit_or_its_command_line_loads_no_language_server() -> None:
    script = "import sys, slakit, slakit.cli.validate; print([m for m in sys.modules if m.startswith(('pygls', 'lsprotocol'))])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603  our own
    assert done.stdout == "[]\n"
