"""The terms that a clause defines, in the forms `term: meaning` and `“term” means …`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from slakit.text import fold
from slakit.transcription.sentences import sentences

_NUMBERING: Final = (
    r"(?:(?:[0-9۰-۹]+[\s\u200c]*[-–.)ـ][\s\u200c]*)+[0-9۰-۹]*[\s\u200c]*|[آ-ی]{1,3}[)-]\s*|[-–*]\s*)?"
)
"""What numbers a definition in a list and is no part of its word: `۱-۲-`, `الف)`, `-`."""
_PERSIAN: Final = re.compile(_NUMBERING + r"(?P<word>[^:؛.]{1,60}?)[\s\u200c]*:\s*(?P<means>\S.*)", re.DOTALL)
_ALSO: Final = re.compile(r"؛\s*(?P<word>[^:؛.]{1,60}?)\sآن\sاست\sکه\s(?P<means>\S.*)", re.DOTALL)
_ENGLISH: Final = re.compile(
    r"[“\"«](?P<word>[^“”\"«»]{1,60})[”\"»]\s+(?:shall\s+mean|means?|refers\s+to)\s+(?P<means>[^“”;]+|[^;]+)"
)
_MOST_WORDS: Final = 6

TERMS: Final = {
    "خدمت دهنده": "provider", "سرویس دهنده": "provider", "ارائه دهنده": "provider", "provider": "provider",
    "service provider": "provider", "خدمت گیرنده": "recipient", "سرویس گیرنده": "recipient", "recipient": "recipient",
    "مشتری": "customer", "customer": "customer", "client": "client", "سایت": "site", "درگاه": "portal", "پرتال": "portal",
    "دوره زمانی": "period", "ساعات کار موثر": "effective-working-hours", "ساعات کار مؤثر": "effective-working-hours",
    "ساعات اداری": "office-hours", "ساعت کاری": "working-hours", "روز کاری": "working-day", "قطعی خدمت": "outage",
    "قطعی": "outage", "قطعی برنامه ریزی شده": "planned-outage", "رسید خرابی": "fault-receipt", "ماه": "month",
    "دسترس پذیری": "availability", "خدمات": "services", "خدمت": "service", "میز خدمت": "service-desk",
    "business day": "business-day", "business hours": "business-hours", "downtime": "downtime", "services": "services",
}  # fmt: skip
"""The ids of terms that such agreements commonly define, by their folded words."""
PARTIES: Final = {
    "provider": "provider",
    "recipient": "recipients",
    "مشتری": "customer",
    "customer": "customer",
    "client": "client",
}
"""The terms that name a party, and the id that the party gets."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is defined, and the words that define it, as the text has both."""

    word: str
    means: str

    @property
    def id(self) -> str | None:
        """The id of a term that is commonly defined; no other word is translated."""
        return TERMS.get(fold(self.word).lower())


def terms_of(text: str, *, of_definitions: bool, language: str) -> tuple[Term, ...]:
    """The terms that the text of a clause defines.

    In Persian a colon defines only in a section of definitions; English says that a word means something.

    >>> [(term.word, term.means, term.id) for term in terms_of("ماه: ماه شمسی. روز: شبانه‌روز.", of_definitions=True, language="fa")]
    [('ماه', 'ماه شمسی.', 'month'), ('روز', 'شبانه‌روز.', None)]
    >>> terms_of("2.1 “Services” means the services listed.", of_definitions=False, language="en")
    (Term(word='Services', means='the services listed.'),)
    >>> [term.word for text in ("۱-۲- مشتری: همه.", "الف) درگاه : سایت.") for term in terms_of(text, of_definitions=True, language="fa")]
    ['مشتری', 'درگاه']
    """
    if language == "en":
        return tuple(Term(found["word"].strip(), found["means"].strip()) for found in _ENGLISH.finditer(text))
    return tuple(_persian(text)) if of_definitions else ()


def _persian(text: str) -> Iterator[Term]:
    for start, end in sentences(text):
        sentence = text[start:end]
        found = _PERSIAN.fullmatch(sentence)
        if found is None or len(found["word"].split()) > _MOST_WORDS:
            continue
        yield Term(found["word"].strip(), found["means"].strip())
        if also := _ALSO.search(found["means"]):
            yield Term(also["word"].strip(), also["means"].strip())
