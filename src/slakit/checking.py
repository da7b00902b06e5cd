"""Reading and judging in one call: `check(edition, log, at=…)`."""

import os
from collections.abc import Iterable, Mapping, Sequence
from io import IOBase
from pathlib import Path
from typing import TYPE_CHECKING, Final

from slakit import sources
from slakit.calendars import Instant, time_zone
from slakit.events.event import Event, Log
from slakit.events.reading import events_of
from slakit.given_instants import instant_of
from slakit.judgement import AUDIT_FROM, Engine, Judgement, judge, must_be_engine
from slakit.loading import Edition, must_be_edition

if TYPE_CHECKING:
    from slakit.engines.audit.databases import Database

_OPEN_FILE: Final = "a log is a path, not an open file: give its name, or the events that it holds"
_NO_LOG: Final = "a log is a path, several paths, a Log, or events: not a mixture, and nothing else"


Source = str | os.PathLike[str] | Log | Iterable[Mapping[str, object] | Event]


def check(
    edition: Edition,
    log: Source | Iterable[str | os.PathLike[str]],
    *,
    at: str | Instant,
    known_at: str | Instant | None = None,
    engine: "Engine | Database" = "auto",
    mappings: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] = (),
) -> Judgement:
    """Judge a log by an edition, as of the instant `at`, with what was recorded by `known_at`.

    `log` is a path, several paths, a `Log`, or a list of events: `Event` objects or CloudEvents as mappings, both of
    which are held against the vocabulary, as lines are. Of two that have one source and id and say different things, the
    second is set aside. A path names a file of CloudEvents JSON
    lines, CSV, Parquet or OCEL, a folder or a pattern of such files, or a table of SQLite or PostgreSQL; `mappings` are
    documents that say what foreign columns mean. Instants are microseconds UTC, RFC 3339 text, or local times of the
    agreement's zone such as `1398/12/29 09:00`. No clock is read. Lines that cannot be read are set aside and counted in
    `Judgement.log`; a file that cannot be read raises `InvalidDocument`, an unreadable `at` raises `UnreadableTime`.
    Every `engine` finds the same: `reference`, `audit`, `spark`, or `auto`, which takes the one that is quick for a log of
    this size; `judge` says what else may be given. Raises `TypeError` for an edition, a log or an instant of another type,
    a path of the edition, a single event, an open file and a `datetime` among them (give its `.isoformat()`), and
    `ValueError` for an engine that there is not.

    >>> from slakit import check, load
    >>> edition = load("agreements/hamadan-governorate/1398")
    >>> judgement = check(edition, [], at="1399/01/05 00:00")
    >>> [finding.outcome.value for finding in judgement.findings if finding.norm == "renewed-without-gap"]
    ['violated']
    """
    must_be_edition(edition)
    return judge(
        edition,
        log_of(edition, log, mappings, engine),
        instant_of(edition, at),
        None if known_at is None else instant_of(edition, known_at),
        engine=engine,
    )


def log_of(
    edition: Edition,
    log: Source | Iterable[str | os.PathLike[str]],
    mappings: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] = (),
    engine: "Engine | Database" = "reference",
) -> Log:
    """A log from whatever `check` takes, where the engine that will judge it has it at hand."""
    must_be_engine(engine)
    if isinstance(log, Log):
        return log
    if isinstance(log, Event | Mapping):
        raise TypeError(f"a log is a list of events, not one event: [{type(log).__name__}]")
    if isinstance(log, IOBase):
        raise TypeError(_OPEN_FILE)
    if not isinstance(log, str | os.PathLike | Iterable):
        raise TypeError(_NO_LOG)
    given = [log] if isinstance(log, str | os.PathLike) else list(log)
    names = [os.fspath(one) for one in given if isinstance(one, str | os.PathLike)]
    if given and len(names) == len(given):
        documents = [
            Path(one) for one in ([mappings] if isinstance(mappings, str | os.PathLike) else mappings)
        ]
        if engine not in ("auto", "audit"):
            return sources.read(names, edition, mappings=documents)
        least = AUDIT_FROM if engine == "auto" else 0
        return sources.read_for_audit(names, edition, mappings=documents, least=least)
    return _log_of_events(given, edition)


def _log_of_events(given: Sequence[object], edition: Edition) -> Log:
    """Events that are already read count as they are; mappings are read as CloudEvents."""
    events = [one for one in given if isinstance(one, Event | Mapping)]
    if len(events) != len(given):
        raise TypeError(_NO_LOG)
    return events_of(events, edition.vocabulary, time_zone(edition.agreement.time_zone))
