"""Mappings: what they say of columns, what is wrong in them, and the cases that they carry."""

import json
import re
import shutil
import sqlite3
import xml.etree.ElementTree as ET
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest

from slakit import sources
from slakit.cli import main
from slakit.document import parse, read
from slakit.errors import InvalidDocument
from slakit.events.event import Event, FieldValue
from slakit.loading import Edition, load
from slakit.messages import render
from slakit.sources.mappings import faults_of, read_mapping
from slakit.text import strip_isolates

ROOT = Path(__file__).parents[1]
OFFICE = ROOT / "agreements/hamadan-governorate/1398"
PORTAL = ROOT / "examples/hamadan-portal-1398"
MAPPING = (PORTAL / "mapping.yaml").read_text("utf-8")

SMALL = """\
document: mapping/v1
mapping: small
version: "1"
title: {en: a small table}
vocabulary: e-government-portal/v1
source: office
time-zone: Asia/Tehran
calendar: jalali
values:
  kind: {fee: service-fee}
events:
  - event: fee.charged
    id: {columns: [nr]}
    time: {column: when}
    fields:
      service: {column: service}
      recipient: {column: who}
      amount: {column: amount}
"""


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(OFFICE)


def changed(*changes: tuple[str, str], text: str = SMALL) -> str:
    """A mapping with some of its words changed, each of which stands in it once."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def faults(text: str) -> list[str]:
    return [render(fault, "en") for fault in faults_of(parse(text.encode(), "m.yaml"))]


def read_row(folder: Path, mapping: str, row: str, edition: Edition) -> Event | tuple[str, dict[str, object]]:
    """What one row becomes: an event, or a reason with its arguments."""
    header = "nr,when,service,who,amount,extra\n"
    log = sources.read(
        [str(_written(folder / "t.csv", header + row + "\n"))],
        edition,
        mappings=[_written(folder / "m.yaml", mapping)],
    )
    if log.set_aside:
        (line,) = log.set_aside
        assert line.type == (None if line.reason == "row-of-no-event" else "fee.charged")
        assert line.id == (
            None if line.arguments.get("field") == "nr" or line.type is None else "fee.charged:1"
        )
        return line.reason, dict(line.arguments)
    (event,) = log.events
    return event


def _written(file: Path, text: str) -> Path:
    file.write_text(text, "utf-8")
    return file


# --- cells ---


def charged(amount: int = 1000, time: int = 1564633860000000, **more: FieldValue) -> Event:
    data: dict[str, FieldValue] = {"service": "svc-02", "recipient": "r", "amount": amount}
    data |= {name.replace("_", "-"): value for name, value in more.items()}
    return Event("office", "fee.charged:1", "fee.charged", time, time, data, 2)


@pytest.mark.parametrize(
    ("changes", "row", "expected"),
    [
        ((), "1,1398/5/10 9:01,svc-02,r,1000,", charged()),
        ((), "1,1398-05-10T09:01:00,svc-02,r,1000,", charged()),
        ((), "1,1398.5.10 - 09:01,svc-02,r,+1000,", charged()),
        ((), "1,2019-08-01T04:31:00Z,svc-02,r,1000.00,", charged()),
        ((), "1,1398/5/10 9:01:00.5,svc-02, r ,1000,", charged(time=1564633860500000)),
        ((("amount}", "amount, unit: toman}"),), '1,1398/5/10 9:01,svc-02,r,"1,234.5",', charged(12345)),
        ((("amount}", "amount, unit: toman, factor: 1000}"),), "1,1398/5/10 9:01,svc-02,r,0.15,", charged(1500)),
        ((("calendar: jalali", "calendar: gregorian"),), "1,2019/8/1 9:01,svc-02,r,1000,", charged()),
        ((("calendar: jalali", "calendar: jalali\ndigits: persian"),), "۱,۱۳۹۸/۵/۱۰ ۹:۰۱,svc-02,r,۱٬۰۰۰,", charged()),
        ((("{column: who}", "{constant: r}"),), "1,1398/5/10 9:01,svc-02,,1000,", charged()),
        ((("amount}", "amount}\n      fee-kind: {column: extra, values: kind}"),), "1,1398/5/10 9:01,svc-02,r,1000,fee",
         charged(fee_kind="service-fee")),
        ((("amount}", "amount}\n      documents: {column: extra, separator: ';'}"),), "1,1398/5/10 9:01,svc-02,r,1000,b; a;",
         charged(documents=("a", "b"))),
        ((("amount}", "amount}\n      documents: {column: extra}"),), '1,1398/5/10 9:01,svc-02,r,1000,"[""b"", ""a""]"',
         charged(documents=("a", "b"))),
        ((("amount}", "amount}\n      documents: {column: extra, values: kind}"),), '1,1398/5/10 9:01,svc-02,r,1000,"[""fee""]"',
         charged(documents=("service-fee",))),
        ((("source: office", "source: office\nnothing: ['-']"), ("amount}", "amount}\n      fee-kind: {column: extra}")),
         "1,1398/5/10 9:01,svc-02,r,1000,-", charged()),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_the_mapping_declares(
    changes: tuple[tuple[str, str], ...], row: str, expected: Event, tmp_path: Path, edition: Edition
) -> None:
    assert read_row(tmp_path, changed(*changes), row, edition) == expected


@pytest.mark.parametrize(
    ("changes", "row", "expected"),
    [
        ((), "1,1398/05/32 09:01,svc-02,r,1,", ("time-unreadable", {"field": "when", "value": "1398/05/32 09:01", "reason": "no-such-date"})),
        *(((), f"1,{day} 09:01,svc-02,r,1,",
           ("time-unreadable", {"field": "when", "value": f"{day} 09:01", "reason": "other-calendar", "calendar": "jalali"}))
          for day in ("2019/08/01", "2019-08-01")),
        ((("calendar: jalali", "calendar: gregorian"),), "1,1398/05/10 09:01,svc-02,r,1,",
         ("time-unreadable", {"field": "when", "value": "1398/05/10 09:01", "reason": "other-calendar", "calendar": "gregorian"})),
        ((), "1,1398-05-10T09:01:00+04:30,svc-02,r,1,",
         ("time-unreadable", {"field": "when", "value": "1398-05-10T09:01:00+04:30", "reason": "jalali-with-hyphens"})),
        ((), "1,1398/05/10,svc-02,r,1,", ("time-unreadable", {"field": "when", "value": "1398/05/10", "reason": "no-time-of-day"})),
        ((), "1,,svc-02,r,1,", ("cell-empty", {"field": "when"})),
        ((), ",1398/05/10 09:01,svc-02,r,1,", ("cell-empty", {"field": "nr"})),
        ((), "1,1398/05/10 09:01,svc-02,r,۱۲,", ("number-unreadable", {"field": "amount", "value": "۱۲", "digits": "persian"})),
        ((), '1,1398/05/10 09:01,svc-02,r,"1,23",', ("number-unreadable", {"field": "amount", "value": "1,23"})),
        ((), "1,1398/05/10 09:01,svc-02,r,1e3,", ("number-unreadable", {"field": "amount", "value": "1e3"})),
        ((), "1,1398/05/10 09:01,svc-02,r,1.5,", ("number-not-whole", {"field": "amount", "value": "1.5"})),
        ((("column: amount", "column: amount, unit: toman"),), "1,1398/05/10 09:01,svc-02,r,1.55,",
         ("number-not-whole", {"field": "amount", "value": "1.55"})),
        ((), "1,1398/05/10 09:01,svc-02,r,-1,", ("number-out-of-range", {"field": "amount", "least": 0, "most": 10**18 - 1, "value": "-1"})),
        ((), "1,1398/05/10 09:01,svc-02,,1,", ("missing-field", {"field": "recipient", "type": "fee.charged", "column": "who"})),
        ((("{column: service}", "{column: service, values: kind}"),), "1,1398/05/10 09:01,svc-02,r,1,",
         ("word-not-translated", {"field": "service", "value": "svc-02", "allowed": "fee"})),
        ((("    id:", "    when: {extra: [yes]}\n    id:"),), "1,1398/05/10 09:01,svc-02,r,1,no", ("row-of-no-event", {"mapping": "small"})),
    ],
)  # fmt: skip
def test_what_would_have_to_be_guessed_is_set_aside_with_its_column(
    changes: tuple[tuple[str, str], ...],
    row: str,
    expected: tuple[str, dict[str, object]],
    tmp_path: Path,
    edition: Edition,
) -> None:
    told = read_row(tmp_path, changed(*changes).replace("[yes]", "['yes']"), row, edition)
    assert isinstance(told, tuple)
    reason, arguments = told
    assert (reason, arguments) == expected


TWO_RULES = """\
    when: {who: [""]}
    id: {columns: [nr]}
    time: {column: when}
    fields: {service: {column: service}, recipient: {column: who}, amount: {column: amount}}
  - event: fee.charged
    when: {service: [""]}
    id: {columns: [nr], prefix: other}
    time: {column: when}
    fields: {service: {column: who}, recipient: {column: service}, amount: {column: amount}}
