"""An agreement and its annex as wholes: each name given once, one meaning of a month, and the text that was signed."""

import hashlib
from collections.abc import Iterator
from pathlib import Path as FilePath

from slakit.consistency.plain import Group, entries, group, texts
from slakit.consistency.telling import Telling
from slakit.document import Document, Path
from slakit.errors import Fault
from slakit.interpretation import CHOICES


def faults_of_agreement(agreement: Document) -> Iterator[Fault]:
    """The faults of an agreement that passed its schema, beside those of its references."""
    told, data = Telling(agreement), group(agreement.data)
    yield from faults_of_names(agreement)
    yield from _lengths(told, data, "month-days", "month-of-two-lengths")
    yield from _lengths(told, data, "year-days", "year-of-two-lengths")
    for path, taken in entries(data, "interpretation"):
        yield from _choice_taken(told, path, taken)
    yield from _parts_of_themselves(told, data)
    if "source" in data:
        yield from _signed_text(told, group(data["source"]))


def faults_of_names(agreement: Document) -> Iterator[Fault]:
    """The faults of names that are given twice; the agreement need not fit its schema."""
    told, data = Telling(agreement), group(agreement.data)
    yield from _repeated_names(told, data)
    yield from _repeated_clauses(told, data)


def faults_of_annex(annex: Document, agreement: Document) -> Iterator[Fault]:
    """The faults of an annex that passed its schema: whose it is, and its rows."""
    told, data, signed = Telling(annex), group(annex.data), group(agreement.data)
    for key in ("agreement", "edition"):
        if key in signed and data[key] != signed[key]:
            yield told.fault("annex-of-another", (key,), found=str(data[key]), expected=str(signed[key]))
    yield from told.repeated("duplicate-name", _named(data, "service", "services"), kind="service")
    yield from _rows(told, data)


# --- names ---


def _repeated_names(told: Telling, data: Group) -> Iterator[Fault]:
    clauses = list(entries(data, "clauses"))
    facts = (
        (f"{group(fact.get('of')).get('record')}.{fact['fact']}", (*path, "fact"))
        for path, fact in entries(data, "facts")
        if "fact" in fact
    )
    named = {
        "party": _named(data, "party", "parties"),
        "authority": _named(data, "authority", "authorities"),
        "choice": _named(data, "choice", "interpretation"),
        "fact": facts,
        "norm": (
            (name, (*path, *at)) for path, clause in clauses for name, at in _named(clause, "id", "norms")
        ),
        "definition": (
            (name, (*path, *at)) for path, clause in clauses for name, at in _named(clause, "term", "defines")
        ),
    }
    for kind, names in named.items():
        yield from told.repeated("duplicate-name", names, kind=kind)


def _named(data: Group, key: str, *keys: str) -> Iterator[tuple[str, Path]]:
    """The names that the entries of a list give themselves, each with its path."""
    return (
        (name, (*path, key))
        for path, entry in entries(data, *keys)
        if isinstance(name := entry.get(key), str)
    )


def _repeated_clauses(told: Telling, data: Group) -> Iterator[Fault]:
    """Clauses and headings share their names: a person who reads `clause 1` must find one place."""
    named = (
        (name, (*path, key)) for path, clause in entries(data, "clauses") for key in ("clause", "heading")
        if isinstance(name := clause.get(key), str)
    )  # fmt: skip
    yield from told.repeated("duplicate-clause", named)


# --- meanings ---


def _lengths(told: Telling, data: Group, key: str, rule: str) -> Iterator[Fault]:
    """The faults of definitions that give a month, or a year, another length than the first one that does."""
    defined = [
        (int(str(definition[key])), (*path, *at, key))
        for path, clause in entries(data, "clauses")
        for at, definition in entries(clause, "defines")
        if key in definition
    ]
    for days, path in defined[1:]:
        first, first_path = defined[0]
        if days != first:
            line = told.document.place_of(first_path).line
            yield told.fault(rule, path, days=days, first=first, line=line)


def _choice_taken(told: Telling, path: Path, taken: Group) -> Iterator[Fault]:
    name, takes, own = str(taken["choice"]), str(taken["takes"]), texts(taken.get("options"))
    library = CHOICES.get(name)
    if library and own and tuple(own) != library.options:
        yield told.fault_at_key("options-of-the-library", (*path, "options"), choice=name)
        return
    if library is None and not own:
        yield told.unknown("choice-without-options", (*path, "choice"), CHOICES, name=name)
        return
    options = library.options if library else tuple(own)
    if takes not in options:
        yield told.unknown("unknown-option", (*path, "takes"), options, name=takes, choice=name)


def _parts_of_themselves(told: Telling, data: Group) -> Iterator[Fault]:
    """The fault of a party that is a part of itself, told once, at the first party of the circle."""
    whole = {str(party["party"]): party.get("part-of") for _, party in entries(data, "parties")}
    order = list(whole)
    for path, party in entries(data, "parties"):
        passed = [str(party["party"])]
        while isinstance(wider := whole.get(passed[-1]), str) and wider not in passed:
            passed.append(wider)
        if wider == passed[0] and passed[0] == min(passed, key=order.index):
            circle = " → ".join([*passed, passed[0]])
            yield told.fault("party-within-itself", (*path, "part-of"), name=passed[0], circle=circle)


# --- the signed text ---


def _signed_text(told: Telling, source: Group) -> Iterator[Fault]:
    file = str(source["file"])
    try:
        content = (FilePath(told.document.name).parent / file).read_bytes()
    except OSError as problem:
        missing = isinstance(problem, FileNotFoundError)
        reason = "no-such-file" if missing else "unreadable-file"
        yield told.fault("cannot-read", ("source", "file"), file=file, reason=reason)
        return
    digest = hashlib.sha256(content).hexdigest()
    if digest != source["sha256"]:
        yield told.fault("other-text", ("source", "sha256"), file=file, found=digest)


# --- the annex ---


def _rows(told: Telling, data: Group) -> Iterator[Fault]:
    """Rows are numbered from 1, in order; after a wrong one the count goes on from it, or from its place."""
    first: dict[int, Path] = {}
    before = 0
    for position, (path, service) in enumerate(entries(data, "services"), start=1):
        row, place = int(str(service["row"])), (*path, "row")
        if first.setdefault(row, place) != place:
            line = told.document.place_of(first[row]).line
            yield told.fault("repeated-row", place, row=row, line=line)
            continue
        if row not in (before + 1, position):
            yield told.fault("row-out-of-order", place, row=row, expected=before + 1)
        before = row
