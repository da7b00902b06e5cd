"""How words, figures and lengths of time are written in a language, whatever agreement they are of."""

from collections.abc import Iterable, Sequence
from typing import Final

from slakit.calendars import DAY, Digits, Language, duration_in_words, show_duration
from slakit.text import in_groups, isolate, persian_digits

PER_CENT: Final = 10_000
"""Millionths in one per cent."""
LONG: Final = 10 * DAY
"""From which length on whole days are told: nobody sees in `5496:00:00` how long it is."""

_WORDS: Final[dict[str, dict[Language, str]]] = {
    "yes": {"en": "yes", "fa": "بله"},
    "no": {"en": "no", "fa": "خیر"},
    "service": {"en": "service", "fa": "خدمت"},
    "period": {"en": "period", "fa": "دوره"},
    "of": {"en": "of", "fa": "سال"},
    "quarter number": {"en": "quarter", "fa": "سه‌ماههٔ"},
    "row": {"en": "service", "fa": "خدمت ردیف"},
    "unspecified": {"en": "not given by the text", "fa": "در متن نیامده"},
    "tariff": {"en": "another tariff", "fa": "تعرفه‌ای دیگر"},
    "later": {"en": " later", "fa": " پس از آن"},
    "at the same instant": {"en": "at the same instant", "fa": "در همان لحظه"},
    "for": {"en": " for ", "fa": " برای "},
    "all services": {"en": "all services", "fa": "همهٔ خدمات"},
    "at": {"en": " ", "fa": " ساعت "},
    "end of": {"en": "the end of ", "fa": "پایان "},
    "begun anew": {"en": "begun anew: ", "fa": "آغاز دوباره: "},
    "between": {"en": "between ", "fa": "میان "},
    "and": {"en": " and ", "fa": " و "},
    "30-day-months": {"en": "counted in months of 30 days", "fa": "به شمارش ماه‌های سی‌روزه"},
    "that case": {"en": "that case", "fa": "آن مورد"},
    "one of them": {"en": "one of them", "fa": "یکی از آن‌ها"},
    "just late": {"en": "just when its time was over", "fa": "درست در لحظهٔ پایان مهلت"},
    "comma": {"en": ", ", "fa": "، "},
    "more": {"en": "{count} more", "fa": "{count} تای دیگر"},
    "at least more": {"en": "at least {count} more", "fa": "دست‌کم {count} تای دیگر"},
    "or": {"en": " or ", "fa": " یا "},
    "not": {"en": "not ", "fa": "جز "},
    "from": {"en": "from ", "fa": "از "},
    "to": {"en": "up to ", "fa": "تا "},
    "recorded": {"en": "recorded", "fa": "ثبت‌شده"},
    "none": {"en": "none", "fa": "هیچ"},
    "not recorded": {"en": "not recorded", "fa": "ثبت‌نشده"},
    "term": {"en": "the term", "fa": "مدت اعتبار"},
    "day": {"en": "day", "fa": "روز"},
    "week": {"en": "week", "fa": "هفته"},
    "month": {"en": "month", "fa": "ماه"},
    "quarter": {"en": "quarter", "fa": "سه‌ماهه"},
    "year": {"en": "year", "fa": "سال"},
}