"""


def test_a_message_names_the_column_that_the_rule_of_the_row_reads(tmp_path: Path, edition: Edition) -> None:
    """The same field may stand in another column for the rows of another rule."""
    table = "nr,when,service,who,amount\n1,1398/05/10 09:01,svc-02,,1\n2,1398/05/10 09:01,,svc-02,1\n"
    mapping = SMALL[: SMALL.index("    id:")] + TWO_RULES
    log = sources.read(
        [str(_written(tmp_path / "t.csv", table))],
        edition,
        mappings=[_written(tmp_path / "m.yaml", mapping)],
    )
    assert [strip_isolates(render(line, "en")).partition(": ")[2] for line in log.set_aside] == [
        f"`{column}` holds nothing, and `fee.charged` cannot do without it\n"
        f"  help: complete `{column}` in this row; a mapping may leave such rows out"
        for column in ("who", "service")
    ]


def test_a_time_that_the_clocks_showed_twice_is_not_guessed(tmp_path: Path, edition: Edition) -> None:
    """The zone is that of the mapping, whatever the agreement's is."""
    row = "1,1398/06/30 23:30,svc-02,r,1,"
    told = read_row(tmp_path, SMALL, row, edition)
    assert isinstance(told, tuple)
    assert told[0] == "time-in-repeated-hour"
    event = read_row(tmp_path, changed(("Asia/Tehran", "UTC")), row, edition)
    assert isinstance(event, Event)
    assert event.time == 1569108600000000


