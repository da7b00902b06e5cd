"""Classes of like cases that queries add up: the verdicts are those on lists, whoever differs and whatever is usual."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slakit.checks import Duty, Incomplete, Same
from slakit.engines import audit
from slakit.engines.audit import alike, asking, classes, closest, timelines
from slakit.engines.audit.databases import Database, DuckDB, SQLite
from slakit.engines.audit.tables import LogInMemory
from slakit.engines.reference import judge
from slakit.events.event import Event, FieldValue
from slakit.loading import Edition, load
from slakit.reports.rows import telling_apart
from slakit.tallies import TellingApart, tally
from slakit.verdicts.members import closest_pair

DAY: Final = 86_400_000_000
WAYS: Final = (
    (),
    ((closest, "LOOKED_AT", 0), (closest, "LONGER", 1_000), (classes, "FEW", 0)),
    ((alike, "FROM_THE_START", -1), (alike, "FEWER", 2**62), (asking, "FEW", -1)),
    ((asking, "FEW", -1), (asking, "LISTED", 0), (alike, "FEW_VALUES", 1), (timelines, "MOST_KEYS", 0)),
)
"""Few points are looked at or many, by stretches of time or at once, those that are alike together or each by itself.

Those of classes that are told are looked for at once, or when they are asked for."""
Databases: Final = pytest.mark.parametrize("database", [SQLite, DuckDB])


@cache
def edition() -> Edition:
    return load(Path(__file__).parents[2] / "agreements" / "hamadan-governorate" / "1398")


@cache
def duty(recipient: str | None = None) -> Duty:
    """Equal fees, which also names the channel where those gather who differ, and lacks a condition where many differ.

    Each case counts as that of a recipient of its own, or a field names the recipient.
    """
    (found,) = (duty for duty in edition().duties if duty.norm == "equal-fees")
    assert isinstance(found.check, Same)
    limit = Incomplete(8, 250_000, 4)
    return replace(
        found, check=replace(found.check, examined=("channel",), incomplete=limit, recipient=recipient)
    )


PLAIN: Final[dict[str, FieldValue]] = {"service": "svc-05", "fee-kind": "service-fee"}


def event(number: int, kind: str, at: int, data: dict[str, FieldValue]) -> Event:
    time = edition().term.start + at
    return Event("test", f"e{number}", kind, time, time, data)


def charge(number: int, at: int, **data: FieldValue) -> Event:
    fields = {name.replace("_", "-"): value for name, value in data.items()}
    return event(number, "fee.charged", at, {**PLAIN, "documents": ("form",), **fields})


def tariff(number: int, at: int, amount: int) -> Event:
    data: dict[str, FieldValue] = {**PLAIN, "amount": amount, "channel": "portal"}
    return event(number, "fee.announced", at, data)


@st.composite
def crowds(draw: st.DrawFn) -> list[Event]:
    """Some dozens of charges, most of them alike, with tariffs, exemptions and agreements, and some fields not recorded."""
    by = Random(draw(st.integers(0, 2**62)))  # noqa: S311 -- what happens in a story, not a secret
    size, differing, unrecorded = by.choice((12, 30, 60)), by.choice((0.02, 0.1, 0.5)), by.choice((0, 0, 0.1))
    days = by.choice((1, 5, 200))
    log = [
        tariff(1000 + n, by.randrange(3) * DAY, by.choice((150, 150, 200))) for n in range(by.randrange(3))
    ]
    for number in range(by.randrange(3)):
        name = by.choice("xy")
        opened: dict[str, FieldValue] = {"exemption": name, "service": "svc-05"}
        if by.random() < 0.8:
            opened["channel"] = by.choice(("portal", "letter"))
        log.append(event(1100 + number, "exemption.announced", by.randrange(4) * DAY, opened))
    for number in range(by.randrange(3)):
        registered: dict[str, FieldValue] = {"additional-agreement": by.choice("ab")}
        if by.random() < 0.8:
            registered["open-to-others"] = by.random() < 0.5
        log.append(event(1200 + number, "additional-agreement.registered", by.randrange(4) * DAY, registered))
    for number in range(size):
        data: dict[str, FieldValue] = {
            "service": by.choice(("svc-05",) * 5 + ("svc-22",)),
            "amount": by.choice((200, 201, 202, 203, 204)) if by.random() < differing else 150,
            "channel": by.choice(("portal", "counter")),
        }
        if by.random() >= unrecorded:
            data["documents"] = by.choice((("form",),) * 4 + (("form", "card"),))
        if by.random() >= unrecorded:
            data["has-valid-booklet"] = by.random() < 0.5
        if by.random() < 0.1:
            data[by.choice(("exemption", "additional-agreement"))] = by.choice("abxy")
        if by.random() >= unrecorded:
            data["fee-kind"] = "service-fee"
        log.append(event(number, "fee.charged", by.randrange(days) * DAY + by.choice((0, 0, 1, 5)), data))
    return log


def apart(log: list[Event]) -> TellingApart:
    """Those who are counted by month and service, and none or some of the first told in full."""
    return replace(telling_apart(edition()), first=len(log) % 3)


def by_queries(
    log: list[Event], at: int, way: int, database: Callable[[], Database], recipient: str | None = None
) -> audit.Survey:
    with pytest.MonkeyPatch.context() as limits:
        for module, name, value in WAYS[way]:
            limits.setattr(module, name, value)
        return audit.survey([duty(recipient)], edition().term, log, at, database=database(), apart=apart(log))


def added_up_as_listed(
    log: list[Event], at: int, way: int, database: Callable[[], Database], recipient: str | None = None
) -> None:
    """What is told is what the definition tells, word for word; what is counted is all the rest of it."""
    everything = judge([duty(recipient)], edition().term, log, at)
    survey = by_queries(log, at, way, database, recipient)
    told = {one.id for one in survey.findings}
    assert survey.findings == [one for one in everything if one.id in told]
    left = tally((one for one in everything if one.id not in told), apart(log))
    assert survey.counts.get(duty().norm, {}) == left.get(duty().norm, {})


INSTANTS: Final = st.sampled_from(["over", "over", "before"])


@settings(max_examples=150)
@given(crowds(), INSTANTS, st.integers(0, len(WAYS) - 1))
def test_classes_added_up_by_queries_are_judged_as_lists_are(log: list[Event], when: str, way: int) -> None:
    at = edition().term.end + DAY if when == "over" else edition().term.start + 3 * DAY
    added_up_as_listed(log, at, way, SQLite)


@settings(max_examples=6)
@given(crowds(), st.integers(0, len(WAYS) - 1))
def test_classes_in_duckdb_are_judged_as_lists_are(log: list[Event], way: int) -> None:
    added_up_as_listed(log, edition().term.end + DAY, way, DuckDB)


@st.composite
def crowds_of_few(draw: st.DrawFn) -> list[Event]:
    """The charges of a crowd, each with its recipient: one for each fee or few, who is not recorded of all."""
    by = Random(draw(st.integers(0, 2**62)))  # noqa: S311 -- what happens in a story, not a secret
    several, unrecorded = by.choice(("a", "ab", "abc")), by.choice((0, 0, 0.1, 1))

    def told(one: Event) -> Event:
        if one.type != "fee.charged" or by.random() < unrecorded:
            return one
        return one.altered(data={**one.data, "recipient": by.choice(several)})

    return [told(one) for one in draw(crowds())]


@settings(max_examples=150)
@given(crowds_of_few(), INSTANTS, st.integers(0, len(WAYS) - 1))
def test_whose_the_members_are_is_told_by_queries_as_by_lists(log: list[Event], when: str, way: int) -> None:
    at = edition().term.end + DAY if when == "over" else edition().term.start + 3 * DAY
    added_up_as_listed(log, at, way, SQLite, "recipient")


@settings(max_examples=6)
@given(crowds_of_few(), st.integers(0, len(WAYS) - 1))
def test_whose_the_members_are_is_told_in_duckdb_too(log: list[Event], way: int) -> None:
    added_up_as_listed(log, edition().term.end + DAY, way, DuckDB, "recipient")


SIDES: Final = st.lists(st.integers(-40, 40), min_size=1, max_size=12)


@settings(max_examples=200)
@given(SIDES, SIDES, SIDES, st.sampled_from([1, 4, 40, 100_000]))
def test_the_closest_pair_is_found_in_stretches_of_time(
    ours: list[int], theirs: list[int], others: list[int], looked_at: int
) -> None:
    """Three pieces and two questions: whoever lies on the edge of a stretch, however many lie at one instant."""
    places = sorted((time, piece) for piece, times in enumerate((ours, theirs, others)) for time in times)
    points = [(number, time, piece) for number, (time, piece) in enumerate(places)]
    events = {n: Event("test", f"{n:03}", "fee.charged", time, time, {}) for n, time, _ in points}
    found = audit.facts(SQLite(), LogInMemory([]), [], edition().term, 0, None)
    table = found.put_rows("m", ("n", "time", "piece"), points)

    def select(pieces: Iterable[int], test: str) -> str:
        besides = f" AND {test}" if test else ""
        listed = ", ".join(map(str, pieces))
        query = f"SELECT x.* FROM {table} x WHERE piece IN ({listed}){besides}"  # noqa: S608 -- our own numbers
        return found.put_query("w", query)

    def those_of(pieces: Iterable[int]) -> list[Event]:
        return [events[n] for n, _, piece in points if piece in pieces]

    questions = [closest.Question((0,), (1, 2)), closest.Question((1, 2), (0,)), closest.Question((2,), (1,))]
    sizes = dict(enumerate(map(len, (ours, theirs, others))))
    with pytest.MonkeyPatch.context() as limits:
        limits.setattr(closest, "LOOKED_AT", looked_at)
        limits.setattr(closest, "LONGER", 2)
        pairs = closest.closest_pairs(found, questions, sizes, select, (-40, 40))
    assert {one: (events[our], events[their]) for one, (our, their) in pairs.items()} == {
        one: closest_pair(those_of(one.ours), those_of(one.theirs)) for one in questions
    }


def shown(
    log: list[Event], way: int, database: Callable[[], Database]
) -> list[tuple[str, list[tuple[str, str]], dict[str, int | str]]]:
    """Reason, evidence and figures of what queries do not settle, and they are those of the definition."""
    over = edition().term.end + DAY
    added_up_as_listed(log, over, way, database)
    return [
        (one.reason, [(part.role, part.id) for part in one.evidence], dict(one.figures))
        for one in by_queries(log, over, way, database).findings
    ]


USUAL: Final = [charge(number, number * DAY, amount=150) for number in range(30)]


@Databases
@pytest.mark.parametrize("way", range(len(WAYS)))
def test_every_member_that_differs_is_shown(way: int, database: Callable[[], Database]) -> None:
    """Beside the usual one that is closest to one of them, of two as close the earlier."""
    differing = [charge(50, 3 * DAY + DAY // 2, amount=200), charge(51, 20 * DAY + 7, amount=201)]
    late = charge(52, 29 * DAY + 9, amount=200)
    assert shown([*USUAL, *differing, late], way, database) == [
        (
            "unequal",
            [("usual", "e20"), ("differing", "e50"), ("differing", "e51"), ("differing", "e52")],
            {"compared": 33, "usual": 150, "differing": 3, "other": 201, "other-values": 2},
        )
    ]
    assert shown([*USUAL, differing[0]], way, database) == [
        (
            "unequal",
            [("usual", "e3"), ("differing", "e50")],
            {"compared": 31, "usual": 150, "differing": 1, "other": 200},
        )
    ]


@Databases
def test_of_several_at_one_instant_the_first_in_the_order_is_shown(database: Callable[[], Database]) -> None:
    twins = [charge(number, 5 * DAY, amount=150) for number in (61, 60)]
    differing = [charge(number, 5 * DAY, amount=200) for number in (71, 70)]
    (found,) = shown([*USUAL[:5], *USUAL[6:], *twins, *differing], 1, database)
    assert found[1] == [("usual", "e60"), ("differing", "e70"), ("differing", "e71")]


@Databases
@pytest.mark.parametrize("way", range(len(WAYS)))
def test_what_the_tariff_says_is_usual_though_few_got_it(way: int, database: Callable[[], Database]) -> None:
    announced = tariff(90, 0, 200)
    log = [announced, *USUAL[1:5], charge(50, DAY + 1, amount=200), charge(51, 9 * DAY, amount=200)]
    assert shown(log, way, database) == [
        (
            "unequal",
            [("usual", "e50"), *(("differing", f"e{number}") for number in range(1, 5))],
            {"compared": 6, "usual": 200, "differing": 4, "other": 150},
        )
    ]


@Databases
@pytest.mark.parametrize("way", range(len(WAYS)))
def test_where_many_differ_a_pair_is_shown_and_what_tells_them_apart(
    way: int, database: Callable[[], Database]
) -> None:
    log = [
        charge(number, number * DAY, amount=200 if number % 3 == 0 else 150, nationality=str(number % 3))
        for number in range(30)
    ]
    assert shown(log, way, database) == [
        (
            "probably-incomplete",
            [("usual", "e1"), ("differing", "e0")],
            {
                "compared": 30, "usual": 150, "differing": 10, "other": 200, "differing-millionths": 333_000,
                "told-apart-by": "nationality", "explained": 10,
            },
        )
    ]  # fmt: skip


@pytest.mark.parametrize("way", range(len(WAYS)))
def test_a_field_that_is_not_recorded_of_all_tells_nobody_apart(way: int) -> None:
    log = [
        charge(n, n * DAY, amount=200 if n % 3 == 0 else 150, **({"nationality": str(n % 3)} if n else {}))
        for n in range(30)
    ]
    swapped = [
        log[0].altered(data={**log[0].data, "nationality": "0"}),
        *log[1:-1],
        charge(29, 29 * DAY, amount=150),
    ]
    ((reason, _, figures),) = shown(swapped, way, SQLite)
    assert (reason, figures.get("told-apart-by")) == ("probably-incomplete", None)


@Databases
@pytest.mark.parametrize("way", range(len(WAYS)))
def test_where_those_who_differ_gather_is_counted_among_all(
    way: int, database: Callable[[], Database]
) -> None:
    usual = [charge(n, n * DAY, amount=150, channel="counter" if n % 5 == 0 else "portal") for n in range(60)]
    differing = [charge(70 + n, n * DAY + 1, amount=200, channel="counter") for n in range(6)]
    ((reason, _, figures),) = shown([*usual, *differing], way, database)
    assert (reason, figures["gathers-in"], figures["gathered"]) == ("unequal", "channel=counter", 6)


@Databases
@pytest.mark.parametrize("way", range(len(WAYS)))
def test_exemptions_and_what_is_not_recorded_stand_beside_those_alike(
    way: int, database: Callable[[], Database]
) -> None:
    """One charge of which the documents are not recorded, one under an exemption that is in force, one under none."""
    opened: dict[str, FieldValue] = {"exemption": "x", "service": "svc-05", "channel": "portal"}
    unrecorded = event(80, "fee.charged", 4 * DAY + 5, {**PLAIN, "amount": 170})
    log = [
        event(90, "exemption.announced", 0, opened),
        *USUAL,
        unrecorded,
        charge(81, 6 * DAY + 1, amount=0, exemption="x"),
        charge(82, 8 * DAY + 1, amount=0, exemption="y"),
    ]
    told = Counter[str]()
    for reason, evidence, _ in shown(log, way, database):
        told[f"{reason} {' '.join(one for _, one in evidence)}"] += 1
    assert told == {"unequal e8 e82": 1, "nobody-alike e81": 1, "condition-not-recorded e80 e4": 1}


def test_only_those_who_are_named_become_events() -> None:
    """Of a thousand who got the usual, those travel who stand in the evidence."""
    log = [charge(number, number * DAY // 8, amount=150) for number in range(2000)]
    log[999] = log[999].altered(data={**log[999].data, "amount": 200})
    told = list[str]()

    class Counted(DuckDB):
        def rows(self, query: str) -> list[tuple[object, ...]]:
            rows = list(super().rows(query))
            told.extend(query for _ in rows if not query.startswith("SELECT n, stretch"))
            return rows

    (finding,) = by_queries(log, edition().term.end + DAY, 0, Counted).findings
    assert [one.id for one in finding.evidence] == ["e998", "e999"]
    assert len(told) < 100
