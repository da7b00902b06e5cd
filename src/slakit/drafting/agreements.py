"""The agreement and the annex of the next edition: what changes of itself, and what has to be decided."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from slakit.calendars import parse_day
from slakit.consistency.plain import Group, entries, group
from slakit.document import Document, Path
from slakit.drafting.dates import DAY, rewritten
from slakit.drafting.points import Point, line_above
from slakit.drafting.terms import Terms, year_of
from slakit.formats import has_format
from slakit.review.edits import Edit
from slakit.review.lint.edition import sayings
from slakit.review.open_points import MARK
from slakit.text import ascii_digits

_PROSE: Final = frozenset(
    {"text", "title", "name", "means", "unused", "for", "why", "ground", "note", "not-checkable", "basis"}
)
"""Keys whose words a person wrote for a person."""
_APPROVED: Final = "approved-by"


@dataclass(frozen=True, slots=True)
class Renewal:
    """Which edition becomes which, and from when until when."""

    old: str
    new: str
    terms: Terms


def agreement_edits(document: Document, renewal: Renewal) -> Iterator[Edit]:
    """The edits of an agreement that need no decision: its edition and its term.

    The edition also changes where a norm or a proof asks for it; the laws that the agreement cites keep their days.
    """
    terms, data = renewal.terms, group(document.data)
    from_path: Path = ("term", "from", "inferred") if is_inferred(data) else ("term", "from")
    changes = [
        (from_path, str(terms.old_first), str(terms.first)),
        (("term", "until"), str(terms.old_last), str(terms.last)),
        *((path, renewal.old, renewal.new) for path in _editions(document, renewal.old)),
    ]
    for path, old, new in changes:
        yield from _replaced(document, path, old, new)


def annex_edits(document: Document, renewal: Renewal) -> Iterator[Edit]:
    """The edit of an annex: whose edition it is."""
    for path in _editions(document, renewal.old):
        yield from _replaced(document, path, renewal.old, renewal.new)


def is_inferred(data: Group) -> bool:
    """Whether the first day of an agreement is inferred."""
    return isinstance(group(data.get("term")).get("from"), dict)


def _editions(document: Document, old: str) -> Iterator[Path]:
    return (path for path, said in sayings(document.data) if "edition" in path and said == old)


def _replaced(document: Document, path: Path, old: str, new: str) -> Iterator[Edit]:
    """The new content between the same quotes; a day may be written in another calendar than that of the term."""
    written = document.written(path)
    if old not in written:
        day = parse_day(str(_value(document.data, path)))
        old, new = str(day), str(parse_day(new).named_in(day.calendar))
    if edit := rewritten(document, path, lambda text: text.replace(old, new)):
        yield edit


def _value(data: object, path: Path) -> object:
    for step in path:
        data = data[step] if isinstance(data, list) and isinstance(step, int) else group(data).get(str(step))
    return data


# --- the signed text ---


def without_source(document: Document, words: str) -> Iterator[Edit]:
    """The edit that puts an open point where the signed text of the old edition was named."""
    if "source" not in group(document.data):
        return
    start = line_above(document, ("source",))
    ends = (document.place_of(("source", key)) for key in group(group(document.data)["source"]))
    last = max(document.offset(place.end_line, place.end_column) for place in ends)
    end = document.text.find("\n", last) + 1 or len(document.text)
    yield Edit(start, end, f"{MARK}{words}\n")


# --- what has to be decided ---


def agreement_points(document: Document, renewal: Renewal) -> Iterator[Point]:
    """What of an agreement has to be decided anew, in the order of the file."""
    found = (
        *_of_the_term(document, renewal.terms),
        *_of_norms(document, renewal.terms),
        *_of_approvals(document, renewal.terms),
        *_of_words(document, renewal),
    )
    return iter(sorted(found, key=lambda point: line_above(document, point.path)))


def annex_points(document: Document, renewal: Renewal) -> Iterator[Point]:
    """What of an annex has to be looked at again."""
    return _of_words(document, renewal)


def _of_the_term(document: Document, terms: Terms) -> Iterator[Point]:
    data = group(document.data)
    if is_inferred(data):
        yield Point("inferred-start", ("term", "from"))
    clause = str(group(data["term"])["clause"])
    for path, written in entries(data, "clauses"):
        if written.get("clause") == clause:
            yield Point("term-clause", path, {"clause": clause, "last": str(terms.last)})
    if count := len(list(entries(data, "interpretation"))):
        yield Point("readings", ("interpretation",), {"count": count})


def _of_norms(document: Document, terms: Terms) -> Iterator[Point]:
    """The values that the text leaves open, and the days that stay what they were."""
    for path, said in sayings(document.data):
        if "norms" not in path or _PROSE & set(path[path.index("norms") :]):
            continue
        if said == "unspecified":
            yield Point("value-unspecified", path, {"key": str(path[-1])})
        elif DAY.match(said):
            span = {"first": str(terms.first), "last": str(terms.last)}
            yield Point("day-kept", path, {"day": said, **span})


def _of_approvals(document: Document, terms: Terms) -> Iterator[Point]:
    """Whatever somebody approved until a day: it was approved for the text that ends."""
    for key, value in group(document.data).items():
        approved = [entry for _, entry in entries({key: value}, key) if _APPROVED in entry]
        if approved:
            days = [str(entry.get("until")) for entry in approved]
            ending = sum(
                has_format("day", day) and parse_day(day).ordinal < terms.last.ordinal for day in days
            )
            yield Point("approvals", (key,), {"count": len(approved), "ending": ending})


def _of_words(document: Document, renewal: Renewal) -> Iterator[Point]:
    """Prose that names the year of the old edition, once for all languages that say it."""
    year = year_of(renewal.old)
    if year is None:
        return
    names_it = re.compile(rf"(?<![0-9]){year}(?![0-9])")
    told: set[Path] = set()
    for path, said in sayings(document.data):
        if _PROSE & set(path) and path[:-1] not in told and names_it.search(ascii_digits(said)):
            told.add(path[:-1])
            yield Point("words-of-the-year", path[:-1], {"year": str(year), "edition": renewal.new})
