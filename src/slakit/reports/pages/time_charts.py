"""What changes over time: findings per month, service levels by month, announced acts, how long answers took."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from slakit.calendars import (
    DAY,
    HOUR,
    Period,
    end_of_day,
    months_of,
    parse_day,
    periods,
    start_of_day,
    time_zone,
)
from slakit.engines import reference
from slakit.findings import Finding, Outcome
from slakit.reports.anchors import anchor, finding_anchor
from slakit.reports.explanation import verdict_words
from slakit.reports.pages import svg
from slakit.reports.pages.gathering import MARKS, Gathered
from slakit.reports.pages.overview import SHOWN_OUTCOMES
from slakit.reports.pages.page import Telling
from slakit.reports.sentences import teller_of
from slakit.verdicts.judging import event_types_read

if TYPE_CHECKING:
    from slakit.agreement import Agreement, Clause
    from slakit.checks import Duty
    from slakit.judgement import Judgement
    from slakit.loading import Edition
    from slakit.norms import Norm

LENGTHS: Final = (HOUR, 4 * HOUR, DAY, 3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY)
"""The edges between which answers are counted by how long they took, in microseconds."""
LEADS: Final = 40
"""How many broken and undecided acts are shown with the time before their start."""
_SHOWN_AHEAD: Final = 2
"""How many times the required time is shown before a start."""
_HUNDREDTH: Final = 100
"""Millionths in a hundredth of one per cent."""
_SHADES: Final = (1_000_000, 999_000, 995_000, 990_000)
"""From which level on a cell has a lighter shade, in millionths."""


@dataclass(frozen=True, slots=True)
class MonthOfYear:
    """A month of the term: its name, and the instants at which it begins and ends."""

    label: str
    year: str
    start: int
    end: int


def months_of_term(telling: Telling) -> tuple[MonthOfYear, ...]:
    """The months of the term, by the calendar of the agreement."""
    names, agreement = telling.names, telling.names.edition.agreement
    return tuple(
        MonthOfYear(
            months_of(one.first.year, names.language, agreement.calendar)[one.first.month - 1].name,
            names.number(str(one.first.year)),
            start_of_day(one.first, names.zone),
            end_of_day(one.last, names.zone),
        )
        for one in _periods_of_term(agreement)
    )


def month_edges(edition: "Edition") -> tuple[int, ...]:
    """The instants that the charts tell findings apart by: where each month of the term begins, and where the last has ended.

    What is due at the end of the last day is due in the last month.
    """
    zone = time_zone(edition.agreement.time_zone)
    spans = [
        (start_of_day(one.first, zone), end_of_day(one.last, zone))
        for one in _periods_of_term(edition.agreement)
    ]
    return *(start for start, _ in spans), spans[-1][1] + 1


def _periods_of_term(agreement: "Agreement") -> Iterator[Period]:
    days = (agreement.term.first_day, agreement.term.until)
    first, last = (parse_day(day).named_in(agreement.calendar) for day in days)
    return periods(first, last, "month")


# --- findings per month -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MonthColumn:
    """What was found in a month: its bar, and its counts in the order of `MONTH_ROWS`."""

    label: str
    bar: Markup
    counts: tuple[str, ...]


MONTH_ROWS: Final = (Outcome.VIOLATED, Outcome.UNDETERMINED, Outcome.PENDING, Outcome.FULFILLED)


def month_columns(found: Gathered, months: Sequence[MonthOfYear], telling: Telling) -> list[MonthColumn]:
    """A column for each month of the term, and for what lies before or after it if anything does."""
    labels = dict(enumerate(month.label for month in months))
    outside = {-1: telling.said("before the term"), len(months): telling.said("after the term")}
    occupied = {month for month, outcome in found.months if outcome in MONTH_ROWS}
    shown = {-1: "", **labels, len(months): ""} | {
        at: label for at, label in outside.items() if at in occupied
    }
    highest = max((_asking(found.months, month) for month in shown), default=0)
    return [
        MonthColumn(
            label,
            svg.column({outcome: found.months[at, outcome] for outcome in MONTH_ROWS}, highest),
            tuple(telling.names.count(found.months[at, outcome]) for outcome in MONTH_ROWS),
        )
        for at, label in shown.items()
        if label
    ]


def _asking(counts: Mapping[tuple[int, Outcome], int], month: int) -> int:
    return sum(counts.get((month, outcome), 0) for outcome in MONTH_ROWS[:3])


# --- service levels -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Level:
    """A level that was measured, in words, and how light its cell is: 0 is the highest level."""

    words: str
    shade: int | None


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels of a norm: for each service those of the months, and at last that of the agreement's own measure."""

    norm: str
    clause: str
    clause_anchor: str
    months: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Level, ...]], ...]


