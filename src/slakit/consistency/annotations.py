"""The walk along a schema and a document, which finds each value that refers to something.

The models say in their generated schema what a value refers to; nothing here knows a rule kind.

- `x-refers-to`: what the value names (a party, an event, a field …) or what it is (`where`, `grid`, `values`).
- `x-selects`: the selector beside it is known to the fields beside and below it by this name.
- `x-of`: the selector, or the first of several that is written, whose events have the field.
- `x-ours`, `x-theirs`: the two selectors whose fields a `matching` list, or a map of one entry, makes equal.
- `x-not-before`: the key beside it whose day may not be later.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from slakit.consistency.plain import Group, group, items
from slakit.document import Path
from slakit.frozen import Frozen
from slakit.schema import schema_named

Selected = tuple[str, str]
"""What a selector picks from: the word `event` or `record`, and the name of one."""
Scope = Mapping[str, tuple[Selected, ...]]

_NOTHING: Group = {}
"""The schema of a key that no schema speaks of: one dict for all, as parts are remembered by identity."""
_KINDS = ("x-ours", "x-not-before", "x-refers-to")
_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
}


class Mention(Frozen):
    """A value that refers to something: its kind, its annotations, and what was selected around it."""

    kind: str
    notes: Group
    path: Path
    value: object
    scope: Scope
    beside: Group

    def note(self, name: str) -> str:
        """An annotation; empty if there is none."""
        found = self.notes.get(name, "")
        return found if isinstance(found, str) else ""


def mentions(schema_name: str, data: object) -> Iterator[Mention]:
    """Every mention in a document that its schema accepts, in the order of the document."""
    walk = _walk(schema_name)
    yield from walk.of(walk.schema, data, (), {}, {})


@cache
def _walk(schema_name: str) -> "_Walk":
    return _Walk(schema_named(schema_name))


class _Walk:
    """A walk along one schema; the parts of it that hold no annotation are found once and left out."""

    def __init__(self, schema: Group) -> None:
        self.schema = schema
        self._resolved: dict[int, Group] = {}
        self._speaking: dict[int, bool] = {}

    def of(self, part: object, value: object, path: Path, scope: Scope, beside: Group) -> Iterator[Mention]:
        """The mentions in a value, by the part of the schema that it fits."""
        node = self._node(part)
        if not self._speaks(node):
            return
        if kind := _kind(node):
            yield Mention(kind, node, path, value, scope, beside)
            return
        for meant in self._parts(node, value):
            yield from self.of(meant, value, path, scope, beside)
        if isinstance(value, dict):
            inner = self._scope_within(node, value, scope)
            for key, child in value.items():
                yield from self.of(_part_of_key(node, key), child, (*path, key), inner, value)
        elif isinstance(value, list) and "items" in node:
            for position, child in enumerate(value):
                yield from self.of(node["items"], child, (*path, position), scope, beside)

    def _node(self, part: object) -> Group:
        """A part of the schema with its reference followed; what stands beside the reference counts too."""
        node = part if isinstance(part, dict) else _NOTHING
        if "$ref" not in node:
            return node
        if id(node) not in self._resolved:
            name = str(node["$ref"]).rpartition("/")[2]
            target = self._node(group(self.schema["$defs"])[name])
            self._resolved[id(node)] = {**target, **{key: own for key, own in node.items() if key != "$ref"}}
        return self._resolved[id(node)]

    def _speaks(self, node: Group) -> bool:
        """Whether an annotation stands in a part of the schema, or in anything that it leads to."""
        if id(node) not in self._speaking:
            self._speaking[id(node)] = bool(_kind(node)) or any(
                self._speaks(self._node(child))
                for key, value in node.items()
                if key != "$defs"
                for child in _groups(value)
            )
        return self._speaking[id(node)]

    def _parts(self, node: Group, value: object) -> Iterator[object]:
        """The branches of a part that a value belongs to."""
        fitting = [part for part in map(self._node, items(node.get("anyOf"))) if _fits(part, value)]
        yield from [part for part in fitting if "const" in part] or fitting
        for part in map(group, items(node.get("allOf"))):
            yield from [part["then"]] if "then" in part and _is_if(group(part["if"]), value) else []

    def _scope_within(self, node: Group, value: Group, scope: Scope) -> Scope:
        """What is selected inside a group: what was selected around it, and by its own selectors."""
        own: dict[str, tuple[Selected, ...]] = {}
        for key, part in group(node.get("properties")).items():
            if key not in value:
                continue
            notes = self._node(part)
            if isinstance(name := notes.get("x-selects"), str):
                own[name] = _selected(value[key])
            elif notes.get("x-refers-to") in ("event", "record"):
                own[key] = _selected({str(notes["x-refers-to"]): value[key]})
        return {**scope, **own} if own else scope


def _kind(node: Group) -> str:
    for note in _KINDS:
        if note in node:
            return (
                "matching"
                if note == "x-ours"
                else "not-before"
                if note == "x-not-before"
                else str(node[note])
            )
    return "duration" if node.get("format") == "duration" else ""


def _groups(value: object) -> Iterator[Group]:
    """The parts of a schema that a keyword leads to: one, a list of them, or a group of them."""
    if isinstance(value, dict):
        yield value
        yield from (part for part in value.values() if isinstance(part, dict))
    elif isinstance(value, list):
        yield from (part for part in value if isinstance(part, dict))


def _part_of_key(node: Group, key: str) -> object:
    own = group(node.get("properties"))
    return own[key] if key in own else node.get("additionalProperties")


def _fits(part: Group, value: object) -> bool:
    """Whether a value that fits one of several branches may belong to this one."""
    if "const" in part:
        return bool(part["const"] == value)
    named = _TYPES.get(str(part.get("type")))
    if named is None or not isinstance(value, named) or (isinstance(value, bool) and named is int):
        return False
    return (
        not isinstance(value, dict)
        or "properties" not in part
        or value.keys() <= group(part["properties"]).keys()
    )


def _is_if(condition: Group, value: object) -> bool:
    expected = group(condition.get("properties")).items()
    return all(group(part).get("const") == group(value).get(key) for key, part in expected) and bool(expected)


def _selected(value: object) -> tuple[Selected, ...]:
    """What a selector, or each of a list of selectors, picks from."""
    if isinstance(value, list):
        return tuple(one for item in value for one in _selected(item))
    return tuple(
        (word, name) for word in ("event", "record") if isinstance(name := group(value).get(word), str)
    )
