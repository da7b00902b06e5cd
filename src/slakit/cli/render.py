"""`slakit render`: an agreement as a page to read, as a document to sign, or its days as a calendar file."""

from typing import TYPE_CHECKING, Protocol

from slakit.cli.exit_codes import Exit
from slakit.cli.page_formats import Form, form_of, need
from slakit.cli.results import results
from slakit.cli.times import now
from slakit.cli.wording import Digits, Refused, Voice

if TYPE_CHECKING:
    from slakit.comparison.changes import Comparison
    from slakit.loading import Edition


class Asked(Protocol):
    """What the command was called with."""

    agreement: str
    against: str | None
    format: Form | None
    output: str | None
    digits: Digits


def run(asked: Asked, voice: Voice) -> Exit:
    """Write the agreement in the format asked for."""
    form = form_of(asked.format, asked.output)
    need(form, asked.output, voice)
    if asked.against is not None and form not in ("html", "pdf"):
        raise Refused(voice.said("against a page"), voice.said("use diff"))
    from slakit.loading import load

    written = _written(form, load(asked.agreement), asked, voice)
    with results(asked.output, voice) as stream:
        stream.buffer.write(written)
    return Exit.NOTHING_FOUND


def _written(form: Form, edition: "Edition", asked: Asked, voice: Voice) -> bytes:
    """The bytes of the agreement in the format asked for."""
    match form:
        case "html":
            from slakit.reports.pages.agreement import agreement_page

            page = agreement_page(
                edition, voice.language, digits=asked.digits, comparison=_comparison(edition, asked.against)
            )
            return page.encode()
        case "pdf":
            from slakit.reports.paper.documents import agreement_pdf

            return agreement_pdf(
                edition, voice.language, digits=asked.digits, comparison=_comparison(edition, asked.against)
            )
        case "ics":
            from slakit.reports.calendar_file import calendar_file

            return calendar_file(edition, voice.language, written=now()).encode()
        case "docx":
            from slakit.reports.word.agreement import agreement_document

            return agreement_document(edition, voice.language, digits=asked.digits)


def _comparison(edition: "Edition", against: str | None) -> "Comparison | None":
    """The edition compared with an older one, if one was named."""
    if against is None:
        return None
    from slakit.comparison import diff
    from slakit.loading import load

    return diff(load(against), edition)
