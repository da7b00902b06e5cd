"""Texts of JSON whose keys stand in another order each time: their length is counted, and nothing in it may have been saved.

A text has to be as long as each member that was read of it, once; a member that stands twice, or that nobody knows, makes
it longer. What makes it shorter is a value that stands there in fewer signs than it was read as, such as a number where a
text should be, or a space that is not there. Of most texts a few searches show that there is none of that. Of any other a
pattern shows it, which takes three times as long: it says which members there may be, each with a value of its kind and
with just the spaces that stand between them, though not how often and in which order they stand.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, starmap
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
_MEMBER: Final = re.compile(r'"([^"\\]*)": ?"([^"\\]*)"')
"""A member that is a text without escapes."""
_TEXT: Final = r'"(?:[^"\\]|\\.)*"'
_COMMA_BEFORE_AN_END: Final = r",[ \t]*[\]}]"
_BARE_WORDS: Final = ("true", "false", "nan", "inf", "infinity")
"""What DuckDB reads without quotes, the last three however they are written."""


@dataclass(frozen=True, slots=True)
class _Sign:
    """A test that some texts pass, and none that was read of a value without quotes."""

    first: str
    behind: str
    """The texts from the former on, up to the latter, which is not one of them."""
    has: str = ""
    """What stands in them."""
    may_begin_bare_words: bool = False

    def of(self, text: str, literal: Callable[[str], str]) -> str:
        """The test of a text, in a query."""
        tests = [f"{text} >= {literal(self.first)}", f"{text} < {literal(self.behind)}"]
        if self.has:
            tests.append(f"contains({text}, {literal(self.has)})")
        if self.may_begin_bare_words:
            tests.append(f"lower({text}) NOT IN ({', '.join(map(literal, _BARE_WORDS))})")
        return " AND ".join(tests)

    def passes(self, text: str) -> bool:
        """Whether a text passes it."""
        is_bare = self.may_begin_bare_words and text.lower() in _BARE_WORDS
        return self.first <= text < self.behind and self.has in text and not is_bare


_NO_BARE_VALUE: Final = (
    # letters that no bare word begins with
    _Sign("A", "I"),
    _Sign("J", "N"),
    _Sign("O", "["),
    _Sign("a", "f"),
    _Sign("g", "i"),
    _Sign("j", "n"),
    _Sign("o", "t"),
    _Sign("u", "{"),
    # no sign beyond ASCII stands without quotes
    _Sign("\x80", "\U0010ffff"),
    _Sign("0", ":", has=":"),
    _Sign("A", "[", may_begin_bare_words=True),
    _Sign("a", "{", may_begin_bare_words=True),
)


def _as_written(gap: Gap) -> Gap:
    """A gap whose value, if that is a whole number, is read as it is written: its length costs nothing then."""
    return replace(gap, held="as-written") if gap.held == "whole" else gap


def _without_quotes(gap: Gap, said: str) -> tuple[Gap, str]:
    """What stands in a gap in each text, and the gap; without its quotes if nothing without quotes is read as that.

    What keeps its quotes costs twice as much to read.
    """
    text = said[1:-1]
    if said != f'"{text}"' or BACKSLASH in text or not any(sign.passes(text) for sign in _NO_BARE_VALUE):
        return gap, said
    return replace(gap, held="text"), text


@dataclass(frozen=True, slots=True)
class Unordered:
    """The members that texts of one kind may have; those of `said` are in all of them what it tells.

    `commas` are what stands between the members of one text or another; a colon has the spaces that a comma has.
    """

    gaps: frozenset[Gap]
    said: Mapping[Gap, str]
    commas: tuple[str, ...]
    seen: Mapping[str, Sequence[str]]
    """Of each member that is a text, what some texts tell."""

    @classmethod
    def of(cls, shapes: Iterable[Shape], said: Mapping[Gap, str], texts: Iterable[str]) -> "Unordered | None":
        """What texts of some shapes may have, such as some that were seen; None if they have nothing that is not the same in all."""
        shapes = list(shapes)
        gaps = frozenset(said).union(*(shape.gaps for shape in shapes))
        if len(gaps) == len(said) or not all(_NAME.fullmatch(name) for gap in gaps for name in gap.path):
            return None
        alike = dict(starmap(_without_quotes, said.items()))
        gaps = frozenset(alike).union(map(_as_written, gaps.difference(said)))
        seen: dict[str, list[str]] = {}
        for name, value in chain.from_iterable(map(_MEMBER.findall, texts)):
            seen.setdefault(name, []).append(value)
        return cls(gaps, alike, tuple(dict.fromkeys(shape.comma for shape in shapes)), seen)

    def fitting(self, text: str, literal: Callable[[str], str], escapes: Escapes) -> str:
        """Whether a text is one of these, in a query; `j` is what was read of it."""
        tests = [f"{gap.column} = {literal(said)}" for gap, said in self.said.items()]
        tests += [f"COALESCE({', '.join(values)}) IS NOT NULL" for values in self.within().values()]
        tests += [
            f"({gap.read} IS NULL OR {gap.column} IS NOT NULL)"
            for gap in self.gaps
            if gap.held == "as-written"
        ]
        spaced = (_Spaced(self, comma).fitting(text, literal, escapes) for comma in self.commas)
        return " AND ".join(["j IS NOT NULL", *tests, any_of(spaced)])

    def within(self) -> dict[str, list[str]]:
        """The objects within a text, each with what is read of its members as text."""
        found: dict[str, list[str]] = {}
        for gap in self.gaps:
            if len(gap.path) > 1:
                found.setdefault(gap.path[0], []).append(f"CAST({gap.read} AS VARCHAR)")
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
        saves_nothing = " AND ".join(self._saves_nothing(text, literal, escapes))
        pattern = f"regexp_full_match({text}, {literal(self._object(()))})"
        return f"{length} AND CASE WHEN {saves_nothing} THEN TRUE ELSE {pattern} END"

    def _saves_nothing(self, text: str, literal: Callable[[str], str], escapes: Escapes) -> Iterator[str]:
        """What is true of most texts, and of none that has less for a member than its length counts.

        What was read may come from another value, which is then shorter, by no more than all of it. So either it cannot, or
        it is looked for as it should stand behind its key: if that stands there of another member, this one makes the text
        longer by more than that.
        """
        if escapes is not None:
            yield f"NOT contains({text}, {literal(BACKSLASH)})"
        if not self._tells_keys_apart():
            yield "FALSE"
        if self.comma != ",":
            yield f"NOT contains({text}, ',\"')"
            yield f"NOT contains({text}, ':\"')"
            yield from (
                f"contains({text}, {literal(self._key(name) + '{')})" for name in self.members.within()
            )
        for gap in sorted(self._looked_for(), key=lambda one: one.path):
            if gap.held == "as-written":
                # no other way to write a number is read as this one
                yield any_of([f"{gap.read} IS NULL", f"CAST({gap.column} AS VARCHAR) = {gap.read}"])
                continue
            name, key = gap.path[-1], literal(self._key(gap.path[-1]))
            tests, value = [f"{gap.column} IS NULL"], self._bare(gap)
            if gap.held == "text":
                tests += (sign.of(gap.column, literal) for sign in self._signs(name))
                value = f"'\"', {gap.column}, '\"'"
            yield any_of([*tests, f"contains({text}, concat({key}, {value}))"])

    def _signs(self, name: str) -> list[_Sign]:
        """What to ask of a text before it is looked for: first what most of those passed that were seen.

        Where most of them pass nothing, all are looked for, since asking costs as much.
        """
        seen = self.members.seen.get(name, ())
        passed = [{sign for sign in _NO_BARE_VALUE if sign.passes(told)} for told in seen]
        if sum(map(bool, passed)) * 2 < len(seen):
            return []
        times = Counter(chain.from_iterable(passed))
        return sorted(_NO_BARE_VALUE, key=lambda sign: -times[sign])

    def _tells_keys_apart(self) -> bool:
        """Whether no two members that may be looked for have the same name, in different objects."""
        return len({gap.path[-1] for gap in self._looked_for()}) == len(self._looked_for())

    def _looked_for(self) -> frozenset[Gap]:
        return self.members.gaps.difference(self.members.said)

    def _bare(self, gap: Gap) -> str:
        """A value that stands in a text without quotes, as it should stand there."""
        if gap.held == "list":
            # read values are written without spaces
            return f"""replace({gap.column}, '","', '"{self.comma}"')"""
        return gap.read if gap.held == "as-written" else f"CAST({gap.column} AS VARCHAR)"

    def _key(self, name: str) -> str:
        """The end of a key, which no other key has, as far as it is known, and what is behind it.

        Without the quote before it, it is found in a third of the time.
        """
        others = {key for gap in self.members.gaps for key in gap.path} - {name}
        quote = '"' if any(other.endswith(name) for other in others) else ""
        return f'{quote}{name}"{self._colon}'

    def _object(self, within: tuple[str, ...]) -> str:
        """The pattern of an object that stands within these keys."""
        gaps = self.members.gaps
        values = {gap.path[-1]: self._value(gap) for gap in gaps if gap.path[:-1] == within}
        values |= {gap.path[0]: self._object(gap.path[:1]) for gap in gaps if len(gap.path) > 1 + len(within)}
        members = "|".join(f'"{name}"{self._colon}{value}' for name, value in sorted(values.items()))
        return rf"\{{(?:{members})(?:{self.comma}(?:{members}))*\}}"

    def _value(self, gap: Gap) -> str:
        if gap in self.members.said:
            quote = '"' if gap.held == "text" else ""
            return f"{quote}{re.escape(self.members.said[gap])}{quote}"
        patterns: dict[Held, str] = {
            "text": _TEXT,
            "as-written": "-?[0-9]+",
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
        if gap.held != "text":
            return f"strlen({self._bare(gap)})"
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
