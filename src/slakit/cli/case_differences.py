"""Where a case and the engine disagree, in the language of the reader."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from slakit.cli.wording import Said, Voice
from slakit.findings import Finding, Grade, Outcome
from slakit.reports.explanation import outcome_words
from slakit.testing import SHOWN, Difference

if TYPE_CHECKING:
    from slakit.cases import Expectation


def told(difference: Difference, voice: Voice) -> tuple[Said, Said]:
    """What was expected and what was found; English is told in the words that a case is written in."""
    if voice.language == "en":
        expected, found = Said(difference.expected), Said(difference.found)
    else:
        expected, found = _expected(difference.wanted, voice), _found(difference.findings, voice)
    return (
        voice.said("expected", norm=difference.norm, expected=expected),
        voice.said("found", norm=difference.norm, found=found),
    )


def _expected(wanted: "Expectation | None", voice: Voice) -> Said:
    if wanted is None:
        return voice.said("no other finding")
    whole = voice.said("every other occasion" if wanted.others else "the one occasion")
    grade = Grade(wanted.grade) if wanted.grade else None
    return _verdict(wanted.occasion, whole, (Outcome(wanted.outcome), grade), wanted.reason, voice)


def _found(findings: tuple[Finding, ...], voice: Voice) -> Said:
    if not findings:
        return voice.said("no such finding")
    verdicts = (
        _verdict(one.occasion, voice.said("the one occasion"), (one.outcome, one.grade), one.reason, voice)
        for one in findings[:SHOWN]
    )
    listed, more = Said("؛ ".join(verdicts)), len(findings) - SHOWN
    return voice.said("and more", listed=listed, count=voice.count(more)) if more > 0 else listed


def _verdict(
    occasion: Mapping[str, str],
    whole: Said,
    verdict: tuple[Outcome, Grade | None],
    reason: str | None,
    voice: Voice,
) -> Said:
    """An occasion and what is said of it; the reason by the name that a case calls it by."""
    places = [voice.said("plain", text=f"{name}={value}") for name, value in occasion.items()]
    where = Said("، ".join(places)) if places else whole
    words = Said(outcome_words(*verdict, voice.language))
    if reason is None:
        return voice.said("verdict", where=where, verdict=words)
    return voice.said("verdict for reason", where=where, verdict=words, reason=reason)
