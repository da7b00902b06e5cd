"""Where results go: to standard output, or into a file that is written whole or not at all."""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from slakit.cli.wording import Refused, Voice
from slakit.leftovers import part_names, take_away_parts


@contextmanager
def results(file: str | None, voice: Voice) -> Iterator[TextIO]:
    """A stream for results: `file` in UTF-8, or standard output where there is none.

    The file appears under its name when all is written; if anything fails before that, what stood there still
    stands there. A pipe or a device is written to as it is. Raises `Refused` if it cannot be written.
    """
    try:
        if file is None:
            yield sys.stdout
            sys.stdout.flush()
        elif _is_no_plain_file(file):
            with Path(file).open("w", encoding="utf-8", newline="\n") as stream:
                yield stream
        else:
            with _written_whole(Path(os.path.realpath(file))) as stream:
                yield stream
    except BrokenPipeError:
        raise
    except OSError as problem:
        raise unwritten(file or "-", problem, voice) from problem


def unwritten(file: str, problem: OSError, voice: Voice) -> Refused:
    """What is said of a result that the system does not let be written, and that its folder is to be made, if it is."""
    folder = Path(file).parent
    cure = None if folder.exists() else voice.said("make the folder", folder=str(folder))
    return Refused(voice.said("cannot write", file=file, problem=problem.strerror or str(problem)), cure)


def must_have_folder(file: str, voice: Voice) -> None:
    """Raise `Refused` if the folder of a result is not there: before anything is read, and not when all is judged."""
    if not Path(file).parent.is_dir():
        raise unwritten(file, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)), voice)


def _is_no_plain_file(file: str) -> bool:
    """Whether something else than a plain file has this name; /dev/null must not be replaced by one."""
    try:
        return not stat.S_ISREG(Path(file).stat().st_mode)
    except FileNotFoundError:
        return False


@contextmanager
def _written_whole(file: Path) -> Iterator[TextIO]:
    with path_written_whole(file) as part, part.open("w", encoding="utf-8", newline="\n") as stream:
        yield stream


@contextmanager
def path_written_whole(file: Path) -> Iterator[Path]:
    """The path of a neighbour of the file that takes its name and its permissions in the end.

    It has reached the disk before it does, and so has its name afterwards: whatever stops the program or the machine,
    the file is the old one or the whole new one. What a killed program left of it is taken away by the next one.
    """
    import tempfile  # it brings much along, and most results go to standard output

    take_away_parts(file)
    beginning, ending = part_names(file)
    handle, name = tempfile.mkstemp(prefix=beginning, suffix=ending, dir=file.parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
        _let_reach_the_disk(part)
        part.chmod(_permissions(file))
        part.replace(file)
        _let_reach_the_disk(file.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _let_reach_the_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _permissions(file: Path) -> int:
    """Those of the file that is replaced, or those that any new file gets."""
    if file.exists():
        return stat.S_IMODE(file.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def is_coloured(wish: str, file: str | None) -> bool:
    """Whether text may have colour: `always`, `never`, or `auto`: on a terminal, unless NO_COLOR is set."""
    if wish != "auto":
        return wish == "always"
    forbidden = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return file is None and not forbidden and sys.stdout.isatty()
