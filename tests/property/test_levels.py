"""Levels and amounts agree with slow oracles: hour by hour, and by sorting."""

from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from slakit.engines.reference import judge
from slakit.events.event import Event, FieldValue
from slakit.findings import Finding, Outcome
from slakit.loading import load

EDITION = load(Path(__file__).parents[1] / "suite")
HOUR = 3_600_000_000
FIRST = int(datetime(2024, 4, 30, 21, tzinfo=UTC).timestamp()) * 1_000_000
"""The first instant of May 2024 in the zone of the suite, which is in its second quarter."""
HOURS = st.integers(0, 31 * 24)


def event(number: int, kind: str, hour: int, **data: FieldValue) -> Event:
    time = FIRST + hour * HOUR
    return Event("test", f"e{number}", kind, time, time, data)


def found(norm: str, log: list[Event], period: str) -> list[Finding]:
    duties = [duty for duty in EDITION.duties if duty.norm == norm]
    findings = judge(duties, EDITION.term, log, EDITION.term.end)
    return [
        one
        for one in findings
        if one.occasion.get("period") == period and one.occasion.get("service") == "lending"
    ]


def is_working(hour: int) -> bool:
    """Whether an hour of May lies in the service hours, asked of the standard library."""
    local = (datetime(2024, 4, 30, 21, tzinfo=UTC) + timedelta(hours=hour)).astimezone(
        ZoneInfo("Europe/Tallinn")
    )
    return local.weekday() < 5 and 9 <= local.hour < 17


@given(st.lists(st.tuples(HOURS, HOURS, st.booleans(), HOURS, HOURS), max_size=4))
def test_availability_in_service_hours_is_what_counting_hours_gives(
    closures: list[tuple[int, int, bool, int, int]],
) -> None:
    """Overlaps count once, exclusions only for their closure, and what is doubtful never certainly."""
    log: list[Event] = []
    down, perhaps = set[int](), set[int]()
    for number, (one, other, sure, since, until) in enumerate(closures):
        start, end, closure = min(one, other), max(one, other), f"c{number}"
        planned: dict[str, FieldValue] = {"planned": False, "cause": "works"} if sure else {}
        log.append(
            event(4 * number, "closure.began", start, closure=closure, services=("lending",), **planned)
        )
        log.append(event(4 * number + 1, "closure.ended", end, closure=closure))
        log.append(event(4 * number + 2, "danger.declared", min(since, until), closure=closure))
        log.append(event(4 * number + 3, "danger.lifted", max(since, until), closure=closure))
        excluded = range(min(since, until), max(since, until))
        hours = {hour for hour in range(start, end) if is_working(hour) and hour not in excluded}
        (down if sure else perhaps).update(hours)
    (finding,) = found("services-open-in-hours", log, "2024-05")
    expected = (len(down) * HOUR, len(perhaps - down) * HOUR, 184 * HOUR)
    assert tuple(finding.figures[name] for name in ("down", "perhaps-down", "window")) == expected
    at_best, at_worst = len(down) * 20 <= 184, len(down | perhaps) * 20 <= 184
    wanted = Outcome.UNDETERMINED if at_best else Outcome.VIOLATED
    assert finding.outcome is (Outcome.FULFILLED if at_worst else wanted)


@given(st.lists(st.none() | st.sampled_from([0, 1, 47, 48, 49, 200]), min_size=1, max_size=9))
def test_a_percentile_by_share_is_the_nearest_rank_of_the_sorted_times(times: list[int | None]) -> None:
    """The value at rank ceil(3/4 n) is at most two days exactly where the norm is kept; no answer is the longest."""
    log: list[Event] = []
    for number, hours in enumerate(times):
        asked = event(2 * number, "request.made", number, request=f"r{number}", service="lending", pages=10)
        log.append(asked)
        if hours is not None:
            kind = "request.answered"
            log.append(event(2 * number + 1, kind, number + hours, request=f"r{number}", automatic=False))
    (finding,) = found("requests-mostly-answered", log, "2024-q2")
    ranked = sorted(10_000 if hours is None else hours for hours in times)
    kept = ranked[ceil(len(times) * 3 / 4) - 1] <= 48
    assert finding.outcome is (Outcome.FULFILLED if kept else Outcome.VIOLATED)


@given(
    st.integers(0, 20_000), st.integers(0, 184),
    st.lists(st.tuples(st.integers(0, 700), st.integers(0, 900)), max_size=3),
)  # fmt: skip
def test_a_credit_is_kept_exactly_if_what_came_in_time_reaches_what_is_due(
    invoice: int, closed: int, grants: list[tuple[int, int]]
) -> None:
    """The tier, the share rounded up, the cap and the sum of the credits, worked out anew."""
    working = [hour for hour in range(31 * 24) if is_working(hour)]
    log = [event(0, "invoice.issued", 1, service="lending", cents=invoice, draft=False)]
    for number, hour in enumerate(working[:closed]):
        said: dict[str, FieldValue] = {"closure": f"c{number}", "services": ("lending",)}
        log.append(event(1000 + 2 * number, "closure.began", hour, planned=False, cause="works", **said))
        log.append(event(1001 + 2 * number, "closure.ended", hour + 1, closure=f"c{number}"))
    for number, (hour, cents) in enumerate(grants):
        told: dict[str, FieldValue] = {"service": "lending", "period": "2024-05", "cents": cents}
        log.append(event(10 + number, "credit.granted", 31 * 24 + hour + 30, **told))
    findings = found("closure-credit", log, "2024-05")
    percent = 0 if closed * 20 <= 184 else 5 if closed * 10 <= 184 else 10
    if not percent:
        assert findings == []
        return
    due = min(1200, ceil(invoice * percent / 100))
    in_time = sum(cents for hour, cents in grants if hour + 30 <= 720)
    paid = Outcome.FULFILLED if in_time >= due else Outcome.VIOLATED
    assert [one.outcome for one in findings] == [paid if due else Outcome.NOT_APPLICABLE]
