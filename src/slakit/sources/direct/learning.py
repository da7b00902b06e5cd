"""Learning how texts of JSON are built, from those that nothing fits that was learnt before."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from slakit.engines.audit.databases import DuckDB
from slakit.sources.direct.lookups import once
from slakit.sources.direct.shapes import (
    BACKSLASH,
    Escapes,
    Gap,
    InAscii,
    Shape,
    WrittenAnew,
    fitting,
    structure,
)
from slakit.sources.direct.unordered import Unordered, without_spaces

LEARNT_FROM: Final = 500
"""Texts that shapes are learnt from at a time."""
ROUNDS: Final = 4
"""How often shapes are learnt from texts that none fits."""
MOST_SHAPES: Final = 60
"""Shapes that are compared with at a time: the most frequent."""
RAREST: Final = 100
"""A shape that fewer texts than one of so many have costs more to compare with than to read them one by one.

Where all are so rare, keys stand in no order, and texts are compared by what they hold.
"""
_MEMBER: Final = re.compile(r'"([^"\\]*)":\s*"((?:[^"\\]|\\.)*)"')
_VALUE: Final = re.compile(r'(":\s*)(?:"(?:[^"\\]|\\.)*(")|-?[0-9]+(?![0-9.eE]))')
"""What may be otherwise in lines that are built alike: a text behind its key, or a whole number."""
literal = DuckDB.dialect.literal


@dataclass(frozen=True, slots=True)
class Fitting:
    """Rows whose texts are `read`, the values of `gaps`, as `j`; `fits` is true of those that fit what was learnt."""

    found: str
    read: str
    fits: str
    gaps: frozenset[Gap]

    @property
    def looked_at(self) -> str:
        """The rows with what was read of their texts."""
        columns = "".join(f", {gap.taken_out}" for gap in self.gaps)
        return f"(SELECT *{columns} FROM (SELECT *, {self.read} AS j FROM {self.found}) x) y"

    @property
    def rows(self) -> str:
        """The rows whose text fits."""
        return f"(SELECT * FROM {self.looked_at} WHERE {self.fits}) f"

    def those(self, condition: str) -> "Fitting":
        """The same of those rows alone that meet a condition; no text of others is read."""
        return replace(self, found=f"(SELECT * FROM {self.found} WHERE {condition}) c")


@dataclass(slots=True)
class Learning:
    """Texts of one event type: the expression that gives them, and what tells the shape of one.

    `asked` is read of each text besides what its shape has gaps for, and `said` are the members that are the same in all,
    as they stand there.
    Texts with a backslash fit only if they `may_hold_escapes`. They are compared as DuckDB writes them anew, which reads
    each twice; if all are known to be ASCII, they are first compared as they are.
    """

    database: DuckDB
    text: str
    shape_of: Callable[[str], Shape | None]
    asked: frozenset[Gap] = frozenset()
    said: Mapping[Gap, str] = field(default_factory=dict)
    may_hold_escapes: bool = False
    are_ascii: bool = False
    known: set[Shape] = field(default_factory=set)
    """Those that were learnt for the rows at hand."""
    kept: Sequence[Shape] = ()
    """The shapes of first rounds: texts of another part of the same file are likely to have them too."""
    rare: Sequence[Shape] = ()
    """Those that were found last and are too rare to be learnt."""
    seen: Sequence[str] = ()
    """The texts that were looked at last."""
    escaped: set[str] = field(default_factory=set)
    """The names of the members in whose texts an escape was seen."""

    def rounds(
        self, rows: str, rest: str, *, few: str | None = None, others: str = "FALSE", first: int = 0
    ) -> Iterator[Fitting]:
        """The rows whose text fits: in each round, from the `first` on, those of the shapes learnt for it.

        Rows that `others` is true of need no text. `rest` are the rows of which none was taken yet when it is asked, and
        `few` such as have the first texts, if these are at hand sooner. Called again, for other rows, it begins with the
        shapes that it began with before.
        """
        for number in range(first, ROUNDS):
            rows = rest if number else rows
            some = rows if number or few is None else few
            as_they_are = not self.may_hold_escapes or (self.are_ascii and not number)
            if not as_they_are:
                rows, some = self._anew(rows), self._anew(some)
            if not number:
                self.known = set(self.kept)
            elif self.are_ascii and number == 1:
                self.known = set()  # a text that is written anew has another shape
            shapes = self._learnt(some)
            if not number:
                shapes = self.kept = [*self.kept, *shapes][:MOST_SHAPES]
            unordered = None if shapes else Unordered.of(self.rare, self.said, self.seen)
            if not shapes and not unordered and (number or others == "FALSE"):
                return
            self.known |= set(shapes)
            fits = "FALSE"
            escapes = self._escapes(as_they_are=as_they_are)
            if unordered:
                fits = unordered.fitting(self.text, literal, escapes)
            elif shapes:
                fits = fitting(shapes, self.text, literal, escapes)
            gaps = self._gaps(
                unordered.gaps if unordered else frozenset().union(*(one.gaps for one in shapes))
            )
            read = once(f"TRY(json_transform({self.text}, {literal(structure(gaps))}))")
            yield Fitting(rows, read, f"(({fits}) OR {others if not number else 'FALSE'})", gaps)
            if unordered and (number or not self.are_ascii):
                return

    def _gaps(self, found: frozenset[Gap]) -> frozenset[Gap]:
        """What is read of each text: what these gaps hold, and what is asked besides."""
        paths = {gap.path for gap in found}
        return found.union(gap for gap in self.asked if gap.path not in paths)

    def _escapes(self, *, as_they_are: bool) -> Escapes:
        if not self.may_hold_escapes:
            return None
        return InAscii(frozenset(self.escaped)) if as_they_are else WrittenAnew()

    def _anew(self, rows: str) -> str:
        """Rows whose texts with a backslash are as DuckDB writes them, which has one way to write each character.

        Such a text is null where DuckDB would leave out a comma before the end of an object or a list, which no JSON has.
        """
        anew = without_spaces(self.text, literal)
        told = f"CASE WHEN NOT contains({self.text}, {literal(BACKSLASH)}) THEN {self.text} ELSE {anew} END"
        return f"(SELECT * REPLACE ({told} AS {self.text}) FROM {rows}) a"

    def _learnt(self, rows: str) -> Sequence[Shape]:
        """Shapes that are not known yet, the most frequent first."""
        found = f"SELECT {self.text} FROM {rows} WHERE {self.text} IS NOT NULL LIMIT {LEARNT_FROM}"
        counted, shapes = Counter[Shape](), dict[str, Shape | None]()
        self.seen = [str(text) for (text,) in self.database.rows(found)]
        for told in self.seen:
            if BACKSLASH in told:
                self.escaped.update(member[1] for member in _MEMBER.finditer(told) if BACKSLASH in member[2])
            built = _VALUE.sub(_without_value, told)
            if built not in shapes:
                shapes[built] = self.shape_of(told)
            if (shape := shapes[built]) and shape not in self.known:
                counted[shape] += 1
        worth_it = counted.total() // RAREST
        self.rare = [shape for shape, times in counted.items() if times <= worth_it]
        return [shape for shape, times in counted.most_common(MOST_SHAPES) if times > worth_it]


def _without_value(member: re.Match[str]) -> str:
    return f"{member[1]}{member[2] or 0}"
