"""Adding cases up by queries gives what telling them one by one gives, whatever is missing, doubtful or doubled."""

from collections import Counter
from contextlib import closing
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from slakit.checks import (
    ALWAYS,
    Among,
    Compared,
    Condition,
    Duty,
    Excuse,
    LawfulDifference,
    Points,
    Same,
    Spans,
)
from slakit.engines import audit
from slakit.engines.audit.case_sums import case_sums
from slakit.engines.audit.counting import passed
from slakit.engines.audit.databases import Database, DuckDB, SQLite
from slakit.engines.audit.tables import LogInMemory
from slakit.engines.reference.known import Known
from slakit.events.event import Event, FieldValue
from slakit.fairness.cells import Cells
from slakit.fairness.waiting import FilesByKind
from slakit.verdicts.case_sums import CaseSums, sums_of
from slakit.verdicts.judging import event_types_read
from slakit.verdicts.truth import order
from tests.property.test_reference import BASE, DAY, EDITION

SEATS = next(duty for duty in EDITION.duties if duty.norm == "equal-seats")
WAITING = next(duty for duty in EDITION.duties if duty.norm == "equal-waiting")
CHARGES = next(duty for duty in EDITION.duties if duty.norm == "equal-charges")
assert isinstance(CHARGES.check, Same)
FOR_ALL = Among("for-everyone", frozenset({True}), frozenset({False}))
OFFER: Spans = next(
    replace(one.record, where=FOR_ALL)
    for one in CHARGES.check.lawful
    if one.record and one.record.record == "offer"
)
YES_OR_NO = (True, False)
EVERYWHERE: frozenset[str] = frozenset()

BRANCH = LawfulDifference("branch", frozenset({"lending"}), None, BASE + 3 * DAY, None, ())
LARGE = LawfulDifference("large-print", EVERYWHERE, BASE, None, None, ())
BY_OFFER = LawfulDifference("family", EVERYWHERE, None, None, OFFER, (("family", "offer"),))
DISTRICT = LawfulDifference("district", frozenset({"lending"}), None, None, None, ())
SCOPES: tuple[Condition, ...] = (
    ALWAYS,
    Among("branch", frozenset({"east"}), frozenset({"west"})),
)
GIVEN: tuple[Condition, ...] = (Among("given", frozenset({True}), frozenset({False})), ALWAYS)


@st.composite
def duties(draw: st.DrawFn) -> Duty:
    """A duty that compares, in one of the many ways."""
    duty = draw(st.sampled_from([SEATS, WAITING]))
    check = duty.check
    assert isinstance(check, Compared)
    assert check.settled is not None
    check = replace(
        check,
        of=replace(check.of, where=draw(st.sampled_from(SCOPES))),
        counted=draw(st.sampled_from(GIVEN)),
        alike=draw(st.sampled_from([(), ("branch",), ("branch", "large-print")])),
        lawful=draw(st.sampled_from([(), (BRANCH,), (LARGE, BY_OFFER), (DISTRICT, BRANCH)])),
        unit=draw(st.sampled_from([None, "family"])),
        examined=draw(st.sampled_from([(), ("branch", "large-print")])),
        within=draw(st.sampled_from([None, 2 * DAY])),
        settled=draw(st.sampled_from([None, check.settled, replace(check.settled, complete=True)])),
    )
    unless = draw(st.sampled_from([(), (Excuse(OFFER, (("branch", "offer"),), "4"),)]))
    return replace(duty, check=check, unless=unless)


def maybe(*values: FieldValue) -> st.SearchStrategy[FieldValue | None]:
    return st.sampled_from([*values, *values, *values, None])


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    """Requests, answers and offers of a few days, at the edges of periods too."""
    days = st.sampled_from([-100, 0, 1, 2, 3, 4, 40, 100, 200])
    asked: dict[str, st.SearchStrategy[FieldValue | None]] = {
        "request": maybe("r1", "r2", "r3", "r4", "*"),
        "service": maybe("lending", "lending", "reading-room", "cafeteria"),
        "family": maybe("f1", "f2"),
        "district": maybe("north", "south"),
        "branch": maybe("east", "west", "f1"),
        "large-print": maybe(*YES_OR_NO),
    }
    answered = {"request": asked["request"], "given": maybe(*YES_OR_NO)}
    offer = {"offer": maybe("f1", "f2", "east"), "for-everyone": maybe(*YES_OR_NO)}
    kinds = ["seat.asked-for"] * draw(st.integers(0, 14)) + ["seat.answered"] * draw(st.integers(0, 10))
    kinds += draw(
        st.lists(st.sampled_from(["offer.registered", "offer.registered", "offer.ended"]), max_size=3)
    )
    fields = {"seat.asked-for": asked, "seat.answered": answered}
    events = []
    for number, kind in enumerate(kinds):
        time = BASE + draw(days) * DAY + draw(st.sampled_from([-1, 0, 1]))
        drawn = {name: draw(values) for name, values in fields.get(kind, offer).items()}
        data = {name: value for name, value in drawn.items() if value is not None}
        events.append(Event("test", f"e{number}", kind, time, time, data))
    return events


NAMES = [f"r{number}" for number in range(1, 7)]
EXCEPTIONS = (None, "asked", "answered", "again")


