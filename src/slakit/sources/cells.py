"""From the cells of foreign tables to the JSON values that fields are read from, as far as nothing has to be guessed.

What a cell of text means is declared: its digits, its calendar and its zone. Cells with a type of their own keep it.
"""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final
from uuid import UUID

from slakit.calendars import MINUTE, Calendar, Instant, parse_day, show_utc
from slakit.errors import Argument, UnreadableTime
from slakit.events.fields import Times, Unfit, wrong_type
from slakit.text import ascii_digits

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.vocabulary import FieldOfEvent

TOMAN: Final = 10
"""The rials of a toman."""
_NUMBER: Final = re.compile(r"([+-]?)([0-9]+|[0-9]{1,3}(?:[,٬][0-9]{3})+)(?:[.٫]([0-9]+))?")
_PERSIAN: Final = re.compile("[٠-٩۰-۹]")
_DAY: Final = re.compile(r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})")
_CLOCK: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}(?:\.[0-9]+)?))?")
_WITH_OFFSET: Final = re.compile(r".*[0-9](?:[Zz]|[+-][0-9]{2}:?[0-9]{2})")
_EXACT_FLOAT: Final = 2**53
_ITEM: Final = re.compile(r"""[^][;,،؛|"']+""")
"""What is likely to be an item in a text that is no list."""
_MARKS: Final[dict[Calendar, str]] = {"jalali": "/", "gregorian": "-"}
_LAST_OF_JALALI: Final = "1500"
"""The last year that is one of the Jalali calendar; those of the Gregorian one that slakit knows are later."""
_OF_OTHER_CALENDAR: Final = ("gregorian-with-slashes", "jalali-with-hyphens")
"""Why a day cannot be read that is one of the other calendar."""


