"""`slakit.Monitor`: what it tells, when it tells it, and what it does with what comes late, twice or wrong."""

import copy
import io
import json
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest

from slakit import Event, Monitor, check, load
from slakit.calendars import time_zone
from slakit.changes import Cause, Change, Incomplete
from slakit.checks import Duty, Inside, Measured, Spans
from slakit.engines.monitor import Engine, Standing, UnsupportedCheck, wholes
from slakit.engines.monitor import judge as monitor_judges
from slakit.engines.monitor.live import Ground
from slakit.engines.monitor.points import PointWatch
from slakit.engines.monitor.watches import watch_of
from slakit.engines.monitor.wholes import WholeWatch
from slakit.engines.reference import judge
from slakit.events.cloud_events import cloud_event_of
from slakit.events.event import FieldValue, SetAside
from slakit.verdicts import judging
from slakit.verdicts.facts import Facts
from slakit.verdicts.judging import may_have_fulfilled
from slakit.verdicts.verdict import Verdict

SUITE = Path(__file__).parent / "suite"
EDITION = load(SUITE)
MINUTE, HOUR, DAY = 60_000_000, 3_600_000_000, 86_400_000_000
NOON = EDITION.term.start + 100 * DAY
PROOF = Event(
    "test",
    "signed",
    "agreement.signed",
    EDITION.term.start,
    EDITION.term.start,
    {"edition": "2024", "signer": "town-council"},
)


def made(name: str, time: int, recorded: int | None = None, request: str = "r1") -> Event:
    """A request, which is to be answered within 72 hours."""
    data: dict[str, FieldValue] = {"request": request, "service": "lending", "pages": 1}
    return Event("test", name, "request.made", time, time if recorded is None else recorded, data)


def answered(name: str, time: int, request: str = "r1") -> Event:
    """The answer to a request, by a person."""
    return Event("test", name, "request.answered", time, time, {"request": request, "automatic": False})


def of_requests(told: list[Change | Incomplete]) -> list[tuple[int, str, str, str | None]]:
    """What was told of answers to requests: as of when, of which event, the reason now and the one before."""
    return [
        (
            one.at,
            one.id.removeprefix("request-answered/event=").partition(",")[0],
            one.finding.reason if one.finding else "",
            one.before.reason if one.before else None,
        )
        for one in told
        if isinstance(one, Change) and one.id.startswith("request-answered/")
    ]


def begun(lateness: str | int = 0, remembers: str | int = "1 hour", known_at: int | None = None) -> Monitor:
    """A monitor that knows that the agreement was signed."""
    monitor = Monitor(EDITION, lateness=lateness, remembers=remembers, known_at=known_at)
    monitor.feed(PROOF)
    return monitor


def test_a_breach_is_told_at_the_first_instant_at_which_it_is_one() -> None:
    """The bound is closed: at the very deadline a request may still be answered, a microsecond later it may not."""
    monitor, due = begun(), NOON + 72 * HOUR
    assert of_requests(monitor.feed(made("e1", NOON))) == []
    assert of_requests(monitor.advance(due + 1)) == []
    assert of_requests(monitor.advance(due + 2)) == [(due + 1, "e1", "missing", None)]


def test_a_kept_promise_is_told_when_the_instant_of_the_answer_is_over() -> None:
    monitor = begun()
    monitor.feed(made("e1", NOON))
    assert of_requests(monitor.feed(answered("e2", NOON + HOUR))) == []
    told = monitor.advance(NOON + HOUR + 1)
    assert of_requests(told) == [(NOON + HOUR, "e1", "in-time", None)]
    (change,) = (one for one in told if isinstance(one, Change) and one.id.startswith("request-answered/"))
    assert change.because == (Cause("test", "e2", "request.answered", NOON + HOUR, NOON + HOUR),)


def test_a_later_fact_supersedes_a_finding_and_says_which_it_is() -> None:
    """What was missing turns out to be late; the finding before is told beside the one that stands now."""
    monitor, late = begun(), NOON + 80 * HOUR
    monitor.feed(made("e1", NOON))
    monitor.advance(late)
    monitor.feed(answered("e2", late))
    told = monitor.advance(late + 1)
    assert of_requests(told) == [(late, "e1", "late", "missing")]
    (change,) = (one for one in told if isinstance(one, Change) and one.id.startswith("request-answered/"))
    assert [cause.id for cause in change.because] == ["e2"]


def test_what_is_pending_is_told_on_request() -> None:
    monitor = begun()
    monitor.feed(made("e1", NOON))
    monitor.advance(NOON + 1)
    pending = [finding for finding in monitor.pending() if finding.norm == "request-answered"]
    assert [(finding.outcome.value, finding.figures["due"]) for finding in pending] == [
        ("pending", NOON + 72 * HOUR)
    ]


def test_what_is_due_soon_is_told_while_it_can_be_helped() -> None:
    """The most urgent first; the bound is closed, and what was answered is not among them."""
    monitor = begun()
    for number in (2, 1, 3):
        monitor.feed(made(f"e{number}", NOON + (number if number != 2 else 0) * HOUR, request=f"r{number}"))
    monitor.feed(answered("a1", NOON + 3 * HOUR, request="r1"))
    monitor.advance(NOON + 4 * HOUR)

    def due(length: str) -> list[str]:
        return [one.occasion["event"] for one in monitor.due_within(length) if one.norm == "request-answered"]

    assert due("67 hours") == []
    assert due("68 hours") == ["e2"]
    assert due("71 hours") == ["e2", "e3"]


