"""The part of a report about each clause: its text, what it demands, and its findings with all that they rest on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from slakit.findings import Finding, Outcome
from slakit.reports.anchors import anchor, finding_anchor
from slakit.reports.common_reasons import GRADE_WORDS, OUTCOME_WORDS
from slakit.reports.explanation import event_told, figure_title, verdict_words
from slakit.reports.labels import KIND_WORDS, ROLE_WORDS
from slakit.reports.norms_in_words import bound_words, keys_in_words
from slakit.reports.pages.gathering import Gathered, OfNorm, Verdict, is_told_in_full
from slakit.reports.pages.overview import SHOWN_OUTCOMES
from slakit.reports.pages.page import Passage, Telling, passages
from slakit.reports.sentences import cure_sentence, sentence, teller_of

if TYPE_CHECKING:
    from slakit.agreement import Clause
    from slakit.norms import Norm

EVIDENCE: Final = 12
"""How many events of the evidence of a finding are shown at most."""


@dataclass(frozen=True, slots=True)
class InWords:
    """A norm in words: whom it binds, what its kind demands, and what stands under each key."""

    id: str
    anchor: str
    bound: str
    demand: str
    keys: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Card:
    """A finding in full."""

    anchor: str
    id: str
    outcome: str
    verdict: str
    when: str
    sentence: str
    cure: str
    evidence: tuple[tuple[str, str], ...]
    more_evidence: str
    figures: tuple[tuple[str, str], ...]
    choices: tuple[str, ...]
    tainted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A finding in one line."""

    anchor: str
    when: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Findings of one verdict, each in one line; `left_out` says how many there are of which these are the first."""

    heading: str
    outcome: str
    lines: tuple[Line, ...]
    left_out: str


@dataclass(frozen=True, slots=True)
class NormBlock:
    """A norm with its findings; `left_out` says of which verdicts not all are shown."""

    norm: InWords
    counts: tuple[tuple[str, str, str], ...]
    cards: tuple[Card, ...]
    left_out: tuple[str, ...]
    lines: tuple[Lines, ...]


@dataclass(frozen=True, slots=True)
class ClauseSection:
    """A clause with its text and its norms."""

    number: str
    anchor: str
    signed: Passage
    translation: Passage | None
    norms: tuple[NormBlock, ...]


def clause_sections(found: Gathered, telling: Telling) -> Iterator[ClauseSection]:
    """A section for each clause that has a norm, in the order of the text."""
    for clause in telling.names.edition.agreement.clauses:
        if clause.norms:
            yield _section(clause, found, telling)


def _section(clause: "Clause", found: Gathered, telling: Telling) -> ClauseSection:
    number = clause.clause or ""
    signed, translation = passages(clause.text, telling)
    return ClauseSection(
        telling.names.clause(number),
        anchor("clause", number),
        signed,
        translation,
        tuple(_block(norm, found.norms.get(norm.id, OfNorm()), telling) for norm in clause.norms or ()),
    )


def norm_in_words(norm: "Norm", telling: Telling) -> InWords:
    """A norm in words, for a page."""
    names = telling.names
    return InWords(
        norm.id,
        anchor("norm", norm.id),
        bound_words(norm, names),
        KIND_WORDS[norm.rule][telling.language],
        tuple(keys_in_words(norm, names)),
        names.words(norm.note) if norm.note else "",
    )


def _block(norm: "Norm", of_norm: OfNorm, telling: Telling) -> NormBlock:
    ordered = sorted(of_norm.counts, key=_urgency)
    in_full = [verdict for verdict in ordered if is_told_in_full(verdict)]
    in_one_line = [verdict for verdict in ordered if not is_told_in_full(verdict)]
    return NormBlock(
        norm_in_words(norm, telling),
        tuple(
            (
                outcome.value,
                _verdict(outcome, grade, telling),
                telling.names.count(of_norm.counts[outcome, grade]),
            )
            for outcome, grade in ordered
        ),
        tuple(_card(finding, telling) for verdict in in_full for finding in of_norm.shown[verdict]),
        tuple(filter(None, (_left_out(verdict, of_norm, telling, named=True) for verdict in in_full))),
        tuple(_lines(verdict, of_norm, telling) for verdict in in_one_line),
    )


def _urgency(verdict: Verdict) -> tuple[int, str]:
    outcome, grade = verdict
    return SHOWN_OUTCOMES.index(outcome), grade.value if grade else ""


def _verdict(outcome: Outcome, grade: object, telling: Telling) -> str:
    words = OUTCOME_WORDS[outcome][telling.language]
    named = next((GRADE_WORDS[one][telling.language] for one in GRADE_WORDS if one is grade), "")
    return f"{words} ({named})" if named else words


def _left_out(verdict: Verdict, of_norm: OfNorm, telling: Telling, *, named: bool) -> str:
    shown, count = len(of_norm.shown[verdict]), of_norm.counts[verdict]
    if shown == count:
        return ""
    words = telling.said("left out", shown=telling.names.count(shown), count=telling.names.count(count))
    return f"{_verdict(*verdict, telling)}: {words}" if named else words


def _lines(verdict: Verdict, of_norm: OfNorm, telling: Telling) -> Lines:
    names = telling.names
    findings: Sequence[Finding] = of_norm.shown[verdict]
    return Lines(
        telling.said(
            "in one line", verdict=_verdict(*verdict, telling), count=names.count(of_norm.counts[verdict])
        ),
        verdict[0].value,
        tuple(
            Line(
                finding_anchor(finding.id),
                names.instant(finding.time),
                sentence(finding, names.edition, telling.language, digits=names.digits),
            )
            for finding in findings
        ),
        _left_out(verdict, of_norm, telling, named=False),
    )


def _card(finding: Finding, telling: Telling) -> Card:
    names = telling.names
    teller = teller_of(finding, names)
    more = len(finding.evidence) - EVIDENCE
    return Card(
        finding_anchor(finding.id),
        names.apart(finding.id),
        finding.outcome.value,
        verdict_words(finding, telling.language),
        names.instant(finding.time),
        sentence(finding, names.edition, telling.language, digits=names.digits),
        cure_sentence(finding, names.edition, telling.language, digits=names.digits) or "",
        tuple(
            (ROLE_WORDS[one.role][telling.language], event_told(one, names))
            for one in finding.evidence[:EVIDENCE]
        ),
        telling.said("more evidence", count=names.count(more)) if more > 0 else "",
        tuple((figure_title(name, teller), teller.figure(name)) for name in finding.figures),
        finding.choices,
        finding.tainted,
    )
