"""Points that are judged alike are judged once by the monitor, for as long as that is right."""

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slakit import Event, load
from slakit.changes import Change, LikeChange, cause_of, is_unkept
from slakit.checks import Duty, Points, Same
from slakit.engines import monitor
from slakit.engines.monitor.kept import Kept
from slakit.engines.reference import judge
from slakit.events.event import FieldValue, SetAside
from slakit.findings import Outcome, finding_id, finding_ids
from slakit.monitoring.like_texts import LikeTexts
from slakit.monitoring.state_rows import report_of, text_of
from slakit.verdicts.alike import fields_judged
from slakit.verdicts.classes import Class
from slakit.verdicts.facts import Facts
from slakit.verdicts.judging import point_verdict
from slakit.verdicts.same import class_of
from slakit.verdicts.truth import Truth
from slakit.verdicts.verdict import Outside, Verdict

EDITION = load(Path(__file__).parents[1] / "agreements/hamadan-governorate/1398")
TERM, DAY = EDITION.term, 86_400_000_000
SIGNED = Event(
    "t",
    "signed",
    "agreement.signed",
    TERM.start,
    TERM.start,
    {"edition": "1398", "by": "deputy-economic-coordination"},
)
(FEE_AS_ANNOUNCED,) = (duty for duty in EDITION.duties if duty.norm == "fee-as-announced")
(EQUAL_FEES,) = (duty for duty in EDITION.duties if duty.norm == "equal-fees")
FEES = (FEE_AS_ANNOUNCED, EQUAL_FEES)
SIGN = Points("sign")

Telling = Callable[..., Event]


@pytest.fixture
def tell() -> Telling:
    """Makes events that follow each other by a day, each with a name of its own."""
    told = 0

    def one(event_type: str, **data: FieldValue) -> Event:
        nonlocal told
        told += 1
        fields = {name.replace("_", "-"): value for name, value in data.items()}
        at = TERM.start + told * DAY
        return Event("t", f"e{told}", event_type, at, at, fields)

    return one


def charged(tell: Telling, amount: int, recipient: str = "r", **data: FieldValue) -> Event:
    fields = {"service": "svc-03", "fee_kind": "service-fee", "recipient": recipient, "amount": amount}
    return tell("fee.charged", **fields, **data)


def announced(tell: Telling, amount: int) -> Event:
    return tell("fee.announced", service="svc-03", fee_kind="service-fee", amount=amount, channel="portal")


def test_like_charges_are_judged_by_the_fee_that_is_in_force_when_each_is_made(tell: Telling) -> None:
    log = [
        SIGNED,
        charged(tell, 10),
        announced(tell, 10),
        *(charged(tell, 10) for _ in range(3)),
        announced(tell, 20),
        *(charged(tell, 10) for _ in range(2)),
        charged(tell, 20),
        tell("fee.withdrawn", service="svc-03", fee_kind="service-fee", channel="portal"),
        charged(tell, 20),
    ]
    found = monitor.judge(FEES, TERM, log, TERM.end)
    assert found == judge(FEES, TERM, log, TERM.end)
    assert [one.reason for one in found if one.norm == "fee-as-announced"] == [
        "not-yet",
        *["as-announced"] * 3,
        *["other-than-announced"] * 2,
        "as-announced",
        "no-longer",
    ]


def test_like_charges_are_excused_only_while_the_exemption_is_in_force(tell: Telling) -> None:
    exemption = {"exemption": "x", "service": "svc-03", "channel": "portal"}
    log = [
        SIGNED,
        announced(tell, 10),
        *(charged(tell, 5, exemption="x") for _ in range(2)),
        tell("exemption.announced", **exemption),
        *(charged(tell, 5, exemption="x") for _ in range(2)),
        tell("exemption.withdrawn", **exemption),
        charged(tell, 5, exemption="x"),
    ]
    found = monitor.judge(FEES, TERM, log, TERM.end)
    assert found == judge(FEES, TERM, log, TERM.end)
    assert [one.outcome for one in found if one.norm == "fee-as-announced"] == [
        *[Outcome.VIOLATED] * 2,
        *[Outcome.NOT_APPLICABLE] * 2,
        Outcome.VIOLATED,
    ]


