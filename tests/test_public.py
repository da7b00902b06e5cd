"""What `import slakit` gives: fourteen names, typed, and nothing heavy until it is used."""

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import pytest

import slakit

ROOT = Path(__file__).parents[1]
HEAVY = (
    "pydantic",
    "jsonschema",
    "msgspec",
    "ruamel.yaml",
    "argparse",
    "jdatetime",
    "tomllib",
)

USE = """
from slakit import Edition, Finding, Grade, InvalidDocument, Judgement, Monitor, Outcome, check, load


def broken(folder: str, log: str) -> list[Finding]:
    try:
        edition: Edition = load(folder)
    except InvalidDocument as error:
        for fault in error.faults:
            print(fault.rule, fault.place)
        return []
    judgement: Judgement = check(edition, log, at="1399/02/01 00:00", known_at=1_584_649_800_000_000)
    again: Judgement = check(edition, judgement.log, at=judgement.at)
    monitor: Monitor = Monitor(edition, lateness="1 hour")
    assert monitor.feed(judgement.log.events[0]) == [] or monitor.pending()
    assert again.counts() == judgement.counts() or judgement.known_at is not None
    return [
        finding
        for finding in judgement.findings
        if finding.outcome is Outcome.VIOLATED and finding.grade is not Grade.ADVISORY
    ]
"""

MISUSE = """
import slakit
from slakit import check, load

slakit.chek
edition = load("agreements")
check(edition, "log.jsonl")
check(edition, "log.jsonl", at=1.5)
judgement = check(edition, [], at="1399/01/05 00:00")
judgement.findings[0].outcome = None
"""


def test_every_public_name_is_there_and_there_are_few() -> None:
    """The names in `__all__` resolve, are sorted, and are fewer than fifteen."""
    assert all(getattr(slakit, name) is not None for name in slakit.__all__)
    assert slakit.__all__ == sorted(slakit.__all__)
    assert len(slakit.__all__) < 15
    assert dir(slakit) == slakit.__all__


def test_a_large_value_shows_what_it_is_and_not_all_that_it_holds() -> None:
    folder = ROOT / "agreements/hamadan-governorate/1398"
    edition = slakit.load(folder)
    judgement = slakit.check(edition, [], at="1398/12/01 00:00")
    assert repr(edition) == f"<Edition hamadan-governorate 1398 in {folder}>"
    assert repr(edition.agreement_document) == f"<Document {folder / 'agreement.yaml'}>"
    assert repr(judgement.log) == "<Log: 0 events, 0 set aside>"
    assert repr(judgement) == "<Judgement as of 2020-02-19T20:30:00Z: 24 pending, 138 undetermined>"
    assert repr(dataclasses.replace(judgement, findings=())) == (
        "<Judgement as of 2020-02-19T20:30:00Z: no findings>"
    )


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'slakit' has no attribute 'chek'"):
        slakit.chek  # type: ignore[attr-defined]  # noqa: B018 -- a misspelt name is what is tested


def test_importing_slakit_loads_nothing_heavy() -> None:
    """Models, validators, readers and the command line load when they are used."""
    program = f"import sys, slakit; print([name for name in {HEAVY!r} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 -- our own program
    assert answer.stdout == "[]\n"


def test_loading_an_agreement_builds_no_model() -> None:
    """Validation reads schemas; the pydantic models are built when something is judged."""
    folder = ROOT / "agreements" / "hamadan-governorate" / "1398"
    program = (
        f"import sys, slakit; edition = slakit.load({str(folder)!r}); print('pydantic' in sys.modules);"
        "edition.agreement; print('pydantic' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 -- our own program
    assert answer.stdout == "False\nTrue\n"


def test_a_monitor_loads_nothing_that_reads_tables_or_whole_logs() -> None:
    """A process that watches is to be small."""
    program = (
        "import sys; from slakit import Monitor;"
        "print({'slakit.sources', 'slakit.judgement', 'slakit.checking', 'duckdb'} & sys.modules.keys())"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 -- our own program
    assert answer.stdout == "set()\n"


def mypy_says(program: str, folder: Path) -> list[str]:
    """The errors of mypy, strict, about a program of a user outside the repository."""
    file = folder / "use.py"
    file.write_text(program, "utf-8")
    answer = subprocess.run(  # noqa: S603 -- our own program
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--cache-dir",
            str(folder / "cache"),
            "--config-file",
            "",
            "use.py",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**os.environ, "MYPYPATH": str(ROOT / "src")},
    )
    return [
        line.split(": ", 1)[1]
        for line in answer.stdout.splitlines()
        if line.startswith("use.py:") and ": error: " in line
    ]


def test_a_users_program_is_typed_under_mypy_strict(tmp_path: Path) -> None:
    """The program of a user checks, and the mistakes in another one are seen."""
    assert mypy_says(USE, tmp_path) == []
    errors = mypy_says(MISUSE, tmp_path)
    assert [error.rpartition("[")[2] for error in errors] == [
        "attr-defined]",
        "call-arg]",
        "arg-type]",
        "misc]",
        "assignment]",
    ]
