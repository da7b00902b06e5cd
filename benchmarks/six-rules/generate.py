"""A year of portal events for the six rules of this folder, with faults that are put in and counted.

    python benchmarks/six-rules/generate.py --events 100000 --out year.jsonl --broken broken.json

Of a thousand events 380 are requests, 340 decisions, 220 fees, 25 faults and as many answers, and three make an outage
with its notice; that is the shape by which other engines were measured (`docs/benchmarks.md`). The lines are CloudEvents
in the order of their times. The same number gives the same bytes on every machine.
"""

import argparse
import heapq
import json
import random
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import msgspec

START, YEAR = datetime(2019, 3, 20, 20, 30, tzinfo=UTC), 366 * 86_400
SERVICES = [f"svc-{number:02}" for number in range(1, 24)]
CHANNELS = ("portal", "post", "counter-office", "in-person")
SHARES = {"request.submitted": 380, "request.decided": 340, "fee.charged": 220, "fault": 25, "outage": 1}
"""How many there are of each beside the others; a fault is two events, an outage with its notice three."""

_encode = msgspec.json.Encoder().encode
Told = tuple[float, str, dict[str, Any]]


def happened(count: int) -> tuple[list[Told], Counter[str]]:
    """About so many events by their second in the year, in order, and how many occasions of each norm are broken."""
    choose = random.Random(7)  # noqa: S311 -- no secret
    told: list[Told] = []
    broken: Counter[str] = Counter()
    for service in SERVICES:
        told.append((0, "monitoring.started", {"service": service}))
        fee = {"service": service, "fee-kind": "service-fee", "channel": "portal"}
        told.append((0, "fee.announced", fee | {"amount": fee_of(service)}))
    kinds = choose.choices(list(SHARES), weights=list(SHARES.values()), k=count)
    of_rare = {"fault": _fault, "outage": _outage}
    left = count
    for number, kind in enumerate(kinds):
        if left <= 0:
            break
        at = choose.uniform(4 * 86_400, YEAR - 5 * 86_400)
        service = choose.choice(SERVICES)
        if kind in of_rare:
            events = of_rare[kind](number, at, service, choose, broken)
        else:
            events = [(at, kind, _ordinary(kind, number, service, choose, broken))]
        told += events
        left -= len(events)
    return sorted(told, key=lambda one: one[0]), broken


def stream(count: int) -> Iterator[Told]:
    """About so many events, evenly through the year, in order and made one by one: what is to come is all that is held."""
    choose, broken = random.Random(7), Counter[str]()  # noqa: S311 -- no secret
    coming: list[tuple[float, int, str, dict[str, Any]]] = []
    for service in SERVICES:
        yield 0, "monitoring.started", {"service": service}
        fee = {"service": service, "fee-kind": "service-fee", "channel": "portal"}
        yield 0, "fee.announced", fee | {"amount": fee_of(service)}
    first, last = 1, YEAR - 9 * 86_400
    kinds, shares = list(SHARES), list(accumulate(SHARES.values()))
    of_rare = {"fault": _fault, "outage": _outage}
    for number in range(count):
        now = first + (last - first) * number / count
        kind = kinds[bisect(shares, choose.random() * shares[-1])]
        service = SERVICES[int(choose.random() * len(SERVICES))]
        if kind in of_rare:
            at = now + 4 * 86_400 if kind == "outage" else now
            made = of_rare[kind](number, at, service, choose, broken)
            for place, (second, named, data) in enumerate(made):
                heapq.heappush(coming, (max(second, now), 4 * number + place, named, data))
        while coming and coming[0][0] <= now:
            second, _, named, data = heapq.heappop(coming)
            yield second, named, data
        if kind not in of_rare:
            yield now, kind, _ordinary(kind, number, service, choose, broken)


def fee_of(service: str) -> int:
    """The fee that is announced of a service."""
    return int(service[-2:]) * 10_000


def _ordinary(
    kind: str, number: int, service: str, choose: random.Random, broken: Counter[str]
) -> dict[str, Any]:
    recipient = f"r-{choose.randrange(1_000_000):06}"
    if kind == "request.decided":
        return {"request": f"request-{choose.randrange(number + 1):07}", "decision": "approved"}
    if kind == "fee.charged":
        wrong = choose.random() < 0.002
        broken["fee-in-force"] += wrong
        amount = fee_of(service) + 5_000 * wrong
        said = {"charge": f"charge-{number:07}", "service": service, "recipient": recipient}
        return said | {"amount": amount, "fee-kind": "service-fee", "channel": "portal"}
    wrong = choose.random() < 0.001
    broken["channels"] += wrong
    channel = "fax" if wrong else choose.choice(CHANNELS)
    said = {"request": f"request-{number:07}", "service": service, "recipient": recipient}
    return said | {"channel": channel}


def _fault(number: int, at: float, service: str, choose: random.Random, broken: Counter[str]) -> list[Told]:
    """A fault with its acknowledgement: in time, just in time, or a second late."""
    late = choose.random() < 0.01
    broken["acknowledged"] += late
    after = choose.choice((86_400, choose.uniform(60, 80_000))) if not late else 86_401
    at, fault = int(at), f"fault-{number:07}"
    said = {"fault": fault, "service": service, "recipient": f"r-{choose.randrange(1_000_000):06}"}
    return [(at, "fault.reported", said), (at + int(after), "fault.acknowledged", {"fault": fault})]


def _outage(number: int, at: float, service: str, choose: random.Random, broken: Counter[str]) -> list[Told]:
    """A planned outage of some minutes, with a notice 72 hours before, or a second too late."""
    late = choose.random() < 0.04
    broken["notice"] += late
    at, length, outage = int(at), choose.randrange(300, 1200), f"outage-{number:07}"
    window = {"start": _shown(at), "end": _shown(at + length)}
    notice = {"notice": f"notice-{number:07}", "channel": "portal", "covers": [service], "outage": outage}
    begun = {"outage": outage, "services": [service], "planned": True, "origin": "site"}
    return [
        (at - 72 * 3600 + late, "notice.published", notice | window),
        (at, "outage.started", begun),
        (at + length, "outage.ended", {"outage": outage}),
    ]


def line_of(number: int, told: Told) -> str:
    """An event as one line of JSON."""
    second, kind, data = told
    attributes = {"specversion": "1.0", "id": f"e{number:08}", "source": "portal", "type": kind}
    return _encode({**attributes, "time": _shown(second), "data": data}).decode()


def _shown(second: float) -> str:
    return _instant(int(second))


@lru_cache(64)
def _instant(second: int) -> str:
    hour, within = divmod(second + 60 * START.minute, 3600)
    return f"{_hour(hour)}{within // 60:02}:{within % 60:02}Z"


@lru_cache(4096)
def _hour(number: int) -> str:
    """An hour of the year, up to its colon."""
    return f"{START.replace(minute=0) + timedelta(hours=number):%Y-%m-%dT%H:}"


def main() -> None:
    """Write the log, and how many occasions of each norm are broken in it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--broken", type=Path)
    asked = parser.parse_args()
    told, broken = happened(asked.events)
    with asked.out.open("w", encoding="utf-8") as out:
        for number, one in enumerate(told):
            out.write(line_of(number, one) + "\n")
    if asked.broken:
        asked.broken.write_text(json.dumps(broken), encoding="utf-8")


if __name__ == "__main__":
    main()
