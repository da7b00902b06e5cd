"""A page of a million findings: what it takes, and how large it becomes.

Run `python benchmarks/report.py`, or with another number of findings: `python benchmarks/report.py 100000`.
The findings are those of the year of Hamadan again and again, each with an id of its own, and are made while the page reads
them: what is measured is the page and not the engine. The baseline makes the same findings and drops them.
"""

import dataclasses
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from slakit import Judgement, check, load
from slakit.findings import Finding
from slakit.reports.pages.report import report_page

ROOT = Path(__file__).parents[1]
AGREEMENT = ROOT / "agreements" / "hamadan-governorate" / "1398"
YEAR = ROOT / "examples" / "hamadan-1398" / "year.jsonl"


def many(judgement: Judgement, count: int) -> Iterator[Finding]:
    """So many findings, each with an id, an occasion and figures of its own."""
    found = judgement.findings
    for number in range(count):
        one = found[number % len(found)]
        occasion, figures = dict(one.occasion), dict(one.figures)
        yield dataclasses.replace(one, id=f"{one.norm}/number={number}", occasion=occasion, figures=figures)


def main(count: int) -> None:
    """Measure and print."""
    edition = load(AGREEMENT)
    judgement = check(edition, YEAR, at="1399/02/01 00:00")
    begun = time.process_time()
    for _ in many(judgement, count):
        pass
    made = time.process_time()
    page = report_page(judgement, edition, "fa", findings=many(judgement, count))
    done = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{count:,} findings: {done - made:.1f} s of CPU, of which {made - begun:.1f} s to make them\n"
    )
    sys.stdout.write(f"page: {len(page.encode()) / 1e6:.1f} MB; memory at most: {peak:.0f} MB\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
