"""Secrets of a command: from a file or from the environment, never from the command line, which others can see."""

import os
from pathlib import Path

from slakit.cli.wording import Refused, Voice


def secret_of(file: str | None, variable: str, voice: Voice) -> str | None:
    """The content of a file without the spaces around it, or else a variable of the environment; nothing if neither is given.

    Raises `Refused` for a file that cannot be read.
    """
    if file is None:
        return os.environ.get(variable)
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        why = (problem.strerror if isinstance(problem, OSError) else None) or str(problem)
        raise Refused(voice.said("cannot read", file=file, problem=why)) from problem


def line_of(file: str | None, variable: str, voice: Voice) -> str | None:
    """What `secret_of` gives, if it is one line. Raises `Refused` for a file that has more: no header holds them."""
    secret = secret_of(file, variable, voice)
    if file is not None and secret is not None and len(secret.splitlines()) > 1:
        raise Refused(voice.said("secret of lines", file=file), voice.said("one line for the secret"))
    return secret
