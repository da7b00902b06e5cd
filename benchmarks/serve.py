"""How much does a server take that acknowledges only what is on disk? Senders in this process, the server in another.

    python benchmarks/serve.py [--events N]

Every row posts the same number of events, over loopback and connections that stay open, and then asks whether all that was
acknowledged is kept. Times are of the wall and CPU of the server; on a busy machine only their ratios say something.
"""

import argparse
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from slakit.monitoring.store import Store

AGREEMENT = Path(__file__).parents[1] / "tests" / "data" / "counter"
HEADERS = {"content-type": "application/cloudevents-batch+json"}
TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(store: Path) -> Iterator[tuple[int, int]]:
    """A server of the agreement of the counter: its port and the number of its process."""
    command = [sys.executable, "-m", "slakit", "serve", str(AGREEMENT), "--store", str(store), "--port", "0"]
    command += ["--lateness", "30 days", "--lang", "en"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 -- it is ours
        assert process.stderr is not None
        found = re.search(r":([0-9]+)$", process.stderr.readline().strip())
        assert found
        yield int(found[1]), process.pid
        process.terminate()


def event(number: int) -> dict[str, object]:
    """A request, one a minute."""
    day, minute = divmod(number, 1440)
    at = f"2024-{1 + day // 28:02}-{1 + day % 28:02}T{minute // 60:02}:{minute % 60:02}:00Z"
    data = {"request": f"r{number}"}
    return {
        "specversion": "1.0",
        "source": "desk",
        "id": f"q{number}",
        "type": "request.made",
        "time": at,
        "data": data,
    }


def send(port: int, numbers: range, together: int, took: list[float], taken: list[str]) -> None:
    """Post events, so many at once, and note how long each answer took and what it acknowledged."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
        for first in range(numbers.start, numbers.stop, together):
            batch = [event(number) for number in range(first, min(first + together, numbers.stop))]
            began = time.perf_counter()
            connection.request("POST", "/events", json.dumps(batch).encode(), HEADERS)
            answer = connection.getresponse()
            told = json.loads(answer.read())
            took.append(time.perf_counter() - began)
            assert answer.status == 200, told
            taken += [one["id"] for one in told["events"]]


def cost(pid: int) -> tuple[float, int]:
    """The CPU seconds that a process has used, and the memory that it holds in MiB."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    pages = int(Path(f"/proc/{pid}/statm").read_text("utf-8").split()[1])
    return (int(fields[11]) + int(fields[12])) / TICKS, pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def row(events: int, senders: int, together: int, folder: Path) -> str:
    """One row of the table; raises if something acknowledged is not kept."""
    store = folder / f"{senders}-{together}.db"
    took: list[float] = []
    taken: list[str] = []
    with serving(store) as (port, pid):
        before, _ = cost(pid)
        share = events // senders
        threads = [
            threading.Thread(
                target=send, args=(port, range(n * share, (n + 1) * share), together, took, taken)
            )
            for n in range(senders)
        ]
        began = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        wall = time.perf_counter() - began
        after, memory = cost(pid)
    with closing(Store(store)) as opened:
        kept = {json.loads(line)["id"] for line in opened.log()}
    assert len(taken) == share * senders
    assert set(taken) <= kept
    took.sort()
    middle, slow = statistics.median(took) * 1000, took[int(len(took) * 0.99)] * 1000
    rate, cpu = len(taken) / wall, (after - before) / len(taken) * 1e6
    return f"| {senders} | {together} | {rate:.0f} | {middle:.1f} | {slow:.1f} | {cpu:.0f} | {memory} | {len(taken)} of {len(taken)} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1600)
    told = parser.parse_args()
    head = "| senders | events a request | events/s | median ms | 99 % ms | CPU µs an event | MiB | kept of acknowledged |"
    print(head)  # noqa: T201 -- a table for people
    print("|---|---|---|---|---|---|---|---|")  # noqa: T201 -- its second line
    with tempfile.TemporaryDirectory() as folder:
        for senders, together in ((1, 1), (16, 1), (1, 100), (4, 100)):
            print(row(told.events, senders, together, Path(folder)), flush=True)  # noqa: T201 -- a row of it


if __name__ == "__main__":
    main()
