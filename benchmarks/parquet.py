"""What a log in files of Parquet takes from the command to the answer, beside SQL by hand that reads the same files.

    python benchmarks/parquet.py 10 40
    python benchmarks/parquet.py 10 --rounds 3
    python benchmarks/parquet.py 10 --lie shuffled
    python benchmarks/parquet.py 10 --lie by-the-minute
    python benchmarks/parquet.py 10 --lie by-the-hour

repeats each document and each charge of a generated year of a hundred thousand lines so often that there are some ten
and forty million events, under other ids and each up to a minute later, in a folder of files as a portal would
write them: all types in one table, times with their offset, each field a column. Each way is a process of its own:
`slakit check FOLDER/*.parquet --engine audit --memory 4GiB` with all norms of the agreement of 1398; the queries of
`benchmarks/audit.py`, which trust the files; and the same after looking for events that are told twice and for rows in
which something is missing or no word of its list, which slakit does as well.
CPU seconds, user and system; ratios within one run are what can be compared between machines. The modules are compiled
before, as those of an installed package are. With `--rounds` all ways are run so often in turn: a row for each.
`--lie` tells how the rows lie: `shuffled` has all of them in one file in no order, and `by-the-minute` and `by-the-hour`
have every time cut to its minute or hour, so that nearly all events share an instant.
"""

import argparse
import compileall
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import duckdb

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.audit import BY_HAND, REPEATED  # noqa: E402 -- the folder of the project is not on the path before
from slakit.engines.audit.tables import column_of, table_of  # noqa: E402
from slakit.given_instants import instant_of  # noqa: E402
from slakit.loading import Edition, load  # noqa: E402

AGREEMENT = ROOT / "agreements/hamadan-governorate/1398"
AT = "1399/02/01"
COPIES = 200
"""Copies of a year that are some ten million events; each ten million are ten files."""
MEMORY = "4GiB"
HEADING = """\
| events | slakit | by hand, trusting | by hand, checking | slakit ÷ trusting | slakit ÷ checking | slakit, µs an event | on the clock, s | peak MB |
|---|---|---|---|---|---|---|---|---|"""


class Taken(NamedTuple):
    """What a process took: CPU and clock in seconds, and memory at most in MiB."""

    cpu: float
    clock: float
    peak: int


def main() -> None:
    """Measure each size that is named, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("millions", type=int, nargs="*")
    parser.add_argument("--by-hand", metavar="PATTERN", help="only ask the queries by hand, in this process")
    parser.add_argument("--checking", action="store_true")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--lie", choices=("shuffled", "by-the-minute", "by-the-hour"))
    given = parser.parse_args()
    if given.by_hand:
        by_hand(given.by_hand, checking=given.checking)
        return
    assert compileall.compile_dir(ROOT / "src", quiet=1)
    sys.stdout.write(HEADING + "\n")
    with tempfile.TemporaryDirectory() as name, year(Path(name)) as connection:
        written = 0
        for millions in sorted(given.millions):
            for part in range(written, millions // 10):
                write(connection, Path(name), part)
            written = millions // 10
            pattern = f"{name}/*.parquet"
            if given.lie:
                pattern = lying(connection, pattern, Path(name) / given.lie, given.lie)
            for _ in range(given.rounds):
                sys.stdout.write(row(pattern))
                sys.stdout.flush()


def row(pattern: str) -> str:
    """A row of the table: the files of a pattern."""
    ((count,),) = duckdb.execute(f"SELECT COUNT(*) FROM '{pattern}'").fetchall()
    here = [sys.executable, __file__, "--by-hand", pattern]
    trusting, checking = taken(here, 0), taken([*here, "--checking"], 0)
    command = [sys.executable, "-m", "slakit", "check", str(AGREEMENT), pattern, "--at", AT]
    ours = taken([*command, "--engine", "audit", "--memory", MEMORY], 1)
    told = (
        f"{count:,}", f"{ours.cpu:.1f}", f"{trusting.cpu:.1f}", f"{checking.cpu:.1f}", f"{ours.cpu / trusting.cpu:.2f}",
        f"{ours.cpu / checking.cpu:.2f}", f"{ours.cpu / count * 1e6:.2f}", f"{ours.clock:.0f}", f"{ours.peak:,}",
    )  # fmt: skip
    return f"| {' | '.join(told)} |\n"


def taken(command: list[str], code: int) -> Taken:
    """What a command takes that ends with a code."""
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603 -- our own
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == code, (command, process.returncode)
    return Taken(used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss // 1024)


# --- the files ---


@contextmanager
def year(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the events of a generated year, in their order."""
    file = folder / "year.jsonl"
    options = [
        "--seed",
        "1398",
        "--events",
        "100000",
        "--out",
        str(file),
        "--expected",
        str(folder / "expected.json"),
    ]
    subprocess.run(  # noqa: S603 -- our own generator
        [sys.executable, str(ROOT / "examples/hamadan-1398/generate.py"), *options], check=True
    )
    assert json.loads((folder / "expected.json").read_text("utf-8"))
    with duckdb.connect(config={"threads": 1, "memory_limit": "2GiB"}) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(
            "CREATE TABLE year AS SELECT row_number() OVER () AS place, * EXCLUDE (specversion, data, time),"
            f" CAST(time AS TIMESTAMPTZ) AS time, data.* FROM read_ndjson('{file}', sample_size = -1)"
        )
        yield connection