def test_ends_of_the_term_and_of_periods_are_deadlines() -> None:
    """Of a successor, and of what comes once in a period; what would be due after the term is never broken."""
    monitor, end = begun(), EDITION.term.end
    for days in (91, 90):
        at = end - days * DAY
        monitor.feed(Event("test", f"tested-{days}", "backup.tested", at, at, {}))

    def due(length: str) -> list[tuple[str, int]]:
        return [
            (one.id, due - end)
            for due, one in monitor.deadlines_within(length)
            if one.kind in ("renewed", "every") and "service" not in one.occasion
        ]

    monitor.advance(end - 90 * DAY + 1)
    renewal = ("renewed-in-time/term-end=2024-12-31T22:00:00Z", 0)
    assert due("90 days") == [("drill-each-quarter/period=2024-q4", 0), renewal]
    assert due("2159 hours") == []
    monitor.feed(Event("test", "drill", "drill.held", end - 80 * DAY, end - 80 * DAY, {"full": True}))
    monitor.advance(end - 80 * DAY + 1)
    assert due("90 days") == [renewal]
    signed: dict[str, FieldValue] = {"edition": "2025", "signer": "town-council", "effective-from": end}
    monitor.feed(Event("test", "next", "agreement.signed", end - 10 * DAY, end - 10 * DAY, signed))
    monitor.advance(end - 9 * DAY)
    assert due("90 days") == []


def test_an_event_within_the_lateness_is_judged_as_if_it_had_come_in_order() -> None:
    """An answer that comes an hour late, after the deadline was heard of, was in time all the same."""
    monitor = begun(lateness="2 hours")
    monitor.feed(made("e1", NOON))
    monitor.feed(made("e3", NOON + 73 * HOUR, request="r2"))
    told = monitor.feed(answered("e2", NOON + 72 * HOUR))
    told += monitor.advance(NOON + 74 * HOUR)
    assert of_requests(told) == [(NOON + 72 * HOUR, "e1", "in-time", None)]


def test_an_event_beyond_the_lateness_is_set_aside_counted_and_told() -> None:
    """The findings of every norm that reads such events are tainted, those told before too."""
    monitor = begun(lateness="1 hour", remembers=0)
    standing = Standing(EDITION.duties)
    standing.add(monitor.feed(made("e1", NOON)))
    standing.add(monitor.advance(NOON + 73 * HOUR))
    told = monitor.feed(answered("e2", NOON + 72 * HOUR))
    standing.add(told)
    line = SetAside(
        "events",
        3,
        "came-too-late",
        {"time": "2024-04-12T22:00:00Z", "over": "2024-04-12T23:00:00Z"},
        "request.answered",
        "e2",
    )
    assert monitor.set_aside == (line,)
    assert monitor.too_late == 1
    (incomplete,) = (one for one in told if isinstance(one, Incomplete))
    assert incomplete.line == line
    assert "request-answered" in incomplete.tainted
    assert incomplete.doubted == ()
    (finding,) = (one for one in standing.findings() if one.norm == "request-answered")
    assert (finding.reason, finding.tainted) == ("missing", ("events:3",))


def test_a_finding_names_the_first_hundred_lines_that_could_have_changed_it() -> None:
    """In a monitor as in a whole log, and though it was told before some of them came; all of them leave it in doubt."""
    duties = [duty for duty in EDITION.duties if duty.norm == "request-answered"]
    lines = [SetAside("events", number, "came-too-late", {}, "request.answered") for number in range(1, 150)]
    lines.append(SetAside("events", 150, "time-ahead", {}, "request.answered"))
    log = [PROOF, made("e1", NOON), made("e2", NOON + 73 * HOUR)]
    at = NOON + 200 * HOUR
    engine, standing = Engine(duties, EDITION.term), Standing(duties)
    for line in lines[:40]:
        standing.add([engine.put_aside(line)[0]])
    standing.add(engine.settle(log, NOON + 100 * HOUR))
    for line in lines[40:]:
        standing.add([engine.put_aside(line)[0]])
    standing.add(engine.settle([], at + 1))
    standing.add(engine.close(at))
    found = standing.findings()
    assert found == judge(duties, EDITION.term, log, at, None, lines)
    assert [(one.reason, one.tainted) for one in found] == [
        ("perhaps-set-aside", tuple(f"events:{number}" for number in range(1, 101)))
    ] * 2


def test_only_the_services_that_a_closure_names_are_measured_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever of the record says what was watched is about all of them."""
    (duty,) = (duty for duty in EDITION.duties if duty.norm == "services-open-as-watched")
    engine, seen = Engine([duty], EDITION.term), list[str]()
    judged = WholeWatch._judge

    def noted(watch: WholeWatch, number: int, at: int, because: Sequence[Event]) -> Iterator[Change]:
        seen.extend(watch.parts.open[number].duty.check.items)  # type: ignore[union-attr]  # it is measured
        return judged(watch, number, at, because)

    monkeypatch.setattr(WholeWatch, "_judge", noted)

    def after(kind: str, day: int, **data: FieldValue) -> list[str]:
        seen.clear()
        time = NOON + day * DAY
        engine.settle([Event("test", f"e{day}", kind, time, time, data)], time + 1)
        return sorted(set(seen))  # some are due by themselves as well

    engine.settle([PROOF], NOON)
    all_of_them = ["e-lending", "lending", "reading-room"]
    assert after("closure.began", 1, closure="c1", services=("lending",)) == ["lending"]
    assert after("closure.began", 2, closure="c2", services=("*",)) == all_of_them
    assert after("closure.ended", 3, closure="c1") == ["lending"]
    assert after("closure.ended", 4, closure="never begun") == []
    assert after("watch.began", 5, service="lending") == all_of_them


def test_a_window_that_is_over_is_not_measured_again_for_what_remedies_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was missed in it is kept, since credit is owed for it; the window in which something happens is measured."""
    (duty,) = (duty for duty in EDITION.duties if duty.norm == "closure-credit")
    log = [PROOF]
    for month in range(6):
        began = NOON + month * 30 * DAY
        log += [
            happened("closure.began", began, closure=f"c{month}", services=("lending",)),
            happened("closure.ended", began + 9 * DAY, closure=f"c{month}"),
        ]
    invoice = happened("invoice.issued", log[-1].time + DAY, service="lending", cents=1000)
    at = invoice.time + DAY
    engine, measured = Engine([duty], EDITION.term), list[tuple[int, int]]()
    engine.settle(log, invoice.time)
    verdicts_of = judging.verdicts

    def noted(of: Duty, known: Facts) -> Iterator[Verdict]:
        measured.extend((window.start, window.end) for window in of.check.windows)  # type: ignore[union-attr]  # it is measured
        return verdicts_of(of, known)

    monkeypatch.setattr(wholes, "verdicts", noted)
    engine.settle([invoice], at)
    missed = [
        one
        for one in judge([duty], EDITION.term, [*log, invoice], at)
        if one.occasion["service"] == "lending"
    ]
    assert len(missed) >= 5
    assert [one for one in measured if one[1] <= invoice.time] == []
    assert [one for one in measured if one[0] <= invoice.time < one[1]] != []
    assert monitor_judges([duty], EDITION.term, [*log, invoice], at) == judge(
        [duty], EDITION.term, [*log, invoice], at
    )


