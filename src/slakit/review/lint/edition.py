"""The documents of an edition as lint reads them: plain data with places, and the signed text beside them."""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path as FilePath

from slakit.consistency.declared import Spoken, spoken
from slakit.consistency.plain import Group, entries, group
from slakit.consistency.telling import Telling
from slakit.document import Document, Path
from slakit.errors import Argument, Fault
from slakit.frozen import Frozen
from slakit.source import Place, Source
from slakit.text import fold

_NORM = re.compile(rb"""norm: *["']?([a-z][a-z0-9-]*)""")
BINDING = ("obliges", "forbids", "permits", "empowers")


class EditionDocuments(Frozen):
    """An edition whose documents pass their schemas; `signed` is the file of the signed text, where one is named.

    No model is built. An editor may give documents and text that were never saved. Where the case files were not read
    as documents, `expected` holds the names after `norm:` in them, or nothing if there is no case file.
    """

    agreement: Document
    annex: Document
    vocabulary: Document
    cases: tuple[Document, ...] = ()
    signed: Source | None = None
    expected: frozenset[str] | None = None

    @cached_property
    def told(self) -> Telling:
        """Says what is wrong in the agreement."""
        return Telling(self.agreement)

    @cached_property
    def data(self) -> Group:
        """The agreement as plain data."""
        return group(self.agreement.data)

    @cached_property
    def clauses(self) -> tuple[tuple[Path, Group], ...]:
        """Every clause and heading with its path, in the order of the text."""
        return tuple(entries(self.data, "clauses"))

    @cached_property
    def norms(self) -> tuple[tuple[Path, Group], ...]:
        """Every norm with its path."""
        return tuple(
            ((*path, *at), norm) for path, clause in self.clauses for at, norm in entries(clause, "norms")
        )

    @cached_property
    def definitions(self) -> tuple[tuple[Path, Group], ...]:
        """Every definition with its path."""
        return tuple(
            ((*path, *at), defined)
            for path, clause in self.clauses
            for at, defined in entries(clause, "defines")
        )

    def words_of(self, definition: Group) -> dict[str, tuple[Path, str]]:
        """The word of a definition in each language, and where it stands within the definition."""
        held: dict[str, tuple[Path, object]] = {
            language: ((language,), definition.get(language)) for language in ("fa", "en")
        }
        held |= {
            language: (("word", language), word) for language, word in group(definition.get("word")).items()
        }
        return {language: (path, word) for language, (path, word) in held.items() if isinstance(word, str)}

    @cached_property
    def services(self) -> tuple[tuple[Path, Group], ...]:
        """Every row of the annex with its path there."""
        return tuple(entries(self.annex.data, "services"))

    @cached_property
    def titles(self) -> tuple[tuple[Path, str, str, str], ...]:
        """Each title of the annex in the authoritative language: its path, the service, the title and its folded form."""
        return tuple(
            ((*path, "title", self.language), str(service.get("service")), title, fold(title))
            for path, service in self.services
            if isinstance(title := group(service.get("title")).get(self.language), str)
        )

    @cached_property
    def words(self) -> Spoken:
        """What the vocabulary declares."""
        return spoken(self.vocabulary)

    @property
    def language(self) -> str:
        """The authoritative language."""
        return str(self.data.get("language"))

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every document, in the order in which faults are told."""
        return (self.agreement, self.annex, self.vocabulary, *self.cases)

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the documents and of the signed text."""
        names = tuple(document.name for document in self.documents)
        return (*names, self.signed.file) if self.signed else names

    @cached_property
    def folded(self) -> tuple[dict[str, str], ...]:
        """For each clause its text in each language, folded for comparison (`slakit.text.fold`)."""
        return tuple(
            {language: fold(str(text)) for language, text in group(clause.get("text")).items()}
            for _, clause in self.clauses
        )


def edition_documents(
    agreement: Document, annex: Document, vocabulary: Document, cases: tuple[Document, ...] = ()
) -> EditionDocuments:
    """The documents with the signed text that lies beside the agreement.

    A file that cannot be read is left out: `slakit.consistency` tells of it. Without documents of cases, the files in
    the folder `cases` are only searched for the norms that they name, which takes a fiftieth of the time.
    """
    file = group(group(agreement.data).get("source")).get("file")
    signed = _signed(FilePath(agreement.name).parent / file) if isinstance(file, str) else None
    expected = None if cases else _expected(FilePath(agreement.name).parent / "cases")
    return EditionDocuments(agreement, annex, vocabulary, cases, signed, expected)


def _expected(folder: FilePath) -> frozenset[str] | None:
    """The norms that case files name, outside comments; nothing if there is no case file that can be read."""
    texts = []
    for file in folder.glob("*.yaml"):
        with suppress(OSError):
            texts.append(file.read_bytes())
    named = {found[1] for text in texts for found in _NORM.finditer(text) if _is_key(text, found.start())}
    return frozenset(name.decode() for name in named) if texts else None


def _is_key(text: bytes, at: int) -> bool:
    """Whether a key may begin at a place: nothing of a longer word before it, and the line is no comment."""
    before = text[text.rfind(b"\n", 0, at) + 1 : at]
    return before[-1:] in (b"{", b" ") and not before.lstrip(b" ").startswith(b"#")


def _signed(file: FilePath) -> Source | None:
    """The signed text; a line end is one character, as a document reads it."""
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return Source(str(file), text.replace("\r\n", "\n"))


def sayings(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of a document with its path, in the order of the file; keys are no texts.

    >>> list(sayings({"a": ["b", 1]}))
    [(('a', 0), 'b')]
    """
    if isinstance(value, str):
        yield path, value
        return
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in inner:
        if isinstance(child, str):
            yield (*path, step), child
        elif isinstance(child, dict | list):
            yield from sayings(child, (*path, step))


def fault_within(document: Document, path: Path, at: int, length: int, **arguments: Argument) -> Fault:
    """A fault at some characters of a value as it is written in the file, counted from its first one."""
    place, written = document.place_of(path), document.written(path)
    line = place.line + written.count("\n", 0, at)
    start = written.rfind("\n", 0, at)
    column = place.column + at if start < 0 else at - start
    told = Telling(document).fault("", path, **arguments)
    found = Place(place.file, line, column, line, column + length)
    return Fault(told.rule, found, told.clause, arguments)
