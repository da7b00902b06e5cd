import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from slakit.cli import main
from slakit.document import parse
from slakit.review.formatting import formatted
from slakit.review.scaffold import Beginning, of_agreement, of_project

BEGINNINGS = [
    Beginning("city-office", "1400", "jalali", "fa"),
    Beginning("city-office", "1399", "jalali", "en"),
    Beginning("acme-hosting", "2026-h1", "gregorian", "en"),
    Beginning("acme-hosting", "2024", "gregorian", "fa"),
]


def init(folder: Path, *options: str, language: str = "en") -> int:
    return main(["init", str(folder), "--lang", language, *options])


@pytest.mark.parametrize(
    "beginning", BEGINNINGS, ids=lambda one: f"{one.edition}-{one.calendar}-{one.language}"
)
def test_a_new_agreement_is_valid_laid_out_and_its_cases_hold_at_once(
    beginning: Beginning, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = [
        "--agreement",
        beginning.agreement,
        "--edition",
        beginning.edition,
        "--calendar",
        beginning.calendar,
    ]
    assert init(tmp_path, *named, language=beginning.language) == 0
    capsys.readouterr()
    folder = tmp_path / beginning.folder
    within = f"{beginning.year}/06/01" if beginning.calendar == "jalali" else f"{beginning.year}-06-01"
    assert main(["validate", "--cases", str(tmp_path), "--lang", "en", "--on", within]) == 0
    waived = ", 1 waived" if beginning.calendar == "jalali" else ""
    assert capsys.readouterr().out == f"4 documents, no faults{waived}\n"
    assert main(["fmt", "--check", str(tmp_path), "--lang", "en"]) == 0
    assert main(["fix", "--unsafe", "--check", str(tmp_path), "--lang", "en"]) == 0
    assert main(["test", str(folder), "--lang", "en"]) == 0
    assert capsys.readouterr().out == (
        "4 files, nothing to change\nnothing to fix\n"
        "5 cases, all hold\nevery norm is shown both fulfilled and violated, where it can be\n"
    )


def test_the_term_is_the_whole_year_of_the_edition() -> None:
    text = of_agreement(BEGINNINGS[0])["agreements/city-office/1400/agreement.yaml"]
    assert "  from: 1400/01/01\n  until: 1400/12/29\n" in text
    leap = of_agreement(BEGINNINGS[1])["agreements/city-office/1399/agreement.yaml"]
    assert "  until: 1399/12/30\n" in leap
    assert "until the end of Saturday 30 Esfand 1399." in leap


@pytest.mark.parametrize("beginning", BEGINNINGS, ids=lambda one: f"{one.calendar}-{one.language}")
def test_every_yaml_begins_with_the_line_that_names_its_schema_and_no_placeholder_is_left(
    beginning: Beginning,
) -> None:
    written = {**of_agreement(beginning), **of_project(beginning)}
    for name, text in written.items():
        if name.endswith((".yaml", ".yml")):
            first = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
            assert first is not None, name
            schema = first[1]
            assert schema.startswith("https://") or _from(name, schema) in written, name
        assert re.search("@[a-z -]+@|@day", text) is None, name


def _from(file: str, path: str) -> str:
    """A path relative to a file, from the root of the project."""
    parts = [*file.split("/")[:-1], *path.split("/")]
    while ".." in parts:
        at = parts.index("..")
        del parts[at - 1 : at + 1]
    return "/".join(parts)


def test_the_settings_name_the_schemas_that_are_written_and_the_files_are_what_they_say() -> None:
    written = of_project(BEGINNINGS[0])
    settings = json.loads(written[".vscode/settings.json"])
    assert set(settings["yaml.schemas"]) <= set(written)
    assert settings["editor.unicodeHighlight.allowedCharacters"] == {"\u200c": True}
    assert json.loads(written[".vscode/extensions.json"]) == {"recommendations": ["redhat.vscode-yaml"]}
    workflow = parse(
        written[".github/workflows/agreement.yml"].replace("\non:", '\n"on":').encode(), "ci"
    ).data
    assert isinstance(workflow, dict)
    assert list(workflow["jobs"]) == ["agreement"]
    hooks = parse(written[".pre-commit-config.yaml"].encode(), "hooks").data
    assert isinstance(hooks, dict)
    assert [hook["id"] for hook in hooks["repos"][0]["hooks"]] == [
        "slakit-fix",
        "slakit-fmt",
        "slakit-check",
        "slakit-test",
        "slakit-weaker",
    ]


def _written(beginning: Beginning, folder: Path) -> None:
    for name, text in {**of_agreement(beginning), **of_project(beginning)}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def _run(folder: Path, script: str, **variables: str) -> tuple[int, str]:
    """A script of the project, run in it as CI runs it: its code, and what it complains of."""
    tools = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "SLAKIT_LANG": "en",
        "HOME": str(folder),
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    done = subprocess.run(  # noqa: S603  the commands that we ship
        ["/bin/bash", "-e", "-c", script],
        cwd=folder,
        env=tools | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def _ci_scripts(folder: Path) -> list[str]:
    workflow = (folder / ".github/workflows/agreement.yml").read_text("utf-8").replace("\non:", '\n"on":')
    jobs = parse(workflow.encode(), "ci").data
    assert isinstance(jobs, dict)
    steps = jobs["jobs"]["agreement"]["steps"]
    return [step["run"] for step in steps if "run" in step and "pip install" not in step["run"]]


COMMIT = (
    "git init --quiet --initial-branch main && git add --all && "
    "git -c user.name=Test -c user.email=test@example.org commit --quiet --message all"
)


@pytest.mark.parametrize("beginning", BEGINNINGS[::3], ids=lambda one: f"{one.calendar}-{one.language}")
def test_what_the_ci_file_runs_holds_in_a_new_project(beginning: Beginning, tmp_path: Path) -> None:
    _written(beginning, tmp_path)
    scripts = _ci_scripts(tmp_path)
    assert len(scripts) == 2
    assert [_run(tmp_path, script) for script in scripts] == [(0, ""), (0, "")]


def test_what_the_ci_file_runs_finds_a_weakened_clause_and_an_unsigned_edition(tmp_path: Path) -> None:
    _written(BEGINNINGS[0], tmp_path)
    assert _run(tmp_path, COMMIT) == (0, "")
    (_, asked) = _ci_scripts(tmp_path)
    folder = BEGINNINGS[0].folder

    def found(**variables: str) -> list[str]:
        _run(tmp_path, f"( {asked} ) > told", **variables)
        lines = (tmp_path / "told").read_text("utf-8").splitlines()
        return [line for line in lines if line.startswith(("found: ", "cannot be read: "))]

    assert found(AGAINST="main") == []
    file = tmp_path / folder / "agreement.yaml"
    text = file.read_text("utf-8")
    assert text.count("at-least: 72 hours") == 1
    file.write_text(text.replace("at-least: 72 hours", "at-least: 24 hours"), "utf-8")
    cases = f"found: test, {folder}"
    assert found(AGAINST="main") == [cases, f"found: diff, {folder}"]
    assert found() == [cases], "nothing is compared outside a pull request"
    (tmp_path / "keys").mkdir()
    assert found() == [cases, f"cannot be read: verify, {folder}"], "there is no key of the signatory"


def test_git_names_the_clause_of_a_change_in_a_new_project(tmp_path: Path) -> None:
    _written(BEGINNINGS[0], tmp_path)
    assert _run(tmp_path, COMMIT) == (0, "")
    (told,) = re.findall(r"#   (git config .*)", (tmp_path / ".gitattributes").read_text("utf-8"))
    assert _run(tmp_path, told) == (0, "")
    file = tmp_path / BEGINNINGS[0].folder / "agreement.yaml"
    file.write_text(file.read_text("utf-8").replace("at-least: 72 hours", "at-least: 24 hours"), "utf-8")
    assert _run(tmp_path, "git diff --unified=0 > shown") == (0, "")
    shown = (tmp_path / "shown").read_text("utf-8")
    assert next(line for line in shown.splitlines() if line.startswith("@@")).endswith('@@ clause: "4.1"')


def test_the_commented_gitlab_file_is_yaml_once_it_is_no_comment() -> None:
    lines = of_project(BEGINNINGS[0])[".gitlab-ci.yml"].splitlines()
    bare = "".join(f"{line[2:]}\n" for line in lines[lines.index("#", 2) + 1 :])
    assert all(line.startswith("#") for line in lines)
    assert formatted(bare, "gitlab") == bare


def test_the_schema_of_a_project_is_the_one_that_is_shipped() -> None:
    from slakit.schema import editor_schema_named

    written = of_project(BEGINNINGS[0])
    for name in ("agreement", "services", "vocabulary", "calendar", "cases", "mapping"):
        assert json.loads(written[f".slakit/schemas/{name}.editor.json"]) == editor_schema_named(name)


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert init(tmp_path, "--agreement", "a", "--edition", "2026") == 0
    first = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    capsys.readouterr()
    assert init(tmp_path, "--agreement", "a", "--edition", "2026") == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == (
        f"slakit: `{tmp_path}/agreements/a/2026` is already there, and nothing is overwritten\n"
        "  help: choose another `--agreement` or `--edition`, or another folder\n"
    )
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == first


def test_a_second_edition_leaves_the_project_around_it_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert init(tmp_path, "--agreement", "a", "--edition", "2026") == 0
    settings = tmp_path / ".vscode" / "settings.json"
    settings.write_text("{}")
    capsys.readouterr()
    assert init(tmp_path, "--agreement", "a", "--edition", "2027") == 0
    assert settings.read_text() == "{}"
    told = capsys.readouterr().out.splitlines()
    assert told[:2] == [
        f"written: {tmp_path}/agreements/a/2027/agreement.yaml",
        f"written: {tmp_path}/agreements/a/2027/services.yaml",
    ]
    assert f"left as it was: {settings}" in told


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (
            ["--agreement", "City Office", "--edition", "2026"],
            "`City Office` cannot be the name of an agreement",
        ),
        (
            ["--agreement", "a", "--edition", "1400"],
            "`1400` does not begin with a year of the calendar `gregorian`",
        ),
        (
            ["--agreement", "a", "--edition", "2026/2"],
            "`2026/2` does not begin with a year of the calendar `gregorian`",
        ),
        (
            ["--agreement", "a", "--edition", "2026", "--calendar", "jalali"],
            "`2026` does not begin with a year of the calendar `jalali`",
        ),
    ],
)
def test_a_name_or_a_year_that_cannot_be_used_writes_nothing(
    options: list[str], problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert init(tmp_path / "new", *options) == 2
    assert capsys.readouterr().err.splitlines()[0] == f"slakit: {problem}"
    assert not (tmp_path / "new").exists()


def test_persian_digits_of_a_year_are_read(tmp_path: Path) -> None:
    assert init(tmp_path, "--agreement", "a", "--edition", "۱۴۰۰", language="fa") == 0
    assert (tmp_path / "agreements" / "a" / "1400" / "agreement.yaml").is_file()


def test_what_is_our_own_persian_in_the_templates_has_persian_letters() -> None:
    templates = Path(__file__).parents[1] / "src" / "slakit" / "review" / "templates"
    found = [
        file.name for file in templates.rglob("*.in") if re.search("[\u064a\u0643]", file.read_text("utf-8"))
    ]
    assert found == []
