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


COMING = st.lists(
    st.lists(
        st.tuples(st.integers(0, 12), st.sampled_from(["north", "south"]), st.sampled_from("abcdefgh")),
        min_size=1,
        max_size=4,
    ),
    min_size=1,
    max_size=8,
)


@given(COMING, st.sampled_from([0, 3, END]), st.sampled_from([0, 2, END]), st.sampled_from([0, 6]))
def test_what_comes_together_is_taken_as_one_after_the_other(
    coming: list[list[tuple[int, str, str]]], lateness: int, remembers: int, apart: int
) -> None:
    """With the same watermark, the same order, and the same memory; or it is not taken, and nothing has changed."""
    together, one_by_one = Arrivals(lateness, remembers), Arrivals(lateness, remembers)
    for number, group in enumerate(coming):
        shift = number * apart
        events = [
            Event(source, name, "request.made", time + shift, time, {})
            for time, source, name in (sorted(group) if apart else group)
        ]
        taken = [one_by_one.take(event) for event in events]
        is_taken = together.take_together(events)
        if not is_taken:
            assert [together.take(event) for event in events] == taken
        else:
            assert taken == [Arrival.TAKEN] * len(events)
        assert together.watermark == one_by_one.watermark
        assert together.all_over() == one_by_one.all_over()
        remembered = [sorted(one.all_remembered(), key=order) for one in (together, one_by_one)]
        assert remembered[0] == remembered[1]
        assert together.settled == one_by_one.settled


def test_events_that_are_new_and_in_time_are_taken_together_whatever_their_sources() -> None:
    """What nobody remembers when it is over is never remembered."""
    arrivals = Arrivals(2, 3)
    events = [
        Event(source, f"{time}", "request.made", time, time, {})
        for time in (1, 9, 17, 20, 18)
        for source in "ab"
    ]
    assert arrivals.take_together(events)
    assert [event.time for event in arrivals.all_remembered()] == [17, 18, 20, 17, 18, 20]
    assert [(event.time, event.source) for event in arrivals.all_over()] == [
        (1, "a"),
        (1, "b"),
        (9, "a"),
        (9, "b"),
        (17, "a"),
        (17, "b"),
    ]
    assert not arrivals.take_together([Event("a", "20", "request.made", 21, 21, {})])
    assert not arrivals.take_together([Event("a", "y", "request.made", 17, 17, {})])
    assert not arrivals.take_together([Event("a", "x", "request.made", time, time, {}) for time in (18, 19)])
    assert arrivals.take_together([Event("a", "x", "request.made", 18, 18, {})])
