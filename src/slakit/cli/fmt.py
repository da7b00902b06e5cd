"""`slakit fmt`: the one layout of documents, which changes nothing of what they say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from slakit.cli.changes import difference, write
from slakit.cli.exit_codes import Exit
from slakit.cli.results import results
from slakit.cli.validate import KINDS
from slakit.cli.wording import Voice
from slakit.document import read
from slakit.errors import InvalidDocument
from slakit.review.formatting import formatted

_KIND: Final = re.compile(rf"(?m)^document:[ \t]*[\"']?(?:{'|'.join(map(re.escape, KINDS))})\b".encode())
_NOT_OURS: Final = frozenset({"node_modules", "__pycache__"})


class Asked(Protocol):
    """What the command was called with."""

    paths: list[str]
    diff: bool
    check: bool


def run(asked: Asked, voice: Voice) -> Exit:
    """Lay out and tell; 1 if anything would change and nothing may be written, 2 if a file cannot be read."""
    laid_out = _LaidOut()
    for path in asked.paths:
        laid_out.take(Path(path), voice)
    writes = not asked.diff and not asked.check
    if writes:
        for file, (_, after) in laid_out.changed.items():
            write(str(file), after, voice)
    with results(None, voice) as stream:
        for line in _differences(laid_out) if asked.diff else _told(laid_out, voice, is_done=writes):
            stream.write(line + "\n")
    if not laid_out.all_read:
        return Exit.WRONG_INPUT
    return Exit.FINDINGS if laid_out.changed and not writes else Exit.NOTHING_FOUND


@dataclass(slots=True)
class _LaidOut:
    """The files that were looked at, once each, with the text before and after where the two differ."""

    files: dict[Path, Path] = field(default_factory=dict)
    changed: dict[Path, tuple[str, str]] = field(default_factory=dict)
    all_read: bool = True

    def take(self, path: Path, voice: Voice) -> None:
        """A document, or all documents in a folder and below it; what cannot be read is told."""
        files = list(_documents_in(path)) if path.is_dir() else [path]
        if not files:
            voice.remark(voice.said("no document below", folder=str(path)))
            self.all_read = False
        for file in files:
            try:
                self._one(file)
            except InvalidDocument as error:
                voice.tell(error.faults)
                self.all_read = False

    def _one(self, file: Path) -> None:
        if self.files.setdefault(file.resolve(), file) is not file:
            return
        read(file)  # raises what is wrong with it, also that it is not there or no UTF-8
        before = file.read_bytes().decode("utf-8")
        after = formatted(before, str(file))
        if after != before:
            self.changed[file] = before, after


def _documents_in(folder: Path) -> Iterator[Path]:
    """The documents of slakit below a folder; hidden folders, and YAML that is something else, are passed over."""
    for file in sorted([*folder.rglob("*.yaml"), *folder.rglob("*.yml")]):
        inner = file.relative_to(folder).parts
        if any(part.startswith(".") or part in _NOT_OURS for part in inner) or not file.is_file():
            continue
        if _KIND.search(file.read_bytes()):
            yield file


def _differences(laid_out: _LaidOut) -> Iterator[str]:
    for file, (before, after) in laid_out.changed.items():
        yield from difference(str(file), before, after)


def _told(laid_out: _LaidOut, voice: Voice, *, is_done: bool) -> Iterator[str]:
    for file in laid_out.changed:
        yield voice.said("laid out" if is_done else "to lay out", file=str(file))
    files, changed = voice.counted("file", len(laid_out.files)), len(laid_out.changed)
    if not changed:
        yield voice.said("layout kept", files=files)
    else:
        yield voice.said("layout counted" if is_done else "layout to do", files=files, changed=changed)
