"""The cost of judging a year with the audit engine, beside hand-written SQL that answers the same questions.

    python benchmarks/audit.py 100000 1000000 --times 10

makes a year of each size with `examples/hamadan-1398/generate.py`, puts it into DuckDB, and judges all norms of the
agreement of 1398. `--times` repeats every document and every charge of the largest year so often, under other ids, for a
log that would take long to make. Such events are alike in all; with `--varied` each lies up to a minute later. With
`--raised` one charge in so many, drawn at random, asks for 1,000 to 100,000 rials more. With `--parquet` the tables are files, read
anew by each query; `--memory` is what DuckDB may take. `--asked` tells beside what it takes to ask for more than counts,
and `--spark` what a Sail takes for the same files (`--parquet`).
All figures are CPU seconds, medians of the rounds of one run; ratios are what can be compared between machines.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from duckdb import DuckDBPyConnection as Connection

from slakit.calendars import DAY
from slakit.checking import log_of
from slakit.engines import audit, reference
from slakit.engines.audit.databases import DuckDB
from slakit.engines.audit.in_turn import AT_ONCE, findings_in_turn
from slakit.engines.audit.room import memory_at_most, new_database
from slakit.engines.audit.stored import LogInDatabase, kinds_of
from slakit.engines.audit.tables import EVENT_COLUMNS, Kind, LogInMemory, column_of, table_of
from slakit.events.event import Log
from slakit.given_instants import instant_of
from slakit.loading import Edition, load
from slakit.reports.rows import telling_apart
from slakit.tallies import TellingApart
from slakit.verdicts.judging import event_types_read

ROOT = Path(__file__).parents[1]
REFERENCE_UP_TO = 10_000
"""Events up to which the reference engine is measured beside; `same_findings.py` measures it on larger logs."""
REPEATED = ("document.received", "fee.charged")
VARIED = {
    "time": "time + h % 60000000",
    "recorded": "recorded + h % 60000000",
}
"""What a copy differs in from its original; `h` is a number drawn for it, and 0 for the original."""
RAISED = """
    UPDATE e_fee__charged SET f_amount = f_amount + 1000 * CAST(1 + hash(n, 2) % 100 AS BIGINT)
    WHERE f_amount > 0 AND hash(n) % {} = 0
"""
FIRST = 30
"""Findings of each norm and outcome that a page shows, though they were kept."""
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
| events | put into tables | audit | by hand | audit ÷ by hand | audit, µs an event | findings told | reference | peak MB |
|---|---|---|---|---|---|---|---|---|"""
OF_ASKED = """\
| events | what is asked | findings told | CPU | beside the first |
|---|---|---|---|---|"""
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
    "fee as set": """
        WITH decided AS (
          SELECT f_service, f_fee_kind, f_amount, MIN(time) AS since, MIN(CASE WHEN f_by IN
                 ('competent-authority', 'cabinet', 'parliament', 'ministry-of-interior') THEN time END) AS competent
          FROM e_fee__decided GROUP BY 1, 2, 3)
        SELECT CASE WHEN d.competent <= c.time THEN 'competent' WHEN d.since <= c.time THEN 'other' ELSE 'none' END, COUNT(*)
        FROM e_fee__charged c LEFT JOIN decided d ON d.f_service = c.f_service
         AND d.f_fee_kind IS NOT DISTINCT FROM c.f_fee_kind AND d.f_amount = c.f_amount
        WHERE c.f_amount >= 1 AND c.time >= {start} AND c.time < {end} GROUP BY 1""",
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


@dataclass(frozen=True)
class Way:
    """How a log is made and measured: in all but the first two as the options say."""

    rounds: int
    folder: Path
    varied: bool = False
    raised: int | None = None
    parquet: bool = False
    memory: int | None = None
    asked: bool = False
    spark: bool = False


