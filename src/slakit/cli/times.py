"""Times on the command line: read in the zone of the agreement, shown by its calendar, and now."""

import time
from typing import TYPE_CHECKING, Final

from slakit.cli.wording import Refused, Said, Voice
from slakit.text import ascii_digits, strip_isolates

if TYPE_CHECKING:
    from slakit.calendars import Day
    from slakit.document import Document
    from slakit.loading import Edition


_BEFORE_A_CLOCK: Final = " ساعت "
"""What stands between day and clock in a Persian sentence."""


def typed(text: str) -> str:
    """A time or a length as it is read: with the digits 0 to 9, though a person typed Persian ones or copied what was shown.

    >>> typed("۱۳۹۸/۰۶/۰۱ ساعت ۱۰:۰۰")
    '1398/06/01 10:00'
    """
    return ascii_digits(strip_isolates(text)).strip().replace(_BEFORE_A_CLOCK, " ")


def now() -> int:
    """Now, in microseconds UTC: the only reading of a clock in slakit that a finding depends on.

    It is a whole second, so that what is shown of it can be given back after `--at`.
    """
    return int(time.time()) * 1_000_000


def instant(text: str, option: str, edition: "Edition", voice: Voice) -> int:
    """The instant that the text after an option names. Raises `Refused` if it names none."""
    from slakit.errors import Fault, UnreadableTime
    from slakit.given_instants import instant_of
    from slakit.messages import help_for, message

    try:
        return instant_of(edition, typed(text))
    except UnreadableTime as problem:
        arguments = {"format": "time-of-event", "value": text, "reason": problem.reason}
        fault = Fault("malformed-value", None, arguments=arguments)
        told = voice.said("wrong time", option=option, problem=Said(message(fault, voice.language)))
        cure = help_for(fault, voice.language)
        if problem.candidates:
            cure = voice.said(
                "choose", allowed=voice.listed(shown(one, edition) for one in problem.candidates)
            )
        raise Refused(told, Said(cure) if cure else None) from None


def today(agreement: "Document") -> "Day":
    """The day that it is now in the time zone of an agreement: waivers are judged by it if no day is given."""
    from slakit.calendars import day_of, time_zone

    zone = agreement.data.get("time-zone") if isinstance(agreement.data, dict) else None
    return day_of(now(), time_zone(zone if isinstance(zone, str) else "UTC"), "gregorian")


def day(text: str, option: str, voice: Voice) -> "Day":
    """The day that the text after an option names. Raises `Refused` if it names none."""
    from slakit.calendars import parse_day
    from slakit.errors import Fault, UnreadableTime
    from slakit.messages import message

    try:
        return parse_day(typed(text))
    except UnreadableTime as problem:
        arguments = {"format": "day", "value": text, "reason": problem.reason}
        told = Said(message(Fault("malformed-value", None, arguments=arguments), voice.language))
        raise Refused(voice.said("wrong time", option=option, problem=told)) from None


def shown(at: int, edition: "Edition") -> str:
    """A time by the clocks and the calendar of the agreement."""
    from slakit.calendars import show_time, time_zone

    agreement = edition.agreement
    return show_time(at, time_zone(agreement.time_zone), agreement.calendar)


def judged_now(at: int, edition: "Edition", voice: Voice) -> Said:
    """That a clock was read, and what it showed: the same command may give another answer tomorrow."""
    return voice.said("judged now", time=voice.number(shown(at, edition)))
