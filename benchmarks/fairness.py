"""How often comparisons of groups accuse wrongly, and how much they find.

    python benchmarks/fairness.py --fair-years 20 --years 5 --requests 40000
    python benchmarks/fairness.py --fair-years 200 --years 24 --requests 200000 --keep years.jsonl     # the whole of it

Each line is a kind of year of `slakit.simulation`, fair or with harm to twelve of 138 pairs of service and nationality.
The shipped functions decide; beside them stand what people use instead, on the same years: the four-fifths rule, an
uncorrected test of two shares, and Fairlearn, where it is installed. *false* is the share of years in which anybody is
wrongly accused, *found* the share of the harmed pairs that are, *found (large)* that of the pairs with enough requests.
The seeds are fixed. With `--keep`, every year is written down when it is done, and is not judged again.
"""

import argparse
import json
import math
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from heapq import heapify, heapreplace
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Literal

import numpy as np

from slakit.calendars import parse_day, time_zone
from slakit.checking import log_of
from slakit.engines import audit
from slakit.fairness.alarms import Alarm
from slakit.fairness.arrays import Flags, Ints
from slakit.fairness.counts import Hypothesis, Tables
from slakit.fairness.decision import Answer, Standing, decide
from slakit.fairness.kind_arrays import KindColumns
from slakit.fairness.order import out_of_order
from slakit.fairness.rules import Rules
from slakit.fairness.strata import Strata, tables_by_numpy
from slakit.fairness.waiting_arrays import Waiting, waiting_tables_by_numpy
from slakit.loading import load
from slakit.simulation.columns import NEVER, Columns, columns
from slakit.simulation.log import events
from slakit.simulation.scenario import Harm, Scenario
from slakit.simulation.year import CATEGORIES, CHANNELS, DAYS_OF_YEAR, NATIONALITIES, SERVICES, Year

MONTHS = [(month * 30, (month + 1) * 30 if month < 11 else DAYS_OF_YEAR) for month in range(12)]
HYPOTHESES = len(SERVICES) * len(NATIONALITIES)
CLASSES = len(CATEGORIES) * len(CHANNELS)
"""How many classes of like cases a service has."""
OUTCOME = Rules(
    materiality=0.02, by_difference=True, budget=0.05, online=0.5, hypotheses=HYPOTHESES, periods=12
)
WAITING = Rules(
    materiality=0.05, by_difference=False, budget=0.05, online=0.5, hypotheses=HYPOTHESES, periods=12,
    least_expected=10,
)  # fmt: skip
"""What is declared: of each kind the error that T1 allows a year, half of it for alarms while the year runs."""
STRICT_OUTCOME, STRICT_WAITING = (replace(rules, budget=0.025, online=0.4) for rules in (OUTCOME, WAITING))
"""An agreement that allows itself half as much: what that costs."""
LARGE = 1000
"""From so many of 200,000 requests on a pair is large; in smaller years in proportion."""
EDITION = Path(__file__).parents[1] / "agreements" / "examples" / "simulated-governorate" / "1398"
FIRST_DAY, ZONE = "1398/01/01", "Asia/Tehran"

Pairs = set[tuple[str, str]]
Answers = Mapping[Hypothesis, Answer | None]


# --- one made-up year ---------------------------------------------------------------------------------------------


