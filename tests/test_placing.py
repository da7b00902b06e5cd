"""The order of a log in tables: events that share an instant get places of their own, and soon."""

from time import process_time

import pytest

pytest.importorskip("duckdb")

from slakit.engines.audit.databases import DuckDB
from slakit.sources.direct.placing import placed, read_table

ROWS = 1_000_000


def test_a_million_events_that_share_their_instants_are_placed_sooner_than_written() -> None:
    """Their places are written in the order of the rows; otherwise it takes ten times as long as all the rest."""
    database = DuckDB()
    before = process_time()
    database.rows(
        f"CREATE TABLE {read_table('it.happened')} AS SELECT 0::BIGINT AS file, i + 1 AS line, 0::SMALLINT AS part,"  # noqa: S608 -- a table of this module
        " FALSE AS local, 0::BIGINT AS tie, hash(i) % 130000 AS time, time AS recorded, 'portal' AS source,"
        f" lpad(i::VARCHAR, 7, '0') AS id FROM range({ROWS}) r(i)"
    )
    told = process_time() - before
    before = process_time()
    numbering = placed(database, {"it.happened": ()}, [], {})
    taken = process_time() - before
    assert numbering is not None
    assert numbering.count == ROWS
    strange = (
        f"SELECT COUNT(*) FROM (SELECT tie, ROW_NUMBER() OVER (PARTITION BY time ORDER BY id) - 1 AS place"  # noqa: S608 -- a table of this module
        f" FROM {read_table('it.happened')}) t WHERE tie <> place"
    )
    assert database.rows(strange) == [(0,)]
    assert taken < 10 * told, f"placed in {taken:.1f} s, written in {told:.1f} s"
