"""Lengths of time: read, measured where they are elapsed time, and shown."""

import re
from typing import Final, Literal

from slakit.calendars.days import Digits, Language, in_digits
from slakit.calendars.instants import DAY, HOUR, MINUTE, SECOND, WEEK
from slakit.calendars.times import show_seconds
from slakit.errors import UnreadableTime
from slakit.frozen import Frozen
from slakit.text import ascii_digits

Unit = Literal[
    "microseconds",
    "seconds",
    "minutes",
    "hours",
    "days",
    "weeks",
    "months",
    "years",
    "civil-days",
    "working-days",
    "working-hours",
]

DURATION_REASONS: Final = (
    "fraction",
    "iso-form",
    "leading-zero",
    "needless-calendar",
    "no-fixed-length",
    "no-unit",
    "not-a-duration",
    "not-positive",
    "persian-digits",
    "too-long",
    "unknown-unit",
)
"""Every reason that an `UnreadableDuration` carries."""

_ELAPSED: Final[dict[Unit, int]] = {
    "microseconds": 1,
    "seconds": SECOND,
    "minutes": MINUTE,
    "hours": HOUR,
    "days": DAY,
    "weeks": WEEK,
}
UNITS_OF_A_CALENDAR: Final = ("civil-days", "working-days", "working-hours")
"""The units that a calendar counts: what they are in elapsed time hangs on when they begin."""
_LONGEST: Final[dict[Unit, int]] = {
    **{unit: 200 * 366 * DAY // length for unit, length in _ELAPSED.items()},
    "months": 200 * 12,
    "years": 200,
    "civil-days": 200 * 366,
    "working-days": 200 * 366,
    "working-hours": 200 * 366 * 24,
}
_UNITS: Final[dict[str, Unit]] = {name: unit for unit in _LONGEST for name in (unit, unit.removesuffix("s"))}
_DURATION: Final = re.compile(r"([0-9]+) ([a-z-]+)(?: of ([a-z][a-z0-9]*(?:-[a-z0-9]+)*))?")

_DURATION_WORDS: Final[dict[str, tuple[str, str]]] = {
    "fraction": ("has a fraction", "write a whole number of a smaller unit, such as `90 minutes`"),
    "iso-form": ("is written as a code", "write it in words, such as `72 hours`"),
    "leading-zero": ("has a number that begins with 0", "write the number without it, such as `72 hours`"),
    "needless-calendar": (
        "names a working calendar that its unit does not use",
        "write `civil-days`, `working-days` or `working-hours`, or leave out `of …`",
    ),
    "no-fixed-length": (
        "has no fixed length",
        "the agreement's definitions or a working calendar must say how long it is",
    ),
    "no-unit": ("has no unit", "write the unit after the number, such as `72 hours`"),
    "not-a-duration": ("is no duration", "write a whole number, one space and a unit, such as `72 hours`"),
    "not-positive": ("is not longer than nothing", "write a number from 1 upwards, such as `1 hour`"),
    "persian-digits": ("has digits other than 0 to 9", "write `{ascii}`"),
    "too-long": ("is longer than 200 years", "write a shorter duration"),
    "unknown-unit": ("has an unknown unit", "write one of: {units}"),
}


class UnreadableDuration(UnreadableTime):
    r"""A text is no duration, or a duration has no length of its own; ``reason`` is one of `DURATION_REASONS`.

    >>> str(UnreadableDuration("no-unit", "72"))
    'the duration `72` has no unit\n  help: write the unit after the number, such as `72 hours`'
    """

    def __str__(self) -> str:
        wrong, cure = _DURATION_WORDS[self.reason]
        units = ", ".join(f"`{unit}`" for unit in _LONGEST)
        return f"the duration `{self.text}` {wrong}\n  help: " + cure.format(
            ascii=ascii_digits(self.text), units=units
        )


class Duration(Frozen):
    """An amount of time in the words of an agreement: `72 hours`, `2 working-days of office-hours`.

    ``of`` names a working calendar and stands only with working days and hours, and with civil days, whose last day it
    then moves. The amount is at least 1
    and at most what 200 years hold. ``str`` gives the words back.

    >>> str(Duration(1, "hours"))
    '1 hour'
    """

    amount: int
    unit: Unit
    of: str | None = None

    def __post_init__(self) -> None:
        if self.unit not in _LONGEST:
            raise UnreadableDuration("unknown-unit", str(self))
        if self.amount < 1:
            raise UnreadableDuration("not-positive", str(self))
        if self.amount > _LONGEST[self.unit]:
            raise UnreadableDuration("too-long", str(self))
        if self.of is not None and self.unit not in UNITS_OF_A_CALENDAR:
            raise UnreadableDuration("needless-calendar", str(self))

    def __str__(self) -> str:
        words = f"{self.amount} {self.unit.removesuffix('s') if self.amount == 1 else self.unit}"
        return words if self.of is None else f"{words} of {self.of}"

    @property
    def microseconds(self) -> int:
        """The exact elapsed length of microseconds to weeks; a day here is 24 hours, a week seven of them.

        Months, years and working time raise `UnreadableDuration` ("no-fixed-length"): only the
        agreement can say how long they are.

        >>> parse_duration("72 hours").microseconds == parse_duration("3 days").microseconds
        True
        """
        if self.unit not in _ELAPSED:
            raise UnreadableDuration("no-fixed-length", str(self))
        return self.amount * _ELAPSED[self.unit]


def parse_duration(text: str) -> Duration:
    """The duration that the words name: a whole number, one space, a unit in the singular or plural.

    Everything else raises `UnreadableDuration`, a `ValueError` that says what to write instead.

    >>> parse_duration("2 working-days of office-hours")
    Duration(amount=2, unit='working-days', of='office-hours')
    """
    match = _DURATION.fullmatch(text)
    if match is None:
        raise UnreadableDuration(_why_no_duration(text), text)
    number, unit, of = match.groups()
    if unit not in _UNITS:
        raise UnreadableDuration("unknown-unit", text)
    if number[0] == "0" and number != "0":
        raise UnreadableDuration("leading-zero", text)
    if len(number) > 18:
        raise UnreadableDuration("too-long", text)
    try:
        return Duration(int(number), _UNITS[unit], of)
    except UnreadableDuration as error:
        raise UnreadableDuration(error.reason, text) from None


def _why_no_duration(text: str) -> str:
    if ascii_digits(text) != text:
        return "persian-digits"
    if re.fullmatch(r"[+-]?P[0-9TYMWDHS.,]+", text):
        return "iso-form"
    if re.fullmatch(r"-[0-9]+ [a-z-]+", text):
        return "not-positive"
    if re.fullmatch(r"[0-9]*[.,/][0-9]+( [a-z-]+)?", text):
        return "fraction"
    return "no-unit" if re.fullmatch("[0-9]+", text) else "not-a-duration"


def months_as_30_days(duration: Duration) -> int:
    """The length in microseconds where the agreement counts a month as 30 days and a year as 12 such months.

    That is the agreement's own definition («يک سال شمسي با فرض هر ماه 30روز»), and art. 443 of the
    Civil Procedure Code. Units with a fixed length keep it; working time has none.

    >>> months_as_30_days(parse_duration("1 year")) // DAY
    360
    """
    if duration.unit == "months":
        return duration.amount * 30 * DAY
    if duration.unit == "years":
        return duration.amount * 360 * DAY
    return duration.microseconds


def show_duration(microseconds: int) -> str:
    """A length of time as hours, minutes and seconds; hours are not gathered into days.

    >>> show_duration(71 * HOUR + 59 * MINUTE), show_duration(-MINUTE)
    ('71:59:00', '-0:01:00')
    """
    minutes, rest = divmod(abs(microseconds), MINUTE)
    sign = "-" if microseconds < 0 else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{show_seconds(rest)}"


_PARTS: Final[dict[Language, tuple[str, str, str]]] = {
    "en": ("hour", "minute", "second"),
    "fa": ("ساعت", "دقیقه", "ثانیه"),
}


def duration_in_words(microseconds: int, language: Language, digits: Digits | None = None) -> str:
    """A length of time in words, without the parts that are zero; hours are not gathered into days.

    Persian has Persian digits unless told otherwise. A negative length begins with "minus", «منفی».

    >>> duration_in_words(71 * HOUR + 59 * MINUTE, "en")
    '71 hours 59 minutes'
    >>> duration_in_words(71 * HOUR + 59 * MINUTE, "fa")
    '۷۱ ساعت و ۵۹ دقیقه'
    """
    minutes, rest = divmod(abs(microseconds), MINUTE)
    seconds = show_seconds(rest).removeprefix("0")
    amounts = (str(minutes // 60), str(minutes % 60), seconds)
    parts = [(amount, word) for amount, word in zip(amounts, _PARTS[language], strict=True) if amount != "0"]
    parts = parts or [("0", _PARTS[language][2])]
    if language == "en":
        words = " ".join(f"{amount} {word}{'' if amount == '1' else 's'}" for amount, word in parts)
        return in_digits(f"minus {words}" if microseconds < 0 else words, language, digits)
    words = in_digits(" و ".join(f"{amount} {word}" for amount, word in parts), language, digits)
    words = words.replace(".", "٫") if digits != "ascii" else words
    return f"منفی {words}" if microseconds < 0 else words
