"""Text as HTML: escaped, the marks that keep a value apart turned into elements, other direction controls made visible."""

import re
from typing import Final

from markupsafe import Markup, escape

from slakit.calendars import Language
from slakit.text import DISTURBING, visible

_OPENS: Final = {"\u2066": '<bdi dir="ltr">', "\u2067": '<bdi dir="rtl">', "\u2068": "<bdi>"}
_CLOSES: Final = "\u2069"
_QUOTATION: Final = re.compile("“([^“”]*)”")


def markup(text: str, language: Language) -> Markup:
    r"""A text of a report as HTML.

    An isolate that is closed becomes a `bdi` element; whatever else could turn or hide what stands around it (an isolate
    that is not closed, an override, a control character) is shown by its name. In an English text each quotation stands
    in a `bdi` of its own, for what is quoted may be Persian.

    >>> str(markup("<b> \u20685.4\u2069", "fa"))
    '&lt;b&gt; <bdi>5.4</bdi>'
    >>> str(markup("a\u202eb", "en"))
    'a⟨RLO⟩b'
    """
    told = str(escape(text))
    if DISTURBING.search(told):
        told = _with_elements(told)
    if language == "en":
        told = _QUOTATION.sub(r"“<bdi>\1</bdi>”", told)
    return Markup(told)  # noqa: S704  everything of the text was escaped in the first line


def _with_elements(told: str) -> str:
    """An escaped text with its closed isolates as elements and all other controls by their names."""
    pieces: list[str] = []
    opened: list[int] = []  # where in `pieces` an isolate stands that is not closed yet
    for character in told:
        if character in _OPENS:
            opened.append(len(pieces))
            pieces.append(character)
        elif character == _CLOSES and opened:
            at = opened.pop()
            pieces[at] = _OPENS[pieces[at]]
            pieces.append("</bdi>")
        else:
            pieces.append(visible(character) if DISTURBING.match(character) else character)
    for at in opened:
        pieces[at] = visible(pieces[at])
    return "".join(pieces)
