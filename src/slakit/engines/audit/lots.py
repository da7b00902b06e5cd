"""One case of each household in each class: queries tell who stands alone, and lots are drawn among the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from slakit.checks import Duty
from slakit.engines.audit.tables import Row
from slakit.verdicts.case_sums import lot

if TYPE_CHECKING:
    from slakit.engines.audit.found import Found


@dataclass(frozen=True, slots=True)
class Lots:
    """One case of each unit in each class, of the cases that the query `rows` answers.

    `key` are the columns that tell a unit, `unit`, and its classes. `several` is the table of the units with several
    cases; absent if there is none, or no unit is asked about: then every case stands for itself.
    """

    found: "Found"
    duty: Duty
    rows: str
    key: tuple[str, ...]
    several: str | None

    @staticmethod
    def of(
        found: "Found", duty: Duty, cases: str, key: tuple[str, ...] | None, rows: str | None = None
    ) -> "Lots":
        """The lots of some cases; `rows` are the same cases with more columns, where more are told."""
        rows = rows or cases
        if key is None:
            return Lots(found, duty, rows, (), None)
        several = found.put_query("s", f"SELECT unit FROM ({cases}) c GROUP BY unit HAVING COUNT(*) > 1")
        some = found.rows(f"SELECT 1 AS one FROM {several} LIMIT 1")
        return Lots(found, duty, rows, key, several if some else None)

    def alone(self) -> list[str]:
        """What to select from to have, as `t`, each case that is the only one of its unit in its class."""
        if self.several is None:
            return [f"({self.rows}) t"]
        of_one = f"SELECT c.* FROM ({self.rows}) c LEFT JOIN {self.several} s ON s.unit = c.unit WHERE s.unit IS NULL"
        return [f"({of_one}) t", f"{self._shared()} WHERE u.several = 1"]

    def drawn(self, columns: Sequence[str]) -> list[Row]:
        """These columns of one case of each unit that has several in a class: the lots are drawn here."""
        if self.several is None:
            return []
        told = ", ".join(f"t.{name}" for name in ("source", "id", *self.key, *columns))
        drawn: dict[Row, tuple[str, Row]] = {}
        for source, event_id, *row in self.found.rows(
            f"SELECT {told} FROM {self._shared()} WHERE u.several > 1"
        ):
            unit, rest = tuple(row[: len(self.key)]), tuple(row[len(self.key) :])
            place = lot(self.duty, str(source), str(event_id))
            if unit not in drawn or place < drawn[unit][0]:
                drawn[unit] = place, rest
        return [row for _, row in drawn.values()]

    def _shared(self) -> str:
        """What to select from to have, as `t`, the cases of units with several, with how many are of one class."""
        keys = ", ".join(f"c.{name}" for name in self.key)
        same = " AND ".join(f"t.{name} = u.{name}" for name in self.key)
        cases = f"SELECT c.* FROM ({self.rows}) c JOIN {self.several} s ON s.unit = c.unit"
        return f"({cases}) t JOIN (SELECT {keys}, COUNT(*) AS several FROM ({cases}) c GROUP BY {keys}) u ON {same}"
