"""Findings about a log as a listing, so that a forge shows a broken norm at its place in the agreement."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from slakit.errors import Severity
from slakit.findings import Finding, Grade, Outcome
from slakit.reports.common_reasons import OUTCOME_WORDS
from slakit.reports.explanation import label, verdict_words
from slakit.reports.faults.fingerprints import digest
from slakit.reports.faults.listing import Item, Listing
from slakit.reports.faults.sources import Sources, relative
from slakit.reports.names import Names
from slakit.reports.sentences import cure_sentence, sentence
from slakit.source import Place

if TYPE_CHECKING:
    from slakit.judgement import Judgement
    from slakit.loading import Edition

SEVERITY: Final[Mapping[Grade, Severity]] = {
    Grade.BREACH: "error",
    Grade.PRESUMPTION: "warning",
    Grade.REVIEW: "warning",
    Grade.ADVISORY: "advice",
}
"""How grave a forge shows a finding to be; what is not decided is advice."""
TOLD: Final = (Outcome.VIOLATED, Outcome.UNDETERMINED)


def listing_of(
    judgement: "Judgement",
    names: Names,
    logs: Sequence[str],
    is_counted: Callable[[Finding], bool],
) -> Listing:
    """The violated and the undetermined findings as items; the fulfilled ones are what is sound, unless only counted.

    `logs` are the files that were judged: the line of an event is named where there is only one, since events do not
    say which file they are from.
    """
    telling = _Telling(names, _places(names.edition), _lines(judgement, logs), is_counted)
    return Listing(
        command="check",
        language=names.language,
        items=tuple(telling.item(finding) for finding in judgement.findings if finding.outcome in TOLD),
        sources=Sources(),
        documents=(names.edition.agreement_document.name,),
        sound=tuple(
            (finding.norm, finding.id)
            for finding in judgement.findings
            if finding.outcome is Outcome.FULFILLED
        ),
        summary=(_summary(judgement, names),),
    )


def _places(edition: "Edition") -> dict[str, Place]:
    """Where each norm gives its id."""
    return {
        norm.id: edition.agreement_document.place_of(("clauses", clause_at, "norms", norm_at, "id"))
        for clause_at, clause in enumerate(edition.agreement.clauses)
        for norm_at, norm in enumerate(clause.norms or ())
    }


def _lines(judgement: "Judgement", logs: Sequence[str]) -> dict[tuple[str, str], Place]:
    """The line of each event that an item may name, by its source and id."""
    if len(logs) != 1 or logs[0] == "-":
        return {}
    told = (finding for finding in judgement.findings if finding.outcome in TOLD)
    types = {evidence.type for finding in told for evidence in finding.evidence}
    return {
        (event.source, event.id): Place(logs[0], event.line, 1, event.line, 1)
        for event in judgement.log.events_of(types)
        if event.line is not None
    }


def _summary(judgement: "Judgement", names: Names) -> str:
    told = [
        f"{OUTCOME_WORDS[outcome][names.language]}: {names.count(count)}"
        for outcome, count in judgement.totals().items()
        if count
    ]
    return names.listed(told) if told else label("nothing", names)


@dataclass(frozen=True, slots=True)
class _Telling:
    names: Names
    places: Mapping[str, Place]
    lines: Mapping[tuple[str, str], Place]
    is_counted: Callable[[Finding], bool]

    def item(self, finding: Finding) -> Item:
        """A finding as an item, at the id of its norm."""
        names, place = self.names, self.places[finding.norm]
        digits, edition = names.digits, names.edition
        said = (
            f"{label('clause', names)} {names.clause(finding.clause)}: {verdict_words(finding, names.language)}: "
            f"{sentence(finding, edition, names.language, digits=digits)}"
        )
        cure = cure_sentence(finding, edition, names.language, digits=digits)
        return Item(
            rule=finding.kind,
            severity=SEVERITY[finding.grade] if finding.grade else "advice",
            place=place,
            clause=finding.clause,
            path=("clauses", finding.clause, "norms", finding.norm),
            language=names.language,
            said=(said, cure) if cure else (said,),
            fingerprint=digest(["finding", relative(place.file), finding.id]),
            group=finding.norm,
            name=finding.id,
            counted=self.is_counted(finding),
            undecided=finding.outcome is Outcome.UNDETERMINED,
            related=tuple(
                (self.lines[one.source, one.id], names.happening(one))
                for one in finding.evidence
                if (one.source, one.id) in self.lines
            ),
        )
