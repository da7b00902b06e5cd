"""Days and editions inside the text of a document, moved to the new term by edits at their places."""

import re
from collections.abc import Callable
from typing import Final

from slakit.calendars import parse_day
from slakit.document import Document, Path
from slakit.drafting.terms import Terms, year_of
from slakit.errors import UnreadableTime
from slakit.review.edits import Edit
from slakit.text import ascii_digits, persian_digits

DAY: Final = re.compile(r"(?<![0-9/-])[0-9]{4}([/-])[0-9]{2}\1[0-9]{2}(?![0-9])")
_ANY_DIGITS: Final = re.compile(r"(?<![0-9۰-۹/-])[0-9۰-۹]{4}([/-])[0-9۰-۹]{2}\1[0-9۰-۹]{2}(?![0-9۰-۹])")
_PERIOD: Final = re.compile(r"([0-9]{4})(?:[/-](?:[0-9]{2}|q[1-4]))?")


def rewritten(document: Document, path: Path, change: Callable[[str], str]) -> Edit | None:
    """The edit that changes what stands at a path, quotes and all; nothing if it stays as it is."""
    written = document.written(path)
    place = document.place_of(path)
    start = document.offset(place.line, place.column)
    return Edit(start, start + len(written), new) if (new := change(written)) != written else None


def days_moved(text: str, terms: Terms) -> str:
    """A text with every day in it moved; a clock time or an offset behind a day stays.

    What is no day of the calendar, or would leave the supported years, stays as it is.
    """
    return DAY.sub(lambda found: _moved(found[0], terms) or found[0], text)


def words_moved(text: str, known: dict[str, str]) -> str:
    """Prose in which days that are known to move have moved, in the digits that they were written in.

    >>> words_moved("from 1398/01/02, or ۱۳۹۸/۰۱/۰۲; not 1398/01/03", {"1398/01/02": "1399/01/02"})
    'from 1399/01/02, or ۱۳۹۹/۰۱/۰۲; not 1398/01/03'
    """

    def new(found: re.Match[str]) -> str:
        day = known.get(ascii_digits(found[0]))
        if day is None:
            return found[0]
        return day if found[0].isascii() else persian_digits(day)

    return _ANY_DIGITS.sub(new, text)


def days_in(text: str, terms: Terms) -> dict[str, str]:
    """The days of a text, each with the day that it moves to."""
    moves = ((found[0], _moved(found[0], terms)) for found in DAY.finditer(text))
    return {day: moved for day, moved in moves if moved}


def period_moved(text: str, terms: Terms) -> str:
    """The name of a month, a quarter or a year, as many years later."""
    found = _PERIOD.fullmatch(text)
    if found is None or terms.years is None:
        return text
    return f"{int(found[1]) + terms.years:04}{text[4:]}"


def edition_moved(edition: str, terms: Terms, editions: tuple[str, str]) -> str:
    """The name of an edition as the new one sees it: the old one is the new, and others lie as many years apart.

    >>> from slakit.calendars import Day
    >>> from slakit.drafting.terms import next_terms
    >>> terms = next_terms((Day("jalali", 1398, 1, 1), Day("jalali", 1398, 12, 29)), "jalali", ("1398", "1399"))
    >>> [edition_moved(one, terms, ("1398", "1399")) for one in ("1398", "1399", "1397-b", "draft")]
    ['1399', '1400', '1398-b', 'draft']
    """
    old, new = editions
    if edition == old:
        return new
    year = year_of(edition)
    if year is None or terms.years is None:
        return edition
    return f"{year + terms.years:04}{edition[4:]}"


def _moved(text: str, terms: Terms) -> str | None:
    try:
        return str(terms.moved(parse_day(text)))
    except UnreadableTime:
        return None
