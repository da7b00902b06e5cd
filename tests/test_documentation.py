"""The documentation: its examples run, and what a page shows is what comes out.

What stands before a block says what it is:

- a block of `python` runs, all of a page in one namespace; with prompts, what it prints is compared;
- a block of `sh` runs in a copy of the project's agreements and examples, but for lines that install something, and a
  block of `text` after it is what it prints, where a line that is only `…` stands for any lines;
- a block after `<!-- file: NAME -->` is written to that file first;
- a block after `<!-- not run: why -->` is compiled, or parsed, and no more;
- `yaml` and `json` are read, and the norms and cases of the page on writing norms are loaded and judged.
"""

import ast
import doctest
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
from ruamel.yaml import YAML

from slakit import load
from slakit.review.scaffold import Beginning, of_agreement
from slakit.testing import run_file
from slakit.text import strip_isolates

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
WRITING = DOCS / "writing-a-norm.md"
RUN_ELSEWHERE = {
    "command-line.md": "tests/test_cli.py runs each of its commands",
    "renewal-story.md": "tests/test_renewal_story.py: its commands run in folders of their own",
    "renewal-story.fa.md": "the same",
}
"""Pages of which the examples run in other tests, and where."""
GENERATED = ("design", "lint", "rules")
"""Folders of pages that are written from the code, or that keep what was decided."""
PAGES = [
    ROOT / "README.md",
    *(
        page
        for page in sorted(DOCS.rglob("*.md"))
        if page.name not in RUN_ELSEWHERE and page.parent.name not in GENERATED
    ),
]
INSTALLING = re.compile(r"^\S*(?:python3? -m (?:venv|pip install)|pip install) .*\n", flags=re.MULTILINE)
"""Lines that make an environment, or fill one: the tests have theirs."""
FENCE = re.compile(
    r"(?:^<!-- (?P<about>file|not run): (?P<what>[^\n]+?) -->\n\n?)?^```(?P<language>\w+)\n(?P<text>.*?)^```$",
    flags=re.MULTILINE | re.DOTALL,
)


class Block(NamedTuple):
    """A block of code of a page: its language, its text, the file that it stands for, and why it is not run."""

    language: str
    text: str
    file: str | None = None
    not_run: str | None = None


def blocks(page: str) -> list[Block]:
    """The blocks of a page, in order."""
    return [
        Block(
            found["language"],
            found["text"],
            found["what"] if found["about"] == "file" else None,
            found["what"] if found["about"] == "not run" else None,
        )
        for found in FENCE.finditer(page)
    ]


def test_a_block_knows_what_stands_before_it() -> None:
    page = "<!-- file: a.py -->\n\n```python\na\n```\n\n<!-- not run: needs b -->\n```sh\nb\nb\n```\n\n```text\n```\n"
    assert blocks(page) == [
        Block("python", "a\n", file="a.py"),
        Block("sh", "b\nb\n", not_run="needs b"),
        Block("text", ""),
    ]


def missing_line(shown: str, printed: str) -> str | None:
    """The first line that a page shows and that was not printed in that place; `…` alone stands for any lines."""
    rest = [line.rstrip() for line in strip_isolates(printed).splitlines()]
    skipping = False
    for line in map(str.rstrip, strip_isolates(shown).splitlines()):
        if line.strip() == "…":
            skipping = True
            continue
        if skipping and line in rest:
            rest = rest[rest.index(line) :]
        if not rest or rest[0] != line:
            return line
        rest, skipping = rest[1:], False
    return None if skipping or not rest else "(the end)"


def test_a_line_that_is_not_printed_where_it_is_shown_is_seen() -> None:
    assert missing_line("a\n…\nc\n", "a\nb\nc\n") is None
    assert missing_line("a\n…\n", "a\nb\nc\n") is None
    assert missing_line("a\nc\n", "a\nb\nc\n") == "c"
    assert missing_line("a\n…\nd\n", "a\nb\nc\n") == "d"
    assert missing_line("…\nb\n", "a\nb\nc\n") == "(the end)"
    assert missing_line("\u2068a\u2069\n", "a\n") is None


def run_in_shell(script: str, folder: Path) -> tuple[int, str]:
    """The exit code of a script and all that it prints, with the `slakit` of this environment first in the path."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("SLAKIT_", "LC_"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(  # noqa: S603  the examples are the page's own
        ["bash", "-c", script],  # noqa: S607  any bash will do
        cwd=folder,
        env=variables | {"PATH": path, "LANG": "C.UTF-8", "NO_COLOR": "1", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
    )
    return done.returncode, done.stdout


def run_python(text: str, names: dict[str, object], page: str) -> None:
    """Run a block of Python; with prompts, compare what it prints."""
    if not text.startswith(">>>"):
        exec(compile(text, page, "exec"), names)  # noqa: S102  the examples are the page's own
        return
    test = doctest.DocTestParser().get_doctest(text, names, page, page, 0)
    told: list[str] = []
    options = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    doctest.DocTestRunner(optionflags=options, verbose=False).run(test, out=told.append, clear_globs=False)
    names |= test.globs
    assert "".join(told) == ""


def parse(block: Block) -> None:
    """Read a block without running it; raises an error if it is not of its language."""
    match block.language:
        case "python" if not block.text.startswith(">>>"):
            ast.parse(block.text)
        case "sh":
            assert subprocess.run(["bash", "-n", "-c", block.text], check=False).returncode == 0  # noqa: S603, S607  our own page
        case "yaml":
            list(YAML(typ="safe").load_all(block.text))
        case "toml":
            tomllib.loads(block.text)
        case "json":
            for line in block.text.splitlines() if "\n{" in block.text else [block.text]:
                json.loads(line)


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the agreements and the example logs, as in a checkout."""
    for name in ("agreements", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / ".venv").symlink_to(Path(sys.prefix))
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_examples_of_a_page_run_and_print_what_it_shows(page: Path, workplace: Path) -> None:
    names: dict[str, object] = {"__name__": "example"}
    printed: str | None = None
    for block in blocks(page.read_text("utf-8")):
        shown, printed = printed, None
        parse(block)
        if block.file:
            (workplace / block.file).parent.mkdir(parents=True, exist_ok=True)
            (workplace / block.file).write_text(block.text, "utf-8")
        elif block.not_run:
            continue
        elif block.language == "python":
            run_python(block.text, names, page.name)
        elif block.language == "sh":
            code, printed = run_in_shell(INSTALLING.sub("", block.text), workplace)
            assert code in {0, 1}, printed  # findings, faults and failing cases are what some examples show
        elif block.language == "text" and shown is not None:
            assert missing_line(block.text, shown) is None, shown


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_language_of_a_block_is_one_that_is_looked_at(page: Path) -> None:
    text = page.read_text("utf-8")
    known = {"python", "sh", "text", "yaml", "json", "toml", "csv", "sql", "diff", "ini"}
    assert {block.language for block in blocks(text)} - known == set()
    assert text.count("\n```") == 2 * len(blocks(text))


