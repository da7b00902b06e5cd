"""Sources that the system does not give out, or not whole: each is named, nothing is left out in silence, exit 2."""

import errno
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest

from slakit import sources
from slakit.cli import main
from slakit.errors import InvalidDocument
from slakit.loading import Edition, load
from slakit.messages import render

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

ROOT = Path(__file__).parents[1]
OFFICE = ROOT / "agreements/hamadan-governorate/1398"
YEAR = (ROOT / "examples/hamadan-1398/year.jsonl").read_bytes()
AFTER = 20_000
"""The bytes that a disk gives before it fails."""


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(OFFICE)


def faults(*names: str | Path, edition: Edition, mapping: Path | None = None) -> list[tuple[str, str]]:
    """The files that sources are refused for, each with the reason."""
    with pytest.raises(InvalidDocument) as caught:
        sources.read([str(name) for name in names], edition, mappings=[mapping] if mapping else [])
    assert {fault.rule for fault in caught.value.faults} == {"cannot-read"}
    assert [fault.place and fault.place.file for fault in caught.value.faults] == [
        fault.arguments["file"] for fault in caught.value.faults
    ]
    return [(str(fault.arguments["file"]), str(fault.arguments["reason"])) for fault in caught.value.faults]


# --- what may not be read -----------------------------------------------------------------------------------


@cache
def as_an_ordinary_user() -> tuple[str, ...]:
    """What begins a command that permissions hold for: nothing, but for root, whom no permission stops."""
    if os.geteuid() != 0:
        return ()
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("root is stopped by no permission, and setpriv (util-linux) is not installed")
    without = (setpriv, "--bounding-set=-dac_override,-dac_read_search")
    if subprocess.run([*without, "true"], check=False, capture_output=True).returncode:  # noqa: S603 -- the command of this module
        pytest.skip("root is stopped by no permission, and may not give this up here")
    return without


@contextmanager
def shut(*paths: Path) -> Iterator[None]:
    """Nobody is permitted anything with these, for a while."""
    for path in paths:
        path.chmod(0)
    try:
        yield
    finally:
        for path in paths:
            path.chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of files are those of POSIX here")
def test_check_names_all_that_it_is_not_permitted_to_read_and_judges_nothing(tmp_path: Path) -> None:
    readable = tmp_path / "readable.jsonl"
    readable.write_bytes(YEAR[: YEAR.index(b"\n") + 1])
    files = [tmp_path / f"log.{ending}" for ending in ("jsonl", "csv", "parquet", "db", "jsonocel")]
    for file in files:
        file.write_bytes(b"")
    closed, half_closed = tmp_path / "closed", tmp_path / "half-closed"
    for folder in (closed, half_closed, half_closed / "inner", half_closed / ".hidden"):
        folder.mkdir()
        shutil.copy(readable, folder / "a.jsonl")
    shutil.copy(readable, half_closed / "b.jsonl")
    named = [
        readable,
        *files,
        closed,
        closed / "a.jsonl",
        f"{closed}/log.db#fees",
        f"{closed}/*.csv",
        half_closed,
    ]
    told = [*files, *named[6:10], half_closed / "inner", half_closed / "b.jsonl"]
    command = [*as_an_ordinary_user(), sys.executable, "-m", "slakit", "check", str(OFFICE), *map(str, named)]
    locked = (*files, closed, half_closed / "inner", half_closed / ".hidden", half_closed / "b.jsonl")
    with shut(*locked):
        done = subprocess.run(  # noqa: S603 -- slakit itself, on files of this test
            [*command, "--at", "1399/02/01 00:00", "--lang", "en"],
            check=False,
            capture_output=True,
            text=True,
        )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "".join(
        f"{one}:1:1: cannot read `{one}`: you are not permitted to read it\n"
        "  help: check the path and that it is there\n"
        for one in told
    )


def test_a_link_that_leads_nowhere_is_told_wherever_it_is_found(tmp_path: Path, edition: Edition) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"")
    link = tmp_path / "b.jsonl"
    link.symlink_to("gone.jsonl")
    expected = [(str(link), "no-such-file")]
    assert faults(link, edition=edition) == expected
    assert faults(tmp_path, edition=edition) == expected
    assert faults(tmp_path / "*.jsonl", edition=edition) == expected


def test_a_name_longer_than_any_file_has_is_no_mistake_of_slakit(tmp_path: Path, edition: Edition) -> None:
    name = tmp_path / ("a" * 300)
    assert faults(name, edition=edition) == [(str(name), "unreadable-file")]


