"""A webhook: what was told, sent to another system until it has taken it, and warnings of what may be told.

Rows of the ledger are posted one after the other, each again and again until it is answered with 2xx; how far they got is
noted in the store. So nothing is lost, and what is sent again after a restart has the same `webhook-id`, by which the
receiver knows it. Headers and signature are those of Standard Webhooks 1.0.0 (standardwebhooks.com).
"""

import base64
import binascii
import hashlib
import hmac
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from slakit.monitoring.store import Entry, Store

FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 300.0
"""Seconds before the second attempt, and before any later one: each pause is twice the one before, up to this."""
LONGEST_WISH: Final = 3600.0
"""Seconds for which a receiver may wish to be left alone; one that is wrong by years must not silence it."""
TIMEOUT: Final = 15.0
"""So many seconds a receiver has to answer."""
AHEAD: Final = 256
"""Rows that are held in memory; all others wait in the ledger."""
UNKNOWN_CERTIFICATE: Final = "its certificate is not trusted"
"""How the problem of an attempt begins that ended because nobody who is trusted signed the certificate of the receiver."""
_OTHER_NAME: Final = "its certificate is for another name"
_TOO_OLD: Final = "its certificate has expired"
_NO_TLS: Final = "no secure connection could be made"
_PREFIX: Final = "whsec_"


