"""An event as a person writes it: times and days by the clocks and the calendar of the agreement."""

from typing import TYPE_CHECKING

from slakit.calendars import day_of, show_day, show_time, time_zone

if TYPE_CHECKING:
    from slakit.events.event import Event, FieldValue
    from slakit.loading import Edition
    from slakit.vocabulary import FieldOfEvent

Written = str | int | bool | list[str]


def declared_fields(event: "Event", *editions: "Edition") -> dict[str, "FieldOfEvent"]:
    """The fields of an event as the first edition that has each declares it: a witness may speak in the words of both."""
    kinds = [edition.vocabulary.events.get(event.type) for edition in reversed(editions)]
    return {name: one for kind in kinds if kind for name, one in kind.fields.items()}


def written_fields(event: "Event", edition: "Edition", *others: "Edition") -> dict[str, Written]:
    """What an event says, as a case or a log writes it."""
    declared = declared_fields(event, edition, *others)
    return {name: _value(value, declared.get(name), edition) for name, value in event.data.items()}


def written_time(instant: int, edition: "Edition") -> str:
    """An instant by the clocks and the calendar of the agreement; reading it gives the same instant."""
    agreement = edition.agreement
    return show_time(instant, time_zone(agreement.time_zone), agreement.calendar)


def _value(value: "FieldValue", field: "FieldOfEvent | None", edition: "Edition") -> Written:
    if isinstance(value, tuple):
        return list(value)
    if field is None or not isinstance(value, int) or isinstance(value, bool):
        return value
    zone, calendar = time_zone(edition.agreement.time_zone), edition.agreement.calendar
    match field.type:
        case "instant":
            return written_time(value, edition)
        case "day":
            return show_day(day_of(value, zone, calendar))
        case "last-day":
            return show_day(day_of(value - 1, zone, calendar))
        case _:
            return value
