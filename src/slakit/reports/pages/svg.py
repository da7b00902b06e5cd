"""Drawings without words: bars and marks as inline SVG. What they mean stands beside them in the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from slakit.findings import Outcome

BAR: Final = 100
"""How wide a bar is, in the units of its drawing."""
WIDE: Final = 500
"""How wide the drawing of a single occasion is: half of a time line."""
STRIP: Final = 1000
"""How wide a time line is, in the units of its drawing."""
LANE: Final = 18
"""How high the lane of an outcome on a time line is."""

INK: Final = {
    "o-violated": "#a81e1e",
    "o-undetermined": "#8a5a00",
    "o-pending": "#1d5a99",
    "o-fulfilled": "#1f6b45",
    "o-not-applicable": "#6a7180",
    "plain": "#0f4c5c",
    "grid": "#bbbbbb",
    "bound": "#000000",
}
"""The colour of each kind of box on paper; the style of a page for screens has its own, and those prevail there."""

_ORDER: Final = (
    Outcome.VIOLATED,
    Outcome.UNDETERMINED,
    Outcome.PENDING,
    Outcome.FULFILLED,
    Outcome.NOT_APPLICABLE,
)


@dataclass(frozen=True, slots=True)
class Axis:
    """A span of time (instants in microseconds) laid out over a width; `leftwards` for pages read from the right."""

    start: int
    end: int
    width: int
    leftwards: bool

    def place(self, instant: int) -> float:
        """Where an instant lies, from the left; one outside the span lies at its edge."""
        share = (min(max(instant, self.start), self.end) - self.start) / max(1, self.end - self.start)
        return round(self.width * (1 - share if self.leftwards else share), 1)


def _drawing(kind: str, width: int, height: int, parts: Iterable[Markup]) -> Markup:
    return Markup(
        '<svg class="{}" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">{}</svg>'
    ).format(kind, width, height, Markup("").join(parts))


def _box(left: float, top: float, width: float, height: float, kind: str) -> Markup:
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" class="{}" fill="{}"/>').format(
        round(left, 1), round(top, 1), round(width, 1), round(height, 1), kind, INK[kind]
    )


def shares(counts: dict[Outcome, int], *, leftwards: bool) -> Markup:
    """A bar of which each outcome has its share; one that occurs is at least a hair wide."""
    total = sum(counts.values())
    parts, at = [], 0.0
    for outcome in _ORDER:
        if counts.get(outcome):
            width = max(1.5, BAR * counts[outcome] / total)
            left = BAR - at - width if leftwards else at
            parts.append(_box(max(0.0, left), 0, width, 8, f"o-{outcome.value}"))
            at += width
    return _drawing("bar", BAR, 8, parts)


def column(counts: dict[Outcome, int], highest: int) -> Markup:
    """An upright bar of what was broken, undecided and open, against the highest of its row."""
    parts, at = [], 60.0
    for outcome in _ORDER[:3]:
        if counts.get(outcome):
            height = max(2.0, 60 * counts[outcome] / max(1, highest))
            at -= height
            parts.append(_box(2, max(0.0, at), 16, height, f"o-{outcome.value}"))
    return _drawing("column", 20, 60, parts)


def length(count: int, highest: int, *, leftwards: bool) -> Markup:
    """A bar as long as its count is, against the highest of its table."""
    width = max(1.0, BAR * count / max(1, highest)) if count else 0.0
    return _drawing("bar", BAR, 8, [_box(BAR - width if leftwards else 0, 0, width, 8, "plain")])


def strip(axis: Axis, months: Sequence[int], marks: dict[Outcome, list[int]]) -> Markup:
    """A time line: where the months begin, and a lane of marks for each outcome that occurs."""
    lanes = [outcome for outcome in _ORDER if marks.get(outcome)]
    height = LANE * max(1, len(lanes))
    parts = [_box(axis.place(month) - 0.5, 0, 1, height, "grid") for month in months]
    for number, outcome in enumerate(lanes):
        parts += [
            _box(axis.place(instant) - 2, LANE * number + 2, 4, LANE - 4, f"o-{outcome.value}")
            for instant in marks[outcome]
        ]
    return _drawing("strip", STRIP, height, parts)


def lead(axis: Axis, bound: int | None, span: tuple[int, int] | None, outcome: Outcome) -> Markup:
    """The time before a start, as a bar from its announcement on, and the bound that it should reach."""
    parts = [_box(0, 9, axis.width, 2, "grid")]
    if span is not None:
        edges = sorted((axis.place(span[0]), axis.place(span[1])))
        parts.append(_box(edges[0], 5, max(3.0, edges[1] - edges[0]), 10, f"o-{outcome.value}"))
    if bound is not None:
        parts.append(_box(axis.place(bound) - 1, 0, 2, 20, "bound"))
    return _drawing("lead", axis.width, 20, parts)


def share_beside(share: float, others: float, span: tuple[float, float] | None, *, leftwards: bool) -> Markup:
    """A share as a bar, that of others as an upright line, and between two shares what chance leaves open as a thin line.

    The scale ends at one, or at the larger of the two shares if that is more.
    """
    scale = WIDE / max(1.0, share, others)

    def box(start: float, end: float, top: float, height: float, kind: str) -> Markup:
        width = max(2.0, (end - start) * scale)
        left = WIDE - start * scale - width if leftwards else start * scale
        return _box(max(0.0, left), top, width, height, kind)

    parts = [box(0, 1, 9, 2, "grid"), box(0, share, 5, 10, "plain")]
    if span is not None:
        parts.append(box(*span, 16, 3, "bound"))
    line = others * scale
    parts.append(_box((WIDE - line if leftwards else line) - 1, 0, 2, 16, "bound"))
    return _drawing("lead", WIDE, 20, parts)
