"""A document being told about: faults at its places, and the names that are close to a misspelt one."""

from collections.abc import Iterable, Iterator

from slakit.document import Document, Path
from slakit.errors import Argument, Fault
from slakit.frozen import Frozen
from slakit.spelling import VALUE_LIKENESS, suggestions


def clause_of(document: Document, path: Path) -> str | None:
    """The number of the clause, or the id of the heading, that a path of an agreement lies in; else nothing."""
    match path, document.data:
        case ("clauses", int(position), *_), {"clauses": list(clauses)} if 0 <= position < len(clauses):
            match clauses[position]:
                case {"clause": str(name)} | {"heading": str(name)}:
                    return name
    return None


class Telling(Frozen):
    """Says what is wrong in one document."""

    document: Document

    def fault(self, rule: str, path: Path, **arguments: Argument) -> Fault:
        """A fault at the place of a value."""
        return Fault(rule, self.document.place_of(path), clause_of(self.document, path), arguments)

    def fault_at_key(self, rule: str, path: Path, **arguments: Argument) -> Fault:
        """A fault at the place of a value's key."""
        return Fault(rule, self.document.place_of(path, key=True), clause_of(self.document, path), arguments)

    def unknown(self, rule: str, path: Path, known: Iterable[str], **arguments: Argument) -> Fault:
        """A name that nothing has, with the known one that was probably meant, or with all of them.

        The first argument is the name that was written.
        """
        return self.fault(rule, path, **_with_the_known(known, arguments))

    def unknown_key(self, rule: str, path: Path, known: Iterable[str], **arguments: Argument) -> Fault:
        """The same for a name that is written as a key."""
        return self.fault_at_key(rule, path, **_with_the_known(known, arguments))

    def repeated(
        self, rule: str, named: Iterable[tuple[str, Path]], **arguments: Argument
    ) -> Iterator[Fault]:
        """A fault for each name that was given before, which says at which line."""
        first: dict[str, Path] = {}
        for name, path in named:
            if first.setdefault(name, path) != path:
                line = self.document.place_of(first[name]).line
                yield self.fault(rule, path, name=name, line=line, **arguments)


def _with_the_known(known: Iterable[str], arguments: dict[str, Argument]) -> dict[str, Argument]:
    names, written = list(dict.fromkeys(known)), str(next(iter(arguments.values())))
    told: dict[str, Argument] = {**arguments, **suggestions(written, names, VALUE_LIKENESS)}
    return told | {"allowed": "\n".join(names)} if names else told


def in_file_order(documents: Iterable[Document], faults: Iterable[Fault]) -> list[Fault]:
    """Each fault once: by file, in the order given and then as they come, and in a file by place."""
    order = {document.name: number for number, document in enumerate(documents)}

    def by_place(fault: Fault) -> tuple[int, int, int, str]:
        place = fault.place
        if place is None:
            return -1, 0, 0, fault.rule
        return order.setdefault(place.file, len(order)), place.line, place.column, fault.rule

    return sorted(dict.fromkeys(faults), key=by_place)
