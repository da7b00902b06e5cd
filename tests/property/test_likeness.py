"""Laws of treating like cases alike, in classes large enough to lack a condition."""

from dataclasses import replace
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from slakit.checks import Duty, Same
from slakit.engines import audit, monitor
from slakit.engines.audit.databases import SQLite
from slakit.engines.monitor import likenesses
from slakit.engines.reference import judge
from slakit.events.event import Event, FieldValue
from slakit.findings import Outcome
from slakit.verdicts.classes import Class, Classes
from slakit.verdicts.members import Listed
from slakit.verdicts.truth import order
from tests.property.test_reference import BASE, DAY, EDITION

EQUAL = next(duty for duty in EDITION.duties if duty.norm == "equal-charges")
AFTER = EDITION.term.end


def event(number: int, kind: str, day: int, data: dict[str, FieldValue]) -> Event:
    return Event("test", f"e{number}", kind, BASE + day * DAY, BASE + day * DAY, data)


@st.composite
def charges(draw: st.DrawFn) -> list[Event]:
    """Up to twenty charges, most of them alike, with offers that some of them name, registered or not."""
    offers = [
        event(100 + number, "offer.registered", draw(st.integers(0, 3)), {"offer": name, **open_to_all})
        for number, name in enumerate(draw(st.sampled_from([[], ["o"], ["o", "p"]])))
        for open_to_all in [draw(st.sampled_from([{}, {"for-everyone": True}, {"for-everyone": False}]))]
    ]
    made = []
    for number in range(draw(st.integers(1, 20))):
        data: dict[str, FieldValue] = {
            "service": "lending",
            "large-print": False,
            "cents": draw(st.sampled_from([150, 150, 150, 150, 200, 201, 202])),
            "desk": draw(st.sampled_from(["a", "b"])),
        }
        if draw(st.integers(0, 9)):
            data["age-group"] = "adult"
        if draw(st.integers(0, 9)):
            data["reader"] = draw(st.sampled_from(["a", "a", "a", "b"]))
        if not draw(st.integers(0, 4)):
            data["offer"] = draw(st.sampled_from(["o", "p"]))
        made.append(event(number, "charge.made", draw(st.integers(1, 3)), data))
    return [*offers, *made]


@settings(max_examples=150)
@given(charges(), st.sampled_from([AFTER, BASE + 2 * DAY]))
def test_all_engines_find_the_same_in_large_classes(log: list[Event], at: int) -> None:
    """Word for word, evidence and figures too."""
    engines_agree(EQUAL, log, at)


def engines_agree(duty: Duty, log: list[Event], at: int) -> None:
    found = judge([duty], EDITION.term, log, at)
    assert audit.judge([duty], EDITION.term, log, at, database=SQLite()) == found
    assert monitor.judge([duty], EDITION.term, log, at) == found


assert isinstance(EQUAL.check, Same)
PLAIN = replace(EQUAL.check, incomplete=None)


def by(check: Same) -> Duty:
    return replace(EQUAL, check=check)


@settings(max_examples=150)
@given(charges(), st.sampled_from([AFTER, BASE + 2 * DAY]))
def test_all_engines_find_the_same_between_recipients(log: list[Event], at: int) -> None:
    """Word for word, whosever the charges are, and where it is not recorded whose they are."""
    assert isinstance(EQUAL.check, Same)
    engines_agree(by(replace(EQUAL.check, recipient="reader")), log, at)


BETWEEN = replace(PLAIN, recipient="reader")


@given(charges())
def test_a_recipient_who_is_named_makes_no_violation(log: list[Event]) -> None:
    """Whatever is unequal between recipients is so between cases; nothing else changes but what is open."""
    between = judge([by(BETWEEN)], EDITION.term, log, AFTER)
    plain = {one.id: one for one in judge([by(PLAIN)], EDITION.term, log, AFTER)}
    assert {one.id for one in between} == plain.keys()
    assert {Outcome.VIOLATED} >= {plain[one.id].outcome for one in between if one.outcome is Outcome.VIOLATED}


@given(charges())
def test_the_charges_of_one_recipient_are_not_unequal(log: list[Event]) -> None:
    """Whatever was charged, under whatever offer."""
    of_one = [
        one.altered(data={**one.data, "reader": "a"}) if one.type == "charge.made" else one for one in log
    ]
    found = judge([by(BETWEEN)], EDITION.term, of_one, AFTER)
    assert all(one.outcome is Outcome.FULFILLED for one in found)


@given(charges())
def test_the_charges_of_a_recipient_each_are_as_if_none_were_named(log: list[Event]) -> None:
    """A pseudonym for each charge is what a norm takes for granted that names no field."""
    each = [one.altered(data={**one.data, "reader": one.id}) for one in log]
    assert judge([by(BETWEEN)], EDITION.term, each, AFTER) == judge([by(PLAIN)], EDITION.term, each, AFTER)


@given(charges())
def test_a_lawful_difference_more_makes_no_violation(log: list[Event]) -> None:
    """Whatever is violated where a difference is declared is violated without it too."""
    with_it = judge([by(PLAIN)], EDITION.term, log, AFTER)
    without = judge([by(replace(PLAIN, lawful=()))], EDITION.term, log, AFTER)
    if any(one.outcome is Outcome.VIOLATED for one in with_it):
        assert any(one.outcome is Outcome.VIOLATED for one in without)


