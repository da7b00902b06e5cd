"""`slakit serve`: what is taken and what is refused, and that nothing acknowledged is lost."""

import gzip
import http.client
import json
import socket
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from http import HTTPStatus
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from counter_server import (
    COUNTER,
    EDITION,
    HOUR,
    NOON,
    ONE,
    SEVERAL,
    TOKEN,
    Address,
    Answer,
    request_answered,
    request_made,
    served,
    serving,
)
from starlette.applications import Starlette
from starlette.routing import Mount

from slakit import Monitor, check, load
from slakit.calendars import show_utc
from slakit.cli import main
from slakit.cli.sinks import JsonLines
from slakit.monitoring.store import Entry, Store
from slakit.monitoring.store_file import StoreRefused
from slakit.monitoring.webhook import Webhook, address_of
from slakit.reports.changes import report_document
from slakit.serving import Limits, Settings, app
from slakit.serving.taking import Taking
from slakit.text import strip_isolates

ROOT = Path(__file__).parents[1]
LATENESS = "4 days"
MORE_THAN_THIS_MACHINE = (
    "slakit: without a token, nothing but this machine is listened to, and `{}` is more than that\n"
    "  help: name a file with a token by `--token-file`, or say `--insecure-without-token` behind a proxy that knows its clients\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "state.db"


@pytest.fixture
def server(store: Path) -> Iterator[Address]:
    """A server with a token, which whoever asks names."""
    with serving(app(EDITION, store, Settings(token=TOKEN, lateness=LATENESS)), TOKEN) as address:
        yield address


def monitored(events: list[dict[str, object]]) -> list[object]:
    """What a monitor tells of events, in the shape of the lines of a server."""
    monitor = Monitor(EDITION, lateness=LATENESS)
    told = [report for event in events for report in monitor.feed(event)]
    return [report_document(seq, report, EDITION, None) for seq, report in enumerate(told, start=1)]


def became(answer: Answer) -> list[object]:
    """What became of each event of a delivery."""
    assert answer.status == HTTPStatus.OK, answer.body
    return [(one["id"], one["became"]) for one in answer.document["events"]]


# --- what is taken ---


def test_an_event_is_taken_in_each_content_mode_and_known_when_it_comes_again(server: Address) -> None:
    asked, answered = request_made(1), request_answered(1)
    first = server.post(asked)
    assert (first.status, first.headers["content-type"]) == (200, "application/json")
    assert first.document == {
        "taken": 1,
        "repeated": 0,
        "set-aside": 0,
        "events": [{"source": "desk", "id": "q1", "became": "taken"}],
    }
    assert became(server.post(asked, request_made(2), request_made(2))) == [
        ("q1", "repeated"),
        ("q2", "taken"),
        ("q2", "repeated"),
    ]
    attributes = {f"ce_{name}": str(value) for name, value in answered.items() if name != "data"}
    body = json.dumps(answered["data"]).encode()
    binary = server.ask("POST", "/events", body, content_type="application/json", **attributes)
    assert became(binary) == [("a1", "taken")]
    assert became(server.post(answered)) == [("a1", "repeated")]


def test_headers_of_binary_mode_are_percent_encoded(server: Address, store: Path) -> None:
    event = {**request_made(1), "source": "دفتر"}
    attributes = {f"ce_{name}": str(value) for name, value in event.items() if name not in ("data", "source")}
    source = "".join(f"%{byte:02X}" for byte in "دفتر".encode())
    body = json.dumps(event["data"]).encode()
    answer = server.ask(
        "POST", "/events", body, content_type="application/json", ce_source=source, **attributes
    )
    assert answer.document["events"] == [{"source": "دفتر", "id": "q1", "became": "taken"}]


def test_headers_of_binary_mode_may_stand_in_quotation_marks(server: Address) -> None:
    """An older edition of CloudEvents let senders write them so; the event is the one without the marks."""
    event = {**request_made(1), "id": 'a "5"\\%'}
    server.post(event)
    plain = {f"ce_{name}": f'"{value}"' for name, value in event.items() if name not in ("data", "id")}
    body = json.dumps(event["data"]).encode()
    answer = server.ask(
        "POST", "/events", body, content_type="application/json", ce_id='"a \\"5\\"\\\\%25"', **plain
    )
    assert became(answer) == [('a "5"\\%', "repeated")]


@pytest.mark.parametrize("name", ["%ff", "%FE", "a%c3", "%ed%a0%80"])
def test_a_header_whose_bytes_are_no_utf_8_is_refused(name: str, server: Address) -> None:
    """Two of them would be taken for one event."""
    attributes = {f"ce_{name}": str(value) for name, value in request_made(1).items() if name != "data"}
    body = json.dumps(request_made(1)["data"]).encode()
    answer = server.ask(
        "POST", "/events", body, content_type="application/json", **{**attributes, "ce_id": name}
    )
    assert (answer.status, answer.document) == (
        400,
        {
            "status": 400,
            "reason": "header-not-utf-8",
            "detail": "the percent-encoded bytes of the header `ce-id` are no UTF-8",
        },
    )
    assert server.told() == []


def test_a_field_that_is_not_read_is_told_to_the_sender_and_in_the_status(server: Address) -> None:
    """An event that comes again, or with others that are refused, is not counted."""
    first, second = (
        {**request_made(number), "data": {"request": f"r{number}", "requests": 2}} for number in (1, 2)
    )
    server.post(first, {"id": "broken"})
    answer = server.post(first, request_made(3), first)
    unknown = {"reason": "unknown-field", "message": "the field `requests` of `request.made` is unknown"}
    cure = {"help": "did you mean `request`?"}
    assert answer.document == {
        "taken": 2,
        "repeated": 1,
        "set-aside": 0,
        "events": [
            {"source": "desk", "id": "q1", "became": "taken", "remarks": [unknown | cure]},
            {"source": "desk", "id": "q3", "became": "taken"},
            {"source": "desk", "id": "q1", "became": "repeated"},
        ],
    }
    server.post(second)
    assert server.ask("GET", "/status").document["not-read"] == [
        {
            "reason": "unknown-field",
            "message": "the field `requests` of `request.made` was not read; events with it: 2",
        }
        | cure
    ]


def test_what_is_told_is_what_a_monitor_tells_of_the_same_events(server: Address) -> None:
    events = [event for number in range(12) for event in (request_made(number), request_answered(number))]
    for start in range(0, len(events), 5):
        server.post(*events[start : start + 5])
    assert server.told() == monitored(events)


def test_an_event_that_comes_too_late_is_kept_and_said_to_be_set_aside(server: Address, store: Path) -> None:
    server.post(request_made(2000))
    answer = server.post(request_made(1))
    assert answer.document == {
        "taken": 0,
        "repeated": 0,
        "set-aside": 1,
        "events": [
            {
                "source": "desk",
                "id": "q1",
                "became": "set-aside",
                "reason": "came-too-late",
                "message": "it happened at 2024-04-09T22:15:00Z, and every instant before 2024-04-26T18:00:00Z was over when it came",
                "help": "allow events to come later, or judge the whole log with `slakit check`",
            }
        ],
    }
    assert became(server.post(request_made(1))) == [("q1", "repeated")]
    (incomplete,) = [one for one in server.told() if one["kind"] == "incomplete"]
    assert incomplete["set-aside"]["place"] == "http:2"
    assert "request-answered" in incomplete["tainted"]


def test_an_event_that_lies_ahead_is_kept_and_said_to_be_set_aside(store: Path) -> None:
    """It makes nothing late; what a sender of the future says is told to him with the cure."""
    settings = Settings(arrival_clock=lambda: NOON, tolerate_ahead="30 minutes")
    with serving(app(EDITION, store, settings)) as address:
        assert became(address.post(request_made(2))) == [("q2", "taken")]
        (said,) = address.post(request_made(3)).document["events"]
        assert became(address.post(request_made(1))) == [("q1", "set-aside")]  # since q2, not q3
    assert said == {
        "source": "desk",
        "id": "q3",
        "became": "set-aside",
        "reason": "time-ahead",
        "message": "it says that it happened at 2024-04-09T22:45:00Z, but at 2024-04-09T22:00:00Z it was there already",
        "help": "set the clock of its sender right and send it again under an id of its own, or tolerate more by `--tolerate-ahead`",
    }


def test_an_event_is_known_for_ever_and_over_a_restart(store: Path) -> None:
    for _ in range(2):
        with serving(app(EDITION, store, Settings())) as address:
            address.post(request_made(1))
            address.post(request_made(4000))
            assert became(address.post(request_made(1))) == [("q1", "repeated")]
    with closing(Store(store)) as opened:
        assert [json.loads(line)["id"] for line in opened.log()] == ["q1", "q4000"]


def test_the_events_that_a_store_keeps_are_a_log_for_check(store: Path) -> None:
    events = [request_made(1), request_answered(1), request_made(2)]
    with serving(app(EDITION, store, Settings(lateness=LATENESS))) as address:
        pretty = json.dumps(events[0], indent=2).encode()
        address.ask("POST", "/events", pretty, content_type=ONE)
        address.post(*events[1:])
    with closing(Store(store)) as opened:
        kept = [json.loads(line) for line in opened.log()]
    assert kept == events
    at = "2024-06-01T00:00:00Z"
    assert check(EDITION, kept, at=at).findings == check(EDITION, events, at=at).findings


# --- what is refused ---


def test_a_batch_with_an_event_that_cannot_be_read_is_refused_whole(server: Address) -> None:
    """The sender hears of each event at fault, and can send the batch again when it is mended."""
    batch: list[Any] = [request_made(1), {"specversion": "1.0", "id": "x"}, 7, request_made(2)]
    answer = server.post(*batch)
    assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json")
    assert answer.document == {
        "status": 400,
        "reason": "no-event",
        "detail": "none of the events was taken: some cannot be read",
        "events": [
            {
                "event": 2,
                "id": "x",
                "reason": "missing-attribute",
                "message": "the attribute `source` of the event is missing",
                "help": 'add `"source": …` beside `data`, not inside it',
            },
            {
                "event": 3,
                "reason": "not-an-object",
                "message": "the line is JSON, but no JSON object",
                "help": "write the event as one JSON object: its attributes between braces, separated by commas",
            },
        ],
    }
    assert became(server.post(request_made(1), request_made(2))) == [("q1", "taken"), ("q2", "taken")]


def test_another_event_under_a_known_id_is_refused(server: Address) -> None:
    server.post(request_made(1))
    other = {**request_made(9), "id": "q1"}
    told = {
        "id": "q1",
        "reason": "conflicting-id",
        "message": "another event with the source `desk` and the id `q1` says something else",
        "help": "give each event an id of its own; send the same id only with the same event",
    }
    answer = server.post(other)
    assert (answer.status, answer.document["events"]) == (400, [{"event": 1, **told}])
    other = {**other, "id": "q2"}
    within = server.post(request_made(2), other)
    assert [one["event"] for one in within.document["events"]] == [2]
    assert became(server.post(other)) == [("q2", "taken")]


@pytest.mark.parametrize(
    ("kind", "body", "status", "reason"),
    [
        ("text/plain", b"{}", 415, "unknown-content-type"),
        ("application/json", b"{}", 415, "unknown-content-type"),
        (SEVERAL, b"{}", 400, "not-a-list"),
        (SEVERAL, b"[{},", 400, "not-a-list"),
        (SEVERAL, b"[" * 100_000, 400, "not-a-list"),
        (ONE, b"{", 400, "no-event"),
        (ONE, b"", 400, "no-event"),
        (ONE, b'{"id": "1", "id": "2"}', 400, "no-event"),
        (ONE, b"\xff", 400, "no-event"),
    ],
)
def test_what_is_no_event_is_refused_with_the_reason(
    kind: str, body: bytes, status: int, reason: str, server: Address
) -> None:
    answer = server.ask("POST", "/events", body, content_type=kind)
    assert (answer.status, answer.document["reason"]) == (status, reason)
    assert became(server.post(request_made(1))) == [("q1", "taken")]


@pytest.mark.parametrize("packed", ["gzip", "br", "x-unknown"])
def test_a_body_that_is_packed_is_refused_as_that_and_not_as_a_broken_event(
    packed: str, server: Address
) -> None:
    line = json.dumps(request_made(1)).encode()
    body = gzip.compress(line) if packed == "gzip" else line
    answer = server.ask("POST", "/events", body, content_type=ONE, content_encoding=packed)
    assert (answer.status, answer.document["reason"]) == (415, "unknown-content-encoding")
    answer = server.ask("POST", "/events", line, content_type=ONE, content_encoding="identity")
    assert answer.document["taken"] == 1


def test_the_body_of_binary_mode_cannot_write_attributes(server: Address) -> None:
    attributes = {f"ce_{name}": str(value) for name, value in request_made(1).items() if name != "data"}
    for body in (b'{}, "id": "2"', b""):
        answer = server.ask("POST", "/events", body, content_type="application/json", **attributes)
        assert (answer.status, answer.document["reason"]) == (400, "body-not-json")


def test_who_names_no_token_or_another_one_is_not_let_in(server: Address) -> None:
    for header in ("", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer \xe9"):
        for method, path in (("POST", "/events"), ("GET", "/findings"), ("GET", "/stream")):
            answer = server.ask(method, path, authorization=header)
            assert (answer.status, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert answer.document == {
        "status": 401,
        "reason": "unauthorised",
        "detail": "the token is missing or wrong: send it as `Authorization: Bearer …`",
    }


def test_a_server_without_a_token_answers_to_the_names_of_this_machine_alone(store: Path) -> None:
    """A page of another site that made its name point to this machine is refused."""
    with serving(app(EDITION, store)) as address:
        for name in ("localhost:1234", "LOCALHOST", "127.0.0.1", "[::1]", "[::1]:1234"):
            assert address.ask("GET", "/findings", host=name).status == 200
        for name in ("evil.example", "localhost.evil.example", "[::1].evil.example", "[::2]:80"):
            answer = address.ask("GET", "/findings", host=name)
            assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json")
            assert answer.document["reason"] == "wrong-host"


@pytest.mark.parametrize(
    ("method", "path", "status", "problem"),
    [
        ("GET", "/nowhere", 404, ("no-such-page", "there is no such page")),
        ("DELETE", "/events", 405, ("wrong-method", "this address is asked otherwise: by POST")),
        ("GET", "/findings", 500, ("failed", "slakit itself failed: please report it")),
    ],
)
def test_every_answer_to_a_program_is_a_problem_or_what_was_asked(
    method: str,
    path: str,
    status: int,
    problem: tuple[str, str],
    store: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        monkeypatch.setattr(Taking, "entries", lambda *_: 1 / 0)
    with serving(app(EDITION, store)) as address:
        answer = address.ask(method, path)
    assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json")
    reason, detail = problem
    assert answer.document == {"status": status, "reason": reason, "detail": detail}
    assert answer.headers.get("allow") == ("POST" if status == HTTPStatus.METHOD_NOT_ALLOWED else None)


def test_persian_answers_are_persian(store: Path) -> None:
    with serving(app(EDITION, store, Settings(language="fa"))) as address:
        answer = address.ask("POST", "/events", b"[]", content_type="text/plain")
        assert answer.document["detail"].startswith("نوع محتوای «\u2066text/plain\u2069» پذیرفته نیست")
        answer = address.post({"specversion": "1.0"})
        assert answer.document["events"][0]["message"] == "ویژگی «id» رویداد نوشته نشده است"
        for body, told in (
            (b"{}", "بدنهٔ یک دسته باید فهرست JSON رویدادها باشد و این چیز دیگری است"),
            (b"[{},", "بدنهٔ درخواست JSON نیست: پیش از پایانش بریده شده است"),
            (b"[{},x]", "بدنهٔ درخواست JSON نیست: از بایت \u20665\u2069 به بعد خواندنی نیست"),
            (b"[" * 100_000, "بدنهٔ درخواست رویداد نیست: لایه‌های تودرتوی آن بیش از اندازه است"),
        ):
            answer = address.ask("POST", "/events", body, content_type=SEVERAL)
            assert answer.document["detail"] == told


# --- limits ---


def test_a_body_over_the_limit_is_refused_whether_it_says_its_length_or_not(store: Path) -> None:
    body = json.dumps(request_made(1)).encode()
    for most, status in ((len(body), 200), (len(body) - 1, 413)):
        with serving(app(EDITION, store, Settings(limits=Limits(body=most)))) as address:
            assert address.ask("POST", "/events", body, content_type=ONE).status == status
            pieces = iter([body[:50], body[50:]])
            assert address.ask("POST", "/events", pieces, content_type=ONE).status == status


def test_more_requests_a_second_than_the_rate_are_put_off(store: Path) -> None:
    with serving(app(EDITION, store, Settings(limits=Limits(rate=2)))) as address:
        answers = [address.post(request_made(number)) for number in range(6)]
    statuses = [answer.status for answer in answers]
    assert statuses[:2] == [200, 200]
    put_off = answers[statuses.index(429)]
    assert put_off.headers["retry-after"] == "1"
    assert put_off.document["detail"] == "too much waits to be judged; send it again after 1 s"


def test_while_too_much_waits_more_is_put_off(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits is counted in bytes, from the moment a body begins to be read."""
    held = threading.Event()
    take = Taking.take
    monkeypatch.setattr(Taking, "take", lambda *given: (held.wait(20), take(*given))[1])
    body = json.dumps(request_made(1)).encode()
    limits = Limits(waiting=2 * len(body) + 98)
    application = app(EDITION, store, Settings(limits=limits))
    with serving(application) as address:
        answers: list[int] = []
        senders = [
            threading.Thread(target=lambda: answers.append(address.post(request_made(1)).status))
            for _ in range(2)
        ]
        for sender in senders:
            sender.start()
        deadline = time.monotonic() + 10
        while application.state.intake._room != 98:
            assert time.monotonic() < deadline
        assert address.ask("POST", "/events", b"0" * 99, content_type=ONE).status == 429
        held.set()
        for sender in senders:
            sender.join()
        assert answers == [200, 200]
        assert address.post(request_made(1)).status == 200


def test_a_sender_that_does_not_send_its_body_is_not_waited_for(store: Path) -> None:
    def slowly() -> Iterator[bytes]:
        yield b"{"
        time.sleep(1)
        yield b"}"

    with serving(app(EDITION, store, Settings(limits=Limits(patience=0.1)))) as address:
        answer = address.ask("POST", "/events", slowly(), content_type=ONE)
        assert (answer.status, answer.document["detail"]) == (408, "the body did not come within 0.1 s")


# --- durability ---


def test_nothing_acknowledged_is_lost_by_kill_9(store: Path) -> None:
    """A sender in this process, a server in another, killed again and again while it takes events."""
    taken: set[str] = set()
    number = 0
    for round_ in range(3):
        with served(store) as process:
            stopped = threading.Event()

            def send(process_: Any = process, stopped_: Any = stopped) -> None:  # noqa: ANN401 -- whatever it is given
                nonlocal number
                while not stopped_.is_set():
                    batch = [request_made(number), request_answered(number), request_made(number + 1)]
                    try:
                        answer = process_.address.post(*batch)
                    except OSError:
                        return
                    except Exception:  # noqa: BLE001 -- it was cut off while it answered
                        return
                    assert answer.status == 200
                    taken.update(one["id"] for one in answer.document["events"])
                    number += 1

            sender = threading.Thread(target=send)
            sender.start()
            least = len(taken) + 20 + 7 * round_
            while len(taken) < least and sender.is_alive():
                time.sleep(0.005)
            process.kill()
            stopped.set()
            sender.join()
    assert len(taken) > 60
    with closing(Store(store)) as opened:
        kept = [json.loads(line) for line in opened.log()]
        told = [report_document(one.seq, one.told, EDITION, None) for one in opened.entries()]
        assert opened.first_broken() is None
    assert taken <= {event["id"] for event in kept}
    assert told == monitored(kept)


def test_while_the_store_cannot_be_written_nothing_is_acknowledged_and_then_all_goes_on(
    store: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    commit = Store.commit
    full = sqlite3.OperationalError("database or disk is full")

    def failing(*given: Any, **more: Any) -> list[Entry]:  # noqa: ANN401 -- whatever it is given
        if fails:
            raise full
        return commit(*given, **more)

    fails = False
    monkeypatch.setattr(Store, "commit", failing)
    with serving(app(EDITION, store, Settings(lateness=LATENESS))) as address:
        address.post(request_made(1))
        fails = True
        for _ in range(2):
            answer = address.post(request_answered(1))
            assert (answer.status, answer.headers["retry-after"]) == (503, "1")
            assert answer.document["reason"] == "not-kept"
        fails = False
        assert became(address.post(request_answered(1), request_made(2))) == [
            ("a1", "taken"),
            ("q2", "taken"),
        ]
        assert address.told() == monitored([request_made(1), request_answered(1), request_made(2)])
        fails = True
        assert address.post(request_made(3)).status == 503
        fails = False
    told = [one for one in caplog.records if one.name.startswith("slakit")]
    assert [one.getMessage() for one in told] == [f"a delivery was not taken: {full}"] * 2
    assert [one.exc_info for one in told] == [None] * 2


def test_a_delivery_that_makes_judging_fail_makes_no_other_fail(
    store: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    take = Monitor.take

    def failing(monitor: Monitor, event: Any) -> Any:  # noqa: ANN401 -- whatever it is given
        if event.id == "q3":
            raise ZeroDivisionError
        return take(monitor, event)

    monkeypatch.setattr(Monitor, "take", failing)
    from slakit.serving.deliveries import Delivery

    taking = Taking(lambda: Monitor(EDITION), store, "en")
    taking.open()
    lines = [json.dumps(request_made(number)).encode() for number in range(5)]
    answers = taking.take([Delivery((line,), len(line)) for line in lines])
    taking.close()
    assert [answer.became for answer in answers] == ["taken", "taken", "taken", "failed", "taken"]
    with closing(Store(store)) as opened:
        assert [json.loads(line)["id"] for line in opened.log()] == ["q0", "q1", "q2", "q4"]
    assert "a delivery was not taken" in caplog.text
    assert "ZeroDivisionError" in caplog.text  # a mistake in slakit is told with its trace


# --- readers ---


def events_of(connection: Any, least: int) -> list[Any]:  # noqa: ANN401 -- whatever it is given
    """What a stream says, until so many rows have come."""
    text = b""
    while text.count(b"\ndata: ") < least or not text.endswith(b"\n\n"):
        piece = connection.recv(65536)
        assert piece
        text += piece
    return [json.loads(line[6:]) for line in text.split(b"\n") if line.startswith(b"data: ")]


def test_a_reader_gets_what_is_told_and_goes_on_after_the_row_that_it_names(server: Address) -> None:
    server.post(*[request_made(number) for number in range(30)])
    told = server.told()
    with closing(server.stream(len(told))) as late:
        late.settimeout(10)
        server.post(request_made(2000))
        more = server.told()
        assert len(more) > len(told)
        assert events_of(late, len(more) - len(told)) == more[len(told) :]


def test_a_reader_who_names_a_row_of_another_ledger_misses_nothing(server: Address) -> None:
    """As after a store was made anew: he was told nothing until the ledger had come to his number."""
    server.post(*[request_made(number) for number in range(30)])
    told = server.told()
    with closing(server.stream(len(told) + 1)) as reader:
        reader.settimeout(10)
        assert events_of(reader, len(told)) == told
    assert server.ask("GET", f"/findings?after={len(told)}").body == b""
    answer = server.ask("GET", f"/findings?after={len(told) + 1}")
    assert (answer.status, answer.document["reason"]) == (400, "wrong-number")


def test_a_quiet_stream_says_nothing(store: Path) -> None:
    """Who asks what has moved is told when events came of which nothing was told, and not each second."""
    with serving(app(EDITION, store, Settings(warn_before="2 hours"))) as address:
        with closing(http.client.HTTPConnection("127.0.0.1", address.port, timeout=3)) as connection:
            connection.request("GET", "/stream?moved")
            answer = connection.getresponse()
            assert answer.read1() == b"retry: 2000\n\n"
            with pytest.raises(TimeoutError):
                answer.read1()
        with closing(http.client.HTTPConnection("127.0.0.1", address.port, timeout=10)) as connection:
            connection.request("GET", "/stream?moved")
            answer = connection.getresponse()
            assert answer.read1() == b"retry: 2000\n\n"
            address.post(request_made(1))
            assert answer.read1() == b"event: moved\ndata: {}\n\n"


def test_a_slow_reader_costs_no_memory_and_misses_nothing(store: Path) -> None:
    """Ten readers ask for a stream of megabytes and read nothing of it; the server stays as large as it was."""
    with served(store, environment={"SLAKIT_TOKEN": TOKEN}) as process:
        address = process.address
        for start in range(0, 1200, 200):
            batch = [request_made(number) for number in range(start, start + 200)]
            assert address.post(*batch).status == 200
        last = int(address.told()[-1]["seq"])
        assert last > 500
        before = process.resident()
        readers = [address.stream(0) for _ in range(10)]
        for number in range(1200, 1220):
            assert address.post(request_made(number)).status == 200
        assert process.resident() - before < 16 * 1024
        readers[0].settimeout(20)
        told = events_of(readers[0], last)
        assert [one["seq"] for one in told[:last]] == list(range(1, last + 1))
        for reader in readers:
            reader.close()


def test_readers_are_warned_of_what_is_due_soon_each_once(store: Path, tmp_path: Path) -> None:
    """Whoever comes later is warned of what still stands; a file gets the same, without a number, and no row of the ledger."""
    told = tmp_path / "told.jsonl"
    sink = JsonLines(EDITION, None, told)
    at = NOON
    settings = Settings(clock=lambda: at, warn_before="2 hours")
    with serving(app(EDITION, store, settings, sink=sink)) as address:
        address.post(request_made(1), request_made(3))
        at += 71 * HOUR  # of 72, from a quarter of an hour and from three quarters after noon on
        found = []
        for _ in range(2):
            with closing(address.stream(0)) as reader:
                reader.settimeout(10)
                found.append(events_of(reader, 2))
        ledger = address.told()
        status = address.ask("GET", "/status").document
    assert found[0] == found[1]
    assert [(one["kind"], one["id"], one["due"], "seq" in one) for one in found[0]] == [
        ("warning", f"request-answered/event=q{number},source=desk", show_utc(due), False)
        for number in (1, 3)
        for due in [NOON + number * HOUR // 4 + 72 * HOUR]
    ]
    sink.close()
    assert [json.loads(line) for line in told.read_bytes().splitlines()] == found[0]
    assert ledger == []
    assert [(one["id"], one["urgent"]) for one in status["open"]] == [
        ("request-answered/event=q1,source=desk", True),
        ("request-answered/event=q3,source=desk", True),
    ]


def test_more_readers_than_are_allowed_are_refused(store: Path) -> None:
    limits = Limits(readers=1)
    with (
        serving(app(EDITION, store, Settings(limits=limits))) as address,
        closing(address.stream(0)) as first,
    ):
        first.settimeout(10)
        begun = b""
        while b"retry: 2000" not in begun:
            begun += first.recv(4096)
        answer = address.ask("GET", "/stream")
        assert (answer.status, answer.document["reason"]) == (503, "too-many-readers")


# --- stores and mounting ---


def test_a_file_with_reports_of_another_ledger_gets_all_of_this_one(store: Path, tmp_path: Path) -> None:
    """As after a store was judged anew by an agreement that has changed: what it was told of is not what it has got."""
    told, changed = tmp_path / "told.jsonl", tmp_path / "changed"
    copytree(COUNTER, changed)
    text = (changed / "agreement.yaml").read_text("utf-8").replace("within: 3 days", "within: 2 days")
    (changed / "agreement.yaml").write_text(text, "utf-8")
    ledgers = []
    for number, edition in enumerate((EDITION, load(changed))):
        if number:
            new = tmp_path / "new.db"
            assert main(["store", "migrate", str(changed), str(store), "--to", str(new)]) == 0
            store = new
        for start in (0, 100):
            sink = JsonLines(edition, None, told)
            with serving(app(edition, store, Settings(lateness=LATENESS), sink=sink)) as address:
                address.post(*[request_made(start + 1000 * number + one) for one in range(0, 1000, 10)])
                ledger = address.told()
            sink.close()
        ledgers += ledger
    assert [json.loads(line) for line in told.read_bytes().splitlines()] == ledgers


def test_an_event_that_is_kept_and_was_changed_is_seen_by_verify(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(2):  # it goes on summing after a restart
        with serving(app(EDITION, store, Settings(lateness=LATENESS))) as address:
            address.post(request_made(2 * number), request_made(2 * number + 1))
    verify = ["ledger", "verify", str(COUNTER), str(store), "--lang", "en"]
    assert main(verify) == 0
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("drop trigger log_is_not_changed")
        connection.execute("update log set line = replace(line, 'r3', 'r4')")
    capsys.readouterr()
    assert main(verify) == 1
    assert "is not as it was written" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "`127.0.0.1:{port}` cannot be listened on: Address already in use"),
        ("fa", "نمی‌توان به «127.0.0.1:{port}» گوش داد: برنامهٔ دیگری آن را گرفته است"),
    ],
)
def test_a_port_that_is_taken_is_told_in_few_words(
    language: str, told: str, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        options = ["--store", str(store), "--port", str(port), "--lang", language]
        assert main(["serve", str(COUNTER), *options]) == 2
    assert strip_isolates(capsys.readouterr().err) == f"slakit: {told.format(port=port)}\n"


def test_a_server_and_a_watch_refuse_the_store_of_each_other(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text(json.dumps(request_made(1)) + "\n", "utf-8")
    options = ["--lang", "en", "--store"]
    assert main(["watch", str(COUNTER), str(log), "--at-end", "stop", *options, str(store)]) == 0
    with pytest.raises(StoreRefused, match="other-source"):
        app(EDITION, store)
    served_store = tmp_path / "served.db"
    app(EDITION, served_store).state.intake.close()
    capsys.readouterr()
    assert main(["watch", str(COUNTER), str(log), "--at-end", "stop", *options, str(served_store)]) == 2
    assert capsys.readouterr().err == (
        f"slakit: the store `{served_store}` goes on after what a server was sent, not after `{log}`\n"
        "  help: give the watch a store of its own; `slakit serve` goes on with this one, and `slakit store events` writes"
        " its events as a log\n"
    )


@pytest.mark.parametrize("token", ["", " "])
def test_an_empty_token_is_refused(token: str) -> None:
    """Whoever named none was let in, from anywhere: an empty header is what an empty token asks for."""
    with pytest.raises(ValueError, match="the token is empty"):
        Settings(token=token)


def test_a_store_behind_a_link_that_leads_nowhere_is_not_forbidden_but_missing(tmp_path: Path) -> None:
    link = tmp_path / "state.db"
    link.symlink_to(tmp_path / "nowhere" / "state.db")
    with pytest.raises(StoreRefused) as refused:
        app(EDITION, link)
    assert refused.value.detail == "No such file or directory"


def test_a_store_that_is_refused_is_told_in_words(store: Path) -> None:
    """A program that showed what it caught showed a tuple."""
    opened = app(EDITION, store)
    with pytest.raises(StoreRefused) as refused:
        app(EDITION, store)
    opened.state.intake.close()
    assert str(refused.value) == (
        f"the store `{store}` is in use, by another process or by something in this one that is not closed yet"
        " (in-use)"
    )
    assert (refused.value.reason, refused.value.path) == ("in-use", store)


def test_a_store_of_the_first_schema_is_gone_on_with(store: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text(json.dumps(request_made(1)) + "\n", "utf-8")
    options = ["watch", str(COUNTER), str(log), "--at-end", "stop", "--store", str(store), "--lang", "en"]
    main(options)
    with closing(sqlite3.connect(store)) as connection:
        connection.executescript("drop table log; pragma user_version = 1;")
    assert main(options) == 0
    with closing(Store(store)) as opened:
        assert list(opened.log()) == []


@pytest.mark.parametrize("runs_lifespan", [True, False])
def test_an_application_of_others_mounts_it(runs_lifespan: bool, store: Path) -> None:  # noqa: FBT001 -- a case of the test
    """With the lifespan of the mounted application, as the page shows, the store is closed; without, it is not needed."""
    mounted = app(EDITION, store, Settings(token=TOKEN))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with mounted.router.lifespan_context(mounted):
            yield

    routes = [Mount("/slakit", mounted)]
    portal = Starlette(routes=routes, lifespan=lifespan if runs_lifespan else None)
    with serving(portal, TOKEN) as address:
        body = json.dumps(request_made(1)).encode()
        assert became(address.ask("POST", "/slakit/events", body, content_type=ONE)) == [("q1", "taken")]
    if not runs_lifespan:
        mounted.state.intake.close()
    with closing(Store(store)) as opened:
        assert len(list(opened.log())) == 1


def test_an_application_can_be_started_again(store: Path) -> None:
    """As by tests, of which each starts the same one: it goes on from its store, and is closed as often."""
    again = app(EDITION, store, Settings(token=TOKEN))
    for expected in ("taken", "repeated"):
        with serving(again, TOKEN) as address:
            body = json.dumps(request_made(1)).encode()
            assert became(address.ask("POST", "/events", body, content_type=ONE)) == [("q1", expected)]
            assert address.ask("GET", "/status").status == 200
    again.state.intake.close()
    with closing(Store(store)) as opened:
        assert len(list(opened.log())) == 1


def test_an_application_whose_webhook_has_ended_says_so(store: Path) -> None:
    """What sends is not begun again, and nothing would be sent in silence."""
    hook = Webhook(address_of("http://127.0.0.1:9/"), lambda _: b"{}")
    ended = app(EDITION, store, Settings(token=TOKEN), webhook=hook)
    ended.state.intake.close()
    with pytest.raises(RuntimeError, match="make another one with `app`"):
        ended.state.intake.begin()


def test_the_event_that_the_page_sends_is_taken(store: Path) -> None:
    page = (ROOT / "docs" / "serving.md").read_text("utf-8")
    body = page.partition("--data '")[2].partition("'")[0].encode()
    with serving(app(load(ROOT / "agreements" / "hamadan-governorate" / "1398"), store)) as address:
        assert became(address.ask("POST", "/events", body, content_type=ONE)) == [("1", "taken")]


# --- the command ---


def test_the_token_is_in_nothing_that_a_server_writes(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(TOKEN + "\n", "utf-8")
    output = tmp_path / "told.jsonl"
    with served(store, "--token-file", str(file), "--output", str(output)) as process:
        assert process.address.post(request_made(1)).status == 401
        process.address.token = TOKEN
        assert process.address.post(request_made(1)).status == 200
        process.address.ask("GET", "/findings?token=" + TOKEN.replace(" ", "+"))
        told = process.address.told()
        process.popen.terminate()
        _, said = process.popen.communicate(timeout=20)
    assert TOKEN not in said
    assert TOKEN.encode() not in store.read_bytes()
    assert [json.loads(line) for line in output.read_text("utf-8").splitlines()] == told


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            ["--host", "0.0.0.0"],  # noqa: S104 -- it is refused
            MORE_THAN_THIS_MACHINE.format("0.0.0.0"),  # noqa: S104 -- it is refused
        ),
        (
            ["--host", "portal.example"],
            MORE_THAN_THIS_MACHINE.format("portal.example"),
        ),
        (
            ["--token-file", "short"],
            "slakit: the token has fewer than 16 characters\n  help: make one with `openssl rand -hex 32`\n",
        ),
        (
            ["--token-file", "lines"],
            "slakit: `lines` has more than one line, and a secret has one\n  help: give the secret a file of its own\n",
        ),
        (
            ["--webhook", "https://portal.example/hooks", "--webhook-secret-file", "lines"],
            "slakit: `lines` has more than one line, and a secret has one\n  help: give the secret a file of its own\n",
        ),
        (["--token-file", "none"], "slakit: cannot read `none`: No such file or directory\n"),
        (
            ["--port", "99999"],
            "slakit: `99999` is no port: ports are 0 to 65535\n",
        ),
        (
            ["--largest-body", "0"],
            "slakit: `0` is not allowed for `--largest-body`\n  help: it is from 1 on\n",
        ),
        (["--rate", "-1"], "slakit: `-1` is not allowed for `--rate`\n  help: it is from 0 on\n"),
    ],
)
def test_what_would_be_unsafe_or_cannot_be_is_refused(
    options: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "short").write_text("123456789012345", "utf-8")
    (tmp_path / "lines").write_text("1234567890123456\nits owner\n", "utf-8")
    assert main(["serve", str(COUNTER), "--store", "state.db", "--lang", "en", *options]) == 2
    assert capsys.readouterr().err == told


def test_deadlines_pass_by_the_clock_while_no_event_comes(store: Path) -> None:
    at = NOON
    with serving(app(EDITION, store, Settings(clock=lambda: at))) as address:
        assert became(address.post(request_made(1))) == [("q1", "taken")]
        at += 30 * 24 * 3_600_000_000
        deadline = time.monotonic() + 10
        while not any(one.get("id") == "request-answered/event=q1,source=desk" for one in address.told()):
            assert time.monotonic() < deadline
