"""Running the application by uvicorn until a signal ends it."""

import socket
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

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.intake.end_streams()
        super().handle_exit(sig, frame)


def run_until_stopped(application: "Starlette", listening: socket.socket) -> None:
    """Serve on a socket that is bound already, until SIGINT or SIGTERM. Requests are not logged."""
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