class TypedTime(str):
    """The text of a day or a time for which its table has a type, so that nobody wrote it in a calendar of his own."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Style:
    """What a table means by what it writes.

    Where no calendar is declared, days tell theirs as they do everywhere: `1398/12/29` or `2020-03-19`. A day or a time
    that has a type of its own is Gregorian, unless its year is one of the Jalali calendar and that is declared.
    """

    zone: "ZoneInfo"
    calendar: Calendar | None = None
    persian_digits: bool = False
    nothing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """How a cell of one field is read beyond its style: what a number is multiplied by, and what parts a list."""

    factor: int = 1
    separator: str | None = None


PLAIN: Final = Reading()


class Cells:
    """Reads cells in one style."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self._times = Times(style.zone)
        self._hours: dict[str, Instant | None] = {}

    def said(self, cell: object) -> object:
        """A cell without what says nothing: text is stripped, and an empty one, or one that means nothing, is None."""
        if isinstance(cell, TypedTime):
            return None if cell in self.style.nothing else cell
        if isinstance(cell, str):
            text = cell.strip()
            return None if not text or text in self.style.nothing else text
        if isinstance(cell, UUID):
            return str(cell)
        if isinstance(cell, float) and cell != cell:  # noqa: PLR0124 -- only what is no number differs from itself
            return None
        return cell

    def value(self, cell: object, field: "FieldOfEvent", reading: Reading = PLAIN) -> object:
        """The JSON value of a field that a cell tells; raises `Unfit`."""
        if not field.list:
            return self._one(cell, field.type, reading)
        items = items_of(cell, reading.separator)
        if not isinstance(items, list | tuple):
            raise _no_list(items)
        return [self._one(item, field.type, reading) for item in items]

    def name(self, cell: object) -> object:
        """An identifier: text in which digits are told from one another by their value, or a whole number."""
        if isinstance(cell, str):
            return self._digits(cell)
        number = whole(cell)
        return cell if number is None else str(number)

    def moment(self, cell: object) -> str:
        """An instant as RFC 3339 text in UTC; raises `Unfit`."""
        return show_utc(self.instant(cell))

    def instant(self, cell: object) -> Instant:
        """The instant that a cell names; raises `Unfit`."""
        if isinstance(cell, datetime):
            cell = TypedTime(cell.isoformat(" "))
        if not isinstance(cell, str):
            raise wrong_type("time-of-event", cell)
        text = self._digits(cell)
        is_local = _WITH_OFFSET.fullmatch(text) is None
        try:
            return self._local(text, self._calendar_of(cell)) if is_local else self._times.instant(text)
        except Unfit as unfit:
            raise self._as_written(unfit, cell, in_calendar=is_local) from unfit

    def _one(self, cell: object, field_type: str, reading: Reading) -> object:
        match field_type:
            case "integer" | "rial":
                return self._number(cell, reading.factor)
            case "instant":
                return self.moment(cell)
            case "day" | "last-day":
                return self._day(cell)
            case "boolean":
                return _yes_or_no(cell)
            case "identifier" | "service" | "value":
                return self.name(cell)
            case _:
                return cell

    def _number(self, cell: object, factor: int) -> object:
        if isinstance(cell, str):
            return self._number_in(cell, factor)
        if isinstance(cell, Decimal) and cell.is_finite():
            scaled = Fraction(cell) * factor
            if scaled.denominator != 1:
                raise Unfit("number-not-whole", {"value": str(cell)})
            return scaled.numerator
        number = whole(cell)
        return cell if number is None else number * factor

    def _number_in(self, text: str, factor: int) -> int:
        match = _NUMBER.fullmatch(self._digits(text))
        if match is None:
            raise Unfit("number-unreadable", {"value": text} | self._in_persian(text))
        sign, whole, fraction = match.groups()
        scaled: int = int(whole.replace(",", "").replace("٬", "") + (fraction or "")) * factor
        number, rest = divmod(scaled, int(10 ** len(fraction or "")))
        if rest:
            raise Unfit("number-not-whole", {"value": text})
        return -number if sign == "-" else number

    def _day(self, cell: object) -> object:
        if isinstance(cell, date) and not isinstance(cell, datetime):
            cell = TypedTime(cell.isoformat())
        if not isinstance(cell, str):
            return cell
        text = self._digits(cell)
        match = _DAY.fullmatch(text)
        day = _canonical_day(match, self._calendar_of(cell)) if match else text
        try:
            parse_day(day)
        except UnreadableTime as problem:
            raise self._as_written(Unfit("time-unreadable", {"reason": problem.reason}), cell) from problem
        return day

    def _calendar_of(self, cell: str) -> Calendar | None:
        """The calendar that a day is written in, if it does not tell it itself."""
        is_gregorian = isinstance(cell, TypedTime) and cell[:4] > _LAST_OF_JALALI
        return "gregorian" if is_gregorian else self.style.calendar

    def _local(self, text: str, calendar: Calendar | None) -> Instant:
        """A local time, in the forms of the calendars of slakit or with days and hours that are not padded."""
        day, _, clock = text.replace("T", " ").partition(" ")
        parts, times = _DAY.fullmatch(day), _CLOCK.fullmatch(clock.strip(" -،,"))
        if not parts or not times:
            return self._times.instant(text)
        hour, minute, second = times.groups()
        beginning = f"{_canonical_day(parts, calendar)} {hour:0>2}:"
        begins = self._hours[beginning] if beginning in self._hours else self._hour(beginning)
        if begins is not None and minute < "60" and second is None:
            return begins + int(minute) * MINUTE
        return self._times.instant(f"{beginning}{minute}:{second or '00'}")

    def _hour(self, beginning: str) -> Instant | None:
        """Where an hour of local time begins, kept for the times that share it; None if clocks change in it."""
        try:
            first, last = (self._times.instant(f"{beginning}{minute}:00") for minute in ("00", "59"))
        except Unfit:
            begins = None
        else:
            begins = first if last - first == 59 * MINUTE else None
        self._hours[beginning] = begins
        return begins

    def _as_written(self, unfit: Unfit, cell: str, *, in_calendar: bool = True) -> Unfit:
        """What is said of a cell that is no day or no time: of what stands in it, and not of what was made of that."""
        arguments: dict[str, Argument] = {**unfit.arguments, "value": str(cell)}
        declared = self.style.calendar if in_calendar else None
        if declared is not None and arguments.get("reason") in _OF_OTHER_CALENDAR:
            arguments |= {"reason": "other-calendar", "calendar": declared}
        return Unfit(unfit.reason, arguments)

    def _digits(self, text: str) -> str:
        return ascii_digits(text) if self.style.persian_digits else text

    def _in_persian(self, text: str) -> dict[str, Argument]:
        """Whether declaring other digits would make a number of a text."""
        undeclared = _PERSIAN.search(text) and not self.style.persian_digits
        return {"digits": "persian"} if undeclared and _NUMBER.fullmatch(ascii_digits(text)) else {}


def _canonical_day(match: re.Match[str], calendar: Calendar | None) -> str:
    year, mark, month, day = match.groups()
    if calendar is not None:
        mark = _MARKS[calendar]
    return f"{year}{mark}{month:0>2}{mark}{day:0>2}"


def items_of(cell: object, separator: str | None) -> object:
    """The items of a cell of text that holds several, parted by a separator or as an array of JSON; else the cell."""
    if not isinstance(cell, str):
        return cell
    if separator is not None:
        return [part.strip() for part in cell.split(separator) if part.strip()]
    try:
        items = json.loads(cell) if cell.startswith("[") else None
    except (ValueError, RecursionError):
        return cell
    return items if isinstance(items, list) else cell


def _no_list(cell: object) -> Unfit:
    """What is said of a cell that is no list, with how its items would be written as one."""
    unfit = wrong_type("list", cell)
    if not isinstance(cell, str):
        return unfit
    items = [item.strip() for item in _ITEM.findall(cell) if item.strip()]
    return Unfit(unfit.reason, {**unfit.arguments, "array": json.dumps(items, ensure_ascii=False)})


def _yes_or_no(cell: object) -> object:
    """Yes or no as a cell says it: SQLite knows no other than 1 and 0."""
    if isinstance(cell, str):
        return {"true": True, "false": False}.get(cell, cell)
    return bool(cell) if type(cell) is int and cell in (0, 1) else cell


def whole(cell: object) -> int | None:
    """The whole number that a typed cell certainly holds."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int):
        return cell
    if isinstance(cell, Decimal) and cell.is_finite() and cell == cell.to_integral_value():
        return int(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) <= _EXACT_FLOAT:
        return int(cell)
    return None
