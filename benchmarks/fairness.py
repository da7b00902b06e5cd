"""How often comparisons of groups accuse wrongly, and how much they find.

    python benchmarks/fairness.py --years 20 --requests 40000
    python benchmarks/fairness.py --years 200 --requests 200000      # the whole of it: a night

Each line is a year of `slakit.simulation`, fair or with harm to twelve of 115 pairs of service and nationality. The
shipped functions decide; beside them stand what people use instead: the four-fifths rule and an uncorrected test of two
shares, on the same years. *false* is the share of years in which anybody is wrongly accused, *found* the share of the
harmed pairs that are, *found (large)* that of the pairs with enough requests. The seeds are fixed.
"""

import argparse
import math
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from heapq import heapify, heapreplace

from slakit.fairness.counts import Cell, Counts, tables_of
from slakit.fairness.decision import Rules, Standing, decide
from slakit.fairness.order import out_of_order
from slakit.fairness.waiting import File, waiting_counts
from slakit.simulation.scenario import Harm, Scenario
from slakit.simulation.year import DAYS_OF_YEAR, NATIONALITIES, SERVICES, Request, Year

MONTHS = [(month * 30, (month + 1) * 30 if month < 11 else DAYS_OF_YEAR) for month in range(12)]
HYPOTHESES = len(SERVICES) * (len(NATIONALITIES) - 1)
COMPARED = frozenset(NATIONALITIES[1:])
OUTCOME = Rules(
    materiality=0.02, by_difference=True, budget=0.025, online=0.5, hypotheses=HYPOTHESES, periods=12
)
WAITING = Rules(
    materiality=0.05, by_difference=False, budget=0.025, online=0.5, hypotheses=HYPOTHESES, periods=12,
    least_expected=10,
)  # fmt: skip
LARGE = 1000
"""From so many of 200,000 requests on a pair is large; in smaller years in proportion."""

Pairs = set[tuple[str, str]]


@dataclass
class Tally:
    """What a method did over several years."""

    years: int = 0
    accused: int = 0
    harmed: int = 0
    found: int = 0
    large: int = 0
    found_large: int = 0
    false: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, presumed: Pairs, affected: Pairs, large: Pairs, seconds: float) -> None:
        """Count a year in."""
        self.years += 1
        self.accused += bool(presumed - affected)
        self.false += len(presumed - affected)
        self.harmed += len(affected)
        self.found += len(presumed & affected)
        self.large += len(affected & large)
        self.found_large += len(presumed & affected & large)
        self.seconds.append(seconds)


# --- the shipped comparison -----------------------------------------------------------------------------------------


def one_of_each_household(requests: list[Request], key: Callable[[Request], object]) -> Iterator[Request]:
    """The first of each household in each class: in a made-up year its members fare alike."""
    seen = set()
    for request in requests:
        if (mark := (request.household, key(request))) not in seen:
            seen.add(mark)
            yield request


def month(request: Request) -> int:
    """The month in which a request was decided."""
    assert request.decided is not None
    return min(request.decided // 30, 11)


def by_outcome(requests: list[Request], *, units: bool = True, passed: int = 12) -> Pairs:
    """Who is presumed to be refused more."""
    decided = [one for one in requests if one.decided is not None and one.decided < DAYS_OF_YEAR]
    chosen = one_of_each_household(decided, lambda one: (one.service, one.category, one.channel, month(one)))
    counts = Counts.of(
        (Cell(one.service, (one.category, one.channel), month(one), one.nationality, (one.channel,)), bool(one.approved))
        for one in (chosen if units else decided)
    )  # fmt: skip
    return presumed(counts, replace(OUTCOME, unit_declared=units), passed)


def by_waiting(requests: list[Request], *, units: bool = True, passed: int = 12) -> Pairs:
    """Who is presumed to wait longer."""
    chosen = one_of_each_household(requests, lambda one: (one.service, one.category, one.channel))
    files = (
        File(
            one.service,
            (one.category, one.channel),
            one.nationality,
            one.submitted,
            one.decided,
            (one.channel,),
        )
        for one in (chosen if units else requests)
    )
    return presumed(waiting_counts(files, MONTHS), replace(WAITING, unit_declared=units), passed)


def presumed(counts: Counts, rules: Rules, passed: int) -> Pairs:
    """The pairs that the shipped decision presumes to be at a disadvantage."""
    tables = {one: table for one, table in tables_of(counts, 12).items() if one.group in COMPARED}
    answers = decide(tables, rules, {}, passed=passed, year_is_over=passed == 12)
    return {
        (one.service, one.group)
        for one, answer in answers.items()
        if answer is not None and answer.standing is Standing.PRESUMED
    }


# --- what people use instead ----------------------------------------------------------------------------------------


def shares(requests: list[Request]) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    """Of each pair: its cases, its approved ones, and those of all others of the service, whatever they asked for."""
    cases: Counter[tuple[str, str]] = Counter()
    approved: Counter[tuple[str, str]] = Counter()
    for one in requests:
        if one.approved is not None:
            cases[one.service, one.nationality] += 1
            approved[one.service, one.nationality] += one.approved
    whole: Counter[str] = Counter()
    whole_approved: Counter[str] = Counter()
    for (service, group), count in cases.items():
        whole[service] += count
        whole_approved[service] += approved[service, group]
    return {
        (service, group): (
            count, approved[service, group],
            whole[service] - count, whole_approved[service] - approved[service, group],
        )
        for (service, group), count in cases.items()
        if group in COMPARED
    }  # fmt: skip


def four_fifths(requests: list[Request]) -> Pairs:
    """The rule of 29 CFR 1607.4D on plain shares, for groups of at least thirty."""
    return {pair for pair, (n, a, m, c) in shares(requests).items() if n >= 30 and c and a / n < 0.8 * c / m}


def two_shares(requests: list[Request]) -> Pairs:
    """An uncorrected one-sided test of two shares at five per cent."""
    found = set()
    for pair, (n, a, m, c) in shares(requests).items():
        pooled = (a + c) / (n + m) if n + m else 0
        error = math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m)) if n and m and 0 < pooled < 1 else 0
        if error and (a / n - c / m) / error < -1.645:
            found.add(pair)
    return found


