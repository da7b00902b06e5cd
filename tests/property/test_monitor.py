"""The monitor finds what the reference engine finds, however the log comes in."""

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from engines_held import known_at_each, told_over_breaks
from hypothesis import given, settings
from hypothesis import strategies as st
from modules_by_path import module_at

from slakit import Monitor
from slakit.calendars import time_zone
from slakit.checks import Duty, Proof, Term
from slakit.engines import monitor
from slakit.engines.monitor.arrivals import Arrivals
from slakit.engines.reference import judge
from slakit.events.cloud_events import cloud_event_of
from slakit.events.event import Event, FieldValue, SetAside
from slakit.findings import Finding
from slakit.verdicts.judging import event_types_read
from slakit.verdicts.truth import order

HERE = Path(__file__).parent


of_reference = module_at(HERE / "test_reference.py")
EDITION = of_reference.EDITION
INSTANTS, BASE, DAY = of_reference.INSTANTS, of_reference.BASE, of_reference.DAY
OF_TERM = of_reference.OF_TERM
PLAINLY_PROVED = replace(EDITION.term, proof=tuple(Proof(proof.of) for proof in EDITION.term.proof))
TERMS = [
    replace(PLAINLY_PROVED, inferred=False),
    replace(PLAINLY_PROVED, inferred=False, extended=None),
    PLAINLY_PROVED,
    EDITION.term,
    replace(EDITION.term, inferred=False),
    replace(EDITION.term, extended=None),
]
"""A term that is written, one that cannot be renewed, one inferred from the first proof; and of which proofs tell the span."""
ARRIVALS = [0, 1, DAY, 40 * DAY]
"""How much later than younger events one may come, in microseconds."""


def mostly(first: FieldValue, *others: FieldValue) -> st.SearchStrategy[FieldValue]:
    """One value far more often than the others, so that many events agree."""
    return st.sampled_from([first] * (5 * len(others) + 1) + [*others])


vars(of_reference)["mostly"] = mostly


A_FEW_INSTANTS = st.lists(INSTANTS, min_size=2, max_size=6, unique=True)
WITH_OR_WITHOUT_TERM = st.sampled_from([OF_TERM, frozenset()])
TENS, ANY_TERM, ANY_LATENESS = st.integers(1, 4), st.sampled_from(TERMS), st.sampled_from(ARRIVALS)


@st.composite
def stories(draw: st.DrawFn) -> tuple[Duty, list[Event], Term, int]:
    """A duty, a log of up to thirty events that often meet, a term, and when it is judged."""
    duty = draw(of_reference.ANY_DUTY)
    few = st.sampled_from(draw(A_FEW_INSTANTS))
    types = of_reference.types_read(duty.norm) | draw(WITH_OR_WITHOUT_TERM)
    log: list[Event] = []
    for first in range(0, draw(TENS) * 10, 10):
        log += draw(of_reference.events(types, few, first=first))
    at = draw(
        st.sampled_from([EDITION.term.end + DAY, max(event.time for event in log)]) | INSTANTS,
    )
    return duty, log, draw(ANY_TERM), at


def arrived(log: Sequence[Event], lateness: int, draw: st.DrawFn) -> list[Event]:
    """A log as it may come in: each event with a delay of its own within the lateness, and some of them twice."""
    delay, place, one_in_ten = st.integers(0, lateness), st.integers(0, 99), st.integers(0, 9)
    delayed = [
        (event.time + draw(delay), draw(place), event)
        for event in log
        for _ in range(1 + (draw(one_in_ten) == 0))
    ]
    return [event for _, _, event in sorted(delayed, key=lambda one: one[:2])]


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[Duty, list[Event], Term, int, int]:
    """A story as it comes in, with how late events may be."""
    duty, log, term, at = draw(stories())
    lateness = draw(ANY_LATENESS)
    return duty, arrived(log, lateness, draw), term, at, lateness


def told_by_monitor(
    duty: Duty, log: Sequence[Event], term: Term, at: int, lateness: int, steps: Sequence[int] = ()
) -> list[Finding]:
    """What a monitor has told when it is closed, fed event by event, with the time going on by itself now and then."""
    watch = monitor.Engine([duty], term)
    arrivals = Arrivals(lateness, 0)
    standing = monitor.Standing([duty])
    for event in log:
        arrivals.take(event)
        arrivals.watermark = min(arrivals.watermark, at + 1)
        standing.add(watch.settle([one for one in arrivals.over() if one.time <= at], arrivals.watermark))
        for step in steps:
            if arrivals.watermark < step <= min(event.time - lateness, at):
                arrivals.advance(step)
                standing.add(watch.settle(arrivals.over(), arrivals.watermark))
    arrivals.advance(at + 1)
    standing.add(watch.settle([one for one in arrivals.over() if one.time <= at], at + 1))
    standing.add(watch.close(at))
    return standing.findings()


