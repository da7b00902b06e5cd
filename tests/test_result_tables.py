"""Findings and summaries as tables, what was set aside as a file, and what is left when writing fails."""

import csv
import errno
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from slakit.cli import main, tables
from slakit.cli.tables import write_table
from slakit.cli.wording import Refused, Voice
from slakit.text import strip_isolates

if TYPE_CHECKING:
    import duckdb

ROOT = Path(__file__).parents[1]
OFFICE = str(ROOT / "agreements/hamadan-governorate/1398")
YEAR = str(ROOT / "examples/hamadan-1398/year.jsonl")
PORTAL = ROOT / "examples/hamadan-portal-1398"
AT = ["--at", "1399/02/01", "--lang", "en"]

needs_duckdb = pytest.mark.skipif(find_spec("duckdb") is None, reason="duckdb (extra audit) is not installed")


def check(*given: str, log: str = YEAR) -> int:
    return main(["check", OFFICE, log, *AT, "--output", os.devnull, *given])


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines of the findings of the year that a person is told."""
    file = tmp_path_factory.mktemp("told") / "findings.jsonl"
    check("--findings", str(file))
    return file.read_text("utf-8").splitlines()


def test_findings_without_all_are_those_that_a_person_is_told(tmp_path: Path, told: list[str]) -> None:
    file = tmp_path / "every.jsonl"
    check("--findings", str(file), "--all")
    every = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [json.loads(line) for line in told] == [
        one for one in every if one["outcome"] not in ("fulfilled", "not-applicable")
    ]
    assert {"fulfilled", "not-applicable"} <= {one["outcome"] for one in every}


def rows_of(file: Path, table: str) -> Sequence[tuple[object, ...]]:
    """The rows of a table wherever it was written."""
    if file.suffix == ".csv":
        with file.open(encoding="utf-8", newline="") as stream:
            return [(*(cell or None for cell in row),) for row in csv.reader(stream)][1:]
    if file.suffix == ".db":
        with closing(sqlite3.connect(file)) as database:
            return database.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 -- a name of the test
    import duckdb

    if file.suffix == ".parquet":
        return duckdb.execute(f"SELECT * FROM '{file}'").fetchall()  # noqa: S608 -- names of the test
    with duckdb.connect(str(file)) as connection:
        return connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 -- names of the test


ENDINGS = ["csv", "db", *(pytest.param(one, marks=needs_duckdb) for one in ("parquet", "duckdb"))]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_table_of_findings_holds_what_the_lines_hold(ending: str, tmp_path: Path, told: list[str]) -> None:
    file = tmp_path / f"out.{ending}"
    for _ in range(2):  # the second run makes the table anew
        check("--findings", str(file))
    expected = []
    for line in told:
        one = json.loads(line)
        service = one["occasion"].get("service", one["figures"].get("service"))
        named = [one[name] for name in ("id", "norm", "clause", "rule", "outcome")]
        expected.append((*named, one.get("grade"), one["reason"], one["bearer"], service, one["time"], line))
    rows = rows_of(file, "findings")
    assert [(*row[:9], *row[10:]) for row in rows] == expected
    short = next(row for row in rows if "one-second-short" in str(row[0]))
    assert short[9] == "1398/05".replace("/", "-")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_summary_counts_each_norm_by_service_month_outcome_and_grade(ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"out.{ending}"
    mapping = str(PORTAL / "mapping.yaml")
    check("--summary", f"{file}#counts" if ending in ("db", "duckdb") else str(file), "--mapping", mapping,
          log=str(PORTAL / "portal.csv"))  # fmt: skip
    rows = [(*row[:-1], int(str(row[-1]))) for row in rows_of(file, "counts") if row[0] == "5.2"]
    assert rows == [
        ("5.2", "fee-as-announced", None, "1398-01", "undetermined", None, 1),
        ("5.2", "fee-as-announced", "svc-02", "1398-02", "fulfilled", None, 1),
        ("5.2", "fee-as-announced", "svc-19", "1398-02", "violated", "breach", 1),
        ("5.2", "fee-set-by-competent-body", "svc-02", "1398-01", "undetermined", None, 1),
        ("5.2", "fee-set-by-competent-body", "svc-19", "1398-01", "undetermined", None, 1),
        ("5.2", "fee-charged-as-set", None, "1398-01", "undetermined", None, 1),
        ("5.2", "fee-charged-as-set", "svc-02", "1398-02", "not-applicable", None, 1),
        ("5.2", "fee-charged-as-set", "svc-19", "1398-02", "not-applicable", None, 1),
    ]


def test_what_was_set_aside_is_written_with_its_place_and_its_reason(tmp_path: Path) -> None:
    file = tmp_path / "aside.jsonl"
    check("--set-aside", str(file), "--mapping", str(PORTAL / "mapping.yaml"), log=str(PORTAL / "portal.csv"))
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [(one["place"], one["reason"]) for one in lines] == [
        (f"{PORTAL}/portal.csv:8", "time-unreadable"),
        (f"{PORTAL}/portal.csv:10", "word-not-translated"),
        (f"{PORTAL}/portal.csv:11", "wrong-number-of-cells"),
    ]
    assert lines[2] == {
        "place": f"{PORTAL}/portal.csv:11",
        "reason": "wrong-number-of-cells",
        "arguments": {"expected": 9, "found": 8},
        "message": "the row has 8 cells, and the table 9 columns",
        "help": "put cells that hold the separator in quotation marks, or complete the row",
    }


def refused(capsys: pytest.CaptureFixture[str], *given: str) -> str:
    code = check(*given)
    assert code == 2
    return strip_isolates(capsys.readouterr().err)


def test_two_results_in_one_file_and_an_unknown_ending_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = f"{tmp_path}/a.jsonl"
    assert refused(capsys, "--findings", file, "--summary", file) == (
        f"slakit: two outputs have the file `{file}`\n  help: give each of them a file of its own\n"
    )
    assert refused(capsys, "--findings", f"{tmp_path}/a.xlsx").splitlines()[-2:] == [
        f"slakit: the ending of `{tmp_path}/a.xlsx` says of no kind of table",
        "  help: the endings: `.jsonl`, `.csv`, `.parquet`, `.sqlite`, `.db`, `.duckdb`",
    ]


@pytest.mark.parametrize(
    ("option", "file", "told"),
    [
        ("--findings", "a.xlsx", "slakit: the ending of `{file}` says of no kind of table"),
        ("--summary", "gone/a.csv", "slakit: cannot write `{file}`: No such file or directory"),
        ("--findings", "gone/a.db#f", "slakit: cannot write `{file}`: No such file or directory"),
        ("--output", "gone/a.txt", "slakit: cannot write `{file}`: No such file or directory"),
        ("--set-aside", "gone/a.jsonl", "slakit: cannot write `{file}`: No such file or directory"),
        ("--findings", "a.parquet", "slakit: the package `duckdb` is not installed"),
        ("--summary", "a.duckdb", "slakit: the package `duckdb` is not installed"),
    ],
)
def test_a_result_that_cannot_be_written_is_refused_before_anything_is_read(
    option: str,
    file: str,
    told: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever waits for a large log is told at once, and not in the end; no log is there to be read."""
    monkeypatch.setattr(tables, "find_spec", lambda _name: None)
    given = ["check", OFFICE, f"{tmp_path}/gone.jsonl", *AT, option, f"{tmp_path}/{file}"]
    assert main(given) == 2
    shown = f"{tmp_path}/{file.partition('#')[0]}"
    assert strip_isolates(capsys.readouterr().err).splitlines()[0] == told.format(file=shown)
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_is_none_is_left_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.db"
    file.write_bytes(b"something else, " * 100)
    assert f"slakit: cannot write `{file}`: file is not a database\n" in refused(
        capsys, "--findings", str(file)
    )
    assert file.read_bytes() == b"something else, " * 100


