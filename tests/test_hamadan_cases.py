"""The cases of the Hamadan edition of 1398: each holds, and together they show every outcome of every norm."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from slakit.document import read
from slakit.findings import Finding, Outcome
from slakit.loading import Edition, load
from slakit.testing import CaseResult, case_files, run_file

EDITION = Path(__file__).parents[1] / "agreements" / "hamadan-governorate" / "1398"
FILES = case_files(EDITION)

STORIES = (
    "N01 N02 N04 N06 N08 N10 N13 N14 N15",
    "F01 D01 D02 C01 I01",
    "T01 T03 R01",
)

NO_TARGET = "the text gives no number, so the figure is reported and never judged"
NO_TIME = "the text gives no time, so nothing is ever overdue"
SETTLED = "it is settled when it happens"
GRID = "every occasion is a service of the annex, examined within the term"

IMPOSSIBLE: dict[tuple[str, Outcome], str] = {
    ("services-available", Outcome.FULFILLED): NO_TARGET,
    ("services-available", Outcome.VIOLATED): NO_TARGET,
    ("services-available", Outcome.PENDING): NO_TARGET,
    ("services-available", Outcome.NOT_APPLICABLE): GRID,
    ("credit-for-missed-levels", Outcome.VIOLATED): NO_TIME,
    ("services-offered", Outcome.NOT_APPLICABLE): GRID,
    ("services-made-electronic", Outcome.NOT_APPLICABLE): GRID,
    ("documents-by-listed-channels", Outcome.PENDING): SETTLED,
    ("documents-accepted-by-listed-channels", Outcome.PENDING): SETTLED,
    ("fee-as-announced", Outcome.PENDING): SETTLED,
    ("fee-set-by-competent-body", Outcome.PENDING): SETTLED,
    ("damages-set", Outcome.VIOLATED): NO_TIME,
    ("damages-posted", Outcome.VIOLATED): NO_TIME,
    ("damages-posted-only-as-set", Outcome.PENDING): SETTLED,
    ("planned-outage-notice", Outcome.PENDING): SETTLED,
    ("service-information-published", Outcome.NOT_APPLICABLE): GRID,
    ("signed-by-deputy", Outcome.PENDING): SETTLED,
    ("renewed-without-gap", Outcome.NOT_APPLICABLE): "the end of the term is always its one occasion",
    ("additional-agreements", Outcome.PENDING): SETTLED,
    ("disputes-to-inspection-and-legal-office", Outcome.PENDING): SETTLED,
}
"""The outcomes that a norm cannot have, each with the reason; the head of each case file says the same."""

SECOND = 1_000_000
HOUR = 3_600 * SECOND
DAY = 24 * HOUR


@cache
def edition() -> Edition:
    """The edition, read once for all tests."""
    return load(EDITION)


@cache
def results(file: Path) -> dict[str, CaseResult]:
    """Every case of a file that was run, by its id."""
    return {result.case.case: result for result in run_file(file, edition())}


def all_results() -> Iterator[CaseResult]:
    """Every case of every file that was run."""
    for file in FILES:
        yield from results(file).values()


def case_names() -> Iterator[tuple[Path, str]]:
    """The file and the id of every case, as they are written."""
    for file in FILES:
        data = read(file).data
        assert isinstance(data, dict)
        yield from ((file, case["case"]) for case in data["cases"])


def name_of(parameter: object) -> str:
    """A file without its ending, or the id of a case."""
    return parameter.stem if isinstance(parameter, Path) else str(parameter)


def findings_of(file: str, case: str, norm: str) -> list[Finding]:
    """What was found of a norm in one case."""
    judged = results(EDITION / "cases" / file)[case].judgement
    return [finding for finding in judged.findings if finding.norm == norm]


@pytest.mark.parametrize(("file", "case"), list(case_names()), ids=name_of)
def test_the_engine_finds_what_the_case_expects(file: Path, case: str) -> None:
    """No finding of a norm that the case names differs from what a careful lawyer expects."""
    assert results(file)[case].differences == ()


def test_no_two_cases_have_one_name() -> None:
    """A case is known by its id in all files together."""
    names = [case for _, case in case_names()]
    assert sorted(names) == sorted(set(names))


def test_each_clause_with_norms_has_its_file() -> None:
    """Beside the stories, each clause that holds a norm has one file of cases, and no file is of anything else."""
    clauses = {duty.clause for duty in edition().duties}
    # the sentences of 2, 4 and 6 share one file each
    expected = {clause[0] if clause[0] in "246" else clause for clause in clauses}
    assert {file.stem.partition("-")[0] for file in FILES if file.stem != "stories"} == expected


def test_every_norm_shows_every_outcome_that_it_can_have() -> None:
    """Each norm and outcome is expected by some case, or listed as impossible with its reason, and never both."""
    shown = {
        (expectation.norm, Outcome(expectation.outcome))
        for result in all_results()
        for expectation in result.case.expect
    }
    every = {(duty.norm, outcome) for duty in edition().duties for outcome in Outcome}
    assert every - shown == set(IMPOSSIBLE)


def test_what_is_listed_as_impossible_is_never_found() -> None:
    """No finding of any case, expected or not, has an outcome that its norm cannot have."""
    found = {
        (finding.norm, finding.outcome) for result in all_results() for finding in result.judgement.findings
    }
    assert found & set(IMPOSSIBLE) == set()


def test_no_two_findings_of_one_case_have_one_id() -> None:
    """A finding is known by its norm and its occasion, so two occasions are never told alike."""
    for result in all_results():
        ids = [finding.id for finding in result.judgement.findings]
        assert sorted(ids) == sorted(set(ids)), result.case.case


def test_every_story_is_there() -> None:
    """The stories that the agreement was first tried on are all told."""
    told = {result.case.story for result in all_results()}
    assert told >= {story for line in STORIES for story in line.split()}


def test_titles_and_reasons_are_told_in_both_languages() -> None:
    """A reader of either language can follow every case."""
    for result in all_results():
        for words in (result.case.title, result.case.why):
            assert words is None or set(words) == {"fa", "en"}, result.case.case


@pytest.mark.parametrize(
    ("case", "norm", "expected"),
    [
        ("one-second-short", "planned-outage-notice", {"lead": 72 * HOUR - SECOND, "short": SECOND}),
        ("one-microsecond-short", "planned-outage-notice", {"lead": 72 * HOUR - 1, "short": 1}),
        ("spring-three-days-on-the-wall", "planned-outage-notice", {"lead": 71 * HOUR, "short": HOUR}),
        ("autumn-seventy-one-hours-on-the-wall", "planned-outage-notice", {"lead": 72 * HOUR}),
        ("published-again-while-it-stands", "planned-outage-notice", {"lead": 134 * HOUR}),
        ("postponed-twice-in-time", "planned-outage-notice", {"lead": 158 * HOUR}),
    ],
)
def test_the_arithmetic_of_a_notice_is_exact(case: str, norm: str, expected: dict[str, int]) -> None:
    """Lead and shortfall are counted in elapsed time, to the microsecond."""
    (finding,) = findings_of("5.4-planned-outages.yaml", case, norm)
    figures = {"required": 72 * HOUR} | expected
    assert {
        name: value for name, value in finding.figures.items() if name not in ("start", "since")
    } == figures


@pytest.mark.parametrize(
    ("case", "service", "down", "perhaps_down", "unobserved"),
    [
        ("nobody-watched", "svc-01", 0, 0, 365 * DAY),
        ("watched-throughout", "svc-01", 5 * HOUR + HOUR // 2, 0, 0),
        ("watching-began-one-microsecond-late", "svc-01", 0, 0, 1),
        ("overlapping-outages", "svc-03", 3 * HOUR, 0, 0),
        ("overlapping-outages", "svc-04", 2 * HOUR, 0, 0),
        ("overlapping-outages", "svc-05", 0, 0, 0),
        ("outage-across-both-ends-of-the-term", "svc-01", 2 * HOUR, 0, 0),
        ("outages-of-another-and-of-unknown-origin", "svc-03", 0, HOUR, 0),
    ],
)
def test_the_figure_that_is_only_reported_is_exact(
    case: str, service: str, down: int, perhaps_down: int, unobserved: int
) -> None:
    """Downtime is united, clipped at the term and set against twelve months of 30 days."""
    (finding,) = (
        finding
        for finding in findings_of("2-quality.yaml", case, "services-available")
        if finding.occasion == {"service": service}
    )
    window = 360 * DAY
    assert finding.figures == {
        "down": down,
        "perhaps-down": perhaps_down,
        "unobserved": unobserved,
        "window": window,
        "available-millionths": (window - down) * 1_000_000 // window,
        "at-worst-millionths": max(0, (window - down - perhaps_down - unobserved) * 1_000_000 // window),
    }


@pytest.mark.parametrize(
    ("file", "case", "norm", "bearer", "counterparty"),
    [
        (
            "stories.yaml",
            "documents-by-telegram",
            "documents-by-listed-channels",
            "recipients",
            "governorate",
        ),
        (
            "5.3-damages.yaml",
            "damages-set-by-the-governorate",
            "damages-set",
            "competent-authorities",
            "recipients",
        ),
        (
            "5.2-fees.yaml",
            "set-by-the-governorate-itself",
            "fee-set-by-competent-body",
            "governorate",
            "recipients",
        ),
        (
            "5.4-planned-outages.yaml",
            "planned-without-notice",
            "planned-outage-notice",
            "it-management",
            "recipients",
        ),
    ],
)
def test_a_finding_names_the_one_who_owed_it(
    file: str, case: str, norm: str, bearer: str, counterparty: str
) -> None:
    """What a recipient or a third body owes is never charged to the provider."""
    (finding,) = findings_of(file, case, norm)
    assert (finding.bearer, finding.counterparty) == (bearer, counterparty)
