"""Cases of the suite, put together and told otherwise: whatever comes of it, all engines find the same.

A log that is drawn event by event seldom comes near what a case tells, so that most reasons never show. Here each begins
with cases, in which all of them do, and little is changed: an instant, a field, an event more or less.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from modules_by_path import module_at
from open_duties import duties_of, waiting_in

from slakit.checks import Duty, Excuse
from slakit.engines import audit, monitor
from slakit.engines.audit import asking
from slakit.engines.audit.databases import Database, DuckDB, SQLite
from slakit.engines.reference import judge
from slakit.events.event import Event, FieldValue, SetAside
from slakit.findings import Finding
from slakit.loading import load
from slakit.monitoring.partitions import Lane, split_of
from slakit.rules import RULE_KINDS
from slakit.testing import log_of_case, read_cases
from slakit.verdicts.judging import event_types_read
from slakit.verdicts.truth import order
from slakit.vocabulary import FieldOfEvent

HERE = Path(__file__).parent


EDITION = load(HERE.parent / "suite")
TERM, VOCABULARY = EDITION.term, EDITION.vocabulary
values_of = module_at(HERE / "test_reference.py").values_of
HOUR, DAY = 3_600_000_000, 86_400_000_000
STEPS = (0, 0, 0, 1, -1, HOUR, DAY, -DAY, 30 * DAY)
LONGEST = 40
"""Events of a log at most."""
DUTIES = {duty.norm: duty for duty in EDITION.duties}


@cache
def told_of(kind: str) -> list[tuple[Duty, list[Event]]]:
    """The logs of the cases of a kind, each with a duty that something is expected of, as far as that reads them."""
    written = read_cases(EDITION.folder / f"{kind}.yaml", EDITION)
    told = list[tuple[Duty, list[Event]]]()
    for case in written.cases:
        happened = log_of_case(case.events, EDITION, written.given).events
        for norm in dict.fromkeys(one.norm for one in case.expect):
            reads = event_types_read((DUTIES[norm], TERM))
            if log := [event for event in happened if event.type in reads]:
                told.append((DUTIES[norm], log))
    return told


EXCUSES = [excuse for duty in EDITION.duties for excuse in duty.unless]


# --- telling otherwise ----------------------------------------------------------------------------------------------


def times_of(log: Sequence[Event]) -> list[int]:
    """The instants at which something happens, and of which an event speaks."""
    told = [
        value
        for event in log
        for name, value in event.data.items()
        if VOCABULARY.events[event.type].fields[name].type == "instant" and isinstance(value, int)
    ]
    return [event.time for event in log] + told


@st.composite
def changed(draw: st.DrawFn, log: list[Event], types: list[str]) -> list[Event]:
    """A log with one thing told otherwise."""
    place = draw(st.integers(0, len(log) - 1))
    event, others = log[place], log[:place] + log[place + 1 :]
    at = draw(st.sampled_from(times_of(log))) + draw(st.sampled_from(STEPS))
    fields = VOCABULARY.events[event.type].fields
    name = draw(st.sampled_from(sorted(fields))) if fields else None
    match draw(st.integers(0, 6)):
        case 0:
            return [*others, event.altered(time=at, recorded=max(at, event.recorded))]
        case 1:
            return [*log, event.altered(id=f"again {len(log)}", time=at, recorded=at)]
        case 2:
            return [*others, event.altered(recorded=event.time + draw(st.sampled_from([1, DAY, 30 * DAY])))]
        case 3 if others:
            return others
        case 4 if name is not None and not fields[name].required:
            return [
                *others,
                event.altered(data={key: said for key, said in event.data.items() if key != name}),
            ]
        case 5 if name is not None:
            said = draw(said_of(log, event.type, name))
            return [*others, event.altered(data={**event.data, name: said})]
        case _:
            return [*log, draw(another(log, draw(st.sampled_from(types)), at))]


def said_of(log: Sequence[Event], event_type: str, name: str) -> st.SearchStrategy[FieldValue]:
    """What a field may say: what is said elsewhere in a log under its name, or anything."""
    anything: st.SearchStrategy[FieldValue] = values_of(event_type, name, st.sampled_from(times_of(log)))
    field = VOCABULARY.events[event_type].fields[name]
    same = [event for event in log if is_alike(field, VOCABULARY.events[event.type].fields.get(name))]
    said = [event.data[name] for event in same if name in event.data]
    return st.sampled_from(said) | anything if said else anything


def is_alike(field: FieldOfEvent, other: FieldOfEvent | None) -> bool:
    """Whether a field may say what another one says."""
    return other is not None and (field.type, field.list, field.values) == (
        other.type,
        other.list,
        other.values,
    )


@st.composite
def another(draw: st.DrawFn, log: list[Event], event_type: str, at: int) -> Event:
    """One more event of a type, which mostly says what others say."""
    fields = VOCABULARY.events[event_type].fields
    data = {
        name: draw(said_of(log, event_type, name))
        for name, field in fields.items()
        if field.required or draw(st.integers(0, 3))
    }
    return Event("test", f"more {len(log)}", event_type, at, at, data)


@st.composite
def stories(draw: st.DrawFn, kind: str) -> tuple[Duty, list[Event], int]:
    """A duty, excused by what excuses others now and then; a log; and when it is judged."""
    duty, begun = draw(st.sampled_from(told_of(kind)))
    log = [*begun]
    if not draw(st.integers(0, 2)):
        other = draw(st.sampled_from([log for one, log in told_of(kind) if one.norm == duty.norm]))
        later = draw(st.sampled_from([0, DAY, -DAY, 30 * DAY]))
        log += [
            event.altered(id=f"{event.id} too", time=event.time + later, recorded=event.recorded + later)
            for event in other
        ]
    if not draw(st.integers(0, 3)):
        excuse = draw(st.sampled_from(EXCUSES))
        duty = replace(duty, unless=(*duty.unless, draw(st.sampled_from([excuse, everywhere(excuse)]))))
    types = sorted(event_types_read((duty, TERM)))
    for _ in range(draw(st.integers(0, 5))):
        log = draw(changed(log, types))
    times = [event.time for event in log]
    at = draw(st.sampled_from([TERM.end + DAY, TERM.end + DAY, *times]))
    return duty, log, at + draw(st.sampled_from([0, 0, 1, DAY, 400 * DAY]))


def everywhere(excuse: Excuse) -> Excuse:
    """An exception that excuses whatever happens while it is in force."""
    return replace(excuse, matching=())


# --- the laws -------------------------------------------------------------------------------------------------------


EACH_KIND = pytest.mark.parametrize("kind", RULE_KINDS)
A_FEW, SOME = settings(max_examples=8), settings(max_examples=20)
OF_MANY_CASES = {"nothing-found", "small-group-disadvantaged", "small-group-justified"}
SELDOM: Mapping[str, set[str]] = {
    "advance-notice": {"planned-unannounced", "planned-too-soon"},  # warnings, and no findings
    "announced-value": {
        "instant-not-recorded",
        "no-evidence",
    },  # of another reading, and of records that are not complete
    "equal-access": OF_MANY_CASES
    | {"none-settled", "not-comparable", "review", "too-few-to-tell", "too-small-to-name"},
    "equal-outcome": OF_MANY_CASES | {"none-settled", "perhaps-justified"},
    "equal-timeliness": OF_MANY_CASES
    | {
        "none-settled",
        "not-comparable",
        "perhaps-justified",
        "review",
        "too-few-to-tell",
        "too-much-unrecorded",
    }
    | {"too-small-to-name"},
    "equal-treatment": {
        "condition-of-one-not-recorded"
    },  # no norm of the suite names both a recipient and conditions
    "in-order": {"perhaps-justified"},
    "permitted-if": {"unclassified"},
    "renewed": {"no-evidence"},
    "service-level": {"no-target-partly-observed", "no-time-in-window"},
}
"""Reasons that no case of the suite shows; groups are compared by their sums in `test_case_sums` too."""


@EACH_KIND
def test_each_reason_is_told_of_a_case_that_is_told_otherwise_here(kind: str) -> None:
    """What no log comes near is not compared: every reason of every kind is found in a log that is begun with."""
    found = {
        one.reason
        for duty, log in told_of(kind)
        for at in (TERM.end + DAY, max(event.time for event in log), TERM.end + 400 * DAY)
        for one in judge([duty], TERM, log, at)
    }
    assert set(RULE_KINDS[kind].REASONS) - found == SELDOM.get(kind, set())


def found_by_queries(
    duty: Duty, log: list[Event], at: int, known_at: int | None, database: Database
) -> list[Finding]:
    """What the audit engine finds; two thirds of all logs are asked by queries, though their events are few."""
    with pytest.MonkeyPatch.context() as limits:
        if len(log) % 3:
            limits.setattr(asking, "FEW", -1)
            limits.setattr(asking, "LISTED", 1)
        return audit.judge([duty], TERM, log, at, known_at, database=database)


@st.composite
def known_at(draw: st.DrawFn, log: Sequence[Event]) -> int | None:
    """An instant as known at which something is judged, now and then: beside when something became known."""
    if draw(st.integers(0, 2)):
        return None
    return draw(st.sampled_from([event.recorded for event in log])) + draw(st.sampled_from(STEPS))


@EACH_KIND
@SOME
@given(data=st.data())
def test_the_audit_engine_finds_what_the_reference_engine_finds(kind: str, data: st.DataObject) -> None:
    duty, log, at = data.draw(stories(kind))
    known = data.draw(known_at(log))
    assert found_by_queries(duty, log, at, known, SQLite()) == judge([duty], TERM, log, at, known)


@EACH_KIND
@settings(max_examples=2)
@given(data=st.data())
def test_the_audit_engine_finds_it_in_duckdb_too(kind: str, data: st.DataObject) -> None:
    duty, log, at = data.draw(stories(kind))
    assert found_by_queries(duty, log, at, None, DuckDB()) == judge([duty], TERM, log, at)


@EACH_KIND
@SOME
@given(data=st.data())
def test_the_monitor_finds_what_the_reference_engine_finds(kind: str, data: st.DataObject) -> None:
    duty, log, at = data.draw(stories(kind))
    known = data.draw(known_at(log))
    assert monitor.judge([duty], TERM, log, at, known) == judge([duty], TERM, log, at, known)


@st.composite
def instants(draw: st.DrawFn, log: Sequence[Event]) -> list[int]:
    """A few instants, in order, beside those at which something happens."""
    times = st.sampled_from([event.time for event in log])
    near = st.tuples(times, st.sampled_from(STEPS)).map(sum)
    return sorted(draw(st.sets(near, min_size=1, max_size=3)))


@EACH_KIND
@A_FEW
@given(data=st.data())
def test_at_every_instant_the_monitor_knows_what_the_reference_engine_finds_then(
    kind: str, data: st.DataObject
) -> None:
    duty, log, _ = data.draw(stories(kind))
    engine, standing = monitor.Engine([duty], TERM), monitor.Standing([duty])
    left = sorted(log, key=order)
    for at in data.draw(instants(log)):
        standing.add(engine.settle([event for event in left if event.time <= at], at + 1))
        left = [event for event in left if event.time > at]
        open_now = list(engine.pending(at))
        known = {one.id: one for one in [*standing.findings(), *open_now]}
        assert duties_of(engine, at) == waiting_in(open_now)
        found = {one.id: one for one in judge([duty], TERM, log, at)}
        assert {name: known.get(name) for name in found} == found


@EACH_KIND
@SOME
@given(data=st.data())
def test_a_monitor_that_goes_on_from_a_state_tells_what_the_unbroken_one_tells(
    kind: str, data: st.DataObject
) -> None:
    """Word for word and in the same order, wherever it is broken off."""
    duty, log, at = data.draw(stories(kind))
    breaks = data.draw(instants(log))
    assert told(duty, log, at, breaks) == told(duty, log, at, breaks, goes_on=False)


def in_order(log: Sequence[Event], at: int) -> list[Event]:
    """What has happened by an instant, in order."""
    return sorted((event for event in log if event.time <= at), key=order)


def told(
    duty: Duty, log: Sequence[Event], at: int, breaks: Sequence[int], *, goes_on: bool = True
) -> list[monitor.Change]:
    """What a monitor tells up to an instant, which at some is begun anew from its state if it `goes_on` so."""
    engine, changes, happened = monitor.Engine([duty], TERM), list[monitor.Change](), in_order(log, at)
    for since, until in pairwise([-(2**60), *(one for one in breaks if one <= at), at + 1]):
        changes += engine.settle([event for event in happened if since <= event.time < until], until)
        if goes_on:
            states = {name: watch.state() for name, watch in engine.all_watches()}
            fresh = monitor.Engine([duty], TERM)
            changes += fresh.restore(states, list(engine.ground.events()), engine.set_aside, engine.settled)
            engine = fresh
    return [*changes, *engine.close(at)]


def test_a_monitor_that_goes_on_takes_back_what_is_found_no_longer() -> None:
    """A group that was too small to name has a name when there is another one, and nobody has looked since."""
    end, later = TERM.end, TERM.end + 30 * DAY
    extended = Event("test", "x", "agreement.extended", end - DAY, end - DAY, {"effective-from": later})
    grants = [
        Event("test", f"e{number}", "grant.decided", at, at, {
            "service": "lending", "grounds": "study", "family": f"f{number}", "district": district, "decision": decision,
        })
        for number, (at, district, decision) in enumerate(
            [*((end - number * HOUR, "north", "refused") for number in range(1, 6)), (later + 1, "south", "granted")]
        )
    ]  # fmt: skip
    duty, log, at = DUTIES["equal-grants"], [extended, *grants], later + DAY
    unbroken = told(duty, log, at, [later + HOUR], goes_on=False)
    assert any(change.finding is None for change in unbroken)
    assert told(duty, log, at, [later + HOUR]) == unbroken


@EACH_KIND
@A_FEW
@given(data=st.data())
def test_a_line_that_was_set_aside_leaves_the_same_doubt(kind: str, data: st.DataObject) -> None:
    """Before what is told and after it, in a monitor as in a whole log, which the audit engine judges alike."""
    duty, log, at = data.draw(stories(kind))
    reason = data.draw(st.sampled_from(["time-no-offset", "not-json", "missing-field"]))
    event_type = data.draw(st.sampled_from([*sorted(event_types_read(duty)), None]))
    line, when, happened = (
        SetAside("events", 7, reason, {}, event_type, "x"),
        data.draw(instants(log))[0],
        in_order(log, at),
    )
    engine, standing = monitor.Engine([duty], TERM), monitor.Standing([duty])
    standing.add(engine.settle([event for event in happened if event.time < when], min(when, at + 1)))
    incomplete, changes = engine.put_aside(line)
    standing.add([incomplete, *changes])
    standing.add(engine.settle([event for event in happened if event.time >= when], at + 1))
    standing.add(engine.close(at))
    found = judge([duty], TERM, log, at, None, [line])
    assert standing.findings() == found
    assert audit.judge([duty], TERM, log, at, None, [line], database=SQLite()) == found


@EACH_KIND
@SOME
@given(data=st.data())
def test_the_parts_of_a_log_find_together_what_is_found_in_the_whole(kind: str, data: st.DataObject) -> None:
    """Where a log can be split for a duty, whatever it is matched by."""
    duty, log, at = data.draw(stories(kind))
    split = split_of(duty, TERM, VOCABULARY)
    if split is not None:
        lane = Lane("", split, (duty.norm,), event_types_read((duty, TERM)))
        parts = [[event for event in log if number in lane.parts_of(event, 3)] for number in range(3)]
        found = {finding for part in parts for finding in judge([duty], TERM, part, at)}
        assert sorted(found, key=lambda one: (one.time, one.id)) == judge([duty], TERM, log, at)
