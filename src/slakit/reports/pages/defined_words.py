"""The words that an agreement defines, found in its text, so that each leads to its definition."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from slakit.reports.anchors import anchor
from slakit.reports.pages.page import Passage, Telling, passages

if TYPE_CHECKING:
    from slakit.agreement import Clause


@dataclass(frozen=True, slots=True)
class Linked:
    """A text in pieces: each with the anchor of the definition that it leads to, or none. Together they are the text."""

    passage: Passage
    pieces: tuple[tuple[str, str], ...]


class DefinedWords:
    """The defined words of an agreement in each language that it has them in.

    A word is found as the definition writes it, where it stands by itself; of two that begin together the longer one
    counts. Inside its own clause a word leads nowhere.
    """

    def __init__(self, clauses: "Iterable[Clause]") -> None:
        self._anchors: dict[str, dict[str, str]] = {}
        for clause in clauses:
            for definition in clause.defines or ():
                for language, word in definition.words.items():
                    anchors = self._anchors.setdefault(language, {})
                    anchors[word.lower()] = anchor("term", definition.term)
        self._patterns = {language: _pattern(words) for language, words in self._anchors.items()}

    def linked_passages(self, clause: "Clause", telling: Telling) -> tuple[Linked, Linked | None]:
        """The text of a clause with its defined words, and its translation if there is one."""
        own = {anchor("term", definition.term) for definition in clause.defines or ()}
        signed, translation = passages(clause.text, telling)
        return self._linked(signed, own), None if translation is None else self._linked(translation, own)

    def _linked(self, passage: Passage, own: set[str]) -> Linked:
        return Linked(passage, tuple(self._pieces(passage, own)))

    def _pieces(self, passage: Passage, own: set[str]) -> Iterator[tuple[str, str]]:
        text, at = passage.text, 0
        pattern = self._patterns.get(passage.language)
        for found in pattern.finditer(text) if pattern else ():
            target = self._anchors[passage.language][found[0].lower()]
            if target not in own:
                yield text[at : found.start()], ""
                yield found[0], target
                at = found.end()
        yield text[at:], ""


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