@settings(max_examples=300)
@given(stories(), st.none() | INSTANTS)
def test_the_monitor_finds_what_the_reference_engine_finds(
    story: tuple[Duty, list[Event], Term, int], known_at: int | None
) -> None:
    """Evidence, figures and cures are alike too, whatever is forgotten on the way."""
    duty, log, term, at = story
    assert monitor.judge([duty], term, log, at, known_at) == judge([duty], term, log, at, known_at)


@settings(max_examples=200)
@given(deliveries())
def test_the_order_in_which_events_arrive_does_not_matter(
    delivery: tuple[Duty, list[Event], Term, int, int],
) -> None:
    """Events may come late and twice within the lateness; several of one instant come in any order."""
    duty, log, term, at, lateness = delivery
    assert told_by_monitor(duty, log, term, at, lateness) == judge([duty], term, log, at)


@settings(max_examples=100)
@given(stories(), st.lists(INSTANTS, min_size=1, max_size=4))
def test_at_every_instant_the_monitor_knows_what_the_reference_engine_finds_then(
    story: tuple[Duty, list[Event], Term, int], instants: list[int]
) -> None:
    """What was told and is still open, taken together, is at any time the judgement as of the last instant."""
    duty, log, term, _ = story
    assert list(known_at_each(duty, log, term, instants))


@settings(max_examples=100)
@given(stories(), st.sampled_from(["time-no-offset", "not-json", "missing-field"]), st.data())
def test_a_line_that_was_set_aside_leaves_the_same_doubt(
    story: tuple[Duty, list[Event], Term, int], reason: str, data: st.DataObject
) -> None:
    """Whenever the line comes, the findings told before it and after it are in doubt as a whole log has them."""
    duty, log, term, at = story
    kind = data.draw(st.sampled_from([*sorted(event_types_read(duty)), None]))
    line = SetAside("events", 7, reason, {}, kind, "x")
    happened = sorted((event for event in log if event.time <= at), key=order)
    engine, standing = monitor.Engine([duty], term), monitor.Standing([duty])
    when = data.draw(INSTANTS)
    standing.add(engine.settle([event for event in happened if event.time < when], min(when, at + 1)))
    incomplete, changes = engine.put_aside(line)
    standing.add([incomplete, *changes])
    standing.add(engine.settle([event for event in happened if event.time >= when], at + 1))
    standing.add(engine.close(at))
    assert standing.findings() == judge([duty], term, log, at, None, [line])


@settings(max_examples=200)
@given(stories(), st.lists(INSTANTS, min_size=1, max_size=3))
def test_a_monitor_that_goes_on_from_a_state_tells_what_the_unbroken_one_tells(
    story: tuple[Duty, list[Event], Term, int], breaks: list[int]
) -> None:
    """Word for word and in the same order, however often it is broken off: nothing is lost, nothing is told twice."""
    duty, log, term, at = story
    unbroken, broken = told_over_breaks(duty, log, term, breaks, at)
    assert broken == unbroken


ZONE = time_zone(EDITION.agreement.time_zone)
SCRAPS = [b"no json\n", b"{}\n", b'{"a":1}{"a":2}\n', b" \n"]


@st.composite
def feedings(draw: st.DrawFn) -> tuple[int, list[bytes], list[int]]:
    """How late an event may come, lines of a log as they come in, some no events, and where they are cut."""
    _, log, _, _ = draw(stories())
    lateness = draw(ANY_LATENESS)
    events = arrived(log, lateness if draw(st.booleans()) else DAY, draw)
    other = [event.altered(time=event.time + DAY) for event in events[: draw(st.integers(0, 2))]]
    lines = [
        json.dumps(cloud_event_of(event, EDITION.vocabulary, ZONE)).encode() + b"\n"
        for event in (*events, *other)
    ]
    for scrap in draw(st.lists(st.sampled_from(SCRAPS), max_size=2)):
        lines.insert(draw(st.integers(0, len(lines))), scrap)
    return lateness, lines, sorted(draw(st.lists(st.integers(0, len(lines)), max_size=4)))


@settings(max_examples=20)
@given(feedings())
def test_lines_that_are_fed_together_tell_what_each_tells(
    feeding: tuple[int, list[bytes], list[int]],
) -> None:
    lateness, lines, cuts = feeding
    apart, together = (Monitor(EDITION, lateness=lateness, remembers=DAY) for _ in range(2))
    apart.journal, together.journal = [], []
    told = [report for line in lines for report in apart.feed(line)]
    parts = [lines[begun:end] for begun, end in pairwise([0, *cuts, len(lines)])]
    assert [report for part in parts for report in together.feed_lines(part)] == told
    for name in ("events", "repeated", "too_late", "too_far_ahead", "lines", "watermark", "journal"):
        assert getattr(together, name) == getattr(apart, name), name
    assert together.pending() == apart.pending()
