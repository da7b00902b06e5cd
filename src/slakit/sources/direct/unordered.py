"""Texts of JSON whose keys stand in another order each time: their members are told by a pattern, and their length is counted.

A pattern says that a text has no members but those that it may have, each with a value of its kind and with just the
spaces that stand between them. How often and in which order they stand, it does not say. So the text has to be as long as
each member that was read of it, once; a member that stands twice makes it longer, and nothing makes it shorter.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from slakit.sources.direct.lookups import once
from slakit.sources.direct.shapes import (
    BACKSLASH,
    Escapes,
    Gap,
    Held,
    InAscii,
    Shape,
    any_of,
    escaped_length,
    with_escapes,
)

_NAME: Final = re.compile(r"[a-z0-9_-]+")
_TEXT: Final = r'"(?:[^"\\]|\\.)*"'
_COMMA_BEFORE_AN_END: Final = r",[ \t]*[\]}]"


@dataclass(frozen=True, slots=True)
class Unordered:
    """The members that texts of one kind may have; those of `said` are the same in all of them.

    `commas` are what stands between the members of one text or another; a colon has the spaces that a comma has.
    """

    gaps: frozenset[Gap]
    said: Mapping[Gap, str]
    commas: tuple[str, ...]

    @classmethod
    def of(cls, shapes: Iterable[Shape], said: Mapping[Gap, str]) -> "Unordered | None":
        """What texts of some shapes may have; None if they have nothing that is not the same in all."""
        shapes = list(shapes)
        gaps = frozenset(said).union(*(shape.gaps for shape in shapes))
        if len(gaps) == len(said) or not all(_NAME.fullmatch(name) for gap in gaps for name in gap.path):
            return None
        return cls(gaps, said, tuple(dict.fromkeys(shape.comma for shape in shapes)))

    def fitting(self, text: str, literal: Callable[[str], str], escapes: Escapes) -> str:
        """Whether a text is one of these, in a query; `j` is what was read of it."""
        tests = [f"{gap.column} = {literal(said)}" for gap, said in self.said.items()]
        tests += [f"COALESCE({', '.join(columns)}) IS NOT NULL" for columns in self.within().values()]
        spaced = (_Spaced(self, comma).fitting(text, literal, escapes) for comma in self.commas)
        return " AND ".join(["j IS NOT NULL", *tests, any_of(spaced)])

    def within(self) -> dict[str, list[str]]:
        """The objects within a text, each with what is read of its members as text."""
        found: dict[str, list[str]] = {}
        for gap in self.gaps:
            if len(gap.path) > 1:
                found.setdefault(gap.path[0], []).append(f"CAST({gap.column} AS VARCHAR)")
        return found


@dataclass(frozen=True, slots=True)
class _Spaced:
    """Texts with the same spaces between their members."""

    members: Unordered
    comma: str

    @property
    def _colon(self) -> str:
        return self.comma.replace(",", ":")

    def fitting(self, text: str, literal: Callable[[str], str], escapes: Escapes) -> str:
        length = f"strlen({text}) = {self._length(None)}"
        if escapes is not None:
            other = f"strlen({text}) = {self._length(escapes)}"
            length = f"CASE WHEN contains({text}, {literal(BACKSLASH)}) THEN {other} ELSE {length} END"
        return f"{length} AND regexp_full_match({text}, {literal(self._object(()))})"

    def _object(self, within: tuple[str, ...]) -> str:
        """The pattern of an object that stands within these keys."""
        gaps = self.members.gaps
        values = {gap.path[-1]: self._value(gap) for gap in gaps if gap.path[:-1] == within}
        values |= {gap.path[0]: self._object(gap.path[:1]) for gap in gaps if len(gap.path) > 1 + len(within)}
        members = "|".join(f'"{name}"{self._colon}{value}' for name, value in sorted(values.items()))
        return rf"\{{(?:{members})(?:{self.comma}(?:{members}))*\}}"

    def _value(self, gap: Gap) -> str:
        if gap in self.members.said:
            return f'"{re.escape(self.members.said[gap])}"'
        patterns: dict[Held, str] = {
            "text": _TEXT,
            "whole": "-?[0-9]+",
            "yes-or-no": "true|false",
            "list": rf"\[(?:{_TEXT}(?:{self.comma}{_TEXT})*)?\]",
        }
        return f"(?:{patterns[gap.held]})"

    def _length(self, escapes: Escapes) -> str:
        """How long a text is that has each member once that was read of it."""
        between = len(self.comma) + len(self._colon)
        lengths = list[str]()
        for gap in sorted(self.members.gaps, key=lambda one: one.path):
            around = len(f'"{gap.path[-1]}"') + between + (2 if gap.held == "text" else 0)
            if gap in self.members.said:
                lengths.append(str(around + len(self.members.said[gap].encode())))
            else:
                lengths.append(f"COALESCE({around} + {self._length_of(gap, escapes)}, 0)")
        # of each object the braces are added, and the comma of its first member is none
        braces = 2 - len(self.comma)
        besides = braces + sum(len(f'"{name}"') + between + braces for name in self.members.within())
        return f"{besides} + {' + '.join(lengths)}"

    def _length_of(self, gap: Gap, escapes: Escapes) -> str:
        if gap.held == "list":
            # read values are written without spaces
            return f"""strlen(replace({gap.column}, '","', '"{self.comma}"'))"""
        if gap.held != "text":
            return f"strlen(CAST({gap.column} AS VARCHAR))"
        if escapes is None or (isinstance(escapes, InAscii) and gap.path[-1] not in escapes.names):
            return f"strlen({gap.column})"
        if isinstance(escapes, InAscii):
            return escaped_length(gap.column)
        return f"strlen({with_escapes(gap.column)})"


def without_spaces(text: str, literal: Callable[[str], str]) -> str:
    """A text as DuckDB writes it, in a query; null for one in which it would pass over a comma before an end.

    Such a comma is looked for by a pattern only where the text does not end in two objects that end at once, with
    nothing but a value before, and has no list.
    """
    anew = once(f"CAST(TRY(json({text})) AS VARCHAR)")
    ends = [f"ends_with({text}, '}}}}')", f"NOT contains({text}, ']')"]
    ends += [f"NOT ends_with({text}, {before} || '}}}}')" for before in ("','", "' '", "chr(9)", "chr(13)")]
    has_none = f"NOT regexp_matches({text}, {literal(_COMMA_BEFORE_AN_END)})"
    return f"CASE WHEN CASE WHEN {' AND '.join(ends)} THEN TRUE ELSE {has_none} END THEN {anew} END"
