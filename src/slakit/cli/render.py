"""`slakit render`: an agreement as a page to read, or its days as a calendar file."""

from typing import Literal, Protocol

from slakit.cli.exit_codes import Exit
from slakit.cli.report import need_pages
from slakit.cli.results import results
from slakit.cli.times import now
from slakit.cli.wording import Digits, Voice


class Asked(Protocol):
    """What the command was called with."""

    agreement: str
    format: Literal["html", "ics"]
    output: str | None
    digits: Digits


def run(asked: Asked, voice: Voice) -> Exit:
    """Write the agreement in the format asked for."""
    need_pages(voice)
    from slakit.loading import load

    edition = load(asked.agreement)
    if asked.format == "ics":
        from slakit.reports.calendar_file import calendar_file

        written = calendar_file(edition, voice.language, written=now())
    else:
        from slakit.reports.pages.agreement import agreement_page

        written = agreement_page(edition, voice.language, digits=asked.digits)
    with results(asked.output, voice) as stream:
        stream.write(written)
    return Exit.NOTHING_FOUND
