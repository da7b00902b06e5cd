"""The schemas that editors read: the same documents, said in Persian and English.

An editor shows what a schema says of a key when the pointer rests on it, offers the words that a place allows, and
underlines what does not fit. For that it needs other keywords than `slakit validate`, and all in one file: one
reference that cannot be followed would end all underlining. These schemas accept whatever the others accept; where
an editor cannot see a mistake, such as a day that does not exist, `slakit validate` does.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

from slakit.editor_words import BLOCKS, EXAMPLES, FORMS, NAMES, VALUE_WORDS, Block, Said

Node: TypeAlias = dict[str, Any]
"""A part of a schema; what its keywords hold, the keywords alone say."""

EDITED: Final = ("agreement", "services", "vocabulary", "calendar", "cases", "mapping")
"""The documents that people write in an editor."""
_ISOLATED: Final = "\u2067{}\u2069"
_LANGUAGES: Final[tuple[Literal["fa", "en"], ...]] = ("fa", "en")


def editor_schema(schema: Mapping[str, Any], name: str) -> Node:
    """The schema for editors, made of the schema of a document."""
    made: Node = _Translation(schema).of(schema)
    made |= {
        "$id": f"urn:slakit:schema:{name}:v1:editor",
        "$schema": schema["$schema"],
        "title": _in_one_line(NAMES[name]),
    }
    for part in _nodes(made):
        for note in [key for key in part if key.startswith("x-")]:
            del part[note]
    return made


@dataclass(frozen=True, slots=True)
class _Translation:
    """One schema on its way to the editor."""

    schema: Mapping[str, Any]

    def of(self, node: object, model: str = "") -> Any:  # noqa: ANN401  a keyword may hold anything
        """A part of the schema in the keywords of editors, with everything below it."""
        if isinstance(node, list):
            return [self.of(part) for part in node]
        if not isinstance(node, dict):
            return node
        made: Node = {}
        for key, value in node.items():
            if key == "properties":
                made[key] = {name: self.of(part) for name, part in value.items()}
            elif key == "$defs":
                made[key] = {name: self.of(part, name) for name, part in value.items()}
            else:
                made[key] = self.of(value)
        if name := NAMES.get(model):
            made["title"] = _in_one_line(name)
        elif kind := made.get("properties", {}).get("rule", {}).get("const"):
            made |= {"title": kind, "markdownDescription": _both(VALUE_WORDS[kind])}
        _say(made)
        _say_values(made)
        _say_form(made)
        _one_of_keys(made)
        if _is_norm(node):
            self._norm(made, node)
        if model in BLOCKS:
            _offer(made, list(self._offered(BLOCKS[model], node)))
        return made

    def _norm(self, made: Node, node: Mapping[str, Any]) -> None:
        """A norm whose kind is not chosen yet has the keys that every norm has, and a block for each kind.

        What the items of a list may say is left to the kind where the kinds differ in it.
        """
        for branch in made["allOf"]:
            branch["if"]["type"] = "object"  # an item that is still empty would be of every kind at once
        kinds = {_kind_of(branch): self._resolved(branch["then"]) for branch in node["allOf"]}
        shared = set.intersection(*(set(kind["properties"]) for kind in kinds.values()))
        first = next(iter(kinds.values()))["properties"]
        for key in first:
            if key in shared and key not in made["properties"]:
                items = [kind["properties"][key].get("items") for kind in kinds.values()]
                said = {} if all(item == items[0] for item in items) else {"items": {"type": "object"}}
                made["properties"][key] = self.of({**first[key], **said})
        blocks = {name: Block(VALUE_WORDS[name], ("obliges",)) for name in kinds}
        made["title"] = _in_one_line(NAMES["Norm"])
        offers = [
            offer
            for name, block in blocks.items()
            for offer in self._offered((block,), kinds[name], label=name)
        ]
        _offer(made, offers)

    def _resolved(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        if "$ref" not in node:
            return node
        target = self.schema["$defs"][node["$ref"].rpartition("/")[2]]
        return {**target, **{key: value for key, value in node.items() if key != "$ref"}}

    # --- blocks

    def _offered(self, blocks: Iterable[Block], node: Mapping[str, Any], label: str = "") -> Iterator[Node]:
        """Each block once for each language: an editor finds it by the words that are typed."""
        for block in blocks:
            for language in _LANGUAGES:
                said = block.said[language]
                yield {
                    "label": f"{label}: {said}" if label else said,
                    "description": said,
                    "markdownDescription": _both(block.said),
                    "body": self._group(node, block.keys, _Stops(language)),
                }

    def _group(self, node: Mapping[str, Any], keys: Iterable[str], stops: "_Stops") -> Node:
        """A group with its required keys and some more, in the order in which the model declares them."""
        wanted = {*node.get("required", ()), *keys}
        if "x-one-of-keys" in node and not wanted & set(node["x-one-of-keys"]):
            wanted.add(node["x-one-of-keys"][0])
        return {
            key: self._example(self._resolved(part), stops, key)
            for key, part in node["properties"].items()
            if key in wanted
        }

    def _example(self, node: Mapping[str, Any], stops: "_Stops", key: str = "") -> object:
        """What stands in a place until the author overwrites it; an editor leads from one to the next."""
        if "const" in node:
            return node["const"]
        if "enum" in node:
            return stops.choice(node["enum"])
        if "anyOf" in node:
            return self._example(self._resolved(node["anyOf"][0]), stops, key)
        match node.get("type"):
            case "array":
                return [self._example(self._resolved(node["items"]), stops)]
            case "object" if _is_norm(node):
                kind = self._resolved(node["allOf"][0]["then"])
                return self._group(kind, (), stops)
            case "object" if "properties" in node:
                return self._group(node, (), stops)
            case "object" if _is_words(node):
                return {language: stops.text(_SOME_TEXT[language]) for language in stops.order()}
            case "object":
                return self._entry(node, stops)
            case "integer" | "boolean" as kind:
                return stops.text("1") if kind == "integer" else stops.choice(["true", "false"])
        return self._text(node, stops, key)

    def _text(self, node: Mapping[str, Any], stops: "_Stops", key: str) -> str:
        form = str(node.get("x-refers-to") or node.get("format") or key)
        text = stops.text(EXAMPLES.get(form, _SOME_TEXT["fa" if key == "fa" else "en"]))
        return f'"{text}"' if form in _QUOTED else text

    def _entry(self, node: Mapping[str, Any], stops: "_Stops") -> Node:
        value = node.get("additionalProperties")
        inner = self._resolved(value) if isinstance(value, dict) else {}
        return {stops.text(EXAMPLES["field"]): self._example(inner, stops)}


_SOME_TEXT: Final[Said] = {"en": "text", "fa": "متن"}
_QUOTED: Final = ("clause", "clause-number", "edition", "service-code", "number")
"""What looks like a number and is text: an editor must offer it with its quotes."""


@dataclass(slots=True)
class _Stops:
    """The numbered places of a block that an editor leads through."""

    language: Literal["en", "fa"]
    last: int = field(default=0)

    def text(self, example: str) -> str:
        self.last += 1
        return f"${{{self.last}:{example}}}"

    def choice(self, words: Iterable[str]) -> str:
        self.last += 1
        return f"${{{self.last}|{','.join(words)}|}}"

    def order(self) -> tuple[Literal["fa", "en"], ...]:
        return ("fa", "en") if self.language == "fa" else ("en", "fa")


def _nodes(value: object) -> Iterator[Node]:
    """Every group in a schema but the examples of blocks, whose keys are the author's."""
    if isinstance(value, dict):
        yield value
        for key, child in value.items():
            if key != "defaultSnippets":
                yield from _nodes(child)
    elif isinstance(value, list):
        for child in value:
            yield from _nodes(child)


