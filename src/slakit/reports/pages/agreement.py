"""An agreement as a page to read: the signed text, and beside it what each clause demands, defines, or why it is not checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from slakit.calendars import Digits, Language, time_zone_data_version
from slakit.reports.anchors import anchor
from slakit.reports.explanation import choice_ground
from slakit.reports.labels import LABELS
from slakit.reports.names import Names
from slakit.reports.pages.clause_sections import InWords, norm_in_words
from slakit.reports.pages.defined_words import DefinedWords, Linked
from slakit.reports.pages.differences import Difference, Differences, Reworded
from slakit.reports.pages.page import Medium, Telling, rendered
from slakit.reports.pages.report import head_facts

if TYPE_CHECKING:
    from slakit.agreement import Clause, Definition
    from slakit.comparison.changes import Comparison
    from slakit.loading import Edition

Link = tuple[str, str]
"""What a link says, and the name of the part that it leads to."""


@dataclass(frozen=True, slots=True)
class DefinedTerm:
    """A definition: the word, what it means, where it is used or why it is not, and a clause that says otherwise."""

    anchor: str
    word: str
    means: str
    used_in: tuple[Link, ...]
    unused: str
    conflict: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading or a clause of the text, with all that stands beside it; a heading has no number."""

    number: str
    anchor: str
    signed: Linked
    translation: Linked | None
    norms: tuple[InWords, ...]
    definitions: tuple[DefinedTerm, ...]
    not_checked: str
    note: str
    differences: tuple[Difference, ...] = ()
    reworded: Reworded | None = None


def agreement_page(
    edition: "Edition",
    language: Language,
    *,
    digits: Digits = "persian",
    comparison: "Comparison | None" = None,
    medium: Medium = "screen",
) -> str:
    """The agreement as one HTML file, in one language, that asks no network for anything.

    Each clause has the anchor `clause-` and its number, which others can cite. With a comparison of which this is the
    new edition, what differs from the old one is marked.
    """
    telling = Telling(Names(edition, language, digits))
    differences = None if comparison is None else Differences(comparison, telling)
    return rendered(
        "agreement.html",
        telling.names.chosen(edition.agreement.title),
        telling,
        {
            "kind": "agreement page",
            "edition": telling.names.number(edition.agreement.edition),
            "facts": list(head_facts(telling)),
            "summary": _summary(telling),
            "parts": list(text_parts(telling, differences)),
            "differences": differences,
            "parties": list(_parties(telling)),
            "authorities": list(_authorities(telling)),
            "choices": list(_choices(telling)),
            "annex": list(annex_rows(telling)),
            "annex_heads": annex_heads(telling),
            "annex_office": _annex_office(telling),
            "basis": list(_basis(telling)),
            "signing": signing_parties(telling),
        },
        medium,
    )


def _summary(telling: Telling) -> str:
    clauses = [clause for clause in telling.names.edition.agreement.clauses if clause.clause]
    count = telling.names.count
    return telling.said(
        "clauses counted",
        all=count(len(clauses)),
        norms=count(sum(bool(clause.norms) for clause in clauses)),
        defines=count(sum(bool(clause.defines) for clause in clauses)),
        unchecked=count(sum(bool(clause.not_checkable) for clause in clauses)),
    )


def _link(number: str, telling: Telling) -> Link:
    return telling.names.clause(number), anchor("clause", number)


# --- the text -----------------------------------------------------------------------------------------------------


def text_parts(telling: Telling, differences: Differences | None = None) -> Iterator[Part]:
    """The text of the agreement, part by part in its order, and what differs from another edition."""
    agreement = telling.names.edition.agreement
    words = DefinedWords(agreement.clauses)
    for clause in agreement.clauses:
        names, number = telling.names, clause.clause
        signed, translation = words.linked_passages(clause, telling)
        yield Part(
            names.clause(number) if number else "",
            anchor("clause", number) if number else anchor("heading", clause.heading or ""),
            signed,
            translation,
            tuple(norm_in_words(norm, telling) for norm in clause.norms or ()),
            tuple(_definition(clause, one, telling) for one in clause.defines or ()),
            names.words(clause.not_checkable) if clause.not_checkable else "",
            names.words(clause.note) if clause.note else "",
            differences.of_clause(number) if differences and number else (),
            differences.reworded(clause) if differences and number else None,
        )


