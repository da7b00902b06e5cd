"""Whether data fits a schema: a quick yes or no, without a word on what does not fit.

Nearly every document that is read fits its schema. jsonschema, which finds each mismatch, takes several times as long to
import as this takes to look; it is asked only about what does not fit. Each keyword that our schemas are written in
is one function, which makes a check of what stands behind it. A part is compiled when a value first comes to it.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from slakit.formats import FORMATS, has_format

Part: TypeAlias = Any
"""What stands in a schema; what a keyword holds, the keyword alone says."""
Check = Callable[[Any], bool]
Keyword = Callable[["Fit", Part, Part], Check]


class UnknownKeyword(Exception):
    """The schema uses a keyword, or a form of one, that is not known here; jsonschema has to be asked."""


class Fit:
    """The checks of one schema, by the identity of its parts: they live as long as it does.

    >>> fit = Fit({"properties": {"row": {"type": "integer", "minimum": 1}}, "required": ["row"]})
    >>> fit({"row": 3}), fit({"row": True}), fit({})
    (True, False, False)
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = schema
        self._checks: dict[int, Check] = {}

    def __call__(self, data: object) -> bool:
        """Whether the data fits; raises UnknownKeyword if that cannot be told here."""
        return self.check(self._schema)(data)

    def check(self, part: Part) -> Check:
        """The check of a part of the schema."""
        if (made := self._checks.get(id(part))) is None:
            made = self._checks[id(part)] = self._compiled(part)
        return made

    def later(self, part: Part) -> Check:
        """The same, compiled when it is first asked: a part may lead back to itself, and most are never reached."""
        made: Check | None = None

        def check(value: Any) -> bool:  # noqa: ANN401  what a document holds
            nonlocal made
            if made is None:
                made = self.check(part)
            return made(value)

        return check

    def target(self, reference: str) -> object:
        """The part that a reference leads to."""
        if not reference.startswith("#/$defs/"):
            raise UnknownKeyword(reference)
        try:
            return self._schema["$defs"][reference.removeprefix("#/$defs/")]
        except KeyError as problem:
            raise UnknownKeyword(reference) from problem

    def _compiled(self, part: Part) -> Check:
        if isinstance(part, bool):
            return lambda _: part
        keywords = {_KEYWORDS[keyword]: said for keyword, said in part.items() if _says_something(keyword)}
        checks = [keyword(self, said, part) for keyword, said in keywords.items()]
        if len(checks) == 1:
            return checks[0]
        return _all_of(checks)


def _says_something(keyword: str) -> bool:
    if keyword in _KEYWORDS:
        return True
    if keyword in _NOTES or keyword.startswith("x-"):
        return False
    raise UnknownKeyword(keyword)


def _all_of(checks: list[Check]) -> Check:
    def fits(value: object) -> bool:
        for check in checks:  # noqa: SIM110  `all` would make a generator for each value of a document
            if not check(value):
                return False
        return True

    return fits


# --- keywords: what is said behind one, and the part that it stands in


def _reference(fit: Fit, said: Part, part: Part) -> Check:
    return fit.later(fit.target(said))


def _type(fit: Fit, said: Part, part: Part) -> Check:
    if isinstance(said, list):
        checks = [_type(fit, one, part) for one in said]
        return lambda value: any(check(value) for check in checks)
    types = _TYPES[said]
    return lambda value: value.__class__ in types


def _group(fit: Fit, said: Part, part: Part) -> Check:
    """`properties` and `additionalProperties`, which have one check between them."""
    if "patternProperties" in part:
        raise UnknownKeyword("patternProperties")
    own = {key: fit.later(inner) for key, inner in part.get("properties", {}).items()}
    others = fit.later(part.get("additionalProperties", True))

    def fits(value: object) -> bool:
        if isinstance(value, dict):
            for key, inner in value.items():
                if not own.get(key, others)(inner):
                    return False
        return True

    return fits


def _required(fit: Fit, said: Part, part: Part) -> Check:
    keys = frozenset(said)
    return lambda value: not isinstance(value, dict) or keys <= value.keys()


def _keys(fit: Fit, said: Part, part: Part) -> Check:
    check = fit.check(said)
    return lambda value: not isinstance(value, dict) or all(map(check, value))


