"""Documents against their JSON Schema: every mismatch as a fault with its place.

The schema language is draft 2020-12 and one annotation of our own, ``x-one-of-keys``: exactly one of
the listed keys stands in the group. `slakit.schema_faults` puts mismatches into words for a lawyer.
Nothing is ever fetched: a ``$ref`` that leads out of the schema is an error.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from typing import Protocol, cast

from slakit.document import Document, Path
from slakit.errors import Fault, SlakitError
from slakit.formats import FORMATS, has_format
from slakit.schema_faults import faults_of
from slakit.schema_mismatch import Mismatch

Schema = dict[str, object]

_NAME = re.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


@cache
def schema_named(name: str) -> Schema:
    """The schema of a kind of document, such as ``agreement``: version 1, as it is shipped.

    It comes from the installed package, or from the folder ``schemas`` of a source checkout.
    The dict is shared: do not change it. Raises SlakitError if there is no such schema.
    """
    if (schema := _shipped(name, "schema")) is None:
        raise SlakitError(f"there is no schema `{name}`, neither in the package nor in a source checkout")
    return schema


def editor_schema_named(name: str) -> Schema | None:
    """The schema that editors read for a kind of document; nothing for one that nobody writes in an editor."""
    return _shipped(name, "editor")


def _shipped(name: str, use: str) -> Schema | None:
    import json
    from importlib.resources import files
    from pathlib import Path as FilePath

    checkout = FilePath(__file__).parents[2] / "schemas"
    for folder in (files("slakit") / "_schemas", checkout):
        if folder.is_dir() and _NAME.fullmatch(name):
            file = folder / name / "v1" / f"{name}.{use}.json"
            if file.is_file():
                return cast("Schema", json.loads(file.read_text(encoding="utf-8")))
    return None


def faults(document: Document, schema: Schema, *, clause_of: Callable[[Path], str | None]) -> list[Fault]:
    """Every mismatch between a document and a schema, sorted by place; none if it fits.

    ``clause_of`` says which clause a path lies in. Raises SlakitError if the schema refers to
    something outside itself.
    """
    if may_be_valid(document.data, schema):
        return []
    from referencing.exceptions import Unresolvable

    try:
        mismatches = list(_validator(schema).iter_errors(document.data))
    except Unresolvable as problem:
        raise SlakitError(f"the schema refers to `{problem.ref}`, which is not part of it") from problem
    return faults_of(mismatches, document, schema, clause_of)


def may_be_valid(data: object, schema: Schema) -> bool:
    """Whether the accelerator `jsonschema-rs` is installed and finds the data valid.

    It knows no mismatch of which jsonschema would not know too, so a True needs no second look;
    a False means only that jsonschema has to be asked.
    """
    if find_spec("jsonschema_rs") is None or _has_whole_decimal(data):
        return False
    return _fast_validator(schema).is_valid(data)


def _has_whole_decimal(data: object) -> bool:
    """Whether a number such as 3.0 is in the data, which JSON Schema takes for whole and a document does not."""
    match data:
        case float():
            return data.is_integer()
        case dict():
            return any(map(_has_whole_decimal, data.values()))
        case list():
            return any(map(_has_whole_decimal, data))
        case _:
            return False


class _Validator(Protocol):
    def iter_errors(self, instance: object) -> Iterator[Mismatch]: ...


class _FastValidator(Protocol):
    def is_valid(self, instance: object) -> bool: ...


_compiled: dict[tuple[int, str], tuple[Schema, object]] = {}


def _compiled_once(schema: Schema, engine: str, compile_it: Callable[[Schema], object]) -> object:
    # a dict cannot be a key; its id can, as long as the dict itself is kept beside it
    key = (id(schema), engine)
    if key not in _compiled:
        _compiled[key] = (schema, compile_it(schema))
    return _compiled[key][1]


def _validator(schema: Schema) -> _Validator:
    return cast("_Validator", _compiled_once(schema, "jsonschema", _compile))


def _fast_validator(schema: Schema) -> _FastValidator:
    return cast("_FastValidator", _compiled_once(schema, "jsonschema-rs", _compile_fast))


def _compile(schema: Schema) -> object:
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.validators import extend
    from referencing import Registry

    types = Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_whole_number)
    keywords = {"x-one-of-keys": _one_of_keys, "pattern": _pattern}
    checker = FormatChecker(formats=())
    for name in FORMATS:
        checker.checks(name)(lambda text, name=name: has_format(name, text))
    strict = extend(Draft202012Validator, validators=keywords, type_checker=types)
    return strict(schema, registry=Registry(), format_checker=checker)


def _is_whole_number(_checker: object, value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _one_of_keys(
    _validator: object, keys: list[str], instance: object, _schema: object
) -> Iterator[Exception]:
    from jsonschema import ValidationError

    if isinstance(instance, dict) and sum(key in instance for key in keys) != 1:
        yield ValidationError(f"not exactly one of {keys}")


def _pattern(_validator: object, pattern: str, instance: object, _schema: object) -> Iterator[Exception]:
    from jsonschema import ValidationError

    if isinstance(instance, str) and not re.search(_to_the_very_end(pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _to_the_very_end(pattern: str) -> str:
    """The pattern with the meaning that ``$`` has in JSON Schema: Python lets a line end follow."""
    return rf"{pattern[:-1]}\Z" if pattern.endswith("$") and not pattern.endswith(r"\$") else pattern


def _compile_fast(schema: Schema) -> object:
    import jsonschema_rs

    checks = {name: (lambda text, name=name: has_format(name, text)) for name in FORMATS}
    try:
        return jsonschema_rs.Draft202012Validator(
            cast("Schema", _in_plain_keywords(schema)), formats=checks, validate_formats=True, offline=True
        )
    except (jsonschema_rs.ReferencingError, jsonschema_rs.ValidationError, ValueError) as problem:
        raise SlakitError(f"the schema cannot be used: {problem}") from problem


def _in_plain_keywords(part: object) -> object:
    """The schema with ``x-one-of-keys`` said in keywords that every validator knows."""
    if isinstance(part, list):
        return [_in_plain_keywords(item) for item in part]
    if not isinstance(part, dict):
        return part
    plain: Schema = {key: _in_plain_keywords(value) for key, value in part.items() if key != "x-one-of-keys"}
    keys = part.get("x-one-of-keys")
    if isinstance(keys, list):
        one = {"oneOf": [{"required": [key]} for key in keys]}
        others = plain.get("allOf")
        plain["allOf"] = [
            *(others if isinstance(others, list) else ()),
            {"if": {"type": "object"}, "then": one},
        ]
    return plain
