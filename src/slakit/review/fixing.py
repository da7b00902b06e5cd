"""Faults mended by edits of the text: what can be cured is, and every byte outside the edits stays.

Nothing here reads or writes files of its own accord but to see their text: whoever calls says what is wrong with the
documents in a given state (`look`), and writes the contents that come out in the end.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from slakit.document import LARGEST_FILE
from slakit.document import Path as DocumentPath
from slakit.errors import Fault
from slakit.review.edits import Edit, applied
from slakit.review.fixers import cure_of
from slakit.review.manuscript import Manuscript

Contents = Mapping[str, bytes]
"""What files would hold, by their real path."""
Look = Callable[[Contents], Sequence[Fault]]
"""Every fault of the documents, where some files hold other contents than are saved."""


@dataclass(frozen=True, slots=True)
class Fix:
    """The edits that mend one fault, with what stood there and what stands there instead."""

    fault: Fault
    edits: tuple[Edit, ...]
    is_safe: bool
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Mended:
    """The contents of the files that change, what was done, what could be done by guessing, and what is left."""

    contents: dict[str, bytes]
    made: tuple[Fix, ...]
    unsafe: tuple[Fix, ...]
    left: tuple[Fault, ...]


def fixes(manuscript: Manuscript, faults: Iterable[Fault]) -> tuple[Fix, ...]:
    """A fix for each of the faults that has one, in the order of the text; the faults must be of this very text.

    They may overlap, as the quick fixes of an editor may; `chosen` picks those that go together.
    """
    found: list[Fix] = []
    for fault in faults:
        if cure := cure_of(fault, manuscript):
            first = cure.edits[0]
            old = manuscript.text[first.start : first.end]
            found.append(Fix(fault, cure.edits, cure.is_safe, old, first.new_text))
    return tuple(sorted(found, key=lambda fix: fix.edits[0].start))


def chosen(manuscript: Manuscript, proposed: Iterable[Fix], *, unsafe: bool = False) -> tuple[Fix, ...]:
    """The fixes that can be made at once: of two that touch the same text, or make two keys one, the first."""
    taken: list[Fix] = []
    renamed: set[tuple[DocumentPath, str]] = set()
    for fix in proposed:
        siblings = manuscript.siblings(fix.fault.place) if fix.fault.place else None
        name = (siblings[0], fix.new.strip("\"'")) if siblings else None
        if not (fix.is_safe or unsafe) or name in renamed or _overlap(fix, taken):
            continue
        taken.append(fix)
        if name:
            renamed.add(name)
    return tuple(taken)


def _overlap(fix: Fix, taken: Iterable[Fix]) -> bool:
    others = [edit for other in taken for edit in other.edits]
    return any(edit.overlaps(other) for edit in fix.edits for other in others)


def mended(look: Look, *, unsafe: bool = False, start: Contents | None = None) -> Mended:
    """Mend what can be mended, and look again, until nothing more can be.

    Mending what was mended changes nothing. With `unsafe` also near misses of values are taken for what they are near.
    `start` holds what files have in an editor and is not saved.
    """
    saved = dict(start or {})
    contents = dict(saved)
    made: list[Fix] = []
    states: list[dict[str, bytes]] = []
    while True:
        faults = look(contents)
        states.append(dict(contents))
        after, now, guesses = _one_pass(contents, faults, unsafe=unsafe)
        if not now or after in states:  # what undoes itself is no cure
            changed = {file: content for file, content in contents.items() if content != saved.get(file)}
            return Mended(changed, tuple(made), tuple(guesses), tuple(faults))
        contents = after
        made += now


def _one_pass(
    contents: dict[str, bytes], faults: Sequence[Fault], *, unsafe: bool
) -> tuple[dict[str, bytes], list[Fix], list[Fix]]:
    """The contents after every fix that can be made at once, those fixes, and those that were not safe enough."""
    after, now, guesses = dict(contents), list[Fix](), list[Fix]()
    for file in dict.fromkeys(os.path.realpath(fault.place.file) for fault in faults if fault.place):
        of_file = [fault for fault in faults if fault.place and os.path.realpath(fault.place.file) == file]
        manuscript = _manuscript(file, contents)
        if manuscript is None:
            continue
        proposed = fixes(manuscript, of_file)
        guesses += [fix for fix in proposed if not fix.is_safe]
        taken = chosen(manuscript, proposed, unsafe=unsafe)
        if taken:
            edits = [edit for fix in taken for edit in fix.edits]
            after[file] = applied(manuscript.text, edits).encode("utf-8")
            now += taken
    return after, now, guesses


def _manuscript(file: str, contents: Contents) -> Manuscript | None:
    """The document as it is by now; nothing if it is not there, is no YAML (a signed text, say), or is too large."""
    if not file.endswith((".yaml", ".yml")):
        return None
    try:
        content = contents[file] if file in contents else Path(file).read_bytes()
        return Manuscript(file, content.decode("utf-8")) if len(content) <= LARGEST_FILE else None
    except (OSError, UnicodeDecodeError):
        return None
