"""A log in parts: what each part finds by itself is, together, what is found in the whole."""

import json
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from watched_log import EDITION, HOUR, NOON, log_of

from slakit import Monitor, load
from slakit.calendars import time_zone
from slakit.changes import Report
from slakit.checks import Followed, Inside
from slakit.engines.monitor import Standing
from slakit.events.cloud_events import cloud_event_of
from slakit.events.event import Event, FieldValue
from slakit.findings import Finding
from slakit.loading import Edition
from slakit.monitoring.partitions import IDENTITY, Lane, partitions, split_of
from slakit.monitoring.parts import Line, Part
from slakit.monitoring.store_file import StoreRefused
from slakit.monitoring.warning import Warnings
from slakit.spark_streaming import _Routing

HAMADAN = load(Path(__file__).parents[1] / "agreements" / "hamadan-governorate" / "1398")
YEAR = Path(__file__).parents[1] / "examples" / "hamadan-1398" / "year.jsonl"
DAYS_60 = 60 * 24 * 3_600_000_000
END = HAMADAN.term.end + DAYS_60


def lane_of(edition: Edition, norm: str) -> Lane:
    (lane,) = [lane for lane in partitions(edition) if norm in lane.norms]
    return lane


def test_an_act_and_what_is_said_of_it_come_to_the_part_of_its_key() -> None:
    lane = lane_of(HAMADAN, "planned-outage-notice")
    assert lane.split is not None
    assert dict(lane.split.fields) == dict.fromkeys(
        ("outage.started", "outage.ended", "outage.attested"), "outage"
    )
    assert {"notice.published", "notice.withdrawn", "agreement.signed"} <= lane.split.everywhere


def test_events_that_nothing_is_matched_with_are_told_apart_by_their_id_alone() -> None:
    split = lane_of(HAMADAN, "documents-by-listed-channels").split
    assert split is not None
    assert dict(split.fields) == {"document.received": IDENTITY}


def test_norms_that_look_at_all_of_something_need_the_whole_log() -> None:
    lane = partitions(HAMADAN)[-1]
    assert (lane.name, lane.split) == ("whole", None)
    assert {"equal-fees", "services-available", "renewed-without-gap"} <= set(lane.norms)


def test_points_of_which_the_last_counts_come_to_one_part() -> None:
    """A penalty takes the place of another of its card, whatever shows it; of one amount they may be of several cards."""
    (duty,) = (one for one in EDITION.duties if one.norm == "penalty-shown")
    followed = duty.check
    assert isinstance(followed, Followed)

    def split_if(last_of: str, *matched: str) -> dict[str, str] | None:
        check = replace(followed, last_of=(last_of,), matching=tuple((name, name) for name in matched))
        split = split_of(replace(duty, check=check), EDITION.term, EDITION.vocabulary)
        return None if split is None else dict(split.fields)

    assert split_if("card", "card") == {"penalty.set": "card", "penalty.shown": "card"}
    assert split_if("card") == {"penalty.set": "card"}
    assert split_if("cents", "card") is None


@pytest.mark.parametrize(
    "otherwise",
    [{"within": (frozenset({("all rooms", "hall")}),)}, {"unknown": (frozenset({"unknown"}),)}],
    ids=["wider", "unknown"],
)
def test_what_ends_in_a_wider_place_or_nobody_knows_where_comes_to_all_parts(
    otherwise: dict[str, Any],
) -> None:
    """It may end what was begun in another one, by whose name it would have come to another part."""
    (duty,) = (one for one in EDITION.duties if one.norm == "hire-in-insurance")
    check = duty.check
    assert isinstance(check, Inside)
    assert split_of(duty, EDITION.term, EDITION.vocabulary) is not None
    of = replace(check.of, **otherwise)
    assert split_of(replace(duty, check=replace(check, of=of)), EDITION.term, EDITION.vocabulary) is None


@pytest.mark.parametrize("edition", [HAMADAN, EDITION], ids=["hamadan", "suite"])
def test_every_norm_is_in_one_lane(edition: Edition) -> None:
    found = [norm for lane in partitions(edition) for norm in lane.norms]
    assert sorted(found) == sorted(duty.norm for duty in edition.duties)


