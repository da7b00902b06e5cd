"""Files whose names are no UTF-8: their lines are read, and named with the bytes spelt out."""

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from one_document import DOCUMENT

from slakit.cli import main

AGREEMENT = str(Path(__file__).parents[1] / "agreements" / "hamadan-governorate" / "1398")
AT = ("--at", "1399/02/01")


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A log with a line that cannot be read, in the working directory."""
    monkeypatch.chdir(tmp_path)
    name = os.fsdecode(b"bad\xff.jsonl")
    try:
        Path(name).write_text(f"nothing\n{json.dumps(DOCUMENT)}\n", encoding="utf-8")
    except OSError:
        pytest.skip("this system has no such names")
    return name


@pytest.mark.parametrize("engine", ["reference", "audit"])
@pytest.mark.parametrize("table", ["told.jsonl", "told.csv", "told.sqlite", "told.parquet", "told.duckdb"])
def test_a_name_that_is_no_utf_8_goes_into_every_table(
    table: str, engine: str, log: str, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = ["--findings", table, "--set-aside", "aside.jsonl", "--format", "json", "--all"]
    assert main(["check", AGREEMENT, log, *AT, "--engine", engine, *outputs, "--lang", "en"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [one["place"] for one in told["set-aside"]] == ["bad\\udcff.jsonl:1"]
    assert json.loads(Path("aside.jsonl").read_text("utf-8"))["place"] == "bad\\udcff.jsonl:1"
    assert Path(table).stat().st_size > 0


def test_a_watch_keeps_such_a_name_and_goes_on(log: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["watch", AGREEMENT, log, "--at-end", "stop", "--store", "store", "--format", "jsonl"]
    assert main([*given, "--output", "told.jsonl", "--lang", "en"]) == 0
    first = Path("told.jsonl").read_text("utf-8")
    assert '"place": "bad\\\\udcff.jsonl:1"' in first
    assert main([*given, "--output", "told.jsonl", "--lang", "en"]) == 0
    assert Path("told.jsonl").read_text("utf-8") == first
    with closing(sqlite3.connect("store")) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    capsys.readouterr()
