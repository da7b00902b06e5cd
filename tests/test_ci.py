"""The CI kit, run as CI runs it: the action's script and the real pre-commit on a repository of agreements."""

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, which

import pytest
from ruamel.yaml import YAML

from slakit.cli import main
from slakit.cli.ci import COMMENT_MARK, LONGEST_COMMENT
from slakit.cli.ci_comment import MOST_FAULTS, MOST_LINES, first_faults, repeated
from slakit.cli.wording import Voice
from slakit.reports import junit
from slakit.review.scaffold import Beginning, of_agreement
from slakit.signing.keys import new_key

ROOT = Path(__file__).parents[1]
OFFICE = "agreements/office/1400"
ON = "1400/06/01"
GIT = which("git") or "git"
CLEAN = {
    name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_", "SLAKIT_"))
}
ENVIRONMENT = {
    **CLEAN,
    "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    "GIT_CONFIG_GLOBAL": os.devnull,
    "SLAKIT_LANG": "en",
    **{
        f"GIT_{who}_{what}": "test@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    },
}


def ran(repository: Path, *command: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A program that was run in a repository."""
    return subprocess.run(  # noqa: S603  our own commands
        [str(part) for part in command],
        cwd=repository,
        env=ENVIRONMENT | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def git(repository: Path, *arguments: str) -> str:
    done = ran(repository, GIT, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one edition, signed by its provider, and the hooks of this project."""
    repository = tmp_path_factory.mktemp("committed")
    for name, text in of_agreement(Beginning("office", "1400", "jalali", "en")).items():
        (file := repository / name).parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    secrets = tmp_path_factory.mktemp("secrets")
    new_key(secrets / "provider", None)
    (repository / "keys").mkdir()
    (secrets / "provider.pub").rename(repository / "keys" / "provider.pub")
    key = str(secrets / "provider")
    assert main(["sign", str(repository / OFFICE), "--key", key, "--at", "1400/01/01", "--lang", "en"]) == 0
    (repository / ".pre-commit-config.yaml").write_text(json.dumps(hooks_of_this_project()), "utf-8")
    (repository / ".gitattributes").write_text("agreements/**/*.yaml diff=slakit\n", "utf-8")
    git(repository, "init", "--quiet", "--initial-branch", "main")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "The edition of 1400")
    return repository


@pytest.fixture
def repository(committed: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return copytree(committed, tmp_path / "repository", symlinks=True)


def hooks_of_this_project() -> dict[str, object]:
    """The hooks of the manifest as a local repository has them: run by the slakit that is installed here.

    With `language: python` pre-commit would install slakit and what it needs from a registry for each hook.
    """
    hooks = YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    days = {"slakit-signed": ["--keys", "keys", "--on", ON], "slakit-check": ["--on", ON]}
    local = [
        {key: value for key, value in hook.items() if key != "additional_dependencies"}
        | {"language": "system", "args": [*days.get(hook["id"], []), "agreements"]}
        for hook in hooks
    ]
    return {"repos": [{"repo": "local", "hooks": local}]}


def change(repository: Path, old: str, new: str) -> None:
    file = repository / OFFICE / "agreement.yaml"
    text = file.read_text("utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), "utf-8")


def weaken(repository: Path) -> None:
    change(repository, "at-least: 72 hours", "at-least: 24 hours")


def break_it(repository: Path) -> None:
    change(repository, "term:\n", "term: [\n")


def take_signature(repository: Path) -> None:
    (repository / OFFICE / "signatures" / "provider.yaml").unlink()


# --- the script of the action ----------------------------------------------------------------------------


def action(repository: Path, **variables: str) -> tuple[int, list[str], str]:
    """The script of the action on a pull request: its code, what it says of each step, and the comment."""
    inputs = {"SLAKIT_AGAINST": "main", "SLAKIT_KEYS": "keys", "SLAKIT_ON": ON}
    (repository / "output").unlink(missing_ok=True)
    files = {"SLAKIT_SARIF": "slakit.sarif", "SLAKIT_COMMENT": "slakit.md", "GITHUB_OUTPUT": "output"}
    done = ran(repository, ROOT / "ci" / "run.sh", GITHUB_ACTIONS="true", **inputs | files | variables)
    steps = [
        line for line in done.stdout.splitlines() if line.startswith(("ok: ", "found: ", "cannot be read: "))
    ]
    assert (repository / "output").read_text("utf-8") == f"code={done.returncode}\n", done.stderr
    return done.returncode, steps, (repository / "slakit.md").read_text("utf-8")


def test_an_edition_whose_term_is_over_fails_nothing_unless_a_day_is_asked_for(repository: Path) -> None:
    code, steps, _ = action(repository, SLAKIT_ON="")
    assert (code, steps[-1]) == (0, f"ok: verify, {OFFICE}")
    said = ran(repository, "slakit", "ci", "agreements", "--only", "verify", "--keys", "keys").stdout
    assert f"{OFFICE}: its term ended with 1400/12/29, and it is verified as of that day" in said
    code, steps, _ = action(repository, SLAKIT_ON="1401/01/01")
    assert (code, steps[-1]) == (1, f"found: verify, {OFFICE}")


def test_an_edition_whose_term_is_over_must_still_be_what_was_signed(repository: Path) -> None:
    change(repository, "at-least: 72 hours", "at-least: 96 hours")
    code, steps, _ = action(repository, SLAKIT_ON="")
    assert code == 1
    assert f"found: verify, {OFFICE}" in steps


def test_the_action_passes_a_good_repository(repository: Path) -> None:
    code, steps, comment = action(repository)
    assert (code, steps) == (0, ["ok: validate, agreements", f"ok: test, {OFFICE}", f"ok: verify, {OFFICE}"])
    assert comment.splitlines()[:4] == [COMMENT_MARK, "## slakit", "", "- ok: validate, agreements"]
    assert json.loads((repository / "slakit.sarif").read_text("utf-8"))["version"] == "2.1.0"


def test_the_action_catches_a_weakened_clause_and_says_so_in_the_comment(repository: Path) -> None:
    weaken(repository)
    code, steps, comment = action(repository)
    assert (code, steps[0], steps[2:]) == (
        1,
        "ok: validate, agreements",
        [f"found: verify, {OFFICE}", f"found: diff, {OFFICE}"],
    )
    assert "planned-outage-notice" in comment
    assert "72 hours" in comment
    assert "24 hours" in comment
    assert action(repository, SLAKIT_FAIL_ON="never", SLAKIT_KEYS="")[1][2:] == [f"ok: diff, {OFFICE}"]


def test_the_action_catches_broken_yaml_with_an_annotation_at_its_line(repository: Path) -> None:
    break_it(repository)
    done = ran(repository, ROOT / "ci" / "run.sh", GITHUB_ACTIONS="true", SLAKIT_AGAINST="main", SLAKIT_ON=ON)
    assert (done.returncode, done.stderr) == (1, "")
    assert re.search(rf"^::error file={OFFICE}/agreement\.yaml,line=\d+", done.stdout, re.MULTILINE)
    assert done.stdout.splitlines()[-1] == "found: validate, agreements"


def test_the_action_catches_an_unsigned_edition_and_an_edition_that_is_gone(repository: Path) -> None:
    take_signature(repository)
    assert action(repository)[:2] == (
        1,
        ["ok: validate, agreements", f"ok: test, {OFFICE}", f"found: verify, {OFFICE}"],
    )
    (repository / OFFICE).rename(repository / "elsewhere")
    code, _, comment = action(repository, SLAKIT_KEYS="")
    assert code == 2  # nothing is left to validate
    assert "- the edition 1400 of office is no longer there" in comment


def test_the_folders_of_the_action_are_its_lines_and_the_end_of_a_block_is_none(repository: Path) -> None:
    """An empty line was the whole repository, where a broken file of somebody else failed the job."""
    (repository / "drafts").mkdir()
    (repository / "drafts" / "agreement.yaml").write_text("agreement: [", "utf-8")
    for paths in ("agreements\n", "  agreements \n\n", ""):
        code, steps, _ = action(repository, SLAKIT_PATHS=paths)
        assert (code, steps[0]) == (0, "ok: validate, agreements")
    code, steps, _ = action(repository, SLAKIT_PATHS="agreements\ndrafts\n")
    assert (code, steps[0]) == (1, "found: validate, agreements, drafts")


def test_the_first_push_of_a_branch_is_compared_with_nothing(repository: Path) -> None:
    """GitHub says forty zeros for the commit before it."""
    code, steps, _ = action(repository, SLAKIT_AGAINST="0" * 40, SLAKIT_KEYS="")
    assert (code, steps) == (0, ["ok: validate, agreements", f"ok: test, {OFFICE}"])


def test_a_new_edition_is_compared_with_the_one_before_it(repository: Path) -> None:
    assert ran(repository, "slakit", "renew", OFFICE, "--to", "1401").returncode == 0
    done = ran(repository, "slakit", "ci", "--only", "diff", "--against", "git:HEAD", "--on", ON)
    assert done.stdout.splitlines()[-1] == f"ok: diff, {OFFICE} → agreements/office/1401"
    new = repository / "agreements/office/1401/agreement.yaml"
    new.write_text(new.read_text("utf-8").replace("at-least: 72 hours", "at-least: 24 hours"), "utf-8")
    done = ran(
        repository, "slakit", "ci", "--only", "diff", "--against", "git:HEAD", "--on", ON, "--lang", "fa"
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (
        1, f"یافته دارد: \u2066diff\u2069، \u2066{OFFICE} → agreements/office/1401\u2069"
    )  # fmt: skip


def test_what_a_step_needs_and_lacks_is_told(repository: Path) -> None:
    done = ran(repository, "slakit", "ci", "--only", "verify")
    assert (done.returncode, done.stderr) == (
        2, "slakit: the step `verify` needs `--keys`\n  help: run `slakit ci --help`\n"
    )  # fmt: skip
    done = ran(repository, "slakit", "ci", "--only", "verify", "--keys", "elsewhere", "--on", ON)
    assert (done.returncode, done.stderr) == (
        2, "slakit: no key of `provider` is there, such as `elsewhere/provider.pub`\n"
    )  # fmt: skip


def test_an_unknown_commit_is_told_in_our_words_with_what_to_write(repository: Path) -> None:
    cure = (
        "write one that `git log` knows, such as `git:main` or `git:origin/main`;"
        " in CI fetch the history too, with `fetch-depth: 0`"
    )
    told = f"slakit: there is no commit, branch or tag `nowhere` in this repository\n  help: {cure}\n"
    done = ran(repository, "slakit", "ci", "--only", "diff", "--against", "git:nowhere", "--comment", "c.md")
    assert (done.returncode, done.stderr) == (2, told)
    assert (repository / "c.md").read_text("utf-8") == (
        f"{COMMENT_MARK}\n## slakit\n\n- cannot be read: diff, git:nowhere\n\n"
        f"## slakit diff: git:nowhere\n\n```text\n{told}```\n\n"
    )
    done = ran(repository, "slakit", "diff", OFFICE, "--against", "git:nowhere")
    assert (done.returncode, done.stderr) == (2, told)
    done = ran(repository, "slakit", "diff", OFFICE, "--against", "git:nowhere", "--lang", "fa")
    assert re.sub("[\u2066-\u2069]", "", done.stderr).splitlines()[0] == (
        "slakit: در این مخزن ثبت یا شاخه یا برچسبی به نام «nowhere» نیست"
    )
    done = ran(repository, "slakit", "ci", "--only", "diff", "--against", "main")
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        2, "slakit: `--against main` names nothing to compare with"
    )  # fmt: skip


def test_the_comment_says_each_fault_with_its_place_and_its_cure(repository: Path) -> None:
    file = repository / OFFICE / "agreement.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("rule: advance-notice", "rule: advanced-notice", 1), "utf-8")
    line = text[: text.index("rule: advance-notice")].count("\n") + 1
    code, steps, comment = action(repository, SLAKIT_AGAINST="")
    assert (code, steps[0]) == (2, "found: validate, agreements")
    assert f"| {OFFICE}/agreement.yaml:{line}:15 | error | value-not-allowed | " in comment
    assert "did you mean &#96;advance-notice&#96;?" in comment
    assert comment.count("value-not-allowed") == 1  # what stops the other steps is the same fault


def test_the_comment_says_which_cases_fail_and_what_they_found(repository: Path) -> None:
    weaken(repository)
    cases = next((repository / OFFICE / "cases").glob("*.yaml"))
    text = cases.read_text("utf-8")
    assert text.count("outcome: fulfilled") >= 1
    cases.write_text(text.replace("outcome: fulfilled", "outcome: violated, grade: breach", 1), "utf-8")
    code, steps, comment = action(repository, SLAKIT_KEYS="")
    assert (code, steps[1]) == (1, f"found: test, {OFFICE}")
    assert f"## slakit test: {OFFICE}\n\n```text\n{OFFICE}/cases/{cases.name}:" in comment
    assert "expected" in comment


def test_the_report_of_tests_has_the_documents_and_the_cases(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    cases = next((repository / OFFICE / "cases").glob("*.yaml"))
    text = cases.read_text("utf-8")
    cases.write_text(text.replace("outcome: fulfilled", "outcome: violated, grade: breach", 1), "utf-8")
    assert main(["ci", "agreements", "--junit", "all.xml"]) == 1
    assert "== test ==" in capsys.readouterr().out
    root = ET.parse(repository / "all.xml").getroot()  # noqa: S314  our own output
    names = [suite.attrib["name"] for suite in root]
    assert {f"{OFFICE}/agreement.yaml", f"{OFFICE}/cases/{cases.name}"} <= set(names)
    failed = [test.attrib["classname"] for test in root.iter("testcase") if test.find("failure") is not None]
    assert failed == [f"{OFFICE}/cases/{cases.name}"]
    tests = sum(1 for _ in root.iter("testcase"))
    assert (root.attrib["name"], root.attrib["tests"], root.attrib["failures"]) == (
        "slakit ci",
        str(tests),
        "1",
    )
    assert main(["ci", "agreements", "--only", "test", "--junit", "cases.xml"]) == 1
    only = ET.parse(repository / "cases.xml").getroot()  # noqa: S314  our own output
    assert [suite.attrib["name"] for suite in only] == names[-len(only) :]


@pytest.mark.parametrize("step", ["test", "diff"])
def test_the_report_of_tests_is_never_that_of_another_run(
    step: str, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cases that cannot be read have failed, and a step that tests nothing leaves a report without tests."""
    monkeypatch.chdir(repository)
    (repository / "all.xml").write_text('<testsuites name="of another run"/>', "utf-8")
    cases = next((repository / OFFICE / "cases").glob("*.yaml"))
    cases.write_text("cases: [", "utf-8")
    main(["ci", "agreements", "--only", step, "--against", "git:HEAD", "--junit", "all.xml"])
    root = ET.parse(repository / "all.xml").getroot()  # noqa: S314  our own output
    failed = [test.attrib["name"] for test in root.iter("testcase") if test.find("failure") is not None]
    assert (root.attrib["name"], failed) == ("slakit ci", [OFFICE] if step == "test" else [])


def test_a_joined_report_keeps_ends_of_lines_that_stand_in_texts() -> None:
    """They are no ends of lines of XML."""
    told = junit.Tested(name="one\u2028two", came_out="failed", told=("said\u2028so\x85too",), kind="other")
    alone = "\n".join(junit.report("one", [("suite", [told])])) + "\n"
    both = ET.fromstring("\n".join(junit.joined("both", [alone, alone])))  # noqa: S314  our own output
    assert both.attrib["tests"] == "2"
    assert [one.text for one in both.iter("failure")] == ["\nsaid\u2028so\x85too"] * 2


def test_on_github_a_failing_case_is_an_annotation_and_the_comment_has_it_in_words(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    cases = next((repository / OFFICE / "cases").glob("*.yaml"))
    text = cases.read_text("utf-8")
    cases.write_text(text.replace("outcome: fulfilled", "outcome: violated, grade: breach", 1), "utf-8")
    assert main(["ci", "agreements", "--only", "test", "--comment", "said.md"]) == 1
    assert f"\n::error file={OFFICE}/cases/{cases.name},line=" in capsys.readouterr().out
    said = (repository / "said.md").read_text("utf-8")
    assert f"```text\n{OFFICE}/cases/{cases.name}:" in said
    assert "::error" not in said


def test_a_comment_names_the_gravest_faults_and_counts_the_others() -> None:
    voice = Voice("en")
    rows = [f"| a.yaml:{at}:1 | error | unknown-key | x |" for at in range(1, MOST_FAULTS + 4)]
    table = ["## slakit validate", "", "| place | severity | rule | what is wrong |", "|---|---|---|---|"]
    markdown = "\n".join([*table, *rows])
    assert first_faults(markdown, voice).splitlines() == [
        *table, *rows[:MOST_FAULTS], "", "… 3 more; the log of the job has them."
    ]  # fmt: skip
    assert first_faults("\n".join([*table, *rows[:3]]), voice).splitlines() == [*table, *rows[:3]]
    written = "".join(f"{at}\n" for at in range(MOST_LINES + 2))
    assert repeated("test", "a", written, voice).splitlines()[-3:] == [
        "```", "", "… 2 more; the log of the job has them."
    ]  # fmt: skip


def test_a_comment_is_never_longer_than_a_host_takes(
    monkeypatch: pytest.MonkeyPatch, repository: Path
) -> None:
    from slakit.cli import ci

    weaken(repository)
    monkeypatch.chdir(repository)
    monkeypatch.setattr(ci, "LONGEST_COMMENT", 400)
    assert (
        main(
            ["ci", "--only", "diff", "--against", "git:HEAD", "--on", ON, "--comment", "c.md", "--lang", "en"]
        )
        == 1
    )
    comment = Path("c.md").read_text("utf-8")
    assert comment.endswith("\n\n… The log of the job has the rest.\n")
    assert len(comment) < 450 < LONGEST_COMMENT


# --- the comment of the action ---------------------------------------------------------------------------

FAKE_GH = """#!/usr/bin/env bash
echo "$*" >>calls
case "$*" in
  *--jq*) [ ! -f refuse ] || exit 1; cat comment-id 2>/dev/null || true ;;
  *POST*) echo 42 >comment-id ;;
esac
"""


@pytest.fixture
def comment(tmp_path: Path) -> Callable[[], list[str]]:
    """Runs the script that writes the comment, with a GitHub command line that only remembers what it was asked."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "gh").write_text(FAKE_GH, "utf-8")
    (tmp_path / "bin" / "gh").chmod(0o755)
    (tmp_path / "slakit.md").write_text(f"{COMMENT_MARK}\n## slakit\n", "utf-8")

    def run() -> list[str]:
        path = os.pathsep.join([str(tmp_path / "bin"), ENVIRONMENT["PATH"]])
        done = ran(tmp_path, ROOT / "ci" / "comment.sh", "slakit.md", "7", PATH=path, GITHUB_REPOSITORY="a/b")
        assert done.returncode == 0, done.stderr
        calls = (tmp_path / "calls").read_text("utf-8").splitlines()
        (tmp_path / "calls").unlink()
        return [*calls, *done.stdout.splitlines()]

    return run


def test_the_first_run_adds_a_comment_and_the_next_ones_write_it_anew(
    comment: Callable[[], list[str]],
) -> None:
    looking = (
        "api --paginate repos/a/b/issues/7/comments "
        f'--jq .[] | select(.body | startswith("{COMMENT_MARK}")) | .id'
    )
    written = "--field body=@slakit.md --silent"
    assert comment() == [looking, f"api --method POST repos/a/b/issues/7/comments {written}"]
    assert comment() == [looking, f"api --method PATCH repos/a/b/issues/comments/42 {written}"]


def test_a_token_that_may_not_read_comments_fails_nothing(
    comment: Callable[[], list[str]], tmp_path: Path
) -> None:
    (tmp_path / "refuse").touch()
    assert comment()[1:] == [
        "::notice::slakit: the comments of the pull request cannot be read with this token"
    ]


# --- pre-commit and git ----------------------------------------------------------------------------------


def hook(repository: Path, *arguments: str) -> tuple[int, dict[str, str]]:
    """What the real pre-commit says of the staged files: its code, and of each hook whether it passed."""
    git(repository, "add", "--all")
    program = Path(sys.executable).with_name("pre-commit")
    done = ran(repository, program, "run", *arguments, PRE_COMMIT_HOME=str(repository.parent / "home"))
    said = re.findall(r"^.*\((slakit \w+)\)\.*(?:\(.*\))?(Passed|Failed|Skipped)$", done.stdout, re.MULTILINE)
    return done.returncode, dict(said)


ALL = [f"slakit {name}" for name in ("validate", "fix", "fmt", "test", "diff", "verify")]


def test_every_hook_passes_a_good_repository(repository: Path) -> None:
    assert hook(repository, "--all-files") == (0, dict.fromkeys(ALL, "Passed"))


@pytest.mark.parametrize(
    ("harm", "name", "command"),
    [
        (weaken, "slakit-weaker", "slakit diff"),
        (break_it, "slakit-check", "slakit validate"),
        (take_signature, "slakit-signed", "slakit verify"),
    ],
)
def test_a_hook_stops_the_commit_that_it_is_there_for(
    harm: Callable[[Path], None], name: str, command: str, repository: Path
) -> None:
    harm(repository)
    assert hook(repository, name) == (1, {command: "Failed"})


def test_pre_commit_takes_the_manifest_of_the_hooks() -> None:
    program = Path(sys.executable).with_name("pre-commit")
    done = ran(ROOT, program, "validate-manifest", ".pre-commit-hooks.yaml")
    assert (done.returncode, done.stdout) == (0, "")


def test_with_the_diff_driver_of_the_page_each_hunk_names_its_clause(repository: Path) -> None:
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    (pattern,) = re.findall(r"git config diff\.slakit\.xfuncname '(.+)'", page)
    git(repository, "config", "diff.slakit.xfuncname", pattern)
    weaken(repository)
    told = git(repository, "diff", "--unified=0")
    clause = next(line for line in told.splitlines() if line.startswith("@@"))
    assert clause == '@@ -96 +96 @@ clause: "4.1"'


def test_every_action_of_others_is_named_by_its_commit() -> None:
    uses = re.findall(r"uses: (\S+)", (ROOT / "action.yml").read_text("utf-8"))
    assert len(uses) == 2
    assert [one for one in uses if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", one)] == []


def test_the_action_gives_its_script_every_variable_that_it_reads() -> None:
    script = (ROOT / "ci" / "run.sh").read_text("utf-8")
    read = set(re.findall(r"\$\{(SLAKIT_\w+)", script)) - {"SLAKIT_ON"}
    steps = YAML(typ="safe").load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    (given,) = (step["env"] for step in steps if step.get("id") == "ci")
    assert set(given) == read | {"SLAKIT_LANG"}


def test_the_job_for_gitlab_runs_a_command_that_slakit_has(repository: Path) -> None:
    job = YAML(typ="safe").load((ROOT / "ci" / "gitlab.yml").read_text("utf-8"))["slakit"]
    command = job["script"][1]
    variables = {name: str(value) for name, value in job["variables"].items()}
    done = ran(repository, "bash", "-c", command, **variables, CI_MERGE_REQUEST_DIFF_BASE_SHA="HEAD")
    assert done.returncode == 0, done.stderr
    reports = job["artifacts"]["reports"]
    assert {*reports.values(), *job["artifacts"]["paths"]} <= {file.name for file in repository.iterdir()}
