"""The walk along a schema and a document, which finds each value that refers to something.

The models say in their generated schema what a value refers to; nothing here knows a rule kind.

- `x-refers-to`: what the value names (a party, an event, a field …) or what it is (`where`, `grid`, `values`).
- `x-selects`: the selector beside it is known to the fields beside and below it by this name.
- `x-of`: the selector, or the first of several that is written, whose events have the field.
- `x-ours`, `x-theirs`: the two selectors whose fields a `matching` list, or a map of one entry, makes equal.
- `x-bound-by`: beside a rule kind, the keys by which a norm of it may name its party.
- `x-reasons`: beside a rule kind, the reasons that a finding of it can have.
- `x-not-before`: the key beside it whose day may not be later.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from slakit.consistency.plain import Group, group, items
from slakit.document import Path
from slakit.frozen import Frozen
from slakit.schema import schema_named

Selected = tuple[str, str]
"""What a selector picks from: the word `event` or `record`, and the name of one."""
Scope = Mapping[str, tuple[Selected, ...]]

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


def mentions(schema_name: str, data: object) -> list[Mention]:
    """Every mention in a document that its schema accepts, in the order of the document."""
    found: list[Mention] = []
    if part := _parts_of(schema_name).whole:
        part.collect(found, data, (), {}, {})
    return found


@cache
def reasons_of_kinds() -> dict[str, tuple[str, ...]]:
    """The reasons that a finding of each rule kind can have, as the schema of agreements gives them."""
    kinds = (
        group(group(group(part).get("properties")).get("rule"))
        for part in group(schema_named("agreement").get("$defs")).values()
    )
    return {
        str(kind["const"]): tuple(str(kind["x-reasons"]).split(",")) for kind in kinds if "x-reasons" in kind
    }


@cache
def _parts_of(schema_name: str) -> "_Parts":
    return _Parts(schema_named(schema_name))


class _Parts:
    """The parts of one schema in which an annotation stands, or which lead to one."""

    def __init__(self, schema: Group) -> None:
        self._schema = schema
        self._resolved: dict[int, Group] = {}
        self._speaking: dict[int, bool] = {}
        self._known: dict[int, _Part] = {}
        self.whole = self.part(schema)

    def part(self, written: object) -> "_Part | None":
        """A part of the schema as the walk knows it; none where no annotation is to be found."""
        node = self.node(written)
        if node is None or not self._speaks(node):
            return None
        if (known := self._known.get(id(node))) is None:
            known = self._known[id(node)] = _Part(node, self)
        return known

    def node(self, written: object) -> Group | None:
        """A part with its reference followed; what stands beside the reference counts too."""
        if not isinstance(written, dict) or "$ref" not in written:
            return written if isinstance(written, dict) else None
        if id(written) not in self._resolved:
            name = str(written["$ref"]).rpartition("/")[2]
            target = self.node(group(self._schema["$defs"])[name]) or {}
            beside = {key: own for key, own in written.items() if key != "$ref"}
            self._resolved[id(written)] = {**target, **beside}
        return self._resolved[id(written)]

    def _speaks(self, node: Group) -> bool:
        if id(node) not in self._speaking:
            self._speaking[id(node)] = (
                True  # what leads back to itself may speak: looking in vain is no fault
            )
            self._speaking[id(node)] = bool(_kind(node)) or any(
                self._speaks(target)
                for key, value in node.items()
                if key != "$defs"
                for child in _groups(value)
                if (target := self.node(child)) is not None
            )
        return self._speaking[id(node)]


class _Part:
    """One part of a schema: what it says itself, and the parts that keys, items and branches lead to.

    It is taken apart when a value first comes to it, for most parts are never reached.
    """

    __slots__ = (
        "_branches",
        "_conditions",
        "_is_apart",
        "_items",
        "_keys",
        "_kind",
        "_node",
        "_others",
        "_parts",
        "_selecting",
    )

    def __init__(self, node: Group, parts: _Parts) -> None:
        self._node = node
        self._parts = parts
        self._kind = _kind(node)
        self._is_apart = False
        self._branches: list[tuple[Group, _Part | None]] = []
        self._conditions: list[tuple[Group, _Part]] = []
        self._selecting: list[tuple[str, str, str]] = []
        self._keys: dict[str, _Part | None] = {}
        self._others: _Part | None = None
        self._items: _Part | None = None

    def _take_apart(self) -> None:
        node, parts, self._is_apart = self._node, self._parts, True
        self._branches = [
            (meant, parts.part(branch))
            for branch in items(node.get("anyOf"))
            if (meant := parts.node(branch)) is not None
        ]
        self._conditions = [
            (group(one["if"]), then)
            for one in map(group, items(node.get("allOf")))
            if "then" in one and (then := parts.part(one["then"]))
        ]
        properties = group(node.get("properties"))
        self._keys = {key: parts.part(own) for key, own in properties.items()}
        self._others = parts.part(node.get("additionalProperties"))
        self._items = parts.part(node.get("items"))
        self._selecting = [
            selecting
            for key, own in properties.items()
            if (selecting := _selecting(key, parts.node(own) or {}))
        ]

    def collect(self, found: list[Mention], value: object, path: Path, scope: Scope, beside: Group) -> None:
        """Add the mentions in a value that fits this part."""
        if self._kind:
            found.append(Mention(self._kind, self._node, path, value, scope, beside))
            return
        if not self._is_apart:
            self._take_apart()
        if self._branches:
            for branch in self._fitting(value):
                branch.collect(found, value, path, scope, beside)
        for condition, then in self._conditions:
            if _is_if(condition, value):
                then.collect(found, value, path, scope, beside)
        if isinstance(value, dict):
            self._collect_keys(found, value, path, scope)
        elif self._items is not None and isinstance(value, list):
            for position, child in enumerate(value):
                self._items.collect(found, child, (*path, position), scope, beside)

    def _collect_keys(self, found: list[Mention], value: Group, path: Path, scope: Scope) -> None:
        keys, others = self._keys, self._others
        inner = self._scope_within(value, scope) if self._selecting else scope
        for key, child in value.items():
            if (part := keys.get(key, others)) is not None:
                part.collect(found, child, (*path, key), inner, value)

    def _fitting(self, value: object) -> "Iterable[_Part]":
        """The branches that a value belongs to; one that names the value itself goes before those of its type."""
        fitting = [(node, part) for node, part in self._branches if _fits(node, value)]
        named = [part for node, part in fitting if "const" in node] or [part for _, part in fitting]
        return [part for part in named if part]

    def _scope_within(self, value: Group, scope: Scope) -> Scope:
        """What is selected inside a group: what was selected around it, and by its own selectors."""
        own = {
            name: _selected({word: value[key]} if word else value[key])
            for key, name, word in self._selecting
            if key in value
        }
        return {**scope, **own} if own else scope


def _selecting(key: str, notes: Group) -> tuple[str, str, str] | None:
    """A key that selects, the name by which that is known, and the word of what it names where it only names one."""
    if isinstance(name := notes.get("x-selects"), str):
        return key, name, ""
    refers = notes.get("x-refers-to")
    return (key, key, str(refers)) if refers in ("event", "record") else None


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
