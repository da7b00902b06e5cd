"""Ordinary lines: those in which nothing is to be said of anything, decoded and checked in one go.

A decoder of msgspec is made from the vocabulary: an event type is a struct, its fields a dictionary with types. What it
does not vouch for to the last character (a value in doubt, a name that is unknown or stands twice, a `null`) is left to
`EventReader`, which alone says what is wrong with a line. So this module holds no words.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import methodcaller
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Literal,
    NamedTuple,
    NotRequired,
    Required,
    TypedDict,
    Union,
)

from msgspec import UNSET, DecodeError, Meta, UnsetType, defstruct
from msgspec.json import Decoder

from slakit.events.event import Event, FieldValue
from slakit.events.fields import LARGEST_NUMBER, FieldReader, Times, Unfit, reader_of, written_name

if TYPE_CHECKING:
    from slakit.vocabulary import EventKind, FieldOfEvent, Vocabulary

_ATTRIBUTES: Final = 6
"""Those that an ordinary line has; `recordedtime` may come on top."""
_TEXTS: Final = frozenset({"identifier", "text", "service"})
_TEXT: Final = Annotated[str, Meta(min_length=1)]
_DELETE: Final = 0x7F
_ESCAPE: Final = ord("\\")
_SPACE: Final = ord(" ")
_TAB: Final = ord("\t")
_RETURN: Final = ord("\r")
_BEGINS_OBJECT: Final = methodcaller("startswith", b"{")
_ENDS_OBJECT: Final = methodcaller("endswith", b"}\n")


class OrdinaryLines:
    """Reads the lines of a vocabulary's events, as far as they are ordinary.

    `sources` are those that were found to be names, each by itself; a line of another one is left to whoever looks.
    """

    def __init__(self, vocabulary: "Vocabulary", times: Times, sources: Mapping[str, str]) -> None:
        self._times = times
        self._sources = sources
        self._kinds = {
            _struct_of(name, kind, vocabulary): _Kind.of(name, kind, vocabulary, times)
            for name, kind in vocabulary.events.items()
        }
        decoder = Decoder(Union[tuple(self._kinds)])  # noqa: UP007 -- made of what is there
        self._decode: Callable[[bytes], Any] = decoder.decode
        self._decode_lines: Callable[[bytes], list[Any]] = decoder.decode_lines

    def read(self, line: bytes, number: int) -> Event | None:
        """The event that a line tells; nothing if anything is to be said of it."""
        try:
            events = self._events((self._decode(line),), line, number)
        except (DecodeError, Unfit, ValueError, RecursionError):
            return None
        return events[0] if events and b'"\n' not in line else None

    def read_all(self, lines: Sequence[bytes], number: int) -> list[Event] | None:
        """The events that lines tell, each with its end, the first of them with a number; nothing if anything is to be said of one.

        What is looked for in the bytes of a line is looked for in all of them at once.
        """
        text = b"".join(lines)
        if _RETURN in text:
            lines = [line.replace(b"\r\n", b"\n") for line in lines]
            text = b"".join(lines)
        if not _are_objects(text, lines):
            return None
        local, events = self._times.local, None
        try:
            told = self._decode_lines(text)
            if len(told) == len(lines):
                events = self._events(told, text, number)
        except (DecodeError, Unfit, ValueError, RecursionError):
            pass
        if events is None or self._times.local > local:
            self._times.local = local  # they will be read, and counted, once more
            return None
        return events

    def _events(self, lines: Sequence[Any], text: bytes, number: int) -> list[Event] | None:
        """The events of lines that were decoded from a text, the first of them with a number.

        Nothing if one has a source that is not known, or if they may hold what was not decoded. Raises `Unfit` where
        anything is to be said of a value.
        """
        sources, kinds, instant, plain = self._sources, self._kinds, self._times.instant, is_plain(text)
        events: list[Event] = []
        keys = _ATTRIBUTES * len(lines)
        for place, told in enumerate(lines, start=number):
            source = sources.get(told.source)
            if source is None:
                return None
            data: dict[str, Any] = told.data
            keys += len(data)
            kind, identity, written, recorded_at = kinds[type(told)], told.id, told.time, told.recordedtime
            if not plain:
                written_name(identity)
                kind.look_at(data)
            for name, listed in kind.listed:
                if (word := data.get(name)) is not None:
                    data[name] = listed.get(word, word)
            for name, read in kind.others:
                if name in data:
                    data[name] = read(data[name])
            recorded = time = instant(written)
            if recorded_at is not UNSET:
                keys += 1
                if recorded_at != written:
                    recorded = instant(recorded_at)
            events.append(Event(source, identity, kind.type, time, recorded, data, place))
        return None if _may_hold_other_keys(text, keys) else events


def _are_objects(text: bytes, lines: Sequence[bytes]) -> bool:
    """Whether a text is nothing but these lines, and no JSON value in it can reach from one line into another.

    A decoder of lines takes a line feed as the white space that JSON allows anywhere. After what closes an object in the
    middle of a value, none can be opened without a comma.
    """
    return (
        text.count(b"\n") == len(lines) and all(map(_BEGINS_OBJECT, lines)) and all(map(_ENDS_OBJECT, lines))
    )


class _Kind(NamedTuple):
    """An event type with the fields of which the decoder does not say all, and what reads each as `EventReader` does."""

    type: str
    texts: tuple[tuple[str, FieldReader], ...]
    """Those of any text, and words of lists that are open: of a plain line nothing is to be said of them."""
    listed: tuple[tuple[str, dict[str, str]], ...]
    """The texts of these lists, which stand for equal texts of the log, so that a million of them are one."""
    others: tuple[tuple[str, FieldReader], ...]

    @staticmethod
    def of(name: str, kind: "EventKind", vocabulary: "Vocabulary", times: Times) -> "_Kind":
        """What is to be looked at in the events of a type."""
        readers = {name: _reader_of(field, vocabulary, times) for name, field in kind.fields.items()}
        texts = {name for name, field in kind.fields.items() if field.type in _TEXTS and not field.list}
        said = {name for name, field in kind.fields.items() if _is_said(field, vocabulary)}
        listed = {
            name: {word: word for word in vocabulary.values[field.values].values}
            for name, field in kind.fields.items()
            if field.type == "value" and field.values is not None and not field.list and name not in said
        }
        return _Kind(
            name,
            tuple((name, read) for name, read in readers.items() if name in {*texts, *listed}),
            tuple(listed.items()),
            tuple((name, read) for name, read in readers.items() if name not in {*texts, *said, *listed}),
        )

    def look_at(self, data: Mapping[str, Any]) -> None:
        """Raise `Unfit` if anything is to be said of a text."""
        for name, read in self.texts:
            if (text := data.get(name)) is not None and not text.isprintable():
                read(text)


def is_plain(line: bytes) -> bool:
    """Whether every character in a line of JSON can be seen: ASCII without escapes.

    JSON itself forbids the other control characters in a text.
    """
    return line.isascii() and _ESCAPE not in line and _DELETE not in line


def may_hold_other_keys(line: bytes, keys: int) -> bool:
    """Whether a line of JSON could hold other keys than so many that were decoded, or one of them twice."""
    return b'"\n' in line or _may_hold_other_keys(line, keys)


def _may_hold_other_keys(text: bytes, keys: int) -> bool:
    """The same of a text in which no line feed follows a key.

    What closes a key (`":`) is counted. That may count too many, such as a text that begins with a colon, and never
    too few: a key with white space before its colon shows as a quote with white space after it.
    """
    if text.count(b'":') != keys or (_SPACE in text and b'" ' in text):
        return True
    # no text holds a bare tab or carriage return: a byte that is looked for as a number is found fast
    return _TAB in text or (_RETURN in text and text.find(b"\r", 0, -2) >= 0)


def _struct_of(name: str, kind: "EventKind", vocabulary: "Vocabulary") -> type:
    """What a line of an event type must look like to be ordinary."""
    data = TypedDict(  # type: ignore[misc]  # its keys are those of the vocabulary
        "data", {name: _told(field, vocabulary) for name, field in kind.fields.items()}
    )
    return defstruct(
        "Line",
        [
            ("specversion", Literal["1.0"]),
            ("id", _TEXT),
            ("source", str),
            ("time", str),
            ("data", data),
            ("recordedtime", str | UnsetType, UNSET),
        ],
        tag_field="type",
        tag=name,
        gc=False,  # it lives no longer than its event is made
    )


def _told(field: "FieldOfEvent", vocabulary: "Vocabulary") -> object:
    one = _told_once(field, vocabulary)
    told = list[one] if field.list else one  # type: ignore[valid-type]  # made of the vocabulary
    return Required[told] if field.required else NotRequired[told]


def _told_once(field: "FieldOfEvent", vocabulary: "Vocabulary") -> object:
    match field.type:
        case "boolean":
            return bool
        case "integer":
            return Annotated[int, Meta(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]
        case "rial":
            return Annotated[int, Meta(ge=0, le=LARGEST_NUMBER)]
        case "value" if field.values is not None and not (listed := vocabulary.values[field.values]).open:
            return Literal[tuple(listed.values)]
        case "instant" | "day" | "last-day":
            return str
        case _:
            return _TEXT


def _is_said(field: "FieldOfEvent", vocabulary: "Vocabulary") -> bool:
    """Whether the type that a field has in the decoder says all of it."""
    closed = field.values is not None and not vocabulary.values[field.values].open
    by_itself = field.type in ("boolean", "integer", "rial") or (field.type == "value" and closed)
    return by_itself and not field.list


def _reader_of(field: "FieldOfEvent", vocabulary: "Vocabulary", times: Times) -> FieldReader:
    read = reader_of(field, vocabulary, times)
    if not (field.list and field.required):
        return read

    def some(value: object) -> FieldValue:
        if not value:
            raise Unfit("empty-field", {})  # whatever is wrong is said elsewhere
        return read(value)

    return some
