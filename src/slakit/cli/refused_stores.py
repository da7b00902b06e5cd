"""What is said of a store that cannot be used, and what can be done then."""

import shlex
from typing import TYPE_CHECKING, Final, Literal

from slakit.calendars import show_utc
from slakit.cli.wording import Refused, Said, Voice

if TYPE_CHECKING:
    from slakit.monitoring.store_file import StoreRefused

For = Literal["watch", "serve", "reading"]
"""What a store was opened for: a log that can be read again, events that nobody else has, or to look at what it holds."""
_OF_OTHERS: Final = {
    "this is no store of slakit": "store of others",
    "file is not a database": "store that is no database",
}
"""What is said of a file that never was a store, and how it is told."""
_CURES: Final = {
    "in-use": "wait for it",
    "no-store": "name a store",
    "cannot-open": "check store path",
    "other-schema": "take its version",
    "other-source": "own store",
}
_UNITS: Final = (
    ("day", 86_400_000_000),
    ("hour", 3_600_000_000),
    ("minute", 60_000_000),
    ("second", 1_000_000),
)


def told_refusal(
    refused: "StoreRefused", voice: Voice, wanted: For = "watch", agreement: str = "AGREEMENT"
) -> Refused:
    """Why a store is not used, and what can be done; a file of others that should only be read is not begun anew.

    Where events came from others and are kept nowhere else, nobody is told to begin without them.
    """
    return Refused(_problem(refused, voice), _cure(refused, voice, wanted, agreement))


def told_while_open(refused: "StoreRefused", voice: Voice) -> Refused:
    """Why a store that is open cannot be written any more: mostly since the disk is full."""
    if refused.reason == "cannot-open":
        return Refused(voice.said("cannot write", file=str(refused.path), problem=refused.detail))
    return told_refusal(refused, voice)


def _problem(refused: "StoreRefused", voice: Voice) -> Said:
    file, detail = str(refused.path), refused.detail
    if refused.reason == "other-options":
        option = _option(detail)
        if option is None:
            return voice.said("store without known-at", file=file)
        return voice.said("store other-options", file=file, option=option)
    if detail in _OF_OTHERS:
        return voice.said(_OF_OTHERS[detail], file=file)
    return voice.said(f"store {refused.reason}", file=file, detail=detail, problem=detail)


def _cure(refused: "StoreRefused", voice: Voice, wanted: For, agreement: str) -> Said:
    if refused.reason in _CURES:
        return voice.said(_CURES[refused.reason])
    if refused.detail in _OF_OTHERS:
        return voice.said("name a store" if wanted == "reading" else "name another file for the store")
    if wanted != "serve":
        return voice.said("give the same" if refused.reason == "other-options" else "begin anew")
    match refused.reason:
        case "other-agreement":
            named, file = shlex.quote(agreement), shlex.quote(str(refused.path))
            return voice.said("migrate the store", agreement=named, file=file)
        case "other-options":
            return voice.said("give the same to serve")
        case _:
            return voice.said("keep what was served")


def _option(detail: str) -> str | None:
    """The option that a store was made with, as it is written; nothing for one that was not given."""
    name, _, value = detail.partition(" ")
    if name == "known-at":
        return None if value == "None" else f"--known-at {show_utc(int(value))}"
    return f'--{name} "{_length(int(value))}"'


def _length(microseconds: int) -> str:
    """A length of time as it is given after an option.

    >>> _length(86_400_000_000), _length(5_400_000_000), _length(0)
    ('1 day', '90 minutes', '0')
    """
    if microseconds == 0:
        return "0"
    for unit, size in _UNITS:
        count, rest = divmod(microseconds, size)
        if rest == 0:
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{microseconds / _UNITS[-1][1]} seconds"
