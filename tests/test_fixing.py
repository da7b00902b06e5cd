import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from slakit.cli import main
from slakit.document import parse
from slakit.errors import Fault, InvalidDocument
from slakit.review.edits import Edit, applied
from slakit.review.fixing import Contents, Mended, chosen, fixes, mended
from slakit.review.manuscript import Manuscript
from slakit.source import Place

GOOD = Path(__file__).parent / "bad" / "good"


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the short edition without a fault, its case file in the folder for cases; it is the working folder."""
    shutil.copytree(GOOD, tmp_path / "edition")
    (tmp_path / "edition" / "cases").mkdir()
    (tmp_path / "edition" / "cases.yaml").rename(tmp_path / "edition" / "cases" / "all.yaml")
    monkeypatch.chdir(tmp_path / "edition")
    return tmp_path / "edition"


def change(file: str, *changes: tuple[str, str]) -> str:
    """Make slips in a file, and give its text as it was."""
    before = Path(file).read_text("utf-8")
    after = before
    for old, new in changes:
        assert after.count(old) == 1, old
        after = after.replace(old, new)
    Path(file).write_text(after, "utf-8", newline="")
    return before


def of_syntax(text: str, *, unsafe: bool = False) -> str:
    """A text after mending what is wrong with it as YAML, and nothing that a schema says."""
    return _mended(text, unsafe=unsafe)[0]


def _mended(text: str, *, unsafe: bool = False) -> tuple[str, Mended]:
    name = os.path.realpath("a.yaml")

    def look(contents: Contents) -> Sequence[Fault]:
        try:
            parse(contents[name], name)
        except InvalidDocument as error:
            return error.faults
        return ()

    outcome = mended(look, unsafe=unsafe, start={name: text.encode()})
    return outcome.contents.get(name, text.encode()).decode(), outcome


# --- characters, quotes and days -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a: yes\n", 'a: "yes"\n'),
        ("a: [on, x]\n", 'a: ["on", x]\n'),
        ("no: 1\n", '"no": 1\n'),
        ("5.4: x\n", '"5.4": x\n'),
        ("true: x\n", '"true": x\n'),
        ("a: 12:30  # noon\n", 'a: "12:30"  # noon\n'),
        ("a: 0650012345\n", 'a: "0650012345"\n'),
        ("a: 1398-12-30\nb: 1398-2-3\n", "a: 1398-12-30\nb: 1398/02/03\n"),
        ("\ufeffa: 1\n", "a: 1\n"),
        ("\ufeffa:\tyes\n", 'a: "yes"\n'),
    ],
)
def test_a_word_that_programs_read_differently_gets_its_quotes_and_a_day_its_slashes(
    written: str, meant: str
) -> None:
    assert of_syntax(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "a: 1e5\n",
        "a: .inf\n",
        "a: 1234567890123456789\n",
        "a: &x 1\n",
        "a: 1\na: 2\n",
        "a: 'x\n",
        "a: b: c\n",
        "",
    ],
)
def test_what_could_mean_several_things_stays(written: str) -> None:
    assert of_syntax(written) == written


def test_a_number_that_may_be_a_code_gets_quotes_only_if_asked_for() -> None:
    assert (
        of_syntax("a: 12e4\nb: 1234567890123456789\n", unsafe=True) == 'a: "12e4"\nb: "1234567890123456789"\n'
    )


def test_a_mark_inside_a_text_may_be_signed_and_is_deleted_only_if_asked_for() -> None:
    assert of_syntax("a: x\ufeffy\n") == "a: x\ufeffy\n"
    assert of_syntax("a: x\ufeffy\n", unsafe=True) == "a: xy\n"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a:\n\tb: 1\n\tc:\n\t\td: 2\n", "a:\n  b: 1\n  c:\n    d: 2\n"),
        ("a:\n\tb: 1\n  c: 2\n", "a:\n  b: 1\n  c: 2\n"),
        ("a:\n    b: 1\n\tc: 2\n", "a:\n    b: 1\n    c: 2\n"),
        ("a:\n\tb: |\n\t\tone\n\t\ttwo\n", "a:\n  b: |\n    one\n    two\n"),
    ],
)
def test_tabs_that_can_only_make_one_document_become_spaces(written: str, meant: str) -> None:
    assert of_syntax(written) == meant


@pytest.mark.parametrize(
    "written",
    ["a:\n  b:\n\tc: 1\n", "a:\n  b:\n    c: 1\n\td: 1\n  e: 2\n", "a:\n\tb: |\n\t\tone\n\t\t\ttwo\n"],
)
def test_tabs_whose_width_would_decide_what_belongs_to_what_stay(written: str) -> None:
    assert of_syntax(written) == written


def test_tabs_between_words_become_one_space_and_those_inside_texts_stay() -> None:
    text = 'a:\t1 \t # x\ty\nb: "x\ty"\t\nc: |\n  x\ty\nd: [1,\t2]\n'
    assert of_syntax(text) == 'a: 1 # x\ty\nb: "x\ty"\nc: |\n  x\ty\nd: [1, 2]\n'


def test_line_ends_and_comments_stay_as_they_are() -> None:
    text = "# ك\r\na:\tyes\r\n\r\nb: 1  # no\t\r\n"
    assert of_syntax(text) == '# ك\r\na: "yes"\r\n\r\nb: 1  # no\t\r\n'


def test_only_documents_are_mended_and_never_a_signed_text(tmp_path: Path) -> None:
    signed = tmp_path / "source.fa.txt"
    signed.write_text("كتاب", "utf-8")
    place = Place(str(signed), 1, 1, 1, 2)
    outcome = mended(lambda _: [Fault("arabic-letters", place)])
    assert outcome.made == ()


def test_arabic_letters_become_persian_ones_up_to_the_next_quotation() -> None:
    text = "a: {fa: ميز كتاب «ميز» ميز, en: x}\nb: ك\n"
    manuscript = Manuscript("a.yaml", text)
    place = Place("a.yaml", 1, 9, 1, 10)
    (fix,) = fixes(manuscript, [Fault("arabic-letters", place)])
    assert applied(text, fix.edits) == "a: {fa: میز کتاب «ميز» ميز, en: x}\nb: ك\n"
    assert fix.is_safe


# --- an edition --------------------------------------------------------------------------------------------


def test_a_good_edition_is_untouched(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {file: file.stat().st_mtime_ns for file in edition.rglob("*.*")}
    assert main(["fix", "--unsafe", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "nothing to fix\n"
    assert {file: file.stat().st_mtime_ns for file in edition.rglob("*.*")} == before


def test_slips_of_writing_are_mended_and_told_with_their_places(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = change(
        "agreement.yaml", ("until: 1404/12/29", "until: ۱۴۰۴/۱۲/۲۹"), ("at-least: 3 days", "at_least: ۳ days")
    )
    Path("agreement.yaml").chmod(0o600)
    assert main(["fix", "--lang", "en"]) == 0
    told = capsys.readouterr()
    assert told.out == (
        "agreement.yaml:18:10: expected a date such as `1398/12/29` or `2020-03-19`, found `۱۴۰۴/۱۲/۲۹`:"
        " the digits must be 0 to 9\n"
        "  fixed: `۱۴۰۴/۱۲/۲۹` became `1404/12/29`\n"
        "agreement.yaml:54:9: unknown key `at_least`\n"
        "  fixed: `at_least` became `at-least`\n"
        "agreement.yaml:54:19: expected a duration such as `72 hours`, `3 days` or `2 working-days of office-hours`,"
        " found `۳ days`: the digits must be 0 to 9\n"
        "  fixed: `۳ days` became `3 days`\n"
        "3 fixes in 1 file\n"
    )
    assert told.err == ""
    assert Path("agreement.yaml").read_text("utf-8") == before
    assert Path("agreement.yaml").stat().st_mode & 0o777 == 0o600


def test_persian_tells_the_same(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change("agreement.yaml", ("at-least: 3 days", "at_least: 3 days"))
    assert main(["fix", "--check", "--lang", "fa"]) == 1
    assert re.sub("[\u2066-\u2069]", "", capsys.readouterr().out) == (
        "agreement.yaml:54:9: کلید «at_least» شناخته نیست\n"
        "  اصلاح: «at_least» به «at-least» تبدیل می‌شود\n"
        "۱ اصلاح در ۱ فایل\n"
    )


def test_a_diff_shows_the_change_and_writes_nothing(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change("agreement.yaml", ("at-least: 3 days", "at_least: 3 days"))
    broken = Path("agreement.yaml").read_bytes()
    assert main(["fix", "--diff", "agreement.yaml"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["--- agreement.yaml", "+++ agreement.yaml"]
    assert [line for line in lines[2:] if line[0] in "+-"] == [
        "-        at_least: 3 days",
        "+        at-least: 3 days",
    ]
    assert Path("agreement.yaml").read_bytes() == broken


def test_a_bare_number_is_never_given_a_unit(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change("agreement.yaml", ("at-least: 3 days", "at-least: 3"))
    assert main(["fix", "--unsafe", "--lang", "en"]) == 0
    told = capsys.readouterr()
    assert told.out == "nothing to fix\n"
    assert told.err == "slakit: 1 fault left; `slakit validate --cases` tells them\n"


def test_a_duration_without_its_space_is_mended_and_a_misspelt_unit_only_if_asked_for(edition: Path) -> None:
    before = change("agreement.yaml", ("at-least: 3 days", "at-least: 3days"))
    assert main(["fix"]) == 0
    assert Path("agreement.yaml").read_text("utf-8") == before
    for written in ("3 dayes", "3 روز"):
        change("agreement.yaml", ("at-least: 3 days", f"at-least: {written}"))
        broken = Path("agreement.yaml").read_bytes()
        assert main(["fix"]) == 0
        assert Path("agreement.yaml").read_bytes() == broken
        assert main(["fix", "--unsafe"]) == 0
        assert Path("agreement.yaml").read_text("utf-8") == before


def test_a_near_miss_of_a_value_is_taken_only_if_asked_for(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = change("agreement.yaml", ("rule: advance-notice", "rule: advanced-notice"))
    assert main(["fix", "--lang", "en"]) == 0
    assert capsys.readouterr().err == (
        "slakit: 1 fault left; `slakit validate --cases` tells them\n"
        "slakit: 1 fix more with `--unsafe`; look at them first with `--unsafe --diff`\n"
    )
    assert main(["fix", "--unsafe", "--lang", "en"]) == 0
    assert Path("agreement.yaml").read_text("utf-8") == before


def test_the_same_letters_are_the_same_value(edition: Path) -> None:
    before = change("agreement.yaml", ("rule: advance-notice", "rule: Advance_Notice"))
    assert main(["fix"]) == 0
    assert Path("agreement.yaml").read_text("utf-8") == before


@pytest.mark.parametrize(
    ("sound", "mistyped"),
    [
        ('- clause: "3"', '- clause: "\u200f3"'),
        ('- clause: "3"', "- clause: “3”"),
        ('- clause: "3"', "- clause: «3»"),
        ('- clause: "3"', '- clause: "۳"'),
        ('- clause: "3"', '- clause: "3 "'),
        ('used-by: ["3"]', 'used-by: ["3\u200c"]'),
        ('edition: "1404"', 'edition: "۱۴۰۴"'),
    ],
)
def test_a_mistyped_number_is_mended_where_it_stands_and_nothing_else_is(
    edition: Path, sound: str, mistyped: str
) -> None:
    before = change("agreement.yaml", (sound, mistyped))
    assert main(["fix"]) == 0
    assert Path("agreement.yaml").read_text("utf-8") == before


def test_a_mistyped_number_is_not_made_one_that_another_clause_has(edition: Path) -> None:
    change("agreement.yaml", ('- clause: "3"', '- clause: "2 "'))
    broken = Path("agreement.yaml").read_bytes()
    assert main(["fix", "--unsafe"]) == 0
    assert Path("agreement.yaml").read_bytes() == broken


def test_names_that_agree_are_not_made_like_one_misspelt_declaration(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        "agreement.yaml",
        ("- id: complaint-answered", "- id: complaint-answerd"),
        ("- id: lent-at-the-desk", "- id: lent-at-the-desk\n        otherwise: [complaint-answered]"),
    )
    broken = Path("agreement.yaml").read_bytes()
    assert main(["fix", "--unsafe", "--lang", "en"]) == 0
    assert Path("agreement.yaml").read_bytes() == broken
    assert capsys.readouterr().err == "slakit: 2 faults left; `slakit validate --cases` tells them\n"


def test_two_misspellings_of_one_key_do_not_become_that_key_twice(edition: Path) -> None:
    change("agreement.yaml", ("at-least: 3 days", "at_least: 3 days\n        atleast: 4 days"))
    assert main(["fix", "--unsafe"]) == 0
    text = Path("agreement.yaml").read_text("utf-8")
    assert "        at-least: 3 days\n        atleast: 4 days\n" in text


def test_a_key_that_is_already_there_is_not_written_again(edition: Path) -> None:
    change("agreement.yaml", ("at-least: 3 days", "at-least: 3 days\n        at_least: 4 days"))
    broken = Path("agreement.yaml").read_bytes()
    assert main(["fix", "--unsafe"]) == 0
    assert Path("agreement.yaml").read_bytes() == broken


def test_a_yes_where_yes_or_no_is_due_ends_as_true(edition: Path) -> None:
    before = change(
        "agreement.yaml",
        ("where: {planned: true}}\n        notice", "where: {planned: yes}}\n        notice"),
    )
    assert main(["fix"]) == 0
    assert Path("agreement.yaml").read_text("utf-8") == before


@pytest.mark.parametrize(
    ("written", "fixed", "unsafe"), [("بله", "بله", "true"), ("untrue", "untrue", "untrue")]
)
def test_what_may_say_the_opposite_of_yes_stays_and_a_word_of_persian_is_mended_only_if_asked_for(
    edition: Path, written: str, fixed: str, unsafe: str
) -> None:
    """`untrue` became `true`, without being asked for."""
    where = "where: {{planned: {}}}}}\n        notice".format
    change("agreement.yaml", (where("true"), where(written)))
    assert main(["fix"]) == 0
    assert where(fixed) in Path("agreement.yaml").read_text("utf-8")
    assert main(["fix", "--unsafe"]) == 0
    assert where(unsafe) in Path("agreement.yaml").read_text("utf-8")


def test_what_syntax_hides_is_mended_in_the_same_run_and_in_every_file(edition: Path) -> None:
    agreement = change(
        "agreement.yaml", ("until: 1404/12/29", "until: 1404-12-29"), ("at-least:", "at_least:")
    )
    annex = change("services.yaml", ("row: 1", "rows: ۱"))
    assert main(["fix"]) == 0
    assert Path("agreement.yaml").read_text("utf-8") == agreement
    assert Path("services.yaml").read_text("utf-8") == annex
    assert main(["validate", "--cases", "--no-lint", "."]) == 0


def test_a_path_that_is_not_there_is_wrong_input_and_the_rest_is_mended(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = change("agreement.yaml", ("at-least:", "at_least:"))
    assert main(["fix", "gone.yaml", "agreement.yaml", "--lang", "en"]) == 2
    assert capsys.readouterr().err.splitlines()[0] == (
        "gone.yaml:1:1: cannot read `gone.yaml`: there is no such file"
    )
    assert Path("agreement.yaml").read_text("utf-8") == before


# --- fixes as values ---------------------------------------------------------------------------------------


def test_of_two_fixes_that_touch_the_same_text_the_first_is_made() -> None:
    manuscript = Manuscript("a.yaml", "a: 5.4\n")
    place = Place("a.yaml", 1, 4, 1, 7)
    number = Fault("wrong-type", place, arguments={"expected": "text", "found": "5.4", "quoted": "5.4"})
    value = Fault("wrong-value", place, arguments={"holds": "holds-text", "found": "5.4", "quoted": "5.4"})
    both = fixes(manuscript, [number, value])
    assert [fix.edits for fix in both] == [(Edit(3, 6, '"5.4"'),), (Edit(3, 6, '"5.4"'),)]
    assert [fix.fault for fix in chosen(manuscript, both)] == [number]


def test_a_fault_of_another_state_of_the_file_has_no_fix() -> None:
    fault = Fault("wrong-type", Place("a.yaml", 9, 4, 9, 7), arguments={"quoted": "5.4"})
    other = Fault("wrong-type", Place("a.yaml", 1, 4, 1, 5), arguments={"quoted": "5.4"})
    assert fixes(Manuscript("a.yaml", "a: 1\n"), [fault, other]) == ()


@pytest.mark.parametrize(
    ("written", "new"),
    [("portel", "portal"), ("'portel'", "'portal'"), ('"portel"', '"portal"')],
)
def test_a_word_keeps_the_quotes_it_was_written_in(written: str, new: str) -> None:
    place = Place("a.yaml", 1, 4, 1, 4 + len(written))
    fault = Fault("unknown-word", place, arguments={"value": "portel", "list": "c", "suggestion": "portal"})
    (fix,) = fixes(Manuscript("a.yaml", f"a: {written}\n"), [fault])
    assert (fix.old, fix.new, fix.is_safe) == (written, new, False)


def test_a_clause_number_that_is_put_in_place_of_a_word_gets_quotes() -> None:
    place = Place("a.yaml", 1, 4, 1, 8)
    fault = Fault("unknown-clause", place, arguments={"name": "5.4a", "suggestion": "5.4"})
    (fix,) = fixes(Manuscript("a.yaml", "a: 5.4a\n"), [fault])
    assert fix.new == '"5.4"'
