"""An agreement watched inside Spark Structured Streaming: told together, what one monitor tells of the same events."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from slakit import Monitor, load
from slakit.changes import Report
from slakit.monitoring import length_of
from slakit.monitoring.partitions import CannotBeSplit
from slakit.monitoring.warning import Warnings
from slakit.reports.changes import report_document, warning_document
from slakit.spark_streaming import watched

ROOT = Path(__file__).parents[1]
HAMADAN = load(ROOT / "agreements" / "hamadan-governorate" / "1398")
YEAR = ROOT / "examples" / "hamadan-1398" / "year.jsonl"
LONG_AFTER = "2021-01-01T00:00:00Z"
"""An instant at which everything is over."""
BEFORE = "300 days"
"""So long before its deadline each duty is warned of."""


def standing(documents: Iterator[dict[str, object]]) -> dict[str, object]:
    """The findings that stand, by their id, as they were told last; what was set aside by its place."""
    found: dict[str, object] = {}
    for one in documents:
        if one["kind"] == "incomplete":
            continue
        name = str(one["id"])
        found.pop(name, None)
        if "finding" in one:
            found[name] = one["finding"]
    return found


def received(time: str) -> bytes:
    """A line that a document was received."""
    data = {"service": "svc-02", "recipient": "r5", "channel": "post"}
    event = {
        "specversion": "1.0",
        "source": "registry",
        "id": time,
        "type": "document.received",
        "time": time,
    }
    return json.dumps({**event, "data": data}).encode() + b"\n"


def test_a_replayed_year_is_judged_by_spark_as_by_one_monitor(tmp_path: Path) -> None:
    """In several deliveries, so that every part goes on from its state; the last one says that time has passed.

    In a process of its own: PySpark holds one kind of session at a time.
    """
    if shutil.which("java") is None:
        pytest.skip("no Java is installed, which Spark itself needs")
    if find_spec("pyspark") is None or not (Path(str(find_spec("pyspark").origin)).parent / "jars").is_dir():  # type: ignore[union-attr]  # it was found
        pytest.skip("pyspark with its JVM (extra spark) is not installed")
    lines = YEAR.read_bytes().splitlines(keepends=True)[::5]
    late = received(LONG_AFTER)
    (tmp_path / "log").mkdir()
    half = len(lines) // 2
    for number, delivery in enumerate((lines[:half], lines[half:], [late])):
        file = tmp_path / "log" / f"{number}.jsonl"
        file.write_bytes(b"".join(delivery))
        os.utime(file, (1000 + number, 1000 + number))  # Spark takes the oldest first
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SPARK_")}
    environment["PYSPARK_PYTHON"] = sys.executable
    environment["JDK_JAVA_OPTIONS"] = (
        "-XX:TieredStopAtLevel=1"  # so short a run does not repay more compiling
    )
    run = subprocess.run(  # noqa: S603 -- this file
        [sys.executable, __file__, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    told = [
        json.loads(line)
        for file in (tmp_path / "told").glob("*.json")
        for line in file.read_bytes().splitlines()
    ]
    warned = [json.loads(row["report"]) for row in told if "seq" not in row]
    assert {one["kind"] for one in warned} == {"warning"}
    rows = sorted((row["lane"], row["part"], row["seq"], row["report"]) for row in told if "seq" in row)
    assert len({row[:3] for row in rows}) == len(rows)
    monitor = Monitor(HAMADAN, lateness="60 days")
    alone, warnings, warned_alone = list[Report](), Warnings(monitor, length_of(BEFORE)), list[object]()
    for delivery in (lines[:half], lines[half:], [late]):
        alone += [report for line in delivery for report in monitor.feed(line)]
        warned_alone += [warning_document(one.finding, one.due, one.at, HAMADAN) for one in warnings.new()]
    assert sorted(map(json.dumps, warned)) == sorted(map(json.dumps, json.loads(json.dumps(warned_alone))))
    assert len(warned) > 0
    documents = (report_document(number, report, HAMADAN, None) for number, report in enumerate(alone))
    found = standing(json.loads(report) for *_, report in rows)
    assert found == standing(json.loads(json.dumps(one)) for one in documents)
    assert len(found) > 300


def judge_by_spark(folder: Path) -> None:
    """Watch the files of `log` in a folder, one after the other, and write what is told into `told`."""
    from slakit.engines.audit.spark import session_at

    session = session_at("local[2]")
    session.conf.set("spark.sql.shuffle.partitions", "1")
    stream = session.readStream.format("text").option("maxFilesPerTrigger", 1).load(str(folder / "log"))
    told = watched(stream, HAMADAN, lateness="60 days", parts=2, whole=True, warn_before=BEFORE)
    writing = told.writeStream.format("json").option("path", str(folder / "told"))
    writing = writing.option("checkpointLocation", str(folder / "checkpoint"))
    writing.trigger(availableNow=True).start().awaitTermination()
    session.stop()


def test_norms_that_need_the_whole_log_are_refused_by_name_unless_they_may_be_judged_apart() -> None:
    class Lines:
        columns = ("value",)

    with pytest.raises(CannotBeSplit) as refused:
        watched(Lines(), HAMADAN)  # type: ignore[arg-type]  # it is refused before it is looked at
    assert "equal-fees" in refused.value.norms
    assert "these norms need the whole log in one part: " in str(refused.value)


if __name__ == "__main__":
    judge_by_spark(Path(sys.argv[1]))
