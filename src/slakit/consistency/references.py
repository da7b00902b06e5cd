"""Every reference of a document held against what it refers to: one plain function per kind of reference."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from slakit.calendars import parse_day, parse_duration
from slakit.consistency.annotations import Mention, mentions
from slakit.consistency.declared import Field, Named, Side, Spoken
from slakit.consistency.plain import group, items
from slakit.consistency.telling import Telling
from slakit.consistency.values import Values
from slakit.document import Document, Path
from slakit.errors import Fault


def faults_of_references(document: Document, schema: str, names: Named, words: Spoken) -> Iterator[Fault]:
    """The faults of everything in a document that its schema marks as a reference."""
    told = Telling(document)
    references = _References(told, names, words, Values(told, words, names.services))
    for mention in mentions(schema, document.data):
        yield from _KINDS[mention.kind](references, mention)


@dataclass(frozen=True, slots=True)
class _References:
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

    def field(self, sides: list[Side], name: str, path: Path, *, key: bool = False) -> Iterator[Fault]:
        """The fault of a field that one of the sides does not have."""
        for side in sides:
            if name not in side.fields:
                yield self.told.unknown(
                    "undeclared-field", path, side.fields, key=key, field=name, owner=side.owner
                )
                return

    def holding(
        self, sides: list[Side], name: str, path: Path, wanted: str, *, key: bool = False
    ) -> Iterator[Fault]:
        """The fault of a field that holds something else than a norm makes of it; `wanted` lists what it may hold."""
        tell = self.told.fault_at_key if key else self.told.fault
        for side in sides:
            field = side.fields.get(name)
            if wanted and field and field.holds not in wanted.split(","):
                needed = wanted.replace(",", "\n")
                yield tell(
                    "wrong-field", path, field=name, owner=side.owner, holds=field.holds, needed=needed
                )
                return


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


def _norm(references: _References, mention: Mention) -> Iterator[Fault]:
    if mention.value not in references.names.norms:
        yield references.told.unknown(
            "unknown-norm", mention.path, references.names.norms, name=str(mention.value)
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


def _options(references: _References, mention: Mention) -> Iterator[Fault]:
    """A map with an entry for every option of a choice, and for no other."""
    choice, told = str(mention.beside[mention.note("x-of")]), references.told
    options = references.names.choices.get(choice)
    if options is None:
        return
    for written in group(mention.value):
        if written not in options:
            path = (*mention.path, written)
            yield told.unknown("unknown-option", path, options, key=True, name=written, choice=choice)
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
    unknown = list(references.field(sides, name, path))
    yield from unknown or references.holding(sides, name, path, mention.note("x-holds"))
    if mention.note("x-theirs") and not unknown:
        yield from _same_on_the_other_side(references, mention, sides)


def _field_of_any_event(references: _References, name: str, path: Path) -> Iterator[Fault]:
    known = dict.fromkeys(field for side in references.words.events.values() for field in side.fields)
    if name not in known:
        yield references.told.unknown("unknown-field-anywhere", path, known, field=name)


def _same_on_the_other_side(references: _References, mention: Mention, ours: list[Side]) -> Iterator[Fault]:
    """A field whose value is looked for on the other side, there by the same name if no other is given."""
    other = mention.beside.get(mention.note("x-their-field"))
    if other is None:
        theirs = references.sides(mention, mention.note("x-theirs")) or []
        yield from _pair(
            references, (ours, theirs), (str(mention.value), str(mention.value)), (mention.path, mention.path)
        )


def _where(references: _References, mention: Mention) -> Iterator[Fault]:
    sides = references.sides(mention, mention.note("x-of")) or []
    for name, wanted in group(mention.value).items():
        path = (*mention.path, name)
        yield from references.field(sides, name, path, key=True)
        for side in sides[:1]:
            if name in side.fields:
                yield from references.values.wanted(side.fields[name], wanted, path)


def _values(references: _References, mention: Mention) -> Iterator[Fault]:
    """A list of values of the field that another key names."""
    name = str(mention.beside[mention.note("x-field")])
    for side in (references.sides(mention, mention.note("x-of")) or [])[:1]:
        if name in side.fields:
            yield from references.values.each(side.fields[name], mention.value, mention.path)


def _grid(references: _References, mention: Mention) -> Iterator[Fault]:
    """The axes of a grid: each a field that holds one value, with the values that it is to take."""
    sides = [
        side for note in ("x-of", "x-also-of") for side in references.sides(mention, mention.note(note)) or []
    ]
    for name, wanted in group(mention.value).items():
        path = (*mention.path, name)
        field = sides[0].fields.get(name) if sides else None
        if field is None or wanted == "services":
            yield from references.field(sides, name, path, key=True)
            yield from references.holding(sides, name, path, "holds-service", key=True)
        else:
            yield from references.field(sides, name, path, key=True)
            yield from references.holding(sides, name, path, f"holds-{field.type}", key=True)
            yield from references.values.each(field, wanted, path)


# --- two sides ---


def _matching(references: _References, mention: Mention) -> Iterator[Fault]:
    """Fields that must agree: the two sides have them, and they hold the same kind of thing."""
    ours = references.sides(mention, mention.note("x-ours"))
    theirs = references.sides(mention, mention.note("x-theirs"))
    if ours is None or theirs is None:
        missing = mention.note("x-ours") if ours is None else mention.note("x-theirs")
        yield _missing_selector(references, mention, missing)
        return
    for names, paths in _pairs(mention):
        faults = list(_pair(references, (ours, theirs), names, paths))
        yield from faults or references.holding(ours, names[0], paths[0], mention.note("x-holds"), key=True)


def _pairs(mention: Mention) -> Iterator[tuple[tuple[str, str], tuple[Path, Path]]]:
    """The pairs of fields of a `matching` list, or of a map of one entry, with the place of each field."""
    if isinstance(mention.value, dict):
        for ours, theirs in mention.value.items():
            path = (*mention.path, ours)
            yield (ours, str(theirs)), (path, path)
    for position, item in enumerate(items(mention.value)):
        path = (*mention.path, position)
        if isinstance(item, str):
            yield (item, item), (path, path)
        for ours, theirs in group(item).items():
            yield (ours, str(theirs)), ((*path, ours), (*path, ours))


def _pair(
    references: _References,
    sides: tuple[list[Side], list[Side]],
    names: tuple[str, str],
    paths: tuple[Path, Path],
) -> Iterator[Fault]:
    """The faults of a pair of fields; the first place is shown as a key, for a pair that is written as one."""
    ours = list(references.field(sides[0], names[0], paths[0], key=True))
    yield from ours
    if names[0] != names[1]:
        yield from references.field(sides[1], names[1], paths[1])
    elif not ours:
        yield from _on_one_side(references, sides, names[0], paths[0])
    for mine, other in ((mine, other) for mine in sides[0] for other in sides[1]):
        yield from _unlike(references, (mine, other), names, paths[0])


def _on_one_side(
    references: _References, sides: tuple[list[Side], list[Side]], name: str, path: Path
) -> Iterator[Fault]:
    for other in sides[1]:
        if name not in other.fields:
            here = sides[0][0].owner if sides[0] else ""
            yield references.told.unknown(
                "field-on-one-side", path, other.fields, field=name, owner=here, other_owner=other.owner
            )
            return


def _unlike(
    references: _References, sides: tuple[Side, Side], names: tuple[str, str], path: Path
) -> Iterator[Fault]:
    """The fault of two fields that can never agree, as they hold different things or words of different lists."""
    mine, other = (side.fields.get(name) for side, name in zip(sides, names, strict=True))
    if mine is None or other is None or _comparable(mine) == _comparable(other):
        return
    arguments = {
        "field": mine.name, "owner": sides[0].owner, "other": other.name, "other_owner": sides[1].owner,
    }  # fmt: skip
    if mine.holds != other.holds:
        arguments |= {"holds": mine.holds, "other_holds": other.holds}
    else:
        arguments |= {"list": mine.values or "", "other_list": other.values or ""}
    yield references.told.fault_at_key("unlike-fields", path, **arguments)


def _comparable(field: Field) -> tuple[str, str | None, bool]:
    """Two fields can agree when these are the same; an identifier may be recorded as a text elsewhere."""
    return "text" if field.type == "identifier" else field.type, field.values, field.is_list


def _missing_selector(references: _References, mention: Mention, selectors: str) -> Fault:
    key = selectors.partition(",")[0]
    return references.told.fault_at_key(
        "missing-key-beside", mention.path, key=key, beside=str(mention.path[-1])
    )


# --- lengths and days ---


def _duration(references: _References, mention: Mention) -> Iterator[Fault]:
    duration = parse_duration(str(mention.value))
    if duration.unit in ("months", "years") and not references.names.defines_month:
        yield references.told.fault("month-undefined", mention.path, value=str(mention.value))
    if duration.unit in ("working-days", "working-hours"):
        yield references.told.fault("no-working-calendar", mention.path, value=str(mention.value))


def _not_before(references: _References, mention: Mention) -> Iterator[Fault]:
    """A last day; the first one stands beside it, perhaps as an inferred one."""
    first = mention.beside.get(mention.note("x-not-before"))
    first = group(first).get("inferred", first)
    if isinstance(first, str) and parse_day(str(mention.value)).ordinal < parse_day(first).ordinal:
        yield references.told.fault("days-reversed", mention.path, first=first, last=str(mention.value))


_KINDS: dict[str, Callable[[_References, Mention], Iterator[Fault]]] = {
    "party": _party,
    "clause": _clause,
    "norm": _norm,
    "service": _service,
    "event": _event,
    "record": _record,
    "choice": _choice,
    "options": _options,
    "field": _field,
    "where": _where,
    "values": _values,
    "grid": _grid,
    "matching": _matching,
    "duration": _duration,
    "not-before": _not_before,
}
