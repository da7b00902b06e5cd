"""The intake: between the many requests of a server and the one thread that takes them.

What waits is bounded in bytes, counted from the moment a body begins to be read, however many connections there are.
What has come while the last deliveries were judged is judged together, so that one writing to disk serves them all.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, TypeVar

from slakit.serving.deliveries import Delivery
from slakit.serving.limits import Limits, Rate
from slakit.serving.taking import Answer, Taking

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

TOGETHER: Final = 256
"""So many deliveries are judged together at most, that the first of them does not wait too long."""
SECONDS_BETWEEN_TICKS: Final = 1.0
_Value = TypeVar("_Value")
_Given = ParamSpec("_Given")


class Overfull(Exception):
    """So much waits already that no more is taken for now."""


def _opened(taking: Taking) -> tuple[ThreadPoolExecutor, int]:
    """A thread in which the store is open, and the number of the last row of its ledger."""
    thread = ThreadPoolExecutor(1, thread_name_prefix="slakit-intake")
    try:
        return thread, thread.submit(taking.open).result()
    except Exception:
        thread.shutdown()
        raise


class Intake:
    """Takes deliveries one after the other in a thread of its own. The store is open as soon as it is made.

    Raises `StoreRefused` if the store cannot be used.
    """

    def __init__(self, taking: Taking, limits: Limits, clock: Callable[[], int] | None = None) -> None:
        self._taking = taking
        self._clock = clock
        self._limits = limits
        self._thread, self.last = _opened(taking)
        """`last` is the number of the last row of the ledger."""
        self._is_closed = False
        self._rate = Rate(limits.rate)
        self._room = limits.waiting
        self._waiting: list[tuple[Delivery, asyncio.Future[Answer]]] = []
        self._work: asyncio.Task[None] | None = None
        self.is_over = False
        self.news = 0
        """How often something has come that readers may want to know of."""
        self._news: set[asyncio.Event] = set()

    def room_for(self, size: int) -> "AbstractContextManager[None]":
        """Holds room for a body while it is read and judged. Raises `Overfull` if there is none."""
        return _Room(self, size)

    async def take(self, delivery: Delivery) -> Answer:
        """Have a delivery judged and kept; what became of it."""
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((delivery, answer))
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._take_all())
        return await answer

    async def ask(
        self,
        question: Callable[Concatenate[Taking, _Given], _Value],
        *given: _Given.args,
        **named: _Given.kwargs,
    ) -> _Value:
        """What the thread that owns monitor and store answers to a question."""
        asked = partial(question, self._taking, *given, **named)
        return await asyncio.get_running_loop().run_in_executor(self._thread, asked)

    async def tick(self) -> None:
        """Let a webhook go on, and deadlines pass by the clock if there is one, until it is cancelled."""
        while True:
            try:
                has_warned = await self.ask(Taking.tick, None if self._clock is None else self._clock())
            except Exception as problem:  # noqa: BLE001 -- it is told, and the next delivery may go better
                self._taking.troubles.tell("the store cannot be used", problem)
                has_warned = False
            if has_warned or await self.ask(Taking.last) != self.last:
                await self._tell_news()
            await asyncio.sleep(SECONDS_BETWEEN_TICKS)

    def begin(self) -> None:
        """Open the store again if it was let go of, as of an application that is started once more.

        Raises `StoreRefused` if it cannot be used any more, and `RuntimeError` if there was a webhook, which has ended.
        """
        if not self._is_closed:
            return
        if self._taking.has_webhook:
            raise RuntimeError("its webhook has ended with the application: make another one with `app`")
        self._thread, self.last = _opened(self._taking)
        self._waiting, self._work = [], None
        self._is_closed = self.is_over = False

    def close(self) -> None:
        """End every stream, and let go of the store when all that waits is judged."""
        if self._is_closed:
            return
        self._is_closed = True
        self.end_streams()
        self._thread.submit(self._taking.end)
        self._thread.shutdown()

    # --- what waits ---

    def hold(self, size: int) -> None:
        """Take room for a body; `room_for` gives it back."""
        if size > self._room or not self._rate.takes():
            raise Overfull
        self._room -= size

    def give_back(self, size: int) -> None:
        """The body has been judged, or will never be."""
        self._room += size

    async def _take_all(self) -> None:
        while self._waiting:
            now, self._waiting = self._waiting[:TOGETHER], self._waiting[TOGETHER:]
            deliveries = [delivery for delivery, _ in now]
            try:
                answers = await self.ask(Taking.take, deliveries)
            except Exception as problem:  # noqa: BLE001 -- it is told, and the next delivery may go better
                self._taking.troubles.tell("the store cannot be used", problem)
                answers = [Answer("failed")] * len(now)
            for (_, future), answer in zip(now, answers, strict=True):
                if not future.done():
                    future.set_result(answer)
            await self._tell_news()

    # --- what is new ---

    async def _tell_news(self) -> None:
        self.last = await self.ask(Taking.last)
        self.news += 1
        for event in self._news:
            event.set()

    def end_streams(self) -> None:
        """Let every reader know that nothing more will come."""
        self.is_over = True
        for event in self._news:
            event.set()

    async def news_after(self, seen: int, wait: Callable[[Awaitable[object]], Awaitable[object]]) -> bool:
        """Return when there are more `news` than were seen, or when `wait` is tired of waiting; whether there are."""
        event = asyncio.Event()
        self._news.add(event)
        try:
            if self.news == seen and not self.is_over:
                await wait(event.wait())
        finally:
            self._news.discard(event)
        return self.news != seen


class _Room:
    """Room for a body, while a `with` lasts."""

    def __init__(self, intake: Intake, size: int) -> None:
        self._intake = intake
        self._size = size

    def __enter__(self) -> None:
        self._intake.hold(self._size)

    def __exit__(self, kind: object, problem: object, trace: object) -> None:
        self._intake.give_back(self._size)
