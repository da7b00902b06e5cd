"""`slakit validate`: every fault of every document, at once.

It reads documents and schemas only: no model is built, so that it is quick enough for a commit hook.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from slakit.cli.baselines import Compared, compared, read_baseline, write_baseline
from slakit.cli.exit_codes import Exit
from slakit.cli.outputs import Output, paired, write
from slakit.cli.wording import Refused, Said, Voice
from slakit.consistency import case_inconsistencies, inconsistencies
from slakit.document import Document, read
from slakit.errors import Fault, InvalidDocument
from slakit.loading import AGREEMENT_FILE, Edition, Reader, load
from slakit.reports.faults.listing import Listing, files_of, items_of
from slakit.reports.faults.sources import Sources, relative
from slakit.schema import faults, schema_named

KINDS: Final = {f"{name}/v1": name for name in ("agreement", "services", "vocabulary", "cases")}
"""What stands behind `document:`, and the schema that it asks for."""
MOST_STALE_NAMED: Final = 20
"""Entries of a baseline that are named one by one where they no longer occur."""


class Asked(Protocol):
    """What the command was called with."""

    paths: list[str]
    outputs: list[Output] | None
    strict: bool
    cases: bool
    baseline: str | None
    write_baseline: str | None


def run(asked: Asked, voice: Voice) -> Exit:
    """Write all faults; 1 if there is one that counts, 2 if a path that was named cannot be read."""
    pairs = paired(asked.outputs, voice)
    entries = read_baseline(asked.baseline, voice)
    examination = _examined(asked.paths, voice, with_cases=asked.cases)
    sources = Sources()
    items = items_of(examination.found, sources, voice.language, least="warning" if asked.strict else "error")
    documents = tuple({relative(name): name for name in reversed(examination.documents)}.values())[::-1]
    found = compared(items, entries, {*map(relative, documents), *files_of(items)})
    listing = Listing(
        command="validate",
        language=voice.language,
        items=found.new,
        documents=documents,
        known=found.known,
        stale=found.stale,
        sound=tuple((name, "valid") for name in map(relative, documents) if name not in files_of(items)),
        summary=(_summary(documents, found, voice),),
        has_baseline=entries is not None,
        complete=examination.all_read,
        sources=sources,
    )
    write(listing, pairs, voice)
    for remark in examination.remarks:
        voice.remark(remark)
    _tell_stale(found, asked.baseline, voice)
    if not examination.all_read:
        return Exit.WRONG_INPUT
    if asked.write_baseline:
        write_baseline(asked.write_baseline, found, entries, voice)
        if entries is None:
            return Exit.NOTHING_FOUND
    return Exit.FINDINGS if any(item.counted for item in found.new) else Exit.NOTHING_FOUND


def _examined(paths: Iterable[str], voice: Voice, *, with_cases: bool) -> "Examination":
    """What is at the paths; those with nothing to read are told at once."""
    examination = Examination(with_cases=with_cases)
    for path in paths:
        try:
            examination.examine(Path(path), voice)
        except Refused as refused:
            voice.remark(refused.problem, refused.cure)
            examination.all_read = False
        except InvalidDocument as error:
            voice.tell(error.faults)
            examination.all_read = False
    return examination


def _summary(documents: tuple[str, ...], found: Compared, voice: Voice) -> str:
    """How much was looked at and found; what a baseline knows is only counted here."""
    errors = sum(item.severity == "error" for item in found.new)
    warnings = len(found.new) - errors
    counts = {
        "documents": voice.counted("document", len(documents)),
        "faults": voice.counted("fault", errors),
        "warnings": voice.counted("warning", warnings),
    }
    if errors:
        told = voice.said("faults and warnings" if warnings else "faults", **counts)
    else:
        told = voice.said("only warnings" if warnings else "no faults", **counts)
    return voice.said("known", told=told, count=len(found.known)) if found.known else told


def _tell_stale(found: Compared, baseline: str | None, voice: Voice) -> None:
    """The entries of the baseline that no longer occur, and how they are taken out."""
    if not found.stale:
        return
    named = voice.listed(
        f"{entry.file}: {'/'.join((entry.rule, *entry.path))}" for entry in found.stale[:MOST_STALE_NAMED]
    )
    rest = len(found.stale) - MOST_STALE_NAMED
    listed = voice.said("and more", listed=named, count=rest) if rest > 0 else named
    voice.remark(voice.said("stale", entries=listed), voice.said("drop stale", file=baseline or ""))


@dataclass(slots=True)
class Examination:
    """The documents that were looked at, once each, and what is wrong with them.

    `reader` reads them: from their files, or, in an editor, from what is not saved yet.
    """

    with_cases: bool = False
    documents: list[str] = field(default_factory=list)
    found: list[Fault] = field(default_factory=list)
    remarks: list[Said] = field(default_factory=list)
    all_read: bool = True
    reader: Reader = read
    _editions: dict[Path, Edition | None] = field(default_factory=dict)
    _single: set[Path] = field(default_factory=set)

    def examine(self, path: Path, voice: Voice) -> None:
        """Look at a folder, or at one document.

        Raises `InvalidDocument` or `Refused` if there is nothing to read at this path.
        """
        if path.is_dir():
            for file in _agreements_in(path, voice):
                self._whole_edition(file)
        else:
            self._file(path, voice)

    def _file(self, file: Path, voice: Voice) -> None:
        try:
            document = self.reader(file)
        except InvalidDocument as error:
            if any(fault.rule == "cannot-read" for fault in error.faults):
                raise
            self._note(file, error.faults)
            return
        beside = file.parent / AGREEMENT_FILE
        match _kind_of(document):
            case "agreement":
                self._whole_edition(file)
            case "services" | "vocabulary" if beside.is_file():
                self._whole_edition(beside)
            case "cases":
                self._cases(file, file.parent.parent / AGREEMENT_FILE, voice)
            case str(kind):
                self._alone(document, kind)
            case None:
                lines = voice.listed(f"document: {kind}" for kind in KINDS)
                raise Refused(
                    voice.said("unknown document", file=str(file)), voice.said("say document", allowed=lines)
                )

    def _whole_edition(self, file: Path) -> None:
        """An edition, with all its case files where they are asked for; `slakit test` reads them anyway."""
        self._edition(file)
        for cases in sorted((file.parent / "cases").glob("*.yaml")) if self.with_cases else ():
            self._cases(cases, file)

    def _edition(self, file: Path) -> Edition | None:
        """The edition of an agreement file, if it is sound; its faults are noted the first time."""
        if (resolved := file.resolve()) not in self._editions:
            self._editions[resolved] = self._first_look(file)
        return self._editions[resolved]

    def _first_look(self, file: Path) -> Edition | None:
        try:
            edition = load(file, reader=self.reader)
        except InvalidDocument as error:
            self.documents += _named_in(file, self.reader)
            self.found += error.faults
            return None
        documents = (edition.agreement_document, edition.annex_document, edition.vocabulary_document)
        self.documents += (document.name for document in documents if Path(document.name).exists())
        self.found += inconsistencies(*documents)  # `load` lets warnings pass; here they are told
        return edition

    def _cases(self, file: Path, agreement: Path, voice: Voice | None = None) -> None:
        if self._is_known(file):
            return
        try:
            document = self.reader(file)
        except InvalidDocument as error:
            self._note(file, error.faults)
            return
        if not agreement.is_file() and voice:
            self.remarks.append(voice.said("case without agreement", file=str(file), expected=str(agreement)))
        edition = self._edition(agreement) if agreement.is_file() else None
        found = _mismatches(document, "cases")
        if edition and not found:
            around = (edition.agreement_document, edition.annex_document, edition.vocabulary_document)
            found = case_inconsistencies(document, *around)
        self._note(file, found)

    def _alone(self, document: Document, kind: str) -> None:
        """An annex or a vocabulary that belongs to no edition here."""
        from slakit.consistency.declared import spoken
        from slakit.consistency.vocabularies import faults_of_vocabulary

        if self._is_known(Path(document.name)):
            return
        found = _mismatches(document, kind)
        if kind == "vocabulary" and not found:
            found = list(faults_of_vocabulary(document, spoken(document)))
        self._note(Path(document.name), found)

    def _is_known(self, file: Path) -> bool:
        known = (resolved := file.resolve()) in self._single
        self._single.add(resolved)
        return known

    def _note(self, file: Path, found: Iterable[Fault]) -> None:
        self.documents.append(str(file))
        self.found += found


def _agreements_in(folder: Path, voice: Voice) -> list[Path]:
    """The agreement of a folder, or all those below it."""
    if (file := folder / AGREEMENT_FILE).is_file():
        return [file]
    below = sorted(folder.rglob(AGREEMENT_FILE))
    if not below:
        raise Refused(voice.said("no agreement below", folder=str(folder)))
    return below


def _kind_of(document: Document) -> str | None:
    match document.data:
        case {"document": str(kind)}:
            return KINDS.get(kind)
    return None


def _named_in(file: Path, reader: Reader) -> list[str]:
    """The files of an edition that is not sound: the agreement and what it names, as far as that can be read."""
    try:
        data = reader(file).data
    except InvalidDocument:
        return [str(file)]
    named = [data.get("services", "services.yaml"), data.get("vocabulary")] if isinstance(data, dict) else []
    beside = [
        file.parent / name for name in named if isinstance(name, str) and name.endswith((".yaml", ".yml"))
    ]
    return [str(file), *(str(one) for one in beside)]


def _mismatches(document: Document, kind: str) -> list[Fault]:
    return faults(document, schema_named(kind), clause_of=lambda _path: None)
