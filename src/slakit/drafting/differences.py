"""What a case expected and what was found instead, in the words of a language, for a comment in a draft."""

from collections.abc import Iterator, Mapping
from typing import Final

from slakit.findings import Finding, Grade, Outcome
from slakit.messages import Language
from slakit.reports.explanation import outcome_words
from slakit.testing import SHOWN, Difference
from slakit.text import persian_digits

_OTHERS: Final = "هر مورد دیگر"
_ONE: Final = "تنها مورد"
_NO_OTHER_FINDING: Final = "یافتهٔ دیگری نباشد"
_NO_FINDING: Final = "هیچ یافته‌ای"


def expected_in(language: Language, difference: Difference) -> str:
    """What was expected; English is told in the words that a case is written in."""
    if language == "en":
        return difference.expected
    wanted = difference.wanted
    if wanted is None:
        return _NO_OTHER_FINDING
    grade = Grade(wanted.grade) if wanted.grade else None
    where = _where(wanted.occasion) or (_OTHERS if wanted.others else _ONE)
    return _verdict(where, (Outcome(wanted.outcome), grade), wanted.reason)


def found_in(language: Language, difference: Difference) -> str:
    """What was found."""
    if language == "en":
        return difference.found
    return "؛ ".join(_found(difference.findings)) or _NO_FINDING


def _found(findings: tuple[Finding, ...]) -> Iterator[str]:
    for one in findings[:SHOWN]:
        yield _verdict(_where(one.occasion) or _ONE, (one.outcome, one.grade), one.reason)
    if (more := len(findings) - SHOWN) > 0:
        yield f"و {persian_digits(str(more))} تای دیگر"


def _where(occasion: Mapping[str, str]) -> str:
    return "، ".join(f"{name}={value}" for name, value in occasion.items())


def _verdict(where: str, verdict: tuple[Outcome, Grade | None], reason: str | None) -> str:
    """An occasion and what is said of it; the reason by the name that a case calls it by."""
    words = f"{where}: {outcome_words(*verdict, 'fa')}"
    return words if reason is None else f"{words}، به دلیل «{reason}»"
