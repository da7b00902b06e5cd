"""Texts of JSON whose keys stand in another order each time: a query compares what they hold, wherever it stands.

Two things together prove that a text without spaces holds each member once, just as it should be written, and nothing
besides: each of them stands somewhere in it, and it is as long as they all are together. A quote within a value would
stand behind a backslash, so what looks like a member is one, and no two of them overlap; a key that stands twice, one
that nobody knows, a comma too many or a number written otherwise would make the text longer. Where nothing is escaped,
texts need not be looked for one by one: it is enough to count how many begin.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from slakit.sources.direct.lookups import once
from slakit.sources.direct.shapes import BACKSLASH, Gap, Shape, with_escapes

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]*")
_BEGINS_TEXT: Final = '":"'
_COMMA_BEFORE_AN_END: Final = r",[ \t]*[\]}]"


@dataclass(frozen=True, slots=True)
class Unordered:
    """The members that texts of one kind may have; those of `said` are the same in all of them."""

    gaps: frozenset[Gap]
    said: Mapping[Gap, str]

    @classmethod
    def of(cls, shapes: Iterable[Shape], said: Mapping[Gap, str]) -> "Unordered | None":
        """What texts of some shapes may have; None if a key might be taken for another one."""
        gaps = frozenset(said).union(*(shape.gaps for shape in shapes))
        names = [gap.path[-1] for gap in gaps] + [*{gap.path[0] for gap in gaps if len(gap.path) > 1}]
        if len(gaps) == len(said) or len(set(names)) < len(names) or not all(map(_NAME.fullmatch, names)):
            return None
        return cls(gaps, said)

    def fitting(self, text: str, literal: Callable[[str], str], *, may_hold_escapes: bool) -> str:
        """Whether a text without spaces is one of these, in a query; `j` is what was read of it."""
        plain = self._is_whole(text, literal, may_be_escaped=False)
        if not may_hold_escapes:
            return f"j IS NOT NULL AND {plain}"
        other = self._is_whole(text, literal, may_be_escaped=True)
        return f"j IS NOT NULL AND CASE WHEN contains({text}, {literal(BACKSLASH)}) THEN {other} ELSE {plain} END"

    def _is_whole(self, text: str, literal: Callable[[str], str], *, may_be_escaped: bool) -> str:
        tests, lengths = list[str](), list[str]()
        are_counted = not may_be_escaped and not any(gap.held == "list" for gap in self.gaps)
        if are_counted:
            tests.append(self._are_texts(text, literal))
        for gap in sorted(self.gaps, key=lambda one: one.path):
            key, column = f'"{gap.path[-1]}":', gap.column
            if gap in self.said:
                member = f'{key}"{self.said[gap]}"'
                found = "" if are_counted else f" AND contains({text}, {literal(member)})"
                tests.append(f"{column} = {literal(self.said[gap])}{found}")
                lengths.append(f"{len(member.encode()) + 1}")
                continue
            quote = '"' if gap.held == "text" else ""
            value = with_escapes(column) if may_be_escaped and gap.held == "text" else column
            if not (are_counted and gap.held == "text"):
                # a number that goes on behind what was found makes the text longer
                member = f"concat({literal(key + quote)}, {value}, {literal(quote)})"
                tests.append(f"({column} IS NULL OR contains({text}, {member}))")
            length = f"{len(key) + 2 * len(quote) + 1} + strlen(CAST({value} AS VARCHAR))"
            lengths.append(f"COALESCE({length}, 0)")
        # of each object the braces are added, and the comma of its first member is none
        besides = 1 + sum(len(f'"{name}":{{}}') for name in self._objects())
        tests += [f"COALESCE({', '.join(columns)}) IS NOT NULL" for columns in self._objects().values()]
        return f"({' AND '.join(tests)} AND strlen({text}) = {besides} + {' + '.join(lengths)})"

    def _are_texts(self, text: str, literal: Callable[[str], str]) -> str:
        """Whether a text without a backslash has as many texts as were read, and none of these is an object or a list.

        Where a text begins, a quote, a colon and a quote stand. A number in the place of a text makes one less of them and
        the whole three bytes shorter at most, two quotes and what `1e-7` is shorter than `1e-07`; a member that makes up for
        it is six bytes longer at least. So if both the count and the length are as they should be, each text is one, and
        need not be looked for by itself.
        """
        columns = [gap.column for gap in self.gaps - self.said.keys() if gap.held == "text"]
        begun = " + ".join([str(len(self.said)), *(f"CAST({one} IS NOT NULL AS INTEGER)" for one in columns)])
        counted = f"strlen({text}) - strlen(replace({text}, {literal(_BEGINS_TEXT)}, ''))"
        tests = [f"{counted} = {len(_BEGINS_TEXT)} * ({begun})"]
        tests += [
            f"({one} IS NULL OR NOT (starts_with({one}, '{{') OR starts_with({one}, '[')))" for one in columns
        ]
        return " AND ".join(tests)

    def _objects(self) -> dict[str, list[str]]:
        """The objects within the text, each with what is read of its members as text."""
        found: dict[str, list[str]] = {}
        for gap in self.gaps:
            if len(gap.path) > 1:
                found.setdefault(gap.path[0], []).append(f"CAST({gap.column} AS VARCHAR)")
        return found


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
