"""What the documents of an edition declare: the names that a reference may name, and the fields of events."""

from collections.abc import Mapping
from functools import lru_cache

from slakit.consistency.plain import Group, entries, group, known_texts, texts
from slakit.document import Document
from slakit.frozen import Frozen
from slakit.interpretation import CHOICES

ROLES = ("opens", "amends", "closes")


class Field(Frozen):
    """A field as the vocabulary declares it; `values` names its list of words."""

    name: str
    type: str
    values: str | None
    is_list: bool

    @property
    def holds(self) -> str:
        """What it holds, as a word of the catalogues."""
        return f"{'list-of-' if self.is_list else 'holds-'}{self.type}"


class Side(Frozen):
    """One event type, or the events of one record taken together, with their fields."""

    owner: str
    fields: Mapping[str, Field]
    is_whole: bool = True
    """Not so for a record of which an event is not declared: what fields that would have, nobody knows."""
    key: tuple[str, ...] = ()
    """What tells one record from another; an event has none, and none is known where it names a field that is not declared."""


class WordList(Frozen):
    """The words of a value list; an open one lets a log use others, which is never so for a norm."""

    words: tuple[str, ...]
    is_open: bool


class Spoken(Frozen):
    """What a vocabulary lets one speak of."""

    events: Mapping[str, Side]
    records: Mapping[str, Side]
    lists: Mapping[str, WordList]

    def side(self, word: str, name: str) -> Side | None:
        """The event type or the record of a name, if everything is declared that belongs to it."""
        side = (self.events if word == "event" else self.records).get(name)
        return side if side and side.is_whole else None


class Named(Frozen):
    """The names that an agreement and its annex give, and how many days they take a month to have."""

    parties: tuple[str, ...]
    clauses: tuple[str, ...]
    headings: tuple[str, ...]
    norms: tuple[str, ...]
    services: tuple[str, ...]
    authorities: tuple[str, ...]
    definitions: tuple[str, ...]
    choices: Mapping[str, tuple[str, ...]]
    defines_month: bool
    defines_year: bool
    calendars: tuple[str, ...] = ()


@lru_cache(maxsize=16)
def spoken(vocabulary: Document) -> Spoken:
    """What a vocabulary declares; an event that a record names and nobody declares has no fields."""
    data = group(vocabulary.data)
    events = {name: Side(name, _fields(kind)) for name, kind in group(data.get("events")).items()}
    records = {name: _record(name, group(kind), events) for name, kind in group(data.get("records")).items()}
    lists = {
        name: WordList(tuple(group(group(listed).get("values"))), group(listed).get("open") is True)
        for name, listed in group(data.get("values")).items()
    }
    return Spoken(events, records, lists)


def events_of_record(kind: Group) -> list[str]:
    """The event types that open, amend and close a record."""
    return [
        name
        for role in ROLES
        for name in ([kind[role]] if isinstance(kind.get(role), str) else texts(kind.get(role)))
        if isinstance(name, str)
    ]


def named(agreement: Document, annex: Document) -> Named:
    """What an agreement and its annex declare."""
    data = group(agreement.data)
    clauses = data.get("clauses")
    definitions = [
        definition for clause in entries(data, "clauses") for _, definition in entries(clause[1], "defines")
    ]
    return Named(
        parties=tuple(known_texts(data.get("parties"), "party")),
        clauses=tuple(known_texts(clauses, "clause")),
        headings=tuple(known_texts(clauses, "heading")),
        norms=tuple(
            name for _, clause in entries(data, "clauses") for name in known_texts(clause.get("norms"), "id")
        ),
        services=tuple(known_texts(group(annex.data).get("services"), "service")),
        authorities=tuple(known_texts(data.get("authorities"), "authority")),
        definitions=tuple(known_texts(definitions, "term")),
        choices=_choices(data),
        defines_month=any("month-days" in definition for definition in definitions),
        defines_year=any("year-days" in definition for definition in definitions),
        calendars=tuple(group(data.get("calendars"))),
    )


def _fields(kind: object) -> dict[str, Field]:
    return {
        name: _field(name, group(declared)) for name, declared in group(group(kind).get("fields")).items()
    }


def _field(name: str, declared: Group) -> Field:
    values = declared.get("values")
    return Field(
        name, str(declared["type"]), values if isinstance(values, str) else None, declared.get("list") is True
    )


def _record(name: str, kind: Group, events: Mapping[str, Side]) -> Side:
    fields: dict[str, Field] = {}
    own = events_of_record(kind)
    for event in own:
        for field in events[event].fields.values() if event in events else ():
            fields.setdefault(field.name, field)
    key = tuple(texts(kind.get("key")))
    is_known = all(part in fields for part in key)
    return Side(name, fields, all(event in events for event in own), key if is_known else ())


def _choices(data: Group) -> dict[str, tuple[str, ...]]:
    """The options of every choice: those of the library, and those that the agreement declares for its own."""
    choices = {name: choice.options for name, choice in CHOICES.items()}
    for _, taken in entries(data, "interpretation"):
        choices.setdefault(str(taken.get("choice")), tuple(texts(taken.get("options"))))
    return choices