@dataclass
class Judged:
    """The requests of a year, and the blocks that the shipped functions make of them."""

    requests: Columns

    @cached_property
    def outcomes(self) -> Answers:
        """What is said of outcomes: one of each household, by the month in which it was decided."""
        return decided(self._outcomes, OUTCOME)

    @cached_property
    def outcomes_strictly(self) -> Answers:
        """The same with half of the error."""
        return decided(self._outcomes, STRICT_OUTCOME)

    def without_unit(self, rules: Rules) -> Answers:
        """What is said of outcomes if every request counts."""
        return decided(self._by_outcome(np.arange(len(self.requests.service))), rules)

    @cached_property
    def waiting(self) -> Answers:
        """What is said of waiting."""
        return decided(self._waiting, WAITING)

    @cached_property
    def waiting_strictly(self) -> Answers:
        """The same with half of the error."""
        return decided(self._waiting, STRICT_WAITING)

    @cached_property
    def _outcomes(self) -> dict[Hypothesis, Tables]:
        return self._by_outcome(self._one_of_each_household)

    @cached_property
    def _waiting(self) -> dict[Hypothesis, Tables]:
        """One of each household, by each day on which it waited."""
        one, which = self.requests, self._one_of_each_household
        files = Waiting(
            KindColumns(
                services=np.repeat(SERVICES, CLASSES).tolist(),
                groups=NATIONALITIES,
                class_of=self._class_of[which],
                group_of=one.nationality[which],
                levels=[(CHANNELS, one.channel[which])],
            ),
            ready=one.submitted[which],
            finished=one.decided[which],
        )
        return waiting_tables_by_numpy(files, MONTHS, len(MONTHS))

    @cached_property
    def _class_of(self) -> Ints:
        one = self.requests
        return (one.service * len(CATEGORIES) + one.category) * len(CHANNELS) + one.channel

    @cached_property
    def _one_of_each_household(self) -> Ints:
        """The first of each household: in a made-up year its members fare alike, and are of one class."""
        return np.unique(self.requests.household, return_index=True)[1]

    def _by_outcome(self, which: Ints) -> dict[Hypothesis, Tables]:
        one = self.requests
        which = which[one.decided[which] < DAYS_OF_YEAR]
        periods, places = len(MONTHS), len(SERVICES) * CLASSES * len(MONTHS)
        stratum = self._class_of[which] * periods + np.minimum(one.decided[which] // 30, periods - 1)

        def counted(chosen: Flags) -> Ints:
            at = one.nationality[which][chosen] * places + stratum[chosen]
            return np.bincount(at, minlength=len(NATIONALITIES) * places).reshape(-1, places)

        place = np.arange(places)
        strata = Strata(
            SERVICES, NATIONALITIES, periods,
            service_of=place // (CLASSES * periods),
            period_of=place % periods,
            cases=counted(np.ones(len(which), dtype=np.bool_)),
            counted=counted(one.approved[which]),
        )  # fmt: skip
        channel_of = place // periods % len(CHANNELS)
        of_levels = {(0, name): strata.only(channel_of == at) for at, name in enumerate(CHANNELS)}
        return tables_by_numpy(strata, of_levels)


def decided(tables: Mapping[Hypothesis, Tables], rules: Rules) -> Answers:
    """What the shipped decision says when the year is over."""
    return decide(tables, rules, {}, passed=len(MONTHS), year_is_over=True)


def presumed(answers: Answers) -> Pairs:
    """The pairs that the shipped decision presumes to be at a disadvantage."""
    return {
        (one.service, one.group)
        for one, said in answers.items()
        if said and said.standing is Standing.PRESUMED
    }


def alarmed(answers: Answers) -> Pairs:
    """Those of them of which it had said so while the year ran."""
    return {pair for pair in presumed(answers) if _alarm(answers, pair) is not None}


def listed(answers: Answers) -> Pairs:
    """The pairs that it presumes or lists for review."""
    standings = (Standing.PRESUMED, Standing.REVIEW)
    return {(one.service, one.group) for one, said in answers.items() if said and said.standing in standings}


def _alarm(answers: Answers, pair: tuple[str, str]) -> Alarm | None:
    said = answers[Hypothesis(*pair)]
    return said.alarm if said else None


# --- what people use instead ----------------------------------------------------------------------------------------


def shares(requests: Columns) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    """Of each pair: its cases, its approved ones, and those of all others of the service, whatever they asked for."""
    decided = requests.decided != NEVER
    pair = requests.service * len(NATIONALITIES) + requests.nationality
    cases, approved = (
        np.bincount(pair[chosen], minlength=HYPOTHESES).reshape(len(SERVICES), -1)
        for chosen in (decided, decided & requests.approved)
    )
    found = {}
    for (service, group), count in np.ndenumerate(cases):
        n, a = int(count), int(approved[service, group])
        whole, whole_approved = int(cases[service].sum()), int(approved[service].sum())
        if n:
            found[SERVICES[service], NATIONALITIES[group]] = n, a, whole - n, whole_approved - a
    return found


def four_fifths(year: Judged) -> Pairs:
    """The rule of 29 CFR 1607.4D on plain shares, for groups of at least thirty."""
    return {
        pair for pair, (n, a, m, c) in shares(year.requests).items() if n >= 30 and c and a / n < 0.8 * c / m
    }


def two_shares(year: Judged) -> Pairs:
    """An uncorrected one-sided test of two shares at five per cent."""
    found: Pairs = set()
    for pair, (n, a, m, c) in shares(year.requests).items():
        pooled = (a + c) / (n + m) if n + m else 0
        error = math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m)) if n and m and 0 < pooled < 1 else 0
        if error and (a / n - c / m) / error < -1.645:
            found.add(pair)
    return found


