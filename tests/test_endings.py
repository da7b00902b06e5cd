"""A command that a signal ends: what it puts away first."""

import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from slakit.cli import main
from slakit.cli.endings import Ending, end_at_once
from slakit.cli.exit_codes import Exit
from slakit.cli.results import path_written_whole
from slakit.leftovers import part_names, take_away_parts

ROOT = Path(__file__).parents[1]
AGREEMENT = ROOT / "agreements/hamadan-governorate/1398"
YEAR = ROOT / "examples/hamadan-1398/year.jsonl"


@pytest.fixture(autouse=True)
def _signals_as_usual() -> Iterator[None]:
    """Whoever runs the tests may have their programs ignore a signal, as `nohup` does, which would be respected."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def started(*arguments: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 -- it is ours
        [sys.executable, "-m", "slakit", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def wait_until(happened: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while not happened():
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.02)


def ended_by(number: int, process: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    return process.returncode, said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_server_that_is_told_to_end_leaves_one_whole_file(number: signal.Signals, tmp_path: Path) -> None:
    """By SIGHUP, of which its framework knows nothing, it left its last commits beside the store, and a traceback."""
    pytest.importorskip("uvicorn")
    store = tmp_path / "state.db"
    process = started("serve", AGREEMENT, "--store", store, "--port", "0", "--lang", "en")
    assert process.stderr is not None
    assert process.stderr.readline().startswith(b"slakit: listening on ")
    time.sleep(0.5)  # it takes its signals
    assert ended_by(number, process) == (-number, b"")
    assert [file.name for file in tmp_path.iterdir()] == ["state.db"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_watch_that_is_told_to_end_leaves_one_whole_file(
    number: signal.Signals, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All that was told is in the store itself, which somebody may copy, and whoever sent the signal sees it heeded."""
    store, told = tmp_path / "state.db", tmp_path / "told.jsonl"
    log = tmp_path / "log.jsonl"
    log.write_bytes(b"".join(YEAR.read_bytes().splitlines(keepends=True)[:200]))
    options: list[str | Path] = [
        "--store",
        store,
        "--lateness",
        "1 hour",
        "--format",
        "jsonl",
        "--output",
        told,
    ]
    process = started("watch", AGREEMENT, log, *options)
    wait_until(lambda: told.exists() and told.stat().st_size > 0, process)
    time.sleep(0.5)  # all of it is read
    assert ended_by(number, process) == (-number, b"")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["log.jsonl", "state.db", "told.jsonl"]
    copy = tmp_path / "copy.db"
    copy.write_bytes(store.read_bytes())
    assert main(["ledger", "verify", str(AGREEMENT), str(copy)]) == 0
    shown = re.match("the ledger is as it was written: ([0-9]+) rows, ", capsys.readouterr().out)
    assert shown
    assert int(shown[1]) >= told.read_bytes().count(b"\n") > 0


def test_a_result_that_was_begun_leaves_nothing_behind(tmp_path: Path) -> None:
    """A file that takes its name when it is whole is put away, where it was only begun."""
    result = tmp_path / "found.json"
    script = (
        "import sys, time\n"
        "import slakit.cli.check as check\n"
        "from slakit.cli import main\n"
        "from slakit.cli.results import results\n"
        "def run(asked, voice):\n"
        "    with results(asked.output, voice) as stream:\n"
        "        stream.write('begun')\n"
        "        time.sleep(60)\n"
        "check.run = run\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    process = subprocess.Popen(  # noqa: S603 -- it is ours
        [sys.executable, "-c", script, "check", str(AGREEMENT), str(YEAR), "--output", str(result)],
        stderr=subprocess.PIPE,
    )
    wait_until(lambda: any(tmp_path.glob(".found.json.*.part")), process)
    assert ended_by(signal.SIGTERM, process) == (-signal.SIGTERM, b"")
    assert list(tmp_path.glob(".found*")) == []


@pytest.mark.skipif(not Path("/proc/self/ns/pid").is_symlink(), reason="no /proc tells which process is gone")
@pytest.mark.parametrize("name", ["found.json", "یافته‌های [سال]" * 8 + ".json"])
def test_what_a_killed_command_left_beside_its_result_goes_with_the_next_one(
    name: str, tmp_path: Path
) -> None:
    """What another command is writing there stays, and so does what is of another result or nobody's."""
    result = tmp_path / name
    killed = "import os, signal, sys\nfrom pathlib import Path\nfrom slakit.cli.results import path_written_whole\n"
    killed += (
        "with path_written_whole(Path(sys.argv[1])) as part:\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", killed, str(result)], check=False)  # noqa: S603 -- it is ours
    assert done.returncode == -signal.SIGKILL
    assert len(list(tmp_path.iterdir())) == 1
    others = [".another.json.abc.part", f".{name[:20]}.mine.part"]
    for other in others:
        (tmp_path / other).write_text("kept", "utf-8")
    with path_written_whole(result) as outer:
        with path_written_whole(result) as inner:
            inner.write_text("inner", "utf-8")
        assert outer.exists()
        outer.write_text("outer", "utf-8")
    assert result.read_text("utf-8") == "outer"
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([*others, name])


