"""What reading takes: a table by column and row by row, and JSON lines beside DuckDB's own reader.

    python benchmarks/sources.py 100000
    python benchmarks/sources.py 500000 --only JSON

makes a CSV and a Parquet file of payments by the mapping of `examples/hamadan-portal-1398`, and as many events as JSON
lines and as a native Parquet table; they become events or go straight into tables. Persian letters are written as such
or escaped, as `json.dumps` does, and keys in one order or in another for each line; a year that `slakit simulate` makes
has lines of five types. DuckDB reads each file of lines into a
table too: with types that it finds itself, as whoever just names a file has it, and with types that it is given.

All figures are CPU microseconds a row of this process, on one core where the system lets a process choose: medians of
three rounds taken in turn, and what they are beside DuckDB's for the same lines, where it finds their types and where it is
given them; these ratios are what can be compared between machines.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import duckdb

from slakit.calendars import time_zone
from slakit.events.files import Meter
from slakit.events.reading import Gathering, read_log
from slakit.loading import load
from slakit.sources import take
from slakit.sources.columns import PlainRows
from slakit.sources.csv_files import CsvFile
from slakit.sources.direct import Files, Lines, RowsOfText, read_into_tables
from slakit.sources.mappings import read_mapping
from slakit.sources.parquet_files import ParquetFile
from slakit.sources.translation import ByMapping, ByName

if TYPE_CHECKING:
    from collections.abc import Callable

    from slakit.mapping_document import MappingDocument
    from slakit.sources.direct import Straight

ROOT = Path(__file__).parents[1]
ROUNDS = 3
GIVEN = (
    ", columns = {specversion: 'VARCHAR', id: 'VARCHAR', source: 'VARCHAR', type: 'VARCHAR', time: 'TIMESTAMPTZ', data:"
    " 'STRUCT(charge VARCHAR, service VARCHAR, recipient VARCHAR, amount BIGINT, \"fee-kind\" VARCHAR, channel VARCHAR)'}"
)
"""The types of the lines, said to DuckDB."""


def main() -> None:
    """Measure, and write a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("rows", type=int)
    parser.add_argument("--only", default="", help="the ways whose name begins so")
    asked = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    edition = load(ROOT / "agreements/hamadan-governorate/1398")
    zone = time_zone(edition.agreement.time_zone)
    mapping, vocabulary = read_mapping(ROOT / "examples/hamadan-portal-1398/mapping.yaml")
    with tempfile.TemporaryDirectory() as folder:
        table, lines = Path(folder) / "portal.csv", Path(folder) / "log.jsonl"
        write(table, lines, asked.rows)
        parquet, native, escaped, shuffled, by_minute, several = (
            Path(folder) / name
            for name in (
                "portal.parquet",
                "native.parquet",
                "escaped.jsonl",
                "shuffled.jsonl",
                "minute.jsonl",
                "several.jsonl",
            )
        )
        vary(lines, escaped, shuffled, by_minute)
        of_several = simulate(several, asked.rows)
        duckdb.read_csv(str(table), all_varchar=True).write_parquet(str(parquet))
        duckdb.execute(
            "COPY (SELECT * EXCLUDE (specversion, data, time), CAST(time AS TIMESTAMPTZ) AS time, data.* FROM"
            f" read_ndjson('{lines}')) TO '{native}'"
        )

        def read(*, by_column: bool) -> None:
            translation, gathering = ByMapping(mapping, vocabulary), Gathering(vocabulary, zone)
            plain = PlainRows(translation, vocabulary, zone) if by_column else None
            take(CsvFile(table), translation, gathering, Meter(None, 0), plain)
            assert len(gathering.log().events) == asked.rows

        def rows_of(file: Path, by: "MappingDocument | None") -> None:
            translation = ByMapping(by, vocabulary) if by else ByName(vocabulary, zone)
            plain = PlainRows(translation, vocabulary, zone) if isinstance(translation, ByMapping) else None
            gathering = Gathering(vocabulary, zone)
            take(ParquetFile(file), translation, gathering, Meter(None, 0), plain)
            assert len(gathering.log().events) == asked.rows

        def tabled(*sources: "Straight", rows: int = asked.rows) -> None:
            log = read_into_tables(sources, vocabulary, zone)
            assert log is not None
            assert len(log.events) == rows

        csv = RowsOfText(CsvFile(table), mapping, table.stat().st_size)
        ways: dict[str, Callable[[], object]] = {
            "CSV row by row": lambda: read(by_column=False),
            "CSV by column": lambda: read(by_column=True),
            "CSV, into tables": lambda: tabled(csv),
            "Parquet by a mapping, row by row": lambda: rows_of(parquet, mapping),
            "Parquet by a mapping, into tables": lambda: tabled(Files([ParquetFile(parquet)], mapping)),
            "native Parquet, row by row": lambda: rows_of(native, None),
            "native Parquet, into tables": lambda: tabled(Files([ParquetFile(native)], None)),
            "JSON lines, slakit": lambda: read_log([lines], vocabulary, zone),
            "JSON lines, slakit, into tables": lambda: tabled(Lines(lines, "log")),
            "JSON lines at whole minutes, into tables": lambda: tabled(Lines(by_minute, "log")),
            "JSON lines with escapes, into tables": lambda: tabled(Lines(escaped, "log")),
            "JSON lines in ever-changing order, into tables": lambda: tabled(Lines(shuffled, "log")),
            "JSON lines of five types, into tables": lambda: tabled(Lines(several, "log"), rows=of_several),
            "JSON lines, DuckDB finding types": lambda: by_duckdb(lines, asked.rows),
            "JSON lines, DuckDB given types": lambda: by_duckdb(lines, asked.rows, GIVEN),
            "JSON lines at whole minutes, DuckDB finding types": lambda: by_duckdb(by_minute, asked.rows),
            "JSON lines at whole minutes, DuckDB given types": lambda: by_duckdb(
                by_minute, asked.rows, GIVEN
            ),
            "JSON lines with escapes, DuckDB finding types": lambda: by_duckdb(escaped, asked.rows),
            "JSON lines with escapes, DuckDB given types": lambda: by_duckdb(escaped, asked.rows, GIVEN),
            "JSON lines in ever-changing order, DuckDB finding types": lambda: by_duckdb(
                shuffled, asked.rows
            ),
            "JSON lines in ever-changing order, DuckDB given types": lambda: by_duckdb(
                shuffled, asked.rows, GIVEN
            ),
            "JSON lines of five types, DuckDB finding types": lambda: by_duckdb(several, of_several),
        }
        ways = {name: run for name, run in ways.items() if name.startswith(asked.only)}
        taken: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, run in ways.items():
                before = time.process_time()
                run()
                rows = of_several if "five types" in name else asked.rows
                taken[name].append((time.process_time() - before) / rows * 1e6)
    show({name: median(rounds) for name, rounds in taken.items()})


