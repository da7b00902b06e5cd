"""What tells of each event that a sieve looks at whether it keeps a norm: a test about its row, and the reason then."""

from slakit.checks import CoveredAt, Duty, Followed, Holds, Never, Points, Preceded
from slakit.engines.audit.found import Found
from slakit.engines.audit.queries import Covering
from slakit.engines.audit.relations import Relation, marked, matched
from slakit.engines.audit.tables import column_of
from slakit.engines.audit.timelines import timeline_of
from slakit.verdicts.clocks import due_after
from slakit.verdicts.intervals import Intervals
from slakit.verdicts.truth import EVERY_SERVICE


def kept_in(
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
            return relation, f"COALESCE(x.competent, 0) = 1{_of_one_service(decided, events)}", "met"
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


def _of_one_service(decided: Preceded, events: Relation) -> str:
    """A test that an event names no service as every one: decisions of each of them are looked at then."""
    names = [mine for mine, _ in decided.matching if events.kinds.get(mine) == "text"]
    return "".join(f" AND COALESCE(x.{column_of(name)}, '') <> '{EVERY_SERVICE}'" for name in names)


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
