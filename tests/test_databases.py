"""The audit engine on databases of others: Spark, with a JVM and without one, and PostgreSQL.

The queries are one text for all of them; what is tried here is that the text is understood alike.
"""

import gc
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from modules_by_path import module_at

from slakit import check
from slakit.checking import log_of
from slakit.cli import main
from slakit.engines import audit, reference
from slakit.engines.audit import spark
from slakit.engines.audit.databases import SQLite
from slakit.engines.audit.spark import Spark, session_at
from slakit.engines.audit.stored import LogInDatabase, kinds_of
from slakit.engines.audit.tables import EVENT_COLUMNS, LogInMemory, columns_of, table_of
from slakit.errors import EngineBrokeOff, EngineUnavailable
from slakit.given_instants import instant_of
from slakit.loading import Edition, load
from slakit.monitoring.store import Store
from slakit.monitoring.store_file import IN_MEMORY
from slakit.reports.json_lines import finding_lines
from slakit.verdicts.judging import event_types_read

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ROOT = Path(__file__).parents[1]
HAMADAN = ROOT / "agreements/hamadan-governorate/1398"
YEAR = ROOT / "examples/hamadan-1398/year.jsonl"
AT = "1399/02/01 00:00"


SUITE = module_at(ROOT / "tests" / "test_suite.py")
"""The shared suite, whose cases are judged here too."""


def _some_of_every_kind(cases: list[Any]) -> list[Any]:
    """Each thirtieth case of every rule kind, and so one of each at least: a case takes a second or more on Spark."""
    places: Counter[str] = Counter()
    chosen = []
    for told in cases:
        kind = told.name.partition(":")[0]
        if places[kind] % 30 == 0:
            chosen.append(told)
        places[kind] += 1
    return chosen


SOME_CASES = _some_of_every_kind(SUITE.CASES)


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load(HAMADAN)


# --- Spark ---


@pytest.fixture(scope="module")
def sail() -> Iterator[str]:
    """The address of a Sail, which answers as a Spark does, in a process of its own."""
    if find_spec("pysail") is None or find_spec("pyspark") is None:
        pytest.skip("pysail and pyspark (extra spark) are not installed")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "pysail", "spark", "server", "--ip", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # noqa: S603 -- a server of ours
        try:
            for _ in range(600):
                with socket.socket() as asking:
                    asking.settimeout(1)
                    if asking.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert server.poll() is None, "Sail did not start"
                time.sleep(0.1)  # a refusal comes at once
            else:
                pytest.fail("Sail did not answer within a minute")
            yield f"sc://127.0.0.1:{port}"
        finally:
            server.kill()


@pytest.fixture(scope="module")
def session(sail: str) -> Iterator["SparkSession"]:
    session = session_at(sail)
    yield session
    session.stop()


@pytest.mark.parametrize("told", SOME_CASES, ids=lambda told: told.name)
def test_the_suite_has_the_same_findings_in_spark(told: Any, session: "SparkSession") -> None:  # noqa: ANN401 -- of another module
    """Evidence, figures and cures included."""
    assert audit.judge(*told.given, database=Spark(session)) == reference.judge(*told.given)


def test_the_committed_year_has_the_same_lines_in_spark(session: "SparkSession", edition: Edition) -> None:
    """Byte for byte, each of the findings as one line of JSON."""
    log = log_of(edition, YEAR)
    by_spark = check(edition, log, at=AT, engine=Spark(session))
    by_audit = check(edition, log, at=AT, engine="audit")
    assert by_spark.engine == "spark"
    assert list(finding_lines(by_spark, edition)) == list(finding_lines(by_audit, edition))
    assert len(by_spark.findings) == 2_968


def test_a_session_holds_no_log_afterwards(session: "SparkSession", edition: Edition) -> None:
    check(edition, [], at=AT, engine=Spark(session))
    assert session.catalog.listTables() == []


def test_a_log_that_lies_in_spark_is_judged_where_it_is(
    session: "SparkSession", edition: Edition, tmp_path: Path
) -> None:
    """Folders of Parquet under the names of the contract; no event goes through slakit but those that are told of."""
    import pyarrow as pa
    from pyarrow import parquet

    log, at = log_of(edition, YEAR), instant_of(edition, AT)
    kinds, types = kinds_of(edition.vocabulary), event_types_read((tuple(edition.duties), edition.term))
    in_memory = LogInMemory(log.events)
    for table in in_memory.tables(sorted(types)):
        # a column for each field that the vocabulary declares, whether or not an event has it
        name, held = table_of(table.event_type), list(table.kinds)
        columns = columns_of(EVENT_COLUMNS, kinds[table.event_type], Spark.dialect)
        own = len(EVENT_COLUMNS)
        rows = [
            (
                *row[:own],
                *(row[own + held.index(one)] if one in held else None for one in kinds[table.event_type]),
            )
            for row in table.rows
        ]
        arrays = {
            column: pa.array([row[place] for row in rows], pa.int64() if kind == "BIGINT" else pa.string())
            for place, (column, kind) in enumerate(columns)
        }
        (tmp_path / name).mkdir()
        parquet.write_table(pa.table(arrays), tmp_path / name / "part-0.parquet")
        session.read.parquet(str(tmp_path / name)).createOrReplaceTempView(name)
    database = Spark(session)
    stored = LogInDatabase(kinds)
    found = audit.facts(database, stored, edition.duties, edition.term, at, None, log.set_aside)
    survey = audit.surveyed(edition.duties, found)
    database.close()
    expected = audit.survey(edition.duties, edition.term, log.events, at, None, log.set_aside)
    assert survey.counts == expected.counts
    assert [finding.id for finding in survey.findings] == [finding.id for finding in expected.findings]
    for table_name in map(table_of, types):
        session.catalog.dropTempView(table_name)


