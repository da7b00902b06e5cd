"""An end that somebody asks for from outside: what was begun is put away first, as after Ctrl-C.

A service manager ends a command by SIGTERM, a terminal that is closed by SIGHUP. Python would stop at once: a store
would keep what it wrote last in a file beside it, which nobody copies with it, and half a result would be left behind.
"""

import os
import signal
import sys
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Final, Self

_NAMES: Final = ("SIGTERM", "SIGHUP")


class Ending:
    """While it is entered, SIGTERM and SIGHUP raise `KeyboardInterrupt`, the second time they end the process at once.

    A signal that the caller has ignored, as `nohup` does, or that has a handler already, stays as it is. Only the main
    thread can be told of signals; in another one nothing is changed.
    """

    def __init__(self) -> None:
        self.asked_by: int | None = None
        """The signal that asked for the end."""
        self._taken: list[int] = []

    def __enter__(self) -> Self:
        numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
        with suppress(ValueError):  # this is not the main thread
            for number in numbers:
                if signal.getsignal(number) == signal.SIG_DFL:
                    signal.signal(number, self._end)
                    self._taken.append(number)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number in self._taken:
            signal.signal(number, signal.SIG_DFL)

    def _end(self, number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        self.asked_by = number
        raise KeyboardInterrupt

    def end_by_signal(self) -> None:
        """End the process by the signal that asked for it, so that whoever sent it sees that it was heeded."""
        if self.asked_by is not None:
            for stream in (sys.stdout, sys.stderr):
                with suppress(OSError, ValueError):  # nobody may read any more
                    stream.flush()
            os.kill(os.getpid(), self.asked_by)