# --- the page on writing norms -------------------------------------------------------------------------------


def in_clause(number: int, norms: str) -> str:
    """Norms as a clause of an agreement."""
    indented = "".join(f"      {line}" for line in norms.splitlines(keepends=True))
    return f'  - clause: "8.{number}"\n    text: {{en: "8.{number}"}}\n    norms:\n{indented}'


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """The agreement that `slakit init` writes, with everything that the page on writing norms shows."""
    beginning = Beginning(agreement="office", edition="1404", calendar="jalali", language="en")
    for name, text in of_agreement(beginning).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    shown = [block.text for block in blocks(WRITING.read_text("utf-8")) if block.language == "yaml"]
    clauses = [in_clause(number, text) for number, text in enumerate(shown) if text.startswith("- id: ")]
    clauses += [
        "".join(f"  {line}\n" for line in text.splitlines())
        for text in shown
        if text.startswith("- clause: ")
    ]
    tops = [text for text in shown if re.match(r"[a-z]+:\n", text)]
    file = next(tmp_path.rglob("agreement.yaml"))
    head, rest = file.read_text("utf-8").split("clauses:\n", 1)
    body, waivers = rest.split("# A lint rule is set aside", 1)
    file.write_text(f"{head}{''.join(tops)}clauses:\n{body}{''.join(clauses)}\n# {waivers}", "utf-8")
    cases = "".join(
        f"  {line}\n" for text in shown if text.startswith("- case: ") for line in text.splitlines()
    )
    (file.parent / "shown.yaml").write_text(
        f"document: cases/v1\ntitle: {{en: Shown}}\ncases:\n{cases}", "utf-8"
    )
    return file.parent


def test_the_norms_that_the_page_on_writing_them_shows_are_an_agreement_in_which_its_cases_hold(
    written: Path,
) -> None:
    edition = load(written)
    results = list(run_file(written / "shown.yaml", edition))
    assert [(result.case.case, result.differences) for result in results if not result.holds] == []
    assert len(results) == WRITING.read_text("utf-8").count("\n- case: ")


# --- the page on words of one's own ---------------------------------------------------------------------------


def test_the_vocabulary_and_the_calendar_that_a_page_shows_are_those_of_an_agreement(tmp_path: Path) -> None:
    """Both are read, and norms speak of them in the words of the page."""
    page = (DOCS / "vocabulary.md").read_text("utf-8")
    shown = {
        block.text.split("/", 1)[0].removeprefix("document: "): block.text
        for block in blocks(page)
        if block.text.startswith("document: ")
    }
    beginning = Beginning(agreement="cloud", edition="2026", calendar="gregorian", language="en")
    for name, text in of_agreement(beginning).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    file = next(tmp_path.rglob("agreement.yaml"))
    (file.parent / "vocabulary.yaml").write_text(shown["vocabulary"], "utf-8")
    (file.parent / "desk-hours.yaml").write_text(shown["calendar"], "utf-8")
    norms = (
        "solved, rule: respond-within, of: {event: ticket.raised, where: {priority: p1}}, then: {event: ticket.solved}, matching: [ticket], within: 8 working-hours of desk",
        "up, rule: service-level, measure: availability, of: {record: incident, where: {side: provider}}, services: services, window: month, day-count: actual, target: 99.9%",
    )
    head, _ = file.read_text("utf-8").split("clauses:\n", 1)
    named = next(block.text for block in blocks(page) if block.text.startswith("vocabulary: "))
    head = head.replace("vocabulary: e-government-portal/v1\n", named)
    told = "".join(f"      - {{obliges: provider, towards: recipients, id: {one}}}\n" for one in norms)
    clause = '  - {clause: "1.1", text: {en: One}, not-checkable: {en: So it is.}}\n'
    clause += '  - {clause: "1.2", text: {en: Two}, not-checkable: {en: So it is.}}\n'
    clause += '  - {clause: "2.1", text: {en: Three}, not-checkable: {en: So it is.}}\n'
    file.write_text(
        f'{head}clauses:\n{clause}  - clause: "3.1"\n    text: {{en: Four}}\n    norms:\n{told}', "utf-8"
    )
    edition = load(file)
    assert [duty.norm for duty in edition.duties] == ["solved", "up"]
