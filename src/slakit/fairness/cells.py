"""Counts of cells column by column, as a query answers them, and the comparison blocks that they make."""

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import NamedTuple

from slakit.fairness.counts import Cell, Counts, Hypothesis, Kind, Tables, tables_of

WORTH_IT = 500
"""From so many cells on numpy is faster, its import included."""


class Cells(NamedTuple):
    """What `Counts` holds, column by column: the number of a kind among `kinds`, and a period; a cell may stand in several rows.

    >>> cells = Cells({7: Kind("s", ("a",), "g")}, [7, 7], [0, 0], [2, 1], [1, 0])
    >>> cells.together().cases[Cell("s", ("a",), 0, "g")]
    3
    """

    kinds: Mapping[int, Kind]
    kind_of: Sequence[int]
    periods: Sequence[int]
    cases: Sequence[int]
    counted: Sequence[int]

    def together(self) -> Counts:
        """The counts of the different cells."""
        counts = Counts()
        for number, period, cases, counted in zip(
            self.kind_of, self.periods, self.cases, self.counted, strict=True
        ):
            kind = self.kinds[number]
            cell = Cell(kind.service, kind.alike, period, kind.group, kind.levels)
            counts.cases[cell] += cases
            counts.counted[cell] += counted
        return counts


def settled_tables(settled: Counts | Cells, periods: int) -> dict[Hypothesis, Tables]:
    """The blocks of every service and group; with numpy, where it is installed and there are many cells."""
    if isinstance(settled, Counts):
        return tables_of(settled, periods)
    if len(settled.cases) >= WORTH_IT and find_spec("numpy"):
        from slakit.fairness.cell_arrays import tables_of_cells_by_numpy

        return tables_of_cells_by_numpy(settled, periods)
    return tables_of(settled.together(), periods)
