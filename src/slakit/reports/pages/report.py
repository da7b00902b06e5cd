"""The compliance report of a judgement as one HTML file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

from slakit.calendars import Digits, Language, parse_day, show_day_long, time_zone
from slakit.findings import Finding
from slakit.messages import render
from slakit.reports.anchors import anchor
from slakit.reports.explanation import basis_parts, choice_ground
from slakit.reports.labels import LABELS
from slakit.reports.names import Names
from slakit.reports.pages.clause_sections import ClauseSection, clause_sections
from slakit.reports.pages.comparison_charts import Comparison, comparisons
from slakit.reports.pages.gathering import IN_ONE_LINE, Gathered, gathered
from slakit.reports.pages.overview import SHOWN_OUTCOMES, Overview, overview
from slakit.reports.pages.page import Medium, Telling, rendered
from slakit.reports.pages.time_charts import (
    LENGTHS,
    MONTH_ROWS,
    Levels,
    MonthColumn,
    Notices,
    Times,
    month_columns,
    month_edges,
    months_of_term,
    notices,
    response_times,
    service_levels,
)
from slakit.tallies import TellingApart

if TYPE_CHECKING:
    from slakit.checks import Duty
    from slakit.events.event import Remark, SetAside
    from slakit.judgement import Judgement
    from slakit.loading import Edition

LINES: Final = 200
"""How many lines that were set aside are shown with their reasons at most."""


@dataclass(frozen=True, slots=True)
class ReportContents:
    """All that a report says, in the words of its language, whatever it is then written as."""

    facts: tuple[tuple[str, str], ...]
    overview: Overview
    months: tuple[MonthColumn, ...]
    levels: tuple[Levels, ...]
    notices: tuple[Notices, ...]
    times: tuple[Times, ...]
    comparisons: tuple[Comparison, ...]
    sections: tuple[ClauseSection, ...]
    choices: tuple[tuple[str, str], ...]
    calendars: tuple[str, ...]
    basis: tuple[tuple[str, str], ...]
    idle: tuple[tuple[str, str, str], ...]
    log: tuple[tuple[str, str], ...]
    unread: tuple[tuple[str, list[str], str], ...]
    all_in: str

    @property
    def shown(self) -> frozenset[str]:
        """The anchors of the findings that are shown among those of their norm: to others nothing can lead."""
        norms = [block for section in self.sections for block in section.norms]
        cards = [card.anchor for block in norms for card in block.cards]
        return frozenset(
            (*cards, *(line.anchor for block in norms for some in block.lines for line in some.lines))
        )


def report_page(
    judgement: "Judgement",
    edition: "Edition",
    language: Language,
    *,
    digits: Digits = "persian",
    findings: Iterable[Finding] | None = None,
    all_in: str | None = None,
) -> str:
    """The report of a judgement: one HTML file, in one language, that asks no network for anything.

    It tells at most `TOLD_IN_FULL` findings in full and `IN_ONE_LINE` in one line each, shared out among norms, and
    says where it tells fewer than there are; every count is of all. `all_in` names the file that has all of them.
    `findings` are read once; without them, those of the judgement are, with those that it only counts as
    `telling_apart` asks; raises `ValueError` where they were counted otherwise.
    """
    telling = Telling(Names(edition, language, digits))
    return page_of(report_contents(judgement, telling, findings, all_in), telling)


def telling_apart(edition: "Edition") -> TellingApart:
    """What a report asks of findings that are only counted, and how many of them it may show all the same.

    Given to `slakit.judgement.judge`, it makes of a log of any size a judgement that a report can be made of: it says
    what one with every finding in full says.
    """
    agreement = edition.agreement
    zone = time_zone(agreement.time_zone)
    return TellingApart(zone, agreement.calendar, month_edges(edition), LENGTHS, first=IN_ONE_LINE)


def report_contents(
    judgement: "Judgement",
    telling: Telling,
    findings: Iterable[Finding] | None = None,
    all_in: str | None = None,
) -> ReportContents:
    """What there is to say of a judgement, with no more findings than a page has room for (see `report_page`)."""
    months = months_of_term(telling)
    starts = month_edges(telling.names.edition)
    if findings is None:
        found = gathered(judgement.findings, starts, LENGTHS, judgement.counted)
    else:
        found = gathered(findings, starts, LENGTHS)
    return ReportContents(
        facts=tuple(head_facts(telling, judgement.at, judgement.known_at)),
        overview=overview(found, telling),
        months=tuple(month_columns(found, months, telling)),
        levels=tuple(service_levels(judgement, months, telling)),
        notices=tuple(notices(found, months, telling)),
        times=tuple(response_times(found, telling)),
        comparisons=tuple(comparisons(found, telling)),
        sections=tuple(clause_sections(found, telling)),
        choices=tuple(_choices(found, telling)),
        calendars=tuple(sorted({name for duty in _duties(found, telling) for name in duty.calendars})),
        basis=tuple(_basis(telling, judgement)),
        idle=tuple(_idle(judgement, telling)),
        log=tuple(_log(judgement, found, telling)),
        unread=tuple(_unread(judgement, telling)),
        all_in=telling.said("all in file", file=telling.names.apart(all_in))
        if all_in
        else telling.said("all by check"),
    )


def page_of(contents: ReportContents, telling: Telling, medium: Medium = "screen") -> str:
    """The page of a report, for a screen or for paper."""
    agreement = telling.names.edition.agreement
    return rendered(
        "report.html",
        telling.names.chosen(agreement.title),
        telling,
        {
            "kind": "report",
            "edition": telling.names.number(agreement.edition),
            "month_rows": [outcome.value for outcome in MONTH_ROWS],
            "outcomes": [outcome.value for outcome in SHOWN_OUTCOMES],
            "shown": contents.shown,
            **{part.name: getattr(contents, part.name) for part in fields(contents)},
        },
        medium,
    )


def head_facts(
    telling: Telling, at: int | None = None, known_at: int | None = None
) -> Iterator[tuple[str, str]]:
    """What stands at the head of a page: edition, provider, term, and when it was judged."""
    names, agreement = telling.names, telling.names.edition.agreement
    yield telling.said("edition"), names.number(agreement.edition)
    for party in agreement.parties:
        if party.role == "provider":
            yield telling.said("provider"), names.words(party.name)
    days = (
        show_day_long(parse_day(day).named_in(agreement.calendar), names.language, _digits(names))
        for day in (agreement.term.first_day, agreement.term.until)
    )
    first, last = (names.apart(day) for day in days)
    term = telling.said("from to", from_=first, until=last)
    if agreement.term.first_day != agreement.term.from_:
        term = f"{term} ({telling.said('inferred')})"
    yield telling.said("term"), term
    for word, instant in (("judged", at), ("known", known_at)):
        if instant is not None:
            yield telling.said(word), names.instant(instant)


def _digits(names: Names) -> Digits:
    return names.digits if names.language == "fa" else "ascii"


def _duties(found: Gathered, telling: Telling) -> "Iterator[Duty]":
    """The duties of which something was found: their findings rest on their choices and calendars."""
    return (duty for duty in telling.names.edition.duties if duty.norm in found.norms)


def _choices(found: Gathered, telling: Telling) -> Iterator[tuple[str, str]]:
    for choice in sorted({choice for duty in _duties(found, telling) for choice in duty.choices}):
        yield telling.names.apart(choice), choice_ground(choice, telling.names)


def _basis(telling: Telling, judgement: "Judgement") -> Iterator[tuple[str, str]]:
    for name, words in basis_parts(telling.names, judgement.at, judgement.known_at):
        yield LABELS[name][telling.language], words


def _idle(judgement: "Judgement", telling: Telling) -> Iterator[tuple[str, str, str]]:
    """The norms that never had an occasion: clause, its anchor, and the norm."""
    clauses = {norm.id: clause.clause or "" for clause, norm in telling.names.edition.agreement.norms()}
    for norm in judgement.norms_without_occasion:
        yield telling.names.clause(clauses[norm]), anchor("clause", clauses[norm]), norm


def _log(judgement: "Judgement", found: Gathered, telling: Telling) -> Iterator[tuple[str, str]]:
    log, count = judgement.log, telling.names.count
    yield LABELS["events"][telling.language], count(len(log.events))
    yield LABELS["repeated"][telling.language], count(log.repeated)
    yield LABELS["without offset"][telling.language], count(log.without_offset)
    yield telling.said("set aside"), count(len(log.set_aside))
    yield telling.said("tainted count"), count(found.tainted)


def _unread(judgement: "Judgement", telling: Telling) -> Iterator[tuple[str, list[str], str]]:
    for word, lines in (("set aside", judgement.log.set_aside), ("remarks", judgement.log.remarks)):
        if lines:
            yield telling.said(word), _rendered(lines, telling), _rest(len(lines), telling)


def _rendered(lines: "Sequence[SetAside | Remark]", telling: Telling) -> list[str]:
    return [render(line, telling.language) for line in lines[:LINES]]


def _rest(count: int, telling: Telling) -> str:
    more = count - LINES
    return telling.said("lines left out", count=telling.names.count(more)) if more > 0 else ""
