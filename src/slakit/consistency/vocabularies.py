"""A vocabulary by itself: its records are made of its events, its fields of its value lists."""

from collections.abc import Iterator
from functools import lru_cache

from slakit.consistency.declared import ROLES, Spoken, events_of_record, spoken
from slakit.consistency.plain import Group, group, items, texts
from slakit.consistency.telling import Telling
from slakit.document import Document, Path
from slakit.errors import Fault

RESERVED = ("at", "event", "id", "recorded")
"""What every event of a case has beside its fields; a field of that name could not be written."""


@lru_cache(maxsize=16)
def faults_of_vocabulary(vocabulary: Document) -> tuple[Fault, ...]:
    """The faults of a vocabulary that passed its schema; they are kept, since many agreements share one."""
    return tuple(_faults(vocabulary, spoken(vocabulary)))


def _faults(vocabulary: Document, words: Spoken) -> Iterator[Fault]:
    told, data = Telling(vocabulary), group(vocabulary.data)
    for name, listed in group(data.get("values")).items():
        yield from _value_list(told, name, group(group(listed).get("values")))
    for name, kind in group(data.get("events")).items():
        for field, declared in group(group(kind).get("fields")).items():
            yield from _field(told, ("events", name, "fields", field), group(declared), words)
    for name, kind in group(data.get("records")).items():
        yield from _record(told, ("records", name), group(kind), words)
        yield from _one_type_for_a_name(told, group(kind), words)


def _value_list(told: Telling, name: str, listed: Group) -> Iterator[Fault]:
    for word, entry in listed.items():
        path: Path = ("values", name, "values", word)
        wider = [((*path, "within"), group(entry).get("within"))]
        perhaps = [
            ((*path, "may-be", at), other) for at, other in enumerate(items(group(entry).get("may-be")))
        ]
        for place, other in (*wider, *perhaps):
            if isinstance(other, str) and other not in listed:
                yield told.unknown("unknown-word", place, listed, value=other, list=name)
        if circle := _circle(word, listed):
            yield told.fault("word-within-itself", (*path, "within"), word=word, circle=" → ".join(circle))


def _circle(word: str, listed: Group) -> list[str]:
    """The words that lead from a word by `within` back to it; told once, at the first of them in the file."""
    passed, wider = [word], group(listed[word]).get("within")
    while isinstance(wider, str) and wider in listed and wider not in passed:
        passed.append(wider)
        wider = group(listed[wider]).get("within")
    is_first = wider == word and word == min(passed, key=list(listed).index)
    return [*passed, word] if is_first else []


def _field(told: Telling, path: Path, declared: Group, words: Spoken) -> Iterator[Fault]:
    if path[-1] in RESERVED:
        yield told.fault_at_key("reserved-field", path, field=str(path[-1]), allowed="\n".join(RESERVED))
    if "unit" in declared and declared["type"] != "integer":
        arguments = {"field": str(path[-1]), "type": str(declared["type"])}
        yield told.fault_at_key("unit-without-number", (*path, "unit"), **arguments)
    values, is_of_list = declared.get("values"), declared["type"] == "value"
    if is_of_list and values is None:
        yield told.fault_at_key("field-without-list", path, field=str(path[-1]))
    elif values is not None and not is_of_list:
        yield told.fault_at_key(
            "list-without-use", (*path, "values"), field=str(path[-1]), type=str(declared["type"])
        )
    elif isinstance(values, str) and values not in words.lists:
        yield told.unknown("unknown-value-list", (*path, "values"), words.lists, name=values)


def _record(told: Telling, path: Path, kind: Group, words: Spoken) -> Iterator[Fault]:
    for role in ROLES:
        named = kind.get(role)
        places = [((*path, role), named)] if isinstance(named, str) else [
            ((*path, role, at), event) for at, event in enumerate(texts(named))
        ]  # fmt: skip
        for place, event in places:
            if event not in words.events:
                yield told.unknown("unknown-event", place, words.events, name=str(event))
    if isinstance(by := kind.get("attested-by"), str):
        for event in texts(kind.get("amends")):
            if event in words.events and by not in words.events[event].fields:
                known = words.events[event].fields
                yield told.unknown("undeclared-field", (*path, "attested-by"), known, field=by, owner=event)
    for at, key in enumerate(texts(kind.get("key"))):
        for event in events_of_record(kind):
            if event in words.events and key not in words.events[event].fields:
                known = words.events[event].fields
                yield told.unknown("key-not-everywhere", (*path, "key", at), known, field=key, owner=event)


def _one_type_for_a_name(told: Telling, kind: Group, words: Spoken) -> Iterator[Fault]:
    """The faults of fields that two events of one record declare with different types."""
    first: dict[str, tuple[str, tuple[str, str | None]]] = {}
    for event in events_of_record(kind):
        for field in words.events[event].fields.values() if event in words.events else ():
            owner, declared = first.setdefault(field.name, (event, (field.holds, field.values)))
            if declared != (field.holds, field.values):
                arguments = {"field": field.name, "owner": event, "other_owner": owner}
                if declared[0] != field.holds:
                    arguments |= {"holds": field.holds, "other_holds": declared[0]}
                else:
                    arguments |= {"list": field.values or "", "other_list": declared[1] or ""}
                path = ("events", event, "fields", field.name)
                yield told.fault_at_key("field-of-two-types", path, **arguments)
