"""What settles each point: when the first event that answers it happened, and whether that has the counted outcome."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from slakit.checks import Compared, Points
from slakit.engines.audit.queries import view_of
from slakit.engines.audit.relations import Keys, Relation, matched

if TYPE_CHECKING:
    from slakit.engines.audit.found import Found


def with_settling(check: Compared, found: "Found", points: Relation) -> Relation:
    """The points with when what surely settles them happened and what it says, and when what perhaps does.

    The columns are `sure_at`, `said` (1, 0, or null where it is not known) and `perhaps_at`.
    """
    queries = found.queries
    if check.settled is None:
        points, counted = queries.told(points, check.counted, "x", "x.time")
        return points.with_columns(
            {
                "sure_at": "x.time",
                "said": f"CAST({counted} AS INTEGER)",
                "perhaps_at": "CAST(NULL AS BIGINT)",
            }
        )
    if not queries.store.holds(check.settled.event):
        return points.with_columns(dict.fromkeys(("sure_at", "said", "perhaps_at"), "CAST(NULL AS BIGINT)"))
    settling, counted = queries.told(queries.events(check.settled.event), check.counted, "x", "x.time")
    settling = settling.with_columns({"said": f"CAST({counted} AS INTEGER)"})
    settling, fits = queries.told(settling, check.settled.where, "x", "x.time")
    settling = settling.with_columns({"fits": fits})
    return _Settling(check, check.settled, found, points, settling).joined()


@dataclass(frozen=True, slots=True)
class _Settling:
    """The points of a check, and the events that may settle them: what each says, and whether it `fits`."""

    check: Compared
    by: Points
    found: "Found"
    points: Relation
    settling: Relation

    def joined(self) -> Relation:
        """The points with what settles them."""
        keys = Keys.of(self.check.matching, self.points.kinds, self.settling.kinds)
        if keys is None or not self._each_by_one(keys):
            return self.points.joined(self._firsts(), _columns())
        same = [f"y.{theirs} = x.{mine}" for mine, theirs in zip(keys.left, keys.right, strict=True)]
        on = " AND ".join([*same, "y.time >= x.time", "COALESCE(y.fits, TRUE)"])
        return self.points.joined(
            self.settling.query,
            {
                "sure_at": "CASE WHEN y.fits THEN y.time END",
                "said": "CASE WHEN y.fits THEN y.said END",
                "perhaps_at": "CASE WHEN y.fits IS NULL THEN y.time END",
            },
            on,
        )

    def _each_by_one(self, keys: Keys) -> bool:
        """Whether all say what they are about, and no two of the settling events say the same.

        Then at most one of these events can settle a point, and need only be looked up.
        """
        events, settling = view_of(self.check.of.event), view_of(self.by.event)
        by = ", ".join(f"r.{name}" for name in keys.right)

        def ask() -> bool:
            return not self.found.rows(
                f"SELECT 1 AS one FROM {events} l WHERE {keys.left_open} LIMIT 1"
            ) and not self.found.rows(
                f"SELECT 1 AS one FROM {settling} r GROUP BY {by} HAVING COUNT(*) > 1 OR {keys.right_open} LIMIT 1"
            )

        return self.found.once(("each by one", events, settling, keys), ask)

    def _firsts(self) -> str:
        """Of each point by its `n` the first event that surely settles it, and the first that perhaps does."""
        pairs = matched(
            self.found.queries.events(self.check.of.event),
            self.settling,
            self.check.matching,
            lambda agree: (
                "l.n AS n, r.n AS answer, r.time AS time, r.said AS said,"
                f" CAST(r.fits AND {agree} AS INTEGER) AS truth"
            ),
            on="r.time >= l.time AND COALESCE(r.fits, TRUE)",
        )
        firsts = {
            "sure": "truth = 1", "refused": "truth = 1 AND said = 0", "counted": "truth = 1 AND said = 1",
        }  # fmt: skip
        shown = ", ".join(f"MIN(CASE WHEN {test} THEN answer END) AS {name}" for name, test in firsts.items())
        return (
            "SELECT n, sure_at, perhaps_at, CASE sure WHEN counted THEN 1 WHEN refused THEN 0 END AS said FROM ("
            f"SELECT n, {shown}, MIN(CASE WHEN truth = 1 THEN time END) AS sure_at,"
            f" MIN(CASE WHEN truth IS NULL THEN time END) AS perhaps_at FROM ({pairs}) p GROUP BY n) f"
        )


def _columns() -> Mapping[str, str]:
    return {name: f"y.{name}" for name in ("sure_at", "said", "perhaps_at")}
