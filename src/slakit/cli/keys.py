"""`slakit keys`: a key to sign with, and what it is known by."""

from pathlib import Path
from typing import Literal, Protocol

from slakit.cli.exit_codes import Exit
from slakit.cli.passphrases import asked as asked_for
from slakit.cli.passphrases import given, keys_at_hand
from slakit.cli.results import results
from slakit.cli.wording import Voice


class Asked(Protocol):
    """What the command was called with."""

    action: Literal["new", "show"]
    file: str
    passphrase_file: str | None
    without_passphrase: bool


def run(asked: Asked, voice: Voice) -> Exit:
    """Make a key, or show the fingerprint of a public one. Raises `Refused` if that cannot be done."""
    with keys_at_hand(voice):
        from slakit.signing.keys import new_key, public_key

        if asked.action == "show":
            key, made = public_key(Path(asked.file)), None
        else:
            passphrase = None if asked.without_passphrase else _passphrase(asked, voice)
            key, made = new_key(Path(asked.file), passphrase), f"{asked.file}.pub"
    with results(None, voice) as stream:
        if made:
            stream.write(voice.said("key made", file=asked.file, public=made) + "\n")
        stream.write(voice.said("fingerprint", fingerprint=key.fingerprint) + "\n")
    return Exit.NOTHING_FOUND


def _passphrase(asked: Asked, voice: Voice) -> str:
    found = given(asked.passphrase_file, voice)
    return asked_for(asked.file, voice, twice=True) if found is None else found
