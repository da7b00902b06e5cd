"""Days and amounts of time, shares and money in running text, in Persian or English, in digits or in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from slakit.calendars import Calendar, Day, months_of
from slakit.errors import UnreadableTime
from slakit.text import ascii_digits, persian_letters

if TYPE_CHECKING:
    from slakit.messages import Language

_ONES: Final = "یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده"
_TENS: Final = "بیست سی چهل پنجاه شصت هفتاد هشتاد نود صد"
_ENGLISH_ONES: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ENGLISH_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"


def _values() -> dict[str, int]:
    values = {word: number for ones in (_ONES, _ENGLISH_ONES) for number, word in enumerate(ones.split(), 1)}
    for tens in (_TENS, _ENGLISH_TENS):
        values |= {word: number * 10 for number, word in enumerate(tens.split(), 2)}
    ordinals = {"یکم": 1, "اول": 1, "نخست": 1, "دوم": 2, "سوم": 3, "سی‌ام": 30, "سی ام": 30}
    return values | {"صد": 100} | ordinals


_VALUES: Final = _values()
_WORD: Final = "|".join(sorted(map(re.escape, _VALUES), key=len, reverse=True))
NUMBER_WORDS: Final = rf"(?<!\w)(?:{_WORD})(?:م(?!\w))?(?:(?: و |-)(?:{_WORD})(?:م(?!\w))?)?"
"""A number that is spelt out, which `number_of` reads."""
_NUMBER: Final = rf"(?P<number>[0-9]+|{NUMBER_WORDS})(?:\s*\([^()]*\))?"
_GAP: Final = r"[\s\u200c\u00a0]*"

_UNITS: Final[tuple[tuple[str, str], ...]] = (
    (rf"ساعت{_GAP}(?:از{_GAP}ساعات{_GAP})?(?:کاری|اداری)|(?:business|working) hours?", "working-hours"),
    (rf"روز{_GAP}(?:کاری|اداری)|(?:business|working) days?", "working-days"),
    ("ساعت|hours?", "hours"),
    ("دقیقه|minutes?", "minutes"),
    ("روز|days?", "days"),
    ("هفته|weeks?", "weeks"),
    ("ماه|(?:calendar )?months?", "months"),
)
_UNIT: Final = "|".join(f"(?P<u{at}>{words})" for at, (words, _) in enumerate(_UNITS))
_DURATION: Final = re.compile(rf"{_NUMBER}{_GAP}(?:{_UNIT})(?![\w])", re.IGNORECASE)
_SHARE: Final = re.compile(rf"(?P<value>[0-9]+(?:[.٫][0-9]+)?){_GAP}(?:%|٪|درصد)")
_MONEY: Final = re.compile(rf"(?P<value>[0-9][0-9,٬]*){_GAP}(?P<unit>ریال|تومان)")


def _months() -> dict[str, tuple[Calendar, int]]:
    """The calendar and the number of each month by its name in either language."""
    spans: tuple[tuple[Calendar, int], ...] = (("jalali", 1398), ("gregorian", 2019))
    languages: tuple[Language, ...] = ("fa", "en")
    return {
        month.name: (calendar, number)
        for calendar, year in spans
        for language in languages
        for number, month in enumerate(months_of(year, language, calendar), 1)
    }


_MONTHS: Final = _months()
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_IN_NUMBERS: Final = re.compile(
    r"(?<![0-9/.-])([0-9]{1,4})([/.-])([0-9]{1,2})\2([0-9]{1,4})(?![0-9/]|[.-][0-9])"
)
_NAMED: Final = re.compile(
    rf"(?<![0-9]){_NUMBER}{_GAP}(?P<month>{_MONTH}){_GAP}(?:ماه{_GAP})?(?:سال{_GAP})?,?{_GAP}(?P<year>[0-9]{{4}})(?![0-9])"
    rf"|(?P<month2>{_MONTH}) (?P<day2>[0-9]{{1,2}}), (?P<year2>[0-9]{{4}})(?![0-9])"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something that can be counted, found from `start` to `end` in a text; `value` is as an agreement writes it.

    A day that is doubtful was written backwards or with two digits of its year.
    """

    start: int
    end: int
    value: str
    day: Day | None = None
    is_doubtful: bool = False


