"""Whether the documents of an edition agree with one another, before any event is read."""

from slakit.document import Document, Path
from slakit.errors import Fault


def clause_of(document: Document, path: Path) -> str | None:
    """The number of the clause, or the id of the heading, that a path of an agreement lies in."""
    match path, document.data:
        case ("clauses", int(position), *_), {"clauses": list(clauses)} if 0 <= position < len(clauses):
            match clauses[position]:
                case {"clause": str(number)} | {"heading": str(number)}:
                    return number
    return None


def inconsistencies(agreement: Document, annex: Document, vocabulary: Document) -> list[Fault]:
    """Every fault of references and types, in file order."""
    return []