def test_one_line_of_each_sort_tells_what_all_of_them_leave_in_doubt() -> None:
    ground, types = (
        Ground(EDITION.term, frozenset()),
        ["book.reserved", "request.answered", "request.made", None],
    )
    lines = [
        SetAside("events", number, reason, {}, kind)
        for number, (kind, reason) in enumerate(
            product(types, ["came-too-late", "time-ahead", "time-no-offset"] * 2)
        )
    ]
    for line in lines:
        ground.take_aside(line)
    assert len(ground.set_aside) == len(lines) // 2
    doubted = [any(may_have_fulfilled(line, duty.check) for line in lines) for duty in EDITION.duties]
    assert set(doubted) == {True, False}
    assert [
        any(may_have_fulfilled(line, duty.check) for line in ground.set_aside) for duty in EDITION.duties
    ] == doubted


def test_a_line_that_no_finding_can_come_to_rest_on_is_counted_and_forgotten() -> None:
    """Of three thousand lines without a type a norm names a hundred, and a thousand are kept; of other sorts the first."""
    lines = [SetAside("events", number, "not-json", {}) for number in range(1, 3001)]
    lines.insert(2500, SetAside("events", 2501, "time-ahead", {}, "request.answered"))
    duty, at = duty_of("request-answered"), NOON + 200 * HOUR
    engine, standing = Engine([duty], EDITION.term), Standing([duty])
    for line in lines[:2800]:
        standing.add([engine.put_aside(line)[0]])
    assert engine.set_aside == [*lines[:1000], lines[2500]]
    assert engine.lines_set_aside == 2800
    fresh = Engine([duty], EDITION.term)
    fresh.restore(
        {name: watch.state() for name, watch in engine.all_watches()}, [], engine.set_aside, engine.settled
    )
    for line in lines[2800:]:
        standing.add([fresh.put_aside(line)[0]])
    standing.add(fresh.settle([PROOF, made("e1", NOON)], at + 1))
    standing.add(fresh.close(at))
    assert standing.findings() == judge([duty], EDITION.term, [PROOF, made("e1", NOON)], at, None, lines)


@pytest.mark.parametrize(
    ("tolerated", "ahead", "taken"),
    [("1 hour", HOUR, 1), ("1 hour", HOUR + 1, 0), (0, 0, 1), (0, 1, 0), (None, 900 * DAY, 1)],
)
def test_an_event_may_lie_ahead_of_when_it_was_recorded_by_what_is_tolerated(
    tolerated: str | int | None, ahead: int, taken: int
) -> None:
    """The bound is closed; with no bound, no time is too far ahead."""
    monitor = Monitor(EDITION, tolerate_ahead=tolerated)
    monitor.feed(made("e1", NOON + ahead, recorded=NOON))
    assert (monitor.events, monitor.too_far_ahead, len(monitor.set_aside)) == (taken, 1 - taken, 1 - taken)
    assert monitor.watermark == (NOON + ahead if taken else None)


def test_an_event_that_lies_too_far_ahead_moves_no_instant_and_leaves_its_norms_in_doubt() -> None:
    """What it may have fulfilled is not known to be broken; what truly comes next is not late."""
    monitor = Monitor(EDITION, clock=lambda: NOON)
    standing = Standing(EDITION.duties)
    for event in (PROOF, made("e1", NOON)):
        standing.add(monitor.feed(event))
    told = monitor.feed(answered("e2", NOON + HOUR + 1))
    standing.add(told)
    line = SetAside(
        "events",
        3,
        "time-ahead",
        {"time": "2024-04-09T23:00:00.000001Z", "received": "2024-04-09T22:00:00Z"},
        "request.answered",
        "e2",
    )
    assert (monitor.set_aside, monitor.too_far_ahead, monitor.watermark) == ((line,), 1, NOON)
    (incomplete,) = (one for one in told if isinstance(one, Incomplete))
    assert incomplete.line == line
    assert "request-answered" in incomplete.doubted
    standing.add(monitor.feed(made("e3", NOON + HOUR, request="r2")))
    assert monitor.too_late == 0
    standing.add(monitor.close(NOON + 73 * HOUR))
    findings = [one for one in standing.findings() if one.norm == "request-answered"]
    assert [(one.occasion["event"], one.reason, one.tainted) for one in findings] == [
        ("e1", "perhaps-set-aside", ("events:3",)),
        ("e3", "due", ("events:3",)),
    ]


def test_when_an_event_was_received_is_the_earlier_of_what_it_says_and_what_the_clock_says() -> None:
    """A sender whose clock is wrong writes both of its times wrong."""
    monitor = Monitor(EDITION, clock=lambda: NOON + 10 * DAY)
    monitor.feed(made("e1", NOON + DAY, recorded=NOON))
    monitor.feed(made("e2", NOON + 11 * DAY, recorded=NOON + 11 * DAY))
    monitor.feed(made("e3", NOON + 10 * DAY, recorded=NOON + 10 * DAY))
    assert [line.arguments["received"] for line in monitor.set_aside] == [
        "2024-04-09T22:00:00Z",
        "2024-04-19T22:00:00Z",
    ]
    assert monitor.events == 1


