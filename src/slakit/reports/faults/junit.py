"""What was found as JUnit XML.

A group (a document, or a norm) is a suite. What counts is a failure, what cannot be decided is skipped, and the rest
is told by a test that passes.
"""

from collections.abc import Iterator

from slakit.reports.faults.listing import Item, Listing
from slakit.reports.faults.sources import relative
from slakit.reports.junit import Tested, report


def lines(listing: Listing) -> Iterator[str]:
    """The report."""
    groups: dict[str, list[Tested]] = {relative(document): [] for document in listing.documents}
    for group, name in listing.sound:
        groups.setdefault(group, []).append(Tested(name))
    for item in listing.items:
        groups.setdefault(item.group, []).append(_tested(item))
    yield from report(f"slakit {listing.command}", groups.items())


def _tested(item: Item) -> Tested:
    return Tested(
        name=item.name,
        came_out="failed" if item.counted else "skipped" if item.undecided else "passed",
        told=item.plain,
        kind=item.severity,
        file=item.file,
        place=item.place,
    )
