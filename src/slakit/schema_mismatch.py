"""A mismatch between a document and its schema, and what is needed to tell it as a fault with a place."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from slakit.document import Document, Path
from slakit.errors import Argument, Fault


class Mismatch(Protocol):
    """What is used of a validation error of jsonschema."""

    validator: str
    validator_value: object
    instance: object
    schema: object
    absolute_path: deque[str | int]
    relative_schema_path: deque[str | int]
    context: "list[Mismatch]"


@dataclass(frozen=True, slots=True)
class Telling:
    """One document being told about."""

    document: Document
    schema: Mapping[str, object]
    clause_of: Callable[[Path], str | None]

    def fault(self, rule: str, path: Path, arguments: Mapping[str, Argument]) -> Fault:
        """A fault at the place of a value."""
        return Fault(rule, self.document.place_of(path), self.clause_of(path), arguments)

    def fault_at_key(self, rule: str, path: Path, arguments: Mapping[str, Argument]) -> Fault:
        """A fault at the place of a value's key."""
        return Fault(rule, self.document.place_of(path, key=True), self.clause_of(path), arguments)

    def written(self, path: Path, value: object) -> str:
        """A text by its content, as it may run over lines; any other single value as it was typed."""
        return value if isinstance(value, str) else self.document.written(path)

    def value(self, path: Path) -> object:
        """What stands at a path of the document."""
        value = self.document.data
        for step in path:
            match value, step:
                case dict(), str():
                    value = value[step]
                case list(), int():
                    value = value[step]
        return value

    def resolved(self, schema: object) -> Mapping[str, object]:
        """A part of the schema, with the references that it begins with followed."""
        part = schema if isinstance(schema, dict) else {}
        while isinstance(reference := part.get("$ref"), str) and reference.startswith("#"):
            target: object = self.schema
            for step in filter(None, reference[1:].split("/")):
                target = (
                    target[step.replace("~1", "/").replace("~0", "~")] if isinstance(target, dict) else {}
                )
            part = target if isinstance(target, dict) else {}
        return part


def path_of(mismatch: Mismatch) -> Path:
    """The path of the value that does not fit."""
    return tuple(mismatch.absolute_path)


def group_of(value: object) -> Mapping[str, object]:
    """The value if it is a group of keys, and an empty group otherwise."""
    return value if isinstance(value, dict) else {}


def name_of(mismatch: Mismatch) -> dict[str, Argument]:
    """What a schema calls the group it describes, as the argument of a message."""
    name = group_of(mismatch.schema).get("x-name")
    return {"within": name} if isinstance(name, str) else {}


def words_of(value: object) -> list[str]:
    """The items of a list as text; none of anything else."""
    return [str(word) for word in value] if isinstance(value, list) else []


def type_word(value: object) -> str:
    """What a value is, as a word of the catalogues."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "yes-or-no"
        case int() | float():
            return "number"
        case str():
            return "text"
        case list():
            return "list"
        case _:
            return "group"
