"""Notices that are looked up by what they announce: an act is judged as if it looked through all of them."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slakit.checks import Announced, Duty
from slakit.engines import audit, monitor
from slakit.engines.audit.databases import SQLite
from slakit.engines.reference import judge
from slakit.events.event import Event, FieldValue
from slakit.loading import Edition, load
from slakit.verdicts import covered_before
from slakit.verdicts.notices import Notices
from slakit.verdicts.spans import Span, Version
from slakit.verdicts.truth import order

HOUR: Final = 3_600_000_000
ANNOUNCED: Final = Announced("start", "end", True, True, True, None)  # noqa: FBT003 -- its fields, in their order


@cache
def edition() -> Edition:
    return load(Path(__file__).parents[2] / "agreements" / "hamadan-governorate" / "1398")


@cache
def duty() -> Duty:
    (found,) = (duty for duty in edition().duties if duty.norm == "planned-outage-notice")
    return found


class EveryNotice:
    """All notices, for every act."""

    def __init__(self, announced: Announced, notices: Sequence[Span]) -> None:
        self._notices = notices

    def that_may_announce(self, start: int) -> Sequence[Span]:
        """All of them."""
        return self._notices

    def near(self, start: int, distance: int) -> Sequence[Span]:
        """All of them."""
        return self._notices


@st.composite
def years(draw: st.DrawFn) -> list[Event]:
    """Some planned outages, and notices that announce them, others, windows, or nothing; some are changed or withdrawn."""
    by = Random(draw(st.integers(0, 2**62)))  # noqa: S311 -- what happens in a story, not a secret
    begin = edition().term.start + 200 * HOUR
    log, annex = list[Event](), sorted(duty().annex)
    halves = tuple(annex[:12]), tuple(annex[12:])

    def happen(kind: str, hour: int, data: dict[str, FieldValue]) -> None:
        time = begin + hour * HOUR
        log.append(Event("test", f"e{len(log)}", kind, time, time, data))

    for number in range(by.randint(1, 6)):
        hour, services = (
            by.choice((0, 1, 24, 71, 72, 100)),
            by.choice((("svc-05",), ("svc-05", "svc-06"), ("*",))),
        )
        happen("outage.started", hour, {
            "outage": f"o{number}", "services": services, "planned": True, "origin": "site",
        })  # fmt: skip
        if by.random() < 0.8:
            happen("outage.ended", hour + by.choice((1, 5)), {"outage": f"o{number}"})
    for number in range(by.randint(0, 6)):
        hour, name = by.choice((-120, -72, -71, -1, 1, 30)), f"n{number}"
        said: dict[str, FieldValue] = {
            "notice": name,
            "channel": by.choice(("portal", "portal", "mobile-app", "letter")),
        }
        if by.random() < 0.9:
            start = by.choice((-200, 0, 1, 24, 71, 72, 100, 500))
            said["start"] = begin + start * HOUR
            if by.random() < 0.7:
                said["end"] = begin + (start + by.choice((0, 1, 2, 26, 150))) * HOUR
        if by.random() < 0.9:
            said["covers"] = by.choice((("svc-05",), ("*",), ("svc-06",), *halves))
        happen("notice.published", hour, said)
        if by.random() < 0.3:
            later = {**said, "start": begin + by.choice((1, 24, 72)) * HOUR}
            happen("notice.amended", hour + by.choice((0, 1, 60)), later)
        if by.random() < 0.3:  # published anew, with less said of it, or more
            anew = {
                name: one
                for name, one in said.items()
                if name not in by.choice(((), ("end",), ("start", "end")))
            }
            happen("notice.published", hour + by.choice((1, 48, 60)), {**anew, "channel": "portal"})
        if by.random() < 0.2:
            happen("notice.withdrawn", hour + by.choice((1, 50, 100)), {"notice": name})
    return log


def test_notices_that_one_event_began_are_each_found() -> None:
    """A notice for every service is one for each of them, and each may be withdrawn by itself."""
    event = Event("test", "n", "notice.published", 0, 0, {"start": 7})
    first, second = (Span((service,), (Version(0, event.data, event),), None) for service in ("a", "b"))
    found = Notices(ANNOUNCED, [second, first])
    assert list(found.that_may_announce(7)) == [first, second]
    found.drop(first)
    assert list(found.that_may_announce(7)) == [second]


@settings(max_examples=200)
@given(years())
def test_an_act_is_judged_as_if_it_looked_through_all_notices(log: list[Event]) -> None:
    """In every word: the notice that counts, the near miss that is shown, and the overrun."""
    at = edition().term.end
    found = judge([duty()], edition().term, log, at)
    assert audit.judge([duty()], edition().term, log, at, database=SQLite()) == found
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(covered_before, "Notices", EveryNotice)
        assert judge([duty()], edition().term, log, at) == found


SAID: Final = st.lists(
    st.tuples(st.none() | st.integers(0, 30), st.none() | st.integers(0, 60)), min_size=1, max_size=3
)


@given(st.lists(SAID, max_size=12), st.integers(0, 40), st.integers(0, 10))
def test_no_notice_is_missed_that_announces_a_start_or_nearly_does(
    several: list[list[tuple[int | None, int | None]]], start: int, distance: int
) -> None:
    notices = [notice_of(number, said) for number, said in enumerate(several)]
    found = Notices(ANNOUNCED, notices)

    def says(notice: Span, near: int) -> bool:
        return any(
            said is None or abs(said - start) <= near or (end is not None and said <= start < end)
            for version in notice.versions
            for said, end in [(version.fields.get("start"), version.fields.get("end"))]
            if not isinstance(said, str | tuple)
            if not isinstance(end, str | tuple)
        )

    assert [one for one in notices if says(one, 0)] == [
        one for one in found.that_may_announce(start) if says(one, 0)
    ]
    assert [one for one in notices if says(one, distance)] == [
        one for one in found.near(start, distance) if says(one, distance)
    ]


def notice_of(number: int, several: Sequence[tuple[int | None, int | None]]) -> Span:
    """A notice whose versions announce these starts and ends."""
    versions = []
    for said in several:
        fields: dict[str, FieldValue] = {
            name: value for name, value in zip(("start", "end"), said, strict=True) if value is not None
        }
        event = Event("test", f"n{number:04}", "notice.published", 0, 0, fields)
        versions.append(Version(0, event.data, event))
    return Span((f"n{number}",), tuple(versions), None)


def test_only_the_notices_around_an_instant_are_looked_at() -> None:
    """Of a thousand windows those in which it may lie, and of a thousand starts those that are near."""
    notices = [notice_of(number, [(number * 10, number * 10 + 5)]) for number in range(1000)]
    found = Notices(ANNOUNCED, notices)
    assert list(found.that_may_announce(5003)) == [notices[500]]
    assert list(found.near(5003, 10)) == notices[500:502]


@given(
    st.lists(st.tuples(st.integers(0, 4), st.none() | SAID), max_size=20),
    st.integers(0, 40),
    st.integers(0, 10),
)
def test_notices_that_come_change_and_go_are_found_as_those_that_are_left(
    steps: list[tuple[int, list[tuple[int | None, int | None]] | None]], start: int, distance: int
) -> None:
    found, left = Notices(ANNOUNCED), dict[int, Span]()
    for number, said in steps:
        if said is None:
            found.drop(left.pop(number, notice_of(number, [(0, 1)])))
        else:
            left[number] = notice_of(number, said)
            found.put(left[number])
    anew = Notices(ANNOUNCED, left.values())
    assert found.that_may_announce(start) == anew.that_may_announce(start)
    assert found.near(start, distance) == anew.near(start, distance)


@settings(max_examples=200)
@given(years(), st.booleans())
def test_a_monitor_judges_acts_as_the_reference_engine_does(log: list[Event], is_proved: bool) -> None:  # noqa: FBT001 -- drawn
    """Also before anything proves that the agreement stood, while every act stays open."""
    begin, at = edition().term.start, edition().term.end
    proof = Event(
        "test",
        "proof",
        "agreement.signed",
        begin,
        begin,
        {"edition": "1398", "by": "deputy-economic-coordination"},
    )
    told = [*log, proof] if is_proved else log
    assert monitor.judge([duty()], edition().term, told, at, None) == judge(
        [duty()], edition().term, told, at
    )


@settings(max_examples=100)
@given(years(), st.integers(-120, 100))
def test_a_monitor_that_goes_on_from_a_state_still_finds_the_notices(log: list[Event], hour: int) -> None:
    term = edition().term
    broken_off = term.start + 200 * HOUR + hour * HOUR
    happened = sorted(log, key=order)
    before = [event for event in happened if event.time < broken_off]
    first, second = (monitor.Engine([duty()], term) for _ in range(2))
    told = monitor.Standing([duty()])
    told.add(first.settle(before, broken_off))
    states = {name: watch.state() for name, watch in first.all_watches()}
    told.add(second.restore(states, list(first.ground.events()), (), first.settled))
    told.add(second.settle(happened[len(before) :], term.end))
    told.add(second.close(term.end - 1))
    assert told.findings() == judge([duty()], term, log, term.end - 1)
