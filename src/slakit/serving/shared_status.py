"""One status for all who ask at once: however many pages are open, senders wait for it once."""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from slakit.serving.intake import Intake
    from slakit.serving.status import Status
    from slakit.serving.taking import Taking

LONG: Final = 0.1
"""Seconds; what takes longer to say is not said anew at once."""
SHOWN_FOR: Final = 9
"""So many times as long as it took it is shown then, so that nine tenths of the time are left for senders."""


class SharedStatus:
    """Asks for the status, for all who wait for it; `timer` gives seconds."""

    def __init__(
        self,
        status: "Status",
        intake: "Intake",
        clock: Callable[[], int] | None,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._status = status
        self._intake = intake
        self._clock = clock
        self._timer = timer
        self._said: Mapping[str, object] = {}
        self.begin()

    def begin(self) -> None:
        """Ask anew: what belongs to one event loop cannot be waited for in another, as of an application started again."""
        self._one_at_once = asyncio.Lock()
        self._next: asyncio.Task[Mapping[str, object]] | None = None
        """What is said to all who have asked since the last one was begun; nothing if nobody has."""
        self._said_until = float("-inf")

    async def document(self) -> Mapping[str, object]:
        """The status as it is now, or as it was a while ago if it takes long to say."""
        if self._timer() < self._said_until:
            return self._said
        if self._next is None:
            self._next = asyncio.create_task(self._asked())
        return await asyncio.shield(self._next)  # whoever goes away takes it from nobody

    async def _asked(self) -> Mapping[str, object]:
        async with self._one_at_once:
            self._next = None
            now = None if self._clock is None else self._clock()
            self._said, took = await self._intake.ask(lambda taking: self._timed(taking, now))
            if took > LONG and self._said["complete"]:
                self._said_until = self._timer() + SHOWN_FOR * took
            return self._said

    def _timed(self, taking: "Taking", now: int | None) -> tuple[Mapping[str, object], float]:
        """The status, and how many seconds the thread of the store was kept from its work for it."""
        begun = self._timer()
        return self._status.document(taking, now), self._timer() - begun
