"""A calendar as a whole: every weekday said once, hours apart, holidays in their span, and the calendars of an agreement."""

from collections.abc import Iterator

from slakit.calendars import hours_of_day, parse_day, parse_time, time_zone
from slakit.consistency.plain import Group, entries, group, items, texts
from slakit.consistency.telling import Telling
from slakit.document import Document
from slakit.errors import Fault, UnreadableTime

WEEKDAYS = ("saturday", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday")


def faults_of_calendar(calendar: Document) -> Iterator[Fault]:
    """The faults of a calendar that passed its schema, beside those of the calendars that it names."""
    told, data = Telling(calendar), group(calendar.data)
    if _ordinal(data["until"]) < _ordinal(data["from"]):
        yield told.fault("days-reversed", ("until",), first=str(data["from"]), last=str(data["until"]))
        return
    yield from _weekdays(told, data)
    yield from _hours(told, data)
    yield from _holidays(told, data)
    for path, closure in entries(data, "closures"):
        first, last = str(closure["from"]), str(closure["until"])
        if _instant(last) < _instant(first):
            yield told.fault("days-reversed", (*path, "until"), first=first, last=last)


def faults_of_use(agreement: Document, name: str, calendars: tuple[Document, ...]) -> Iterator[Fault]:
    """The faults of a calendar that an agreement names: it has hours, and it knows every day of the term.

    `calendars` are the named one, which stands first, and those whose holidays count in it.
    """
    told, path = Telling(agreement), ("calendars", name)
    yield from (fault for one in calendars for fault in _times(one, str(group(agreement.data)["time-zone"])))
    if "hours" not in group(calendars[0].data):
        yield told.fault("calendar-without-hours", path, name=name)
    first = max((str(group(one.data)["from"]) for one in calendars), key=_ordinal)
    last = min((str(group(one.data)["until"]) for one in calendars), key=_ordinal)
    term = group(group(agreement.data)["term"])
    begins = group(term["from"]).get("inferred", term["from"])
    if _ordinal(begins) < _ordinal(first) or _ordinal(last) < _ordinal(term["until"]):
        yield told.fault("calendar-too-short", path, name=name, first=first, last=last)


def _times(calendar: Document, zone: str) -> Iterator[Fault]:
    """The faults of times of closures that the zone of the agreement does not have, or has twice."""
    for path, closure in entries(calendar.data, "closures"):
        for key in ("from", "until", "declared"):
            text = str(closure[key])
            try:
                parse_time(text, time_zone(zone))
            except UnreadableTime as problem:
                yield Telling(calendar).fault(
                    "malformed-value", (*path, key), value=text, format="time-of-event", reason=problem.reason
                )


def _weekdays(told: Telling, data: Group) -> Iterator[Fault]:
    hours, off = group(data.get("hours")), texts(data.get("weekend"))
    for position, day in enumerate(off):
        if day in hours:
            yield told.fault("weekday-open-and-off", ("weekend", position), name=day)
    missing = [day for day in WEEKDAYS if day not in hours and day not in off]
    if hours and missing:
        yield told.fault_at_key("weekday-not-said", ("hours",), missing="\n".join(missing))


def _hours(told: Telling, data: Group) -> Iterator[Fault]:
    for weekday, parts in group(data.get("hours")).items():
        before = 0
        for position, part in enumerate(items(parts)):
            opens, closes = hours_of_day(str(part))
            if opens < before:
                yield told.fault("hours-overlap", ("hours", weekday, position), value=str(part))
            before = max(before, closes)


def _holidays(told: Telling, data: Group) -> Iterator[Fault]:
    lines: dict[int, int] = {}
    for path, holiday in entries(data, "holidays"):
        day, place = _ordinal(holiday["day"]), (*path, "day")
        if not _ordinal(data["from"]) <= day <= _ordinal(data["until"]):
            first, last = str(data["from"]), str(data["until"])
            yield told.fault("day-outside-calendar", place, value=str(holiday["day"]), first=first, last=last)
        line = told.document.place_of(place).line
        if lines.setdefault(day, line) != line:
            yield told.fault("holiday-twice", place, value=str(holiday["day"]), line=lines[day])


def _ordinal(day: object) -> int:
    return parse_day(str(day)).ordinal


def _instant(text: str) -> int:
    """An instant as UTC shows it: enough to tell which of two times of one calendar is the earlier one."""
    try:
        return parse_time(text, time_zone("UTC"))
    except UnreadableTime as problem:  # an offset that UTC does not have still names an instant
        return problem.candidates[0]