def test_a_whole_number_with_a_fraction_is_the_word_that_a_mapping_writes_for_it(
    tmp_path: Path, edition: Edition
) -> None:
    """As a column of numbers holds `2.0` in which some cells are empty; written as it stands, it is found too."""
    with closing(sqlite3.connect(tmp_path / "t.db")) as connection, connection:
        connection.execute("CREATE TABLE t (nr, [when], service, who, amount, kind)")
        rows = [
            ("1", "1398/5/10 9:01", 2.0, "r", 1000, 1.0),
            ("2", "1398/5/10 9:01", 19.0, "r", 1000, 1),
            ("3", "1398/5/10 9:01", 2.5, "r", 1000, 1.0),
        ]
        connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)", rows)
    mapping = changed(
        ("{fee: service-fee}", '{fee: service-fee}\n  row: {"2": svc-02, "19.0": svc-19}'),
        ("{column: service}", "{column: service, values: row}"),
        ("id: {columns: [nr]}", 'when: {kind: ["1"]}\n    id: {columns: [nr]}'),
    )
    log = sources.read([str(tmp_path / "t.db")], edition, mappings=[_written(tmp_path / "m.yaml", mapping)])
    assert [event.data["service"] for event in log.events] == ["svc-02", "svc-19"]
    assert [(one.line, one.reason, one.arguments["value"]) for one in log.set_aside] == [
        (3, "word-not-translated", "2.5")
    ]


@pytest.mark.skipif(find_spec("duckdb") is None, reason="duckdb (extra audit) is not installed")
@pytest.mark.parametrize("calendar", ["jalali", "gregorian"])
@pytest.mark.parametrize(
    ("written", "columns"),
    [
        ("TIMESTAMP '2019-08-01 09:01:00' AS [when]", "{column: when}"),
        ("TIMESTAMP_NS '2019-08-01 09:01:00' AS [when]", "{column: when}"),
        ("TIMESTAMP_MS '2019-08-01 09:01:00' AS [when]", "{column: when}"),
        ("TIMESTAMPTZ '2019-08-01 09:01:00+04:30' AS [when]", "{column: when}"),
        ("CAST('2019-08-01 04:31:00+00' AS TIMESTAMPTZ_NS) AS [when]", "{column: when}"),
        ("DATE '2019-08-01' AS day, TIME '09:01:00' AS clock", "{columns: [day, clock]}"),
    ],
)
def test_a_time_with_a_type_of_its_own_is_what_the_type_says_whatever_calendar_is_declared(
    tmp_path: Path, edition: Edition, written: str, columns: str, calendar: str
) -> None:
    """A calendar is declared for what is written as text; rows read by queries tell the same as rows read singly."""
    import duckdb

    table = str(tmp_path / "t.parquet")
    cells = f"'1' AS nr, 'svc-02' AS service, 'r' AS who, 1000 AS amount, {written}".replace(
        "[when]", '"when"'
    )
    try:
        duckdb.sql(f"SET TimeZone = 'UTC'; COPY (SELECT {cells}) TO '{table}'")
    except duckdb.CatalogException:
        pytest.skip("this DuckDB has no such type")
    mapping = changed(("calendar: jalali", f"calendar: {calendar}"), ("{column: when}", columns))
    mappings = [_written(tmp_path / "m.yaml", mapping)]
    for read_all in (sources.read, sources.read_for_audit):
        log = read_all([table], edition, mappings=mappings)
        assert [(event.time, event.data["service"]) for event in log.events] == [(1564633860000000, "svc-02")]
        assert log.set_aside == ()


