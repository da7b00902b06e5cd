"""`slakit watch` and `slakit ledger`: restarts, kills, sources that grow, stores that are refused, and the hash chain."""

import errno
import gzip
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from functools import partial
from io import BytesIO
from itertools import chain
from pathlib import Path
from shutil import copyfile
from types import SimpleNamespace
from typing import Any

import pytest
from counter_server import COUNTER, request_answered, request_made
from watched_log import AT, EDITION, HOUR, NOON, SUITE, line_of, log_of

from slakit import Event, Monitor, load
from slakit.changes import Change, Report, is_unkept, standing_as
from slakit.cli import main, sinks
from slakit.findings import Outcome
from slakit.monitoring import store as store_module
from slakit.monitoring import store_file
from slakit.monitoring.lines import FileSource, SourceChanged
from slakit.monitoring.store import Store
from slakit.monitoring.store_file import StoreRefused
from slakit.monitoring.store_reading import _copy, _snapshot, _written, opened_to_read
from slakit.text import strip_isolates

NOT_SHOWN = "kept or not applicable, and not shown: {}; `--tell all` shows them\n"


def watch(log: Path, folder: Path, *options: str) -> list[str]:
    """The arguments of a watch that keeps its store and its lines in a folder."""
    told = ["--store", str(folder / "state.db"), "--format", "jsonl", "--output", str(folder / "told.jsonl")]
    return ["watch", str(SUITE), str(log), *told, "--lateness", "4 days", "--lang", "en", *options]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of forty requests, in the order in which they were written down."""
    file = tmp_path / "log.jsonl"
    file.write_text("".join(log_of(40)), "utf-8")
    return file


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What an unbroken run writes."""
    folder = tmp_path_factory.mktemp("unbroken")
    file = folder / "log.jsonl"
    file.write_text("".join(log_of(40)), "utf-8")
    assert main(watch(file, folder, "--at-end", "close", "--at", AT)) == 1
    return (folder / "told.jsonl").read_bytes()


def test_each_finding_is_a_line_of_json_and_what_supersedes_it_says_why(unbroken: bytes) -> None:
    told = [json.loads(line) for line in unbroken.splitlines()]
    assert [one["seq"] for one in told] == list(range(1, len(told) + 1))
    of_first = [one for one in told if one.get("id") == "request-answered/event=q0,source=desk"]
    assert [(one["kind"], one["finding"]["reason"]) for one in of_first] == [
        ("found", "missing"),
        ("superseded", "late"),
    ]
    assert of_first[1]["before"]["reason"] == "missing"
    assert [cause["id"] for cause in of_first[1]["because"]] == ["a0"]


def test_a_watch_that_stops_goes_on_where_it_stopped(log: Path, tmp_path: Path, unbroken: bytes) -> None:
    """However the log grows between two runs, the lines written are those of an unbroken run."""
    lines = log.read_bytes().splitlines(keepends=True)
    for upto in (1, 20, 21, 60, len(lines)):
        log.write_bytes(b"".join(lines[:upto]))
        main(watch(log, tmp_path, "--at-end", "stop", "--batch", "7"))
    main(watch(log, tmp_path, "--at-end", "close", "--at", AT))
    assert (tmp_path / "told.jsonl").read_bytes() == unbroken


def test_what_was_told_before_a_restart_counts_for_the_exit_code(log: Path, tmp_path: Path) -> None:
    options = watch(log, tmp_path, "--at-end", "close", "--at", AT)
    assert [main(options), main(options)] == [1, 1]


