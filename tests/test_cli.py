import contextlib
import errno
import io
import json
import os
import re
import shlex
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

from slakit._version import __version__
from slakit.checking import check as judge_log
from slakit.cli import main
from slakit.cli.arguments import language_of
from slakit.cli.arguments.log_options import GRADES
from slakit.cli.arguments.objections import refusal
from slakit.cli.arguments.options import COMMANDS
from slakit.cli.arguments.parser import Objection, Parser
from slakit.cli.case_differences import told
from slakit.cli.exit_codes import Exit
from slakit.cli.progress import Progress
from slakit.cli.results import is_coloured, results
from slakit.cli.schema import DOCUMENTS
from slakit.cli.system_words import IN_PERSIAN, OF_NAMES, OF_RECEIVERS, OF_SQLITE
from slakit.cli.wording import WORDING, Digits, Refused, Said, Voice
from slakit.errors import UnsupportedByEngine
from slakit.loading import load
from slakit.messages import Language
from slakit.reports.text import summary
from slakit.testing import run_file
from slakit.text import strip_isolates

ROOT = Path(__file__).parents[1]
HAMADAN = ROOT / "agreements" / "hamadan-governorate" / "1398"
WORDING_TABLES = sorted((ROOT / "src/slakit/cli/wording").glob("[a-z]*.py"))
YEAR = ROOT / "examples" / "hamadan-1398" / "year.jsonl"

AGREEMENT = """\
document: agreement/v1
agreement: tiny
edition: "1398"
title: {fa: توافق‌نامهٔ کوچک, en: A tiny agreement}
language: fa
calendar: jalali
time-zone: Asia/Tehran
vocabulary: e-government-portal/v1
services: services.yaml
parties:
  - {party: office, role: provider, name: {fa: اداره, en: The office}, clause: "1"}
  - {party: people, role: recipient, name: {fa: مردم, en: The people}, clause: "1"}
term: {from: 1398/01/01, until: 1398/12/29, clause: "2"}
clauses:
  - clause: "1"
    text: {fa: مدارک تنها از طریق پرتال پذیرفته می‌شود., en: Documents are accepted through the portal only.}
    norms:
      - {id: by-portal, obliges: people, towards: office, rule: only-via, of: {event: document.received}, by: channel, only: [portal]}
  - clause: "2"
    text: {fa: تا پایان سال., en: Until the end of the year.}
    not-checkable: {fa: مدت است., en: It is the term.}
"""
ANNEX = """\
document: services/v1
agreement: tiny
edition: "1398"
services:
  - {service: svc-01, row: 1, title: {fa: خدمت نخست, en: The first service}}
"""
CASES = """\
document: cases/v1
cases:
  - case: by-telegram
    title: {fa: مدرک با تلگرام آمد, en: A document came by Telegram}
    events:
      - {at: "1398/04/01 12:00", event: document.received, channel: telegram}
    expect:
      - {norm: by-portal, outcome: violated, grade: breach, reason: not-met}
  - case: by-portal
    title: {fa: مدرک از پرتال رسیده‌است, en: A document came through the portal}
    events:
      - {at: "1398/04/01 12:00", event: document.received, channel: portal}
    expect:
      - {norm: by-portal, outcome: violated, grade: breach}
given:
  document.received: {service: svc-01, recipient: r-1}
"""


def event(name: str, channel: str) -> str:
    """A line of a log: a document that came by a channel."""
    about = {"specversion": "1.0", "id": name, "source": "desk", "type": "document.received"}
    data = {"service": "svc-01", "recipient": "r-1", "channel": channel}
    return json.dumps({**about, "time": "2019-06-22T12:00:00+04:30", "data": data})


KEPT, BROKEN, OPEN = event("kept-1", "portal"), event("broken-1", "telegram"), event("open-1", "pigeon")


@pytest.fixture(autouse=True)
def _an_english_terminal_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLAKIT_LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a tiny edition in `tiny` and three logs beside it."""
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "agreement.yaml").write_text(AGREEMENT, "utf-8")
    (tmp_path / "tiny" / "services.yaml").write_text(ANNEX, "utf-8")
    for name, lines in (("kept", [KEPT]), ("broken", [KEPT, BROKEN]), ("open", [OPEN])):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def add_cases(folder: Path, text: str = CASES) -> None:
    """Give the tiny edition a case file."""
    (folder / "tiny" / "cases").mkdir()
    (folder / "tiny" / "cases" / "a.yaml").write_text(text, "utf-8")


class Answer:
    """What a command gave: its exit code and what it wrote."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def slakit(capfd: pytest.CaptureFixture[str]) -> "Run":
    """Runs a command in this process."""
    return Run(capfd)


