"""Events that are alike for every norm: of a large log only some thousands differ in what norms ask of them.

What a query settles depends on some fields of an event and on where its time lies between some instants: the bounds of
the term, and those of whatever was in force. Events that are the same in all of that are *alike*, and the sieve looks
at the first of them for all.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from typing import Final

from slakit.checks import Condition, CoveredAt, Duty, Holds, Never, Points, Preceded, Same, Spans
from slakit.engines.audit.conditions import questions_to_the_log
from slakit.engines.audit.counting import passed, whole
from slakit.engines.audit.dialects import Dialect
from slakit.engines.audit.found import FOREVER, Found, versions_of
from slakit.engines.audit.queries import view_of
from slakit.engines.audit.relations import Relation
from slakit.engines.audit.tables import Row, column_of, columns_of
from slakit.tallies import TellingApart
from slakit.verdicts.alike import fields_of

LOOKED_AT: Final = (20_000, 200_000)
"""Events that are looked at to see whether many are alike: some, and more if too many of these differ."""
FEWER: Final = 10
"""How many times fewer must be different than there are, of those that are looked at."""
FROM_THE_START: Final = 100
"""How many may be different whatever there is."""
FEW_VALUES: Final = 50
"""How many values of a field may stand in a query that looks for events."""
MOST_PARTS: Final = 20
"""How often a log is looked through for parts of its time; a log that lies in order is looked through once in all."""
MOST_EDGES: Final = 1_000
"""How many instants may cut time into stretches: each event is compared with their logarithm."""


@dataclass(frozen=True, slots=True)
class Alike:
    """The events of a type in a table, the first of those that are alike to `norms` with how many there are (`weight`).

    `stretch` is how many of the `edges` are not after an event: which stretch of time it lies in.
    """

    table: str
    event_type: str
    norms: frozenset[str]
    fields: tuple[str, ...]
    edges: tuple[int, ...]
    relation: Relation

    def put_all_of(
        self, found: Found, firsts: Sequence[int], columns: Sequence[str] = ("*",), test: str = ""
    ) -> str:
        """Keep the rows of all events that are alike to one of those with these numbers, `alike` to it, in a new table.

        Only those events `x` that meet a test, if there is one, and these columns of them. Each part of time is looked through by itself, for nothing but what those that lie in it hold; who is like no other is found by its number.
        """
        told_by = ("n", "weight", "time", "last_time", "stretch", *map(column_of, self.fields))
        dialect, store = found.queries.dialect, found.queries.store
        shown = ", ".join(f"x.{one}" for one in columns)
        numbers = found.listed(firsts)
        told = found.rows(
            f"SELECT {', '.join(told_by)} FROM {self.table} WHERE n IN ({numbers}) ORDER BY stretch"
        )
        spans = {whole(number): (whole(first), whole(last)) for number, _, first, last, *_ in told}
        events, are_here = view_of(self.event_type), bool(test)
        if test:
            needed = ", ".join(dict.fromkeys(("n", "time", *columns, *map(column_of, self.fields))))
            tests = [one for one in (store.happened_within([*spans.values()]), test) if one]
            events = found.put_query("w", f"SELECT {needed} FROM {events} x WHERE {' AND '.join(tests)}")
        alone = [whole(number) for number, weight, *_ in told if weight == 1]
        stretches = list(pairwise([-FOREVER, *self.edges, FOREVER]))
        asked = [
            (number, *stretches[whole(stretch)], *held)
            for number, weight, _, _, stretch, *held in told
            if weight != 1
        ]
        table = found.put_table("a", columns_of(("n", "since", "until"), self.relation.kinds, dialect), asked)
        in_parts = [list(some) for _, some in groupby(asked, key=lambda one: one[1])]
        together = -(-len(in_parts) // (MOST_PARTS if store.in_order else 1)) or 1
        parts = [
            f"SELECT {shown}, a.n AS alike FROM {events} x JOIN {table} a ON {' AND '.join(tests)}"
            for at in range(0, len(in_parts), together)
            for part in [[*chain(*in_parts[at : at + together])]]
            for within in [store.happened_within([spans[whole(number)] for number, *_ in part])]
            for tests in [[*self._tests_of(part, dialect), *([within] if within and not are_here else [])]]
        ]
        if alone or not parts:
            numbered = f"n IN ({found.listed(alone)})" if are_here else found.numbered(alone)
            parts.append(f"SELECT {shown}, x.n AS alike FROM {events} x WHERE {numbered}")
        return found.put_query("w", " UNION ALL ".join(parts))

    def _tests_of(self, asked: Sequence[Row], dialect: Dialect) -> list[str]:
        """The tests that an event `x` is alike to one of these rows, which is the row `a`: number, from when to when, fields."""
        names = [column_of(one) for one in self.fields]
        since, until = whole(asked[0][1]), whole(asked[-1][2])
        _, _, _, *held = zip(*asked, strict=True)
        in_time = [f"x.time >= {since}", f"x.time < {until}", "x.time >= a.since", "x.time < a.until"]
        same = [f"x.{name} IS NOT DISTINCT FROM a.{name}" for name in names]
        among = [
            test
            for name, values in zip(names, held, strict=True)
            if (test := _among(f"x.{name}", set(values), dialect))
        ]
        return [*in_time, *same, *among]


def _among(column: str, values: set[str | int | None], dialect: Dialect) -> str | None:
    """The test that a column holds one of a few values: an engine makes it before it joins anything."""
    if len(values) > FEW_VALUES:
        return None
    listed = ", ".join(sorted(dialect.literal(value) for value in values if value is not None))
    tests = [f"{column} IN ({listed})"] if listed else []
    tests += [f"{column} IS NULL"] if None in values else []
    return f"({' OR '.join(tests)})"


def gathered_events(
    found: Found, event_type: str, duties: Sequence[Duty], apart: TellingApart | None
) -> Alike | None:
    """The events of a type, gathered for these duties; nothing if too few of them are alike.

    Those that ask what has happened before are left out where what they ask about happened too often.
    """
    span = found.time_span(event_type)
    if span is None:
        return None
    alone = [duty for duty in duties if not any(_asked(duty))]
    for some in (duties, alone) if 0 < len(alone) < len(duties) else (duties,):
        edges = _all_edges(some, found)
        if edges is None:
            continue
        edges |= set() if apart is None else set(apart.starts(*span))
        inside = tuple(sorted(edge for edge in edges if span[0] < edge <= span[1]))
        if len(inside) <= MOST_EDGES and (gathered := _gathered(found, event_type, some, inside)):
            return gathered
    return None


def _gathered(found: Found, event_type: str, duties: Sequence[Duty], edges: tuple[int, ...]) -> Alike | None:
    kinds = found.queries.store.kinds(event_type)
    fields = tuple(sorted({name for duty in duties for name in _fields(duty)} & kinds.keys()))
    columns = ", ".join([*map(column_of, fields), "stretch"])
    rows = f"SELECT x.*, {passed('x.time', edges)} AS stretch FROM {view_of(event_type)} x"
    if not _are_many_alike(found, rows, columns):
        return None
    table = found.put_query(
        "g",
        f"SELECT {columns}, MIN(n) AS n, MIN(time) AS time, MAX(time) AS last_time, MAX(n) AS last_n, COUNT(*) AS weight FROM ({rows}) r GROUP BY {columns}",
    )
    relation = Relation(
        f"SELECT * FROM {table}",
        {name: kinds[name] for name in fields},
        ("n", "time", "stretch", "last_n", "weight"),
    )
    found.gathered[event_type] = table, frozenset(fields)
    return Alike(table, event_type, frozenset(duty.norm for duty in duties), fields, edges, relation)


def _are_many_alike(found: Found, rows: str, columns: str) -> bool:
    for looked_at in LOOKED_AT:
        [(events, different)] = found.rows(
            "SELECT CAST(COALESCE(SUM(c), 0) AS BIGINT), COUNT(*)"
            f" FROM (SELECT {columns}, COUNT(*) AS c FROM (SELECT * FROM ({rows}) a LIMIT {looked_at}) r GROUP BY {columns}) d"
        )
        if whole(different) <= FROM_THE_START or whole(different) * FEWER <= whole(events):
            return True
        if whole(events) < looked_at:
            return False
    return False


def can_be_alike(duty: Duty) -> bool:
    """Whether all that a query settles of a duty follows from fields, and from what is in force and has happened before."""
    match duty.check:
        case Holds() | CoveredAt(by=Spans(), at=None) | Never() | Same():
            return True
        case _:
            return False


def _asked(duty: Duty) -> Iterator[Preceded]:
    """What a query asks about for a duty that has or has not happened before."""
    for condition in (*_conditions(duty), *(one.where for one in _spans(duty))):
        yield from questions_to_the_log(condition)
    if isinstance(duty.check, Holds) and duty.check.decided is not None:
        yield duty.check.decided


def _conditions(duty: Duty) -> Iterator[Condition]:
    """The conditions on an occasion that a query asks for a duty."""
    yield _occasions(duty).where
    match duty.check:
        case Holds(condition=condition, decided=None):
            yield condition
        case _:
            pass


def _occasions(duty: Duty) -> Points:
    match duty.check:
        case Holds(of=of) | CoveredAt(of=of) | Never(of=of) | Same(of=of):
            return of
        case _:
            raise AssertionError(duty.check)  # `can_be_alike` tells which checks


def _spans(duty: Duty) -> list[Spans]:
    """The spans that a query looks up for a duty."""
    spans = [excuse.spans for excuse in duty.unless]
    match duty.check:
        case CoveredAt(by=Spans() as one) | Never(during=Spans() as one) | Same(version=Spans() as one):
            spans.append(one)
        case _:
            pass
    return spans


def _fields(duty: Duty) -> Iterator[str]:
    """The fields of an occasion that a query reads for a duty."""
    yield from (mine for excuse in duty.unless for mine, _ in excuse.matching)
    match duty.check:
        case Holds(decided=Preceded(matching=matching)) | Never(matching=matching):
            yield from (mine for mine, _ in matching)
        case CoveredAt(matching=matching, value=value):
            yield from (mine for mine, _ in (*matching, *((value,) if value else ())))
        case Same(version_matching=matching) as check:
            yield from (mine for mine, _ in matching)
            yield from (check.value, check.service, *check.alike, *check.told_apart)
            yield from (one.field for one in check.lawful)
        case _:
            pass
    for condition in _conditions(duty):
        yield from fields_of(condition)
        yield from (mine for one in questions_to_the_log(condition) for mine, _ in one.matching)
    service = _occasions(duty).service
    if service is not None:
        yield service


def _all_edges(duties: Sequence[Duty], found: Found) -> set[int] | None:
    """The instants at which something begins, ends or happens that a query asks about for some duties; nothing if they are many."""
    asked = {one.points.event for duty in duties for one in _asked(duty)}
    happened = [found.few(event_type) for event_type in asked]
    if any(events is None for events in happened):
        return None
    return {
        *(edge for duty in duties for edge in _edges(duty, found)),
        *(event.time for events in happened if events for event in events.values()),
    }


def _edges(duty: Duty, found: Found) -> Iterator[int]:
    """The instants at which something begins or ends that a query asks about for a duty."""
    binding = found.binding()
    yield from (found.term.start, found.term.end, binding.since, binding.until)
    yield from _known(edge for renewal in found.renewals() for edge in (renewal.since, renewal.until))
    for spans in _spans(duty):
        for span in found.opened_spans(spans):
            for version, until in versions_of(span):
                yield from (version.since, until)
    if isinstance(duty.check, Same):
        yield from _known(edge for one in duty.check.lawful for edge in (one.since, one.until))


def _known(edges: Iterable[int | None]) -> Iterator[int]:
    yield from (edge for edge in edges if edge is not None)
