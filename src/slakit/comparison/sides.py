"""The two sides of a comparison of norms, and what every order makes of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from slakit.checks import Pair, Points, Spans
from slakit.comparison.conditions import Size, size_of_pairs
from slakit.lowering import Setting
from slakit.selectors import EventSelector, RecordSelector, fields_matched

if TYPE_CHECKING:
    from slakit.norms import Norm
    from slakit.selectors import Matching


@dataclass(frozen=True, slots=True)
class Side:
    """A field of a norm in one of two editions: its value, and what surrounds the norm there."""

    norm: "Norm"
    value: Any
    setting: Setting

    @property
    def is_absent(self) -> bool:
        """Whether nothing is written, or that the text gives nothing."""
        return self.value in (None, "unspecified") or self.value in ((), {})


def lowered_selector(selector: EventSelector | RecordSelector, setting: Setting) -> Points | Spans:
    """The events or the spans that a selector picks."""
    return setting.spans(selector) if isinstance(selector, RecordSelector) else setting.points(selector)


def pairs(old: Side, new: Side) -> Size:
    """How pairs of fields stand to each other: the more must be equal, the fewer match."""
    return size_of_pairs(_matched(old.value), _matched(new.value))


def _matched(matching: "Matching | dict[str, str]") -> tuple[Pair, ...]:
    return tuple(matching.items()) if isinstance(matching, dict) else fields_matched(matching)


def number_size(old: int, new: int) -> Size:
    """Whether a number grew, stayed or shrank."""
    return (new > old) - (new < old)