def test_the_same_event_twice_changes_nothing_even_after_its_instant_is_over() -> None:
    monitor = begun()
    monitor.feed(made("e1", NOON))
    monitor.feed(made("e2", NOON + HOUR, request="r2"))
    assert monitor.feed(made("e1", NOON)) == []
    assert (monitor.repeated, monitor.too_late, monitor.set_aside) == (1, 0, ())


def test_another_event_with_the_id_of_one_that_is_remembered_is_set_aside() -> None:
    monitor = begun()
    monitor.feed(made("e1", NOON))
    monitor.feed(made("e1", NOON, request="r2"))
    assert [(line.reason, line.id) for line in monitor.set_aside] == [("conflicting-id", "e1")]


@pytest.mark.parametrize(
    "story",
    [
        [("a", 0), ("b", 2 * HOUR + 1), ("a", 0)],  # forgotten, so it comes too late
        [("a", 0), ("b", 2 * HOUR), ("a", 0)],  # remembered to the microsecond
        [("a", 0), ("b", 2 * HOUR + 1), ("a", 3 * HOUR), ("c", 5 * HOUR), ("a", 3 * HOUR), ("a", 4 * HOUR)],
        [
            ("a", HOUR),
            ("b", 0),
            ("c", HOUR),
            ("d", 0),
        ],  # out of order within the lateness, and at one instant
        [("a", 0), ("b", HOUR + 1), ("c", 0), "{}", ("d", 2 * HOUR)],  # too late, and no event
        [
            ("a", 0),
            "{}",
            ("b", 30 * HOUR),
            "no json",
            ("c", 60 * HOUR),
        ],  # what was found before is in no doubt
    ],
)
@pytest.mark.parametrize("size", [2, 3, 10])
def test_lines_that_are_fed_together_tell_what_each_tells(
    story: list[str | tuple[str, int]], size: int
) -> None:
    zone = time_zone(EDITION.agreement.time_zone)
    told: list[str | Event] = [
        one if isinstance(one, str) else made(one[0], NOON + one[1], request=one[0]) for one in story
    ]
    lines = [
        (one if isinstance(one, str) else json.dumps(cloud_event_of(one, EDITION.vocabulary, zone))).encode()
        + b"\n"
        for one in told
    ]
    apart, together = begun("1 hour"), begun("1 hour")
    expected = [report for line in lines for report in apart.feed(line)]
    parts = [lines[place : place + size] for place in range(0, len(lines), size)]
    assert [report for part in parts for report in together.feed_lines(part)] == expected
    for name in ("events", "repeated", "too_late", "lines", "watermark"):
        assert getattr(together, name) == getattr(apart, name), name
    assert together.close(EDITION.term.end) == apart.close(EDITION.term.end)


@pytest.mark.parametrize(
    ("known_at", "clock", "tolerated", "counted"),
    [
        (None, None, HOUR, (4, 1, 0)),
        (None, NOON + HOUR, HOUR, (3, 2, 0)),
        (None, NOON + HOUR, 2 * HOUR, (5, 0, 0)),
        (None, NOON, None, (5, 0, 0)),
        (NOON + HOUR, None, HOUR, (2, 0, 3)),
        (NOON + HOUR, NOON, HOUR, (2, 0, 3)),
    ],
)
def test_lines_that_are_fed_together_are_held_against_the_clock_and_what_is_known(
    known_at: int | None, clock: int | None, tolerated: int | None, counted: tuple[int, int, int]
) -> None:
    """Taken, too far ahead and not yet known, as one after the other would be."""
    zone = time_zone(EDITION.agreement.time_zone)
    times = ((0, 0), (1, 1), (2, 0), (2, 2), (3, 3))
    lines = [
        json.dumps(cloud_event_of(one, EDITION.vocabulary, zone)).encode() + b"\n"
        for one in (
            made(f"e{place}", NOON + hours * HOUR, NOON + recorded * HOUR)
            for place, (hours, recorded) in enumerate(times)
        )
    ]
    apart, together = (
        Monitor(
            EDITION,
            lateness="1 day",
            known_at=known_at,
            tolerate_ahead=tolerated,
            clock=None if clock is None else lambda: clock,
        )
        for _ in range(2)
    )
    told = [report for line in lines for report in apart.feed(line)]
    assert together.feed_lines(lines) == told
    for monitor in (apart, together):
        assert (monitor.events, monitor.too_far_ahead, monitor.not_yet_known) == counted
    assert together.set_aside == apart.set_aside


def test_a_line_that_is_no_event_is_told_with_its_reason_and_the_next_one_is_judged() -> None:
    monitor = begun()
    (incomplete,) = monitor.feed(b"{")
    assert isinstance(incomplete, Incomplete)
    assert (incomplete.line.reason, incomplete.line.line) == ("not-json", 2)
    (incomplete,) = monitor.feed('{"id": "\udcff"}')
    assert isinstance(incomplete, Incomplete)
    assert (incomplete.line.reason, incomplete.line.line) == ("not-utf8-line", 3)
    monitor.feed(made("e1", NOON))
    assert monitor.events == 2


def test_nobody_can_write_into_a_finding_and_so_into_those_that_are_told_later() -> None:
    """Like findings share what they say, and the monitor goes on from what it has told; a copy can be written into."""
    monitor = begun()
    told = [
        report
        for day in range(3)
        for report in monitor.feed(made(f"e{day}", NOON + day * DAY, request=f"r{day}"))
    ] + monitor.close(EDITION.term.end)
    findings = [one.finding for one in told if isinstance(one, Change) and one.finding is not None]
    whole = check(EDITION, [PROOF, made("e0", NOON)], at=EDITION.term.end).findings
    assert findings
    for finding in (*findings, *whole):
        for held in (finding.figures, finding.occasion):
            written: Any = held
            for method, given in (
                ("update", ({"seen": 1},)),
                ("__setitem__", ("seen", 1)),
                ("__ior__", ({"seen": 1},)),
                ("setdefault", ("seen", 1)),
                ("__delitem__", ("due",)),
                ("pop", ("due", None)),
                ("popitem", ()),
                ("clear", ()),
            ):
                with pytest.raises(TypeError, match="cannot be changed"):
                    getattr(written, method)(*given)
            own: dict[str, object] = {**held, "seen": 1}
            assert dict(held) == held != own
        assert pickle.loads(pickle.dumps(finding)) == copy.deepcopy(finding) == finding
    assert {findings[0], copy.deepcopy(findings[0])} == {findings[0]}


