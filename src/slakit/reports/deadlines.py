"""The days of an agreement that somebody must know: where the term begins and ends, and by when something is due.

What is due only after an event has no day before that event; with the judgement of a log it has.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from slakit.calendars import Day, Instant, Language, day_of, parse_day
from slakit.checks import CoveredAtEnd, DoneBy, Recurring
from slakit.findings import Finding, Outcome
from slakit.reports.anchors import finding_anchor
from slakit.reports.labels import KIND_WORDS
from slakit.reports.names import Names
from slakit.reports.norms_in_words import bound_words
from slakit.reports.sentences import sentence, teller_of
from slakit.selectors import EventSelector
from slakit.text import strip_isolates

if TYPE_CHECKING:
    from slakit.checks import Duty
    from slakit.judgement import Judgement
    from slakit.loading import Edition
    from slakit.norms import Norm

_WORDS: Final[dict[str, dict[Language, str]]] = {
    "begins": {"en": "The term begins: {title}", "fa": "آغاز مدت اعتبار: {title}"},
    "inferred": {"en": "The text does not give this day: {why}", "fa": "این روز در متن نیامده است: {why}"},
    "ends": {"en": "The term ends: {title}", "fa": "پایان مدت اعتبار: {title}"},
    "due": {"en": "Last day: {what} (clause {clause})", "fa": "واپسین روز: {what} (بند {clause})"},
    "open": {"en": "Open: {what} (clause {clause})", "fa": "مهلت باز: {what} (بند {clause})"},
    "period": {
        "en": "Last day of {period}: {what} (clause {clause})",
        "fa": "واپسین روز {period}: {what} (بند {clause})",
    },
}


_TO_THE_INSTANT: Final = ("due", "next-due")
"""Why a finding is pending that has until an instant."""
_TO_THE_DAY: Final = ("not-yet-due", "not-yet-over", "no-time-given")
"""Why a finding is pending that has until the end of a day: a date, a period, or the term."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day, what it is, and what stands behind it; `name` tells it from all others of the edition."""

    name: str
    day: Day
    summary: str
    description: str
    instant: Instant | None = None
    """The instant (microseconds UTC) up to which something can be done, where it is not the end of the day."""


def deadlines(edition: "Edition", language: Language) -> list[Deadline]:
    """The days of an edition in their order; words are plain text, days in the calendar of the agreement."""
    names = Names(edition, language)
    found = [*_edges(names), *_due(names)]
    return sorted(found, key=lambda deadline: (deadline.day.ordinal, deadline.name))


def open_deadlines(judgement: "Judgement", edition: "Edition", language: Language) -> list[Deadline]:
    """The days of the term, and the last instant of every duty that a judgement found open, in their order."""
    names = Names(edition, language)
    of_term = _edges(names)
    pending = (one for one in judgement.findings if one.outcome is Outcome.PENDING)
    found = [*of_term, *(deadline for one in pending for deadline in _open(one, names))]
    return sorted(found, key=lambda deadline: (deadline.day.ordinal, deadline.instant or 0, deadline.name))


def _open(finding: Finding, names: Names) -> Iterator[Deadline]:
    """The deadline of a pending finding, if it has one: a duty whose figure is only not yet complete has none."""
    if finding.reason not in (*_TO_THE_INSTANT, *_TO_THE_DAY):
        return
    last = (finding.figures.get(figure) for figure in ("due", "until", "end"))
    instant = next((one for one in last if isinstance(one, int)), None)
    if instant is None:
        return
    is_to_the_day = finding.reason in _TO_THE_DAY
    teller, clause = teller_of(finding, names), names.edition.agreement.clause(finding.clause)
    what = _said("open", names, what=_what(teller.norm, names), clause=names.clause(finding.clause))
    told = sentence(finding, names.edition, names.language, digits=names.digits)
    yield Deadline(
        finding_anchor(finding.id),
        day_of(instant - 1 if is_to_the_day else instant, names.zone, names.edition.agreement.calendar),
        what,
        strip_isolates(f"{told}\n{names.words(clause.text)}").strip(),
        None if is_to_the_day else instant,
    )


def _edges(names: Names) -> Iterator[Deadline]:
    agreement = names.edition.agreement
    title = names.words(agreement.title)
    inferred = agreement.term.from_
    why = ""
    if not isinstance(inferred, str):
        why = _said("inferred", names, why=names.words(inferred.why))
    yield Deadline(
        "term-begins", parse_day(agreement.term.first_day), _said("begins", names, title=title), why
    )
    clause = agreement.clause(agreement.term.clause)
    text = strip_isolates(names.words(clause.text)).strip()
    yield Deadline("term-ends", parse_day(agreement.term.until), _said("ends", names, title=title), text)


def _due(names: Names) -> Iterator[Deadline]:
    duties = {duty.norm: duty for duty in names.edition.duties}
    for clause, norm in names.edition.agreement.norms():
        duty = duties[norm.id]
        text = strip_isolates(names.words(clause.text)).strip()
        for name, instant, period in _last_instants(duty, names):
            day = day_of(instant - 1, names.zone, names.edition.agreement.calendar)
            word = "period" if period else "due"
            summary = _said(
                word,
                names,
                what=_what(norm, names),
                clause=names.clause(clause.clause or ""),
                period=names.period(period) if period else "",
            )
            bound = strip_isolates(bound_words(norm, names))
            yield Deadline(name, day, summary, f"{bound}\n{text}")


def _last_instants(duty: "Duty", names: Names) -> Iterator[tuple[str, int, str]]:
    """What tells each deadline of a duty from others, the instant that it ends with, and its period if it has one."""
    match duty.check:
        case DoneBy(due=due):
            yield duty.norm, due, ""
        case Recurring(periods=periods):
            for period in periods:
                yield f"{duty.norm}/{period.name}", period.end, period.name
        case CoveredAtEnd():
            yield duty.norm, names.edition.term.end, ""


def _what(norm: "Norm", names: Names) -> str:
    """What must happen, as the vocabulary titles it; of a renewal, what its kind demands."""
    of: object = getattr(norm, "of", None)
    return names.kind(of) if isinstance(of, EventSelector) else KIND_WORDS[norm.rule][names.language]


def _said(word: str, names: Names, **values: str) -> str:
    words = _WORDS[word][names.language]
    for name, value in values.items():
        words = words.replace("{" + name + "}", value)
    return strip_isolates(words)
