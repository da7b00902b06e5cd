"""What is kept of a class of like cases says what all its members say, however they came and wherever it was broken off."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slakit.checks import Incomplete, Same, Term
from slakit.engines.monitor import Engine, Standing
from slakit.engines.monitor.kept_classes import KeptClasses, classes_of
from slakit.engines.monitor.like_cases import LikeCases
from slakit.engines.reference import judge
from slakit.events.event import Event, FieldValue
from slakit.monitoring import Monitor
from slakit.monitoring.store import Store
from slakit.verdicts.classes import Class, without_agreements
from slakit.verdicts.members import MOST_VALUES, Listed, Split
from slakit.verdicts.treated import treated_as
from slakit.verdicts.truth import order
from tests.property.test_reference import DAY, EDITION, INSTANTS

if TYPE_CHECKING:
    from slakit.changes import Report

EQUAL = next(duty for duty in EDITION.duties if duty.norm == "equal-charges")
assert isinstance(EQUAL.check, Same)
CHECK = replace(EQUAL.check, incomplete=Incomplete(8, 250_000, 3), examined=("desk", "asked"))


class Told(NamedTuple):
    """A member with its class, and what the tariff says to it."""

    one: Class
    member: Event
    said: FieldValue | None


@st.composite
def members(draw: st.DrawFn) -> list[Told]:
    """Members of a few classes in order, many of them at one instant and most of them with one value."""
    told = []
    times = sorted(draw(st.lists(st.integers(0, 12), min_size=1, max_size=14)))
    for number, time in enumerate(times):
        version = draw(st.sampled_from(["150", "150", "", None]))
        age = draw(st.sampled_from(["adult", "adult", None]))
        offer = draw(st.sampled_from(["", "", "", "o", None]))
        data: dict[str, FieldValue] = {"cents": draw(st.sampled_from([150, 150, 150, 100, 200]))}
        for name in ("desk", "colour", "asked"):
            if draw(st.integers(0, 7)):
                data[name] = draw(st.sampled_from(["a", "b", "c"]))
        said = 150 if version else draw(st.sampled_from([None, 150, 200]))
        told.append(
            Told(
                Class(("lending",), version, (age, "", "", offer)),
                Event("test", f"e{number:02}", "charge.made", time, time, data),
                said,
            )
        )
    return told


def folded(told: Sequence[Told]) -> LikeCases:
    cases = LikeCases(CHECK)
    for one, member, said in told:
        cases.take(one, member, said)
    return cases


def standing(cases: LikeCases) -> dict[Class, tuple[object, ...]]:
    """All that classes say, in their order."""
    return {
        kept.one: (kept.altered(near=()), dict(kept.near), cases.summaries[kept.one].named)
        for kept in KeptClasses().of(cases)
    }


def listed(told: Sequence[Told], one: Class) -> Listed:
    """The members of a class as the definition has them."""
    return Listed(CHECK, [each.member for each in told if each.one == one])


@given(members())
def test_a_summary_says_of_a_class_what_all_its_members_say(told: list[Told]) -> None:
    """How many got what, who differs, and what members hold in fields, whichever value is the usual one."""
    cases = folded(told)
    assert list(cases.summaries) == list(dict.fromkeys(each.one for each in told))
    for one, found in cases.summaries.items():
        here = listed(told, one)
        said = next(each.said for each in told if each.one == one)
        usual = treated_as(here, said).usual
        assert (found.first, found.last, found.size) == (here.first, here.last, here.size)
        assert list(found.counts.items()) == list(here.counts.items())
        assert treated_as(found, said).usual == usual
        assert list(found.all_but(usual)) == here.all_but(usual)
        assert found.named == (here.all_but(150) if one.version else here.events)
        for value in found.counts if not found.is_equal else ():
            assert found.first_but(value) == here.first_but(value)
        for name in CHECK.examined:
            assert found.by_value(name) == here.by_value(name)
        for name in {*here.first.data} - {"cents"}:
            assert found.split_by(name) == here.split_by(name)


@given(members())
def test_the_closest_pairs_are_those_of_all_members(told: list[Told]) -> None:
    """Of each value and the rest of its class; of a class treated alike, and of others that may be one with it or had no agreement."""
    cases = folded(told)
    for one, found in cases.summaries.items():
        here = listed(told, one)
        if not found.is_equal:
            assert found.near == {}
            for value in found.counts:
                assert found.closest((value,), [found]) == here.closest((value,), [here])
            continue
        values = here.counts.keys()
        besides = [[other] for other in cases.summaries if other == without_agreements(CHECK, one) != one]
        besides.append([other for other in cases.summaries if other != one and one.may_be(other)])
        for others in besides:
            differing = [other for other in others if not listed(told, other).counts.keys() <= values]
            if differing:
                assert found.closest(values, [cases.summaries[other] for other in differing]) == here.closest(
                    values, [listed(told, other) for other in differing]
                )


@given(members(), st.data())
def test_two_parts_of_the_members_make_the_whole(told: list[Told], data: st.DataObject) -> None:
    """Wherever they are cut, and however often; what was stored is as good as what was not."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(told)), max_size=3)))
    whole = LikeCases(CHECK)
    for since, until in pairwise([0, *cuts, len(told)]):
        whole = whole.then(folded(told[since:until]))
    # what the tariff says is asked of the first member, so a part says it of its own first one
    assert standing(whole) == standing(folded(told))
    stored = classes_of(CHECK, KeptClasses().of(whole))
    for one, summary in stored.summaries.items():
        summary.named += whole.summaries[one].named
    assert standing(stored) == standing(whole)


