"""Calendars as documents: weekly hours, weekends, holidays, and closures that may be declared after the fact.

Days and hours are read in the time zone of the agreement that uses the calendar. What a calendar takes away is known
from a day or an instant on, so that a deadline can be told as it was known then and as it is known now.
"""

from typing import Annotated, Literal

from pydantic import Field

from slakit.models import DayText, Identifier, Model, TimeText, Words, said

WEEKDAYS = ("saturday", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday")
Weekday = Literal["saturday", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday"]
Hours = Annotated[str, Field(json_schema_extra={"format": "hours-of-day"})]
"""A part of a day, such as `07:30-14:30`; `24:00` is the end of the day."""


class Holiday(Model):
    """A day that is off everywhere, by law or by the official calendar of the year."""

    day: Annotated[DayText, said("the day", "روز")]
    name: Annotated[Words, said("what it is", "مناسبت")]
    source: Annotated[Words | None, said("where this is known from", "منبع")] = None
    announced: Annotated[
        DayText | None,
        said(
            "the day it was announced; without it, it counts as always known",
            "روز اعلام؛ بدون آن از پیش معلوم به شمار می‌آید",
        ),
    ] = None


class ClosureOfCalendar(Model):
    """Days, or a part of one, that were declared off for a region or everywhere, perhaps afterwards."""

    from_: Annotated[TimeText, said("the first day, or the instant it begins", "نخستین روز یا لحظهٔ آغاز")]
    until: Annotated[
        TimeText,
        said("the last day, inclusive, or the instant it ends", "واپسین روز (جزو آن) یا لحظهٔ پایان"),
    ]
    region: Annotated[
        Identifier | None,
        said("the region that it is for; without it, for all", "استان یا ناحیه؛ بدون آن همه‌جا"),
    ] = None
    name: Annotated[Words, said("why", "علت")]
    source: Annotated[Words, said("who declared it, and where", "مرجع و سند اعلام")]
    declared: Annotated[
        TimeText,
        said(
            "when it was declared: nobody could count on it before",
            "زمان اعلام؛ پیش از آن کسی از آن خبر نداشت",
        ),
    ]


class CalendarDocument(Model):
    """A calendar: what is known of its days from a first to a last one.

    With `hours` it is a working calendar, and every weekday stands either there or under `weekend`. Without, it only
    lists holidays and closures, for calendars that name it under `holidays-of`.
    """

    document: Annotated[
        Literal["calendar/v1"], said("which document this is, and its version", "نوع سند و نسخهٔ قالب آن")
    ]
    calendar: Annotated[Identifier, said("its id", "شناسهٔ تقویم")]
    version: Annotated[str, Field(min_length=1), said("its version, in quotes", "نسخه، در علامت نقل قول")]
    title: Annotated[Words, said("its title", "عنوان")]
    note: Annotated[Words | None, said("a remark", "یادداشت")] = None
    from_: Annotated[DayText, said("the first day that it knows", "نخستین روزی که در بر دارد")]
    until: Annotated[DayText, said("the last day that it knows", "واپسین روزی که در بر دارد")]
    region: Annotated[
        Identifier | None,
        said("the region whose closures count besides those for all", "ناحیه‌ای که تعطیلی‌هایش به شمار می‌آید"),
    ] = None
    weekend: Annotated[tuple[Weekday, ...], said("weekdays without hours", "روزهای تعطیل هفته")] = ()
    hours: Annotated[
        dict[Weekday, Annotated[tuple[Hours, ...], Field(min_length=1)]] | None,
        Field(min_length=1),
        said("when it is open, by weekday: `saturday: [07:30-14:30]`", "ساعات کار هر روز هفته"),
    ] = None
    holidays_of: Annotated[
        tuple[str, ...],
        said(
            "calendars whose holidays and closures count here too: shipped ones, or files beside this one",
            "تقویم‌هایی که تعطیلی‌هایشان اینجا هم به شمار می‌آید",
        ),
    ] = ()
    holidays: Annotated[tuple[Holiday, ...], said("its holidays, in order", "تعطیلی‌های رسمی، به ترتیب")] = ()
    closures: Annotated[tuple[ClosureOfCalendar, ...], said("its closures", "تعطیلی‌های موردی")] = ()
