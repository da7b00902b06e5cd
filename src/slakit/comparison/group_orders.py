"""The orders of the fields that only norms which compare groups have."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from slakit.comparison.allowances import differences
from slakit.comparison.conditions import Size, size, size_of_selection
from slakit.comparison.sides import Side, number_size, pairs
from slakit.lowering import millionths

if TYPE_CHECKING:
    from slakit.rules._comparing import Comparing

MILLION: Final = 1_000_000


def groups(old: Side, new: Side) -> Size:
    """Whether more groups are compared and published."""
    before, after = old.value, new.value
    if before.field != after.field:
        return None
    named = set(before.named), set(after.named)
    return size(
        contained=named[0] <= named[1] and after.publish_from <= before.publish_from,
        containing=named[1] <= named[0] and before.publish_from <= after.publish_from,
    )


def lawful_groups(old: Side, new: Side) -> Size:
    """The size of the differences in the groups themselves, where the others are the same."""
    of_groups, of_others = (
        [replace(side, value=tuple(one for one in side.value if (one.field == cast("Comparing", side.norm).groups.field) is wanted)) for side in (old, new)]
        for wanted in (True, False)
    )  # fmt: skip
    return differences(*of_groups) if differences(*of_others) == 0 else None


def reasons(old: Side, new: Side) -> Size:
    """Whether more reasons count."""
    events = size_of_selection(old.setting.points(old.value.event), new.setting.points(new.value.event))
    matched = pairs(*(replace(side, value=side.value.matching) for side in (old, new)))
    if events is None or matched is None or events * matched > 0:
        return None
    return events or -matched


def materiality(old: Side, new: Side) -> Size:
    """Whether a difference must be larger to matter."""
    return number_size(millionths(old.value.difference), millionths(new.value.difference))


def budget(old: Side, new: Side) -> Size:
    """The size of what may be spent while the year runs, and of what may be spent at its end."""
    before, after = (
        (whole * online, whole * (MILLION - online))
        for whole, online in (
            (millionths(side.value.per_year), millionths(side.value.online)) for side in (old, new)
        )
    )
    return size(
        contained=all(one <= two for one, two in zip(before, after, strict=True)),
        containing=all(two <= one for one, two in zip(before, after, strict=True)),
    )


def start_or_end(old: Side, new: Side) -> Size:
    """Whether what counts is the start in place of the end."""
    return number_size(*(("end", "start").index(side.value) for side in (old, new)))
