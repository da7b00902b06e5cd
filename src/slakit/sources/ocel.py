"""Object-centric event logs: OCEL 2.0 in JSON (https://www.ocel-standard.org/2.0/).

Without a mapping they are read by `slakit.events.ocel`. For a mapping, an event is a row: `id`, `type` and `time`, its
attributes by their names, and for each relationship the id of the object by its qualifier, or a list of ids where
several objects have the same. `qualifier.attribute` is what an attribute of the object said when the event happened.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from slakit.calendars import parse_time, time_zone
from slakit.errors import InvalidDocument, UnreadableTime
from slakit.events.fields import Unfit
from slakit.events.files import cannot_read
from slakit.events.ocel import events_in
from slakit.events.reading import Gathering
from slakit.sources.rows import Row, unusable

if TYPE_CHECKING:
    from slakit.vocabulary import Vocabulary

Group = Mapping[str, object]


class OcelFile:
    """The events of an OCEL file as rows, numbered from 1 in the order of the file."""

    def __init__(self, file: Path) -> None:
        self.name = str(file)
        self._file = file

    @property
    def columns(self) -> Sequence[str]:
        """Every column that some event has."""
        seen = dict.fromkeys(["id", "type", "time"])
        for row in self.rows():
            seen |= dict.fromkeys(row.cells) if not isinstance(row.cells, Unfit) else {}
        return tuple(seen)

    def rows(self) -> Iterator[Row]:
        """Every event."""
        objects = {str(_group(one).get("id")): _group(one) for one in _list(self._log.get("objects"))}
        for number, event in enumerate(_list(self._log["events"]), start=1):
            yield Row(number, _cells(event, objects))

    def give_to(self, gathering: Gathering, vocabulary: "Vocabulary") -> None:
        """Let a log in the making take every event, with the words of the vocabulary for attributes and qualifiers."""
        gathering.begin(self.name)
        for number, event in enumerate(events_in(self._log, vocabulary), start=1):
            gathering.take(event, number)

    @cached_property
    def _log(self) -> Group:
        from msgspec import DecodeError
        from msgspec.json import decode

        try:
            data = decode(self._file.read_bytes())
        except OSError as problem:
            raise InvalidDocument([cannot_read(self._file, problem)]) from problem
        except (DecodeError, ValueError, RecursionError) as problem:
            raise unusable("unreadable-table", self.name, kind="OCEL 2.0", problem=str(problem)) from problem
        if not isinstance(data, dict) or not isinstance(data.get("events"), list):
            raise unusable("no-ocel", self.name)
        return data


def _cells(event: object, objects: Mapping[str, Group]) -> Mapping[str, object] | Unfit:
    if not isinstance(event, dict):
        return Unfit("not-an-object", {})
    cells: dict[str, object] = {name: event.get(name) for name in ("id", "type", "time")}
    for attribute in map(_group, _list(event.get("attributes"))):
        cells[str(attribute.get("name"))] = attribute.get("value")
    related: dict[str, list[str]] = {}
    for relationship in map(_group, _list(event.get("relationships"))):
        related.setdefault(str(relationship.get("qualifier")), []).append(str(relationship.get("objectId")))
    for qualifier, ids in related.items():
        cells[qualifier] = ids[0] if len(ids) == 1 else ids
        if len(ids) == 1 and ids[0] in objects:
            for name, value in _attributes_at(objects[ids[0]], event.get("time")).items():
                cells[f"{qualifier}.{name}"] = value
    return cells


def _attributes_at(thing: Group, time: object) -> dict[str, object]:
    """What the attributes of an object said at a time: the latest value that is not later."""
    now = _instant(time)
    said: dict[str, tuple[int, object]] = {}
    for attribute in map(_group, _list(thing.get("attributes"))):
        name, since = str(attribute.get("name")), _instant(attribute.get("time"))
        if now is not None and since is not None and since <= now and said.get(name, (since, 0))[0] <= since:
            said[name] = since, attribute.get("value")
    return {name: value for name, (_, value) in said.items()}


def _instant(time: object) -> int | None:
    """OCEL asks for ISO 8601; where no offset stands, both times of a comparison are read in UTC."""
    try:
        return parse_time(str(time), time_zone("UTC"))
    except UnreadableTime:
        return None


def _group(value: object) -> Group:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
