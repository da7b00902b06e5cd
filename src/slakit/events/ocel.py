"""Events as an object-centric log, OCEL 2.0 in JSON: what other tools of process mining read and write.

Every field that names something is a qualified relationship to an object: an `identifier` to an object whose type is
the name of the field (`outage`, `request`, `recipient`), a `service` to an object of type `service`; the qualifier is
the name of the field. All other fields are attributes of the event. What OCEL has no place for stands in attributes
whose names begin with `slakit:`, which no field can have. Values are written as text, as the published schema of the
format wants them, and the declared types say what they are.

Specification: Berti et al., OCEL (Object-Centric Event Log) 2.0 Specification, section 8.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, cast

from slakit.errors import SlakitError
from slakit.events.cloud_events import cloud_event_of
from slakit.events.event import Event

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.vocabulary import FieldOfEvent, Vocabulary

ID: Final = "slakit:id"
SOURCE: Final = "slakit:source"
RECORDED: Final = "slakit:recordedtime"
KEY: Final = "slakit:key"
"""The attribute of an object that holds what the fields of events say; its id is that with its type before it."""

_NO_CHANGE: Final = "1970-01-01T00:00:00Z"
"""The time of an object's attribute that never changes (section 7 of the specification)."""
_TYPES: Final = {"boolean": "boolean", "integer": "integer", "rial": "integer", "instant": "time"}
_OBJECTS: Final = frozenset({"identifier", "service"})
_WHOLE_NUMBER: Final = re.compile("-?[0-9]{1,19}")
_TRUTH: Final = {"true": True, "false": False}


