"""The project around the code: tasks, links, layers, words and bytes stay true."""

import ast
import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import slakit
from slakit.findings import Grade, Outcome
from slakit.rules import RULE_KINDS

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "slakit"
README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
PYPROJECT_TEXT = (ROOT / "pyproject.toml").read_text("utf-8")
PYPROJECT = tomllib.loads(PYPROJECT_TEXT)
MODULES = sorted(PACKAGE.rglob("*.py"))
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


# --- tasks: one definition of each -----------------------------------------------------------------------


class Task(NamedTuple):
    """A target of the Makefile: what it needs first, and the commands that it shows."""

    needs: list[str]
    commands: list[str]


def tasks(makefile: str) -> dict[str, Task]:
    """The targets of a makefile, with `$(PYTHON)` written out and the demo's forgiven exit code left off."""
    found: dict[str, Task] = {}
    lines: list[str] = []
    for line in makefile.splitlines():
        if line.startswith("\t"):
            if not line.startswith("\t@"):
                lines.append(line.strip().replace("$(PYTHON)", "python3").removesuffix(" || test $$? -eq 1"))
        elif rule := re.fullmatch(r"([\w./]+):([^=#]*)(?:#.*)?", line):
            lines = []
            found[rule[1]] = Task(rule[2].replace("|", " ").split(), lines)
    return found


def commands_of(goal: str, known: dict[str, Task]) -> list[str]:
    """Every command that a goal runs in an empty clone, in order and once."""
    if goal not in known:
        return []
    earlier = [command for need in known[goal].needs for command in commands_of(need, known)]
    return list(dict.fromkeys([*earlier, *known[goal].commands]))


def shell_blocks(page: str) -> list[list[str]]:
    """The command lines of each shell block of a page."""
    return [block.strip().splitlines() for block in re.findall(r"```sh\n(.*?)```", page, flags=re.DOTALL)]


def test_a_task_runs_the_commands_of_what_it_needs_first_and_each_once() -> None:
    known = tasks(
        "a: b c ## both\n\tlast || test $$? -eq 1\nb: c\n\t$(PYTHON) b\nc: file | d\n\t@hidden\n\tc\nd:\n\td\n"
    )
    assert known["a"] == Task(["b", "c"], ["last"])
    assert commands_of("a", known) == ["d", "c", "python3 b", "last"]


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_make_target_that_a_page_names_exists(page: str) -> None:
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", (ROOT / page).read_text("utf-8"), flags=re.MULTILINE))
    assert named
    assert named - tasks(MAKEFILE).keys() == set()


@pytest.mark.parametrize("goal", ["demo", "test"])
def test_the_readme_shows_the_commands_that_make_runs(goal: str) -> None:
    assert commands_of(goal, tasks(MAKEFILE)) in shell_blocks(README)


def test_ci_runs_make_test_and_nothing_else() -> None:
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    assert [line for line in run.read_text("utf-8").splitlines() if not line.startswith("#")] == [
        "set -euo pipefail",
        'cd "$(dirname "$0")/.."',
        "exec make test",
    ]


def test_every_commit_hook_is_a_task_of_the_makefile() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    assert re.findall(r"- repo: (\S+)", hooks) == ["local"]
    assert set(re.findall(r"entry: make (\S+)", hooks)) <= tasks(MAKEFILE).keys()
    assert hooks.count("entry: ") == hooks.count("entry: make ")


# --- pages: links, words, examples -----------------------------------------------------------------------