# --- the table ------------------------------------------------------------------------------------------------------

SCENARIOS = {
    "fair": {},
    "refused more (odds x 0.5)": {"harm": Harm.REFUSED_MORE},
    "the same, masked": {"harm": Harm.REFUSED_MORE, "masked": True},
    "in one channel": {"harm": Harm.REFUSED_MORE_IN_ONE_CHANNEL},
    "crossed": {"harm": Harm.CROSSED},
    "a fifth never finished": {"harm": Harm.STALLED},
    "from month 7 on": {"harm": Harm.REFUSED_MORE, "harmed_from": 7},
    "fair, households of two": {"households": 1.0},
    "refused more, households": {"harm": Harm.REFUSED_MORE, "households": 1.0},
}
METHODS: dict[str, Callable[[list[Request]], Pairs]] = {
    "slakit, outcomes": by_outcome,
    "slakit, waiting": by_waiting,
    "slakit without unit, outcomes": lambda requests: by_outcome(requests, units=False),
    "four-fifths, n >= 30": four_fifths,
    "test of two shares": two_shares,
}


def measured(years: int, requests: int, first_seed: int) -> dict[tuple[str, str], Tally]:
    """Every method on every year of every scenario."""
    tallies: dict[tuple[str, str], Tally] = {}
    for name, changes in SCENARIOS.items():
        for number in range(years):
            year = Year(Scenario(requests=requests, seed=first_seed + number, **changes))  # type: ignore[arg-type]
            made = list(year.requests())
            sizes = Counter((one.service, one.nationality) for one in made)
            large = {pair for pair, size in sizes.items() if size >= LARGE * requests / 200_000}
            for method, judge in METHODS.items():
                began = time.process_time()
                accused = judge(made)
                tally = tallies.setdefault((name, method), Tally())
                tally.add(accused, set(year.affected), large, time.process_time() - began)
            sys.stderr.write(".")
    sys.stderr.write("\n")
    return tallies


def table(tallies: dict[tuple[str, str], Tally]) -> Iterator[str]:
    """The table, in Markdown."""
    yield "| year | method | years with a false accusation | found | found (large) | share of false ones | CPU a year |"
    yield "|---|---|---|---|---|---|---|"
    for (name, method), tally in tallies.items():
        found = f"{tally.found / tally.harmed:.2f}" if tally.harmed else ""
        large = f"{tally.found_large / tally.large:.2f}" if tally.large else ""
        accused = tally.found + tally.false
        false = f"{tally.false / accused:.3f}" if accused else "0"
        seconds = sorted(tally.seconds)[len(tally.seconds) // 2]
        yield f"| {name} | {method} | {tally.accused} of {tally.years} | {found} | {large} | {false} | {seconds:.1f} s |"


# --- the queue ------------------------------------------------------------------------------------------------------


def queue(files: int, clerks: int, load: float, seed: int) -> tuple[list[float], list[float]]:
    """A fair office: the start and the end of each file, in the order in which the files came."""
    drawn = random.Random(seed)  # noqa: S311 -- a made-up office keeps no secret
    free = [0.0] * clerks
    heapify(free)
    clock, starts, ends = 0.0, [], []
    for _ in range(files):
        clock += drawn.expovariate(load * clerks)
        start = max(clock, free[0])
        end = start + drawn.lognormvariate(-0.5, 1.0)
        heapreplace(free, end)
        starts.append(start)
        ends.append(end)
    return starts, ends


def main() -> None:
    """Print the tables."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--years", type=int, default=20)
    asked.add_argument("--requests", type=int, default=40_000)
    asked.add_argument("--seed", type=int, default=1000)
    options = asked.parse_args()
    command = f"python benchmarks/fairness.py --years {options.years} --requests {options.requests} --seed {options.seed}"
    starts, ends = queue(20_000, 8, 0.97, options.seed)
    by_start = len(out_of_order([round(one * 1e6) for one in starts]))
    by_end = len(out_of_order([round(one * 1e6) for one in ends]))
    told = [
        f"`{command}`\n",
        *table(measured(options.years, options.requests, options.seed)),
        f"\nA fair office of eight clerks, 20,000 files: out of turn by start {by_start}, by end {by_end}.",
    ]
    sys.stdout.write("\n".join(told) + "\n")


if __name__ == "__main__":
    main()
