"""What a value that cannot be read was meant to be, where that is plain: durations in other words, days in another order, shares without their sign.

It is suggested to whoever wrote it; nothing reads it in place of what is written.
"""

import re
from typing import Final, get_args

from slakit.calendars import Duration, Unit, UnreadableDuration
from slakit.calendars.days import month_length
from slakit.formats import has_format
from slakit.spelling import VALUE_LIKENESS, suggestions
from slakit.text import ascii_digits, fold

UNITS: Final[tuple[Unit, ...]] = get_args(Unit)
"""The words for units of time, in the plural."""
JALALI_YEARS: Final = (1300, 1500)
"""Years that are Jalali and not Gregorian ones."""
LAST_MONTH: Final = 12
LAST_DAY: Final = 31
_OTHER_WORDS: Final[dict[str, Unit]] = {
    **dict.fromkeys(("h", "hr", "hrs", "ساعت"), "hours"),
    **dict.fromkeys(("d", "روز"), "days"),
    **dict.fromkeys(("min", "mins", "دقیقه"), "minutes"),
    **dict.fromkeys(("s", "sec", "secs", "ثانیه"), "seconds"),
    **dict.fromkeys(("w", "هفته"), "weeks"),
    "ماه": "months",
    "سال": "years",
    "روز-کاری": "working-days",
    "ساعت-کاری": "working-hours",
}
_DURATION: Final = re.compile(r"([1-9][0-9]{0,17})\s*([^\W0-9_][^0-9]*?)(?: of ([a-z0-9-]+))?")
_DAY: Final = re.compile(r"([0-9]{1,4})([-/.])([0-9]{1,2})\2([0-9]{1,4})(?![0-9])(.*)")
_SHARE: Final = re.compile(r"([0-9]{1,3}(?:[.,٫][0-9]{1,4})?)\s*(%|٪|percent|per cent|درصد)?")
_HOURS: Final = re.compile(
    r"([0-9]{1,2}):([0-9]{2})\s*(?:[-\u2010-\u2015]|to|تا|الی)\s*([0-9]{1,2}):([0-9]{2})"
)
_WITH_A_DAY: Final = frozenset({"date", "jalali-date", "day", "local-time", "time-of-event", "instant"})


def meant(name: str, text: str) -> str | None:
    """The value of a format that a text plainly means; nothing where several could be meant.

    >>> meant("duration", "72hours"), meant("duration", "72 houres"), meant("duration", "۷۲ ساعت"), meant("duration", "72")
    ('72 hours', '72 hours', '72 hours', None)
    >>> meant("day", "98/12/29"), meant("day", "29/12/1398"), meant("day", "3/4/2019")
    ('1398/12/29', '1398/12/29', None)
    >>> meant("percentage", "99.5"), meant("percentage", "۹۹٫۵٪"), meant("percentage", "99,5 percent"), meant("percentage", "0.995")
    ('99.5%', '99.5%', '99.5%', None)
    >>> meant("hours-of-day", "۷:۳۰-۱۴:۳۰"), meant("hours-of-day", "7:30 الی 14:30"), meant("hours-of-day", "7-14")
    ('07:30-14:30', '07:30-14:30', None)
    """
    candidate = None
    if name == "duration":
        candidate = _duration(ascii_digits(text))
    elif name in _WITH_A_DAY:
        candidate = _day(ascii_digits(text).strip())
    elif name == "percentage":
        candidate = _percentage(ascii_digits(text).strip())
    elif name == "hours-of-day":
        candidate = _hours_of_day(ascii_digits(text).strip())
    return candidate if candidate and candidate != text and has_format(name, candidate) else None


def _duration(text: str) -> str | None:
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        return None
    word = re.sub("[ _]+", "-", fold(found[2]).casefold())
    unit = _OTHER_WORDS.get(word) or next(
        (one for one in UNITS if word in (one, one.removesuffix("s"))), None
    )
    if unit is None:
        close = suggestions(word, UNITS, VALUE_LIKENESS)
        unit = next((one for one in UNITS if one == close.get("suggestion") and "other" not in close), None)
    try:
        return str(Duration(int(found[1]), unit, found[3])) if unit else None
    except UnreadableDuration:
        return None


def _day(text: str) -> str | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    first, month, last = found[1], found[3], found[4]
    if len(first) <= 2 and len(last) == 4:
        year, day = int(last), int(first)
        if year > JALALI_YEARS[1] and day <= LAST_MONTH:
            return None  # the month may stand before the day
    elif len(last) <= 2 and len(first) == 4:
        year, day = int(first), int(last)
    elif len(last) <= 2 and len(first) == 2 and int(first) > LAST_DAY:
        year, day = 1300 + int(first), int(last)
    else:
        return None
    mark = "/" if JALALI_YEARS[0] <= year <= JALALI_YEARS[1] else "-"
    return f"{year}{mark}{int(month):02}{mark}{day:02}{found[5]}"


def _percentage(text: str) -> str | None:
    """A share with its sign; a number up to 1 that stands without it may be a share of 1, and is not guessed."""
    found = _SHARE.fullmatch(text)
    if found is None:
        return None
    share = found[1].replace(",", ".").replace("٫", ".")
    return f"{share}%" if found[2] or float(share) > 1 else None


def _hours_of_day(text: str) -> str | None:
    found = _HOURS.fullmatch(text)
    return f"{int(found[1]):02}:{found[2]}-{int(found[3]):02}:{found[4]}" if found else None


def length_of_its_month(text: str) -> tuple[str, int] | None:
    """The month that a day which does not exist is written in, and how many days it has.

    >>> length_of_its_month("1398/12/30"), length_of_its_month("1398/13/01")
    (('1398/12', 29), None)
    """
    found = _DAY.fullmatch(text)
    if found is None or len(found[1]) != 4 or not 1 <= int(found[3]) <= LAST_MONTH:
        return None
    year, is_jalali = int(found[1]), found[2] == "/"
    supported = JALALI_YEARS[0] <= year <= JALALI_YEARS[1] if is_jalali else year > JALALI_YEARS[1]
    if not supported:
        return None
    length = month_length("jalali" if is_jalali else "gregorian", year, int(found[3]))
    return f"{found[1]}{found[2]}{found[3]}", length
