"""The page of a server that says how it stands: who may see it, what it says, and that it stays current in a browser."""

import asyncio
import json
import os
import shutil
import threading
import time
from collections.abc import Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from counter_server import EDITION, HOUR, NOON, TOKEN, Address, request_answered, request_made, serving

from slakit import Event, Monitor
from slakit.engines.monitor.points import PointWatch
from slakit.messages import Language
from slakit.serving import Limits, Settings, app
from slakit.serving.intake import Intake
from slakit.serving.shared_status import SharedStatus
from slakit.serving.status import Status
from slakit.serving.taking import Taking
from slakit.serving.words import STATUS_WORDS
from slakit.verdicts.verdict import Verdict

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Address]:
    """A server with a token, asked by somebody who does not name it."""
    with serving(app(EDITION, tmp_path / "state.db", Settings(token=TOKEN))) as address:
        yield address


def entered(server: Address) -> str:
    """The cookie that the token gets."""
    answer = server.ask("POST", "/enter", f"token={TOKEN.replace(' ', '+')}".encode(), content_type=FORM)
    assert (answer.status, answer.headers["location"]) == (303, "./")
    return answer.headers["set-cookie"]


def test_a_browser_is_let_in_by_a_cookie_that_it_got_for_the_token(server: Address) -> None:
    asked = server.ask("GET", "/")
    assert asked.status == 401
    assert b'<form method="post" action="enter">' in asked.body
    wrong = server.ask("POST", "/enter", b"token=another+token+of+many+letters", content_type=FORM)
    assert (wrong.status, "set-cookie" in wrong.headers) == (401, False)
    assert "That is not the token." in wrong.body.decode()
    cookie = entered(server)
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    name = cookie.partition(";")[0]
    assert [
        server.ask("GET", path, cookie=name).status for path in ("/", "/status", "/findings?after=0")
    ] == [200] * 3
    assert [server.ask("GET", path).status for path in ("/status", "/findings?after=0")] == [401, 401]
    forged = name[:-1] + ("0" if name[-1] != "0" else "1")
    assert server.ask("GET", "/status", cookie=forged).status == 401


def test_a_cookie_posts_no_event(server: Address) -> None:
    """Only the token does: a page of another site could make a browser send what it holds."""
    name = entered(server).partition(";")[0]
    assert server.post(request_made(1), cookie=name).status == 401


def test_a_form_that_is_too_large_is_no_token(server: Address) -> None:
    assert server.ask("POST", "/enter", b"token=" + b"a" * 5000, content_type=FORM).status == 401


def test_the_page_allows_no_script_but_its_own(server: Address) -> None:
    asked = server.ask("GET", "/", authorization=f"Bearer {TOKEN}")
    policy = asked.headers["content-security-policy"]
    nonce = policy.partition("script-src 'nonce-")[2].partition("'")[0]
    assert policy.startswith("default-src 'none'; script-src 'nonce-")
    assert "unsafe" not in policy
    page = asked.body.decode()
    assert page.count(f'<script nonce="{nonce}">') == 1
    assert "http:" not in page
    assert "https:" not in page
    again = server.ask("GET", "/", authorization=f"Bearer {TOKEN}").headers["content-security-policy"]
    assert again != policy


def test_the_status_tells_what_is_open_and_what_was_told(tmp_path: Path) -> None:
    with serving(app(EDITION, tmp_path / "state.db", Settings(token=TOKEN)), TOKEN) as server:
        server.post(request_made(1), request_made(2), request_answered(1))
        status = json.loads(server.ask("GET", "/status").body)
    assert status["complete"] is True
    assert (status["events"], status["repeated"], status["set-aside"]) == ("3", "0", "0")
    told = [one["outcome"] for one in status["latest"]]
    assert told == ["violated", "violated"], status["latest"]
    assert {one["clause"]: one["violated"] for one in status["clauses"]} == {"2": "2"}
    assert status["open"] == []


def test_what_is_open_stands_in_the_order_of_its_deadlines(tmp_path: Path) -> None:
    with serving(app(EDITION, tmp_path / "state.db", Settings(token=TOKEN)), TOKEN) as server:
        server.post(*(request_made(number) for number in (1, 2, 8, 9)))
        status = json.loads(server.ask("GET", "/status").body)
    assert [(one["clause"], one["due"], one["left"], one["urgent"]) for one in status["open"]] == [
        ("2", "2024-04-13 01:15", "70:00:00 left", False),
        ("2", "2024-04-13 01:30", "70:15:00 left", False),
        ("2", "2024-04-13 03:00", "71:45:00 left", False),
    ]


