"""What is kept of a class of like cases says what all its members say, however they came and wherever it was broken off."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slakit.changes import Change, Report
from slakit.checks import Incomplete, Proof, Same, Term
from slakit.engines.monitor import Engine, Standing, got_values, named_members, pieces, told_classes
from slakit.engines.monitor.kept_classes import KeptClasses, classes_of, packed_of, unpack
from slakit.engines.monitor.like_cases import LikeCases
from slakit.engines.monitor.named_members import NamedMembers
from slakit.engines.monitor.told_classes import ToldClasses, whole
from slakit.engines.reference import judge
from slakit.events.event import Event, FieldValue
from slakit.findings import Evidence, Finding, Grade, Outcome
from slakit.monitoring import Monitor
from slakit.monitoring.store import Store
from slakit.verdicts.classes import Class, without_agreements
from slakit.verdicts.members import MOST_VALUES, Listed, Split
from slakit.verdicts.treated import treated_as
from slakit.verdicts.truth import order
from tests.property.test_reference import DAY, EDITION, INSTANTS

EQUAL = next(duty for duty in EDITION.duties if duty.norm == "equal-charges")
assert isinstance(EQUAL.check, Same)
CHECK = replace(
    EQUAL.check, incomplete=Incomplete(8, 250_000, 3), examined=("desk", "asked"), recipient="reader"
)


TOGETHER: Final = st.sampled_from([1, 2, 3, pieces.TOGETHER])
"""So many members, or events that a finding names, make a piece."""


@contextmanager
def packed_by(together: int) -> Iterator[None]:
    """Pack as soon as there are so many."""
    with (
        patch.object(named_members, "TOGETHER", together),
        patch.object(told_classes, "TOGETHER", together),
        patch.object(got_values, "TOGETHER", together),
    ):
        yield


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
        data: dict[str, FieldValue] = {
            "cents": draw(st.sampled_from([150, 150, 150, 100, 200, 1000 + number]))
        }
        for name in ("desk", "colour", "asked", "reader"):
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
        kept.one: (kept.altered(near=(), got=()), dict(kept.near), list(of.named), list(of.got.all()))
        for kept in KeptClasses().of(cases)
        for of in [cases.summaries[kept.one]]
    }


def stored(cases: LikeCases) -> LikeCases:
    """The classes as they come back from a store."""
    back = classes_of(CHECK, KeptClasses().of(cases))
    unpack(back, dict(sorted(packed_of(cases))))
    for one, summary in back.summaries.items():
        for member in cases.summaries[one].named.awake:
            summary.named.append(member)
    return back


def listed(told: Sequence[Told], one: Class) -> Listed:
    """The members of a class as the definition has them."""
    return Listed(CHECK, [each.member for each in told if each.one == one])


@given(members(), TOGETHER)
def test_a_summary_says_of_a_class_what_all_its_members_say(told: list[Told], together: int) -> None:
    """How many got what, who differs, and what members hold in fields, whichever value is the usual one."""
    with packed_by(together):
        cases = folded(told)
    assert list(cases.summaries) == list(dict.fromkeys(each.one for each in told))
    for one, found in cases.summaries.items():
        here = listed(told, one)
        said = next(each.said for each in told if each.one == one)
        usual = treated_as(here, said).usual
        assert (found.first, found.last, found.size) == (here.first, here.last, here.size)
        assert (found.got.most, found.got.are_several) == (max(here.counts.values()), len(here.counts) > 1)
        assert list(found.counts.items()) == list(here.counts.items())
        assert treated_as(found, said).usual == usual
        for value in [usual] if one.version else found.counts:
            assert list(found.all_but(value)) == here.all_but(value)
        assert list(found.named) == (here.all_but(150) if one.version else here.events)
        for value in found.counts if not found.is_equal else ():
            assert found.first_but(value) == here.first_but(value)
        for name in CHECK.examined:
            assert found.by_value(name) == here.by_value(name)
        for name in {*here.first.data} - {"cents", "reader"}:
            assert found.split_by(name) == here.split_by(name)
        assert found.recipients == here.recipients
        for other, theirs in cases.summaries.items():
            assert found.are_unequal_with(theirs) == here.are_unequal_with(listed(told, other))
        assert (found.are_of_one, found.are_unequal) == (here.are_of_one, here.are_unequal)


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


@given(members(), TOGETHER, st.data())
def test_two_parts_of_the_members_make_the_whole(
    told: list[Told], together: int, data: st.DataObject
) -> None:
    """Wherever they are cut, and however often; what was stored is as good as what was not."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(told)), max_size=3)))
    joined = LikeCases(CHECK)
    with packed_by(together):
        for since, until in pairwise([0, *cuts, len(told)]):
            joined = joined.then(folded(told[since:until]))
        # what the tariff says is asked of the first member, so a part says it of its own first one
        assert standing(joined) == standing(folded(told))
        again = stored(joined)
    assert standing(again) == standing(joined)


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


