"""Learning how texts of JSON are built, from those that nothing fits that was learnt before."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from slakit.engines.audit.databases import DuckDB
from slakit.sources.direct.lookups import once
from slakit.sources.direct.shapes import Gap, Shape, fitting, structure
from slakit.sources.direct.unordered import Unordered, without_spaces

LOOKED_AT: Final = 500
"""Texts that shapes are learnt from at a time."""
ROUNDS: Final = 4
"""How often shapes are learnt from texts that none fits."""
MOST_SHAPES: Final = 60
"""Shapes that are compared with at a time: the most frequent."""
RAREST: Final = 100
"""A shape that fewer texts than one of so many have costs more to compare with than to read them one by one.

Where all are so rare, keys stand in no order, and texts are compared by what they hold.
"""
literal = DuckDB.dialect.literal


@dataclass(frozen=True, slots=True)
class Fitting:
    """Rows with what was read of their texts as `j`, the values of `gaps`; `fits` is true of those that fit what was learnt."""

    looked_at: str
    fits: str
    gaps: frozenset[Gap]

    @property
    def rows(self) -> str:
        """The rows whose text fits."""
        return f"(SELECT * FROM {self.looked_at} WHERE {self.fits}) f"


@dataclass(slots=True)
class Learning:
    """Texts of one event type: the expression that gives them, and what tells the shape of one.

    `asked` is read of each text besides what its shape has gaps for, and `said` are the members that are the same in all.
    Texts with a backslash fit only if they `may_hold_escapes`.
    """

    database: DuckDB
    text: str
    shape_of: Callable[[str], Shape | None]
    asked: frozenset[Gap] = frozenset()
    said: Mapping[Gap, str] = field(default_factory=dict)
    may_hold_escapes: bool = False
    known: set[Shape] = field(default_factory=set)
    rare: Sequence[Shape] = ()
    """Those that were found last and are too rare to be learnt."""

    def rounds(self, rows: str, rest: str, *, others: str = "FALSE") -> Iterator[Fitting]:
        """The rows whose text fits: in each round those of the shapes learnt for it.

        Rows that `others` is true of need no text. `rest` are the rows of which none was taken yet when it is asked.
        """
        for number in range(ROUNDS):
            rows = rest if number else rows
            shapes = self._learnt(rows)
            unordered = None if shapes else Unordered.of(self.rare, self.said)
            if not shapes and not unordered and (number or others == "FALSE"):
                return
            self.known |= set(shapes)
            fits = "FALSE"
            if unordered:
                rows = (
                    f"(SELECT * REPLACE ({without_spaces(self.text, literal)} AS {self.text}) FROM {rows}) w"
                )
                fits = unordered.fitting(self.text, literal, may_hold_escapes=self.may_hold_escapes)
            elif shapes:
                fits = fitting(shapes, self.text, literal, may_hold_escapes=self.may_hold_escapes)
            gaps = self.asked.union(unordered.gaps if unordered else (), *(shape.gaps for shape in shapes))
            read = once(f"TRY(json_transform({self.text}, {literal(structure(gaps))}))")
            looked_at = f"(SELECT *, {read} AS j FROM {rows}) x"
            yield Fitting(looked_at, f"(({fits}) OR {others if not number else 'FALSE'})", gaps)
            if unordered:
                return

    def _learnt(self, rows: str) -> Sequence[Shape]:
        """Shapes that are not known yet, the most frequent first."""
        found = f"SELECT {self.text} FROM {rows} WHERE {self.text} IS NOT NULL LIMIT {LOOKED_AT}"
        counted = Counter(
            shape
            for (text,) in self.database.rows(found)
            if (shape := self.shape_of(str(text))) and shape not in self.known
        )
        worth_it = counted.total() // RAREST
        self.rare = [shape for shape, times in counted.items() if times <= worth_it]
        return [shape for shape, times in counted.most_common(MOST_SHAPES) if times > worth_it]
