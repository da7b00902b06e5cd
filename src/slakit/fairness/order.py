"""Order in a queue: the smallest set of cases without which everybody was taken in turn."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TypeAlias

_Chain: TypeAlias = "tuple[int, _Chain] | None"
"""The places at which, from the end on, one was kept that was taken earlier than all those after it; the earliest first."""


def out_of_order(started: Sequence[int], tolerance: int = 0) -> frozenset[int]:
    """The places of the smallest set of cases whose removal leaves the order, of cases by when they were ready.

    `started` is when each was taken up; those still waiting have a number above all others. In order are those none of
    whom was taken up more than the `tolerance` before one that was ready earlier. Each case outside the largest such set
    passed one of it, or was passed. Where either of two would do, the later one is taken out: it went ahead of one that
    had come before it. O(n log n), but for moving the items of a list.

    >>> sorted(out_of_order([1, 2, 9, 3, 4])), sorted(out_of_order([2, 1])), sorted(out_of_order([90, 8, 6, 4], 4))
    ([2], [1], [0])
    """
    # of the sets that may be kept from a place on, those that are best so far: the more a set holds, the earlier the
    # first of it was taken up, which is negated, so that a case before all others comes at the end
    firsts: list[int] = []
    more: list[int] = []  # how many more than the one before
    chains: list[_Chain] = []
    for place in range(len(started) - 1, -1, -1):
        start = -started[place]
        at, beyond = bisect_left(firsts, start), bisect_right(firsts, start + tolerance)
        if at < beyond:  # these take it in, and none of them begins earlier by it
            more[at] += 1
            if beyond < len(more):
                more[beyond] -= 1
                if not more[beyond]:
                    del firsts[beyond], more[beyond], chains[beyond]
            if firsts[at] == start:
                continue
        chain = place, chains[at - 1] if at else None
        if at < len(more) and more[at] == 1:
            firsts[at], chains[at] = start, chain
            continue
        if at < len(more):
            more[at] -= 1
        firsts.insert(at, start)
        more.insert(at, 1)
        chains.insert(at, chain)
    return frozenset(range(len(started))) - _kept(started, tolerance, chains[-1] if chains else None)


def _kept(started: Sequence[int], tolerance: int, chain: _Chain) -> set[int]:
    """Those of a chain, and all between two of them that it takes in."""
    kept: set[int] = set()
    since = 0
    while chain is not None:
        at, chain = chain
        first = started[at]
        kept.add(at)
        kept.update(place for place in range(since, at) if first <= started[place] <= first + tolerance)
        since = at + 1
    return kept
