"""Sources: whatever a log lies in, the same events come of it, and what cannot be read is named with its place."""

import bz2
import csv
import gzip
import io
import json
import lzma
import os
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from slakit import sources
from slakit.calendars import time_zone
from slakit.cli import main
from slakit.engines.audit.in_tables import EventsInTables
from slakit.errors import InvalidDocument
from slakit.events.event import Event, FieldValue, Log
from slakit.events.reading import read_log
from slakit.loading import Edition, load
from slakit.messages import render
from slakit.sources.parquet_files import ParquetFile
from slakit.sources.recognition import Format, Source, recognized
from slakit.text import strip_isolates

ROOT = Path(__file__).parents[1]
YEAR = ROOT / "examples/hamadan-1398/year.jsonl"
OFFICE = ROOT / "agreements/hamadan-governorate/1398"
PORTAL = ROOT / "examples/hamadan-portal-1398"

needs_duckdb = pytest.mark.skipif(find_spec("duckdb") is None, reason="duckdb (extra audit) is not installed")

CHARGES = """\
id,source,type,time,recordedtime,service,recipient,amount,documents
c1,portal,fee.charged,2019-05-01T09:00:00+04:30,,svc-02,r-1,450000,"[""passport""]"
c2,portal,fee.charged,1398/02/12 10:00,2019-06-01T00:00:00Z,svc-19,r-2,280000,
"""


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(OFFICE)


def told(log: Log) -> list[Event]:
    """The events of a log without the places where they stood."""
    return [Event(one.source, one.id, one.type, one.time, one.recorded, dict(one.data)) for one in log.events]


def faults(*names: str | Path, edition: Edition, mapping: Path | None = None) -> list[str]:
    """What is said of sources that cannot be used."""
    with pytest.raises(InvalidDocument) as caught:
        sources.read([str(name) for name in names], edition, mappings=[mapping] if mapping else [])
    return [render(fault, "en") for fault in caught.value.faults]


def year_lines() -> list[dict[str, object]]:
    return [json.loads(line) for line in YEAR.read_text("utf-8").splitlines()][:150]