class Writing:
    """The writing of a language: in Persian, values stand between invisible marks (`slakit.text.isolate`)."""

    __slots__ = ()

    language: Language
    digits: Digits

    def word(self, name: str) -> str:
        """A small word of the language, by its English name."""
        return _WORDS[name][self.language]

    def apart(self, text: str) -> str:
        """A name or a figure, kept from disturbing the direction of a Persian line."""
        return isolate(text) if self.language == "fa" else text

    def quoted(self, text: str) -> str:
        """A text between the quotation marks of the language."""
        return f"«{isolate(text)}»" if self.language == "fa" else f"“{text}”"

    def listed(self, items: Iterable[str]) -> str:
        """Items one after the other, with the comma of the language."""
        return self.word("comma").join(items)

    def first_few(self, items: Sequence[str], most: int, known: int) -> list[str]:
        """So many items at most, each kept apart, and how many more there are; from `known` on there may be others."""
        shown, rest = [self.apart(item) for item in items[:most]], len(items) - most
        if rest <= 0:
            return shown
        more = self.word("at least more" if len(items) >= known else "more")
        return [*shown, more.replace("{count}", self.count(rest))]

    def either(self, items: Iterable[str]) -> str:
        """Items of which one is enough: `post, counter office or in person`."""
        *first, last = items
        return self.word("or").join((self.listed(first), last)) if first else last

    def number(self, text: str) -> str:
        """A text with figures in it, in the digits of the report."""
        return self.apart(self.in_digits(text))

    def in_digits(self, text: str) -> str:
        """A text with figures in it, in the digits of the report and not kept apart."""
        return persian_digits(text) if self.language == "fa" and self.digits == "persian" else text

    def clock(self, text: str) -> str:
        """A time of the day, with the point of the language before a fraction of a second."""
        return self.in_digits(text).replace(".", self._point)

    @property
    def _point(self) -> str:
        return "٫" if self.language == "fa" and self.digits == "persian" else "."

    def count(self, number: int) -> str:
        """A whole number, in groups of three."""
        return self.number(self._grouped(number))

    def _grouped(self, number: int) -> str:
        return in_groups(number, "٬" if self.language == "fa" and self.digits == "persian" else ",")

    def money(self, rial: int) -> str:
        """An amount of money with its unit."""
        return self.number(f"{self._grouped(rial)} {'ریال' if self.language == 'fa' else 'rial'}")

    def share(self, millionths: int) -> str:
        """A share in per cent, exact to the millionth."""
        return self._hundredfold(millionths, " درصد" if self.language == "fa" else "%")

    def points(self, millionths: int) -> str:
        """What lies between two shares, which are in per cent: `10 percentage points`, «۱۰ واحد درصد»."""
        points = " percentage point" if millionths == PER_CENT else " percentage points"
        return self._hundredfold(millionths, " واحد درصد" if self.language == "fa" else points)

    def _hundredfold(self, millionths: int, unit: str) -> str:
        whole, rest = divmod(abs(millionths), PER_CENT)
        sign = "-" if millionths < 0 else ""
        fraction = f"{self._point}{rest:04}".rstrip("0") if rest else ""
        return self.number(f"{sign}{whole}{fraction}{unit}")

    def factor(self, hundredths: int) -> str:
        """A factor, such as `1.4` or `0.38`, to a hundredth."""
        whole, rest = divmod(hundredths, 100)
        return self.number(f"{whole}{self._point}{f'{rest:02}'.removesuffix('0')}")

    def length(self, microseconds: int) -> str:
        """A length of time: `71:59:00` in English, «۷۱ ساعت و ۵۹ دقیقه» in Persian; a long one with its whole days.

        Days are 24 hours each: `229 days`, `229 days 07:30:00`, «۲۲۹ روز و ۷ ساعت و ۳۰ دقیقه». Shorter ones stay in
        hours, in which most agreements count.
        """
        days, rest = divmod(abs(microseconds), DAY) if abs(microseconds) >= LONG else (0, abs(microseconds))
        if self.language == "fa":
            parts = [self.in_digits(f"{days} روز")] if days else []
            parts += [duration_in_words(rest, "fa", self.digits)] if rest or not days else []
            return self.apart(("منفی " if microseconds < 0 else "") + " و ".join(parts))
        hours, seconds = show_duration(rest).split(":", 1)
        parts = [f"{days} days"] if days else []
        parts += [f"{int(hours):02}:{seconds}"] if rest or not days else []
        return ("-" if microseconds < 0 else "") + " ".join(parts)
