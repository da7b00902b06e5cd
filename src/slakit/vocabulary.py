"""What a log can say: event types, record types and the words that their fields take (DESIGN 3).

A vocabulary is a document of its own. An *event* is a point in time; a *record* is a span with versions:
it opens, may be amended, and closes. Both have typed fields, and every norm is checked against them
before any event is read.
"""

from typing import Annotated, Literal

from pydantic import Field

from slakit.models import EventRef, EventType, FieldRef, Identifier, Model, ValueListRef, Words, said

FieldType = Literal[
    "identifier", "text", "boolean", "integer", "rial", "instant", "day", "last-day", "service", "value"
]
"""`day` stands for its first instant, `last-day` for the first instant after it; `*` stands for every service
of the annex."""


class FieldOfEvent(Model):
    """One field of an event type: its type, whether it must be there, and what it means."""

    type: Annotated[FieldType, said("what the field holds", "نوع مقدار این فیلد")]
    values: Annotated[
        ValueListRef | None, said("for type `value`: the list its words come from", "فهرست واژه‌های مجاز")
    ] = None
    unit: Annotated[
        Words | None,
        said("for type `integer`: what it counts, such as pence", "برای عدد صحیح: یکای آن، مانند نفر"),
    ] = None
    list: Annotated[bool, said("the field holds several of them", "فیلد چند مقدار می‌گیرد")] = False
    required: Annotated[bool, said("an event without it is set aside", "بودن آن الزامی است")] = False
    title: Annotated[Words, said("what it means", "معنای فیلد")]


class EventKind(Model):
    """An event type: a point in time with typed fields."""

    title: Annotated[Words, said("what happened", "چه رخ داده است")]
    complete: Annotated[
        bool,
        said(
            "the log by its nature holds every event of this type, so that absence proves that none happened",
            "گزارش رویدادها همهٔ رویدادهای این نوع را در بر دارد؛ نبودن آن یعنی رخ نداده است",
        ),
    ] = False
    fields: Annotated[dict[Identifier, FieldOfEvent], said("the fields by name", "فیلدها")]


class RecordKind(Model):
    """A record type: a span that opens, may be amended, and closes; `key` tells one from another."""

    title: Annotated[Words, said("what it is", "این سند چیست")]
    opens: Annotated[EventRef, said("the event that opens it", "رویداد آغاز")]
    amends: Annotated[tuple[EventRef, ...], said("events that change its fields", "رویدادهای اصلاح")] = ()
    closes: Annotated[EventRef | None, said("the event that closes it", "رویداد پایان")] = None
    key: Annotated[
        tuple[FieldRef, ...], said("fields that tell one from another", "کلید"), Field(min_length=1)
    ]
    attested_by: Annotated[
        FieldRef | None,
        said(
            "the field of what amends it that names who attests; what two of them attest otherwise is open",
            "فیلدی در رویدادهای اصلاح که گواهی‌کننده را نام می‌برد؛ آنچه دو گواهی‌کننده خلاف هم بگویند نامعلوم می‌ماند",
        ),
    ] = None


class ListedValue(Model):
    """One word of a value list, and where it belongs."""

    title: Annotated[Words, said("what the word means", "معنای واژه")]
    within: Annotated[
        Identifier | None,
        said("the wider word that it is a case of", "واژهٔ عام‌تری که این یکی از مصادیق آن است"),
    ] = None
    may_be: Annotated[
        tuple[Identifier, ...],
        said(
            "words that it may or may not be a case of: the question stays open",
            "شاید از مصادیق این واژه‌ها باشد",
        ),
    ] = ()
    unknown: Annotated[
        bool, said("the word says that the fact is not known", "این واژه یعنی موضوع معلوم نیست")
    ] = False


class ValueList(Model):
    """The words that a field may take."""

    title: Annotated[Words, said("what the list is of", "این فهرست چیست")]
    open: Annotated[
        bool,
        said(
            "other words may turn up in a log; what they belong to is then unknown",
            "واژه‌های دیگر هم ممکن است بیایند و جایگاهشان نامعلوم می‌ماند",
        ),
    ] = False
    values: Annotated[dict[Identifier, ListedValue], said("the words", "واژه‌ها"), Field(min_length=1)]