def _offer(node: Node, offers: list[Node]) -> None:
    """Offer blocks while nothing is written yet; beside a key, half of a block would be offered."""
    node.setdefault("allOf", []).append(
        {"if": {"maxProperties": 0}, "then": {"type": "object", "defaultSnippets": offers}}
    )


def _kind_of(branch: Mapping[str, Any]) -> str:
    (condition,) = branch["if"]["properties"].values()
    return str(condition["const"])


def _is_norm(node: Mapping[str, Any]) -> bool:
    """Whether a schema chooses among the rule kinds."""
    return "rule" in node.get("properties", {}) and any("if" in branch for branch in node.get("allOf", ()))


def _is_words(node: Mapping[str, Any]) -> bool:
    return bool(node.get("propertyNames", {}).get("format") == "language-code")


# --- what is said ------------------------------------------------------------------------------------------------


def _both(said: Said) -> str:
    """Persian and English, a paragraph each; the Persian one keeps its direction beside English words."""
    return f"{_ISOLATED.format(said['fa'])}\n\n{said['en']}"


def _in_one_line(said: Said) -> str:
    return f"{_ISOLATED.format(said['fa'])} · {said['en']}"


def _say(node: Node) -> None:
    """What is shown of a key: its words in both languages."""
    english, persian = node.get("description"), node.pop("x-fa", None)
    if isinstance(english, str) and isinstance(persian, str):
        node["markdownDescription"] = _both({"en": english, "fa": persian})


def _say_values(node: Node) -> None:
    """What is shown of each fixed word, where the words are offered and where one is written."""
    if isinstance(words := node.get("enum"), list):
        node["markdownEnumDescriptions"] = [_in_one_line(VALUE_WORDS[word]) for word in words]
    elif isinstance(word := node.get("const"), str) and word in VALUE_WORDS:
        node["markdownDescription"] = _both(VALUE_WORDS[word])


def _say_form(node: Node) -> None:
    """A form of ours as a pattern, which every editor knows, with a message that says how it is written."""
    form = FORMS.get(str(node.get("format")))
    if form is None or not isinstance(node.get("format"), str):
        return
    del node["format"]
    node["pattern"] = form.pattern
    node["patternErrorMessage"] = f"{form.said['en']} · {_ISOLATED.format(form.said['fa'])}"


def _one_of_keys(node: Node) -> None:
    """`x-one-of-keys` in keywords that every editor knows; the second of two such keys is underlined, not the group."""
    keys = node.pop("x-one-of-keys", None)
    if not keys:
        return
    node["anyOf"] = [{"required": [key]} for key in keys]
    english, persian = ", ".join(keys), "، ".join(keys)
    said = f"only one of these keys may stand here: {english} · " + _ISOLATED.format(
        f"تنها یکی از این کلیدها می‌تواند اینجا باشد: {persian}"
    )
    refused = {"enum": [], "doNotSuggest": True, "errorMessage": said}  # no value fits
    node.setdefault("allOf", []).extend(
        {"if": {"required": [key]}, "then": {"properties": dict.fromkeys(keys[position + 1 :], refused)}}
        for position, key in enumerate(keys[:-1])
    )
