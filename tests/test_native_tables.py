"""Native tables with a column for each field: each tells the log that the same events tell as JSON lines."""

import csv
import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest

from slakit import check, sources
from slakit.events.event import Event, Log
from slakit.loading import Edition, load
from slakit.messages import help_for, render
from slakit.text import strip_isolates

ROOT = Path(__file__).parents[1]
YEAR = ROOT / "examples/hamadan-1398/year.jsonl"

Fields = Mapping[str, object]
Written = Callable[[Path, Sequence["Fields"]], str]


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(ROOT / "agreements/hamadan-governorate/1398")


def as_lines(folder: Path, rows: Sequence[Fields]) -> str:
    attributes = ("id", "source", "type", "time")
    lines = [
        {"specversion": "1.0", **{name: row[name] for name in attributes}}
        | {"data": {name: value for name, value in row.items() if name not in attributes}}
        for row in rows
    ]
    (folder / "log.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return str(folder / "log.jsonl")


def columns_of(rows: Sequence[Fields]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def as_csv(folder: Path, rows: Sequence[Fields]) -> str:
    with (folder / "log.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns_of(rows))
        writer.writeheader()
        writer.writerows(rows)
    return str(folder / "log.csv")


def as_sqlite(folder: Path, rows: Sequence[Fields]) -> str:
    names = columns_of(rows)
    with closing(sqlite3.connect(folder / "log.db")) as database, database:
        quoted = ", ".join(f'"{name}"' for name in names)
        database.execute(f"CREATE TABLE log ({quoted})")
        marks = ", ".join("?" * len(names))
        database.executemany(
            f"INSERT INTO log VALUES ({marks})",  # noqa: S608 -- marks alone
            [[row.get(name) for name in names] for row in rows],
        )
    return str(folder / "log.db")


def as_parquet(folder: Path, rows: Sequence[Fields]) -> str:
    import duckdb

    table = as_csv(folder, rows)
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * FROM read_csv('{table}', all_varchar = true)) TO '{folder}/log.parquet'"  # noqa: S608 -- a folder of the test
        )
    return str(folder / "log.parquet")


needs_duckdb = pytest.mark.skipif(find_spec("duckdb") is None, reason="duckdb (extra audit) is not installed")
every_table = pytest.mark.parametrize(
    "written", [as_csv, as_sqlite, pytest.param(as_parquet, marks=needs_duckdb)]
)


def told(log: Log) -> list[Event]:
    """The events of a log without the places where they stood."""
    return [Event(one.source, one.id, one.type, one.time, one.recorded, dict(one.data)) for one in log.events]


def both(name: str, edition: Edition) -> Log:
    """The log of a table, which is read alike row by row and straight into the tables of the audit engine."""
    log, direct = sources.read([name], edition), sources.read_for_audit([name], edition)
    assert told(direct) == told(log)
    assert direct.set_aside == log.set_aside
    return log


# --- lists, and yes or no ---


def outage(number: int, **fields: object) -> Fields:
    return {"id": str(number), "source": "monitoring", "type": "outage.started", "time": "2019-08-04T09:00:00+04:30",
            "outage": f"o-{number}", **fields}  # fmt: skip


@every_table
def test_a_list_is_an_array_of_json_in_its_cell(written: Written, tmp_path: Path, edition: Edition) -> None:
    lists = [["svc-19"], ["svc-20", "svc-19", "svc-20"], ["خدمت ۱"], ["*"]]
    rows = [outage(number, services=services) for number, services in enumerate(lists)]
    cells = [{**row, "services": json.dumps(row["services"], ensure_ascii=False)} for row in rows]
    log = both(written(tmp_path, cells), edition)
    assert log.set_aside == ()
    assert told(log) == told(sources.read([as_lines(tmp_path, rows)], edition))
    assert log.events[1].data["services"] == ("svc-19", "svc-20")


@pytest.mark.parametrize(
    ("cell", "array"),
    [
        ("svc-19", '["svc-19"]'),
        ("svc-19; svc-20", '["svc-19", "svc-20"]'),
        ("[svc-19, svc-20]", '["svc-19", "svc-20"]'),
        ('["svc-19"', '["svc-19"]'),
        ("[" * 100_000, "[]"),
    ],
)
def test_a_text_that_is_no_list_is_told_with_how_a_list_is_written(
    cell: str, array: str, tmp_path: Path, edition: Edition
) -> None:
    log = both(as_csv(tmp_path, [outage(1, services=cell), outage(2, services=array)]), edition)
    (line,) = [one for one in log.set_aside if one.id == "1"]
    assert line.reason == "wrong-field-type"
    assert f"write the list as an array of JSON, such as `{array}`" in render(line, "en")
    assert f"«{array}»" in strip_isolates(render(line, "fa"))


def test_yes_and_no_are_one_and_zero_in_sqlite(tmp_path: Path, edition: Edition) -> None:
    """SQLite has no other; a text or another number is neither."""
    told_as: list[object] = [True, False, 1, 0, "true", "false", 2, -1, 1.0, "1", "yes"]
    rows = [outage(number, services='["svc-19"]', planned=planned) for number, planned in enumerate(told_as)]
    log = sources.read([as_sqlite(tmp_path, rows)], edition)
    assert [one.data["planned"] for one in log.events] == [True, False] * 3
    assert [(one.id, one.reason, one.arguments["field"]) for one in log.set_aside] == [
        (str(number), "wrong-field-type", "planned") for number in range(6, 11)
    ]


@every_table
def test_a_year_with_a_column_for_each_field_is_the_year(
    written: Written, tmp_path: Path, edition: Edition
) -> None:
    """Lists as JSON, yes or no as text in files of text and as numbers in SQLite."""
    lines = [json.loads(line) for line in YEAR.read_text("utf-8").splitlines()]
    rows = [
        {name: one.get(name) for name in ("id", "source", "type", "time", "recordedtime")}
        | {name: cell_of(value, is_text=written is not as_sqlite) for name, value in one["data"].items()}
        for one in lines
    ]
    log = both(written(tmp_path, rows), edition)
    assert log.set_aside == ()
    assert told(log) == told(sources.read([str(YEAR)], edition))


def cell_of(value: object, *, is_text: bool) -> object:
    return json.dumps(value) if isinstance(value, list) or (is_text and isinstance(value, bool)) else value


def test_data_that_is_nested_beyond_all_measure_costs_its_row_alone(tmp_path: Path, edition: Edition) -> None:
    row = {"id": "1", "source": "monitoring", "type": "outage.started", "time": "2019-08-04T09:00:00+04:30"}
    log = both(as_csv(tmp_path, [{**row, "data": "[" * 100_000}, {**row, "id": "2", "data": "{"}]), edition)
    assert [(one.id, one.reason) for one in log.set_aside] == [
        ("1", "wrong-attribute"),
        ("2", "wrong-attribute"),
    ]


# --- rows that are no events ---


@every_table
def test_a_row_that_is_set_aside_says_its_type_and_id_and_is_an_occasion_as_a_line_is(
    written: Written, tmp_path: Path, edition: Edition
) -> None:
    """The id may be a number, and may stand behind what is wrong."""
    row = {"services": "svc-19", "id": "1", "source": "monitoring", "type": "outage.started", "outage": "o-1",
           "origin": "site", "planned": "true", "time": "2019-08-04T09:00:00+04:30"}  # fmt: skip
    table = written(tmp_path, [row])
    (line,) = both(table, edition).set_aside
    assert (line.reason, line.arguments["field"], line.type, line.id) == (
        "wrong-field-type",
        "services",
        "outage.started",
        "1",
    )
    in_table, in_lines = (
        [
            (finding.norm, finding.outcome.value, finding.reason)
            for finding in check(edition, file, at="1399/02/01 00:00").findings
        ]
        for file in (table, as_lines(tmp_path, [row]))
    )
    assert ("planned-outage-notice", "undetermined", "event-set-aside") in in_table
    assert in_table == in_lines


@every_table
def test_a_field_that_is_missing_is_told_as_a_column_unless_the_table_has_data(
    written: Written, tmp_path: Path, edition: Edition
) -> None:
    row: Fields = {"id": "1", "source": "portal", "type": "fee.charged", "time": "2019-08-04T09:00:00+04:30",
                   "service": "svc-19", "recipient": "r"}  # fmt: skip
    sound = {**row, "id": "2", "amount": 1}
    tables: tuple[list[Fields], ...] = ([row], [row, sound], [{**row, "data": ""}], [{**row, "amuont": "1"}])
    helps = []
    for number, rows in enumerate(tables):
        folder = tmp_path / str(number)
        folder.mkdir()
        (line,) = both(written(folder, rows), edition).set_aside
        assert (line.reason, line.arguments["field"]) == ("missing-field", "amount")
        helps.append(help_for(line, "en"))
    assert helps == [
        "add a column `amount` to the table",
        "complete `amount` in this row; a mapping may leave such rows out",
        'add `"amount": …` inside `data`',
        "is it the field `amuont` that is meant?",
    ]


# --- days and times ---


def signed(number: int, **days: str) -> Fields:
    return {"id": str(number), "source": "registry", "type": "agreement.signed", "time": "2020-03-10T05:30:00Z",
            "edition": f"1399-{number}", "by": "deputy-economic-coordination"} | {name.replace("_", "-"): day for name, day in days.items()}  # fmt: skip


def planned(number: int, start: str) -> Fields:
    return {"id": str(number), "source": "office", "type": "change.approved", "time": "1398/05/10 09:00",
            "change": f"c-{number}", "planned-start": start}  # fmt: skip


@every_table
def test_days_and_times_of_fields_are_those_of_json_lines_in_either_calendar(
    written: Written, tmp_path: Path, edition: Edition
) -> None:
    rows = [
        signed(1, effective_from="1399/01/01", effective_until="1399/12/30"),
        signed(2, effective_from="2020-03-20", effective_until="2021-03-20"),
        planned(3, "1398/05/20 09:00"),
        planned(4, "1398/05/20 09:00:30.5"),
        planned(5, "2019-08-11T09:00:00"),
        planned(6, "2019-08-11T09:00:00+04:30"),
    ]
    log = both(written(tmp_path, rows), edition)
    assert log.set_aside == ()
    assert told(log) == told(sources.read([as_lines(tmp_path, rows)], edition))
    assert log.events[0].data == {**log.events[1].data, "edition": "1399-1"}


@every_table
def test_a_renewal_in_jalali_days_is_found_in_a_table_as_in_json_lines(
    written: Written, tmp_path: Path, edition: Edition
) -> None:
    rows = [signed(1, effective_from="1399/01/01", effective_until="1399/12/30")]
    for log in (written(tmp_path, rows), as_lines(tmp_path, rows)):
        judgement = check(edition, log, at="1399/02/01 00:00")
        (outcome,) = [one.outcome.value for one in judgement.findings if one.norm == "renewed-without-gap"]
        assert outcome == "fulfilled", log


@every_table
def test_a_day_or_time_that_cannot_be_read_is_told_as_it_is_written(
    written: Written, tmp_path: Path, edition: Edition
) -> None:
    wrong = {
        "1399/12/31": "no-such-date",
        "1399-01-01": "jalali-with-hyphens",
        "2020/03/20": "gregorian-with-slashes",
        "1399.1.1": "not-a-time",
        "some day": "not-a-time",
    }
    rows = [signed(number, effective_from=day) for number, day in enumerate(wrong)]
    rows += [planned(len(wrong) + number, f"{day} 09:00") for number, day in enumerate(wrong)]
    log = both(written(tmp_path, rows), edition)
    assert log.events == ()
    assert [(one.arguments["value"], one.arguments["reason"]) for one in log.set_aside] == [
        *wrong.items(),
        *((f"{day} 09:00", reason) for day, reason in wrong.items()),
    ]
