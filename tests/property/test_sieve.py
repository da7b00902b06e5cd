"""What queries settle in a crowd: many events that are alike, among records that open, change and close."""

from dataclasses import replace
from functools import cache
from random import Random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slakit.checks import CoveredAt, Duty, Every, Holds, Never, Not, Points, Preceded, Same, Some
from slakit.engines import audit
from slakit.engines.audit import alike, asking, closest, timelines
from slakit.engines.audit.databases import Database, DuckDB, SQLite
from slakit.engines.reference import judge
from slakit.events.event import Event, FieldValue
from slakit.findings import Outcome
from slakit.tallies import TellingApart, tally
from slakit.verdicts.judging import event_types_read
from tests.property.test_reference import APART, BASE, DAY, EDITION, SIEVED, values_of

CROWD: Final = 40
OFFSETS: Final = (0, 1, 3 * DAY, 3 * DAY + 1, 40 * DAY)
INSTANTS: Final = [BASE + offset for offset in OFFSETS]
RARE_INSTANTS: Final = [EDITION.term.start - 1, EDITION.term.start, EDITION.term.end]
OVER: Final = EDITION.term.end + DAY
OFFERED_FOR_A_WHILE = [
    replace(duty, check=replace(duty.check, lawful=lawful))
    for duty in SIEVED
    if isinstance(duty.check, Same)
    for lawful in [
        tuple(
            replace(one, record=None, since=BASE + 1, until=BASE + 3 * DAY + 1)
            for one in duty.check.lawful
            if one.offered
        )
    ]
    if lawful
]
"""Like cases with a lawful difference that no record stands for, and that must have been offered to others."""
STRIKE = next(duty.unless for duty in SIEVED if duty.norm == "no-loan-while-suspended")
EXCUSED = [
    replace(duty, unless=STRIKE)
    for duty in SIEVED
    if duty.norm in ("loans-returned-as-listed", "charge-as-posted", "equal-charges")
]
"""Norms of other checks with the exception of one."""
PRICED_BEFORE = Preceded(Points("price.decided"), (("service", "service"),))
KIND_PRICED_BEFORE = Preceded(Points("price.decided"), (("kind", "kind"),))
ENDED_BEFORE = Not(Preceded(Points("strike.over"), (("service", "service"),)))
PRICED_AFTER_A_STRIKE = Preceded(Points("price.decided", Not(ENDED_BEFORE)), (("service", "service"),))
ASKING = [
    *(duty for duty in SIEVED if isinstance(duty.check, Holds) and duty.check.if_decided),
    *(
        replace(
            duty,
            unless=tuple(replace(one, spans=replace(one.spans, where=ENDED_BEFORE)) for one in duty.unless),
        )
        for duty in EXCUSED
    ),
    *(
        replace(duty, check=changed)
        for duty in SIEVED
        if isinstance(duty.check, Holds)
        for changed in {
            "loans-returned-as-listed": (
                replace(duty.check, condition=Some((duty.check.condition, PRICED_BEFORE))),
                replace(duty.check, of=replace(duty.check.of, where=PRICED_BEFORE)),
                replace(duty.check, of=replace(duty.check.of, where=Every((PRICED_BEFORE, ENDED_BEFORE)))),
                replace(
                    duty.check,
                    of=replace(
                        duty.check.of, where=Every((PRICED_BEFORE, ENDED_BEFORE, Not(PRICED_AFTER_A_STRIKE)))
                    ),
                ),
            ),
            "charge-decided-by-council": (
                replace(
                    duty.check, condition=KIND_PRICED_BEFORE, shown="kind", decided=None, if_decided=False
                ),
            ),
        }.get(duty.norm, ())
    ),
]
"""Norms that ask what has happened before: of the occasion, of an exception, or whether it was decided."""
BY_THEMSELVES = [
    duty
    for duty in SIEVED
    if duty not in ASKING
    and (isinstance(duty.check, Holds) or duty.norm in ("equal-papers", "no-disclosure"))
]
"""Norms that ask for nothing but the event."""
WITH_RECORDS = [
    duty
    for duty in [*SIEVED, *OFFERED_FOR_A_WHILE, *EXCUSED]
    if isinstance(duty.check, CoveredAt | Never | Same) and duty not in BY_THEMSELVES
]
DUTIES = [*WITH_RECORDS, *ASKING * 2, *EXCUSED, *OFFERED_FOR_A_WHILE * 2, *BY_THEMSELVES]
EACH_BY_ITSELF = ((alike, "FROM_THE_START", -1), (alike, "FEWER", 2**62))
TOO_MANY = ((timelines, "MOST_KEYS", 0),)
BY_QUERIES = (
    (asking, "FEW", -1), (asking, "LISTED", 0), (alike, "FEW_VALUES", 1), (alike, "MOST_PARTS", 1),
    (closest, "LOOKED_AT", 0), (closest, "LONGER", 1_000),
)  # fmt: skip
WAYS = ((), EACH_BY_ITSELF, (*TOO_MANY, *BY_QUERIES), (*EACH_BY_ITSELF, *TOO_MANY, *BY_QUERIES))
"""What is done where many events are alike or none are, few values are matched or too many, and what is told is few or not."""


AT_SOME_INSTANT, SEEDS = st.sampled_from(INSTANTS), st.integers(0, 2**62)


