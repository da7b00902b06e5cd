"""Text as HTML: escaped, the marks that keep a value apart turned into elements, other direction controls made visible."""

import re
from collections.abc import Mapping
from typing import Final, Literal

from markupsafe import Markup, escape

from slakit.calendars import Language
from slakit.text import DISTURBING, visible

_CLOSES: Final = "\u2069"
_ELEMENTS: Final = {
    "\u2066": '<bdi dir="ltr">', "\u2067": '<bdi dir="rtl">', "\u2068": "<bdi>", _CLOSES: "</bdi>",
}  # fmt: skip
_CHARACTERS: Final = {character: character for character in _ELEMENTS}
_QUOTATION: Final = re.compile("“([^“”]*)”")


Isolates = Literal["elements", "characters"]
"""How a value is kept apart from the text around it: by an element, or by the characters of Unicode as they are."""


def markup(text: str, language: Language, isolates: Isolates = "elements") -> Markup:
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
        told = _with_isolates(told, _ELEMENTS if isolates == "elements" else _CHARACTERS)
    if language == "en":
        told = _QUOTATION.sub(r"“<bdi>\1</bdi>”" if isolates == "elements" else "“\u2068\\1\u2069”", told)
    return Markup(told)  # noqa: S704  everything of the text was escaped in the first line


def _with_isolates(told: str, shown: Mapping[str, str]) -> str:
    """An escaped text with its closed isolates as they are shown, and all other controls by their names."""
    pieces: list[str] = []
    opened: list[int] = []  # where in `pieces` an isolate stands that is not closed yet
    for character in told:
        if character in shown and character != _CLOSES:
            opened.append(len(pieces))
            pieces.append(character)
        elif character == _CLOSES and opened:
            at = opened.pop()
            pieces[at] = shown[pieces[at]]
            pieces.append(shown[_CLOSES])
        else:
            pieces.append(visible(character) if DISTURBING.match(character) else character)
    for at in opened:
        pieces[at] = visible(pieces[at])
    return "".join(pieces)
