"""How much memory the tables of the audit engine take, where the rest lies, and what is said where there is no room."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from slakit.cli import main
from slakit.engines.audit.databases import DuckDB
from slakit.engines.audit.room import memory_at_most, new_database
from slakit.errors import OutOfRoom
from slakit.leftovers import prefix

HAMADAN = Path(__file__).parents[1] / "agreements/hamadan-governorate/1398"
YEAR = Path(__file__).parents[1] / "examples/hamadan-1398/year.jsonl"
MANY = "SELECT range AS n, hash(range) AS h, CAST(hash(range) AS VARCHAR) AS t FROM range(1000000)"
SORTED = "SELECT t, h FROM m ORDER BY h"
MEBI = 2**20


class Answer(NamedTuple):
    """What a command did: its exit code, what it wrote on stdout, and on stderr."""

    code: int
    out: str
    err: str


Run = Callable[..., Answer]


@pytest.fixture
def slakit(capfd: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> Answer:
        return Answer(
            main(["check", str(HAMADAN), *map(str, arguments), "--at", "1399/02/01"]), *capfd.readouterr()
        )

    return run


def small_disk() -> duckdb.DuckDBPyConnection:
    """A database that may put a single mebibyte into files."""
    with memory_at_most(40 * MEBI):
        database = new_database()
    return database.execute("SET max_temp_directory_size = '1MiB'")


def test_what_does_not_fit_into_memory_lies_among_temporary_files_and_goes_with_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with memory_at_most(64 * MEBI):
        database = DuckDB()
    database.keep("m", MANY)
    database.keep("s", SORTED)
    [folder] = tmp_path.iterdir()
    assert folder.name.startswith("slakit-")
    assert sum(file.stat().st_size for file in folder.iterdir()) > MEBI
    assert list(database.rows("SELECT COUNT(*) FROM s")) == [(1_000_000,)]
    database.close()
    assert list(tmp_path.iterdir()) == []


KILLED = f"""
import os, signal
from slakit.engines.audit.databases import DuckDB
from slakit.engines.audit.room import memory_at_most
with memory_at_most(64 * 2**20):
    database = DuckDB()
database.keep("m", {MANY!r})
database.keep("s", {SORTED!r})
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not Path("/proc/self/ns/pid").is_symlink(), reason="no /proc tells which process is gone")
def test_what_a_killed_process_left_among_temporary_files_goes_with_the_next_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a living process, an unknown one or one of another machine has there stays."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert subprocess.run([sys.executable, "-c", KILLED], check=False).returncode == -signal.SIGKILL  # noqa: S603 -- our own code
    [left] = tmp_path.iterdir()
    assert sum(file.stat().st_size for file in left.iterdir()) > MEBI
    space, number, began = left.name.split("-")[1:4]
    others = [
        f"{prefix()}living",
        "slakit-unknown",
        "another",
        f"slakit-{'0' * 12}-{number}-{began}-of-another-machine",
    ]
    for name in others:
        (tmp_path / name).mkdir()
    (tmp_path / f"slakit-{space}-{os.getpid()}-1-of-one-before-with-this-number").mkdir()
    new_database().close()
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(others)


def test_tables_in_memory_are_not_written_anew_when_much_was_put_there() -> None:
    [(threshold,)] = DuckDB()._answer("SELECT current_setting('checkpoint_threshold')")
    assert threshold == "931.3 GiB"


def test_a_limit_of_memory_counts_for_databases_that_are_made_meanwhile() -> None:
    def limit() -> object:
        return DuckDB()._answer("SELECT current_setting('memory_limit')")

    usual = limit()
    with memory_at_most(64 * MEBI):
        assert limit() == [("64.0 MiB",)]
        with memory_at_most(None):
            assert limit() == usual
    assert limit() == usual


