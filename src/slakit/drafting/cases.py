"""The cases of the next edition: the same stories a term later, and those that then end otherwise."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from slakit.consistency.plain import entries, group
from slakit.document import Document, Path
from slakit.drafting.agreements import Renewal
from slakit.drafting.dates import days_in, days_moved, edition_moved, period_moved, rewritten, words_moved
from slakit.drafting.differences import expected_in, found_in
from slakit.drafting.points import Point
from slakit.drafting.terms import year_of
from slakit.messages import Language
from slakit.review.edits import Edit
from slakit.review.lint.edition import sayings
from slakit.text import ascii_digits

if TYPE_CHECKING:
    from slakit.testing import CaseResult

_PROSE: Final = frozenset({"title", "why"})
_LONGEST_SHOWN: Final = 100
_NAMES: Final = frozenset({"case", "story", "document"})


@dataclass(frozen=True, slots=True)
class _Moving:
    """A case file being moved to the new term."""

    document: Document
    renewal: Renewal

    def edits(self) -> Iterator[Edit]:
        for path, said in sayings(self.document.data):
            if edit := self._edit(path, said):
                yield edit

    def _edit(self, path: Path, said: str) -> Edit | None:
        if _NAMES & set(path):
            return None
        terms = self.renewal.terms
        if _PROSE & set(path):
            known = days_in(self._data_of(path), terms)
            return rewritten(self.document, path, lambda text: words_moved(text, known))
        if "edition" in path:
            moved = edition_moved(said, terms, (self.renewal.old, self.renewal.new))
            return rewritten(self.document, path, lambda text: text.replace(said, moved))
        if "occasion" in path and said != (moved := period_moved(said, terms)):
            return rewritten(self.document, path, lambda text: text.replace(said, moved))
        return rewritten(self.document, path, lambda text: days_moved(text, terms))

    def _data_of(self, path: Path) -> str:
        """All that the case at a path says besides its prose."""
        data: object = self.document.data
        if path[0] == "cases" and isinstance(path[1], int):
            data = [case for at, case in entries(data, "cases") if at == path[:2]]
        return "\n".join(said for at, said in sayings(data) if not _PROSE & set(at))


def case_edits(document: Document, renewal: Renewal) -> Iterator[Edit]:
    """The edits that move the days, the periods and the editions of a case file.

    In prose only the days move that the story itself has: what else is said of a year may be history.
    """
    return _Moving(document, renewal).edits()


def case_points(
    document: Document, renewal: Renewal, results: Iterable["CaseResult"], language: Language
) -> Iterator[Point]:
    """What of a case file that was moved has to be decided: cases that end otherwise, and words about the old year."""
    differing = {result.case.case: result for result in results if not result.holds}
    year = year_of(renewal.old)
    names_it = re.compile(rf"(?<![0-9]){year}(?![0-9])")
    for path, case in entries(document.data, "cases"):
        if found := differing.get(str(case["case"])):
            first = found.differences[0]
            told = {
                "expected": _short(expected_in(language, first)),
                "found": _short(found_in(language, first)),
            }
            yield Point("case-differs", path, {"norm": first.norm, **told})
        prose = " ".join(str(words) for key in _PROSE for words in group(case.get(key)).values())
        if year is not None and names_it.search(ascii_digits(prose)):
            yield Point("words-of-the-year", path, {"year": str(year), "edition": renewal.new})


def _short(said: str) -> str:
    line = " ".join(said.split())
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + "…"
