"""Faults as one JSON document, in the shape of the schema `fault`, with words in every language."""

import json
from collections.abc import Iterator
from typing import Final

from slakit.errors import Fault
from slakit.messages import Language, help_for, message
from slakit.reports.faults.listing import Entry, Item, Listing, Waived
from slakit.reports.faults.sources import relative
from slakit.text import strip_isolates

_LANGUAGES: Final[tuple[Language, ...]] = ("fa", "en")


def lines(listing: Listing) -> Iterator[str]:
    """The document; a key that would hold nothing is left out."""
    baseline = {
        "baseline": {
            "known": [item.fingerprint for item in listing.known],
            "stale": [entry_document(entry) for entry in listing.stale],
        }
    }
    document = {
        "documents": list(listing.documents),
        "faults": [_fault(item) for item in listing.items],
        "waived": [_waived(one) for one in listing.waived],
        **(baseline if listing.has_baseline else {}),
    }
    yield json.dumps(document, ensure_ascii=False, indent=2)


def _fault(item: Item) -> dict[str, object]:
    assert item.fault, "only faults of documents are written so"
    return fault_document(item.fault, item.fingerprint, item.path)


def _waived(waived: Waived) -> dict[str, object]:
    return {
        **_fault(waived.item),
        "reason": dict(waived.reason),
        "approved-by": waived.approved_by,
        "until": waived.until,
    }


def entry_document(entry: Entry) -> dict[str, object]:
    """An entry of a baseline as JSON."""
    return {
        "fingerprint": entry.fingerprint,
        "rule": entry.rule,
        "file": entry.file,
        "path": list(entry.path),
    }


def fault_document(fault: Fault, fingerprint: str, path: tuple[str, ...]) -> dict[str, object]:
    """A fault as JSON: its rule, its place with the end exclusive, its raw values, and its words."""
    helps = {language: help_for(fault, language) for language in _LANGUAGES}
    return {
        "rule": fault.rule,
        "severity": fault.severity,
        "fingerprint": fingerprint,
        **_place(fault),
        "path": list(path),
        **({"clause": fault.clause} if fault.clause else {}),
        "arguments": dict(fault.arguments),
        "message": {language: strip_isolates(message(fault, language)) for language in _LANGUAGES},
        "help": {language: strip_isolates(told) for language, told in helps.items() if told},
    }


def _place(fault: Fault) -> dict[str, object]:
    place = fault.place
    if place is None:
        return {}
    return {
        "file": relative(place.file),
        "line": place.line,
        "column": place.column,
        "end-line": place.end_line,
        "end-column": place.end_column,
    }