@pytest.mark.skipif(not Path("/proc/self/ns/pid").is_symlink(), reason="no /proc tells which process is gone")
def test_what_a_process_writes_that_is_hidden_in_proc_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`hidepid`, as of systemd's `ProtectProc`, shows no process of another user: it was taken for one that is gone."""
    beginning, ending = part_names(tmp_path / "found.json")
    space = beginning.removeprefix(".found.json.").partition("-")[0]
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        part = tmp_path / f".found.json.{space}-{other.pid}-1.abc{ending}"
        part.touch()
        monkeypatch.setattr("slakit.leftovers._began", lambda _: None)
        take_away_parts(tmp_path / "found.json")
        assert part.exists()
    take_away_parts(tmp_path / "found.json")
    assert not part.exists()


def test_nothing_is_told_apart_where_proc_tells_of_other_processes() -> None:
    """In a space of process numbers of its own, with the `/proc` of another one, a number is that of somebody else there."""
    script = "import os\nfrom pathlib import Path\nos.getpid = lambda: 10**9\n"
    script += "from slakit.leftovers import part_names\nprint(*part_names(Path('found.json')))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603 -- it is ours
    assert done.stdout == ".found.json. .part\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_server_for_an_editor_ends_at_once(number: signal.Signals) -> None:
    """By Ctrl-C too, and while its input is open: it waited for the editor to close it."""
    pytest.importorskip("pygls")
    process = started("lsp")
    time.sleep(1.5)
    process.send_signal(number)
    process.wait(timeout=60)
    code, said = ended_by(number, process)
    before_it_serves = Exit.INTERRUPTED if number == signal.SIGINT else -number
    assert code in (-number, before_it_serves)
    assert said == b""


def test_what_has_nothing_to_put_away_gives_back_only_what_was_taken() -> None:
    """`lsp` ended with a `ValueError` in another thread, and no longer ignored what its caller ignores."""
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with Ending():
            end_at_once()
            assert signal.getsignal(signal.SIGTERM) == signal.SIG_IGN
            assert signal.getsignal(signal.SIGHUP) == signal.SIG_DFL
    finally:
        signal.signal(signal.SIGTERM, before)
    thread = threading.Thread(target=end_at_once)
    thread.start()
    thread.join()


@pytest.mark.parametrize(
    "later",
    [(signal.SIGHUP, signal.SIGHUP), (signal.SIGHUP, signal.SIGTERM), (signal.SIGTERM, signal.SIGHUP)],
)
def test_what_is_put_away_is_not_broken_off_by_a_second_hangup(
    later: tuple[signal.Signals, signal.Signals],
) -> None:
    """As of a terminal that is closed: its shell sends one, and the system another."""
    script = (
        "import signal, sys\n"
        "from slakit.cli.endings import Ending\n"
        "ending = Ending()\n"
        "try:\n"
        "    with ending:\n"
        "        try:\n"
        f"            signal.raise_signal({later[0].value})\n"
        "        finally:\n"
        f"            signal.raise_signal({later[1].value})\n"
        "            print('put away')\n"
        "except KeyboardInterrupt:\n"
        "    print('ended')\n"
        "ending.end_by_signal()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)  # noqa: S603 -- it is ours
    assert (done.returncode, done.stdout, done.stderr) == (-later[0], b"put away\nended\n", b"")


def test_what_the_caller_ignores_or_takes_himself_stays_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    own = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with Ending():
            assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
            assert signal.getsignal(signal.SIGTERM) == signal.default_int_handler
    finally:
        signal.signal(signal.SIGHUP, before)
        signal.signal(signal.SIGTERM, own)


def test_the_signals_are_given_back() -> None:
    with Ending() as ending:
        assert signal.getsignal(signal.SIGTERM) != signal.SIG_DFL
    assert (signal.getsignal(signal.SIGTERM), ending.asked_by) == (signal.SIG_DFL, None)
    ending.end_by_signal()  # nobody asked for it


def test_in_another_thread_nothing_is_changed() -> None:
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(main(["--version"])))
    thread.start()
    thread.join()
    assert codes == [0]
