"""The numbers that lines have in their file: those of the rows in the order in which they were told, but for empty lines."""

from itertools import islice
from pathlib import Path
from typing import Final

from slakit.engines.audit.databases import DuckDB
from slakit.sources.direct.line_files import empty_lines

SHIFTS_TOGETHER: Final = 50_000
"""Places of empty lines that are put into a table together."""
_SHIFTS: Final = (("lines", "BIGINT"), ("empty", "BIGINT"))


def number_lines(database: DuckDB, table: str, path: Path, empty: int, *, first: int = 0) -> bool:
    """Write the numbers of lines into the column `line` of rows from `first` on, the lines of a file of which so many are empty.

    False if so many are not.
    """
    since = f"{table}.rowid >= {first}"
    if not empty:
        database.rows(f"UPDATE {table} SET line = rowid - {first} + 1 WHERE {since}")
        return True
    shifts, found = empty_lines(path), 0
    database.create("shifts", _SHIFTS, [])
    while some := list(islice(shifts, SHIFTS_TOGETHER)):
        database.fill("shifts", _SHIFTS, some)
        found = some[-1][1]
    database.rows(
        f"UPDATE {table} SET line = n.line FROM (SELECT l.row, l.told + 1 + COALESCE(s.empty, 0) AS line FROM"
        f" (SELECT rowid AS row, rowid - {first} AS told FROM {table} WHERE {since}) l"
        f" ASOF LEFT JOIN shifts s ON l.told >= s.lines) n WHERE n.row = {table}.rowid"
    )
    database.drop("shifts")
    return found == empty