def _one_of_keys(fit: Fit, said: Part, part: Part) -> Check:
    return lambda value: not isinstance(value, dict) or sum(key in value for key in said) == 1


def _items(fit: Fit, said: Part, part: Part) -> Check:
    check = fit.check(said) if isinstance(said, bool) else fit.later(said)
    return lambda value: not isinstance(value, list) or all(map(check, value))


def _unlike(fit: Fit, said: Part, part: Part) -> Check:
    """`uniqueItems` of texts; what is no text does not fit such a list anyway."""
    items = part.get("items")
    if said is not True or not isinstance(items, dict) or items.get("type") != "string":
        raise UnknownKeyword("uniqueItems of other items than texts")

    def fits(value: object) -> bool:
        texts = [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
        return len(texts) == len(set(texts))

    return fits


def _word(fit: Fit, said: Part, part: Part) -> Check:
    """`const` and `enum`; a value is of the same type as its option, for 1 is no `true`."""
    if "const" in part and "enum" in part:
        raise UnknownKeyword("const beside enum")
    options = part.get("enum", [said])
    if any(isinstance(option, dict | list) for option in options):
        raise UnknownKeyword("a group or a list as a fixed value")
    known = {(option.__class__, option) for option in options}
    return lambda value: not isinstance(value, dict | list) and (value.__class__, value) in known


def _pattern(fit: Fit, said: Part, part: Part) -> Check:
    search = re.compile(to_the_very_end(said)).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def to_the_very_end(pattern: str) -> str:
    """The pattern with the meaning that ``$`` has in JSON Schema: Python lets a line end follow."""
    return rf"{pattern[:-1]}\Z" if pattern.endswith("$") and not pattern.endswith(r"\$") else pattern


def _format(fit: Fit, said: Part, part: Part) -> Check:
    return (lambda value: has_format(said, value)) if said in FORMATS else (lambda _: True)


def _length(counted: type[str | list[Any] | dict[str, Any]], sign: int) -> Keyword:
    """The function of a keyword that bounds how long something is: from below (1) or from above (-1)."""

    def keyword(fit: Fit, said: Part, part: Part) -> Check:
        return lambda value: not isinstance(value, counted) or (len(value) - said) * sign >= 0

    return keyword


def _amount(sign: int) -> Keyword:
    """The function of a keyword that bounds a number: from below (1) or from above (-1)."""

    def keyword(fit: Fit, said: Part, part: Part) -> Check:
        return lambda value: value.__class__ not in _TYPES["number"] or (value - said) * sign >= 0

    return keyword


def _any_of(fit: Fit, said: Part, part: Part) -> Check:
    checks = [fit.later(branch) for branch in said]
    return lambda value: any(check(value) for check in checks)


def _every_one(fit: Fit, said: Part, part: Part) -> Check:
    return _all_of([fit.later(branch) for branch in said])


def _if(fit: Fit, said: Part, part: Part) -> Check:
    if "else" in part:
        raise UnknownKeyword("else")
    condition, then = fit.later(said), fit.later(part.get("then", True))
    return lambda value: not condition(value) or then(value)


def _not(fit: Fit, said: Part, _part: Part) -> Check:
    refused = fit.later(said)
    return lambda value: not refused(value)


_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),  # JSON Schema takes 3.0 for a whole number; a document of ours does not
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
    "array": (list,),
    "object": (dict,),
}
_NOTES = frozenset({"$schema", "$id", "$defs", "title", "description", "examples", "default", "then"})
_KEYWORDS: dict[str, Keyword] = {
    "$ref": _reference,
    "type": _type,
    "properties": _group,
    "additionalProperties": _group,
    "required": _required,
    "propertyNames": _keys,
    "x-one-of-keys": _one_of_keys,
    "items": _items,
    "uniqueItems": _unlike,
    "const": _word,
    "enum": _word,
    "pattern": _pattern,
    "format": _format,
    "minLength": _length(str, 1),
    "maxLength": _length(str, -1),
    "minItems": _length(list, 1),
    "maxItems": _length(list, -1),
    "minProperties": _length(dict, 1),
    "maxProperties": _length(dict, -1),
    "minimum": _amount(1),
    "maximum": _amount(-1),
    "anyOf": _any_of,
    "allOf": _every_one,
    "if": _if,
    "not": _not,
}
