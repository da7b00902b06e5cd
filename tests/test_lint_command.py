"""Lint on the command line: what is told, how it is counted, and which exit code it gives."""

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from slakit.cli import main
from slakit.schema import schema_named

LINT = Path(__file__).parent / "lint"
HAMADAN = Path(__file__).parents[1] / "agreements" / "hamadan-governorate" / "1398"
WAIVER = """\
waivers:
  - rule: start-date-missing
    reason: {en: It was signed so., fa: این‌گونه امضا شده است.}
    approved-by: library
    until: 1404/06/31
"""


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The good edition of the lint fixtures, without a signed text, so that a test may change it."""
    monkeypatch.setenv("SLAKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(LINT / "good", tmp_path / "library")
    change(tmp_path, "source: {file: text.fa.txt", "# {file: text.fa.txt")
    return tmp_path


def change(folder: Path, old: str, new: str, file: str = "agreement.yaml") -> None:
    path = folder / "library" / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def infer_the_first_day(folder: Path) -> None:
    change(
        folder,
        "from: 1404/01/01",
        "from: {inferred: 1404/01/01, why: {en: No day is given., fa: روزی گفته نشده است.}}",
    )


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["validate", *arguments])
    return code, capsys.readouterr().out


def advice(line: int) -> str:
    """What is told of a first day that is inferred at a line."""
    return (
        f"library/agreement.yaml:{line}:3: advice: clause 6: the text gives no first day; `1404/01/01` is inferred\n"
        "     |\n"
        f"  {line} |   from: {{inferred: 1404/01/01, why: {{en: No day is given., fa: روزی گفته نشده است.}}}}\n"
        "     |   ^^^^\n"
        "  help: write the first day into the next edition\n"
    )


@pytest.mark.usefixtures("edition")
def test_of_a_good_edition_lint_tells_nothing_with_and_without_its_cases(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(capsys, "library") == (0, "3 documents, no faults\n")
    assert run(capsys, "library", "--cases") == (0, "4 documents, no faults\n")


def test_advice_gives_0_unless_it_is_asked_for(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    infer_the_first_day(edition)
    told = f"{advice(27)}3 documents, no faults, 1 piece of advice\n"
    assert run(capsys, "library") == (0, told)
    assert run(capsys, "library", "--fail-level", "advice") == (1, told)
    assert run(capsys, "library", "--fail-level", "advice", "--no-lint") == (0, "3 documents, no faults\n")


def test_a_warning_gives_1_unless_only_errors_count(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(edition, "by: 1404/12/29", "by: 1405/12/29")
    assert run(capsys, "library")[0] == 1
    assert run(capsys, "library", "--fail-level", "error")[0] == 0
    assert run(capsys, "library")[1].endswith("\n3 documents, no faults, 1 warning\n")


def test_a_contradiction_gives_1_at_every_level(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    norm = "      - id: lent-elsewhere\n        obliges: library\n        towards: readers\n        rule: only-via\n"
    norm += "        of: {event: book.lent}\n        by: channel\n        only: [telegram]\n"
    change(edition, "      - id: lent-at-the-desk\n", norm + "      - id: lent-at-the-desk\n")
    code, out = run(capsys, "library", "--fail-level", "error")
    assert code == 1
    assert out == (
        "library/agreement.yaml:87:15: clause 3: the lists of `lent-at-the-desk` and of `lent-elsewhere` at line 74 have"
        " no value in common, and both are closed: `desk, website` and `telegram`\n"
        "     |\n"
        "  87 |         only: [desk, website]\n"
        "     |               ^^^^^^^^^^^^^^^\n"
        "  help: keep one of the two, or narrow one with `where`: a norm for a narrower case is an exception to the other\n"
        "3 documents, 1 fault\n"
    )


def test_a_waiver_counts_through_its_last_day_and_is_counted_in_the_summary(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    infer_the_first_day(edition)
    change(edition, "time-zone: Asia/Tehran\n", f"time-zone: Asia/Tehran\n{WAIVER}")
    assert run(capsys, "library", "--on", "1404/06/31") == (0, "3 documents, no faults, 1 waived\n")
    assert run(capsys, "library", "--on", "2025-09-22") == (0, "3 documents, no faults, 1 waived\n")
    assert run(capsys, "library", "--on", "1404/07/01") == (
        0,
        "library/agreement.yaml:13:12: advice: the waiver of `start-date-missing` ended with `1404/06/31`;"
        " what it set aside is told again\n"
        "     |\n"
        "  13 |     until: 1404/06/31\n"
        "     |            ^^^^^^^^^^\n"
        "  help: mend what it set aside, or have it approved anew with a later day\n"
        + advice(32)
        + "3 documents, no faults, 2 pieces of advice\n",
    )


def test_json_names_what_was_waived_by_whom_and_until_when(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    infer_the_first_day(edition)
    change(edition, "time-zone: Asia/Tehran\n", f"time-zone: Asia/Tehran\n{WAIVER}")
    document = json.loads(run(capsys, "library", "--on", "1404/06/31", "--format", "json")[1])
    assert document["faults"] == []
    (waived,) = document["waived"]
    assert list(Draft202012Validator(schema_named("fault")).iter_errors(document)) == []
    said = ("rule", "severity", "clause", "path", "reason", "approved-by", "until")
    assert {key: waived[key] for key in said} == {
        "rule": "start-date-missing",
        "severity": "advice",
        "clause": "6",
        "path": ["term", "from"],
        "reason": {"en": "It was signed so.", "fa": "این‌گونه امضا شده است."},
        "approved-by": "library",
        "until": "1404/06/31",
    }


def test_without_a_day_the_clock_decides_in_the_zone_of_the_agreement(
    edition: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    infer_the_first_day(edition)
    change(edition, "time-zone: Asia/Tehran\n", f"time-zone: Asia/Tehran\n{WAIVER}")
    end_in_tehran = 1758573000  # 2025-09-22T20:30:00Z, when 1404/07/01 begins in Tehran and not yet in London
    monkeypatch.setattr("time.time", lambda: end_in_tehran - 1.0)
    assert run(capsys, "library")[1] == "3 documents, no faults, 1 waived\n"
    monkeypatch.setattr("time.time", lambda: float(end_in_tehran))
    assert run(capsys, "library")[1].endswith("2 pieces of advice\n")


def test_an_edition_that_has_ended_is_judged_as_on_the_last_day_of_its_term_unless_a_day_is_named(
    edition: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    infer_the_first_day(edition)
    monkeypatch.setattr("time.time", lambda: 1900000000.0)  # 2030, years after the term of 1404
    until = "until: 1404/06/31"
    change(
        edition,
        "time-zone: Asia/Tehran\n",
        f"time-zone: Asia/Tehran\n{WAIVER.replace(until, 'until: 1404/12/29')}",
    )
    assert run(capsys, "library") == (0, "3 documents, no faults, 1 waived\n")
    assert run(capsys, "library", "--on", "1405/01/01")[1].endswith("2 pieces of advice\n")
    change(
        edition, "approved-by: library\n    until: 1404/12/29", "approved-by: library\n    until: 1404/12/28"
    )
    assert run(capsys, "library")[1].endswith("2 pieces of advice\n")


def test_who_approved_a_waiver_is_a_party_or_is_named_in_words(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    infer_the_first_day(edition)
    named = "approved-by: {en: The editors of this file, fa: ویراستاران این پرونده}"
    waiver = WAIVER.replace("approved-by: library", named)
    change(edition, "time-zone: Asia/Tehran\n", f"time-zone: Asia/Tehran\n{waiver}")
    asked = ("library", "--on", "1404/06/31", "--format")
    document = json.loads(run(capsys, *asked, "json")[1])
    assert list(Draft202012Validator(schema_named("fault")).iter_errors(document)) == []
    by = {"en": "The editors of this file", "fa": "ویراستاران این پرونده"}
    assert [waived["approved-by"] for waived in document["waived"]] == [by]
    (result,) = json.loads(run(capsys, *asked, "sarif")[1])["runs"][0]["results"]
    assert result["suppressions"][0]["properties"] == {"approvedBy": by, "until": "1404/06/31"}
    change(edition, named, "approved-by: readers-of-books")
    assert "unknown party `readers-of-books`" in run(capsys, "library")[1]


@pytest.mark.usefixtures("edition")
def test_a_day_that_is_none_is_refused_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "library", "--on", "1404/12/30"]) == 2
    assert capsys.readouterr().err == (
        "slakit: `--on`: expected a date such as `1398/12/29` or `2020-03-19`, found `1404/12/30`: there is no such day\n"
    )


def test_lint_speaks_of_an_edition_with_a_wrong_name_too(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    infer_the_first_day(edition)
    change(
        edition,
        "obliges: library\n        towards: readers\n        rule: done-by",
        "obliges: librari\n        towards: readers\n        rule: done-by",
    )
    out = run(capsys, "library", "--cases")[1]
    assert "unknown party `librari`" in out
    assert out.index("unknown party") < out.index("gives no first day")
    assert out.endswith("4 documents, 1 fault, 1 piece of advice\n")


def test_the_edition_of_1398_waives_all_that_is_told_of_it_through_its_term_and_ever_after(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLAKIT_LANG", "en")
    monkeypatch.chdir(HAMADAN.parent)
    today, last, after = (
        run(capsys, "1398", *on) for on in ((), ("--on", "1398/12/29"), ("--on", "1399/01/01"))
    )
    assert today == last == (0, "2 documents, no faults, 13 waived\n")
    assert after[0] == 0
    assert after[1].endswith("2 documents, no faults, 25 pieces of advice\n")
    assert after[1].count("ended with `1398/12/29`") == 12


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "untimed-duty (advice)\n\nSummary:\nSomething must be done"),
        ("fa", "untimed-duty (توصیه)\n\nخلاصه:\nکاری باید انجام شود"),
    ],
)
def test_explain_opens_the_page_of_a_lint_rule(
    language: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "untimed-duty", "--lang", language]) == 0
    out = capsys.readouterr().out
    assert out.startswith(told)
    assert "  within: unspecified\n" in out


def test_explain_suggests_a_lint_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "untimed-duti", "--lang", "en"]) == 2
    assert capsys.readouterr().err == (
        "slakit: there is no rule kind or lint rule `untimed-duti`\n  help: did you mean `untimed-duty`?\n"
    )
