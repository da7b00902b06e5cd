"""What an editor does with the schemas alone: the real yaml-language-server, led there by the modelines."""

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from slakit.calendars import Calendar
from slakit.messages import Language
from slakit.review.scaffold import Beginning, of_agreement, of_project
from slakit.rules import RULE_KINDS

if TYPE_CHECKING:
    from tests.editor.conftest import Editor, Message

ROOT = Path(__file__).parents[2]
EDITION = ROOT / "agreements" / "hamadan-governorate" / "1398"
AGREEMENT = EDITION / "agreement.yaml"
COMMITTED = [
    AGREEMENT,
    EDITION / "services.yaml",
    *sorted((EDITION / "cases").glob("*.yaml")),
    *sorted((ROOT / "src" / "slakit" / "vocabularies").rglob("*.yaml")),
    *sorted((ROOT / "src" / "slakit" / "shipped_calendars").rglob("*.yaml")),
    *sorted((ROOT / "tests" / "suite" / "calendars").glob("*.yaml")),
]
MODELINE = "# yaml-language-server: $schema=../../../schemas/{0}/v1/{0}.editor.json\n"
NORM = (
    MODELINE.format("agreement")
    + 'clauses:\n  - clause: "1"\n    norms:\n      - id: a\n        rule: advance-notice\n        @@\n'
)
OF_EVERY_NORM = {
    "id", "obliges", "forbids", "permits", "empowers", "towards", "grade", "unless", "otherwise", "note", "rule",
}  # fmt: skip
PERSIAN = re.compile("[\u0600-\u06ff]")


def at_mark(text: str) -> tuple[str, int, int]:
    """The text without its `@@`, and the line and column where that stood."""
    before, _, after = text.partition("@@")
    return before + after, before.count("\n"), len(before) - before.rfind("\n") - 1


def offered(editor: "Editor", text: str) -> "list[Message]":
    """What the editor offers at the mark."""
    written, line, column = at_mark(text)
    editor.open(AGREEMENT, written)
    found = editor.at("textDocument/completion", AGREEMENT, line, column)["items"]
    editor.close(AGREEMENT)
    return list(found)


def keys(items: "list[Message]") -> set[str]:
    """The offered keys; blocks are offered beside them."""
    return {item["label"] for item in items if item["kind"] == 10 and re.fullmatch("[a-z-]+", item["label"])}


@pytest.mark.parametrize("file", COMMITTED, ids=lambda file: file.name)
def test_nothing_is_underlined_in_a_committed_document(yaml_editor: "Editor", file: Path) -> None:
    assert yaml_editor.open(file) == []
    yaml_editor.close(file)


@pytest.mark.parametrize(("language", "calendar"), [("fa", "jalali"), ("en", "gregorian")])
def test_a_new_project_is_explained_and_nothing_is_underlined_in_it(
    yaml_editor: "Editor", tmp_path: Path, language: Language, calendar: Calendar
) -> None:
    beginning = Beginning("city-office", "1400" if calendar == "jalali" else "2026", calendar, language)
    written = {**of_agreement(beginning), **of_project(beginning)}
    for name, text in written.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    ours = [tmp_path / name for name in of_agreement(beginning) if name.endswith(".yaml")]
    for file in ours:
        assert yaml_editor.open(file) == []
        yaml_editor.close(file)
    agreement = ours[0].read_text("utf-8")
    yaml_editor.open(ours[0])
    line = agreement[: agreement.index("\nparties:") + 1].count("\n")
    shown = yaml_editor.at("textDocument/hover", ours[0], line, 2)
    yaml_editor.close(ours[0])
    assert "طرف‌ها" in shown["contents"]["value"]


def test_in_a_norm_exactly_the_keys_of_its_kind_are_offered_that_are_not_there_yet(
    yaml_editor: "Editor",
) -> None:
    own = {
        "of",
        "notice",
        "matching",
        "at-least",
        "announces",
        "for-each",
        "overrun-attested-by",
        "planned-by",
    }
    assert keys(offered(yaml_editor, NORM)) == (OF_EVERY_NORM | own) - {"id", "rule"}


