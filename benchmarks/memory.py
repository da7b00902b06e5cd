"""Whether the memory of a monitor stays as it is, however many events have come.

    python benchmarks/memory.py --events 10000000 --plot docs/memory.svg

Events of a year that are made one by one are fed to a monitor of the six rules in `six-rules`, a thousand lines at a
time: once without the rule that like cases pay alike, and once with it, or as `--rules` says. Each is a process of its
own; its resident memory is looked at two hundred times, and what it tells is counted and let go. With `--minutes` it
stops feeding when these are over, wherever it is.
"""

import argparse
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from resource import getpagesize
from typing import Any

SIX_RULES = Path(__file__).parent / "six-rules"
LIKE_CASES = re.compile(r'    norms:\n      - id: equal-fees\n.*?(?=  - clause: "3\.5")', re.DOTALL)
UNCHECKED = "    not-checkable: {en: It is left out here.}\n"
SAMPLES = 200
BATCH = 1000
WIDTH, HEIGHT, LEFT, BELOW = 640, 300, 60, 40
COLOURS = ("#0b6e4f", "#b3541e")


def measured(count: int, *, like_cases: bool, minutes: float) -> dict[str, Any]:
    """How many events came, how many findings they brought, the CPU, and the resident memory as events came (MiB)."""
    from slakit import Monitor, load

    six = importlib.util.spec_from_file_location("six_rules", SIX_RULES / "generate.py")
    assert six is not None
    assert six.loader is not None
    generate = importlib.util.module_from_spec(six)
    six.loader.exec_module(generate)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "agreement"
        shutil.copytree(SIX_RULES, folder)
        agreement = folder / "agreement.yaml"
        if not like_cases:
            agreement.write_text(LIKE_CASES.sub(UNCHECKED, agreement.read_text("utf-8")), "utf-8")
        monitor = Monitor(load(folder), lateness="1 hour")
    samples, told, step, made = list[tuple[int, float]](), 0, max(count // SAMPLES, 1), 0.0
    stream, begun, until = (
        enumerate(generate.stream(count)),
        time.process_time(),
        time.monotonic() + 60 * minutes,
    )
    while time.monotonic() < until:
        making = time.process_time()
        lines = [(generate.line_of(number, event) + "\n").encode() for number, event in islice(stream, BATCH)]
        made += time.process_time() - making
        if not lines:
            break
        told += len(monitor.feed_lines(lines))
        if monitor.lines >= step * len(samples):
            samples.append((monitor.lines, resident()))
    samples.append((monitor.lines, resident()))
    cpu = time.process_time() - begun
    return {"events": monitor.events, "told": told, "cpu": cpu - made, "made": made, "samples": samples}


def resident() -> float:
    """The resident memory of this process, in MiB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * getpagesize() / 2**20


def apart(count: int, *, like_cases: bool, minutes: float) -> dict[str, Any]:
    """The same, in a process of its own."""
    command = [sys.executable, __file__, "--events", str(count), "--minutes", str(minutes)]
    command += ["--one", "six" if like_cases else "five"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 -- it is ours
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def plot(runs: dict[str, dict[str, Any]]) -> str:
    """The memory of runs as events came, as an SVG that needs nothing else."""
    most = max(size for run in runs.values() for _, size in run["samples"])
    events = max(run["events"] for run in runs.values())
    top = 50 * (int(most) // 50 + 1)

    def at(number: float, size: float) -> str:
        return f"{LEFT + (WIDTH - LEFT - 10) * number / events:.1f},{HEIGHT - BELOW - (HEIGHT - BELOW - 20) * size / top:.1f}"

    lines, words = [], []
    for (name, run), colour, place in zip(runs.items(), COLOURS, range(len(runs)), strict=False):
        points = " ".join(at(*sample) for sample in run["samples"])
        lines.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        words.append(f'<text x="{LEFT + 12}" y="{18 + 18 * place}" fill="{colour}">{name}</text>')
    ticks = [
        f'<line x1="{LEFT}" x2="{WIDTH - 10}" y1="{y}" y2="{y}" stroke="#8884"/><text x="{LEFT - 6}" y="{y}" dy="4" text-anchor="end">{size}</text>'
        for size in range(0, top + 1, top // 5 or 1)
        for y in [at(0, size).split(",")[1]]
    ]
    ends = f'<text x="{LEFT}" y="{HEIGHT - BELOW + 20}">0</text><text x="{WIDTH - 10}" y="{HEIGHT - BELOW + 20}" text-anchor="end">{events:,} events</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13" fill="#555" role="img">'
        f"<title>Resident memory of a monitor in MiB, as events come</title>{''.join(ticks)}{''.join(lines)}{''.join(words)}{ends}</svg>\n"
    )


def main() -> None:
    """Measure each, print a table, and draw it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--minutes", type=float, default=1e9)
    parser.add_argument("--rules", choices=("five", "six", "both"), default="both")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--one", choices=("five", "six"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        one = measured(asked.events, like_cases=asked.one == "six", minutes=asked.minutes)
        sys.stdout.write(json.dumps(one))
        return
    names = {"five": "five rules, without that of like cases", "six": "six rules"}
    runs = {
        name: apart(asked.events, like_cases=rules == "six", minutes=asked.minutes)
        for rules, name in names.items()
        if asked.rules in (rules, "both")
    }
    sys.stdout.write(
        "| rules | events | findings told | CPU, µs an event | of making them | MiB at a tenth | at half | at the end |\n"
        "|---|---|---|---|---|---|---|---|\n"
    )
    for name, run in runs.items():
        sizes = [size for _, size in run["samples"]]
        tenth, half, end = sizes[len(sizes) // 10], sizes[len(sizes) // 2], sizes[-1]
        sys.stdout.write(
            f"| {name} | {run['events']:,} | {run['told']:,} | {run['cpu'] / run['events'] * 1e6:.1f}"
            f" | {run['made'] / run['events'] * 1e6:.1f} | {tenth:.1f} | {half:.1f} | {end:.1f} |\n"
        )
    if asked.plot:
        asked.plot.write_text(plot(runs), "utf-8")


if __name__ == "__main__":
    main()
