"""Ed25519 keys in the form of OpenSSH: made, kept under a passphrase, read, and known by their fingerprint.

All of it needs the extra `sign` (`cryptography`); nothing else of slakit does.
"""

import base64
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from slakit.errors import SlakitError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SHORTEST_PASSPHRASE: Final = 12
"""Characters that a passphrase has at least."""
_ROUNDS: Final = 32
"""Rounds of bcrypt between a passphrase and a key: a third of a second for its owner, and for each guess."""

Trouble = Literal[
    "already-there", "cannot-read", "cannot-write", "no-key", "other-kind", "open-to-others", "passphrase-needed",
    "short-passphrase", "wrong-passphrase",
]  # fmt: skip


class KeyTrouble(SlakitError):
    """A key cannot be made, read or used; `trouble` is a word, `file` the file, and `why` the system's own reason."""

    def __init__(self, trouble: Trouble, file: str = "", why: str = "") -> None:
        self.trouble = trouble
        self.file = file
        self.why = why
        super().__init__(trouble, file, why)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key, as one line of OpenSSH without its comment."""

    line: str

    @property
    def fingerprint(self) -> str:
        """The fingerprint as `ssh-keygen -l` shows it.

        >>> PublicKey("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO9FRr0XPYDX11NrmXK5EaWPAx4cqZeo0YPSpa2ePpFP").fingerprint
        'SHA256:mFIfRb/uLi8mELqSaoArzBHivD2OADQpeiWv3nXcZvQ'
        """
        content = base64.b64decode(self.line.split()[1])
        return "SHA256:" + base64.b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")

    def has_signed(self, message: bytes, signature: bytes) -> bool:
        """Whether the signature of a message was made with the private half of this key; of what is no key, none was."""
        from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        from cryptography.hazmat.primitives.serialization import load_ssh_public_key

        try:
            key = load_ssh_public_key(self.line.encode())
        except (ValueError, UnsupportedAlgorithm):
            return False
        if not isinstance(key, Ed25519PublicKey):
            return False
        try:
            key.verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """A private key in memory."""

    _key: "Ed25519PrivateKey"

    @property
    def public(self) -> PublicKey:
        """Its public half."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        line = self._key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
        return PublicKey(line.decode())

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the signature of a message (RFC 8032)."""
        return self._key.sign(message)


def new_key(file: Path, passphrase: str | None) -> PublicKey:
    """Make a key: the private half in `file` under the passphrase, the public half beside it in `file.pub`.

    The private file can be read by its owner alone from its first byte on. Nothing is overwritten. Without a
    passphrase the key lies there open: only who asks for that in so many words gives none. Raises `KeyTrouble`.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    if passphrase is not None and len(passphrase) < SHORTEST_PASSPHRASE:
        raise KeyTrouble("short-passphrase", str(file))
    public_file = file.with_name(f"{file.name}.pub")
    for one in (file, public_file):
        if one.exists():
            raise KeyTrouble("already-there", str(one))
    secret = (
        NoEncryption()
        if passphrase is None
        else PrivateFormat.OpenSSH.encryption_builder().kdf_rounds(_ROUNDS).build(passphrase.encode())
    )
    key = Ed25519PrivateKey.generate()
    _write_new(file, key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, secret), 0o600)
    public = PrivateKey(key).public
    _write_new(public_file, f"{public.line} {file.name}\n".encode(), 0o644)
    return public


def public_key(file: Path) -> PublicKey:
    """Read a public key: a line of OpenSSH, or PEM. Raises `KeyTrouble`."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        PublicFormat,
        load_pem_public_key,
        load_ssh_public_key,
    )

    content = _content(file)
    try:
        load = load_pem_public_key if content.startswith(b"-----") else load_ssh_public_key
        key = load(content)
    except Exception as problem:  # each kind of broken key raises an error of its own kind
        raise KeyTrouble("no-key", str(file)) from problem
    if not isinstance(key, Ed25519PublicKey):
        raise KeyTrouble("other-kind", str(file))
    return PublicKey(key.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode())


def private_key(file: Path, passphrase: str | None) -> PrivateKey:
    """Read a private key: OpenSSH or PEM (PKCS 8).

    Raises `KeyTrouble`: "passphrase-needed" if none was given and the key has one, "open-to-others" if it has none and
    others than its owner can read the file.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_ssh_private_key

    content = _content(file)
    load = load_ssh_private_key if b"BEGIN OPENSSH" in content else load_pem_private_key
    is_open = True
    key: object
    try:
        key = load(content, None)
    except TypeError:  # it says so of a key that has a passphrase
        if passphrase is None:
            raise KeyTrouble("passphrase-needed", str(file)) from None
        is_open = False
        key = _unlocked(load, content, passphrase, file)
    except Exception as problem:  # each kind of broken key raises an error of its own kind
        raise KeyTrouble("no-key", str(file)) from problem
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyTrouble("other-kind", str(file))
    if is_open and os.name == "posix" and file.stat().st_mode & 0o077:
        raise KeyTrouble("open-to-others", str(file))
    return PrivateKey(key)


def _unlocked(load: Callable[[bytes, bytes], object], content: bytes, passphrase: str, file: Path) -> object:
    try:
        return load(content, passphrase.encode())
    except (
        Exception
    ) as problem:  # a wrong passphrase makes rubbish of the key, which fails in one way or another
        raise KeyTrouble("wrong-passphrase", str(file)) from problem


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise KeyTrouble("cannot-read", str(file), problem.strerror or str(problem)) from problem


def _write_new(file: Path, content: bytes, mode: int) -> None:
    """Write a file that must not be there yet, with these permissions from its first byte on."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with open(handle, "wb") as stream:  # noqa: PTH123  it is open already
            stream.write(content)
    except FileExistsError as problem:
        raise KeyTrouble("already-there", str(file)) from problem
    except OSError as problem:
        raise KeyTrouble("cannot-write", str(file), problem.strerror or str(problem)) from problem
