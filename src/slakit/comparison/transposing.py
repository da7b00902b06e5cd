"""The new text in the term of the old one, so that one log can be judged by both.

Two editions of successive years have no day in common. What is compared is what the new text would have said a year
earlier: its norms, definitions and readings with the term of the old edition, and with days that keep their place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from slakit.calendar_files import NamedCalendar
from slakit.calendars import Day, parse_day
from slakit.comparison.renaming import with_services
from slakit.document import Document
from slakit.errors import UnreadableTime
from slakit.loading import Edition

Data = dict[str, Any]


def data_of(document: Document) -> Data:
    """A document that passed its schema, as the group of keys that it is."""
    return cast("Data", document.data)


def with_data(document: Document, **changed: object) -> Document:
    """A document with other values under some keys; a key with `None` is left out."""
    data = {**data_of(document), **changed}
    return document.altered(data={key: value for key, value in data.items() if value is not None})


@dataclass(frozen=True, slots=True)
class Shift:
    """How far a new edition lies after an old one: years, the last days, and what the two are called."""

    years: int
    old_end: Day
    new_end: Day
    old_name: str
    new_name: str

    @classmethod
    def between(cls, old: Edition, new: Edition) -> "Shift":
        """The shift between the terms of two editions."""
        first, new_first = (parse_day(one.agreement.term.first_day) for one in (old, new))
        until, new_until = (parse_day(one.agreement.term.until) for one in (old, new))
        years = new_first.named_in(first.calendar).year - first.year
        return cls(years, until, new_until, old.agreement.edition, new.agreement.edition)

    def back(self, day: Day) -> Day:
        """A day of the new term at its place in the old one: the same day of an earlier year, or the last day of the month."""
        if day.ordinal == self.new_end.ordinal and self._ends_alike():
            return self.old_end
        return self._years_before(day)

    def _ends_alike(self) -> bool:
        """Whether both terms end on the last day of the same month, however long that month is."""
        old, new = self.old_end, self.new_end.named_in(self.old_end.calendar)
        return (old.month == new.month and old.plus(1).month != old.month and new.plus(1).month != new.month
                and new.year - old.year == self.years)  # fmt: skip

    def _years_before(self, day: Day) -> Day:
        for fewer in range(4):
            try:
                return Day(day.calendar, day.year - self.years, day.month, day.day - fewer)
            except UnreadableTime:
                continue
        raise AssertionError("a month has 28 days at least")


def transposed(new: Edition, old: Edition, services: Mapping[str, str] | None = None) -> Edition:
    """The new edition in the term of the old one, with its services and its working calendars of the same names.

    `services` has the old id of each service that is only called otherwise now.
    """
    shift = Shift.between(old, new)
    was = {norm["id"]: norm for norm in norms_in(data_of(old.agreement_document))}
    clauses = [
        {
            **clause,
            "norms": [
                kept_in_place(with_services(norm, services or {}), was.get(norm["id"]), shift)
                for norm in clause["norms"]
            ],
        }
        if "norms" in clause
        else clause
        for clause in data_of(new.agreement_document)["clauses"]
    ]
    term = {
        key: value
        for key, value in data_of(old.agreement_document)["term"].items()
        if key in ("from", "until", "clause")
    }
    kept = kept_calendars(new, old)
    renamed = {
        named.name: with_hours(kept[named.name], named) for named in new.calendars if named.name in kept
    }
    calendars = {named.name: named for named in (*new.calendars, *renamed.values(), *old.calendars)}
    return new.altered(
        agreement_document=with_data(new.agreement_document, term=term, clauses=clauses),
        annex_document=old.annex_document,
        calendars=tuple(calendars.values()),
    )


def kept_calendars(new: Edition, old: Edition) -> Mapping[str, NamedCalendar]:
    """The old calendar on whose days each of the new ones counts in the term of the old edition, by the new name.

    It is that of its name. One that is called otherwise and does not know the old term takes the place of the only one
    that is gone.
    """
    was = {named.name: named for named in old.calendars}
    gone = [named for name, named in was.items() if name not in {one.name for one in new.calendars}]
    came = [named for named in new.calendars if named.name not in was]
    if len(gone) == len(came) == 1 and not knows_term(came[0], old):
        was[came[0].name] = gone[0]
    return was


def knows_term(calendar: NamedCalendar, edition: Edition) -> bool:
    """Whether a calendar tells of every day of the term of an edition."""
    said, term = data_of(calendar.document), edition.agreement.term
    since, until = (parse_day(said[key]).ordinal for key in ("from", "until"))
    return since <= parse_day(term.first_day).ordinal and parse_day(term.until).ordinal <= until


def with_hours(old: NamedCalendar, new: NamedCalendar) -> NamedCalendar:
    """The days of the old calendar with the hours and the region of the new one."""
    said = data_of(new.document)
    document = with_data(old.document, hours=said.get("hours"), region=said.get("region"))
    return old.altered(name=new.name, document=document)


def with_days_off(old: NamedCalendar, new: NamedCalendar) -> NamedCalendar:
    """The new calendar, as far as both tell."""
    since, until = days_told_by_both(old, new)
    document = with_data(new.document, **{"from": str(since), "until": str(until)})
    return new.altered(name=old.name, document=document)


def days_told_by_both(one: NamedCalendar, other: NamedCalendar) -> tuple[Day, Day]:
    """The first and the last day that both of two calendars tell of."""
    said = [data_of(named.document) for named in (one, other)]
    return (
        max((parse_day(calendar["from"]) for calendar in said), key=lambda day: day.ordinal),
        min((parse_day(calendar["until"]) for calendar in said), key=lambda day: day.ordinal),
    )


def norms_in(agreement: Data) -> Iterable[Data]:
    """The norms of an agreement as they are written, in order."""
    return (norm for clause in agreement["clauses"] for norm in clause.get("norms", ()))


def kept_in_place(new: object, old: object, shift: Shift) -> object:
    """What a norm says, with each day that only moved along with the term, and the name of the edition, put back to what the old norm has."""
    if isinstance(new, dict) and isinstance(old, dict):
        return {key: kept_in_place(value, old.get(key), shift) for key, value in new.items()}
    if isinstance(new, list) and isinstance(old, list) and len(new) == len(old):
        return [kept_in_place(one, other, shift) for one, other in zip(new, old, strict=True)]
    if isinstance(new, str) and isinstance(old, str) and new != old and _moved_along(new, old, shift):
        return old
    return new


def _moved_along(new: str, old: str, shift: Shift) -> bool:
    """Whether a text is a day at its place in the term, or the name of the edition itself."""
    if (old, new) == (shift.old_name, shift.new_name):
        return True
    try:
        return shift.back(parse_day(new)).ordinal == parse_day(old).ordinal
    except UnreadableTime:
        return False
