"""What a command tells the program that called it."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes, in one place; `docs/command-line.md` says which command gives which."""

    NOTHING_FOUND = 0
    FINDINGS = 1
    WRONG_INPUT = 2
    ENGINE_FAILED = 3
    INTERRUPTED = 130
    """Ctrl-C: 128 and the number of the signal, as a shell says it."""
    PIPE_CLOSED = 141
    """Whoever read the results stopped reading: again 128 and the number of the signal."""
