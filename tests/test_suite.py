"""The shared suite: cases of every rule kind that every engine must answer alike.

`tests/suite/` is an edition of its own, with one file of cases for each rule kind; `other-readings/` holds the cases of
the interpretation choices that the edition does not take. A new engine is one line in `ENGINES`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from slakit.calendars import DAY, HOUR, parse_time, time_zone
from slakit.cases import Case, CaseFile
from slakit.engines import audit, monitor, reference
from slakit.engines.audit import asking
from slakit.engines.audit.databases import DuckDB, SQLite
from slakit.events.event import Log
from slakit.findings import Finding
from slakit.loading import Edition, load
from slakit.rules import RULE_KINDS
from slakit.tallies import TellingApart, tally
from slakit.testing import Difference, differences, log_of_case, read_cases

SUITE = Path(__file__).parent / "suite"
OTHER_READINGS = SUITE / "other-readings"
DOCUMENTS = (
    "agreement.yaml",
    "services.yaml",
    "vocabulary.yaml",
    "calendars/office-hours.yaml",
    "calendars/holidays.yaml",
)


def judge_by_queries(*given: Any) -> Sequence[Finding]:  # noqa: ANN401 -- what every engine is given
    """The audit engine where nothing is few enough to be looked through."""
    with pytest.MonkeyPatch.context() as limits:
        limits.setattr(asking, "FEW", -1)
        return audit.judge(*given, database=SQLite())


ENGINES: dict[str, Callable[..., Sequence[Finding]]] = {
    "reference": reference.judge,
    "audit": lambda *given: audit.judge(*given, database=SQLite()),
    "audit, by queries": judge_by_queries,
    "monitor": monitor.judge,
}
"""Every engine by its name: duties, term, events, `at`, `known_at` and lines set aside, to findings."""


FOUND: dict[tuple[str, str], Sequence[Finding]] = {}
"""What an engine found in a case, so that each case is judged once."""


def edition_of_other_readings(folder: Path) -> Edition:
    """The edition of the suite with every interpretation choice taken the other way, written into a folder."""
    (folder / "calendars").mkdir()
    for name in DOCUMENTS:
        (folder / name).write_bytes((SUITE / name).read_bytes())
    clauses, mark, _ = (SUITE / "agreement.yaml").read_text("utf-8").partition("\ninterpretation:\n")
    assert mark, "the interpretation choices stand last in the agreement"
    other = (OTHER_READINGS / "interpretation.yaml").read_text("utf-8")
    (folder / "agreement.yaml").write_text(f"{clauses}\n{other}", "utf-8")
    return load(folder)


class Told(NamedTuple):
    """A case of the suite, with the file that it stands in and the edition that it is judged by."""

    name: str
    edition: Edition
    file: CaseFile
    case: Case

    @property
    def log(self) -> Log:
        """The events of the case as a log holds them."""
        return log_of_case(self.case.events, self.edition, self.file.given)

    def findings(self, engine: str) -> Sequence[Finding]:
        """What an engine finds when the story is judged: when it says, else when the term and all of it are over."""
        if (engine, self.name) not in FOUND:
            FOUND[engine, self.name] = ENGINES[engine](*self.given)
        return FOUND[engine, self.name]

    @property
    def given(self) -> tuple[Any, ...]:
        """What an engine is given: duties, term, events, `at`, `known_at` and the lines set aside."""
        log, edition, zone = self.log, self.edition, time_zone(self.edition.agreement.time_zone)
        over = max([edition.term.end, *(event.time for event in log.events)])
        at = parse_time(self.case.at, zone) if self.case.at else over
        known_at = parse_time(self.case.known_at, zone) if self.case.known_at else None
        return edition.duties, edition.term, log.events, at, known_at, log.set_aside


def told_by(folder: Path, edition: Edition) -> list[Told]:
    """Every case of the case files in a folder."""
    files = [file for file in sorted(folder.glob("*.yaml")) if file.stem in RULE_KINDS]
    return [
        Told(f"{file.relative_to(SUITE).with_suffix('')}:{case.case}", edition, cases, case)
        for file in files
        for cases in [read_cases(file, edition)]
        for case in cases.cases
    ]


def every_case() -> list[Told]:
    """Every case of the suite, of both readings."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        other = edition_of_other_readings(Path(folder))
    return [*told_by(SUITE, load(SUITE)), *told_by(OTHER_READINGS, other)]


CASES = every_case()


@pytest.mark.parametrize("told", CASES, ids=lambda told: told.name)
def test_every_engine_finds_what_the_case_expects(told: Told) -> None:
    """An engine finds of the named norms what is expected, and nothing else."""
    expected = told.case.expect
    assert {name: list(differences(expected, told.findings(name))) for name in ENGINES} == {
        name: [] for name in ENGINES
    }
    # evidence, figures and cures are alike too, of every norm of the edition
    for name in ENGINES:
        assert list(told.findings(name)) == list(told.findings("reference")), name


@pytest.mark.parametrize("told", CASES[::25], ids=lambda told: told.name)
def test_the_audit_engine_finds_the_same_in_duckdb(told: Told) -> None:
    """The queries that SQLite answers are the same text on DuckDB, and so is what they find."""
    assert audit.judge(*told.given, database=DuckDB()) == list(told.findings("reference"))


def test_a_wrong_expectation_is_seen() -> None:
    """The suite fails where the engine finds something else than expected."""
    told = next(told for told in CASES if told.name == "only-via:as-listed")
    wrong = told.case.expect[0].model_copy(
        update={"outcome": "violated", "grade": "breach", "reason": "not-met"}
    )
    expected = Difference(
        norm="loans-returned-as-listed",
        expected="the one occasion: violated breach not-met",
        found="event=e1,source=case: fulfilled met",
    )
    assert list(differences([wrong], told.findings("reference"))) == [expected]


def test_every_event_of_the_suite_is_read_as_it_is_written() -> None:
    """Nothing is set aside or passed over, except in the one case that is about it."""
    unread = {
        told.name for told in CASES for log in [told.log] if log.set_aside or log.remarks or log.repeated
    }
    assert unread == {"only-via:set-aside"}


def test_the_suite_takes_every_option_of_every_open_interpretation_choice() -> None:
    """A choice with two options is judged under both."""
    from slakit.interpretation import CHOICES

    taken = {(name, option) for told in CASES for name, option in told.edition.choices.items()}
    options = {(choice.name, option) for choice in CHOICES.values() for option in choice.options}
    assert options - taken == set()


SETTLED = ("announced-value", "equal-treatment", "never", "only-after", "only-via", "respond-within")


@pytest.mark.parametrize(
    "told",
    [told for told in CASES if told.name.rpartition(":")[0].endswith(SETTLED)][::3],
    ids=lambda told: told.name,
)
def test_what_queries_settle_in_a_case_is_settled_rightly(told: Told) -> None:
    """At the edges that the suite knows, what is only counted is what would have been found."""
    zone = time_zone(told.edition.agreement.time_zone)
    apart = TellingApart(zone, told.edition.agreement.calendar, lengths=(HOUR, DAY))
    survey = audit.survey(*told.given, database=SQLite(), apart=apart)
    left = [one for one in told.findings("reference") if one not in survey.findings]
    assert {norm: counts for norm, counts in survey.counts.items() if counts} == tally(left, apart)
