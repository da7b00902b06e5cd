"""Lint: what is odd about the documents of an edition that are not wrong by their schemas.

Each rule is a module of this package and a line of the table in `slakit.review.lint.rules`. `lint` runs them all and
asks the waivers of the agreement (`slakit.review.lint.waivers.decide`) what may be told.
"""

from collections.abc import Callable, Iterable, Sequence

from slakit.calendars import Day, parse_day
from slakit.consistency import sound_part
from slakit.consistency.plain import group
from slakit.consistency.telling import in_file_order
from slakit.document import Document, parse
from slakit.errors import Fault
from slakit.review.lint.edition import EditionDocuments, edition_documents
from slakit.review.lint.rule import Rule
from slakit.review.lint.rules import LINT_RULES
from slakit.review.lint.waivers import RULES_ON_WAIVERS, Decision, decide

__all__ = [
    "LINT_RULES",
    "Decision",
    "EditionDocuments",
    "day_of_review",
    "edition_documents",
    "letters",
    "lint",
    "reviewed",
]

RULES_ON_LETTERS = ("arabic-letters", "invisible-character")
"""The rules that read a document letter by letter, whatever is right or wrong about the rest of it."""
WAIVABLE = tuple(name for name, rule in LINT_RULES.items() if rule not in RULES_ON_WAIVERS)
"""The rules that a waiver may name: all but those on waivers."""


def day_of_review(agreement: Document, today: Day) -> Day:
    """The day by which the waivers of an edition are judged if nobody names one: today, but no day after its term.

    An edition that has ended is changed no more, so that a waiver which counted on its last day has nobody to renew it.
    """
    until = group(group(agreement.data).get("term")).get("until")
    if not isinstance(until, str):  # it has faults of its schema
        return today
    last = parse_day(until)
    return last if last.ordinal < today.ordinal else today


def letters(
    documents: tuple[Document, ...], faults: Sequence[Fault], on: Callable[[Document], Day | None]
) -> list[Fault]:
    """What the rules on letters tell of the documents of an edition of which some have faults of their schema.

    The agreement comes first. Its waivers count as far as they can be read, on the day `on` which it is reviewed.
    """
    nothing = parse(b"{}", "")
    read = [sound_part(document, faults).document for document in documents]
    agreement, annex, vocabulary = (*read, nothing, nothing)[:3]
    edition = edition_documents(agreement, annex, vocabulary)
    found = _found(edition, (LINT_RULES[name] for name in RULES_ON_LETTERS))
    told = decide(found, edition.agreement, on(edition.agreement), WAIVABLE).told
    return _in_file_order(edition, tuple(fault for fault in told if fault.rule in RULES_ON_LETTERS))


def lint(edition: EditionDocuments, today: Day | None) -> list[Fault]:
    """What the lint rules tell of an edition on a day, without what its waivers set aside, in file order."""
    return list(reviewed(edition, today).told)


def reviewed(edition: EditionDocuments, today: Day | None) -> Decision:
    """The same, together with what the waivers set aside; without a day, no waiver expires."""
    found = _found(edition, LINT_RULES.values())
    decision = decide(found, edition.agreement, today, WAIVABLE)
    waivers = dict(decision.waived)
    waived = _in_file_order(edition, tuple(waivers))
    return Decision(
        tuple(_in_file_order(edition, decision.told)), tuple((fault, waivers[fault]) for fault in waived)
    )


def _found(edition: EditionDocuments, rules: Iterable[Rule]) -> list[Fault]:
    return [
        Fault(rule.name, fault.place, fault.clause, fault.arguments, rule.severity)
        for rule in rules
        for fault in (rule.check(edition) if rule.check else ())
    ]


def _in_file_order(edition: EditionDocuments, faults: tuple[Fault, ...]) -> list[Fault]:
    """First the signed text, which is no document, then the documents in their order."""
    own = {document.name for document in edition.documents}
    of_the_text = [fault for fault in faults if fault.place and fault.place.file not in own]
    return [
        *of_the_text,
        *in_file_order(edition.documents, (fault for fault in faults if fault not in of_the_text)),
    ]
