"""What a name on the command line stands for: files and in which format, a folder of them, a table of a database."""

import json
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from typing import Final, Literal

from slakit.errors import InvalidDocument
from slakit.events.reading import cannot_read
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
_ADDRESSES: Final = ("postgresql://", "postgres://")
_BEGINNING: Final = 4096
_OF_OCEL: Final = (b'"objectTypes"', b'"eventTypes"', b'"events"')


@dataclass(frozen=True, slots=True)
class Source:
    """One file, table or stream, and the format that it is read in."""

    name: str
    format: Format
    table: str | None = None
    within: Path | None = None
    """The folder that was named, for a file that was found in it."""
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
    path = Path(name)
    if name == "-" or path.is_file():
        return [_of_file(path, wanted)]
    if path.is_dir():
        return _of_folder(path, wanted)
    if not path.exists() and has_magic(name):
        found = [Path(one) for one in sorted(glob(name, recursive=True)) if Path(one).is_file()]  # noqa: PTH207 -- the pattern may be absolute
        if not found:
            raise unusable("no-file-matches", name)
        return [
            Source(source.name, source.format, pattern=name)
            for source in (_of_file(one, wanted) for one in found)
        ]
    before, mark, table = name.rpartition("#")
    if mark and table and Path(before).is_file():
        return [Source(before, "sqlite", table)]
    return [Source(name, wanted or _BY_ENDING.get(path.suffix.lower(), "jsonl"))]


def _of_folder(folder: Path, wanted: Format | None) -> list[Source]:
    """The files of a folder and of those below it, in the order of their paths, all of one format."""
    found = [
        Source(str(file), source.format, None, folder, str(folder))
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        and (file.suffix.lower() in _BY_ENDING)
        and not any(part.startswith((".", "_")) for part in file.relative_to(folder).parts)
        for source in [_of_file(file, wanted)]
    ]
    formats = list(dict.fromkeys(source.format for source in found))
    if not found:
        raise unusable("empty-folder", str(folder))
    if len(formats) > 1:
        raise unusable("several-formats", str(folder), found="\n".join(formats))
    return found


def _of_file(file: Path, wanted: Format | None) -> Source:
    return Source(str(file), wanted or _format_of(file))


def _format_of(file: Path) -> Format:
    if str(file) == "-":
        return "jsonl"
    try:
        with file.open("rb") as stream:
            beginning = stream.read(_BEGINNING)
    except OSError as problem:
        raise InvalidDocument([cannot_read(file, problem)]) from problem
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
