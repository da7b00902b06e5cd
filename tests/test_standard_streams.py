"""Standard streams that were closed before slakit was called, and commands that are broken off."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from slakit.cli import called
from slakit.cli.wording import Voice

ROOT = Path(__file__).parents[1]
AGREEMENT = str(ROOT / "agreements" / "hamadan-governorate" / "1398")
CLOSED = "slakit: standard input or standard output is closed\n  help: leave it open, or name a file in its place\n"


def ran(*given: str, closed: str) -> subprocess.CompletedProcess[str]:
    """What slakit says where a shell closes some of its streams."""
    command = ["sh", "-c", f'"$@" {closed}', "sh", sys.executable, "-m", "slakit", *given, "--lang", "en"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 -- our own command


@pytest.mark.parametrize(
    ("closed", "code", "out", "err"),
    [
        ("<&-", 0, "{", ""),
        ("2>&-", 0, "{", ""),
        (">&-", 2, "", "slakit: cannot write `-`: Bad file descriptor\n"),
        (">&- 2>&-", 2, "", ""),
        ("<&- >&- 2>&-", 2, "", ""),
    ],
)
def test_results_go_where_something_is_open(closed: str, code: int, out: str, err: str) -> None:
    told = ran("schema", "agreement", closed=closed)
    assert (told.returncode, told.stdout[:1], told.stderr) == (code, out, err)


@pytest.mark.parametrize("command", ["check", "watch"])
def test_a_log_from_closed_standard_input_cannot_be_read(command: str) -> None:
    at_end = ("--at-end", "stop") if command == "watch" else ("--at", "1399/02/01")
    told = ran(command, AGREEMENT, "-", *at_end, closed="<&-")
    assert (told.returncode, told.stdout, told.stderr) == (2, "", CLOSED)


def test_a_file_is_written_where_standard_error_is_closed(tmp_path: Path) -> None:
    """Not what is said besides, which would take its number."""
    file, log = tmp_path / "told.txt", tmp_path / "log.jsonl"
    log.write_text("nothing\n", encoding="utf-8")
    given = ("check", AGREEMENT, str(log), "--at", "1399/02/01", "--output", str(file))
    told = ran(*given, closed="2>&-")
    assert (told.returncode, told.stdout) == (1, "")
    assert ran(*given[:-2], closed="").stdout == file.read_text("utf-8")


def test_the_version_is_not_told_to_nobody() -> None:
    assert ran("--version", closed=">&-").stderr == CLOSED


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device is always full here")
@pytest.mark.parametrize(
    "given",
    [
        ["--version"],
        ["validate", AGREEMENT],
        ["test", AGREEMENT],
        ["watch", AGREEMENT, "/dev/null", "--at-end", "close", "--at", "1399/02/01", "--tell", "all"],
    ],
    ids=lambda given: given[0],
)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_what_a_full_disk_does_not_take_is_told_once(given: list[str], unbuffered: str) -> None:
    """Python told of it when it ended, with an exit code of its own, since what was written had been held back.

    Where nothing is held back, as in images of Docker, the disk of temporary files was blamed.
    """
    full = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    command = [sys.executable, "-m", "slakit", *given, "--lang", "en"]
    with open("/dev/full", "wb") as stream:  # noqa: PTH123 -- a device
        told = subprocess.run(command, stdout=stream, stderr=subprocess.PIPE, env=full, check=False)  # noqa: S603 -- our own command
    assert (told.returncode, told.stderr) == (2, b"slakit: cannot write `-`: No space left on device\n")


@pytest.mark.skipif(sys.platform == "win32", reason="no limit can be set there")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_results_of_which_a_disk_takes_a_part_are_not_whole(unbuffered: str, tmp_path: Path) -> None:
    """Without buffers a part was written, and the exit code was 0."""
    script = 'ulimit -f 1; exec "$@" > part'
    command = [
        "sh",
        "-c",
        script,
        "sh",
        sys.executable,
        "-m",
        "slakit",
        "schema",
        "agreement",
        "--lang",
        "en",
    ]
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    told = subprocess.run(command, stderr=subprocess.PIPE, env=environment, cwd=tmp_path, check=False)  # noqa: S603 -- our own command
    assert (told.returncode, told.stderr) == (2, b"slakit: cannot write `-`: File too large\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device is always full here")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_no_exit_code_hangs_on_what_a_full_disk_does_not_take_of_messages(unbuffered: str) -> None:
    """It was that of findings, or one of Python's own, for an agreement that is not there."""
    command = [
        "sh",
        "-c",
        'exec "$@" 2>/dev/full',
        "sh",
        sys.executable,
        "-m",
        "slakit",
        "validate",
        "/not/there",
    ]
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    assert subprocess.run(command, env=environment, check=False).returncode == 2  # noqa: S603 -- our own command


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in which somebody stands cannot be removed")
def test_a_folder_that_is_gone_is_no_mistake_of_slakit(tmp_path: Path) -> None:
    script = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"'
    command = [
        "sh",
        "-c",
        script,
        "sh",
        sys.executable,
        "-m",
        "slakit",
        "validate",
        AGREEMENT,
        "--lang",
        "en",
    ]
    told = subprocess.run(command, capture_output=True, cwd=tmp_path, check=False)  # noqa: S603 -- our own command
    assert (told.returncode, told.stdout, told.stderr) == (
        2,
        b"",
        b"slakit: the folder that slakit was called in is no longer there\n  help: change to a folder that is there\n",
    )


def test_a_query_that_is_broken_off_is_no_mistake_of_slakit(monkeypatch: pytest.MonkeyPatch) -> None:
    """DuckDB alone knows then that Ctrl-C was pressed."""

    def broken_off(*_: object) -> None:
        raise RuntimeError("Query interrupted")

    monkeypatch.setattr("slakit.cli.schema.run", broken_off)
    with pytest.raises(KeyboardInterrupt):
        called(["schema", "agreement"], Voice("en"))
