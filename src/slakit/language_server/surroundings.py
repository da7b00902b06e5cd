"""The edition around a document: agreement, annex and vocabulary, with the names that they declare."""

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from slakit.consistency.declared import Named, Spoken, named, spoken
from slakit.consistency.plain import group
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
    )


def file_of_vocabulary(name: str, folder: Path) -> Path | None:
    """The file of a vocabulary that an agreement names: one beside it, or one that is shipped."""
    if name.endswith((".yaml", ".yml")):
        return folder / name
    if name not in shipped_vocabularies():
        return None
    return Path(str(resources.files("slakit") / "vocabularies" / f"{name}.yaml"))