def test_what_was_recorded_after_the_instant_of_knowledge_has_no_part_in_it() -> None:
    monitor = begun(known_at=NOON + 90 * HOUR)
    monitor.feed(made("e1", NOON, NOON + 91 * HOUR))
    assert monitor.not_yet_known == 1
    assert of_requests(monitor.close(NOON + 100 * HOUR)) == []


def test_after_close_everything_told_is_what_check_finds() -> None:
    log = [PROOF, made("e1", NOON), answered("e2", NOON + 80 * HOUR), made("e3", NOON + DAY, request="r2")]
    monitor, standing = Monitor(EDITION), Standing(EDITION.duties)
    for event in sorted(log, key=lambda event: event.time):
        standing.add(monitor.feed(event))
    standing.add(monitor.close(NOON + 4 * DAY))
    assert standing.findings() == list(check(EDITION, log, at=NOON + 4 * DAY).findings)


def test_a_closed_monitor_and_a_judgement_of_the_past_are_refused() -> None:
    monitor = begun()
    monitor.advance(NOON)
    with pytest.raises(ValueError, match="is over: 2024-04-09T22:00:00Z was reached"):
        monitor.close(NOON - 2)
    monitor.close(NOON)
    with pytest.raises(ValueError, match="the monitor is closed"):
        monitor.feed(made("e1", NOON))


def test_what_is_neither_event_nor_line_is_refused() -> None:
    with pytest.raises(TypeError, match="fed with events, mappings and lines, not with int"):
        Monitor(EDITION).feed(7)  # type: ignore[arg-type]  # what mypy refuses is tried


def test_lines_are_fed_together_from_whatever_holds_lines() -> None:
    told = ["{\n", "no json\n"]
    given: Any
    for given in (told, tuple(told), (line for line in told), io.StringIO("".join(told)), [b"{\n", told[1]]):
        monitor = Monitor(EDITION)
        monitor.feed_lines(given)
        assert [(line.line, line.reason) for line in monitor.set_aside] == [(1, "not-json"), (2, "not-json")]
    wrong: Any
    for wrong in ("{}", b"{}", [PROOF], [None]):
        with pytest.raises(TypeError, match="lines are fed as a list"):
            Monitor(EDITION).feed_lines(wrong)


def test_a_length_is_words_a_number_or_what_python_has_for_it() -> None:
    expected = Monitor(EDITION, lateness="1 hour").arrivals
    assert Monitor(EDITION, lateness=timedelta(hours=1)).arrivals == expected
    assert Monitor(EDITION, lateness=HOUR).arrivals == expected
    wrong: Any
    for wrong in (None, True, 1.5):
        with pytest.raises(
            TypeError, match="a length is text such as `1 hour`, a timedelta, or microseconds, not "
        ):
            Monitor(EDITION, lateness=wrong)
    with pytest.raises(ValueError, match="a length is not negative"):
        Monitor(EDITION, lateness=-timedelta(hours=1))


def test_a_check_that_the_monitor_does_not_know_is_named_when_it_is_made() -> None:
    class Foretold:
        """A check of the future."""

    duty = replace(EDITION.duties[0], check=Foretold())  # type: ignore[arg-type]  # no such check is known
    with pytest.raises(
        UnsupportedCheck, match=f"has no check `Foretold`, which the norm `{duty.norm}` asks for"
    ):
        watch_of(duty, Ground(EDITION.term, duty.annex))


def test_what_happens_at_one_place_is_told_at_once_and_of_that_place_alone() -> None:
    """Of 92 places at which something is to be published, those are looked at of which an event may speak."""
    monitor = Monitor(load(SUITE.parents[1] / "agreements" / "hamadan-governorate" / "1398"))
    signed = monitor.edition.term.start
    day = signed + 100 * DAY
    monitor.feed(
        Event(
            "t",
            "signed",
            "agreement.signed",
            signed,
            signed,
            {"edition": "1398", "by": "deputy-economic-coordination"},
        )
    )
    monitor.advance(day - 1)

    def places(event_type: str, service: str, at: int) -> list[tuple[str, str]]:
        data: dict[str, FieldValue] = {"service": service, "item": "forms", "channel": "e-government-menu"}
        monitor.feed(Event("t", f"{service} {at}", event_type, at, at, data))
        told = [one for one in monitor.advance(at + 1) if isinstance(one, Change)]
        return [
            (one.finding.occasion["service"], one.finding.reason)
            for one in told
            if one.finding and one.finding.norm == "service-information-published"
        ]

    assert places("publication.published", "svc-07", day) == [("svc-07", "unclear")]
    assert places("publication.withdrawn", "svc-07", day + DAY) == [("svc-07", "unclear")]
    everywhere = places("publication.published", "*", day + 2 * DAY)
    assert [service for service, _ in everywhere] == [f"svc-{number:02}" for number in range(1, 24)]
    assert dict(everywhere)["svc-07"] == "interrupted"


def test_what_is_settled_is_forgotten() -> None:
    """However many requests are answered, nothing of them is kept."""
    monitor = begun()
    kept = []
    for number in range(50):
        monitor.feed(made(f"q{number}", NOON + number * HOUR, request=f"r{number}"))
        monitor.feed(answered(f"a{number}", NOON + number * HOUR + 1, request=f"r{number}"))
        watch = next(one for one in monitor.engine.watches if one.duty.norm == "request-answered")
        kept.append(len({event.id for event in watch.kept_events()}))
    assert set(kept) == {1}


