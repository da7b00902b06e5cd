"""How much a server takes at once, so that no sender can exhaust it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

MIB: Final = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused with 413 or 429. Sizes are bytes, times seconds.

    `body` is the largest body of a request; `waiting` all bodies that are being read or wait to be judged;
    `rate` how many requests a second are taken, with as many at once; 0 is any number. `patience` is how long a
    sender may take to send a body. `readers` is how many may follow the stream at once.
    """

    body: int = 4 * MIB
    waiting: int = 64 * MIB
    rate: int = 0
    patience: float = 30.0
    readers: int = 64


class Rate:
    """So many a second, and as many at once after a quiet second; 0 is any number.

    >>> rate = Rate(2, clock=lambda: 0.0)
    >>> [rate.takes() for _ in range(3)]
    [True, True, False]
    """

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._left = float(most)
        self._since = clock()

    def takes(self) -> bool:
        """Whether one more is taken now; if so, it counts."""
        if not self._most:
            return True
        now = self._clock()
        self._left = min(self._most, self._left + (now - self._since) * self._most)
        self._since = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
