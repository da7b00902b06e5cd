"""The application: what each address of the server does."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from slakit.monitoring import length_of
from slakit.reports.names import Names
from slakit.serving.deliveries import Undeliverable, delivery_of, must_be_taken
from slakit.serving.doors import COOKIE, HOURS_12, Door
from slakit.serving.intake import Intake, Overfull
from slakit.serving.pages import Pages, font
from slakit.serving.shared_status import SharedStatus
from slakit.serving.status import URGENT, Status
from slakit.serving.stream import NoSuchRow, Stream
from slakit.serving.words import said

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from slakit.loading import Edition
    from slakit.serving.settings import Settings
    from slakit.serving.taking import Answer

SECONDS_UNTIL_AGAIN: Final = 1
"""What `Retry-After` says where too much waits."""
LONGEST_FORM: Final = 4096
"""Bytes of the form in which a browser gives the token."""
NAMES_OF_THIS_MACHINE: Final = ("localhost", "127.0.0.1", "[::1]")


def application(edition: "Edition", intake: Intake, settings: "Settings") -> Starlette:
    """An ASGI application over an intake; whoever names the token, or everybody if there is none, may use it."""
    served = _Served(edition, intake, settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        intake.begin()
        served.begin()
        ticking = asyncio.create_task(intake.tick())
        yield
        ticking.cancel()
        intake.close()

    # Without a token, a page of another site could be made to look like this machine (DNS rebinding).
    names = Middleware(_OnlyThisMachine, refusal=served.refusal(400, "wrong-host"))
    app = Starlette(
        routes=[
            Route("/", served.page, methods=["GET"]),
            Route("/enter", served.enter, methods=["POST"]),
            Route("/status", served.status, methods=["GET"]),
            Route("/font.woff2", served.font, methods=["GET"]),
            Route("/events", served.take, methods=["POST"]),
            Route("/findings", served.findings, methods=["GET"]),
            Route("/stream", served.stream, methods=["GET"]),
        ],
        middleware=[names] if settings.token is None and settings.only_this_machine else [],
        exception_handlers={
            404: served.no_page,
            405: served.no_method,
            500: served.mistake,
        },
        lifespan=lifespan,
    )
    app.state.intake = intake
    return app


class _Served:
    """What the addresses do, each a method."""

    def __init__(self, edition: "Edition", intake: Intake, settings: "Settings") -> None:
        self._intake = intake
        self._limits = settings.limits
        self._door = Door(settings.token)
        self._language = settings.language
        self._stream = Stream(edition, intake, settings.limits.readers)
        urgent = URGENT if settings.warn_before is None else length_of(settings.warn_before)
        status = Status(edition, settings.language, urgent=urgent)
        self._shared = SharedStatus(status, intake, settings.clock)
        self._pages = Pages(
            Names(edition, settings.language).chosen(edition.agreement.title), settings.language
        )

    def begin(self) -> None:
        """Answer in the event loop that runs now, which is another one where the application was started before."""
        self._shared.begin()

    async def take(self, request: "Request") -> Response:
        """`POST /events`: 200 if the events are kept, and what became of each."""
        if not self._door.knows(request.headers.get("authorization")):
            return self._unauthorised()
        try:
            return self._told(await self._delivered(request))
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        except Undeliverable as problem:
            return self.refusal(problem.status, problem.reason, entry=problem.entry, values=problem.values)
        except Overfull:
            again = {"seconds": SECONDS_UNTIL_AGAIN}
            return self.refusal(429, "too-many-at-once", values=again, again=SECONDS_UNTIL_AGAIN)

    async def findings(self, request: "Request") -> Response:
        """`GET /findings?after=N`: what was told, a line of JSON for each row of the ledger, a thousand at most."""
        if not self._lets_in(request):
            return self._unauthorised()
        after = request.query_params.get("after", "0")
        if not (after.isascii() and after.isdigit() and len(after) < 19):
            return self.refusal(400, "wrong-number", values={"found": after})
        try:
            lines = await self._stream.lines(int(after))
        except NoSuchRow:
            return self.refusal(400, "wrong-number", values={"found": after})
        return Response(lines, media_type="application/x-ndjson")

    async def stream(self, request: "Request") -> Response:
        """`GET /stream`: the same as server-sent events, as they come."""
        if not self._lets_in(request):
            return self._unauthorised()
        response = self._stream.response(request)
        return response or self.refusal(503, "too-many-readers", again=SECONDS_UNTIL_AGAIN)

    # --- for people ---

    async def page(self, request: "Request") -> Response:
        """`GET /`: how it stands, or the entrance for a browser that has not given the token yet."""
        if not self._lets_in(request):
            return _shown(self._pages.entrance(is_wrong=False), 401)
        return _shown(self._pages.status())

    async def enter(self, request: "Request") -> Response:
        """`POST /enter`: a cookie for the token, which no other site can have sent and no script can read."""
        try:
            form = parse_qs((await self._body(request, LONGEST_FORM)).decode("utf-8", "replace"))
        except (Undeliverable, ClientDisconnect):
            form = {}
        if not self._door.is_token("".join(form.get("token", []))):
            return _shown(self._pages.entrance(is_wrong=True), 401)
        answer = RedirectResponse("./", 303)
        if not self._door.is_open:
            answer.set_cookie(
                COOKIE, self._door.cookie(), max_age=HOURS_12, httponly=True, samesite="strict",
                secure=request.url.scheme == "https", path=request.scope.get("root_path", "") + "/",
            )  # fmt: skip
        return answer

    async def status(self, request: "Request") -> Response:
        """`GET /status`: what the page shows, as JSON."""
        if not self._lets_in(request):
            return self._unauthorised()
        return JSONResponse(await self._shared.document(), headers={"cache-control": "no-store"})

    async def font(self, request: "Request") -> Response:
        """`GET /font.woff2`: the font of the pages; it is no secret."""
        return Response(font(), media_type="font/woff2", headers={"cache-control": "max-age=86400"})

    # --- what is nowhere ---

    async def no_page(self, _: "Request", __: Exception) -> Response:
        """The answer at an address that there is not."""
        return self.refusal(404, "no-such-page")

    async def no_method(self, _: "Request", problem: Exception) -> Response:
        """The answer to whoever asks otherwise than an address is asked; it names how."""
        allowed = (problem.headers or {}).get("Allow", "") if isinstance(problem, HTTPException) else ""
        answer = self.refusal(405, "wrong-method", values={"allowed": allowed})
        answer.headers["allow"] = allowed
        return answer

    async def mistake(self, _: "Request", __: Exception) -> Response:
        """The answer where slakit itself fails, which is logged."""
        return self.refusal(500, "failed")

    def _lets_in(self, request: "Request") -> bool:
        """Whether somebody may read: a program by the token, a browser by the cookie that it got for it."""
        return self._door.knows(request.headers.get("authorization")) or self._door.let_in_before(
            request.cookies.get(COOKIE)
        )

    # --- what is taken ---

    async def _delivered(self, request: "Request") -> "Answer":
        headers = list(request.headers.items())
        kind = must_be_taken(request.headers.get("content-type"), headers)
        most = self._limits.body
        length = request.headers.get("content-length")
        size = int(length) if length and length.isascii() and length.isdigit() else most
        if size > most:
            raise Undeliverable(413, "body-too-large", most=most)
        with self._intake.room_for(size):
            body = await self._body(request, most)
            return await self._intake.take(delivery_of(kind, headers, body))

    async def _body(self, request: "Request", most: int) -> bytes:
        pieces: list[bytes] = []
        size, patience = 0, self._limits.patience
        try:
            async with asyncio.timeout(patience):
                async for piece in request.stream():
                    size += len(piece)
                    if size > most:
                        raise Undeliverable(413, "body-too-large", most=most)
                    pieces.append(piece)
        except TimeoutError as late:
            raise Undeliverable(408, "body-too-slow", seconds=str(patience)) from late
        return b"".join(pieces)

    # --- what is answered ---

    def _told(self, answer: "Answer") -> Response:
        match answer.became:
            case "taken":
                became = [one["became"] for one in answer.events]
                counts = {word: became.count(word) for word in ("taken", "repeated", "set-aside")}
                return JSONResponse({**counts, "events": [dict(one) for one in answer.events]})
            case "refused":
                return self.refusal(400, "no-event", events=[dict(one) for one in answer.events])
            case _:
                return self.refusal(503, "not-kept", again=SECONDS_UNTIL_AGAIN)

    def _unauthorised(self) -> Response:
        answer = self.refusal(401, "unauthorised")
        answer.headers["www-authenticate"] = "Bearer"
        return answer

    def refusal(
        self,
        status: int,
        reason: str,
        *,
        entry: str | None = None,
        values: Mapping[str, str | int] | None = None,
        events: list[dict[str, object]] | None = None,
        again: int | None = None,
    ) -> Response:
        """What is wrong, as RFC 9457 writes it."""
        document: dict[str, object] = {"status": status, "reason": reason}
        document["detail"] = said(entry or reason, self._language, **(values or {}))
        if events is not None:
            document["events"] = events
        headers = {} if again is None else {"retry-after": str(again)}
        return JSONResponse(document, status, headers, media_type="application/problem+json")


class _OnlyThisMachine:
    """Lets those alone in who ask under a name of this machine."""

    def __init__(self, app: "ASGIApp", refusal: Response) -> None:
        self._app = app
        self._refusal = refusal

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on, or refuse it."""
        is_let_in = scope["type"] == "lifespan" or _name_in(Headers(scope=scope)) in NAMES_OF_THIS_MACHINE
        await (self._app if is_let_in else self._refusal)(scope, receive, send)


def _name_in(headers: Headers) -> str:
    """The name that is asked under, without the port."""
    return re.sub(r":[0-9]*\Z", "", headers.get("host", "").lower())


def _shown(page: tuple[str, str], status: int = 200) -> Response:
    """A page with its policy; nobody keeps it, frames it, or guesses at what it is."""
    content, policy = page
    headers = {
        "content-security-policy": policy,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
    }
    return HTMLResponse(content, status, headers)
