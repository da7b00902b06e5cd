"""What lint tells and what waivers set aside, in every format, by fingerprint, and against a baseline."""

import json
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from jsonschema import Draft202012Validator

from slakit.cli import main

ROOT = Path(__file__).parents[1]
SARIF = json.loads((ROOT / "tests" / "data" / "sarif" / "sarif-2.1.0.schema.json").read_text("utf-8"))
ON = ("--on", "1404/06/31")
WAIVER = """\
waivers:
  - rule: start-date-missing
    reason: {en: It was signed so., fa: این‌گونه امضا شده است.}
    approved-by: library
    until: 1404/06/31
"""
ADVICE = "advice start-date-missing clause 6: the text gives no first day; `1404/01/01` is inferred"


class Answer(NamedTuple):
    """What a command gave."""

    code: int
    out: str
    err: str


Validate = Callable[..., Answer]


@pytest.fixture(autouse=True)
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An edition in `library` of which lint tells one piece of advice, without a signed text."""
    for name in ("LC_ALL", "LC_MESSAGES", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SLAKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "tests" / "lint" / "good", tmp_path / "library")
    change("source: {file: text.fa.txt", "# {file: text.fa.txt")
    change(
        "from: 1404/01/01",
        "from: {inferred: 1404/01/01, why: {en: No day is given., fa: روزی گفته نشده است.}}",
    )
    return tmp_path


@pytest.fixture
def validate(capfd: pytest.CaptureFixture[str]) -> Validate:
    """Runs `slakit validate` in this process, on the last day of the waiver."""

    def run(*arguments: str) -> Answer:
        code = main(["validate", *arguments, *ON])
        return Answer(code, *capfd.readouterr())

    return run


def change(old: str, new: str, file: str = "library/agreement.yaml") -> None:
    """Change a file; what is changed must stand there once."""
    text = Path(file).read_text("utf-8")
    assert text.count(old) == 1, old
    Path(file).write_text(text.replace(old, new), "utf-8")


def waive(waiver: str = WAIVER, folder: str = "library") -> None:
    change("time-zone: Asia/Tehran\n", f"time-zone: Asia/Tehran\n{waiver}", f"{folder}/agreement.yaml")


def reported(validate: Validate, *arguments: str) -> dict[str, list[dict[str, object]]]:
    """The report as JSON."""
    report: dict[str, list[dict[str, object]]] = json.loads(
        validate("library", "--format", "json", *arguments).out
    )
    return report


# --- what lint tells ---------------------------------------------------------------------------------------


def test_advice_has_the_mildest_level_of_every_format(validate: Validate) -> None:
    assert validate("library", "--format", "compact").out == f"library/agreement.yaml:27:3: {ADVICE}\n"
    assert validate("library", "--format", "github").out.startswith(
        "::notice file=library/agreement.yaml,line=27,endLine=27,col=3,endColumn=7,title=slakit%3A start-date-missing::"
    )
    (issue,) = json.loads(validate("library", "--format", "gitlab").out)
    assert (issue["severity"], issue["check_name"]) == ("info", "start-date-missing")
    assert "| library/agreement.yaml:27:3 | advice | start-date-missing |" in (
        validate("library", "--format", "markdown").out
    )
    run = json.loads(validate("library", "--format", "sarif").out)["runs"][0]
    assert [(one["ruleId"], one["level"]) for one in run["results"]] == [("start-date-missing", "note")]


def test_sarif_leads_to_the_page_of_the_lint_rule(validate: Validate) -> None:
    (rule,) = json.loads(validate("library", "--format", "sarif").out)["runs"][0]["tool"]["driver"]["rules"]
    assert rule["properties"] == {"page": "docs/lint/start-date-missing.md"}
    assert (ROOT / rule["properties"]["page"]).is_file()


@pytest.mark.parametrize(("level", "failures"), [("error", "0"), ("warning", "0"), ("advice", "1")])
def test_in_junit_the_level_asked_for_fails_and_what_is_milder_is_only_told(
    level: str, failures: str, validate: Validate
) -> None:
    answer = validate("library", "--format", "junit", "--fail-level", level)
    suites = ET.fromstring(answer.out)  # noqa: S314  our own output
    assert (suites.attrib["failures"], answer.code) == (failures, int(failures))
    assert len(suites.findall(".//system-out")) == 1 - int(failures)


def test_the_fingerprint_of_a_lint_fault_rests_on_ids_and_not_on_lines(validate: Validate) -> None:
    change("within: 1 month\n", "within: unspecified\n")
    (before,) = (one for one in reported(validate)["faults"] if one["rule"] == "untimed-duty")
    change("document: agreement/v1\n", "# a remark\n\ndocument: agreement/v1\n")
    (after,) = (one for one in reported(validate)["faults"] if one["rule"] == "untimed-duty")
    assert before["path"] == after["path"]
    assert before["fingerprint"] == after["fingerprint"]
    assert before["line"] != after["line"]


def test_how_many_there_are_leaves_the_fingerprint(validate: Validate) -> None:
    shutil.rmtree("library/cases")
    (before,) = (one for one in reported(validate)["faults"] if one["rule"] == "clause-without-case")
    norms = Path("library/agreement.yaml").read_text("utf-8").partition('  - clause: "6"\n')[2]
    change(
        f'  - clause: "6"\n{norms}',
        f'  - clause: "6"\n{norms.partition("    norms:")[0]}    not-checkable: {{en: x, fa: x}}\n',
    )
    (after,) = (one for one in reported(validate)["faults"] if one["rule"] == "clause-without-case")
    assert (before["arguments"], after["arguments"]) == ({"count": 4}, {"count": 3})
    assert before["fingerprint"] == after["fingerprint"]


# --- what is waived ----------------------------------------------------------------------------------------


def test_in_sarif_what_is_waived_is_suppressed_with_the_reason_and_the_place_of_the_waiver(
    validate: Validate,
) -> None:
    waive()
    for language, reason in (("en", "It was signed so."), ("fa", "این‌گونه امضا شده است.")):
        log = json.loads(validate("library", "--format", "sarif", "--lang", language).out)
        assert [error.message for error in Draft202012Validator(SARIF).iter_errors(log)] == []
        (result,) = log["runs"][0]["results"]
        assert (result["ruleId"], result["suppressions"]) == (
            "start-date-missing",
            [
                {
                    "kind": "inSource",
                    "status": "accepted",
                    "justification": reason,
                    "location": {
                        "physicalLocation": {
                            "artifactLocation": {
                                "uri": "library/agreement.yaml",
                                "uriBaseId": "%SRCROOT%",
                            },
                            "region": {"startLine": 10, "startColumn": 5, "endLine": 13, "endColumn": 22},
                        }
                    },
                    "properties": {"approvedBy": "library", "until": "1404/06/31"},
                }
            ],
        )


def test_what_is_waived_is_told_in_no_format_that_only_lists_what_is_to_be_mended(validate: Validate) -> None:
    waive()
    assert validate("library").out == "3 documents, no faults, 1 waived\n"
    assert validate("library", "--lang", "fa").out == "۳ سند، بی‌ایراد، ۱ چشم‌پوشی\n"
    assert validate("library", "--format", "compact").out == ""
    assert validate("library", "--format", "github").out == "3 documents, no faults, 1 waived\n"
    assert json.loads(validate("library", "--format", "gitlab").out) == []
    assert "start-date-missing" not in validate("library", "--format", "junit").out
    assert validate("library", "--fail-level", "advice").code == 0


def test_what_is_waived_has_the_fingerprint_that_it_has_without_the_waiver(validate: Validate) -> None:
    (told,) = reported(validate)["faults"]
    waive()
    (waived,) = reported(validate)["waived"]
    assert waived["fingerprint"] == told["fingerprint"]


def test_what_two_editions_share_is_set_aside_only_if_each_waives_it(validate: Validate) -> None:
    waive(WAIVER.replace("start-date-missing", "arabic-letters"))
    Path("library/vocabulary.yaml").rename("vocabulary.yaml")
    change("vocabulary: vocabulary.yaml", "vocabulary: ../vocabulary.yaml")
    change("fa: کتاب امانت", "fa: \u0643تاب امانت", "vocabulary.yaml")
    assert validate("library").out.endswith(", no faults, 1 piece of advice, 1 waived\n")
    shutil.copytree("library", "second")
    assert validate("library", "second").out.endswith(", no faults, 2 pieces of advice, 1 waived\n")
    change(WAIVER.replace("start-date-missing", "arabic-letters"), "", "second/agreement.yaml")
    answer = validate("library", "second", "--format", "json")
    report = json.loads(answer.out)
    assert [one["rule"] for one in report["faults"]].count("arabic-letters") == 1
    assert (report["waived"], answer.code) == ([], 1)


# --- the baseline ------------------------------------------------------------------------------------------


def test_a_baseline_knows_what_lint_tells(validate: Validate) -> None:
    validate("library", "--write-baseline", "known.json")
    answer = validate("library", "--baseline", "known.json", "--fail-level", "advice")
    assert answer == (0, "3 documents, no faults; known from the baseline: 1\n", "")


def test_without_lint_nothing_that_lint_told_is_called_gone(validate: Validate) -> None:
    validate("library", "--write-baseline", "known.json")
    assert validate("library", "--baseline", "known.json", "--no-lint").err == ""
    change("role: provider", "role: provide")  # so that no lint can be made of it
    assert validate("library", "--baseline", "known.json").err == ""


def test_what_lint_no_longer_tells_is_called_gone(validate: Validate) -> None:
    validate("library", "--write-baseline", "known.json")
    change(
        "from: {inferred: 1404/01/01, why: {en: No day is given., fa: روزی گفته نشده است.}}",
        "from: 1404/01/01",
    )
    assert "`library/agreement.yaml: start-date-missing/term/from`" in (
        validate("library", "--baseline", "known.json").err
    )


def test_a_fault_of_the_signed_text_is_called_gone_once_it_is_mended(validate: Validate) -> None:
    change("# {file: text.fa.txt", "source: {file: text.fa.txt")
    signed = Path("library/text.fa.txt").read_text("utf-8")
    Path("library/text.fa.txt").write_text(f"{signed}\u200e", "utf-8")
    validate("library", "--write-baseline", "known.json")
    Path("library/text.fa.txt").write_text(signed, "utf-8")
    assert "library/text.fa.txt: invisible-character" in validate("library", "--baseline", "known.json").err


def test_what_is_known_and_then_waived_still_occurs_and_stays_in_the_baseline(validate: Validate) -> None:
    validate("library", "--write-baseline", "known.json")
    before = Path("known.json").read_bytes()
    waive()
    answer = validate("library", "--baseline", "known.json", "--write-baseline", "known.json")
    assert answer == (0, "3 documents, no faults, 1 waived\n", "")
    assert Path("known.json").read_bytes() == before
    log = json.loads(validate("library", "--baseline", "known.json", "--format", "sarif").out)
    assert [one["baselineState"] for one in log["runs"][0]["results"]] == ["unchanged"]
    Path("none.json").write_text('{"document": "baseline/v1", "faults": []}', "utf-8")
    log = json.loads(validate("library", "--baseline", "none.json", "--format", "sarif").out)
    assert [one["baselineState"] for one in log["runs"][0]["results"]] == ["new"]


# --- fix ---------------------------------------------------------------------------------------------------


def test_fix_mends_the_letters_that_lint_tells_of_and_leaves_those_that_are_waived(
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = Path("library/services.yaml")
    change("name: {fa: میز امانت", "name: {fa: م\u064aز امانت")
    wrong = Path("library/agreement.yaml").read_text("utf-8")
    before = file.read_bytes()
    waive(WAIVER.replace("start-date-missing", "arabic-letters").replace("1404/06/31", "1499/12/29"))
    assert main(["fix", "--check"]) == 0
    assert capsys.readouterr().out == "nothing to fix\n"
    Path("library/agreement.yaml").write_text(wrong, "utf-8")
    assert main(["fix"]) == 0
    assert Path("library/agreement.yaml").read_text("utf-8") == wrong.replace("\u064a", "ی")
    assert file.read_bytes() == before
