"""Every mistake of the shoot-out is named at its line and column by its rule, and nothing else is told."""

import json
from pathlib import Path

import pytest
from modules_by_path import module_at

from slakit.cli import main

ROOT = Path(__file__).parents[1]


shoot_out = module_at(ROOT / "benchmarks" / "shoot_out.py")
VARIANTS = {variant.name: variant for variant in shoot_out.variants()}


def told(file: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[int, int, str]]:
    """Line, column and rule of everything that `slakit validate` tells of an edition."""
    main(["validate", "--cases", "--format", "json", str(file.parent)])
    faults = json.loads(capsys.readouterr().out)["faults"]
    return sorted((fault["line"], fault["column"], fault["rule"]) for fault in faults)


@pytest.mark.parametrize("name", VARIANTS)
def test_slakit_names_each_mistake_at_its_line_and_column_and_tells_nothing_else(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    variant = VARIANTS[name]
    expected = [(mistake.line, mistake.column, mistake.rule) for mistake in variant.mistakes]
    assert told(variant.write(tmp_path), capsys) == sorted(expected)


def test_of_the_sound_agreement_nothing_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound = (ROOT / "tests" / "data" / "shoot-out" / "agreement.yaml").read_bytes()
    assert told(shoot_out.Variant("sound", sound, (), before_the_editor=False).write(tmp_path), capsys) == []


def test_the_page_of_the_shoot_out_has_a_row_for_each_mistake_and_slakit_leads_each() -> None:
    """The other tools are not run here; their part of the page is as current as the last run of the script."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs" / "shoot-out.md").read_text("utf-8").splitlines()
        if line.startswith("| ") and line.count("|") == 7
    ][1:]
    found = [(row[0], row[1]) for row in rows if row[1] != "told beside that"]
    assert found == [
        (variant.name, mistake.what) for variant in VARIANTS.values() for mistake in variant.mistakes
    ]
    grades = ["–", *shoot_out.GRADES]
    for variant, what, *cells in rows:
        if what == "told beside that":
            assert cells[0] == "0", variant
        else:
            ranks = [grades.index(cell) for cell in cells]
            assert ranks[0] == max(ranks) >= grades.index("place"), (variant, what)
