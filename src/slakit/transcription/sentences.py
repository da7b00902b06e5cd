"""Where the sentences of a paragraph end, and which lines are one paragraph that was broken."""

import re
from typing import Final

_END: Final = re.compile(r"[^\W0-9۰-۹_]{2}[)»”\"]*[ \u00a0]?[.؟?!](?=[\s\u00a0]|[^\W0-9۰-۹_a-zA-Z.])")
"""A mark after a word of two letters or more, before a gap or a letter that is not Latin: no abbreviation, no address.
The known form of the seven parts writes a space before the mark, and sometimes none after it."""
_SEAM: Final = re.compile(r"(?=و\s+حق\s+خدمت[\s\u200c]?(?:گيرند|گیرند))")
"""The seven-part form sets two things in one sentence of its second part: the levels, and the right to credit."""
_CLOSED: Final = re.compile(r"[.؛;:!؟?»”)\]]\s*\Z")

BROKEN_FROM: Final = 60
"""Characters from which on a line that closes with no mark may go on in the next one."""


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    r"""The spans of the sentences of a text, which together hold all of it but gaps.

    >>> text = "این یک جمله است .این هم در www.ostan-hm.ir آمده است. سوم"
    >>> [text[start:end] for start, end in sentences(text)]
    ['این یک جمله است .', 'این هم در www.ostan-hm.ir آمده است.', 'سوم']
    """
    cuts = sorted(
        {found.end() for found in _END.finditer(text)} | {found.start() for found in _SEAM.finditer(text)}
    )
    return _spans(text, cuts)


def _spans(text: str, cuts: list[int]) -> tuple[tuple[int, int], ...]:
    spans = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        piece = text[start:end]
        if piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            spans.append((first, first + len(piece.strip())))
    return tuple(spans)


def goes_on(line: str, following: str) -> bool:
    """Whether the paragraph of a line goes on in the one that follows: it closes with no mark, and is long or the next is small.

    >>> goes_on("خدمت دهنده: استانداري همدان", "خدمت"), goes_on("x" * 70, "Y"), goes_on("x" * 70 + ".", "y")
    (False, True, False)
    >>> goes_on("1.1 any period in which the Service", "is unavailable"), goes_on("Title", "Next")
    (True, False)
    """
    return not _CLOSED.search(line) and (len(line) >= BROKEN_FROM or following[:1].islower())