@st.composite
def logs_of_single_answers(draw: st.DrawFn) -> list[Event]:
    """Requests, each with a name of its own and at most one answer; in some logs one thing more, that is unlike the rest."""
    events: list[Event] = []
    instants = st.sampled_from([-1, 0, 1, DAY, 2 * DAY, 2 * DAY + 1, 40 * DAY])

    def happens(kind: str, time: int, data: dict[str, FieldValue | None]) -> None:
        said = {name: value for name, value in data.items() if value is not None}
        events.append(Event("test", f"e{len(events)}", kind, time, time, said))

    def asked(name: FieldValue | None, time: int) -> None:
        data = {"service": "lending", "request": name, "district": draw(st.sampled_from(["north", "south"]))}
        happens("seat.asked-for", time, {**data, "family": draw(maybe("f1", "f2")), "branch": "east"})

    def answered(name: FieldValue | None, time: int) -> None:
        happens("seat.answered", time, {"request": name, "given": draw(maybe(*YES_OR_NO))})

    for name in NAMES[: draw(st.integers(1, len(NAMES)))]:
        time = BASE + draw(instants)
        asked(name, time)
        if draw(st.integers(0, 4)):
            answered(name, time + draw(instants))
    names, time = st.sampled_from([None, "*"]), BASE + draw(instants)
    match draw(st.sampled_from(EXCEPTIONS)):
        case "asked":
            asked(draw(names), time)
        case "answered":
            answered(draw(names), time)
        case "again":
            answered("r1", time)
    return events


def shown(sums: CaseSums) -> tuple[object, ...]:
    """Sums without the numbers that are nothing, and files in no order."""
    settled = sums.settled.together() if isinstance(sums.settled, Cells) else sums.settled
    files = sums.files.files() if isinstance(sums.files, FilesByKind) else sums.files
    return (
        {one: count for one, count in sums.sizes.items() if count},
        {service: count for service, count in sums.unknown.items() if count},
        sums.lawful,
        {cell: count for cell, count in settled.cases.items() if count},
        {cell: count for cell, count in settled.counted.items() if count},
        Counter(files),
    )


def both(duty: Duty, log: list[Event], at: int, database: Database) -> tuple[CaseSums, CaseSums]:
    """The sums of a duty over a log, told one by one and by queries."""
    assert isinstance(duty.check, Compared)
    seen = sorted((event for event in log if event.time <= at), key=order)
    plain = sums_of(duty.check, duty, Known(at, EDITION.term, duty.annex, None, (), seen))
    with closing(database):
        store = LogInMemory(log)
        audit.fill(database, store, event_types_read(((duty,), EDITION.term)))
        found = case_sums(duty.check, duty, audit.facts(database, store, [duty], EDITION.term, at, None))
    assert found is not None
    return plain, found


ENDS = st.sampled_from([EDITION.term.end, BASE + 2 * DAY, BASE + 150 * DAY])


@settings(max_examples=300)
@given(duties(), logs(), ENDS)
def test_queries_add_up_what_is_told_one_by_one(duty: Duty, log: list[Event], at: int) -> None:
    plain, found = both(duty, log, at, SQLite())
    assert shown(found) == shown(plain)


@settings(max_examples=300)
@given(duties(), logs_of_single_answers(), st.sampled_from([ALWAYS, *GIVEN]), ENDS)
def test_answers_that_are_looked_up_add_up_to_the_same(
    duty: Duty, log: list[Event], fitting: Condition, at: int
) -> None:
    """Whether an answer fits may be unknown; one that is open, or the second, is not to be looked up."""
    check = duty.check
    assert isinstance(check, Compared)
    if check.settled:
        check = replace(check, settled=replace(check.settled, where=fitting))
    plain, found = both(replace(duty, check=check), log, at, SQLite())
    assert shown(found) == shown(plain)


@settings(max_examples=25)
@given(duties(), logs() | logs_of_single_answers(), ENDS)
def test_duckdb_adds_up_the_same(duty: Duty, log: list[Event], at: int) -> None:
    plain, found = both(duty, log, at, DuckDB())
    assert shown(found) == shown(plain)


@given(st.lists(st.integers(-5, 5), unique=True).map(sorted), st.integers(-6, 6))
def test_a_value_is_put_between_bounds_by_halves(bounds: list[int], value: int) -> None:
    with closing(SQLite()) as database:
        ((place,),) = database.rows(f"SELECT {passed(str(value), bounds)}")
    assert place == sum(bound <= value for bound in bounds)


def test_a_field_that_holds_lists_is_told_one_by_one() -> None:
    """A list is alike to another by what it shows, and a column holds it packed."""
    check = SEATS.check
    assert isinstance(check, Compared)
    event = Event(
        "t", "1", check.of.event, BASE, BASE, {"request": "r", "service": "lending", "district": ("a", "b")}
    )
    with closing(SQLite()) as database:
        store = LogInMemory([event])
        audit.fill(database, store, event_types_read(((SEATS,), EDITION.term)))
        found = audit.facts(database, store, [SEATS], EDITION.term, EDITION.term.end, None)
        assert case_sums(check, SEATS, found) is None
        assert found.case_sums(replace(check, of=Points("nothing.such")), SEATS) is not None
