"""`--baseline` and `--write-baseline`: the faults that are known, read from a file and written to it."""

from pathlib import Path
from typing import TYPE_CHECKING

from slakit.cli.wording import Refused, Voice
from slakit.frozen import Frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from slakit.reports.faults.listing import Entry, Item, Waived


class Compared(Frozen):
    """What was found, held against a baseline."""

    new: tuple["Item", ...]
    known: tuple["Item", ...]
    stale: tuple["Entry", ...]


def read_baseline(file: str | None, voice: Voice) -> tuple["Entry", ...] | None:
    """The entries of a baseline, or nothing where none was named. Raises `Refused` if it cannot be read."""
    if file is None:
        return None
    from slakit.reports.faults.baseline import NoBaseline, parse

    try:
        return parse(Path(file).read_text("utf-8"))
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise Refused(
            voice.said("cannot read", file=file, problem=why), voice.said("write a baseline")
        ) from problem
    except (NoBaseline, UnicodeDecodeError) as problem:
        raise Refused(voice.said("no baseline", file=file), voice.said("write a baseline")) from problem


def compared(
    items: tuple["Item", ...],
    entries: tuple["Entry", ...] | None,
    waived: tuple["Waived", ...],
    is_looked_at: "Callable[[Entry], bool]",
) -> Compared:
    """What is new, what is known, and which entries no longer occur; what is waived still occurs."""
    if entries is None:
        return Compared(items, (), ())
    from slakit.reports.faults.baseline import split, stale

    occurring = {item.fingerprint for item in (*items, *(one.item for one in waived))}
    return Compared(*split(items, entries), stale(entries, occurring, is_looked_at))


def write_baseline(file: str, found: Compared, entries: tuple["Entry", ...] | None, voice: Voice) -> None:
    """Remember what was found: everything, or beside an older baseline what of that still occurs, and nothing new."""
    from slakit.cli.results import results
    from slakit.reports.faults.baseline import entry_of, text_of

    if entries is None:
        kept: Sequence[Entry] = [entry_of(item) for item in found.new]
    else:
        kept = [entry for entry in entries if entry not in found.stale]
    with results(file, voice) as stream:
        stream.write(text_of(kept))