def test_another_kind_offers_other_keys(yaml_editor: "Editor") -> None:
    found = keys(offered(yaml_editor, NORM.replace("advance-notice", "respond-within")))
    assert found >= {"of", "then", "within", "matching"}
    assert found & {"at-least", "announces", "notice"} == set()


def test_a_norm_without_a_kind_offers_what_every_norm_has(yaml_editor: "Editor") -> None:
    without = NORM.replace("        rule: advance-notice\n", "")
    assert keys(offered(yaml_editor, without)) == OF_EVERY_NORM - {"id"}


def test_an_empty_norm_offers_each_block_once_and_no_key_of_any_kind(yaml_editor: "Editor") -> None:
    items = offered(yaml_editor, NORM.replace("- id: a\n        rule: advance-notice\n        @@", "- @@"))
    blocks = [item["insertText"] for item in items if item["label"].startswith("advance-notice: ")]
    assert [text.splitlines()[0] for text in blocks] == [
        "rule: advance-notice"
    ] * 2  # in Persian and in English
    assert keys(items) == OF_EVERY_NORM


def test_after_rule_every_kind_is_offered_with_its_meaning_in_both_languages(yaml_editor: "Editor") -> None:
    items = offered(yaml_editor, NORM.replace("rule: advance-notice\n        @@", "rule: @@"))
    said = {item["label"]: item["documentation"]["value"] for item in items}
    assert sorted(said) == sorted(RULE_KINDS)
    assert said["advance-notice"] == (
        "\u2067کاری باید مدت معینی پیش از آغاز آن اعلام شود\u2069\n\nan act must be announced a stated time before it begins"
    )


@pytest.mark.parametrize(
    ("before", "label", "begins"),
    [
        ("clauses:\n  - @@\n", "بند با متن و الزام", 'clause: "${1:5.4}"\n  text:\n    fa: ${2:متن}\n'),
        (
            "clauses:\n  - @@\n",
            "a clause that defines a term",
            'clause: "${1:5.4}"\n  text:\n    en: ${2:text}\n',
        ),
        (
            "parties:\n  - @@\n",
            "یک طرف",
            "party: ${1:name}\n  role: ${2|provider,recipient,unit,third-body|}\n",
        ),
    ],
)
def test_blocks_are_offered_under_a_name_of_either_language(
    yaml_editor: "Editor", before: str, label: str, begins: str
) -> None:
    items = offered(yaml_editor, MODELINE.format("agreement") + before)
    texts = [item["insertText"] for item in items if item["label"] == label]
    assert [text[: len(begins)] for text in texts] == [begins]


def test_a_block_that_is_taken_leaves_nothing_underlined_in_it(yaml_editor: "Editor") -> None:
    clauses = MODELINE.format("agreement") + "clauses:\n  - @@\n"
    block = next(item for item in offered(yaml_editor, clauses) if item["label"] == "بند با متن و الزام")
    lines = re.sub(r"\$\{[0-9]+:([^}]*)\}", r"\1", block["insertText"]).replace("\n", "\n  ")
    text, _, _ = at_mark(clauses.replace("@@", lines))
    found = yaml_editor.open(AGREEMENT, text)
    yaml_editor.close(AGREEMENT)
    assert {item["message"] for item in found if item["range"]["start"]["line"] > 1} == set()


