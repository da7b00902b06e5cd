"""What is written for a while says in its name which process it is of, so that what a killed one leaves can be taken away.

A process that ends takes along what it has among temporary files, and what it writes beside a result; one that is killed
cannot. So the next one looks for what is of a process that is gone, and takes it away. A process is told by the boot of the machine, its space of process numbers, its number
and when it began, so that none of a container beside is mistaken for a dead one. That is known where `/proc` is;
elsewhere nothing is taken away.
"""

import os
import re
import shutil
from contextlib import suppress
from functools import cache
from glob import escape
from pathlib import Path
from typing import Final

_PROCESSES: Final = Path("/proc")
_OWNER: Final = r"([0-9a-f]{12})-([0-9]+)-([0-9]+)"
_FOLDER: Final = re.compile(rf"slakit-{_OWNER}-.*")
_PART: Final = re.compile(rf".*\.{_OWNER}\.[^.]+\.part", re.DOTALL)
_LONGEST_NAME: Final = 120
"""So many bytes of the name of a result are in that of its part, which a system would else find too long."""


def prefix() -> str:
    """What the names of temporary folders of this process begin with."""
    return f"slakit-{owner}-" if (owner := _owner()) else "slakit-"


def part_names(result: Path) -> tuple[str, str]:
    """What the name of a part of a result begins and ends with, which lies beside it until it is whole."""
    name = _shortened(result.name)
    return f".{name}.{owner}." if (owner := _owner()) else f".{name}.", ".part"


def take_away_parts(result: Path) -> None:
    """Take away the parts of a result of which the process is gone: files, and folders with all that is in them."""
    if not (space := _space()):
        return
    for part in result.parent.glob(f".{escape(_shortened(result.name))}.*.part"):
        if (told := _PART.fullmatch(part.name)) and _is_gone(told, space):
            if part.is_dir() and not part.is_symlink():
                shutil.rmtree(part, ignore_errors=True)
            else:
                with suppress(OSError):  # it may be of another user
                    part.unlink()


@cache
def take_away_leftovers(temporary: Path) -> None:
    """Take away the folders in a folder of which the process is gone; once for each folder in a process."""
    if space := _space():
        for folder in temporary.glob("slakit-*"):
            if (told := _FOLDER.fullmatch(folder.name)) and _is_gone(told, space):
                shutil.rmtree(folder, ignore_errors=True)  # it may be of another user


def _owner() -> str:
    """What tells this process from every other; empty where that cannot be known."""
    space, number = _space(), os.getpid()
    return f"{space}-{number}-{_began(number)}" if space else ""


def _is_gone(told: re.Match[str], space: str) -> bool:
    """Whether a name tells of a process of this machine that has ended."""
    if told[1] != space:
        return False
    number = int(told[2])
    began = _began(number)
    return not _is_there(number) if began is None else began != told[3]


def _is_there(number: int) -> bool:
    """Whether there is a process of a number, also where `/proc` is mounted so that it hides those of other users."""
    try:
        os.kill(number, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # it is of another user
        return True
    return True


def _shortened(name: str) -> str:
    """The beginning of a name, in whole letters."""
    return os.fsencode(name)[:_LONGEST_NAME].decode("utf-8", "ignore")


@cache
def _space() -> str | None:
    """What tells the processes of this machine, since it was started, from others; None if it cannot be known."""
    import hashlib

    try:
        boot = (_PROCESSES / "sys/kernel/random/boot_id").read_text("ascii")
        numbers = (_PROCESSES / "self/ns/pid").readlink()
        if (_PROCESSES / "self").readlink() != Path(str(os.getpid())):
            return None  # it tells of the processes of another space, of which those here have other numbers
    except OSError:
        return None
    return hashlib.sha256(f"{boot}{numbers}".encode()).hexdigest()[:12]


def _began(number: int) -> str | None:
    """When the process of a number began, in ticks since the start of the machine; empty if it ended, None if nothing is told."""
    try:
        told = (_PROCESSES / str(number) / "stat").read_text("utf-8", "replace")
    except OSError:
        return None
    state, *others = told.rpartition(")")[2].split()  # its name before that may hold anything
    return "" if state == "Z" else others[18]
