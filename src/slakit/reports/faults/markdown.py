"""What was found as Markdown, for the summary of a CI job or a comment.

No text from a document is taken for Markdown, HTML, a mention or a link.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from slakit.reports.faults.listing import Item, Listing
from slakit.text import visible

_HEADINGS: Final = {
    "en": ("place", "severity", "rule", "what is wrong"),
    "fa": ("جا", "شدت", "قاعده", "ایراد"),
}
_SPECIAL: Final = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<>|`*_[]@#~\\$"} | {"\n": "<br>"})


def lines(listing: Listing) -> Iterator[str]:
    """A heading, the summary, and a table of the items, the gravest first."""
    yield f"## slakit {listing.command}"
    yield ""
    for sentence in listing.summary:
        yield f"{plain(sentence)}  "
    if listing.items:
        yield ""
        yield from table(listing.gravest_first(), listing)


def table(items: Iterable[Item], listing: Listing) -> Iterator[str]:
    """The items as rows of a table."""
    headings = _HEADINGS[listing.language]
    yield f"| {' | '.join(headings)} |"
    yield f"|{'---|' * len(headings)}"
    for item in items:
        place = f"{item.file}:{item.place.line}:{item.place.column}" if item.place else ""
        cells = (visible(place), item.severity, item.rule, "\n".join(item.told))
        yield f"| {' | '.join(map(plain, cells))} |"


def plain(text: str) -> str:
    """Text that means nothing but itself in Markdown; `://` and `www.` would become links.

    >>> plain("a|b <i> @team")
    'a&#124;b &#60;i&#62; &#64;team'
    """
    return text.translate(_SPECIAL).replace("://", "&#58;//").replace("www.", "www&#46;")
