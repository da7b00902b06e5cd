"""What no finding rests on and differs all the same: the words of clauses, definitions, parties, titles, rows."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from slakit.comparison.changes import UNTOUCHED, Change, Kind, Strength, Subject
from slakit.comparison.norms import Part
from slakit.comparison.renaming import OF_CLAUSES, renumbered
from slakit.comparison.services import norms_of_services
from slakit.comparison.transposing import Data, data_of
from slakit.document import Document
from slakit.loading import Edition
from slakit.strength import SAID, Relation

JUDGED: Final = {
    "clause": frozenset({"norms"}),
    "definition": frozenset({"month-days", "year-days"}),
    "fact": frozenset({"of", "holds-when", "fails-when"}),
    "choice": frozenset({"takes", "options"}),
}
"""Keys that are compared with the norms."""
WHO: Final = frozenset({"role", "part-of", "acts-as"})
"""Keys of a party that say what it is and not only how it is called."""
SIGNED: Final = {
    "clause": frozenset({"text"}),
    "definition": frozenset({"means"}),
    "service": frozenset({"title", "office"}),
}
"""Keys whose words, in the authoritative language, are what was signed or what it means."""


def text_changes(
    old: Edition, new: Edition, moved: Mapping[str, str], told: Container[tuple[str, str]]
) -> Iterator[Change]:
    """Every difference of words, in the order of the documents, with the norms that rest on them.

    `moved` has the new number of each clause that has another one; it is known by that. `told` has what is told as changed otherwise, by subject and name. Where the authoritative words differ and none of
    the norms that rest on them is told so, nothing is claimed: whether the two still say the same, a person must read.
    """
    for change in _text_changes(old, new, moved):
        before, norms = (_norms_of(change, old, new, edition) for edition in (old, new))
        language = new.agreement.language
        is_open = (
            bool(norms)
            and _is_signed_otherwise(change, language)
            and (change.subject, change.name) not in told
            and not any(("norm", norm) in told for norm in (*before, *norms))
        )
        effects = tuple((norm, Relation.EQUAL) for norm in norms)
        if is_open:
            yield replace(
                change, strength=Strength.UNCLEAR, recipients="open", provider="open", effects=effects
            )
        else:
            yield replace(change, effects=effects)


def _norms_of(change: Change, old: Edition, new: Edition, within: Edition) -> tuple[str, ...]:
    """The norms within one edition that rest on what is worded otherwise: of its clause, of those that use it, of services."""
    if change.kind not in UNTOUCHED:
        return ()
    match change.subject:
        case "service":
            return norms_of_services(within)
        case "clause":
            clauses = {change.name}
        case "definition" | "choice":
            key = "used-by" if change.subject == "definition" else "clauses"
            clauses = {clause for one in _named(change, old, new) for clause in one.get(key, ())}
        case _:
            return ()
    return tuple(norm.id for clause, norm in within.agreement.norms() if clause.clause in clauses)


def _named(change: Change, old: Edition, new: Edition) -> Iterator[Data]:
    """A definition or a choice, as both editions write it."""
    for edition in (old, new):
        data = data_of(edition.agreement_document)
        if change.subject == "choice":
            yield from (one for one in data.get("interpretation", ()) if one["choice"] == change.name)
        else:
            defined = (one for clause in data["clauses"] for one in clause.get("defines", ()))
            yield from (one for one in defined if one["term"] == change.name)


def _is_signed_otherwise(change: Change, language: str) -> bool:
    """Whether the words of the authoritative language differ, or the word itself that is defined."""
    signed = SIGNED.get(change.subject, frozenset())
    return any(
        (part.name in signed and _in(language, part.old) != _in(language, part.new))
        or (change.subject == "definition" and part.name == language)
        for part in change.parts
    )


def _in(language: str, words: object) -> object:
    return words.get(language) if isinstance(words, dict) else words


def _text_changes(old: Edition, new: Edition, moved: Mapping[str, str]) -> Iterator[Change]:
    was, now = data_of(old.agreement_document), data_of(new.agreement_document)
    was = {**renumbered(was, moved), "clauses": [_with_number(one, moved) for one in was["clauses"]]}
    both = _Both(old, new, was, now, moved)
    yield from _settings(old, new)
    yield from _term(both)
    yield from _items(both, "parties", "party", "party")
    yield from _items(both, "authorities", "authority", "authority")
    yield from _items(both, "facts", "fact", lambda one: f"{one['of']['record']}.{one['fact']}", in_both=True)
    yield from _items(both, "interpretation", "choice", "choice", in_both=True)
    yield from _items(both, "clauses", "clause", _clause_name)
    yield from _definitions(both)
    yield from _rows(old, new)


@dataclass(frozen=True, slots=True)
class _Both:
    """Two editions, and what they write; the old one names clauses by the numbers that they have now."""

    old: Edition
    new: Edition
    was: Data
    now: Data
    moved: Mapping[str, str]


def _with_number(clause: Data, moved: Mapping[str, str]) -> Data:
    """A clause with its own number as it was, and others by their new ones."""
    named: Data = renumbered(clause, moved)
    return {**named, "clause": clause["clause"]} if "clause" in clause else named


def _clause_name(clause: Data) -> str:
    return str(clause["clause"]) if "clause" in clause else f"heading {clause['heading']}"


def _settings(old: Edition, new: Edition) -> Iterator[Change]:
    was, now = data_of(old.agreement_document), data_of(new.agreement_document)
    if was["title"] != now["title"]:
        part = Part("title", was["title"], now["title"], Relation.EQUAL, SAID)
        yield _change(
            "setting", "title", None, "reworded", (part,), (new.agreement_document, ("title",)), None
        )
    before, after = was.get("source"), now.get("source")
    if parts := _parts(before or {}, after or {}, frozenset()):
        kind: Kind = "reworded" if before and after else "added" if after else "removed"
        told = _change(
            "setting", "source", None, kind, parts,
            (new.agreement_document, ("source",)) if after else None,
            (old.agreement_document, ("source",)) if before else None,
        )  # fmt: skip
        # what it says stands in the clauses, and is told there
        yield replace(told, strength=Strength.EQUAL, recipients="same", provider="same")


def _term(both: _Both) -> Iterator[Change]:
    """The ground on which a first day is inferred, and the clause that tells the term."""
    was, now = both.was["term"], both.now["term"]
    starts = (was["from"], now["from"])
    parts = list(_parts(was, now, frozenset({"from", "until", "proof", "renewed-by"})))
    if all(isinstance(start, dict) for start in starts):
        parts += _parts(*starts, frozenset({"inferred"}))
    if parts:
        yield _change(
            "term", "term", now["clause"], "reworded", parts, (both.new.agreement_document, ("term",)),
            (both.old.agreement_document, ("term",)),
        )  # fmt: skip


def _items(
    both: _Both,
    key: str,
    subject: Subject,
    name_of: str | Callable[[Data], str],
    *,
    in_both: bool = False,
) -> Iterator[Change]:
    """The items of a list that differ in words, come or go; those that come and go are told elsewhere if `in_both`."""
    before, after = (
        {_name(one, name_of): (at, one) for at, one in enumerate(data.get(key, ()))}
        for data in (both.was, both.now)
    )
    if key == "clauses":
        before = {both.moved.get(name, name): one for name, one in before.items()}
    for name in [*after, *(name for name in before if name not in after)]:
        was, now = before.get(name), after.get(name)
        if in_both and not (was and now):
            continue
        parts = _parts(was and was[1], now and now[1], JUDGED.get(subject, frozenset()) | {"defines"})
        if was and now and not parts:
            continue
        clause = (now or was)[1].get("clause") if key != "facts" else None  # type: ignore[index] # one of them is there
        kind: Kind = "reworded" if was and now else "added" if now else "removed"
        if any(part.name == "clause" for part in parts) and subject == "clause":
            kind = "moved"
        yield _change(
            subject, name, clause, kind, parts,
            (both.new.agreement_document, (key, now[0])) if now else None,
            (both.old.agreement_document, (key, was[0])) if was else None,
        )  # fmt: skip


def _name(one: Data, name_of: str | Callable[[Data], str]) -> str:
    return str(one[name_of]) if isinstance(name_of, str) else name_of(one)


def _definitions(both: _Both) -> Iterator[Change]:
    before, after = (
        {
            one["term"]: (at, number, one, clause.get("clause"))
            for at, clause in enumerate(data["clauses"])
            for number, one in enumerate(clause.get("defines", ()))
        }
        for data in (both.was, both.now)
    )
    for name in [*after, *(name for name in before if name not in after)]:
        was, now = before.get(name), after.get(name)
        parts = _parts(was and was[2], now and now[2], JUDGED["definition"])
        if was and now and not parts:
            continue
        kind: Kind = "reworded" if was and now else "added" if now else "removed"
        yield _change(
            "definition", name, (now or was)[3], kind, parts,  # type: ignore[index] # one of them is there
            (both.new.agreement_document, ("clauses", now[0], "defines", now[1])) if now else None,
            (both.old.agreement_document, ("clauses", was[0], "defines", was[1])) if was else None,
        )  # fmt: skip


def _rows(old: Edition, new: Edition) -> Iterator[Change]:
    """Rows of the annex that stay and are worded otherwise, or are for others."""
    before, after = (
        {one["service"]: (at, one) for at, one in enumerate(data_of(edition.annex_document)["services"])}
        for edition in (old, new)
    )
    for name, (at, now) in after.items():
        if name in before and (parts := _parts(before[name][1], now, frozenset({"row"}))):
            yield _change(
                "service", name, None, "reworded", parts, (new.annex_document, ("services", at)),
                (old.annex_document, ("services", before[name][0])),
            )  # fmt: skip


def _parts(was: Data | None, now: Data | None, leaving_out: frozenset[str]) -> tuple[Part, ...]:
    """The keys that differ between two groups; nothing where one of them is not there."""
    if was is None or now is None:
        return ()
    return tuple(
        Part(key, was.get(key), now.get(key), Relation.EQUAL, SAID)
        for key in dict.fromkeys((*was, *now))
        if key not in leaving_out and _said(key, was.get(key)) != _said(key, now.get(key))
    )


def _said(key: str, value: object) -> object:
    """A value, of which the order does not count where it lists clauses."""
    return sorted(value) if key in OF_CLAUSES and isinstance(value, list) else value


def _change(  # noqa: PLR0913, PLR0917 -- what a change says, in order
    subject: Subject,
    name: str,
    clause: str | None,
    kind: Kind,
    parts: Sequence[Part],
    at: tuple[Document, tuple[str | int, ...]] | None,
    was: tuple[Document, tuple[str | int, ...]] | None,
) -> Change:
    is_open = kind == "removed" or any(part.name in (*WHO, "eligibility") for part in parts)
    return Change(
        subject=subject,
        name=name,
        clause=clause,
        kind=kind,
        strength=Strength.UNCLEAR if is_open else Strength.EQUAL,
        ground="order" if kind == "moved" else "text",
        parts=tuple(parts),
        recipients="open" if is_open else "same",
        provider="open" if is_open else "same",
        place=at[0].place_of(at[1]) if at else None,
        was=was[0].place_of(was[1]) if was else None,
    )
