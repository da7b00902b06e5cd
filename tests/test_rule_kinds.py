"""A rule kind is whole: module, suite, page, words in both languages, under one name."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from slakit import checks, rule_pages
from slakit.cases import CaseFile
from slakit.interpretation import CHOICES
from slakit.loading import load
from slakit.norms import Norm
from slakit.rules import RULE_KINDS
from slakit.testing import read_cases
from slakit.verdicts.judging import occasion_type

ROOT = Path(__file__).parents[1]
RULES = ROOT / "src" / "slakit" / "rules"
SUITE = ROOT / "tests" / "suite"
PAGES = ROOT / "docs" / "rules"
EDITION = load(SUITE)
COMMON = set(Norm.model_json_schema()["properties"])

OUTCOMES = frozenset({"fulfilled", "violated", "pending", "undetermined", "not-applicable"})
IMPOSSIBLE: dict[str, frozenset[str]] = {
    "advance-notice": frozenset({"pending"}),
    "announced-value": frozenset({"pending"}),
    "decided-by": frozenset({"pending"}),
    "at-most": frozenset({"not-applicable"}),
    "equal-access": frozenset({"violated"}),
    "equal-outcome": frozenset({"violated"}),
    "equal-timeliness": frozenset({"violated"}),
    "never": frozenset({"pending"}),
    "only-after": frozenset({"pending"}),
    "only-via": frozenset({"pending"}),
    "permitted-if": frozenset({"pending"}),
}
"""The outcomes that a kind cannot have; the head of its case file says why."""


def cases_of(name: str) -> CaseFile:
    """The cases of a kind in the suite."""
    return read_cases(SUITE / f"{name}.yaml", EDITION)


# --- one name -------------------------------------------------------------------------------------------------------


def test_kinds_modules_suites_and_pages_have_the_same_names() -> None:
    """The word after `rule:` names the module, the case file and the page."""
    documents = {"agreement", "services", "vocabulary"}
    names = {
        "modules": {path.stem.replace("_", "-") for path in RULES.glob("[a-z]*.py")},
        "suites": {path.stem for path in SUITE.glob("*.yaml")} - documents,
        "pages": {path.stem for path in PAGES.glob("*.md")} - {"index"},
    }
    assert names == {what: set(RULE_KINDS) for what in names}


@pytest.mark.parametrize("name", RULE_KINDS)
def test_a_kind_stands_in_the_module_of_its_name_and_answers_to_it(name: str) -> None:
    """The table, the module and the word that a document writes agree."""
    kind = RULE_KINDS[name]
    word = kind.model_json_schema()["properties"]["rule"]["const"]
    assert (kind.__module__, word) == (f"slakit.rules.{name.replace('-', '_')}", name)


def imports_of(module: Path) -> Iterator[str]:
    """Every module that a module names in an import."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("name", RULE_KINDS)
def test_no_kind_imports_another(name: str) -> None:
    """A kind can be read, changed and dropped alone."""
    modules = {f"slakit.rules.{other.replace('-', '_')}" for other in RULE_KINDS}
    assert modules.intersection(imports_of(RULES / f"{name.replace('-', '_')}.py")) == set()


# --- words in both languages ------------------------------------------------------------------------------------------


def fields_without_words(schema: dict[str, dict[str, dict[str, object]]]) -> set[str]:
    """The fields that lack a description in one of the languages; a group may leave it to its own fields."""
    return {
        key
        for key, field in schema["properties"].items()
        if key != "rule" and not {"description", "x-fa"} <= field.keys() and "$ref" not in field
    }


@pytest.mark.parametrize("kind", [Norm, *RULE_KINDS.values()], ids=lambda kind: kind.__name__)
def test_every_field_is_described_in_both_languages(kind: type[Norm]) -> None:
    """The fields of a kind, and those of every group inside it, say in English and Persian what they hold."""
    schema = kind.model_json_schema()
    lacking = {group: fields_without_words(part) for group, part in schema.get("$defs", {}).items()}
    lacking[kind.__name__] = fields_without_words(schema)
    assert {name: fields for name, fields in lacking.items() if fields} == {}


