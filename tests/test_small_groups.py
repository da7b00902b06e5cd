"""No report tells anything of a group that is too small to be named: not its name, nor a number, nor by subtraction.

If one could, it would change with the group. So a year is told twice, with what may not be told changed in between, and
every form of every report must be the same, letter by letter. Persons carry marks that no report may show.
"""

import io
import json
import re
import sqlite3
import threading
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import duckdb
import pypdfium2
import pytest
from counter_server import serving

import slakit.judgement
from slakit.calendars import parse_day, show_utc, start_of_day, time_zone
from slakit.cli import main
from slakit.events.event import Log
from slakit.judgement import Judgement
from slakit.loading import load
from slakit.serving import Settings, app

EDITION = str(Path(__file__).parents[1] / "agreements" / "examples" / "simulated-governorate" / "1398")
AT = ["--at", "1399/01/01 00:00"]
FORMS = ("text", "json", "jsonl", "sarif", "junit", "github", "markdown")
TABLES = ("csv", "jsonl", "parquet", "sqlite", "duckdb")
IN_TEXT = (*FORMS, "all in text", "watch", "ledger", "ledger in text", "served", "status")
"""The forms that tell one finding after the other, and so name the group that is refused."""


OF_THE_LARGE = "equal-outcomes/service=svc-07,nationality=AF"


class Person(NamedTuple):
    """Somebody with a request of a category, and how it is decided."""

    group: str
    category: str = "first"
    decision: str = "approved"


LARGE = [*[Person("AF")] * 60, *[Person("IQ", decision="refused")] * 50]
"""The groups of the first cases; those of the others are too small to be named."""

SMALL = [*[Person("SY")] * 7, *[Person("TR")] * 5]
EXCHANGED = [*[Person("TR")] * 7, *[Person("SY")] * 5]
MOVED = [*[Person("SY")] * 6, *[Person("TR")] * 6]


def events(persons: Iterable[Person]) -> Iterator[dict[str, object]]:
    """A year of one service. Whoever asks is marked: `person-` and `house-` with a number."""
    first = start_of_day(parse_day("1398/02/01"), time_zone("Asia/Tehran"))
    for number, (group, category, decision) in enumerate(persons):
        begun = first + (number % 25) * 86_400_000_000 + number * 10_000_000
        about = {
            "request": f"r{number}", "service": "svc-07", "recipient": f"person-{number}", "channel": "portal",
            "household": f"house-{number}", "nationality": group, "category": category, "office": "office-1",
        }  # fmt: skip
        paid = {
            "service": "svc-07", "recipient": f"person-{number}", "amount": 100_000 + (number % 50 == 0),
            "fee-kind": "service-fee", "nationality": group, "channel": "portal",
        }  # fmt: skip
        steps: list[tuple[str, dict[str, object]]] = [
            ("request.submitted", dict(about)), ("fee.charged", dict(paid)),
            ("request.started", {"request": f"r{number}"}),
            ("request.decided", {"request": f"r{number}", "decision": decision}),
        ]  # fmt: skip
        for step, (kind, data) in enumerate(steps):
            yield {
                "specversion": "1.0", "id": f"e{number}-{step}", "source": "/office", "type": kind,
                "time": show_utc(begun + step * 1_000_000), "data": data,
            }  # fmt: skip


@contextmanager
def receiving() -> Iterator[tuple[str, list[str]]]:
    """The address of a system that findings are sent to, and the bodies that came."""
    came: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append(self.rfile.read(int(self.headers["content-length"])).decode())
            self.send_response(204)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/findings", came
        server.shutdown()
        thread.join()


def served(lines: list[str], store: Path) -> dict[str, str]:
    """What a server says that got these events, and one of after the term: its findings, its status and its page."""
    after = {
        "specversion": "1.0", "id": "after", "source": "/office", "type": "request.started",
        "time": "2020-03-22T00:00:00Z", "data": {"request": "none"},
    }  # fmt: skip
    with serving(app(load(EDITION), store, Settings())) as server:
        server.ask("POST", "/events", f"[{','.join([*lines, json.dumps(after)])}]".encode(),
                   content_type="application/cloudevents-batch+json")  # fmt: skip
        return {
            "served": json.dumps(server.told()),
            "status": server.ask("GET", "/status").body.decode(),
            "status page": re.sub("nonce[-=][^' >]*", "", server.ask("GET", "/").body.decode()),
        }


def read(file: Path) -> str:
    """The text of a file of any form."""
    match file.suffix:
        case ".pdf":
            pages = pypdfium2.PdfDocument(file.read_bytes())
            return "\n".join(page.get_textpage().get_text_range() for page in pages)
        case ".docx":
            with zipfile.ZipFile(file) as parts:
                return "\n".join(
                    parts.read(name).decode() for name in sorted(parts.namelist()) if name.endswith(".xml")
                )
        case ".parquet":
            return str(duckdb.read_parquet(str(file)).fetchall())
        case ".duckdb":
            with closing(duckdb.connect(str(file))) as tables:
                names = [name for (name,) in tables.execute("SHOW TABLES").fetchall()]
                return str([tables.table(name).fetchall() for name in names])
        case ".sqlite":
            with closing(sqlite3.connect(file)) as tables:
                return "\n".join(tables.iterdump())
        case ".ics":
            return re.sub("DTSTAMP:.*", "", file.read_text("utf-8"))  # when it was written
        case _:
            return file.read_text("utf-8")