def test_the_command_judges_in_spark_and_says_the_same(sail: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["check", str(HAMADAN), str(YEAR), "--at", AT, "--format", "json"]
    assert main([*asked, "--engine", "audit"]) == 1
    by_audit = json.loads(capsys.readouterr().out)
    assert main([*asked, "--engine", "spark", "--spark-master", sail]) == 1
    assert json.loads(capsys.readouterr().out) == by_audit


def test_a_spark_connect_that_does_not_answer_is_asked_for_half_a_minute(session: "SparkSession") -> None:
    """Its client would do so for ten minutes, and then once more."""
    from pyspark.sql.connect.client.retries import RetryPolicyState

    asked: Any = session
    (policy,) = asked.client.get_retry_policies()
    waits = list(iter(RetryPolicyState(policy).next_attempt, None))
    assert [wait // 1000 for wait in waits[:3]] == [0, 0, 0]
    assert 30_000 < sum(waits) < 40_000


def test_a_spark_that_is_not_there_is_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        nobody = f"sc://127.0.0.1:{free.getsockname()[1]}"
    assert main(["check", str(HAMADAN), str(YEAR), "--at", AT, "--spark-master", nobody]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.endswith(
        f"slakit: no Spark answers at `{nobody}`: [Errno 111] Connection refused\n"
        "  help: correct `--spark-master`, or leave it out for a Spark on this machine, which needs Java 17 or newer; "
        "`--engine audit` needs none\n"
    )


def test_a_master_belongs_to_spark_alone(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["check", str(HAMADAN), str(YEAR), "--at", AT, "--engine", "audit", "--spark-master", "local[1]"]
    assert main(asked) == 2
    assert capsys.readouterr().err.endswith(
        "slakit: `--spark-master` says where Spark is, and `--engine audit` asks for another engine\n"
        "  help: write `--engine spark`, or leave `--spark-master` out\n"
    )


def test_without_pyspark_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda _name: None)
    with pytest.raises(EngineUnavailable, match="not-installed \\(extra: spark\\)"):
        session_at()
    assert main(["check", str(HAMADAN), str(YEAR), "--at", AT, "--engine", "spark"]) == 2
    assert capsys.readouterr().err.endswith(
        "slakit: the engine `spark` needs an extra that is not installed\n  help: run `pip install 'slakit[spark]'`\n"
    )


class BrokenSession:
    """A session of a Spark that is lost at its first query; `asked` says how often it was asked for anything."""

    def __init__(self, problem: Exception) -> None:
        self.asked = 0
        self.client: object = None
        self._problem = problem

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever a session has
        self.asked += 1
        raise self._problem


def test_a_spark_that_is_lost_on_the_way_is_no_mistake_of_slakit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Exit code 3, nothing that looks like a result, and nobody waits for it a second time to take the log out."""
    protocol = pytest.importorskip("py4j.protocol", reason="pyspark (extra spark) is not installed")
    sessions: list[BrokenSession] = []

    def broken(_master: str | None = None) -> BrokenSession:
        sessions.append(BrokenSession(protocol.Py4JNetworkError("Answer from Java side is empty\nand more")))
        return sessions[-1]

    monkeypatch.setattr(spark, "session_at", broken)
    out = tmp_path / "findings.jsonl"
    given = ["check", str(HAMADAN), str(YEAR), "--at", AT, "--output", str(out), "--lang", "en"]
    assert main([*given, "--engine", "spark"]) == 3
    assert capsys.readouterr().err == (
        "slakit: the engine `spark` was lost before all was judged: Answer from Java side is empty\n"
        "  help: see what Spark has written about it, and call the command again; `--engine audit` needs no Spark\n"
    )
    assert list(tmp_path.iterdir()) == []
    assert [one.asked for one in sessions] == [1]


def test_a_spark_connect_that_is_lost_is_told_in_its_words_and_asked_no_more(edition: Edition) -> None:
    """Its client asks again for minutes, and would do so once more when the program ends."""
    errors = pytest.importorskip("pyspark.errors", reason="pyspark (extra spark) is not installed")
    policies: list[object] = []
    problem = errors.PySparkException(
        "<_MultiThreadedRendezvous of RPC that terminated with:\n\tstatus = StatusCode.UNAVAILABLE\n"
        '\tdetails = "Connection refused"\n>'
    )
    session = BrokenSession(problem)
    session.client = SimpleNamespace(set_retry_policies=policies.append)
    with pytest.raises(
        EngineBrokeOff, match=r"the engine `spark` broke off: lost \(why: Connection refused\)"
    ):
        check(edition, [], at=AT, engine=Spark(session))  # type: ignore[arg-type]  # it stands for one
    assert (policies, session.asked) == ([[]], 1)


def test_a_query_that_spark_does_not_understand_stays_a_mistake(edition: Edition) -> None:
    errors = pytest.importorskip("pyspark.errors", reason="pyspark (extra spark) is not installed")
    with pytest.raises(errors.AnalysisException):
        check(edition, YEAR, at=AT, engine=Spark(BrokenSession(errors.AnalysisException("no such column"))))  # type: ignore[arg-type]  # it stands for one


def test_a_job_that_fails_is_told_in_the_words_of_spark(edition: Edition) -> None:
    """The session is there still, so the log is taken out of it."""
    errors = pytest.importorskip("pyspark.errors", reason="pyspark (extra spark) is not installed")
    with pytest.raises(EngineBrokeOff, match=r"the engine `spark` broke off: lost \(why: Job aborted\)"):
        check(edition, [], at=AT, engine=Spark(BrokenSession(errors.SparkRuntimeException("Job aborted"))))  # type: ignore[arg-type]  # it stands for one


@pytest.mark.parametrize("master", ["spark://nobody:7077", "sc://127.0.0.1:none"])
def test_a_master_that_does_not_answer_is_told(master: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the JVM says of a cluster, and an address that is none."""
    protocol = pytest.importorskip("py4j.protocol", reason="pyspark (extra spark) is not installed")
    from pyspark.sql import SparkSession

    def refuse(_builder: object) -> None:
        raise protocol.Py4JError("All masters are unresponsive! Giving up.")

    monkeypatch.setattr(SparkSession.Builder, "getOrCreate", refuse)
    with pytest.raises(EngineUnavailable, match=f"unreachable \\(master: {master}, why: "):
        session_at(master)


def test_spark_itself_has_the_same_findings() -> None:
    """One case on a Spark with a JVM, in a process of its own: PySpark holds one kind of session at a time."""
    if shutil.which("java") is None:
        pytest.skip("no Java is installed, which Spark itself needs")
    if find_spec("pyspark") is None or not (Path(str(find_spec("pyspark").origin)).parent / "jars").is_dir():  # type: ignore[union-attr]  # it was found
        pytest.skip("pyspark with its JVM (extra spark) is not installed")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SPARK_")}
    environment["PYTHONPATH"] = str(ROOT / "tests" / "shared")
    run = subprocess.run(  # noqa: S603 -- this file
        [sys.executable, __file__], capture_output=True, text=True, check=False, cwd=ROOT, env=environment
    )
    assert run.stdout.splitlines()[-1:] == ["the same"], run.stderr[-2000:]


def judged_by_spark_itself() -> None:
    told = next(told for told in SUITE.CASES if told.name == "only-via:as-listed")
    same = audit.judge(*told.given, database=Spark(session_at("local[2]"))) == reference.judge(*told.given)
    print("the same" if same else "another finding")  # noqa: T201 -- what the test above reads


# --- PostgreSQL ---


@pytest.mark.parametrize("told", SOME_CASES, ids=lambda told: told.name)
def test_the_suite_has_the_same_findings_in_postgresql(told: Any, postgresql: str) -> None:  # noqa: ANN401 -- of another module
    import psycopg

    from slakit.engines.audit.postgresql import PostgreSQL

    database = PostgreSQL(psycopg.connect(postgresql))
    assert audit.judge(*told.given, database=database) == reference.judge(*told.given)


def test_the_committed_year_has_the_same_findings_in_postgresql(postgresql: str, edition: Edition) -> None:
    """And nothing is left in the database."""
    import psycopg

    from slakit.engines.audit.postgresql import PostgreSQL

    log = log_of(edition, YEAR)
    found = check(edition, log, at=AT, engine=PostgreSQL(psycopg.connect(postgresql)))
    assert found.engine == "audit"
    assert found.findings == check(edition, log, at=AT, engine="audit").findings
    with psycopg.connect(postgresql) as connection:
        left = connection.execute("SELECT relname FROM pg_class WHERE relname LIKE 'e\\_%'").fetchall()
    assert left == []


if __name__ == "__main__":
    judged_by_spark_itself()


@pytest.mark.parametrize("made", [SQLite, lambda: Store(Path(IN_MEMORY))])
def test_a_database_in_memory_is_closed_in_whatever_thread_it_is_gone(
    made: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a problem is handed to another thread with all that it knows, or when a program ends; it was told on stderr."""
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    kept: list[object] = []
    thread = threading.Thread(target=lambda: kept.append(made()))
    thread.start()
    thread.join()
    kept.clear()
    gc.collect()
    assert told == []
