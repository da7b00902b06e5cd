"""The schemas for editors: bilingual, in one file each, and never stricter than the schemas of `slakit validate`."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from slakit.cli import main
from slakit.document import read
from slakit.editor_schema import EDITED
from slakit.editor_words import FORMS
from slakit.formats import has_format
from slakit.rules import RULE_KINDS
from slakit.schema import schema_named
from slakit.schema_generation import schemas

ROOT = Path(__file__).parents[1]
SCHEMAS = {
    name: json.loads((ROOT / f"schemas/{name}/v1/{name}.editor.json").read_text("utf-8")) for name in EDITED
}
PERSIAN = re.compile("[\u0600-\u06ff]")
ENGLISH = re.compile("[A-Za-z]{2}")
PLACEHOLDER = re.compile(r"\$\{[0-9]+(?::([^}]*)|\|([^,|}]*)[^}]*\|)\}")
DOCUMENTS = [
    (file, name)
    for folder in ("agreements", "tests/suite", "src/slakit/vocabularies", "src/slakit/shipped_calendars")
    for file in sorted((ROOT / folder).rglob("*.yaml"))
    for name in EDITED
    if f"document: {name}/v1\n" in file.read_text("utf-8")
]

Node = dict[str, Any]


def nodes(value: object, name: str = "") -> Iterator[tuple[str, Node]]:
    """Every part of a schema, with the key of the document that it is of."""
    if isinstance(value, list):
        for child in value:
            yield from nodes(child, name)
    elif isinstance(value, dict):
        yield name, value
        for key, child in value.items():
            if key in ("properties", "patternProperties", "$defs"):
                for inner, part in child.items():
                    yield from nodes(part, inner)
            elif key not in ("defaultSnippets", "if", "then") or key == "then":
                yield from nodes(child, name)


def is_bilingual(text: object) -> bool:
    return isinstance(text, str) and bool(PERSIAN.search(text) and ENGLISH.search(text))


def filled(body: object) -> Any:  # noqa: ANN401  any JSON value
    """A block as it stands when every example in it is left as it is."""
    if isinstance(body, dict):
        return {filled(key): filled(value) for key, value in body.items()}
    if isinstance(body, list):
        return [filled(item) for item in body]
    if not isinstance(body, str):
        return body
    text = PLACEHOLDER.sub(lambda found: found[1] or found[2], body)
    if text.startswith('"'):
        return text.strip('"')
    return int(text) if text.isdecimal() else {"true": True, "false": False}.get(text, text)


@pytest.mark.parametrize("name", EDITED)
def test_the_files_are_what_the_models_give(name: str) -> None:
    assert SCHEMAS[name] == schemas()[f"{name}/v1/{name}.editor.json"]


@pytest.mark.parametrize("name", EDITED)
def test_every_key_and_every_fixed_word_is_explained_in_persian_and_english(name: str) -> None:
    silent = [
        key
        for _, node in nodes(SCHEMAS[name])
        for key, part in node.get("properties", {}).items()
        if not is_bilingual(part.get("markdownDescription"))
        and part.get("enum") != []
        and part.keys() != {"const"}
    ]
    assert silent == []
    unexplained = [
        (key, word)
        for key, node in nodes(SCHEMAS[name])
        for word, said in zip(node.get("enum", ()), node.get("markdownEnumDescriptions", ["-"]), strict=False)
        if not is_bilingual(said)
    ]
    assert unexplained == []


@pytest.mark.parametrize("name", EDITED)
def test_a_schema_stands_in_one_file_and_holds_no_word_that_only_slakit_knows(name: str) -> None:
    """One reference that leads out of the file would end all underlining."""
    for key, node in nodes(SCHEMAS[name]):
        assert node.get("$ref", "#/$defs/").startswith("#/$defs/"), key
        assert not [word for word in node if word.startswith("x-")], key
        assert "format" not in node, key
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", EDITED)
def test_a_message_of_ours_stands_at_single_values_only(name: str) -> None:
    """At a group it would replace the messages of all its keys, and with them the names of the keys."""
    for key, node in nodes(SCHEMAS[name]):
        if "errorMessage" in node or "patternErrorMessage" in node:
            assert node.get("type") in ("string", None), key
            assert "properties" not in node, key
            assert is_bilingual(node.get("errorMessage", node.get("patternErrorMessage"))), key


@pytest.mark.parametrize(
    ("file", "name"), DOCUMENTS, ids=lambda value: value.name if isinstance(value, Path) else value
)
def test_what_slakit_accepts_an_editor_accepts(file: Path, name: str) -> None:
    errors = Draft202012Validator(SCHEMAS[name]).iter_errors(read(file).data)
    assert [(list(error.absolute_path), error.message) for error in errors] == []


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("identifier", "planned-outage-notice"), ("identifier", "a1"),
        ("event-type", "fee.charged"), ("event-type", "a.b-c.d"),
        ("day", "1398/12/29"), ("day", "2020-03-19"), ("day", "1399/12/30"),
        ("time-of-event", "1398/05/10 09:01"), ("time-of-event", "1398/05/10 09:01:30.5 +04:30"),
        ("time-of-event", "2019-08-01T09:01:00+04:30"), ("time-of-event", "2019-08-01T04:31:00Z"),
        ("time-of-event", "1398/05/10"),
        ("duration", "72 hours"), ("duration", "1 hour"), ("duration", "2 working-days of office-hours"),
        ("duration", "1 microsecond"), ("duration", "200 years"),
        ("percentage", "99.5%"), ("percentage", "100%"), ("percentage", "100.0000%"), ("percentage", "0%"),
        ("percentage-below-all", "0%"), ("percentage-below-all", "99.9999%"),
        *[("percentage-of-some", text) for text in ("2.5%", "99%", "05%", "50.0%", "0.0001%", "00.50%", "01.0000%", "10.0%")],
        ("service-code", "10011234567"), ("service-code", "10011234567A1b2C3"),
        ("time-zone", "Asia/Tehran"), ("time-zone", "UTC"), ("time-zone", "America/Argentina/Buenos_Aires"),
        ("time-zone", "Etc/GMT+3"), ("sha256", "0a" * 32),
    ],
)  # fmt: skip
def test_the_form_that_an_editor_knows_refuses_nothing_that_slakit_reads(form: str, text: str) -> None:
    assert has_format(form, text)
    assert re.search(FORMS[form].pattern, text)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("identifier", "Planned"), ("identifier", "اطلاعیه"), ("event-type", "fee"), ("day", "1398/13/01"),
        ("day", "1398/1/1"), ("day", "1398/12-29"), ("day", "۱۳۹۸/۱۲/۲۹"), ("duration", "72"), ("duration", "72 ساعت"),
        ("duration", "P3D"), ("duration", "0 hours"), ("percentage", "99,5%"), ("percentage", "101%"),
        *[("percentage-below-all", text) for text in ("100%", "100.0%", "50")],
        *[("percentage-of-some", text) for text in ("0%", "00%", "0.0%", "00.0000%", "100%", "100.00%", "2.5")],
        ("service-code", "123"), ("sha256", "0A" * 32), ("time-of-event", "yesterday"),
    ],
)  # fmt: skip
def test_the_form_that_an_editor_knows_refuses_the_usual_slips(form: str, text: str) -> None:
    assert not has_format(form, text)
    assert not re.search(FORMS[form].pattern, text)


def snippets() -> list[tuple[str, str, Node]]:
    return [
        (name, offer["label"], offer["body"])
        for name in EDITED
        for _, node in nodes(SCHEMAS[name])
        for offer in node.get("defaultSnippets", ())
    ]


def part_of(name: str, keys: set[str]) -> list[Node]:
    """The parts of the real schema that could hold a group with these keys."""
    schema = schema_named(name)
    return [
        part
        for _, part in nodes(schema)
        if keys <= set(part.get("properties", {})) and part.get("type") == "object"
    ]


@pytest.mark.parametrize(
    ("name", "label", "body"), snippets(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_block_as_it_is_offered_fits_the_schema(name: str, label: str, body: Node) -> None:
    written = filled(body)
    fitting = [
        part
        for part in part_of(name, set(written))
        if Draft202012Validator({**part, "$defs": schema_named(name).get("$defs", {})}).is_valid(written)
    ]
    assert fitting, (label, written)


def test_there_is_a_block_for_each_rule_kind_in_each_language() -> None:
    labels = [label for _, label, body in snippets() if "rule" in body]
    assert [label.partition(":")[0] for label in labels] == [
        kind for kind in sorted(RULE_KINDS) for _ in "ab"
    ]
    assert [bool(PERSIAN.search(label)) for label in labels] == [True, False] * len(RULE_KINDS)


def test_every_document_of_ours_names_its_schema_for_editors_by_a_path_that_leads_there() -> None:
    for file, name in DOCUMENTS:
        first = file.read_text("utf-8").splitlines()[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert found, file
        assert (file.parent / found[1]).resolve() == ROOT / f"schemas/{name}/v1/{name}.editor.json"


def test_the_command_line_prints_the_schema_as_it_is_shipped(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "cases", "--editor"]) == 0
    assert capsys.readouterr().out == (ROOT / "schemas/cases/v1/cases.editor.json").read_text("utf-8")


def test_a_document_that_nobody_writes_has_no_schema_for_editors(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "event", "--editor", "--lang", "en"]) == 2
    assert capsys.readouterr() == ("", "slakit: nobody writes `event` in an editor: it has no such schema\n")
