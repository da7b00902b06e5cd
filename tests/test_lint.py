"""Lint: each rule speaks of its bad fixture and not of its good one, in the words beside it; waivers decide for all."""

import hashlib
import shutil
import sys
import time
import tomllib
from pathlib import Path
from textwrap import dedent, indent

import pytest

from slakit.calendars import Day, parse_day
from slakit.consistency import inconsistencies
from slakit.document import parse, read
from slakit.errors import Fault
from slakit.loading import load
from slakit.messages import Language, message, render, rules
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
    assert inconsistencies(edition.agreement_document, edition.annex_document, edition.vocabulary_document) == []
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
        assert lines_stand_in(rule.prefer, tmp_path / "good") or lines_stand_in(rule.prefer, tmp_path / "base")
    avoided = rule.avoid.replace("\u202e", r"\u202E")
    assert lines_stand_in(rule.avoid, tmp_path / "bad") or lines_stand_in(avoided, tmp_path / "bad")


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
