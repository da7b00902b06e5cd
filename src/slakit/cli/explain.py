"""`slakit explain`: a clause, a norm, a finding, a rule kind or a lint rule in words."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from slakit.cli.check import AskedForLogs, read
from slakit.cli.exit_codes import Exit
from slakit.cli.results import results
from slakit.cli.times import instant, judged_now, now
from slakit.cli.wording import Digits, Refused, Voice
from slakit.spelling import VALUE_LIKENESS, suggestions
from slakit.text import ascii_digits

if TYPE_CHECKING:
    from slakit.findings import Finding
    from slakit.loading import Edition

MOST_NAMED = 5
"""Findings that are named where several are meant."""
ID_LIKENESS = 0.9
"""How alike the id of a finding and a suggestion must be: all ids of a norm begin alike."""


class Asked(AskedForLogs, Protocol):
    """What the command was called with."""

    what: list[str]
    at: str | None
    known_at: str | None
    digits: Digits
    output: str | None


def run(asked: Asked, voice: Voice) -> Exit:
    """Explain what was named; 2 if nothing is so called."""
    voice = Voice(voice.language, asked.digits)
    match asked.what:
        case [kind]:
            if asked.logs or asked.at or asked.known_at:
                raise Refused(voice.said("log without agreement"))
            told = _kind(kind, voice)
        case [agreement, what]:
            told = _of_agreement(agreement, what, asked, voice)
        case [_, _, other, *_]:
            raise Refused(
                voice.said("unknown option", found=other), voice.said("see help", command="slakit explain")
            )
        case _:
            raise AssertionError("the parser asks for at least one")
    with results(asked.output, voice) as stream:
        stream.write(told + "\n")
    return Exit.NOTHING_FOUND


def _kind(name: str, voice: Voice) -> str:
    from slakit.reports.explanation import explain_kind
    from slakit.review.lint import LINT_RULES
    from slakit.review.lint.pages import explained
    from slakit.rules import RULE_KINDS

    if name in RULE_KINDS:
        return explain_kind(name, voice.language)
    if name in LINT_RULES:
        return explained(LINT_RULES[name], voice.language)
    likely = voice.meant(suggestions(name, [*RULE_KINDS, *LINT_RULES], VALUE_LIKENESS))
    is_of_agreement = Path(name).exists() or name[:1].isdigit()
    cure = voice.said("clause needs agreement") if is_of_agreement else likely
    raise Refused(
        voice.said("no rule kind", found=name), cure or voice.said("choose", allowed=voice.listed(RULE_KINDS))
    )


def _of_agreement(agreement: str, what: str, asked: Asked, voice: Voice) -> str:
    from slakit.loading import load
    from slakit.reports.explanation import explain_clause

    edition = load(agreement)
    if asked.logs:
        return _finding(edition, what, asked, voice)
    if "/" in what:
        raise Refused(voice.said("no finding without log", found=what), voice.said("add log"))
    numbers = {clause.clause: clause.clause for clause in edition.agreement.clauses if clause.clause}
    norms = {norm.id: clause.clause for clause, norm in edition.agreement.norms() if clause.clause}
    number = (numbers | norms).get(ascii_digits(what))
    if number is None:
        raise _unknown(what, agreement, [*numbers, *norms], voice)
    return explain_clause(edition, number, voice.language, digits=asked.digits)


def _unknown(
    what: str, agreement: str, known: Iterable[str], voice: Voice, likeness: float = VALUE_LIKENESS
) -> Refused:
    likely = voice.meant(suggestions(what, known, likeness))
    return Refused(voice.said("nothing so called", agreement=agreement, found=what), likely)


def _finding(edition: "Edition", what: str, asked: Asked, voice: Voice) -> str:
    from slakit.judgement import judge
    from slakit.reports.explanation import explanation

    at = now() if asked.at is None else instant(asked.at, "--at", edition, voice)
    known_at = None if asked.known_at is None else instant(asked.known_at, "--known-at", edition, voice)
    log = read(asked, edition)
    finding = _meant(what, judge(edition, log, at, known_at).findings, asked.what[0], voice)
    if asked.at is None:
        voice.remark(judged_now(at, edition, voice))
    return explanation(finding, edition, voice.language, at=at, known_at=known_at, digits=asked.digits)


def _meant(what: str, findings: Iterable["Finding"], agreement: str, voice: Voice) -> "Finding":
    """The finding of that id, or the only one whose id begins so."""
    by_id = {finding.id: finding for finding in findings}
    if what in by_id:
        return by_id[what]
    beginning = [name for name in by_id if name.startswith(what)]
    if len(beginning) == 1:
        return by_id[beginning[0]]
    if not beginning:
        raise _unknown(what, agreement, by_id, voice, ID_LIKENESS)
    named = voice.listed(beginning[:MOST_NAMED])
    if (rest := len(beginning) - MOST_NAMED) > 0:
        named = voice.said("and more", listed=named, count=voice.count(rest))
    raise Refused(
        voice.said("several findings", count=len(beginning), found=what), voice.said("choose", allowed=named)
    )
