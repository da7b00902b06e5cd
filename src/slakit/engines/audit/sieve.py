"""The sieve: occasions of which a query alone knows the whole answer, so that they need only be counted.

A kept or a not applicable occasion that nothing makes doubtful is *settled*: its outcome and its reason follow from
columns. What is not settled is judged one by one. A sieve may leave an occasion that a wiser one would have settled,
and never settles one that is judged otherwise; the property tests hold it to that.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from slakit.checks import Check, CoveredAt, Duty, Excuse, Followed, Holds, Never, Points, Same
from slakit.engines.audit.alike import Alike
from slakit.engines.audit.classes import Classes, Told
from slakit.engines.audit.counting import Counts, first_of, since, tallied, took, whole
from slakit.engines.audit.found import FOREVER, Found
from slakit.engines.audit.kept import kept_in
from slakit.engines.audit.queries import Covering
from slakit.engines.audit.relations import Relation, marked
from slakit.engines.audit.tables import column_of
from slakit.engines.audit.timelines import timeline_of
from slakit.findings import Outcome
from slakit.tallies import Tallied, TellingApart
from slakit.verdicts.truth import EVERY_SERVICE


class Settled(NamedTuple):
    """An outcome and a reason that a query alone can find."""

    outcome: Outcome
    reason: str


OUT_OF_TERM = Settled(Outcome.NOT_APPLICABLE, "out-of-term")
OUTSIDE_ANNEX = Settled(Outcome.NOT_APPLICABLE, "outside-annex")
OUT_OF_SCOPE = Settled(Outcome.NOT_APPLICABLE, "out-of-scope")
OUTSIDE = (OUT_OF_TERM, OUTSIDE_ANNEX, OUT_OF_SCOPE)
NOTHING_DECIDED = Settled(Outcome.NOT_APPLICABLE, "nothing-decided")


@dataclass(frozen=True, slots=True)
class Sieved:
    """What of a check is settled, and the numbers of the events that are not, or that are told all the same.

    Where events were gathered, `alike` are those that stand for all that are alike to them, and are not settled.
    `told` are the classes of like cases that are not settled; their members are not among the others.
    """

    counts: dict[Tallied, int]
    rest: Sequence[int]
    alike: Sequence[int] = ()
    told: Told | None = None


def occasions_of(duty: Duty, found: Found) -> Points | None:
    """The points that a sieve can tell the occasions of a duty by; nothing if it cannot be sieved.

    What proves the term is judged whatever its time is, so events of such a type are left.
    """
    match duty.check:
        case Followed() as check if check.looks_back:
            return None
        case Holds(decided=decided, value=value) if decided is not None and value is not None:
            return None
        case Holds(of=of) | CoveredAt(of=of) | Followed(of=of) | Same(of=of):
            points = of
        case Never(of=of, during=during) if during is not None:
            points = of
        case _:
            return None
    proves = any(points.event == proof.of.event for proof in found.term.proof)
    return None if proves or not _is_told_plainly(duty.check, found, points) else points


def _is_told_plainly(check: Check, found: Found, points: Points) -> bool:
    """Whether service and length of a finding are told by what its check says of them, and by no field of that name."""
    kind = found.queries.store.kinds(points.event).get("service", "text")
    match check:
        case Holds(shown="after"):
            return False
        case Holds(shown="service"):
            return points.service == "service" and kind == "text"
        case Same():
            return kind == "text"
        case _:
            return True


def sieved(
    duty: Duty, found: Found, points: Points, apart: TellingApart | None = None, gathered: Alike | None = None
) -> Sieved:
    """Count what is settled of a duty, and name the rest.

    `gathered` are the events of the type, of which the sieve then looks at one for all that are alike.
    """
    if isinstance(duty.check, Same):
        return _sieved_classes(duty, duty.check, found, points, apart, gathered)
    codes, keys, settled = _codes(duty, found, points, apart, events_of(found, points, gathered))
    grouped = ", ".join(("code", *keys))
    rows = found.rows(
        f"SELECT {grouped}, CASE WHEN code = 0 THEN n END AS n, CAST(SUM(weight) AS BIGINT) FROM ({codes}) c"
        f" GROUP BY {grouped}, CASE WHEN code = 0 THEN n END"
    )
    counts, rest = Counts(), list[int]()
    for code, *common, number, count in rows:
        if code == 0:
            rest.append(whole(number))
        else:
            counts.add(tallied(settled, whole(code), keys, tuple(common)), whole(count))
    first = list[int]()
    if apart is not None and apart.first:
        each, keys, _ = _codes(duty, found, points, apart, events_of(found, points))
        first += _told_first(found, each, apart, keys, settled, counts)
    return _sieved(counts, rest, first, gathered)


def _sieved(
    counts: Counts, looked_at: Iterable[int], others: Iterable[int], gathered: Alike | None
) -> Sieved:
    """What is settled, what of the events that a sieve looked at is not, and which others are told."""
    if gathered is None:
        return Sieved(counts.of, sorted({*looked_at, *others}))
    return Sieved(counts.of, sorted(others), sorted(looked_at))


def events_of(
    found: Found, points: Points, gathered: Alike | None = None, wanted: str | None = None
) -> Relation:
    """The events that a sieve looks at: each with how many it stands for."""
    if gathered is not None:
        return gathered.relation
    return found.queries.events(points.event, wanted).with_columns({"weight": "1", "last_n": "x.n"})


def _codes(
    duty: Duty, found: Found, points: Points, apart: TellingApart | None, events: Relation
) -> tuple[str, tuple[str, ...], Sequence[Settled]]:
    """A query of what settles each event and what tells it apart, and what each code means."""
    relation, kept, reason = kept_in(duty, found, points, events, scoped(duty, found, points, events))
    undecided = "x.undecided" if isinstance(duty.check, Holds) and duty.check.if_decided else None
    keys = {} if apart is None else _keys(duty, found, points, relation, apart)
    told = "".join(f", {expression} AS {name}" for name, expression in keys.items())
    codes = f"SELECT x.n, x.time, x.weight, {coded(kept, undecided)} AS code{told} FROM ({relation.query}) x"
    return codes, tuple(keys), (*OUTSIDE, Settled(Outcome.FULFILLED, reason), NOTHING_DECIDED)


def _keys(
    duty: Duty, found: Found, points: Points, relation: Relation, apart: TellingApart
) -> dict[str, str]:
    """What tells the settled occasions apart, as expressions about a row `x`."""
    keys = {"since": since(found, apart, points.event, "x.time")}
    if points.service is not None and relation.kinds.get(points.service) == "text":
        keys["service"] = f"x.{column_of(points.service)}"
    if isinstance(duty.check, Followed) and apart.lengths:
        keys["took"] = took(apart, "(x.answered - x.time)")
    return keys


def _told_first(
    found: Found,
    codes: str,
    apart: TellingApart,
    keys: Sequence[str],
    settled: Sequence[tuple[Outcome, str]],
    counts: Counts,
) -> Iterator[int]:
    """The first occasions of each outcome, which are told and so not counted."""
    places: dict[Outcome, list[int]] = {}
    for place, (outcome, _) in enumerate(settled, 1):
        places.setdefault(outcome, []).append(place)
    for wanted in places.values():
        for number, code, common in first_of(found, codes, wanted, apart.first, keys):
            counts.add(tallied(settled, code, keys, common), -1)
            yield number


def coded(kept: str, undecided: str | None = None) -> str:
    """Where a scoped row `x` belongs: 0 if it must be judged, else the place of what settles it, from 1 on."""
    left = f" WHEN x.fits AND {undecided} THEN 5" if undecided else ""
    return (
        "(CASE WHEN x.doubtful THEN 0 WHEN x.out_of_term THEN 1 WHEN x.outside_annex THEN 2"
        f" WHEN x.excused THEN 0 WHEN NOT x.fits THEN 3 WHEN x.fits AND {kept} THEN 4{left} ELSE 0 END)"
    )


def _sieved_classes(
    duty: Duty,
    check: Same,
    found: Found,
    points: Points,
    apart: TellingApart | None,
    gathered: Alike | None,
) -> Sieved:
    """Of the points that are alike, the classes that hold one value are settled once nothing can join them."""
    horizon = found.horizon()
    classes = Classes(check, found, points, apart)

    def members(events: Relation) -> str:
        relation = scoped(duty, found, points, events)
        return classes.rows(events, relation, coded(classes.comparable(relation)))

    table = found.put_query("c", classes.gathered(members(events_of(found, points, gathered))))
    counts = Counts()
    keys = classes.keys_of_points()
    grouped = ", ".join(("code", *keys))
    for code, *common, count in found.rows(
        f"SELECT {grouped}, CAST(SUM(members) AS BIGINT) FROM {table} WHERE code BETWEEN 1 AND 3 GROUP BY {grouped}"
    ):
        counts.add(tallied(OUTSIDE, whole(code), keys, tuple(common)), whole(count))
    rest = {whole(number) for (number,) in found.rows(f"SELECT own FROM {table} WHERE code = 0")}
    first = set[int]()
    if apart is not None and apart.first:
        first |= set(_told_first(found, members(events_of(found, points)), apart, keys, OUTSIDE, counts))
    shown: dict[int, Tallied] = {}
    is_over = horizon is not None and found.at >= horizon
    if is_over:
        for key, count in classes.settled(table):
            counts.add(key, count)
        shown = classes.first(table, apart.first) if apart is not None and apart.first else {}
        for key in shown.values():
            counts.add(key, -1)
    told = None
    if query := classes.told(table, list(shown) if is_over else None):
        named = found.put_query("k", query)
        looked_at = events_of(found, points, gathered)
        if gathered is None:
            looked_at = events_of(found, points, wanted=found.put_query("w", classes.perhaps_of(named)))
        told = classes.put_members(table, named, members(looked_at), gathered)
    return replace(_sieved(counts, rest, first, gathered), told=told)


# --- what lies outside ---


def scoped(duty: Duty, found: Found, points: Points, events: Relation) -> Relation:
    """Events with how each stands to the norm: in doubt, out of the term, outside the annex, excused."""
    relation, fits = found.queries.told(events, points.where, "x", "x.time")
    renewed = _renewed(found, points, relation)
    relation = relation.with_columns(
        {
            "fits": fits,
            "doubtful": _doubtful(found, renewed),
            "out_of_term": _out_of_term(found, renewed),
            "outside_annex": _outside_annex(duty, points, relation, found.queries.dialect.literal),
        }
    )
    return _with_excuses(duty.unless, found, points, events, relation)


def _renewed(found: Found, points: Points, relation: Relation) -> str | None:
    """Whether a row `x` lies in a renewal, one of its service; nothing if there is none."""
    text, tests = found.queries.dialect.literal, []
    named = points.service is not None and relation.kinds.get(points.service) == "text"
    for renewal in found.renewals():
        test = _within([(renewal.since, renewal.until)])
        if renewal.covers is not None and named:
            column = f"x.{column_of(points.service or '')}"
            listed = ", ".join(map(text, sorted((*renewal.covers, EVERY_SERVICE))))
            test = f"({test} AND ({column} IS NULL OR {column} IN ({listed})))"
        tests.append(test)
    return f"({' OR '.join(tests)})" if tests else None


def _doubtful(found: Found, renewed: str | None) -> str:
    """Whether a row `x` lies in the term, and the agreement is not known to bind then."""
    binding, term = found.binding(), found.term
    before = _within([(term.start, binding.since)])
    if binding.until == term.end:
        return before
    after = _within([(max(binding.since, binding.until), term.end)])
    return f"({before} OR ({after} AND NOT {renewed}))" if renewed else f"({before} OR {after})"


def _out_of_term(found: Found, renewed: str | None) -> str:
    within = _within([(found.term.start, found.term.end)])
    return f"(NOT ({within} OR {renewed}))" if renewed else f"(NOT {within})"


def _within(spans: Iterable[tuple[int, int | None]]) -> str:
    """Whether a row `x` lies in one of some spans."""
    inside = " OR ".join(
        f"(x.time >= {since} AND x.time < {FOREVER if until is None else until})" for since, until in spans
    )
    return f"({inside})"


def _outside_annex(duty: Duty, points: Points, relation: Relation, literal: Callable[[str], str]) -> str:
    if points.service is None or relation.kinds.get(points.service) != "text":
        return "FALSE"
    column = f"x.{column_of(points.service)}"
    listed = ", ".join(map(literal, sorted((*duty.annex, EVERY_SERVICE))))
    return f"({column} IS NOT NULL AND {column} NOT IN ({listed}))"


def _with_excuses(
    excuses: Sequence[Excuse], found: Found, points: Points, events: Relation, relation: Relation
) -> Relation:
    """The events with whether an exception that they invoke excuses them or perhaps does."""
    tests, queries = [], []
    for number, excuse in enumerate(excuses):
        if not all(mine in relation.kinds for mine, _ in excuse.matching):
            continue
        if timeline := timeline_of(found, points.event, excuse.spans, excuse.matching):
            relation = timeline.joined(relation, f"u{number}")
            invoked = "".join(f" AND x.{column_of(mine)} IS NOT NULL" for mine, _ in excuse.matching)
            tests.append(f"(x.u{number}_sure IS NOT NULL{invoked})")
        else:
            found.put_into_a_table(excuse.spans)
            invoked = "".join(f" AND l.{column_of(mine)} IS NOT NULL" for mine, _ in excuse.matching)
            covering = Covering(excuse.spans, excuse.matching, besides=invoked)
            queries.append(found.queries.in_force(events, covering))
    if queries:
        numbers = " UNION ".join(f"SELECT n FROM ({query}) q" for query in queries)
        excused = found.put_query("w", numbers)  # in one with the rest it is too deep for SQLite
        relation = marked(relation, f"SELECT n FROM {excused}", "otherwise_excused")
        tests.append("x.otherwise_excused")
    return relation.with_columns({"excused": f"({' OR '.join(tests) or 'FALSE'})"})
