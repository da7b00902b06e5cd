"""Documents against their JSON Schema: every mismatch as a fault with its place.

The schema language is draft 2020-12 and one annotation of our own, ``x-one-of-keys``: exactly one of
the listed keys stands in the group. `slakit.schema_faults` puts mismatches into words for a lawyer.
Nothing is ever fetched: a ``$ref`` that leads out of the schema is an error.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

from slakit.document import Document, Path
from slakit.errors import Fault, SlakitError
from slakit.formats import FORMATS, has_format
from slakit.schema_fit import Fit, UnknownKeyword, to_the_very_end
from slakit.shipped import shipped

if TYPE_CHECKING:
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

    path = f"{name}/v1/{name}.{use}.json"
    content = (
        shipped(f"_schemas/{path}") or shipped(f"../../schemas/{path}") if _NAME.fullmatch(name) else None
    )
    return None if content is None else cast("Schema", json.loads(content))


def faults(document: Document, schema: Schema, *, clause_of: Callable[[Path], str | None]) -> list[Fault]:
    """Every mismatch between a document and a schema, sorted by place; none if it fits.

    ``clause_of`` says which clause a path lies in. Raises SlakitError if the schema refers to
    something outside itself.
    """
    if fits(document.data, schema):
        return []
    from referencing.exceptions import Unresolvable

    from slakit.schema_faults import faults_of

    try:
        mismatches = list(_validator(schema).iter_errors(document.data))
    except Unresolvable as problem:
        raise SlakitError(f"the schema refers to `{problem.ref}`, which is not part of it") from problem
    return faults_of(mismatches, document, schema, clause_of)


def fits(data: object, schema: Schema) -> bool:
    """Whether data certainly fits a schema; where it does not, or cannot be told so quickly, jsonschema has to be asked."""
    try:
        return _fit(schema)(data)
    except UnknownKeyword:
        return False


class _Validator(Protocol):
    def iter_errors(self, instance: object) -> "Iterator[Mismatch]": ...


_compiled: dict[tuple[int, str], tuple[Schema, object]] = {}


def _compiled_once(schema: Schema, engine: str, compile_it: Callable[[Schema], object]) -> object:
    # a dict cannot be a key; its id can, as long as the dict itself is kept beside it
    key = (id(schema), engine)
    if key not in _compiled:
        _compiled[key] = (schema, compile_it(schema))
    return _compiled[key][1]


def _validator(schema: Schema) -> _Validator:
    return cast("_Validator", _compiled_once(schema, "jsonschema", _compile))


def _fit(schema: Schema) -> Fit:
    return cast("Fit", _compiled_once(schema, "fit", Fit))


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

    if isinstance(instance, str) and not re.search(to_the_very_end(pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")
