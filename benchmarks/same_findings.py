"""Whether the engines find the same, byte for byte, in a generated year of any size, and what each takes for it.

    python benchmarks/same_findings.py 1000000 --spark

makes a year with `examples/hamadan-1398/generate.py`, and judges all norms of the agreement of 1398, every finding in
full, with the reference engine, with the audit engine in DuckDB, and, where it is asked for, with the audit engine in
Spark (`--spark` alone starts a Sail, which needs no Java; `--spark ADDRESS` takes what `--spark-master` takes) and with
the monitor. Each engine is a process of its own. It judges one norm after the other and writes each finding as a line
of canonical JSON (RFC 8785) in which every field of it stands; then the lines are compared, byte for byte and in their
order. Exits with 1, and shows the first line that differs, unless all are the same.
"""

import argparse
import hashlib
import json
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

from msgspec import to_builtins

from slakit.canonical import canonical
from slakit.checking import log_of
from slakit.engines import monitor, reference
from slakit.events.event import Log
from slakit.findings import Finding
from slakit.given_instants import instant_of
from slakit.loading import Edition, load
from slakit.verdicts.judging import event_types_read, findings_of_duty

ROOT = Path(__file__).parents[1]
AGREEMENT = ROOT / "agreements/hamadan-governorate/1398"
JUDGED_AT = "1399/02/01 00:00"
SEED = 1398
HEADING = """\
| engine | findings | CPU, judging | CPU, in all | elapsed | peak MB | SHA-256 of all lines |
|---|---|---|---|---|---|---|"""


# --- one engine, in a process of its own ---


def by_reference(edition: Edition, log: Log, at: int) -> Iterator[list[Finding]]:
    """The findings of each norm by the reference engine."""
    known = reference.facts(edition.duties, edition.term, log.events, at, None, log.set_aside)
    yield from (findings_of_duty(duty, known) for duty in edition.duties)


def by_audit(edition: Edition, log: Log, at: int, master: str | None) -> Iterator[list[Finding]]:
    """The findings of each norm by the audit engine, in DuckDB or in a Spark."""
    from slakit.engines import audit
    from slakit.engines.audit.databases import DuckDB
    from slakit.engines.audit.spark import Spark, session_at
    from slakit.engines.audit.tables import LogInMemory

    database = DuckDB() if master is None else Spark(session_at(master))
    rows = LogInMemory(log.events)
    audit.fill(database, rows, event_types_read((tuple(edition.duties), edition.term)))
    found = audit.facts(database, rows, edition.duties, edition.term, at, None, log.set_aside)
    yield from (findings_of_duty(duty, found) for duty in edition.duties)
    database.close()


def by_monitor(edition: Edition, log: Log, at: int) -> Iterator[list[Finding]]:
    """All findings by the monitor, fed in the order in which the events happened, once it is closed."""
    yield monitor.judge(edition.duties, edition.term, log.events, at, None, log.set_aside)


def judged(engine: str, year: Path, out: Path, master: str | None) -> dict[str, float | int | str]:
    """Judge a year with one engine and write its findings; what that took."""
    edition = load(AGREEMENT)
    at, log = instant_of(edition, JUDGED_AT), log_of(edition, year)
    of_norms = {
        "reference": lambda: by_reference(edition, log, at),
        "audit": lambda: by_audit(edition, log, at, None),
        "spark": lambda: by_audit(edition, log, at, master),
        "monitor": lambda: by_monitor(edition, log, at),
    }[engine]()
    digest, count, judging = hashlib.sha256(), 0, 0.0
    with out.open("wb") as file:
        while True:
            begun = time.process_time()
            findings = next(of_norms, None)
            judging += time.process_time() - begun
            if findings is None:
                break
            for line in lines_of(findings):
                file.write(line)
                digest.update(line)
            count += len(findings)
    return {
        "engine": engine,
        "findings": count,
        "judging": judging,
        "cpu": time.process_time(),
        "peak-mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "digest": digest.hexdigest(),
    }


def lines_of(findings: Iterable[Finding]) -> Iterator[bytes]:
    """Each finding as a line of canonical JSON."""
    return (canonical(to_builtins(finding)) + b"\n" for finding in findings)


# --- all of them, and whether they are the same ---