@pytest.fixture(scope="module")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first events of the year, as JSON lines."""
    file = tmp_path_factory.mktemp("year") / "beginning.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in year_lines()), "utf-8")
    return file


def flat(one: dict[str, object]) -> dict[str, object]:
    """An event as a row: its attributes, and all its fields as JSON."""
    return {
        **{name: one.get(name) for name in ("id", "source", "type", "time", "recordedtime")},
        "data": json.dumps(one.get("data", {})),
    }


# --- one log, however it is kept ---


def written_csv(folder: Path) -> str:
    with (folder / "log.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(flat(year_lines()[0])))
        writer.writeheader()
        writer.writerows(map(flat, year_lines()))
    return str(folder / "log.csv")


def written_parquet(folder: Path) -> str:
    import duckdb

    file = folder / "log.parquet"
    written_csv(folder)
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * FROM read_csv('{folder}/log.csv', all_varchar = true)) TO '{file}'"  # noqa: S608 -- a folder of the test
        )
    return str(file)


def written_sqlite(folder: Path) -> str:
    file = folder / "log.db"
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE log (id, source, type, time, recordedtime, data)")
        rows = [tuple(flat(one).values()) for one in year_lines()]
        database.executemany("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)", rows)
    return str(file)


@pytest.mark.parametrize(
    "written", [written_csv, pytest.param(written_parquet, marks=needs_duckdb), written_sqlite]
)
def test_a_native_table_tells_the_same_log_as_json_lines(
    written: Callable[[Path], str], tmp_path: Path, edition: Edition, beginning: Path
) -> None:
    assert told(sources.read([written(tmp_path)], edition)) == told(sources.read([str(beginning)], edition))


def test_columns_named_as_fields_are_read_in_the_types_of_the_vocabulary(
    tmp_path: Path, edition: Edition
) -> None:
    (tmp_path / "charges.csv").write_text(CHARGES.replace('"[""passport""]"', ""), "utf-8")
    log = sources.read([str(tmp_path / "charges.csv")], edition)
    assert log.set_aside == ()
    assert told(log) == [
        Event("portal", "c1", "fee.charged", 1556685000000000, 1556685000000000,
              {"service": "svc-02", "recipient": "r-1", "amount": 450000}),
        Event("portal", "c2", "fee.charged", 1556775000000000, 1559347200000000,
              {"service": "svc-19", "recipient": "r-2", "amount": 280000}),
    ]  # fmt: skip
    assert log.without_offset == 1


def test_a_word_in_place_of_a_list_is_set_aside_and_the_next_row_still_read(
    tmp_path: Path, edition: Edition
) -> None:
    (tmp_path / "charges.csv").write_text(CHARGES.replace('"[""passport""]"', "passport"), "utf-8")
    log = sources.read([str(tmp_path / "charges.csv")], edition)
    assert [(one.place, one.reason, one.arguments["field"]) for one in log.set_aside] == [
        (f"{tmp_path}/charges.csv:2", "wrong-field-type", "documents")
    ]
    assert [one.id for one in log.events] == ["c2"]


def test_json_lines_and_tables_are_one_log(tmp_path: Path, edition: Edition, beginning: Path) -> None:
    """A row that says again what a line said is a repetition, wherever the two stand."""
    table = written_csv(tmp_path)
    log = sources.read([str(beginning), table], edition)
    assert (len(log.events), log.repeated) == (150, 150)
    assert told(log) == told(read_log([beginning], edition.vocabulary, time_zone("Asia/Tehran")))


# --- formats ---


def test_what_a_file_begins_with_tells_more_than_its_ending(tmp_path: Path) -> None:
    contents = {
        "a.txt": (b"PAR1....", "parquet"),
        "b.jsonl": (b"SQLite format 3\0", "sqlite"),
        "c.csv": (b"a,b\n", "csv"),
        "d.json": (b'{"objectTypes": [], "events": []}', "ocel"),
        "e.json": (b'{"specversion": "1.0", "type": "x", "data": {"events": 1}}\n', "jsonl"),
        "f": (b"", "jsonl"),
    }
    for name, (content, form) in contents.items():
        (tmp_path / name).write_bytes(content)
        assert [one.format for one in recognized(str(tmp_path / name))] == [form], name
        assert [one.format for one in recognized(str(tmp_path / name), "csv")] == ["csv"]


def test_a_table_may_stand_behind_a_hash(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"SQLite format 3\0")
    assert recognized(f"{tmp_path}/a.db#fees") == [Source(f"{tmp_path}/a.db", "sqlite", "fees")]
    assert recognized("postgresql://clerk@db/portal#public.fees") == [
        Source("postgresql://clerk@db/portal", "postgresql", "public.fees")
    ]


def test_a_folder_is_all_its_files_in_the_order_of_their_names(tmp_path: Path, edition: Edition) -> None:
    lines = [json.dumps(one) + "\n" for one in year_lines()]
    for name, part in (
        ("b/2.jsonl", lines[50:]),
        ("a.jsonl", lines[:50]),
        ("_tmp/x.jsonl", lines),
        ("note.txt", ["-"]),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("".join(part), "utf-8")
    assert [Path(one.name).name for one in recognized(str(tmp_path))] == ["a.jsonl", "2.jsonl"]
    assert len(sources.read([str(tmp_path)], edition).events) == 150
    assert [Path(one.name).name for one in recognized(f"{tmp_path}/*.jsonl")] == ["a.jsonl"]


@needs_duckdb
@pytest.mark.parametrize("read", [sources.read, sources.read_for_audit])
@pytest.mark.parametrize(
    "named",
    [
        ["."],
        ["*/*.parquet"],
        ["service=svc-02", "service=svc-19"],
        ["service=svc-02/a.parquet", "service=svc-19/../service=svc-19/*"],
        ["../service=svc-02/a.parquet", "a.parquet"],
    ],
)
def test_folders_of_a_partitioned_table_are_columns(
    named: list[str],
    read: Callable[[list[str], Edition], Log],
    tmp_path: Path,
    edition: Edition,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import duckdb

    with duckdb.connect() as connection:
        for number, service in enumerate(("svc-02", "svc-19")):
            folder = tmp_path / f"service={service}"
            folder.mkdir()
            connection.execute(
                f"COPY (SELECT 'c{number}' AS id, 'portal' AS source, 'fee.charged' AS type,"
                " TIMESTAMPTZ '2019-05-01 09:00:00+04:30' AS time, 'r' AS recipient, 1000::BIGINT AS amount,"
                f" true AS \"has-valid-booklet\") TO '{folder}/a.parquet'"
            )
    monkeypatch.chdir(tmp_path / "service=svc-19" if "a.parquet" in named else tmp_path)
    log = read(named, edition)
    said: dict[str, FieldValue] = {"recipient": "r", "amount": 1000, "has-valid-booklet": True}
    assert told(log) == [
        Event(
            "portal",
            f"c{at}",
            "fee.charged",
            1556685000000000,
            1556685000000000,
            {**said, "service": service},
        )
        for at, service in enumerate(("svc-02", "svc-19"))
    ]


OCEL: dict[str, list[Any]] = {
    "objectTypes": [{"name": "fee", "attributes": [{"name": "amount", "type": "integer"}]}],
    "eventTypes": [{"name": "fee.charged", "attributes": []}],
    "objects": [
        {"id": "f1", "type": "fee", "attributes": [
            {"name": "amount", "value": 10, "time": "1970-01-01T00:00:00Z"},
            {"name": "amount", "value": 20, "time": "2019-05-02T00:00:00Z"},
        ]},
    ],
    "events": [
        {"id": "c1", "type": "fee.charged", "time": "2019-05-01T00:00:00Z",
         "attributes": [{"name": "amount", "value": 5}],
         "relationships": [{"objectId": "svc-02", "qualifier": "service"}, {"objectId": "r-1", "qualifier": "recipient"},
                           {"objectId": "d2", "qualifier": "documents"}, {"objectId": "d1", "qualifier": "documents"}]},
        "no event",
        {"id": "c2", "type": "fee.charged", "time": "2019-05-03T00:00:00Z", "attributes": [],
         "relationships": [{"objectId": "f1", "qualifier": "fee"}]},
    ],
}  # fmt: skip


def test_an_object_centric_log_is_read_by_its_attributes_and_qualifiers(
    tmp_path: Path, edition: Edition
) -> None:
    file = tmp_path / "log.json"
    file.write_text(json.dumps(OCEL), "utf-8")
    log = sources.read([str(file)], edition)
    assert told(log) == [
        Event("ocel", "c1", "fee.charged", 1556668800000000, 1556668800000000,
              {"amount": 5, "service": "svc-02", "recipient": "r-1", "documents": ("d1", "d2")}),
    ]  # fmt: skip
    assert [(one.line, one.reason) for one in log.set_aside] == [(2, "not-an-object"), (3, "missing-field")]


def test_an_attribute_of_an_object_is_what_it_said_when_the_event_happened(tmp_path: Path) -> None:
    from slakit.sources.ocel import OcelFile

    events = [
        {**OCEL["events"][2], "time": time} for time in ("2019-05-01T00:00:00Z", "2019-05-02T00:00:00Z")
    ]
    (tmp_path / "log.json").write_text(json.dumps({**OCEL, "events": events}), "utf-8")
    rows = [row.cells for row in OcelFile(tmp_path / "log.json").rows()]
    assert [row["fee.amount"] for row in rows if not isinstance(row, Exception)] == [10, 20]


# --- what cannot be used says where and what helps ---


def test_a_table_without_the_columns_of_events_asks_for_a_mapping(tmp_path: Path, edition: Edition) -> None:
    file = tmp_path / "a.csv"
    file.write_text("شماره,time\n1,2\n", "utf-8")
    assert faults(file, edition=edition) == [
        (
            f"{file}:1:1: the table lacks columns that every event has: `id`, `source`, `type`\n"
            "  help: say what its columns mean in a mapping, and name that with `--mapping`"
        )
    ]


def test_a_table_that_the_named_mapping_is_not_for_says_what_that_is_for(
    tmp_path: Path, edition: Edition
) -> None:
    """A table with the columns of events needs none, whatever others are named."""
    file, mapping = tmp_path / "a.csv", PORTAL / "mapping.yaml"
    file.write_text("شماره,time\n1,2\n", "utf-8")
    assert faults(file, edition=edition, mapping=mapping) == [
        (
            f"{file}:1:1: the table lacks columns that every event has: `id`, `source`, `type`\n"
            "  help: the mappings that were named are for `portal*.csv`: write the name of this table under `files` of"
            " one, or leave `files` out there"
        )
    ]
    file.write_text("id,source,type,time\n", "utf-8")
    assert sources.read([str(file)], edition, mappings=[mapping]).events == ()


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"", 1, "the file does not begin with the names of its columns"),
        (b"id,id\n", 1, "two columns are called `id`"),
        (b"id,source,type,time\na,b,c,d\n\xff,b,c,d\n", 1, "from here on the file is not written in `utf-8`"),
        (b'id,source,type,time\na,b,c,d\n"a,b,c,d\n', 3, "the row that begins here is no CSV: unexpected end of data"),
        (b"id,source,type,time\na,b,c,d\n1,2,3\n4,5,6\n", 3,
         "the table has 4 columns, and from here to its end 3; rows: 2"),
    ],
)  # fmt: skip
def test_a_csv_file_that_breaks_is_told_with_its_line(
    content: bytes, line: int, said: str, tmp_path: Path, edition: Edition
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    assert [one.splitlines()[0] for one in faults(file, edition=edition)] == [f"{file}:{line}:1: {said}"]


@pytest.mark.parametrize("line", ["sep=;\n", '"sep=;"\r\n', "\ufeffSEP=;\n"])
def test_a_line_that_says_what_parts_the_cells_is_taken_at_its_word(
    tmp_path: Path, edition: Edition, line: str
) -> None:
    """As spreadsheets want it before the header; places count it, and a mapping need not say it again."""
    (tmp_path / "c.csv").write_text(CHARGES, "utf-8")
    rows = list(csv.reader(io.StringIO(CHARGES)))
    with (tmp_path / "parted.csv").open("w", encoding="utf-8", newline="") as stream:
        stream.write(line)
        csv.writer(stream, delimiter=";").writerows([*rows, ["broken"]])
    log = sources.read([str(tmp_path / "parted.csv")], edition)
    assert told(log) == told(sources.read([str(tmp_path / "c.csv")], edition))
    assert [(one.line, one.reason) for one in log.set_aside] == [(5, "wrong-number-of-cells")]
    if find_spec("duckdb") is not None:
        assert told(sources.read_for_audit([str(tmp_path / "parted.csv")], edition)) == told(log)


def test_one_row_of_another_width_is_set_aside(tmp_path: Path, edition: Edition) -> None:
    file = tmp_path / "a.csv"
    row = "c{},portal,service.made-electronic,2019-05-01T00:00:00Z,svc-02\n"
    content = (
        "id,source,type,time,service\n"
        + row.format(1)
        + "x,y\n"
        + '"c\n3",p,t,z,s,\n'
        + row.format(2)
        + "cut off\n"
    )
    file.write_text(content, "utf-8")
    log = sources.read([str(file)], edition)
    assert [one.id for one in log.events] == ["c1", "c2"]
    assert [(one.line, one.reason, dict(one.arguments)) for one in log.set_aside] == [
        (3, "wrong-number-of-cells", {"expected": 5, "found": 2}),
        (4, "wrong-number-of-cells", {"expected": 5, "found": 6}),
        (7, "wrong-number-of-cells", {"expected": 5, "found": 1}),
    ]


def test_an_empty_folder_a_mixed_one_and_a_pattern_without_files_are_told(
    tmp_path: Path, edition: Edition
) -> None:
    mixed = tmp_path / "mixed"
    mixed.mkdir()
    (mixed / "a.csv").write_text("a\n", "utf-8")
    (mixed / "b.jsonl").write_text("", "utf-8")
    (tmp_path / "empty").mkdir()
    told = faults(tmp_path / "empty", mixed, tmp_path / "*.parquet", edition=edition)
    assert [one.splitlines()[0].partition(":1:1: ")[2] for one in told] == [
        f"the folder `{tmp_path}/empty` holds no file of events",
        f"the folder `{mixed}` holds files of several formats: `csv`, `jsonl`",
        f"no file matches `{tmp_path}/*.parquet`",
    ]


@pytest.mark.parametrize(
    ("kind", "packed"),
    [
        ("gzip", gzip.compress(b"{}", mtime=0)),
        ("bzip2", bz2.compress(b"{}")),
        ("xz", lzma.compress(b"{}")),
        ("zstd", b"\x28\xb5\x2f\xfd\x04\x00"),
        ("zip", b"PK\x03\x04\x14\x00"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
@pytest.mark.parametrize("named", ["05.jsonl.gz", "05.csv.zst", "05.jsonl"])
def test_a_packed_file_is_told_as_what_it_is_wherever_it_is_found(
    kind: str, packed: bytes, named: str, tmp_path: Path, edition: Edition
) -> None:
    """Named, found by a pattern or in a folder beside what can be read: half of a log is never judged in silence."""
    (tmp_path / "04.jsonl").write_text("", "utf-8")
    (tmp_path / "README.gz").write_bytes(packed)
    file = tmp_path / named
    file.write_bytes(packed)
    for name in (file, tmp_path, tmp_path / "05*"):
        told = faults(name, edition=edition)
        assert [one.splitlines()[0] for one in told] == [
            f"{file}:1:1: `{file}` is packed ({kind}), so that nothing in it can be read"
        ]


def test_a_packed_file_is_packed_whatever_format_was_asked_for(tmp_path: Path, edition: Edition) -> None:
    """Its bytes would be lines that are set aside, one by one."""
    file = tmp_path / "log"
    file.write_bytes(gzip.compress(b"{}"))
    with pytest.raises(InvalidDocument) as caught:
        sources.read([str(file)], edition, form="jsonl")
    assert [fault.rule for fault in caught.value.faults] == ["packed-file"]


@pytest.mark.parametrize("read", [sources.read, sources.read_for_audit])
def test_a_packed_log_on_standard_input_is_told_as_that(
    read: Callable[[list[str], Edition], Log],
    monkeypatch: pytest.MonkeyPatch,
    edition: Edition,
) -> None:
    """So it is as a file; its bytes were lines that were set aside, and the log held no event."""
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(gzip.compress(b"{}\n" * 20))))
    with pytest.raises(InvalidDocument) as caught:
        read(["-"], edition)
    assert [render(fault, "en").splitlines()[0] for fault in caught.value.faults] == [
        "-:1:1: `-` is packed (gzip), so that nothing in it can be read"
    ]


@needs_duckdb
def test_a_column_that_changes_in_a_later_file_is_told_before_anything_is_read(
    tmp_path: Path, edition: Edition
) -> None:
    import duckdb

    native = "SELECT 'c1' AS id, 'p' AS source, 'fee.charged' AS type, '2019-05-01T00:00:00Z' AS time"
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({native}, 5::BIGINT AS amount) TO '{tmp_path}/1.parquet'")
        connection.execute(f"COPY ({native}, '5' AS amount) TO '{tmp_path}/2.parquet'")
    assert faults(tmp_path, edition=edition) == [
        (
            f"{tmp_path}/2.parquet:1:1: the column `amount` is VARCHAR here and BIGINT in `{tmp_path}/1.parquet`\n"
            "  help: write all files with the same columns, or check each kind by itself"
        )
    ]
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({native}) TO '{tmp_path}/2.parquet'")
    assert [one.splitlines()[0].partition("1:1: ")[2] for one in faults(tmp_path, edition=edition)] == [
        f"the column `amount`, BIGINT in `{tmp_path}/1.parquet`, is missing here"
    ]
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({native}, 5::BIGINT AS amount, 'x' AS note) TO '{tmp_path}/2.parquet'")
    assert [one.splitlines()[0] for one in faults(tmp_path, edition=edition)] == [
        (
            f"{tmp_path}/2.parquet:1:1: the column `note` is not in `{tmp_path}/1.parquet`, which belongs to the same"
            " log"
        )
    ]


@needs_duckdb
@pytest.mark.parametrize(
    ("named", "missing"),
    [
        ("gone.jsonl", "gone.jsonl"),
        ("gone.csv", "gone.csv"),
        ("gone.parquet", "gone.parquet"),
        ("gone.json", "gone.json"),
        ("gone.sqlite", "gone.sqlite"),
        ("gone.sqlite#fees", "gone.sqlite"),
        ("gone#fees.parquet", "gone#fees.parquet"),
    ],
)
def test_a_table_that_is_not_there_is_told_as_that(
    named: str, missing: str, tmp_path: Path, edition: Edition
) -> None:
    """It was said to be incomplete, in the words of whatever should have read it."""
    assert faults(tmp_path / named, edition=edition) == [
        (
            f"{tmp_path}/{missing}:1:1: cannot read `{tmp_path}/{missing}`: there is no such file\n"
            "  help: check the path and that it is there"
        )
    ]


def test_a_parquet_file_that_breaks_off_is_told(tmp_path: Path, edition: Edition) -> None:
    file = tmp_path / "a.parquet"
    file.write_bytes(b"PAR1 and nothing more")
    (said,) = faults(file, edition=edition)
    assert said.startswith(f"{file}:1:1: `{file}` cannot be read as Parquet: ")
    assert said.endswith("  help: check that it is complete, or name its format with `--log-format`")


def test_without_duckdb_parquet_names_the_extra(
    tmp_path: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("slakit.sources.parquet_files.find_spec", lambda _: None)
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    assert faults(tmp_path / "a.parquet", edition=edition) == [
        (
            f"{tmp_path}/a.parquet:1:1: reading `{tmp_path}/a.parquet` needs the package `duckdb`, which is not installed\n"
            "  help: install it: `pip install 'slakit[audit]'`"
        )
    ]


def test_the_table_of_a_database_must_be_plain(tmp_path: Path, edition: Edition) -> None:
    file = tmp_path / "a.db"
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE fees (a)")
        database.execute("CREATE TABLE notices (a)")
    assert [
        one.partition("1:1: ")[2]
        for one in (*faults(file, edition=edition), *faults(f"{file}#feez", edition=edition))
    ] == [
        (
            f"there are several tables in `{file}`: `fees`, `notices`\n"
            f"  help: put the one that is meant behind a `#`, such as `{file}#fees`, or name it in the mapping"
        ),
        f"there is no table `feez` in `{file}`\n  help: did you mean `fees`?",
    ]
    file.write_bytes(b"SQLite format 3\0 and then nothing that it could be")
    (said,) = faults(file, edition=edition)
    assert said.partition("1:1: ")[2].startswith(
        f"`{file}` cannot be read as SQLite: file is not a database\n  help: "
    )
    with pytest.raises(InvalidDocument) as caught:
        sources.read([str(file)], edition)
    (fault,) = caught.value.faults
    assert (
        strip_isolates(render(fault, "fa"))
        .partition("1:1: ")[2]
        .startswith(f"«{file}» با قالب SQLite خوانده نمی‌شود: این فایل پایگاه داده نیست\n")
    )


def test_a_cell_of_sqlite_that_is_no_utf_8_sets_aside_its_row_alone(tmp_path: Path, edition: Edition) -> None:
    """A database of an older program holds such; the whole table could not be read for one of them."""
    with closing(sqlite3.connect(tmp_path / "log.db")) as connection, connection:
        connection.execute("CREATE TABLE log (id, source, type, time, service, recipient, amount)")
        for identity, recipient in (("1", b"r-1"), ("2", b"\xe9\xe8"), ("3", b"r-3")):
            connection.execute(
                "INSERT INTO log VALUES (?, 'portal', 'fee.charged', '2019-05-01T09:00:00Z', 'svc-02', CAST(? AS TEXT), 9)",
                (identity, recipient),
            )
    log = sources.read([str(tmp_path / "log.db")], edition)
    assert [event.id for event in log.events] == ["1", "3"]
    assert [(one.id, one.reason, dict(one.arguments)) for one in log.set_aside] == [
        ("2", "wrong-field-type", {"field": "recipient", "expected": "text"})
    ]


def test_check_gives_2_for_a_source_that_cannot_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text("a\n1\n", "utf-8")
    code = main(["check", str(OFFICE), str(tmp_path / "a.csv"), "--at", "1399/02/01", "--lang", "fa"])
    assert (code, capsys.readouterr().out) == (2, "")


# --- PostgreSQL ---


def test_a_table_of_postgresql_tells_the_same_log(postgresql: str, edition: Edition, beginning: Path) -> None:
    import psycopg

    with psycopg.connect(postgresql) as connection:
        connection.execute(
            "CREATE SCHEMA portal CREATE TABLE log"
            " (id text, source text, type text, time timestamptz, recordedtime timestamptz, data jsonb)"
        )
        with connection.cursor() as cursor:
            rows = [tuple(flat(one).values()) for one in year_lines()]
            cursor.executemany("INSERT INTO portal.log VALUES (%s, %s, %s, %s, %s, %s)", rows)
    log = sources.read([f"{postgresql}#portal.log"], edition)
    assert told(log) == told(sources.read([str(beginning)], edition))
    host = postgresql.partition("?")[2]
    (said,) = faults(f"{postgresql}#gone", edition=edition)
    assert said == (
        f"postgresql://clerk@/postgres?{host}:1:1: there is no table `gone` in `postgresql://clerk@/postgres?{host}`\n"
        "  help: its tables: `portal.log`"
    )


def test_a_table_of_postgresql_may_be_named_with_the_schema_that_a_connection_begins_in(
    postgresql: str, edition: Edition
) -> None:
    """Also where its own name has a dot, and where another schema has one of the same name."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg (extra postgresql) is not installed")
    told = "SELECT '{}' AS id, 'portal' AS source, 'fee.announced' AS type, now() AS time"
    names = {"here": 'public."of.year"', "there": 'other."of.year"'}
    with psycopg.connect(postgresql) as connection:
        connection.execute("CREATE SCHEMA other")
        for identity, table in names.items():
            connection.execute(f"CREATE TABLE {table} AS {told.format(identity)}")

    def ids(table: str) -> list[str | None]:
        log = sources.read([f"{postgresql}#{table}"], edition)
        return [*(event.id for event in log.events), *(line.id for line in log.set_aside)]

    try:
        assert [ids(table) for table in ("of.year", "public.of.year", "other.of.year")] == [
            ["here"],
            ["here"],
            ["there"],
        ]
    finally:
        with psycopg.connect(postgresql) as connection:
            for table in names.values():
                connection.execute(f"DROP TABLE {table}")
            connection.execute("DROP SCHEMA other")


