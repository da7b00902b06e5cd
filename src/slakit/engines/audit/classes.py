"""Classes of points that are alike, gathered by a query: which hold one value, and which must be looked at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from slakit.checks import LawfulDifference, Points, Same
from slakit.engines.audit.counting import since, tallied, whole
from slakit.engines.audit.found import Found
from slakit.engines.audit.queries import Covering
from slakit.engines.audit.relations import Relation
from slakit.engines.audit.tables import Kinds, column_of
from slakit.findings import Outcome
from slakit.tallies import Tallied, TellingApart

_SETTLED: Final = ((Outcome.FULFILLED, "nobody-alike"), (Outcome.FULFILLED, "equal"))
_ALONE: Final = "CASE WHEN k.members = 1 THEN 1 ELSE 2 END"
"""The place in `_SETTLED` of what a class `k` is that holds one value, from 1 on."""


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of a check `Same`.

    A row is *loose* if a column alone does not say to which class it belongs: something that tells classes apart is not
    recorded, several tariffs were in force, or a record must be looked up. Whatever is alike to it is left with it.
    """

    check: Same
    found: Found
    points: Points
    apart: TellingApart | None = None

    def comparable(self, relation: Relation) -> str:
        """The test that a row `x` holds what makes points alike, and the value."""
        fields = (self.check.value, *self.check.alike)
        if any(name not in relation.kinds for name in fields):
            return "FALSE"
        return "(" + " AND ".join(f"x.{column_of(name)} IS NOT NULL" for name in fields) + ")"

    def rows(self, relation: Relation, code: str, besides: str = "") -> str:
        """A query of each point with its code, what it is alike in, what tells it apart, its value, and if it is loose.

        `besides` are more columns, each after a comma.
        """
        text = self.found.queries.dialect.text
        relation = self._with_tariff(relation, text)
        alike = [_column(name, relation.kinds, text) for name in self.check.alike]
        told = [_column(name, relation.kinds, text) for name in self.check.told_apart]
        told += [self._lawful(difference, relation.kinds, text) for difference in self.check.lawful]
        loose = " OR ".join(["x.unclear_tariff", *(f"{expression} IS NULL" for expression in told)])
        named = [
            *(f"{expression} AS a{place}" for place, expression in enumerate(alike)),
            *(f"{expression} AS t{place}" for place, expression in enumerate([*told, "x.tariff"])),
        ]
        value = _column(self.check.value, relation.kinds, text)
        return (
            f"SELECT x.n, x.time, {code} AS code, {', '.join(named)}, {value} AS said,"
            f" CASE WHEN {loose} THEN 1 ELSE 0 END AS loose{besides} FROM ({relation.query}) x"
        )

    def members(self, table: str) -> str:
        """The numbers of all points that can be compared."""
        return f"SELECT n FROM {table} WHERE code = 4"

    def settled(self, table: str) -> list[tuple[Tallied, int]]:
        """How many classes hold one value, by whether there is one point alone in them and what else tells them apart."""
        keys = self._keys()
        told = "".join(f", {expression} AS {name}" for name, expression in keys.items())
        grouped = ", ".join(("code", *keys))
        query = (
            f"SELECT {grouped}, COUNT(*) FROM (SELECT {_ALONE} AS code{told}"
            f" FROM ({self._classes(table)}) k WHERE loose = 0 AND least = most) s GROUP BY {grouped}"
        )
        return [
            (tallied(_SETTLED, whole(code), keys, tuple(common)), whole(count))
            for code, *common, count in self.found.rows(query)
        ]

    def first(self, table: str, most: int) -> Iterator[tuple[Tallied, list[int]]]:
        """The first of the classes that hold one value, with the numbers of their points, of so many in all at most."""
        keys = self._keys()
        told = "".join(f", {expression} AS {name}" for name, expression in keys.items())
        same = " AND ".join(f"m.{name} = k.{name}" for name in self._names())
        classes = self.found.rows(
            f"SELECT first_n, members, {_ALONE} AS code{told} FROM ({self._classes(table)}) k"
            f" WHERE loose = 0 AND least = most ORDER BY first_n LIMIT {most}"
        )
        room = most
        for first, members, code, *common in classes:
            room -= whole(members)
            if room < 0:
                return
            numbers = self.found.rows(
                f"SELECT m.n FROM {table} m JOIN {table} k ON {same} WHERE k.n = {first} AND m.code = 4"
            )
            yield tallied(_SETTLED, whole(code), keys, tuple(common)), [whole(one) for (one,) in numbers]

    def _keys(self) -> dict[str, str]:
        """What tells classes apart that are only counted, as expressions about a class `k`."""
        if self.apart is None:
            return {}
        keys = {"since": since(self.found, self.apart, self.points.event, "k.first_time")}
        if service := self._service():
            keys["service"] = service
        return keys

    def _service(self) -> str:
        """The service that a class `k` names, where it names one: what is told of it last counts."""
        lawful = [one.field for one in self.check.lawful]
        named = {"a": self.check.alike, "t": (*self.check.told_apart, *lawful)}
        places = [
            f"k.{letter}{place}"
            for letter, names in named.items()
            for place, name in enumerate(names)
            if name == "service"
        ]
        cases = "".join(f" WHEN {place} <> '' THEN {place}" for place in reversed(places))
        return f"(CASE{cases} END)" if cases else ""

    def rest(self, table: str) -> str:
        """The numbers of the points of all other classes."""
        same = " AND ".join(f"m.{name} IS NOT DISTINCT FROM k.{name}" for name in self._names())
        return (
            f"SELECT m.n FROM {table} m JOIN (SELECT * FROM ({self._classes(table)}) j"
            f" WHERE loose = 1 OR least <> most) k ON {same} WHERE m.code = 4"
        )

    def _names(self) -> list[str]:
        return [
            *(f"a{place}" for place in range(len(self.check.alike))),
            *(f"t{place}" for place in range(len(self.check.told_apart) + len(self.check.lawful) + 1)),
        ]

    def _classes(self, table: str) -> str:
        """Each class with its least and most value, its members, and whether something alike to it is loose."""
        alike = [name for name in self._names() if name.startswith("a")]
        groups = (
            f"SELECT {''.join(name + ', ' for name in alike)}MAX(loose) AS loose FROM {table} WHERE code = 4"
            + (f" GROUP BY {', '.join(alike)}" if alike else "")
        )
        classes = (
            f"SELECT {', '.join(self._names())}, MIN(said) AS least, MAX(said) AS most, COUNT(*) AS members,"
            f" MIN(n) AS first_n, MIN(time) AS first_time FROM {table} WHERE code = 4 GROUP BY {', '.join(self._names())}"
        )
        same = " AND ".join(f"c.{name} = g.{name}" for name in alike) or "TRUE"
        return f"SELECT c.*, g.loose FROM ({classes}) c JOIN ({groups}) g ON {same}"

    def _with_tariff(self, relation: Relation, text: str) -> Relation:
        """The points with what the one tariff says that certainly was in force; `''` if none was, null if it is unclear."""
        version = self.check.version
        if version is None:
            return relation.with_columns({"tariff": "''", "unclear_tariff": "FALSE"})
        self.found.put_into_a_table(version)
        covering = Covering(version, self.check.version_matching, saying=self.check.value)
        in_force = self.found.queries.in_force(self.points.event, covering)
        tariffs = (
            "SELECT n, COUNT(*) AS several, COUNT(truth) AS certain, MAX(said) AS said"
            f" FROM ({in_force}) q GROUP BY n"
        )
        one = "y.several = 1 AND y.certain = 1 AND y.said IS NOT NULL"
        return Relation(
            f"SELECT x.*, CASE WHEN y.n IS NULL THEN '' WHEN {one} THEN CAST(y.said AS {text}) END AS tariff,"
            f" (y.n IS NOT NULL AND NOT ({one})) AS unclear_tariff"
            f" FROM ({relation.query}) x LEFT JOIN ({tariffs}) y ON y.n = x.n",
            relation.kinds,
            (*relation.plus, "tariff", "unclear_tariff"),
        )

    def _lawful(self, difference: LawfulDifference, kinds: Kinds, text: str) -> str:
        """What a lawful difference says of a row `x`: `''` where it does not apply, null where that is open."""
        said = _column(difference.field, kinds, text)
        if difference.record is not None:  # whether that record was in force is looked up one by one
            said = f"CASE WHEN {said} IS NULL THEN '' END"
        service = _column(self.check.service, kinds, text)
        test = applies(difference, service, self.found.queries.dialect.literal)
        return f"(CASE WHEN {test} THEN {said} ELSE '' END)"


def applies(difference: LawfulDifference, service: str, literal: Callable[[str], str]) -> str:
    """The test that a lawful difference is valid at the time of a row `x`, and for its service."""
    tests = [] if difference.since is None else [f"x.time >= {difference.since}"]
    tests += [] if difference.until is None else [f"x.time < {difference.until}"]
    if difference.services:
        listed = ", ".join(map(literal, sorted(difference.services)))
        tests.append(f"COALESCE({service} IN ({listed}), FALSE)")
    return " AND ".join(tests) or "TRUE"


def _column(name: str, kinds: Kinds, text: str) -> str:
    """A field of a row `x` as text; null if no event holds it."""
    return f"CAST(x.{column_of(name)} AS {text})" if name in kinds else f"CAST(NULL AS {text})"
