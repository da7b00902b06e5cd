"""Rows of Parquet that stay in their files while they are judged: nothing is copied, and nothing may change meanwhile."""

from pathlib import Path

import duckdb
import pytest

from slakit import check, load
from slakit.engines import audit
from slakit.engines.audit.in_tables import EventsInTables
from slakit.errors import InvalidDocument
from slakit.messages import render
from slakit.sources import read_for_audit
from slakit.sources.direct import in_files

ROOT = Path(__file__).parents[1]
EDITION = load(ROOT / "agreements/hamadan-governorate/1398")
AT = "1399/02/01 00:00"


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten rows of a type are enough to leave them where they lie."""
    monkeypatch.setattr(in_files, "STAYING_FROM", 10)


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """The committed year as a native table of Parquet."""
    file = tmp_path / "year.parquet"
    duckdb.execute(
        "COPY (SELECT * EXCLUDE (specversion, data, time, recordedtime), CAST(time AS TIMESTAMPTZ) AS time,"  # noqa: S608 -- files of this test
        " CAST(recordedtime AS TIMESTAMPTZ) AS recordedtime, data.* FROM"
        f" read_ndjson('{ROOT / 'examples/hamadan-1398/year.jsonl'}', sample_size = -1)) TO '{file}'"
    ).fetchall()
    return file


@pytest.mark.usefixtures("few_are_many")
def test_a_log_that_stays_in_its_files_has_the_findings_of_the_reference_engine(year: Path) -> None:
    by_reference = check(EDITION, year, at=AT, engine="reference")
    by_audit = check(EDITION, year, at=AT, engine="audit")
    assert isinstance(by_audit.log.events, EventsInTables)
    assert by_audit.log.events.stays
    assert by_audit.findings == by_reference.findings
    given = EDITION.duties, EDITION.term, by_audit.log.events, by_audit.at, None, by_audit.log.set_aside
    in_turn = audit.judge_in_turn(*given, at_once=50)
    assert tuple(in_turn) == by_reference.findings


@pytest.mark.usefixtures("few_are_many")
@pytest.mark.parametrize("gone", [False, True])
def test_a_file_that_changes_while_it_is_judged_is_an_error(year: Path, *, gone: bool) -> None:
    log = read_for_audit([str(year)], EDITION)
    if gone:
        year.unlink()
    else:
        duckdb.execute(f"COPY (SELECT * FROM '{year}' LIMIT 100) TO '{year}.new'").fetchall()  # noqa: S608 -- files of this test
        Path(f"{year}.new").replace(year)
    with pytest.raises(InvalidDocument) as raised:
        check(EDITION, log, at=AT, engine="audit")
    assert [render(fault, "en").partition("\n")[0] for fault in raised.value.faults] == [
        f"{year}:1:1: `{year}` was changed or taken away while its events were judged"
    ]
