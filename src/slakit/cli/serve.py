"""`slakit serve`: judge the events that others send over HTTP, and tell what was found."""

import socket
from contextlib import ExitStack, closing
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol

from slakit.cli.exit_codes import Exit
from slakit.cli.ranges import must_be_within
from slakit.cli.refused_stores import told_refusal
from slakit.cli.results import unwritten
from slakit.cli.secret_files import line_of
from slakit.cli.times import now
from slakit.cli.watch import length_of, told_of_file, tolerated_ahead
from slakit.cli.webhooks import webhook_of
from slakit.cli.wording import Refused, Voice

if TYPE_CHECKING:
    from slakit.cli.sinks import JsonLines, Unkept
    from slakit.loading import Edition
    from slakit.serving import Settings

VARIABLE: Final = "SLAKIT_TOKEN"


class Asked(Protocol):
    """What the command was called with."""

    agreement: str
    store: str
    lateness: str
    tolerate_ahead: str
    live: bool
    warn_before: str | None
    host: str
    port: int
    token_file: str | None
    insecure_without_token: bool
    largest_body: int
    rate: int
    output: str | None
    tell: Literal["all", "unkept"] | None
    webhook: str | None
    webhook_secret_file: str | None
    insecure_webhook: bool


def run(asked: Asked, voice: Voice) -> Exit:
    """Serve until a signal ends it; 2 if the extra `serve` is not installed, or nothing can be served."""
    if find_spec("starlette") is None or find_spec("uvicorn") is None:
        raise Refused(voice.said("serve missing"), voice.said("install extra", extra="serve"))
    from slakit.cli.sinks import NoReports
    from slakit.loading import load
    from slakit.monitoring.store_file import StoreRefused
    from slakit.serving import app
    from slakit.serving.running import run_until_stopped

    token = _token(asked, voice)
    if token is None and not asked.insecure_without_token and not _is_loopback(asked.host):
        raise Refused(voice.said("no token", host=asked.host), voice.said("give token"))
    edition = load(asked.agreement)
    with ExitStack() as opened:
        listening = opened.enter_context(closing(_listening(asked, voice)))
        sink = None
        if asked.output is not None:
            sink = opened.enter_context(closing(_sink(asked.output, asked.tell, edition, voice)))
        webhook = webhook_of(asked, edition, None, voice)
        try:
            application = app(
                edition, asked.store, _settings(asked, token, voice), sink=sink, webhook=webhook
            )
        except NoReports as problem:
            raise told_of_file(problem, voice) from problem
        except StoreRefused as refused:
            raise told_refusal(refused, voice, "serve", asked.agreement) from refused
        voice.remark(voice.said("serving", address=_address(listening)))
        run_until_stopped(application, listening)
    return Exit.NOTHING_FOUND


def _settings(asked: Asked, token: str | None, voice: Voice) -> "Settings":
    from slakit.serving import Limits, Settings

    must_be_within("--largest-body", asked.largest_body, 1, None, voice)
    must_be_within("--rate", asked.rate, 0, None, voice)
    return Settings(
        token=token,
        only_this_machine=not asked.insecure_without_token,
        language=voice.language,
        lateness=length_of(asked.lateness, "--lateness", voice),
        tolerate_ahead=tolerated_ahead(asked.tolerate_ahead, voice),
        arrival_clock=now,
        warn_before=None
        if asked.warn_before is None
        else length_of(asked.warn_before, "--warn-before", voice),
        clock=now if asked.live else None,
        limits=Limits(body=asked.largest_body, waiting=16 * asked.largest_body, rate=asked.rate),
    )


def _token(asked: Asked, voice: Voice) -> str | None:
    """The token of a file or of the environment; nothing if none is given."""
    from slakit.serving.doors import SHORTEST_TOKEN

    token = line_of(asked.token_file, VARIABLE, voice)
    if token is not None and len(token) < SHORTEST_TOKEN:
        raise Refused(voice.said("short token", least=SHORTEST_TOKEN), voice.said("make token"))
    return token


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _listening(asked: Asked, voice: Voice) -> socket.socket:
    if not 0 <= asked.port < 2**16:
        raise Refused(voice.said("no port", port=str(asked.port)))
    try:
        family = socket.AF_INET6 if ":" in asked.host else socket.AF_INET
        return socket.create_server((asked.host, asked.port), family=family, backlog=256)
    except OSError as problem:
        # behind what the system says, Python repeats the address
        why = (problem.strerror or str(problem)).partition(" (while attempting")[0]
        address = f"{asked.host}:{asked.port}"
        raise Refused(voice.said("cannot listen", address=address, problem=why)) from problem


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _sink(output: str, tell: str | None, edition: "Edition", voice: Voice) -> "JsonLines | Unkept":
    from slakit.cli.sinks import JsonLines, Unkept

    try:
        written = JsonLines(edition, None, Path(output))
    except OSError as problem:
        raise unwritten(output, problem, voice) from problem
    return Unkept(written) if tell == "unkept" else written
