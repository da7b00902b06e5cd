"""What comparisons of groups take, of CPU: the first time that a process judges, and again.

    slakit simulate --requests 200000 --output year.jsonl
    python benchmarks/fairness_speed.py year.jsonl

Each line is a process of its own, which reads the log into tables and then judges twice with the audit engine, as
`slakit check --summary` does; reading is not counted. What is loaded only for the judgement, such as numpy, is in the
first time. Seconds are those of all threads, in the process and for it.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

EDITION = Path(__file__).parents[1] / "agreements" / "examples" / "simulated-governorate" / "1398"
WAYS = {
    "equal fees and equal outcomes": (("equal-fees", "equal-outcomes"), True),
    "equal waiting": (("equal-waiting",), True),
    "equal fees and equal outcomes, without numpy": (("equal-fees", "equal-outcomes"), False),
    "equal waiting, without numpy": (("equal-waiting",), False),
}
"""Of each line of the table the norms, and whether numpy may be used."""


def measured(log: Path, way: str) -> list[float]:
    """The CPU seconds of judging a log twice in this process."""
    norms, with_numpy = WAYS[way]
    if not with_numpy:
        sys.modules["numpy"] = None  # type: ignore[assignment]  # as if it were not installed
    from slakit.engines import audit
    from slakit.loading import load
    from slakit.sources import read_for_audit

    edition = load(EDITION)
    log_in_tables = read_for_audit([str(log)], edition)
    duties = [duty for duty in edition.duties if duty.norm in norms]
    taken = []
    for _ in range(2):
        began = time.process_time()
        audit.survey(duties, edition.term, log_in_tables.events, edition.term.end)
        taken.append(time.process_time() - began)
    return taken


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("log", type=Path)
    asked.add_argument("--way", choices=WAYS, help="measure only this, here, and print JSON")
    options = asked.parse_args()
    if options.way:
        sys.stdout.write(json.dumps(measured(options.log, options.way)))
        return
    sys.stdout.write("| | first, CPU s | again |\n|---|---|---|\n")
    for way in WAYS:
        command = [sys.executable, __file__, str(options.log), "--way", way]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 -- this very file
        first, again = json.loads(told)
        sys.stdout.write(f"| {way} | {first:.2f} | {again:.2f} |\n")


if __name__ == "__main__":
    main()
