"""`slakit renew`: the next edition of an agreement, drafted beside the one that ends."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from slakit.cli.changes import write_folder
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
from slakit.review.open_points import OpenPoint
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
    write_folder(draft.folder, {name: text.encode("utf-8") for name, text in draft.files.items()}, voice)
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


def _tell(draft: Draft, voice: Voice) -> None:
    terms = draft.renewal.terms
    days = voice.counted("day", terms.last.ordinal - terms.first.ordinal + 1)
    term = {"first": _shown(str(terms.first), voice), "last": _shown(str(terms.last), voice), "days": days}
    with results(None, voice) as stream:
        for name in draft.files:
            stream.write(voice.said("written", file=str(draft.folder / name)) + "\n")
        stream.write(voice.said("new term", new=_shown(draft.renewal.new, voice), **term) + "\n")
        for line in told_points(draft.folder, draft.points, voice):
            stream.write(line + "\n")


def _shown(text: str, voice: Voice) -> str:
    """A day or an edition as a sentence says it, in which the number of days stands too."""
    return voice.number(text)


def told_points(folder: Path, points: Sequence[tuple[str, OpenPoint]], voice: Voice) -> Iterator[str]:
    """Each open point of a draft with its place, how many there are, and where to begin."""
    for name, point in points:
        yield f"{folder / name}:{point.line}: {voice.whole(point.words)}"
    if not points:
        yield voice.said("no open points")
        return
    yield voice.said("open points", points=voice.counted("point", len(points)))
    yield voice.said("decide them", file=str(folder / AGREEMENT_FILE), folder=str(folder))
