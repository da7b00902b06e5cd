"""`slakit check`: judge a log by an agreement and write what was found."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from slakit.cli.exit_codes import Exit
from slakit.cli.memory import AskedForEngine, memory_asked_for
from slakit.cli.outside_annex import remark_on_services
from slakit.cli.results import is_coloured, must_have_folder, results
from slakit.cli.times import instant, judged_now, now
from slakit.cli.wording import Digits, Refused, Said, Voice

if TYPE_CHECKING:
    from slakit.cli.progress import Progress
    from slakit.engines.audit.databases import Database
    from slakit.errors import UnsupportedByEngine
    from slakit.events.event import Log, Remark, SetAside
    from slakit.findings import Finding
    from slakit.judgement import Engine, Judgement
    from slakit.loading import Edition
    from slakit.reports.json_lines import Judged
    from slakit.sources import Format
    from slakit.tallies import TellingApart

MOST_LINES_NAMED = 20
"""Lines set aside that are named in one line on stderr; the results have them all."""

_OF_FORGES = ("sarif", "junit", "github", "markdown")
_OF_EVERY_FINDING = ("json", "jsonl", "junit")
"""The formats that name also what was kept."""
_NO_LINES = ("not-json", "not-an-object")
"""Why the first line is set aside of a file that is one JSON list, or JSON over several lines."""
_GRADES = ("breach", "presumption", "review", "advisory", "undetermined")


class AskedForLogs(Protocol):
    """What a command that reads logs was called with."""

    logs: list[str]
    mappings: list[str]
    log_format: "Format | None"


class Asked(AskedForLogs, AskedForEngine, Protocol):
    """What the command was called with."""

    agreement: str
    at: str | None
    known_at: str | None
    format: Literal["text", "json", "jsonl", "sarif", "junit", "github", "markdown"]
    all: bool
    fail_on: str
    strict: bool
    output: str | None
    findings: str | None
    summary: str | None
    set_aside: str | None
    digits: Digits
    colour: str
    progress: bool | None


def run(asked: Asked, voice: Voice) -> Exit:
    """Judge and write; 1 if a finding is of the grade of `--fail-on` or above."""
    from slakit.findings import KEPT
    from slakit.loading import load
    from slakit.reports.rows import telling_apart

    voice = Voice(voice.language, asked.digits)
    edition = load(asked.agreement)
    at = now() if asked.at is None else instant(asked.at, "--at", edition, voice)
    known_at = None if asked.known_at is None else instant(asked.known_at, "--known-at", edition, voice)
    _must_be_writable(asked, voice)
    in_turn = _is_in_turn(asked)
    everything = not in_turn and (asked.all or asked.format in _OF_EVERY_FINDING)
    with shown_progress(voice, asked.progress) as progress, memory_asked_for(asked, voice):
        log = read_to_judge(asked, edition, progress)
        progress.say("judging")
        judgement = judged(
            edition,
            log,
            (at, known_at),
            voice,
            asked,
            in_full=everything or ((in_turn or asked.summary is not None) and telling_apart(edition)),
            write=(lambda told: _write_every(asked, told, edition, voice)) if in_turn else None,
        )
    remark_on(log, voice, in_full=asked.format not in ("text", "json"))
    remark_on_services(judgement, edition, voice)
    clock = judged_now(at, edition, voice) if asked.at is None else None
    if asked.format in _OF_FORGES:
        _write_for_forge(asked, judgement, edition, voice)
    elif asked.format != "jsonl" or not in_turn:
        with results(asked.output, voice) as stream:
            for line in _lines(asked, judgement, edition, voice, clock):
                stream.write(line + "\n")
    if asked.findings is not None and not (in_turn and asked.all):
        told = [one for one in judgement.findings if asked.all or one.outcome not in KEPT]
        _write_findings(asked.findings, replace(judgement, findings=tuple(told)), edition, voice)
    _write_tables(asked, judgement, edition, voice)
    if clock and asked.format != "text":
        voice.remark(clock)
    if asked.strict and log.set_aside:
        raise Refused(voice.said("strict"))
    return (
        Exit.FINDINGS
        if any(_reaches(one, asked.fail_on) for one in judgement.findings)
        else Exit.NOTHING_FOUND
    )


def judged(  # noqa: PLR0913 -- what a command was asked, and what it asks
    edition: "Edition",
    log: "Log",
    instants: tuple[int, int | None],
    voice: Voice,
    asked: AskedForEngine,
    *,
    in_full: "bool | TellingApart" = True,
    write: "Callable[[Judged], None] | None" = None,
) -> "Judgement":
    """Judge with the engine asked for, and say if another one had to; what is only counted need not be told in full.

    With `write`, every finding is given to it in turn, and not kept because of that: `in_full` then says how those that
    are only counted are told apart. Whoever says where Spark is asks for it.
    """
    from slakit.errors import EngineUnavailable, UnsupportedByEngine
    from slakit.in_turn import InTurn
    from slakit.judgement import judge

    if asked.spark_master is not None and asked.engine not in ("auto", "spark"):
        raise Refused(voice.said("master of another", engine=asked.engine), voice.said("spark for master"))
    try:
        if write is None:
            judgement = judge(edition, log, *instants, engine=_asked_for(asked), in_full=in_full)
        else:
            assert not isinstance(in_full, bool)  # or nothing would say how they are told apart
            told = InTurn(edition, log, *instants, engine=_asked_for(asked), apart=in_full)
            write(told)
            judgement = told.judgement
    except UnsupportedByEngine as gap:
        raise Refused(_unsupported(gap, voice), voice.said("take reference")) from gap
    except EngineUnavailable as lack:
        cure = (
            voice.said("install extra", extra=lack.arguments["extra"])
            if lack.reason == "not-installed"
            else voice.said("look for spark")
        )
        raise Refused(
            voice.said(f"engine {lack.reason}", engine=lack.engine, **lack.arguments), cure
        ) from lack
    if judgement.unsupported:
        voice.remark(_unsupported(judgement.unsupported, voice), voice.said("judged by reference"))
    return judgement


def _asked_for(asked: AskedForEngine) -> "Engine | Database":
    if asked.spark_master is None:
        return asked.engine
    from slakit.engines.audit.spark import Spark, session_at

    return Spark(session_at(asked.spark_master))


def _unsupported(gap: "UnsupportedByEngine", voice: Voice) -> Said:
    return voice.said(f"unsupported {gap.feature}", engine=gap.engine, **gap.arguments)


@contextmanager
def shown_progress(voice: Voice, wish: bool | None) -> Iterator["Progress"]:  # noqa: FBT001  what argparse gives, passed on
    """The progress of reading, on stderr: as wished, or if that is a terminal."""
    from slakit.cli.progress import Progress
    from slakit.events.files import LINES_BETWEEN_PROGRESS

    progress = Progress(
        voice, LINES_BETWEEN_PROGRESS, is_wanted=sys.stderr.isatty() if wish is None else wish
    )
    try:
        yield progress
    finally:
        progress.erase()


def read(asked: AskedForLogs, edition: "Edition", progress: "Progress | None" = None) -> "Log":
    """The log that all sources tell together."""
    from slakit import sources

    mappings = [Path(file) for file in asked.mappings]
    return sources.read(asked.logs, edition, mappings=mappings, form=asked.log_format, progress=progress)


class AskedToJudge(AskedForLogs, AskedForEngine, Protocol):
    """What a command that judges logs was called with."""


def read_to_judge(asked: AskedToJudge, edition: "Edition", progress: "Progress | None" = None) -> "Log":
    """The log that all sources tell together, where the engine that will judge it has it at hand."""
    if asked.spark_master is not None or asked.engine not in ("auto", "audit"):
        return read(asked, edition, progress)
    from slakit import sources
    from slakit.judgement import AUDIT_FROM

    least = AUDIT_FROM if asked.engine == "auto" else 0
    mappings = [Path(file) for file in asked.mappings]
    return sources.read_for_audit(
        asked.logs, edition, mappings=mappings, form=asked.log_format, progress=progress, least=least
    )


def remark_on(log: "Log", voice: Voice, *, in_full: bool) -> None:
    """What of the log was not judged, on stderr: nothing is dropped in silence.

    `in_full` tells why, for results that do not say it themselves.
    """
    if not log.events:
        is_other_json = bool(log.set_aside) and log.set_aside[0].reason in _NO_LINES
        voice.remark(voice.said("nothing to judge"), voice.said("one a line") if is_other_json else None)
    if log.set_aside:
        count = voice.counted("line", len(log.set_aside))
        voice.remark(voice.said("set aside", lines=count, places=_places(log.set_aside, voice)))
    if log.remarks:
        count = voice.counted("part", len(log.remarks))
        voice.remark(voice.said("remarks", parts=count, places=_places(log.remarks, voice)))
    if in_full:
        voice.tell([*log.set_aside, *log.remarks])


def _places(lines: Sequence["SetAside | Remark"], voice: Voice) -> Said:
    named = voice.listed(line.place for line in lines[:MOST_LINES_NAMED])
    rest = len(lines) - MOST_LINES_NAMED
    return voice.said("and more", listed=named, count=voice.count(rest)) if rest > 0 else named


def _lines(
    asked: Asked, judgement: "Judgement", edition: "Edition", voice: Voice, clock: Said | None
) -> Iterator[str]:
    """The results, line by line, in the format asked for."""
    if asked.format == "text":
        from slakit.reports.text import summary

        if clock:
            yield voice.whole(clock)
            yield ""
        yield from summary(
            judgement,
            edition,
            voice.language,
            colour=is_coloured(asked.colour, asked.output),
            everything=asked.all,
            digits=asked.digits,
        )
        yield ""
        yield voice.whole(_in_all(judgement, edition, voice))
        return
    from slakit.reports.json_lines import finding_lines

    if asked.format == "jsonl":
        yield from finding_lines(judgement, edition)
    else:
        import json

        from slakit.reports.json_lines import json_document

        document = json_document(judgement, edition) | {"judged-now": clock is not None}
        yield json.dumps(document, ensure_ascii=False, indent=2)


def _in_all(judgement: "Judgement", edition: "Edition", voice: Voice) -> Said:
    """How many findings there are of each outcome and grade: where a long report ends, a reader begins."""
    from slakit.findings import Grade, Outcome
    from slakit.reports.explanation import outcome_words
    from slakit.reports.names import Names

    names = Names(edition, voice.language, voice.digits)
    counts = Counter((one.outcome, one.grade) for one in judgement.findings)
    for counted in judgement.counted:
        counts[counted.outcome, None] += counted.count
    told = names.listed(
        f"{outcome_words(outcome, grade, voice.language)}: {names.count(counts[outcome, grade])}"
        for outcome in Outcome
        for grade in (None, *Grade)
        if counts[outcome, grade]
    )
    return voice.said("in all", findings=Said(told)) if counts else voice.said("no finding")


def _write_for_forge(asked: Asked, judgement: "Judgement", edition: "Edition", voice: Voice) -> None:
    from slakit.cli.outputs import write
    from slakit.reports.faults.findings import listing_of
    from slakit.reports.names import Names

    names = Names(edition, voice.language, asked.digits)
    listing = listing_of(judgement, names, asked.logs, lambda finding: _reaches(finding, asked.fail_on))
    write(listing, [(asked.format, asked.output)], voice)


def _is_in_turn(asked: Asked) -> bool:
    """Whether one result alone has every finding, which then need not be kept for another: the output, or the table."""
    if asked.findings is not None and asked.all:
        return asked.format in _OF_FORGES and asked.format not in _OF_EVERY_FINDING
    return asked.format == "jsonl"


def _write_every(asked: Asked, told: "Judged", edition: "Edition", voice: Voice) -> None:
    """Write every finding into the one result that has them all."""
    if asked.findings is not None and asked.all:
        _write_findings(asked.findings, told, edition, voice)
    else:
        write_lines(asked.output, told, edition, voice)


def write_lines(file: str | None, told: "Judged", edition: "Edition", voice: Voice) -> None:
    """Write findings as lines of JSON to a file, or to standard output."""
    from slakit.reports.json_lines import finding_lines

    with results(file, voice) as stream:
        stream.writelines(line + "\n" for line in finding_lines(told, edition))


def _must_be_writable(asked: Asked, voice: Voice) -> None:
    """Raise `Refused` before anything is read if a result cannot go where it should, such as over a table of others."""
    for file in (asked.output, asked.set_aside):
        if file is not None:
            must_have_folder(file, voice)
    if asked.findings is None and asked.summary is None:
        return
    from slakit.cli.tables import must_be_writable
    from slakit.reports.rows import FINDING_COLUMNS, SUMMARY_COLUMNS

    if asked.findings is not None:
        must_be_writable(asked.findings, "findings", FINDING_COLUMNS, voice)
    if asked.summary is not None:
        must_be_writable(asked.summary, "summary", SUMMARY_COLUMNS, voice)


def _write_findings(table: str, told: "Judged", edition: "Edition", voice: Voice) -> None:
    """Write findings to a table."""
    from slakit.cli.tables import write_table
    from slakit.reports.rows import FINDING_COLUMNS, finding_rows

    if table.endswith(".jsonl"):
        write_lines(table, told, edition, voice)
    else:
        write_table(table, "findings", FINDING_COLUMNS, finding_rows(told, edition), voice)


def _write_tables(asked: Asked, judgement: "Judgement", edition: "Edition", voice: Voice) -> None:
    """Write what was asked for besides the results and the findings."""
    if asked.summary is not None:
        from slakit.cli.tables import write_table
        from slakit.reports import rows

        counted = rows.summary_rows(judgement, edition)
        write_table(asked.summary, "summary", rows.SUMMARY_COLUMNS, counted, voice)
    if asked.set_aside is not None:
        with results(asked.set_aside, voice) as stream:
            stream.writelines(_set_aside_lines(judgement.log, voice))


def _set_aside_lines(log: "Log", voice: Voice) -> Iterator[str]:
    """Each line that was set aside as JSON, with its reason also in words."""
    import json

    from slakit.messages import help_for, message
    from slakit.reports.json_lines import set_aside_document
    from slakit.text import strip_isolates

    for line in log.set_aside:
        told, cure = message(line, voice.language), help_for(line, voice.language)
        words = {"message": told, "help": cure or ""}
        document = set_aside_document(line) | {name: strip_isolates(text) for name, text in words.items()}
        yield json.dumps(document, ensure_ascii=False) + "\n"


def _reaches(finding: "Finding", least: str) -> bool:
    """Whether a finding is of a grade, or of one above it; `undetermined` stands below all grades."""
    grade = finding.grade.value if finding.grade else finding.outcome.value
    return grade in _GRADES[: _GRADES.index(least) + 1]
