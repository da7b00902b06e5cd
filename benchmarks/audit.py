"""The cost of judging a year with the audit engine, beside hand-written SQL that answers the same questions.

    python benchmarks/audit.py 100000 1000000 --times 10

makes a year of each size with `examples/hamadan-1398/generate.py`, puts it into DuckDB, and judges all norms of the
agreement of 1398. `--times` repeats every event of the largest year so often, under other ids, for a log that would
take long to make. All figures are CPU seconds of this process, medians of three rounds, in one run; ratios are what can be
compared between machines.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import duckdb

from slakit.checking import instant_of, log_of
from slakit.engines import audit, reference
from slakit.engines.audit.databases import DuckDB
from slakit.engines.audit.stored import LogInDatabase, kinds_of
from slakit.engines.audit.tables import EVENT_COLUMNS, Kind, LogInMemory, column_of, table_of
from slakit.events.event import Log
from slakit.loading import Edition, load
from slakit.verdicts.judging import event_types_read

ROOT = Path(__file__).parents[1]
ROUNDS = 3
REFERENCE_UP_TO = 10_000
"""Events up to which the reference engine is measured beside; `same_findings.py` measures it on larger logs."""
REPEATED = ("document.received", "fee.charged")
LISTED = (
    "'portal', 'sub-portal', 'e-government-menu', 'in-person', 'post', 'courier', 'counter', 'counter-office'"
)
FEES = """
    SELECT f_service, f_fee_kind, f_amount, time AS since,
           COALESCE(LEAD(time) OVER (PARTITION BY f_service, f_fee_kind ORDER BY time), 4611686018427387904) AS until
    FROM (SELECT f_service, f_fee_kind, f_amount, time FROM e_fee__announced
          WHERE f_channel IN ('portal', 'sub-portal', 'e-government-menu')
          UNION ALL SELECT f_service, f_fee_kind, NULL, time FROM e_fee__withdrawn)