def plain(text: str) -> str:
    """The text with Persian letters and the digits 0 to 9, of the same length."""
    return ascii_digits(persian_letters(text))


def days(text: str) -> tuple[Quantity, ...]:
    """The days that a text names, in its order; what can be read in two ways is left out.

    >>> [(found.value, found.is_doubtful) for found in days("از ۱۴۰۳/۱/۱ تا تاريخ29/12/98 و ۲۹ اسفند ۱۳۹۸")]
    [('1403/01/01', False), ('1398/12/29', True), ('1398/12/29', False)]
    >>> [found.value for found in days("on 31 December 2025, number 7740/93/206")]
    ['2025-12-31']
    """
    return tuple(sorted([*_in_numbers(plain(text)), *_named(plain(text))], key=lambda found: found.start))


def amounts(text: str) -> tuple[Quantity, ...]:
    """The lengths of time, shares and sums that a text names, in its order.

    >>> [found.value for found in amounts("ظرف ده روز کاری یا ۷۲ساعت، دست‌کم ۹۹ درصد، ۲۰٬۰۰۰ ریال")]
    ['10 working-days', '72 hours', '99%', '20000 rial']
    >>> [found.value for found in amounts("within 30 minutes, or four Business Hours; at least 99.9%")]
    ['30 minutes', '4 working-hours', '99.9%']
    """
    written = plain(text)
    found = [
        *_durations(written),
        *(Quantity(*one.span(), one["value"].replace("٫", ".") + "%") for one in _SHARE.finditer(written)),
        *_money(written),
    ]
    return tuple(sorted(found, key=lambda one: one.start))


def _durations(text: str) -> Iterator[Quantity]:
    for found in _DURATION.finditer(text):
        unit = next(unit for at, (_, unit) in enumerate(_UNITS) if found[f"u{at}"])
        yield Quantity(*found.span(), f"{number_of(found['number'])} {unit}")


def _money(text: str) -> Iterator[Quantity]:
    for found in _MONEY.finditer(text):
        digits = re.sub("[,٬]", "", found["value"])
        rials = digits + "0" if found["unit"] == "تومان" else digits
        yield Quantity(*found.span(), f"{rials} rial", is_doubtful=found["unit"] == "تومان")


def number_of(words: str) -> int:
    """The number that digits or words say.

    >>> number_of("بیست و چهار"), number_of("twenty-four"), number_of("نهم")
    (24, 24, 9)
    """
    if words.isdigit():
        return int(words[:9])
    return sum(_value(part) for part in re.split(r" و |-", words.lower()))


def _value(word: str) -> int:
    return _VALUES[word] if word in _VALUES else _VALUES[word.removesuffix("م")]


def _in_numbers(text: str) -> Iterator[Quantity]:
    for found in _IN_NUMBERS.finditer(text):
        readings = list(_readings(found[1], found[3], found[4]))
        if len(readings) == 1:
            day, is_doubtful = readings[0]
            yield Quantity(*found.span(), str(day), day, is_doubtful)


def _readings(first: str, month: str, last: str) -> Iterator[tuple[Day, bool]]:
    """The days that three numbers can be, year first or year last, and whether that has to be asked about."""
    for year, day, backwards in ((first, last, False), (last, first, True)):
        if len(year) in (2, 4) and len(day) <= 2 and (read := _day(_year(year), int(month), int(day))):
            yield read, backwards or len(year) == 2


def _year(written: str) -> int:
    """A year of four digits, or the Jalali year that two digits are short for.

    >>> _year("98"), _year("04"), _year("1398")
    (1398, 1404, 1398)
    """
    if len(written) == 4:
        return int(written)
    return (1300 if int(written) >= 50 else 1400) + int(written)


def _day(year: int, month: int, day: int) -> Day | None:
    calendar: Calendar = "jalali" if year < 1700 else "gregorian"
    try:
        return Day(calendar, year, month, day)
    except UnreadableTime:
        return None


def _named(text: str) -> Iterator[Quantity]:
    for found in _NAMED.finditer(text):
        calendar, month = _MONTHS[found["month"] or found["month2"]]
        number = number_of(found["number"]) if found["number"] else int(found["day2"])
        try:
            day = Day(calendar, int(found["year"] or found["year2"]), month, number)
        except UnreadableTime:
            continue
        yield Quantity(*found.span(), str(day), day)
