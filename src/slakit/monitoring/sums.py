"""Sums: by which it is seen that what a store keeps of a monitor is no longer what was written.

SQLite sees a page that is broken, and not a letter that is another. The ledger has a chain of its own; these are of the
state, of the steps since it was written whole, of the events that are kept as they came, which grow with every event and
are looked at only when somebody asks, and of what the store says of itself.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Final

STATE: Final = "sum of state"
JOURNAL: Final = "sum of journal"
ABOUT: Final = "sum of about"
LOG: Final = "sum of log"
SUMS: Final = (STATE, JOURNAL, ABOUT, LOG)
_OUTSIDE: Final = frozenset({ABOUT, "delivered", "told", "warned"})
"""What is said of the store that is written by itself; so is what begins with `webhook `."""


def of_state(connection: sqlite3.Connection) -> str:
    """The sum of the state, row by row in the order of its key."""
    summed = hashlib.sha256()
    for row in connection.execute(
        "select section, watch, name, value from state order by section, watch, name"
    ):
        summed.update(_bytes("\0".join(map(str, row))))
    return summed.hexdigest()


def of_journal(texts: Iterable[str], before: str = "") -> str:
    """The sum of steps, after those whose sum is known."""
    for text in texts:
        before = hashlib.sha256(_bytes(f"{before}\n{text}")).hexdigest()
    return before


def of_log(events: Iterable[tuple[str, str, str]], before: str = "") -> str:
    """The sum of events that are kept as they came, each its source, its id and its line, after those whose sum is known."""
    return of_journal(map("\0".join, events), before)


def of_about(about: Mapping[str, str]) -> str:
    """The sum of what a store says of itself, the other sums among it."""
    said = sorted(
        f"{name} {value}"
        for name, value in about.items()
        if name not in _OUTSIDE and not name.startswith("webhook ")
    )
    return hashlib.sha256(_bytes("\n".join(said))).hexdigest()


def are_right(connection: sqlite3.Connection, about: Mapping[str, str]) -> bool:
    """Whether all sums are those of what is there; what an older store does not sum is not looked at."""
    if ABOUT in about and of_about(about) != about[ABOUT]:
        return False
    steps = (text for (text,) in connection.execute("select step from journal order by number"))
    if JOURNAL in about and of_journal(steps) != about[JOURNAL]:
        return False
    return STATE not in about or of_state(connection) == about[STATE]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