def test_a_log_that_was_judged_in_the_end_is_not_judged_again(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the middle of the term, whole periods are still pending: each of them is told once all the same."""
    log.write_text("".join(log_of(10)), "utf-8")
    closing_ = ["--at-end", "close", "--at", "2024-05-01"]
    first = main(watch(log, tmp_path, *closing_))
    told = (tmp_path / "told.jsonl").read_bytes()
    pending = [one["finding"] for one in map(json.loads, told.splitlines())]
    assert {"service-level", "done-by"} <= {one["rule"] for one in pending if one["outcome"] == "pending"}
    capsys.readouterr()
    for options in (closing_, ["--at-end", "close"], ["--at-end", "stop"]):
        assert main(watch(log, tmp_path, *options)) == first
        err = strip_isolates(capsys.readouterr().err)
        assert err == (
            "slakit: the log was judged in the end, as of 2024-05-01 00:00; nothing has come since\n"
        )
        assert (tmp_path / "told.jsonl").read_bytes() == told


def test_what_nobody_must_look_at_can_be_left_out(log: Path, tmp_path: Path, unbroken: bytes) -> None:
    """What is written keeps its number; what supersedes something that was told is told, and over a restart too."""
    lines = log.read_bytes().splitlines(keepends=True)
    for upto in (20, 21, len(lines)):
        log.write_bytes(b"".join(lines[:upto]))
        main(watch(log, tmp_path, "--tell", "unkept", "--at-end", "stop", "--batch", "7"))
    assert main(watch(log, tmp_path, "--tell", "unkept", "--at-end", "close", "--at", AT)) == 1
    asked = [line for line in unbroken.splitlines(keepends=True) if must_be_looked_at(json.loads(line))]
    assert (tmp_path / "told.jsonl").read_bytes() == b"".join(asked)
    assert len(asked) == 136 == len(unbroken.splitlines()) - 164


def must_be_looked_at(report: dict[str, Any]) -> bool:
    """Whether either side of a change is neither kept nor not applicable."""
    sides = {report[side]["outcome"] for side in ("finding", "before") if side in report}
    return not sides or not sides <= {"fulfilled", "not-applicable"}


def test_what_takes_back_something_that_was_told_must_be_looked_at() -> None:
    """And so must what is kept but has a grade, and a line that was set aside."""
    monitor = Monitor(EDITION, lateness="4 days")
    found = [one for line in log_of(40) for one in monitor.feed(line)]
    of = {one.finding.outcome: one.finding for one in found if isinstance(one, Change) and one.finding}
    kept, outside, broken = of[Outcome.FULFILLED], of[Outcome.NOT_APPLICABLE], of[Outcome.VIOLATED]
    silent = [(kept, None), (outside, None), (kept, outside), (None, kept)]
    assert not any(is_unkept(Change(0, *sides)) for sides in silent)
    told = [
        (broken, None),
        (kept, broken),
        (None, broken),
        (broken, kept),
        (kept.altered(grade=broken.grade), None),
    ]
    assert broken.grade is not None
    assert all(is_unkept(Change(0, *sides)) for sides in told)
    (incomplete,) = monitor.feed("no json\n")
    assert is_unkept(incomplete)


def test_a_screen_shows_what_must_be_looked_at_unless_all_is_asked_for(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["watch", str(SUITE), str(log), "--lateness", "4 days", "--at-end", "stop", "--lang", "en"]
    main(options)
    shown = capsys.readouterr()
    main([*options, "--tell", "all"])
    everything = capsys.readouterr()
    spared = re.compile("^(fulfilled|not applicable): ", re.MULTILINE)
    assert (len(spared.findall(everything.out)), len(spared.findall(shown.out))) == (36, 0)
    assert (shown.out.endswith(NOT_SHOWN.format(36)), "not shown" in everything.out) == (True, False)
    assert (shown.err, everything.err) == ("", "")


@pytest.mark.parametrize("at_end", ["follow", "stop", "close"])
def test_a_watch_names_services_that_the_annex_nearly_names(
    at_end: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each once, in the end or as soon as it came where no end is waited for, and not again by whoever goes on."""

    def interrupted(*_: object) -> Any:  # noqa: ANN401 -- it gives nothing
        raise KeyboardInterrupt

    monkeypatch.setattr("slakit.monitoring.lines.FileSource", partial(FileSource, wait=interrupted))
    log = tmp_path / "log.jsonl"
    hit = ("lendin", "lendin", "museum", "lending")
    closures = [
        Event("desk", f"c{number}", "closure.began", NOON + number, NOON + number, {"closure": f"c{number}", "services": (service,)})
        for number, service in enumerate(hit)
    ]  # fmt: skip
    later = NOON + 10 * 24 * HOUR
    written = [*closures, Event("desk", "e", "closure.ended", later, later, {"closure": "c0"})]
    log.write_text("".join(map(line_of, written)), "utf-8")
    end = ("--at-end", at_end, *(("--at", AT) if at_end == "close" else ()))
    code = main(watch(log, tmp_path, *end, "--batch", "1"))
    assert (code == 130) == (at_end == "follow")
    assert re.fullmatch(
        r"slakit: the annex names no service `lendin`, so nothing was judged of it: \d+ findings?\n"
        r"  help: did you mean `lending`\?\n",
        capsys.readouterr().err,
    )
    main(watch(log, tmp_path, *end, "--batch", "1"))
    assert "lendin" not in capsys.readouterr().err


@pytest.mark.parametrize("more", ["a line", "another end", "following"])
def test_a_log_that_was_judged_in_the_end_is_not_gone_on_with(
    log: Path, tmp_path: Path, more: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Findings that were the last word would be so no longer; nothing is read, and nothing is told."""
    lines = log_of(10)
    log.write_text("".join(lines[:-1]), "utf-8")
    main(watch(log, tmp_path, "--at-end", "close", "--at", "2024-05-01"))
    told = (tmp_path / "told.jsonl").read_bytes()
    options = {
        "a line": ["--at-end", "close", "--at", "2024-05-01"],
        "another end": ["--at-end", "close", "--at", "2024-05-02"],
        "following": ["--at-end", "follow"],
    }
    if more == "a line":
        log.write_text("".join(lines), "utf-8")
    capsys.readouterr()
    assert main(watch(log, tmp_path, *options[more])) == 2
    assert strip_isolates(capsys.readouterr().err) == (
        f"slakit: the log of the store `{tmp_path / 'state.db'}` was judged in the end, as of 2024-05-01 00:00, "
        "and is not gone on with\n"
        "  help: begin anew with another store; a watch that is to go on later ends with `--at-end stop`\n"
    )
    assert (tmp_path / "told.jsonl").read_bytes() == told


def test_a_watch_goes_on_after_lines_that_were_set_aside(tmp_path: Path) -> None:
    """Duties to remedy look at what was set aside; after a restart they do so no earlier than was judged."""
    lines = log_of(10)  # without lateness, most of them come too late
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    for folder in (whole, broken):
        folder.mkdir()
        (folder / "log.jsonl").write_text("".join(lines), "utf-8")
    closing_ = ["--lateness", "0", "--at-end", "close", "--at", AT]
    main(watch(whole / "log.jsonl", whole, *closing_))
    for upto in (12, len(lines)):
        (broken / "log.jsonl").write_text("".join(lines[:upto]), "utf-8")
        main(watch(broken / "log.jsonl", broken, "--lateness", "0", "--at-end", "stop"))
    main(watch(broken / "log.jsonl", broken, *closing_))
    told = [(folder / "told.jsonl").read_text("utf-8") for folder in (whole, broken)]
    assert told[0].replace("whole", "broken") == told[1]


def test_a_first_line_that_is_set_aside_is_told_as_of_the_start_of_the_term(tmp_path: Path) -> None:
    """Nothing is settled yet, and no instant is over; what is found of the line is said as of the finding's own time."""
    unreadable = json.dumps(request_made(0) | {"data": {"request": 7}}) + "\n"
    (tmp_path / "log.jsonl").write_text(unreadable + "".join(log_of(3)), "utf-8")
    options = watch(tmp_path / "log.jsonl", tmp_path)
    assert main([*options, "--at-end", "stop"]) == 1
    assert main([*options, "--at-end", "close", "--at", AT]) == 1
    told = [json.loads(line) for line in (tmp_path / "told.jsonl").read_text("utf-8").splitlines()]
    found = [
        one
        for one in told
        if one["kind"] == "found" and one["finding"]["occasion"].get("line", "").endswith(":1")
    ]
    start = "2023-12-31T22:00:00Z"
    assert found[0]["finding"]["reason"] == "event-set-aside"
    assert {(one["finding"]["time"], one["at"], one["finding"]["basis"]["at"]) for one in found} == {
        (start,) * 3
    }
    assert main(["ledger", "show", str(SUITE), str(tmp_path / "state.db"), "--format", "jsonl"]) == 0


def test_a_watch_that_is_killed_loses_nothing_and_doubles_nothing(
    log: Path, tmp_path: Path, unbroken: bytes
) -> None:
    """Killed with SIGKILL at some instant of its writing, again and again, it writes the same bytes in the end."""
    options = watch(log, tmp_path, "--at-end", "close", "--at", AT, "--batch", "5")
    told = tmp_path / "told.jsonl"
    killed = 0
    for least in (1, 4000, 30_000):
        process = subprocess.Popen([sys.executable, "-m", "slakit", *options], stderr=subprocess.DEVNULL)  # noqa: S603 -- it is ours
        while process.poll() is None:
            if told.exists() and told.stat().st_size >= least:
                process.send_signal(signal.SIGKILL)
                process.wait()
                killed += 1
    assert killed >= 2
    main(options)
    assert told.read_bytes() == unbroken


def test_a_watch_that_is_interrupted_while_it_judges_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Ctrl-C broke off in the middle is as after a kill: most of a batch was judged, and is judged again."""
    log, whole = tmp_path / "log.jsonl", tmp_path / "whole"
    log.write_text("".join(log_of(120)), "utf-8")
    whole.mkdir()
    assert main(watch(log, whole, "--at-end", "close", "--at", AT)) == 1
    options = watch(log, tmp_path, "--at-end", "close", "--at", AT, "--batch", "40")
    fed, told = Monitor.feed_lines, list[int]()

    def interrupted(monitor: Monitor, lines: list[bytes]) -> list[Report]:
        reports = fed(monitor, lines if len(told) % 2 else lines[:-1])
        told.append(len(reports))
        if len(told) % 2:
            raise KeyboardInterrupt
        return reports

    monkeypatch.setattr(Monitor, "feed_lines", interrupted)
    while (code := main(options)) == 130:
        assert len(told) < 100
    assert code == 1
    assert sum(map(bool, told[::2])) > 2  # what was told in vain
    assert (tmp_path / "told.jsonl").read_bytes() == (whole / "told.jsonl").read_bytes()


@pytest.mark.parametrize("source", ["file", "stream"])
def test_a_watch_that_is_interrupted_while_it_waits_writes_its_state_whole(
    source: str, log: Path, tmp_path: Path, unbroken: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a stream, which cannot be read again, what has come is judged before; of a file all was committed."""

    def interrupted(*_: object) -> Any:  # noqa: ANN401 -- it gives nothing
        raise KeyboardInterrupt

    lines = log.read_bytes().splitlines(keepends=True)
    if source == "file":
        log.write_bytes(b"".join(lines[:30]))
        begun = partial(FileSource, wait=interrupted)
        with monkeypatch.context() as patched:
            patched.setattr("slakit.monitoring.lines.FileSource", begun)
            assert main(watch(log, tmp_path, "--at-end", "follow", "--batch", "7")) == 130
        log.write_bytes(b"".join(lines))
        rest = log
    else:
        come = chain(lines[:30], iter(interrupted, None))
        monkeypatch.setattr(
            sys, "stdin", SimpleNamespace(buffer=SimpleNamespace(readline=lambda _: next(come)))
        )
        rest = Path("-")
        assert main(watch(rest, tmp_path, "--at-end", "stop", "--batch", "7")) == 130
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(b"".join(lines[30:]))))
    with closing(sqlite3.connect(tmp_path / "state.db")) as store:
        assert store.execute("select count(*) from journal").fetchone() == (0,)
    main(watch(rest, tmp_path, "--at-end", "close", "--at", AT))
    assert (tmp_path / "told.jsonl").read_bytes() == unbroken


