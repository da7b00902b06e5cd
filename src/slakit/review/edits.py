"""Edits of a text: what stands between two offsets gives way to something else, and every other character stays."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One replacement; the offsets count characters from 0, and the end is exclusive."""

    start: int
    end: int
    new_text: str

    def overlaps(self, other: "Edit") -> bool:
        """Whether the two touch the same character, or insert at the same point.

        >>> Edit(0, 2, "a").overlaps(Edit(2, 3, "b")), Edit(0, 2, "a").overlaps(Edit(1, 3, "b"))
        (False, True)
        """
        if self.start == other.start:
            return True
        return self.start < other.end and other.start < self.end


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits that do not overlap.

    >>> applied("at_least: 3", [Edit(2, 3, "-"), Edit(11, 11, " days")])
    'at-least: 3 days'
    """
    pieces: list[str] = []
    reached = 0
    for edit in sorted(edits):
        assert edit.start >= reached, f"{edit} begins before {reached}"
        pieces += (text[reached : edit.start], edit.new_text)
        reached = edit.end
    return "".join(pieces) + text[reached:]
