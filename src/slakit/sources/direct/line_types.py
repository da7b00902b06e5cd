"""The type that each line of a file seems to tell, in a query: a hint, which the comparison with a shape confirms."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from slakit.engines.audit.databases import DuckDB

if TYPE_CHECKING:
    from slakit.vocabulary import Vocabulary

FREQUENT: Final = 20
"""A type that one line of so many tells is looked for by itself."""
OTHERS: Final = 20
"""How many times more lines than all others those of one type must be, so that nearly all lines tell it."""
_TOLD: Final = re.compile(rb'"type": ?"[^"\\\\]+"')
_TYPE: Final = r'"type": ?"([^"\\]+)"'
_SELDOM_BEHIND: Final = '"t'
"""What a type begins with that is not searched for: DuckDB goes fast to the first sign, and compares from there on."""
literal = DuckDB.dialect.literal


def types_told(part: bytes) -> Iterator[bytes]:
    """What some lines say of their types, as it is written there."""
    return (found[0] for found in _TOLD.finditer(part))


def told_by_nearly_all(told: Counter[bytes]) -> str | None:
    """The type that nearly all of some lines seem to tell, in whichever way it is written, if there is one."""
    found = Counter[str]()
    for said, times in told.items():
        found[said.decode(errors="replace").split('"')[3]] += times
    for event_type, times in found.most_common(1):
        if (told.total() - times) * OTHERS <= times:
            return event_type
    return None


def type_of(text: str, told: Counter[bytes], vocabulary: "Vocabulary") -> str:
    """The type that a text seems to tell, null for one that the vocabulary does not have.

    What some lines were seen to tell is searched for as it is written there, which takes a tenth of what a pattern takes,
    unless a field is called `type` too. Types are kept as numbers with names, since each of them is asked for in turn.
    """
    kinds = f"ENUM({', '.join(map(literal, sorted(vocabulary.events)))})"
    cases = "".join(
        f" WHEN contains({text}, {literal(said.removeprefix(_SELDOM_BEHIND))}) THEN {literal(event_type)}::{kinds}"
        for said, event_type in _frequent(told, vocabulary.events)
        if not any("type" in kind.fields for kind in vocabulary.events.values())
    )
    other = f"TRY_CAST(regexp_extract({text}, {literal(_TYPE)}, 1) AS {kinds})"
    return f"CASE{cases} ELSE {other} END" if cases else other


def _frequent(told: Counter[bytes], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    for said, times in told.most_common(FREQUENT):
        text = said.decode(errors="replace")
        event_type = text.split('"')[3]
        if times * FREQUENT >= told.total() and event_type in known:
            yield text, event_type
