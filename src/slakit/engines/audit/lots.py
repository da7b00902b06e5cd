"""One case of each household in each class: queries tell who stands alone, and lots are drawn among the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from slakit.checks import Duty
from slakit.engines.audit.queries import view_of
from slakit.engines.audit.tables import Row
from slakit.verdicts.case_sums import lot

if TYPE_CHECKING:
    from slakit.engines.audit.found import Found


@dataclass(frozen=True, slots=True)
class Lots:
    """Who draws lots: the units of which several points are known.

    `several` is a table of them; absent if there is none, or no unit is asked about: then every case stands for itself.
    """

    found: "Found"
    duty: Duty
    event_type: str
    several: str | None

    @staticmethod
    def of(found: "Found", duty: Duty, event_type: str, units: str | None) -> "Lots":
        """The lots of the points of a type, of which a query tells the `unit`s."""
        if units is None:
            return Lots(found, duty, event_type, None)
        several = found.put_query(
            "s", f"SELECT unit FROM ({units}) c WHERE unit IS NOT NULL GROUP BY unit HAVING COUNT(*) > 1"
        )
        some = found.rows(f"SELECT 1 AS one FROM {several} LIMIT 1")
        return Lots(found, duty, event_type, several if some else None)

    def alone(self, cases: str, key: Sequence[str]) -> list[str]:
        """What to select from to have, as `t`, each of some cases that is the only one of its unit in its class.

        `key` are the columns that tell a unit, `unit`, and its classes.
        """
        if self.several is None:
            return [f"({cases}) t"]
        of_one = (
            f"SELECT c.* FROM ({cases}) c LEFT JOIN {self.several} s ON s.unit = c.unit WHERE s.unit IS NULL"
        )
        return [f"({of_one}) t", f"{self._shared(cases, key)} WHERE u.several = 1"]

    def drawn(self, cases: str, key: Sequence[str], columns: Sequence[str]) -> list[Row]:
        """These columns of one case of each unit that has several in a class: the lots are drawn here."""
        if self.several is None:
            return []
        told = ", ".join(["e.source", "e.id", *(f"t.{name}" for name in (*key, *columns))])
        drawn: dict[Row, tuple[str, Row]] = {}
        for source, event_id, *row in self.found.rows(
            f"SELECT {told} FROM {self._shared(cases, key)} JOIN {view_of(self.event_type)} e ON e.n = t.n"
            " WHERE u.several > 1"
        ):
            unit, rest = tuple(row[: len(key)]), tuple(row[len(key) :])
            place = lot(self.duty, str(source), str(event_id))
            if unit not in drawn or place < drawn[unit][0]:
                drawn[unit] = place, rest
        return [row for _, row in drawn.values()]

    def _shared(self, cases: str, key: Sequence[str]) -> str:
        """What to select from to have, as `t`, the cases of units with several, with how many are of one class."""
        keys = ", ".join(f"c.{name}" for name in key)
        same = " AND ".join(f"t.{name} = u.{name}" for name in key)
        shared = f"SELECT c.* FROM ({cases}) c JOIN {self.several} s ON s.unit = c.unit"
        return f"({shared}) t JOIN (SELECT {keys}, COUNT(*) AS several FROM ({shared}) c GROUP BY {keys}) u ON {same}"
