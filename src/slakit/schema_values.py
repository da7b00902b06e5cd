"""Mismatches of values in words for a lawyer: types, allowed words, formats, amounts.

One plain function per keyword of JSON Schema, or per family of keywords that are told alike.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from slakit.document import Path
from slakit.errors import Argument, Fault
from slakit.formats import FORMATS, NUMBERS, Malformed, has_format, in_form, require
from slakit.meant_values import UNITS, length_of_its_month, meant
from slakit.schema_mismatch import Mismatch, Telling, group_of, path_of, type_word, words_of
from slakit.spelling import PERSIAN_COMMA, VALUE_LIKENESS, suggestions, yes_or_no
from slakit.text import ascii_digits

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_IN_GROUPS = re.compile(r"([^0-9-]*)(-?[0-9]+|-?[0-9]{1,3}(?:[,٬’' _][0-9]{3})+)([^0-9.]*)")  # noqa: RUF001  signs between thousands
"""A whole number with signs between its thousands, perhaps with a unit before or behind it."""
LONGEST_SHOWN: Final = 60
"""The longest text that a cure repeats."""
_TYPE_WORDS = {
    "string": "text",
    "number": "number",
    "integer": "whole-number",
    "boolean": "yes-or-no",
    "null": "nothing",
    "array": "list",
    "object": "group",
}


def type_fault(told: Telling, mismatch: Mismatch) -> Iterator[Fault]:
    """A value of another type than the schema asks for."""
    types, path = mismatch.validator_value, path_of(mismatch)
    name = group_of(mismatch.schema).get("format")
    if isinstance(name, str) and isinstance(mismatch.instance, int | float):
        # in quotes it would be a text, and still not of this format
        written = told.document.written(path)
        if name in FORMATS and not has_format(name, written):
            yield _malformed(told, path, written, name)
            return
    names = words_of(types) or [str(types)]
    form = _form_with_a_basis(told, mismatch) or _form_of(told, mismatch, names)
    yield wrong_type(told, path, mismatch.instance, names, form)


def _form_of(told: Telling, mismatch: Mismatch, types: Sequence[str]) -> dict[str, Argument]:
    """What was written, as the list, the group or the text that it should be; else the keys of the group."""
    schema, value = told.resolved(mismatch.schema), mismatch.instance
    written = _between_brackets(told, path_of(mismatch), value)
    if types == ["array"]:
        return _form_of_list(told, schema, value, written)
    if types == ["string"]:
        return _form_of_text(told, path_of(mismatch), schema, value)
    if types != ["object"]:
        return {}
    in_words = f"{{{_language_of(told, value)}: {written or '…'}}}"
    if _is_in_languages(schema) and (written or value in (None, "")):
        return {"grouped": in_words}
    properties, required = group_of(schema.get("properties")), words_of(schema.get("required"))
    if not properties:
        return {"named": "…"}
    if written and len(required) == 1 and _may_be_text(told, properties[required[0]]):
        return {"grouped": f"{{{required[0]}: {written}}}"}
    if written and len(required) == 1 and _is_in_languages(told.resolved(properties[required[0]])):
        return {"grouped": f"{{{required[0]}: {in_words}}}"}
    return {"keys": "\n".join(properties)}


def _language_of(told: Telling, value: object) -> str:
    """The language that words without one are in: that of the agreement, as far as it says one."""
    language = group_of(told.document.data).get("language")
    if isinstance(language, str) and has_format("language-code", language):
        return language
    return "en" if value and str(value).isascii() else "fa"


def _between_brackets(told: Telling, path: Path, value: object) -> str:
    """A single value as a text in a list or a group on one line, or a sign for it; empty where there is none."""
    if isinstance(value, dict | list) or value in (None, ""):
        return ""
    written = told.document.written(path)
    if not isinstance(value, str):
        return f'"{written}"'
    is_safe = written[0] in "\"'" or set(written).isdisjoint(",[]{}")
    # what is not seen in it would be lost
    is_seen = len(written) <= LONGEST_SHOWN and written.isascii() and written.isprintable()
    return written if is_safe and is_seen else "…"


def _form_of_list(
    told: Telling, schema: Mapping[str, object], value: object, written: str
) -> dict[str, Argument]:
    begun = f"{next(iter(value), '')}: …" if isinstance(value, dict) else written
    if begun[:1] == "-" and begun[1:2].isalnum():  # no space follows the hyphen that begins an item
        return {"instead": f"- {begun[1:]}"}
    if _may_be_text(told, schema.get("items")):
        if isinstance(value, dict) and value:
            return {"first_key": next(iter(value))}
        return {"listed": f"[{written or '…'}]"}
    properties = group_of(told.resolved(schema.get("items")).get("properties"))
    first = next(iter(properties), None)
    if isinstance(value, dict) and value:
        name, held = next(iter(value.items()))
        # each item stands under its name, as if that were a key
        is_named = first is not None and name not in properties and isinstance(held, dict)
        return {"item": f"{first}: {name}"} if is_named else {"first_key": name}
    return {"item": f"{first}: …"} if first else {}


def _form_of_text(
    told: Telling, path: Path, schema: Mapping[str, object], value: object
) -> dict[str, Argument]:
    """The one text of a list, or the length of time of a group such as `{days: 10}`."""
    match value:
        case [str()]:
            only = told.document.written((*path, 0))
            return {"only": only} if only.isprintable() and len(only) <= LONGEST_SHOWN else {}
        case [_, _, *_]:
            return {"count": len(value)}
        case dict() if len(value) == 1 and schema.get("format") == "duration":
            ((unit, number),) = value.items()
            length = f"{number} {unit}"
            suggestion = length if has_format("duration", length) else meant("duration", length)
            return {"instead": suggestion} if suggestion else {}
        case dict() if value and not has_format("identifier", first := next(iter(value))):
            return {"prose": first}
    return {}


def _is_in_languages(schema: Mapping[str, object]) -> bool:
    """Whether a group has the same words in one or more languages."""
    return group_of(schema.get("propertyNames")).get("format") == "language-code"


def _may_be_text(told: Telling, schema: object) -> bool:
    """Whether a part of a schema takes a text."""
    part = told.resolved(schema)
    options = part.get("anyOf")
    return part.get("type") == "string" or (
        isinstance(options, list) and any(_may_be_text(told, one) for one in options)
    )


def _form_with_a_basis(told: Telling, mismatch: Mismatch) -> dict[str, Argument]:
    """What stands alone, written as the group that says it with its basis, where the group says nothing else."""
    properties = group_of(told.resolved(mismatch.schema).get("properties"))
    said, value = [name for name in properties if name != "basis"], mismatch.instance
    if len(said) != 1 or "basis" not in properties:
        return {}
    kind = told.resolved(properties[said[0]]).get("type")
    if isinstance(value, list) and kind == "array" and all(isinstance(one, str) for one in value):
        written = f"[{', '.join(value)}]"
    elif isinstance(value, str) and kind != "array":
        written = value
    else:
        return {}
    return {"form": f"{{{said[0]}: {written}, basis: {{fa: …, en: …}}}}"}


def wrong_type(
    told: Telling, path: Path, value: object, types: Sequence[str], cure: Mapping[str, Argument] | None = None
) -> Fault:
    """The fault of a value of the wrong type, with the cure where its writer plainly meant the right one."""
    found_type = type_word(value)
    arguments: dict[str, Argument] = {"expected": "\n".join(_TYPE_WORDS[name] for name in types)}
    arguments["found_type"] = found_type
    if found_type not in ("list", "group", "nothing"):
        arguments["found"] = told.written(path, value)
    arguments |= cure or _cure_of_type(told, path, value, types)
    if value is None and path and isinstance(path[-1], str) and len(arguments) == 2:
        arguments["empty_key"] = path[-1]
    return told.fault("wrong-type", path, arguments)


def _cure_of_type(told: Telling, path: Path, value: object, types: Sequence[str]) -> dict[str, Argument]:
    if isinstance(value, str) and {"number", "integer"} & set(types):
        in_ascii = ascii_digits(value)
        if _NUMBER.fullmatch(in_ascii):
            return {"unquoted" if in_ascii == value else "ascii": in_ascii}
        if found := _IN_GROUPS.fullmatch(in_ascii.strip()):
            return {"alone" if found[1] or found[3] else "plain": re.sub("[^0-9-]", "", found[2])}
    if isinstance(value, str) and set(types) <= {"number", "integer"}:
        return {"in_digits": "4"}
    if isinstance(value, str) and "boolean" in types:
        return {**yes_or_no(value)}
    if isinstance(value, int | float) and "string" in types:
        return {"quoted": told.document.written(path)}
    return {}


def not_allowed(told: Telling, mismatch: Mismatch) -> Iterator[Fault]:
    """A value that is none of the allowed ones."""
    value = mismatch.validator_value
    allowed = value if mismatch.validator == "enum" and isinstance(value, list) else [value]
    yield none_of(told, path_of(mismatch), mismatch.instance, allowed)


def none_of(told: Telling, path: Path, value: object, allowed: Sequence[object]) -> Fault:
    """The fault of a value that is none of ``allowed``, with the nearest of them."""
    if isinstance(value, dict | list) or value is None:
        types = list(dict.fromkeys(map(_schema_type, allowed)))
        return wrong_type(told, path, value, types, _form_of_text(told, path, {}, value))
    written = told.written(path, value)
    if not isinstance(value, str) and written in allowed:
        return wrong_type(told, path, value, ["string"])
    shown = [
        option if isinstance(option, str) else json.dumps(option, ensure_ascii=False) for option in allowed
    ]
    close = _several_in_one(path, written) or suggestions(written, shown, VALUE_LIKENESS)
    return told.fault("value-not-allowed", path, {"value": written, "allowed": "\n".join(shown), **close})


def _several_in_one(path: Path, written: str) -> dict[str, Argument]:
    """The comma by which one item of a list was perhaps to be several."""
    is_item = bool(path) and isinstance(path[-1], int)
    return {"comma": PERSIAN_COMMA} if is_item and PERSIAN_COMMA in written else {}


def _schema_type(value: object) -> str:
    words = {word: name for name, word in _TYPE_WORDS.items()}
    return words[type_word(value)]


def malformed(told: Telling, mismatch: Mismatch) -> Iterator[Fault]:
    """A pattern or a format; where a schema has both they tell the same fault, which is then told once."""
    schema, path, value = group_of(mismatch.schema), path_of(mismatch), str(mismatch.instance)
    arguments: dict[str, Argument] = {"value": value, **_several_in_one(path, value)}
    name, examples = schema.get("format"), schema.get("examples")
    if isinstance(name, str):
        yield (
            _malformed_number(told, mismatch, name)
            if name in NUMBERS
            else _malformed(told, path, value, name)
        )
        return
    if isinstance(examples, list) and examples:
        arguments["example"] = str(examples[0])
    yield told.fault("malformed-value", path, arguments)


def _malformed(told: Telling, path: Path, written: str, name: str) -> Fault:
    arguments = _several_in_one(path, written) | _objection(name, written)
    return told.fault("malformed-value", path, {"value": written, "format": name, **arguments})


def _malformed_number(told: Telling, mismatch: Mismatch, name: str) -> Fault:
    """The fault of a number that is written as none, with what was meant, unless another item beside it has that very number."""
    path, written = path_of(mismatch), str(mismatch.instance)
    several = _several_in_one(path, written)
    arguments: dict[str, Argument] = {"format": name, **({"value": written} if written else {}), **several}
    meant = None if several else in_form(name, written)
    if meant and ("x-refers-to" in group_of(mismatch.schema) or meant not in _beside(told, path)):
        arguments["suggestion"] = meant
    return told.fault("malformed-value", path, arguments)


def _beside(told: Telling, path: Path) -> list[object]:
    """What the items of the list that a path leads into have under the last key of the path."""
    items = told.value(path[:-2])
    return [group_of(item).get(str(path[-1])) for item in items] if isinstance(items, list) else []


def _objection(name: str, value: str) -> dict[str, Argument]:
    arguments: dict[str, Argument] = {}
    try:
        require(name, value)
    except Malformed as problem:
        if problem.reason:
            is_day = problem.reason == "not-a-time" and name in ("date", "jalali-date", "day")
            arguments["reason"] = "not-a-date" if is_day else problem.reason
    in_ascii = ascii_digits(value)
    if in_ascii != value and has_format(name, in_ascii):
        arguments["ascii"] = in_ascii
    elif suggestion := meant(name, value):
        arguments["suggestion"] = suggestion
    elif arguments.get("reason") in ("no-unit", "unknown-unit", "not-a-duration"):
        arguments["units"] = "\n".join(UNITS)
    elif arguments.get("reason") == "no-such-date" and (month := length_of_its_month(value)):
        arguments |= {"month": month[0], "days": month[1]}
    return arguments


# --- amounts


def count_fault(rule: str, bound: str) -> "Callable[[Telling, Mismatch], Iterator[Fault]]":
    """The function that tells of too little or too much of something, the bound called ``bound``."""

    def tell(told: Telling, mismatch: Mismatch) -> Iterator[Fault]:
        value = mismatch.instance
        count = len(value) if isinstance(value, str | list | dict) else 0
        arguments: dict[str, Argument] = {bound: _number(mismatch.validator_value)}
        if count or not isinstance(value, str):
            arguments["count"] = count
        tell_it = told.fault if isinstance(value, str) else told.fault_at_key
        yield tell_it(rule, path_of(mismatch), arguments)

    return tell


def range_fault(bound: str) -> "Callable[[Telling, Mismatch], Iterator[Fault]]":
    """The function that tells of a number beyond a bound."""

    def tell(told: Telling, mismatch: Mismatch) -> Iterator[Fault]:
        path = path_of(mismatch)
        arguments = {bound: _number(mismatch.validator_value), "value": told.document.written(path)}
        yield told.fault("out-of-range", path, arguments)

    return tell


def _number(value: object) -> Argument:
    return value if isinstance(value, int) else str(value)


def repeated_items(told: Telling, mismatch: Mismatch) -> Iterator[Fault]:
    """An item that a list holds twice."""
    items, path = mismatch.instance, path_of(mismatch)
    first_at: dict[str, int] = {}
    found = False
    for position, item in enumerate(items if isinstance(items, list) else []):
        first = first_at.setdefault(json.dumps(item, sort_keys=True), position)
        if first != position:
            found = True
            line = told.document.place_of((*path, first)).line
            yield told.fault("repeated-item", (*path, position), {"line": line})
    if not found:  # 1 and 1.0 are equal, though not written alike
        yield from anything_else(told, mismatch)


def anything_else(told: Telling, mismatch: Mismatch) -> Iterator[Fault]:
    """A mismatch that has no words of its own, by its keyword."""
    arguments: dict[str, Argument] = {"keyword": mismatch.validator}
    path = path_of(mismatch)
    if isinstance(mismatch.instance, dict | list):
        yield told.fault_at_key("does-not-fit", path, arguments)
    else:
        arguments["value"] = told.written(path, mismatch.instance)
        yield told.fault("does-not-fit", path, arguments)
