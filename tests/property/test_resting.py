"""Notices that rest: an act is judged as if all of them were awake, whatever happens to them and when."""

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Final
from unittest.mock import patch

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slakit.checks import CoveredBefore, Duty, Term
from slakit.engines import monitor
from slakit.engines.monitor import acts
from slakit.engines.monitor.resting import Rested, Resting
from slakit.engines.reference import judge
from slakit.events.event import Event, FieldValue
from slakit.loading import load
from slakit.verdicts.spans import Span, spans_of
from slakit.verdicts.truth import Key, order

HOUR: Final = 3_600_000_000
HERE: Final = Path(__file__).parent
BEGINS: Final = 2000
"""The hour of the term in which a story begins."""
Story = tuple[Duty, Term, list[Event], int]


@cache
def duties() -> list[tuple[Duty, Term, str]]:
    """Duties of notice with a service, with leads of elapsed and of working time, whose notices name their act and whose do not."""
    found = []
    for folder in (HERE.parent / "suite", HERE.parents[1] / "agreements" / "hamadan-governorate" / "1398"):
        edition = load(folder)
        term = replace(edition.term, inferred=False, proof=())
        # while it is not proved, every act is open, and no notice rests
        for duty in edition.duties:
            if isinstance(duty.check, CoveredBefore):
                check = replace(duty.check, by=replace(duty.check.by, complete=True))
                for matching in (check.matching, ()):
                    one = replace(duty, check=replace(check, matching=matching))
                    found.append((one, term, min(duty.annex)))
    return found


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Some months in which a few notices are published, changed and withdrawn time and again, mostly for an act to come."""
    duty, term, service = draw(st.sampled_from(duties()))
    check = duty.check
    assert isinstance(check, CoveredBefore)
    by = Random(draw(st.integers(0, 2**62)))  # noqa: S311 -- what happens in a story, not a secret
    begin, log = term.start + BEGINS * HOUR, list[Event]()
    announced = check.announced

    def happen(kind: str | None, hour: int, data: dict[str, FieldValue]) -> None:
        if kind is not None:
            time = begin + hour * HOUR + by.choice((0, 0, 0, 1, -1))
            log.append(Event("test", f"e{len(log)}", kind, time, time, data))

    now = 0
    for _ in range(by.randint(3, 12)):
        act, start = by.choice(("a1", "a2")), now + by.choice((1, 72, 73, 100))
        names: dict[str, FieldValue] = dict.fromkeys(("outage", "move", "closure"), act)
        place: dict[str, FieldValue] = {"services": (service,), "service": service}
        said: dict[str, FieldValue] = {**names, "channel": "portal", "covers": (service,)}
        if by.random() < 0.95:
            said[announced.start] = begin + (start + by.choice((0, 0, 0, 1, -30))) * HOUR
            if announced.end:
                said[announced.end] = begin + (start + by.choice((1, 2, 60, 150))) * HOUR
        if by.random() < 0.7:  # what names none is about all of them, if it only changes or ends them
            said |= dict.fromkeys(check.by.key, by.choice(("n1", "n2")))
        kinds = [check.by.opens, check.by.opens, *check.by.amends, *check.by.amends, check.by.closes]
        happen(by.choice(kinds), now, said)
        if by.random() < 0.7:
            start += by.choice((0, 0, 0, 80, 140))
            happen(check.of.opens, start, {**names, **place, "planned": True, "origin": "site"})
            if by.random() < 0.95:
                happen(check.of.closes, start + by.choice((1, 5, 30)), dict(names))
        now += by.choice((5, 100, 145, 300, 301, 400))
    at = draw(st.sampled_from([term.end, begin + now * HOUR, begin + now // 2 * HOUR]))
    return duty, term, sorted(log, key=order), at


@contextmanager
def resting_at_once(together: int) -> Iterator[None]:
    """Let notices rest as soon as so many of them may."""
    with patch.object(acts, "TIRED", together), patch.object(acts, "TOGETHER", together):
        yield


@settings(max_examples=400)
@given(stories(), st.sampled_from([1, 2]))
def test_the_monitor_finds_what_the_reference_engine_finds_though_notices_rest(
    story: Story, together: int
) -> None:
    duty, term, log, at = story
    with resting_at_once(together):
        assert monitor.judge([duty], term, log, at) == judge([duty], term, log, at)


@settings(max_examples=100)
@given(stories(), st.lists(st.integers(1, 2400), min_size=1, max_size=3))
def test_who_goes_on_with_notices_that_rest_tells_what_the_unbroken_monitor_tells(
    story: Story, breaks: Sequence[int]
) -> None:
    """Word for word and in the same order."""
    duty, term, log, at = story
    happened = [event for event in log if event.time <= at]
    edges = sorted({*(term.start + (BEGINS + hour) * HOUR for hour in breaks), at + 1})
    unbroken, broken = monitor.Engine([duty], term), monitor.Engine([duty], term)
    told: list[list[monitor.Change]] = [[], []]
    for since, until in pairwise([-(2**60), *(edge for edge in edges if edge <= at + 1)]):
        part = [event for event in happened if since <= event.time < until]
        told[0] += unbroken.settle(part, until)
        with resting_at_once(1):
            told[1] += broken.settle(part, until)
        states = {name: watch.state() for name, watch in broken.all_watches()}
        broken = monitor.Engine([duty], term)
        told[1] += broken.restore(states, [], [], until)
    told[0] += unbroken.close(at)
    told[1] += broken.close(at)
    assert told[1] == told[0]


def test_a_notice_that_rests_is_not_woken_by_an_earlier_one_of_its_name_when_a_monitor_goes_on() -> None:
    """The earlier one was withdrawn, and is kept for an act that is still open; it is restored as it was kept."""
    duty, term, _ = next(one for one in duties() if one[0].norm == "closure-notice")
    begin, days = term.start + 100 * 24 * HOUR, 24 * HOUR

    def happened(name: str, kind: str, day: int, **data: FieldValue) -> Event:
        return Event("test", name, kind, begin + day * days, begin + day * days, {"closure": "c"} | data)

    notice: dict[str, FieldValue] = {"notice": "n", "place": "website", "covers": ("lending",)}
    log = [
        happened("e1", "notice.posted", 5, **notice, **{"from": begin + 20 * days, "to": begin + 21 * days}),
        happened("e2", "notice.removed", 9, notice="n"),
        happened("e3", "closure.began", 20, services=("lending",), planned=True, cause="works"),
        happened("e4", "notice.posted", 40, **notice, **{"from": begin + 60 * days, "to": begin + 61 * days}),
        happened("e5", "closure.ended", 150, closure="another"),
    ]
    engine, at = monitor.Engine([duty], term), begin + 200 * days
    standing = monitor.Standing([duty])
    with resting_at_once(1):
        standing.add(engine.settle(log, at))
    states = {name: watch.state() for name, watch in engine.all_watches()}
    assert any(name.startswith("resting") for state in states.values() for name in state.packed)
    gone_on = monitor.Engine([duty], term)
    standing.add(gone_on.restore(states, [], [], at))
    standing.add(gone_on.close(at))
    assert standing.findings() == judge([duty], term, log, at)


def test_notices_do_rest_in_such_stories() -> None:
    """What is proved above is proved of notices that rest, that are woken by their key, and by an event that names none."""
    seen: Counter[str] = Counter()
    lay, woken, woken_by = Resting.lay, Resting.woken, Resting.woken_by

    def laid(resting: Resting, spans: Sequence[Span]) -> None:
        seen["laid"] += len(spans)
        lay(resting, spans)

    def awake(resting: Resting, key: Key) -> list[Span]:
        found = list(woken(resting, key))
        seen["woken"] += len(found)
        return found

    def all_awake(resting: Resting, wanted: Key) -> list[Span]:
        found = list(woken_by(resting, wanted))
        seen["woken by none"] += len(found)
        return found

    @settings(max_examples=200, database=None, derandomize=True)
    @given(stories())
    def tell(story: Story) -> None:
        duty, term, log, at = story
        with resting_at_once(1):
            monitor.judge([duty], term, log, at)

    with patch.multiple(Resting, lay=laid, woken=awake, woken_by=all_awake):
        tell()
    assert seen["laid"] > seen["woken"] > 0 < seen["woken by none"]


def of_a_notice(size: int) -> tuple[Resting, Event, Span]:
    """A place to rest, a notice with a number in it, and its span."""
    duty, term, service = duties()[0]
    check = duty.check
    assert isinstance(check, CoveredBefore)
    names: dict[str, FieldValue] = dict.fromkeys(check.by.key, "اطلاعیه-۱")
    said: dict[str, FieldValue] = {**names, "covers": (service,), "channel": "portal", "size": size}
    notice = Event("test", "e1", check.by.opens, term.start, term.start + HOUR, said, line=7)
    (span,) = spans_of(check.by, [notice], duty.annex)
    return Resting(check.by, duty.annex), notice, span


def test_a_notice_is_woken_as_it_was_laid_whatever_numbers_it_holds() -> None:
    """No file holds an integer beyond 64 bits, but whoever makes events himself may."""
    resting, _, span = of_a_notice(2**70)
    resting.lay([span])
    gone_on, _, _ = of_a_notice(2**70)
    gone_on.unpack(dict(resting.packed()))
    assert list(gone_on.woken(span.key)) == [span]
    assert len(gone_on) == 0


def test_a_notice_that_was_withdrawn_before_it_was_published_is_woken_as_one() -> None:
    """With the end that is told too early, which is no notice of its own."""
    _, notice, span = of_a_notice(72)
    check = duties()[0][0].check
    assert isinstance(check, CoveredBefore)
    assert check.by.ends_named
    early = notice.altered(id="early", type=str(check.by.closes), time=notice.time - 1)
    (doubted,) = (one for one in spans_of(check.by, [early, notice], frozenset()) if one.versions)
    assert doubted == span.altered(early=early)
    resting = Resting(check.by, frozenset())
    resting.lay([doubted])
    assert list(resting.woken(span.key)) == [doubted]


def test_what_an_older_store_packed_is_woken_and_bytes_that_are_no_piece_are_refused() -> None:
    resting, notice, span = of_a_notice(72)
    resting.unpack({"0": zlib.compress(msgspec.msgpack.encode([Rested(span.key, (notice,))]))})
    assert list(resting.woken(span.key)) == [span]
    for damaged in (b"no piece", zlib.compress(b"[no piece"), zlib.compress(b"\xc1")):
        with pytest.raises(ValueError):  # noqa: PT011 -- whose message is that of who found it out
            resting.unpack({"1": damaged})
