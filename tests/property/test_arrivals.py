"""What waits comes in its order, however it came and whichever way it is asked for."""

from hypothesis import given
from hypothesis import strategies as st

from slakit.engines.monitor.arrivals import Arrival, Arrivals
from slakit.events.event import Event
from slakit.verdicts.truth import order

END = 99
STEPS = st.lists(
    st.integers(0, 12) | st.integers(0, 12) | st.sampled_from(["over", "all over"]), min_size=4, max_size=30
)


@given(STEPS, st.sampled_from([0, 3, END]))
def test_each_event_is_given_once_in_order_when_its_instant_is_over(
    steps: list[int | str], lateness: int
) -> None:
    """Asked for one by one or all together, in any turn."""
    arrivals, waiting = Arrivals(lateness, 0), list[Event]()
    for number, step in enumerate([*steps, "all over", "end", "all over"]):
        if step == "end":
            arrivals.advance(END)
            continue
        if isinstance(step, int):
            event = Event("log", f"{number}", "request.made", step, step, {})
            if arrivals.take(event) is Arrival.TAKEN:
                waiting.append(event)
            continue
        due = sorted((one for one in waiting if one.time < arrivals.watermark), key=order)
        assert (arrivals.over() if step == "over" else arrivals.all_over()) == due
        waiting = [one for one in waiting if one not in due]
