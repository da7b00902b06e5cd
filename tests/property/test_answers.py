"""Points that wait for an answer, and answers, are taken as those before them were for as long as that is right."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from engines_held import known_at_each, told_over_breaks
from hypothesis import given, settings
from hypothesis import strategies as st
from modules_by_path import module_at

from slakit.changes import AnsweredChange, Change
from slakit.checks import Among, Duty, Followed, Term
from slakit.engines import monitor
from slakit.engines.reference import judge
from slakit.events.event import Event, FieldValue, SetAside
from slakit.verdicts.alike import fields_awaited
from slakit.verdicts.truth import order

of_monitor = module_at(Path(__file__).parent / "test_monitor.py")
EDITION, TERMS = of_monitor.EDITION, of_monitor.TERMS
WRITTEN = TERMS[0]
DAY, HOUR = 86_400_000_000, 3_600_000_000
BEGINNING = EDITION.term.start + 50 * DAY
EDGES = (-1, 0, 0, 0, 0, 0, 1)


def unpaused(duty: Duty) -> Duty:
    """A duty whose time nothing pauses."""
    assert isinstance(duty.check, Followed)
    return replace(duty, check=replace(duty.check, paused=None))


ANSWERS = [
    unpaused(duty)
    for duty in EDITION.duties
    if isinstance(duty.check, Followed) and fields_awaited(unpaused(duty)) is not None
]
"""To be answered within days, hours, working hours, working days and clear days."""
EXCUSED = [duty for duty in ANSWERS if duty.unless] * 4
"""One of them is excused by strikes, asks for few pages alone, and may ask who answers: it is told of most."""


def half_open(duty: Duty) -> Duty:
    """The same duty, of which the very instant at which its time is up is late."""
    assert isinstance(duty.check, Followed)
    return replace(duty, check=replace(duty.check, closed=False))


def only_by_people(duty: Duty) -> Duty:
    """The same duty, which only an answer of a kind keeps."""
    assert isinstance(duty.check, Followed)
    by = duty.check.by
    if by.event != "request.answered":
        return duty
    return replace(
        duty, check=replace(duty.check, by=replace(by, where=Among("automatic", frozenset({False}))))
    )


def told_of(duty: Duty, size: int, by: Random) -> list[Event]:
    """A log in which much agrees: points of few names and kinds, with answers in time, at its edge, late, or none."""
    check = duty.check
    assert isinstance(check, Followed)
    pace = by.choice([0, 1, HOUR, 8 * HOUR, 30 * HOUR, 4 * DAY])
    names = [f"n{number}" for number in range(by.choice([2, 8, 40]))]
    within = check.within if isinstance(check.within, int) else 3 * DAY
    happened, log = BEGINNING, list[Event]()

    def tell(event_type: str, time: int, **data: FieldValue | None) -> None:
        fields = EDITION.vocabulary.events[event_type].fields
        kept = {name: value for name, value in data.items() if name in fields and value is not None}
        recorded = time + by.choice([0, 0, 0, 0, 1, DAY])
        source = by.choice(["desk", "desk", "desk", "site"])
        log.append(Event(source, f"e{len(log)}", event_type, time, recorded, kept))

    for _ in range(size):
        happened += by.randint(0, pace)
        service = by.choice([*EDITION.services][:2] * 4 + ["cafeteria", "*"])
        is_named = by.random() < 0.95 or "card" in EDITION.vocabulary.events[check.of.event].fields
        name = by.choice(names) if is_named else None
        named = dict.fromkeys(("request", "card", "matter"), name)
        if by.random() < 0.1 and duty.unless:
            strike = by.choice(["strike.called", "strike.over"])
            tell(strike, happened, service=service, lawful=by.random() < 0.8)
        kinds = ["repair", "membership", "objection"]
        tell(
            check.of.event,
            happened,
            **named,
            service=service,
            pages=by.choice([1, 5, 5, 5, 500, None]),
            kind=by.choice(kinds),
        )
        if by.random() < 0.85:
            later = by.choice([0, 1, by.randint(0, within), by.randint(0, within), within, 2 * within])
            automatic = by.choice([False, False, False, True, None])
            tell(check.by.event, happened + later + by.choice(EDGES), **named, automatic=automatic)
    for _ in range(by.choice([0, 1, 2]) if log else 0):
        signed = {"edition": by.choice(["2024", "2024", "2025"]), "signer": "town-council"}
        days = {
            "effective-from": by.choice([None, BEGINNING]),
            "effective-until": by.choice([None, happened]),
        }
        tell("agreement.signed", by.choice(log).time, **signed, **days)
    return sorted(log, key=order)


@st.composite
def stories(draw: st.DrawFn) -> tuple[Duty, list[Event], Term]:
    """A duty to answer with a log of many points, and a term."""
    duty = draw(st.sampled_from([*ANSWERS, *EXCUSED] * 2))
    for altered in (half_open, only_by_people):
        duty = altered(duty) if draw(st.booleans()) else duty
    return (
        duty,
        told_of(duty, draw(st.integers(1, 60)), Random(draw(st.integers()))),  # noqa: S311 -- what happens in a story, not a secret
        draw(st.sampled_from(TERMS)),
    )


def settled(engine: monitor.Engine, log: Sequence[Event]) -> list[Change]:
    """What an engine tells of a log."""
    return engine.settle(log, log[-1].time + 1)


def test_each_sort_of_length_is_among_the_duties() -> None:
    checks = [duty.check for duty in ANSWERS]
    assert {type(one.within).__name__ for one in checks if isinstance(one, Followed)} == {
        "int",
        "WorkingHours",
        "WorkingDays",
        "ClearDays",
    }
    assert {duty.norm for duty in EXCUSED} == {"request-answered"}


@settings(max_examples=300)
@given(stories(), st.integers(0, 4 * DAY))
def test_what_is_answered_is_what_the_reference_engine_finds(
    story: tuple[Duty, list[Event], Term], after: int
) -> None:
    duty, log, term = story
    at = log[-1].time + after
    assert monitor.judge([duty], term, log, at) == judge([duty], term, log, at)


@settings(max_examples=80)
@given(stories(), st.integers())
def test_at_every_instant_it_is_known_what_waits_and_what_was_answered(
    story: tuple[Duty, list[Event], Term], seed: int
) -> None:
    duty, log, term = story
    by = Random(seed)  # noqa: S311 -- what happens in a story, not a secret
    instants = [by.choice(log).time + by.choice([-1, 0, 1, HOUR, DAY]) for _ in range(4)]
    assert list(known_at_each(duty, log, term, instants))


@settings(max_examples=80)
@given(stories(), st.integers())
def test_an_engine_that_forgets_what_was_alike_tells_the_same_in_the_same_order(
    story: tuple[Duty, list[Event], Term], seed: int
) -> None:
    """One that goes on from a state has learnt nothing yet: each point and each answer is judged by itself at first."""
    duty, log, term = story
    by = Random(seed)  # noqa: S311 -- what happens in a story, not a secret
    breaks = [by.choice(log).time for _ in range(5)]
    unbroken, broken = told_over_breaks(duty, log, term, breaks, log[-1].time + 5 * DAY)
    assert broken == unbroken


@settings(max_examples=60)
@given(stories(), st.integers(0, 60))
def test_a_line_that_was_set_aside_leaves_the_same_doubt_in_what_was_answered(
    story: tuple[Duty, list[Event], Term], place: int
) -> None:
    duty, log, term = story
    assert isinstance(duty.check, Followed)
    line = SetAside("events", 7, "time-no-offset", {}, duty.check.by.event, "x")
    when, at = log[min(place, len(log) - 1)].time, log[-1].time + DAY
    engine, standing = monitor.Engine([duty], term), monitor.Standing([duty])
    standing.add(engine.settle([event for event in log if event.time < when], when))
    incomplete, changes = engine.put_aside(line)
    standing.add([incomplete, *changes])
    standing.add(engine.settle([event for event in log if event.time >= when], at + 1))
    standing.add(engine.close(at))
    assert standing.findings() == judge([duty], term, log, at, None, [line])


def test_most_points_and_answers_are_taken_without_judging_them() -> None:
    """Each as one before it: what is told of an answer is made only when it is asked for."""
    for duty in ANSWERS:
        assert isinstance(duty.check, Followed)
        log = [
            event.altered(source="desk")
            for number in range(50)
            for time in [BEGINNING + number * HOUR]
            for event in (
                Event("desk", f"p{number}", duty.check.of.event, time, time, said(duty, number)),
                Event("desk", f"a{number}", duty.check.by.event, time + 9, time + 9, said(duty, number)),
            )
        ]
        told = settled(monitor.Engine([duty], WRITTEN), log)
        assert [type(one) for one in told] == [Change, *[AnsweredChange] * 49], duty.norm
        assert [one.made for one in told if isinstance(one, AnsweredChange)] == [None] * 49
        assert [one.finding for one in told] == judge([duty], WRITTEN, log, log[-1].time)


def said(duty: Duty, number: int) -> dict[str, FieldValue]:
    """What a point of a duty says, and its answer."""
    kinds = {"repair-done": "repair", "membership-settled": "membership", "objection-settled": "objection"}
    kind = kinds.get(duty.norm, "appeal")
    name = f"n{number}"
    return {"request": name, "card": name, "matter": name, "service": "lending", "pages": 5, "kind": kind}


def test_a_point_that_nobody_answers_is_told_when_its_time_is_up() -> None:
    """Also one that was not judged when it came; what has been answered is waited for no longer."""
    (duty,) = (one for one in ANSWERS if one.norm == "request-answered")
    asked = [
        Event("desk", f"p{number}", "request.made", time, time, said(duty, number))
        for number in range(4)
        for time in [BEGINNING + number * HOUR]
    ]
    answered = [
        Event("desk", f"a{number}", "request.answered", time, time, said(duty, number))
        for number in (0, 2)
        for time in [BEGINNING + DAY + number]
    ]
    engine = monitor.Engine([duty], WRITTEN)
    told = engine.settle([*asked, *answered], BEGINNING + 30 * DAY)
    assert [(one.at, one.finding.reason if one.finding else None) for one in told] == [
        (answered[0].time, "in-time"),
        (answered[1].time, "in-time"),
        (asked[1].time + 3 * DAY + 1, "missing"),
        (asked[3].time + 3 * DAY + 1, "missing"),
    ]
    [watch] = engine.watches
    late = [
        one.altered(id=f"late-{one.id}", time=BEGINNING + 31 * DAY, data=said(duty, 1 + 2 * place))
        for place, one in enumerate(answered)
    ]
    assert [one.finding.reason for one in engine.settle(late, BEGINNING + 32 * DAY) if one.finding] == [
        "late",
        "late",
    ]
    assert (list(watch.kept_events()), watch.wakes()) == ([], None)


def test_nothing_is_kept_of_a_point_that_was_answered_nor_of_what_may_have_answered_it() -> None:
    """An answer of which it is not known whether it is one waits with its point."""
    (duty,) = (only_by_people(one) for one in ANSWERS if one.norm == "request-answered")
    engine = monitor.Engine([duty], WRITTEN)
    [watch] = engine.watches
    for number in range(3):
        begun = BEGINNING + number * DAY
        unclear, sure = (
            Event(
                "desk",
                f"{name}{number}",
                "request.answered",
                begun + after,
                begun + after,
                {**said(duty, number), **data},
            )
            for name, after, data in (("u", 1, {}), ("s", 2, {"automatic": False}))
        )
        made = Event("desk", f"p{number}", "request.made", begun, begun, said(duty, number))
        told = engine.settle([made, unclear, sure], begun + DAY)
        assert [one.finding.reason for one in told if one.finding] == ["in-time"]
        assert (list(watch.kept_events()), watch.wakes()) == ([], None)


def test_a_point_that_waits_still_says_nothing_of_one_that_comes_later() -> None:
    """What was there when it came is in force no longer when its time is up."""
    (duty,) = (one for one in ANSWERS if one.norm == "request-answered")
    strike = dict[str, FieldValue](service="lending", lawful=True)
    log = [
        Event("desk", "p0", "request.made", BEGINNING, BEGINNING, said(duty, 0)),
        Event("desk", "strike", "strike.called", BEGINNING + HOUR, BEGINNING + HOUR, strike),
        *(
            Event("desk", f"p{number}", "request.made", time, time, said(duty, number))
            for number, time in enumerate((BEGINNING + 2 * HOUR, BEGINNING + 3 * DAY + 1), start=1)
        ),
    ]
    told = monitor.Engine([duty], WRITTEN).settle(log, log[-1].time + 1)
    assert [(one.at - BEGINNING, one.finding.reason if one.finding else None) for one in told] == [
        (2 * HOUR, "excused"),
        (3 * DAY + 1, "missing"),
        (3 * DAY + 1, "excused"),
    ]
