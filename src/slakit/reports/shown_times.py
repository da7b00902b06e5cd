"""Instants as lines of a ledger show them, put together of parts that were written before.

No two events of a log need happen at the same time, but a log has few days, and a day 1,440 minutes: each is written
once, as the bytes that it is in a line.
"""

from typing import TYPE_CHECKING, Final

from slakit.calendars import DAY, MINUTE, SECOND, day_text, show_clock, show_seconds, show_utc, shown_once
from slakit.text import strip_isolates

if TYPE_CHECKING:
    from collections.abc import Callable

    from slakit.reports.figures import FigureKind
    from slakit.reports.names import Names

DAYS_KEPT: Final = 4096
"""So many days are kept at most, in UTC and as many of the zone: a stream has no end."""
LENGTHS_KEPT: Final = 4096
"""So many lengths of time are kept at most."""

_InWords = tuple[bytes, bytes]
"""A text in English and in Persian."""


class ShownTimes:
    """Instants as UTC shows them, and as the clocks of an agreement do in words without marks."""

    def __init__(self, english: "Names", persian: "Names") -> None:
        self._english = english
        self._persian = persian
        self._zone = english.zone
        self._calendar = english.edition.agreement.calendar
        self._utc_days: dict[int, bytes] = {}
        self._days: dict[int, _InWords] = {}
        self._utc_minutes: dict[int, bytes] = {}
        self._minutes: dict[int, _InWords] = {}
        self._lengths: dict[int, _InWords] = {}
        self._seconds = [self._clock(f":{second:02}") for second in range(60)]
        self._seconds[0] = self._clock("")  # a clock in words shows seconds only where there are some
        self._utc_seconds = [f":{second:02}Z".encode() for second in range(60)]

    def utc(self, instant: int) -> bytes:
        """What `show_utc` gives."""
        days, clock = divmod(instant, DAY)
        minute, rest = divmod(clock, MINUTE)
        second, fraction = divmod(rest, SECOND)
        day = self._utc_days.get(days) or self._new_utc_day(days)
        hours = self._utc_minutes.get(minute) or self._new_utc_minute(minute)
        if fraction:
            return day + hours + f":{show_seconds(rest)}Z".encode()
        return day + hours + self._utc_seconds[second]

    def in_words(self, instant: int) -> _InWords:
        """What `Names.unmarked_instant` gives in both languages."""
        shown = shown_once(instant, self._zone)
        if shown is None:
            return (
                self._english.unmarked_instant(instant).encode(),
                self._persian.unmarked_instant(instant).encode(),
            )
        ordinal, clock = shown
        minute, rest = divmod(clock, MINUTE)
        day, persian_day = self._days.get(ordinal) or self._new_day(ordinal)
        hours, persian_hours = self._minutes.get(minute) or self._new_minute(minute)
        second, fraction = divmod(rest, SECOND)
        seconds, persian_seconds = (
            self._clock(f":{show_seconds(rest)}") if fraction else self._seconds[second]
        )
        return day + hours + seconds, persian_day + persian_hours + persian_seconds

    def measure(self, kind: "FigureKind", raw: int) -> tuple[bytes, bytes, bytes]:
        """An instant or a length of time as it is exchanged, and what `Names.figure` gives without marks in both languages."""
        if kind == "instant":
            return (self.utc(raw), *self.in_words(raw))
        if kind == "deadline":
            return (self.utc(raw), *self._deadline(raw))
        if raw not in self._lengths:
            if len(self._lengths) >= LENGTHS_KEPT:
                self._lengths.clear()
            self._lengths[raw] = self._unmarked(lambda names: names.length(raw))
        return (b"%d" % raw, *self._lengths[raw])

    def _deadline(self, instant: int) -> _InWords:
        """What `Names.deadline` gives without marks."""
        before, shown = shown_once(instant - 1, self._zone), shown_once(instant, self._zone)
        if before is not None and shown is not None and before[0] == shown[0]:
            return self.in_words(instant)  # no day ends here
        return self._unmarked(lambda names: names.deadline(instant))

    def _unmarked(self, say: "Callable[[Names], str]") -> _InWords:
        return strip_isolates(say(self._english)).encode(), strip_isolates(say(self._persian)).encode()

    def _new_utc_day(self, days: int) -> bytes:
        if len(self._utc_days) >= DAYS_KEPT:
            self._utc_days.clear()
        shown = self._utc_days[days] = show_utc(days * DAY).encode().removesuffix(b"00:00:00Z")
        return shown

    def _new_utc_minute(self, minute: int) -> bytes:
        shown = self._utc_minutes[minute] = show_clock(minute * MINUTE, seconds=False).encode()
        return shown

    def _new_day(self, ordinal: int) -> _InWords:
        if len(self._days) >= DAYS_KEPT:
            self._days.clear()
        day = day_text(ordinal, self._calendar)
        english, persian = self._english.unmarked(day, ""), self._persian.unmarked(day, "")
        shown = self._days[ordinal] = english.encode(), persian.encode()
        return shown

    def _new_minute(self, minute: int) -> _InWords:
        shown = self._minutes[minute] = self._clock(show_clock(minute * MINUTE, seconds=False))
        return shown

    def _clock(self, text: str) -> _InWords:
        return self._english.clock(text).encode(), self._persian.clock(text).encode()
