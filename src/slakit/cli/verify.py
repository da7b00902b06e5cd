"""`slakit verify`: whether an edition still is what its signatories signed."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from slakit.cli.exit_codes import Exit
from slakit.cli.passphrases import keys_at_hand
from slakit.cli.results import results
from slakit.cli.times import day, shown, today
from slakit.cli.wording import Refused, Said, Voice
from slakit.loading import Edition, load
from slakit.messages import render

if TYPE_CHECKING:
    from slakit.calendars import Day
    from slakit.signing.keys import PublicKey
    from slakit.signing.signatures import Doubt, Verdict


class Asked(Protocol):
    """What the command was called with."""

    agreement: str
    keys: list[str]
    on: str | None
    format: Literal["text", "json"]
    output: str | None


def run(asked: Asked, voice: Voice) -> Exit:
    """Tell of each signatory; 1 if the signature of any does not hold."""
    edition = load(asked.agreement)
    on = day(asked.on, "--on", voice) if asked.on else today(edition.agreement_document)
    with keys_at_hand(voice):
        from slakit.signing.signatures import verified

        keys = _keys(asked.keys, edition, voice)
        verdicts = [verified(edition, party, key, on) for party, key in keys.items()]
    lines = _json(edition, on, verdicts) if asked.format == "json" else _text(edition, verdicts, voice)
    with results(asked.output, voice) as stream:
        for line in lines:
            stream.write(line + "\n")
    return Exit.NOTHING_FOUND if all(verdict.holds for verdict in verdicts) else Exit.FINDINGS


def _keys(written: Sequence[str], edition: Edition, voice: Voice) -> "dict[str, PublicKey]":
    """The key that each signatory is known by, in the order of the parties."""
    from slakit.signing.keys import public_key
    from slakit.signing.signatures import signatories

    known = signatories(edition)
    files: dict[str, str] = {}
    for one in written:
        party, sign, file = one.partition("=")
        if not sign or party not in known:
            if len(known) != 1 or (sign and not Path(one).exists()):
                wrong = voice.said("no signatory", party=party) if sign else voice.said("several signatories")
                raise Refused(wrong, voice.said("say whose key", allowed=voice.listed(known)))
            party, file = known[0], one
        if party in files:
            raise Refused(voice.said("key twice", party=party))
        files[party] = file
    if missing := [party for party in known if party not in files]:
        said = voice.said("key missing", parties=voice.listed(missing))
        raise Refused(said, voice.said("say whose key", allowed=voice.listed(known)))
    return {party: public_key(Path(files[party])) for party in known}


def _text(edition: Edition, verdicts: Sequence["Verdict"], voice: Voice) -> Iterator[str]:
    for verdict in verdicts:
        if verdict.holds and verdict.signed is not None and verdict.key is not None:
            time = voice.number(shown(verdict.signed, edition))
            yield voice.said("verified", party=verdict.signatory, time=time, key=verdict.key.fingerprint)
        for doubt in verdict.doubts:
            yield voice.said("doubt", party=verdict.signatory, doubt=_said(doubt, verdict, voice))
        yield from (
            f"  {line}" for fault in verdict.faults for line in render(fault, voice.language).splitlines()
        )
        if verdict.other_schemas:
            yield "  " + voice.said("other schemas", schemas=voice.listed(verdict.other_schemas))
    yield voice.said("digest", digest=edition.digest)


def _said(doubt: "Doubt", verdict: "Verdict", voice: Voice) -> Said:
    values = dict(doubt.arguments)
    if "what" in values:
        values["what"] = voice.said(f"what: {values['what']}")
    return voice.said(f"doubt: {doubt.problem}", file=str(verdict.file), **values)


def _json(edition: Edition, on: "Day", verdicts: Sequence["Verdict"]) -> Iterator[str]:
    from slakit.calendars import show_utc

    told = {
        "agreement": edition.agreement.agreement,
        "edition": edition.agreement.edition,
        "digest": edition.digest,
        "on": str(on),
        "signatures": [
            {
                "signatory": verdict.signatory,
                "file": str(verdict.file),
                "holds": verdict.holds,
                **({"signed": show_utc(verdict.signed)} if verdict.signed is not None else {}),
                **({"key": verdict.key.fingerprint} if verdict.key else {}),
                "doubts": [{"doubt": doubt.problem, **doubt.arguments} for doubt in verdict.doubts],
                "other-schemas": list(verdict.other_schemas),
            }
            for verdict in verdicts
        ],
    }
    yield json.dumps(told, ensure_ascii=False, indent=2)