def duty_of(norm: str) -> Duty:
    """The duty of a norm of the suite."""
    return next(one for one in EDITION.duties if one.norm == norm)


def told_of(norm: str, *log: Event, breaks: Sequence[int] = ()) -> list[tuple[int, str]]:
    """What a monitor of one norm tells until the term ends, going on from its state at some instants: when, and what."""
    told = changes_of(duty_of(norm), log, breaks)
    return [(one.at, one.finding.reason if one.finding else "") for one in told]


def changes_of(duty: Duty, log: Sequence[Event], breaks: Sequence[int] = ()) -> list[Change]:
    """The same of a duty, as it is told."""
    engine, told = Engine([duty], EDITION.term), list[Change]()
    for since, until in pairwise([0, *breaks, EDITION.term.end]):
        told += engine.settle([event for event in log if since <= event.time < until], until)
        states = {name: watch.state() for name, watch in engine.all_watches()}
        fresh = Engine([duty], EDITION.term)
        told += fresh.restore(states, list(engine.ground.events()), engine.set_aside, engine.settled)
        engine = fresh
    return told


def happened(event_type: str, time: int, **data: FieldValue) -> Event:
    """An event of the suite, known at once."""
    return Event("test", f"{event_type} {time}", event_type, time, time, data)


def test_a_record_is_kept_while_an_act_may_come_to_be_matched_with_it() -> None:
    """A hire goes on in another room: what insured that room until then was closed before the hire was ever of it."""
    start, hire = EDITION.term.start, duty_of("hire-in-insurance")
    log = [
        happened("insurance.began", start - DAY, room="attic"),
        happened("hire.began", start, hire="h", room="hall"),
        happened("insurance.began", start + 1, room="hall"),
        happened("insurance.ended", start + 10 * DAY, room="attic"),
        happened("hire.began", start + 20 * DAY, hire="h", room="attic"),
    ]
    at = start + 30 * DAY
    found = monitor_judges([hire], EDITION.term, log, at)
    assert [one.reason for one in found] == ["end-not-recorded"]
    assert [one.id for one in found[0].evidence] == [log[place].id for place in (1, 4, 0, 3)]
    assert found == judge([hire], EDITION.term, log, at)


def test_what_stops_the_time_of_a_point_only_after_it_is_up_is_no_part_of_it() -> None:
    """An inquiry of another matter is sent once more, now of this one, which was settled late before."""
    term, appeal = replace(EDITION.term, inferred=False, proof=()), duty_of("appeal-settled")
    log = [
        happened("inquiry.sent", NOON, inquiry="i", matter="other", formal=True),
        happened("matter.filed", NOON + HOUR, matter="m", kind="appeal"),
        happened("matter.settled", NOON + 40 * HOUR, matter="m"),
        happened("inquiry.sent", NOON + 41 * HOUR, inquiry="i", matter="m", formal=True),
    ]
    at = NOON + 50 * HOUR
    [found] = judge([appeal], term, log, at)
    assert (found.reason, [one.role for one in found.evidence]) == ("late", ["event", "answer"])
    assert monitor_judges([appeal], term, log, at) == [found]


@pytest.mark.parametrize(
    ("norm", "at_most"),
    [("catalogues-online", 0), ("shelves-checked", 30 * DAY), ("backups-tested", 90 * DAY)],
)
def test_a_breach_is_told_in_time_where_the_agreement_was_signed_before_it_has_effect(
    norm: str, at_most: int
) -> None:
    """Nothing happens when the effect begins, and yet what must stand or come from then on is looked at."""
    signed = happened(
        "agreement.signed", NOON, edition="2024", signer="town-council", **{"effective-from": NOON + 10 * DAY}
    )
    told = {at for at, reason in told_of(norm, signed) if reason and at > NOON}
    assert NOON + 10 * DAY + at_most + 1 in told


def of_an_appeal() -> tuple[Duty, Event, Event]:
    """The duty to settle an appeal within 36 hours, one that was filed, and what may stop its clock after an hour."""
    filed = happened("matter.filed", NOON, matter="m", kind="appeal")
    return duty_of("appeal-settled"), filed, happened("inquiry.sent", NOON + HOUR, inquiry="i", formal=True)


def test_what_another_appeal_is_no_cause_of() -> None:
    """At the instant at which an appeal would have been overdue the agreement is signed, and another appeal is filed."""
    duty, filed, _ = of_an_appeal()
    settled = happened("matter.settled", NOON + HOUR, matter="m")
    overdue = NOON + 36 * HOUR + 1
    signed = happened(
        "agreement.signed", overdue, edition="2024", signer="town-council", **{"effective-from": overdue}
    )
    log = [filed, settled, signed, happened("matter.filed", overdue, matter="n", kind="appeal")]
    told = changes_of(duty, log)
    assert [
        (one.at, one.finding and one.finding.reason, [cause.id for cause in one.because]) for one in told
    ] == [
        (NOON + HOUR, "in-time", [settled.id]),
        (overdue, "outside-effect", [signed.id]),
        (overdue + 36 * HOUR + 1, "missing", []),
    ]


def test_what_the_end_of_the_term_would_have_changed_is_told_for_its_own_cause() -> None:
    """A complaint was considered in time: at the end the agreement is signed, and another complaint is considered."""
    duty, end = duty_of("complaint-considered"), EDITION.term.end
    filed = [happened("complaint.filed", NOON + place, complaint=name) for place, name in enumerate("mn")]
    considered = happened("complaint.considered", end - 1, complaint="m")
    signed = happened(
        "agreement.signed", end, edition="2024", signer="town-council", **{"effective-from": end - 1}
    )
    other = happened("complaint.considered", end, complaint="n")
    told = Engine([duty], EDITION.term).settle([*filed, considered, other, signed], end + 1)
    assert [
        (one.id, one.finding and one.finding.reason, [cause.id for cause in one.because]) for one in told
    ] == [
        (f"complaint-considered/event={filed[0].id},source=test", "done", [considered.id]),
        (f"complaint-considered/event={filed[1].id},source=test", "outside-effect", [other.id]),
        (f"complaint-considered/event={filed[0].id},source=test", "outside-effect", [signed.id]),
    ]


