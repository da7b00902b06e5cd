"""Suggestions for misspelt words: the known word that a written one is closest to."""

import re
from collections.abc import Iterable
from typing import Final

from slakit.text import fold

KEY_LIKENESS = 0.7
"""How alike a key and a suggestion must be, from 0 to 1."""
VALUE_LIKENESS = 0.6
"""How alike a value and a suggestion must be, from 0 to 1."""
PERSIAN_COMMA: Final = "،"
"""What parts words in a Persian text, and no items of a list in YAML."""


def _folded(word: str) -> str:
    return fold(word).replace(" ", "")


_OF_PERSIAN: Final = {
    _folded(word): meant
    for meant, words in {
        "saturday": "شنبه",
        "sunday": "یکشنبه",
        "monday": "دوشنبه",
        "tuesday": "سه‌شنبه",
        "wednesday": "چهارشنبه",
        "thursday": "پنجشنبه",
        "friday": "جمعه",
        "jalali": "شمسی، هجری شمسی، خورشیدی، جلالی",
        "gregorian": "میلادی",
        "month": "ماه، ماهانه، ماهیانه",
        "quarter": "فصل، فصلی، سه‌ماهه، سه‌ماه",
        "year": "سال، سالانه",
        "unspecified": "نامشخص، نامعین، تعیین‌نشده",
        "true": "بله، آری، بلی",
        "false": "خیر، نه",
        "provider": "ارائه‌دهنده، ارائه‌کننده، خدمت‌دهنده",
        "recipient": "گیرنده، خدمت‌گیرنده، گیرندگان، خدمت‌گیرندگان",
    }.items()
    for word in words.split("،")
}
"""Words of the closed lists by those that people write in Persian, without the blanks and half-spaces in these."""


def yes_or_no(written: str) -> dict[str, str]:
    """The cure of a text that stands for true or false: without its quotes, or the word that one of Persian means.

    What is nearly one of them may be its opposite.

    >>> yes_or_no("true"), yes_or_no("بلی"), yes_or_no("untrue")
    ({'unquoted': 'true'}, {'suggestion': 'true'}, {})
    """
    words = ("true", "false")
    return {"unquoted": written} if written in words else suggestions(written, words, likeness=1)


def suggestions(written: str, candidates: Iterable[str], likeness: float) -> dict[str, str]:
    """The candidate that a misspelt word is closest to, and the other one if two are equally close.

    Words that differ only in their digits are no spelling mistakes of one another: nobody should
    be led from ``svc-99`` to ``svc-19``. A number without the zeros before it is the same number.

    >>> suggestions("hour_before", ["hours-before", "channel"], 0.7)
    {'suggestion': 'hours-before'}
    >>> suggestions("svc-99", ["svc-19"], 0.6)
    {}
    >>> suggestions("svc-3", ["svc-03", "svc-13"], 0.6)
    {'suggestion': 'svc-03'}

    A word of Persian stands for the one of a closed list that it means.

    >>> suggestions("پنج‌شنبه", ["wednesday", "thursday"], 0.6)
    {'suggestion': 'thursday'}
    >>> suggestions("سه ماهه", ["month", "quarter"], 0.6)
    {'suggestion': 'quarter'}

    Several words that a Persian comma parts are none of them: to take the nearest for all would lose the others.

    >>> suggestions("thursday، friday", ["thursday", "friday"], 0.6)
    {}
    """
    if PERSIAN_COMMA in written:
        return {}
    candidates = list(candidates)
    if not written.isascii() and (meant := _OF_PERSIAN.get(_folded(written))) in candidates:
        return {"suggestion": meant}
    likely = sorted(
        (
            (-_likeness(written, candidate), candidate)
            for candidate in candidates
            if _letters_differ(written, candidate) or _numbers_agree(written, candidate)
        ),
    )
    close = [candidate for unlike, candidate in likely if -unlike >= likeness and unlike == likely[0][0]]
    return dict(zip(("suggestion", "other"), close[:2], strict=False))


def _likeness(first: str, second: str) -> float:
    from difflib import SequenceMatcher  # only what is misspelt needs it

    return SequenceMatcher(None, _spelt_our_way(first), _spelt_our_way(second)).ratio()


def _spelt_our_way(word: str) -> str:
    return word.casefold().replace("_", "-").replace(" ", "-")


def _letters_differ(first: str, second: str) -> bool:
    without_digits = [re.sub("[0-9]", "", word) for word in (first, second)]
    return without_digits[0] != without_digits[1] or not any(map(str.isdigit, first + second))


def _numbers_agree(first: str, second: str) -> bool:
    without_zeros = [re.sub("(?<![0-9])0+(?=[0-9])", "", word) for word in (first, second)]
    return without_zeros[0] == without_zeros[1]
