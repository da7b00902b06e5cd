"""The blocks of cells by numpy: what `slakit.fairness.counts` says in plain Python, all cells at a time."""

from collections.abc import Sequence

import numpy as np

from slakit.fairness.arrays import Flags, Ints, numbered
from slakit.fairness.cells import Cells
from slakit.fairness.counts import Hypothesis, Tables
from slakit.fairness.kind_arrays import KindColumns
from slakit.fairness.strata import Strata, tables_by_numpy


def tables_of_cells_by_numpy(cells: Cells, periods: int) -> dict[Hypothesis, Tables]:
    """The blocks of every service and group that has cases."""
    columns = _Columns(cells, periods)
    whole = columns.strata(np.ones(len(cells.cases), dtype=np.bool_))
    levels = {
        (place, value): columns.strata(level_of == number)
        for place, (values, level_of) in enumerate(columns.kinds.levels)
        for number, value in enumerate(values)
        if value
    }
    return tables_by_numpy(whole, levels)


class _Columns:
    """Cells as columns of numbers."""

    def __init__(self, cells: Cells, periods: int) -> None:
        self.periods = periods
        self.kinds = KindColumns.of(cells.kinds, cells.kind_of)
        self.services, self.service_of = numbered(self.kinds.services)
        self.stratum_of = self.kinds.class_of * periods + _numbers(cells.periods)
        self.cases, self.counted = _numbers(cells.cases), _numbers(cells.counted)

    def strata(self, chosen: Flags) -> Strata:
        """The chosen cells, by class and period."""
        different, place = np.unique(self.stratum_of[chosen], return_inverse=True)
        groups, strata = len(self.kinds.groups), len(different)
        at = self.kinds.group_of[chosen] * strata + place.reshape(-1)

        def summed(numbers: Ints) -> Ints:
            sums = np.bincount(at, weights=numbers[chosen], minlength=groups * strata)
            return sums.astype(np.int64).reshape(groups, strata)

        class_of, period_of = np.divmod(different, self.periods)
        return Strata(
            self.services, self.kinds.groups, self.periods,
            service_of=self.service_of[class_of],
            period_of=period_of,
            cases=summed(self.cases),
            counted=summed(self.counted),
        )  # fmt: skip


def _numbers(column: Sequence[int]) -> Ints:
    return np.array(column, dtype=np.int64)
