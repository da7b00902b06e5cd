"""`slakit sign`: the signature of an edition, written beside it."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from slakit.cli.changes import write
from slakit.cli.exit_codes import Exit
from slakit.cli.passphrases import asked as asked_for
from slakit.cli.passphrases import given, keys_at_hand
from slakit.cli.results import results
from slakit.cli.times import instant, now, shown
from slakit.cli.wording import Refused, Voice
from slakit.loading import Edition, load
from slakit.review.open_points import open_points

if TYPE_CHECKING:
    from slakit.signing.keys import PrivateKey


class Asked(Protocol):
    """What the command was called with."""

    agreement: str
    key: str
    party: str | None
    at: str | None
    passphrase_file: str | None


def run(asked: Asked, voice: Voice) -> Exit:
    """Sign and write. Raises `Refused` for a draft, a signature that is there already, or a key that is none."""
    edition = load(asked.agreement)
    _refuse_drafts(edition, voice)
    with keys_at_hand(voice):
        from slakit.signing.signatures import signature_file, signed

        party = _party(edition, asked.party, voice)
        file = signature_file(edition, party)
        if file.exists():
            said = voice.said("already signed", file=str(file), party=party)
            raise Refused(said, voice.said("move signature"))
        at = instant(asked.at, "--at", edition, voice) if asked.at else now()
        text = signed(edition, party, _key(asked, voice), at)
    try:
        file.parent.mkdir(exist_ok=True)
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise Refused(voice.said("cannot write", file=str(file), problem=why)) from problem
    write(str(file), text, voice)
    with results(None, voice) as stream:
        agreement = edition.agreement
        names = {"agreement": agreement.agreement, "edition": agreement.edition, "party": party}
        stream.write(voice.said("written", file=str(file)) + "\n")
        stream.write(voice.said("signed", **names, time=voice.number(shown(at, edition))) + "\n")
        stream.write(voice.said("digest", digest=edition.digest) + "\n")
    return Exit.NOTHING_FOUND


def _refuse_drafts(edition: Edition, voice: Voice) -> None:
    """An edition in which something is still to be decided is a draft."""
    calendars = (one for named in edition.calendars for one in (named.document, *named.others))
    documents = (edition.agreement_document, edition.annex_document, edition.vocabulary_document, *calendars)
    places = [
        f"{document.name}:{point.line}" for document in documents for point in open_points(document.text)
    ]
    if places:
        said = voice.said("not signed while open", places=voice.listed(places))
        raise Refused(said, voice.said("decide first"))


def _party(edition: Edition, wished: str | None, voice: Voice) -> str:
    from slakit.signing.signatures import NoSignatory, signatory

    try:
        return signatory(edition, wished)
    except NoSignatory as problem:
        wrong = (
            voice.said("no signatory", party=problem.party)
            if problem.party
            else voice.said("several signatories")
        )
        raise Refused(wrong, voice.said("say signatory", allowed=voice.listed(problem.known))) from None


def _key(asked: Asked, voice: Voice) -> "PrivateKey":
    """The private key; its passphrase is asked for only if it has one and none was given."""
    from slakit.signing.keys import KeyTrouble, private_key

    file = Path(asked.key)
    passphrase = given(asked.passphrase_file, voice)
    try:
        return private_key(file, passphrase)
    except KeyTrouble as trouble:
        if trouble.trouble != "passphrase-needed":
            raise
    return private_key(file, asked_for(asked.key, voice))