def judged_in_parts(lines: list[bytes], parts: int, steps: int) -> list[Finding]:
    """What the parts of a log find together, each packed and unpacked after each of so many deliveries."""
    reader, told = Monitor(HAMADAN).reader, list[Report]()
    bounds = [len(lines) * step // steps for step in range(steps + 1)]
    for lane in partitions(HAMADAN):
        for number in range(parts if lane.split else 1):
            packed: bytes | None = None
            for begin, end in pairwise(bounds):
                part = Part(HAMADAN, lane, number, parts, DAYS_60, packed)
                mine = []
                for place, line in enumerate(lines[begin:end], start=begin + 1):
                    read = reader.of_line(line, place)
                    if not isinstance(read, Event) or number in lane.parts_of(read, parts):
                        mine.append(Line("year.jsonl", place, line))
                part.feed(mine)
                if end == len(lines):
                    part.close(END)
                told += [report for _, report in part.told()]
                packed = part.packed()
    standing = Standing(HAMADAN.duties)
    standing.add(told)
    return standing.findings()


def test_the_parts_of_a_year_find_together_what_is_found_in_the_whole() -> None:
    """Lines that cannot be read among them: whatever they cast doubt on, they do in every part."""
    lines = YEAR.read_bytes().splitlines()
    lines.insert(40, b'{"type": "outage.started", "id": "x"}')
    monitor, standing = Monitor(HAMADAN, lateness="60 days"), Standing(HAMADAN.duties)
    for number, line in enumerate(lines, start=1):
        monitor.stands_at("year.jsonl", "year.jsonl", number)
        standing.add(monitor.feed(line))
    standing.add(monitor.close(END))
    assert judged_in_parts(lines, 3, 2) == standing.findings()


def test_what_lies_ahead_is_judged_by_its_parts_and_moves_no_instant() -> None:
    """Before Spark gives lines to parts, it says to all of them how far the youngest event of a delivery reaches."""
    pandas = pytest.importorskip("pandas", reason="needs the extra `spark`")
    ahead = json.loads(log_of(2)[3])
    ahead |= {"id": "q9", "recordedtime": ahead["time"], "time": "2044-01-01T00:00:00Z"}
    lines = [*log_of(2), json.dumps(ahead)]
    frame = pandas.DataFrame(
        {"file": "stream", "number": range(len(lines)), "text": [line.encode() for line in lines]}
    )
    lanes = partitions(EDITION)
    (routed,) = _Routing(EDITION, lanes, 2)([frame])
    assert set(routed["reached"].dropna()) == {NOON + 80 * HOUR}  # the answer to the first request
    assert len(lines) - 1 in set(routed["number"])


def test_a_part_is_not_gone_on_with_by_another_agreement() -> None:
    packed = Part(EDITION, partitions(EDITION)[0], 0, 1, 0, None).packed()
    with pytest.raises(StoreRefused) as refused:
        Part(HAMADAN, partitions(HAMADAN)[0], 0, 1, 0, packed)
    assert refused.value.reason == "other-agreement"


def test_a_part_goes_on_from_its_bytes_and_numbers_what_it_tells_without_a_gap() -> None:
    """An event a delivery, the part packed after each: it tells what a monitor tells that is never packed."""
    lane, packed = lane_of(EDITION, "request-answered"), None
    told: list[tuple[int, Report]] = []
    whole = Part(EDITION, lane, 0, 1, DAYS_60, None)
    for line in log_of(6):
        part = Part(EDITION, lane, 0, 1, DAYS_60, packed)
        part.feed([Line("log", 1, line.encode())])
        told += part.told()
        packed = part.packed()
        whole.feed([Line("log", 1, line.encode())])
    last = Part(EDITION, lane, 0, 1, DAYS_60, packed)
    last.advance(EDITION.term.end + DAYS_60)
    told += last.told()
    whole.advance(EDITION.term.end + DAYS_60)
    assert told == list(whole.told())
    assert [seq for seq, _ in told] == list(range(1, len(told) + 1))
    assert len(told) > 6


def warned_in_parts(
    edition: Edition, deliveries: list[list[Event]], parts: int, before: int
) -> list[tuple[str, int, int]]:
    """What the parts of a log warn of, each packed and unpacked after each delivery: ids, deadlines, instants."""
    zone = time_zone(edition.agreement.time_zone)
    found = []
    for lane in partitions(edition):
        for number in range(parts if lane.split else 1):
            packed: bytes | None = None
            for delivery in deliveries:
                part = Part(edition, lane, number, parts if lane.split else 1, 0, packed)
                mine = [event for event in delivery if number in lane.parts_of(event, parts)]
                texts = [json.dumps(cloud_event_of(event, edition.vocabulary, zone)) for event in mine]
                part.feed(Line("log", 1, text.encode()) for text in texts)
                part.advance(max(event.time for event in delivery))
                found += [(one.finding.id, one.due, one.at) for one in part.warned(before)]
                packed = part.packed()
    return sorted(found)


def warned_alone(edition: Edition, deliveries: list[list[Event]], before: int) -> list[tuple[str, int, int]]:
    """What one monitor warns of, asked after each delivery."""
    monitor = Monitor(edition, tolerate_ahead=None)
    warnings, found = Warnings(monitor, before), []
    for delivery in deliveries:
        for event in delivery:
            monitor.feed(event)
        found += [(one.finding.id, one.due, one.at) for one in warnings.new()]
    return sorted(found)


def happened(name: str, kind: str, time: int, **data: FieldValue) -> Event:
    said = {key.replace("_", "-"): value for key, value in data.items()}
    return Event("test", name, kind, time, time, said)


def test_each_duty_that_is_due_is_warned_of_by_one_part_and_once() -> None:
    """Requests that are answered in time, or not; a warning stands over deliveries and is not told again."""
    asked = [
        happened(f"q{n}", "request.made", NOON + n * HOUR, request=f"r{n}", service="lending", pages=1)
        for n in range(12)
    ]
    answered = [
        happened(f"a{n}", "request.answered", NOON + 13 * HOUR, request=f"r{n}", automatic=False)
        for n in range(0, 12, 2)
    ]
    later = [
        happened(f"p{n}", "request.made", NOON + n * HOUR, request=f"s{n}", service="lending", pages=1)
        for n in (20, 40)
    ]
    deliveries = [asked, answered, later[:1], later[1:]]
    alone = warned_alone(EDITION, deliveries, 60 * HOUR)
    of_requests = {name for name, _, _ in alone if name.startswith("request-answered/")}
    asked_late = [
        f"q{n}" for n in (0, 1, 3, 5, 7, 9, 11)
    ]  # the answer to the first is not over when it is warned of
    assert of_requests == {f"request-answered/event={n},source=test" for n in [*asked_late, "p20"]}
    assert len(alone) == len({name for name, _, _ in alone})
    assert warned_in_parts(EDITION, deliveries, 3, 60 * HOUR) == alone


def test_a_plan_is_warned_of_by_the_part_of_its_act_alone() -> None:
    """Announced in time, begun early, moved, or naming no outage: the parts together warn as one monitor does."""
    start = HAMADAN.term.start + 100 * 24 * HOUR
    approved = start - 200 * HOUR

    def planned(number: int, **more: FieldValue) -> Event:
        said: dict[str, FieldValue] = {"services": ("svc-03",), "planned_start": start, **more}
        return happened(f"c-{number}", "change.approved", approved + number, change=f"c-{number}", **said)

    plans = [planned(number, outage=f"o-{number}") for number in range(8)] + [planned(8)]
    notice = happened(
        "n-1", "notice.published", approved + HOUR,
        notice="n-1", channel="portal", covers=("svc-03",), start=start, outage="o-1",
    )  # fmt: skip
    begun = happened(
        "o-2", "outage.started", start - 100 * HOUR,
        outage="o-2", services=("svc-03",), planned=True, origin="site",
    )  # fmt: skip
    moved = happened("m-3", "change.rescheduled", start - 90 * HOUR, change="c-3", planned_start=start + HOUR)
    last = happened(
        "d", "document.received", start - 71 * HOUR, service="svc-02", recipient="r", channel="post"
    )
    deliveries = [[*plans, notice], [begun], [moved], [last]]
    alone = warned_alone(HAMADAN, deliveries, 200 * HOUR)
    assert Counter(name.split("/")[0] for name, _, _ in alone)["planned-outage-notice"] > 8
    assert warned_in_parts(HAMADAN, deliveries, 3, 200 * HOUR) == alone