def main() -> int:
    """Generate, judge with each engine, compare, and write a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("events", type=int)
    parser.add_argument("--spark", nargs="?", const="sail", metavar="ADDRESS")
    parser.add_argument("--monitor", action="store_true")
    parser.add_argument(
        "--folder", type=Path, help="where the year and the lines are kept (default: nowhere)"
    )
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.engine:
        told = judged(
            asked.engine, asked.folder / "year.jsonl", lines(asked.folder, asked.engine), asked.spark
        )
        sys.stdout.write(json.dumps(told) + "\n")
        return 0
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        engines = ["reference", "audit", *(["spark"] * bool(asked.spark)), *(["monitor"] * asked.monitor)]
        return compared(asked.folder or Path(folder), asked.events, engines, asked.spark)


def compared(folder: Path, events: int, engines: Sequence[str], spark: str | None) -> int:
    """Judge a year of so many events with each engine, and show how they differ from the first."""
    generate = [sys.executable, str(ROOT / "examples/hamadan-1398/generate.py"), "--seed", str(SEED)]
    subprocess.run(  # noqa: S603 -- our own generator
        [*generate, "--events", str(events), "--out", str(folder / "year.jsonl")], check=True
    )
    sys.stdout.write(f"{events:,} events\n\n{HEADING}\n")
    differing = []
    for engine in engines:
        sys.stdout.write(row_of(engine, folder, spark))
        sys.stdout.flush()
        if difference := first_difference(lines(folder, engines[0]), lines(folder, engine)):
            differing.append(f"{engine} differs from {engines[0]} {difference}")
    sys.stdout.write("\n" + ("\n".join(differing) or "all lines are the same") + "\n")
    return 1 if differing else 0


def row_of(engine: str, folder: Path, spark: str | None) -> str:
    """Run one engine in a process of its own; its row of the table."""
    begun = time.monotonic()
    with spark_of(spark if engine == "spark" else None) as (master, server):
        command = [sys.executable, __file__, "0", "--engine", engine, "--folder", str(folder)]
        command += ["--spark", master] if master else []
        run = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 -- this file
        told = json.loads(run.stdout.splitlines()[-1])
        cpu, peak = (told["cpu"], told["peak-mb"])
        if server is not None:
            cpu, peak = cpu + cpu_of(server), peak + peak_of(server)
    elapsed = time.monotonic() - begun
    return (
        f"| {engine} | {told['findings']:,} | {told['judging']:.0f} s | {cpu:.0f} s | {elapsed:.0f} s | {peak:,.0f} |"
        f" `{told['digest'][:16]}` |\n"
    )


def lines(folder: Path, engine: str) -> Path:
    """Where the lines of an engine stand."""
    return folder / f"{engine}.jsonl"


def first_difference(one: Path, other: Path) -> str | None:
    """The first line in which two files differ, as each of them says it; nothing if they are the same."""
    with one.open("rb") as expected, other.open("rb") as found:
        for number, (wanted, said) in enumerate(zip_longest(expected, found), start=1):
            if wanted != said:
                shown = (b"nothing\n" if line is None else line for line in (wanted, said))
                return f"first in line {number:,}:\n- " + "+ ".join(line.decode() for line in shown)
    return None


@contextmanager
def spark_of(asked: str | None) -> Iterator[tuple[str | None, int | None]]:
    """The address of the Spark that was asked for, and the process of it if it is a Sail, which is started here."""
    if asked != "sail":
        yield asked, None
        return
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "pysail", "spark", "server", "--ip", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:  # noqa: S603 -- a server of ours
        try:
            await_answer(server, port)
            yield f"sc://127.0.0.1:{port}", server.pid
        finally:
            server.kill()


def await_answer(server: "subprocess.Popen[bytes]", port: int) -> None:
    """Wait until a server listens at its port; an error if it ends before."""
    while server.poll() is None:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("Sail did not start")


def cpu_of(process: int) -> float:
    """CPU seconds of a process, as Linux tells them."""
    import os

    user, system = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def peak_of(process: int) -> float:
    """The most memory that a process had, in MiB, as Linux tells it."""
    told = Path(f"/proc/{process}/status").read_text("ascii")
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    sys.exit(main())
