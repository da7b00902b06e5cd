"""Where a passphrase comes from: a file, the environment, or the terminal; never the command line."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from slakit.cli.wording import WORDING, Refused, Said, Voice

if TYPE_CHECKING:
    from slakit.signing.keys import KeyTrouble

VARIABLE: Final = "SLAKIT_PASSPHRASE"


@contextmanager
def keys_at_hand(voice: Voice) -> Iterator[None]:
    """Within a `with`, what is wrong with keys is refused in words; so is a slakit without the extra `sign`."""
    if find_spec("cryptography") is None:
        raise Refused(voice.said("sign missing"), voice.said("install sign"))
    from slakit.signing.keys import KeyTrouble

    try:
        yield
    except KeyTrouble as trouble:
        raise _refused(trouble, voice) from trouble


def given(file: str | None, voice: Voice) -> str | None:
    """The passphrase of a file or of the environment; nothing if it would have to be asked for."""
    if file is None:
        return os.environ.get(VARIABLE)
    try:
        return Path(file).read_text("utf-8").partition("\n")[0].removesuffix("\r")
    except (OSError, UnicodeDecodeError) as problem:
        why = (problem.strerror if isinstance(problem, OSError) else None) or str(problem)
        raise Refused(voice.said("cannot read", file=file, problem=why)) from problem


def asked(key: str, voice: Voice, *, twice: bool = False) -> str:
    """The passphrase as somebody types it, unseen. Raises `Refused` if there is no terminal to ask on."""
    from getpass import getpass

    if not sys.stdin.isatty():
        raise Refused(voice.said("no terminal", file=key), voice.said("give passphrase"))
    first = getpass(voice.said("ask passphrase", file=key))
    if twice and getpass(voice.said("ask again")) != first:
        raise Refused(voice.said("passphrases differ"))
    return first


def _refused(trouble: "KeyTrouble", voice: Voice) -> Refused:
    problem = voice.said(f"key: {trouble.trouble}", file=trouble.file, problem=trouble.why)
    cure: Said | None = None
    if (name := f"cure: {trouble.trouble}") in WORDING:
        cure = voice.said(name, file=trouble.file)
    return Refused(problem, cure)
