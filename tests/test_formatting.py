import re
from pathlib import Path

import pytest

from slakit.cli import main
from slakit.errors import InvalidDocument
from slakit.review.formatting import formatted

ROOT = Path(__file__).parents[1]


def laid_out(text: str) -> str:
    return formatted(text, "a.yaml")


def test_groups_stand_two_spaces_deeper_and_lists_under_their_key() -> None:
    text = "a:\n- b:\n      c: 1\n  d:\n  -   e\n  -\n      f\ng:\n        h\n"
    assert laid_out(text) == "a:\n  - b:\n      c: 1\n    d:\n      - e\n      -\n        f\ng:\n  h\n"


def test_one_space_follows_a_sign_and_none_stands_inside_brackets() -> None:
    assert laid_out("a :   1\nb:  x # why\n") == "a: 1\nb: x # why\n"
    assert laid_out("b:  [ 1,2 ,3 ]\n") == "b: [1, 2, 3]\n"
    assert laid_out("c: { d : 1,e:  [ ] , 'f':2 }\n") == "c: {d: 1, e: [], 'f': 2}\n"


def test_a_missing_value_between_brackets_keeps_the_space_that_makes_its_key_a_key() -> None:
    assert laid_out("a: {b: , c: }\n") == "a: {b: , c: }\n"


def test_blanks_at_line_ends_and_needless_last_lines_go() -> None:
    assert laid_out("a: 1   \n   \nb: 2\n\n  \n") == "a: 1\n\nb: 2\n"
    assert laid_out("a: 1") == "a: 1\n"


def test_blank_lines_inside_a_document_stay() -> None:
    assert laid_out("a: 1\n\n\nb: 2\n") == "a: 1\n\n\nb: 2\n"


def test_quotes_and_texts_and_comments_stay_byte_for_byte() -> None:
    text = "a: 'x:   y  '  #  why   \nb: \"1 ,2\"\nc: plain   words ,  and [ more ]\n"
    assert laid_out(text) == text


def test_a_block_text_keeps_its_words_and_its_blanks_and_moves_with_its_key() -> None:
    text = "a:\n    b: |\n        one   \n\n          two\n    c: 1\n"
    assert laid_out(text) == "a:\n  b: |\n    one   \n\n      two\n  c: 1\n"


def test_a_block_text_with_an_indentation_digit_keeps_its_leading_spaces() -> None:
    text = "a:\n- b: |2\n      two\n    none\n"
    assert laid_out(text) == "a:\n  - b: |2\n        two\n      none\n"


def test_the_last_line_end_of_a_block_text_is_never_added() -> None:
    assert laid_out("a: |\n  x") == "a: |\n  x"
    assert laid_out("a: |+\n  x\n\n\n") == "a: |+\n  x\n\n\n"
    assert laid_out("a: |-\n  x\n\n\n") == "a: |-\n  x\n"


def test_what_runs_over_several_lines_moves_as_one() -> None:
    text = 'a:\n    b: "one\n      two"\n    c: [1,\n        2]\n    d: three\n       four\n'
    assert laid_out(text) == 'a:\n  b: "one\n    two"\n  c: [1,\n      2]\n  d: three\n     four\n'


def test_a_comment_goes_with_the_line_it_is_in_line_with() -> None:
    text = "a:\n    # of b\n    b: 1\n    # after b\n# of c\nc: 1\n      # of nothing\n"
    assert laid_out(text) == "a:\n  # of b\n  b: 1\n  # after b\n# of c\nc: 1\n      # of nothing\n"