@given(charges())
def test_what_is_examined_too_decides_nothing(log: list[Event]) -> None:
    """It is told where those who differ gather, and nothing else changes."""
    with_it = judge([by(PLAIN)], EDITION.term, log, AFTER)
    without = judge([by(replace(PLAIN, examined=()))], EDITION.term, log, AFTER)
    assert [(one.id, one.outcome, one.grade, one.reason) for one in with_it] == [
        (one.id, one.outcome, one.grade, one.reason) for one in without
    ]


@settings(max_examples=100)
@given(charges(), st.sampled_from([PLAIN, EQUAL.check, BETWEEN]), st.sampled_from([0, 1, 3]))
def test_who_differs_beside_many_is_known_at_once_and_told_later(
    log: list[Event], check: Same, many: int
) -> None:
    """What was told and what is open is at every instant what is found, and everything is told in the end."""
    duty = by(check)
    with patch.object(likenesses, "MANY", many):
        engine, standing = monitor.Engine([duty], EDITION.term), monitor.Standing([duty])
        left = sorted(log, key=order)
        for at in [BASE + DAY, BASE + 2 * DAY, BASE + 3 * DAY]:
            standing.add(engine.settle([event for event in left if event.time <= at], at + 1))
            left = [event for event in left if event.time > at]
            known = {one.id: one for one in [*standing.findings(), *engine.pending(at)]}
            found = {one.id: one for one in judge([duty], EDITION.term, log, at)}
            assert {name: known.get(name) for name in found} == found
        standing.add(engine.settle([], AFTER + 1))
        standing.add(engine.close(AFTER))
    assert standing.findings() == judge([duty], EDITION.term, log, AFTER)


def test_that_another_recipient_is_there_is_told_at_once() -> None:
    """One who got the usual makes a breach of what may have been one recipient's, and of what was."""
    usual: dict[str, FieldValue] = {"service": "lending", "large-print": False, "age-group": "adult"}
    a: dict[str, FieldValue] = {"reader": "a"}
    b: dict[str, FieldValue] = {"reader": "b"}
    somebody: dict[str, FieldValue] = {}

    def told(*several: tuple[int, dict[str, FieldValue]]) -> list[tuple[int, str, str | None, list[str]]]:
        engine = monitor.Engine([by(BETWEEN)], EDITION.term)
        log = [
            event(number, "charge.made", number, {**usual, "cents": cents, **whose})
            for number, (cents, whose) in enumerate(several)
        ]
        return [
            (number, one.finding.reason, one.finding.grade, [shown.id for shown in one.finding.evidence])
            for number, charge in enumerate(log)
            for one in engine.settle([charge], charge.time + 1)
            if one.finding
        ]

    assert told((150, a), (200, somebody), (150, a), (150, b)) == [
        (1, "unequal-as-recorded", "presumption", ["e0", "e1"]),
        (3, "unequal", "breach", ["e0", "e3", "e1"]),
    ]
    assert told((150, a), (200, a), (150, a), (150, b)) == [(3, "unequal", "breach", ["e0", "e3", "e1"])]
    assert told((150, a), (200, a), (150, a), (150, somebody)) == [
        (3, "unequal-as-recorded", "presumption", ["e0", "e3", "e1"])
    ]


def test_where_many_differ_a_telling_brings_a_tenth_more() -> None:
    """Each names all who differ: told at every one of them, a thousand would be named half a million times."""
    usual: dict[str, FieldValue] = {"service": "lending", "large-print": False, "age-group": "adult"}
    log = [
        event(number, "charge.made", 1, {**usual, "cents": 200 if number % 2 else 150}).altered(
            id=f"e{number:04}", time=BASE + number
        )
        for number in range(2_001)
    ]
    duty = by(PLAIN)
    engine = monitor.Engine([duty], EDITION.term)
    told = [change for one in log for change in engine.settle([one], one.time + 1)]
    named = [change.finding.figures["differing"] for change in told if change.finding]
    assert named[:100] == list(range(1, 101))
    assert named[100:] == [
        110, 121, 134, 148, 163, 180, 198, 218, 240, 264, 291, 321, 354, 390, 429, 472, 520, 572, 630, 693, 763, 840,
        924,
    ]  # fmt: skip
    told += engine.close(AFTER)
    assert told[-1].finding == judge([duty], EDITION.term, log, AFTER)[0]


KINDS = st.builds(
    Class,
    alike=st.tuples(st.sampled_from(["lending", "reading"])),
    version=st.sampled_from(["150", "", None]),
    apart=st.tuples(*[st.sampled_from(["adult", "", None])] * 2),
)


@given(st.lists(KINDS, unique=True, min_size=1, max_size=20), st.data())
def test_classes_that_may_be_one_are_found_without_looking_at_all(
    several: list[Class], data: st.DataObject
) -> None:
    """Those from which nothing tells a class that is recorded of both, and not the class itself."""
    one = data.draw(st.sampled_from(several))
    found = list(Classes({each: Listed(PLAIN, ()) for each in several}).may_be(one))
    assert sorted(found, key=repr) == sorted(
        (other for other in several if other != one and one.may_be(other)), key=repr
    )