# --- in few bytes -----------------------------------------------------------------------------------------------------

TEXTS: Final = st.one_of(
    st.text(max_size=5), st.sampled_from(["هزینه", "نیم\u200cفاصله", "0", "true", "null"])
)
NUMBERS: Final = st.one_of(
    st.integers(), st.integers(0, 2), st.sampled_from([2**63, 2**64, -(2**63) - 1, 10**18 - 1, 10**40])
)
VALUES: Final = st.one_of(
    TEXTS, NUMBERS, st.booleans(), st.lists(TEXTS, max_size=3).map(lambda words: tuple(sorted({*words})))
)
"""What a field may hold, whatever the vocabulary calls it: a text, a number or an instant, yes or no, words."""


@st.composite
def any_members(draw: st.DrawFn) -> list[Event]:
    """Members with whatever a log may tell of them, beside what they got; of some fields nothing is told."""
    few = draw(st.lists(VALUES, min_size=1, max_size=3))
    return [
        Event(
            draw(TEXTS),
            draw(TEXTS),
            "charge.made",
            draw(NUMBERS),
            draw(NUMBERS),
            draw(st.dictionaries(TEXTS, VALUES, max_size=4)) | {"cents": draw(st.sampled_from(few))},
            draw(st.one_of(st.none(), st.integers(1))),
        )
        for _ in range(draw(st.integers(1, 7)))
    ]


@given(any_members(), any_members(), TOGETHER)
def test_a_member_that_was_packed_is_what_it_was(
    told: list[Event], later: list[Event], together: int
) -> None:
    """To the last character, in its order, and with its fields in theirs; `1` is not `True`, and no number is too large."""
    parts = NamedMembers(CHECK), NamedMembers(CHECK)
    with packed_by(together):
        for part, events in zip(parts, (told, later), strict=True):
            for event in events:
                part.append(event)
        parts[0].extend(parts[1])
        again = NamedMembers(CHECK)
        again.unpack(piece.packed for piece in parts[0].pieces)
        for event in parts[0].awake:
            again.append(event)
    here = Listed(CHECK, [*told, *later])
    for found in (parts[0], again):
        assert len(found) == len(here.events)
        assert len(found.awake) < together
        assert repr(list(found)) == repr(here.events)
        for usual in [*here.counts, 7, ("nobody", "got")]:
            assert found.but(usual) == here.all_but(usual)
            assert repr([one.altered(data=dict(one.data)) for one in found.but(usual)]) == repr(
                here.all_but(usual)
            )


@st.composite
def findings(draw: st.DrawFn) -> list[tuple[Class, Finding]]:
    """What is told of two classes one time after the other: mostly one more is named, or another is shown first."""
    told: list[tuple[Class, Finding]] = []
    named: list[list[Evidence]] = [[], []]
    for number in range(draw(st.integers(1, 10))):
        of = draw(st.integers(0, 1))
        one = Evidence("differing", draw(TEXTS), "e", "charge.made", draw(NUMBERS), number)
        place = draw(st.sampled_from([len(named[of])] * 4 + [0, *range(len(named[of]))]))
        named[of] = [*named[of][:place], one, *draw(st.sampled_from([named[of][place + 1 :], []]))]
        finding = Finding(
            f"fees/class={of} of two", "fees", "3.4", "equal-treatment", Outcome.VIOLATED, Grade.BREACH, "unequal",
            "a", None, {"class": f"{of}"}, 0, {"differing": len(named[of])}, tuple(named[of]),
        )  # fmt: skip
        told.append((Class((f"{of}",), "", ()), finding))
    return told


