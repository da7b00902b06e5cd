"""The benchmark of comparisons between groups, in small: the same code on fewer requests, with its targets."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from modules_by_path import module_at

BENCHMARK = Path(__file__).parents[1] / "benchmarks" / "fairness.py"
REQUESTS = 12_000
SEED = 1000


def benchmark() -> Any:  # noqa: ANN401 -- of a module
    return module_at(BENCHMARK)


@cache
def results(kind: str, seed: int = SEED) -> dict[str, tuple[int, int, int]]:
    """Of each method in one year: who is wrongly accused, who is found, and who of the large pairs is."""
    return {
        one.method: (one.wrong, one.found, one.found_large)
        for one in benchmark().results_of(kind, seed, REQUESTS)
    }


@pytest.mark.parametrize("kind", ["fair", "fair, households of two"])
@pytest.mark.parametrize("seed", range(SEED, SEED + 8))
def test_nobody_is_accused_in_a_fair_year(kind: str, seed: int) -> None:
    """By outcomes nor by waiting, at any look; marginal shares accuse somebody in the same year."""
    for method, (wrong, _, _) in results(kind, seed).items():
        if method.startswith("slakit") and "review list" not in method:
            assert (method, wrong) == (method, 0)
    if kind == "fair":
        assert results(kind, seed)["test of two shares"][0] > 0


@pytest.mark.parametrize("kind", ["strong harm (odds x 0.5)", "the same, masked by the case mix"])
def test_strong_harm_to_the_large_pairs_of_a_whole_year_is_found(kind: str) -> None:
    """By outcomes all of them, by waiting all but one, where 200,000 requests tell."""
    years = {one.method: one for one in benchmark().results_of(kind, SEED, 200_000)}
    outcomes, waiting = years["slakit, outcomes"], years["slakit, waiting"]
    assert (outcomes.wrong, outcomes.large - outcomes.found_large, outcomes.large > 4) == (0, 0, True)
    assert waiting.large - waiting.found_large <= 1


def test_without_units_nothing_is_presumed() -> None:
    """Whatever the counts of a year are in which households are decided together."""
    found = results("strong harm, households of two")
    assert found["slakit without `unit`, outcomes"] == (0, 0, 0)


def test_files_that_are_never_finished_are_seen() -> None:
    """Most of the large pairs of which a fifth of the files lie are found, and nobody else."""
    wrong, found, _ = results("a fifth never finished")["slakit, waiting"]
    assert (wrong, found >= 1) == (0, True)


def test_every_differing_fee_is_found_and_no_other() -> None:
    """As the audit engine finds them in the log of a year."""
    differing, found, others = benchmark().fees(SEED, 1500)
    assert (found, others) == (differing, 0)
    assert differing > 0


def test_the_order_of_starts_accuses_nobody_in_a_fair_office() -> None:
    """That of ends accuses many; who is moved ahead and passed somebody is found."""
    starts, ends = benchmark().queue(3000, 8, 0.97, SEED)
    out = [len(benchmark().out_of_order([round(one * 1e6) for one in several])) for several in (starts, ends)]
    assert out[0] == 0
    assert out[1] > 300
    passed, found = benchmark().jumped(starts, 30, SEED)
    assert len(found) <= len(passed) + 30
    assert found


def test_a_target_is_met_at_its_very_bound_and_missed_by_one() -> None:
    """At least or at most so much, by the years of its own kind and method; nothing where none was tried."""
    module = benchmark()
    strong, method = "strong harm (odds x 0.5)", "slakit, outcomes"

    def years(found: int, wrong: int) -> list[object]:
        return [
            module.Result(
                strong,
                SEED,
                REQUESTS,
                method,
                strict=False,
                wrong=wrong,
                harmed=10,
                found=found,
                large=0,
                found_large=0,
                seconds=0.0,
            )
        ]

    found = module.Target("T2", strong, method, "found", 0.70)
    line = f"| T2 | {strong} | {method} | found, at least 0.70 |"
    assert found.told(years(7, 0)) == f"{line} 7 of 10: 0.70 (0.40–0.89) | met |"
    assert found.told(years(6, 0)) == f"{line} 6 of 10: 0.60 (0.31–0.83) | **not met** |"
    false = module.Target("T2", strong, method, "share of false ones", 0.05)
    line = f"| T2 | {strong} | {method} | share of false ones, at most 0.05 |"
    assert false.told(years(19, 1)) == f"{line} 1 of 20: 0.05 (0.01–0.24) | met |"
    assert false.told(years(18, 1)) == f"{line} 1 of 19: 0.05 (0.01–0.25) | **not met** |"
    assert module.Target("T1", "fair", method, "any false", 0.05).told(years(7, 0)) == ""
