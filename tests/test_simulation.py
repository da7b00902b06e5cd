"""A made-up year: the same for a seed, with the harm that was asked for, and what the norms find of it."""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from slakit.calendars import parse_day, time_zone
from slakit.checking import check
from slakit.cli import main
from slakit.fairness.counts import Cell, Counts, tables_of
from slakit.fairness.decision import Standing, decide
from slakit.fairness.rules import Rules
from slakit.findings import Finding, Grade, Outcome
from slakit.loading import Edition, load
from slakit.simulation.columns import NEVER, columns
from slakit.simulation.log import events
from slakit.simulation.scenario import Harm, Scenario
from slakit.simulation.year import CATEGORIES, CHANNELS, NATIONALITIES, SERVICES, Year

ROOT = Path(__file__).parents[1]
EDITION = ROOT / "agreements" / "examples" / "simulated-governorate" / "1398"
AFTER = "1399/01/01 00:00"
PAIRS = len(SERVICES) * len(NATIONALITIES)


@cache
def edition() -> Edition:
    return load(EDITION)


def log_of(scenario: Scenario) -> list[dict[str, object]]:
    return list(events(Year(scenario), parse_day("1398/01/01"), time_zone("Asia/Tehran")))


@cache
def findings(scenario: Scenario) -> tuple[Finding, ...]:
    return check(edition(), log_of(scenario), at=AFTER).findings


def of_norm(scenario: Scenario, norm: str, outcome: Outcome) -> list[Finding]:
    return [one for one in findings(scenario) if (one.norm, one.outcome) == (norm, outcome)]


FAIR = Scenario(requests=250)
OVERCHARGED = Scenario(requests=250, harm=Harm.OVERCHARGED, affected=30, share_harmed=0.4)
PASSED_OVER = Scenario(requests=250, harm=Harm.PASSED_OVER, affected=72, share_harmed=0.4)


def test_a_seed_makes_one_year() -> None:
    """The same events twice, and others from another seed."""
    small = Scenario(requests=50)
    assert log_of(small) == log_of(small)
    assert log_of(small) != log_of(Scenario(requests=50, seed=1399))


def test_a_fair_year_has_no_unequal_fee_and_nobody_out_of_turn() -> None:
    """Everybody pays what is announced, and everybody is taken up a day later."""
    assert of_norm(FAIR, "equal-fees", Outcome.VIOLATED) == []
    assert of_norm(FAIR, "taken-in-turn", Outcome.VIOLATED) == []


def test_every_class_with_an_overcharge_is_found_and_no_other() -> None:
    """A class is violated exactly if somebody in it was overcharged and somebody was not."""
    fees = Year(OVERCHARGED).fees
    paid: dict[str, Counter[object]] = {}
    for event in log_of(OVERCHARGED):
        data = event["data"]
        assert isinstance(data, dict)
        if event["type"] == "fee.charged":
            paid.setdefault(str(data["service"]), Counter())[data["amount"]] += 1
    unequal = {service for service, amounts in paid.items() if len(amounts) > 1}
    over = sum(count for service, amounts in paid.items() for amount, count in amounts.items()
               if service in unequal and amount != fees[service])  # fmt: skip
    found = of_norm(OVERCHARGED, "equal-fees", Outcome.VIOLATED)
    assert {one.occasion["service"] for one in found} == unequal != set()
    assert sum(int(one.figures["differing"]) for one in found) == over


def test_who_was_passed_over_is_found_as_far_as_anybody_came_after() -> None:
    """Without the harm nobody is out of turn; with it, every violation names a case that was passed or passed another."""
    found = of_norm(PASSED_OVER, "taken-in-turn", Outcome.VIOLATED)
    assert {one.reason for one in found} <= {"passed-over", "took-its-turn-early"}
    assert len(found) >= 2
    assert all(int(one.figures["passed"]) + int(one.figures["passed-by"]) >= 1 for one in found)


def test_small_groups_appear_in_no_finding_of_a_comparison() -> None:
    """Neither their names nor their numbers: of a service, either nobody is hidden or at least two groups are."""
    sizes: Counter[tuple[str, str]] = Counter()
    for event in log_of(FAIR):
        data = event["data"]
        assert isinstance(data, dict)
        if event["type"] == "request.submitted":
            sizes[str(data["service"]), str(data["nationality"])] += 1
    compared = [one for one in findings(FAIR) if one.norm in ("equal-outcomes", "equal-waiting")]
    named = {(one.occasion["service"], one.occasion["nationality"]) for one in compared}
    assert {pair for pair in named if pair[1] in NATIONALITIES and sizes[pair] < 10} == set()
    assert all(one.figures == {} for one in compared if one.occasion["nationality"] not in NATIONALITIES)


# --- the comparison itself, on years too large for the reference engine ---------------------------------------------