def a_log_in(database: "sqlite3.Connection | duckdb.DuckDBPyConnection") -> None:
    database.execute("CREATE TABLE ev (source TEXT, id TEXT, type TEXT, time TEXT, data TEXT)")
    database.execute(
        "INSERT INTO ev VALUES ('m', '1', 'outage.ended', '2019-08-04T09:00:00Z', '{\"outage\": \"o\"}')"
    )


NOT_REPLACED = (
    "slakit: the table `{}` is already there with other columns, and is not replaced\n"
    "  help: name another table behind the `#`, or remove that one if nobody needs it\n"
)


@pytest.mark.parametrize("option", ["--findings", "--summary"])
@pytest.mark.parametrize("named", ["ev", "EV"])
def test_a_table_that_is_read_without_being_named_is_not_replaced(
    option: str, named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The only table of a database is read, and SQLite ignores case; nothing else is written then either."""
    file, told = tmp_path / "l.db", tmp_path / "told.txt"
    with closing(sqlite3.connect(file)) as database, database:
        a_log_in(database)
    before = file.read_bytes()
    target = f"{file}#{named}"
    assert main(["check", OFFICE, str(file), *AT, "--output", str(told), option, target]) == 2
    assert strip_isolates(capsys.readouterr().err) == NOT_REPLACED.format(target)
    assert file.read_bytes() == before
    assert not told.exists()


def test_a_table_that_is_named_in_letters_of_another_case_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "l.db"
    with closing(sqlite3.connect(file)) as database, database:
        a_log_in(database)
    assert check("--findings", f"{file}#EV", log=f"{file}#ev") == 2
    assert strip_isolates(capsys.readouterr().err) == (
        f"slakit: `{file}#EV` is read here, and a result would be written over it\n"
        "  help: give the result a file of its own\n"
    )


def test_what_hangs_on_a_table_of_results_in_sqlite_stays(tmp_path: Path) -> None:
    """An index of the day before, and a view; the rows are those of the new run alone."""
    file = tmp_path / "results.db"
    assert check("--summary", str(file)) == 1
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE INDEX by_norm ON summary (norm)")
        rows = database.execute("SELECT * FROM summary").fetchall()
        made = database.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    assert check("--summary", str(file)) == 1
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT * FROM summary").fetchall() == rows
        assert database.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall() == made


@needs_duckdb
def test_a_table_of_somebody_else_is_not_replaced_in_duckdb(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import duckdb

    file = tmp_path / "l.duckdb"
    with duckdb.connect(str(file)) as database:
        a_log_in(database)
    assert refused(capsys, "--findings", f"{file}#EV") == NOT_REPLACED.format(f"{file}#EV")
    with duckdb.connect(str(file)) as database:
        assert database.execute("SELECT id FROM ev").fetchall() == [("1",)]


def test_a_log_in_postgresql_is_not_replaced_however_it_is_spelt(
    postgresql: str, capsys: pytest.CaptureFixture[str]
) -> None:
    import psycopg

    with psycopg.connect(postgresql) as database:
        database.execute("CREATE TABLE ev (source TEXT, id TEXT, type TEXT, time TEXT, data TEXT)")
        database.execute(
            "INSERT INTO ev VALUES ('m', '1', 'outage.ended', '2019-08-04T09:00:00Z', '{\"outage\": \"o\"}')"
        )
    other = postgresql.replace("postgresql://", "postgres://").replace(":secret", "")
    try:
        for target, table in (
            (f"{postgresql}#public.ev", "public.ev"),
            (f"{postgresql}&connect_timeout=5#ev", "ev"),
            (f"{other}#ev", "ev"),
        ):
            assert check("--findings", target, log=f"{postgresql}#ev") == 2
            assert strip_isolates(capsys.readouterr().err) == NOT_REPLACED.format(table)
            with psycopg.connect(postgresql) as database:
                assert database.execute("SELECT id FROM ev").fetchall() == [("1",)]
    finally:
        with psycopg.connect(postgresql) as database:
            database.execute("DROP TABLE ev")


def test_a_table_that_came_while_the_log_was_read_is_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "l.db"
    with closing(sqlite3.connect(file)) as database, database:
        a_log_in(database)
    before = file.read_bytes()
    with pytest.raises(Refused, match="already there with other columns"):
        write_table(f"{file}#ev", "findings", {"id": "text"}, [("a",)], Voice("en"))
    assert file.read_bytes() == before


# --- what is left when a run ends before its time ---

FULL = """\
import resource, sys
from slakit.cli import main, tables
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("ending", ["jsonl", "csv", "db", pytest.param("parquet", marks=needs_duckdb)])
def test_a_full_disk_is_told_and_leaves_what_stood_there(ending: str, tmp_path: Path) -> None:
    """A limit of the size of files stands for the disk: beyond it, writing fails in the same way."""
    file = tmp_path / f"out.{ending}"
    check("--findings", str(file))
    before = rows_of(file, "findings") if ending != "jsonl" else file.read_bytes()
    command = [
        sys.executable,
        "-c",
        FULL,
        "check",
        OFFICE,
        YEAR,
        *AT,
        "--output",
        os.devnull,
        "--all",
        "--findings",
    ]
    done = subprocess.run([*command, str(file)], capture_output=True, text=True, check=False, timeout=120)  # noqa: S603 -- ourselves
    assert done.returncode == 2, done.stderr
    assert f"slakit: cannot write `{file}`: " in strip_isolates(done.stderr)
    assert (rows_of(file, "findings") if ending != "jsonl" else file.read_bytes()) == before
    assert [one.name for one in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("ending", ["db", pytest.param("duckdb", marks=needs_duckdb)])
@pytest.mark.parametrize("problem", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_database_that_was_begun_and_not_ended_is_taken_away(
    problem: BaseException, ending: str, tmp_path: Path
) -> None:
    """A full disk left an empty one, which looked like a result without a finding."""

    def rows() -> Iterator[tuple[str]]:
        yield from (("a",) for _ in range(5000))
        raise problem

    file, link = tmp_path / f"out.{ending}", tmp_path / f"link.{ending}"
    link.symlink_to(file)
    for name in (file, link):
        with pytest.raises((Refused, KeyboardInterrupt)):
            write_table(str(name), "findings", {"id": "text"}, rows(), Voice("en"))
        assert list(tmp_path.iterdir()) == [link]
    link.unlink()
    write_table(str(file), "findings", {"id": "text"}, [("kept",)], Voice("en"))
    with pytest.raises((Refused, KeyboardInterrupt)):
        write_table(str(file), "findings", {"id": "text"}, rows(), Voice("en"))
    assert [one.name for one in tmp_path.iterdir()] == [file.name]
    assert rows_of(file, "findings") == [("kept",)]


@needs_duckdb
def test_a_full_disk_is_told_by_its_name_alone_whatever_an_engine_says_around_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DuckDB tells it deep within what its writers told each other."""
    import duckdb

    def full(*_: object) -> None:
        said = 'Async write failed: {"exception_message":"Could not write file: No space left on device","errno":"28"}'
        raise duckdb.IOException(said)

    monkeypatch.setattr("slakit.cli.tables._filled", full)
    file = str(tmp_path / "out.parquet")
    with pytest.raises(Refused) as told:
        write_table(file, "findings", {"id": "text"}, [], Voice("en"))
    assert strip_isolates(str(told.value.problem)) == f"cannot write `{file}`: No space left on device"


def test_a_run_that_is_killed_leaves_the_old_results(tmp_path: Path) -> None:
    """The pipe that the second log comes from keeps the run alive after it has begun to write the first results."""
    file = tmp_path / "out.jsonl"
    file.write_text("old\n", "utf-8")
    slow = """
import sys, time
from slakit.reports import json_lines
told = json_lines.finding_lines
def slowly(judgement, edition):
    for number, line in enumerate(told(judgement, edition)):
        yield line
        if number == 500:
            print("halfway", flush=True)
            time.sleep(60)
json_lines.finding_lines = slowly
from slakit.cli import main, tables
sys.exit(main(sys.argv[1:]))
"""
    command = [
        sys.executable,
        "-c",
        slow,
        "check",
        OFFICE,
        YEAR,
        *AT,
        "--output",
        os.devnull,
        "--all",
        "--findings",
    ]
    with subprocess.Popen([*command, str(file)], stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 -- ourselves
        assert running.stdout is not None
        assert running.stdout.readline() == "halfway\n"
        parts = [one for one in tmp_path.iterdir() if one != file]
        running.send_signal(signal.SIGKILL)
        running.wait(timeout=30)
    assert file.read_text("utf-8") == "old\n"
    assert [(one.name.startswith(".out.jsonl."), one.suffix) for one in parts] == [(True, ".part")]


def test_a_log_that_cannot_be_read_to_its_end_gives_2_and_no_results(tmp_path: Path) -> None:
    """A folder behind a name that ends as a file does, and a file that only its owner may read."""
    out = tmp_path / "out.jsonl"
    (tmp_path / "log.csv").mkdir()
    assert check("--findings", str(out), log=str(tmp_path / "log.csv")) == 2
    secret = tmp_path / "secret.parquet"
    secret.write_bytes(b"PAR1")
    assert check("--findings", str(out), log=str(secret)) == 2
    assert not out.exists()
