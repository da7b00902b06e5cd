"""A document that does not fit its schema: the parts that do, and what its names still say for certain.

So a misspelt key hides no other mistake: a name that nothing has is told in the same breath. What a mistake makes
doubtful is left alone; a reference is judged only where every declaration of its kind can be read.
"""

from collections.abc import Iterable, Iterator

from slakit.consistency.plain import Group, group
from slakit.document import Document, Path
from slakit.errors import Fault
from slakit.formats import NUMBERS
from slakit.frozen import Frozen

_OF_WHAT_IS_MISSING = frozenset({"missing-key", "missing-key-beside", "one-of-keys-missing"})
"""Rules whose place is that of a group which lacks something; what it holds is sound."""
_DECLARED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "unknown-party": (("parties",), ("party",)),
    "unknown-clause": (("clauses",), ("clause", "heading")),
    "heading-for-clause": (("clauses",), ("clause", "heading")),
    "unknown-norm": (("clauses", "norms"), ("id",)),
    "unknown-definition": (("clauses", "defines"), ("term",)),
    "month-undefined": (("clauses", "defines"), ("term",)),
    "year-undefined": (("clauses", "defines"), ("term",)),
    "unknown-authority": (("authorities",), ("authority",)),
    "unknown-service": (("services",), ("service",)),
    "unknown-choice": (("interpretation",), ("choice",)),
    "unknown-option": (("interpretation",), ("choice",)),
}
"""What a rule looks up: the lists, one inside the other, in which that is declared, and the keys that name it."""
_MEANINGS = ("norms", "defines", "not-checkable")


def with_meant_numbers(document: Document, faults: Iterable[Fault]) -> tuple[Document, list[Fault]]:
    """The document with what its mistyped numbers plainly mean in their place, and the faults that are left.

    What refers to such a number is sound.
    """
    data, left = document.data, list[Fault]()
    for fault in faults:
        of_this = fault.place and fault.place.file == document.name
        if (
            fault.place
            and of_this
            and fault.arguments.get("format") in NUMBERS
            and "suggestion" in fault.arguments
        ):
            data = _with(data, document.path_of(fault.place), fault.arguments["suggestion"])
        else:
            left.append(fault)
    return document.altered(data=data), left


class SoundPart(Frozen):
    """A document without its unsound values, and the paths at which those stood."""

    document: Document
    removed: tuple[Path, ...]


def sound_part(document: Document, faults: Iterable[Fault]) -> SoundPart:
    """The document without the values that faults of its schema lie in, every other one at its path and its place.

    An item of a list gives way to nothing (`None`), so that those after it keep their position.
    """
    removed = tuple(
        document.path_of(fault.place)
        for fault in faults
        if fault.place and fault.place.file == document.name and fault.rule not in _OF_WHAT_IS_MISSING
    )
    data = document.data
    for path in removed:
        data = _without(data, path)
    return SoundPart(document.altered(data=data), removed)


def certain(faults: Iterable[Fault], agreement: SoundPart, annex: SoundPart | None) -> Iterator[Fault]:
    """Those faults of an agreement that hold whatever the unsound parts of both documents were meant to say."""
    for fault in faults:
        path = agreement.document.path_of(fault.place) if fault.place else ()
        holds_unsound = any(removed[: len(path)] == path for removed in agreement.removed)
        if holds_unsound or fault.rule in _OF_WHAT_IS_MISSING:
            continue  # what it asks for may be what is unsound
        if fault.rule == "unknown-calendar" and any(
            removed[:1] == ("calendars",) for removed in agreement.removed
        ):
            continue  # a name that it declares may be unreadable
        declared = _DECLARED.get(fault.rule)
        owner = annex if fault.rule == "unknown-service" else agreement
        if declared is None or (owner and _is_whole(owner.document.data, *declared)):
            yield fault


def _with(data: object, path: Path, value: object) -> object:
    """Plain data with another value at a path; nothing of the data given is changed."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(data, list):
        return [_with(item, rest, value) if at == step else item for at, item in enumerate(data)]
    if isinstance(data, dict):
        return {key: _with(item, rest, value) if key == step else item for key, item in data.items()}
    return data


def _without(data: object, path: Path) -> object:
    """Plain data without the value at a path; nothing of the data given is changed."""
    if not path:
        return None
    step, rest = path[0], path[1:]
    if isinstance(data, list) and isinstance(step, int):
        return [_without(item, rest) if at == step else item for at, item in enumerate(data)]
    if isinstance(data, dict):
        inner = {step: _without(data[step], rest)} if rest and step in data else {}
        return {key: inner.get(key, value) for key, value in data.items() if key != step or inner}
    return data


def _is_whole(data: object, lists: tuple[str, ...], names: tuple[str, ...]) -> bool:
    """Whether every entry that declares a name can be read, and none can hide under a misspelt key."""
    holder = group(data)
    entries = holder.get(lists[0])
    if entries is None:
        return lists[0] in ("authorities", "interpretation") and "clauses" in holder
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return False
    if len(lists) == 1:
        return all(any(isinstance(entry.get(name), str) for name in names) for entry in entries)
    return all(_tells_what_it_means(entry) for entry in entries) and all(
        _is_whole(entry, lists[1:], names) for entry in entries if lists[1] in entry
    )


def _tells_what_it_means(clause: Group) -> bool:
    return "heading" in clause or any(meaning in clause for meaning in _MEANINGS)