def presumed(scenario: Scenario) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Who is presumed to be refused more, and who was."""
    year = Year(scenario)
    counts = Counts.of(
        (Cell(one.service, (one.category, one.channel), min(one.decided // 30, 11), one.nationality, (one.channel,)), bool(one.approved))
        for one in year.requests()
        if one.decided is not None and one.decided < 365
    )  # fmt: skip
    rules = Rules(
        materiality=0.02, by_difference=True, budget=0.025, online=0.5, hypotheses=PAIRS, periods=12
    )
    answers = decide(tables_of(counts, 12), rules, {}, passed=12, year_is_over=True)
    found = {
        (one.service, one.group)
        for one, answer in answers.items()
        if answer and answer.standing is Standing.PRESUMED
    }
    return found, set(year.affected)


@pytest.mark.parametrize("seed", [11, 12])
def test_nobody_is_presumed_harmed_in_a_fair_year_with_an_unlike_mix_of_cases(seed: int) -> None:
    """Groups differ in case mix, season and difficulty, and plain shares would accuse somebody."""
    assert presumed(Scenario(requests=15_000, seed=seed))[0] == set()


def test_strong_harm_is_found_and_nothing_else_even_where_easier_cases_hide_it() -> None:
    """Odds of a fifth, in a small year, masked by an easier mix."""
    found, harmed = presumed(
        Scenario(requests=15_000, seed=3, harm=Harm.REFUSED_MORE, strength=0.2, masked=True)
    )
    assert found <= harmed
    assert len(found) >= 4


# --- the command ----------------------------------------------------------------------------------------------------


def test_the_command_writes_the_log_and_the_truth(tmp_path: Path) -> None:
    """The log is what the library makes, and the truth names the affected pairs."""
    log, truth = tmp_path / "year.jsonl", tmp_path / "truth.json"
    asked = ["simulate", "--requests", "40", "--harm", "stalled", "--affected", "2", "--output", str(log)]
    assert main([*asked, "--truth", str(truth)]) == 0
    scenario = Scenario(requests=40, harm=Harm.STALLED, affected=2)
    assert [json.loads(line) for line in log.read_text("utf-8").splitlines()] == log_of(scenario)
    harmed = [
        {"service": service, "nationality": group} for service, group in sorted(Year(scenario).affected)
    ]
    assert json.loads(truth.read_text("utf-8")) == harmed


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--requests", "0", "slakit: `0` is not allowed for `--requests`\n  help: it is from 1 on\n"),
        ("--affected", "139", "slakit: `139` is not allowed for `--affected`\n  help: it is from 0 to 138\n"),
        (
            "--households",
            "1.5",
            "slakit: `1.5` is not allowed for `--households`\n  help: it is from 0 to 1\n",
        ),
        ("--zone", "Nowhere", "slakit: `Nowhere` is not allowed for `--zone`\n"),
    ],
)
def test_a_year_that_cannot_be_is_refused(
    option: str, value: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the option, what was found and what is allowed."""
    assert main(["simulate", option, value, "--lang", "en"]) == 2
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    "scenario",
    [
        Scenario(requests=30_000, seed=5),
        Scenario(requests=30_000, seed=5, harm=Harm.CROSSED, masked=True, households=1.0, affected=80),
        Scenario(requests=30_000, seed=6, harm=Harm.STALLED, affected=80),
    ],
    ids=["fair", "crossed", "stalled"],
)
def test_requests_by_column_are_drawn_from_the_same_chances(scenario: Scenario) -> None:
    """Every share, of the whole and of the affected, within what chance allows at five standard errors."""
    one_by_one, several = list(Year(scenario).requests()), columns(Year(scenario))
    affected = {
        (SERVICES.index(service), NATIONALITIES.index(group)) for service, group in Year(scenario).affected
    }
    plain = [
        (
            SERVICES.index(one.service) < 3, one.nationality == "PK", one.channel == CHANNELS[1],
            one.category == CATEGORIES[1], bool(one.approved), one.decided is None,
            one.decided is not None and one.decided - one.submitted > 10, one.submitted < 100,
            (SERVICES.index(one.service), NATIONALITIES.index(one.nationality)) in affected,
            (SERVICES.index(one.service), NATIONALITIES.index(one.nationality)) in affected and bool(one.approved),
        )
        for one in one_by_one
    ]  # fmt: skip
    pairs = zip(several.service.tolist(), several.nationality.tolist(), strict=True)
    is_affected = np.array([pair in affected for pair in pairs])
    by_column = [
        several.service < 3, several.nationality == 2, several.channel == 1,
        several.category == 1, several.approved, several.decided == NEVER,
        (several.decided != NEVER) & (several.decided - several.submitted > 10), several.submitted < 100,
        is_affected, is_affected & several.approved,
    ]  # fmt: skip
    for figures, column in zip(zip(*plain, strict=True), by_column, strict=True):
        share, other = sum(figures) / len(figures), float(column.mean())
        assert other == pytest.approx(share, abs=5 * (2 * share * (1 - share) / 20_000) ** 0.5)
    households = len({one.household for one in one_by_one})
    assert len(set(several.household.tolist())) == pytest.approx(households, rel=0.02)


def test_the_year_of_the_page_on_fairness_is_found_as_far_as_there_are_requests_enough() -> None:
    """What `docs/fairness.md` promises who tries it: one of twelve harmed pairs has 920 requests, the others 38 at most."""
    tried = Scenario(requests=10_000, harm=Harm.REFUSED_MORE, strength=0.3)
    log = log_of(tried)
    made = [one["data"] for one in log if one["type"] == "request.submitted"]
    sizes = Counter((one["service"], one["nationality"]) for one in made if isinstance(one, dict))
    harmed = sorted(sizes[pair] for pair in Year(tried).affected)
    assert (len(harmed), harmed[0], harmed[-2:]) == (12, 4, [38, 920])
    presumed = [one for one in check(edition(), log, at=AFTER).findings if one.grade is Grade.PRESUMPTION]
    assert [(one.norm, *one.occasion.values()) for one in presumed] == [
        ("equal-outcomes", "svc-02", "AF"),
        ("equal-waiting", "svc-02", "AF"),
    ]
    assert sizes["svc-02", "AF"] == 920
