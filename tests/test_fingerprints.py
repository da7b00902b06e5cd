"""A fault is known again by its fingerprint, whatever moves around it; and a baseline rests on that."""

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from slakit.cli import main
from slakit.document import parse
from slakit.errors import Fault, InvalidDocument
from slakit.loading import load
from slakit.messages import Language
from slakit.reports.faults.fingerprints import PASSING, fingerprint, told_apart
from slakit.reports.faults.listing import Item, items_of
from slakit.reports.faults.sources import Sources, relative
from slakit.source import Place

GOOD = Path(__file__).parent / "bad" / "good"
Change = Callable[[str], str]
WRONG = (("only: [desk, website]", "only: [desk, websit]"), ("towards: readers\n        rule: adv", "towards: readerz\n        rule: adv"))  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a copy of the good edition in `library`."""
    shutil.copytree(GOOD, tmp_path / "library")
    (tmp_path / "library" / "cases.yaml").unlink()
    monkeypatch.chdir(tmp_path)
    for name in ("SLAKIT_LANG", "LC_ALL", "LC_MESSAGES", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    return tmp_path


def change(*changes: tuple[str, str]) -> None:
    """Change the agreement; what is changed must stand there once."""
    file = Path("library/agreement.yaml")
    text = file.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def found(path: str = "library", language: Language = "en") -> tuple[Item, ...]:
    """The faults of an edition as items."""
    try:
        load(path)
    except InvalidDocument as error:
        return items_of(error.faults, Sources(), language)
    return ()


def by_rule(items: tuple[Item, ...]) -> dict[str, str]:
    return {item.rule: item.fingerprint for item in items}


# --- fingerprints ------------------------------------------------------------------------------------------


def test_a_fault_has_the_path_of_ids_that_leads_to_it() -> None:
    change(*WRONG)
    assert [(item.rule, item.path) for item in found()] == [
        ("unknown-party", ("clauses", "3", "norms", "closure-announced", "towards")),
        ("unknown-word", ("clauses", "3", "norms", "lent-at-the-desk", "only", "websit")),
    ]


def test_the_order_of_clauses_comments_and_language_leave_every_fingerprint() -> None:
    change(*WRONG)
    before = by_rule(found())
    text = Path("library/agreement.yaml").read_text("utf-8")
    head, third, fourth, fifth = re.split(r'(?=  - clause: "[345]"\n)', text)
    moved = f"# a comment\n{head}{fifth}\n  # another\n{fourth}{third}"
    Path("library/agreement.yaml").write_text(moved, "utf-8")
    assert [item.place.line for item in found() if item.place] != [49, 59]
    assert by_rule(found()) == before
    assert by_rule(found(language="fa")) == before


def test_other_words_in_the_catalogue_leave_every_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    change(*WRONG)
    before = by_rule(found())
    monkeypatch.setattr("slakit.reports.faults.listing.render", lambda *_: "quite other words")
    assert [item.told for item in found()] == [("quite other words",)] * 2
    assert by_rule(found()) == before


def test_other_suggestions_leave_a_fingerprint() -> None:
    change(*WRONG)
    before = by_rule(found())
    change(("{party: readers,", "{party: readerzz,"))
    assert "readerzz" in found()[0].told[1]
    assert by_rule(found())["unknown-word"] == before["unknown-word"]
    assert {item.fingerprint for item in found()} > {before["unknown-party"]}


def test_another_id_another_wrong_value_another_file_and_another_rule_change_a_fingerprint() -> None:
    change(WRONG[0])
    before = by_rule(found())["unknown-word"]
    for old, new in (("- id: lent-at-the-desk", "- id: lent-there"), ("websit]", "webste]")):
        change((old, new))
        assert by_rule(found())["unknown-word"] != before
        change((new, old))
    assert by_rule(found())["unknown-word"] == before
    Path("library").rename("lending")
    assert by_rule(found("lending"))["unknown-word"] != before
    assert fingerprint("one", "a.yaml", (), {}) != fingerprint("other", "a.yaml", (), {})


def test_a_line_that_a_message_names_leaves_a_fingerprint() -> None:
    change(("  - {party: readers,", "  - {party: library,"))
    before = by_rule(found())["duplicate-name"]
    change(("parties:\n", "# a comment\nparties:\n"))
    assert by_rule(found())["duplicate-name"] == before


def test_a_file_has_one_fingerprint_however_it_is_named(folder: Path) -> None:
    change(WRONG[0])
    named = [found("library"), found("./library/agreement.yaml"), found(str(folder / "library"))]
    assert len({by_rule(items)["unknown-word"] for items in named}) == 1


def test_equal_fingerprints_are_told_apart_by_their_order() -> None:
    first, second, third = told_apart(["a", "a", "a"])
    assert first == "a"
    assert len({first, second, third}) == 3
    assert list(told_apart(["a", "b", "a"])) == ["a", "b", second]


def test_faults_of_a_file_that_is_no_yaml_have_no_path_and_are_still_told_apart() -> None:
    change(("  from: 1404/01/01", "\tfrom: [1404/01/01"))
    items = found()
    assert items
    assert {item.path for item in items} == {()}
    assert len({item.fingerprint for item in items}) == len(items)


def test_each_argument_that_is_left_out_is_one_that_some_message_has() -> None:
    from slakit.messages import templates

    words = "".join(one for said, cures in templates("en").values() for one in (*said, *cures))
    assert {name for name in PASSING if f"{{{name}" not in words} == set()


def test_a_fault_that_was_found_in_two_ways_is_one_item(folder: Path) -> None:
    near = Fault("empty-document", Place("library/agreement.yaml", 2, 1, 2, 5))
    far = Fault("empty-document", Place(str(folder / "library/agreement.yaml"), 2, 1, 2, 5))
    other = Fault("empty-document", Place("library/agreement.yaml", 3, 1, 3, 5))
    items = items_of([near, far, other], Sources(), "en")
    assert [item.place for item in items] == [near.place, other.place]


def test_a_path_leads_from_a_place_back_to_the_innermost_value() -> None:
    text = b'a:\n  - b: {c: [1, "x"]}\n    d:\nempty:\n'
    document = parse(text, "a.yaml")
    paths = [(), ("a",), ("a", 0), ("a", 0, "b"), ("a", 0, "b", "c"), ("a", 0, "b", "c", 1), ("a", 0, "d"), ("empty",)]  # fmt: skip
    assert [document.path_of(document.place_of(path)) for path in paths] == paths
    keys = [("a",), ("a", 0, "b"), ("a", 0, "b", "c"), ("a", 0, "d"), ("empty",)]
    assert [document.path_of(document.place_of(path, key=True)) for path in keys] == keys
    assert document.path_of(Place("a.yaml", 2, 12, 2, 13)) == ("a", 0, "b", "c")


def test_a_path_outside_the_working_folder_goes_up(folder: Path) -> None:
    os.chdir("library")
    assert relative("../other/a.yaml") == "../other/a.yaml"
    assert relative(str(folder / "library" / "a.yaml")) == "a.yaml"


# --- the baseline ------------------------------------------------------------------------------------------


class Answer:
    """What a command gave: its exit code and what it wrote."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def validate(capfd: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Runs `slakit validate` in this process without lint, whose baseline is that of tests/test_lint_formats.py."""

    def run(*arguments: str) -> Answer:
        code = main(["validate", *arguments, "--no-lint"])
        return Answer(code, *capfd.readouterr())

    return run