def _definition(clause: "Clause", definition: "Definition", telling: Telling) -> DefinedTerm:
    names, conflict = telling.names, definition.conflicts_with
    word = names.chosen(definition.words or {"": definition.term})
    other = ""
    if conflict:
        said = telling.said(
            "conflict", other=names.clause(conflict.clause), prevails=names.clause(conflict.prevails)
        )
        other = f"{said}: {names.words(conflict.for_)}"
    return DefinedTerm(
        anchor("term", definition.term),
        names.quoted(word),
        names.words(definition.means),
        tuple(_link(number, telling) for number in definition.used_by),
        names.words(definition.unused) if definition.unused else "",
        other,
    )


# --- what stands around it ----------------------------------------------------------------------------------------


def _parties(telling: Telling) -> Iterator[tuple[str, str, Link]]:
    for party in telling.names.edition.agreement.parties:
        roles = [telling.said(f"role {party.role}")]
        roles += [telling.said(f"acts {party.acts_as}")] if party.acts_as else []
        yield (
            telling.names.words(party.name),
            telling.names.listed(roles),
            _link(party.clause, telling),
        )


def signing_parties(telling: Telling) -> list[str]:
    """Who signs: the signatories that the agreement names, else its two sides."""
    parties = telling.names.edition.agreement.parties
    signing = [party for party in parties if party.acts_as == "signatory"]
    signing = signing or [party for party in parties if party.role in ("provider", "recipient")]
    return [telling.names.words(party.name) for party in signing]


def _authorities(telling: Telling) -> Iterator[tuple[str, str, tuple[str, ...], Link, str]]:
    """The laws of the register: title, number, days of approval, notification and force, clause, remark."""
    names = telling.names
    for law in telling.names.edition.agreement.authorities:
        days = (law.approved, law.notified, law.in_force)
        yield (
            names.words(law.title),
            names.number(law.number) if law.number else "",
            tuple(names.written_day(day) if day else "" for day in days),
            _link(law.clause, telling),
            names.words(law.note) if law.note else "",
        )


def _choices(telling: Telling) -> Iterator[tuple[str, str, tuple[Link, ...]]]:
    """Each interpretation choice that a norm of the agreement uses, its ground, and the clauses of those norms."""
    clauses: dict[str, dict[str, None]] = {}
    for duty in telling.names.edition.duties:
        for choice in duty.choices:
            clauses.setdefault(choice, {})[duty.clause] = None
    for choice in sorted(clauses):
        links = tuple(_link(number, telling) for number in clauses[choice])
        yield telling.names.apart(choice), choice_ground(choice, telling.names), links


def annex_heads(telling: Telling) -> list[str]:
    """The heads of those columns of the annex in which something stands."""
    annex = telling.names.edition.annex
    optional = (
        ("code", any(row.code for row in annex.services)),
        ("office", any(row.office for row in annex.services)),
        ("for whom", any(row.eligibility for row in annex.services)),
        ("note", any(row.note for row in annex.services)),
    )
    return ["row", "service", "title", *(head for head, is_shown in optional if is_shown)]


def _annex_office(telling: Telling) -> str:
    """The office of every row, if it is one."""
    annex = telling.names.edition.annex
    shared = annex.office and not any(row.office for row in annex.services)
    return telling.names.words(annex.office) if shared and annex.office else ""


def annex_rows(telling: Telling) -> Iterator[tuple[str, list[str]]]:
    """The rows of the annex: the anchor of each, and its cells under the heads."""
    names, annex = telling.names, telling.names.edition.annex
    heads = annex_heads(telling)
    for row in annex.services:
        office = row.office or annex.office
        cells = {
            "row": names.count(row.row),
            "service": names.apart(row.service),
            "title": names.words(row.title),
            "code": names.apart(row.code or ""),
            "office": names.words(office) if office else "",
            "for whom": names.words(row.eligibility.why) if row.eligibility else "",
            "note": names.words(row.note) if row.note else "",
        }
        yield anchor("service", row.service), [cells[head] for head in heads]


def _basis(telling: Telling) -> Iterator[tuple[str, str]]:
    names, edition = telling.names, telling.names.edition
    yield LABELS["digest"][telling.language], names.apart(edition.digest)
    if edition.agreement.source:
        yield telling.said("signed source"), names.apart(edition.agreement.source.sha256)
    yield LABELS["time zone"][telling.language], names.apart(edition.agreement.time_zone)
    yield LABELS["time-zone data"][telling.language], names.apart(time_zone_data_version())
    for calendar in edition.calendars:
        yield telling.said("calendars"), f"{names.words(calendar.title)} ({names.apart(calendar.digest)})"
