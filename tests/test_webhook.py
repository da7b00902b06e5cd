"""`--webhook`: what is told reaches another system, again and again until it is taken, and is known by its id."""

import json
import signal
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from counter_server import COUNTER, EDITION, HOUR, NOON, request_answered, request_made, serving

from slakit.changes import is_unkept
from slakit.cli import main, watch
from slakit.monitoring import webhook as webhook_module
from slakit.monitoring.store import Entry, Store
from slakit.monitoring.webhook import AHEAD, Notice, Trouble, Webhook, WrongAddress, address_of, signature
from slakit.serving import Settings, app
from slakit.text import strip_isolates

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 -- that of an example of the specification
AT = "2024-12-01"


def untrusted(why: str) -> ssl.SSLCertVerificationError:
    """What Python raises of a certificate that cannot be verified."""
    problem = ssl.SSLCertVerificationError(1, f"certificate verify failed: {why} (_ssl.c:1006)")
    problem.verify_message = why
    return problem


@dataclass
class Receiver:
    """A system that findings are sent to: what came, and what it answers; when its answers are used up, 204."""

    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    came: list[tuple[dict[str, str], bytes, int]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}/findings?of=counter"

    def taken(self) -> list[int]:
        """The numbers of the reports that were taken, in their order."""
        return [json.loads(body)["seq"] for _, body, status in self.came if status < 300]

    def take(self, handler: BaseHTTPRequestHandler) -> None:
        """Note what comes, and answer; what breaks off because its sender was killed is no request."""
        length = int(handler.headers["content-length"])
        body = handler.rfile.read(length)
        if len(body) < length:
            handler.close_connection = True
            return
        status, headers = self.answers.pop(0) if self.answers else (204, {})
        self.came.append(({k.lower(): v for k, v in handler.headers.items()}, body, status))
        handler.send_response(status)
        for name, value in {"content-length": "0", **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()


@contextmanager
def saying(*pieces: bytes) -> Iterator[tuple[str, list[float]]]:
    """A receiver that says to everybody one piece after the other, a third of a second between them, and then nothing; and when somebody came."""
    came = list[float]()

    def say(connection: socket.socket) -> None:
        with closing(connection), suppress(OSError):
            connection.recv(65536)
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(0.3)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def listen() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                came.append(time.monotonic())
                threading.Thread(target=say, args=(connection,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/", came
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()


@pytest.mark.parametrize("to_connect", [0.0, 1.1])
def test_a_receiver_that_answers_bit_by_bit_is_given_up_in_time(
    to_connect: float, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It held up all that came later for as long as it said something now and then, also where its name was found late."""

    def connect(connection: HTTPConnection) -> None:
        time.sleep(to_connect)
        connect_at_once(connection)

    connect_at_once = HTTPConnection.connect
    monkeypatch.setattr(HTTPConnection, "connect", connect)
    monkeypatch.setattr(webhook_module, "TIMEOUT", 1.0)
    troubles = list[Trouble]()
    with saying(b"HTTP/1.1 200 OK\r\n", *[b"x-%d: 1\r\n" % number for number in range(90)]) as (url, came):
        webhook = Webhook(address_of(url), lambda _: b"{}", tell=troubles.append, first_pause=0.1)
        with closing(Store(tmp_path / "state.db")) as store:
            webhook.turn(store)
            webhook.notify(Notice("one", b"{}"))
            webhook.finish(store, 2.5)
            webhook.close()
    assert len(came) >= 2
    assert 0.9 < came[1] - came[0] < 2
    assert [(one.problem, one.pause) for one in troubles] == [("timed out", 0.1)]


def test_what_breaks_off_behind_a_2xx_was_taken(tmp_path: Path) -> None:
    """The receiver has answered; what else it would have said is not asked for."""
    with saying(b"HTTP/1.1 202 Accepted\r\ncontent-length: 1000\r\n\r\n", b"so far") as (url, came):
        webhook = Webhook(address_of(url), lambda _: b"{}", first_pause=0.1)
        with closing(Store(tmp_path / "state.db")) as store:
            webhook.turn(store)
            webhook.notify(Notice("one", b"{}"))
            webhook.finish(store, 10)
            time.sleep(0.5)
            webhook.close()
    assert len(came) == 1


@pytest.mark.parametrize(
    ("wish", "pause"),
    [
        ("40", 40.0),
        ("400", 400.0),
        ("4000", 3600.0),
        ("Sun, 31 Dec 2023 22:01:00 GMT", 60.0),
        ("Sun, 31 Dec 2023 21:00:00 GMT", 1.0),
        ("soon", 1.0),
        ("-1", 1.0),
    ],
)
def test_a_receiver_is_left_alone_as_long_as_it_wishes(
    wish: str, pause: float, receiver: Receiver, tmp_path: Path
) -> None:
    """In seconds or until a date, an hour at most."""
    troubles = list[Trouble]()
    receiver.answers = [(429, {"retry-after": wish})]
    webhook = Webhook(
        address_of(receiver.url), lambda _: b"{}", tell=troubles.append, clock=lambda: 1_704_060_000
    )
    with closing(Store(tmp_path / "state.db")) as store:
        webhook.turn(store)
        webhook.notify(Notice("one", b'{"seq": 1}'))
        until = time.monotonic() + 10
        while not troubles and time.monotonic() < until:
            time.sleep(0.01)
        webhook.close()
    assert [(one.problem, one.pause) for one in troubles] == [("HTTP 429", pause)]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    received = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.take(self)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        received.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield received
        server.shutdown()
        thread.join()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of forty requests that are not answered."""
    file = tmp_path / "log.jsonl"
    file.write_text("".join(json.dumps(request_made(number)) + "\n" for number in range(40)), "utf-8")
    return file


def watched(log: Path, *options: str) -> list[str]:
    """The arguments of a watch with a store beside the log."""
    store = str(log.with_name("state.db"))
    return ["watch", str(COUNTER), str(log), "--store", store, "--lang", "en", *options]


def ledger(log: Path) -> list[Entry]:
    with closing(Store(log.with_name("state.db"))) as store:
        return list(store.entries())


def sent(receiver: Receiver, log: Path, tell: Callable[[Trouble], None] = lambda _: None) -> int:
    """Send a ledger, and how many rows are left in the end."""
    address = address_of(receiver.url)
    webhook = Webhook(
        address,
        lambda entry: json.dumps({"seq": entry.seq}).encode(),
        secret=SECRET,
        tell=tell,
        clock=lambda: 1614265330.5,
        first_pause=0.01,
    )
    with closing(Store(log.with_name("state.db"))) as store, closing(webhook):
        return webhook.finish(store, 10)


def test_each_report_is_sent_once_in_order_signed_and_named_by_its_hash(
    log: Path, receiver: Receiver
) -> None:
    assert main(watched(log, "--at-end", "close", "--at", AT)) == 1
    rows = ledger(log)
    assert len(rows) == 40
    assert [sent(receiver, log), sent(receiver, log)] == [0, 0]
    assert receiver.taken() == [row.seq for row in rows]
    for row, (headers, body, _) in zip(rows, receiver.came, strict=True):
        assert headers["webhook-id"] == row.hash
        assert headers["webhook-timestamp"] == "1614265330"
        assert headers["webhook-signature"] == signature(SECRET, row.hash, 1614265330, body)
        assert headers["content-type"] == "application/json"


def test_what_nobody_must_look_at_need_not_be_sent(
    log: Path, receiver: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    """The store notes that the receiver needs nothing more, and a screen beside it shows the same."""
    events = [request_made(number) for number in range(4)] + [request_answered(1, 2), request_made(40)]
    log.write_text("".join(json.dumps(event) + "\n" for event in events), "utf-8")
    main(watched(log, "--tell", "unkept", "--webhook", receiver.url, "--at-end", "close", "--at", AT))
    rows = ledger(log)
    asked = [row for row in rows if is_unkept(row.told)]
    assert (len(rows), len(asked)) == (5, 4)
    assert [headers["webhook-id"] for headers, _, _ in receiver.came] == [row.hash for row in asked]
    assert sent(receiver, log) == 0
    assert receiver.taken() == [row.seq for row in asked]


def test_what_is_not_taken_is_sent_again_under_the_same_id_after_longer_and_longer_pauses(
    log: Path, receiver: Receiver
) -> None:
    main(watched(log, "--at-end", "close", "--at", AT))
    receiver.answers = [(500, {}), (500, {}), (302, {"location": "/"}), (429, {"retry-after": "1"})]
    troubles: list[Trouble] = []
    began = time.monotonic()
    assert sent(receiver, log, troubles.append) == 0
    assert time.monotonic() - began >= 1
    assert [(one.seq, one.problem, one.pause) for one in troubles] == [
        (1, "HTTP 500", 0.01),
        (1, "HTTP 302", 0.04),
        (1, "HTTP 429", 1.0),
    ]
    first = ledger(log)[0].hash
    assert [headers["webhook-id"] for headers, _, _ in receiver.came[:5]] == [first] * 5
    assert receiver.taken() == list(range(1, 41))


def test_a_receiver_that_is_not_there_gets_everything_when_it_is(
    log: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(watch, "SECONDS_TO_SEND", 0.3)
    receiver.answers = [(503, {})] * 2
    options = watched(log, "--at-end", "close", "--at", AT, "--webhook", receiver.url)
    main(options)
    told = capsys.readouterr().err
    assert (
        f"slakit: `127.0.0.1:{receiver.port}` did not take report 1: HTTP 503; trying again after 1 s" in told
    )
    assert "slakit: the webhook has not got 40 reports yet\n  help: they are in the store" in told
    monkeypatch.setattr(watch, "SECONDS_TO_SEND", 20.0)
    receiver.answers = []
    main(options)
    assert receiver.taken() == list(range(1, 41))


def test_a_receiver_that_redirects_is_told_with_what_to_do(
    log: Path, receiver: Receiver, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "SECONDS_TO_SEND", 0.3)
    receiver.answers = [(308, {})] * 9
    main(watched(log, "--at-end", "close", "--at", AT, "--webhook", receiver.url))
    assert (
        "did not take report 1: HTTP 308; trying again after 1 s\n"
        "  help: redirects are not followed: name the address that it leads to\n"
    ) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("problem", "en", "fa"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "Connection refused", "اتصال پذیرفته نشد"),
        (
            socket.gaierror(-2, "Name or service not known"),
            "Name or service not known",
            "چنین نامی در شبکه نیست",
        ),
        (
            ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)"),
            "no secure connection could be made",
            "اتصال امن برقرار نشد",
        ),
        (
            untrusted("self-signed certificate"),
            "its certificate is not trusted: self-signed certificate",
            "گواهی آن را خودش امضا کرده است",
        ),
        (
            untrusted("Hostname mismatch, certificate is not valid for 'hooks.example'."),
            "its certificate is for another name",
            "گواهی آن برای نام دیگری است",
        ),
        (
            untrusted("certificate has expired"),
            "its certificate has expired",
            "اعتبار گواهی آن به سر آمده است",
        ),
    ],
)
def test_why_a_receiver_cannot_be_reached_is_told_in_both_languages(
    log: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], problem: OSError, en: str, fa: str
) -> None:  # fmt: skip
    """In Persian the words of the system, with its number before them, stood in the middle of the sentence."""

    def connect(_: HTTPConnection) -> None:
        raise problem

    monkeypatch.setattr(watch, "SECONDS_TO_SEND", 0.3)
    monkeypatch.setattr(HTTPConnection, "connect", connect)
    told = []
    for language in ("en", "fa"):
        url = "http://127.0.0.1:9"
        main(watched(log, "--at-end", "close", "--at", AT, "--webhook", url, "--lang", language))
        told.append(strip_isolates(capsys.readouterr().err))
    assert f"did not take report 1: {en}; trying again after 1 s\n" in told[0]
    assert f"را نپذیرفت: {fa}؛ پس از ۱ ثانیه دوباره فرستاده می‌شود\n" in told[1]
    is_of_signer = en.startswith("its certificate is not trusted")  # who is trusted mends nothing else
    assert ["SSL_CERT_FILE" in words for words in told] == [is_of_signer] * 2


def test_a_watch_that_is_killed_while_it_sends_loses_nothing_and_repeats_only_under_the_same_id(
    log: Path, receiver: Receiver
) -> None:
    options = watched(log, "--at-end", "close", "--at", AT, "--webhook", receiver.url, "--batch", "3")
    for least in (3, 12):
        process = subprocess.Popen(  # noqa: S603 -- it is ours
            [sys.executable, "-m", "slakit", *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while process.poll() is None:
            if len(receiver.came) >= least:
                process.send_signal(signal.SIGKILL)
                process.wait()
    main(options)
    ids = [headers["webhook-id"] for headers, _, _ in receiver.came]
    assert list(dict.fromkeys(ids)) == [row.hash for row in ledger(log)]
    bodies = {headers["webhook-id"]: body for headers, body, _ in receiver.came}
    assert all(bodies[headers["webhook-id"]] == body for headers, body, _ in receiver.came)


def test_a_server_sends_what_it_finds_too(tmp_path: Path, receiver: Receiver) -> None:
    webhook = Webhook(address_of(receiver.url), lambda entry: json.dumps({"seq": entry.seq}).encode())
    with serving(app(EDITION, tmp_path / "state.db", Settings(), webhook=webhook)) as address:
        address.post(*[request_made(number) for number in range(600)])
        told = [one["seq"] for one in address.told()]
        deadline = time.monotonic() + 20
        while len(receiver.came) < len(told):
            assert time.monotonic() < deadline
            time.sleep(0.05)
    assert len(told) > 200
    assert receiver.taken() == told


def test_a_warning_is_sent_under_the_same_id_whenever_it_is_sent(tmp_path: Path, receiver: Receiver) -> None:
    """It is in no ledger, so a server that begins anew sends it again; the receiver knows it by its id."""
    now = [NOON]
    for count in (1, 2):
        now[0] = NOON
        webhook = Webhook(address_of(receiver.url), lambda _: b"a row", secret=SECRET)
        settings = Settings(clock=lambda: now[0], warn_before="2 hours")
        with serving(app(EDITION, tmp_path / "state.db", settings, webhook=webhook)) as server:
            server.post(request_made(1))
            now[0] = NOON + 71 * HOUR
            until = time.monotonic() + 10
            while len(receiver.came) < count:
                assert time.monotonic() < until
                time.sleep(0.05)
    (first, body, _), (second, again, _) = receiver.came
    assert (json.loads(body)["kind"], body) == ("warning", again)
    assert first["webhook-id"] == second["webhook-id"]
    assert first["webhook-signature"] == signature(
        SECRET, first["webhook-id"], int(first["webhook-timestamp"]), body
    )


def test_a_watch_sends_warnings_beside_the_rows_of_its_ledger(
    log: Path, receiver: Receiver, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of 38 requests in a row, the first eight are due within 64:30 hours of the last one, and exactly that is enough."""
    lines = log.read_text("utf-8").splitlines(keepends=True)
    log.write_text("".join(lines[:38]), "utf-8")
    options = ["--at-end", "stop", "--warn-before", f"{64 * 60 + 30} minutes", "--format", "jsonl"]
    main(watched(log, *options, "--webhook", receiver.url))
    written = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    posted = [json.loads(body) for _, body, _ in receiver.came]
    ids = [f"request-answered/event=q{number},source=desk" for number in range(8)]
    assert [(one["kind"], one["id"], "seq" in one) for one in posted] == [
        ("warning", name, False) for name in ids
    ]
    assert posted == [one for one in written if one["kind"] == "warning"]
    assert posted[0]["due"] == "2024-04-12T22:00:00Z"
    names = [headers["webhook-id"] for headers, _, _ in receiver.came]
    assert len(set(names)) == 8
    assert not set(names) & {row.hash for row in ledger(log)}
    main(watched(log, *options, "--webhook", receiver.url))
    assert [headers["webhook-id"] for headers, _, _ in receiver.came] == names * 2


def test_a_warning_that_is_not_taken_is_named_as_one(
    log: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(watch, "SECONDS_TO_SEND", 0.3)
    receiver.answers = [(503, {})] * 2
    options = ["--at-end", "stop", "--warn-before", "3 days", "--webhook", receiver.url]
    main(watched(log, *options))
    told = strip_isolates(capsys.readouterr().err)
    host = receiver.url.split("/")[2]
    assert told == f"slakit: `{host}` did not take a warning: HTTP 503; trying again after 1 s\n"


def test_warnings_wait_in_a_bounded_number(receiver: Receiver) -> None:
    webhook = Webhook(address_of(receiver.url), lambda _: b"")
    taken = [webhook.notify(Notice(f"{number}", b"{}")) for number in range(AHEAD + 1)]
    assert taken == [True] * AHEAD + [False]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://portal.example/", "not-http"),
        ("portal.example", "not-http"),
        ("https://", "not-http"),
        ("https://" + "portal.example:0x/", "not-http"),
        ("https://portal.example/a b", "not-http"),
        ("https://portal.example/\r\nx: y", "not-http"),
        ("https://" + "name:word@portal.example/", "password"),
        ("http://portal.example/", "not-secret"),
        ("http://10.0.0.1/", "not-secret"),
    ],
)
def test_an_address_that_is_none_or_that_anybody_can_listen_to_is_refused(url: str, reason: str) -> None:
    with pytest.raises(WrongAddress) as wrong:
        address_of(url)
    assert wrong.value.reason == reason


def test_plain_http_is_for_this_machine_or_for_who_says_so() -> None:
    assert address_of("http://[::1]:80/").hostname == "::1"
    assert address_of("http://localhost/").hostname == "localhost"
    assert address_of("http://10.0.0.1/", may_be_insecure=True).hostname == "10.0.0.1"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            ["--webhook", "http://portal.example/"],
            (
                "slakit: findings would travel over plain HTTP, where anybody on the way can read them\n"
                "  help: name an address with `https:`, or say `--insecure-webhook`\n"
            ),
        ),
        (
            ["--webhook", "https://portal.example/", "--webhook-secret-file", "short"],
            (
                "slakit: the secret of the webhook has fewer than 16 characters, or is not base64 after `whsec_`\n"
                "  help: make one with `openssl rand -hex 32`\n"
            ),
        ),
    ],
)
def test_what_would_be_unsafe_is_refused(
    options: list[str],
    told: str,
    log: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(log.parent)
    Path("short").write_text("whsec_never-base64-at-all", "utf-8")
    assert main(watched(log, "--at-end", "stop", *options)) == 2
    assert capsys.readouterr().err == told


def test_a_webhook_needs_a_store(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["watch", str(COUNTER), str(log), "--lang", "en", "--webhook", "https://portal.example/"]
    assert main(arguments) == 2
    assert capsys.readouterr().err == (
        "slakit: `--webhook` goes with `--store`: what was sent is noted there\n  help: name a file by `--store`\n"
    )
