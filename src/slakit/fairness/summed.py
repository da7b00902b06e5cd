"""The sums of every hypothesis: of each period and of all, as a whole and level by level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from slakit.fairness.counts import Hypothesis, Level, Tables
from slakit.fairness.sums import Sums
from slakit.fairness.totals import Totals, added, totals_of


@dataclass(frozen=True)
class Summed:
    """The tables of one hypothesis with the sums of each period, as a whole and level by level."""

    table: Tables
    periods: Sequence[Totals]
    levels: Mapping[Level, Sequence[Totals]]

    @cached_property
    def of_year(self) -> Sums:
        """The sums of all periods together."""
        return Sums(self.table.whole, added(self.periods))

    @cached_property
    def of_levels(self) -> dict[Level, Sums]:
        """The sums of all periods together, level by level."""
        return {
            level: Sums(self.table.levels[level], added(periods)) for level, periods in self.levels.items()
        }

    def during(self, level: Level | None, periods: slice) -> Sums:
        """The sums of some periods together, as a whole or at one level."""
        if level is None:
            return Sums(self.table.whole[periods], added(self.periods[periods]))
        return Sums(self.table.levels[level][periods], added(self.levels[level][periods]))


def summed(tables: Mapping[Hypothesis, Tables]) -> dict[Hypothesis, Summed]:
    """The sums of all tables, found at one go."""
    several = [(table.whole, *table.levels.values()) for table in tables.values()]
    sums = iter(totals_of([blocks for one in several for periods in one for blocks in periods]))
    found = {}
    for one, table in tables.items():
        whole = [next(sums) for _ in table.whole]
        levels = {level: [next(sums) for _ in periods] for level, periods in table.levels.items()}
        found[one] = Summed(table, whole, levels)
    return found
