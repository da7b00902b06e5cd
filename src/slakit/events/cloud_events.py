"""Events as CloudEvents 1.0 JSON: from decoded JSON to an `Event`, checked against the vocabulary, and back.

What is wrong with an event is a value (`SetAside`), not an error that stops a log. Of several things that are
wrong the first is told: attributes in the order of `ATTRIBUTES`, then fields as they stand in `data`, then fields
that are missing in the order of the vocabulary.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from slakit.calendars import day_of, end_of_day, show_day, show_utc, start_of_day
from slakit.errors import Argument, SlakitError
from slakit.events.event import Event, FieldValue, SetAside
from slakit.events.fields import FieldReader, Times, Unfit, moment, reader_of, shown_value, written_name
from slakit.spelling import KEY_LIKENESS, suggestions

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.vocabulary import Vocabulary

ATTRIBUTES: Final = (
    "specversion",
    "id",
    "source",
    "type",
    "time",
    "recordedtime",
    "datacontenttype",
    "data_base64",
    "data",
    "dataschema",
    "subject",
)
"""The attributes of CloudEvents 1.0, and our extension `recordedtime`; the last two are not read."""

_KNOWN: Final = frozenset(ATTRIBUTES)
_READ_AS_THEY_ARE: Final = _KNOWN - {"datacontenttype", "data_base64"}
_EXTENSION: Final = re.compile("[a-z0-9]+")
_JSON: Final = re.compile(r"application/(?:[a-z0-9.-]+\+)?json", re.IGNORECASE)
_NO_FIELDS: Final[Mapping[str, object]] = {}


class UnreadableEvent(SlakitError):
    """Data given by a program is no event of the vocabulary; `set_aside` says why, in either language."""

    set_aside: SetAside

    def __init__(self, set_aside: SetAside) -> None:
        self.set_aside = set_aside
        super().__init__(set_aside)

    def __str__(self) -> str:
        from slakit.messages import render  # only a printed error pays for the catalogues

        return render(self.set_aside, "en")


class Unread(NamedTuple):
    """A part of an event that was not read: an unknown field of `data`, or an unknown attribute beside it."""

    reason: str
    name: str
    type: str


class _Compiled(NamedTuple):
    """What reads the events of a type."""

    type: str
    readers: dict[str, FieldReader]
    required: frozenset[str]
    required_lists: tuple[str, ...]


class EventReader:
    """Reads decoded CloudEvents by a vocabulary, their times as whoever knows the zone of an agreement reads them.

    What reads an event type is made when the type is first met, and kept.
    """

    def __init__(self, vocabulary: "Vocabulary", times: Times) -> None:
        self.vocabulary = vocabulary
        self.times = times
        self._types: dict[str, _Compiled] = {}
        self.sources: dict[str, str] = {}
        """Those that were found to be names, each once for all events that have it."""
        self._extensions: dict[str, bool] = {}

    def read(self, data: Mapping[str, object], line: int | None, unread: list[Unread]) -> Event:
        """The event that the attributes and fields of `data` tell; what it holds beyond them is put into `unread`.

        Raises `Unfit` with the first thing that is wrong.
        """
        get = data.get
        if get("specversion") != "1.0":
            raise self._wrong_version(data)
        identity = get("id")
        if not (type(identity) is str and identity and identity.isprintable()):
            identity = self._name(data, "id")
        source = get("source")
        if not (type(source) is str and source in self.sources):
            source = self._name(data, "source")
        source = self.sources.setdefault(source, source)
        event_type, readers, required, required_lists = self._of_type(data)
        time, written = self._time(data, "time"), get("recordedtime")
        recorded = time if written is None or written == data["time"] else self._time(data, "recordedtime")
        if not data.keys() <= _READ_AS_THEY_ARE:
            self._other_attributes(data, event_type, unread)
        fields = get("data")
        if type(fields) is not dict:
            fields = _group_of(fields)
        values: dict[str, FieldValue] = {}
        for name, value in fields.items():
            reader = readers.get(name)
            if reader is None:
                _must_be_text(name)
                unread.append(Unread("unknown-field", name, event_type))
            elif value is not None:
                try:
                    values[name if type(name) is str else str.__str__(name)] = reader(value)
                except Unfit as unfit:
                    raise Unfit(unfit.reason, {"field": name, **unfit.arguments}) from None
        if not required <= values.keys() or not all(values[name] for name in required_lists):
            raise self._missing_field(event_type, data, fields, values)
        return Event(source, identity, event_type, time, recorded, values, line)

    def suggestion(self, unread: Unread) -> dict[str, str]:
        """What an unknown field or attribute may have been meant to be."""
        if unread.reason == "unknown-attribute":
            return suggestions(unread.name, ATTRIBUTES, KEY_LIKENESS)
        return suggestions(unread.name, self.vocabulary.events[unread.type].fields, KEY_LIKENESS)

    def _of_type(self, data: Mapping[str, object]) -> "_Compiled":
        written = data.get("type")
        if isinstance(written, str) and (known := self._types.get(written)) is not None:
            return known
        event_type = self._name(data, "type")
        kind = self.vocabulary.events.get(event_type)
        if kind is None:
            arguments: dict[str, Argument] = {"value": event_type}
            raise Unfit(
                "unknown-event-type",
                arguments | suggestions(event_type, self.vocabulary.events, KEY_LIKENESS),
            )
        made = self._types[event_type] = _Compiled(
            event_type,
            {name: reader_of(field, self.vocabulary, self.times) for name, field in kind.fields.items()},
            frozenset(name for name, field in kind.fields.items() if field.required),
            tuple(name for name, field in kind.fields.items() if field.required and field.list),
        )
        return made

    def _name(self, data: Mapping[str, object], attribute: str) -> str:
        value = data.get(attribute)
        if value is None:
            raise Unfit(
                "missing-attribute", {"attribute": attribute} | self._misspelt_attribute(attribute, data)
            )
        try:
            return written_name(value)
        except Unfit as unfit:
            raise _wrong_attribute(attribute, value, expected="plain-text") from unfit

    def _wrong_version(self, data: Mapping[str, object]) -> Unfit:
        value = data.get("specversion")
        if value is not None:
            wanted = "1.0" if isinstance(value, str) else '"1.0"'  # it must be a text
            return _wrong_attribute("specversion", value, wanted=wanted)
        misspelt = self._misspelt_attribute("specversion", data)
        return Unfit("missing-attribute", {"attribute": "specversion", "wanted": "1.0"} | misspelt)

    def _time(self, data: Mapping[str, object], attribute: str) -> int:
        value = data.get(attribute)
        if value is None:
            raise Unfit(
                "missing-attribute", {"attribute": attribute} | self._misspelt_attribute(attribute, data)
            )
        try:
            return self.times.instant(value)
        except Unfit as unfit:
            if unfit.reason == "wrong-field-type":
                wrong = _wrong_attribute(attribute, value, expected=str(unfit.arguments["expected"]))
                raise Unfit(wrong.reason, {**unfit.arguments, **wrong.arguments}) from None
            raise Unfit(unfit.reason, {"field": attribute, **unfit.arguments}) from None

    def _misspelt_attribute(self, attribute: str, data: Mapping[str, object]) -> dict[str, str]:
        return _misspelt(attribute, (name for name in data if name not in _KNOWN))

    def _other_attributes(self, data: Mapping[str, object], event_type: str, unread: list[Unread]) -> None:
        content = data.get("datacontenttype")
        if content is not None and not (
            isinstance(content, str) and _JSON.fullmatch(content.split(";")[0].strip())
        ):
            raise _wrong_attribute("datacontenttype", content, wanted="application/json")
        if data.get("data_base64") is not None:
            raise Unfit("data-in-base64", {})
        for name in data:
            if name not in _KNOWN:
                _must_be_text(name)
                if not self.is_extension(name):
                    unread.append(Unread("unknown-attribute", name, event_type))

    def is_extension(self, name: str) -> bool:
        """Whether it may be an attribute that others have added, and no misspelling of one that is read."""
        known = self._extensions.get(name)
        if known is None:
            known = bool(_EXTENSION.fullmatch(name)) and not suggestions(name, ATTRIBUTES, KEY_LIKENESS)
            self._extensions[name] = known
        return known

    def _missing_field(
        self,
        event_type: str,
        data: Mapping[str, object],
        fields: Mapping[str, object],
        values: Mapping[str, FieldValue],
    ) -> Unfit:
        """What is said of the first field that must be there and is not; an empty list tells nothing either."""
        declared = self.vocabulary.events[event_type].fields
        missing = next(
            name for name, field in declared.items() if field.required and values.get(name, ()) == ()
        )
        arguments: dict[str, Argument] = {"field": missing, "type": event_type}
        if missing in data and missing not in _KNOWN:
            arguments["misplaced"] = missing
        return Unfit(
            "missing-field", arguments | _misspelt(missing, (name for name in fields if name not in declared))
        )


def event_of(data: Mapping[str, object], vocabulary: "Vocabulary", zone: "ZoneInfo") -> Event:
    """The event that decoded CloudEvents JSON tells.

    Times without an offset are read in `zone`. Raises `UnreadableEvent` for what a log would set aside, and for a
    field or an attribute that a log would only remark on: a program can mend it at once.
    """
    unread: list[Unread] = []
    reader = EventReader(vocabulary, Times(zone))
    try:
        event = reader.read(data, None, unread)
    except Unfit as unfit:
        raise UnreadableEvent(set_aside_of(data, unfit, "event", 1)) from None
    if unread:
        raise UnreadableEvent(set_aside_of(data, unfit_of(unread[0], reader), "event", 1))
    return event


def unread_event(event: Event) -> dict[str, object]:
    """An `Event` that a program made, as decoded CloudEvents have it; its times are microseconds still."""
    return {
        "specversion": "1.0",
        "id": event.id,
        "source": event.source,
        "type": event.type,
        "time": event.time,
        "recordedtime": event.recorded,
        "data": event.data,
    }


def cloud_event_of(event: Event, vocabulary: "Vocabulary", zone: "ZoneInfo") -> dict[str, object]:
    """The event in the JSON form of CloudEvents, which `event_of` reads back to an equal event.

    Days are named in Gregorian as `zone` has them; a `day` or `last-day` that does not begin or end a day there
    raises ValueError, since no text would give the same instant.
    """
    fields = vocabulary.events[event.type].fields
    told: dict[str, object] = {
        "specversion": "1.0",
        "id": event.id,
        "source": event.source,
        "type": event.type,
        "time": show_utc(event.time),
    }
    if event.recorded != event.time:
        told["recordedtime"] = show_utc(event.recorded)
    told["data"] = {name: _json_of(value, fields[name].type, zone) for name, value in event.data.items()}
    return told


def _json_of(value: FieldValue, field_type: str, zone: "ZoneInfo") -> object:
    if isinstance(value, tuple):
        return [_json_of(item, field_type, zone) for item in value]
    if field_type not in ("instant", "day", "last-day"):
        return value
    instant = cast("int", value)
    if field_type == "instant":
        return show_utc(instant)
    first = field_type == "day"
    day = day_of(instant if first else instant - 1, zone, "gregorian")
    if (start_of_day if first else end_of_day)(day, zone) != instant:
        raise ValueError(f"no day of {zone.key} {'begins' if first else 'ends'} at {show_utc(instant)}")
    return show_day(day)


def set_aside_of(data: object, unfit: Unfit, file: str, line: int) -> SetAside:
    """What is said of a line that cannot be read, with the type and the id that it names where they are readable."""
    named = data if isinstance(data, Mapping) else {}
    return SetAside(
        file,
        line,
        unfit.reason,
        dict(unfit.arguments),
        _readable(named.get("type")),
        _readable(named.get("id")),
    )


def unfit_of(unread: Unread, reader: EventReader) -> Unfit:
    """What is said of an unknown field or attribute."""
    arguments: dict[str, Argument] = {"name": unread.name, "type": unread.type}
    return Unfit(unread.reason, arguments | reader.suggestion(unread))


def _group_of(fields: object) -> Mapping[str, object]:
    if fields is None:
        return _NO_FIELDS
    if not isinstance(fields, Mapping):
        raise _wrong_attribute("data", fields, expected="group")
    return fields


def _readable(value: object) -> str | None:
    try:
        return written_name(value)
    except Unfit:
        return None


def _must_be_text(key: object) -> None:
    """Raise `Unfit` for a key that no JSON has; only a program can hand one over."""
    if not isinstance(key, str):
        shown = shown_value(key)
        raise Unfit("key-is-no-text", {"key": shown} if shown else {})


def _misspelt(name: str, others: Iterable[object]) -> dict[str, str]:
    """The one word among others that may have been meant to be `name`."""
    found = suggestions(name, (one for one in others if isinstance(one, str)), KEY_LIKENESS)
    return {"misspelt": found["suggestion"]} if "suggestion" in found and "other" not in found else {}


def _wrong_attribute(attribute: str, value: object, *, wanted: str = "", expected: str = "") -> Unfit:
    """What is said of an attribute that is not the text `wanted`, or not what the word `expected` says."""
    asked: dict[str, Argument] = {"wanted": wanted} if wanted else {"expected": expected}
    shown = {"value": value_shown} if (value_shown := shown_value(value)) else {}
    return Unfit("wrong-attribute", {"attribute": attribute, **asked, **shown, **moment(value)})
