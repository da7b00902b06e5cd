"""How fast the monitor is beside the mere decoding of its lines, and what it keeps.

    python benchmarks/monitor.py --events 30000 --times 4

A year of events of the agreement of 1398 is generated in two sizes. For each, one process measures the CPU of decoding
every line (the floor), of reading it as an event of the vocabulary, and of the monitor, in order and with an hour of
reordering; then the memory at its peak and the events that are kept in the end. All in one run, so that the ratios hold.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
AGREEMENT = ROOT / "agreements" / "hamadan-governorate" / "1398"
GENERATOR = ROOT / "examples" / "hamadan-1398" / "generate.py"
HOUR = 3_600_000_000


def measured(log: Path, mode: str) -> dict[str, float]:
    """CPU seconds of one way to go through a log, with peak memory and what is kept, in this process."""
    from msgspec.json import Decoder

    from slakit import Monitor, load
    from slakit.calendars import time_zone
    from slakit.events.event import Event
    from slakit.events.reading import LineReader

    edition = load(AGREEMENT)
    monitor = Monitor(edition, lateness=HOUR if mode == "an hour late" else 0)
    reader = LineReader(edition.vocabulary, time_zone(edition.agreement.time_zone))
    decode = Decoder().decode
    events = told = 0
    begun = time.process_time()
    with log.open("rb") as lines:
        for events, line in enumerate(lines, start=1):
            if mode == "decode":
                decode(line)
            elif mode == "read":
                assert isinstance(reader.of_line(line, events), Event)
            else:
                told += len(monitor.feed(line))
    cpu = time.process_time() - begun
    kept = {(event.source, event.id) for watch in monitor.engine.watches for event in watch.kept_events()}
    return {
        "events": events,
        "cpu": cpu,
        "peak-mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "kept": len(kept),
        "told": told,
        "too-late": monitor.too_late,
    }


def generated(folder: Path, count: int) -> dict[str, Path]:
    """A log in the order of its times, and one in which each event comes up to an hour late."""
    raw = folder / f"raw-{count}.jsonl"
    command = [sys.executable, str(GENERATOR), "--events", str(count), "--out", str(raw)]
    subprocess.run(command, check=True)  # noqa: S603 -- it is ours
    lines = sorted(raw.read_bytes().splitlines(keepends=True), key=_time)
    choose = random.Random(7)  # noqa: S311 -- no secret
    late = sorted(lines, key=lambda line: _time(line) + choose.uniform(0, 3600))
    files = {"in order": folder / f"in-order-{count}.jsonl", "an hour late": folder / f"late-{count}.jsonl"}
    for file, ordered in zip(files.values(), (lines, late), strict=True):
        file.write_bytes(b"".join(ordered))
    return files


def _time(line: bytes) -> float:
    from datetime import datetime

    return datetime.fromisoformat(json.loads(line)["time"]).timestamp()


def main() -> int:
    """Measure both sizes, each way in a process of its own, and print one table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=30_000)
    parser.add_argument("--times", type=int, default=4)
    parser.add_argument("--one", nargs=2, metavar=("LOG", "MODE"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        sys.stdout.write(json.dumps(measured(Path(asked.one[0]), asked.one[1])))
        return 0
    sys.stdout.write(
        "| events | way | CPU s | x decode | events/s | peak MB | kept | told |\n|---|---|---|---|---|---|---|---|\n"
    )
    with tempfile.TemporaryDirectory() as name:
        for count in (asked.events, asked.events * asked.times):
            files = generated(Path(name), count)
            floor = 0.0
            for mode in ("decode", "read", "in order", "an hour late"):
                log = files.get(mode, files["in order"])
                command = [sys.executable, __file__, "--one", str(log), mode]
                out = subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603 -- it is ours
                got = json.loads(out)
                floor = floor or got["cpu"]
                sys.stdout.write(
                    f"| {got['events']} | {mode} | {got['cpu']:.2f} | {got['cpu'] / floor:.1f} | {got['events'] / got['cpu']:.0f} "
                    f"| {got['peak-mb']:.0f} | {got['kept']} | {got['told']} |\n"
                )
                sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
