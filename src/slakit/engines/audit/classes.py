"""Classes of points that are alike, gathered by a query: which hold one value, and which must be looked at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from slakit.checks import LawfulDifference, Points, Same
from slakit.engines.audit.alike import Alike
from slakit.engines.audit.counting import since, tallied, whole
from slakit.engines.audit.found import Found
from slakit.engines.audit.queries import Covering, view_of
from slakit.engines.audit.relations import Relation
from slakit.engines.audit.tables import Kinds, column_of
from slakit.engines.audit.timelines import timeline_of
from slakit.findings import Outcome
from slakit.tallies import Tallied, TellingApart

_SETTLED: Final = ((Outcome.FULFILLED, "nobody-alike"), (Outcome.FULFILLED, "equal"))
FEW: Final = 100_000
"""Points of classes that are told, of which all are looked for at once."""
_OPEN: Final = "k.loose = 1 OR k.least <> k.most"
"""The test that a class `k` must be looked at."""
_ALONE: Final = "CASE WHEN k.members = 1 THEN 1 ELSE 2 END"
"""The place in `_SETTLED` of what a class `k` is that holds one value, from 1 on."""


@dataclass(frozen=True, slots=True)
class Told:
    """The classes that are not settled, in tables.

    Points of one class that hold one value are a *piece*, named by the `n` of the first. `pieces` tells of each its value
    (`said`), `members`, `last_n`, and the `part` that it is of with all that certainly are of the same class. `rows` are
    the points with their `piece`; or, where events were `gathered`, the first of those that are alike with their `weight`.
    `events` has the rows of the events that the points are, where they were put into a table.
    """

    rows: str
    pieces: str
    gathered: Alike | None
    events: str | None = None

    def firsts_of_few(self, found: Found) -> Sequence[int]:
        """The first of those that are alike, if what was gathered are few points in all."""
        if self.gathered is None:
            return ()
        [(points,)] = found.rows(f"SELECT CAST(SUM(weight) AS BIGINT) FROM {self.rows}")
        are_few = whole(points) <= FEW
        return [whole(n) for (n,) in found.rows(f"SELECT n FROM {self.rows}")] if are_few else ()

    def in_full(self, found: Found, together: str) -> "Told":
        """The same, with each point by itself; a table has the rows of all that are alike to the `firsts_of_few`."""
        rows = found.put_query(
            "m",
            f"SELECT w.n, w.time, 1 AS weight, m.piece FROM {together} w JOIN {self.rows} m ON m.n = w.alike",
        )
        return Told(rows, self.pieces, None, together)

    def apart(self, found: Found) -> "Told":
        """The same, with each point of which a record must be looked up as a piece and a part of its own."""
        told = found.rows(f"SELECT piece FROM {self.pieces} WHERE looked_up = 1 AND members > 1")
        if not told:
            return self
        pieces = [whole(piece) for (piece,) in told]
        listed = found.listed(pieces)
        if self.gathered is None:
            query = f"SELECT n, time, piece AS alike FROM {self.rows} WHERE piece IN ({listed})"
            together = found.put_query("w", query)
        else:
            together = self.gathered.put_all_of(found, pieces, columns=("n", "time"))
        rows = found.put_query(
            "m",
            f"SELECT * FROM {self.rows} WHERE piece NOT IN ({listed})"
            f" UNION ALL SELECT n, time, 1 AS weight, n AS piece FROM {together}",
        )
        kept = "SELECT said, piece, part, members, last_n FROM"
        single = (
            f"SELECT p.said, w.n AS piece, w.n AS part, 1 AS members, w.n AS last_n FROM {together} w"
            f" JOIN {self.pieces} p ON p.piece = w.alike"
        )
        query = f"{kept} {self.pieces} WHERE piece NOT IN ({listed}) UNION ALL {single}"
        return Told(rows, found.put_query("p", query), self.gathered, self.events)


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

    def rows(self, events: Relation, relation: Relation, code: str) -> str:
        """A query of each of some events with its code, what it is alike in, what tells it apart, and its value."""
        text = self.found.queries.dialect.text
        relation, one_tariff = self._with_tariff(events, relation)
        told = [_column(name, relation.kinds, text) for name in self.check.told_apart]
        told += [self._lawful(difference, relation.kinds, text) for difference in self.check.lawful]
        named = {
            **{
                f"a{place}": _column(name, relation.kinds, text)
                for place, name in enumerate(self.check.alike)
            },
            **{f"t{place}": expression for place, expression in enumerate(told)},
        }
        if self.check.version is not None:
            named["t_tariff"] = f"(CASE WHEN x.tariff_sure IS NULL THEN 0 WHEN {one_tariff} THEN 1 END)"
            said = f"CAST(NULL AS {text})" if one_tariff == "FALSE" else "x.tariff_said"
            named["t_said"] = f"(CASE WHEN {one_tariff} THEN {said} END)"
        named |= {"said": _column(self.check.value, relation.kinds, text), **self._keys_of_points()}
        shown = ", ".join(f"{expression} AS {name}" for name, expression in named.items())
        rows = f"SELECT x.n, x.time, x.weight, x.last_n, {code} AS code, {shown} FROM ({relation.query}) x"
        looked_up = " OR ".join(f"r.{name} IS NULL" for name in self._looked_up()) or "FALSE"
        alone = looked_up if self.check.version is None else f"{looked_up} OR r.t_tariff IS NULL"
        return (
            f"SELECT r.*, CASE WHEN {alone} THEN r.n END AS t_alone,"
            f" CASE WHEN {looked_up} THEN 1 ELSE 0 END AS looked_up FROM ({rows}) r"
        )

    def gathered(self, members: str) -> str:
        """A query of the points in `rows` that have one value in one class, and of what is in none of them.

        What must be judged has a row of its own, with its number `own`; what lies outside is together.
        """
        alone = {"own": "CASE WHEN code = 0 THEN n END"}
        named = {name: f"CASE WHEN code = 4 THEN {name} END" for name in (*self._names(), "said")}
        keys = {name: f"CASE WHEN code BETWEEN 1 AND 3 THEN {name} END" for name in self.keys_of_points()}
        grouped = alone | named | keys
        shown = ", ".join(f"{expression} AS {name}" for name, expression in grouped.items())
        return (
            f"SELECT code, {', '.join(grouped)}, CAST(SUM(weight) AS BIGINT) AS members, MAX(looked_up) AS looked_up,"
            " MIN(n) AS first_n, MAX(last_n) AS last_n, MIN(time) AS first_time"
            f" FROM (SELECT code, n, time, weight, last_n, looked_up, {shown} FROM ({members}) m) g"
            f" GROUP BY code, {', '.join(grouped)}"
        )

    def settled(self, table: str) -> list[tuple[Tallied, int]]:
        """How many classes hold one value, by whether there is one point alone in them and what else tells them apart."""
        keys = self._keys()
        told = "".join(f", {expression} AS {name}" for name, expression in keys.items())
        grouped = ", ".join(("code", *keys))
        query = (
            f"SELECT {grouped}, COUNT(*) FROM (SELECT {_ALONE} AS code{told}"
            f" FROM ({self._classes(table)}) k WHERE NOT ({_OPEN})) s GROUP BY {grouped}"
        )
        return [
            (tallied(_SETTLED, whole(code), keys, tuple(common)), whole(count))
            for code, *common, count in self.found.rows(query)
        ]

    def first(self, table: str, most: int) -> dict[int, Tallied]:
        """The first of the classes that hold one value, by their first points; of so many points in all at most."""
        keys = self._keys()
        told = "".join(f", {expression} AS {name}" for name, expression in keys.items())
        rows = self.found.rows(
            f"SELECT first_n, members, {_ALONE} AS code{told} FROM ({self._classes(table)}) k"
            f" WHERE NOT ({_OPEN}) ORDER BY first_n LIMIT {most}"
        )
        shown: dict[int, Tallied] = {}
        room = most
        for number, members, code, *common in rows:
            room -= whole(members)
            if room < 0:
                break
            shown[whole(number)] = tallied(_SETTLED, whole(code), keys, tuple(common))
        return shown

    def told(self, table: str, shown: Sequence[int] | None) -> str:
        """A query of the classes that are told: those that are not settled, and some that are; nothing if there are none.

        All of them if `shown` is absent.
        """
        also = f" OR k.first_n IN ({', '.join(map(str, shown))})" if shown else ""
        wanted = "" if shown is None else f" WHERE {_OPEN}{also}"
        names = ", ".join(self._names())
        query = f"SELECT {names}, k.first_n AS part FROM ({self._classes(table)}) k{wanted}"
        return query if self.found.rows(f"SELECT 1 AS one FROM ({query}) q LIMIT 1") else ""

    def perhaps_of(self, classes: str) -> str:
        """The points that agree with one of the classes in a table in all that is a field of them."""
        kinds, text = self.found.queries.store.kinds(self.points.event), self.found.queries.dialect.text
        named = {"a": self.check.alike, "t": self.check.told_apart}
        pairs = [
            f"{_column(name, kinds, text)} IS NOT DISTINCT FROM k.{letter}{place}"
            for letter, names in named.items()
            for place, name in enumerate(names)
        ]
        same = " AND ".join(pairs) or "TRUE"
        return (
            f"SELECT x.* FROM {view_of(self.points.event)} x"
            f" WHERE EXISTS (SELECT 1 AS one FROM {classes} k WHERE {same})"
        )

    def put_members(self, table: str, classes: str, members: str, gathered: Alike | None) -> Told:
        """Put the points in `members` that are of one of the classes in a table into tables of their own."""
        found, names = self.found, self._names()
        shown = "".join(f"c.{name}, " for name in names)
        same = " AND ".join(f"c.{name} IS NOT DISTINCT FROM k.{name}" for name in names)
        pieces = found.put_query(
            "p",
            f"SELECT {shown}c.said, c.first_n AS piece, k.part, c.members, c.last_n, c.looked_up"
            f" FROM {table} c JOIN {classes} k ON {same} WHERE c.code = 4",
        )
        same = " AND ".join(f"m.{name} IS NOT DISTINCT FROM p.{name}" for name in (*names, "said"))
        rows = found.put_query(
            "m",
            f"SELECT m.n, m.time, m.weight, p.piece FROM ({members}) m JOIN {pieces} p ON {same} WHERE m.code = 4",
        )
        return Told(rows, pieces, gathered)

    def keys_of_points(self) -> tuple[str, ...]:
        """What tells points apart that are only counted."""
        return tuple(self._keys_of_points())

    def _keys_of_points(self) -> dict[str, str]:
        if self.apart is None:
            return {}
        keys = {"since": since(self.found, self.apart, self.points.event, "x.time")}
        service = self.points.service
        if service is not None and self.found.queries.store.kinds(self.points.event).get(service) == "text":
            keys["service"] = f"x.{column_of(service)}"
        return keys

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

    def _names(self) -> list[str]:
        tariff = ("t_tariff", "t_said") if self.check.version is not None else ()
        alone = ("t_alone",) if self.check.version is not None or self._looked_up() else ()
        return [
            *(f"a{place}" for place in range(len(self.check.alike))),
            *(f"t{place}" for place in range(len(self.check.told_apart) + len(self.check.lawful))),
            *tariff,
            *alone,
        ]

    def _looked_up(self) -> list[str]:
        """What tells points apart and is null where a record must be looked up."""
        first = len(self.check.told_apart)
        return [
            f"t{first + place}"
            for place, difference in enumerate(self.check.lawful)
            if difference.record or difference.offered
        ]

    def _classes(self, table: str) -> str:
        """Each class with its least and most value, its members, and whether something alike to it is loose."""
        names = self._names()
        alike = [name for name in names if name.startswith("a")]
        apart = [f"{name} IS NULL" for name in names if name[0] == "t" and name not in ("t_said", "t_alone")]
        loose = f"CASE WHEN {' OR '.join(apart)} THEN 1 ELSE 0 END" if apart else "0"
        groups = (
            f"SELECT {''.join(name + ', ' for name in alike)}MAX({loose}) AS loose FROM {table} WHERE code = 4"
            + (f" GROUP BY {', '.join(alike)}" if alike else "")
        )
        same = " AND ".join(f"c.{name} = g.{name}" for name in alike) or "TRUE"
        classes = (
            f"SELECT {', '.join(names)}, MIN(said) AS least, MAX(said) AS most, CAST(SUM(members) AS BIGINT) AS members,"
            f" MIN(first_n) AS first_n, MIN(first_time) AS first_time FROM {table} WHERE code = 4"
            f" GROUP BY {', '.join(names)}"
        )
        return f"SELECT c.*, g.loose FROM ({classes}) c JOIN ({groups}) g ON {same}"

    def _with_tariff(self, events: Relation, relation: Relation) -> tuple[Relation, str]:
        """The points with the tariffs in force, and the test that there is one alone, which certainly is and says a value."""
        version = self.check.version
        if version is None:
            return relation, "FALSE"
        said = self.found.kinds_of_spans(version).get(self.check.value)
        if said in (None, "list"):
            one = "FALSE"
        else:
            one = "(x.tariff_sure = 1 AND x.tariff_perhaps = 0 AND x.tariff_said IS NOT NULL"
            one += " AND x.tariff_said <> '')" if said == "text" else ")"
        timeline = timeline_of(
            self.found, self.points.event, version, self.check.version_matching, self.check.value
        )
        if timeline:
            return timeline.joined(relation, "tariff"), one
        self.found.put_into_a_table(version)
        covering = Covering(version, self.check.version_matching, saying=self.check.value)
        in_force = self.found.queries.in_force(events, covering)
        tariffs = (
            "SELECT n, COUNT(truth) AS tariff_sure, COUNT(*) - COUNT(truth) AS tariff_perhaps, MAX(said) AS tariff_said"
            f" FROM ({in_force}) q GROUP BY n"
        )
        named = ("tariff_sure", "tariff_perhaps", "tariff_said")
        told = "".join(f", y.{name}" for name in named)
        return Relation(
            f"SELECT x.*{told} FROM ({relation.query}) x LEFT JOIN ({tariffs}) y ON y.n = x.n",
            relation.kinds,
            (*relation.plus, *named),
        ), one

    def _lawful(self, difference: LawfulDifference, kinds: Kinds, text: str) -> str:
        """What a lawful difference says of a row `x`: `''` where it does not apply, null where that is open."""
        said = f"CAST({_column(difference.field, kinds, text)} AS {text})"
        if difference.record is not None:  # whether that record was in force is looked up one by one
            said = f"CASE WHEN {said} IS NULL THEN '' END"
        elif difference.offered is not None:  # so is whether others could have had the same
            said = f"CASE WHEN {said} = '' THEN '' END"
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
    """A field of a row `x`; null if no event holds it."""
    return f"x.{column_of(name)}" if name in kinds else f"CAST(NULL AS {text})"
