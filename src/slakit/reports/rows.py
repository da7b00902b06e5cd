"""Findings and their counts as rows of tables, for those who go on with them in other programs."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, Literal

from slakit.calendars import day_of, show_utc, time_zone
from slakit.findings import Finding, Outcome
from slakit.reports.json_lines import finding_lines

if TYPE_CHECKING:
    from slakit.judgement import Judgement
    from slakit.loading import Edition

ColumnType = Literal["text", "count"]
Cell = str | int | None

FINDING_COLUMNS: Final[Mapping[str, ColumnType]] = {
    "id": "text",
    "norm": "text",
    "clause": "text",
    "rule": "text",
    "outcome": "text",
    "grade": "text",
    "reason": "text",
    "bearer": "text",
    "service": "text",
    "month": "text",
    "time": "text",
    "document": "text",
}
"""The columns of a table of findings; `document` is all of it as JSON, in the shape of `slakit schema finding`."""

SUMMARY_COLUMNS: Final[Mapping[str, ColumnType]] = {
    "clause": "text",
    "norm": "text",
    "service": "text",
    "month": "text",
    "outcome": "text",
    "grade": "text",
    "findings": "count",
}
"""The columns of a summary; `service` is empty where the occasion has none."""

KEPT: Final = frozenset({Outcome.FULFILLED, Outcome.NOT_APPLICABLE})
"""Outcomes of which nothing has to be told."""


def finding_rows(judgement: "Judgement", edition: "Edition") -> Iterator[tuple[Cell, ...]]:
    """Every finding of a judgement as a row of `FINDING_COLUMNS`."""
    months = _Months(edition)
    for finding, line in zip(judgement.findings, finding_lines(judgement, edition), strict=True):
        yield (
            finding.id,
            finding.norm,
            finding.clause,
            finding.kind,
            finding.outcome.value,
            finding.grade.value if finding.grade else None,
            finding.reason,
            finding.bearer,
            _service(finding),
            months.of(finding.time),
            show_utc(finding.time),
            line,
        )


def summary_rows(judgement: "Judgement", edition: "Edition") -> Iterator[tuple[Cell, ...]]:
    """How many findings each norm has for each service and month, by outcome and grade, as rows of `SUMMARY_COLUMNS`.

    In the order of the text, then by service, month, outcome and grade. The judgement must be one in full: what was
    only counted has no service and no month.
    """
    months = _Months(edition)
    counts = Counter(_key(finding, months) for finding in judgement.findings)
    order = {norm.id: number for number, (_, norm) in enumerate(edition.agreement.norms())}
    for key in sorted(counts, key=lambda key: (order[key[1]], *(part or "" for part in key[2:]))):
        yield (*key, counts[key])


def as_json_lines(columns: Iterable[str], rows: Iterable[tuple[Cell, ...]]) -> Iterator[str]:
    """Rows as JSON objects, one a line."""
    names = tuple(columns)
    write = json.JSONEncoder(ensure_ascii=False).encode
    return (write(dict(zip(names, row, strict=True))) for row in rows)


def _key(finding: Finding, months: "_Months") -> tuple[str, str, str | None, str, str, str | None]:
    grade = finding.grade.value if finding.grade else None
    service, month = _service(finding), months.of(finding.time)
    return finding.clause, finding.norm, service, month, finding.outcome.value, grade


def _service(finding: Finding) -> str | None:
    """The service of the occasion, or the one that its event names."""
    service = finding.occasion.get("service") or finding.figures.get("service")
    return None if service is None else str(service)


class _Months:
    """Months of the agreement's calendar, such as `1398-05`."""

    def __init__(self, edition: "Edition") -> None:
        self._zone = time_zone(edition.agreement.time_zone)
        self._calendar = edition.agreement.calendar

    def of(self, instant: int) -> str:
        """The month that an instant lies in."""
        day = day_of(instant, self._zone, self._calendar)
        return f"{day.year:04}-{day.month:02}"
