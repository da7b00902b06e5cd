"""The days of an agreement as an iCalendar file (RFC 5545), for whatever calendar people keep."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from slakit._version import __version__
from slakit.calendars import SECOND, Instant, Language
from slakit.reports.deadlines import Deadline, deadlines, open_deadlines
from slakit.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from icalendar import Event

    from slakit.judgement import Judgement
    from slakit.loading import Edition


def calendar_file(edition: "Edition", language: Language, *, written: Instant) -> str:
    """The days of an edition as whole-day events, each with an id that stays through later writings.

    `written` is when the file is made, in microseconds UTC: RFC 5545 asks for it in each event.
    """
    return _file(deadlines(edition, language), edition, language, written)


def open_deadlines_file(
    judgement: "Judgement", edition: "Edition", language: Language, *, written: Instant
) -> str:
    """The days of the term and what a judgement found open; what has an hour is an event at that instant.

    The id of each comes from its finding, so that a calendar that reads a later file moves no entry and doubles none.
    """
    return _file(open_deadlines(judgement, edition, language), edition, language, written)


def _file(found: "Iterable[Deadline]", edition: "Edition", language: Language, written: Instant) -> str:
    from icalendar import Calendar

    agreement = edition.agreement
    title = agreement.title.get(language) or agreement.title[agreement.language]
    calendar = Calendar()
    calendar.add("prodid", f"-//slakit//slakit {__version__}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("name", " ".join(title.split()))  # RFC 7986
    calendar.add("x-wr-calname", " ".join(title.split()))  # what calendars read in its stead
    stamp = datetime.fromtimestamp(written // SECOND, UTC)
    for deadline in found:
        calendar.add_component(_event(deadline, edition, stamp))
    content: bytes = calendar.to_ical()
    return content.decode("utf-8")


def _event(deadline: Deadline, edition: "Edition", stamp: datetime) -> "Event":
    from icalendar import Event

    agreement = edition.agreement
    event = Event()
    event.add("uid", f"{deadline.name}@{agreement.agreement}.{fold(agreement.edition).replace(' ', '-')}")
    event.add("dtstamp", stamp)
    if deadline.instant is None:
        day = datetime.fromordinal(deadline.day.ordinal).date()
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
    else:
        event.add("dtstart", datetime.fromtimestamp(deadline.instant // SECOND, UTC))
    event.add("summary", deadline.summary)
    if deadline.description:
        event.add("description", deadline.description)
    event.add("transp", "TRANSPARENT")  # a deadline keeps nobody busy
    return event
