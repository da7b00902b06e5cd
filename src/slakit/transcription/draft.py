"""The folder of an edition, drafted from a text: agreement.yaml, services.yaml and the text itself."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from slakit.document import LARGEST_FILE
from slakit.errors import SlakitError
from slakit.loading import AGREEMENT_FILE
from slakit.messages import Language
from slakit.review.open_points import OpenPoint, open_points
from slakit.text import fold, persian_letters
from slakit.transcription.annex import Row, Table, table_of
from slakit.transcription.definitions import PARTIES, Term, terms_of
from slakit.transcription.passages import Passage, passages_of
from slakit.transcription.points import HEADERS, NOT_YET, said
from slakit.transcription.quantities import Quantity, amounts, days, plain
from slakit.transcription.sheet import Sheet, quoted
from slakit.transcription.terms import Found, term_of
from slakit.yaml_characters import NEVER_HELD
from slakit.yaml_reading import LONGEST_SCALAR

if TYPE_CHECKING:
    from slakit.calendars import Calendar

ANNEX_FILE: Final = "services.yaml"
LARGEST_TEXT: Final = 2**20
"""Bytes that a text may have: several hundred pages."""
_PERSIAN: Final = re.compile("[\u0600-\u06ff]")
_LATIN: Final = re.compile("[A-Za-z]")
_YEAR: Final = re.compile(r"(?<![0-9])(1[34][0-9]{2}|20[0-9]{2})(?![0-9])")
_CITES: Final = re.compile(r"\b(?:مصوب|قانون|آیین نامه)\b|\b(?:Act|Directive|Regulation) (?:of )?[0-9]{4}\b")
_AGREEMENT: Final = re.compile("توافق ?نامه|قرارداد|agreement", re.IGNORECASE)


class NoText(SlakitError):
    """There is nothing to draft from, or nothing that a document can hold.

    `reason` is "not-utf-8", "empty", "too-large", "long-paragraph" or "control-character"; the last two name the line.
    """

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason, line)
        self.reason = reason
        self.line = line


class NoEdition(SlakitError):
    """The text names no year that the edition could be called after, and none was given."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A drafted edition: its files by name, what is to be decided in them, and how many clauses and services it has."""

    files: Mapping[str, bytes]
    points: tuple[tuple[str, OpenPoint], ...]
    clauses: int
    services: int


def transcribed(content: bytes, agreement: str, edition: str | None, language: Language) -> Transcript:
    """Draft an edition of the agreement with this name from the bytes of its text; points are told in `language`.

    The text itself becomes a file of the draft, byte for byte. Raises `NoText` and `NoEdition`.
    """
    drafting = _Drafting(_decoded(content), agreement, edition, language)
    source = f"source.{drafting.language}.txt"
    files = {
        AGREEMENT_FILE: drafting.agreement_text(source, hashlib.sha256(content).hexdigest()),
        ANNEX_FILE: drafting.annex_text(),
    }
    if any(len(written.encode()) > LARGEST_FILE for written in files.values()):
        raise NoText("too-large")
    points = tuple((name, point) for name, written in files.items() for point in open_points(written))
    documents = {name: written.encode() for name, written in files.items()}
    return Transcript({**documents, source: content}, points, *drafting.counts())


def _decoded(content: bytes) -> str:
    """The text as lint reads it: a line end is one character. The end of a page lies between lines."""
    if len(content) > LARGEST_TEXT:
        raise NoText("too-large")
    try:
        text = content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise NoText("not-utf-8") from None
    if not any(character.isalnum() for character in text):
        raise NoText("empty")
    if found := NEVER_HELD.search(text.replace("\f", " ")):
        raise NoText("control-character", text.count("\n", 0, found.start()) + 1)
    return text