def service_levels(
    judgement: "Judgement", months: Sequence[MonthOfYear], telling: Telling
) -> Iterator[Levels]:
    """For each norm about a level: what it measures, asked month by month.

    The same check is put to the engine with months for windows, so that what counts, what is excluded and what is
    unknown is decided as in the findings. Only months that had ended when it was judged have a level.
    """
    edition = telling.names.edition
    until = judgement.at if judgement.known_at is None else min(judgement.at, judgement.known_at)
    for clause, norm in edition.agreement.norms():
        if norm.rule != "service-level":
            continue
        of_months = _measured(edition.lowered(clause.clause or "", _by_month(norm)), judgement, edition)
        of_windows = _measured(edition.lowered(clause.clause or "", norm), judgement, edition)
        shown = [month for month in months if month.end <= until]
        if shown:
            yield _levels(norm, clause, shown, (of_months, of_windows), telling)


def _by_month(norm: "Norm") -> "Norm":
    return norm.model_copy(update={"window": "month"})


def _measured(duty: "Duty", judgement: "Judgement", edition: "Edition") -> Sequence[Finding]:
    """The findings of a duty about a level, which are few whatever the log is: one for each window and service."""
    log, reads = judgement.log, event_types_read((duty, edition.term))
    return reference.judge(
        [duty], edition.term, log.events_of(reads), judgement.at, judgement.known_at, log.set_aside
    )


def _levels(
    norm: "Norm",
    clause: "Clause",
    months: Sequence[MonthOfYear],
    measured: tuple[Sequence[Finding], Sequence[Finding]],
    telling: Telling,
) -> Levels:
    of_months, of_windows = measured
    by_month = {(finding.occasion.get("service"), finding.time): finding for finding in of_months}
    whole = {
        finding.occasion.get("service"): finding for finding in of_windows if "period" not in finding.occasion
    }
    items = dict.fromkeys(finding.occasion.get("service") for finding in of_months)
    return Levels(
        telling.names.apart(norm.id),
        telling.names.clause(clause.clause or ""),
        anchor("clause", clause.clause or ""),
        tuple(month.label for month in months),
        tuple(
            (
                _item_words(item, telling),
                (
                    *(_level(by_month.get((item, month.start)), telling) for month in months),
                    _level(whole.get(item), telling),
                ),
            )
            for item in items
        ),
    )


def _item_words(item: str | None, telling: Telling) -> str:
    """A service by its row and title, as short as a table needs it; its id if it is not annexed."""
    names = telling.names
    for row in names.edition.annex.services:
        if row.service == item:
            return f"{names.count(row.row)}. {names.words(row.title)}"
    return names.apart(item) if item else telling.said("all together")


def _level(finding: Finding | None, telling: Telling) -> Level:
    """A level in hundredths of one per cent, rounded down, so that none is shown higher than it was."""
    figures = finding.figures if finding else {}
    at_best = figures.get("available-millionths", figures.get("reached-millionths"))
    at_worst = figures.get("at-worst-millionths", figures.get("reached-at-worst-millionths", at_best))
    if not isinstance(at_best, int) or not isinstance(at_worst, int):
        return Level("–", None)
    words = [_hundredths(at, telling) for at in (at_worst, at_best)]
    shade = next((at for at, least in enumerate(_SHADES) if at_worst >= least), len(_SHADES))
    return Level(words[0] if words[0] == words[1] else " – ".join(words), shade)


