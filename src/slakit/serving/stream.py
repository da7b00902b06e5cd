"""The stream: what is told, to each reader at the pace at which he reads.

A reader is held by the number of the last row of the ledger that he got, and by nothing else: rows are read for him from
the store when he has read the ones before. So one who reads slowly costs no memory, and misses nothing; one who lost his
connection goes on after the number that his browser names (`Last-Event-ID`).
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from typing import TYPE_CHECKING, Final

from starlette.responses import Response, StreamingResponse

from slakit.reports.ledger_lines import LedgerLines
from slakit.serving.taking import Taking, warning_line

if TYPE_CHECKING:
    from starlette.requests import Request

    from slakit.loading import Edition
    from slakit.monitoring.store import Entry
    from slakit.serving.intake import Intake

AT_ONCE: Final = 100
"""Rows that are read for a reader at once."""
IN_ONE_ANSWER: Final = 1000
PULSE: Final = 15.0
"""Seconds after which a quiet stream shows that it lives, and notices that nobody listens any more."""
_ALIVE: Final = ": \n\n"
_MOVED: Final = "event: moved\ndata: {}\n\n"


class NoSuchRow(Exception):
    """A number that the ledger has not reached, so that it can only be one of another ledger."""


class Stream:
    """The readers of what is told; not more than so many at once."""

    def __init__(self, edition: "Edition", intake: "Intake", most: int) -> None:
        self._edition = edition
        self._lines = LedgerLines(edition, None)
        self._intake = intake
        self._left = most

    async def lines(self, after: int) -> str:
        """Rows of the ledger after a number, each a line of JSON. Raises `NoSuchRow` for one that it has not reached."""
        entries = await self._intake.ask(Taking.entries, after, IN_ONE_ANSWER)
        if not entries and not await self._intake.ask(Taking.has_come_to, after):
            raise NoSuchRow
        return "".join(f"{self._written(entry)}\n" for entry in entries)

    def response(self, request: "Request") -> Response | None:
        """What follows the ledger from the row that the reader has got last; nothing if too many follow it already.

        A number that the ledger has not reached is one of another ledger, as before a store was made anew: who names it
        gets all rows. Each reader is first warned of what is due soon, and then of what comes near. Whoever asks for `moved` is also told, by an event of that name, when events came of which nothing was told.
        """
        if not self._left:
            return None
        named = request.headers.get("last-event-id") or request.query_params.get("after") or ""
        after = int(named) if named.isascii() and named.isdigit() and len(named) < 19 else None
        return StreamingResponse(
            self._events(after, _MOVED if "moved" in request.query_params else _ALIVE),
            media_type="text/event-stream",
            headers={"cache-control": "no-store", "x-accel-buffering": "no"},
        )

    async def _events(self, after: int | None, quiet: str) -> AsyncIterator[str]:
        self._left -= 1
        try:
            seq, warned, has_come = await self._after(after), 0, False
            yield "retry: 2000\n\n"
            while not self._intake.is_over:
                seen = self._intake.news
                entries = await self._intake.ask(Taking.entries, seq, AT_ONCE)
                for entry in entries:
                    seq = entry.seq
                    yield f"id: {seq}\nevent: told\ndata: {self._written(entry)}\n\n"
                warnings = await self._intake.ask(Taking.warnings, warned)
                for one in warnings:
                    warned = one.number
                    yield f"event: warning\ndata: {warning_line(one, self._edition)}\n\n"
                if not entries and not warnings:
                    if has_come:
                        yield quiet
                    has_come = await self._intake.news_after(seen, _for_a_while)
                    if not has_come:
                        yield _ALIVE
        finally:
            self._left += 1

    async def _after(self, named: int | None) -> int:
        """The number of the row after which a reader goes on."""
        if named is None:
            return self._intake.last
        return named if await self._intake.ask(Taking.has_come_to, named) else 0

    def _written(self, entry: "Entry") -> str:
        return self._lines.line(entry.seq, entry.told).decode()


async def _for_a_while(waited: Awaitable[object]) -> None:
    try:
        await asyncio.wait_for(waited, PULSE)
    except TimeoutError:
        return
