"""Broken documents and every message that they give, in both languages, byte for byte (`bad/README.md`)."""

import os
import shutil
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from slakit.errors import Fault, InvalidDocument
from slakit.loading import load
from slakit.messages import Language, render
from slakit.testing import read_cases, run_file

BAD = Path(__file__).parent / "bad"
BASES = {
    "good": BAD / "good",
    "hamadan-1398": BAD.parents[1] / "agreements" / "hamadan-governorate" / "1398",
    "simulated-governorate": BAD.parents[1] / "agreements" / "examples" / "simulated-governorate" / "1398",
}
LANGUAGES: tuple[Language, ...] = ("en", "fa")
NAMES = sorted(change.parent.name for change in BAD.glob("*/change.toml"))


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """The messages name a file as it was asked for, so it is asked for from its own folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def make_broken(name: str, folder: Path) -> None:
    """Copy the base of a broken document and change it."""
    told = tomllib.loads((BAD / name / "change.toml").read_text("utf-8"))
    shutil.copytree(BASES[told.get("base", "good")], folder, dirs_exist_ok=True)
    for change in told["change"]:
        file = folder / change["file"]
        if change.get("delete"):
            file.unlink()
            continue
        if "old" not in change:
            file.write_text(change["new"], "utf-8", newline="")
            continue
        text = file.read_text("utf-8")
        assert text.count(change["old"]) == 1, (
            f"{name}: {change['old']!r} must stand once in {change['file']}"
        )
        file.write_text(text.replace(change["old"], change["new"]), "utf-8", newline="")


def faults_in(folder: Path) -> tuple[Fault, ...]:
    """What is wrong with the edition in a folder, or with its cases if nothing else is."""
    with working_in(folder):
        try:
            edition = load("agreement.yaml")
            read_cases(Path("cases.yaml"), edition)
        except InvalidDocument as error:
            return error.faults
    return ()


def messages(name: str, folder: Path, language: Language) -> str:
    make_broken(name, folder)
    return "".join(f"{render(fault, language)}\n" for fault in faults_in(folder))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_broken_document_gives_exactly_the_messages_that_stand_beside_it(
    name: str, language: Language, tmp_path: Path
) -> None:
    expected = (BAD / name / f"expected.{language}.txt").read_text("utf-8")
    assert messages(name, tmp_path, language) == expected


def test_every_fault_is_told_with_a_place_and_in_the_order_of_the_files(tmp_path: Path) -> None:
    for name in NAMES:
        make_broken(name, tmp_path / name)
        faults = faults_in(tmp_path / name)
        assert faults, name
        by_file: dict[str, list[tuple[int, int]]] = {}
        for fault in faults:
            assert fault.place is not None, name
            by_file.setdefault(fault.place.file, []).append((fault.place.line, fault.place.column))
        assert all(places == sorted(places) for places in by_file.values()), name


def test_the_document_that_the_broken_ones_are_made_of_has_no_fault_and_its_cases_hold() -> None:
    with working_in(BAD / "good"):
        edition = load("agreement.yaml")
        assert [result.differences for result in run_file(Path("cases.yaml"), edition)] == [(), ()]


def test_every_folder_of_a_broken_document_holds_its_change_and_both_texts_and_nothing_else() -> None:
    folders = {
        folder.name: sorted(file.name for file in folder.iterdir())
        for folder in BAD.iterdir()
        if folder.is_dir()
    }
    del folders["good"]
    assert folders == {name: ["change.toml", "expected.en.txt", "expected.fa.txt"] for name in folders}


def write_expected(names: list[str]) -> None:
    """Write the messages of the broken documents named: read them before they are committed."""
    from tempfile import TemporaryDirectory

    for name in names:
        for language in LANGUAGES:
            with TemporaryDirectory() as folder:
                text = messages(name, Path(folder), language)
            (BAD / name / f"expected.{language}.txt").write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    write_expected(sys.argv[1:])
