"""Spans by the items that they name: found as if all of them were gone through, whatever has become of them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from slakit.checks import Spans
from slakit.engines.monitor.kept import Records
from slakit.events.event import Event
from slakit.verdicts.facts import named_from, names_item
from slakit.verdicts.spans import spans_of
from slakit.verdicts.truth import EVERY_SERVICE

ITEMS = ("a", "b", EVERY_SERVICE)
OUTAGES = Spans(
    record="outage",
    opens="outage.started",
    amends=("outage.changed",),
    closes="outage.ended",
    key=("service", "outage"),
    service="service",
)
NAMED = st.one_of(st.none(), st.sampled_from(ITEMS), st.lists(st.sampled_from(ITEMS), max_size=2).map(tuple))
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["outage.started", "outage.changed", "outage.ended", "drop", "ask"]),
        st.sampled_from(ITEMS),
        st.sampled_from("12"),
        NAMED,
    ),
    max_size=16,
)


def assert_found(records: Records) -> None:
    """By a field, and by the key."""
    for field in ("services", None):
        for item in ITEMS:
            gone_through = [one for one in records.spans() if one.versions and names_item(one, field, item)]
            assert records.naming(field, item) == gone_through, (field, item)


@settings(max_examples=400)
@given(STEPS)
def test_an_item_is_named_by_the_spans_that_ever_named_it(
    steps: list[tuple[str, str, str, str | tuple[str, ...] | None]],
) -> None:
    """Those that named every item too, and none that was dropped."""
    records = Records(OUTAGES, frozenset(ITEMS[:2]))
    for time, (step, service, outage, named) in enumerate(steps):
        if step == "ask":
            assert_found(records)
        elif step == "drop":
            for span in records.spans()[:1]:
                records.drop(span)
        else:
            data = {"service": service, "outage": outage} | ({} if named is None else {"services": named})
            records.at_one_instant([Event("log", f"{time}", step, time, time, data)])
    assert_found(records)


def test_an_opening_adds_to_what_is_named_and_an_amendment_says_it_anew() -> None:
    """From when on and until when each item is named."""
    steps = [
        ("outage.started", ("a",)), ("outage.started", ("b",)), ("outage.changed", ("b",)),
        ("outage.changed", None), ("outage.changed", ("a", "b")), ("outage.changed", ("*",)), ("outage.started", ()),
    ]  # fmt: skip
    data = {"service": "a", "outage": "1"}
    events = [
        Event("log", f"{time}", step, time, time, data if named is None else data | {"services": named})
        for time, (step, named) in enumerate(steps)
    ]
    (span,) = spans_of(OUTAGES, events, frozenset(ITEMS[:2]))
    named = {item: named_from(span, "services", item) for item in ("a", "b", "c")}
    assert named == {"a": [(0, 2), (4, None)], "b": [(1, None)], "c": [(5, None)]}
    assert named_from(span, None, "a") == [(0, None)]
    assert named_from(span, None, "b") == []


def test_an_amendment_for_every_service_makes_no_span_one_for_every_service() -> None:
    """Each stays of the service that its key names, and so matches nothing of another."""
    steps = [
        ("outage.started", "a", {}),
        ("outage.started", "b", {}),
        ("outage.changed", "*", {"cause": "x"}),
    ]
    events = [
        Event("log", f"{time}", step, time, time, {"service": service, "outage": "1", **said})
        for time, (step, service, said) in enumerate(steps)
    ]
    spans = spans_of(OUTAGES, events, frozenset(ITEMS[:2]))
    assert [span.versions[-1].fields for span in spans] == [
        {"service": service, "outage": "1", "cause": "x"} for service in ("a", "b")
    ]


@settings(max_examples=200)
@given(STEPS)
def test_spans_stand_in_one_order_whatever_becomes_of_them(
    steps: list[tuple[str, str, str, str | tuple[str, ...] | None]],
) -> None:
    """Several that one event began, one for every service, stand by their keys, the closed ones among them."""
    records, events = Records(OUTAGES, frozenset(ITEMS[:2])), list[Event]()
    for time, (step, service, outage, _) in enumerate(steps):
        if step in ("drop", "ask"):
            continue
        events.append(Event("log", f"{time}", step, time, time, {"service": service, "outage": outage}))
        records.at_one_instant(events[-1:])
        found = spans_of(OUTAGES, events, frozenset(ITEMS[:2]))
        assert records.spans() == found
        names = [(span.first.time, str(span.key)) for span in found]
        assert names == sorted(names)
