"""Every reference of a document held against what it refers to: one plain function per kind of reference."""

from collections.abc import Callable, Iterator

from slakit.calendars import UNITS_OF_A_CALENDAR, parse_day, parse_duration
from slakit.consistency.annotations import Mention, mentions
from slakit.consistency.declared import Named, Side, Spoken
from slakit.consistency.fields import Pair, faults_of_pair, unknown_field, unlike_fields, wrong_field
from slakit.consistency.plain import group, items
from slakit.consistency.telling import Telling
from slakit.consistency.values import Values
from slakit.document import Document, Path
from slakit.errors import Fault
from slakit.frozen import Frozen

_OF_THE_VOCABULARY = frozenset({"event", "record", "field", "where", "values", "grid", "matching"})


def faults_of_references(
    document: Document, schema: str, names: Named, words: Spoken | None
) -> Iterator[Fault]:
    """The faults of everything in a document that its schema marks as a reference.

    Without the words of a vocabulary, nothing is said of what refers to it.
    """
    told, spoken = Telling(document), words or Spoken({}, {}, {})
    references = _References(told, names, spoken, Values(told, spoken, names.services))
    for mention in mentions(schema, document.data):
        if words or mention.kind not in _OF_THE_VOCABULARY:
            yield from _KINDS[mention.kind](references, mention)


class _References(Frozen):
    """One document, and what its references may refer to."""

    told: Telling
    names: Named
    words: Spoken
    values: Values

    def sides(self, mention: Mention, selectors: str) -> list[Side] | None:
        """What the first written one of several selectors picks from; nothing if none of them is written.

        A selector whose event or record is unknown has no side: that was told at its own place.
        """
        for name in selectors.split(","):
            if name in mention.scope:
                found = (self.words.side(*selected) for selected in mention.scope[name])
                return [side for side in found if side]
        return None


# --- names ---


def _party(references: _References, mention: Mention) -> Iterator[Fault]:
    if mention.value not in references.names.parties:
        yield references.told.unknown(
            "unknown-party", mention.path, references.names.parties, name=str(mention.value)
        )


def _clause(references: _References, mention: Mention) -> Iterator[Fault]:
    names, told = references.names, references.told
    if mention.value in names.clauses:
        return
    if mention.value in names.headings:
        yield told.fault("heading-for-clause", mention.path, name=str(mention.value))
    else:
        yield told.unknown("unknown-clause", mention.path, names.clauses, name=str(mention.value))


def _passage(references: _References, mention: Mention) -> Iterator[Fault]:
    """A clause or a heading."""
    known = (*references.names.clauses, *references.names.headings)
    if mention.value not in known:
        yield references.told.unknown("unknown-clause", mention.path, known, name=str(mention.value))


def _authority(references: _References, mention: Mention) -> Iterator[Fault]:
    known = references.names.authorities
    if mention.value not in known:
        yield references.told.unknown("unknown-authority", mention.path, known, name=str(mention.value))


def _definition(references: _References, mention: Mention) -> Iterator[Fault]:
    known = references.names.definitions
    if mention.value not in known:
        yield references.told.unknown("unknown-definition", mention.path, known, name=str(mention.value))


def _norm(references: _References, mention: Mention) -> Iterator[Fault]:
    if mention.value not in references.names.norms:
        yield references.told.unknown(
            "unknown-norm", mention.path, references.names.norms, name=str(mention.value)
        )


def _rule(references: _References, mention: Mention) -> Iterator[Fault]:
    """A rule kind, which says by which keys its norm may name its party."""
    may = mention.note("x-bound-by").split(",")
    for key in ("obliges", "forbids", "permits", "empowers"):
        if key in mention.beside and key not in may:
            free = {"free": "permitted-if"} if key == "permits" else {}
            yield references.told.fault_at_key(
                "key-of-another-kind",
                (*mention.path[:-1], key),
                key=key,
                kind=str(mention.value),
                allowed="\n".join(may),
                **free,
            )


def _service(references: _References, mention: Mention) -> Iterator[Fault]:
    yield from references.values.unknown_service(str(mention.value), mention.path)


def _event(references: _References, mention: Mention) -> Iterator[Fault]:
    if mention.value not in references.words.events:
        yield references.told.unknown(
            "unknown-event", mention.path, references.words.events, name=str(mention.value)
        )