@pytest.mark.parametrize(
    ("on", "persian", "english"),
    [
        ("        at-least: 72 hours", "دست‌کم چه مدت پیش از آغاز", "how long before the start"),
        ("parties:", "طرف‌ها", "the parties"),
        ("        obliges: ", "چه کسی مکلف است", "who must"),
        ("    role: provider", "ارائه‌دهندهٔ خدمات", "it provides the services"),
        (
            "        rule: advance-notice",
            "کاری باید مدت معینی پیش از آغاز آن اعلام شود",
            "an act must be announced",
        ),
    ],
)
def test_the_pointer_shows_persian_and_english(
    yaml_editor: "Editor", on: str, persian: str, english: str
) -> None:
    text = AGREEMENT.read_text("utf-8")
    yaml_editor.open(AGREEMENT)
    line = text[: text.index("\n" + on) + 1].count("\n")
    shown = yaml_editor.at("textDocument/hover", AGREEMENT, line, len(on) - len(on.lstrip()) + 2)
    yaml_editor.close(AGREEMENT)
    value = shown["contents"]["value"]
    assert persian in value
    assert english in value


BROKEN = (
    "case-file-misspelt", "clause-number-unquoted", "clause-with-two-meanings", "clause-without-meaning",
    "duration-forms", "duration-of-unknown-unit", "duration-without-unit", "faults-in-two-files",
    "identifiers-malformed", "key-missing", "key-misspelt", "key-written-twice", "no-bearer", "norms-empty",
    "persian-digits", "rule-kind-missing", "rule-kind-unknown", "two-bearers", "unknown-keys-in-the-agreement",
    "wrong-types", "wrong-word", "zero-width-space",
)  # fmt: skip
"""Broken documents whose mistakes a schema can see; `slakit validate` sees them all."""
ONLY_SLAKIT_SEES = {("case-file-misspelt", "cases", 25), ("zero-width-space", "agreement", 47)}
"""There is no such time of day, and no such party; a schema cannot know."""


def changed(name: str) -> dict[str, str]:
    """The files of a broken document that differ from the good one."""
    folder = ROOT / "tests" / "bad"
    texts: dict[str, str] = {}
    for change in tomllib.loads((folder / name / "change.toml").read_text("utf-8"))["change"]:
        file = str(change["file"])
        before = texts.get(file) or (folder / "good" / file).read_text("utf-8")
        texts[file] = before.replace(change["old"], change["new"])
    return texts


@pytest.mark.parametrize("name", BROKEN)
def test_a_mistake_is_underlined_in_the_line_in_which_slakit_names_it(
    yaml_editor: "Editor", name: str
) -> None:
    told = (ROOT / "tests" / "bad" / name / "expected.en.txt").read_text("utf-8")
    for file, text in changed(name).items():
        kind = file.removesuffix(".yaml")
        expected = {int(line) for line in re.findall(rf"^{file}:([0-9]+):", told, re.MULTILINE)}
        found = yaml_editor.open(
            EDITION / "unsaved" / file, MODELINE.format(kind).replace("../", "../../", 1) + text
        )
        yaml_editor.close(EDITION / "unsaved" / file)
        # of a misspelt key slakit tells once, where it stands; the server also misses the key that was meant
        echoes = {f'Missing property "{key}".' for key in re.findall("did you mean `([^`]+)`", told)}
        lines = {  # from 0, and the modeline stands before
            item["range"]["start"]["line"] for item in found if item["message"] not in echoes
        }
        assert lines == {line for line in expected if (name, kind, line) not in ONLY_SLAKIT_SEES}


def test_an_unknown_key_is_named_and_a_form_is_explained_in_both_languages(yaml_editor: "Editor") -> None:
    text = AGREEMENT.read_text("utf-8").replace("        at-least: 72 hours", "        at-lest: 72 hours", 1)
    text = text.replace("within: 30 days", "within: 30", 1)
    found = {item["message"] for item in yaml_editor.open(AGREEMENT, text)}
    assert {'Missing property "at-least".', "Property at-lest is not allowed."} <= found
    duration = AGREEMENT.read_text("utf-8").replace("at-least: 72 hours", "at-least: 3 روز", 1)
    (told,) = yaml_editor.change(AGREEMENT, duration)
    yaml_editor.close(AGREEMENT)
    assert told["message"] == (
        "an amount of time is a whole number, one space and a unit, such as 72 hours · "
        "\u2067مدت یک عدد صحیح، یک فاصله و یک واحد است، مانند 72 hours\u2069"
    )