@pytest.mark.skipif(find_spec("duckdb") is None, reason="duckdb (extra audit) is not installed")
def test_a_day_of_the_jalali_calendar_in_a_column_of_days_is_read_where_that_is_declared(
    tmp_path: Path, edition: Edition
) -> None:
    import duckdb

    table = str(tmp_path / "t.parquet")
    duckdb.sql(
        "COPY (SELECT '1' AS nr, 'svc-02' AS service, 'r' AS who, 1000 AS amount,"
        f" TIMESTAMP '1398-05-10 09:01:00' AS \"when\") TO '{table}'"
    )
    log = sources.read([table], edition, mappings=[_written(tmp_path / "m.yaml", SMALL)])
    assert [event.time for event in log.events] == [1564633860000000]


@pytest.mark.skipif(find_spec("duckdb") is None, reason="duckdb (extra audit) is not installed")
def test_a_typed_day_that_a_mapping_says_means_nothing_means_nothing(
    tmp_path: Path, edition: Edition
) -> None:
    """As programs write an early day where they have none; rows read by queries tell the same as rows read singly."""
    import duckdb

    table = str(tmp_path / "t.parquet")
    row = (
        "SELECT '{}' AS nr, 'svc-02' AS service, DATE '{}' AS who, 1000 AS amount, TIMESTAMP '{}' AS \"when\""
    )
    rows = [
        row.format("1", "1900-01-01", "2019-08-01 09:01:00"),
        row.format("2", "2019-08-01", "1900-01-01 00:00:00"),
    ]
    duckdb.sql(f"COPY ({' UNION ALL '.join(rows)}) TO '{table}'")
    mapping = changed(
        ("calendar: jalali", 'calendar: jalali\nnothing: ["1900-01-01", "1900-01-01 00:00:00"]')
    )
    mappings = [_written(tmp_path / "m.yaml", mapping)]
    for read_all in (sources.read, sources.read_for_audit):
        log = read_all([table], edition, mappings=mappings)
        assert [(one.line, one.reason, one.arguments["field"]) for one in log.set_aside] == [
            (1, "missing-field", "recipient"),
            (2, "cell-empty", "when"),
        ]


