"""The report of a judgement as a Word document (DOCX): what the page says, in headings, paragraphs and tables."""

from io import BytesIO
from typing import TYPE_CHECKING, Final

from slakit.reports.names import Names
from slakit.reports.pages.overview import SHOWN_OUTCOMES
from slakit.reports.pages.page import Passage, Telling
from slakit.reports.pages.report import report_contents
from slakit.reports.pages.time_charts import MONTH_ROWS
from slakit.reports.word.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slakit.calendars import Digits, Language
    from slakit.judgement import Judgement
    from slakit.loading import Edition
    from slakit.reports.pages.clause_sections import Card, ClauseSection, NormBlock
    from slakit.reports.pages.comparison_charts import Comparison
    from slakit.reports.pages.overview import Overview, PointList
    from slakit.reports.pages.report import ReportContents
    from slakit.reports.pages.time_charts import Levels, Notices, Times

_ROOM_TO_SIGN: Final = "\n\n"
_MONTHS_A_TABLE: Final = 7
"""How many months a table has at most: a page has no room for twelve in letters that can be read."""


def report_document(
    judgement: "Judgement",
    edition: "Edition",
    language: "Language",
    *,
    digits: "Digits" = "persian",
    all_in: str | None = None,
) -> bytes:
    """The report of a judgement as a DOCX file, in one language; it tells as many findings as the page does.

    What the page draws stands here as tables of the same figures.
    """
    telling = Telling(Names(edition, language, digits))
    title = f"{telling.said('report')}: {telling.names.chosen(edition.agreement.title)}"
    writing = Writing("rtl" if language == "fa" else "ltr", title)
    _write(report_contents(judgement, telling, all_in=all_in), writing, telling)
    content = BytesIO()
    writing.save(content)
    return content.getvalue()


def _write(contents: "ReportContents", writing: Writing, telling: Telling) -> None:
    said = telling.said
    writing.title(said("report"))
    writing.heading(telling.names.chosen(telling.names.edition.agreement.title), 2)
    writing.table(None, [[f"{name}:", words] for name, words in contents.facts], (1, 4))
    writing.heading(said("overview"), 1)
    _write_overview(contents.overview, writing, telling)
    writing.heading(said("over the year"), 1)
    _write_months(contents, writing, telling)
    for notices in contents.notices:
        _write_notices(notices, writing, telling)
    for levels in contents.levels:
        _write_levels(levels, writing, telling)
    for comparison in contents.comparisons:
        _write_comparison(comparison, writing, telling)
    for times in contents.times:
        _write_times(times, writing, telling)
    writing.heading(said("clauses"), 1)
    for section in contents.sections:
        _write_clause(section, writing, telling, contents.all_in)
    _write_method(contents, writing, telling)
    writing.heading(said("signature"), 1)
    writing.table(None, [[said("signature"), _ROOM_TO_SIGN]], (1, 3))


# --- the page for a governor --------------------------------------------------------------------------------------


def _write_overview(overview: "Overview", writing: Writing, telling: Telling) -> None:
    for sentence in overview.lead:
        writing.paragraph(sentence, "signed")
    writing.table(
        [tile.words for tile in overview.tiles],
        [[f"{tile.count}\n{tile.note}".strip() for tile in overview.tiles]],
        [1] * len(overview.tiles),
    )
    writing.heading(telling.said("by clause"), 2)
    heads = [telling.said(f"tile {outcome.value}") for outcome in SHOWN_OUTCOMES[:4]]
    writing.table(
        [telling.said("clause"), telling.said("clause says"), *heads],
        [[row.number, row.quote.text, *(count for _, count, _ in row.counts)] for row in overview.clauses],
        (2, 9, 2, 2, 2, 2),
    )
    for points in overview.lists:
        _write_points(points, writing, telling)


def _write_points(listed: "PointList", writing: Writing, telling: Telling) -> None:
    writing.heading(listed.heading, 2)
    for point in listed.points:
        head = f"{telling.said('clause')} {point.clause}: {point.verdict} {point.times}".strip()
        writing.paragraph(f"{head}. {point.demand}", "signed", is_bold=True)
        first = telling.said("the first") if point.times else ""
        writing.paragraph(f"{first}{point.sentence}", "beside")
    if not listed.points:
        writing.paragraph(telling.said("nothing of it"), "beside")
    if listed.more:
        writing.paragraph(listed.more, "beside")


# --- over time ----------------------------------------------------------------------------------------------------


def _write_months(contents: "ReportContents", writing: Writing, telling: Telling) -> None:
    writing.heading(telling.said("findings per month"), 2)
    rows = [
        [telling.said(f"tile {outcome.value}"), *(month.counts[at] for month in contents.months)]
        for at, outcome in enumerate(MONTH_ROWS)
    ]
    _write_by_month(["", *(month.label for month in contents.months)], rows, writing)


def _write_by_month(heads: "Sequence[str]", rows: "Sequence[Sequence[str]]", writing: Writing) -> None:
    """A table by months, in as many parts as there are pages broad enough for; each part begins with the same column."""
    for start in range(1, len(heads), _MONTHS_A_TABLE):
        part = slice(start, start + _MONTHS_A_TABLE)
        shown = [heads[0], *heads[part]]
        writing.table(shown, [[row[0], *row[part]] for row in rows], [3, *[1] * (len(shown) - 1)])
        writing.paragraph("", "beside")