@pytest.mark.parametrize("name", RULE_KINDS)
def test_every_reason_that_a_case_expects_has_a_sentence_in_both_languages(name: str) -> None:
    """A reason of the suite is told by the kind or by all kinds."""
    from slakit.reports.common_reasons import COMMON_REASONS

    told = {**COMMON_REASONS, **RULE_KINDS[name].REASONS}
    expected = {one.reason for case in cases_of(name).cases for one in case.expect if one.reason}
    untold = {reason for reason in expected if not {"en", "fa"} <= told.get(reason, {}).keys()}
    assert untold == set()


@pytest.mark.parametrize("name", RULE_KINDS)
def test_a_kind_names_only_choices_that_exist(name: str) -> None:
    """The choices that a kind reads stand in the table, with their ground."""
    assert [choice for choice in RULE_KINDS[name].CHOICES if choice not in CHOICES] == []


# --- the suite --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RULE_KINDS)
def test_the_suite_shows_every_outcome_that_a_kind_can_have(name: str) -> None:
    """What cannot occur is listed, and does not occur."""
    norms = {duty.norm for duty in EDITION.duties if duty.kind == name}
    shown = {one.outcome for case in cases_of(name).cases for one in case.expect if one.norm in norms}
    assert shown == OUTCOMES - IMPOSSIBLE.get(name, frozenset())


@pytest.mark.parametrize("name", RULE_KINDS)
def test_the_suite_has_every_field_of_a_kind(name: str) -> None:
    """The agreement of the suite leaves no field of a kind unused."""
    from slakit.models import hyphenated

    kind = RULE_KINDS[name]
    used = {
        hyphenated(key)
        for _, norm in EDITION.agreement.norms()
        if isinstance(norm, kind)
        for key in norm.model_fields_set
    }
    assert kind.model_json_schema()["properties"].keys() - COMMON - used == set()


def test_the_suite_has_every_field_of_a_norm() -> None:
    """The fields that all kinds share are used by one norm or another."""
    used = {key for _, norm in EDITION.agreement.norms() for key in norm.model_fields_set}
    assert {name.replace("-", "_") for name in COMMON} - used == set()


@pytest.mark.parametrize("name", RULE_KINDS)
def test_a_kind_that_is_judged_event_by_event_has_a_case_of_simultaneous_events(name: str) -> None:
    """At least one case of such a kind has two events at one instant."""
    duty = next(duty for duty in EDITION.duties if duty.kind == name)
    times = [[event.at for event in case.events] for case in cases_of(name).cases]
    assert occasion_type(duty.check) is None or any(len(set(story)) < len(story) for story in times)


# --- the pages --------------------------------------------------------------------------------------------------------


MADE = rule_pages.pages(ROOT)


@pytest.mark.parametrize("path", MADE, ids=lambda path: path.stem)
def test_a_page_is_current(path: Path) -> None:
    """A page says what its kind says now; `python -m slakit.rule_pages` writes it anew."""
    assert path.read_text("utf-8") == MADE[path]


def test_a_page_that_is_not_current_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--check` names a page that differs and a page of no kind, and changes neither."""
    page, orphan = tmp_path / "docs" / "rules" / "a.md", tmp_path / "docs" / "rules" / "z.md"
    page.parent.mkdir(parents=True)
    page.write_text("old", "utf-8")
    orphan.write_text("nobody's", "utf-8")
    monkeypatch.setattr(rule_pages, "__file__", str(tmp_path / "src" / "slakit" / "rule_pages.py"))
    monkeypatch.setattr(rule_pages, "pages", lambda _: {page: "new"})
    assert (rule_pages.main(["--check"]), page.read_text("utf-8")) == (1, "old")
    assert (rule_pages.main([]), page.read_text("utf-8")) == (1, "new")
    orphan.unlink()
    assert rule_pages.main(["--check"]) == 0


def test_the_page_of_meanings_quotes_every_check() -> None:
    """Each check has a heading of its name, and its own words under it."""
    text = (ROOT / "docs" / "meaning.md").read_text("utf-8")
    names = [check.__name__ for check in checks.Check.__args__]
    missing = [
        name for name in names if f"### {name}\n\n<!-- quote: slakit.checks:{name} -->\n> " not in text
    ]
    assert missing == []
