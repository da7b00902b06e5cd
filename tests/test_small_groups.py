"""No report tells anything of a group that is too small to be named: not its name, nor a number, nor by subtraction.

If one could, it would change with the group. So a year is told twice, with what may not be told changed in between, and
every form of every report must be the same, letter by letter.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import slakit.judgement
from slakit.calendars import parse_day, show_utc, start_of_day, time_zone
from slakit.cli import main
from slakit.events.event import Log
from slakit.judgement import Judgement

EDITION = str(Path(__file__).parents[1] / "agreements" / "examples" / "simulated-governorate" / "1398")
AT = ["--at", "1399/01/01 00:00"]
FORMS = ("text", "json", "jsonl", "sarif", "junit", "github", "markdown")
LARGE = ["AF"] * 60 + ["IQ"] * 50
"""The groups of the first cases; those of the others are too small to be named."""

SMALL = ["SY"] * 7 + ["TR"] * 5
EXCHANGED = ["TR"] * 7 + ["SY"] * 5
MOVED = ["SY"] * 6 + ["TR"] * 6


def events(groups: list[str]) -> Iterator[dict[str, object]]:
    """A year of one service in which every large group but the first is refused everything."""
    first = start_of_day(parse_day("1398/02/01"), time_zone("Asia/Tehran"))
    for number, group in enumerate(groups):
        begun = first + (number % 25) * 86_400_000_000 + number * 10_000_000
        about = {
            "request": f"r{number}", "service": "svc-07", "recipient": f"person-{number}", "channel": "portal",
            "household": f"house-{number}", "nationality": group, "category": "first", "office": "office-1",
        }  # fmt: skip
        paid = {
            "service": "svc-07", "recipient": f"person-{number}", "amount": 100_000 + (number % 50 == 0),
            "fee-kind": "service-fee", "nationality": group, "channel": "portal",
        }  # fmt: skip
        decided = {"request": f"r{number}", "decision": "refused" if group == "IQ" else "approved"}
        steps: list[tuple[str, dict[str, object]]] = [
            ("request.submitted", dict(about)), ("fee.charged", dict(paid)),
            ("request.started", {"request": f"r{number}"}), ("request.decided", dict(decided)),
        ]  # fmt: skip
        for step, (kind, data) in enumerate(steps):
            yield {
                "specversion": "1.0", "id": f"e{number}-{step}", "source": "/office", "type": kind,
                "time": show_utc(begun + step * 1_000_000), "data": data,
            }  # fmt: skip


@pytest.fixture
def told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[list[str]], dict[str, str]]:
    """Every form of every report of a year, by its name; the log is judged once for all that show a judgement."""
    monkeypatch.chdir(tmp_path)
    judge, judged = slakit.judgement.judge, dict[tuple[object, ...], Judgement]()

    def once(edition: object, log: Log, *rest: object, **options: object) -> Judgement:
        key = (*rest, options.get("in_full"))
        if key not in judged:
            judged[key] = judge(edition, log, *rest, **options)  # type: ignore[arg-type]  # passed on as it came
        return judged[key]

    monkeypatch.setattr("slakit.judgement.judge", once)

    def run(*arguments: str) -> str:
        main([*arguments, "--lang", "en"])
        captured = capsys.readouterr()
        return captured.out + captured.err

    def reports(groups: list[str]) -> dict[str, str]:
        judged.clear()
        lines = [json.dumps(event) for event in sorted(events(groups), key=lambda one: str(one["time"]))]
        Path("year.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        Path("ledger.db").unlink(missing_ok=True)
        forms = {form: run("check", EDITION, "year.jsonl", *AT, "--format", form) for form in FORMS}
        forms["all in text"] = run("check", EDITION, "year.jsonl", *AT, "--all")
        run("report", EDITION, "year.jsonl", *AT, "--output", "page.html")
        forms |= {file.name: file.read_text("utf-8") for file in Path().glob("page*")}
        stored = ["--store", "ledger.db", "--at-end", "close", *AT]
        forms["watch"] = run("watch", EDITION, "year.jsonl", *stored, "--format", "jsonl")
        forms["ledger"] = run("ledger", "show", EDITION, "ledger.db", "--format", "jsonl")
        forms["ledger in text"] = run("ledger", "show", EDITION, "ledger.db")
        return forms

    return reports


@pytest.mark.parametrize("others", [EXCHANGED, MOVED], ids=["exchanged", "moved"])
def test_nothing_that_is_told_changes_with_a_group_that_may_not_be_named(
    told: Callable[[list[str]], dict[str, str]], others: list[str]
) -> None:
    """Two small groups change their names, or one case goes from one to the other: every report stays as it was."""
    assert told(LARGE + SMALL) == told(LARGE + others)


def test_the_reports_do_tell_of_the_groups_that_are_large(
    told: Callable[[list[str]], dict[str, str]],
) -> None:
    """They name the one that is refused, and no household and no recipient."""
    forms = told(LARGE + SMALL)
    assert {form for form, text in forms.items() if "IQ" not in text} == set()
    assert {form for form, text in forms.items() if "house-" in text or "person-" in text} == set()
