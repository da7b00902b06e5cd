"""The named formats that a schema may ask of a text: days, times, durations, names and digests.

Validators skip a format they do not know and accept days that do not exist. Here each name has one
check, which says why it objects, and the validators are given these checks and no others.
"""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from slakit.calendars import (
    hours_of_day,
    parse_day,
    parse_duration,
    parse_instant,
    parse_local,
    parse_time,
    time_zone,
)
from slakit.errors import UnreadableTime
from slakit.text import ascii_digits, fold

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_IDENTIFIER = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_LETTERS = r"A-Za-z\u00c0-\u024f\u0370-\u052f\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff"
"""Latin, Greek, Cyrillic and Arabic ones; digits are not among them."""
NUMBER: Final = rf"(?:[§(] ?)?[0-9{_LETTERS}](?:(?:[._/()§+:\u2013-]+| [(]?)?[0-9{_LETTERS}])*\)?"
"""What a clause number, the id of a heading and an edition look like."""
_PATTERNS = {
    "identifier": re.compile(_IDENTIFIER),
    "event-type": re.compile(rf"{_IDENTIFIER}(?:\.{_IDENTIFIER})+"),
    "language-code": re.compile("[a-z]{2,3}"),
    **dict.fromkeys(("clause-number", "heading-id", "edition"), re.compile(NUMBER)),
    "sha256": re.compile("[0-9a-f]{64}"),
    "fingerprint": re.compile("[0-9a-f]{12}"),
    "service-code": re.compile(r"[0-9]{11}(?:[A-Za-z0-9]{1,6})?"),
    "percentage-below-all": re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,4})?%"),
    "percentage-of-some": re.compile(r"(?=.*[1-9])[0-9]{1,2}(?:\.[0-9]{1,4})?%"),
}
_PERCENTAGE = re.compile(r"([0-9]{1,3})(?:\.([0-9]+))?%")
_DECIMALS: Final = 4
"""So many digits after the point has a percentage at most: it is counted in millionths."""
_BETWEEN_PARTS = re.compile("[ _-]+")
NUMBERS: Final = frozenset({"clause-number", "heading-id", "edition"})
"""Formats of what is called a number, whatever signs it has: what was meant by a mistyped one is plain."""
_AROUND: Final = " \"'`“”„‟‘’‚‛«»‹›"  # noqa: RUF001  the marks themselves
"""Quotation marks of any script and blanks, which stand around a number and never in it."""
LANGUAGE_CODES = {
    **dict.fromkeys(("arabic", "عربی"), "ar"),
    **dict.fromkeys(("english", "انگلیسی"), "en"),
    **dict.fromkeys(("french", "فرانسوی", "فرانسه"), "fr"),
    **dict.fromkeys(("german", "آلمانی"), "de"),
    **dict.fromkeys(("kurdish", "کردی"), "ku"),
    **dict.fromkeys(("persian", "farsi", "فارسی"), "fa"),
    **dict.fromkeys(("turkish", "ترکی"), "tr"),
}
"""The codes of the languages that people write by their names, in English and Persian."""
# what only the zone of an agreement can say of a time; a schema knows no zone
_WORDS_OF_THE_ZONE = frozenset({"gap", "repeated-hour", "wrong-offset"})


class Malformed(ValueError):
    """A text does not have its format; ``reason`` is a word of the catalogues where one is known."""

    def __init__(self, reason: str | None) -> None:
        super().__init__(reason)
        self.reason = reason


def require(name: str, text: str) -> None:
    """Raise Malformed if ``text`` does not have the format ``name``, and KeyError if there is no such format."""
    check = FORMATS[name]
    try:
        fits = check(text)
    except UnreadableTime as problem:
        raise Malformed(problem.reason) from problem
    if not fits:
        raise Malformed(None)