def _record(references: _References, mention: Mention) -> Iterator[Fault]:
    if mention.value not in references.words.records:
        yield references.told.unknown(
            "unknown-record", mention.path, references.words.records, name=str(mention.value)
        )


def _choice(references: _References, mention: Mention) -> Iterator[Fault]:
    if mention.value not in references.names.choices:
        yield references.told.unknown(
            "unknown-choice", mention.path, references.names.choices, name=str(mention.value)
        )


def _calendar(references: _References, mention: Mention) -> Iterator[Fault]:
    if mention.value not in references.names.calendars:
        yield references.told.unknown(
            "unknown-calendar", mention.path, references.names.calendars, name=str(mention.value)
        )


def _options(references: _References, mention: Mention) -> Iterator[Fault]:
    """A map with an entry for every option of a choice, and for no other."""
    choice, told = str(mention.beside.get(mention.note("x-of"))), references.told
    options = references.names.choices.get(choice)
    if options is None:
        return
    for written in group(mention.value):
        if written not in options:
            path = (*mention.path, written)
            yield told.unknown_key("unknown-option", path, options, name=written, choice=choice)
    if missing := [option for option in options if option not in group(mention.value)]:
        yield told.fault_at_key("option-without-day", mention.path, choice=choice, missing="\n".join(missing))


# --- fields ---


def _field(references: _References, mention: Mention) -> Iterator[Fault]:
    name, path = str(mention.value), mention.path
    if not mention.note("x-of"):
        yield from _field_of_any_event(references, name, path)
        return
    sides = references.sides(mention, mention.note("x-of"))
    if sides is None:
        yield _missing_selector(references, mention, mention.note("x-of"))
        return
    unknown = list(unknown_field(references.told, sides, name, path))
    yield from unknown or wrong_field(references.told, sides, name, path, mention.note("x-holds"))
    if mention.note("x-theirs") and not unknown:
        yield from _same_on_the_other_side(references, mention, sides)


def _field_of_any_event(references: _References, name: str, path: Path) -> Iterator[Fault]:
    known = dict.fromkeys(field for side in references.words.events.values() for field in side.fields)
    if name not in known:
        yield references.told.unknown("unknown-field-anywhere", path, known, field=name)


def _where(references: _References, mention: Mention) -> Iterator[Fault]:
    sides = references.sides(mention, mention.note("x-of")) or []
    for name, wanted in group(mention.value).items():
        path = (*mention.path, name)
        yield from unknown_field(references.told, sides, name, path, key=True)
        for side in sides[:1]:
            if name in side.fields:
                yield from references.values.wanted(side.fields[name], wanted, path)


def _values(references: _References, mention: Mention) -> Iterator[Fault]:
    """A list of values of the field that another key names."""
    name = str(mention.beside.get(mention.note("x-field")))
    for side in (references.sides(mention, mention.note("x-of")) or [])[:1]:
        if name in side.fields:
            yield from references.values.each(side.fields[name], mention.value, mention.path)


def _grid(references: _References, mention: Mention) -> Iterator[Fault]:
    """The axes of a grid: each a field that holds one value, with the values that it is to take.

    A record is looked up at a place by its key: by any other field none would ever be found.
    """
    sides = [
        side for note in ("x-of", "x-also-of") for side in references.sides(mention, mention.note(note)) or []
    ]
    for name, wanted in group(mention.value).items():
        path = (*mention.path, name)
        field = sides[0].fields.get(name) if sides else None
        if field is None or wanted == "services":
            yield from unknown_field(references.told, sides, name, path, key=True)
            yield from wrong_field(references.told, sides, name, path, "holds-service", key=True)
        else:
            yield from unknown_field(references.told, sides, name, path, key=True)
            yield from wrong_field(references.told, sides, name, path, f"holds-{field.type}", key=True)
            yield from references.values.each(field, wanted, path)
        for side in sides[:1]:
            if side.key and name in side.fields and name not in side.key:
                keys = "\n".join(side.key)
                yield references.told.fault_at_key(
                    "place-outside-the-key", path, field=name, name=side.owner, allowed=keys
                )


# --- two sides ---


