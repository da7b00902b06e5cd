"""The order of a log that lies in tables: what repeats goes, and each event that stays gets its place.

The place `n` of an event is its time, spread so far that all events of one instant have numbers of their own, plus its
place among them. So only events that share an instant are compared with others.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from slakit.calendars.instants import SECOND
from slakit.engines.audit.databases import DuckDB
from slakit.engines.audit.in_tables import MOMENT, Numbering
from slakit.engines.audit.tables import LARGEST, table_of
from slakit.events.event import SetAside
from slakit.sources.direct.read_tables import ReadTable, held_table, read_table
from slakit.sources.direct.ties import COMPARED, Told

_SHORT: Final = 32
"""The bits of a short number."""
_LAST_BITS: Final = 2**_SHORT - 1
FEW_SHARING: Final = 10
"""How many times fewer events may share an instant, so that it is not looked for what they all have alike."""


@dataclass(frozen=True, slots=True)
class Drop:
    """An event that is not told again: where it was read, and why it was set aside unless it repeats another one."""

    event_type: str
    file: int
    line: int
    part: int
    set_aside: SetAside | None


@dataclass(frozen=True, slots=True)
class Staying:
    """A view of events that were not put into a table, and a table of the `hash` of source and id and of the `time` of each.

    So whatever is asked of the identity or the time of all events is not asked of files again.
    """

    view: str
    marks: str


def keep_repeated(database: DuckDB, table: str, column: str, query: str) -> None:
    """Keep in a table which whole numbers a query tells more than once in a column, and how often (`events`).

    Their last 32 bits are sorted, and each is compared with the one before: that takes a third of what grouping the
    numbers takes where nearly all differ, and goes by way of the disk where memory is short. A window with nothing in
    its brackets keeps the order of what it is given. The few numbers that share these bits are grouped.
    """
    bits, ending = f"CAST({column} & {_LAST_BITS} AS UINTEGER)", f"{table}_ending"
    database.keep(
        ending,
        "SELECT DISTINCT bits FROM (SELECT bits, LAG(bits) OVER () AS before"
        f" FROM (SELECT {bits} AS bits FROM ({query}) q ORDER BY bits) o) l WHERE bits = before",
    )
    database.keep(
        table,
        f"SELECT {column}, COUNT(*) AS events FROM ({query}) q WHERE {bits} IN (SELECT bits FROM {ending})"
        f" GROUP BY {column} HAVING COUNT(*) > 1",
    )
    database.drop(ending)


def is_one_source(database: DuckDB, rows: str) -> bool:
    """Whether one source tells all rows; where tables know their least and greatest texts, no row is looked at for that."""
    first = database.rows(f"SELECT source FROM ({rows}) r LIMIT 1")
    return not any(
        _any(database, rows, f"source <> {database.dialect.literal(cast('str', source))}")
        for (source,) in first
    )


def placed(
    database: DuckDB,
    types: Mapping[str, ReadTable],
    drops: Iterable[Drop],
    staying: Mapping[str, Sequence[Staying]],
    files: int,
) -> Numbering | None:
    """Give every type the relation that `slakit.engines.audit.tables` asks for, and tell how its events are numbered.

    `types` are those that have a table. `staying` is what was not put into one, by its type, of so many `files`. None if
    times lie too far apart for that.
    """
    if not types:
        return Numbering(0, 0, 1)
    event_types = list(types)
    gone = _drop(database, drops, staying)
    times = " UNION ALL ".join(
        f"SELECT {place} AS place, time FROM {relation}"
        for place, one in enumerate(event_types)
        for relation in (read_table(one), *(_times_of(kept, gone) for kept in staying.get(one, ())))
    )
    spans: dict[str, tuple[int, int]] = {}
    count, step = 0, SECOND
    for place, events, *span, in_seconds in database.rows(
        f"SELECT place, COUNT(*), MIN(time), MAX(time), BOOL_AND(time % {SECOND} = 0) FROM ({times}) x GROUP BY place"
    ):
        spans[event_types[cast("int", place)]] = cast("tuple[int, int]", tuple(span))
        count += cast("int", events)
        step = step if in_seconds else 1
    first = min((since for since, _ in spans.values()), default=0)
    last = max((until for _, until in spans.values()), default=0)
    in_files = [
        (place, _left_of(kept.view, gone))
        for place, one in enumerate(event_types)
        for kept in staying.get(one, ())
    ]
    told = Told(event_types, in_files, files)
    instant = _instant(first, last, step)
    most = _put_ties(database, told, times, count, instant)
    if (last - first + 1) * most > LARGEST:
        return None
    told.write_ties(database)
    with_ties = told.with_ties(database, most)
    database.drop("ties")
    number = f"(time - {first}) * {most} + tie AS n"
    moment = f", make_timestamptz(time) AS {MOMENT}" if staying else ""
    for place, one in enumerate(event_types):
        parts = [f"SELECT {number}, * EXCLUDE (row, tie, local){moment} FROM {types[one].view}"]
        parts += [
            f"SELECT {number}, * EXCLUDE (tie, local) FROM {relation}"
            for of, relation in with_ties
            if of == place
        ]
        database.rows(f"CREATE VIEW {table_of(one)} AS {' UNION ALL '.join(parts)}")
    return Numbering(count, first, most, spans)


def _put_ties(database: DuckDB, told: Told, times: str, count: int, instant: str) -> int:
    """Put the place of each event among those of its instant into tables, if it is not the first, whose place is 0.

    What all events have alike is not compared, which is worth looking for unless few events share an instant. `times` is
    a query of the times of all events, so many as `count` says; `instant` tells their order and takes less than a time.
    Tells how many events an instant has at most.
    """
    all_at_once = _most_share(database, times, count)
    are_few = False
    if not all_at_once:
        keep_repeated(database, "shared", "time", times)
        ((sharing,),) = database.rows("SELECT CAST(COALESCE(SUM(events), 0) AS BIGINT) FROM shared")
        are_few = cast("int", sharing) * FEW_SHARING < count
    every = told.spots(COMPARED)
    # asked of all together: to ask it of each takes memory for each
    together = f"SELECT * FROM ({every}) e WHERE time IN (SELECT time FROM shared)"
    if files := told.spots_in_files(f"{COMPARED}, {MOMENT}"):
        # of an instant that is asked as files hold it, an engine reads little of what lies beside it
        shared = f"{MOMENT} IN (SELECT make_timestamptz(time) FROM shared)"
        together += f" UNION ALL SELECT * EXCLUDE ({MOMENT}) FROM ({files}) f WHERE {shared}"
        every += f" UNION ALL SELECT * EXCLUDE ({MOMENT}) FROM ({files}) f"
    if all_at_once:
        together = every
    is_known_at_once = is_of_one_source = False
    if not are_few:
        is_known_at_once = not _any(database, every, "recorded <> time")
        is_of_one_source = is_one_source(database, every)
    compared = [
        "instant",
        *(() if is_known_at_once else ("recorded",)),
        *(() if is_of_one_source else ("source",)),
        "id",
    ]
    return told.put_ties(
        database,
        f"SELECT spot, {instant} AS instant FROM ({together}) x ORDER BY {', '.join(compared)}",
    )


def _any(database: DuckDB, rows: str, test: str) -> bool:
    """Whether a test is true of any row."""
    return bool(database.rows(f"SELECT 1 FROM ({rows}) r WHERE {test} LIMIT 1"))


def _instant(first: int, last: int, step: int) -> str:
    """What tells the order of times that are so many steps from `first` to `last`: short numbers if these suffice.

    What is sorted by few bytes is compared as it stands, and sorted in half the time.
    """
    if (last - first) // step < 2**_SHORT:
        return f"CAST((time - {first}) // {step} AS UINTEGER)"
    return "time"


def _most_share(database: DuckDB, times: str, count: int) -> bool:
    """Whether there are three events or more for every two instants."""
    ((instants,),) = database.rows(f"SELECT approx_count_distinct(time) FROM ({times}) x")
    return cast("int", instants) * 3 <= count * 2


def _times_of(kept: Staying, gone: Collection[str]) -> str:
    """What tells the times of all that is left of what stays where it lies."""
    return _left_of(kept.view, gone) if kept.view in gone else kept.marks


def _left_of(view: str, gone: Collection[str]) -> str:
    """What is left of a view of which some events are gone."""
    return f"(SELECT * FROM {view} ANTI JOIN gone_{view} USING (file, line))" if view in gone else view


def _drop(
    database: DuckDB, drops: Iterable[Drop], staying: Mapping[str, Sequence[Staying]]
) -> Collection[str]:
    """Delete what repeats; of what stays where it lies, tell the views that have something of it, in tables `gone_…`."""
    of_types: dict[str, list[tuple[int, int, int]]] = {}
    for drop in drops:
        of_types.setdefault(drop.event_type, []).append((drop.file, drop.line, drop.part))
    gone: set[str] = set()
    for event_type, places in of_types.items():
        database.create("dropped", [(name, "BIGINT") for name in ("file", "line", "part")], places)
        database.rows(
            f"DELETE FROM {held_table(event_type)} WHERE rowid IN (SELECT row FROM {read_table(event_type)}"
            " WHERE (file, line, part) IN (SELECT (file, line, part) FROM dropped))"
        )
        for kept in staying.get(event_type, ()):
            database.rows(f"CREATE TABLE gone_{kept.view} AS SELECT file, line FROM dropped")
            gone.add(kept.view)
        database.drop("dropped")
    return gone