@cache
def three_values_of(event_type: str, name: str) -> st.SearchStrategy[list[FieldValue]]:
    """Three values of a field of an event."""
    return st.lists(values_of(event_type, name, AT_SOME_INSTANT), min_size=3, max_size=3)


@st.composite
def crowds(draw: st.DrawFn) -> tuple[Duty, list[Event]]:
    """A duty, and a log in which most events that it judges differ from another in nothing or in little.

    A field has one to three values in all of a log, whatever the type of the event, so that events match records.
    """
    by = Random(draw(SEEDS))  # noqa: S311 -- what happens in a story, not a secret
    duty = by.choice(DUTIES)
    check = duty.check
    assert isinstance(check, Holds | CoveredAt | Never | Same)
    types = sorted(event_types_read(duty))
    kinds = {kind: EDITION.vocabulary.events[kind].fields for kind in types}
    held: dict[str, list[FieldValue]] = {}
    for kind, name in ((kind, name) for kind, fields in kinds.items() for name in fields):
        if name not in held:
            held[name] = draw(three_values_of(kind, name))[: by.choice((1, 1, 1, 2, 2, 3))]
    lacking = by.choice((0, 0, 0.03, 0.3))
    instants = by.sample(INSTANTS, by.randint(2, len(INSTANTS)))
    log = []
    for number in range(by.randint(5, CROWD)):
        kind = check.of.event if by.random() < by.choice((0.3, 0.7)) else by.choice(types)
        data = {
            name: by.choice(held[name])
            for name, field in kinds[kind].items()
            if field.required or by.random() >= lacking
        }
        time = by.choice(RARE_INSTANTS if by.random() < 0.1 else instants)
        log.append(Event("test", f"e{number}", kind, time, time + by.choice((0, 0, 0, 1, DAY)), data))
    return duty, log


def surveyed_as_judged(
    duty: Duty, log: list[Event], at: int, known_at: int | None, apart: TellingApart, database: type[Database]
) -> None:
    """What is only counted and what is told are together what the reference engine finds, in two ways."""
    everything = judge([duty], EDITION.term, log, at, known_at)
    for way in (WAYS[0], WAYS[1 + len(log) % 3]):
        with pytest.MonkeyPatch.context() as limits:
            for module, name, value in way:
                limits.setattr(module, name, value)
            survey = audit.survey([duty], EDITION.term, log, at, known_at, database=database(), apart=apart)
        told = {one.id for one in survey.findings}
        assert survey.findings == [one for one in everything if one.id in told]
        left = tally((one for one in everything if one.id not in told), apart)
        assert survey.counts.get(duty.norm, {}) == left.get(duty.norm, {})


@settings(max_examples=400)
@given(
    crowds(),
    st.sampled_from([OVER, OVER, *INSTANTS]),
    st.none() | AT_SOME_INSTANT,
    st.integers(0, 2),
)
def test_one_of_a_crowd_stands_for_those_that_are_alike_and_for_nobody_else(
    crowd: tuple[Duty, list[Event]], at: int, known_at: int | None, first: int
) -> None:
    """Outcome, reason, month and service of all that is counted are those of the definition; the rest is told in full."""
    surveyed_as_judged(*crowd, at, known_at, replace(APART, first=first), SQLite)


@settings(max_examples=15)
@given(crowds(), st.integers(0, 2))
def test_a_crowd_in_duckdb_is_counted_alike(crowd: tuple[Duty, list[Event]], first: int) -> None:
    """The queries are the same text, and they have the same answers."""
    surveyed_as_judged(*crowd, OVER, None, replace(APART, first=first), DuckDB)


def test_a_better_deal_that_others_were_not_offered_is_never_counted_as_equal() -> None:
    """No record stands for the deal, so that a query cannot tell who could have had it."""
    charge = {"service": "lending", "age-group": "adult"}
    log = [
        Event("test", "usual", "charge.made", BASE, BASE, {**charge, "cents": 150}),
        Event("test", "better", "charge.made", BASE + 1, BASE + 1, {**charge, "cents": 100, "offer": "o"}),
    ]
    (duty,) = OFFERED_FOR_A_WHILE
    told = [(one.outcome, one.reason) for one in judge([duty], EDITION.term, log, OVER)]
    assert told == [
        (Outcome.FULFILLED, "nobody-alike"),
        (Outcome.UNDETERMINED, "not-offered-to-others"),
    ]
    surveyed_as_judged(duty, log, OVER, None, APART, SQLite)


def test_what_is_for_all_services_is_never_counted_as_decided_by_the_decision_on_one() -> None:
    """A competent decision on one service agrees with what is for all, and settles nothing of the others."""
    (duty,) = (one for one in SIEVED if one.norm == "charge-decided-by-council")
    decided = [("lending", "town-council"), ("reading-room", "library")]
    log = [
        *(
            Event("test", service, "price.decided", BASE, BASE, {"service": service, "kind": "loan", "price": 150, "body": body})
            for service, body in decided
        ),
        *(
            Event("test", f"for {service}", "charge.made", BASE + 1, BASE + 1, {"service": service, "kind": "loan", "cents": 150})
            for service in ("*", "lending")
        ),
    ]  # fmt: skip
    found = {one.occasion["event"]: one.reason for one in judge([duty], EDITION.term, log, OVER)}
    assert found == {"for *": "unclassified", "for lending": "met"}
    surveyed_as_judged(duty, log, OVER, None, replace(APART, first=0), SQLite)