def test_what_was_perhaps_paused_is_told_as_broken_when_no_pause_could_have_helped() -> None:
    """An inquiry of which the matter is not recorded may have stopped the clock, until its time is up as well."""
    _, filed, sent = of_an_appeal()
    back = happened("inquiry.returned", NOON + 11 * HOUR, inquiry="i")
    assert told_of("appeal-settled", PROOF, filed, sent, back) == [
        (NOON + 36 * HOUR + 1, "perhaps-paused"),
        (NOON + 46 * HOUR + 1, "missing"),
    ]


def test_what_is_answered_in_what_was_perhaps_a_pause_is_shown_with_its_answer_and_is_over() -> None:
    """Neither what may be an answer nor what may pause the time changes anything after an answer that is certain."""
    (duty, filed, sent), back = of_an_appeal(), happened("inquiry.returned", NOON + 11 * HOUR, inquiry="i")
    settled = happened("matter.settled", NOON + 40 * HOUR, matter="m")
    later = [
        happened("inquiry.sent", NOON + 41 * HOUR, inquiry="j", formal=True),
        happened("matter.settled", NOON + 42 * HOUR),
    ]
    engine = Engine([duty], EDITION.term)
    engine.settle([PROOF, filed, sent, back, settled], settled.time + 1)
    (watch,) = engine.watches
    assert isinstance(watch, PointWatch)
    assert watch.open == {}
    found = monitor_judges([duty], EDITION.term, [PROOF, filed, sent, back, settled, *later], NOON + 2 * DAY)
    shown = [
        ("event", filed.id),
        ("perhaps-pause", sent.id),
        ("perhaps-pause", back.id),
        ("answer", settled.id),
    ]
    assert [one.reason for one in found] == ["perhaps-paused"]
    assert [(one.role, one.id) for one in found[0].evidence] == shown
    assert found == judge([duty], EDITION.term, [PROOF, filed, sent, back, settled, *later], NOON + 2 * DAY)


def test_a_remedy_is_told_when_it_comes_though_nothing_was_told_of_the_debt_before() -> None:
    made_then, due = made("e1", NOON), NOON + 72 * HOUR
    sorry = happened("apology.sent", due + DAY, request="r1")
    assert told_of("late-answer-apology", PROOF, made_then, sorry) == [(due + DAY, "remedied")]


@pytest.mark.parametrize(
    ("norm", "log"),
    [
        ("information-posted", [happened("strike.called", NOON, service="lending", lawful=True)]),
        (
            "exhibition-in-permit",
            [
                happened("exhibition.opened", NOON - DAY, exhibition="e", room="r", public=True),
                happened("permit.granted", NOON, permit="p", room="r", binding=True),
            ],
        ),
    ],
)
def test_a_monitor_that_goes_on_right_after_an_event_tells_what_the_unbroken_one_tells(
    norm: str, log: list[Event]
) -> None:
    """What an event makes of an occasion may show only a microsecond after it, and the state is of just before."""
    unbroken = told_of(norm, PROOF, *log)
    assert NOON + 1 in {at for at, _ in unbroken}
    assert told_of(norm, PROOF, *log, breaks=[NOON + 1]) == unbroken


CALLED_EVERYWHERE = [
    PROOF,
    happened("strike.called", NOON - 90 * DAY, service="*", lawful=True),
    happened("strike.over", NOON - 80 * DAY, service="lending", lawful=True),
]


def test_a_monitor_that_goes_on_knows_what_has_ended_of_what_began_for_every_service() -> None:
    """Lending is no longer watched, and what nobody watches was perhaps closed, though the others are watched still."""
    watched, monthly = duty_of("services-open-as-watched"), duty_of("services-open-in-hours").check
    assert isinstance(watched.check, Measured)
    assert isinstance(monthly, Measured)
    duty = replace(watched, check=replace(watched.check, windows=monthly.windows))
    log = [
        PROOF,
        happened("watch.began", EDITION.term.start, service="*"),
        happened("watch.stopped", NOON - 50 * DAY, service="lending"),
    ]
    unbroken = changes_of(duty, log)
    of_lending = [
        one.finding for one in unbroken if one.finding and one.finding.occasion["service"] == "lending"
    ]
    assert [one.reason for one in of_lending[-2:]] == ["perhaps-below-target"] * 2
    assert changes_of(duty, log, breaks=[NOON]) == unbroken


