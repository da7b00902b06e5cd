"""Every format of faults and findings: whole outputs, escapes, places, and the schemas of their readers."""

import hashlib
import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from slakit import fault_pages
from slakit._version import __version__
from slakit.cli import main
from slakit.cli.arguments.agreement_options import FAULT_FORMATS
from slakit.errors import Fault
from slakit.messages import rules
from slakit.reports.faults import FORMATS, writer
from slakit.reports.faults.frames import cells, frame, marked
from slakit.reports.faults.github import LARGEST_SUMMARY, summary
from slakit.reports.faults.listing import Listing, items_of
from slakit.reports.faults.markdown import plain
from slakit.reports.faults.pages import page_of
from slakit.reports.faults.sources import Sources
from slakit.review.lint import LINT_RULES
from slakit.rules import RULE_KINDS
from slakit.schema import schema_named
from slakit.source import Place
from slakit.text import strip_isolates

ROOT = Path(__file__).parents[1]
GOOD = ROOT / "tests" / "bad" / "good"
SARIF = json.loads((ROOT / "tests" / "data" / "sarif" / "sarif-2.1.0.schema.json").read_text("utf-8"))
URI = FormatChecker(formats=())


def is_absolute(value: object) -> bool:
    """Whether a text is an absolute URI, as SARIF wants `helpUri`."""
    return not isinstance(value, str) or re.match("[a-z][a-z0-9+.-]*:", value) is not None


def is_reference(value: object) -> bool:
    """Whether a text has only the characters of a URI."""
    return not isinstance(value, str) or re.fullmatch("[!#-;=?-Z_a-z~%$&'()*+,\\[\\]@]*", value) is not None


URI.checks("uri")(is_absolute)
URI.checks("uri-reference")(is_reference)


