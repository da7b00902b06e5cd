"""A judgement as plain text for a terminal: clause by clause, then what was never asked and what was not read.

One line for each item and no tables, so that Persian lines read from right to left as they are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from slakit.calendars import Digits, Language
from slakit.findings import Finding, Outcome
from slakit.messages import render
from slakit.reports.common_reasons import OUTCOME_WORDS
from slakit.reports.explanation import basis_lines, label, lines_left, verdict_words
from slakit.reports.names import Names
from slakit.reports.sentences import cure_sentence, sentence

if TYPE_CHECKING:
    from slakit.judgement import Judgement
    from slakit.loading import Edition

QUOTED: Final = 90
"""How many characters of a clause are quoted at most."""
FOLDED_FROM: Final = 4
"""From how many alike findings on they are told in one line."""
NAMED: Final = 3
"""How many of folded findings are named besides the first."""

_COLOURS: Final[dict[Outcome, str]] = {
    Outcome.FULFILLED: "\x1b[32m",
    Outcome.VIOLATED: "\x1b[31m",
    Outcome.PENDING: "\x1b[36m",
    Outcome.UNDETERMINED: "\x1b[33m",
    Outcome.NOT_APPLICABLE: "\x1b[90m",
}
_PLAIN: Final = "\x1b[0m"
_URGENCY: Final = (
    Outcome.VIOLATED,
    Outcome.UNDETERMINED,
    Outcome.PENDING,
    Outcome.FULFILLED,
    Outcome.NOT_APPLICABLE,
)
"""In which order the findings of a clause are told; those of one outcome stay in the order of their time."""
_FOLDED: Final = (Outcome.PENDING, Outcome.UNDETERMINED)
"""The outcomes of which many alike are told in one line; a violation always has a line of its own."""
_ONLY_COUNTED: Final = (Outcome.FULFILLED, Outcome.NOT_APPLICABLE)
"""The outcomes that are only counted, unless everything is asked for or the finding has a grade."""


def summary(
    judgement: "Judgement",
    edition: "Edition",
    language: Language,
    *,
    colour: bool = False,
    everything: bool = False,
    digits: Digits = "persian",
) -> Iterator[str]:
    """The lines of a report on a judgement.

    Each clause with findings has its number, the beginning of its text and its counts, then a sentence for every
    finding that is violated, undetermined or pending, or that has a grade; many alike ones share a line. With
    `everything`, each finding has its own line, the kept and the not applicable too. `colour` writes the outcomes
    with the colours of an ANSI terminal.
    """
    report = _Report(judgement, edition, Names(edition, language, digits), colour, everything)
    yield from report.clauses()
    yield from report.idle_norms()
    yield from report.unread_lines()
    yield from report.events()
    yield f"{label('basis', report.names)}:"
    yield from (f"  {line}" for line in basis_lines(report.names, judgement.at, judgement.known_at))


@dataclass(frozen=True, slots=True)
class _Report:
    """What a summary is of, and how it is written."""

    judgement: "Judgement"
    edition: "Edition"
    names: Names
    colour: bool
    everything: bool

    # --- clauses ---

    def clauses(self) -> Iterator[str]:
        """Every clause that has findings, in the order of the text."""
        counts = self.judgement.counts()
        if not counts:
            yield label("nothing", self.names)
            yield ""
        for number, of_clause in counts.items():
            yield f"{label('clause', self.names)} {self.names.clause(number)}: {self._quote(number)}"
            yield f"  {self._counts(of_clause)}"
            found = [finding for finding in self.judgement.findings if finding.clause == number]
            told = sorted(filter(self._is_told, found), key=lambda finding: _URGENCY.index(finding.outcome))
            for alike in _folded(told, fold=not self.everything):
                yield from self._told(alike)
            yield ""

    def _quote(self, number: str) -> str:
        text = " ".join(self.names.chosen(self.edition.agreement.clause(number).text).split())
        return self.names.quoted(text if len(text) <= QUOTED else text[:QUOTED].rpartition(" ")[0] + " …")

    def _counts(self, counts: dict[Outcome, int]) -> str:
        return self.names.listed(
            f"{self._painted(OUTCOME_WORDS[outcome][self.names.language], outcome)}: {self.names.count(count)}"
            for outcome, count in counts.items()
            if count
        )

    def _painted(self, words: str, outcome: Outcome) -> str:
        return f"{_COLOURS[outcome]}{words}{_PLAIN}" if self.colour else words

    def _is_told(self, finding: Finding) -> bool:
        return self.everything or finding.outcome not in _ONLY_COUNTED or finding.grade is not None

    # --- findings ---

    def _told(self, alike: Sequence[Finding]) -> Iterator[str]:
        first, *others = alike
        verdict = self._painted(verdict_words(first, self.names.language), first.outcome)
        said = self._sentence(first)
        if others:
            yield f"  {verdict}: {self._folded_line(alike, said)}"
            return
        yield f"  {verdict}: {said}"
        if cure := cure_sentence(first, self.edition, self.names.language, digits=self.names.digits):
            yield f"    {cure}"
        yield f"    {self.names.apart(first.id)}"
        if first.tainted:
            places = self.names.listed(lines_left(first, self.names))
            yield f"    {label('tainted', self.names)}: {places}"

    def _sentence(self, finding: Finding) -> str:
        return sentence(finding, self.edition, self.names.language, digits=self.names.digits)

    def _folded_line(self, alike: Sequence[Finding], said: str) -> str:
        named = (finding.occasion.items() for finding in alike[1 : NAMED + 1])
        shown = [self.names.apart(",".join(f"{name}={value}" for name, value in one)) for one in named]
        more = ["…"] if len(alike) > NAMED + 1 else []
        filled = label("more", self.names).replace("{count}", self.names.count(len(alike)))
        filled = filled.replace("{norm}", self.names.apart(alike[0].norm))
        return filled.replace("{names}", self.names.listed([*shown, *more])).replace("{sentence}", said)

    # --- what was not judged ---

    def idle_norms(self) -> Iterator[str]:
        """The norms that never had an occasion."""
        if idle := self.judgement.norms_without_occasion:
            yield f"{label('no occasion', self.names)}:"
            clauses = {norm.id: clause.clause or "" for clause, norm in self.edition.agreement.norms()}
            for norm in idle:
                yield f"  {self.names.clause(clauses[norm])} {self.names.apart(norm)}"
            yield ""

    def unread_lines(self) -> Iterator[str]:
        """The lines that were set aside and what was not read of events, with the reasons."""
        log = self.judgement.log
        for heading, lines in (("set aside", log.set_aside), ("remarks", log.remarks)):
            if lines:
                yield f"{label(heading, self.names)}: {self.names.count(len(lines))}"
                for line in lines:
                    yield from (f"  {told}" for told in render(line, self.names.language).splitlines())
                yield ""

    def events(self) -> Iterator[str]:
        """How many events were read, how many were repetitions, and how many had no offset."""
        log = self.judgement.log
        counts = (
            ("events", len(log.events)),
            ("repeated", log.repeated),
            ("without offset", log.without_offset),
        )
        yield self.names.listed(
            f"{label(name, self.names)}: {self.names.count(count)}" for name, count in counts
        )


def _folded(findings: Iterable[Finding], *, fold: bool) -> Iterator[list[Finding]]:
    """Findings in their order, those gathered that are many and alike in norm, outcome and reason."""
    alike: dict[tuple[str, Outcome, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.norm, finding.outcome, finding.reason), []).append(finding)
    for gathered in alike.values():
        if fold and gathered[0].outcome in _FOLDED and len(gathered) >= FOLDED_FROM:
            yield gathered
        else:
            yield from ([finding] for finding in gathered)
