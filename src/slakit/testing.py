"""Cases run against an edition: what a lawyer expects beside what the engine finds.

A case names the findings that it expects of some norms. Every finding of those norms must be named, by enough of its
occasion to tell it apart, or covered by a line with `others: true`; norms that a case does not name are not compared.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from slakit.calendars import parse_time, show_utc, time_zone
from slakit.events.event import Log
from slakit.events.reading import events_of
from slakit.findings import Finding, Grade, Outcome
from slakit.given_instants import instant_of
from slakit.judgement import Judgement, judge

if TYPE_CHECKING:
    from slakit.cases import Case, CaseEvent, CaseFile, Expectation
    from slakit.document import Document
    from slakit.loading import Edition

SOURCE = "case"
SHOWN = 5
"""Findings that a difference tells at most."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a case and the engine disagree: what was expected, and what was found, in words and as it is.

    Without a line of the case that is `wanted`, no other finding of the norm was expected.
    """

    norm: str
    expected: str
    found: str
    wanted: "Expectation | None" = field(default=None, compare=False, repr=False)
    findings: tuple[Finding, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case that was run; it holds if there is no difference."""

    file: str
    case: "Case"
    judgement: Judgement
    differences: tuple[Difference, ...]

    @property
    def holds(self) -> bool:
        """Whether the engine found what the case expects."""
        return not self.differences


def read_cases(file: Path, edition: "Edition") -> "CaseFile":
    """Read a case file; raises `InvalidDocument` with every fault."""
    from slakit import schema
    from slakit.cases import CaseFile
    from slakit.consistency import case_inconsistencies
    from slakit.document import read
    from slakit.errors import InvalidDocument

    document: Document = read(file)
    faults = schema.faults(document, schema.schema_named("cases"), clause_of=document.clause_at)
    if not faults:
        faults = case_inconsistencies(
            document, edition.agreement_document, edition.annex_document, edition.vocabulary_document
        )
    if any(fault.severity == "error" for fault in faults):
        raise InvalidDocument(faults)
    import json

    return CaseFile.model_validate_json(json.dumps(document.data))


def case_files(folder: Path) -> list[Path]:
    """The case files of an edition, in order."""
    return sorted((folder / "cases").glob("*.yaml"))


def run_file(file: Path, edition: "Edition") -> Iterator[CaseResult]:
    """Run every case of a file."""
    written = read_cases(file, edition)
    for case in written.cases:
        yield run_case(case, edition, given=written.given, file=str(file))


def run_case(
    case: "Case", edition: "Edition", given: Mapping[str, Mapping[str, object]] | None = None, file: str = ""
) -> CaseResult:
    """Judge the story of a case and compare.

    Without `at` it is judged when the term has ended and everything in the story has happened.
    """
    log = log_of_case(case.events, edition, given or {})
    latest = max((event.time for event in log.events), default=edition.term.end)
    at = instant_of(edition, case.at) if case.at else max(edition.term.end, latest)
    known_at = instant_of(edition, case.known_at) if case.known_at else None
    judgement = judge(edition, log, at, known_at)
    return CaseResult(file, case, judgement, tuple(differences(case.expect, judgement.findings)))


def log_of_case(
    events: Sequence["CaseEvent"], edition: "Edition", given: Mapping[str, Mapping[str, object]]
) -> Log:
    """The events of a case as a log; one that cannot be read is set aside, as in any log."""
    return events_of(
        (_cloud_event(event, number, edition, given) for number, event in enumerate(events, start=1)),
        edition.vocabulary,
        time_zone(edition.agreement.time_zone),
    )


def _cloud_event(
    event: "CaseEvent", number: int, edition: "Edition", given: Mapping[str, Mapping[str, object]]
) -> dict[str, object]:
    """An event of a case in the form of CloudEvents; a time that cannot be told goes in as it is written."""
    data = {**given.get(event.event, {}), **(event.model_extra or {})}
    document: dict[str, object] = {
        "specversion": "1.0",
        "id": event.id or f"e{number}",
        "source": SOURCE,
        "type": event.event,
        "time": event.at,
        "data": {name: value for name, value in data.items() if value is not None},
    }
    if event.recorded:
        document["recordedtime"] = show_utc(
            parse_time(event.recorded, time_zone(edition.agreement.time_zone))
        )
    return document


def differences(expected: Sequence["Expectation"], findings: Sequence[Finding]) -> Iterator[Difference]:
    """Where the expectations and the findings of the norms they name disagree."""
    norms = dict.fromkeys(expectation.norm for expectation in expected)
    for norm in norms:
        wanted = [one for one in expected if one.norm == norm]
        named = [one for one in wanted if not one.others]
        rest = [finding for finding in findings if finding.norm == norm]
        for expectation in named:
            meant = [finding for finding in rest if _is_of(expectation.occasion, finding)]
            rest = [finding for finding in rest if finding not in meant]
            if len(meant) != 1 or not _agrees(expectation, meant[0]):
                yield _difference(norm, expectation, meant)
        others = [one for one in wanted if one.others]
        yield from _rest(norm, others, rest)


def _rest(norm: str, others: Sequence["Expectation"], rest: Sequence[Finding]) -> Iterator[Difference]:
    wrong = [finding for finding in rest if not any(_agrees(other, finding) for other in others)]
    if wrong:
        yield _difference(norm, others[0] if others else None, wrong)


def _difference(norm: str, wanted: "Expectation | None", findings: Sequence[Finding]) -> Difference:
    expected = _wanted(wanted) if wanted else "no other finding"
    return Difference(norm, expected, _listed(findings) or "no finding", wanted, tuple(findings))


def _is_of(occasion: Mapping[str, str], finding: Finding) -> bool:
    if "part" in finding.occasion and "part" not in occasion:
        return False
    return all(finding.occasion.get(name) == value for name, value in occasion.items())


def _agrees(expectation: "Expectation", finding: Finding) -> bool:
    if finding.outcome is not Outcome(expectation.outcome):
        return False
    grade = Grade(expectation.grade) if expectation.grade else None
    if grade is not finding.grade:
        return False
    return expectation.reason is None or expectation.reason == finding.reason


def _wanted(expectation: "Expectation") -> str:
    words = [expectation.outcome, *(word for word in (expectation.grade, expectation.reason) if word)]
    where = ",".join(f"{name}={value}" for name, value in expectation.occasion.items())
    return f"{where or ('every other occasion' if expectation.others else 'the one occasion')}: {' '.join(words)}"


def _listed(findings: Sequence[Finding]) -> str:
    more = len(findings) - SHOWN
    return "; ".join(
        f"{finding.id.partition('/')[2]}: "
        + " ".join([finding.outcome.value, *([finding.grade.value] if finding.grade else []), finding.reason])
        for finding in findings[:SHOWN]
    ) + (f"; and {more} more" if more > 0 else "")
