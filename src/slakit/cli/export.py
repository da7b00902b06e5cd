"""`slakit export`: a log, or an agreement, in a format that other tools read."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from slakit.cli.check import AskedForLogs, read, remark_on, shown_progress
from slakit.cli.exit_codes import Exit
from slakit.cli.results import results
from slakit.cli.wording import Refused, Voice, say

if TYPE_CHECKING:
    from slakit.exports.left_out import Exported
    from slakit.loading import Edition

OF_LOGS = ("ocel",)
"""The formats of a log; all others are of an agreement alone."""


class Asked(AskedForLogs, Protocol):
    """What the command was called with."""

    to: str
    agreement: str
    output: str | None
    progress: bool | None


def run(asked: Asked, voice: Voice) -> Exit:
    """Write the format asked for; what it has no place for is told on stderr, and does not change the exit code."""
    if asked.to in OF_LOGS and not asked.logs:
        raise Refused(voice.said("export needs a log", format=asked.to), voice.said("name a log"))
    if asked.to not in OF_LOGS and asked.logs:
        raise Refused(voice.said("export takes no log", format=asked.to), voice.said("name no log"))
    from slakit.loading import load

    edition = load(asked.agreement)
    of_log = asked.to in OF_LOGS
    written = _log(asked, edition, voice) if of_log else iter((_agreement(asked.to, edition, voice),))
    with results(asked.output, voice) as stream:
        stream.writelines(written)
    return Exit.NOTHING_FOUND


def _log(asked: Asked, edition: "Edition", voice: Voice) -> Iterator[str]:
    from slakit.calendars import time_zone
    from slakit.events.ocel import ocel_text

    with shown_progress(voice, asked.progress) as progress:
        log = read(asked, edition, progress)
    remark_on(log, voice, in_full=True)
    return ocel_text(log.events, edition.vocabulary, time_zone(edition.agreement.time_zone))


def _agreement(name: str, edition: "Edition", voice: Voice) -> str:
    exported = _exported(name, edition, voice)
    things = voice.counted("thing", len(exported.left_out))
    voice.remark(voice.said("left out", format=name, things=things))
    for one in exported.left_out:
        words = one.said(voice.language, isolated=voice.language == "fa")
        say(f"  {voice.whole(words)}")
    return exported.text


def _exported(name: str, edition: "Edition", voice: Voice) -> "Exported":
    match name:
        case "openslo":
            from slakit.exports.openslo import openslo

            return openslo(edition, voice.language)
        case "akoma-ntoso":
            from slakit.exports.akoma_ntoso import akoma_ntoso

            return akoma_ntoso(edition, voice.language)
        case _:
            from slakit.exports.odrl import odrl

            return odrl(edition, voice.language)
