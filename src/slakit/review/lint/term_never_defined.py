"""A term that decides a deadline or a figure, or stands in quotation marks, and that no definition explains."""

import re
from collections.abc import Iterator
from functools import cache

from slakit.consistency.plain import entries, group
from slakit.errors import Fault
from slakit.review.lint.edition import EditionDocuments
from slakit.review.lint.rule import Page, Rule
from slakit.text import fold

_DECISIVE = {
    "fa": (
        "روز کاری", "روزهای کاری", "ساعت کاری", "ساعات کاری", "ساعات اداری", "وقت اداری", "قوه قاهره", "فورس ماژور",
        "قطعی های برنامه ریزی شده", "قطعی برنامه ریزی شده", "زمان پاسخ", "زمان پاسخگویی", "دسترس پذیری", "سطح بحرانی",
    ),
    "en": (
        "working day", "working days", "business day", "business days", "working hours", "business hours",
        "office hours", "force majeure", "planned outage", "planned outages", "planned maintenance",
        "scheduled maintenance", "emergency maintenance", "response time", "resolution time", "uptime", "downtime",
        "service credit", "service credits", "material breach", "severity 1", "severity 2", "severity 3",
    ),
}  # fmt: skip
"""Words of the trade that mean nothing certain until somebody says what; a longer one goes before a shorter."""
_QUOTED = re.compile('[«“"]([^«»“”"]{2,40})[»”"]')
_MOST_WORDS = 4


def _check(edition: EditionDocuments) -> Iterator[Fault]:
    defined = _defined(edition)
    language = edition.language
    told: set[str] = set()
    for (path, clause), folded in zip(edition.clauses, edition.folded, strict=True):
        text, raw = folded.get(language, "").lower(), str(group(clause.get("text")).get(language, ""))
        if "heading" in clause or "defines" in clause:
            continue
        quoted = [fold(word).lower() for word in _QUOTED.findall(raw) if _is_like_a_term(word)]
        for word in (*_decisive_words(text, language), *quoted):
            one = _singular(word)
            if word not in told and not any(one in known or known in one for known in defined):
                told.add(word)
                yield edition.told.fault(RULE.name, (*path, "text", language), term=word)


def _decisive_words(text: str, language: str) -> Iterator[str]:
    """The words of the trade in a text, none of them inside a longer one that is told."""
    found: list[str] = []
    for word, folded, pattern in _patterns(language):
        if folded in text and pattern.search(text) and not any(word in one for one in found):
            found.append(word)
    return (fold(word) for word in found)


@cache
def _patterns(language: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """The words of the trade, a longer one first: as written, folded, and as a whole word of a folded text."""
    words = sorted(_DECISIVE.get(language, ()), key=len, reverse=True)
    return tuple(
        (word, folded, re.compile(rf"(?<!\w){re.escape(folded)}(?!\w)"))
        for word in words
        for folded in (fold(word),)
    )


def _singular(word: str) -> str:
    """A folded word without the Persian endings of the plural; an English plural holds its singular as it is.

    >>> _singular("قطعی های برنامه ریزی شده")
    'قطعی برنامه ریزی شده'
    """
    return re.sub(r" های?(?!\w)", "", word)


def _is_like_a_term(word: str) -> bool:
    """A name, a sentence or a figure in quotation marks is a quotation and no term."""
    return len(word.split()) <= _MOST_WORDS and not re.search(r"[0-9۰-۹.:؟!/@]", word)


def _defined(edition: EditionDocuments) -> frozenset[str]:
    """The words that a definition explains, and the names of parties, services and laws."""
    words = [
        word for _, definition in edition.definitions for _, word in edition.words_of(definition).values()
    ]
    named = [("parties", "name"), ("authorities", "title")]
    words += [
        str(name) for key, kind in named for _, entry in entries(edition.data, key)
        for name in group(entry.get(kind)).values()
    ]  # fmt: skip
    words += [str(title) for _, service in edition.services for title in group(service.get("title")).values()]
    words += [str(title) for title in group(edition.data.get("title")).values()]
    return frozenset(_singular(fold(word).lower()) for word in words)


RULE = Rule(
    name="term-never-defined",
    severity="advice",
    check=_check,
    avoid="fa: کتابخانه شکایت را در پنج روز کاری پاسخ می‌دهد.",
    prefer="fa: کتابخانه شکایت را در یک ماه پاسخ می‌دهد.",
    en=Page(
        summary="A clause uses a term that decides a deadline or a figure, or puts it in quotation marks, "
        "and no definition explains it.",
        why="`Working day`, `planned outage` or `response time` mean what each side wants them to mean until they are defined.",
        exceptions="A longer or shorter form of a defined word or its plural, a name of a party, a law or a service. "
        "Each term is told once, at its first clause. Only the authoritative language is read.",
    ),
    fa=Page(
        summary="بندی اصطلاحی را به کار می‌برد که مهلت یا رقمی به آن وابسته است، یا آن را در گیومه می‌آورد، و هیچ تعریفی آن را روشن نمی‌کند.",
        why="«روز کاری» یا «قطعی برنامه‌ریزی‌شده» یا «زمان پاسخ» تا تعریف نشود همان معنایی را می‌دهد که هر طرف بخواهد.",
        exceptions="صورت بلندتر یا کوتاه‌تر یا جمع واژه‌ای که تعریف شده، و نام طرف یا قانون یا خدمت. "
        "هر اصطلاح یک بار و در نخستین بند گفته می‌شود. تنها زبان معتبر خوانده می‌شود.",
    ),
)