def test_a_line_that_was_broken_off_is_written_whole_after_a_restart(
    log: Path, tmp_path: Path, unbroken: bytes
) -> None:
    """What the ledger holds and the file has not got is delivered first."""
    main(watch(log, tmp_path, "--at-end", "stop"))
    told = tmp_path / "told.jsonl"
    whole = told.read_bytes()
    told.write_bytes(whole[: len(whole) // 2])
    main(watch(log, tmp_path, "--at-end", "close", "--at", AT))
    assert told.read_bytes() == unbroken


def test_the_ledger_holds_and_shows_what_was_known_then(
    log: Path, tmp_path: Path, unbroken: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    main(watch(log, tmp_path, "--at-end", "close", "--at", AT))
    store = str(tmp_path / "state.db")
    capsys.readouterr()
    assert main(["ledger", "verify", str(SUITE), store, "--lang", "en"]) == 0
    assert f"as it was written: {len(unbroken.splitlines())} rows" in capsys.readouterr().out
    reasons = []
    for when in ("2024-04-13T05:00:00Z", "2024-04-14T05:00:00Z"):
        assert main(["ledger", "show", str(SUITE), store, "--as-of", when, "--format", "jsonl"]) == 0
        shown = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        reasons += [one["reason"] for one in shown if one["id"] == "request-answered/event=q0,source=desk"]
    assert reasons == ["missing", "late"]


def test_a_row_of_the_ledger_that_was_changed_is_named(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The database refuses to change a row; whoever gets round that breaks the chain."""
    main(watch(log, tmp_path, "--at-end", "stop"))
    store = tmp_path / "state.db"
    with sqlite3.connect(store) as connection:
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("update ledger set report = '' where seq = 3")
        connection.execute("drop trigger ledger_is_not_changed")
        connection.execute("update ledger set report = replace(report, 'late', 'soon') where seq >= 3")
    connection.close()
    capsys.readouterr()
    assert main(["ledger", "verify", str(SUITE), str(store), "--lang", "en"]) == 1
    assert "row" in capsys.readouterr().out


def spoiled(store: Path, *statements: str) -> None:
    """Change a store behind the back of slakit."""
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        for name in ("ledger_is_not_changed", "ledger_is_not_shortened"):
            connection.execute(f"drop trigger {name}")
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        ("delete from ledger where seq = (select max(seq) from ledger)", None),
        ("delete from ledger", 1),
        ("delete from ledger where seq > 3", 4),
    ],
)
def test_rows_that_are_missing_at_the_end_of_the_ledger_are_noticed(
    statement: str, row: int | None, log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Their chain holds; where it ended is noted beside it, and a watch does not go on from there."""
    main(watch(log, tmp_path, "--at-end", "stop"))
    store = tmp_path / "state.db"
    with closing(Store(store)) as opened:
        row = row or opened.last()
    spoiled(store, statement)
    capsys.readouterr()
    verify = ["ledger", "verify", str(SUITE), str(store), "--lang", "en"]
    told = f"the ledger was changed: row {row}, which was written, is missing\n"
    assert main(verify) == 1
    assert capsys.readouterr().out == told
    assert main(watch(log, tmp_path, "--at-end", "stop")) == 2
    assert capsys.readouterr().err.startswith(
        f"slakit: the store `{store}` is damaged: its ledger does not end as it was written\n"
    )
    assert main(verify) == 1
    assert capsys.readouterr().out == told


def test_a_row_that_somebody_added_to_the_ledger_is_named(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(watch(log, tmp_path, "--at-end", "stop"))
    store = tmp_path / "state.db"
    with closing(Store(store)) as opened:
        *_, last = opened.entries()
    added = store_module.chained_hash(last.hash, last.report)
    spoiled(
        store,
        f"insert into ledger select {last.seq + 1}, report, '{added}' from ledger where seq = {last.seq}",  # noqa: S608 -- of this test
    )
    capsys.readouterr()
    assert main(["ledger", "verify", str(SUITE), str(store), "--lang", "en"]) == 1
    assert capsys.readouterr().out == (
        f"the ledger was changed: row {last.seq + 1} is not as it was written\n"
    )


@pytest.mark.parametrize(
    "statement",
    ["delete from standing where id = '{}'", "update standing set grade = 'review' where id = '{}'"],
)
def test_what_stands_must_be_what_the_ledger_says(
    statement: str, log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit code of the next watch rests on it."""
    main(watch(log, tmp_path, "--at-end", "stop"))
    store = tmp_path / "state.db"
    with closing(Store(store)) as opened:
        one, _ = next(opened.standing())
    spoiled(store, statement.format(one))
    capsys.readouterr()
    assert main(["ledger", "verify", str(SUITE), str(store), "--lang", "en"]) == 1
    assert capsys.readouterr().out == (
        f"the store was changed: whether `{one}` stands is noted otherwise than the ledger says\n"
    )


def test_where_the_ledger_of_an_older_store_ends_is_noted_when_it_is_opened(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Stores of schema 7 did not say it."""
    main(watch(log, tmp_path, "--at-end", "stop"))
    store = tmp_path / "state.db"
    verify = ["ledger", "verify", str(SUITE), str(store), "--lang", "en"]
    spoiled(store, "delete from about where name = 'ledger'", "pragma user_version = 7")
    assert main(verify) == 0
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("delete from ledger where seq > 5")
    capsys.readouterr()
    assert main(verify) == 1
    assert capsys.readouterr().out == "the ledger was changed: row 6, which was written, is missing\n"


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        *(
            (f"drop table {table}", f"the store `{{}}` is damaged: its table `{table}` is missing")
            for table in ("about", "state", "journal", "ledger", "standing", "log")
        ),
        *(
            (f"update {what}", "`{}` cannot be used as a store: a part of it cannot be read")
            for what in (
                "about set value = '{' where name = 'position'",
                "about set value = '7' where name = 'position'",
                "about set value = 'x' where name = 'watermark'",
                "state set value = '{'",
            )
        ),
    ],
)
def test_a_damaged_store_is_told_as_one(
    statement: str, told: str, log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(watch(log, tmp_path, "--at-end", "stop"))
    store = tmp_path / "state.db"
    spoiled(store, statement)
    capsys.readouterr()
    assert main(watch(log, tmp_path, "--at-end", "stop")) == 2
    assert capsys.readouterr().err.startswith(f"slakit: {told.format(store)}\n")
    options = watch(log, tmp_path, "--at-end", "stop")
    options[options.index("en")] = "fa"
    assert main(options) == 2
    assert strip_isolates(capsys.readouterr().err).startswith(f"slakit: فایل نگهداری «{store}» آسیب دیده است")
    if statement.startswith("drop"):
        assert main(["ledger", "verify", str(SUITE), str(store), "--lang", "en"]) == 2
        assert capsys.readouterr().err.startswith(f"slakit: {told.format(store)}\n")


def test_a_row_of_the_ledger_that_cannot_be_read_is_told(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(watch(log, tmp_path, "--at-end", "stop"))
    store = tmp_path / "state.db"
    spoiled(store, "update ledger set report = '{' where seq = 3")
    capsys.readouterr()
    assert main(["ledger", "show", str(SUITE), str(store), "--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith(
        f"slakit: `{store}` cannot be used as a store: a part of it cannot be read\n"
    )


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        ("text", "cannot be used as a store"),
        ("digest", "the agreement is not the one that the store"),
        (
            "options",
            (
                'state.db` was made with `--lateness "4 days"`\n'
                "  help: give the same again, or begin anew with another store: the log is then read from its beginning\n"
            ),
        ),
        ("schema", "has schema 99, which this version does not read"),
    ],
)
def test_a_store_that_cannot_be_gone_on_with_is_refused_with_the_reason(
    log: Path, tmp_path: Path, spoil: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    options = watch(log, tmp_path, "--at-end", "stop")
    main(options)
    store = tmp_path / "state.db"
    if spoil == "text":
        store.write_bytes(b"no database " * 500)
    elif spoil == "options":
        options[options.index("4 days")] = "3 days"
    else:
        with sqlite3.connect(store) as connection:
            connection.execute(
                "pragma user_version = 99"
                if spoil == "schema"
                else "update about set value = 'x' where name = 'digest'"
            )
        connection.close()
    capsys.readouterr()
    assert main(options) == 2
    assert told in capsys.readouterr().err


def test_a_store_of_a_log_as_it_was_known_is_refused_without_that(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = watch(log, tmp_path, "--at-end", "stop")
    main([*options, "--known-at", "2024-04-14T05:00:00Z"])
    store = tmp_path / "state.db"
    capsys.readouterr()
    assert main(options) == 2
    assert capsys.readouterr().err.startswith(
        f"slakit: the store `{store}` was made with `--known-at 2024-04-14T05:00:00Z`\n"
    )


def test_a_database_of_others_is_refused_and_left_as_it_is(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "state.db"
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("create table theirs (one)")
    before = store.read_bytes()
    assert main(watch(log, tmp_path, "--at-end", "stop")) == 2
    assert capsys.readouterr().err.startswith(
        f"slakit: `{store}` cannot be used as a store: this is no store of slakit\n"
    )
    options = watch(log, tmp_path, "--at-end", "stop")
    options[options.index("en")] = "fa"
    assert main(options) == 2
    assert strip_isolates(capsys.readouterr().err) == (
        f"slakit: فایل «{store}» فایل نگهداری «slakit» نیست\n  راهنما: فایل دیگری را برای نگهداری نام ببرید\n"
    )
    assert store.read_bytes() == before
    assert [path.name for path in tmp_path.glob("state.db*")] == ["state.db"]


@pytest.mark.parametrize(
    ("place", "english", "persian"),
    [
        ("gone/state.db", "No such file or directory", "چنین فایل یا پوشه‌ای وجود ندارد"),
        (".", "Is a directory", "این یک پوشه است"),
    ],
)
def test_a_store_that_cannot_be_opened_is_told_with_what_the_system_says(
    place: str, english: str, persian: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """There is no store yet to begin anew from, so the help asks for another place."""
    store, log = tmp_path / place, tmp_path / "log.jsonl"
    log.touch()
    command = ["watch", str(SUITE), str(log), "--store", str(store)]
    assert main([*command, "--lang", "en"]) == 2
    assert capsys.readouterr().err == (
        f"slakit: cannot open the store `{store}`: {english}\n"
        "  help: check the path: its folder must be there, be yours to write, and have room\n"
    )
    assert main([*command, "--lang", "fa"]) == 2
    assert f"«{store}» باز نشد: {persian}\n" in strip_isolates(capsys.readouterr().err).replace("\u2067", "")


def test_a_store_with_a_damaged_page_is_refused(log: Path, tmp_path: Path) -> None:
    main(watch(log, tmp_path, "--at-end", "stop"))
    store = tmp_path / "state.db"
    whole = bytearray(store.read_bytes())
    for page in range(1, len(whole) // 4096):
        whole[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    store.write_bytes(whole)
    with pytest.raises(StoreRefused, match="corrupt"):
        Store(store)


def test_a_damaged_page_of_the_ledger_is_found_by_who_reads_it(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A watch goes on from its state, however long its ledger is, and does not look through what was told."""
    main(watch(log, tmp_path, "--at-end", "stop"))
    store = tmp_path / "state.db"
    whole = bytearray(store.read_bytes())
    of_ledger = [
        place
        for place in range(0, len(whole), 4096)
        if whole[place] == 0x0D and b'{"change"' in whole[place : place + 4096]  # a leaf of a table of rows
    ]
    assert len(of_ledger) > 1
    whole[of_ledger[0] : of_ledger[0] + 64] = b"\xff" * 64
    store.write_bytes(whole)
    assert main(watch(log, tmp_path, "--at-end", "stop")) == 1
    with closing(Store(store)) as opened, pytest.raises(StoreRefused, match="corrupt"):
        list(opened.entries())
    capsys.readouterr()
    assert main(["ledger", "verify", str(SUITE), str(store)]) == 2
    assert "cannot be used as a store" in capsys.readouterr().err


def test_what_stands_is_known_without_reading_what_was_told(log: Path, tmp_path: Path) -> None:
    """It is what the ledger says, whenever the store was made; before schema 5 it was read from there."""
    main(watch(log, tmp_path, "--at-end", "close", "--at", AT))
    store = tmp_path / "state.db"
    grades: dict[str, str] = {}
    with closing(Store(store)) as opened:
        for entry in opened.entries():
            if isinstance(change := entry.told, Change):
                grades.pop(change.id, None)
                if change.finding and (stands := standing_as(change.finding)):
                    grades[change.id] = stands
        assert dict(opened.standing()) == grades
    assert grades
    with sqlite3.connect(store) as connection:
        connection.executescript("drop table standing; pragma user_version = 4;")
    connection.close()
    with closing(Store(store)) as opened:
        assert dict(opened.standing()) == grades


@pytest.mark.parametrize(
    "statement",
    [
        "delete from state where section = 'remembered'",
        "update state set section = 'nothing' where section = 'term'",
        "update state set watch = watch || '-of-old' where section = 'open'",
        "update state set value = replace(value, 'lending', 'reading-room')",
        "delete from state",
        "update about set value = '1' where name = 'settled'",
        "update about set value = '99999999999999999999' where name = 'watermark'",
        "update about set value = '{}' where name = 'position'",
        "update about set value = '7' where name = 'events'",
        "delete from journal where number = (select max(number) from journal)",
        "update journal set step = replace(step, '0', '1')",
    ],
)
def test_a_state_that_is_not_as_it_was_written_is_not_gone_on_from(
    statement: str, log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It can be read, and says something else than was written."""
    store, kept = tmp_path / "state.db", tmp_path / "kept.db"
    monitor = Monitor(load(SUITE))
    with closing(Store(store)) as opened:
        opened.load(monitor)
        lines = log.read_bytes().splitlines()
        for number, line in enumerate(lines, start=1):
            opened.commit(monitor, monitor.feed(line), '{"lines": 1}', whole=number == len(lines) - 5)
    copyfile(store, kept)
    with closing(Store(kept)) as opened:
        opened.load(Monitor(load(SUITE)))
    spoiled(store, statement)
    with closing(Store(store)) as opened, pytest.raises(StoreRefused) as refused:
        opened.load(Monitor(load(SUITE)))
    assert refused.value.reason in ("changed", "corrupt")
    assert main(["ledger", "verify", str(SUITE), str(kept)]) == 0
    capsys.readouterr()
    assert main(["ledger", "verify", str(SUITE), str(store), "--lang", "en"]) == 1
    assert capsys.readouterr().out == (
        "the store was changed: the state that a watch or a server goes on from is not as it was written\n"
    )


def test_what_was_told_before_the_term_is_shown_behind_a_line_that_was_set_aside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line is told as of the first instant of the term, and the act behind it as of an earlier one."""
    log, store = tmp_path / "log.jsonl", tmp_path / "state.db"
    counter = str(SUITE.parent / "data" / "counter")
    early = DOUBTED.splitlines()[0].replace("2024-04-10", "2023-12-10")
    log.write_text(early.replace('"r1"', "7") + "\n" + early.replace("q1", "q0") + "\n" + DOUBTED, "utf-8")
    main(["watch", counter, str(log), "--store", str(store), "--at-end", "stop", "--fail-on", "breach"])
    shown = []
    for as_of in ("2023-12-09", "2023-12-31", "2024-01-01"):
        capsys.readouterr()
        asked = ["ledger", "show", counter, str(store), "--as-of", as_of, "--format", "jsonl"]
        assert main(asked) == 0
        shown.append([json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()])
    outside, line = "request-answered/event=q0,source=desk", f"request-answered/line={log}:1"
    assert [[one.replace("%2F", "/").replace("%3A", ":") for one in ids] for ids in shown] == [
        [],
        [outside],
        [outside, line],
    ]


def test_a_store_beside_which_nothing_can_be_written_is_read(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As from a medium for reading alone; what stands in its log file only is read too, and the store is not touched."""
    main(watch(log, tmp_path, "--at-end", "stop"))
    store, given = tmp_path / "state.db", tmp_path / "given.db"
    with closing(Store(store)) as opened:
        opened.put("delivered", "1")  # it stands in the write-ahead log
        copyfile(store, given)
        copyfile(f"{store}-wal", f"{given}-wal")
    before = given.read_bytes()
    asked = [["ledger", "verify", str(SUITE), str(given)], ["ledger", "show", str(SUITE), str(given)]]
    capsys.readouterr()
    assert [main(["ledger", command, str(SUITE), str(store)]) for command in ("verify", "show")] == [0, 0]
    told = capsys.readouterr().out

    def may_write(path: Path, *, thoroughly: bool = False) -> sqlite3.Connection:
        if path == given:
            raise StoreRefused("cannot-open", path, "Permission denied")
        return open_it(path, thoroughly=thoroughly)

    open_it = store_file.opened
    monkeypatch.setattr("slakit.monitoring.store.opened", may_write)
    assert [main(one) for one in asked] == [0, 0]
    assert capsys.readouterr().out == told
    assert given.read_bytes() == before
    with opened_to_read(given) as opened:
        assert opened.about()["delivered"] == "1"
    given.write_bytes(before[:5000])
    assert main([*asked[0], "--lang", "en"]) == 2
    assert f"`{given}`" in capsys.readouterr().err
    given.unlink()
    assert main([*asked[0], "--lang", "en"]) == 2
    assert f"there is no store `{given}`" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("written", ["jsonl", "text"])
def test_what_cannot_be_written_for_want_of_room_is_named(
    written: str, language: str, log: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """It was said that a folder for temporary files is full, of which a watch needs none."""
    command = [sys.executable, "-m", "slakit", "watch", str(SUITE), str(log), "--at-end", "stop"]
    asked = [*command, "--lang", language, "--format", written]
    with Path("/dev/full").open("wb") as full:
        assert subprocess.run(asked, stdout=full, check=False).returncode == 2  # noqa: S603 -- it is ours
    said = strip_isolates(capfd.readouterr().err)
    assert (
        said
        == {
            "en": "slakit: cannot write `-`: No space left on device\n",
            "fa": "slakit: «-» نوشته نشد: جایی نمانده است\n",
        }[language]
    )


def test_a_file_and_a_store_without_room_are_named(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """That of the store was told as a mistake of slakit. What was stored is gone on with when there is room."""
    asked = [*watch(log, tmp_path, "--at-end", "stop"), "--lang", "en"]
    to_full = [*asked, "--format", "jsonl", "--output", "/dev/full"]
    if Path("/dev/full").exists():
        assert main(to_full) == 2
        assert capsys.readouterr().err == "slakit: cannot write `/dev/full`: No space left on device\n"
    store = tmp_path / "state.db"
    store.unlink(missing_ok=True)

    def without_room(*_: object) -> None:
        problem = sqlite3.OperationalError("database or disk is full")
        problem.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise problem

    with monkeypatch.context() as full:
        full.setattr("slakit.monitoring.store.rows_of", without_room)
        assert main(asked) == 2
    assert capsys.readouterr().err == f"slakit: cannot write `{store}`: No space left on device\n"
    assert main(asked) == 1


def test_what_is_no_file_is_written_to_as_it_comes(log: Path, tmp_path: Path) -> None:
    """Nobody can read in a pipe what was written to it, nor in `/dev/null`; that ended with `Invalid argument`."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["/bin/cat", str(pipe)], stdout=subprocess.PIPE) as reader:  # noqa: S603 -- of this test
        asked = watch(log, tmp_path, "--at-end", "stop", "--format", "jsonl", "--output", str(pipe))
        assert main(asked) == 1
        assert reader.stdout is not None
        told = [json.loads(line) for line in reader.stdout]
    assert [one["seq"] for one in told] == list(range(1, len(told) + 1))
    assert told
    assert main(watch(log, tmp_path, "--at-end", "stop", "--format", "jsonl", "--output", os.devnull)) == 1


@pytest.mark.parametrize(
    "held",
    [
        "notes\n",
        "notes",
        "1\n",
        "{}\n",
        '{"a": 1}\n',
        '{"a": 1}',
        '{"seq": 1}\nnotes',
        '{"seq": null}\n',
        '{"seq": 1e400, "set-aside": {"place": "log:1", "reason": "no-event"}}\n',
        pytest.param('{"seq": ' + "[" * 100_000 + "\n", id="nested deep"),
        '{"seq": 1, "finding": "of others"}\n',
    ],
)
@pytest.mark.parametrize("command", ["watch", "serve"])
def test_a_file_that_holds_something_else_is_not_changed(
    command: str, held: str, log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(held, "utf-8")
    store = ["--store", str(tmp_path / "state.db"), "--output", str(file), "--lang", "en"]
    first = [str(log), "--at-end", "stop", "--format", "jsonl"] if command == "watch" else ["--port", "0"]
    assert main([command, str(SUITE), *first, *store]) == 2
    assert capsys.readouterr().err == (
        f"slakit: `{file}` does not end with a report of slakit, so nothing is added to it\n"
        "  help: name a file that does not exist yet, or one that slakit has written by `--output`\n"
    )
    assert file.read_text("utf-8") == held


DOUBTED = """\
{"specversion":"1.0","id":"q1","source":"desk","type":"request.made","time":"2024-04-10T09:00:00+03:00","data":{"request":"r1"}}
{"specversion":"1.0","id":"q2","source":"desk","type":"request.made","time":"2024-04-15T09:00:00+03:00","data":{"request":"r2"}}
{"specversion":"1.0","id":"a1","source":"desk","type":"request.answered","time":"some day","data":{"request":"r1"}}
{"specversion":"1.0","id":"a2","source":"desk","type":"request.answered","time":"2024-04-16T10:00:00+03:00","data":{"request":"r2"}}
"""


@pytest.mark.parametrize("stored", [False, True])
@pytest.mark.parametrize(("fail_on", "code"), [("breach", 0), ("undetermined", 1)])
def test_what_is_in_doubt_since_a_line_was_set_aside_is_no_breach(
    fail_on: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, stored: bool
) -> None:
    """It was told as one; the answer whose time cannot be told may have come in time, as `check` finds too."""
    log, store = tmp_path / "log.jsonl", tmp_path / "state.db"
    counter = str(SUITE.parent / "data" / "counter")
    fails = ["--lang", "en", "--fail-on", fail_on, "--at", "2024-04-17"]
    log.write_text(DOUBTED[: DOUBTED.index('{"specversion":"1.0","id":"a1"')], "utf-8")
    watching = ["watch", counter, str(log), *(["--store", str(store)] if stored else [])]
    if stored:
        assert main([*watching, "--lang", "en", "--fail-on", "breach", "--at-end", "stop"]) == 1
        assert "violated (breach)" in capsys.readouterr().out
    log.write_text(DOUBTED, "utf-8")
    assert main(["check", counter, str(log), *fails]) == code
    capsys.readouterr()
    assert main([*watching, *fails, "--at-end", "close"]) == code
    told = (
        "  what was found violated of these norms is undetermined from now on, "
        "since this may be what was missing: request-answered\n"
    )
    assert told in capsys.readouterr().out
    if stored:
        standing = {"request-answered/event=q1,source=desk": "undetermined"}
        with closing(Store(store)) as opened:
            assert dict(opened.standing()) == standing
        assert main(["ledger", "verify", counter, str(store)]) == 0
        spoiled(
            store, "update standing set grade = 'breach'", "pragma user_version = 9"
        )  # which knew of no doubt
        with closing(Store(store)) as opened:
            assert dict(opened.standing()) == standing


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[bytes]]:
    """A store, and the lines of its ledger: lines that were set aside are the first, and two after a finding."""
    folder = tmp_path_factory.mktemp("doubtful")
    log, lines = folder / "log.jsonl", log_of(40)
    log.write_text("".join(["none\n", "none\n", *lines[:40], "none\n", "none\n", *lines[40:]]), "utf-8")
    main(watch(log, folder, "--at-end", "close", "--at", AT))
    return folder / "state.db", (folder / "told.jsonl").read_bytes().splitlines(keepends=True)


WARNING = b'{"kind": "warning"}\n'


@pytest.mark.parametrize("at_once", [1000, 1 << 16])
def test_a_file_has_got_what_stands_at_its_end_of_this_ledger(
    at_once: int, doubtful: tuple[Path, list[bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Warnings have no number; a line that was broken off is taken away; a file may hold rows of another ledger before.

    Those are of an agreement that has changed, or of another log; lines that were set aside look alike in both.
    """
    monkeypatch.setattr(sinks, "READ_AT_ONCE", at_once)
    store, lines = doubtful
    kinds = [json.loads(line)["kind"] for line in lines]
    later = kinds.index("incomplete", kinds.index("found"))
    assert kinds[:2] == kinds[later : later + 2] == ["incomplete"] * 2
    of_before = [line.replace(EDITION.digest.encode(), b"another") for line in lines]
    of_others = [line.replace(b"desk", b"door") for line in lines]
    caused = max(number for number, line in enumerate(lines) if json.loads(line).get("because"))
    more = [line.replace(b'{"seq": ', b'{"seq": 1000') for line in lines]
    for written, broken_off, got in (
        ([], b"", 0),
        ([], b'{"seq": 1', 0),
        (lines[:1], b"", 1),
        (lines[:9], b"", 9),
        ([*lines[:9], WARNING], b'{"seq"', 9),
        ([WARNING], b"", 0),
        (lines[: later + 2], b"", later + 2),
        ([*lines, *more], b"", len(lines)),
        (of_before, b"", 0),
        (of_before[: later + 2], b"", 0),
        ([*of_before, *lines[:1]], b"", 1),
        ([*of_before, *lines[:2]], b"", 2),
        ([*of_before[: later + 2], *lines[:2]], b"", 2),
        ([*of_before, *lines[:3]], b"", 3),
        (of_others, b"", 0),
        (of_others[:caused], b"", 0),
        ([*of_others, *more], b"", 0),
    ):
        file = tmp_path / "told.jsonl"
        file.write_bytes(b"".join(written) + broken_off)
        with closing(Store(store)) as ledger, closing(sinks.JsonLines(EDITION, None, file)) as sink:
            assert sink.delivered(ledger) == got
        assert file.read_bytes() == b"".join(written)


def test_a_file_keeps_what_it_has_got_of_a_ledger_in_which_a_row_is_missing(
    doubtful: tuple[Path, list[bytes]], tmp_path: Path
) -> None:
    """That is told by who reads the ledger; to write all that is left once more would double it."""
    store, lines = doubtful
    damaged, file = tmp_path / "state.db", tmp_path / "told.jsonl"
    copyfile(store, damaged)
    spoiled(damaged, "delete from ledger where seq = 3")
    file.write_bytes(b"".join(lines[:9]))
    with closing(Store(damaged)) as ledger, closing(sinks.JsonLines(EDITION, None, file)) as sink:
        assert sink.delivered(ledger) == 9


@pytest.mark.parametrize("changes", ["agreement", "log"])
def test_a_file_gets_each_row_of_a_store_made_anew_once(
    changes: str, doubtful: tuple[Path, list[bytes]], log: Path, tmp_path: Path
) -> None:
    """Killed after a line that was set aside was delivered, or before anything was; its numbers are in the file already."""
    file, away, before = tmp_path / "told.jsonl", tmp_path / "away", b"".join(doubtful[1])
    text = "none\n" + log.read_text("utf-8")
    log.write_text(text.replace("desk", "door") if changes == "log" else text, "utf-8")
    away.mkdir()
    main(watch(log, away, "--at-end", "stop"))
    told = (away / "told.jsonl").read_bytes()
    delivered = b""
    if changes == "agreement":
        before = before.replace(EDITION.digest.encode(), b"another")
        delivered = told[: told.index(b"\n") + 1]
    file.write_bytes(before + delivered)
    options = watch(log, away, "--at-end", "stop")
    options[options.index("--output") + 1] = str(file)
    main(options)
    assert file.read_bytes() == before + told


def test_a_store_that_is_in_use_is_refused(tmp_path: Path) -> None:
    store = Store(tmp_path / "state.db")
    with pytest.raises(StoreRefused, match="in-use"):
        Store(tmp_path / "state.db")
    store.close()
    Store(tmp_path / "state.db").close()


def test_times_and_lengths_are_read_as_a_persian_reader_types_or_copies_them(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The status page and every Persian sentence show them so; what was shown could not be given back."""
    options = watch(log, tmp_path, "--at-end", "stop")
    options[options.index("4 days")] = "۴ days"
    main(options)
    capsys.readouterr()
    shown = []
    for as_of in ("1403/02/14 10:00", "۱۴۰۳/۰۲/۱۴ ۱۰:۰۰", "\u2066۱۴۰۳/۰۲/۱۴\u2069 ساعت \u2066۱۰:۰۰\u2069"):
        assert main(["ledger", "show", str(SUITE), str(tmp_path / "state.db"), "--as-of", as_of]) == 0
        shown.append(capsys.readouterr().out)
    assert shown[0]
    assert set(shown) == {shown[0]}
    options[options.index("۴ days")] = "۴ روز "
    assert main(options) == 2
    assert capsys.readouterr().err == (
        "slakit: `--lateness`: `4 روز` is no length of time\n  help: did you mean `4 days`?\n"
    )


@pytest.mark.parametrize("left", [1, 40])
def test_a_line_that_is_half_written_is_left_to_the_next_run(
    left: int, log: Path, tmp_path: Path, unbroken: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """As when a run that stops comes while a line is written; both halves were set aside, and a taint was left."""
    whole = log.read_bytes()
    cut = whole.index(b"\n", len(whole) // 2) - left
    options = watch(log, tmp_path, "--at-end")
    for _ in range(2):
        log.write_bytes(whole[:cut])
        assert main([*options, "stop"]) in (0, 1)
        assert capsys.readouterr().err == (
            f"slakit: the last line of `{log}` is only half written, and was not read\n"
            "  help: the next run reads it when its end is there; `--at-end close` takes it as it is\n"
        )
    log.write_bytes(whole)
    main([*options, "close", "--at", AT])
    assert capsys.readouterr().err == ""
    assert (tmp_path / "told.jsonl").read_bytes() == unbroken


def test_half_a_line_is_left_in_a_file_that_was_rotated_until_its_writer_has_gone_on(
    log: Path, tmp_path: Path, unbroken: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """A new file is often made before the writer is told of it; he ends his line in the old one."""
    whole = log.read_bytes()
    end = whole.index(b"\n", len(whole) // 2) + 1
    options = watch(log, tmp_path, "--at-end")
    log.write_bytes(whole[: end - 40])
    main([*options, "stop"])
    rotated = log.rename(tmp_path / "log.jsonl.1")
    log.touch()
    main([*options, "stop"])
    rotated.write_bytes(whole[:end])
    main([*options, "stop"])
    log.write_bytes(whole[end:])
    assert "set aside" not in capsys.readouterr().err
    main([*options, "close", "--at", AT])
    assert capsys.readouterr().err == ""
    assert (tmp_path / "told.jsonl").read_bytes() == unbroken


def test_half_a_line_is_taken_of_a_file_that_its_writer_has_left(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log.write_bytes(log.read_bytes()[:-20])
    main(watch(log, tmp_path, "--at-end", "stop"))
    capsys.readouterr()
    log.rename(tmp_path / "log.jsonl.1")
    log.write_bytes(b"\n")
    main(watch(log, tmp_path, "--at-end", "stop"))
    assert "set aside: 1" in capsys.readouterr().err


@pytest.mark.parametrize("at_end", ["stop", "follow"])
def test_a_pipe_is_read_to_its_end_and_once(
    at_end: str, log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """That somebody would end its last line was untrue; to follow it, or to go on in it, was told as a mistake in slakit."""
    half = log.read_bytes()[:-20]
    log.unlink()
    os.mkfifo(log)
    for code, told in ((1, "set aside: 1"), (2, f"what was read of `{log}` is no longer what stands there")):
        writing = threading.Thread(target=writes, args=(log, half))
        writing.start()
        assert main(watch(log, tmp_path, "--at-end", at_end)) == code
        writing.join()
        assert told in capsys.readouterr().err


def writes(pipe: Path, what: bytes) -> None:
    with suppress(BrokenPipeError):  # it was let go of
        pipe.write_bytes(what)


def test_a_last_line_is_read_that_is_whole_though_its_end_is_missing(
    log: Path, tmp_path: Path, unbroken: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = log.read_bytes()
    cut = whole.index(b"\n", len(whole) // 2)
    options = watch(log, tmp_path, "--at-end")
    log.write_bytes(whole[:cut])
    main([*options, "stop"])
    log.write_bytes(whole)
    main([*options, "close", "--at", AT])
    assert capsys.readouterr().err == ""
    assert (tmp_path / "told.jsonl").read_bytes() == unbroken


def test_the_end_of_a_line_that_comes_later_is_no_line_of_its_own(log: Path, tmp_path: Path) -> None:
    """What was set aside after it was told to stand one line further down than it stands."""
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:3])[:-1])
    main(watch(log, tmp_path, "--at-end", "stop"))
    log.write_bytes(b"".join([*lines[:3], b"notes\n", *lines[3:]]))
    main(watch(log, tmp_path, "--at-end", "stop"))
    told = map(json.loads, (tmp_path / "told.jsonl").read_bytes().splitlines())
    assert [one["set-aside"]["place"] for one in told if "set-aside" in one] == [f"{log}:4"]


def test_where_nobody_goes_on_half_a_line_is_set_aside(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log.write_bytes(log.read_bytes()[:-20])
    options = ["--at-end", "stop", "--lateness", "4 days", "--lang", "en"]
    main(["watch", str(SUITE), str(log), *options])
    assert "set aside: 1" in capsys.readouterr().err
    main(watch(log, tmp_path, "--at-end", "close", "--at", AT))
    assert "set aside: 1" in capsys.readouterr().err


def test_a_ledger_is_read_while_a_watch_goes_on(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is committed is looked at, in a copy; where the store changes whenever it is copied, it is in use, as before."""
    options = watch(log, tmp_path, "--at-end", "follow")
    store, told = tmp_path / "state.db", tmp_path / "told.jsonl"
    asked = [["ledger", command, str(SUITE), str(store), "--lang", "en"] for command in ("verify", "show")]
    process = subprocess.Popen([sys.executable, "-m", "slakit", *options], stderr=subprocess.DEVNULL)  # noqa: S603 -- it is ours
    try:
        rows, last = 0, -1
        while not rows or rows != last:
            assert process.poll() is None
            time.sleep(0.3)
            rows, last = told.read_bytes().count(b"\n") if told.exists() else 0, rows
        capsys.readouterr()
        assert [main(one) for one in asked] == [0, 0]
        meanwhile = capsys.readouterr().out
        assert meanwhile.startswith(f"the ledger is as it was written: {rows} rows, ")
        with pytest.raises(StoreRefused, match="in-use"):
            Store(store)  # the watch still has it
        monkeypatch.setattr("slakit.monitoring.store_reading.SECONDS_BETWEEN", 0)
        monkeypatch.setattr("slakit.monitoring.store_reading._written", lambda _path: object())
        assert [main(one) for one in asked] == [2, 2]
        assert capsys.readouterr().err.startswith(f"slakit: another process uses the store `{store}`\n")
    finally:
        process.terminate()
        process.wait()
    assert [main(one) for one in asked] == [0, 0]
    assert capsys.readouterr().out == meanwhile


def test_what_is_added_to_a_store_is_no_change_and_all_else_is(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    seen = []
    with closing(Store(path)) as store:
        store.put("delivered", "1")
        seen.append(_written(path))
        store.put("delivered", "2")
        seen.append(_written(path))
        store._connection.execute("pragma wal_checkpoint(restart)")
        store.put("delivered", "3")
        seen.append(_written(path))
    seen.append(_written(path))
    assert seen[0] == seen[1]
    assert len(set(seen[1:])) == 3


def test_a_store_that_is_closed_while_it_is_copied_is_copied_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stood beside it, and was put into it meanwhile, was taken from the first copy, over what came later."""
    path = tmp_path / "state.db"
    store = Store(path)
    store.put("delivered", "1")
    copied: list[Path] = []

    def copy_and_go_on(path: Path, folder: Path, refused: StoreRefused) -> Path:
        copied.append(_copy(path, folder, refused))
        if len(copied) == 1:
            store.put("delivered", "2")
            store.close()
        return copied[-1]

    monkeypatch.setattr("slakit.monitoring.store_reading._copy", copy_and_go_on)
    with _snapshot(path, StoreRefused("in-use", path)) as seen:
        assert seen.delivered() == 2
    assert len(copied) == 2


def test_no_room_for_a_copy_of_a_store_in_use_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was said that another process uses the store, and to wait for its end."""

    def without_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("slakit.monitoring.store_reading.copyfile", without_room)
    script = f"import sys; from slakit.monitoring.store import Store; s = Store({str(tmp_path / 's.db')!r}); print(flush=True); sys.stdin.read()"
    holding = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 -- it is ours
    assert holding.stdout is not None
    holding.stdout.readline()
    code = main(["ledger", "verify", str(SUITE), str(tmp_path / "s.db"), "--lang", "en"])
    holding.communicate()
    assert code == 3
    assert "there is no space left for temporary files in" in capsys.readouterr().err


def test_an_empty_file_is_no_store_that_could_be_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was said to be as it was written, and made a store."""
    store = tmp_path / "state.db"
    store.write_bytes(b"")
    assert main(["ledger", "verify", str(SUITE), str(store), "--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith(
        f"slakit: `{store}` cannot be used as a store: this is no store of slakit\n"
    )
    assert store.read_bytes() == b""


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--batch", "0"], "`0` is not allowed for `--batch`\n  help: it is from 1 on"),
        (["--at", AT], "`--at` goes with `--at-end close`: it says as of when all is judged in the end"),
        (["--insecure-webhook"], "`--insecure-webhook` goes with `--webhook`: nothing is sent without it"),
        (
            ["--webhook-secret-file", "secret"],
            "`--webhook-secret-file` goes with `--webhook`: nothing is sent without it",
        ),
        (
            ["--kafka-properties", "file"],
            "`--kafka-properties` goes with a topic, as the log or as `--output`",
        ),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(
    options: list[str], told: str, log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever gives it expects something of it."""
    assert main([*watch(log, tmp_path, "--at-end", "stop"), *options]) == 2
    assert capsys.readouterr().err == f"slakit: {told}\n"


def test_a_ledger_is_verified_as_a_whole(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(watch(log, tmp_path, "--at-end", "stop"))
    verify = ["ledger", "verify", str(SUITE), str(tmp_path / "state.db"), "--lang", "en"]
    capsys.readouterr()
    assert main([*verify, "--as-of", "2024-04-13"]) == 2
    assert capsys.readouterr().err == "slakit: `--as-of` goes with `show`: `verify` looks at every row\n"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "it cannot be judged as of `--at`: all before 2024-04-09 18:45 was judged already"),
        ("fa", "با این «--at» نمی‌توان داوری کرد: تا ۲۰۲۴-۰۴-۰۹ ۱۸:۴۵ پیش‌تر داوری شده است"),
    ],
)
def test_an_instant_that_is_over_is_told_by_the_calendar_of_the_agreement(
    language: str, told: str, log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = watch(log, tmp_path, "--at-end", "close", "--at", "2024-04-01")
    options[options.index("en")] = language
    assert main(options) == 2
    assert strip_isolates(capsys.readouterr().err) == f"slakit: {told}\n"


@pytest.mark.parametrize("named", ["file", "-"])
def test_a_packed_log_is_refused_with_a_cure(
    named: str, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its bytes are no lines, and to set each aside says nothing."""
    packed = gzip.compress(log.read_bytes())
    log.write_bytes(packed)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(packed)))
    asked = Path("-") if named == "-" else log
    assert main(watch(asked, tmp_path, "--at-end", "stop")) == 2
    said = capsys.readouterr().err
    assert (
        said.splitlines()[0] == f"{asked}:1:1: `{asked}` is packed (gzip), so that nothing in it can be read"
    )
    assert (tmp_path / "told.jsonl").read_bytes() == b""


def test_a_log_of_which_what_was_read_has_changed_is_refused(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(watch(log, tmp_path, "--at-end", "stop"))
    log.write_bytes(log.read_bytes().replace(b"desk", b"door"))
    capsys.readouterr()
    options = watch(log, tmp_path, "--at-end", "stop")
    options[options.index("en")] = "fa"
    assert main(options) == 2
    assert "دیگر همان نیست" in capsys.readouterr().err
    with closing(FileSource(log)) as source, pytest.raises(SourceChanged):
        source.go_to(json.dumps({"offset": 5, "known-by": "5 0"}))


@pytest.mark.parametrize(("first", "origin"), [("file", "a file"), ("-", "standard input")])
def test_a_store_is_not_gone_on_with_from_a_source_of_another_kind(
    first: str, origin: str, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    """It was said that the log had changed, though nothing of it was ever read."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(log.read_bytes())))
    named, then = (log, Path("-")) if first == "file" else (Path("-"), log)
    main(watch(named, tmp_path, "--at-end", "stop"))
    capsys.readouterr()
    assert main(watch(then, tmp_path, "--at-end", "stop")) == 2
    store = tmp_path / "state.db"
    assert capsys.readouterr().err == (
        f"slakit: the store `{store}` goes on after {origin}, not after `{then}`\n"
        "  help: name the log that the store was made with, or begin anew with another store\n"
    )


def test_a_file_that_grows_is_followed_and_half_a_line_waits_for_its_end(tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    file.write_bytes(b"one\ntw")
    written = iter([b"o\n", b"three\n"])
    lines = []

    def wait(_: float) -> None:
        with file.open("ab") as stream:
            stream.write(next(written))

    with closing(FileSource(file, follows=True, wait=wait)) as source:
        for line in source.lines():
            lines.append(line)
            if line == b"three\n":
                break
    assert lines == [b"one\n", None, b"two\n", None, b"three\n"]


def test_text_tells_what_was_before_and_why(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a store everything is told as it comes; nothing but text goes to standard output."""
    assert (
        main(
            [
                "watch",
                str(SUITE),
                str(log),
                "--at-end",
                "close",
                "--at",
                AT,
                "--lang",
                "en",
                "--lateness",
                "4 days",
            ]
        )
        == 1
    )
    out, err = capsys.readouterr()
    assert "  request-answered/event=q0,source=desk\n  it was before: violated (breach): " in out
    assert (out.endswith(NOT_SHOWN.format(164)), err) == (True, "")


def test_the_monitor_of_an_empty_store_begins_anew(tmp_path: Path) -> None:
    store, monitor = Store(tmp_path / "state.db"), Monitor(EDITION)
    assert store.load(monitor) == (None, [])
    store.close()


def test_what_had_no_part_in_it_is_counted_on_stderr(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An event that comes twice, and one that comes later than is allowed."""
    lines = log.read_text("utf-8").splitlines(keepends=True)
    log.write_text("".join([*lines[:2], lines[1], *lines[2:4], "{\n"]), "utf-8")
    assert main(["watch", str(SUITE), str(log), "--at-end", "stop", "--lang", "en"]) == 1
    out, err = capsys.readouterr()
    assert err == "slakit: events: 3; repeated: 1; set aside: 2, of these too late: 1; not yet known: 0\n"
    assert f"{log}:6: the line is no JSON" in out


@pytest.mark.parametrize("every", [1, 3, 99])
def test_what_was_committed_is_gone_on_with_whether_the_state_was_written_whole_or_is_made_again(
    every: int, tmp_path: Path
) -> None:
    """A process ends after each commit without a word; steps are events, lines that were set aside, and time."""
    lines = [*log_of(12), "{\n"]
    lines.insert(9, lines[4])
    lines.insert(17, "no json\n")
    unbroken, told = Monitor(EDITION, lateness="2 hours"), list[Report]()
    for line in lines:
        told += unbroken.feed(line)
    told += unbroken.advance(NOON + 90 * HOUR)
    kept = list[Report]()
    for begin in (*range(0, len(lines), 3), None):
        with closing(Store(tmp_path / "state.db")) as store:
            monitor = Monitor(EDITION, lateness="2 hours")
            position, missed = store.load(monitor)
            assert (position, missed) == (None if begin == 0 else "{}", [])
            if begin is None:
                now = monitor.advance(NOON + 90 * HOUR)
            else:
                now = [report for line in lines[begin : begin + 3] for report in monitor.feed(line)]
            store.commit(monitor, now, "{}", whole=begin is not None and begin // 3 % every == 0)
            kept += now
            assert (store.steps_to_do_again == 0) == (begin is not None and begin // 3 % every == 0)
    assert kept == told
    assert monitor.pending() == unbroken.pending()
    counts = ("events", "repeated", "too_late", "lines", "watermark", "set_aside", "lines_set_aside")
    assert [getattr(monitor, name) for name in counts] == [getattr(unbroken, name) for name in counts]


def test_the_state_is_written_whole_when_more_was_done_than_it_has_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A commit of one request costs one step, however many are open; what must be done again stays bounded."""
    monkeypatch.setattr(store_module, "REPLAYED", 5)
    monitor = Monitor(load(COUNTER))
    steps = []
    with closing(Store(tmp_path / "state.db")) as store:
        store.load(monitor)
        for number in range(20):
            monitor.feed(request_made(number))
            store.commit(monitor, [], "{}")
            steps.append(store.steps_to_do_again)
    assert steps == [*range(6), *range(12), 0, 1]  # after five steps, then after its eleven rows


def test_a_store_without_steps_is_gone_on_with(log: Path, tmp_path: Path, unbroken: bytes) -> None:
    """Stores of schema 2 had the whole state after each commit, and no table of steps."""
    whole = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(whole[:30]))
    main(watch(log, tmp_path, "--at-end", "stop"))
    with sqlite3.connect(tmp_path / "state.db") as connection:
        connection.executescript("drop table journal; pragma user_version = 2;")
    connection.close()
    log.write_bytes(b"".join(whole))
    main(watch(log, tmp_path, "--at-end", "close", "--at", AT))
    assert (tmp_path / "told.jsonl").read_bytes() == unbroken


def test_a_store_that_keeps_a_row_for_each_event_is_gone_on_with(tmp_path: Path) -> None:
    """Stores of schema 8 did not keep events together that came between two commits."""
    lines = [line.encode() for line in log_of(30)]
    unbroken = Monitor(EDITION, lateness="4 days")
    told = unbroken.feed_lines(lines)
    file = tmp_path / "state.db"
    monitor = Monitor(EDITION, lateness="4 days")
    with closing(Store(file)) as store:
        store.load(monitor)
        kept = monitor.feed_lines(lines[:4])
        store.commit(monitor, kept, "{}", whole=True)
        more = monitor.feed_lines(lines[4:20])
        store.commit(monitor, more, "{}")
        kept += more
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        rows = [json.loads(step) for (step,) in connection.execute("select step from journal")]
        assert [list(row) for row in rows] == [["events"]]
        each = [(json.dumps({"event": event}),) for event in rows[0]["events"]]
        connection.execute("delete from journal")
        connection.executemany("insert into journal (step) values (?)", each)
        connection.execute("pragma user_version = 8")
    monitor = Monitor(EDITION, lateness="4 days")
    with closing(Store(file)) as store:
        assert store.load(monitor) == ("{}", [])
        assert store.steps_to_do_again == 16
        assert kept + monitor.feed_lines(lines[20:]) == told
    assert monitor.pending() == unbroken.pending()


def test_an_event_of_the_future_is_set_aside_with_its_place_and_cure_and_over_a_restart(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What follows it is judged as if it had not come."""
    lines = log_of(3)
    ahead = lines[3].replace("2024-", "2044-").replace('"q1"', '"q9"')
    log.write_text("".join([*lines[:3], ahead, *lines[3:]]), "utf-8")
    options = ["watch", str(SUITE), str(log), "--store", str(tmp_path / "state.db"), "--lang", "en"]
    for run in ("first", "again"):
        main([*options, "--lateness", "4 days", "--at-end", "stop"])
        out, err = capsys.readouterr()
        assert strip_isolates(err) == (
            "slakit: events: 7; repeated: 0; set aside: 1, of these too late: 0; not yet known: 0\n"
            "slakit: events that lie too far ahead of when they were received: 1\n"
            "  help: set the clocks of their senders right; what is allowed is said by `--tolerate-ahead`\n"
        )
        if run == "first":
            assert f"{log}:4: it says that it happened at 2044-04-09T22:15:00Z, but at " in strip_isolates(
                out
            )
            assert "help: set the clock of its sender right and send it again under an id" in out


def test_any_time_is_taken_by_who_says_so(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = log_of(3)
    log.write_text("".join([*lines, lines[3].replace("2024-", "2044-").replace('"q1"', '"q9"')]), "utf-8")
    options = ["--lateness", "4 days", "--tolerate-ahead", "any", "--at-end", "stop", "--lang", "en"]
    main(["watch", str(SUITE), str(log), *options])
    assert capsys.readouterr().err == ""


def warned(log: Path, length: str, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    """What a watch of a log warns of: ids and deadlines."""
    capsys.readouterr()
    options = ["--at-end", "stop", "--format", "jsonl", "--warn-before", length, "--lang", "en"]
    main(["watch", str(COUNTER), str(log), *options])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [(one["id"], one["due"]) for one in lines if one["kind"] == "warning"]


def test_a_duty_is_warned_of_from_the_length_before_its_deadline_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last instant that is over lies 71:45 before the deadline of the first request, and exactly that is enough."""
    log = tmp_path / "log.jsonl"
    log.write_text("".join(json.dumps(request_made(number)) + "\n" for number in range(2)), "utf-8")
    first = ("request-answered/event=q0,source=desk", "2024-04-12T22:00:00Z")
    assert warned(log, f"{71 * 60 + 45} minutes", capsys) == [first]
    assert warned(log, f"{71 * 60 + 44} minutes", capsys) == []


def test_a_warning_is_told_once_and_is_in_no_ledger(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log, output = tmp_path / "log.jsonl", tmp_path / "told.jsonl"
    events = [request_made(0), request_made(1), request_answered(0, 2), *map(request_made, range(9, 12))]
    log.write_text("".join(json.dumps(event) + "\n" for event in events), "utf-8")
    store = ["--store", str(tmp_path / "state.db"), "--lateness", "2 hours"]
    options = ["--at-end", "stop", "--batch", "1", "--warn-before", "3 days", "--lang", "en"]
    written = ["--format", "jsonl", "--output", str(output)]
    main(["watch", str(COUNTER), str(log), *store, *options, *written])
    kinds = [(one["kind"], one["id"]) for one in map(json.loads, output.read_text("utf-8").splitlines())]
    assert kinds == [
        ("warning", "request-answered/event=q0,source=desk"),
        ("warning", "request-answered/event=q1,source=desk"),
    ]
    with closing(Store(tmp_path / "state.db")) as opened:
        assert list(opened.entries()) == []
    main(["watch", str(COUNTER), str(log), *store, *options])
    assert capsys.readouterr().out.splitlines()[0].startswith("warning, due in ")


def test_a_persian_warning_says_how_much_time_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text("".join(json.dumps(request_made(number)) + "\n" for number in range(2)), "utf-8")
    main(["watch", str(COUNTER), str(log), "--at-end", "stop", "--warn-before", "3 days", "--lang", "fa"])
    first = strip_isolates(capsys.readouterr().out.splitlines()[0])
    assert first.startswith("هشدار، ۷۱ ساعت و ۴۵ دقیقه تا سررسید: ")
