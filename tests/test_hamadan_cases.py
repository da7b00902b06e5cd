"""What only the cases of the Hamadan edition of 1398 have: stories, both languages, exact figures, who owed it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from slakit.checking import check
from slakit.findings import Finding
from slakit.loading import Edition, load
from slakit.reports.sentences import sentence
from slakit.rules.done_by import DayByChoice, DoneByDay
from slakit.testing import CaseResult, case_files, run_file

EDITION = Path(__file__).parents[1] / "agreements" / "hamadan-governorate" / "1398"
FILES = case_files(EDITION)

STORIES = (
    "N01 N02 N04 N06 N08 N10 N13 N14 N15",
    "F01 D01 D02 C01 I01",
    "T01 T03 R01",
)

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


def findings_of(file: str, case: str, norm: str) -> list[Finding]:
    """What was found of a norm in one case."""
    judged = results(EDITION / "cases" / file)[case].judgement
    return [finding for finding in judged.findings if finding.norm == norm]


def test_each_clause_with_norms_has_its_file() -> None:
    """Beside the stories, each clause that holds a norm has one file of cases, and no file is of anything else."""
    clauses = {duty.clause for duty in edition().duties}
    # the sentences of 2, 4 and 6 share one file each
    expected = {clause[0] if clause[0] in "246" else clause for clause in clauses}
    assert {file.stem.partition("-")[0] for file in FILES if file.stem != "stories"} == expected


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
        ("all-services-named-by-two-notices", "planned-outage-notice", {"lead": 72 * HOUR}),
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
    ("case", "overrun"),
    [
        ("end-extended-one-minute-before-the-start", 23 * HOUR),
        ("end-dropped-one-minute-before-the-start", SECOND),
        ("postponed-and-made-longer", SECOND),
        ("only-the-start-postponed", SECOND),
    ],
)
def test_an_overrun_is_counted_from_what_stood_announced_in_the_lead(case: str, overrun: int) -> None:
    """The announced end comes as long after the start as was announced, whatever was changed late."""
    (found,) = (
        one
        for one in findings_of("5.4-planned-outages.yaml", case, "planned-outage-notice")
        if "part" in one.occasion
    )
    assert (found.figures["overrun"], found.time) == (overrun, found.figures["announced-end"])


@pytest.mark.parametrize(
    ("case", "shown"),
    [
        ("planned-flag-missing-with-approved-change", ["sign change.approved", "act outage.started"]),
        ("approved-change-names-the-outage", ["sign change.approved", "act outage.started"]),
        ("approved-change-of-another-outage", ["act outage.started"]),
        ("attested-as-planned-later", ["act outage.started", "act outage.attested"]),
        ("origin-attested-later", ["act outage.started", "act outage.attested"]),
        ("overrun-attested", ["notice notice.published", "act outage.started"]),
    ],
)
def test_what_shows_that_an_outage_was_planned_is_among_the_evidence(case: str, shown: list[str]) -> None:
    """The change that was approved before it, and what was attested of it, where the norm asks for what they say."""
    found = findings_of("5.4-planned-outages.yaml", case, "planned-outage-notice")
    first = next(one for one in found if "part" not in one.occasion)
    assert [f"{one.role} {one.type}" for one in first.evidence] == shown


@pytest.mark.parametrize(("service", "hours"), [("svc-03", 4), ("svc-15", 3), ("svc-16", 2), ("svc-01", 0)])
def test_a_service_is_down_from_when_the_outage_reached_it(service: str, hours: int) -> None:
    """An outage that is told to begin again at another service goes on at the first."""
    found = findings_of(
        "5.4-planned-outages.yaml", "outage-that-reaches-another-service", "services-available"
    )
    assert [one.figures["down"] for one in found if one.occasion["service"] == service] == [hours * HOUR]


def test_an_act_that_goes_on_beyond_its_announced_end_is_not_told_as_over() -> None:
    """What is said of it is true as of the instant of judging, and when it ends."""
    found = findings_of("5.4-planned-outages.yaml", "overrun-going-on", "planned-outage-notice")
    (overrun,) = (one for one in found if "part" in one.occasion)
    assert sentence(overrun, edition(), "en").startswith(
        "The outage outage-1 of all services had outlasted the announced end at 1398/10/06 02:00"
        " by 01:00:00 at 1398/10/06 03:00;"
    )


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


def test_the_third_year_from_the_day_in_force_does_not_count_that_day() -> None:
    """So it ends on the same day three years later, and the norm, the register and the inventory say the same one."""
    agreement = edition().agreement
    (plan,) = (law for law in agreement.authorities if law.authority == "sixth-plan-art-67-pe")
    (norm,) = agreement.clause("4.2").norms or ()
    assert isinstance(norm, DoneByDay)
    assert isinstance(norm.by, DayByChoice)
    assert plan.in_force == "1396/02/06"
    assert norm.by.days["in-force-year"] == "1399/02/06"
    assert plan.note
    assert "1399/02/06 counted from the day the act came into force" in plan.note["en"]
    inventory = (EDITION.parents[2] / "docs" / "hamadan-inventory.md").read_text("utf-8")
    assert "1399/02/06 (from the day in force" in inventory


def test_a_leap_day_between_a_renewal_and_a_successor_stands_without_an_agreement() -> None:
    """1399 is a leap year: who renews until its 29th of Esfand leaves a day. Moved by a year, the case would not be one."""

    def signed(name: str, event_type: str, time: str, **data: str) -> dict[str, object]:
        told = {key.replace("_", "-"): value for key, value in data.items()}
        return {
            "specversion": "1.0", "id": name, "source": "/log", "type": event_type, "time": time,
            "data": {"by": "deputy-economic-coordination", **told},
        }  # fmt: skip

    log = [
        signed("renewed", "agreement.renewed", "1398/12/20 10:00", effective_from="1399/01/01", effective_until="1399/12/29"),
        signed("next", "agreement.signed", "1399/12/01 10:00", edition="1400", effective_from="1400/01/01"),
    ]  # fmt: skip
    found = [
        one
        for one in check(edition(), log, at="1400/02/01 00:00").findings
        if one.norm == "renewed-without-gap"
    ]
    assert [(one.reason, one.figures.get("gap")) for one in found] == [("renewed", None), ("gap", DAY)]


def test_an_overrun_of_a_service_that_no_renewal_covers_ends_with_the_term() -> None:
    """What is no longer under the agreement outlasts nothing that was announced under it."""

    def told(name: str, event_type: str, time: str, **data: object) -> dict[str, object]:
        said = {key.replace("_", "-"): value for key, value in data.items()}
        return {
            "specversion": "1.0",
            "id": name,
            "source": "/log",
            "type": event_type,
            "time": time,
            "data": said,
        }

    log = [
        told("signed", "agreement.signed", "1398/01/01 00:00", edition="1398", by="deputy-economic-coordination"),
        told("renewed", "agreement.renewed", "1398/12/01 08:00", by="deputy-economic-coordination", services=["svc-04"],
             effective_from="1399/01/01", effective_until="1399/12/30"),
        told("notice", "notice.published", "1398/12/20 08:00", notice="n", channel="portal", covers=["*"],
             start="1398/12/29 22:00", end="1398/12/29 23:00"),
        told("began", "outage.started", "1398/12/29 22:00", outage="o", services=["svc-03", "svc-04"], planned=True,
             origin="site"),
        told("ended", "outage.ended", "1399/01/01 05:00", outage="o"),
    ]  # fmt: skip
    found = check(edition(), log, at="1399/02/01 00:00").findings
    overrun = {one.occasion["service"]: one.figures["overrun"] for one in found if "part" in one.occasion}
    assert overrun == {"svc-03": HOUR, "svc-04": 6 * HOUR}
