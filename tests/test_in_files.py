"""Rows of Parquet that stay in their files while they are judged: nothing is copied, and nothing may change meanwhile."""

import copy
import pickle
import unicodedata
from pathlib import Path

import duckdb
import pytest

from slakit import check, load
from slakit.calendars import DAY
from slakit.engines import audit
from slakit.engines.audit import alike, classes, closest, in_tables
from slakit.engines.audit.counting import whole
from slakit.engines.audit.databases import DuckDB
from slakit.engines.audit.in_tables import EventsInTables
from slakit.errors import InvalidDocument
from slakit.given_instants import instant_of
from slakit.messages import render
from slakit.sources import read, read_for_audit
from slakit.sources.direct import in_files, looking, placing, ties
from slakit.sources.direct.placing import keep_repeated
from slakit.sources.direct.row_values import plain_text
from slakit.verdicts.judging import event_types_read
from slakit.verdicts.truth import order

ROOT = Path(__file__).parents[1]
EDITION = load(ROOT / "agreements/hamadan-governorate/1398")
AT = "1399/02/01 00:00"


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten rows of a type are enough to leave them where they lie."""
    monkeypatch.setattr(in_files, "STAYING_FROM", 10)


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """The committed year as a native table of Parquet."""
    file = tmp_path / "year.parquet"
    duckdb.execute(
        "COPY (SELECT * EXCLUDE (specversion, data, time, recordedtime), CAST(time AS TIMESTAMPTZ) AS time,"  # noqa: S608 -- files of this test
        " CAST(recordedtime AS TIMESTAMPTZ) AS recordedtime, data.* FROM"
        f" read_ndjson('{ROOT / 'examples/hamadan-1398/year.jsonl'}', sample_size = -1)) TO '{file}'"
    ).fetchall()
    return file


@pytest.mark.usefixtures("few_are_many")
def test_a_log_that_stays_in_its_files_has_the_findings_of_the_reference_engine(year: Path) -> None:
    by_reference = check(EDITION, year, at=AT, engine="reference")
    by_audit = check(EDITION, year, at=AT, engine="audit")
    assert isinstance(by_audit.log.events, EventsInTables)
    assert by_audit.log.events.stays
    assert by_audit.findings == by_reference.findings
    given = EDITION.duties, EDITION.term, by_audit.log.events, by_audit.at, None, by_audit.log.set_aside
    in_turn = audit.judge_in_turn(*given, at_once=50)
    assert tuple(in_turn) == by_reference.findings


@pytest.mark.usefixtures("few_are_many")
@pytest.mark.parametrize(("few", "looked_at"), [(0, 0), (0, 100_000), (100_000, 100_000)])
def test_unequal_classes_of_a_log_in_files_are_told_as_of_one_in_memory(
    year: Path, monkeypatch: pytest.MonkeyPatch, few: int, looked_at: int
) -> None:
    """Whether their members are looked for at once, each time anew, or only near those that are held against them."""
    raised = year.with_name("raised.parquet")
    duckdb.execute(
        "COPY (SELECT * REPLACE (CASE WHEN type = 'fee.charged' AND amount > 0 AND hash(id) % 5 = 0"  # noqa: S608 -- files of this test
        f" THEN amount + 1000 ELSE amount END AS amount) FROM '{year}') TO '{raised}'"
    ).fetchall()
    log, in_memory = read_for_audit([str(raised)], EDITION), read([str(raised)], EDITION)
    given = instant_of(EDITION, AT), None, in_memory.set_aside
    expected = audit.survey(EDITION.duties, EDITION.term, in_memory.events, *given)
    monkeypatch.setattr(alike, "FROM_THE_START", 10_000)
    monkeypatch.setattr(classes, "FEW", few)
    monkeypatch.setattr(closest, "LOOKED_AT", looked_at)
    assert isinstance(log.events, EventsInTables)
    assert log.events.stays
    assert audit.survey(EDITION.duties, EDITION.term, log.events, *given) == expected
    assert [one.norm for one in expected.findings].count("equal-fees") > 1


@pytest.mark.usefixtures("few_are_many")
@pytest.mark.parametrize("gone", [False, True])
def test_a_file_that_changes_while_it_is_judged_is_an_error(year: Path, *, gone: bool) -> None:
    log = read_for_audit([str(year)], EDITION)
    if gone:
        year.unlink()
    else:
        duckdb.execute(f"COPY (SELECT * FROM '{year}' LIMIT 100) TO '{year}.new'").fetchall()  # noqa: S608 -- files of this test
        Path(f"{year}.new").replace(year)
    with pytest.raises(InvalidDocument) as raised:
        check(EDITION, log, at=AT, engine="audit")
    assert [render(fault, "en").partition("\n")[0] for fault in raised.value.faults] == [
        f"{year}:1:1: `{year}` was changed or taken away while its events were judged"
    ]


@pytest.mark.usefixtures("few_are_many")
@pytest.mark.parametrize("most_instants", [0, 10_000])
def test_events_that_share_an_instant_are_found_by_their_numbers(
    year: Path, monkeypatch: pytest.MonkeyPatch, most_instants: int
) -> None:
    """One at a time and all together, whether their instants are listed besides or are too many for that."""
    monkeypatch.setattr(in_tables, "MOST_INSTANTS", most_instants)
    shared = "2019-06-12T05:00:00+00"
    copied = year.with_name("shared.parquet")
    duckdb.execute(
        f"COPY (SELECT * REPLACE (CASE WHEN type = 'document.received' THEN TIMESTAMPTZ '{shared}' ELSE time END AS time)"  # noqa: S608 -- files of this test
        f" FROM '{year}') TO '{copied}'"
    ).fetchall()
    log = read_for_audit([str(copied)], EDITION)
    events = log.events
    assert isinstance(events, EventsInTables)
    database = events.database()
    given = EDITION.duties, EDITION.term, instant_of(EDITION, AT), None
    database.complete(event_types_read((EDITION.duties, EDITION.term)))
    found = audit.facts(database, database.store, *given)
    told = [(whole(n), name) for n, name in found.rows("SELECT n, id FROM ke_document__received ORDER BY n")]
    same = sorted(events.of_types(["document.received"]), key=order)
    assert [name for _, name in told] == [event.id for event in same]
    for number, name in [told[0], told[1], told[-1]]:
        assert [event.id for event in found.events("document.received", [number]).values()] == [name]
    table = found.put_events("document.received", [number for number, _ in told])
    assert found.rows(f"SELECT n, id FROM {table} ORDER BY n") == told  # noqa: S608 -- a table of this test
    assert found.events("document.received", []) == {}
    table = found.put_events("document.received", [])
    assert found.rows(f"SELECT n FROM {table}") == []  # noqa: S608 -- a table of this test


@pytest.mark.usefixtures("few_are_many")
@pytest.mark.parametrize("few", [0, 10])
def test_events_that_stay_may_repeat_others_and_share_instants(
    year: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """Each document is told twice in the same files, and all happened at once, whether that is taken for few or not."""
    monkeypatch.setattr(placing, "FEW_SHARING", few)
    twice = year.with_name("twice.parquet")
    duckdb.execute(
        "COPY (SELECT * REPLACE (CASE WHEN type = 'document.received' THEN TIMESTAMPTZ '2019-06-12T05:00:00+00'"  # noqa: S608 -- files of this test
        f" ELSE time END AS time) FROM '{year}' UNION ALL BY NAME SELECT * REPLACE (TIMESTAMPTZ"
        f" '2019-06-12T05:00:00+00' AS time) FROM '{year}' WHERE type = 'document.received') TO '{twice}'"
    ).fetchall()
    direct, ordinary = read_for_audit([str(twice)], EDITION), read([str(twice)], EDITION)
    assert isinstance(direct.events, EventsInTables)
    assert direct.events.stays
    assert tuple(direct.events) == ordinary.events
    assert direct.repeated == ordinary.repeated > 0
    by_audit = check(EDITION, direct, at=AT, engine="audit")
    assert by_audit.findings == check(EDITION, ordinary, at=AT, engine="reference").findings


@pytest.mark.usefixtures("few_are_many")
@pytest.mark.parametrize("lines", [2**36, 2**60], ids=["in eight bytes", "in more"])
@pytest.mark.parametrize("cut", ["second", "hour", "month", "century"])
def test_what_lies_in_files_is_in_order_however_many_share_an_instant(
    year: Path, monkeypatch: pytest.MonkeyPatch, cut: str, lines: int
) -> None:
    """In several files, and whether the numbers by which rows are told from one another are short or long."""
    monkeypatch.setattr(ties, "LINES", lines)
    folder = year.with_name("cut")
    folder.mkdir()
    for part in range(3):
        duckdb.execute(
            f"COPY (SELECT * REPLACE (date_trunc('{cut}', time) AS time) FROM '{year}' WHERE hash(id) % 3 = {part})"  # noqa: S608 -- files of this test
            f" TO '{folder}/{part}.parquet'"
        ).fetchall()
    direct, ordinary = read_for_audit([str(folder)], EDITION), read([str(folder)], EDITION)
    assert isinstance(direct.events, EventsInTables)
    assert direct.events.stays
    assert tuple(direct.events) == ordinary.events
    for event_type in ("fee.charged", "document.received"):
        assert list(direct.events_of([event_type])) == list(ordinary.events_of([event_type]))
    by_audit = check(EDITION, direct, at=AT, engine="audit")
    assert by_audit.findings == check(EDITION, ordinary, at=AT, engine="reference").findings


@pytest.mark.usefixtures("few_are_many")
@pytest.mark.parametrize("fewer", [0, 10, 1_000_000])
def test_rows_that_are_wrong_in_what_many_say_are_set_aside_and_the_others_stay(
    year: Path, monkeypatch: pytest.MonkeyPatch, fewer: int
) -> None:
    """Each way in which columns may be looked at: all by what rows say together, some of them, none."""
    monkeypatch.setattr(looking, "FEWER", fewer)
    wrong = year.with_name("wrong.parquet")
    duckdb.execute(
        "COPY (SELECT * REPLACE (CASE WHEN id IN ('document-0000006', 'document-0000024') THEN ' portal' WHEN"  # noqa: S608 -- files of this test
        " id = 'document-0000010' THEN 'by' || chr(7) ELSE channel END AS channel, CASE WHEN id ="
        " 'document-0000012' THEN ['a', NULL] WHEN id = 'document-0000014' THEN [] ELSE documents END AS documents,"
        f" CASE WHEN id = 'document-0000018' THEN NULL ELSE time END AS time) FROM '{year}') TO '{wrong}'"
    ).fetchall()
    direct, ordinary = read_for_audit([str(wrong)], EDITION), read([str(wrong)], EDITION)
    assert isinstance(direct.events, EventsInTables)
    assert direct.events.stays
    assert tuple(direct.events) == ordinary.events
    assert (direct.set_aside, direct.remarks) == (ordinary.set_aside, ordinary.remarks)
    assert len(direct.set_aside) > len(read([str(year)], EDITION).set_aside)


@pytest.mark.usefixtures("few_are_many")
@pytest.mark.parametrize("fewer", [0, 1_000_000])
def test_rows_that_all_lack_a_column_do_not_stay(
    year: Path, monkeypatch: pytest.MonkeyPatch, fewer: int
) -> None:
    monkeypatch.setattr(looking, "FEWER", fewer)
    lacking = year.with_name("lacking.parquet")
    duckdb.execute(f"COPY (SELECT * EXCLUDE (recipient) FROM '{year}') TO '{lacking}'").fetchall()  # noqa: S608 -- files of this test
    direct, ordinary = read_for_audit([str(lacking)], EDITION), read([str(lacking)], EDITION)
    assert tuple(direct.events) == ordinary.events
    assert (direct.set_aside, direct.remarks) == (ordinary.set_aside, ordinary.remarks)
    assert {one.reason for one in direct.set_aside} >= {"missing-field"}


@pytest.mark.usefixtures("few_are_many")
@pytest.mark.parametrize(
    ("at", "known_at"), [(0, None), (-1, None), (0, 0), (-182 * DAY, None), (0, -182 * DAY)]
)
def test_the_times_of_known_events_are_those_that_the_events_have(
    year: Path, at: int, known_at: int | None
) -> None:
    """At the last of them, a microsecond before it, and half a year before, as it is known then too."""
    log = read_for_audit([str(year)], EDITION)
    assert isinstance(log.events, EventsInTables)
    documents = log.events.of_types(["document.received"])
    last = max(event.time for event in documents)
    known = None if known_at is None else last + known_at
    database = log.events.database()
    database.complete(event_types_read((EDITION.duties, EDITION.term)))
    found = audit.facts(database, database.store, EDITION.duties, EDITION.term, last + at, known)
    times = [
        one.time for one in documents if one.time <= found.at and (known is None or one.recorded <= known)
    ]
    assert found.time_span("document.received") == (min(times), max(times))


def test_a_text_is_plain_if_nothing_of_it_would_be_stripped_or_refused() -> None:
    """Every character of the first planes of Unicode, alone, at each end and between others."""
    characters = [chr(code) for code in (*range(1, 0x3002), 0xFEFF, 0x1F600)]
    texts = [
        "",
        "a\\b",
        "it's",
        'a"b',
        *(form.format(one) for form in ("{}", "{}b", "a{}", "a{}b") for one in characters),
    ]
    told = duckdb.execute(
        f"SELECT {plain_text('t')} FROM (SELECT unnest(?::VARCHAR[]) AS t)",  # noqa: S608 -- a test of this project
        [texts],
    ).fetchall()
    expected = [
        bool(text) and text == text.strip() and not any(unicodedata.category(one) == "Cc" for one in text)
        for text in texts
    ]
    assert [plain for (plain,) in told] == expected


def test_what_is_repeated_is_found_among_many_that_are_not() -> None:
    """More rows than are sorted in one piece, in no order."""
    database = DuckDB()
    few = "SELECT 7 AS h UNION ALL SELECT 7 UNION ALL SELECT 7 UNION ALL SELECT 299999"
    mixed = "SELECT (i * 7919) % 300000 AS h FROM range(300000) r(i)"
    keep_repeated(database, "found", "h", f"{mixed} UNION ALL {few}")
    assert sorted(database.rows("SELECT h, events FROM found")) == [(7, 4), (299999, 2)]
    keep_repeated(database, "nothing", "h", mixed)
    assert list(database.rows("SELECT * FROM nothing")) == []


def test_a_judgement_is_a_value_wherever_its_events_lie() -> None:
    """Compared, pickled and copied by what it says; the events in tables go along as events."""
    log = ROOT / "examples/hamadan-1398/year.jsonl"
    of_tables, again = (check(EDITION, log, at=AT, engine="audit") for _ in range(2))
    ordinary = check(EDITION, log, at=AT, engine="reference")
    assert isinstance(of_tables.log.events, EventsInTables)
    assert of_tables == again
    assert of_tables.log == ordinary.log
    assert ordinary.log == of_tables.log
    assert of_tables.log.events != ordinary.log.events[1:]
    for copied in (pickle.loads(pickle.dumps(of_tables)), copy.deepcopy(of_tables)):
        assert copied == of_tables
        assert copied.log.events == ordinary.log.events
