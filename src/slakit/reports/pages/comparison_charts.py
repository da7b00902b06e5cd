"""Groups beside comparable others: how many fared well of each, or how soon, with what chance leaves open."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from slakit.findings import Finding, Grade
from slakit.reports.anchors import anchor, finding_anchor
from slakit.reports.explanation import verdict_words
from slakit.reports.pages import svg
from slakit.reports.pages.gathering import COMPARED, Gathered
from slakit.reports.sentences import teller_of

if TYPE_CHECKING:
    from slakit.reports.pages.page import Telling

_MILLION: Final = 1_000_000
_URGENCY: Final = (Grade.PRESUMPTION, Grade.REVIEW, None)


@dataclass(frozen=True, slots=True)
class Row:
    """A group with a service: how it fared, how comparable others did, and the two as a drawing."""

    anchor: str
    service: str
    group: str
    cases: str
    share: str
    others: str
    outcome: str
    verdict: str
    bar: Markup


@dataclass(frozen=True, slots=True)
class Comparison:
    """The groups that a norm compares; `is_of_shares` tells shares that fared well from what was done in time."""

    norm: str
    clause: str
    clause_anchor: str
    is_of_shares: bool
    rows: tuple[Row, ...]
    left_out: str


def comparisons(found: Gathered, telling: "Telling") -> Iterator[Comparison]:
    """For each norm that compares groups: those that must be answered for first, then those to be looked at, then others."""
    names = telling.names
    clauses = {norm.id: clause.clause or "" for clause, norm in names.edition.agreement.norms()}
    for norm, findings in found.compared.items():
        shown = sorted(findings, key=_urgency)[:COMPARED]
        is_cut = len(shown) < len(findings)
        yield Comparison(
            names.apart(norm),
            names.clause(clauses[norm]),
            anchor("clause", clauses[norm]),
            "share-millionths" in shown[0].figures,
            tuple(_row(finding, telling) for finding in shown),
            telling.said("left out", shown=names.count(len(shown)), count=names.count(len(findings)))
            if is_cut
            else "",
        )


def _urgency(finding: Finding) -> tuple[int, int, str]:
    grade = _URGENCY.index(finding.grade) if finding.grade in _URGENCY else len(_URGENCY)
    figures = finding.figures
    share = int(figures.get("share-millionths", figures.get("of-expected-millionths", 0)))
    others = int(figures.get("share-of-others-millionths", _MILLION))
    return grade, share - others, finding.id


def _row(finding: Finding, telling: "Telling") -> Row:
    teller, figures = teller_of(finding, telling.names), finding.figures
    is_share = "share-millionths" in figures
    share = int(figures["share-millionths" if is_share else "of-expected-millionths"])
    others = int(figures["share-of-others-millionths"]) if is_share else _MILLION
    span = None
    if is_share:
        edges = (int(figures[f"less-at-{edge}-millionths"]) for edge in ("most", "least"))
        span = tuple(max(0, others - less) for less in edges)
    return Row(
        finding_anchor(finding.id),
        teller.value("service") or "",
        teller.value("group") or "",
        " / ".join(teller.figure(name) for name in ("cases", "other-cases") if name in figures),
        teller.figure("share-millionths" if is_share else "of-expected-millionths"),
        teller.figure("share-of-others-millionths") if is_share else "",
        finding.outcome.value,
        verdict_words(finding, telling.language),
        svg.share_beside(
            share / _MILLION,
            others / _MILLION,
            None if span is None else (span[0] / _MILLION, span[1] / _MILLION),
            leftwards=telling.language == "fa",
        ),
    )
