"""What a command writes lies apart from what it reads, and each result from the others."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Final

from slakit.cli.wording import Refused, Voice

if TYPE_CHECKING:
    from argparse import Namespace

FILES: Final = ("output", "set_aside", "truth", "comment", "sarif", "junit", "gitlab", "store")
"""The options that name a file for a result."""
TABLES: Final = ("findings", "summary")
"""The options that name a file or a table of a database; where they name none, the table is called as they are."""
_DATABASES: Final = (".sqlite", ".db", ".duckdb")
_DOCUMENTS: Final = ("agreement", "editions", "paths")
"""What names documents, or folders of them."""
_LOGS: Final = ("log", "logs", "replay")
"""What names logs: files, folders, patterns, tables."""
_OTHERS: Final = ("mappings", "text")
_OF_DOCUMENTS: Final = (".yaml", ".yml")


def must_lie_apart(options: "Namespace", voice: Voice) -> None:
    """Raise `Refused` if a result would be written over what the command reads, or over another result.

    A folder is read as documents, or as the logs that are found in it. A pipe or a device holds nothing that could be lost.
    """
    results = list(_results(options))
    for number, (file, place) in enumerate(results):
        if place in [before for _, before in results[:number]]:
            raise Refused(voice.said("same output", file=file), voice.said("give each a file"))
    # that two formats have one file is told by whoever pairs them
    results += [
        (one.file, os.path.realpath(one.file)) for one in getattr(options, "outputs", None) or () if one.file
    ]
    read = {_place_read(name) for name in _given(options, (*_DOCUMENTS, *_LOGS, *_OTHERS))}
    for file, place in results:
        if place in read or (_is_file(place) and _is_found_in_a_folder(Path(place), options)):
            raise Refused(voice.said("output is read", file=file), voice.said("give the result a file"))


def _results(options: "Namespace") -> Iterator[tuple[str, str]]:
    """Each file or table that a result goes to, as it was named, and the one place that it stands for."""
    for option in FILES:
        file = getattr(options, option, None)
        if file is not None and not _is_no_plain_file(file):
            yield file, os.path.realpath(file)
    for option in TABLES:
        if (target := getattr(options, option, None)) is not None and not _is_no_plain_file(target):
            file, _, table = target.partition("#")
            is_table = Path(file).suffix.lower() in _DATABASES
            yield (
                target,
                f"{os.path.realpath(file)}#{(table or option).lower()}"
                if is_table
                else os.path.realpath(target),
            )


def _is_no_plain_file(file: str) -> bool:
    """Whether something stands there that is no file, such as a pipe, a terminal or a folder."""
    mode = _mode_at(file)
    return mode is not None and not S_ISREG(mode)


def _is_file(path: str) -> bool:
    mode = _mode_at(path)
    return mode is not None and S_ISREG(mode)


def _mode_at(path: str) -> int | None:
    """The mode of what stands at a path; nothing if there is nothing, or if nobody may look."""
    try:
        return Path(path).stat().st_mode
    except (OSError, ValueError):
        return None


def _given(options: "Namespace", names: Sequence[str]) -> Iterator[str]:
    """What was given under some names, each of which may stand for one or for several."""
    for name in names:
        given = getattr(options, name, None)
        yield from [given] if isinstance(given, str) else given or ()


def _place_read(name: str) -> str:
    """The one place that the name of something that is read stands for.

    A table stands behind a `#`, and its database ignores case.
    """
    file, _, table = name.rpartition("#")
    return f"{os.path.realpath(file)}#{table.lower()}" if file and _is_file(file) else os.path.realpath(name)


def _is_found_in_a_folder(file: Path, options: "Namespace") -> bool:
    """Whether a file that is there is one of those that are read because a folder or a pattern was named."""
    if file.suffix.lower() in _OF_DOCUMENTS:
        return any(Path(os.path.realpath(name)) in file.parents for name in _given(options, _DOCUMENTS))
    return any(file in _files_of_log(name) for name in _given(options, _LOGS))


def _files_of_log(name: str) -> list[Path]:
    """The files that a folder or a pattern finds; what is wrong with them is told when they are read."""
    from slakit.errors import InvalidDocument
    from slakit.sources.recognition import recognized

    if _is_file(name):
        return []
    try:
        return [Path(os.path.realpath(source.name)) for source in recognized(name)]
    except InvalidDocument:
        return []