"""
HEADING = """\
| events | put into tables | audit | by hand | audit ÷ by hand | audit, µs an event | reference | peak MB |
|---|---|---|---|---|---|---|---|"""
BY_HAND = {
    "documents by listed channels": f"""
        SELECT f_channel IN ({LISTED}) AS listed, COUNT(*) FROM e_document__received
        WHERE time >= {{start}} AND time < {{end}} GROUP BY 1""",
    "documents accepted by listed channels": f"""
        SELECT f_channel IN ({LISTED}) AS listed, COUNT(*) FROM e_document__received
        WHERE time >= {{start}} AND time < {{end}} GROUP BY 1""",
    "fee as announced": f"""
        WITH fees AS ({FEES})
        SELECT CASE WHEN f.since IS NULL THEN 'none' WHEN f.f_amount = c.f_amount THEN 'same' ELSE 'other' END, COUNT(*)
        FROM e_fee__charged c LEFT JOIN fees f
          ON f.f_service = c.f_service AND f.f_fee_kind IS NOT DISTINCT FROM c.f_fee_kind
         AND f.since <= c.time AND c.time < f.until AND f.f_amount IS NOT NULL
        WHERE c.time >= {{start}} AND c.time < {{end}} GROUP BY 1""",
    "equal fees": f"""
        WITH fees AS ({FEES})
        SELECT c.f_service, c.f_fee_kind, c.f_documents, c.f_has_valid_booklet, c.f_exemption, f.f_amount,
               MIN(c.f_amount), MAX(c.f_amount), COUNT(*)
        FROM e_fee__charged c LEFT JOIN fees f
          ON f.f_service = c.f_service AND f.f_fee_kind IS NOT DISTINCT FROM c.f_fee_kind
         AND f.since <= c.time AND c.time < f.until AND f.f_amount IS NOT NULL
        WHERE c.time >= {{start}} AND c.time < {{end}}
        GROUP BY 1, 2, 3, 4, 5, 6 HAVING MIN(c.f_amount) <> MAX(c.f_amount)""",
    "notice of planned outages": """
        SELECT o.f_outage, MIN(n.time) FROM e_outage__started o LEFT JOIN e_notice__published n
          ON n.f_start = o.time AND n.time <= o.time - 259200000000
        WHERE o.f_planned = 1 AND o.time >= {start} AND o.time < {end} GROUP BY 1""",
    "availability": """
        WITH spans AS (
          SELECT o.f_services, o.time AS since, COALESCE(e.time, {at}) AS until FROM e_outage__started o
          LEFT JOIN e_outage__ended e ON e.f_outage = o.f_outage WHERE o.time < {end}),
        ordered AS (
          SELECT *, MAX(until) OVER (PARTITION BY f_services ORDER BY since
                                     ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached FROM spans)
        SELECT f_services, SUM(GREATEST(0, until - GREATEST(since, COALESCE(reached, since)))) FROM ordered GROUP BY 1""",
    "failures, damages, credits": """
        SELECT q.f_failure, MIN(d.time), MIN(p.time), MIN(c.time) FROM e_quality_failure__attested q
        LEFT JOIN e_damages__decided d ON d.f_failure = q.f_failure
        LEFT JOIN e_damages__posted p ON p.f_failure = q.f_failure
        LEFT JOIN e_credit__granted c ON c.f_failure = q.f_failure GROUP BY 1""",
}


def main() -> None:
    """Measure each size that is named, and write a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("events", type=int, nargs="+")
    parser.add_argument("--times", type=int, default=1)
    asked = parser.parse_args()
    edition = load(ROOT / "agreements/hamadan-governorate/1398")
    rows = []
    for number, events in enumerate(sorted(asked.events)):
        log = year(edition, events)
        rows.append(measured(edition, log, 1))
        if asked.times > 1 and number == len(asked.events) - 1:
            rows.append(measured(edition, log, asked.times))
    sys.stdout.write("\n".join([HEADING, *rows, ""]))


def year(edition: Edition, events: int) -> Log:
    """A generated year with so many events, read as any log."""
    with tempfile.TemporaryDirectory() as folder:
        file, expected = Path(folder) / "year.jsonl", Path(folder) / "expected.json"
        options = ["--seed", "1398", "--events", str(events), "--out", str(file), "--expected", str(expected)]
        subprocess.run(  # noqa: S603 -- our own generator
            [sys.executable, str(ROOT / "examples/hamadan-1398/generate.py"), *options], check=True
        )
        assert json.loads(expected.read_text("utf-8"))
        return log_of(edition, file)


def measured(edition: Edition, log: Log, times: int) -> str:
    """One row of the table: a log, each of its events repeated so often."""
    at = instant_of(edition, "1399/02/01 00:00")
    filled = cpu(lambda: filled_database(edition, log).close(), 1)
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    database = DuckDB(connection)
    memory = LogInMemory(log.events)
    types = event_types_read((tuple(edition.duties), edition.term))
    audit.fill(database, memory, types)
    kinds = {
        event_type: {name: kind for name, kind in fields.items() if name in memory.kinds(event_type)}
        for event_type, fields in kinds_of(edition.vocabulary).items()
        if memory.holds(event_type) and event_type in types
    }
    if times > 1:
        repeat(connection, kinds, times)
    [(count,)] = connection.execute(
        " UNION ALL ".join(f"SELECT COUNT(*) AS c FROM {table_of(one)}" for one in kinds).join(
            ("SELECT CAST(SUM(c) AS BIGINT) FROM (", ")")
        )
    ).fetchall()
    instants = {"start": edition.term.start, "end": edition.term.end, "at": at}
    hand = cpu(lambda: [connection.execute(one.format(**instants)).fetchall() for one in BY_HAND.values()])

    def judge() -> None:
        drop_views(connection)
        store = LogInDatabase(kinds)
        found = audit.facts(database, store, edition.duties, edition.term, at, None)
        audit.surveyed(edition.duties, found)

    judged = cpu(judge)
    by_reference = "–"
    if len(log.events) <= REFERENCE_UP_TO:
        given = edition.duties, edition.term, log.events, at, None, log.set_aside
        by_reference = f"{cpu(lambda: reference.judge(*given), 1):.2f}"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    database.close()
    return (
        f"| {count:,} | {filled if times == 1 else 0:.2f} | {judged:.2f} | {hand:.2f} | {judged / hand:.1f} |"
        f" {judged / count * 1e6:.2f} | {by_reference} | {peak:,} |"
    )


def filled_database(edition: Edition, log: Log) -> DuckDB:
    """A log put into tables."""
    database = DuckDB()
    audit.fill(database, LogInMemory(log.events), event_types_read((tuple(edition.duties), edition.term)))
    return database


def repeat(connection: duckdb.DuckDBPyConnection, kinds: dict[str, dict[str, Kind]], times: int) -> None:
    """Every document and every charge so often, under other ids, and all in their order."""
    for event_type, fields in kinds.items():
        table, copies = table_of(event_type), times if event_type in REPEATED else 1
        other = {"n": f"n * {times} + k", "id": "CASE WHEN k = 0 THEN id ELSE id || '-' || k END"}
        columns = ", ".join(
            f"{other.get(name, name)} AS {name}" for name in [*EVENT_COLUMNS, *map(column_of, fields)]
        )
        connection.execute(
            f"CREATE TABLE {table}_more AS SELECT {columns} FROM {table}, range({copies}) r(k)"
        )
        connection.execute(f"DROP TABLE {table}")
        connection.execute(f"ALTER TABLE {table}_more RENAME TO {table}")


def drop_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Begin again, with the tables of the log alone."""
    names = connection.execute(
        "SELECT table_name, table_type FROM information_schema.tables WHERE table_name NOT LIKE 'e\\_%' ESCAPE '\\'"
    ).fetchall()
    for name, kind in names:
        connection.execute(f"DROP {'VIEW' if kind == 'VIEW' else 'TABLE'} {name}")


def cpu(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    """CPU seconds, the median of some rounds."""
    taken = []
    for _ in range(rounds):
        before = time.process_time()
        run()
        taken.append(time.process_time() - before)
    return median(taken)


if __name__ == "__main__":
    main()
