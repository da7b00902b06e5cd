"""What is open in an editor, and what was said of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from slakit.document import Document, Reader
from slakit.errors import Fault, InvalidDocument
from slakit.language_server.surroundings import agreement_around
from slakit.language_server.texts import Texts
from slakit.messages import Language


@dataclass(frozen=True, slots=True)
class Examined:
    """The files that were looked at, and what is wrong with them."""

    files: frozenset[Path]
    faults: tuple[Fault, ...]


Examine = Callable[[Iterable[Path], Reader, Language], Examined]
"""Examines editions and documents as `slakit validate` does."""


class Desk:
    """What is open, what was said of it, and in which language."""

    def __init__(self, examine: Examine, language: Language) -> None:
        self.language = language
        self.texts = Texts()
        self._examine = examine
        self._told: dict[Path, dict[Path, tuple[Fault, ...]]] = {}

    def faults_around(self, file: Path) -> dict[Path, tuple[Fault, ...]]:
        """Look at everything that a document belongs to: the faults of each file, also of those that have none now."""
        around = agreement_around(file)
        whole = around or file
        named = [
            path.parent if path == around else path
            for path in dict.fromkeys((around, file))
            if path and self.texts.is_ours(path)
        ]
        examined = (
            self._examine(named, self.texts.read, self.language) if named else Examined(frozenset(), ())
        )
        for path in examined.files:
            self.texts.sound(path)
        files = {*self._told.get(whole, ()), *examined.files, file}
        found: dict[Path, tuple[Fault, ...]] = dict.fromkeys(files, ())
        for fault in examined.faults:
            if fault.place:
                at = Path(fault.place.file)
                found[at] = (*found.get(at, ()), fault)
        self._told[whole] = found
        return found

    def faults_of(self, file: Path) -> tuple[Fault, ...]:
        """What was last said of a file."""
        return self._told.get(agreement_around(file) or file, {}).get(file, ())

    def document(self, file: Path) -> Document | None:
        """The document as it is written now, if it can be read."""
        try:
            return self.texts.read(file) if self.texts.is_ours(file) else None
        except InvalidDocument:
            return None
