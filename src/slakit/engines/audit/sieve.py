"""The sieve: occasions of which a query alone knows the whole answer, so that they need only be counted.

A kept or a not applicable occasion that nothing makes doubtful is *settled*: its outcome and its reason follow from
columns. What is not settled is judged one by one. A sieve may leave an occasion that a wiser one would have settled,
and never settles one that is judged otherwise; the property tests hold it to that.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from slakit.checks import Check, CoveredAt, Duty, Excuse, Followed, Holds, Never, Points, Preceded, Same
from slakit.engines.audit.alike import Alike
from slakit.engines.audit.classes import Classes, Told
from slakit.engines.audit.counting import Counts, first_of, since, tallied, took, whole
from slakit.engines.audit.found import FOREVER, Found
from slakit.engines.audit.queries import Covering
from slakit.engines.audit.relations import Relation, matched
from slakit.engines.audit.tables import column_of
from slakit.engines.audit.timelines import timeline_of
from slakit.findings import Outcome
from slakit.tallies import Tallied, TellingApart
from slakit.verdicts.clocks import due_after
from slakit.verdicts.intervals import Intervals
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
    relation, kept, reason = _kept(duty, found, points, events, scoped(duty, found, points, events))
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


def marked(relation: Relation, numbers: str, name: str, *told: str) -> Relation:
    """A relation with whether a query of numbers names each of its rows, at most once, and what else it tells."""
    added = "".join(f", y.{one}" for one in told)
    return Relation(
        f"SELECT x.*, y.n IS NOT NULL AS {name}{added} FROM ({relation.query}) x LEFT JOIN ({numbers}) y ON y.n = x.n",
        relation.kinds,
        (*relation.plus, name, *told),
    )


# --- what is kept ---


def _kept(
    duty: Duty, found: Found, points: Points, events: Relation, relation: Relation
) -> tuple[Relation, str, str]:
    """The events with what tells whether they keep the norm, the test that they do, and the reason then."""
    match duty.check:
        case Holds(condition=condition, decided=None):
            relation, held = found.queries.told(relation, condition, "x", "x.time")
            return relation, held, "met"
        case Holds(condition=condition, decided=Preceded() as decided):
            decisions = found.queries.decisions(events, decided, condition)
            competent = "MAX(CASE WHEN is_of_it = 1 AND truth = 1 THEN 1 ELSE 0 END) AS competent"
            by_point = f"SELECT n, {competent} FROM ({decisions}) d GROUP BY n"
            relation = marked(relation, by_point, "has_decision", "competent")
            relation = relation.with_columns({"undecided": "(NOT x.has_decision)"})
            return relation, "COALESCE(x.competent, 0) = 1", "met"
        case CoveredAt() as check:
            reason = "in-force" if check.value is None else "as-announced"
            return *_covered(check, found, points, events, relation), reason
        case Never(during=during) as check:
            assert during is not None
            if not during.complete:
                return relation, "FALSE", "not-during"
            if timeline := timeline_of(found, points.event, during, check.matching):
                return timeline.joined(relation, "during"), "x.during_sure IS NULL", "not-during"
            found.put_into_a_table(during)
            query = found.queries.in_force(events, Covering(during, check.matching))
            relation = marked(relation, f"SELECT DISTINCT n FROM ({query}) q", "during")
            return relation, "NOT x.during", "not-during"
        case Followed(within=None) as check:
            horizon = found.horizon()
            before = "" if horizon is None else f" AND r.time < {horizon}"
            answered = _answered(check, found, relation, before)
            return marked(relation, answered, "kept", "answered"), "x.kept", "done"
        case Followed() as check:
            relation = _with_due(check, found, relation)
            test = "r.time <= l.due" if check.closed else "r.time < l.due"
            answered = _answered(check, found, relation, f" AND {test}")
            return marked(relation, answered, "kept", "answered"), "x.kept", "in-time"
        case _:
            raise AssertionError(duty.check)  # `occasions_of` tells which checks are sieved


def _covered(
    check: CoveredAt, found: Found, points: Points, events: Relation, relation: Relation
) -> tuple[Relation, str]:
    """The events with what tells whether a span is certainly in force, and says the same where that is asked."""
    mine, theirs = check.value or (None, None)
    if mine and theirs:
        kinds = (
            found.queries.store.kinds(check.by.event)
            if isinstance(check.by, Points)
            else found.kinds_of_spans(check.by)
        )
        if relation.kinds.get(mine) is None or relation.kinds.get(mine) != kinds.get(theirs):
            return relation, "FALSE"
    if check.at is not None and check.at not in relation.kinds:
        return relation, "FALSE"
    if not isinstance(check.by, Points):
        timeline = timeline_of(found, points.event, check.by, check.matching, theirs)
        if timeline and not (theirs and timeline.differing):
            instant = "x.time" if check.at is None else f"x.{column_of(check.at)}"
            same = f" AND x.kept_said = x.{column_of(mine)}" if mine else ""
            return timeline.joined(relation, "kept", instant), f"(x.kept_sure > 0{same})"
        found.put_into_a_table(check.by)
    same = f" AND l.{column_of(mine)} = r.{column_of(theirs)}" if mine and theirs else ""
    query = found.queries.in_force(events, Covering(check.by, check.matching, check.at, besides=same))
    return marked(relation, f"SELECT DISTINCT n FROM ({query}) q WHERE truth = 1", "kept"), "x.kept"


def _answered(check: Followed, found: Found, relation: Relation, in_time: str) -> str:
    """The numbers of the events that a point certainly answers in time, and when the first one does."""
    pairs = matched(
        relation,
        found.queries.certain(check.by),
        check.matching,
        lambda agree: f"l.n AS n, r.time AS time, {agree} AS agree",
        on=f"r.time >= l.time{in_time}",
    )
    return f"SELECT n, MIN(time) AS answered FROM ({pairs}) p WHERE agree GROUP BY n"


def _with_due(check: Followed, found: Found, relation: Relation) -> Relation:
    """The events with an instant at which the time is surely not up; none where a calendar does not tell.

    A pause only puts it off. A calendar tells it day by day: what begins later is not due earlier than what begins
    with the day.
    """
    within = check.within
    if isinstance(within, int):
        return relation.with_columns({"due": f"(x.time + {within})"})
    assert within is not None
    dues = [
        (day.begins, day.ends, due.instant - (0 if due.closed == check.closed else 1))
        for day in within.calendar.days
        for due in [due_after(within, day.begins, Intervals(), found.calendars, closed=check.closed)]
        if due.instant is not None
    ]
    table = found.put_rows("d", ("begins", "ends", "due"), dues)
    return Relation(
        f"SELECT x.*, y.due FROM ({relation.query}) x"
        f" LEFT JOIN {table} y ON x.time >= y.begins AND x.time < y.ends",
        relation.kinds,
        (*relation.plus, "due"),
    )
