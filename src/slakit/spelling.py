"""Suggestions for misspelt words: the known word that a written one is closest to."""

import re
from collections.abc import Iterable

KEY_LIKENESS = 0.7
"""How alike a key and a suggestion must be, from 0 to 1."""
VALUE_LIKENESS = 0.6
"""How alike a value and a suggestion must be, from 0 to 1."""


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
    """
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
