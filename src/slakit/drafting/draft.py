"""The folder of the next edition, as it would be written: documents, cases and a changelog, with its open points."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from slakit.calendars import Day, parse_day
from slakit.consistency.plain import entries, group
from slakit.document import Document, parse, read, reading_instead
from slakit.drafting.agreements import (
    Renewal,
    agreement_edits,
    agreement_points,
    annex_edits,
    annex_points,
    without_source,
)
from slakit.drafting.cases import case_edits, case_points
from slakit.drafting.changelog import ToDecide, begun
from slakit.drafting.points import WORDS, Point, comments, line_above, shown
from slakit.drafting.terms import Terms, next_terms
from slakit.errors import Fault, InvalidDocument
from slakit.loading import AGREEMENT_FILE, Edition, load
from slakit.messages import Language
from slakit.review.edits import Edit, applied
from slakit.review.open_points import OpenPoint, open_points
from slakit.testing import CaseResult, case_files, read_cases, run_case

CHANGELOG = "CHANGELOG.md"
_DRAFTED = "# drafted: "
_HEADINGS: Mapping[Language, str] = {
    "en": "edition {new}, from edition {old} by `slakit renew`; nobody has signed it",
    "fa": "ویرایش {new}، از روی ویرایش {old} با slakit renew؛ کسی آن را امضا نکرده است",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """An edition that is not written yet: its files by their name in the folder, and what is to be decided in them.

    `faults` is what keeps the draft from being judged, so that none of its cases was run; mostly there are none.
    """

    folder: Path
    renewal: Renewal
    files: Mapping[str, str]
    points: tuple[tuple[str, OpenPoint], ...]
    cases: int
    faults: tuple[Fault, ...] = ()

    def agreement(self) -> Document:
        """The agreement of the draft, under the name that its file will have."""
        return parse(self.files[AGREEMENT_FILE].encode("utf-8"), str(self.folder / AGREEMENT_FILE))


def drafted(
    edition: Edition, new: str, language: Language, first: Day | None = None, last: Day | None = None
) -> Draft:
    """Draft the edition called `new` from one that is sound.

    What changes of itself is changed by edits of the text, so that every other byte and comment stays. Raises
    `slakit.drafting.terms.NoNextTerm` if there is no telling when the new term begins and ends.
    """
    data = group(edition.agreement_document.data)
    term = group(data["term"])
    begins = group(term["from"]).get("inferred", term["from"])
    old = str(data["edition"])
    calendar = edition.agreement.calendar
    spans = parse_day(str(begins)), parse_day(str(term["until"]))
    terms = next_terms(spans, calendar, (old, new), first, last)
    return _Drafting(edition, Renewal(old, new, terms), language).draft()


@dataclass(slots=True)
class _Drafting:
    edition: Edition
    renewal: Renewal
    language: Language
    _files: dict[str, str] = field(default_factory=dict)
    _to_decide: list[ToDecide] = field(default_factory=list)

    def draft(self) -> Draft:
        folder = self.edition.folder.parent / self.renewal.new
        self._write_documents()
        for file in case_files(self.edition.folder):
            self._files[f"cases/{file.name}"] = _changed(read(file), case_edits(read(file), self.renewal))
        results, faults = self._run(folder)
        for name, of_file in results.items():
            document = parse(self._files[name].encode(), name)
            self._write(name, document, (), case_points(document, self.renewal, of_file, self.language))
        cases = sum(
            len(list(entries(parse(text.encode(), name).data, "cases")))
            for name, text in self._files.items() if name.startswith("cases/")
        )  # fmt: skip
        title = self.edition.agreement.title
        named = title.get(self.language) or next(iter(title.values()))
        self._files[CHANGELOG] = begun(named.strip(), self.renewal, cases, self._to_decide, self.language)
        points = tuple(
            (name, point) for name, text in self._files.items() if name != CHANGELOG for point in open_points(text)
        )  # fmt: skip
        return Draft(folder, self.renewal, dict(self._files), points, cases, tuple(faults))

    # --- documents ---

    def _write_documents(self) -> None:
        edition, renewal = self.edition, self.renewal
        agreement = edition.agreement_document
        words = WORDS["signed-text"][self.language]
        source = [*without_source(agreement, words)]
        if source:
            self._to_decide.append(ToDecide(AGREEMENT_FILE, "source", words))
        points = [*agreement_points(agreement, renewal), *_calendar_points(edition, renewal.terms)]
        edits = [*agreement_edits(agreement, renewal), *source, self._heading()]
        self._write(AGREEMENT_FILE, agreement, edits, points)
        annex = edition.annex_document
        self._write(self._name(annex), annex, annex_edits(annex, renewal), annex_points(annex, renewal))
        calendars = (one for named in edition.calendars for one in (named.document, *named.others))
        for document in (edition.vocabulary_document, *calendars):
            if self._is_beside(document):
                self._files[self._name(document)] = document.text

    def _heading(self) -> Edit:
        """The line that says what the draft is; that of the old edition gives way to it."""
        document = self.edition.agreement_document
        at = line_above(document, ("document",))
        start = document.text.rfind("\n", 0, at - 1) + 1 if at else 0
        start = start if document.text.startswith(_DRAFTED, start) else at
        said = _HEADINGS[self.language].format(new=self.renewal.new, old=self.renewal.old)
        return Edit(start, at, f"{_DRAFTED}{said}\n")

    def _write(self, name: str, document: Document, edits: Iterable[Edit], points: Iterable[Point]) -> None:
        decided = list(points)
        self._note(name, document, decided)
        self._files[name] = _changed(document, [*edits, *comments(document, decided, self.language)])

    def _note(self, name: str, document: Document, points: Iterable[Point]) -> None:
        self._to_decide += (
            ToDecide(name, shown(document, point.path), point.said(self.language)) for point in points
        )

    def _is_beside(self, document: Document) -> bool:
        return Path(document.name).exists() and ".." not in Path(self._name(document)).parts

    def _name(self, document: Document) -> str:
        """The name of a document as seen from the folder of the edition."""
        return Path(os.path.relpath(document.name, self.edition.folder)).as_posix()

    # --- cases ---

    def _run(self, folder: Path) -> tuple[dict[str, list[CaseResult]], list[Fault]]:
        """Every case of the draft judged by the draft, by file; or why it cannot be."""
        contents = {os.path.realpath(folder / name): text.encode() for name, text in self._files.items()}
        results: dict[str, list[CaseResult]] = {}
        faults: list[Fault] = []
        with reading_instead(contents):
            try:
                edition = load(folder / AGREEMENT_FILE)
            except InvalidDocument as error:
                return {}, list(error.faults)
            for name in self._files:
                if not name.startswith("cases/"):
                    continue
                try:
                    written = read_cases(folder / name, edition)
                except InvalidDocument as error:
                    faults += error.faults
                    continue
                results[name] = [run_case(case, edition, given=written.given) for case in written.cases]
        return results, faults


def _changed(document: Document, edits: Iterable[Edit]) -> str:
    return applied(document.text, edits)


def _calendar_points(edition: Edition, terms: Terms) -> Iterator[Point]:
    """The calendars of the agreement that do not know every day of the new term."""
    for named in edition.calendars:
        for document in (named.document, *named.others):
            data = group(document.data)
            first, last = parse_day(str(data["from"])), parse_day(str(data["until"]))
            if first.ordinal > terms.first.ordinal or last.ordinal < terms.last.ordinal:
                said = {"name": str(data["calendar"]), "from": str(first), "until": str(last)}
                said |= {"first": str(terms.first), "last": str(terms.last)}
                yield Point("calendar-ends", ("calendars", named.name), said)
