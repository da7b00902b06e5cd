"""Where in an edition stands what a comparison tells of."""

from typing import TYPE_CHECKING

from slakit.comparison.changes import Subject
from slakit.comparison.transposing import data_of

if TYPE_CHECKING:
    from slakit.document import Document, Path
    from slakit.loading import Edition
    from slakit.source import Place


def norm_place(norm: str, edition: "Edition") -> "Place | None":
    """Where a norm stands in an edition, if it has one of this id."""
    for at, clause in enumerate(data_of(edition.agreement_document)["clauses"]):
        for number, one in enumerate(clause.get("norms", ())):
            if one["id"] == norm:
                return edition.agreement_document.place_of(("clauses", at, "norms", number))
    return None


def document_of(edition: "Edition", subject: Subject) -> "Document":
    """The document of an edition in which something stands."""
    return edition.annex_document if subject == "service" else edition.agreement_document


def place_in(document: "Document", path: "Path | None") -> "Place | None":
    """Where a path leads in a document, if there is one."""
    return None if path is None else document.place_of(path)
