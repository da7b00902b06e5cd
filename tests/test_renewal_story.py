"""The story of a renewal is what its commands say, and the draft of 1399 gives away what the story tells."""

import re
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest

from slakit import load
from slakit.calendars import parse_day
from slakit.cli import main
from slakit.comparison import diff
from slakit.text import strip_isolates

ROOT = Path(__file__).parents[1]
HAMADAN = ROOT / "agreements" / "hamadan-governorate"
ONLY_SHOWN = ("slakit sign",)


def blocks(page: str) -> list[tuple[str, list[str]]]:
    """The commands and the outputs that a page shows, in order, each with its lines."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    found = re.findall(r"```(sh|text)\n(.*?)```", text, flags=re.DOTALL)
    return [(kind, content.splitlines()) for kind, content in found]


@cache
def said_by(command: str, folder: Path) -> list[str]:
    """The lines that a command writes; they are told apart by nothing that cannot be seen."""
    from contextlib import chdir, redirect_stdout
    from io import StringIO

    told = StringIO()
    with chdir(folder), redirect_stdout(told):
        assert main(command.split()[1:]) in (0, 1)
    return [strip_isolates(line) for line in told.getvalue().splitlines()]


@pytest.mark.parametrize("page", ["renewal-story.md", "renewal-story.fa.md"])
def test_every_output_that_the_story_shows_is_one_of_its_command(page: str, tmp_path: Path) -> None:
    copytree(HAMADAN / "1398", tmp_path / "agreements/hamadan-governorate/1398")
    command, folder = "", ROOT
    for kind, lines in blocks(page):
        if kind == "sh":
            (command,) = lines
            folder = tmp_path if command.startswith("slakit renew") else ROOT
        elif not lines[0].startswith(ONLY_SHOWN):
            said = said_by(command, folder)
            assert [line for line in lines if line not in said] == []


def test_the_draft_of_1399_gives_away_what_the_story_tells() -> None:
    comparison = diff(load(HAMADAN / "1398"), load(HAMADAN / "1399"), on=parse_day("1399/01/01"))
    told = {
        (change.name, change.kind, change.strength.value)
        for change in comparison.changes
        if change.strength.value != "equal"
    }
    assert told == {
        ("documents-by-listed-channels", "changed", "stronger"),
        ("documents-accepted-by-listed-channels", "changed", "stronger"),
        ("planned-outage-notice", "changed", "weaker"),
        ("services-made-electronic", "removed", "weaker"),
        ("svc-24", "added", "stronger"),
        ("6.a", "reworded", "unclear"),
        ("7.3", "reworded", "unclear"),
    }


def test_a_norm_that_names_its_own_edition_is_the_same_after_a_renewal() -> None:
    """6.a asks for the signature of this very edition, and 6.b for that of another one."""
    comparison = diff(load(HAMADAN / "1398"), load(HAMADAN / "1399"), on=parse_day("1399/01/01"))
    assert {"signed-by-deputy", "renewed-without-gap"} & {
        change.name for change in comparison.changes
    } == set()
