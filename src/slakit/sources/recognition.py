"""What a name on the command line stands for: files and in which format, a folder of them, a table of a database."""

import errno
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Final, Literal

from slakit.errors import Fault, InvalidDocument
from slakit.events.files import cannot_read, must_not_be_packed
from slakit.sources.rows import unusable

Format = Literal["jsonl", "csv", "parquet", "sqlite", "postgresql", "ocel"]
FORMATS: Final[tuple[Format, ...]] = ("jsonl", "csv", "parquet", "sqlite", "postgresql", "ocel")
_BY_ENDING: Final[dict[str, Format]] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".db": "sqlite",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".jsonocel": "ocel",
}
_BY_BEGINNING: Final[tuple[tuple[bytes, Format], ...]] = (
    (b"PAR1", "parquet"),
    (b"SQLite format 3\0", "sqlite"),
)
_PACKED_ENDINGS: Final = (".gz", ".bz2", ".xz", ".zst", ".zip")
_ADDRESSES: Final = ("postgresql://", "postgres://")
_BEGINNING: Final = 4096
_SHOWN: Final[dict[Format, str]] = {
    "csv": "CSV",
    "parquet": "Parquet",
    "sqlite": "SQLite",
    "postgresql": "PostgreSQL",
    "ocel": "OCEL 2.0",
}
_NOTHING_THERE: Final = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)
_OF_OCEL: Final = (b'"objectTypes"', b'"eventTypes"', b'"events"')


@dataclass(frozen=True, slots=True)
class Source:
    """One file, table or stream, and the format that it is read in."""

    name: str
    format: Format
    table: str | None = None
    pattern: str | None = None
    """The pattern, or the folder, that several files were found by: together they are one table."""


def recognized(name: str, wanted: Format | None = None) -> list[Source]:
    """The sources that a name stands for; raises `InvalidDocument` if there are none.

    What a file begins with tells more than its ending, and `wanted` more than both. The table of a database may stand
    behind a `#`.
    """
    if name.startswith(_ADDRESSES):
        address, _, table = name.partition("#")
        return [Source(address, "postgresql", table or None)]
    if not name:  # to `Path` it is the working folder
        raise InvalidDocument([cannot_read(name, FileNotFoundError())])
    path = Path(name)
    if name == "-":
        return [_of_stream(name, wanted or "jsonl")]
    mode = _mode_at(path)
    if mode is not None and S_ISREG(mode):
        return [_of_file(path, wanted)]
    if mode is not None and S_ISDIR(mode):
        return _of_folder(path, wanted)
    if mode is None and has_magic(name):
        return _of_pattern(name, wanted)
    before, mark, table = name.rpartition("#")
    if mark and table and (mode := _mode_at(Path(before))) is not None and S_ISREG(mode):
        return [Source(before, "sqlite", table)]
    by_ending = _BY_ENDING.get(path.suffix.lower(), "jsonl")
    if mode is not None:
        return [_of_stream(name, wanted or by_ending)]
    if mark and table and _BY_ENDING.get(Path(before).suffix.lower()) == "sqlite":
        path, by_ending = Path(before), "sqlite"
    if (form := wanted or by_ending) != "jsonl":
        raise InvalidDocument([cannot_read(path, FileNotFoundError())])
    return [Source(name, form)]  # whoever reads lines tells all files that are missing at once


def _mode_at(path: Path) -> int | None:
    """The mode of what stands at a path, None if nothing does; raises `InvalidDocument` if the system does not tell."""
    try:
        return path.stat().st_mode
    except OSError as problem:
        if problem.errno in _NOTHING_THERE:
            return None
        raise InvalidDocument([cannot_read(path, problem)]) from problem
    except ValueError:
        return None  # no path holds a NUL character


def _of_pattern(pattern: str, wanted: Format | None) -> list[Source]:
    """The files that a pattern finds, in the order of their paths."""
    named = (Path(one) for one in sorted(glob(pattern, recursive=True)))  # noqa: PTH207 -- the pattern may be absolute
    found, faults = _of_files(named, wanted)
    if faults:
        raise InvalidDocument(faults)
    if not found:
        raise unusable("no-file-matches", pattern)
    return [Source(source.name, source.format, pattern=pattern) for source in found]


def _of_folder(folder: Path, wanted: Format | None) -> list[Source]:
    """The files of a folder and of those below it, in the order of their paths, all of one format.

    What is to be read and cannot be is told, each file and each folder; none is left out. A packed file is one of them
    where its name says what it holds, such as `05.jsonl.gz`.
    """
    closed: list[OSError] = []
    named: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        named += [
            Path(place, name)
            for name in files
            if not name.startswith((".", "_")) and _is_named_as_a_log(Path(name))
        ]
    files_found, faults = _of_files(sorted(named), wanted)
    faults = [*(cannot_read(Path(problem.filename), problem) for problem in closed), *faults]
    if faults:
        raise InvalidDocument(faults)
    found = [Source(source.name, source.format, pattern=str(folder)) for source in files_found]
    formats = list(dict.fromkeys(source.format for source in found))
    if not found:
        raise unusable("empty-folder", str(folder))
    if len(formats) > 1:
        raise unusable("several-formats", str(folder), found="\n".join(formats))
    return found


def _is_named_as_a_log(file: Path) -> bool:
    ending = file.suffix.lower()
    return (Path(file.stem).suffix.lower() if ending in _PACKED_ENDINGS else ending) in _BY_ENDING


def _of_files(named: Iterable[Path], wanted: Format | None) -> tuple[list[Source], list[Fault]]:
    """The files among what was found under some names, and what is said of those that cannot be opened.

    A link that leads nowhere is one of them.
    """
    found: list[Source] = []
    faults: list[Fault] = []
    for file in named:
        try:
            mode = _mode_at(file)
            if mode is None or S_ISREG(mode):
                shown = _format_of(file)
                found.append(Source(str(file), wanted or shown))
        except InvalidDocument as problem:
            faults += problem.faults
    return found, faults


def _of_file(file: Path, wanted: Format | None) -> Source:
    shown = _format_of(file)
    return Source(str(file), wanted or shown)


def _of_stream(name: str, form: Format) -> Source:
    """What comes from a pipe or standard input, once; raises `InvalidDocument` for a table, which is looked at before it is read."""
    if form != "jsonl":
        raise unusable("table-from-a-stream", name, kind=_SHOWN[form])
    return Source(name, form)


def _format_of(file: Path) -> Format:
    try:
        with file.open("rb") as stream:
            beginning = stream.read(_BEGINNING)
    except OSError as problem:
        raise InvalidDocument([cannot_read(file, problem)]) from problem
    must_not_be_packed(beginning, str(file))
    for mark, known in _BY_BEGINNING:
        if beginning.startswith(mark):
            return known
    by_ending = _BY_ENDING.get(file.suffix.lower())
    return by_ending or ("ocel" if _is_ocel(beginning) else "jsonl")


def _is_ocel(beginning: bytes) -> bool:
    """Whether one JSON document begins here that is no CloudEvent and has the keys of OCEL."""
    if not any(key in beginning for key in _OF_OCEL):
        return False
    try:
        return "specversion" not in json.loads(beginning.splitlines()[0])
    except ValueError:
        return True  # a document over several lines, or one that is longer than what was read of it
