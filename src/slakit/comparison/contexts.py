"""What surrounds the norms of two editions and differs: definitions, facts, readings, calendars, vocabulary, services, term.

Each difference is put into the old edition alone, so that it is seen which norms it bears on and how.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from slakit.calendar_files import NamedCalendar
from slakit.calendars import parse_day
from slakit.comparison.changes import Kind, Subject
from slakit.comparison.moves import renamed_services
from slakit.comparison.norms import Part, relation_of
from slakit.comparison.transposing import (
    Data,
    Shift,
    data_of,
    days_told_by_both,
    kept_in_place,
    knows_term,
    with_data,
    with_days_off,
    with_hours,
)
from slakit.loading import Edition
from slakit.strength import NOT_COMPARED, PLACES, SAID, Relation
from slakit.vocabulary import FieldOfEvent, Vocabulary

SETTINGS: Final = ("language", "calendar", "time-zone")
"""Keys of an agreement by which every day and hour of it is read."""


@dataclass(frozen=True, slots=True)
class Context:
    """One difference around the norms: what it is, as written then and now, and the old edition with it alone."""

    subject: Subject
    name: str
    kind: Kind
    parts: tuple[Part, ...]
    path: tuple[str | int, ...] | None
    old_path: tuple[str | int, ...] | None
    put_in: Edition
    clause: str | None = None
    expected: Relation | None = None
    """What the difference comes to whatever the norms say, such as a service that is no longer annexed."""


def contexts(old: Edition, new: Edition) -> Iterator[Context]:
    """Every difference around the norms, each with the old edition that it alone is put into."""
    yield from _term(old, new)
    yield from _lengths(old, new, "month-days")
    yield from _lengths(old, new, "year-days")
    yield from _listed(old, new, "facts", "fact", _fact_key, ("of", "holds-when", "fails-when"))
    yield from _listed(
        old, new, "interpretation", "choice", lambda one: str(one["choice"]), ("takes", "options")
    )
    yield from _settings(old, new)
    yield from _vocabulary(old, new)
    yield from _calendars(old, new)
    yield from _services(old, new)


def _part(name: str, was: object, now: object, relation: Relation = Relation.APART) -> Part:
    return Part(name, was, now, relation, NOT_COMPARED)


def _agreement(edition: Edition) -> Data:
    return data_of(edition.agreement_document)


# --- the term -------------------------------------------------------------------------------------------------------


def _term(old: Edition, new: Edition) -> Iterator[Context]:
    """A term that is shorter or longer than the old one, of which the first day is no longer only inferred, or which is proved or renewed otherwise.

    No log is made of what proves or renews it: what that comes to a person must say, unless the term is shorter besides.
    """
    shift = Shift.between(old, new)
    was, now = _agreement(old)["term"], _agreement(new)["term"]
    first, until = (parse_day(day) for day in (new.agreement.term.first_day, new.agreement.term.until))
    back_first, back_until = shift.back(first), shift.back(until)
    term: Data = {**was, "from": str(back_first), "until": str(back_until)}
    old_first, old_until = (
        parse_day(day) for day in (old.agreement.term.first_day, old.agreement.term.until)
    )
    was_inferred, is_inferred = (isinstance(one["from"], dict) for one in (was, now))
    if is_inferred:
        term["from"] = {**now["from"], "inferred": str(back_first)}
    parts = []
    for key, before, after, is_stronger in (
        ("from", old_first.ordinal, back_first.ordinal, back_first.ordinal < old_first.ordinal),
        ("until", old_until.ordinal, back_until.ordinal, back_until.ordinal > old_until.ordinal),
        ("from", was_inferred, is_inferred, was_inferred),
    ):
        if before != after:
            relation = Relation.STRONGER if is_stronger else Relation.WEAKER
            parts.append(Part(key, was[key], now[key], relation, NOT_COMPARED))
    put_in = old.altered(agreement_document=with_data(old.agreement_document, term=term)) if parts else old
    relation = relation_of(parts)
    for key in ("proof", "renewed-by"):
        one, other = was.get(key) or None, now.get(key) or None
        if kept_in_place(other, one, shift) != one:
            parts.append(_part(key, one, other))
    if not parts:
        return
    if relation is not Relation.WEAKER:
        relation = relation_of(parts)
    yield Context(
        "term", "term", "changed", tuple(parts), ("term",), ("term",), put_in, str(now["clause"]), relation
    )


# --- definitions, facts, readings -----------------------------------------------------------------------------------


def _lengths(old: Edition, new: Edition, key: str) -> Iterator[Context]:
    """What a month, or a year, is taken to be: the one definition that lengths of time are counted by."""
    was, now = (
        {
            definition["term"]: (definition.get(key), at, number)
            for at, clause in enumerate(_agreement(edition)["clauses"])
            for number, definition in enumerate(clause.get("defines", ()))
        }
        for edition in (old, new)
    )
    for term in sorted(was.keys() | now.keys()):
        before, after = was.get(term), now.get(term)
        if (before and before[0]) == (after and after[0]):
            continue
        kind = _kind(before, after)
        path = ("clauses", after[1], "defines", after[2]) if after else None
        old_path = ("clauses", before[1], "defines", before[2]) if before else None
        edition, at = (new, after[1]) if after else (old, before[1] if before else 0)
        clause = _agreement(edition)["clauses"][at].get("clause")
        put_in = _with_lengths(old, key, {name: days for name, (days, *_) in now.items() if days is not None})
        parts = (_part(key, before and before[0], after and after[0]),)
        yield Context("definition", term, kind, parts, path, old_path, put_in, clause)


def _with_lengths(edition: Edition, key: str, lengths: Mapping[str, int]) -> Edition:
    """An edition in which months, or years, are those of another one, defined where they may be."""
    clauses = []
    for clause in _agreement(edition)["clauses"]:
        defines = [
            {name: value for name, value in one.items() if name != key} for one in clause.get("defines", ())
        ]
        clauses.append({**clause, "defines": defines} if defines else clause)
    carried = [{"term": name, "means": {"en": name}, key: days} for name, days in lengths.items()]
    extra = [{"clause": key, "text": {"en": key}, "defines": carried}] if carried else []
    return edition.altered(
        agreement_document=with_data(edition.agreement_document, clauses=[*clauses, *extra])
    )


def _fact_key(fact: Data) -> str:
    return f"{fact['of']['record']}.{fact['fact']}"


def _listed(
    old: Edition,
    new: Edition,
    key: str,
    subject: Subject,
    name_of: Callable[[Data], str],
    judged: Sequence[str],
) -> Iterator[Context]:
    """The items of a list of the agreement that differ in what is judged by."""
    was, now = (
        {name_of(one): (at, one) for at, one in enumerate(_agreement(edition).get(key, ()))}
        for edition in (old, new)
    )
    for name in [*now, *(name for name in was if name not in now)]:
        before, after = was.get(name), now.get(name)
        said = [{part: (one[1] if one else {}).get(part) for part in judged} for one in (before, after)]
        if said[0] == said[1]:
            continue
        others = [one for other, (_, one) in was.items() if other != name]
        put_in = old.altered(
            agreement_document=with_data(
                old.agreement_document, **{key: [*others, *([after[1]] if after else [])]}
            ),
        )
        parts = tuple(
            _part(part, said[0][part], said[1][part]) for part in judged if said[0][part] != said[1][part]
        )
        yield Context(
            subject, name, _kind(before, after), parts,
            (key, after[0]) if after else None, (key, before[0]) if before else None, put_in,
        )  # fmt: skip


def _kind(before: object, after: object) -> Kind:
    return "added" if before is None else "removed" if after is None else "changed"


def _settings(old: Edition, new: Edition) -> Iterator[Context]:
    for key in SETTINGS:
        was, now = _agreement(old)[key], _agreement(new)[key]
        if was != now:
            put_in = old.altered(agreement_document=with_data(old.agreement_document, **{key: now}))
            yield Context("setting", key, "changed", (_part(key, was, now),), (key,), (key,), put_in)


# --- vocabulary, calendars, services --------------------------------------------------------------------------------


def _vocabulary(old: Edition, new: Edition) -> Iterator[Context]:
    was, now = data_of(old.vocabulary_document), data_of(new.vocabulary_document)
    parts = tuple(
        _part(f"{group}.{name}", was.get(group, {}).get(name), now.get(group, {}).get(name))
        for group in ("events", "records", "values")
        for name in dict.fromkeys((*was.get(group, {}), *now.get(group, {})))
        if _without_titles(was.get(group, {}).get(name)) != _without_titles(now.get(group, {}).get(name))
    )
    if parts:
        put_in = old.altered(vocabulary_document=new.vocabulary_document)
        name = str(now["vocabulary"])
        yield Context("vocabulary", name, "changed", parts, ("vocabulary",), ("vocabulary",), put_in)


def is_read_otherwise(kind: str, old: Vocabulary, new: Vocabulary) -> bool:
    """Whether one vocabulary sets aside an event that the other reads: for what it does not say, or for a word of a closed list.

    That a closed list has a word more is no difference: it is told where a norm asks for the words of that list.
    """
    was, now = (vocabulary.events[kind].fields for vocabulary in (old, new))
    for name in was.keys() & now.keys():
        words, words_now = (_words_of(fields[name], one) for fields, one in ((was, old), (now, new)))
        if was[name].required != now[name].required or (words is None) != (words_now is None):
            return True
        if words and words_now and not words <= words_now:
            return True
    return False


def _words_of(field: FieldOfEvent, vocabulary: Vocabulary) -> frozenset[str] | None:
    """The words that a field may hold, if there is a closed list of them."""
    listed = vocabulary.values[field.values] if field.values else None
    return None if listed is None or listed.open else frozenset(listed.values)


def _without_titles(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_titles(one) for key, one in value.items() if key != "title"}
    return value


def _calendars(old: Edition, new: Edition) -> Iterator[Context]:
    """Calendars of which the hours differ, the others that they count, or the days off of the same year: those of another year are no difference."""
    is_of_one_year = Shift.between(old, new).years == 0
    was, now = ({named.name: named for named in edition.calendars} for edition in (old, new))
    for name in [*now, *(name for name in was if name not in now)]:
        before, after = was.get(name), now.get(name)
        parts = [
            _part(key, one, other)
            for key in ("hours", "region", "holidays-of")
            for one, other in [(_key_of(before, key), _key_of(after, key))]
            if one != other
        ]
        counts_others = any(part.name == "holidays-of" for part in parts)
        renewed = after
        if before and after:
            is_told = (is_of_one_year or counts_others) and knows_term(after, old)
            parts += _days_off(before, after) if is_told and is_of_one_year else ()
            renewed = with_days_off(before, after) if is_told else with_hours(before, after)
            if not parts:
                continue
        left = [named for named in old.calendars if named.name != name]
        put_in = old.altered(calendars=(*left, *([renewed] if renewed else [])))
        path, old_path = (("calendars", name) if one else None for one in (after, before))
        yield Context("calendar", name, _kind(before, after), tuple(parts), path, old_path, put_in)


def _days_off(before: NamedCalendar, after: NamedCalendar) -> Iterator[Part]:
    """The holidays and closures that are gone and those that came, as far as both tell, and days of which the new one tells no longer.

    Those of the calendars that it counts are among them, unless it counts others: a file of the same name may list others now.
    """
    counted = (
        (before.others, after.others)
        if _key_of(before, "holidays-of") == _key_of(after, "holidays-of")
        else ((), ())
    )
    was, now = data_of(before.document), data_of(after.document)
    since, until = days_told_by_both(before, after)
    for key, told in (("from", since), ("until", until)):
        if told.ordinal != parse_day(was[key]).ordinal:
            yield _part(key, was[key], now[key])
    for key, first, last in (("holidays", "day", "day"), ("closures", "from", "until")):
        listed = [
            {
                _off(one): one
                for document in (named.document, *others)
                for one in data_of(document).get(key, ())
                if _day_of(one[first]) <= until.ordinal and since.ordinal <= _day_of(one[last])
            }
            for named, others in zip((before, after), counted, strict=True)
        ]
        gone, come = (
            [one for off, one in listed[this].items() if off not in listed[1 - this]] for this in (0, 1)
        )
        if gone or come:
            yield _part(key, gone or None, come or None)


def _day_of(time: str) -> int:
    """The day of a day or of a time of one, in whichever form, as it is counted."""
    return parse_day(time[: len("2025-01-01")]).ordinal


def _off(item: Data) -> tuple[object, ...]:
    """What tells a holiday or a closure apart: not what it is called, and not where that was announced."""
    return tuple(
        parse_day(item[key]).ordinal if key == "day" else item.get(key)
        for key in ("day", "announced", "from", "until", "region", "declared")
        if key in item
    )


def _key_of(named: NamedCalendar | None, key: str) -> object:
    return data_of(named.document).get(key) if named else None


def _services(old: Edition, new: Edition) -> Iterator[Context]:
    """Each service that is annexed no longer, or anew, and each that only has another id."""
    renamed = renamed_services(old, new)
    for before_name, name in renamed.items():
        part = Part("service", before_name, name, Relation.EQUAL, SAID)
        yield Context("service", name, "renamed", (part,), None, None, old)
    was, now = (
        {one["service"]: (at, one) for at, one in enumerate(data_of(edition.annex_document)["services"])}
        for edition in (old, new)
    )
    for name in [*now, *(name for name in was if name not in now)]:
        before, after = was.get(name), now.get(name)
        if (before is None) == (after is None) or name in {*renamed, *renamed.values()}:
            continue
        rows = [one for other, (_, one) in was.items() if other != name] + ([after[1]] if after else [])
        relation = Relation.STRONGER if after else Relation.WEAKER
        part = Part("service", before and before[1]["title"], after and after[1]["title"], relation, PLACES)
        yield Context(
            "service", name, _kind(before, after), (part,), None, None,
            old.altered(annex_document=with_data(old.annex_document, services=rows)), None, relation,
        )  # fmt: skip