def main() -> None:
    """Measure each size that is named, and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("events", type=int, nargs="+")
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=int, metavar="MIB")
    parser.add_argument("--raised", type=int, metavar="CHARGES")
    for switch in ("--varied", "--parquet", "--asked", "--spark"):
        parser.add_argument(switch, action="store_true")
    given = parser.parse_args()
    edition = load(ROOT / "agreements/hamadan-governorate/1398")
    rows, of_asked = [], list[str]()
    with tempfile.TemporaryDirectory() as folder:
        memory = None if given.memory is None else given.memory * 2**20
        way = Way(
            given.rounds, Path(folder), given.varied, given.raised, given.parquet, memory, given.asked, given.spark
        )  # fmt: skip
        for events in sorted(given.events):
            last = events == max(given.events)
            log = year(edition, events)
            for times in (1, given.times) if last and given.times > 1 else (1,):
                row, more = measured(edition, log, times, way)
                rows.append(row)
                of_asked += more
    told = [HEADING, *rows, ""] + ([OF_ASKED, *of_asked, ""] if of_asked else [])
    sys.stdout.write("\n".join(told))


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


def measured(edition: Edition, log: Log, times: int, way: Way) -> tuple[str, list[str]]:
    """One row of the table: a log, each of its events repeated so often; and the rows of what else may be asked."""
    at = instant_of(edition, "1399/02/01 00:00")
    filled = cpu(lambda: filled_database(edition, log).close(), 1) if times == 1 else None
    with memory_at_most(way.memory):
        connection = new_database()
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
        repeat(connection, kinds, times, way)
    if way.raised:
        connection.execute(RAISED.format(way.raised))
    if way.parquet:
        put_into_files(connection, [table_of(one) for one in types], way.folder)
    [(count,)] = connection.execute(
        " UNION ALL ".join(f"SELECT COUNT(*) AS c FROM {table_of(one)}" for one in kinds).join(
            ("SELECT CAST(SUM(c) AS BIGINT) FROM (", ")")
        )
    ).fetchall()
    instants = {"start": edition.term.start, "end": edition.term.end, "at": at}
    hand = cpu(
        lambda: [connection.execute(one.format(**instants)).fetchall() for one in BY_HAND.values()],
        way.rounds,
    )

    def surveyed(apart: TellingApart | None = None, known_at: int | None = None) -> int:
        drop_views(connection)
        found = audit.facts(database, LogInDatabase(kinds), edition.duties, edition.term, at, known_at)
        return len(audit.surveyed(edition.duties, found, apart).findings)

    told = surveyed()
    judged = cpu(surveyed, way.rounds)
    by_reference = "–"
    if len(log.events) <= REFERENCE_UP_TO:
        given = edition.duties, edition.term, log.events, at, None, log.set_aside
        by_reference = f"{cpu(lambda: reference.judge(*given), 1):.2f}"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

    def in_turn() -> int:
        drop_views(connection)
        found = audit.facts(database, LogInDatabase(kinds), edition.duties, edition.term, at, None)
        return sum(1 for _ in findings_in_turn(edition.duties, found, AT_ONCE))

    apart = telling_apart(edition)
    first = replace(apart, first=FIRST)
    questions: list[tuple[str, Callable[[], int]]] = [
        ("counts, and what was not kept", surveyed),
        ("the same by month and service", lambda: surveyed(apart)),
        (f"the same, and the first {FIRST} of each in full", lambda: surveyed(first)),
        ("the first, `--known-at` half a year before", lambda: surveyed(None, at - 182 * DAY)),
        ("every finding in full, in turn", in_turn),
    ]
    more = [
        f"| {count:,} | {asked} | {question():,} | {taken:.2f} | {taken / judged:.1f} |"
        for asked, question in (questions if way.asked else ())
        for taken in [cpu(question, 1)]
    ]
    if way.spark:
        by_spark = spark_judges(edition, kinds, types, at, way)
        more.append(
            f"| {count:,} | the first, of Spark (Sail) | {told:,} | {by_spark:.2f} | {by_spark / judged:.1f} |"
        )
    database.close()
    row = (
        f"| {count:,} | {'–' if filled is None else f'{filled:.2f}'} | {judged:.2f} | {hand:.2f} | {judged / hand:.2f} |"
        f" {judged / count * 1e6:.2f} | {told:,} | {by_reference} | {peak:,} |"
    )
    return row, more


def filled_database(edition: Edition, log: Log) -> DuckDB:
    """A log put into tables."""
    database = DuckDB()
    audit.fill(database, LogInMemory(log.events), event_types_read((tuple(edition.duties), edition.term)))
    return database


def repeat(connection: Connection, kinds: dict[str, dict[str, Kind]], times: int, way: Way) -> None:
    """Every document and every charge so often, under other ids, and all in their order."""
    for event_type, fields in kinds.items():
        table, copies = table_of(event_type), times if event_type in REPEATED else 1
        other = {"n": f"n * {times} + k", "id": "CASE WHEN k = 0 THEN id ELSE id || '-' || k END"}
        if way.varied and copies > 1:
            other |= {
                one: expression
                for one, expression in VARIED.items()
                if one in {*EVENT_COLUMNS, *map(column_of, fields)}
            }
        columns = ", ".join(
            f"{other.get(name, name)} AS {name}" for name in [*EVENT_COLUMNS, *map(column_of, fields)]
        )
        of_copies = f"SELECT *, CAST(CASE WHEN k > 0 THEN hash(n, k) // 2 ELSE 0 END AS BIGINT) AS h FROM {table}, range({copies}) r(k)"
        connection.execute(f"CREATE TABLE {table}_more AS SELECT {columns} FROM ({of_copies})")
        connection.execute(f"DROP TABLE {table}")
        connection.execute(f"ALTER TABLE {table}_more RENAME TO {table}")
    if way.varied:
        in_order(connection, [table_of(one) for one in kinds])


def in_order(connection: Connection, tables: list[str]) -> None:
    """Number the events of all tables anew, as their times have them."""
    union = " UNION ALL ".join(
        f"SELECT {place} AS place, n, time FROM {table}" for place, table in enumerate(tables)
    )
    connection.execute(
        "CREATE TABLE numbered AS SELECT place, n,"
        f" ROW_NUMBER() OVER (ORDER BY time, n) AS number FROM ({union})"
    )
    for place, table in enumerate(tables):
        connection.execute(
            f"CREATE TABLE {table}_more AS SELECT t.* REPLACE (m.number AS n) FROM {table} t"
            f" JOIN numbered m ON m.n = t.n AND m.place = {place}"
        )
        connection.execute(f"DROP TABLE {table}")
        connection.execute(f"ALTER TABLE {table}_more RENAME TO {table}")
    connection.execute("DROP TABLE numbered")


def put_into_files(connection: Connection, tables: list[str], folder: Path) -> None:
    """Each table as a file of Parquet, and a view of that file in its place."""
    for table in tables:
        file = folder / f"{table}.parquet"
        connection.execute(f"COPY {table} TO '{file}' (FORMAT parquet)")
        connection.execute(f"DROP TABLE {table}")
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{file}')")


def spark_judges(
    edition: Edition, kinds: dict[str, dict[str, Kind]], types: Iterable[str], at: int, way: Way
) -> float:
    """CPU seconds that a Sail and who asks it take for the files of `put_into_files`; the median of the rounds."""
    sys.path.insert(0, str(ROOT))
    from benchmarks.same_findings import cpu_of, spark_of
    from slakit.engines.audit.spark import Spark, session_at

    taken = []
    with spark_of("sail") as (master, server):
        assert server is not None
        session = session_at(master)
        for _ in range(way.rounds):
            before = time.process_time() + cpu_of(server)
            for table in map(table_of, types):
                session.read.parquet(str(way.folder / f"{table}.parquet")).createOrReplaceTempView(table)
            database = Spark(session)
            found = audit.facts(database, LogInDatabase(kinds), edition.duties, edition.term, at, None)
            audit.surveyed(edition.duties, found)
            database.close()
            taken.append(time.process_time() + cpu_of(server) - before)
    return median(taken)


def drop_views(connection: Connection) -> None:
    """Begin again, with the tables of the log alone."""
    names = connection.execute(
        "SELECT table_name, table_type FROM information_schema.tables WHERE table_name NOT LIKE 'e\\_%' ESCAPE '\\'"
    ).fetchall()
    for name, kind in names:
        connection.execute(f"DROP {'VIEW' if kind == 'VIEW' else 'TABLE'} {name}")


def cpu(run: Callable[[], object], rounds: int) -> float:
    """CPU seconds, the median of some rounds."""
    taken = []
    for _ in range(rounds):
        before = time.process_time()
        run()
        taken.append(time.process_time() - before)
    return median(taken)


if __name__ == "__main__":
    main()