class Vocabulary(Model):
    """A vocabulary document: the events, records and value lists that norms may speak of."""

    document: Annotated[
        Literal["vocabulary/v1"], said("which document this is, and its version", "نوع سند و نسخهٔ قالب آن")
    ]
    vocabulary: Annotated[Identifier, said("its name", "نام واژگان")]
    version: Annotated[str, Field(min_length=1), said("its version", "نسخه")]
    title: Annotated[Words, said("what it is for", "عنوان")]
    values: Annotated[dict[Identifier, ValueList], said("value lists by name", "فهرست‌های واژه")] = {}
    events: Annotated[
        dict[EventType, EventKind], said("event types by name", "انواع رویداد"), Field(min_length=1)
    ]
    records: Annotated[dict[Identifier, RecordKind], said("record types by name", "انواع سند")] = {}

    def record_events(self, record: str) -> tuple[str, ...]:
        """The event types of a record: the opening one, the amending ones, the closing one."""
        kind = self.records[record]
        return (kind.opens, *kind.amends, *((kind.closes,) if kind.closes else ()))

    def fields_of(self, *event_types: str) -> dict[str, FieldOfEvent]:
        """The fields that the given event types declare, the first declaration of each name."""
        fields: dict[str, FieldOfEvent] = {}
        for event_type in event_types:
            for name, field in self.events[event_type].fields.items():
                fields.setdefault(name, field)
        return fields

    def within_key(self, record: str) -> tuple[frozenset[tuple[str, str]], ...]:
        """For each field of a record's key, the pairs of a wider word and a narrower one of its list; empty if no field has any."""
        fields = self.fields_of(*self.record_events(record))
        pairs = tuple(self._pairs_of(fields[name].values) for name in self.records[record].key)
        return pairs if any(pairs) else ()

    def _pairs_of(self, values: str | None) -> frozenset[tuple[str, str]]:
        """The pairs of a wider word and a narrower one of a list, if there is one."""
        if values is None:
            return frozenset()
        words = self.values[values].values
        return frozenset((word, other) for word in words for other in self.within(values, word) - {word})

    def attested(self, record: str) -> tuple[str, tuple[str, ...]] | None:
        """The field of a record that names who attests, and the fields of which two may attest otherwise.

        Texts and lists are not among them: two wordings need not contradict each other.
        """
        kind = self.records[record]
        if kind.attested_by is None:
            return None
        fields = self.fields_of(*kind.amends)
        told = (
            name
            for name, field in fields.items()
            if not (field.list or field.type in ("text", "service") or name in (*kind.key, kind.attested_by))
        )
        return kind.attested_by, tuple(told)

    def unknown_in_key(self, record: str) -> tuple[frozenset[str], ...]:
        """For each field of a record's key, the words of its list that say that it is not known; empty if no field has any."""
        fields = self.fields_of(*self.record_events(record))
        lists = [fields[name].values for name in self.records[record].key]
        words = tuple(
            frozenset(word for word, value in self.values[one].values.items() if value.unknown)
            if one
            else frozenset[str]()
            for one in lists
        )
        return words if any(words) else ()

    def names_ends(self, record: str) -> bool:
        """Whether the log holds each beginning and end of a record, and its key holds an identifier."""
        kind, fields = self.records[record], self.fields_of(*self.record_events(record))
        named = any(fields[name].type == "identifier" for name in kind.key)
        return named and kind.closes is not None and self.is_complete(kind.opens, kind.closes)

    def is_complete(self, *event_types: str) -> bool:
        """Whether the log holds every event of all these types, so that absence proves something."""
        return all(self.events[event_type].complete for event_type in event_types)

    def within(self, values: str, word: str) -> frozenset[str]:
        """The words of a list that are certainly cases of `word`, itself included."""
        listed = self.values[values].values
        found = {word}
        while more := {name for name, value in listed.items() if value.within in found} - found:
            found |= more
        return frozenset(found)

    def perhaps_within(self, values: str, words: frozenset[str]) -> frozenset[str]:
        """The words of a list that may be cases of one of `words`: wider ones, open ones, and "not known"."""
        listed = self.values[values].values
        asked = frozenset().union(*(self._may_be(values, word) for word in words & listed.keys()))
        return frozenset(
            name
            for name, value in listed.items()
            if name not in words and (value.unknown or asked & self._may_be(values, name))
        )

    def _may_be(self, values: str, word: str) -> frozenset[str]:
        """The words whose place a thing may have that is called `word`: its cases, and those of what it may be."""
        listed = self.values[values].values
        found: set[str] = set()
        ahead = {word}
        while ahead:
            cases = {case for name in ahead for case in self.within(values, name)}
            found |= cases
            belonging = cases.union(*(self._wider(values, name) for name in ahead))
            ahead = {other for name in belonging for other in listed[name].may_be} - found
        return frozenset(found)

    def _wider(self, values: str, word: str) -> list[str]:
        """The words that a word of a list is certainly a case of, the nearest first."""
        listed = self.values[values].values
        wider: list[str] = []
        while (above := listed[wider[-1] if wider else word].within) is not None:
            wider.append(above)
        return wider
