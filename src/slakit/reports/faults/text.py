"""Faults as text for a terminal: what is wrong, the lines it lies in, and the cure."""

from collections.abc import Iterator

from slakit.messages import render
from slakit.reports.faults.frames import frame
from slakit.reports.faults.listing import Item, Listing


def lines(listing: Listing) -> Iterator[str]:
    """Every fault with its frame, then what the baseline no longer needs, then the summary."""
    for item in listing.items:
        yield from _told(item, listing)
    yield from listing.summary


def _told(item: Item, listing: Listing) -> Iterator[str]:
    if item.fault is None:
        yield from item.told
        return
    said, *cure = render(item.fault, listing.language).split("\n")
    yield said
    if item.place:
        yield from (f"  {line}" for line in frame(item.place, listing.sources.lines(item.place.file)))
    yield from cure