def by_fairlearn(year: Judged) -> Pairs:
    """Fairlearn's selection rates, service by service, below four fifths of the best group's."""
    from fairlearn.metrics import MetricFrame, selection_rate

    one = year.requests
    decided = one.decided != NEVER
    chosen = one.approved[decided].astype(int)
    frame = MetricFrame(
        metrics=selection_rate,
        y_true=chosen,
        y_pred=chosen,
        sensitive_features={"group": np.array(NATIONALITIES)[one.nationality[decided]]},
        control_features={"service": np.array(SERVICES)[one.service[decided]]},
    )
    best = frame.group_max()
    rates = frame.by_group.dropna().items()
    return {(service, group) for (service, group), rate in rates if rate < 0.8 * best[service]}


# --- the kinds of year ----------------------------------------------------------------------------------------------

Method = Callable[[Judged], Pairs]
OUTCOMES: dict[str, Method] = {"slakit, outcomes": lambda year: presumed(year.outcomes)}
WAITS: dict[str, Method] = {"slakit, waiting": lambda year: presumed(year.waiting)}
ONLINE: dict[str, Method] = {
    "slakit, outcomes, alarms of the running year": lambda year: alarmed(year.outcomes),
    "slakit, waiting, alarms of the running year": lambda year: alarmed(year.waiting),
}
EITHER: dict[str, Method] = {
    "slakit, outcomes or waiting": lambda year: presumed(year.outcomes) | presumed(year.waiting)
}
STRICTLY: dict[str, Method] = {
    "slakit, outcomes": lambda year: presumed(year.outcomes_strictly),
    "slakit, waiting": lambda year: presumed(year.waiting_strictly),
    "slakit, outcomes or waiting": lambda year: (
        presumed(year.outcomes_strictly) | presumed(year.waiting_strictly)
    ),
    "slakit, outcomes, alarms of the running year": lambda year: alarmed(year.outcomes_strictly),
    "slakit, waiting, alarms of the running year": lambda year: alarmed(year.waiting_strictly),
}
"""Methods of the same name are tried with half of the error as well."""
LISTED: dict[str, Method] = {"slakit, outcomes, with the review list": lambda year: listed(year.outcomes)}
NAIVE: dict[str, Method] = {"four-fifths, n >= 30": four_fifths, "test of two shares": two_shares}
FAIRLEARN: dict[str, Method] = {"Fairlearn, four-fifths": by_fairlearn} if find_spec("fairlearn") else {}
WITHOUT_UNIT: dict[str, Method] = {
    "slakit without `unit`, outcomes": lambda year: presumed(
        year.without_unit(replace(OUTCOME, unit_declared=False))
    ),
    "the same, if presumed all the same": lambda year: presumed(year.without_unit(OUTCOME)),
}
BOTH = OUTCOMES | WAITS


@dataclass(frozen=True)
class Kind:
    """A kind of year, and the methods that are tried on it."""

    changes: Mapping[str, object]
    methods: Mapping[str, Method]


KINDS = {
    "fair": Kind({}, BOTH | EITHER | ONLINE | LISTED | NAIVE),
    "fair, some of these years": Kind({}, FAIRLEARN),
    "small harm (odds x 0.75)": Kind({"harm": Harm.REFUSED_MORE, "strength": 0.75}, BOTH | LISTED | NAIVE),
    "strong harm (odds x 0.5)": Kind({"harm": Harm.REFUSED_MORE}, BOTH | NAIVE),
    "the same, masked by the case mix": Kind(
        {"harm": Harm.REFUSED_MORE, "masked": True}, BOTH | NAIVE | FAIRLEARN
    ),
    "in one channel": Kind({"harm": Harm.REFUSED_MORE_IN_ONE_CHANNEL}, BOTH | NAIVE),
    "crossed": Kind({"harm": Harm.CROSSED}, BOTH | NAIVE),
    "a fifth never finished": Kind({"harm": Harm.STALLED}, WAITS | NAIVE),
    "from month 7 on": Kind({"harm": Harm.REFUSED_MORE, "harmed_from": 7}, BOTH | ONLINE),
    "fair, households of two": Kind({"households": 1.0}, BOTH | EITHER | WITHOUT_UNIT),
    "strong harm, households of two": Kind(
        {"harm": Harm.REFUSED_MORE, "households": 1.0}, BOTH | WITHOUT_UNIT
    ),
}


