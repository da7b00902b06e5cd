"""The writing of templates: `{name}` is a place for a value, and what stands in `[…]` is left out where one is not known."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

PLACEHOLDER: Final = re.compile(r"\{([a-z]+(?:-[a-z]+)*)(?::(bare|the))?\}")
_OPTIONAL: Final = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a template: texts with placeholders between them, each as it is written, its name and its article."""

    optional: bool
    texts: tuple[str, ...]
    placeholders: tuple[tuple[str, str, str], ...]


@cache
def pieces(words: str) -> tuple[Piece, ...]:
    """A template in its parts, of which every second one stood in brackets."""
    parts = []
    for at, part in enumerate(_OPTIONAL.split(words)):
        texts, found, end = [], [], 0
        for one in PLACEHOLDER.finditer(part):
            texts.append(part[end : one.start()])
            found.append((one[0], one[1], one[2] or ""))
            end = one.end()
        parts.append(Piece(bool(at % 2), (*texts, part[end:]), tuple(found)))
    return tuple(parts)


def placeholders(words: str) -> set[str]:
    """The names that a template asks for.

    >>> sorted(placeholders("{act:the}[ of {service}] began at {start}."))
    ['act', 'service', 'start']
    """
    return {found[1] for found in PLACEHOLDER.finditer(words)}
