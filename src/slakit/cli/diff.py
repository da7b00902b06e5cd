"""`slakit diff`: what a new edition gives away, compared with an old one or with a commit."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from slakit.cli.exit_codes import Exit
from slakit.cli.outputs import Output, paired
from slakit.cli.results import results
from slakit.cli.times import day, instant, today
from slakit.cli.wording import Digits, Refused, Voice

if TYPE_CHECKING:
    from slakit.comparison.changes import Change, Comparison
    from slakit.comparison.replays import Replay
    from slakit.loading import Edition

LEVELS: Final = ("removed", "weaker", "incomparable", "any")
"""What `--fail-on` asks for: each level has all that stands before it."""


class Asked(Protocol):
    """What the command was called with."""

    editions: list[str]
    against: str | None
    outputs: list[Output] | None
    fail_on: str
    search: bool
    save_witness: str | None
    replay: list[str]
    at: str | None
    on: str | None
    digits: Digits


def run(asked: Asked, voice: Voice) -> Exit:
    """Compare and write; 1 if a change that nobody approved reaches `--fail-on`."""
    from slakit.comparison import diff
    from slakit.reports.comparisons import writer

    voice = Voice(voice.language, asked.digits)
    pairs = paired(asked.outputs, voice)
    with _both(asked, voice) as (old, new):
        on = day(asked.on, "--on", voice) if asked.on else today(new.agreement_document)
        comparison = diff(old, new, on=on, search=asked.search)
        replay = _replay(asked, comparison, voice)
        if asked.save_witness is not None:
            _save(comparison, asked.save_witness, voice)
        for name, file in pairs:
            with results(file, voice) as stream:
                for line in writer(name)(comparison, replay, voice.language, asked.digits):
                    stream.write(line + "\n")
    reached = any(reaches(change, asked.fail_on) for change in comparison.changes if change.approval is None)
    return Exit.FINDINGS if reached else Exit.NOTHING_FOUND


def reaches(change: "Change", level: str) -> bool:
    """Whether a change is of a level of `--fail-on`, or of one before it; none is of `never`."""
    from slakit.comparison.changes import OPEN, WEAKENING

    if level == "never":
        return False
    reached = (
        change.kind == "removed" and change.strength in WEAKENING,
        change.strength in WEAKENING,
        change.strength in OPEN,
        True,
    )
    return any(reached[: LEVELS.index(level) + 1])


@contextmanager
def _both(asked: Asked, voice: Voice) -> Iterator[tuple["Edition", "Edition"]]:
    """The old and the new edition: two folders, or one as it is and as it was at a commit."""
    from slakit.loading import load

    if asked.against is None:
        if len(asked.editions) != 2:
            raise Refused(voice.said("one edition"), voice.said("two editions"))
        yield load(asked.editions[0]), load(asked.editions[1])
        return
    if len(asked.editions) != 1:
        raise Refused(voice.said("not together", option="--against", other="OLD"))
    with _as_it_was(asked.editions[0], asked.against, voice) as was:
        yield load(was), load(asked.editions[0])


@contextmanager
def _as_it_was(edition: str, against: str, voice: Voice) -> Iterator[Path]:
    """The folder of an edition as a commit has it, in a folder that lasts as long as it is needed."""
    import tempfile

    from slakit.cli.editions_at import as_of

    with tempfile.TemporaryDirectory(prefix="slakit-diff-") as folder:
        yield as_of(Path(edition), against, Path(folder), voice)


def _replay(asked: Asked, comparison: "Comparison", voice: Voice) -> "Replay | None":
    from slakit.checking import log_of
    from slakit.comparison.replays import replayed

    if not asked.replay:
        return None
    log = log_of(comparison.old, asked.replay)
    if log.set_aside:
        voice.tell(log.set_aside)
    at = None if asked.at is None else instant(asked.at, "--at", comparison.old, voice)
    return replayed(comparison.old, comparison.new, log, at)


def _save(comparison: "Comparison", folder: str, voice: Voice) -> None:
    from slakit.comparison.saving import save

    try:
        files = save(comparison, Path(folder))
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise Refused(voice.said("cannot write", file=folder, problem=why)) from problem
    voice.remark(voice.said("witnesses saved", count=voice.count(len(files)), folder=folder))