def test_a_summary_in_postgresql_is_made_anew_and_holds_what_a_file_holds(
    postgresql: str, tmp_path: Path
) -> None:
    import psycopg

    file, given = tmp_path / "summary.csv", ["check", str(OFFICE), str(PORTAL / "portal.csv"), "--mapping"]
    given += [str(PORTAL / "mapping.yaml"), "--at", "1399/02/01", "--output", os.devnull, "--summary"]
    for target in (str(file), f"{postgresql}#counts", f"{postgresql}#counts"):
        assert main([*given, target]) == 1
    with file.open(encoding="utf-8", newline="") as stream:
        _, *expected = csv.reader(stream)
    with psycopg.connect(postgresql) as connection:
        rows = connection.execute("SELECT * FROM counts").fetchall()
    assert [["" if cell is None else str(cell) for cell in row] for row in rows] == expected
    assert main([*given, f"{postgresql}#no_such_schema.counts"]) == 2


def test_what_hangs_on_a_table_of_results_in_postgresql_stays(postgresql: str) -> None:
    """Rights, indexes and views of the day before; a view is no table, and nothing is written through it."""
    import psycopg

    given = ["check", str(OFFICE), str(PORTAL / "portal.csv"), "--mapping", str(PORTAL / "mapping.yaml")]
    given += ["--at", "1399/02/01", "--output", os.devnull, "--summary"]
    assert main([*given, f"{postgresql}#shown"]) == 1
    with psycopg.connect(postgresql) as connection:
        connection.execute("GRANT SELECT ON shown TO PUBLIC")
        connection.execute("CREATE INDEX ON shown (norm)")
        connection.execute("CREATE VIEW seen AS SELECT * FROM shown")
        (before,) = connection.execute("SELECT count(*) FROM seen").fetchone() or ()
    assert main([*given, f"{postgresql}#shown"]) == 1
    assert main([*given, f"{postgresql}#seen"]) == 2
    with psycopg.connect(postgresql) as connection:
        kept = connection.execute(
            "SELECT (SELECT count(*) FROM seen), (SELECT count(*) FROM pg_indexes WHERE tablename = 'shown'),"
            " (SELECT relacl::text LIKE '%=r/%' FROM pg_class WHERE relname = 'shown')"
        ).fetchone()
    assert kept == (before, 1, True)