def test_a_level_in_the_hours_of_a_calendar_is_missed_as_soon_as_its_days_off_allow_no_more() -> None:
    """A month that ends with a Friday's hours: of 113 hours that are left in it an hour and 7:48 may be closed, of all 124 more."""
    duty = duty_of("services-open-in-office-hours")
    assert isinstance(duty.check, Measured)
    june = next(one for one in duty.check.windows if one.name == "2024-06")
    end = june.end - 60 * HOUR  # 28 June 12:00
    one = replace(duty.check, items=("lending",), windows=(replace(june, end=end),))
    began = happened("closure.began", end - 70 * MINUTE, closure="c", services=("lending",), cause="danger")
    told = changes_of(replace(duty, check=one), [PROOF, began])
    assert june.length == 124 * HOUR
    assert [(one.at, one.finding and one.finding.reason) for one in told][:1] == [
        (began.time + 113 * HOUR // 100 + 1, "below-target")
    ]


def test_a_monitor_that_goes_on_tells_the_acts_apart_that_one_event_began_for_every_service() -> None:
    """One that is over is not told again when the others end."""
    strike, keys = duty_of("information-posted").unless[0].spans, duty_of("keys-in-term")
    assert isinstance(strike, Spans)
    assert isinstance(keys.check, Inside)
    duty = replace(keys, check=replace(keys.check, of=strike))
    ended = happened("strike.over", NOON + DAY, service="*", lawful=True)
    unbroken = changes_of(duty, [*CALLED_EVERYWHERE, ended])
    assert changes_of(duty, [*CALLED_EVERYWHERE, ended], breaks=[NOON, NOON + 2 * DAY]) == unbroken


def test_a_monitor_that_goes_on_tells_nothing_that_the_unbroken_one_does_not_tell_yet() -> None:
    """What groups of like cases got is looked at when a period is over."""
    asked = [
        happened("seat.asked-for", NOON, request="r", service="lending", district="north"),
        happened("seat.answered", NOON + DAY, request="r", service="lending", given=True),
    ]
    duty = duty_of("equal-seats")
    assert changes_of(duty, [PROOF, *asked], breaks=[NOON + 2 * DAY]) == changes_of(duty, [PROOF, *asked])


def test_a_share_is_watched_until_its_points_are_certainly_answered() -> None:
    """What may be an answer is shown as such until there is one, though the quarter is over long before."""
    maybe = happened("request.answered", NOON + 30 * DAY, request="r1")
    log, at = [PROOF, made("e1", NOON), maybe, answered("e2", NOON + 150 * DAY)], NOON + 151 * DAY
    duty = duty_of("requests-mostly-answered")
    shown = {
        until: {
            (evidence.role, evidence.id)
            for one in judge([duty], EDITION.term, log, until)
            if one.occasion == {"service": "lending", "period": "2024-q2"}
            for evidence in one.evidence
        }
        for until in (at - 2 * DAY, at)
    }
    assert shown == {
        at - 2 * DAY: {("unmet", "e1"), ("perhaps-answer", maybe.id)},
        at: {("unmet", "e1"), ("answer", "e2")},
    }
    assert monitor_judges([duty], EDITION.term, log, at) == judge([duty], EDITION.term, log, at)


# --- like cases ---------------------------------------------------------------------------------------------------


def charged(name: str, time: int, cents: int, **data: FieldValue) -> Event:
    """A charge for a loan."""
    said: dict[str, FieldValue] = {
        "service": "lending",
        "age-group": "adult",
        "large-print": False,
        "cents": cents,
    }
    return Event("test", name, "charge.made", time, time, said | data)


OFFERED = Event("test", "offer", "offer.registered", NOON, NOON, {"offer": "o", "for-everyone": False})
UNDER_AN_OFFER = charged("e1", NOON + HOUR, 100, offer="o")


def of_charges(told: list[Change | Incomplete]) -> list[tuple[int, str, FieldValue | None]]:
    """What was told of equal charges: as of when, the reason, and with how many others it compares."""
    return [
        (one.at, one.finding.reason, one.finding.figures.get("others-compared"))
        for one in told
        if isinstance(one, Change) and one.finding and one.id.startswith("equal-charges/")
    ]


@pytest.mark.parametrize("agreement_first", [True, False])
def test_an_agreement_that_others_were_not_offered_is_told_as_soon_as_one_of_them_got_something_else(
    *, agreement_first: bool
) -> None:
    """Whichever of the two came first; who comes after is counted when the term ends, and told of then."""
    monitor = begun()
    monitor.feed(OFFERED)
    pair = [UNDER_AN_OFFER, charged("e2", NOON + HOUR, 150)]
    first, second = pair if agreement_first else reversed(pair)
    monitor.feed(first)
    assert of_charges(monitor.advance(NOON + 2 * HOUR)) == []
    later = NOON + 3 * HOUR
    monitor.feed(Event(second.source, second.id, second.type, later, later, second.data))
    assert of_charges(monitor.advance(later + 1)) == [(later, "not-offered-to-others", 1)]
    monitor.feed(charged("e3", later + HOUR, 150))
    assert of_charges(monitor.advance(later + DAY)) == []
    told = of_charges(monitor.advance(EDITION.term.end + DAY))
    assert (EDITION.term.end, "not-offered-to-others", 2) in told


@pytest.mark.parametrize(
    ("offered", "usual"),
    [
        (Event("test", "offer", "offer.registered", NOON, NOON, {"offer": "o", "for-everyone": True}), 150),
        (OFFERED, 100),
    ],
    ids=["open to others", "all treated alike"],
)
def test_an_agreement_that_others_could_have_had_or_that_changes_nothing_is_not_told(
    offered: Event, usual: int
) -> None:
    monitor = begun()
    for event in (offered, UNDER_AN_OFFER, charged("e2", NOON + 2 * HOUR, usual)):
        monitor.feed(event)
    assert of_charges(monitor.advance(NOON + DAY)) == []


def test_an_agreement_is_told_when_one_of_the_others_got_something_else_though_another_got_the_same() -> None:
    monitor = begun()
    for event in (OFFERED, UNDER_AN_OFFER, charged("e2", NOON + 2 * HOUR, 100)):
        monitor.feed(event)
    assert of_charges(monitor.advance(NOON + 3 * HOUR)) == []
    later = NOON + 4 * HOUR
    monitor.feed(charged("e3", later, 150))
    told = of_charges(monitor.advance(NOON + DAY))
    assert told == [(later, "unequal", None), (later, "not-offered-to-others", 2)]


def test_an_agreement_that_others_could_have_had_only_later_is_told() -> None:
    """Whoever came before is not forgotten when the next one has an agreement that was open to all."""
    monitor = begun()
    for event in (
        OFFERED,
        UNDER_AN_OFFER,
        Event("test", "end", "offer.ended", NOON + 2 * HOUR, NOON + 2 * HOUR, {"offer": "o"}),
        OFFERED.altered(
            id="open",
            time=NOON + 3 * HOUR,
            recorded=NOON + 3 * HOUR,
            data={"offer": "o", "for-everyone": True},
        ),
        charged("e2", NOON + 4 * HOUR, 100, offer="o"),
        charged("e3", NOON + 5 * HOUR, 150),
    ):
        monitor.feed(event)
    assert of_charges(monitor.advance(NOON + DAY)) == [(NOON + 5 * HOUR, "not-offered-to-others", 1)]