class Run:
    """Runs commands, and catches what they write."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *arguments: str | Path) -> Answer:
        """The answer of a command with these arguments."""
        code = main([str(argument) for argument in arguments])
        return Answer(code, *self._capture.readouterr())


AT = ("--at", "1399/01/01")


# --- check -----------------------------------------------------------------------------------------------


def report(
    log: str, language: Language, *, digits: Digits = "persian", everything: bool = False
) -> list[str]:
    """The lines that `slakit.reports.text` has for a log of the tiny edition."""
    edition = load("tiny")
    judgement = judge_log(edition, log, at=AT[1])
    return list(summary(judgement, edition, language, digits=digits, everything=everything))


def test_check_writes_the_report_and_then_how_many_findings_there_are_in_all(
    folder: Path, slakit: Run
) -> None:
    answer = slakit("check", "tiny", "broken.jsonl", *AT)
    lines = answer.out.splitlines()
    assert lines == [*report("broken.jsonl", "en"), "", "in all: fulfilled: 1, violated (breach): 1"]
    assert lines[:2] == [
        "clause 1: “Documents are accepted through the portal only.”",
        "  fulfilled: 1, violated: 1",
    ]
    assert (answer.code, answer.err) == (1, "")


def test_check_speaks_persian_with_persian_digits_and_every_value_isolated(folder: Path, slakit: Run) -> None:
    answer = slakit("check", "tiny", "broken.jsonl", *AT, "--lang", "fa")
    *lines, empty, in_all = answer.out.splitlines()
    assert lines == report("broken.jsonl", "fa")
    assert (empty, strip_isolates(in_all)) == ("", "روی هم: رعایت‌شده: ۱، نقض‌شده (تخلف): ۱")
    assert "\u2066broken-1\u2069" in answer.out
    assert (answer.code, answer.err) == (1, "")


def test_check_says_that_there_is_no_finding_at_all(folder: Path, slakit: Run) -> None:
    (folder / "empty.jsonl").write_text("", "utf-8")
    answer = slakit("check", "tiny", "empty.jsonl", *AT)
    assert answer.out.splitlines()[-1] == "in all: no finding"
    assert (answer.code, answer.err) == (0, "slakit: the log holds no event\n")


def test_check_keeps_the_digits_0_to_9_in_persian_where_they_are_asked_for(folder: Path, slakit: Run) -> None:
    answer = slakit("check", "tiny", "broken.jsonl", *AT, "--lang", "fa", "--digits", "ascii")
    lines = answer.out.splitlines()
    assert lines[:-2] == report("broken.jsonl", "fa", digits="ascii")
    assert strip_isolates(lines[-1]) == "روی هم: رعایت‌شده: 1، نقض‌شده (تخلف): 1"


def test_check_gives_0_where_every_promise_was_kept(folder: Path, slakit: Run) -> None:
    answer = slakit("check", "tiny", "kept.jsonl", *AT)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[:3] == [
        "clause 1: “Documents are accepted through the portal only.”",
        "  fulfilled: 1",
        "",
    ]


def test_check_tells_the_kept_promises_too_if_all_is_asked_for(folder: Path, slakit: Run) -> None:
    lines = slakit("check", "tiny", "kept.jsonl", *AT, "--all").out.splitlines()
    assert lines[:-2] == report("kept.jsonl", "en", everything=True)
    assert lines[2].startswith("  fulfilled: ")


def test_check_reads_several_files_as_one_log_and_the_hyphen_as_standard_input(
    folder: Path, slakit: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BROKEN.encode())))
    answer = slakit("check", "tiny", "kept.jsonl", "-", *AT, "--format", "jsonl")
    found = [json.loads(line) for line in answer.out.splitlines()]
    assert [(one["id"], one["outcome"]) for one in found] == [
        ("by-portal/event=broken-1,source=desk", "violated"),
        ("by-portal/event=kept-1,source=desk", "fulfilled"),
    ]
    assert (answer.code, answer.err) == (1, "")


def test_check_says_that_it_read_the_clock_where_no_time_is_given(
    folder: Path, slakit: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("slakit.cli.check.now", lambda: 1_587_328_200_000_000)
    said = "judged as of now, 1399/02/01 01:00: no `--at` was given"
    text = slakit("check", "tiny", "kept.jsonl")
    assert text.out.splitlines()[:2] == [said, ""]
    assert text.err == ""
    assert strip_isolates(slakit("check", "tiny", "kept.jsonl", "--lang", "fa").out.splitlines()[0]) == (
        "زمان داوری اکنون است، ۱۳۹۹/۰۲/۰۱ ۰۱:۰۰: گزینهٔ «--at» داده نشد"
    )
    document = slakit("check", "tiny", "kept.jsonl", "--format", "json")
    assert (json.loads(document.out)["judged-now"], document.err) == (True, f"slakit: {said}\n")
    lines = slakit("check", "tiny", "kept.jsonl", "--format", "jsonl")
    assert json.loads(lines.out)["basis"]["at"] == "2020-04-19T20:30:00Z"
    assert lines.err == f"slakit: {said}\n"


def test_check_leaves_out_what_was_recorded_after_known_at(folder: Path, slakit: Run) -> None:
    late = json.loads(BROKEN) | {"recordedtime": "2019-06-25T00:00:00Z"}
    (folder / "late.jsonl").write_text(json.dumps(late), "utf-8")
    then = slakit("check", "tiny", "late.jsonl", *AT, "--known-at", "1398/04/03", "--format", "jsonl")
    assert (then.code, then.out) == (0, "")
    now = slakit("check", "tiny", "late.jsonl", *AT, "--known-at", "1398/04/05", "--format", "jsonl")
    assert (now.code, json.loads(now.out)["outcome"]) == (1, "violated")


def test_check_writes_one_json_document_with_everything(folder: Path, slakit: Run) -> None:
    answer = slakit("check", "tiny", "broken.jsonl", *AT, "--format", "json")
    document = json.loads(answer.out)
    assert document["summary"] == {
        "1": {"fulfilled": 1, "violated": 1, "pending": 0, "undetermined": 0, "not-applicable": 0}
    }
    assert document["judged-now"] is False
    assert [one["id"] for one in document["findings"]] == [
        "by-portal/event=broken-1,source=desk",
        "by-portal/event=kept-1,source=desk",
    ]
    assert not re.search("[\u2066-\u2069]", answer.out)
    assert (answer.code, answer.err) == (1, "")


@pytest.mark.parametrize(
    ("grade", "code"),
    [("breach", 0), ("presumption", 0), ("review", 0), ("advisory", 1), ("undetermined", 1)],
)
def test_check_fails_on_the_grade_that_is_asked_for_and_on_those_above_it(
    grade: str, code: int, folder: Path, slakit: Run
) -> None:
    milder = AGREEMENT.replace("rule: only-via,", "grade: advisory, rule: only-via,")
    (folder / "tiny" / "agreement.yaml").write_text(milder, "utf-8")
    assert slakit("check", "tiny", "broken.jsonl", *AT, "--fail-on", grade).code == code


@pytest.mark.parametrize("grade", GRADES)
def test_check_fails_on_what_is_not_determined_only_where_that_is_asked_for(
    grade: str, folder: Path, slakit: Run
) -> None:
    expected = 1 if grade == "undetermined" else 0
    assert slakit("check", "tiny", "open.jsonl", *AT, "--fail-on", grade).code == expected


def test_check_fails_on_a_presumption_unless_told_otherwise(folder: Path, slakit: Run) -> None:
    presumed = AGREEMENT.replace("rule: only-via,", "grade: presumption, rule: only-via,")
    (folder / "tiny" / "agreement.yaml").write_text(presumed, "utf-8")
    assert slakit("check", "tiny", "broken.jsonl", *AT).code == 1
    assert slakit("check", "tiny", "broken.jsonl", *AT, "--fail-on", "breach").code == 0


def test_check_counts_and_names_the_lines_it_set_aside(folder: Path, slakit: Run) -> None:
    (folder / "odd.jsonl").write_text("{\n" + KEPT + "\n", "utf-8")
    text = slakit("check", "tiny", "odd.jsonl", *AT)
    assert text.err == "slakit: 1 line set aside and not judged: `odd.jsonl:1`\n"
    assert "lines that were set aside: 1\n  odd.jsonl:1: " in text.out
    assert text.code == 0
    document = json.loads(slakit("check", "tiny", "odd.jsonl", *AT, "--format", "json").out)
    assert [line["place"] for line in document["set-aside"]] == ["odd.jsonl:1"]
    persian = slakit("check", "tiny", "odd.jsonl", *AT, "--lang", "fa")
    assert strip_isolates(persian.err) == "slakit: ۱ سطر کنار گذاشته شد و در داوری نیامد: «odd.jsonl:1»\n"


NO_LINES = (
    "slakit: the log holds no event\n"
    "  help: write each event as one JSON object on one line of its own; `jq -c '.[]' FILE` makes such lines of one"
    " list of events, `jq -c . FILE` of events over several lines\n"
)


def test_check_says_why_lines_were_set_aside_where_the_results_do_not(folder: Path, slakit: Run) -> None:
    (folder / "odd.jsonl").write_text("[]\n" + KEPT + "\n", "utf-8")
    answer = slakit("check", "tiny", "odd.jsonl", *AT, "--format", "jsonl")
    assert answer.err.splitlines()[0] == ("slakit: 1 line set aside and not judged: `odd.jsonl:1`")
    assert answer.err.splitlines()[1].startswith("odd.jsonl:1: ")


def test_check_names_twenty_lines_set_aside_and_counts_the_rest(folder: Path, slakit: Run) -> None:
    (folder / "odd.jsonl").write_text("{\n" * 22, "utf-8")
    named = ", ".join(f"`odd.jsonl:{number}`" for number in range(1, 21))
    assert slakit("check", "tiny", "odd.jsonl", *AT).err == (
        f"{NO_LINES}slakit: 22 lines set aside and not judged: {named} and 2 more\n"
    )


def test_check_says_how_to_make_lines_of_one_list(folder: Path, slakit: Run) -> None:
    (folder / "list.json").write_text(f"[{KEPT}]\n", "utf-8")
    assert slakit("check", "tiny", "list.json", *AT).err == (
        f"{NO_LINES}slakit: 1 line set aside and not judged: `list.json:1`\n"
    )
    (folder / "list.json").write_text('{"specversion": "1.0"}\n', "utf-8")
    assert slakit("check", "tiny", "list.json", *AT).err.startswith(
        "slakit: the log holds no event\nslakit: 1 line"
    )


def test_check_names_the_parts_of_events_that_it_did_not_read(folder: Path, slakit: Run) -> None:
    odd = json.loads(KEPT)
    odd["data"]["chanel"] = "post"
    (folder / "odd.jsonl").write_text(json.dumps(odd), "utf-8")
    assert slakit("check", "tiny", "odd.jsonl", *AT).err == (
        "slakit: not read: 1 part of events; the events themselves count: `odd.jsonl:1`\n"
    )


def test_check_asks_which_service_is_meant_where_a_log_says_its_title_or_its_row(
    folder: Path, slakit: Run
) -> None:
    """In whatever letters: an export that calls services otherwise than the annex has no finding on any of them."""
    titles = ["تمدید و تعویض مدارک اقامتی اتباع خارجی", "arbaeen  plan", "۷", "svc-۰۸", "svc-77", "24"]
    said = {"outage": "o", "origin": "site", "planned": True, "services": titles}
    event = {"specversion": "1.0", "id": "e", "source": "s", "type": "outage.started", "data": said}
    (folder / "titles.jsonl").write_text(json.dumps(event | {"time": "2019-06-01T09:00:00Z"}), "utf-8")
    assert slakit("check", HAMADAN, "titles.jsonl", *AT, "--engine", "reference").err == "".join(
        f"slakit: the annex names no service `{written}`, so nothing was judged of it: 1 finding\n"
        f"  help: did you mean `{meant}`?\n"
        for written, meant in [
            ("arbaeen  plan", "svc-22"),
            ("svc-۰۸", "svc-08"),
            ("تمدید و تعویض مدارک اقامتی اتباع خارجی", "svc-03"),
            ("۷", "svc-07"),
        ]
    )


def test_check_names_services_that_the_annex_nearly_names(folder: Path, slakit: Run) -> None:
    """A slip in an id makes a promise not applicable: it is told, and changes no verdict. `svc-77` is like no other."""
    said = {"outage": "o", "origin": "site", "planned": True, "services": ["svc-3", "svc-77"]}
    event: dict[str, object] = {
        "specversion": "1.0",
        "id": "e",
        "source": "s",
        "type": "outage.started",
        "time": "2019-06-01T09:00:00Z",
    }
    (folder / "odd.jsonl").write_text(json.dumps(event | {"data": said}), "utf-8")
    told = (
        "slakit: the annex names no service `svc-3`, so nothing was judged of it: 1 finding\n"
        "  help: did you mean `svc-03`?\n"
    )
    assert slakit("check", HAMADAN, "odd.jsonl", *AT, "--engine", "reference").err == told
    assert slakit("check", HAMADAN, "odd.jsonl", *AT, "--engine", "audit", "--all").err == told
    charge = {"service": "svc-3", "recipient": "r", "amount": 5}
    event |= {"type": "fee.charged", "data": charge}
    (folder / "odd.jsonl").write_text(json.dumps(event), "utf-8")
    unnamed = (
        "slakit: the annex does not name the service, so nothing was judged: 3 findings\n"
        "  help: `slakit check --all` names the services\n"
    )
    counting = (HAMADAN, "odd.jsonl", *AT, "--engine", "audit")
    assert slakit("check", *counting).err == unnamed
    assert slakit("report", *counting, "--format", "ics").err == unnamed  # which has no `--all`


def test_check_strict_gives_2_for_a_line_set_aside_and_writes_the_results_all_the_same(
    folder: Path, slakit: Run
) -> None:
    (folder / "odd.jsonl").write_text("{\n" + KEPT + "\n", "utf-8")
    answer = slakit("check", "tiny", "odd.jsonl", *AT, "--strict")
    assert answer.err.splitlines()[-1] == "slakit: `--strict`: no line may be set aside"
    assert answer.out.startswith("clause 1: ")
    assert answer.code == 2
    assert slakit("check", "tiny", "kept.jsonl", *AT, "--strict").code == 0


def test_the_editions_are_named_where_their_folder_was_given(folder: Path, slakit: Run) -> None:
    for edition in ("1401", "1400"):
        shutil.copytree(folder / "tiny", folder / "office" / edition)
    answer = slakit("check", "office", "kept.jsonl", *AT)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "office/agreement.yaml:1:1: cannot read `office/agreement.yaml`: there is no such file\n"
        "  help: name one of the editions there: `office/1400`, `office/1401`\n"
    )
    (folder / "bare").mkdir()
    assert slakit("check", "bare", "kept.jsonl", *AT).err.endswith(
        "  help: check the path and that it is there\n"
    )


def test_check_refuses_a_faulty_agreement_with_all_its_faults(folder: Path, slakit: Run) -> None:
    faulty = AGREEMENT.replace("only: [portal]", "only: [portel]").replace(
        "towards: office", "towards: offise"
    )
    (folder / "tiny" / "agreement.yaml").write_text(faulty, "utf-8")
    answer = slakit("check", "tiny", "kept.jsonl", *AT)
    assert re.findall("did you mean `(.+?)`", answer.err) == ["office", "portal"]
    assert re.findall("^(.+?): clause 1: ", answer.err, flags=re.MULTILINE) == [
        "tiny/agreement.yaml:18:51",
        "tiny/agreement.yaml:18:127",
    ]
    assert (answer.code, answer.out) == (2, "")


@pytest.mark.parametrize(
    ("agreement", "log", "missing"),
    [
        ("tiny", "gone.jsonl", "gone.jsonl"),
        ("gone", "kept.jsonl", "gone"),
        ("tiny/gone.yaml", "kept.jsonl", "tiny/gone.yaml"),
    ],
)
def test_check_names_a_file_that_is_not_there(
    agreement: str, log: str, missing: str, folder: Path, slakit: Run
) -> None:
    answer = slakit("check", agreement, log, *AT)
    assert answer.err == (
        f"{missing}:1:1: cannot read `{missing}`: there is no such file\n"
        "  help: check the path and that it is there\n"
    )
    assert (answer.code, answer.out) == (2, "")


def test_check_refuses_a_time_that_is_none_and_says_why(folder: Path, slakit: Run) -> None:
    answer = slakit("check", "tiny", "kept.jsonl", "--at", "1398/02/32")
    assert answer.err == (
        "slakit: `--at`: expected a time such as `1398/05/10 09:01` or `2019-08-01T09:01:00+04:30`,"
        " found `1398/02/32`: there is no such day\n"
    )
    assert (answer.code, answer.out) == (2, "")


def test_check_offers_both_readings_of_a_time_in_a_repeated_hour(folder: Path, slakit: Run) -> None:
    answer = slakit("check", "tiny", "kept.jsonl", *AT, "--known-at", "1398/06/30 23:30")
    assert answer.err.splitlines()[1] == (
        "  help: there are: `1398/06/30 23:30 +04:30`, `1398/06/30 23:30 +03:30`"
    )
    persian = slakit("check", "tiny", "kept.jsonl", "--lang", "fa", "--at", "1398/06/30 23:30")
    assert persian.err.splitlines()[1] == (
        "  \u2067راهنما: این‌ها هستند: «\u20661398/06/30 23:30 +04:30\u2069»، «\u20661398/06/30 23:30 +03:30\u2069»\u2069"
    )


def test_check_finds_in_the_example_year_what_a_reader_of_the_readme_is_told(slakit: Run) -> None:
    answer = slakit("check", HAMADAN, YEAR, "--at", "1399/02/01", "--format", "json")
    assert (answer.code, answer.err) == (1, "")
    assert json.loads(answer.out)["set-aside"] == []


# --- where results go ------------------------------------------------------------------------------------


ENGINES = ("reference", "audit")


@pytest.mark.parametrize("options", [(), ("--all",), ("--format", "jsonl"), ("--lang", "fa")])
def test_check_writes_the_same_whichever_engine_judges(
    options: tuple[str, ...], folder: Path, slakit: Run
) -> None:
    """What a report only counts, an engine may only count; nobody sees the difference."""
    by_list, by_tables = (
        slakit("check", "tiny", "broken.jsonl", "open.jsonl", *AT, *options, "--engine", engine)
        for engine in ENGINES
    )
    assert by_list.code == 1
    assert (by_tables.code, by_tables.out, by_tables.err) == (by_list.code, by_list.out, by_list.err)


def test_check_chooses_the_audit_engine_for_a_log_of_many_events(
    folder: Path, slakit: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From so many events on, and not for fewer."""
    from slakit import judgement, load

    edition = load("tiny")
    monkeypatch.setattr(judgement, "AUDIT_FROM", 2)
    engines = {log: judge_log(edition, log, at=AT[1]).engine for log in ("kept.jsonl", "broken.jsonl")}
    assert engines == {"kept.jsonl": "reference", "broken.jsonl": "audit"}


