"""Mismatches with a schema in words for a lawyer: which keyword is told by which function.

A mismatch is what jsonschema calls a validation error. Keys and branches are told here, values in
`slakit.schema_values`. A keyword without a function is told as ``does-not-fit`` with its name, so
nothing is dropped.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from slakit.document import Document, Path
from slakit.errors import Argument, Fault
from slakit.formats import in_form
from slakit.schema_mismatch import Mismatch, Telling, group_of, name_of, path_of, words_of
from slakit.schema_values import (
    anything_else,
    count_fault,
    malformed,
    none_of,
    not_allowed,
    range_fault,
    repeated_items,
    type_fault,
    wrong_type,
)
from slakit.spelling import KEY_LIKENESS, VALUE_LIKENESS, suggestions


def faults_of(
    mismatches: Iterable[Mismatch],
    document: Document,
    schema: Mapping[str, object],
    clause_of: Callable[[Path], str | None],
) -> list[Fault]:
    """The faults that mismatches of a document amount to, each once, sorted by place."""
    told = Telling(document, schema, clause_of)
    found = dict.fromkeys(fault for mismatch in mismatches for fault in _told(told, mismatch))
    return sorted(_without_echoes(list(found), document), key=_by_place)


def _without_echoes(found: list[Fault], document: Document) -> list[Fault]:
    """The faults, but for what is missing where a misspelt key in the same group is told to mean it: that is one mistake."""
    meant: dict[Path, set[Argument]] = {}
    for fault in found:
        if fault.rule == "unknown-key" and fault.place and "other" not in fault.arguments:
            group = document.path_of(fault.place)[:-1]
            meant.setdefault(group, set()).add(fault.arguments.get("suggestion", ""))
    return [fault for fault in found if not _missing(fault) & meant.get(_group_of(fault, document), set())]


def _missing(fault: Fault) -> set[Argument]:
    """The keys of which a fault says that they, or one of them, are missing."""
    if fault.rule == "one-of-keys-missing":
        return set(str(fault.arguments["allowed"]).split("\n"))
    return {fault.arguments["key"]} if fault.rule == "missing-key" else set()


def _group_of(fault: Fault, document: Document) -> Path:
    return document.path_of(fault.place) if fault.place else ()


def _by_place(fault: Fault) -> tuple[int, int, str]:
    return (fault.place.line, fault.place.column, fault.rule) if fault.place else (0, 0, fault.rule)


def _told(told: Telling, mismatch: Mismatch) -> Iterator[Fault]:
    if "propertyNames" in mismatch.relative_schema_path:
        yield from _property_names(told, mismatch)
    else:
        yield from _KEYWORDS.get(mismatch.validator, anything_else)(told, mismatch)


# --- keys


def _unknown_keys(told: Telling, mismatch: Mismatch) -> Iterator[Fault]:
    present, path = group_of(mismatch.instance), path_of(mismatch)
    allowed = _allowed_keys(told, mismatch.schema)
    patterns = group_of(group_of(mismatch.schema).get("patternProperties"))
    unused = [key for key in allowed if key not in present]
    unknown = [key for key in present if key not in allowed and not any(re.search(p, key) for p in patterns)]
    if not unknown:
        yield from anything_else(told, mismatch)
    for key in unknown:
        arguments = {"key": key, **name_of(mismatch), **suggestions(key, unused, KEY_LIKENESS)}
        if owner := _group_above(told, mismatch, key):
            arguments["owner"] = owner
        if allowed:
            arguments["allowed"] = "\n".join(allowed)
        yield told.fault_at_key("unknown-key", (*path, key), arguments)


def _group_above(told: Telling, mismatch: Mismatch, key: str) -> str | None:
    """The group just above an unknown key that needs this very key: it has slipped out by its indentation."""
    present = group_of(mismatch.instance)
    before = list(present)[: list(present).index(key)]
    if not before or not isinstance(held := present[before[-1]], dict) or key in held:
        return None
    part = told.resolved(group_of(told.resolved(mismatch.schema).get("properties")).get(before[-1]))
    return before[-1] if key in words_of(part.get("required")) else None


def _allowed_keys(told: Telling, schema: object) -> list[str]:
    """The keys that a schema speaks of, also in its parts: ``unevaluatedProperties`` counts them all."""
    part = told.resolved(schema)
    keys = list(group_of(part.get("properties")))
    if part.get("unevaluatedProperties") is False:
        keys += [key for inner in _parts_of(group_of(schema)) for key in _all_keys(told, inner)]
    return list(dict.fromkeys(keys))


def _all_keys(told: Telling, schema: object) -> Iterator[str]:
    part = told.resolved(schema)
    yield from group_of(part.get("properties"))
    for inner in _parts_of(part):
        yield from _all_keys(told, inner)


def _parts_of(schema: Mapping[str, object]) -> Iterator[object]:
    for keyword in ("allOf", "anyOf", "oneOf"):
        parts = schema.get(keyword)
        yield from parts if isinstance(parts, list) else ()
    for keyword in ("if", "then", "else"):
        if keyword in schema:
            yield schema[keyword]
    if "$ref" in schema:
        yield {"$ref": schema["$ref"]}


def _required(told: Telling, mismatch: Mismatch) -> Iterator[Fault]:
    present, path = group_of(mismatch.instance), path_of(mismatch)
    known = group_of(group_of(mismatch.schema).get("properties"))
    for key in words_of(mismatch.validator_value):
        if key not in present:
            strangers = [other for other in present if known and other not in known]
            misspelt = suggestions(key, strangers, KEY_LIKENESS)
            arguments = {"key": key, **name_of(mismatch)}
            if "suggestion" in misspelt and "other" not in misspelt:
                arguments["misspelt"] = misspelt["suggestion"]
            yield told.fault_at_key("missing-key", path, arguments)


def _dependent_required(told: Telling, mismatch: Mismatch) -> Iterator[Fault]:
    present, path = group_of(mismatch.instance), path_of(mismatch)
    for beside, keys in group_of(mismatch.validator_value).items():
        for key in words_of(keys):
            if beside in present and key not in present:
                yield told.fault_at_key("missing-key-beside", (*path, beside), {"key": key, "beside": beside})


def _one_of_keys(told: Telling, mismatch: Mismatch) -> Iterator[Fault]:
    keys, path = words_of(mismatch.validator_value), path_of(mismatch)
    found = [key for key in group_of(mismatch.instance) if key in keys]
    if found:
        yield told.fault_at_key("one-of-keys-many", (*path, found[1]), {"found": "\n".join(found)})
    else:
        arguments = {"allowed": "\n".join(keys), **name_of(mismatch)}
        yield told.fault_at_key("one-of-keys-missing", path, arguments)


def _property_names(told: Telling, mismatch: Mismatch) -> Iterator[Fault]:
    key, path = str(mismatch.instance), path_of(mismatch)
    present = group_of(told.value(path))
    if mismatch.validator == "enum":
        allowed = words_of(mismatch.validator_value)
        close = suggestions(key, [word for word in allowed if word not in present], KEY_LIKENESS)
        arguments: dict[str, Argument] = {"key": key, "allowed": "\n".join(allowed), **close}
        yield told.fault_at_key("unknown-key", (*path, key), arguments)
        return
    arguments = {"value": key}
    if isinstance(name := group_of(mismatch.schema).get("format"), str):
        arguments["format"] = name
        if (meant := in_form(name, key)) and meant not in present:
            arguments["suggestion"] = meant
    yield told.fault_at_key("malformed-key", (*path, key), arguments)


# --- branches


def _branches(told: Telling, mismatch: Mismatch) -> Iterator[Fault]:
    """The faults of the branch that was meant, and not those of its neighbours."""
    by_branch: dict[int, list[Mismatch]] = {}
    for inner in mismatch.context:
        by_branch.setdefault(int(inner.relative_schema_path[0]), []).append(inner)
    branches, depth = list(by_branch.values()), len(mismatch.absolute_path)
    of_its_type = [branch for branch in branches if not _first(branch, depth, ("type",))]
    if not branches:  # it fits several branches of which it may fit one
        yield from anything_else(told, mismatch)
    elif not of_its_type:
        yield from _no_type_fits(told, mismatch, branches, depth)
    elif isinstance(mismatch.instance, dict):
        yield from _group_of_a_branch(told, of_its_type, depth)
    else:
        yield from _value_of_a_branch(told, mismatch, of_its_type, depth)


def _first(branch: Sequence[Mismatch], depth: int, keywords: Sequence[str]) -> Mismatch | None:
    """The first mismatch of a branch that lies exactly so deep and comes from one of the keywords."""
    for mismatch in branch:
        if len(mismatch.absolute_path) == depth and mismatch.validator in keywords:
            return mismatch
    return None


_KEYS = ("additionalProperties", "unevaluatedProperties")


def _group_of_a_branch(told: Telling, branches: list[list[Mismatch]], depth: int) -> Iterator[Fault]:
    """A group is of the branch that no fixed word in it (such as its kind) speaks against."""
    words = [_first(branch, depth + 1, ("const", "enum")) for branch in branches]
    meant = [branch for branch, word in zip(branches, words, strict=True) if word is None]
    if meant:
        # a branch that knows every key was meant rather than one in which less is wrong
        for inner in min(meant, key=lambda branch: (bool(_first(branch, depth, _KEYS)), len(branch))):
            yield from _told(told, inner)
        return
    known = [word for word in words if word]
    same = [word for word in known if word.absolute_path == known[0].absolute_path]
    yield none_of(told, path_of(same[0]), same[0].instance, _options(same))


def _value_of_a_branch(
    told: Telling, mismatch: Mismatch, branches: list[list[Mismatch]], depth: int
) -> Iterator[Fault]:
    """A value is a misspelt word, if it is like one of the fixed words, and otherwise of another branch."""
    words = [word for branch in branches if (word := _first(branch, depth, ("const", "enum")))]
    others = [branch for branch in branches if not _first(branch, depth, ("const", "enum"))]
    options, value = _options(words), mismatch.instance
    if not others or (isinstance(value, str) and suggestions(value, map(str, options), VALUE_LIKENESS)):
        yield none_of(told, path_of(mismatch), value, options)
        return
    for inner in min(others, key=len):
        yield from _told(told, inner)


def _options(mismatches: Iterable[Mismatch]) -> list[object]:
    options: list[object] = []
    for mismatch in mismatches:
        value = mismatch.validator_value
        options += value if mismatch.validator == "enum" and isinstance(value, list) else [value]
    return options


def _no_type_fits(
    told: Telling, mismatch: Mismatch, branches: Sequence[list[Mismatch]], depth: int
) -> Iterator[Fault]:
    """The fault of a value of another type than any branch asks for; what a format could be made of is told by that branch."""
    found = [_first(branch, depth, ("type",)) for branch in branches]
    formatted = next((one for one in found if one and "format" in group_of(one.schema)), None)
    if formatted and isinstance(mismatch.instance, int | float | list | dict):
        yield from type_fault(told, formatted)
        return
    types = [word for one in found for word in _types_of(one)]
    yield wrong_type(told, path_of(mismatch), mismatch.instance, list(dict.fromkeys(types)))


def _types_of(mismatch: Mismatch | None) -> list[str]:
    value = mismatch.validator_value if mismatch else None
    return words_of(value) or [str(value)]


_KEYWORDS: dict[str, Callable[[Telling, Mismatch], Iterator[Fault]]] = {
    "additionalProperties": _unknown_keys,
    "unevaluatedProperties": _unknown_keys,
    "required": _required,
    "dependentRequired": _dependent_required,
    "x-one-of-keys": _one_of_keys,
    "type": type_fault,
    "enum": not_allowed,
    "const": not_allowed,
    "pattern": malformed,
    "format": malformed,
    "minItems": count_fault("too-few", "least"),
    "minProperties": count_fault("too-few", "least"),
    "maxItems": count_fault("too-many", "most"),
    "maxProperties": count_fault("too-many", "most"),
    "minLength": count_fault("too-short", "least"),
    "maxLength": count_fault("too-long", "most"),
    "minimum": range_fault("least"),
    "maximum": range_fault("most"),
    "exclusiveMinimum": range_fault("above"),
    "exclusiveMaximum": range_fault("below"),
    "multipleOf": range_fault("step"),
    "uniqueItems": repeated_items,
    "oneOf": _branches,
    "anyOf": _branches,
}
