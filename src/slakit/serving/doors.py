"""Who may come in: a bearer token for senders, and for a browser a cookie that was got for the token once.

The token stands in no URL, so no log and no history of a browser holds it.
"""

import hashlib
import hmac
import time
from collections.abc import Callable
from typing import Final

COOKIE: Final = "slakit-status"
HOURS_12: Final = 12 * 3600
"""So long a browser is let in after it has given the token, in seconds."""
SHORTEST_TOKEN: Final = 16


class Door:
    """Tells those who know a token from others, in a time that does not depend on what they say.

    >>> door = Door("a token of many letters", clock=lambda: 0)
    >>> door.knows("Bearer a token of many letters"), door.knows("Bearer another"), door.knows(None)
    (True, False, False)
    >>> door.let_in_before(door.cookie()), door.let_in_before("43200.0"), Door(None).knows(None)
    (True, False, True)
    """

    def __init__(self, token: str | None, clock: Callable[[], float] = time.time) -> None:
        self._token = None if token is None else token.encode()
        self._clock = clock

    @property
    def is_open(self) -> bool:
        """Whether anybody may come in."""
        return self._token is None

    def knows(self, authorization: str | None) -> bool:
        """Whether a header `Authorization` names the token."""
        scheme, _, given = (authorization or "").partition(" ")
        return self.is_token(given.strip() if scheme.lower() == "bearer" else "")

    def is_token(self, given: str) -> bool:
        """Whether a text is the token."""
        return self._token is None or hmac.compare_digest(
            hashlib.sha256(given.encode("utf-8", "surrogatepass")).digest(),
            hashlib.sha256(self._token).digest(),
        )

    def cookie(self) -> str:
        """What a browser shows from now on instead of the token: until when, and that we said so."""
        until = str(int(self._clock()) + HOURS_12)
        return f"{until}.{self._seal(until)}"

    def let_in_before(self, cookie: str | None) -> bool:
        """Whether a cookie is one of ours and its time is not up."""
        if self._token is None:
            return True
        until, _, seal = (cookie or "").partition(".")
        if not hmac.compare_digest(seal.encode(), self._seal(until).encode()):
            return False
        return int(until) > self._clock()

    def _seal(self, until: str) -> str:
        assert self._token is not None  # nobody needs a cookie where anybody may come in
        return hmac.new(self._token, f"slakit status {until}".encode(), hashlib.sha256).hexdigest()