def test_what_waits_longer_is_not_judged_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks each second for what is due soon must not have all judged that was opened in a year."""
    monitor = Monitor(EDITION)
    for number in range(40):
        monitor.feed(request_made(number))
    monitor.advance(NOON + 40 * HOUR)
    judged: list[str] = []

    def noted(self: PointWatch, event: Event, at: int) -> Verdict:
        judged.append(event.id)
        return verdict_of(self, event, at)

    verdict_of = PointWatch._verdict
    monkeypatch.setattr(PointWatch, "_verdict", noted)
    assert [one.occasion["event"] for one in monitor.due_within("1950 minutes")] == ["q0", "q1", "q2"]
    soonest, count = monitor.most_urgent(2)
    assert ([one.occasion["event"] for _, one in soonest], count) == (["q0", "q1"], 40)
    assert judged == ["q0", "q1", "q2", "q0", "q1"]


def test_who_asks_at_once_gets_one_status(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one is made, all others who come wait for the next one, so that twenty pages cost as much as two."""
    made: list[int | None] = []

    def slowly(self: Status, taking: Taking, now: int | None) -> dict[str, object]:
        made.append(now)
        time.sleep(0.09)
        return document_of(self, taking, now)

    document_of = Status.document
    monkeypatch.setattr(Status, "document", slowly)
    with serving(app(EDITION, tmp_path / "state.db", Settings(token=TOKEN)), TOKEN) as server:
        server.post(request_made(1))
        with ThreadPoolExecutor(20) as pages:
            told = list(pages.map(lambda _: server.ask("GET", "/status").document["events"], range(20)))
    assert told == ["1"] * 20
    assert len(made) < 10