def test_like_charges_are_held_against_what_was_decided_when_each_is_made(tell: Telling) -> None:
    def decided(by: str, amount: int) -> Event:
        return tell("fee.decided", service="svc-03", fee_kind="service-fee", amount=amount, by=by)

    duties = [duty for duty in EDITION.duties if duty.norm == "fee-charged-as-set"]
    log = [
        SIGNED,
        *(charged(tell, 10) for _ in range(2)),
        decided("governorate", 10),
        *(charged(tell, 10) for _ in range(2)),
        charged(tell, 20),
        decided("competent-authority", 10),
        *(charged(tell, 10) for _ in range(2)),
    ]
    found = monitor.judge(duties, TERM, log, TERM.end)
    assert found == judge(duties, TERM, log, TERM.end)
    assert [one.reason for one in found] == [
        *["nothing-decided"] * 2,
        *["not-met"] * 2,
        "nothing-decided",
        *["met"] * 2,
    ]


def test_like_documents_are_excused_only_until_something_shows_their_addition_unlawful(tell: Telling) -> None:
    """What is in force stays what it was, and what came since says otherwise of it."""

    def received() -> Event:
        return tell("document.received", service="svc-03", channel="email", additional_agreement="a")

    duties = [duty for duty in EDITION.duties if duty.norm == "documents-by-listed-channels"]
    log = [
        SIGNED,
        *(received() for _ in range(2)),
        tell("additional-agreement.registered", additional_agreement="a", open_to_others=True),
        *(received() for _ in range(2)),
        tell("additional-agreement.signed", additional_agreement="a", law_observed=False),
        *(received() for _ in range(2)),
    ]
    found = monitor.judge(duties, TERM, log, TERM.end)
    assert found == judge(duties, TERM, log, TERM.end)
    assert [one.outcome for one in found] == [
        *[Outcome.VIOLATED] * 2,
        *[Outcome.NOT_APPLICABLE] * 2,
        *[Outcome.VIOLATED] * 2,
    ]


