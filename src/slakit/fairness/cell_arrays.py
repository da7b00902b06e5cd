"""The blocks of cells by numpy: what `slakit.fairness.counts` says in plain Python, all cells at a time."""

from collections.abc import Sequence

import numpy as np

from slakit.fairness.arrays import Flags, Ints, distinct_rows, numbered
from slakit.fairness.cells import Cells
from slakit.fairness.counts import Hypothesis, Tables
from slakit.fairness.strata import Strata, tables_by_numpy


def tables_of_cells_by_numpy(cells: Cells, periods: int) -> dict[Hypothesis, Tables]:
    """The blocks of every service and group that has cases."""
    columns = _Columns(cells, periods)
    whole = columns.strata(np.ones(len(cells.cases), dtype=np.bool_))
    levels = {
        (place, value): columns.strata(level_of == number)
        for place, column in enumerate(cells.levels)
        for values, level_of in [numbered(column)]
        for number, value in enumerate(values)
        if value
    }
    return tables_by_numpy(whole, levels)


class _Columns:
    """Cells as columns of numbers."""

    def __init__(self, cells: Cells, periods: int) -> None:
        self.periods = periods
        self.services, service_of = numbered(cells.services)
        self.groups, self.group_of = numbered(cells.groups)
        alike = [numbered(column)[1] for column in cells.alike]
        self.class_of = np.stack([service_of, _numbers(cells.periods), *alike], axis=1)
        self.cases, self.counted = _numbers(cells.cases), _numbers(cells.counted)

    def strata(self, chosen: Flags) -> Strata:
        """The chosen cells, by class and period."""
        classes = distinct_rows(self.class_of[chosen])
        groups, strata = len(self.groups), len(classes.rows)
        at = self.group_of[chosen] * strata + classes.places

        def summed(numbers: Ints) -> Ints:
            sums = np.bincount(at, weights=numbers[chosen], minlength=groups * strata)
            return sums.astype(np.int64).reshape(groups, strata)

        return Strata(
            self.services, self.groups, self.periods,
            service_of=classes.rows[:, 0],
            period_of=classes.rows[:, 1],
            cases=summed(self.cases),
            counted=summed(self.counted),
        )  # fmt: skip


def _numbers(column: Sequence[int]) -> Ints:
    return np.array(column, dtype=np.int64)
