"""Whether a monitor that is killed again and again tells what an unbroken one tells.

    python benchmarks/kills.py AGREEMENT LOG --kills 1000 --lateness "1 hour"

`slakit watch` is started with a store and killed with SIGKILL at a random instant, and so on; then it runs to its end.
What it has written must be the bytes that an unbroken run writes, and its ledger must hold.
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def watch(
    agreement: str, log: str, folder: Path, lateness: str, at: str, batch: int
) -> subprocess.Popen[bytes]:
    """A watch that writes into a folder."""
    return subprocess.Popen(  # noqa: S603 -- it is ours
        [
            *(sys.executable, "-m", "slakit", "watch", agreement, log, "--lateness", lateness),
            *("--store", str(folder / "state.db"), "--format", "jsonl", "--output", str(folder / "told.jsonl")),
            *("--at-end", "close", "--at", at, "--batch", str(batch), "--lang", "en"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip


def compare(  # noqa: PLR0913, PLR0917 -- what the command line asks for
    agreement: str, log: str, kills: int, lateness: str, at: str, batch: int, seed: int
) -> tuple[int, bool]:
    """How many processes were killed while they ran, and whether the bytes are those of the unbroken run."""
    choose = random.Random(seed)  # noqa: S311 -- no secret
    with tempfile.TemporaryDirectory() as name:
        whole, broken = Path(name) / "whole", Path(name) / "broken"
        whole.mkdir()
        broken.mkdir()
        begun = time.monotonic()
        watch(agreement, log, whole, lateness, at, batch).wait()
        lasted = time.monotonic() - begun
        killed = 0
        for _ in range(kills):
            process = watch(agreement, log, broken, lateness, at, batch)
            try:
                process.wait(choose.uniform(0.2, 1) * lasted)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                killed += 1
        watch(agreement, log, broken, lateness, at, batch).wait()
        return killed, (whole / "told.jsonl").read_bytes() == (broken / "told.jsonl").read_bytes()


def main() -> int:
    """Kill, compare, and say what came of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("agreement")
    parser.add_argument("log")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--lateness", default="1 hour")
    parser.add_argument("--at", default="1399/02/01")
    parser.add_argument("--batch", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    killed, same = compare(
        asked.agreement, asked.log, asked.kills, asked.lateness, asked.at, asked.batch, asked.seed
    )
    sys.stdout.write(
        f"killed while running: {killed} of {asked.kills}; the same bytes: {'yes' if same else 'no'}\n"
    )
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
