"""Plain data that a schema has accepted, taken apart without asking again what it is."""

from collections.abc import Iterator

from slakit.document import Path

Group = dict[str, object]


def group(value: object) -> Group:
    """A group of keys; an empty one for anything else, such as a key that was left out."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[object]:
    """A list; an empty one for anything else."""
    return value if isinstance(value, list) else []


def texts(value: object) -> list[str]:
    """The texts of a list."""
    return [item for item in items(value) if isinstance(item, str)]


def entries(value: object, *keys: str) -> Iterator[tuple[Path, Group]]:
    """Each group in a list that stands under keys one inside the other, with its path; what is no group is passed over.

    >>> list(entries({"clauses": [{"clause": "1"}]}, "clauses"))
    [(('clauses', 0), {'clause': '1'})]
    """
    for key in keys:
        value = group(value).get(key)
    for position, entry in enumerate(items(value)):
        if isinstance(entry, dict):
            yield (*keys, position), entry


def known_texts(value: object, key: str) -> Iterator[str]:
    """What each group of a list writes under a key, where it writes a text there."""
    for entry in items(value):
        if isinstance(name := group(entry).get(key), str):
            yield name
