"""No result is written over what the command reads, or over another result."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from one_document import DOCUMENT

from slakit.cli import apart, main
from slakit.cli.arguments.options import COMMANDS, OPTIONS
from slakit.cli.arguments.parser import Parser
from slakit.cli.wording import Voice
from slakit.text import strip_isolates

ROOT = Path(__file__).parents[1]
AGREEMENT = ROOT / "agreements" / "hamadan-governorate" / "1398"

MAPPING = ROOT / "examples" / "hamadan-portal-1398" / "mapping.yaml"
AT = ("--at", "1399/02/01")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an edition, a folder of logs, a mapping, and a database with a log, which is the working directory."""
    shutil.copytree(AGREEMENT, tmp_path / "edition")
    shutil.copyfile(MAPPING, tmp_path / "mapping.yaml")
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "log.jsonl").write_text(json.dumps(DOCUMENT) + "\n", encoding="utf-8")
    columns = {name: value for name, value in DOCUMENT.items() if name != "data"} | {
        "data": json.dumps(DOCUMENT["data"])
    }
    with closing(sqlite3.connect(tmp_path / "log.db")) as database, database:
        database.execute(f"CREATE TABLE events ({', '.join(columns)})")
        database.execute(
            f"INSERT INTO events VALUES ({', '.join('?' * len(columns))})",  # noqa: S608 -- marks alone
            tuple(columns.values()),
        )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("given", "file"),
    [
        (["check", "edition", "logs/log.jsonl", *AT, "--output", "./logs/log.jsonl"], "./logs/log.jsonl"),
        (["check", "edition", "logs/log.jsonl", *AT, "--set-aside", "logs/log.jsonl"], "logs/log.jsonl"),
        (["check", "edition", "logs/log.jsonl", *AT, "--findings", "logs/log.jsonl"], "logs/log.jsonl"),
        (["check", "edition", "logs/log.jsonl", *AT, "--summary", "logs/log.jsonl"], "logs/log.jsonl"),
        (["check", "edition", "logs", *AT, "--output", "logs/log.jsonl"], "logs/log.jsonl"),
        (["check", "edition", "logs/*.jsonl", *AT, "--output", "logs/log.jsonl"], "logs/log.jsonl"),
        (["check", "edition", "log.db#events", *AT, "--findings", "./log.db#events"], "./log.db#events"),
        (
            ["check", "edition", "logs", "--mapping", "mapping.yaml", "--output", "mapping.yaml"],
            "mapping.yaml",
        ),
        (["check", "edition", "logs", *AT, "--output", "edition/services.yaml"], "edition/services.yaml"),
        (["report", "edition", "logs", *AT, "--output", "logs/log.jsonl"], "logs/log.jsonl"),
        (["export", "ocel", "edition", "logs", "--output", "logs/log.jsonl"], "logs/log.jsonl"),
        (["render", "edition", "--output", "edition/agreement.yaml"], "edition/agreement.yaml"),
        (
            ["render", "edition/agreement.yaml", "--output", "edition/agreement.yaml"],
            "edition/agreement.yaml",
        ),
        (["watch", "edition", "logs/log.jsonl", "--output", "logs/log.jsonl"], "logs/log.jsonl"),
        (["watch", "edition", "logs/log.jsonl", "--store", "logs/log.jsonl"], "logs/log.jsonl"),
        (
            [
                *("validate", "edition", "--format", "json"),
                *("--output", "edition/agreement.yaml"),
            ],
            "edition/agreement.yaml",
        ),
    ],
)
def test_no_result_is_written_over_what_is_read(
    given: list[str], file: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(folder)
    assert main([*given, "--lang", "en"]) == 2
    assert capsys.readouterr() == (
        "",
        (
            f"slakit: `{file}` is read here, and a result would be written over it\n"
            "  help: give the result a file of its own\n"
        ),
    )
    assert main([*given, "--lang", "fa"]) == 2
    assert strip_isolates(capsys.readouterr().err) == (
        f"slakit: «{file}» در همین دستور خوانده می‌شود و نتیجه روی آن نوشته می‌شد\n"
        "  راهنما: برای نتیجه فایلی جدا بنویسید\n"
    )
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("given", "file"),
    [
        (["simulate", "--requests", "9", "--truth", "a", "--output", "./a"], "a"),
        (["report", "edition", "logs", *AT, "--output", "a", "--findings", "./a"], "./a"),
        (
            ["check", "edition", "logs", *AT, "--findings", "a.db#one", "--summary", "./a.db#one"],
            "./a.db#one",
        ),
    ],
)
def test_no_result_is_written_over_another(
    given: list[str], file: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(folder)
    assert main([*given, "--lang", "en"]) == 2
    assert capsys.readouterr() == (
        "",
        f"slakit: two outputs have the file `{file}`\n  help: give each of them a file of its own\n",
    )
    assert contents(folder) == before


READ_ALONE = {
    *("mappings", "logs", "baseline", "kafka_properties"),
    *("webhook_secret_file", "token_file", "passphrase_file", "key"),
}
REFUSES_WHAT_IS_THERE = {"to", "file"}
"""A new store, and a new pair of keys: they are made where nothing is."""
WRITTEN_ANEW = {"write_baseline"}
"""A list of known faults may take the place of the one that was read."""


def test_every_option_that_names_a_file_is_known_for_a_result_or_for_none() -> None:
    """A new one is asked about here before it can be written over something."""
    named = set()
    for command in COMMANDS:
        parser = Parser(voice=Voice("en"), about="about", prog=command)
        OPTIONS[command](parser)
        named |= {one.dest for one in parser._actions if one.metavar in ("FILE", "TABLE")}
    assert named == {
        *apart.FILES, *apart.TABLES, "outputs", *READ_ALONE, *REFUSES_WHAT_IS_THERE, *WRITTEN_ANEW
    }  # fmt: skip


@pytest.mark.parametrize(
    "given",
    [
        ["check", "edition", "log.db#events", *AT, "--findings", "log.db", "--summary", "log.db"],
        ["check", "edition", "logs/log.jsonl", *AT, "--output", "logs/told.txt"],
        ["check", "edition", "logs/log.jsonl", *AT, "--output", "/dev/null", "--set-aside", "/dev/null"],
        ["report", "edition", "logs/log.jsonl", *AT, "--output", "edition/report.html"],
        ["render", "edition", "--output", "edition/page.html"],
        ["simulate", "--requests", "9", "--truth", "a", "--output", "b"],
    ],
)
def test_what_lies_beside_it_is_written_as_often_as_wanted(given: list[str], folder: Path) -> None:
    before = contents(folder)
    for _ in range(2):
        assert main([*given, "--lang", "en"]) in (0, 1)
    kept = {path: told for path, told in contents(folder).items() if path in before and path.suffix != ".db"}
    assert kept == {path: told for path, told in before.items() if path.suffix != ".db"}
    with closing(sqlite3.connect(folder / "log.db")) as database:
        assert database.execute("SELECT COUNT(*) FROM events").fetchone() == (1,)