def anchors(page: str) -> set[str]:
    """The anchors that the headings of a page get."""
    headings = re.findall(r"^#+ +(.+?) *$", page, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(page: Path) -> list[str]:
    """The relative links of a page that lead to no file, or to no heading of the file."""
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    return [link for link in links if "://" not in link and not _resolves(page, link)]


def _resolves(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = page.parent / path if path else page
    return target.exists() and (not anchor or anchor in anchors(target.read_text("utf-8")))


def test_a_link_to_a_missing_file_or_heading_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A Page\n[a](page.md) [b](#a-page) [c](gone.md) [d](#gone) `[e](code.md)` [f](https://x.example/)"
    )
    assert broken_links(page) == ["gone.md", "#gone"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_of_a_page_resolves(page: Path) -> None:
    assert broken_links(page) == []


EXTERNAL = ROOT / "tests" / "data" / "external-links.txt"


def test_every_link_to_another_site_is_an_address_and_in_the_list_of_them() -> None:
    """The tests reach no network; whoever can looks at the list, one address a line."""
    found = {link for page in PAGES for link in re.findall(r"\]\((\w+:[^)\s]+)\)", page.read_text("utf-8"))}
    assert [
        link for link in found if not re.fullmatch(r"https://[\w-]+(\.[\w-]+)+(/[\w./#%~-]*)?", link)
    ] == []
    assert EXTERNAL.read_text("utf-8").splitlines() == sorted(found)


def test_the_python_examples_of_the_readme_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    examples = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    assert examples
    for example in examples:
        exec(compile(example, "README.md", "exec"), {})  # noqa: S102  the examples are the page's own


def test_the_changelog_has_a_place_for_what_is_not_released() -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)
    assert headings[0] == "[Unreleased]"


def glossary() -> list[tuple[str, str, str]]:
    """The rows of the glossary: word, Persian word, meaning."""
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    rows = re.findall(r"^\| `?([a-z -]+?)`? \| (.+?) \| (.+?) \|$", text, flags=re.MULTILINE)
    return [row for row in rows if row[0] != "word"]


def test_the_glossary_has_one_word_for_each_thing_in_both_languages() -> None:
    rows = glossary()
    assert len({word for word, _, _ in rows}) == len({persian for _, persian, _ in rows}) == len(rows)
    assert [row for row in rows if not re.fullmatch("[\u0600-\u06ff\u200c ]+", row[1])] == []


def test_the_glossary_has_every_word_of_the_project() -> None:
    words = "agreement edition clause norm check party term service event record occasion finding outcome evidence"
    expected = {*words.split(), "rule kind", *Outcome, *Grade}
    assert expected - {word for word, _, _ in glossary()} == set()


def test_our_own_persian_is_written_with_persian_letters() -> None:
    ours = [
        ROOT / "README.md",
        ROOT / "docs" / "glossary.md",
        *PACKAGE.rglob("*.toml"),
        *PACKAGE.rglob("*.yaml"),
    ]
    assert [path.name for path in ours if re.search("[\u064a\u0643]", path.read_text("utf-8"))] == []


def test_the_page_on_writing_norms_asks_the_question_of_every_rule_kind() -> None:
    page = (ROOT / "docs" / "writing-a-norm.md").read_text("utf-8")
    assert sorted(re.findall(r"\[`([a-z-]+)`\]\(rules/\1\.md\)", page)) == sorted(RULE_KINDS)


def pages_of(nav: str | list[Any] | dict[str, Any]) -> list[str]:
    """The pages that a navigation names, in order."""
    if isinstance(nav, str):
        return [nav]
    inner = nav.values() if isinstance(nav, dict) else nav
    return [page for part in inner for page in pages_of(part)]


def test_the_navigation_of_the_site_names_pages_that_exist_and_each_once() -> None:
    named = pages_of(tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]["nav"])
    assert [page for page in named if not (ROOT / page).is_file()] == []
    assert len(set(named)) == len(named)


# --- layers: what may know what --------------------------------------------------------------------------


def contract(name: str) -> dict[str, object] | None:
    """The import contract of that name."""
    contracts = PYPROJECT["tool"]["importlinter"]["contracts"]
    return next((entry for entry in contracts if entry["name"] == name), None)


def members(package: Path) -> set[str]:
    """The modules and packages directly inside a package."""
    inner = {path.stem for path in package.glob("*.py")} | {
        path.parent.name for path in package.glob("*/__init__.py")
    }
    return inner - {"__init__"}


def test_the_layers_name_every_module_once_and_exempt_none() -> None:
    layers = contract("layers")
    assert layers is not None
    assert isinstance(layers["layers"], list)
    listed = [name for line in layers["layers"] for name in re.findall(r"\w+", line)]
    assert sorted(listed) == sorted(members(PACKAGE))
    assert layers["exhaustive"] is True
    assert (
        layers.keys() & {"ignore_imports", "exhaustive_ignores", "unmatched_ignore_imports_alerting"} == set()
    )


@pytest.mark.parametrize("package", ["rules", "engines"])
def test_no_rule_kind_and_no_engine_knows_another(package: str) -> None:
    """A module with a leading underscore holds what the others share, so it is no kind and no engine."""
    own = {name for name in members(PACKAGE / package) if not name.startswith("_")}
    expected = {
        "name": f"{package} are independent",
        "type": "independence",
        "modules": sorted(f"slakit.{package}.{name}" for name in own),
    }
    assert contract(f"{package} are independent") == (expected if own else None)


# --- the code: what every module keeps to ----------------------------------------------------------------


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_a_module_says_what_it_is_for(module: Path) -> None:
    docstring = ast.get_docstring(ast.parse(module.read_text("utf-8")))
    assert docstring
    assert docstring.splitlines()[0].endswith((".", ":", ";"))


def test_no_module_is_named_for_nothing_in_particular() -> None:
    nameless = {"utils", "util", "helpers", "helper", "common", "misc", "core", "base", "manager"}
    assert {module.stem for module in MODULES} & nameless == set()


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_a_pattern_accepts_ascii_digits_only_and_no_line_end_after_the_match(module: Path) -> None:
    r"""`\d` would accept ۷۲ and a final `$` a line end, and another engine would not."""
    found = [
        literal
        for literal in _patterns(ast.parse(module.read_text("utf-8")))
        if re.search(r"\\d|(?<!\\)\$\Z", literal)
    ]
    assert found == []


def _patterns(tree: ast.Module) -> list[str]:
    """The literal patterns given to the functions of `re`."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    return [
        argument.value
        for call in calls
        if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name)
        if call.func.value.id == "re" and isinstance(argument := call.args[0], ast.Constant)
        if isinstance(argument.value, str)
    ]


CODES = r"[A-Z]+[0-9]+(?:, ?[A-Z]+[0-9]+)*"
EXEMPTION = re.compile(rf"#\s*(?:type:\s*ignore(?:\[[\w, -]+\])?|noqa(?:: ?{CODES})?)(.*)")


def unexplained(source: str) -> list[str]:
    """The lines that silence a tool without saying why."""
    found = ((line, EXEMPTION.search(line)) for line in source.splitlines())
    return [line for line, exemption in found if exemption and not re.search(r"[a-z]{3}", exemption[1])]


def test_an_exemption_without_a_reason_is_seen() -> None:
    bare = ["x = 1  # " + "type: ignore[misc]", "y = 2  # " + "noqa: S102"]
    explained = ["x = 1  # " + "type: ignore[misc]  # stubs lag", "y = 2  # " + "noqa: S102  our own page"]
    assert unexplained("\n".join([*bare, *explained])) == bare


@pytest.mark.parametrize("folder", ["src", "tests"])
def test_every_exemption_from_a_tool_says_why(folder: str) -> None:
    files = sorted((ROOT / folder).rglob("*.py"))
    assert {path.name: lines for path in files if (lines := unexplained(path.read_text("utf-8")))} == {}


def test_every_ignored_lint_rule_says_why() -> None:
    section = PYPROJECT_TEXT.partition("[tool.ruff.lint]")[2].partition("[tool.mypy]")[0]
    explained = re.findall(r'^    "([A-Z]+[0-9]+)", +# .+$', section, flags=re.MULTILINE)
    lint = PYPROJECT["tool"]["ruff"]["lint"]
    ignored = [*lint["ignore"], *(rule for rules in lint["per-file-ignores"].values() for rule in rules)]
    assert explained == ignored


def test_the_public_names_stay_few() -> None:
    assert len(slakit.__all__) < 15


# --- bytes: what may be committed ------------------------------------------------------------------------

WORKPLACE = re.compile(r"(?<![\w.~/-])/(?:work|tmp|root)(?:/|\b)")
REGISTRY = re.compile(
    r"https?://[^\s/]*(?:pypi|registry|proxy|mirror|artifactory|nexus|devpi)[^\s/]*"
    r"|//[^\s/]+/simple\b"
    r"|\bindex[-_]url\b|\btrusted[-_]host\b"
    r"|https?://(?!localhost|127\.0\.0\.1)[^\s/:\"'<>]+[.][^\s/:\"'<>]+:[0-9]+"
    r"|https?://[^\s/@]+@",
    re.IGNORECASE,
)


class Tracked(NamedTuple):
    """A file that is committed or about to be: its line ends, whether git keeps its bytes, and its path."""

    ends: str
    as_is: bool
    path: Path


@pytest.fixture(scope="module")
def tracked() -> list[Tracked]:
    """Every file of the checkout that git does not ignore."""
    if not (ROOT / ".git").exists():
        pytest.skip("what is committed can only be asked in a git checkout")
    command = ["git", "ls-files", "--eol", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603  our own command
    rows = (row.partition("\t") for row in listing.stdout.decode().split("\0") if row)
    files = [
        Tracked(about.split()[1].removeprefix("w/"), "attr/-text" in about, ROOT / name)
        for about, _, name in rows
    ]
    return [file for file in files if file.path.is_file()]


def lines_with(pattern: re.Pattern[str], files: list[Tracked]) -> list[str]:
    """`path:line` of every line of text that the pattern is found in."""
    return [
        f"{file.path.relative_to(ROOT)}:{number}"
        for file in files
        if file.ends != "-text"
        for number, line in enumerate(file.path.read_text("utf-8", "replace").splitlines(), 1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize("folder", ["work", "tmp", "root"])
def test_a_workplace_path_is_told_from_a_part_of_a_path(folder: str) -> None:
    assert WORKPLACE.search(f"see /{folder}/main") is not None
    assert WORKPLACE.search(f"(/{folder})") is not None
    assert WORKPLACE.search(f"a/{folder}/b, ./{folder}/b, https://x.example/{folder}/b, /{folder}ing") is None


def test_a_registry_host_is_told_from_a_home_page() -> None:
    hosts = [
        "https" + "://pypi.example/x",
        "http" + "://cache.example/sim" + "ple",
        "--index" + "-url x",
        "https" + "://a.example:8443",
        "https" + "://user:word@a.example/x",
    ]
    assert [host for host in hosts if REGISTRY.search(host) is None] == []
    assert (
        REGISTRY.search("https://json-schema.org/draft/2020-12/schema http://localhost:8000/ http://x:8")
        is None
    )


def test_no_committed_file_names_a_workplace(tracked: list[Tracked]) -> None:
    assert lines_with(WORKPLACE, tracked) == []


def test_no_committed_file_names_a_package_registry(tracked: list[Tracked]) -> None:
    assert lines_with(REGISTRY, tracked) == []


def test_every_text_file_ends_its_lines_as_one_system_does(tracked: list[Tracked]) -> None:
    strange = {"crlf", "mixed"}
    assert [str(file.path) for file in tracked if file.ends in strange and not file.as_is] == []


def test_every_signed_text_keeps_its_bytes(tracked: list[Tracked]) -> None:
    signed = [file for file in tracked if re.fullmatch(r"source\..+\.txt", file.path.name)]
    assert [str(file.path) for file in signed if not file.as_is] == []