def _hundredths(millionths: int, telling: Telling) -> str:
    whole, rest = divmod(millionths // _HUNDREDTH, 100)
    if not rest:
        return telling.names.count(whole)
    point = "٫" if telling.language == "fa" and telling.names.digits == "persian" else "."
    return telling.names.number(f"{whole}{point}{rest:02}")


# --- announced acts -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lead:
    """An act and how long before its start it was announced."""

    anchor: str
    act: str
    when: str
    outcome: str
    verdict: str
    words: str
    bar: Markup


@dataclass(frozen=True, slots=True)
class Notices:
    """The acts of a norm that had to be announced: on a time line, and each with the time before its start."""

    norm: str
    clause: str
    clause_anchor: str
    strip: Markup
    months: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    left_out: str
    about_leads: tuple[str, ...]
    leads: tuple[Lead, ...]


def notices(found: Gathered, months: Sequence[MonthOfYear], telling: Telling) -> Iterator[Notices]:
    """For each norm about announcing an act: its acts on the time line of the term, and how long before they were told."""
    names = telling.names
    leftwards = telling.language == "fa"
    axis = svg.Axis(months[0].start, months[-1].end, svg.STRIP, leftwards)
    clauses = {norm.id: clause.clause or "" for clause, norm in names.edition.agreement.norms()}
    for norm, announced in found.announced.items():
        marks = {outcome: [one.time for one in marked] for outcome, marked in announced.marked.items()}
        asking = [
            finding
            for outcome in (Outcome.VIOLATED, Outcome.UNDETERMINED)
            for finding in announced.marked.get(outcome, ())
            if "start" in finding.figures
        ][:LEADS]
        kept = [finding for _, _, finding in sorted(announced.closest, reverse=True)]
        shown = [*asking, *kept]
        is_cut = any(len(marked) < announced.counts[outcome] for outcome, marked in announced.marked.items())
        yield Notices(
            names.apart(norm),
            names.clause(clauses[norm]),
            anchor("clause", clauses[norm]),
            svg.strip(axis, [month.start for month in months], marks),
            tuple(month.label for month in months),
            tuple(
                (outcome.value, names.count(announced.counts[outcome]))
                for outcome in SHOWN_OUTCOMES
                if announced.counts[outcome]
            ),
            telling.said("marks left out", shown=names.count(MARKS)) if is_cut else "",
            tuple(_about_leads(shown, len(kept), telling)),
            tuple(_lead(finding, telling) for finding in shown),
        )


def _about_leads(shown: Sequence[Finding], kept: int, telling: Telling) -> Iterator[str]:
    yield telling.said("leads about")
    if any(_bound(finding) is not None for finding in shown):
        required = teller_of(shown[0], telling.names).figure("required")
        yield telling.said("leads bound", required=required)
    if kept:
        yield telling.said("leads closest", closest=telling.names.count(kept))


def _lead(finding: Finding, telling: Telling) -> Lead:
    names, figures = telling.names, finding.figures
    teller = teller_of(finding, names)
    start, bound = int(figures["start"]), _bound(finding)
    ahead = _SHOWN_AHEAD * (3 * DAY if bound is None else start - bound)
    axis = svg.Axis(start - ahead, start, svg.WIDE, telling.language == "fa")
    since, until = figures.get("since"), figures.get("withdrawn", start)
    span = (since, until) if isinstance(since, int) and isinstance(until, int) and since < start else None
    counts = "lead" in figures
    return Lead(
        finding_anchor(finding.id),
        teller.value("act") or names.apart(finding.id),
        names.instant(start),
        finding.outcome.value,
        verdict_words(finding, telling.language),
        telling.said("announced ahead", lead=teller.figure("lead"))
        if counts
        else telling.said("not announced"),
        svg.lead(axis, bound, span, finding.outcome if counts else Outcome.NOT_APPLICABLE),
    )


def _bound(finding: Finding) -> int | None:
    """The last instant at which an act could be announced; of a time that a calendar counts only a cure tells it."""
    required = finding.figures.get("required")
    if isinstance(required, int):
        return int(finding.figures["start"]) - required
    return next((int(cure.value) for cure in finding.cures if cure.change == "notice-by"), None)


# --- how long it took ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Times:
    """How long it took until something followed, for a norm: groups of lengths with their counts."""

    norm: str
    clause: str
    clause_anchor: str
    count: str
    rows: tuple[tuple[str, str, Markup], ...]


def response_times(found: Gathered, telling: Telling) -> Iterator[Times]:
    """For each norm after which something follows: how many occasions took how long."""
    names = telling.names
    clauses = {norm.id: clause.clause or "" for clause, norm in names.edition.agreement.norms()}
    for norm, clause in clauses.items():
        groups = found.taking.get(norm)
        if not groups:
            continue
        highest = max(groups.values())
        yield Times(
            names.apart(norm),
            names.clause(clause),
            anchor("clause", clause),
            names.count(groups.total()),
            tuple(
                (
                    _length_words(group, telling),
                    names.count(groups[group]),
                    svg.length(groups[group], highest, leftwards=telling.language == "fa"),
                )
                for group in range(len(LENGTHS) + 1)
            ),
        )


def _length_words(group: int, telling: Telling) -> str:
    at_end = group == len(LENGTHS)
    edge = LENGTHS[-1] if at_end else LENGTHS[group]
    unit, length = ("days", DAY) if edge > DAY else ("hours", HOUR)
    words = telling.said("one hour" if edge == HOUR else unit, count=telling.names.count(edge // length))
    return telling.said("at least" if at_end else "up to", length=words)
