"""The edition around a document: agreement, annex and vocabulary, with the names that they declare."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from slakit.calendar_files import CALENDARS, shipped_calendars
from slakit.consistency.declared import Named, Spoken, named, spoken
from slakit.consistency.plain import Group, group
from slakit.document import Document
from slakit.language_server.texts import Texts
from slakit.loading import AGREEMENT_FILE, shipped_vocabularies

_NO_NAMES = Named((), (), (), (), (), (), (), {}, defines_month=False, defines_year=False)
_NO_WORDS = Spoken({}, {}, {})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The documents of an edition in their last sound state, and what may be named in them."""

    agreement: Document | None
    annex: Document | None
    vocabulary: Document | None
    names: Named
    words: Spoken
    calendars: Mapping[str, Document] = field(default_factory=dict)
    """The calendars that can be read, by the names that the agreement gives them."""


def agreement_around(file: Path) -> Path | None:
    """The agreement that a document belongs to: itself, the one beside it, or the one above its folder of cases."""
    for folder in (file.parent, file.parent.parent):
        if (folder / AGREEMENT_FILE).is_file():
            return folder / AGREEMENT_FILE
    return None


def surroundings_of(file: Path, texts: Texts) -> Surroundings:
    """The edition around a document, as far as there is one."""
    around = agreement_around(file)
    agreement = texts.sound(around) if around else None
    if agreement is None or around is None:
        own = texts.sound(file)
        is_vocabulary = own is not None and "events" in group(own.data)
        return Surroundings(
            None,
            None,
            own if is_vocabulary else None,
            _NO_NAMES,
            spoken(own) if own and is_vocabulary else _NO_WORDS,
        )
    data = group(agreement.data)
    annex = texts.sound(around.parent / str(data["services"]))
    vocabulary_file = file_of_vocabulary(str(data["vocabulary"]), around.parent)
    vocabulary = texts.sound(vocabulary_file) if vocabulary_file else None
    return Surroundings(
        agreement,
        annex,
        vocabulary,
        named(agreement, annex or agreement),
        spoken(vocabulary) if vocabulary else _NO_WORDS,
        dict(_calendars(data, around.parent, texts)),
    )


def _calendars(agreement: Group, folder: Path, texts: Texts) -> Iterator[tuple[str, Document]]:
    for name, reference in group(agreement.get("calendars")).items():
        file = file_of_calendar(str(reference), folder)
        if file and (calendar := texts.sound(file)):
            yield name, calendar


def file_of_vocabulary(name: str, folder: Path) -> Path | None:
    """The file of a vocabulary that an agreement names: one beside it, or one that is shipped."""
    return _named_file(name, folder, "vocabularies", shipped_vocabularies())


def file_of_calendar(name: str, folder: Path) -> Path | None:
    """The file of a calendar that an agreement, or another calendar, names: one beside it, or one that is shipped."""
    return _named_file(name, folder, CALENDARS, shipped_calendars())


def _named_file(name: str, folder: Path, ours: str, shipped: tuple[str, ...]) -> Path | None:
    if name.endswith((".yaml", ".yml")):
        return folder / name
    return Path(str(resources.files("slakit") / ours / f"{name}.yaml")) if name in shipped else None
