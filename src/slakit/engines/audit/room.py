"""The room that DuckDB has: so much memory, and for what does not fit into it the folder for temporary files."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Final

from slakit.errors import OutOfRoom
from slakit.leftovers import prefix, take_away_leftovers

if TYPE_CHECKING:
    import duckdb

_MEMORY: ContextVar[int | None] = ContextVar("memory", default=None)
_NEVER_REACHED: Final = "1TB"
"""So much would have to be written before tables are written anew.

A database in memory has nothing to gain from that, and a table that is filled bit by bit would be written again and again.
"""
_UNITS: Final = ("bytes", "KiB", "MiB", "GiB", "TiB", "PiB")
_DISK: Final = ("max_temp_directory_size", "No space left on device")
"""What DuckDB names where the disk is full; it keeps off the last tenth of it."""


@contextmanager
def memory_at_most(size: int | None) -> Iterator[None]:
    """Let each database of DuckDB that is made meanwhile take so many bytes of memory at most; without a size, four fifths.

    >>> with memory_at_most(2**26):
    ...     database = new_database()
    >>> database.execute("SELECT current_setting('memory_limit')").fetchone()
    ('64.0 MiB',)
    """
    token = _MEMORY.set(size)
    try:
        yield
    finally:
        _MEMORY.reset(token)


def new_database() -> "duckdb.DuckDBPyConnection":
    """A database in memory; what does not fit lies in a folder of its own among temporary files, and goes with it.

    What killed processes left there is taken away.
    """
    import secrets
    import tempfile

    import duckdb

    temporary = Path(tempfile.gettempdir())
    take_away_leftovers(temporary)
    settings = {
        "temp_directory": str(temporary / f"{prefix()}{secrets.token_hex(8)}"),
        "checkpoint_threshold": _NEVER_REACHED,
    }
    size = _MEMORY.get()
    if size is not None:
        settings["memory_limit"] = f"{size // 1024}KiB"
    return duckdb.connect(config=dict(settings))


def memory_of(database: "duckdb.DuckDBPyConnection") -> int:
    """How many bytes of memory a database may take, to the tenth that DuckDB tells.

    >>> with memory_at_most(2**26):
    ...     memory_of(new_database())
    67108864
    """
    told = database.execute("SELECT current_setting('memory_limit')").fetchone()
    number, unit = str(told and told[0]).split()
    return int(float(number) * 2 ** (10 * _UNITS.index(unit)))


@contextmanager
def lack_of_room_named() -> Iterator[None]:
    """Tell what DuckDB says when it has no room as `OutOfRoom`."""
    import duckdb

    try:
        yield
    except (duckdb.OutOfMemoryException, duckdb.IOException) as problem:
        why = str(problem)
        first = why.partition("\n")[0].partition(": ")[2]
        if any(sign in why for sign in _DISK):
            import tempfile

            raise OutOfRoom("audit", "disk", {"why": first, "folder": tempfile.gettempdir()}) from problem
        if isinstance(problem, duckdb.OutOfMemoryException):
            raise OutOfRoom("audit", "memory", {"why": first}) from problem
        raise
