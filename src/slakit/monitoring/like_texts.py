"""What is told as the rows of a ledger hold it, of which a million may be alike.

Changes on points that are judged alike differ in the id of the point and in two of its times. A pattern is learnt from the
text of a change on a point made for it, and is used only if it gives those of another such point and of the one at hand.
"""

import re
from collections.abc import Callable
from operator import itemgetter
from typing import Final, NamedTuple

from slakit.changes import Like, LikeChange, Report
from slakit.events.event import Event
from slakit.findings import is_plain
from slakit.monitoring.state_rows import text_of

PATTERNS_KEPT: Final = 1024
"""So many patterns are kept at most."""


class LikeTexts:
    """Writes what is told as JSON."""

    def __init__(self) -> None:
        self._patterns: dict[Like, _Pattern | None] = {}
        """By what gives the findings of points; nothing if only one has come, or if there is no pattern."""

    def text_of(self, told: Report) -> str:
        """What is told as JSON, to the last byte as `slakit.monitoring.state_rows.text_of` has it."""
        if type(told) is not LikeChange or told.at != told.event.time or not is_plain(told.event.id):
            return text_of(told)
        if (pattern := self._patterns.get(told.like)) is not None:
            return pattern.filled(told.event)
        if len(self._patterns) >= PATTERNS_KEPT:
            self._patterns.clear()
        self._patterns[told.like] = _learnt(told) if told.like in self._patterns else None
        return text_of(told)


class _Pattern(NamedTuple):
    """A text with places, and which value of a point stands in each of them."""

    text: str
    places: Callable[[tuple[str, int, int]], tuple[object, ...]]

    def filled(self, event: Event) -> str:
        """The text of another point."""
        return self.text % self.places((event.id, event.time, event.recorded))


def _learnt(told: LikeChange) -> _Pattern | None:
    """The pattern of the changes like one; nothing if their texts differ in more than the values of their points."""
    first = _example(told, "example-4f1c9a", 1_592_130_367_000_001, 1_599_522_853_213_579)
    values = {
        str(value): place for place, value in enumerate((first.event.id, first.at, first.event.recorded))
    }
    texts = re.split(f"({'|'.join(values)})", text_of(first))
    text = "%s".join(one.replace("%", "%%") for one in texts[::2])
    # two at least, as the id and the time stand in every text: of one, `itemgetter` gives no tuple
    pattern = _Pattern(text, itemgetter(*(values[value] for value in texts[1::2])))
    others = (_example(told, "9:7._x", 1_568_862_306_250_003, 1_568_862_306_250_003), told)
    return pattern if all(pattern.filled(one.event) == text_of(one) for one in others) else None


def _example(told: LikeChange, name: str, time: int, recorded: int) -> LikeChange:
    """The same of another point."""
    event = told.event.altered(id=name, time=time, recorded=recorded)
    return LikeChange(time, None, like=told.like, event=event)
