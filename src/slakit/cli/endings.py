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
    """While it is entered, the first SIGTERM or SIGHUP raises `KeyboardInterrupt`; a second SIGTERM ends the process at once.

    A later SIGHUP changes nothing: a terminal that is closed sends it twice, and a service manager behind SIGTERM.
    A signal that the caller has ignored, as `nohup` does, or that has a handler already, stays as it is. Only the main
    thread can be told of signals; in another one nothing is changed.
    """

    def __init__(self) -> None:
        self.asked_by: int | None = None
        """The signal that asked for the end."""
        self._taken: list[int] = []

    def __enter__(self) -> Self:
        with suppress(ValueError):  # this is not the main thread
            for number in _numbers():
                if signal.getsignal(number) == signal.SIG_DFL:
                    signal.signal(number, self._end)
                    self._taken.append(number)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.asked_by is None:
            for number in self._taken:
                signal.signal(number, signal.SIG_DFL)

    def _end(self, number: int, _frame: FrameType | None) -> None:
        if number == signal.SIGTERM:
            signal.signal(number, signal.SIG_DFL)
        if self.asked_by is None:
            self.asked_by = number
            raise KeyboardInterrupt

    def end_by_signal(self) -> None:
        """End the process by the signal that asked for it, so that whoever sent it sees that it was heeded."""
        if self.asked_by is not None:
            for stream in (sys.stdout, sys.stderr):
                with suppress(OSError, ValueError):  # nobody may read any more
                    stream.flush()
            signal.signal(self.asked_by, signal.SIG_DFL)
            os.kill(os.getpid(), self.asked_by)


def end_at_once() -> None:
    """Let signals end the process where it stands again, Ctrl-C too: a command has nothing to put away."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        with suppress(ValueError):  # this is not the main thread
            signal.signal(signal.SIGINT, signal.SIG_DFL)
    for number in _numbers():
        if isinstance(getattr(signal.getsignal(number), "__self__", None), Ending):
            signal.signal(number, signal.SIG_DFL)


def _numbers() -> list[signal.Signals]:
    """The signals that this system has; Windows has no SIGHUP."""
    return [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
