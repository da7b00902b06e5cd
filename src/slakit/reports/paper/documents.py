"""The report of a judgement and an agreement as PDF files, to sign and to file."""

from typing import TYPE_CHECKING

from slakit.reports.names import Names
from slakit.reports.pages.agreement import agreement_page
from slakit.reports.pages.page import Telling
from slakit.reports.pages.report import page_of, report_contents
from slakit.reports.paper.printing import printed

if TYPE_CHECKING:
    from slakit.calendars import Digits, Language
    from slakit.comparison.changes import Comparison
    from slakit.judgement import Judgement
    from slakit.loading import Edition


def report_pdf(
    judgement: "Judgement",
    edition: "Edition",
    language: "Language",
    *,
    digits: "Digits" = "persian",
    all_in: str | None = None,
) -> bytes:
    """The report of a judgement as a PDF file: what `report_page` says, laid out for paper."""
    telling = Telling(Names(edition, language, digits))
    return printed(page_of(report_contents(judgement, telling, all_in=all_in), telling, "paper"))


def agreement_pdf(
    edition: "Edition",
    language: "Language",
    *,
    digits: "Digits" = "persian",
    comparison: "Comparison | None" = None,
) -> bytes:
    """The agreement as a PDF file: what `agreement_page` says, and a place for each signature."""
    return printed(agreement_page(edition, language, digits=digits, comparison=comparison, medium="paper"))