def test_memory_that_does_not_suffice_is_named() -> None:
    """It is neither a mistake of slakit nor one of the log."""
    with memory_at_most(16 * MEBI):
        nothing_spills = new_database().execute("SET temp_directory = ''")
    database = DuckDB(nothing_spills)
    with pytest.raises(OutOfRoom) as lack:
        database.keep("m", MANY)
    assert (lack.value.engine, lack.value.reason) == ("audit", "memory")
    assert lack.value.arguments["why"].endswith("16.0 MiB used)")


def test_a_disk_that_does_not_suffice_for_what_does_not_fit_into_memory_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    database = DuckDB(small_disk())
    with pytest.raises(OutOfRoom) as lack:
        database.keep("m", MANY)
    assert (lack.value.reason, lack.value.arguments["folder"]) == ("disk", str(tmp_path))


def test_a_file_that_is_not_there_is_no_lack_of_room() -> None:
    with pytest.raises(duckdb.IOException):
        DuckDB().rows("SELECT * FROM read_json('nowhere.json')")


def test_check_says_that_memory_does_not_suffice(slakit: Run, tmp_path: Path) -> None:
    """Exit code 3, and nothing that looks like a result."""
    findings, log = tmp_path / "findings.jsonl", tmp_path / "large.jsonl"
    log.write_bytes(YEAR.read_bytes() * 10)
    answer = slakit(log, "--engine", "audit", "--memory", "16MiB", "--findings", findings)
    assert (answer.code, answer.out, findings.exists()) == (3, "", False)
    problem, cure = answer.err.splitlines()
    assert problem.startswith("slakit: the engine `audit` has not enough memory for this log: ")
    assert problem.endswith("16.0 MiB used)")
    assert cure == "  help: allow it more with `--memory`, or judge on a machine that has more"
    persian = slakit(log, "--engine", "audit", "--memory", "16MiB", "--lang", "fa")
    assert persian.code == 3
    assert "برای این گزارش بس نیست" in persian.err
    assert "حافظهٔ بیشتری به آن بدهید" in persian.err


def test_check_says_that_the_disk_does_not_suffice(
    slakit: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the lines of a log are put into tables."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("slakit.sources.direct.loading.new_database", small_disk)
    log = tmp_path / "large.jsonl"
    log.write_bytes(YEAR.read_bytes() * 30)
    answer = slakit(log, "--engine", "audit")
    assert (answer.code, answer.out) == (3, "")
    assert answer.err == (
        f"slakit: there is no space left for temporary files in `{tmp_path}`\n"
        "  help: free some space there, or name a folder that has some in the variable TMPDIR\n"
    )
    persian = slakit(log, "--engine", "audit", "--lang", "fa")
    assert persian.code == 3
    assert "برای فایل‌های موقت جایی نمانده است" in persian.err


def test_a_year_is_judged_alike_in_little_memory(slakit: Run) -> None:
    given = (YEAR, "--engine", "audit")
    assert slakit(*given, "--memory", "128MiB") == slakit(*given)


@pytest.mark.parametrize("size", ["4", "GiB", "4.5GiB", "-4GiB", "15MiB", "", "۴GiB"])
def test_what_is_no_size_of_memory_is_refused(size: str, slakit: Run) -> None:
    assert slakit(YEAR, f"--memory={size}") == Answer(
        2,
        "",
        f"slakit: `--memory {size}` is no size of memory of 16 MiB or more\n"
        "  help: write a whole number with its unit, such as `512MiB` or `4GiB`\n",
    )


@pytest.mark.parametrize(
    "given", [("--engine", "reference"), ("--engine", "spark"), ("--spark-master", "sc://x")]
)
def test_memory_of_another_engine_is_refused(given: tuple[str, str], slakit: Run) -> None:
    """The others take what they need, or are limited where they run."""
    engine = "reference" if "reference" in given else "spark"
    assert slakit(YEAR, "--memory", "4GiB", *given) == Answer(
        2,
        "",
        f"slakit: `--memory` is for the engine `audit`, and `--engine {engine}` asks for another engine\n"
        "  help: write `--engine audit`, or leave `--memory` out\n",
    )
