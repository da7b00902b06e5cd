"""Findings and their counts as rows of tables, for those who go on with them in other programs."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, Literal

from slakit.calendars import day_of, show_utc, time_zone
from slakit.reports.json_lines import Judged, line_writer
from slakit.tallies import TellingApart, service_of

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


def finding_rows(judged: Judged, edition: "Edition") -> Iterator[tuple[Cell, ...]]:
    """Every finding of a judgement as a row of `FINDING_COLUMNS`."""
    months, line = _Months(edition), line_writer(judged, edition)
    for finding in judged.findings:
        yield (
            finding.id,
            finding.norm,
            finding.clause,
            finding.kind,
            finding.outcome.value,
            finding.grade.value if finding.grade else None,
            finding.reason,
            finding.bearer,
            service_of(finding),
            months.of(finding.time),
            show_utc(finding.time),
            line(finding),
        )


def summary_rows(judgement: "Judgement", edition: "Edition") -> Iterator[tuple[Cell, ...]]:
    """How many findings each norm has for each service and month, by outcome and grade, as rows of `SUMMARY_COLUMNS`.

    In the order of the text, then by service, month, outcome and grade. Raises `ValueError` where findings were only
    counted and not told apart as `telling_apart` says.
    """
    months = _Months(edition)
    counts = Counter(
        (
            finding.clause,
            finding.norm,
            service_of(finding),
            months.of(finding.time),
            finding.outcome.value,
            finding.grade.value if finding.grade else None,
        )
        for finding in judgement.findings
    )
    for one in judgement.counted:
        month = months.of(one.told_since)
        counts[one.clause, one.norm, one.service, month, one.outcome.value, None] += one.count
    order = {norm.id: number for number, (_, norm) in enumerate(edition.agreement.norms())}
    for key in sorted(counts, key=lambda key: (order[key[1]], *(part or "" for part in key[2:]))):
        yield (*key, counts[key])


def telling_apart(edition: "Edition") -> TellingApart:
    """How findings that are only counted must be told apart for the rows of a summary."""
    return TellingApart(time_zone(edition.agreement.time_zone), edition.agreement.calendar)


def as_json_lines(columns: Iterable[str], rows: Iterable[tuple[Cell, ...]]) -> Iterator[str]:
    """Rows as JSON objects, one a line."""
    names = tuple(columns)
    write = json.JSONEncoder(ensure_ascii=False).encode
    return (write(dict(zip(names, row, strict=True))) for row in rows)


class _Months:
    """Months of the agreement's calendar, such as `1398-05`."""

    def __init__(self, edition: "Edition") -> None:
        self._apart = telling_apart(edition)

    def of(self, instant: int) -> str:
        """The month that an instant lies in."""
        day = day_of(self._apart.since(instant), self._apart.zone, self._apart.calendar)
        return f"{day.year:04}-{day.month:02}"
