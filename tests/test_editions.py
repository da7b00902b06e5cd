"""Every edition in `agreements/`: its signed text, what is told of it, and its cases."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from slakit.calendars import parse_day
from slakit.cli.test import Coverage
from slakit.document import read
from slakit.findings import Outcome
from slakit.loading import Edition, load
from slakit.review.lint import edition_documents, reviewed
from slakit.testing import CaseResult, case_files, run_file

AGREEMENTS = Path(__file__).parents[1] / "agreements"
FOLDERS = sorted(file.parent for file in AGREEMENTS.rglob("agreement.yaml"))

NO_TARGET = "the text gives no number, so the figure is reported and never judged"
NO_TIME = "the text gives no time, so nothing is ever overdue"
SETTLED = "it is settled when it happens"
GRID = "every occasion is a service of the annex, or a period of the term"
END = "the end of the term is always its one occasion"
FORBIDDEN = "what is forbidden is a violation whenever it happens"
COUNTS = "counts show no breach; what they presume is undetermined"
IN_THE_LOG = "the log holds every such event, and nothing that decides can be left open"

HAMADAN: dict[tuple[str, str], str] = {
    ("services-available", "fulfilled violated pending"): NO_TARGET,
    ("services-available", "not-applicable"): GRID,
    ("credit-for-missed-levels", "violated"): NO_TIME,
    ("services-offered", "not-applicable"): GRID,
    ("services-made-electronic", "not-applicable"): GRID,
    ("documents-by-listed-channels", "pending"): SETTLED,
    ("documents-accepted-by-listed-channels", "pending"): SETTLED,
    ("fee-as-announced", "pending"): SETTLED,
    ("fee-set-by-competent-body", "pending"): SETTLED,
    ("fee-charged-as-set", "pending"): SETTLED,
    ("damages-set", "violated"): NO_TIME,
    ("damages-posted", "violated"): NO_TIME,
    ("damages-posted-only-as-set", "pending"): SETTLED,
    ("planned-outage-notice", "pending"): SETTLED,
    ("service-information-published", "not-applicable"): GRID,
    ("signed-by-deputy", "pending"): SETTLED,
    ("renewed-without-gap", "not-applicable"): END,
    ("additional-agreements", "pending"): SETTLED,
    ("disputes-to-inspection-and-legal-office", "pending"): SETTLED,
    ("disputes-settled", "violated"): NO_TIME,
}
HOSTING: dict[tuple[str, str], str] = {
    ("continued-without-gap", "not-applicable"): END,
    ("monthly-availability", "not-applicable"): GRID,
    ("maintenance-notice", "pending"): SETTLED,
    ("maintenance-twice-a-month", "not-applicable"): GRID,
    ("credit-claim", "pending"): SETTLED,
    ("monthly-report", "undetermined"): IN_THE_LOG,
    ("monthly-report", "not-applicable"): GRID,
    ("data-location", "pending"): SETTLED,
    ("no-own-purposes", "fulfilled pending"): FORBIDDEN,
    ("subprocessor-approved", "pending"): SETTLED,
    ("subprocessor-approved", "undetermined"): IN_THE_LOG,
    ("breach-notice", "undetermined"): IN_THE_LOG,
    ("listed-price", "pending"): SETTLED,
    ("listed-price", "undetermined"): IN_THE_LOG,
    ("equal-prices", "pending"): SETTLED,
    ("termination-after-failures", "pending"): SETTLED,
    ("termination-notice-period", "pending"): SETTLED,
    ("dispute-forum", "pending"): SETTLED,
}
OFFICE: dict[tuple[str, str], str] = {
    ("documents-by-listed-channels", "pending"): SETTLED,
    ("tracking-code", "undetermined"): IN_THE_LOG,
    ("request-decided", "undetermined"): IN_THE_LOG,
    ("most-requests-decided", "undetermined"): IN_THE_LOG,
    ("complaint-answered", "undetermined"): IN_THE_LOG,
    ("objection-decided", "undetermined"): IN_THE_LOG,
    ("objection-decided-by-inspection", "pending"): SETTLED,
    ("monthly-availability", "not-applicable"): GRID,
    ("planned-outage-notice", "pending"): SETTLED,
    ("information-published", "not-applicable"): GRID,
    ("fee-as-announced", "pending"): SETTLED,
    ("fee-set-by-competent-body", "pending"): SETTLED,
    ("confidentiality", "pending"): SETTLED,
    ("equal-fees", "pending"): SETTLED,
    ("quarterly-report", "not-applicable"): GRID,
    ("signed-by-director", "pending"): SETTLED,
    ("renewed-without-gap", "not-applicable"): END,
    ("discontinuance-announced", "pending"): SETTLED,
    ("disputes-to-inspection", "pending"): SETTLED,
}
SIMULATED: dict[tuple[str, str], str] = {
    ("equal-outcomes", "violated"): COUNTS,
    ("equal-waiting", "violated"): COUNTS,
    (
        "equal-waiting",
        "fulfilled",
    ): "at a materiality of 5% it takes hundreds of files, and the suite shows it with fewer",
}
IMPOSSIBLE = {
    "hamadan-governorate": HAMADAN,
    "larkfield-hosting": HOSTING,
    "citizen-services-office": OFFICE,
    "simulated-governorate": SIMULATED,
}
"""For each agreement, the outcomes that a norm cannot have, each with the reason."""

every_edition = pytest.mark.parametrize(
    "folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}"
)
DRAFTS = [AGREEMENTS / "hamadan-governorate" / "1399"]
"""Editions that nobody has signed: they have no signed text."""


@cache
def edition(folder: Path) -> Edition:
    """An edition, read once for all tests."""
    return load(folder)


@cache
def results(file: Path) -> dict[str, CaseResult]:
    """Every case of a file that was run, by its id."""
    return {result.case.case: result for result in run_file(file, edition(file.parent.parent))}


def all_results(folder: Path) -> list[CaseResult]:
    """Every case of an edition that was run, by file and place."""
    return [result for file in case_files(folder) for result in results(file).values()]


def impossible(folder: Path) -> set[tuple[str, Outcome]]:
    """What the table above says of the norms that an edition has, outcome by outcome."""
    table = IMPOSSIBLE[folder.parent.name]
    norms = {duty.norm for duty in edition(folder).duties}
    return {
        (norm, Outcome(outcome)) for norm, outcomes in table if norm in norms for outcome in outcomes.split()
    }


def case_names() -> Iterator[tuple[Path, str]]:
    """The file and the id of every case of every edition, as they are written."""
    for folder in FOLDERS:
        for file in case_files(folder):
            data = read(file).data
            assert isinstance(data, dict)
            yield from ((file, case["case"]) for case in data["cases"])


def name_of(parameter: object) -> str:
    """An agreement and a file of its cases, or the id of a case."""
    if isinstance(parameter, Path):
        return f"{parameter.parents[2].name}-{parameter.parents[1].name}:{parameter.stem}"
    return str(parameter)


# --- the documents ---------------------------------------------------------------------------------------


def test_an_edition_without_a_signed_text_says_that_it_is_a_draft_and_has_no_signature() -> None:
    """Whoever opens it reads so first, in the agreement and in its changelog."""
    assert [folder for folder in FOLDERS if edition(folder).agreement.source is None] == DRAFTS
    for folder in DRAFTS:
        assert "\n# A draft for example. Nobody has agreed on it or signed it" in (
            folder / "agreement.yaml"
        ).read_text("utf-8")
        assert "a draft for example" in (folder / "CHANGELOG.md").read_text("utf-8").splitlines()[2]
        assert not (folder / "signatures").exists()


def test_norms_and_services_keep_their_ids_through_a_renewal() -> None:
    """What the draft of 1399 gives up and what it adds are the two that its changelog names."""
    before, after = (edition(AGREEMENTS / "hamadan-governorate" / year) for year in ("1398", "1399"))
    norms = [{duty.norm for duty in one.duties} for one in (before, after)]
    assert (norms[0] - norms[1], norms[1] - norms[0]) == ({"services-made-electronic"}, set())
    assert set(after.services) - set(before.services) == {"svc-24"}
    assert set(before.services) <= set(after.services)


@pytest.mark.parametrize(
    "folder", [folder for folder in FOLDERS if folder not in DRAFTS], ids=lambda folder: folder.parent.name
)
def test_the_signed_text_is_the_file_whose_digest_the_agreement_names(folder: Path) -> None:
    """A changed byte in the source is seen at once; that it is quoted whole, lint tells."""
    source = edition(folder).agreement.source
    assert source is not None
    assert sha256((folder / source.file).read_bytes()).hexdigest() == source.sha256


@every_edition
def test_nothing_is_told_of_an_edition_that_is_not_waived(folder: Path) -> None:
    """On the last day of its term lint has nothing to say, or somebody has approved it, with the reason."""
    read_edition = edition(folder)
    documents = edition_documents(
        read_edition.agreement_document,
        read_edition.annex_document,
        read_edition.vocabulary_document,
        tuple(read(file) for file in case_files(folder)),
    )
    assert reviewed(documents, parse_day(read_edition.agreement.term.until)).told == ()


@every_edition
def test_an_edition_has_a_changelog_of_its_own(folder: Path) -> None:
    """It says which clauses and which period a change touches, and why."""
    changelog = (folder / "CHANGELOG.md").read_text("utf-8")
    assert [word for word in ("Impacted clauses", "Impacted period", "Why") if word not in changelog] == []


# --- the cases -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("file", "case"), list(case_names()), ids=name_of)
def test_the_engine_finds_what_the_case_expects(file: Path, case: str) -> None:
    """No finding of a norm that the case names differs from what a careful lawyer expects."""
    assert results(file)[case].differences == ()


@every_edition
def test_no_two_cases_of_an_edition_have_one_name(folder: Path) -> None:
    """A case is known by its id in all files together."""
    names = [case for file, case in case_names() if file.parent.parent == folder]
    assert sorted(names) == sorted(set(names))


@every_edition
def test_slakit_test_misses_nothing(folder: Path) -> None:
    """Every clause and every norm is spoken of, and each norm is shown kept and broken, where it can be."""
    assert Coverage.of(edition(folder), all_results(folder)) == Coverage((), (), ())


@every_edition
def test_every_norm_shows_every_outcome_that_it_can_have(folder: Path) -> None:
    """Each norm and outcome is expected by some case, or listed as impossible with its reason, and never both."""
    shown = {
        (expectation.norm, Outcome(expectation.outcome))
        for result in all_results(folder)
        for expectation in result.case.expect
    }
    every = {(duty.norm, outcome) for duty in edition(folder).duties for outcome in Outcome}
    assert every - shown == impossible(folder)


@every_edition
def test_what_is_listed_as_impossible_is_never_found(folder: Path) -> None:
    """No finding of any case, expected or not, has an outcome that its norm cannot have."""
    found = {
        (finding.norm, finding.outcome)
        for result in all_results(folder)
        for finding in result.judgement.findings
    }
    assert found & impossible(folder) == set()


@every_edition
def test_no_two_findings_of_one_case_have_one_id(folder: Path) -> None:
    """A finding is known by its norm and its occasion, so two occasions are never told alike."""
    for result in all_results(folder):
        ids = [finding.id for finding in result.judgement.findings]
        assert sorted(ids) == sorted(set(ids)), result.case.case
