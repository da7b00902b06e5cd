"""A baseline: the faults that are known and not counted, as a JSON file of fingerprints."""

import json
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Final

from slakit.reports.faults.json_document import entry_document
from slakit.reports.faults.listing import Entry, Item

DOCUMENT: Final = "baseline/v1"


class NoBaseline(ValueError):
    """A text is no baseline that this slakit understands."""


def parse(text: str) -> tuple[Entry, ...]:
    """The entries of a baseline; raises `NoBaseline` for any other text."""
    try:
        data = json.loads(text)
    except ValueError as problem:
        raise NoBaseline from problem
    match data:
        case {"document": str(kind), "faults": list(faults)} if kind == DOCUMENT:
            return tuple(map(_entry, faults))
        case _:
            raise NoBaseline


def text_of(entries: Iterable[Entry]) -> str:
    """A baseline as the text of its file: sorted by file and path, so that a difference shows what changed."""
    ordered = sorted(set(entries), key=lambda entry: (entry.file, entry.path, entry.rule, entry.fingerprint))
    document = {"document": DOCUMENT, "faults": [entry_document(entry) for entry in ordered]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def entry_of(item: Item) -> Entry:
    """What a baseline remembers of an item."""
    return Entry(item.fingerprint, item.rule, item.file or "", item.path)


def split(items: Iterable[Item], entries: Iterable[Entry]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The items that a baseline does not know, and those that it knows."""
    fingerprints = {entry.fingerprint for entry in entries}
    both = tuple(items)
    new = tuple(item for item in both if item.fingerprint not in fingerprints)
    return new, tuple(item for item in both if item.fingerprint in fingerprints)


def stale(
    entries: Iterable[Entry], occurring: Collection[str], is_looked_at: Callable[[Entry], bool]
) -> tuple[Entry, ...]:
    """The entries that no longer occur, by the fingerprints of those that do.

    One whose place was not looked at may still occur, unless its file is gone.
    """
    return tuple(
        entry
        for entry in entries
        if entry.fingerprint not in occurring and (is_looked_at(entry) or not Path(entry.file).exists())
    )


def _entry(data: object) -> Entry:
    match data:
        case {"fingerprint": str(known_by), "rule": str(rule), "file": str(file), "path": list(path)}:
            return Entry(known_by, rule, file, tuple(map(str, path)))
        case _:
            raise NoBaseline
