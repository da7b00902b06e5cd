"""An edition as a commit has it: the tree of the commit, unpacked beside nothing else."""

import subprocess
import tarfile
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import Literal

from slakit.errors import SlakitError

Lack = Literal["no git", "no repository", "no commit", "no folder then", "git failed"]
"""Why an edition cannot be had as a commit has it."""


class CannotCheckOut(SlakitError):
    """There is no git, no repository, no such commit, or no such folder in it; the text is what git said, if it was asked."""

    def __init__(self, lack: Lack, said: str = "") -> None:
        super().__init__(said or lack)
        self.lack = lack


def check_out(edition: Path, ref: str, into: Path) -> Path:
    """Unpack the tree of a commit, and give the place in it of an edition's folder or file.

    The whole tree, for an edition may name calendars and vocabularies beside it. Raises `CannotCheckOut`.
    """
    folder = edition if edition.is_dir() else edition.parent
    inside = _git(folder, "rev-parse", "--show-prefix", lack="no repository").decode().strip()
    named = ("rev-parse", "--verify", "--end-of-options", f"{ref}^{{commit}}")
    commit = _git(folder, *named, lack="no commit").decode().strip()
    top = Path(_git(folder, "rev-parse", "--show-toplevel").decode().strip())
    archive = _git(top, "archive", "--format=tar", commit)
    with tarfile.open(fileobj=BytesIO(archive)) as tree:
        tree.extractall(into, filter="data")
    was = into / inside
    if not was.is_dir():
        raise CannotCheckOut("no folder then", inside)
    return was if edition.is_dir() else was / edition.name


def _git(folder: Path, *arguments: str, lack: Lack = "git failed") -> bytes:
    program = which("git")
    if program is None:
        raise CannotCheckOut("no git")
    if not folder.is_dir():
        raise CannotCheckOut("no repository", str(folder))
    told = subprocess.run([program, "-C", str(folder), *arguments], capture_output=True, check=False)  # noqa: S603 -- git, with a commit as its argument
    if told.returncode:
        said = told.stderr.decode("utf-8", "replace").strip().splitlines()
        raise CannotCheckOut(lack, said[-1] if said else f"git ended with {told.returncode}")
    return told.stdout
