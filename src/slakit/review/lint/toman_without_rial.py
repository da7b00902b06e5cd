"""An amount in toman with no amount in rial beside it."""

import re
from collections.abc import Iterator

from slakit.consistency.telling import Telling
from slakit.errors import Fault
from slakit.review.lint.edition import EditionDocuments
from slakit.review.lint.rule import Page, Rule

_TOMAN = re.compile(r"(?<!\w)(?:تومان|تومن)(?!\w)|(?i:\b(?:tomans?|tuman)\b)")
_RIAL = re.compile(r"(?<!\w)ریال|(?i:\b(?:rials?|IRR)\b)")


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    language, told = edition.language, Telling(edition.annex)
    for (path, _), texts in zip(edition.clauses, edition.folded, strict=True):
        if _speaks_of_toman_alone(texts.get(language, "")):
            yield edition.told.fault(RULE.name, (*path, "text", language))
    for path, service, _, folded in edition.titles:
        if _speaks_of_toman_alone(folded):
            yield told.fault(RULE.name, path, service=service)


def _speaks_of_toman_alone(text: str) -> bool:
    return bool(_TOMAN.search(text)) and not _RIAL.search(text)


RULE = Rule(
    name="toman-without-rial",
    severity="advice",
    check=_check,
    avoid="fa: بهای هر امانت ۵۰۰ تومان است.",
    prefer="fa: بهای هر امانت ۵۰۰۰ ریال است.",
    en=Page(
        summary="A clause or a title gives an amount in toman, and none in rial.",
        why="The legal unit is the rial, and ten rial are one toman: a figure that is read in the other unit is wrong by ten times.",
        exceptions="A text that gives the amount in rial too.",
    ),
    fa=Page(
        summary="بند یا عنوانی مبلغی را به تومان می‌گوید و به ریال نمی‌گوید.",
        why="واحد قانونی ریال است و هر تومان ده ریال: رقمی که با واحد دیگر خوانده شود ده برابر خطا دارد.",
        exceptions="متنی که مبلغ را به ریال هم گفته است.",
    ),
)
