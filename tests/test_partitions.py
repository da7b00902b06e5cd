"""A log in parts: what each part finds by itself is, together, what is found in the whole."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from watched_log import EDITION, HOUR, NOON, log_of

from slakit import Monitor, load
from slakit.changes import Report
from slakit.engines.monitor import Standing
from slakit.events.event import Event
from slakit.findings import Finding
from slakit.loading import Edition
from slakit.monitoring.partitions import IDENTITY, Lane, partitions
from slakit.monitoring.parts import Line, Part
from slakit.monitoring.store_file import StoreRefused
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
