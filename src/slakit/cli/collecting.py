"""How often Python looks for cycles while a command reads much that it keeps."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Let Python look for cycles a hundred times less often: what is read is kept, and each look goes over all of it."""
    youngest, *older = gc.get_threshold()
    gc.set_threshold(100 * youngest, *older)
    try:
        yield
    finally:
        gc.set_threshold(youngest, *older)
