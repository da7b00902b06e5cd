"""Faults one on a line, for editors and problem matchers: `file:line:column: severity rule message`."""

from collections.abc import Iterator

from slakit.reports.faults.listing import Item, Listing, in_its_direction
from slakit.text import visible


def lines(listing: Listing) -> Iterator[str]:
    """Each item in one line. Severity and rule are English words in every language: programs read them."""
    return (compact(item, listing) for item in listing.items)


def compact(item: Item, listing: Listing) -> str:
    """An item in one line; only the sentence, without the cure."""
    place = f"{visible(str(item.place))}: " if item.place else ""
    return f"{place}{item.severity} {item.rule} {in_its_direction(item.told[0], listing.language)}"
