"""Stores that are only looked at, also where nothing can be written beside them."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from slakit.monitoring.store import Store
from slakit.monitoring.store_file import StoreRefused


@contextmanager
def opened_to_read(path: Path) -> Iterator[Store]:
    """A store that is there, to look at what it holds; where nothing can be written beside it, a copy of it in its place.

    Raises `StoreRefused` as `Store` does.
    """
    try:
        store = Store(path, must_exist=True)
    except StoreRefused as refused:
        if refused.reason != "cannot-open":
            raise
        with _copied(path, refused) as store:
            yield store
        return
    with closing(store):
        yield store


@contextmanager
def _copied(path: Path, refused: StoreRefused) -> Iterator[Store]:
    """A copy of a store, with what was committed last and is not in its file yet."""
    with TemporaryDirectory(prefix="slakit-") as folder:
        copy = Path(folder) / "store.db"
        try:
            copyfile(path, copy)
            with suppress(FileNotFoundError):
                copyfile(f"{path}-wal", f"{copy}-wal")
        except OSError:
            raise refused from None
        try:
            store = Store(copy, must_exist=True)
        except StoreRefused as other:
            raise StoreRefused(other.reason, path, other.detail) from other
        store.path = path
        with closing(store):
            yield store
