"""How fast the monitor is beside the mere decoding of its lines, and what it keeps.

    python benchmarks/monitor.py --events 30000 --times 4 --rounds 3 --against ../slakit-before
    python benchmarks/monitor.py --six-rules --events 100000 --times 10 --rounds 3

A year of events of the agreement of 1398 is generated in two sizes. For each, one process measures the CPU of decoding
every line with orjson and with msgspec (the floors), of reading it as an event of the vocabulary, and of the monitor: fed
one by one, a thousand lines at a time, with an hour of reordering, and as `slakit watch --format jsonl` has it from file to
file, all findings or what must be looked at alone, without a store and with one; then the memory at its peak and the events that are kept in the end. All in one run, so
that the ratios hold; with `--against`, another checkout is measured in the same rounds.

With `--six-rules` it is the agreement of `benchmarks/six-rules`, by whose rules other engines were measured: notice of
planned outages, the fee in force, an answer within 24 hours, equal fees, a closed list of channels, availability by the
month. What is broken must then be what was put into the log, to the last occasion.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slakit import Monitor

ROOT = Path(__file__).parents[1]
AGREEMENT = ROOT / "agreements" / "hamadan-governorate" / "1398"
GENERATOR = ROOT / "examples" / "hamadan-1398" / "generate.py"
SIX_RULES = ROOT / "benchmarks" / "six-rules"
HOUR = 3_600_000_000
BATCH = 1000
WATCHED = ("written", "unkept", "stored")
"""The ways of `slakit watch`: lines of JSON for all findings, for what must be looked at alone, for all and with a store."""


def measured(log: Path, mode: str, *, six_rules: bool) -> dict[str, float]:
    """CPU seconds of one way to go through a log, with peak memory and what is kept, in this process."""
    from slakit import Monitor, load
    from slakit.calendars import time_zone
    from slakit.events.event import Event
    from slakit.events.line_reader import LineReader

    edition = load(SIX_RULES if six_rules else AGREEMENT)
    monitor = Monitor(edition, lateness=HOUR if mode == "an hour late" else 0)
    reader = LineReader(edition.vocabulary, time_zone(edition.agreement.time_zone))
    decode = decoders().get(mode)
    events = told = 0
    begun = time.process_time()
    if mode in WATCHED:
        told = watched(monitor, log, mode)
        events = monitor.lines
    else:
        with log.open("rb") as lines:
            for events, line in enumerate(lines, start=1):
                if decode is not None:
                    decode(line)
                elif mode == "read":
                    assert isinstance(reader.of_line(line, events), Event)
                elif mode == "one by one":
                    told += len(monitor.feed(line))
                else:
                    together = [line, *islice(lines, BATCH - 1)]
                    told += len(monitor.feed_lines(together))
        events = events if decode or mode == "read" else monitor.lines
    cpu = time.process_time() - begun
    kept = {(event.source, event.id) for watch in monitor.engine.watches for event in watch.kept_events()}
    return {
        "events": events,
        "cpu": cpu,
        "peak-mb": peak(),
        "kept": len(kept),
        "told": told,
        "too-late": monitor.too_late,
    }


def watched(monitor: "Monitor", log: Path, mode: str) -> int:
    """Watch a log as `slakit watch --format jsonl --at-end stop` does; how many lines were written."""
    from slakit.cli import sinks
    from slakit.monitoring.flow import Flow
    from slakit.monitoring.lines import FileSource
    from slakit.monitoring.store import Store

    with tempfile.TemporaryDirectory() as name:
        told = Path(name) / "told.jsonl"
        lines = sinks.JsonLines(monitor.edition, None, told)
        sink = sinks.Unkept(lines) if mode == "unkept" else lines
        store = Store(Path(name) / "store") if mode == "stored" else None
        flow = Flow(monitor, FileSource(log), sink, store, BATCH)
        flow.resume()
        flow.run()
        sink.close()
        with told.open("rb") as written:
            return sum(1 for _ in written)


def peak() -> float:
    """The most memory that this process had, in MB; `ru_maxrss` would tell that of the process that started it."""
    status = Path("/proc/self/status").read_text("ascii").splitlines()
    (most,) = (line for line in status if line.startswith("VmHWM"))
    return int(most.split()[1]) / 1024


def decoders() -> dict[str, Callable[[bytes], object]]:
    """What merely decodes a line, by the name of its library; orjson only where it is installed."""
    from msgspec.json import Decoder

    found: dict[str, Callable[[bytes], object]] = {"msgspec": Decoder().decode}
    with suppress(ImportError):
        import orjson  # type: ignore[import-not-found, unused-ignore]  # slakit does without it

        found = {"orjson": orjson.loads, **found}
    return found


def must_be_broken(log: Path, broken: dict[str, int]) -> None:
    """Stop if the monitor finds other occasions of the six rules broken than were put into a log."""
    from slakit import Monitor, load
    from slakit.changes import Change

    monitor, found = Monitor(load(SIX_RULES)), dict[str, str]()

    def told() -> Iterator[object]:
        with log.open("rb") as lines:
            for line in lines:
                yield from monitor.feed(line)
        yield from monitor.advance("2020-03-20 00:00")

    for one in told():
        if isinstance(one, Change) and one.finding is not None:
            found[one.id] = f"{one.finding.norm} {one.finding.outcome}"
    counted = Counter(found.values())
    assert {norm: counted[f"{norm} violated"] for norm in broken} == broken


def generated(folder: Path, count: int, *, six_rules: bool) -> dict[str, Path]:
    """A log in the order of its times, and one in which each event comes up to an hour late."""
    raw, broken = folder / f"raw-{count}.jsonl", folder / f"broken-{count}.json"
    script = SIX_RULES / "generate.py" if six_rules else GENERATOR
    command = [sys.executable, str(script), "--events", str(count), "--out", str(raw)]
    command += ["--broken", str(broken)] if six_rules else []
    subprocess.run(command, check=True)  # noqa: S603 -- it is ours
    lines = sorted(raw.read_bytes().splitlines(keepends=True), key=_time)
    choose = random.Random(7)  # noqa: S311 -- no secret
    late = sorted(lines, key=lambda line: _time(line) + choose.uniform(0, 3600))
    files = {"in order": folder / f"in-order-{count}.jsonl", "an hour late": folder / f"late-{count}.jsonl"}
    for file, ordered in zip(files.values(), (lines, late), strict=True):
        file.write_bytes(b"".join(ordered))
    if six_rules:
        must_be_broken(files["in order"], json.loads(broken.read_text("utf-8")))
    return files


def _time(line: bytes) -> float:
    from datetime import datetime

    return datetime.fromisoformat(json.loads(line)["time"]).timestamp()


def ways(
    log: Path, late: Path, against: Path | None, *, six_rules: bool
) -> Iterator[tuple[str, list[str], dict[str, str]]]:
    """Each way through a log by its name, as a command with its environment."""
    for mode in (*decoders(), "read", "one by one", "in order", "an hour late", *WATCHED):
        read = late if mode == "an hour late" else log
        command = [
            sys.executable,
            __file__,
            *(["--six-rules"] if six_rules else []),
            "--one",
            str(read),
            mode,
        ]
        yield mode, command, {}
        if against and mode not in decoders():
            yield f"{mode}, {against.name}", command, {"PYTHONPATH": str(against / "src")}


def compared(log: Path, late: Path, against: Path | None, rounds: int, *, six_rules: bool) -> Iterator[str]:
    """A row for each way through a log: the medians of some rounds, in each of which every way is taken once."""
    got: dict[str, list[dict[str, float]]] = {}
    for _ in range(rounds):
        for name, command, environment in ways(log, late, against, six_rules=six_rules):
            ran = subprocess.run(command, check=True, capture_output=True, env=os.environ | environment)  # noqa: S603 -- it is ours
            got.setdefault(name, []).append(json.loads(ran.stdout))
    for name, runs in got.items():
        cpu = median(run["cpu"] for run in runs)
        ratios = [
            f"{median(run['cpu'] / base['cpu'] for run, base in zip(runs, got[floor], strict=True)):.1f}"
            if floor in got
            else "–"
            for floor in ("orjson", "msgspec")
        ]
        one = runs[0]
        yield (
            f"| {one['events']} | {name} | {cpu:.2f} | {cpu / one['events'] * 1e6:.1f} | {ratios[0]} | {ratios[1]} "
            f"| {one['peak-mb']:.0f} | {one['kept']} | {one['told']} |"
        )


def main() -> int:
    """Measure both sizes, each way in a process of its own, and print one table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=30_000)
    parser.add_argument("--times", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument(
        "--against", type=Path, help="a checkout of another slakit, to measure beside this one"
    )
    parser.add_argument(
        "--six-rules", action="store_true", help="six rules of portal events, not all norms of 1398"
    )
    parser.add_argument("--one", nargs=2, metavar=("LOG", "MODE"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        sys.stdout.write(json.dumps(measured(Path(asked.one[0]), asked.one[1], six_rules=asked.six_rules)))
        return 0
    sys.stdout.write(
        "| events | way | CPU s | µs an event | x orjson | x msgspec | peak MB | kept | told |\n"
        "|---|---|---|---|---|---|---|---|---|\n"
    )
    with tempfile.TemporaryDirectory() as name:
        for count in dict.fromkeys((asked.events, asked.events * asked.times)):
            files = generated(Path(name), count, six_rules=asked.six_rules)
            rows = compared(
                files["in order"],
                files["an hour late"],
                asked.against,
                asked.rounds,
                six_rules=asked.six_rules,
            )
            for row in rows:
                sys.stdout.write(row + "\n")
                sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