def _of_norm(word: str, clause: str, norm: str, telling: Telling) -> str:
    return f"{telling.said(word)}: {telling.said('clause')} {clause}, {norm}"


def _write_notices(notices: "Notices", writing: Writing, telling: Telling) -> None:
    said = telling.said
    writing.heading(_of_norm("leads", notices.clause, notices.norm, telling), 2)
    counts = [f"{said(f'tile {outcome}')}: {count}" for outcome, count in notices.legend]
    writing.paragraph(telling.names.listed(counts), "beside")
    writing.table(
        [said("act"), said("time"), said("outcome"), said("notice")],
        [[lead.act, lead.when, lead.verdict, lead.words] for lead in notices.leads],
        (5, 3, 3, 3),
    )


def _write_levels(levels: "Levels", writing: Writing, telling: Telling) -> None:
    writing.heading(_of_norm("levels", levels.clause, levels.norm, telling), 2)
    writing.paragraph(telling.said("levels about"), "beside")
    heads = [telling.said("service"), *levels.months, telling.said("whole term")]
    _write_by_month(heads, [[item, *(level.words for level in row)] for item, row in levels.rows], writing)


def _write_comparison(comparison: "Comparison", writing: Writing, telling: Telling) -> None:
    said = telling.said
    writing.heading(_of_norm("comparisons", comparison.clause, comparison.norm, telling), 2)
    if comparison.left_out:
        writing.paragraph(comparison.left_out, "beside")
    shares = ("of group", "of others") if comparison.is_of_shares else ("of expected",)
    writing.table(
        [said("service"), said("group"), said("cases"), *map(said, shares), said("outcome")],
        [
            [row.service, row.group, row.cases, *(row.share, row.others)[: len(shares)], row.verdict]
            for row in comparison.rows
        ],
        [4, 2, 2, *[2] * len(shares), 3],
    )


def _write_times(times: "Times", writing: Writing, telling: Telling) -> None:
    writing.heading(_of_norm("response times", times.clause, times.norm, telling), 2)
    writing.paragraph(telling.said("response about", count=times.count), "beside")
    writing.table(
        [telling.said("took"), telling.said("occasions")],
        [[length, count] for length, count, _ in times.rows],
        (2, 1),
    )


# --- clauses and findings -----------------------------------------------------------------------------------------


def _write_clause(section: "ClauseSection", writing: Writing, telling: Telling, all_in: str) -> None:
    writing.heading(f"{telling.said('clause')} {section.number}", 2)
    _write_passage(section.signed, writing, "signed")
    if section.translation:
        _write_passage(section.translation, writing, "beside")
    for block in section.norms:
        _write_norm(block, writing, telling, all_in)


def _write_passage(passage: Passage, writing: Writing, kind: str) -> None:
    writing.paragraph(passage.text, kind, passage.direction)


def _write_norm(block: "NormBlock", writing: Writing, telling: Telling, all_in: str) -> None:
    norm = block.norm
    writing.heading(f"{telling.said('what it demands')}: {telling.names.apart(norm.id)}", 3)
    writing.paragraph(f"{norm.bound}: {norm.demand}", "beside", is_bold=True)
    for title, words in norm.keys:
        writing.paragraph(f"{title}: {words}", "beside")
    counts = [f"{verdict}: {count}" for _, verdict, count in block.counts]
    writing.paragraph(
        telling.names.listed(counts) if counts else telling.said("no findings of norm"), "signed"
    )
    for card in block.cards:
        _write_card(card, writing, telling)
    if block.left_out:
        writing.paragraph(" ".join((*block.left_out, all_in)), "beside")


def _write_card(card: "Card", writing: Writing, telling: Telling) -> None:
    writing.paragraph(f"{card.verdict}, {card.when}", "signed", is_bold=True)
    writing.paragraph(card.sentence, "signed")
    if card.cure:
        writing.paragraph(card.cure, "beside")
    for title, words in card.evidence:
        writing.paragraph(f"{title}: {words}", "beside")
    if card.more_evidence:
        writing.paragraph(card.more_evidence, "beside")
    if card.figures:
        writing.paragraph(" · ".join(f"{title}: {words}" for title, words in card.figures), "beside")
    writing.paragraph(f"{telling.said('finding')}: {card.id}", "beside")


# --- how it was judged --------------------------------------------------------------------------------------------


def _write_method(contents: "ReportContents", writing: Writing, telling: Telling) -> None:
    said, names = telling.said, telling.names
    writing.heading(said("method"), 1)
    writing.paragraph(said("method words"), "signed")
    if contents.choices:
        writing.heading(said("choices"), 2)
        writing.table([said("choice"), said("ground")], [list(row) for row in contents.choices], (2, 5))
    writing.heading(said("basis"), 2)
    calendars = [(said("calendars"), names.apart(calendar)) for calendar in contents.calendars]
    writing.table(None, [list(row) for row in (*contents.basis, *calendars, *contents.log)], (2, 5))
    for heading, lines, more in contents.unread:
        writing.heading(heading, 2)
        for line in filter(None, (*lines, more)):
            writing.paragraph(line, "beside")
    if contents.idle:
        writing.heading(said("no occasion"), 2)
        for number, _, norm in contents.idle:
            writing.paragraph(f"{said('clause')} {number}: {names.apart(norm)}", "beside")
