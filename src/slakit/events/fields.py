"""The fields of an event, from JSON to canonical values: one small reader for each, made once from the vocabulary.

Nothing is converted that a person would have to guess at: `"72"` is no number, `1.0` no integer, `"yes"` no
`true`, and one word alone is no list.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from slakit.calendars import (
    DAY,
    EARLIEST,
    HOUR,
    LATEST,
    Calendar,
    Instant,
    end_of_day,
    parse_day,
    parse_instant,
    parse_time,
    show_time,
    start_of_day,
)
from slakit.errors import Argument, UnreadableTime
from slakit.events.event import FieldValue
from slakit.spelling import VALUE_LIKENESS, suggestions

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from slakit.vocabulary import FieldOfEvent, ValueList, Vocabulary

LARGEST_NUMBER: Final = 10**18 - 1
"""The largest number of 18 digits: what every engine can hold and add up."""

FieldReader: TypeAlias = Callable[[object], FieldValue]
"""From a JSON value to the canonical one; raises `Unfit`."""

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_HALF_A_CHARACTER: Final = re.compile(r"[\ud800-\udfff]")
_RFC3339: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2})(:[0-5][0-9]:[0-5][0-9])(?:\.([0-9]{1,6}))?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_OFFSET: Final = re.compile(r".*(?:[Zz]|[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)")
_REASONS_OF_TIMES: Final = {
    "gap": "time-in-gap",
    "repeated-hour": "time-in-repeated-hour",
    "too-precise": "time-too-precise",
}
_KINDS: Final = {
    str: "text",
    bool: "yes-or-no",
    int: "whole-number",
    float: "number",
    list: "list",
    dict: "group",
    type(None): "nothing",
}
_HOURS_KEPT: Final = 4096
"""So many hours, and as many days, are remembered at most with the instants at which they begin."""
_RESTS_KEPT: Final = 8192
"""So many of what is written behind an hour: an hour has 3,600 seconds, and a zone two offsets."""
_YEAR_2000: Final = parse_instant("2000-01-01T00:00:00Z")
_LONGEST_NUMBER_SHOWN: Final = 10**60
OF_AN_EVENT: Final[Mapping[str, Argument]] = {"given_as": "Event"}
"""An argument of what is said of a time that is no text."""


class Unfit(Exception):
    """A value cannot be read; `reason` and `arguments` are those of the line that will be set aside for it."""

    def __init__(self, reason: str, arguments: Mapping[str, Argument]) -> None:
        super().__init__(reason)
        self.reason = reason
        self.arguments = arguments


class Times:
    """Reads the times of a log in one zone, and counts in `local` those that name no offset."""

    def __init__(self, zone: "ZoneInfo") -> None:
        self.zone = zone
        self.local = 0
        self._midnights: dict[str, Instant] = {}
        self._hours: dict[str, Instant] = {}
        """Where the hour begins that is written `2019-08-01T09`, if it is one of UTC."""
        self._rests: dict[str, int] = {}
        """What is to be added for the rest, which is written `:01:00+04:30`."""

    def instant(self, value: object) -> Instant:
        """The instant that an RFC 3339 time with an offset, or a local time of the zone, names."""
        if type(value) is not str:
            value = _text_of_time(value, "time-of-event")
        # other events share the hour of `2019-08-01T09:01:00+04:30`, and others the rest
        hour, rest = self._hours.get(value[:13]), self._rests.get(value[13:])
        if hour is not None and rest is not None:
            return hour + rest
        match = _RFC3339.fullmatch(value)
        if match is None:
            return self._other_time(value)
        beginning, minutes, fraction, offset = match.groups()
        hour, rest = self._hour(beginning), self._rest(minutes, offset)
        if hour is None or rest is None:
            return self._other_time(value)
        return hour + rest + int((fraction or "").ljust(6, "0"))

    def instants(self, written: Sequence[str]) -> list[Instant]:
        """What `instant` gives of each of some texts; most name an hour that was named before."""
        hours, rests, instant = self._hours, self._rests, self.instant
        return [
            hours[hour] + rests[rest]
            if (hour := value[:13]) in hours and (rest := value[13:]) in rests
            else instant(value)
            for value in written
        ]

    def day(self, value: object) -> Instant:
        """The first instant of the day that is written `1398/12/29` or `2020-03-19`."""
        return self._day(value, start_of_day)

    def last_day(self, value: object) -> Instant:
        """The first instant after the day that is written so."""
        return self._day(value, end_of_day)

    def _hour(self, beginning: str) -> Instant | None:
        """Where an hour begins, kept for the events that share it; None if it is none that any offset may have."""
        hour = self._hours.get(beginning)
        if hour is None:
            number = beginning[11:]
            midnight = self._midnight(beginning[:10]) if number < "24" else None
            if midnight is None:
                return None
            hour = midnight + int(number) * HOUR
            _keep(self._hours, beginning, hour, _HOURS_KEPT)
        return hour

    def _midnight(self, date: str) -> Instant | None:
        """Where a day of UTC begins; an offset knows no other days than those of 24 hours."""
        midnight = self._midnights.get(date)
        if midnight is None:
            try:
                midnight = parse_instant(f"{date}T00:00:00Z")
            except UnreadableTime:
                return None
            if not EARLIEST + 2 * DAY <= midnight <= LATEST - 2 * DAY:
                return None  # with some offsets it is beyond what the calendars know
            _keep(self._midnights, date, midnight, _HOURS_KEPT)
        return midnight

    def _rest(self, minutes: str, offset: str) -> int | None:
        """What is to be added to an hour for the minutes, the seconds and an offset; None if there is no such offset."""
        rest = self._rests.get(minutes + offset)
        if rest is None:
            try:
                rest = parse_instant(f"2000-01-01T00{minutes}{offset}") - _YEAR_2000
            except UnreadableTime:
                return None
            _keep(self._rests, minutes + offset, rest, _RESTS_KEPT)
        return rest

    def _other_time(self, text: str) -> Instant:
        try:
            instant = parse_time(text, self.zone)
        except UnreadableTime as problem:
            raise self._unfit(problem) from problem
        if ":" not in text:
            # a day stands for its first instant elsewhere; of an event that would be a guess
            raise Unfit("time-unreadable", {"value": text, "reason": "no-time-of-day"})
        self.local += _OFFSET.fullmatch(text) is None
        return instant

    def _day(self, value: object, edge: Callable[..., Instant]) -> Instant:
        if type(value) is not str:
            value = _text_of_time(value, "day")
        try:
            return edge(parse_day(value), self.zone)
        except UnreadableTime as problem:
            raise self._unfit(problem) from problem

    def _unfit(self, problem: UnreadableTime) -> Unfit:
        reason = _REASONS_OF_TIMES.get(problem.reason)
        if reason is None:
            return Unfit("time-unreadable", {"value": problem.text, "reason": problem.reason})
        calendar: Calendar = "jalali" if "/" in problem.text else "gregorian"
        shown = (show_time(instant, self.zone, calendar) for instant in problem.candidates)
        return Unfit(reason, {"value": problem.text, **dict(zip(("earlier", "later"), shown, strict=False))})


class KnownTimes(Times):
    """Takes the times of an `Event`, which are microseconds UTC; days too, as the instant at which one begins or ends."""

    def instant(self, value: object) -> Instant:
        """The instant itself, if the calendars know it."""
        if type(value) is not int:
            told = wrong_type("microseconds", value)
            raise Unfit(told.reason, {**told.arguments, **OF_AN_EVENT})
        if not EARLIEST <= value <= LATEST:
            shown = shown_value(value) or "…"  # thousands of digits are shown nowhere
            raise Unfit("time-unreadable", {"value": shown, "reason": "out-of-range", **OF_AN_EVENT})
        return value

    day = last_day = instant


def _keep(kept: dict[str, int], key: str, value: int, most: int) -> None:
    """Keep what was read, and begin anew when it is too much."""
    if len(kept) >= most:
        kept.clear()
    kept[key] = value


def wrong_type(expected: str, value: object) -> Unfit:
    """What is said of a value of another type than the field has."""
    arguments = {"expected": expected}
    if (kind := _KINDS.get(type(value))) is not None:
        arguments["found_type"] = kind
        if shown := shown_value(value):
            arguments["found"] = shown
    return Unfit("wrong-field-type", arguments)


def moment(value: object) -> dict[str, str]:
    """What a program that hands over a `datetime`, or a day or a time of one, is told besides: JSON has none of them."""
    return {"moment": type(value).__name__} if isinstance(value, dt.date | dt.time) else {}


def _text_of_time(value: object, expected: str) -> str:
    if told := moment(value):
        raise Unfit("wrong-field-type", {"expected": expected, **told})
    return as_text(value, expected)


def as_text(value: object, expected: str) -> str:
    """A text as JSON has it: no JSON decodes to a class of its own, but a program may hand over a member of an enumeration."""
    if isinstance(value, str):
        return str.__str__(value)
    raise wrong_type(expected, value)


def shown_value(value: object) -> str | None:
    """A single value as it stands in JSON; None for a list, a group or nothing."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and not -_LONGEST_NUMBER_SHOWN < value < _LONGEST_NUMBER_SHOWN:
        return None  # Python refuses to write out a number of thousands of digits
    return str(value) if isinstance(value, str | int | float) else None