@dataclass(frozen=True)
class Result:
    """What one method did in one year, with what is declared here or with half of the error."""

    kind: str
    seed: int
    requests: int
    method: str
    strict: bool
    wrong: int
    harmed: int
    found: int
    large: int
    found_large: int
    seconds: float


def results_of(kind: str, seed: int, requests: int) -> Iterator[Result]:
    """Every method on one year."""
    year = Year(Scenario(requests=requests, seed=seed, **KINDS[kind].changes))  # type: ignore[arg-type]
    judged, affected = Judged(columns(year)), set(year.affected)
    pairs = zip(judged.requests.service.tolist(), judged.requests.nationality.tolist(), strict=True)
    sizes = Counter((SERVICES[service], NATIONALITIES[group]) for service, group in pairs)
    large = {pair for pair, size in sizes.items() if size >= LARGE * requests / 200_000} & affected
    methods = KINDS[kind].methods
    tried = [(name, False, method) for name, method in methods.items()]
    tried += [(name, True, method) for name, method in STRICTLY.items() if name in methods]
    for name, strict, method in tried:
        began = time.process_time()
        accused = method(judged)
        spent = time.process_time() - began
        yield Result(
            kind, seed, requests, name, strict, len(accused - affected), len(affected), len(accused & affected),
            len(large), len(accused & large), spent,
        )  # fmt: skip


@dataclass
class Kept:
    """The years that are done, in a file if one is given."""

    path: Path | None
    results: list[Result] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.path is not None and self.path.exists():
            self.results = [Result(**json.loads(line)) for line in self.path.read_text("utf-8").splitlines()]

    def judge(self, kind: str, seed: int, requests: int) -> None:
        """Judge a year, unless it is done."""
        if any((one.kind, one.seed, one.requests) == (kind, seed, requests) for one in self.results):
            return
        new = list(results_of(kind, seed, requests))
        self.results += new
        if self.path is not None:
            with self.path.open("a", encoding="utf-8") as lines:
                lines.writelines(json.dumps(asdict(one)) + "\n" for one in new)


# --- the table ------------------------------------------------------------------------------------------------------


def interval(hits: int, of: int) -> str:
    """A share with the interval of Wilson (1927) at 95 %."""
    if not of:
        return ""
    share, z = hits / of, 1.96
    middle, half = share + z * z / (2 * of), z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    low, high = (middle - half) / (1 + z * z / of), (middle + half) / (1 + z * z / of)
    return f"{share:.2f} ({max(0.0, low):.2f}–{min(1.0, high):.2f})"


Measure = Literal["any false", "anybody", "found", "found (large)", "share of false ones"]
AT_MOST: tuple[Measure, ...] = ("any false", "anybody", "share of false ones")
"""What is asked to be at most so much; the others are asked to be at least so much."""


def measured(years: list[Result], measure: Measure) -> tuple[int, int]:
    """How many there are of how many: of years, of those accused, or of the harmed pairs."""
    match measure:
        case "any false":
            return sum(one.wrong > 0 for one in years), len(years)
        case "anybody":
            return sum(one.wrong + one.found > 0 for one in years), len(years)
        case "found":
            return sum(one.found for one in years), sum(one.harmed for one in years)
        case "found (large)":
            return sum(one.found_large for one in years), sum(one.large for one in years)
        case "share of false ones":
            return sum(one.wrong for one in years), sum(one.found + one.wrong for one in years)


