"""Calendars read for an agreement: shipped ones, or files beside it, with those whose holidays count in them."""

from pathlib import Path

from slakit import schema
from slakit.canonical import digest
from slakit.consistency.calendars import faults_of_calendar, faults_of_use
from slakit.consistency.plain import group, texts
from slakit.document import Document, Reader, read, shipped_document
from slakit.document import Path as DocumentPath
from slakit.errors import Fault, InvalidDocument
from slakit.frozen import Frozen
from slakit.shipped import shipped_names

CALENDARS = "shipped_calendars"
"""The folder of the package that holds the shipped ones."""


class NamedCalendar(Frozen):
    """A calendar by the name that an agreement gives it, and the ones whose holidays and closures count in it."""

    name: str
    document: Document
    others: tuple[Document, ...]

    @property
    def title(self) -> dict[str, str]:
        """Its title, by language."""
        return {language: str(words) for language, words in group(group(self.document.data)["title"]).items()}

    @property
    def digest(self) -> str:
        """The SHA-256 of what all of them say, as 64 hexadecimal digits."""
        return digest([document.data for document in (self.document, *self.others)])


def calendars_of(
    agreement: Document, folder: Path, faults: list[Fault], reader: Reader = read
) -> tuple[NamedCalendar, ...]:
    """The calendars that an agreement names; what is wrong with one is added to `faults`, and it is left out."""
    found = []
    for name, reference in group(group(agreement.data).get("calendars")).items():
        every = _with_others(str(reference), folder, agreement, ("calendars", name), faults, reader)
        if every:
            wrong = list(faults_of_use(agreement, name, every))
            faults += wrong
            found += [] if wrong else [NamedCalendar(name, every[0], every[1:])]
    return tuple(found)


def faults_of_named(agreement: Document, folder: Path, reader: Reader = read) -> list[Fault]:
    """What is wrong with the calendars themselves that an agreement names, while it is itself in no order."""
    faults: list[Fault] = []
    for name, reference in group(group(agreement.data).get("calendars")).items():
        if isinstance(reference, str):
            _with_others(reference, folder, agreement, ("calendars", name), faults, reader)
    return faults


def shipped_calendars() -> tuple[str, ...]:
    """The names of the calendars that come with slakit, such as `iran-public-holidays/v1`."""
    return shipped_names(CALENDARS)


def _with_others(
    reference: str,
    folder: Path,
    naming: Document,
    path: DocumentPath,
    faults: list[Fault],
    reader: Reader,
) -> tuple[Document, ...]:
    """A calendar, and in order all that it names; each once. Nothing if one of them cannot be used."""
    known: dict[Path | str, Document] = {}
    waiting = [(reference, folder, naming, path)]
    before = len(faults)
    while waiting:
        name, beside, by, at = waiting.pop(0)
        own = name if shipped_document(CALENDARS, name) else (beside / name).resolve()
        if own in known:
            continue
        document = _read(name, beside, by, at, faults, reader)
        if document is None:
            continue
        known[own] = document
        named = texts(group(document.data).get("holidays-of"))
        within = (beside / name).parent
        waiting += [(other, within, document, ("holidays-of", place)) for place, other in enumerate(named)]
    return tuple(known.values()) if len(faults) == before else ()


def _read(
    name: str, folder: Path, naming: Document, path: DocumentPath, faults: list[Fault], reader: Reader
) -> Document | None:
    """A calendar: a file beside the document that names it, or one that is shipped and needs no second look."""
    if shipped := shipped_document(CALENDARS, name):
        return shipped
    if not name.endswith((".yaml", ".yml")):
        arguments = {"found": name, "known": "\n".join(shipped_calendars())}
        faults.append(Fault("unknown-calendar-file", naming.place_of(path), None, arguments))
        return None
    found: list[Fault] = []
    document = _read_file(folder / name, found, reader)
    for fault in found:
        told = {**fault.arguments, "file": name}
        at = naming.place_of(path)
        faults.append(Fault("cannot-read", at, None, told) if fault.rule == "cannot-read" else fault)
    return document


def _read_file(file: Path, faults: list[Fault], reader: Reader) -> Document | None:
    try:
        document = reader(file)
    except InvalidDocument as error:
        faults += error.faults
        return None
    found = schema.faults(document, schema.schema_named("calendar"), clause_of=lambda _: None)
    found = found or list(faults_of_calendar(document))
    faults += found
    return None if found else document
