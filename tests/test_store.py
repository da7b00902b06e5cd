"""`slakit store`: the events that a server has kept, and a changed agreement judged by them anew."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from counter_server import COUNTER, EDITION, request_answered, request_made, serving

from slakit import Monitor, load
from slakit.changes import Change, Report
from slakit.cli import main
from slakit.engines.monitor import Engine
from slakit.engines.monitor.likenesses import LikenessWatch
from slakit.events.event import Event, FieldValue
from slakit.monitoring import migrating
from slakit.monitoring.state_rows import text_of
from slakit.monitoring.store import Store
from slakit.monitoring.store_file import StoreRefused
from slakit.reports.changes import report_document
from slakit.serving import Settings, app
from slakit.verdicts.truth import order

LIBRARY = load(Path(__file__).parent / "suite")
LATENESS = "1 hour"
HOUR, DAY = 3_600_000_000, 86_400_000_000
NOON = LIBRARY.term.start + 100 * DAY
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


AGREED_ANEW = (
    "the agreement is not the one that the store `{store}` was made with ({digest})\n"
    "  help: judge the events that it keeps anew by `slakit store migrate {agreement} {store} --to NEW.db`,"
    " and serve the new store"
)
OTHER_LATENESS = (
    'the store `{store}` was made with `--lateness "1 hour"`\n'
    "  help: give the same again; for another one, begin a new store and post to it"
    " what `slakit store events` writes of this one"
)
DAMAGED = (
    "the store `{store}` is damaged: its table `journal` is missing\n"
    "  help: put an earlier copy of it in its place and have what came since posted again;"
    " `slakit store events` writes its events where they can still be read"
)


@pytest.mark.parametrize(
    ("spoil", "told"), [("agreement", AGREED_ANEW), ("lateness", OTHER_LATENESS), ("damage", DAMAGED)]
)
def test_a_server_that_refuses_its_store_does_not_give_its_events_up(
    spoil: str, told: str, store: Path, changed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are kept nowhere else: there is no log that could be read from its beginning."""
    agreement = changed if spoil == "agreement" else COUNTER
    if spoil == "damage":
        with closing(sqlite3.connect(store)) as connection:
            connection.execute("drop table journal")
    lateness = "1 day" if spoil == "lateness" else LATENESS
    options = ["--store", str(store), "--lateness", lateness, "--port", "0", "--lang", "en"]
    assert main(["serve", str(agreement), *options]) == 2
    said = {"store": store, "agreement": agreement, "digest": load(COUNTER).digest}
    assert capsys.readouterr().err == f"slakit: {told.format_map(said)}\n"


