"""Quick repairs: what a fault suggests to write instead of what stands at its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from slakit.errors import Fault
from slakit.source import Place

_SUGGESTED = ("suggestion", "other", "instead")


@dataclass(frozen=True, slots=True)
class Replacement:
    """What is to stand at a place instead; `name` is what a person reads of it."""

    place: Place
    new: str
    name: str


def replacements(fault: Fault, written: str) -> Iterator[Replacement]:
    """What a fault suggests; `written` is what stands at its place, whose quotes stay.

    >>> fault = Fault("unknown-key", Place("a.yaml", 1, 1, 1, 9), arguments={"suggestion": "at-least"})
    >>> [replacement.new for replacement in replacements(fault, '"at-lest"')]
    ['"at-least"']
    """
    if fault.place is None:
        return
    quote = written[:1] if written[:1] in ("'", '"') else ""
    for argument in _SUGGESTED:
        if (name := fault.arguments.get(argument)) is not None:
            new = str(name) if argument == "instead" else f"{quote}{name}{quote}"
            yield Replacement(fault.place, new, str(name))