# --- what breaks off ----------------------------------------------------------------------------------------


class BreaksOff(io.RawIOBase):
    """A file on a disk that fails on the way."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._left = content[:AFTER]

    def readable(self) -> bool:
        """Whether it may be read at all."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill the buffer as far as the disk gives; raise OSError where it fails."""
        if not self._left:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        view = memoryview(buffer)
        size = min(len(view), len(self._left))
        view[:size], self._left = self._left[:size], self._left[size:]
        return size


@pytest.fixture
def failing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, bytes], Path]:
    """Makes a file that can be opened and gives only its beginning."""
    contents: dict[Path, bytes] = {}
    opened = Path.open

    def open_half(path: Path, mode: str = "r", **options: str) -> IO[bytes] | IO[str]:
        if path not in contents:
            return opened(path, mode, **options)  # type: ignore[call-overload,no-any-return]  # options pass through
        stream = io.BufferedReader(BreaksOff(contents[path]))
        return stream if "b" in mode else io.TextIOWrapper(stream, **options)  # type: ignore[arg-type]  # options of a text file

    def made(name: str, content: bytes) -> Path:
        assert len(content) > AFTER
        file = tmp_path / name
        file.write_bytes(content)
        contents[file] = content
        return file

    monkeypatch.setattr(Path, "open", open_half)
    return made


Failing = Callable[[str, bytes], Path]


def test_json_lines_that_break_off_are_told_alone_and_beside_a_table(
    failing: Failing, tmp_path: Path, edition: Edition
) -> None:
    file = failing("log.jsonl", YEAR)
    (tmp_path / "other.csv").write_text("id,source,type,time\n", "utf-8")
    assert faults(file, edition=edition) == [(str(file), "unreadable-file")]
    assert faults(file, tmp_path / "other.csv", edition=edition) == [(str(file), "unreadable-file")]


def test_a_table_of_csv_that_breaks_off_is_told(failing: Failing, edition: Edition) -> None:
    file = failing(
        "log.csv", b"id,source,type,time\n" + b"c1,portal,fee.charged,2019-05-01T09:00:00Z\n" * 999
    )
    assert faults(file, edition=edition) == [(str(file), "unreadable-file")]


def test_json_lines_of_others_that_break_off_are_told(
    failing: Failing, tmp_path: Path, edition: Edition
) -> None:
    mapping = tmp_path / "mapping.yaml"
    text = (ROOT / "examples/hamadan-portal-1398/mapping.yaml").read_text("utf-8")
    assert "files: [portal*.csv]" in text
    mapping.write_text(text.replace("files: [portal*.csv]", "files: [portal*.jsonl]"), "utf-8")
    file = failing("portal.jsonl", b"{}\n" * 9999)
    assert faults(file, edition=edition, mapping=mapping) == [(str(file), "unreadable-file")]


def test_an_object_centric_log_that_breaks_off_is_told(failing: Failing, edition: Edition) -> None:
    log = {"objectTypes": [], "eventTypes": [], "objects": [], "events": ["no event"] * 9999}
    file = failing("log.jsonocel", json.dumps(log).encode())
    assert faults(file, edition=edition) == [(str(file), "unreadable-file")]


@pytest.mark.parametrize("engine", ["reference", "audit"])
def test_check_of_a_log_that_breaks_off_gives_2_and_leaves_older_results_as_they_were(
    failing: Failing, tmp_path: Path, capsys: pytest.CaptureFixture[str], engine: str
) -> None:
    file = failing("log.jsonl", YEAR)
    results = [tmp_path / name for name in ("findings.jsonl", "table.csv", "set-aside.jsonl")]
    for result in results:
        result.write_text("older", "utf-8")
    options = zip(("--output", "--findings", "--set-aside"), map(str, results), strict=True)
    arguments = [argument for option in options for argument in option]
    code = main([
        "check", str(OFFICE), str(file), "--at", "1399/02/01 00:00", "--engine", engine, "--lang", "fa", *arguments
    ])  # fmt: skip
    captured = capsys.readouterr()
    assert (code, captured.out) == (2, "")
    assert [result.read_text("utf-8") for result in results] == ["older"] * 3
    with pytest.raises(InvalidDocument) as caught:
        sources.read([str(file)], load(OFFICE))
    assert captured.err == render(caught.value.faults[0], "fa") + "\n"