@given(findings(), TOGETHER)
def test_what_was_told_of_a_class_is_given_back_as_it_was_told(
    told: list[tuple[Class, Finding]], together: int
) -> None:
    """However many it names, whichever of them change, and from a store as well."""
    classes, expected = ToldClasses(), dict[str, Finding]()
    with packed_by(together):
        for number, (one, finding) in enumerate(told):
            before = expected.get(finding.id)
            assert one not in classes or before
            changes = classes.tell(one, finding, number, (), final=True)
            assert changes == ([] if finding == before else [Change(number, finding, before)])
            expected[finding.id] = finding
            assert classes.of(one) == {finding.id: finding}
            assert whole(*classes.state()) == expected
            assert all(len(one.evidence) <= together for one in classes.short_of(one))


def test_what_is_named_again_is_not_packed_again() -> None:
    """Each that differs makes a class be told anew; what lies in pieces then stays, and is not stored again."""
    named = [
        Evidence("differing", "portal", f"e{number}", "charge.made", number, number) for number in range(9)
    ]
    classes, one, kept = ToldClasses(), Class(("lending",), "", ()), list[bytes]()
    with packed_by(2):
        for count in range(1, 10):
            finding = Finding(
                "fees/", "fees", "3.4", "equal-treatment", Outcome.VIOLATED, None, "unequal", "a", None, {}, 0,
                {}, (named[-count], *named[:count]),
            )  # fmt: skip
            classes.tell(one, finding, count, (), final=False)
            pieces_now = list(classes.state()[1].values())
            assert len(pieces_now) == count // 2
            assert all(now is before for now, before in zip(pieces_now, kept, strict=False))
            kept = pieces_now


def test_amounts_that_one_member_got_lie_in_pieces_until_another_gets_the_same() -> None:
    """A piece goes with the last of its amounts that another gets."""
    one = Class(("lending",), "150", ("adult", "", "", ""))
    amounts = [150, 1, 2, 3, 4, 5, 6, 1, 2, 1, 3, 3]
    cases, broken, lying = LikeCases(CHECK), LikeCases(CHECK), list[list[int]]()
    with packed_by(2):
        for number, cents in enumerate(amounts):
            event = Event("test", f"e{number}", "charge.made", number, number, {"cents": cents})
            got = cases.take(one, event, 150).got
            broken.take(one, event, 150)
            lying.append([number for number, _ in got.packed()])
            assert [some.value for some in got.all()] == list(dict.fromkeys(amounts[: number + 1]))
            assert len(got.awake()) <= 7
            broken = stored(broken)
            assert list(broken.summaries[one].got.all()) == list(got.all())
            assert list(broken.summaries[one].named) == list(cases.summaries[one].named)
    # the first piece is of 150 and 1, the second of 2 and 3
    assert lying == [[], [], [], [0], [0], [0, 1], [0, 1], [0, 1], [0, 1], [0, 1], [0], [0]]


def test_pieces_are_put_in_their_order_however_many_they_are() -> None:
    """A tenth one comes after a ninth, of members as of what a finding names."""
    events = [
        Event("test", f"e{number}", "charge.made", number, number, {"cents": number}) for number in range(24)
    ]
    one = Class(("lending",), "", ("adult", "", "", ""))
    named = tuple(
        Evidence("differing", "test", event.id, event.type, event.time, event.time) for event in events
    )
    finding = Finding(
        "fees/",
        "fees",
        "3.4",
        "equal-treatment",
        Outcome.VIOLATED,
        None,
        "unequal",
        "a",
        None,
        {},
        0,
        {},
        named,
    )
    told = ToldClasses()
    with packed_by(2):
        cases = folded([Told(one, event, None) for event in events])
        back = stored(cases)
        told.put(one, {finding.id: finding})
    assert list(back.summaries[one].named) == events
    short, pieces_of_it = told.state()
    assert len(pieces_of_it) == 11
    assert whole(short, dict(sorted(pieces_of_it.items()))) == {finding.id: finding}


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
                signer = draw(st.sampled_from(["town-council", "town-council", "library-head", "unknown"]))
                data = {"edition": "2024", "signer": signer}
                if draw(st.booleans()):
                    data |= {
                        "effective-from": draw(st.sampled_from(few)) - draw(st.sampled_from([0, 40 * DAY]))
                    }
                    data |= draw(st.sampled_from([{}, {}, {"effective-until": max(few)}]))
            case "agreement.extended":
                data = {"effective-from": draw(st.sampled_from(few)) - draw(st.sampled_from([0, 400 * DAY]))}
                data |= draw(st.sampled_from([{}, {"effective-until": max(few) + 2 * DAY}]))
            case _:
                data = {
                    "service": "lending", "kind": "loan", "large-print": False,
                    "cents": draw(st.sampled_from([150] * 6 + [200, 201, 1000 + number])), "desk": draw(st.sampled_from("ab")),
                }  # fmt: skip
                data |= {"age-group": "adult"} if draw(st.integers(0, 5)) else {}
                data |= {} if draw(st.integers(0, 5)) else {"offer": "o"}
        log.append(Event("test", f"e{number}", kind, time, time, data))
    return sorted(log, key=order)


