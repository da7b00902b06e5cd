"""What was found as a code quality report of GitLab.

GitLab shows an issue once for each fingerprint and only where it has a path and a line.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Final

from slakit.errors import Severity
from slakit.reports.faults.listing import Item, Listing

SEVERITY: Final[Mapping[Severity, str]] = {"error": "major", "warning": "minor", "advice": "info"}


def lines(listing: Listing) -> Iterator[str]:
    """The report: a list of issues."""
    yield json.dumps([_issue(item) for item in listing.items], ensure_ascii=False, indent=2)


def _issue(item: Item) -> dict[str, object]:
    place = item.place
    begin, end = (place.line, place.end_line) if place else (1, 1)
    return {
        "description": "\n".join(item.plain),
        "check_name": item.rule,
        "fingerprint": item.fingerprint,
        "severity": SEVERITY[item.severity],
        "location": {"path": item.file or ".", "lines": {"begin": begin, "end": end}},
    }
