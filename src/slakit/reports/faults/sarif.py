"""What was found as SARIF 2.1.0 (OASIS), the form that code hosts take from checkers.

Columns are code points, as in the rest of slakit, and the run says so; ends are exclusive in both. What a baseline
knows or a waiver sets aside stays in the log as suppressed, since a host takes an absent result for a repaired one.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import Final
from urllib.parse import quote

from slakit._version import __version__
from slakit.errors import SEVERITIES, Severity
from slakit.reports.faults.fingerprints import VERSION
from slakit.reports.faults.listing import Item, Listing, Waived
from slakit.reports.faults.pages import page_of
from slakit.reports.faults.sources import relative
from slakit.source import Place
from slakit.text import strip_isolates

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT: Final = "%SRCROOT%"
"""The name by which hosts know the folder that relative paths start from."""
LEVELS: Final[Mapping[Severity, str]] = {"error": "error", "warning": "warning", "advice": "note"}

Json = dict[str, object]


def lines(listing: Listing) -> Iterator[str]:
    """The log, with one run."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(listing)]}
    yield json.dumps(log, ensure_ascii=False, indent=2)


def _run(listing: Listing) -> Json:
    results = [*listing.items, *listing.known, *(waived.item for waived in listing.waived)]
    rules = sorted({item.rule for item in results})
    return {
        "tool": {
            "driver": {
                "name": "slakit",
                "semanticVersion": __version__,
                "language": listing.language,
                "rules": [_rule(rule, results) for rule in rules],
            }
        },
        "automationDetails": {"id": f"slakit/{listing.command}/"},
        "invocations": [{"executionSuccessful": listing.complete}],
        "originalUriBaseIds": {ROOT: {"description": {"text": "the folder that slakit was run in"}}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "artifacts": [{"location": _location(file)} for file in sorted(_files(results, listing.documents))],
        "results": [
            *(_result(item, rules, listing) for item in listing.items),
            *(_result(item, rules, listing, is_known=True, suppression=_KNOWN) for item in listing.known),
            *(_set_aside(waived, rules, listing) for waived in listing.waived),
        ],
    }


def _files(items: Iterable[Item], documents: Iterable[str]) -> set[str]:
    return {relative(document) for document in documents} | {item.file for item in items if item.file}


def _rule(rule: str, results: Iterable[Item]) -> Json:
    """A rule; its page is relative to the documentation, while SARIF's helpUri must be absolute."""
    gravest = min((item.severity for item in results if item.rule == rule), key=SEVERITIES.index)
    page = page_of(rule)
    text = f"what slakit says of it and how it is cured: {page}"
    return {
        "id": rule,
        "shortDescription": {"text": rule.replace("-", " ")},
        "defaultConfiguration": {"level": LEVELS[gravest]},
        "help": {"text": text, "markdown": f"[{rule.replace('-', ' ')}]({page})"},
        "properties": {"page": page},
    }


def _result(
    item: Item, rules: list[str], listing: Listing, *, is_known: bool = False, suppression: Json | None = None
) -> Json:
    result: Json = {
        "ruleId": item.rule,
        "ruleIndex": rules.index(item.rule),
        "kind": "review" if item.undecided else "fail",
        # SARIF keeps the level for failures
        "level": "none" if item.undecided else LEVELS[item.severity],
        "message": {"text": "\n".join(item.plain)},
        "locations": [_place(item)],
        "partialFingerprints": {VERSION: item.fingerprint, "primaryLocationLineHash": item.fingerprint},
    }
    if item.clause:
        result["properties"] = {"clause": item.clause}
    if item.replacement:
        result["fixes"] = [_fix(item)]
    if item.related:
        result["relatedLocations"] = [
            {"id": at, "message": {"text": strip_isolates(words)}, "physicalLocation": _physical(place)}
            for at, (place, words) in enumerate(item.related)
        ]
    if listing.has_baseline:
        result["baselineState"] = "unchanged" if is_known else "new"
    return {**result, **({"suppressions": [suppression]} if suppression else {})}


_KNOWN: Final[Json] = {"kind": "external", "status": "accepted"}


def _set_aside(waived: Waived, rules: list[str], listing: Listing) -> Json:
    """What a waiver sets aside; the waiver stands in the document itself, so SARIF calls it `inSource`."""
    reason = waived.reason.get(listing.language) or next(iter(waived.reason.values()))
    suppression: Json = {
        "kind": "inSource",
        "status": "accepted",
        "justification": reason,
        "location": {"physicalLocation": _physical(waived.place)},
        "properties": {"approvedBy": waived.approved_by, "until": waived.until},
    }
    return _result(waived.item, rules, listing, is_known=waived.known, suppression=suppression)


def _place(item: Item) -> Json:
    location: Json = {}
    if item.place:
        location["physicalLocation"] = _physical(item.place)
    if item.path:
        location["logicalLocations"] = [{"fullyQualifiedName": "/".join(item.path), "kind": "member"}]
    return location


def _physical(place: Place) -> Json:
    return {"artifactLocation": _location(relative(place.file)), "region": _region(place)}


def _location(file: str) -> Json:
    if (path := PurePath(file)).is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(file, safe="/._-~", errors="surrogateescape"), "uriBaseId": ROOT}


def _region(place: Place) -> Json:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _fix(item: Item) -> Json:
    assert item.replacement
    place, text = item.replacement.place, item.replacement.text
    change = {"deletedRegion": _region(place), "insertedContent": {"text": text}}
    return {
        "description": {"text": item.plain[-1]},
        "artifactChanges": [
            {"artifactLocation": _location(relative(place.file)), "replacements": [change]}
        ],
    }  # fmt: skip