OF_ONE_DUTY = EDITION.altered()
vars(OF_ONE_DUTY)["duties"] = (EQUAL,)  # the watches of all others would cost most of the time, and go unused
PLAINLY_PROVED = replace(EDITION.term, proof=tuple(Proof(proof.of) for proof in EDITION.term.proof))
TERMS = [
    EDITION.term,
    PLAINLY_PROVED,
    replace(PLAINLY_PROVED, inferred=False),
    replace(PLAINLY_PROVED, extended=None),
]


def told_by(log: Sequence[Event], term: Term, edges: Sequence[int]) -> list[Report]:
    """What a monitor tells that is closed at the last of some instants, and broken off and gone on with at the others."""
    packed, told = None, list[Report]()
    for since, until in pairwise([-(2**60), *edges]):
        monitor = Monitor(OF_ONE_DUTY, tolerate_ahead=None)
        monitor.engine = Engine([EQUAL], term)
        store = Store.unpacked(packed)
        told += store.load(monitor)[1]
        for event in log:
            if since <= event.time < until:
                told += monitor.take(event)
        told += monitor.advance(until)
        store.commit(monitor, [], "{}", whole=True)
        packed = store.packed()
        store.close()
    told += monitor.close(edges[-1])
    assert list(monitor.engine.close(edges[-1])) == []  # all stands as it was told
    return told


@settings(max_examples=200)
@given(logs(), st.sampled_from(TERMS), st.lists(INSTANTS, max_size=3), INSTANTS, TOGETHER)
def test_a_monitor_that_goes_on_from_its_store_finds_what_the_reference_engine_finds(
    log: list[Event], term: Term, breaks: list[int], last: int, together: int
) -> None:
    """Word for word: what is kept of classes goes through the store, whatever is learnt of the term later."""
    end = max(last, *(event.time for event in log)) + DAY
    unbroken = told_by(log, term, [end])
    with packed_by(together):
        assert told_by(log, term, [*sorted({one for one in breaks if one < end}), end]) == unbroken
    found = Standing([EQUAL])
    found.add(unbroken)
    assert found.findings() == judge([EQUAL], term, log, end)


def test_findings_that_are_taken_back_together_are_told_in_one_order_with_a_store_or_without() -> None:
    """In that of the classes, though a later one was told before."""
    start = EDITION.term.start

    def charged(name: str, cents: int, fields: dict[str, FieldValue]) -> Event:
        plain: dict[str, FieldValue] = {
            "service": "lending",
            "kind": "loan",
            "large-print": False,
            "offer": "o",
        }
        return Event("test", name, "charge.made", start, start, {**plain, "cents": cents, **fields})

    adult: dict[str, FieldValue] = {"age-group": "adult"}
    charges = [
        charged("e1", 150, adult),
        charged("e2", 200, {}),
        charged("e3", 150, {}),
        charged("e4", 200, adult),
    ]
    proof: dict[str, FieldValue] = {
        "edition": "2024",
        "signer": "town-council",
        "effective-from": start + DAY,
    }  # the charges were before
    log = [*charges, Event("test", "e5", "agreement.signed", start + DAY, start + DAY, proof)]
    unbroken = told_by(log, EDITION.term, [start + 2 * DAY])
    taken_back = [one.id for one in unbroken if isinstance(one, Change) and one.finding is None]
    classes = (
        "equal-charges/service=lending,version=,age-group=adult",
        "equal-charges/service=lending,version=",
    )
    assert taken_back == list(classes)
    assert told_by(log, EDITION.term, [start + DAY, start + 2 * DAY]) == unbroken
