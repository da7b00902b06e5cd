"""Fields that are ordered together, since each alone says something else: a limit with its period, a kind with what it is asked of."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from slakit.checks import Period
from slakit.comparison.conditions import size_of_any
from slakit.comparison.sides import Side, lowered_selector
from slakit.rules.at_most import AtMost
from slakit.rules.never import NeverAllowed
from slakit.selectors import EventSelector
from slakit.strength import Relation

LIMITING: Final = frozenset(
    {"announced-value", "at-most", "decided-by", "only-after", "only-via", "permitted-if"}
)
"""Kinds of which each violation rests on an event that the norm is asked of, so that who forbids the event forbids it."""


def together_of(old: Side, new: Side) -> Mapping[str, Relation]:
    """How the new norm stands to the old one by fields that only say something together; no field of which each does alone."""
    before, after = old.norm, new.norm
    if isinstance(before, AtMost) and isinstance(after, AtMost):
        return _limits(before, after, old, new)
    if before.rule != after.rule:
        if isinstance(before, NeverAllowed) and _forbids_all_of(old, new):
            return {"rule": Relation.WEAKER}
        if isinstance(after, NeverAllowed) and _forbids_all_of(new, old):
            return {"rule": Relation.STRONGER}
    return {}


def _forbids_all_of(forbidding: Side, limiting: Side) -> bool:
    """Whether whatever violates a norm that limits an act is altogether forbidden by the other."""
    never, limits = forbidding.norm, limiting.norm
    asked = getattr(limits, "of", None)
    if (
        limits.rule not in LIMITING
        or not isinstance(never, NeverAllowed)
        or not isinstance(asked, EventSelector)
    ):
        return False
    if never.during is not None:
        return False
    wider = lowered_selector(never.of, forbidding.setting)
    return size_of_any([lowered_selector(asked, limiting.setting)], [wider]) in (0, 1)


def _limits(before: AtMost, after: AtMost, old: Side, new: Side) -> Mapping[str, Relation]:
    """A limit for a longer period beside one for the shorter ones that make it up: as much as they allow in all, or more, is weaker."""
    if before.sum != after.sum or before.adds_below_zero(old.setting) or after.adds_below_zero(new.setting):
        return {}
    shorter, longer = (side.setting.periods(norm.in_each) for norm, side in ((before, old), (after, new)))
    if (most := _most_in_one(shorter, longer)) and after.limit >= most * before.limit:
        return dict.fromkeys(("limit", "in-each"), Relation.WEAKER)
    if (most := _most_in_one(longer, shorter)) and before.limit >= most * after.limit:
        return dict.fromkeys(("limit", "in-each"), Relation.STRONGER)
    return {}


def _most_in_one(short: tuple[Period, ...], long: tuple[Period, ...]) -> int:
    """How many short periods the longest of several is made up of; 0 if they are not made up of whole ones, or are the same."""
    edges = {one.start for one in short} | {short[-1].end}
    adjoin = all(one.end == other.start for one, other in pairwise(short))
    if not adjoin or len(short) <= len(long) or not all({one.start, one.end} <= edges for one in long):
        return 0
    return max(sum(one.start <= part.start and part.end <= one.end for part in short) for one in long)
