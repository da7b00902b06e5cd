"""Running the application by uvicorn until a signal ends it."""

import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from slakit.serving.intake import Intake

SECONDS_TO_FINISH = 10
"""What is being answered when the server is stopped may take so long."""


class _Server(uvicorn.Server):
    """A server that ends its streams when it is stopped, so that it need not wait for their readers."""

    intake: "Intake"

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Heed SIGHUP as uvicorn heeds SIGTERM, where the system has it and nobody has it ignored."""
        hangup = getattr(signal, "SIGHUP", None)
        with super().capture_signals():
            is_main = threading.current_thread() is threading.main_thread()
            if not is_main or hangup is None or signal.getsignal(hangup) in (signal.SIG_IGN, None):
                yield
                return
            before = signal.signal(hangup, self.handle_exit)
            try:
                yield
            finally:
                signal.signal(hangup, before)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.intake.end_streams()
        super().handle_exit(sig, frame)


def run_until_stopped(application: "Starlette", listening: socket.socket) -> None:
    """Serve on a socket that is bound already, until SIGINT, SIGTERM or SIGHUP. Requests are not logged."""
    server = _Server(
        uvicorn.Config(
            application,
            http="h11",
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=SECONDS_TO_FINISH,
        )
    )
    server.intake = application.state.intake
    server.run(sockets=[listening])
