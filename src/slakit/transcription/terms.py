"""How long an agreement stands, by what its clauses say of days."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from slakit.calendars import Day, months_of
from slakit.text import fold
from slakit.transcription.passages import Passage
from slakit.transcription.quantities import Quantity, days, plain

_SAYS_SO: Final = re.compile(
    r"اعتبار|معتبر|مدت|برقرار|منعقد|تا تاریخ|\b(?:begins?|commences?|valid|ends?|expires?|term|effective)\b",
    re.IGNORECASE,
)
_UNTIL: Final = re.compile(
    r"\b(?:تا|لغایت|پایان|until|till|to|ends?|expires?)(?:\W+\w+){0,3}\W*\Z", re.IGNORECASE
)
_ONE_YEAR: Final = re.compile(r"(?:یک|1) سال (?:شمسی|کامل|هجری)")


@dataclass(frozen=True, slots=True)
class Found:
    """The clause that says how long, and the days that it names; `year_clause` says that the term is one year."""

    clause: str
    first: Quantity | None
    last: Quantity | None
    year_clause: str | None = None

    @property
    def inferred(self) -> Day | None:
        """The first day that follows: of the year that ends with the last day, where a clause says one year."""
        day = self.last.day if self.last else None
        if self.first or day is None or self.year_clause is None or day.calendar != "jalali":
            return None
        months = months_of(day.year)
        return months[0].first if day == months[-1].last else None


def term_of(text: str, clauses: Sequence[Passage]) -> Found | None:
    """The term that a clause gives; where several name days, the first that names two, or else the first."""
    found = [one for passage in clauses if (one := _in_clause(text, passage))]
    best = next((one for one in found if one.first and one.last), found[0] if found else None)
    if best is None:
        return None
    year = next((one.id for one in clauses if _ONE_YEAR.search(plain(fold(text[one.start : one.end])))), None)
    return Found(best.clause, best.first, best.last, year)


def _in_clause(text: str, passage: Passage) -> Found | None:
    said = text[passage.start : passage.end]
    named = days(said)
    if not named or not _SAYS_SO.search(fold(said)):
        return None
    if len(named) > 1:
        return Found(passage.id, named[0], named[1])
    is_last = _UNTIL.search(fold(said[: named[0].start]))
    return Found(passage.id, None if is_last else named[0], named[0] if is_last else None)
