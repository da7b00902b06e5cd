"""`slakit fix`: what `slakit validate` finds and what can be mended beyond doubt, mended in the files."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from slakit.cli.changes import difference, write
from slakit.cli.exit_codes import Exit
from slakit.cli.results import results
from slakit.cli.validate import Examination
from slakit.cli.wording import Refused, Said, Voice
from slakit.document import reading_instead
from slakit.errors import Fault, InvalidDocument
from slakit.messages import message
from slakit.review.fixing import Contents, Fix, Mended, mended


class Asked(Protocol):
    """What the command was called with."""

    paths: list[str]
    diff: bool
    check: bool
    unsafe: bool


def run(asked: Asked, voice: Voice) -> Exit:
    """Mend and tell; 1 if anything would change and nothing may be written, 2 if a path cannot be read."""
    examiner = _Examiner(asked.paths, voice)
    outcome = mended(examiner.faults, unsafe=asked.unsafe)
    examiner.tell()
    names = {
        os.path.realpath(fix.fault.place.file): fix.fault.place.file
        for fix in outcome.made
        if fix.fault.place
    }
    if not asked.diff and not asked.check:
        for file, content in outcome.contents.items():
            write(names[file], content.decode("utf-8"), voice)
    with results(None, voice) as stream:
        told = _differences(outcome, names) if asked.diff else _told(outcome, voice, is_done=not asked.check)
        for line in told:
            stream.write(line + "\n")
    _remark(outcome, voice)
    if not examiner.all_read:
        return Exit.WRONG_INPUT
    return Exit.FINDINGS if outcome.made and (asked.diff or asked.check) else Exit.NOTHING_FOUND


@dataclass(slots=True)
class _Examiner:
    """Examines the paths as `slakit validate` does, and remembers what it could not read."""

    paths: Sequence[str]
    voice: Voice
    all_read: bool = True
    _refused: dict[str, Refused | InvalidDocument] = field(default_factory=dict)

    def faults(self, contents: Contents) -> list[Fault]:
        """Every fault, where some files hold other contents than are saved."""
        examination = Examination(with_cases=True)
        with reading_instead(contents):
            for path in self.paths:
                try:
                    examination.examine(Path(path), self.voice)
                except (Refused, InvalidDocument) as problem:
                    self._refused[path] = problem
                    self.all_read = False
        return examination.found

    def tell(self) -> None:
        """Say which paths could not be read."""
        for problem in self._refused.values():
            if isinstance(problem, Refused):
                self.voice.remark(problem.problem, problem.cure)
            else:
                self.voice.tell(problem.faults)


def _differences(outcome: Mended, names: dict[str, str]) -> Iterator[str]:
    for file, content in outcome.contents.items():
        before = Path(file).read_bytes().decode("utf-8")
        yield from difference(names[file], before, content.decode("utf-8"))


def _told(outcome: Mended, voice: Voice, *, is_done: bool) -> Iterator[str]:
    for fix in sorted(outcome.made, key=_place):
        yield f"{fix.fault.place}: {voice.whole(message(fix.fault, voice.language))}"
        yield f"  {voice.whole(_said(fix, voice, is_done=is_done))}"
    if not outcome.made:
        yield voice.said("nothing to mend")
        return
    counted = {
        "fixes": voice.counted("fix", len(outcome.made)),
        "files": voice.counted("file", len(outcome.contents)),
    }
    yield voice.said("counted mended", **counted)


def _place(fix: Fix) -> tuple[str, int, int]:
    place = fix.fault.place
    return (place.file, place.line, place.column) if place else ("", 0, 0)


def _said(fix: Fix, voice: Voice, *, is_done: bool) -> Said:
    if len(fix.edits) > 1:
        return voice.said(
            "mended several" if is_done else "to mend several", count=voice.count(len(fix.edits))
        )
    if not fix.new:
        return voice.said("removed" if is_done else "to remove", old=fix.old)
    return voice.said("mended" if is_done else "to mend", old=fix.old, new=fix.new)


def _remark(outcome: Mended, voice: Voice) -> None:
    errors = [fault for fault in outcome.left if fault.severity == "error"]
    if errors:
        voice.remark(voice.said("faults left", faults=voice.counted("fault", len(errors))))
    if outcome.unsafe:
        voice.remark(voice.said("more with unsafe", fixes=voice.counted("fix", len(outcome.unsafe))))
