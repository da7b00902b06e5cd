"""What a monitor tells, as JSON and in words: new findings, findings that others supersede, lines that were set aside."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from slakit.calendars import Digits, Language, show_utc
from slakit.changes import Cause, Change, Incomplete, Report
from slakit.events.event import Log
from slakit.findings import Evidence, Finding
from slakit.judgement import Judgement
from slakit.messages import render
from slakit.reports.explanation import verdict_words
from slakit.reports.json_lines import Json, finding_document, set_aside_document
from slakit.reports.names import Names
from slakit.reports.sentences import cure_sentence, sentence

if TYPE_CHECKING:
    from slakit.loading import Edition

WORDS: Final[dict[str, dict[Language, str]]] = {
    "before": {"en": "it was before", "fa": "پیش‌تر"},
    "because": {"en": "because of", "fa": "به سبب"},
    "time": {"en": "the time that has passed", "fa": "گذشت زمان"},
    "no more": {"en": "no longer an occasion", "fa": "دیگر موردی نیست"},
    "warning": {"en": "warning, due in {left}", "fa": "هشدار، {left} تا سررسید"},
    "incomplete": {
        "en": "findings of these norms rest on an incomplete history",
        "fa": "یافته‌های این الزام‌ها بر پیشینه‌ای ناقص استوارند",
    },
    "doubted": {
        "en": "what was found violated of these norms is undetermined from now on, since this may be what was missing",
        "fa": "آنچه از این الزام‌ها نقض‌شده یافت شده بود از این پس نامعلوم است، زیرا شاید آنچه کم بود همین باشد",
    },
}


def report_document(
    seq: int, report: Report, edition: "Edition", known_at: int | None, names: Sequence[Names] = ()
) -> dict[str, Json]:
    """A report in the shape of one line of JSON: `kind` is `found`, `superseded`, `withdrawn` or `incomplete`.

    `names` are those of `names_in_all_languages`, where they tell many reports.
    """
    if isinstance(report, Incomplete):
        return {
            "seq": seq,
            "kind": "incomplete",
            "set-aside": set_aside_document(report.line),
            "tainted": list(report.tainted),
            "doubted": list(report.doubted),
        }
    sides = {
        name: finding_document(finding, _basis(report, known_at), edition, names)
        for name, finding in (("finding", report.finding), ("before", report.before))
        if finding is not None
    }
    return {
        "seq": seq,
        "kind": kind_of(report),
        "id": report.id,
        "at": show_utc(report.at),
        "because": [_cause(one) for one in report.because],
        **sides,
    }


def warning_document(finding: Finding, due: int, at: int, edition: "Edition") -> dict[str, Json]:
    """A warning as one line of JSON: no row of a ledger, so it has no `seq`. `at` is the instant as of which it is said."""
    basis = Judgement((), at, None, Log(()), (), ())
    return {
        "kind": "warning",
        "id": finding.id,
        "at": show_utc(at),
        "due": show_utc(due),
        "finding": finding_document(finding, basis, edition),
    }


def warning_line(finding: Finding, due: int, at: int, edition: "Edition") -> bytes:
    """A warning as one line of JSON, without its end."""
    return json.dumps(warning_document(finding, due, at, edition), ensure_ascii=False).encode()


def warning_lines(
    finding: Finding, due: int, at: int, edition: "Edition", language: Language, digits: Digits
) -> Iterator[str]:
    """A warning in words: how much time is left, the duty, and its id."""
    names = Names(edition, language, digits)
    left = WORDS["warning"][language].replace("{left}", names.length(due - at))
    yield f"{left}: {sentence(finding, edition, language, digits=digits)}"
    yield f"  {names.apart(finding.id)}"


def kind_of(change: Change) -> str:
    """What a change is: `found`, `superseded` or `withdrawn`."""
    if change.finding is None:
        return "withdrawn"
    return "found" if change.before is None else "superseded"


def report_lines(report: Report, edition: "Edition", language: Language, digits: Digits) -> Iterator[str]:
    """A report in words: a line for what is found, and below it what it was before and why."""
    names = Names(edition, language, digits)
    if isinstance(report, Incomplete):
        yield from render(report.line, language).splitlines()
        for word, told in (("incomplete", report.tainted), ("doubted", report.doubted)):
            if told:
                yield f"  {WORDS[word][language]}: {names.listed(map(names.apart, told))}"
        return
    finding = report.finding
    if finding is None:
        yield f"{WORDS['no more'][language]}: {names.apart(report.id)}"
    else:
        yield f"{verdict_words(finding, language)}: {sentence(finding, edition, language, digits=digits)}"
        if cure := cure_sentence(finding, edition, language, digits=digits):
            yield f"  {cure}"
        yield f"  {names.apart(finding.id)}"
    if report.before is not None:
        yield from _superseded(report, report.before, names)


def _superseded(change: Change, before: Finding, names: Names) -> Iterator[str]:
    said = sentence(before, names.edition, names.language, digits=names.digits)
    yield f"  {WORDS['before'][names.language]}: {verdict_words(before, names.language)}: {said}"
    causes = [names.happening(_evidence(one)) for one in change.because]
    why = names.listed(causes) if causes else WORDS["time"][names.language]
    yield f"  {WORDS['because'][names.language]}: {why}"


def _evidence(cause: Cause) -> Evidence:
    return Evidence("event", cause.source, cause.id, cause.type, cause.time, cause.recorded)


def _basis(change: Change, known_at: int | None) -> Judgement:
    """A change as the judgement of one finding: as of its instant."""
    return Judgement((), change.at, known_at, Log(()), (), ())


def _cause(cause: Cause) -> dict[str, Json]:
    return {
        "source": cause.source,
        "id": cause.id,
        "type": cause.type,
        "time": show_utc(cause.time),
        "recorded": show_utc(cause.recorded),
    }
