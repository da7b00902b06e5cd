"""`slakit validate`: every fault of every document, at once, and then what lint tells of each edition.

It reads documents and schemas only: no model is built, so that it is quick enough for a commit hook.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from slakit.cli.baselines import Compared, compared, read_baseline, write_baseline
from slakit.cli.collecting import seldom_collecting
from slakit.cli.exit_codes import Exit
from slakit.cli.outputs import Output, paired, write
from slakit.cli.times import day, today
from slakit.cli.wording import Refused, Said, Voice
from slakit.consistency import case_inconsistencies
from slakit.document import Document, Reader, read
from slakit.errors import Fault, InvalidDocument, Severity
from slakit.loading import AGREEMENT_FILE, documents_of
from slakit.reports.faults.listing import Listing, Waived, files_of, items_of, waived_of
from slakit.reports.faults.sources import Sources, relative
from slakit.schema import faults, schema_named

if TYPE_CHECKING:
    from slakit.calendars import Day
    from slakit.reports.faults.listing import Entry, Item
    from slakit.review.lint.waivers import Waiver

KINDS: Final = {
    f"{name}/v1": name
    for name in ("agreement", "services", "vocabulary", "calendar", "cases", "mapping", "signature")
}
"""What stands behind `document:`, and the schema that it asks for."""
MOST_STALE_NAMED: Final = 20
"""Entries of a baseline that are named one by one where they no longer occur."""


Documents = tuple[Document, Document, Document]
"""The agreement, the annex and the vocabulary of an edition."""


class Asked(Protocol):
    """What the command was called with."""

    paths: list[str]
    outputs: list[Output] | None
    lint: bool
    fail_level: Severity
    on: str | None
    cases: bool
    baseline: str | None
    write_baseline: str | None


def run(asked: Asked, voice: Voice) -> Exit:
    """Write all faults; 1 if there is one of the level asked for, 2 if a path that was named cannot be read."""
    pairs = paired(asked.outputs, voice)
    entries = read_baseline(asked.baseline, voice)
    on = day(asked.on, "--on", voice) if asked.on else None
    sources = Sources()
    examination = Examination(with_cases=asked.cases, with_lint=asked.lint, on=on, reader=sources.read)
    with seldom_collecting():
        _examine(examination, asked.paths, voice)
    items = items_of(examination.found, sources, voice.language, least=asked.fail_level)
    remembered = {entry.fingerprint for entry in entries or ()}
    waived = waived_of(examination.waived, items, remembered, sources, voice.language)
    documents = tuple({relative(name): name for name in reversed(examination.documents)}.values())[::-1]
    found = compared(items, entries, waived, _Seen(examination, documents, items))
    listing = Listing(
        command="validate",
        language=voice.language,
        items=found.new,
        documents=documents,
        known=found.known,
        stale=found.stale,
        waived=waived,
        sound=tuple((name, "valid") for name in map(relative, documents) if name not in files_of(items)),
        summary=(_summary(documents, found, waived, voice),),
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


def _examine(examination: "Examination", paths: Iterable[str], voice: Voice) -> None:
    """Look at what is at the paths; those with nothing to read are told at once."""
    for path in paths:
        try:
            examination.examine(Path(path), voice)
        except Refused as refused:
            voice.remark(refused.problem, refused.cure)
            examination.all_read = False
        except InvalidDocument as error:
            voice.tell(error.faults)
            examination.all_read = False


def _summary(documents: tuple[str, ...], found: Compared, waived: tuple[Waived, ...], voice: Voice) -> str:
    """How much was looked at and found; what a baseline knows or a waiver sets aside is only counted here."""
    counts = Counter(item.severity for item in found.new)
    errors = counts["error"]
    parts = [
        voice.counted("document", len(documents)),
        voice.counted("fault", errors) if errors else voice.said("no faults"),
    ]
    for thing, count in (
        ("warning", counts["warning"]),
        ("advice", counts["advice"]),
        ("waived", len(waived)),
    ):
        parts += [voice.counted(thing, count)] if count else []
    told = Said(voice.said("comma").join(parts))
    return voice.said("known", told=told, count=voice.count(len(found.known))) if found.known else told


def _tell_stale(found: Compared, baseline: str | None, voice: Voice) -> None:
    """The entries of the baseline that no longer occur, and how they are taken out."""
    if not found.stale:
        return
    named = voice.listed(
        f"{entry.file}: {'/'.join((entry.rule, *entry.path))}" for entry in found.stale[:MOST_STALE_NAMED]
    )
    rest = len(found.stale) - MOST_STALE_NAMED
    listed = voice.said("and more", listed=named, count=voice.count(rest)) if rest > 0 else named
    voice.remark(voice.said("stale", entries=listed), voice.said("drop stale", file=baseline or ""))


class _Seen:
    """Whether the place of an entry was looked at by what tells such faults; lint may have been left out."""

    def __init__(
        self, examination: "Examination", documents: Iterable[str], items: tuple["Item", ...]
    ) -> None:
        self.files = {*map(relative, documents), *files_of(items)}
        self.linted = set(map(relative, examination.linted))

    def __call__(self, entry: "Entry") -> bool:
        from slakit.review.lint import LINT_RULES  # `--no-lint` does not pay for the rules

        return entry.file in (self.linted if entry.rule in LINT_RULES else self.files)


class Examination:
    """The documents that were looked at, once each, and what is wrong with them.

    `reader` reads them: from their files, or, in an editor, from what is not saved yet.
    Waivers are judged `on` a day; without one, on that of the clock in the time zone of each agreement, or on the last
    day of a term that has ended.
    `linted` are the files that lint has read.
    """

    def __init__(
        self,
        *,
        with_cases: bool = False,
        with_lint: bool = True,
        on: "Day | None" = None,
        reader: Reader = read,
    ) -> None:
        self.with_cases = with_cases
        self.with_lint = with_lint
        self.on = on
        self.reader = reader
        self.documents: list[str] = []
        self.found: list[Fault] = []
        self.waived: list[tuple[Fault, Waiver]] = []
        self.remarks: list[Said] = []
        self.linted: list[str] = []
        self.all_read = True
        self._editions: dict[Path, Documents | None] = {}
        self._case_files: dict[Path, Document] = {}
        self._reviewed: set[Path] = set()
        self._single: set[Path] = set()

    def examine(self, path: Path, voice: Voice) -> None:
        """Look at a folder, or at one document.

        Raises `InvalidDocument` or `Refused` if there is nothing to read at this path.
        """
        if path.is_dir():
            files = _agreements_in(path, voice)
            for file in files:
                self._whole_edition(file)
            if len(files) > 1:
                self._succession(files)
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
            case "mapping" if (kept_with := file.parent.parent / AGREEMENT_FILE).is_file():
                self._mapping(file, self._edition(kept_with))
            case str(kind):
                self._alone(document, kind)
            case None:
                by_hand = (kind for kind, name in KINDS.items() if name != "signature")
                lines = voice.listed(f"document: {kind}" for kind in by_hand)
                raise Refused(
                    voice.said("unknown document", file=str(file)), voice.said("say document", allowed=lines)
                )

    def _whole_edition(self, file: Path) -> None:
        """An edition and its mappings, with all its case files where they are asked for; `slakit test` reads them anyway."""
        documents = self._edition(file)
        for mapping in sorted((file.parent / "mappings").glob("*.yaml")):
            self._mapping(mapping, documents)
        files = sorted((file.parent / "cases").glob("*.yaml")) if self.with_cases else []
        for cases in files:
            self._cases(cases, file)
        if documents and self.with_lint and file.resolve() not in self._reviewed:
            self._reviewed.add(file.resolve())
            known = (self._case_files.get(cases.resolve()) for cases in files)
            self._lint(documents, tuple(cases for cases in known if cases))

    def _succession(self, files: Iterable[Path]) -> None:
        """The gaps and overlaps between the editions of one agreement that lie in one folder."""
        from slakit.consistency.succession import faults_of_succession

        agreements = (documents[0] for file in files if (documents := self._edition(file)))
        self.found += (fault for fault in faults_of_succession(agreements) if fault not in self.found)

    def _lint(self, documents: Documents, cases: tuple[Document, ...]) -> None:
        from slakit.review.lint import day_of_review, edition_documents, reviewed

        on = self.on or day_of_review(documents[0], today(documents[0]))
        edition = edition_documents(*documents, cases)
        decision = reviewed(edition, on)
        self.found += decision.told
        self.waived += decision.waived
        self.linted += edition.files

    def _lint_letters(self, named: list[str], found: list[Fault]) -> None:
        """What can be linted of an edition that does not fit its schemas: the agreement first, if it can be read."""
        from slakit.review.lint import day_of_review, letters

        documents: list[Document] = []
        for name in named:
            try:
                documents.append(self.reader(Path(name)))
            except InvalidDocument:
                if not documents:
                    return
        self.found += letters(
            tuple(documents), found, lambda agreement: self.on or day_of_review(agreement, today(agreement))
        )

    def _edition(self, file: Path) -> Documents | None:
        """The documents of an edition, if each fits its schema; its faults are noted the first time."""
        if (resolved := file.resolve()) not in self._editions:
            self._editions[resolved] = self._first_look(file)
        return self._editions[resolved]

    def _first_look(self, file: Path) -> Documents | None:
        documents, calendars, found = documents_of(file, reader=self.reader)
        self.found += found
        if documents is None:
            named = _named_in(file, self.reader)
            self.documents += (name for name in named if name == str(file) or Path(name).exists())
            if self.with_lint:
                self._lint_letters(named, found)
            return None
        of_calendars = (one for named in calendars for one in (named.document, *named.others))
        every = dict.fromkeys(document.name for document in (*documents, *of_calendars))
        self.documents += (name for name in every if Path(name).exists())
        return documents

    def _cases(self, file: Path, agreement: Path, voice: Voice | None = None) -> None:
        document = self._first_read(file)
        if document is None:
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

    def _mapping(self, file: Path, edition: Documents | None) -> None:
        """A mapping that is kept with an edition, and speaks its vocabulary."""
        from slakit.sources.mappings import faults_of

        document = self._first_read(file)
        if document is None:
            return
        vocabulary = edition[2] if edition else None
        self._note(file, faults_of(document, vocabulary, reader=self.reader))

    def _alone(self, document: Document, kind: str) -> None:
        """An annex, a vocabulary, a calendar or a mapping that is looked at by itself."""
        from slakit.consistency.calendars import faults_of_calendar
        from slakit.consistency.telling import in_file_order
        from slakit.consistency.vocabularies import faults_of_vocabulary

        if self._is_known(Path(document.name)):
            return
        found = [] if kind == "mapping" else _mismatches(document, kind)
        if kind == "vocabulary" and not found:
            found = list(faults_of_vocabulary(document))
        if kind == "mapping":
            from slakit.sources.mappings import faults_of

            found = faults_of(document, reader=self.reader)
        if kind == "calendar" and not found:
            found = in_file_order((document,), faults_of_calendar(document))
        self._note(Path(document.name), found)

    def _first_read(self, file: Path) -> Document | None:
        """A document that was not looked at yet, if it can be read; else its faults are noted."""
        if self._is_known(file):
            return None
        try:
            return self.reader(file)
        except InvalidDocument as error:
            self._note(file, error.faults)
            return None

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
