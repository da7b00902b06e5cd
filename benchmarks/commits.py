"""What one commit of a store costs, by how much the monitor holds: it must cost what has changed since the last.

    python benchmarks/commits.py --held 1000 100000

A monitor of a small agreement is fed requests that are not answered, in any number, and then one by one more, each
committed by itself. What is told is the CPU of one commit, its judging left out.
"""

import argparse
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from slakit import Event, Monitor, load
from slakit.monitoring.store import Store

COUNTER = Path(__file__).parents[1] / "tests" / "data" / "counter"
SECOND = 1_000_000


def commits(held: int, count: int) -> list[float]:
    """The CPU seconds of so many commits of one event each, while so many requests are open."""
    edition = load(COUNTER)
    monitor, begin = Monitor(edition), edition.term.start
    with tempfile.TemporaryDirectory() as folder, closing(Store(Path(folder) / "state.db")) as store:
        store.load(monitor)
        for number in range(held):
            monitor.feed(_request(number, begin))
        store.commit(monitor, [], "{}")
        spent = []
        for number in range(held, held + count):
            told = monitor.feed(_request(number, begin))
            began = time.process_time()
            store.commit(monitor, told, "{}")
            spent.append(time.process_time() - began)
    return spent


def _request(number: int, begin: int) -> Event:
    at = begin + number * SECOND
    return Event("desk", f"q{number}", "request.made", at, at, {"request": f"r{number}"})


def main() -> int:
    """Measure each number of open requests, and write a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--held", type=int, nargs="+", default=[1000, 100_000])
    parser.add_argument("--commits", type=int, default=50)
    asked = parser.parse_args()
    sys.stdout.write("| open | ms CPU of a commit, median | mean | longest |\n|---|---|---|---|\n")
    for held in asked.held:
        spent = [1000 * one for one in commits(held, asked.commits)]
        told = (statistics.median(spent), statistics.fmean(spent), max(spent))
        sys.stdout.write(f"| {held} | {' | '.join(f'{one:.2f}' for one in told)} |\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
