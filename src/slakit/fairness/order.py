"""Order in a queue: the smallest set of cases without which everybody was taken in turn."""

from bisect import bisect_right
from collections.abc import Sequence


def out_of_order(started: Sequence[int]) -> frozenset[int]:
    """The places of the smallest set of cases whose removal leaves the order, of cases by when they were ready.

    `started` is when each was taken up; those still waiting have a number above all others. What remains is a longest
    non-decreasing subsequence, so each case outside it passed somebody, or was passed. Where either of two would do, the
    later one is taken out: it went ahead of one that had come before it. O(n log n).

    >>> sorted(out_of_order([1, 2, 9, 3, 4])), sorted(out_of_order([2, 1]))
    ([2], [1])
    """
    last = len(started) - 1
    ends: list[int] = []  # from the end on, negated: the smallest start of a run of each length
    at: list[int] = []  # where that start stands
    after: list[int] = []  # what follows each case in its run, by place from the end
    for place, start in enumerate(reversed(started)):
        length = bisect_right(ends, -start)
        after.append(at[length - 1] if length else -1)
        if length == len(ends):
            ends.append(-start)
            at.append(place)
        else:
            ends[length], at[length] = -start, place
    kept = set()
    place = at[-1] if at else -1
    while place >= 0:
        kept.add(last - place)
        place = after[place]
    return frozenset(range(len(started))) - kept
