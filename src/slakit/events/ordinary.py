"""Ordinary lines: those in which nothing is to be said of anything, decoded and checked in one go.

A decoder of msgspec is made from the vocabulary: an event type is a struct, its fields a dictionary with types. What it
does not vouch for to the last character (a value in doubt, a name that is unknown or stands twice, a `null`) is left to
`EventReader`, which alone says what is wrong with a line. So this module holds no words.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from itertools import count
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
    cast,
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

    def read(self, line: bytes, number: int) -> Event | None:
        """The event that a line tells; nothing if anything is to be said of it."""
        try:
            told = self._decode(line)
            source, kind, data = self._sources.get(told.source), self._kinds[type(told)], told.data
            recorded_at, keys = told.recordedtime, _ATTRIBUTES + len(data)
            if source is None or may_hold_other_keys(line, keys + (recorded_at is not UNSET)):
                return None
            _read_fields((kind,), (told.id,), (data,), plain=is_plain(line))
            recorded = time = self._times.instant(told.time)
            if recorded_at is not UNSET and recorded_at != told.time:
                recorded = self._times.instant(recorded_at)
        except (DecodeError, Unfit, ValueError, RecursionError):
            return None
        return Event(source, told.id, kind.type, time, recorded, data, number)

    def read_all(self, lines: Sequence[bytes], number: int) -> list[Event] | None:
        """The events that lines tell, each with its end, the first of them with a number; nothing if anything is to be said of one.

        What is looked for in the bytes of a line is looked for in all of them at once.
        """
        lines, text = list(lines), b"".join(lines)
        if _RETURN in text:
            text = text.replace(b"\r\n", b"\n")
            lines = [line.replace(b"\r\n", b"\n") for line in lines]
        if text.splitlines(keepends=True) != lines:
            return None  # white space in the middle of one may hide a key
        local, events = self._times.local, None
        with suppress(DecodeError, Unfit, ValueError, RecursionError):
            events = self._events(list(map(self._decode, lines)), text, number)
        if events is None or self._times.local > local:
            self._times.local = local  # they will be read, and counted, once more
            return None
        return events

    def _events(self, told: Sequence[Any], text: bytes, number: int) -> list[Event] | None:
        """The events of lines that were decoded from a text, the first of them with a number.

        Nothing if one has a source that is not known, or if they may hold what was not decoded. Raises `Unfit` where
        anything is to be said of a value. A million lines are read field by field, which takes less than line by line.
        """
        sources = [self._sources.get(one.source) for one in told]
        if None in sources:
            return None
        kinds = [self._kinds[type(one)] for one in told]
        identities = [one.id for one in told]
        data = [one.data for one in told]
        keys = _ATTRIBUTES * len(told) + sum(map(len, data))
        _read_fields(kinds, identities, data, plain=is_plain(text))
        times = recorded = self._times.instants([one.time for one in told])
        if named := sum(one.recordedtime is not UNSET for one in told):
            keys += named
            instant = self._times.instant
            recorded = [
                time
                if one.recordedtime is UNSET or one.recordedtime == one.time
                else instant(one.recordedtime)
                for one, time in zip(told, times, strict=True)
            ]
        if _may_hold_other_keys(text, keys):
            return None
        types = [kind.type for kind in kinds]
        return list(map(Event, sources, identities, types, times, recorded, data, count(number)))


class _Kind(NamedTuple):
    """An event type with the fields of which the decoder does not say all, and what reads each as `EventReader` does."""

    type: str
    texts: tuple[tuple[str, FieldReader], ...]
    """Those of any text, and words of lists that are open: of a plain line nothing is to be said of them."""
    listed: tuple[tuple[str, dict[str, str]], ...]
    """The texts of these lists, which stand for equal texts of the log, so that a million of them are one."""
    others: tuple[tuple[str, FieldReader], ...]
    plain: tuple[tuple[str, FieldReader], ...]
    """The others, as they are read in a plain line."""

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
        others = [name for name in readers if name not in {*texts, *said, *listed}]
        return _Kind(
            name,
            tuple((name, read) for name, read in readers.items() if name in {*texts, *listed}),
            tuple(listed.items()),
            tuple((name, readers[name]) for name in others),
            tuple((name, _plain_reader_of(kind.fields[name]) or readers[name]) for name in others),
        )


def _read_fields(
    kinds: Sequence[_Kind], identities: Sequence[str], data: Sequence[dict[str, Any]], *, plain: bool
) -> None:
    """Read the fields of lines where they stand. Raises `Unfit` if anything is to be said of one."""
    if not plain:
        for kind, identity, fields in zip(kinds, identities, data, strict=True):
            written_name(identity)
            for name, read in kind.texts:
                if (text := fields.get(name)) is not None and not text.isprintable():
                    read(text)
    for (_, _, listed, others, of_plain), fields in zip(kinds, data, strict=True):
        for name, words in listed:
            if (word := fields.get(name)) is not None:
                fields[name] = words.get(word, word)
        for name, read in of_plain if plain else others:
            if name in fields:
                fields[name] = read(fields[name])


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


def _plain_reader_of(field: "FieldOfEvent") -> FieldReader | None:
    """What reads a list of texts in which nothing is to be said of any."""
    if field.type not in _TEXTS or not field.list:
        return None

    def texts(value: list[str]) -> FieldValue:
        if not value and field.required:
            raise Unfit("empty-field", {})  # whatever is wrong is said elsewhere
        return tuple(value) if len(value) < 2 else tuple(sorted(set(value)))

    return cast("FieldReader", texts)


def _reader_of(field: "FieldOfEvent", vocabulary: "Vocabulary", times: Times) -> FieldReader:
    read = reader_of(field, vocabulary, times)
    if not (field.list and field.required):
        return read

    def some(value: object) -> FieldValue:
        if not value:
            raise Unfit("empty-field", {})  # whatever is wrong is said elsewhere
        return read(value)

    return some
