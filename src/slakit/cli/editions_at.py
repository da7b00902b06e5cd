"""The editions in folders, now and as a commit has them: which follows which, and what has changed."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from slakit.cli.wording import Refused, Voice
from slakit.document import read
from slakit.errors import InvalidDocument
from slakit.loading import AGREEMENT_FILE

if TYPE_CHECKING:
    from slakit.consistency.succession import TermOfEdition

Name = tuple[str, str]
"""An agreement and an edition of it."""
_NOT_COMPARED = ("CHANGELOG.md", "signatures", "cases", "mappings")


class Editions(dict[Name, Path]):
    """Folders of editions by agreement and edition; a folder whose agreement cannot be read is not among them."""

    def __init__(self, folders: Iterable[Path]) -> None:
        super().__init__()
        self._terms: dict[Path, TermOfEdition] = {}
        for folder in folders:
            if term := _term(folder):
                self[term.agreement, term.edition] = folder
                self._terms[folder] = term

    def last_day(self, folder: Path) -> str:
        """The last day of an edition, as it is written."""
        return str(self._terms[folder].last)

    def is_over(self, folder: Path) -> bool:
        """Whether the last day of an edition lies before today, in its time zone."""
        from slakit.cli.times import today

        return self._terms[folder].last.ordinal < today(read(folder / AGREEMENT_FILE)).ordinal

    def has_successor(self, folder: Path) -> bool:
        """Whether an edition of the same agreement ends later."""
        mine = self._terms[folder]
        return any(
            other.agreement == mine.agreement and other.last.ordinal > mine.last.ordinal
            for other in self._terms.values()
        )

    def predecessor(self, folder: Path) -> Path | None:
        """The edition of the same agreement that began last before this one, wherever that one lies."""
        mine = self._terms.get(folder) or _term(folder)
        earlier = [
            (term.first.ordinal, found)
            for found, term in self._terms.items()
            if mine and term.agreement == mine.agreement and term.first.ordinal < mine.first.ordinal
        ]
        return max(earlier)[1] if earlier else None


@dataclass(frozen=True, slots=True)
class BaseTree:
    """The editions below the same paths in a commit, unpacked; `here` is the working folder as it was then."""

    here: Path
    editions: Editions

    def has_the_same(self, name: Name, folder: Path) -> bool:
        """Whether an edition says now what it said then, byte for byte, but for cases, changelog and signatures."""
        return _contents(self.editions[name]) == _contents(folder)

    def name_of(self, folder: Path) -> str:
        """The folder of an edition as it was called from the working folder."""
        return folder.relative_to(self.here).as_posix()

    def cannot_be_read_now(self, folder: Path) -> bool:
        """Whether the edition is still there, and can no longer be read."""
        now = Path(self.name_of(folder))
        return (now / AGREEMENT_FILE).is_file() and _term(now) is None


def editions_below(paths: Iterable[str], voice: Voice) -> Editions:
    """The editions in folders and below them. Raises `Refused` for a path that is not there."""
    found: list[Path] = []
    for path in map(Path, paths):
        if not path.exists():
            raise Refused(voice.said("no agreement below", folder=str(path)))
        found += _folders(path)
    return Editions(dict.fromkeys(found))


def base_tree(paths: Iterable[str], against: str, into: Path, voice: Voice) -> BaseTree:
    """The editions below paths as a commit has them, `git:REF`. Raises `Refused`."""
    here = as_of(Path(), against, into, voice)
    places = (here / os.path.relpath(path) for path in paths)
    folders = [folder for place in places if place.exists() for folder in _folders(place)]
    return BaseTree(here, Editions(dict.fromkeys(folders)))


def as_of(edition: Path, against: str, into: Path, voice: Voice) -> Path:
    """The folder or file of an edition as a commit has it, `git:REF`, unpacked. Raises `Refused`."""
    from slakit.comparison.commits import CannotCheckOut, check_out

    ref = against.removeprefix("git:")
    if ref in (against, ""):
        raise Refused(voice.said("unknown against", found=against), voice.said("against git"))
    try:
        return check_out(edition, ref, into)
    except CannotCheckOut as problem:
        folder = str(problem) if problem.lack == "no folder then" else str(edition)
        wrong = voice.said(problem.lack, ref=ref, folder=folder, said=str(problem))
        cures = {"no git", "no repository", "no commit"}
        cure = voice.said(f"cure {problem.lack}") if problem.lack in cures else None
        raise Refused(wrong, cure) from problem


def _folders(path: Path) -> list[Path]:
    if (path / AGREEMENT_FILE).is_file():
        return [path]
    return [file.parent for file in sorted(path.rglob(AGREEMENT_FILE))]


def _term(folder: Path) -> "TermOfEdition | None":
    from slakit.consistency.succession import term_of

    try:
        return term_of(read(folder / AGREEMENT_FILE))
    except InvalidDocument:  # `validate` tells of it
        return None


def _contents(folder: Path) -> Mapping[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and file.relative_to(folder).parts[0] not in _NOT_COMPARED
    }
