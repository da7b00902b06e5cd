"""Whether a monitor that is killed again and again tells what an unbroken one tells.

    python benchmarks/kills.py AGREEMENT LOG --minutes 8 --lateness "60 days"
    python benchmarks/kills.py AGREEMENT LOG --kills 1000 --within 2

`slakit watch` is started with a store and killed with SIGKILL, started again, and so on until it comes to its end; then
it begins anew with another store. Each instant of a kill is drawn evenly from the time that an unbroken run takes, or
from the first seconds of a watch, so that one run is killed as often as it may be; when enough were killed, it is left to
end. Each watch commits after a number of lines that is drawn, too. In the end of each, what was written must be the bytes of
the unbroken run, and the ledger must hold.
"""

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from slakit.monitoring.store import Store

BATCHES = (1, 10, 100, 1000)
"""After so many lines a watch commits."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched, and how."""

    agreement: str
    log: str
    lateness: str
    at: str

    def start(self, folder: Path, batch: int) -> subprocess.Popen[bytes]:
        """A watch that writes into a folder."""
        return subprocess.Popen(  # noqa: S603 -- it is ours
            [
                *(sys.executable, "-m", "slakit", "watch", self.agreement, self.log, "--lateness", self.lateness),
                *("--store", str(folder / "state.db"), "--format", "jsonl", "--output", str(folder / "told.jsonl")),
                *("--at-end", "close", "--at", self.at, "--batch", str(batch), "--lang", "en"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What came of it: processes that were killed, and how many of them had written something; runs that ended.

    A run is wrong if its bytes are not those of the unbroken one, or its ledger does not hold.
    """

    killed: int = 0
    had_written: int = 0
    ended: int = 0
    wrong: int = 0


def kill(watched: Watched, kills: int, minutes: float, within: float | None, seed: int) -> Tally:
    """Kill until so many were killed or so many minutes are over; the run that was begun is ended.

    With `within`, a watch is killed in so many seconds, and no more once enough were.
    """
    choose, tally = random.Random(seed), Tally()  # noqa: S311 -- no secret
    until = time.monotonic() + 60 * minutes
    with tempfile.TemporaryDirectory() as name:
        whole = Path(name) / "whole"
        whole.mkdir()
        begun = time.monotonic()
        if watched.start(whole, 1000).wait() not in {0, 1}:
            sys.exit("the unbroken run failed: watch the log by itself to see why")
        lasted = time.monotonic() - begun
        expected = (whole / "told.jsonl").read_bytes()
        while tally.killed < kills and time.monotonic() < until:
            broken = Path(name) / str(tally.ended)
            broken.mkdir()
            while _is_killed(watched, broken, choose, within or lasted, tally):
                if within and (tally.killed >= kills or time.monotonic() >= until):
                    watched.start(broken, max(BATCHES)).wait()
                    break
            tally.ended += 1
            tally.wrong += not _is_as_unbroken(broken, expected)
            shutil.rmtree(broken)
    return tally


def _is_killed(watched: Watched, folder: Path, choose: random.Random, within: float, tally: Tally) -> bool:
    """Start a watch and kill it at some instant; false if it had come to its end by then."""
    before = _written(folder)
    process = watched.start(folder, choose.choice(BATCHES))
    try:
        process.wait(choose.uniform(0, within))
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        tally.killed += 1
        tally.had_written += _written(folder) != before
        return True
    return False


def _written(folder: Path) -> list[tuple[str, int, int]]:
    """What stands in a folder: names, sizes, and when it was written."""
    return sorted((one.name, one.stat().st_size, one.stat().st_mtime_ns) for one in folder.iterdir())


def _is_as_unbroken(folder: Path, expected: bytes) -> bool:
    with closing(Store(folder / "state.db")) as store:
        return (folder / "told.jsonl").read_bytes() == expected and store.first_broken() is None


def main() -> int:
    """Kill, compare, and say what came of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("agreement")
    parser.add_argument("log")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument(
        "--within", type=float, help="seconds in which a watch is killed after it was started"
    )
    parser.add_argument("--lateness", default="1 hour")
    parser.add_argument("--at", default="1399/02/01")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    watched = Watched(asked.agreement, asked.log, asked.lateness, asked.at)
    tally = kill(watched, asked.kills, asked.minutes, asked.within, asked.seed)
    sys.stdout.write(
        f"killed: {tally.killed}, of these after they had written: {tally.had_written}; "
        f"runs that came to their end: {tally.ended}; not as the unbroken run: {tally.wrong}\n"
    )
    return 1 if tally.wrong or not tally.ended else 0


if __name__ == "__main__":
    sys.exit(main())
