"""Ends that are told for a time before their starts mean the same to every engine, whatever else is told of them."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from modules_by_path import module_at

from slakit.checks import CoveredBefore, Duty, Followed, Inside, Measured, Never, Pause, Spans
from slakit.engines import audit, monitor
from slakit.engines.audit.databases import SQLite
from slakit.engines.reference import judge
from slakit.events.event import Event, FieldValue
from slakit.verdicts.spans import CLOCKS_APART, event_types_of
from slakit.verdicts.truth import order

of_monitor = module_at(Path(__file__).parent / "test_monitor.py")
EDITION, WRITTEN = of_monitor.EDITION, of_monitor.TERMS[0]


def lasting_in(duty: Duty) -> Spans | None:
    """The record of which a duty asks how long it lasts; nothing if it asks that of none."""
    match duty.check:
        case CoveredBefore(of=of) | Inside(of=of) | Measured(of=of):
            return of
        case Followed(paused=Pause(spans=spans)) | Never(during=Spans() as spans):
            return spans
        case _:
            return None


DUTIES = [duty for duty in EDITION.duties if (lasts := lasting_in(duty)) and lasts.ends_named]
NOON = EDITION.term.start + 100 * CLOCKS_APART + CLOCKS_APART // 2
AROUND = [NOON + apart for one in (0, 1, CLOCKS_APART, CLOCKS_APART + 1) for apart in (one, -one)]
INSTANTS = st.sampled_from([*AROUND, NOON + 40 * CLOCKS_APART, EDITION.term.end])

DELAYS = of_monitor.of_reference.DELAYS

Story = tuple[Duty, list[Event], int]


SOON_AFTER = st.sampled_from([1, CLOCKS_APART, CLOCKS_APART + 1])


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """A duty that looks at how long something lasts, an end before a start, other events, and when it is judged."""
    duty = draw(st.sampled_from(DUTIES))
    of, instant = lasting_in(duty), draw(st.sampled_from(AROUND))
    assert of is not None
    known = dict.fromkeys(of.key, "x")
    log = [
        Event("test", "end", str(of.closes), instant, instant + draw(DELAYS), known),
        draw(opening(of.opens, instant + draw(SOON_AFTER), known)),
    ]
    lasting, others = frozenset(event_types_of(of)), of_monitor.of_reference.types_read(duty.norm)
    for first, types in enumerate((lasting, others)):
        for event in draw(of_monitor.of_reference.events(types, INSTANTS, first=10 * first)):
            same = known if event.type in lasting else {name: "x" for name in known if name in event.data}
            log.append(event.altered(data={**event.data, **same}) if draw(st.booleans()) else event)
    return duty, log, draw(INSTANTS | st.just(EDITION.term.end + CLOCKS_APART))


@st.composite
def opening(draw: st.DrawFn, kind: str, instant: int, known: dict[str, str]) -> Event:
    """What begins at an instant under a key, with whatever else is told of it."""
    made: list[Event] = draw(
        of_monitor.of_reference.events(frozenset({kind}), st.just(instant), first=100).filter(bool)
    )
    event = made[0]
    return event.altered(data={**event.data, **known})


@settings(max_examples=200)
@given(stories(), st.none() | INSTANTS)
def test_every_engine_finds_the_same_of_early_ends(story: Story, known_at: int | None) -> None:
    """Evidence, figures and cures are alike too."""
    duty, log, at = story
    found = judge([duty], WRITTEN, log, at, known_at)
    assert monitor.judge([duty], WRITTEN, log, at, known_at) == found
    assert audit.judge([duty], WRITTEN, log, at, known_at, database=SQLite()) == found


@settings(max_examples=150)
@given(stories(), st.lists(INSTANTS, min_size=1, max_size=3))
def test_a_monitor_that_goes_on_remembers_what_ended_nothing(story: Story, breaks: Sequence[int]) -> None:
    duty, log, at = story
    happened = sorted((event for event in log if event.time <= at), key=order)
    edges = [*sorted({one + 1 for one in breaks if one <= at}), at + 1]
    engine, standing = monitor.Engine([duty], WRITTEN), monitor.Standing([duty])
    for since, until in pairwise([-(2**60), *edges]):
        standing.add(engine.settle([event for event in happened if since <= event.time < until], until))
        states = {name: watch.state() for name, watch in engine.all_watches()}
        fresh = monitor.Engine([duty], WRITTEN)
        standing.add(fresh.restore(states, list(engine.ground.events()), engine.set_aside, engine.settled))
        engine = fresh
    standing.add(engine.close(at))
    assert standing.findings() == judge([duty], WRITTEN, log, at)


def test_a_monitor_waits_for_whoever_tells_how_long_that_lasted_which_forbids() -> None:
    """A reader who is suspended once more than released borrows, which is a breach as soon as a release is told."""
    (duty,) = (one for one in DUTIES if one.norm == "no-loan-while-suspended")
    told = ["suspension.lifted", "suspension.imposed", "loan.made", "suspension.lifted"]
    log = [
        Event(
            "test",
            f"e{after}",
            kind,
            NOON + after,
            NOON + after,
            {"reader": "r", "service": "lending", "confirmed": True},
        )
        for after, kind in enumerate(told)
    ]
    at = NOON + CLOCKS_APART
    for few, reason in ((3, "record-unclear"), (4, "happened-during")):
        found = judge([duty], WRITTEN, log[:few], at)
        assert [one.reason for one in found] == [reason]
        assert monitor.judge([duty], WRITTEN, log[:few], at) == found


def test_a_monitor_that_goes_on_takes_no_end_for_that_of_what_begins_once_more() -> None:
    """What began after the end and is over is forgotten, and the end with it, though a matter is still waited for."""
    (duty,) = (one for one in DUTIES if one.norm == "appeal-settled")
    told: list[tuple[str, int, dict[str, FieldValue]]] = [
        ("matter.filed", 0, {"matter": "m", "kind": "appeal"}),
        ("inquiry.returned", 1, {"inquiry": "i"}),
        ("inquiry.sent", 2, {"inquiry": "i", "matter": "other", "formal": True}),
        ("inquiry.returned", 3, {"inquiry": "i"}),
        ("inquiry.sent", 4, {"inquiry": "i", "matter": "m", "formal": True}),
    ]
    log = [
        Event("test", f"e{after}", kind, NOON + after, NOON + after, fields) for kind, after, fields in told
    ]
    engine, fresh = (monitor.Engine([duty], WRITTEN) for _ in range(2))
    standing = monitor.Standing([duty])
    standing.add(engine.settle(log[:4], NOON + 4))
    states = {name: watch.state() for name, watch in engine.all_watches()}
    standing.add(fresh.restore(states, list(engine.ground.events()), engine.set_aside, engine.settled))
    at = NOON + 40 * CLOCKS_APART
    standing.add(fresh.settle(log[4:], at + 1))
    standing.add(fresh.close(at))
    found = judge([duty], WRITTEN, log, at)
    assert [one.reason for one in found] == ["paused"]
    assert standing.findings() == found


def test_an_end_that_is_told_too_early_is_no_evidence_of_what_covers_something() -> None:
    """Nobody doubts that a permit stands which is granted, though one of its name had been ended a moment before."""
    (duty,) = (one for one in DUTIES if one.norm == "exhibition-in-permit")
    told: list[tuple[str, dict[str, FieldValue]]] = [
        ("permit.ended", {"permit": "p"}),
        ("permit.granted", {"permit": "p", "room": "hall", "binding": True}),
        ("exhibition.opened", {"exhibition": "x", "room": "hall", "public": True}),
    ]
    log = [
        Event("test", f"e{after}", kind, NOON + after, NOON + after, fields)
        for after, (kind, fields) in enumerate(told)
    ]
    [found] = judge([duty], WRITTEN, log, NOON + 3)
    assert found.reason == "inside-so-far"
    assert [(one.role, one.id) for one in found.evidence] == [("act", "e2"), ("record", "e1")]
