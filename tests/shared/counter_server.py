"""A server in a thread of the test or in a process of its own, and what senders say to it."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn

from slakit import Event, load
from slakit.calendars import time_zone
from slakit.events.cloud_events import cloud_event_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp

COUNTER = Path(__file__).parents[1] / "data" / "counter"
EDITION = load(COUNTER)
HOUR = 3_600_000_000
NOON = EDITION.term.start + 100 * 24 * HOUR
ONE = "application/cloudevents+json"
SEVERAL = "application/cloudevents-batch+json"
TOKEN = "a token for tests alone"  # noqa: S105 -- it opens nothing


def request_made(number: int) -> dict[str, object]:
    """The CloudEvent of a request, a quarter of an hour after the one before."""
    return _written("q", number, "request.made", {"request": f"r{number}"}, 0)


def request_answered(number: int, hours: int = 80) -> dict[str, object]:
    """The CloudEvent of its answer, by default too late."""
    return _written("a", number, "request.answered", {"request": f"r{number}"}, hours * HOUR)


def _written(letter: str, number: int, kind: str, data: Any, after: int) -> dict[str, object]:  # noqa: ANN401 -- fields
    at = NOON + number * HOUR // 4 + after
    event = Event("desk", f"{letter}{number}", kind, at, at, data)
    return dict(cloud_event_of(event, EDITION.vocabulary, time_zone(EDITION.agreement.time_zone)))


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def document(self) -> Any:  # noqa: ANN401 -- whatever JSON may hold
        """The body as JSON."""
        return json.loads(self.body)


@dataclass
class Address:
    """Where a server listens, and who asks."""

    port: int
    token: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def ask(
        self, method: str, path: str, body: bytes | Iterator[bytes] | None = None, **headers: str
    ) -> Answer:
        """Ask once; names of headers have `_` for `-`."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token is not None:
            told.setdefault("authorization", f"Bearer {self.token}")
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request(method, path, body, told, encode_chunked=not isinstance(body, bytes | None))
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())

    def post(self, *events: Mapping[str, object], **headers: str) -> Answer:
        """Post events: one in structured mode, several as a batch."""
        told = events[0] if len(events) == 1 else events
        kind = ONE if len(events) == 1 else SEVERAL
        return self.ask("POST", "/events", json.dumps(told).encode(), **{"content_type": kind, **headers})

    def told(self) -> list[Any]:
        """All that was told."""
        found: list[Any] = []
        while lines := self.ask("GET", f"/findings?after={len(found)}").body.splitlines():
            found += map(json.loads, lines)
        return found

    def stream(self, after: int) -> socket.socket:
        """A connection on which the stream is asked for, and of which nothing is read yet."""
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", self.port))
        key = "" if self.token is None else f"authorization: Bearer {self.token}\r\n"
        head = f"GET /stream HTTP/1.0\r\nhost: 127.0.0.1\r\nlast-event-id: {after}\r\n{key}\r\n"
        connection.sendall(head.encode())
        return connection


@contextmanager
def serving(app: "ASGIApp", token: str | None = None) -> Iterator[Address]:
    """Serve an application from a thread of the test."""
    config = uvicorn.Config(app, http="h11", log_config=None, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield Address(listening.getsockname()[1], token)
        finally:
            server.should_exit = True
            thread.join()


@dataclass
class Process:
    """A `slakit serve` in a process of its own."""

    popen: "subprocess.Popen[str]"
    address: Address

    def kill(self) -> None:
        """End it at once, as if the machine had lost power."""
        self.popen.send_signal(signal.SIGKILL)
        self.popen.wait()

    def resident(self) -> int:
        """The memory that it holds, in KiB."""
        status = Path(f"/proc/{self.popen.pid}/status").read_text("utf-8")
        found = re.search(r"VmRSS:\s+([0-9]+) kB", status)
        assert found
        return int(found[1])


@contextmanager
def served(store: Path, *options: str, environment: Mapping[str, str] | None = None) -> Iterator[Process]:
    """Serve the agreement of the counter by a process that is ended in the end."""
    command: Sequence[str] = [
        *(sys.executable, "-m", "slakit", "serve", str(COUNTER), "--store", str(store)),
        *("--port", "0", "--lang", "en", "--lateness", "4 days", *options),
    ]
    environment = {**os.environ, **(environment or {})}
    popen = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)  # noqa: S603 -- it is ours
    try:
        assert popen.stderr is not None
        said = popen.stderr.readline()
        found = re.search(r":([0-9]+)$", said.strip())
        assert found, said + popen.stderr.read()
        yield Process(popen, Address(int(found[1]), (environment or {}).get("SLAKIT_TOKEN")))
    finally:
        popen.terminate()
        popen.communicate(timeout=20)
