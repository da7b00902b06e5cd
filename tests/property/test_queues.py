"""Queues that are looked at again by themselves are found as if all of them were."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from engines_held import known_at_each, told_over_breaks
from hypothesis import given, settings
from hypothesis import strategies as st
from modules_by_path import module_at

from slakit.checks import Duty, InOrder, Term
from slakit.engines import monitor
from slakit.engines.monitor.queues import QueueWatch
from slakit.engines.reference import judge
from slakit.events.event import Event, FieldValue
from slakit.findings import Outcome
from slakit.verdicts.truth import order

of_monitor = module_at(Path(__file__).parent / "test_monitor.py")
EDITION, TERMS = of_monitor.EDITION, of_monitor.TERMS
DAY, HOUR = 86_400_000_000, 3_600_000_000
BEGINNING = EDITION.term.start + 50 * DAY
TURNS = [duty for duty in EDITION.duties if isinstance(duty.check, InOrder)]
"""By the start of the work, with reasons and a lawful difference; and by its end, with a tolerance."""


def told_of(duty: Duty, size: int, by: Random) -> list[Event]:
    """A log of cases that are mostly taken up in turn, in few queues; some never, twice, or by nobody knows what."""
    check = duty.check
    assert isinstance(check, InOrder)
    log: list[Event] = []

    def tell(event_type: str, time: int, **data: FieldValue | None) -> None:
        fields = EDITION.vocabulary.events[event_type].fields
        said = {name.replace("_", "-"): value for name, value in data.items() if value is not None}
        kept = {name: value for name, value in said.items() if name in fields}
        log.append(Event("desk", f"e{len(log)}", event_type, time, time + by.choice([0, 0, DAY]), kept))

    happened, pace = BEGINNING, by.choice([0, 1, HOUR, DAY])
    for number in range(size):
        happened += by.randint(0, pace)
        request = f"r{number if by.random() < 0.95 else number - 1}" if by.random() < 0.97 else None
        service = by.choice(["lending", "lending", "reading-room", "*", "cafeteria"])
        large, branch = by.choice([True, False, False, None]), by.choice(["north", "south", "south", None])
        tell(check.of.event, happened, request=request, service=service, large_print=large, branch=branch)
        for _ in range(by.choice([0, 1, 1, 1, 1, 2])):
            later = by.choice([0, 1, HOUR, 2 * HOUR, by.randint(0, 3 * DAY)])
            tell(check.taken.event, happened + later, request=request)
        if by.random() < 0.05:
            signer = by.choice(["town-council", "desk-officer", None])
            tell("difference.explained", happened + by.randint(0, 2 * DAY), request=request, signed_by=signer)
    for _ in range(by.choice([0, 0, 1, 2])):
        signed: dict[str, FieldValue] = {"edition": "2024", "signer": "town-council"}
        days = {
            "effective_from": by.choice([None, BEGINNING]),
            "effective_until": by.choice([None, happened]),
        }
        tell("agreement.signed", by.choice(log).time, **signed, **days)
    return sorted(log, key=order)


@st.composite
def stories(draw: st.DrawFn) -> tuple[Duty, list[Event], Term]:
    """A duty to take up what came first, with a log, and a term."""
    duty = draw(st.sampled_from(TURNS))
    assert isinstance(duty.check, InOrder)
    tolerance = draw(st.sampled_from([duty.check.tolerance, 0, HOUR]))
    duty = replace(duty, check=replace(duty.check, tolerance=tolerance))
    by = Random(draw(st.integers()))  # noqa: S311 -- what happens in a story, not a secret
    return duty, told_of(duty, draw(st.integers(1, 40)), by), draw(st.sampled_from(TERMS))


@settings(max_examples=150)
@given(stories())
def test_turns_are_what_the_reference_engine_finds(story: tuple[Duty, list[Event], Term]) -> None:
    duty, log, term = story
    at = log[-1].time + DAY
    assert monitor.judge([duty], term, log, at) == judge([duty], term, log, at)


@settings(max_examples=80)
@given(stories(), st.integers())
def test_what_is_told_of_turns_at_every_instant_is_what_the_reference_engine_finds_then(
    story: tuple[Duty, list[Event], Term], seed: int
) -> None:
    """Told, and not only given to whoever asks: that a case was passed over is certain when it is."""
    duty, log, term = story
    by = Random(seed)  # noqa: S311 -- what happens in a story, not a secret
    instants = [by.choice(log).time + by.choice([-1, 0, 1, HOUR]) for _ in range(6)]
    for told, found in known_at_each(duty, log, term, instants):
        by_then, now = (
            {one.id: one.reason for one in of if one.outcome is not Outcome.PENDING} for of in (told, found)
        )
        assert by_then == now


@settings(max_examples=80)
@given(stories(), st.integers())
def test_turns_that_go_on_from_a_state_are_told_as_the_unbroken_ones(
    story: tuple[Duty, list[Event], Term], seed: int
) -> None:
    duty, log, term = story
    by = Random(seed)  # noqa: S311 -- what happens in a story, not a secret
    breaks = [by.choice(log).time + by.choice([0, 1, HOUR]) for _ in range(5)]
    unbroken, broken = told_over_breaks(duty, log, term, breaks, log[-1].time + DAY)
    assert broken == unbroken


def test_only_the_queue_of_a_case_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    (duty,) = (one for one in TURNS if one.norm == "requests-in-turn")
    log = []
    for number in range(40):
        asked, service = BEGINNING + number * HOUR, ["lending", "reading-room"][number % 2]
        named = dict[str, FieldValue](request=f"r{number}")
        case = {**named, "service": service, "large-print": False}
        log.append(Event("desk", f"a{number}", "seat.asked-for", asked, asked, case))
        log.append(Event("desk", f"t{number}", "seat.looked-for", asked + DAY, asked + DAY, named))
    log.sort(key=order)
    whole = list[int]()
    judged = QueueWatch._judge

    def noted(watch: QueueWatch, number: int, at: int, because: tuple[Event, ...]) -> object:
        whole.append(at)
        return judged(watch, number, at, because)

    monkeypatch.setattr(QueueWatch, "_judge", noted)
    told = monitor.Engine([duty], TERMS[0]).settle(log, log[-1].time + 1)
    assert [at for at in whole if at >= BEGINNING] == []
    assert [one.finding.reason for one in told if one.finding] == ["in-turn"] * 40
    reasons = [one.reason for one in judge([duty], TERMS[0], log, log[-1].time)]
    assert reasons == ["in-turn"] * 40