def test_pages_that_wait_are_answered_by_an_application_that_was_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each start has an event loop of its own, and what was waited with in the first is of no use in the second."""
    begun, go_on = threading.Event(), threading.Event()
    document_of = Status.document

    def slowly(self: Status, taking: Taking, now: int | None) -> dict[str, object]:
        begun.set()
        go_on.wait()
        return document_of(self, taking, now)

    monkeypatch.setattr(Status, "document", slowly)
    again = app(EDITION, tmp_path / "state.db", Settings())

    async def asked() -> int:
        told: list[MutableMapping[str, Any]] = []

        async def send(message: MutableMapping[str, Any]) -> None:
            told.append(message)

        async def receive() -> MutableMapping[str, Any]:
            return {"type": "http.request"}

        request = {"type": "http", "method": "GET", "path": "/status", "headers": [(b"host", b"localhost")]}
        await again({**request, "query_string": b""}, receive, send)
        return int(told[0]["status"])

    async def two_at_once() -> list[int]:
        begun.clear()
        go_on.clear()
        async with again.router.lifespan_context(again):
            first = asyncio.create_task(asked())
            await asyncio.to_thread(begun.wait)
            second = asyncio.create_task(asked())
            await asyncio.sleep(0.05)
            go_on.set()
            return list(await asyncio.gather(first, second))

    assert [asyncio.run(two_at_once()) for _ in range(2)] == [[200, 200]] * 2


def test_a_status_that_takes_long_to_say_is_shown_for_a_while(tmp_path: Path) -> None:
    """Nine times as long as it took, so that senders wait for it a tenth of the time at most; one that is not complete is not."""
    at, taken = 0.0, [0.3, 0.3, 0.05, 0.3]
    events = 0

    class Slow(Status):
        def document(self, taking: Taking, now: int | None) -> dict[str, object]:
            nonlocal at, events
            at += taken.pop(0)
            events += 1
            return {"events": events, "complete": events != 1}

    async def asked() -> list[object]:
        nonlocal at
        taking = Taking(lambda: Monitor(EDITION), tmp_path / "state.db", "en")
        intake = Intake(taking, Limits())
        shared = SharedStatus(Slow(EDITION, "en"), intake, None, lambda: at)
        told = list[object]()
        for later in (0, 0, 2.6, 0.2, 0, 0):
            at += later
            told.append((await shared.document())["events"])
        intake.close()
        return told

    assert asyncio.run(asked()) == [1, 2, 2, 3, 4, 4]


def test_what_is_broken_already_is_no_open_deadline(tmp_path: Path) -> None:
    """One second before the deadline it is urgent; after it, it is broken."""
    clock = [0]
    settings = Settings(token=TOKEN, clock=lambda: clock[0])
    with serving(app(EDITION, tmp_path / "state.db", settings), TOKEN) as server:
        server.post(request_made(1), request_made(2))
        due = NOON + HOUR // 4 + 72 * HOUR
        clock[0] = due - 1_000_000
        (one,) = json.loads(server.ask("GET", "/status").body)["open"]
        assert (one["left"], one["urgent"]) == ("00:00:01 left", True)
        server.post(request_answered(2))
        status = json.loads(server.ask("GET", "/status").body)
    assert status["open"] == []
    assert [one["violated"] for one in status["clauses"]] == ["2"]


def test_a_server_that_begins_again_counts_what_it_told_before(tmp_path: Path) -> None:
    for _ in range(2):
        with serving(app(EDITION, tmp_path / "state.db", Settings(token=TOKEN)), TOKEN) as server:
            server.post(request_made(1), request_answered(1))
            status = json.loads(server.ask("GET", "/status").body)
            assert {one["clause"]: one["violated"] for one in status["clauses"]} == {"2": "1"}


def test_what_a_line_casts_doubt_on_is_counted_as_undetermined(tmp_path: Path) -> None:
    """An answer from the future may be the one that was missing; when the true one comes, nothing is counted twice."""
    settings = Settings(token=TOKEN, lateness="4 days")

    def counted(server: Address) -> dict[str, str]:
        (clause,) = server.ask("GET", "/status").document["clauses"]
        return {name: count for name, count in clause.items() if count != "0"}

    for _ in range(2):
        with serving(app(EDITION, tmp_path / "state.db", settings), TOKEN) as server:
            server.post(request_made(1), request_made(2), request_answered(2, 71), request_made(800))
            assert [one["finding"]["outcome"] for one in server.told()[:2]] == ["fulfilled", "violated"]
            ahead = {
                **request_answered(1),
                "recordedtime": request_made(801)["time"],
                "time": "2024-12-01T00:00:00Z",
            }
            server.post(ahead)
            assert counted(server) == {"clause": "2", "fulfilled": "1", "undetermined": "1"}
    with serving(app(EDITION, tmp_path / "state.db", settings), TOKEN) as server:
        server.post({**request_answered(1, 203), "id": "a1-again"}, request_made(1600))
        (told,) = [one for one in server.told() if one["kind"] == "superseded"]
        assert (told["finding"]["reason"], told["before"]["outcome"]) == ("perhaps-set-aside", "undetermined")
        assert counted(server)["undetermined"] == "2"


def test_every_word_of_the_page_is_in_both_languages() -> None:
    assert all(set(words) == {"en", "fa"} for words in STATUS_WORDS.values())


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed; `make browser` installs one")
@pytest.mark.parametrize(("language", "scheme"), [("en", "dark"), ("fa", "light")])
def test_the_page_stays_current_in_a_browser(tmp_path: Path, language: Language, scheme: str) -> None:
    """From the entrance on; nothing is complained of, nothing comes from elsewhere, and everybody can read it."""
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import expect, sync_playwright

    settings = Settings(token=TOKEN, language=language)
    words = {name: said[language] for name, said in STATUS_WORDS.items()}
    sandbox = [] if os.geteuid() else ["--no-sandbox"]  # Chromium has no sandbox for root
    with (
        serving(app(EDITION, tmp_path / "state.db", settings), TOKEN) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--disable-gpu", "--disable-quic", *sandbox]
        )
        page = browser.new_page(
            color_scheme="dark" if scheme == "dark" else "light",
            viewport={"width": 390, "height": 900},
            bypass_csp=True,
        )
        complaints: list[str] = []
        asked: set[str] = set()
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda problem: complaints.append(str(problem)))
        page.on("request", lambda request: asked.add(request.url.split("/")[2]))
        page.goto(f"http://127.0.0.1:{server.port}/")
        page.get_by_label(words["token"]).fill(TOKEN)
        page.get_by_role("button", name=words["enter"]).click()
        expect(page.locator("#state")).to_have_text(words["live"])
        expect(page.locator("#open-none")).to_be_visible()
        complaints.clear()  # the entrance itself is answered with 401
        server.post(request_made(1), request_made(5))
        expect(page.locator("#open tr")).to_have_count(1)
        if picture := os.environ.get("SLAKIT_PICTURES"):
            page.screenshot(path=f"{picture}/status-{language}-open.png", full_page=True)
        server.post(request_answered(1))
        expect(page.locator("#latest li.violated")).to_have_count(2)
        expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "fa" else "ltr")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
        if picture := os.environ.get("SLAKIT_PICTURES"):
            page.screenshot(path=f"{picture}/status-{language}.png", full_page=True)
        assert complaints == []
        assert asked == {f"127.0.0.1:{server.port}"}
        browser.close()