def has_format(name: str, text: object) -> bool:
    """Whether a value has a format; what is no text has every format, as JSON Schema wants it.

    >>> has_format("day", "1398/12/29"), has_format("day", "1398/12/30"), has_format("day", 1398)
    (True, False, True)
    """
    if not isinstance(text, str):
        return True
    try:
        require(name, text)
    except Malformed:
        return False
    return True


def in_form(name: str, text: str) -> str | None:
    """The text as its writer would have to write it to have a format, where that is plain; for names and numbers.

    >>> in_form("language-code", "English"), in_form("language-code", "فارسي"), in_form("language-code", "fa-IR")
    ('en', 'fa', 'fa')
    >>> in_form("identifier", "Urgent cases_2"), in_form("identifier", "5.4")
    ('urgent-cases-2', None)
    >>> in_form("clause-number", "«۵.۴»"), in_form("clause-number", "۵٫۴"), in_form("edition", "۱۳۹۸")
    ('5.4', '5.4', '1398')
    >>> in_form("clause-number", "3.") is None
    True
    """
    if name in NUMBERS:
        number = _bare(text)
        return number if has_format(name, number) else None
    folded = fold(text).casefold()
    parts = _BETWEEN_PARTS.split(folded)
    meant = LANGUAGE_CODES.get(folded, parts[0]) if name == "language-code" else "-".join(parts)
    return meant if has_format(name, meant) else None


def _bare(text: str) -> str:
    """A number with the digits 0 to 9, without quotation marks, without what cannot be seen, and without blanks at its points."""
    categories = ((character, unicodedata.category(character)) for character in text)
    seen = "".join(
        " " if kind == "Zs" else character for character, kind in categories if kind not in ("Cc", "Cf")
    )
    with_points = ascii_digits(seen).strip(_AROUND).replace("٫", ".")
    return re.sub(" *([.-]) *", r"\1", with_points)


def _is_date(text: str) -> bool:
    return parse_day(text).calendar == "gregorian"


def _is_jalali_date(text: str) -> bool:
    return parse_day(text).calendar == "jalali"


def _is_day(text: str) -> bool:
    parse_day(text)
    return True


def _is_instant(text: str) -> bool:
    parse_instant(text)
    return True


def _is_local_time(text: str) -> bool:
    return ":" in text and _is_readable_somewhere(parse_local, text)


def _is_time_of_event(text: str) -> bool:
    return _is_readable_somewhere(parse_time, text)


def _is_readable_somewhere(parse: "Callable[[str, ZoneInfo], int]", text: str) -> bool:
    try:
        parse(text, time_zone("UTC"))
    except UnreadableTime as problem:
        if problem.reason not in _WORDS_OF_THE_ZONE:
            raise
    return True


def _is_duration(text: str) -> bool:
    parse_duration(text)
    return True


def _is_hours_of_day(text: str) -> bool:
    hours_of_day(text)
    return True


def _is_percentage(text: str) -> bool:
    found = _PERCENTAGE.fullmatch(text)
    if found is None or (len(found[1]) == 3 and found[1][0] == "0"):
        return False
    if len(found[2] or "") > _DECIMALS:
        raise Malformed("too-many-decimals")
    if Decimal(text.removesuffix("%")) > 100:
        raise Malformed("more-than-all")
    return True


def _is_time_zone(text: str) -> bool:
    time_zone(text)
    return True


def _matches(name: str) -> Callable[[str], bool]:
    return lambda text: _PATTERNS[name].fullmatch(text) is not None


FORMATS: dict[str, Callable[[str], bool]] = {
    "date": _is_date,
    "jalali-date": _is_jalali_date,
    "day": _is_day,
    "local-time": _is_local_time,
    "time-of-event": _is_time_of_event,
    "instant": _is_instant,
    "duration": _is_duration,
    "hours-of-day": _is_hours_of_day,
    "time-zone": _is_time_zone,
    "percentage": _is_percentage,
    **{name: _matches(name) for name in _PATTERNS},
}
"""Every format by its name. A check gives False, or raises UnreadableTime or Malformed with the reason."""