def refusing(*given: object, **named: object) -> None:
    """An engine that cannot judge what it is given."""
    raise UnsupportedByEngine("audit", "mixed-values", {"field": "start", "type": "notice.amended"})


def test_check_says_what_the_engine_asked_for_cannot_do_and_which_one_can(
    folder: Path, slakit: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no answer at all where only a part of it could be given."""
    monkeypatch.setattr("slakit.engines.audit.survey", refusing)
    answer = slakit("check", "tiny", "broken.jsonl", *AT, "--engine", "audit")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "slakit: the engine `audit` cannot judge this log: the field `start` of `notice.amended` holds values of"
        " several types\n  help: `--engine reference` can judge it\n"
    )
    persian = slakit("check", "tiny", "broken.jsonl", *AT, "--engine", "audit", "--lang", "fa")
    assert "مقدارهایی از چند نوع دارد" in persian.err


@pytest.mark.parametrize(
    "wanting", ["slakit.sources.direct.line_files._copied", "slakit.engines.audit.survey"]
)
def test_a_disk_without_space_for_temporary_files_is_no_mistake_of_anybody(
    wanting: str, folder: Path, slakit: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither of slakit nor of the log: where a file is copied for its reader, and where tables are filled."""

    def full(*given: object, **named: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(wanting, full)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    log = folder / "broken.jsonl"
    log.write_bytes(log.read_bytes() + b"\xff\n")
    answer = slakit("check", "tiny", "broken.jsonl", *AT, "--engine", "audit")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err == (
        f"slakit: there is no space left for temporary files in `{folder}`\n"
        "  help: free some space there, or name a folder that has some in the variable TMPDIR\n"
    )


def test_check_judges_by_the_reference_engine_and_says_so_where_it_chose_one_that_cannot(
    folder: Path, slakit: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole log is judged by the other engine."""
    monkeypatch.setattr("slakit.engines.audit.survey", refusing)
    monkeypatch.setattr("slakit.judgement.AUDIT_FROM", 1)
    answer = slakit("check", "tiny", "broken.jsonl", *AT)
    assert answer.out == slakit("check", "tiny", "broken.jsonl", *AT, "--engine", "reference").out
    assert answer.err == (
        "slakit: the engine `audit` cannot judge this log: the field `start` of `notice.amended` holds values of"
        " several types\n  help: it was judged by the engine `reference` instead\n"
    )


def test_output_is_the_same_in_a_file_as_on_standard_output(folder: Path, slakit: Run) -> None:
    shown = slakit("check", "tiny", "broken.jsonl", *AT)
    answer = slakit("check", "tiny", "broken.jsonl", *AT, "--output", "report.txt")
    assert (folder / "report.txt").read_text("utf-8") == shown.out
    assert (answer.code, answer.out, answer.err) == (1, "", "")


def write_half(file: str) -> None:
    """Begin a result, and break off."""
    with results(file, Voice("en")) as stream:
        stream.write("half")
        raise KeyboardInterrupt


def test_a_result_that_breaks_off_leaves_the_old_file_as_it_was_and_nothing_half_written(
    folder: Path,
) -> None:
    report = folder / "report.txt"
    report.write_text("old", "utf-8")
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(KeyboardInterrupt):
        write_half("report.txt")
    assert report.read_text("utf-8") == "old"
    assert sorted(path.name for path in folder.iterdir()) == before


def test_a_result_keeps_the_permissions_of_the_file_and_follows_a_link(folder: Path) -> None:
    report = folder / "report.txt"
    report.write_text("old", "utf-8")
    report.chmod(0o640)
    (folder / "link.txt").symlink_to("report.txt")
    with results("link.txt", Voice("en")) as stream:
        stream.write("new")
    assert (folder / "link.txt").is_symlink()
    assert (report.read_text("utf-8"), stat.S_IMODE(report.stat().st_mode)) == ("new", 0o640)


def test_a_device_is_written_to_and_never_replaced() -> None:
    with results(os.devnull, Voice("en")) as stream:
        stream.write("x")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("file", "in_english", "in_persian"),
    [
        (
            "gone/report.txt",
            "cannot write `gone/report.txt`: No such file or directory\n  help: there is no folder `gone`: make it first\n",
            "«gone/report.txt» نوشته نشد: چنین فایل یا پوشه‌ای وجود ندارد\n  راهنما: پوشهٔ «gone» وجود ندارد: نخست آن را بسازید\n",
        ),
        ("tiny", "cannot write `tiny`: Is a directory\n", "«tiny» نوشته نشد: این یک پوشه است\n"),
    ],
)
def test_a_file_that_cannot_be_written_is_wrong_input(
    file: str, in_english: str, in_persian: str, folder: Path, slakit: Run
) -> None:
    answer = slakit("schema", "event", "--output", file)
    assert (answer.code, answer.out, answer.err) == (2, "", f"slakit: {in_english}")
    persian = slakit("schema", "event", "--output", file, "--lang", "fa").err
    assert strip_isolates(persian) == f"slakit: {in_persian}"


def test_what_the_system_says_is_told_in_persian_where_it_is_known() -> None:
    assert set(IN_PERSIAN) - {*OF_SQLITE, *OF_NAMES, *OF_RECEIVERS} <= {
        os.strerror(number) for number in errno.errorcode
    }
    with pytest.raises(socket.gaierror) as unknown:
        socket.getaddrinfo("no name", 80, flags=socket.AI_NUMERICHOST)
    assert unknown.value.strerror in OF_NAMES
    assert {words for words in IN_PERSIAN.values() if re.search("[a-zA-Z\u064a\u0643]", words)} == set()
    assert "the moon" in Voice("fa").said("cannot write", file="a", problem="the moon")


def test_colour_is_for_terminals_that_do_not_forbid_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert is_coloured("auto", None)
    assert not is_coloured("auto", "report.txt")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not is_coloured("auto", None)
    assert is_coloured("always", "report.txt")
    assert not is_coloured("never", None)


def test_colour_reaches_the_report(folder: Path, slakit: Run) -> None:
    assert "\x1b[31mviolated" in slakit("check", "tiny", "broken.jsonl", *AT, "--colour", "always").out
    assert "\x1b" not in slakit("check", "tiny", "broken.jsonl", *AT, "--color", "never").out


# --- progress --------------------------------------------------------------------------------------------


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """The seconds it shows."""
        return self.now


def test_progress_draws_a_bar_and_erases_it_in_the_end() -> None:
    clock, stream = Clock(), io.StringIO()
    progress = Progress(Voice("en"), 8192, stream=stream, clock=clock)
    progress(1_000_000, 4_000_000)
    assert stream.getvalue() == ""
    clock.now = 0.5
    progress(2_000_000, 4_000_000)
    progress(2_100_000, 4_000_000)
    assert stream.getvalue() == "\r\x1b[Kreading [############............] 50% 2.0 MB 32,768 lines/s"
    progress.say("judging")
    progress.erase()
    assert stream.getvalue().endswith("\r\x1b[Kjudging …\r\x1b[K")


def test_progress_of_quick_or_unwatched_work_is_never_seen() -> None:
    clock, stream = Clock(), io.StringIO()
    for is_wanted in (True, False):
        progress = Progress(Voice("en"), 8192, is_wanted=is_wanted, stream=stream, clock=clock)
        clock.now += 0.3 if is_wanted else 10
        progress(1, 2)
        progress.say("judging")
        progress.erase()
    assert stream.getvalue() == ""


def test_progress_of_a_pipe_has_no_bar() -> None:
    clock, stream = Clock(), io.StringIO()
    progress = Progress(Voice("fa"), 100, stream=stream, clock=clock)
    clock.now = 1.0
    progress(2_500_000, 0)
    assert strip_isolates(stream.getvalue()) == "\r\x1b[Kخواندن 2.5 MB ۱۰۰ سطر در ثانیه"


# --- validate --------------------------------------------------------------------------------------------


def test_validate_counts_the_documents_that_are_sound(folder: Path, slakit: Run) -> None:
    answer = slakit("validate", "tiny", "--no-lint")
    assert vars(answer) == {"code": 0, "out": "2 documents, no faults\n", "err": ""}
    assert slakit("validate", ".", "--no-lint", "--lang", "fa").out == "۲ سند، بی‌ایراد\n"
    assert (
        slakit("validate", "tiny", "tiny/agreement.yaml", "tiny/services.yaml", "--no-lint").out
        == "2 documents, no faults\n"
    )


def test_validate_tells_all_faults_of_all_documents_at_once(folder: Path, slakit: Run) -> None:
    add_cases(
        folder,
        CASES.replace("event: document.received", "event: document.recieved").replace(
            "outcome: violated, grade: breach}", "outcome: vilated}"
        ),
    )
    (folder / "tiny" / "services.yaml").write_text(ANNEX.replace("row: 1", 'row: "1"'), "utf-8")
    assert slakit("validate", "tiny").out.splitlines()[-1] == "2 documents, 1 fault"
    answer = slakit("validate", "tiny", "--cases")
    assert re.findall("^(tiny/.+?): ", answer.out, flags=re.MULTILINE) == [
        "tiny/services.yaml:5:28",
        "tiny/cases/a.yaml:14:36",
    ]
    assert answer.out.splitlines()[-1] == "3 documents, 2 faults"
    assert (answer.code, answer.err) == (1, "")


def test_validate_holds_a_case_file_against_its_edition(folder: Path, slakit: Run) -> None:
    add_cases(folder, CASES.replace("event: document.received", "event: document.recieved"))
    answer = slakit("validate", "tiny/cases/a.yaml")
    assert re.findall("did you mean `(.+?)`", answer.out) == ["document.received", "document.received"]
    assert answer.out.splitlines()[-1] == "3 documents, 2 faults"
    assert answer.code == 1


def test_validate_says_that_a_case_file_stands_alone(folder: Path, slakit: Run) -> None:
    (folder / "alone.yaml").write_text(CASES, "utf-8")
    answer = slakit("validate", folder / "alone.yaml")
    above = folder.parent / "agreement.yaml"
    assert answer.out == "1 document, no faults\n"
    assert answer.err == (
        f"slakit: `{folder / 'alone.yaml'}` was compared with no agreement: there is no `{above}`\n"
    )
    assert answer.code == 0


def test_validate_looks_at_a_vocabulary_by_itself(folder: Path, slakit: Run) -> None:
    shipped = ROOT / "src" / "slakit" / "vocabularies" / "e-government-portal" / "v1.yaml"
    assert slakit("validate", shipped).out == "1 document, no faults\n"
    text = shipped.read_text("utf-8").replace("opens: outage.started", "opens: outage.startd")
    (folder / "own.yaml").write_text(text, "utf-8")
    answer = slakit("validate", "own.yaml")
    assert "did you mean `outage.started`?" in answer.out
    assert answer.code == 1


def test_validate_gives_faults_as_json_with_words_in_both_languages(folder: Path, slakit: Run) -> None:
    (folder / "tiny" / "services.yaml").write_text(ANNEX.replace("row: 1", "rows: 1"), "utf-8")
    document = json.loads(slakit("validate", "tiny", "--format", "json").out)
    assert document["documents"] == ["tiny/agreement.yaml", "tiny/services.yaml"]
    fault = next(one for one in document["faults"] if one["rule"] == "unknown-key")
    assert re.fullmatch("[0-9a-f]{64}", fault.pop("fingerprint"))
    assert fault | {"arguments": fault["arguments"]["key"]} == {
        "rule": "unknown-key",
        "severity": "error",
        "file": "tiny/services.yaml",
        "line": 5,
        "column": 23,
        "end-line": 5,
        "end-column": 27,
        "path": ["services", "svc-01", "rows"],
        "arguments": "rows",
        "message": {"fa": "کلید «rows» شناخته نیست", "en": "unknown key `rows`"},
        "help": {"fa": "آیا منظور «row» است؟", "en": "did you mean `row`?"},
    }


def test_validate_gives_2_for_a_path_with_nothing_to_read_and_looks_at_the_others(
    folder: Path, slakit: Run
) -> None:
    (folder / "empty").mkdir()
    (folder / "note.yaml").write_text("a: 1\n", "utf-8")
    answer = slakit("validate", "gone.yaml", "empty", "note.yaml", "tiny", "--no-lint")
    assert answer.out == "2 documents, no faults\n"
    assert answer.err == (
        "gone.yaml:1:1: cannot read `gone.yaml`: there is no such file\n"
        "  help: check the path and that it is there\n"
        "slakit: neither in `empty` nor below it is there an agreement.yaml\n"
        "slakit: `note.yaml` does not say which document it is\n"
        "  help: begin it with one of these lines: `document: agreement/v1`, `document: services/v1`,"
        " `document: vocabulary/v1`, `document: calendar/v1`, `document: cases/v1`, `document: mapping/v1`\n"
    )
    assert answer.code == 2


@pytest.mark.parametrize("path", ["gone.yaml", "empty", "note.yaml"])
def test_validate_gives_2_for_each_path_with_nothing_to_read(path: str, folder: Path, slakit: Run) -> None:
    (folder / "empty").mkdir()
    (folder / "note.yaml").write_text("a: 1\n", "utf-8")
    assert slakit("validate", path, "tiny").code == 2


def test_validate_finds_nothing_wrong_with_the_agreements_of_this_project(slakit: Run) -> None:
    answer = slakit("validate", ROOT / "agreements", "--cases")
    assert (answer.out.count("\n"), answer.code) == (1, 0)
    assert answer.out.endswith(" documents, no faults, 27 waived\n")


# --- test ------------------------------------------------------------------------------------------------


def test_test_names_a_failing_case_with_its_line_and_what_was_expected_and_found(
    folder: Path, slakit: Run
) -> None:
    add_cases(folder)
    answer = slakit("test", "tiny")
    assert answer.out == (
        "tiny/cases/a.yaml:9: case `by-portal` fails: A document came through the portal\n"
        "  norm `by-portal`: expected the one occasion: violated breach\n"
        "  norm `by-portal`: found event=e1,source=case: fulfilled met\n"
        "2 cases, 1 failing\n"
        "what no case shows:\n"
        "  clause 1, norm `by-portal`: no case shows it fulfilled\n"
    )
    assert (answer.code, answer.err) == (1, "")


def test_test_speaks_persian(folder: Path, slakit: Run) -> None:
    add_cases(folder)
    assert strip_isolates(slakit("test", "tiny", "--lang", "fa").out) == (
        "tiny/cases/a.yaml:9: نمونهٔ «by-portal» برقرار نیست: مدرک از پرتال رسیده‌است\n"
        "  الزام «by-portal»: مورد انتظار تنها مورد: نقض‌شده (تخلف)\n"
        "  الزام «by-portal»: یافت‌شده event=e1، source=case: رعایت‌شده، به دلیل «met»\n"
        "۲ نمونه، ۱ تا برقرار نیست\n"
        "آنچه هیچ نمونه‌ای نشان نمی‌دهد:\n"
        "  بند ۱، الزام «by-portal»: هیچ نمونه‌ای آن را رعایت‌شده نشان نمی‌دهد\n"
    )


def test_what_no_case_expected_is_told_in_persian_too(folder: Path, slakit: Run) -> None:
    """A finding that is missing, one that nobody named, and the rest of a norm."""
    edition = load(folder / "tiny")
    cases = CASES.replace("norm: by-portal,", "norm: by-portal, occasion: {event: other},", 1)
    add_cases(folder, cases)
    result = next(iter(run_file(folder / "tiny" / "cases" / "a.yaml", edition)))
    lines = [strip_isolates(line) for one in result.differences for line in told(one, Voice("fa"))]
    assert lines == [
        "الزام «by-portal»: مورد انتظار event=other: نقض‌شده (تخلف)، به دلیل «not-met»",
        "الزام «by-portal»: یافت‌شده هیچ یافته‌ای",
        "الزام «by-portal»: مورد انتظار یافتهٔ دیگری نباشد",
        "الزام «by-portal»: یافت‌شده event=e1، source=case: نقض‌شده (تخلف)، به دلیل «not-met»",
    ]


def test_test_misses_no_outcome_that_a_norm_can_never_have(folder: Path, slakit: Run) -> None:
    """A bare prohibition is never kept, what has no time is never broken, and a mere report is neither."""
    more = """\
      - {id: no-telegram, forbids: people, rule: never, of: {event: document.received, where: {channel: telegram}}}
      - id: answered
        obliges: people
        rule: respond-within
        of: {event: document.received, where: {channel: telegram}}
        then: {event: fee.charged}
        within: unspecified
      - id: reported
        obliges: people
        rule: service-level
        measure: availability
        of: {record: outage}
        services: services
        day-count: actual
        target: unspecified
"""
    last = '  - clause: "2"\n'
    (folder / "tiny" / "agreement.yaml").write_text(AGREEMENT.replace(last, more + last), "utf-8")
    expected = """\
      - {norm: by-portal, outcome: violated, grade: breach, reason: not-met}
      - {norm: no-telegram, outcome: violated, grade: breach}
      - {norm: answered, outcome: pending}
      - {norm: reported, outcome: undetermined}
"""
    add_cases(folder, CASES.replace(expected.partition("\n")[0] + "\n", expected, 1))
    answer = slakit("test", "tiny", "--format", "json")
    assert answer.err == ""
    document = json.loads(answer.out)
    assert document["norms-not-covered"] == []
    assert document["outcomes-not-shown"] == [
        {"clause": "1", "norm": "by-portal", "outcome": "fulfilled"},
        {"clause": "1", "norm": "answered", "outcome": "fulfilled"},
    ]


def test_test_writes_junit_in_which_a_case_fails_and_what_no_case_shows_is_skipped(
    folder: Path, slakit: Run
) -> None:
    add_cases(folder)
    answer = slakit("test", "tiny", "--format", "text", "--format", "junit", "--output", "cases.xml")
    assert (answer.code, answer.out.splitlines()[3], answer.err) == (1, "2 cases, 1 failing", "")
    assert (folder / "cases.xml").read_text("utf-8") == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="slakit test" tests="3" failures="1" errors="0" skipped="1">\n'
        '  <testsuite name="tiny/cases/a.yaml" tests="2" failures="1" errors="0" skipped="0">\n'
        '    <testcase classname="tiny/cases/a.yaml" name="by-telegram" file="tiny/cases/a.yaml" line="3"/>\n'
        '    <testcase classname="tiny/cases/a.yaml" name="by-portal" file="tiny/cases/a.yaml" line="9">\n'
        '      <failure message="case `by-portal` fails: A document came through the portal" type="case">'
        "tiny/cases/a.yaml:9:11\n"
        "case `by-portal` fails: A document came through the portal\n"
        "norm `by-portal`: expected the one occasion: violated breach\n"
        "norm `by-portal`: found event=e1,source=case: fulfilled met</failure>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        '  <testsuite name="tiny/agreement.yaml" tests="1" failures="0" errors="0" skipped="1">\n'
        '    <testcase classname="tiny/agreement.yaml" name="1/by-portal/fulfilled">\n'
        '      <skipped message="clause 1, norm `by-portal`: no case shows it fulfilled"/>\n'
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_a_persian_message_in_junit_keeps_its_half_spaces(folder: Path, slakit: Run) -> None:
    add_cases(folder)
    root = ET.fromstring(slakit("test", "tiny", "--format", "junit", "--lang", "fa").out)  # noqa: S314  our own output
    assert [part.attrib["message"] for part in root.iter() if "message" in part.attrib] == [
        "نمونهٔ «by-portal» برقرار نیست: مدرک از پرتال رسیده‌است",
        "بند ۱، الزام «by-portal»: هیچ نمونه‌ای آن را رعایت‌شده نشان نمی‌دهد",
    ]


def test_on_github_a_failing_case_is_an_annotation_at_its_line(
    folder: Path, slakit: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_cases(folder)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "summary.md"))
    answer = slakit("test", "tiny", "--format", "github")
    assert (answer.code, answer.out.splitlines()) == (
        1,
        [
            (
                "::error file=tiny/cases/a.yaml,line=9,endLine=9,col=11,endColumn=20,title=slakit%3A case"
                "::case `by-portal` fails: A document came through the portal"
                "%0Anorm `by-portal`: expected the one occasion: violated breach"
                "%0Anorm `by-portal`: found event=e1,source=case: fulfilled met"
            ),
            "2 cases, 1 failing",
            "what no case shows:",
            "  clause 1, norm `by-portal`: no case shows it fulfilled",
        ],
    )
    assert "| tiny/cases/a.yaml:9:11 | error | case | " in (folder / "summary.md").read_text("utf-8")


def test_test_writes_two_formats_to_two_places_or_refuses(folder: Path, slakit: Run) -> None:
    add_cases(folder)
    answer = slakit("test", "tiny", "--format", "json", "--format", "junit")
    assert (answer.code, answer.out) == (2, "")


def test_test_names_clauses_and_norms_that_no_case_speaks_of(folder: Path, slakit: Run) -> None:
    norm = "      - {id: by-post, obliges: people, rule: only-via, of: {event: document.received}, by: channel, only: [post]}\n"
    last = '  - clause: "2"\n'
    more = '  - clause: "1.b"\n    text: {fa: و, en: and}\n    norms:\n' + norm.replace("by-post", "by-desk")
    (folder / "tiny" / "agreement.yaml").write_text(AGREEMENT.replace(last, norm + more + last), "utf-8")
    add_cases(folder)
    document = json.loads(slakit("test", "tiny", "--format", "json").out)
    assert document["clauses-not-covered"] == ["1.b"]
    assert document["norms-not-covered"] == [{"clause": "1", "norm": "by-post"}]
    assert document["outcomes-not-shown"] == [{"clause": "1", "norm": "by-portal", "outcome": "fulfilled"}]
    assert document["cases"][1] == {
        "file": "tiny/cases/a.yaml",
        "line": 9,
        "case": "by-portal",
        "story": None,
        "title": {"fa": "مدرک از پرتال رسیده‌است", "en": "A document came through the portal"},
        "holds": False,
        "differences": [
            {
                "norm": "by-portal",
                "expected": "the one occasion: violated breach",
                "found": "event=e1,source=case: fulfilled met",
            }
        ],
    }


def test_test_runs_only_the_cases_with_a_word_and_then_says_nothing_of_coverage(
    folder: Path, slakit: Run
) -> None:
    add_cases(folder)
    for word in ("Telegram", "تلگرام", "by-tele"):
        assert vars(slakit("test", "tiny", "-k", word)) == {"code": 0, "out": "1 case, all hold\n", "err": ""}
    answer = slakit("test", "tiny", "-k", "fax")
    assert (answer.code, answer.out, answer.err) == (2, "", "slakit: no case has the word `fax`\n")


def test_test_says_that_every_norm_is_shown_both_ways(folder: Path, slakit: Run) -> None:
    add_cases(folder, CASES.replace("outcome: violated, grade: breach}", "outcome: fulfilled}"))
    assert slakit("test", "tiny").out == (
        "2 cases, all hold\nevery norm is shown both fulfilled and violated, where it can be\n"
    )


def test_test_without_a_case_is_wrong_input(folder: Path, slakit: Run) -> None:
    answer = slakit("test", "tiny")
    assert answer.err == "slakit: `tiny` has no case\n  help: write them into `tiny/cases`\n"
    assert (answer.code, answer.out) == (2, "")


def test_test_tells_the_faults_of_every_case_file(folder: Path, slakit: Run) -> None:
    add_cases(folder, CASES.replace("grade: breach, reason", "grade: breech, reason"))
    (folder / "tiny" / "cases" / "b.yaml").write_text(
        CASES.replace("norm: by-portal", "norm: by-portl"), "utf-8"
    )
    answer = slakit("test", "tiny")
    assert re.findall("^(tiny/cases/.+?): ", answer.err, flags=re.MULTILINE) == [
        "tiny/cases/a.yaml:8:53",
        "tiny/cases/b.yaml:8:16",
        "tiny/cases/b.yaml:14:16",
    ]
    assert (answer.code, answer.out) == (2, "")


# --- explain ---------------------------------------------------------------------------------------------


def test_explain_tells_a_clause_by_its_number_in_either_digits_or_by_one_of_its_norms(slakit: Run) -> None:
    by_number = slakit("explain", HAMADAN, "5.4")
    assert by_number.out.splitlines()[0] == "clause 5.4"
    assert (by_number.code, by_number.err) == (0, "")
    assert slakit("explain", HAMADAN, "۵.۴").out == by_number.out
    assert slakit("explain", HAMADAN, "planned-outage-notice").out == by_number.out


def test_explain_tells_a_rule_kind_without_an_agreement(slakit: Run) -> None:
    answer = slakit("explain", "only-via")
    assert answer.out.startswith("only-via: ")
    assert (answer.code, answer.err) == (0, "")
    assert re.search("[\u0600-\u06ff]", slakit("explain", "only-via", "--lang", "fa").out.splitlines()[0])


def test_explain_tells_a_finding_by_its_id_or_the_beginning_of_it(folder: Path, slakit: Run) -> None:
    whole = slakit("explain", "tiny", "by-portal/event=broken-1,source=desk", "--log", "broken.jsonl", *AT)
    assert whole.out.splitlines()[0] == "clause 1: violated (breach)"
    assert (whole.code, whole.err) == (0, "")
    begun = slakit("explain", "tiny", "by-portal/event=b", "--log", "broken.jsonl", *AT)
    assert begun.out == whole.out


def test_explain_says_that_it_read_the_clock(
    folder: Path, slakit: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("slakit.cli.explain.now", lambda: 1_587_328_200_000_000)
    answer = slakit("explain", "tiny", "by-portal/event=b", "--log", "broken.jsonl")
    assert answer.err == "slakit: judged as of now, 1399/02/01 01:00: no `--at` was given\n"


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (["only-vai"], "there is no rule kind or lint rule `only-vai`\n  help: did you mean `only-via`?"),
        (
            ["1.4"],
            "there is no rule kind or lint rule `1.4`\n  help: to explain a clause or a norm, name its agreement first",
        ),
        (
            ["tiny"],
            "there is no rule kind or lint rule `tiny`\n  help: to explain a clause or a norm, name its agreement first",
        ),
        (
            ["tiny", "by-portl"],
            "`tiny` has no clause, norm or finding `by-portl`\n  help: did you mean `by-portal`?",
        ),
        (["tiny", "9"], "`tiny` has no clause, norm or finding `9`"),
        (["tiny", "1", "2"], "unknown option or argument: `2`\n  help: run `slakit explain --help`"),
        (["only-via", *AT], "`--log`, `--at` and `--known-at` need an agreement and a finding"),
        (
            ["tiny", "by-portal/event=kept-1"],
            (
                "the finding `by-portal/event=kept-1` can only be explained with its log\n"
                "  help: add `--log FILE`, and `--at TIME` for another time than now"
            ),
        ),
        (
            ["tiny", "by-portal/", "--log", "broken.jsonl", *AT],
            (
                "2 findings begin with `by-portal/`\n"
                "  help: there are: `by-portal/event=broken-1,source=desk`, `by-portal/event=kept-1,source=desk`"
            ),
        ),
        (
            [
                "tiny",
                "by-portal/event=broken-2,source=desk",
                "--log",
                "broken.jsonl",
                "--log",
                "kept.jsonl",
                *AT,
            ],
            "`tiny` has no clause, norm or finding `by-portal/event=broken-2,source=desk`",
        ),
    ],
)
def test_explain_says_what_may_have_been_meant(what: list[str], told: str, folder: Path, slakit: Run) -> None:
    answer = slakit("explain", *what)
    assert (answer.code, answer.out, answer.err) == (2, "", f"slakit: {told}\n")


# --- schema ----------------------------------------------------------------------------------------------


def test_schema_lists_every_document_that_has_one(slakit: Run) -> None:
    answer = slakit("schema")
    assert sorted(DOCUMENTS) == sorted(path.name for path in (ROOT / "schemas").iterdir())
    assert [line.split()[0] for line in answer.out.splitlines()] == list(DOCUMENTS)
    assert re.search("[\u0600-\u06ff]", slakit("schema", "--lang", "fa").out)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_schema_prints_the_schema_as_it_is_shipped(name: str, slakit: Run) -> None:
    shipped = ROOT / "schemas" / name / "v1" / f"{name}.schema.json"
    assert vars(slakit("schema", name)) == {"code": 0, "out": shipped.read_text("utf-8"), "err": ""}


def test_schema_suggests_a_document(slakit: Run) -> None:
    assert vars(slakit("schema", "findings")) == {
        "code": 2,
        "out": "",
        "err": "slakit: there is no document `findings`\n  help: did you mean `finding`?\n",
    }


# --- arguments and languages -----------------------------------------------------------------------------


LISTED_COMMANDS = ", ".join(f"`{name}`" for name in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], f"a command is missing\n  help: there are: {LISTED_COMMANDS}"),
        (["chek"], "there is no command `chek`\n  help: did you mean `check`?"),
        (["frobnicate"], f"there is no command `frobnicate`\n  help: there are: {LISTED_COMMANDS}"),
        (["check"], "missing: AGREEMENT, LOG\n  help: run `slakit check --help`"),
        (
            ["check", "log.jsonl", "a"],
            ("`log.jsonl` is a log and no agreement\n"
            "  help: name the folder of an edition first, or its agreement.yaml, and then what belongs to it"),
        ),
        (["check", "a"], "missing: LOG\n  help: run `slakit check --help`"),
        *(
            (given, "the name of a file or a folder, or an address, is empty\n  help: if it stands in a variable, see that it is set; the working folder is `.`")
            for given in (["check", "a", ""], ["check", "", "b"], ["validate", "a", ""], ["fix", ""], ["watch", "a", "b", "--store", ""],
                          ["ci", "a", "--against", ""], ["ci", "a", "--keys", ""], ["diff", "a", "--against", ""],
                          ["validate", "a", "--output", ""], ["check", "a", "b", "--output="], ["check", "a", "b", "--set-aside", ""],
                          ["check", "a", "b", "--mapping", ""], ["watch", "a", "b", "--webhook", ""], ["sign", "a", "--key", ""])
        ),
        (["check", "a", "b", "--fomat=json"], "unknown option or argument: `--fomat=json`\n  help: did you mean `--format`?"),
        (["check", "a", "b", "--frob"], "unknown option or argument: `--frob`\n  help: run `slakit check --help`"),
        (["check", "a", "b", "--form", "json"], "unknown option or argument: `--form`\n  help: did you mean `--format`?"),
        (["check", "a", "b", "--at"], "a value is missing after `--at`\n  help: run `slakit check --help`"),
        (["check", "a", "b", "--format", "jason"], "`jason` is not allowed for `--format`\n  help: did you mean `json` or `jsonl`?"),
        (["check", "a", "b", "--fail-on", "all"], "`all` is not allowed for `--fail-on`\n  help: allowed: `breach`, `presumption`, `review`, `advisory`, `undetermined`"),
        (["check", "a", "b", "--lang", "de"], "`de` is not allowed for `--lang`\n  help: allowed: `fa`, `en`"),
        (["check", "a", "b", "--progress", "--no-progress"], "`--no-progress` cannot stand beside `--progress`"),
        (["check", "a", "b", "--all=3"], "`--all` takes no value\n  help: run `slakit check --help`"),
        (["simulate", "--requests", "x"], "`x` is not allowed for `--requests`\n  help: write a whole number"),
        (["simulate", "--strength", "x"], "`x` is not allowed for `--strength`\n  help: write a number"),
        (["schema", "a", "b"], "unknown option or argument: `b`\n  help: run `slakit schema --help`"),
    ],
)  # fmt: skip
def test_wrong_arguments_are_told_with_their_cure(arguments: list[str], told: str, slakit: Run) -> None:
    answer = slakit(*arguments)
    told = told.replace("did you mean `json` or `jsonl`?", "did you mean `json`?")
    assert (answer.code, answer.out, answer.err) == (2, "", f"slakit: {told}\n")


def test_wrong_arguments_are_told_in_persian_with_each_value_isolated_once(slakit: Run) -> None:
    assert slakit("chek", "--lang", "fa").err == (
        "slakit: \u2067فرمان «\u2066chek\u2069» وجود ندارد\u2069\n"
        "  \u2067راهنما: آیا منظور «\u2066check\u2069» است؟\u2069\n"
    )


def test_a_message_of_argparse_that_is_not_known_is_told_as_it_is() -> None:
    parser = Parser(voice=Voice("en"), about="about", prog="slakit check")
    refused = refusal(Objection("the moon is full", parser))
    assert (refused.problem, refused.cure) == ("the moon is full", "run `slakit check --help`")


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
@pytest.mark.parametrize("language", ["en", "fa"])
def test_help_is_given_in_both_languages_for_every_command(
    command: list[str], language: str, slakit: Run
) -> None:
    answer = (
        slakit(*command, "--help", "--lang", language) if command else slakit("--lang", language, "--help")
    )
    words = WORDING[f"command {command[0]}" if command else "about"]["en" if language == "en" else "fa"]
    assert words.split()[0] in strip_isolates(answer.out)
    begins = {"en": "usage: slakit", "fa": "\u2067شیوهٔ کاربرد:\u2069 slakit"}
    assert answer.out.startswith(begins[language])
    assert (answer.code, answer.err) == (0, "")


def test_the_version_is_the_one_of_the_library(slakit: Run) -> None:
    assert vars(slakit("--version")) == {"code": 0, "out": f"slakit {__version__}\n", "err": ""}


@pytest.mark.parametrize(
    ("given", "environment", "expected"),
    [
        ([], {}, "en"),
        ([], {"LANG": "fa_IR.UTF-8"}, "fa"),
        ([], {"LANG": "fa_IR.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "fa_IR.UTF-8", "LC_ALL": "", "LC_MESSAGES": "en_GB"}, "en"),
        ([], {"LANG": "C", "LC_MESSAGES": "fa_AF"}, "fa"),
        ([], {"LANG": "fa_IR", "SLAKIT_LANG": "en"}, "en"),
        (["--lang", "fa"], {"SLAKIT_LANG": "en"}, "fa"),
        (["--lang=en"], {"LANG": "fa_IR"}, "en"),
        (["--lang", "fa", "check", "x", "--lang=en"], {}, "en"),
        (["check", "x", "--lang"], {"SLAKIT_LANG": "fa"}, "fa"),
    ],
)
def test_the_language_is_that_of_the_option_then_of_slakit_lang_then_of_the_system(
    given: list[str], environment: dict[str, str], expected: str
) -> None:
    assert language_of(given, environment) == expected


def test_a_slakit_lang_that_nobody_speaks_is_refused(slakit: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLAKIT_LANG", "de")
    assert vars(slakit("schema")) == {
        "code": 2,
        "out": "",
        "err": "slakit: `de` is not allowed for `SLAKIT_LANG`\n  help: allowed: `fa`, `en`\n",
    }


def test_every_entry_of_the_wording_has_both_languages_with_the_same_values() -> None:
    def values(template: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(template) if name}

    assert {name for name, words in WORDING.items() if set(words) != {"en", "fa"}} == set()
    assert {name for name, words in WORDING.items() if values(words["en"]) != values(words["fa"])} == set()
    assert {name for name, words in WORDING.items() if re.search("[\u064a\u0643]", words["fa"])} == set()


def test_a_name_of_the_wording_stands_in_one_table_only() -> None:
    modules = [import_module(f"slakit.cli.wording.{path.stem}") for path in WORDING_TABLES]
    tables = [words for module in modules for title, words in vars(module).items() if title.isupper()]
    assert sorted(name for words in tables for name in words) == sorted(WORDING)


def test_every_latin_word_in_a_persian_message_is_isolated_or_quoted() -> None:
    """Help texts stand in columns of their own, each beginning with its own direction."""
    messages = {
        name: words["fa"]
        for name, words in WORDING.items()
        if not name.startswith(("option", "command", "about"))
    }
    bare = {name: re.sub("«[^«»]*»|{[a-z_]+}", "", words) for name, words in messages.items()}
    assert {name for name, words in bare.items() if re.search("[A-Za-z0-9]", words)} <= {"no agreement below"}


def test_words_that_were_said_are_not_isolated_again() -> None:
    voice = Voice("fa")
    assert voice.said("help", cure=Said("x")) == "راهنما: x"
    assert voice.said("help", cure="x") == "راهنما: \u2066x\u2069"
    assert voice.said("and more", listed=Said("x"), count=3) == "x و ۳ تای دیگر"
    assert Voice("fa", "ascii").said("and more", listed=Said("x"), count=3) == "x و 3 تای دیگر"


def test_an_invisible_character_in_an_argument_is_shown_by_its_name(slakit: Run) -> None:
    assert slakit("che\x1b[31mck").err.startswith("slakit: there is no command `che⟨U+001B⟩[31mck`\n")


# --- what goes wrong inside ------------------------------------------------------------------------------


@pytest.fixture
def broken_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that divides by nothing."""

    def judge(*_: object, **_options: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("slakit.judgement.judge", judge)


@pytest.mark.usefixtures("broken_engine")
def test_a_failure_of_the_engine_is_one_line_that_names_it_and_how_to_report_it(
    folder: Path, slakit: Run
) -> None:
    assert vars(slakit("check", "tiny", "kept.jsonl", *AT)) == {
        "code": 3,
        "out": "",
        "err": "slakit: slakit itself failed: ZeroDivisionError: division by zero\n"
        "  help: this is a mistake in slakit, not in your files; run it again with `--debug` and send the output"
        " to its maintainers\n",
    }


@pytest.mark.usefixtures("broken_engine")
def test_debug_shows_where_the_engine_failed(folder: Path, slakit: Run) -> None:
    answer = slakit("check", "tiny", "kept.jsonl", *AT, "--debug")
    assert answer.err.startswith("Traceback (most recent call last):\n")
    assert answer.code == 3


def test_ctrl_c_gives_130_and_says_nothing(
    folder: Path, slakit: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judge(*_: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("slakit.judgement.judge", judge)
    assert vars(slakit("check", "tiny", "kept.jsonl", *AT)) == {"code": 130, "out": "", "err": ""}


# --- as a program ----------------------------------------------------------------------------------------


def command(*arguments: str | Path) -> list[str]:
    """The command line of slakit in a process of its own."""
    return [sys.executable, "-m", "slakit", *map(str, arguments)]


@contextlib.contextmanager
def running(*arguments: str | Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A process of slakit, with pipes around it."""
    pipe = subprocess.PIPE
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(command(*arguments), stdout=pipe, stderr=pipe, env=environment) as process:  # noqa: S603  our own command
        yield process


@pytest.mark.parametrize("arguments", [["schema", "agreement"], ["schema"], ["--help"]])
def test_a_reader_that_stops_reading_ends_the_program_without_a_word(arguments: list[str]) -> None:
    with running(*arguments) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()  # long before it has anything to write
        told = process.stderr.read()
    assert (process.returncode, told) == (Exit.PIPE_CLOSED, b"")


def test_the_program_gives_its_exit_code_and_utf_8_whatever_the_system_speaks(folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    ran = subprocess.run(  # noqa: S603  our own command
        command("check", "tiny", "broken.jsonl", *AT, "--lang", "fa"),
        capture_output=True,
        check=False,
        env=environment,
    )
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert ran.stdout.decode().startswith("بند ")


def documented_commands() -> list[list[str]]:
    """The commands that the page on the command line shows, but for those with words in capitals."""
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", page, flags=re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [
        shlex.split(line, comments=True)[1:]
        for line in lines
        if not re.search("[A-Z]{3}", line.partition("#")[0].replace("TIME", ""))
    ]


WRITING = ("init", "renew", "keys", "sign", "verify")
"""Commands of the page that build on one another and write into the folder that they are called in."""


def group_of(arguments: list[str]) -> str | None:
    """What the command builds on or writes: a new agreement, a draft, a year or a store; nothing if it does neither."""
    if arguments[0] in WRITING:
        return "agreement"
    if arguments[0] == "import":
        return "draft"
    if arguments[0] == "simulate" or "year.jsonl" in arguments:
        return "made-up year"
    return "store" if "state.db" in arguments else None


@pytest.mark.parametrize("arguments", documented_commands(), ids=" ".join)
def test_every_command_that_the_page_shows_runs(
    arguments: list[str], slakit: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    group = group_of(arguments)
    monkeypatch.chdir(tmp_path if group else ROOT)
    monkeypatch.setenv("SLAKIT_PASSPHRASE", "words for the page only")
    if group not in (None, "agreement"):
        for name in ("agreements", "examples"):
            (tmp_path / name).symlink_to(ROOT / name)
    if group:
        story = [command for command in documented_commands() if group_of(command) == group]
        for before in story[: story.index(arguments)]:
            assert slakit(*before).code in (0, 1)
    answer = slakit(*arguments)
    assert (answer.code in (0, 1), answer.err) == (True, "")


def test_the_page_shows_every_command_and_every_option(slakit: Run) -> None:
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    assert {arguments[0] for arguments in documented_commands()} == set(COMMANDS)
    options = {
        option for name in COMMANDS for option in re.findall(r"--[a-z-]+|-k\b", slakit(name, "--help").out)
    }
    assert {option for option in options - {"--help", "--color"} if option not in page} == set()


HEAVY = ("pydantic", "jsonschema", "msgspec", "ruamel", "jdatetime", "tomllib", "difflib")


def imported(*arguments: str | Path) -> set[str]:
    """The modules that a command imports."""
    script = f"import sys; from slakit.cli import main; main({list(map(str, arguments))!r}); print(*sys.modules, file=sys.stderr)"
    ran = subprocess.run(  # noqa: S603  our own command
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    return set(ran.stderr.decode().split())


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["check", "--help", "--lang", "fa"], ["schema"]]
)
def test_what_reads_no_document_imports_nothing_heavy(arguments: list[str]) -> None:
    assert imported(*arguments).intersection(HEAVY) == set()


NOT_FOR_SOUND_DOCUMENTS = {
    *("pydantic", "msgspec", "slakit.agreement", "slakit.events"),
    *("jsonschema", "slakit.schema_faults", "difflib", "importlib.resources", "tempfile"),
    *("dataclasses", "inspect"),  # one dataclass costs more than a hundred faults: `slakit.frozen`
}


def test_validate_needs_no_models_and_no_reader_of_events_and_nothing_that_only_tells_of_faults() -> None:
    assert imported("validate", HAMADAN) & NOT_FOR_SOUND_DOCUMENTS == set()


def test_refused_keeps_the_problem_and_the_cure() -> None:
    refused = Refused(Said("no"), Said("do"))
    assert (str(refused), refused.problem, refused.cure) == ("no", "no", "do")