def test_the_events_that_are_kept_are_written_as_a_log(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["store", "events", str(COUNTER), str(store)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [*(event["id"] for event in EVENTS[:-1]), "late"]


def test_a_migration_takes_what_lies_ahead_as_the_server_did(
    changed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """How far that may be is no part of a store, so it is said again."""
    file = tmp_path / "ahead.db"
    with serving(app(EDITION, file, Settings(lateness=LATENESS, tolerate_ahead=None))) as address:
        ahead = {**request_made(1), "recordedtime": "2019-01-01T00:00:00Z"}
        assert address.post(ahead).document["set-aside"] == 0
    migrate = ["store", "migrate", str(changed), str(file), "--lang", "en", "--to"]
    said = []
    for name, tolerated in (("hour", []), ("any", ["--tolerate-ahead", "any"])):
        assert main([*migrate, str(tmp_path / name), *tolerated]) == 0
        said.append(capsys.readouterr().out)
    assert said == [
        "judged anew: 0 events; set aside: 1; rows of the ledger: 2\n",
        "judged anew: 1 events; set aside: 0; rows of the ledger: 0\n",
    ]
    assert main([*migrate, str(tmp_path / "never"), "--tolerate-ahead", "much"]) == 2
    assert not (tmp_path / "never").exists()
    capsys.readouterr()
    assert main(["store", "events", str(changed), str(file), "--lang", "en", "--tolerate-ahead", "any"]) == 2
    assert "`--tolerate-ahead` goes with `migrate`" in capsys.readouterr().err


def test_a_migration_that_was_broken_off_is_begun_anew(store: Path, changed: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.db"
    (tmp_path / "new.db.part").write_bytes(b"broken off")
    assert main(["store", "migrate", str(changed), str(store), "--to", str(new)]) == 0
    assert sorted(file.name for file in tmp_path.glob("new.db*")) == ["new.db"]


@pytest.mark.parametrize("command", [["ledger", "show"], ["store", "events"]])
def test_a_file_that_is_no_store_is_read_by_nobody(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "told.jsonl"
    file.write_text("{}\n" * 100, "utf-8")
    assert main([*command, str(COUNTER), str(file), "--lang", "en"]) == 2
    assert capsys.readouterr().err == (
        f"slakit: `{file}` cannot be used as a store: file is not a database\n"
        "  help: name the file that `slakit watch --store` was given\n"
    )


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


# --- like cases ---------------------------------------------------------------------------------------------------


def charged(number: int, cents: int) -> Event:
    """A charge for a loan, an hour after the one before."""
    time = LIBRARY.term.start + (1 + number) * 3_600_000_000
    data: dict[str, FieldValue] = {
        "service": "lending",
        "kind": "loan",
        "age-group": "adult",
        "large-print": False,
        "cents": cents,
    }
    return Event("test", f"e{number}", "charge.made", time, time, data)


def at_start(name: str, kind: str, data: dict[str, FieldValue]) -> Event:
    return Event("test", name, kind, LIBRARY.term.start, LIBRARY.term.start, data)


OF_TERM = [
    at_start("signature", "agreement.signed", {"edition": "2024", "signer": "town-council"}),
    at_start(
        "price", "price.posted", {"service": "lending", "kind": "loan", "place": "website", "cents": 150}
    ),
]
CHARGES = [charged(number, 200 if number in {3, 40} else 150) for number in range(50)]


def fed(monitor: Monitor, events: Sequence[Event]) -> list[Report]:
    """As events that were read: the vocabulary has no price by the field that is charged, which is what is kept of here."""
    return [report for event in events for report in monitor.take(event)]


def in_parts(
    anew: Callable[[], Monitor], path: Path, *parts: Sequence[Event]
) -> tuple[Monitor, list[Report]]:
    """The last of several monitors that go on from each other's store, and all that they told."""
    told: list[Report] = []
    for part in parts:
        monitor = anew()
        with closing(Store(path)) as store:
            told += store.load(monitor)[1]
            now = fed(monitor, part)
            store.commit(monitor, now, "{}", whole=True)
            told += now
    return monitor, told


def states(path: Path, section: str) -> int:
    """How many rows of the state of equal charges are of a section."""
    with sqlite3.connect(path) as connection:
        found = connection.execute(
            "select count(*) from state where section = ? and watch = 'equal-charges'", (section,)
        ).fetchone()
    connection.close()
    return int(found[0])


def test_of_charges_by_the_tariff_a_store_keeps_how_many_they_are(tmp_path: Path) -> None:
    """And whoever differs; it goes on from them as if it had kept all."""
    unbroken = Monitor(LIBRARY)
    told = fed(unbroken, [*OF_TERM, *CHARGES])
    path = tmp_path / "state.db"
    monitor, kept = in_parts(lambda: Monitor(LIBRARY), path, [*OF_TERM, *CHARGES[:20]], CHARGES[20:])
    assert kept == told
    assert monitor.pending() == unbroken.pending()
    assert (states(path, "class"), states(path, "open")) == (1, 2)


@pytest.mark.parametrize("times", [1, 2])
def test_a_store_that_kept_every_case_is_gone_on_with(tmp_path: Path, times: int) -> None:
    """Stores of schema 3 had all cases, and no classes; what is written anew is whole though nothing happens meanwhile."""
    unbroken = Monitor(LIBRARY)
    told = fed(unbroken, [*OF_TERM, *CHARGES])
    path = tmp_path / "state.db"
    monitor = Monitor(LIBRARY)
    with closing(Store(path)) as store:
        store.load(monitor)
        kept = fed(monitor, [*OF_TERM, *CHARGES[:20]])
        store.commit(monitor, kept, "{}", whole=True)
    with sqlite3.connect(path) as connection:
        connection.execute("delete from state where section = 'class'")
        connection.executemany(
            "insert or replace into state values ('open', 'equal-charges', ?, ?)",
            # the last one waits until its instant is over
            [(f"test\n{one.id}", text_of(one)) for one in CHARGES[:19]],
        )
        connection.execute("pragma user_version = 3")
    connection.close()
    parts: list[Sequence[Event]] = [*[()] * (times - 1), CHARGES[20:]]
    for part in parts:
        monitor = Monitor(LIBRARY)
        with closing(Store(path)) as store:
            kept += store.load(monitor)[1]
            kept += fed(monitor, part)
            store.commit(monitor, [], "{}", whole=True)
    assert kept == told
    assert monitor.pending() == unbroken.pending()
    assert (states(path, "class"), states(path, "open")) == (1, 2)


UNEQUAL = [charged(number, 200 if number % 5 == 1 else 150) for number in range(400)]
"""Charges of which 80 differ, each of which is named when the class is told."""


def test_of_charges_that_differ_a_store_keeps_pieces_and_the_last_ones(tmp_path: Path) -> None:
    """Whoever goes on from it tells of each that differs what the unbroken monitor tells, all of them named."""
    unbroken = Monitor(LIBRARY)
    told = fed(unbroken, [*OF_TERM, *UNEQUAL])
    path = tmp_path / "state.db"
    monitor, kept = in_parts(lambda: Monitor(LIBRARY), path, [*OF_TERM, *UNEQUAL[:250]], UNEQUAL[250:])
    assert kept == told
    *_, last = (
        one.finding
        for one in kept
        if isinstance(one, Change) and one.finding and one.finding.norm == "equal-charges"
    )
    assert [one.id for one in last.evidence[1:]] == [one.id for one in UNEQUAL if one.data["cents"] == 200]
    assert monitor.pending() == unbroken.pending()
    # two pieces of 32, and 16 charges beside them; what names them is packed likewise
    assert (states(path, "packed"), states(path, "open")) == (4, 16)


@pytest.mark.parametrize("times", [1, 2])
def test_a_store_that_kept_each_charge_that_differs_is_gone_on_with(tmp_path: Path, times: int) -> None:
    """Stores of schema 6 had a row for each of them, and findings with all that they name."""
    unbroken = Monitor(LIBRARY)
    told = fed(unbroken, [*OF_TERM, *UNEQUAL])
    path = tmp_path / "state.db"
    monitor, kept = in_parts(lambda: Monitor(LIBRARY), path, [*OF_TERM, *UNEQUAL[:250]])
    (watch,) = (one for name, one in monitor.engine.all_watches() if name == "equal-charges")
    assert isinstance(watch, LikenessWatch)
    (named,) = (summary.named for summary in watch.bound.summaries.values())
    rows = [("open", f"test\n{one.id}", text_of(one)) for one in named]
    rows += [
        ("told", name, text_of(finding))
        for one in watch.bound.summaries
        for name, finding in watch.told.of(one).items()
    ]
    with sqlite3.connect(path) as connection:
        connection.execute("delete from state where section = 'packed' and watch = 'equal-charges'")
        connection.executemany("insert or replace into state values (?, 'equal-charges', ?, ?)", rows)
        connection.execute("pragma user_version = 6")
    connection.close()
    assert (states(path, "packed"), states(path, "open"), states(path, "told")) == (0, 50, 1)
    monitor, later = in_parts(lambda: Monitor(LIBRARY), path, *[()] * (times - 1), UNEQUAL[250:])
    assert [*kept, *later] == told
    assert monitor.pending() == unbroken.pending()
    assert (states(path, "packed"), states(path, "open"), states(path, "told")) == (4, 16, 1)


def move_of(number: int) -> list[Event]:
    """A leaflet that speaks of a move, and the move, which ends after an hour; the same move each hundredth time."""
    begins, move = NOON + number * DAY // 2, f"m{number % 100}"
    told: list[tuple[str, int, dict[str, FieldValue]]] = [
        (
            "leaflet.handed-out",
            begins - 40 * DAY,
            {"leaflet": f"l{number % 280}", "move": move, "begins": begins},
        ),
        ("move.began", begins, {"move": move}),
        ("move.ended", begins + HOUR, {"move": move}),
    ]
    return [Event("test", f"{kind} {number}", kind, time, time, data) for kind, time, data in told]


MOVES = sorted((event for number in range(300) for event in move_of(number)), key=order)


def marks(path: Path) -> tuple[int, int, int]:
    """How many rows of the state of moves are keys by themselves, packed keys, and packed leaflets."""
    asked = (("mark", '["begun%'), ("packed", "begun %"), ("packed", "resting %"))
    with sqlite3.connect(path) as connection:
        counts = [
            connection.execute(
                "select count(*) from state where watch = 'move-notice' and section = ? and name like ?", like
            ).fetchone()[0]
            for like in asked
        ]
    connection.close()
    return counts[0], counts[1], counts[2]


def of_moves() -> Monitor:
    """A monitor of the notice of moves alone."""
    monitor = Monitor(LIBRARY)
    monitor.engine = Engine([duty for duty in LIBRARY.duties if duty.norm == "move-notice"], LIBRARY.term)
    return monitor


def test_a_store_keeps_the_keys_of_acts_and_the_notices_of_what_is_past_packed(tmp_path: Path) -> None:
    """Whoever goes on from it tells of a move that begins once more, and of a leaflet that is handed out anew."""
    unbroken = of_moves()
    told = fed(unbroken, [*OF_TERM, *MOVES])
    path = tmp_path / "state.db"
    monitor, kept = in_parts(of_moves, path, [*OF_TERM, *MOVES[:680]], MOVES[680:])
    assert kept == told
    assert monitor.pending() == unbroken.pending()
    of_keys, packed_keys, packed_leaflets = marks(path)
    assert (of_keys, packed_leaflets) == (0, 2)
    assert 60 < packed_keys <= 100


@pytest.mark.parametrize("times", [1, 2])
def test_a_store_that_kept_each_key_of_an_act_is_gone_on_with(tmp_path: Path, times: int) -> None:
    """Stores of schema 5 had a row for each of them, and no packed ones; they are packed though nothing happens meanwhile."""
    unbroken = of_moves()
    told = fed(unbroken, [*OF_TERM, *MOVES])
    path = tmp_path / "state.db"
    monitor = of_moves()
    with closing(Store(path)) as store:
        store.load(monitor)
        kept = fed(monitor, [*OF_TERM, *MOVES[:200]])
        store.commit(monitor, kept, "{}", whole=True)
    begun = {event.data["move"] for event in MOVES[:199] if event.type == "move.began"}
    with sqlite3.connect(path) as connection:
        connection.executemany(
            "insert into state select distinct 'mark', watch, ?, 'true' from state where name like 'begun %'",
            [(json.dumps(["begun", move]),) for move in begun],
        )
        connection.execute("delete from state where section = 'packed' and name like 'begun %'")
        connection.execute("pragma user_version = 5")
    connection.close()
    parts: list[Sequence[Event]] = [*[()] * (times - 1), MOVES[200:]]
    for part in parts:
        monitor = of_moves()
        with closing(Store(path)) as store:
            kept += store.load(monitor)[1]
            kept += fed(monitor, part)
            store.commit(monitor, [], "{}", whole=True)
    assert kept == told
    assert monitor.pending() == unbroken.pending()
    assert marks(path)[0] == 0
