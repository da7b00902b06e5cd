"""Findings told one after the other: they are those of a judgement, and what is kept of them adds up."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest

from slakit.checking import log_of
from slakit.checks import Points
from slakit.cli import main
from slakit.engines import audit
from slakit.engines.audit.databases import SQLite
from slakit.engines.audit.tables import LogInMemory
from slakit.errors import UnsupportedByEngine
from slakit.events.event import Log
from slakit.findings import KEPT, Finding
from slakit.given_instants import instant_of
from slakit.in_turn import InTurn
from slakit.judgement import Engine, Judgement, judge
from slakit.loading import Edition, load
from slakit.reports.json_lines import finding_lines
from slakit.reports.pages.report import report_page
from slakit.reports.pages.report import telling_apart as told_apart_for_a_report
from slakit.reports.rows import summary_rows, telling_apart
from slakit.verdicts.judging import event_types_read

ENGINES: tuple[Engine, ...] = ("reference", "audit")


@cache
def edition() -> Edition:
    return load(Path("agreements/hamadan-governorate/1398"))


@cache
def year() -> Log:
    return log_of(edition(), Path("examples/hamadan-1398/year.jsonl"))


AT = "1399/02/01 00:00"


@cache
def in_full() -> Judgement:
    return judge(edition(), year(), instant_of(edition(), AT))


def in_turn(engine: Engine, *, first: int = 0) -> InTurn:
    apart = replace(telling_apart(edition()), first=first)
    return InTurn(edition(), year(), instant_of(edition(), AT), apart=apart, engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_told_and_what_is_kept_is_what_a_judgement_has(engine: Engine) -> None:
    told = in_turn(engine)
    assert tuple(told.findings) == in_full().findings
    kept = told.judgement
    assert kept.engine == engine
    assert kept.findings == tuple(one for one in in_full().findings if one.outcome not in KEPT or one.grade)
    assert sum(one.count for one in kept.counted) == len(in_full().findings) - len(kept.findings)
    assert (kept.counts(), kept.norms_without_occasion, kept.clauses) == (
        in_full().counts(), in_full().norms_without_occasion, in_full().clauses,
    )  # fmt: skip
    assert list(summary_rows(kept, edition())) == list(summary_rows(in_full(), edition()))


def test_the_first_of_each_outcome_are_kept_in_full_for_whoever_shows_some() -> None:
    """Two of each, and those of the same instant as the second."""
    told = in_turn("reference", first=2)
    assert tuple(told.findings) == in_full().findings
    for norm in {finding.norm for finding in in_full().findings}:
        for outcome in KEPT:
            of_all = [one for one in in_full().findings if (one.norm, one.outcome) == (norm, outcome)]
            kept = [one for one in told.judgement.findings if (one.norm, one.outcome) == (norm, outcome)]
            assert kept == [
                one for one in of_all if one.grade or one in of_all[:2] or one.time == of_all[1].time
            ]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_report_of_what_was_kept_is_the_report_of_all(engine: Engine) -> None:
    apart = told_apart_for_a_report(edition())
    told = InTurn(edition(), year(), instant_of(edition(), AT), apart=apart, engine=engine)
    assert sum(1 for _ in told.findings) == len(in_full().findings)
    assert report_page(told.judgement, edition(), "fa") == report_page(in_full(), edition(), "fa")


def test_there_is_no_judgement_before_all_was_told() -> None:
    told = in_turn("reference")
    assert next(told.findings) == in_full().findings[0]
    with pytest.raises(
        RuntimeError, match=r"^findings are still to be told; go through `findings` to their end first$"
    ):
        _ = told.judgement


def _gives_up_after(findings: int) -> Callable[..., Iterator[Finding]]:
    def judged(*_: object, **__: object) -> Iterator[Finding]:
        yield from in_full().findings[:findings]
        raise UnsupportedByEngine("audit", "mixed-values", {"field": "rial", "type": "fee.charged"})

    return judged


@pytest.mark.parametrize("findings", [0, 1000])
def test_where_an_engine_gives_up_the_reference_engine_goes_on(findings: int) -> None:
    """Nothing is told twice and nothing is left out; whoever named the engine is told instead."""
    with (
        patch.object(audit, "judge_in_turn", _gives_up_after(findings)),
        patch("slakit.judgement.AUDIT_FROM", 1),
    ):
        told = in_turn("auto")
        assert tuple(told.findings) == in_full().findings
        assert told.judgement.engine == "reference"
        assert told.judgement.unsupported is not None
        assert told.judgement.unsupported.feature == "mixed-values"
        with pytest.raises(UnsupportedByEngine):
            list(in_turn("audit").findings)


def test_what_is_forgotten_is_asked_anew() -> None:
    """The number of an event that was told before, in a database that holds every occasion."""
    duties = [duty for duty in edition().duties if duty.norm == "fee-as-announced"]
    database, fees = SQLite(), Points("fee.charged")
    audit.fill(database, LogInMemory(year().events), event_types_read((tuple(duties), edition().term)))
    found = audit.facts(database, LogInMemory(year().events), duties, edition().term, in_full().at, None)
    (event, _), *_ = found.points(fees)
    assert found.held(fees.where, event) is True
    found.only(fees, found.put_query("p", "SELECT 0 AS n")).forget()
    assert "fee.charged" not in found.numbers
    assert found.held(fees.where, event) is True


@pytest.mark.parametrize("engine", ENGINES)
def test_the_command_writes_in_turn_what_a_judgement_has(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As lines of JSON, as a table beside what a forge reads, and beside a report."""
    asked = ["agreements/hamadan-governorate/1398", "examples/hamadan-1398/year.jsonl", "--at", AT]
    asked += ["--engine", engine, "--lang", "en"]
    expected = list(finding_lines(in_full(), edition()))
    assert main(["check", *asked, "--format", "jsonl"]) == 1
    assert capsys.readouterr().out.splitlines() == expected
    table = str(tmp_path / "table.jsonl")
    assert main(["check", *asked, "--format", "markdown", "--all", "--findings", table]) == 1
    assert Path(table).read_text("utf-8").splitlines() == expected
    both = [*asked, "--format", "jsonl", "--all", "--findings", str(tmp_path / "both.jsonl")]
    assert main(["check", *both, "--output", str(tmp_path / "out.jsonl")]) == 1
    assert (tmp_path / "both.jsonl").read_text("utf-8").splitlines() == expected
    assert (tmp_path / "out.jsonl").read_text("utf-8").splitlines() == expected
    page, beside = str(tmp_path / "page.html"), str(tmp_path / "beside.jsonl")
    assert main(["report", *asked, "--output", page, "--findings", beside]) == 0
    assert Path(beside).read_text("utf-8").splitlines() == expected
    assert Path(page).read_text("utf-8") == report_page(in_full(), edition(), "en", all_in=beside)


def test_what_was_told_before_a_judge_failed_leaves_no_file(tmp_path: Path) -> None:
    """A file of findings is whole, or there is none."""
    log, output = tmp_path / "log.jsonl", tmp_path / "out.jsonl"
    log.write_bytes(Path("examples/hamadan-1398/year.jsonl").read_bytes())
    asked = ["agreements/hamadan-governorate/1398", str(log), "--at", AT, "--engine", "audit", "--lang", "en"]
    with patch.object(audit, "judge_in_turn", _gives_up_after(1000)):
        assert main(["check", *asked, "--format", "jsonl", "--output", str(output)]) == 2
    assert sorted(tmp_path.iterdir()) == [log]
