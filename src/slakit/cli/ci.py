"""`slakit ci`: all that a repository of agreements asks of a change, step by step, with one exit code.

Each step is a command that a person can call as well; this one finds out for which editions, and gathers what they say.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from slakit.cli.arguments.agreement_options import CI_STEPS
from slakit.cli.ci_comment import first_faults, overheard, repeated
from slakit.cli.editions_at import BaseTree, Editions, base_tree, editions_below
from slakit.cli.exit_codes import Exit
from slakit.cli.results import results
from slakit.cli.wording import Refused, Voice
from slakit.errors import InvalidDocument
from slakit.reports.junit import Tested, joined, report
from slakit.text import strip_isolates

COMMENT_MARK: Final = "<!-- slakit ci -->"
"""The first line of the comment: by it the next run finds the comment to write anew."""

LONGEST_COMMENT: Final = 60_000
"""Characters of a comment: hosts take a little more than 65,000."""


class Asked(Protocol):
    """What the command was called with."""

    paths: list[str]
    only: list[str] | None
    against: str | None
    keys: str | None
    fail_on: str
    fail_level: str
    on: str | None
    sarif: str | None
    junit: str | None
    gitlab: str | None
    comment: str | None


def run(asked: Asked, voice: Voice) -> Exit:
    """Take every step that was asked for, also after one that found something; the gravest code is given."""
    ci = _Ci(asked, voice)
    for step in asked.only or CI_STEPS:
        if step in ci.steps():
            ci.take(step)
    if asked.junit:  # also where no step told of tests: what stands there already is of another run
        with results(asked.junit, voice) as stream:
            stream.writelines(line + "\n" for line in joined("slakit ci", ci.reports))
    if asked.comment:
        with results(asked.comment, voice) as stream:
            stream.write(ci.comment())
    for name, code, what in ci.taken:
        sys.stdout.write(voice.said(f"step {code.name}", step=name, what=what) + "\n")
    return max((code for _, code, _ in ci.taken), default=Exit.NOTHING_FOUND)


@dataclass(slots=True)
class _Ci:
    """The steps that were taken: each with its code and what it was about, and what they say for a comment.

    `reports` are those that were written as JUnit.
    """

    asked: Asked
    voice: Voice
    taken: list[tuple[str, Exit, str]] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    _said: list[str] = field(default_factory=list)
    _editions: Editions = field(init=False)

    def __post_init__(self) -> None:
        self._editions = editions_below(self.asked.paths, self.voice)

    def steps(self) -> tuple[str, ...]:
        """The steps that what was given suffices for. Raises `Refused` if one was asked for by name and cannot be taken."""
        needs = {"verify": ("keys", "--keys"), "diff": ("against", "--against")}
        missing = {step: option for step, (name, option) in needs.items() if not getattr(self.asked, name)}
        for step in self.asked.only or ():
            if step in missing:
                wrong = self.voice.said("step needs", step=step, option=missing[step])
                raise Refused(wrong, self.voice.said("see help", command="slakit ci"))
        return tuple(step for step in CI_STEPS if step not in missing)

    def take(self, step: str) -> None:
        """One step, under a heading of its own."""
        with self._grouped(step):
            {"validate": self._validate, "test": self._test, "verify": self._verify, "diff": self._diff}[
                step
            ]()

    @contextmanager
    def _grouped(self, step: str) -> Iterator[None]:
        on_github = _is_on_github()
        sys.stdout.write(f"::group::slakit {step}\n" if on_github else f"== {step} ==\n")
        try:
            yield
        finally:
            sys.stdout.write("::endgroup::\n" if on_github else "\n")

    # --- the steps

    def _validate(self) -> None:
        shown = "github" if _is_on_github() else "text"
        files = (("sarif", self.asked.sarif), ("gitlab", self.asked.gitlab))
        outputs = [part for name, file in files if file for part in ("--format", name, "--output", file)]
        on = ["--on", self.asked.on] if self.asked.on else []
        options = ["--cases", "--format", shown, *outputs, "--fail-level", self.asked.fail_level, *on]
        what = ", ".join(self.asked.paths)
        with tempfile.NamedTemporaryFile("r", suffix=".md", encoding="utf-8") as markdown:
            table = ["--format", "markdown", "--output", markdown.name]
            with self._reported() as as_junit:
                arguments = [*self.asked.paths, *options, *table, *as_junit]
                code, _, remarks = self._call("validate", what, arguments)
            if code != Exit.NOTHING_FOUND:
                found = Path(markdown.name).read_text("utf-8")
                self._said += [
                    first_faults(found, self.voice),
                    repeated("validate", what, remarks, self.voice),
                ]

    def _test(self) -> None:
        for folder in self._editions.values():
            if any((folder / "cases").glob("*.yaml")):
                self._test_one(str(folder))

    def _test_one(self, folder: str) -> None:
        with self._reported() as as_junit, tempfile.NamedTemporaryFile("r", suffix=".txt") as text:
            if not _is_on_github():
                self._call_and_repeat("test", folder, [folder, "--format", "text", *as_junit])
                return
            # annotations are for GitHub; the comment repeats what a person reads
            as_text = ["--format", "github", "--format", "text", "--output", text.name]
            code, _, remarks = self._call("test", folder, [folder, *as_text, *as_junit])
            self._repeat("test", code, folder, Path(text.name).read_text("utf-8") + remarks)

    @contextmanager
    def _reported(self) -> Iterator[list[str]]:
        """The options by which a step is written as JUnit besides, if that is asked for; then it is one of the reports."""
        if not self.asked.junit:
            yield []
            return
        with tempfile.NamedTemporaryFile("r", suffix=".xml", encoding="utf-8") as file:
            yield ["--format", "junit", "--output", file.name]
            written = Path(file.name).read_text("utf-8")
        self.reports.append(written or self._not_tested())

    def _not_tested(self) -> str:
        """The report of a step that wrote none, such as one whose cases cannot be read: it failed."""
        step, code, what = self.taken[-1]
        told = strip_isolates(self.voice.said(f"step {code.name}", step=step, what=what))
        failed = Tested(name=what, came_out="failed", told=(told,), kind="not-read")
        return "\n".join(report("slakit", [(f"slakit {step}", [failed])]))

    def _verify(self) -> None:
        """Each edition as of a day of its term: that one has ended, or that another follows it, is no failure.

        With `--on` the edition of each agreement that stands last may not have ended by that day.
        """
        assert self.asked.keys is not None
        for (agreement, _), folder in self._editions.items():
            try:
                keys = _keys_of(folder, agreement, Path(self.asked.keys), self.voice)
            except Refused as refused:
                self._refuse("verify", str(folder), refused)
                continue
            except InvalidDocument as error:
                with overheard() as (_, remarks):
                    self.voice.tell(error.faults)
                self.taken.append(("verify", Exit.WRONG_INPUT, str(folder)))
                self._repeat("verify", Exit.WRONG_INPUT, str(folder), remarks.getvalue())
                continue
            on = self._day_of_verifying(folder)
            self._call_and_repeat("verify", str(folder), [str(folder), *keys, *(["--on", on] if on else [])])

    def _day_of_verifying(self, folder: Path) -> str | None:
        """The last day of a term that is over or has a successor, else the day of `--on`, or today."""
        if self._editions.has_successor(folder):
            return self._editions.last_day(folder)
        if self.asked.on is None and self._editions.is_over(folder):
            last = self._editions.last_day(folder)
            ended = self.voice.said("verified as of", folder=str(folder), day=self.voice.number(last))
            sys.stdout.write(ended + "\n")
            return last
        return self.asked.on

    def _diff(self) -> None:
        assert self.asked.against is not None
        with tempfile.TemporaryDirectory(prefix="slakit-ci-") as folder:
            try:
                before = base_tree(self.asked.paths, self.asked.against, Path(folder), self.voice)
            except Refused as refused:
                self._refuse("diff", self.asked.against, refused)
            else:
                self._compare(before)

    def _compare(self, before: BaseTree) -> None:
        for name, folder in self._editions.items():
            if name in before.editions:
                if not before.has_the_same(name, folder):
                    self._differ(str(folder), [str(folder), "--against", str(self.asked.against)])
            elif earlier := self._editions.predecessor(folder) or before.editions.predecessor(folder):
                self._differ(f"{earlier} → {folder}", [str(earlier), str(folder)])
            else:
                sys.stdout.write(self.voice.said("nothing before", folder=str(folder)) + "\n")
        for name, old in before.editions.items():
            if name not in self._editions and not before.cannot_be_read_now(old):
                gone = self.voice.said("edition gone", agreement=name[0], edition=name[1])
                sys.stdout.write(f"{gone}\n")
                self._said.append(f"- {strip_isolates(gone)}\n")
                self.taken.append(("diff", Exit.FINDINGS, before.name_of(old)))

    def _differ(self, what: str, editions: list[str]) -> None:
        with tempfile.NamedTemporaryFile("r", suffix=".md", encoding="utf-8") as markdown:
            outputs = ["--format", "text", "--format", "markdown", "--output", markdown.name]
            on = ["--on", self.asked.on] if self.asked.on else []
            options = [*outputs, "--fail-on", self.asked.fail_on, *on]
            code, _, remarks = self._call("diff", what, [*editions, *options])
            self._said.append(Path(markdown.name).read_text("utf-8"))
            self._repeat("diff", code, what, remarks)

    def _call(self, command: str, what: str, arguments: list[str]) -> tuple[Exit, str, str]:
        """A command as a person calls it, with its code and what it wrote; the next step is taken whatever is wrong."""
        from slakit.cli import called

        with overheard() as (results, remarks):
            code = called([command, *arguments, "--lang", self.voice.language], self.voice)
        self.taken.append((command, code, what))
        return code, results.getvalue(), remarks.getvalue()

    def _call_and_repeat(self, command: str, what: str, arguments: list[str]) -> None:
        code, written, remarks = self._call(command, what, arguments)
        self._repeat(command, code, what, written + remarks)

    def _repeat(self, command: str, code: Exit, what: str, written: str) -> None:
        """What a step wrote, for the comment; what cannot be read need not be told again where `validate` found it."""
        told_already = any(step == "validate" and was != Exit.NOTHING_FOUND for step, was, _ in self.taken)
        if code != Exit.NOTHING_FOUND and not (code == Exit.WRONG_INPUT and told_already):
            self._said.append(repeated(command, what, written, self.voice))

    def _refuse(self, step: str, what: str, refused: Refused) -> None:
        """A step that cannot be taken as it was asked for: that is told, and the next one is taken."""
        with overheard() as (_, remarks):
            self.voice.remark(refused.problem, refused.cure)
        self.taken.append((step, Exit.WRONG_INPUT, what))
        self._said.append(repeated(step, what, remarks.getvalue(), self.voice))

    def comment(self) -> str:
        """What all steps found, as Markdown for a pull request."""
        steps = [
            f"- {strip_isolates(self.voice.said(f'step {code.name}', step=name, what=what))}"
            for name, code, what in self.taken
        ]
        said = "\n".join([COMMENT_MARK, "## slakit", "", *steps, "", *filter(None, self._said)]) + "\n"
        if len(said) <= LONGEST_COMMENT:
            return said
        kept = said[:LONGEST_COMMENT].rpartition("\n")[0]
        return f"{kept}\n\n{strip_isolates(self.voice.said('comment cut'))}\n"


def _is_on_github() -> bool:
    return os.environ.get("GITHUB_ACTIONS") == "true"


def _keys_of(folder: Path, agreement: str, keys: Path, voice: Voice) -> list[str]:
    """The public keys of those who sign an edition, as `verify` takes them. Raises `Refused` if one is not there."""
    from slakit.cli.passphrases import keys_at_hand
    from slakit.loading import load

    with keys_at_hand(voice):
        from slakit.signing.signatures import signatories

        found: list[str] = []
        for party in signatories(load(folder)):
            places = (keys / agreement / f"{party}.pub", keys / f"{party}.pub")
            file = next((place for place in places if place.is_file()), None)
            if file is None:
                raise Refused(voice.said("no key of", party=party, file=str(places[1])))
            found += ["--key", f"{party}={file}"]
        return found
