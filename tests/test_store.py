"""`slakit store`: the events that a server has kept, and a changed agreement judged by them anew."""

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from counter_server import COUNTER, EDITION, request_answered, request_made, serving

from slakit import Monitor, load
from slakit.cli import main
from slakit.monitoring import migrating
from slakit.monitoring.store import Store
from slakit.monitoring.store_file import StoreRefused
from slakit.reports.changes import report_document
from slakit.serving import Settings, app

LATENESS = "1 hour"
EVENTS = [
    *(request_made(number) for number in range(8)),
    request_answered(1, 50),
    request_made(400),
    request_made(2),
]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The store of a server that has taken some events, one of them too late."""
    file = tmp_path / "state.db"
    with serving(app(EDITION, file, Settings(lateness=LATENESS))) as address:
        for event in (*EVENTS[:-1], {**request_made(3), "id": "late"}):
            assert address.post(event).status == 200
    return file


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The agreement of the counter, whose requests must be answered within two days."""
    folder = tmp_path / "changed"
    shutil.copytree(COUNTER, folder)
    agreement = folder / "agreement.yaml"
    text = agreement.read_text("utf-8")
    agreement.write_text(text.replace("within: 3 days", "within: 2 days"), "utf-8")
    return folder


def test_a_changed_agreement_is_refused_and_then_judges_anew_what_was_kept(
    store: Path,
    changed: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The new ledger is what a monitor of the new agreement tells of the same events; the old store stays as it was."""
    monkeypatch.setattr(migrating, "TOGETHER", 3)
    edition, new = load(changed), tmp_path / "new.db"
    with pytest.raises(StoreRefused, match="other-agreement"):
        app(edition, store, Settings(lateness=LATENESS))
    before = store.read_bytes()
    assert main(["store", "migrate", str(changed), str(store), "--to", str(new), "--lang", "en"]) == 0
    assert capsys.readouterr().out == "judged anew: 10 events; set aside: 1; rows of the ledger: 11\n"
    assert store.read_bytes() == before
    monitor = Monitor(edition, lateness=LATENESS)
    monitor.reader.file = "http"
    with closing(Store(new)) as opened:
        lines = list(opened.log())
        told = [report for line in lines for report in monitor.feed(line)]
        assert [entry.told for entry in opened.entries()] == told
        assert opened.first_broken() is None
    reasons = [report_document(0, one, edition, None).get("finding", {}) for one in told]
    assert {"late"} <= {one["reason"] for one in reasons if isinstance(one, dict) and one}
    with serving(app(edition, new, Settings(lateness=LATENESS))) as address:
        assert address.post(EVENTS[0]).document["repeated"] == 1


def test_the_events_that_are_kept_are_written_as_a_log(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["store", "events", str(COUNTER), str(store)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [*(event["id"] for event in EVENTS[:-1]), "late"]


def test_a_migration_that_was_broken_off_is_begun_anew(store: Path, changed: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.db"
    (tmp_path / "new.db.part").write_bytes(b"broken off")
    assert main(["store", "migrate", str(changed), str(store), "--to", str(new)]) == 0
    assert sorted(file.name for file in tmp_path.glob("new.db*")) == ["new.db"]


def test_a_store_that_keeps_no_events_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log, store = tmp_path / "log.jsonl", tmp_path / "watched.db"
    log.write_text(json.dumps(EVENTS[0]) + "\n", "utf-8")
    main(["watch", str(COUNTER), str(log), "--at-end", "stop", "--store", str(store)])
    capsys.readouterr()
    to = str(tmp_path / "new.db")
    assert main(["store", "migrate", str(COUNTER), str(store), "--to", to, "--lang", "en"]) == 2
    assert capsys.readouterr().err == (
        f"slakit: the store `{store}` keeps no events, so they cannot be judged anew from it\n"
        "  help: begin anew with another store: the log is then read from its beginning\n"
    )


def test_what_is_there_is_not_written_over(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["store", "migrate", str(COUNTER), str(store), "--lang", "en"]
    assert main([*arguments, "--to", str(store.with_name("state.db"))]) == 2
    assert main(arguments) == 2
    assert main(["store", "events", str(COUNTER), str(store), "--lang", "en", "--to", "x"]) == 2
    assert store.exists()