@pytest.mark.parametrize("parser", ["c", "pure"])
def test_both_parsers_lay_out_alike_where_nothing_stands(
    parser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They give different offsets for a missing value, at which another sign may begin."""
    monkeypatch.setattr("slakit.review.layout.parser_in_use", lambda: parser)
    assert laid_out(" a: \n# c\n...") == "a:\n# c\n...\n"


def test_line_ends_stay_as_the_file_has_them() -> None:
    assert laid_out("a:\r\n- b\r\n- c  \r\n\r\n") == "a:\r\n  - b\r\n  - c\r\n"


def test_a_text_that_cannot_be_read_is_not_laid_out() -> None:
    with pytest.raises(InvalidDocument) as caught:
        laid_out("a: 'x\n")
    assert [fault.rule for fault in caught.value.faults] == ["unclosed-quote"]


COMMITTED = [
    *(ROOT / "agreements").rglob("*.yaml"),
    *(ROOT / "src").rglob("*.yaml"),
    *(ROOT / "tests" / "suite").rglob("*.yaml"),
    *(ROOT / "tests" / "bad" / "good").rglob("*.yaml"),
]


@pytest.mark.parametrize("file", sorted(COMMITTED), ids=lambda file: str(file.relative_to(ROOT)))
def test_every_committed_document_is_laid_out(file: Path) -> None:
    text = file.read_bytes().decode("utf-8")
    assert formatted(text, str(file)) == text


# --- the command -------------------------------------------------------------------------------------------

CROOKED = 'document: services/v1\nagreement:   tiny\nedition: "1"\nservices:\n- {service: a,row: 1, title: {en: A}}\n'
STRAIGHT = 'document: services/v1\nagreement: tiny\nedition: "1"\nservices:\n  - {service: a, row: 1, title: {en: A}}\n'


def test_a_folder_is_laid_out_and_what_is_no_document_of_ours_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "services.yaml").write_text(CROOKED)
    (tmp_path / "deep" / "services.yaml").chmod(0o640)
    (tmp_path / "ci.yml").write_text("on:   push\n")
    (tmp_path / ".hidden.yaml").write_text(CROOKED)
    assert main(["fmt", "--lang", "en", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{tmp_path}/deep/services.yaml: laid out\n1 file, 1 laid out\n"
    assert (tmp_path / "deep" / "services.yaml").read_text() == STRAIGHT
    assert (tmp_path / "deep" / "services.yaml").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "ci.yml").read_text() == "on:   push\n"
    assert (tmp_path / ".hidden.yaml").read_text() == CROOKED
    assert main(["fmt", "--lang", "en", str(tmp_path), str(tmp_path / "deep")]) == 0
    assert capsys.readouterr().out == "1 file, nothing to change\n"


@pytest.mark.parametrize("wish", ["--check", "--diff"])
def test_a_check_or_a_diff_writes_nothing_and_ends_with_one(
    wish: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(CROOKED)
    assert main(["fmt", wish, "a.yaml", "--lang", "en"]) == 1
    shown = capsys.readouterr().out
    assert Path("a.yaml").read_text() == CROOKED
    if wish == "--check":
        assert shown == "a.yaml: not in the layout of `slakit fmt`\n1 file, 1 to lay out\n"
    else:
        assert shown == (
            "--- a.yaml\n+++ a.yaml\n@@ -1,5 +1,5 @@\n document: services/v1\n-agreement:   tiny\n+agreement: tiny\n"
            ' edition: "1"\n services:\n-- {service: a,row: 1, title: {en: A}}\n+  - {service: a, row: 1, title: {en: A}}\n'
        )


def test_persian_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text(CROOKED)
    assert main(["fmt", "--check", str(tmp_path), "--lang", "fa"]) == 1
    shown = re.sub("[\u2066-\u2069]", "", capsys.readouterr().out)
    assert shown == f"{tmp_path}/a.yaml: چیدمان «slakit fmt» را ندارد\n۱ فایل، چیدمان ۱ تا باید اصلاح شود\n"


def test_a_file_with_faults_is_told_and_the_others_are_laid_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.yaml").write_text(CROOKED)
    (tmp_path / "b.yaml").write_text("document: cases/v1\ntitle: 'x\n")
    assert main(["fmt", str(tmp_path), "--lang", "en"]) == 2
    assert capsys.readouterr().err.splitlines()[0] == (
        f"{tmp_path}/b.yaml:2:8: the quote ' that opens here is never closed"
    )
    assert (tmp_path / "a.yaml").read_text() == STRAIGHT
    assert (tmp_path / "b.yaml").read_text() == "document: cases/v1\ntitle: 'x\n"


def test_a_folder_without_a_document_is_wrong_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fmt", str(tmp_path), "--lang", "en"]) == 2
    assert capsys.readouterr().err == (
        f"slakit: neither in `{tmp_path}` nor below it is there a document of slakit\n"
    )
