"""What a place of a document refers to, where that is declared, and what else could be named there."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from slakit.calendars import UnreadableDuration, parse_duration
from slakit.consistency.annotations import Mention, mentions
from slakit.consistency.declared import Side, events_of_record
from slakit.consistency.plain import entries, group
from slakit.document import Document, Path
from slakit.interpretation import CHOICES
from slakit.language_server.surroundings import Surroundings

Kind = Literal[
    "party", "clause", "norm", "service", "choice", "option", "event", "record", "field", "word", "value-list",
    "rule", "yes-or-no", "calendar",
]  # fmt: skip
_SIMPLE: Mapping[str, Kind] = {
    "party": "party", "clause": "clause", "norm": "norm", "service": "service", "choice": "choice",
    "event": "event", "record": "record", "value-list": "value-list", "calendar": "calendar",
}  # fmt: skip
_OF_EVERY_EVENT = ("at", "event", "recorded", "id")


@dataclass(frozen=True, slots=True)
class Meant:
    """A name, and what kind of thing it names; `owner` is the choice of an option or the list of a word."""

    kind: Kind
    name: str
    owner: str = ""
    sides: tuple[Side, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Declared:
    """Where a name is declared: the value, or the key, at a path of a document."""

    document: Document
    path: Path
    at_key: bool = False

    @property
    def entry(self) -> Mapping[str, object]:
        """The group of keys that is declared under the name."""
        return group(value_at(self.document.data, self.path if self.at_key else self.path[:-1]))


def value_at(data: object, path: Path) -> object:
    """The value at a path; nothing if there is none."""
    for step in path:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


# --- what is meant -----------------------------------------------------------------------------------------------


def meant_at(
    schema: str | None, data: object, path: Path, around: Surroundings, *, at_key: bool = False
) -> Meant | None:
    """What a path refers to in the data of a document of this schema, or its key; nothing if it refers to nothing."""
    value = value_at(data, path)
    name = "" if value is None or isinstance(value, dict | list) else _written(value)
    match schema, path:
        case "agreement", ("calendars", str(calendar)) if at_key:
            return Meant("calendar", calendar)
        case "agreement", ("clauses", int(), "norms", int(), "rule") if not at_key:
            return Meant("rule", name)
        case "agreement", ("interpretation", int(), "choice") if not at_key:
            return Meant("choice", name)
        case "agreement", ("interpretation", int(position), "takes") if not at_key:
            return Meant("option", name, str(value_at(data, ("interpretation", position, "choice"))))
        case "cases", ("cases", int(), "events", int(), str(key), *_) if key not in _OF_EVERY_EVENT:
            event = str(value_at(data, (*path[:4], "event")))
            return _field_or_value(event, key, name, around, at_key=at_key)
        case "cases", ("given", str(event)) if at_key:
            return Meant("event", event)
        case "cases", ("given", str(event), str(key), *_):
            return _field_or_value(event, key, name, around, at_key=at_key)
        case str(), _:
            mention = _mention_at(schema, data, path)
            return _of_mention(mention, path, name, around, at_key=at_key) if mention else None
    return None


def _written(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _field_or_value(event: str, key: str, name: str, around: Surroundings, *, at_key: bool) -> Meant | None:
    side = around.words.events.get(event)
    sides = (side,) if side else ()
    return Meant("field", key, sides=sides) if at_key else _value_of(sides, key, name)


def _mention_at(schema: str, data: object, path: Path) -> Mention | None:
    found = None
    for mention in mentions(schema, data):
        if path[: len(mention.path)] == mention.path:
            found = mention
    return found


def _of_mention(
    mention: Mention, path: Path, name: str, around: Surroundings, *, at_key: bool
) -> Meant | None:
    below = path[len(mention.path) :]
    if kind := _SIMPLE.get(mention.kind):
        return None if at_key or below else Meant(kind, name)
    match mention.kind:
        case "duration" if not at_key and not below:
            return _calendar_that_counts(name)
        case "field" if not at_key and not below:
            return Meant("field", name, sides=_sides(mention, mention.note("x-of"), around))
        case "where" | "grid" if below:
            sides = _sides(mention, mention.note("x-of"), around)
            key = str(below[0])
            return (
                Meant("field", key, sides=sides)
                if at_key and len(below) == 1
                else _value_of(sides, key, name)
            )
        case "values" if not at_key:
            sides = _sides(mention, mention.note("x-of"), around)
            return _value_of(sides, str(mention.beside.get(mention.note("x-field"))), name)
        case "options" if at_key and below:
            return Meant("option", str(below[0]), str(mention.beside.get(mention.note("x-of"))))
        case "matching":
            keys = [step for step in below if isinstance(step, str)]
            side = "x-ours" if at_key or not keys else "x-theirs"
            shown = keys[-1] if at_key and keys else name
            return Meant("field", shown, sides=_sides(mention, mention.note(side), around)) if below else None
    return None


def _calendar_that_counts(length: str) -> Meant | None:
    """The calendar that a length of time names, as `10 working-days of office-hours` does."""
    try:
        counted_by = parse_duration(length).of
    except UnreadableDuration:
        return None
    return Meant("calendar", counted_by) if counted_by else None


def _sides(mention: Mention, selectors: str, around: Surroundings) -> tuple[Side, ...]:
    """What the first written one of several selectors picks from; without a selector, every event."""
    if not selectors:
        return tuple(around.words.events.values())
    for name in selectors.split(","):
        if name in mention.scope:
            found = (around.words.side(*selected) for selected in mention.scope[name])
            return tuple(side for side in found if side)
    return ()


def _value_of(sides: tuple[Side, ...], key: str, name: str) -> Meant | None:
    """A value that a field is compared with: a word of its list, a service, or yes or no."""
    declared = next((side.fields[key] for side in sides if key in side.fields), None)
    match declared.type if declared else None:
        case "value" if declared and declared.values:
            return Meant("word", name, declared.values)
        case "service":
            return Meant("service", name)
        case "boolean":
            return Meant("yes-or-no", name)
    return None


# --- where it is declared ----------------------------------------------------------------------------------------


def declared(meant: Meant, around: Surroundings) -> Declared | None:
    """Where a name is declared; nothing for what slakit itself declares, and for what nobody does."""
    for place in _declarations(meant, around):
        return place
    return None


def _declarations(meant: Meant, around: Surroundings) -> Iterator[Declared]:
    if meant.kind in _LISTED:
        named, key, keys = _LISTED[meant.kind]
        document = around.annex if meant.kind == "service" else around.agreement
        yield from _entries(document, meant.owner if named == "owner" else meant.name, key, keys)
    elif meant.kind == "norm" and around.agreement:
        yield from _norms(around.agreement, meant.name)
    elif meant.kind == "calendar":
        yield from _calendars(around, meant.name)
    elif around.vocabulary:
        for path in _paths_of_vocabulary(meant, around.vocabulary):
            if value_at(around.vocabulary.data, path) is not None:
                yield Declared(around.vocabulary, path, at_key=True)


_LISTED: Mapping[str, tuple[str, str, str]] = {
    "party": ("name", "party", "parties"),
    "clause": ("name", "clause", "clauses"),
    "choice": ("name", "choice", "interpretation"),
    "option": ("owner", "choice", "interpretation"),
    "service": ("name", "service", "services"),
}
"""What is declared in a list: by which name it is looked for, under which key, and under which key the list stands."""


def _norms(agreement: Document, name: str) -> Iterator[Declared]:
    for path, clause in entries(agreement.data, "clauses"):
        for at, norm in entries(clause, "norms"):
            if norm.get("id") == name:
                yield Declared(agreement, (*path, *at, "id"))


def _calendars(around: Surroundings, name: str) -> Iterator[Declared]:
    """Where a calendar says of what it knows; where it cannot be read, where the agreement names its file."""
    if name in around.calendars:
        yield Declared(around.calendars[name], ("calendar",))
    if around.agreement and name in group(group(around.agreement.data).get("calendars")):
        yield Declared(around.agreement, ("calendars", name), at_key=True)


def _paths_of_vocabulary(meant: Meant, vocabulary: Document) -> Iterator[Path]:
    match meant.kind:
        case "event":
            yield ("events", meant.name)
        case "record":
            yield ("records", meant.name)
        case "value-list":
            yield ("values", meant.name)
        case "word":
            yield ("values", meant.owner, "values", meant.name)
        case "field":
            for event in _events(meant.sides, vocabulary):
                yield ("events", event, "fields", meant.name)


def _entries(document: Document | None, name: str, key: str, listed: str) -> Iterator[Declared]:
    if document is None:
        return
    for path, entry in entries(document.data, listed):
        if entry.get(key) == name:
            yield Declared(document, (*path, key))


def _events(sides: tuple[Side, ...], vocabulary: Document) -> Iterator[str]:
    records = group(group(vocabulary.data).get("records"))
    for side in sides:
        yield from events_of_record(group(records[side.owner])) if side.owner in records else (side.owner,)


# --- what else could stand there ---------------------------------------------------------------------------------


def names_like(meant: Meant, around: Surroundings) -> tuple[str, ...]:
    """Everything that could be named where this was."""
    return tuple(_NAMES[meant.kind](meant, around))


def _words(meant: Meant, around: Surroundings) -> Iterable[str]:
    return around.words.lists[meant.owner].words if meant.owner in around.words.lists else ()


def _fields(meant: Meant, around: Surroundings) -> Iterable[str]:
    return dict.fromkeys(name for side in meant.sides for name in side.fields)


def _kinds(meant: Meant, around: Surroundings) -> Iterable[str]:
    from slakit.reports.labels import KIND_WORDS

    return KIND_WORDS


_NAMES: Mapping[Kind, Callable[[Meant, Surroundings], Iterable[str]]] = {
    "party": lambda _, around: around.names.parties,
    "clause": lambda _, around: around.names.clauses,
    "norm": lambda _, around: around.names.norms,
    "service": lambda _, around: around.names.services,
    "choice": lambda _, around: around.names.choices or CHOICES,
    "option": lambda meant, around: around.names.choices.get(meant.owner, ()),
    "event": lambda _, around: around.words.events,
    "record": lambda _, around: around.words.records,
    "value-list": lambda _, around: around.words.lists,
    "word": _words,
    "field": _fields,
    "yes-or-no": lambda _, __: ("true", "false"),
    "rule": _kinds,
    "calendar": lambda _, around: around.names.calendars,
}
