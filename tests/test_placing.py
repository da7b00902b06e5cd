"""The order of a log in tables: events that share an instant get places of their own, and soon."""

from time import process_time

import pytest

pytest.importorskip("duckdb")

from slakit.engines.audit.databases import DuckDB
from slakit.sources.direct.placing import placed
from slakit.sources.direct.read_tables import ReadTable

ROWS = 1_000_000


def test_a_million_events_that_share_their_instants_are_placed_sooner_than_written() -> None:
    """Their places are written in the order of the rows; otherwise it takes ten times as long as all the rest."""
    database = DuckDB()
    table = ReadTable(database, "it.happened", {})
    before = process_time()
    database.rows(
        f"INSERT INTO {table.held} (tie, time, source, id)"  # noqa: S608 -- a table of this module
        f" SELECT 0, hash(i) % 130000, 'portal', lpad(i::VARCHAR, 7, '0') FROM range({ROWS}) r(i)"
    )
    told = process_time() - before
    before = process_time()
    numbering = placed(database, {"it.happened": table}, [], {}, 0)
    taken = process_time() - before
    assert numbering is not None
    assert numbering.count == ROWS
    strange = (
        f"SELECT COUNT(*) FROM (SELECT tie, ROW_NUMBER() OVER (PARTITION BY time ORDER BY id) - 1 AS place"  # noqa: S608 -- a table of this module
        f" FROM {table.view}) t WHERE tie <> place"
    )
    assert database.rows(strange) == [(0,)]
    assert taken < 10 * told, f"placed in {taken:.1f} s, written in {told:.1f} s"