def test_a_server_that_does_not_answer_is_told_without_the_password(edition: Edition, tmp_path: Path) -> None:
    pytest.importorskip("psycopg", reason="psycopg (extra postgresql) is not installed")
    with pytest.raises(InvalidDocument) as caught:
        sources.read([f"postgresql://clerk:secret@/x?host={tmp_path}&password=secret"], edition)
    (fault,) = caught.value.faults
    assert (fault.rule, fault.arguments["file"]) == (
        "unreadable-table",
        f"postgresql://clerk@/x?host={tmp_path}",
    )
    assert "secret" not in str(fault)


def test_a_server_that_refuses_says_why_and_what_to_look_at(edition: Edition) -> None:
    """Where it was looked for is told anyway, and took the room of the reason."""
    pytest.importorskip("psycopg", reason="psycopg (extra postgresql) is not installed")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    server = f"postgresql://clerk@127.0.0.1:{port}/portal"
    assert faults(f"{server}#fees", edition=edition) == [
        (
            f"{server}#fees:1:1: `{server}#fees` cannot be read as PostgreSQL: Connection refused\n"
            f"  help: check that a server answers at `{server}`, and what its user may read"
        )
    ]


@pytest.mark.parametrize(
    ("form", "shown"), [("csv", "CSV"), ("parquet", "Parquet"), ("sqlite", "SQLite"), ("ocel", "OCEL 2.0")]
)
def test_a_table_that_is_no_file_is_refused_before_it_is_waited_for(
    form: Format, shown: str, tmp_path: Path, edition: Edition
) -> None:
    """A table is looked at before it is read, and what a pipe has given it does not give again."""
    endings = {"csv": ".csv", "parquet": ".pq", "sqlite": ".db", "ocel": ".jsonocel"}
    pipe = tmp_path / f"log{endings[form]}"
    os.mkfifo(pipe)
    for name, asked in ((str(pipe), None), ("-", form)):
        with pytest.raises(InvalidDocument) as caught:
            sources.read([name], edition, form=asked)
        assert [render(fault, "en") for fault in caught.value.faults] == [
            (
                f"{name}:1:1: `{name}` is no file, and {shown} is read from a file alone\n"
                "  help: write it to a file and name that; only JSON lines may come from a pipe or from standard input"
            )
        ]


