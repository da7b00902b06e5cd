"""Counts of cells column by column, as a query answers them, and the comparison blocks that they make."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import NamedTuple

from slakit.fairness.counts import Cell, Counts, Hypothesis, Tables, tables_of

WORTH_IT = 500
"""From so many cells on numpy is faster, its import included."""


class Cells(NamedTuple):
    """What `Counts` holds, column by column; a cell may stand in several rows, which are to be added.

    `alike` and `levels` have a column for each condition that makes cases alike, and for each thing that is examined too.

    >>> cells = Cells(["s", "s"], [["a", "a"]], [0, 0], ["g", "g"], [], [2, 1], [1, 0])
    >>> cells.together().cases[Cell("s", ("a",), 0, "g")]
    3
    """

    services: Sequence[str]
    alike: Sequence[Sequence[str]]
    periods: Sequence[int]
    groups: Sequence[str]
    levels: Sequence[Sequence[str]]
    cases: Sequence[int]
    counted: Sequence[int]

    def together(self) -> Counts:
        """The counts of the different cells."""
        counts = Counts()
        cells = map(
            Cell, self.services, self._rows(self.alike), self.periods, self.groups, self._rows(self.levels)
        )
        for cell, cases, counted in zip(cells, self.cases, self.counted, strict=True):
            counts.cases[cell] += cases
            counts.counted[cell] += counted
        return counts

    def _rows(self, columns: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
        return zip(*columns, strict=True) if columns else iter([()] * len(self.cases))


def settled_tables(settled: Counts | Cells, periods: int) -> dict[Hypothesis, Tables]:
    """The blocks of every service and group; with numpy, where it is installed and there are many cells."""
    if isinstance(settled, Counts):
        return tables_of(settled, periods)
    if len(settled.cases) >= WORTH_IT and find_spec("numpy"):
        from slakit.fairness.cell_arrays import tables_of_cells_by_numpy

        return tables_of_cells_by_numpy(settled, periods)
    return tables_of(settled.together(), periods)
