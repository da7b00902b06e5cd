"""Shares whose window is over are counted anew only when that may decide something, and are found as if at each event."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from engines_held import known_at_each, told_over_breaks
from hypothesis import given, settings
from hypothesis import strategies as st
from modules_by_path import module_at

from slakit.checks import Answered, Duty, MeasuredShare, Term
from slakit.engines import monitor
from slakit.engines.monitor.parts import Part
from slakit.engines.monitor.wholes import WholeWatch
from slakit.engines.reference import judge
from slakit.events.event import Event, FieldValue
from slakit.findings import Outcome
from slakit.verdicts.truth import order
from slakit.verdicts.verdict import Verdict

of_monitor = module_at(Path(__file__).parent / "test_monitor.py")
EDITION, TERMS = of_monitor.EDITION, of_monitor.TERMS
WRITTEN = TERMS[0]
DAY, HOUR = 86_400_000_000, 3_600_000_000
SHARES = [
    duty
    for duty in EDITION.duties
    if isinstance(duty.check, MeasuredShare) and isinstance(duty.check.meets, Answered)
]
"""A percentile of answers to requests, of each service, that strikes excuse; and the time that confirmations take."""


def quarter(duty: Duty, number: int) -> int:
    """Where a window of a duty ends."""
    assert isinstance(duty.check, MeasuredShare)
    return duty.check.windows[min(number, len(duty.check.windows) - 1)].end


@st.composite
def stories(draw: st.DrawFn) -> tuple[Duty, list[Event], Term]:
    """A share with points near the end of a window, answered before it, after it, at the edge of their time, or never."""
    duty = draw(st.sampled_from(SHARES[:1] * 3 + SHARES))
    check = duty.check
    assert isinstance(check, MeasuredShare)
    assert isinstance(check.meets, Answered)
    targets = [check.target, 500_000, 900_000, 1_000_000, 10_000]
    target = None if check.target is None else draw(st.sampled_from(targets))
    meets = replace(check.meets, closed=draw(st.booleans()), complete=draw(st.booleans()))
    duty = replace(duty, check=replace(check, target=target, meets=meets))
    by = Random(draw(st.integers()))  # noqa: S311 -- what happens in a story, not a secret
    end, within = quarter(duty, 0), check.meets.within or 2 * DAY
    pace, names = by.choice([1, HOUR, 6 * HOUR]), by.choice([3, 50])
    log: list[Event] = []

    def tell(event_type: str, time: int, **data: FieldValue | None) -> None:
        fields = EDITION.vocabulary.events[event_type].fields
        kept = {name: value for name, value in data.items() if name in fields and value is not None}
        log.append(Event("desk", f"e{len(log)}", event_type, time, time + by.choice([0, 0, DAY]), kept))

    happened = end - by.choice([0, 1, DAY, 5 * DAY])
    for _ in range(draw(st.integers(1, 40))):
        happened += by.randint(0, pace)
        name = f"n{by.randrange(names)}"
        named = {"request": name if by.random() < 0.95 else None, "card": name}
        service = by.choice(["lending", "lending", "reading-room", "*", None])
        if by.random() < 0.05:
            strike = by.choice(["strike.called", "strike.over"])
            tell(strike, happened, service="lending", lawful=by.random() < 0.8)
        tell(check.of.event, happened, **named, service=service, pages=by.choice([5, 5, 5, 500, None]))
        for _ in range(by.choice([0, 1, 1, 1, 1, 2])):
            later = by.choice([1, by.randint(0, 2 * within), within, 3 * within]) + by.choice([-1, 0, 0, 1])
            tell(
                check.meets.by.event,
                happened + later,
                **named,
                automatic=by.choice([False, False, True, None]),
            )
    return duty, sorted(log, key=order), draw(st.sampled_from(TERMS[:1] * 3 + TERMS))


@settings(max_examples=150)
@given(stories(), st.integers(0, 9 * DAY))
def test_a_share_is_what_the_reference_engine_finds(
    story: tuple[Duty, list[Event], Term], after: int
) -> None:
    duty, log, term = story
    at = log[-1].time + after
    assert monitor.judge([duty], term, log, at) == judge([duty], term, log, at)


@settings(max_examples=100)
@given(stories())
def test_a_share_is_told_at_the_first_instant_at_which_it_is_decided(
    story: tuple[Duty, list[Event], Term],
) -> None:
    """Whatever the reference engine finds decided at an instant has been told by then, and was not decided before."""
    duty, log, term = story
    instants = [event.time + step for event in log[::3] for step in (-1, 0)]
    instants += [event.time + 2 * DAY + step for event in log[::5] for step in (-1, 0, 1)]
    for told, found in known_at_each(duty, log, term, instants):
        by_then, now = (
            {one.id: one.outcome for one in of if one.outcome in (Outcome.FULFILLED, Outcome.VIOLATED)}
            for of in (told, found)
        )
        assert by_then == now


@settings(max_examples=100)
@given(stories(), st.integers())
def test_a_share_that_goes_on_from_a_state_tells_what_the_unbroken_one_tells(
    story: tuple[Duty, list[Event], Term], seed: int
) -> None:
    duty, log, term = story
    by = Random(seed)  # noqa: S311 -- what happens in a story, not a secret
    breaks = [by.choice(log).time + by.choice([0, 1, DAY]) for _ in range(5)]
    unbroken, broken = told_over_breaks(duty, log, term, breaks, log[-1].time + 9 * DAY)
    assert broken == unbroken


@pytest.mark.parametrize("missing", [0, 30])
def test_a_share_that_is_decided_is_counted_anew_only_when_all_are_answered(
    missing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that is kept with forty still to be answered, and one that is missed since thirty never were."""
    duty, counted = SHARES[0], list[int]()
    assert isinstance(duty.check, MeasuredShare)
    end = quarter(duty, 0)
    log = []
    for number in range(200):
        asked = end - (200 - number) * 6 * HOUR
        fields = dict[str, FieldValue](service="lending", pages=5)
        answered = asked + (HOUR if number < 160 - 4 * missing else 9 * DAY)
        named = dict[str, FieldValue](request=f"n{number}")
        log.append(Event("desk", f"p{number}", "request.made", asked, asked, {**named, **fields}))
        if number >= missing:
            answer = {**named, "automatic": False}
            log.append(Event("desk", f"a{number}", "request.answered", answered, answered, answer))
    judged = WholeWatch._verdicts

    def noted(watch: WholeWatch, part: Part, at: int) -> list[Verdict]:
        if part.ends == end and part.duty.check.items == ("lending",):  # type: ignore[union-attr]  # it is a share
            counted.append(at)
        return judged(watch, part, at)

    monkeypatch.setattr(WholeWatch, "_verdicts", noted)
    log.sort(key=order)
    engine = monitor.Engine([duty], WRITTEN)
    told = [
        one
        for one in engine.settle(log, end + 80 * DAY)
        if one.finding and one.finding.occasion["service"] == "lending"
    ]
    outcome = Outcome.VIOLATED if missing else Outcome.FULFILLED
    decided = [(one.at - end, one.finding.outcome) for one in told if one.finding]
    assert decided == [(0, outcome)] + ([] if missing else [(log[-1].time - end, outcome)])
    assert len([at for at in counted if at > end + 1]) <= 2
    monkeypatch.undo()
    assert monitor.judge([duty], WRITTEN, log, end + 80 * DAY) == judge([duty], WRITTEN, log, end + 80 * DAY)