Validate = Callable[..., Answer]


def known(file: str = "known.json") -> list[tuple[str, str]]:
    """Rule and last step of each entry of a baseline."""
    return [
        (fault["rule"], fault["path"][-1]) for fault in json.loads(Path(file).read_text("utf-8"))["faults"]
    ]


def test_a_baseline_is_written_sorted_and_readable(validate: Validate) -> None:
    change(*WRONG)
    answer = validate("library", "--write-baseline", "known.json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.endswith("3 documents, 2 faults\n")
    document = json.loads(Path("known.json").read_text("utf-8"))
    assert document == {
        "document": "baseline/v1",
        "faults": [
            {
                "fingerprint": by_rule(found())["unknown-party"],
                "rule": "unknown-party",
                "file": "library/agreement.yaml",
                "path": ["clauses", "3", "norms", "closure-announced", "towards"],
            },
            {
                "fingerprint": by_rule(found())["unknown-word"],
                "rule": "unknown-word",
                "file": "library/agreement.yaml",
                "path": ["clauses", "3", "norms", "lent-at-the-desk", "only", "websit"],
            },
        ],
    }


def test_what_a_baseline_knows_is_counted_and_not_listed(validate: Validate) -> None:
    change(*WRONG)
    validate("library", "--write-baseline", "known.json")
    answer = validate("library", "--baseline", "known.json")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == "3 documents, no faults; known from the baseline: 2\n"
    assert validate("library", "--baseline", "known.json", "--lang", "fa").out == (
        "۳ سند، بی‌ایراد؛ از پیش شناخته‌شده: ۲\n"
    )


def test_a_new_fault_is_listed_and_counts_beside_known_ones(validate: Validate) -> None:
    change(WRONG[0])
    validate("library", "--write-baseline", "known.json")
    change(WRONG[1])
    answer = validate("library", "--baseline", "known.json")
    assert re.findall("^library.*", answer.out, flags=re.MULTILINE) == [
        "library/agreement.yaml:48:18: clause 3: unknown party `readerz`"
    ]
    assert answer.out.endswith("3 documents, 1 fault; known from the baseline: 1\n")
    assert answer.code == 1


def test_an_entry_that_no_longer_occurs_is_told_as_stale(validate: Validate) -> None:
    change(*WRONG)
    validate("library", "--write-baseline", "known.json")
    change((WRONG[0][1], WRONG[0][0]))
    answer = validate("library", "--baseline", "known.json")
    assert answer.err == (
        "slakit: the baseline has what no longer occurs:"
        " `library/agreement.yaml: unknown-word/clauses/3/norms/lent-at-the-desk/only/websit`\n"
        "  help: take it out with `--baseline known.json --write-baseline known.json`\n"
    )
    assert (answer.code, answer.out) == (0, "3 documents, no faults; known from the baseline: 1\n")
    report = json.loads(validate("library", "--baseline", "known.json", "--format", "json").out)
    assert [entry["rule"] for entry in report["baseline"]["stale"]] == ["unknown-word"]
    assert report["baseline"]["known"] == [by_rule(found())["unknown-party"]]


def test_an_entry_of_a_file_that_was_not_looked_at_is_not_stale_unless_the_file_is_gone(
    validate: Validate,
) -> None:
    shutil.copytree("library", "second")
    change(WRONG[0])
    validate("library", "second", "--write-baseline", "known.json")
    assert validate("second", "--baseline", "known.json").err == ""
    shutil.rmtree("library")
    assert "no longer occurs" in validate("second", "--baseline", "known.json").err


def test_a_baseline_that_is_written_beside_an_older_one_only_shrinks(validate: Validate) -> None:
    change(*WRONG)
    validate("library", "--write-baseline", "known.json")
    change((WRONG[0][1], WRONG[0][0]), ("rule: only-via", "rule: only-viaa"))
    change(("rule: only-viaa", "rule: only-via"), ("of: {event: book.lent}", "of: {event: book.lend}"))
    answer = validate("library", "--baseline", "known.json", "--write-baseline", "known.json")
    assert known() == [("unknown-party", "towards")]
    assert answer.code == 1
    assert "book.lend" in answer.out


@pytest.mark.parametrize("text", ["", "{", "[]", '{"document": "baseline/v2", "faults": []}', '{"document": "baseline/v1", "faults": [{}]}'])  # fmt: skip
def test_what_is_no_baseline_is_refused(text: str, validate: Validate) -> None:
    Path("known.json").write_text(text, "utf-8")
    answer = validate("library", "--baseline", "known.json")
    assert (answer.code, answer.out, answer.err) == (
        2,
        "",
        "slakit: `known.json` is no list of known faults\n  help: write one with `--write-baseline FILE`\n",
    )


def test_a_baseline_that_is_not_there_is_refused(validate: Validate) -> None:
    answer = validate("library", "--baseline", "gone.json")
    assert (answer.code, answer.err) == (
        2,
        "slakit: cannot read `gone.json`: No such file or directory\n  help: write one with `--write-baseline FILE`\n",
    )


def test_no_baseline_is_written_if_a_path_could_not_be_read(validate: Validate) -> None:
    assert validate("library", "gone", "--write-baseline", "known.json").code == 2
    assert not Path("known.json").exists()
