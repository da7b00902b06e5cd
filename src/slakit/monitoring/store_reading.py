"""Stores that are only looked at, also where nothing can be written beside them, and while a monitor goes on in them."""

import errno
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Final

from slakit.monitoring.store import Store
from slakit.monitoring.store_file import StoreRefused

ATTEMPTS: Final = 20
"""How often a store that is in use is copied, until nothing but its end was written meanwhile."""
SECONDS_BETWEEN: Final = 0.1
_HEAD: Final = 32
"""The bytes of a write-ahead log that say which one it is."""


@contextmanager
def opened_to_read(path: Path, *, while_in_use: bool = False) -> Iterator[Store]:
    """A store that is there, to look at what it holds; where nothing can be written beside it, a copy of it in its place.

    So it is `while_in_use`, if that is asked for: what was committed by then is looked at. The process that uses the
    store must not ask for it: it would lose its lock. Raises `StoreRefused` as `Store` does.
    """
    try:
        store = Store(path, must_exist=True)
    except StoreRefused as refused:
        if refused.reason == "in-use" and while_in_use:
            with _snapshot(path, refused) as store:
                yield store
            return
        if refused.reason != "cannot-open":
            raise
        with _copied(path, refused) as store:
            yield store
        return
    with closing(store):
        yield store


@contextmanager
def _snapshot(path: Path, refused: StoreRefused) -> Iterator[Store]:
    """A copy of a store that another process uses, of which nothing but the end was written while it was copied.

    A commit is added to the write-ahead log, and half of one at its end is none. Only when that log is put into the file
    may a copy have some of the old and some of the new; then it is copied again.
    """
    with TemporaryDirectory(prefix="slakit-") as folder:
        for _ in range(ATTEMPTS):
            before = _written(path)
            copy = _copy(path, Path(folder), refused)
            if _written(path) == before:
                with _opened_copy(copy, path) as store:
                    yield store
                return
            time.sleep(SECONDS_BETWEEN)
    raise refused


def _written(path: Path) -> tuple[int, int, bytes]:
    """What changes whenever anything of a store is written, but for what is added to its write-ahead log."""
    there = path.stat()
    try:
        with Path(f"{path}-wal").open("rb") as log:
            return there.st_mtime_ns, there.st_size, log.read(_HEAD)
    except FileNotFoundError:
        return there.st_mtime_ns, there.st_size, b""


@contextmanager
def _copied(path: Path, refused: StoreRefused) -> Iterator[Store]:
    """A copy of a store, with what was committed last and is not in its file yet."""
    with (
        TemporaryDirectory(prefix="slakit-") as folder,
        _opened_copy(_copy(path, Path(folder), refused), path) as store,
    ):
        yield store


def _copy(path: Path, folder: Path, refused: StoreRefused) -> Path:
    copy = folder / "store.db"
    try:
        copyfile(path, copy)
        # that of an earlier copy does not belong to this one
        Path(f"{copy}-wal").unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            copyfile(f"{path}-wal", f"{copy}-wal")
    except OSError as problem:
        if problem.errno == errno.ENOSPC:
            raise
        raise refused from None
    return copy


@contextmanager
def _opened_copy(copy: Path, path: Path) -> Iterator[Store]:
    """The copy of the store at a path, under whose name it is told of."""
    try:
        store = Store(copy, must_exist=True)
    except StoreRefused as other:
        raise StoreRefused(other.reason, path, other.detail) from other
    store.path = path
    with closing(store):
        yield store
