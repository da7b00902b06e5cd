"""Whether the documents of an edition agree with one another, before any event is read.

A schema sees one value at a time. Here every name is looked up where it is declared, and every field and value of a
norm is held against the vocabulary. All of it works on plain data: no model is built for a document with a fault.
"""

from collections.abc import Sequence

from slakit.consistency.agreements import faults_of_agreement, faults_of_annex, faults_of_names
from slakit.consistency.cases import faults_of_cases
from slakit.consistency.comparisons import faults_of_comparisons
from slakit.consistency.declared import named, spoken
from slakit.consistency.levels import faults_of_levels
from slakit.consistency.references import faults_of_references
from slakit.consistency.remedies import faults_of_remedies
from slakit.consistency.sound_parts import certain, sound_part, with_meant_numbers
from slakit.consistency.telling import clause_of, in_file_order
from slakit.consistency.vocabularies import faults_of_vocabulary
from slakit.document import Document
from slakit.errors import Fault

__all__ = [
    "case_inconsistencies",
    "clause_of",
    "inconsistencies",
    "inconsistencies_of_sound_parts",
    "sound_part",
]


def inconsistencies(agreement: Document, annex: Document, vocabulary: Document) -> list[Fault]:
    """Every fault of names and types in an edition: those of the agreement, the annex, the vocabulary, in file order.

    Each document must have passed its schema. Reads the file of the signed text, which lies beside the agreement.
    """
    names, words = named(agreement, annex), spoken(vocabulary)
    found = [
        *faults_of_references(agreement, "agreement", names, words),
        *faults_of_agreement(agreement),
        *faults_of_levels(agreement, words),
        *faults_of_comparisons(agreement),
        *faults_of_remedies(agreement, words),
        *faults_of_references(annex, "services", names, words),
        *faults_of_annex(annex, agreement),
        *faults_of_vocabulary(vocabulary),
    ]
    return in_file_order((agreement, annex, vocabulary), found)


def inconsistencies_of_sound_parts(
    agreement: Document, annex: Document | None, vocabulary: Document | None, faults: Sequence[Fault]
) -> list[Fault]:
    """The faults of names and types that hold whatever the parts with faults of their schema are meant to say.

    The annex may not fit its schema either, and may not be there; the vocabulary fits, or nothing is said of it.
    """
    agreement, left = with_meant_numbers(agreement, faults)
    sound, of_the_annex = sound_part(agreement, left), sound_part(annex, left) if annex else None
    names, words = named(agreement, annex or agreement), spoken(vocabulary) if vocabulary else None
    references = faults_of_references(sound.document, "agreement", names, words)
    found = [*faults_of_names(agreement), *certain(references, sound, of_the_annex)]
    if annex and not any(fault.place and fault.place.file == annex.name for fault in faults):
        found += faults_of_annex(annex, sound.document)
    if vocabulary:
        found += faults_of_vocabulary(vocabulary)
    return in_file_order((one for one in (agreement, annex, vocabulary) if one), found)


def case_inconsistencies(
    cases: Document, agreement: Document, annex: Document, vocabulary: Document
) -> list[Fault]:
    """Every fault of names and types in a case file, in file order.

    The case file must have passed its schema, and the edition must be consistent itself.
    """
    names, words = named(agreement, annex), spoken(vocabulary)
    found = [
        *faults_of_references(cases, "cases", names, words),
        *faults_of_cases(cases, agreement, names, words),
    ]
    return in_file_order((cases,), found)
