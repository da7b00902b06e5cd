"""What differs from another edition, laid beside the clauses of an agreement that is read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from slakit.reports.comparisons.telling import Telling as ComparisonTelling
from slakit.reports.pages.page import Passage, Telling

if TYPE_CHECKING:
    from slakit.agreement import Clause
    from slakit.comparison.changes import Change, Comparison

Mark = Literal["same", "gone", "new"]
_WORDS: Final = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Difference:
    """A change in words: of what, how and how strong it is, what each part was and is, and whom it serves."""

    heading: str
    verdict: str
    strength: str
    parts: tuple[tuple[str, str, str], ...]
    views: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reworded:
    """The signed text of a clause with the words of the other edition that are gone and those that are new."""

    passage: Passage
    pieces: tuple[tuple[str, Mark], ...]


@dataclass(frozen=True)
class Differences:
    """The differences between an older edition and the one that is read, told as `slakit diff` tells them."""

    comparison: "Comparison"
    telling: Telling

    @cached_property
    def _told(self) -> ComparisonTelling:
        return ComparisonTelling(self.comparison, self.telling.language, self.telling.names.digits)

    @property
    def title(self) -> str:
        """Which editions are compared."""
        return self._told.title()

    @property
    def summary(self) -> str:
        """How many changes there are of each strength."""
        return self._told.summary()

    def of_clause(self, number: str) -> tuple[Difference, ...]:
        """The changes of a clause; that its words differ is shown by `reworded`."""
        return tuple(
            self._difference(change)
            for change in self.comparison.changes
            if change.clause == number and (change.subject != "clause" or change.kind != "reworded")
        )

    def elsewhere(self) -> Iterator[Difference]:
        """The changes that belong to no clause of the edition that is read: what is gone, and what stands around the text."""
        numbers = {clause.clause for clause in self.comparison.new.agreement.clauses}
        yield from (
            self._difference(change) for change in self.comparison.changes if change.clause not in numbers
        )

    def reworded(self, clause: "Clause") -> Reworded | None:
        """The signed text of a clause beside that of the other edition, word by word; nothing where it is the same."""
        moved = {(one.subject, one.name) for one in self.comparison.changes if one.kind == "moved"}
        if ("clause", clause.clause) in moved:
            return None
        language = self.comparison.new.agreement.language
        before = {one.clause: one for one in self.comparison.old.agreement.clauses if one.clause}
        was = before.get(clause.clause or "")
        if was is None or language not in was.text or language not in clause.text:
            return None
        old, new = was.text[language].strip(), clause.text[language].strip()
        return None if old == new else Reworded(Passage(new, language), tuple(_compared(old, new)))

    def _difference(self, change: "Change") -> Difference:
        told = self._told
        return Difference(
            told.heading(change),
            told.verdict(change),
            change.strength.value,
            tuple((name, was, now) for name, was, now, _ in told.parts(change)),
            tuple(told.views(change)),
        )


def _compared(old: str, new: str) -> Iterator[tuple[str, Mark]]:
    """The words of two texts in one row.

    >>> [(piece, mark) for piece, mark in _compared("within 72 hours", "within 24 hours")]
    [('within ', 'same'), ('72', 'gone'), ('24', 'new'), (' hours', 'same')]
    """
    was, now = _WORDS.findall(old), _WORDS.findall(new)
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, was, now, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            yield "".join(now[new_from:new_to]), "same"
            continue
        if old_to > old_from:
            yield "".join(was[old_from:old_to]), "gone"
        if new_to > new_from:
            yield "".join(now[new_from:new_to]), "new"
