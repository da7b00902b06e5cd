"""`slakit import`: a draft of an agreement from its plain text, written where nothing stands yet."""

from pathlib import Path
from typing import Protocol

from slakit.cli.changes import write_folder
from slakit.cli.exit_codes import Exit
from slakit.cli.renew import told_points
from slakit.cli.results import results
from slakit.cli.wording import Refused, Voice
from slakit.formats import has_format
from slakit.text import ascii_digits
from slakit.transcription.draft import NoEdition, NoText, Transcript, folder_names, transcribed

_CURES = {
    "not-utf-8": "save as utf-8",
    "too-large": "cut the text",
    "long-paragraph": "break the paragraph",
    "control-character": "delete it there",
}
"""What is done about a text that is none."""


class Asked(Protocol):
    """What the command was called with."""

    text: str
    output: str
    agreement: str | None
    edition: str | None


def run(asked: Asked, voice: Voice) -> Exit:
    """Draft the edition and write its folder, whole or not at all.

    Raises `Refused`, with nothing written, if the folder is there already or the text is none.
    """
    folder = Path(asked.output)
    if folder.exists():
        raise Refused(voice.said("already there", folder=str(folder)), voice.said("choose another folder"))
    draft = _drafted(asked, folder, voice)
    write_folder(folder, draft.files, voice)
    with results(None, voice) as stream:
        for name in draft.files:
            stream.write(voice.said("written", file=str(folder / name)) + "\n")
        counts = {
            "clauses": voice.counted("clause", draft.clauses),
            "services": voice.counted("service", draft.services),
        }
        stream.write(voice.whole(voice.said("transcribed", file=asked.text, **counts)) + "\n")
        for line in told_points(folder, draft.points, voice):
            stream.write(line + "\n")
    return Exit.NOTHING_FOUND


def _drafted(asked: Asked, folder: Path, voice: Voice) -> Transcript:
    name, edition = folder_names(folder.absolute())
    name = asked.agreement or name
    if not has_format("identifier", name):
        raise Refused(voice.said("no identifier", found=name), voice.said("say agreement"))
    if asked.edition:
        edition = ascii_digits(asked.edition)
    try:
        return transcribed(_content(asked.text, voice), name, edition, voice.language)
    except NoText as problem:
        said = voice.said(f"no text: {problem.reason}", file=asked.text, line=problem.line)
        raise Refused(
            said, voice.said(_CURES[problem.reason]) if problem.reason in _CURES else None
        ) from None
    except NoEdition:
        raise Refused(voice.said("no edition in text"), voice.said("say edition")) from None


def _content(file: str, voice: Voice) -> bytes:
    try:
        return Path(file).read_bytes()
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        raise Refused(voice.said("no text: unreadable", file=file, problem=why)) from problem
