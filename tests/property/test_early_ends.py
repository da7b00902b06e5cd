"""Ends that are told for a time before their starts mean the same to every engine, whatever else is told of them."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from modules_by_path import module_at

from slakit.checks import CoveredBefore, Duty, Inside, Measured
from slakit.engines import audit, monitor
from slakit.engines.audit.databases import SQLite
from slakit.engines.reference import judge
from slakit.events.event import Event
from slakit.verdicts.spans import CLOCKS_APART, event_types_of
from slakit.verdicts.truth import order

of_monitor = module_at(Path(__file__).parent / "test_monitor.py")
EDITION = of_monitor.EDITION
DUTIES = [
    duty
    for duty in EDITION.duties
    if isinstance(duty.check, CoveredBefore | Inside | Measured) and duty.check.of.ends_named
]
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
    assert isinstance(duty.check, CoveredBefore | Inside | Measured)
    of, instant = duty.check.of, draw(st.sampled_from(AROUND))
    known = dict.fromkeys(of.key, "x")
    log = [
        Event("test", "end", str(of.closes), instant, instant + draw(DELAYS), known),
        draw(opening(of.opens, instant + draw(SOON_AFTER), known)),
    ]
    lasting, others = frozenset(event_types_of(of)), of_monitor.of_reference.types_read(duty.norm)
    for first, types in enumerate((lasting, others)):
        for event in draw(of_monitor.of_reference.events(types, INSTANTS, first=10 * first)):
            is_same = event.type in lasting and draw(st.booleans())
            log.append(event.altered(data={**event.data, **known}) if is_same else event)
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
    found = judge([duty], EDITION.term, log, at, known_at)
    assert monitor.judge([duty], EDITION.term, log, at, known_at) == found
    assert audit.judge([duty], EDITION.term, log, at, known_at, database=SQLite()) == found


@settings(max_examples=150)
@given(stories(), st.lists(INSTANTS, min_size=1, max_size=3))
def test_a_monitor_that_goes_on_remembers_what_ended_nothing(story: Story, breaks: Sequence[int]) -> None:
    duty, log, at = story
    happened = sorted((event for event in log if event.time <= at), key=order)
    edges = [*sorted({one + 1 for one in breaks if one <= at}), at + 1]
    engine, standing = monitor.Engine([duty], EDITION.term), monitor.Standing([duty])
    for since, until in pairwise([-(2**60), *edges]):
        standing.add(engine.settle([event for event in happened if since <= event.time < until], until))
        states = {name: watch.state() for name, watch in engine.all_watches()}
        fresh = monitor.Engine([duty], EDITION.term)
        standing.add(fresh.restore(states, list(engine.ground.events()), engine.set_aside, engine.settled))
        engine = fresh
    standing.add(engine.close(at))
    assert standing.findings() == judge([duty], EDITION.term, log, at)
