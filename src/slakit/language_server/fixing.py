"""Quick fixes: what `slakit fix` would write, and what else a fault suggests to write instead of what stands there."""

from collections.abc import Iterator
from dataclasses import dataclass

from slakit.errors import Fault
from slakit.review.edits import Edit
from slakit.review.fixers import cure_of
from slakit.review.manuscript import Manuscript

_SUGGESTED = ("suggestion", "other", "instead")


@dataclass(frozen=True, slots=True)
class Repair:
    """Edits of a text that would mend one fault; `new` is what would then stand there, without quotes of its own.

    It is preferred where nothing else was as likely meant.
    """

    edits: tuple[Edit, ...]
    new: str
    is_preferred: bool


def repairs(fault: Fault, manuscript: Manuscript) -> Iterator[Repair]:
    """The cure that `slakit fix` knows, safe or not, and then each word that the fault suggests.

    >>> from slakit.source import Place
    >>> fault = Fault("unknown-key", Place("a.yaml", 1, 1, 1, 10), arguments={"key": "at-lest", "suggestion": "at-least"})
    >>> [repair.edits for repair in repairs(fault, Manuscript("a.yaml", '"at-lest": 72 hours'))]
    [(Edit(start=0, end=9, new_text='"at-least"'),)]
    """
    cure = cure_of(fault, manuscript)
    if cure:
        new = cure.edits[0].new_text if len(cure.edits) == 1 else ""
        suggested = str(fault.arguments.get("suggestion", new))
        yield Repair(cure.edits, suggested if suggested in new else new, cure.is_safe)
    if fault.place is None or fault.place.line != fault.place.end_line:
        return  # what spans several lines is no word that could be written otherwise
    start, end = manuscript.span(fault.place)
    quote = written if (written := manuscript.text[start : start + 1]) in ("'", '"') else ""
    for argument in _SUGGESTED:
        if (name := fault.arguments.get(argument)) is None:
            continue
        edits = (Edit(start, end, str(name) if argument == "instead" else f"{quote}{name}{quote}"),)
        if cure is None or edits != cure.edits:
            yield Repair(edits, str(name), "other" not in fault.arguments and cure is None)
