"""`slakit export`: what other tools are given, and what is said of the rest."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from slakit.calendars import time_zone
from slakit.cli import main
from slakit.events.ocel import events_in
from slakit.events.reading import events_of, read_log
from slakit.loading import load

ROOT = Path(__file__).parents[1]
HAMADAN = ROOT / "agreements" / "hamadan-governorate" / "1398"
YEAR = ROOT / "examples" / "hamadan-1398" / "year.jsonl"
Ran = tuple[int, str, str]
Run = Callable[..., Ran]


@pytest.fixture
def slakit(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command: its exit code, and what it wrote to the two streams."""
    monkeypatch.setenv("SLAKIT_LANG", "en")

    def run(*arguments: str | Path) -> Ran:
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_the_example_year_is_the_same_log_after_it_was_ocel(slakit: Run, tmp_path: Path) -> None:
    file = tmp_path / "year.json"
    assert slakit("export", "ocel", HAMADAN, YEAR, "--output", file) == (0, "", "")
    edition = load(HAMADAN)
    zone = time_zone(edition.agreement.time_zone)
    events = events_in(json.loads(file.read_text("utf-8")), edition.vocabulary)
    assert events_of(events, edition.vocabulary, zone) == read_log([YEAR], edition.vocabulary, zone)


def test_the_example_year_is_judged_the_same_as_ocel(slakit: Run, tmp_path: Path) -> None:
    file = tmp_path / "year.json"
    slakit("export", "ocel", HAMADAN, YEAR, "--output", file)
    judged = [slakit("check", HAMADAN, log, "--at", "1399/02/01", "--all") for log in (YEAR, file)]
    assert judged[0] == judged[1]
    assert judged[0][0] == 1


def test_lines_that_are_no_events_are_named_and_the_others_exported(slakit: Run, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text(YEAR.read_text("utf-8").splitlines()[0] + "\nno event\n", "utf-8")
    code, out, err = slakit("export", "ocel", HAMADAN, log)
    assert (code, [event["id"] for event in json.loads(out)["events"]]) == (0, ["registry#signature-1397"])
    assert err.splitlines()[0] == f"slakit: 1 line set aside and not judged: `{log}:2`"


def test_a_format_of_logs_needs_a_log(slakit: Run) -> None:
    assert slakit("export", "ocel", HAMADAN) == (
        2,
        "",
        (
            "slakit: `ocel` is a format of logs, and no log was named\n"
            "  help: name one after the agreement; - is standard input\n"
        ),
    )


def test_what_a_format_has_no_place_for_is_told_on_stderr(slakit: Run, tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    code, out, err = slakit("export", "odrl", HAMADAN, "--output", file)
    left_out = json.loads(file.read_text("utf-8"))["slakit:leftOut"]
    assert (code, out) == (0, "")
    assert err.splitlines() == [
        f"slakit: odrl has no place for {len(left_out)} things; the file names them too",
        *(f"  {one}" for one in left_out),
    ]


@pytest.mark.parametrize("name", ["openslo", "akoma-ntoso", "odrl"])
def test_a_format_of_agreements_takes_no_log(name: str, slakit: Run) -> None:
    assert slakit("export", name, HAMADAN, YEAR) == (
        2,
        "",
        f"slakit: `{name}` is a format of agreements, and takes no log\n  help: name the agreement alone\n",
    )


@pytest.mark.parametrize(
    ("given", "cure"),
    [
        ("akoma", "did you mean `akoma-ntoso`?"),
        ("foo", "allowed: `ocel`, `openslo`, `akoma-ntoso`, `odrl`"),
    ],
)
def test_a_format_that_is_not_known_is_told_with_those_that_are(given: str, cure: str, slakit: Run) -> None:
    told = slakit("export", given, HAMADAN)
    assert (told[0], told[1]) == (2, "")
    assert told[2] == f"slakit: `{given}` is not allowed for `FORMAT`\n  help: {cure}\n"