class NotOcel(SlakitError, ValueError):
    """What was given is no object with a list of events, so it is no OCEL 2.0 in JSON."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def ocel_of(events: Iterable[Event], vocabulary: "Vocabulary", zone: "ZoneInfo") -> dict[str, object]:
    """Events as an OCEL 2.0 document, ready for JSON; `events_in` reads the same events back from it.

    Raises ValueError for a day that does not begin in `zone`, as `cloud_event_of` does.
    """
    writing = _Writing(vocabulary)
    written = [writing.event(cloud_event_of(event, vocabulary, zone)) for event in events]
    return {"events": written, **writing.around()}


def ocel_text(events: Iterable[Event], vocabulary: "Vocabulary", zone: "ZoneInfo") -> Iterator[str]:
    """The text of `ocel_of`, piece by piece: an event or an object a line, of which only the objects are kept in memory."""
    writing = _Writing(vocabulary)
    between = '{"events": [\n'
    for event in events:
        yield between + json.dumps(writing.event(cloud_event_of(event, vocabulary, zone)), ensure_ascii=False)
        between = ",\n"
    yield "\n]" if between == ",\n" else '{"events": []'
    for key, several in writing.around().items():
        lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in several)
        yield f',\n"{key}": [\n{lines}\n]'
    yield "}\n"


def events_in(
    document: object, vocabulary: "Vocabulary", *, source: str = "ocel"
) -> Iterator[Mapping[str, object]]:
    """The events of a decoded OCEL 2.0 document as CloudEvents, in the order in which they stand there.

    Nothing is judged here: what is wrong with an event `slakit.events.reading.events_of` says. `source` is that of
    events whose log names none, as no log of others does. A relationship without a qualifier is named for the type of
    its object. Raises `NotOcel` for what is no OCEL 2.0 document at all.
    """
    if not isinstance(document, Mapping):
        raise NotOcel("it is no JSON object")
    events = document.get("events")
    if not isinstance(events, list):
        raise NotOcel("it has no list `events`")
    names = _names_of_objects(document.get("objects"))
    return (_cloud_event(event, names, vocabulary, source) for event in events)


# --- writing ---


class _Writing:
    """The types and objects of a document, gathered while its events are written."""

    def __init__(self, vocabulary: "Vocabulary") -> None:
        self._vocabulary = vocabulary
        self.object_types: dict[str, None] = {}
        self.event_types: dict[str, dict[str, str]] = {}
        self.objects: dict[str, dict[str, object]] = {}

    def around(self) -> dict[str, list[dict[str, object]]]:
        """What a document says beside its events: the objects, and the types of both."""
        return {
            "objects": list(self.objects.values()),
            "objectTypes": [
                {"name": name, "attributes": [{"name": KEY, "type": "string"}]} for name in self.object_types
            ],
            "eventTypes": [
                {
                    "name": name,
                    "attributes": [{"name": key, "type": kind} for key, kind in attributes.items()],
                }
                for name, attributes in self.event_types.items()
            ],
        }

    def event(self, told: Mapping[str, object]) -> dict[str, object]:
        event_type, source, identity = str(told["type"]), str(told["source"]), str(told["id"])
        declared = self.event_types.setdefault(event_type, {})
        attributes: list[dict[str, str]] = []
        relationships: list[dict[str, str]] = []

        def attribute(name: str, kind: str, value: object) -> None:
            declared[name] = kind
            attributes.append({"name": name, "value": _text(value)})

        attribute(ID, "string", identity)
        attribute(SOURCE, "string", source)
        if "recordedtime" in told:
            attribute(RECORDED, "time", told["recordedtime"])
        fields = self._vocabulary.events[event_type].fields
        for name, value in cast("Mapping[str, object]", told["data"]).items():
            field = fields[name]
            if field.type in _OBJECTS and value != []:
                several = value if isinstance(value, list) else [value]
                relationships += (
                    {"objectId": self._object(name, field, str(one)), "qualifier": name} for one in several
                )
            else:
                attribute(name, "string" if field.list else _TYPES.get(field.type, "string"), value)
        return {
            "id": f"{_escaped(source)}#{identity}",
            "type": event_type,
            "time": told["time"],
            "attributes": attributes,
            "relationships": relationships,
        }

    def _object(self, name: str, field: "FieldOfEvent", key: str) -> str:
        kind = "service" if field.type == "service" else name
        self.object_types.setdefault(kind)
        identity = f"{kind}:{key}"
        self.objects.setdefault(
            identity,
            {
                "id": identity,
                "type": kind,
                "attributes": [{"name": KEY, "value": key, "time": _NO_CHANGE}],
                "relationships": [],
            },
        )
        return identity


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _escaped(source: str) -> str:
    """A source that holds no `#`, so that no two events get one id."""
    return source.replace("%", "%25").replace("#", "%23")


# --- reading ---


def _names_of_objects(objects: object) -> dict[str, tuple[str, str]]:
    """The type of each object, and what the fields of events call it."""
    names: dict[str, tuple[str, str]] = {}
    for told in _mappings(objects):
        identity = told.get("id")
        if isinstance(identity, str):
            keys = (a.get("value") for a in _mappings(told.get("attributes")) if a.get("name") == KEY)
            names[identity] = str(told.get("type", "")), str(next(keys, identity))
    return names


def _cloud_event(
    told: object, objects: Mapping[str, tuple[str, str]], vocabulary: "Vocabulary", source: str
) -> Mapping[str, object]:
    if not isinstance(told, Mapping):
        return cast("Mapping[str, object]", told)  # what is no object, the reader of events says
    kind = vocabulary.events.get(str(told.get("type")))
    fields = kind.fields if kind else {}
    known: dict[str, object] = {"specversion": "1.0", "id": told.get("id"), "source": source}
    known |= {name: told[name] for name in ("type", "time") if name in told}
    attributes = {ID: "id", SOURCE: "source", RECORDED: "recordedtime"}
    data: dict[str, object] = {}
    for attribute in _mappings(told.get("attributes")):
        name, value = str(attribute.get("name", "")), attribute.get("value")
        if name in attributes:
            known[attributes[name]] = value
        else:
            _add(data, name, _value(value, fields.get(name)))
    for name, values in _related(told.get("relationships"), objects).items():
        field = fields.get(name)
        _add(data, name, values if len(values) > 1 or (field and field.list) else values[0])
    return known | {"data": data}


def _related(relationships: object, objects: Mapping[str, tuple[str, str]]) -> dict[str, list[object]]:
    """What an event is related to, by qualifier."""
    related: dict[str, list[object]] = {}
    for relationship in _mappings(relationships):
        identity = str(relationship.get("objectId", ""))
        kind, key = objects.get(identity, ("", identity))
        related.setdefault(str(relationship.get("qualifier") or kind), []).append(key)
    return related


def _add(data: dict[str, object], name: str, value: object) -> None:
    """What is said twice and differently is kept twice, so that the reader of events can object to it."""
    before = data.get(name, value)
    data[name] = value if before == value else [before, value]


def _value(value: object, field: "FieldOfEvent | None") -> object:
    """A value that is written as text, as its field has it; what cannot be that stays as it is."""
    if field is None or not isinstance(value, str):
        return value
    if field.list:
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    match _TYPES.get(field.type):
        case "boolean":
            return _TRUTH.get(value, value)
        case "integer" if _WHOLE_NUMBER.fullmatch(value):
            return int(value)
        case _:
            return value


def _mappings(several: object) -> Iterator[Mapping[str, object]]:
    return (one for one in several if isinstance(one, Mapping)) if isinstance(several, list) else iter(())
