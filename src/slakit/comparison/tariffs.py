"""Which of two tables of amounts asks for more, in every case."""

from typing import TYPE_CHECKING

from slakit.checks import Window
from slakit.comparison.conditions import Size, size
from slakit.lowering import Setting, millionths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slakit.rules.remedy import CapText, TierText

_Cap = tuple[set[str], tuple[Window, ...], "Due"]
Due = tuple[int, int]
"""A fixed amount, and a share in millionths; only amounts of one form are compared."""


def size_of_tiers(
    old: "Sequence[TierText]", new: "Sequence[TierText]", old_setting: Setting, new_setting: Setting
) -> Size:
    """How much more the new tiers ask for, whatever the level and the delay."""
    cases = [
        (level, delay)
        for level in _edges([millionths(tier.below) for tier in (*old, *new) if tier.below])
        for delay in _edges([
            setting.length(tier.later_than)
            for tiers, setting in ((old, old_setting), (new, new_setting))
            for tier in tiers
            if tier.later_than
        ])
    ]  # fmt: skip
    pairs = [(_due(old, old_setting, *case), _due(new, new_setting, *case)) for case in cases]
    return size(
        contained=all(_is_at_most(before, after) for before, after in pairs),
        containing=all(_is_at_most(after, before) for before, after in pairs),
    )


def _edges(values: list[int]) -> list[int]:
    """Values on both sides of every edge."""
    return sorted({at for value in values for at in (value - 1, value, value + 1)}) or [0]


def _due(tiers: "Sequence[TierText]", setting: Setting, level: int, delay: int) -> Due:
    """What the last tier that applies asks for."""
    due = (0, 0)
    for tier in tiers:
        reached = tier.below is None or level < millionths(tier.below)
        late = tier.later_than is None or delay > setting.length(tier.later_than)
        if reached and late:
            due = (tier.sum or 0, millionths(tier.share) if tier.share else 0)
    return due


def _is_at_most(one: Due, other: Due) -> bool:
    return one[0] <= other[0] and one[1] <= other[1]


def size_of_cap(old: "CapText", new: "CapText", old_setting: Setting, new_setting: Setting) -> Size:
    """How much higher the new cap is: of a longer period, or of more cases together, the same amount is a lower one."""
    before, after = (
        (set(cap.each), setting.windows(cap.per), (cap.sum or 0, millionths(cap.share) if cap.share else 0))
        for cap, setting in ((old, old_setting), (new, new_setting))
    )
    return size(contained=_is_lower(before, after), containing=_is_lower(after, before))


def _is_lower(one: "_Cap", other: "_Cap") -> bool:
    """Whether a cap is never higher than another: all that shares the other shares it, for no higher amount."""
    (each, windows, amount), (other_each, other_windows, other_amount) = one, other
    shared = all(
        any(wide.start <= window.start and window.end <= wide.end for wide in windows)
        for window in other_windows
    )
    return shared and each <= other_each and _is_at_most(amount, other_amount)
