"""`slakit test`: run the cases of an edition and of its mappings, and name what no case shows; or those of a mapping."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from slakit.cli import mapping_cases
from slakit.cli.case_differences import told as told_difference
from slakit.cli.exit_codes import Exit
from slakit.cli.outputs import Output, paired, summarize
from slakit.cli.results import results
from slakit.cli.shown_cases import as_suites, as_text, listing, summary
from slakit.cli.wording import Refused, Said, Voice
from slakit.errors import Fault, InvalidDocument
from slakit.findings import Outcome
from slakit.loading import AGREEMENT_FILE, Edition, load
from slakit.reports.common_reasons import OUTCOME_WORDS
from slakit.testing import CaseResult, case_files, read_cases, run_case
from slakit.text import fold, isolate, strip_isolates

if TYPE_CHECKING:
    from slakit.cases import Case, CaseFile
    from slakit.checks import Check
    from slakit.cli.mapping_cases import RowCase
    from slakit.reports.junit import Tested
    from slakit.source import Place

BOTH: Final = (Outcome.FULFILLED, Outcome.VIOLATED)
"""The outcomes that the cases of an edition should show of every norm."""


class Asked(Protocol):
    """What the command was called with."""

    agreement: str
    word: str | None
    outputs: list[Output] | None


def run(asked: Asked, voice: Voice) -> Exit:
    """Run and write; 1 if a case does not hold."""
    if mapping_cases.is_mapping(asked.agreement):
        return mapping_cases.run(asked, voice)
    pairs = paired(asked.outputs, voice)
    edition = load(asked.agreement)
    files = _read(edition)
    rows = mapping_cases.run_of_edition(edition, asked.word)
    if not any(file.written.cases for file in files):
        folder = str(edition.folder / "cases")
        raise Refused(
            voice.said("no cases", agreement=asked.agreement), voice.said("add cases", folder=folder)
        )
    ran = [one for file in files for one in _ran(file, edition, asked.word)]
    if not ran and not rows:
        raise Refused(voice.said("no case selected", word=asked.word or ""))
    coverage = None if asked.word else Coverage.of(edition, [one.result for one in ran])
    told = _Told(edition, ran, rows, coverage)
    for form, file in pairs:
        with results(file, voice) as stream:
            stream.writelines(line + "\n" for line in _lines(form, told, voice))
        if form == "github":
            summarize(listing(told.every, voice), voice)
    return Exit.NOTHING_FOUND if all(one.holds for one in told.every) else Exit.FINDINGS


@dataclass(frozen=True, slots=True)
class _File:
    """A case file that was read, and where each of its cases stands."""

    path: Path
    written: "CaseFile"
    places: tuple["Place", ...]


@dataclass(frozen=True, slots=True)
class _Ran:
    """A case that was run, and where it stands."""

    place: "Place"
    result: CaseResult

    @property
    def name(self) -> str:
        """What the case is called by."""
        return self.result.case.case

    @property
    def holds(self) -> bool:
        """Whether the engine found what the case expects."""
        return self.result.holds

    def told(self, voice: Voice) -> Iterator[str]:
        """How the case fails: which one, then what was expected and what was found."""
        case = self.result.case
        yield voice.said("case fails", case=case.case, title=_title(case.title, voice))
        for difference in self.result.differences:
            yield from told_difference(difference, voice)


def _read(edition: Edition) -> list[_File]:
    """Every case file of an edition; raises `InvalidDocument` with the faults of all of them."""
    from slakit.document import read

    files: list[_File] = []
    found: list[Fault] = []
    for path in case_files(edition.folder):
        try:
            written = read_cases(path, edition)
        except InvalidDocument as error:
            found += error.faults
            continue
        document = read(path)
        places = tuple(document.place_of(("cases", number, "case")) for number in range(len(written.cases)))
        files.append(_File(path, written, places))
    if found:
        raise InvalidDocument(found)
    return files


def _ran(file: _File, edition: Edition, word: str | None) -> Iterator[_Ran]:
    for place, case in zip(file.places, file.written.cases, strict=True):
        if word is None or _has_word(case, word):
            yield _Ran(place, run_case(case, edition, given=file.written.given, file=str(file.path)))


def _has_word(case: "Case", word: str) -> bool:
    wanted = fold(word).casefold()
    return any(
        wanted in fold(text).casefold() for text in (case.case, case.story or "", *case.title.values())
    )


@dataclass(frozen=True, slots=True)
class Coverage:
    """What no case shows: clauses and norms that none speaks of, and outcomes that none comes to.

    A case speaks of the norms that it expects findings of; it shows an outcome of such a norm if it holds and the
    norm has a finding with that outcome in it. No outcome is missed that the norm can never have.
    """

    clauses: tuple[str, ...]
    norms: tuple[tuple[str, str], ...]
    outcomes: tuple[tuple[str, str, Outcome], ...]

    @classmethod
    def of(cls, edition: Edition, ran: Sequence[CaseResult]) -> "Coverage":
        """What the cases that were run leave out, in the order of the text."""
        spoken = {expected.norm for result in ran for expected in result.case.expect}
        shown = {pair for result in ran if result.holds for pair in _shown_by(result)}
        clauses: dict[str, list[str]] = {}
        for clause, norm in edition.agreement.norms():
            clauses.setdefault(clause.clause or "", []).append(norm.id)
        silent = tuple(clause for clause, norms in clauses.items() if not spoken.intersection(norms))
        impossible = {duty.norm: _never_found(duty.check) for duty in edition.duties}
        left = [(clause, norm) for clause, norms in clauses.items() if clause not in silent for norm in norms]
        return cls(
            clauses=silent,
            norms=tuple(pair for pair in left if pair[1] not in spoken),
            outcomes=tuple(
                (clause, norm, outcome)
                for clause, norm in left
                if norm in spoken
                for outcome in BOTH
                if (norm, outcome) not in shown and outcome not in impossible[norm]
            ),
        )


def _never_found(check: "Check") -> frozenset[Outcome]:
    """The outcomes that no log can bring about: a bare prohibition is never kept, what has no time is never broken.

    What is only reported, because the text gives no target or no bound, is neither. Counts between groups break nothing,
    and to show that groups are equal takes more events than a story has.
    """
    from slakit.checks import Answered, Compared, Followed, Measured, MeasuredShare, Never, Remedied

    match check:
        case Never(during=None):
            return frozenset({Outcome.FULFILLED})
        case Followed(within=None) | Remedied(within=None):
            return frozenset({Outcome.VIOLATED})
        case (
            Compared()
            | Measured(target=None)
            | MeasuredShare(target=None)
            | MeasuredShare(meets=Answered(within=None))
        ):
            return frozenset(BOTH)
        case _:
            return frozenset()


def _shown_by(result: CaseResult) -> Iterator[tuple[str, Outcome]]:
    named = {expected.norm for expected in result.case.expect}
    return ((finding.norm, finding.outcome) for finding in result.judgement.findings if finding.norm in named)


# --- how it is written --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Told:
    """What was run of an edition, and what no case of it shows, if all were run."""

    edition: Edition
    ran: Sequence[_Ran]
    rows: Sequence["RowCase"]
    coverage: Coverage | None

    @property
    def every(self) -> "tuple[_Ran | RowCase, ...]":
        """The cases of the edition, and of its mappings."""
        return (*self.ran, *self.rows)


def _lines(form: str, told: _Told, voice: Voice) -> Iterator[str]:
    """What was run, in a format."""
    match form:
        case "json":
            return _json(told)
        case "junit":
            return _junit(told, voice)
        case "github":
            return _github(told, voice)
        case _:
            return _text(told, voice)


def _text(told: _Told, voice: Voice) -> Iterator[str]:
    for one in told.every:
        if not one.holds:
            yield from as_text(one, voice)
    yield summary(told.every, voice)
    if told.coverage:
        yield from _left_out(told.coverage, voice)


def _junit(told: _Told, voice: Voice) -> Iterator[str]:
    """A suite for each file of cases; what no case shows is skipped, in a suite of the agreement."""
    from slakit.reports.faults.sources import relative
    from slakit.reports.junit import report

    suites = as_suites(told.every, voice)
    if told.coverage:
        suites[relative(str(told.edition.folder / AGREEMENT_FILE))] = list(_skipped(told.coverage, voice))
    yield from report("slakit test", suites.items())


def _github(told: _Told, voice: Voice) -> Iterator[str]:
    """Annotations of the cases that fail; what no case shows stands in the log."""
    from slakit.reports.faults.github import lines

    yield from lines(listing(told.every, voice))
    if told.coverage:
        yield from _left_out(told.coverage, voice)


def _skipped(coverage: Coverage, voice: Voice) -> Iterator["Tested"]:
    """What no case shows, each by the clause, the norm and the outcome that it is about."""
    from slakit.reports.junit import Tested

    for names, told in _not_shown(coverage, voice):
        yield Tested("/".join(names), "skipped", (strip_isolates(told),))


def _title(title: Mapping[str, str], voice: Voice) -> Said:
    """The title as prose: a half-space between its letters is meant."""
    told = title.get(voice.language) or next(iter(title.values()))
    return Said(isolate(told) if voice.language == "fa" else told)


def _left_out(coverage: Coverage, voice: Voice) -> Iterator[str]:
    lines = [line for _, line in _not_shown(coverage, voice)]
    if not lines:
        yield voice.said("all covered")
        return
    yield voice.said("not shown")
    yield from ("  " + voice.whole(line) for line in lines)


def _not_shown(coverage: Coverage, voice: Voice) -> Iterator[tuple[tuple[str, ...], Said]]:
    """What no case shows: the names of what it is about, and a sentence."""
    told = voice.said
    for clause in coverage.clauses:
        yield (clause,), told("clause not covered", clause=voice.number(clause))
    for clause, norm in coverage.norms:
        yield (clause, norm), told("norm not covered", clause=voice.number(clause), norm=norm)
    for clause, norm, outcome in coverage.outcomes:
        shown = Said(OUTCOME_WORDS[outcome][voice.language])
        line = told("outcome not shown", clause=voice.number(clause), norm=norm, outcome=shown)
        yield (clause, norm, outcome.value), line


def _json(told: _Told) -> Iterator[str]:
    document: dict[str, object] = {"cases": [_case_document(one) for one in told.ran]}
    if told.rows:
        document["mapping-cases"] = [row.document() for row in told.rows]
    if coverage := told.coverage:
        document["clauses-not-covered"] = list(coverage.clauses)
        document["norms-not-covered"] = [{"clause": clause, "norm": norm} for clause, norm in coverage.norms]
        document["outcomes-not-shown"] = [
            {"clause": clause, "norm": norm, "outcome": outcome.value}
            for clause, norm, outcome in coverage.outcomes
        ]
    yield json.dumps(document, ensure_ascii=False, indent=2)


def _case_document(one: _Ran) -> dict[str, object]:
    case = one.result.case
    return {
        "file": one.place.file,
        "line": one.place.line,
        "case": case.case,
        "story": case.story,
        "title": dict(case.title),
        "holds": one.result.holds,
        "differences": [
            {"norm": difference.norm, "expected": difference.expected, "found": difference.found}
            for difference in one.result.differences
        ],
    }