class Answer:
    """What a command gave: its exit code and what it wrote."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


Run = Callable[..., Answer]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with an edition in `library` that has two faults, one with a likely word."""
    shutil.copytree(GOOD, tmp_path / "library")
    (tmp_path / "library" / "cases.yaml").unlink()
    file = tmp_path / "library" / "agreement.yaml"
    text = file.read_text("utf-8")
    text = text.replace(
        "text: {fa: هر ماه سی روز است., en: Every month has thirty days.}",
        "text: {fa: هر ماه ۳۰ روز است., en: x}",
    )
    text = text.replace("only: [desk, website]", "only: [desk, websit]").replace(
        'used-by: ["3"]', 'used-by: ["3.9"]'
    )
    file.write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("SLAKIT_LANG", "LC_ALL", "LC_MESSAGES", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    return tmp_path


@pytest.fixture
def slakit(capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process; `validate` without lint, whose formats are those of tests/test_lint_formats.py."""

    def run(command: str, *arguments: str | Path) -> Answer:
        left_out = ["--no-lint"] if command == "validate" else []
        code = main([command, *map(str, arguments), *left_out])
        return Answer(code, *capfd.readouterr())

    return run


def listing(*faults: Fault, least: str = "error") -> Listing:
    """A listing of faults that need no file."""
    sources = Sources()
    items = items_of(faults, sources, "en", least="warning" if least == "warning" else "error")
    return Listing("validate", "en", items, summary=("done",), sources=sources)


def fault(file: str = "a.yaml", line: int = 1, severity: str = "error", **arguments: str) -> Fault:
    return Fault(
        "unknown-key",
        Place(file, line, 1, line, 2),
        arguments={"key": "k", **arguments},
        severity="warning" if severity == "warning" else "error",
    )


def written(name: str, what: Listing) -> str:
    return "\n".join(writer(name)(what))


# --- text and its frame ------------------------------------------------------------------------------------


def test_text_shows_the_lines_with_the_place_marked_then_the_cure(slakit: Run) -> None:
    answer = slakit("validate", "library")
    assert answer.out == (
        "library/agreement.yaml:42:84: clause 2: unknown clause `3.9`\n"
        "     |\n"
        '  42 | \u200e\u2066… en: month, means: {fa: سی روز., en: Thirty days.}, used-by: ["3.9"], month-days: 30}\u2069\n'
        '     |                                                                ^^^^^ \u2066"3.9"\u2069\n'
        "  help: the clauses: `1`, `2`, `3`, `4`, `5`\n"
        "library/agreement.yaml:62:22: clause 3: `websit` is no word of the list `channel`\n"
        "     |\n"
        "  62 |         only: [desk, websit]\n"
        "     |                      ^^^^^^\n"
        "  help: did you mean `website`?\n"
        "3 documents, 2 faults\n"
    )
    assert (answer.code, answer.err) == (1, "")


def test_text_in_persian_keeps_the_frame_from_left_to_right(slakit: Run) -> None:
    lines = slakit("validate", "library", "--lang", "fa").out.splitlines()
    assert lines[5:9] == [
        "library/agreement.yaml:62:22: \u2067بند \u20663\u2069: واژهٔ «\u2066websit\u2069» در فهرست «\u2066channel\u2069» نیست\u2069",
        "     |",
        "  62 |         only: [desk, websit]",
        "     |                      ^^^^^^",
    ]


@pytest.mark.parametrize(
    ("line", "start", "end", "shown", "marks"),
    [
        ("a: b", 3, 4, "a: b", "   ^"),
        ("a: b", 4, 4, "a: b", "    ^"),
        ("", 0, 0, "", "^"),
        ("日本: x", 4, 5, "日本: x", "      ^"),
        ("e\u0301: x", 4, 5, "e\u0301: x", "   ^"),
        ("a\tb", 1, 2, "a⟨TAB⟩b", " ^^^^^"),
        ("a: \u202ex", 3, 4, "a: ⟨RLO⟩x", "   ^^^^^"),
        ("نام: x", 5, 6, "\u200e\u2066نام: x\u2069", "     ^ \u2066x\u2069"),
        ("x: می\u200cشود", 3, 9, "\u200e\u2066x: می\u200cشود\u2069", "   ^^^^^ \u2068می\u200cشود\u2069"),
    ],
)
def test_carets_stand_under_the_cells_that_a_terminal_shows(
    line: str, start: int, end: int, shown: str, marks: str
) -> None:
    assert marked(line, start, end) == (shown, marks)


@pytest.mark.parametrize(("start", "end"), [(0, 5), (150, 155), (295, 300), (10, 290), (300, 300)])
def test_of_a_long_line_the_part_around_the_place_is_shown(start: int, end: int) -> None:
    line = "".join(chr(ord("a") + at % 26) for at in range(300))
    shown, marks = marked(line, start, end)
    at = len(marks) - len(marks.lstrip())
    assert cells(shown) <= 102
    assert shown[at : at + len(marks.strip())].strip("…") in line[start : max(end, start + 1)]
    assert (shown[0] == "…", shown[-1:] == "…") == (start > 0, line[-1] != shown[-1])


def test_a_place_of_a_few_lines_is_shown_whole_and_of_a_longer_one_its_first_line() -> None:
    lines = ["a:", "  b: 1", "  c: 2", "  d: 3", "e: 4"]
    assert list(frame(Place("x", 1, 1, 3, 7), lines)) == [
        "  |", "1 | a:", "  | ^^", "2 |   b: 1", "  |   ^^^^", "3 |   c: 2", "  |   ^^^^",
    ]  # fmt: skip
    assert list(frame(Place("x", 1, 1, 5, 1), lines)) == ["  |", "1 | a:", "  | ^^", "  | …"]
    assert list(frame(Place("x", 1, 1, 4, 1), lines))[-1] == "  |   ^^^^"
    assert list(frame(Place("x", 9, 1, 9, 1), lines)) == []


# --- one line for each -------------------------------------------------------------------------------------


def test_compact_has_a_line_for_each_fault_and_nothing_else(slakit: Run) -> None:
    assert slakit("validate", "library", "--format", "compact").out == (
        "library/agreement.yaml:42:84: error unknown-clause clause 2: unknown clause `3.9`\n"
        "library/agreement.yaml:62:22: error unknown-word clause 3: `websit` is no word of the list `channel`\n"
    )
    persian = slakit("validate", "library", "--format", "compact", "--lang", "fa").out.splitlines()[0]
    assert (
        strip_isolates(persian)
        == "library/agreement.yaml:42:84: error unknown-clause بند 2: بندی به شمارهٔ «3.9» در متن نیست"
    )


# --- json --------------------------------------------------------------------------------------------------


def test_json_has_the_shape_of_its_schema_with_and_without_a_baseline(slakit: Run) -> None:
    validator = Draft202012Validator(schema_named("fault"))
    report = json.loads(slakit("validate", "library", "--format", "json").out)
    assert list(validator.iter_errors(report)) == []
    assert report["documents"] == [
        "library/agreement.yaml",
        "library/services.yaml",
        "library/vocabulary.yaml",
    ]
    assert {key: value for key, value in report["faults"][1].items() if key != "fingerprint"} == {
        "rule": "unknown-word",
        "severity": "error",
        "file": "library/agreement.yaml",
        "line": 62,
        "column": 22,
        "end-line": 62,
        "end-column": 28,
        "path": ["clauses", "3", "norms", "lent-at-the-desk", "only", "websit"],
        "clause": "3",
        "arguments": report["faults"][1]["arguments"],
        "message": {
            "fa": "واژهٔ «websit» در فهرست «channel» نیست",
            "en": "`websit` is no word of the list `channel`",
        },
        "help": {"fa": "آیا منظور «website» است؟", "en": "did you mean `website`?"},
    }
    slakit("validate", "library", "--write-baseline", "known.json")
    compared = json.loads(slakit("validate", "library", "--format", "json", "--baseline", "known.json").out)
    assert list(validator.iter_errors(compared)) == []
    assert compared["faults"] == []
    assert compared["baseline"] == {"known": [one["fingerprint"] for one in report["faults"]], "stale": []}
    assert list(validator.iter_errors({**report, "faults": [{"rule": "x"}]})) != []


# --- sarif -------------------------------------------------------------------------------------------------


def sarif_faults(log: object) -> list[str]:
    """What the schema of SARIF 2.1.0 objects to."""
    return [error.message for error in Draft202012Validator(SARIF, format_checker=URI).iter_errors(log)]


def test_the_schema_of_sarif_is_there_and_objects_to_what_is_wrong(slakit: Run) -> None:
    assert (ROOT / "tests" / "data" / "sarif" / "README.md").read_text("utf-8").count(
        hashlib.sha256(
            (ROOT / "tests" / "data" / "sarif" / "sarif-2.1.0.schema.json").read_bytes()
        ).hexdigest()
    ) == 1
    log = json.loads(slakit("validate", "library", "--format", "sarif").out)
    result = log["runs"][0]["results"][0]
    result["level"] = "grave"
    result["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    log["runs"][0]["tool"]["driver"]["rules"][0]["helpUri"] = "docs/faults.md"
    assert len(sarif_faults(log)) == 3


def test_sarif_is_valid_and_says_where_what_and_what_instead(slakit: Run) -> None:
    log = json.loads(slakit("validate", "library", "--format", "sarif").out)
    assert sarif_faults(log) == []
    run = log["runs"][0]
    known_by = run["results"][1]["partialFingerprints"]["slakit/v1"]
    assert re.fullmatch("[0-9a-f]{64}", known_by)
    assert run["results"][1] == {
        "ruleId": "unknown-word",
        "ruleIndex": 1,
        "kind": "fail",
        "level": "error",
        "message": {
            "text": "clause 3: `websit` is no word of the list `channel`\nhelp: did you mean `website`?"
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "library/agreement.yaml", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 62, "startColumn": 22, "endLine": 62, "endColumn": 28},
                },
                "logicalLocations": [
                    {
                        "fullyQualifiedName": "clauses/3/norms/lent-at-the-desk/only/websit",
                        "kind": "member",
                    }
                ],
            }
        ],
        "partialFingerprints": {"slakit/v1": known_by, "primaryLocationLineHash": known_by},
        "properties": {"clause": "3"},
        "fixes": [
            {
                "description": {"text": "help: did you mean `website`?"},
                "artifactChanges": [
                    {
                        "artifactLocation": {"uri": "library/agreement.yaml", "uriBaseId": "%SRCROOT%"},
                        "replacements": [
                            {
                                "deletedRegion": {
                                    "startLine": 62,
                                    "startColumn": 22,
                                    "endLine": 62,
                                    "endColumn": 28,
                                },
                                "insertedContent": {"text": "website"},
                            }
                        ],
                    }
                ],
            }
        ],
    }
    assert "fixes" not in run["results"][0]  # which clause was meant is not known
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["semanticVersion"] == __version__
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["unknown-clause", "unknown-word"]


def test_the_columns_of_sarif_count_characters_also_beyond_the_sixteen_bit_plane(
    folder: Path, slakit: Run
) -> None:
    file = folder / "library" / "agreement.yaml"
    text = file.read_text("utf-8").replace("{term: month, en: month,", "{term: month, en: 📚📚,")
    file.write_text(text, "utf-8")
    result = json.loads(slakit("validate", "library", "--format", "sarif").out)["runs"][0]["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert text.splitlines()[41][region["startColumn"] - 1 : region["endColumn"] - 1] == '"3.9"'


def test_in_sarif_what_a_baseline_knows_stays_as_suppressed(slakit: Run) -> None:
    slakit("validate", "library", "--write-baseline", "known.json")
    log = json.loads(slakit("validate", "library", "--format", "sarif", "--baseline", "known.json").out)
    assert sarif_faults(log) == []
    assert [(one["baselineState"], one["suppressions"]) for one in log["runs"][0]["results"]] == [
        ("unchanged", [{"kind": "external", "status": "accepted"}])
    ] * 2


def test_a_replacement_keeps_the_quotes_and_is_offered_only_for_the_whole_wrong_word(folder: Path) -> None:
    (folder / "a.yaml").write_text("'k': 1\nk: 1\nkey: 1\n", "utf-8")
    places = [Place("a.yaml", 1, 1, 1, 4), Place("a.yaml", 2, 1, 2, 2), Place("a.yaml", 3, 1, 3, 4)]
    wrong = {"key": "k", "suggestion": "kind"}
    faults = [Fault("unknown-key", place, arguments=wrong) for place in places]
    several = Fault("unknown-key", places[1], arguments={**wrong, "other": "kin"})
    items = items_of([*faults, several], Sources(), "en")
    assert [item.replacement and item.replacement.text for item in items] == ["'kind'", "kind", None, None]


def test_paths_in_sarif_are_uris(folder: Path, slakit: Run) -> None:
    (folder / "library").rename(folder / "کتابخانه 1%")
    log = json.loads(slakit("validate", "کتابخانه 1%", "--format", "sarif").out)
    assert sarif_faults(log) == []
    location = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert unquote(location["uri"]) == "کتابخانه 1%/agreement.yaml"
    assert location["uri"].isascii()


def test_a_file_on_another_drive_has_an_absolute_uri_in_sarif(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_way(*_: object) -> str:
        raise ValueError

    monkeypatch.setattr("os.path.relpath", no_way)
    log = json.loads(written("sarif", listing(fault("/srv/a b.yaml"))))
    assert sarif_faults(log) == []
    location = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "file:///srv/a%20b.yaml"}


# --- junit -------------------------------------------------------------------------------------------------


def test_junit_has_a_suite_for_each_document_and_the_sound_ones_pass(slakit: Run) -> None:
    root = ET.fromstring(slakit("validate", "library", "--format", "junit").out)  # noqa: S314  our own output
    assert root.attrib == {
        "name": "slakit validate",
        "tests": "4",
        "failures": "2",
        "errors": "0",
        "skipped": "0",
    }
    suites = [(suite.attrib["name"], suite.attrib["tests"], suite.attrib["failures"]) for suite in root]
    assert suites == [
        ("library/agreement.yaml", "2", "2"),
        ("library/services.yaml", "1", "0"),
        ("library/vocabulary.yaml", "1", "0"),
    ]
    case = root[0][1]
    assert case.attrib == {
        "classname": "library/agreement.yaml",
        "name": "unknown-word/clauses/3/norms/lent-at-the-desk/only/websit",
        "file": "library/agreement.yaml",
        "line": "62",
    }
    assert case[0].attrib == {
        "message": "clause 3: `websit` is no word of the list `channel`",
        "type": "error",
    }
    assert case[0].text == (
        "library/agreement.yaml:62:22\nclause 3: `websit` is no word of the list `channel`\nhelp: did you mean `website`?"
    )


def test_junit_fails_what_counts_and_only_tells_the_rest() -> None:
    mild = ET.fromstring(written("junit", listing(fault(severity="warning"))))  # noqa: S314  our own output
    assert (mild.attrib["failures"], mild[0][0][0].tag) == ("0", "system-out")
    strict = listing(fault(severity="warning"), least="warning")
    counted = ET.fromstring(written("junit", strict))  # noqa: S314  our own output
    assert (counted.attrib["failures"], counted[0][0][0].tag) == ("1", "failure")


def test_junit_stays_xml_whatever_a_name_holds() -> None:
    nasty = "<\"&'\x01\ud800\n>.yaml"
    root = ET.fromstring(written("junit", listing(fault(nasty, key="<\x02>"))))  # noqa: S314  our own output
    assert root[0].attrib["name"] == "<\"&'⟨U+0001⟩⟨U+D800⟩⟨LF⟩>.yaml"


# --- github ------------------------------------------------------------------------------------------------


def test_github_gets_annotations_with_every_separator_escaped(slakit: Run) -> None:
    assert slakit("validate", "library", "--format", "github").out.splitlines()[1:] == [
        (
            "::error file=library/agreement.yaml,line=62,endLine=62,col=22,endColumn=28,title=slakit%3A unknown-word"
            "::clause 3: `websit` is no word of the list `channel`%0Ahelp: did you mean `website`?"
        ),
        "3 documents, 2 faults",
    ]
    nasty = written("github", listing(fault("a:b,c%d\r\n::e", key="100%\n::error::no")))
    assert nasty.splitlines()[0] == (
        "::error file=a%3Ab%2Cc%25d%0D%0A%3A%3Ae,line=1,endLine=1,col=1,endColumn=2,title=slakit%3A unknown-key"
        "::unknown key `100%25⟨LF⟩::error::no`%0Ahelp: no key is allowed here"
    )
    assert len(nasty.splitlines()) == 2


def test_github_gets_no_columns_for_a_place_of_several_lines() -> None:
    far = Fault("empty-document", Place("a.yaml", 1, 1, 3, 2))
    assert written("github", listing(far)).startswith(
        "::error file=a.yaml,line=1,endLine=3,title=slakit%3A empty-document::"
    )


def test_github_gets_ten_of_a_kind_errors_first_and_the_rest_as_lines_that_are_no_commands() -> None:
    warnings = [fault("::error::w.yaml", line, "warning") for line in range(1, 13)]
    errors = [fault("##[error]e.yaml", line) for line in range(1, 12)]
    lines = written("github", listing(*warnings, *errors)).splitlines()
    kinds = [line.partition(" ")[0] for line in lines]
    assert kinds == ["::error"] * 10 + ["::warning"] * 10 + ["error:", "warning:", "warning:", "done"]
    assert "##[" not in "".join(lines[20:])
    assert "line=12" not in "".join(lines[:20])


def test_the_summary_of_a_step_has_everything_and_is_added_to_what_stands_there(
    folder: Path, slakit: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "step.md").write_text("before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "step.md"))
    slakit("validate", "library", "--format", "github")
    text = (folder / "step.md").read_text("utf-8")
    assert text.startswith("before\n## slakit validate\n\n3 documents, 2 faults  \n\n| place |")
    assert text.count("library/agreement.yaml:") == 2
    slakit("validate", "library", "--format", "compact")
    assert (folder / "step.md").read_text("utf-8") == text
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder))
    answer = slakit("validate", "library", "--format", "github")
    assert (answer.code, answer.err) == (2, f"slakit: cannot write `{folder}`: Is a directory\n")


def test_a_summary_is_never_longer_than_github_takes() -> None:
    long = listing(*(fault("x" * 3000, line) for line in range(1, 500)))
    size = len(summary(long).encode())
    assert LARGEST_SUMMARY - 4000 < size <= LARGEST_SUMMARY + 1


# --- gitlab and markdown -----------------------------------------------------------------------------------


def test_gitlab_gets_issues_with_path_line_and_a_fingerprint_each(slakit: Run) -> None:
    issues = json.loads(slakit("validate", "library", "--format", "gitlab", "--lang", "fa").out)
    assert len({issue["fingerprint"] for issue in issues}) == 2
    assert issues[1] == {
        "description": "بند 3: واژهٔ «websit» در فهرست «channel» نیست\nراهنما: آیا منظور «website» است؟",
        "check_name": "unknown-word",
        "fingerprint": issues[1]["fingerprint"],
        "severity": "major",
        "location": {"path": "library/agreement.yaml", "lines": {"begin": 62, "end": 62}},
    }


def test_markdown_has_a_table_and_takes_nothing_for_markdown(slakit: Run) -> None:
    assert slakit("validate", "library", "--format", "markdown").out == (
        "## slakit validate\n"
        "\n"
        "3 documents, 2 faults  \n"
        "\n"
        "| place | severity | rule | what is wrong |\n"
        "|---|---|---|---|\n"
        "| library/agreement.yaml:42:84 | error | unknown-clause | clause 2: unknown clause &#96;3.9&#96;<br>"
        "help: the clauses: &#96;1&#96;, &#96;2&#96;, &#96;3&#96;, &#96;4&#96;, &#96;5&#96; |\n"
        "| library/agreement.yaml:62:22 | error | unknown-word | clause 3: &#96;websit&#96; is no word of the list"
        " &#96;channel&#96;<br>help: did you mean &#96;website&#96;? |\n"
    )
    assert plain("[a](https://x) <b> @c #1 | *d*\n") == (
        "&#91;a&#93;(https&#58;//x) &#60;b&#62; &#64;c &#35;1 &#124; &#42;d&#42;<br>"
    )


# --- outputs of the command --------------------------------------------------------------------------------


def test_formats_and_files_come_in_pairs_and_the_one_without_a_file_goes_to_standard_output(
    folder: Path, slakit: Run
) -> None:
    answer = slakit(
        *("validate", "library", "--format", "compact", "--format", "sarif", "--output", "a.sarif"),
        *("--output", "b.json", "--format", "json"),
    )
    assert answer.out.splitlines()[0].startswith("library/agreement.yaml:42:84: error")
    assert json.loads((folder / "a.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert len(json.loads((folder / "b.json").read_text("utf-8"))["faults"]) == 2
    assert (answer.code, answer.err) == (1, "")
    assert slakit("validate", "library", "--output", "c.txt").out == ""
    assert (folder / "c.txt").read_text("utf-8").endswith("3 documents, 2 faults\n")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--format", "text", "--format", "json"], "two formats cannot both stand on standard output"),
        (["--format", "text", "--output", "a", "--format", "json", "--output", "./a"], "two outputs have the file `./a`"),
    ],
)  # fmt: skip
def test_two_outputs_never_share_a_place(options: list[str], told: str, slakit: Run) -> None:
    answer = slakit("validate", "library", *options)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        f"slakit: {told}\n  help: give each a file of its own, such as `--format sarif --output faults.sarif`\n"
    )
    persian = slakit("validate", "library", *options, "--lang", "fa").err
    assert "«--format sarif --output faults.sarif»" in strip_isolates(persian)


@pytest.mark.parametrize("format_", FAULT_FORMATS)
def test_no_format_writes_remarks_among_its_results(format_: str, slakit: Run) -> None:
    answer = slakit("validate", "library", "gone.yaml", "--format", format_)
    assert answer.err.startswith("gone.yaml:1:1: cannot read")
    assert "gone.yaml" not in answer.out
    assert answer.code == 2


def test_the_command_knows_the_formats_that_there_are() -> None:
    assert tuple(FORMATS) == FAULT_FORMATS
    assert all(callable(writer(name)) for name in FORMATS)


def test_faults_of_a_folder_that_was_named_twice_are_told_once(folder: Path, slakit: Run) -> None:
    once = slakit("validate", "library")
    again = slakit(
        "validate", "library", "./library/agreement.yaml", folder / "library", "library/services.yaml"
    )
    assert (again.out, again.code) == (once.out, once.code)


def test_a_vocabulary_of_two_editions_has_its_faults_once(folder: Path, slakit: Run) -> None:
    shutil.copytree(GOOD, folder / "second")
    vocabulary = (
        (GOOD / "vocabulary.yaml")
        .read_text("utf-8")
        .replace("document: vocabulary/v1", "document: vocabulary/v1\nfoo: 1")
    )
    (folder / "shared.yaml").write_text(vocabulary, "utf-8")
    for name in ("library", "second"):
        file = folder / name / "agreement.yaml"
        file.write_text(
            file.read_text("utf-8").replace("vocabulary: vocabulary.yaml", "vocabulary: ../shared.yaml"),
            "utf-8",
        )
    report = json.loads(slakit("validate", "library", "second", "--format", "json").out)
    assert [(fault["rule"], fault["file"]) for fault in report["faults"]] == [
        ("unknown-clause", "library/agreement.yaml"),
        ("unknown-key", "shared.yaml"),
    ]
    assert sum(name.endswith("shared.yaml") for name in report["documents"]) == 1


# --- findings ----------------------------------------------------------------------------------------------


EVENTS = (
    {"id": "one", "channel": "desk"},
    {"id": "two", "channel": "post"},
    {"id": "three"},
)


@pytest.fixture
def checked(folder: Path) -> list[str]:
    """A check of a sound edition by a log with a kept, a broken and an open occasion."""
    shutil.rmtree(folder / "library")
    shutil.copytree(GOOD, folder / "library")
    vocabulary = (GOOD / "vocabulary.yaml").read_text("utf-8")
    post = "post: {title: {fa: پست, en: the post}}"
    closed = vocabulary.replace("open: true\n    values:\n", f"values:\n      {post}\n")
    assert closed != vocabulary
    (folder / "library" / "vocabulary.yaml").write_text(closed, "utf-8")
    lines = []
    for number, event in enumerate(EVENTS, start=1):
        about = {"specversion": "1.0", "id": event["id"], "source": "desk", "type": "book.lent"}
        data = {key: value for key, value in event.items() if key != "id"}
        time = f"2025-06-0{number}T10:00:00+03:30"
        lines.append(json.dumps({**about, "time": time, "data": data}))
    (folder / "log.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return ["check", "library", "log.jsonl", "--at", "1405/02/01"]


def test_github_shows_a_broken_norm_at_its_id_in_the_agreement(checked: list[str], slakit: Run) -> None:
    answer = slakit(*checked, "--format", "github")
    assert [line for line in answer.out.splitlines() if "only-via" in line] == [
        (
            "::error file=library/agreement.yaml,line=57,endLine=57,col=13,endColumn=29,title=slakit%3A only-via"
            "::clause 3: violated (breach): A book was lent (two, 1404/03/12 10:00); the channel: the post; only the desk or"
            " the website is allowed.%0AThe desk or the website instead would have fulfilled it."
        ),
        (
            "::notice file=library/agreement.yaml,line=57,endLine=57,col=13,endColumn=29,title=slakit%3A only-via"
            "::clause 3: undetermined: A book was lent (three, 1404/03/13 10:00); the channel is not recorded, and only the desk or the"
            " website is allowed."
        ),
    ]
    assert answer.code == 1


def test_sarif_of_findings_is_valid_and_names_the_lines_of_the_log(checked: list[str], slakit: Run) -> None:
    log = json.loads(slakit(*checked, "--format", "sarif").out)
    assert sarif_faults(log) == []
    found = {
        one["message"]["text"].partition("(")[2].partition(",")[0]: one
        for one in log["runs"][0]["results"]
        if one["ruleId"] == "only-via"
    }
    broken = next(one for one in log["runs"][0]["results"] if "(two," in one["message"]["text"])
    assert broken["relatedLocations"] == [
        {
            "id": 0,
            "message": {"text": "a book was lent (two, 1404/03/12 10:00)"},
            "physicalLocation": {
                "artifactLocation": {"uri": "log.jsonl", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 1},
            },
        }
    ]
    assert broken["locations"][0]["logicalLocations"] == [
        {"fullyQualifiedName": "clauses/3/norms/lent-at-the-desk", "kind": "member"}
    ]
    assert (broken["kind"], broken["level"]) == ("fail", "error")
    open_ = next(one for one in log["runs"][0]["results"] if "(three," in one["message"]["text"])
    assert (open_["kind"], open_["level"]) == ("review", "none")
    assert found
    several = json.loads(slakit(*checked[:3], "log.jsonl", *checked[3:], "--format", "sarif").out)
    assert [one for one in several["runs"][0]["results"] if "relatedLocations" in one] == []


def test_the_fingerprint_of_a_finding_rests_on_norm_and_occasion_alone(
    checked: list[str], folder: Path, slakit: Run
) -> None:
    def fingerprints() -> set[str]:
        log = json.loads(slakit(*checked, "--format", "sarif").out)
        return {one["partialFingerprints"]["slakit/v1"] for one in log["runs"][0]["results"]}

    before = fingerprints()
    file = folder / "library" / "agreement.yaml"
    file.write_text("# a comment\n" + file.read_text("utf-8"), "utf-8")
    assert fingerprints() == before
    file.write_text(file.read_text("utf-8").replace("id: lent-at-the-desk", "id: lent"), "utf-8")
    assert len(fingerprints() & before) == len(before) - 2


def test_junit_of_findings_fails_what_counts_skips_what_is_open_and_passes_what_was_kept(
    checked: list[str], slakit: Run
) -> None:
    def suite(*options: str) -> ET.Element:
        root = ET.fromstring(slakit(*checked, "--format", "junit", *options).out)  # noqa: S314  our own output
        return next(one for one in root if one.attrib["name"] == "lent-at-the-desk")

    cases = {case.attrib["name"].partition("=")[2].partition(",")[0]: case for case in suite()}
    assert {name: [part.tag for part in case] for name, case in cases.items()} == {
        "one": [],
        "two": ["failure"],
        "three": ["skipped"],
    }
    strict = suite("--fail-on", "undetermined")
    assert (strict.attrib["failures"], strict.attrib["skipped"]) == ("2", "0")


def test_markdown_of_findings_speaks_persian(checked: list[str], slakit: Run) -> None:
    lines = strip_isolates(slakit(*checked, "--format", "markdown", "--lang", "fa").out).splitlines()
    assert lines[4] == "| جا | شدت | قاعده | ایراد |"
    assert any(
        "بند ۳: نقض‌شده (تخلف): کتاب امانت داده شد (two، ۱۴۰۴/۰۳/۱۲ ساعت ۱۰:۰۰)" in line for line in lines
    )


@pytest.mark.parametrize("form", ["github", "markdown", "sarif", "junit"])
def test_a_forge_reads_the_same_whether_kept_findings_were_counted_or_told(
    form: str, checked: list[str], slakit: Run
) -> None:
    told, counted = (
        slakit(*checked, "--format", form, "--engine", name).out for name in ("reference", "audit")
    )
    assert counted == told
    assert ("fulfilled: 1, violated: 1" in told) == (form in {"github", "markdown"})


# --- the page of the faults --------------------------------------------------------------------------------


def test_the_page_of_the_faults_is_current() -> None:
    assert (ROOT / "docs" / "faults.md").read_text("utf-8") == fault_pages.page()


def test_every_rule_has_a_page_with_its_heading() -> None:
    text = (ROOT / "docs" / "faults.md").read_text("utf-8")
    assert re.findall("^## (.+)$", text, flags=re.MULTILINE) == sorted({*rules()} - {*LINT_RULES})
    for name in (*rules(), *LINT_RULES, *RULE_KINDS):
        assert (ROOT / page_of(name).partition("#")[0]).is_file()


def test_the_page_is_written_and_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.setattr(fault_pages, "__file__", str(tmp_path / "src" / "slakit" / "fault_pages.py"))
    assert fault_pages.main(["--check"]) == 1
    assert fault_pages.main([]) == 0
    assert fault_pages.main(["--check"]) == 0
