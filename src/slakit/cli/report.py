"""`slakit report`: judge a log by an agreement and write the page that people look at."""

from importlib.util import find_spec
from typing import Protocol

from slakit.cli.check import AskedForLogs, read, remark_on, shown_progress
from slakit.cli.exit_codes import Exit
from slakit.cli.results import results
from slakit.cli.times import instant, judged_now, now
from slakit.cli.wording import Digits, Refused, Voice


class Asked(AskedForLogs, Protocol):
    """What the command was called with."""

    agreement: str
    at: str | None
    known_at: str | None
    output: str | None
    findings: str | None
    digits: Digits
    progress: bool | None


def run(asked: Asked, voice: Voice) -> Exit:
    """Judge and write the page, and every finding beside it if asked; what it says does not change the exit code."""
    need_pages(voice)
    from slakit.judgement import judge
    from slakit.loading import load
    from slakit.reports.json_lines import finding_lines
    from slakit.reports.pages.report import report_page

    voice = Voice(voice.language, asked.digits)
    if asked.findings is not None and asked.findings == asked.output:
        raise Refused(voice.said("same output", file=asked.output), voice.said("give findings a file"))
    edition = load(asked.agreement)
    at = now() if asked.at is None else instant(asked.at, "--at", edition, voice)
    known_at = None if asked.known_at is None else instant(asked.known_at, "--known-at", edition, voice)
    with shown_progress(voice, asked.progress) as progress:
        log = read(asked, edition, progress)
        progress.say("judging")
        judgement = judge(edition, log, at, known_at)
    remark_on(log, voice, in_full=False)
    page = report_page(judgement, edition, voice.language, digits=asked.digits, all_in=asked.findings)
    if asked.findings is not None:
        with results(asked.findings, voice) as stream:
            stream.writelines(line + "\n" for line in finding_lines(judgement, edition))
    with results(asked.output, voice) as stream:
        stream.write(page)
    if asked.at is None:
        voice.remark(judged_now(at, edition, voice))
    return Exit.NOTHING_FOUND


def need_pages(voice: Voice) -> None:
    """Refuse if what makes pages is not installed."""
    if find_spec("jinja2") is None:
        raise Refused(voice.said("report missing"), voice.said("install report"))
