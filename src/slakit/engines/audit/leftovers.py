"""Folders of temporary data that say which process they are of, so that what a killed one leaves can be taken away.

A process that ends takes its folders with it; one that is killed cannot. So the next one looks for folders whose
process is gone, and takes them away. A process is told by the boot of the machine, its space of process numbers, its number
and when it began, so that none of a container beside is mistaken for a dead one. That is known where `/proc` is;
elsewhere nothing is taken away.
"""

import os
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Final

_PROCESSES: Final = Path("/proc")
_NAMED: Final = re.compile(r"slakit-([0-9a-f]{12})-([0-9]+)-([0-9]+)-.*")


def prefix() -> str:
    """What the names of temporary folders of this process begin with."""
    space, number = _space(), os.getpid()
    return f"slakit-{space}-{number}-{_began(number)}-" if space else "slakit-"


@cache
def take_away_leftovers(temporary: Path) -> None:
    """Take away the folders in a folder of which the process is gone; once for each folder in a process."""
    if space := _space():
        for folder in temporary.glob("slakit-*"):
            told = _NAMED.fullmatch(folder.name)
            if told and told[1] == space and _began(int(told[2])) != told[3]:
                shutil.rmtree(folder, ignore_errors=True)  # it may be of another user


@cache
def _space() -> str | None:
    """What tells the processes of this machine, since it was started, from others; None if it cannot be known."""
    import hashlib

    try:
        boot = (_PROCESSES / "sys/kernel/random/boot_id").read_text("ascii")
        numbers = (_PROCESSES / "self/ns/pid").readlink()
    except OSError:
        return None
    return hashlib.sha256(f"{boot}{numbers}".encode()).hexdigest()[:12]


def _began(number: int) -> str | None:
    """When the process of a number began, in ticks since the start of the machine; None if there is none."""
    try:
        told = (_PROCESSES / str(number) / "stat").read_text("utf-8", "replace")
    except OSError:
        return None
    state, *others = told.rpartition(")")[2].split()  # its name before that may hold anything
    return None if state == "Z" else others[18]