@dataclass(frozen=True)
class Target:
    """What is asked of a method in a kind of year."""

    name: str
    kind: str
    method: str
    measure: Measure
    bound: float

    def told(self, results: list[Result]) -> str:
        """The line of the table: what was measured, and whether that is as asked; nothing where it was not tried."""
        years = [one for one in results if (one.kind, one.method) == (self.kind, self.method)]
        hits, of = measured(years, self.measure)
        if not years:
            return ""
        at_most = self.measure in AT_MOST
        share = hits / of if of else 0.0
        met = share <= self.bound if at_most else share >= self.bound
        asked = f"{'at most' if at_most else 'at least'} {self.bound:.2f}"
        cells = [
            self.name, self.kind, self.method, f"{self.measure}, {asked}",
            f"{hits} of {of}: {interval(hits, of) or 'none'}", "met" if met else "**not met**",
        ]  # fmt: skip
        return f"| {' | '.join(cells)} |"


ACCUSING: tuple[tuple[str, str, Measure, float], ...] = (
    ("T1", "fair", "any false", 0.05),
    ("T2", "strong harm (odds x 0.5)", "found (large)", 0.95),
    ("T2", "strong harm (odds x 0.5)", "found", 0.70),
    ("T2", "strong harm (odds x 0.5)", "share of false ones", 0.05),
    ("T3", "the same, masked by the case mix", "found (large)", 0.95),
    ("T4", "in one channel", "found (large)", 0.75),
    ("T4", "crossed", "found (large)", 0.75),
    ("T5", "a fifth never finished", "found", 0.90),
    ("T6", "fair, households of two", "any false", 0.05),
    ("T6", "strong harm, households of two", "found (large)", 0.90),
)
ALERTING: tuple[tuple[str, str, Measure, float], ...] = (
    ("T8", "fair", "any false", 0.05),
    ("T8", "from month 7 on", "found (large)", 0.75),
)
SMALL = "small harm (odds x 0.75)"
TARGETS = [
    *(Target("T1, both kinds", "fair", method, "any false", 0.05) for method in EITHER),
    *(Target(name, kind, method, of, bound) for name, kind, of, bound in ACCUSING for method in BOTH),
    *(Target("T6", kind, next(iter(WITHOUT_UNIT)), "anybody", 0.0) for kind in KINDS if "households" in kind),
    *(Target(name, kind, method, of, bound) for name, kind, of, bound in ALERTING for method in ONLINE),
    *(Target("T11", SMALL, method, "found (large)", 0.55) for method in OUTCOMES),
    *(Target("T11", SMALL, method, "found (large)", 0.45) for method in WAITS),
    *(Target("T11", SMALL, method, "found", 0.50) for method in LISTED),
]
"""T7 and T9 are told below the tables; T10 by `benchmarks/fairness_speed.py`."""


def targets(results: list[Result]) -> Iterator[str]:
    """The table of the targets, in Markdown; in brackets stand intervals at 95 %."""
    yield "| target | year | method | asked | measured | |"
    yield "|---|---|---|---|---|---|"
    yield from filter(None, (target.told(results) for target in TARGETS))