def written_text(value: object) -> str:
    """A text that says something. No JSON decodes to half a surrogate pair, but a program may hand one over."""
    if type(value) is not str:
        value = as_text(value, "text")
    if not value:
        raise Unfit("empty-field", {})
    return value if value.isprintable() else _without(_HALF_A_CHARACTER, value)


def written_name(value: object) -> str:
    """A text that tells one thing from another, in which no invisible control character can hide."""
    text = written_text(value)
    return text if text.isprintable() else _without(_CONTROL, text)


def _without(forbidden: re.Pattern[str], text: str) -> str:
    if (found := forbidden.search(text)) is None:
        return text
    raise Unfit("control-character-in-field", {"value": text, "character": f"U+{ord(found[0]):04X}"})


def reader_of(field: "FieldOfEvent", vocabulary: "Vocabulary", times: Times) -> FieldReader:
    """What reads the values of a field: one value, or a JSON list of them as a sorted tuple without repetitions."""
    one = _reader_of_one(field, vocabulary, times)
    if not field.list:
        return one

    def several(value: object) -> FieldValue:
        if type(value) is not list and type(value) is not tuple:
            raise wrong_type("list", value)
        return tuple(sorted({cast("str", one(item)) for item in value}))

    return several


def _reader_of_one(field: "FieldOfEvent", vocabulary: "Vocabulary", times: Times) -> FieldReader:
    match field.type:
        case "identifier":
            return written_name
        case "text" | "service":
            return written_text
        case "boolean":
            return _yes_or_no
        case "integer":
            return _number_from(-LARGEST_NUMBER)
        case "rial":
            return _number_from(0)
        case "instant":
            return times.instant
        case "day":
            return times.day
        case "last-day":
            return times.last_day
        case "value":
            # `slakit.consistency` has found the list, or there is no vocabulary
            return _word_of(vocabulary.values[cast("str", field.values)])


def _yes_or_no(value: object) -> bool:
    if type(value) is not bool:
        raise wrong_type("yes-or-no", value)
    return value


def _number_from(least: int) -> FieldReader:
    def number(value: object) -> int:
        if type(value) is not int:
            if not isinstance(value, int) or isinstance(value, bool):
                raise wrong_type("whole-number", value)
            value = int.__int__(value)
        if not least <= value <= LARGEST_NUMBER:
            shown = shown_value(value)
            raise Unfit(
                "number-out-of-range",
                {"least": least, "most": LARGEST_NUMBER} | ({"value": shown} if shown else {}),
            )
        return value

    return number


def _word_of(listed: "ValueList") -> FieldReader:
    # the text of the vocabulary stands for equal texts of the log, so that a million of them are one
    words: dict[str, str] = {word: word for word in listed.values}

    def word(value: object) -> str:
        text = words.get(value) if isinstance(value, str) else None
        if text is not None:
            return text
        text = written_name(value)
        if listed.open:
            return text
        arguments: dict[str, Argument] = {"value": text, "allowed": "\n".join(words)}
        raise Unfit("value-not-in-list", arguments | suggestions(text, words, VALUE_LIKENESS))

    return word