def test_a_table_of_postgresql_tells_ids_amounts_and_times_of_its_own_types(
    tmp_path: Path, edition: Edition, postgresql: str
) -> None:
    """A materialised view is a table too, and a time that no calendar has sets aside its row alone."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg (extra postgresql) is not installed")
    row = (
        "SELECT '{}'::uuid AS nr, timestamp '{}' AS \"when\", 2::numeric(6, 2) AS service, 'r' AS who,"
        " 100.5::numeric(9, 2) AS amount"
    )
    first, second = "3f0c5c5e-6c6f-4d55-9a3b-0d6f4a5b1c2d", "4f0c5c5e-6c6f-4d55-9a3b-0d6f4a5b1c2d"
    told = f"{row.format(first, '2019-08-01 09:01')} UNION ALL {row.format(second, 'infinity')}"
    with psycopg.connect(postgresql) as connection:
        connection.execute(f"CREATE MATERIALIZED VIEW fees AS {told}")
    mapping = changed(
        ("{fee: service-fee}", '{fee: service-fee}\n  row: {"2": svc-02}'),
        ("{column: service}", "{column: service, values: row}"),
        ("amount}", "amount, unit: toman}"),
    )
    try:
        log = sources.read([f"{postgresql}#fees"], edition, mappings=[_written(tmp_path / "m.yaml", mapping)])
    finally:
        with psycopg.connect(postgresql) as connection:
            connection.execute("DROP MATERIALIZED VIEW fees")
    assert [(event.id, event.time, event.data["amount"]) for event in log.events] == [
        (f"fee.charged:{first}", 1564633860000000, 1005)
    ]
    assert [(one.id, one.reason, one.arguments["value"]) for one in log.set_aside] == [
        (f"fee.charged:{second}", "time-unreadable", "infinity")
    ]


def test_one_row_may_tell_several_events_and_none_on_purpose(tmp_path: Path, edition: Edition) -> None:
    mapping = (
        changed(("    id: {columns: [nr]}", "    when: {extra: [پرداخت, هر دو]}\n    id: {columns: [nr]}"))
        + """\
  - event: document.received
    when: {extra: [مدرک, هر دو]}
    id: {row-number: true, prefix: d-}
    time: {column: when}
    recorded: {column: nr}
    fields: {service: {column: service}, recipient: {column: who}}
leaves-out:
  - when: {extra: [هيچ]}
    why: {en: nothing}