def by_duckdb(lines: Path, rows: int, types: str = "") -> None:
    """Put lines into a table as DuckDB does by itself."""
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS SELECT * FROM read_ndjson('{lines}'{types})")
        assert connection.execute("SELECT COUNT(*) FROM t").fetchone() == (rows,)


def show(taken: dict[str, float]) -> None:
    """Write a table."""
    sys.stdout.write("| way | CPU, µs a row | ÷ finding types | ÷ given types |\n|---|---|---|---|\n")
    for name, cost in taken.items():
        others = (
            taken.get(f"{name.partition(', ')[0]}, DuckDB {how}") for how in ("finding types", "given types")
        )
        ratios = (f"{cost / other:.2f}" if other else "" for other in others)
        sys.stdout.write(f"| {name} | {cost:.2f} | {' | '.join(ratios)} |\n")


def write(table: Path, lines: Path, rows: int) -> None:
    """The same payments as the export of a portal and as events."""
    dice, seconds = random.Random(1398), random.Random(1399)  # noqa: S311 -- made-up data
    with table.open("w", encoding="utf-8") as csv, lines.open("w", encoding="utf-8") as log:
        csv.write("شماره پیگیری,نوع رویداد,تاریخ,ساعت,ردیف خدمت,کد متقاضی,شیوه,بابت,مبلغ (تومان)\n")
        for number in range(rows):
            day, hour, minute = dice.randrange(1, 30), dice.randrange(8, 15), dice.randrange(60)
            month, who = dice.randrange(1, 12), dice.randrange(rows // 3 + 1)
            csv.write(
                f'{number},پرداخت,۱۳۹۸/{month}/{day},{hour}:{minute:02},۱۹,م-{who},درگاه,هزینهٔ خدمت,"۲۸٬۰۰۰"\n'
            )
            data = {"charge": str(number), "service": "svc-19", "recipient": f"m-{who}", "amount": 280000,
                    "fee-kind": "service-fee", "channel": "portal"}  # fmt: skip
            event = {"specversion": "1.0", "id": f"c{number}", "source": "portal", "type": "fee.charged",
                     "time": f"2019-{month:02}-{min(day, 28):02}T{hour:02}:{minute:02}:{seconds.randrange(60):02}Z",
                     "data": data}  # fmt: skip
            log.write(json.dumps(event) + "\n")


def vary(lines: Path, escaped: Path, shuffled: Path, by_minute: Path) -> None:
    """The same events with a Persian letter that is escaped, with keys in an order of their own, and at whole minutes."""
    dice = random.Random(1398)  # noqa: S311 -- made-up data
    with (
        lines.open() as told, escaped.open("w") as first, shuffled.open("w") as second, by_minute.open("w") as third,
    ):  # fmt: skip
        for line in told:
            event = json.loads(line)
            third.write(json.dumps(event | {"time": event["time"][:-3] + "00Z"}) + "\n")
            event["data"]["recipient"] = event["data"]["recipient"].replace("m", "م")
            first.write(json.dumps(event) + "\n")
            event["data"] = dict(dice.sample(list(event["data"].items()), len(event["data"])))
            second.write(json.dumps(event, ensure_ascii=False) + "\n")


def simulate(lines: Path, rows: int) -> int:
    """About as many events of a year that is made up, and how many they are: of each request three or four."""
    made = [
        sys.executable,
        "-m",
        "slakit",
        "simulate",
        "--requests",
        str(rows * 2 // 7),
        "--output",
        str(lines),
    ]
    subprocess.run(made, check=True)  # noqa: S603 -- it is ours
    with lines.open("rb") as told:
        return sum(1 for _ in told)


if __name__ == "__main__":
    main()
