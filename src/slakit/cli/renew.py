"""`slakit renew`: the next edition of an agreement, drafted beside the one that ends."""

import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from slakit.cli.exit_codes import Exit
from slakit.cli.results import results
from slakit.cli.times import day
from slakit.cli.wording import Refused, Voice
from slakit.consistency.succession import faults_of_succession
from slakit.document import Document, read
from slakit.drafting.draft import Draft, drafted
from slakit.drafting.terms import NoNextTerm
from slakit.errors import InvalidDocument
from slakit.loading import AGREEMENT_FILE, Edition, load
from slakit.text import ascii_digits

if TYPE_CHECKING:
    from slakit.calendars import Day

_EDITION = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")


class Asked(Protocol):
    """What the command was called with."""

    agreement: str
    to: str
    first: str | None
    last: str | None


def run(asked: Asked, voice: Voice) -> Exit:
    """Draft the edition and write its folder, whole or not at all.

    Raises `Refused`, with nothing written, if the folder is there already or the new term cannot be told.
    """
    edition = load(asked.agreement)
    new = ascii_digits(asked.to)
    if not _EDITION.fullmatch(new):
        raise Refused(voice.said("no edition name", found=asked.to), voice.said("write edition name"))
    folder = edition.folder.parent / new
    if folder.exists():
        raise Refused(voice.said("already there", folder=str(folder)), voice.said("choose another edition"))
    first = day(asked.first, "--from", voice) if asked.first else None
    last = day(asked.last, "--until", voice) if asked.last else None
    draft = _drafted(edition, new, voice, (first, last))
    neighbours = _neighbours(edition)  # before the draft is one of them
    _write(draft, voice)
    _tell(draft, voice)
    voice.tell(fault for fault in faults_of_succession([*neighbours, draft.agreement()])
               if fault.arguments["edition"] == new or fault.arguments["before"] == new)  # fmt: skip
    if draft.faults:
        voice.remark(voice.said("cases not run"))
        voice.tell(draft.faults)
    return Exit.NOTHING_FOUND


def _drafted(edition: Edition, new: str, voice: Voice, days: "tuple[Day | None, Day | None]") -> Draft:
    try:
        return drafted(edition, new, voice.language, *days)
    except NoNextTerm as problem:
        why = voice.said(f"no next term: {problem.reason}", old=edition.agreement.edition, new=new)
        raise Refused(why, voice.said("say the term")) from None


def _neighbours(edition: Edition) -> list[Document]:
    """The agreements in the folders beside an edition, its own among them; those that cannot be read are left out."""
    found = []
    for file in sorted(edition.folder.parent.glob(f"*/{AGREEMENT_FILE}")):
        try:
            found.append(read(file))
        except InvalidDocument:
            continue
    return found


def _write(draft: Draft, voice: Voice) -> None:
    """Write every file into a folder beside, and give it its name in the end."""
    try:
        part = Path(
            tempfile.mkdtemp(prefix=f".{draft.folder.name}.", suffix=".part", dir=draft.folder.parent)
        )
        try:
            for name, text in draft.files.items():
                file = part / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(text.encode("utf-8"))
            mask = os.umask(0)
            os.umask(mask)
            part.chmod(0o777 & ~mask)
            part.rename(draft.folder)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise Refused(voice.said("cannot write", file=str(draft.folder), problem=why)) from problem


def _tell(draft: Draft, voice: Voice) -> None:
    terms, folder = draft.renewal.terms, str(draft.folder)
    days = voice.counted("day", terms.last.ordinal - terms.first.ordinal + 1)
    term = {"first": str(terms.first), "last": str(terms.last), "days": days}
    with results(None, voice) as stream:
        for name in draft.files:
            stream.write(voice.said("written", file=str(draft.folder / name)) + "\n")
        stream.write(voice.said("new term", new=draft.renewal.new, **term) + "\n")
        for name, point in draft.points:
            stream.write(f"{draft.folder / name}:{point.line}: {voice.whole(point.words)}\n")
        if not draft.points:
            stream.write(voice.said("no open points") + "\n")
            return
        stream.write(voice.said("open points", points=voice.counted("point", len(draft.points))) + "\n")
        first = str(draft.folder / AGREEMENT_FILE)
        stream.write(voice.said("decide them", file=first, folder=folder) + "\n")
