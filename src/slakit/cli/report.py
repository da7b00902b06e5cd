"""`slakit report`: judge a log by an agreement and write the page or the document that people look at."""

from typing import TYPE_CHECKING, Literal, Protocol

from slakit.cli.check import (
    AskedForLogs,
    judged,
    read_to_judge,
    remark_on,
    shown_progress,
    write_lines,
)
from slakit.cli.collecting import seldom_collecting
from slakit.cli.exit_codes import Exit
from slakit.cli.memory import AskedForEngine, memory_asked_for
from slakit.cli.outside_annex import remark_on_services
from slakit.cli.page_formats import Form, form_of, need
from slakit.cli.results import results
from slakit.cli.times import instant, judged_now, now
from slakit.cli.wording import Digits, Voice

if TYPE_CHECKING:
    from slakit.judgement import Judgement
    from slakit.loading import Edition
    from slakit.tallies import TellingApart


class Asked(AskedForLogs, AskedForEngine, Protocol):
    """What the command was called with."""

    agreement: str
    at: str | None
    known_at: str | None
    format: Form | None
    output: str | None
    findings: str | None
    digits: Digits
    progress: bool | None


def run(asked: Asked, voice: Voice) -> Exit:
    """Judge and write the page, and every finding beside it if asked; what it says does not change the exit code."""
    form = form_of(asked.format, asked.output)
    need(form, asked.output, voice)
    from slakit.loading import load

    voice = Voice(voice.language, asked.digits)
    edition = load(asked.agreement)
    at = now() if asked.at is None else instant(asked.at, "--at", edition, voice)
    known_at = None if asked.known_at is None else instant(asked.known_at, "--known-at", edition, voice)
    with (
        seldom_collecting(),
        shown_progress(voice, asked.progress) as progress,
        memory_asked_for(asked, voice),
    ):
        log = read_to_judge(asked, edition, progress)
        progress.say("judging")
        judgement = judged(
            edition,
            log,
            (at, known_at),
            voice,
            asked,
            in_full=_told_apart(form, asked, edition),
            write=(lambda told: write_lines(asked.findings, told, edition, voice))
            if asked.findings
            else None,
        )
    remark_on(log, voice, in_full=False)
    remark_on_services(judgement, edition, voice)
    written = _written(form, judgement, edition, asked, voice)
    with results(asked.output, voice) as stream:
        stream.buffer.write(written)
    if asked.at is None:
        voice.remark(judged_now(at, edition, voice))
    return Exit.NOTHING_FOUND


def _told_apart(form: Form, asked: Asked, edition: "Edition") -> "TellingApart | Literal[False]":
    """How findings that are only counted are told apart: a report shows some of them, a calendar the open ones."""
    from slakit.reports.pages.report import telling_apart

    return telling_apart(edition) if form != "ics" or asked.findings is not None else False


def _written(form: Form, judgement: "Judgement", edition: "Edition", asked: Asked, voice: Voice) -> bytes:
    """The bytes of the report in the format asked for."""
    match form:
        case "html":
            from slakit.reports.pages.report import report_page

            page = report_page(judgement, edition, voice.language, digits=asked.digits, all_in=asked.findings)
            return page.encode()
        case "pdf":
            from slakit.reports.paper.documents import report_pdf

            return report_pdf(judgement, edition, voice.language, digits=asked.digits, all_in=asked.findings)
        case "docx":
            from slakit.reports.word.report import report_document

            return report_document(
                judgement, edition, voice.language, digits=asked.digits, all_in=asked.findings
            )
        case "ics":
            from slakit.reports.calendar_file import open_deadlines_file

            return open_deadlines_file(judgement, edition, voice.language, written=now()).encode()
