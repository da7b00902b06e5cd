"""The order of a log that lies in tables: what repeats goes, and each event that stays gets its place.

The place `n` of an event is its time, spread so far that all events of one instant have numbers of their own, plus its
place among them. So only events that share an instant are compared with others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from slakit.engines.audit.databases import DuckDB
from slakit.engines.audit.tables import LARGEST, table_of
from slakit.events.event import SetAside

OWN_COLUMNS: Final[Mapping[str, str]] = {
    "file": "BIGINT",
    "line": "BIGINT",
    "part": "SMALLINT",
    "local": "BOOLEAN",
    "tie": "BIGINT",
    "time": "BIGINT",
    "recorded": "BIGINT",
    "source": "VARCHAR",
    "id": "VARCHAR",
}
"""The columns that every table of events has as they were read, before those of fields.

`part` tells the events of one row apart, and `local` whether a time of it lacked its offset."""


@dataclass(frozen=True, slots=True)
class Drop:
    """An event that is not told again: where it was read, and why it was set aside unless it repeats another one."""

    event_type: str
    file: int
    line: int
    part: int
    set_aside: SetAside | None


def read_table(event_type: str) -> str:
    """The table of the events of a type as they were read."""
    return "read_" + table_of(event_type)


def placed(database: DuckDB, event_types: Sequence[str], drops: Iterable[Drop]) -> int | None:
    """Give every type the table that `slakit.engines.audit.tables` asks for, and tell how many events there are.

    None if their times lie too far apart for that.
    """
    if not event_types:
        return 0
    _drop(database, drops)
    together = " UNION ALL ".join(
        f"SELECT file, line, part, time, recorded, source, id FROM {read_table(one)}" for one in event_types
    )
    ((count, first, last),) = database.rows(f"SELECT COUNT(*), MIN(time), MAX(time) FROM ({together}) x")
    assert isinstance(count, int)
    if not count:
        first = last = 0
    database.keep(
        "shared", f"SELECT time, COUNT(*) AS events FROM ({together}) x GROUP BY time HAVING COUNT(*) > 1"
    )
    ((most,),) = database.rows("SELECT COALESCE(MAX(events), 1) FROM shared")
    assert isinstance(first, int)
    assert isinstance(last, int)
    assert isinstance(most, int)
    if (last - first + 1) * most > LARGEST:
        return None
    database.keep(
        "ties",
        "SELECT file, line, part, ROW_NUMBER() OVER (PARTITION BY time ORDER BY recorded, source, id) - 1 AS tie"
        f" FROM ({together}) x WHERE time IN (SELECT time FROM shared)",
    )
    for one in event_types:
        table = read_table(one)
        database.rows(
            f"UPDATE {table} SET tie = ties.tie FROM ties"
            f" WHERE ties.file = {table}.file AND ties.line = {table}.line AND ties.part = {table}.part"
        )
        database.rows(
            f"CREATE VIEW {table_of(one)} AS"
            f" SELECT (time - {first}) * {most} + tie AS n, * EXCLUDE (tie, local) FROM {table}",
        )
    return count


def _drop(database: DuckDB, drops: Iterable[Drop]) -> None:
    of_types: dict[str, list[tuple[int, int, int]]] = {}
    for drop in drops:
        of_types.setdefault(drop.event_type, []).append((drop.file, drop.line, drop.part))
    for event_type, places in of_types.items():
        database.create("dropped", [(name, "BIGINT") for name in ("file", "line", "part")], places)
        database.rows(
            f"DELETE FROM {read_table(event_type)}"
            " WHERE (file, line, part) IN (SELECT (file, line, part) FROM dropped)"
        )
        database.drop("dropped")
