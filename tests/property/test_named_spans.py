"""Spans by the items that they name: found as if all of them were gone through, whatever has become of them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from slakit.checks import Spans
from slakit.engines.monitor.kept import Records
from slakit.events.event import Event
from slakit.verdicts.facts import names_item
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
def test_an_item_is_named_by_the_spans_that_name_it_now(
    steps: list[tuple[str, str, str, str | tuple[str, ...] | None]],
) -> None:
    """Those that name every item too; what a span named before does not count, nor one that was dropped."""
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