def write(connection: duckdb.DuckDBPyConnection, folder: Path, part: int) -> None:
    """Some ten million events more, in ten files: the whole year in the first ones, and copies in all."""
    ((rows,),) = connection.execute("SELECT MAX(place) FROM year").fetchall()
    repeated = ", ".join(f"'{one}'" for one in REPEATED)
    later = "to_microseconds(CASE WHEN k > 0 THEN CAST(hash(place, k) % 60000000 AS BIGINT) ELSE 0 END)"
    first = part * COPIES
    for file in range(10):
        copies = f"range({first}, CASE WHEN type IN ({repeated}) THEN {first + COPIES} ELSE {0 if part else 1} END)"
        connection.execute(
            f"COPY (SELECT CASE WHEN k = 0 THEN id ELSE id || '-' || k END AS id, source, type, time + {later} AS time,"
            f" recordedtime + {later} AS recordedtime, * EXCLUDE (place, id, source, type, time, recordedtime, k)"
            f" FROM (SELECT year.*, unnest({copies}) AS k FROM year"
            f" WHERE place > {file * rows // 10} AND place <= {(file + 1) * rows // 10}))"
            f" TO '{folder}/{part:02}-{file}.parquet' (FORMAT parquet)"
        )


def lying(connection: duckdb.DuckDBPyConnection, pattern: str, folder: Path, how: str) -> str:
    """The same events as they lie otherwise, in a folder; tells the pattern of its files."""
    folder.mkdir(exist_ok=True)
    said = {
        "shuffled": f"SELECT * FROM '{pattern}' ORDER BY hash(id)",
        "by-the-minute": f"SELECT * REPLACE (date_trunc('minute', time) AS time) FROM '{pattern}'",
        "by-the-hour": f"SELECT * REPLACE (date_trunc('hour', time) AS time) FROM '{pattern}'",
    }
    connection.execute(f"COPY ({said[how]}) TO '{folder}/all.parquet' (FORMAT parquet)")
    return f"{folder}/*.parquet"


# --- by hand ---


def by_hand(pattern: str, *, checking: bool) -> None:
    """Ask the files the eight questions, in this process; and before whether they can be trusted."""
    edition = load(AGREEMENT)
    connection = duckdb.connect(config={"memory_limit": MEMORY})
    connection.execute("SET TimeZone = 'UTC'")
    views(connection, edition, pattern)
    if checking:
        check(connection, edition, pattern)
    instants = {
        "start": edition.term.start,
        "end": edition.term.end,
        "at": instant_of(edition, f"{AT} 00:00"),
    }
    for question in BY_HAND.values():
        connection.execute(question.format(**instants)).fetchall()


def views(connection: duckdb.DuckDBPyConnection, edition: Edition, pattern: str) -> None:
    """A view of each type that is asked, with the names of columns that the questions know."""
    asked = {name for question in BY_HAND.values() for name in re.findall(r"\be_\w+", question)}
    described = connection.execute(f"DESCRIBE SELECT * FROM '{pattern}'").fetchall()
    columns = [
        f"{_whole(name, kind)} AS {column_of(name)}"
        for name, kind, *_ in described
        if name not in ("id", "source", "type", "time", "recordedtime")
    ]
    for event_type in edition.vocabulary.events:
        if table_of(event_type) in asked:
            connection.execute(
                f"CREATE VIEW {table_of(event_type)} AS SELECT epoch_us(time) AS time, {', '.join(columns)}"
                f" FROM '{pattern}' WHERE type = '{event_type}'"
            )


def _whole(name: str, kind: str) -> str:
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f'epoch_us("{name}")'
    return f'CAST("{name}" AS BIGINT)' if kind == "BOOLEAN" else f'"{name}"'


def check(connection: duckdb.DuckDBPyConnection, edition: Edition, pattern: str) -> None:
    """Look for what is told twice, and for rows of the two large types that are not as they should be."""
    connection.execute(
        f"SELECT h FROM (SELECT hash(source, id) AS h FROM '{pattern}') x GROUP BY h HAVING COUNT(*) > 1"
    ).fetchall()
    described = {name for name, *_ in connection.execute(f"DESCRIBE SELECT * FROM '{pattern}'").fetchall()}
    for event_type in REPEATED:
        fields = edition.vocabulary.events[event_type].fields
        tests = ["id <> ''", "source <> ''", "time IS NOT NULL"]
        for name in described & fields.keys():
            field, column = fields[name], f'"{name}"'
            if field.required:
                tests.append(f"{column} IS NOT NULL")
            if field.type in ("identifier", "service", "value", "text") and not field.list:
                tests.append(
                    f"({column} IS NULL OR NOT regexp_matches({column}, '^\\s|\\s$|[\\x00-\\x1f\\x7f]|^$'))"
                )
            if field.values and not edition.vocabulary.values[field.values].open and not field.list:
                listed = ", ".join(f"'{one}'" for one in edition.vocabulary.values[field.values].values)
                tests.append(f"({column} IS NULL OR {column} IN ({listed}))")
        connection.execute(
            f"SELECT source, id FROM '{pattern}' WHERE type = '{event_type}' AND NOT ({' AND '.join(tests)})"
        ).fetchall()


if __name__ == "__main__":
    main()