def table(results: list[Result]) -> Iterator[str]:
    """The table, in Markdown; in brackets stand intervals at 95 %."""
    yield "| year | method | years | any false | found | found (large) | share of false ones | CPU a year |"
    yield "|---|---|---|---|---|---|---|---|"
    order = {kind: place for place, kind in enumerate(KINDS)}
    by_line = sorted(
        results, key=lambda one: (order[one.kind], list(KINDS[one.kind].methods).index(one.method))
    )
    for (kind, method), group in groupby(by_line, key=lambda one: (one.kind, one.method)):
        years = list(group)
        wrong, accused = measured(years, "share of false ones")
        seconds = sorted(one.seconds for one in years)[len(years) // 2]
        cells = [
            kind, method, str(len(years)),
            interval(*measured(years, "any false")),
            interval(*measured(years, "found")),
            interval(*measured(years, "found (large)")),
            f"{wrong / accused:.3f}" if accused else "0",
            f"{seconds:.1f} s",
        ]  # fmt: skip
        yield f"| {' | '.join(cells)} |"


# --- fees and queues ------------------------------------------------------------------------------------------------


def fees(seed: int, requests: int) -> tuple[int, int, int]:
    """How many charges differ from the announced fee, how many are found to, and how many others are."""
    scenario = Scenario(requests=requests, seed=seed, harm=Harm.OVERCHARGED)
    log = list(events(Year(scenario), parse_day(FIRST_DAY), time_zone(ZONE)))
    fee = Year(scenario).fees
    differing = {
        str(one["id"])
        for one in log
        for data in [one["data"]]
        if isinstance(data, dict) and one["type"] == "fee.charged" and data["amount"] != fee[data["service"]]
    }
    edition = load(EDITION)
    duties = [duty for duty in edition.duties if duty.norm == "equal-fees"]
    findings = audit.judge(duties, edition.term, log_of(edition, log).events, edition.term.end)
    found = {one.id for finding in findings for one in finding.evidence if one.role == "differing"}
    return len(differing), len(differing & found), len(found - differing)


def queue(files: int, clerks: int, load_of: float, seed: int) -> tuple[list[float], list[float]]:
    """A fair office: the start and the end of each file, in the order in which the files came."""
    drawn = random.Random(seed)  # noqa: S311 -- a made-up office keeps no secret
    free = [0.0] * clerks
    heapify(free)
    clock, starts, ends = 0.0, [], []
    for _ in range(files):
        clock += drawn.expovariate(load_of * clerks)
        start = max(clock, free[0])
        end = start + drawn.lognormvariate(-0.5, 1.0)
        heapreplace(free, end)
        starts.append(start)
        ends.append(end)
    return starts, ends


def jumped(starts: list[float], jumpers: int, seed: int) -> tuple[set[int], set[int]]:
    """Some files are moved ahead of others: which files then passed somebody, and which are found out of turn."""
    drawn = random.Random(seed)  # noqa: S311 -- as above
    moved = list(starts)
    for place in drawn.sample(range(100, len(starts)), jumpers):
        moved[place] = starts[place - drawn.randrange(5, 60)] + 1e-6
    passed, latest = set(), -math.inf
    for place, start in enumerate(moved):
        if start < latest:
            passed.add(place)
        latest = max(latest, start)
    return passed, set(out_of_order([round(one * 1e6) for one in moved]))


def main() -> None:
    """Print the tables."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--years", type=int, default=5, help="years of each kind with harm or households")
    asked.add_argument("--fair-years", type=int, default=20)
    asked.add_argument("--requests", type=int, default=40_000)
    asked.add_argument("--seed", type=int, default=1000)
    asked.add_argument("--keep", type=Path, help="a file that the years are written to when they are done")
    options = asked.parse_args()
    kept = Kept(options.keep)
    wanted = {kind: options.fair_years if kind == "fair" else options.years for kind in KINDS}
    # a run that is ended early has done the same share of every kind
    for _, kind, number in sorted((one / of, kind, one) for kind, of in wanted.items() for one in range(of)):
        kept.judge(kind, options.seed + number, options.requests)
        sys.stderr.write(".")
    sys.stderr.write("\n")
    seeds = {kind: range(options.seed, options.seed + of) for kind, of in wanted.items()}
    told_of = [
        one for one in kept.results if one.requests == options.requests and one.seed in seeds[one.kind]
    ]
    results, strictly = ([one for one in told_of if one.strict is strict] for strict in (False, True))
    starts, ends = queue(20_000, 8, 0.97, options.seed)
    by_start = len(out_of_order([round(one * 1e6) for one in starts]))
    by_end = len(out_of_order([round(one * 1e6) for one in ends]))
    passed, out = jumped(starts, 200, options.seed)
    differing, found, others = fees(options.seed, 5_000)
    told = [
        (
            f"`python benchmarks/fairness.py --fair-years {options.fair_years} --years {options.years}"
            f" --requests {options.requests} --seed {options.seed}`\n"
        ),
        *targets(results),
        "",
        *table(results),
        f"\nThe same years, with an error budget of {STRICT_OUTCOME.budget} of which {STRICT_OUTCOME.online:.0%} is for alarms:\n",
        *targets(strictly),
        "",
        *table(strictly),
        f"\nA fair office of eight clerks, 20,000 files: out of turn by start {by_start}, by end {by_end}.",
        (
            f"The same with 200 files moved ahead: {len(passed)} passed somebody, {len(out & passed)} of them and"
            f" {len(out - passed)} others are found out of turn."
        ),
        f"Of 5,000 charges {differing} differ from the announced fee: {found} of them and {others} others are found.",
    ]
    sys.stdout.write("\n".join(told) + "\n")


if __name__ == "__main__":
    main()
