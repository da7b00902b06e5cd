"""Mappings read for an edition: documents with faults at their places, then typed models."""

import json
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from slakit import schema
from slakit.consistency.declared import spoken
from slakit.consistency.mappings import faults_of_mapping
from slakit.consistency.plain import group
from slakit.consistency.telling import Telling, in_file_order
from slakit.document import Document, Reader, read
from slakit.errors import Fault, InvalidDocument
from slakit.loading import vocabulary_named

if TYPE_CHECKING:
    from slakit.mapping_document import MappingDocument
    from slakit.vocabulary import Vocabulary


def faults_of(
    document: Document, vocabulary: Document | None = None, *, reader: Reader = read
) -> list[Fault]:
    """Every fault of a mapping, and of a vocabulary that lies beside it, in file order.

    With a vocabulary, that of an agreement, it is one if the mapping's own says something else.
    """
    return _looked_at(document, vocabulary, reader)[1]


def _looked_at(
    document: Document, agreed: Document | None, reader: Reader
) -> tuple[Document | None, list[Fault]]:
    """The vocabulary of a mapping, and every fault of both."""
    found = schema.faults(document, schema.schema_named("mapping"), clause_of=lambda _: None)
    vocabulary, fits = vocabulary_named(group(document.data).get("vocabulary"), found, document, reader)
    if not found and vocabulary is not None and fits:
        found += faults_of_mapping(document, vocabulary, spoken(vocabulary))
    other = agreed is not None and vocabulary is not None and vocabulary.data != agreed.data
    if agreed is not None and other and not _has_errors(found):
        named = str(group(agreed.data).get("vocabulary"))
        found = [Telling(document).fault("mapping-of-another-vocabulary", ("vocabulary",), name=named)]
    return vocabulary, in_file_order((document,), found)


def _has_errors(faults: list[Fault]) -> bool:
    return any(fault.severity == "error" for fault in faults)


def read_mapping(file: Path, vocabulary: Document | None = None) -> "tuple[MappingDocument, Vocabulary]":
    """A mapping that is sound, and its vocabulary.

    Raises `InvalidDocument` with all its faults, or if its vocabulary says something else than the given one, that of
    an agreement.
    """
    from slakit.mapping_document import MappingDocument
    from slakit.vocabulary import Vocabulary

    document = read(file)
    own, faults = _looked_at(document, vocabulary, read)
    if own is None or _has_errors(faults):
        raise InvalidDocument(faults)
    return (
        MappingDocument.model_validate_json(json.dumps(document.data)),
        Vocabulary.model_validate_json(json.dumps(own.data)),
    )


def is_for(mapping: "MappingDocument", name: str) -> bool:
    """Whether a mapping is for a file or a table of this name; one that names no files is for every table."""
    last = name.rstrip("/").rpartition("/")[2]
    return mapping.files is None or any(fnmatch(last, pattern) for pattern in mapping.files)