"""
    )
    table = "nr,when,service,who,amount,extra\n" + "".join(
        f"1398/05/1{number} 10:00,1398/05/10 09:01,svc-02,r,1000,{extra}\n"
        for number, extra in enumerate(("پرداخت", "هر‌دو", "هیچ", "مدرک", "هیچ"))
    )
    _written(tmp_path / "t.csv", table)
    log = sources.read([str(tmp_path / "t.csv")], edition, mappings=[_written(tmp_path / "m.yaml", mapping)])
    assert [(one.id, one.line) for one in log.events] == [
        ("fee.charged:1398/05/10 10:00", 2),
        ("fee.charged:1398/05/11 10:00", 3),
        ("d-0000000003", 3),
        ("d-0000000005", 5),
    ]
    assert [one.recorded - one.time for one in log.events][2:] == [89940000000, 262740000000]
    assert log.set_aside == ()
    assert [(one.reason, one.lines) for one in log.remarks] == [("rows-left-out", 2)]


def test_a_mapping_reads_the_files_that_it_names_and_json_lines_only_then(
    tmp_path: Path, edition: Edition
) -> None:
    rows = [
        {"nr": 1, "when": "1398/5/10 9:01", "service": "svc-02", "who": "r", "amount": 1000},
        5,
        {"nr": True},
    ]
    mark = "\ufeff"  # as an editor of Windows puts it there
    file = _written(tmp_path / "rows.jsonl", mark + "".join(json.dumps(row) + "\n" for row in rows) + "{\n")
    mapping = _written(tmp_path / "m.yaml", changed(("source: office", "source: office\nfiles: [rows*]")))
    log = sources.read([str(file)], edition, mappings=[mapping])
    assert [(one.id, one.data["amount"]) for one in log.events] == [("fee.charged:1", 1000)]
    assert [(one.line, one.reason) for one in log.set_aside] == [
        (2, "not-an-object"),
        (3, "wrong-field-type"),
        (4, "not-json"),
    ]
    other = _written(tmp_path / "m.yaml", SMALL)
    assert next(one.reason for one in sources.read([str(file)], edition, mappings=[other]).set_aside) == (
        "missing-attribute"
    )


def test_a_column_that_a_table_lacks_is_told_before_any_row_is_read(tmp_path: Path, edition: Edition) -> None:
    file = _written(tmp_path / "t.csv", "nr,when,service,who,amuont\n")
    mapping = _written(tmp_path / "m.yaml", SMALL)
    with pytest.raises(InvalidDocument) as caught:
        sources.read([str(file)], edition, mappings=[mapping])
    assert [render(fault, "en") for fault in caught.value.faults] == [
        (
            f"{file}:1:1: the mapping `small` reads a column `amount`, which is not in `{file}`\n"
            "  help: did you mean `amuont`?"
        )
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"nr;when;service;who;amount\n",
            (
                "the mapping `small` reads a column `nr`, which is not in `{file}`\n"
                '  help: another mark than a comma parts its cells: write `delimiter: ";"` into the mapping'
            ),
        ),
        (
            b"nr\twhen\tservice\twho\tamount\n",
            (
                "the mapping `small` reads a column `nr`, which is not in `{file}`\n"
                '  help: another mark than a comma parts its cells: write `delimiter: "\\t"` into the mapping'
            ),
        ),
        (
            "nr,when,service,who,amount\n".encode("utf-16"),
            (
                "from here on the file is not written in `utf-8`\n"
                "  help: say `encoding: utf-16` in the mapping, as the beginning of the file shows, or save it in UTF-8"
            ),
        ),
    ],
)
def test_how_a_csv_file_is_written_is_told_where_the_file_shows_it(
    tmp_path: Path, edition: Edition, content: bytes, said: str
) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes(content)
    with pytest.raises(InvalidDocument) as caught:
        sources.read([str(file)], edition, mappings=[_written(tmp_path / "m.yaml", SMALL)])
    assert [render(fault, "en") for fault in caught.value.faults] == [f"{file}:1:1: {said.format(file=file)}"]


# --- faults of the document ---


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ((("event: fee.charged", "event: fee.chargd"),), ["m.yaml:12:12: unknown event type `fee.chargd`"]),
        ((("      amount:", "      amuont:"),), [
            "m.yaml:12:12: fields that every event `fee.charged` must have are missing: `amount`",
            "m.yaml:18:7: unknown field `amuont` of `fee.charged`",
        ]),
        ((("{column: service}", "{column: service, unit: toman}"),), [
            "m.yaml:16:34: the field `service` holds a service, and only amounts in rial have a unit"]),
        ((("{column: who}", "{column: who, factor: 60}"),), [
            "m.yaml:17:32: the field `recipient` holds an identifier, which cannot be multiplied"]),
        ((("{column: who}", "{column: who, separator: ;}"),), [
            "m.yaml:17:32: the field `recipient` holds an identifier, which has no items"]),
        ((("{column: who}", "{column: who, values: kinds}"),), ["m.yaml:17:40: there is no list `kinds` under `values`"]),
        ((("{column: amount}", "{constant: much}"),), ["m.yaml:18:26: the field `amount` holds an amount in rial, found a text: `much`"]),
        ((("{fee: service-fee}", "{کارمزد: service-fee, كارمزد: postage}"),), [
            "m.yaml:10:31: `كارمزد` is the same text as `کارمزد` but for letters, digits and spaces, and stands for another word"]),
        ((("{column: when}", "{column: when, columns: [a, b]}"),), [
            "m.yaml:14:26: only one of these keys may stand here: `column`, `columns`"]),
        ((("vocabulary: e-government-portal/v1", "vocabulary: e-government/v1"),), ["m.yaml:5:13: unknown vocabulary `e-government/v1`"]),
        ((("calendar: jalali", "calendar: lunar"),), ["m.yaml:8:11: `lunar` is not allowed here"]),
    ],
)  # fmt: skip
def test_a_fault_of_a_mapping_is_told_at_its_place(
    changes: tuple[tuple[str, str], ...], told: list[str]
) -> None:
    found = [one.splitlines()[0] for one in faults(changed(*changes))]
    assert found == told


def test_two_events_that_one_row_could_tell_under_one_id_are_told() -> None:
    again = SMALL.partition("events:\n")[2]
    assert [one.splitlines() for one in faults(SMALL + again)] == [
        [
            "m.yaml:20:9: a row could tell this event and the one at line 13 under the same id",
            "  help: give one of them another `prefix`, or other columns, or let `when` keep their rows apart",
        ]
    ]
    apart = SMALL.replace("    id:", "    when: {k: [a]}\n    id:") + again.replace(
        "    id:", "    when: {k: [b]}\n    id:"
    )
    assert faults(apart) == []
    assert faults(SMALL + again.replace("[nr]}", "[nr], prefix: x}")) == []


def test_a_case_that_names_what_nobody_reads_is_told() -> None:
    text = (
        SMALL
        + """\
cases:
  - case: a
    title: {en: a}
    row: {number: "1"}
    expect: [{refused: time-unreadible}, {event: fee.charge}]
  - case: a
    title: {en: a}
    row: {nr: "1"}
    expect: [{}]
