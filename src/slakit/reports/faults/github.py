"""What was found as annotations of GitHub Actions.

GitHub shows ten annotations of a kind for each step and drops the rest, so the gravest come first and the rest is
written into the log and, by `summary`, into the summary of the job.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from slakit.errors import SEVERITIES, Severity
from slakit.reports.faults import markdown
from slakit.reports.faults.compact import compact
from slakit.reports.faults.listing import Item, Listing

MOST: Final = 10
"""Annotations of a kind that GitHub shows for a step."""
LARGEST_SUMMARY: Final = 1024 * 1024 - 1
"""Bytes that the summary of a step may have, without the empty line at its end."""
KINDS: Final[Mapping[Severity, str]] = {"error": "error", "warning": "warning", "advice": "notice"}


def lines(listing: Listing) -> Iterator[str]:
    """Annotations, errors first, then the items that have no room as lines of the log."""
    shown = annotated(listing)
    for item in shown:
        yield _annotation(item)
    left = [item for item in listing.gravest_first() if item not in shown]
    for item in left:
        # a line of the log must not be taken for a command: none begins with a name from outside
        yield f"{item.severity}: {compact(item, listing)}".replace("##[", "## [")
    yield from (sentence.replace("##[", "## [") for sentence in listing.summary)


def annotated(listing: Listing) -> list[Item]:
    """The items that get an annotation: the first ten of each kind, errors before warnings before advice."""
    return [
        item
        for severity in SEVERITIES
        for item in [one for one in listing.items if one.severity == severity][:MOST]
    ]


def summary(listing: Listing) -> str:
    """The text for the file that GITHUB_STEP_SUMMARY names: everything, as far as a summary may be long."""
    kept: list[str] = []
    size = 0
    for line in markdown.lines(listing):
        size += len(line.encode()) + 1
        if size > LARGEST_SUMMARY:
            break
        kept.append(f"{line}\n")
    return "".join((*kept, "\n"))


def _annotation(item: Item) -> str:
    where: dict[str, str] = {}
    if item.place and item.file:
        where = {"file": item.file, "line": str(item.place.line), "endLine": str(item.place.end_line)}
        if item.place.line == item.place.end_line:  # GitHub takes columns only within one line
            where |= {"col": str(item.place.column), "endColumn": str(item.place.end_column)}
    where["title"] = f"slakit: {item.rule}"
    properties = ",".join(f"{name}={_property(value)}" for name, value in where.items())
    return f"::{KINDS[item.severity]} {properties}::{_data(chr(10).join(item.told))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