class WrongAddress(ValueError):
    """An address that findings cannot be sent to; `reason` is `not-http`, `password` or `not-secret`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"{_OBJECTIONS[self.reason]} ({self.reason})"


_OBJECTIONS: Final = {
    "not-http": "this is no address of the web",
    "password": "the address holds a name or a password",
    "not-secret": "findings would travel over plain HTTP, where anybody on the way can read them: `may_be_insecure` allows it",
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """An attempt that failed: the row, what was wrong, and after how many seconds it is tried again.

    A notice has no row: its `seq` is 0.
    """

    seq: int
    problem: str
    pause: float


@dataclass(frozen=True, slots=True)
class Notice:
    """What is sent besides the rows of a ledger; `id` is the same whenever the same is sent."""

    id: str
    body: bytes


def address_of(url: str, *, may_be_insecure: bool = False) -> SplitResult:
    """An address that findings may be sent to. Raises `WrongAddress` for one that is none, or that anybody can listen to.

    >>> address_of("https://portal.example/hooks").hostname
    'portal.example'
    """
    try:
        address = urlsplit(url)
        known = address.scheme in ("http", "https") and address.hostname and (address.port or 1) > 0
    except ValueError:
        known = False
    if not known or not url.isascii() or not url.isprintable() or " " in url:
        raise WrongAddress("not-http")
    if address.username is not None:
        raise WrongAddress("password")
    if address.scheme == "http" and not may_be_insecure and not _is_loopback(address.hostname or ""):
        raise WrongAddress("not-secret")
    return address


def signature(secret: str, name: str, timestamp: int, body: bytes) -> str:
    """The header `webhook-signature`. A secret that begins with `whsec_` is base64, as Standard Webhooks writes it.

    >>> signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    """
    key = secret.encode()
    if secret.startswith(_PREFIX):
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    signed = hmac.new(key, f"{name}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(signed).decode()


def is_secret(text: str) -> bool:
    """Whether a text can be signed with: 16 characters at least, and base64 if it says so."""
    try:
        signature(text, "", 0, b"")
    except binascii.Error:
        return False
    return len(text) >= 16


class Webhook:
    """Sends the rows of a ledger from a thread of its own. `turn` and `finish` belong to the thread of the store.

    `written` gives the body of a row, or nothing if it is not to be sent; `tell` is told of attempts that fail: of each row once, and when the reason
    changes. `clock` gives seconds for the header `webhook-timestamp`.
    """

    def __init__(
        self,
        address: SplitResult,
        written: Callable[[Entry], bytes | None],
        *,
        secret: str | None = None,
        tell: Callable[[Trouble], None] = lambda _: None,
        clock: Callable[[], float] = time.time,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        self._address = address
        self._written = written
        self._secret = secret
        self._tell = tell
        self._clock = clock
        self._first_pause = first_pause
        self._rows: queue.SimpleQueue[Entry | Notice | None] = queue.SimpleQueue()
        self._taken: int | None = None
        """The number of the last row that the receiver has taken; set by the thread that sends."""
        self._noted: int | None = None
        self._offered = 0
        self._notices_given = 0
        self._notices_sent = 0
        """How many were sent, or given up; set by the thread that sends."""
        self._stops = threading.Event()
        self._thread = threading.Thread(target=self._send_all, name="slakit-webhook", daemon=True)
        url = hashlib.sha256(address.geturl().encode()).hexdigest()
        self._name = f"webhook {url}"

    def turn(self, store: Store) -> int:
        """Note how far the receiver has got, and send what is new; how many rows it has not got yet."""
        if self._noted is None:
            self._noted = self._offered = self._taken = int(store.about().get(self._name, "0"))
            self._thread.start()
        assert self._taken is not None
        taken = self._taken
        if taken > self._noted:
            store.put(self._name, str(taken))
            self._noted = taken
        room = AHEAD - (self._offered - taken)
        for entry in store.entries(self._offered, room) if room > 0 else ():
            self._rows.put(entry)
            self._offered = entry.seq
        return store.last() - taken

    def notify(self, notice: Notice) -> bool:
        """Send something that is in no ledger, and in none of its places; false if so many wait that it is not taken.

        It is forgotten when this process ends.
        """
        if self._notices_given - self._notices_sent >= AHEAD:
            return False
        self._notices_given += 1
        self._rows.put(notice)
        return True

    def finish(self, store: Store, patience: float, pause: float = 0.05) -> int:
        """Go on until the receiver has got everything, or some seconds have passed; how many rows it has not got.

        Notices are waited for, too; those that are not sent in the end are forgotten.
        """
        until = time.monotonic() + patience
        while (
            (left := self.turn(store)) or self._notices_sent < self._notices_given
        ) and time.monotonic() < until:
            time.sleep(pause)
        return left

    def close(self) -> None:
        """Stop sending; what is being sent is given up, and sent again after a restart."""
        self._stops.set()
        self._rows.put(None)
        if self._thread.is_alive():
            self._thread.join(1)

    # --- the thread that sends ---

    def _send_all(self) -> None:
        while (one := self._rows.get()) is not None and not self._stops.is_set():
            if isinstance(one, Notice):
                self._send(one, 0)
                self._notices_sent += 1
            elif (body := self._written(one)) is None or self._send(Notice(one.hash, body), one.seq):
                self._taken = one.seq

    def _send(self, notice: Notice, seq: int) -> bool:
        """Send it until it is taken; false if that was given up."""
        pause, told = self._first_pause, ""
        while not self._stops.is_set():
            problem, wished = self._attempt(notice)
            if problem is None:
                return True
            wait = max(pause, min(wished, LONGEST_WISH))
            if problem != told:
                self._tell(Trouble(seq, problem, wait))
                told = problem
            self._stops.wait(wait)
            pause = min(2 * pause, LONGEST_PAUSE)
        return False

    def _attempt(self, notice: Notice) -> tuple[str | None, float]:
        """Post once: what was wrong, if anything, and how many seconds the receiver wishes to be left alone."""
        address, timestamp = self._address, int(self._clock())
        headers = {
            "content-type": "application/json",
            "user-agent": "slakit",
            "webhook-id": notice.id,
            "webhook-timestamp": str(timestamp),
        }
        if self._secret is not None:
            headers["webhook-signature"] = signature(self._secret, notice.id, timestamp, notice.body)
        kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
        connection = kind(address.hostname or "", address.port, timeout=TIMEOUT)
        path = (address.path or "/") + (f"?{address.query}" if address.query else "")
        begun = time.monotonic()
        time_is_up = threading.Timer(TIMEOUT, _cut, (connection,))
        time_is_up.start()
        try:
            connection.connect()
            # a name, a connection and TLS may have taken the time, of which nothing could be cut
            if late := _too_slow(begun):
                return late, 0
            connection.request("POST", path, notice.body, headers)
            answer = connection.getresponse()
        except (OSError, HTTPException) as problem:
            return _too_slow(begun) or _said(problem), 0
        finally:
            time_is_up.cancel()
            connection.close()
        if late := _too_slow(begun):  # its headers were cut off
            return late, 0
        if 200 <= answer.status < 300:
            return None, 0
        return f"HTTP {answer.status}", _wished(answer.headers.get("retry-after", ""), timestamp)


def _cut(connection: HTTPConnection) -> None:
    """End an attempt, though the receiver says a little now and then."""
    if connection.sock is not None:
        with suppress(OSError):  # it has ended by itself
            # that of a socket with TLS also takes away what another thread is reading with
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)


def _said(problem: OSError | HTTPException) -> str:
    """What was wrong, without numbers and places of the libraries: by these words a command tells it in Persian too."""
    if isinstance(problem, ssl.SSLCertVerificationError):
        why = problem.verify_message
        if "mismatch" in why:  # of the name of a host, or of its number, which it goes on to tell
            return _OTHER_NAME
        return _TOO_OLD if "expired" in why else f"{UNKNOWN_CERTIFICATE}: {why}"
    if isinstance(problem, ssl.SSLError):
        return _NO_TLS
    words = problem.strerror if isinstance(problem, OSError) else None
    return words or str(problem) or type(problem).__name__


def _too_slow(begun: float) -> str | None:
    return None if time.monotonic() - begun < TIMEOUT else "timed out"


def _wished(retry_after: str, now: int) -> float:
    """For how many seconds a receiver wishes to be left alone: a number of them, or a date."""
    if retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 9:
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - now)
    except (ValueError, OverflowError):
        return 0


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