"""
    )
    assert [one.splitlines()[0] for one in faults(text)] == [
        "m.yaml:27:14: one of these keys is missing: `event`, `refused`"
    ]
    whole = text.replace("expect: [{}]", "expect: []")
    assert [one.splitlines()[0] for one in faults(whole)] == [
        "m.yaml:22:11: the mapping does not read a column `number`",
        "m.yaml:23:24: there is no reason `time-unreadible` for which a row is set aside",
        "m.yaml:23:50: unknown event type `fee.charge`",
        "m.yaml:24:11: `a` is already the name of a case, at line 20",
    ]


def test_a_mapping_must_have_the_vocabulary_of_the_agreement(tmp_path: Path) -> None:
    other = load(ROOT / "agreements/examples/larkfield-hosting/2025")
    file = _written(tmp_path / "m.yaml", SMALL)
    with pytest.raises(InvalidDocument) as caught:
        read_mapping(file, other.vocabulary_document)
    assert [fault.rule for fault in caught.value.faults] == ["mapping-of-another-vocabulary"]


# --- commands ---


def answer(capsys: pytest.CaptureFixture[str], *given: str) -> tuple[int, str, str]:
    code = main([*given, "--lang", "en"])
    out, err = capsys.readouterr()
    return code, out, strip_isolates(err)


def test_validate_looks_at_a_mapping(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _written(tmp_path / "m.yaml", changed(("fee.charged", "fee.chargd")))
    code, out, _ = answer(capsys, "validate", str(file))
    assert code == 1
    assert out.splitlines()[0] == f"{file}:12:12: unknown event type `fee.chargd`"
    assert out.splitlines()[-2:] == ["  help: did you mean `fee.charged`?", "1 document, 1 fault"]
    assert answer(capsys, "validate", str(PORTAL / "mapping.yaml")) == (0, "1 document, no faults\n", "")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A copy of the edition of 1398 that keeps the mapping of the portal, and has few cases."""
    edition = tmp_path / "hamadan-governorate/1398"
    shutil.copytree(ROOT / "agreements/hamadan-governorate/1398", edition)
    for file in (edition / "cases").glob("*.yaml"):
        if file.name != "6-term.yaml":
            file.unlink()
    (edition / "mappings").mkdir()
    _written(edition / "mappings/portal.yaml", MAPPING)
    return edition