def test_standard_input_still_is_json_lines(monkeypatch: pytest.MonkeyPatch, edition: Edition) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"{}\n")))
    assert [one.place for one in sources.read(["-"], edition).set_aside] == ["-:1"]


# --- what goes straight into tables ---


@needs_duckdb
def test_sound_rows_of_parquet_are_never_read_one_by_one(
    tmp_path: Path, edition: Edition, beginning: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = written_parquet(tmp_path)
    monkeypatch.setattr(ParquetFile, "rows", lambda _: pytest.fail("a row was fetched"))
    monkeypatch.setattr(ParquetFile, "chosen", lambda *_: pytest.fail("a row was fetched"))
    log = sources.read_for_audit([written], edition)
    assert isinstance(log.events, EventsInTables)
    assert told(log) == told(sources.read([str(beginning)], edition))


@needs_duckdb
@pytest.mark.parametrize(("least", "in_tables"), [(0, True), (1_000_000, False)])
def test_standard_input_tells_the_log_that_its_file_tells(
    beginning: Path, edition: Edition, monkeypatch: pytest.MonkeyPatch, least: int, *, in_tables: bool
) -> None:
    """It goes straight into tables if it is large, and is read once; `-` is where its lines stand."""
    written = beginning.read_bytes() + b"{}\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(written)))
    told_bytes: list[tuple[int, int]] = []
    log = sources.read_for_audit(
        ["-", str(beginning)], edition, least=least, progress=lambda *said: told_bytes.append(said)
    )
    assert isinstance(log.events, EventsInTables) == in_tables
    assert told(log) == told(sources.read([str(beginning)], edition))
    assert [one.place for one in log.set_aside] == ["-:151"]
    assert log.repeated == 150
    assert told_bytes[0] == (len(written), 0)


@needs_duckdb
def test_what_cannot_be_used_is_told_alike_where_rows_go_straight_into_tables(
    tmp_path: Path, edition: Edition, beginning: Path
) -> None:
    """Columns that change from file to file, a file that breaks off, and one without the columns of events."""
    import duckdb

    written = Path(written_parquet(tmp_path))
    for name in ("changed", "broken", "without"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.parquet").write_bytes(written.read_bytes())
    content = written.read_bytes()
    (tmp_path / "broken/2.parquet").write_bytes(content[:4] + b"\xff" * 2000 + content[2004:])
    with duckdb.connect() as connection:
        connection.read_parquet(str(written)).write_parquet(f"{tmp_path}/changed/2.parquet")
        connection.read_parquet(str(written)).select("*, 1 AS more").write_parquet(
            f"{tmp_path}/changed/3.parquet"
        )
        connection.execute(f"COPY (SELECT 1 AS id) TO '{tmp_path}/without/1.parquet'")
    for name in ("changed", "broken", "without"):
        with pytest.raises(InvalidDocument) as row_by_row:
            sources.read([str(beginning), str(tmp_path / name)], edition)
        with pytest.raises(InvalidDocument) as direct:
            sources.read_for_audit([str(beginning), str(tmp_path / name)], edition)
        assert direct.value.faults == row_by_row.value.faults


@needs_duckdb
def test_a_table_that_no_query_can_number_is_read_row_by_row(tmp_path: Path, edition: Edition) -> None:
    import duckdb

    written = written_parquet(tmp_path)
    with duckdb.connect() as connection:
        connection.read_parquet(written).select("*, 'x' AS File_Index").write_parquet(
            f"{tmp_path}/odd.parquet"
        )
    log = sources.read_for_audit([f"{tmp_path}/odd.parquet"], edition)
    assert not isinstance(log.events, EventsInTables)
    assert log == sources.read([f"{tmp_path}/odd.parquet"], edition)


@needs_duckdb
def test_small_logs_of_parquet_are_left_to_the_reader_of_rows(tmp_path: Path, edition: Edition) -> None:
    written = written_parquet(tmp_path)
    assert isinstance(sources.read_for_audit([written], edition, least=150).events, EventsInTables)
    assert not isinstance(sources.read_for_audit([written], edition, least=151).events, EventsInTables)


def test_a_time_of_another_type_sets_a_row_of_a_native_table_aside(tmp_path: Path, edition: Edition) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as database, database:
        database.execute("CREATE TABLE log (id, source, type, time)")
        database.execute("INSERT INTO log VALUES ('1', 'portal', 'fee.charged', 5)")
    log = sources.read([str(tmp_path / "a.db")], edition)
    assert [(one.reason, one.arguments["field"]) for one in log.set_aside] == [("wrong-field-type", "time")]
