"""The events of each type as they were read: a table of what differs from row to row, and a view that tells everything."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from slakit.engines.audit.tables import column_of, table_of

if TYPE_CHECKING:
    from slakit.engines.audit.databases import DuckDB

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
"""The columns that every view of events has, before those of fields.

`part` tells the events of one row apart, `local` whether a time of it lacked its offset, and `tie` the place of an event among
those of its instant."""
NEVER_LOCAL: Final = "FALSE"
"""What says that no time lacked its offset."""
KNOWN_AT_ONCE: Final = "time"
"""What says that each event was known when it happened."""
IN_ORDER: Final = "rowid + 1"
"""What says that the first row was told by the first line, and so on."""
ALIKE: Final[Mapping[str, str]] = {
    "file": "0",
    "line": IN_ORDER,
    "part": "0",
    "local": NEVER_LOCAL,
    "recorded": KNOWN_AT_ONCE,
}
"""What the rows of most tables say alike, so that these need not hold it."""


def read_table(event_type: str) -> str:
    """The view of the events of a type as they were read; `row` is the row of each in their table."""
    return "read_" + table_of(event_type)


def held_table(event_type: str) -> str:
    """The table of the events of a type as they were read, which holds what its view does not know by itself."""
    return "held_" + table_of(event_type)


class ReadTable:
    """The events of one type as they were read; `fields` are the types of the columns that it may have besides its own.

    What all rows say alike is told by the view, since writing it takes as long as writing anything else. When a row says
    something else, the table gets a column for it. The same goes for fields: few logs tell all that a type may have.
    """

    def __init__(self, database: "DuckDB", event_type: str, fields: Mapping[str, str]) -> None:
        self.view = read_table(event_type)
        self.held = held_table(event_type)
        self._database = database
        self.kinds = {**OWN_COLUMNS, **fields}
        self._alike = dict(ALIKE)
        self._columns = {name for name in OWN_COLUMNS if name not in ALIKE}
        self.is_empty = True
        """Whether no row was put there yet."""
        declared = ", ".join(f"{name} {OWN_COLUMNS[name]}" for name in OWN_COLUMNS if name in self._columns)
        database.rows(f"CREATE TABLE {self.held} ({declared})")
        self._tell()

    def columns_for(self, alike: Mapping[str, str], fields: Iterable[str]) -> list[str]:
        """The columns to put rows into that all say `alike` in some of `ALIKE`, and may say something in these fields."""
        known, held = dict(self._alike), set(self._columns)
        if self.is_empty:
            self._alike.update(alike)
            self.is_empty = False
        for column in ALIKE:
            if column in self._alike and alike.get(column) != self._alike[column]:
                self._hold(column)
        columns = [column_of(name) for name in fields]
        for column in columns:
            self._add(column)
        if (known, held) != (self._alike, self._columns):
            self._tell()
        return [*(name for name in OWN_COLUMNS if name in self._columns), *columns]

    def tells(self, column: str) -> bool:
        """Whether the view tells a column by itself."""
        return column in self._alike

    def hold(self, column: str) -> None:
        """Write a column of `ALIKE` into each row, if it is not there, so that it may be changed."""
        if column in self._alike:
            self._hold(column)
            self._tell()

    def _hold(self, column: str) -> None:
        said = self._alike.pop(column)
        if said in (KNOWN_AT_ONCE, IN_ORDER):
            self._add(column)
            self._database.rows(f"UPDATE {self.held} SET {column} = {said}")
        else:
            self._add(column, f" DEFAULT {said}")

    def _add(self, column: str, default: str = "") -> None:
        if column not in self._columns:
            self._database.rows(f"ALTER TABLE {self.held} ADD COLUMN {column} {self.kinds[column]}{default}")
            self._columns.add(column)

    def _tell(self) -> None:
        told = ", ".join(self._told(name) for name in self.kinds)
        self._database.rows(
            f"CREATE OR REPLACE VIEW {self.view} AS SELECT rowid AS row, {told} FROM {self.held}"
        )

    def _told(self, column: str) -> str:
        if column in self._columns:
            return column
        return f"CAST({self._alike.get(column, 'NULL')} AS {self.kinds[column]}) AS {column}"
