"""The report of a million findings: what the whole command takes, and how large the page becomes.

Run `python benchmarks/report.py`, or with another number of events: `python benchmarks/report.py 200000`.
A year of Hamadan is generated with so many events, of which three in four become findings; then `slakit report` reads
and judges it and writes the page, as a process of its own.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
AGREEMENT = ROOT / "agreements" / "hamadan-governorate" / "1398"
GENERATOR = ROOT / "examples" / "hamadan-1398" / "generate.py"
EVENTS = 1_340_000


def main(events: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        log, page = Path(folder) / "year.jsonl", Path(folder) / "page.html"
        subprocess.run([sys.executable, GENERATOR, "--events", str(events), "--out", log], check=True)  # noqa: S603 -- our own generator
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [sys.executable, "-m", "slakit", "report", str(AGREEMENT), str(log)]
        subprocess.run([*command, "--at", "1399/02/01", "--lang", "fa", "--output", str(page)], check=True)  # noqa: S603 -- our own command
        after, took = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - begun
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        sys.stdout.write(f"{events:,} events: {used:.1f} s of CPU, {took:.1f} s on the clock\n")
        # the largest of both processes; the generator holds 20 MB
        sys.stdout.write(
            f"memory at most: {after.ru_maxrss / 1024:.0f} MiB; page: {page.stat().st_size / 1e6:.1f} MB\n"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS)
