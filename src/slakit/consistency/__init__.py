"""Whether the documents of an edition agree with one another, before any event is read.

A schema sees one value at a time. Here every name is looked up where it is declared, and every field and value of a
norm is held against the vocabulary. All of it works on plain data: no model is built for a document with a fault.
"""

from slakit.consistency.agreements import faults_of_agreement, faults_of_annex
from slakit.consistency.cases import faults_of_cases
from slakit.consistency.declared import named, spoken
from slakit.consistency.levels import faults_of_levels
from slakit.consistency.references import faults_of_references
from slakit.consistency.remedies import faults_of_remedies
from slakit.consistency.telling import clause_of, in_file_order
from slakit.consistency.vocabularies import faults_of_vocabulary
from slakit.document import Document
from slakit.errors import Fault

__all__ = ["case_inconsistencies", "clause_of", "inconsistencies"]


def inconsistencies(agreement: Document, annex: Document, vocabulary: Document) -> list[Fault]:
    """Every fault of names and types in an edition: those of the agreement, the annex, the vocabulary, in file order.

    Each document must have passed its schema. Reads the file of the signed text, which lies beside the agreement.
    """
    names, words = named(agreement, annex), spoken(vocabulary)
    found = [
        *faults_of_references(agreement, "agreement", names, words),
        *faults_of_agreement(agreement),
        *faults_of_levels(agreement),
        *faults_of_remedies(agreement, words),
        *faults_of_references(annex, "services", names, words),
        *faults_of_annex(annex, agreement),
        *faults_of_vocabulary(vocabulary, words),
    ]
    return in_file_order((agreement, annex, vocabulary), found)


def case_inconsistencies(
    cases: Document, agreement: Document, annex: Document, vocabulary: Document
) -> list[Fault]:
    """Every fault of names and types in a case file, in file order.

    The case file must have passed its schema, and the edition must be consistent itself.
    """
    names, words = named(agreement, annex), spoken(vocabulary)
    found = [*faults_of_references(cases, "cases", names, words), *faults_of_cases(cases, words)]
    return in_file_order((cases,), found)