def _matching(references: _References, mention: Mention) -> Iterator[Fault]:
    """Fields that must agree: the two sides have them, and they hold the same kind of thing."""
    ours = references.sides(mention, mention.note("x-ours"))
    theirs = references.sides(mention, mention.note("x-theirs"))
    if ours is None or theirs is None:
        missing = mention.note("x-ours") if ours is None else mention.note("x-theirs")
        yield _missing_selector(references, mention, missing)
        return
    for names, path in _pairs(mention):
        faults = list(faults_of_pair(references.told, Pair((ours, theirs), names, path)))
        yield from faults or wrong_field(
            references.told, ours, names[0], path, mention.note("x-holds"), key=True
        )


def _pairs(mention: Mention) -> Iterator[tuple[tuple[str, str], Path]]:
    """The pairs of fields of a `matching` list, or of a map of one entry, and where each is written."""
    for position, item in enumerate(items(mention.value)):
        path = (*mention.path, position)
        if isinstance(item, str):
            yield (item, item), path
        for ours, theirs in group(item).items():
            yield (ours, str(theirs)), (*path, ours)
    for ours, theirs in group(mention.value).items():
        yield (ours, str(theirs)), (*mention.path, ours)


def _same_on_the_other_side(references: _References, mention: Mention, ours: list[Side]) -> Iterator[Fault]:
    """A field whose value is looked for on the other side, there by the same name if no other is given."""
    name, under = str(mention.value), mention.note("x-their-field")
    theirs = references.sides(mention, mention.note("x-theirs")) or []
    if under in mention.beside:
        names, path = (name, str(mention.beside[under])), (*mention.path[:-1], under)
        yield from unlike_fields(references.told, Pair((ours, theirs), names, path, at_key=False))
    else:
        yield from faults_of_pair(
            references.told, Pair((ours, theirs), (name, name), mention.path, under, at_key=False)
        )


def _missing_selector(references: _References, mention: Mention, selectors: str) -> Fault:
    key = selectors.partition(",")[0]
    return references.told.fault_at_key(
        "missing-key-beside", mention.path, key=key, beside=str(mention.path[-1])
    )


# --- lengths and days ---


def _duration(references: _References, mention: Mention) -> Iterator[Fault]:
    duration = parse_duration(str(mention.value))
    if mention.note("x-counts") == "elapsed" and duration.unit in UNITS_OF_A_CALENDAR:
        yield references.told.fault("only-elapsed-time", mention.path, value=str(mention.value))
        return
    if duration.unit == "months" and not references.names.defines_month:
        yield references.told.fault("month-undefined", mention.path, value=str(mention.value))
    if duration.unit == "years" and not references.names.defines_year:
        yield references.told.fault("year-undefined", mention.path, value=str(mention.value))
    if duration.unit in ("working-days", "working-hours") and duration.of is None:
        calendars = references.names.calendars
        only = {"calendar": calendars[0]} if len(calendars) == 1 else {}
        yield references.told.fault("no-working-calendar", mention.path, value=str(mention.value), **only)
    if duration.of is not None and duration.of not in references.names.calendars:
        known = references.names.calendars
        yield references.told.unknown("unknown-calendar", mention.path, known, name=duration.of)
    if duration.unit == "civil-days" and duration.of and mention.note("x-counts") == "backwards":
        yield references.told.fault("calendar-without-use", mention.path, value=str(mention.value))


def _not_before(references: _References, mention: Mention) -> Iterator[Fault]:
    """A last day; the first one stands beside it, perhaps as an inferred one."""
    first = mention.beside.get(mention.note("x-not-before"))
    first = group(first).get("inferred", first)
    if isinstance(first, str) and parse_day(str(mention.value)).ordinal < parse_day(first).ordinal:
        yield references.told.fault("days-reversed", mention.path, first=first, last=str(mention.value))


_KINDS: dict[str, Callable[[_References, Mention], Iterator[Fault]]] = {
    "party": _party,
    "clause": _clause,
    "passage": _passage,
    "authority": _authority,
    "definition": _definition,
    "norm": _norm,
    "rule": _rule,
    "service": _service,
    "event": _event,
    "record": _record,
    "choice": _choice,
    "calendar": _calendar,
    "options": _options,
    "field": _field,
    "where": _where,
    "values": _values,
    "grid": _grid,
    "matching": _matching,
    "duration": _duration,
    "not-before": _not_before,
}
