"""Lint: what is odd about the documents of an edition that are not wrong by their schemas.

Each rule is a module of this package and a line of the table in `slakit.review.lint.rules`. `lint` runs them all and
asks the waivers of the agreement (`slakit.review.lint.waivers.decide`) what may be told.
"""

from slakit.calendars import Day, parse_day
from slakit.consistency.plain import group
from slakit.consistency.telling import in_file_order
from slakit.document import Document
from slakit.errors import Fault
from slakit.review.lint.edition import EditionDocuments, edition_documents
from slakit.review.lint.rules import LINT_RULES
from slakit.review.lint.waivers import RULES_ON_WAIVERS, Decision, decide

__all__ = [
    "LINT_RULES",
    "Decision",
    "EditionDocuments",
    "day_of_review",
    "edition_documents",
    "lint",
    "reviewed",
]

WAIVABLE = tuple(name for name, rule in LINT_RULES.items() if rule not in RULES_ON_WAIVERS)
"""The rules that a waiver may name: all but those on waivers."""


def day_of_review(agreement: Document, today: Day) -> Day:
    """The day by which the waivers of an edition are judged if nobody names one: today, but no day after its term.

    An edition that has ended is changed no more, so that a waiver which counted on its last day has nobody to renew it.
    """
    last = parse_day(str(group(group(agreement.data)["term"])["until"]))
    return last if last.ordinal < today.ordinal else today


def lint(edition: EditionDocuments, today: Day | None) -> list[Fault]:
    """What the lint rules tell of an edition on a day, without what its waivers set aside, in file order."""
    return list(reviewed(edition, today).told)


def reviewed(edition: EditionDocuments, today: Day | None) -> Decision:
    """The same, together with what the waivers set aside; without a day, no waiver expires."""
    found = [
        Fault(rule.name, fault.place, fault.clause, fault.arguments, rule.severity)
        for rule in LINT_RULES.values()
        for fault in (rule.check(edition) if rule.check else ())
    ]
    decision = decide(found, edition.agreement, today, WAIVABLE)
    waivers = dict(decision.waived)
    waived = _in_file_order(edition, tuple(waivers))
    return Decision(
        tuple(_in_file_order(edition, decision.told)), tuple((fault, waivers[fault]) for fault in waived)
    )


def _in_file_order(edition: EditionDocuments, faults: tuple[Fault, ...]) -> list[Fault]:
    """First the signed text, which is no document, then the documents in their order."""
    own = {document.name for document in edition.documents}
    of_the_text = [fault for fault in faults if fault.place and fault.place.file not in own]
    return [
        *of_the_text,
        *in_file_order(edition.documents, (fault for fault in faults if fault not in of_the_text)),
    ]
