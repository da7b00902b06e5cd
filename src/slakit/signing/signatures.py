"""Signing an edition, and finding whether what was signed still is what stands there."""

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from slakit.calendars import Day, parse_day, parse_instant, show_utc
from slakit.canonical import canonical, digest
from slakit.consistency.plain import group
from slakit.document import read
from slakit.errors import Fault, InvalidDocument, SlakitError
from slakit.schema import faults, schema_named
from slakit.signing.keys import PrivateKey, PublicKey

if TYPE_CHECKING:
    from slakit.loading import Edition

FOLDER: Final = "signatures"
"""The folder of an edition that holds its signatures, one file for each signatory."""
_SCHEMAS: Final = ("agreement", "services", "vocabulary", "calendar")

Problem = Literal["unsigned", "corrupt", "of-another", "wrong-key", "not-genuine", "changed", "expired"]
"""What keeps a signature from holding:

`unsigned` (there is none), `corrupt` (its file cannot be read as one), `of-another` (it is of another edition or
party), `wrong-key` (made with another key than the one that is trusted), `not-genuine` (what the file says is not what
was signed), `changed` (a document says something else than when it was signed), `expired` (the term has ended).
"""


class NoSignatory(SlakitError):
    """A party that does not sign this agreement, or no party at all; `known` are those that may."""

    def __init__(self, party: str | None, known: Sequence[str]) -> None:
        self.party = party
        self.known = tuple(known)
        super().__init__(party, self.known)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a signature does not hold, with what the message needs to say it."""

    problem: Problem
    arguments: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the signature of one party; it holds if there is no doubt.

    `signed` (an instant) and `key` are there if the file could be read. `other_schemas` names the schemas that this
    slakit has in another form than when the edition was signed; the documents fit them all the same.
    """

    signatory: str
    file: Path
    doubts: tuple[Doubt, ...]
    signed: int | None = None
    key: PublicKey | None = None
    other_schemas: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the edition stands as this party signed it."""
        return not self.doubts


def signatories(edition: "Edition") -> tuple[str, ...]:
    """The parties that sign an agreement: those that act as signatory, or if none does, its providers."""
    parties = edition.agreement.parties
    named = tuple(party.party for party in parties if party.acts_as == "signatory")
    return named or tuple(party.party for party in parties if party.role == "provider")


def signatory(edition: "Edition", party: str | None) -> str:
    """The party that is to sign: the one named, or the only one there is. Raises `NoSignatory`."""
    known = signatories(edition)
    if party in known:
        return party
    if party is None and len(known) == 1:
        return known[0]
    raise NoSignatory(party, known)


def signature_file(edition: "Edition", party: str) -> Path:
    """Where the signature of a party lies."""
    return edition.folder / FOLDER / f"{party}.yaml"


def signed(edition: "Edition", party: str, key: PrivateKey, at: int) -> str:
    """The signature document of an edition, as the text of its file.

    `at` is the instant of signing. The party must be one that `signatory` gives.
    """
    said = _statement(edition, party, key.public, at)
    signature = base64.b64encode(key.sign(canonical(said))).decode()
    return _text({**said, "signature": signature})


def _statement(edition: "Edition", party: str, key: PublicKey, at: int) -> dict[str, object]:
    """All that a signature document says but the signature itself."""
    agreement = edition.agreement
    return {
        "document": "signature/v1",
        "agreement": agreement.agreement,
        "edition": agreement.edition,
        "from": agreement.term.first_day,
        "until": agreement.term.until,
        "signatory": party,
        "signed": show_utc(at),
        "digest": edition.digest,
        "parts": dict(edition.parts),
        "schemas": {name: digest(schema_named(name)) for name in _SCHEMAS},
        "key": key.line,
    }


def _text(said: Mapping[str, object]) -> str:
    """Plain data of one level, or two, as YAML that is read back as it was."""
    lines = ["# Made by `slakit sign`: with one word changed it proves nothing."]
    for key, value in said.items():
        if isinstance(value, dict):
            lines += [f"{key}:", *(f"  {name}: {_quoted(one)}" for name, one in value.items())]
        else:
            lines.append(f"{key}: {_quoted(value)}")
    return "\n".join(lines) + "\n"


def _quoted(value: object) -> str:
    """A text in quotes: what JSON quotes, YAML reads alike."""
    return json.dumps(value, ensure_ascii=False)


# --- verifying -------------------------------------------------------------------------------------------


def verified(edition: "Edition", party: str, key: PublicKey, on: Day) -> Verdict:
    """Whether an edition stands as a party signed it with the key that is trusted, and whether it stands on a day.

    Every doubt is told, not only the first one.
    """
    file = signature_file(edition, party)
    if not file.exists():
        return Verdict(party, file, (Doubt("unsigned", {}),))
    try:
        document = read(file)
    except InvalidDocument as error:
        return Verdict(party, file, (Doubt("corrupt", {}),), faults=error.faults)
    if found := faults(document, schema_named("signature"), clause_of=lambda _: None):
        return Verdict(party, file, (Doubt("corrupt", {}),), faults=tuple(found))
    said = group(document.data)
    used = PublicKey(str(said["key"]))
    doubts = (
        *_of_another(edition, party, said),
        *_of_the_key(said, used, key),
        *_of_the_words(edition, said),
        *_of_the_term(edition, on),
    )
    current = {name: digest(schema_named(name)) for name in _SCHEMAS}
    others = tuple(name for name, before in group(said["schemas"]).items() if current.get(name) != before)
    return Verdict(party, file, doubts, parse_instant(str(said["signed"])), used, others)


def _of_another(edition: "Edition", party: str, said: Mapping[str, object]) -> Iterator[Doubt]:
    agreement = edition.agreement
    for what, expected in (
        ("agreement", agreement.agreement), ("edition", agreement.edition), ("signatory", party)
    ):  # fmt: skip
        if said[what] != expected:
            yield Doubt("of-another", {"what": what, "found": str(said[what]), "expected": expected})


def _of_the_key(said: Mapping[str, object], used: PublicKey, trusted: PublicKey) -> Iterator[Doubt]:
    """A signature of another key proves nothing; one of the trusted key must be of exactly these words."""
    if used != trusted:
        yield Doubt("wrong-key", {"found": used.fingerprint, "expected": trusted.fingerprint})
    message = canonical({key: value for key, value in said.items() if key != "signature"})
    if not used.has_signed(message, base64.b64decode(str(said["signature"]))):
        yield Doubt("not-genuine", {})


def _of_the_words(edition: "Edition", said: Mapping[str, object]) -> Iterator[Doubt]:
    before = group(said["parts"])
    now = edition.parts
    for part in dict.fromkeys([*before, *now]):
        if before.get(part) != now.get(part):
            yield Doubt("changed", {"part": part})
    if said["digest"] != edition.digest and dict(before) == now:
        yield Doubt("changed", {"part": "digest"})


def _of_the_term(edition: "Edition", on: Day) -> Iterator[Doubt]:
    until = parse_day(edition.agreement.term.until)
    if until.ordinal < on.ordinal:
        yield Doubt("expired", {"until": str(until), "on": str(on.named_in(until.calendar))})
