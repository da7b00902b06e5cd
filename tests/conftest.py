"""What every test shares: how far Hypothesis searches, and a PostgreSQL to ask.

`ci` is what everybody runs: the same examples every time, no clock. `search` looks for new
counterexamples at night (`pytest --hypothesis-profile=search`); what it finds becomes a permanent case.
"""

import gc
import os
import shutil
import subprocess
import tempfile
from collections.abc import Generator, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", deadline=None, max_examples=5_000, print_blob=True)
settings.load_profile("ci")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep the garbage collector off what is collected: it lives to the end, and would be walked over time and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


POSTGRES = next(
    (folder for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin")) if (folder / "initdb").exists()),
    None,
)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A cluster of its own on a socket, thrown away afterwards; it refuses to run as root, so root steps down."""
    if find_spec("psycopg") is None:
        pytest.skip("psycopg (extra postgresql) is not installed")
    if POSTGRES is None:
        pytest.skip("no PostgreSQL server is installed under /usr/lib/postgresql")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # not that of pytest: the path of a socket is short
    user = None
    if os.geteuid() == 0:
        user = "nobody"
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        command = [str(POSTGRES / program), "-D", f"{folder}/data", *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=60, cwd=folder, user=user)  # noqa: S603 -- the server of this machine

    try:
        run("initdb", "-U", "clerk", "-A", "trust", "-N")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        run("pg_ctl", "-w", "-l", f"{folder}/log", "-o", options, "start")
        try:
            yield f"postgresql://clerk:secret@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
