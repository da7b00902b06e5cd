"""Writes the JSON Schemas from the models: `python -m slakit.schema_generation [--check]`.

The models say what a document is; the schemas say the same to editors, to other languages and to `slakit validate`.
Both are held together by this module: `--check` fails when a file differs from what the models give.
The same for the documents that come with slakit: beside each lies its data as JSON, which every command reads.
"""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import core_schema

from slakit.agreement import Agreement
from slakit.annex import Annex
from slakit.calendar_document import CalendarDocument
from slakit.calendar_files import CALENDARS
from slakit.cases import CaseFile
from slakit.document import parse
from slakit.editor_schema import EDITED, editor_schema
from slakit.interchange import CloudEvent, ComparisonDocument, FaultReport, FindingDocument
from slakit.loading import VOCABULARIES
from slakit.mapping_document import MappingDocument
from slakit.norms import WHO
from slakit.reports.common_reasons import COMMON_REASONS
from slakit.rules import RULE_KINDS
from slakit.shipped import shipped_document, shipped_names
from slakit.signature_document import SignatureDocument
from slakit.vocabulary import Vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DOCUMENTS: dict[str, tuple[type, JsonSchemaMode]] = {
    "agreement": (Agreement, "validation"),
    "services": (Annex, "validation"),
    "vocabulary": (Vocabulary, "validation"),
    "calendar": (CalendarDocument, "validation"),
    "cases": (CaseFile, "validation"),
    "mapping": (MappingDocument, "validation"),
    "signature": (SignatureDocument, "validation"),
    "event": (CloudEvent, "validation"),
    "finding": (FindingDocument, "serialization"),
    "fault": (FaultReport, "serialization"),
    "comparison": (ComparisonDocument, "serialization"),
}
BODY = ["norms", "defines", "not-checkable"]


class _Generator(GenerateJsonSchema):
    """Plain schemas: no invented titles, no `null` beside an optional key, one branch for each rule kind."""

    def get_title_from_name(self, name: str) -> str:
        return ""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """An optional key is left out; it is never written as empty."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """A group whose keys are the author's: what they must look like, and that no other key stands among them."""
        made = super().dict_schema(schema)
        if patterned := made.pop("patternProperties", None):
            (made["additionalProperties"],) = patterned.values()
            keys = self.generate_inner(schema["keys_schema"])
            made["propertyNames"] = {keyword: value for keyword, value in keys.items() if keyword != "type"}
        return made

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """`if` the word after `rule:` is this kind, `then` its fields: faults name the fields that the author meant."""
        branches = {str(tag): self.generate_inner(choice) for tag, choice in schema["choices"].items()}
        key = str(schema["discriminator"])
        return {
            "type": "object",
            "required": [key],
            "properties": {
                key: {"enum": sorted(branches), "description": "the rule kind", "x-fa": "نوع قاعده"}
            },
            "allOf": [
                {"if": {"properties": {key: {"const": tag}}, "required": [key]}, "then": branch}
                for tag, branch in sorted(branches.items())
            ],
        }


def generated(name: str) -> dict[str, Any]:
    """The schema of a document, from its model."""
    model, mode = DOCUMENTS[name]
    schema = TypeAdapter(model).json_schema(by_alias=True, schema_generator=_Generator, mode=mode)
    for part in _objects(schema):
        part.pop("title", None) if isinstance(part.get("title"), str) else None
        if set(WHO) <= part.get("properties", {}).keys():
            part["x-one-of-keys"] = list(WHO)
            rule = part["properties"]["rule"]
            kind = RULE_KINDS[rule["const"]]
            reasons = ",".join(sorted({*kind.REASONS, *COMMON_REASONS}))
            rule |= {"x-refers-to": "rule", "x-bound-by": ",".join(kind.BOUND_BY), "x-reasons": reasons}
        if set(BODY) <= part.get("properties", {}).keys():
            part["x-one-of-keys"] = ["clause", "heading"]
            part["if"] = {"required": ["clause"]}
            part["then"] = {"x-one-of-keys": BODY}
    return {"$schema": DIALECT, "$id": f"urn:slakit:schema:{name}:v1", **schema}


def schemas() -> dict[str, dict[str, Any]]:
    """Every schema by its file below `schemas`: of each document, and for editors of each that people write."""
    made = {name: generated(name) for name in DOCUMENTS}
    files = {f"{name}/v1/{name}.schema.json": schema for name, schema in made.items()}
    return files | {f"{name}/v1/{name}.editor.json": editor_schema(made[name], name) for name in EDITED}


def _objects(value: object) -> list[dict[str, Any]]:
    """Every object in a schema, the outermost first."""
    if isinstance(value, dict):
        return [value, *(part for child in value.values() for part in _objects(child))]
    if isinstance(value, list):
        return [part for child in value for part in _objects(child)]
    return []


def text_of(schema: dict[str, Any]) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def shipped_data() -> dict[str, str]:
    """The data of every document that comes with slakit, by its file below the package, as JSON."""
    return {
        f"{folder}/{name}.json": json.dumps(_data_of(folder, name), ensure_ascii=False, separators=(",", ":"))
        + "\n"
        for folder in (VOCABULARIES, CALENDARS)
        for name in shipped_names(folder)
    }


def _data_of(folder: str, name: str) -> object:
    content = shipped_document(folder, name, "yaml")
    assert content is not None, name
    return parse(content, name).data


def main(arguments: list[str]) -> int:
    """Write every schema, or with `--check` name the files that are not current."""
    package = Path(__file__).parent
    root = package.parents[1]
    files = {root / "schemas" / file: text_of(schema) for file, schema in schemas().items()}
    files |= {package / file: text for file, text in shipped_data().items()}
    stale = []
    for path, text in files.items():
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale.append(path)
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
    for path in stale:
        print(f"{'not current' if '--check' in arguments else 'written'}: {path.relative_to(root)}")  # noqa: T201 -- this is a command
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
