"""`slakit init`: the beginning of an agreement, written where nothing stands yet."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from slakit.calendars import Calendar
from slakit.cli.changes import write
from slakit.cli.exit_codes import Exit
from slakit.cli.results import results
from slakit.cli.wording import Refused, Voice
from slakit.formats import has_format
from slakit.review.scaffold import Beginning, of_agreement, of_project
from slakit.text import ascii_digits

if TYPE_CHECKING:
    from slakit.messages import Language

_EXAMPLE_YEARS: dict[Calendar, str] = {"jalali": "1400", "gregorian": "2026"}


class Asked(Protocol):
    """What the command was called with."""

    folder: str
    agreement: str
    edition: str
    calendar: Calendar | None


def run(asked: Asked, voice: Voice) -> Exit:
    """Write every file of the agreement, and those of the project that are not there yet.

    Raises `Refused`, with nothing written, if the edition is there already or its name or year cannot be used.
    """
    beginning = _beginning(asked, voice)
    project = Path(asked.folder)
    if (folder := project / beginning.folder).exists():
        raise Refused(voice.said("already there", folder=str(folder)), voice.said("choose another name"))
    kept: list[Path] = []
    with results(None, voice) as stream:
        for name, text in {**of_agreement(beginning), **of_project(beginning)}.items():
            if (file := project / name).exists():
                kept.append(file)
                continue
            _write_new(file, text, voice)
            stream.write(voice.said("written", file=str(file)) + "\n")
        for file in kept:
            stream.write(voice.said("kept", file=str(file)) + "\n")
        first = str(folder / "agreement.yaml")
        stream.write(voice.said("begin there", file=first, folder=str(folder)) + "\n")
    return Exit.NOTHING_FOUND


def _beginning(asked: Asked, voice: Voice) -> Beginning:
    language: Language = voice.language
    calendar = asked.calendar or ("jalali" if language == "fa" else "gregorian")
    if not has_format("identifier", asked.agreement):
        raise Refused(voice.said("no identifier", found=asked.agreement), voice.said("write identifier"))
    beginning = Beginning(asked.agreement, ascii_digits(asked.edition), calendar, language)
    try:
        beginning.year  # noqa: B018  it says whether there is one
    except ValueError:
        raise Refused(
            voice.said("no edition", found=asked.edition, calendar=calendar),
            voice.said("write edition", example=_EXAMPLE_YEARS[calendar]),
        ) from None
    return beginning


def _write_new(file: Path, text: str, voice: Voice) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        why = problem.strerror or str(problem)
        raise Refused(voice.said("cannot write", file=str(file), problem=why)) from problem
    write(str(file), text, voice)