def test_an_edition_is_validated_with_the_mappings_that_it_keeps(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = answer(capsys, "validate", "--no-lint", str(kept))
    assert (code, out) == (0, "3 documents, no faults\n")
    file = _written(kept / "mappings/portal.yaml", MAPPING.replace("digits: persian", "digits: latin", 1))
    for named in (kept, file):
        code, out, _ = answer(capsys, "validate", "--no-lint", str(named))
        assert (code, out.splitlines()[0]) == (1, f"{file}:15:9: `latin` is not allowed here")
    _written(file, "document: mapping/v1\n  mapping: [")
    assert answer(capsys, "validate", "--no-lint", str(kept))[0] == 1


def test_a_mapping_that_an_edition_keeps_must_have_its_vocabulary(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = (ROOT / "src/slakit/vocabularies/e-government-portal/v1.yaml").read_text("utf-8")
    (kept / "mappings/own").mkdir()
    _written(kept / "mappings/own/words.yaml", words.replace("title: {", "title: {de: Portal, ", 1))
    file = _written(
        kept / "mappings/portal.yaml",
        MAPPING.replace("vocabulary: e-government-portal/v1", "vocabulary: own/words.yaml", 1),
    )
    for named in (kept, file):
        code, out, _ = answer(capsys, "validate", "--no-lint", str(named))
        assert (code, out.splitlines()[0]) == (
            1,
            f"{file}:9:13: this is not the vocabulary `e-government-portal` of the agreement, or not as the agreement has it",
        )


def test_the_cases_of_an_edition_and_of_its_mappings_are_run_together(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = answer(capsys, "test", str(kept), "--format", "json")
    told = json.loads(out)
    own = len(told["cases"])
    assert (code, [case["case"] for case in told["mapping-cases"]]) == (
        0,
        [case.case for case in read_mapping(PORTAL / "mapping.yaml")[0].cases],
    )
    assert answer(capsys, "test", str(kept))[1].splitlines()[0] == f"{own + 4} cases, all hold"
    assert answer(capsys, "test", str(kept), "-k", "toman")[:2] == (0, "1 case, all hold\n")
    file = _written(kept / "mappings/portal.yaml", changed(("amount: 450000", "amount: 45000"), text=MAPPING))
    code, out, _ = answer(capsys, "test", str(kept))
    lines = strip_isolates(out).splitlines()
    assert code == 1
    assert re.fullmatch(
        re.escape(f"{file}:")
        + r"\d+: case `toman-become-rial` fails: an amount in toman with Persian digits",
        lines[0],
    )
    assert lines[3] == f"{own + 4} cases, 1 failing"


def test_junit_has_a_suite_for_the_cases_of_a_mapping(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = changed(("amount: 450000", "amount: 45000"), text=MAPPING)
    file = _written(tmp_path / "m.yaml", wrong)
    code, out, _ = answer(capsys, "test", str(file), "--format", "junit")
    root = ET.fromstring(out)  # noqa: S314  our own output
    ((suite,), failures) = list(root), list(root.iter("failure"))
    assert (code, suite.attrib["name"], root.attrib["tests"], root.attrib["failures"]) == (
        1,
        "m.yaml",
        "4",
        "1",
    )
    assert [one.attrib["message"] for one in failures] == [
        "case `toman-become-rial` fails: an amount in toman with Persian digits"
    ]


def test_test_runs_the_cases_of_a_mapping(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "test", str(PORTAL / "mapping.yaml")) == (0, "4 cases, all hold\n", "")
    wrong = changed(
        ("amount: 450000", "amount: 45000"),
        ("- refused: word-not-translated", "- event: fee.charged"),
        text=MAPPING,
    )
    wrong = wrong.replace("expect: []", "expect: [{refused: row-of-no-event}]")
    file = _written(tmp_path / "m.yaml", wrong)
    line = wrong[: wrong.index("- case: toman")].count("\n") + 1
    code, out, _ = answer(capsys, "test", str(file))
    assert code == 1
    shown = "id=fee.charged:13 time=2019-08-01T04:35:00Z amount={} channel=portal charge=13 fee-kind=service-fee recipient=م-7 service=svc-19"
    first, *others = re.split(r"(?m)^(?=\S+:[0-9]+: case)", out)[1:]
    assert strip_isolates(first) == (
        f"{file}:{line}: case `toman-become-rial` fails: an amount in toman with Persian digits\n"
        f"  expected fee.charged {shown.format(45000)}\n  found fee.charged {shown.format(450000)}\n"
    )
    assert [one.splitlines()[1:3] for one in others] == [
        ["  expected fee.charged", "  found word-not-translated"],
        ["  expected row-of-no-event", "  found nothing more"],
    ]
    assert out.splitlines()[-1] == "4 cases, 3 failing"
    assert answer(capsys, "test", str(PORTAL / "mapping.yaml"), "-k", "toman")[:2] == (
        0,
        "1 case, all hold\n",
    )


def test_the_example_of_the_portal_finds_a_fee_that_was_not_announced(edition: Edition) -> None:
    from slakit import check

    judgement = check(
        edition, PORTAL / "portal.csv", at="1399/02/01 00:00", mappings=[PORTAL / "mapping.yaml"]
    )
    assert [
        (one.norm, one.reason, one.figures.get("said")) for one in judgement.violated() if one.clause == "5.2"
    ] == [("fee-as-announced", "other-than-announced", 300000)]
    assert [(one.line, one.reason) for one in judgement.log.set_aside] == [
        (8, "time-unreadable"),
        (10, "word-not-translated"),
        (11, "wrong-number-of-cells"),
    ]
    assert read(PORTAL / "mapping.yaml").data


def test_a_word_that_is_nearly_one_of_an_open_list_is_a_warning_and_another_is_none() -> None:
    """A list that is open lets a log say other words, so the mapping is used all the same."""
    text = MAPPING.replace("درگاه: portal", "درگاه: portel", 1)
    assert text != MAPPING
    (fault,) = faults_of(parse(text.encode(), "mapping.yaml"))
    assert (fault.rule, fault.severity, dict(fault.arguments)) == (
        "nearly-a-word", "warning", {"value": "portel", "list": "channel", "suggestion": "portal"}
    )  # fmt: skip
    assert faults_of(parse(MAPPING.replace("درگاه: portal", "درگاه: fax", 1).encode(), "mapping.yaml")) == []


def test_a_mapping_with_a_warning_is_read(tmp_path: Path) -> None:
    (tmp_path / "mapping.yaml").write_text(MAPPING.replace("درگاه: portal", "درگاه: portel", 1), "utf-8")
    assert read_mapping(tmp_path / "mapping.yaml")[0].mapping == "hamadan-portal"
