"""`slakit store`: the events that a store keeps, and a store made anew for an agreement that has changed."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from slakit.cli.exit_codes import Exit
from slakit.cli.refused_stores import told_refusal, told_while_open
from slakit.cli.times import now
from slakit.cli.watch import tolerated_ahead
from slakit.cli.wording import Refused, Voice

if TYPE_CHECKING:
    from slakit.loading import Edition
    from slakit.monitoring.store import Store


class Asked(Protocol):
    """What the command was called with."""

    what: Literal["events", "migrate"]
    agreement: str
    store: str
    to: str | None
    tolerate_ahead: str | None


def run(asked: Asked, voice: Voice) -> Exit:
    """Write the events that are kept, or judge them anew into another store; 2 if none are kept."""
    import sqlite3

    from slakit.loading import load
    from slakit.monitoring import TOLERATED_AHEAD
    from slakit.monitoring.store_file import StoreRefused, refusal
    from slakit.monitoring.store_reading import opened_to_read

    if (asked.what == "migrate") != (asked.to is not None):
        raise Refused(voice.said("migrate needs to"), voice.said("name new store"))
    if asked.tolerate_ahead is not None and asked.what != "migrate":
        raise Refused(voice.said("only migrate tolerates"))
    told = TOLERATED_AHEAD if asked.tolerate_ahead is None else asked.tolerate_ahead
    tolerated = tolerated_ahead(told, voice)
    edition = load(asked.agreement)
    try:
        with opened_to_read(Path(asked.store), while_in_use=asked.what == "events") as store:
            if next(store.log(), None) is None:
                raise Refused(voice.said("no events kept", file=asked.store), voice.said("begin anew"))
            if asked.to is None:
                sys.stdout.writelines(f"{line}\n" for line in store.log())
            else:
                _migrate(store, Path(asked.to), edition, tolerated, voice)
    except StoreRefused as refused:
        raise told_refusal(refused, voice, "reading") from refused
    except sqlite3.DatabaseError as problem:
        written = Path(asked.to or asked.store)
        raise told_while_open(refusal(written, problem), voice) from problem
    return Exit.NOTHING_FOUND


def _migrate(old: "Store", to: Path, edition: "Edition", tolerate_ahead: int | None, voice: Voice) -> None:
    from slakit.monitoring.migrating import migrated

    if to.exists():
        raise Refused(voice.said("already there", folder=str(to)), voice.said("name new store"))
    events, aside, rows = migrated(old, to, edition, now, tolerate_ahead)
    sys.stdout.write(
        voice.whole(
            voice.said(
                "migrated", events=voice.count(events), aside=voice.count(aside), rows=voice.count(rows)
            )
        )
        + "\n"
    )
