"""The first page of a report: what was kept, broken, open and undecided, in words and by clause."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from slakit.findings import Finding, Grade, Outcome
from slakit.reports.anchors import anchor, finding_anchor
from slakit.reports.explanation import verdict_words
from slakit.reports.labels import KIND_WORDS
from slakit.reports.norms_in_words import bearer_words
from slakit.reports.pages import svg
from slakit.reports.pages.gathering import Gathered, OfNorm
from slakit.reports.pages.page import Passage, Telling, passages
from slakit.reports.sentences import sentence

SHOWN_OUTCOMES: Final = (
    Outcome.VIOLATED,
    Outcome.UNDETERMINED,
    Outcome.PENDING,
    Outcome.FULFILLED,
    Outcome.NOT_APPLICABLE,
)
"""The outcomes in the order in which a page counts them."""
NAMED: Final = 12
"""How many norms each list of the first page names at most."""
_QUOTED: Final = 160
"""How many characters of a clause the first page quotes at most."""
_NO_FAULT: Final = (Grade.ADVISORY, Grade.REVIEW)
"""The grades of a violated norm that accuse nobody."""


@dataclass(frozen=True, slots=True)
class Tile:
    """An outcome and how many findings have it."""

    outcome: str
    count: str
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause with what was found of it."""

    number: str
    anchor: str
    quote: Passage
    bar: Markup
    counts: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """Findings of a norm that are alike: how often, what the norm demands of whom, and the first of them."""

    clause: str
    clause_anchor: str
    verdict: str
    outcome: str
    times: str
    demand: str
    sentence: str
    anchor: str


@dataclass(frozen=True, slots=True)
class PointList:
    """A list of the first page, and how many entries it has no room for."""

    heading: str
    points: tuple[Point, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page of a report."""

    lead: tuple[str, ...]
    tiles: tuple[Tile, ...]
    clauses: tuple[ClauseRow, ...]
    lists: tuple[PointList, ...]


def overview(found: Gathered, telling: Telling) -> Overview:
    """What the findings say in all."""
    return Overview(
        tuple(_lead(found, telling)),
        tuple(_tiles(found, telling)),
        tuple(_clause_rows(found, telling)),
        tuple(_lists(found, telling)),
    )


def outcome_counts(of_norms: Iterator[OfNorm]) -> Counter[Outcome]:
    """How many findings of each outcome norms have together."""
    counts: Counter[Outcome] = Counter()
    for of_norm in of_norms:
        for (outcome, _), count in of_norm.counts.items():
            counts[outcome] += count
    return counts


def _is_broken(of_norm: OfNorm) -> bool:
    """Whether a norm was broken: an advisory, or what is only to be reviewed, is no breach of it."""
    return any(outcome is Outcome.VIOLATED and grade not in _NO_FAULT for outcome, grade in of_norm.counts)


def _lead(found: Gathered, telling: Telling) -> Iterator[str]:
    """The sentences that a reader takes away."""
    names = telling.names
    if not found.total:
        yield telling.said("lead nothing")
        return
    clauses = {norm.id: clause.clause or "" for clause, norm in names.edition.agreement.norms()}
    broken = [norm for norm in clauses if norm in found.norms and _is_broken(found.norms[norm])]
    if broken:
        numbers = list(dict.fromkeys(clauses[norm] for norm in broken))
        listed = names.listed(names.clause(number) for number in numbers)
        where = telling.said("clause one" if len(numbers) == 1 else "clause many", clauses=listed)
        counts = {"norms": names.count(len(clauses)), "broken": names.count(len(broken))}
        yield telling.said("lead broken one" if len(broken) == 1 else "lead broken", **counts, clauses=where)
    else:
        yield telling.said("lead kept", norms=names.count(len(clauses)))
    counts_of = outcome_counts(iter(found.norms.values()))
    for outcome, word in ((Outcome.UNDETERMINED, "undecided"), (Outcome.PENDING, "open")):
        if count := counts_of[outcome]:
            entry = f"lead {word} one" if count == 1 else f"lead {word}"
            yield telling.said(entry, **{word: names.count(count)})


def _tiles(found: Gathered, telling: Telling) -> Iterator[Tile]:
    counts = outcome_counts(iter(found.norms.values()))
    for outcome in SHOWN_OUTCOMES:
        advisory = sum(of_norm.counts[outcome, Grade.ADVISORY] for of_norm in found.norms.values())
        note = telling.said("advisories of them", count=telling.names.count(advisory))
        is_noted = bool(advisory) and outcome is Outcome.VIOLATED
        yield Tile(
            outcome.value,
            telling.names.count(counts[outcome]),
            telling.said(f"tile {outcome.value}"),
            note if is_noted else "",
        )


def _clause_rows(found: Gathered, telling: Telling) -> Iterator[ClauseRow]:
    for clause in telling.names.edition.agreement.clauses:
        if not clause.norms:
            continue
        number = clause.clause or ""
        of_norms = (found.norms[norm.id] for norm in clause.norms if norm.id in found.norms)
        counts = outcome_counts(of_norms)
        signed, translation = passages(clause.text, telling)
        yield ClauseRow(
            telling.names.clause(number),
            anchor("clause", number),
            _quoted(translation or signed),
            svg.shares(counts, leftwards=telling.language == "fa"),
            tuple(
                (outcome.value, telling.names.count(counts[outcome]), counts[outcome])
                for outcome in SHOWN_OUTCOMES[:4]
            ),
        )


def _quoted(passage: Passage) -> Passage:
    text = " ".join(passage.text.split())
    return Passage(
        text if len(text) <= _QUOTED else text[:_QUOTED].rpartition(" ")[0] + " …", passage.language
    )


def _and_more(norms: int, telling: Telling) -> str:
    """That there is more, of so many norms; nothing if there is not."""
    if norms == 1:
        return telling.said("and of one more")
    return telling.said("and so many more", count=telling.names.count(norms)) if norms > 0 else ""


def _lists(found: Gathered, telling: Telling) -> Iterator[PointList]:
    headings = (
        (Outcome.VIOLATED, "broken first"),
        (Outcome.UNDETERMINED, "undecided first"),
        (Outcome.PENDING, "open first"),
    )
    for outcome, heading in headings:
        points = [point for norm in found.norms for point in _points(norm, outcome, found, telling)]
        points.sort(key=lambda point: point[0])
        more = len(points) - NAMED
        yield PointList(
            telling.said(heading),
            tuple(point for _, point in points[:NAMED]),
            _and_more(more, telling),
        )


def _points(
    norm: str, outcome: Outcome, found: Gathered, telling: Telling
) -> Iterator[tuple[tuple[int, int], Point]]:
    """The findings of a norm with an outcome, those of a grade together, with their place in a list: the gravest, then the most."""
    firsts: dict[Grade | None, Finding] = {}
    for alike, first in found.firsts.items():
        if (alike.norm, alike.outcome) == (norm, outcome):
            firsts.setdefault(alike.grade, first)
    gravity: Mapping[Grade | None, int] = {grade: at for at, grade in enumerate((*Grade, None))}
    for grade, first in firsts.items():
        count = found.norms[norm].counts[outcome, grade]
        names = telling.names
        yield (
            (gravity[grade], -count),
            Point(
                names.clause(first.clause),
                anchor("clause", first.clause),
                verdict_words(first, telling.language),
                outcome.value,
                telling.said("times", count=names.count(count)) if count > 1 else "",
                f"{KIND_WORDS[first.kind][telling.language]} ({bearer_words(names.norm(norm), names)})",
                sentence(first, names.edition, telling.language, digits=names.digits),
                finding_anchor(first.id),
            ),
        )