class _Drafting:
    def __init__(self, text: str, agreement: str, edition: str | None, told: Language) -> None:
        self._text = text
        self._agreement = agreement
        self._told = told
        persian = len(_PERSIAN.findall(text)) >= len(_LATIN.findall(text))
        self.language: Language = "fa" if persian else "en"
        self._calendar: Calendar = "jalali" if persian else "gregorian"
        found = passages_of(text)
        self._passages = found.before
        for start, end in [*((one.start, one.end) for one in found.before), *found.annex]:
            if end - start > LONGEST_SCALAR:
                raise NoText("long-paragraph", text.count("\n", 0, start) + 1)
        self._clauses = [one for one in found.before if one.kind == "clause"]
        self._table: Table = table_of(text, found.annex) if found.annex else Table((), ())
        self._terms = {one.id: self._terms_of(one) for one in self._clauses}
        self._folded = [(one.id, fold(self._said(one)).lower()) for one in self._clauses]
        self._first: dict[str, tuple[str, int]] = {}
        for clause, terms in self._terms.items():
            for position, term in enumerate(terms):
                if term.id:
                    self._first.setdefault(term.id, (clause, position))
        self._term = term_of(text, self._clauses)
        self._edition = edition or self._year()

    def counts(self) -> tuple[int, int]:
        return len(self._clauses), len(self._table.rows)

    def _said(self, passage: Passage) -> str:
        return self._text[passage.start : passage.end]

    def _terms_of(self, passage: Passage) -> tuple[Term, ...]:
        return terms_of(self._said(passage), of_definitions=passage.of_definitions, language=self.language)

    def _year(self) -> str:
        """The year that the edition is called after: of its title, or of its last day."""
        titles = (self._said(one) for one in self._passages if one.section == 0)
        named = next((found[1] for title in titles if (found := _YEAR.search(plain(title)))), None)
        last = self._term.last if self._term else None
        if named is None and (last is None or last.day is None):
            raise NoEdition
        return named or str(last.day.year if last and last.day else "")

    def _point(self, sheet: Sheet, depth: int, name: str, **values: str | int) -> None:
        sheet.point(depth, said(name, self._told, **values))

    # --- the agreement ---

    def agreement_text(self, source: str, digest: str) -> str:
        sheet = Sheet()
        sheet.remark(HEADERS[self._told].format(file=source))
        self._settings(sheet, source, digest)
        self._parties(sheet)
        self._write_term(sheet)
        sheet.gap()
        sheet.line(0, "clauses:")
        for passage in self._passages:
            self._passage(sheet, passage)
        for position, (start, end) in enumerate(self._table.heads):
            self._heading(sheet, "annex" if position == 0 else f"annex-{position}", self._text[start:end])
        return sheet.text()

    def _settings(self, sheet: Sheet, source: str, digest: str) -> None:
        sheet.line(0, "document: agreement/v1")
        sheet.line(0, f"agreement: {self._agreement}")
        sheet.line(0, f"edition: {quoted(self._edition)}")
        sheet.line(0, "title:")
        sheet.words(1, self.language, self._title())
        sheet.line(0, f"language: {self.language}")
        sheet.line(0, f"calendar: {self._calendar}")
        if self.language == "en":
            self._point(sheet, 0, "time-zone")
        sheet.line(0, f"time-zone: {'Asia/Tehran' if self.language == 'fa' else 'UTC'}")
        self._point(sheet, 0, "vocabulary")
        sheet.line(0, "vocabulary: e-government-portal/v1")
        sheet.line(0, f"services: {ANNEX_FILE}")
        sheet.line(0, "source:")
        sheet.line(1, f"file: {source}")
        sheet.line(1, f"sha256: {quoted(digest)}")
        sheet.gap()

    def _title(self) -> str:
        """The title: what stands before the first section and names an agreement at most length, or the first passage."""
        titles = [self._said(one) for one in self._passages if one.section == 0 and one.kind == "heading"]
        of_agreements = [title for title in titles if _AGREEMENT.search(fold(title))]
        return max(of_agreements or titles[:1] or [self._said(self._passages[0])], key=len)

    def _parties(self, sheet: Sheet) -> None:
        named = [
            (PARTIES[term.id], term, clause)
            for clause, terms in self._terms.items()
            for term in terms
            if term.id in PARTIES
        ]
        self._point(sheet, 0, "units" if named else "no-parties")
        sheet.line(0, "parties:" if named else "parties: []")
        told: set[str] = set()
        for party, term, clause in named:
            if party not in told:
                told.add(party)
                sheet.line(1, f"- party: {party}")
                sheet.line(2, f"role: {'provider' if party == 'provider' else 'recipient'}")
                sheet.line(2, "name:")
                sheet.words(3, self.language, persian_letters(term.means.rstrip(" .") or term.means))
                sheet.line(2, f"clause: {quoted(clause)}")
        sheet.gap()

    def _write_term(self, sheet: Sheet) -> None:
        found = self._term
        if found is None:
            self._point(sheet, 0, "no-term")
            sheet.line(0, "term: {}")
            return
        sheet.line(0, "term:")
        self._first_day(sheet, found)
        if found.last:
            self._day(sheet, found, "until")
        else:
            self._point(sheet, 1, "no-last-day")
        sheet.line(1, f"clause: {quoted(found.clause)}")

    def _first_day(self, sheet: Sheet, found: Found) -> None:
        if found.first:
            self._day(sheet, found, "from")
        elif found.inferred:
            words = said("inferred-first-day", self.language, clause=found.year_clause or "")
            self._point(sheet, 1, "inferred-first-day", clause=found.year_clause or "")
            sheet.line(1, "from:")
            sheet.line(2, f"inferred: {found.inferred}")
            sheet.line(2, "why:")
            sheet.words(3, self.language, words)
        else:
            self._point(sheet, 1, "no-first-day")

    def _day(self, sheet: Sheet, found: Found, key: str) -> None:
        quantity = found.first if key == "from" else found.last
        assert quantity is not None
        clause = next(one for one in self._clauses if one.id == found.clause)
        if quantity.is_doubtful:
            written = self._said(clause)[quantity.start : quantity.end]
            self._point(sheet, 1, "day-read", written=written, day=quantity.value)
        sheet.line(1, f"{key}: {quantity.value}")

    def _passage(self, sheet: Sheet, passage: Passage) -> None:
        text = self._said(passage)
        if passage.kind == "heading":
            self._heading(sheet, passage.id, text)
            return
        terms = self._terms[passage.id]
        if not terms:
            self._demand(sheet, text)
        if _CITES.search(fold(text)):
            self._point(sheet, 1, "cites")
        sheet.line(1, f"- clause: {quoted(passage.id)}")
        sheet.line(2, "text:")
        sheet.words(3, self.language, text)
        if not terms:
            sheet.line(2, "not-checkable:")
            sheet.line(3, f"{self.language}: {quoted(NOT_YET[self.language])}")
            return
        sheet.line(2, "defines:")
        for position, term in enumerate(terms):
            self._definition(sheet, passage, term, position)

    def _heading(self, sheet: Sheet, name: str, text: str) -> None:
        sheet.gap()
        sheet.line(1, f"- heading: {quoted(name) if name[0].isdigit() else name}")
        sheet.line(2, "text:")
        sheet.words(3, self.language, text)

    def _demand(self, sheet: Sheet, text: str) -> None:
        """Ask what a clause demands, with what can be counted in it."""
        named = [*days(text), *amounts(text)]
        if not named:
            self._point(sheet, 1, "demand")
            return
        written = (self._quantity(text[one.start : one.end], one) for one in named)
        comma = "، " if self._told == "fa" else ", "
        self._point(sheet, 1, "demand-naming", amounts=comma.join(written))

    def _quantity(self, written: str, found: Quantity) -> str:
        """What a clause names, and as an agreement writes it; in Persian English words would not keep their order."""
        return f"{written} ({found.value})" if found.day or self._told == "en" else written

    def _definition(self, sheet: Sheet, passage: Passage, term: Term, position: int) -> None:
        stopgap = "term-" + re.sub("[^0-9a-z]+", "-", passage.id) + (f"-{position + 1}" if position else "")
        taken = term.id if term.id and self._first[term.id] == (passage.id, position) else None
        word = fold(term.word).lower()
        used = [clause for clause, text in self._folded if clause != passage.id and word in text]
        if taken is None:
            self._point(sheet, 3, "term-id", id=stopgap)
        if not used:
            self._point(sheet, 3, "unused-term")
        sheet.line(3, f"- term: {taken or stopgap}")
        sheet.line(4, f"{self.language}: {quoted(term.word)}")
        sheet.line(4, "means:")
        sheet.words(5, self.language, persian_letters(term.means))
        if taken in PARTIES:
            sheet.line(4, f"party: {PARTIES[taken]}")
        if used:
            sheet.line(4, f"used-by: [{', '.join(map(quoted, used))}]")

    # --- the annex ---

    def annex_text(self) -> str:
        sheet, table = Sheet(), self._table
        sheet.line(0, "document: services/v1")
        sheet.line(0, f"agreement: {self._agreement}")
        sheet.line(0, f"edition: {quoted(self._edition)}")
        offices = [row.office for row in table.rows]
        same = {self._text[slice(*office)] if office else None for office in offices}
        shared = same.pop() if len(same) == 1 else None
        if shared:
            sheet.line(0, "office:")
            sheet.words(1, self.language, shared)
        sheet.gap()
        for start, end in table.rest:
            self._point(sheet, 0, "after-the-table", words=self._text[start:end])
        self._point(sheet, 0, "service-ids" if table.rows else "no-rows")
        sheet.line(0, "services:" if table.rows else "services: []")
        for row in table.rows:
            self._row(sheet, row, shared)
        return sheet.text()

    def _row(self, sheet: Sheet, row: Row, shared: str | None) -> None:
        if row.is_doubtful:
            self._point(sheet, 1, "row-unclear")
        sheet.line(1, f"- service: svc-{row.number:02}")
        sheet.line(2, f"row: {row.number}")
        if row.code:
            sheet.line(2, f"code: {quoted(row.code)}")
        sheet.line(2, "title:")
        sheet.words(3, self.language, self._text[slice(*row.title)])
        if row.office and not shared:
            sheet.line(2, "office:")
            sheet.words(3, self.language, self._text[slice(*row.office)])


def folder_names(folder: Path) -> tuple[str, str | None]:
    """The name of an agreement and the edition that a folder is for: `agreements/city/1400`, or `city` alone.

    >>> folder_names(Path("agreements/city/1400")), folder_names(Path("city"))
    (('city', '1400'), ('city', None))
    """
    if _YEAR.match(folder.name) and folder.parent.name:
        return folder.parent.name, folder.name
    return folder.name, None