def test_one_of_many_like_points_is_judged(tell: Telling, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred charges of one fee ask for one verdict, and one of another fee for one more."""
    judged: list[str] = []

    def counting(duty: Duty, known: Facts, event: Event) -> Verdict:
        judged.append("once")
        return point_verdict(duty, known, event)

    monkeypatch.setattr("slakit.engines.monitor.points.point_verdict", counting)
    log = [SIGNED, announced(tell, 10), *(charged(tell, 10) for _ in range(100)), charged(tell, 11)]
    found = monitor.judge([FEE_AS_ANNOUNCED], TERM, log, TERM.end)
    assert [one.reason for one in found] == [*["as-announced"] * 100, "other-than-announced"]
    assert judged == ["once"] * 2


def test_what_is_told_of_a_like_point_is_a_change_as_any_other(tell: Telling) -> None:
    """Its finding is made when it is asked for, and says what was known when it was told."""
    log = [SIGNED, announced(tell, 10), *(charged(tell, 10) for _ in range(4))]
    engine = monitor.Engine((FEE_AS_ANNOUNCED,), TERM)
    (_, second, third) = engine.settle(log[:5], log[5].time)
    engine.put_aside(SetAside("log.jsonl", 9, "time-unreadable", {}, "fee.charged", "e9"))
    (tainted,) = engine.settle(log[5:], TERM.end)
    findings = {one.id: one for one in judge((FEE_AS_ANNOUNCED,), TERM, log, TERM.end)}
    for told, event, tainting in (
        (second, log[3], ()),
        (third, log[4], ()),
        (tainted, log[5], ("log.jsonl:9",)),
    ):
        assert type(told) is LikeChange
        assert (told.made, told.stands, is_unkept(told)) == (None, None, False)
        finding = findings[finding_id("fee-as-announced", {"event": event.id, "source": event.source})]
        whole = Change(event.time, finding.altered(tainted=tainting), None, (cause_of(event),))
        assert told == whole
        assert whole == told
        assert (told != whole, whole != told) == (False, False)
        assert told != second or told is second
        assert (hash(told), repr(told), told.id, told.finding) == (
            hash(whole),
            repr(whole),
            whole.id,
            whole.finding,
        )
        assert type(pickle.loads(pickle.dumps(told))) is Change
        assert pickle.loads(pickle.dumps(told)) == whole
        assert told.altered(at=5) == whole.altered(at=5)
        assert text_of(told) == text_of(whole)
        assert report_of(text_of(told)) == whole


def test_the_rows_of_a_ledger_are_the_same_from_a_pattern(tell: Telling) -> None:
    """Also of an id that JSON or the id of a finding writes otherwise, and of a point that was recorded later."""
    log = [SIGNED, announced(tell, 10), *(charged(tell, 10) for _ in range(7))]
    names = ("plain", 'a "quoted" one', "a/b=c,d%e", "سند", "9:7._x")
    log += [
        charged(tell, 10).altered(id=name, recorded=TERM.start + (90 + place) * DAY)
        for place, name in enumerate(names)
    ]
    texts = LikeTexts()
    told = monitor.Engine((FEE_AS_ANNOUNCED,), TERM).settle(log, TERM.end)
    assert len([one for one in told if type(one) is LikeChange]) == len(log) - 3
    written = [texts.text_of(one) for one in told]
    assert [one for one in told[3:7] if not isinstance(one, LikeChange) or one.made is not None] == []
    assert written == [text_of(one) for one in told]


def test_a_like_point_of_another_source_is_told_with_its_own(tell: Telling) -> None:
    """The id of a finding and its evidence name the source of the event that it is on."""
    charges = [
        charged(tell, 10).altered(source=source) for source in ("desk", "counter/1", "desk", "counter/1")
    ]
    log = [SIGNED, announced(tell, 10).altered(time=TERM.start + 1), *charges]
    found = monitor.judge([FEE_AS_ANNOUNCED], TERM, log, TERM.end)
    assert found == judge([FEE_AS_ANNOUNCED], TERM, log, TERM.end)
    assert [one.id.rpartition("source=")[2] for one in found] == [
        "desk",
        "counter%2F1",
        "desk",
        "counter%2F1",
    ]


def test_one_of_many_like_charges_is_sorted_into_its_class(
    tell: Telling, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are counted with it until the tariff or an exemption changes; what they were charged sets nobody apart."""
    sorted_at: list[int] = []

    def counting(check: Same, duty: Duty, known: Facts, event: Event, fits: Truth) -> Class | Outside:
        sorted_at.append((event.time - TERM.start) // DAY)
        return class_of(check, duty, known, event, fits)

    monkeypatch.setattr("slakit.engines.monitor.likenesses.class_of", counting)
    log = [
        SIGNED,
        announced(tell, 10),
        *(charged(tell, 10) for _ in range(3)),  # days 2 to 4
        charged(tell, 11, "s"),
        charged(tell, 10, exemption="x"),  # day 6
        tell("exemption.announced", exemption="x", service="svc-03", channel="portal"),
        *(charged(tell, 5, exemption="x") for _ in range(2)),  # days 8 and 9
        charged(tell, 10),
        announced(tell, 20),
        *(charged(tell, 20) for _ in range(2)),  # days 12 and 13
    ]
    found = monitor.judge([EQUAL_FEES], TERM, log, TERM.end)
    assert sorted_at == [2, 6, 8, 10, 12]
    assert found == judge([EQUAL_FEES], TERM, log, TERM.end)
    assert [(one.reason, one.figures["compared"]) for one in found] == [
        ("unequal-as-recorded", 6),
        ("equal", 2),
        ("equal", 2),
    ]


def test_like_charges_by_an_addition_are_sorted_anew_once_it_is_attested_to_be_unlawful(
    tell: Telling,
) -> None:
    """What is attested of the addition counts from then on, and sets nobody apart who is charged by it later."""
    log = [
        SIGNED,
        announced(tell, 10),
        tell("additional-agreement.registered", additional_agreement="a"),
        *(charged(tell, 10, documents=("card",), additional_agreement="a") for _ in range(2)),
        tell("additional-agreement.signed", additional_agreement="a", law_observed=False),
        *(charged(tell, 10, documents=("card",), additional_agreement="a") for _ in range(3)),
    ]
    found = monitor.judge([EQUAL_FEES], TERM, log, TERM.end)
    assert found == judge([EQUAL_FEES], TERM, log, TERM.end)
    assert [(one.occasion.get("additional-agreement"), one.figures["compared"]) for one in found] == [
        ("a", 2),
        (None, 3),
    ]


def test_like_charges_of_which_the_fee_is_not_recorded_are_not_counted_with_others(tell: Telling) -> None:
    unknown = charged(tell, 10)
    unknown = unknown.altered(data={name: value for name, value in unknown.data.items() if name != "amount"})
    log = [SIGNED, *(charged(tell, 10) for _ in range(2)), unknown.altered(time=TERM.start + 4 * DAY)]
    found = monitor.judge([EQUAL_FEES], TERM, log, TERM.end)
    assert found == judge([EQUAL_FEES], TERM, log, TERM.end)
    assert [one.reason for one in found] == ["equal", "not-comparable"]


@given(st.text(), st.text())
def test_the_id_of_a_finding_on_an_event_is_the_one_of_its_occasion(name: str, source: str) -> None:
    assert finding_ids("norm", source)(name) == finding_id("norm", {"event": name, "source": source})


def test_what_a_verdict_rests_on_is_told_by_the_check() -> None:
    """Where a duty asks what else is in the log, or names an instant, points are not judged alike."""
    told = {duty.norm: fields_judged(duty) for duty in EDITION.duties}
    assert {norm: fields for norm, fields in told.items() if fields is not None} == {
        "documents-by-listed-channels": ("additional-agreement", "channel", "service"),
        "documents-accepted-by-listed-channels": ("additional-agreement", "channel", "service"),
        "fee-as-announced": ("exemption", "service", "fee-kind", "amount"),
        "fee-set-by-competent-body": ("service", "fee-kind", "amount"),
        "fee-charged-as-set": ("service", "fee-kind", "amount"),
        "damages-posted-only-as-set": ("failure", "amount"),
        "signed-by-deputy": ("by", "services", "edition"),
        "additional-agreements": ("competition-observed", "law-observed"),
        "disputes-to-inspection-and-legal-office": ("forum",),
    }


def test_what_is_found_of_like_events_is_kept_until_a_sign_comes() -> None:
    """A fact may rest on what came before: nothing of it changes until another such event comes."""
    kept, found = Kept(frozenset(), (SIGN,)), list[int]()
    asked = object()

    def ask(time: int, amount: int) -> None:
        event = Event("t", f"e{time}", "fee.charged", time, time, {"amount": amount})
        kept.of_alike(asked, lambda: lambda one: one.data["amount"], event, lambda: found.append(time))

    for time, amount in ((1, 10), (2, 10), (3, 20)):
        ask(time, amount)
    kept.take([Event("t", "s4", "sign", 4, 4, {})])
    for time, amount in ((4, 10), (5, 10), (3, 10), (6, 10)):
        ask(time, amount)
    assert found == [1, 3, 4, 3]