@pytest.mark.parametrize("desks", [MOST_VALUES, MOST_VALUES + 1])
def test_a_field_with_more_values_than_a_condition_has_tells_nobody_apart(desks: int) -> None:
    """However many cases come after it: its values are not kept, and no finding names it."""
    one = Class(("lending",), "150", ("adult", "", "", ""))
    told = [
        Told(
            one,
            Event(
                "test", f"e{number}", "charge.made", number, number,
                {"cents": 150, "desk": f"d{number % desks}"},
            ),
            150,
        )
        for number in range(2 * desks)
    ]  # fmt: skip
    expected = Split(desks, 0) if desks == MOST_VALUES else None
    assert listed(told, one).split_by("desk") == expected
    assert folded(told).summaries[one].split_by("desk") == expected


@pytest.mark.parametrize("version", ["150", ""])
def test_where_the_tariff_says_what_is_usual_only_who_differs_is_kept(version: str) -> None:
    """Without one, what most get may change, and then the others are named."""
    one = Class(("lending",), version, ("adult", "", "", ""))
    events = [
        Event(
            "test", f"e{number:04}", "charge.made", number, number, {"cents": 200 if number == 700 else 150}
        )
        for number in range(1000)
    ]
    cases = folded([Told(one, event, 150 if version else None) for event in events])
    kept = {event.id for event in cases.shown()}
    assert kept == {"e0000", "e0699", "e0700", "e0999"} if version else len(kept) == 1000


# --- in the monitor ---------------------------------------------------------------------------------------------------


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    """Charges, most of them alike, with prices, offers, proofs of the term and renewals, inside the term and outside."""
    few = draw(st.lists(INSTANTS, min_size=2, max_size=5, unique=True))
    kinds = draw(
        st.permutations(["price.posted", "offer.registered", "agreement.signed", "agreement.extended"])
    )
    log = []
    for number, kind in enumerate(
        [*kinds[: draw(st.integers(0, 4))], *["charge.made"] * draw(st.integers(3, 14))]
    ):
        time = draw(st.sampled_from(few))
        data: dict[str, FieldValue]
        match kind:
            case "price.posted":
                data = {"service": "lending", "kind": "loan", "place": "website", "cents": 150}
            case "offer.registered":
                data = {"offer": "o", "for-everyone": draw(st.booleans())}
            case "agreement.signed":
                data = {"edition": "2024", "effective-from": time}
            case "agreement.extended":
                data = {"effective-from": draw(st.sampled_from(few)) - draw(st.sampled_from([0, 400 * DAY]))}
                data |= draw(st.sampled_from([{}, {"effective-until": max(few) + 2 * DAY}]))
            case _:
                data = {
                    "service": "lending", "kind": "loan", "large-print": False,
                    "cents": draw(st.sampled_from([150] * 6 + [200, 201])), "desk": draw(st.sampled_from("ab")),
                }  # fmt: skip
                data |= {"age-group": "adult"} if draw(st.integers(0, 5)) else {}
                data |= {} if draw(st.integers(0, 5)) else {"offer": "o"}
        log.append(Event("test", f"e{number}", kind, time, time, data))
    return sorted(log, key=order)


OF_ONE_DUTY = EDITION.altered()
vars(OF_ONE_DUTY)["duties"] = (EQUAL,)  # the watches of all others would cost most of the time, and go unused
TERMS = [EDITION.term, replace(EDITION.term, inferred=False), replace(EDITION.term, extended=None)]


@settings(max_examples=200)
@given(logs(), st.sampled_from(TERMS), st.lists(INSTANTS, max_size=3), INSTANTS)
def test_a_monitor_that_goes_on_from_its_store_finds_what_the_reference_engine_finds(
    log: list[Event], term: Term, breaks: list[int], last: int
) -> None:
    """Word for word: what is kept of classes goes through the store, whatever is learnt of the term later."""
    end = max(last, *(event.time for event in log)) + DAY
    told: list[list[Report]] = [[], []]
    for number, edges in enumerate(([end], [*sorted({one for one in breaks if one < end}), end])):
        packed = None
        for since, until in pairwise([-(2**60), *edges]):
            monitor = Monitor(OF_ONE_DUTY, tolerate_ahead=None)
            monitor.engine = Engine([EQUAL], term)
            store = Store.unpacked(packed)
            told[number] += store.load(monitor)[1]
            for event in log:
                if since <= event.time < until:
                    told[number] += monitor.feed(event)
            told[number] += monitor.advance(until)
            store.commit(monitor, [], "{}", whole=True)
            packed = store.packed()
            store.close()
        told[number] += monitor.close(end)
    assert told[1] == told[0]
    found = Standing([EQUAL])
    found.add(told[1])
    assert found.findings() == judge([EQUAL], term, log, end)
