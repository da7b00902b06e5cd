"""`slakit validate`: every fault of every document, at once, and then what lint tells of each edition.

It reads documents and schemas only: no model is built, so that it is quick enough for a commit hook.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol

from slakit.cli.exit_codes import Exit
from slakit.cli.results import results
from slakit.cli.times import day, today
from slakit.cli.wording import Refused, Said, Voice
from slakit.consistency import case_inconsistencies
from slakit.document import Document, read
from slakit.errors import Fault, InvalidDocument, Severity
from slakit.loading import AGREEMENT_FILE, documents_of
from slakit.messages import help_for, message, render
from slakit.review.lint import edition_documents, reviewed
from slakit.schema import faults, schema_named
from slakit.text import strip_isolates

if TYPE_CHECKING:
    from slakit.calendars import Day
    from slakit.messages import Language
    from slakit.review.lint.waivers import Waiver

KINDS: Final = {f"{name}/v1": name for name in ("agreement", "services", "vocabulary", "cases")}
"""What stands behind `document:`, and the schema that it asks for."""
LEVELS: Final[tuple[Severity, ...]] = ("error", "warning", "advice")
"""From the gravest; each level counts those before it too."""
_LANGUAGES: Final[tuple["Language", ...]] = ("fa", "en")


Documents = tuple[Document, Document, Document]
"""The agreement, the annex and the vocabulary of an edition."""


class Asked(Protocol):
    """What the command was called with."""

    paths: list[str]
    format: Literal["text", "json"]
    lint: bool
    fail_level: Severity
    on: str | None
    cases: bool
    output: str | None


def run(asked: Asked, voice: Voice) -> Exit:
    """Write all faults; 1 if there is one of the level asked for, 2 if a path that was named cannot be read."""
    on = day(asked.on, "--on", voice) if asked.on else None
    examination = Examination(with_cases=asked.cases, with_lint=asked.lint, on=on)
    for path in asked.paths:
        try:
            examination.examine(Path(path), voice)
        except Refused as refused:
            voice.remark(refused.problem, refused.cure)
            examination.all_read = False
        except InvalidDocument as error:
            voice.tell(error.faults)
            examination.all_read = False
    with results(asked.output, voice) as stream:
        for line in _json(examination) if asked.format == "json" else _text(examination, voice):
            stream.write(line + "\n")
    for remark in examination.remarks:
        voice.remark(remark)
    if not examination.all_read:
        return Exit.WRONG_INPUT
    counted = LEVELS[: LEVELS.index(asked.fail_level) + 1]
    is_any = any(fault.severity in counted for fault in examination.found)
    return Exit.FINDINGS if is_any else Exit.NOTHING_FOUND


@dataclass(slots=True)
class Examination:
    """The documents that were looked at, once each, and what is wrong with them.

    Waivers are judged `on` a day; without one, on that of the clock in the time zone of each agreement.
    """

    with_cases: bool = False
    with_lint: bool = True
    on: "Day | None" = None
    documents: list[str] = field(default_factory=list)
    found: list[Fault] = field(default_factory=list)
    waived: list[tuple[Fault, "Waiver"]] = field(default_factory=list)
    remarks: list[Said] = field(default_factory=list)
    all_read: bool = True
    _editions: dict[Path, Documents | None] = field(default_factory=dict)
    _case_files: dict[Path, Document] = field(default_factory=dict)
    _linted: set[Path] = field(default_factory=set)
    _single: set[Path] = field(default_factory=set)

    def count(self, severity: Severity) -> int:
        """How many faults have a severity."""
        return sum(fault.severity == severity for fault in self.found)

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
            document = read(file)
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
        documents = self._edition(file)
        files = sorted((file.parent / "cases").glob("*.yaml")) if self.with_cases else []
        for cases in files:
            self._cases(cases, file)
        if documents and self.with_lint and file.resolve() not in self._linted:
            self._linted.add(file.resolve())
            known = (self._case_files.get(cases.resolve()) for cases in files)
            self._lint(documents, tuple(cases for cases in known if cases))

    def _lint(self, documents: Documents, cases: tuple[Document, ...]) -> None:
        on = self.on or today(documents[0])
        decision = reviewed(edition_documents(*documents, cases), on)
        self.found += decision.told
        self.waived += decision.waived

    def _edition(self, file: Path) -> Documents | None:
        """The documents of an edition, if each fits its schema; its faults are noted the first time."""
        if (resolved := file.resolve()) not in self._editions:
            self._editions[resolved] = self._first_look(file)
        return self._editions[resolved]

    def _first_look(self, file: Path) -> Documents | None:
        documents, found = documents_of(file)
        self.found += found
        if documents is None:
            self.documents += _named_in(file)
        else:
            self.documents += (document.name for document in documents if Path(document.name).exists())
        return documents

    def _cases(self, file: Path, agreement: Path, voice: Voice | None = None) -> None:
        if self._is_known(file):
            return
        try:
            document = read(file)
        except InvalidDocument as error:
            self._note(file, error.faults)
            return
        if not agreement.is_file() and voice:
            self.remarks.append(voice.said("case without agreement", file=str(file), expected=str(agreement)))
        documents = self._edition(agreement) if agreement.is_file() else None
        found = _mismatches(document, "cases")
        if not found:
            self._case_files[file.resolve()] = document
        if documents and not found and not self._is_faulty(documents):
            found = case_inconsistencies(document, *documents)
        self._note(file, found)

    def _is_faulty(self, documents: Documents) -> bool:
        """Whether an edition has errors itself: then no case can be held against it."""
        names = {document.name for document in documents}
        return any(
            fault.severity == "error" and fault.place is not None and fault.place.file in names
            for fault in self.found
        )

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


def _named_in(file: Path) -> list[str]:
    """The files of an edition that is not sound: the agreement and what it names, as far as that can be read."""
    try:
        data = read(file).data
    except InvalidDocument:
        return [str(file)]
    named = [data.get("services", "services.yaml"), data.get("vocabulary")] if isinstance(data, dict) else []
    beside = [
        file.parent / name for name in named if isinstance(name, str) and name.endswith((".yaml", ".yml"))
    ]
    return [str(file), *(str(one) for one in beside)]


def _mismatches(document: Document, kind: str) -> list[Fault]:
    return faults(document, schema_named(kind), clause_of=lambda _path: None)


# --- how it is written --------------------------------------------------------------------------------------


def _text(examination: Examination, voice: Voice) -> Iterator[str]:
    for fault in examination.found:
        yield render(fault, voice.language)
    errors = examination.count("error")
    parts = [
        voice.counted("document", len(examination.documents)),
        voice.counted("fault", errors) if errors else voice.said("no faults"),
    ]
    for thing, count in (
        ("warning", examination.count("warning")),
        ("advice", examination.count("advice")),
        ("waived", len(examination.waived)),
    ):
        parts += [voice.counted(thing, count)] if count else []
    yield voice.said("comma").join(parts)


def _json(examination: Examination) -> Iterator[str]:
    document = {
        "documents": examination.documents,
        "faults": [fault_document(fault) for fault in examination.found],
        "waived": [
            {**fault_document(fault), "approved-by": waiver.approved_by, "until": str(waiver.until)}
            for fault, waiver in examination.waived
        ],
    }
    yield json.dumps(document, ensure_ascii=False, indent=2)


def fault_document(fault: Fault) -> Mapping[str, object]:
    """A fault as JSON: its rule, its place with the end exclusive, its raw values, and its words in each language."""
    place = fault.place
    helps = {language: help_for(fault, language) for language in _LANGUAGES}
    return {
        "rule": fault.rule,
        "severity": fault.severity,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "end-line": place.end_line if place else None,
        "end-column": place.end_column if place else None,
        "clause": fault.clause,
        "arguments": dict(fault.arguments),
        "message": {language: strip_isolates(message(fault, language)) for language in _LANGUAGES},
        "help": {language: strip_isolates(told) for language, told in helps.items() if told},
    }