Told = Callable[[list[Person]], dict[str, str]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Every form of every report of a year, by its name; the log is judged once for all that show a judgement."""
    judge, judged = slakit.judgement.judge, dict[tuple[object, ...], Judgement]()

    def once(edition: object, log: Log, *rest: object, **options: object) -> Judgement:
        key = (*rest, options.get("in_full"))
        if key not in judged:
            judged[key] = judge(edition, log, *rest, **options)  # type: ignore[arg-type]  # passed on as it came
        return judged[key]

    def run(*arguments: str) -> str:
        written = io.BytesIO()
        with io.TextIOWrapper(written, "utf-8") as out, redirect_stdout(out), redirect_stderr(out):
            assert main([*arguments, "--lang", "en"]) in (0, 1), arguments
            out.flush()
            return written.getvalue().decode()

    def tables() -> Iterator[str]:
        """The names of the tables that are written: every finding, and the sums of each norm."""
        for form in TABLES:
            findings, summary = f"findings.{form}", f"summary.{form}"
            run("check", EDITION, "year.jsonl", *AT, "--all", "--findings", findings, "--summary", summary)
            yield from (findings, summary)

    def papers() -> Iterator[str]:
        """The names of the documents that are written."""
        for form in ("pdf", "docx", "ics"):
            run("report", EDITION, "year.jsonl", *AT, "--format", form, "--output", f"year.{form}")
            yield f"year.{form}"

    @cache
    def reports(persons: tuple[Person, ...]) -> dict[str, str]:
        judged.clear()
        lines = [json.dumps(event) for event in sorted(events(persons), key=lambda one: str(one["time"]))]
        for file in Path().iterdir():
            file.unlink()
        Path("year.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        forms = {form: run("check", EDITION, "year.jsonl", *AT, "--format", form) for form in FORMS}
        forms["all in text"] = run("check", EDITION, "year.jsonl", *AT, "--all")
        run("report", EDITION, "year.jsonl", *AT, "--output", "page.html")
        forms |= {file.name: read(file) for file in Path().glob("page*")}
        forms |= {name: read(Path(name)) for name in (*tables(), *papers())}
        stored = ["--store", "ledger.db", "--at-end", "close", *AT]
        with receiving() as (address, came):
            sent = ["--format", "jsonl", "--webhook", address]
            forms["watch"] = run("watch", EDITION, "year.jsonl", *stored, *sent)
            forms["webhook"] = "\n".join(came)
        forms["ledger"] = run("ledger", "show", EDITION, "ledger.db", "--format", "jsonl")
        forms["ledger in text"] = run("ledger", "show", EDITION, "ledger.db")
        return forms | served(lines, Path("served.db"))

    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(tmp_path_factory.mktemp("told"))
        patched.setattr("slakit.judgement.judge", once)
        yield lambda persons: reports(tuple(persons))


def differing(one: dict[str, str], other: dict[str, str]) -> set[str]:
    """The forms in which two tellings differ."""
    assert one.keys() == other.keys()
    return {form for form in one if one[form] != other[form]}


@pytest.mark.parametrize("others", [EXCHANGED, MOVED], ids=["exchanged", "moved"])
def test_nothing_that_is_told_changes_with_a_group_that_may_not_be_named(
    told: Told, others: list[Person]
) -> None:
    """Two small groups change their names, or one case goes from one to the other: every report stays as it was."""
    assert differing(told(LARGE + SMALL), told(LARGE + others)) == set()


def test_nothing_that_is_told_changes_with_the_few_beside_whom_a_large_group_stands(told: Told) -> None:
    """Three of fifty asked for what the other large group did: how these three fared is no figure of any report.

    The others of them asked for something else, and fared the same.
    """

    def beside(*decisions: str) -> list[Person]:
        few = [Person("IQ", decision=decision) for decision in decisions]
        return [*[Person("AF")] * 60, *few, *[Person("IQ", "renewal")] * 50]

    granted, refused = (told(beside("approved", "approved", last)) for last in ("approved", "refused"))
    assert differing(granted, refused) == set()
    (finding,) = (one for one in map(json.loads, granted["jsonl"].splitlines()) if one["id"] == OF_THE_LARGE)
    assert (finding["reason"], finding["figures"]) == ("too-little", {})


def test_every_form_is_written_and_the_reports_do_tell_of_the_groups_that_are_large(told: Told) -> None:
    """They name the one that is refused, wherever groups are told of at all."""
    forms = told(LARGE + SMALL)
    assert {form for form, text in forms.items() if not text} == set()
    named = {form for form, text in forms.items() if "IQ" in text}
    assert named >= {*IN_TEXT, "webhook", "page.html", "year.pdf", "year.docx"}
    assert named >= {f"findings.{form}" for form in TABLES}


def test_no_form_shows_what_marks_a_person(told: Told) -> None:
    """Neither who asked nor with whom they live, whatever norm a finding is of."""
    forms = told(LARGE + SMALL)
    marked = {form for form, text in forms.items() if re.search("person-[0-9]|house-[0-9]", text)}
    assert marked == set()
