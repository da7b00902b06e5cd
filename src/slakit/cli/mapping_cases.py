"""The cases of a mapping, run by `slakit test MAPPING`, or with those of the edition that keeps the mapping."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from slakit.cli.exit_codes import Exit
from slakit.cli.outputs import paired, summarize
from slakit.cli.results import results
from slakit.cli.shown_cases import as_suites, as_text, listing, summary
from slakit.cli.wording import Refused, Said, Voice
from slakit.errors import Fault, InvalidDocument
from slakit.text import fold, isolate

if TYPE_CHECKING:
    from slakit.cli.test import Asked
    from slakit.document import Document
    from slakit.loading import Edition
    from slakit.mapping_document import MappingCase
    from slakit.source import Place
    from slakit.sources.cases import RowResult


def is_mapping(path: str) -> bool:
    """Whether a path names a mapping and no agreement."""
    from slakit.document import read

    if not Path(path).is_file():
        return False
    try:
        data = read(Path(path)).data
    except InvalidDocument:
        return False  # whoever reads it as an agreement tells what is wrong with it
    return isinstance(data, dict) and data.get("document") == "mapping/v1"


@dataclass(frozen=True, slots=True)
class RowCase:
    """A case of a mapping that was run, and where it stands."""

    place: "Place"
    result: "RowResult"

    @property
    def name(self) -> str:
        """What the case is called by."""
        return self.result.case.case

    @property
    def holds(self) -> bool:
        """Whether the row became just what was expected."""
        return not self.result.differences

    def told(self, voice: Voice) -> Iterator[str]:
        """How the case fails: which one, then what was expected and what was found."""
        case = self.result.case
        title = case.title.get(voice.language) or next(iter(case.title.values()))
        in_words = Said(isolate(title) if voice.language == "fa" else title)
        yield voice.said("case fails", case=case.case, title=in_words)
        for difference in self.result.differences:
            for name, text in (("row expected", difference.expected), ("row found", difference.found)):
                yield voice.said(name, event=text) if text else voice.said(f"{name} nothing")

    def document(self) -> dict[str, object]:
        """The case as JSON."""
        return {
            "file": self.place.file,
            "line": self.place.line,
            "case": self.result.case.case,
            "title": dict(self.result.case.title),
            "holds": self.holds,
            "differences": [
                {"expected": one.expected, "found": one.found} for one in self.result.differences
            ],
        }


def mapping_files(folder: Path) -> list[Path]:
    """The mappings that are kept with an edition, in order."""
    return sorted((folder / "mappings").glob("*.yaml"))


def run_of_edition(edition: "Edition", word: str | None) -> list[RowCase]:
    """Every case of the mappings that are kept with an edition; raises `InvalidDocument` with the faults of all."""
    ran: list[RowCase] = []
    faults: list[Fault] = []
    for file in mapping_files(edition.folder):
        try:
            ran += _ran(file, word, edition.vocabulary_document)
        except InvalidDocument as error:
            faults += error.faults
    if faults:
        raise InvalidDocument(faults)
    return ran


def run(asked: "Asked", voice: Voice) -> Exit:
    """Run and write; 1 if a case does not hold."""
    pairs = paired(asked.outputs, voice)
    ran = _ran(Path(asked.agreement), None)
    if not ran:
        raise Refused(voice.said("no cases", agreement=asked.agreement), voice.said("add row cases"))
    ran = [one for one in ran if asked.word is None or _has_word(one.result.case, asked.word)]
    if not ran:
        raise Refused(voice.said("no case selected", word=asked.word or ""))
    for form, file in pairs:
        with results(file, voice) as stream:
            for line in _lines(form, ran, voice):
                stream.write(line + "\n")
        if form == "github":
            summarize(listing(ran, voice), voice)
    return Exit.NOTHING_FOUND if all(one.holds for one in ran) else Exit.FINDINGS


def _ran(file: Path, word: str | None, vocabulary: "Document | None" = None) -> list[RowCase]:
    from slakit.document import read
    from slakit.sources.cases import run_cases
    from slakit.sources.mappings import read_mapping

    mapping, own = read_mapping(file, vocabulary)
    document = read(file)
    return [
        RowCase(document.place_of(("cases", number, "case")), result)
        for number, result in enumerate(run_cases(mapping, own))
        if word is None or _has_word(result.case, word)
    ]


def _has_word(case: "MappingCase", word: str) -> bool:
    wanted = fold(word).casefold()
    return any(wanted in fold(text).casefold() for text in (case.case, *case.title.values()))


def _lines(form: str, ran: Sequence[RowCase], voice: Voice) -> Iterator[str]:
    match form:
        case "json":
            return _json(ran)
        case "github":
            from slakit.reports.faults.github import lines

            return lines(listing(ran, voice))
        case "junit":
            from slakit.reports.junit import report

            return report("slakit test", as_suites(ran, voice).items())
        case _:
            return _text(ran, voice)


def _text(ran: Sequence[RowCase], voice: Voice) -> Iterator[str]:
    for one in ran:
        if not one.holds:
            yield from as_text(one, voice)
    yield summary(ran, voice)


def _json(ran: Sequence[RowCase]) -> Iterator[str]:
    yield json.dumps({"cases": [one.document() for one in ran]}, ensure_ascii=False, indent=2)
