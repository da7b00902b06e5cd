"""The audit engine: whole logs, judged by queries over tables.

The log lies in tables (`tables` says in which); conditions, matching, order and what is in force are found by queries
that are the same text on every engine of SQL (`queries`, `dialects`); what follows from the facts is said by
`slakit.verdicts`, as for every engine.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec

from slakit.checks import Duty, Points, Term
from slakit.engines.audit.alike import Alike, can_be_alike, gathered_events
from slakit.engines.audit.databases import Database, DuckDB, SQLite
from slakit.engines.audit.found import Found
from slakit.engines.audit.in_tables import EventsInTables, FilledDuckDB
from slakit.engines.audit.in_turn import AT_ONCE, findings_in_turn
from slakit.engines.audit.queries import Queries, view_of
from slakit.engines.audit.rest import Sifted, put_rest
from slakit.engines.audit.sieve import occasions_of, sieved
from slakit.engines.audit.tables import EVENT_COLUMNS, LogInMemory, Store, columns_of, table_of
from slakit.events.event import Event, SetAside
from slakit.findings import Finding
from slakit.tallies import Tallied, TellingApart
from slakit.verdicts.judging import event_types_read, findings_of, findings_of_duty


def judge(  # noqa: PLR0913 -- as every engine's, and where to put the log
    duties: Sequence[Duty],
    term: Term,
    events: Iterable[Event],
    at: int,
    known_at: int | None = None,
    set_aside: Sequence[SetAside] = (),
    *,
    database: Database | None = None,
) -> list[Finding]:
    """All findings of a log, as the reference engine finds them.

    The log is put into a `database` of its own, by default into `default_database`. Raises `UnsupportedByEngine`, before
    anything is found, for what it cannot do.
    """
    with _opened(database, events) as opened:
        found = _facts_of(opened, events, duties, term, at, known_at, set_aside)
        return findings_of(duties, found)


def judge_in_turn(  # noqa: PLR0913 -- as `judge`
    duties: Sequence[Duty],
    term: Term,
    events: Iterable[Event],
    at: int,
    known_at: int | None = None,
    set_aside: Sequence[SetAside] = (),
    *,
    database: Database | None = None,
    at_once: int = AT_ONCE,
) -> Iterator[Finding]:
    """The findings that `judge` finds, in its order, told while others are still to be judged.

    Of a norm that judges each event by itself, those of some `at_once` are held at a time.
    Raises `UnsupportedByEngine` as soon as it meets what it cannot do; some findings may have been told before.
    """
    with _opened(database, events) as opened:
        if isinstance(opened, FilledDuckDB):
            opened.bring_here(event_types_read((tuple(duties), term)))
        found = _facts_of(opened, events, duties, term, at, known_at, set_aside)
        yield from findings_in_turn(duties, found, at_once)


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found where not every finding was asked for in full.

    `findings` are those that say more than that a norm was kept or does not apply; `counts` tells how many others each
    norm has that are alike; service and time tell them apart where that was asked (`TellingApart`). What is told and
    what is counted are together what `judge` finds: none is in both.
    """

    findings: list[Finding]
    counts: dict[str, dict[Tallied, int]]


def survey(  # noqa: PLR0913 -- as `judge`
    duties: Sequence[Duty],
    term: Term,
    events: Iterable[Event],
    at: int,
    known_at: int | None = None,
    set_aside: Sequence[SetAside] = (),
    *,
    database: Database | None = None,
    apart: TellingApart | None = None,
) -> Survey:
    """Judge a log as `judge` does, and only count what a query alone can settle, told `apart` if that is asked."""
    with _opened(database, events) as opened:
        return surveyed(duties, _facts_of(opened, events, duties, term, at, known_at, set_aside), apart)


def surveyed(duties: Sequence[Duty], found: Found, apart: TellingApart | None = None) -> Survey:
    """Judge a log that lies in tables, and only count what is settled by a query, as `survey` does."""
    occasions = [(duty, occasions_of(duty, found)) for duty in duties]
    together = _gathered(occasions, found, apart)
    sifted = {
        place: Sifted(points, sieved(duty, found, points, apart, gathered), gathered)
        for place, (duty, points) in enumerate(occasions)
        if points
        for gathered in [_of_norm(duty, together.get(points.event))]
    }
    left = dict(zip(sifted, put_rest(found, [*sifted.values()]), strict=True))
    findings: list[Finding] = []
    for place, (duty, points) in enumerate(occasions):
        some = found
        if points:
            table, told = left[place]
            some = replace(found.only(points, table), told_classes=told)
        findings += findings_of_duty(duty, some)
    return Survey(findings, {duties[place].norm: one.sieved.counts for place, one in sifted.items()})


def _gathered(
    occasions: Sequence[tuple[Duty, Points | None]], found: Found, apart: TellingApart | None
) -> dict[str, Alike]:
    """The events of each type gathered, where many are alike for all duties that a query can settle by that."""
    by_type: dict[str, list[Duty]] = {}
    for duty, points in occasions:
        if points and can_be_alike(duty):
            by_type.setdefault(points.event, []).append(duty)
    told = {
        event_type: gathered_events(found, event_type, some, apart) for event_type, some in by_type.items()
    }
    return {event_type: one for event_type, one in told.items() if one is not None}


def _of_norm(duty: Duty, gathered: Alike | None) -> Alike | None:
    return gathered if gathered and duty.norm in gathered.norms else None


def default_database() -> Database:
    """A new database in memory: DuckDB where it is installed (the extra `audit`), else the standard library's SQLite."""
    return DuckDB() if find_spec("duckdb") else SQLite()


@contextmanager
def _opened(database: Database | None, events: Iterable[Event]) -> Iterator[Database]:
    if database is None and isinstance(events, EventsInTables):
        database = events.database()
    with closing(database or default_database()) as opened:
        yield opened


def _facts_of(  # noqa: PLR0913, PLR0917 -- what `judge` takes
    database: Database,
    events: Iterable[Event],
    duties: Sequence[Duty],
    term: Term,
    at: int,
    known_at: int | None,
    set_aside: Sequence[SetAside],
) -> Found:
    if isinstance(database, FilledDuckDB):
        database.complete(event_types_read((tuple(duties), term)))
        return facts(database, database.store, duties, term, at, known_at, set_aside)
    log = LogInMemory(events)
    fill(database, log, event_types_read((tuple(duties), term)))
    return facts(database, log, duties, term, at, known_at, set_aside)


def fill(database: Database, log: LogInMemory, event_types: Iterable[str]) -> None:
    """Put the events of some types into tables."""
    for table in log.tables(sorted(event_types)):
        columns = columns_of(EVENT_COLUMNS, table.kinds, database.dialect)
        database.create(table_of(table.event_type), columns, table.rows)


def facts(  # noqa: PLR0913, PLR0917 -- as `judge`, of a log that lies in tables
    database: Database, store: Store, duties: Sequence[Duty], term: Term, at: int, known_at: int | None,
    set_aside: Sequence[SetAside] = (),
) -> Found:  # fmt: skip
    """What a log in tables holds, as of `at` and as known at `known_at`, for these duties."""
    at = at if known_at is None else min(at, known_at)  # nothing is known of the time after `known_at`
    queries = Queries(database.dialect, store)
    for event_type in sorted(event_types_read((tuple(duties), term))):
        database.define(view_of(event_type), queries.known(event_type, at, known_at))
    for view, query in queries.to_define((tuple(duties), term)):
        database.define(view, query)
    annex = frozenset[str]().union(*(duty.annex for duty in duties))
    return Found(at, term, annex, known_at, tuple(set_aside), database=database, queries=queries)
